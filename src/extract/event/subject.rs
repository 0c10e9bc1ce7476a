//! Who does it and what it is done to, whatever the voice: passives, participles, relative clauses, control and
//! coordination undone, and slips of the parser that are known.

use super::arguments::Argument;
use super::arguments::reliability;
use super::words::Words;
use super::words::has;
use crate::extract::tree::Tree;

/// The one who does it, from the nearest clause that names one.
pub(super) fn subject(tree: &Tree<'_>, words: &Words, verb: usize, depth: usize) -> Option<Argument> {
    if depth > 8 {
        return None;
    }
    if tree.is_passive(verb)
        || is_bare_passive(tree, verb)
        || is_small_clause(tree, verb)
        || has_agent(tree, verb)
    {
        let agent = tree.child(verb, &["agent"])?;
        let filler = tree.child(agent, &["pobj"])?;
        return Some(Argument::new("subject", filler, &["agent", "pobj"]));
    }
    if let Some(subject) = tree.child(verb, &["nsubj"]) {
        if let Some(speaker) = spoken_of_oneself(tree, words, verb, subject) {
            return Some(Argument::new("subject", speaker, &["nsubj", "nsubj", "ccomp"]));
        }
        let (head, label) = antecedent(tree, verb, subject);
        return Some(Argument::new("subject", head, &["nsubj", label]));
    }
    if let Some(argument) = misread_subject(tree, verb) {
        return Some(argument);
    }
    if let Some(subject) = dated_subject(tree, verb) {
        return Some(Argument::new("subject", subject, &["pobj"]));
    }
    let inherited = inherited(tree, words, verb, depth)?;
    Some(Argument {
        function: "subject".to_owned(),
        head: inherited.head,
        reliability: inherited.reliability * reliability(tree.dep(verb)),
    })
}

/// The one who does it by the clause above: that clause's subject, or its object where the object shall act.
fn inherited(tree: &Tree<'_>, words: &Words, verb: usize, depth: usize) -> Option<Argument> {
    let governor = tree.head(verb);
    if governor == verb {
        return None;
    }
    match tree.dep(verb) {
        "conj" if tree.is_verb(governor) => {
            if tree.is_passive(governor) {
                object(tree, governor).filter(|_| !tree.is_passive(verb))
            } else {
                subject(tree, words, governor, depth + 1)
            }
        }
        // "was able to meet": the adjective's verb bears the subject.
        "xcomp" if tree.dep(governor) == "acomp" => subject(tree, words, tree.head(governor), depth + 1),
        "xcomp" | "ccomp" if tree.child(verb, &["aux"]).is_some_and(|aux| tree.lower(aux) == "to") => {
            object(tree, governor).or_else(|| subject(tree, words, governor, depth + 1))
        }
        // "hunted a man for a bomb that went off on Friday, wounding two": who wounded is not the hunter.
        "advcl" if tree.tag(verb) == "VBG" && is_far(tree, governor, verb) => None,
        "xcomp" | "advcl" if tree.is_verb(governor) => {
            let infinitive = tree.child(verb, &["aux"]).is_some_and(|aux| tree.lower(aux) == "to");
            let controlled = infinitive && has(&words.object_control_verbs, &tree.lemma(governor));
            if tree.is_passive(governor) || (controlled && tree.child(governor, &["dobj"]).is_some()) {
                object(tree, governor)
            } else {
                subject(tree, words, governor, depth + 1)
            }
        }
        "pcomp" => doer_of_gerund(tree, words, governor, depth),
        "acl" if tree.tag(verb) == "VBG" => Some(Argument::new("subject", governor, &["acl"])),
        _ => None,
    }
}

/// Whether another clause with a subject ends between a verb and a participle behind it.
fn is_far(tree: &Tree<'_>, governor: usize, participle: usize) -> bool {
    // So many words away nothing is near.
    const FAR: usize = 60;
    participle.saturating_sub(governor) > FAR
        || (governor + 1..participle).any(|token| {
            tree.is_verb(token)
                && tree.dep(token) == "relcl"
                && tree.child(token, &["nsubj", "nsubjpass"]).is_some()
        })
}

/// "accused X of doing", "kept X from doing": X does it; else the subject of the verb does.
fn doer_of_gerund(tree: &Tree<'_>, words: &Words, prep: usize, depth: usize) -> Option<Argument> {
    let above = tree.head(prep);
    if !tree.is_verb(above) {
        return None;
    }
    let of_object = matches!(tree.lower(prep).as_str(), "of" | "from" | "for" | "into");
    let owner = object(tree, above).filter(|_| of_object);
    owner.or_else(|| subject(tree, words, above, depth + 1))
}

/// "The ministry said it would send …": the pronoun of what is told stands for the one who tells it.
fn spoken_of_oneself(tree: &Tree<'_>, words: &Words, verb: usize, pronoun: usize) -> Option<usize> {
    let clause = tree.first_conjunct(verb);
    let governor = tree.head(clause);
    let word = tree.lower(pronoun);
    let told = tree.dep(clause) == "ccomp"
        && tree.tag(pronoun) == "PRP"
        && words.reporting(&tree.lemma(governor)).is_some();
    let speaker = tree.child(governor, &["nsubj"]).filter(|speaker| told && *speaker < pronoun)?;
    let several = tree.is_plural(speaker) || tree.child(speaker, &["conj"]).is_some();
    let agrees = match word.as_str() {
        "it" => !several,
        "they" => several,
        "he" | "she" => tree.is_noun(speaker) && !several,
        _ => false,
    };
    agrees.then_some(speaker)
}

/// "The army ended its war with the rebels": the owner is the subject of the clause.
pub(super) fn bound_owner(tree: &Tree<'_>, words: &Words, noun: usize, owner: usize) -> Option<Argument> {
    if tree.tag(owner) != "PRP$" || !matches!(tree.lower(owner).as_str(), "its" | "their" | "his" | "her") {
        return None;
    }
    let mut current = noun;
    for _ in 0..tree.len() {
        let head = tree.head(current);
        if head == current {
            return None;
        }
        if tree.is_verb(head) && !matches!(tree.dep(current), "nsubj" | "nsubjpass") {
            let found = subject(tree, words, head, 0)?;
            let reliability = found.reliability * reliability("poss") * reliability("advcl");
            return Some(Argument { function: "possessor".to_owned(), reliability, ..found });
        }
        current = head;
    }
    None
}

/// "… as A and B have done": the parser may read the conjunction as a preposition with the subject as its object,
/// which then ends right before the verb's auxiliary.
fn misread_subject(tree: &Tree<'_>, verb: usize) -> Option<Argument> {
    let aux = tree.child(verb, &["aux", "auxpass"])?;
    let last = aux.checked_sub(1)?;
    let prep = (tree.sentence_tokens(tree.sentence(verb)).start..last).rev().find(|token| {
        tree.dep(*token) == "prep"
            && matches!(tree.lower(*token).as_str(), "as" | "while" | "after" | "before")
    })?;
    let object = tree.child(prep, &["pobj"])?;
    (tree.subtree(object).end == aux).then(|| Argument::new("subject", object, &["pobj"]))
}

/// "In March Peru recalled …", without a comma: the parser may read the month and the name as one phrase.
pub(super) fn dated_subject(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    if tree.child(verb, &["nsubj", "nsubjpass"]).is_some() || !matches!(tree.tag(verb), "VBD" | "VBZ" | "VBP")
    {
        return None;
    }
    let first = tree.child(verb, &["aux"]).filter(|aux| *aux < verb).unwrap_or(verb);
    let name = first.checked_sub(1).filter(|name| tree.is_proper(*name) && tree.dep(*name) == "pobj")?;
    let prep = tree.head(name);
    let date = prep + 1;
    let dated = tree.word(date).parse::<u16>().is_ok_and(|year| (1000..3000).contains(&year))
        || is_month(tree.word(date))
        || tree.word(date).ends_with("day");
    (matches!(tree.lower(prep).as_str(), "in" | "on") && tree.head(prep) == verb && date < name && dated)
        .then_some(name)
}

/// Whether a word names a month.
fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS.contains(&word)
}

/// "wants the broker arrested": the subject of a participle below a verb of wanting undergoes it.
fn is_small_clause(tree: &Tree<'_>, verb: usize) -> bool {
    matches!(tree.tag(verb), "VBN" | "VBD")
        && matches!(tree.dep(verb), "ccomp" | "xcomp")
        && matches!(
            tree.lemma(tree.head(verb)).as_str(),
            "want" | "need" | "have" | "get" | "see" | "order" | "keep"
        )
        && tree.child(verb, &["nsubj"]).is_some()
        && tree.child(verb, &["aux", "mark", "dobj"]).is_none()
}

/// What it is done to.
pub(super) fn object(tree: &Tree<'_>, verb: usize) -> Option<Argument> {
    if let Some(subject) = tree.child(verb, &["nsubjpass"]) {
        let (head, label) = antecedent(tree, verb, subject);
        return Some(Argument::new("object", head, &["nsubjpass", label]));
    }
    if is_bare_passive(tree, verb) {
        return Some(Argument::new("object", tree.head(verb), &["acl"]));
    }
    if is_small_clause(tree, verb) {
        return tree
            .child(verb, &["nsubj"])
            .map(|subject| Argument::new("object", subject, &["nsubj", "ccomp"]));
    }
    if has_agent(tree, verb) {
        let undergoer = tree.child(verb, &["nsubj"]);
        let noun = Some(tree.head(verb)).filter(|_| tree.dep(verb) == "acl");
        return undergoer.or(noun).map(|head| Argument::new("object", head, &["acl"]));
    }
    if let Some(object) = tree.child(verb, &["dobj"]) {
        let (head, label) = antecedent(tree, verb, object);
        return Some(Argument::new("object", head, &["dobj", label]));
    }
    let governor = tree.head(verb);
    match tree.dep(verb) {
        // "the ship the navy seized": the gap is the object.
        "relcl" if tree.child(verb, &["nsubj"]).is_some_and(|subject| !is_relative(tree, subject)) => {
            Some(Argument::new("object", governor, &["relcl"]))
        }
        "conj" if tree.is_passive(verb) && tree.is_verb(governor) && tree.is_passive(governor) => {
            object(tree, governor).map(|argument| Argument {
                reliability: argument.reliability * reliability("conj"),
                ..argument
            })
        }
        _ => None,
    }
}

/// "Togo, backed by the bank,": a doer behind "by" makes a passive of a participle that the tags take for a past.
fn has_agent(tree: &Tree<'_>, verb: usize) -> bool {
    matches!(tree.tag(verb), "VBN" | "VBD")
        && tree.child(verb, &["agent"]).is_some()
        && tree.child(verb, &["dobj"]).is_none()
}

/// A participle after its noun: "the man arrested on Monday".
fn is_bare_passive(tree: &Tree<'_>, verb: usize) -> bool {
    tree.tag(verb) == "VBN" && tree.dep(verb) == "acl" && tree.child(verb, &["nsubj", "dobj"]).is_none()
}

fn is_relative(tree: &Tree<'_>, token: usize) -> bool {
    matches!(tree.tag(token), "WDT" | "WP" | "WP$")
}

/// A relative pronoun stands for the noun of its clause.
fn antecedent<'a>(tree: &Tree<'a>, verb: usize, filler: usize) -> (usize, &'a str) {
    if is_relative(tree, filler) && tree.dep(verb) == "relcl" {
        (tree.head(verb), "relcl")
    } else {
        (filler, tree.dep(filler))
    }
}

//! The arguments of a verb or an event noun by their function in the active clause.
//!
//! Passives, participles, relative clauses, control and coordination are undone here once, so that a frame
//! speaks of `subject` and `object` only. Each argument carries the dependency labels on its way, from which the
//! confidence is computed.

use super::words::Words;
use super::words::has;
use crate::extract::tree::Tree;

/// One argument.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Argument {
    /// Its function: `subject`, `object`, `indirect`, `possessor`, `modifier` or a preposition.
    pub(super) function: String,
    /// The head token of the filler, coordination not expanded.
    pub(super) head: usize,
    /// How sure the parser is of the way to it, 0..=1.
    pub(super) reliability: f64,
}

impl Argument {
    fn new(function: impl Into<String>, head: usize, labels: &[&str]) -> Self {
        Self {
            function: function.into(),
            head,
            reliability: labels.iter().map(|label| reliability(label)).product(),
        }
    }
}

/// F score of a dependency label on `OntoNotes` 5 (the model's published `meta.json`).
pub(super) fn reliability(label: &str) -> f64 {
    match label {
        "nsubj" => 0.951,
        "nsubjpass" => 0.919,
        "dobj" => 0.931,
        "agent" => 0.922,
        "pobj" => 0.964,
        "prep" => 0.859,
        "compound" => 0.923,
        "amod" => 0.914,
        "poss" => 0.97,
        "appos" => 0.676,
        "conj" => 0.770,
        "relcl" => 0.771,
        "acl" => 0.719,
        "advcl" => 0.663,
        "ccomp" => 0.806,
        "xcomp" => 0.891,
        _ => 0.85,
    }
}

/// The arguments of a token that may name an event.
pub(super) fn arguments(tree: &Tree<'_>, words: &Words, trigger: usize) -> Vec<Argument> {
    if tree.is_verb(trigger) {
        verb_arguments(tree, words, trigger)
    } else {
        noun_arguments(tree, words, trigger)
    }
}

fn verb_arguments(tree: &Tree<'_>, words: &Words, verb: usize) -> Vec<Argument> {
    let mut found = Vec::new();
    found.extend(subject(tree, words, verb, 0));
    found.extend(object(tree, verb));
    for child in tree.children_with(verb, &["dative"]) {
        match tree.child(child, &["pobj"]) {
            Some(object) => found.push(Argument::new("to", object, &["prep", "pobj"])),
            None => found.push(Argument::new("indirect", child, &["dobj"])),
        }
    }
    prepositions(tree, verb, &mut found);
    for clause in tree.children_with(verb, &["advcl", "xcomp"]) {
        // "killed when the boat sank", "declined to say": conditions of frames ask for these.
        let infinitive = tree.child(clause, &["aux"]).is_some_and(|aux| tree.lower(aux) == "to");
        if infinitive {
            found.push(Argument::new("infinitive", clause, &["xcomp"]));
        } else if tree.dep(clause) == "advcl" {
            found.push(Argument::new("clause", clause, &["advcl"]));
        }
    }
    if let Some(object) = tree.child(verb, &["dobj"]) {
        // "sent aid to X", "a raid on Y": what hangs under the object noun often belongs to the verb.
        for child in tree.children_with(object, &["prep"]) {
            for filler in tree.children_with(child, &["pobj"]) {
                found.push(Argument::new(
                    format!("object {}", tree.lower(child)),
                    filler,
                    &["prep", "pobj", "dobj"],
                ));
            }
        }
    }
    found
}

fn prepositions(tree: &Tree<'_>, governor: usize, found: &mut Vec<Argument>) {
    for child in tree.children_with(governor, &["prep"]) {
        let word = tree.lower(child);
        if dated_subject(tree, governor).is_some_and(|subject| tree.head(subject) == child) {
            continue;
        }
        for object in tree.children_with(child, &["pobj"]) {
            found.push(Argument::new(word.clone(), object, &["prep", "pobj"]));
        }
        // "from A to B", "out of C": the second preposition hangs under the first.
        for inner in tree.children_with(child, &["prep"]) {
            for object in tree.children_with(inner, &["pobj"]) {
                found.push(Argument::new(tree.lower(inner), object, &["prep", "prep", "pobj"]));
            }
        }
    }
}

/// The one who does it, from the nearest clause that names one.
pub(super) fn subject(tree: &Tree<'_>, words: &Words, verb: usize, depth: usize) -> Option<Argument> {
    if depth > 8 {
        return None;
    }
    if tree.is_passive(verb) || is_bare_passive(tree, verb) || is_small_clause(tree, verb) {
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
    let governor = tree.head(verb);
    if governor == verb {
        return None;
    }
    let inherited = match tree.dep(verb) {
        "conj" if tree.is_verb(governor) => {
            if tree.is_passive(governor) {
                object(tree, governor).filter(|_| !tree.is_passive(verb))
            } else {
                subject(tree, words, governor, depth + 1)
            }
        }
        "xcomp" | "ccomp" if tree.child(verb, &["aux"]).is_some_and(|aux| tree.lower(aux) == "to") => {
            object(tree, governor).or_else(|| subject(tree, words, governor, depth + 1))
        }
        // "was able to meet": the adjective's verb bears the subject.
        "xcomp" if tree.dep(governor) == "acomp" => subject(tree, words, tree.head(governor), depth + 1),
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
    }?;
    Some(Argument {
        function: "subject".to_owned(),
        head: inherited.head,
        reliability: inherited.reliability * reliability(tree.dep(verb)),
    })
}

/// Whether another clause with a subject ends between a verb and a participle behind it.
fn is_far(tree: &Tree<'_>, governor: usize, participle: usize) -> bool {
    (governor + 1..participle).any(|token| {
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
fn bound_owner(tree: &Tree<'_>, words: &Words, noun: usize, owner: usize) -> Option<Argument> {
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
fn dated_subject(tree: &Tree<'_>, verb: usize) -> Option<usize> {
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
fn object(tree: &Tree<'_>, verb: usize) -> Option<Argument> {
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

/// The verb that lends its subject to an event noun: "carry out a raid", "hold talks".
pub(super) fn light_verb(tree: &Tree<'_>, words: &Words, noun: usize) -> Option<usize> {
    let governor = tree.head(noun);
    let fits = matches!(tree.dep(noun), "dobj" | "nsubjpass") && tree.is_verb(governor);
    // The lemmatizer takes an ending too much off some verbs: "staged" becomes "stag".
    let lemma = tree.lemma(governor);
    let light = has(&words.light_verbs, &lemma) || has(&words.light_verbs, &format!("{lemma}e"));
    (fits && light).then_some(governor)
}

/// "a raid by the rebels on the port": the parser hangs the second preposition under the first phrase.
fn behind_the_doer(tree: &Tree<'_>, noun: usize, found: &mut Vec<Argument>) {
    for by in tree.children_with(noun, &["prep", "agent"]) {
        if !matches!(tree.lower(by).as_str(), "by" | "from") {
            continue;
        }
        for doer in tree.children_with(by, &["pobj"]) {
            for prep in tree.children_with(doer, &["prep"]) {
                let word = tree.lower(prep);
                if matches!(word.as_str(), "on" | "against" | "at" | "to") {
                    for object in tree.children_with(prep, &["pobj"]) {
                        found.push(Argument::new(word.clone(), object, &["prep", "pobj", "prep", "pobj"]));
                    }
                }
            }
        }
    }
}

fn noun_arguments(tree: &Tree<'_>, words: &Words, noun: usize) -> Vec<Argument> {
    let mut found = Vec::new();
    if let Some(verb) = light_verb(tree, words, noun) {
        found.extend(subject(tree, words, verb, 0));
        prepositions(tree, verb, &mut found);
    }
    // "X has been under pressure by Y": X undergoes it.
    let under = tree.head(noun);
    let undergone =
        tree.dep(noun) == "pobj" && tree.lower(under) == "under" && tree.is_verb(tree.head(under));
    if let Some(undergoer) = subject(tree, words, tree.head(under), 0).filter(|_| undergone) {
        found.push(Argument { function: "undergoer".to_owned(), ..undergoer });
    }
    if tree.dep(noun) == "nsubj" && tree.is_verb(under) {
        found.push(Argument::new("governor", under, &["nsubj"]));
    }
    for child in tree.children_with(noun, &["poss"]) {
        let bound = bound_owner(tree, words, noun, child);
        found.push(bound.unwrap_or_else(|| Argument::new("possessor", child, &["poss"])));
    }
    for child in tree.children_with(noun, &["compound", "amod", "nmod"]) {
        found.push(Argument::new("modifier", child, &["compound"]));
    }
    prepositions(tree, noun, &mut found);
    behind_the_doer(tree, noun, &mut found);
    for child in tree.children_with(noun, &["acl"]) {
        // "operations targeting X", "talks involving Y": the participle works as a preposition.
        if tree.tag(child) == "VBG"
            && let Some(object) = tree.child(child, &["dobj"])
        {
            found.push(Argument::new(tree.lower(child), object, &["acl", "dobj"]));
        }
    }
    if tree.dep(noun) == "nsubj"
        || tree.dep(noun) == "nsubjpass"
        || tree.dep(noun) == "pobj"
        || tree.dep(noun) == "dobj"
    {
        for child in tree.children_with(noun, &["agent"]) {
            if let Some(filler) = tree.child(child, &["pobj"]) {
                found.push(Argument::new("by", filler, &["agent", "pobj"]));
            }
        }
    }
    found
}

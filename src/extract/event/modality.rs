//! Whether the thing told of happened, is planned, promised, intended, habitual, hypothetical, or did not happen.

use super::words::Words;
use super::words::has;
use crate::extract::tree::Tree;
use crate::statement::Modality;

/// Adverbs of repetition.
pub(super) fn is_repeated(tree: &Tree<'_>, words: &Words, trigger: usize) -> bool {
    tree.children_with(trigger, &["advmod"])
        .into_iter()
        .any(|child| has(&words.repetition_adverbs, &tree.lower(child)))
}

/// The modality of a trigger.
pub(super) fn modality(tree: &Tree<'_>, words: &Words, trigger: usize) -> Modality {
    let own =
        if tree.is_verb(trigger) { of_verb(tree, words, trigger, 0) } else { of_noun(tree, words, trigger) };
    match own {
        Modality::Actual => of_clause(tree, trigger),
        told => told,
    }
}

/// Whether the clause of a verb says that somebody or something named by an empty phrase does or undergoes it: "no
/// soldiers died", "they arrested nobody".
fn has_empty_party(tree: &Tree<'_>, verb: usize) -> bool {
    tree.children_with(verb, &["nsubj", "nsubjpass", "dobj", "attr"])
        .into_iter()
        .any(|party| tree.is_empty_phrase(party))
}

/// How many clauses are climbed at most.
const DEPTH: usize = 8;

fn of_verb(tree: &Tree<'_>, words: &Words, verb: usize, depth: usize) -> Modality {
    if depth > DEPTH {
        return Modality::Actual;
    }
    if tree.is_negated(verb) || has_empty_party(tree, verb) {
        return Modality::Negated;
    }
    for aux in tree.children_with(verb, &["aux"]) {
        let word = tree.lower(aux);
        if word == "to" {
            return infinitive(tree, words, verb, depth).unwrap_or(Modality::Planned);
        }
        // "said it would send …": the future, told in the past.
        if word == "would" && is_told(tree, words, verb) {
            return Modality::Planned;
        }
        if let Some(modality) = words.modal(&word) {
            return modality;
        }
    }
    if let Some(modality) = complement(tree, words, verb, depth) {
        return modality;
    }
    if matches!(tree.tag(verb), "VBP" | "VBZ") && is_repeated(tree, words, verb) {
        return Modality::Habitual;
    }
    if tree.dep(verb) == "conj" && tree.is_verb(tree.head(verb)) {
        return of_conjunct(tree, words, verb, depth);
    }
    if is_command(tree, verb) { Modality::Intended } else { Modality::Actual }
}

/// A conjunct without a subject shares what stands before the first: "will meet and sign", "was not arrested or tried".
fn of_conjunct(tree: &Tree<'_>, words: &Words, verb: usize, depth: usize) -> Modality {
    let first = tree.head(verb);
    let own = tree.child(verb, &["nsubj", "nsubjpass", "aux", "auxpass"]).is_some();
    if own || !matches!(tree.tag(verb), "VB" | "VBN" | "VBG") {
        return Modality::Actual;
    }
    let shared = of_verb(tree, words, first, depth + 1);
    if tree.tag(verb) == "VB" {
        // A bare base form beside a finite verb continues a list of infinitives that the parser hung elsewhere.
        let finite = tree.tag(first) != "VB";
        return if finite && shared == Modality::Actual { Modality::Planned } else { shared };
    }
    if tree.tag(first) == tree.tag(verb) { shared } else { Modality::Actual }
}

/// "Stop the trawlers!": a base form without a subject is a wish.
fn is_command(tree: &Tree<'_>, verb: usize) -> bool {
    tree.tag(verb) == "VB"
        && tree.dep(verb) == "ROOT"
        && tree.child(verb, &["nsubj", "nsubjpass", "aux", "auxpass", "csubj"]).is_none()
}

/// Whether a clause is what a verb of saying in the past tells, without a condition.
fn is_told(tree: &Tree<'_>, words: &Words, verb: usize) -> bool {
    let governor = tree.head(verb);
    let conditional = tree.children_with(verb, &["advcl"]).into_iter().any(|clause| {
        tree.child(clause, &["mark"]).is_some_and(|mark| matches!(tree.lower(mark).as_str(), "if" | "unless"))
    });
    tree.dep(verb) == "ccomp"
        && matches!(tree.tag(governor), "VBD" | "VBN")
        && words.reporting(&tree.lemma(governor)).is_some()
        && !conditional
}

/// What the word that governs an infinitive says of it; `None` where it says nothing.
fn infinitive(tree: &Tree<'_>, words: &Words, verb: usize, depth: usize) -> Option<Modality> {
    let governor = tree.head(verb);
    let lemma = tree.lemma(governor);
    match tree.dep(verb) {
        // "the attempt to land", "a refusal to land"
        "acl" | "relcl" if tree.is_noun(governor) => {
            let own = words.noun_governor(&lemma)?;
            Some(if tree.is_negated(governor) { Modality::Negated } else { own })
        }
        "xcomp" | "ccomp" => {
            if words.is_transparent(&lemma) {
                return Some(of_verb(tree, words, governor, depth + 1));
            }
            let own = words.governor(&lemma).or_else(|| words.complement(&lemma));
            // "is not ready to sail": the verb before the adjective bears the negation.
            let clause = if tree.is_verb(governor) { governor } else { tree.head(governor) };
            let yet = tree
                .children_with(governor, &["advmod"])
                .into_iter()
                .any(|adverb| tree.lower(adverb) == "yet" && lemma == "have");
            match of_verb(tree, words, clause, depth + 1) {
                _ if yet => Some(Modality::Negated),
                Modality::Negated if own != Some(Modality::Negated) => Some(Modality::Negated),
                // "was forced to withdraw": it did, if it was.
                told if has(&words.effective_verbs, &lemma) => Some(told),
                _ => own,
            }
        }
        _ => None,
    }
}

/// What a governing word says of a clause without "to": "denied stealing", "demanded that X leave", "without firing".
fn complement(tree: &Tree<'_>, words: &Words, verb: usize, depth: usize) -> Option<Modality> {
    let governor = tree.head(verb);
    let lemma = tree.lemma(governor);
    match tree.dep(verb) {
        "pcomp" => {
            let above = tree.head(governor);
            match tree.lower(governor).as_str() {
                "without" => return Some(Modality::Negated),
                "of" if tree.lower(above) == "instead" => return Some(Modality::Negated),
                "than" if tree.lower(above) == "rather" => return Some(Modality::Negated),
                // "will answer by closing the strait": as the main clause.
                "by" if tree.is_verb(above) => return unless_negated(of_verb(tree, words, above, depth + 1)),
                _ => {}
            }
            let word = tree.lemma(above);
            let told = if tree.is_verb(above) {
                words.complement(&word).or_else(|| words.governor(&word))
            } else {
                words.noun_governor(&word).filter(|_| tree.lower(governor) != "by")
            };
            // "compared it to landing", "is against landing": spoken of, unless somebody is found guilty of it.
            let spoken =
                matches!(tree.lower(governor).as_str(), "to" | "of" | "about" | "against" | "towards")
                    && !has(&words.factives, &word);
            told.or_else(|| spoken.then_some(Modality::Hypothetical))
        }
        "xcomp" if tree.is_verb(governor) => {
            if words.is_transparent(&lemma) || has(&words.effective_verbs, &lemma) {
                return Some(of_verb(tree, words, governor, depth + 1));
            }
            let own = words.governor(&lemma).or_else(|| words.complement(&lemma));
            match of_verb(tree, words, governor, depth + 1) {
                Modality::Negated if own != Some(Modality::Negated) => Some(Modality::Negated),
                told => own.or_else(|| unless_negated(told)),
            }
        }
        "ccomp" => told_clause(tree, words, verb, &lemma, depth),
        // "will tour the coast, visiting three ports": as the main clause.
        "advcl"
            if tree.tag(verb) == "VBG"
                && tree.is_verb(governor)
                && tree.child(verb, &["mark", "nsubj", "aux"]).is_none() =>
        {
            unless_negated(of_verb(tree, words, governor, depth + 1))
        }
        // "no evidence that X fled", "fears that X fled"
        "acl" | "relcl" if tree.is_noun(governor) && tree.child(verb, &["mark"]).is_some() => {
            if tree.is_negated(governor) {
                return Some(Modality::Hypothetical);
            }
            words.noun_governor(&lemma)
        }
        _ => None,
    }
}

/// What the governing verb says of a clause with a subject of its own.
fn told_clause(tree: &Tree<'_>, words: &Words, verb: usize, lemma: &str, depth: usize) -> Option<Modality> {
    let mark = tree.child(verb, &["mark"]).map(|mark| tree.lower(mark)).unwrap_or_default();
    let governor = tree.head(verb);
    if governor == verb || !tree.is_verb(governor) {
        return None;
    }
    if matches!(mark.as_str(), "whether" | "if") {
        return Some(Modality::Hypothetical);
    }
    // The mandative subjunctive: "insisted that the mayor resign", "asked that they be freed".
    let aux = tree.children_with(verb, &["aux", "auxpass"]);
    let base = tree.tag(verb) == "VB" && aux.is_empty();
    let passive = aux.iter().any(|aux| tree.lower(*aux) == "be") && aux.len() == 1;
    if mark == "that" && (base || passive) {
        return Some(Modality::Intended);
    }
    if words.reporting(lemma).is_some() {
        // "did not say that X fled" tells nothing of X.
        let silent = tree.is_negated(governor) && words.complement(lemma).is_none();
        return silent.then_some(Modality::Hypothetical);
    }
    // "wants the trawlers stopped" and "let them stop" have no mark; what is feared or demanded has.
    let own = words.governor(lemma);
    if own.is_none() && words.is_transparent(lemma) {
        return unless_negated(of_verb(tree, words, governor, depth + 1));
    }
    own
}

/// A participle shares what its main clause says, but is not negated by it.
fn unless_negated(told: Modality) -> Option<Modality> {
    (!matches!(told, Modality::Negated | Modality::Actual | Modality::Habitual)).then_some(told)
}

/// Prepositions between a word and the event noun that it speaks of; others ("after", "amid") only date it.
const SPOKEN_OF: &[&str] = &["for", "of", "to", "about", "from", "on", "against", "over", "with"];

fn of_noun(tree: &Tree<'_>, words: &Words, noun: usize) -> Modality {
    for child in tree.children(noun) {
        if let Some(modality) = words.adjective(&tree.lower(*child)) {
            return modality;
        }
    }
    if tree.is_negated(noun) {
        return Modality::Negated;
    }
    let governor = tree.head(noun);
    if governor == noun {
        return Modality::Actual;
    }
    match tree.dep(noun) {
        "pobj" => {
            let above = tree.head(governor);
            if !SPOKEN_OF.contains(&tree.lower(governor).as_str()) || above == governor {
                return Modality::Actual;
            }
            let lemma = tree.lemma(above);
            let told = if tree.is_verb(above) {
                words.governor(&lemma)
            } else {
                words.noun_governor(&lemma).filter(|_| matches!(tree.lower(governor).as_str(), "for" | "of"))
            };
            told.unwrap_or(Modality::Actual)
        }
        "dobj" | "nsubjpass" if tree.is_verb(governor) => {
            let lemma = tree.lemma(governor);
            if let Some(modality) = words.governor(&lemma) {
                return modality;
            }
            if has(&words.light_verbs, &lemma) {
                return of_verb(tree, words, governor, 0);
            }
            Modality::Actual
        }
        "nsubj" if tree.is_verb(governor) && has(&words.occurrence_verbs, &tree.lemma(governor)) => {
            of_verb(tree, words, governor, 0)
        }
        // "There will be talks."
        "attr" if tree.child(governor, &["expl"]).is_some() => of_verb(tree, words, governor, 0),
        _ => Modality::Actual,
    }
}

/// A condition makes its clause hypothetical, a question makes its main clause so.
fn of_clause(tree: &Tree<'_>, trigger: usize) -> Modality {
    let mut current = trigger;
    for _ in 0..tree.len() {
        let mark = tree.child(current, &["mark"]).map(|mark| tree.lower(mark));
        if tree.dep(current) == "advcl" && mark.is_some_and(|mark| matches!(mark.as_str(), "if" | "unless")) {
            return Modality::Hypothetical;
        }
        let head = tree.head(current);
        if head == current || (tree.is_verb(current) && !matches!(tree.dep(current), "conj" | "xcomp")) {
            break;
        }
        current = head;
    }
    if is_asked(tree, current) { Modality::Hypothetical } else { Modality::Actual }
}

/// Whether a root verb asks: an auxiliary before its subject, and a question mark.
fn is_asked(tree: &Tree<'_>, verb: usize) -> bool {
    let asks = tree.children(verb).iter().any(|child| tree.word(*child) == "?");
    let inverted = tree
        .child(verb, &["aux", "auxpass"])
        .zip(tree.child(verb, &["nsubj", "nsubjpass"]))
        .is_some_and(|(aux, subject)| aux < subject);
    tree.dep(verb) == "ROOT" && asks && inverted
}

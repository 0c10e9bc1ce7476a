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
        if tree.is_verb(trigger) { of_verb(tree, words, trigger) } else { of_noun(tree, words, trigger) };
    if own == Modality::Actual { of_clause(tree, trigger) } else { own }
}

fn of_verb(tree: &Tree<'_>, words: &Words, verb: usize) -> Modality {
    if tree.is_negated(verb) {
        return Modality::Negated;
    }
    for aux in tree.children_with(verb, &["aux"]) {
        let word = tree.lower(aux);
        if word == "to" {
            return governed(tree, words, verb).unwrap_or(Modality::Planned);
        }
        // "said it would send …": the future, told in the past.
        if word == "would" && is_told(tree, words, verb) {
            return Modality::Planned;
        }
        if let Some(modality) = words.modal(&word) {
            return modality;
        }
    }
    if tree.dep(verb) == "pcomp" {
        let above = tree.head(tree.head(verb));
        if let Some(modality) = words.governor(&tree.lemma(above)).filter(|_| tree.is_verb(above)) {
            return modality;
        }
    }
    if matches!(tree.tag(verb), "VBP" | "VBZ") && is_repeated(tree, words, verb) {
        return Modality::Habitual;
    }
    // A conjunct shares what stands before the first ("will meet and sign").
    if tree.dep(verb) == "conj" && tree.is_verb(tree.head(verb)) && tree.tag(verb) == "VB" {
        let first = tree.head(verb);
        let shared = of_verb(tree, words, first);
        // A bare base form beside a finite verb continues a list of infinitives that the parser hung elsewhere.
        let finite = tree.tag(first) != "VB";
        return if finite && shared == Modality::Actual { Modality::Planned } else { shared };
    }
    Modality::Actual
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

/// What the governing verb says; `None` where it says nothing.
fn governed(tree: &Tree<'_>, words: &Words, verb: usize) -> Option<Modality> {
    if !matches!(tree.dep(verb), "xcomp" | "ccomp") {
        return None;
    }
    let governor = tree.head(verb);
    let lemma = tree.lemma(governor);
    if words.is_transparent(&lemma) {
        return Some(of_verb(tree, words, governor));
    }
    let own = words.governor(&lemma);
    match of_verb(tree, words, governor) {
        Modality::Negated => Some(Modality::Negated),
        _ => own,
    }
}

fn of_noun(tree: &Tree<'_>, words: &Words, noun: usize) -> Modality {
    for child in tree.children(noun) {
        if let Some(modality) = words.adjective(&tree.lower(*child)) {
            return modality;
        }
    }
    if tree.is_negated(noun) {
        return Modality::Negated;
    }
    let mut governor = tree.head(noun);
    if tree.dep(governor) == "prep" || tree.tag(governor) == "IN" {
        governor = tree.head(governor);
    }
    if governor != noun && tree.is_verb(governor) && matches!(tree.dep(noun), "dobj" | "nsubjpass" | "pobj") {
        let lemma = tree.lemma(governor);
        if let Some(modality) = words.governor(&lemma) {
            return modality;
        }
        if tree.dep(noun) != "pobj" {
            return of_verb(tree, words, governor);
        }
    }
    Modality::Actual
}

/// A condition makes its clause hypothetical.
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
    Modality::Actual
}

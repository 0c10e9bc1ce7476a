//! The arguments of a verb or an event noun by their function in the active clause.
//!
//! Passives, participles, relative clauses, control and coordination are undone here once, so that a frame
//! speaks of `subject` and `object` only. Each argument carries the dependency labels on its way, from which the
//! confidence is computed.

use super::subject::bound_owner;
use super::subject::dated_subject;
use super::subject::object;
use super::subject::subject;
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
    pub(super) fn new(function: impl Into<String>, head: usize, labels: &[&str]) -> Self {
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
    for clause in tree.children_with(verb, &["ccomp"]) {
        found.push(Argument::new("content", clause, &["ccomp"]));
        for modal in tree.children_with(clause, &["aux"]) {
            found.push(Argument::new("content modal", modal, &["ccomp"]));
        }
    }
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

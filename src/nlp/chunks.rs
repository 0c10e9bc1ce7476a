//! Base noun phrases: a noun, proper noun or pronoun in a nominal role with all that stands before it in its
//! tree (spaCy's `noun_chunks` for English).

use std::ops::Range;

/// The roles of nominal heads.
const NOMINAL: [&str; 10] =
    ["oprd", "nsubj", "dobj", "nsubjpass", "pcomp", "pobj", "dative", "appos", "attr", "ROOT"];

/// What is asked of a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'a> {
    /// Its universal part of speech.
    pub(super) pos: &'a str,
    /// Its dependency label.
    pub(super) dep: &'a str,
    /// Its head.
    pub(super) head: usize,
    /// The first token below or at it.
    pub(super) left_edge: usize,
}

/// Finds the base noun phrases of a paragraph.
pub(super) fn noun_chunks(nodes: &[Node<'_>]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (word, node) in nodes.iter().enumerate() {
        if !matches!(node.pos, "NOUN" | "PROPN" | "PRON") {
            continue;
        }
        if found.last().is_some_and(|last| node.left_edge < last.end) {
            continue;
        }
        if NOMINAL.contains(&node.dep) || (node.dep == "conj" && is_joined_to_nominal(nodes, node.head)) {
            found.push(node.left_edge..word + 1);
        }
    }
    found
}

/// Whether the first of a row of joined words, the last of which is `word`, has a nominal role.
fn is_joined_to_nominal(nodes: &[Node<'_>], mut word: usize) -> bool {
    while let Some(node) = nodes.get(word) {
        if node.dep == "conj" && node.head < word {
            word = node.head;
        } else {
            return NOMINAL.contains(&node.dep);
        }
    }
    false
}

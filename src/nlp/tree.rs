//! From arcs to trees: arcs that cross others are put where they belong, edges and sentences are found.
//!
//! The parser can only build trees without crossing arcs. Where the true head of a word lies elsewhere, the arc's
//! label says so: `prep||dobj` is a `prep` whose head is a `dobj` below the word it is attached to (Nivre and
//! Nilsson, "Pseudo-Projective Dependency Parsing", 2005, the encoding `Head`).

use crate::nlp::labels::Labels;
use crate::nlp::parser::Parse;

/// The most passes that look for edges of trees with crossing arcs.
const MOST_PASSES: usize = 12;

/// Which dependency labels stand for two.
#[derive(Debug)]
pub(super) struct Decorations {
    /// By label: the label proper and the label of the true head.
    pairs: Vec<Option<(usize, usize)>>,
}

/// The first and last token below each token, and where sentences start.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Edges {
    /// The first token below or at each token.
    pub(super) left: Vec<usize>,
    /// The last one.
    pub(super) right: Vec<usize>,
    /// Whether a sentence starts at a token.
    pub(super) starts: Vec<bool>,
}

impl Decorations {
    /// Finds the labels with `||`; the labels they are made of are added.
    pub(super) fn new(labels: &mut Labels) -> Self {
        let names = labels.names().to_vec();
        let pairs = names
            .iter()
            .map(|name| name.split_once("||").map(|(label, head)| (labels.add(label), labels.add(head))))
            .collect();
        Self { pairs }
    }

    /// Whether a label stands for two.
    pub(super) fn is_decorated(&self, label: usize) -> bool {
        self.pairs.get(label).is_some_and(Option::is_some)
    }

    /// Moves the words with such labels to their true heads.
    pub(super) fn resolve(&self, parse: &mut Parse, edges: &Edges, is_space: impl Fn(usize) -> bool) {
        for word in 0..parse.heads.len() {
            let Some((label, head_label)) = self.pairs.get(parse.labels[word]).copied().flatten() else {
                continue;
            };
            if let Some(head) = find_head(parse, edges, word, |child| {
                (!is_space(child) && child != word).then(|| parse.labels[child] == head_label)
            }) {
                parse.heads[word] = head;
            }
            parse.labels[word] = label;
        }
    }
}

/// Walks down from the head of `word`, level by level from left to right, to the first word that `test` accepts;
/// words for which it has no answer are passed over with all that is below them.
fn find_head(
    parse: &Parse,
    edges: &Edges,
    word: usize,
    test: impl Fn(usize) -> Option<bool>,
) -> Option<usize> {
    let mut level = vec![parse.heads[word]];
    // A level has at least one word that no level before it had, or there is a cycle.
    for _ in 0..parse.heads.len() {
        let mut below = Vec::new();
        for parent in level {
            // The edges are those of the tree before any word was moved.
            for child in edges.left[parent]..=edges.right[parent] {
                if child == parent || parse.heads[child] != parent {
                    continue;
                }
                match test(child) {
                    Some(true) => return Some(child),
                    Some(false) => below.push(child),
                    None => {}
                }
            }
        }
        if below.is_empty() {
            return None;
        }
        level = below;
    }
    None
}

/// Finds edges and sentence starts.
pub(super) fn edges(heads: &[usize]) -> Edges {
    let mut left: Vec<usize> = (0..heads.len()).collect();
    let mut right = left.clone();
    for _ in 0..MOST_PASSES {
        for (word, head) in heads.iter().enumerate() {
            left[*head] = left[*head].min(left[word]);
            right[*head] = right[*head].max(right[word]);
        }
        for (word, head) in heads.iter().enumerate().rev() {
            left[*head] = left[*head].min(left[word]);
            right[*head] = right[*head].max(right[word]);
        }
        if heads_within_sentences(heads, &left) {
            break;
        }
    }
    let mut starts = vec![false; heads.len()];
    for (word, head) in heads.iter().enumerate() {
        if word == *head {
            starts[left[word]] = true;
        }
    }
    Edges { left, right, starts }
}

/// Whether each word's head is in the word's sentence, as the edges found so far give the sentences. (The last
/// word of a paragraph is not looked at, as in spaCy: the number of passes decides some edges.)
fn heads_within_sentences(heads: &[usize], left: &[usize]) -> bool {
    let mut is_start = vec![false; heads.len()];
    for (word, head) in heads.iter().enumerate() {
        if word == *head {
            is_start[left[word]] = true;
        }
    }
    let mut start = 0;
    for word in 0..heads.len() {
        if (word > 0 && is_start[word]) || word + 1 == heads.len() {
            if heads[start..word].iter().any(|head| *head < start || *head > word) {
                return false;
            }
            start = word;
        }
    }
    true
}

//! What a word tells of its event by its surroundings, for the learned layer of triggers.
//!
//! The layer (`src/extract/data/layers/triggers.bin`, card beside it) gives each verb and noun a probability a kind
//! of event, or of none. It proposes triggers that no frame holds, and says where a frame's word means something
//! else. The kinds are the labels of the frames in `src/extract/data/frames/learned.toml`.

use super::rules::FrameRules;
use crate::extract::tree::Tree;
use crate::layer::Features;
use crate::layer::Layer;

/// The label of words that tell of no event.
pub(super) const NONE: &str = "none";

/// What the layer says of a word.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Proposal {
    /// The likeliest kind, which may be [`NONE`].
    pub(super) label: String,
    /// Its probability.
    pub(super) probability: f64,
    /// The probability that the word tells of no event.
    pub(super) none: f64,
}

/// Whether a word can be a trigger at all.
pub(in crate::extract) fn may_tell(tree: &Tree<'_>, token: usize) -> bool {
    tree.is_verb(token) || matches!(tree.tag(token), "NN" | "NNS")
}

/// What the layer says of a token.
pub(super) fn propose(layer: &Layer, tree: &Tree<'_>, frames: &FrameRules, token: usize) -> Proposal {
    let probabilities = layer.probabilities(&features(tree, frames, token));
    let mut none = 0.0;
    let (mut likeliest, mut most) = (NONE, 0.0);
    for (label, probability) in layer.classes().iter().zip(probabilities) {
        let probability = f64::from(probability);
        if label == NONE {
            none = probability;
        }
        if probability > most {
            (likeliest, most) = (label, probability);
        }
    }
    Proposal { label: likeliest.to_owned(), probability: most, none }
}

/// How many words to each side are looked at.
const NEAR: usize = 4;

/// The features of a token.
pub(in crate::extract) fn features(tree: &Tree<'_>, frames: &FrameRules, token: usize) -> Features {
    let mut found = Features::default();
    let lemma = tree.lemma(token);
    let (tag, dep) = (tree.tag(token), tree.dep(token));
    let kind = if tree.is_verb(token) { "v" } else { "n" };
    found.add("lemma", &lemma);
    found.add_all("lemma-kind", &[&lemma, kind]);
    found.add_all("lemma-dep", &[&lemma, dep]);
    found.add_all("tag-dep", &[tag, dep]);
    let ending: String = lemma.chars().rev().take(4).collect();
    found.add_all("ending", &[&ending, kind]);
    let beginning: String = lemma.chars().take(5).collect();
    found.add("beginning", &beginning);
    let listed: Vec<&str> = if kind == "v" {
        frames.of_verb(&lemma).filter_map(|rule| rule.classes.first()).map(|class| class.as_str()).collect()
    } else {
        frames.of_noun(&lemma).filter_map(|rule| rule.classes.first()).map(|class| class.as_str()).collect()
    };
    for class in &listed {
        found.add_all("listed", &[class, kind]);
    }
    found.flag("unlisted", listed.is_empty());
    let head = tree.head(token);
    if head != token {
        found.add_all("head", &[dep, &tree.lemma(head)]);
        found.add_all("lemma-head", &[&lemma, &tree.lemma(head)]);
        if tree.tag(head) == "IN" {
            let above = tree.head(head);
            found.add_all("above", &[&tree.lower(head), &tree.lemma(above)]);
        }
    }
    for child in tree.children(token) {
        let (dep, word) = (tree.dep(*child), tree.lemma(*child));
        if matches!(dep, "punct" | "det" | "cc") {
            continue;
        }
        found.add_all("child", &[dep, &word]);
        found.add_all("lemma-child", &[&lemma, dep]);
        found.add_all("lemma-of", &[&lemma, dep, &word]);
        found.add_all("child-tag", &[kind, dep, tree.tag(*child)]);
        if matches!(dep, "prep" | "agent" | "dative") {
            for object in tree.children_with(*child, &["pobj"]) {
                found.add_all("object-of", &[&word, &tree.lemma(object)]);
            }
        }
    }
    around(tree, token, &lemma, &mut found);
    found
}

fn around(tree: &Tree<'_>, token: usize, lemma: &str, found: &mut Features) {
    let sentence = tree.sentence_tokens(tree.sentence(token));
    let word = |at: Option<usize>| {
        at.filter(|at| sentence.contains(at)).map_or_else(|| "-".to_owned(), |at| tree.lower(at))
    };
    let (before, after) = (word(token.checked_sub(1)), word(Some(token + 1)));
    found.add("before", &before);
    found.add("after", &after);
    found.add_all("lemma-before", &[lemma, &before]);
    found.add_all("lemma-after", &[lemma, &after]);
    let from = token.saturating_sub(NEAR).max(sentence.start);
    for near in (from..(token + NEAR + 1).min(sentence.end)).filter(|near| *near != token) {
        if tree.is_noun(near) || tree.is_verb(near) || tree.tag(near) == "JJ" {
            found.add("near", &tree.lemma(near));
        }
    }
}

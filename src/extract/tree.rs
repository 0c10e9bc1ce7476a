//! Walking a dependency tree: children, coordination, base phrases.

use std::ops::Range;

use crate::nlp::Analysis;
use crate::nlp::Token;
use crate::span::Span;

/// The trees of one analysis with the look-ups that the rules need. Every method takes token indices and answers
/// with neutral values (no children, an empty word) where an index does not exist.
pub(super) struct Tree<'a> {
    /// The document's text.
    pub(super) text: &'a str,
    /// The analysis.
    pub(super) analysis: &'a Analysis,
    children: Vec<Vec<usize>>,
    sentence_of: Vec<usize>,
}

/// A token that stands for "no such token".
const NO_CHILDREN: &[usize] = &[];

impl<'a> Tree<'a> {
    /// Indexes an analysis of `text`.
    pub(super) fn new(text: &'a str, analysis: &'a Analysis) -> Self {
        let count = analysis.tokens.len();
        let mut children = vec![Vec::new(); count];
        for (index, token) in analysis.tokens.iter().enumerate() {
            if token.head != index
                && let Some(list) = children.get_mut(token.head)
            {
                list.push(index);
            }
        }
        let mut sentence_of = vec![0; count];
        for (number, sentence) in analysis.sentences.iter().enumerate() {
            for index in sentence.tokens.clone() {
                if let Some(slot) = sentence_of.get_mut(index) {
                    *slot = number;
                }
            }
        }
        Self { text, analysis, children, sentence_of }
    }

    /// The token.
    pub(super) fn token(&self, index: usize) -> Option<&'a Token> {
        self.analysis.tokens.get(index)
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.analysis.tokens.len()
    }

    /// The sentence of a token.
    pub(super) fn sentence(&self, index: usize) -> usize {
        self.sentence_of.get(index).copied().unwrap_or_default()
    }

    /// The paragraph of a token.
    pub(super) fn paragraph(&self, index: usize) -> usize {
        self.analysis.paragraphs.partition_point(|(tokens, _)| tokens.end <= index)
    }

    /// The tokens of a sentence.
    pub(super) fn sentence_tokens(&self, sentence: usize) -> Range<usize> {
        self.analysis.sentences.get(sentence).map_or(0..0, |sentence| sentence.tokens.clone())
    }

    /// The word as written.
    pub(super) fn word(&self, index: usize) -> &'a str {
        self.token(index).map_or("", |token| token.span.text(self.text))
    }

    /// The word in lower case.
    pub(super) fn lower(&self, index: usize) -> String {
        self.word(index).to_lowercase()
    }

    /// The base form in lower case.
    pub(super) fn lemma(&self, index: usize) -> String {
        self.token(index).map_or_else(String::new, |token| token.lemma.to_lowercase())
    }

    /// The Penn tag.
    pub(super) fn tag(&self, index: usize) -> &'a str {
        self.token(index).map_or("", |token| &*token.tag)
    }

    /// The dependency label.
    pub(super) fn dep(&self, index: usize) -> &'a str {
        self.token(index).map_or("", |token| &*token.dep)
    }

    /// The head; a root's is itself.
    pub(super) fn head(&self, index: usize) -> usize {
        self.token(index).map_or(index, |token| token.head)
    }

    /// The dependents in the order of the text.
    pub(super) fn children(&self, index: usize) -> &[usize] {
        self.children.get(index).map_or(NO_CHILDREN, Vec::as_slice)
    }

    /// The first dependent with one of these labels.
    pub(super) fn child(&self, index: usize, labels: &[&str]) -> Option<usize> {
        self.children(index).iter().copied().find(|child| labels.contains(&self.dep(*child)))
    }

    /// All dependents with one of these labels.
    pub(super) fn children_with(&self, index: usize, labels: &[&str]) -> Vec<usize> {
        self.children(index).iter().copied().filter(|child| labels.contains(&self.dep(*child))).collect()
    }

    /// Whether the token is a verb form.
    pub(super) fn is_verb(&self, index: usize) -> bool {
        self.tag(index).starts_with("VB")
    }

    /// Whether the token is a common or proper noun.
    pub(super) fn is_noun(&self, index: usize) -> bool {
        self.tag(index).starts_with("NN")
    }

    /// Whether the token is a proper noun.
    pub(super) fn is_proper(&self, index: usize) -> bool {
        matches!(self.tag(index), "NNP" | "NNPS")
    }

    /// Whether the noun is plural.
    pub(super) fn is_plural(&self, index: usize) -> bool {
        matches!(self.tag(index), "NNS" | "NNPS")
    }

    /// The token and everything coordinated with it, in the order of the text.
    pub(super) fn conjuncts(&self, index: usize) -> Vec<usize> {
        // A token has one head, so that none is reached twice.
        let mut found = vec![index];
        let mut at = 0;
        while let Some(current) = found.get(at).copied() {
            found.extend(self.children_with(current, &["conj"]));
            at += 1;
        }
        found.sort_unstable();
        found
    }

    /// The first member of the coordination that the token belongs to.
    pub(super) fn first_conjunct(&self, index: usize) -> usize {
        let mut current = index;
        for _ in 0..self.len() {
            if self.dep(current) != "conj" {
                break;
            }
            current = self.head(current);
        }
        current
    }

    /// The objects of the preposition `word` below a token, coordination not expanded.
    pub(super) fn prepositional(&self, index: usize, word: &str) -> Vec<usize> {
        let mut found = Vec::new();
        for child in self.children_with(index, &["prep", "agent", "dative"]) {
            if self.lower(child) == word {
                found.extend(self.children_with(child, &["pobj"]));
            }
        }
        found
    }

    /// The first and last token below and including a token, end exclusive.
    pub(super) fn subtree(&self, index: usize) -> Range<usize> {
        let (mut first, mut last) = (index, index);
        let mut open = vec![index];
        while let Some(current) = open.pop() {
            first = first.min(current);
            last = last.max(current);
            open.extend(self.children(current));
        }
        first..last + 1
    }

    /// The base noun phrase that ends in a noun: its determiner, modifiers and compounds, without what follows it.
    pub(super) fn base_phrase(&self, noun: usize) -> Range<usize> {
        const INSIDE: &[&str] = &[
            "det", "amod", "compound", "nummod", "nmod", "poss", "quantmod", "predet", "neg", "npadvmod",
            "advmod",
        ];
        let mut first = noun;
        let mut open = vec![noun];
        while let Some(current) = open.pop() {
            for child in self.children(current).iter().copied().filter(|child| *child < current) {
                let dep = self.dep(child);
                let inside = INSIDE.contains(&dep)
                    || matches!(dep, "punct" | "case" | "cc" | "conj" | "prep" | "pobj");
                if inside && (current != noun || INSIDE.contains(&dep)) {
                    first = first.min(child);
                    open.push(child);
                }
            }
        }
        first..noun + 1
    }

    /// Whether the token is negated: `not`, `never`, `no`; but not by "not only".
    pub(super) fn is_negated(&self, index: usize) -> bool {
        self.children(index).iter().any(|child| match self.dep(*child) {
            "neg" => {
                self.lower(*child) != "not"
                    || !matches!(
                        self.lower(*child + 1).as_str(),
                        "only" | "just" | "merely" | "simply" | "least"
                    )
            }
            "det" => self.lower(*child) == "no",
            _ => false,
        })
    }

    /// Whether a phrase names nobody and nothing: "no ships", "nobody", "none of them", "neither side".
    pub(super) fn is_empty_phrase(&self, head: usize) -> bool {
        let alone = matches!(self.lower(head).as_str(), "nobody" | "none" | "nothing" | "neither");
        let no_one =
            self.lower(head) == "one" && self.children(head).iter().any(|child| self.lower(*child) == "no");
        let determined = self.children(head).iter().any(|child| {
            self.dep(*child) == "det"
                && matches!(self.lower(*child).as_str(), "no" | "neither")
                && !matches!(self.lower(*child + 1).as_str(), "fewer" | "less" | "more" | "doubt" | "sooner")
        });
        alone || no_one || determined
    }

    /// Whether the verb is passive.
    pub(super) fn is_passive(&self, verb: usize) -> bool {
        self.child(verb, &["nsubjpass", "auxpass"]).is_some()
    }

    /// The place of a token range in the text.
    pub(super) fn span(&self, tokens: Range<usize>) -> Span {
        let start = self.token(tokens.start).map_or(0, |token| token.span.start);
        let end =
            tokens.end.checked_sub(1).and_then(|last| self.token(last)).map_or(start, |token| token.span.end);
        Span::new(start, end.max(start))
    }

    /// The tokens that share a byte with a place.
    pub(super) fn tokens_in(&self, span: Span) -> Range<usize> {
        let tokens = &self.analysis.tokens;
        let start = tokens.partition_point(|token| token.span.end <= span.start);
        start..tokens.partition_point(|token| token.span.start < span.end).max(start)
    }

    /// The words of a token range with the blanks of the text, white space folded.
    pub(super) fn phrase(&self, tokens: Range<usize>) -> String {
        self.span(tokens).text(self.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

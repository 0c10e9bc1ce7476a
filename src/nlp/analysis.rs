//! What the analyzer saw in a text.

use std::ops::Range;
use std::sync::Arc;

use crate::span::Span;

/// One token with its labels. White-space tokens (tag `_SP`) are kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Its place in the text that was analysed.
    pub span: Span,
    /// Whether a blank follows.
    pub space_after: bool,
    /// Normalised form.
    pub norm: Arc<str>,
    /// Base form.
    pub lemma: Arc<str>,
    /// Penn Treebank tag such as `NNS`.
    pub tag: Arc<str>,
    /// Universal part of speech, such as `NOUN`.
    pub pos: Arc<str>,
    /// Universal features, such as `Number=Plur`; empty where there are none.
    pub morph: Arc<str>,
    /// Dependency label (`ClearNLP` scheme), such as `nsubj`; `ROOT` for a root.
    pub dep: Arc<str>,
    /// The head's index in [`Analysis::tokens`]; a root's is its own.
    pub head: usize,
    /// Whether a sentence starts here.
    pub sent_start: bool,
}

/// A named entity as the model labels it (`OntoNotes` 5 labels).
#[derive(Debug, Clone, PartialEq)]
pub struct EntitySpan {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its label, such as `GPE`.
    pub label: Arc<str>,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its place without white space at the ends.
    pub span: Span,
}

/// The analysis of a whole text, paragraph by paragraph (a paragraph is a maximal run of lines that are not
/// blank, given to the model as one text). All indices count tokens of the whole text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Analysis {
    /// The paragraphs: tokens and place.
    pub paragraphs: Vec<(Range<usize>, Span)>,
    /// The tokens of all paragraphs.
    pub tokens: Vec<Token>,
    /// The sentences in order.
    pub sentences: Vec<Sentence>,
    /// The named entities in order, not overlapping.
    pub entities: Vec<EntitySpan>,
    /// The base noun phrases in order: token ranges.
    pub noun_chunks: Vec<Range<usize>>,
}

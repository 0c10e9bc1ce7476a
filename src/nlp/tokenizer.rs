//! Text to tokens by the model's rules: exceptions, what is split off at both ends of a chunk, and inside it.
//!
//! Follows the algorithm of spaCy 3.8 (`spacy/tokenizer.pyx`, described at
//! <https://spacy.io/usage/linguistic-features#how-tokenizer-works>), so that the networks see the tokens they
//! were trained on. Nothing of the text is lost: tokens and the blanks after them make up the whole of it.

use std::collections::HashMap;
use std::sync::Arc;

use crate::nlp::affixes::Affixes;
use crate::nlp::blob::TokenizerTable;
use crate::nlp::error::NlpError;

/// A token of a chunk: its length and, of an exception, its norm.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// Length in bytes.
    pub(super) length: usize,
    /// The norm that an exception gives: an index into [`Tokenizer::norms`].
    pub(super) norm: Option<usize>,
}

/// The rules of the tokenizer.
#[derive(Debug)]
pub(super) struct Tokenizer {
    affixes: Affixes,
    exceptions: HashMap<Box<str>, Vec<Piece>>,
    /// Length of the longest exception: longer texts need no look-up.
    longest: usize,
    norms: Vec<Arc<str>>,
    /// Token sequences that stand for an exception, by their first token.
    sequences: HashMap<Box<str>, Vec<Vec<Box<str>>>>,
}

impl Tokenizer {
    /// Compiles the rules.
    pub(super) fn new(table: &mut TokenizerTable) -> Result<Self, NlpError> {
        let affixes = Affixes::new(table)?;
        let mut norms: Vec<Arc<str>> = Vec::new();
        let mut known: HashMap<Box<str>, usize> = HashMap::new();
        let mut exceptions = HashMap::with_capacity(table.exceptions.len());
        for (key, tokens) in std::mem::take(&mut table.exceptions) {
            let mut pieces = Vec::with_capacity(tokens.len());
            for (text, norm) in tokens {
                let norm = norm.map(|norm| {
                    *known.entry(norm).or_insert_with_key(|norm| {
                        norms.push(Arc::from(&**norm));
                        norms.len() - 1
                    })
                });
                pieces.push(Piece { length: text.len(), norm });
            }
            exceptions.insert(key, pieces);
        }
        let mut sequences: HashMap<Box<str>, Vec<Vec<Box<str>>>> = HashMap::new();
        for sequence in std::mem::take(&mut table.sequences) {
            if let Some(first) = sequence.first() {
                sequences.entry(first.clone()).or_default().push(sequence);
            }
        }
        let longest = exceptions.keys().map(|key| key.len()).max().unwrap_or_default();
        Ok(Self { affixes, exceptions, longest, norms, sequences })
    }

    /// The norm with an index of [`Piece::norm`].
    pub(super) fn norm(&self, index: usize) -> Option<&Arc<str>> {
        self.norms.get(index)
    }

    /// The tokens of an exception.
    pub(super) fn exception(&self, text: &str) -> Option<&[Piece]> {
        if text.len() > self.longest {
            return None;
        }
        self.exceptions.get(text).map(Vec::as_slice)
    }

    /// The token sequences that stand for an exception and begin with `text`.
    pub(super) fn sequences(&self, text: &str) -> &[Vec<Box<str>>] {
        self.sequences.get(text).map_or(&[], Vec::as_slice)
    }

    /// Splits a chunk (a run of white space or of other characters) into tokens.
    pub(super) fn split(&self, chunk: &str, pieces: &mut Vec<Piece>) {
        match self.exception(chunk) {
            Some(given) => pieces.extend_from_slice(given),
            None => self.split_plain(chunk, pieces),
        }
    }

    /// Splits a chunk that is no exception itself.
    fn split_plain(&self, chunk: &str, pieces: &mut Vec<Piece>) {
        let is_exception = |text: &str| self.exception(text).is_some();
        let mut suffixes = Vec::new();
        let mut core = chunk;
        let mut last_length = usize::MAX;
        while !core.is_empty() && core.len() != last_length {
            if is_exception(core) {
                break;
            }
            last_length = core.len();
            let prefix = self.affixes.prefix(core);
            let (_, after_prefix) = core.split_at_checked(prefix).unwrap_or(("", core));
            if prefix > 0 && is_exception(after_prefix) {
                pieces.push(Piece { length: prefix, norm: None });
                core = after_prefix;
                break;
            }
            let suffix = self.affixes.suffix(after_prefix);
            let before_suffix = core.get(..core.len() - suffix).unwrap_or(core);
            if suffix > 0 && is_exception(before_suffix) {
                suffixes.push(suffix);
                core = before_suffix;
                break;
            }
            if prefix > 0 {
                pieces.push(Piece { length: prefix, norm: None });
            }
            if suffix > 0 {
                suffixes.push(suffix);
            }
            core = core.get(prefix..core.len() - suffix).unwrap_or("");
        }
        self.split_core(core, pieces);
        pieces.extend(suffixes.into_iter().rev().map(|length| Piece { length, norm: None }));
    }

    /// Splits what is left between prefixes and suffixes.
    fn split_core(&self, core: &str, pieces: &mut Vec<Piece>) {
        if core.is_empty() {
            return;
        }
        if let Some(given) = self.exception(core) {
            pieces.extend_from_slice(given);
        } else if self.affixes.is_url(core) {
            pieces.push(Piece { length: core.len(), norm: None });
        } else {
            let mut start = 0;
            for (from, to) in self.affixes.infixes(core) {
                // An infix at the very start is part of the token.
                if from == 0 {
                    continue;
                }
                pieces.extend([from - start, to - from].map(|length| Piece { length, norm: None }));
                start = to;
            }
            pieces.push(Piece { length: core.len() - start, norm: None });
            pieces.retain(|piece| piece.length > 0);
        }
    }
}

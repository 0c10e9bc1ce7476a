//! What an analysis remembers from word to word: the tokens of chunks, and of each word type its norm, features,
//! vectors and lemmas.
//!
//! All of it follows from the words alone, so it changes no result; it is dropped when it grows too large.

use std::collections::HashMap;
use std::sync::Arc;

use crate::nlp::model::Model;
use crate::nlp::ruler::Expressions;
use crate::nlp::tok2vec::Buffers;
use crate::nlp::tok2vec::WIDTH;
use crate::nlp::tokenizer::Piece;
use crate::span::Span;

/// More word types than this are not kept from one batch to the next.
const MOST_TYPES: usize = 16_384;

/// A word type: a token's text with its norm.
#[derive(Debug)]
pub(super) struct WordType {
    /// The text.
    pub(super) text: Arc<str>,
    /// The normalised form.
    pub(super) norm: Arc<str>,
    /// Whether it is white space.
    pub(super) is_space: bool,
    /// Which word conditions of the attribute rules it meets.
    pub(super) words: Box<[bool]>,
    /// Whether a token sequence that stands for an exception begins with it.
    begins_sequence: bool,
    /// Numbers of norm, prefix, suffix and shape.
    keys: [u64; 4],
    /// Where its mixed vectors are: shared network without and with a blank after it, entity network.
    vectors: [Option<usize>; 3],
    /// Lemmas by part of speech and features.
    lemmas: Vec<((usize, usize), Arc<str>)>,
}

/// A token as the tokenizer gives it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct RawToken {
    /// Its place in the text.
    pub(super) span: Span,
    /// Whether a blank follows.
    pub(super) space_after: bool,
    /// Its word type.
    pub(super) word: usize,
}

/// Which mixed vector of a word type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Network {
    /// That of tagger and parser.
    Shared,
    /// That of the entity recogniser.
    Entities,
}

/// The memory of an analysis.
#[derive(Debug, Default)]
pub(super) struct Session {
    chunks: HashMap<Box<str>, Vec<(usize, usize)>>,
    types: Vec<WordType>,
    numbers: HashMap<Box<str>, Vec<(Option<usize>, usize)>>,
    vectors: [Vec<f32>; 2],
    pieces: Vec<Piece>,
    expressions: Expressions,
}

impl Session {
    /// Forgets everything if too much is remembered.
    pub(super) fn trim(&mut self) {
        if self.types.len() > MOST_TYPES || self.chunks.len() > 2 * MOST_TYPES {
            *self = Self::default();
        }
    }

    /// A word type.
    pub(super) fn word(&self, number: usize) -> Option<&WordType> {
        self.types.get(number)
    }

    /// Splits a paragraph, the bytes `span` of the text, into tokens.
    pub(super) fn tokenize(&mut self, model: &Model, text: &str, span: Span, tokens: &mut Vec<RawToken>) {
        let paragraph = span.text(text);
        let characters = &model.characters;
        let first = tokens.len();
        let mut start = 0;
        let mut in_space = paragraph.chars().next().is_some_and(|character| characters.is_space(character));
        for (place, character) in paragraph.char_indices() {
            if characters.is_space(character) == in_space {
                continue;
            }
            self.add_chunk(
                model,
                paragraph.get(start..place).unwrap_or_default(),
                span.start + start,
                tokens,
            );
            start = place;
            if character == ' ' {
                start += 1;
                if let Some(last) = tokens.last_mut() {
                    last.space_after = true;
                }
            }
            in_space = !in_space;
        }
        self.add_chunk(model, paragraph.get(start..).unwrap_or_default(), span.start + start, tokens);
        self.apply_sequences(model, text, first, tokens);
    }

    /// Adds the tokens of a chunk, which may be empty.
    fn add_chunk(&mut self, model: &Model, chunk: &str, offset: usize, tokens: &mut Vec<RawToken>) {
        if chunk.is_empty() {
            return;
        }
        if !self.chunks.contains_key(chunk) {
            let mut pieces = std::mem::take(&mut self.pieces);
            pieces.clear();
            model.tokenizer.split(chunk, &mut pieces);
            let words = self.words(model, chunk, &pieces);
            self.pieces = pieces;
            self.chunks.insert(chunk.into(), words);
        }
        let mut start = offset;
        for (length, word) in self.chunks.get(chunk).into_iter().flatten() {
            tokens.push(RawToken { span: Span::new(start, start + length), space_after: false, word: *word });
            start += length;
        }
    }

    /// Length and word type of each piece of a text.
    fn words(&mut self, model: &Model, mut text: &str, pieces: &[Piece]) -> Vec<(usize, usize)> {
        let mut words = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let (token, rest) = text.split_at_checked(piece.length).unwrap_or((text, ""));
            words.push((piece.length, self.number(model, token, piece.norm)));
            text = rest;
        }
        words
    }

    /// The number of a word type, which is new or known.
    fn number(&mut self, model: &Model, text: &str, norm: Option<usize>) -> usize {
        let known = self.numbers.get(text).into_iter().flatten().find(|(given, _)| *given == norm);
        if let Some((_, number)) = known {
            return *number;
        }
        let number = self.types.len();
        let word = self.word_type(model, text, norm);
        self.types.push(word);
        self.numbers.entry(text.into()).or_default().push((norm, number));
        number
    }

    /// Makes a word type.
    fn word_type(&mut self, model: &Model, text: &str, norm: Option<usize>) -> WordType {
        let lower = text.to_lowercase();
        let norm = match norm.and_then(|index| model.tokenizer.norm(index)) {
            Some(norm) => Arc::clone(norm),
            None => model.norms.norm(text, &lower, &model.strings),
        };
        let prefix = text.chars().next().map_or(0, char::len_utf8);
        let suffix = text.char_indices().rev().nth(2).map_or(0, |(place, _)| place);
        let id = |part: &str| model.strings.id(part);
        let keys = [
            id(&norm),
            id(text.get(..prefix).unwrap_or_default()),
            id(text.get(suffix..).unwrap_or_default()),
            id(&model.characters.shape(text)),
        ];
        WordType {
            text: Arc::from(text),
            norm,
            is_space: model.characters.all_space(text),
            words: model.ruler.word_mask(&lower, &mut self.expressions),
            begins_sequence: !model.tokenizer.sequences(text).is_empty(),
            keys,
            vectors: [None; 3],
            lemmas: Vec::new(),
        }
    }

    /// Puts exceptions in the place of token sequences that stand for them: longer ones first, then earlier ones.
    fn apply_sequences(&mut self, model: &Model, text: &str, first: usize, tokens: &mut Vec<RawToken>) {
        let mut matches = self.find_sequences(model, tokens.get(first..).unwrap_or_default());
        if matches.is_empty() {
            return;
        }
        matches.sort_unstable_by_key(|(start, length)| (std::cmp::Reverse(*length), *start));
        matches.dedup();
        let mut seen = vec![false; tokens.len() - first];
        let mut chosen = Vec::new();
        for (start, length) in matches {
            if !seen[start] && !seen[start + length - 1] {
                chosen.push((start, length));
            }
            seen[start..start + length].fill(true);
        }
        chosen.sort_unstable();
        let old = tokens.split_off(first);
        let mut next = 0;
        for (start, length) in chosen {
            let (Some(head), Some(tail)) = (old.get(start), old.get(start + length - 1)) else { continue };
            let whole = head.span.cover(tail.span).text(text);
            let Some(pieces) = model.tokenizer.exception(whole) else { continue };
            tokens.extend_from_slice(old.get(next..start).unwrap_or_default());
            let mut place = head.span.start;
            for (length, word) in self.words(model, whole, pieces) {
                tokens.push(RawToken { span: Span::new(place, place + length), space_after: false, word });
                place += length;
            }
            if let Some(last) = tokens.last_mut() {
                last.space_after = tail.space_after;
            }
            next = start + length;
        }
        tokens.extend_from_slice(old.get(next..).unwrap_or_default());
    }

    /// Where token sequences that stand for exceptions are: first token and number of tokens.
    fn find_sequences(&self, model: &Model, tokens: &[RawToken]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (start, token) in tokens.iter().enumerate() {
            let Some(word) = self.word(token.word).filter(|word| word.begins_sequence) else { continue };
            for sequence in model.tokenizer.sequences(&word.text) {
                let there = tokens.get(start..start + sequence.len()).unwrap_or_default();
                let same = there
                    .iter()
                    .zip(sequence)
                    .all(|(token, text)| self.word(token.word).is_some_and(|word| *word.text == **text));
                if same && there.len() == sequence.len() {
                    found.push((start, sequence.len()));
                }
            }
        }
        found
    }

    /// Computes the mixed vectors that some tokens need and that are not there yet.
    pub(super) fn mix(
        &mut self,
        model: &Model,
        tokens: &[RawToken],
        network: Network,
        buffers: &mut Buffers,
    ) {
        let mut missing: Vec<[u64; 6]> = Vec::new();
        let (tok2vec, features, store) = match network {
            Network::Shared => (&model.tok2vec, 6, 0),
            Network::Entities => (&model.entity_tok2vec, 4, 1),
        };
        let mut next = self.vectors[store].len() / WIDTH;
        for token in tokens {
            let Some(word) = self.types.get_mut(token.word) else { continue };
            let place = match network {
                Network::Shared => usize::from(token.space_after),
                Network::Entities => 2,
            };
            if word.vectors[place].is_none() {
                word.vectors[place] = Some(next);
                next += 1;
                let [norm, prefix, suffix, shape] = word.keys;
                missing.push([
                    norm,
                    prefix,
                    suffix,
                    shape,
                    u64::from(token.space_after),
                    u64::from(word.is_space),
                ]);
            }
        }
        if !missing.is_empty() {
            let keys = missing.iter().map(|keys| keys.get(..features).unwrap_or_default());
            tok2vec.mix(keys, buffers, &mut self.vectors[store]);
        }
    }

    /// The mixed vector of a token.
    pub(super) fn mixed(&self, token: &RawToken, network: Network) -> &[f32] {
        let (place, store) = match network {
            Network::Shared => (usize::from(token.space_after), 0),
            Network::Entities => (2, 1),
        };
        let number = self.word(token.word).and_then(|word| word.vectors[place]).unwrap_or_default();
        self.vectors[store].get(number * WIDTH..(number + 1) * WIDTH).unwrap_or(&[0.0; WIDTH])
    }

    /// The lemma of a word type with a part of speech and features, given as names of the attribute rules.
    pub(super) fn lemma(&mut self, model: &Model, number: usize, pos: usize, morph: usize) -> Arc<str> {
        let Some(word) = self.types.get_mut(number) else { return Arc::from("") };
        if let Some((_, lemma)) = word.lemmas.iter().find(|(key, _)| *key == (pos, morph)) {
            return Arc::clone(lemma);
        }
        let (pos_name, morph_name) = (model.ruler.name(pos), model.ruler.name(morph));
        let lemma = model.lemmatizer.lemma(&word.text, &pos_name, &morph_name, &model.characters);
        let lemma: Arc<str> = if *lemma == *word.text { Arc::clone(&word.text) } else { Arc::from(lemma) };
        word.lemmas.push(((pos, morph), Arc::clone(&lemma)));
        lemma
    }
}

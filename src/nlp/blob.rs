//! The model file: one head, packed tables, weights of 16 bits. `data/convert.py` writes it and describes it.

use std::collections::HashMap;
use std::io::Read;

use flate2::read::ZlibDecoder;
use serde::Deserialize;

use crate::nlp::characters::Characters;
use crate::nlp::error::NlpError;

/// The first bytes of a model file; the last of them is the version.
const MAGIC: &[u8; 8] = b"CGNLP\0\0\x01";

/// Tables larger than this are not a model's.
const MOST_TABLE_BYTES: usize = 64 << 20;

/// The tables of a model file.
#[derive(Debug, Deserialize)]
pub(super) struct Tables {
    /// Name, shape and block length of each tensor, in the order of the file.
    tensors: Vec<(String, Vec<usize>, usize)>,
    /// The tags in the order of the tagger's scores.
    pub(super) tags: Vec<String>,
    /// Action and label in the order of the parser's scores.
    pub(super) parser_moves: Vec<(String, String)>,
    /// Action and label in the order of the entity recogniser's scores.
    pub(super) ner_moves: Vec<(String, String)>,
    /// Strings whose number is fixed.
    pub(super) symbols: Vec<(Box<str>, u64)>,
    /// Classes of characters.
    #[serde(flatten)]
    pub(super) characters: Characters,
    /// Rules of the tokenizer.
    pub(super) tokenizer: TokenizerTable,
    /// Attribute rules in their order.
    pub(super) ruler: Vec<RuleTable>,
    /// Lemma tables by part of speech.
    pub(super) lemmas: Vec<LemmaTable>,
}

/// The rules of the tokenizer.
#[derive(Debug, Deserialize)]
pub(super) struct TokenizerTable {
    /// What is split off at the start of a chunk.
    pub(super) prefix: String,
    /// What is split off at the end.
    pub(super) suffix: String,
    /// Where a chunk is split inside.
    pub(super) infix: String,
    /// What stays whole.
    pub(super) url: String,
    /// Chunks with a given tokenization: text and norm of each token.
    pub(super) exceptions: Vec<(Box<str>, Vec<ExceptionTable>)>,
    /// Token sequences that stand for an exception.
    pub(super) sequences: Vec<Vec<Box<str>>>,
    /// Norms of words by the word's number.
    pub(super) lexeme_norms: Vec<(String, Box<str>)>,
    /// Norms of quotes, dashes and currency signs.
    pub(super) base_norms: Vec<(Box<str>, Box<str>)>,
}

/// A token of an exception: text and norm.
pub(super) type ExceptionTable = (Box<str>, Option<Box<str>>);

/// A condition of an attribute rule on one token: attribute, kind (`IN`, `NOT_IN`, `REGEX`), operands.
pub(super) type ConditionTable = (String, String, Vec<String>);

/// An attribute rule.
#[derive(Debug, Deserialize)]
pub(super) struct RuleTable {
    /// The conditions on each token of the pattern.
    pub(super) pattern: Vec<Vec<ConditionTable>>,
    /// The token of the pattern that is changed.
    pub(super) index: usize,
    /// Attribute and new value.
    pub(super) set: HashMap<String, String>,
}

/// The lemma tables of a part of speech.
#[derive(Debug, Deserialize)]
pub(super) struct LemmaTable {
    /// The part of speech in lower case.
    pub(super) pos: String,
    /// Known base forms, a line each, sorted.
    pub(super) index: String,
    /// Irregular forms: form and its base forms between tabs, a line each, sorted.
    pub(super) exceptions: String,
    /// Endings and what replaces them, in order.
    pub(super) rules: Vec<(String, String)>,
}

/// The weights of a model file, taken by name.
#[derive(Debug)]
pub(super) struct Weights<'a> {
    tensors: HashMap<String, (Vec<usize>, usize, &'a [u8])>,
}

/// Reads a model file.
pub(super) fn read(bytes: &[u8]) -> Result<(Tables, Weights<'_>), NlpError> {
    let body = bytes.strip_prefix(MAGIC).ok_or(NlpError::NotAModel)?;
    let (packed_length, body) = number(body, bytes.len())?;
    let (length, body) = number(body, bytes.len())?;
    if length > MOST_TABLE_BYTES {
        return Err(NlpError::NotAModel);
    }
    let Some((packed, mut body)) = body.split_at_checked(packed_length) else {
        return Err(NlpError::Truncated { found: bytes.len(), expected: MAGIC.len() + 8 + packed_length });
    };
    let mut raw = Vec::with_capacity(length);
    ZlibDecoder::new(packed).take(length as u64).read_to_end(&mut raw).map_err(NlpError::Unpack)?;
    let mut tables: Tables = serde_json::from_slice(&raw).map_err(NlpError::Tables)?;
    let mut tensors = HashMap::new();
    for (name, shape, block) in std::mem::take(&mut tables.tensors) {
        let size = size(&shape, block).unwrap_or(usize::MAX);
        let Some((data, rest)) = body.split_at_checked(size) else {
            return Err(NlpError::Truncated {
                found: bytes.len(),
                expected: (bytes.len() - body.len()).saturating_add(size),
            });
        };
        body = rest;
        tensors.insert(name, (shape, block, data));
    }
    Ok((tables, Weights { tensors }))
}

/// Takes a little-endian number off the front.
fn number(bytes: &[u8], whole: usize) -> Result<(usize, &[u8]), NlpError> {
    let (head, rest) =
        bytes.split_first_chunk::<4>().ok_or(NlpError::Truncated { found: whole, expected: 16 })?;
    Ok((usize::try_from(u32::from_le_bytes(*head)).unwrap_or(usize::MAX), rest))
}

impl Weights<'_> {
    /// The tensor `name` as single-precision numbers in row order; it must have exactly this shape.
    pub(super) fn get(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, NlpError> {
        let wrong = |found: String| NlpError::Tensor { name: name.to_owned(), found, expected: times(shape) };
        let (found, block, data) = self.tensors.get(name).ok_or_else(|| wrong("none".to_owned()))?;
        if found != shape {
            return Err(wrong(times(found)));
        }
        if *block == 0 {
            return Ok(floats(data));
        }
        let (scales, numbers) =
            data.split_at_checked(shape.iter().product::<usize>() / block * 4).unwrap_or_default();
        let (numbers, _) = numbers.as_chunks::<2>();
        let mut weights = Vec::with_capacity(numbers.len());
        for (numbers, scale) in numbers.chunks_exact(*block).zip(floats(scales)) {
            weights.extend(numbers.iter().map(|number| f32::from(i16::from_le_bytes(*number)) * scale));
        }
        Ok(weights)
    }
}

/// Little-endian single-precision numbers.
fn floats(data: &[u8]) -> Vec<f32> {
    let (numbers, _) = data.as_chunks::<4>();
    numbers.iter().map(|number| f32::from_le_bytes(*number)).collect()
}

/// The bytes of a tensor whose blocks have so many numbers, or whose numbers are plain for 0.
fn size(shape: &[usize], block: usize) -> Option<usize> {
    let count = shape.iter().try_fold(1_usize, |size, edge| size.checked_mul(*edge))?;
    match block {
        0 => count.checked_mul(4),
        _ if shape.last().is_some_and(|last| last % block == 0) => (count / block).checked_mul(4 + 2 * block),
        _ => None,
    }
}

/// A shape in words.
fn times(shape: &[usize]) -> String {
    shape.iter().map(ToString::to_string).collect::<Vec<_>>().join("×")
}

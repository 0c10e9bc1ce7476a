//! Gives the words of a text their case back.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::detect::Lack;
use super::detect::Letters;
use super::detect::lack;
use super::detect::paragraphs;
use super::features::units;
use super::forms::Case;
use super::forms::Forms;
use super::pieces::Piece;
use super::pieces::pieces;
use super::weights::WEIGHTS;
use super::weights::Weights;
use crate::nlp::error::NlpError;

/// The model that is built in.
static EMBEDDED: &[u8] = include_bytes!("../data/truecase.bin");

/// The first bytes of the file; the last of them is the version.
const MAGIC: &[u8; 8] = b"CGCASE\0\x01";

/// The longest table that is read.
const MOST_TABLE_BYTES: usize = 16 << 20;

/// Gives text in capitals and headlines their case back.
#[derive(Debug)]
pub struct Truecaser {
    forms: Forms,
    weights: Weights,
}

impl Truecaser {
    /// The model that is built in.
    ///
    /// # Errors
    /// The file is none of this version, or incomplete.
    pub fn embedded() -> Result<Self, NlpError> {
        let body = EMBEDDED.strip_prefix(MAGIC).ok_or(NlpError::NotAModel)?;
        let (table, body) = part(body)?;
        let (weights, _) = part(body)?;
        if weights.len() != WEIGHTS {
            return Err(NlpError::Truncated { found: weights.len(), expected: WEIGHTS });
        }
        let text = String::from_utf8(table).map_err(|_| NlpError::NotAModel)?;
        let values = weights.into_iter().map(|byte| i8::from_le_bytes([byte])).collect();
        Ok(Self { forms: Forms::new(text), weights: Weights { values } })
    }

    /// The text with its case restored where it lacks case, of the same length; `None` where there is nothing to do.
    ///
    /// ```
    /// use casegraph::nlp::Truecaser;
    ///
    /// let truecaser = Truecaser::embedded()?;
    /// let text = "THE FERRY LEFT BERGEN ON TUESDAY.";
    /// assert_eq!(truecaser.restore(text).as_deref(), Some("The ferry left Bergen on Tuesday."));
    /// assert_eq!(truecaser.restore("The ferry left Bergen."), None);
    /// # Ok::<(), casegraph::nlp::NlpError>(())
    /// ```
    pub fn restore(&self, text: &str) -> Option<String> {
        let in_capitals = Letters::count(text).are_capitals();
        let mut restored: Option<String> = None;
        let mut done = 0;
        for (start, end) in paragraphs(text) {
            let paragraph = text.get(start..end).unwrap_or_default();
            let pieces = pieces(paragraph);
            let Some(lack) = lack(paragraph, &pieces, &self.forms, in_capitals) else { continue };
            let whole = restored.get_or_insert_with(|| String::with_capacity(text.len()));
            whole.push_str(text.get(done..start).unwrap_or_default());
            self.push(paragraph, &pieces, lack, whole);
            done = end;
        }
        let mut restored = restored?;
        restored.push_str(text.get(done..).unwrap_or_default());
        Some(restored)
    }

    /// Adds a paragraph with its case restored.
    fn push(&self, paragraph: &str, pieces: &[Piece], lack: Lack, out: &mut String) {
        let lower: String = paragraph.chars().map(lower).collect();
        let units = units(&lower, pieces, &self.forms);
        let cases = self.weights.cases(&units);
        let mut done = 0;
        for ((piece, case), unit) in pieces.iter().zip(cases).zip(&units) {
            let Some(case) = case else { continue };
            out.push_str(paragraph.get(done..piece.start).unwrap_or_default());
            done = piece.end;
            let given = paragraph.get(piece.start..piece.end).unwrap_or_default();
            match case {
                // A headline shows what is no plain word: acronyms, and what is small already.
                _ if lack == Lack::Headline && !is_plain(given) => out.push_str(given),
                Case::Lower if !piece.begins => out.push_str(unit.word),
                Case::Upper if lack == Lack::All => out.extend(unit.word.chars().map(upper)),
                Case::Mixed if unit.known.mixed.len() == given.len() => out.push_str(unit.known.mixed),
                Case::Lower | Case::Title | Case::Upper | Case::Mixed => capitalise(unit.word, out),
            }
        }
        out.push_str(paragraph.get(done..).unwrap_or_default());
    }
}

/// Whether a word is written with a capital and small letters after it.
fn is_plain(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
}

/// Adds a word with its first letter as a capital: `3rd` stays, `paris` is `Paris`.
fn capitalise(word: &str, out: &mut String) {
    let mut letters = word.chars();
    out.extend(letters.next().map(upper));
    out.push_str(letters.as_str());
}

/// The small letter, where it is as long.
fn lower(letter: char) -> char {
    same_length(letter, letter.to_lowercase())
}

/// The capital, where it is as long.
fn upper(letter: char) -> char {
    same_length(letter, letter.to_uppercase())
}

fn same_length(letter: char, mut other: impl Iterator<Item = char>) -> char {
    match (other.next(), other.next()) {
        (Some(one), None) if one.len_utf8() == letter.len_utf8() => one,
        _ => letter,
    }
}

/// A packed part of the file, and what comes after it.
fn part(bytes: &[u8]) -> Result<(Vec<u8>, &[u8]), NlpError> {
    let truncated = |expected: usize| NlpError::Truncated { found: bytes.len(), expected };
    let (packed, rest) = bytes.split_first_chunk::<4>().ok_or(truncated(8))?;
    let (length, rest) = rest.split_first_chunk::<4>().ok_or(truncated(8))?;
    let number = |bytes: &[u8; 4]| usize::try_from(u32::from_le_bytes(*bytes)).unwrap_or(usize::MAX);
    let (packed, length) = (number(packed), number(length));
    if length > MOST_TABLE_BYTES {
        return Err(NlpError::NotAModel);
    }
    let (packed, rest) = rest.split_at_checked(packed).ok_or(truncated(packed.saturating_add(8)))?;
    let mut raw = Vec::with_capacity(length);
    ZlibDecoder::new(packed).take(length as u64).read_to_end(&mut raw).map_err(NlpError::Unpack)?;
    Ok((raw, rest))
}

//! Classes of characters as the model's tables define them.
//!
//! The model was trained with Python's notion of a letter, an upper-case letter, a digit and white space. Rust's
//! `char::is_alphabetic` also holds for combining vowel signs and letter-like numbers, so the ranges come with
//! the model.

use serde::Deserialize;

/// A set of code points as inclusive ranges in rising order: `[first, last, first, last, …]`.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Ranges(Vec<u32>);

impl Ranges {
    /// Whether the set holds `character`.
    pub(super) fn contains(&self, character: char) -> bool {
        let code = u32::from(character);
        let after = self.0.partition_point(|edge| *edge < code);
        // Inside a range an odd number of edges lies before; on a first edge the even place holds the code.
        after % 2 == 1 || self.0.get(after) == Some(&code)
    }
}

/// The classes that features and tokenizer ask for.
#[derive(Debug, Deserialize)]
pub(super) struct Characters {
    alpha: Ranges,
    upper: Ranges,
    digit: Ranges,
    space: Ranges,
}

impl Characters {
    /// Whether `character` is a letter (general category L).
    pub(super) fn is_alpha(&self, character: char) -> bool {
        if character.is_ascii() { character.is_ascii_alphabetic() } else { self.alpha.contains(character) }
    }

    /// Whether `character` is white space.
    pub(super) fn is_space(&self, character: char) -> bool {
        if character.is_ascii() {
            matches!(character, ' ' | '\t'..='\r' | '\x1c'..='\x1f')
        } else {
            self.space.contains(character)
        }
    }

    /// Whether `text` is not empty and all white space.
    pub(super) fn all_space(&self, text: &str) -> bool {
        !text.is_empty() && text.chars().all(|character| self.is_space(character))
    }

    /// Whether `text` is not empty and all letters.
    pub(super) fn all_alpha(&self, text: &str) -> bool {
        !text.is_empty() && text.chars().all(|character| self.is_alpha(character))
    }

    /// The part of `text` without white space at its ends, as byte offsets.
    pub(super) fn trim(&self, text: &str) -> (usize, usize) {
        let from_start = text.trim_start_matches(|character| self.is_space(character));
        let start = text.len() - from_start.len();
        (start, start + from_start.trim_end_matches(|character| self.is_space(character)).len())
    }

    /// The shape of a word: `X` and `x` for letters, `d` for digits, other characters themselves, runs of one
    /// of them cut at four; `LONG` from 100 characters on.
    pub(super) fn shape(&self, text: &str) -> String {
        if text.chars().nth(99).is_some() {
            return "LONG".to_owned();
        }
        let mut shape = String::with_capacity(text.len().min(32));
        let mut last = None;
        let mut run = 0;
        for character in text.chars() {
            let sign = self.sign(character);
            run = if last == Some(sign) { run + 1 } else { 0 };
            last = Some(sign);
            if run < 4 {
                shape.push(sign);
            }
        }
        shape
    }

    /// The sign of a character in a shape.
    fn sign(&self, character: char) -> char {
        if character.is_ascii() {
            return match character {
                'A'..='Z' => 'X',
                'a'..='z' => 'x',
                '0'..='9' => 'd',
                other => other,
            };
        }
        if self.alpha.contains(character) {
            if self.upper.contains(character) { 'X' } else { 'x' }
        } else if self.digit.contains(character) {
            'd'
        } else {
            character
        }
    }
}

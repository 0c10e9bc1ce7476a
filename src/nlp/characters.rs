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

#[cfg(test)]
mod tests {
    use super::*;

    fn characters() -> Characters {
        let ranges = |numbers: &[u32]| Ranges(numbers.to_vec());
        Characters {
            alpha: ranges(&[0xc0, 0xd6, 0xd8, 0xf6, 0xf8, 0xff]),
            upper: ranges(&[0xc0, 0xd6, 0xd8, 0xde]),
            digit: ranges(&[0xb2, 0xb3, 0xb9, 0xb9]),
            space: ranges(&[0x85, 0x85, 0xa0, 0xa0]),
        }
    }

    #[test]
    fn a_range_holds_both_its_ends_and_nothing_beside() {
        let ranges = Ranges(vec![5, 5, 8, 9, 11, 20]);
        let held: Vec<u32> = (0..30).filter(|code| ranges.contains(char::from_u32(*code).unwrap())).collect();
        let expected: Vec<u32> = [5, 8, 9].into_iter().chain(11..=20).collect();
        assert_eq!(held, expected);
    }

    /// Expected shapes: spaCy's `word_shape`.
    #[test]
    fn shapes_are_those_of_spacy() {
        for (text, shape) in [
            ("Tromsø", "Xxxxx"),
            ("U.S.", "X.X."),
            ("1,234.5", "d,ddd.d"),
            ("aaaaaaaB", "xxxxX"),
            ("x²", "xd"),
            ("McDonald's", "XxXxxxx'x"),
            (&"a".repeat(100), "LONG"),
        ] {
            assert_eq!(characters().shape(text), shape);
        }
    }

    #[test]
    fn white_space_of_all_kinds_is_trimmed() {
        assert_eq!(characters().trim("\u{a0}\t\u{1f}x y\u{85}\r\n"), (4, 7));
    }
}

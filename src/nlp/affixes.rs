//! The regular expressions of the tokenizer.
//!
//! They need look-around, which is slow. A copy without look-around finds at least as much and is fast: only
//! where it finds something is the exact expression asked.

use fancy_regex::Regex as ExactRegex;
use regex::Regex;

use crate::nlp::blob::TokenizerTable;
use crate::nlp::error::NlpError;

/// What is split off a chunk, and where.
#[derive(Debug)]
pub(super) struct Affixes {
    prefix: Rule,
    suffix: Rule,
    infix: Rule,
    url: Rule,
}

/// An expression and its wider, faster copy.
#[derive(Debug)]
struct Rule {
    wide: Regex,
    exact: ExactRegex,
}

impl Rule {
    fn new(name: &'static str, pattern: &str) -> Result<Self, NlpError> {
        let wrong = |source| NlpError::Pattern { name, source: Box::new(source) };
        let exact = ExactRegex::new(pattern).map_err(wrong)?;
        let wide = Regex::new(&without_look_around(pattern))
            .map_err(|error| NlpError::Entry { table: name, entry: error.to_string() })?;
        Ok(Self { wide, exact })
    }

    /// The first match. An expression that runs out of steps on a monstrous chunk has none.
    fn find(&self, text: &str) -> Option<(usize, usize)> {
        if !self.wide.is_match(text) {
            return None;
        }
        self.exact.find(text).ok().flatten().map(|found| (found.start(), found.end()))
    }
}

impl Affixes {
    /// Compiles the expressions.
    pub(super) fn new(table: &TokenizerTable) -> Result<Self, NlpError> {
        Ok(Self {
            prefix: Rule::new("prefix", &table.prefix)?,
            suffix: Rule::new("suffix", &table.suffix)?,
            infix: Rule::new("infix", &table.infix)?,
            url: Rule::new("url", &table.url)?,
        })
    }

    /// The length of the prefix of `text`, 0 if it has none.
    pub(super) fn prefix(&self, text: &str) -> usize {
        self.prefix.find(text).map_or(0, |(start, end)| end - start)
    }

    /// The length of the suffix of `text`, 0 if it has none.
    pub(super) fn suffix(&self, text: &str) -> usize {
        self.suffix.find(text).map_or(0, |(start, end)| end - start)
    }

    /// Whether `text` is an address that stays whole.
    pub(super) fn is_url(&self, text: &str) -> bool {
        self.url.find(text).is_some_and(|(start, _)| start == 0)
    }

    /// The infixes of `text` in order: start and end.
    pub(super) fn infixes(&self, text: &str) -> Vec<(usize, usize)> {
        if !self.infix.wide.is_match(text) {
            return Vec::new();
        }
        self.infix
            .exact
            .find_iter(text)
            .map_while(Result::ok)
            .map(|found| (found.start(), found.end()))
            .collect()
    }
}

/// The pattern without its look-ahead and look-behind groups: it matches wherever the pattern does.
fn without_look_around(pattern: &str) -> String {
    const OPENINGS: [&str; 4] = ["(?=", "(?!", "(?<=", "(?<!"];
    let mut kept = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(character) = rest.chars().next() {
        let length = if OPENINGS.iter().any(|opening| rest.starts_with(opening)) {
            group_length(rest)
        } else {
            let length = unit_length(rest, character);
            kept.push_str(rest.get(..length).unwrap_or_default());
            length
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    kept
}

/// The length of one character, escape or class at the start of `rest`.
fn unit_length(rest: &str, character: char) -> usize {
    match character {
        '\\' => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
        '[' => class_length(rest),
        other => other.len_utf8(),
    }
}

/// The length of the class that `rest` begins with.
fn class_length(rest: &str) -> usize {
    let mut escaped = false;
    for (place, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ']' => return place + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of the group that `rest` begins with.
fn group_length(rest: &str) -> usize {
    let mut depth = 0;
    let mut place = 0;
    while let Some(character) = rest.get(place..).and_then(|rest| rest.chars().next()) {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        place += unit_length(rest.get(place..).unwrap_or_default(), character);
        if depth == 0 {
            break;
        }
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_around_is_cut_out_and_nothing_else() {
        for (pattern, expected) in [
            (r"(?<=[0-9])\+$|'s$", r"\+$|'s$"),
            (r"^\+(?![0-9])|^\(", r"^\+|^\("),
            (r"(?<=[a-z)\]])\.(?=[A-Z(])|(?:x|y)", r"\.|(?:x|y)"),
            (r"a(?!(?:10|127)(?:\.\d{1,3}){3})b", "ab"),
        ] {
            assert_eq!(without_look_around(pattern), expected);
        }
    }
}

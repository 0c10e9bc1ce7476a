//! The regular expressions of the tokenizer.
//!
//! They need look-around, which is slow. A copy without look-around finds at least as much and is fast: only
//! where it finds something is the exact expression asked. Suffixes, the most frequent, need no look-around at
//! all: each alternative ends at the end of the chunk, so that the leftmost match is the longest, and a
//! look-behind may be matched as an ordinary part in front.

use fancy_regex::Regex as ExactRegex;
use regex::Regex;

use crate::nlp::blob::TokenizerTable;
use crate::nlp::error::NlpError;
use crate::nlp::pattern;

/// Prefixes are sought in so many bytes, so that a chunk of brackets alone is split in linear time. Where one
/// fills them (a long row of dots), the whole chunk is searched.
const WINDOW: usize = 64;

/// What is split off a chunk, and where.
#[derive(Debug)]
pub(super) struct Affixes {
    prefix: Rule,
    suffix: Suffix,
    infix: Rule,
    url: Rule,
}

/// An expression and its wider, faster copy.
#[derive(Debug)]
struct Rule {
    wide: Regex,
    exact: ExactRegex,
}

/// The expression for suffixes in parts.
#[derive(Debug)]
struct Suffix {
    /// All alternatives without their look-behind: where this finds nothing, nothing is.
    wide: Regex,
    /// The alternatives that have no look-behind.
    plain: Regex,
    /// Each of the others, its look-behind an ordinary part; the first group is what follows it.
    behind: Vec<Regex>,
}

/// Compiles an expression without look-around.
fn compile(name: &'static str, pattern: &str) -> Result<Regex, NlpError> {
    Regex::new(pattern).map_err(|error| NlpError::Entry { table: name, entry: error.to_string() })
}

impl Rule {
    fn new(name: &'static str, pattern: &str) -> Result<Self, NlpError> {
        let wrong = |source| NlpError::Pattern { name, source: Box::new(source) };
        let exact = ExactRegex::new(pattern).map_err(wrong)?;
        Ok(Self { wide: compile(name, &pattern::without_look_around(pattern))?, exact })
    }

    /// The first match. An expression that runs out of steps on a monstrous chunk has none.
    fn find(&self, text: &str) -> Option<(usize, usize)> {
        if !self.wide.is_match(text) {
            return None;
        }
        self.exact.find(text).ok().flatten().map(|found| (found.start(), found.end()))
    }
}

impl Suffix {
    fn new(pattern: &str) -> Result<Self, NlpError> {
        let mut plain = Vec::new();
        let mut behind = Vec::new();
        for alternative in pattern::alternatives(pattern) {
            let (before, body) = pattern::split_look_behind(alternative);
            if pattern::without_look_around(body) != body || !body.ends_with('$') {
                return Err(NlpError::Entry { table: "suffix", entry: alternative.to_owned() });
            }
            match before {
                Some(before) => behind.push(compile("suffix", &format!("(?:{before})({body})"))?),
                None => plain.push(alternative),
            }
        }
        Ok(Self {
            wide: compile("suffix", &pattern::without_look_around(pattern))?,
            plain: compile("suffix", &plain.join("|"))?,
            behind,
        })
    }

    /// Where the longest suffix starts.
    fn start(&self, text: &str) -> Option<usize> {
        if !self.wide.is_match(text) {
            return None;
        }
        let plain = self.plain.find(text).map(|found| found.start());
        let behind = self.behind.iter().filter_map(|regex| Some(regex.captures(text)?.get(1)?.start()));
        behind.chain(plain).min()
    }
}

impl Affixes {
    /// Compiles the expressions.
    pub(super) fn new(table: &TokenizerTable) -> Result<Self, NlpError> {
        Ok(Self {
            prefix: Rule::new("prefix", &table.prefix)?,
            suffix: Suffix::new(&table.suffix)?,
            infix: Rule::new("infix", &table.infix)?,
            url: Rule::new("url", &table.url)?,
        })
    }

    /// The length of the prefix of `text`, 0 if it has none.
    pub(super) fn prefix(&self, text: &str) -> usize {
        let edge = text.char_indices().map(|(place, _)| place).find(|place| *place >= WINDOW);
        let head = edge.and_then(|edge| text.get(..edge)).unwrap_or(text);
        match self.prefix.find(head) {
            Some((start, end)) if end < head.len() || edge.is_none() => end - start,
            Some(_) => self.prefix.find(text).map_or(0, |(start, end)| end - start),
            None => 0,
        }
    }

    /// The length of the suffix of `text`, 0 if it has none.
    pub(super) fn suffix(&self, text: &str) -> usize {
        self.suffix.start(text).map_or(0, |start| text.len() - start)
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

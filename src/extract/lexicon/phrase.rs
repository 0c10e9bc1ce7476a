//! Entries found by words or phrases.

use super::index::{NameIndex, Placing};
use super::table::Text;

/// What stands at the head of a row of tokens.
#[derive(Debug, Clone, PartialEq)]
pub struct PhraseMatch<'l, T> {
    /// The number of tokens.
    pub length: usize,
    /// The entries of the phrase, likeliest first; at least one.
    pub entries: Vec<&'l T>,
}

/// Entries by phrase.
#[derive(Debug, Clone)]
pub(super) struct Phrases<T> {
    entries: Vec<T>,
    index: NameIndex<u16>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), index: NameIndex::default() }
    }
}

impl<T> Phrases<T> {
    /// Adds an entry under its phrases; beyond 65,536 entries it is left out.
    pub(super) fn add(&mut self, phrases: impl IntoIterator<Item = Text>, entry: T, placing: Placing) {
        let Ok(id) = u16::try_from(self.entries.len()) else { return };
        for phrase in phrases {
            self.index.add(phrase, id, placing);
        }
        self.entries.push(entry);
    }

    /// The entries of a phrase.
    pub(super) fn get(&self, phrase: &str) -> Vec<&T> {
        self.entries_of(self.index.get(phrase))
    }

    /// The longest phrase at a place in a row of tokens.
    pub(super) fn longest_at(&self, tokens: &[&str], start: usize) -> Option<PhraseMatch<'_, T>> {
        let (range, ids) = self.index.longest_at(tokens, start)?;
        let entries = self.entries_of(ids);
        (!entries.is_empty()).then_some(PhraseMatch { length: range.len(), entries })
    }

    /// The longest phrase at the head of a row of tokens, whatever their case. Phrases of this table are in lower case.
    pub(super) fn longest_in_any_case(&self, tokens: &[&str]) -> Option<PhraseMatch<'_, T>> {
        let lower: Vec<_> = tokens.iter().take(LONGEST).map(|token| token.to_lowercase()).collect();
        let lower: Vec<_> = lower.iter().map(String::as_str).collect();
        self.longest_at(&lower, 0)
    }

    fn entries_of(&self, ids: &[u16]) -> Vec<&T> {
        ids.iter().filter_map(|id| self.entries.get(usize::from(*id))).collect()
    }
}

/// No phrase in lower case has more tokens.
const LONGEST: usize = 8;

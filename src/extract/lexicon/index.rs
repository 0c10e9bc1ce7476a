//! A map from names to entries, and the search for names in a row of tokens.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::ops::Range;

use rustc_hash::FxBuildHasher;

use super::key::{LONGEST, capitalized, from_capitals, key, words};
use super::table::Text;

/// What one name may stand for, in the order in which it was added.
#[derive(Debug, Clone)]
enum Slot<T> {
    One(T),
    Many(Vec<T>),
}

/// Where a further reading of a name goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Placing {
    /// Before the others: a user's file is read on top.
    First,
    /// Behind the others.
    Last,
}

/// A map that is only asked by name, never walked. Lexicons come from the program or its user, so that nobody has
/// reason to make names collide.
type NameMap<V> = HashMap<Text, V, FxBuildHasher>;

/// Entries by name.
#[derive(Debug, Clone)]
pub(super) struct NameIndex<T> {
    entries: NameMap<Slot<T>>,
    /// By first word, the number of words of the longest name; names of one word are not listed.
    reach: NameMap<usize>,
}

impl<T> Default for NameIndex<T> {
    fn default() -> Self {
        Self { entries: NameMap::default(), reach: NameMap::default() }
    }
}

impl<T: Copy + PartialEq> NameIndex<T> {
    /// An index with room for so many names.
    pub(super) fn with_capacity(names: usize) -> Self {
        Self { entries: NameMap::with_capacity_and_hasher(names, FxBuildHasher), ..Self::default() }
    }

    /// Adds what a name stands for, behind or before what it stands for already.
    pub(super) fn add(&mut self, name: Text, entry: T, place: Placing) {
        let name = match name {
            Cow::Borrowed(name) => key(name),
            Cow::Owned(name) => Cow::Owned(key(&name).into_owned()),
        };
        let blanks = name.bytes().filter(|byte| *byte == b' ').count();
        if blanks > 0 {
            let first = match &name {
                Cow::Borrowed(name) => Cow::Borrowed(first_word(name)),
                Cow::Owned(name) => Cow::Owned(first_word(name).to_owned()),
            };
            let reach = self.reach.entry(first).or_default();
            *reach = (*reach).max(blanks + 1);
        }
        match self.entries.entry(name) {
            Vacant(vacant) => {
                vacant.insert(Slot::One(entry));
            }
            Occupied(mut slot) => slot.get_mut().put(entry, place),
        }
    }

    /// What a name stands for; a leading article and the capitals of a headline do not matter.
    pub(super) fn get(&self, name: &str) -> &[T] {
        let name = name.trim();
        let found = self.exact(name);
        if !found.is_empty() {
            return found;
        }
        let bare = without_article(name);
        let found = if bare.len() < name.len() { self.exact(bare) } else { &[] };
        if !found.is_empty() {
            return found;
        }
        from_capitals(bare).map_or(&[], |name| self.exact(&name))
    }

    fn exact(&self, name: &str) -> &[T] {
        if name.len() > LONGEST {
            return &[];
        }
        self.entries.get(key(name).as_ref()).map_or(&[], Slot::as_slice)
    }

    /// The longest name that starts at `start`, with what it stands for. Names begin and end with tokens.
    pub(super) fn longest_at(&self, tokens: &[&str], start: usize) -> Option<(Range<usize>, &[T])> {
        let mut words_of_first = words(tokens.get(start)?);
        let first = words_of_first.next()?;
        let reach = self.reach_of(first);
        if reach == 1 {
            let found = if words_of_first.next().is_none() { self.in_any_case(first) } else { None };
            return found.map(|entries| (start..start + 1, entries));
        }
        let mut joined = String::new();
        let mut count = 0;
        let mut best = None;
        for (offset, token) in tokens.get(start..)?.iter().enumerate() {
            let before = count;
            for word in words(token) {
                if count > 0 {
                    joined.push(' ');
                }
                joined.push_str(word);
                count += 1;
            }
            if count > reach {
                break;
            }
            if count > before
                && let Some(slot) = self.in_any_case(&joined)
            {
                best = Some((start..start + offset + 1, slot));
            }
        }
        best
    }

    fn reach_of(&self, first: &str) -> usize {
        if let Some(reach) = self.reach.get(first) {
            return *reach;
        }
        let in_capitals = !first.chars().any(char::is_lowercase);
        in_capitals.then(|| self.reach.get(capitalized(first).as_str())).flatten().copied().unwrap_or(1)
    }

    fn in_any_case(&self, name: &str) -> Option<&[T]> {
        let slot = self.entries.get(name);
        slot.or_else(|| self.entries.get(from_capitals(name)?.as_str())).map(Slot::as_slice)
    }
}

impl<T: PartialEq> Slot<T> {
    fn as_slice(&self) -> &[T] {
        match self {
            Self::One(entry) => std::slice::from_ref(entry),
            Self::Many(entries) => entries,
        }
    }

    fn put(&mut self, entry: T, place: Placing)
    where
        T: Copy,
    {
        let mut entries = self.as_slice().to_vec();
        if entries.contains(&entry) {
            return;
        }
        let position = if place == Placing::First { 0 } else { entries.len() };
        entries.insert(position, entry);
        *self = Self::Many(entries);
    }
}

fn first_word(name: &str) -> &str {
    name.split_once(' ').map_or(name, |(first, _)| first)
}

/// The name without a leading article.
pub(super) fn without_article(name: &str) -> &str {
    ["the ", "The ", "THE "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> NameIndex<u8> {
        let mut index = NameIndex::default();
        index.add("Guinea".into(), 1, Placing::Last);
        index.add("Guinea-Bissau".into(), 2, Placing::Last);
        index.add("Equatorial Guinea".into(), 3, Placing::Last);
        index.add("U.S.".into(), 4, Placing::Last);
        index.add("Guinea".into(), 5, Placing::Last);
        index
    }

    #[test]
    fn a_name_may_stand_for_several_things() {
        assert_eq!(index().get("Guinea"), [1, 5]);
        assert_eq!(index().get("the Guinea"), [1, 5]);
        assert_eq!(index().get("GUINEA-BISSAU"), [2]);
        assert!(index().get("guinea").is_empty());
    }

    #[test]
    fn the_longest_name_wins_whatever_the_tokens() {
        let index = index();
        assert_eq!(index.longest_at(&["Guinea", "-", "Bissau", "said"], 0), Some((0..3, [2].as_slice())));
        assert_eq!(index.longest_at(&["Guinea-Bissau"], 0), Some((0..1, [2].as_slice())));
        assert_eq!(index.longest_at(&["Guinea", "said"], 0), Some((0..1, [1, 5].as_slice())));
        assert_eq!(index.longest_at(&["U.S."], 0), Some((0..1, [4].as_slice())));
        assert_eq!(index.longest_at(&["Guinea", "-"], 0), Some((0..1, [1, 5].as_slice())));
        assert_eq!(index.longest_at(&["Equatorial"], 0), None);
        assert_eq!(index.longest_at(&[], 0), None);
    }
}

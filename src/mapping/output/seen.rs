//! Which quads were written already.
//!
//! Most triples maps make each subject in one record only, so it is enough to remember subjects: 24 bytes each
//! instead of 16 bytes for each quad. When a subject comes again with the same quads, they are left out; when it
//! comes again with others, the map's quads are needed, and they are made anew from the records so far. Rules whose
//! quads another map could make share one set of quads.
//!
//! Quads and subjects are remembered by 128 bits of their hash: of a billion, two share theirs with a probability
//! below 10⁻²⁰.

use std::collections::HashMap;
use std::collections::HashSet;
use std::hash::BuildHasher;

use foldhash::quality::FixedState;
use rustc_hash::FxBuildHasher;

/// A hash of 128 bits.
type Digest = u128;

/// Hashes bytes to 128 bits, the same in each run.
#[derive(Debug, Clone)]
pub(in crate::mapping) struct Hasher {
    first: FixedState,
    second: FixedState,
}

impl Default for Hasher {
    fn default() -> Self {
        Self { first: FixedState::with_seed(0x6361_7365), second: FixedState::with_seed(0x6772_6170) }
    }
}

impl Hasher {
    pub(in crate::mapping) fn digest(&self, bytes: &[u8]) -> Digest {
        let (high, low) = (self.first.hash_one(bytes), self.second.hash_one(bytes));
        u128::from(high) << 64 | u128::from(low)
    }
}

/// What one triples map has made.
#[derive(Debug)]
pub(in crate::mapping) enum Made {
    /// Subjects, each with the hash of its quads.
    Subjects(HashMap<Digest, u64, FxBuildHasher>),
    /// Quads.
    Quads(HashSet<Digest, FxBuildHasher>),
}

/// What is known of the quads of a record of one map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::mapping) enum Verdict {
    /// The subject is new: all quads are.
    New,
    /// All were written before.
    Known,
    /// The subject came with other quads before: look at each.
    Mixed,
}

/// What was written, by triples map.
#[derive(Debug, Default)]
pub(in crate::mapping) struct Seen {
    pub(in crate::mapping) hasher: Hasher,
    maps: Vec<Option<Made>>,
    shared: HashSet<Digest, FxBuildHasher>,
}

impl Seen {
    /// For so many triples maps.
    pub(in crate::mapping) fn new(maps: usize) -> Self {
        let mut made = Vec::new();
        made.resize_with(maps, || None);
        Self { maps: made, ..Self::default() }
    }

    /// Whether a quad of a rule that shares its quads with others is new for a target.
    pub(in crate::mapping) fn is_new_shared(&mut self, line: &[u8], target: usize) -> bool {
        self.shared.insert(self.hasher.digest(line) ^ (target as u128) << 32)
    }

    /// What is known of a group of quads with one subject.
    pub(in crate::mapping) fn group(&mut self, map: usize, subject: &[u8], lines: &[u8]) -> Verdict {
        let subject = self.hasher.digest(subject);
        let content = self.hasher.first.hash_one(lines);
        let Some(made) = self.maps.get_mut(map) else { return Verdict::New };
        match made.get_or_insert_with(|| Made::Subjects(HashMap::default())) {
            Made::Quads(_) => Verdict::Mixed,
            Made::Subjects(subjects) => match subjects.entry(subject) {
                std::collections::hash_map::Entry::Vacant(entry) => {
                    entry.insert(content);
                    Verdict::New
                }
                std::collections::hash_map::Entry::Occupied(entry) if *entry.get() == content => {
                    Verdict::Known
                }
                std::collections::hash_map::Entry::Occupied(_) => Verdict::Mixed,
            },
        }
    }

    /// Whether a map's quads are remembered one by one.
    pub(in crate::mapping) fn has_quads(&self, map: usize) -> bool {
        matches!(self.maps.get(map), Some(Some(Made::Quads(_))))
    }

    /// From now on the quads of a map are remembered one by one.
    pub(in crate::mapping) fn remember_quads(&mut self, map: usize) {
        if let Some(made) = self.maps.get_mut(map) {
            *made = Some(Made::Quads(HashSet::default()));
        }
    }

    /// Whether a quad of a map whose quads are remembered is new.
    pub(in crate::mapping) fn is_new_quad(&mut self, map: usize, line: &[u8]) -> bool {
        let digest = self.hasher.digest(line);
        match self.maps.get_mut(map) {
            Some(Some(Made::Quads(quads))) => quads.insert(digest),
            _ => true,
        }
    }
}

//! Keys and the digests they are made of.

use sha2::Digest as _;
use sha2::Sha256;

use super::ClassGroup;

/// A SHA-256 over parts, each preceded by its length so that no two lists of parts run together.
#[derive(Debug, Clone)]
pub struct Digest(Sha256);

impl Digest {
    /// Starts a digest for keys of one kind.
    pub fn new(kind: &str) -> Self {
        Self(Sha256::new()).with(kind)
    }

    /// Adds a part.
    #[must_use]
    pub fn with(mut self, part: &str) -> Self {
        self.add(part);
        self
    }

    /// Adds a part, or the fact that there is none.
    #[must_use]
    pub fn with_optional(mut self, part: Option<&str>) -> Self {
        match part {
            Some(part) => self.add(part),
            None => self.0.update(u64::MAX.to_be_bytes()),
        }
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn with_number(mut self, number: usize) -> Self {
        self.0.update((number as u64).to_be_bytes());
        self
    }

    /// Adds all parts, with their number.
    #[must_use]
    pub fn with_all<'a>(mut self, parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut count = 0;
        for part in parts {
            self.add(part);
            count += 1;
        }
        self.with_number(count)
    }

    /// Adds a part in place.
    pub fn add(&mut self, part: &str) {
        self.0.update((part.len() as u64).to_be_bytes());
        self.0.update(part.as_bytes());
    }

    /// The first `digits` of its 64 hexadecimal digits.
    pub fn hex(self, digits: usize) -> String {
        let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
        let halves = self.bytes().into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
        halves.take(digits).map(digit).collect()
    }

    /// All of it.
    pub fn bytes(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

/// What makes a thing the same thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Its group.
    pub group: ClassGroup,
    /// The readable part of its IRI: a slug, which may be empty.
    pub slug: String,
    /// 32 hexadecimal digits; of a concept empty, since its slug is all of it.
    pub digest: String,
    /// Whether the key can arise in one document only.
    pub local: bool,
}

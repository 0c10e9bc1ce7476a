//! Features of an example.

/// The features of one example as hashes; what they are called is up to the layer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Features {
    hashes: Vec<u32>,
}

/// Start and factor of FNV-1a, 64 bits.
const START: u64 = 0xcbf2_9ce4_8422_2325;
const FACTOR: u64 = 0x0100_0000_01b3;

fn mixed(mut hash: u64, bytes: &[u8]) -> u64 {
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(FACTOR);
    }
    hash
}

impl Features {
    /// Forgets all features, and keeps the room.
    pub fn clear(&mut self) {
        self.hashes.clear();
    }

    /// Adds the feature that `name` has `value`.
    pub fn add(&mut self, name: &str, value: &str) {
        self.add_all(name, &[value]);
    }

    /// Adds the feature that `name` has these values together.
    pub fn add_all(&mut self, name: &str, values: &[&str]) {
        let mut hash = mixed(START, name.as_bytes());
        for value in values {
            hash = mixed(mixed(hash, &[0xff]), value.as_bytes());
        }
        // The high half of FNV-1a is mixed better than the low one.
        let folded = (hash >> 32) ^ (hash & 0xffff_ffff);
        self.hashes.push(u32::try_from(folded).unwrap_or_default());
    }

    /// Adds the feature where it holds.
    pub fn flag(&mut self, name: &str, holds: bool) {
        if holds {
            self.add_all(name, &[]);
        }
    }

    /// The hashes, in the order in which the features were added.
    pub(super) fn hashes(&self) -> &[u32] {
        &self.hashes
    }
}

//! Numbers of strings as the model was trained with them.
//!
//! A string that is one of the fixed symbols has the symbol's number, any other the 64-bit `MurmurHash2`
//! (variant A, seed 1, Austin Appleby, public domain) of its UTF-8 bytes. Suffixes and shapes such as `X` are
//! symbols too, so the table of symbols is part of the model.

use std::collections::HashMap;

/// Gives strings their numbers.
#[derive(Debug)]
pub(super) struct StringIds {
    symbols: HashMap<Box<str>, u64>,
}

impl StringIds {
    /// Keeps the table of symbols.
    pub(super) fn new(symbols: Vec<(Box<str>, u64)>) -> Self {
        Self { symbols: symbols.into_iter().collect() }
    }

    /// The number of a string; 0 for the empty one.
    pub(super) fn id(&self, text: &str) -> u64 {
        if text.is_empty() {
            return 0;
        }
        self.symbols.get(text).copied().unwrap_or_else(|| murmur64(text.as_bytes(), 1))
    }
}

/// `MurmurHash64A` of `bytes`.
fn murmur64(bytes: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    let (words, rest) = bytes.as_chunks::<8>();
    let mut hash = seed ^ (bytes.len() as u64).wrapping_mul(M);
    for word in words {
        let mut k = u64::from_le_bytes(*word).wrapping_mul(M);
        k = (k ^ (k >> R)).wrapping_mul(M);
        hash = (hash ^ k).wrapping_mul(M);
    }
    if !rest.is_empty() {
        for (place, byte) in rest.iter().enumerate() {
            hash ^= u64::from(*byte) << (8 * place);
        }
        hash = hash.wrapping_mul(M);
    }
    hash = (hash ^ (hash >> R)).wrapping_mul(M);
    hash ^ (hash >> R)
}

/// The four row numbers, before the remainder, of an embedding table for one feature value: the reduced
/// `MurmurHash3_x86_128` for a single 64-bit block that the library `thinc` (8.x, `numpy_ops`) uses.
pub(super) fn rows_of(value: u64, seed: u32) -> [u32; 4] {
    let seed = u64::from(seed);
    let mut h1 =
        value.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    h1 ^= seed ^ 8;
    let mut h2 = seed ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = mix(h1);
    h2 = mix(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [low(h1), low(h1 >> 32), low(h2), low(h2 >> 32)]
}

/// The finishing mix of `MurmurHash3`.
fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// The lower half of a word.
fn low(word: u64) -> u32 {
    u32::try_from(word & 0xffff_ffff).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected numbers: `spacy.strings.get_string_id`.
    #[test]
    fn strings_have_the_numbers_that_spacy_gives_them() {
        let ids = StringIds::new(vec![("X".into(), 101)]);
        for (text, number) in [
            ("", 0),
            ("X", 101),
            ("coffee", 3_197_928_453_018_144_401),
            ("12345678", 9_871_996_032_675_327_904),
            ("Tromsø harbour master", 14_125_822_375_845_237_979),
        ] {
            assert_eq!(ids.id(text), number, "{text}");
        }
    }

    /// Expected rows: `thinc.api.NumpyOps().hash`.
    #[test]
    fn rows_are_those_that_thinc_hashes_to() {
        assert_eq!(rows_of(0, 8), [0; 4]);
        assert_eq!(rows_of(1, 8), [1_161_550_108, 2_247_783_286, 1_742_325_162, 1_224_191_281]);
        let coffee = 3_197_928_453_018_144_401;
        assert_eq!(rows_of(coffee, 8), [2_399_055_680, 1_118_310_852, 3_598_583_520, 1_677_466_278]);
        assert_eq!(rows_of(101, 11), [1_763_378_230, 3_759_297_338, 627_086_936, 2_342_724_702]);
    }
}

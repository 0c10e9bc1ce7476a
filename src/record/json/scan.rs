//! Where the parts of JSON end, found eight bytes at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The high bit of every byte that is zero. Above the first such byte others may be set wrongly, so only the
/// lowest one counts.
const fn zero_bytes(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGH
}

/// The index from `from` of the first quote, backslash or control character, or the length of `bytes`.
pub(super) fn string_stop(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let mut at = 0;
    let (words, tail) = rest.as_chunks::<8>();
    for word in words {
        let word = u64::from_le_bytes(*word);
        let quotes = zero_bytes(word ^ (ONES * 0x22));
        let escapes = zero_bytes(word ^ (ONES * 0x5C));
        let controls = word.wrapping_sub(ONES * 0x20) & !word & HIGH;
        let stops = quotes | escapes | controls;
        if stops != 0 {
            return from + at + (stops.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let stop = tail.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20));
    from + at + stop.unwrap_or(tail.len())
}

/// The high bit of every byte that is zero, and no other.
const fn exactly_zero(word: u64) -> u64 {
    !((word & !HIGH).wrapping_add(!HIGH) | word | !HIGH)
}

/// Where the bytes of structure stand in a block: bit n for byte n.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) quotes: u64,
    pub(super) escapes: u64,
    pub(super) controls: u64,
    /// `[` and `{`.
    pub(super) opens: u64,
    /// `]` and `}`.
    pub(super) closes: u64,
}

impl Block {
    /// Looks at 64 bytes.
    pub(super) fn read(bytes: &[u8; 64]) -> Self {
        /// The high bits of eight bytes as the highest eight bits of a product, gathered by one multiplication.
        const GATHER: u64 = 0x0102_0408_1020_4080;
        let gathered = |found: u64, shift: usize| ((found >> 7).wrapping_mul(GATHER) >> 56) << shift;
        let mut block = Self::default();
        for (index, word) in bytes.as_chunks::<8>().0.iter().enumerate() {
            let text = u64::from_le_bytes(*word);
            let folded = text | (ONES * 0x20);
            let shift = index * 8;
            block.quotes |= gathered(exactly_zero(text ^ (ONES * 0x22)), shift);
            block.escapes |= gathered(exactly_zero(text ^ (ONES * 0x5C)), shift);
            block.controls |= gathered(exactly_zero(text & (ONES * 0xE0)), shift);
            block.opens |= gathered(exactly_zero(folded ^ (ONES * 0x7B)), shift);
            block.closes |= gathered(exactly_zero(folded ^ (ONES * 0x7D)), shift);
        }
        block
    }

    /// The bytes inside strings, opening quotes included, where no quote is escaped; `inside` is how the block begins.
    pub(super) fn strings(&self, inside: bool) -> u64 {
        let mut strings = self.quotes;
        for shift in [1, 2, 4, 8, 16, 32] {
            strings ^= strings << shift;
        }
        if inside { !strings } else { strings }
    }
}

/// The index from `from` of the first byte that is no white space of JSON, or the length of `bytes`.
pub(super) fn skip_space(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(at) {
        at += 1;
    }
    at
}

/// The first byte of the bracket or quote at or after `from`, with its index. Commas, colons, numbers and words pass.
pub(super) fn next_structure(bytes: &[u8], from: usize) -> Option<(usize, u8)> {
    let rest = bytes.get(from..)?;
    let mut at = 0;
    let (words, tail) = rest.as_chunks::<8>();
    for word in words {
        let text = u64::from_le_bytes(*word);
        // `[`, `{` and `]`, `}` differ by bit 0x20, so that one comparison serves two.
        let folded = text | (ONES * 0x20);
        let opens = zero_bytes(folded ^ (ONES * 0x7B));
        let closes = zero_bytes(folded ^ (ONES * 0x7D));
        let quotes = zero_bytes(text ^ (ONES * 0x22));
        let found = opens | closes | quotes;
        if found != 0 {
            at += (found.trailing_zeros() / 8) as usize;
            return rest.get(at).map(|byte| (from + at, *byte));
        }
        at += 8;
    }
    let more = tail.iter().position(|byte| matches!(byte, b'"' | b'{' | b'}' | b'[' | b']'))?;
    rest.get(at + more).map(|byte| (from + at + more, *byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_stops_at_a_quote_a_backslash_or_a_control_character() {
        for stop in ["\"", "\\", "\n", "\u{1f}", "\0"] {
            for before in 0..20 {
                let text = format!(
                    "{}{stop}é\"rest of the text",
                    "aé ~\u{7f}b".repeat(5).chars().take(before).collect::<String>()
                );
                let expected = text.find(stop).unwrap();
                assert_eq!(string_stop(text.as_bytes(), 0), expected, "{text:?}");
            }
        }
        assert_eq!(string_stop(b"no stop here at all", 3), 19);
        assert_eq!(string_stop(b"", 0), 0);
    }

    #[test]
    fn structure_is_found_at_every_distance_and_nothing_else_is() {
        for mark in [b'"', b'{', b'}', b'[', b']'] {
            for before in 0..20 {
                let mut text = b"1,:;truenull-0.5e9 \t\n|~_".repeat(2)[..before].to_vec();
                text.push(mark);
                text.extend_from_slice(b"}]\"{");
                assert_eq!(next_structure(&text, 0), Some((before, mark)));
            }
        }
        assert_eq!(next_structure(b"1, 2, true, \xc3\xa9", 0), None);
    }

    #[test]
    fn a_block_knows_every_byte() {
        for byte in 0..=255_u8 {
            for at in 0..64 {
                let mut bytes = [b'a'; 64];
                bytes[at] = byte;
                let bit = |holds: bool| u64::from(holds) << at;
                let expected = Block {
                    quotes: bit(byte == b'"'),
                    escapes: bit(byte == b'\\'),
                    controls: bit(byte < 0x20),
                    opens: bit(matches!(byte, b'[' | b'{')),
                    closes: bit(matches!(byte, b']' | b'}')),
                };
                assert_eq!(Block::read(&bytes), expected);
            }
        }
    }

    #[test]
    fn strings_reach_from_quote_to_quote() {
        let block = Block { quotes: 0b1001_0010, ..Block::default() };
        assert_eq!(block.strings(false), !0b1111_1111 | 0b1000_1110);
        assert_eq!(block.strings(true), 0b0111_0001);
    }
}

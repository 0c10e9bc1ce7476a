//! Copies a record without reading it: only its brackets and strings are followed.

use std::io::Read;

use super::MAX_DEPTH;
use super::scan::Block;
use super::scan::next_structure;
use super::scan::string_stop;
use super::skip::read_scalar;
use super::source::Source;
use crate::record::error::RecordError;

/// How a record came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Copied {
    /// It is in the buffer.
    Whole,
    /// It is passed, because it nests too deeply.
    TooDeep,
    /// It is passed, because it is too large.
    TooLarge,
}

/// Copies the value that comes next, inside `outer` arrays and objects, into `buffer`.
pub(super) fn copy_value<R: Read>(
    source: &mut Source<R>,
    outer: usize,
    buffer: &mut Vec<u8>,
    max_bytes: usize,
) -> Result<Copied, RecordError> {
    match source.peek()? {
        Some(b'{' | b'[' | b'"') => {}
        Some(b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
            read_scalar(source, buffer, max_bytes)?;
            return Ok(Copied::Whole);
        }
        _ => return Err(source.unexpected("a value")),
    }
    let mut follower = Follower { depth: outer, outer, deepest: outer, in_string: false, escape: false };
    let mut length = 0;
    while source.fill()? {
        let window = source.window();
        let (count, end) = follower.follow(window);
        length += count;
        if length <= max_bytes && follower.deepest <= MAX_DEPTH {
            buffer.extend_from_slice(window.get(..count).unwrap_or_default());
        }
        source.consume(count);
        match end {
            End::Later => {}
            End::Never => break,
            End::Here if follower.deepest > MAX_DEPTH => return Ok(Copied::TooDeep),
            End::Here if length > max_bytes => return Ok(Copied::TooLarge),
            End::Here => return Ok(Copied::Whole),
        }
    }
    let expected = if follower.in_string {
        "the rest of a string, or its closing `\"`"
    } else {
        "the rest of the record"
    };
    Err(source.unexpected(expected))
}

/// Whether a record ends in a window.
enum End {
    /// It goes on.
    Later,
    /// It ends after the bytes that were followed.
    Here,
    /// What comes next cannot stand there.
    Never,
}

/// The same for a block of 64 bytes.
enum InBlock {
    /// It goes on.
    Later,
    /// It ends after so many bytes.
    Here(usize),
    /// Escapes, or control characters in strings, are followed step by step.
    Stepwise,
}

struct Follower {
    depth: usize,
    outer: usize,
    deepest: usize,
    in_string: bool,
    escape: bool,
}

impl Follower {
    /// Follows the record through `window`: how many of its bytes belong to it.
    fn follow(&mut self, window: &[u8]) -> (usize, End) {
        let mut at = usize::from(self.escape);
        self.escape = false;
        let mut blocks_from = 0;
        loop {
            // The first bracket or quote decides how the record ends, so it is followed by itself.
            while at >= blocks_from && self.depth > self.outer {
                let Some(block) = window.get(at..).and_then(|rest| rest.first_chunk::<64>()) else { break };
                match self.follow_block(&Block::read(block)) {
                    InBlock::Later => at += 64,
                    InBlock::Here(count) => return (at + count, End::Here),
                    InBlock::Stepwise => blocks_from = at + 64,
                }
            }
            if self.in_string {
                at = string_stop(window, at);
                match window.get(at) {
                    None => return (window.len(), End::Later),
                    Some(b'\\') => {
                        self.escape = at + 1 == window.len();
                        at = (at + 2).min(window.len());
                        continue;
                    }
                    Some(b'"') => self.in_string = false,
                    Some(_) => return (at, End::Never),
                }
            } else {
                let Some((next, byte)) = next_structure(window, at) else {
                    return (window.len(), End::Later);
                };
                at = next;
                match byte {
                    b'"' => self.in_string = true,
                    b'{' | b'[' => {
                        self.depth += 1;
                        self.deepest = self.deepest.max(self.depth);
                    }
                    _ => self.depth -= 1,
                }
            }
            at += 1;
            if self.depth == self.outer && !self.in_string {
                return (at, End::Here);
            }
        }
    }

    /// Follows the record through a block.
    fn follow_block(&mut self, block: &Block) -> InBlock {
        let strings = block.strings(self.in_string);
        if block.escapes != 0 || block.controls & strings != 0 {
            return InBlock::Stepwise;
        }
        let mut brackets = (block.opens | block.closes) & !strings;
        while brackets != 0 {
            let bit = brackets & brackets.wrapping_neg();
            if block.opens & bit != 0 {
                self.depth += 1;
                self.deepest = self.deepest.max(self.depth);
            } else {
                self.depth -= 1;
                if self.depth == self.outer {
                    self.in_string = false;
                    return InBlock::Here(bit.trailing_zeros() as usize + 1);
                }
            }
            brackets ^= bit;
        }
        self.in_string ^= block.quotes.count_ones() % 2 == 1;
        InBlock::Later
    }
}

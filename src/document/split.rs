//! Cuts a stream into records without loading it whole.

use std::io;
use std::io::BufRead;

use sha2::Digest;
use sha2::Sha256;

/// The bytes of one record.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Chunk {
    /// The bytes; of an over-long record only the first ones.
    pub(super) raw: Vec<u8>,
    /// Where it begins in the stream, in bytes from 0.
    pub(super) offset: u64,
    /// The line that it begins in, from 1.
    pub(super) line: u64,
    /// Its length in bytes.
    pub(super) length: u64,
    /// SHA-256 of all its bytes, where `raw` does not hold them all.
    pub(super) digest: Option<Vec<u8>>,
}

impl Chunk {
    /// The same place without the bytes.
    pub(super) fn clone_place(&self) -> Self {
        Self { offset: self.offset, line: self.line, length: self.length, ..Self::default() }
    }
}

/// A stream of which the place is known.
pub(super) struct Splitter<R> {
    reader: R,
    offset: u64,
    line: u64,
    limit: usize,
}

/// Gathers a record up to the limit, and the digest of the rest.
struct Gather {
    chunk: Chunk,
    limit: usize,
    hasher: Option<Sha256>,
}

impl Gather {
    fn add(&mut self, bytes: &[u8]) {
        self.chunk.length += bytes.len() as u64;
        if let Some(hasher) = &mut self.hasher {
            hasher.update(bytes);
        } else if self.chunk.raw.len() + bytes.len() <= self.limit {
            self.chunk.raw.extend_from_slice(bytes);
        } else {
            let mut hasher = Sha256::new();
            hasher.update(&self.chunk.raw);
            hasher.update(bytes);
            let room = self.limit.saturating_sub(self.chunk.raw.len());
            self.chunk.raw.extend(bytes.iter().take(room));
            self.hasher = Some(hasher);
        }
    }

    fn finish(mut self) -> Chunk {
        self.chunk.digest = self.hasher.map(|hasher| hasher.finalize().to_vec());
        self.chunk
    }
}

impl<R: BufRead> Splitter<R> {
    /// Cuts `reader`; a record keeps at most `limit` bytes.
    pub(super) fn new(reader: R, limit: usize) -> Self {
        Self { reader, offset: 0, line: 1, limit }
    }

    /// The next byte, not consumed.
    pub(super) fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(fill(&mut self.reader)?.first().copied())
    }

    /// Consumes `count` bytes that were peeked at.
    pub(super) fn consume(&mut self, count: usize) {
        let available = self.reader.fill_buf().unwrap_or_default();
        let count = count.min(available.len());
        let lines = available.iter().take(count).filter(|byte| **byte == b'\n').count();
        self.line += lines as u64;
        self.offset += count as u64;
        self.reader.consume(count);
    }

    /// Passes over a byte order mark.
    pub(super) fn skip_bom(&mut self) -> io::Result<()> {
        if fill(&mut self.reader)?.starts_with(b"\xef\xbb\xbf") {
            self.consume(3);
        }
        Ok(())
    }

    /// Passes over white space.
    pub(super) fn skip_blanks(&mut self) -> io::Result<()> {
        loop {
            let available = fill(&mut self.reader)?;
            let blanks = available.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if blanks == 0 {
                return Ok(());
            }
            self.consume(blanks);
        }
    }

    fn gather(&self) -> Gather {
        Gather {
            chunk: Chunk { offset: self.offset, line: self.line, ..Chunk::default() },
            limit: self.limit,
            hasher: None,
        }
    }

    /// The next line that is not blank, without its line break.
    pub(super) fn next_line(&mut self) -> io::Result<Option<Chunk>> {
        loop {
            if fill(&mut self.reader)?.is_empty() {
                return Ok(None);
            }
            let mut gather = self.gather();
            loop {
                let available = fill(&mut self.reader)?;
                let end = available.iter().position(|byte| *byte == b'\n');
                let part = available.get(..end.unwrap_or(available.len())).unwrap_or_default();
                gather.add(part);
                let done = end.is_some() || available.is_empty();
                let consumed = part.len() + usize::from(end.is_some());
                self.consume(consumed);
                if done {
                    break;
                }
            }
            let chunk = gather.finish();
            if chunk.digest.is_some() || !chunk.raw.trim_ascii().is_empty() {
                return Ok(Some(chunk));
            }
        }
    }

    /// The next JSON value by its brackets and strings; what is inside is not checked. `None` at the end.
    pub(super) fn next_value(&mut self) -> io::Result<Option<Chunk>> {
        self.skip_blanks()?;
        if fill(&mut self.reader)?.is_empty() {
            return Ok(None);
        }
        let mut gather = self.gather();
        let mut state = ValueState::default();
        loop {
            let available = fill(&mut self.reader)?;
            if available.is_empty() {
                break;
            }
            let (taken, done) = state.take(available);
            gather.add(available.get(..taken).unwrap_or_default());
            self.consume(taken);
            if done {
                break;
            }
        }
        Ok(Some(gather.finish()))
    }

    /// All the rest.
    pub(super) fn rest(&mut self) -> io::Result<Chunk> {
        let mut gather = self.gather();
        loop {
            let available = fill(&mut self.reader)?;
            let count = available.len();
            if count == 0 {
                return Ok(gather.finish());
            }
            gather.add(available);
            self.consume(count);
        }
    }
}

/// `fill_buf` that goes on after a signal.
fn fill<R: BufRead>(reader: &mut R) -> io::Result<&[u8]> {
    loop {
        match reader.fill_buf() {
            Ok(_) => break,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    reader.fill_buf()
}

/// How far a JSON value has been read.
#[derive(Debug, Default)]
struct ValueState {
    depth: u64,
    in_string: bool,
    escaped: bool,
    begun: bool,
}

impl ValueState {
    /// How many of `bytes` belong to the value, and whether it ends there.
    fn take(&mut self, bytes: &[u8]) -> (usize, bool) {
        for (at, byte) in bytes.iter().enumerate() {
            if self.in_string {
                match byte {
                    _ if self.escaped => self.escaped = false,
                    b'\\' => self.escaped = true,
                    b'"' => {
                        self.in_string = false;
                        if self.depth == 0 {
                            return (at + 1, true);
                        }
                    }
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth > 1 => self.depth -= 1,
                b'}' | b']' if self.depth == 1 => return (at + 1, true),
                b'}' | b']' | b',' if self.depth == 0 => return (at + usize::from(!self.begun), true),
                byte if self.depth == 0 && self.begun && byte.is_ascii_whitespace() => return (at, true),
                _ => {}
            }
            self.begun = true;
        }
        (bytes.len(), false)
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    /// A reader of three bytes at a time, so that every boundary is met.
    fn splitter(text: &[u8], limit: usize) -> Splitter<BufReader<&[u8]>> {
        Splitter::new(BufReader::with_capacity(3, text), limit)
    }

    #[test]
    fn lines_come_with_their_place_and_blank_ones_are_passed_over() {
        let mut splitter = splitter(b"one\r\n\n  \ntwo three\nend", 100);
        let mut found = Vec::new();
        while let Some(chunk) = splitter.next_line().unwrap() {
            found.push((String::from_utf8(chunk.raw).unwrap(), chunk.offset, chunk.line));
        }
        let expected = [("one\r", 0, 1), ("two three", 9, 4), ("end", 19, 5)];
        assert_eq!(found, expected.map(|(text, offset, line)| (text.to_owned(), offset, line)));
    }

    #[test]
    fn an_over_long_line_keeps_its_beginning_its_length_and_its_digest() {
        let mut splitter = splitter(b"0123456789\nnext\n", 6);
        let chunk = splitter.next_line().unwrap().unwrap();
        assert_eq!((chunk.raw.as_slice(), chunk.length), (b"012345".as_slice(), 10));
        assert_eq!(chunk.digest, Some(Sha256::digest(b"0123456789").to_vec()));
        assert_eq!(splitter.next_line().unwrap().unwrap().raw, b"next");
    }

    #[test]
    fn values_end_where_their_brackets_do() {
        let mut splitter = splitter(br#" {"a]": "x\"}"} [1,[2]] "s,t" 12, true"#, 100);
        let mut found = Vec::new();
        while let Some(chunk) = splitter.next_value().unwrap() {
            found.push(String::from_utf8(chunk.raw).unwrap());
        }
        assert_eq!(found, [r#"{"a]": "x\"}"}"#, "[1,[2]]", r#""s,t""#, "12", ",", "true"]);
    }
}

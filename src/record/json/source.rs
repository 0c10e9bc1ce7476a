//! A window on a stream of bytes that knows its place.

use std::io::ErrorKind;
use std::io::Read;

use super::scan::skip_space;
use crate::record::error::Place;
use crate::record::error::RecordError;
use crate::record::error::name_found;

/// Bytes that are asked of the reader at a time.
const WINDOW_BYTES: usize = 256 << 10;

/// A window on a stream of bytes.
#[derive(Debug)]
pub(super) struct Source<R> {
    reader: R,
    buffer: Box<[u8]>,
    /// The window is `buffer[at..end]`.
    at: usize,
    end: usize,
    /// The place of `buffer[counted]`.
    place: Place,
    counted: usize,
    /// The place of the mark, or where in `buffer` it stands: counting lines for every mark would cost more than all else.
    mark: Mark,
}

#[derive(Debug, Clone, Copy)]
enum Mark {
    Here(usize),
    Passed(Place),
}

impl<R: Read> Source<R> {
    pub(super) fn new(reader: R) -> Self {
        let buffer = vec![0; WINDOW_BYTES].into_boxed_slice();
        Self { reader, buffer, at: 0, end: 0, place: Place::START, counted: 0, mark: Mark::Here(0) }
    }

    /// The bytes that are there and not yet consumed.
    pub(super) fn window(&self) -> &[u8] {
        self.buffer.get(self.at..self.end).unwrap_or_default()
    }

    /// Goes past `count` bytes of the window.
    pub(super) fn consume(&mut self, count: usize) {
        self.at = (self.at + count).min(self.end);
    }

    /// Reads on if the window is empty; false at the end of the stream.
    pub(super) fn fill(&mut self) -> Result<bool, RecordError> {
        if self.at < self.end {
            return Ok(true);
        }
        self.mark = Mark::Passed(self.marked_place());
        self.settle();
        (self.at, self.counted, self.end) = (0, 0, 0);
        loop {
            match self.reader.read(&mut self.buffer) {
                Ok(count) => {
                    self.end = count.min(self.buffer.len());
                    return Ok(count > 0);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(RecordError::from(error)),
            }
        }
    }

    /// The next byte, which stays.
    pub(super) fn peek(&mut self) -> Result<Option<u8>, RecordError> {
        if self.at < self.end || self.fill()? { Ok(self.buffer.get(self.at).copied()) } else { Ok(None) }
    }

    /// The next byte after white space, which stays.
    pub(super) fn peek_token(&mut self) -> Result<Option<u8>, RecordError> {
        while self.fill()? {
            let window = self.window();
            let space = skip_space(window, 0);
            let found = window.get(space).copied();
            self.consume(space);
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// Counts lines and columns up to the next byte.
    fn settle(&mut self) {
        if let Mark::Here(at) = self.mark
            && at < self.at
        {
            self.mark = Mark::Passed(self.marked_place());
        }
        let passed = self.buffer.get(self.counted..self.at).unwrap_or_default();
        self.place = self.place.after(passed);
        self.counted = self.at;
    }

    /// Marks the next byte.
    pub(super) fn mark(&mut self) {
        self.mark = Mark::Here(self.at);
    }

    /// The place of the byte that was marked last.
    pub(super) fn marked_place(&self) -> Place {
        match self.mark {
            Mark::Passed(place) => place,
            Mark::Here(at) => self.place.after(self.buffer.get(self.counted..at).unwrap_or_default()),
        }
    }

    /// The place of the next byte.
    pub(super) fn place(&mut self) -> Place {
        self.settle();
        self.place
    }

    /// Bytes before the next one.
    pub(super) fn offset(&self) -> u64 {
        self.place.offset + (self.at - self.counted) as u64
    }

    /// The error that something else than `expected` comes next.
    pub(super) fn unexpected(&mut self, expected: &'static str) -> RecordError {
        if let Err(error) = self.fill() {
            return error;
        }
        let found = name_found(self.window(), 0);
        RecordError::Json { place: self.place(), found, expected }
    }
}

#[cfg(test)]
pub(in crate::record) mod tests {
    use std::io;

    use super::*;

    /// A reader that gives one byte at a time.
    #[derive(Debug)]
    pub(in crate::record) struct Drip<'a>(pub(in crate::record) &'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match (self.0.split_first(), buffer.first_mut()) {
                (Some((byte, rest)), Some(slot)) => {
                    *slot = *byte;
                    self.0 = rest;
                    Ok(1)
                }
                _ => Ok(0),
            }
        }
    }

    #[test]
    fn tokens_are_found_across_windows_and_have_places() {
        let mut source = Source::new(Drip(" \n é".as_bytes()));
        assert_eq!(source.peek_token().unwrap(), Some(0xC3));
        assert_eq!(source.place(), Place { line: 2, column: 2, offset: 3 });
        source.consume(1);
        assert_eq!(source.peek().unwrap(), Some(0xA9));
        source.consume(1);
        assert_eq!(source.peek_token().unwrap(), None);
        assert_eq!(source.offset(), 5);
    }
}

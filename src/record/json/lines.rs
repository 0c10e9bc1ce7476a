//! JSON Lines: one JSON text a line.

use std::io::Read;

use super::MAX_RECORD_BYTES;
use super::scan::skip_space;
use super::source::Source;
use crate::record::error::Place;
use crate::record::error::RecordError;

/// The lines of a stream that are not blank.
#[derive(Debug)]
pub(crate) struct JsonLines<R> {
    source: Source<R>,
    max_bytes: usize,
    line: u64,
    place: Place,
    failed: bool,
}

impl<R: Read> JsonLines<R> {
    /// Reads lines that end with a line feed, the last one also without.
    pub(crate) fn new(reader: R) -> Self {
        Self {
            source: Source::new(reader),
            max_bytes: MAX_RECORD_BYTES,
            line: 0,
            place: Place::START,
            failed: false,
        }
    }

    /// Reads lines of at most `max_bytes`, instead of 64 MiB.
    #[cfg(test)]
    pub(crate) fn with_max_bytes(mut self, max_bytes: usize) -> Self {
        self.max_bytes = max_bytes;
        self
    }

    /// Puts the next line that is not blank into `buffer`, instead of what is in there; false after the last one.
    ///
    /// After `too-large` the next call goes on with the next line; after any other error there is none.
    pub(crate) fn next_into(&mut self, buffer: &mut Vec<u8>) -> Result<bool, RecordError> {
        while !self.failed && self.line_into(buffer)? {
            if skip_space(buffer, 0) < buffer.len() {
                return Ok(true);
            }
        }
        buffer.clear();
        Ok(false)
    }

    /// Whether there may be lines behind the last one, though that was an error.
    pub(crate) fn goes_on(&self) -> bool {
        !self.failed
    }

    /// Where the last line that was given begins.
    #[cfg(test)]
    pub(crate) fn place(&self) -> Place {
        self.place
    }

    /// Puts the next line into `buffer`; false at the end.
    fn line_into(&mut self, buffer: &mut Vec<u8>) -> Result<bool, RecordError> {
        buffer.clear();
        let start = self.source.offset();
        let (mut length, mut ended) = (0_usize, false);
        while !ended && self.source.fill().inspect_err(|_| self.failed = true)? {
            let window = self.source.window();
            let end = memchr::memchr(b'\n', window);
            ended = end.is_some();
            let part = window.get(..end.unwrap_or(window.len())).unwrap_or_default();
            length += part.len();
            if length <= self.max_bytes {
                buffer.extend_from_slice(part);
            }
            let passed = part.len() + usize::from(ended);
            self.source.consume(passed);
        }
        if length == 0 && !ended {
            return Ok(false);
        }
        self.line += 1;
        self.place = Place { line: self.line, column: 1, offset: start };
        if length > self.max_bytes {
            return Err(RecordError::TooLarge {
                place: self.place,
                what: "a line in bytes",
                limit: self.max_bytes as u64,
            });
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::json::source::tests::Drip;

    fn lines(text: &str, max_bytes: usize) -> Vec<String> {
        let mut lines = JsonLines::new(Drip(text.as_bytes())).with_max_bytes(max_bytes);
        let mut buffer = Vec::new();
        let mut found = Vec::new();
        loop {
            match lines.next_into(&mut buffer) {
                Ok(true) => {
                    let place = lines.place();
                    found.push(format!(
                        "{}@{} {}",
                        place.line,
                        place.offset,
                        String::from_utf8_lossy(&buffer).trim_end()
                    ));
                }
                Ok(false) => return found,
                Err(error) => found.push(error.to_string()),
            }
        }
    }

    #[test]
    fn lines_that_are_not_blank_come_with_their_number() {
        assert_eq!(lines("{}\r\n\n \t\n[1]\n2", 99), ["1@0 {}", "4@8 [1]", "5@12 2"]);
        assert_eq!(lines("", 99), [""; 0]);
        assert_eq!(lines("\n\n", 99), [""; 0]);
    }

    #[test]
    fn a_line_that_is_too_long_costs_no_other() {
        let expected =
            ["1@0 1", "line 2, column 1 (byte 2): a line in bytes is larger than the limit of 3", "3@7 2"];
        assert_eq!(lines("1\n1234\n2", 3), expected);
    }
}

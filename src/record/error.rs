//! Why records cannot be read, and where.

use std::fmt;
use std::io;

use thiserror::Error;

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Line from 1; a line ends with a line feed.
    pub(crate) line: u64,
    /// Column from 1, in code points.
    pub(crate) column: u64,
    /// Bytes before the place.
    pub(crate) offset: u64,
}

impl Place {
    /// The place before the first byte.
    pub(crate) const START: Self = Self { line: 1, column: 1, offset: 0 };

    /// The place after `text`, which begins here.
    pub(crate) fn after(self, text: &[u8]) -> Self {
        let offset = self.offset + text.len() as u64;
        match memchr::memrchr(b'\n', text) {
            None => Self { column: self.column + code_points(text), offset, ..self },
            Some(last) => {
                let lines = memchr::memchr_iter(b'\n', text).count() as u64;
                let tail = text.get(last + 1..).unwrap_or_default();
                Self { line: self.line + lines, column: 1 + code_points(tail), offset }
            }
        }
    }

    /// The place of byte `at` in `text`.
    pub(crate) fn in_text(text: &[u8], at: usize) -> Self {
        Self::START.after(text.get(..at).unwrap_or(text))
    }

    /// This place, counted in a part of a text that begins at `start`, as a place in the whole text.
    pub(crate) fn moved(self, start: Self) -> Self {
        Self {
            line: start.line + self.line - 1,
            column: if self.line == 1 { start.column + self.column - 1 } else { self.column },
            offset: start.offset + self.offset,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}, column {} (byte {})", self.line, self.column, self.offset)
    }
}

/// Code points of a text in UTF-8: all bytes but continuations.
fn code_points(text: &[u8]) -> u64 {
    text.iter().filter(|byte| (**byte & 0xC0) != 0x80).count() as u64
}

/// Why records cannot be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub(crate) enum RecordError {
    /// The file or stream cannot be read.
    #[error("the records cannot be read")]
    Io {
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The compressed bytes are damaged or of another kind.
    #[error("this is no {kind} that can be read")]
    Archive {
        /// The kind of file that was expected.
        kind: &'static str,
        /// What the unpacker says.
        #[source]
        source: io::Error,
    },
    /// Something unpacks to far more than it should.
    #[error("the compressed file holds {what} than the limit of {limit}")]
    Bomb {
        /// What there is too much of, with its comparative.
        what: &'static str,
        /// How much is allowed.
        limit: u64,
    },
    /// An archive does not hold exactly one file that can be read.
    #[error("an archive must hold exactly one file, found {found}")]
    Entry {
        /// What it holds.
        found: String,
    },
    /// No encoding has this label.
    #[error("no encoding is called `{label}` (expected a label such as `utf-8` or `iso-8859-1`)")]
    Encoding {
        /// The label as given.
        label: String,
    },
    /// Bytes or escapes that are no text.
    #[error("{place}: found {found}, expected {expected}")]
    Text {
        /// Where.
        place: Place,
        /// What stands there.
        found: String,
        /// What should.
        expected: &'static str,
    },
    /// The text is not JSON.
    #[error("{place}: this is not JSON: found {found}, expected {expected}")]
    Json {
        /// Where.
        place: Place,
        /// What stands there.
        found: String,
        /// What should.
        expected: &'static str,
    },
    /// The text is not well-formed XML.
    #[error("{place}: this is not XML: {reason}")]
    Xml {
        /// Where.
        place: Place,
        /// What was found and what expected.
        reason: String,
    },
    /// The document declares its type, which could name files or grow without bound.
    #[error("{place}: found `<!DOCTYPE`, which is never read (expected a document without it)")]
    Doctype {
        /// Where it begins.
        place: Place,
    },
    /// Something is larger than is read.
    #[error("{place}: {what} is larger than the limit of {limit}")]
    TooLarge {
        /// Where it begins.
        place: Place,
        /// What is too large.
        what: &'static str,
        /// The limit, in the unit that fits `what`.
        limit: u64,
    },
    /// Brackets or elements are nested too deeply.
    #[error("{place}: the nesting is deeper than the limit of {limit} levels")]
    TooDeep {
        /// Where the first level too many begins, or the record with it.
        place: Place,
        /// The limit.
        limit: usize,
    },
    /// A path takes too many steps on this document.
    #[error("the path `{path}` takes more than {limit} steps on this document")]
    TooCostly {
        /// The path.
        path: String,
        /// The limit.
        limit: u64,
    },
    /// A path is to begin at a text, number or Boolean, which has no inside.
    #[error("the path `{path}` begins at a computed value, expected a node")]
    NoNode {
        /// The path.
        path: String,
    },
}

impl RecordError {
    /// A stable word for the kind of error, as it stands in lists of rejects.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "io",
            Self::Archive { .. } => "bad-archive",
            Self::Bomb { .. } => "bomb",
            Self::Entry { .. } => "bad-entry",
            Self::Encoding { .. } => "bad-encoding",
            Self::Text { .. } => "bad-text",
            Self::Json { .. } => "bad-json",
            Self::Xml { .. } => "bad-xml",
            Self::Doctype { .. } => "doctype-refused",
            Self::TooLarge { .. } => "too-large",
            Self::TooDeep { .. } => "too-deep",
            Self::TooCostly { .. } => "too-costly",
            Self::NoNode { .. } => "bad-path",
        }
    }

    /// What to do about it, where there is something to do.
    pub(crate) fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Bomb { .. } => Some("unpack the file with a tool you trust and map the result"),
            Self::Entry { .. } => Some("pack the one file alone, or unpack the archive and name the file"),
            Self::Text { .. } => Some("state the file's encoding (`rml:encoding`) or convert it to UTF-8"),
            Self::Doctype { .. } => Some("remove the declaration and write its entities as characters"),
            Self::TooLarge { .. } => Some("let the iterator select smaller records"),
            Self::TooCostly { .. } => Some("write the names of the elements instead of `//` and `*`"),
            _ => None,
        }
    }

    /// Where it is, if it is at one place.
    #[cfg(test)]
    pub(crate) fn place(&self) -> Option<Place> {
        match self {
            Self::Text { place, .. }
            | Self::Json { place, .. }
            | Self::Xml { place, .. }
            | Self::Doctype { place }
            | Self::TooLarge { place, .. }
            | Self::TooDeep { place, .. } => Some(*place),
            _ => None,
        }
    }

    /// The same error of a record that begins at `start`, with its place in the whole text.
    #[must_use]
    pub(crate) fn moved(mut self, start: Place) -> Self {
        match &mut self {
            Self::Text { place, .. }
            | Self::Json { place, .. }
            | Self::Xml { place, .. }
            | Self::Doctype { place }
            | Self::TooLarge { place, .. }
            | Self::TooDeep { place, .. } => *place = place.moved(start),
            _ => {}
        }
        self
    }
}

/// Errors of a decoding reader travel inside an [`io::Error`] and come out of it as they were.
impl From<io::Error> for RecordError {
    fn from(error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(own) => own,
            Err(source) => Self::Io { source },
        }
    }
}

/// Why a path cannot be compiled.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the {language} `{path}` is wrong at character {}: found {found}, expected {expected}", .offset + 1)]
pub(crate) struct PathError {
    /// The language of the path: `JSONPath` or `XPath`.
    pub(crate) language: &'static str,
    /// The path.
    pub(crate) path: String,
    /// Code points before the place of the error.
    pub(crate) offset: usize,
    /// What stands there.
    pub(crate) found: String,
    /// What should.
    pub(crate) expected: String,
    /// What to write instead, where that can be guessed.
    pub(crate) hint: Option<String>,
}

/// How a message names what stands at byte `at` of `text`.
pub(crate) fn name_found(text: &[u8], at: usize) -> String {
    let rest = text.get(at..).unwrap_or_default();
    let head = rest.get(..4).unwrap_or(rest);
    let character = head.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
    match (character, head.first()) {
        (Some(character), _) if character.is_control() => {
            format!("the control character U+{:04X}", u32::from(character))
        }
        (Some(character), _) => format!("`{character}`"),
        (None, Some(byte)) => format!("the byte {byte:#04x}"),
        (None, None) => "the end of the text".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_code_points_from_one() {
        let text = "a\nné x".as_bytes();
        assert_eq!(Place::in_text(text, 0), Place::START);
        assert_eq!(Place::in_text(text, 6), Place { line: 2, column: 4, offset: 6 });
        assert_eq!(
            Place::START.after(b"a\nn").after("é ".as_bytes()),
            Place { line: 2, column: 4, offset: 6 }
        );
    }

    #[test]
    fn a_place_in_a_record_becomes_a_place_in_the_file() {
        let start = Place { line: 3, column: 5, offset: 40 };
        let same_line = Place { line: 1, column: 2, offset: 1 };
        assert_eq!(same_line.moved(start), Place { line: 3, column: 6, offset: 41 });
        let next_line = Place { line: 2, column: 2, offset: 9 };
        assert_eq!(next_line.moved(start), Place { line: 4, column: 2, offset: 49 });
    }

    #[test]
    fn an_error_of_ours_comes_out_of_an_io_error_as_it_was() {
        let wrapped = io::Error::other(RecordError::Bomb { what: "more bytes", limit: 7 });
        let error = RecordError::from(wrapped);
        assert_eq!(error.code(), "bomb");
        assert_eq!(error.to_string(), "the compressed file holds more bytes than the limit of 7");
        assert_eq!(RecordError::from(io::Error::other("disk")).code(), "io");
    }

    #[test]
    fn what_was_found_is_named() {
        assert_eq!(name_found(b"abc", 1), "`b`");
        assert_eq!(name_found("é".as_bytes(), 0), "`é`");
        assert_eq!(name_found("é".as_bytes(), 1), "the byte 0xa9");
        assert_eq!(name_found(b"\x00", 0), "the control character U+0000");
        assert_eq!(name_found(b"", 0), "the end of the text");
    }
}

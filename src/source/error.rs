//! What cannot be read, and why.

use std::io;

use thiserror::Error;

/// Why an input gives no bytes.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The operating system refuses.
    #[error("cannot read the file")]
    Unreadable(#[source] io::Error),
    /// A kind of file that is not supported.
    #[error("{found} cannot be read here; expected text, Markdown, HTML, JSON or JSON Lines")]
    Unsupported {
        /// What the file is.
        found: &'static str,
        /// What to do.
        hint: &'static str,
    },
    /// It unpacks to far more than it should.
    #[error("unpacks to more than {limit}")]
    Bomb {
        /// The limit in words.
        limit: &'static str,
    },
    /// The compressed data is broken.
    #[error("the gzip data is broken")]
    BadGzip(#[source] io::Error),
}

impl SourceError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::Unsupported { .. } => "unsupported-format",
            Self::Bomb { .. } => "bomb",
            Self::BadGzip(_) => "bad-gzip",
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Unreadable(_) => Some("check that the file is there and that you may read it"),
            Self::Unsupported { hint, .. } => Some(hint),
            Self::Bomb { .. } => Some("unpack it yourself if you trust it"),
            Self::BadGzip(_) => Some("fetch the file again; `gzip -t` tells whether it is whole"),
        }
    }

    /// Tells an error that a [`Blob`](super::Blob)'s reader gave while it was read.
    pub fn from_read(error: io::Error) -> Self {
        let limit =
            error.get_ref().and_then(|inner| inner.downcast_ref::<BombFound>()).map(|found| found.limit);
        match limit {
            Some(limit) => Self::Bomb { limit },
            None if is_gzip_error(&error) => Self::BadGzip(error),
            None => Self::Unreadable(error),
        }
    }
}

/// What flate2 reports for data that is not gzip, is cut, or has a wrong checksum. A read from disk gives
/// kinds of its own with an error number of the system.
fn is_gzip_error(error: &io::Error) -> bool {
    error.raw_os_error().is_none()
        && matches!(
            error.kind(),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
        )
}

/// An input that gives no bytes, with its first bytes where it has some.
#[derive(Debug)]
pub struct Refusal {
    /// The input's name as the user gave it.
    pub name: String,
    /// Why.
    pub error: SourceError,
    /// Its first bytes, at most 64 KiB.
    pub head: Vec<u8>,
}

/// The payload of the error that the unpacking reader gives at its limit.
#[derive(Debug, Error)]
#[error("unpacks to more than {limit}")]
pub(super) struct BombFound {
    pub(super) limit: &'static str,
}

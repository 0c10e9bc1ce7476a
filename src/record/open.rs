//! Opens files: unpacks, decodes, and gives text in UTF-8.

use std::fs::File;
use std::io;
use std::io::BufReader;
use std::io::Cursor;
use std::io::ErrorKind;
use std::io::Read;
use std::path::Path;

use super::archive::unpack_gzip;
use super::archive::unpack_tar_gzip;
use super::archive::unpack_tar_xz;
use super::encoding::TextEncoding;
use super::encoding::decoded;
use super::error::RecordError;
use super::zip::unpack_zip;

/// How the bytes are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Compression {
    /// Not at all.
    #[default]
    None,
    /// gzip ([RFC 1952](https://www.rfc-editor.org/rfc/rfc1952)), of one or several members.
    Gzip,
    /// A ZIP archive of one file, stored or deflated.
    Zip,
    /// A tar archive of one file, in gzip.
    TarGzip,
    /// A tar archive of one file, in xz.
    TarXz,
}

/// How much a compressed file may hold. What is not compressed has no limit here, since it is never held whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "each is the most of something")]
pub(crate) struct Limits {
    /// Bytes when unpacked.
    pub(crate) max_bytes: u64,
    /// Unpacked bytes for each packed one, counted from the second mebibyte on.
    pub(crate) max_ratio: u64,
    /// Entries of an archive, folders included.
    pub(crate) max_entries: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_bytes: 512 << 20, max_ratio: 200, max_entries: 10_000 }
    }
}

/// A stream of bytes from anywhere.
pub(crate) type Bytes = Box<dyn Read + Send>;

/// Opens the regular file at `path` and gives its text in UTF-8, without a byte order mark.
///
/// Errors of the bytes come out of the reader as an [`io::Error`] that holds a [`RecordError`].
pub(crate) fn open(
    path: &Path,
    compression: Compression,
    encoding: TextEncoding,
    limits: &Limits,
) -> Result<Bytes, RecordError> {
    let file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "this is no regular file").into());
    }
    match compression {
        // ZIP keeps its table at the end, which a file can go to.
        Compression::Zip => decoded(unpack_zip(BufReader::new(file), limits)?, encoding),
        _ => decode(Box::new(file), compression, encoding, limits),
    }
}

/// The text of a stream in UTF-8, without a byte order mark; a ZIP archive is read into memory first.
///
/// Errors of the bytes come out of the reader as an [`io::Error`] that holds a [`RecordError`].
pub(crate) fn decode(
    mut reader: Bytes,
    compression: Compression,
    encoding: TextEncoding,
    limits: &Limits,
) -> Result<Bytes, RecordError> {
    let unpacked = match compression {
        Compression::None => reader,
        Compression::Gzip => unpack_gzip(reader, limits),
        Compression::TarGzip => unpack_tar_gzip(reader, limits),
        Compression::TarXz => unpack_tar_xz(reader, limits),
        Compression::Zip => {
            let mut archive = Vec::new();
            reader.by_ref().take(limits.max_bytes.saturating_add(1)).read_to_end(&mut archive)?;
            if archive.len() as u64 > limits.max_bytes {
                return Err(RecordError::Bomb { what: "more bytes", limit: limits.max_bytes });
            }
            unpack_zip(Cursor::new(archive), limits)?
        }
    };
    decoded(unpacked, encoding)
}

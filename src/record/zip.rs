//! ZIP archives of one file.

use std::io;
use std::io::ErrorKind;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::CompressionMethod;
use zip::ZipArchive;

use super::archive::NAMES_LISTED;
use super::archive::Unpacked;
use super::archive::label;
use super::archive::not_one;
use super::error::RecordError;
use super::open::Bytes;
use super::open::Limits;

const KIND: &str = "ZIP archive";

/// Where the one file of an archive lies.
struct Entry {
    start: u64,
    packed: u64,
    size: u64,
    checksum: u32,
    deflated: bool,
}

/// The content of the one file of a ZIP archive.
pub(super) fn unpack_zip<R: Read + Seek + Send + 'static>(
    mut reader: R,
    limits: &Limits,
) -> Result<Bytes, RecordError> {
    let entry = find_entry(&mut reader, limits)?;
    if entry.size > limits.max_bytes {
        return Err(RecordError::Bomb { what: "more bytes", limit: limits.max_bytes });
    }
    reader.seek(SeekFrom::Start(entry.start))?;
    let packed = Arc::new(AtomicU64::new(entry.packed));
    let raw = reader.take(entry.packed);
    let content: Bytes = if entry.deflated { Box::new(DeflateDecoder::new(raw)) } else { Box::new(raw) };
    let unpacked = Unpacked::new(content, KIND, packed, limits);
    Ok(Box::new(Verified { inner: unpacked, crc: Crc::new(), entry }))
}

fn damaged(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> RecordError {
    RecordError::Archive { kind: KIND, source: io::Error::new(ErrorKind::InvalidData, source) }
}

/// Reads the table of the archive, which must name exactly one file.
fn find_entry(reader: &mut (impl Read + Seek), limits: &Limits) -> Result<Entry, RecordError> {
    let mut archive = ZipArchive::new(reader).map_err(damaged)?;
    if archive.len() > limits.max_entries {
        return Err(RecordError::Bomb { what: "more entries", limit: limits.max_entries as u64 });
    }
    let (mut names, mut files) = (Vec::new(), Vec::new());
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).map_err(damaged)?;
        if !file.is_dir() {
            files.push(index);
            if names.len() < NAMES_LISTED {
                names.push(label(file.name_raw()));
            }
        }
    }
    let [index] = files.as_slice() else { return Err(not_one(&names, files.len())) };
    if archive.has_duplicate_names() {
        return Err(not_one(&names, files.len() + 1));
    }
    let file = archive.by_index_raw(*index).map_err(damaged)?;
    let refused = |what: &str| RecordError::Entry {
        found: format!("{what} `{}`, which is not read", label(file.name_raw())),
    };
    if file.encrypted() {
        return Err(refused("the encrypted file"));
    }
    if file.is_symlink() {
        return Err(refused("the link"));
    }
    let deflated = match file.compression() {
        CompressionMethod::Stored => false,
        CompressionMethod::Deflated => true,
        _ => return Err(refused("a file that is neither stored nor deflated,")),
    };
    let start = file.data_start().ok_or_else(|| damaged("the file has no beginning"))?;
    Ok(Entry { start, packed: file.compressed_size(), size: file.size(), checksum: file.crc32(), deflated })
}

/// Checks size and checksum at the end.
struct Verified<R> {
    inner: R,
    crc: Crc,
    entry: Entry,
}

impl<R: Read> Read for Verified<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.crc.update(buffer.get(..count).unwrap_or_default());
        if count == 0 && !buffer.is_empty() {
            let whole = self.crc.sum() == self.entry.checksum;
            if !whole {
                return Err(io::Error::other(damaged("the checksum of the file is wrong")));
            }
        }
        Ok(count)
    }
}

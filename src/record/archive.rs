//! gzip and tar streams that unpack within limits.

use std::io;
use std::io::BufReader;
use std::io::ErrorKind;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;

use flate2::bufread::MultiGzDecoder;
use lzma_rust2::XzReader;

use super::error::RecordError;
use super::open::Bytes;
use super::open::Limits;

/// Unpacked bytes that have any ratio: small files of one letter are no bombs.
const FREE_BYTES: u64 = 1 << 20;

/// Memory of an xz decoder in KiB; `xz -9` needs 65 MiB.
const XZ_MEMORY_KIB: u32 = 128 << 10;

/// Bytes of a tar block.
const BLOCK: usize = 512;

/// Names of an archive's files that an error lists.
pub(super) const NAMES_LISTED: usize = 3;

/// The content of a gzip stream.
pub(super) fn unpack_gzip(reader: Bytes, limits: &Limits) -> Bytes {
    let (counted, packed) = counted(reader);
    let decoder = MultiGzDecoder::new(BufReader::new(counted));
    Box::new(Unpacked::new(decoder, "gzip file", packed, limits))
}

/// The one file of a tar archive in gzip.
pub(super) fn unpack_tar_gzip(reader: Bytes, limits: &Limits) -> Bytes {
    let (counted, packed) = counted(reader);
    let decoder = MultiGzDecoder::new(BufReader::new(counted));
    Box::new(TarFile::new(Unpacked::new(decoder, "tar.gz archive", packed, limits), limits))
}

/// The one file of a tar archive in xz.
pub(super) fn unpack_tar_xz(reader: Bytes, limits: &Limits) -> Bytes {
    let (counted, packed) = counted(reader);
    let decoder = XzReader::new_mem_limit(BufReader::new(counted), true, XZ_MEMORY_KIB);
    Box::new(TarFile::new(Unpacked::new(decoder, "tar.xz archive", packed, limits), limits))
}

/// Counts the packed bytes that go through.
struct Counted<R> {
    inner: R,
    passed: Arc<AtomicU64>,
}

fn counted<R: Read>(inner: R) -> (Counted<R>, Arc<AtomicU64>) {
    let count = Arc::new(AtomicU64::new(0));
    (Counted { inner, passed: Arc::clone(&count) }, count)
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.passed.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// What a decoder unpacks, until there is too much of it.
pub(super) struct Unpacked<R> {
    decoder: R,
    kind: &'static str,
    packed: Arc<AtomicU64>,
    given: u64,
    limits: Limits,
}

impl<R: Read> Unpacked<R> {
    /// Limits what `decoder` makes of the bytes that `packed` counts.
    pub(super) fn new(decoder: R, kind: &'static str, packed: Arc<AtomicU64>, limits: &Limits) -> Self {
        Self { decoder, kind, packed, given: 0, limits: *limits }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.decoder.read(buffer).map_err(|error| told_apart(error, self.kind))?;
        self.given += count as u64;
        let Limits { max_bytes, max_ratio, .. } = self.limits;
        if self.given > max_bytes {
            return Err(io::Error::other(RecordError::Bomb { what: "more bytes", limit: max_bytes }));
        }
        let allowed = self.packed.load(Ordering::Relaxed).saturating_mul(max_ratio);
        if self.given > FREE_BYTES && self.given > allowed {
            return Err(io::Error::other(RecordError::Bomb {
                what: "more bytes for each packed one",
                limit: max_ratio,
            }));
        }
        Ok(count)
    }
}

/// An error of a decoder: damage, unless it comes from the system or from us.
fn told_apart(error: io::Error, kind: &'static str) -> io::Error {
    match error.kind() {
        ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::UnexpectedEof => {
            io::Error::other(RecordError::Archive { kind, source: error })
        }
        ErrorKind::Other | ErrorKind::OutOfMemory | ErrorKind::Unsupported => {
            match error.downcast::<RecordError>() {
                Ok(own) => io::Error::other(own),
                Err(source) => io::Error::other(RecordError::Archive { kind, source }),
            }
        }
        _ => error,
    }
}

/// The error that an archive does not hold exactly one file; `names` are the first ones of `count`.
pub(super) fn not_one(names: &[String], count: usize) -> RecordError {
    let found = if count == 0 {
        "none".to_owned()
    } else {
        let more = if count > names.len() { " and others" } else { "" };
        format!("{}{more}", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
    };
    RecordError::Entry { found }
}

/// A name as a message shows it; it is never used as a path.
pub(super) fn label(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name);
    name.chars()
        .take(100)
        .map(|character| if character.is_control() { '\u{fffd}' } else { character })
        .collect()
}

/// The content of the one regular file of a tar archive, whose end is checked for others.
struct TarFile<R> {
    archive: R,
    limits: Limits,
    /// Bytes of the file that are still to come, and of the padding after it.
    left: u64,
    padding: u64,
    entries: usize,
    names: Vec<String>,
    files: usize,
    ended: bool,
}

impl<R: Read> TarFile<R> {
    fn new(archive: R, limits: &Limits) -> Self {
        let limits = *limits;
        Self { archive, limits, left: 0, padding: 0, entries: 0, names: Vec::new(), files: 0, ended: false }
    }
}

impl<R: Read> Read for TarFile<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        while self.left == 0 && !self.ended {
            self.next_entry()?;
        }
        if self.left == 0 {
            return Ok(0);
        }
        let length = usize::try_from(self.left).map_or(buffer.len(), |left| left.min(buffer.len()));
        let count = self.archive.read(buffer.get_mut(..length).unwrap_or_default())?;
        if count == 0 {
            return Err(damaged("it ends in the middle of a file"));
        }
        self.left -= count as u64;
        Ok(count)
    }
}

impl<R: Read> TarFile<R> {
    /// Goes to the content of the next regular file; the end of the archive, if there is none.
    fn next_entry(&mut self) -> io::Result<()> {
        skip(&mut self.archive, self.padding)?;
        self.padding = 0;
        let Some(header) = self.header()? else {
            // What follows the end is read as well, so that the packed stream is checked to its end.
            io::copy(&mut self.archive, &mut io::sink())?;
            self.ended = true;
            return if self.files == 1 {
                Ok(())
            } else {
                Err(io::Error::other(not_one(&self.names, self.files)))
            };
        };
        self.entries += 1;
        if self.entries > self.limits.max_entries {
            let limit = self.limits.max_entries as u64;
            return Err(io::Error::other(RecordError::Bomb { what: "more entries", limit }));
        }
        let size = header.entry_size().map_err(|_| damaged("the size of an entry is no number"))?;
        let padding = size.wrapping_neg() % BLOCK as u64;
        let kind = header.entry_type();
        if kind.is_gnu_sparse() {
            let found = format!("the sparse file `{}`, which is not read", label(&header.path_bytes()));
            return Err(io::Error::other(RecordError::Entry { found }));
        }
        if !(kind.is_file() || kind.is_contiguous()) {
            let data = size.checked_add(padding).ok_or_else(|| damaged("an entry is too large"))?;
            return skip(&mut self.archive, data);
        }
        self.files += 1;
        if self.names.len() < NAMES_LISTED {
            self.names.push(label(&header.path_bytes()));
        }
        (self.left, self.padding) = if self.files == 1 { (size, padding) } else { (0, 0) };
        if self.files > 1 {
            let data = size.checked_add(padding).ok_or_else(|| damaged("an entry is too large"))?;
            skip(&mut self.archive, data)?;
        }
        Ok(())
    }

    /// The next header, or none at the end.
    fn header(&mut self) -> io::Result<Option<tar::Header>> {
        let mut header = tar::Header::new_old();
        let block = header.as_mut_bytes();
        let mut filled = 0;
        while let Some(rest) = block.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.archive.read(rest)? {
                0 if filled == 0 => return Ok(None),
                0 => return Err(damaged("it ends in the middle of a header")),
                count => filled += count,
            }
        }
        if block.iter().all(|byte| *byte == 0) {
            return Ok(None);
        }
        let sum: u32 = block
            .iter()
            .enumerate()
            .map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u32::from(*byte) })
            .sum();
        if header.cksum().ok() != Some(sum) {
            return Err(damaged("the checksum of a header is wrong"));
        }
        Ok(Some(header))
    }
}

/// Goes past `count` bytes of an archive.
fn skip(archive: &mut impl Read, count: u64) -> io::Result<()> {
    if io::copy(&mut archive.by_ref().take(count), &mut io::sink())? < count {
        return Err(damaged("it ends in the middle of an entry"));
    }
    Ok(())
}

fn damaged(why: &'static str) -> io::Error {
    let source = io::Error::new(ErrorKind::InvalidData, why);
    io::Error::other(RecordError::Archive { kind: "tar archive", source })
}

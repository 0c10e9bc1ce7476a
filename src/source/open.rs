//! Opens an input and finds out what it is.

use std::fs;
use std::fs::File;
use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Cursor;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;
use std::time::SystemTime;

use super::error::Refusal;
use super::error::SourceError;
use super::gzip::Gunzip;
use super::media::MediaType;
use super::media::guess;
use super::walk::Source;

/// So many first bytes are looked at before the kind is known.
const HEAD: usize = 64 * 1024;

/// One input: a reader of its unpacked bytes, and what they are.
pub struct Blob {
    /// The input's name as the user gave it, `-` for standard input.
    pub name: String,
    /// What the bytes are.
    pub media: MediaType,
    /// How the kind was guessed, to be said aloud; `None` where the name tells it or the user said it.
    pub note: Option<String>,
    /// The bytes, unpacked. An error of it is told by [`SourceError::from_read`].
    pub reader: Box<dyn BufRead + Send>,
    file: Option<(PathBuf, Stamp)>,
}

/// Tells whether a file has changed.
pub(crate) type ChangeCheck = Box<dyn Fn() -> bool + Send>;

/// Size and time of change of a file.
type Stamp = (u64, Option<SystemTime>);

impl Blob {
    /// Bytes at hand as an input.
    pub fn from_bytes(name: impl Into<String>, media: MediaType, bytes: impl Into<Vec<u8>>) -> Self {
        let reader = Box::new(Cursor::new(bytes.into()));
        Self { name: name.into(), media, note: None, reader, file: None }
    }

    /// Opens `source`; `media` is what the user says it is.
    pub fn open(source: &Source, media: Option<MediaType>) -> Result<Self, Refusal> {
        let name = source.name();
        let refuse = |error, head| Refusal { name: name.to_owned(), error, head };
        let (reader, file): (Box<dyn Read + Send>, _) = match source.path() {
            None => (Box::new(io::stdin()), None),
            Some(path) => {
                let stamp =
                    stamp(path).map_err(|error| refuse(SourceError::Unreadable(error), Vec::new()))?;
                let file =
                    File::open(path).map_err(|error| refuse(SourceError::Unreadable(error), Vec::new()))?;
                (Box::new(file), Some((path.to_owned(), stamp)))
            }
        };
        let mut blob = Self::for_reader(name, reader, media).map_err(|(error, head)| refuse(error, head))?;
        blob.file = file;
        Ok(blob)
    }

    /// Reads from `reader`, unpacking gzip, and guesses the kind where the user does not say it.
    pub fn for_reader(
        name: &str,
        mut reader: Box<dyn Read + Send>,
        media: Option<MediaType>,
    ) -> Result<Self, (SourceError, Vec<u8>)> {
        let mut head = Vec::new();
        take_head(&mut reader, &mut head).map_err(|error| (SourceError::from_read(error), head.clone()))?;
        if head.starts_with(b"\x1f\x8b") {
            reader = Box::new(Gunzip::new(Cursor::new(head).chain(reader)));
            head = Vec::new();
            take_head(&mut reader, &mut head)
                .map_err(|error| (SourceError::from_read(error), head.clone()))?;
        }
        let (media, note) = match media {
            Some(media) => (media, None),
            None => match guess(name, &head) {
                Err(error) => return Err((error, head)),
                Ok(guess) => (guess.media, guess.from.map(|from| note(guess.media, &from))),
            },
        };
        let reader = Box::new(BufReader::with_capacity(HEAD, Cursor::new(head).chain(reader)));
        Ok(Self { name: name.to_owned(), media, note, reader, file: None })
    }

    /// The reader, and a check whether the file has changed since it was opened.
    pub(crate) fn into_parts(self) -> (Box<dyn BufRead + Send>, ChangeCheck) {
        let file = self.file;
        let changed =
            move || file.as_ref().is_some_and(|(path, before)| stamp(path).ok().as_ref() != Some(before));
        (self.reader, Box::new(changed))
    }
}

fn note(media: MediaType, from: &str) -> String {
    format!("{} (guessed from {from}; --as {} to fix)", media.label(), media.name())
}

fn stamp(path: &Path) -> io::Result<Stamp> {
    let metadata = fs::metadata(path)?;
    Ok((metadata.len(), metadata.modified().ok()))
}

fn take_head(reader: &mut (impl Read + ?Sized), head: &mut Vec<u8>) -> io::Result<()> {
    reader.take(HEAD as u64).read_to_end(head).map(drop)
}

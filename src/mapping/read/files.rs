//! Where sources and targets lie, and that they stay inside of the folders that a mapping may use.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::mapping::error::MappingError;
use crate::mapping::graph::Position;
use crate::mapping::model::{FileSource, Location, Root};
use crate::record::Limits;
use crate::record::TextEncoding;
use crate::record::decode;
use crate::record::open;

/// The folders that a mapping may use, and the sources that were given by name.
#[derive(Debug, Clone)]
pub(in crate::mapping) struct Files {
    working: PathBuf,
    mapping: PathBuf,
    root: Option<PathBuf>,
    /// Sources by the path that the mapping writes.
    named: BTreeMap<String, Source>,
}

/// What is read where a mapping names a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input, once.
    StandardInput,
    /// A text that is at hand.
    Text(&'static str),
    /// A file of a set that was not given: a source without records.
    Nothing,
}

/// How a source writes its characters.
fn encoding(source: &FileSource, name: &str) -> Result<TextEncoding, MappingError> {
    let label = source.encoding.as_deref().unwrap_or("utf-8");
    TextEncoding::for_label(label).map_err(|error| super::unreadable(name, &error))
}

impl Files {
    /// The folders: where the program runs, where the mapping lies, and one more that the user allows.
    pub(in crate::mapping) fn new(
        working: &Path,
        mapping: &Path,
        root: Option<&Path>,
        named: BTreeMap<String, Source>,
    ) -> Self {
        let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        Self { working: whole(working), mapping: whole(mapping), root: root.map(whole), named }
    }

    /// Whether a source is read from a stream that cannot be read twice.
    pub(in crate::mapping) fn is_stream(&self, location: &Location) -> bool {
        matches!(self.named.get(&location.path), Some(Source::StandardInput))
    }

    /// Whether a source is known to have no records.
    pub(in crate::mapping) fn is_nothing(&self, location: &Location) -> bool {
        matches!(self.named.get(&location.path), Some(Source::Nothing))
    }

    /// Whether a source was given as it is, not as a file.
    pub(in crate::mapping) fn is_given(&self, location: &Location) -> bool {
        matches!(
            self.named.get(&location.path),
            Some(Source::StandardInput | Source::Text(_) | Source::Nothing)
        )
    }

    /// The file of a source; it must exist and lie inside of the folders.
    pub(in crate::mapping) fn source(&self, location: &Location) -> Result<PathBuf, MappingError> {
        if let Some(Source::File(path)) = self.named.get(&location.path) {
            return Ok(path.clone());
        }
        let mut missing = None;
        for candidate in self.candidates(location)? {
            match candidate.canonicalize() {
                Ok(path) => return self.inside(path, location),
                Err(error) => missing = missing.or(Some((candidate, error))),
            }
        }
        let (path, source) = missing.unwrap_or_else(|| {
            (PathBuf::from(&location.path), std::io::Error::from(std::io::ErrorKind::NotFound))
        });
        Err(MappingError::File { action: "read", path: self.shown(&path), source })
    }

    /// The file of a target, whose folder must exist and lie inside of the folders.
    pub(in crate::mapping) fn target(&self, location: &Location) -> Result<PathBuf, MappingError> {
        let candidate = self.candidates(location)?.into_iter().next().unwrap_or_default();
        let outside = || MappingError::OutsideRoot { at: Position::default(), path: location.path.clone() };
        let (folder, name) = candidate.parent().zip(candidate.file_name()).ok_or_else(outside)?;
        let folder = folder.canonicalize().map_err(|source| MappingError::File {
            action: "write",
            path: self.shown(&candidate),
            source,
        })?;
        let path = self.inside(folder, location)?.join(name);
        if path.is_symlink() {
            return Err(outside());
        }
        Ok(path)
    }

    fn candidates(&self, location: &Location) -> Result<Vec<PathBuf>, MappingError> {
        if location.path.contains('\0') {
            return Err(MappingError::OutsideRoot {
                at: Position::default(),
                path: location.path.replace('\0', "\\0"),
            });
        }
        let path = Path::new(&location.path);
        Ok(match &location.root {
            Root::WorkingDirectory => vec![self.working.join(path)],
            Root::MappingDirectory => vec![self.mapping.join(path)],
            Root::Either => vec![self.working.join(path), self.mapping.join(path)],
            Root::Folder(folder) => {
                vec![self.working.join(folder).join(path), self.mapping.join(folder).join(path)]
            }
        })
    }

    fn inside(&self, path: PathBuf, location: &Location) -> Result<PathBuf, MappingError> {
        let roots = [Some(&self.working), Some(&self.mapping), self.root.as_ref()];
        if roots.into_iter().flatten().any(|root| path.starts_with(root)) {
            return Ok(path);
        }
        Err(MappingError::OutsideRoot { at: Position::default(), path: location.path.clone() })
    }

    /// A path for messages: relative to the working directory where it lies there.
    fn shown(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.working).unwrap_or(path).to_owned()
    }

    /// Opens a source whose reader checks UTF-8 by itself.
    pub(in crate::mapping) fn open_unchecked(
        &self,
        source: &FileSource,
        name: &str,
    ) -> Result<Box<dyn Read + Send>, MappingError> {
        let encoding = encoding(source, name)?;
        let encoding = if encoding == TextEncoding::Utf8 { TextEncoding::Utf8Unchecked } else { encoding };
        self.open_as(source, name, encoding)
    }

    /// Opens a source as UTF-8.
    pub(in crate::mapping) fn open(
        &self,
        source: &FileSource,
        name: &str,
    ) -> Result<Box<dyn Read + Send>, MappingError> {
        let encoding = encoding(source, name)?;
        self.open_as(source, name, encoding)
    }

    fn open_as(
        &self,
        source: &FileSource,
        name: &str,
        encoding: TextEncoding,
    ) -> Result<Box<dyn Read + Send>, MappingError> {
        let unreadable = |error| super::unreadable(name, &error);
        let limits = Limits::default();
        let given: Option<Box<dyn Read + Send>> = match self.named.get(&source.location.path) {
            Some(Source::StandardInput) => Some(Box::new(std::io::stdin())),
            Some(Source::Text(text)) => Some(Box::new(std::io::Cursor::new(text.as_bytes()))),
            _ => None,
        };
        if let Some(input) = given {
            return decode(input, source.packing.into(), encoding, &limits).map_err(unreadable);
        }
        let path = self.source(&source.location)?;
        if !path.is_file() {
            return Err(MappingError::File {
                action: "read",
                path: self.shown(&path),
                source: std::io::Error::other("it is no regular file"),
            });
        }
        open(&path, source.packing.into(), encoding, &limits).map_err(unreadable)
    }
}

//! Files, folders and standard input, in a fixed order.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::fs::FileType;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;

/// One input that can be opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    name: String,
    path: Option<PathBuf>,
}

impl Source {
    /// The input's name for people: the path as the user gave it, bytes that are not UTF-8 as `\xNN`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its path; `None` is standard input.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}

/// An input that was passed over. Its severity says whether something was lost: an error counts as a
/// rejected record.
#[derive(Debug, Clone, PartialEq)]
pub struct Skipped(pub Diagnostic);

/// Walks paths: a file is itself, a folder its files in byte order of their names, `-` standard input.
#[derive(Debug)]
pub struct Sources {
    /// What is still to do, the next last.
    waiting: Vec<Waiting>,
    /// Folders already walked, as the system names them.
    walked: BTreeSet<PathBuf>,
    /// The folders that the user named, likewise.
    named: Vec<PathBuf>,
}

#[derive(Debug)]
struct Waiting {
    path: PathBuf,
    named_by_user: bool,
}

impl Sources {
    /// The inputs under `paths`, in that order.
    pub fn new(paths: &[PathBuf]) -> Self {
        let waiting =
            paths.iter().rev().map(|path| Waiting { path: path.clone(), named_by_user: true }).collect();
        let named = paths.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
        Self { waiting, walked: BTreeSet::new(), named }
    }

    /// Puts the entries of a folder in front.
    fn enter(&mut self, folder: &Path) -> Result<(), Skipped> {
        let skipped = |error: &io::Error| skip(folder, Severity::Error, "unreadable", &error.to_string());
        let real = fs::canonicalize(folder).map_err(|error| skipped(&error))?;
        if !self.walked.insert(real) {
            return Err(skip(
                folder,
                Severity::Warning,
                "skipped",
                "this folder was read already; a link leads here again",
            ));
        }
        if folder.join("store.json").is_file() && folder.join("ledger.jsonl").is_file() {
            return Err(skip(folder, Severity::Note, "skipped", "this folder is a casegraph store"));
        }
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(|error| skipped(&error))? {
            paths.push(entry.map_err(|error| skipped(&error))?.file_name());
        }
        paths.sort_unstable_by(|one, other| other.as_encoded_bytes().cmp(one.as_encoded_bytes()));
        self.waiting
            .extend(paths.into_iter().map(|name| Waiting { path: folder.join(name), named_by_user: false }));
        Ok(())
    }

    /// Whether a path is a link to something that is in no folder which the user named: an archive of others must not
    /// make the program read the user's files.
    fn leads_out(&self, path: &Path) -> bool {
        path.is_symlink()
            && fs::canonicalize(path)
                .is_ok_and(|real| !self.named.iter().any(|folder| real.starts_with(folder)))
    }

    fn take(&mut self, next: &Waiting) -> Result<Option<Source>, Skipped> {
        let path = &next.path;
        if next.named_by_user && path.as_os_str() == "-" {
            return Ok(Some(Source { name: "-".to_owned(), path: None }));
        }
        if !next.named_by_user && is_hidden(path) {
            return Err(skip(path, Severity::Note, "skipped", "its name begins with a dot"));
        }
        let kind = match fs::metadata(path) {
            Ok(metadata) => metadata.file_type(),
            Err(error) if is_loop(&error) => {
                return Err(skip(path, Severity::Warning, "skipped", "its links lead round in a circle"));
            }
            Err(error) if !next.named_by_user && path.is_symlink() => {
                return Err(skip(
                    path,
                    Severity::Warning,
                    "skipped",
                    &format!("its link is broken: {error}"),
                ));
            }
            Err(error) => return Err(skip(path, Severity::Error, "unreadable", &error.to_string())),
        };
        if !next.named_by_user && (kind.is_dir() || kind.is_file()) && self.leads_out(path) {
            let why = "its link leads out of the folder; name what it leads to, if it shall be read";
            return Err(skip(path, Severity::Warning, "skipped", why));
        }
        if kind.is_dir() {
            return self.enter(path).map(|()| None);
        }
        if !kind.is_file() {
            return Err(skip(path, Severity::Warning, "skipped", special_kind(kind)));
        }
        Ok(Some(Source { name: display_name(path), path: Some(path.clone()) }))
    }
}

impl Iterator for Sources {
    type Item = Result<Source, Skipped>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let next = self.waiting.pop()?;
            if let Some(item) = self.take(&next).transpose() {
                return Some(item);
            }
        }
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// Too many levels of symbolic links. The kind of its own is not stable yet; `ELOOP` is 40 on Linux and 62
/// on BSD and macOS.
fn is_loop(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(40 | 62))
}

#[cfg(unix)]
fn special_kind(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "it is a pipe; use `-` and standard input to read from a pipe"
    } else if kind.is_socket() {
        "it is a socket, not a file"
    } else {
        "it is a device, not a file"
    }
}

#[cfg(not(unix))]
fn special_kind(_kind: FileType) -> &'static str {
    "it is not a regular file"
}

fn skip(path: &Path, severity: Severity, code: &'static str, reason: &str) -> Skipped {
    Skipped(Diagnostic {
        severity,
        code,
        source: display_name(path),
        position: None,
        message: match severity {
            Severity::Error => format!("cannot read it: {reason}"),
            _ => format!("passed over: {reason}"),
        },
        hint: (severity == Severity::Error)
            .then(|| "check that it is there and that you may read it".to_owned()),
    })
}

/// The path for people; bytes that are not UTF-8 as `\xNN`.
fn display_name(path: &Path) -> String {
    let mut name = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            write!(name, "\\x{byte:02X}").unwrap_or_default();
        }
    }
    name
}

//! The files of a store beside its graph.

use std::collections::BTreeSet;
use std::fs;
use std::fs::File;
use std::fs::OpenOptions;
use std::fs::TryLockError;
use std::io;

use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use serde::Deserialize;
use serde::Serialize;

use super::decisions::Decisions;
use super::ledger::Entry;
use super::{Policy, StoreError, ledger};
use crate::document::Reject;

/// The format of the folder that this program writes and reads.
const FORMAT: u64 = 1;

/// `store.json`.
#[derive(Debug, Serialize, Deserialize)]
struct Settings {
    format: u64,
    base: String,
}

/// A store's folder, locked as long as this lives.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    lock: File,
    writes: bool,
    /// The check of the ledger's last line.
    check: String,
    /// Lines of `rejects.jsonl`, read when the first reject is added.
    rejects: Option<BTreeSet<String>>,
}

impl Folder {
    /// Opens a folder for writing and makes it where there is none; also its base IRI.
    pub(super) fn create_or_open(
        path: &Path,
        base: Option<&str>,
        default: &str,
    ) -> Result<(Self, String), StoreError> {
        fs::create_dir_all(path).map_err(|error| file_error(path, error))?;
        let settings = path.join("store.json");
        if !settings.exists() && !is_empty(path)? {
            return Err(StoreError::NotEmpty(path.to_owned()));
        }
        let folder = Self::lock(path, true)?;
        if settings.exists() {
            let kept = read_settings(path)?.base;
            return match base {
                Some(asked) if asked != kept => Err(StoreError::OtherBase { kept, asked: asked.to_owned() }),
                _ => Ok((folder, kept)),
            };
        }
        let base = base.unwrap_or(default).to_owned();
        let made = Settings { format: FORMAT, base: base.clone() };
        let text = serde_json::to_string(&made).map_err(io::Error::from)?;
        let draft = path.join("store.json.new");
        fs::write(&draft, text + "\n").map_err(|error| file_error(&draft, error))?;
        fs::rename(&draft, &settings).map_err(|error| file_error(&settings, error))?;
        Ok((folder, base))
    }

    /// Opens a folder for reading; also its base IRI.
    pub(super) fn open(path: &Path) -> Result<(Self, String), StoreError> {
        if !path.join("store.json").exists() {
            return Err(StoreError::NotFound(path.to_owned()));
        }
        let folder = Self::lock(path, false)?;
        let base = read_settings(path)?.base;
        Ok((folder, base))
    }

    /// Takes the lock, of which there is one for a writer or any number for readers.
    fn lock(path: &Path, writes: bool) -> Result<Self, StoreError> {
        let name = path.join("lock");
        let opened = if writes {
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&name)
        } else {
            File::open(&name).or_else(|error| match error.kind() {
                // A copy of a store may lack its lock.
                io::ErrorKind::NotFound => {
                    OpenOptions::new().read(true).append(true).create(true).open(&name)
                }
                _ => Err(error),
            })
        };
        let mut lock = opened.map_err(|error| file_error(&name, error))?;
        match if writes { lock.try_lock() } else { lock.try_lock_shared() } {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let read = lock.read_to_string(&mut holder);
                let pid = read.ok().and_then(|_| holder.trim().parse().ok());
                return Err(StoreError::Locked { folder: path.to_owned(), pid });
            }
            Err(TryLockError::Error(error)) => return Err(file_error(&name, error)),
        }
        if writes {
            lock.set_len(0)
                .and_then(|()| writeln!(lock, "{}", std::process::id()))
                .map_err(|error| file_error(&name, error))?;
        } else if let Ok(stale) = OpenOptions::new().write(true).open(&name) {
            // A writer that was killed left its process id; under the shared lock nobody writes.
            let _left_as_it_is = stale.set_len(0);
        }
        Ok(Self { path: path.to_owned(), lock, writes, check: String::new(), rejects: None })
    }

    /// The folder of the graph.
    #[cfg(feature = "disk")]
    pub(super) fn graph(&self) -> PathBuf {
        self.path.join("oxigraph")
    }

    /// The policy; the default one where there is no file.
    pub(super) fn policy(&self) -> Result<Policy, StoreError> {
        let name = self.path.join("policy.toml");
        match fs::read_to_string(&name) {
            Ok(text) => {
                Policy::from_toml(&text).map_err(|expected| StoreError::Policy { path: name, expected })
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Policy::default()),
            Err(error) => Err(file_error(&name, error)),
        }
    }

    /// The decisions of people; none where there is no file. Bytes that are not UTF-8 spoil their line alone.
    pub(super) fn decisions(&self) -> Result<Decisions, StoreError> {
        let name = self.path.join("decisions.txt");
        match fs::read(&name) {
            Ok(bytes) => Ok(Decisions::parse(&String::from_utf8_lossy(&bytes))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Decisions::default()),
            Err(error) => Err(file_error(&name, error)),
        }
    }

    /// Replaces the decisions of people: all of them, or none.
    pub(super) fn write_decisions(&self, text: &str) -> Result<(), StoreError> {
        let name = self.path.join("decisions.txt");
        let draft = self.path.join("decisions.txt.new");
        let written = fs::write(&draft, text).and_then(|()| File::open(&draft)?.sync_all());
        written.and_then(|()| fs::rename(&draft, &name)).map_err(|error| file_error(&name, error))
    }

    /// Keeps a text under its digest.
    pub(super) fn keep_text(&self, digest: &str, text: &str) -> Result<(), StoreError> {
        let name = self.text_name(digest);
        if name.exists() {
            return Ok(());
        }
        let draft = name.with_extension("new");
        let kept = name.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&draft, text));
        kept.and_then(|()| fs::rename(&draft, &name)).map_err(|error| file_error(&name, error))
    }

    /// The text with this digest.
    pub(super) fn text(&self, digest: &str) -> Result<Option<String>, StoreError> {
        if digest.len() != 64 || !digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(None);
        }
        let name = self.text_name(digest);
        match fs::read_to_string(&name) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(file_error(&name, error)),
        }
    }

    fn text_name(&self, digest: &str) -> PathBuf {
        self.path.join("texts").join(digest.get(..2).unwrap_or("00")).join(format!("{digest}.txt"))
    }

    /// Reads the ledger and takes off what is damaged at its end.
    pub(super) fn ledger(&mut self) -> Result<Vec<Entry>, StoreError> {
        let name = self.path.join("ledger.jsonl");
        let text = read_or_empty(&name)?;
        let (entries, check, whole) = ledger::read(&text);
        self.check = check;
        if self.writes && whole < text.len() {
            let file = OpenOptions::new().write(true).open(&name);
            file.and_then(|file| file.set_len(whole as u64)).map_err(|error| file_error(&name, error))?;
        }
        Ok(entries)
    }

    /// Appends a batch to the ledger.
    pub(super) fn append(&mut self, entry: &Entry) -> Result<(), StoreError> {
        let name = self.path.join("ledger.jsonl");
        let (line, check) = ledger::line(entry, &self.check).map_err(io::Error::from)?;
        append(&name, &line)?;
        self.check = check;
        Ok(())
    }

    /// Makes sure that the ledger is on the disk.
    pub(super) fn sync(&self) -> Result<(), StoreError> {
        let name = self.path.join("ledger.jsonl");
        match File::open(&name) {
            Ok(file) => file.sync_all().map_err(|error| file_error(&name, error)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(file_error(&name, error)),
        }
    }

    /// Appends rejects that are not listed yet.
    pub(super) fn add_rejects(&mut self, rejects: &[Reject]) -> Result<(), StoreError> {
        let name = self.path.join("rejects.jsonl");
        let mut known = match self.rejects.take() {
            Some(known) => known,
            None => read_or_empty(&name)?.lines().map(str::to_owned).collect(),
        };
        let mut lines = String::new();
        for reject in rejects {
            let line = serde_json::to_string(reject).map_err(io::Error::from)?;
            if !known.contains(&line) {
                lines.push_str(&line);
                lines.push('\n');
                known.insert(line);
            }
        }
        self.rejects = Some(known);
        if lines.is_empty() { Ok(()) } else { append(&name, &lines) }
    }

    /// All rejects in the order in which they came.
    pub(super) fn rejects(&self) -> Result<Vec<Reject>, StoreError> {
        let name = self.path.join("rejects.jsonl");
        let text = read_or_empty(&name)?;
        let parse = |(number, line): (usize, &str)| {
            serde_json::from_str(line).map_err(|error| StoreError::Form {
                path: name.clone(),
                line: number + 1,
                expected: error.to_string(),
            })
        };
        text.lines().enumerate().filter(|(_, line)| !line.is_empty()).map(parse).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.writes {
            let _left_as_it_is = self.lock.set_len(0);
        }
    }
}

fn read_settings(path: &Path) -> Result<Settings, StoreError> {
    let name = path.join("store.json");
    let text = fs::read_to_string(&name).map_err(|error| file_error(&name, error))?;
    let settings: Settings = serde_json::from_str(&text).map_err(|error| StoreError::Form {
        path: name,
        line: error.line(),
        expected: error.to_string(),
    })?;
    if settings.format != FORMAT {
        return Err(StoreError::Format { folder: path.to_owned(), found: settings.format, expected: FORMAT });
    }
    Ok(settings)
}

fn is_empty(path: &Path) -> Result<bool, StoreError> {
    let mut entries = fs::read_dir(path).map_err(|error| file_error(path, error))?;
    Ok(entries.all(|entry| {
        entry.is_ok_and(|entry| entry.file_name() == "lock" || entry.file_name() == "store.json.new")
    }))
}

fn read_or_empty(name: &Path) -> Result<String, StoreError> {
    match fs::read_to_string(name) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(file_error(name, error)),
    }
}

fn append(name: &Path, text: &str) -> Result<(), StoreError> {
    let file = OpenOptions::new().create(true).append(true).open(name);
    file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| file_error(name, error))
}

fn file_error(path: &Path, error: io::Error) -> StoreError {
    StoreError::File { path: path.to_owned(), error }
}

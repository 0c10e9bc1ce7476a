//! What can go wrong with a store.

use std::io;
use std::path::PathBuf;

use oxigraph::store::StorageError;
use thiserror::Error;

use super::decisions::DecisionProblem;

/// Why a store could not do what was asked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no store in the folder.
    #[error("cannot open the store `{}`: there is none in this folder", .0.display())]
    NotFound(PathBuf),
    /// The folder holds other things than a store.
    #[error("cannot make a store in `{}`: the folder is not empty and holds no store", .0.display())]
    NotEmpty(PathBuf),
    /// The view policy is not one.
    #[error("cannot use the view policy `{}`: {expected}", path.display())]
    Policy {
        /// The file.
        path: PathBuf,
        /// What was found and what was expected.
        expected: String,
    },
    /// A decision cannot be used.
    #[error("cannot use the decision: found {}, expected {}", .0.found, .0.expected)]
    Decision(DecisionProblem),
    /// Another process holds the store.
    #[error("cannot open the store `{}`: it is in use{}", folder.display(), by(*pid))]
    Locked {
        /// The store's folder.
        folder: PathBuf,
        /// The holder, where it is known: a writer leaves its process id, readers do not.
        pid: Option<u32>,
    },
    /// The program was built without on-disk storage.
    #[error("cannot open the store `{}`: this build has no on-disk storage (feature `disk`)", .0.display())]
    NoDisk(PathBuf),
    /// The store has another format than this program reads.
    #[error("cannot open the store `{}`: its format is {found}, this program reads {expected}", folder.display())]
    Format {
        /// The store's folder.
        folder: PathBuf,
        /// The format of the store.
        found: u64,
        /// The format that is read.
        expected: u64,
    },
    /// The store was made with another base IRI than was asked for.
    #[error("cannot use the base IRI `{asked}`: the store was made with `{kept}`")]
    OtherBase {
        /// The base of the store.
        kept: String,
        /// The base that was asked for.
        asked: String,
    },
    /// The base IRI is none.
    #[error("cannot use the base IRI `{0}`: expected an absolute IRI that ends in `/` or `#`")]
    Base(String),
    /// A file of the store does not have the form that it must have.
    #[error("cannot read `{}`, line {line}: {expected}", path.display())]
    Form {
        /// The file.
        path: PathBuf,
        /// Its line, from 1.
        line: usize,
        /// What was found and what was expected.
        expected: String,
    },
    /// A file could not be read or written.
    #[error("cannot use `{}`", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        error: io::Error,
    },
    /// The graph store failed.
    #[error("cannot read or write the graph")]
    Storage(#[from] StorageError),
    /// The output could not be written.
    #[error("cannot write the graph")]
    Output(#[from] io::Error),
    /// The store was opened for reading only.
    #[error("cannot write to the store: it was opened for reading")]
    ReadOnly,
}

fn by(pid: Option<u32>) -> String {
    pid.map_or_else(|| " by other readers".to_owned(), |pid| format!(" by process {pid}"))
}

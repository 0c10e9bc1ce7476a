//! What stops a run.

use std::io;

use thiserror::Error;

use crate::mapping::MappingError;
use crate::store::StoreError;

/// Why a run could not go on.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PipelineError {
    /// The store refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What the caller does with a document, or the start of a thread, failed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A mapping of records, or the files that it reads, cannot be used.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// The run was asked to stop. What was read is stored.
    #[error("interrupted after {read} records, which are stored")]
    Interrupted {
        /// Records that were read.
        read: u64,
    },
}

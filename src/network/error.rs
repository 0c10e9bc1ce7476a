//! What can stop a projection.

use oxigraph::store::StorageError;
use thiserror::Error;

/// Why a network could not be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum NetworkError {
    /// The store could not be read.
    #[error("cannot read the store")]
    Storage(#[from] StorageError),
}

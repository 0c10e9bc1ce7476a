//! Why a layer cannot be read.

use thiserror::Error;

/// A file that is no layer, or a damaged one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LayerError {
    /// The first bytes are not those of a layer.
    #[error("this is no layer of weights, or one of another version")]
    Magic,
    /// The file is shorter or longer than its head says.
    #[error("the layer's file is damaged: {found} bytes of weights, {expected} expected")]
    Length {
        /// Bytes that the head tells of.
        expected: usize,
        /// Bytes that are there.
        found: usize,
    },
    /// The head cannot be read.
    #[error("the layer's head cannot be read: {0}")]
    Head(String),
}

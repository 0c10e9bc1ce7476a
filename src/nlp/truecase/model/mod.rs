//! The model that gives words their case: pieces of text, known forms, features, weights.
//!
//! These files use nothing of the crate: the trainer `benches/train/truecase.rs` includes them as they stand, so that
//! training and use see the same features.

pub(crate) mod features;
pub(crate) mod forms;
pub(crate) mod pieces;
pub(crate) mod weights;

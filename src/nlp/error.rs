//! What can be wrong with a language model.

use thiserror::Error;

/// Why a language model cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum NlpError {
    /// The bytes are not a model file, or one of another version of the format.
    #[error("cannot read the language model: the first bytes are not those of a model file of this version")]
    NotAModel,
    /// The file is shorter than its own table says.
    #[error("cannot read the language model: it has {found} bytes, expected {expected}")]
    Truncated {
        /// Bytes that there are.
        found: usize,
        /// Bytes that its head or its table of weights promises.
        expected: usize,
    },
    /// The tables of the file cannot be unpacked.
    #[error("cannot read the language model: its tables cannot be unpacked")]
    Unpack(#[source] std::io::Error),
    /// The tables of the file are not what this version expects.
    #[error("cannot read the language model: its tables have another form than expected")]
    Tables(#[source] serde_json::Error),
    /// A tensor is missing or has another shape.
    #[error(
        "cannot read the language model: the weights `{name}` have the shape `{found}`, expected `{expected}`"
    )]
    Tensor {
        /// Its name.
        name: String,
        /// Its shape in the file, such as `96×3×288`, or `none`.
        found: String,
        /// The shape that the network needs.
        expected: String,
    },
    /// A pattern of the tokenizer or of the attribute rules is not a regular expression.
    #[error("cannot read the language model: the pattern `{name}` is not a regular expression")]
    Pattern {
        /// Which pattern.
        name: &'static str,
        /// What the regular expression engine says.
        #[source]
        source: Box<fancy_regex::Error>,
    },
    /// An entry of a table is not known to this version.
    #[error(
        "cannot read the language model: the table `{table}` has the entry `{entry}`, which is not known"
    )]
    Entry {
        /// The table.
        table: &'static str,
        /// The entry.
        entry: String,
    },
}

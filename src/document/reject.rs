//! Input that could not be used.

use serde::Deserialize;
use serde::Serialize;

/// One input, or part of it, that was left out: a line of `rejects.jsonl`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reject {
    /// The input's name as the user gave it.
    pub source: String,
    /// Its record, from 1.
    pub record: Option<u64>,
    /// Where it starts in the input, in bytes from 0.
    pub offset_bytes: Option<u64>,
    /// The stage that refused it.
    pub stage: String,
    /// A stable code in kebab case.
    pub code: String,
    /// What was found and what was expected.
    pub message: String,
    /// The digest of the raw bytes, hexadecimal.
    pub sha256: String,
    /// The raw bytes in base64, cut at 64 KiB.
    pub raw_base64: String,
}

//! JSON: records out of a stream, values of a record, and paths that select them.
//!
//! [`JsonRecords`] and [`JsonLines`] give the bytes of one record after the other. [`JsonTape`] reads a record into
//! [`JsonValue`]s, which keep the text of every number. [`JsonPath`] selects values in a record.

mod copy;
mod lines;
mod number;
mod path;
mod scan;
mod skip;
mod source;
mod steps;
mod stream;
mod tape;
mod text;
mod value;

pub(crate) use lines::JsonLines;
pub(crate) use path::JsonPath;
pub(crate) use stream::JsonRecords;
pub(crate) use tape::JsonTape;
pub(crate) use value::JsonType;
pub(crate) use value::JsonValue;

/// Levels of arrays and objects that are read.
pub(crate) const MAX_DEPTH: usize = 128;

/// Bytes of a record that are read, unless told otherwise: 64 MiB.
pub(crate) const MAX_RECORD_BYTES: usize = 64 << 20;

#[cfg(test)]
mod tests;

#[cfg(test)]
pub(super) use source::tests as tests_source;

//! Records out of bytes: opens compressed files, and reads JSON, JSON Lines and XML by paths.
//!
//! In: a file or a reader, and a path. Out: text in UTF-8, the bytes of one record after the other, and the values or
//! nodes that a path selects in a record.
//!
//! | what | standard |
//! |---|---|
//! | JSON | [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), without leniency |
//! | `JSONPath` | [RFC 9535](https://www.rfc-editor.org/rfc/rfc9535) |
//! | XML | [XML 1.0](https://www.w3.org/TR/xml/) without a document type declaration |
//! | `XPath` | [`XPath` 1.0](https://www.w3.org/TR/1999/REC-xpath-19991116/) |
//! | labels of encodings | [WHATWG Encoding](https://encoding.spec.whatwg.org/#names-and-labels) |
//!
//! Invariants: no input makes it panic, recurse without bound or unpack without limit; what is read does not depend on
//! how the reader cuts it into pieces. A limit that is met is an error with a code of its own (`RecordError::code`).
//!
//! Left out: CSV, which the engine reads by itself; where a file lies and whether it may be read.

mod archive;
mod encoding;
mod error;
mod json;
mod open;
mod xml;
mod zip;

pub(crate) use encoding::TextEncoding;
pub(crate) use error::RecordError;
pub(crate) use json::JsonLines;
pub(crate) use json::JsonPath;
pub(crate) use json::JsonRecords;
pub(crate) use json::JsonTape;
pub(crate) use json::JsonType;
pub(crate) use json::JsonValue;
pub(crate) use open::Compression;
pub(crate) use open::Limits;
pub(crate) use open::decode;
pub(crate) use open::open;
pub(crate) use xml::XPath;
pub(crate) use xml::XmlDocument;
pub(crate) use xml::XmlItem;
pub(crate) use xml::XmlNode;

#[cfg(test)]
mod tests;

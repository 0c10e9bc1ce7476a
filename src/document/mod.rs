//! Bytes to text documents.
//!
//! In: a [`Blob`](crate::source::Blob), bytes with a media type. Out: [`Decoder`], an iterator of documents
//! and rejects in the order of the input. Encodings follow the WHATWG Encoding Standard
//! (<https://encoding.spec.whatwg.org/>), JSON RFC 8259, JSON Lines <https://jsonlines.org/>; the main text
//! of a page is found by the Readability method.
//!
//! Invariants: a record that cannot be used gives one [`Reject`] and never stops the rest; what is imperfect
//! but usable gives a [`Diagnostic`](crate::diagnostic::Diagnostic); JSON Lines and JSON arrays are read a
//! record at a time, so that memory does not grow with the input; [`Document::text`] of plain text, Markdown
//! and JSON is the decoded value unchanged, of a page its main text; no text holds a NUL.
//!
//! Left out on purpose: other kinds of file (refused by [`source`](crate::source)), and translation: a text
//! that is not English is kept, with the language named.
//!
//! ```
//! use casegraph::document::{Decoded, Decoder, Defaults, Limits};
//! use casegraph::source::{Blob, MediaType};
//!
//! let blob = Blob::from_bytes("a.jsonl", MediaType::JsonLines, "{\"text\": \"The ferry left.\"}\nnot JSON\n");
//! let found: Vec<Decoded> = Decoder::new(blob, Defaults::default(), Limits::default()).collect();
//! assert!(matches!(&found[0], Decoded::Document(document) if document.value.text == "The ferry left."));
//! assert!(matches!(&found[1], Decoded::Reject(reject) if reject.code == "bad-json"));
//! ```

mod address;
mod article;
mod date;
mod decoder;
mod encoding;
mod html;
mod json;
mod language;
mod markdown;
mod page_guard;
mod page_metadata;
mod prose;
mod record;
mod reject;
mod split;

pub use article::{Document, RecordOrigin};
pub use date::parse_date;
pub use decoder::{Decoded, Decoder, Defaults, Limits};
pub use reject::Reject;
pub(crate) use reject::RejectPlace;

//! XML documents.

use roxmltree::Document;
use roxmltree::Error;
use roxmltree::ParsingOptions;

use super::guard;
use super::item::XmlItem;
use super::item::XmlNode;
use crate::record::error::Place;
use crate::record::error::RecordError;
use crate::record::error::name_found;

/// Bytes of a document that are read, unless told otherwise: 128 MiB.
const MAX_BYTES: usize = 128 << 20;

/// Elements, texts, comments and processing instructions of a document.
const MAX_NODES: u32 = 16_000_000;

/// A document, borrowed from its text.
///
/// Memory: about 80 bytes a node beside the text.
#[derive(Debug)]
pub(crate) struct XmlDocument<'t> {
    document: Document<'t>,
}

impl<'t> XmlDocument<'t> {
    /// Reads a text of at most 128 MiB; see [`Self::parse_within`].
    pub(crate) fn parse(text: &'t str) -> Result<Self, RecordError> {
        Self::parse_within(text, MAX_BYTES)
    }

    /// Reads a text of at most `max_bytes`.
    ///
    /// An encoding that its XML declaration names is ignored, since the text is decoded already.
    pub(crate) fn parse_within(text: &'t str, max_bytes: usize) -> Result<Self, RecordError> {
        if text.len() > max_bytes {
            let limit = max_bytes as u64;
            return Err(RecordError::TooLarge {
                place: Place::START,
                what: "an XML document in bytes",
                limit,
            });
        }
        guard::check(text)?;
        let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
        match Document::parse_with_options(text, options) {
            Ok(document) => Ok(Self { document }),
            Err(error) => Err(translated(&error, text)),
        }
    }

    /// The document itself: where the path of an iterator begins.
    pub(crate) fn root(&self) -> XmlItem<'_> {
        XmlItem::Node(XmlNode::new(self.document.root()))
    }
}

fn translated(error: &Error, text: &str) -> RecordError {
    let place = match error {
        Error::NoRootNode | Error::UnclosedRootNode | Error::UnexpectedEndOfStream => {
            Place::in_text(text.as_bytes(), text.len())
        }
        _ => place_of(text, error.pos().row, error.pos().col),
    };
    let reason = match error {
        Error::NodesLimitReached => {
            return RecordError::TooLarge { place, what: "the number of nodes", limit: u64::from(MAX_NODES) };
        }
        Error::AttributesLimitReached | Error::NamespacesLimitReached => {
            return RecordError::TooLarge {
                place,
                what: "the number of attributes or namespaces",
                limit: u64::from(u32::MAX),
            };
        }
        Error::DtdDetected => return RecordError::Doctype { place },
        Error::UnexpectedCloseTag(expected, found, _) => {
            format!("found `</{found}>`, expected `</{expected}>`")
        }
        Error::UnknownEntityReference(name, _) => {
            format!("found `&{name};`, expected `&amp;`, `&lt;`, `&gt;`, `&quot;`, `&apos;` or a number")
        }
        Error::UnknownNamespace(prefix, _) => {
            format!("found the prefix `{prefix}`, expected one that is declared by `xmlns:{prefix}`")
        }
        Error::DuplicatedAttribute(name, _) => {
            format!("found the attribute `{name}` again, expected it once")
        }
        Error::NoRootNode => "found no element, expected one".to_owned(),
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream => {
            "found the end of the text, expected closing tags".to_owned()
        }
        Error::InvalidName(_) => "found no name, expected one".to_owned(),
        Error::NonXmlChar(character, _) => {
            format!("found the character U+{:04X}, expected one that XML allows", u32::from(*character))
        }
        Error::InvalidChar(expected, found, _) => {
            format!("found {}, expected {}", byte(*found), byte(*expected))
        }
        Error::InvalidChar2(expected, found, _) => format!("found {}, expected {expected}", byte(*found)),
        Error::InvalidString(expected, _) => format!("found something else, expected `{expected}`"),
        Error::InvalidAttributeValue(_) => "found `<` in an attribute, expected `&lt;`".to_owned(),
        Error::MalformedEntityReference(_) => "found `&` alone, expected `&amp;`".to_owned(),
        Error::InvalidComment(_) => "found `--` in a comment, expected `-->` alone".to_owned(),
        Error::InvalidCharacterData(_) => "found `]]>` in text, expected `]]&gt;`".to_owned(),
        Error::UnexpectedDeclaration(_) => "found `<?xml`, expected it at the start alone".to_owned(),
        _ => {
            format!("found {}, expected XML 1.0 with namespaces", name_found(text.as_bytes(), offset(place)))
        }
    };
    RecordError::Xml { place, reason }
}

fn offset(place: Place) -> usize {
    usize::try_from(place.offset).unwrap_or(usize::MAX)
}

/// How a message names a byte.
fn byte(byte: u8) -> String {
    if byte.is_ascii_graphic() { format!("`{}`", char::from(byte)) } else { format!("the byte {byte:#04x}") }
}

/// The place of a line and column from 1.
fn place_of(text: &str, row: u32, column: u32) -> Place {
    let line = row.saturating_sub(1) as usize;
    let start = match line {
        0 => 0,
        _ => memchr::memchr_iter(b'\n', text.as_bytes()).nth(line - 1).map_or(text.len(), |at| at + 1),
    };
    let rest = text.get(start..).unwrap_or_default();
    let inside = rest.char_indices().nth(column.saturating_sub(1) as usize).map_or(rest.len(), |(at, _)| at);
    Place { line: u64::from(row), column: u64::from(column), offset: (start + inside) as u64 }
}

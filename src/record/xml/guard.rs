//! What is refused in an XML text before it is parsed.
//!
//! A parser's work and memory grow with depth, attributes and namespaces faster than with bytes, so all three have
//! limits, and a document type declaration is never read.

use crate::record::error::Place;
use crate::record::error::RecordError;

/// Levels of elements.
pub(super) const MAX_DEPTH: usize = 512;

/// Bytes of a tag.
const MAX_TAG_BYTES: usize = 64 << 10;

/// Attributes of a tag, declarations of namespaces included.
const MAX_ATTRIBUTES: usize = 256;

/// Declarations of namespaces that hold at one place.
const MAX_NAMESPACES: usize = 256;

/// Refuses what is too deep or too large for a parser, and document type declarations.
///
/// It reads only so much as it needs: what is malformed is left to the parser.
pub(super) fn check(text: &str) -> Result<(), RecordError> {
    let bytes = text.as_bytes();
    let mut namespaces: Vec<usize> = Vec::new();
    let mut declared = 0;
    let mut from = 0;
    while let Some(at) = find(bytes, from, b"<") {
        let rest = bytes.get(at..).unwrap_or_default();
        let end = if rest.starts_with(b"<!--") {
            find(bytes, at + 4, b"-->").map(|end| end + 3)
        } else if rest.starts_with(b"<![CDATA[") {
            find(bytes, at + 9, b"]]>").map(|end| end + 3)
        } else if rest.starts_with(b"<?") {
            find(bytes, at + 2, b"?>").map(|end| end + 2)
        } else if rest.starts_with(b"<!") {
            return Err(declaration(bytes, at));
        } else if rest.starts_with(b"</") {
            declared -= namespaces.pop().unwrap_or(0);
            find(bytes, at + 2, b">").map(|end| end + 1)
        } else {
            let tag = Tag::read(bytes, at)?;
            if !tag.empty {
                if namespaces.len() >= MAX_DEPTH {
                    return Err(RecordError::TooDeep { place: Place::in_text(bytes, at), limit: MAX_DEPTH });
                }
                namespaces.push(tag.namespaces);
                declared += tag.namespaces;
            }
            if declared > MAX_NAMESPACES {
                return Err(too_large(bytes, at, "the number of namespaces at one place", MAX_NAMESPACES));
            }
            tag.end
        };
        match end {
            Some(end) => from = end,
            None => return Ok(()),
        }
    }
    Ok(())
}

/// The error of `<!` that begins neither a comment nor a CDATA section.
fn declaration(bytes: &[u8], at: usize) -> RecordError {
    let place = Place::in_text(bytes, at);
    let name = bytes.get(at + 2..at + 9).unwrap_or_default();
    if name.eq_ignore_ascii_case(b"doctype") {
        return RecordError::Doctype { place };
    }
    RecordError::Xml { place, reason: "found `<!`, expected `<!--` or `<![CDATA[`".to_owned() }
}

fn too_large(bytes: &[u8], at: usize, what: &'static str, limit: usize) -> RecordError {
    RecordError::TooLarge { place: Place::in_text(bytes, at), what, limit: limit as u64 }
}

fn find(bytes: &[u8], from: usize, needle: &[u8]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let found = match needle {
        [byte] => memchr::memchr(*byte, rest),
        _ => memchr::memmem::find(rest, needle),
    };
    found.map(|at| from + at)
}

/// A start tag.
struct Tag {
    /// The byte after it, if it ends.
    end: Option<usize>,
    /// Whether it is the whole element.
    empty: bool,
    /// Declarations of namespaces.
    namespaces: usize,
}

impl Tag {
    /// Reads the tag at `at` up to the `>` that stands in no value.
    fn read(bytes: &[u8], at: usize) -> Result<Self, RecordError> {
        let limit = bytes.len().min(at + MAX_TAG_BYTES);
        let (mut attributes, mut namespaces) = (0, 0);
        let mut from = at + 1;
        while let Some(stop) =
            bytes.get(from..limit).and_then(|rest| memchr::memchr3(b'>', b'"', b'\'', rest))
        {
            let stop = from + stop;
            match bytes.get(stop) {
                Some(b'>') => {
                    let empty = bytes.get(stop - 1) == Some(&b'/');
                    return Ok(Self { end: Some(stop + 1), empty, namespaces });
                }
                Some(quote) => {
                    attributes += 1;
                    let name = bytes.get(from..stop).unwrap_or_default();
                    namespaces += usize::from(memchr::memmem::find(name, b"xmlns").is_some());
                    if attributes > MAX_ATTRIBUTES {
                        return Err(too_large(
                            bytes,
                            at,
                            "the number of attributes of a tag",
                            MAX_ATTRIBUTES,
                        ));
                    }
                    let value = bytes.get(stop + 1..limit).unwrap_or_default();
                    match memchr::memchr(*quote, value) {
                        Some(length) => from = stop + length + 2,
                        None => break,
                    }
                }
                None => break,
            }
        }
        if limit < bytes.len() {
            return Err(too_large(bytes, at, "a tag in bytes", MAX_TAG_BYTES));
        }
        Ok(Self { end: None, empty: false, namespaces })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> &'static str {
        check(text).map_or_else(|error| error.code(), |()| "fine")
    }

    #[test]
    fn ordinary_documents_pass() {
        assert_eq!(
            code("<?xml version='1.0'?><!-- <!DOCTYPE --><a b='>' c=\"'<\"><![CDATA[<!DOCTYPE]]>x<d/></a>"),
            "fine"
        );
        assert_eq!(code(&"<a/>".repeat(5000)), "fine");
        assert_eq!(code(""), "fine");
        assert_eq!(code("<a b='"), "fine");
    }

    #[test]
    fn a_document_type_is_refused_wherever_it_stands() {
        for text in [
            "<!DOCTYPE a><a/>",
            "<?xml version='1.0'?>\n<!doctype a [<!ENTITY x SYSTEM 'file:///e'>]><a/>",
            "<a><!DOCTYPE b></a>",
        ] {
            assert_eq!(code(text), "doctype-refused");
        }
        let error = check(" \n<!DOCTYPE a>").unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 2, column 1 (byte 2): found `<!DOCTYPE`, which is never read (expected a document without it)"
        );
    }

    #[test]
    fn depth_attributes_tags_and_namespaces_have_limits() {
        assert_eq!(code(&("<a>".repeat(512) + &"</a>".repeat(512))), "fine");
        assert_eq!(code(&"<a>".repeat(513)), "too-deep");
        let attributes = |count: usize| (0..count).map(|n| format!(" a{n}=''")).collect::<Vec<_>>().concat();
        assert_eq!(code(&format!("<a{}/>", attributes(256))), "fine");
        assert_eq!(code(&format!("<a{}/>", attributes(257))), "too-large");
        assert_eq!(code(&format!("<a{}/>", attributes(1_000_000))), "too-large");
        assert_eq!(code(&format!("<a b='{}'/>", "x".repeat(70_000))), "too-large");
        assert_eq!(code(&format!("<a{}/>", " ".repeat(70_000))), "too-large");
        let declared =
            |count: usize| (0..count).map(|n| format!("<a xmlns:n{n}='u'>")).collect::<Vec<_>>().concat();
        assert_eq!(code(&declared(257)), "too-large");
        assert_eq!(code(&declared(256)), "fine");
    }
}

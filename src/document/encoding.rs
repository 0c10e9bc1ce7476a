//! Bytes to characters.

use encoding_rs::Encoding;
use encoding_rs::UTF_8;
use encoding_rs::UTF_16BE;
use encoding_rs::UTF_16LE;
use encoding_rs::WINDOWS_1252;

use super::record::Problem;

/// A decoded text, and the encoding where it had to be guessed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Decoding {
    pub(super) text: String,
    /// The encoding's name, where neither a byte order mark nor valid UTF-8 settled it.
    pub(super) guessed: Option<&'static str>,
}

/// Decodes `bytes`: by a byte order mark, as UTF-8 where that is valid, by the `declared` label, or as
/// windows-1252, in which every byte means something.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Decoding, Problem> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return match encoding.decode_without_bom_handling_and_without_replacement(rest) {
            Some(text) => Ok(Decoding { text: text.into_owned(), guessed: None }),
            None => Err(Problem::new(
                "bad-text",
                format!("its byte order mark says {}, but its bytes are not that", encoding.name()),
            )),
        };
    }
    if let Ok(text) = str::from_utf8(bytes) {
        return Ok(Decoding { text: text.to_owned(), guessed: None });
    }
    let encoding = declared
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .filter(|encoding| *encoding != UTF_8 && *encoding != UTF_16LE && *encoding != UTF_16BE)
        .unwrap_or(WINDOWS_1252);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Ok(Decoding { text: text.into_owned(), guessed: Some(encoding.name()) })
}

/// Refuses a text with a NUL, which no RDF syntax and few tools carry.
pub(super) fn refuse_nul(text: &str) -> Result<(), Problem> {
    match text.find('\0') {
        None => Ok(()),
        Some(at) => {
            let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
            Err(Problem::new("bad-text", format!("its text holds a NUL character in line {line}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], declared: Option<&str>, text: &str, guessed: Option<&'static str>) {
        assert_eq!(decode(bytes, declared), Ok(Decoding { text: text.to_owned(), guessed }));
    }

    #[test]
    fn byte_order_marks_settle_the_encoding_and_are_no_text() {
        check(b"\xef\xbb\xbfna\xc3\xafve", None, "naïve", None);
        check(b"\xff\xfeh\x00\xe9\x00", None, "hé", None);
        check(b"\xfe\xff\x00h\x00\xe9", None, "hé", None);
        check(b"\xef\xbb\xbf", None, "", None);
    }

    #[test]
    fn valid_utf8_outranks_a_declaration_that_lies() {
        check("naïve “x”".as_bytes(), Some("iso-8859-1"), "naïve “x”", None);
    }

    #[test]
    fn other_bytes_are_read_as_declared_or_as_windows_1252() {
        check(b"\x93na\xefve\x94", None, "“naïve”", Some("windows-1252"));
        check(b"\xcc\xee\xf1\xea\xe2\xe0", Some("windows-1251"), "Москва", Some("windows-1251"));
    }

    #[test]
    fn a_lone_surrogate_in_utf16_and_a_nul_are_refused() {
        assert_eq!(decode(b"\xff\xfeh\x00\x00\xd8", None).unwrap_err().code, "bad-text");
        assert_eq!(refuse_nul("a\nb\0").unwrap_err().message, "its text holds a NUL character in line 2");
    }
}

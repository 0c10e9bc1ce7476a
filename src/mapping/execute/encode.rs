//! Bytes of RDF terms in N-Triples syntax, and the encodings on the way there.

use crate::mapping::model::Encoding;

/// How many bytes are looked at together: a loop of this length has no branches and runs in vector registers.
const LANES: usize = 16;

/// Whether a byte is escaped in a literal.
#[expect(clippy::needless_bitwise_bool, reason = "without branches the loop runs in vector registers")]
fn is_escaped(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\') | (byte == 0x7F)
}

/// Whether no byte of a text is escaped in a literal.
fn is_plain(bytes: &[u8]) -> bool {
    let (lanes, rest) = bytes.as_chunks::<LANES>();
    lanes.iter().all(|lane| !lane.iter().fold(false, |any, byte| any | is_escaped(*byte)))
        && !rest.iter().any(|byte| is_escaped(*byte))
}

/// Appends a literal's text with the escapes of canonical N-Triples (RDF 1.1 N-Triples, 7.1; RDF 1.2, 4).
pub(in crate::mapping) fn push_escaped(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    if is_plain(bytes) {
        out.extend_from_slice(bytes);
        return;
    }
    let mut from = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let escape: &[u8] = match byte {
            b'"' => b"\\\"",
            b'\\' => b"\\\\",
            b'\n' => b"\\n",
            b'\r' => b"\\r",
            b'\t' => b"\\t",
            0x08 => b"\\b",
            0x0C => b"\\f",
            0..0x20 | 0x7F => {
                out.extend_from_slice(bytes.get(from..at).unwrap_or_default());
                out.extend_from_slice(format!("\\u{byte:04X}").as_bytes());
                from = at + 1;
                continue;
            }
            _ => continue,
        };
        out.extend_from_slice(bytes.get(from..at).unwrap_or_default());
        out.extend_from_slice(escape);
        from = at + 1;
    }
    out.extend_from_slice(bytes.get(from..).unwrap_or_default());
}

/// Appends a value as part of an IRI (RML-Core, IRI encoding).
pub(in crate::mapping) fn push_encoded(text: &str, encoding: Encoding, out: &mut Vec<u8>) {
    if encoding == Encoding::Unsafe {
        push_iri(text, out);
        return;
    }
    let bytes = text.as_bytes();
    if bytes.iter().all(|byte| is_unreserved(*byte)) {
        out.extend_from_slice(bytes);
        return;
    }
    let mut from = 0;
    for (at, character) in text.char_indices() {
        let kept = if character.is_ascii() {
            is_unreserved(character as u8)
        } else {
            encoding == Encoding::Iri && is_ucschar(character)
        };
        if kept {
            continue;
        }
        let end = at + character.len_utf8();
        out.extend_from_slice(bytes.get(from..at).unwrap_or_default());
        for byte in bytes.get(at..end).unwrap_or_default() {
            out.push(b'%');
            out.push(hexadecimal(byte >> 4));
            out.push(hexadecimal(byte & 15));
        }
        from = end;
    }
    out.extend_from_slice(bytes.get(from..).unwrap_or_default());
}

/// `unreserved` of RFC 3986, 2.3.
fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn hexadecimal(digit: u8) -> u8 {
    if digit < 10 { b'0' + digit } else { b'A' + digit - 10 }
}

/// `ucschar` of RFC 3987, 2.2.
fn is_ucschar(character: char) -> bool {
    matches!(u32::from(character),
        0xA0..=0xD7FF | 0xF900..=0xFDCF | 0xFDF0..=0xFFEF
        | 0x1_0000..=0x1_FFFD | 0x2_0000..=0x2_FFFD | 0x3_0000..=0x3_FFFD | 0x4_0000..=0x4_FFFD
        | 0x5_0000..=0x5_FFFD | 0x6_0000..=0x6_FFFD | 0x7_0000..=0x7_FFFD | 0x8_0000..=0x8_FFFD
        | 0x9_0000..=0x9_FFFD | 0xA_0000..=0xA_FFFD | 0xB_0000..=0xB_FFFD | 0xC_0000..=0xC_FFFD
        | 0xD_0000..=0xD_FFFD | 0xE_1000..=0xE_FFFD)
}

/// Appends an IRI; what may not stand in it is escaped as its code point (N-Triples, `IRIREF`).
pub(in crate::mapping) fn push_iri(iri: &str, out: &mut Vec<u8>) {
    let mut buffer = [0; 4];
    for character in iri.chars() {
        if character <= ' ' || matches!(character, '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\') {
            out.extend_from_slice(format!("\\u{:04X}", u32::from(character)).as_bytes());
        } else {
            out.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
        }
    }
}

/// Appends a blank node label made of a value: letters and digits stay, all else is written as its code, so
/// that different values have different labels.
pub(in crate::mapping) fn push_label(text: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(b"_:b");
    if text.len() > 200 {
        out.push(b'_');
        out.extend_from_slice(digest(text.as_bytes()).as_bytes());
        return;
    }
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            out.push(character as u8);
        } else {
            out.extend_from_slice(format!("_{:X}_", u32::from(character)).as_bytes());
        }
    }
}

/// 128 bits of SHA-256 in hexadecimal.
pub(in crate::mapping) fn digest(bytes: &[u8]) -> String {
    use sha2::Digest;
    use std::fmt::Write;
    let hash = sha2::Sha256::digest(bytes);
    hash.iter().take(16).fold(String::with_capacity(32), |mut text, byte| {
        if write!(text, "{byte:02x}").is_err() {
            text.clear();
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::{push_encoded, push_escaped, push_label};
    use crate::mapping::model::Encoding;

    fn encoded(text: &str, encoding: Encoding) -> String {
        let mut out = Vec::new();
        push_encoded(text, encoding, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn values_in_iris_are_percent_encoded() {
        // The table of RML-Core, IRI encoding.
        for (text, iri, uri) in [
            ("42", "42", "42"),
            ("Hello World!", "Hello%20World%21", "Hello%20World%21"),
            ("2011-08-23T22:17:00Z", "2011-08-23T22%3A17%3A00Z", "2011-08-23T22%3A17%3A00Z"),
            ("~A_17.1-2", "~A_17.1-2", "~A_17.1-2"),
            ("葉篤正", "葉篤正", "%E8%91%89%E7%AF%A4%E6%AD%A3"),
        ] {
            assert_eq!(encoded(text, Encoding::Iri), iri);
            assert_eq!(encoded(text, Encoding::Uri), uri);
        }
    }

    #[test]
    fn literals_are_escaped() {
        let mut out = Vec::new();
        push_escaped("a\"b\\c\nd\u{1}é", &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), "a\\\"b\\\\c\\nd\\u0001é");
    }

    #[test]
    fn a_text_is_escaped_wherever_it_needs_it() {
        // Longer than what is looked at together, with each place before and behind its ends.
        for place in 0..40 {
            for (character, escape) in
                [('"', "\\\""), ('\\', "\\\\"), ('\u{1F}', "\\u001F"), ('\u{7F}', "\\u007F")]
            {
                let (head, tail) = ("é".repeat(place / 2) + &"a".repeat(place % 2), " !~#[]".repeat(6));
                let mut out = Vec::new();
                push_escaped(&format!("{head}{character}{tail}"), &mut out);
                assert_eq!(String::from_utf8(out).unwrap(), format!("{head}{escape}{tail}"));
            }
        }
    }

    #[test]
    fn different_values_have_different_labels() {
        let label = |text| {
            let mut out = Vec::new();
            push_label(text, &mut out);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(label("ab 1"), "_:bab_20_1");
        assert_ne!(label("a_20_1"), label("a 1"));
    }
}

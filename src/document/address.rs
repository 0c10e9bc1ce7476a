//! Addresses of articles as IRIs.

use std::fmt::Write;

use oxigraph::model::NamedNode;

/// What became of an address.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Address {
    /// It is an IRI as it stands.
    Sound(String),
    /// It is one with these characters percent-encoded.
    Encoded(String),
    /// It is none: not absolute, or of a scheme that does not lead to an article.
    Bad,
}

/// Schemes that lead to an article.
const SCHEMES: [&str; 8] = ["http:", "https:", "ftp:", "urn:", "doi:", "tag:", "file:", "info:"];

/// Reads an address (RFC 3987). Characters that an IRI may not hold are percent-encoded.
pub(super) fn read_address(text: &str) -> Address {
    let text = text.trim();
    let lower: String = text.chars().take(6).collect::<String>().to_ascii_lowercase();
    if text.len() > 8192 || !SCHEMES.iter().any(|scheme| lower.starts_with(scheme)) {
        return Address::Bad;
    }
    let encoded = encode(text);
    let sound = encoded == text;
    match NamedNode::new(encoded) {
        Ok(_) if sound => Address::Sound(text.to_owned()),
        Ok(node) => Address::Encoded(node.into_string()),
        Err(_) => Address::Bad,
    }
}

fn encode(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let encode = match character {
            '%' => !is_escape(text.as_bytes().get(at + 1..at + 3).unwrap_or_default()),
            ' ' | '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`' => true,
            other => other.is_control() || is_invisible(other),
        };
        if encode {
            let mut buffer = [0; 4];
            for byte in character.encode_utf8(&mut buffer).bytes() {
                write!(result, "%{byte:02X}").unwrap_or_default();
            }
        } else {
            result.push(character);
        }
    }
    result
}

fn is_escape(digits: &[u8]) -> bool {
    digits.len() == 2 && digits.iter().all(u8::is_ascii_hexdigit)
}

/// Characters that show another address than there is: direction marks and overrides, zero-width blanks.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stay_are_encoded_or_are_refused() {
        let encoded = |text: &str| Address::Encoded(text.to_owned());
        for (text, expected) in [
            ("https://example.org/a?b=%20c#d", Address::Sound("https://example.org/a?b=%20c#d".to_owned())),
            ("https://example.org/é", Address::Sound("https://example.org/é".to_owned())),
            (
                "http://e/x> <http://evil/p> <http://evil/o> .",
                encoded("http://e/x%3E%20%3Chttp://evil/p%3E%20%3Chttp://evil/o%3E%20."),
            ),
            ("http://e/{}", encoded("http://e/%7B%7D")),
            ("http://e/a b", encoded("http://e/a%20b")),
            ("http://e/%zz", encoded("http://e/%25zz")),
            ("http://e/\u{202e}gpj", encoded("http://e/%E2%80%AEgpj")),
            ("javascript:alert(1)", Address::Bad),
            (" JaVaScRiPt:alert(1)", Address::Bad),
            ("/articles/1", Address::Bad),
            ("http://[", Address::Bad),
            ("", Address::Bad),
        ] {
            assert_eq!(read_address(text), expected, "{text}");
        }
    }
}

//! Escaping, and its reverse, for HTML, XML, URLs, CSV and JavaScript.

use std::borrow::Cow;
use std::fmt::Write;

use super::call::Call;
use super::call::Output;
use super::call::one;
use super::parameter::VALUE;
use super::table::Function;
use super::table::Parameter;
use super::table::TEXT;

const MODE: Parameter = Parameter::new(grel!("modeParam"), &[grel!("modeParameter")]);

/// The modes, for messages.
const MODES: &str = "a mode (expected `html`, `xml`, `url`, `csv` or `javascript`)";

/// The functions of this file.
pub(super) static FUNCTIONS: &[Function] = &[
    Function::new(grel!("escape"), &[VALUE, MODE], TEXT, escape).also(&[grel!("string_escape")]),
    Function::new(grel!("string_unescape"), &[VALUE, MODE], TEXT, unescape).also(&[grel!("unescape")]),
];

fn escape(call: &Call<'_>) -> Output {
    let (value, mode) = (call.required(0)?, call.required(1)?);
    match mode {
        "html" => one(to_entities(value, false)),
        "xml" => one(to_entities(value, true)),
        "url" => one(to_percent(value)),
        "csv" => one(to_csv(value)),
        "javascript" => one(to_javascript(value)),
        _ => Err(call.wrong(1, mode, MODES)),
    }
}

fn unescape(call: &Call<'_>) -> Output {
    let (value, mode) = (call.required(0)?, call.required(1)?);
    match mode {
        "html" | "xml" => one(from_entities(value)),
        "url" => match from_percent(value) {
            Some(text) => one(text),
            None => Err(call.wrong(0, value, "percent-encoded UTF-8")),
        },
        "csv" => one(from_csv(value)),
        "javascript" => one(from_javascript(value)),
        _ => Err(call.wrong(1, mode, MODES)),
    }
}

/// The characters that have a meaning in HTML, and the apostrophe in XML. Others stay, as the text is UTF-8.
fn to_entities(text: &str, with_apostrophe: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' if with_apostrophe => escaped.push_str("&apos;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Resolves the entities of XML, `&nbsp;` and numbers; what is none stays.
fn from_entities(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let resolved = after.split_once(';').and_then(|(name, behind)| Some((entity(name)?, behind)));
        if let Some((character, behind)) = resolved {
            plain.push(character);
            rest = behind;
        } else {
            plain.push('&');
            rest = after;
        }
    }
    plain.push_str(rest);
    plain
}

/// The character of an entity.
fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{A0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let (digits, radix) = match number.strip_prefix(['x', 'X']) {
                Some(digits) => (digits, 16),
                None => (number, 10),
            };
            // `from_str_radix` takes a sign, a character reference does not.
            if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                return None;
            }
            char::from_u32(u32::from_str_radix(digits, radix).ok()?)
        }
    }
}

/// All but the unreserved characters of RFC 3986, section 2.3, as `ENCODE_FOR_URI` of SPARQL.
fn to_percent(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => escaped.push(byte.into()),
            _ => {
                // Writing to a string does not fail.
                let _ = write!(escaped, "%{byte:02X}");
            }
        }
    }
    escaped
}

/// Resolves `%` with two digits; a plus sign stays. `None` if it is not UTF-8 or a digit is missing.
fn from_percent(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let [high, low, after @ ..] = rest else {
            return None;
        };
        let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        bytes.push(digit(high)? * 16 + digit(low)?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

/// A field in quotes, if it needs them (RFC 4180, section 2).
fn to_csv(text: &str) -> Cow<'_, str> {
    if text.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\"")).into()
    } else {
        text.into()
    }
}

fn from_csv(text: &str) -> Cow<'_, str> {
    match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\"").into(),
        None => text.into(),
    }
}

/// Quotes, the backslash and control characters with a backslash.
fn to_javascript(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' | '\'' | '\\' | '/' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            '\u{8}' => escaped.push_str("\\b"),
            '\u{C}' => escaped.push_str("\\f"),
            control if control.is_control() => {
                let _ = write!(escaped, "\\u{:04X}", u32::from(control));
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// Resolves backslashes; one before another character is dropped, and halves of a surrogate pair are joined.
fn from_javascript(text: &str) -> String {
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
        let mut push = |character: char| units.extend_from_slice(character.encode_utf16(&mut [0; 2]));
        let Some(escaped) = (character == '\\').then(|| rest.chars().next()).flatten() else {
            push(character);
            continue;
        };
        rest = rest.get(escaped.len_utf8()..).unwrap_or_default();
        match escaped {
            'n' => push('\n'),
            'r' => push('\r'),
            't' => push('\t'),
            'b' => push('\u{8}'),
            'f' => push('\u{C}'),
            'u' => {
                let digits =
                    rest.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
                match digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()) {
                    Some(unit) => {
                        units.push(unit);
                        rest = rest.get(4..).unwrap_or_default();
                    }
                    None => push('u'),
                }
            }
            other => push(other),
        }
    }
    String::from_utf16_lossy(&units)
}

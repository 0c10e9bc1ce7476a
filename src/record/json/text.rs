//! The escapes of JSON strings: RFC 8259 section 7.

/// What is wrong with an escape, and where its backslash stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BadEscape {
    /// Bytes before the backslash.
    pub(super) at: usize,
    /// What is wrong.
    pub(super) fault: Fault,
}

/// What can be wrong with an escape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// No escape of JSON.
    Unknown,
    /// Half of a surrogate pair, which is no character.
    LoneSurrogate,
    /// The character NUL, which no RDF syntax carries.
    Nul,
}

/// Appends `raw`, the inside of a string without its quotes, to `out` with its escapes replaced.
pub(super) fn unescape(raw: &str, out: &mut String) -> Result<(), BadEscape> {
    let mut from = 0;
    while let Some(more) = raw.get(from..).and_then(|rest| memchr::memchr(b'\\', rest.as_bytes())) {
        let at = from + more;
        out.push_str(raw.get(from..at).unwrap_or_default());
        let bad = |fault| BadEscape { at, fault };
        let kind = raw.as_bytes().get(at + 1).ok_or(bad(Fault::Unknown))?;
        from = at + 2;
        out.push(match kind {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let (character, length) = by_number(raw, at).map_err(bad)?;
                from = at + length;
                character
            }
            _ => return Err(bad(Fault::Unknown)),
        });
    }
    out.push_str(raw.get(from..).unwrap_or_default());
    Ok(())
}

/// The character of the escape `\uXXXX` or of a pair of them at `at`, and the bytes that it takes.
fn by_number(raw: &str, at: usize) -> Result<(char, usize), Fault> {
    match hexadecimal(raw, at).ok_or(Fault::Unknown)? {
        0 => Err(Fault::Nul),
        high @ 0xD800..0xDC00 => match hexadecimal(raw, at + 6) {
            Some(low @ 0xDC00..0xE000) => {
                let number = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                char::from_u32(number).map(|character| (character, 12)).ok_or(Fault::LoneSurrogate)
            }
            _ => Err(Fault::LoneSurrogate),
        },
        number => char::from_u32(number).map(|character| (character, 6)).ok_or(Fault::LoneSurrogate),
    }
}

/// The number of `\uXXXX` at `at`.
fn hexadecimal(raw: &str, at: usize) -> Option<u32> {
    let digits = raw.get(at..at + 6)?.strip_prefix("\\u")?;
    digits.chars().try_fold(0, |number, digit| Some(number * 16 + digit.to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: &str) {
        let mut out = String::new();
        assert_eq!(unescape(raw, &mut out), Ok(()));
        assert_eq!(out, expected);
    }

    fn refuse(raw: &str, at: usize, fault: Fault) {
        assert_eq!(unescape(raw, &mut String::new()), Err(BadEscape { at, fault }));
    }

    #[test]
    fn every_escape_stands_for_its_character() {
        check(r#"a\"\\\/\b\f\n\r\tz"#, "a\"\\/\u{8}\u{c}\n\r\tz");
        check(r"\u00e9\u00E9é", "ééé");
        check(r"\ud83d\ude00!", "😀!");
    }

    #[test]
    fn half_a_surrogate_pair_is_no_character() {
        refuse(r"x\ud83d", 1, Fault::LoneSurrogate);
        refuse(r"\ud83d\n", 0, Fault::LoneSurrogate);
        refuse(r"\ud83d\ud83d", 0, Fault::LoneSurrogate);
        refuse(r"\ude00", 0, Fault::LoneSurrogate);
    }

    #[test]
    fn other_escapes_and_nul_are_refused() {
        refuse(r"ab\x", 2, Fault::Unknown);
        refuse(r"\u12", 0, Fault::Unknown);
        refuse(r"\u12g4", 0, Fault::Unknown);
        refuse(r"\u+123", 0, Fault::Unknown);
        refuse(r"\", 0, Fault::Unknown);
        refuse(r"\u0000", 0, Fault::Nul);
    }
}

//! The grammar of JSON numbers: RFC 8259 section 6.

/// Where the number at `from` ends, or the index at which it stops being one and what is expected there.
pub(super) fn number_end(bytes: &[u8], from: usize) -> Result<usize, (usize, &'static str)> {
    let mut at = from;
    if bytes.get(at) == Some(&b'-') {
        at += 1;
    }
    at = match bytes.get(at) {
        Some(b'0') => at + 1,
        Some(b'1'..=b'9') => digits_end(bytes, at + 1),
        _ => return Err((at, "a digit")),
    };
    if let Some(b'0'..=b'9') = bytes.get(at) {
        return Err((at, "no digit after a leading zero"));
    }
    if bytes.get(at) == Some(&b'.') {
        at = some_digits(bytes, at + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        at += 1;
        if let Some(b'+' | b'-') = bytes.get(at) {
            at += 1;
        }
        at = some_digits(bytes, at)?;
    }
    Ok(at)
}

fn some_digits(bytes: &[u8], from: usize) -> Result<usize, (usize, &'static str)> {
    let end = digits_end(bytes, from);
    if end == from { Err((from, "a digit")) } else { Ok(end) }
}

fn digits_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(b'0'..=b'9') = bytes.get(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_where_their_grammar_ends() {
        for text in ["0", "-0", "12", "-12.50", "1e9", "1E+09", "0.1e-2", "123456789012345678901234567890"] {
            assert_eq!(number_end(text.as_bytes(), 0), Ok(text.len()));
            assert_eq!(number_end(format!("{text},").as_bytes(), 0), Ok(text.len()));
        }
    }

    #[test]
    fn what_is_no_number_is_refused_where_it_goes_wrong() {
        for (text, at) in [
            ("-", 1),
            ("01", 1),
            ("-00", 2),
            ("1.", 2),
            ("1.e3", 2),
            ("1e", 2),
            ("1e+", 3),
            ("+1", 0),
            (".5", 0),
        ] {
            assert_eq!(number_end(text.as_bytes(), 0).unwrap_err().0, at, "{text}");
        }
    }
}

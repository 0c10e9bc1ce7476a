//! Numbers and texts of `XPath`: `XPath` 1.0 sections 4.2 and 4.4.

/// The number that `text` writes, or `NaN`: white space, a minus sign, digits, a point.
pub(super) fn to_number(text: &str) -> f64 {
    let trimmed = text.trim_matches([' ', '\t', '\n', '\r']);
    let digits = trimmed.strip_prefix('-').unwrap_or(trimmed);
    let points = digits.bytes().filter(|byte| *byte == b'.').count();
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if !plain || points > 1 || digits.len() == points {
        return f64::NAN;
    }
    trimmed.parse().unwrap_or(f64::NAN)
}

/// A number as `XPath` writes it: never with an exponent, whole numbers without a point, zero without a sign.
pub(super) fn to_text(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 { "Infinity".to_owned() } else { "-Infinity".to_owned() }
    } else if number == 0.0 {
        "0".to_owned()
    } else {
        number.to_string()
    }
}

/// The nearest whole number, of two the one nearer to positive infinity.
pub(super) fn round(number: f64) -> f64 {
    let below = number.floor();
    if number - below >= 0.5 { below + 1.0 } else { below }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_numbers_by_the_grammar_alone() {
        for (text, expected) in [("12", 12.0), (" -1.50\n", -1.5), (".5", 0.5), ("5.", 5.0), ("-0", 0.0)] {
            assert!((to_number(text) - expected).abs() < f64::EPSILON, "{text}");
        }
        for text in ["", " ", "-", ".", "+1", "1e3", "1 2", "--1", "1.2.3", "inf", "NaN", "0x1", "- 1"] {
            assert!(to_number(text).is_nan(), "{text}");
        }
    }

    #[test]
    fn numbers_are_written_without_exponents() {
        for (number, expected) in [
            (1.0, "1"),
            (-1.5, "-1.5"),
            (1e21, "1000000000000000000000"),
            (1e-7, "0.0000001"),
            (-0.0, "0"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "Infinity"),
            (f64::NEG_INFINITY, "-Infinity"),
            (0.1 + 0.2, "0.30000000000000004"),
        ] {
            assert_eq!(to_text(number), expected);
        }
    }

    #[test]
    fn halves_are_rounded_up() {
        for (number, expected) in [
            (2.5, "3"),
            (-2.5, "-2"),
            (0.5, "1"),
            (-0.5, "0"),
            (1.4, "1"),
            (f64::NAN, "NaN"),
            (0.499_999_999_999_999_94, "0"),
        ] {
            assert_eq!(to_text(round(number)), expected);
        }
    }
}

//! Canonical forms (XSD 1.1 part 2, section E). The argument is valid: the door checks it.

use std::borrow::Cow;

/// Of an integer: no plus sign, no zeros before, no minus before zero (`noDecimalPtCanonicalMap`).
pub(super) fn integer(lexical: &str) -> Cow<'_, str> {
    let (negative, digits) = split(lexical);
    joined(lexical, negative, digits, "")
}

/// Of a decimal: as an integer if it is one, else with digits on both sides of the point
/// (`decimalCanonicalMap`).
pub(super) fn decimal(lexical: &str) -> Cow<'_, str> {
    let (negative, digits) = split(lexical);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    joined(lexical, negative, whole, fraction.trim_end_matches('0'))
}

/// Whether there is a minus, and what follows the sign and the zeros.
fn split(lexical: &str) -> (bool, &str) {
    let negative = lexical.starts_with('-');
    (negative, lexical.trim_start_matches(['-', '+']).trim_start_matches('0'))
}

/// The canonical form of the digits before and after the point; borrowed if it is the lexical form.
fn joined<'a>(lexical: &'a str, negative: bool, whole: &'a str, fraction: &str) -> Cow<'a, str> {
    let is_zero = whole.is_empty() && fraction.is_empty();
    let sign = if negative && !is_zero { "-" } else { "" };
    let zero = if whole.is_empty() { "0" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    let length = sign.len() + zero.len() + whole.len() + point.len() + fraction.len();
    // Only signs, zeros and a point are ever taken away, and nothing but a zero is added (`.5`).
    if length == lexical.len() && zero.is_empty() {
        return Cow::Borrowed(lexical);
    }
    if !negative && zero.is_empty() && point.is_empty() {
        return Cow::Borrowed(whole);
    }
    Cow::Owned([sign, zero, whole, point, fraction].concat())
}

/// Of a boolean: `true` or `false`.
pub(super) fn boolean(lexical: &str) -> Cow<'_, str> {
    Cow::Borrowed(if matches!(lexical, "true" | "1") { "true" } else { "false" })
}

/// Of a double: one digit before the point, at least one after it, and an exponent; the fewest digits that
/// name the value (`doubleCanonicalMap`).
pub(super) fn double(lexical: &str) -> Cow<'_, str> {
    match lexical.parse::<f64>() {
        Ok(value) => {
            scientific(value.is_finite(), value.is_nan(), value.is_sign_negative(), &format!("{value:E}"))
        }
        Err(_) => Cow::Borrowed(lexical),
    }
}

/// Of a float: as a double, in the precision of a float.
pub(super) fn float(lexical: &str) -> Cow<'_, str> {
    match lexical.parse::<f32>() {
        Ok(value) => {
            scientific(value.is_finite(), value.is_nan(), value.is_sign_negative(), &format!("{value:E}"))
        }
        Err(_) => Cow::Borrowed(lexical),
    }
}

/// A point is put into Rust's form of a number (`1E2`), which has the fewest digits that name it.
fn scientific(is_finite: bool, is_nan: bool, is_negative: bool, written: &str) -> Cow<'static, str> {
    if is_nan {
        return Cow::Borrowed("NaN");
    }
    if !is_finite {
        return Cow::Borrowed(if is_negative { "-INF" } else { "INF" });
    }
    let (digits, exponent) = written.split_once('E').unwrap_or((written, "0"));
    let point = if digits.contains('.') { "" } else { ".0" };
    Cow::Owned([digits, point, "E", exponent].concat())
}

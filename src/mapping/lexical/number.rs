//! Numbers: `xsd:decimal`, `xsd:double`, `xsd:integer` and the types derived from it.

/// The values of an integer type: at least `-below` and at most `above`; `None` is no bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    /// The greatest magnitude of a negative value.
    below: Option<u64>,
    /// The greatest value that is not negative.
    above: Option<u64>,
    /// Whether zero is a value; it is none of `negativeInteger` and of `positiveInteger`.
    zero: bool,
}

/// The values of `xsd:integer`.
pub(super) const ANY: Range = Range { below: None, above: None, zero: true };

/// The values of the integer types derived from `xsd:integer` (XSD 1.1 part 2, section 3.4.14 and after).
pub(super) fn range(local: &str) -> Option<Range> {
    let signed =
        |max: i64| Range { below: Some(max.unsigned_abs() + 1), above: Some(max.unsigned_abs()), zero: true };
    let unsigned = |above| Range { below: Some(0), above, zero: true };
    Some(match local {
        "long" => signed(i64::MAX),
        "int" => signed(i32::MAX.into()),
        "short" => signed(i16::MAX.into()),
        "byte" => signed(i8::MAX.into()),
        "nonNegativeInteger" => unsigned(None),
        "positiveInteger" => Range { zero: false, ..unsigned(None) },
        "unsignedLong" => unsigned(Some(u64::MAX)),
        "unsignedInt" => unsigned(Some(u32::MAX.into())),
        "unsignedShort" => unsigned(Some(u16::MAX.into())),
        "unsignedByte" => unsigned(Some(u8::MAX.into())),
        "nonPositiveInteger" => Range { below: None, above: Some(0), zero: true },
        "negativeInteger" => Range { below: None, above: Some(0), zero: false },
        _ => return None,
    })
}

/// Splits the sign off: whether it is a minus, and the rest.
fn split_sign(bytes: &[u8]) -> (bool, &[u8]) {
    match bytes {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, bytes),
    }
}

/// Splits the digits off the beginning: how many there are, and the rest.
fn split_digits(bytes: &[u8]) -> (usize, &[u8]) {
    let count = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (count, bytes.get(count..).unwrap_or_default())
}

/// Whether these are the digits of an integer in a range.
pub(super) fn is_integer_in(bytes: &[u8], range: Range) -> bool {
    let (negative, digits) = split_sign(bytes);
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    if range == ANY {
        return true;
    }
    let magnitude = magnitude(digits);
    if magnitude == Some(0) {
        return range.zero;
    }
    match if negative { range.below } else { range.above } {
        None => true,
        Some(bound) => magnitude.is_some_and(|magnitude| magnitude <= bound),
    }
}

/// The number that digits write; `None` if it does not fit.
fn magnitude(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0_u64, |number, digit| {
        number.checked_mul(10)?.checked_add(u64::from(digit.wrapping_sub(b'0')))
    })
}

/// Whether this is an `xsd:decimal`: a sign, and digits with at most one point.
pub(super) fn is_decimal(bytes: &[u8]) -> bool {
    split_decimal(split_sign(bytes).1).is_some_and(<[u8]>::is_empty)
}

/// What stands after a number without sign or exponent; `None` if there is no number.
fn split_decimal(bytes: &[u8]) -> Option<&[u8]> {
    let (before, rest) = split_digits(bytes);
    let [b'.', rest @ ..] = rest else {
        return (before > 0).then_some(rest);
    };
    let (after, rest) = split_digits(rest);
    (before + after > 0).then_some(rest)
}

/// Whether this is an `xsd:double` or `xsd:float`, which have one lexical space.
pub(super) fn is_double(bytes: &[u8]) -> bool {
    let (_, unsigned) = split_sign(bytes);
    match split_decimal(unsigned) {
        Some([]) => true,
        Some([b'e' | b'E', exponent @ ..]) => {
            let (count, rest) = split_digits(split_sign(exponent).1);
            count > 0 && rest.is_empty()
        }
        Some(_) => false,
        None => unsigned == b"INF" || bytes == b"NaN",
    }
}

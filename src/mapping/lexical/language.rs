//! Language tags: `xsd:language`, and well-formed tags of BCP 47.

/// Whether this is an `xsd:language` (XSD 1.1 part 2, section 3.4.3), which is looser than BCP 47.
pub(super) fn is_language(bytes: &[u8]) -> bool {
    bytes.split(|byte| *byte == b'-').enumerate().all(|(place, part)| {
        let fits: fn(&u8) -> bool =
            if place == 0 { u8::is_ascii_alphabetic } else { u8::is_ascii_alphanumeric };
        (1..=8).contains(&part.len()) && part.iter().all(fits)
    })
}

/// Tags that are registered whole though they do not fit the grammar (`irregular` in RFC 5646, section 2.1).
const IRREGULAR: [&str; 17] = [
    "en-GB-oed",
    "i-ami",
    "i-bnn",
    "i-default",
    "i-enochian",
    "i-hak",
    "i-klingon",
    "i-lux",
    "i-mingo",
    "i-navajo",
    "i-pwn",
    "i-tao",
    "i-tay",
    "i-tsu",
    "sgn-BE-FR",
    "sgn-BE-NL",
    "sgn-CH-DE",
];

/// Whether a language tag is well-formed (RFC 5646, sections 2.1 and 2.2.9): the order and the length of its
/// subtags, no singleton twice, no variant twice. Whether a subtag is registered is not asked.
pub(in crate::mapping) fn is_language_tag(tag: &str) -> bool {
    // The shape of nearly all tags: `en`, `deu`.
    if (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return true;
    }
    let mut subtags = tag.split('-').peekable();
    let Some(first) = subtags.next() else {
        return false;
    };
    if first.eq_ignore_ascii_case("x") {
        return is_private_use(subtags);
    }
    if !is_alpha(first, 2..=8) {
        return IRREGULAR.iter().any(|irregular| irregular.eq_ignore_ascii_case(tag));
    }
    if first.len() <= 3 {
        for _ in 0..3 {
            if subtags.next_if(|subtag| is_alpha(subtag, 3..=3)).is_none() {
                break;
            }
        }
    }
    let _ = subtags.next_if(|subtag| is_alpha(subtag, 4..=4));
    let _ = subtags.next_if(|subtag| is_alpha(subtag, 2..=2) || is_digits(subtag, 3));
    let mut variants: Vec<&str> = Vec::new();
    while let Some(variant) = subtags.next_if(|subtag| is_variant(subtag)) {
        if variants.iter().any(|other| other.eq_ignore_ascii_case(variant)) {
            return false;
        }
        variants.push(variant);
    }
    has_extensions_only(subtags) || IRREGULAR.iter().any(|irregular| irregular.eq_ignore_ascii_case(tag))
}

/// Whether the remaining subtags are extensions, each with a singleton of its own, and private use.
fn has_extensions_only<'a>(mut subtags: std::iter::Peekable<impl Iterator<Item = &'a str>>) -> bool {
    let mut singletons: Vec<u8> = Vec::new();
    while let Some(singleton) = subtags.next() {
        let [byte] = singleton.as_bytes() else {
            return false;
        };
        let byte = byte.to_ascii_lowercase();
        if byte == b'x' {
            return is_private_use(subtags);
        }
        if !byte.is_ascii_alphanumeric() || singletons.contains(&byte) {
            return false;
        }
        singletons.push(byte);
        let mut count = 0;
        while subtags.next_if(|subtag| is_alphanumeric(subtag, 2..=8)).is_some() {
            count += 1;
        }
        if count == 0 {
            return false;
        }
    }
    true
}

/// Whether there is a subtag after `x`, and each has one to eight characters.
fn is_private_use<'a>(subtags: impl Iterator<Item = &'a str>) -> bool {
    let mut count = 0;
    for subtag in subtags {
        if !is_alphanumeric(subtag, 1..=8) {
            return false;
        }
        count += 1;
    }
    count > 0
}

/// Whether a subtag is a variant: five to eight characters, or four of which the first is a digit.
fn is_variant(subtag: &str) -> bool {
    is_alphanumeric(subtag, 5..=8)
        || (is_alphanumeric(subtag, 4..=4) && subtag.starts_with(|first: char| first.is_ascii_digit()))
}

/// Whether a subtag has letters only, so many.
fn is_alpha(subtag: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Whether a subtag has digits only, so many.
fn is_digits(subtag: &str, length: usize) -> bool {
    subtag.len() == length && subtag.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a subtag has letters and digits only, so many.
fn is_alphanumeric(subtag: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

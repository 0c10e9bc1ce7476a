//! Texts and names: `xsd:string` and the types derived from it, `xsd:QName`.

/// Whether this is an `xsd:string`: characters that XML 1.1 allows, which are all but three.
pub(super) fn is_string(lexical: &str) -> bool {
    // The other two begin with this byte in UTF-8, as few other characters do.
    memchr::memchr2(0, 0xEF, lexical.as_bytes()).is_none()
        || !lexical.contains(['\0', '\u{FFFE}', '\u{FFFF}'])
}

/// Whether this is an `xsd:normalizedString`: no tab and no line break.
pub(super) fn is_normalized_string(lexical: &str) -> bool {
    is_string(lexical) && !lexical.bytes().any(|byte| matches!(byte, b'\t' | b'\n' | b'\r'))
}

/// Whether this is an `xsd:token`: a normalised string with no space at its ends and no two together.
pub(super) fn is_token(lexical: &str) -> bool {
    is_normalized_string(lexical)
        && !lexical.starts_with(' ')
        && !lexical.ends_with(' ')
        && !lexical.contains("  ")
}

/// Whether this is an `xsd:Name`: a name of XML.
pub(super) fn is_name(lexical: &str) -> bool {
    lexical.starts_with(is_name_start) && is_nm_token(lexical)
}

/// Whether this is an `xsd:NCName`: a name without colon.
pub(super) fn is_nc_name(lexical: &str) -> bool {
    is_name(lexical) && !lexical.contains(':')
}

/// Whether this is an `xsd:NMTOKEN`: characters of names, in any order.
pub(super) fn is_nm_token(lexical: &str) -> bool {
    !lexical.is_empty() && lexical.chars().all(is_name_character)
}

/// Whether this is an `xsd:QName`: a name, or two with a colon between.
pub(super) fn is_q_name(lexical: &str) -> bool {
    match lexical.split_once(':') {
        Some((prefix, local)) => is_nc_name(prefix) && is_nc_name(local),
        None => is_nc_name(lexical),
    }
}

/// `NameStartChar` of [XML](https://www.w3.org/TR/xml/#NT-NameStartChar).
fn is_name_start(character: char) -> bool {
    matches!(character,
        ':' | '_' | 'A'..='Z' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// `NameChar` of [XML](https://www.w3.org/TR/xml/#NT-NameChar).
fn is_name_character(character: char) -> bool {
    is_name_start(character)
        || matches!(character,
            '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

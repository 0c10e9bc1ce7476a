//! `xsd:hexBinary` and `xsd:base64Binary`.

/// Whether this is an `xsd:hexBinary`: pairs of hexadecimal digits.
pub(super) fn is_hex(bytes: &[u8]) -> bool {
    bytes.len().is_multiple_of(2) && bytes.iter().all(u8::is_ascii_hexdigit)
}

/// Whether this is an `xsd:base64Binary`: groups of four, the last one filled with `=`, where one space may
/// stand between two characters; bits that fill the last octet are zero.
pub(super) fn is_base64(bytes: &[u8]) -> bool {
    let mut last = [b'A'; 2];
    let mut count = 0_usize;
    let mut padding = 0_usize;
    // A space may not be the first character, nor follow another.
    let mut may_be_space = false;
    for &byte in bytes {
        match byte {
            b' ' if may_be_space => {
                may_be_space = false;
                continue;
            }
            b'=' => padding += 1,
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' if padding == 0 => last = [last[1], byte],
            _ => return false,
        }
        count += 1;
        may_be_space = true;
    }
    let ends_well = bytes.last() != Some(&b' ');
    let fills_well = match padding {
        0 => true,
        1 => b"AEIMQUYcgkosw048".contains(&last[1]),
        2 => b"AQgw".contains(&last[1]),
        _ => false,
    };
    ends_well && fills_well && count.is_multiple_of(4)
}

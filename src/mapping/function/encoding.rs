//! Digests and base64, of the UTF-8 bytes of a text.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use sha1::Sha1;
use sha2::Digest;
use sha2::Sha256;

use super::call::Call;
use super::call::Output;
use super::call::one;
use super::parameter::VALUE;
use super::table::Function;
use super::table::TEXT;

/// The functions of this file.
pub(super) static FUNCTIONS: &[Function] = &[
    Function::new(grel!("string_md5"), &[VALUE], TEXT, digest::<Md5>).also(&[grel!("md5")]),
    Function::new(grel!("string_sha1"), &[VALUE], TEXT, digest::<Sha1>).also(&[grel!("sha1")]),
    Function::new(own!("sha256"), &[VALUE], TEXT, digest::<Sha256>).also(&[
        grel!("string_sha256"),
        grel!("sha256"),
        morph!("hash"),
    ]),
    Function::new(own!("base64Encode"), &[VALUE], TEXT, |call| one(STANDARD.encode(call.required(0)?))),
    Function::new(own!("base64Decode"), &[VALUE], TEXT, decode),
];

/// A digest in small hexadecimal digits.
fn digest<D: Digest>(call: &Call<'_>) -> Output {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or_default();
    let bytes = D::digest(call.required(0)?);
    one(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect::<String>())
}

fn decode(call: &Call<'_>) -> Output {
    let value = call.required(0)?;
    match STANDARD.decode(value).ok().and_then(|bytes| String::from_utf8(bytes).ok()) {
        Some(text) => one(text),
        None => Err(call.wrong(0, value, "base64 of UTF-8")),
    }
}

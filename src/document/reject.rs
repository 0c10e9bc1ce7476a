//! A record that could not be used: the dead letter.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;

/// So many raw bytes are kept.
const RAW_LIMIT: usize = 64 * 1024;

/// A rejected record. One line of JSON in `rejects.jsonl`; the order of the fields is part of the format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reject {
    /// The input's name as the user gave it.
    pub source: String,
    /// Which record of the input, from 1; `None` where the whole input was rejected.
    pub record: Option<u64>,
    /// Where the record begins in the (unpacked) input, in bytes from 0.
    pub offset_bytes: Option<u64>,
    /// The stage that rejected it: `source`, `document`, `analysis`.
    pub stage: String,
    /// A stable code in kebab case, listed by `casegraph help errors`.
    pub code: String,
    /// What was found and what was expected.
    pub message: String,
    /// SHA-256 of the raw record in lower-case hex.
    pub sha256: String,
    /// The raw record in Base64, cut at 64 KiB of raw bytes.
    pub raw_base64: String,
}

/// Where a rejected record stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RejectPlace {
    pub(crate) source: String,
    pub(crate) record: Option<u64>,
    pub(crate) offset_bytes: Option<u64>,
    pub(crate) stage: &'static str,
}

impl Reject {
    /// A reject of the record whose bytes are `raw`.
    pub(crate) fn new(place: RejectPlace, code: &str, message: impl Into<String>, raw: &[u8]) -> Self {
        Self::with_digest(place, code, message, (raw, Sha256::digest(raw).as_slice()))
    }

    /// The same with the digest of a record of which `raw` is only the beginning.
    pub(crate) fn with_digest(
        place: RejectPlace,
        code: &str,
        message: impl Into<String>,
        (raw, digest): (&[u8], &[u8]),
    ) -> Self {
        let raw = raw.get(..RAW_LIMIT).unwrap_or(raw);
        Self {
            source: place.source,
            record: place.record,
            offset_bytes: place.offset_bytes,
            stage: place.stage.to_owned(),
            code: code.to_owned(),
            message: message.into(),
            sha256: hex(digest),
            raw_base64: STANDARD.encode(raw),
        }
    }

    /// The raw bytes that were kept.
    pub fn raw(&self) -> Vec<u8> {
        STANDARD.decode(&self.raw_base64).unwrap_or_default()
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        write!(text, "{byte:02x}").unwrap_or_default();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> RejectPlace {
        RejectPlace {
            source: "a.jsonl".to_owned(),
            record: Some(2),
            offset_bytes: Some(17),
            stage: "document",
        }
    }

    #[test]
    fn the_fields_stand_in_the_order_of_the_format() {
        // The digest is that of FIPS 180-2, appendix B.1.
        let reject = Reject::new(place(), "bad-json", "m", b"abc");
        assert_eq!(
            serde_json::to_string(&reject).unwrap(),
            "{\"source\":\"a.jsonl\",\"record\":2,\"offset_bytes\":17,\"stage\":\"document\",\"code\":\"bad-json\",\
             \"message\":\"m\",\"sha256\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\",\
             \"raw_base64\":\"YWJj\"}"
        );
    }

    #[test]
    fn raw_bytes_are_cut_at_64_kib_but_the_digest_is_of_all() {
        let raw = vec![b'x'; 70_000];
        let reject = Reject::new(place(), "too-large", "m", &raw);
        assert_eq!(reject.raw().len(), 65_536);
        assert_eq!(reject.sha256, hex(Sha256::digest(&raw).as_slice()));
    }
}

//! Bytes to UTF-8.

use std::io;
use std::io::ErrorKind;
use std::io::Read;

use encoding_rs::Decoder;
use encoding_rs::DecoderResult;
use encoding_rs::Encoding;
use encoding_rs::UTF_8;
use encoding_rs::UTF_16BE;
use encoding_rs::UTF_16LE;

use super::error::Place;
use super::error::RecordError;
use super::error::name_found;
use super::open::Bytes;

/// How characters are written as bytes. A byte order mark in the text outranks it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum TextEncoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-8 that the caller checks.
    Utf8Unchecked,
    /// UTF-16; without a byte order mark big-endian if the first byte is zero, else little-endian.
    Utf16,
    /// Any other that the WHATWG Encoding Standard names.
    Other(&'static Encoding),
}

impl TextEncoding {
    /// The encoding of a label such as `utf-8`, `UTF-16` or `iso-8859-1`, case and outer white space ignored.
    pub(crate) fn for_label(label: &str) -> Result<Self, RecordError> {
        if label.trim().eq_ignore_ascii_case("utf-16") {
            return Ok(Self::Utf16);
        }
        match Encoding::for_label_no_replacement(label.as_bytes()) {
            Some(encoding) if encoding == UTF_8 => Ok(Self::Utf8),
            Some(encoding) => Ok(Self::Other(encoding)),
            None => Err(RecordError::Encoding { label: label.to_owned() }),
        }
    }
}

/// The text of `reader` in UTF-8, without a byte order mark.
pub(super) fn decoded(mut reader: Bytes, declared: TextEncoding) -> Result<Bytes, RecordError> {
    let mut head = Vec::with_capacity(3);
    reader.by_ref().take(3).read_to_end(&mut head)?;
    let (encoding, mark) = match (Encoding::for_bom(&head), declared) {
        (Some((encoding, mark)), _) => (encoding, mark),
        (None, TextEncoding::Utf8 | TextEncoding::Utf8Unchecked) => (UTF_8, 0),
        (None, TextEncoding::Utf16) => (if head.first() == Some(&0) { UTF_16BE } else { UTF_16LE }, 0),
        (None, TextEncoding::Other(encoding)) => (encoding, 0),
    };
    let begun = io::Cursor::new(head.split_off(mark)).chain(reader);
    let place = Place { offset: mark as u64, ..Place::START };
    if encoding == UTF_8 && declared == TextEncoding::Utf8Unchecked {
        return Ok(Box::new(begun));
    }
    if encoding == UTF_8 {
        return Ok(Box::new(Checked { inner: begun, place, tail: Vec::new(), failure: None }));
    }
    Ok(Box::new(Transcoded {
        inner: begun,
        name: encoding.name(),
        decoder: encoding.new_decoder_without_bom_handling(),
        input: vec![0; 32 << 10],
        from: 0,
        filled: 0,
        ended: false,
        output: vec![0; 128 << 10],
        given: 0,
        written: 0,
        place,
        failure: None,
    }))
}

/// Hands bytes on as they are, as long as they are UTF-8.
struct Checked<R> {
    inner: R,
    /// The place of the first byte that is not checked yet.
    place: Place,
    /// The first bytes of a character whose others are still to come.
    tail: Vec<u8>,
    failure: Option<RecordError>,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(failure) = self.failure.take() {
            return Err(io::Error::other(failure));
        }
        let count = self.inner.read(buffer)?;
        let chunk = buffer.get(..count).unwrap_or_default();
        if count == 0 && !buffer.is_empty() {
            return match std::mem::take(&mut self.tail) {
                tail if tail.is_empty() => Ok(0),
                _ => Err(io::Error::other(
                    self.error("the end of the text in the middle of a character".to_owned()),
                )),
            };
        }
        let valid = self.check(chunk);
        match self.failure.take() {
            Some(failure) if valid == 0 => Err(io::Error::other(failure)),
            failure => {
                self.failure = failure;
                Ok(valid)
            }
        }
    }
}

impl<R> Checked<R> {
    /// How many bytes of `chunk` may be handed on; fewer than all if `failure` is then set.
    fn check(&mut self, chunk: &[u8]) -> usize {
        let mut from = 0;
        while !self.tail.is_empty() {
            let Some(byte) = chunk.get(from) else { return chunk.len() };
            self.tail.push(*byte);
            match str::from_utf8(&self.tail) {
                Ok(_) => {
                    self.place = self.place.after(&self.tail);
                    self.tail.clear();
                    from += 1;
                }
                Err(error) if error.error_len().is_none() => from += 1,
                Err(_) => {
                    self.failure = Some(self.error(name_found(&self.tail, 0)));
                    return from;
                }
            }
        }
        let rest = chunk.get(from..).unwrap_or_default();
        let Err(error) = str::from_utf8(rest) else {
            self.place = self.place.after(rest);
            return chunk.len();
        };
        let (valid, invalid) = rest.split_at_checked(error.valid_up_to()).unwrap_or((rest, &[]));
        self.place = self.place.after(valid);
        if error.error_len().is_none() {
            self.tail.extend_from_slice(invalid);
            return chunk.len();
        }
        self.failure = Some(self.error(name_found(invalid, 0)));
        from + valid.len()
    }

    fn error(&self, found: String) -> RecordError {
        RecordError::Text { place: self.place, found, expected: "text in UTF-8" }
    }
}

/// Text of another encoding as UTF-8.
struct Transcoded<R> {
    inner: R,
    name: &'static str,
    decoder: Decoder,
    /// Bytes to decode: `input[from..filled]`.
    input: Vec<u8>,
    from: usize,
    filled: usize,
    ended: bool,
    /// Text to hand on: `output[given..written]`.
    output: Vec<u8>,
    given: usize,
    written: usize,
    /// Line and column after what is decoded, and the bytes that were read for it.
    place: Place,
    failure: Option<RecordError>,
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.written {
            if let Some(failure) = self.failure.take() {
                return Err(io::Error::other(failure));
            }
            if self.ended && self.from == self.filled || buffer.is_empty() {
                return Ok(0);
            }
            self.decode_more()?;
        }
        let text = self.output.get(self.given..self.written).unwrap_or_default();
        let count = text.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), text.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}

impl<R: Read> Transcoded<R> {
    /// Decodes once more into `output`, which is empty.
    fn decode_more(&mut self) -> io::Result<()> {
        if self.from == self.filled {
            self.from = 0;
            self.filled = read_some(&mut self.inner, &mut self.input)?;
            self.ended = self.filled == 0;
        }
        let input = self.input.get(self.from..self.filled).unwrap_or_default();
        let (result, read, written) =
            self.decoder.decode_to_utf8_without_replacement(input, &mut self.output, self.ended);
        self.from += read;
        (self.given, self.written) = (0, written);
        let offset = self.place.offset + read as u64;
        self.place = Place { offset, ..self.place.after(self.output.get(..written).unwrap_or_default()) };
        if let DecoderResult::Malformed(bad, after) = result {
            let place =
                Place { offset: offset.saturating_sub(u64::from(bad) + u64::from(after)), ..self.place };
            self.failure = Some(RecordError::Text {
                place,
                found: format!("bytes that mean nothing in {}", self.name),
                expected: "text in the encoding that is stated",
            });
        }
        Ok(())
    }
}

/// Reads at least one byte, unless there is none.
fn read_some(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            done => return done,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::json::tests_source::Drip;

    fn text(bytes: &'static [u8], encoding: TextEncoding) -> Result<String, String> {
        let mut whole = Vec::new();
        let result = decoded(Box::new(bytes), encoding).unwrap().read_to_end(&mut whole).map(|_| whole);
        let mut dripped = Vec::new();
        let again =
            decoded(Box::new(Drip(bytes)), encoding).unwrap().read_to_end(&mut dripped).map(|_| dripped);
        let plain = |result: io::Result<Vec<u8>>| match result {
            Ok(text) => Ok(String::from_utf8(text).unwrap()),
            Err(error) => Err(RecordError::from(error).to_string()),
        };
        let (whole, dripped) = (plain(result), plain(again));
        assert_eq!(whole, dripped);
        whole
    }

    fn check(bytes: &'static [u8], encoding: TextEncoding, expected: &str) {
        assert_eq!(text(bytes, encoding), Ok(expected.to_owned()));
    }

    fn labelled(label: &str) -> TextEncoding {
        TextEncoding::for_label(label).unwrap()
    }

    #[test]
    fn byte_order_marks_are_stripped_and_outrank_labels() {
        check(b"\xef\xbb\xbfna\xc3\xafve", TextEncoding::Utf8, "naïve");
        check(b"\xef\xbb\xbf\xc3\xaf", labelled("iso-8859-1"), "ï");
        check(b"\xff\xfeh\x00\xe9\x00", TextEncoding::Utf8, "hé");
        check(b"\xfe\xff\x00h\x00\xe9", TextEncoding::Utf16, "hé");
        check(b"\xef\xbb\xbf", TextEncoding::Utf8, "");
        check(b"", TextEncoding::Utf8, "");
        check(b"a", TextEncoding::Utf8, "a");
    }

    #[test]
    fn labels_name_encodings() {
        check(b"h\x00\xe9\x00=\xd8\x00\xde", TextEncoding::Utf16, "hé😀");
        check(b"\x00h\x00\xe9", TextEncoding::Utf16, "hé");
        check(b"\x00h", labelled("utf-16be"), "h");
        check(b"h\x00", labelled(" UTF-16 "), "h");
        check(b"\x93na\xefve\x94", labelled("ISO-8859-1"), "“naïve”");
        check(b"\xcc\xee", labelled("windows-1251"), "Мо");
        check(b"\x83\x65", labelled("shift_jis"), "テ");
        check("é".as_bytes(), labelled("UTF8"), "é");
        assert_eq!(TextEncoding::for_label("klingon").unwrap_err().code(), "bad-encoding");
        assert_eq!(TextEncoding::for_label("replacement").unwrap_err().code(), "bad-encoding");
    }

    #[test]
    fn bytes_that_are_no_text_are_an_error_with_their_place() {
        let wrong = |bytes, encoding| text(bytes, encoding).unwrap_err();
        let expected = "line 2, column 2 (byte 4): found the byte 0xff, expected text in UTF-8";
        assert_eq!(wrong(b"\xc3\xa9\nx\xffy", TextEncoding::Utf8), expected);
        let expected = "line 1, column 2 (byte 1): found the byte 0xe2, expected text in UTF-8";
        assert_eq!(wrong(b"a\xe2\x82z", TextEncoding::Utf8), expected);
        let expected = "line 1, column 2 (byte 4): found the end of the text in the middle of a character, expected text in UTF-8";
        assert_eq!(wrong(b"\xef\xbb\xbfa\xe2\x82", TextEncoding::Utf8), expected);
        let expected = "line 1, column 2 (byte 4): found bytes that mean nothing in UTF-16LE, expected text in the encoding that is stated";
        assert_eq!(wrong(b"\xff\xfeh\x00\x00\xd8a\x00", TextEncoding::Utf8), expected);
    }

    #[test]
    fn what_stands_before_bad_bytes_is_handed_on() {
        let mut reader = decoded(Box::new(b"abc\xff".as_slice()), TextEncoding::Utf8).unwrap();
        let mut buffer = [0; 8];
        let mut read = Vec::new();
        while let Ok(count) = reader.read(&mut buffer) {
            assert_ne!(count, 0);
            read.extend_from_slice(&buffer[..count]);
        }
        assert_eq!(read, b"abc");
    }
}

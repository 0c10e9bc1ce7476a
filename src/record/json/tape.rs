//! A record as a flat list of its values, in the order of the text.
//!
//! The list keeps places in the text and no text, so that one tape serves all records of a run without allocating
//! again. Numbers stay as they are written: `1.10` and integers of any length survive.

use super::MAX_DEPTH;
use super::number::number_end;
use super::scan::skip_space;
use super::scan::string_stop;
use super::text::Fault;
use super::text::unescape;
use super::value::JsonValue;
use crate::record::error::Place;
use crate::record::error::RecordError;
use crate::record::error::name_found;

/// The kind of a node on the tape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    True,
    False,
    Number,
    /// A string without escapes.
    Plain,
    /// A string with escapes; `link` is its index in `unescaped`.
    Escaped,
    /// Its items follow; `link` is the index after the last of them.
    Array,
    /// Its names and values follow by turns; `link` is the index after the last of them.
    Object,
}

/// A value or a member's name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// First byte in the text, quotes and brackets included.
    pub(super) start: u32,
    /// Byte after the last one.
    pub(super) end: u32,
    pub(super) link: u32,
}

/// The values of one record; it may be used for one record after the other.
#[derive(Debug, Clone, Default)]
pub(crate) struct JsonTape {
    nodes: Vec<Node>,
    /// Strings that had escapes, one after the other.
    characters: String,
    /// Where each of them begins and ends in `characters`.
    unescaped: Vec<(u32, u32)>,
}

impl JsonTape {
    /// A tape without values.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Reads `bytes` as one JSON text (RFC 8259) and gives its value.
    ///
    /// Places in errors are counted from the beginning of `bytes`; see [`RecordError::moved`].
    pub(crate) fn parse<'t>(&'t mut self, bytes: &'t [u8]) -> Result<JsonValue<'t>, RecordError> {
        self.nodes.clear();
        self.characters.clear();
        self.unescaped.clear();
        if u32::try_from(bytes.len()).is_err() {
            let limit = u64::from(u32::MAX);
            return Err(RecordError::TooLarge { place: Place::START, what: "a JSON text in bytes", limit });
        }
        let text = str::from_utf8(bytes).map_err(|error| RecordError::Text {
            place: Place::in_text(bytes, error.valid_up_to()),
            found: name_found(bytes, error.valid_up_to()),
            expected: "text in UTF-8",
        })?;
        let mut reader = Reader { text, bytes, at: 0, tape: self };
        reader.value(0)?;
        reader.at = skip_space(bytes, reader.at);
        if reader.at < bytes.len() {
            return Err(reader.unexpected(reader.at, "the end of the text"));
        }
        Ok(JsonValue::new(self, text, 0))
    }

    pub(super) fn node(&self, at: u32) -> Option<Node> {
        self.nodes.get(at as usize).copied()
    }

    /// The characters of a string that had escapes.
    pub(super) fn unescaped(&self, link: u32) -> &str {
        let span = self.unescaped.get(link as usize).copied().unwrap_or_default();
        self.characters.get(span.0 as usize..span.1 as usize).unwrap_or_default()
    }
}

/// Lengths fit: the text is shorter than 2³² bytes, and no list is longer than its text.
fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

struct Reader<'b, 't> {
    text: &'b str,
    bytes: &'b [u8],
    at: usize,
    tape: &'t mut JsonTape,
}

impl Reader<'_, '_> {
    /// Reads a value after white space; `depth` arrays and objects are open.
    fn value(&mut self, depth: usize) -> Result<(), RecordError> {
        self.at = skip_space(self.bytes, self.at);
        match self.bytes.get(self.at) {
            Some(b'"') => self.string(),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Kind::True),
            Some(b'f') => self.word("false", Kind::False),
            Some(b'n') => self.word("null", Kind::Null),
            _ => Err(self.unexpected(self.at, "a value")),
        }
    }

    fn array(&mut self, depth: usize) -> Result<(), RecordError> {
        let index = self.open(Kind::Array, depth)?;
        self.at = skip_space(self.bytes, self.at);
        if self.bytes.get(self.at) != Some(&b']') {
            loop {
                self.value(depth + 1)?;
                self.at = skip_space(self.bytes, self.at);
                match self.bytes.get(self.at) {
                    Some(b',') => self.at += 1,
                    Some(b']') => break,
                    _ => return Err(self.unexpected(self.at, "`,` or `]`")),
                }
            }
        }
        self.close(index);
        Ok(())
    }

    fn object(&mut self, depth: usize) -> Result<(), RecordError> {
        let index = self.open(Kind::Object, depth)?;
        self.at = skip_space(self.bytes, self.at);
        if self.bytes.get(self.at) != Some(&b'}') {
            loop {
                self.member(depth + 1)?;
                self.at = skip_space(self.bytes, self.at);
                match self.bytes.get(self.at) {
                    Some(b',') => self.at += 1,
                    Some(b'}') => break,
                    _ => return Err(self.unexpected(self.at, "`,` or `}`")),
                }
            }
        }
        self.close(index);
        Ok(())
    }

    fn member(&mut self, depth: usize) -> Result<(), RecordError> {
        self.at = skip_space(self.bytes, self.at);
        if self.bytes.get(self.at) != Some(&b'"') {
            return Err(self.unexpected(self.at, "a name in double quotes"));
        }
        self.string()?;
        self.at = skip_space(self.bytes, self.at);
        if self.bytes.get(self.at) != Some(&b':') {
            return Err(self.unexpected(self.at, "`:`"));
        }
        self.at += 1;
        self.value(depth)
    }

    /// Puts an array or object on the tape and goes past its bracket.
    fn open(&mut self, kind: Kind, depth: usize) -> Result<usize, RecordError> {
        if depth >= MAX_DEPTH {
            return Err(RecordError::TooDeep {
                place: Place::in_text(self.bytes, self.at),
                limit: MAX_DEPTH,
            });
        }
        let index = self.tape.nodes.len();
        self.push(kind, self.at, self.at, 0);
        self.at += 1;
        Ok(index)
    }

    /// Goes past the closing bracket of the array or object at `index`.
    fn close(&mut self, index: usize) {
        self.at += 1;
        let link = narrow(self.tape.nodes.len());
        if let Some(node) = self.tape.nodes.get_mut(index) {
            node.end = narrow(self.at);
            node.link = link;
        }
    }

    fn string(&mut self) -> Result<(), RecordError> {
        let start = self.at;
        let mut at = start + 1;
        let mut escaped = false;
        loop {
            at = string_stop(self.bytes, at);
            match self.bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    at += 2;
                }
                _ => {
                    return Err(self
                        .unexpected(at.min(self.bytes.len()), "the rest of a string, or its closing `\"`"));
                }
            }
        }
        self.at = at + 1;
        if !escaped {
            self.push(Kind::Plain, start, at + 1, 0);
            return Ok(());
        }
        let from = self.tape.characters.len();
        let raw = self.text.get(start + 1..at).unwrap_or_default();
        unescape(raw, &mut self.tape.characters).map_err(|bad| {
            let place = Place::in_text(self.bytes, start + 1 + bad.at);
            escape_error(bad.fault, place)
        })?;
        let link = narrow(self.tape.unescaped.len());
        self.tape.unescaped.push((narrow(from), narrow(self.tape.characters.len())));
        self.push(Kind::Escaped, start, at + 1, link);
        Ok(())
    }

    fn number(&mut self) -> Result<(), RecordError> {
        let end = number_end(self.bytes, self.at).map_err(|(at, expected)| self.unexpected(at, expected))?;
        self.push(Kind::Number, self.at, end, 0);
        self.at = end;
        Ok(())
    }

    fn word(&mut self, word: &'static str, kind: Kind) -> Result<(), RecordError> {
        let end = self.at + word.len();
        if self.bytes.get(self.at..end) != Some(word.as_bytes()) {
            return Err(self.unexpected(self.at, "a value"));
        }
        self.push(kind, self.at, end, 0);
        self.at = end;
        Ok(())
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize, link: u32) {
        self.tape.nodes.push(Node { kind, start: narrow(start), end: narrow(end), link });
    }

    fn unexpected(&self, at: usize, expected: &'static str) -> RecordError {
        let found = name_found(self.bytes, at);
        RecordError::Json { place: Place::in_text(self.bytes, at), found, expected }
    }
}

/// The error of an escape whose backslash stands at `place`.
pub(super) fn escape_error(fault: Fault, place: Place) -> RecordError {
    match fault {
        Fault::Unknown => RecordError::Json {
            place,
            found: "a `\\` that begins no escape of JSON".to_owned(),
            expected: "one such as `\\n`, `\\\\` or `\\u00e9`",
        },
        Fault::LoneSurrogate => RecordError::Text {
            place,
            found: "half a surrogate pair".to_owned(),
            expected: "an escape that stands for a character",
        },
        Fault::Nul => RecordError::Text {
            place,
            found: "the character NUL".to_owned(),
            expected: "characters that a graph can hold",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes the values again, without white space.
    fn written(value: JsonValue<'_>) -> String {
        use crate::record::json::JsonType;
        match value.json_type() {
            JsonType::Array => format!("[{}]", value.items().map(written).collect::<Vec<_>>().join(",")),
            JsonType::Object => {
                let members: Vec<_> =
                    value.members().map(|(name, value)| format!("{name}:{}", written(value))).collect();
                format!("{{{}}}", members.join(","))
            }
            JsonType::Text => format!("'{}'", value.as_text().unwrap()),
            _ => value.raw().to_owned(),
        }
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(written(JsonTape::new().parse(text.as_bytes()).unwrap()), expected);
    }

    fn refuse(text: &[u8], code: &str, message: &str) {
        let mut tape = JsonTape::new();
        let error = tape.parse(text).unwrap_err();
        assert_eq!((error.code(), error.to_string().as_str()), (code, message));
    }

    #[test]
    fn values_of_all_types_are_read_with_numbers_as_written() {
        check(" [ ] ", "[]");
        check("{ }", "{}");
        check(
            r#"{"a": [1, -2.50, 1e400, 123456789012345678901234567890], "b":{"c":null} ,"d":true,"e":false}"#,
            "{a:[1,-2.50,1e400,123456789012345678901234567890],b:{c:null},d:true,e:false}",
        );
        check(r#"["","a\tb","\u00e9\ud83d\ude00", "plain é"]"#, "['','a\tb','é😀','plain é']");
        check(r#"{"\u0061":1,"a":2}"#, "{a:1,a:2}");
        check("0", "0");
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a list of cases of one shape")]
    fn nothing_but_the_grammar_is_read() {
        refuse(
            b"[1,]",
            "bad-json",
            "line 1, column 4 (byte 3): this is not JSON: found `]`, expected a value",
        );
        refuse(
            b"[1,\n 2 3]",
            "bad-json",
            "line 2, column 4 (byte 7): this is not JSON: found `3`, expected `,` or `]`",
        );
        refuse(
            b"{\"a\" 1}",
            "bad-json",
            "line 1, column 6 (byte 5): this is not JSON: found `1`, expected `:`",
        );
        refuse(
            b"{a:1}",
            "bad-json",
            "line 1, column 2 (byte 1): this is not JSON: found `a`, expected a name in double quotes",
        );
        refuse(
            b"{\"a\":1,}",
            "bad-json",
            "line 1, column 8 (byte 7): this is not JSON: found `}`, expected a name in double quotes",
        );
        refuse(
            b"NaN",
            "bad-json",
            "line 1, column 1 (byte 0): this is not JSON: found `N`, expected a value",
        );
        refuse(
            b"tru",
            "bad-json",
            "line 1, column 1 (byte 0): this is not JSON: found `t`, expected a value",
        );
        refuse(
            b"1 2",
            "bad-json",
            "line 1, column 3 (byte 2): this is not JSON: found `2`, expected the end of the text",
        );
        refuse(
            b"[01]",
            "bad-json",
            "line 1, column 3 (byte 2): this is not JSON: found `1`, expected no digit after a leading zero",
        );
        refuse(
            b"",
            "bad-json",
            "line 1, column 1 (byte 0): this is not JSON: found the end of the text, expected a value",
        );
        refuse(
            b"[1",
            "bad-json",
            "line 1, column 3 (byte 2): this is not JSON: found the end of the text, expected `,` or `]`",
        );
        refuse(
            b"\"a\nb\"",
            "bad-json",
            "line 1, column 3 (byte 2): this is not JSON: found the control character U+000A, expected the rest of a string, or its closing `\"`",
        );
        refuse(
            b"\"a\\",
            "bad-json",
            "line 1, column 4 (byte 3): this is not JSON: found the end of the text, expected the rest of a string, or its closing `\"`",
        );
    }

    #[test]
    fn what_is_no_text_is_refused() {
        refuse(
            br#"["\ud83d"]"#,
            "bad-text",
            "line 1, column 3 (byte 2): found half a surrogate pair, expected an escape that stands for a character",
        );
        refuse(
            br#""a\u0000""#,
            "bad-text",
            "line 1, column 3 (byte 2): found the character NUL, expected characters that a graph can hold",
        );
        refuse(
            b"[\"\xff\"]",
            "bad-text",
            "line 1, column 3 (byte 2): found the byte 0xff, expected text in UTF-8",
        );
    }

    #[test]
    fn nesting_has_a_limit() {
        let deepest = format!("{}{}", "[".repeat(128), "]".repeat(128));
        assert!(JsonTape::new().parse(deepest.as_bytes()).is_ok());
        let message = "line 1, column 129 (byte 128): the nesting is deeper than the limit of 128 levels";
        refuse("[".repeat(100_000).as_bytes(), "too-deep", message);
        assert_eq!(
            JsonTape::new().parse("{\"a\":".repeat(100_000).as_bytes()).unwrap_err().code(),
            "too-deep"
        );
    }

    #[test]
    fn a_tape_serves_one_record_after_the_other() {
        let mut tape = JsonTape::new();
        assert_eq!(written(tape.parse(br#"{"a":"x\ny"}"#).unwrap()), "{a:'x\ny'}");
        assert!(tape.parse(b"[").is_err());
        assert_eq!(written(tape.parse(br#"["\t",[2]]"#).unwrap()), "['\t',[2]]");
    }
}

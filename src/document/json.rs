//! Articles in JSON.

use serde_json::Map;
use serde_json::Value;

use super::record::Fields;
use super::record::Notes;
use super::record::Problem;

/// Deepest nesting: what `serde_json` allows.
const DEPTH: usize = 127;

/// Parses one JSON value, refusing first what parsers stumble over.
pub(super) fn parse(raw: &[u8], first_line: u64) -> Result<Value, Problem> {
    let text = str::from_utf8(raw).map_err(|error| {
        let at = error.valid_up_to();
        Problem::new("bad-text", format!("byte {at} of the record in line {first_line} is not UTF-8"))
    })?;
    guard(text.as_bytes(), first_line)?;
    serde_json::from_str(text).map_err(|error| {
        let line = first_line + (error.line().max(1) as u64 - 1);
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or_default().to_owned();
        Problem::new("bad-json", format!("line {line}, column {}: {what}", error.column()))
    })
}

/// Refuses deep nesting and `\u` escapes that are half a character.
fn guard(bytes: &[u8], line: u64) -> Result<(), Problem> {
    let (mut depth, mut in_string) = (0_usize, false);
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => in_string = !in_string,
            b'\\' if in_string => {
                at += escape_length(bytes, at).ok_or_else(|| {
                    let message =
                        format!("line {line}: a `\\u` escape is half a character (a lone surrogate)");
                    Problem::new("bad-text", message)
                })?;
                continue;
            }
            b'{' | b'[' if !in_string => {
                depth += 1;
                if depth > DEPTH {
                    let message = format!("line {line}: nested more than {DEPTH} deep");
                    return Err(Problem::new("too-deep", message));
                }
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    Ok(())
}

/// The length of the escape at `at`; `None` for a surrogate without its other half.
fn escape_length(bytes: &[u8], at: usize) -> Option<usize> {
    match unit(bytes, at) {
        Some(0xD800..=0xDBFF) => matches!(unit(bytes, at + 6), Some(0xDC00..=0xDFFF)).then_some(12),
        Some(0xDC00..=0xDFFF) => None,
        _ => Some(2),
    }
}

/// The code unit of a `\uXXXX` escape.
fn unit(bytes: &[u8], at: usize) -> Option<u16> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()
}

/// Takes the articles out of a top-level value that is not an array: an object with the array `articles`
/// holds them, else it is one.
pub(super) fn articles(value: Value) -> Vec<Value> {
    match value {
        Value::Object(mut object) => match object.remove("articles") {
            Some(Value::Array(articles)) if !has_text(&object) => articles,
            Some(other) => {
                object.insert("articles".to_owned(), other);
                vec![Value::Object(object)]
            }
            None => vec![Value::Object(object)],
        },
        other => vec![other],
    }
}

fn has_text(object: &Map<String, Value>) -> bool {
    ["text", "body", "content"].iter().any(|key| object.get(*key).is_some_and(Value::is_string))
}

/// Reads the fields of one article.
pub(super) fn fields(value: &Value, notes: &mut Notes) -> Result<Fields, Problem> {
    let Value::Object(object) = value else {
        return Err(Problem::new(
            "bad-article",
            format!("found {}, expected an object with `text`", kind(value)),
        ));
    };
    Ok(Fields {
        text: text(object)?,
        id: field(object, &["doc", "id"], notes),
        url: field(object, &["url"], notes),
        title: field(object, &["title"], notes),
        date: field(object, &["date", "published"], notes),
        publisher: field(object, &["source", "publisher"], notes),
        language: field(object, &["language", "lang"], &mut Notes::new("")),
        markup: Vec::new(),
    })
}

fn text(object: &Map<String, Value>) -> Result<String, Problem> {
    for key in ["text", "body", "content"] {
        match object.get(key) {
            None | Some(Value::Null) => {}
            Some(Value::String(text)) => return Ok(text.clone()),
            Some(other) => {
                let message = format!("`{key}` is {}, expected a string", kind(other));
                return Err(Problem::new("bad-article", message));
            }
        }
    }
    Err(Problem::new("no-text", "it has none of the keys `text`, `body`, `content`"))
}

/// The first of `keys` that says something. A number is its digits, an object with a `name` that name.
fn field(object: &Map<String, Value>, keys: &[&str], notes: &mut Notes) -> Option<String> {
    for key in keys {
        match object.get(*key) {
            None | Some(Value::Null) => {}
            Some(Value::String(text)) => return Some(text.clone()),
            Some(Value::Number(number)) => return Some(number.to_string()),
            Some(Value::Object(inner)) if inner.get("name").is_some_and(Value::is_string) => {
                return inner.get("name").and_then(Value::as_str).map(str::to_owned);
            }
            Some(other) => {
                let message = format!("`{key}` is {} and is left out (expected a string)", kind(other));
                notes.warn("bad-field", message, "give it as a string");
            }
        }
    }
    None
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(raw: &[u8]) -> &'static str {
        parse(raw, 1).map_or_else(|problem| problem.code, |_| "sound")
    }

    #[test]
    fn what_cannot_be_parsed_has_a_code_of_its_own() {
        let deep = "[".repeat(100_000);
        let deep_objects = "{\"a\":".repeat(100_000);
        for (raw, expected) in [
            (br#"{"text": "a \u00e9 \ud83d\ude00 \\u"}"#.as_slice(), "sound"),
            (br#"{"text": "a [[[ \" {{{ b"}"#, "sound"),
            (br#"{"text": "\ud800"}"#, "bad-text"),
            (br#"{"text": "\udc00\ud800"}"#, "bad-text"),
            (br#"{"text": "\ud83dx"}"#, "bad-text"),
            (b"{\"text\": \"\xff\"}", "bad-text"),
            (b"{\"text\": \"a", "bad-json"),
            (b"{'text': 1}", "bad-json"),
            (deep.as_bytes(), "too-deep"),
            (deep_objects.as_bytes(), "too-deep"),
        ] {
            assert_eq!(code(raw), expected, "{}", String::from_utf8_lossy(raw.get(..20).unwrap_or(raw)));
        }
    }

    #[test]
    fn the_deepest_nesting_that_passes_is_also_parsed() {
        let raw = format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH));
        assert_eq!(code(raw.as_bytes()), "sound");
    }

    #[test]
    fn errors_name_line_and_column_of_the_file() {
        let problem = parse(b"{\"a\": 1,\n x}", 7).unwrap_err();
        assert_eq!(problem.message, "line 8, column 2: key must be a string");
    }

    #[test]
    fn keys_have_the_names_that_the_format_lists() {
        let value = serde_json::json!({"body": "t", "id": 7, "published": "2024-01-01",
            "publisher": {"id": null, "name": "The Paper"}, "title": null, "extra": [1]});
        let mut notes = Notes::new("a#1");
        let fields = fields(&value, &mut notes).unwrap();
        assert_eq!((fields.text.as_str(), fields.id.as_deref()), ("t", Some("7")));
        assert_eq!(
            (fields.date.as_deref(), fields.publisher.as_deref()),
            (Some("2024-01-01"), Some("The Paper"))
        );
        assert_eq!(fields.title, None);
    }
}

//! Values that no path selects: checked as strictly as any other, and dropped.

use std::io::Read;

use super::MAX_DEPTH;
use super::number::number_end;
use super::scan::string_stop;
use super::source::Source;
use super::tape::escape_error;
use super::text::unescape;
use crate::record::error::Place;
use crate::record::error::RecordError;
use crate::record::error::name_found;

/// Goes past a value inside `depth` arrays and objects; `scratch` holds its strings on the way.
pub(super) fn skip_value<R: Read>(
    source: &mut Source<R>,
    depth: usize,
    scratch: &mut Vec<u8>,
    max_bytes: usize,
) -> Result<(), RecordError> {
    match source.peek_token()? {
        Some(b'"') => read_string(source, scratch, max_bytes).map(|_| ()),
        Some(open @ (b'{' | b'[')) => {
            if depth >= MAX_DEPTH {
                return Err(RecordError::TooDeep { place: source.place(), limit: MAX_DEPTH });
            }
            source.consume(1);
            skip_inside(source, open == b'{', depth + 1, scratch, max_bytes)
        }
        Some(b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => skip_scalar(source, scratch, max_bytes),
        _ => Err(source.unexpected("a value")),
    }
}

/// Goes past the rest of an array or object whose bracket is passed.
fn skip_inside<R: Read>(
    source: &mut Source<R>,
    object: bool,
    depth: usize,
    scratch: &mut Vec<u8>,
    max_bytes: usize,
) -> Result<(), RecordError> {
    let (close, expected) = if object { (b'}', "`,` or `}`") } else { (b']', "`,` or `]`") };
    if source.peek_token()? == Some(close) {
        source.consume(1);
        return Ok(());
    }
    loop {
        if object {
            read_name(source, scratch, max_bytes)?;
        }
        skip_value(source, depth, scratch, max_bytes)?;
        match source.peek_token()? {
            Some(b',') => source.consume(1),
            Some(byte) if byte == close => {
                source.consume(1);
                return Ok(());
            }
            _ => return Err(source.unexpected(expected)),
        }
    }
}

/// Reads a member's name and its colon; the name's inside is put into `key`. Whether it holds escapes.
pub(super) fn read_name<R: Read>(
    source: &mut Source<R>,
    key: &mut Vec<u8>,
    max_bytes: usize,
) -> Result<bool, RecordError> {
    if source.peek_token()? != Some(b'"') {
        return Err(source.unexpected("a name in double quotes"));
    }
    let escaped = read_string(source, key, max_bytes)?;
    if source.peek_token()? != Some(b':') {
        return Err(source.unexpected("`:`"));
    }
    source.consume(1);
    Ok(escaped)
}

/// Reads a string whose quote comes next, and checks it; its inside is put into `inside`. Whether it holds escapes.
pub(super) fn read_string<R: Read>(
    source: &mut Source<R>,
    inside: &mut Vec<u8>,
    max_bytes: usize,
) -> Result<bool, RecordError> {
    inside.clear();
    source.mark();
    source.consume(1);
    let (mut escape, mut escaped) = (false, false);
    while source.fill()? {
        let window = source.window();
        let mut at = usize::from(escape);
        escape = false;
        let stop = loop {
            at = string_stop(window, at);
            match window.get(at) {
                Some(b'\\') => {
                    escaped = true;
                    escape = at + 1 == window.len();
                    at = (at + 2).min(window.len());
                }
                stop => break stop.copied(),
            }
        };
        inside.extend_from_slice(window.get(..at).unwrap_or_default());
        if inside.len() > max_bytes {
            return Err(RecordError::TooLarge {
                place: source.marked_place(),
                what: "a string in bytes",
                limit: max_bytes as u64,
            });
        }
        source.consume(at);
        match stop {
            None => {}
            Some(b'"') => {
                source.consume(1);
                check_string(inside, escaped).map_err(|error| error.moved(source.marked_place()))?;
                return Ok(escaped);
            }
            Some(_) => break,
        }
    }
    Err(source.unexpected("the rest of a string, or its closing `\"`"))
}

/// Refuses strings that hold no text; places are counted from the opening quote.
fn check_string(inside: &[u8], escaped: bool) -> Result<(), RecordError> {
    let quote = Place::START.after(b"\"");
    let text = str::from_utf8(inside).map_err(|error| RecordError::Text {
        place: quote.after(inside.get(..error.valid_up_to()).unwrap_or_default()),
        found: name_found(inside, error.valid_up_to()),
        expected: "text in UTF-8",
    })?;
    if !escaped {
        return Ok(());
    }
    unescape(text, &mut String::new())
        .map_err(|bad| escape_error(bad.fault, quote.after(inside.get(..bad.at).unwrap_or_default())))
}

/// Goes past a number, `true`, `false` or `null`.
fn skip_scalar<R: Read>(
    source: &mut Source<R>,
    scratch: &mut Vec<u8>,
    max_bytes: usize,
) -> Result<(), RecordError> {
    source.mark();
    scratch.clear();
    read_scalar(source, scratch, max_bytes)?;
    if matches!(scratch.as_slice(), b"true" | b"false" | b"null") {
        return Ok(());
    }
    let (at, expected) = match number_end(scratch, 0) {
        Ok(end) if end == scratch.len() => return Ok(()),
        Ok(end) => (end, "`,`, a closing bracket or the end of the text"),
        Err((at, _)) if scratch.first().is_some_and(u8::is_ascii_alphabetic) => (at, "a value"),
        Err(wrong) => wrong,
    };
    let place = source.marked_place().after(scratch.get(..at).unwrap_or_default());
    if at < scratch.len() {
        return Err(RecordError::Json { place, found: name_found(scratch, at), expected });
    }
    Err(source.unexpected(expected))
}

/// Appends the bytes up to a comma, closing bracket, white space or the end to `scalar`, at most `max_bytes` and a window.
pub(super) fn read_scalar<R: Read>(
    source: &mut Source<R>,
    scalar: &mut Vec<u8>,
    max_bytes: usize,
) -> Result<(), RecordError> {
    while scalar.len() <= max_bytes && source.fill()? {
        let window = source.window();
        let end =
            window.iter().position(|byte| matches!(byte, b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t'));
        let part = window.get(..end.unwrap_or(window.len())).unwrap_or_default();
        scalar.extend_from_slice(part);
        let count = part.len();
        source.consume(count);
        if end.is_some() {
            return Ok(());
        }
    }
    if scalar.len() > max_bytes {
        let place = source.place();
        return Err(RecordError::TooLarge { place, what: "a number in bytes", limit: max_bytes as u64 });
    }
    Ok(())
}

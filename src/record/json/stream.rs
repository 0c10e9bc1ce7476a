//! Records out of a JSON text that is never held whole.
//!
//! A path of names and wildcards is followed while the text flows by: what it does not select is checked and dropped,
//! what it selects is copied without being read, since [`super::JsonTape`] reads it strictly afterwards.

use std::io::Read;

use super::MAX_DEPTH;
use super::MAX_RECORD_BYTES;
use super::copy::Copied;
use super::copy::copy_value;
use super::path::JsonPath;
use super::skip::skip_value;
use super::source::Source;
use super::steps::Step;
use super::tape::JsonTape;
use super::text::unescape;
use crate::record::error::Place;
use crate::record::error::RecordError;

/// The records that a path selects in a stream.
#[derive(Debug)]
pub(crate) struct JsonRecords<R> {
    source: Source<R>,
    max_bytes: usize,
    state: State,
}

#[derive(Debug)]
enum State {
    /// Follows steps; an array or object is open for each of the first ones.
    Streaming { steps: Vec<Step>, frames: Vec<Frame>, started: bool, key: Vec<u8> },
    /// Nothing is read yet, and the path needs the whole text.
    Whole(JsonPath),
    /// The whole text with the parts that the path selects, the next one last.
    Parts { text: Vec<u8>, parts: Vec<(usize, usize)> },
    /// All is read, or an error made the rest unreadable.
    Ended,
}

/// An array or object that is open.
#[derive(Debug, Clone, Copy)]
struct Frame {
    object: bool,
    first: bool,
}

impl<R: Read> JsonRecords<R> {
    /// Reads the records that `iterator` selects in the one JSON text of `reader`.
    ///
    /// Memory: one record and a window of 256 KiB, if the path has names and wildcards alone. Otherwise the whole text and its tree
    /// (ten times the text or so), which is why that text must not be larger than one record.
    pub(crate) fn new(reader: R, iterator: &JsonPath) -> Self {
        let state = match iterator.streaming_steps() {
            Some(steps) => State::Streaming {
                steps: steps.to_vec(),
                frames: Vec::new(),
                started: false,
                key: Vec::new(),
            },
            None => State::Whole(iterator.clone()),
        };
        Self { source: Source::new(reader), max_bytes: MAX_RECORD_BYTES, state }
    }

    /// Reads records (for a path that is not streaming: a text) of at most `max_bytes`, instead of 64 MiB.
    #[cfg(test)]
    pub(crate) fn with_max_bytes(mut self, max_bytes: usize) -> Self {
        self.max_bytes = max_bytes;
        self
    }

    /// Whether there may be records behind the last one, though that was an error.
    pub(crate) fn goes_on(&self) -> bool {
        !matches!(self.state, State::Ended)
    }

    /// Where the record begins that the last call gave or refused, if the path is streaming.
    #[cfg(test)]
    pub(crate) fn place(&self) -> Place {
        self.source.marked_place()
    }

    /// Puts the bytes of the next record into `buffer`, instead of what is in there; false after the last one.
    ///
    /// The bytes of a record that is streamed end where its brackets do and are otherwise unchecked. After `too-deep` or
    /// `too-large` of a record that is streamed the next call goes on behind it; after any other error there is none.
    pub(crate) fn next_into(&mut self, buffer: &mut Vec<u8>) -> Result<bool, RecordError> {
        buffer.clear();
        if let State::Whole(_) = self.state {
            self.select_parts()?;
        }
        match &mut self.state {
            State::Streaming { .. } => match self.advance(buffer) {
                Ok(Some(Copied::Whole)) => Ok(true),
                Ok(Some(Copied::TooDeep)) => {
                    Err(RecordError::TooDeep { place: self.source.marked_place(), limit: MAX_DEPTH })
                }
                Ok(Some(Copied::TooLarge)) => {
                    Err(too_large("a record in bytes", self.source.marked_place(), self.max_bytes))
                }
                Ok(None) => {
                    self.state = State::Ended;
                    Ok(false)
                }
                Err(error) => {
                    self.state = State::Ended;
                    Err(error)
                }
            },
            State::Parts { text, parts } => {
                let Some((start, end)) = parts.pop() else { return Ok(false) };
                buffer.extend_from_slice(text.get(start..end).unwrap_or_default());
                Ok(true)
            }
            State::Whole(_) | State::Ended => Ok(false),
        }
    }

    /// Goes on to the next record and copies it.
    fn advance(&mut self, buffer: &mut Vec<u8>) -> Result<Option<Copied>, RecordError> {
        let Self { source, max_bytes, state, .. } = self;
        let State::Streaming { steps, frames, started, key } = state else { return Ok(None) };
        loop {
            match frames.last_mut() {
                None if *started => {
                    return match source.peek_token()? {
                        None => Ok(None),
                        Some(_) => Err(source.unexpected("the end of the text")),
                    };
                }
                None => *started = true,
                Some(frame) => {
                    if !next_child(source, frame)? {
                        frames.pop();
                        continue;
                    }
                    let object = frame.object;
                    let step = steps.get(frames.len() - 1);
                    if object && !next_member(source, step, key, *max_bytes)? {
                        skip_value(source, frames.len(), key, *max_bytes)?;
                        continue;
                    }
                }
            }
            let byte = source.peek_token()?;
            match (steps.get(frames.len()), byte) {
                (None, _) => {
                    source.mark();
                    return copy_value(source, frames.len(), buffer, *max_bytes).map(Some);
                }
                (Some(_), Some(b'{')) => open(source, frames, true)?,
                (Some(Step::Wildcard), Some(b'[')) => open(source, frames, false)?,
                (Some(_), _) => skip_value(source, frames.len(), key, *max_bytes)?,
            }
        }
    }

    /// Reads the whole text and finds the parts that the path selects.
    fn select_parts(&mut self) -> Result<(), RecordError> {
        let State::Whole(path) = std::mem::replace(&mut self.state, State::Ended) else { return Ok(()) };
        let mut text = Vec::new();
        while self.source.fill()? {
            let window = self.source.window();
            if text.len() + window.len() > self.max_bytes {
                return Err(too_large(
                    "a text in bytes, read whole for its iterator",
                    Place::START,
                    self.max_bytes,
                ));
            }
            text.extend_from_slice(window);
            let count = window.len();
            self.source.consume(count);
        }
        let mut found = Vec::new();
        let mut tape = JsonTape::new();
        path.values(tape.parse(&text)?, &mut found);
        let parts: Vec<_> =
            found.iter().rev().map(|value| (value.raw_range().start, value.raw_range().end)).collect();
        self.state = State::Parts { text, parts };
        Ok(())
    }
}

fn too_large(what: &'static str, place: Place, limit: usize) -> RecordError {
    RecordError::TooLarge { place, what, limit: limit as u64 }
}

/// Goes past the bracket of an array or object that a step leads into.
fn open<R: Read>(source: &mut Source<R>, frames: &mut Vec<Frame>, object: bool) -> Result<(), RecordError> {
    if frames.len() >= MAX_DEPTH {
        return Err(RecordError::TooDeep { place: source.place(), limit: MAX_DEPTH });
    }
    source.consume(1);
    frames.push(Frame { object, first: true });
    Ok(())
}

/// Goes to the next item or member; false after the last one, whose closing bracket is then passed.
fn next_child<R: Read>(source: &mut Source<R>, frame: &mut Frame) -> Result<bool, RecordError> {
    let (close, expected) = if frame.object { (b'}', "`,` or `}`") } else { (b']', "`,` or `]`") };
    match source.peek_token()? {
        Some(byte) if byte == close => {
            source.consume(1);
            return Ok(false);
        }
        _ if frame.first => frame.first = false,
        Some(b',') => source.consume(1),
        _ => return Err(source.unexpected(expected)),
    }
    Ok(true)
}

/// Reads a member's name and colon; whether the step leads to its value.
fn next_member<R: Read>(
    source: &mut Source<R>,
    step: Option<&Step>,
    key: &mut Vec<u8>,
    max_bytes: usize,
) -> Result<bool, RecordError> {
    let escaped = super::skip::read_name(source, key, max_bytes)?;
    Ok(match step {
        Some(Step::Wildcard) => true,
        Some(Step::Name(name)) if escaped => {
            let mut characters = String::new();
            let raw = str::from_utf8(key).unwrap_or_default();
            unescape(raw, &mut characters).is_ok() && characters == **name
        }
        Some(Step::Name(name)) => name.as_bytes() == key.as_slice(),
        Some(Step::Index(_)) | None => false,
    })
}

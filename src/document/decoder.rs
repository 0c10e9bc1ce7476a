//! One input's records, one after the other.

use std::io::BufRead;
use std::vec;

use jiff::civil::Date;
use serde_json::Value;

use super::article::Document;
use super::encoding::decode;
use super::html;
use super::json;
use super::markdown;
use super::record::Fields;
use super::record::Notes;
use super::record::Problem;
use super::record::finish;
use super::reject::Reject;
use super::reject::RejectPlace;
use super::split::Chunk;
use super::split::Splitter;
use crate::diagnostic::Warned;
use crate::source::Blob;
use crate::source::MediaType;
use crate::source::SourceError;

/// What holds where a document does not state its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Defaults {
    /// The day of publication.
    pub published: Option<Date>,
    /// The address.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The title.
    pub title: Option<String>,
}

/// How much is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of one record (an article, a page); larger ones are rejected.
    pub record_bytes: usize,
    /// Most bytes of one text that are searched for facts; the rest is kept but passed over.
    pub analysed_bytes: usize,
    /// Most words and punctuation marks of one text that are searched for facts, like `analysed_bytes`.
    pub analysed_pieces: usize,
    /// Longest word in bytes; longer ones are passed over.
    pub word_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        // About 20,000 English words, which take a second of one processor; a long feature has 8,000.
        Self {
            record_bytes: 16 * 1024 * 1024,
            analysed_bytes: 128 * 1024,
            analysed_pieces: 25_000,
            word_bytes: 1024,
        }
    }
}

/// One record of an input.
#[derive(Debug, Clone, PartialEq)]
pub enum Decoded {
    /// A document, with what was imperfect in it.
    Document(Box<Warned<Document>>),
    /// A record that cannot be used.
    Reject(Box<Reject>),
}

/// The records of one input, in order.
pub struct Decoder {
    name: String,
    media: MediaType,
    /// The stream; `None` after its end.
    input: Option<Splitter<Box<dyn BufRead + Send>>>,
    changed: Box<dyn Fn() -> bool + Send>,
    defaults: Defaults,
    limits: Limits,
    /// Records so far.
    record: u64,
    /// Articles of one JSON value, with the place of that value.
    pending: Option<(vec::IntoIter<Value>, Chunk)>,
    state: State,
}

/// Where in the input the next record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing is read yet.
    Start,
    /// Between values or lines.
    Values,
    /// In an array, before a value.
    Array,
}

impl Decoder {
    /// Reads `blob`.
    pub fn new(blob: Blob, defaults: Defaults, limits: Limits) -> Self {
        let (name, media) = (blob.name.clone(), blob.media);
        let (reader, changed) = blob.into_parts();
        Self {
            name,
            media,
            input: Some(Splitter::new(reader, limits.record_bytes)),
            changed,
            defaults,
            limits,
            record: 0,
            pending: None,
            state: State::Start,
        }
    }

    /// The whole input as one record.
    fn whole(&mut self) -> Option<Decoded> {
        let mut input = self.input.take()?;
        self.record = 1;
        let chunk = match input.rest() {
            Ok(chunk) => chunk,
            Err(error) => return Some(self.source_failed(error)),
        };
        if (self.changed)() {
            let message = "the file changed while it was read";
            return Some(self.reject("changed-during-read", message, &chunk));
        }
        if chunk.digest.is_some() {
            return Some(self.too_large(&chunk));
        }
        let mut notes = Notes::new(format!("{}#1", self.name));
        let fields = match self.media {
            MediaType::Html => html::read(&chunk.raw, &mut notes),
            MediaType::Markdown => text_fields(&chunk.raw, &mut notes).map(with_markdown),
            _ => text_fields(&chunk.raw, &mut notes),
        };
        Some(self.finish(fields, notes, &chunk))
    }

    /// The next line or value.
    fn next_chunk(&mut self) -> Option<Result<Chunk, Decoded>> {
        let input = self.input.as_mut()?;
        let read = match (self.media, self.state) {
            (MediaType::JsonLines, State::Start) => input.skip_bom().and_then(|()| input.next_line()),
            (MediaType::JsonLines, _) => input.next_line(),
            (_, State::Start) => begin_json(input).and_then(|array| {
                self.state = if array { State::Array } else { State::Values };
                next_in(input, &mut self.state)
            }),
            _ => next_in(input, &mut self.state),
        };
        if self.state == State::Start {
            self.state = State::Values;
        }
        match read {
            Ok(Some(chunk)) => Some(Ok(chunk)),
            Ok(None) => {
                self.input = None;
                if (self.changed)() {
                    let message = "the file changed while it was read; what was read of it is kept";
                    return Some(Err(self.reject_whole("changed-during-read", message)));
                }
                None
            }
            Err(error) => {
                self.input = None;
                Some(Err(self.source_failed(error)))
            }
        }
    }

    /// One record of JSON.
    fn next_article(&mut self) -> Option<Decoded> {
        loop {
            if let Some((articles, chunk)) = &mut self.pending {
                if let Some(article) = articles.next() {
                    let chunk = chunk.clone_place();
                    return Some(self.article(&article, &chunk));
                }
                self.pending = None;
            }
            let chunk = match self.next_chunk()? {
                Ok(chunk) => chunk,
                Err(decoded) => {
                    return Some(decoded);
                }
            };
            if chunk.digest.is_some() {
                self.record += 1;
                return Some(self.too_large(&chunk));
            }
            let value = match json::parse(&chunk.raw, chunk.line) {
                Ok(value) => value,
                Err(problem) => {
                    self.record += 1;
                    return Some(self.reject(problem.code, &problem.message, &chunk));
                }
            };
            if self.state == State::Array || self.media == MediaType::JsonLines {
                return Some(self.article(&value, &chunk));
            }
            let articles = json::articles(value);
            self.pending = Some((articles.into_iter(), chunk));
        }
    }

    fn article(&mut self, value: &Value, chunk: &Chunk) -> Decoded {
        self.record += 1;
        let mut notes = Notes::new(format!("{}#{}", self.name, self.record));
        let fields = json::fields(value, &mut notes);
        if chunk.raw.is_empty() && chunk.length > 0 {
            // One of several articles of a value: its own bytes are its JSON.
            let chunk = Chunk { raw: value.to_string().into_bytes(), ..chunk.clone() };
            return self.finish(fields, notes, &chunk);
        }
        self.finish(fields, notes, chunk)
    }

    fn finish(&self, fields: Result<Fields, Problem>, notes: Notes, chunk: &Chunk) -> Decoded {
        match fields.and_then(|fields| finish(fields, notes, &self.defaults, &self.limits)) {
            Ok(document) => Decoded::Document(Box::new(document)),
            Err(problem) => self.reject(problem.code, &problem.message, chunk),
        }
    }

    fn too_large(&self, chunk: &Chunk) -> Decoded {
        let limit = self.limits.record_bytes / (1024 * 1024);
        let message = format!("the record has {} bytes; at most {limit} MiB are read", chunk.length);
        self.reject("too-large", &message, chunk)
    }

    fn place(&self, chunk: Option<&Chunk>, stage: &'static str) -> RejectPlace {
        RejectPlace {
            source: self.name.clone(),
            record: chunk.map(|_| self.record),
            offset_bytes: chunk.map(|chunk| chunk.offset),
            stage,
        }
    }

    fn reject(&self, code: &str, message: &str, chunk: &Chunk) -> Decoded {
        let place = self.place(Some(chunk), "document");
        Decoded::Reject(Box::new(match &chunk.digest {
            Some(digest) => Reject::with_digest(place, code, message, (&chunk.raw, digest)),
            None => Reject::new(place, code, message, &chunk.raw),
        }))
    }

    fn reject_whole(&self, code: &str, message: &str) -> Decoded {
        Decoded::Reject(Box::new(Reject::new(self.place(None, "source"), code, message, b"")))
    }

    /// The stream broke: what was read before is kept.
    fn source_failed(&self, error: std::io::Error) -> Decoded {
        let error = SourceError::from_read(error);
        let message = match std::error::Error::source(&error) {
            Some(cause) => format!("{error}: {cause}"),
            None => error.to_string(),
        };
        self.reject_whole(error.code(), &message)
    }
}

impl Iterator for Decoder {
    type Item = Decoded;

    fn next(&mut self) -> Option<Decoded> {
        match self.media {
            MediaType::Text | MediaType::Markdown | MediaType::Html => self.whole(),
            MediaType::Json | MediaType::JsonLines => self.next_article(),
        }
    }
}

/// Whether the JSON input is an array; its bracket is passed over.
fn begin_json(input: &mut Splitter<Box<dyn BufRead + Send>>) -> std::io::Result<bool> {
    input.skip_bom()?;
    input.skip_blanks()?;
    let array = input.peek()? == Some(b'[');
    if array {
        input.consume(1);
    }
    Ok(array)
}

/// The next value between values, or in an array up to its end.
fn next_in(
    input: &mut Splitter<Box<dyn BufRead + Send>>,
    state: &mut State,
) -> std::io::Result<Option<Chunk>> {
    if *state == State::Array {
        loop {
            input.skip_blanks()?;
            match input.peek()? {
                Some(b',') => input.consume(1),
                Some(b']') => {
                    input.consume(1);
                    *state = State::Values;
                    break;
                }
                _ => break,
            }
        }
    }
    input.next_value()
}

fn text_fields(bytes: &[u8], notes: &mut Notes) -> Result<Fields, Problem> {
    let decoding = decode(bytes, None)?;
    if let Some(name) = decoding.guessed {
        notes.warn("guessed-encoding", format!("not UTF-8; read as {name}"), "save it as UTF-8");
    }
    Ok(Fields { text: decoding.text, ..Fields::default() })
}

fn with_markdown(mut fields: Fields) -> Fields {
    let found = markdown::read(&fields.text);
    let value = |keys: &[&str]| {
        let found = keys.iter().find_map(|key| found.metadata.iter().find(|(name, _)| name == key));
        found.map(|(_, value)| value.clone())
    };
    fields.id = value(&["doc", "id"]);
    fields.url = value(&["url"]);
    fields.date = value(&["date", "published"]);
    fields.publisher = value(&["publisher", "source"]);
    fields.language = value(&["language", "lang"]);
    fields.title = value(&["title"]).or(found.title);
    fields.markup = found.markup;
    fields
}

//! The fields of one article, checked and made a document.

use jiff::civil::Date;

use super::address::Address;
use super::address::read_address;
use super::article::Document;
use super::date::parse_date;
use super::decoder::Defaults;
use super::decoder::Limits;
use super::encoding::refuse_nul;
use super::language::detect;
use super::prose::excess;
use super::prose::footnotes;
use super::prose::join;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::diagnostic::Warned;
use crate::span::Span;

/// Why a record cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Problem {
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl Problem {
    pub(super) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// What a source states of one article, as it states it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Fields {
    pub(super) id: Option<String>,
    pub(super) url: Option<String>,
    pub(super) title: Option<String>,
    pub(super) date: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) language: Option<String>,
    pub(super) text: String,
    pub(super) markup: Vec<Span>,
}

/// Collects what is imperfect in one record.
#[derive(Debug)]
pub(super) struct Notes {
    source: String,
    found: Vec<Diagnostic>,
}

impl Notes {
    /// Notes about the record with this name.
    pub(super) fn new(source: impl Into<String>) -> Self {
        Self { source: source.into(), found: Vec::new() }
    }

    /// Adds a warning.
    pub(super) fn warn(&mut self, code: &'static str, message: impl Into<String>, hint: &str) {
        self.found.push(Diagnostic {
            severity: Severity::Warning,
            code,
            source: self.source.clone(),
            position: None,
            message: message.into(),
            hint: Some(hint.to_owned()),
        });
    }
}

/// Makes the document, filling gaps from `defaults`. Fields that cannot be used are dropped with a note; a
/// record without usable text is a problem.
pub(super) fn finish(
    fields: Fields,
    mut notes: Notes,
    defaults: &Defaults,
    limits: &Limits,
) -> Result<Warned<Document>, Problem> {
    refuse_nul(&fields.text)?;
    if fields.text.trim().is_empty() {
        return Err(Problem::new("no-text", "there is no text in it"));
    }
    let mut document = Document {
        id: fields.id.and_then(|id| line_of_text("id", &id, &mut notes)),
        url: fields.url.and_then(|url| address(&url, &mut notes)).or_else(|| defaults.url.clone()),
        title: fields.title.and_then(|title| line_of_text("title", &title, &mut notes)),
        published: fields.date.and_then(|date| published(&date, &mut notes)).or(defaults.published),
        publisher: fields.publisher.and_then(|name| line_of_text("publisher", &name, &mut notes)),
        ..Document::default()
    };
    document.title = document.title.or_else(|| defaults.title.clone());
    document.publisher = document.publisher.or_else(|| defaults.publisher.clone());
    document.unread = unread(&fields.text, &fields.markup, limits, &mut notes);
    document.text = fields.text;
    document.language = Some(detect(document.prose().trim(), fields.language.as_deref()));
    document.source = notes.source;
    Ok(Warned { value: document, diagnostics: notes.found })
}

fn unread(text: &str, markup: &[Span], limits: &Limits, notes: &mut Notes) -> Vec<Span> {
    let excess = excess(text, limits);
    if excess.capped {
        let message = format!(
            "the text has {} bytes; it is kept whole, but only the first {} are searched for facts",
            text.len(),
            excess.spans.last().map_or(0, |span| span.start)
        );
        notes.warn("text-capped", message, "split it into several documents, or raise CASEGRAPH_LIMIT_TEXT");
    }
    if excess.long_words > 0 {
        let message =
            format!("{} words of more than {} bytes are passed over", excess.long_words, limits.word_bytes);
        notes.warn("long-word", message, "check whether this is text");
    }
    join(&join(markup, &footnotes(text)), &excess.spans)
}

/// A name or title: control characters but blanks refused in ids and dropped elsewhere is no choice of ours,
/// so it is kept as it is; only NUL and emptiness make it unusable.
fn line_of_text(field: &str, value: &str, notes: &mut Notes) -> Option<String> {
    if value.contains('\0') {
        notes.warn("bad-field", format!("`{field}` holds a NUL character and is left out"), "remove it");
        return None;
    }
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

fn published(text: &str, notes: &mut Notes) -> Option<Date> {
    if text.trim().is_empty() {
        return None;
    }
    let date = parse_date(text);
    if date.is_none() {
        let shown: String = text.chars().take(60).collect();
        let message = format!("`{shown}` is not a date and is left out (expected YYYY-MM-DD)");
        notes.warn("bad-date", message, "state the day with `--published`");
    }
    date
}

fn address(text: &str, notes: &mut Notes) -> Option<String> {
    let shown = || text.chars().take(200).collect::<String>();
    match read_address(text) {
        Address::Sound(url) => Some(url),
        Address::Encoded(url) => {
            let message = format!("`{}` is no address as it stands; it was percent-encoded", shown());
            notes.warn("encoded-iri", message, "encode it in the source");
            Some(url)
        }
        Address::Bad => {
            if !text.trim().is_empty() {
                let message = format!("`{}` is no absolute address and is left out", shown());
                notes.warn("bad-iri", message, "give an address that begins with https://");
            }
            None
        }
    }
}

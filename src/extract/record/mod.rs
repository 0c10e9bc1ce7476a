//! The record of a document: entities, events, dates, quotes and relations as one line of JSON.
//!
//! In: a [`Document`] and its [`Statements`]. Out: a JSON object and a line feed. Offsets are Unicode code points into
//! the document's text, from 0, end exclusive, and `text` is what stands there. A [`Profile`] selects and renames;
//! without one everything is written under the local names of our classes and properties. Situations (a post, a
//! membership, a presence) become relations between two mentions, events stay events.
//!
//! The same statements give the same bytes: everything is sorted by place, then type. Left out: resolutions, and
//! claims about single slots, which a flat record cannot say.

mod codes;
mod events;
mod frames;
mod incident;
mod mentions;
mod profile;
mod relations;
#[cfg(test)]
mod tests;

pub use profile::Profile;
pub use profile::ProfileError;

use std::io;
use std::io::Write;

use serde::Serialize;

use super::time::iso;
use crate::document::Document;
use crate::span::LineIndex;
use crate::span::Span;
use crate::statement::PassageKind;
use crate::statement::Speaker;
use crate::statement::Statements;
use crate::statement::TimeSpan;
use events::EventRecord;
use frames::Frames;
use mentions::EntityRecord;
use mentions::Mentions;
use profile::Part;
use relations::RelationRecord;

/// Writes the record of a document as one line; without a profile everything under our own names.
///
/// # Errors
/// What the writer says.
pub fn write_record(
    out: &mut (impl Write + ?Sized),
    document: &Document,
    statements: &Statements,
    profile: Option<&Profile>,
) -> io::Result<()> {
    let everything = Profile::default();
    let profile = profile.unwrap_or(&everything);
    let view = View { document, statements, profile, index: LineIndex::new(&document.text) };
    let mentions = Mentions::new(&view);
    let frames = Frames::new(&view);
    let wanted = |part: Part| profile.parts.contains(&part);
    let record = Record {
        doc: document_name(document),
        entities: wanted(Part::Entities).then(|| mentions.entities(&view)),
        events: wanted(Part::Events).then(|| events::events(&view, &frames)),
        dates: wanted(Part::Dates).then(|| dates(&view)),
        quotes: wanted(Part::Quotes).then(|| quotes(&view)),
        relations: wanted(Part::Relations).then(|| relations::relations(&view, &frames, &mentions)),
    };
    serde_json::to_writer(&mut *out, &record)?;
    out.write_all(b"\n")
}

/// The id that the input gives, the address, or the name of the input with the number of the record.
fn document_name(document: &Document) -> String {
    let source = || match document.source.rsplit_once('#') {
        Some((_, number)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            document.source.clone()
        }
        _ => format!("{}#1", document.source),
    };
    document.id.clone().or_else(|| document.url.clone()).unwrap_or_else(source)
}

/// What every part of a record is made from.
struct View<'d> {
    document: &'d Document,
    statements: &'d Statements,
    profile: &'d Profile,
    index: LineIndex,
}

impl View<'_> {
    /// A place with its words.
    fn place(&self, span: Span) -> PlaceRecord {
        let text = &self.document.text;
        let (start, end) = self.index.code_points(text, span);
        PlaceRecord { start, end, text: span.text(text).to_owned() }
    }

    /// The sentence that holds a place.
    fn sentence(&self, span: Span) -> Option<Span> {
        let sentences =
            self.statements.passages.iter().filter(|passage| passage.kind == PassageKind::Sentence);
        sentences.map(|passage| passage.span).find(|sentence| sentence.contains(span))
    }
}

/// The record of a document.
#[derive(Serialize)]
struct Record {
    doc: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    entities: Option<Vec<EntityRecord>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<Vec<EventRecord>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dates: Option<Vec<DateRecord>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quotes: Option<Vec<QuoteRecord>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relations: Option<Vec<RelationRecord>>,
}

/// A place in code points, with its words.
#[derive(Serialize, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct PlaceRecord {
    start: usize,
    end: usize,
    text: String,
}

/// A place in code points.
#[derive(Serialize, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct RangeRecord {
    start: usize,
    end: usize,
}

/// A time expression and its value.
#[derive(Serialize)]
struct DateRecord {
    #[serde(flatten)]
    place: PlaceRecord,
    value: String,
}

/// A quotation with who says it.
#[derive(Serialize)]
struct QuoteRecord {
    source: Vec<PlaceRecord>,
    cue: Vec<PlaceRecord>,
    content: Vec<PlaceRecord>,
}

/// The dates in the order of the text; a time without any bound is none.
fn dates(view: &View<'_>) -> Vec<DateRecord> {
    let mut times: Vec<&(Span, TimeSpan)> = view.statements.times.iter().collect();
    times.sort();
    let record = |(span, time): &(Span, TimeSpan)| {
        Some(DateRecord { value: time_text(time)?, place: view.place(*span) })
    };
    times.into_iter().filter_map(record).collect()
}

/// A time in ISO 8601: `2025-09`, `a/b`, `a/` with an open end, `/b` with an open begin.
///
/// What holds on a stretch is bounded from inside (it has begun by its end and ends not before its begin): then the
/// stretch itself is written.
fn time_text(time: &TimeSpan) -> Option<String> {
    let inside = time.ends_not_before.zip(time.starts_by);
    match (time.not_before, time.not_after) {
        (Some(first), Some(last)) if first <= last => Some(iso(first, last)),
        (Some(first), _) => {
            // A begin that is a stretch itself has no form with an open end: its first day stands for it.
            let begin = iso(first, time.starts_by.unwrap_or(first));
            Some(format!("{}/", if begin.contains('/') { iso(first, first) } else { begin }))
        }
        (None, _) if inside.is_some() => inside.map(|(first, last)| iso(first.min(last), first.max(last))),
        (None, Some(last)) => Some(format!("/{}", iso(last, last))),
        (None, None) => time.starts_by.map(|day| format!("/{}", iso(day, day))),
    }
}

/// The quotations in the order of the text, with the mentions of those who say them.
fn quotes(view: &View<'_>) -> Vec<QuoteRecord> {
    let statements = view.statements;
    let mut speakers: Vec<Vec<usize>> = vec![Vec::new(); statements.passages.len()];
    for claim in &statements.claims {
        let Speaker::Mention(speaker) = claim.stated_by else { continue };
        for passage in &claim.evidence {
            if let Some(known) = speakers.get_mut(*passage).filter(|known| !known.contains(&speaker)) {
                known.push(speaker);
            }
        }
    }
    let mut quotes: Vec<(Span, QuoteRecord)> = Vec::new();
    for (passage, speakers) in statements.passages.iter().zip(speakers) {
        if passage.kind == PassageKind::Quotation {
            let mut source: Vec<PlaceRecord> = speakers
                .iter()
                .filter_map(|mention| Some(view.place(statements.mentions.get(*mention)?.span)))
                .collect();
            source.sort();
            let content = vec![view.place(passage.span)];
            quotes.push((passage.span, QuoteRecord { source, cue: Vec::new(), content }));
        }
    }
    quotes.sort_by_key(|(span, _)| *span);
    quotes.into_iter().map(|(_, quote)| quote).collect()
}

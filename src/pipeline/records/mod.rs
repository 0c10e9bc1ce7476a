//! Structured records into a store by a mapping: each record is a document whose text is its fields.
//!
//! In: a file, a [`Mapping`] to the ontology (the profile is told in `ontology/mappings/README.md`). Out: documents
//! with statements, one a record, stored as articles are. The text of such a document has a line `name: value` for
//! each field; the evidence of a claim are the lines that the mapping made it of. A record with the same key as one
//! before is a newer version of the same document; one with the same content is a duplicate.
//!
//! Invariants: as of the whole pipeline. A triple that the graph cannot take is rejected alone, the record goes on.

mod convert;
mod parts;
mod terms;
mod text;
mod things;

use std::io;

use jiff::civil::Date;
use oxigraph::model::Term as Object;

use convert::{Converter, Refused};
use text::RecordText;
use things::{Things, find_namesakes, note_things};

use super::batch::Builder;
use super::config::Config;
use super::error::PipelineError;
use super::report::Event;
use super::report::RunReport;
use super::run::Finished;
use super::run::Step;
use crate::document::Document;
use crate::document::RecordOrigin;
use crate::document::Reject;
use crate::document::RejectPlace;
use crate::extract::lexicon::Lexicon;
use crate::mapping::Mapping;
use crate::mapping::Record;
use crate::mapping::RunSettings;
use crate::store::GraphStore;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;
use crate::vocab::dcterms;
use crate::vocab::rdf;

/// Records of one file and what maps them.
pub struct RecordInput<'a> {
    /// The file as the user names it.
    pub name: &'a str,
    /// What maps it.
    pub mapping: &'a Mapping,
    /// The mapping's name, which the claims carry as their rule.
    pub mapping_name: &'a str,
    /// Where the mapping finds its sources.
    pub settings: &'a RunSettings,
    /// SHA-256 of the file in lower-case hexadecimal.
    pub digest: &'a str,
}

/// The address of a web page in schema.org's words.
const SCHEMA_URL: &str = "https://schema.org/url";

/// Adds the records of a file to a store.
///
/// # Errors
/// The file or the mapping cannot be used, or the store cannot be written.
pub fn build_records(
    input: &RecordInput<'_>,
    lexicon: &Lexicon,
    store: &mut GraphStore,
    config: &Config,
    progress: &mut dyn FnMut(Event<'_>) -> io::Result<()>,
) -> Result<(RunReport, u64), PipelineError> {
    let mut rejects = Vec::new();
    let records = input.mapping.records(input.settings, &mut |reject| {
        rejects.push(refused_value(
            input,
            reject.record,
            &Refused { code: reject.code, message: reject.message, field: reject.field, value: reject.value },
        ));
    })?;
    let mut things = Things::new();
    for record in &records {
        note_things(record, &mut things);
    }
    find_namesakes(&mut things);
    let mut builder = Builder::new(store, config, progress);
    builder.step(Step::Opened {
        source: input.name.to_owned(),
        note: Some(format!("records, mapped by {}", input.mapping_name)),
    })?;
    let rule = format!("record:{}", input.mapping_name);
    for record in &records {
        if record.triples.is_empty() {
            continue;
        }
        let text = RecordText::new(&record.fields);
        if text.text.contains('\0') {
            let place = place(input, record.number);
            let message = "the record holds a NUL character";
            let reject = Reject::new(place, "bad-text", message, text.text.as_bytes());
            builder.step(Step::Reject(Box::new(reject)))?;
            continue;
        }
        let document = document(input, record, &text, config, &mut rejects);
        let withdrawn = document.record.as_ref().is_some_and(|record| record.withdrawn);
        let (statements, refused) = if withdrawn {
            Default::default()
        } else {
            Converter::new(&things, lexicon, &text, &rule).run(record)
        };
        rejects.extend(refused.iter().map(|refused| refused_value(input, record.number, refused)));
        let finished = Finished { document, statements: Some(statements), diagnostics: Vec::new() };
        builder.step(Step::Document(Box::new(finished)))?;
    }
    builder.step(Step::Closed { source: input.name.to_owned() })?;
    let report = builder.finish_report()?;
    let count = rejects.len() as u64;
    for reject in &rejects {
        progress(Event::Rejected(reject))?;
    }
    if !rejects.is_empty() {
        store.add_rejects(&rejects)?;
    }
    store.settle_records()?;
    store.finish()?;
    Ok((report, count))
}

fn place(input: &RecordInput<'_>, record: u64) -> RejectPlace {
    RejectPlace { source: input.name.to_owned(), record: Some(record), offset_bytes: None, stage: "mapping" }
}

/// A value that did not come into the graph, as a dead letter.
fn refused_value(input: &RecordInput<'_>, record: u64, refused: &Refused) -> Reject {
    let field = refused.field.as_deref().map(|field| format!("`{field}`: ")).unwrap_or_default();
    let value = refused.value.as_deref().unwrap_or_default();
    let shown: String = value.chars().take(60).collect();
    let message = format!("{field}`{shown}`: {}", refused.message);
    Reject::new(place(input, record), refused.code, message, value.as_bytes())
}

/// What the mapping says of the record as a document.
fn document(
    input: &RecordInput<'_>,
    record: &Record,
    text: &RecordText,
    config: &Config,
    rejects: &mut Vec<Reject>,
) -> Document {
    let mut document = Document {
        source: format!("{}#{}", input.name, record.number),
        url: None,
        title: config.defaults.title.clone(),
        published: config.defaults.published,
        publisher: config.defaults.publisher.clone(),
        text: text.text.clone(),
        record: Some(RecordOrigin {
            feed: input.mapping_name.to_owned(),
            digest: input.digest.to_owned(),
            number: record.number,
            withdrawn: false,
        }),
        ..Document::default()
    };
    let node = record.triples.iter().find(|triple| {
        triple.quad.predicate.as_ref() == rdf::TYPE && triple.quad.object == Object::from(class::DOCUMENT)
    });
    let Some(node) = node else { return document };
    for triple in record.triples.iter().filter(|triple| triple.quad.subject == node.quad.subject) {
        let value = match &triple.quad.object {
            Object::Literal(literal) => literal.value().trim(),
            Object::NamedNode(iri) => iri.as_str(),
            Object::BlankNode(_) => continue,
        };
        if value.is_empty() {
            continue;
        }
        match triple.quad.predicate.as_ref() {
            dcterms::IDENTIFIER => document.id = Some(value.to_owned()),
            dcterms::TITLE => document.title = Some(value.to_owned()),
            dcterms::LANGUAGE => document.language = Some(value.to_owned()),
            property::PUBLISHER => document.publisher = Some(value.to_owned()),
            property::PUBLISHED => match value.get(..10).and_then(|day| day.parse::<Date>().ok()) {
                Some(day) => document.published = Some(day),
                None => rejects.push(refused_value(
                    input,
                    record.number,
                    &Refused {
                        code: "bad-date",
                        message: "expected a day (YYYY-MM-DD)".to_owned(),
                        field: triple.references.first().cloned(),
                        value: Some(value.to_owned()),
                    },
                )),
            },
            property::WITHDRAWN => {
                if let Some(record) = &mut document.record {
                    record.withdrawn = value == "true" || value == "1";
                }
            }
            other if other.as_str() == SCHEMA_URL => document.url = Some(value.to_owned()),
            _ => {}
        }
    }
    document
}

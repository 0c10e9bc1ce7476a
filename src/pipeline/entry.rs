//! Inputs, opened, and their records with what belongs to them.

use std::error::Error;
use std::path::PathBuf;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::diagnostic::Warned;
use crate::document::Decoded;
use crate::document::Decoder;
use crate::document::Defaults;
use crate::document::Document;
use crate::document::Limits;
use crate::document::Reject;
use crate::document::RejectPlace;
use crate::source::Blob;
use crate::source::MediaType;
use crate::source::Refusal;
use crate::source::Skipped;
use crate::source::Sources;

/// One input of a run.
pub enum Input {
    /// Bytes that can be read.
    Blob(Blob),
    /// A path that was passed over.
    Skipped(Skipped),
    /// A file that cannot be used.
    Refused(Refusal),
}

/// Opens what is under `paths`, one after the other; `media` is what the user says all of it is.
pub fn open_paths(paths: &[PathBuf], media: Option<MediaType>) -> impl Iterator<Item = Input> + Send + use<> {
    Sources::new(paths).map(move |source| match source {
        Err(skipped) => Input::Skipped(skipped),
        Ok(source) => match Blob::open(&source, media) {
            Ok(blob) => Input::Blob(blob),
            Err(refusal) => Input::Refused(refusal),
        },
    })
}

/// What flows to the threads: records and what stands between them, in order.
pub(super) enum Entry {
    Opened { source: String, note: Option<String> },
    Diagnostic(Diagnostic),
    Reject(Box<Reject>),
    Document(Box<Warned<Document>>),
    Closed { source: String },
}

impl Entry {
    /// Roughly the memory it takes, in bytes.
    pub(super) fn weight(&self) -> usize {
        match self {
            Self::Document(document) => document.value.text.len() + 1024,
            Self::Reject(reject) => reject.raw_base64.len() + 1024,
            _ => 256,
        }
    }
}

/// The entries of all inputs.
pub(super) fn entries(
    inputs: impl Iterator<Item = Input>,
    defaults: Defaults,
    limits: Limits,
) -> impl Iterator<Item = Entry> {
    inputs.flat_map(move |input| -> Box<dyn Iterator<Item = Entry>> {
        match input {
            Input::Blob(blob) => {
                let source = blob.name.clone();
                let opened = Entry::Opened { source: source.clone(), note: blob.note.clone() };
                let records = Decoder::new(blob, defaults.clone(), limits).map(|decoded| match decoded {
                    Decoded::Document(document) => Entry::Document(document),
                    Decoded::Reject(reject) => Entry::Reject(reject),
                });
                let closed = std::iter::once(Entry::Closed { source });
                Box::new(std::iter::once(opened).chain(records).chain(closed))
            }
            Input::Skipped(Skipped(diagnostic)) if diagnostic.severity == Severity::Error => {
                let reject = whole_reject(&diagnostic.source, diagnostic.code, &diagnostic.message, b"");
                Box::new(lone_reject(reject))
            }
            Input::Skipped(Skipped(diagnostic)) => Box::new(std::iter::once(Entry::Diagnostic(diagnostic))),
            Input::Refused(refusal) => {
                let message = in_words(&refusal.error);
                let code = refusal.error.code();
                Box::new(lone_reject(whole_reject(&refusal.name, code, &message, &refusal.head)))
            }
        }
    })
}

/// The error, the chain of its causes and the hint.
fn in_words(error: &crate::source::SourceError) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        message = format!("{message}: {error}");
        cause = error.source();
    }
    match error.hint() {
        Some(hint) => format!("{message}; {hint}"),
        None => message,
    }
}

fn whole_reject(source: &str, code: &str, message: &str, raw: &[u8]) -> Reject {
    let place = RejectPlace { source: source.to_owned(), record: None, offset_bytes: None, stage: "source" };
    Reject::new(place, code, message, raw)
}

fn lone_reject(reject: Reject) -> impl Iterator<Item = Entry> {
    let source = reject.source.clone();
    let opened = Entry::Opened { source: source.clone(), note: None };
    [opened, Entry::Reject(Box::new(reject)), Entry::Closed { source }].into_iter()
}

/// The reject of a document that brought a stage down.
pub(super) fn collapse_reject(document: &Document, message: &str) -> Reject {
    let (source, record) = match document.source.rsplit_once('#') {
        Some((source, record)) => (source.to_owned(), record.parse().ok()),
        None => (document.source.clone(), None),
    };
    let place = RejectPlace { source, record, offset_bytes: None, stage: "analysis" };
    let message = format!("this program failed on it (a bug; please report it): {message}");
    Reject::new(place, "bug", message, document.text.as_bytes())
}

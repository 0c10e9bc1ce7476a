//! Gathers documents to batches and stores them.

use std::io;
use std::sync::atomic::Ordering;

use super::config::Config;
use super::error::PipelineError;
use super::report::Event;
use super::report::FileCounts;
use super::report::RunReport;
use super::report::empty_input;
use super::run::Finished;
use super::run::Step;
use crate::document::Document;
use crate::document::Reject;
use crate::statement::Statements;
use crate::store::GraphStore;
use crate::store::Status;

/// So many quads, estimated, make a batch.
const BATCH_QUADS: usize = 50_000;
/// So many bytes of text and of rejected records make a batch.
const BATCH_BYTES: usize = 4 * 1024 * 1024;

/// Stores what the stages hand over.
pub(super) struct Builder<'a> {
    store: &'a mut GraphStore,
    config: &'a Config,
    progress: &'a mut dyn FnMut(Event<'_>) -> io::Result<()>,
    report: RunReport,
    /// The input that is being counted, and its records.
    source: String,
    counts: FileCounts,
    waiting: Batch,
}

/// What waits to be stored.
#[derive(Default)]
struct Batch {
    documents: Vec<(Document, Statements)>,
    rejects: Vec<Reject>,
    /// What came in which order, for the counts of each input.
    marks: Vec<Mark>,
    quads: usize,
    bytes: usize,
}

/// A record or the end of an input.
enum Mark {
    Opened(String),
    Document,
    Reject,
    Closed,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        store: &'a mut GraphStore,
        config: &'a Config,
        progress: &'a mut dyn FnMut(Event<'_>) -> io::Result<()>,
    ) -> Self {
        Self {
            store,
            config,
            progress,
            report: RunReport::default(),
            source: String::new(),
            counts: FileCounts::default(),
            waiting: Batch::default(),
        }
    }

    /// Takes the next step of the run.
    pub(super) fn step(&mut self, step: Step) -> Result<(), PipelineError> {
        match step {
            Step::Opened { source, note } => {
                (self.progress)(Event::Opened { source: &source, note: note.as_deref() })?;
                self.waiting.marks.push(Mark::Opened(source));
            }
            Step::Diagnostic(diagnostic) => {
                self.report.note_diagnostic(&diagnostic);
                (self.progress)(Event::Diagnostic(&diagnostic))?;
            }
            Step::Reject(reject) => {
                (self.progress)(Event::Rejected(&reject))?;
                self.waiting.bytes += reject.raw_base64.len();
                self.waiting.rejects.push(*reject);
                self.waiting.marks.push(Mark::Reject);
            }
            Step::Document(finished) => self.document(*finished)?,
            Step::Closed { .. } => self.waiting.marks.push(Mark::Closed),
        }
        let stop = self.config.stop.load(Ordering::Relaxed);
        if stop || self.waiting.is_full(self.config.batch_documents) {
            self.flush()?;
        }
        if stop {
            self.store.finish()?;
            return Err(PipelineError::Interrupted { read: self.report.counts.read });
        }
        Ok(())
    }

    fn document(&mut self, finished: Finished) -> Result<(), PipelineError> {
        self.report.note_finished(&finished.document, &finished.diagnostics);
        for diagnostic in &finished.diagnostics {
            (self.progress)(Event::Diagnostic(diagnostic))?;
        }
        self.report.analyzed += u64::from(finished.statements.is_some());
        let statements = finished.statements.unwrap_or_default();
        self.waiting.quads += estimate(&statements);
        self.waiting.bytes += finished.document.text.len();
        self.waiting.documents.push((finished.document, statements));
        self.waiting.marks.push(Mark::Document);
        Ok(())
    }

    /// Stores what waits, and counts it.
    fn flush(&mut self) -> Result<(), PipelineError> {
        let batch = std::mem::take(&mut self.waiting);
        let mut outcomes = Vec::new();
        if !batch.documents.is_empty() {
            let outcome = self.store.ingest(&batch.documents, &self.config.run)?;
            self.report.claims += outcome.claims;
            self.report.quads += outcome.quads;
            outcomes = outcome.documents;
        }
        if !batch.rejects.is_empty() {
            self.store.add_rejects(&batch.rejects)?;
        }
        let mut outcomes = outcomes.into_iter();
        for mark in batch.marks {
            match mark {
                Mark::Opened(source) => (self.source, self.counts) = (source, FileCounts::default()),
                Mark::Reject => self.count(FileCounts { read: 1, rejected: 1, ..FileCounts::default() }),
                Mark::Document => match outcomes.next().map(|outcome| outcome.status) {
                    Some(Status::Duplicate) => {
                        self.count(FileCounts { read: 1, duplicate: 1, ..FileCounts::default() });
                    }
                    _ => self.count(FileCounts { read: 1, ingested: 1, ..FileCounts::default() }),
                },
                Mark::Closed => {
                    if self.counts.read == 0 {
                        let diagnostic = empty_input(&self.source);
                        self.report.note_diagnostic(&diagnostic);
                        (self.progress)(Event::Diagnostic(&diagnostic))?;
                    }
                    self.tell(true)?;
                    self.source.clear();
                }
            }
        }
        if !self.source.is_empty() {
            self.tell(false)?;
        }
        Ok(())
    }

    fn count(&mut self, counts: FileCounts) {
        self.counts.add(counts);
        self.report.counts.add(counts);
    }

    fn tell(&mut self, done: bool) -> io::Result<()> {
        let (source, counts, report) = (&self.source, self.counts, &self.report);
        (self.progress)(Event::Progress { source, counts, done, report })
    }

    /// Stores the rest.
    pub(super) fn finish(mut self) -> Result<RunReport, PipelineError> {
        self.flush()?;
        self.store.finish()?;
        Ok(self.report)
    }

    /// Stores the rest of one input, before others.
    pub(super) fn finish_report(mut self) -> Result<RunReport, PipelineError> {
        self.flush()?;
        Ok(self.report)
    }
}

impl Batch {
    fn is_full(&self, documents: usize) -> bool {
        self.documents.len() >= documents
            || self.rejects.len() >= documents
            || self.quads >= BATCH_QUADS
            || self.bytes >= BATCH_BYTES
    }
}

/// About how many quads the statements give: by hand from the shapes of the ontology (a claim has about 10, a
/// passage 5, a mention 6, a frame 4 beside its claims).
fn estimate(statements: &Statements) -> usize {
    10 * statements.claims.len()
        + 5 * statements.passages.len()
        + 6 * statements.mentions.len()
        + 4 * statements.frames.len()
}

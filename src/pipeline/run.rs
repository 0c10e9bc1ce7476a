//! Whole runs.

use std::io;
use std::num::NonZeroUsize;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;

use super::batch::Builder;
use super::config::Config;
use super::entry::Entry;
use super::entry::Input;
use super::entry::collapse_reject;
use super::entry::entries;
use super::error::PipelineError;
use super::ordered::in_order;
use super::report::Event;
use super::report::FileCounts;
use super::report::RunReport;
use super::report::empty_input;
use super::stages::Stages;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::document::Reject;
use crate::statement::Statements;
use crate::store::GraphStore;
use crate::store::Register;

/// What the threads hand back.
pub(super) enum Step {
    Opened { source: String, note: Option<String> },
    Diagnostic(Diagnostic),
    Reject(Box<Reject>),
    Document(Box<Finished>),
    Closed { source: String },
}

/// A document with all that is known of it.
pub(super) struct Finished {
    pub(super) document: Document,
    /// `None` of a document that the store has already: nothing is to be gained from it.
    pub(super) statements: Option<Statements>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Runs `inputs` through the stages and gives each step in order to `sink`. Documents in `register` are not
/// analysed.
fn run(
    inputs: impl Iterator<Item = Input> + Send,
    stages: &Stages,
    config: &Config,
    register: Option<&Register>,
    sink: impl FnMut(Step) -> Result<(), PipelineError>,
) -> Result<(), PipelineError> {
    let busy = AtomicUsize::new(0);
    let work = |entry| match entry {
        Entry::Opened { source, note } => Step::Opened { source, note },
        Entry::Diagnostic(diagnostic) => Step::Diagnostic(diagnostic),
        Entry::Reject(reject) => Step::Reject(reject),
        Entry::Closed { source } => Step::Closed { source },
        Entry::Document(warned) => {
            // A lone document has all threads; of many, each has one. The result is the same.
            let alone = busy.fetch_add(1, Ordering::Relaxed) == 0;
            let threads = if alone { config.threads } else { NonZeroUsize::MIN };
            let (document, diagnostics) = (warned.value, warned.diagnostics);
            // A store that cannot be asked says so when the document is given to it.
            let known = register.is_some_and(|register| register.knows(&document).unwrap_or(false));
            let statements =
                if known { Ok(None) } else { stages.try_statements(&document, threads).map(Some) };
            let step = match statements {
                Ok(statements) => Step::Document(Box::new(Finished { document, statements, diagnostics })),
                Err(collapse) => Step::Reject(Box::new(collapse_reject(&document, &collapse.0))),
            };
            busy.fetch_sub(1, Ordering::Relaxed);
            step
        }
    };
    let defaults = config.defaults.clone();
    let limits = config.limits;
    let items = move || entries(inputs, defaults, limits).map(|entry| (entry.weight(), entry));
    in_order(config.threads, items, work, sink)
}

/// Adds `inputs` to `store`. What happens is told to `progress` in the order of the input; an error of it
/// stops the run, with whole batches stored.
pub fn build(
    inputs: impl Iterator<Item = Input> + Send,
    stages: &Stages,
    store: &mut GraphStore,
    config: &Config,
    progress: &mut dyn FnMut(Event<'_>) -> io::Result<()>,
) -> Result<RunReport, PipelineError> {
    let register = store.register();
    let mut builder = Builder::new(store, config, progress);
    run(inputs, stages, config, Some(&register), |step| builder.step(step))?;
    builder.finish()
}

/// Gives each document of `inputs` with its statements to `sink`, in the order of the input, without a store.
/// What happens on the way is told to `progress`. Claims and quads of the report are 0.
pub fn extract_documents(
    inputs: impl Iterator<Item = Input> + Send,
    stages: &Stages,
    config: &Config,
    sink: &mut dyn FnMut(&Document, &Statements) -> io::Result<()>,
    progress: &mut dyn FnMut(Event<'_>) -> io::Result<()>,
) -> Result<RunReport, PipelineError> {
    let mut report = RunReport::default();
    let mut counts = FileCounts::default();
    run(inputs, stages, config, None, |step| {
        match step {
            Step::Opened { source, note } => {
                progress(Event::Opened { source: &source, note: note.as_deref() })?;
            }
            Step::Diagnostic(diagnostic) => {
                report.note_diagnostic(&diagnostic);
                progress(Event::Diagnostic(&diagnostic))?;
            }
            Step::Reject(reject) => {
                counts.add(FileCounts { read: 1, rejected: 1, ..FileCounts::default() });
                progress(Event::Rejected(&reject))?;
            }
            Step::Document(finished) => {
                counts.add(FileCounts { read: 1, ingested: 1, ..FileCounts::default() });
                report.note_finished(&finished.document, &finished.diagnostics);
                for diagnostic in &finished.diagnostics {
                    progress(Event::Diagnostic(diagnostic))?;
                }
                if let Some(statements) = &finished.statements {
                    report.analyzed += 1;
                    sink(&finished.document, statements)?;
                }
            }
            Step::Closed { source } => {
                report.counts.add(counts);
                if counts.read == 0 {
                    let diagnostic = empty_input(&source);
                    report.note_diagnostic(&diagnostic);
                    progress(Event::Diagnostic(&diagnostic))?;
                }
                progress(Event::Progress { source: &source, counts, done: true, report: &report })?;
                counts = FileCounts::default();
            }
        }
        Ok(())
    })?;
    Ok(report)
}

//! Tells how a run goes: to people on standard error, or as JSON lines on standard output.

use std::fmt::Write as _;
use std::io;
use std::time::Duration;
use std::time::Instant;

use serde::Serialize;
use serde_json::json;

use super::console::Console;
use super::console::harmless;
use super::input::reject_words;
use crate::document::Reject;
use crate::pipeline::Event;
use crate::pipeline::RunReport;

/// How a verb reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(super) enum ReportFormat {
    /// Words for people.
    #[default]
    Text,
    /// JSON, for programs.
    Json,
}

/// So many warnings and rejects are shown one by one to people.
const SHOWN: u64 = 20;
/// A program that reads the messages gets a line this often.
const INTERVAL: Duration = Duration::from_secs(10);

/// Tells the events of a run.
pub(super) struct Progress<'a, 'b> {
    console: &'a mut Console<'b>,
    format: ReportFormat,
    warnings: u64,
    rejects: u64,
    last: Instant,
    /// Whether an unfinished line stands on the terminal.
    open_line: bool,
}

/// A rejected record as a JSON line; the raw bytes stay in the store.
#[derive(Serialize)]
struct RejectedLine<'a> {
    event: &'static str,
    source: &'a str,
    record: Option<u64>,
    offset_bytes: Option<u64>,
    stage: &'a str,
    code: &'a str,
    message: &'a str,
    sha256: &'a str,
}

impl<'a, 'b> Progress<'a, 'b> {
    pub(super) fn new(console: &'a mut Console<'b>, format: ReportFormat) -> Self {
        Self { console, format, warnings: 0, rejects: 0, last: Instant::now(), open_line: false }
    }

    /// Tells one event.
    pub(super) fn tell(&mut self, event: &Event<'_>) -> io::Result<()> {
        match self.format {
            ReportFormat::Json => self.tell_json(event),
            ReportFormat::Text => self.tell_words(event),
        }
    }

    fn tell_json(&mut self, event: &Event<'_>) -> io::Result<()> {
        match event {
            Event::Diagnostic(found) => self.line(&json!({"event": "warning", "source": found.source,
                "code": found.code, "message": found.message, "try": found.hint})),
            Event::Rejected(reject) => self.line(&rejected_line(reject)),
            Event::Progress { source, counts, done, .. } => {
                self.line(&json!({"event": "progress", "source": source, "read": counts.read,
                    "ingested": counts.ingested, "duplicate": counts.duplicate, "rejected": counts.rejected,
                    "done": done}))
            }
            _ => Ok(()),
        }
    }

    /// Writes one JSON line.
    pub(super) fn line(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut *self.console.out, value)?;
        self.console.out.write_all(b"\n")
    }

    fn tell_words(&mut self, event: &Event<'_>) -> io::Result<()> {
        match event {
            Event::Opened { source, note: Some(note) } => self.note(&format!("{source}: {note}")),
            Event::Diagnostic(found) => {
                self.warnings += 1;
                match self.warnings.cmp(&(SHOWN + 1)) {
                    std::cmp::Ordering::Less => self.note(&found.to_string()),
                    std::cmp::Ordering::Equal => self.note("further warnings are only counted"),
                    std::cmp::Ordering::Greater => Ok(()),
                }
            }
            Event::Rejected(reject) => {
                self.rejects += 1;
                match self.rejects.cmp(&(SHOWN + 1)) {
                    std::cmp::Ordering::Less => self.note(&reject_words(reject)),
                    std::cmp::Ordering::Equal => self.note("further rejects are only counted"),
                    std::cmp::Ordering::Greater => Ok(()),
                }
            }
            Event::Progress { report, .. } => self.how_far(report),
            _ => Ok(()),
        }
    }

    fn how_far(&mut self, report: &RunReport) -> io::Result<()> {
        let counts = report.counts;
        let words = format!(
            "Reading    {} read · {} added · {} rejected",
            counts.read, counts.ingested, counts.rejected
        );
        if self.console.err_is_terminal {
            if !self.console.quiet && self.last.elapsed() >= Duration::from_millis(100) {
                self.last = Instant::now();
                self.open_line = true;
                write!(self.console.err, "\r{words}\u{1b}[K")?;
                self.console.err.flush()?;
            }
            return Ok(());
        }
        if self.last.elapsed() >= INTERVAL {
            self.last = Instant::now();
            return self.note(&words);
        }
        Ok(())
    }

    /// Writes a line for people, after the line that is being rewritten.
    pub(super) fn note(&mut self, words: &str) -> io::Result<()> {
        self.clear()?;
        self.console.note(words)
    }

    /// Takes away the line that is being rewritten.
    pub(super) fn clear(&mut self) -> io::Result<()> {
        if self.open_line {
            self.open_line = false;
            write!(self.console.err, "\r\u{1b}[K")?;
        }
        Ok(())
    }

    /// Tells the end of a run that added to a store.
    pub(super) fn summary(&mut self, report: &RunReport, where_rejects: &str) -> io::Result<()> {
        let counts = report.counts;
        if self.format == ReportFormat::Json {
            return self.line(&json!({"event": "summary", "read": counts.read, "ingested": counts.ingested,
                "duplicate": counts.duplicate, "rejected": counts.rejected, "claims": report.claims,
                "quads": report.quads, "unsupported_languages": report.unsupported_languages,
                "unsupported_documents": report.unsupported_documents, "warnings": report.diagnostics}));
        }
        let rejected = match counts.rejected {
            0 => "0 rejected".to_owned(),
            count => format!("{count} rejected{where_rejects}"),
        };
        self.note(&format!(
            "Read       {} {}: {} added · {} already there · {rejected}",
            counts.read,
            if counts.read == 1 { "record" } else { "records" },
            counts.ingested,
            counts.duplicate,
        ))?;
        self.languages(report)?;
        self.note(&format!("Added      {} claims · {} quads", report.claims, report.quads))
    }

    /// Names the documents whose language gives no facts.
    pub(super) fn languages(&mut self, report: &RunReport) -> io::Result<()> {
        let total: u64 = report.unsupported_languages.values().sum();
        if total == 0 {
            return Ok(());
        }
        let mut names = report.unsupported_documents.join(", ");
        let more = total.saturating_sub(report.unsupported_documents.len() as u64);
        if more > 0 {
            write!(names, " and {more} more").unwrap_or_default();
        }
        self.note(&format!(
            "Languages  {total} stored without facts, for only English is understood: {}",
            harmless(&names)
        ))
    }
}

fn rejected_line(reject: &Reject) -> RejectedLine<'_> {
    RejectedLine {
        event: "rejected",
        source: &reject.source,
        record: reject.record,
        offset_bytes: reject.offset_bytes,
        stage: &reject.stage,
        code: &reject.code,
        message: &reject.message,
        sha256: &reject.sha256,
    }
}

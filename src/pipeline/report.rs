//! What is told of a run.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::document::Document;
use crate::document::Reject;

/// Records of one input: read = ingested + duplicate + rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FileCounts {
    /// Records read.
    pub read: u64,
    /// Documents added.
    pub ingested: u64,
    /// Documents that were there already.
    pub duplicate: u64,
    /// Records that could not be used.
    pub rejected: u64,
}

impl FileCounts {
    pub(super) fn add(&mut self, other: Self) {
        self.read += other.read;
        self.ingested += other.ingested;
        self.duplicate += other.duplicate;
        self.rejected += other.rejected;
    }
}

/// Names of documents in an unsupported language are kept up to this number.
const NAMES: usize = 20;

/// What a run did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RunReport {
    /// Records of all inputs.
    pub counts: FileCounts,
    /// Documents that were analysed: those in the store before the run were not.
    pub analyzed: u64,
    /// Claims added.
    pub claims: u64,
    /// Quads added.
    pub quads: u64,
    /// Documents in languages that give no facts: language, number.
    pub unsupported_languages: BTreeMap<String, u64>,
    /// The first of these documents by name.
    pub unsupported_documents: Vec<String>,
    /// Diagnostics by code.
    pub diagnostics: BTreeMap<&'static str, u64>,
}

impl RunReport {
    /// Adds what another part of the same run did.
    pub fn add(&mut self, other: &Self) {
        self.counts.add(other.counts);
        self.analyzed += other.analyzed;
        self.claims += other.claims;
        self.quads += other.quads;
        for (language, count) in &other.unsupported_languages {
            *self.unsupported_languages.entry(language.clone()).or_default() += count;
        }
        for name in &other.unsupported_documents {
            if self.unsupported_documents.len() < NAMES {
                self.unsupported_documents.push(name.clone());
            }
        }
        for (code, count) in &other.diagnostics {
            *self.diagnostics.entry(code).or_default() += count;
        }
    }

    pub(super) fn note_diagnostic(&mut self, diagnostic: &Diagnostic) {
        *self.diagnostics.entry(diagnostic.code).or_default() += 1;
    }

    pub(super) fn note_finished(&mut self, document: &Document, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            self.note_diagnostic(diagnostic);
        }
        if let Some(language) = document.language.as_ref().filter(|_| !document.is_supported()) {
            *self.unsupported_languages.entry(language.clone()).or_default() += 1;
            if self.unsupported_documents.len() < NAMES {
                self.unsupported_documents.push(format!("{} ({language})", document.source));
            }
        }
    }
}

/// An input of articles that holds none.
pub(super) fn empty_input(source: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        code: "empty-input",
        source: source.to_owned(),
        position: None,
        message: "there is no record in it".to_owned(),
        hint: Some("check whether it is the right file".to_owned()),
    }
}

/// What happens on the way, in the order of the input.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// An input was opened; `note` says how its kind was guessed.
    Opened {
        /// The input's name.
        source: &'a str,
        /// How its kind was guessed, where it was.
        note: Option<&'a str>,
    },
    /// Something was imperfect.
    Diagnostic(&'a Diagnostic),
    /// A record was rejected.
    Rejected(&'a Reject),
    /// A batch was stored, or an input is done.
    Progress {
        /// The input that is being read.
        source: &'a str,
        /// Its records so far.
        counts: FileCounts,
        /// Whether it is done.
        done: bool,
        /// The run so far.
        report: &'a RunReport,
    },
}

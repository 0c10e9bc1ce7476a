//! Errors in words, with the exit code they end in.

use std::error::Error;
use std::fmt::Write as _;
use std::io;

/// How a run that did not fail ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// Nothing was found.
    Nothing,
    /// Finished, some records rejected.
    Rejected,
    /// A limit was hit (time, memory, rows); what was written is incomplete.
    Limit,
}

impl Exit {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Nothing => 1,
            Self::Rejected => 3,
            Self::Limit => 6,
        }
    }
}

/// Exit codes of failures.
pub(super) mod exit_code {
    /// Nothing found.
    pub(crate) const NOTHING: u8 = 1;
    /// Usage, or a bad query or mapping.
    pub(crate) const USAGE: u8 = 2;
    /// The store is locked.
    pub(crate) const LOCKED: u8 = 4;
    /// The store is damaged or of another version.
    pub(crate) const DAMAGED: u8 = 5;
    /// A limit was hit.
    pub(crate) const LIMIT: u8 = 6;
    /// Input or output, disk full.
    pub(crate) const IO: u8 = 7;
    /// A bug in this program.
    pub(crate) const BUG: u8 = 70;
    /// Interrupted by a signal.
    pub(crate) const INTERRUPTED: u8 = 130;
}

/// What stops a run, told to a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// A stable code in kebab case.
    pub code: &'static str,
    /// The exit code.
    pub exit: u8,
    /// What could not be done, to which thing, what was found and what was expected.
    pub message: String,
    /// Where: path, line and column.
    pub place: Option<String>,
    /// What to do.
    pub hint: Option<String>,
}

impl Failure {
    /// A failure with a code, an exit code and a message.
    pub fn new(code: &'static str, exit: u8, message: impl Into<String>) -> Self {
        Self { code, exit, message: message.into(), place: None, hint: None }
    }

    /// The same, from an error and the chain of its causes.
    pub fn from_error(code: &'static str, exit: u8, error: &dyn Error) -> Self {
        let mut message = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            write!(message, ": {error}").unwrap_or_default();
            cause = error.source();
        }
        Self::new(code, exit, message)
    }

    /// Says where.
    #[must_use]
    pub fn with_place(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The lines for a person: `error[code]: …`, `  where: …`, `  try: …`.
    pub fn to_text(&self) -> String {
        let mut text = format!("error[{}]: {}", self.code, self.message);
        if let Some(place) = &self.place {
            write!(text, "\n  where: {place}").unwrap_or_default();
        }
        if let Some(hint) = &self.hint {
            write!(text, "\n  try: {hint}").unwrap_or_default();
        }
        text
    }

    /// The same fields as one JSON object.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::json!({"event": "error", "code": self.code, "message": self.message,
            "where": self.place, "try": self.hint, "exit": self.exit})
    }

    /// Whether the reader of the output went away, which is no error.
    pub fn is_closed_pipe(&self) -> bool {
        self.code == "closed-pipe"
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::new("closed-pipe", 0, "the reader of the output went away");
        }
        Self::from_error("io", exit_code::IO, &error)
    }
}

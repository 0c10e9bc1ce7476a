//! What can be wrong with a mapping, its sources and its targets.

use std::path::PathBuf;

use super::graph::Position;

/// Something in a mapping that cannot be executed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MappingProblem {
    /// Where it stands.
    pub at: Position,
    /// The node of the mapping that it is about, as the mapping names it.
    pub node: String,
    /// What is wrong: what was found and what was expected.
    pub problem: String,
    /// What to do.
    pub hint: Option<String>,
}

impl std::fmt::Display for MappingProblem {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.at != Position::default() {
            write!(formatter, "line {}, column {}: ", self.at.line, self.at.column)?;
        }
        write!(formatter, "{}", self.problem)?;
        if !self.node.is_empty() {
            write!(formatter, " (in `{}`)", self.node)?;
        }
        if let Some(hint) = &self.hint {
            write!(formatter, "; hint: {hint}")?;
        }
        Ok(())
    }
}

/// Why a mapping could not be read or executed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MappingError {
    /// The mapping file is no Turtle.
    #[error("line {line}, column {column}: {message}", line = at.line, column = at.column)]
    Syntax {
        /// Where.
        at: Position,
        /// What the parser found and expected.
        message: String,
    },
    /// The mapping file is larger than any mapping.
    #[error("the mapping has more than {most} bytes, which are never read")]
    TooLarge {
        /// The limit.
        most: usize,
    },
    /// Parts of the mapping cannot be executed.
    #[error("{}", list(.0))]
    Problems(
        /// All that is wrong, in the order of the file.
        Vec<MappingProblem>,
    ),
    /// A source or target lies outside of the folders that a mapping may use.
    #[error("line {line}, column {column}: `{path}` lies outside of the mapping's folder and the working directory; hint: allow another folder by `--input-root DIR`", line = at.line, column = at.column)]
    OutsideRoot {
        /// Where the mapping names it.
        at: Position,
        /// The path as the mapping writes it.
        path: String,
    },
    /// A file cannot be read or written.
    #[error("cannot {action} `{}`", path.display())]
    File {
        /// `read` or `write`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A source cannot be read as what the mapping says it is.
    #[error("cannot read `{source_name}`: {message}")]
    Source {
        /// The source as the mapping names it.
        source_name: String,
        /// Stable code word.
        code: &'static str,
        /// What was found where, and what was expected.
        message: String,
    },
    /// A named source was not given.
    #[error("the source `{name}` was not given (expected `--source {name}=FILE` or `--source {name}=-`)")]
    NoSource {
        /// Its name.
        name: String,
    },
    /// No record of a source has what the mapping refers to.
    #[error("line {line}, column {column}: no record of `{source_name}` has `{reference}`{hint}", line = at.line, column = at.column)]
    MissingReference {
        /// Where the mapping refers to it.
        at: Position,
        /// The source as the mapping names it.
        source_name: String,
        /// The reference.
        reference: String,
        /// What is there, as a hint; empty or with a leading comma.
        hint: String,
    },
    /// The results cannot be written.
    #[error("cannot write the result")]
    Output(
        /// Why.
        #[source]
        std::io::Error,
    ),
}

impl MappingError {
    /// The same error, with the place where the mapping names what lies outside.
    pub(super) fn named_at(mut self, place: Position) -> Self {
        if let Self::OutsideRoot { at, .. } = &mut self {
            *at = place;
        }
        self
    }
}

fn list(problems: &[MappingProblem]) -> String {
    problems.iter().map(MappingProblem::to_string).collect::<Vec<_>>().join("\n")
}

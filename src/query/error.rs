//! Why a query was refused or not answered in full.

use thiserror::Error;

/// Why a query was refused or not answered in full.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum QueryError {
    /// The text is longer than [`super::MAX_TEXT_BYTES`].
    #[error("the query has {bytes} bytes (at most {} are read)", super::MAX_TEXT_BYTES)]
    TooLong {
        /// Its length in bytes.
        bytes: usize,
    },
    /// Brackets or prefix operators are nested deeper than [`super::MAX_DEPTH`].
    #[error("the query is nested more than {} levels deep", super::MAX_DEPTH)]
    TooDeep {
        /// Line and column from 1 of the bracket or operator that is one too many.
        position: Option<(usize, usize)>,
    },
    /// There are more operators, alternatives or patterns than are planned.
    #[error("the query has more than {limit} {what}")]
    TooComplex {
        /// What there is too much of.
        what: &'static str,
        /// How many are allowed.
        limit: usize,
        /// Line and column from 1 of the first one too many, where it is known.
        position: Option<(usize, usize)>,
    },
    /// It is an update.
    #[error("`{verb}` changes a graph, and `query` only reads")]
    Update {
        /// The keyword of the update.
        verb: String,
        /// Line and column from 1 of the keyword.
        position: (usize, usize),
    },
    /// It is a `LOAD`, which would read from elsewhere.
    #[error("`LOAD` reads from other computers or files, and this program never does")]
    Load {
        /// Line and column from 1 of the keyword.
        position: (usize, usize),
    },
    /// It asks another computer.
    #[error("`SERVICE` asks other computers, and this program never does")]
    Service {
        /// Line and column from 1 of the keyword, where it is known.
        position: Option<(usize, usize)>,
    },
    /// It is not SPARQL.
    #[error("the query is not SPARQL 1.1: {message}")]
    Syntax {
        /// What was expected.
        message: String,
        /// Line and column from 1, where they are known.
        position: Option<(usize, usize)>,
    },
    /// It calls a function that does not exist.
    #[error("there is no function `{name}` with these arguments")]
    UnknownFunction {
        /// The IRI of the function.
        name: String,
    },
    /// The form of the result does not fit the form of the query.
    #[error("`{format}` cannot hold the result of this query ({expected})")]
    Format {
        /// The format that was asked for.
        format: &'static str,
        /// What the query gives, and the formats that fit.
        expected: &'static str,
    },
    /// There are more rows than the limit.
    #[error("stopped after {limit} rows; there are more")]
    RowLimit {
        /// The limit.
        limit: u64,
    },
    /// The evaluation did not end in time.
    #[error("stopped after {}; the rows found by then are written", seconds(*limit_ms))]
    Timeout {
        /// The limit in milliseconds.
        limit_ms: u64,
    },
    /// The evaluation wanted more memory than the limit.
    #[error("stopped because the query wanted more than {} MiB of memory", limit_bytes >> 20)]
    MemoryLimit {
        /// The limit in bytes.
        limit_bytes: u64,
    },
    /// The stored data could not be read.
    #[error("the query could not be evaluated: {message}")]
    Evaluation {
        /// What the store says.
        message: String,
    },
    /// The rows did not arrive whole from the process that evaluates.
    #[error("the evaluation ended before its answer was complete")]
    Interrupted,
    /// No shipped example has this name.
    #[error("there is no example `{name}`")]
    NoExample {
        /// The name that was asked for.
        name: String,
    },
}

/// Milliseconds as seconds, without a part where it is zero.
fn seconds(ms: u64) -> String {
    match (ms / 1000, ms % 1000) {
        (whole, 0) => format!("{whole} s"),
        (whole, part) => format!("{whole}.{part:03} s"),
    }
}

impl QueryError {
    /// A stable code in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "query-too-long",
            Self::TooDeep { .. } => "query-too-deep",
            Self::TooComplex { .. } => "query-too-complex",
            Self::Update { .. } => "update-refused",
            Self::Load { .. } | Self::Service { .. } => "service-disabled",
            Self::Syntax { .. } => "query-syntax",
            Self::UnknownFunction { .. } => "unknown-function",
            Self::Format { .. } => "format-does-not-fit",
            Self::RowLimit { .. } => "row-limit",
            Self::Timeout { .. } => "timeout",
            Self::MemoryLimit { .. } => "memory-limit",
            Self::Evaluation { .. } => "evaluation",
            Self::Interrupted => "evaluation-interrupted",
            Self::NoExample { .. } => "no-example",
        }
    }

    /// Whether a limit of the evaluation was hit: the query is fine, the answer is not complete.
    pub fn is_limit(&self) -> bool {
        matches!(self, Self::RowLimit { .. } | Self::Timeout { .. } | Self::MemoryLimit { .. })
    }

    /// Whether the query itself is at fault.
    pub fn is_usage(&self) -> bool {
        !self.is_limit() && !matches!(self, Self::Evaluation { .. } | Self::Interrupted)
    }

    /// Line and column from 1 of what is wrong in the text, where it is known.
    pub fn position(&self) -> Option<(usize, usize)> {
        match self {
            Self::TooDeep { position }
            | Self::TooComplex { position, .. }
            | Self::Service { position }
            | Self::Syntax { position, .. } => *position,
            Self::Update { position, .. } | Self::Load { position } => Some(*position),
            _ => None,
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::TooLong { .. } | Self::TooDeep { .. } | Self::TooComplex { .. } => {
                "ask in smaller queries; long lists of values can stand in `VALUES`"
            }
            Self::Update { .. } => "add documents with `casegraph ingest`",
            Self::Load { .. } => "add files with `casegraph ingest`",
            Self::Service { .. } => "take the `SERVICE` block out",
            Self::Syntax { .. } => "see `casegraph query --examples` for queries that work",
            Self::UnknownFunction { .. } => "use the functions of SPARQL 1.1",
            Self::Format { .. } => "choose another `--format`",
            Self::RowLimit { .. } => {
                "raise it with `--max-rows N` (0 for none), or ask for less with `LIMIT`"
            }
            Self::Timeout { .. } => {
                "raise it with `--timeout SECONDS` (0 for none), or ask for less, with more patterns joined"
            }
            Self::MemoryLimit { .. } => {
                "ask for less: fewer patterns that are not joined, `LIMIT`, no `DISTINCT` or `ORDER BY` over all"
            }
            Self::NoExample { .. } => "list them with `casegraph query --examples`",
            Self::Evaluation { .. } | Self::Interrupted => return None,
        })
    }
}

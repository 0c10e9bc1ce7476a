//! The questions that are shipped, one file each in `examples/queries/`.

use super::error::QueryError;

/// A shipped query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its text; the first line is a comment with the question.
    pub text: &'static str,
}

impl Example {
    /// The question in words.
    pub fn question(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches('#').trim()
    }
}

macro_rules! examples {
    ($($name:literal,)*) => {
        &[$(Example {
            name: $name,
            text: include_str!(concat!("../../examples/queries/", $name, ".rq")),
        },)*]
    };
}

const EXAMPLES: &[Example] = examples![
    "top-events",
    "timeline",
    "who-met-whom",
    "posts",
    "promises",
    "what-is-where",
    "numbers",
    "listed-groups",
    "trends",
    "quotations",
    "only-quoted",
    "origins",
    "sentences",
    "silent-sentences",
    "vague-events",
    "connections",
    "most-mentioned",
    "conflicts",
];

/// All shipped queries.
pub fn examples() -> &'static [Example] {
    EXAMPLES
}

/// The shipped query of this name.
pub fn example(name: &str) -> Result<&'static Example, QueryError> {
    EXAMPLES
        .iter()
        .find(|example| example.name == name)
        .ok_or_else(|| QueryError::NoExample { name: name.to_owned() })
}

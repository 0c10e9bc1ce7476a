//! Why a lexicon file cannot be read.

/// What is wrong with a lexicon file. Lines and columns count from 1; a column is a field between tabs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LexiconError {
    /// The name is none of the names of the built-in files.
    #[error("cannot read lexicon `{file}`: no lexicon has this name (expected one of {expected})")]
    UnknownFile {
        /// The name as given.
        file: String,
        /// The names that exist.
        expected: String,
    },
    /// The first line that is no comment does not name the columns of this lexicon.
    #[error("cannot read lexicon `{file}`, line {line}: the header is `{found}` (expected `{expected}`)")]
    Header {
        /// The file's name.
        file: String,
        /// Its line.
        line: usize,
        /// The header that stands there, with `|` for tabs.
        found: String,
        /// The header that should stand there.
        expected: String,
    },
    /// A line has too many or too few fields.
    #[error(
        "cannot read lexicon `{file}`, line {line}: {found} fields (expected {expected}, separated by tabs)"
    )]
    Fields {
        /// The file's name.
        file: String,
        /// Its line.
        line: usize,
        /// The number of fields found.
        found: usize,
        /// The number of columns of the header.
        expected: usize,
    },
    /// A field does not hold what its column asks for.
    #[error(
        "cannot read lexicon `{file}`, line {line}, column `{column}`: found `{found}` (expected {expected})"
    )]
    Value {
        /// The file's name.
        file: String,
        /// Its line.
        line: usize,
        /// The column's name.
        column: &'static str,
        /// What stands there.
        found: String,
        /// What should stand there.
        expected: String,
    },
}

//! What a YARRRML file can have wrong, and where.

use thiserror::Error;

use crate::mapping::graph::Position;

/// Why a YARRRML file gives no mapping. Each variant knows its place; lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub(in crate::mapping) enum YarrrmlError {
    /// The text is not YAML.
    #[error("line {}, column {}: not YAML: {message}", at.line, at.column)]
    Syntax {
        /// Where reading stopped.
        at: Position,
        /// What the YAML reader says.
        message: String,
    },
    /// A character that YAML forbids, such as NUL.
    #[error("line {}, column {}: the character U+{code:04X} may not stand in YAML", at.line, at.column)]
    Character {
        /// Where it stands.
        at: Position,
        /// Its code point.
        code: u32,
    },
    /// Nothing but white space and comments.
    #[error("line {}, column {}: the file is empty; expected a map with `mappings`", at.line, at.column)]
    Empty {
        /// The start of the file.
        at: Position,
    },
    /// A second document in the same file.
    #[error("line {}, column {}: a second YAML document starts here; expected one", at.line, at.column)]
    SecondDocument {
        /// Where it starts.
        at: Position,
    },
    /// Lists and maps inside each other beyond the limit.
    #[error("line {}, column {}: nested more than {limit} levels deep", at.line, at.column)]
    TooDeep {
        /// The value that is one too deep.
        at: Position,
        /// The limit.
        limit: usize,
    },
    /// More values (after aliases are filled in) or rules than the limit.
    #[error("line {}, column {}: more than {limit} {what}", at.line, at.column)]
    TooLarge {
        /// Where the limit was passed.
        at: Position,
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// An alias inside the value that it names.
    #[error("line {}, column {}: this alias stands inside the value it repeats", at.line, at.column)]
    CyclicAlias {
        /// The alias.
        at: Position,
    },
    /// A key that is not text.
    #[error("line {}, column {}: a key is {found}; expected text", at.line, at.column)]
    KeyNotText {
        /// The key.
        at: Position,
        /// What it is.
        found: &'static str,
    },
    /// A key stands twice in one map, or in two spellings.
    #[error(
        "line {}, column {}: the key `{key}` stands twice (first in line {})",
        at.line, at.column, first.line, key = shown(key)
    )]
    DuplicateKey {
        /// The second one.
        at: Position,
        /// The key as written the second time.
        key: String,
        /// The first one.
        first: Position,
    },
    /// A key that nothing reads.
    #[error(
        "line {}, column {}: unknown key `{key}` in {place}; expected one of {expected}",
        at.line, at.column, key = shown(key)
    )]
    UnknownKey {
        /// The key.
        at: Position,
        /// The key as written.
        key: String,
        /// The map it stands in, in words.
        place: &'static str,
        /// The keys that may stand there, in backticks.
        expected: String,
    },
    /// A key is missing.
    #[error("line {}, column {}: {place} has no `{key}`", at.line, at.column)]
    MissingKey {
        /// The map that lacks it.
        at: Position,
        /// What the map is, in words.
        place: &'static str,
        /// The key.
        key: &'static str,
    },
    /// A list where text should be, and the like.
    #[error("line {}, column {}: {place} is {found}; expected {expected}", at.line, at.column)]
    Shape {
        /// The value.
        at: Position,
        /// What the value is for, in words.
        place: &'static str,
        /// What it is.
        found: &'static str,
        /// What it should be.
        expected: &'static str,
    },
    /// A word outside a closed list, such as a reference formulation.
    #[error(
        "line {}, column {}: `{word}` is not a known {kind}; expected one of {expected}",
        at.line, at.column, word = shown(word)
    )]
    UnknownWord {
        /// The word.
        at: Position,
        /// The word as written.
        word: String,
        /// What it should name.
        kind: &'static str,
        /// The words of the list, in backticks.
        expected: String,
    },
    /// A source, target or mapping that the file does not have.
    #[error(
        "line {}, column {}: there is no {kind} `{name}` in this file",
        at.line, at.column, name = shown(name)
    )]
    UnknownName {
        /// The name.
        at: Position,
        /// `source`, `target` or `mapping`.
        kind: &'static str,
        /// The name as written.
        name: String,
    },
    /// A prefix that is neither declared nor predefined.
    #[error(
        "line {}, column {}: the prefix `{prefix}` of `{value}` is not declared",
        at.line, at.column, prefix = shown(prefix), value = shown(value)
    )]
    UnknownPrefix {
        /// The value.
        at: Position,
        /// The prefix.
        prefix: String,
        /// The value as written.
        value: String,
    },
    /// Text that is no absolute IRI where one must be.
    #[error(
        "line {}, column {}: `{value}` is not an absolute IRI or prefixed name",
        at.line, at.column, value = shown(value)
    )]
    NotAnIri {
        /// The value.
        at: Position,
        /// The value after its prefix is written out.
        value: String,
    },
    /// `{name}` in an IRI: a reference as RML writes it, not YARRRML.
    #[error(
        "line {}, column {}: braces in `{value}`, which no IRI may have",
        at.line, at.column, value = shown(value)
    )]
    Braces {
        /// The value.
        at: Position,
        /// The value after its prefix is written out.
        value: String,
    },
    /// A language that is no BCP 47 tag.
    #[error(
        "line {}, column {}: `{value}` is not a language tag",
        at.line, at.column, value = shown(value)
    )]
    NotALanguage {
        /// The value.
        at: Position,
        /// The value as written.
        value: String,
    },
    /// `$(` without its `)`.
    #[error(
        "line {}, column {}: the reference in `{value}` is not closed",
        at.line, at.column, value = shown(value)
    )]
    OpenReference {
        /// The value.
        at: Position,
        /// The value as written.
        value: String,
    },
    /// `$()`.
    #[error(
        "line {}, column {}: a reference in `{value}` is empty",
        at.line, at.column, value = shown(value)
    )]
    EmptyReference {
        /// The value.
        at: Position,
        /// The value as written.
        value: String,
    },
    /// A function call on one line that cannot be read.
    #[error(
        "line {}, column {}: `{value}` is not a function call: expected {expected}",
        at.line, at.column, value = shown(value)
    )]
    FunctionSyntax {
        /// The call.
        at: Position,
        /// The call as written.
        value: String,
        /// What was expected where reading stopped.
        expected: &'static str,
    },
    /// Two settings that exclude each other.
    #[error("line {}, column {}: {first} and {second} exclude each other", at.line, at.column)]
    Conflict {
        /// The second of them.
        at: Position,
        /// One, in words.
        first: &'static str,
        /// The other, in words.
        second: &'static str,
    },
    /// A condition between two mappings that is no comparison of two values.
    #[error("line {}, column {}: the condition of a link to a mapping {problem}", at.line, at.column)]
    Join {
        /// The condition or its parameter.
        at: Position,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A form of YARRRML that is not executed here.
    #[error("line {}, column {}: {what} cannot be used here", at.line, at.column)]
    Unsupported {
        /// Where it stands.
        at: Position,
        /// What it is, in words.
        what: &'static str,
        /// What to do instead.
        hint: &'static str,
    },
}

impl YarrrmlError {
    /// Where in the file; lines and columns count from 1.
    pub(in crate::mapping) fn at(&self) -> Position {
        match self {
            Self::Syntax { at, .. }
            | Self::Character { at, .. }
            | Self::Empty { at }
            | Self::SecondDocument { at }
            | Self::TooDeep { at, .. }
            | Self::TooLarge { at, .. }
            | Self::CyclicAlias { at }
            | Self::KeyNotText { at, .. }
            | Self::DuplicateKey { at, .. }
            | Self::UnknownKey { at, .. }
            | Self::MissingKey { at, .. }
            | Self::Shape { at, .. }
            | Self::UnknownWord { at, .. }
            | Self::UnknownName { at, .. }
            | Self::UnknownPrefix { at, .. }
            | Self::NotAnIri { at, .. }
            | Self::Braces { at, .. }
            | Self::NotALanguage { at, .. }
            | Self::OpenReference { at, .. }
            | Self::EmptyReference { at, .. }
            | Self::FunctionSyntax { at, .. }
            | Self::Conflict { at, .. }
            | Self::Join { at, .. }
            | Self::Unsupported { at, .. } => *at,
        }
    }

    /// What to do about it.
    pub(in crate::mapping) fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Syntax { .. } => "indent with spaces, and quote values that hold `: `, ` #`, `[` or `{`",
            Self::Character { .. } => "save the file as plain UTF-8 text",
            Self::SecondDocument { .. } => "write one file for each document",
            Self::TooDeep { .. } | Self::TooLarge { .. } => "split the mapping into several files",
            Self::DuplicateKey { .. } => "keep one of them, or write its values as a list",
            Self::KeyNotText { .. } => "put the key in quotes",
            Self::MissingKey { key, .. } => match *key {
                "iterator" => "say over what to iterate, such as `$[*]` or `/list/item`",
                "sources" => "name a source, such as `sources: [[vessels.csv~csv]]`",
                _ => return None,
            },
            Self::UnknownPrefix { .. } => "declare it under `prefixes`",
            Self::NotAnIri { .. } => "write a full IRI or a prefixed name",
            Self::Braces { .. } => "write a reference as `$(name)`",
            Self::NotALanguage { .. } => "write a tag such as `en` or `pt-BR`",
            Self::OpenReference { .. } => "close it with `)`; write `\\(` and `\\)` for brackets in a name",
            Self::FunctionSyntax { .. } => "write it as `ex:name(parameter = value, other = value)`",
            Self::Join { .. } => {
                "compare one value of each side: `equal(str1=$(child column), str2=$(parent column))`"
            }
            Self::Unsupported { hint, .. } => hint,
            _ => return None,
        })
    }
}

/// Longest part of a value in a message, in characters.
const SHOWN: usize = 120;

/// A value as a message shows it: cut when long.
fn shown(value: &str) -> String {
    match value.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or_default()),
        None => value.to_owned(),
    }
}

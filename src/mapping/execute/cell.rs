//! Values of references: text with the datatype that its format gives it.

use std::borrow::Cow;

use crate::mapping::lexical;
use crate::vocab::xsd;

/// The natural datatype of a value (RML-Core, natural mapping of source values).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::mapping) enum Natural {
    Text,
    Integer,
    Double,
    Boolean,
    /// An object or array, which is no value; the text is its JSON.
    Composite,
    /// Another datatype, which a function gave.
    Other(&'static str),
}

impl Natural {
    /// Its datatype; a text has none.
    pub(in crate::mapping) fn datatype(self) -> Option<&'static str> {
        match self {
            Self::Text | Self::Composite => None,
            Self::Integer => Some(xsd::INTEGER.as_str()),
            Self::Double => Some(xsd::DOUBLE.as_str()),
            Self::Boolean => Some(xsd::BOOLEAN.as_str()),
            Self::Other(datatype) => Some(datatype),
        }
    }
}

/// A value of a record.
#[derive(Debug, Clone, Copy)]
pub(in crate::mapping) struct Cell<'a> {
    pub(in crate::mapping) text: &'a str,
    pub(in crate::mapping) natural: Natural,
}

impl<'a> Cell<'a> {
    pub(in crate::mapping) fn text(text: &'a str) -> Self {
        Self { text, natural: Natural::Text }
    }

    /// The lexical form that stands in strings, templates and literals.
    pub(in crate::mapping) fn lexical(self) -> Cow<'a, str> {
        self.natural
            .datatype()
            .and_then(|datatype| lexical::canonical(datatype, self.text))
            .unwrap_or(Cow::Borrowed(self.text))
    }

    pub(in crate::mapping) fn to_owned(self) -> OwnedCell {
        OwnedCell { text: self.text.into(), natural: self.natural }
    }
}

/// A value that outlives its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::mapping) struct OwnedCell {
    pub(in crate::mapping) text: Box<str>,
    pub(in crate::mapping) natural: Natural,
}

impl OwnedCell {
    pub(in crate::mapping) fn text(text: impl Into<Box<str>>) -> Self {
        Self { text: text.into(), natural: Natural::Text }
    }

    pub(in crate::mapping) fn as_cell(&self) -> Cell<'_> {
        Cell { text: &self.text, natural: self.natural }
    }
}

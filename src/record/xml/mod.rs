//! XML: documents without a type declaration, and `XPath` 1.0 over them.
//!
//! [`XmlDocument`] reads a text, [`XPath`] selects [`XmlItem`]s in it: the iterator from the document, references from
//! each item. A reference that begins with `/` begins at the document all the same.

mod axis;
mod compare;
mod document;
mod evaluate;
mod expression;
mod function;
mod guard;
mod item;
mod number;
mod parser;
mod token;
mod xpath;

pub(crate) use document::XmlDocument;
pub(crate) use item::XmlItem;
pub(crate) use item::XmlNode;
pub(crate) use xpath::XPath;

#[cfg(test)]
mod tests;

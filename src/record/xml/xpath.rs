//! Compiled `XPath` expressions.

use super::evaluate::Budget;
use super::evaluate::Context;
use super::evaluate::Value;
use super::expression::Expression;
use super::item::XmlItem;
use super::parser::Names;
use super::parser::parse;
use crate::record::error::PathError;
use crate::record::error::RecordError;

/// Nodes that one evaluation may visit, beside eight for each byte of the document.
const MAX_STEPS: u64 = 100_000_000;

/// An expression of `XPath` 1.0.
///
/// There are no variables, no `id()` and no namespace axis. A name without a prefix means a name without a namespace,
/// also where the document has a default namespace (section 2.3).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct XPath {
    text: String,
    expression: Expression,
}

impl XPath {
    /// Compiles an expression, whose prefixes mean the IRIs that `namespaces` pairs them with.
    pub(crate) fn compile(text: &str, namespaces: &[(&str, &str)]) -> Result<Self, PathError> {
        Ok(Self { text: text.to_owned(), expression: parse(text, namespaces, Names::Qualified)? })
    }

    /// Compiles an expression whose names are compared without their namespaces.
    pub(crate) fn compile_by_local_names(text: &str) -> Result<Self, PathError> {
        Ok(Self { text: text.to_owned(), expression: parse(text, &[], Names::Local)? })
    }

    /// The expression as it was written.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// What the expression gives for `context`: nodes in the order of the document, or one computed value.
    pub(crate) fn select<'d>(&self, context: &XmlItem<'d>) -> Result<Vec<XmlItem<'d>>, RecordError> {
        let Some(node) = context.as_node() else {
            return Err(RecordError::NoNode { path: self.text.clone() });
        };
        let limit = MAX_STEPS + 8 * node.owner().document().input_text().len() as u64;
        let value = self.expression.value(Context { node, position: 1, size: 1 }, &Budget::new(limit));
        match value {
            Ok(Value::Nodes(nodes)) => Ok(nodes.into_iter().map(XmlItem::Node).collect()),
            Ok(Value::Text(text)) => Ok(vec![XmlItem::Text(text.into_owned())]),
            Ok(Value::Number(number)) => Ok(vec![XmlItem::Number(number)]),
            Ok(Value::Boolean(boolean)) => Ok(vec![XmlItem::Boolean(boolean)]),
            Err(_) => Err(RecordError::TooCostly { path: self.text.clone(), limit }),
        }
    }
}

//! Values of expressions: `XPath` 1.0 sections 2.4, 3 and 4.

use std::borrow::Cow;
use std::cell::Cell;

use super::axis::Axis;
use super::compare::compare;
use super::expression::Arithmetic;
use super::expression::Expression;
use super::expression::Path;
use super::expression::Start;
use super::expression::Step;
use super::item::XmlNode;
use super::number::to_number;
use super::number::to_text;

/// The value of an expression.
#[derive(Debug, Clone)]
pub(super) enum Value<'d> {
    /// Nodes in the order of the document, each once.
    Nodes(Vec<XmlNode<'d>>),
    Boolean(bool),
    Number(f64),
    Text(Cow<'d, str>),
}

impl<'d> Value<'d> {
    /// Section 4.3, `boolean`.
    pub(super) fn to_boolean(&self) -> bool {
        match self {
            Self::Nodes(nodes) => !nodes.is_empty(),
            Self::Boolean(boolean) => *boolean,
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Text(text) => !text.is_empty(),
        }
    }

    /// Section 4.4, `number`.
    pub(super) fn to_number(&self) -> f64 {
        match self {
            Self::Nodes(nodes) => nodes.first().map_or(f64::NAN, |node| to_number(&node.string_value())),
            Self::Boolean(boolean) => f64::from(u8::from(*boolean)),
            Self::Number(number) => *number,
            Self::Text(text) => to_number(text),
        }
    }

    /// Section 4.2, `string`.
    pub(super) fn to_text(&self) -> Cow<'d, str> {
        match self {
            Self::Nodes(nodes) => nodes.first().map_or(Cow::Borrowed(""), |node| node.string_value()),
            Self::Boolean(boolean) => Cow::Borrowed(if *boolean { "true" } else { "false" }),
            Self::Number(number) => Cow::Owned(to_text(*number)),
            Self::Text(text) => text.clone(),
        }
    }
}

/// What an expression is evaluated for: section 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'d> {
    pub(super) node: XmlNode<'d>,
    /// From 1.
    pub(super) position: usize,
    pub(super) size: usize,
}

/// The steps ran out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Exhausted;

/// How much work is left: a node visited is a step, and so are 64 bytes of text.
#[derive(Debug)]
pub(super) struct Budget(Cell<u64>);

impl Budget {
    pub(super) fn new(steps: u64) -> Self {
        Self(Cell::new(steps))
    }

    pub(super) fn spend(&self, steps: usize) -> Result<(), Exhausted> {
        let left = self.0.get().checked_sub(steps as u64).ok_or(Exhausted)?;
        self.0.set(left);
        Ok(())
    }

    /// The text of a value, paid for.
    pub(super) fn text<'d>(&self, value: &Value<'d>) -> Result<Cow<'d, str>, Exhausted> {
        let text = value.to_text();
        self.spend(1 + text.len() / 64)?;
        Ok(text)
    }

    /// The text of a node, paid for.
    pub(super) fn text_of<'d>(&self, node: XmlNode<'d>) -> Result<Cow<'d, str>, Exhausted> {
        let text = node.string_value();
        self.spend(1 + text.len() / 64)?;
        Ok(text)
    }

    /// The number of a value, paid for.
    pub(super) fn number(&self, value: &Value<'_>) -> Result<f64, Exhausted> {
        match value {
            Value::Nodes(_) => Ok(to_number(&self.text(value)?)),
            _ => Ok(value.to_number()),
        }
    }
}

impl Expression {
    /// The value for a context.
    pub(super) fn value<'d>(&self, context: Context<'d>, budget: &Budget) -> Result<Value<'d>, Exhausted> {
        budget.spend(1)?;
        Ok(match self {
            Self::Or(sides) => {
                let [left, right] = &**sides;
                Value::Boolean(
                    left.value(context, budget)?.to_boolean() || right.value(context, budget)?.to_boolean(),
                )
            }
            Self::And(sides) => {
                let [left, right] = &**sides;
                Value::Boolean(
                    left.value(context, budget)?.to_boolean() && right.value(context, budget)?.to_boolean(),
                )
            }
            Self::Compare(comparison, sides) => {
                let [left, right] = &**sides;
                let (left, right) = (left.value(context, budget)?, right.value(context, budget)?);
                Value::Boolean(compare(*comparison, &left, &right, budget)?)
            }
            Self::Compute(operator, sides) => {
                let [left, right] = &**sides;
                let left = budget.number(&left.value(context, budget)?)?;
                let right = budget.number(&right.value(context, budget)?)?;
                Value::Number(compute(*operator, left, right))
            }
            Self::Negate(inner) => Value::Number(-budget.number(&inner.value(context, budget)?)?),
            Self::Union(sides) => {
                let [left, right] = &**sides;
                let mut nodes = left.nodes(context, budget)?;
                nodes.extend(right.nodes(context, budget)?);
                Value::Nodes(in_order(nodes))
            }
            Self::Number(number) => Value::Number(*number),
            Self::Text(text) => Value::Text(Cow::Owned(text.clone())),
            Self::Call(function, arguments) => function.call(arguments, context, budget)?,
            Self::Path(path) => Value::Nodes(path.nodes(context, budget)?),
        })
    }

    /// The nodes of an expression that gives nodes.
    pub(super) fn nodes<'d>(
        &self,
        context: Context<'d>,
        budget: &Budget,
    ) -> Result<Vec<XmlNode<'d>>, Exhausted> {
        match self.value(context, budget)? {
            Value::Nodes(nodes) => Ok(nodes),
            Value::Boolean(_) | Value::Number(_) | Value::Text(_) => Ok(Vec::new()),
        }
    }

    /// Whether a predicate holds: a number is a position, anything else a Boolean (section 2.4).
    fn holds(&self, context: Context<'_>, budget: &Budget) -> Result<bool, Exhausted> {
        Ok(match self.value(context, budget)? {
            #[expect(
                clippy::cast_precision_loss,
                clippy::float_cmp,
                reason = "positions are whole and below 2^52"
            )]
            Value::Number(number) => number == context.position as f64,
            value => value.to_boolean(),
        })
    }
}

impl Path {
    fn nodes<'d>(&self, context: Context<'d>, budget: &Budget) -> Result<Vec<XmlNode<'d>>, Exhausted> {
        let mut nodes = match &self.start {
            Start::Root => vec![XmlNode::new(context.node.owner().document().root())],
            Start::Context => vec![context.node],
            Start::Filter(inner, predicates) => {
                let mut nodes = inner.nodes(context, budget)?;
                filter(&mut nodes, 0, predicates, budget)?;
                nodes
            }
        };
        for step in &self.steps {
            nodes = step.nodes(&nodes, budget)?;
        }
        Ok(nodes)
    }
}

impl Step {
    /// The nodes that the step selects from all of `from`.
    fn nodes<'d>(&self, from: &[XmlNode<'d>], budget: &Budget) -> Result<Vec<XmlNode<'d>>, Exhausted> {
        let mut found = Vec::new();
        for node in from {
            let start = found.len();
            self.axis.walk(*node, &mut |candidate| {
                if self.axis.admits(&self.test, candidate) {
                    found.push(candidate);
                }
                budget.spend(1)
            })?;
            filter(&mut found, start, &self.predicates, budget)?;
        }
        if from.len() > 1 || self.axis.is_reverse() || self.axis == Axis::Following {
            found = in_order(found);
        }
        Ok(found)
    }
}

/// Keeps of `nodes[start..]`, which stand in the order of their axis, those that all predicates hold of.
fn filter(
    nodes: &mut Vec<XmlNode<'_>>,
    start: usize,
    predicates: &[Expression],
    budget: &Budget,
) -> Result<(), Exhausted> {
    for predicate in predicates {
        let size = nodes.len() - start;
        let mut kept = start;
        for index in start..nodes.len() {
            let Some(node) = nodes.get(index).copied() else { break };
            let context = Context { node, position: index - start + 1, size };
            if predicate.holds(context, budget)? {
                nodes.swap(kept, index);
                kept += 1;
            }
        }
        nodes.truncate(kept);
    }
    Ok(())
}

/// The nodes in the order of the document, each once.
fn in_order(mut nodes: Vec<XmlNode<'_>>) -> Vec<XmlNode<'_>> {
    if !nodes.is_sorted_by(|left, right| left.order() < right.order()) {
        nodes.sort_by_key(|node| node.order());
        nodes.dedup_by_key(|node| node.order());
    }
    nodes
}

fn compute(operator: Arithmetic, left: f64, right: f64) -> f64 {
    match operator {
        Arithmetic::Add => left + right,
        Arithmetic::Subtract => left - right,
        Arithmetic::Multiply => left * right,
        Arithmetic::Divide => left / right,
        Arithmetic::Remainder => left % right,
    }
}

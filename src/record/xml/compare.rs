//! Comparisons: `XPath` 1.0 section 3.4.

use super::evaluate::Budget;
use super::evaluate::Exhausted;
use super::evaluate::Value;
use super::expression::Comparison;
use super::number::to_number;

/// Whether a comparison holds; of nodes it holds if it does of one of them.
pub(super) fn compare(
    comparison: Comparison,
    left: &Value<'_>,
    right: &Value<'_>,
    budget: &Budget,
) -> Result<bool, Exhausted> {
    match (left, right) {
        (Value::Nodes(_), Value::Boolean(_)) | (Value::Boolean(_), Value::Nodes(_)) => Ok(of_scalars(
            comparison,
            &Value::Boolean(left.to_boolean()),
            &Value::Boolean(right.to_boolean()),
        )),
        (Value::Nodes(nodes), Value::Nodes(others)) => {
            let mut texts = Vec::with_capacity(others.len());
            for node in others {
                texts.push(Value::Text(budget.text_of(*node)?));
            }
            for node in nodes {
                let text = Value::Text(budget.text_of(*node)?);
                budget.spend(texts.len())?;
                if texts.iter().any(|other| of_scalars(comparison, &text, other)) {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        (Value::Nodes(nodes), other) => {
            for node in nodes {
                let text = budget.text_of(*node)?;
                if of_scalars(comparison, &Value::Text(text), other) {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        (other, Value::Nodes(_)) => compare(mirrored(comparison), right, other, budget),
        _ => Ok(of_scalars(comparison, left, right)),
    }
}

/// The comparison with its sides exchanged.
fn mirrored(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::Greater,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::Greater => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
        same => same,
    }
}

#[expect(clippy::float_cmp, reason = "XPath compares numbers by IEEE 754")]
fn of_scalars(comparison: Comparison, left: &Value<'_>, right: &Value<'_>) -> bool {
    let numbers = || (number(left), number(right));
    match comparison {
        Comparison::Equal | Comparison::Unequal => {
            let equal = match (left, right) {
                (Value::Boolean(_), _) | (_, Value::Boolean(_)) => left.to_boolean() == right.to_boolean(),
                (Value::Number(_), _) | (_, Value::Number(_)) => {
                    let (left, right) = numbers();
                    left == right
                }
                (Value::Text(left), Value::Text(right)) => left == right,
                _ => left.to_text() == right.to_text(),
            };
            equal == (comparison == Comparison::Equal)
        }
        Comparison::Less => numbers().0 < numbers().1,
        Comparison::AtMost => numbers().0 <= numbers().1,
        Comparison::Greater => numbers().0 > numbers().1,
        Comparison::AtLeast => numbers().0 >= numbers().1,
    }
}

fn number(value: &Value<'_>) -> f64 {
    match value {
        Value::Text(text) => to_number(text),
        _ => value.to_number(),
    }
}

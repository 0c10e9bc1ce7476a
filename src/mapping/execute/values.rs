//! Values of expressions in general: constants, references, templates, functions and conditions.

use std::borrow::Cow;

use super::cell::{Cell, Natural, OwnedCell};
use super::item::Item;
use super::plan::text_of;
use super::problem::{Problem, Problems};
use crate::mapping::function::{Arguments, Value};
use crate::mapping::model::{Call, Encoding, Expression, Segment, Valued};

/// How many values one expression may have for one record.
pub(in crate::mapping) const MOST_VALUES: usize = 100_000;

/// Evaluates expressions on one record.
pub(in crate::mapping) struct Evaluation<'r, 'a> {
    pub(in crate::mapping) item: Item<'a>,
    pub(in crate::mapping) nulls: &'r [String],
    pub(in crate::mapping) problems: &'r mut Problems,
    /// Which references some record has.
    pub(in crate::mapping) present: &'r mut [bool],
}

impl Evaluation<'_, '_> {
    /// Gives each value of a reference; an object or array is a problem.
    #[inline]
    pub(in crate::mapping) fn reference(&mut self, reference: usize, each: &mut dyn FnMut(Cell<'_>)) {
        let mut composite = None;
        let found = self.item.visit(reference, self.nulls, &mut |cell| {
            if cell.natural == Natural::Composite {
                composite = Some(excerpt(cell.text).into_owned());
            } else {
                each(cell);
            }
        });
        if found && let Some(present) = self.present.get_mut(reference) {
            *present = true;
        }
        if let Some(value) = composite {
            let message = "an object or array (expected a text, number or boolean; a path that ends in `[*]` \
                           gives the items of an array)";
            self.problems.add(
                Problem::new("no-scalar", message.to_owned())
                    .with_value(&value)
                    .of_reference(Some(reference)),
            );
        }
    }

    /// The values of an expression whose condition holds.
    pub(in crate::mapping) fn valued(
        &mut self,
        valued: &Valued,
        encoding: Option<Encoding>,
    ) -> Vec<OwnedCell> {
        if let Some(condition) = &valued.condition
            && !self.expression(condition, None).iter().any(|cell| matches!(&*cell.text, "true" | "1"))
        {
            return Vec::new();
        }
        self.expression(&valued.expression, encoding)
    }

    /// The values of an expression; references in templates are encoded where `encoding` says how.
    pub(in crate::mapping) fn expression(
        &mut self,
        expression: &Expression,
        encoding: Option<Encoding>,
    ) -> Vec<OwnedCell> {
        match expression {
            Expression::Constant(term) => vec![OwnedCell::text(text_of(term))],
            Expression::Reference(reference) => {
                let mut found = Vec::new();
                self.reference(*reference, &mut |cell| found.push(cell.to_owned()));
                found
            }
            Expression::Template(segments) => self.template(segments, encoding),
            Expression::Function(call) => self.call(call),
            Expression::Fresh => Vec::new(),
        }
    }

    /// The Cartesian product of the values of a template's references; none where a reference has none.
    fn template(&mut self, segments: &[Segment], encoding: Option<Encoding>) -> Vec<OwnedCell> {
        let mut texts = vec![String::new()];
        for segment in segments {
            match segment {
                Segment::Text(text) => {
                    for made in &mut texts {
                        made.push_str(text);
                    }
                }
                Segment::Reference(reference) => {
                    let mut values: Vec<String> = Vec::new();
                    self.reference(*reference, &mut |cell| values.push(encoded(cell.text, encoding)));
                    if encoding.is_some() {
                        values.retain(|value| !value.is_empty());
                    }
                    if texts.len().saturating_mul(values.len()) > MOST_VALUES {
                        self.problems.add(Problem::new(
                            "too-many-values",
                            format!("a template has more than {MOST_VALUES} values in this record"),
                        ));
                        return Vec::new();
                    }
                    texts = texts
                        .iter()
                        .flat_map(|made| values.iter().map(move |value| format!("{made}{value}")))
                        .collect();
                }
            }
        }
        texts.into_iter().map(OwnedCell::text).collect()
    }

    /// The results of a function for all combinations of the values of its parameters.
    fn call(&mut self, call: &Call) -> Vec<OwnedCell> {
        let mut arguments = Arguments::new(call.function);
        for (place, valued) in &call.inputs {
            let values = self.valued(valued, None).into_iter().map(|cell| Value {
                datatype: cell.natural.datatype().map(Cow::Borrowed),
                text: cell.text.into_string(),
            });
            arguments.push(*place, values);
        }
        match call.function.call(&arguments) {
            Ok(values) => values
                .into_iter()
                .map(|value| OwnedCell { natural: natural(value.datatype), text: value.text.into() })
                .collect(),
            Err(error) => {
                self.problems.add(Problem::new("bad-function-value", error.to_string()));
                Vec::new()
            }
        }
    }
}

/// The natural datatype that stands for the datatype of a function's result.
fn natural(datatype: Option<Cow<'static, str>>) -> Natural {
    let known = [Natural::Integer, Natural::Double, Natural::Boolean];
    match datatype {
        Some(datatype) => known
            .into_iter()
            .find(|natural| natural.datatype() == Some(&*datatype))
            .or(match datatype {
                Cow::Borrowed(datatype) => Some(Natural::Other(datatype)),
                Cow::Owned(_) => None,
            })
            .unwrap_or(Natural::Text),
        None => Natural::Text,
    }
}

fn encoded(text: &str, encoding: Option<Encoding>) -> String {
    let Some(encoding) = encoding.filter(|encoding| *encoding != Encoding::Unsafe) else {
        return text.to_owned();
    };
    let mut out = Vec::with_capacity(text.len());
    super::encode::push_encoded(text, encoding, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// The text of a value, for messages: at most 200 characters.
pub(in crate::mapping) fn excerpt(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(200) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

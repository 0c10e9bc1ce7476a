//! Values, arguments, and what the body of a function sees of them.

use std::borrow::Cow;

use oxsdatatypes::Decimal;
use oxsdatatypes::Double;

use crate::mapping::lexical;

use super::FunctionError;
use super::table::Function;
use super::xsd;

/// How many combinations of values one call may have.
const COMBINATIONS: usize = 100_000;

/// How many bytes the texts that one call gives may have together: a chain of calls that each double a text
/// must end (a bound of memory).
const BYTES: usize = 16 << 20;

/// How many characters of a value an error shows.
const SHOWN: usize = 60;

/// A value: what a term map reads, or what a function gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::mapping) struct Value {
    /// The text; of a typed value, its lexical form.
    pub(in crate::mapping) text: String,
    /// The datatype, if the value has one of its own.
    pub(in crate::mapping) datatype: Option<Cow<'static, str>>,
}

impl Value {
    /// A text.
    pub(in crate::mapping) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), datatype: None }
    }

    /// A value with a datatype.
    pub(in crate::mapping) fn typed(text: impl Into<String>, datatype: &'static str) -> Self {
        Self { text: text.into(), datatype: Some(Cow::Borrowed(datatype)) }
    }

    /// Whether the datatype is one of numbers.
    pub(super) fn is_number(&self) -> bool {
        self.datatype.as_deref().is_some_and(|datatype| {
            matches!(datatype, xsd!("integer") | xsd!("decimal") | xsd!("double") | xsd!("float"))
        })
    }
}

/// What is given for one parameter.
#[derive(Debug, Clone, Default)]
struct Argument {
    values: Vec<Value>,
    /// Whether the mapping gives the parameter at all.
    is_given: bool,
    /// Whether an input of the parameter had no value.
    has_null: bool,
}

/// The arguments of a call, by the place of the parameter in [`Function::parameters`].
#[derive(Debug, Clone)]
pub(in crate::mapping) struct Arguments {
    arguments: Vec<Argument>,
}

impl Arguments {
    /// Arguments of which none is given yet.
    pub(in crate::mapping) fn new(function: &Function) -> Self {
        Self { arguments: vec![Argument::default(); function.parameters.len()] }
    }

    /// Adds the values of one input to a parameter: none is "no value". A place from 0, as
    /// [`Function::parameter`] gives it; another is passed over.
    pub(in crate::mapping) fn push(&mut self, parameter: usize, values: impl IntoIterator<Item = Value>) {
        let Some(argument) = self.arguments.get_mut(parameter) else {
            return;
        };
        let before = argument.values.len();
        argument.values.extend(values);
        argument.is_given = true;
        argument.has_null |= argument.values.len() == before;
    }

    /// Whether a parameter is given.
    fn is_given(&self, place: usize) -> bool {
        self.arguments.get(place).is_some_and(|argument| argument.is_given)
    }

    /// The values of a parameter.
    fn values(&self, place: usize) -> &[Value] {
        self.arguments.get(place).map_or(&[], |argument| &argument.values)
    }
}

/// Calls a function for each combination of the values of the parameters that take one value.
pub(super) fn call(function: &'static Function, arguments: &Arguments) -> Result<Vec<Value>, FunctionError> {
    let mut combinations = 1_usize;
    for (place, parameter) in function.parameters.iter().enumerate() {
        let values = arguments.values(place);
        let is_given = arguments.is_given(place);
        if parameter.required && !is_given {
            return Err(FunctionError::Missing { function: function.iri, parameter: parameter.iri });
        }
        if !function.sees_null && is_given {
            let has_null = arguments.arguments.get(place).is_some_and(|argument| argument.has_null);
            if values.is_empty() || (parameter.strict && has_null) {
                return Ok(Vec::new());
            }
        }
        if !parameter.many {
            combinations = combinations.saturating_mul(values.len().max(1));
        }
    }
    if combinations > COMBINATIONS {
        return Err(FunctionError::Combinations {
            function: function.iri,
            found: combinations,
            limit: COMBINATIONS,
        });
    }
    if combinations == 1 {
        return (function.body)(&Call { function, arguments, chosen: &[] });
    }
    let mut chosen = vec![0_usize; function.parameters.len()];
    let mut results = Vec::new();
    let mut length = 0_usize;
    for _ in 0..combinations {
        let call = Call { function, arguments, chosen: &chosen };
        let values = (function.body)(&call)?;
        length += values.iter().map(|value| value.text.len()).sum::<usize>();
        call.check_length(length)?;
        results.extend(values);
        advance(function, arguments, &mut chosen);
    }
    Ok(results)
}

/// Goes on to the next combination: the last parameter first.
fn advance(function: &Function, arguments: &Arguments, chosen: &mut [usize]) {
    for (place, parameter) in function.parameters.iter().enumerate().rev() {
        let Some(index) = chosen.get_mut(place) else {
            return;
        };
        if !parameter.many && *index + 1 < arguments.values(place).len() {
            *index += 1;
            return;
        }
        *index = 0;
    }
}

/// The result of the body of a function.
pub(super) type Output = Result<Vec<Value>, FunctionError>;

/// What the body of a function sees: one value for each parameter that takes one. Places are from 0.
pub(super) struct Call<'a> {
    function: &'static Function,
    arguments: &'a Arguments,
    /// The index of the value of each parameter; 0 where there is none.
    chosen: &'a [usize],
}

impl<'a> Call<'a> {
    /// The value of a parameter, if there is one.
    pub(super) fn value(&self, place: usize) -> Option<&'a Value> {
        let index = self.chosen.get(place).copied().unwrap_or_default();
        self.arguments.values(place).get(index)
    }

    /// The values of a parameter that takes a list.
    pub(super) fn list(&self, place: usize) -> &'a [Value] {
        self.arguments.values(place)
    }

    /// The text of a parameter, if there is one.
    pub(super) fn text(&self, place: usize) -> Option<&'a str> {
        self.value(place).map(|value| value.text.as_str())
    }

    /// The text of a parameter that is required.
    pub(super) fn required(&self, place: usize) -> Result<&'a str, FunctionError> {
        self.text(place).ok_or_else(|| self.missing(place))
    }

    /// A boolean: `true`, `false`, `1` or `0`, in any case.
    pub(super) fn boolean(&self, place: usize) -> Result<bool, FunctionError> {
        self.to_boolean(place, self.required(place)?)
    }

    /// Reads a value of a parameter as a boolean.
    pub(super) fn to_boolean(&self, place: usize, text: &str) -> Result<bool, FunctionError> {
        if text == "1" || text.eq_ignore_ascii_case("true") {
            return Ok(true);
        }
        if text == "0" || text.eq_ignore_ascii_case("false") {
            return Ok(false);
        }
        Err(self.wrong(place, text, "a boolean (expected `true` or `false`)"))
    }

    /// A whole number.
    pub(super) fn integer(&self, place: usize) -> Result<i64, FunctionError> {
        let text = self.required(place)?;
        text.parse().map_err(|_| self.wrong(place, text, "a whole number"))
    }

    /// A whole number that may be left out.
    pub(super) fn optional_integer(&self, place: usize) -> Result<Option<i64>, FunctionError> {
        self.text(place).map(|_| self.integer(place)).transpose()
    }

    /// A number.
    pub(super) fn decimal(&self, place: usize) -> Result<Number, FunctionError> {
        self.to_decimal(place, self.required(place)?)
    }

    /// Reads a value of a parameter as a number.
    pub(super) fn to_decimal(&self, place: usize, text: &str) -> Result<Number, FunctionError> {
        Number::parse(text).ok_or_else(|| {
            let expected = if is_numeric(text) {
                "a number of at most 20 digits and 18 more after the point"
            } else {
                "a number"
            };
            self.wrong(place, text, expected)
        })
    }

    /// The error of a value that is not what the parameter takes.
    pub(super) fn wrong(&self, place: usize, found: &str, expected: impl Into<String>) -> FunctionError {
        FunctionError::Value {
            function: self.function.iri,
            parameter: self.name(place),
            found: shorten(found),
            expected: expected.into(),
        }
    }

    /// The error of a result that does not fit.
    pub(super) fn too_large(&self, expected: &'static str) -> FunctionError {
        let found = self.arguments.values(0).first().map_or("", |value| &value.text);
        FunctionError::Range { function: self.function.iri, found: shorten(found), expected }
    }

    /// Refuses a result of more bytes than a call may give.
    pub(super) fn check_length(&self, bytes: usize) -> Result<(), FunctionError> {
        if bytes > BYTES { Err(self.too_large("16 MiB")) } else { Ok(()) }
    }

    /// Joins texts, with a separator between.
    pub(super) fn join<'b>(
        &self,
        values: impl Iterator<Item = &'b Value> + Clone,
        separator: &str,
    ) -> Result<String, FunctionError> {
        let (count, length) =
            values.clone().fold((0, 0), |(count, length), value| (count + 1, length + value.text.len()));
        self.check_length(usize::saturating_add(length, separator.len().saturating_mul(count)))?;
        let mut joined = String::with_capacity(length);
        for (place, value) in values.enumerate() {
            if place > 0 {
                joined.push_str(separator);
            }
            joined.push_str(&value.text);
        }
        Ok(joined)
    }

    /// The error of a parameter that is not given.
    pub(super) fn missing(&self, place: usize) -> FunctionError {
        FunctionError::Missing { function: self.function.iri, parameter: self.name(place) }
    }

    fn name(&self, place: usize) -> &'static str {
        self.function.parameters.get(place).map_or("", |parameter| parameter.iri)
    }
}

/// The beginning of a text.
fn shorten(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Whether a text is a number, of any size.
pub(super) fn is_numeric(text: &str) -> bool {
    // The forms of `xsd:decimal` are forms of `xsd:double` too; `INF` and `NaN` are no numbers here.
    lexical::is_valid(xsd!("double"), text) == Some(true) && !text.contains('N')
}

/// A number, and whether it was written as an integer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    /// The number.
    pub(super) decimal: Decimal,
    /// Whether its form is one of `xsd:integer`.
    pub(super) is_integer: bool,
}

impl Number {
    /// Reads an integer, a decimal or a finite double.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let is_integer = !text.contains(['.', 'e', 'E']);
        let decimal = match text.parse::<Decimal>() {
            Ok(decimal) => decimal,
            Err(_) if text.contains(['e', 'E']) => Decimal::try_from(text.parse::<Double>().ok()?).ok()?,
            Err(_) => return None,
        };
        Some(Self { decimal, is_integer })
    }

    /// As a result: an `xsd:integer` or an `xsd:decimal`.
    pub(super) fn to_value(self) -> Value {
        let datatype = if self.is_integer { xsd!("integer") } else { xsd!("decimal") };
        Value::typed(self.decimal.to_string(), datatype)
    }
}

/// A result of one text.
#[expect(clippy::unnecessary_wraps, reason = "the result of a body")]
pub(super) fn one(text: impl Into<String>) -> Output {
    Ok(vec![Value::text(text)])
}

/// A result of texts.
#[expect(clippy::unnecessary_wraps, reason = "the result of a body")]
pub(super) fn texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Output {
    Ok(texts.into_iter().map(Value::text).collect())
}

/// A result of one boolean.
#[expect(clippy::unnecessary_wraps, reason = "the result of a body")]
pub(super) fn truth(is_true: bool) -> Output {
    Ok(vec![Value::typed(if is_true { "true" } else { "false" }, xsd!("boolean"))])
}

/// A result of one whole number.
#[expect(
    clippy::unnecessary_wraps,
    clippy::needless_pass_by_value,
    reason = "the result of a body, of a number"
)]
pub(super) fn whole(number: impl ToString) -> Output {
    Ok(vec![Value::typed(number.to_string(), xsd!("integer"))])
}

//! Functions (specification, section "Functions"): the long form and the form on one line.
//!
//! First a call is read as it is written ([`Written`]), since the same form says joins; then its names are looked
//! up ([`resolve`]).

use oxigraph::model::NamedNode;

use crate::mapping::graph::Position;

use super::error::YarrrmlError;
use super::fields;
use super::fields::Fields;
use super::fields::Word;
use super::model::Call;
use super::model::Input;
use super::model::Term;
use super::model::TermKind;
use super::names::Names;
use super::template::enclosed;
use super::term;
use super::tree::DEPTH_LIMIT;
use super::tree::Node;
use super::tree::Value;

/// The keys that say a call.
pub(super) const KEYS: &[Word] = &[fields::FUNCTION, fields::PARAMETERS];

/// A name without a prefix, the function it stands for, and its parameters likewise.
type Bare = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// The names without a prefix that the specification uses, with their function and parameters.
const BARE: &[Bare] = &[
    ("equal", "idlab-fn:equal", &[("str1", "grel:valueParam"), ("str2", "grel:valueParam2")]),
    ("notEqual", "idlab-fn:notEqual", &[("str1", "grel:valueParam"), ("str2", "grel:valueParam2")]),
];

/// A call as written.
pub(super) struct Written<'a> {
    pub(super) at: Position,
    pub(super) name: String,
    pub(super) arguments: Vec<Argument<'a>>,
}

/// An argument as written.
pub(super) struct Argument<'a> {
    pub(super) at: Position,
    /// Empty for a call without a name in front, as `equal(…)` in `join(mapping=…, equal(…))`.
    pub(super) name: String,
    pub(super) value: WrittenValue<'a>,
    /// The kind of the value, where the long form says one.
    pub(super) kind: Option<TermKind>,
    /// `s` or `o`: the side of a link that a value comes from.
    pub(super) side: Option<Side>,
}

/// The value of an argument as written.
pub(super) enum WrittenValue<'a> {
    /// Text on one line; `true` if it stood in quotes.
    Text(String, bool),
    /// A value in YAML.
    Node(&'a Node),
    Call(Written<'a>),
}

/// The side of a link between two mappings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The mapping that has the link.
    Subject,
    /// The mapping that the link leads to.
    Object,
}

const SIDES: &[(&str, Side)] =
    &[("s", Side::Subject), ("o", Side::Object), ("subject", Side::Subject), ("object", Side::Object)];

/// The keys of a parameter in its long form.
const PARAMETER_KEYS: &[Word] = &[fields::PARAMETER, fields::VALUE, fields::TYPE, fields::FROM];

/// Reads the `function` and `parameters` of a map.
pub(super) fn read<'a>(map: &Fields<'a>) -> Result<Written<'a>, YarrrmlError> {
    let node = map.need(fields::FUNCTION)?;
    let mut call = read_line(node.at, fields::text(node, "a function")?, 0)?;
    if let Some(node) = map.get(fields::PARAMETERS) {
        if !call.arguments.is_empty() {
            return Err(YarrrmlError::Conflict {
                at: node.at,
                first: "parameters in brackets",
                second: "`parameters`",
            });
        }
        // `parameters: [ex:input, $(x)]` is one parameter.
        let one = matches!(&node.value, Value::List(items)
            if items.first().is_some_and(|item| matches!(item.value, Value::Text(_))));
        let items = if one { std::slice::from_ref(node) } else { fields::items(node) };
        call.arguments = items.iter().map(read_parameter).collect::<Result<_, _>>()?;
    }
    Ok(call)
}

fn read_parameter(node: &Node) -> Result<Argument<'_>, YarrrmlError> {
    let (name, value, side, kind) = if let Value::List(items) = &node.value {
        match items.as_slice() {
            [name, value] => (name, value, None, None),
            [name, value, side] => (name, value, Some(side), None),
            _ => return Err(fields::shape(node, "a parameter", "a list of its name and its value")),
        }
    } else {
        let map = Fields::open(node, "a parameter", PARAMETER_KEYS)?;
        let kind = map.get(fields::TYPE).map(term::read_kind).transpose()?;
        (map.need(fields::PARAMETER)?, map.need(fields::VALUE)?, map.get(fields::FROM), kind)
    };
    let side = side
        .map(|node| {
            let word = fields::text(node, "the side of a value")?;
            fields::choose(node.at, word, "side of a link", SIDES)
        })
        .transpose()?;
    Ok(Argument {
        at: value.at,
        name: fields::text(name, "the name of a parameter")?.trim().to_owned(),
        value: WrittenValue::Node(value),
        kind,
        side,
    })
}

/// Reads `name` or `name(parameter = value, …)`.
fn read_line<'a>(at: Position, text: &str, depth: usize) -> Result<Written<'a>, YarrrmlError> {
    if depth > DEPTH_LIMIT {
        return Err(YarrrmlError::TooDeep { at, limit: DEPTH_LIMIT });
    }
    let wrong = |expected| YarrrmlError::FunctionSyntax { at, value: text.to_owned(), expected };
    let text = text.trim();
    let Some((name, rest)) = text.split_once('(') else {
        return Ok(Written { at, name: text.to_owned(), arguments: Vec::new() });
    };
    let (inner, tail) = enclosed(rest).ok_or_else(|| wrong("`)` at the end"))?;
    if !tail.trim().is_empty() {
        return Err(wrong("nothing after `)`"));
    }
    if name.trim().is_empty() {
        return Err(wrong("a name before `(`"));
    }
    let mut arguments = Vec::new();
    if !inner.trim().is_empty() {
        for part in split(inner) {
            arguments.push(read_argument(at, part.trim(), depth)?);
        }
    }
    Ok(Written { at, name: name.trim().to_owned(), arguments })
}

fn read_argument<'a>(at: Position, text: &str, depth: usize) -> Result<Argument<'a>, YarrrmlError> {
    let argument = |name: &str, value| Argument { at, name: name.to_owned(), value, kind: None, side: None };
    if is_call(text, false) {
        return Ok(argument("", WrittenValue::Call(read_line(at, text, depth + 1)?)));
    }
    let Some((name, value)) = text.split_once('=').filter(|(name, _)| !name.trim().is_empty()) else {
        let expected = "`parameter = value` between the commas";
        return Err(YarrrmlError::FunctionSyntax { at, value: text.to_owned(), expected });
    };
    let (name, value) = (name.trim(), value.trim());
    if is_call(value, true) {
        return Ok(argument(name, WrittenValue::Call(read_line(at, value, depth + 1)?)));
    }
    let quoted = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    Ok(argument(
        name,
        match quoted {
            Some(text) => WrittenValue::Text(text.to_owned(), true),
            None => WrittenValue::Text(value.to_owned(), false),
        },
    ))
}

/// Whether text has the form `name(…)`; as a value only with a prefixed name, since `Foo (bar)` is plain text.
fn is_call(text: &str, prefixed: bool) -> bool {
    let Some((name, rest)) = text.split_once('(') else { return false };
    let named = !name.is_empty()
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ':' | '-' | '_' | '.' | '/' | '#' | '~'))
        && (!prefixed || name.split_once(':').is_some_and(|(_, local)| !local.is_empty()));
    named && enclosed(rest).is_some_and(|(_, tail)| tail.trim().is_empty())
}

/// Splits at commas outside brackets and quotes.
fn split(text: &str) -> Vec<&str> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    text.split(move |character: char| {
        let plain = !std::mem::take(&mut escaped);
        match character {
            '\\' if plain => escaped = true,
            '"' if plain => quoted = !quoted,
            '(' if plain && !quoted => depth += 1,
            ')' if plain && !quoted => depth = depth.saturating_sub(1),
            _ => return character == ',' && depth == 0 && !quoted,
        }
        false
    })
    .collect()
}

/// Looks up the names of a call.
pub(super) fn resolve(names: &Names, call: &Written<'_>) -> Result<Call, YarrrmlError> {
    let bare = BARE.iter().find(|(name, _, _)| *name == call.name);
    let name = bare.map_or(call.name.as_str(), |(_, function, _)| function);
    let function = absolute(names, call.at, name)?;
    let mut inputs = Vec::new();
    for argument in &call.arguments {
        if argument.side.is_some() {
            return Err(YarrrmlError::Conflict {
                at: argument.at,
                first: "a function that is no condition of a link",
                second: "the side of a value",
            });
        }
        let known = bare.and_then(|(_, _, parameters)| {
            parameters.iter().find(|(name, _)| *name == argument.name).map(|(_, parameter)| *parameter)
        });
        let parameter = match known {
            Some(parameter) => absolute(names, argument.at, parameter)?,
            None => parameter(names, argument.at, &argument.name, name, &function)?,
        };
        inputs.push(Input { at: argument.at, parameter, value: value(names, argument)? });
    }
    Ok(Call { at: call.at, function, inputs })
}

/// The value of an argument as a rule for literals.
pub(super) fn value(names: &Names, argument: &Argument<'_>) -> Result<Term, YarrrmlError> {
    match &argument.value {
        WrittenValue::Node(node) => {
            let kind = argument.kind.unwrap_or(TermKind::Literal);
            term::read_as(names, node, (term::Role::Value, kind))
        }
        WrittenValue::Text(text, false) => term::read_text(names, argument.at, text, term::Role::Value),
        WrittenValue::Text(text, true) => term::literal(names, argument.at, text),
        WrittenValue::Call(call) => Ok(term::of_call(resolve(names, call)?, term::Role::Value)),
    }
}

fn absolute(names: &Names, at: Position, name: &str) -> Result<NamedNode, YarrrmlError> {
    names.iri(at, name)
}

/// A parameter; without a prefix it takes the one of its function.
fn parameter(
    names: &Names,
    at: Position,
    name: &str,
    function_name: &str,
    function: &NamedNode,
) -> Result<NamedNode, YarrrmlError> {
    if name.contains(':') {
        return absolute(names, at, name);
    }
    match function_name.split_once(':') {
        Some((prefix, local)) if !local.starts_with("//") => absolute(names, at, &format!("{prefix}:{name}")),
        _ => {
            let end = function.as_str().rfind(['#', '/']).unwrap_or(0);
            let namespace = function.as_str().get(..=end).unwrap_or("");
            absolute(names, at, &format!("{namespace}{name}"))
        }
    }
}

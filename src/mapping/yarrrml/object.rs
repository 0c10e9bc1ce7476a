//! Objects: terms, and links to other mappings (specification, section "Referring to other mappings").

use super::error::YarrrmlError;
use super::fields;
use super::fields::Fields;
use super::fields::Word;
use super::function;
use super::function::Argument;
use super::function::Side;
use super::function::Written;
use super::function::WrittenValue;
use super::model::Join;
use super::model::Link;
use super::model::Object;
use super::names::Names;
use super::term;
use super::term::Role;
use super::tree::Node;
use super::tree::Value;

/// The keys of an object that links to a mapping.
const LINK_KEYS: &[Word] = &[fields::MAPPING, fields::CONDITION];

/// Settings that stand beside `objects` and hold for all of them.
#[derive(Default, Clone, Copy)]
pub(super) struct Shared<'a> {
    pub(super) kind: Option<&'a Node>,
    pub(super) datatype: Option<&'a Node>,
    pub(super) language: Option<&'a Node>,
}

/// Reads one value of `objects`, which may be several objects.
pub(super) fn read(
    names: &Names,
    node: &Node,
    role: Role,
    shared: Shared<'_>,
) -> Result<Vec<Object>, YarrrmlError> {
    if let Some(links) = read_links(names, node)? {
        return Ok(links);
    }
    let (value, third) = match &node.value {
        Value::List(items) => match items.as_slice() {
            [value] => (value, None),
            [value, third] => (value, Some(third)),
            _ => {
                return Err(fields::shape(node, "an object", "a list of a value and a datatype or language"));
            }
        },
        _ => (node, None),
    };
    let kind = shared.kind.map_or(Ok(role.kind()), term::read_kind)?;
    let mut term = term::read_as(names, value, (role, kind))?;
    if let Some(third) = third {
        set(names, &mut term, third)?;
    } else if term.datatype.is_none() && term.language.is_none() {
        if let Some(node) = shared.datatype {
            term::set_datatype(names, &mut term, node)?;
        }
        if let Some(node) = shared.language {
            term::set_language(names, &mut term, node)?;
        }
    }
    Ok(vec![Object::Term(term)])
}

/// The third value of the shortcut: `en~lang` is a language, anything else a datatype.
fn set(names: &Names, term: &mut super::model::Term, third: &Node) -> Result<(), YarrrmlError> {
    match &third.value {
        Value::Text(text) if text.ends_with("~lang") => term::set_language(names, term, third),
        _ => term::set_datatype(names, term, third),
    }
}

/// The links of an object with `mapping`, or of the function `join`.
fn read_links(names: &Names, node: &Node) -> Result<Option<Vec<Object>>, YarrrmlError> {
    if fields::has(node, fields::QUOTED) {
        return Err(term::quoted(node.at));
    }
    if fields::has(node, fields::MAPPING) {
        let map = Fields::open(node, "a link to a mapping", LINK_KEYS)?;
        let joins = match map.get(fields::CONDITION) {
            Some(node) => joins(names, node)?,
            None => Vec::new(),
        };
        let mapping = map.need(fields::MAPPING)?;
        return fields::items(mapping)
            .iter()
            .map(|name| {
                let mapping = fields::text(name, "the name of a mapping")?.to_owned();
                Ok(Object::Link(Link { at: name.at, mapping, joins: joins.clone() }))
            })
            .collect::<Result<_, _>>()
            .map(Some);
    }
    if fields::has(node, fields::FUNCTION) {
        let map = Fields::open(node, "an object", term::KEYS)?;
        let call = function::read(&map)?;
        if call.name == "join" {
            return join_call(names, &call).map(|link| Some(vec![Object::Link(link)]));
        }
    }
    Ok(None)
}

/// The conditions of a link: all must hold.
fn joins(names: &Names, node: &Node) -> Result<Vec<Join>, YarrrmlError> {
    fields::items(node)
        .iter()
        .map(|node| {
            let map = Fields::open(node, "a condition", function::KEYS)?;
            join(names, &function::read(&map)?)
        })
        .collect()
}

/// `join(mapping = project, equal(str1 = $(a), str2 = $(b)))`
fn join_call(names: &Names, call: &Written<'_>) -> Result<Link, YarrrmlError> {
    let mut mapping = None;
    let mut joins = Vec::new();
    for argument in &call.arguments {
        match (&argument.value, argument.name.as_str()) {
            (_, "quoted" | "quotedNonAsserted") => return Err(term::quoted(call.at)),
            (WrittenValue::Call(call), "" | "condition") => joins.push(join(names, call)?),
            (WrittenValue::Text(text, _), "mapping") => mapping = Some(text.clone()),
            (WrittenValue::Node(node), "mapping") => {
                mapping = Some(fields::text(node, "the name of a mapping")?.to_owned());
            }
            (WrittenValue::Node(node), "condition") => {
                let map = Fields::open(node, "a condition", function::KEYS)?;
                joins.push(join(names, &function::read(&map)?)?);
            }
            _ => {
                return Err(YarrrmlError::FunctionSyntax {
                    at: argument.at,
                    value: call.name.clone(),
                    expected: "`join(mapping = name, equal(str1 = $(a), str2 = $(b)))`",
                });
            }
        }
    }
    let mapping = mapping.ok_or(YarrrmlError::MissingKey { at: call.at, place: "`join`", key: "mapping" })?;
    Ok(Link { at: call.at, mapping, joins })
}

/// A comparison of one value of each side. Without `s` and `o` the first is of the subject's side.
fn join(names: &Names, call: &Written<'_>) -> Result<Join, YarrrmlError> {
    let problem = |problem| YarrrmlError::Join { at: call.at, problem };
    if !matches!(call.name.as_str(), "equal" | "idlab-fn:equal") {
        return Err(problem("must be the function `equal`"));
    }
    let [first, second] = call.arguments.as_slice() else {
        return Err(problem("must have two parameters"));
    };
    let (child, parent) = match (first.side, second.side) {
        (Some(Side::Subject) | None, Some(Side::Object) | None) => (first, second),
        (Some(Side::Object) | None, Some(Side::Subject) | None) => (second, first),
        (Some(Side::Object), Some(Side::Object)) | (Some(Side::Subject), Some(Side::Subject)) => {
            return Err(problem("compares two values of the same side"));
        }
    };
    // `equal(str2 = …, str1 = …)` without sides: the names decide.
    let turned = first.side.is_none() && second.side.is_none() && first.name == "str2";
    let (child, parent) = if turned { (parent, child) } else { (child, parent) };
    let value = |argument: &Argument<'_>| function::value(names, argument);
    Ok(Join { at: call.at, child: value(child)?, parent: value(parent)? })
}

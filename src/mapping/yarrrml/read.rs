//! A tree of values → what the file says.

use crate::mapping::graph::Position;

use super::error::YarrrmlError;
use super::fields;
use super::fields::Fields;
use super::fields::Word;
use super::model::Document;
use super::model::Entry;
use super::model::Mapping;
use super::model::Object;
use super::model::Term;
use super::model::TermKind;
use super::names::Names;
use super::object;
use super::object::Shared;
use super::rml;
use super::source;
use super::target;
use super::term;
use super::term::Role;
use super::tree::Key;
use super::tree::Node;
use super::tree::Value;

const ROOT_KEYS: &[Word] = &[
    fields::BASE,
    fields::PREFIXES,
    fields::AUTHORS,
    fields::EXTERNAL,
    fields::SOURCES,
    fields::TARGETS,
    fields::MAPPINGS,
];

const MAPPING_KEYS: &[Word] = &[
    fields::SOURCES,
    fields::TARGETS,
    fields::SUBJECTS,
    fields::GRAPHS,
    fields::CONDITION,
    fields::PREDICATE_OBJECTS,
];

const ENTRY_KEYS: &[Word] = &[
    fields::PREDICATES,
    fields::INVERSE,
    fields::OBJECTS,
    fields::GRAPHS,
    fields::CONDITION,
    fields::TYPE,
    fields::DATATYPE,
    fields::LANGUAGE,
];

/// Errors of a file. Reading goes on after most of them, so that one run tells them all.
#[derive(Default)]
pub(super) struct Errors(pub(super) Vec<YarrrmlError>);

impl Errors {
    /// The value, or nothing after keeping the error.
    pub(super) fn keep<T>(&mut self, result: Result<T, YarrrmlError>) -> Option<T> {
        result.map_err(|error| self.0.push(error)).ok()
    }
}

/// Reads a file with its names; what has an error is left out.
pub(super) fn document(root: &Node, errors: &mut Errors) -> Option<(Names, Document)> {
    let root = errors.keep(Fields::open(root, "the file", ROOT_KEYS))?;
    let names = errors.keep(Names::read(&root))?;
    let mut document = Document::default();
    if let Some(node) = root.get(fields::SOURCES) {
        for (key, node) in errors.keep(fields::entries(node, "`sources`")).unwrap_or_default() {
            if let Some(source) = errors.keep(source::read(&names, node)) {
                document.sources.push(&key.text, source);
            }
        }
    }
    if let Some(node) = root.get(fields::TARGETS) {
        for (key, node) in errors.keep(fields::entries(node, "`targets`")).unwrap_or_default() {
            if let Some(target) = errors.keep(target::read(&names, node)) {
                document.targets.push(&key.text, target);
            }
        }
    }
    let mappings = errors.keep(root.need(fields::MAPPINGS))?;
    for (key, node) in errors.keep(fields::entries(mappings, "`mappings`")).unwrap_or_default() {
        if let Some(mapping) = mapping(&names, key, node, errors) {
            document.mappings.push(&key.text, mapping);
        }
    }
    Some((names, document))
}

fn mapping(names: &Names, key: &Key, node: &Node, errors: &mut Errors) -> Option<Mapping> {
    let map = errors.keep(Fields::open(node, "a mapping", MAPPING_KEYS))?;
    let sources = errors
        .keep(map.need(fields::SOURCES).map_err(|error| match error {
            YarrrmlError::MissingKey { place, key: missing, .. } => {
                YarrrmlError::MissingKey { at: key.at, place, key: missing }
            }
            other => other,
        }))
        .and_then(|node| errors.keep(source::uses(names, node)))
        .unwrap_or_default();
    let mut subjects = subjects(names, key.at, &map, errors);
    if let Some(targets) = map.get(fields::TARGETS).and_then(|node| errors.keep(target::uses(names, node))) {
        for subject in &mut subjects {
            subject.targets.extend(targets.iter().cloned());
        }
    }
    let graphs = map.get(fields::GRAPHS).and_then(|node| errors.keep(terms(names, node, Role::Graph)));
    let condition = map.get(fields::CONDITION).and_then(|node| errors.keep(term::condition(names, node)));
    if let (Some(call), Some(own)) = (&condition, subjects.iter().find_map(|term| term.condition.as_ref())) {
        errors.0.push(YarrrmlError::Conflict {
            at: own.at.max(call.at),
            first: "the condition of a mapping",
            second: "the condition of a subject",
        });
    }
    let entries = match map.get(fields::PREDICATE_OBJECTS) {
        Some(node) => entry_nodes(node).iter().filter_map(|node| errors.keep(entry(names, node))).collect(),
        None => Vec::new(),
    };
    let graphs = graphs.unwrap_or_default();
    Some(Mapping { at: key.at, name: key.text.clone(), sources, subjects, graphs, condition, entries })
}

/// The subjects; without any, a blank node for every record.
fn subjects(names: &Names, at: Position, map: &Fields<'_>, errors: &mut Errors) -> Vec<Term> {
    match map.raw(fields::SUBJECTS) {
        Some(node) if !node.is_null() => errors.keep(terms(names, node, Role::Subject)).unwrap_or_default(),
        Some(node) => vec![term::fresh(node.at)],
        None => vec![term::fresh(at)],
    }
}

fn terms(names: &Names, node: &Node, role: Role) -> Result<Vec<Term>, YarrrmlError> {
    fields::items(node)
        .iter()
        .map(|node| match role {
            Role::Subject if node.is_null() => Ok(term::fresh(node.at)),
            _ => term::read(names, node, role),
        })
        .collect()
}

/// The entries of `predicateobjects`; `[a, ex:Ship]` alone is one entry.
fn entry_nodes(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) if items.first().is_some_and(|item| matches!(item.value, Value::Text(_))) => {
            std::slice::from_ref(node)
        }
        _ => fields::items(node),
    }
}

fn entry(names: &Names, node: &Node) -> Result<Entry, YarrrmlError> {
    let expected = "a map with `predicates` and `objects`, or a list of a predicate, an object and a datatype or language";
    match &node.value {
        Value::Map(_) => entry_of_map(names, node),
        Value::List(items) => match items.as_slice() {
            [predicates, objects] => short_entry(names, node.at, (predicates, objects), None),
            [predicates, objects, third] => short_entry(names, node.at, (predicates, objects), Some(third)),
            _ => Err(fields::shape(node, "an entry of `predicateobjects`", expected)),
        },
        _ => Err(fields::shape(node, "an entry of `predicateobjects`", expected)),
    }
}

fn short_entry(
    names: &Names,
    at: Position,
    (predicates, objects): (&Node, &Node),
    third: Option<&Node>,
) -> Result<Entry, YarrrmlError> {
    let mut shared = Shared::default();
    match third {
        Some(node) if matches!(&node.value, Value::Text(text) if text.ends_with("~lang")) => {
            shared.language = Some(node);
        }
        other => shared.datatype = other.filter(|node| !node.is_null()),
    }
    let predicates = some_terms(names, predicates)?;
    let objects = read_objects(names, objects, &predicates, shared)?;
    Ok(Entry { at, predicates, inverse: Vec::new(), objects, graphs: Vec::new(), condition: None })
}

fn entry_of_map(names: &Names, node: &Node) -> Result<Entry, YarrrmlError> {
    let map = Fields::open(node, "an entry of `predicateobjects`", ENTRY_KEYS)?;
    let shared = Shared {
        kind: map.get(fields::TYPE),
        datatype: map.get(fields::DATATYPE),
        language: map.get(fields::LANGUAGE),
    };
    let predicates = some_terms(names, map.need(fields::PREDICATES)?)?;
    let objects = read_objects(names, map.need(fields::OBJECTS)?, &predicates, shared)?;
    let inverse = match map.get(fields::INVERSE) {
        Some(node) => terms(names, node, Role::Predicate)?,
        None => Vec::new(),
    };
    if !inverse.is_empty() {
        check_inverse(&objects)?;
    }
    let graphs = match map.get(fields::GRAPHS) {
        Some(node) => terms(names, node, Role::Graph)?,
        None => Vec::new(),
    };
    let condition = map.get(fields::CONDITION).map(|node| term::condition(names, node)).transpose()?;
    Ok(Entry { at: node.at, predicates, inverse, objects, graphs, condition })
}

/// An inverse statement has the object as its subject, so a literal cannot be one.
fn check_inverse(objects: &[Object]) -> Result<(), YarrrmlError> {
    for object in objects {
        match object {
            Object::Term(term) if term.kind == TermKind::Literal => {
                return Err(YarrrmlError::Conflict {
                    at: term.at,
                    first: "an inverse predicate",
                    second: "a literal",
                });
            }
            Object::Term(_) | Object::Link(_) => {}
        }
    }
    Ok(())
}

fn some_terms(names: &Names, node: &Node) -> Result<Vec<Term>, YarrrmlError> {
    let found = terms(names, node, Role::Predicate)?;
    if found.is_empty() {
        return Err(fields::shape(node, "a predicate", "at least one"));
    }
    Ok(found)
}

fn read_objects(
    names: &Names,
    node: &Node,
    predicates: &[Term],
    shared: Shared<'_>,
) -> Result<Vec<Object>, YarrrmlError> {
    let types = predicates.iter().any(|term| match &term.expression {
        super::model::Expression::Template(template) => {
            template.constant().as_deref() == Some(rml::TYPE.as_str())
        }
        _ => false,
    });
    let role = if types { Role::Class } else { Role::Object };
    let mut objects = Vec::new();
    for item in fields::items(node) {
        objects.extend(object::read(names, item, role, shared)?);
    }
    if objects.is_empty() {
        return Err(fields::shape(node, "an object", "at least one"));
    }
    Ok(objects)
}

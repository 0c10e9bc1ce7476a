//! Data sources (specification, section "Data sources").

use oxigraph::model::NamedNode;

use crate::mapping::graph::Position;

use super::error::YarrrmlError;
use super::fields;
use super::fields::Fields;
use super::fields::Word;
use super::model::Encoding;
use super::model::Source;
use super::model::Use;
use super::names::Names;
use super::names::filled;
use super::rml;
use super::template::Style;
use super::tree::Node;
use super::tree::Value;

const KEYS: &[Word] = &[
    fields::TYPE,
    fields::ACCESS,
    fields::CREDENTIALS,
    fields::QUERY_FORMULATION,
    fields::QUERY,
    fields::ENCODING,
    fields::DELIMITER,
    fields::CONTENT_TYPE,
    fields::OPERATION_TYPE,
    fields::SECURITY,
    fields::REFERENCE_FORMULATION,
    fields::ITERATOR,
];

/// How records are found in a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Formulation {
    Csv,
    JsonPath,
    JsonLines,
    XPath,
    XQuery,
}

const FORMULATIONS: &[(&str, Formulation)] = &[
    ("csv", Formulation::Csv),
    ("jsonpath", Formulation::JsonPath),
    ("jsonl", Formulation::JsonLines),
    ("xpath", Formulation::XPath),
    ("xquery", Formulation::XQuery),
];

/// What a source is, with whether it is a file here.
const TYPES: &[(&str, bool)] = &[
    ("localfile", true),
    ("remotefile", false),
    ("sparql", false),
    ("wot", false),
    ("oracle", false),
    ("mysql", false),
    ("hsql", false),
    ("postgresql", false),
    ("db2", false),
    ("informix", false),
    ("ingres", false),
    ("sapase", false),
    ("sapsqlanywhere", false),
    ("firebird", false),
    ("mssqlserver", false),
    ("virtuoso", false),
];

/// The sources of a mapping: names, sources of its own, or a list of either.
pub(super) fn uses(names: &Names, node: &Node) -> Result<Vec<(Use<Source>, Position)>, YarrrmlError> {
    // `[file.csv~csv, …]` is one source, as in the examples of older versions.
    let shortcut = matches!(&node.value, Value::List(items) if items.first().is_some_and(|item| {
        matches!(&item.value, Value::Text(text) if is_shortcut(text))
    }) && !items.iter().skip(1).any(|item| matches!(&item.value, Value::Text(text) if is_shortcut(text))));
    let items = if shortcut { std::slice::from_ref(node) } else { fields::items(node) };
    items
        .iter()
        .map(|item| {
            Ok(match &item.value {
                Value::Text(text) if !is_shortcut(text) => (Use::Named(text.clone()), item.at),
                _ => (Use::Inline(read(names, item)?), item.at),
            })
        })
        .collect()
}

/// Whether text is a path with `~` and a reference formulation.
fn is_shortcut(text: &str) -> bool {
    text.rsplit_once('~').is_some_and(|(_, word)| FORMULATIONS.iter().any(|(name, _)| *name == word))
}

/// One source: a map, or the shortcut `[path~formulation, iterator]`.
pub(super) fn read(names: &Names, node: &Node) -> Result<Source, YarrrmlError> {
    match &node.value {
        Value::Map(_) => read_map(names, node),
        Value::List(items) => match items.as_slice() {
            [access] => read_shortcut(names, node.at, access, None),
            [access, iterator] => read_shortcut(names, node.at, access, Some(iterator)),
            _ => Err(fields::shape(node, "a source", "a list of `path~formulation` and an iterator")),
        },
        Value::Text(_) => read_shortcut(names, node.at, node, None),
        Value::Null => Err(fields::shape(node, "a source", "a map or a list")),
    }
}

fn read_shortcut(
    names: &Names,
    at: Position,
    access: &Node,
    iterator: Option<&Node>,
) -> Result<Source, YarrrmlError> {
    let text = filled(names, access, "the path of a source")?;
    let Some((path, word)) = text.rsplit_once('~') else {
        return Err(YarrrmlError::MissingKey {
            at: access.at,
            place: "this source",
            key: "referenceFormulation",
        });
    };
    finish(
        at,
        (local(access.at, path)?, access.at),
        (word, access.at),
        Rest {
            iterator: iterator.map(|node| optional(names, node, "an iterator")).transpose()?.flatten(),
            ..Rest::default()
        },
    )
}

fn read_map(names: &Names, node: &Node) -> Result<Source, YarrrmlError> {
    let map = Fields::open(node, "a source", KEYS)?;
    if let Some(node) = map.get(fields::TYPE) {
        let word = fields::text(node, "the type of a source")?;
        if !fields::choose(node.at, word, "type of source", TYPES)? {
            return Err(refused(node.at));
        }
    }
    let access = map.need(fields::ACCESS)?;
    let path = local(access.at, &filled(names, access, "`access`")?)?;
    for word in [fields::QUERY_FORMULATION, fields::QUERY, fields::CREDENTIALS, fields::SECURITY] {
        if let Some(node) = map.get(word) {
            return Err(refused(node.at));
        }
    }
    for word in [fields::CONTENT_TYPE, fields::OPERATION_TYPE] {
        if let Some(node) = map.get(word) {
            return Err(refused(node.at));
        }
    }
    let formulation = map.need(fields::REFERENCE_FORMULATION)?;
    let word = fields::text(formulation, "`referenceFormulation`")?;
    let value = |word, place| map.get(word).map(|node| optional(names, node, place)).transpose();
    finish(
        node.at,
        (path, access.at),
        (word, formulation.at),
        Rest {
            iterator: value(fields::ITERATOR, "an iterator")?.flatten(),
            delimiter: value(fields::DELIMITER, "a delimiter")?.flatten(),
            encoding: value(fields::ENCODING, "an encoding")?.flatten(),
        },
    )
}

/// The keys of a source that may be missing, each with its place.
#[derive(Default)]
struct Rest {
    iterator: Option<(String, Position)>,
    delimiter: Option<(String, Position)>,
    encoding: Option<(String, Position)>,
}

fn optional(
    names: &Names,
    node: &Node,
    place: &'static str,
) -> Result<Option<(String, Position)>, YarrrmlError> {
    if node.is_null() {
        return Ok(None);
    }
    let text = filled(names, node, place)?;
    Ok(if text.is_empty() { None } else { Some((text, node.at)) })
}

fn finish(
    at: Position,
    path: (String, Position),
    (word, word_at): (&str, Position),
    rest: Rest,
) -> Result<Source, YarrrmlError> {
    let formulation = fields::choose(word_at, word, "reference formulation", FORMULATIONS)?;
    let needs_iterator = matches!(formulation, Formulation::JsonPath | Formulation::XPath);
    if needs_iterator && rest.iterator.is_none() {
        return Err(YarrrmlError::MissingKey { at, place: "this source", key: "iterator" });
    }
    if let (Formulation::Csv, Some((_, at))) = (formulation, &rest.iterator) {
        return Err(YarrrmlError::Conflict {
            at: *at,
            first: "the formulation `csv`",
            second: "an iterator",
        });
    }
    if let (true, Some((_, at))) = (formulation != Formulation::Csv, &rest.delimiter) {
        return Err(YarrrmlError::Conflict { at: *at, first: "this formulation", second: "a delimiter" });
    }
    let encoding = rest.encoding.map(|(label, at)| encoding(&label, at, formulation)).transpose()?;
    Ok(Source {
        at,
        path,
        formulation: (formulation.iri(word_at)?, word_at),
        style: formulation.style(),
        iterator: rest.iterator,
        delimiter: rest.delimiter,
        encoding,
    })
}

/// RML-IO names UTF-8 and UTF-16; any other encoding can be said for tables only.
fn encoding(
    label: &str,
    at: Position,
    formulation: Formulation,
) -> Result<(Encoding, Position), YarrrmlError> {
    let name = label.to_ascii_lowercase().replace('_', "-");
    let encoding = match name.as_str() {
        "utf-8" | "utf8" => Encoding::Rml(rml::rml("UTF-8")),
        "utf-16" | "utf16" => Encoding::Rml(rml::rml("UTF-16")),
        _ if formulation == Formulation::Csv => Encoding::Label(label.to_owned()),
        _ => {
            return Err(YarrrmlError::Unsupported {
                at,
                what: "this encoding",
                hint: "convert the file to UTF-8",
            });
        }
    };
    Ok((encoding, at))
}

impl Formulation {
    fn iri(self, at: Position) -> Result<NamedNode, YarrrmlError> {
        Ok(match self {
            Self::Csv => rml::rml("CSV"),
            Self::JsonPath => rml::rml("JSONPath"),
            Self::JsonLines => rml::json_lines(),
            Self::XPath => rml::rml("XPath"),
            Self::XQuery => {
                return Err(YarrrmlError::Unsupported {
                    at,
                    what: "the reference formulation `xquery`",
                    hint: "use `xpath` with an iterator",
                });
            }
        })
    }

    fn style(self) -> Style {
        match self {
            Self::JsonPath | Self::JsonLines => Style::JsonPath,
            Self::Csv | Self::XPath | Self::XQuery => Style::Plain,
        }
    }
}

/// The path of a local file; `file:` is taken off, any other scheme is refused.
pub(super) fn local(at: Position, access: &str) -> Result<String, YarrrmlError> {
    if let Some(path) = access.strip_prefix("file://") {
        return Ok(path.to_owned());
    }
    match access.split_once("://") {
        Some((scheme, _)) if scheme.chars().all(|c| c.is_ascii_alphanumeric() || c == '+') => {
            Err(YarrrmlError::Unsupported {
                at,
                what: "a remote place",
                hint: "fetch the file first and give its path",
            })
        }
        _ if access.starts_with("jdbc:") => Err(refused(at)),
        _ if access.trim().is_empty() => {
            Err(YarrrmlError::MissingKey { at, place: "this place", key: "access" })
        }
        _ => Ok(access.to_owned()),
    }
}

fn refused(at: Position) -> YarrrmlError {
    YarrrmlError::Unsupported {
        at,
        what: "a source that is no local file",
        hint: "export its records to CSV, JSON or XML first",
    }
}

//! One record, and what the references of its scope find in it.

use std::sync::Arc;

use csv::StringRecord;

use super::cell::{Cell, Natural, OwnedCell};
use crate::mapping::error::{MappingError, MappingProblem};
use crate::mapping::model::{Formulation, Scope};
use crate::mapping::read::Fields;
use crate::record::JsonPath;
use crate::record::JsonType;
use crate::record::JsonValue;
use crate::record::XPath;
use crate::record::XmlItem;
use crate::record::XmlNode;

/// The compiled references of a scope.
#[derive(Debug)]
pub(in crate::mapping) enum Access {
    /// Names of columns; where they stand is known when a header is read.
    Columns(Vec<String>),
    Json {
        paths: Vec<JsonPath>,
        lenient: bool,
    },
    Xml(Vec<XPath>),
    /// Keys of a view.
    Keys(Vec<String>),
}

impl Access {
    /// Compiles all references of a scope.
    pub(in crate::mapping) fn compile(scope: &Scope, problems: &mut Vec<MappingProblem>) -> Self {
        let names = || scope.references.iter().map(|reference| reference.text.clone()).collect();
        match &scope.formulation {
            Formulation::Csv(_) => Self::Columns(names()),
            Formulation::View => Self::Keys(names()),
            Formulation::Json { lenient } | Formulation::JsonLines { lenient } => Self::Json {
                paths: compile_all(scope, problems, "JSONPath (RFC 9535)", |text| json_path(text, *lenient)),
                lenient: *lenient,
            },
            Formulation::Xml(namespaces) => {
                let namespaces: Vec<(&str, &str)> =
                    namespaces.iter().map(|(prefix, iri)| (prefix.as_str(), iri.as_str())).collect();
                Self::Xml(compile_all(scope, problems, "XPath 1.0", |text| {
                    XPath::compile(text, &namespaces).map_err(|error| error.to_string())
                }))
            }
        }
    }
}

/// A `JSONPath`, or the bare name of a member; older mappings also write paths without `$.`.
pub(in crate::mapping) fn json_path(text: &str, lenient: bool) -> Result<JsonPath, String> {
    if !lenient {
        return JsonPath::compile_reference(text).map_err(|error| error.to_string());
    }
    JsonPath::compile_reference(text)
        .or_else(|error| JsonPath::compile(&format!("$.{text}")).map_err(|_| error))
        .map_err(|error| error.to_string())
}

fn compile_all<T>(
    scope: &Scope,
    problems: &mut Vec<MappingProblem>,
    language: &str,
    compile: impl Fn(&str) -> Result<T, String>,
) -> Vec<T> {
    let mut compiled = Vec::with_capacity(scope.references.len());
    for reference in &scope.references {
        match compile(&reference.text) {
            Ok(path) => compiled.push(path),
            Err(problem) => problems.push(MappingProblem {
                at: reference.at,
                node: String::new(),
                problem: format!("`{}` is no {language}: {problem}", reference.text),
                hint: None,
            }),
        }
    }
    compiled
}

/// A record with the references that can be asked of it.
#[derive(Clone, Copy)]
pub(in crate::mapping) enum Item<'a> {
    /// Where the references stand, and the fields.
    Csv {
        columns: &'a [Option<usize>],
        record: &'a StringRecord,
    },
    /// `lenient`: an array counts as its items and all values are texts, as older mappings have it.
    Json {
        paths: &'a [JsonPath],
        value: JsonValue<'a>,
        lenient: bool,
    },
    Xml {
        paths: &'a [XPath],
        node: XmlNode<'a>,
    },
    /// The values of each reference.
    Row {
        cells: &'a [Vec<OwnedCell>],
        /// Number of the record of the file that the row was made of, from 0.
        base: u64,
        /// The fields of that record, where they are asked for.
        origin: Option<&'a Arc<Fields>>,
    },
}

impl Item<'_> {
    /// Gives each value of a reference, but those that count as none; says whether the record has it at all.
    #[inline]
    pub(in crate::mapping) fn visit(
        self,
        reference: usize,
        nulls: &[String],
        each: &mut dyn FnMut(Cell<'_>),
    ) -> bool {
        match self {
            Self::Csv { columns, record } => {
                let column = columns.get(reference).copied().flatten();
                let Some(text) = column.and_then(|column| record.get(column)) else { return false };
                if !is_null(text, nulls) {
                    each(Cell::text(text));
                }
                true
            }
            Self::Json { paths, value, lenient } => {
                let Some(path) = paths.get(reference) else { return false };
                let mut found = Vec::new();
                path.values(value, &mut found);
                for value in &found {
                    scalars(*value, nulls, lenient, each);
                }
                !found.is_empty()
            }
            Self::Xml { paths, node } => {
                let Some(path) = paths.get(reference) else { return false };
                // A path that takes too many steps finds nothing; it was no problem of the record.
                let found = path.select(&XmlItem::Node(node)).unwrap_or_default();
                for item in &found {
                    let text = item.string_value();
                    if !is_null(&text, nulls) {
                        each(Cell::text(&text));
                    }
                }
                !found.is_empty()
            }
            Self::Row { cells, .. } => {
                let Some(cells) = cells.get(reference) else { return false };
                for cell in cells.iter().filter(|cell| !is_null(&cell.text, nulls)) {
                    each(cell.as_cell());
                }
                true
            }
        }
    }
}

#[inline]
fn is_null(text: &str, nulls: &[String]) -> bool {
    !nulls.is_empty() && nulls.iter().any(|null| null == text)
}

/// The value of a JSON scalar (RML-IO-Registry, JSON).
fn scalars(value: JsonValue<'_>, nulls: &[String], lenient: bool, each: &mut dyn FnMut(Cell<'_>)) {
    let natural = match value.json_type() {
        JsonType::Null => return,
        JsonType::Array if lenient => {
            for item in value.items() {
                scalars(item, nulls, lenient, each);
            }
            return;
        }
        JsonType::Array | JsonType::Object => {
            return each(Cell { text: value.raw(), natural: Natural::Composite });
        }
        _ if lenient => Natural::Text,
        JsonType::Boolean => Natural::Boolean,
        JsonType::Number if value.raw().contains(['.', 'e', 'E']) => Natural::Double,
        JsonType::Number => Natural::Integer,
        JsonType::Text => Natural::Text,
    };
    if let Some(text) = value.scalar_text()
        && !is_null(text, nulls)
    {
        each(Cell { text, natural });
    }
}

/// Turns problems of compilation into an error.
pub(in crate::mapping) fn fail_on(mut problems: Vec<MappingProblem>) -> Result<(), MappingError> {
    if problems.is_empty() {
        return Ok(());
    }
    problems.sort();
    problems.dedup();
    Err(MappingError::Problems(problems))
}

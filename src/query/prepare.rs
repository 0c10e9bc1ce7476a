//! Parses a query that passed the guard, and measures what the parser made of it.

use std::thread;

use spargebra::{Query, SparqlParser};

use super::error::QueryError;
use super::guard::{MAX_PATTERNS, check};
use super::prefixes::prefixes;

/// Stack for parsing, planning and evaluating. The deepest tree that 64 KiB of text can make has 65,536
/// levels of `{`, at under 4 KiB of stack each (measured: a stack of 2 MiB holds 550); only the pages that
/// are touched cost memory.
const STACK_BYTES: usize = 512 << 20;

/// How deep the algebra of a query may be. A query of 512 operators and 128 patterns stays well below.
const MAX_ALGEBRA_DEPTH: usize = 2_048;

/// What a query gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `SELECT`: rows.
    Solutions,
    /// `ASK`: yes or no.
    Boolean,
    /// `CONSTRUCT` and `DESCRIBE`: triples.
    Triples,
}

/// A query that may be evaluated.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    query: Query,
}

impl Prepared {
    /// What it gives.
    pub fn form(&self) -> Form {
        match self.query {
            Query::Select { .. } => Form::Solutions,
            Query::Ask { .. } => Form::Boolean,
            Query::Construct { .. } | Query::Describe { .. } => Form::Triples,
        }
    }

    /// The parsed query.
    pub(super) fn into_query(self) -> Query {
        self.query
    }
}

/// Runs `work` on a thread with a stack that no query of allowed length exhausts. Queries must be prepared,
/// evaluated and dropped inside.
pub fn on_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, QueryError> {
    thread::scope(|scope| {
        let thread = thread::Builder::new()
            .name("query".to_owned())
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, work)
            .map_err(|error| QueryError::Evaluation { message: error.to_string() })?;
        thread.join().map_err(|_| QueryError::Interrupted)
    })
}

/// Checks and parses a query; `base` is the base IRI of instances, prefix `x:`. To be called
/// [`on_deep_stack`].
pub fn prepare(text: &str, base: &str) -> Result<Prepared, QueryError> {
    check(text)?;
    let mut parser = SparqlParser::new();
    for (prefix, namespace) in prefixes(base) {
        parser = parser.with_prefix(prefix, namespace).map_err(|error| syntax(&error.to_string()))?;
    }
    let query = parser.parse_query(text).map_err(|error| syntax(&error.to_string()))?;
    measure(&query.to_sse())?;
    Ok(Prepared { query })
}

/// Takes line and column out of the parser's message, which starts with `error at LINE:COLUMN: `.
fn syntax(message: &str) -> QueryError {
    let located = message.strip_prefix("error at ").and_then(|rest| {
        let (place, rest) = rest.split_once(": ")?;
        let (line, column) = place.split_once(':')?;
        Some(((line.parse().ok()?, column.parse().ok()?), rest))
    });
    match located {
        Some((position, rest)) => QueryError::Syntax { message: rest.to_owned(), position: Some(position) },
        None => QueryError::Syntax { message: message.to_owned(), position: None },
    }
}

/// Refuses an algebra, written as an S-expression, that asks other computers or would take long to plan.
///
/// In this form every operator opens a round bracket and is named right after it, so that depth and patterns
/// are exact here, whatever the guard made of the text.
fn measure(sse: &str) -> Result<(), QueryError> {
    let (mut depth, mut patterns) = (0_usize, 0_usize);
    let mut rest = sse;
    while let Some(at) = rest.find(['(', ')', '"', '<']) {
        let (_, from) = rest.split_at(at);
        let skipped = match from.as_bytes().first() {
            Some(b'"') => string_length(from),
            Some(b'<') => from.find(['>', ' ']).map_or(from.len(), |end| end + 1),
            Some(b')') => {
                depth = depth.saturating_sub(1);
                1
            }
            _ => {
                depth += 1;
                match operator_name(from) {
                    "service" => return Err(QueryError::Service { position: None }),
                    "triple" | "path" => patterns += 1,
                    _ => {}
                }
                1
            }
        };
        if depth > MAX_ALGEBRA_DEPTH {
            return Err(QueryError::TooDeep { position: None });
        }
        rest = from.get(skipped..).unwrap_or_default();
    }
    if patterns > MAX_PATTERNS {
        return Err(QueryError::TooComplex { what: "triple patterns", limit: MAX_PATTERNS, position: None });
    }
    Ok(())
}

/// The word after the bracket.
fn operator_name(from: &str) -> &str {
    let word = from.get(1..).unwrap_or_default();
    word.split([' ', '(', ')']).next().unwrap_or_default()
}

/// Length of a quoted string with backslash escapes.
fn string_length(from: &str) -> usize {
    let mut escaped = false;
    for (offset, byte) in from.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return offset + 1,
            _ => {}
        }
    }
    from.len()
}

#[cfg(test)]
mod tests {
    use super::{Form, measure, on_deep_stack, prepare};
    use crate::vocab::DEFAULT_BASE;

    fn code(query: &str) -> &'static str {
        let prepared = on_deep_stack(|| prepare(query, DEFAULT_BASE).map(|_| ())).unwrap();
        prepared.map_or_else(|error| error.code(), |()| "fine")
    }

    #[test]
    fn known_prefixes_need_no_declaration_and_a_declaration_wins() {
        let written = |query: &str| {
            on_deep_stack(|| prepare(query, "https://e.org/id/").unwrap().query.to_string()).unwrap()
        };
        assert_eq!(
            written("ASK { GRAPH g:res { x:a cg:actor m:b } }"),
            written(
                "ASK { GRAPH <https://e.org/id/graph/res> { <https://e.org/id/a> \
                 <https://w3id.org/casegraph/ontology#actor> <https://w3id.org/casegraph/concept/b> } }"
            )
        );
        assert_eq!(
            written("PREFIX cg: <http://other/> ASK { ?s cg:p ?o }"),
            written("ASK { ?s <http://other/p> ?o }")
        );
        for prefix in "oa prov skos dcterms rdf rdfs owl xsd geo".split(' ') {
            assert_eq!(code(&format!("ASK {{ ?s {prefix}:p ?o }}")), "fine");
        }
    }

    #[test]
    fn patterns_are_counted_as_the_parser_sees_them() {
        let chain = |length: usize| {
            let patterns: Vec<_> =
                (0..length).map(|at| format!("?v{at} <http://e/p> ?v{}", at + 1)).collect();
            format!("ASK {{ {} }}", patterns.join(" . "))
        };
        assert_eq!(code(&chain(128)), "fine");
        assert_eq!(code(&chain(129)), "query-too-complex");
        let objects = vec!["1"; 200].join(", ");
        assert_eq!(code(&format!("ASK {{ ?s <http://e/p> {objects} }}")), "query-too-complex");
        assert_eq!(code(&format!("ASK {{ ?s <http://e/p> ({}) }}", "1 ".repeat(100))), "query-too-complex");
    }

    #[test]
    fn service_is_seen_where_the_text_hides_it() {
        // The parser falls back from an undeclared prefix `SERVICE:` to the keyword and the name `:x`.
        assert_eq!(code("PREFIX : <http://e/> ASK { SERVICE:x { ?s ?p ?o } }"), "service-disabled");
        assert_eq!(code("PREFIX : <http://e/> ASK { SERVICE SILENT :x { ?s ?p ?o } }"), "service-disabled");
        assert!(measure(r#"(filter (= ?x "(service (") (bgp (triple ?s <http://e/(service> ?o)))"#).is_ok());
        assert!(measure("(filter (< ?x 1) (service silent ?x (bgp)))").is_err());
    }

    #[test]
    fn syntax_errors_know_their_place() {
        let error = prepare("SELECT *\nWHERE { ?s ?p }", DEFAULT_BASE).unwrap_err();
        assert_eq!(error.code(), "query-syntax");
        assert_eq!(error.position().map(|(line, _)| line), Some(2));
    }

    #[test]
    fn each_form_is_told_apart() {
        let form = |query| prepare(query, DEFAULT_BASE).unwrap().form();
        assert_eq!(form("SELECT * { ?s ?p ?o }"), Form::Solutions);
        assert_eq!(form("ASK { ?s ?p ?o }"), Form::Boolean);
        assert_eq!(form("CONSTRUCT WHERE { ?s ?p ?o }"), Form::Triples);
        assert_eq!(form("DESCRIBE x:a"), Form::Triples);
    }
}

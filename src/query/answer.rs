//! Evaluates a query over a store, row by row.

use oxigraph::model::{Term, Triple, Variable};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

use super::error::QueryError;
use super::prepare::Prepared;

/// How much an evaluation may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueryLimits {
    /// Wall time in milliseconds; 0 is no limit. Enforced by the process that hosts the evaluation, since
    /// planning and sorting cannot be interrupted from inside.
    pub timeout_ms: u64,
    /// Rows or triples; 0 is no limit. Enforced by [`run`].
    pub max_rows: u64,
    /// Memory in bytes on top of what the program holds with the store open; 0 is no limit. Enforced by the
    /// process that hosts the evaluation.
    pub memory_bytes: u64,
}

impl Default for QueryLimits {
    /// 10 seconds, 10,000 rows, 1 GiB.
    fn default() -> Self {
        Self { timeout_ms: 10_000, max_rows: 10_000, memory_bytes: 1 << 30 }
    }
}

/// One row: a term a variable, `None` where the variable is unbound.
pub type Row = Vec<Option<Term>>;

/// The rows of an answer. An error is the last item.
pub type Rows<'a> = Box<dyn Iterator<Item = Result<Row, QueryError>> + 'a>;

/// The triples of an answer. An error is the last item.
pub type Triples<'a> = Box<dyn Iterator<Item = Result<Triple, QueryError>> + 'a>;

/// What a query gives.
#[expect(missing_debug_implementations, reason = "rows are computed while they are read")]
pub enum Answer<'a> {
    /// Of a `SELECT`.
    Solutions {
        /// The columns.
        variables: Vec<Variable>,
        /// The rows.
        rows: Rows<'a>,
    },
    /// Of an `ASK`.
    Boolean(bool),
    /// Of a `CONSTRUCT` or `DESCRIBE`.
    Triples(Triples<'a>),
}

/// Evaluates a prepared query. The default graph is the view; named graphs are reached with `GRAPH`. After
/// `max_rows` rows comes [`QueryError::RowLimit`], if there are more.
pub fn run(prepared: Prepared, store: &Store, limits: &QueryLimits) -> Result<Answer<'static>, QueryError> {
    let evaluator = SparqlEvaluator::new().for_query(prepared.into_query());
    Ok(match evaluator.on_store(store).execute().map_err(evaluation)? {
        QueryResults::Boolean(value) => Answer::Boolean(value),
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let rows = solutions.map(|row| row.map(|row| row.values().to_vec()).map_err(evaluation));
            Answer::Solutions { variables, rows: Box::new(Limited::new(rows, limits.max_rows)) }
        }
        QueryResults::Graph(triples) => {
            let triples = triples.map(|triple| triple.map_err(evaluation));
            Answer::Triples(Box::new(Limited::new(triples, limits.max_rows)))
        }
    })
}

/// The plan that the engine chose, as JSON.
pub fn plan(prepared: Prepared, store: &Store) -> Result<Vec<u8>, QueryError> {
    let evaluator = SparqlEvaluator::new().for_query(prepared.into_query());
    let (results, explanation) = evaluator.on_store(store).explain();
    drop(results.map_err(evaluation)?);
    let mut json = Vec::new();
    explanation
        .write_in_json(&mut json)
        .map_err(|error| QueryError::Evaluation { message: error.to_string() })?;
    json.push(b'\n');
    Ok(json)
}

fn evaluation(error: QueryEvaluationError) -> QueryError {
    match error {
        QueryEvaluationError::UnsupportedCustomFunction(name)
        | QueryEvaluationError::UnsupportedCustomFunctionArity { name, .. } => {
            QueryError::UnknownFunction { name: name.into_string() }
        }
        QueryEvaluationError::UnsupportedService(_)
        | QueryEvaluationError::Service(_)
        | QueryEvaluationError::UnboundService
        | QueryEvaluationError::InvalidServiceName(_) => QueryError::Service { position: None },
        other => QueryError::Evaluation { message: other.to_string() },
    }
}

/// The first `limit` items, then an error if there are more; ends after any error.
struct Limited<I> {
    items: I,
    limit: u64,
    given: u64,
    ended: bool,
}

impl<I> Limited<I> {
    fn new(items: I, limit: u64) -> Self {
        Self { items, limit, given: 0, ended: false }
    }
}

impl<T, I: Iterator<Item = Result<T, QueryError>>> Iterator for Limited<I> {
    type Item = Result<T, QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let mut item = self.items.next();
        if self.limit > 0 && self.given == self.limit && matches!(item, Some(Ok(_))) {
            item = Some(Err(QueryError::RowLimit { limit: self.limit }));
        }
        self.given += 1;
        self.ended = !matches!(item, Some(Ok(_)));
        item
    }
}

#[cfg(test)]
mod tests {
    use oxigraph::model::{GraphNameRef, LiteralRef, NamedNodeRef, QuadRef};
    use oxigraph::store::Store;

    use super::super::prepare::prepare;
    use super::{Answer, QueryError, QueryLimits, run};
    use crate::vocab::DEFAULT_BASE;

    fn store(triples: usize) -> Store {
        let store = Store::new().unwrap();
        let name = NamedNodeRef::new_unchecked("http://e/a");
        for number in 0..triples {
            let number = number.to_string();
            let quad =
                QuadRef::new(name, name, LiteralRef::from(number.as_str()), GraphNameRef::DefaultGraph);
            store.insert(quad).unwrap();
        }
        store
    }

    fn count(query: &str, triples: usize, max_rows: u64) -> (usize, Option<QueryError>) {
        let limits = QueryLimits { max_rows, ..QueryLimits::default() };
        match run(prepare(query, DEFAULT_BASE).unwrap(), &store(triples), &limits).unwrap() {
            Answer::Solutions { rows, .. } => {
                let (rows, errors): (Vec<_>, Vec<_>) = rows.partition(Result::is_ok);
                (rows.len(), errors.into_iter().find_map(Result::err))
            }
            Answer::Triples(triples) => {
                let (rows, errors): (Vec<_>, Vec<_>) = triples.partition(Result::is_ok);
                (rows.len(), errors.into_iter().find_map(Result::err))
            }
            Answer::Boolean(_) => (0, None),
        }
    }

    #[test]
    fn the_row_limit_is_told_only_where_there_are_more_rows() {
        assert_eq!(count("SELECT * { ?s ?p ?o }", 5, 5), (5, None));
        assert_eq!(count("SELECT * { ?s ?p ?o }", 6, 5), (5, Some(QueryError::RowLimit { limit: 5 })));
        assert_eq!(count("SELECT * { ?s ?p ?o }", 6, 0), (6, None));
        assert_eq!(count("CONSTRUCT WHERE { ?s ?p ?o }", 6, 5).1, Some(QueryError::RowLimit { limit: 5 }));
    }

    #[test]
    fn functions_that_do_not_exist_are_errors() {
        let query = prepare("SELECT (<http://e/eval>('1') AS ?x) {}", DEFAULT_BASE).unwrap();
        let error = run(query, &store(1), &QueryLimits::default()).err().unwrap();
        assert_eq!(error, QueryError::UnknownFunction { name: "http://e/eval".to_owned() });
    }

    #[test]
    fn a_graph_of_from_is_never_read_from_a_file() {
        assert_eq!(count("SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }", 5, 0), (0, None));
    }
}

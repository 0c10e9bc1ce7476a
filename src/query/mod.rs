//! Answers SPARQL 1.1 queries over a store, with limits.
//!
//! In: the text of a query, a store, limits. Out: rows, triples or a truth value, in the
//! [result formats of the W3C](https://www.w3.org/TR/sparql11-overview/). It follows
//! [SPARQL 1.1 Query](https://www.w3.org/TR/sparql11-query/); the engine is Oxigraph's. The default graph is
//! the view, `GRAPH` reaches the evidence.
//!
//! Invariants: nothing is changed, and nothing outside the store is read (no update, no `SERVICE`, no
//! `LOAD`; a graph named in `FROM` is one of the store's or empty). The text is checked before the parser
//! sees it ([`check`]), and parsed and evaluated [`on_deep_stack`], so that no query ends in a crash. Time and
//! memory cannot be limited from inside: the caller evaluates in a process that it can end, and the answer
//! comes back over [`send`] and [`receive`].
//!
//! Left out on purpose: federation, updates, functions of our own.
//!
//! ```
//! use casegraph::query::{Answer, QueryLimits, on_deep_stack, prepare, run};
//! use oxigraph::store::Store;
//!
//! let store = Store::new()?;
//! let yes = on_deep_stack(|| {
//!     let query = prepare("ASK { ?event a cg:Event }", "https://e.org/id/")?;
//!     Ok::<_, casegraph::query::QueryError>(matches!(
//!         run(query, &store, &QueryLimits::default())?,
//!         Answer::Boolean(true)
//!     ))
//! })??;
//! assert!(!yes);
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod browse;
mod error;
mod examples;
mod format;
mod guard;
mod lexer;
mod prefixes;
mod prepare;
mod spelling;
mod wire;

pub use answer::{Answer, QueryLimits, Row, Rows, Triples, plan, run};
pub use browse::{
    Attribute, Browser, Card, Claim, ClaimFilter, ClaimJudgement, DocumentVersion, Fact, Found, Mark,
    Passage, SearchFilter, Slot, Thing, Time, class_from_name, kind_word,
};
pub use error::QueryError;
pub use examples::{Example, example, examples};
pub use format::{AnswerFormat, Written, write};
pub use guard::{MAX_DEPTH, MAX_OPERATORS, MAX_PATTERNS, MAX_TEXT_BYTES, MAX_UNION_ARMS, check};
pub use prefixes::{prefixes, shorten};
pub use prepare::{Form, Prepared, on_deep_stack, prepare};
pub use spelling::{nearest_term, unknown_terms};
pub use wire::{receive, send};

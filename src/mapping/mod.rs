//! Records to RDF by RML, the mapping language of the W3C community group on knowledge-graph construction.
//!
//! In: a mapping (RML in Turtle, the older RML and R2RML words, or YARRRML) and the files that it names. Out: quads,
//! each once, and what was wrong with single records.
//!
//! | module of RML | specification |
//! |---|---|
//! | Core | <https://w3id.org/rml/core/spec> |
//! | IO, IO-Registry | <https://w3id.org/rml/io/spec> |
//! | LV | <https://w3id.org/rml/lv/spec> |
//! | FNML | <https://w3id.org/rml/fnml/spec> |
//! | CC | <https://w3id.org/rml/cc/spec> |
//!
//! A mapping is read into a graph that knows where each triple stands, the older words are translated, the graph is
//! loaded into a model (all problems at once, with line and column), the model is planned (one rule for each
//! predicate and object, constants written out, rules whose quads cannot meet told apart) and executed: join tables
//! first, then one pass over each source, in batches that several threads execute and one writes in their order.
//!
//! Invariants: a run is a function of the mapping, the records and the join tables. Blank nodes are named by hashes
//! of map and record. The lines written are the same for any number of threads. Memory does not grow with the size
//! of the sources but for subjects (24 bytes each), parents of joins and collections with a name.
//!
//! Left out: databases, SPARQL, the network.

mod door;
mod error;
mod execute;
mod function;
mod graph;
mod legacy;
mod lexical;
mod load;
mod model;
mod output;
mod read;
mod records;
mod template;
mod turtle;
mod yarrrml;

pub use door::{Mapping, Reject, RuleReport, RunReport, RunSettings, Target};
pub use error::{MappingError, MappingProblem};
pub use execute::Partition;
pub use graph::Position;
pub use read::Source;
pub use records::{Record, RecordTriple};

//! Statements to quads: the graph, its folder, and its export.
//!
//! In: documents with their statements. Out: an Oxigraph store with, for a base IRI `BASE`,
//!
//! - a *document graph* a version, named by the version: passages, mentions, frames, claims. It is
//!   written once and never changed;
//! - the *resolution graph* `BASE graph/res`: what mentions and frames refer to, decisions with their reasons, and the
//!   classes, names, identifiers and known facts of canonical entities;
//! - the *assessment graph* `BASE graph/assess`: what people judged of claims ([`Decisions`]);
//! - the *view* in the default graph: canonical entities, events and situations as the [`Policy`] and the judgements
//!   believe them. It is a function of the other three;
//! - the *control graph* `BASE graph/control`: which batch brought which version, and the counts. It tells of
//!   runs and not of the world, so it is not exported.
//!
//! Invariants: IRIs come from content ([`crate::resolve`] says what makes two things one); the graphs but the
//! last do not depend on the order of arrival or on how the input was split; a batch is one transaction.
//!
//! RDF syntaxes are those of W3C's RDF 1.1 recommendations. What it leaves out on purpose: retraction,
//! judgements of identity, and SPARQL, which is `query`'s.
//!
//! ```
//! use casegraph::document::Document;
//! use casegraph::statement::Statements;
//! use casegraph::store::{DumpFormat, GraphStore, RunSettings};
//!
//! let mut store = GraphStore::in_memory(None)?;
//! let document = Document { text: "It rained.".to_owned(), ..Document::default() };
//! let run = RunSettings { program_version: "0.1.0".to_owned(), data_digest: "none".to_owned() };
//! let outcome = store.ingest(&[(document, Statements::default())], &run)?;
//! assert_eq!((outcome.ingested, outcome.claims), (1, 0));
//! let mut dump = Vec::new();
//! store.dump(DumpFormat::Nq, &mut dump)?;
//! # Ok::<(), casegraph::store::StoreError>(())
//! ```

mod batch;
mod commit;
mod corrected;
mod counts;
mod decisions;
mod dump;
mod error;
mod evidence;
mod facts;
#[cfg_attr(not(feature = "disk"), allow(dead_code, reason = "only an on-disk store opens a folder"))]
mod folder;
mod graph_store;
mod identity;
mod judge;
mod judgement;
mod known;
mod label;
#[cfg_attr(not(feature = "disk"), allow(dead_code, reason = "only an on-disk store opens a folder"))]
mod ledger;
mod mint;
mod policy;
mod reading;
mod register;
mod review;
mod succession;
mod upkeep;
mod values;

pub use counts::Counts;
pub use decisions::{Decision, DecisionProblem, Decisions, Verdict};
pub use dump::{DumpFormat, xml_term};
pub use error::StoreError;
pub use graph_store::{BatchOutcome, DocumentOutcome, GraphStore, RunSettings, Status};
pub use policy::Policy;
pub use register::Register;

use mint::Mint;

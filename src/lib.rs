//! `casegraph` turns news articles and structured records into an RDF graph of actors, organisations,
//! assets and events, and keeps the sentence behind every fact.
//!
//! Data flows one way through the modules below: bytes become documents, documents are analysed into
//! tokens and trees, statements are extracted with their evidence, identities are resolved, quads are
//! stored, and the graph is queried, drawn and exported. [`pipeline`] joins the stages, [`cli`] speaks
//! to people. `ARCHITECTURE.md` tells which module may use which.

pub mod span;

pub mod diagnostic;

pub mod vocab;

pub mod source;

pub mod document;

pub mod record;

pub mod layer;

pub mod nlp;

pub mod statement;

pub mod extract;

pub mod mapping;

pub mod resolve;

pub mod store;

pub mod query;

pub mod network;

pub mod render;

pub mod pipeline;

pub mod cli;

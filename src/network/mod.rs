//! A part of the graph as a network: entities as nodes, what joins them as edges, the sentences behind each.
//!
//! In: an RDF store whose default graph is the view, whose document graphs hold the claims, and whose
//! resolution graph says which mention is which entity. Out: a [`Network`] over a `petgraph` graph.
//! Events and situations are folded into edges (an actor and what it acts on, a holder and the organisation
//! of its post, an asset and the place it is at); attributes such as `cg:partOf` are edges too. An event
//! with many parties, an event that another one speaks of, and an event of the root alone become nodes.
//!
//! Invariants: nodes are ordered by IRI, edges by their ends and words, sentences by document and place in
//! it, so that the same store gives the same network. Every edge that rests on claims names them; an edge
//! without any comes from reference data (gazetteers) or from the triples of a query.
//!
//! Left out on purpose: centrality, communities and paths, which work on the same `petgraph` graph.

mod around;
mod claims;
mod error;
mod folding;
mod kind;
mod model;
mod names;
mod rdf;
mod triples;
mod words;

pub use around::{Projection, around};
pub use error::NetworkError;
pub use kind::Kind;
pub use model::{Edge, EventNote, Evidence, LeftOut, Modality, Network, Node, Sentence, State, Support};
pub use names::{Named, find_by_name};
pub use triples::from_triples;

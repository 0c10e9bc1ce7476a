//! The IRIs that the program speaks: a submodule per vocabulary.
//!
//! Nothing here depends on other modules. Our own terms are in [`casegraph`]; each other submodule holds
//! the terms of one published vocabulary that the graph reuses, with its namespace.

pub mod casegraph;

pub mod oa;

pub mod prov;

pub mod skos;

pub mod dcterms;

pub mod rdf;

pub mod rdfs;

pub mod xsd;

pub mod geo;

pub mod rml;

/// The namespace of our SKOS concepts (event modes, topics, asset types, commodities), prefix `m:`.
pub const CONCEPT: &str = "https://w3id.org/casegraph/concept/";

/// The default base IRI of instances; a store may be made with another.
pub const DEFAULT_BASE: &str = "https://w3id.org/casegraph/id/";

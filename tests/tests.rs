//! The one test binary: whole pipeline, standards' suites, and calls of the real program.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::missing_panics_doc,
    missing_docs,
    reason = "a test may fail loudly; the lint spares only functions marked as tests"
)]

mod analysis;
mod architecture;
mod cli;
mod conformance;
mod coreference;
mod documents;
mod examples;
mod feeds;
mod identity;
mod interrupt;
mod map;
mod ontology;
mod phrases;
mod pictures;
mod pipeline;
mod quality;
mod query;
mod sets;
mod store;
mod times;

//! Joins the stages: inputs to documents to analyses to statements to a store.
//!
//! In: inputs ([`open_paths`]) and a [`Config`]. Out: a [`RunReport`]; what happens on the way is told through
//! a callback ([`Event`]). [`build`] fills a store, [`extract_documents`] hands the statements of each document
//! to the caller instead.
//!
//! Documents are decoded on one thread, analysed on as many as asked for, and put back in the order of the
//! input before they are stored on the caller's thread, so that the number of threads changes no byte.
//!
//! Invariants: every record is accounted for (read = ingested + duplicate + rejected); the documents on the
//! way are bounded in number and bytes, so that memory does not grow with the input; a document that brings
//! a stage down is rejected and the rest goes on.

mod batch;
mod config;
mod entry;
mod error;
mod feeds;
mod gate;
mod ordered;
mod records;
mod report;
mod run;
mod stages;

pub use config::Config;
pub use entry::{Input, open_paths};
pub use error::PipelineError;
pub use feeds::{FeedGuide, KnownFeed, feed_tables};
pub use records::{RecordInput, build_records};
pub use report::{Event, FileCounts, RunReport};
pub use run::{build, extract_documents};
pub use stages::Stages;

//! Reads the graph for people: entities by name, claims with their sentences, documents with their facts.
//!
//! All reads are typed patterns of quads, so no text of a user becomes part of a query. Everything is
//! sorted by what it says, never by the order in which the store keeps it.

mod claim;
mod classes;
mod document;
mod entity;
mod graph;
mod judgement;
mod reading;
mod search;
mod time;

pub use claim::{Claim, ClaimFilter, Passage, Slot};
pub use classes::{class_from_name, kind_word};
pub use document::{DocumentVersion, Mark};
pub use entity::{Attribute, Card, Fact};
pub use graph::{Browser, Thing};
pub use judgement::ClaimJudgement;
pub use search::{Found, SearchFilter};
pub use time::Time;

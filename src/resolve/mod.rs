//! Decides which things of a document are which things of the world.
//!
//! In: the [`Statements`] of one document version. Out: [`Resolved`], a [`Key`] for each entity
//! and for each event or situation. Equal keys are the same thing, whatever document they come from; the
//! store mints IRIs from them.
//!
//! The keys follow `ontology/README.md`, "Identity":
//!
//! - an entity of scope `Shared` is its class group and its label; of scope `Document` also the place
//!   where the document first speaks of it; a concept is the slug of its label;
//! - frames with the same `event` number are one event. It is shared across documents where its class,
//!   modes, participants, place and **day** are known, with at least an actor and another participant or a
//!   place. Tenures, memberships, relations of states and designations are shared by their parties alone.
//!   All else is kept apart by the place of its least evidence.
//!
//! Invariants: a key is a function of one document's statements, never of what is stored already, of the
//! order of arrival or of a counter. What it leaves out on purpose: joining things whose labels differ, and
//! splitting things that share a label (two people of one name); both need judgements across documents.

mod classes;
mod entities;
mod events;
mod key;
mod slug;
mod time;

pub use classes::{ClassGroup, is_superclass};
pub use entities::{narrator_key, publisher_label};
pub use key::{Digest, Key};
pub use slug::slug;
pub use time::narrower;

use crate::statement::Statements;

/// The identities of one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// The key of each entity, by its index in the statements.
    pub entities: Vec<Key>,
    /// The key of each frame's event or situation, by the frame's index in the statements.
    pub frames: Vec<Key>,
}

/// Finds the identities of the statements of the document version named by `version`, a digest that no
/// other version has.
pub fn resolve(statements: &Statements, version: &str) -> Resolved {
    let entities = entities::keys(statements, version);
    let frames = events::keys(statements, &entities, version);
    Resolved { entities, frames }
}

#[cfg(test)]
mod tests;

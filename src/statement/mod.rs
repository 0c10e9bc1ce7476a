//! Claims with their evidence, identity across documents not yet settled.
//!
//! [`Statements`] is all that one document version says. It is a small graph of its own, joined by
//! indices: claims are about frames, mentions or concepts; frames have slots; mentions point at the
//! entities of this document. The shape follows `ontology/casegraph.ttl`: a claim without predicate
//! vouches for every slot of its frame, a claim with predicate and value narrows to one slot or attribute.
//!
//! Invariants: every index points into its vector; every claim has at least one passage of evidence; every
//! span lies on character boundaries of the document's text.

mod entity;
mod frame;
mod values;

pub use entity::{
    Entity, EntityScope, Identifier, Mention, Passage, PassageKind, Phrase, PhraseKind, Resolution,
};
pub use frame::{Claim, Frame, Node, Speaker, Statements, Value};
pub use values::{
    Judgement, Modality, Number, Precision, Qualifier, Quantity, Stance, Term, TimeSpan, date_text,
};

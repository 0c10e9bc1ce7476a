//! Information extraction: entities, times, quantities, quotations, relations and events.

mod lexeme;
mod quantity;
mod time;

pub use time::{Anchor, Relation, TimeExpression, TimeKind, TimeValue, Told};
pub use time::{recognize as recognize_times, to_time_span};

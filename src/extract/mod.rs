//! Information extraction: entities, times, quantities, quotations, relations and events.

mod lexeme;
mod quantity;
mod quotation;
mod time;

pub use quantity::{QuantityExpression, recognize as recognize_quantities};
pub use quotation::{Quotation, QuotationKind, recognize as recognize_quotations};
pub use time::{Anchor, Relation, TimeExpression, TimeKind, TimeValue, Told};
pub use time::{recognize as recognize_times, to_time_span};

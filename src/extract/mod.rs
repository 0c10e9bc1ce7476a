//! Information extraction: entities, times, quantities, quotations, relations and events.

mod lexeme;
mod quantity;
mod quotation;
mod record;
mod time;

pub use record::Profile;
pub use record::ProfileError;
pub use record::write_record;
pub mod lexicon;

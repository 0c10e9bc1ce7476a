//! Information extraction: entities, times, quantities, quotations, relations and events.

pub mod lexicon;

//! Text to sentences, tokens, tags, dependencies and named entities.

mod analysis;

pub use analysis::{Analysis, EntitySpan, Sentence, Token};

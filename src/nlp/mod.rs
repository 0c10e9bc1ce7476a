//! Text to sentences, tokens, tags, dependencies and named entities.

mod affixes;
mod analysis;
mod analyzer;
mod blob;
mod characters;
mod chunks;
mod conllu;
mod dense;
mod error;
mod json;
mod labels;
mod lemmatizer;
mod model;
mod paragraphs;
mod parser;
mod pattern;
mod recognizer;
mod ruler;
mod session;
mod strings;
mod tagger;
mod tok2vec;
mod tokenizer;
mod transition;
mod tree;

pub use analysis::{Analysis, EntitySpan, Sentence, Token};
pub use analyzer::Analyzer;
pub use conllu::write_conllu;
pub use error::NlpError;
pub use json::write_json;

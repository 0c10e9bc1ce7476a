//! Text to sentences, tokens, tags, dependencies and named entities.
//!
//! In goes English text, out comes an [`Analysis`]: for each token its place, norm, lemma, tag, part of speech,
//! features, head and dependency label, for the text its paragraphs, sentences, named entities and base noun
//! phrases. [`write_json`] and [`write_conllu`] show it.
//!
//! The engine runs the weights of spaCy's model `en_core_web_sm` 3.8 and follows spaCy 3.8
//! (<https://spacy.io/models/en#en_core_web_sm>) in every stage: tokenizer, token vectors, tagger, parser with arcs
//! that cross, attribute rules, lemmatizer, entity recogniser. Tests hold it against spaCy's own output token by
//! token. Labels are those of the Penn Treebank (tags), `ClearNLP` (dependencies), Universal Dependencies (parts of
//! speech and features) and `OntoNotes` 5 (entities).
//!
//! Invariants: a paragraph's analysis depends on the paragraph alone, not on what stands around it nor on the number
//! of threads; spans lie on character boundaries, in order, without overlap; time and memory grow with the length of
//! the text, whatever is in it.
//!
//! Left out on purpose: other languages, training, beam search, word vectors. A paragraph of more than 8,192 tokens
//! goes to the networks in parts, where spaCy takes it whole.
//!
//! ```
//! use casegraph::nlp::Analyzer;
//!
//! let analyzer = Analyzer::embedded()?;
//! let analysis = analyzer.analyze("The ferry left Bergen on Tuesday.");
//! let verb = &analysis.tokens[2];
//! assert_eq!((&*verb.lemma, &*verb.tag, &*verb.dep), ("leave", "VBD", "ROOT"));
//! assert_eq!(&*analysis.entities[1].label, "DATE");
//! # Ok::<(), casegraph::nlp::NlpError>(())
//! ```

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
mod truecase;

pub use analysis::{Analysis, EntitySpan, Sentence, Token};
pub use analyzer::Analyzer;
pub use conllu::write_conllu;
pub use error::NlpError;
pub use json::write_json;
pub use truecase::Truecaser;

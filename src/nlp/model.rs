//! All parts of a language model, ready for use.

use std::collections::HashMap;
use std::sync::Arc;

use crate::nlp::blob;
use crate::nlp::blob::TokenizerTable;
use crate::nlp::characters::Characters;
use crate::nlp::error::NlpError;
use crate::nlp::labels::Labels;
use crate::nlp::lemmatizer::Lemmatizer;
use crate::nlp::parser::Parser;
use crate::nlp::recognizer::Recognizer;
use crate::nlp::ruler::Ruler;
use crate::nlp::strings::StringIds;
use crate::nlp::tagger::Tagger;
use crate::nlp::tok2vec::Tok2Vec;
use crate::nlp::tokenizer::Tokenizer;
use crate::nlp::tree::Decorations;

/// A language model.
#[derive(Debug)]
pub(super) struct Model {
    /// Classes of characters.
    pub(super) characters: Characters,
    /// Numbers of strings.
    pub(super) strings: StringIds,
    /// Normalised forms.
    pub(super) norms: Norms,
    /// The tokenizer.
    pub(super) tokenizer: Tokenizer,
    /// The vectors of tagger and parser.
    pub(super) tok2vec: Tok2Vec,
    /// The tagger.
    pub(super) tagger: Tagger,
    /// The parser.
    pub(super) parser: Parser,
    /// Dependency labels.
    pub(super) labels: Labels,
    /// Dependency labels that stand for two.
    pub(super) decorations: Decorations,
    /// The attribute rules.
    pub(super) ruler: Ruler,
    /// The lemmatizer.
    pub(super) lemmatizer: Lemmatizer,
    /// The vectors of the entity recogniser.
    pub(super) entity_tok2vec: Tok2Vec,
    /// The entity recogniser.
    pub(super) recognizer: Recognizer,
}

impl Model {
    /// Reads a model file.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, NlpError> {
        let (mut tables, weights) = blob::read(bytes)?;
        let mut labels = Labels::default();
        let parser = Parser::new(&weights, &tables.parser_moves, &mut labels)?;
        let decorations = Decorations::new(&mut labels);
        let tagger = Tagger::new(&weights, &tables.tags)?;
        let ruler = Ruler::new(&tables.ruler, tagger.tags(), labels.names())?;
        Ok(Self {
            tok2vec: Tok2Vec::new(&weights, "tok2vec", 6)?,
            entity_tok2vec: Tok2Vec::new(&weights, "ner", 4)?,
            recognizer: Recognizer::new(&weights, &tables.ner_moves)?,
            norms: Norms::new(&mut tables.tokenizer)?,
            tokenizer: Tokenizer::new(&mut tables.tokenizer)?,
            lemmatizer: Lemmatizer::new(tables.lemmas),
            strings: StringIds::new(tables.symbols),
            characters: tables.characters,
            tagger,
            parser,
            labels,
            decorations,
            ruler,
        })
    }
}

/// Normalised forms of words that no exception of the tokenizer gives one.
#[derive(Debug)]
pub(super) struct Norms {
    by_number: HashMap<u64, Arc<str>>,
    by_text: HashMap<Box<str>, Arc<str>>,
}

impl Norms {
    fn new(table: &mut TokenizerTable) -> Result<Self, NlpError> {
        let by_number = std::mem::take(&mut table.lexeme_norms)
            .into_iter()
            .map(|(number, norm)| match number.parse() {
                Ok(number) => Ok((number, Arc::from(norm))),
                Err(_) => Err(NlpError::Entry { table: "lexeme_norms", entry: number }),
            })
            .collect::<Result<_, _>>()?;
        let by_text = std::mem::take(&mut table.base_norms)
            .into_iter()
            .map(|(text, norm)| (text, Arc::from(norm)))
            .collect();
        Ok(Self { by_number, by_text })
    }

    /// The norm of a word: that of the table of words, that of the table of signs, or the word in lower case.
    pub(super) fn norm(&self, text: &str, lower: &str, strings: &StringIds) -> Arc<str> {
        let known = self.by_number.get(&strings.id(text)).or_else(|| self.by_text.get(text));
        known.cloned().unwrap_or_else(|| Arc::from(lower))
    }
}

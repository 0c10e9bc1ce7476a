//! Information extraction: an analysed article to statements with evidence.
//!
//! In: a [`Document`] and its [`Analysis`]. Out: [`Statements`]: entities, mentions, frames and claims, each claim
//! with its passage, its speaker, the rule that made it and a confidence.
//!
//! Order of work: times, quantities and quotations by characters; names, typed by evidence and united inside the
//! document; posts; event frames (data in `src/extract/data/frames/`) over the dependency trees; situations;
//! links between events. Language knowledge is data: lexicons, frames and profiles in `src/extract/data/`; files of the
//! same form are read on top of them ([`ExtractConfig`]).
//!
//! Confidence of a claim, whole per cent: the product of the F scores of the dependency labels between the trigger and
//! its core slots (the model's published figures on `OntoNotes` 5), or a fixed value of the rule where no tree is
//! involved, calibrated on claims that were judged one by one (`src/extract/data/calibration.toml`); a hedge caps it.
//!
//! Left out on purpose: identity across documents (`crate::resolve`), and anything that the text only suggests.

mod calibration;
mod compact;
mod coverage;
mod draft;
mod entity;
mod event;
mod lexeme;
pub mod lexicon;
mod quantity;
mod quotation;
mod reading;
mod record;
mod reference;
mod repair;
mod time;
mod tree;

use std::num::NonZeroUsize;

use crate::document::Document;
use crate::layer::Features;
use crate::layer::Layer;
use crate::layer::LayerError;
use crate::nlp::Analysis;
use crate::span::Span;
use crate::statement::Statements;
use calibration::Calibration;
pub use calibration::CalibrationError;
pub use coverage::Gap;
use entity::Knowledge;
pub use event::FrameError;
use event::FrameRules;
use event::Words;
use lexicon::Lexicon;
pub use lexicon::LexiconError;
pub use record::Profile;
pub use record::ProfileError;
pub use record::write_record;
use time::Anchor;

/// What the extractor reads on top of its built-in files.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ExtractConfig {
    /// Lexicon and frame files of an analyst: name and text, in the order in which they are read. A name that ends in
    /// `.toml` is a frame file (`calibration.toml`: in place of the built-in calibration), every other a lexicon of the built-in file of that name.
    pub files: Vec<(String, String)>,
    /// Most tokens of a document that are read; the rest gives no facts. `None` is [`DEFAULT_MAX_TOKENS`].
    pub max_tokens: Option<NonZeroUsize>,
}

/// Most tokens of a document that are read by default.
pub const DEFAULT_MAX_TOKENS: usize = 200_000;

/// Why an extractor could not be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ExtractError {
    /// A lexicon is not of the expected form.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    /// A frame file is not of the expected form.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// A calibration is not of the expected form.
    #[error(transparent)]
    Calibration(#[from] CalibrationError),
    /// A learned layer is damaged.
    #[error(transparent)]
    Layer(#[from] LayerError),
}

/// Reads articles with one set of lexicons and frames.
#[derive(Debug)]
pub struct Extractor {
    lexicon: Lexicon,
    frames: FrameRules,
    words: Words,
    names: Layer,
    triggers: Layer,
    calibration: Calibration,
    max_tokens: usize,
}

/// The learned layer for the classes of names; its card is beside it.
const NAMES: &[u8] = include_bytes!("data/layers/names.bin");

/// The built-in frame files.
const FRAMES: &[(&str, &str)] = &[
    ("incident.toml", include_str!("data/frames/incident.toml")),
    ("diplomacy.toml", include_str!("data/frames/diplomacy.toml")),
    ("conflict.toml", include_str!("data/frames/conflict.toml")),
    ("verbal.toml", include_str!("data/frames/verbal.toml")),
    ("material.toml", include_str!("data/frames/material.toml")),
    ("nouns.toml", include_str!("data/frames/nouns.toml")),
    ("learned.toml", include_str!("data/frames/learned.toml")),
];

/// The weights of the layer of triggers; the card beside them says what they learned from.
const TRIGGERS: &[u8] = include_bytes!("data/layers/triggers.bin");

/// The built-in word lists of the event rules.
const WORDS: (&str, &str) = ("words.toml", include_str!("data/frames/words.toml"));

impl Extractor {
    /// Reads the lexicons and frames.
    ///
    /// # Errors
    /// The first file that is not of the expected form.
    pub fn new(config: &ExtractConfig) -> Result<Self, ExtractError> {
        let mut lexicon = Lexicon::embedded()?;
        let mut frames = FrameRules::default();
        for (name, text) in FRAMES {
            frames.read(name, text)?;
        }
        let mut calibration = Calibration::parse(calibration::FILE, include_str!("data/calibration.toml"))?;
        for (name, text) in &config.files {
            let path = std::path::Path::new(name);
            if path.file_name().is_some_and(|file| file.eq_ignore_ascii_case(calibration::FILE)) {
                calibration = Calibration::parse(name, text)?;
            } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
                frames.read(name, text)?;
            } else {
                lexicon.with_file(name, text)?;
            }
        }
        let max_tokens = config.max_tokens.map_or(DEFAULT_MAX_TOKENS, NonZeroUsize::get);
        let words = Words::parse(WORDS.0, WORDS.1)?;
        let names = Layer::from_bytes(NAMES)?;
        let triggers = Layer::from_bytes(TRIGGERS)?;
        Ok(Self { lexicon, frames, words, names, triggers, calibration, max_tokens })
    }

    /// What the layer of triggers sees of each word that may tell of an event, for its training.
    pub fn trigger_features(&self, text: &str, analysis: &Analysis) -> Vec<(Span, Features)> {
        let tree = tree::Tree::new(text, analysis);
        (0..tree.len())
            .filter(|token| event::may_tell(&tree, *token))
            .map(|token| (tree.span(token..token + 1), event::features(&tree, &self.frames, token)))
            .collect()
    }

    /// The event frames whose words are listed: name and example sentence.
    pub fn frames(&self) -> impl Iterator<Item = (&str, &str)> {
        self.frames
            .rules
            .iter()
            .filter(|rule| rule.label.is_none())
            .map(|rule| (rule.name.as_str(), rule.example.as_str()))
    }

    /// The places of an article that may be names and whose class the lists do not settle, with what is known of
    /// each: what the layer of names is trained on.
    pub fn name_examples(&self, document: &Document, analysis: &Analysis) -> Vec<(Span, Features)> {
        let analysis = &*repair::repaired(&document.text, analysis);
        entity::name_examples(document, analysis, &Knowledge::new(&self.lexicon), &self.words)
    }

    /// The confidence of a claim that a rule made with this first estimate, both in whole per cent; no hedge heeded.
    pub fn confidence(&self, rule: &str, estimate: u8) -> u8 {
        self.calibration.probability(rule, estimate)
    }

    /// The lexicons that it reads with.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Reads one article.
    pub fn extract(&self, document: &Document, analysis: &Analysis) -> Statements {
        if analysis.tokens.len() > self.max_tokens {
            return self.extract(document, &shortened(analysis, self.max_tokens));
        }
        let repaired = repair::repaired(&document.text, analysis);
        let analysis = &*repaired;
        let anchor = Anchor { published: document.published, content: None };
        // What is no prose (markup, metadata) holds no times, numbers or quotations either; places stay the same.
        let prose = document.prose();
        let times = time::recognize(&prose, analysis, &anchor);
        let knowledge = Knowledge::new(&self.lexicon).with_layer(&self.names);
        let mut reading = entity::read_names(document, analysis, knowledge, &self.words, times);
        reading.quantities = quantity::recognize(&prose, analysis, &reading.times);
        for (index, quantity) in reading.quantities.iter().enumerate() {
            if let Some(noun) = quantity.head {
                reading.quantity_at.entry(noun).or_insert(index);
            }
        }
        let paragraphs: Vec<_> = analysis.paragraphs.iter().map(|(_, span)| *span).collect();
        reading.quotations = quotation::recognize(&prose, &paragraphs);
        reading
            .quotations
            .retain(|quotation| quotation.kind == quotation::QuotationKind::Speech && quotation.depth == 0);
        reading.read_bearers();
        reading.read_references();
        reading.find_speakers();
        reading.claim_quotations();
        reading.read_tenures();
        reading.read_groups();
        reading.read_members();
        reading.read_events(&self.frames, &self.triggers);
        reading.settle_purposes();
        reading.entity_purposes();
        reading.read_commitments();
        reading.read_presences();
        reading.read_whereabouts();
        reading.read_situations();
        reading.link_events();
        reading.reconcile_counts();
        reading.finish(&self.calibration)
    }
}

/// The first paragraphs of an analysis that hold at most so many tokens.
fn shortened(analysis: &Analysis, max_tokens: usize) -> Analysis {
    let paragraphs: Vec<_> =
        analysis.paragraphs.iter().filter(|(tokens, _)| tokens.end <= max_tokens).cloned().collect();
    let end = paragraphs.last().map_or(0, |(tokens, _)| tokens.end);
    Analysis {
        tokens: analysis.tokens.iter().take(end).cloned().collect(),
        sentences: analysis.sentences.iter().filter(|sentence| sentence.tokens.end <= end).cloned().collect(),
        entities: analysis.entities.iter().filter(|entity| entity.tokens.end <= end).cloned().collect(),
        noun_chunks: analysis.noun_chunks.iter().filter(|chunk| chunk.end <= end).cloned().collect(),
        paragraphs,
    }
}

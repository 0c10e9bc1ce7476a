//! Why sentences gave no fact, as far as the extractor knows.

use super::Extractor;
use super::lexeme::tokens_of;
use super::quotation;
use super::quotation::QuotationKind;
use crate::document::Document;
use crate::nlp::Analysis;
use crate::span::Span;

/// Why a sentence gave no fact. The set is closed; of several reasons the first one here is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// The document is in a language that is not understood.
    Language,
    /// It lies beyond the part of a long text that is searched for facts.
    BeyondLimit,
    /// It gave claims, but none that the view believes: too unsure, only implied, denied, or rejected by a person.
    NotBelieved,
    /// It is a question.
    Question,
    /// It has no verb: a heading, an item of a list, a row of a table.
    NoVerb,
    /// It lies in a quotation that tells of no event: an opinion.
    Quotation,
    /// It has no word that names an event.
    NoEventWord,
    /// It has a word that names an event, but nobody and nothing by name.
    NoParty,
    /// It has a word that names an event, and a name, but the sentence does not join them as an event asks.
    NotJoined,
}

impl Gap {
    /// All reasons.
    pub const ALL: [Self; 9] = [
        Self::Language,
        Self::BeyondLimit,
        Self::NotBelieved,
        Self::Question,
        Self::NoVerb,
        Self::Quotation,
        Self::NoEventWord,
        Self::NoParty,
        Self::NotJoined,
    ];

    /// The reason's name in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Language => "language",
            Self::BeyondLimit => "beyond-limit",
            Self::NotBelieved => "not-believed",
            Self::Question => "question",
            Self::NoVerb => "no-verb",
            Self::Quotation => "quotation",
            Self::NoEventWord => "no-event-word",
            Self::NoParty => "no-party",
            Self::NotJoined => "not-joined",
        }
    }

    /// The reason in words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Language => "the document is in a language that is not understood",
            Self::BeyondLimit => "it lies beyond the part of a long text that is searched for facts",
            Self::NotBelieved => {
                "it gave claims, but none that the view believes: too unsure, implied, denied, or rejected by a person"
            }
            Self::Question => "it is a question",
            Self::NoVerb => "it has no verb: a heading, an item of a list, a row of a table",
            Self::Quotation => "it lies in a quotation that tells of no event",
            Self::NoEventWord => "it has no word that names an event",
            Self::NoParty => "it has a word that names an event, but no name",
            Self::NotJoined => {
                "it has a word that names an event, and a name, but does not join them as the event asks"
            }
        }
    }
}

impl Extractor {
    /// Why each of these sentences gave no claim. `mentions` are the places of the text that refer to something, in
    /// order.
    pub fn gaps(
        &self,
        document: &Document,
        analysis: &Analysis,
        sentences: &[Span],
        mentions: &[Span],
    ) -> Vec<Gap> {
        let prose = document.prose();
        let paragraphs: Vec<Span> = analysis.paragraphs.iter().map(|(_, span)| *span).collect();
        let mut speech = quotation::recognize(&prose, &paragraphs);
        speech.retain(|quotation| quotation.kind == QuotationKind::Speech && quotation.depth == 0);
        let speech: Vec<Span> = speech.into_iter().map(|quotation| quotation.outer).collect();
        let supported = document.is_supported();
        let reason = |span: &Span| {
            if supported { self.gap(&prose, analysis, *span, (&speech, mentions)) } else { Gap::Language }
        };
        sentences.iter().map(reason).collect()
    }

    fn gap(
        &self,
        prose: &str,
        analysis: &Analysis,
        sentence: Span,
        (speech, mentions): (&[Span], &[Span]),
    ) -> Gap {
        let range = tokens_of(analysis, sentence);
        if sentence.start >= prose.len() || range.end > self.max_tokens {
            return Gap::BeyondLimit;
        }
        let tokens = analysis.tokens.get(range).unwrap_or_default();
        let words =
            sentence.text(prose).trim_end_matches(|character: char| "\"'”’»)] \n".contains(character));
        if words.ends_with('?') {
            return Gap::Question;
        }
        if !tokens.iter().any(|token| matches!(&*token.pos, "VERB" | "AUX")) {
            return Gap::NoVerb;
        }
        let event = tokens.iter().any(|token| self.names_event(&token.lemma.to_lowercase(), &token.pos));
        if !event && is_within(speech, sentence) {
            return Gap::Quotation;
        }
        if !event {
            return Gap::NoEventWord;
        }
        let first = mentions.partition_point(|mention| mention.start < sentence.start);
        match mentions.get(first) {
            Some(mention) if mention.start < sentence.end => Gap::NotJoined,
            _ => Gap::NoParty,
        }
    }

    /// Whether a rule knows the word as one that names an event or a situation.
    fn names_event(&self, lemma: &str, part_of_speech: &str) -> bool {
        match part_of_speech {
            "VERB" => {
                self.frames.of_verb(lemma).next().is_some()
                    || self.words.promise(lemma).is_some()
                    || self.words.trend(lemma, false).is_some()
                    || self.words.trend(lemma, true).is_some()
            }
            "NOUN" => self.frames.of_noun(lemma).next().is_some(),
            _ => false,
        }
    }
}

/// Whether more than half of the sentence lies in quotations, which are in order.
fn is_within(speech: &[Span], sentence: Span) -> bool {
    let first = speech.partition_point(|quotation| quotation.end <= sentence.start);
    let inside: usize = speech
        .iter()
        .skip(first)
        .take_while(|quotation| quotation.start < sentence.end)
        .map(|quotation| quotation.end.min(sentence.end).saturating_sub(quotation.start.max(sentence.start)))
        .sum();
    2 * inside > sentence.end.saturating_sub(sentence.start)
}

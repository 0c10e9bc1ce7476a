//! Words that tell how something is said: reporting verbs, hedges, modals, negation, and words for changes.

use super::LexiconError;
use super::table::{Row, Table, Text};
use crate::statement::{Modality, Stance};

/// What the content of a reporting verb is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SaidContent {
    /// Told as a fact.
    Fact,
    /// An intention or a promise of the speaker.
    Plan,
    /// What others are asked to do.
    Demand,
    /// What may come.
    Warning,
    /// What is thought to be so.
    Belief,
    /// A question.
    Question,
    /// What is thought not to be so.
    Doubt,
}

/// Who can be the subject of a reporting verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sayer {
    /// A speaker.
    Speech,
    /// A speaker or a document.
    Document,
    /// Somebody who thinks or learns; nothing is uttered.
    Mind,
}

/// A verb that reports.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportingVerb {
    /// The verb, with its particle.
    pub lemma: Text,
    /// The stance of the claim in its content.
    pub stance: Stance,
    /// What the content is.
    pub content: SaidContent,
    /// Whole per cent to multiply the confidence with.
    pub confidence: u8,
    /// Who can be the subject.
    pub sayer: Sayer,
}

/// What a hedge does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HedgeEffect {
    /// It weakens what is said.
    Weaken,
    /// It strengthens what is said.
    Strengthen,
    /// It passes on what others say.
    Report,
    /// It makes a number or degree approximate.
    Approximate,
}

/// A word or phrase that weakens or strengthens.
#[derive(Debug, Clone, PartialEq)]
pub struct Hedge {
    /// The phrase, in lower case.
    pub phrase: Text,
    /// What it does.
    pub effect: HedgeEffect,
    /// Whole per cent to multiply the confidence with.
    pub confidence: u8,
    /// What the clause becomes, where that changes.
    pub modality: Option<Modality>,
}

/// How a modal word is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ModalUse {
    /// An auxiliary ("will").
    Auxiliary,
    /// A verb with an infinitive ("plan to").
    Verb,
    /// An adjective with an infinitive ("due to").
    Adjective,
    /// A noun with an infinitive ("a plan to").
    Noun,
}

/// A word before a verb that says how it is meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Modal {
    /// The word: an auxiliary as written, else a lemma.
    pub word: Text,
    /// How it is used.
    pub usage: ModalUse,
    /// The modality of what follows.
    pub modality: Modality,
    /// Whole per cent to multiply the confidence with.
    pub confidence: u8,
}

/// What a negation covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NegationScope {
    /// The clause it stands in.
    Verb,
    /// The noun phrase behind it.
    Noun,
    /// What follows has not happened yet ("yet to").
    Before,
    /// Almost none ("hardly").
    Near,
}

/// A word or phrase that negates.
#[derive(Debug, Clone, PartialEq)]
pub struct Negation {
    /// The phrase, in lower case.
    pub phrase: Text,
    /// What it covers.
    pub scope: NegationScope,
}

/// How a word for a change is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TrendUse {
    /// A verb whose subject changes.
    Verb,
    /// A verb whose subject changes its object.
    Cause,
    /// A noun.
    Noun,
    /// An adjective.
    Adjective,
    /// A word for the strength of a change; its direction is `strong` or `slight`.
    Degree,
}

/// A word or phrase for a change of an amount.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendWord {
    /// The phrase, of lemmas in lower case.
    pub phrase: Text,
    /// How it is used.
    pub usage: TrendUse,
    /// The direction: local name of a concept.
    pub direction: Text,
}

impl TrendWord {
    /// The direction with the strength of a degree word, such as `strong-decrease` of `decrease` and `strong`.
    pub fn with_degree(&self, degree: &Self) -> String {
        match self.direction.as_ref() {
            plain @ ("increase" | "decrease") => format!("{}-{plain}", degree.direction),
            other => other.to_owned(),
        }
    }
}

const PER_CENT: &str = "whole per cent of 0 to 100";
const MODALITY: &str = "a modality of the ontology, such as Planned, Hypothetical, Negated";

fn per_cent(field: &str) -> Option<u8> {
    field.parse().ok().filter(|value| *value <= 100)
}

/// Reads `reporting_verbs.tsv`.
pub(super) fn read_verbs(table: Table<'_>) -> Result<Vec<ReportingVerb>, LexiconError> {
    const COLUMNS: [&str; 5] = ["lemma", "stance", "content", "confidence", "who"];
    let verb = |row: Row<'_, 5>| {
        Ok(ReportingVerb {
            lemma: row.required(0)?,
            stance: row.parse(1, "Reported, Denied or Implied", Stance::from_local_name)?,
            content: row.parse(
                2,
                "one of fact, plan, demand, warning, belief, question, doubt",
                |field| {
                    Some(match field {
                        "fact" => SaidContent::Fact,
                        "plan" => SaidContent::Plan,
                        "demand" => SaidContent::Demand,
                        "warning" => SaidContent::Warning,
                        "belief" => SaidContent::Belief,
                        "question" => SaidContent::Question,
                        "doubt" => SaidContent::Doubt,
                        _ => return None,
                    })
                },
            )?,
            confidence: row.parse(3, PER_CENT, per_cent)?,
            sayer: row.parse(4, "speech, document or mind", |field| {
                Some(match field {
                    "speech" => Sayer::Speech,
                    "document" => Sayer::Document,
                    "mind" => Sayer::Mind,
                    _ => return None,
                })
            })?,
        })
    };
    table.rows(&COLUMNS)?.map(|row| verb(row?)).collect()
}

/// Reads `hedges.tsv`.
pub(super) fn read_hedges(table: Table<'_>) -> Result<Vec<Hedge>, LexiconError> {
    const COLUMNS: [&str; 4] = ["phrase", "effect", "confidence", "modality"];
    let hedge = |row: Row<'_, 4>| {
        Ok(Hedge {
            phrase: row.required(0)?,
            effect: row.parse(1, "weaken, strengthen, report or approximate", |field| {
                Some(match field {
                    "weaken" => HedgeEffect::Weaken,
                    "strengthen" => HedgeEffect::Strengthen,
                    "report" => HedgeEffect::Report,
                    "approximate" => HedgeEffect::Approximate,
                    _ => return None,
                })
            })?,
            confidence: row.parse(2, PER_CENT, per_cent)?,
            modality: row.parse_optional(3, MODALITY, Modality::from_local_name)?,
        })
    };
    table.rows(&COLUMNS)?.map(|row| hedge(row?)).collect()
}

/// Reads `modals.tsv`.
pub(super) fn read_modals(table: Table<'_>) -> Result<Vec<Modal>, LexiconError> {
    const COLUMNS: [&str; 4] = ["word", "use", "modality", "confidence"];
    let modal = |row: Row<'_, 4>| {
        Ok(Modal {
            word: row.required(0)?,
            usage: row.parse(1, "aux, verb, adjective or noun", |field| {
                Some(match field {
                    "aux" => ModalUse::Auxiliary,
                    "verb" => ModalUse::Verb,
                    "adjective" => ModalUse::Adjective,
                    "noun" => ModalUse::Noun,
                    _ => return None,
                })
            })?,
            modality: row.parse(2, MODALITY, Modality::from_local_name)?,
            confidence: row.parse(3, PER_CENT, per_cent)?,
        })
    };
    table.rows(&COLUMNS)?.map(|row| modal(row?)).collect()
}

/// Reads `negation.tsv`.
pub(super) fn read_negations(table: Table<'_>) -> Result<Vec<Negation>, LexiconError> {
    const COLUMNS: [&str; 2] = ["word", "scope"];
    let negation = |row: Row<'_, 2>| {
        Ok(Negation {
            phrase: row.required(0)?,
            scope: row.parse(1, "verb, noun, before or near", |field| {
                Some(match field {
                    "verb" => NegationScope::Verb,
                    "noun" => NegationScope::Noun,
                    "before" => NegationScope::Before,
                    "near" => NegationScope::Near,
                    _ => return None,
                })
            })?,
        })
    };
    table.rows(&COLUMNS)?.map(|row| negation(row?)).collect()
}

/// Reads `trend_words.tsv`.
pub(super) fn read_trends(table: Table<'_>) -> Result<Vec<TrendWord>, LexiconError> {
    const COLUMNS: [&str; 3] = ["phrase", "use", "direction"];
    let trend = |row: Row<'_, 3>| {
        Ok(TrendWord {
            phrase: row.required(0)?,
            usage: row.parse(1, "verb, cause, noun, adjective or degree", |field| {
                Some(match field {
                    "verb" => TrendUse::Verb,
                    "cause" => TrendUse::Cause,
                    "noun" => TrendUse::Noun,
                    "adjective" => TrendUse::Adjective,
                    "degree" => TrendUse::Degree,
                    _ => return None,
                })
            })?,
            direction: row.required(2)?,
        })
    };
    table.rows(&COLUMNS)?.map(|row| trend(row?)).collect()
}

//! States and territories with their names and demonyms.

use super::LexiconError;
use super::table::{Row, Table, Text};
use crate::statement::Term;
use crate::vocab::casegraph::class;

/// What a country is in law and in fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CountryStatus {
    /// A sovereign state.
    State,
    /// A state in fact that not all others recognise.
    DeFacto,
    /// A dependency or overseas part of another state.
    Dependency,
    /// A territory whose status is disputed.
    Territory,
    /// A state that is no more.
    Historic,
    /// A part of a state, or of several.
    Region,
}

/// A state or territory.
#[derive(Debug, Clone, PartialEq)]
pub struct Country {
    /// ISO 3166-1 alpha-2 code; of historic states the code withdrawn since; `None` for states without one.
    pub iso2: Option<Text>,
    /// ISO 3166-1 alpha-3 code.
    pub iso3: Option<Text>,
    /// The short English name, as the graph labels it.
    pub name: Text,
    /// Other names and abbreviations.
    pub alternatives: Vec<Text>,
    /// Adjectives, the usual one first; an abbreviation used as one is among them (`U.S.`).
    pub adjectives: Vec<Text>,
    /// Nouns for one inhabitant or citizen.
    pub nouns: Vec<Text>,
    /// Nouns for several inhabitants or citizens.
    pub plurals: Vec<Text>,
    /// The capital, in English.
    pub capital: Option<Text>,
    /// ISO codes of the countries it shares a land border with.
    pub borders: Vec<Text>,
    /// What it is.
    pub status: CountryStatus,
    /// ISO code of the state it belongs to.
    pub sovereign: Option<Text>,
}

/// A word for the people or things of a country.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Demonym<'l> {
    /// The country.
    pub country: &'l Country,
    /// Whether the word is used as an adjective ("French").
    pub adjective: bool,
    /// Whether it is a noun for one person ("Briton", "American").
    pub singular: bool,
    /// Whether it is a noun for several persons ("Danes", "French").
    pub plural: bool,
}

const COLUMNS: [&str; 11] = [
    "iso2",
    "iso3",
    "name",
    "alternatives",
    "adjectives",
    "noun",
    "nouns",
    "capital",
    "borders",
    "status",
    "of",
];

impl Country {
    /// Whether it counts as a state: sovereign, so in fact, or of the past.
    pub fn is_state(&self) -> bool {
        matches!(self.status, CountryStatus::State | CountryStatus::DeFacto | CountryStatus::Historic)
    }

    /// Its class: a state, or else a place.
    pub fn class(&self) -> Term {
        if self.is_state() { class::STATE } else { class::PLACE }
    }

    /// All its names, the preferred one first.
    pub fn names(&self) -> impl Iterator<Item = &Text> {
        std::iter::once(&self.name).chain(&self.alternatives)
    }

    /// The word as a demonym of this country; `None` where it is none.
    pub fn demonym(&self, word: &str) -> Option<Demonym<'_>> {
        let has = |words: &[Text]| words.iter().any(|known| known == word);
        let (adjective, singular, plural) = (has(&self.adjectives), has(&self.nouns), has(&self.plurals));
        (adjective || singular || plural).then_some(Demonym { country: self, adjective, singular, plural })
    }

    /// All its demonyms, adjectives first.
    pub(super) fn demonyms(&self) -> impl Iterator<Item = &Text> {
        self.adjectives.iter().chain(&self.nouns).chain(&self.plurals)
    }
}

/// Reads `countries.tsv`.
pub(super) fn read(table: Table<'_>) -> Result<Vec<Country>, LexiconError> {
    table.rows(&COLUMNS)?.map(|row| country(&row?)).collect()
}

fn country(row: &Row<'_, 11>) -> Result<Country, LexiconError> {
    Ok(Country {
        iso2: row.optional(0),
        iso3: row.optional(1),
        name: row.required(2)?,
        alternatives: row.list(3).collect(),
        adjectives: row.list(4).collect(),
        nouns: row.list(5).collect(),
        plurals: row.list(6).collect(),
        capital: row.optional(7),
        borders: row.list(8).collect(),
        status: row.parse(9, "one of state, defacto, dependency, territory, historic, region", status)?,
        sovereign: row.optional(10),
    })
}

fn status(field: &str) -> Option<CountryStatus> {
    Some(match field {
        "state" => CountryStatus::State,
        "defacto" => CountryStatus::DeFacto,
        "dependency" => CountryStatus::Dependency,
        "territory" => CountryStatus::Territory,
        "historic" => CountryStatus::Historic,
        "region" => CountryStatus::Region,
        _ => return None,
    })
}

//! Look-ups in the lexicon.

use std::ops::Range;

use super::country::{Country, Demonym};
use super::designator::Designator;
use super::head_noun::HeadNoun;
use super::key::from_capitals;
use super::lexicon::{Id, Lexicon};
use super::organization::Organization;
use super::person::Gender;
use super::place::Place;
use super::post;
use super::ship::{HullCode, ShipPrefix, split_hull_number};
use super::title::TitleMatch;

/// What a name may stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Entry<'l> {
    /// A state or territory.
    Country(&'l Country),
    /// The people or an adjective of a country.
    Demonym(Demonym<'l>),
    /// An organisation.
    Organization(&'l Organization),
    /// A place.
    Place(&'l Place),
}

/// A name found in a row of tokens.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit<'l> {
    /// The tokens, from 0, half-open.
    pub range: Range<usize>,
    /// What the name may stand for, likeliest first: states, organisations, then places, larger ones first.
    pub entries: Vec<Entry<'l>>,
}

/// Look-ups. Names are looked up with or without a leading article, in their own case or in the capitals of a headline.
impl Lexicon {
    /// The country of this name or abbreviation.
    pub fn country(&self, name: &str) -> Option<&Country> {
        self.names.get(name).iter().find_map(|id| match id {
            Id::Country(id) => self.countries.get(usize::from(*id)),
            _ => None,
        })
    }

    /// The country of this ISO 3166-1 code of two or three letters.
    pub fn country_by_code(&self, code: &str) -> Option<&Country> {
        self.countries.get(usize::from(*self.codes.get(code)?))
    }

    /// All countries, in the order of the file.
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// The country whose people or things this word means.
    pub fn demonym(&self, word: &str) -> Option<Demonym<'_>> {
        self.names.get(word).iter().find_map(|id| match id {
            Id::Demonym(id) => self.demonym_of(*id, word),
            _ => None,
        })
    }

    fn demonym_of(&self, id: u16, word: &str) -> Option<Demonym<'_>> {
        let country = self.countries.get(usize::from(id))?;
        country.demonym(word).or_else(|| country.demonym(&from_capitals(word)?))
    }

    /// The places of this name, the largest first.
    pub fn places(&self, name: &str) -> Vec<&Place> {
        let ids = self.names.get(name).iter();
        ids.filter_map(|id| match id {
            Id::Place(id) => self.places.get(usize::try_from(*id).ok()?),
            _ => None,
        })
        .collect()
    }

    /// The organisation of this name or acronym: the likeliest, strong names before weak ones.
    pub fn organization(&self, name: &str) -> Option<&Organization> {
        let found = self.organizations(name);
        found.iter().find(|organization| !organization.weak).or(found.first()).copied()
    }

    /// All organisations of this name or acronym.
    pub fn organizations(&self, name: &str) -> Vec<&Organization> {
        let ids = self.names.get(name).iter();
        ids.filter_map(|id| match id {
            Id::Organization(id) => self.organizations.get(usize::from(*id)),
            _ => None,
        })
        .collect()
    }

    /// The likeliest reading of a common noun in the singular: the whole compound, or else its longest known end
    /// (`ageing cargo ship` is a `cargo ship`).
    pub fn head_noun(&self, lemma: &str) -> Option<&HeadNoun> {
        self.head_nouns(lemma).into_iter().next()
    }

    /// All readings of a common noun, likeliest first.
    pub fn head_nouns(&self, lemma: &str) -> Vec<&HeadNoun> {
        let mut rest = lemma.trim();
        loop {
            let ids = self.nouns.get(rest);
            if !ids.is_empty() {
                return ids.iter().filter_map(|id| self.head_nouns.get(usize::from(*id))).collect();
            }
            match rest.split_once([' ', '-']) {
                Some((_, after)) if !after.is_empty() => rest = after,
                _ => return Vec::new(),
            }
        }
    }

    /// The next wider noun of the same class.
    pub fn broader(&self, noun: &HeadNoun) -> Option<&HeadNoun> {
        let wider = noun.broader.as_deref()?;
        let readings = self.nouns.get(wider).iter().filter_map(|id| self.head_nouns.get(usize::from(*id)));
        readings.into_iter().find(|reading| reading.noun != noun.noun)
    }

    /// The readings of a prefix of ships' names, likeliest first.
    pub fn ship_prefix(&self, prefix: &str) -> &[ShipPrefix] {
        self.prefixes.get(prefix).map_or(&[], Vec::as_slice)
    }

    /// The kind of ship that the letters of a hull number such as `CVN-68` mean.
    pub fn hull_number(&self, text: &str) -> Option<&HullCode> {
        self.hulls.get(split_hull_number(text)?.0)
    }

    /// The aircraft, weapon or vehicle that a designation names.
    pub fn designator(&self, text: &str) -> Option<Designator<'_>> {
        let text = text.trim();
        let ends = text.char_indices().map(|(at, character)| at + character.len_utf8());
        let patterns = ends.filter_map(|end| self.designators.get(text.get(..end)?));
        patterns.flatten().find_map(|pattern| pattern.read(text))
    }

    /// The longest title at the head of a row of tokens, in capitals as in names or as a common noun.
    pub fn title(&self, tokens: &[&str]) -> Option<TitleMatch> {
        let listed = self.listed_title(tokens);
        let composed = post::of_field(tokens, &self.fields);
        match (listed, composed) {
            (Some(listed), Some(composed)) if composed.length <= listed.length => Some(listed),
            (listed, composed) => composed.or(listed),
        }
    }

    fn listed_title(&self, tokens: &[&str]) -> Option<TitleMatch> {
        let (range, ids) = self.title_words.longest_at(tokens, 0)?;
        let title = self.titles.get(usize::from(*ids.first()?))?;
        Some(TitleMatch {
            length: range.len(),
            kind: title.kind,
            before_name: title.before_name,
            body: title.body,
            post: title.post.as_deref().map(str::to_owned),
            portfolio: None,
        })
    }

    /// The gender that a given name tells, where it is a frequent one.
    pub fn given_name(&self, name: &str) -> Option<Gender> {
        let usual = from_capitals(name);
        self.given_names.get(name).or_else(|| self.given_names.get(usual?.as_str())).copied()
    }

    /// All names of countries, their people, organisations and places in a row of tokens, from left to right: at each
    /// token the longest name, and the next one behind it. A name begins and ends with a token.
    pub fn scan(&self, tokens: &[&str]) -> Vec<Hit<'_>> {
        let mut hits = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let Some((range, ids)) = self.names.longest_at(tokens, at) else {
                at += 1;
                continue;
            };
            at = range.end.max(at + 1);
            let word = tokens.get(range.clone()).map(|words| words.join(" ")).unwrap_or_default();
            let entries: Vec<_> = ids.iter().filter_map(|id| self.entry(*id, &word)).collect();
            if !entries.is_empty() {
                hits.push(Hit { range, entries });
            }
        }
        hits
    }

    fn entry(&self, id: Id, word: &str) -> Option<Entry<'_>> {
        Some(match id {
            Id::Country(id) => Entry::Country(self.countries.get(usize::from(id))?),
            Id::Demonym(id) => Entry::Demonym(self.demonym_of(id, word)?),
            Id::Organization(id) => Entry::Organization(self.organizations.get(usize::from(id))?),
            Id::Place(id) => Entry::Place(self.places.get(usize::try_from(id).ok()?)?),
        })
    }
}

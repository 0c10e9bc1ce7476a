//! Look-ups in the lexicon.

use std::ops::Range;

use super::body::{self, Body, ForceMember};
use super::country::{Country, Demonym};
use super::designator::Designator;
use super::head_noun::HeadNoun;
use super::key::from_capitals;
use super::lexicon::Lexicon;
use super::organization::{self, LegalForm, Organization};
use super::person::{Gender, ParticlePlace};
use super::phrase::PhraseMatch;
use super::place::Place;
use super::post;
use super::ship::{HullCode, ShipPrefix, split_hull_number};
use super::speech::{Hedge, Modal, ModalUse, Negation, ReportingVerb, TrendWord};
use super::title::TitleMatch;
use super::weapon::WeaponName;

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
    /// A type of aircraft, weapon, vehicle or ship.
    Weapon(&'l WeaponName),
}

/// A name found in a row of tokens.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit<'l> {
    /// The tokens, from 0, half-open.
    pub range: Range<usize>,
    /// What the name may stand for, likeliest first: states, organisations, then places (cities before regions, larger
    /// ones first), then types of weapons.
    pub entries: Vec<Entry<'l>>,
}

/// Look-ups of names, with or without a leading article, in their own case or in the capitals of a headline.
impl Lexicon {
    /// All that a name may stand for, likeliest first.
    pub fn entries(&self, name: &str) -> Vec<Entry<'_>> {
        self.names.get(name)
    }

    /// The country of this name or abbreviation.
    pub fn country(&self, name: &str) -> Option<&Country> {
        self.entries(name).into_iter().find_map(|entry| match entry {
            Entry::Country(country) => Some(country),
            _ => None,
        })
    }

    /// The country of this ISO 3166-1 code of two or three letters.
    pub fn country_by_code(&self, code: &str) -> Option<&Country> {
        self.names.by_code(code)
    }

    /// All countries, in the order of the file.
    pub fn countries(&self) -> &[Country] {
        &self.names.countries
    }

    /// The country whose people or things this word means.
    pub fn demonym(&self, word: &str) -> Option<Demonym<'_>> {
        self.entries(word).into_iter().find_map(|entry| match entry {
            Entry::Demonym(demonym) => Some(demonym),
            _ => None,
        })
    }

    /// The places of this name: cities, the largest first, then regions.
    pub fn places(&self, name: &str) -> Vec<&Place> {
        let place = |entry| if let Entry::Place(place) = entry { Some(place) } else { None };
        self.entries(name).into_iter().filter_map(place).collect()
    }

    /// The organisation of this name or acronym: the likeliest, strong names before weak ones.
    pub fn organization(&self, name: &str) -> Option<&Organization> {
        let found = self.organizations(name);
        found.iter().find(|organization| !organization.weak).or(found.first()).copied()
    }

    /// All organisations of this name or acronym.
    pub fn organizations(&self, name: &str) -> Vec<&Organization> {
        let organization = |entry| if let Entry::Organization(found) = entry { Some(found) } else { None };
        self.entries(name).into_iter().filter_map(organization).collect()
    }

    /// The type of aircraft, weapon, vehicle or ship of this name; see [`Lexicon::designator`] for letters with a number.
    pub fn weapon_name(&self, name: &str) -> Option<&WeaponName> {
        self.entries(name)
            .into_iter()
            .find_map(|entry| if let Entry::Weapon(weapon) = entry { Some(weapon) } else { None })
    }

    /// All names of countries, their people, organisations, places and named types in a row of tokens, from left to
    /// right: at each token the longest name, and the next one behind it. A name begins and ends with a token.
    pub fn scan(&self, tokens: &[&str]) -> Vec<Hit<'_>> {
        let mut hits = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.names.longest_at(tokens, at) {
                Some((length, entries)) if length > 0 && !entries.is_empty() => {
                    hits.push(Hit { range: at..at + length, entries });
                    at += length;
                }
                _ => at += 1,
            }
        }
        hits
    }
}

/// Look-ups of things by the pattern of their names.
impl Lexicon {
    /// The readings of a prefix of ships' names, likeliest first.
    pub fn ship_prefix(&self, prefix: &str) -> &[ShipPrefix] {
        self.prefixes.get(prefix).map_or(&[], Vec::as_slice)
    }

    /// The kind of ship that the letters of a hull number such as `CVN-68` mean.
    pub fn hull_number(&self, text: &str) -> Option<&HullCode> {
        self.hulls.get(split_hull_number(text)?.0)
    }

    /// The aircraft, weapon or vehicle that a designation of letters and a number names.
    pub fn designator(&self, text: &str) -> Option<Designator<'_>> {
        let text = text.trim();
        let ends = text.char_indices().map(|(at, character)| at + character.len_utf8());
        let patterns = ends.filter_map(|end| self.designators.get(text.get(..end)?));
        patterns.flatten().find_map(|pattern| pattern.read(text))
    }

    /// The longest name of a state body or force at the head of a row of tokens, without its state: `State Department`,
    /// `Ministry of Defense`, `Air Force`.
    pub fn body(&self, tokens: &[&str]) -> Option<Body> {
        body::at_head(tokens, &self.bodies, &self.fields)
    }

    /// The force whose member this noun means, in the singular or the regular plural.
    pub fn force_member(&self, noun: &str) -> Option<&ForceMember> {
        let member = |noun: &str| self.members.get(noun);
        let plural = || member(noun.strip_suffix('s')?);
        member(noun).or_else(plural).or_else(|| member(&format!("{}man", noun.strip_suffix("men")?)))
    }

    /// The legal form at the end of a company's name, with the number of its tokens.
    pub fn legal_form(&self, tokens: &[&str]) -> Option<PhraseMatch<'_, LegalForm>> {
        (0..tokens.len()).rev().take(4).collect::<Vec<_>>().into_iter().rev().find_map(|start| {
            let tail: Vec<_> =
                tokens.get(start..)?.iter().map(|token| organization::without_stops(token)).collect();
            let tail: Vec<_> = tail.iter().map(AsRef::as_ref).collect();
            self.legal_forms.longest_at(&tail, 0).filter(|found| found.length == tail.len())
        })
    }
}

/// Look-ups of nouns, titles and people's names.
impl Lexicon {
    /// The likeliest reading of a common noun in the singular: the whole compound, or else its longest known end
    /// (`ageing cargo ship` is a `cargo ship`).
    pub fn head_noun(&self, lemma: &str) -> Option<&HeadNoun> {
        self.head_nouns(lemma).into_iter().next()
    }

    /// All readings of a common noun, likeliest first.
    pub fn head_nouns(&self, lemma: &str) -> Vec<&HeadNoun> {
        let mut rest = lemma.trim();
        loop {
            let readings = self.nouns.get(rest);
            if !readings.is_empty() {
                return readings;
            }
            match rest.split_once([' ', '-']) {
                Some((_, after)) if !after.is_empty() => rest = after,
                _ => return Vec::new(),
            }
        }
    }

    /// The next wider noun.
    pub fn broader(&self, noun: &HeadNoun) -> Option<&HeadNoun> {
        let wider = self.nouns.get(noun.broader.as_deref()?);
        wider.into_iter().find(|reading| reading.noun != noun.noun)
    }

    /// The longest title at the head of a row of tokens, in capitals as in names or as a common noun.
    pub fn title(&self, tokens: &[&str]) -> Option<TitleMatch> {
        let listed =
            self.titles.longest_at(tokens, 0).and_then(|found| found.entries.first()?.matched(found.length));
        let composed = post::of_field(tokens, &self.fields);
        match (listed, composed) {
            (Some(listed), Some(composed)) if composed.length <= listed.length => Some(listed),
            (listed, composed) => composed.or(listed),
        }
    }

    /// The gender that a given name tells, where it is a frequent one.
    pub fn given_name(&self, name: &str) -> Option<Gender> {
        let usual = from_capitals(name);
        self.given_names.get(name).or_else(|| self.given_names.get(usual?.as_str())).copied()
    }

    /// Whether a word is a frequent family name.
    pub fn is_surname(&self, word: &str) -> bool {
        let usual = from_capitals(word);
        self.surnames.contains(word) || usual.is_some_and(|usual| self.surnames.contains(usual.as_str()))
    }

    /// Where this small word stands in names of people; empty where it is none. A full stop at its end does not matter.
    pub fn name_particle(&self, word: &str) -> &[ParticlePlace] {
        self.particles.get(word.strip_suffix('.').unwrap_or(word)).map_or(&[], Vec::as_slice)
    }
}

/// Look-ups of words that tell how something is said.
impl Lexicon {
    /// The reporting verb of this lemma, with its particle after a blank.
    pub fn reporting_verb(&self, lemma: &str) -> Option<&ReportingVerb> {
        self.verbs.get(lemma)
    }

    /// The longest hedge at the head of a row of tokens, whatever their case.
    pub fn hedge(&self, tokens: &[&str]) -> Option<PhraseMatch<'_, Hedge>> {
        self.hedges.longest_in_any_case(tokens)
    }

    /// The modal word of this use: an auxiliary as written in lower case, else a lemma.
    pub fn modal(&self, word: &str, usage: ModalUse) -> Option<&Modal> {
        self.modals.get(word)?.iter().find(|modal| modal.usage == usage)
    }

    /// The longest negation at the head of a row of tokens, whatever their case.
    pub fn negation(&self, tokens: &[&str]) -> Option<PhraseMatch<'_, Negation>> {
        self.negations.longest_in_any_case(tokens)
    }

    /// The longest word or phrase for a change at the head of a row of lemmas, with a reading for each use.
    pub fn trend(&self, lemmas: &[&str]) -> Option<PhraseMatch<'_, TrendWord>> {
        self.trends.longest_in_any_case(lemmas)
    }
}

//! The lexicon: all built-in tables, and those a user lays on top. Its look-ups are in `lookup`.

use std::collections::HashMap;
use std::collections::HashSet;

use sha2::{Digest, Sha256};

use super::LexiconError;
use super::body::{self, BodyNoun, ForceMember};
use super::country;
use super::designator::{self, DesignatorPattern};
use super::files::{self, FILES, FileKind};
use super::head_noun::{self, HeadNoun};
use super::index::Placing;
use super::names::Names;
use super::organization::{self, LegalForm};
use super::person::{self, Gender, ParticlePlace};
use super::phrase::Phrases;
use super::place;
use super::post::{self, Portfolio};
use super::ship::{self, HullCode, ShipPrefix};
use super::speech::{self, Hedge, Modal, Negation, ReportingVerb, TrendWord};
use super::table::{Table, Text};
use super::title::{self, Title};
use super::weapon;

/// All that the program knows of names and words before it reads a text.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    pub(super) names: Names,
    pub(super) nouns: Phrases<HeadNoun>,
    pub(super) prefixes: HashMap<Text, Vec<ShipPrefix>>,
    pub(super) hulls: HashMap<Text, HullCode>,
    pub(super) designators: HashMap<Text, Vec<DesignatorPattern>>,
    pub(super) titles: Phrases<Title>,
    pub(super) fields: Phrases<Portfolio>,
    pub(super) bodies: Phrases<BodyNoun>,
    pub(super) members: HashMap<Text, ForceMember>,
    pub(super) legal_forms: Phrases<LegalForm>,
    pub(super) given_names: HashMap<Text, Gender>,
    pub(super) surnames: HashSet<Text>,
    pub(super) particles: HashMap<Text, Vec<ParticlePlace>>,
    pub(super) verbs: HashMap<Text, ReportingVerb>,
    pub(super) hedges: Phrases<Hedge>,
    pub(super) modals: HashMap<Text, Vec<Modal>>,
    pub(super) negations: Phrases<Negation>,
    pub(super) trends: Phrases<TrendWord>,
    /// The digest of what was laid on top so far.
    given: Sha256,
}

impl Lexicon {
    /// Reads the built-in files.
    pub fn embedded() -> Result<Self, LexiconError> {
        let mut lexicon = Self::default();
        for (name, kind, text) in FILES {
            lexicon.read(*kind, Table::embedded(name, text))?;
        }
        Ok(lexicon)
    }

    /// Lays a user's file on top: `name` is that of a built-in file, `text` has its form. Of two entries of one name the
    /// user's goes first. On an error the lexicon holds the part before it and should be thrown away.
    pub fn with_file(&mut self, name: &str, text: &str) -> Result<(), LexiconError> {
        let unknown = || LexiconError::UnknownFile { file: name.to_owned(), expected: files::names() };
        let kind = files::kind_of(name).ok_or_else(unknown)?;
        self.read(kind, Table::given(name, text))?;
        update(&mut self.given, name, text);
        Ok(())
    }

    /// SHA-256 over names and texts of all files, in hexadecimal, for the record of a run.
    pub fn data_digest(&self) -> String {
        let mut digest = Sha256::new();
        for (name, _, text) in FILES {
            update(&mut digest, name, text);
        }
        digest.update(self.given.clone().finalize());
        let mut hexadecimal = String::with_capacity(64);
        for byte in digest.finalize() {
            hexadecimal.extend(
                [byte >> 4, byte & 15].map(|half| char::from_digit(u32::from(half), 16).unwrap_or_default()),
            );
        }
        hexadecimal
    }

    fn read(&mut self, kind: FileKind, table: Table<'_>) -> Result<(), LexiconError> {
        match kind {
            FileKind::Countries | FileKind::Organizations | FileKind::Places | FileKind::WeaponNames => {
                self.read_names(kind, table)
            }
            FileKind::ReportingVerbs
            | FileKind::Hedges
            | FileKind::Modals
            | FileKind::Negations
            | FileKind::TrendWords => self.read_speech(kind, table),
            _ => self.read_words(kind, table),
        }
    }

    fn read_names(&mut self, kind: FileKind, table: Table<'_>) -> Result<(), LexiconError> {
        let (names, placing) = (&mut self.names, table.placing);
        match kind {
            FileKind::Countries => each(country::read(table)?, |country| names.add_country(country, placing)),
            FileKind::Organizations => {
                each(organization::read(table)?, |entry| names.add_organization(entry, placing));
            }
            FileKind::WeaponNames => each(weapon::read(table)?, |weapon| names.add_weapon(weapon, placing)),
            _ => place::read(table, |place, others| names.add_place(place, others, placing))?,
        }
        Ok(())
    }

    fn read_words(&mut self, kind: FileKind, table: Table<'_>) -> Result<(), LexiconError> {
        let placing = table.placing;
        match kind {
            FileKind::HeadNouns => {
                each(head_noun::read(table)?, |noun| self.nouns.add([noun.noun.clone()], noun, placing));
            }
            FileKind::ShipPrefixes => each(ship::read_prefixes(table)?, |prefix| {
                put(self.prefixes.entry(prefix.prefix.clone()).or_default(), prefix, placing);
            }),
            FileKind::HullCodes => each(ship::read_hulls(table)?, |hull| {
                self.hulls.insert(hull.code.clone(), hull);
            }),
            FileKind::Designators => each(designator::read(table)?, |pattern| {
                put(self.designators.entry(pattern.prefix.clone()).or_default(), pattern, placing);
            }),
            FileKind::Titles => {
                each(title::read(table)?, |title| self.titles.add(title.phrases(), title, placing));
            }
            FileKind::Portfolios => {
                each(post::read(table)?, |field| self.fields.add(field.phrases(), field, placing));
            }
            FileKind::Bodies => {
                each(body::read(table)?, |noun| self.bodies.add([noun.phrase()], noun, placing));
            }
            FileKind::ForceMembers => each(body::read_members(table)?, |member| {
                self.members.insert(member.noun.clone(), member);
            }),
            FileKind::LegalForms => {
                each(organization::read_legal_forms(table)?, |form| {
                    self.legal_forms.add([form.phrase()], form, placing);
                });
            }
            FileKind::NameParticles => each(person::read_particles(table)?, |(word, place)| {
                put(self.particles.entry(word).or_default(), place, placing);
            }),
            FileKind::Surnames => self.surnames.extend(person::read_surnames(table)?),
            _ => self.given_names.extend(person::read(table)?),
        }
        Ok(())
    }

    fn read_speech(&mut self, kind: FileKind, table: Table<'_>) -> Result<(), LexiconError> {
        let placing = table.placing;
        match kind {
            FileKind::ReportingVerbs => each(speech::read_verbs(table)?, |verb| {
                self.verbs.insert(verb.lemma.clone(), verb);
            }),
            FileKind::Hedges => each(speech::read_hedges(table)?, |hedge| {
                self.hedges.add([hedge.phrase.clone()], hedge, placing);
            }),
            FileKind::Modals => each(speech::read_modals(table)?, |modal| {
                put(self.modals.entry(modal.word.clone()).or_default(), modal, placing);
            }),
            FileKind::Negations => each(speech::read_negations(table)?, |negation| {
                self.negations.add([negation.phrase.clone()], negation, placing);
            }),
            _ => each(speech::read_trends(table)?, |trend| {
                self.trends.add([trend.phrase.clone()], trend, placing);
            }),
        }
        Ok(())
    }
}

fn each<T>(entries: Vec<T>, add: impl FnMut(T)) {
    entries.into_iter().for_each(add);
}

fn put<T>(entries: &mut Vec<T>, entry: T, placing: Placing) {
    match placing {
        Placing::First => entries.insert(0, entry),
        Placing::Last => entries.push(entry),
    }
}

/// Adds a file to a digest, its lengths included so that no two sets of files give the same bytes.
fn update(digest: &mut Sha256, name: &str, text: &str) {
    for part in [name, text] {
        digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        digest.update(part);
    }
}

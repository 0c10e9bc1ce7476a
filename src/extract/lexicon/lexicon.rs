//! The lexicon: all built-in tables, and those a user lays on top. Its look-ups are in `lookup`.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::LexiconError;
use super::country::{self, Country};
use super::designator::{self, DesignatorPattern};
use super::files::{self, FILES, FileKind};
use super::head_noun::{self, HeadNoun};
use super::index::{NameIndex, Placing, without_article};
use super::organization::{self, Organization};
use super::person::{self, Gender};
use super::place::{self, Place};
use super::post::{self, Portfolio};
use super::ship::{self, HullCode, ShipPrefix};
use super::table::{Table, Text};
use super::title::{self, Title};

/// What a name is in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Id {
    Country(u16),
    Demonym(u16),
    Organization(u16),
    Place(u32),
}

/// All that the program knows of names and words before it reads a text.
#[derive(Debug, Clone)]
pub struct Lexicon {
    pub(super) names: NameIndex<Id>,
    pub(super) countries: Vec<Country>,
    pub(super) codes: HashMap<Text, u16>,
    pub(super) organizations: Vec<Organization>,
    pub(super) places: Vec<Place>,
    pub(super) head_nouns: Vec<HeadNoun>,
    pub(super) nouns: NameIndex<u16>,
    pub(super) prefixes: HashMap<Text, Vec<ShipPrefix>>,
    pub(super) hulls: HashMap<Text, HullCode>,
    pub(super) designators: HashMap<Text, Vec<DesignatorPattern>>,
    pub(super) titles: Vec<Title>,
    pub(super) title_words: NameIndex<u16>,
    pub(super) portfolios: Vec<Portfolio>,
    pub(super) fields: NameIndex<u16>,
    pub(super) given_names: HashMap<Text, Gender>,
    /// The digest of what was laid on top so far.
    given: Sha256,
}

/// Rooms for names that the built-in tables fill.
const NAMES: usize = 65_000;

impl Lexicon {
    /// Reads the built-in files.
    pub fn embedded() -> Result<Self, LexiconError> {
        let mut lexicon = Self {
            names: NameIndex::with_capacity(NAMES),
            countries: Vec::new(),
            codes: HashMap::new(),
            organizations: Vec::new(),
            places: Vec::new(),
            head_nouns: Vec::new(),
            nouns: NameIndex::default(),
            prefixes: HashMap::new(),
            hulls: HashMap::new(),
            designators: HashMap::new(),
            titles: Vec::new(),
            title_words: NameIndex::default(),
            portfolios: Vec::new(),
            fields: NameIndex::default(),
            given_names: HashMap::new(),
            given: Sha256::new(),
        };
        for (name, kind, text) in FILES {
            lexicon.read(*kind, Table::embedded(name, text))?;
        }
        Ok(lexicon)
    }

    /// Lays a user's file on top: `name` is that of a built-in file, `text` has its form. Of two entries of one name the
    /// user's goes first. On an error nothing was added from that line on; the lexicon should then be thrown away.
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
        let placing = table.placing;
        match kind {
            FileKind::Countries => all(country::read(table)?, |country| self.add_country(country, placing)),
            FileKind::Organizations => {
                all(organization::read(table)?, |entry| self.add_organization(entry, placing));
            }
            FileKind::Places => place::read(table, |place, names| self.add_place(place, names, placing))?,
            FileKind::HeadNouns => all(head_noun::read(table)?, |noun| self.add_noun(noun, placing)),
            FileKind::ShipPrefixes => all(ship::read_prefixes(table)?, |prefix: ShipPrefix| {
                put(self.prefixes.entry(prefix.prefix.clone()).or_default(), prefix, placing);
            }),
            FileKind::HullCodes => {
                self.hulls.extend(ship::read_hulls(table)?.into_iter().map(|hull| (hull.code.clone(), hull)));
            }
            FileKind::Designators => all(designator::read(table)?, |pattern: DesignatorPattern| {
                put(self.designators.entry(pattern.prefix.clone()).or_default(), pattern, placing);
            }),
            FileKind::Titles => all(title::read(table)?, |title| self.add_title(title, placing)),
            FileKind::Portfolios => {
                all(post::read(table)?, |portfolio| self.add_portfolio(portfolio, placing));
            }
            FileKind::GivenNames => self.given_names.extend(person::read(table)?),
        }
        Ok(())
    }

    fn add_country(&mut self, country: Country, placing: Placing) {
        let Ok(id) = u16::try_from(self.countries.len()) else { return };
        for name in country.names() {
            self.names.add(name.clone(), Id::Country(id), placing);
        }
        for word in country.demonyms() {
            self.names.add(word.clone(), Id::Demonym(id), placing);
        }
        for code in [&country.iso2, &country.iso3].into_iter().flatten() {
            self.codes.insert(code.clone(), id);
        }
        self.countries.push(country);
    }

    fn add_organization(&mut self, organization: Organization, placing: Placing) {
        let Ok(id) = u16::try_from(self.organizations.len()) else { return };
        for name in organization.names() {
            self.names.add(name.clone(), Id::Organization(id), placing);
        }
        self.organizations.push(organization);
    }

    fn add_place(&mut self, place: Place, names: &mut dyn Iterator<Item = Text>, placing: Placing) {
        let Ok(id) = u32::try_from(self.places.len()) else { return };
        self.names.add(place.name.clone(), Id::Place(id), placing);
        for name in names {
            self.names.add(name, Id::Place(id), placing);
        }
        self.places.push(place);
    }

    fn add_noun(&mut self, noun: HeadNoun, placing: Placing) {
        let Ok(id) = u16::try_from(self.head_nouns.len()) else { return };
        self.nouns.add(noun.noun.clone(), id, placing);
        self.head_nouns.push(noun);
    }

    fn add_title(&mut self, title: Title, placing: Placing) {
        let Ok(id) = u16::try_from(self.titles.len()) else { return };
        self.title_words.add(title.title.clone(), id, placing);
        if title.noun {
            self.title_words.add(Text::Owned(title.title.to_lowercase()), id, placing);
        }
        self.titles.push(title);
    }

    fn add_portfolio(&mut self, portfolio: Portfolio, placing: Placing) {
        let Ok(id) = u16::try_from(self.portfolios.len()) else { return };
        let bare = without_article(&portfolio.portfolio).to_owned();
        self.fields.add(Text::Owned(bare), id, placing);
        for short in &portfolio.short {
            self.fields.add(short.clone(), id, placing);
        }
        self.portfolios.push(portfolio);
    }
}

fn all<T>(entries: Vec<T>, add: impl FnMut(T)) {
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
        digest.update(part.len().to_le_bytes());
        digest.update(part);
    }
}

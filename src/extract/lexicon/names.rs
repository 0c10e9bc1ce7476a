//! The gazetteer: countries, organisations, places and named types in one index of names.

use std::collections::HashMap;

use super::country::Country;
use super::index::{NameIndex, Placing};
use super::key::from_capitals;
use super::lookup::Entry;
use super::organization::Organization;
use super::place::Place;
use super::table::Text;
use super::weapon::WeaponName;

/// What a name is in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Id {
    Country(u16),
    Demonym(u16),
    Organization(u16),
    Place(u32),
    Weapon(u16),
}

/// All named things.
#[derive(Debug, Clone)]
pub(super) struct Names {
    index: NameIndex<Id>,
    pub(super) countries: Vec<Country>,
    codes: HashMap<Text, u16>,
    organizations: Vec<Organization>,
    places: Vec<Place>,
    weapons: Vec<WeaponName>,
}

/// Rooms for the names that the built-in tables fill.
const NAMES: usize = 68_000;

impl Default for Names {
    fn default() -> Self {
        Self {
            index: NameIndex::with_capacity(NAMES),
            countries: Vec::new(),
            codes: HashMap::new(),
            organizations: Vec::new(),
            places: Vec::new(),
            weapons: Vec::new(),
        }
    }
}

impl Names {
    /// Adds a country with its names, demonyms and codes.
    pub(super) fn add_country(&mut self, country: Country, placing: Placing) {
        let Ok(id) = u16::try_from(self.countries.len()) else { return };
        for name in country.names() {
            self.index.add(name.clone(), Id::Country(id), placing);
        }
        for word in country.demonyms() {
            self.index.add(word.clone(), Id::Demonym(id), placing);
        }
        for code in [&country.iso2, &country.iso3].into_iter().flatten() {
            self.codes.insert(code.clone(), id);
        }
        self.countries.push(country);
    }

    /// Adds an organisation with its names.
    pub(super) fn add_organization(&mut self, organization: Organization, placing: Placing) {
        let Ok(id) = u16::try_from(self.organizations.len()) else { return };
        for name in organization.names() {
            self.index.add(name.clone(), Id::Organization(id), placing);
        }
        self.organizations.push(organization);
    }

    /// Adds a place under its name and other names.
    pub(super) fn add_place(
        &mut self,
        place: Place,
        names: &mut dyn Iterator<Item = Text>,
        placing: Placing,
    ) {
        let Ok(id) = u32::try_from(self.places.len()) else { return };
        self.index.add(place.name.clone(), Id::Place(id), placing);
        for name in names {
            self.index.add(name, Id::Place(id), placing);
        }
        self.places.push(place);
    }

    /// Adds a named type with its names.
    pub(super) fn add_weapon(&mut self, weapon: WeaponName, placing: Placing) {
        let Ok(id) = u16::try_from(self.weapons.len()) else { return };
        for name in weapon.names() {
            self.index.add(name.clone(), Id::Weapon(id), placing);
        }
        self.weapons.push(weapon);
    }

    /// What a name may stand for.
    pub(super) fn get(&self, name: &str) -> Vec<Entry<'_>> {
        self.index.get(name).iter().filter_map(|id| self.entry(*id, name)).collect()
    }

    /// The country of a code.
    pub(super) fn by_code(&self, code: &str) -> Option<&Country> {
        self.countries.get(usize::from(*self.codes.get(code)?))
    }

    /// The longest name at a place in a row of tokens: the number of its tokens and what it may stand for.
    pub(super) fn longest_at(&self, tokens: &[&str], start: usize) -> Option<(usize, Vec<Entry<'_>>)> {
        let (range, ids) = self.index.longest_at(tokens, start)?;
        let name = tokens.get(range.clone())?.join(" ");
        Some((range.len(), ids.iter().filter_map(|id| self.entry(*id, &name)).collect()))
    }

    fn entry(&self, id: Id, name: &str) -> Option<Entry<'_>> {
        Some(match id {
            Id::Country(id) => Entry::Country(self.countries.get(usize::from(id))?),
            Id::Demonym(id) => {
                let country = self.countries.get(usize::from(id))?;
                Entry::Demonym(country.demonym(name).or_else(|| country.demonym(&from_capitals(name)?))?)
            }
            Id::Organization(id) => Entry::Organization(self.organizations.get(usize::from(id))?),
            Id::Place(id) => Entry::Place(self.places.get(usize::try_from(id).ok()?)?),
            Id::Weapon(id) => Entry::Weapon(self.weapons.get(usize::from(id))?),
        })
    }
}

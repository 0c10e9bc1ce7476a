//! Common nouns and the class of what they name.

use super::LexiconError;
use super::table::{Row, Table, Text};
use crate::statement::Term;
use crate::vocab::casegraph::class;

/// The class of what a common noun names, a little finer than the ontology.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NounClass {
    /// A person.
    Person,
    /// Several people as one ("troops", "crowd").
    Collective,
    /// An organisation, outlets and armed groups included.
    Organization,
    /// A company.
    Company,
    /// A political party.
    Party,
    /// A government.
    Government,
    /// A ministry, agency, parliament, court or police.
    GovernmentBody,
    /// An army, navy, air force or the like.
    ArmedForce,
    /// A unit of a force.
    MilitaryUnit,
    /// A cartel, gang or terrorist group.
    CriminalOrganization,
    /// A committee, commission or working group.
    WorkingGroup,
    /// A ship or boat.
    Vessel,
    /// An aircraft.
    Aircraft,
    /// A weapon or munition.
    Weapon,
    /// A land vehicle.
    Vehicle,
    /// A building, plant, base, road or other work.
    Facility,
    /// A place.
    Place,
    /// A good, drug, metal or other commodity.
    Commodity,
    /// A released text or speech.
    Statement,
    /// A treaty, deal or ceasefire.
    Agreement,
}

impl NounClass {
    /// The class of one thing of this kind in the ontology.
    pub fn term(self) -> Term {
        match self {
            Self::Person => class::PERSON,
            Self::Collective => class::COLLECTIVE,
            Self::Organization | Self::Company | Self::Party => class::ORGANIZATION,
            Self::Government => class::GOVERNMENT,
            Self::GovernmentBody => class::GOVERNMENT_BODY,
            Self::ArmedForce => class::ARMED_FORCE,
            Self::MilitaryUnit => class::MILITARY_UNIT,
            Self::CriminalOrganization => class::CRIMINAL_ORGANIZATION,
            Self::WorkingGroup => class::WORKING_GROUP,
            Self::Vessel => class::VESSEL,
            Self::Aircraft => class::AIRCRAFT,
            Self::Weapon | Self::Vehicle => class::ASSET,
            Self::Facility => class::FACILITY,
            Self::Place => class::PLACE,
            Self::Commodity => class::COMMODITY,
            Self::Statement | Self::Agreement => class::STATEMENT,
        }
    }

    /// Whether it is one that acts: a person, a group of people or an organisation.
    pub fn is_actor(self) -> bool {
        matches!(self, Self::Person | Self::Collective) || self.is_organization()
    }

    /// Whether it is an organisation of any kind.
    pub fn is_organization(self) -> bool {
        matches!(
            self,
            Self::Organization
                | Self::Company
                | Self::Party
                | Self::Government
                | Self::GovernmentBody
                | Self::ArmedForce
                | Self::MilitaryUnit
                | Self::CriminalOrganization
                | Self::WorkingGroup
        )
    }

    /// Whether it is a thing that has a type: a ship, aircraft, weapon, vehicle or facility.
    pub fn is_asset(self) -> bool {
        matches!(self, Self::Vessel | Self::Aircraft | Self::Weapon | Self::Vehicle | Self::Facility)
    }

    /// The class that a name in the data files means.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "person" => Self::Person,
            "collective" => Self::Collective,
            "organization" => Self::Organization,
            "company" => Self::Company,
            "party" => Self::Party,
            "government" => Self::Government,
            "government_body" => Self::GovernmentBody,
            "armed_force" => Self::ArmedForce,
            "military_unit" => Self::MilitaryUnit,
            "criminal_organization" => Self::CriminalOrganization,
            "working_group" => Self::WorkingGroup,
            "vessel" => Self::Vessel,
            "aircraft" => Self::Aircraft,
            "weapon" => Self::Weapon,
            "vehicle" => Self::Vehicle,
            "facility" => Self::Facility,
            "place" => Self::Place,
            "commodity" => Self::Commodity,
            "statement" => Self::Statement,
            "agreement" => Self::Agreement,
            _ => return None,
        })
    }
}

/// One reading of a common noun.
#[derive(Debug, Clone, PartialEq)]
pub struct HeadNoun {
    /// The noun in the singular, or a plural that has none.
    pub noun: Text,
    /// What it names.
    pub class: NounClass,
    /// A finer kind, such as `warship`, `soldier`, `leader`, `victim`; see the head of the file.
    pub kind: Text,
    /// The next wider noun, itself a head noun.
    pub broader: Option<Text>,
}

/// What the message calls the classes.
const CLASSES: &str =
    "a class of nouns, such as person, collective, vessel, aircraft, weapon, facility, place, organization";

const COLUMNS: [&str; 4] = ["noun", "class", "kind", "broader"];

/// Reads `headnouns.tsv`.
pub(super) fn read(table: Table<'_>) -> Result<Vec<HeadNoun>, LexiconError> {
    table.rows(&COLUMNS)?.map(|row| head_noun(&row?)).collect()
}

fn head_noun(row: &Row<'_, 4>) -> Result<HeadNoun, LexiconError> {
    Ok(HeadNoun {
        noun: row.required(0)?,
        class: row.parse(1, CLASSES, NounClass::from_name)?,
        kind: row.text(2),
        broader: row.optional(3),
    })
}

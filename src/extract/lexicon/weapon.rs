//! Types of aircraft, weapons, vehicles and ships that have a name.

use super::LexiconError;
use super::head_noun::NounClass;
use super::table::{Row, Table, Text};

/// A type of asset known by name, such as a missile system or a class of ships.
#[derive(Debug, Clone, PartialEq)]
pub struct WeaponName {
    /// Its name, as the graph labels it.
    pub name: Text,
    /// Other names.
    pub alternatives: Vec<Text>,
    /// An aircraft, weapon, vehicle or vessel.
    pub class: NounClass,
    /// The kind as a head noun.
    pub noun: Text,
    /// ISO code of the maker's state.
    pub state: Option<Text>,
    /// Whether the name is an ordinary word or a person's name, so that a head noun must stand by.
    pub weak: bool,
}

impl WeaponName {
    /// All its names, the preferred one first.
    pub fn names(&self) -> impl Iterator<Item = &Text> {
        std::iter::once(&self.name).chain(&self.alternatives)
    }
}

const COLUMNS: [&str; 6] = ["name", "alternatives", "class", "noun", "state", "flags"];

/// Reads a table of named types.
pub(super) fn read(table: Table<'_>) -> Result<Vec<WeaponName>, LexiconError> {
    table.rows(&COLUMNS)?.map(|row| weapon_name(&row?)).collect()
}

fn weapon_name(row: &Row<'_, 6>) -> Result<WeaponName, LexiconError> {
    Ok(WeaponName {
        name: row.required(0)?,
        alternatives: row.list(1).collect(),
        class: row.parse(2, "aircraft, weapon, vehicle or vessel", NounClass::from_name)?,
        noun: row.required(3)?,
        state: row.optional(4),
        weak: row.has(5, "weak"),
    })
}

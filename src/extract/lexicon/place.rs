//! Places: cities, regions, waters and lands.

use super::LexiconError;
use super::table::{Row, Table, Text};

/// What kind of place one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A city, town or village.
    City,
    /// The capital of a state.
    Capital,
    /// A first-level part of a state: a province, a state of a federation.
    Admin,
    /// A region without a government of its own, inside or across states.
    Region,
    /// A continent or a part of one.
    Continent,
    /// A sea, strait, gulf, canal, river or lake.
    Water,
    /// An island or a group of islands.
    Island,
    /// A mountain range, a desert, a peninsula.
    Land,
    /// A building, base, crossing or other site.
    Site,
}

/// A place known by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its name, as the graph labels it.
    pub name: Text,
    /// What it is.
    pub kind: PlaceKind,
    /// ISO codes of the states it lies in: one for a city, several for a region across states, none for the high seas.
    pub states: Vec<Text>,
    /// The code of the first-level part of the state it lies in (`admin1` of `GeoNames`); empty where unknown.
    pub admin: Text,
    /// Latitude in degrees, north positive.
    pub latitude: Option<f32>,
    /// Longitude in degrees, east positive.
    pub longitude: Option<f32>,
    /// Inhabitants; 0 where unknown.
    pub population: u32,
    /// Whether the name is an ordinary word, so that the name alone is no evidence.
    pub word: bool,
    /// Whether the name is also a frequent given name or surname.
    pub person_name: bool,
}

pub(super) const COLUMNS: [&str; 9] =
    ["name", "alternatives", "kind", "states", "admin", "latitude", "longitude", "population", "flags"];

/// Reads a table of places; each comes with its other names.
pub(super) fn read(
    table: Table<'_>,
    mut add: impl FnMut(Place, &mut dyn Iterator<Item = Text>),
) -> Result<(), LexiconError> {
    for row in table.rows(&COLUMNS)? {
        let row = row?;
        add(place(&row)?, &mut row.list(1));
    }
    Ok(())
}

fn place(row: &Row<'_, 9>) -> Result<Place, LexiconError> {
    let degrees =
        |column, limit| row.parse_optional(column, "degrees or nothing", |field| degrees(field, limit));
    Ok(Place {
        name: row.required(0)?,
        kind: row.parse(
            2,
            "a kind of place, such as city, admin, region, water, island, land, site",
            kind,
        )?,
        states: row.list(3).collect(),
        admin: row.text(4),
        latitude: degrees(5, 90.0)?,
        longitude: degrees(6, 180.0)?,
        population: row
            .parse_optional(7, "a whole number or nothing", |field| field.parse().ok())?
            .unwrap_or_default(),
        word: row.has(8, "word"),
        person_name: row.has(8, "person"),
    })
}

/// Degrees up to a limit.
fn degrees(field: &str, limit: f32) -> Option<f32> {
    field.parse().ok().filter(|value: &f32| value.abs() <= limit)
}

fn kind(field: &str) -> Option<PlaceKind> {
    Some(match field {
        "city" => PlaceKind::City,
        "capital" => PlaceKind::Capital,
        "admin" => PlaceKind::Admin,
        "region" => PlaceKind::Region,
        "continent" => PlaceKind::Continent,
        "water" => PlaceKind::Water,
        "island" => PlaceKind::Island,
        "land" => PlaceKind::Land,
        "site" => PlaceKind::Site,
        _ => return None,
    })
}

//! Prefixes of ships' names and hull numbers.

use super::LexiconError;
use super::table::{Row, Table, Text};

/// What the prefix says about the ship.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ShipKind {
    /// A ship of war.
    Warship,
    /// A naval ship without weapons.
    Auxiliary,
    /// A ship of a coast guard or police.
    Patrol,
    /// A merchant or fishing ship.
    Merchant,
    /// A passenger ship.
    Passenger,
    /// A research ship.
    Research,
    /// A yacht.
    Yacht,
}

/// A prefix of ships' names.
#[derive(Debug, Clone, PartialEq)]
pub struct ShipPrefix {
    /// The prefix, such as `USS`.
    pub prefix: Text,
    /// The navy or service that uses it, as the graph labels it.
    pub service: Option<Text>,
    /// ISO code of the state whose ship it is.
    pub state: Option<Text>,
    /// What it says about the ship.
    pub kind: ShipKind,
    /// The kind of ship as a head noun.
    pub noun: Text,
}

/// Letters of hull numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct HullCode {
    /// The letters, such as `CVN`.
    pub code: Text,
    /// The kind of ship as a head noun.
    pub noun: Text,
}

const PREFIX_COLUMNS: [&str; 5] = ["prefix", "service", "state", "kind", "noun"];
const HULL_COLUMNS: [&str; 2] = ["code", "noun"];

/// Reads `ship_prefixes.tsv`.
pub(super) fn read_prefixes(table: Table<'_>) -> Result<Vec<ShipPrefix>, LexiconError> {
    table.rows(&PREFIX_COLUMNS)?.map(|row| prefix(&row?)).collect()
}

/// Reads `hull_codes.tsv`.
pub(super) fn read_hulls(table: Table<'_>) -> Result<Vec<HullCode>, LexiconError> {
    let hull = |row: Row<'_, 2>| Ok(HullCode { code: row.required(0)?, noun: row.required(1)? });
    table.rows(&HULL_COLUMNS)?.map(|row| hull(row?)).collect()
}

fn prefix(row: &Row<'_, 5>) -> Result<ShipPrefix, LexiconError> {
    Ok(ShipPrefix {
        prefix: row.required(0)?,
        service: row.optional(1),
        state: row.optional(2),
        kind: row.parse(
            3,
            "one of warship, auxiliary, patrol, merchant, passenger, research, yacht",
            kind,
        )?,
        noun: row.required(4)?,
    })
}

fn kind(field: &str) -> Option<ShipKind> {
    Some(match field {
        "warship" => ShipKind::Warship,
        "auxiliary" => ShipKind::Auxiliary,
        "patrol" => ShipKind::Patrol,
        "merchant" => ShipKind::Merchant,
        "passenger" => ShipKind::Passenger,
        "research" => ShipKind::Research,
        "yacht" => ShipKind::Yacht,
        _ => return None,
    })
}

/// Splits a hull number `CODE-DIGITS`, `CODE DIGITS` or `CODEDIGITS` into its letters and its number.
pub(super) fn split_hull_number(text: &str) -> Option<(&str, &str)> {
    let digits = text.find(|character: char| character.is_ascii_digit())?;
    let (code, number) = text.split_at_checked(digits)?;
    let code = code.trim_end_matches(['-', ' ', '‑']);
    let is_number = number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && !code.is_empty()).then_some((code, number))
}

//! Given names.

use super::LexiconError;
use super::table::{Row, Table, Text};

/// The gender of those who bear a given name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// Nearly only women.
    Female,
    /// Nearly only men.
    Male,
    /// Both.
    Both,
}

const COLUMNS: [&str; 2] = ["name", "gender"];

/// Reads `given_names.tsv`.
pub(super) fn read(table: Table<'_>) -> Result<Vec<(Text, Gender)>, LexiconError> {
    table.rows(&COLUMNS)?.map(|row| given_name(&row?)).collect()
}

fn given_name(row: &Row<'_, 2>) -> Result<(Text, Gender), LexiconError> {
    let gender = row.parse(1, "m, f or b", |field| match field {
        "m" => Some(Gender::Male),
        "f" => Some(Gender::Female),
        "b" => Some(Gender::Both),
        _ => None,
    })?;
    Ok((row.required(0)?, gender))
}

//! Given names, and small words in and behind names of people.

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

/// Reads `surnames.tsv`.
pub(super) fn read_surnames(table: Table<'_>) -> Result<Vec<Text>, LexiconError> {
    table.rows(&["name"])?.map(|row| row?.required(0)).collect()
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

/// Where a small word stands in the name of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParticlePlace {
    /// Before a family name ("de la", "bin").
    Before,
    /// Joined to what follows by a hyphen ("al-").
    Joined,
    /// Behind the name ("Jr.").
    Suffix,
}

/// Reads `name_particles.tsv`.
pub(super) fn read_particles(table: Table<'_>) -> Result<Vec<(Text, ParticlePlace)>, LexiconError> {
    const COLUMNS: [&str; 2] = ["particle", "place"];
    let particle = |row: Row<'_, 2>| {
        let place = row.parse(1, "before, joined or suffix", |field| match field {
            "before" => Some(ParticlePlace::Before),
            "joined" => Some(ParticlePlace::Joined),
            "suffix" => Some(ParticlePlace::Suffix),
            _ => None,
        })?;
        Ok((row.required(0)?, place))
    };
    table.rows(&COLUMNS)?.map(|row| particle(row?)).collect()
}

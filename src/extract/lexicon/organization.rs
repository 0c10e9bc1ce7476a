//! Organisations known by name.

use std::borrow::Cow;

use super::LexiconError;
use super::table::{Row, Table, Text};
use crate::statement::Term;
use crate::vocab::casegraph::term;

/// What kind of organisation one is, finer than its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrganizationKind {
    /// An international organisation.
    International,
    /// A bloc or alliance of states.
    Bloc,
    /// An agency of an international organisation.
    Agency,
    /// A court.
    Court,
    /// A bank, central banks included.
    Bank,
    /// A news agency, newspaper or broadcaster.
    Outlet,
    /// An armed force or police force.
    Force,
    /// A unit or command of a force.
    Unit,
    /// An intelligence service.
    Intelligence,
    /// Another body of a state.
    Body,
    /// A building or place that stands for a body of a state.
    Metonym,
    /// A political party.
    Party,
    /// A company.
    Company,
    /// A non-governmental organisation or think tank.
    Ngo,
    /// An armed group that is no force of a state.
    Armed,
    /// A criminal group.
    Crime,
    /// A church or other religious body.
    Religious,
    /// Anything else.
    Other,
}

/// An organisation known by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Organization {
    /// Its name, as the graph labels it.
    pub name: Text,
    /// Other names and acronyms.
    pub alternatives: Vec<Text>,
    /// Its class.
    pub class: Term,
    /// Its kind.
    pub kind: OrganizationKind,
    /// ISO code of the state it belongs to or works from.
    pub state: Option<Text>,
    /// Whether its names are ordinary words or shared by many, so that the name alone is no evidence.
    pub weak: bool,
}

pub(super) const COLUMNS: [&str; 6] = ["name", "alternatives", "class", "kind", "state", "flags"];

impl Organization {
    /// Whether it publishes news.
    pub fn is_outlet(&self) -> bool {
        self.kind == OrganizationKind::Outlet
    }

    /// All its names, the preferred one first.
    pub fn names(&self) -> impl Iterator<Item = &Text> {
        std::iter::once(&self.name).chain(&self.alternatives)
    }
}

/// Reads a table of organisations.
pub(super) fn read(table: Table<'_>) -> Result<Vec<Organization>, LexiconError> {
    table.rows(&COLUMNS)?.map(|row| organization(&row?)).collect()
}

fn organization(row: &Row<'_, 6>) -> Result<Organization, LexiconError> {
    Ok(Organization {
        name: row.required(0)?,
        alternatives: row.list(1).collect(),
        class: row.parse(2, "the local name of a class of the ontology", term)?,
        kind: row.parse(
            3,
            "a kind of organisation, such as agency, outlet, force, party, company, armed",
            kind,
        )?,
        state: row.optional(4),
        weak: row.has(5, "weak"),
    })
}

fn kind(field: &str) -> Option<OrganizationKind> {
    Some(match field {
        "international" => OrganizationKind::International,
        "bloc" => OrganizationKind::Bloc,
        "agency" => OrganizationKind::Agency,
        "court" => OrganizationKind::Court,
        "bank" => OrganizationKind::Bank,
        "outlet" => OrganizationKind::Outlet,
        "force" => OrganizationKind::Force,
        "unit" => OrganizationKind::Unit,
        "intelligence" => OrganizationKind::Intelligence,
        "body" => OrganizationKind::Body,
        "metonym" => OrganizationKind::Metonym,
        "party" => OrganizationKind::Party,
        "company" => OrganizationKind::Company,
        "ngo" => OrganizationKind::Ngo,
        "armed" => OrganizationKind::Armed,
        "crime" => OrganizationKind::Crime,
        "religious" => OrganizationKind::Religious,
        "other" => OrganizationKind::Other,
        _ => return None,
    })
}

/// A legal form in the name of a company.
#[derive(Debug, Clone, PartialEq)]
pub struct LegalForm {
    /// The form as written, without full stops.
    pub form: Text,
    /// What it means, in English.
    pub meaning: Text,
    /// ISO codes of the states where it is in use; empty where there are many.
    pub states: Vec<Text>,
}

impl LegalForm {
    /// The phrase it is found by.
    pub(super) fn phrase(&self) -> Text {
        Text::Owned(without_stops(&self.form).into_owned())
    }
}

/// A word without its full stops: `S.p.A.` is `SpA`.
pub(super) fn without_stops(word: &str) -> Cow<'_, str> {
    if word.contains('.') { Cow::Owned(word.replace('.', "")) } else { Cow::Borrowed(word) }
}

/// Reads `legal_forms.tsv`.
pub(super) fn read_legal_forms(table: Table<'_>) -> Result<Vec<LegalForm>, LexiconError> {
    const FORM_COLUMNS: [&str; 3] = ["form", "meaning", "states"];
    let form = |row: Row<'_, 3>| {
        Ok(LegalForm { form: row.required(0)?, meaning: row.required(1)?, states: row.list(2).collect() })
    };
    table.rows(&FORM_COLUMNS)?.map(|row| form(row?)).collect()
}

//! State bodies and forces by the pattern of their names, and the members of forces.

use super::LexiconError;
use super::phrase::Phrases;
use super::post::Portfolio;
use super::table::{Row, Table, Text};
use crate::statement::Term;
use crate::vocab::casegraph::term;

/// What kind of body one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BodyKind {
    /// An armed force.
    Force,
    /// A ministry, department or another body of a field.
    Ministry,
    /// A parliament or chamber.
    Parliament,
    /// A court.
    Court,
    /// A police.
    Police,
    /// Another agency or office.
    Agency,
    /// A central bank.
    Bank,
    /// A government as a whole.
    Government,
}

/// The core of names of bodies, such as `Navy` or `Ministry`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct BodyNoun {
    noun: Text,
    class: Term,
    kind: BodyKind,
    canonical: Text,
    takes_field: bool,
}

/// A name of a body without its state.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// The number of tokens.
    pub length: usize,
    /// Its class.
    pub class: Term,
    /// What kind of body it is.
    pub kind: BodyKind,
    /// Its name as the graph labels it behind the name of the state: `Department of State` of `State Department`.
    pub canonical: String,
    /// The field of a ministry, such as `Foreign Affairs`.
    pub field: Option<String>,
}

/// A noun for members of a force.
#[derive(Debug, Clone, PartialEq)]
pub struct ForceMember {
    /// The noun in the singular.
    pub noun: Text,
    /// The force as the graph labels it behind the name of the state.
    pub force: Text,
    /// Whether only the capitalised word means the force of a state.
    pub capital: bool,
}

/// Reads `bodies.tsv`.
pub(super) fn read(table: Table<'_>) -> Result<Vec<BodyNoun>, LexiconError> {
    const COLUMNS: [&str; 5] = ["noun", "class", "kind", "canonical", "pattern"];
    let body = |row: Row<'_, 5>| {
        Ok(BodyNoun {
            noun: row.required(0)?,
            class: row.parse(1, "the local name of a class of the ontology", term)?,
            kind: row.parse(
                2,
                "one of force, ministry, parliament, court, police, agency, bank, government",
                kind,
            )?,
            canonical: row.required(3)?,
            takes_field: row.parse(4, "plain or field", |field| match field {
                "plain" => Some(false),
                "field" => Some(true),
                _ => None,
            })?,
        })
    };
    table.rows(&COLUMNS)?.map(|row| body(row?)).collect()
}

/// Reads `force_members.tsv`.
pub(super) fn read_members(table: Table<'_>) -> Result<Vec<ForceMember>, LexiconError> {
    const COLUMNS: [&str; 3] = ["noun", "force", "capital"];
    let member = |row: Row<'_, 3>| {
        Ok(ForceMember {
            noun: row.required(0)?,
            force: row.required(1)?,
            capital: row.parse(2, "yes or no", |field| match field {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            })?,
        })
    };
    table.rows(&COLUMNS)?.map(|row| member(row?)).collect()
}

fn kind(field: &str) -> Option<BodyKind> {
    Some(match field {
        "force" => BodyKind::Force,
        "ministry" => BodyKind::Ministry,
        "parliament" => BodyKind::Parliament,
        "court" => BodyKind::Court,
        "police" => BodyKind::Police,
        "agency" => BodyKind::Agency,
        "bank" => BodyKind::Bank,
        "government" => BodyKind::Government,
        _ => return None,
    })
}

impl BodyNoun {
    /// The phrase it is found by.
    pub(super) fn phrase(&self) -> Text {
        self.noun.clone()
    }

    fn body(&self, length: usize, canonical: String, field: Option<String>) -> Body {
        Body { length, class: self.class, kind: self.kind, canonical, field }
    }
}

/// The longest name of a body at the head of a row of tokens.
pub(super) fn at_head(
    tokens: &[&str],
    nouns: &Phrases<BodyNoun>,
    fields: &Phrases<Portfolio>,
) -> Option<Body> {
    let found = [plain(tokens, nouns), noun_first(tokens, nouns, fields), field_first(tokens, nouns, fields)];
    found.into_iter().flatten().max_by_key(|body| body.length)
}

/// `Air Force`, `Supreme Court`.
fn plain(tokens: &[&str], nouns: &Phrases<BodyNoun>) -> Option<Body> {
    let found = nouns.longest_at(tokens, 0)?;
    let noun = found.entries.first().filter(|noun| !noun.takes_field)?;
    Some(noun.body(found.length, noun.canonical.clone().into_owned(), None))
}

/// `Ministry of Defense`, `Department of the Treasury`.
fn noun_first(tokens: &[&str], nouns: &Phrases<BodyNoun>, fields: &Phrases<Portfolio>) -> Option<Body> {
    let [head, preposition @ ("of" | "for"), rest @ ..] = tokens else { return None };
    let noun = nouns.get(head).into_iter().find(|noun| noun.takes_field && noun.noun == *head)?;
    let article = usize::from(rest.first() == Some(&"the"));
    let found = fields.longest_at(rest, article)?;
    let field = rest.get(article..article + found.length)?.join(" ");
    let the = if article == 1 { "the " } else { "" };
    let canonical = format!("{} {preposition} {the}{field}", noun.canonical);
    Some(noun.body(2 + article + found.length, canonical, Some(field)))
}

/// `Foreign Ministry`, `State Department`, in the label's order: `Ministry of Foreign Affairs`.
fn field_first(tokens: &[&str], nouns: &Phrases<BodyNoun>, fields: &Phrases<Portfolio>) -> Option<Body> {
    let found = fields.longest_at(tokens, 0)?;
    let head = tokens.get(found.length)?;
    let noun = nouns.get(head).into_iter().find(|noun| noun.takes_field && noun.noun == *head)?;
    let field = found.entries.first()?.portfolio.as_ref();
    let written = tokens.get(..=found.length)?.join(" ");
    let turns = matches!(noun.noun.as_ref(), "Ministry" | "Department");
    let canonical = if turns { format!("{} of {field}", noun.canonical) } else { written };
    Some(noun.body(found.length + 1, canonical, Some(field.to_owned())))
}

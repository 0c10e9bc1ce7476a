//! Designations of aircraft, weapons and vehicles made of letters and a number.

use super::LexiconError;
use super::head_noun::NounClass;
use super::table::{Row, Table, Text};

/// What a designation names.
#[derive(Debug, Clone, PartialEq)]
pub struct Designator<'l> {
    /// The designation in its usual spelling, singular, variant letters included, such as `F-16C`.
    pub canonical: String,
    /// The designation without its variant letters, such as `F-16`.
    pub base: String,
    /// An aircraft, a weapon or a vehicle.
    pub class: NounClass,
    /// The kind as a head noun, such as `fighter jet`.
    pub noun: &'l str,
    /// ISO code of the maker's state, where the scheme tells.
    pub state: Option<&'l str>,
    /// Whether the form alone is evidence; else a head noun or a military context is needed.
    pub sure: bool,
    /// Whether the word was a plural (`F-16s`).
    pub plural: bool,
}

/// What stands between letters and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Hyphen,
    Any,
}

/// A family of designations.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DesignatorPattern {
    pub(super) prefix: Text,
    joint: Joint,
    numbers: Numbers,
    letters: bool,
    class: NounClass,
    noun: Text,
    state: Option<Text>,
    sure: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Numbers {
    Listed(Vec<Text>),
    Any { digits: usize },
}

const COLUMNS: [&str; 8] = ["prefix", "joint", "numbers", "suffix", "class", "noun", "state", "sure"];

/// Reads `designators.tsv`.
pub(super) fn read(table: Table<'_>) -> Result<Vec<DesignatorPattern>, LexiconError> {
    table.rows(&COLUMNS)?.map(|row| pattern(&row?)).collect()
}

fn pattern(row: &Row<'_, 8>) -> Result<DesignatorPattern, LexiconError> {
    let yes_or_no = |column, yes: &'static str, no: &'static str| {
        row.parse(column, &format!("`{yes}` or `{no}`"), |field| match field {
            found if found == yes => Some(true),
            found if found == no => Some(false),
            _ => None,
        })
    };
    Ok(DesignatorPattern {
        prefix: row.required(0)?,
        joint: row.parse(1, "`-` or `?`", |field| match field {
            "-" => Some(Joint::Hyphen),
            "?" => Some(Joint::Any),
            _ => None,
        })?,
        numbers: match row.str(2) {
            "*" => Numbers::Any { digits: 3 },
            "**" => Numbers::Any { digits: 4 },
            _ => Numbers::Listed(row.list(2).collect()),
        },
        letters: yes_or_no(3, "letters", "none")?,
        class: row.parse(4, "aircraft, weapon or vehicle", NounClass::from_name)?,
        noun: row.required(5)?,
        state: row.optional(6),
        sure: yes_or_no(7, "yes", "no")?,
    })
}

impl DesignatorPattern {
    /// The designation that `text` spells by this pattern. `text` begins with the prefix. The hyphen may be left out
    /// (`F16`) where the form is evidence in itself; it is weaker then.
    pub(super) fn read(&self, text: &str) -> Option<Designator<'_>> {
        let (text, plural) = singular(text);
        let rest = text.strip_prefix(self.prefix.as_ref())?;
        let (joint, rest) = match rest.chars().next()? {
            separator @ ('-' | ' ' | '‑' | '–') => (Some(separator), rest.get(separator.len_utf8()..)?),
            _ => (None, rest),
        };
        let (number, suffix) = self.number(rest)?;
        if !(suffix.is_empty() || self.letters && is_variant(suffix)) {
            return None;
        }
        let joint = match (self.joint, joint) {
            (Joint::Hyphen, _) | (Joint::Any, Some('-' | '‑' | '–')) => "-",
            (Joint::Any, Some(_)) => " ",
            (Joint::Any, None) => "",
        };
        let base = format!("{}{joint}{number}", self.prefix);
        let bare = self.joint == Joint::Hyphen && text.starts_with(&format!("{}{number}", self.prefix));
        if bare && !self.sure {
            return None;
        }
        Some(Designator {
            canonical: format!("{base}{suffix}"),
            base,
            class: self.class,
            noun: &self.noun,
            state: self.state.as_deref(),
            sure: self.sure && !bare,
            plural,
        })
    }

    /// Splits the number off, the longest that is listed.
    fn number<'t>(&self, rest: &'t str) -> Option<(&'t str, &'t str)> {
        let ends = |number: &str, after: &str| {
            !(number.ends_with(|last: char| last.is_ascii_digit())
                && after.starts_with(|next: char| next.is_ascii_digit()))
        };
        match &self.numbers {
            Numbers::Any { digits } => {
                let end = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
                if (1..=*digits).contains(&end) { rest.split_at_checked(end) } else { None }
            }
            Numbers::Listed(numbers) => numbers
                .iter()
                .filter_map(|number| Some((number.as_ref(), rest.strip_prefix(number.as_ref())?)))
                .filter(|(number, after)| ends(number, after))
                .max_by_key(|(number, _)| number.len())
                .and_then(|(number, _)| rest.split_at_checked(number.len())),
        }
    }
}

/// Takes the `s` of a plural off a designation.
fn singular(text: &str) -> (&str, bool) {
    let stem = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).or_else(|| text.strip_suffix('s'));
    match stem {
        Some(stem) if stem.ends_with(|last: char| last.is_ascii_digit() || last.is_ascii_uppercase()) => {
            (stem, true)
        }
        _ => (text, false),
    }
}

/// Whether what follows the number is the mark of a variant, such as `B`, `MKI`, `C/D`, `M1`, `-2`.
fn is_variant(suffix: &str) -> bool {
    let body = suffix.strip_prefix('-').unwrap_or(suffix);
    let starts = body.starts_with(|first: char| first.is_ascii_uppercase())
        || (body.len() < suffix.len() && body.starts_with(|first: char| first.is_ascii_digit()));
    starts
        && body.len() <= 5
        && body
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'/' || byte == b'-')
}

//! The rules of naming: one preferred label for each thing, whatever the text calls it here.

use std::ops::Range;

use super::knowledge::CountryForm;
use super::knowledge::Knowledge;
use crate::extract::tree::Tree;

/// A state's name with the article that English puts there inside a sentence.
pub(crate) fn of_state(name: &str) -> String {
    const ARTICLE: &[&str] = &[
        "Netherlands",
        "Philippines",
        "Bahamas",
        "Gambia",
        "Maldives",
        "Comoros",
        "Seychelles",
        "Soviet Union",
        "European Union",
        "Vatican",
        "Ivory Coast",
    ];
    let takes = name.starts_with("United ")
        || name.ends_with(" Republic")
        || name.ends_with(" Islands")
        || name.contains("Republic of")
        || ARTICLE[..8].contains(&name);
    if takes { format!("the {name}") } else { name.to_owned() }
}

/// The words of a token range with abbreviated state names written out ("U.S. society" gives "United States
/// society"); adjectives ("Mexican") stay.
pub(crate) fn written_out(tree: &Tree<'_>, knowledge: &Knowledge<'_>, tokens: Range<usize>) -> String {
    let mut result = String::new();
    let mut token = tokens.start;
    while token < tokens.end {
        let (text, next) = match knowledge.country(tree.word(token)) {
            Some(country) if country.form == CountryForm::Name && tree.word(token).contains('.') => {
                (country.label, token + 1)
            }
            Some(country)
                if country.form == CountryForm::Name && tree.word(token).chars().all(char::is_uppercase) =>
            {
                (country.label, token + 1)
            }
            _ => (tree.word(token).split_whitespace().collect::<Vec<_>>().join(" "), token + 1),
        };
        result.push_str(&text);
        // A line break is a token of its own.
        let apart =
            tree.token(token).is_some_and(|token| token.space_after) || tree.word(next).trim().is_empty();
        if next < tokens.end && apart && !result.ends_with(' ') {
            result.push(' ');
        }
        token = next;
    }
    result.trim().to_owned()
}

/// The label of a group or thing that has no name: the phrase without determiner, possessive, number and words
/// that only compare ("more", "other", "another").
pub(super) fn of_phrase(tree: &Tree<'_>, knowledge: &Knowledge<'_>, tokens: Range<usize>) -> String {
    let mut start = tokens.start;
    while start + 1 < tokens.end && (dispensable(tree, start)) {
        start += 1;
    }
    written_out(tree, knowledge, start..tokens.end)
}

/// Whether a word at the start of a phrase says nothing about what the thing is.
fn dispensable(tree: &Tree<'_>, token: usize) -> bool {
    matches!(tree.tag(token), "DT" | "PDT" | "PRP$" | "CD" | "POS" | "IN" | "_SP" | "," | "``" | "WDT")
        || matches!(
            tree.lower(token).as_str(),
            "more"
                | "other"
                | "another"
                | "such"
                | "many"
                | "several"
                | "few"
                | "some"
                | "new"
                | "additional"
                | "various"
                | "respective"
                | "own"
                | "about"
                | "around"
                | "nearly"
                | "almost"
                | "approximately"
                | "least"
                | "at"
                | "roughly"
                | "tens"
                | "dozens"
                | "hundreds"
                | "thousands"
                | "millions"
                | "of"
                | "than"
                | "first"
                | "second"
                | "same"
        )
}

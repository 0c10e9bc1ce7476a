//! What the rest of a document says of a name that says nothing of itself: its class where it stands in full, the
//! person whose given name or surname it is.

use std::collections::HashMap;

use super::name::Name;
use crate::extract::tree::Tree;
use crate::statement::Term;
use crate::vocab::casegraph::class;

/// Evidence points of a class that another place of the document tells.
const SAME_WORDS: i32 = 30;
/// Evidence points of a lone row of capitals, which is an organisation more often than anything else.
pub(super) const CAPITALS: i32 = 10;

/// The classes that the names of a document give to spellings; parts of a person's name count as well.
pub(super) fn classes(tree: &Tree<'_>, names: &[Name]) -> HashMap<String, Term> {
    let mut classes = HashMap::new();
    for name in names.iter().filter(|name| !name.demonym) {
        let words = tree.phrase(name.tokens.clone());
        if name.class == class::PERSON {
            for part in words.split(' ').filter(|part| part.chars().nth(2).is_some()) {
                classes.entry(part.to_owned()).or_insert(class::PERSON);
            }
        }
        classes.entry(words).or_insert(name.class);
    }
    classes
}

/// The class of words without evidence of their own, with its points.
pub(super) fn class(classes: &HashMap<String, Term>, words: &str) -> Option<(Term, i32)> {
    if let Some(class) = classes.get(words) {
        return Some((*class, SAME_WORDS));
    }
    let acronym = (2..=6).contains(&words.len()) && words.bytes().all(|letter| letter.is_ascii_uppercase());
    acronym.then_some((class::ORGANIZATION, CAPITALS))
}

//! Words with capitals that name no single thing: posts, common nouns, labels of a text, headings.

use std::ops::Range;

use super::candidate::Candidate;
use super::candidate::Origin;
use super::knowledge::Knowledge;
use super::name::head_of;
use crate::extract::tree::Tree;
use crate::vocab::casegraph::class;

/// Whether the lists and the form of a candidate say that it names nothing.
pub(super) fn names_nothing(tree: &Tree<'_>, knowledge: &Knowledge<'_>, candidate: &Candidate) -> bool {
    let tokens = candidate.tokens.clone();
    let words = tree.phrase(tokens.clone());
    let head = head_of(tree, tokens.clone());
    if tokens.len() == 1
        && candidate.origin != Origin::Body
        && (candidate.label == "NORP" || candidate.origin == Origin::ProperNouns || candidate.label == "ORG")
    {
        // "Marines", "Sailors": a common noun with a capital names no single thing.
        let common = knowledge.noun(&singular(&words)).is_some_and(|noun| noun.class == class::PERSON);
        if common && tree.tag(head) == "NNPS" {
            return true;
        }
    }
    // "Democrat Jane Roe": what a person is, right before the name.
    let person = knowledge.noun(&tree.lower(tokens.start)).is_some_and(|noun| noun.class == class::PERSON);
    if tokens.len() == 1 && candidate.label != "PERSON" && person && tree.is_proper(tokens.end) {
        return true;
    }
    if candidate.label == "NORP" && tree.tag(head).starts_with("JJ") && knowledge.country(&words).is_none() {
        return true;
    }
    if candidate.label == "PERSON" && is_post_of(tree, knowledge, &tokens) {
        return true;
    }
    // "59.2°N": a direction.
    let measured = tokens.start.checked_sub(1).map_or("", |before| tree.word(before));
    if matches!(words.as_str(), "N" | "S" | "E" | "W")
        && measured.ends_with(|last: char| last.is_ascii_digit() || matches!(last, '°' | '′' | '″'))
    {
        return true;
    }
    // "MP", "CEO": capitals of a post.
    if tokens.len() == 1 && words.chars().all(char::is_uppercase) && knowledge.is_post(&words) {
        return true;
    }
    // "==Sources==": a heading of a wiki.
    let marked = tokens.clone().any(|token| tree.word(token).contains('='));
    if marked || tokens.len() == 1 && is_label(tree, knowledge, tokens.start) {
        return true;
    }
    // "SUV", "UAV": capitals of a common noun.
    tokens.len() == 1
        && words.len() > 1
        && words.trim_end_matches('s').chars().all(char::is_uppercase)
        && knowledge.noun(&singular(&words)).is_some_and(|noun| noun.class != class::ORGANIZATION)
        && knowledge.organization(&words).is_none()
        && knowledge.country(&words).is_none()
}

/// "U.S. Secretary", "Scots Guardsmen": a post or people of a state or body, and no name of a person.
fn is_post_of(tree: &Tree<'_>, knowledge: &Knowledge<'_>, tokens: &Range<usize>) -> bool {
    let last = tree.lower(tokens.end.saturating_sub(1));
    let person = |word: &str| {
        knowledge.is_title(word) || knowledge.noun(word).is_some_and(|noun| noun.class == class::PERSON)
    };
    tokens.len() > 1
        && (person(&last) || person(&singular(&last)))
        && !knowledge.is_surname(tree.word(tokens.end - 1))
        && !tokens.clone().any(|token| knowledge.is_given_name(tree.word(token)))
}

/// "[CORRECTED]", "WATCH:", "FILE -": capitals that say what a text is.
pub(super) fn is_label(tree: &Tree<'_>, knowledge: &Knowledge<'_>, token: usize) -> bool {
    let word = tree.word(token);
    if word.len() < 4 || !word.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return false;
    }
    let before = token.checked_sub(1).map_or("", |before| tree.word(before).trim());
    let first = matches!(before, "" | "." | "!" | "?" | "”" | "\"" | ")")
        || tree.sentence_tokens(tree.sentence(token)).start == token;
    let after = tree.word(token + 1);
    let apart = before == "[" && after == "]" || first && matches!(after, ":" | "-" | "–" | "—" | "--");
    apart
        && knowledge.organization(word).is_none()
        && knowledge.country(word).is_none()
        && knowledge.place(word).is_none()
}

/// A capitalised plural in the singular and in lower case.
pub(super) fn singular(word: &str) -> String {
    let lower = word.to_lowercase();
    if let Some(stem) = lower.strip_suffix("men") {
        return format!("{stem}man");
    }
    lower.strip_suffix('s').map_or(lower.clone(), str::to_owned)
}

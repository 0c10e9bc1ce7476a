//! Named events: "the Crimean War", "Hurricane Mitch", "the Siege of Vienna", "World War I".
//!
//! The words of such a name are no name of a place or a body: Crimea takes no part in "the Crimean War".

use std::ops::Range;

use crate::extract::event::Words;
use crate::extract::event::has;
use crate::extract::tree::Tree;

/// The tokens of the named events of a text, in its order.
pub(super) fn find(tree: &Tree<'_>, words: &Words) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for noun in 0..tree.len() {
        if !capital(tree.word(noun)) || !tree.is_noun(noun) || !has(&words.event_nouns, &tree.lower(noun)) {
            continue;
        }
        let tokens = around(tree, noun);
        let inside = found.last().is_some_and(|last| last.end > tokens.start);
        if tokens.len() > 1 && !inside {
            found.push(tokens);
        }
    }
    found
}

/// The name around its noun: capitalised words in front; "of" or "on" with a name, or a numeral, behind.
fn around(tree: &Tree<'_>, noun: usize) -> Range<usize> {
    let sentence = tree.sentence_tokens(tree.sentence(noun));
    let part = |token: usize| sentence.contains(&token) && capital(tree.word(token));
    let name = |token: usize| part(token) && matches!(tree.tag(token), "NNP" | "NNPS" | "JJ" | "NN" | "NNS");
    let mut start = noun;
    while let Some(before) = start.checked_sub(1).filter(|before| name(*before)) {
        start = before;
    }
    let numeral = |token: usize| {
        part(token) && tree.word(token).chars().all(|letter| matches!(letter, 'I' | 'V' | 'X' | '1'..='9'))
    };
    let mut end = noun + 1;
    if numeral(end) && !tree.word(end).chars().all(|letter| letter.is_ascii_digit()) {
        end += 1;
    } else if start == noun && joins(tree, noun, end) && name(end + 1) {
        end += 2;
        while name(end) {
            end += 1;
        }
    } else if start == noun {
        // "Hurricane Mitch": the noun leads its name.
        while matches!(tree.tag(end), "NNP") && part(end) {
            end += 1;
        }
    }
    start..end
}

/// "the Siege of Vienna", "the War in Bosnia": whether a preposition joins what is behind it to the name.
fn joins(tree: &Tree<'_>, noun: usize, preposition: usize) -> bool {
    let word = tree.lower(preposition);
    matches!(word.as_str(), "of" | "on") || word == "in" && tree.lower(noun) == "war"
}

/// The tokens of a vote that is named by its place: "the 1994 Swedish general election in Stockholm".
pub(super) fn vote(tree: &Tree<'_>, words: &Words, noun: usize) -> Option<Range<usize>> {
    if !tree.is_noun(noun) || !has(&words.vote_nouns, &tree.lemma(noun)) {
        return None;
    }
    let mut start = tree.base_phrase(noun).start;
    // "Oslo's 2011 municipal election": whose it is, is no part of its name.
    let owner = (start..noun).rev().find(|token| tree.tag(*token) == "POS");
    start = owner.map_or(start, |owner| owner + 1);
    let loose = |token: usize| matches!(tree.tag(token), "DT" | "PRP$" | "IN" | "," | "CC" | "CD");
    let year = |token: usize| tree.word(token).starts_with(|letter: char| letter.is_ascii_digit());
    while start < noun && loose(start) && !year(start) {
        start += 1;
    }
    let named = (start..noun)
        .any(|token| capital(tree.word(token)) && !tree.word(token).starts_with(char::is_numeric));
    if !named {
        return None;
    }
    let sentence = tree.sentence_tokens(tree.sentence(noun));
    let mut end = noun + 1;
    if matches!(tree.word(end), "in" | "of") {
        let name = end + 1 + usize::from(tree.lower(end + 1) == "the");
        let mut behind = name;
        while sentence.contains(&behind) && tree.is_proper(behind) {
            behind += 1;
        }
        if behind > name {
            end = behind;
        }
    }
    Some(start..end)
}

fn capital(word: &str) -> bool {
    word.chars().next().is_some_and(|first| first.is_uppercase() || first.is_numeric())
}

//! Where a name may stand: the model's entity spans, gazetteer hits, ship prefixes with the capitalised words behind
//! them, runs of proper nouns, bodies with "of", parties of countries.

use std::collections::HashMap;
use std::ops::Range;

use super::knowledge::CountryForm;
use super::knowledge::Knowledge;
use super::name::country_before;
use super::no_name::is_label;
use crate::extract::event::Words;
use crate::extract::event::has;
use crate::extract::tree::Tree;

/// A longer run of capitals is a list, a table or noise, and no name.
const MOST_TOKENS: usize = 48;

/// Where a candidate came from, the weaker first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    ProperNouns,
    Model,
    Gazetteer,
    Body,
    Coordinates,
    Prefix,
}

#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// Where it came from.
    pub(super) origin: Origin,
    /// The model's label of these tokens, where it has one.
    pub(super) label: String,
}

/// The candidates of a text, those that come first in doubt before the others.
pub(super) fn candidates(tree: &Tree<'_>, knowledge: &Knowledge<'_>, words: &Words) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    ship_candidates(tree, knowledge, &mut candidates);
    candidates.extend(super::coordinate::find(tree).into_iter().map(|tokens| Candidate {
        tokens,
        origin: Origin::Coordinates,
        label: String::new(),
    }));
    gazetteer_candidates(tree, knowledge, &mut candidates);
    model_candidates(tree, knowledge, &mut candidates);
    body_candidates(tree, knowledge, &mut candidates);
    proper_noun_candidates(tree, knowledge, &mut candidates);
    party_candidates(tree, knowledge, words, &mut candidates);
    candidates.retain(|candidate| (1..=MOST_TOKENS).contains(&candidate.tokens.len()));
    // "HIV", "DNA": capitals that name no body, however they are used.
    let common = |candidate: &Candidate| {
        candidate.tokens.len() == 1 && has(&words.common_acronyms, tree.word(candidate.tokens.start))
    };
    candidates.retain(|candidate| !common(candidate));
    share_labels(&mut candidates);
    let mut candidates = divided(tree, knowledge, candidates);
    share_labels(&mut candidates);
    candidates.sort_by(|left, right| {
        let prefix = |candidate: &Candidate| candidate.origin >= Origin::Coordinates;
        prefix(right)
            .cmp(&prefix(left))
            .then(right.tokens.len().cmp(&left.tokens.len()))
            .then(right.origin.cmp(&left.origin))
            .then(left.tokens.start.cmp(&right.tokens.start))
    });
    candidates
}

/// Each candidate that holds several names by its names.
fn divided(tree: &Tree<'_>, knowledge: &Knowledge<'_>, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut divided = Vec::new();
    for candidate in candidates {
        if matches!(candidate.origin, Origin::Prefix | Origin::Coordinates | Origin::Gazetteer) {
            divided.push(candidate);
            continue;
        }
        for tokens in super::boundary::parts(tree, knowledge, candidate.tokens.clone(), &candidate.label) {
            // "Jane Roe/Acme News": what the model says of the whole holds for the first part.
            let behind = tokens.start.checked_sub(1).is_some_and(|before| tree.word(before) == "/");
            let label = if behind { String::new() } else { candidate.label.clone() };
            divided.push(Candidate { tokens, label, ..candidate.clone() });
        }
    }
    divided
}

pub(super) fn capital(word: &str) -> bool {
    word.chars().next().is_some_and(|first| first.is_uppercase() || first.is_numeric())
}

fn ship_candidates(tree: &Tree<'_>, knowledge: &Knowledge<'_>, candidates: &mut Vec<Candidate>) {
    for start in 0..tree.len() {
        let Some(behind) = super::name::behind_ship_prefix(tree, knowledge, start) else { continue };
        let limit = tree.sentence_tokens(tree.sentence(start)).end;
        let mut end = behind;
        while end < limit
            && end < behind + 4
            && capital(tree.word(end))
            && !tree.word(end).contains(['’', '\''])
        {
            end += 1;
        }
        if end > behind {
            candidates.push(Candidate { tokens: start..end, origin: Origin::Prefix, label: String::new() });
        }
    }
}

fn gazetteer_candidates(tree: &Tree<'_>, knowledge: &Knowledge<'_>, candidates: &mut Vec<Candidate>) {
    let words: Vec<&str> = (0..tree.len()).map(|index| tree.word(index)).collect();
    let mut modelled = vec![false; tree.len()];
    for token in tree.analysis.entities.iter().flat_map(|entity| entity.tokens.clone()) {
        if let Some(slot) = modelled.get_mut(token) {
            *slot = true;
        }
    }
    for tokens in knowledge.scan(&words) {
        // A gazetteer speaks only where the writer used a capital and the parser saw a name or an adjective.
        let named = tokens.clone().any(|token| {
            tree.is_proper(token) || tree.tag(token).starts_with("JJ") || modelled.get(token) == Some(&true)
        });
        if named && capital(tree.word(tokens.start)) {
            candidates.push(Candidate { tokens, origin: Origin::Gazetteer, label: String::new() });
        }
    }
}

fn model_candidates(tree: &Tree<'_>, knowledge: &Knowledge<'_>, candidates: &mut Vec<Candidate>) {
    for entity in &tree.analysis.entities {
        let label = &*entity.label;
        if !matches!(
            label,
            "PERSON" | "ORG" | "GPE" | "LOC" | "FAC" | "PRODUCT" | "NORP" | "EVENT" | "LAW" | "WORK_OF_ART"
        ) {
            continue;
        }
        let mut tokens = trim(tree, behind_label(tree, knowledge, entity.tokens.clone()));
        if label == "PERSON" {
            tokens = person_tokens(tree, knowledge, tokens);
        }
        candidates.push(Candidate { tokens, origin: Origin::Model, label: label.to_owned() });
    }
}

/// What the model says of a place counts for every candidate at that place.
fn share_labels(candidates: &mut [Candidate]) {
    let labels: HashMap<Range<usize>, String> = candidates
        .iter()
        .filter(|candidate| candidate.origin == Origin::Model)
        .map(|candidate| (candidate.tokens.clone(), candidate.label.clone()))
        .collect();
    for candidate in candidates.iter_mut().filter(|candidate| candidate.label.is_empty()) {
        if let Some(label) = labels.get(&candidate.tokens) {
            candidate.label.clone_from(label);
        }
    }
}

/// "the Swedish Democrats": the country of a party, and the plural that names its members; "the Liberals" alone.
fn party_candidates(
    tree: &Tree<'_>,
    knowledge: &Knowledge<'_>,
    words: &Words,
    candidates: &mut Vec<Candidate>,
) {
    for noun in 0..tree.len() {
        if !capital(tree.word(noun)) || !has(&words.party_nouns, &tree.lower(noun)) {
            continue;
        }
        let before = noun.checked_sub(1).filter(|before| tree.sentence(*before) == tree.sentence(noun));
        if before.is_some_and(|before| tree.lower(before) == "the")
            && has(&words.bare_party_nouns, &tree.lower(noun))
        {
            let tokens = noun..noun + 1;
            candidates.push(Candidate { tokens, origin: Origin::Body, label: "ORG".to_owned() });
        }
        if let Some(country) = before.and_then(|before| country_before(tree, knowledge, before)) {
            let tokens = country.start..noun + 1;
            candidates.push(Candidate { tokens, origin: Origin::Body, label: "ORG".to_owned() });
        }
    }
}

/// A person's name without the form of address in front ("Mr") and the number behind (an age, a note).
fn person_tokens(tree: &Tree<'_>, knowledge: &Knowledge<'_>, tokens: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = tokens;
    while end > start + 1 && tree.word(end - 1).starts_with(|letter: char| letter.is_ascii_digit()) {
        end -= 1;
    }
    while end > start + 1 && matches!(knowledge.title(&[tree.word(start)]), Some((1, true))) {
        start += 1;
    }
    start..end
}

/// "FILE - Oslo": the words behind the label of a text.
fn behind_label(tree: &Tree<'_>, knowledge: &Knowledge<'_>, tokens: Range<usize>) -> Range<usize> {
    if tokens.len() > 2 && is_label(tree, knowledge, tokens.start) {
        tokens.start + 2..tokens.end
    } else {
        tokens
    }
}

/// Without article, title-like lower-case words in front, possessive ending and punctuation at the ends.
fn trim(tree: &Tree<'_>, tokens: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (tokens.start, tokens.end);
    while start < end
        && (matches!(
            tree.tag(start),
            "DT" | "PRP$" | "IN" | "CC" | ":" | "," | "." | "``" | "''" | "POS" | "CD" | "_SP"
        ) || !capital(tree.word(start)) && tree.tag(start) != "NNP"
            || is_function_word(&tree.lower(start)) && start + 1 < end)
    {
        start += 1;
    }
    while end > start
        && matches!(
            tree.tag(end - 1),
            "POS" | "," | "." | ":" | "``" | "''" | "HYPH" | "_SP" | "-RRB-" | "-LRB-"
        )
        && !tree.word(end - 1).ends_with("S.")
    {
        end -= 1;
    }
    start..end
}

/// A preposition, conjunction or determiner, which has a capital at the start of a sentence only.
fn is_function_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "near", "in", "at", "on", "from", "for", "with", "by", "to", "off", "under", "over", "after",
        "before", "since", "while", "when", "where", "if", "as", "but", "and", "or", "the", "a", "an",
        "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "both", "all", "some",
        "no", "outside", "inside", "across", "around", "between", "against", "during", "like", "unlike",
        "despite", "although",
    ];
    WORDS.contains(&word)
}

fn proper_noun_candidates(tree: &Tree<'_>, knowledge: &Knowledge<'_>, candidates: &mut Vec<Candidate>) {
    let mut start = 0;
    while start < tree.len() {
        if !tree.is_proper(start)
            || !capital(tree.word(start))
            || is_function_word(&tree.lower(start)) && tree.is_proper(start + 1)
        {
            start += 1;
            continue;
        }
        let limit = tree.sentence_tokens(tree.sentence(start)).end;
        let mut end = start + 1;
        while end < limit
            && ((tree.is_proper(end) && capital(tree.word(end)))
                || (tree.word(end) == "&" && end + 1 < limit && tree.is_proper(end + 1)))
        {
            end += 1;
        }
        let tokens = person_tokens(tree, knowledge, start..end);
        candidates.push(Candidate { tokens, origin: Origin::ProperNouns, label: String::new() });
        start = end;
    }
}

/// "Ministry of Defense", "Bank of Japan", "Port of Odesa": a capitalised body or facility noun with `of` or `for`
/// and capitalised words behind it.
fn body_candidates(tree: &Tree<'_>, knowledge: &Knowledge<'_>, candidates: &mut Vec<Candidate>) {
    for noun in 0..tree.len() {
        if let Some(tokens) = super::boundary::coordinated(tree, knowledge, noun) {
            candidates.push(Candidate { tokens, origin: Origin::Body, label: "ORG".to_owned() });
        }
        if !capital(tree.word(noun)) || !tree.is_noun(noun) || !knowledge.takes_of(&tree.lower(noun)) {
            continue;
        }
        let limit = tree.sentence_tokens(tree.sentence(noun)).end;
        let mut end = noun + 1;
        if !(end < limit && matches!(tree.word(end), "of" | "for")) {
            continue;
        }
        end += 1;
        if end < limit && tree.word(end) == "the" {
            end += 1;
        }
        let first = end;
        while end < limit && capital(tree.word(end)) && (tree.is_noun(end) || tree.tag(end) == "JJ") {
            end += 1;
            if end + 1 < limit
                && tree.word(end) == "and"
                && capital(tree.word(end + 1))
                && (knowledge.country(tree.word(end + 1)).is_none()
                    || knowledge.place(&tree.phrase(end - 1..end + 2)).is_some())
            {
                end += 1;
            }
        }
        let mut start = noun;
        while start > 0
            && tree.sentence(start - 1) == tree.sentence(noun)
            && capital(tree.word(start - 1))
            && matches!(tree.tag(start - 1), "NNP" | "NNPS" | "JJ")
        {
            start -= 1;
        }
        if end == first
            || knowledge
                .country(&tree.phrase(first..end))
                .is_some_and(|country| start == noun && country.form == CountryForm::Name && first + 1 < end)
        {
            continue;
        }
        candidates.push(Candidate { tokens: start..end, origin: Origin::Body, label: String::new() });
    }
}

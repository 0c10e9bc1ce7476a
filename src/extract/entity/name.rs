//! Named things: where a name stands, and what kind of thing it names, by evidence.
//!
//! Candidates are the model's entity spans, gazetteer hits, ship prefixes with the capitalised words behind them,
//! and runs of proper nouns. Where they overlap the longer wins, ship prefixes before all. The kind is then decided
//! by adding up evidence (gazetteer, head noun, title before, prefix, given name, the model's label).

use std::ops::Range;

use super::candidate::Candidate;
use super::candidate::Origin;
use super::candidate::candidates;
use super::features::Hints;
use super::knowledge::Country;
use super::knowledge::CountryForm;
use super::knowledge::Knowledge;
use super::no_name::is_label;
use super::no_name::names_nothing;
use crate::extract::event::Words;
use crate::extract::tree::Tree;
use crate::statement::Term;
use crate::vocab::casegraph::class;

/// A class with less probability than this is denied.
const UNLIKELY: f32 = 0.15;

/// A name in the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Name {
    /// Its tokens without article and possessive ending.
    pub(crate) tokens: Range<usize>,
    /// The token that stands for it in the tree.
    pub(crate) head: usize,
    /// Its class.
    pub(crate) class: Term,
    /// Further classes.
    pub(crate) also: Vec<Term>,
    /// The canonical name by the rules of naming.
    pub(crate) label: String,
    /// A country named inside or before it ("U.S." in "U.S. Navy"), with its tokens.
    pub(crate) country: Option<(Country, Range<usize>)>,
    /// The force that a ship's prefix tells.
    pub(crate) force: Option<String>,
    /// Evidence points of the class; what decides between mentions of one name.
    pub(crate) score: i32,
    /// Whether it is an adjective or a people's name that only points at a country ("Mexican").
    pub(crate) demonym: bool,
}

/// All names of a text, in its order, not overlapping.
pub(super) fn find(tree: &Tree<'_>, knowledge: &Knowledge<'_>, words: &Words, taken: &[bool]) -> Vec<Name> {
    let candidates = candidates(tree, knowledge, words);
    let hints = Hints::new(tree);
    let mut used = taken.to_vec();
    used.resize(tree.len(), false);
    let mut names = Vec::new();
    let mut unresolved = Vec::new();
    for mut candidate in candidates {
        candidate.tokens = behind_title(candidate.tokens, taken);
        let free = candidate.tokens.clone().all(|token| used.get(token) == Some(&false));
        let fits = free
            || (candidate.origin >= Origin::Coordinates
                && candidate.tokens.clone().all(|token| used.get(token).is_some()));
        if !fits {
            continue;
        }
        if let Some(name) = classify(tree, knowledge, &hints, &candidate) {
            for token in name.tokens.clone() {
                if let Some(slot) = used.get_mut(token) {
                    *slot = true;
                }
            }
            names.push(name);
        } else if candidate.origin == Origin::ProperNouns {
            unresolved.push(candidate);
        }
    }
    let elsewhere = super::elsewhere::classes(tree, &names);
    for candidate in unresolved {
        let free = candidate.tokens.clone().all(|token| used.get(token) == Some(&false));
        let words = tree.phrase(candidate.tokens.clone());
        let found = super::elsewhere::class(&elsewhere, &words).filter(|_| free);
        let believed = |score: i32| {
            score > super::elsewhere::CAPITALS || may_be_body(tree, knowledge, &hints, &candidate)
        };
        if let Some((class, score)) = found.filter(|(_, score)| believed(*score)) {
            names.push(Name { class, score, ..unclassified(tree, candidate.tokens) });
        }
    }
    names.sort_by_key(|name| name.tokens.start);
    names
}

/// Whether a row of capitals without evidence may name an organisation: it labels no text, and the layer does not
/// deny it.
fn may_be_body(tree: &Tree<'_>, knowledge: &Knowledge<'_>, hints: &Hints, candidate: &Candidate) -> bool {
    if is_label(tree, knowledge, candidate.tokens.start) {
        return false;
    }
    let Some(layer) = knowledge.layer() else { return true };
    let probabilities = layer.probabilities(&super::features::features(tree, knowledge, hints, candidate));
    let body = layer.class("organization").and_then(|class| probabilities.get(class));
    body.is_none_or(|probability| *probability >= UNLIKELY)
}

/// The words of a candidate without a title in front, which has been read already.
pub(super) fn behind_title(tokens: Range<usize>, taken: &[bool]) -> Range<usize> {
    let start = tokens.clone().find(|token| taken.get(*token) != Some(&true));
    start.unwrap_or(tokens.start)..tokens.end
}

/// The token of a range whose head lies outside it.
pub(super) fn head_of(tree: &Tree<'_>, tokens: Range<usize>) -> usize {
    tokens
        .clone()
        .rev()
        .find(|token| {
            let head = tree.head(*token);
            (!tokens.contains(&head) || head == *token) && !matches!(tree.dep(*token), "punct" | "case")
        })
        .unwrap_or(tokens.start)
}

/// A name of which nothing is known but its words.
fn unclassified(tree: &Tree<'_>, tokens: Range<usize>) -> Name {
    Name {
        head: head_of(tree, tokens.clone()),
        class: class::ENTITY,
        also: Vec::new(),
        label: tree.phrase(tokens.clone()),
        country: None,
        force: None,
        score: 0,
        demonym: false,
        tokens,
    }
}

fn classify(
    tree: &Tree<'_>,
    knowledge: &Knowledge<'_>,
    hints: &Hints,
    candidate: &Candidate,
) -> Option<Name> {
    let mut name = match settled(tree, knowledge, candidate) {
        Settled::Name(name) => return Some(*name),
        Settled::Nothing => return None,
        Settled::Open(name) => *name,
    };
    let (tokens, words) = (name.tokens.clone(), tree.phrase(name.tokens.clone()));
    let mut evidence = super::evidence::weigh(tree, knowledge, &tokens, &words, &candidate.label);
    if let Some(layer) = knowledge.layer() {
        let features = super::features::features(tree, knowledge, hints, candidate);
        evidence.learn(layer, &features)?;
    }
    let (class, score) = evidence.best()?;
    name.class = class;
    name.score = score;
    if class == class::PLACE
        && let Some(place) = knowledge.place(&words)
    {
        name.label = place.label;
        name.country = place.country.map(|country| (country, tokens.start..tokens.start));
    }
    // "the Ringsby mosque": the noun is a part of what it is called.
    if class == class::FACILITY
        && let Some(noun) = super::evidence::bearer(tree, knowledge, &tokens)
    {
        let front = tree.phrase(tokens.start..noun);
        name.label = format!("{front} {}", tree.lemma(noun));
    }
    Some(name)
}

/// What the lists say of a candidate.
pub(super) enum Settled {
    /// It is this name.
    Name(Box<Name>),
    /// It is none.
    Nothing,
    /// They do not say.
    Open(Box<Name>),
}

/// What the lists alone say of a candidate.
pub(super) fn settled(tree: &Tree<'_>, knowledge: &Knowledge<'_>, candidate: &Candidate) -> Settled {
    let tokens = candidate.tokens.clone();
    let words = tree.phrase(tokens.clone());
    let mut name = unclassified(tree, tokens.clone());
    if candidate.origin == Origin::Coordinates {
        name.class = class::PLACE;
        name.score = 100;
        return Settled::Name(Box::new(name));
    }
    if names_nothing(tree, knowledge, candidate) {
        return Settled::Nothing;
    }
    let behind = behind_ship_prefix(tree, knowledge, tokens.start).filter(|behind| *behind < tokens.end);
    if let Some(prefix) =
        behind.and_then(|behind| knowledge.ship_prefix(&written(tree, tokens.start..behind)))
    {
        name.class = class::VESSEL;
        name.force = prefix.force;
        name.country = prefix.country.map(|country| (country, tokens.start..tokens.start));
        name.score = 100;
        return Settled::Name(Box::new(name));
    }
    if let Some(country) = knowledge.country(&words) {
        return Settled::Name(Box::new(country_name(name, country, tokens)));
    }
    // "Plaid Cymru": what the model takes for a person is none where the lists hold the whole name.
    let person = candidate.label == "PERSON"
        && (tokens.len() == 1 || knowledge.is_given_name(tree.word(tokens.start)));
    if let Some(organization) = knowledge.organization(&words).filter(|_| !person) {
        return Settled::Name(Box::new(organization_name(tree, knowledge, name, organization)));
    }
    if let Some(name) = country_and_body(tree, knowledge, &name) {
        return Settled::Name(Box::new(name));
    }
    Settled::Open(Box::new(name))
}

/// Where a ship's prefix that begins at a token ends: "USS", and "M/V", which is several tokens.
pub(super) fn behind_ship_prefix(tree: &Tree<'_>, knowledge: &Knowledge<'_>, start: usize) -> Option<usize> {
    let parted = tree.word(start + 1) == "/" && tree.word(start).len() < 4;
    let end = if parted { start + 3 } else { start + 1 };
    let whole = end <= tree.len()
        && (start..end - 1).all(|token| tree.token(token).is_some_and(|token| !token.space_after));
    (whole && knowledge.ship_prefix(&written(tree, start..end)).is_some()).then_some(end)
}

/// Tokens without blanks between.
fn written(tree: &Tree<'_>, tokens: Range<usize>) -> String {
    tokens.map(|token| tree.word(token)).collect()
}

/// The words of the organisation's own state at the start of its name ("U.S." in "U.S. Navy").
fn country_inside(
    tree: &Tree<'_>,
    knowledge: &Knowledge<'_>,
    country: &Country,
    tokens: &Range<usize>,
) -> Range<usize> {
    (tokens.start + 1..tokens.end)
        .rev()
        .map(|end| tokens.start..end)
        .find(|range| {
            knowledge.country(&tree.phrase(range.clone())).is_some_and(|found| found.label == country.label)
        })
        .unwrap_or(tokens.start..tokens.start)
}

fn organization_name(
    tree: &Tree<'_>,
    knowledge: &Knowledge<'_>,
    mut name: Name,
    organization: super::knowledge::Organization,
) -> Name {
    let tokens = name.tokens.clone();
    name.label = organization.label;
    name.class = organization.class;
    if organization.outlet {
        name.also.push(class::SOURCE);
    }
    name.country = organization.country.map(|country| {
        let inside = country_inside(tree, knowledge, &country, &tokens);
        (country, inside)
    });
    name.score = 75;
    name
}

fn country_name(mut name: Name, country: Country, tokens: Range<usize>) -> Name {
    name.class = if country.is_state { class::STATE } else { class::PLACE };
    name.label.clone_from(&country.label);
    name.demonym = country.form != CountryForm::Name;
    name.score = 90;
    name.country = Some((country, tokens));
    name
}

/// "U.S. Navy", "Mexican Ministry of Finance", "Russian Foreign Ministry": a state's force or body.
fn country_and_body(tree: &Tree<'_>, knowledge: &Knowledge<'_>, name: &Name) -> Option<Name> {
    let tokens = name.tokens.clone();
    let split = (tokens.start + 1..tokens.end).rev().find_map(|split| {
        let country = knowledge.country(&tree.phrase(tokens.start..split))?;
        Some((split, country))
    });
    let (body_start, country, country_tokens) = match split {
        Some((split, country)) => (split, country, tokens.start..split),
        None => return bare_body(tree, knowledge, name),
    };
    let body = knowledge.body(&tree.phrase(body_start..tokens.end))?;
    let mut name = name.clone();
    name.class = body.class;
    name.label = format!("{} {}", country.label, body.label);
    name.country = Some((country, country_tokens));
    name.score = 85;
    Some(name)
}

/// A body whose state is told by a word before it that is not part of the name, or by the body itself.
fn bare_body(tree: &Tree<'_>, knowledge: &Knowledge<'_>, name: &Name) -> Option<Name> {
    let words = tree.phrase(name.tokens.clone());
    let body = knowledge.body(&words)?;
    let before =
        name.tokens.start.checked_sub(1).filter(|before| tree.sentence(*before) == tree.sentence(name.head));
    let country = before.and_then(|before| {
        let range = country_before(tree, knowledge, before)?;
        Some((knowledge.country(&tree.phrase(range.clone()))?, range))
    });
    let mut name = name.clone();
    name.class = body.class;
    name.score = 80;
    name.label = body.label;
    if let Some((country, range)) = country {
        name.label = format!("{} {}", country.label, name.label);
        name.country = Some((country, range));
    }
    Some(name)
}

/// The range of a country's name or adjective that ends at `last`.
pub(super) fn country_before(
    tree: &Tree<'_>,
    knowledge: &Knowledge<'_>,
    last: usize,
) -> Option<Range<usize>> {
    (1..=3).rev().find_map(|length| {
        let start = (last + 1).checked_sub(length)?;
        let fits = tree.sentence(start) == tree.sentence(last)
            && knowledge.country(&tree.phrase(start..last + 1)).is_some();
        fits.then_some(start..last + 1)
    })
}

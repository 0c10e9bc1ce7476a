//! The kind of a named thing, by adding up evidence.

use std::ops::Range;

use super::boundary::is_score;
use super::knowledge::Knowledge;
use crate::extract::draft::class_group;
use crate::extract::tree::Tree;
use crate::layer::Features;
use crate::layer::Layer;
use crate::statement::Term;
use crate::vocab::casegraph::class;

/// Points of a class of which the learned layer is certain.
const LEARNED: f32 = 150.0;
/// The probability that there is no name from which the layer is believed against weak rules.
const SURE: f32 = 0.5;
/// Rules with fewer points than this are weak.
const WEAK: i32 = 45;

/// Points for each class that has any, in the order of the first evidence.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Evidence {
    points: Vec<(Term, i32)>,
}

impl Evidence {
    fn add(&mut self, of: Term, points: i32) {
        match self.points.iter_mut().find(|(class, _)| *class == of) {
            Some((_, sum)) => *sum += points,
            None => self.points.push((of, points)),
        }
    }

    /// Adds what a learned layer says; `None` where it is sure that there is no name, and the rules are not.
    pub(super) fn learn(&mut self, layer: &Layer, features: &Features) -> Option<()> {
        let sure = self.best().map_or(0, |(_, points)| points);
        let mut no_name = 0.0;
        for (name, probability) in layer.classes().iter().zip(layer.probabilities(features)) {
            #[expect(clippy::cast_possible_truncation, reason = "a probability times a hundred is small")]
            let points = (probability * LEARNED).round() as i32;
            match name.as_str() {
                "person" => self.add(class::PERSON, points),
                "organization" => self.add_to_group("org", class::ORGANIZATION, points),
                "place" => self.add(class::PLACE, points),
                "facility" => self.add(class::FACILITY, points),
                "asset" => self.add_to_group("asset", class::ASSET, points),
                _ => no_name += probability,
            }
        }
        if no_name > SURE && sure < WEAK {
            return None;
        }
        Some(())
    }

    /// Adds points to the class of a group that has most, else to `of`.
    fn add_to_group(&mut self, group: &str, of: Term, points: i32) {
        let known = self.points.iter().filter(|(class, _)| {
            class_group(*class) == group && *class != class::FACILITY && *class != class::ENTITY
        });
        let known = known.max_by_key(|(_, points)| *points).map(|(class, _)| *class);
        self.add(known.unwrap_or(of), points);
    }

    /// The class with most points, the first of equals; `None` without evidence.
    pub(super) fn best(&self) -> Option<(Term, i32)> {
        let mut best: Option<(Term, i32)> = None;
        for (class, points) in &self.points {
            if *points > best.map_or(0, |(_, points)| points) {
                best = Some((*class, *points));
            }
        }
        best
    }
}

/// Weighs a candidate. The points are relative: a gazetteer or a telling head noun outweighs the model's label
/// (its F score by label is .88 for people and .31 for products), two weak hints outweigh one.
pub(super) fn weigh(
    tree: &Tree<'_>,
    knowledge: &Knowledge<'_>,
    tokens: &Range<usize>,
    words: &str,
    label: &str,
) -> Evidence {
    let mut evidence = Evidence::default();
    model(&mut evidence, label);
    gazetteers(&mut evidence, knowledge, words, tokens.len());
    let people = people(tree, knowledge, tokens);
    // "Anna Lake" is no lake.
    let landscape = knowledge.noun(&tree.lemma(tokens.end.saturating_sub(1)));
    let surname = people && tokens.len() == 2 && landscape.is_some_and(|noun| noun.class == class::PLACE);
    if !(people && label == "PERSON" || surname && !after_article(tree, tokens)) {
        head_noun(&mut evidence, tree, knowledge, tokens);
    }
    if people {
        evidence.add(class::PERSON, 40);
    }
    if let Some(kind) = tokens.clone().find_map(|token| knowledge.designator(tree.word(token))) {
        evidence.add(kind, 60);
    }
    surroundings(&mut evidence, tree, knowledge, tokens);
    evidence
}

fn model(evidence: &mut Evidence, label: &str) {
    match label {
        "PERSON" => evidence.add(class::PERSON, 50),
        "ORG" => evidence.add(class::ORGANIZATION, 35),
        "GPE" => evidence.add(class::PLACE, 50),
        "LOC" => evidence.add(class::PLACE, 35),
        "FAC" => evidence.add(class::FACILITY, 25),
        "PRODUCT" => evidence.add(class::ASSET, 10),
        "NORP" => evidence.add(class::ORGANIZATION, 15),
        _ => {}
    }
}

fn gazetteers(evidence: &mut Evidence, knowledge: &Knowledge<'_>, words: &str, length: usize) {
    if let Some(organization) = knowledge.organization(words) {
        evidence.add(
            organization.class,
            if length > 1 || words.chars().all(char::is_uppercase) { 70 } else { 45 },
        );
    }
    if let Some(place) = knowledge.place(words) {
        evidence.add(class::PLACE, if place.doubtful { 10 } else { 40 });
    }
}

fn head_noun(evidence: &mut Evidence, tree: &Tree<'_>, knowledge: &Knowledge<'_>, tokens: &Range<usize>) {
    if tokens.len() < 2 {
        return;
    }
    let last = tokens.end - 1;
    let of = tokens.clone().find(|token| matches!(tree.word(*token), "of" | "for"));
    let noun = of.and_then(|of| of.checked_sub(1)).unwrap_or(last);
    for token in [noun, tokens.start] {
        let Some(entry) = knowledge.noun(&tree.lemma(token)) else { continue };
        let points = if token == noun { 60 } else { 15 };
        let class =
            of.filter(|of| token == noun && entry.class == class::FACILITY && !is_dedicated(tree, *of));
        let body = class.and_then(|_| knowledge.organization_noun(&tree.lemma(noun)));
        match body.map_or(entry.class, |body| body.class) {
            class::PERSON | class::COLLECTIVE | class::ROLE => {}
            of if token == noun || of == class::PLACE => evidence.add(of, points),
            _ => {}
        }
    }
}

/// "Church of Our Lady", "House of St. John": a building that bears a saint's name, and no body.
fn is_dedicated(tree: &Tree<'_>, of: usize) -> bool {
    let word = |token: usize| tree.word(token).trim_end_matches('.');
    let next = if word(of + 1) == "the" { of + 2 } else { of + 1 };
    matches!(word(next), "Saint" | "Saints" | "St" | "Our" | "Holy" | "All" | "Sacred")
}

/// Whether "the" stands before.
fn after_article(tree: &Tree<'_>, tokens: &Range<usize>) -> bool {
    tokens.start.checked_sub(1).is_some_and(|before| tree.lower(before) == "the")
}

/// A given name in front, or a particle inside, and at least two words.
fn people(tree: &Tree<'_>, knowledge: &Knowledge<'_>, tokens: &Range<usize>) -> bool {
    tokens.len() > 1 && tokens.len() < 6 && knowledge.is_given_name(tree.word(tokens.start))
}

/// Points of what the words right around a name say of its class.
const TELLING: i32 = 55;

/// "Chelsea 2-1": who plays is a team. "OSLO — ": a dateline begins with a place.
fn margins(evidence: &mut Evidence, tree: &Tree<'_>, knowledge: &Knowledge<'_>, tokens: &Range<usize>) {
    let score = |token: usize| is_score(tree, token);
    let sentence = tree.sentence_tokens(tree.sentence(tokens.start));
    let before = tokens.start.checked_sub(1).filter(|before| sentence.contains(before));
    if before.is_some_and(score) || sentence.contains(&tokens.end) && score(tokens.end) {
        evidence.add(class::ORGANIZATION, 3 * TELLING);
    }
    let dash = matches!(tree.word(tokens.end), "-" | "–" | "—" | "--" | ",");
    let capitals = tokens.clone().all(|token| !tree.word(token).contains(char::is_lowercase));
    if dash && capitals && before.is_none() && knowledge.place(&tree.phrase(tokens.clone())).is_some() {
        evidence.add(class::PLACE, TELLING);
    }
}

/// Points of a way or a place of worship whose name stands before it: more than a person's name and the layer give.
const SURE_BEARER: i32 = 260;

/// The common noun of the building or way that a name right before it names: "the Ringsby mosque". None of a place's
/// name ("a London mosque") and of an acronym ("the RAF chapel").
pub(super) fn bearer(tree: &Tree<'_>, knowledge: &Knowledge<'_>, tokens: &Range<usize>) -> Option<usize> {
    let last = tokens.end.checked_sub(1)?;
    let noun = tree.head(last);
    let small = |token: usize| tree.word(token).starts_with(char::is_lowercase) && tree.is_noun(token);
    let near = (tokens.end..tokens.end + BEARER_WORDS).contains(&noun) && (tokens.end..=noun).all(small);
    let mixed = tree.word(last).contains(char::is_lowercase);
    if !near || !mixed || tree.dep(last) != "compound" || !knowledge.bears_name(&tree.lemma(noun)) {
        return None;
    }
    let words = tree.phrase(tokens.clone());
    let place = knowledge.place(&words).is_some_and(|place| !place.doubtful);
    (!place && knowledge.country(&words).is_none()).then_some(noun)
}

/// "the Ringsby bus station": the noun of a building has at most so many words.
const BEARER_WORDS: usize = 2;

/// What the words behind a name say of it: the noun that it belongs to, an age.
fn behind(evidence: &mut Evidence, tree: &Tree<'_>, knowledge: &Knowledge<'_>, tokens: &Range<usize>) {
    let sentence = tree.sentence_tokens(tree.sentence(tokens.start));
    let next = tokens.end;
    let end = tokens.end.saturating_sub(1);
    if !sentence.contains(&next) {
        return;
    }
    let small = tree.word(next).starts_with(char::is_lowercase) && tree.is_noun(next);
    if let Some(noun) = bearer(tree, knowledge, tokens) {
        // Streets are called after people, and are none.
        let sure = knowledge.is_called_after(&tree.lemma(noun));
        evidence.add(class::FACILITY, if sure { SURE_BEARER } else { TELLING });
    }
    // "the Larsen administration": a government is called after who leads it.
    let government = knowledge.noun(&tree.lemma(next)).is_some_and(|noun| noun.class == class::GOVERNMENT);
    let mixed = tree.word(end).contains(char::is_lowercase);
    let known = knowledge.place(&tree.phrase(tokens.clone())).is_some();
    if small && government && tokens.len() == 1 && mixed && !known {
        evidence.add(class::PERSON, TELLING);
    }
    // "Larsen, 26, said": an age.
    let age = |token: usize| tree.word(token).parse::<u8>().is_ok_and(|age| (5..=110).contains(&age));
    if tree.word(next) == "," && age(next + 1) && tree.word(next + 2) == "," {
        evidence.add(class::PERSON, TELLING);
    }
}

fn surroundings(evidence: &mut Evidence, tree: &Tree<'_>, knowledge: &Knowledge<'_>, tokens: &Range<usize>) {
    margins(evidence, tree, knowledge, tokens);
    behind(evidence, tree, knowledge, tokens);
    let Some(before) = tokens.start.checked_sub(1) else { return };
    if tree.sentence(before) == tree.sentence(tokens.start) && knowledge.is_title(&tree.lower(before)) {
        evidence.add(class::PERSON, 40);
    }
    // "the tanker X", "the company X": a common noun right before a name says what it is.
    let introduces = tree.tag(before) == "NN" && tree.sentence(before) == tree.sentence(tokens.start);
    if let Some(noun) = knowledge.noun(&tree.lemma(before)).filter(|_| introduces) {
        match noun.class {
            class::PERSON | class::STATEMENT | class::COMMODITY => {}
            of => evidence.add(of, TELLING),
        }
    }
    // "the town of X", "the province of X".
    let noun = before.checked_sub(1).filter(|noun| tree.word(before) == "of" && tree.tag(*noun) == "NN");
    if noun.is_some_and(|noun| knowledge.introduces_place(&tree.lemma(noun))) {
        evidence.add(class::PLACE, TELLING);
    }
    if matches!(tree.lower(before).as_str(), "in" | "near" | "at")
        && tree.dep(super::name::head_of(tree, tokens.clone())) == "pobj"
    {
        evidence.add(class::PLACE, 12);
    }
    if matches!(tree.lower(before).as_str(), "near" | "outside") && tree.tag(before) != "NN" {
        evidence.add(class::PLACE, 40);
    }
    if tree.lower(before) == "the" {
        evidence.add(class::PERSON, -20);
    }
}

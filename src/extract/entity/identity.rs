//! From names to entities: which names of a document name the same thing.
//!
//! Equal canonical labels are one thing; a surname alone is the person whose full name the document gives; an
//! acronym is the organisation whose words it shortens; a ship may be named without its prefix. A short form takes
//! the class of its longer form. Links that are not safe are not made.

use std::collections::HashMap;

use super::knowledge::Knowledge;
use super::name;
use super::name::Name;
use super::short_form;
use super::title;
use crate::document::Document;
use crate::extract::draft::Draft;
use crate::extract::event::Words;
use crate::extract::reading::Reading;
use crate::extract::time::TimeExpression;
use crate::extract::tree::Tree;
use crate::nlp::Analysis;
use crate::statement::Identifier;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::datatype;
use crate::vocab::casegraph::property;

/// Starts to read a document: names, titles and their entities.
pub(in crate::extract) fn read_names<'a>(
    document: &'a Document,
    analysis: &'a Analysis,
    knowledge: Knowledge<'a>,
    words: &'a Words,
    times: Vec<TimeExpression>,
) -> Reading<'a> {
    let tree = Tree::new(&document.text, analysis);
    let titles = title::find(&tree, &knowledge);
    let named_events = super::event_name::find(&tree, words);
    let taken = title::taken(&tree, &knowledge, &titles, &named_events, &times);
    let mut names = name::find(&tree, &knowledge, words, &taken);
    agree(&tree, &mut names);
    super::namesake::settle(&tree, &knowledge, &mut names);
    let short = short_form::find(&tree, &mut names);
    let mut reading = Reading {
        document,
        draft: Draft::new(analysis.sentences.iter().map(|sentence| sentence.span)),
        name_at: vec![None; tree.len()],
        name_entities: Vec::new(),
        names,
        named_events,
        titles,
        times,
        quantities: Vec::new(),
        quotations: Vec::new(),
        fillers: HashMap::new(),
        members: HashMap::new(),
        history: Vec::new(),
        nouns: HashMap::new(),
        counted: HashMap::new(),
        following: 0,
        references: HashMap::new(),
        bearers: HashMap::new(),
        whole_lists: std::collections::BTreeSet::new(),
        quote_voices: Vec::new(),
        reads: Vec::new(),
        sports: HashMap::new(),
        retrospect: std::cell::OnceCell::new(),
        pending_purposes: Vec::new(),
        frame_at: HashMap::new(),
        quantity_at: HashMap::new(),
        sources: HashMap::new(),
        tree,
        knowledge,
        words,
    };
    make_entities(&mut reading, &short);
    reading
}

/// Mentions of one spelling agree on a class: the one with most points over all.
fn agree(tree: &Tree<'_>, names: &mut [Name]) {
    let mut sums: HashMap<String, Vec<(crate::statement::Term, i32)>> = HashMap::new();
    for name in names.iter() {
        let list = sums.entry(tree.phrase(name.tokens.clone())).or_default();
        match list.iter_mut().find(|(class, _)| *class == name.class) {
            Some((_, sum)) => *sum += name.score,
            None => list.push((name.class, name.score)),
        }
    }
    for name in names.iter_mut() {
        let Some(list) = sums.get(&tree.phrase(name.tokens.clone())) else { continue };
        if let Some((class, _)) =
            list.iter().max_by(|left, right| left.1.cmp(&right.1).then(right.0.cmp(&left.0)))
        {
            name.class = *class;
        }
    }
}

/// How many steps from a short form to its full form are followed (surname, title and surname, full name).
const CHAIN: usize = 4;

fn make_entities(reading: &mut Reading<'_>, short: &[Option<usize>]) {
    let names = reading.names.clone();
    let mut entities: Vec<Option<usize>> = vec![None; names.len()];
    // Full names first, so that a short form before them finds its entity.
    for pass in [false, true] {
        for (index, name) in names.iter().enumerate() {
            let full = short.get(index).copied().flatten();
            if full.is_some() != pass {
                continue;
            }
            let mut target = full;
            for _ in 0..CHAIN {
                match target.and_then(|target| short.get(target).copied().flatten()) {
                    Some(next) if Some(next) != target => target = Some(next),
                    _ => break,
                }
            }
            let entity = match target.and_then(|target| entities.get(target).copied().flatten()) {
                Some(entity) => entity,
                None => named_entity(reading, name),
            };
            let spelling = reading.tree.phrase(name.tokens.clone());
            if !name.demonym {
                reading.draft.alternative(entity, &spelling);
            }
            if let Some(slot) = entities.get_mut(index) {
                *slot = Some(entity);
            }
        }
    }
    for (index, name) in names.iter().enumerate() {
        let entity = entities.get(index).copied().flatten().unwrap_or_default();
        reading.name_entities.push(entity);
        for token in name.tokens.clone() {
            if let Some(slot) = reading.name_at.get_mut(token) {
                *slot = Some(index);
            }
        }
        if !name.demonym {
            reading.history.push((name.head, entity));
        }
    }
}

fn named_entity(reading: &mut Reading<'_>, name: &Name) -> usize {
    let entity = reading.draft.shared(name.class, &name.label);
    let country = name.country.as_ref().map(|(country, _)| country.clone());
    let state = country.and_then(|country| {
        let itself = country_entity(reading, &country);
        if itself == entity || name.class == class::PLACE || name.class == class::FACILITY {
            return Some(itself);
        }
        state_of_country(reading, &country)
    });
    let Some(state) = state.filter(|state| *state != entity) else {
        if let Some((country, _)) = &name.country {
            add_code(reading, entity, &country.code);
        }
        add_classes(reading, entity, name);
        return entity;
    };
    let known = match name.class {
        class::PLACE | class::FACILITY => Some(property::PART_OF),
        class::PERSON | class::VESSEL => None,
        _ => Some(property::AFFILIATED_STATE),
    };
    if let Some(known) = known {
        reading.draft.know(entity, known, state);
    }
    add_classes(reading, entity, name);
    entity
}

fn add_classes(reading: &mut Reading<'_>, entity: usize, name: &Name) {
    if let Some(entity) = reading.draft.statements.entities.get_mut(entity) {
        for class in &name.also {
            if !entity.also.contains(class) {
                entity.also.push(*class);
            }
        }
    }
}

fn add_code(reading: &mut Reading<'_>, entity: usize, code: &str) {
    if let Some(entity) = reading.draft.statements.entities.get_mut(entity)
        && !code.is_empty()
        && entity.identifiers.is_empty()
    {
        entity.identifiers.push(Identifier { value: code.to_owned(), datatype: datatype::ISO3166_CODE });
    }
}

/// The entity of a country or territory, or of a region of one.
pub(in crate::extract) fn country_entity(
    reading: &mut Reading<'_>,
    country: &super::knowledge::Country,
) -> usize {
    let class = if country.is_state { class::STATE } else { class::PLACE };
    let entity = reading.draft.shared(class, &country.label);
    add_code(reading, entity, &country.code);
    if class == class::PLACE
        && let Some(whole) = state_of_country(reading, country)
    {
        reading.draft.know(entity, property::PART_OF, whole);
    }
    entity
}

/// The state that a country is or is a part of; `None` for a region of several.
fn state_of_country(reading: &mut Reading<'_>, country: &super::knowledge::Country) -> Option<usize> {
    if country.is_state {
        return Some(country_entity(reading, country));
    }
    let (label, code) = country.part_of.as_ref()?;
    let state = reading.draft.shared(class::STATE, label);
    add_code(reading, state, code);
    Some(state)
}

//! The things of a file: what each record says of them, and the states that are known without.

use std::collections::BTreeMap;

use oxigraph::model::Term as Object;

use super::terms::{is_entity, own_term};
use crate::extract::lexicon::Country;
use crate::mapping::Record;
use crate::mapping::RecordTriple;
use crate::resolve::ClassGroup;
use crate::resolve::is_superclass;
use crate::statement::Entity;
use crate::statement::EntityScope;
use crate::statement::Identifier;
use crate::statement::Term;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::datatype;
use crate::vocab::rdf;
use crate::vocab::skos;

/// What is known of a thing from all records of a file.
#[derive(Debug, Clone, Default)]
pub(super) struct Thing {
    pub(super) classes: Vec<Term>,
    pub(super) label: Option<String>,
    /// Whether other things of the file, with keys of their own, have the same class and label: then a name
    /// does not say which of them is meant.
    pub(super) shares_its_name: bool,
}

/// The things of a file by the IRIs that the mapping gives them.
pub(super) type Things = BTreeMap<String, Thing>;

/// Finds the things that share class and label with others.
pub(super) fn find_namesakes(things: &mut Things) {
    let mut counts: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
    let key = |thing: &Thing| {
        let of = narrowest(&thing.classes)?;
        Some((ClassGroup::of_entity(of).name(), thing.label.clone()?))
    };
    for thing in things.values() {
        if let Some(key) = key(thing) {
            *counts.entry(key).or_default() += 1;
        }
    }
    for thing in things.values_mut() {
        let count = key(thing).and_then(|key| counts.get(&key).copied());
        thing.shares_its_name = count.is_some_and(|count| count > 1);
    }
}

/// Notes the things that a record describes.
pub(super) fn note_things(record: &Record, things: &mut Things) {
    for triple in &record.triples {
        let subject = triple.quad.subject.to_string();
        match (triple.quad.predicate.as_ref(), &triple.quad.object) {
            (rdf::TYPE, Object::NamedNode(of)) => {
                if let Some(of) = own_term(of.as_ref()).filter(|of| is_entity(*of)) {
                    let thing = things.entry(subject).or_default();
                    if !thing.classes.contains(&of) {
                        thing.classes.push(of);
                    }
                }
            }
            (skos::PREF_LABEL, Object::Literal(label)) => {
                let label = label.value().trim();
                let thing = things.entry(subject).or_default();
                // Of several labels the least in code points, whatever the order of the records.
                if !label.is_empty() && thing.label.as_deref().is_none_or(|known| label < known) {
                    thing.label = Some(label.to_owned());
                }
            }
            _ => {}
        }
    }
}

/// The entity of a state or territory.
pub(super) fn state(country: &Country) -> Entity {
    let of = if country.is_state() { class::STATE } else { class::PLACE };
    let mut entity = Entity::new(of, country.name.to_string(), EntityScope::Shared);
    if let Some(code) = &country.iso2 {
        entity.identifiers.push(Identifier { value: code.to_string(), datatype: datatype::ISO3166_CODE });
    }
    entity
}

/// The classes that triples give their subject.
pub(super) fn classes(triples: &[&RecordTriple]) -> Vec<Term> {
    triples
        .iter()
        .filter(|triple| triple.quad.predicate.as_ref() == rdf::TYPE)
        .filter_map(|triple| match &triple.quad.object {
            Object::NamedNode(of) => own_term(of.as_ref()),
            _ => None,
        })
        .collect()
}

/// Of several classes one that none of the others is narrower than.
pub(super) fn narrowest(classes: &[Term]) -> Option<Term> {
    classes.iter().copied().find(|of| !classes.iter().any(|other| is_superclass(*of, *other)))
}

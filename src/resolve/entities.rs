//! The keys of entities.

use std::collections::BTreeMap;

use super::slug::is_faithful;
use super::{ClassGroup, Digest, Key, slug};
use crate::statement::Entity;
use crate::statement::EntityScope;
use crate::statement::Statements;

/// The key of each entity, in the order of the statements.
pub(super) fn keys(statements: &Statements, version: &str) -> Vec<Key> {
    let first = first_mentions(statements);
    let mut twins: BTreeMap<(ClassGroup, &str, usize), usize> = BTreeMap::new();
    statements
        .entities
        .iter()
        .zip(first)
        .map(|(entity, first)| match entity.scope {
            EntityScope::Concept => concept(&entity.label),
            EntityScope::Shared => shared(ClassGroup::of_entity(entity.class), &entity.label),
            EntityScope::Document => {
                let group = ClassGroup::of_entity(entity.class);
                let twin = twins.entry((group, &entity.label, first)).or_default();
                let key = local(entity, version, first, *twin);
                *twin += 1;
                key
            }
        })
        .collect()
}

/// The key of a thing that is known by its name.
pub(super) fn shared(group: ClassGroup, label: &str) -> Key {
    let digest = Digest::new("entity").with(group.name()).with(label).hex(32);
    Key { group, slug: slug(label), digest, local: false }
}

/// The key of a thing that is known in this document only.
fn local(entity: &Entity, version: &str, first: usize, twin: usize) -> Key {
    let group = ClassGroup::of_entity(entity.class);
    let digest = Digest::new("entity in document")
        .with(group.name())
        .with(&entity.label)
        .with(version)
        .with_number(first)
        .with_number(twin)
        .hex(32);
    Key { group, slug: slug(&entity.label), digest, local: true }
}

/// The key of a concept: its slug, made unique where the slug alone would lose letters.
pub(super) fn concept(label: &str) -> Key {
    let mut name = slug(label);
    if !is_faithful(label) {
        let digest = Digest::new("concept").with(&label.to_lowercase()).hex(10);
        name = if name.is_empty() { format!("c-{digest}") } else { format!("{name}-{digest}") };
    }
    Key { group: ClassGroup::Concept, slug: name, digest: String::new(), local: false }
}

/// Where each entity is first mentioned, in bytes; the greatest number for those that never are.
fn first_mentions(statements: &Statements) -> Vec<usize> {
    let mut first = vec![usize::MAX; statements.entities.len()];
    for mention in &statements.mentions {
        for entity in &mention.refers_to {
            if let Some(place) = first.get_mut(*entity) {
                *place = mention.span.start.min(*place);
            }
        }
    }
    first
}

/// The name of a publisher without its leading article.
pub fn publisher_label(publisher: &str) -> &str {
    publisher.strip_prefix("The ").filter(|rest| !rest.trim().is_empty()).unwrap_or(publisher)
}

/// The key of a publisher: that of the organisation of the same name.
pub fn narrator_key(publisher: &str) -> Key {
    shared(ClassGroup::Organization, publisher_label(publisher))
}

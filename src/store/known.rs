//! What this process has seen of entities in the store, so that a common one is not read again and again.
//!
//! The memory is only a shortcut: without it the same quads are written. It forgets all when it is full.

use std::collections::HashMap;
use std::collections::HashSet;
use std::hash::BuildHasher;

use oxigraph::model::NamedNode;

/// At most so many entities are remembered.
const ENTITIES: usize = 50_000;
/// At most so many facts of one entity.
const FACTS: usize = 100;

/// What is surely in the store.
#[derive(Debug, Default)]
pub(super) struct Known {
    entities: HashMap<NamedNode, Entity>,
}

#[derive(Debug, Default)]
struct Entity {
    /// Digests of its facts in the resolution graph.
    facts: HashSet<u64>,
    /// What it shows in the view, if it is there.
    view: Option<Shown>,
}

/// A node as the view has it.
#[derive(Debug)]
struct Shown {
    label: Option<String>,
}

impl Known {
    /// Whether the resolution graph surely has a fact.
    pub(super) fn has_fact(&self, node: &NamedNode, predicate: &NamedNode, object: &str) -> bool {
        self.entities.get(node).is_some_and(|entity| entity.facts.contains(&self.digest(predicate, object)))
    }

    /// The label in the view, if the node is surely there.
    pub(super) fn label(&self, node: &NamedNode) -> Option<&Option<String>> {
        self.entities.get(node)?.view.as_ref().map(|shown| &shown.label)
    }

    /// Remembers facts of the resolution graph.
    pub(super) fn learn_facts<'f>(
        &mut self,
        node: &NamedNode,
        facts: impl Iterator<Item = &'f (NamedNode, String)>,
    ) {
        let digests: Vec<u64> =
            facts.take(FACTS).map(|(predicate, object)| self.digest(predicate, object)).collect();
        self.entity(node).facts.extend(digests);
    }

    /// Remembers that a node is in the view, with its label.
    pub(super) fn learn_view(&mut self, node: &NamedNode, label: Option<String>) {
        self.entity(node).view = Some(Shown { label });
    }

    /// Forgets everything: after a write that failed, or when the view is made anew.
    pub(super) fn clear(&mut self) {
        self.entities.clear();
    }

    fn entity(&mut self, node: &NamedNode) -> &mut Entity {
        if self.entities.len() >= ENTITIES && !self.entities.contains_key(node) {
            self.entities.clear();
        }
        self.entities.entry(node.clone()).or_default()
    }

    fn digest(&self, predicate: &NamedNode, object: &str) -> u64 {
        self.entities.hasher().hash_one((predicate.as_str(), object))
    }
}

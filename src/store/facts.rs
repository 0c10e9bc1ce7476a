//! What is known of one node of the view, and how two such knowledges join.
//!
//! Joining is commutative, associative and idempotent: sets unite, of labels the plainest stays, of times
//! the narrowest, of modalities the most real. Hence the view does not depend on the order of arrival.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use oxigraph::model::NamedNode;
use oxigraph::model::Term as Object;

use crate::resolve::is_superclass;
use crate::resolve::narrower;
use crate::statement::Modality;
use crate::statement::TimeSpan;

/// What is known of one node.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct NodeFacts {
    /// Its classes, without those that are wider than another.
    pub(super) classes: BTreeSet<NamedNode>,
    /// Its preferred label.
    pub(super) label: Option<String>,
    /// Its other names.
    pub(super) names: BTreeSet<String>,
    /// How real it is.
    pub(super) modality: Option<Modality>,
    /// Its time, with its node.
    pub(super) time: Option<(TimeSpan, NamedNode)>,
    /// All else, by a text that is different for different facts.
    pub(super) others: BTreeMap<(NamedNode, String), Object>,
}

impl NodeFacts {
    pub(super) fn is_empty(&self) -> bool {
        self.classes.is_empty() && self.label.is_none() && self.others.is_empty()
    }

    pub(super) fn add_class(&mut self, class: &NamedNode) {
        if self.classes.iter().any(|kept| kept == class || is_superclass(class.as_ref(), kept.as_ref())) {
            return;
        }
        self.classes.retain(|kept| !is_superclass(kept.as_ref(), class.as_ref()));
        self.classes.insert(class.clone());
    }

    /// Adds a candidate for the preferred label; the one that loses is kept as another name.
    pub(super) fn add_label(&mut self, label: &str) {
        let rank = |label: &str| label.chars().filter(|character| character.is_uppercase()).count();
        let better = self.label.as_deref().is_none_or(|kept| (rank(label), label) < (rank(kept), kept));
        let loser = if better { self.label.replace(label.to_owned()) } else { Some(label.to_owned()) };
        self.names.extend(loser);
        if let Some(label) = &self.label {
            self.names.remove(label);
        }
    }

    pub(super) fn add_name(&mut self, name: &str) {
        if self.label.as_deref() != Some(name) {
            self.names.insert(name.to_owned());
        }
    }

    pub(super) fn add_modality(&mut self, modality: Modality) {
        let rank = |modality: Modality| match modality {
            Modality::Actual => 0,
            Modality::Habitual => 1,
            Modality::Committed => 2,
            Modality::Planned => 3,
            Modality::Intended => 4,
            Modality::Hypothetical => 5,
            Modality::Negated => 6,
        };
        if self.modality.is_none_or(|kept| rank(modality) < rank(kept)) {
            self.modality = Some(modality);
        }
    }

    pub(super) fn add_time(&mut self, time: TimeSpan, node: &NamedNode) {
        match &self.time {
            Some((kept, _)) if narrower(*kept, time) == *kept => {}
            _ => self.time = Some((time, node.clone())),
        }
    }

    pub(super) fn add(&mut self, predicate: NamedNode, object: Object) {
        self.others.insert((predicate, object.to_string()), object);
    }

    /// Joins what another source knows of the same node.
    pub(super) fn join(&mut self, other: Self) {
        for class in &other.classes {
            self.add_class(class);
        }
        if let Some(label) = &other.label {
            self.add_label(label);
        }
        for name in &other.names {
            self.add_name(name);
        }
        if let Some(modality) = other.modality {
            self.add_modality(modality);
        }
        if let Some((time, node)) = &other.time {
            self.add_time(*time, node);
        }
        self.others.extend(other.others);
    }
}

//! How much a store holds.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::Serialize;

use crate::resolve::ClassGroup;

/// How much a store holds; kept with every batch, so that asking is cheap.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Documents, whatever the number of their versions.
    pub documents: u64,
    /// Versions of documents.
    pub versions: u64,
    /// Nodes of the view by class group (`person`, `org`, `state`, `place`, `asset`, `group`, `role`, `statement`,
    /// `concept` …); groups without members are left out.
    pub entities: BTreeMap<String, u64>,
    /// Events of the view.
    pub events: u64,
    /// Situations of the view.
    pub situations: u64,
    /// Claims, which are the facts with their evidence.
    pub claims: u64,
    /// Quads of all graphs but the control graph.
    pub quads: u64,
}

impl Counts {
    /// Counts one node of the view less.
    pub(super) fn remove(&mut self, group: ClassGroup) {
        match group {
            ClassGroup::Event => self.events = self.events.saturating_sub(1),
            ClassGroup::Situation => self.situations = self.situations.saturating_sub(1),
            group => {
                if let Some(count) = self.entities.get_mut(group.name()) {
                    *count = count.saturating_sub(1);
                }
                self.entities.retain(|_, count| *count > 0);
            }
        }
    }

    /// Counts one more node of the view.
    pub(super) fn add(&mut self, group: ClassGroup) {
        match group {
            ClassGroup::Event => self.events += 1,
            ClassGroup::Situation => self.situations += 1,
            group => *self.entities.entry(group.name().to_owned()).or_default() += 1,
        }
    }
}

//! Logical targets (RML-IO, target vocabulary).

use oxigraph::model::NamedOrBlankNode;

use super::Loader;
use super::source::shown_value;
use crate::mapping::graph::Position;
use crate::mapping::model::{Packing, Target};
use crate::vocab::rml;

impl Loader<'_> {
    /// The indices of the logical targets of a term map.
    pub(super) fn targets(&mut self, node: &NamedOrBlankNode) -> Vec<usize> {
        let mut found = Vec::new();
        for (object, at) in self.all(node, rml::LOGICAL_TARGET) {
            let Some(target) = self.resource(&object, at, "a logical target") else { continue };
            if let Some(index) = self.target(&target, at) {
                found.push(index);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn target(&mut self, node: &NamedOrBlankNode, at: Position) -> Option<usize> {
        if let Some(index) = self.target_of.get(node) {
            return Some(*index);
        }
        let (access, access_at) = self.one(node, rml::TARGET, at, true)?;
        let access = self.resource(&access, access_at, "a target")?;
        let location = self.location(&access, access_at)?;
        let mut target = Target { location, syntax: None, packing: Packing::None, at };
        for described in [node, &access] {
            if let Some((object, _)) = self.one(described, rml::SERIALIZATION, at, false) {
                target.syntax = Some(shown_value(&object));
            }
            let packing = self.packing(described);
            if packing != Packing::None {
                target.packing = packing;
            }
            if let Some(encoding) = self.encoding(described)
                && !encoding.eq_ignore_ascii_case("utf-8")
            {
                self.problem(at, format!("results are not written in `{encoding}`"), Some("use rml:UTF-8"));
            }
        }
        self.model.targets.push(target);
        let index = self.model.targets.len() - 1;
        self.target_of.insert(node.clone(), index);
        Some(index)
    }
}

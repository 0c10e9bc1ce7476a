//! Which versions of structured records replace which.
//!
//! A record with the key of an earlier one is another version of the same document. Where both say when they were
//! made, the newer one supersedes the older one, whatever the order in which they came; a record that withdraws
//! supersedes all that are not newer. Without dates both stand, and what differs between them is seen side by side.
//! A superseded version keeps its graph, but the view does not follow it.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use oxigraph::model::GraphNameRef;
use oxigraph::model::NamedNode;
use oxigraph::model::NamedOrBlankNode;
use oxigraph::model::Quad;
use oxigraph::model::Term as Object;

use super::commit::Commit;
use super::{GraphStore, StoreError};
use crate::vocab::casegraph::property;
use crate::vocab::dcterms;

/// One version of a record.
struct Version {
    node: NamedNode,
    published: Option<String>,
    withdrawn: bool,
}

impl GraphStore {
    /// Finds out which records replace which, and computes the view anew where that changes; how many versions are
    /// superseded now that were not before.
    pub fn settle_records(&mut self) -> Result<u64, StoreError> {
        self.check_writable()?;
        let graph = self.mint.graph("res");
        let mut fresh = Vec::new();
        for versions in self.record_versions()?.into_values() {
            for newer in &versions {
                for older in versions.iter().filter(|older| replaces(newer, older)) {
                    let quad = Quad::new(
                        newer.node.clone(),
                        property::SUPERSEDES,
                        older.node.clone(),
                        graph.clone(),
                    );
                    if !self.rdf.contains(&quad)? {
                        fresh.push(quad);
                    }
                }
            }
        }
        if fresh.is_empty() {
            return Ok(0);
        }
        let known = self.superseded()?;
        let commit = Commit { insert: fresh, ..Commit::default() };
        commit.write(&self.rdf, self.folder.is_some())?;
        let count = self.superseded()?.difference(&known).count() as u64;
        self.recompute_view()?;
        Ok(count)
    }

    /// The versions that the view does not follow.
    pub(super) fn superseded(&self) -> Result<BTreeSet<NamedNode>, StoreError> {
        let graph = self.mint.graph("res");
        let mut versions = BTreeSet::new();
        let found =
            self.rdf.quads_for_pattern(None, Some(property::SUPERSEDES), None, Some(graph.as_ref().into()));
        for quad in found {
            if let Object::NamedNode(version) = quad?.object {
                versions.insert(version);
            }
        }
        Ok(versions)
    }

    /// Whether the view does not follow a version.
    pub(super) fn is_superseded(&self, version: &NamedNode) -> Result<bool, StoreError> {
        let graph = self.mint.graph("res");
        let object = Some(version.as_ref().into());
        let graph = Some(GraphNameRef::from(graph.as_ref()));
        let mut found = self.rdf.quads_for_pattern(None, Some(property::SUPERSEDES), object, graph);
        Ok(found.next().transpose()?.is_some())
    }

    /// The versions of each document that comes from structured records.
    fn record_versions(&self) -> Result<BTreeMap<NamedNode, Vec<Version>>, StoreError> {
        let mut documents: BTreeMap<NamedNode, Vec<Version>> = BTreeMap::new();
        for quad in self.rdf.quads_for_pattern(None, Some(dcterms::IS_PART_OF), None, None) {
            let NamedOrBlankNode::NamedNode(node) = quad?.subject else { continue };
            let mut document = None;
            let mut version = Version { node: node.clone(), published: None, withdrawn: false };
            let own = Some(GraphNameRef::from(node.as_ref()));
            for quad in self.rdf.quads_for_pattern(Some(node.as_ref().into()), None, None, own) {
                let quad = quad?;
                match (quad.predicate.as_ref(), quad.object) {
                    (dcterms::IS_VERSION_OF, Object::NamedNode(of)) => document = Some(of),
                    (property::PUBLISHED, Object::Literal(day)) => {
                        version.published = Some(day.value().to_owned());
                    }
                    (property::WITHDRAWN, Object::Literal(is)) => version.withdrawn = is.value() == "true",
                    _ => {}
                }
            }
            if let Some(document) = document {
                documents.entry(document).or_default().push(version);
            }
        }
        documents.retain(|_, versions| versions.len() > 1);
        Ok(documents)
    }
}

/// Whether one version of a record takes the place of another.
fn replaces(newer: &Version, older: &Version) -> bool {
    if newer.node == older.node {
        return false;
    }
    match (&newer.published, &older.published) {
        (Some(new), Some(old)) if new == old => newer.withdrawn && !older.withdrawn,
        (Some(new), Some(old)) => new > old,
        _ => newer.withdrawn && !older.withdrawn,
    }
}

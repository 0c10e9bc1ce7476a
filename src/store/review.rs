//! The view anew where judgements changed, and nowhere else.
//!
//! What a document says of the nodes of the view is read with the judgements before and with those after; the
//! nodes that come out differently are made anew from all documents that speak of them. The result equals computing
//! the whole view.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use oxigraph::model::GraphName;
use oxigraph::model::GraphNameRef;
use oxigraph::model::NamedNode;
use oxigraph::model::NamedNodeRef;
use oxigraph::model::NamedOrBlankNode;
use oxigraph::model::Quad;
use oxigraph::model::Term as Object;

use super::batch::Batch;
use super::commit::Commit;
use super::judgement::{Beliefs, Judgements};
use super::known::Known;
use super::reading::{Reading, read};
use super::{GraphStore, StoreError};
use crate::resolve::ClassGroup;
use crate::vocab::CONCEPT;
use crate::vocab::casegraph::property;
use crate::vocab::rdf;

/// Reads what judgements touch.
struct Review<'a> {
    store: &'a GraphStore,
    after: &'a Judgements,
}

impl GraphStore {
    /// Lets the view follow the decisions: only the nodes that changed judgements touch are made anew.
    pub(super) fn review(&mut self) -> Result<(), StoreError> {
        let after = self.wanted_judgements();
        if after == self.judgements {
            return Ok(());
        }
        let mut counts = self.control.counts.clone();
        let mut known = Known::default();
        let review = Review { store: self, after: &after };
        let touched = review.touched(&after.differences(&self.judgements))?;
        let (touched, standing) = review.standing(touched)?;
        let reading = review.reading(&touched, standing)?;
        let mut batch = Batch::new(&self.rdf, &self.mint, &mut known, &after);
        batch.replace(touched, reading)?;
        let (fresh, gone) = self.assessments(&after, &BTreeSet::new())?;
        batch.insert(fresh);
        batch.remove(gone);
        let changes = batch.finish(&mut counts)?;
        let mut commit = Commit { insert: changes.insert, remove: changes.remove, ..Commit::default() };
        self.set_control(counts, &mut commit)?;
        self.set_judgements(after, &mut commit)?;
        self.known.clear();
        commit.write(&self.rdf, self.folder.is_some())
    }

    /// The graph of a document version, and what its mentions and frames refer to.
    fn version_quads(&self, version: &NamedNode) -> Result<(Vec<Quad>, Vec<Quad>), StoreError> {
        if self.is_superseded(version)? {
            return Ok((Vec::new(), Vec::new()));
        }
        let graph = Some(GraphNameRef::from(version.as_ref()));
        let quads: Vec<Quad> =
            self.rdf.quads_for_pattern(None, None, None, graph).collect::<Result<_, _>>()?;
        let references = self.references(&quads)?;
        Ok((quads, references))
    }
}

impl Review<'_> {
    /// The nodes of the view of which the documents of these claims say other things than before.
    fn touched(&self, claims: &BTreeSet<NamedNode>) -> Result<BTreeSet<NamedNode>, StoreError> {
        let mut versions = BTreeSet::new();
        for claim in claims {
            versions.extend(self.version_of(claim)?);
        }
        let mut touched = BTreeSet::new();
        for version in &versions {
            let (quads, references) = self.store.version_quads(version)?;
            let before = Beliefs { policy: &self.store.policy, judgements: &self.store.judgements };
            let before = read(&quads, &references, &self.store.mint, before);
            let after = read(&quads, &references, &self.store.mint, self.beliefs());
            touched.extend(before.used.symmetric_difference(&after.used).cloned());
            let nodes = before.nodes.keys().chain(after.nodes.keys());
            touched.extend(nodes.filter(|node| before.nodes.get(*node) != after.nodes.get(*node)).cloned());
        }
        Ok(touched)
    }

    fn beliefs(&self) -> Beliefs<'_> {
        Beliefs { policy: &self.store.policy, judgements: self.after }
    }

    /// The document version of a claim, if the store has it.
    fn version_of(&self, claim: &NamedNode) -> Result<Option<NamedNode>, StoreError> {
        let subject = Some(claim.as_ref().into());
        let found = self.store.rdf.quads_for_pattern(subject, Some(property::ABOUT), None, None).next();
        Ok(found.transpose()?.and_then(|quad| match quad.graph_name {
            GraphName::NamedNode(version) => Some(version),
            GraphName::BlankNode(_) | GraphName::DefaultGraph => None,
        }))
    }

    /// Whether the node is an entity or a concept.
    fn is_entity(&self, node: &NamedNode) -> bool {
        let group = self.store.mint.group(node.as_str());
        group.is_some_and(|group| !matches!(group, ClassGroup::Event | ClassGroup::Situation))
    }

    /// Which of the entities that are touched stay in the view; where one leaves, those that only it leads to
    /// are touched as well.
    fn standing(
        &self,
        mut touched: BTreeSet<NamedNode>,
    ) -> Result<(BTreeSet<NamedNode>, BTreeSet<NamedNode>), StoreError> {
        let mut standing = BTreeSet::new();
        let mut waiting: Vec<NamedNode> =
            touched.iter().filter(|node| self.is_entity(node)).cloned().collect();
        let mut links: BTreeMap<NamedNode, Vec<NamedNode>> = BTreeMap::new();
        while let Some(node) = waiting.pop() {
            let linked = self.links(&node)?;
            if self.is_spoken_of(&node)? {
                standing.insert(node.clone());
            } else {
                let fresh = linked.iter().filter(|other| !touched.contains(*other));
                let fresh: Vec<NamedNode> = fresh.cloned().collect();
                touched.extend(fresh.iter().cloned());
                waiting.extend(fresh);
            }
            links.insert(node, linked);
        }
        for node in links.keys() {
            if !standing.contains(node) && self.is_linked_from_outside(node, &touched)? {
                standing.insert(node.clone());
            }
        }
        let mut waiting: Vec<NamedNode> = standing.iter().cloned().collect();
        while let Some(node) = waiting.pop() {
            for other in links.get(&node).into_iter().flatten() {
                if links.contains_key(other) && standing.insert(other.clone()) {
                    waiting.push(other.clone());
                }
            }
        }
        Ok((touched, standing))
    }

    /// The things that the resolution graph joins to an entity.
    fn links(&self, node: &NamedNode) -> Result<Vec<NamedNode>, StoreError> {
        let graph = self.store.mint.graph("res");
        let mut links = Vec::new();
        let subject = Some(node.as_ref().into());
        for quad in self.store.rdf.quads_for_pattern(subject, None, None, Some(graph.as_ref().into())) {
            let quad = quad?;
            if let (false, Object::NamedNode(other)) = (quad.predicate == rdf::TYPE, quad.object)
                && self.is_entity(&other)
            {
                links.push(other);
            }
        }
        Ok(links)
    }

    /// Whether a document speaks of an entity, or a correction names it in its place.
    fn is_spoken_of(&self, node: &NamedNode) -> Result<bool, StoreError> {
        let mint = &self.store.mint;
        for quad in self.store.rdf.quads_for_pattern(None, None, Some(node.as_ref().into()), None) {
            let quad = quad?;
            let GraphName::NamedNode(graph) = &quad.graph_name else { continue };
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
            let mentioned = quad.predicate == property::REFERS_TO && mint.is("mention", subject.as_str());
            let written = mint.is("version", graph.as_str())
                && (quad.predicate == property::PUBLISHER || node.as_str().starts_with(CONCEPT));
            if mentioned || written {
                return Ok(true);
            }
        }
        for claim in self.after.naming(node) {
            if let Some(version) = self.version_of(claim)? {
                let (quads, references) = self.store.version_quads(&version)?;
                if read(&quads, &references, mint, self.beliefs()).used.contains(node) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Whether an entity of the view that is not touched leads to this one.
    fn is_linked_from_outside(
        &self,
        node: &NamedNode,
        touched: &BTreeSet<NamedNode>,
    ) -> Result<bool, StoreError> {
        let graph = self.store.mint.graph("res");
        let object = Some(node.as_ref().into());
        for quad in self.store.rdf.quads_for_pattern(None, None, object, Some(graph.as_ref().into())) {
            let NamedOrBlankNode::NamedNode(subject) = quad?.subject else { continue };
            if self.is_entity(&subject) && !touched.contains(&subject) && self.is_in_view(subject.as_ref())? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn is_in_view(&self, node: NamedNodeRef<'_>) -> Result<bool, StoreError> {
        let view = Some(GraphNameRef::DefaultGraph);
        let found = self.store.rdf.quads_for_pattern(Some(node.into()), None, None, view).next();
        Ok(found.transpose()?.is_some())
    }

    /// What all documents say of the touched nodes.
    fn reading(
        &self,
        touched: &BTreeSet<NamedNode>,
        standing: BTreeSet<NamedNode>,
    ) -> Result<Reading, StoreError> {
        let mut versions = BTreeSet::new();
        for node in touched {
            self.add_versions(node, &mut versions)?;
        }
        let mut all = Reading { used: standing, ..Reading::default() };
        for version in &versions {
            let (quads, references) = self.store.version_quads(version)?;
            let reading = read(&quads, &references, &self.store.mint, self.beliefs());
            for (node, facts) in reading.nodes {
                if touched.contains(&node) {
                    all.nodes.entry(node).or_default().join(facts);
                }
            }
            all.values.extend(reading.values);
        }
        Ok(all)
    }

    /// Adds the versions that may say something of a node: by a frame, by a claim about a mention or a
    /// concept, or by a correction that names it.
    fn add_versions(&self, node: &NamedNode, versions: &mut BTreeSet<NamedNode>) -> Result<(), StoreError> {
        let rdf = &self.store.rdf;
        let graph = self.store.mint.graph("res");
        let mut subjects = vec![node.clone()];
        let object = Some(node.as_ref().into());
        let references = Some(graph.as_ref().into());
        for quad in rdf.quads_for_pattern(None, Some(property::REFERS_TO), object, references) {
            if let NamedOrBlankNode::NamedNode(subject) = quad?.subject {
                subjects.push(subject);
            }
        }
        for subject in subjects {
            let object = Some(subject.as_ref().into());
            for quad in rdf.quads_for_pattern(None, Some(property::ABOUT), object, None) {
                if let GraphName::NamedNode(version) = quad?.graph_name {
                    versions.insert(version);
                }
            }
        }
        for claim in self.after.naming(node) {
            versions.extend(self.version_of(claim)?);
        }
        Ok(())
    }
}

//! What keeps a store right: the view anew, batches that were cut off, the ledger.

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
use super::judgement::Beliefs;
use super::known::Known;
use super::{Counts, GraphStore, Policy, StoreError, reading};
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;
use crate::vocab::rdf;

impl GraphStore {
    /// Takes another policy for the view and computes the view anew.
    pub fn set_policy(&mut self, policy: Policy) -> Result<(), StoreError> {
        self.check_writable()?;
        self.policy = policy;
        self.recompute_view()
    }

    /// Computes the whole view and the counts anew from evidence, resolution and judgements. After an ingest they are up
    /// to date already; this is for a changed policy, a batch that was cut off, and the proof of that law.
    pub fn recompute_view(&mut self) -> Result<(), StoreError> {
        self.check_writable()?;
        self.rdf.clear_graph(GraphNameRef::DefaultGraph)?;
        let mut counts = Counts::default();
        let mut documents = BTreeSet::new();
        let mut known = Known::default();
        self.known.clear();
        let judgements = self.wanted_judgements();
        let superseded = self.superseded()?;
        for version in self.versions()? {
            let mut batch = Batch::new(&self.rdf, &self.mint, &mut known, &judgements);
            let graph = Some(GraphNameRef::from(version.as_ref()));
            let quads: Vec<Quad> =
                self.rdf.quads_for_pattern(None, None, None, graph).collect::<Result<_, _>>()?;
            counts.versions += 1;
            counts.claims += quads.iter().filter(|quad| is_a(quad, class::CLAIM)).count() as u64;
            let named = quads.iter().filter(|quad| is_a(quad, class::DOCUMENT));
            documents.extend(named.map(|quad| quad.subject.to_string()));
            let references = self.references(&quads)?;
            let beliefs = Beliefs { policy: &self.policy, judgements: &judgements };
            if !superseded.contains(&version) {
                batch.add_reading(reading::read(&quads, &references, &self.mint, beliefs));
            }
            let changes = batch.finish(&mut counts)?;
            let commit = Commit { insert: changes.insert, remove: changes.remove, ..Commit::default() };
            commit.write(&self.rdf, self.folder.is_some())?;
        }
        counts.documents = documents.len() as u64;
        let (insert, remove) = self.assessments(&judgements, &BTreeSet::new())?;
        let assessed = Commit { insert, remove, ..Commit::default() };
        assessed.write(&self.rdf, self.folder.is_some())?;
        let control = GraphName::from(self.mint.graph("control"));
        let mut quads = 0;
        for quad in &self.rdf {
            quads += u64::from(quad?.graph_name != control);
        }
        counts.quads = quads;
        let mut commit = Commit::default();
        self.set_control(counts, &mut commit)?;
        self.set_judgements(judgements, &mut commit)?;
        commit.write(&self.rdf, self.folder.is_some())
    }

    /// The versions in the store, in order of their IRIs.
    fn versions(&self) -> Result<BTreeSet<NamedNode>, StoreError> {
        let class = Some(class::DOCUMENT_VERSION.into());
        let mut versions = BTreeSet::new();
        for quad in self.rdf.quads_for_pattern(None, Some(rdf::TYPE), class, None) {
            if let NamedOrBlankNode::NamedNode(version) = quad?.subject {
                versions.insert(version);
            }
        }
        Ok(versions)
    }

    /// What the mentions and frames of a document graph refer to.
    pub(super) fn references(&self, quads: &[Quad]) -> Result<Vec<Quad>, StoreError> {
        let graph = self.mint.graph("res");
        let mut references = Vec::new();
        let subjects: BTreeSet<&NamedNode> = quads
            .iter()
            .filter_map(|quad| match &quad.subject {
                NamedOrBlankNode::NamedNode(subject) => Some(subject),
                NamedOrBlankNode::BlankNode(_) => None,
            })
            .filter(|subject| {
                self.mint.is("mention", subject.as_str()) || self.mint.is("frame", subject.as_str())
            })
            .collect();
        for subject in subjects {
            let found = self.rdf.quads_for_pattern(
                Some(subject.as_ref().into()),
                Some(property::REFERS_TO),
                None,
                Some(graph.as_ref().into()),
            );
            for quad in found {
                references.push(quad?);
            }
        }
        Ok(references)
    }
}

/// Whether a quad gives its subject the class.
fn is_a(quad: &Quad, class: NamedNodeRef<'_>) -> bool {
    quad.predicate == rdf::TYPE
        && matches!(&quad.object, Object::NamedNode(object) if object.as_ref() == class)
}

/// What an opening for writing sets right.
#[cfg(feature = "disk")]
mod opening {
    use std::collections::BTreeMap;
    use std::collections::BTreeSet;

    use oxigraph::model::Literal;
    use oxigraph::model::NamedNodeRef;
    use oxigraph::model::Quad;
    use oxigraph::model::Term as Object;

    use super::Commit;
    use super::GraphStore;
    use super::StoreError;
    use crate::store::ledger::Entry;
    use crate::vocab::prov;
    use crate::vocab::rdfs;

    impl GraphStore {
        /// Finishes a batch that was cut off, makes ledger and graph agree, and the view follow the policy and the
        /// decisions.
        pub(in crate::store) fn reconcile(&mut self) -> Result<(), StoreError> {
            let cut_off = self.finish_marked()?;
            let stored = self.batches(rdfs::COMMENT)?;
            if let Some(folder) = &mut self.folder {
                let told = folder.ledger()?;
                self.lost = told.iter().filter(|entry| !stored.contains_key(&entry.batch)).count() as u64;
                let told: BTreeSet<String> = told.into_iter().map(|entry| entry.batch).collect();
                for entry in stored.values().filter(|entry| !told.contains(&entry.batch)) {
                    folder.append(entry)?;
                }
            }
            if cut_off || self.control.policy != self.policy.signature() {
                return self.recompute_view();
            }
            self.review()
        }

        /// Takes off the marks of batches that were on their way when the program was ended; whether there were
        /// any. Of such a batch all documents are there, or none.
        fn finish_marked(&mut self) -> Result<bool, StoreError> {
            let marked = self.batches(rdfs::LABEL)?;
            let graph = self.mint.graph("control");
            for entry in marked.values() {
                let node = self.mint.named("batch", &entry.batch);
                let line = Literal::from(serde_json::to_string(entry).map_err(std::io::Error::from)?);
                let mut commit = Commit::default();
                commit.remove.push(Quad::new(node.clone(), rdfs::LABEL, line.clone(), graph.clone()));
                let mut arrived = false;
                for version in self.versions()? {
                    let known = Some(prov::WAS_GENERATED_BY);
                    let subject = Some(version.as_ref().into());
                    let mut found =
                        self.rdf.quads_for_pattern(subject, known, None, Some(graph.as_ref().into()));
                    if found.next().transpose()?.is_none() {
                        commit.control.push(Quad::new(
                            version,
                            prov::WAS_GENERATED_BY,
                            node.clone(),
                            graph.clone(),
                        ));
                        arrived = true;
                    }
                }
                if arrived {
                    commit.control.push(Quad::new(node, rdfs::COMMENT, line, graph.clone()));
                }
                commit.write(&self.rdf, true)?;
            }
            Ok(!marked.is_empty())
        }

        /// The batches that the control graph knows by a comment, or those on their way by a label.
        fn batches(&self, predicate: NamedNodeRef<'_>) -> Result<BTreeMap<String, Entry>, StoreError> {
            let graph = self.mint.graph("control");
            let mut batches = BTreeMap::new();
            for quad in self.rdf.quads_for_pattern(None, Some(predicate), None, Some(graph.as_ref().into())) {
                if let Object::Literal(text) = quad?.object
                    && let Ok(entry) = serde_json::from_str::<Entry>(text.value())
                {
                    batches.insert(entry.batch.clone(), entry);
                }
            }
            Ok(batches)
        }
    }
}

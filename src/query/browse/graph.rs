//! Typed reads of one store.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::{StorageError, Store};

use super::super::error::QueryError;
use super::classes::most_specific;
use super::time::Time;
use crate::vocab::casegraph::{local_name, property};
use crate::vocab::{rdf, skos};

/// A node with its name for people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Thing {
    /// Its preferred label, else the last part of its IRI.
    pub label: String,
    /// Its IRI.
    pub iri: String,
}

/// Reads a store of this program for people.
pub struct Browser<'a> {
    store: &'a Store,
    base: &'a str,
    resolution: NamedNode,
    assessments: NamedNode,
    /// Labels read so far: the same names come back in most rows.
    labels: RefCell<HashMap<NamedNode, String>>,
}

impl std::fmt::Debug for Browser<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Browser").field("base", &self.base).finish_non_exhaustive()
    }
}

impl<'a> Browser<'a> {
    /// Reads this store, whose instances are under the IRI `base`.
    pub fn new(store: &'a Store, base: &'a str) -> Self {
        let resolution = NamedNode::new_unchecked(format!("{base}graph/res"));
        let assessments = NamedNode::new_unchecked(format!("{base}graph/assess"));
        Self { store, base, resolution, assessments, labels: RefCell::default() }
    }

    /// The id of an IRI: what follows the base; the whole IRI where it is not under the base.
    pub fn id<'i>(&self, iri: &'i str) -> &'i str {
        iri.strip_prefix(self.base).unwrap_or(iri)
    }

    pub(super) fn base(&self) -> &'a str {
        self.base
    }

    pub(super) fn store(&self) -> &'a Store {
        self.store
    }

    pub(super) fn resolution(&self) -> GraphNameRef<'_> {
        self.resolution.as_ref().into()
    }

    pub(super) fn assessments(&self) -> NamedNodeRef<'_> {
        self.assessments.as_ref()
    }

    pub(super) fn resolution_node(&self) -> NamedNodeRef<'_> {
        self.resolution.as_ref()
    }

    /// The objects of a subject in a graph (`None`: in any), in order of their text.
    pub(super) fn objects(
        &self,
        subject: NamedNodeRef<'_>,
        predicate: NamedNodeRef<'_>,
        graph: Option<GraphNameRef<'_>>,
    ) -> Result<Vec<Term>, QueryError> {
        let quads = self.store.quads_for_pattern(Some(subject.into()), Some(predicate), None, graph);
        let mut objects =
            quads.map(|quad| Ok(quad.map_err(failed)?.object)).collect::<Result<Vec<_>, _>>()?;
        objects.sort_by_cached_key(ToString::to_string);
        objects.dedup();
        Ok(objects)
    }

    /// The nodes among the objects of a subject.
    pub(super) fn nodes(
        &self,
        subject: NamedNodeRef<'_>,
        predicate: NamedNodeRef<'_>,
        graph: Option<GraphNameRef<'_>>,
    ) -> Result<Vec<NamedNode>, QueryError> {
        let objects = self.objects(subject, predicate, graph)?;
        Ok(objects.into_iter().filter_map(named).collect())
    }

    /// The first literal among the objects of a subject.
    pub(super) fn text(
        &self,
        subject: NamedNodeRef<'_>,
        predicate: NamedNodeRef<'_>,
        graph: Option<GraphNameRef<'_>>,
    ) -> Result<Option<String>, QueryError> {
        let objects = self.objects(subject, predicate, graph)?;
        Ok(objects.into_iter().find_map(|object| match object {
            Term::Literal(literal) => Some(literal.destruct().0),
            _ => None,
        }))
    }

    /// The subjects that have this object, with their graphs, in order of their IRIs.
    pub(super) fn subjects(
        &self,
        predicate: NamedNodeRef<'_>,
        object: NamedNodeRef<'_>,
        graph: Option<GraphNameRef<'_>>,
    ) -> Result<Vec<(NamedNode, GraphName)>, QueryError> {
        let quads = self.store.quads_for_pattern(None, Some(predicate), Some(object.into()), graph);
        let mut subjects = Vec::new();
        for quad in quads {
            let quad = quad.map_err(failed)?;
            if let NamedOrBlankNode::NamedNode(subject) = quad.subject {
                subjects.push((subject, quad.graph_name));
            }
        }
        subjects.sort_by_cached_key(|(subject, graph)| (subject.as_str().to_owned(), graph.to_string()));
        Ok(subjects)
    }

    /// What a mention or frame refers to; a canonical node refers to itself.
    pub(super) fn canonical(&self, node: NamedNodeRef<'_>) -> Result<Vec<NamedNode>, QueryError> {
        let refers_to = self.nodes(node, property::REFERS_TO, Some(self.resolution()))?;
        Ok(if refers_to.is_empty() { vec![node.into_owned()] } else { refers_to })
    }

    /// The mentions or frames that refer to a canonical node. Resolutions, which do as well, have no text
    /// and no claims.
    pub(super) fn referring(&self, node: NamedNodeRef<'_>) -> Result<Vec<NamedNode>, QueryError> {
        let subjects = self.subjects(property::REFERS_TO, node, Some(self.resolution()))?;
        Ok(subjects.into_iter().map(|(subject, _)| subject).collect())
    }

    /// The name for people: the label in the view, else in the resolution graph, else the words of the
    /// mention, else the last part of the IRI.
    pub fn label(&self, node: NamedNodeRef<'_>) -> Result<String, QueryError> {
        let node = node.into_owned();
        let known = self.labels.borrow().get(&node).cloned();
        if let Some(label) = known {
            return Ok(label);
        }
        let label = self.read_label(node.as_ref())?;
        self.labels.borrow_mut().insert(node, label.clone());
        Ok(label)
    }

    fn read_label(&self, node: NamedNodeRef<'_>) -> Result<String, QueryError> {
        for graph in [GraphNameRef::DefaultGraph, self.resolution()] {
            if let Some(label) = self.text(node, skos::PREF_LABEL, Some(graph))? {
                return Ok(label);
            }
        }
        if let Some(words) = self.text(node, crate::vocab::oa::EXACT, None)? {
            return Ok(words);
        }
        let iri = node.as_str();
        Ok(iri.rsplit(['/', '#']).next().filter(|part| !part.is_empty()).unwrap_or(iri).to_owned())
    }

    pub(super) fn thing(&self, node: NamedNodeRef<'_>) -> Result<Thing, QueryError> {
        Ok(Thing { label: self.label(node)?, iri: node.as_str().to_owned() })
    }

    /// The things that mentions, frames or canonical nodes stand for, in order of their labels.
    pub(super) fn things(&self, nodes: &[NamedNode]) -> Result<Vec<Thing>, QueryError> {
        let mut things = BTreeSet::new();
        for node in nodes {
            for canonical in self.canonical(node.as_ref())? {
                things.insert(self.thing(canonical.as_ref())?);
            }
        }
        Ok(things.into_iter().collect())
    }

    /// The most specific class of a node in the view (of one that is not in it, in any graph), as a local
    /// name; empty where it has none.
    pub fn class(&self, node: NamedNodeRef<'_>) -> Result<String, QueryError> {
        let mut classes = self.nodes(node, rdf::TYPE, Some(GraphNameRef::DefaultGraph))?;
        if classes.is_empty() {
            classes = self.nodes(node, rdf::TYPE, None)?;
        }
        Ok(most_specific(classes.iter().map(|class| local_name(class.as_ref())))
            .unwrap_or_default()
            .to_owned())
    }

    /// A time by its IRI, described in the graph or anywhere.
    pub(super) fn time(&self, node: NamedNodeRef<'_>) -> Result<Time, QueryError> {
        let bound = |property| self.text(node, property, None);
        let precision = self.nodes(node, property::PRECISION, None)?;
        Ok(Time {
            not_before: bound(property::NOT_BEFORE)?,
            starts_by: bound(property::STARTS_BY)?,
            ends_not_before: bound(property::ENDS_NOT_BEFORE)?,
            not_after: bound(property::NOT_AFTER)?,
            precision: precision.first().map(|precision| local_name(precision.as_ref()).to_owned()),
        })
    }
}

/// The named node of a term.
pub(super) fn named(term: Term) -> Option<NamedNode> {
    match term {
        Term::NamedNode(node) => Some(node),
        _ => None,
    }
}

/// A failed read as a query's error.
#[expect(clippy::needless_pass_by_value, reason = "its shape is that of `map_err`")]
pub(super) fn failed(error: StorageError) -> QueryError {
    QueryError::Evaluation { message: error.to_string() }
}

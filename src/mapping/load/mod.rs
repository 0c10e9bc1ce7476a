//! From the graph of a mapping to its model: names resolved, references interned, all problems at once.

mod rule;
mod source;
mod target;
mod term;
mod view;

pub(super) use source::LEGACY_MARK;
pub(super) use view::keys;

use std::collections::BTreeSet;
use std::collections::HashMap;

use oxigraph::model::NamedNodeRef;
use oxigraph::model::NamedOrBlankNode;
use oxigraph::model::Term;

use super::error::{MappingError, MappingProblem};
use super::graph::{MappingGraph, Position};
use super::model::Model;
use crate::vocab::rdf;
use crate::vocab::rml;

/// Loads a mapping in the RML vocabulary.
///
/// # Errors
/// All that cannot be executed, in the order of the file.
pub(super) fn load(graph: &MappingGraph) -> Result<Model, MappingError> {
    let mut loader = Loader::new(graph);
    loader.run();
    if loader.problems.is_empty() {
        return Ok(loader.model);
    }
    loader.problems.sort();
    loader.problems.dedup();
    Err(MappingError::Problems(loader.problems))
}

/// The state of loading.
struct Loader<'g> {
    graph: &'g MappingGraph,
    /// Triples by subject.
    index: HashMap<&'g NamedOrBlankNode, Vec<usize>>,
    problems: Vec<MappingProblem>,
    model: Model,
    source_of: HashMap<NamedOrBlankNode, usize>,
    map_of: HashMap<NamedOrBlankNode, usize>,
    target_of: HashMap<NamedOrBlankNode, usize>,
    /// Views that are being loaded, to see cycles.
    open_views: Vec<NamedOrBlankNode>,
    /// The sources of the triples maps.
    map_sources: Vec<Option<usize>>,
    /// How many term maps have a number.
    numbers: usize,
    /// How deep expressions are nested.
    depth: usize,
    /// The triples map that is being loaded, for messages.
    node: String,
}

/// How deep functions, gather maps and fields may be nested.
const DEEPEST: usize = 64;

impl<'g> Loader<'g> {
    fn new(graph: &'g MappingGraph) -> Self {
        let mut index: HashMap<&NamedOrBlankNode, Vec<usize>> = HashMap::new();
        for (number, triple) in graph.triples.iter().enumerate() {
            index.entry(&triple.subject).or_default().push(number);
        }
        Self {
            graph,
            index,
            problems: Vec::new(),
            model: Model { base: graph.base.clone(), ..Model::default() },
            source_of: HashMap::new(),
            map_of: HashMap::new(),
            target_of: HashMap::new(),
            open_views: Vec::new(),
            map_sources: Vec::new(),
            numbers: 0,
            depth: 0,
            node: String::new(),
        }
    }

    fn run(&mut self) {
        let nodes = self.triples_maps();
        if nodes.is_empty() {
            self.problem(
                Position::default(),
                "the mapping has no triples map (expected a node with `rml:logicalSource`)".to_owned(),
                Some("is it RML, R2RML or YARRRML (`.yml`)?"),
            );
            return;
        }
        for (number, (node, at)) in nodes.iter().enumerate() {
            self.node = name(node);
            self.map_of.insert(node.clone(), number);
            let source = self.source_of_map(node, *at);
            self.map_sources.push(source);
        }
        for ((node, at), source) in nodes.iter().zip(self.map_sources.clone()) {
            self.node = name(node);
            let Some(source) = source else { continue };
            if let Some(map) = self.triples_map(node, *at, source) {
                self.model.maps.push(map);
            }
        }
        self.check_views();
    }

    /// The triples maps with the place of their first triple, in the order of the file.
    fn triples_maps(&self) -> Vec<(NamedOrBlankNode, Position)> {
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for triple in &self.graph.triples {
            let is_map = triple.predicate.as_ref() == rml::LOGICAL_SOURCE
                || triple.predicate.as_ref() == rml::SUBJECT_MAP
                || triple.predicate.as_ref() == rml::PREDICATE_OBJECT_MAP
                || (triple.predicate.as_ref() == rdf::TYPE && triple.object == Term::from(rml::TRIPLES_MAP));
            if is_map && !self.has(&triple.subject, rml::FUNCTION) && seen.insert(triple.subject.to_string())
            {
                found.push((triple.subject.clone(), triple.at));
            }
        }
        found
    }

    fn source_of_map(&mut self, node: &NamedOrBlankNode, at: Position) -> Option<usize> {
        let (object, at) = self.one(node, rml::LOGICAL_SOURCE, at, true)?;
        let source = self.resource(&object, at, "a logical source")?;
        self.logical_source(&source, at)
    }

    /// All objects of a property.
    fn all(&self, node: &NamedOrBlankNode, property: NamedNodeRef<'_>) -> Vec<(Term, Position)> {
        self.index
            .get(node)
            .into_iter()
            .flatten()
            .filter_map(|number| self.graph.triples.get(*number))
            .filter(|triple| triple.predicate.as_ref() == property)
            .map(|triple| (triple.object.clone(), triple.at))
            .collect()
    }

    /// The one object of a property; two are a problem, none is one where it is `needed`.
    fn one(
        &mut self,
        node: &NamedOrBlankNode,
        property: NamedNodeRef<'_>,
        at: Position,
        needed: bool,
    ) -> Option<(Term, Position)> {
        let mut found = self.all(node, property);
        found.dedup_by(|second, first| second.0 == first.0);
        if let [_, (_, second), ..] = found.as_slice() {
            let second = *second;
            self.problem(
                second,
                format!("two values of `{}` (expected one)", short(property.as_str())),
                None,
            );
        }
        if found.is_empty() && needed {
            self.problem(at, format!("`{}` is missing", short(property.as_str())), None);
        }
        found.into_iter().next()
    }

    /// The one text of a property.
    fn text(&mut self, node: &NamedOrBlankNode, property: NamedNodeRef<'_>) -> Option<(String, Position)> {
        let (object, at) = self.one(node, property, Position::default(), false)?;
        match object {
            Term::Literal(literal) => Some((literal.value().to_owned(), at)),
            other => {
                self.problem(
                    at,
                    format!(
                        "`{}` is `{other}` (expected a text in quotation marks)",
                        short(property.as_str())
                    ),
                    None,
                );
                None
            }
        }
    }

    /// The node that a term is.
    fn resource(&mut self, term: &Term, at: Position, expected: &str) -> Option<NamedOrBlankNode> {
        match term {
            Term::NamedNode(node) => Some(node.clone().into()),
            Term::BlankNode(node) => Some(node.clone().into()),
            Term::Literal(other) => {
                self.problem(at, format!("found `{other}` (expected {expected})"), None);
                None
            }
        }
    }

    fn has(&self, node: &NamedOrBlankNode, property: NamedNodeRef<'_>) -> bool {
        !self.all(node, property).is_empty()
    }

    fn is_a(&self, node: &NamedOrBlankNode, class: NamedNodeRef<'_>) -> bool {
        self.all(node, rdf::TYPE).iter().any(|(object, _)| *object == Term::from(class))
    }

    /// The members of an RDF list.
    fn list(&mut self, head: &Term, at: Position) -> Vec<(Term, Position)> {
        let mut members = Vec::new();
        let mut seen = BTreeSet::new();
        let mut next = head.clone();
        while next != Term::from(rdf::NIL) {
            let Some(node) = self.resource(&next, at, "a list") else { break };
            if !seen.insert(node.to_string()) {
                self.problem(at, "a list that comes back to itself".to_owned(), None);
                break;
            }
            let Some(first) = self.one(&node, rdf::FIRST, at, true) else { break };
            members.push(first);
            let Some((rest, _)) = self.one(&node, rdf::REST, at, true) else { break };
            next = rest;
        }
        members
    }

    fn problem(&mut self, at: Position, problem: String, hint: Option<&str>) {
        self.problems.push(MappingProblem {
            at,
            node: self.node.clone(),
            problem,
            hint: hint.map(str::to_owned),
        });
    }

    fn number(&mut self) -> usize {
        self.numbers += 1;
        self.numbers
    }

    /// Runs a nested load; a mapping that is nested without end is a problem.
    fn nested<T>(&mut self, at: Position, load: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth >= DEEPEST {
            self.problem(at, format!("nested more than {DEEPEST} deep"), None);
            return None;
        }
        self.depth += 1;
        let loaded = load(self);
        self.depth -= 1;
        loaded
    }
}

/// The name of a node for people.
fn name(node: &NamedOrBlankNode) -> String {
    match node {
        NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
        NamedOrBlankNode::BlankNode(node) => format!("_:{}", node.as_str()),
    }
}

/// An IRI of the RML vocabulary with its prefix.
fn short(iri: &str) -> String {
    iri.strip_prefix(rml::NAMESPACE).map_or_else(|| iri.to_owned(), |local| format!("rml:{local}"))
}

//! Triples maps and their predicate-object maps (RML-Core).

use oxigraph::model::NamedOrBlankNode;
use oxigraph::model::Term;

use super::{Loader, name};
use crate::mapping::graph::Position;
use crate::mapping::load::term::Place;
use crate::mapping::model::{JoinCondition, ObjectMap, ParentMap, PredicateObjectMap, TermMap, TriplesMap};
use crate::vocab::rdf;
use crate::vocab::rml;

impl Loader<'_> {
    pub(super) fn triples_map(
        &mut self,
        node: &NamedOrBlankNode,
        at: Position,
        source: usize,
    ) -> Option<TriplesMap> {
        let scope = self.model.sources.get(source)?.scope;
        let subjects = self.term_maps(node, Place::Subject, scope);
        let base =
            self.one(node, rml::BASE_IRI, at, false).map(|(object, _)| super::source::shown_value(&object));
        let subject_node = self.subject_node(node);
        let mut rules = Vec::new();
        let mut graphs = Vec::new();
        if let Some(subject_node) = &subject_node {
            graphs = self.term_maps(subject_node, Place::Graph, scope);
            rules.extend(self.classes(subject_node, &graphs));
        }
        for (object, at) in self.all(node, rml::PREDICATE_OBJECT_MAP) {
            let Some(pair) = self.resource(&object, at, "a predicate-object map") else { continue };
            rules.extend(self.predicate_object_map(&pair, at, scope, &graphs));
        }
        let mut subjects = subjects.into_iter();
        let Some(subject) = subjects.next() else {
            self.problem(at, "the triples map has no subject map".to_owned(), None);
            return None;
        };
        if subjects.next().is_some() {
            self.problem(
                at,
                "the triples map has two subject maps (expected one)".to_owned(),
                Some("write a triples map for each subject"),
            );
        }
        Some(TriplesMap { id: name(node), at, source, base, subject, rules })
    }

    fn subject_node(&mut self, node: &NamedOrBlankNode) -> Option<NamedOrBlankNode> {
        let (object, at) = self.one(node, rml::SUBJECT_MAP, Position::default(), false)?;
        self.resource(&object, at, "a subject map")
    }

    /// A rule for each class of a subject map.
    fn classes(&mut self, subject: &NamedOrBlankNode, graphs: &[TermMap]) -> Vec<PredicateObjectMap> {
        let mut rules = Vec::new();
        for (object, at) in self.all(subject, rml::CLASS) {
            if !matches!(object, Term::NamedNode(_)) {
                self.problem(at, format!("the class `{object}` is no IRI"), None);
                continue;
            }
            let predicate = self.constant(rdf::TYPE.into_owned().into(), at);
            let class = self.constant(object, at);
            rules.push(PredicateObjectMap {
                predicates: vec![predicate],
                objects: vec![ObjectMap::Term(class)],
                graphs: graphs.to_vec(),
            });
        }
        rules
    }

    fn predicate_object_map(
        &mut self,
        node: &NamedOrBlankNode,
        at: Position,
        scope: usize,
        subject_graphs: &[TermMap],
    ) -> Option<PredicateObjectMap> {
        let predicates = self.term_maps(node, Place::Predicate, scope);
        let objects = self.object_maps(node, scope);
        let mut graphs = subject_graphs.to_vec();
        graphs.extend(self.term_maps(node, Place::Graph, scope));
        for (found, property) in [(predicates.is_empty(), "predicate"), (objects.is_empty(), "object")] {
            if found {
                self.problem(
                    at,
                    format!("the predicate-object map has no {property} map"),
                    Some("add `rml:predicate` and `rml:objectMap`"),
                );
            }
        }
        (!predicates.is_empty() && !objects.is_empty()).then_some(PredicateObjectMap {
            predicates,
            objects,
            graphs,
        })
    }

    fn object_maps(&mut self, node: &NamedOrBlankNode, scope: usize) -> Vec<ObjectMap> {
        let mut found = Vec::new();
        for (object, at) in self.all(node, rml::OBJECT) {
            found.push(ObjectMap::Term(self.constant(object, at)));
        }
        for (object, at) in self.all(node, rml::OBJECT_MAP) {
            let Some(map) = self.resource(&object, at, "an object map") else { continue };
            found.extend(self.object_map(&map, at, scope));
        }
        found
    }

    /// An object map, which may refer to the subjects of another triples map.
    pub(super) fn object_map(
        &mut self,
        node: &NamedOrBlankNode,
        at: Position,
        scope: usize,
    ) -> Option<ObjectMap> {
        if !self.has(node, rml::PARENT_TRIPLES_MAP) {
            return self.term_map(node, at, Place::Object, scope).map(ObjectMap::Term);
        }
        let (object, at) = self.one(node, rml::PARENT_TRIPLES_MAP, at, true)?;
        let parent_node = self.resource(&object, at, "a triples map")?;
        let Some(parent) = self.map_of.get(&parent_node).copied() else {
            self.problem(at, format!("the parent triples map `{}` does not exist", name(&parent_node)), None);
            return None;
        };
        let parent_source = self.map_sources.get(parent).copied().flatten()?;
        let parent_scope = self.model.sources.get(parent_source)?.scope;
        let conditions = self.join_conditions(node, scope, parent_scope);
        if conditions.is_empty() && parent_scope != scope {
            self.problem(
                at,
                format!("`{}` has another logical source and there is no join condition", name(&parent_node)),
                Some("add `rml:joinCondition [ rml:child \"…\" ; rml:parent \"…\" ]`"),
            );
        }
        Some(ObjectMap::Parent(ParentMap { parent, conditions }))
    }

    pub(super) fn join_conditions(
        &mut self,
        node: &NamedOrBlankNode,
        child_scope: usize,
        parent_scope: usize,
    ) -> Vec<JoinCondition> {
        let mut found = Vec::new();
        for (object, at) in self.all(node, rml::JOIN_CONDITION) {
            let Some(condition) = self.resource(&object, at, "a join condition") else { continue };
            let child = self.side(&condition, (rml::CHILD, rml::CHILD_MAP), at, child_scope);
            let parent = self.side(&condition, (rml::PARENT, rml::PARENT_MAP), at, parent_scope);
            if let (Some(child), Some(parent)) = (child, parent) {
                found.push(JoinCondition { child, parent });
            }
        }
        found
    }

    fn side(
        &mut self,
        condition: &NamedOrBlankNode,
        (shortcut, property): (oxigraph::model::NamedNodeRef<'_>, oxigraph::model::NamedNodeRef<'_>),
        at: Position,
        scope: usize,
    ) -> Option<crate::mapping::model::Expression> {
        if let Some((reference, at)) = self.text(condition, shortcut) {
            return Some(self.reference(&reference, at, scope));
        }
        let (object, at) = self.one(condition, property, at, true)?;
        let node = self.resource(&object, at, "an expression map")?;
        self.valued(&node, at, scope).map(|valued| valued.expression)
    }
}

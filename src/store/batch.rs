//! One batch of documents: what it changes in the graphs.
//!
//! Evidence is only added. The view is changed for the nodes that the batch touches: each becomes the join
//! of what it was and of what the batch says, which equals computing it from all evidence
//! (`facts.rs` says why).

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::rc::Rc;

use oxigraph::model::GraphName;
use oxigraph::model::GraphNameRef;
use oxigraph::model::NamedNode;
use oxigraph::model::NamedNodeRef;
use oxigraph::model::NamedOrBlankNode;
use oxigraph::model::Quad;
use oxigraph::model::Term as Object;
use oxigraph::store::Store;

use super::facts::NodeFacts;
use super::identity::english;
use super::judgement::Judgements;
use super::known::Known;
use super::label::compose;
use super::reading::Reading;
use super::values::read_time;
use super::{Counts, Mint, StoreError};
use crate::resolve::ClassGroup;
use crate::statement::Modality;
use crate::statement::Term;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::local_name;
use crate::vocab::casegraph::property;
use crate::vocab::rdf;
use crate::vocab::skos;

/// Facts of one node: predicate and text of the object, with the object.
type Facts = BTreeMap<(NamedNode, String), Object>;

/// What a batch does to the store.
#[derive(Default)]
pub(super) struct Changes {
    /// Quads that the store does not have yet, each once.
    pub(super) insert: Vec<Quad>,
    /// Quads that it has and must lose.
    pub(super) remove: Vec<Quad>,
}

/// Collects a batch.
pub(super) struct Batch<'a> {
    store: &'a Store,
    mint: &'a Mint,
    changes: Changes,
    /// What the resolution graph gets to know of entities.
    entities: BTreeMap<NamedNode, Facts>,
    reading: Reading,
    known: &'a mut Known,
    judgements: &'a Judgements,
    /// Nodes whose facts are made anew: what the view had of them does not count.
    anew: BTreeSet<NamedNode>,
    /// Nodes of the view as they were, once read.
    before: RefCell<BTreeMap<NamedNode, Rc<Facts>>>,
}

/// A node of the view, before and after.
struct Touched {
    before: Rc<Facts>,
    /// The label before.
    label: Option<String>,
    after: NodeFacts,
}

impl<'a> Batch<'a> {
    pub(super) fn new(
        store: &'a Store,
        mint: &'a Mint,
        known: &'a mut Known,
        judgements: &'a Judgements,
    ) -> Self {
        Self {
            store,
            mint,
            changes: Changes::default(),
            entities: BTreeMap::new(),
            reading: Reading::default(),
            known,
            judgements,
            anew: BTreeSet::new(),
            before: RefCell::default(),
        }
    }

    /// Adds quads that the store surely does not have.
    pub(super) fn insert(&mut self, quads: Vec<Quad>) {
        self.changes.insert.extend(quads);
    }

    /// Takes out quads that the store surely has.
    pub(super) fn remove(&mut self, quads: Vec<Quad>) {
        self.changes.remove.extend(quads);
    }

    /// Makes nodes of the view anew: all that holds of them is what `reading` says, and of the entities that it
    /// uses what is known of them.
    pub(super) fn replace(&mut self, nodes: BTreeSet<NamedNode>, reading: Reading) -> Result<(), StoreError> {
        let graph = self.mint.graph("res");
        for node in &reading.used {
            let known = self.parse(&read_facts(self.store, node, graph.as_ref().into())?)?;
            self.reading.nodes.entry(node.clone()).or_default().join(known);
        }
        self.anew.extend(nodes);
        self.add_reading(reading);
        Ok(())
    }

    /// Adds quads of the resolution graph that the store may have.
    pub(super) fn add_entities(&mut self, quads: Vec<Quad>) {
        for quad in quads {
            if let NamedOrBlankNode::NamedNode(subject) = quad.subject {
                let facts = self.entities.entry(subject).or_default();
                facts.insert((quad.predicate, quad.object.to_string()), quad.object);
            }
        }
    }

    /// Adds what a document says of the nodes of the view.
    pub(super) fn add_reading(&mut self, reading: Reading) {
        self.reading.used.extend(reading.used);
        self.reading.values.extend(reading.values);
        for (node, facts) in reading.nodes {
            self.reading.nodes.entry(node).or_default().join(facts);
        }
    }

    /// Compares with the store; says what must change, and counts it.
    pub(super) fn finish(mut self, counts: &mut Counts) -> Result<Changes, StoreError> {
        let changed = self.resolution()?;
        self.enter(&changed)?;
        let mut touched = BTreeMap::new();
        let mut nodes = std::mem::take(&mut self.reading.nodes);
        for node in &self.anew {
            nodes.entry(node.clone()).or_default();
        }
        for (node, facts) in nodes {
            let before = self.view_facts(&node)?;
            let mut after = self.parse(&before)?;
            let label = after.label.clone();
            if self.anew.contains(&node) {
                after = NodeFacts::default();
            }
            after.join(facts);
            touched.insert(node, Touched { before, label, after });
        }
        self.labels(&mut touched)?;
        self.write_view(touched, counts)?;
        counts.quads = (counts.quads + self.changes.insert.len() as u64)
            .saturating_sub(self.changes.remove.len() as u64);
        Ok(self.changes)
    }

    /// Adds what is new to the resolution graph; the entities that it changes.
    fn resolution(&mut self) -> Result<BTreeSet<NamedNode>, StoreError> {
        let graph = self.mint.graph("res");
        let mut changed = BTreeSet::new();
        for (node, facts) in &self.entities {
            if facts.keys().all(|(predicate, object)| self.known.has_fact(node, predicate, object)) {
                continue;
            }
            let stored = read_facts(self.store, node, graph.as_ref().into())?;
            for (key, object) in facts.iter().filter(|(key, _)| !stored.contains_key(*key)) {
                self.changes.insert.push(Quad::new(
                    node.clone(),
                    key.0.clone(),
                    object.clone(),
                    graph.clone(),
                ));
                changed.insert(node.clone());
            }
            self.known.learn_facts(node, facts.keys().chain(stored.keys()));
        }
        Ok(changed)
    }

    /// Lets entities into the view that the batch uses, and those that are known of them; also what is new
    /// of entities that are there already.
    fn enter(&mut self, changed: &BTreeSet<NamedNode>) -> Result<(), StoreError> {
        let graph = self.mint.graph("res");
        let mut waiting: Vec<NamedNode> = std::mem::take(&mut self.reading.used).into_iter().collect();
        for node in changed {
            if self.is_in_view(node)? || self.is_awaited(node)? {
                waiting.push(node.clone());
            }
        }
        let mut seen = BTreeSet::new();
        while let Some(node) = waiting.pop() {
            if !seen.insert(node.clone()) || (!changed.contains(&node) && self.is_in_view(&node)?) {
                continue;
            }
            let mut facts = read_facts(self.store, &node, graph.as_ref().into())?;
            facts.extend(self.entities.get(&node).cloned().unwrap_or_default());
            let links = facts.iter().filter(|((predicate, _), _)| predicate.as_ref() != rdf::TYPE);
            waiting.extend(links.filter_map(|(_, object)| match object {
                Object::NamedNode(other) => Some(other.clone()),
                _ => None,
            }));
            let known = self.parse(&facts)?;
            self.reading.nodes.entry(node).or_default().join(known);
        }
        Ok(())
    }

    fn is_in_view(&self, node: &NamedNode) -> Result<bool, StoreError> {
        Ok(self.known.label(node).is_some() || !self.view_facts(node)?.is_empty())
    }

    /// Whether a correction put the node into the view before it was known.
    fn is_awaited(&self, node: &NamedNode) -> Result<bool, StoreError> {
        if self.judgements.naming(node).next().is_none() {
            return Ok(false);
        }
        let view = Some(GraphNameRef::DefaultGraph);
        Ok(self
            .store
            .quads_for_pattern(None, None, Some(node.as_ref().into()), view)
            .next()
            .transpose()?
            .is_some())
    }

    /// The facts of a node as the view held them before the batch.
    fn view_facts(&self, node: &NamedNode) -> Result<Rc<Facts>, StoreError> {
        if let Some(known) = self.before.borrow().get(node) {
            return Ok(Rc::clone(known));
        }
        let facts = Rc::new(read_facts(self.store, node, GraphNameRef::DefaultGraph)?);
        self.before.borrow_mut().insert(node.clone(), Rc::clone(&facts));
        Ok(facts)
    }

    /// Reads the facts of a node of the view or of the resolution graph.
    fn parse(&self, facts: &Facts) -> Result<NodeFacts, StoreError> {
        let mut node = NodeFacts::default();
        for ((predicate, text), object) in facts {
            match (predicate.as_ref(), object) {
                (rdf::TYPE, Object::NamedNode(class)) => node.add_class(class),
                (skos::PREF_LABEL, Object::Literal(label)) => node.add_label(label.value()),
                (skos::ALT_LABEL, Object::Literal(name)) => node.add_name(name.value()),
                (property::MODALITY, Object::NamedNode(modality)) => {
                    if let Some(modality) = Modality::from_local_name(local_name(modality.as_ref())) {
                        node.add_modality(modality);
                    }
                }
                (property::TIME, Object::NamedNode(time)) => {
                    let facts = self.view_facts(time)?;
                    let span = read_time(facts.iter().map(|((predicate, _), object)| (predicate, object)));
                    node.add_time(span, time);
                }
                _ => {
                    node.others.insert((predicate.clone(), text.clone()), object.clone());
                }
            }
        }
        Ok(node)
    }

    /// Labels events and situations: first the situations whose labels others use, then the rest, each
    /// time with the stored nodes whose labels follow from labels that changed.
    fn labels(&self, touched: &mut BTreeMap<NamedNode, Touched>) -> Result<(), StoreError> {
        let entities: Vec<NamedNode> =
            touched.iter().filter(|(node, _)| !self.is_told(node)).map(|(node, _)| node.clone()).collect();
        self.dependents(&entities, touched)?;
        let told: Vec<NamedNode> = touched.keys().filter(|node| self.is_told(node)).cloned().collect();
        let (first, _): (Vec<NamedNode>, Vec<NamedNode>) =
            told.into_iter().partition(|node| touched.get(node).is_some_and(|node| is_named(&node.after)));
        self.label(&first, touched)?;
        self.dependents(&first, touched)?;
        let rest: Vec<NamedNode> = touched
            .iter()
            .filter(|(node, facts)| self.is_told(node) && !is_named(&facts.after))
            .map(|(node, _)| node.clone())
            .collect();
        self.label(&rest, touched)
    }

    /// Whether the node is an event or a situation.
    fn is_told(&self, node: &NamedNode) -> bool {
        matches!(self.mint.group(node.as_str()), Some(ClassGroup::Event | ClassGroup::Situation))
    }

    /// Adds the stored events and situations that refer to nodes whose label changed.
    fn dependents(
        &self,
        nodes: &[NamedNode],
        touched: &mut BTreeMap<NamedNode, Touched>,
    ) -> Result<(), StoreError> {
        for node in nodes {
            let Some(change) = touched.get(node) else { continue };
            let awaited = || self.judgements.naming(node).next().is_some();
            if change.label == change.after.label || (change.label.is_none() && !awaited()) {
                continue;
            }
            let object = Some(node.as_ref().into());
            for quad in self.store.quads_for_pattern(None, None, object, Some(GraphNameRef::DefaultGraph)) {
                let NamedOrBlankNode::NamedNode(subject) = quad?.subject else { continue };
                if self.is_told(&subject) && !touched.contains_key(&subject) {
                    let before = self.view_facts(&subject)?;
                    let after = self.parse(&before)?;
                    touched.insert(subject, Touched { before, label: after.label.clone(), after });
                }
            }
        }
        Ok(())
    }

    fn label(
        &self,
        nodes: &[NamedNode],
        touched: &mut BTreeMap<NamedNode, Touched>,
    ) -> Result<(), StoreError> {
        for node in nodes {
            let failed = RefCell::new(None);
            let label = touched.get(node).map(|facts| {
                compose(&facts.after, &|filler| {
                    self.filler(filler, touched).unwrap_or_else(|error| {
                        failed.replace(Some(error));
                        None
                    })
                })
            });
            if let Some(error) = failed.into_inner() {
                return Err(error);
            }
            if let (Some(facts), Some(label)) =
                (touched.get_mut(node).filter(|facts| !facts.after.is_empty()), label)
            {
                facts.after.names.clear();
                facts.after.label = Some(label);
            }
        }
        Ok(())
    }

    /// The label of a filler: of entities, concepts and named situations.
    fn filler(
        &self,
        node: &NamedNode,
        touched: &BTreeMap<NamedNode, Touched>,
    ) -> Result<Option<String>, StoreError> {
        if self.mint.group(node.as_str()).is_none() {
            return Ok(None);
        }
        if let Some(facts) = touched.get(node) {
            let settled = !self.is_told(node) || is_named(&facts.after);
            return Ok(facts.after.label.clone().filter(|_| settled));
        }
        if let Some(label) = self.known.label(node) {
            return Ok(label.clone());
        }
        let facts = self.view_facts(node)?;
        let classes = facts.iter().filter(|((predicate, _), _)| predicate.as_ref() == rdf::TYPE);
        let named = classes
            .clone()
            .any(|(_, object)| matches!(object, Object::NamedNode(class) if names(class.as_ref())));
        if self.is_told(node) && !named {
            return Ok(None);
        }
        Ok(facts.iter().find_map(|((predicate, _), object)| match object {
            Object::Literal(label) if predicate.as_ref() == skos::PREF_LABEL => {
                Some(label.value().to_owned())
            }
            _ => None,
        }))
    }

    fn write_view(
        &mut self,
        touched: BTreeMap<NamedNode, Touched>,
        counts: &mut Counts,
    ) -> Result<(), StoreError> {
        let mut fresh_values = BTreeSet::new();
        let mut lost_values = BTreeSet::new();
        for (node, change) in touched {
            let leaves = change.after.is_empty();
            match self.mint.group(node.as_str()) {
                Some(group) if change.before.is_empty() && !leaves => counts.add(group),
                Some(group) if !change.before.is_empty() && leaves => counts.remove(group),
                _ => {}
            }
            if !self.is_told(&node) && !leaves {
                self.known.learn_view(&node, change.after.label.clone());
            }
            let after = if leaves { Facts::new() } else { facts_of(change.after) };
            for (key, object) in &after {
                if !change.before.contains_key(key) {
                    if let Object::NamedNode(value) = object {
                        fresh_values.insert(value.clone());
                    }
                    self.changes.insert.push(view_quad(&node, &key.0, object));
                }
            }
            for (key, object) in change.before.iter() {
                if !after.contains_key(key) {
                    if let Object::NamedNode(value) = object {
                        lost_values.insert(value.clone());
                    }
                    self.changes.remove.push(view_quad(&node, &key.0, object));
                }
            }
        }
        self.describe(&fresh_values)?;
        self.forget(lost_values.difference(&fresh_values))
    }

    /// Describes times and quantities that the view did not have.
    fn describe(&mut self, values: &BTreeSet<NamedNode>) -> Result<(), StoreError> {
        for value in values {
            let Some(facts) = self.reading.values.get(value) else { continue };
            if !self.is_in_view(value)? {
                let quads = facts.iter().map(|(predicate, object)| view_quad(value, predicate, object));
                self.changes.insert.extend(quads);
            }
        }
        Ok(())
    }

    /// Takes out times and quantities that nothing uses any more.
    fn forget<'v>(&mut self, values: impl Iterator<Item = &'v NamedNode>) -> Result<(), StoreError> {
        let is_value = |value: &&NamedNode| {
            self.mint.is("time", value.as_str()) || self.mint.is("quantity", value.as_str())
        };
        let values: Vec<&NamedNode> = values.filter(is_value).collect();
        for value in values {
            let object = Some(value.as_ref().into());
            let mut used = false;
            for quad in self.store.quads_for_pattern(None, None, object, Some(GraphNameRef::DefaultGraph)) {
                let quad = quad?;
                used |= !self.changes.remove.contains(&quad);
            }
            if !used {
                for ((predicate, _), object) in self.view_facts(value)?.iter() {
                    self.changes.remove.push(view_quad(value, predicate, object));
                }
            }
        }
        Ok(())
    }
}

/// Classes of situations whose labels stand in other labels.
fn names(class: NamedNodeRef<'_>) -> bool {
    [class::TENURE, class::MEMBERSHIP, class::BILATERAL_RELATION, class::DESIGNATION].contains(&class)
}

fn is_named(facts: &NodeFacts) -> bool {
    facts.classes.iter().any(|class| names(class.as_ref()))
}

fn view_quad(node: &NamedNode, predicate: &NamedNode, object: &Object) -> Quad {
    Quad::new(node.clone(), predicate.clone(), object.clone(), GraphName::DefaultGraph)
}

/// All facts of a node in one graph.
fn read_facts(store: &Store, node: &NamedNode, graph: GraphNameRef<'_>) -> Result<Facts, StoreError> {
    let mut facts = Facts::new();
    for quad in store.quads_for_pattern(Some(node.as_ref().into()), None, None, Some(graph)) {
        let quad = quad?;
        facts.insert((quad.predicate, quad.object.to_string()), quad.object);
    }
    Ok(facts)
}

/// The facts of a node as the view holds them.
fn facts_of(node: NodeFacts) -> Facts {
    let mut facts = node.others;
    let mut add = |predicate: Term, object: Object| {
        facts.insert((predicate.into_owned(), object.to_string()), object);
    };
    for class in node.classes {
        add(rdf::TYPE, class.into());
    }
    if let Some(label) = node.label {
        add(skos::PREF_LABEL, english(&label).into());
    }
    for name in node.names {
        add(skos::ALT_LABEL, english(&name).into());
    }
    if let Some(modality) = node.modality {
        add(property::MODALITY, modality.term().into());
    }
    if let Some((_, time)) = node.time {
        add(property::TIME, time.into());
    }
    facts
}

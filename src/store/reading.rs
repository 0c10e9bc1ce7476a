//! What one document graph says of canonical nodes, by the view policy and the judgements of people.
//!
//! The same function reads a graph that was just written and one that was stored before, so a view that
//! grew batch by batch and one that is computed anew are made by the same rules.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::collections::HashSet;

use oxigraph::model::NamedNode;
use oxigraph::model::NamedNodeRef;
use oxigraph::model::NamedOrBlankNode;
use oxigraph::model::Quad;
use oxigraph::model::Term as Object;

use super::corrected::{Corrected, Correction};
use super::facts::NodeFacts;
use super::judgement::{Beliefs, Judgement};
use super::mint::concept_label;
use super::values::{Values, read_time};
use super::{Mint, Verdict};
use crate::resolve::ClassGroup;
use crate::statement::Modality;
use crate::statement::Stance;
use crate::statement::TimeSpan;
use crate::vocab::CONCEPT;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::local_name;
use crate::vocab::casegraph::property;
use crate::vocab::rdf;
use crate::vocab::skos;

/// What one document says of the nodes of the view.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Entities and concepts that the document speaks of.
    pub(super) used: BTreeSet<NamedNode>,
    /// What it says of entities, events and situations.
    pub(super) nodes: BTreeMap<NamedNode, NodeFacts>,
    /// Descriptions of its times and quantities.
    pub(super) values: BTreeMap<NamedNode, Vec<(NamedNode, Object)>>,
}

/// Reads a document graph. `references` are the quads of the resolution graph whose subjects are its
/// mentions and frames.
pub(super) fn read(quads: &[Quad], references: &[Quad], mint: &Mint, beliefs: Beliefs<'_>) -> Reading {
    let reader = Reader::new(quads, references, mint);
    let mut reading = Reading::default();
    reader.used(&mut reading);
    reader.values(&mut reading);
    let claims = reader.claims(beliefs);
    let corrected = reader.corrected(&claims);
    let mut entering = BTreeSet::new();
    let mut own: HashMap<(NamedNodeRef<'_>, NamedNodeRef<'_>, &Object), bool> = HashMap::new();
    for claim in &claims {
        match claim.statement {
            None if claim.accepted => {
                entering.insert(claim.about.as_str());
            }
            None => {}
            Some((predicate, value)) => {
                let holds = claim.accepted && !reader.corrects_itself(claim);
                *own.entry((claim.about, predicate, value)).or_default() |= holds;
            }
        }
    }
    let view = View { reader: &reader, entering: &entering };
    for (subject, facts) in &reader.order {
        if entering.contains(subject.as_str()) {
            for (predicate, object) in facts {
                if own.get(&(*subject, *predicate, *object)).copied().unwrap_or(true)
                    && !corrected.contains(&(*subject, *predicate))
                {
                    view.fact(*subject, *predicate, object, &mut reading);
                }
            }
        }
    }
    for claim in claims.iter().filter(|claim| claim.accepted) {
        if let Some((predicate, value)) = claim.statement
            && !reader.corrects_itself(claim)
            && (claim.is_confirmed() || !corrected.contains(&(claim.about, predicate)))
        {
            view.fact(claim.about, predicate, value, &mut reading);
        }
        for correction in reader.corrections(claim) {
            view.correct(claim.about, correction, &mut reading);
        }
    }
    reading
}

/// Predicate and object of a quad.
type Fact<'a> = (NamedNodeRef<'a>, &'a Object);

/// A document graph by subject.
struct Reader<'a> {
    mint: &'a Mint,
    /// Subjects in the order of their first quad, with their facts.
    order: Vec<(NamedNodeRef<'a>, Vec<Fact<'a>>)>,
    place: HashMap<&'a str, usize>,
    references: HashMap<&'a str, Vec<&'a NamedNode>>,
}

struct ReadClaim<'a> {
    about: NamedNodeRef<'a>,
    statement: Option<Fact<'a>>,
    accepted: bool,
    judgement: Option<&'a Judgement>,
}

impl ReadClaim<'_> {
    /// Whether a person said that it is so.
    fn is_confirmed(&self) -> bool {
        self.judgement.is_some_and(|judgement| judgement.verdict() == Verdict::Accept)
    }
}

impl<'a> Reader<'a> {
    fn new(quads: &'a [Quad], references: &'a [Quad], mint: &'a Mint) -> Self {
        let mut reader = Self { mint, order: Vec::new(), place: HashMap::new(), references: HashMap::new() };
        for quad in quads {
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
            let place = *reader.place.entry(subject.as_str()).or_insert_with(|| {
                reader.order.push((subject.as_ref(), Vec::new()));
                reader.order.len() - 1
            });
            if let Some((_, facts)) = reader.order.get_mut(place) {
                facts.push((quad.predicate.as_ref(), &quad.object));
            }
        }
        for quad in references.iter().filter(|quad| quad.predicate == property::REFERS_TO) {
            if let (NamedOrBlankNode::NamedNode(subject), Object::NamedNode(object)) =
                (&quad.subject, &quad.object)
                && !mint.is("resolution", subject.as_str())
            {
                reader.references.entry(subject.as_str()).or_default().push(object);
            }
        }
        reader
    }

    fn facts(&self, subject: NamedNodeRef<'_>) -> &[Fact<'a>] {
        let place = self.place.get(subject.as_str()).and_then(|place| self.order.get(*place));
        place.map_or(&[], |(_, facts)| facts.as_slice())
    }

    fn refers_to(&self, node: NamedNodeRef<'_>) -> &[&'a NamedNode] {
        self.references.get(node.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Everything that mentions refer to, the publisher, and every concept that stands in the graph.
    fn used(&self, reading: &mut Reading) {
        for (subject, facts) in &self.order {
            if self.mint.is("mention", subject.as_str()) {
                reading.used.extend(self.refers_to(*subject).iter().map(|entity| (*entity).clone()));
            }
            for (predicate, object) in facts {
                if let Object::NamedNode(object) = object
                    && (*predicate == property::PUBLISHER || object.as_str().starts_with(CONCEPT))
                {
                    reading.used.insert(object.clone());
                }
            }
        }
    }

    fn values(&self, reading: &mut Reading) {
        for (subject, facts) in &self.order {
            if self.mint.is("time", subject.as_str()) || self.mint.is("quantity", subject.as_str()) {
                let facts =
                    facts.iter().map(|(predicate, object)| (predicate.into_owned(), (*object).clone()));
                reading.values.insert(subject.into_owned(), facts.collect());
            }
        }
    }

    fn claims(&self, beliefs: Beliefs<'a>) -> Vec<ReadClaim<'a>> {
        let claims = self.order.iter().filter(|(subject, _)| self.mint.is("claim", subject.as_str()));
        claims.filter_map(|(subject, facts)| read_claim(*subject, facts, beliefs)).collect()
    }

    /// The corrections of a claim that fit it: of a claim about one slot, those of this slot; of a frame, a class
    /// that does not make an event of a situation.
    fn corrections<'c>(&'c self, claim: &'c ReadClaim<'a>) -> impl Iterator<Item = &'c Correction> {
        let all = claim.judgement.map_or(&[][..], |judgement| judgement.corrections.as_slice());
        let group = || self.refers_to(claim.about).iter().find_map(|node| self.mint.group(node.as_str()));
        all.iter().filter(move |correction| {
            claim.accepted
                && claim.statement.is_none_or(|(predicate, _)| predicate == correction.predicate)
                && (correction.predicate != rdf::TYPE
                    || correction.values.iter().all(|value| match value {
                        Corrected::Node(class) => group() == Some(ClassGroup::of_frame(class.as_ref())),
                        _ => false,
                    }))
        })
    }

    /// Whether a claim about one slot has another value by its own correction.
    fn corrects_itself(&self, claim: &ReadClaim<'a>) -> bool {
        claim.statement.is_some() && self.corrections(claim).next().is_some()
    }

    /// The slots of frames that corrections fill, and what is read does not.
    fn corrected(&self, claims: &[ReadClaim<'a>]) -> HashSet<(NamedNodeRef<'a>, NamedNodeRef<'static>)> {
        let whole = claims.iter().filter(|claim| claim.statement.is_none());
        whole
            .flat_map(|claim| self.corrections(claim).map(|correction| (claim.about, correction.predicate)))
            .collect()
    }
}

fn read_claim<'a>(
    claim: NamedNodeRef<'_>,
    facts: &[Fact<'a>],
    beliefs: Beliefs<'a>,
) -> Option<ReadClaim<'a>> {
    let (mut about, mut predicate, mut value, mut stance, mut confidence) = (None, None, None, None, None);
    for (property, object) in facts {
        match (*property, *object) {
            (property::ABOUT, Object::NamedNode(node)) => about = Some(node.as_ref()),
            (property::PREDICATE, Object::NamedNode(node)) => predicate = Some(node.as_ref()),
            (property::VALUE, object) => value = Some(object),
            (property::STANCE, Object::NamedNode(node)) => {
                stance = Stance::from_local_name(local_name(node.as_ref()));
            }
            (property::CONFIDENCE, Object::Literal(literal)) => confidence = literal.value().parse().ok(),
            _ => {}
        }
    }
    let judgement = beliefs.judgements.of(claim.as_str());
    let accepted = beliefs.accept(judgement, stance, confidence);
    Some(ReadClaim { about: about?, statement: predicate.zip(value), accepted, judgement })
}

/// Turns facts about the nodes of a document into facts about canonical nodes.
struct View<'a> {
    reader: &'a Reader<'a>,
    /// Frames that enter the view.
    entering: &'a BTreeSet<&'a str>,
}

impl View<'_> {
    fn fact(
        &self,
        subject: NamedNodeRef<'_>,
        predicate: NamedNodeRef<'_>,
        object: &Object,
        reading: &mut Reading,
    ) {
        let subjects = self.canonical(subject);
        if subjects.is_empty() || (predicate == property::VALUE && matches!(object, Object::Literal(_))) {
            return;
        }
        if predicate == property::TIME {
            if let Some(time) = self.time(object) {
                for subject in &subjects {
                    node(reading, subject).add_time(time.0, time.1);
                }
            }
            return;
        }
        let objects = match object {
            Object::NamedNode(node) => self.canonical(node.as_ref()).into_iter().map(Object::from).collect(),
            other => vec![other.clone()],
        };
        for subject in subjects {
            let facts = node(reading, &subject);
            for object in &objects {
                match (predicate, object) {
                    (rdf::TYPE, Object::NamedNode(class)) => facts.add_class(class),
                    (property::MODALITY, Object::NamedNode(modality)) => {
                        if let Some(modality) = Modality::from_local_name(local_name(modality.as_ref())) {
                            facts.add_modality(modality);
                        }
                    }
                    (_, Object::NamedNode(other)) if *other == subject => {}
                    _ => facts.add(predicate.into_owned(), object.clone()),
                }
            }
        }
    }

    /// Fills a slot with what a person said.
    fn correct(&self, about: NamedNodeRef<'_>, correction: &Correction, reading: &mut Reading) {
        let mint = self.reader.mint;
        for subject in self.canonical(about) {
            for value in &correction.values {
                let mut values = Values::default();
                match value {
                    Corrected::Time(time) => {
                        let described = values.time(mint, time);
                        node(reading, &subject).add_time(*time, &described);
                    }
                    Corrected::Quantity(quantity) => {
                        let described = values.quantity(mint, quantity);
                        node(reading, &subject).add(correction.predicate.into_owned(), described.into());
                    }
                    Corrected::Node(filler) => correct_node(&subject, correction.predicate, filler, reading),
                }
                reading.values.extend(values.into_facts());
            }
        }
    }

    fn time<'t>(&self, object: &'t Object) -> Option<(TimeSpan, &'t NamedNode)> {
        let Object::NamedNode(node) = object else { return None };
        let facts = self.reader.facts(node.as_ref());
        facts.iter().any(|(_, object)| is_class(object, class::TIME_SPAN)).then(|| {
            let owned: Vec<(NamedNode, Object)> =
                facts.iter().map(|(predicate, object)| (predicate.into_owned(), (*object).clone())).collect();
            (read_time(owned.iter().map(|(predicate, object)| (predicate, object))), node)
        })
    }

    /// The canonical nodes that a node of the document stands for: those that a mention refers to, the
    /// event of a frame that enters the view, anything else itself.
    fn canonical(&self, node: NamedNodeRef<'_>) -> Vec<NamedNode> {
        let mint = self.reader.mint;
        let entities = || self.reader.refers_to(node).iter().map(|entity| (*entity).clone()).collect();
        if mint.is("mention", node.as_str()) {
            entities()
        } else if mint.is("frame", node.as_str()) {
            if self.entering.contains(node.as_str()) { entities() } else { Vec::new() }
        } else {
            vec![node.into_owned()]
        }
    }
}

/// Fills a slot with a node that a person named.
fn correct_node(subject: &NamedNode, predicate: NamedNodeRef<'_>, filler: &NamedNode, reading: &mut Reading) {
    match predicate {
        rdf::TYPE => node(reading, subject).add_class(filler),
        property::MODALITY => {
            if let Some(modality) = Modality::from_local_name(local_name(filler.as_ref())) {
                node(reading, subject).add_modality(modality);
            }
        }
        _ if filler == subject => {}
        _ => {
            if predicate == property::EVENT_MODE {
                // The mode may be one that no document has.
                let mode = node(reading, filler);
                mode.add_class(&skos::CONCEPT.into_owned());
                mode.add_label(&concept_label(filler));
            }
            reading.used.insert(filler.clone());
            node(reading, subject).add(predicate.into_owned(), filler.clone().into());
        }
    }
}

fn node<'r>(reading: &'r mut Reading, subject: &NamedNode) -> &'r mut NodeFacts {
    reading.nodes.entry(subject.clone()).or_default()
}

fn is_class(object: &Object, class: NamedNodeRef<'_>) -> bool {
    matches!(object, Object::NamedNode(node) if node.as_ref() == class)
}

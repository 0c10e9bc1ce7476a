//! What the claims of the document graphs say about a node of the view.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::rc::Rc;

use oxigraph::model::GraphName;
use oxigraph::model::NamedNode;
use oxigraph::model::NamedNodeRef;
use oxigraph::model::Term;
use oxigraph::store::StorageError;

use super::model::Sentence;
use super::model::Support;
use super::rdf::Graph;
use super::rdf::Id;
use super::rdf::local;
use super::rdf::named;
use super::rdf::named_subject;
use super::words;
use crate::vocab::casegraph::property;
use crate::vocab::oa;

/// A claim as pictures need it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Claim {
    /// Local name of its stance.
    pub(super) stance: String,
    /// Confidence in whole per cent.
    pub(super) confidence: Option<u8>,
    /// Labels of who says so.
    pub(super) stated_by: String,
    /// Whether it came through a relay.
    relayed: bool,
    /// Whether another claim contradicts it.
    pub(super) conflict: bool,
    /// The slot or attribute it is about, and the nodes of the view that its value stands for.
    narrow: Option<(NamedNode, Vec<Id>)>,
    /// Its sentences, those inside another one left out.
    pub(super) sentences: Vec<Sentence>,
}

impl Claim {
    fn support(&self) -> Support {
        match self.stance.as_str() {
            "Inferred" | "Implied" => Support::Inferred,
            "Asserted" | "" if !self.relayed => Support::Asserted,
            _ => Support::Relayed,
        }
    }
}

/// One frame of a document that stands for a node of the view.
#[derive(Debug, Clone, PartialEq)]
struct Frame {
    /// The nodes of the view that its own slots hold, and its time.
    parties: BTreeSet<Id>,
    /// Claims about the whole frame, then those about one slot.
    claims: Vec<Claim>,
}

/// What was told of one event or situation of the view.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Told {
    frames: Vec<Frame>,
}

impl Told {
    /// The claims that vouch for two parties being in it together: those of frames that name both, else the
    /// narrow ones that add the missing party, else all.
    pub(super) fn of_pair(&self, pair: [Id; 2]) -> Vec<&Claim> {
        let whole = |wanted: &dyn Fn(&Frame) -> bool| -> Vec<&Claim> {
            let frames = self.frames.iter().filter(|frame| wanted(frame));
            frames.flat_map(|frame| &frame.claims).filter(|claim| claim.narrow.is_none()).collect()
        };
        let both = whole(&|frame| pair.iter().all(|party| frame.parties.contains(party)));
        if !both.is_empty() {
            return both;
        }
        let narrow = self.of_narrow(&pair);
        if !narrow.is_empty() {
            return narrow;
        }
        let either = whole(&|frame| pair.iter().any(|party| frame.parties.contains(party)));
        if either.is_empty() { whole(&|_| true) } else { either }
    }

    /// The claims that date it, where the frames that name these parties do not.
    pub(super) fn of_time(&self, pair: [Id; 2], time: Id) -> Vec<&Claim> {
        let names = |frame: &&Frame| pair.iter().all(|party| frame.parties.contains(party));
        if self.frames.iter().filter(names).any(|frame| frame.parties.contains(&time)) {
            return Vec::new();
        }
        let mut claims = self.of_narrow(&[time]);
        for frame in self.frames.iter().filter(|frame| frame.parties.contains(&time)) {
            claims.extend(frame.claims.iter().filter(|claim| claim.narrow.is_none()));
        }
        claims
    }

    /// The claims about one slot whose value is a party that no frame itself holds.
    fn of_narrow(&self, pair: &[Id]) -> Vec<&Claim> {
        let missing = |party: &&Id| !self.frames.iter().any(|frame| frame.parties.contains(party));
        let missing = pair.iter().filter(missing).collect::<Vec<_>>();
        let claims = self.frames.iter().flat_map(|frame| &frame.claims);
        let adds = |claim: &&Claim| {
            let values = claim.narrow.as_ref().map(|(_, values)| values);
            values.is_some_and(|values| missing.iter().any(|party| values.contains(party)))
        };
        claims.filter(adds).collect()
    }
}

/// The best support that any of these claims gives; without claims it is reference data.
pub(super) fn support(claims: &[&Claim]) -> Support {
    let supports = claims.iter().filter(|claim| claim.stance != "Denied").map(|claim| claim.support());
    supports.min().unwrap_or(if claims.is_empty() { Support::Asserted } else { Support::Relayed })
}

/// Whether these claims contradict each other or others.
pub(super) fn conflict(claims: &[&Claim]) -> bool {
    let denied = claims.iter().filter(|claim| claim.stance == "Denied").count();
    claims.iter().any(|claim| claim.conflict) || (denied > 0 && denied < claims.len())
}

/// A value on which claims disagree: what it is a property of, and the claimed value.
type Disputed = BTreeMap<Id, BTreeMap<String, BTreeSet<String>>>;

/// Attribute claims of an entity by property and value.
type Attributes = HashMap<(NamedNode, Id), Vec<Claim>>;

/// Reads claims, each entity's once.
pub(super) struct Claims<'g, 'a> {
    graph: &'g Graph<'a>,
    attributes: RefCell<HashMap<Id, Rc<Attributes>>>,
    /// Claims in conflict, each with those that it conflicts with.
    conflicting: BTreeMap<NamedNode, BTreeSet<NamedNode>>,
}

impl<'g, 'a> Claims<'g, 'a> {
    /// Reads the claims of this graph.
    pub(super) fn new(graph: &'g Graph<'a>) -> Result<Self, StorageError> {
        let mut conflicting: BTreeMap<NamedNode, BTreeSet<NamedNode>> = BTreeMap::new();
        for quad in graph.evidence(None, Some(property::CONFLICTS_WITH), None)? {
            if let Some((one, other)) = named_subject(quad.subject).zip(named(quad.object)) {
                conflicting.entry(one.clone()).or_default().insert(other.clone());
                conflicting.entry(other).or_default().insert(one);
            }
        }
        Ok(Self { graph, attributes: RefCell::default(), conflicting })
    }

    /// What documents tell of an event or situation of the view.
    pub(super) fn told(&self, node: &NamedNode) -> Result<Told, StorageError> {
        let mut told = Told::default();
        for frame in self.mentions(node)? {
            let mut parties = BTreeSet::new();
            for quad in self.graph.evidence(Some(&frame), None, None)? {
                if let Some(filler) = named(quad.object) {
                    parties.extend(self.canonical(&filler)?);
                }
            }
            let claims = self.about(&frame)?;
            told.frames.push(Frame { parties, claims });
        }
        Ok(told)
    }

    /// The claims that give an entity this attribute.
    pub(super) fn of_attribute(
        &self,
        entity: &NamedNode,
        property: NamedNodeRef<'_>,
        value: &NamedNode,
    ) -> Result<Vec<Claim>, StorageError> {
        let attributes = self.attributes(entity)?;
        let key = (property.into_owned(), self.graph.id(value));
        Ok(attributes.get(&key).cloned().unwrap_or_default())
    }

    /// Attributes on which claims disagree, by entity: `type: cruiser or destroyer`.
    pub(super) fn disputed(&self) -> Result<BTreeMap<Id, Vec<String>>, StorageError> {
        let mut disputed = Disputed::new();
        for (claim, others) in &self.conflicting {
            let Some(property) = self.graph.evidence(Some(claim), Some(property::PREDICATE), None)?.pop()
            else {
                continue;
            };
            let property = named(property.object).map(|property| words::spaced(&local(&property)));
            let mut values = self.values(claim)?;
            for other in others {
                values.extend(self.values(other)?);
            }
            for quad in self.graph.evidence(Some(claim), Some(property::ABOUT), None)? {
                let Some((mention, property)) = named(quad.object).zip(property.clone()) else { continue };
                for entity in self.canonical(&mention)? {
                    let properties = disputed.entry(entity).or_default();
                    properties.entry(property.clone()).or_default().extend(values.iter().cloned());
                }
            }
        }
        let lines = |properties: BTreeMap<String, BTreeSet<String>>| {
            let line = |(property, values): (String, BTreeSet<String>)| {
                format!("{property}: {}", values.into_iter().collect::<Vec<_>>().join(" or "))
            };
            properties.into_iter().map(line).collect()
        };
        Ok(disputed.into_iter().map(|(entity, properties)| (entity, lines(properties))).collect())
    }

    /// The values of a claim in words.
    fn values(&self, claim: &NamedNode) -> Result<BTreeSet<String>, StorageError> {
        let mut values = BTreeSet::new();
        for quad in self.graph.evidence(Some(claim), Some(property::VALUE), None)? {
            match quad.object {
                Term::Literal(text) => {
                    values.insert(text.value().to_owned());
                }
                Term::NamedNode(node) => {
                    for id in self.canonical(&node)? {
                        values.insert(words::concept(self.graph, &self.graph.iri(id))?);
                    }
                }
                Term::BlankNode(_) => {}
            }
        }
        Ok(values)
    }

    fn attributes(&self, entity: &NamedNode) -> Result<Rc<Attributes>, StorageError> {
        let id = self.graph.id(entity);
        if let Some(attributes) = self.attributes.borrow().get(&id) {
            return Ok(Rc::clone(attributes));
        }
        let mut attributes = Attributes::new();
        // A concept is claimed about without a mention.
        for mention in self.mentions(entity)?.into_iter().chain([entity.clone()]) {
            for claim in self.about(&mention)? {
                let Some((property, values)) = claim.narrow.clone() else { continue };
                for value in values {
                    attributes.entry((property.clone(), value)).or_default().push(claim.clone());
                }
            }
        }
        let attributes = Rc::new(attributes);
        self.attributes.borrow_mut().insert(id, Rc::clone(&attributes));
        Ok(attributes)
    }

    /// The mentions and frames that stand for a node of the view, by IRI.
    fn mentions(&self, node: &NamedNode) -> Result<Vec<NamedNode>, StorageError> {
        let mut mentions = BTreeSet::new();
        for quad in self.graph.evidence(None, Some(property::REFERS_TO), Some(node))? {
            let Some(mention) = named_subject(quad.subject) else { continue };
            // A Resolution is a judgement beside the plain link, not a mention.
            if self.graph.evidence(Some(&mention), Some(property::RESOLVES), None)?.is_empty() {
                mentions.insert(mention);
            }
        }
        Ok(mentions.into_iter().collect())
    }

    /// The nodes of the view that a filler stands for: itself, if it is a concept or a source.
    fn canonical(&self, filler: &NamedNode) -> Result<Vec<Id>, StorageError> {
        let mut ids = Vec::new();
        for quad in self.graph.evidence(Some(filler), Some(property::REFERS_TO), None)? {
            ids.extend(named(quad.object).map(|node| self.graph.id(&node)));
        }
        if ids.is_empty() {
            ids.push(self.graph.id(filler));
        }
        Ok(ids)
    }

    /// The claims about a mention or frame, by IRI.
    fn about(&self, subject: &NamedNode) -> Result<Vec<Claim>, StorageError> {
        let mut claims = BTreeSet::new();
        for quad in self.graph.evidence(None, Some(property::ABOUT), Some(subject))? {
            claims.extend(named_subject(quad.subject));
        }
        claims.iter().map(|claim| self.claim(claim)).collect()
    }

    fn claim(&self, claim: &NamedNode) -> Result<Claim, StorageError> {
        let mut read = Claim {
            stance: String::new(),
            confidence: None,
            stated_by: String::new(),
            relayed: false,
            conflict: self.conflicting.contains_key(claim),
            narrow: None,
            sentences: Vec::new(),
        };
        let (mut predicate, mut values, mut speakers) = (None, Vec::new(), BTreeSet::new());
        for quad in self.graph.evidence(Some(claim), None, None)? {
            match (quad.predicate.as_ref(), quad.object) {
                (property::STANCE, Term::NamedNode(stance)) => read.stance = local(&stance),
                (property::CONFIDENCE, Term::Literal(number)) => {
                    read.confidence = number.value().parse().ok();
                }
                (property::RELAYED_BY, _) => read.relayed = true,
                (property::PREDICATE, Term::NamedNode(property)) => predicate = Some(property),
                (property::VALUE, Term::NamedNode(node)) => values.extend(self.canonical(&node)?),
                (property::STATED_BY, Term::NamedNode(node)) => speakers.extend(self.canonical(&node)?),
                (property::EVIDENCE, Term::NamedNode(node)) => read.sentences.extend(self.sentence(&node)?),
                _ => {}
            }
        }
        read.narrow = predicate.map(|predicate| (predicate, values));
        let mut names = BTreeSet::new();
        for speaker in speakers {
            names.insert(self.graph.label(&self.graph.iri(speaker))?);
        }
        read.stated_by = names.into_iter().collect::<Vec<_>>().join(", ");
        read.sentences = outermost(read.sentences);
        Ok(read)
    }

    fn sentence(&self, passage: &NamedNode) -> Result<Option<Sentence>, StorageError> {
        let (mut document, mut start, mut text) = (None, 0, None);
        for quad in self.graph.evidence(Some(passage), None, None)? {
            let Term::Literal(literal) = quad.object else { continue };
            match quad.predicate.as_ref() {
                oa::EXACT => {
                    text = Some(literal.value().to_owned());
                    if let GraphName::NamedNode(graph) = quad.graph_name {
                        document = Some(graph);
                    }
                }
                oa::START => start = literal.value().parse().unwrap_or_default(),
                _ => {}
            }
        }
        Ok(document.zip(text).map(|(document, text)| Sentence { document, start, text }))
    }
}

/// The sentences without those that lie inside another one (a quotation inside its sentence), in order.
fn outermost(mut sentences: Vec<Sentence>) -> Vec<Sentence> {
    sentences.sort();
    sentences.dedup();
    let end = |sentence: &Sentence| sentence.start.saturating_add(sentence.text.chars().count() as u64);
    let all = sentences.clone();
    sentences.retain(|inner| {
        let holds = |outer: &&Sentence| {
            outer.document == inner.document && outer.start <= inner.start && end(outer) >= end(inner)
        };
        !all.iter().filter(holds).any(|outer| outer != inner)
    });
    sentences
}

#[cfg(test)]
mod tests {
    use oxigraph::model::NamedNode;

    use super::outermost;
    use crate::network::Sentence;

    fn sentence(start: u64, text: &str) -> Sentence {
        let document = NamedNode::new_unchecked("https://example.org/version/1");
        Sentence { document, start, text: text.to_owned() }
    }

    #[test]
    fn a_quotation_gives_way_to_the_sentence_around_it() {
        let kept = outermost(vec![sentence(5, "we sail"), sentence(0, "She: we sail.")]);
        assert_eq!(kept, [sentence(0, "She: we sail.")]);
    }

    #[test]
    fn a_quotation_over_two_sentences_stays() {
        let kept = outermost(vec![sentence(0, "One."), sentence(1, "ne. Tw"), sentence(5, "Two.")]);
        assert_eq!(kept.len(), 3);
    }
}

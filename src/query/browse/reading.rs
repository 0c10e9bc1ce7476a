//! Reads claims out of the document graphs.

use std::collections::BTreeMap;

use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};

use super::super::error::QueryError;
use super::claim::{Claim, ClaimFilter, Passage, Slot};
use super::classes::most_specific;
use super::graph::{Browser, Thing, failed, named};
use super::time::Time;
use crate::vocab::casegraph::{class, local_name, property};
use crate::vocab::{CONCEPT, dcterms, oa, rdf, rdfs};

impl Browser<'_> {
    /// All claims that pass the filter, by day, document and place in it; what has no day comes last.
    pub fn claims(&self, filter: &ClaimFilter) -> Result<Vec<Claim>, QueryError> {
        let mut claims = Vec::new();
        if let Some(actors) = &filter.actors {
            // What an entity does is found from its mentions, without reading the rest.
            for actor in actors {
                for mention in self.referring(actor.as_ref())? {
                    self.claims_of_mention(mention.as_ref(), &mut claims)?;
                }
            }
            claims.sort_unstable();
            claims.dedup();
        } else {
            for quad in self.store().quads_for_pattern(None, Some(property::ABOUT), None, None) {
                let quad = quad.map_err(failed)?;
                if let NamedOrBlankNode::NamedNode(claim) = quad.subject {
                    claims.push((claim.into_string(), graph_iri(&quad.graph_name)));
                }
            }
        }
        let mut result = Vec::new();
        for (claim, graph) in claims {
            let (claim, graph) = (NamedNode::new_unchecked(claim), NamedNode::new_unchecked(graph));
            let claim = self.claim(claim.as_ref(), graph.as_ref())?;
            if filter.keeps(&claim) {
                result.push(claim);
            }
        }
        result.sort_by_cached_key(Claim::order);
        Ok(result)
    }

    /// The claims about a mention, and about the frames with the mention in a slot.
    fn claims_of_mention(
        &self,
        mention: NamedNodeRef<'_>,
        claims: &mut Vec<(String, String)>,
    ) -> Result<(), QueryError> {
        let mut subjects = vec![mention.into_owned()];
        for slot in [property::ACTOR, property::HOLDER] {
            subjects.extend(self.subjects(slot, mention, None)?.into_iter().map(|(frame, _)| frame));
        }
        for subject in subjects {
            for (claim, graph) in self.subjects(property::ABOUT, subject.as_ref(), None)? {
                claims.push((claim.into_string(), graph_iri(&graph)));
            }
        }
        Ok(())
    }

    /// The claims about this mention, frame or concept, by document and place in it.
    pub(super) fn claims_about(&self, node: NamedNodeRef<'_>) -> Result<Vec<Claim>, QueryError> {
        let mut claims = Vec::new();
        for (claim, graph) in self.subjects(property::ABOUT, node, None)? {
            if let GraphName::NamedNode(graph) = graph {
                claims.push(self.claim(claim.as_ref(), graph.as_ref())?);
            }
        }
        claims.sort_by_cached_key(Claim::order);
        Ok(claims)
    }

    /// Reads a claim of this document graph.
    pub(super) fn claim(
        &self,
        claim: NamedNodeRef<'_>,
        graph: NamedNodeRef<'_>,
    ) -> Result<Claim, QueryError> {
        let facts = self.facts(claim, graph)?;
        let node = |property: NamedNodeRef<'_>| facts.nodes(property).first().cloned();
        let subject = node(property::ABOUT).unwrap_or_else(|| claim.into_owned());
        let about = self.about(subject.as_ref(), graph)?;
        let statement = match (node(property::PREDICATE), facts.first(property::VALUE)) {
            (Some(predicate), Some(value)) => {
                let role = local_name(predicate.as_ref()).to_owned();
                self.fillers(&value)?.into_iter().next().map(|filler| Slot { role, filler })
            }
            _ => None,
        };
        let own_time = match (&statement, facts.first(property::VALUE)) {
            (Some(slot), Some(Term::NamedNode(value))) if slot.role == "time" => Some(value),
            _ => node(property::TIME),
        };
        let time = match own_time {
            Some(time) => self.time(time.as_ref())?,
            None => about.time,
        };
        let version = Some(GraphNameRef::NamedNode(graph));
        let document = self.nodes(graph, dcterms::IS_VERSION_OF, version)?;
        Ok(Claim {
            iri: claim.as_str().to_owned(),
            about: about.thing,
            class: about.class,
            classes: about.classes,
            modes: about.modes,
            modality: about.modality,
            slots: about.slots,
            statement,
            time,
            stance: node(property::STANCE)
                .map(|node| local_name(node.as_ref()).to_owned())
                .unwrap_or_default(),
            stated_by: self.things(&facts.nodes(property::STATED_BY))?,
            relayed_by: self.things(&facts.nodes(property::RELAYED_BY))?,
            hedge: facts.text(property::HEDGE_CUE),
            confidence: facts.text(property::CONFIDENCE).and_then(|text| text.parse().ok()).unwrap_or(100),
            rule: facts.text(property::RULE),
            judgement: self.judgement(claim)?,
            comment: facts.text(rdfs::COMMENT),
            evidence: self.passages(&facts.nodes(property::EVIDENCE), graph)?,
            version: graph.as_str().to_owned(),
            document: document.first().map_or(graph.as_str(), NamedNode::as_str).to_owned(),
            title: self.text(graph, dcterms::TITLE, version)?,
            publisher: self.things(&self.nodes(graph, property::PUBLISHER, version)?)?,
            published: self.text(graph, property::PUBLISHED, version)?,
        })
    }

    /// What a claim is about, as its document tells it.
    fn about(&self, subject: NamedNodeRef<'_>, graph: NamedNodeRef<'_>) -> Result<About, QueryError> {
        let facts = self.facts(subject, graph)?;
        let canonical = self.canonical(subject)?;
        let things = self.things(std::slice::from_ref(&subject.into_owned()))?;
        let thing = match things.as_slice() {
            [one] => one.clone(),
            several => Thing {
                label: several.iter().map(|thing| thing.label.as_str()).collect::<Vec<_>>().join(", "),
                iri: several.first().map(|thing| thing.iri.clone()).unwrap_or_default(),
            },
        };
        let kinds = facts.nodes(rdf::TYPE);
        let classes: Vec<String> = kinds.iter().map(|kind| local_name(kind.as_ref()).to_owned()).collect();
        if kinds.iter().any(|kind| *kind == class::MENTION) || subject.as_str().starts_with(CONCEPT) {
            let class = match canonical.first() {
                Some(node) => self.class(node.as_ref())?,
                None => String::new(),
            };
            let slots = things.into_iter().map(|filler| Slot { role: "actor".to_owned(), filler }).collect();
            return Ok(About { thing, classes: vec![class.clone()], class, slots, ..About::default() });
        }
        let mut about = About {
            thing,
            class: most_specific(classes.iter().map(String::as_str)).unwrap_or_default().to_owned(),
            classes,
            ..About::default()
        };
        for (predicate, objects) in &facts.0 {
            match NamedNodeRef::new_unchecked(predicate) {
                rdf::TYPE => {}
                property::EVENT_MODE => {
                    for mode in objects.iter().cloned().filter_map(named) {
                        about.modes.push(self.label(mode.as_ref())?);
                    }
                }
                property::MODALITY => {
                    let modality = objects.iter().cloned().find_map(named);
                    about.modality = modality.map(|node| local_name(node.as_ref()).to_owned());
                }
                property::TIME => {
                    if let Some(time) = objects.iter().cloned().find_map(named) {
                        about.time = self.time(time.as_ref())?;
                    }
                }
                other => {
                    for object in objects {
                        let fillers = self.fillers(object)?.into_iter();
                        about.slots.extend(
                            fillers.map(|filler| Slot { role: local_name(other).to_owned(), filler }),
                        );
                    }
                }
            }
        }
        about.slots.sort();
        about.slots.dedup();
        if about.time == Time::default() {
            about.time = self.view_time(&canonical)?;
        }
        Ok(about)
    }

    /// The time that the view holds of an event or situation.
    fn view_time(&self, canonical: &[NamedNode]) -> Result<Time, QueryError> {
        for node in canonical {
            let times = self.nodes(node.as_ref(), property::TIME, Some(GraphNameRef::DefaultGraph))?;
            if let Some(time) = times.first() {
                return self.time(time.as_ref());
            }
        }
        Ok(Time::default())
    }

    /// What an object of a slot stands for.
    pub(super) fn fillers(&self, object: &Term) -> Result<Vec<Thing>, QueryError> {
        Ok(match object {
            Term::NamedNode(node) => match self.value_text(node.as_ref())? {
                Some(label) => vec![Thing { label, iri: String::new() }],
                None => self.things(std::slice::from_ref(node))?,
            },
            Term::Literal(literal) => {
                vec![Thing { label: literal.value().to_owned(), iri: String::new() }]
            }
            Term::BlankNode(_) => Vec::new(),
        })
    }

    /// The text of a quantity or time; `None` of any other node.
    fn value_text(&self, node: NamedNodeRef<'_>) -> Result<Option<String>, QueryError> {
        let kinds = self.nodes(node, rdf::TYPE, None)?;
        if kinds.iter().any(|kind| *kind == class::TIME_SPAN) {
            return self.time(node).map(|time| Some(time.to_text()));
        }
        if !kinds.iter().any(|kind| *kind == class::QUANTITY) {
            return Ok(None);
        }
        let bound = |property| self.text(node, property, None);
        let unit = bound(property::UNIT)?.map(|unit| format!(" {unit}")).unwrap_or_default();
        let text = match (bound(property::MIN)?, bound(property::MAX)?) {
            (Some(min), Some(max)) if min == max => min,
            (Some(min), Some(max)) => format!("{min}–{max}"),
            (Some(min), None) => format!("at least {min}"),
            (None, Some(max)) => format!("at most {max}"),
            (None, None) => "some".to_owned(),
        };
        Ok(Some(text + &unit))
    }

    pub(super) fn passages(
        &self,
        nodes: &[NamedNode],
        graph: NamedNodeRef<'_>,
    ) -> Result<Vec<Passage>, QueryError> {
        let mut passages = Vec::new();
        for node in nodes {
            let facts = self.facts(node.as_ref(), graph)?;
            let number =
                |property| facts.text(property).and_then(|text| text.parse().ok()).unwrap_or_default();
            passages.push(Passage {
                start: number(oa::START),
                end: number(oa::END),
                text: facts.text(oa::EXACT).unwrap_or_default(),
            });
        }
        passages.sort();
        Ok(passages)
    }

    /// All facts of a subject in a document graph.
    pub(super) fn facts(
        &self,
        subject: NamedNodeRef<'_>,
        graph: NamedNodeRef<'_>,
    ) -> Result<NodeFacts, QueryError> {
        let mut facts: BTreeMap<String, Vec<Term>> = BTreeMap::new();
        let quads = self.store().quads_for_pattern(Some(subject.into()), None, None, Some(graph.into()));
        for quad in quads {
            let quad = quad.map_err(failed)?;
            facts.entry(quad.predicate.into_string()).or_default().push(quad.object);
        }
        for objects in facts.values_mut() {
            objects.sort_by_cached_key(ToString::to_string);
        }
        Ok(NodeFacts(facts))
    }
}

fn graph_iri(graph: &GraphName) -> String {
    match graph {
        GraphName::NamedNode(graph) => graph.as_str().to_owned(),
        GraphName::BlankNode(_) | GraphName::DefaultGraph => String::new(),
    }
}

/// What a claim is about, in its document.
#[derive(Default)]
struct About {
    thing: Thing,
    class: String,
    classes: Vec<String>,
    modes: Vec<String>,
    modality: Option<String>,
    slots: Vec<Slot>,
    time: Time,
}

/// The objects of a subject by predicate, in order of their text.
pub(super) struct NodeFacts(BTreeMap<String, Vec<Term>>);

impl NodeFacts {
    fn all(&self, predicate: NamedNodeRef<'_>) -> &[Term] {
        self.0.get(predicate.as_str()).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn first(&self, predicate: NamedNodeRef<'_>) -> Option<Term> {
        self.all(predicate).first().cloned()
    }

    pub(super) fn nodes(&self, predicate: NamedNodeRef<'_>) -> Vec<NamedNode> {
        self.all(predicate).iter().cloned().filter_map(named).collect()
    }

    pub(super) fn text(&self, predicate: NamedNodeRef<'_>) -> Option<String> {
        self.all(predicate).iter().find_map(|object| match object {
            Term::Literal(literal) => Some(literal.value().to_owned()),
            _ => None,
        })
    }
}

//! Claims: who says what, how sure, on which sentence.

use std::collections::BTreeMap;

use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};

use super::super::error::QueryError;
use super::classes::{is_a, is_frame, most_specific};
use super::graph::{Browser, Thing, failed, named};
use super::time::Time;
use crate::vocab::casegraph::{class, local_name, property};
use crate::vocab::{CONCEPT, dcterms, oa, rdf, rdfs};

/// A sentence or quotation that is evidence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// Its first code point in the stored text, from 0.
    pub start: u64,
    /// The code point after its last.
    pub end: u64,
    /// Its words.
    pub text: String,
}

/// A slot of a frame with what fills it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// Local name of the property.
    pub role: String,
    /// What fills it; values without a name (quantities, words) have an empty IRI.
    pub filler: Thing,
}

/// A claim as one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Its IRI.
    pub iri: String,
    /// The event, situation or entity that it is about.
    pub about: Thing,
    /// The most specific class of the frame; of an attribute, that of the entity.
    pub class: String,
    /// All classes of the frame.
    pub classes: Vec<String>,
    /// Labels of the modes of the frame.
    pub modes: Vec<String>,
    /// Local name of the modality.
    pub modality: Option<String>,
    /// The slots of the frame, in order of their roles; of an attribute, the entity as `actor`.
    pub slots: Vec<Slot>,
    /// The slot or attribute that the claim narrows to.
    pub statement: Option<Slot>,
    /// When.
    pub time: Time,
    /// Local name of the stance.
    pub stance: String,
    /// Who says so.
    pub stated_by: Vec<Thing>,
    /// Through whom it came.
    pub relayed_by: Vec<Thing>,
    /// The word that weakens or strengthens it.
    pub hedge: Option<String>,
    /// Whole per cent; 100 where nothing is said.
    pub confidence: u8,
    /// The rule that made it.
    pub rule: Option<String>,
    /// Why, where it was inferred.
    pub comment: Option<String>,
    /// The sentences, in order of the text.
    pub evidence: Vec<Passage>,
    /// The document version that says it.
    pub version: String,
    /// The document of the version.
    pub document: String,
    /// The title of the document.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Vec<Thing>,
    /// When it was published.
    pub published: Option<String>,
}

impl Claim {
    /// What is done or holds: the modes, else the class; of an attribute, its name.
    pub fn act(&self) -> String {
        let act = if !self.modes.is_empty() {
            self.modes.join(", ")
        } else if is_frame(&self.class) {
            super::classes::kind_word(&self.class)
        } else {
            String::new()
        };
        match &self.statement {
            Some(slot) if act.is_empty() => words(&slot.role),
            Some(slot) => format!("{act}: {}", words(&slot.role)),
            None => act,
        }
    }

    /// The labels in the first of these roles that is filled.
    pub fn names(&self, roles: &[&str]) -> Vec<&str> {
        let mut names = Vec::new();
        for role in roles {
            let slots = self.slots.iter().filter(|slot| slot.role == *role);
            names.extend(slots.map(|slot| slot.filler.label.as_str()));
            if !names.is_empty() {
                break;
            }
        }
        names
    }

    /// Who acts or holds.
    pub fn actors(&self) -> Vec<&str> {
        self.names(&["actor", "holder"])
    }

    /// Towards whom or what: of a claim about one slot, what fills it.
    pub fn targets(&self) -> Vec<&str> {
        match &self.statement {
            Some(slot) => vec![slot.filler.label.as_str()],
            None => {
                self.names(&["recipient", "object", "post", "content", "destination", "context", "purpose"])
            }
        }
    }

    /// Where.
    pub fn places(&self) -> Vec<&str> {
        self.names(&["place", "destination", "origin", "inOrganization"])
    }

    fn order(&self) -> impl Ord + use<> {
        let day = self.time.first().map_or((true, String::new()), |day| (false, day.to_owned()));
        let start = self.evidence.first().map(|passage| passage.start);
        (day, self.document.clone(), start, self.act(), self.iri.clone())
    }
}

/// A local name as words: `inOrganization` becomes `in organization`.
pub(super) fn words(local_name: &str) -> String {
    let mut words = String::new();
    for character in local_name.chars() {
        if character.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(character.to_lowercase());
    }
    words
}

/// Which claims are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimFilter {
    /// Local name of a class that the frame has or is below, or of a mode.
    pub class: Option<String>,
    /// IRIs of entities one of which acts or holds.
    pub actors: Option<Vec<NamedNode>>,
    /// Only what may touch this day (`YYYY-MM-DD`) or a later one.
    pub after: Option<String>,
    /// Only what may touch this day or an earlier one.
    pub before: Option<String>,
}

impl ClaimFilter {
    fn keeps(&self, claim: &Claim) -> bool {
        let class = self.class.as_ref().is_none_or(|wanted| {
            claim.classes.iter().any(|class| is_a(class, wanted))
                || claim.modes.iter().any(|mode| mode.replace(' ', "-").eq_ignore_ascii_case(wanted))
        });
        let actor = self.actors.as_ref().is_none_or(|actors| {
            claim
                .slots
                .iter()
                .filter(|slot| matches!(slot.role.as_str(), "actor" | "holder"))
                .any(|slot| actors.iter().any(|actor| actor.as_str() == slot.filler.iri))
        });
        class && actor && claim.time.is_between(self.after.as_deref(), self.before.as_deref())
    }
}

impl Browser<'_> {
    /// All claims that pass the filter, by day, document and place in it; what has no day comes last.
    pub fn claims(&self, filter: &ClaimFilter) -> Result<Vec<Claim>, QueryError> {
        let mut claims = Vec::new();
        match &filter.actors {
            // What an entity does is found from its mentions, without reading the rest.
            Some(actors) => {
                for actor in actors {
                    for mention in self.referring(actor.as_ref())? {
                        self.claims_of_mention(mention.as_ref(), &mut claims)?;
                    }
                }
                claims.sort_unstable();
                claims.dedup();
            }
            None => {
                let store = self.store();
                for quad in store.quads_for_pattern(None, Some(property::ABOUT), None, None) {
                    let quad = quad.map_err(failed)?;
                    if let NamedOrBlankNode::NamedNode(claim) = quad.subject {
                        claims.push((claim.into_string(), graph_iri(&quad.graph_name)));
                    }
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

    fn passages(&self, nodes: &[NamedNode], graph: NamedNodeRef<'_>) -> Result<Vec<Passage>, QueryError> {
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

    fn first(&self, predicate: NamedNodeRef<'_>) -> Option<Term> {
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

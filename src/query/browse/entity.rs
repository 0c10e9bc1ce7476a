//! One entity, event or situation with all that is told of it.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};

use super::super::error::QueryError;
use super::claim::{Claim, Slot, words};
use super::classes::{is_frame, kind_word};
use super::graph::{Browser, Thing, failed};
use super::time::Time;
use crate::vocab::casegraph::{local_name, property, value};
use crate::vocab::{rdf, skos};

/// What the view tells of a node itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The attribute or slot, and what it holds.
    pub slot: Slot,
    /// The claims that say so; none where it comes from reference data.
    pub claims: Vec<Claim>,
}

/// An event or situation that an entity takes part in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The event or situation.
    pub thing: Thing,
    /// Its most specific class.
    pub class: String,
    /// What is done or holds: labels of its modes, else its class in words.
    pub act: String,
    /// Local name of the modality.
    pub modality: Option<String>,
    /// The roles that the entity has in it.
    pub roles: Vec<String>,
    /// The other slots.
    pub others: Vec<Slot>,
    /// When.
    pub time: Time,
    /// The claims about it, by document and place in it.
    pub claims: Vec<Claim>,
}

impl Fact {
    /// The highest confidence of a claim about it, whole per cent.
    pub fn confidence(&self) -> u8 {
        let kept = self.claims.iter().filter(|claim| !claim.is_rejected());
        kept.map(|claim| claim.confidence).max().unwrap_or(100)
    }

    /// How many independent origins it has: a report through an agency is the agency's.
    pub fn origins(&self) -> usize {
        let origins: BTreeSet<&str> = self
            .claims
            .iter()
            .filter(|claim| !claim.is_rejected())
            .flat_map(|claim| if claim.relayed_by.is_empty() { &claim.publisher } else { &claim.relayed_by })
            .map(|thing| thing.iri.as_str())
            .collect();
        origins.len()
    }
}

/// A node with all that is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The node.
    pub thing: Thing,
    /// Its most specific class.
    pub class: String,
    /// Its other names.
    pub names: Vec<String>,
    /// Typed identifiers: local name of the type, and the value.
    pub identifiers: Vec<(String, String)>,
    /// The versions of documents that speak of it.
    pub documents: Vec<String>,
    /// What the view tells of the node itself; of an event, its slots.
    pub attributes: Vec<Attribute>,
    /// Of an entity: what it takes part in, by day.
    pub facts: Vec<Fact>,
    /// Of an event or situation: when.
    pub time: Time,
    /// Of an event or situation: the claims about it.
    pub claims: Vec<Claim>,
}

const VIEW: Option<GraphNameRef<'static>> = Some(GraphNameRef::DefaultGraph);

impl Browser<'_> {
    /// Reads all that is told of a node of the view; `None` where the view does not hold it.
    pub fn card(&self, node: NamedNodeRef<'_>) -> Result<Option<Card>, QueryError> {
        if self.store().quads_for_pattern(Some(node.into()), None, None, VIEW).next().is_none() {
            return Ok(None);
        }
        let class = self.class(node)?;
        let names = self.objects(node, skos::ALT_LABEL, VIEW)?;
        let identifiers = self.objects(node, property::IDENTIFIER, VIEW)?;
        let own = self.own_claims(node)?;
        Ok(Some(Card {
            thing: self.thing(node)?,
            names: names.into_iter().filter_map(literal).map(|(_, value)| value).collect(),
            identifiers: identifiers.into_iter().filter_map(literal).collect(),
            documents: self.documents_of(node)?.into_iter().collect(),
            attributes: self.attributes(node, &own)?,
            facts: self.facts_of(node)?,
            time: self.time_of(node)?,
            claims: if is_frame(&class) { own } else { Vec::new() },
            class,
        }))
    }

    /// The claims about the mentions or frames of a node.
    fn own_claims(&self, node: NamedNodeRef<'_>) -> Result<Vec<Claim>, QueryError> {
        let mut claims = self.claims_about(node)?;
        for referring in self.referring(node)? {
            claims.extend(self.claims_about(referring.as_ref())?);
        }
        Ok(claims)
    }

    /// What a node is quoted as saying, by document and place in it.
    pub fn quotes(&self, node: NamedNodeRef<'_>) -> Result<Vec<Claim>, QueryError> {
        let mut claims = Vec::new();
        for mention in self.referring(node)? {
            for (claim, graph) in self.subjects(property::STATED_BY, mention.as_ref(), None)? {
                if let GraphName::NamedNode(graph) = graph {
                    claims.push(self.claim(claim.as_ref(), graph.as_ref())?);
                }
            }
        }
        claims.retain(|claim| claim.stance == local_name(value::QUOTED));
        claims.sort_by_cached_key(|claim| (claim.version.clone(), claim.evidence.clone(), claim.iri.clone()));
        Ok(claims)
    }

    fn attributes(&self, node: NamedNodeRef<'_>, own: &[Claim]) -> Result<Vec<Attribute>, QueryError> {
        let mut attributes = Vec::new();
        for slot in self.view_slots(node)? {
            let claims =
                own.iter().filter(|claim| claim.statement.as_ref() == Some(&slot)).cloned().collect();
            attributes.push(Attribute { slot, claims });
        }
        Ok(attributes)
    }

    /// The slots and attributes of a node in the view.
    fn view_slots(&self, node: NamedNodeRef<'_>) -> Result<Vec<Slot>, QueryError> {
        let skipped = [
            rdf::TYPE,
            skos::PREF_LABEL,
            skos::ALT_LABEL,
            property::IDENTIFIER,
            property::TIME,
            property::MODALITY,
        ];
        let mut slots = BTreeSet::new();
        for quad in self.store().quads_for_pattern(Some(node.into()), None, None, VIEW) {
            let quad = quad.map_err(failed)?;
            if skipped.contains(&quad.predicate.as_ref()) {
                continue;
            }
            let role = match local_name(quad.predicate.as_ref()) {
                iri if iri.contains(['/', '#']) => iri.rsplit(['/', '#']).next().unwrap_or(iri),
                local => local,
            };
            for filler in self.fillers(&quad.object)? {
                slots.insert(Slot { role: role.to_owned(), filler });
            }
        }
        Ok(slots.into_iter().collect())
    }

    fn time_of(&self, node: NamedNodeRef<'_>) -> Result<Time, QueryError> {
        match self.nodes(node, property::TIME, VIEW)?.first() {
            Some(time) => self.time(time.as_ref()),
            None => Ok(Time::default()),
        }
    }

    /// The events and situations of the view with this node in a slot, by day, then by label.
    fn facts_of(&self, node: NamedNodeRef<'_>) -> Result<Vec<Fact>, QueryError> {
        let mut roles: BTreeMap<NamedNode, BTreeSet<String>> = BTreeMap::new();
        for quad in self.store().quads_for_pattern(None, None, Some(node.into()), VIEW) {
            let quad = quad.map_err(failed)?;
            if let NamedOrBlankNode::NamedNode(subject) = quad.subject {
                let role = local_name(quad.predicate.as_ref()).to_owned();
                roles.entry(subject).or_default().insert(role);
            }
        }
        let mut facts = Vec::new();
        for (frame, roles) in roles {
            facts.push(self.fact(frame.as_ref(), node, roles.into_iter().collect())?);
        }
        facts.sort_by_cached_key(|fact: &Fact| {
            let day = fact.time.first().map_or((true, String::new()), |day| (false, day.to_owned()));
            (!is_frame(&fact.class), day, fact.thing.clone())
        });
        Ok(facts)
    }

    fn fact(
        &self,
        frame: NamedNodeRef<'_>,
        node: NamedNodeRef<'_>,
        roles: Vec<String>,
    ) -> Result<Fact, QueryError> {
        let class = self.class(frame)?;
        let modality = self.nodes(frame, property::MODALITY, VIEW)?;
        let mut others = self.view_slots(frame)?;
        let act = if is_frame(&class) {
            let modes: Vec<&str> = others
                .iter()
                .filter(|slot| slot.role == local_name(property::EVENT_MODE))
                .map(|slot| slot.filler.label.as_str())
                .collect();
            if modes.is_empty() { kind_word(&class) } else { modes.join(", ") }
        } else {
            roles.iter().map(|role| words(role)).collect::<Vec<_>>().join(", ")
        };
        let claims = if is_frame(&class) {
            self.own_claims(frame)?
        } else {
            // Another entity has this one as an attribute: only the claims that say so count.
            let mut claims = self.own_claims(frame)?;
            claims.retain(|claim| {
                claim.statement.as_ref().is_some_and(|slot| slot.filler.iri == node.as_str())
            });
            claims
        };
        others
            .retain(|slot| slot.filler.iri != node.as_str() && slot.role != local_name(property::EVENT_MODE));
        drop_place_of_destination(&mut others);
        if !is_frame(&class) {
            others = vec![Slot { role: "of".to_owned(), filler: self.thing(frame)? }];
        }
        Ok(Fact {
            thing: self.thing(frame)?,
            act,
            modality: modality.first().map(|node| local_name(node.as_ref()).to_owned()),
            roles,
            others,
            time: self.time_of(frame)?,
            claims,
            class,
        })
    }
}

/// A place that is the destination as well is told once.
fn drop_place_of_destination(slots: &mut Vec<Slot>) {
    let destinations: Vec<Thing> =
        slots.iter().filter(|slot| slot.role == "destination").map(|slot| slot.filler.clone()).collect();
    slots.retain(|slot| slot.role != "place" || !destinations.contains(&slot.filler));
}

/// Datatype (as a local name) and value of a literal.
fn literal(term: Term) -> Option<(String, String)> {
    match term {
        Term::Literal(literal) => {
            let datatype = local_name(literal.datatype());
            let datatype = datatype.rsplit(['/', '#']).next().unwrap_or(datatype).to_owned();
            Some((datatype, literal.value().to_owned()))
        }
        _ => None,
    }
}

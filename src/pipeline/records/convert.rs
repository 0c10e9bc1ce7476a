//! The triples of one record as statements: things with mentions, events and situations with claims.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use oxigraph::model::Literal;
use oxigraph::model::NamedNode;
use oxigraph::model::Term as Object;

use super::parts::Parts;
use super::terms::{is_country, is_frame, own_term};
use super::text::RecordText;
use super::things::{Things, classes, narrowest, state};
use crate::extract::lexicon::Lexicon;
use crate::mapping::Record;
use crate::mapping::RecordTriple;
use crate::resolve::ClassGroup;
use crate::statement::Claim;
use crate::statement::Entity;
use crate::statement::EntityScope;
use crate::statement::Frame;
use crate::statement::Identifier;
use crate::statement::Mention;
use crate::statement::Modality;
use crate::statement::Node;
use crate::statement::Precision;
use crate::statement::Qualifier;
use crate::statement::Speaker;
use crate::statement::Stance;
use crate::statement::Statements;
use crate::statement::Term;
use crate::statement::Value;
use crate::vocab::CONCEPT;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::local_name;
use crate::vocab::casegraph::property;
use crate::vocab::rdf;
use crate::vocab::skos;

/// The confidence of what a record says in plain words, per cent.
const CONFIDENCE: u8 = 90;

/// A triple that the graph cannot take.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Refused {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) field: Option<String>,
    pub(super) value: Option<String>,
}

/// The statements of a record.
pub(super) struct Converter<'a> {
    things: &'a Things,
    lexicon: &'a Lexicon,
    text: &'a RecordText,
    rule: &'a str,
    statements: Statements,
    /// Entities by the IRI or literal that names them.
    entities: BTreeMap<String, usize>,
    /// Mentions by their entity.
    mentions: BTreeMap<usize, usize>,
    frames: BTreeMap<String, usize>,
    pub(super) refused: Vec<Refused>,
}

impl<'a> Converter<'a> {
    pub(super) fn new(things: &'a Things, lexicon: &'a Lexicon, text: &'a RecordText, rule: &'a str) -> Self {
        Self {
            things,
            lexicon,
            text,
            rule,
            statements: Statements { passages: text.passages(), ..Statements::default() },
            entities: BTreeMap::new(),
            mentions: BTreeMap::new(),
            frames: BTreeMap::new(),
            refused: Vec::new(),
        }
    }

    /// Converts the record.
    pub(super) fn run(mut self, record: &Record) -> (Statements, Vec<Refused>) {
        let mut by_subject: Vec<(String, Vec<&RecordTriple>)> = Vec::new();
        for triple in &record.triples {
            let subject = triple.quad.subject.to_string();
            match by_subject.iter_mut().find(|(known, _)| *known == subject) {
                Some((_, triples)) => triples.push(triple),
                None => by_subject.push((subject, vec![triple])),
            }
        }
        let mut told = Vec::new();
        for (subject, triples) in &by_subject {
            let classes = classes(triples);
            if classes.contains(&class::DOCUMENT) {
                continue;
            }
            if classes.iter().any(|of| is_frame(*of)) {
                let frame = self.statements.frames.len();
                self.frames.insert(subject.clone(), frame);
                self.statements.frames.push(Frame {
                    classes: classes.into_iter().filter(|of| is_frame(*of)).collect(),
                    modes: Vec::new(),
                    slots: Vec::new(),
                    time: None,
                    modality: None,
                    trigger: None,
                    event: frame,
                });
                told.push((frame, triples));
            }
        }
        for (subject, triples) in &by_subject {
            if !self.frames.contains_key(subject) && !classes(triples).contains(&class::DOCUMENT) {
                self.thing(subject, triples);
            }
        }
        for (frame, triples) in told {
            self.frame(frame, triples);
        }
        self.drop_idle_passages();
        (self.statements, self.refused)
    }

    /// Leaves out the lines that are evidence of nothing; they stay in the text.
    fn drop_idle_passages(&mut self) {
        let used: BTreeSet<usize> =
            self.statements.claims.iter().flat_map(|claim| claim.evidence.iter().copied()).collect();
        let place = |old: usize| used.iter().position(|used| *used == old).unwrap_or_default();
        for claim in &mut self.statements.claims {
            for evidence in &mut claim.evidence {
                *evidence = place(*evidence);
            }
        }
        let mut number = 0;
        self.statements.passages.retain(|_| {
            number += 1;
            used.contains(&(number - 1))
        });
    }

    fn refuse(&mut self, code: &'static str, message: impl Into<String>, triple: &RecordTriple) {
        self.refused.push(Refused {
            code,
            message: message.into(),
            field: triple.references.first().cloned(),
            value: Some(match &triple.quad.object {
                Object::Literal(literal) => literal.value().to_owned(),
                other => other.to_string(),
            }),
        });
    }

    /// The lines that a triple was made of.
    fn lines(&self, triple: &RecordTriple) -> Vec<usize> {
        let value = match &triple.quad.object {
            Object::Literal(literal) => literal.value(),
            _ => "",
        };
        self.text.lines(&triple.references, value)
    }

    /// A thing that the record describes: its names, identifiers and attributes.
    fn thing(&mut self, subject: &str, triples: &[&RecordTriple]) {
        let label = triples.iter().find(|triple| triple.quad.predicate.as_ref() == skos::PREF_LABEL);
        let Some(entity) = self.entity(subject) else {
            // What has no class is nothing that the graph knows; what has one needs a name.
            let typed = triples.iter().find(|triple| triple.quad.predicate.as_ref() == rdf::TYPE);
            if let Some(triple) = typed {
                self.refuse(
                    "no-label",
                    format!("`{subject}` has no class of things or no `skos:prefLabel`"),
                    triple,
                );
            }
            return;
        };
        let anchor = label.or(triples.first()).copied();
        let Some(mention) = anchor.and_then(|triple| self.mention(entity, triple)) else { return };
        let mut is_told = false;
        for triple in triples {
            match triple.quad.predicate.as_ref() {
                rdf::TYPE | skos::PREF_LABEL => {}
                skos::ALT_LABEL => self.alternative(entity, triple),
                property::IDENTIFIER => self.identifier(entity, triple),
                _ => is_told |= self.attribute(mention, triple),
            }
        }
        if !is_told && let Some(triple) = anchor {
            self.existence(entity, mention, triple);
        }
    }

    /// A thing of which nothing but its name is said is worth a claim all the same: that it is called so.
    fn existence(&mut self, entity: usize, mention: usize, triple: &RecordTriple) {
        let evidence = self.lines(triple);
        let Some(label) = self.statements.entities.get(entity).map(|entity| entity.label.clone()) else {
            return;
        };
        if evidence.is_empty() {
            return;
        }
        let mut claim = self.claim(Node::Mention(mention), evidence);
        claim.statement = Some((skos::PREF_LABEL, Value::Text(label)));
        self.statements.claims.push(claim);
    }

    fn alternative(&mut self, entity: usize, triple: &RecordTriple) {
        if let (Object::Literal(name), Some(entity)) =
            (&triple.quad.object, self.statements.entities.get_mut(entity))
            && !name.value().trim().is_empty()
            && name.value().trim() != entity.label
        {
            entity.alternatives.insert(name.value().trim().to_owned());
        }
    }

    fn identifier(&mut self, entity: usize, triple: &RecordTriple) {
        let Object::Literal(literal) = &triple.quad.object else {
            return self.refuse("bad-identifier", "an identifier must be a literal", triple);
        };
        let Some(datatype) = own_term(literal.datatype()) else {
            return self.refuse(
                "bad-identifier",
                format!("the datatype `{}` is none of the ontology", literal.datatype().as_str()),
                triple,
            );
        };
        let identifier = Identifier { value: literal.value().to_owned(), datatype };
        if let Some(entity) = self.statements.entities.get_mut(entity)
            && !entity.identifiers.contains(&identifier)
        {
            entity.identifiers.push(identifier);
        }
    }

    fn attribute(&mut self, mention: usize, triple: &RecordTriple) -> bool {
        let Some(predicate) = own_term(triple.quad.predicate.as_ref()) else {
            return self.unknown(triple);
        };
        let Some(value) = self.filler(triple) else { return false };
        let evidence = self.lines(triple);
        let evidence = if evidence.is_empty() { self.mention_line(mention) } else { evidence };
        let mut claim = self.claim(Node::Mention(mention), evidence);
        claim.statement = Some((predicate, value));
        self.statements.claims.push(claim);
        true
    }

    fn unknown(&mut self, triple: &RecordTriple) -> bool {
        // Geometry is kept in the text of the record; the graph has no place for it yet.
        if triple.quad.predicate.as_ref() != crate::vocab::geo::AS_WKT {
            let message = format!("`{}` is no property of the ontology", triple.quad.predicate.as_str());
            self.refuse("unknown-term", message, triple);
        }
        false
    }

    /// The line that a mention stands in.
    fn mention_line(&self, mention: usize) -> Vec<usize> {
        let Some(mention) = self.statements.mentions.get(mention) else { return vec![0] };
        let line = self.statements.passages.iter().position(|passage| {
            passage.span.start <= mention.span.start && mention.span.end <= passage.span.end
        });
        vec![line.unwrap_or_default()]
    }

    fn claim(&self, about: Node, mut evidence: Vec<usize>) -> Claim {
        if evidence.is_empty() {
            evidence = (0..self.statements.passages.len()).collect();
        }
        Claim {
            about,
            statement: None,
            stance: Stance::Asserted,
            stated_by: Speaker::Narrator,
            relayed_by: Vec::new(),
            hedge_cue: None,
            confidence: CONFIDENCE,
            evidence,
            time: None,
            rule: self.rule.to_owned(),
            comment: None,
        }
    }

    fn frame(&mut self, number: usize, triples: &[&RecordTriple]) {
        let mut evidence = BTreeSet::new();
        let mut parts = Parts::default();
        let mut claim = self.claim(Node::Frame(number), vec![0]);
        for triple in triples {
            let used = self.frame_triple(number, triple, &mut parts, &mut claim);
            if used {
                evidence.extend(self.lines(triple));
            }
        }
        let time = parts.time();
        let quantity = parts.quantity();
        if let Some(frame) = self.statements.frames.get_mut(number) {
            frame.time = time;
            let is_event =
                frame.classes.first().is_some_and(|of| ClassGroup::of_frame(*of) == ClassGroup::Event);
            if frame.modality.is_none() && is_event {
                frame.modality = Some(Modality::Actual);
            }
            if let Some(quantity) = quantity {
                frame.slots.push((property::QUANTITY, Value::Quantity(quantity)));
            }
        }
        if !evidence.is_empty() {
            claim.evidence = evidence.into_iter().collect();
        }
        self.statements.claims.push(claim);
    }

    /// One triple of a frame; whether it could be used.
    fn frame_triple(
        &mut self,
        number_of: usize,
        triple: &RecordTriple,
        parts: &mut Parts,
        claim: &mut Claim,
    ) -> bool {
        // Names of events are composed from what they are.
        if [rdf::TYPE, skos::PREF_LABEL, skos::ALT_LABEL].contains(&triple.quad.predicate.as_ref()) {
            return true;
        }
        let Some(predicate) = own_term(triple.quad.predicate.as_ref()) else { return self.unknown(triple) };
        let literal = match &triple.quad.object {
            Object::Literal(literal) => Some(literal),
            _ => None,
        };
        match predicate {
            property::TIME
            | property::NOT_BEFORE
            | property::STARTS_BY
            | property::ENDS_NOT_BEFORE
            | property::NOT_AFTER => {
                let taken = literal.is_some_and(|literal| parts.take_time(predicate, literal));
                if !taken {
                    self.refuse("bad-date", "expected a day, month or year (ISO 8601)", triple);
                }
                taken
            }
            property::QUANTITY | property::MIN | property::MAX => {
                let taken = literal.is_some_and(|literal| parts.take_number(predicate, literal));
                if !taken {
                    self.refuse("bad-number", "expected a number with at most six decimal places", triple);
                }
                taken
            }
            property::UNIT => {
                parts.unit = literal.map(|literal| literal.value().to_owned());
                true
            }
            property::PRECISION
            | property::QUALIFIER
            | property::MODALITY
            | property::STANCE
            | property::CONFIDENCE
            | property::STATED_BY
            | property::RELAYED_BY
            | property::HEDGE_CUE => self.manner(number_of, predicate, triple, (parts, claim)),
            property::EVENT_MODE => self.mode(number_of, triple),
            property::IDENTIFIER => self.code(number_of, triple),
            _ => {
                let Some(value) = self.filler(triple) else { return false };
                if let Some(frame) = self.statements.frames.get_mut(number_of)
                    && !frame.slots.contains(&(predicate, value.clone()))
                {
                    frame.slots.push((predicate, value));
                }
                true
            }
        }
    }

    /// A code under which a register knows an event.
    fn code(&mut self, number_of: usize, triple: &RecordTriple) -> bool {
        let identifier = match &triple.quad.object {
            Object::Literal(literal) => own_term(literal.datatype())
                .map(|datatype| Identifier { value: literal.value().to_owned(), datatype }),
            _ => None,
        };
        let Some(identifier) = identifier else {
            self.refuse("bad-identifier", "expected a literal with a datatype of the ontology", triple);
            return false;
        };
        let slot = (property::IDENTIFIER, Value::Identifier(identifier));
        if let Some(frame) = self.statements.frames.get_mut(number_of)
            && !frame.slots.contains(&slot)
        {
            frame.slots.push(slot);
        }
        true
    }

    fn mode(&mut self, number_of: usize, triple: &RecordTriple) -> bool {
        let mode = match &triple.quad.object {
            Object::NamedNode(iri) => iri.as_str().strip_prefix(CONCEPT).map(str::to_owned),
            _ => None,
        };
        let Some(mode) = mode else {
            self.refuse("unknown-term", format!("expected a concept under `{CONCEPT}`"), triple);
            return false;
        };
        if let Some(frame) = self.statements.frames.get_mut(number_of)
            && !frame.modes.contains(&mode)
        {
            frame.modes.push(mode);
        }
        true
    }

    /// How a frame is meant and said.
    fn manner(
        &mut self,
        number_of: usize,
        predicate: Term,
        triple: &RecordTriple,
        (parts, claim): (&mut Parts, &mut Claim),
    ) -> bool {
        let local = match &triple.quad.object {
            Object::NamedNode(iri) => local_name(iri.as_ref()).to_owned(),
            Object::Literal(literal) => literal.value().to_owned(),
            Object::BlankNode(_) => String::new(),
        };
        let known = match predicate {
            property::PRECISION => {
                Precision::from_local_name(&local).map(|found| parts.precision = Some(found))
            }
            property::QUALIFIER => {
                Qualifier::from_local_name(&local).map(|found| parts.qualifier = Some(found))
            }
            property::STANCE => Stance::from_local_name(&local).map(|found| claim.stance = found),
            property::MODALITY => Modality::from_local_name(&local).map(|found| {
                if let Some(frame) = self.statements.frames.get_mut(number_of) {
                    frame.modality = Some(found);
                }
            }),
            property::CONFIDENCE => {
                local.parse().ok().filter(|found| *found <= 100).map(|found| claim.confidence = found)
            }
            property::HEDGE_CUE => {
                claim.hedge_cue = Some(local.clone());
                Some(())
            }
            _ => match self.filler(triple) {
                Some(Value::Node(Node::Mention(mention))) if predicate == property::STATED_BY => {
                    claim.stated_by = Speaker::Mention(mention);
                    Some(())
                }
                Some(Value::Node(Node::Mention(mention))) => {
                    claim.relayed_by.push(mention);
                    Some(())
                }
                _ => None,
            },
        };
        if known.is_none() {
            let message = format!("`{local}` is no value of `cg:{}`", local_name(predicate));
            self.refuse("unknown-term", message, triple);
        }
        known.is_some()
    }

    /// What fills a slot: a frame, a concept, a state or a thing.
    fn filler(&mut self, triple: &RecordTriple) -> Option<Value> {
        let key = triple.quad.object.to_string();
        if let Some(frame) = self.frames.get(&key) {
            return Some(Value::Node(Node::Frame(*frame)));
        }
        match &triple.quad.object {
            Object::NamedNode(iri) if iri.as_str().starts_with(CONCEPT) => {
                let entity = self.concept(iri, triple);
                return Some(Value::Node(Node::Concept(entity)));
            }
            Object::Literal(literal) if is_country(literal) => {
                let entity = self.country(literal, triple)?;
                return self.mention(entity, triple).map(|mention| Value::Node(Node::Mention(mention)));
            }
            Object::Literal(_) => {
                self.refuse("no-entity", "expected a thing, an event or a concept (an IRI)", triple);
                return None;
            }
            _ => {}
        }
        let Some(entity) = self.entity(&key) else {
            let message =
                format!("{key} is described nowhere in the file (expected a class and a `skos:prefLabel`)");
            self.refuse("no-entity", message, triple);
            return None;
        };
        self.mention(entity, triple).map(|mention| Value::Node(Node::Mention(mention)))
    }

    fn concept(&mut self, iri: &NamedNode, triple: &RecordTriple) -> usize {
        let key = iri.to_string();
        if let Some(entity) = self.entities.get(&key) {
            return *entity;
        }
        let label = iri.as_str().strip_prefix(CONCEPT).unwrap_or_default().replace('-', " ");
        let of = if triple.quad.predicate.as_ref() == property::ASSET_TYPE {
            class::ASSET_TYPE
        } else {
            class::TOPIC
        };
        self.add(key, Entity::new(of, label, EntityScope::Concept))
    }

    fn add(&mut self, key: String, entity: Entity) -> usize {
        let number = self.statements.entities.len();
        self.statements.entities.push(entity);
        self.entities.insert(key, number);
        number
    }

    /// The state or territory of a code or name.
    fn country(&mut self, literal: &Literal, triple: &RecordTriple) -> Option<usize> {
        let value = literal.value().trim();
        let upper = value.to_uppercase();
        let found = self.lexicon.country_by_code(&upper).or_else(|| self.lexicon.country(value)).cloned();
        let Some(country) = found else {
            self.refuse("unknown-country", format!("`{value}` is no country that is known"), triple);
            return None;
        };
        let key = format!("country {}", &*country.name);
        if let Some(entity) = self.entities.get(&key) {
            return Some(*entity);
        }
        Some(self.add(key, state(&country)))
    }

    /// A thing by the IRI that the mapping gives it.
    fn entity(&mut self, key: &str) -> Option<usize> {
        if let Some(entity) = self.entities.get(key) {
            return Some(*entity);
        }
        let thing = self.things.get(key)?;
        let label = thing.label.as_deref()?;
        let mut classes = thing.classes.iter().copied();
        let of = narrowest(&thing.classes)?;
        // Posts, places and outlets of one name are one; of others the feed says by their keys that they are not.
        let is_named_alone = [class::ROLE, class::PLACE, class::SOURCE, class::TOPIC].contains(&of);
        let is_apart = of == class::COLLECTIVE || (thing.shares_its_name && !is_named_alone);
        let scope = if is_apart { EntityScope::Document } else { EntityScope::Shared };
        let mut entity = Entity::new(of, label, scope);
        entity.also = classes.by_ref().filter(|other| *other == class::SOURCE && *other != of).collect();
        Some(self.add(key.to_owned(), entity))
    }

    /// The mention of an entity: where a triple that names it was made of.
    fn mention(&mut self, entity: usize, triple: &RecordTriple) -> Option<usize> {
        if let Some(mention) = self.mentions.get(&entity) {
            return Some(*mention);
        }
        let label = self.statements.entities.get(entity)?.label.clone();
        let lines = self.lines(triple);
        let of_label = self.text.lines(&[], &label);
        let line = lines
            .iter()
            .copied()
            .find(|line| {
                self.text.place(*line, &label).is_some_and(|span| span.text(&self.text.text) == label)
            })
            .or(lines.first().copied())
            .or(of_label.first().copied())
            .unwrap_or_default();
        let value = match &triple.quad.object {
            Object::Literal(literal) => literal.value().to_owned(),
            _ => label.clone(),
        };
        let span = self.text.place(line, &value)?;
        self.statements.mentions.push(Mention { span, refers_to: vec![entity] });
        let mention = self.statements.mentions.len() - 1;
        self.mentions.insert(entity, mention);
        Some(mention)
    }
}

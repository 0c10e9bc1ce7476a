//! The statements of one document while they are written: entities, mentions and passages once each.

use std::collections::HashMap;

use super::calibration::Calibration;
use crate::span::Span;
use crate::statement::Claim;
use crate::statement::Entity;
use crate::statement::EntityScope;
use crate::statement::Frame;
use crate::statement::Mention;
use crate::statement::Node;
use crate::statement::Passage;
use crate::statement::PassageKind;
use crate::statement::Speaker;
use crate::statement::Stance;
use crate::statement::Statements;
use crate::statement::Term;
use crate::statement::Value;
use crate::vocab::casegraph::class;

/// Writes statements and keeps each thing once.
pub(super) struct Draft {
    /// What is written so far.
    pub(super) statements: Statements,
    entities: HashMap<(&'static str, String), usize>,
    mentions: HashMap<(Span, Vec<usize>), usize>,
    quotations: HashMap<Span, usize>,
    /// What the voice of each claim allows at most.
    ceilings: Vec<u8>,
}

/// How a claim is put, by whom, and how sure: what the claims of one clause share.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Voice {
    /// How it is put.
    pub(super) stance: Stance,
    /// Who says so.
    pub(super) stated_by: Speaker,
    /// Through whom it came.
    pub(super) relayed_by: Vec<usize>,
    /// The word that weakens or strengthens it.
    pub(super) hedge_cue: Option<String>,
    /// Evidence passages, the most telling first.
    pub(super) evidence: Vec<usize>,
    /// Whole per cent that the voice alone allows (hedges lower it).
    pub(super) ceiling: u8,
}

/// What a rule concluded, to be claimed in a voice.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Finding {
    /// The rule.
    pub(super) rule: String,
    /// Whole per cent.
    pub(super) confidence: u8,
    /// Why, where it was inferred.
    pub(super) comment: Option<String>,
}

impl Finding {
    /// A finding of a rule with a confidence.
    pub(super) fn new(rule: impl Into<String>, confidence: u8) -> Self {
        Self { rule: rule.into(), confidence, comment: None }
    }

    /// Adds the reason.
    pub(super) fn because(mut self, comment: impl Into<String>) -> Self {
        self.comment = Some(comment.into());
        self
    }
}

/// The class group in which a label names one thing (`ontology.md` 6.6.32).
pub(super) fn class_group(of: Term) -> &'static str {
    match of {
        class::PERSON => "person",
        class::STATE => "state",
        class::PLACE => "place",
        class::COLLECTIVE => "group",
        class::ROLE => "role",
        class::TOPIC | class::COMMODITY | class::ASSET_TYPE => "concept",
        class::STATEMENT => "statement",
        class::ASSET | class::VESSEL | class::AIRCRAFT | class::FACILITY => "asset",
        _ => "org",
    }
}

/// How many claims back an equal one is looked for: the rules of one phrase run close together.
const NEAR: usize = 200;

impl Draft {
    /// Starts with the sentences as passages: sentence `n` is passage `n`.
    pub(super) fn new(sentences: impl Iterator<Item = Span>) -> Self {
        let passages: Vec<_> = sentences.map(|span| Passage { span, kind: PassageKind::Sentence }).collect();
        Self {
            statements: Statements { passages, ..Statements::default() },
            entities: HashMap::new(),
            mentions: HashMap::new(),
            quotations: HashMap::new(),
            ceilings: Vec::new(),
        }
    }

    /// The passage of a quotation.
    pub(super) fn quotation(&mut self, span: Span) -> usize {
        let passages = &mut self.statements.passages;
        *self.quotations.entry(span).or_insert_with(|| {
            passages.push(Passage { span, kind: PassageKind::Quotation });
            passages.len() - 1
        })
    }

    /// The entity with this class and label; a new one where the document has none. A more specific class
    /// replaces a general one of the same group.
    pub(super) fn shared(&mut self, of: Term, label: &str) -> usize {
        let key = (class_group(of), label.to_lowercase());
        if let Some(index) = self.entities.get(&key) {
            if let Some(entity) = self.statements.entities.get_mut(*index)
                && entity.class == class::ORGANIZATION
            {
                entity.class = of;
            }
            return *index;
        }
        let scope = if key.0 == "concept" { EntityScope::Concept } else { EntityScope::Shared };
        let index = self.unique(of, label, scope);
        self.entities.insert(key, index);
        index
    }

    /// A concept with this label, and its wider concept.
    pub(super) fn concept(&mut self, of: Term, label: &str, broader: Option<usize>) -> usize {
        let index = self.shared(of, label);
        if let (Some(entity), Some(broader)) = (self.statements.entities.get_mut(index), broader)
            && broader != index
            && !entity.broader.contains(&broader)
        {
            entity.broader.push(broader);
        }
        index
    }

    /// A new entity that is like no other.
    pub(super) fn unique(&mut self, of: Term, label: &str, scope: EntityScope) -> usize {
        self.statements.entities.push(Entity::new(of, label, scope));
        self.statements.entities.len() - 1
    }

    /// The class of an entity.
    pub(super) fn class(&self, entity: usize) -> Term {
        self.statements.entities.get(entity).map_or(class::ENTITY, |entity| entity.class)
    }

    /// The label of an entity.
    pub(super) fn label(&self, entity: usize) -> &str {
        self.statements.entities.get(entity).map_or("", |entity| entity.label.as_str())
    }

    /// Adds another name unless it is the label.
    pub(super) fn alternative(&mut self, entity: usize, name: &str) {
        if let Some(entity) = self.statements.entities.get_mut(entity)
            && entity.label != name
            && !name.is_empty()
        {
            entity.alternatives.insert(name.to_owned());
        }
    }

    /// Adds what a gazetteer knows of an entity.
    pub(super) fn know(&mut self, entity: usize, property: Term, value: usize) {
        if let Some(entity) = self.statements.entities.get_mut(entity)
            && !entity.known.contains(&(property, value))
        {
            entity.known.push((property, value));
        }
    }

    /// The mention at a place that refers to these entities.
    pub(super) fn mention(&mut self, span: Span, refers_to: &[usize]) -> usize {
        let mentions = &mut self.statements.mentions;
        *self.mentions.entry((span, refers_to.to_vec())).or_insert_with(|| {
            mentions.push(Mention { span, refers_to: refers_to.to_vec() });
            mentions.len() - 1
        })
    }

    /// The entities that a mention refers to.
    pub(super) fn referents(&self, mention: usize) -> &[usize] {
        self.statements.mentions.get(mention).map_or(&[], |mention| mention.refers_to.as_slice())
    }

    /// Adds a frame, an event of its own for now.
    pub(super) fn frame(&mut self, mut frame: Frame) -> usize {
        let index = self.statements.frames.len();
        frame.event = index;
        self.statements.frames.push(frame);
        index
    }

    /// Adds a slot to a frame unless it is there.
    pub(super) fn slot(&mut self, frame: usize, property: Term, value: Value) {
        if let Some(frame) = self.statements.frames.get_mut(frame)
            && !frame.slots.iter().any(|(name, filler)| *name == property && *filler == value)
        {
            frame.slots.push((property, value));
        }
    }

    /// Claims a frame as a whole.
    pub(super) fn claim_frame(&mut self, frame: usize, voice: &Voice, finding: Finding) {
        self.claim(Node::Frame(frame), None, voice, finding);
    }

    /// Claims a frame, a slot or an attribute.
    pub(super) fn claim(
        &mut self,
        about: Node,
        statement: Option<(Term, Value)>,
        voice: &Voice,
        finding: Finding,
    ) {
        let claim = Claim {
            about,
            statement,
            stance: voice.stance,
            stated_by: voice.stated_by,
            relayed_by: voice.relayed_by.clone(),
            hedge_cue: voice.hedge_cue.clone(),
            confidence: finding.confidence,
            evidence: voice.evidence.clone(),
            time: None,
            rule: finding.rule,
            comment: finding.comment,
        };
        if !self.statements.claims.iter().rev().take(NEAR).any(|known| *known == claim) {
            self.statements.claims.push(claim);
            self.ceilings.push(voice.ceiling);
        }
    }

    /// Turns the rules' estimates into probabilities, hedges heeded. To be done once, at the end.
    pub(super) fn calibrate(&mut self, calibration: &Calibration) {
        for (claim, ceiling) in self.statements.claims.iter_mut().zip(&self.ceilings) {
            claim.confidence = calibration.probability(&claim.rule, claim.confidence).min(*ceiling);
        }
    }

    /// Claims an attribute of what a mention refers to.
    pub(super) fn attribute(
        &mut self,
        mention: usize,
        (property, value): (Term, Value),
        voice: &Voice,
        finding: Finding,
    ) {
        self.claim(Node::Mention(mention), Some((property, value)), voice, finding);
    }
}

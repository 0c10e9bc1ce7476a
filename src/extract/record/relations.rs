//! The relations of a record: pairs of mentions.
//!
//! A situation gives a pair of its bearer with each other mention in its slots; an event gives pairs where a profile
//! asks for them; a claim with a predicate about a mention gives a pair with its value; two names of one thing that
//! stand beside each other are a pair of their own.

use std::collections::BTreeSet;

use serde::Serialize;

use super::PlaceRecord;
use super::View;
use super::frames::Frames;
use super::frames::is_situation;
use super::frames::keys;
use super::mentions::Mentions;
use super::profile::local;
use crate::span::Span;
use crate::statement::Frame;
use crate::statement::Node;
use crate::statement::Term;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

/// A relation between two mentions.
#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RelationRecord {
    subject: PlaceRecord,
    object: PlaceRecord,
    r#type: String,
    /// The property that the object fills, where names are ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    confidence: u8,
}

/// Gathers relations.
struct Gatherer<'v, 'd> {
    view: &'v View<'d>,
    found: BTreeSet<RelationRecord>,
}

/// The relations, sorted by the places of subject and object.
pub(super) fn relations(view: &View<'_>, frames: &Frames, mentions: &Mentions<'_>) -> Vec<RelationRecord> {
    let mut gatherer = Gatherer { view, found: BTreeSet::new() };
    for (_, frame, claim) in frames.wanted(view) {
        gatherer.frame(frame, claim.confidence);
    }
    gatherer.claims();
    gatherer.same(mentions);
    let mut last: Option<(Span, Span, String)> = None;
    let key = |relation: &RelationRecord| {
        let span = |place: &PlaceRecord| Span::new(place.start, place.end);
        (span(&relation.subject), span(&relation.object), relation.r#type.clone())
    };
    let once = gatherer.found.into_iter().filter(|relation| {
        let key = key(relation);
        let new = last.as_ref() != Some(&key);
        last = Some(key);
        new
    });
    once.collect()
}

/// The slots that hold mentions, with their places.
fn mention_slots<'v>(view: &'v View<'_>, frame: &'v Frame) -> impl Iterator<Item = (Term, Span)> + 'v {
    frame.slots.iter().filter_map(|(slot, value)| match value {
        Value::Node(Node::Mention(mention)) => Some((*slot, view.statements.mentions.get(*mention)?.span)),
        Value::Quantity(quantity) => {
            let known = view.statements.quantities.iter();
            let near = frame.trigger.unwrap_or_default();
            let same = known.filter(|(_, other)| other == quantity).map(|(span, _)| *span);
            Some((*slot, same.min_by_key(|span| span.start.abs_diff(near.start))?))
        }
        _ => None,
    })
}

/// The slot whose filler bears a situation.
fn bearer(frame: &Frame) -> Term {
    match frame.classes.first() {
        Some(term) if [class::TENURE, class::MEMBERSHIP].contains(term) => property::HOLDER,
        Some(term) if [class::COMMITMENT, class::BILATERAL_RELATION].contains(term) => property::ACTOR,
        _ => property::OBJECT,
    }
}

impl Gatherer<'_, '_> {
    /// Adds a relation unless the profile wants both ends in one sentence and they are not.
    fn add(&mut self, label: &str, role: Option<Term>, (subject, object): (Span, Span), confidence: u8) {
        let view = self.view;
        let apart = || view.sentence(subject).is_none_or(|sentence| !sentence.contains(object));
        if label.is_empty() || subject == object || view.profile.same_sentence && apart() {
            return;
        }
        self.found.insert(RelationRecord {
            subject: view.place(subject),
            object: view.place(object),
            r#type: label.to_owned(),
            role: role.filter(|_| view.profile.plain).map(local),
            confidence,
        });
    }

    /// The pairs of one frame.
    fn frame(&mut self, frame: &Frame, confidence: u8) {
        let slots: Vec<(Term, Span)> = mention_slots(self.view, frame).collect();
        if self.view.profile.plain {
            self.situation(frame, &slots, confidence);
            return;
        }
        let ends: Vec<(&str, Span)> = slots.iter().map(|(slot, span)| (local(*slot), *span)).collect();
        self.pairs(frame, &ends, confidence);
        for (slot, value) in &frame.slots {
            // "The strikes destroyed two depots": the strikes are an end of what they result in.
            if let (property::RESULTS_IN, Value::Node(Node::Frame(result))) = (*slot, value)
                && let Some(result) = self.view.statements.frames.get(*result)
            {
                let mut ends: Vec<(&str, Span)> =
                    mention_slots(self.view, result).map(|(slot, span)| (local(slot), span)).collect();
                ends.extend(frame.trigger.map(|trigger| (TRIGGER, trigger)));
                self.pairs(result, &ends, confidence);
            }
        }
    }

    /// The pairs of ends that the profile lists for a frame.
    fn pairs(&mut self, frame: &Frame, ends: &[(&str, Span)], confidence: u8) {
        let mut names = keys(frame);
        names.push("*".to_owned());
        for (subject_slot, subject) in ends {
            for (object_slot, object) in ends {
                let label = names.iter().find_map(|name| {
                    let key = format!("{name}.{subject_slot}.{object_slot}");
                    self.view.profile.relations.get(&key)
                });
                if let Some(label) = label.cloned()
                    && !(frame.classes.first() == Some(&class::TENURE) && self.is_title(*subject, *object))
                {
                    self.add(&label, None, (*subject, *object), confidence);
                }
            }
        }
    }

    /// "Navy Captain X": the body stands in the title right before the name, which is one mention with it.
    fn is_title(&self, holder: Span, body: Span) -> bool {
        let between = Span::new(body.end, holder.start.max(body.end)).text(&self.view.document.text);
        body.end <= holder.start && between.len() <= MOST_TITLE && !between.contains([',', '(', '–', '—'])
    }

    /// A situation under our own names: its bearer with every other filler.
    fn situation(&mut self, frame: &Frame, slots: &[(Term, Span)], confidence: u8) {
        let Some(leading) = frame.classes.first().filter(|class| is_situation(**class)) else { return };
        let wanted = bearer(frame);
        let bearers = slots.iter().filter(|(slot, _)| *slot == wanted);
        let first = slots.first().map(|(slot, _)| *slot).filter(|_| bearers.clone().next().is_none());
        for (subject_slot, subject) in
            slots.iter().filter(|(slot, _)| Some(*slot) == first || *slot == wanted)
        {
            for (object_slot, object) in slots.iter().filter(|(slot, _)| slot != subject_slot) {
                self.add(local(*leading), Some(*object_slot), (*subject, *object), confidence);
            }
        }
    }

    /// Claims with a predicate about a mention.
    fn claims(&mut self) {
        let statements = self.view.statements;
        for claim in &statements.claims {
            let (Node::Mention(about), Some((predicate, value))) = (claim.about, &claim.statement) else {
                continue;
            };
            let Some(subject) = statements.mentions.get(about).map(|mention| mention.span) else { continue };
            let object = match value {
                Value::Node(Node::Mention(mention)) => {
                    statements.mentions.get(*mention).map(|mention| mention.span)
                }
                Value::Quantity(quantity) => {
                    let same = statements.quantities.iter().filter(|(_, other)| other == quantity);
                    same.map(|(span, _)| *span).min_by_key(|span| span.start.abs_diff(subject.start))
                }
                _ => None,
            };
            let profile = self.view.profile;
            let label = if profile.plain {
                Some(local(*predicate).to_owned())
            } else {
                let key = format!("claim.{}", local(*predicate));
                let of = statements.mentions.get(about).and_then(|mention| mention.refers_to.first());
                let of = of.and_then(|entity| statements.entities.get(*entity));
                let special = of.and_then(|of| profile.relations.get(&format!("{key}[{}]", local(of.class))));
                special.or_else(|| profile.relations.get(&key)).cloned()
            };
            // "Chadian officers": what a phrase says by a word of its own is no pair there.
            let inside = matches!(value, Value::Node(_))
                && object.is_some_and(|object| subject.contains(object) || object.contains(subject));
            if inside && !profile.plain {
                continue;
            }
            let stance = profile.stances.as_ref().is_none_or(|wanted| wanted.contains(&claim.stance));
            if let (Some(object), Some(label)) = (object, label)
                && stance
                && claim.confidence >= profile.min_confidence
            {
                self.add(&label, Some(*predicate), (subject, object), claim.confidence);
            }
        }
    }

    /// Neighbouring mentions of one thing: an apposition, an acronym in brackets.
    fn same(&mut self, mentions: &Mentions<'_>) {
        let view = self.view;
        let Some(label) = view.profile.relations.get("same").cloned() else { return };
        let mut order: Vec<usize> = (0..view.statements.mentions.len()).collect();
        order.sort_by_key(|mention| view.statements.mentions.get(*mention).map(|mention| mention.span));
        for pair in order.windows(2) {
            let [first, second] = pair else { continue };
            let known = |mention: usize| view.statements.mentions.get(mention);
            let (Some(one), Some(two)) = (known(*first), known(*second)) else { continue };
            let between = Span::new(one.span.end, two.span.start.max(one.span.end)).text(&view.document.text);
            // "the city of X" is one phrase.
            let apart = between.contains([',', '(', '[', ':', '–', '—']);
            let beside = apart && two.span.start >= one.span.end && two.span.start - one.span.end <= BESIDE;
            let shown = mentions.label(view, *first).is_some() && mentions.label(view, *second).is_some();
            if beside && shown && !one.refers_to.is_empty() && one.refers_to == two.refers_to {
                self.add(&label, None, (one.span, two.span), SURE);
            }
        }
    }
}

/// The name in a profile for the noun of the event that a frame results from.
const TRIGGER: &str = "trigger";

/// Most bytes between two mentions beside each other: a comma or a bracket, a blank and an article.
const BESIDE: usize = 6;

/// Most bytes of a title between a body and a name.
const MOST_TITLE: usize = 40;

/// The confidence of a pair of mentions that were already united.
const SURE: u8 = 90;

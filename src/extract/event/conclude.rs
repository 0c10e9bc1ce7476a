//! What follows from several frames of a document together: when a post was held, who belongs to a body that was founded,
//! what came after an event. Every conclusion is marked as inferred or says its reason.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::identity::parties;
use crate::extract::draft::Finding;
use crate::extract::reading::Reading;
use crate::statement::Frame;
use crate::statement::Modality;
use crate::statement::Node;
use crate::statement::Precision;
use crate::statement::TimeSpan;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

/// So many days before the report an act still shows that its party held the post that the report gives them.
const RECENT_DAYS: i64 = 31;

impl Reading<'_> {
    /// "released after the meeting": the event spoken of bounds the act from below.
    pub(super) fn after_events(&mut self) {
        for read in self.reads.clone() {
            let Some(event) = self.tree.prepositional(read.trigger, "after").first().copied() else {
                continue;
            };
            let definite = self.tree.base_phrase(event).take(1).any(|token| self.tree.lower(token) == "the");
            let noun = self.tree.lemma(event);
            let bound =
                self.reads.iter().rev().filter(|other| other.trigger < read.trigger && definite).find_map(
                    |other| {
                        let same = self.tree.lemma(other.trigger) == noun;
                        let frame = self.draft.statements.frames.get(other.frame).filter(|_| same)?;
                        frame.time.filter(|time| time.precision == Precision::Day)?.not_before
                    },
                );
            if let (Some(bound), Some(frame)) = (bound, self.draft.statements.frames.get_mut(read.frame)) {
                let time = frame.time.unwrap_or(TimeSpan::unbounded(Precision::Open));
                if time.not_before.is_none() {
                    frame.time =
                        Some(TimeSpan { not_before: Some(bound), precision: Precision::Open, ..time });
                }
            }
        }
    }

    /// A post that the text gives to somebody who acts on a day was held on that day; one who takes office begins it.
    pub(super) fn tenures_of_the_acting(&mut self) {
        let frames = self.draft.statements.frames.clone();
        let mut days: BTreeMap<usize, Date> = BTreeMap::new();
        let mut acts_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, frame) in frames.iter().enumerate() {
            let day = frame
                .time
                .filter(|time| time.precision == Precision::Day)
                .and_then(|time| time.not_before.filter(|first| Some(*first) == time.not_after));
            if let Some(day) = day.filter(|_| frame.modality == Some(Modality::Actual)) {
                days.entry(frame.event).or_insert(day);
            }
            let entities: BTreeSet<usize> =
                parties(self, frame).into_iter().map(|(_, entity)| entity).collect();
            for entity in entities {
                acts_of.entry(entity).or_default().push(index);
            }
        }
        for (index, tenure) in
            frames.iter().enumerate().filter(|(_, frame)| frame.classes.first() == Some(&class::TENURE))
        {
            let Some(time) = tenure.time.filter(|time| time.starts_by.is_some()) else { continue };
            let acts: BTreeSet<usize> = holder(self, tenure)
                .iter()
                .filter_map(|holder| acts_of.get(holder))
                .flatten()
                .copied()
                .collect();
            let acts: Vec<(usize, &Frame)> =
                acts.into_iter().filter_map(|act| Some((act, frames.get(act)?))).collect();
            // A title says who somebody is when the report is written: an act long ago is no sign of the post.
            let recent = |day: &Date| {
                self.document.published.is_some_and(|published| {
                    day.duration_until(published).as_hours() <= RECENT_DAYS * 24 && *day <= published
                })
            };
            let first = acts.iter().filter_map(|(_, act)| days.get(&act.event).copied()).filter(recent).min();
            let office =
                acts.iter().find(|(_, frame)| frame.modes.iter().any(|mode| mode == "assume-office"));
            let begin = office.and_then(|(_, frame)| frame.time);
            let starts_by = begin.and_then(|begin| begin.not_after).or(first).or(time.starts_by);
            let new = TimeSpan {
                not_before: begin.and_then(|begin| begin.not_before).or(time.not_before),
                starts_by: starts_by.min(time.starts_by),
                precision: begin.map_or(time.precision, |begin| begin.precision),
                ..time
            };
            if let Some(frame) = self.draft.statements.frames.get_mut(index) {
                frame.time = Some(new);
            }
            if let Some((told, _)) = office {
                let told = *told;
                self.draft.slot(told, property::RESULTS_IN, Value::Node(Node::Frame(index)));
            }
        }
    }

    /// Several states or organisations that found a body together are its members, as far as nothing else is said.
    pub(super) fn members_of_the_founded(&mut self) {
        for read in self.reads.clone() {
            let Some(frame) = self.draft.statements.frames.get(read.frame).cloned() else { continue };
            let founds =
                frame.modes.iter().any(|mode| mode == "found") && frame.modality == Some(Modality::Actual);
            let of = |name| {
                frame.slots.iter().filter(move |(slot, _)| *slot == name).map(|(_, value)| value.clone())
            };
            let founders: Vec<Value> = of(property::ACTOR).collect();
            let several: usize = founders.iter().map(|founder| self.entities_of(founder).len()).sum();
            let Some(body) = of(property::OBJECT).next().filter(|_| founds && several > 1) else { continue };
            let voice = Self::inferring(&self.voice(read.trigger));
            for founder in founders {
                let membership = Frame {
                    classes: vec![class::MEMBERSHIP],
                    modes: Vec::new(),
                    slots: vec![(property::HOLDER, founder), (property::IN_ORGANIZATION, body.clone())],
                    time: None,
                    modality: None,
                    trigger: frame.trigger,
                    event: 0,
                };
                let finding = Finding::new("membership.of-founders", 65).because("they founded it together");
                self.claimed_frame(membership, &voice, finding);
            }
        }
    }

    fn entities_of(&self, value: &Value) -> Vec<usize> {
        match value {
            Value::Node(Node::Mention(mention)) => self.draft.referents(*mention).to_vec(),
            _ => Vec::new(),
        }
    }
}

fn holder(reading: &Reading<'_>, tenure: &Frame) -> BTreeSet<usize> {
    let holders = tenure.slots.iter().filter(|(name, _)| *name == property::HOLDER);
    holders.flat_map(|(_, value)| reading.entities_of(value)).collect()
}

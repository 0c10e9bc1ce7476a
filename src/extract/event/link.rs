//! Frames of a document that tell of the same event, and events that are part or result of each other.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::arguments::arguments;
use crate::extract::draft::Finding;
use crate::extract::reading::Reading;
use crate::statement::Frame;
use crate::statement::Modality;
use crate::statement::Node;
use crate::statement::Term;
use crate::statement::TimeSpan;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

/// What two tellings of one event share: class, modes, and the entities in their roles.
type Key = (Term, Vec<String>, BTreeSet<(Term, usize)>);

impl Reading<'_> {
    /// Links the frames of the document.
    pub(in crate::extract) fn link_events(&mut self) {
        self.spoken_of_again();
        self.told_twice();
        self.parts_of_visits();
        self.results_of_subjects();
        self.after_events();
        self.tenures_of_the_acting();
        self.members_of_the_founded();
    }

    /// "The March 3 meeting …": a definite event noun without parties is the last event of its kind.
    fn spoken_of_again(&mut self) {
        let told: Vec<bool> =
            self.draft.statements.frames.iter().map(|frame| !parties(self, frame).is_empty()).collect();
        for read in self.reads.clone() {
            let Some(frame) = self.draft.statements.frames.get(read.frame).cloned() else { continue };
            let definite = self
                .tree
                .base_phrase(read.trigger)
                .take(1)
                .any(|token| matches!(self.tree.lower(token).as_str(), "the" | "this" | "that"));
            if self.tree.is_verb(read.trigger) || !definite || told.get(read.frame) == Some(&true) {
                continue;
            }
            let before = self.reads.iter().rev().find(|other| {
                other.trigger < read.trigger
                    && told.get(other.frame) == Some(&true)
                    && self.draft.statements.frames.get(other.frame).is_some_and(|other| {
                        other.classes.first() == frame.classes.first()
                            && other.modes == frame.modes
                            && agree(other.time, frame.time)
                    })
            });
            if let Some(before) = before.map(|before| before.frame) {
                self.unite(before, read.frame);
            }
        }
    }

    /// Same class, mode and parties, times that agree: one event told twice.
    fn told_twice(&mut self) {
        let mut tellings: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for index in 0..self.draft.statements.frames.len() {
            let Some(frame) = self.draft.statements.frames.get(index) else { continue };
            let parties = parties(self, frame);
            let Some(class) = frame.classes.first().copied().filter(|_| !parties.is_empty()) else {
                continue;
            };
            let key = (class, frame.modes.clone(), parties);
            let earlier = tellings.entry(key).or_default();
            let same = earlier.iter().copied().find(|earlier| {
                self.draft.statements.frames.get(*earlier).is_some_and(|first| {
                    first.modality == frame.modality
                        && agree(first.time, frame.time)
                        && same_slots(self, first, frame)
                        && first.classes.first() != Some(&class::COMMITMENT)
                })
            });
            earlier.push(index);
            if let Some(same) = same {
                self.unite(same, index);
            }
        }
    }

    fn unite(&mut self, earlier: usize, later: usize) {
        let Some(event) = self.draft.statements.frames.get(earlier).map(|frame| frame.event) else { return };
        let old = self.draft.statements.frames.get(later).map(|frame| frame.event);
        for frame in &mut self.draft.statements.frames {
            if Some(frame.event) == old {
                frame.event = event;
            }
        }
    }

    /// A meeting of somebody who visits a place in this document is part of that visit.
    fn parts_of_visits(&mut self) {
        let has_mode = |frame: &Frame, mode: &str| {
            frame.modes.iter().any(|name| name == mode) && frame.modality == Some(Modality::Actual)
        };
        let frames = self.draft.statements.frames.clone();
        let mut visits_of: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (index, frame) in frames.iter().enumerate().filter(|(_, frame)| has_mode(frame, "visit")) {
            for (_, entity) in parties(self, frame) {
                if self.draft.class(entity) == class::PERSON {
                    visits_of.entry(entity).or_default().insert(index);
                }
            }
        }
        for read in self.reads.clone() {
            let Some(meeting) = frames.get(read.frame).filter(|frame| has_mode(frame, "meet")) else {
                continue;
            };
            let mut visits: Vec<usize> = parties(self, meeting)
                .into_iter()
                .filter_map(|(_, entity)| visits_of.get(&entity))
                .flatten()
                .copied()
                .filter(|visit| frames.get(*visit).is_some_and(|visit| agree(visit.time, meeting.time)))
                .collect();
            visits.sort_unstable();
            visits.dedup();
            let [visit] = visits.as_slice() else { continue };
            let voice = Self::inferring(&self.voice(read.trigger));
            let finding = Finding::new("link.meeting-of-visit", 75)
                .because("a party of the meeting is told to visit at that time");
            self.draft.claim(
                Node::Frame(read.frame),
                Some((property::SUB_EVENT_OF, Value::Node(Node::Frame(*visit)))),
                &voice,
                finding,
            );
        }
    }

    /// "The meeting established a group": an event as subject results in what its verb tells.
    fn results_of_subjects(&mut self) {
        for read in self.reads.clone() {
            let Some(head) = arguments(&self.tree, self.words, read.trigger)
                .into_iter()
                .find(|argument| argument.function == "subject")
                .map(|argument| argument.head)
            else {
                continue;
            };
            let cause = self.frame_at.get(&head).copied().filter(|cause| *cause != read.frame);
            let Some(cause) = cause else { continue };
            self.draft.slot(cause, property::RESULTS_IN, Value::Node(Node::Frame(read.frame)));
            let time = self.draft.statements.frames.get(cause).and_then(|frame| frame.time);
            let vague = self
                .draft
                .statements
                .frames
                .get(read.frame)
                .is_some_and(|frame| frame.time.is_none_or(|time| time.not_before.is_none()));
            if let (Some(time), true) = (time, vague)
                && let Some(frame) = self.draft.statements.frames.get_mut(read.frame)
            {
                frame.time = Some(time);
            }
        }
    }
}

/// The entities in the slots of the parties of a frame.
pub(super) fn parties(reading: &Reading<'_>, frame: &Frame) -> BTreeSet<(Term, usize)> {
    let mut found = BTreeSet::new();
    for (name, value) in &frame.slots {
        let party = matches!(
            *name,
            property::ACTOR
                | property::RECIPIENT
                | property::OBJECT
                | property::HOLDER
                | property::IN_ORGANIZATION
                | property::POST
        );
        if let Value::Node(Node::Mention(mention)) = value
            && party
        {
            found.extend(reading.draft.referents(*mention).iter().map(|entity| (*name, *entity)));
        }
        if let Value::Node(Node::Concept(concept)) = value
            && party
        {
            found.insert((*name, *concept));
        }
    }
    found
}

/// Whether the places, contexts and contents of two frames say the same or one of them says nothing.
fn same_slots(reading: &Reading<'_>, first: &Frame, second: &Frame) -> bool {
    [
        property::PLACE,
        property::DESTINATION,
        property::CONTEXT,
        property::CONTENT,
        property::VALUE,
        property::QUANTITY,
    ]
    .into_iter()
    .all(|name| {
        let values = |frame: &Frame| -> Vec<Value> {
            frame
                .slots
                .iter()
                .filter(|(slot, _)| *slot == name)
                .map(|(_, value)| resolved(reading, value))
                .collect()
        };
        let (first, second) = (values(first), values(second));
        first.is_empty() || second.is_empty() || first == second
    })
}

/// A value with its mention replaced by the first thing that it refers to.
fn resolved(reading: &Reading<'_>, value: &Value) -> Value {
    match value {
        Value::Node(Node::Mention(mention)) => {
            let entity = reading.draft.referents(*mention).first().copied();
            entity.map_or_else(|| value.clone(), |entity| Value::Node(Node::Concept(entity)))
        }
        other => other.clone(),
    }
}

/// Whether two times can be of one event: what both bound overlaps.
fn agree(first: Option<TimeSpan>, second: Option<TimeSpan>) -> bool {
    let (Some(first), Some(second)) = (first, second) else { return true };
    let before = |one: TimeSpan, two: TimeSpan| {
        one.not_after.zip(two.not_before).is_some_and(|(end, begin)| end < begin)
    };
    !before(first, second) && !before(second, first)
}

//! Events that are part or result of each other.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::arguments::arguments;
use super::identity::agree;
use super::identity::parties;
use crate::extract::draft::Finding;
use crate::extract::reading::Reading;
use crate::statement::Frame;
use crate::statement::Modality;
use crate::statement::Node;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

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

//! What an act is for: "to …", "for …", "aimed at …".
//!
//! An aim is a planned event where a frame knows the words, else the topic that the words name. It is what somebody
//! means to do and never a fact about its effect.

use super::has;
use crate::extract::draft::Finding;
use crate::extract::reading::Reading;
use crate::statement::Modality;
use crate::statement::Node;
use crate::statement::Value;
use crate::vocab::casegraph::property;

impl Reading<'_> {
    /// Adds the aims of a trigger to its frame.
    pub(in crate::extract) fn purposes(&mut self, trigger: usize, frame: usize) {
        for clause in self.tree.children_with(trigger, &["advcl", "xcomp"]) {
            if self.is_to_clause(clause) && !self.is_complement(trigger, clause) {
                self.purpose_clause(clause, frame);
            }
        }
        for object in self.tree.children_with(trigger, &["dobj", "nsubjpass"]) {
            for clause in self.tree.children_with(object, &["acl", "relcl"]) {
                if self.is_to_clause(clause) && self.tree.child(clause, &["nsubj"]).is_none() {
                    if has(&self.words.promise_measures, &self.tree.lemma(object)) {
                        self.effort(clause, frame);
                        continue;
                    }
                    self.purpose_clause(clause, frame);
                }
            }
        }
        for prep in self.tree.children_with(trigger, &["prep"]) {
            if self.tree.lower(prep) == "for"
                && let Some(object) = self.tree.child(prep, &["pobj"])
                && self.filler(object).is_none()
                && self.times.iter().all(|time| !time.tokens.contains(&object))
            {
                self.pending_purposes.push((frame, object));
            }
        }
    }

    /// An infinitive with "to".
    pub(in crate::extract) fn is_to_clause(&self, clause: usize) -> bool {
        self.tree.child(clause, &["aux"]).is_some_and(|aux| self.tree.lower(aux) == "to")
    }

    /// Verbs that take the infinitive as their object ("agreed to meet") have no aim in it.
    fn is_complement(&self, trigger: usize, clause: usize) -> bool {
        self.tree.dep(clause) == "xcomp" && has(&self.words.infinitive_verbs, &self.tree.lemma(trigger))
    }

    /// "praised the efforts to cut pollution along the river": what the efforts are for is what the act is about.
    fn effort(&mut self, clause: usize, frame: usize) {
        if let Some(object) = self.tree.child(clause, &["dobj"]) {
            for topic in self.topics_of_act(clause, object) {
                self.draft.slot(frame, property::CONTEXT, Value::Node(Node::Concept(topic)));
            }
        }
        for prep in self.tree.children_with(clause, &["prep"]) {
            let place = self
                .tree
                .child(prep, &["pobj"])
                .filter(|_| has(&self.words.place_prepositions, &self.tree.lower(prep)));
            let filler =
                place.and_then(|place| self.filler(place)).filter(|filler| self.is_kind(filler, "Place"));
            if let Some(filler) = filler {
                self.draft.slot(frame, property::PLACE, Value::Node(Node::Mention(filler.mention)));
            }
        }
    }

    fn purpose_clause(&mut self, clause: usize, frame: usize) {
        for verb in self.infinitives(clause) {
            self.pending_purposes.push((frame, verb));
        }
    }

    /// The infinitives of a list: a bare base form that is coordinated with anything in the sentence continues the
    /// list of infinitives before it, wherever the parser hung it, since no finite clause has that form.
    pub(in crate::extract) fn infinitives(&self, first: usize) -> Vec<usize> {
        let mut found = vec![first];
        let sentence = self.tree.sentence_tokens(self.tree.sentence(first));
        for token in first + 1..sentence.end {
            let bare = self.tree.tag(token) == "VB"
                && self.tree.child(token, &["nsubj", "aux", "auxpass", "mark"]).is_none();
            if bare && self.tree.dep(token) == "conj" {
                found.push(token);
            } else if self.tree.is_verb(token) && matches!(self.tree.dep(token), "ROOT" | "ccomp") {
                break;
            }
        }
        found
    }

    /// Resolves the aims once all frames are read: a frame of that word, else topics.
    pub(in crate::extract) fn settle_purposes(&mut self) {
        let pending = std::mem::take(&mut self.pending_purposes);
        for (frame, word) in pending {
            let known = self.frame_at.get(&word).copied();
            if let Some(aim) = known.filter(|aim| *aim != frame) {
                if let Some(event) = self.draft.statements.frames.get_mut(aim)
                    && event.modality == Some(Modality::Actual)
                {
                    (event.modality, event.time) = (Some(Modality::Planned), None);
                }
                self.draft.slot(frame, property::PURPOSE, Value::Node(Node::Frame(aim)));
                continue;
            }
            let topics = match (self.tree.is_verb(word), self.tree.child(word, &["dobj"])) {
                (true, Some(object)) => self.topics_of_act(word, object),
                (true, None) => Vec::new(),
                (false, _) => self.topics(word),
            };
            for topic in topics {
                self.draft.slot(frame, property::PURPOSE, Value::Node(Node::Concept(topic)));
            }
        }
    }

    /// Claims the aim of a topic for an entity ("a group to fight smuggling").
    pub(in crate::extract) fn entity_purposes(&mut self) {
        let frames: Vec<(usize, usize)> = self.reads.iter().map(|read| (read.frame, read.trigger)).collect();
        for (frame, trigger) in frames {
            let founded = self
                .draft
                .statements
                .frames
                .get(frame)
                .is_some_and(|frame| frame.modes.iter().any(|mode| mode == "found"));
            if !founded {
                continue;
            }
            let Some(object) = self.tree.child(trigger, &["dobj", "nsubjpass"]) else { continue };
            let Some(filler) = self.filler(object) else { continue };
            let voice = self.voice(trigger);
            let aims: Vec<Value> = self
                .draft
                .statements
                .frames
                .get(frame)
                .map(|frame| {
                    frame
                        .slots
                        .iter()
                        .filter(|(name, _)| *name == property::PURPOSE)
                        .map(|(_, value)| value.clone())
                        .collect()
                })
                .unwrap_or_default();
            for aim in aims {
                if matches!(aim, Value::Node(Node::Concept(_))) {
                    self.draft.attribute(
                        filler.mention,
                        (property::PURPOSE, aim),
                        &voice,
                        Finding::new("purpose.of-founded", 80),
                    );
                }
            }
        }
    }
}

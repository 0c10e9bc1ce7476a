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
    /// Adds the aims of a trigger to its frame; "for" may tell a reason instead.
    pub(in crate::extract) fn purposes(&mut self, trigger: usize, frame: usize, reason: bool) {
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
                && !reason
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
        for verb in self.infinitives(clause, true) {
            self.pending_purposes.push((frame, verb));
        }
    }

    /// The infinitives of a list: a bare base form that is coordinated with anything in the sentence continues the
    /// list of infinitives before it, wherever the parser hung it, since no finite clause has that form.
    /// An aim ends where another infinitive begins ("to meet, including steps to …"); a list of promises goes on.
    pub(in crate::extract) fn infinitives(&self, first: usize, aim: bool) -> Vec<usize> {
        let mut found = vec![first];
        let sentence = self.tree.sentence_tokens(self.tree.sentence(first));
        for token in first + 1..sentence.end {
            if aim && self.tree.is_verb(token) && self.is_to_clause(token) && self.tree.dep(token) != "conj" {
                break;
            }
            // A noun with an object is a verb.
            let verb = self.tree.tag(token) == "VB"
                || (self.tree.tag(token) == "NN" && self.tree.child(token, &["dobj"]).is_some());
            let bare = verb && self.tree.child(token, &["nsubj", "aux", "auxpass", "mark"]).is_none();
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
                // "for the election": what is known already is no plan of the actor.
                let phrase = self.tree.base_phrase(word);
                let known = self.tree.is_noun(word)
                    && matches!(
                        self.tree.lower(phrase.start).as_str(),
                        "the" | "this" | "that" | "his" | "her" | "their"
                    );
                if known {
                    continue;
                }
                if let Some(event) = self.draft.statements.frames.get_mut(aim)
                    && event.modality == Some(Modality::Actual)
                {
                    (event.modality, event.time) = (Some(Modality::Planned), None);
                }
                self.draft.slot(frame, property::PURPOSE, Value::Node(Node::Frame(aim)));
                continue;
            }
            let topics = match (self.tree.is_verb(word), self.tree.child(word, &["dobj"])) {
                // "came to see the bishop": a person is no topic.
                (true, Some(object)) if self.is_person(object) => Vec::new(),
                (true, Some(object)) => self.topics_of_act(word, object),
                (true, None) => self.focus_of(word),
                (false, _) => self.topics(word),
            };
            for topic in topics {
                self.draft.slot(frame, property::PURPOSE, Value::Node(Node::Concept(topic)));
            }
        }
    }

    /// "to focus on curbing floods, droughts, and other disasters"
    fn focus_of(&mut self, verb: usize) -> Vec<usize> {
        let mut topics = Vec::new();
        if !has(&self.words.focus_verbs, &self.tree.lemma(verb)) {
            return topics;
        }
        for prep in self.tree.children_with(verb, &["prep"]) {
            if !matches!(self.tree.lower(prep).as_str(), "on" | "against") {
                continue;
            }
            let act = self.tree.child(prep, &["pcomp"]).and_then(|act| self.tree.child(act, &["dobj"]));
            let Some(object) = act.or_else(|| self.tree.child(prep, &["pobj"])) else { continue };
            topics.extend(self.topics(object));
            topics.extend(self.last_of_list(object));
        }
        topics
    }

    /// "…, and other X": where the parser hung the last of a list under the clause, it belongs to the list before it.
    fn last_of_list(&mut self, object: usize) -> Vec<usize> {
        let end = self.tree.sentence_tokens(self.tree.sentence(object)).end;
        let last = (object + 1..end).find(|token| {
            self.tree.is_noun(*token)
                && self.tree.dep(*token) == "conj"
                && self.tree.is_verb(self.tree.head(*token))
                && self.tree.head(*token) < object
                && self.tree.children(*token).iter().any(|child| self.tree.lower(*child) == "other")
        });
        last.map(|last| self.topics(last)).unwrap_or_default()
    }

    fn is_person(&mut self, head: usize) -> bool {
        self.filler(head).is_some_and(|filler| self.is_kind(&filler, "People"))
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

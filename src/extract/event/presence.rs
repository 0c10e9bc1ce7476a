//! What is where: "X is in PLACE", "X, now off PLACE", what a deployment leaves behind, and who is aboard.

use super::has;
use super::percent;
use crate::extract::draft::Finding;
use crate::extract::draft::Voice;
use crate::extract::reading::Filler;
use crate::extract::reading::Reading;
use crate::statement::EntityScope;
use crate::statement::Frame;
use crate::statement::Modality;
use crate::statement::Node;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

impl Reading<'_> {
    /// Reads all presences of the document.
    pub(in crate::extract) fn read_presences(&mut self) {
        for verb in 0..self.tree.len() {
            let stands = self.tree.is_verb(verb) && has(&self.words.standing_verbs, &self.tree.lemma(verb));
            if stands {
                self.presence_of_clause(verb);
            }
        }
        let reads = self.reads.clone();
        for read in reads.iter().filter(|read| read.presence) {
            self.presence_after(read.frame, read.trigger);
        }
    }

    fn presence_of_clause(&mut self, verb: usize) {
        // "the only way for him to remain in the palace": nobody says that he is there.
        let modal = self.tree.children_with(verb, &["aux"]).into_iter().any(|aux| {
            let word = self.tree.lower(aux);
            word == "to" || self.words.modal(&word).is_some()
        });
        if self.tree.is_negated(verb)
            || modal
            || self.tree.child(verb, &["attr", "acomp", "oprd", "dobj", "expl"]).is_some()
        {
            return;
        }
        let Some(subject) = self.tree.child(verb, &["nsubj", "nsubjpass"]) else { return };
        let members = self.present_things(subject);
        if members.is_empty() {
            return;
        }
        let voice = self.voice(verb);
        for prep in self.tree.children_with(verb, &["prep"]) {
            if self.tree.lower(prep) == "in"
                && self
                    .tree
                    .child(prep, &["pobj"])
                    .is_some_and(|object| self.tree.lemma(object) == "addition")
            {
                self.in_addition(verb, prep, &voice);
                return;
            }
        }
        let place = self.place_of(verb);
        let Some(place) = place else { return };
        for filler in &members {
            self.write_presence(filler, Some(place.mention), verb, &voice);
        }
        self.carrying(verb, subject, &voice);
    }

    /// "The jets are in addition to two destroyers, …": the destroyers are there, where is not said.
    fn in_addition(&mut self, verb: usize, prep: usize, voice: &Voice) {
        let Some(addition) = self.tree.child(prep, &["pobj"]) else { return };
        for object in self.tree.prepositional(addition, "to") {
            for filler in self.present_things(object) {
                self.write_presence(&filler, None, verb, voice);
            }
        }
    }

    /// Things that can be somewhere: forces, assets, people. Named members stand for the group that they make up.
    fn present_things(&mut self, head: usize) -> Vec<Filler> {
        let mut found = Vec::new();
        for head in self.tree.conjuncts(head) {
            let members = self.members_named(head);
            if members.is_empty() {
                found.extend(self.filler(head));
            } else {
                found.extend(members);
            }
        }
        found.retain(|filler| {
            self.is_kind(filler, "Force") || self.is_kind(filler, "Thing") || filler.class == class::PERSON
        });
        found.retain(|filler| filler.class != class::FACILITY);
        found
    }

    fn place_of(&mut self, verb: usize) -> Option<Filler> {
        for prep in self.tree.children_with(verb, &["prep"]) {
            if has(&self.words.place_prepositions, &self.tree.lower(prep))
                && let Some(object) = self.tree.child(prep, &["pobj"])
                && let Some(filler) = self.filler(object)
                && self.is_kind(&filler, "Place")
            {
                return Some(filler);
            }
        }
        let adverb = self
            .tree
            .children_with(verb, &["advmod"])
            .into_iter()
            .find(|child| has(&self.words.place_adverbs, &self.tree.lower(*child)))?;
        // A place that the text does not locate keeps its word and is never merged.
        let label = self.tree.lower(adverb);
        let entity = self.draft.unique(class::PLACE, &label, EntityScope::Document);
        let mention = self.draft.mention(self.tree.span(adverb..adverb + 1), &[entity]);
        Some(Filler { head: adverb, mention, class: class::PLACE })
    }

    /// Ships that carry people: these are aboard.
    fn carrying(&mut self, verb: usize, subject: usize, voice: &Voice) {
        for clause in self.tree.children_with(verb, &["advcl"]) {
            if self.tree.lemma(clause) != "carry" || self.tree.tag(clause) != "VBG" {
                continue;
            }
            let Some(object) = self.tree.child(clause, &["dobj"]) else { continue };
            let Some(carrier) = self.filler(subject) else { continue };
            if let Some(load) = self.joint_filler(object) {
                self.write_presence(&load, Some(carrier.mention), clause, voice);
            }
        }
    }

    fn write_presence(&mut self, filler: &Filler, place: Option<usize>, trigger: usize, voice: &Voice) {
        let mut slots = vec![(property::OBJECT, Value::Node(Node::Mention(filler.mention)))];
        if let Some(place) = place.filter(|place| *place != filler.mention) {
            slots.push((property::PLACE, Value::Node(Node::Mention(place))));
        }
        if let Some(quantity) = self.quantity_of(filler.head) {
            slots.push((property::QUANTITY, Value::Quantity(quantity.quantity.clone())));
        }
        let time = match self.time_at(trigger) {
            Some(time) => Some(crate::extract::time::to_time_span(
                time,
                crate::extract::time::Told::Holds,
                self.document.published,
            )),
            None => self.on_the_day(),
        };
        let frame = Frame {
            classes: vec![class::PRESENCE],
            modes: Vec::new(),
            slots,
            time,
            modality: None,
            trigger: Some(self.tree.span(trigger..trigger + 1)),
            event: 0,
        };
        self.claimed_frame(frame, voice, Finding::new("presence.clause", percent(0.951 * 0.859 * 0.964)));
    }

    /// "has deployed X to PLACE": X is there now. Only the perfect says so.
    fn presence_after(&mut self, frame: usize, trigger: usize) {
        let perfect = self.tree.children_with(trigger, &["aux"]).into_iter().any(|aux| {
            self.tree.lemma(aux) == "have" || matches!(self.tree.lower(aux).as_str(), "has" | "have")
        });
        let Some(event) = self.draft.statements.frames.get(frame).cloned() else { return };
        if !perfect || event.modality != Some(Modality::Actual) {
            return;
        }
        let slot = |name| {
            event.slots.iter().filter(move |(property, _)| *property == name).map(|(_, value)| value.clone())
        };
        let Some(place) = slot(property::DESTINATION).next() else { return };
        let Some(object) = slot(property::OBJECT).next() else { return };
        let Some(time) = self.on_the_day() else { return };
        let presence = Frame {
            classes: vec![class::PRESENCE],
            modes: Vec::new(),
            slots: vec![(property::OBJECT, object), (property::PLACE, place)],
            time: Some(time),
            modality: None,
            trigger: event.trigger,
            event: 0,
        };
        let voice = self.voice(trigger);
        let finding = Finding::new("presence.after-deployment", 78)
            .because("the perfect tense tells of a result that lasts");
        let presence = self.claimed_frame(presence, &voice, finding);
        self.draft.slot(frame, property::RESULTS_IN, Value::Node(Node::Frame(presence)));
    }
}

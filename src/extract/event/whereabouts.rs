//! Where a phrase says its thing is, and what it belongs to: "the barracks in Gao", "fighters of the Lion Brigade".

use super::has;
use super::percent;
use crate::extract::draft::Finding;
use crate::extract::draft::class_group;
use crate::extract::reading::Filler;
use crate::extract::reading::Reading;
use crate::statement::Frame;
use crate::statement::Node;
use crate::statement::Term;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

impl Reading<'_> {
    /// Reads the phrases of the document.
    pub(in crate::extract) fn read_whereabouts(&mut self) {
        for token in 0..self.tree.len() {
            if self.tree.is_noun(token) {
                self.phrase_whereabouts(token);
            } else if self.tree.is_verb(token) {
                self.place_of_act(token);
            }
        }
    }

    /// A noun with a preposition behind it.
    fn phrase_whereabouts(&mut self, noun: usize) {
        let preps = self.tree.children_with(noun, &["prep"]);
        if preps.is_empty() || self.frame_at.contains_key(&noun) {
            return;
        }
        for prep in preps {
            // "Bank of England": the parts of a name are no phrases.
            if self.name_of(prep).is_some() {
                continue;
            }
            let word = self.tree.lower(prep);
            for object in self.tree.children_with(prep, &["pobj"]) {
                if has(&self.words.place_prepositions, &word) {
                    self.things_at((noun, prep), object, noun, 0.859 * 0.964 * 0.9);
                } else if word == "of" || word == "from" {
                    self.belongs((noun, prep), object);
                }
            }
        }
    }

    /// "X lives in PLACE", "X came to PLACE": who acts or moves without an object is there.
    fn place_of_act(&mut self, verb: usize) {
        let told = self.frame_at.get(&verb).and_then(|frame| self.draft.statements.frames.get(*frame));
        let placed = told.is_some_and(|frame| {
            frame
                .slots
                .iter()
                .any(|(name, _)| [property::PLACE, property::DESTINATION, property::ORIGIN].contains(name))
        });
        let standing = has(&self.words.standing_verbs, &self.tree.lemma(verb));
        let modal = self
            .tree
            .children_with(verb, &["aux"])
            .into_iter()
            .any(|aux| self.words.modal(&self.tree.lower(aux)).is_some() || self.tree.lower(aux) == "to");
        if placed || standing || modal || self.tree.is_negated(verb) || self.tree.tag(verb) == "VB" {
            return;
        }
        let object = self.tree.child(verb, &["dobj", "ccomp", "xcomp", "agent", "attr"]).is_some();
        let Some(subject) = self.tree.child(verb, &["nsubj"]).filter(|_| !object) else { return };
        for prep in self.tree.children_with(verb, &["prep"]) {
            let word = self.tree.lower(prep);
            if !has(&self.words.place_prepositions, &word) && !matches!(word.as_str(), "to" | "into") {
                continue;
            }
            for object in self.tree.children_with(prep, &["pobj"]) {
                self.things_at((subject, verb), object, verb, 0.951 * 0.859 * 0.964 * 0.9);
            }
        }
    }

    /// What a noun names, with the nouns that are coordinated to it before `end`: what comes behind a preposition is
    /// not said of the nouns after it.
    fn things_before(&mut self, (noun, end): (usize, usize)) -> Vec<Filler> {
        self.fillers(noun).into_iter().filter(|filler| filler.head < end).collect()
    }

    /// What stands before is at a place.
    fn things_at(&mut self, noun: (usize, usize), place: usize, trigger: usize, share: f64) {
        // "a portrait by X in the museum": the portrait is there.
        if self.tree.dep(noun.0) == "pobj" && self.tree.lower(self.tree.head(noun.0)) == "by" {
            return;
        }
        let places: Vec<Filler> =
            self.fillers(place).into_iter().filter(|filler| self.is_kind(filler, "Place")).collect();
        if places.is_empty() {
            return;
        }
        for thing in self.things_before(noun) {
            for place in &places {
                if self.same_thing(&thing, place) {
                    continue;
                }
                if matches!(thing.class, class::PLACE | class::STATE) {
                    self.part_of(&thing, place, trigger, share);
                } else {
                    self.present(&thing, place, trigger, share);
                }
            }
        }
    }

    fn same_thing(&self, one: &Filler, two: &Filler) -> bool {
        one.mention == two.mention || self.draft.referents(one.mention) == self.draft.referents(two.mention)
    }

    /// A town in a province. A state is in no town.
    fn part_of(&mut self, thing: &Filler, place: &Filler, trigger: usize, share: f64) {
        if thing.class == class::STATE {
            return;
        }
        let value = Value::Node(Node::Mention(place.mention));
        let voice = self.voice(trigger);
        let finding = Finding::new("phrase.place-in-place", percent(share));
        self.draft.attribute(thing.mention, (property::PART_OF, value), &voice, finding);
    }

    fn present(&mut self, thing: &Filler, place: &Filler, trigger: usize, share: f64) {
        // Papers, events and opinions are nowhere.
        if !self.is_kind(thing, "Actor") && !self.is_kind(thing, "Thing") {
            return;
        }
        let slots = vec![
            (property::OBJECT, Value::Node(Node::Mention(thing.mention))),
            (property::PLACE, Value::Node(Node::Mention(place.mention))),
        ];
        self.pair(class::PRESENCE, slots, trigger, Finding::new("presence.phrase", percent(share)));
    }

    /// "members of X", "a unit of Y": people, forces and bodies that belong to an organisation.
    fn belongs(&mut self, noun: (usize, usize), owner: usize) {
        let owners = self.fillers(owner);
        let is_body = |filler: &Filler| class_group(filler.class) == "org" && filler.class != class::ENTITY;
        // "Alpha of Peru and Beta": where one is no body, the others are hardly coordinated to it.
        if !owners.iter().all(is_body) {
            return;
        }
        // "NAME, secretary general of the league": the name belongs to it.
        let holder = self.tree.head(noun.0);
        let apposed = self.tree.dep(noun.0) == "appos"
            && self
                .name_of(holder)
                .and_then(|name| self.names.get(name))
                .is_some_and(|name| name.class == class::PERSON);
        let noun = if apposed { (holder, noun.1) } else { noun };
        for thing in self.things_before(noun) {
            // "Alpha, Beta and Gamma of the league": a name takes only what stands right behind it.
            let named = self.name_of(thing.head).and_then(|name| self.names.get(name));
            if !apposed && named.is_some_and(|name| name.class == class::PERSON && name.tokens.end != noun.1)
            {
                continue;
            }
            if has(&self.words.outsider_nouns, &self.tree.lemma(thing.head)) {
                continue;
            }
            let property = if self.is_kind(&thing, "People") {
                property::IN_ORGANIZATION
            } else if self.is_kind(&thing, "Organization") {
                property::PART_OF
            } else {
                continue;
            };
            for owner in &owners {
                if !self.same_thing(&thing, owner) {
                    let value = Value::Node(Node::Mention(owner.mention));
                    let voice = self.voice(noun.0);
                    let finding = Finding::new("phrase.organization-behind", percent(0.859 * 0.964 * 0.9));
                    self.draft.attribute(thing.mention, (property, value), &voice, finding);
                }
            }
        }
    }

    fn pair(&mut self, of: Term, slots: Vec<(Term, Value)>, trigger: usize, finding: Finding) {
        let mut time = self.time_of_state(trigger);
        // "grew up in Bergen": over by now, or not.
        if self.tree.tag(trigger) == "VBD"
            && let Some(time) = time.as_mut().filter(|time| time.ends_not_before == self.document.published)
        {
            time.ends_not_before = None;
        }
        let frame = Frame {
            classes: vec![of],
            modes: Vec::new(),
            slots,
            time,
            modality: None,
            trigger: Some(self.tree.span(trigger..trigger + 1)),
            event: 0,
        };
        let voice = self.voice(trigger);
        self.claimed_frame(frame, &voice, finding);
    }
}

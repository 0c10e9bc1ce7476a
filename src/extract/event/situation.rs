//! Trends, relations of states, memberships and designations.

use super::arguments::arguments;
use super::has;
use super::modality::modality;
use super::percent;
use crate::extract::draft::Finding;
use crate::extract::reading::Reading;
use crate::statement::EntityScope;
use crate::statement::Frame;
use crate::statement::Modality;
use crate::statement::Node;
use crate::statement::Precision;
use crate::statement::Term;
use crate::statement::TimeSpan;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

impl Reading<'_> {
    /// Reads the situations that no frame file names.
    pub(in crate::extract) fn read_situations(&mut self) {
        for token in 0..self.tree.len() {
            if self.tree.is_verb(token) {
                self.trend(token);
            } else if self.tree.is_noun(token) {
                self.relation(token);
                self.membership(token);
            }
        }
        self.designations();
    }

    fn situation(
        &mut self,
        class: Term,
        slots: Vec<(Term, Value)>,
        trigger: usize,
        time: Option<TimeSpan>,
    ) -> Frame {
        Frame {
            classes: vec![class],
            modes: Vec::new(),
            slots,
            time,
            modality: None,
            trigger: Some(self.tree.span(trigger..trigger + 1)),
            event: 0,
        }
    }

    /// "exports fell", "reducing the flow of …", "rates reached record lows".
    fn trend(&mut self, verb: usize) {
        let lemma = self.tree.lemma(verb);
        let modality = modality(&self.tree, self.words, verb);
        // A bare form ("measures to cut crime, increase inspections") is no fact.
        let bare = self.tree.tag(verb) == "VB" && self.tree.child(verb, &["nsubj", "aux"]).is_none();
        if modality == Modality::Negated || bare || self.frame_at.contains_key(&verb) {
            return;
        }
        let object = self.tree.child(verb, &["dobj"]);
        let strong = self
            .tree
            .children_with(verb, &["advmod"])
            .into_iter()
            .any(|child| self.words.is_strong(&self.tree.lower(child)));
        let (direction, thing) = match object {
            Some(object) if lemma == "reach" || lemma == "hit" => {
                let phrase = self.tree.phrase(self.tree.base_phrase(object)).to_lowercase();
                let Some(direction) = self.words.record(&phrase).map(str::to_owned) else { return };
                let Some(subject) = self.tree.child(verb, &["nsubj"]) else { return };
                (direction, subject)
            }
            Some(object) => {
                let Some(direction) = self.words.trend(&lemma, true).map(str::to_owned) else { return };
                (direction, object)
            }
            None => {
                let Some(direction) = self.words.trend(&lemma, false).map(str::to_owned) else { return };
                let Some(subject) = self.tree.child(verb, &["nsubj", "nsubjpass"]) else { return };
                (direction, subject)
            }
        };
        if modality != Modality::Actual || self.filler(thing).is_some() || !self.can_be_more(thing) {
            return;
        }
        let direction = if strong && !direction.starts_with("record") && !direction.starts_with("strong") {
            format!("strong-{direction}")
        } else {
            direction
        };
        self.write_trend(verb, thing, &direction);
    }

    /// Whether a noun names something that there can be more or less of.
    fn can_be_more(&self, thing: usize) -> bool {
        const ENDINGS: &[&str] =
            &["tion", "sion", "ment", "ance", "ence", "ity", "ing", "age", "ism", "cy", "ness"];
        let lemma = self.tree.lemma(thing);
        has(&self.words.trend_nouns, &lemma)
            || has(&self.words.measure_nouns, &lemma)
            || ENDINGS.iter().any(|ending| lemma.ends_with(ending))
    }

    fn write_trend(&mut self, verb: usize, thing: usize, direction: &str) {
        let topics = self.measured(thing);
        let direction = self.draft.concept(class::TOPIC, direction, None);
        let voice = self.voice(verb);
        let time = self.time_of(verb, Modality::Actual);
        for topic in topics {
            let mut slots = vec![
                (property::OBJECT, Value::Node(Node::Concept(topic))),
                (property::VALUE, Value::Node(Node::Concept(direction))),
            ];
            for argument in arguments(&self.tree, self.words, verb) {
                if matches!(argument.function.as_str(), "into" | "to") {
                    for filler in self.fillers(argument.head) {
                        if self.is_kind(&filler, "Place") {
                            slots.push((property::DESTINATION, Value::Node(Node::Mention(filler.mention))));
                        }
                    }
                }
            }
            let frame = self.situation(class::TREND, slots, verb, time);
            self.claimed_frame(frame, &voice, Finding::new("trend.verb", percent(0.931 * 0.9)));
        }
    }

    /// The topic of a phrase; "rates of X" is the X rate, of which X is the wider topic.
    fn measured(&mut self, head: usize) -> Vec<usize> {
        let lemma = self.tree.lemma(head);
        if has(&self.words.measure_nouns, &lemma)
            && let Some(object) = self.tree.prepositional(head, "of").first().copied()
        {
            let wider = self.topics(object);
            return wider
                .into_iter()
                .map(|wider| {
                    let label = format!("{} {lemma}", self.draft.label(wider));
                    self.draft.concept(class::TOPIC, &label, Some(wider))
                })
                .collect();
        }
        self.topics(head)
    }

    /// "Chad-Sudan relations", "ties between A and B".
    fn relation(&mut self, noun: usize) {
        if !has(&self.words.relation_nouns, &self.tree.lemma(noun)) {
            return;
        }
        let mut states = Vec::new();
        let phrase: Vec<usize> = self.tree.base_phrase(noun).collect();
        let between = self
            .tree
            .prepositional(noun, "between")
            .into_iter()
            .flat_map(|head| self.tree.conjuncts(head))
            .collect::<Vec<_>>();
        for token in phrase.into_iter().chain(between) {
            let Some(index) = self.name_of(token) else { continue };
            let Some(entity) = self.name_entities.get(index).copied() else { continue };
            let Some(tokens) = self.names.get(index).map(|name| name.tokens.clone()) else { continue };
            if self.draft.class(entity) == class::STATE {
                let mention = self.draft.mention(self.tree.span(tokens), &[entity]);
                if !states.contains(&mention) {
                    states.push(mention);
                }
            }
        }
        if states.len() != 2 {
            return;
        }
        let slots =
            states.into_iter().map(|state| (property::ACTOR, Value::Node(Node::Mention(state)))).collect();
        let voice = Self::narrator(self.tree.sentence(noun));
        let frame = self.situation(class::BILATERAL_RELATION, slots, noun, None);
        self.claimed_frame(frame, &voice, Finding::new("relation.of-states", 85));
    }

    /// "members of the party", "gang members".
    fn membership(&mut self, noun: usize) {
        if self.tree.lemma(noun) != "member" {
            return;
        }
        let Some(holder) = self.filler(noun) else { return };
        let mut organization = None;
        if let Some(object) = self.tree.prepositional(noun, "of").first().copied() {
            organization = self
                .filler(object)
                .filter(|filler| self.is_kind(filler, "Organization"))
                .map(|filler| filler.mention);
        } else if let Some(compound) = noun
            .checked_sub(1)
            .filter(|before| self.tree.head(*before) == noun && self.tree.dep(*before) == "compound")
        {
            organization = self.unnamed_organization(compound);
        }
        let Some(organization) = organization else { return };
        let slots = vec![
            (property::HOLDER, Value::Node(Node::Mention(holder.mention))),
            (property::IN_ORGANIZATION, Value::Node(Node::Mention(organization))),
        ];
        let voice = self.voice(noun);
        let frame = self.situation(class::MEMBERSHIP, slots, noun, None);
        self.claimed_frame(frame, &voice, Finding::new("membership.members-of", 85));
    }

    /// The organisation before "members": a name, or a kind of organisation, which stands for some of that kind.
    fn unnamed_organization(&mut self, token: usize) -> Option<usize> {
        if let Some(index) = self.name_of(token) {
            let entity = self.name_entities.get(index).copied()?;
            let tokens = self.names.get(index)?.tokens.clone();
            return (crate::extract::draft::class_group(self.draft.class(entity)) == "org")
                .then(|| self.draft.mention(self.tree.span(tokens), &[entity]));
        }
        let class = self.class_of_noun(token)?;
        if crate::extract::draft::class_group(class) != "org" {
            return None;
        }
        let label = plural(&self.tree.lemma(token));
        let entity = self.draft.unique(class::COLLECTIVE, &label, EntityScope::Document);
        self.members.insert(entity, crate::extract::reading::Members { class, force: false });
        Some(self.draft.mention(self.tree.span(token..token + 1), &[entity]))
    }

    /// What a designation leaves: the status on a list.
    fn designations(&mut self) {
        for read in self.reads.clone() {
            let Some(event) = self.draft.statements.frames.get(read.frame).cloned() else { continue };
            let designates = event.modes.iter().any(|mode| mode == "designate")
                && event.modality == Some(Modality::Actual);
            let recipient = event
                .slots
                .iter()
                .find(|(name, _)| *name == property::RECIPIENT)
                .map(|(_, value)| value.clone());
            let Some(recipient) = recipient.filter(|_| designates) else { continue };
            let mut slots = vec![(property::OBJECT, recipient)];
            slots.extend(event.slots.iter().filter(|(name, _)| *name == property::ACTOR).cloned());
            let list = arguments(&self.tree, self.words, read.trigger)
                .into_iter()
                .find(|argument| argument.function == "as")
                .map(|argument| argument.head);
            let Some(list) = list else { continue };
            for topic in self.topics(list) {
                slots.push((property::CONTEXT, Value::Node(Node::Concept(topic))));
            }
            let time = event.time.map(|time| TimeSpan {
                not_before: time.not_before,
                starts_by: time.not_after.or(time.starts_by),
                ends_not_before: None,
                not_after: None,
                precision: if time.precision == Precision::Vague { Precision::Vague } else { time.precision },
            });
            let voice = self.voice(read.trigger);
            let frame = self.situation(class::DESIGNATION, slots, read.trigger, time);
            let status = self.claimed_frame(frame, &voice, Finding::new("designation.after-event", 85));
            self.draft.slot(read.frame, property::RESULTS_IN, Value::Node(Node::Frame(status)));
        }
    }
}

/// The plural of a noun, by the rules of spelling.
fn plural(noun: &str) -> String {
    match noun {
        _ if noun.ends_with('y')
            && !noun.ends_with("ay")
            && !noun.ends_with("ey")
            && !noun.ends_with("oy") =>
        {
            format!("{}ies", noun.strip_suffix('y').unwrap_or(noun))
        }
        _ if noun.ends_with('s') || noun.ends_with('x') || noun.ends_with("ch") || noun.ends_with("sh") => {
            format!("{noun}es")
        }
        _ => format!("{noun}s"),
    }
}

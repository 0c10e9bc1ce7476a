//! The keys of events and situations.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use oxigraph::model::NamedNodeRef;

use super::{ClassGroup, Digest, Key, narrower, slug};
use crate::statement::Frame;
use crate::statement::Modality;
use crate::statement::Node;
use crate::statement::Precision;
use crate::statement::Statements;
use crate::statement::Term;
use crate::statement::TimeSpan;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::local_name;
use crate::vocab::casegraph::property;

/// Slots whose fillers take part in an event's identity.
const PARTIES: [Term; 8] = [
    property::ACTOR,
    property::RECIPIENT,
    property::OBJECT,
    property::HOLDER,
    property::POST,
    property::IN_ORGANIZATION,
    property::CONTEXT,
    property::CONTENT,
];

/// Slots that place an event.
const PLACES: [Term; 3] = [property::PLACE, property::ORIGIN, property::DESTINATION];

/// The key of each frame, in the order of the statements.
pub(super) fn keys(statements: &Statements, entities: &[Key], version: &str) -> Vec<Key> {
    let mut groups: BTreeMap<usize, Group<'_>> = BTreeMap::new();
    for frame in &statements.frames {
        groups.entry(frame.event).or_default().add(frame, statements, entities);
    }
    let mut ordinals: BTreeMap<String, usize> = BTreeMap::new();
    let plain: BTreeMap<usize, Key> = groups
        .iter()
        .map(|(event, group)| {
            let key = group.shared_key(&BTreeSet::new()).unwrap_or_else(|| {
                let digest = group.local_digest(version);
                let ordinal = ordinals.entry(digest.clone().hex(32)).or_default();
                let key = group.key(digest.with_number(*ordinal), group.name(), group.parties.iter());
                *ordinal += 1;
                Key { local: true, ..key }
            });
            (*event, key)
        })
        .collect();
    let whole: BTreeMap<usize, Key> = groups
        .iter()
        .map(|(event, group)| (*event, group.with_frames(*event, &plain)))
        .filter_map(|(event, key)| Some((event, key?)))
        .collect();
    statements.frames.iter().filter_map(|frame| whole.get(&frame.event).cloned()).collect()
}

/// All frames of one event of the document.
#[derive(Default)]
struct Group<'a> {
    classes: BTreeSet<&'static str>,
    modes: BTreeSet<&'a str>,
    /// Slot, key of the filler, slug of the filler.
    parties: BTreeSet<(&'static str, &'a str, &'a str)>,
    places: BTreeSet<(&'static str, &'a str, &'a str)>,
    /// Slots that hold frames: slot and event.
    frames: BTreeSet<(&'static str, usize)>,
    time: Option<TimeSpan>,
    situation: bool,
    local: bool,
    unreal: Option<Modality>,
    real: bool,
    /// Least place of its evidence in the text, in bytes.
    place: Option<(usize, usize)>,
}

impl<'a> Group<'a> {
    fn add(&mut self, frame: &'a Frame, statements: &'a Statements, entities: &'a [Key]) {
        self.classes.extend(frame.classes.iter().map(|class| name(*class)));
        self.situation |=
            frame.classes.iter().any(|class| ClassGroup::of_frame(*class) == ClassGroup::Situation);
        self.modes.extend(frame.modes.iter().map(String::as_str));
        self.time = match (self.time, frame.time) {
            (Some(one), Some(other)) => Some(narrower(one, other)),
            (one, other) => one.or(other),
        };
        match frame.modality {
            Some(modality @ (Modality::Negated | Modality::Hypothetical)) => self.unreal = Some(modality),
            _ => self.real = true,
        }
        let trigger = frame.trigger.map_or(usize::MAX, |span| span.start);
        self.at((trigger, usize::MAX));
        for (slot, value) in &frame.slots {
            self.add_slot(*slot, value, statements, entities);
        }
    }

    fn add_slot(&mut self, slot: Term, value: &Value, statements: &'a Statements, entities: &'a [Key]) {
        let Value::Node(node) = value else { return };
        let fillers = match node {
            Node::Frame(frame) => {
                if let Some(frame) = statements.frames.get(*frame) {
                    self.frames.insert((name(slot), frame.event));
                }
                return;
            }
            Node::Concept(entity) => std::slice::from_ref(entity),
            Node::Mention(mention) => {
                let Some(mention) = statements.mentions.get(*mention) else { return };
                self.at((usize::MAX, mention.span.start));
                &mention.refers_to
            }
        };
        for key in fillers.iter().filter_map(|entity| entities.get(*entity)) {
            let filler =
                (name(slot), if key.digest.is_empty() { &*key.slug } else { &*key.digest }, &*key.slug);
            if PARTIES.contains(&slot) {
                self.parties.insert(filler);
                self.local |= key.local;
            } else if PLACES.contains(&slot) {
                self.places.insert(filler);
                self.local |= key.local;
            }
        }
    }

    fn at(&mut self, place: (usize, usize)) {
        self.place = Some(self.place.map_or(place, |least| (least.0.min(place.0), least.1.min(place.1))));
    }

    fn has(&self, slot: &str) -> bool {
        self.parties.iter().any(|(name, ..)| *name == slot)
    }

    fn is(&self, class: NamedNodeRef<'_>) -> bool {
        self.classes.contains(local_name(class))
    }

    /// The key that the same thing has in every document, where enough is known of it. `frames` are the
    /// keys of the events that fill its slots.
    fn shared_key(&self, frames: &BTreeSet<(&str, &str)>) -> Option<Key> {
        if self.local {
            return None;
        }
        if let Some((class, slots)) = self.situation_parties() {
            let parties = self.parties.iter().filter(|(slot, ..)| slots.contains(slot));
            let digest = Digest::new("situation")
                .with(class)
                .with_all(parties.clone().flat_map(|(slot, key, _)| [*slot, *key]));
            return Some(self.key(self.polarity(digest), class, parties));
        }
        let digest = self.event_digest()?.with_all(frames.iter().flat_map(|(slot, key)| [*slot, *key]));
        Some(self.key(self.polarity(digest), self.name(), self.parties.iter()))
    }

    /// Tenures, memberships, relations and designations are their parties: the class and the slots that
    /// count, where all that are needed are filled.
    fn situation_parties(&self) -> Option<(&'static str, &'static [&'static str])> {
        let (class, slots, needed): (&str, &[&str], usize) = if self.is(class::TENURE) {
            ("Tenure", &["holder", "post", "inOrganization"], 2)
        } else if self.is(class::MEMBERSHIP) {
            ("Membership", &["holder", "inOrganization"], 2)
        } else if self.is(class::BILATERAL_RELATION) {
            ("BilateralRelation", &["actor"], 1)
        } else if self.is(class::DESIGNATION) {
            ("Designation", &["object", "actor", "context"], 3)
        } else {
            return None;
        };
        slots.iter().take(needed).all(|slot| self.has(slot)).then_some((class, slots))
    }

    /// Events of a known day with an actor and somebody or somewhere else.
    fn event_digest(&self) -> Option<Digest> {
        let day = self.day()?;
        let told = self.parties.len() + self.places.len();
        if self.situation || self.is(class::EVENT_SERIES) || !self.has("actor") || told < 2 {
            return None;
        }
        Some(self.what(Digest::new("event").with(&day)))
    }

    /// The day of the event, where it is one.
    fn day(&self) -> Option<String> {
        let time = self.time?;
        (time.precision == Precision::Day && time.not_before == time.not_after)
            .then_some(time.not_before?)
            .map(|day| day.to_string())
    }

    /// Adds class, modes, parties and places.
    fn what(&self, digest: Digest) -> Digest {
        digest
            .with_all(self.classes.iter().copied())
            .with_all(self.modes.iter().copied())
            .with_all(self.parties.iter().flat_map(|party| [party.0, party.1]))
            .with_all(self.places.iter().flat_map(|place| [place.0, place.1]))
    }

    /// A deed that was not done is no deed of that kind.
    fn polarity(&self, digest: Digest) -> Digest {
        match self.unreal {
            Some(modality) if !self.real => digest.with(local_name(modality.term())),
            _ => digest,
        }
    }

    /// What tells the event from others where it is known in this document only.
    fn local_digest(&self, version: &str) -> Digest {
        let (trigger, mention) = self.place.unwrap_or((usize::MAX, usize::MAX));
        self.what(Digest::new("event in document").with(version).with_number(trigger).with_number(mention))
    }

    /// The key, now also of the events that fill its slots: praise of one meeting is not praise of another.
    fn with_frames(&self, event: usize, plain: &BTreeMap<usize, Key>) -> Option<Key> {
        let own = plain.get(&event)?;
        let fillers: Vec<(&str, &Key)> = self
            .frames
            .iter()
            .filter(|(slot, _)| PARTIES.iter().any(|party| local_name(*party) == *slot))
            .filter_map(|(slot, filler)| Some((*slot, plain.get(filler)?)))
            .collect();
        if own.local || fillers.is_empty() || self.situation {
            return Some(own.clone());
        }
        let local = fillers.iter().any(|(_, key)| key.local);
        let fillers = fillers.into_iter().map(|(slot, key)| (slot, key.digest.as_str())).collect();
        Some(Key { local, ..self.shared_key(&fillers)? })
    }

    /// What it is in one word: its first mode or class.
    fn name(&self) -> &'a str {
        self.modes.iter().next().or(self.classes.iter().next()).copied().unwrap_or("event")
    }

    /// The key with a readable name: mode or class, first parties, day. The name must not say more than
    /// the digest, or one thing would get two IRIs.
    fn key<'b>(
        &self,
        digest: Digest,
        what: &str,
        parties: impl Iterator<Item = &'b (&'b str, &'b str, &'b str)>,
    ) -> Key {
        let mut readable = slug(what);
        for (_, _, party) in parties.take(3) {
            if !party.is_empty() && readable.len() + party.len() < 70 {
                readable.push('-');
                readable.push_str(party);
            }
        }
        if let Some(day) = self.day().filter(|_| !self.situation) {
            readable.push('-');
            readable.push_str(&day);
        }
        let group = if self.situation { ClassGroup::Situation } else { ClassGroup::Event };
        Key { group, slug: readable, digest: digest.hex(32), local: false }
    }
}

/// The local name of one of our terms.
fn name(term: Term) -> &'static str {
    term.as_str().rsplit(['#', '/']).next().unwrap_or(term.as_str())
}

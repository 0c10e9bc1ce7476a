//! Frames of a document that tell of one event.
//!
//! Two tellings are of one event where class, modality and modes are the same, times, places and numbers do not
//! contradict each other, and the parties agree: all of them (a single one only where it happens once, or the day or
//! place is told to be the same); or, where one telling names fewer, at least two of
//! them, or one and a definite noun ("the raid"). Parties in one role agree where they are the same entity, or groups
//! of the same noun whose numbers can be of one group ("at least five miners", "seven miners"). A word such as
//! "another" or "again" tells of a new event.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::words::has;
use crate::extract::event::Read;
use crate::extract::reading::Reading;
use crate::statement::Frame;
use crate::statement::Node;
use crate::statement::Precision;
use crate::statement::Quantity;
use crate::statement::Term;
use crate::statement::TimeSpan;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

/// How many earlier tellings with the same party are compared.
const RECENT: usize = 8;

/// From this number on a count that is told twice is a sign of one event.
const TELLING: i64 = 5;

/// How many earlier events a definite noun is compared with.
const REACH: usize = 50;

/// An entity in its role.
type Party = (Term, usize);

impl Reading<'_> {
    /// "The March 3 meeting …": a definite event noun without parties of its own is the last event of its kind; one
    /// with parties, the last one that they fit.
    pub(super) fn spoken_of_again(&mut self) {
        let told: Vec<BTreeSet<Party>> =
            self.draft.statements.frames.iter().map(|frame| parties(self, frame)).collect();
        let mut earlier: Vec<Read> = self.reads.clone();
        earlier.retain(|read| told.get(read.frame).is_some_and(|parties| !parties.is_empty()));
        earlier.sort_by_key(|read| read.trigger);
        for read in self.reads.clone() {
            if self.tree.is_verb(read.trigger) || !self.is_known_event(read.trigger) {
                continue;
            }
            let (Some(frame), Some(named)) =
                (self.draft.statements.frames.get(read.frame), told.get(read.frame))
            else {
                continue;
            };
            let fits = |other: &&Read| {
                let first = self.draft.statements.frames.get(other.frame);
                let (Some(first), Some(roles)) = (first, told.get(other.frame)) else { return false };
                first.classes.first() == frame.classes.first()
                    && first.modes == frame.modes
                    && first.modality == frame.modality
                    && self.is_as_many(other.trigger, read.trigger)
                    && agree(first.time, frame.time)
                    && same_slots(self, first, frame)
                    && (named.is_empty() || self.shared(roles, named).is_some_and(|shared| shared > 0))
            };
            let at = earlier.partition_point(|other| other.trigger < read.trigger);
            let before = earlier.iter().take(at).rev().take(REACH).find(fits);
            if let Some(before) = before.map(|before| before.frame) {
                self.unite(before, read.frame);
            }
        }
    }

    /// Whether a noun speaks of an event as known: "the raid", "that raid"; what more it says of it is at most a
    /// time ("the March 3 meeting"), for "the van attack" may be another one.
    fn is_known_event(&self, trigger: usize) -> bool {
        let definite = |token: usize| matches!(self.tree.lower(token).as_str(), "the" | "this" | "that");
        let mut phrase = self.tree.base_phrase(trigger);
        let begins = phrase.next().is_some_and(definite);
        let plain = phrase.all(|token| token == trigger || self.is_time(token));
        begins && plain && !self.is_new(trigger)
    }

    /// "the raids" are not one raid that was told of, and "the raid" is not several.
    fn is_as_many(&self, earlier: usize, later: usize) -> bool {
        self.tree.is_plural(later) == (self.tree.is_noun(earlier) && self.tree.is_plural(earlier))
    }

    /// Whether a word beside a trigger tells that the event is another one.
    fn is_new(&self, trigger: usize) -> bool {
        let said = |token: &usize| has(&self.words.novelty_marks, &self.tree.lower(*token));
        self.tree.children(trigger).iter().any(said)
    }

    /// Same class, modes and modality, parties that agree, nothing that contradicts: one event told twice.
    pub(super) fn told_twice(&mut self) {
        let triggers: BTreeMap<usize, usize> =
            self.reads.iter().map(|read| (read.frame, read.trigger)).collect();
        let mut tellings: BTreeMap<(Term, Vec<String>, Party), Vec<usize>> = BTreeMap::new();
        for index in 0..self.draft.statements.frames.len() {
            let Some(frame) = self.draft.statements.frames.get(index) else { continue };
            let Some(class) = frame.classes.first().copied() else { continue };
            let keys: Vec<_> =
                parties(self, frame).into_iter().map(|party| (class, frame.modes.clone(), party)).collect();
            let earlier: BTreeSet<usize> = keys
                .iter()
                .filter_map(|key| tellings.get(key))
                .flat_map(|list| list.iter().rev().take(RECENT).copied())
                .collect();
            let same = earlier.into_iter().find(|earlier| {
                let first = self.draft.statements.frames.get(*earlier);
                first.is_some_and(|first| {
                    self.is_same(first, frame)
                        && !triggers.get(&index).is_some_and(|trigger| self.is_new(*trigger))
                })
            });
            for key in keys {
                tellings.entry(key).or_default().push(index);
            }
            if let Some(same) = same {
                self.unite(same, index);
            }
        }
    }

    fn is_same(&self, first: &Frame, second: &Frame) -> bool {
        let possible = first.modality == second.modality
            && first.classes.first() != Some(&class::COMMITMENT)
            && agree(first.time, second.time)
            && same_slots(self, first, second);
        if !possible {
            return false;
        }
        let (earlier, later) = (parties(self, first), parties(self, second));
        if earlier == later && (later.len() > 1 || self.is_once(first, second)) {
            return true;
        }
        let series = |frame: &Frame| frame.classes.contains(&class::EVENT_SERIES);
        if second.modality.is_none() || series(first) != series(second) {
            return false;
        }
        // Words with the same actor are as a rule different ones.
        let words = second.modes.iter().any(|mode| mode == "state");
        !words && self.shared(&earlier, &later).is_some_and(|shared| shared > 1)
    }

    /// Whether two tellings with one party are of one event: they hold and do not happen, or happen to somebody only
    /// once, or on the same day, or at the same place.
    fn is_once(&self, first: &Frame, second: &Frame) -> bool {
        let once = second.modes.iter().any(|mode| has(&self.words.once_modes, mode));
        let day = |frame: &Frame| {
            let time = frame.time.filter(|time| time.precision == Precision::Day)?;
            time.not_before.filter(|first| Some(*first) == time.not_after)
        };
        let at = |frame: &Frame| {
            let slots = &frame.slots;
            let place =
                slots.iter().find(|(name, _)| [property::PLACE, property::DESTINATION].contains(name));
            place.map(|(_, value)| resolved(self, value))
        };
        second.modality.is_none()
            || once
            || day(first).is_some() && day(first) == day(second)
            || at(first).is_some() && at(first) == at(second)
    }

    /// How many parties two tellings share; `None` where those of one role contradict each other.
    fn shared(&self, earlier: &BTreeSet<Party>, later: &BTreeSet<Party>) -> Option<usize> {
        let roles: BTreeSet<Term> = earlier.iter().map(|(role, _)| *role).collect();
        let mut shared = 0;
        for role in roles {
            let of = |parties: &BTreeSet<Party>| -> Vec<usize> {
                parties.iter().filter(|(name, _)| *name == role).map(|(_, entity)| *entity).collect()
            };
            let (first, second) = (of(earlier), of(later));
            if second.is_empty() {
                continue;
            }
            let (few, many) = if first.len() < second.len() { (&first, &second) } else { (&second, &first) };
            for entity in few {
                let other = many.iter().find(|other| self.is_one_party(*entity, **other))?;
                shared += if self.is_telling_number(*entity, *other) { 2 } else { 1 };
            }
        }
        Some(shared)
    }

    /// Whether two groups have the same exact number, too large to be shared by chance: counts for two parties.
    fn is_telling_number(&self, one: usize, other: usize) -> bool {
        let number = |entity: usize| {
            let counted = self.counted.get(&entity)?;
            counted.min.filter(|min| Some(*min) == counted.max)?.as_integer()
        };
        one != other && number(one).is_some_and(|count| count >= TELLING) && number(one) == number(other)
    }

    /// The same entity, or two groups of the same noun whose numbers do not contradict each other.
    fn is_one_party(&self, one: usize, other: usize) -> bool {
        if one == other {
            return true;
        }
        let noun = |entity: &usize| self.nouns.get(entity);
        let group = |entity: usize| self.draft.class(entity) == class::COLLECTIVE;
        let counts = |entity: usize| self.counted.get(&entity);
        let fit = match (counts(one), counts(other)) {
            (Some(one), Some(other)) => overlap(one, other),
            _ => false,
        };
        group(one) && group(other) && fit && noun(&one).is_some() && noun(&one) == noun(&other)
    }

    /// Makes the event of a later frame that of an earlier one.
    pub(super) fn unite(&mut self, earlier: usize, later: usize) {
        let Some(event) = self.draft.statements.frames.get(earlier).map(|frame| frame.event) else { return };
        let old = self.draft.statements.frames.get(later).map(|frame| frame.event);
        for frame in &mut self.draft.statements.frames {
            if Some(frame.event) == old {
                frame.event = event;
            }
        }
    }
}

/// The entities in the slots of the parties of a frame.
pub(super) fn parties(reading: &Reading<'_>, frame: &Frame) -> BTreeSet<Party> {
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

/// Whether the places, means, contexts, contents and numbers of two frames say the same or one of them says nothing.
fn same_slots(reading: &Reading<'_>, first: &Frame, second: &Frame) -> bool {
    let names = [
        property::PLACE,
        property::DESTINATION,
        property::INSTRUMENT,
        property::CONTEXT,
        property::CONTENT,
        property::VALUE,
        property::QUANTITY,
    ];
    names.into_iter().all(|name| {
        let values = |frame: &Frame| -> Vec<Value> {
            let slots = frame.slots.iter().filter(|(slot, _)| *slot == name);
            slots.map(|(_, value)| resolved(reading, value)).collect()
        };
        let (first, second) = (values(first), values(second));
        first.is_empty() || second.is_empty() || first == second || all_overlap(&first, &second)
    })
}

fn all_overlap(first: &[Value], second: &[Value]) -> bool {
    first.iter().zip(second).all(|pair| match pair {
        (Value::Quantity(one), Value::Quantity(other)) => overlap(one, other),
        _ => false,
    })
}

/// Whether two numbers can be of one thing: what both bound has a number in common.
fn overlap(one: &Quantity, other: &Quantity) -> bool {
    let below = |low: &Quantity, high: &Quantity| low.max.zip(high.min).is_some_and(|(max, min)| max < min);
    one.unit == other.unit && !below(one, other) && !below(other, one)
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
pub(super) fn agree(first: Option<TimeSpan>, second: Option<TimeSpan>) -> bool {
    let (Some(first), Some(second)) = (first, second) else { return true };
    let before = |one: TimeSpan, two: TimeSpan| {
        one.not_after.zip(two.not_before).is_some_and(|(end, begin)| end < begin)
    };
    !before(first, second) && !before(second, first)
}

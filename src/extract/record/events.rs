//! The events of a record.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde::Serialize;

use super::PlaceRecord;
use super::RangeRecord;
use super::View;
use super::codes::Codes;
use super::frames::Frames;
use super::frames::is_situation;
use super::frames::keys;
use super::frames::sentence_of;
use super::incident;
use super::mentions::entities_of;
use super::mentions::names;
use super::profile::ParticipantText;
use super::profile::local;
use super::time_text;
use crate::span::Span;
use crate::statement::Claim;
use crate::statement::Frame;
use crate::statement::Modality;
use crate::statement::Node;
use crate::statement::Speaker;
use crate::statement::Term;
use crate::statement::TimeSpan;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

/// An event as one clause tells it, or as all do where the profile merges them.
#[derive(Serialize, Clone)]
pub(super) struct EventRecord {
    pub(super) r#type: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mode: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    modality: Option<&'static str>,
    stance: &'static str,
    #[serde(rename = "statedBy")]
    stated_by: String,
    pub(super) confidence: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<RangeRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trigger: Option<PlaceRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) place: Vec<String>,
    pub(super) participants: Vec<ParticipantRecord>,
}

/// Who or what takes part.
#[derive(Serialize, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ParticipantRecord {
    pub(super) role: String,
    pub(super) text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alts: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

impl EventRecord {
    /// How many roles are filled, two at most, and whether it happened.
    fn fullness(&self) -> usize {
        let roles: BTreeSet<&str> =
            self.participants.iter().map(|participant| participant.role.as_str()).collect();
        let happened = self.modality == Some(local(Modality::Actual.term()));
        roles.len().min(2) + usize::from(happened)
    }
}

/// An event with what it is sorted and grouped by.
pub(super) struct Candidate {
    /// Place of the trigger, else of the sentence.
    pub(super) at: Span,
    pub(super) sentence: Option<Span>,
    /// The number of the event in the document.
    pub(super) event: usize,
    /// Whether it only joins another event.
    pub(super) joins: bool,
    pub(super) time: Option<TimeSpan>,
    pub(super) record: EventRecord,
}

/// The events in the order of the text.
pub(super) fn events(view: &View<'_>, frames: &Frames) -> Vec<EventRecord> {
    let mut found: Vec<Candidate> = Vec::new();
    let codes = Codes::new(view.statements);
    for (_, frame, claim) in frames.wanted(view) {
        let Some(leading) = frame.classes.first().filter(|class| !is_situation(**class)) else { continue };
        let founding = labels(view, frame, *leading);
        let joins = founding.is_empty();
        let joining = if joins { listed(&view.profile.joining, frame) } else { Vec::new() };
        for label in founding.into_iter().chain(joining) {
            let sentence = sentence_of(view, claim);
            let at = frame.trigger.or(sentence).unwrap_or_default();
            let record = event(view, frame, claim, label, &codes);
            if record.participants.len() < view.profile.min_participants {
                continue;
            }
            found.push(Candidate { at, sentence, event: frame.event, joins, time: frame.time, record });
        }
    }
    found.sort_by(|one, two| (one.at, &one.record.r#type).cmp(&(two.at, &two.record.r#type)));
    if view.profile.merge_events {
        found = merge(found);
    }
    if !view.profile.merge.is_empty() {
        found = incident::merge(view, found);
    }
    for candidate in &mut found {
        incident::place(view, candidate);
    }
    if view.profile.with_participants {
        found.retain(|candidate| !candidate.record.participants.is_empty());
    }
    if let Some(most) = view.profile.events_per_sentence {
        found = surest(found, most);
    }
    found.into_iter().map(|candidate| candidate.record).collect()
}

/// The names of a frame's event in the record; several where one deed counts as several events there.
fn labels(view: &View<'_>, frame: &Frame, leading: Term) -> Vec<String> {
    if view.profile.plain {
        return vec![local(leading).to_owned()];
    }
    listed(&view.profile.events, frame)
}

/// The labels that a table of a profile has for a frame.
fn listed(table: &BTreeMap<String, Vec<String>>, frame: &Frame) -> Vec<String> {
    let keys = keys(frame);
    let told = frame.modality.map(|modality| local(modality.term()));
    let special = told.and_then(|told| keys.iter().find_map(|key| table.get(&format!("{key}{{{told}}}"))));
    let listed = special.or_else(|| keys.iter().find_map(|key| table.get(key)));
    listed
        .map(|labels| labels.iter().filter(|label| !label.is_empty()).cloned().collect())
        .unwrap_or_default()
}

/// One event.
fn event(view: &View<'_>, frame: &Frame, claim: &Claim, label: String, codes: &Codes<'_>) -> EventRecord {
    let sentence = sentence_of(view, claim).map(|span| {
        let (start, end) = view.index.code_points(&view.document.text, span);
        RangeRecord { start, end }
    });
    let stated_by = match claim.stated_by {
        Speaker::Narrator => "narrator".to_owned(),
        Speaker::Mention(mention) => entities_of(view, mention).next().map_or_else(
            || {
                view.statements
                    .mentions
                    .get(mention)
                    .map_or("", |mention| mention.span.text(&view.document.text))
                    .to_owned()
            },
            |(_, entity)| entity.label.clone(),
        ),
    };
    EventRecord {
        r#type: label,
        mode: frame.modes.clone(),
        modality: frame.modality.map(|modality| local(modality.term())),
        stance: local(claim.stance.term()),
        stated_by,
        confidence: claim.confidence,
        sentence,
        trigger: frame.trigger.map(|span| view.place(span)),
        date: frame.time.as_ref().and_then(time_text),
        place: place_chain(view, frame),
        participants: participants(view, frame, codes),
    }
}

/// The participants, in the order of the frame's slots.
fn participants(view: &View<'_>, frame: &Frame, codes: &Codes<'_>) -> Vec<ParticipantRecord> {
    let mut found: Vec<ParticipantRecord> = Vec::new();
    for (slot, value) in &frame.slots {
        if is_beaten(view, frame, *slot) {
            continue;
        }
        let mut add = |participant: ParticipantRecord| {
            if !found.contains(&participant) {
                found.push(participant);
            }
        };
        match value {
            Value::Node(Node::Mention(mention)) => {
                participants_of(view, frame, *slot, *mention, codes).into_iter().for_each(&mut add);
                organizations_of(view, *slot, *mention, codes).into_iter().for_each(&mut add);
            }
            Value::Node(Node::Concept(concept)) => {
                let Some(entity) = view.statements.entities.get(*concept) else { continue };
                let Some(role) = role(view, frame, *slot, entity.class) else { continue };
                add(ParticipantRecord {
                    id: Some(format!("e{concept}")),
                    ..bare(role, entity.label.clone())
                });
            }
            Value::Text(words) => {
                let Some(role) = role(view, frame, *slot, class::TOPIC) else { continue };
                add(bare(role, words.clone()));
            }
            _ => {}
        }
    }
    found
}

/// A participant without a place in the text.
fn bare(role: String, text: String) -> ParticipantRecord {
    ParticipantRecord { role, text, start: None, end: None, id: None, alts: Vec::new(), code: None }
}

/// Whether a profile wants another slot of the frame instead of this one.
fn is_beaten(view: &View<'_>, frame: &Frame, slot: Term) -> bool {
    let filled = |name: &str| {
        frame
            .slots
            .iter()
            .any(|(slot, value)| local(*slot) == name && matches!(value, Value::Node(Node::Mention(_))))
    };
    view.profile.first_of.iter().any(|list| {
        let rank = list.iter().position(|name| name == local(slot));
        rank.is_some_and(|rank| list.iter().take(rank).any(|name| filled(name)))
    })
}

/// The participants that a mention stands for: one, or one an entity where the record shows labels.
fn participants_of(
    view: &View<'_>,
    frame: &Frame,
    slot: Term,
    mention: usize,
    codes: &Codes<'_>,
) -> Vec<ParticipantRecord> {
    let Some(place) = view.statements.mentions.get(mention).map(|mention| view.place(mention.span)) else {
        return Vec::new();
    };
    let mut all: Vec<ParticipantRecord> = entities_of(view, mention)
        .filter_map(|(number, entity)| {
            Some(ParticipantRecord {
                start: Some(place.start),
                end: Some(place.end),
                id: Some(format!("e{number}")),
                alts: names(view, mention),
                code: codes.of(number),
                ..bare(role(view, frame, slot, entity.class)?, entity.label.clone())
            })
        })
        .collect();
    if view.profile.participant_text == ParticipantText::Mention {
        all.truncate(1);
        for participant in &mut all {
            participant.text.clone_from(&place.text);
        }
    }
    all
}

/// The organisations that a participant belongs to, where the profile wants them.
fn organizations_of(
    view: &View<'_>,
    slot: Term,
    mention: usize,
    codes: &Codes<'_>,
) -> Vec<ParticipantRecord> {
    let key = format!("{}.{}", local(slot), local(property::IN_ORGANIZATION));
    let Some(role) = view.profile.roles.get(&key).filter(|role| !role.is_empty()) else { return Vec::new() };
    let claims = view.statements.claims.iter().filter(|claim| claim.about == Node::Mention(mention));
    let organizations = claims.filter_map(|claim| match claim.statement {
        Some((property::IN_ORGANIZATION, Value::Node(Node::Mention(organization)))) => Some(organization),
        _ => None,
    });
    let records = organizations.filter_map(|organization| {
        let (number, entity) = entities_of(view, organization).next()?;
        let place = view.place(view.statements.mentions.get(organization)?.span);
        Some(ParticipantRecord {
            start: Some(place.start),
            end: Some(place.end),
            id: Some(format!("e{number}")),
            alts: names(view, organization),
            code: codes.of(number),
            ..bare(role.clone(), entity.label.clone())
        })
    });
    records.collect()
}

/// The name of a slot for a filler of a class: that of the frame's class first, then that of any.
fn role(view: &View<'_>, frame: &Frame, slot: Term, class: Term) -> Option<String> {
    if view.profile.plain {
        return Some(local(slot).to_owned());
    }
    let of = frame.classes.first().map_or("", |class| local(*class));
    let (slot, class) = (local(slot), local(class));
    let keys = [
        format!("{of}:{slot}[{class}]"),
        format!("{of}:{slot}"),
        format!("{slot}[{class}]"),
        slot.to_owned(),
    ];
    let roles = &view.profile.roles;
    keys.iter().find_map(|key| roles.get(key)).filter(|role| !role.is_empty()).cloned()
}

/// The place of an event from the widest to the narrowest: its place, else its destination.
fn place_chain(view: &View<'_>, frame: &Frame) -> Vec<String> {
    let slot = |wanted: Term| {
        frame.slots.iter().find_map(|(slot, value)| match value {
            Value::Node(Node::Mention(mention)) if *slot == wanted => Some(*mention),
            _ => None,
        })
    };
    let place = slot(property::PLACE).or_else(|| slot(property::DESTINATION));
    place.map(|mention| chain_of(view, mention)).unwrap_or_default()
}

/// The place of a mention from the widest to the narrowest.
pub(super) fn chain_of(view: &View<'_>, mention: usize) -> Vec<String> {
    let Some((first, _)) = entities_of(view, mention).next() else { return Vec::new() };
    let mut chain = vec![first];
    while let Some(entity) = chain.last().and_then(|last| view.statements.entities.get(*last)) {
        let wider = entity.known.iter().find(|(property, _)| *property == property::PART_OF);
        match wider.map(|(_, wider)| *wider).filter(|wider| !chain.contains(wider)) {
            Some(wider) => chain.push(wider),
            None => break,
        }
    }
    chain
        .iter()
        .rev()
        .filter_map(|entity| Some(view.statements.entities.get(*entity)?.label.clone()))
        .collect()
}

/// Joins the candidates of one event and label, in the order of their first.
fn merge(found: Vec<Candidate>) -> Vec<Candidate> {
    let mut merged: Vec<Candidate> = Vec::new();
    let mut known: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for candidate in found {
        let key = (candidate.event, candidate.record.r#type.clone());
        let before = known.get(&key).and_then(|at| merged.get_mut(*at));
        let Some(before) = before else {
            known.insert(key, merged.len());
            merged.push(candidate);
            continue;
        };
        let (into, from) = (&mut before.record, candidate.record);
        into.confidence = into.confidence.max(from.confidence);
        into.date = into.date.take().or(from.date);
        if into.place.len() < from.place.len() {
            into.place = from.place;
        }
        for participant in from.participants {
            let same =
                |other: &ParticipantRecord| other.role == participant.role && other.id == participant.id;
            if participant.id.is_none() || !into.participants.iter().any(same) {
                into.participants.push(participant);
            }
        }
    }
    merged
}

/// The fullest and surest events of each sentence, in the order of the text; of equal ones the first.
fn surest(found: Vec<Candidate>, most: usize) -> Vec<Candidate> {
    let mut by_sentence: BTreeMap<Option<Span>, Vec<Candidate>> = BTreeMap::new();
    for candidate in found {
        by_sentence.entry(candidate.sentence).or_default().push(candidate);
    }
    let mut kept: Vec<Candidate> = Vec::new();
    for (_, mut candidates) in by_sentence {
        // Who and whom says more than who alone; of equally full ones the surest.
        candidates.sort_by_key(|candidate| {
            std::cmp::Reverse((candidate.record.fullness(), candidate.record.confidence))
        });
        candidates.truncate(most);
        kept.extend(candidates);
    }
    kept.sort_by(|one, two| (one.at, &one.record.r#type).cmp(&(two.at, &two.record.r#type)));
    kept
}

//! One incident for all clauses of a document that may tell of it.
//!
//! A profile says with `merge` by what two events may be told apart: their label, their time, their place. What is not
//! known of one of them parts nothing. Of the incidents that an event fits, it joins one with which it shares a
//! participant, else the one told last.

use std::collections::BTreeSet;

use super::View;
use super::events::Candidate;
use super::events::chain_of;
use super::mentions::entities_of;
use super::profile::MergeKey;
use super::profile::PlaceSource;
use crate::span::Span;
use crate::statement::TimeSpan;
use crate::vocab::casegraph::class;

/// An incident and what is known of it so far.
struct Incident {
    candidate: Candidate,
    events: BTreeSet<usize>,
    sentences: BTreeSet<Span>,
    ids: BTreeSet<String>,
    /// The number of the event that joined last.
    last: usize,
}

/// Joins the events, in the order of the text, to incidents in the order of their first.
pub(super) fn merge(view: &View<'_>, found: Vec<Candidate>) -> Vec<Candidate> {
    let mut incidents: Vec<Incident> = Vec::new();
    let (joining, founding): (Vec<_>, Vec<_>) =
        found.into_iter().enumerate().partition(|(_, candidate)| candidate.joins);
    for (number, candidate) in founding.into_iter().chain(joining) {
        let ids: BTreeSet<String> =
            candidate.record.participants.iter().filter_map(|participant| participant.id.clone()).collect();
        let near = |incident: &Incident| !candidate.joins || shares_clause(incident, &candidate);
        let fitting =
            incidents.iter_mut().filter(|incident| near(incident) && fits(view, incident, &candidate));
        let chosen = fitting.max_by_key(|incident| {
            let same = incident.events.contains(&candidate.event);
            (same, !incident.ids.is_disjoint(&ids), incident.last)
        });
        match chosen {
            Some(incident) => {
                incident.events.insert(candidate.event);
                incident.sentences.extend(candidate.sentence);
                incident.ids.extend(ids);
                incident.last = number;
                join(view, &mut incident.candidate, candidate);
            }
            None if candidate.joins => {}
            None => {
                let sentences = candidate.sentence.into_iter().collect();
                let events = [candidate.event].into();
                incidents.push(Incident { candidate, events, sentences, ids, last: number });
            }
        }
    }
    incidents.into_iter().map(|incident| incident.candidate).collect()
}

/// Whether an event is one of an incident's events, or told in a sentence with one.
fn shares_clause(incident: &Incident, candidate: &Candidate) -> bool {
    incident.events.contains(&candidate.event)
        || candidate.sentence.is_some_and(|sentence| incident.sentences.contains(&sentence))
}

/// Whether an event may be part of an incident.
fn fits(view: &View<'_>, incident: &Incident, candidate: &Candidate) -> bool {
    let known = &incident.candidate;
    let keys = &view.profile.merge;
    let (one, two) = (&known.record.r#type, &candidate.record.r#type);
    let general = &view.profile.general;
    let near = || shares_clause(incident, candidate);
    let type_fits = !keys.contains(&MergeKey::Type)
        || one == two
        || (general.contains(one) || general.contains(two)) && near();
    let date_fits = !keys.contains(&MergeKey::Date) || meet(known.time.as_ref(), candidate.time.as_ref());
    let place_fits = !keys.contains(&MergeKey::Place) || {
        let (one, two) = (&known.record.place, &candidate.record.place);
        one.iter().zip(two).all(|(one, two)| one == two)
    };
    type_fits && date_fits && place_fits
}

/// Whether two times share a day, as far as is known.
fn meet(one: Option<&TimeSpan>, two: Option<&TimeSpan>) -> bool {
    let (Some(one), Some(two)) = (one, two) else { return true };
    let apart = |early: &TimeSpan, late: &TimeSpan| {
        early.not_after.zip(late.not_before).is_some_and(|(end, begin)| end < begin)
    };
    !apart(one, two) && !apart(two, one)
}

/// Adds to an incident what a further event tells.
fn join(view: &View<'_>, into: &mut Candidate, from: Candidate) {
    if view.profile.general.contains(&into.record.r#type) {
        into.record.r#type.clone_from(&from.record.r#type);
    }
    into.record.confidence = into.record.confidence.max(from.record.confidence);
    let begins = |time: &Option<TimeSpan>| time.as_ref().is_some_and(|time| time.not_before.is_some());
    if into.record.date.is_none() || !begins(&into.time) && begins(&from.time) {
        into.record.date = from.record.date;
        into.time = from.time;
    }
    if into.record.place.len() < from.record.place.len() {
        into.record.place = from.record.place;
    }
    for participant in from.record.participants {
        let known = into.record.participants.iter().any(|other| {
            other.role == participant.role
                && (participant.id.is_some() && other.id == participant.id
                    || other.text.eq_ignore_ascii_case(&participant.text))
        });
        if !known {
            into.record.participants.push(participant);
        }
    }
}

/// Gives an event without a place one from elsewhere, as the profile says.
pub(super) fn place(view: &View<'_>, candidate: &mut Candidate) {
    for source in &view.profile.places {
        if !candidate.record.place.is_empty() {
            break;
        }
        candidate.record.place = match source {
            PlaceSource::Sentence => {
                candidate.sentence.and_then(|sentence| nearest(view, sentence, candidate.at))
            }
            PlaceSource::Dateline => dateline(view).map(|mut chain| {
                chain.truncate(1);
                chain
            }),
        }
        .unwrap_or_default();
    }
    if view.profile.places.contains(&PlaceSource::Dateline) {
        candidate.record.place = root(view, std::mem::take(&mut candidate.record.place));
    }
}

/// Puts the dateline's country before a place of which no state is known.
fn root(view: &View<'_>, chain: Vec<String>) -> Vec<String> {
    let Some(first) = chain.first() else { return chain };
    let known = view.statements.entities.iter().find(|entity| entity.label == *first);
    let rooted = known.is_none_or(|entity| entity.class == class::STATE);
    let country = dateline(view).into_iter().flatten().next().filter(|country| !rooted && country != first);
    country.into_iter().chain(chain).collect()
}

/// The chain of the place in a sentence that stands nearest to the trigger.
fn nearest(view: &View<'_>, sentence: Span, at: Span) -> Option<Vec<String>> {
    let places = view.statements.mentions.iter().enumerate().filter(|(number, mention)| {
        sentence.contains(mention.span)
            && entities_of(view, *number).any(|(_, entity)| entity.class == class::PLACE)
    });
    let distance = |span: Span| span.start.saturating_sub(at.end).max(at.start.saturating_sub(span.end));
    let nearest = places.min_by_key(|(_, mention)| (distance(mention.span), mention.span))?;
    Some(chain_of(view, nearest.0)).filter(|chain| !chain.is_empty())
}

/// The chain of the first place of the dateline: what stands before a dash at the begin of the document.
fn dateline(view: &View<'_>) -> Option<Vec<String>> {
    let text = &view.document.text;
    let begin = text.len() - text.trim_start().len();
    let dash = ["--", "—", "–"].iter().filter_map(|dash| text.get(begin..)?.find(dash)).min()?;
    let head = Span::new(begin, begin + Some(dash).filter(|dash| *dash <= MOST_DATELINE)?);
    let mut places: Vec<(Span, usize)> = view
        .statements
        .mentions
        .iter()
        .enumerate()
        .filter(|(_, mention)| head.contains(mention.span))
        .filter(|(number, _)| {
            entities_of(view, *number)
                .any(|(_, entity)| entity.class == class::PLACE || entity.class == class::STATE)
        })
        .map(|(number, mention)| (mention.span, number))
        .collect();
    places.sort_unstable();
    Some(chain_of(view, places.first()?.1)).filter(|chain| !chain.is_empty())
}

/// The longest dateline in bytes, up to its dash.
const MOST_DATELINE: usize = 120;

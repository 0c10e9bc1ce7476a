//! The entities of a record: one entry a mention.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde::Serialize;

use super::PlaceRecord;
use super::View;
use super::profile::MentionKind;
use super::profile::local;
use crate::span::Span;
use crate::statement::Entity;
use crate::statement::Node;
use crate::statement::Phrase;
use crate::statement::PhraseKind;
use crate::statement::Term;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

/// A mention of an entity.
#[derive(Serialize)]
pub(super) struct EntityRecord {
    #[serde(flatten)]
    place: PlaceRecord,
    r#type: String,
    id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alts: Vec<String>,
}

/// What the parts of a record ask of the mentions.
pub(super) struct Mentions<'v> {
    /// Mentions that fill the slot of an actor or recipient.
    acting: BTreeSet<usize>,
    /// The phrases by place; of several at one place the first kind.
    phrases: BTreeMap<Span, &'v Phrase>,
}

impl<'v> Mentions<'v> {
    /// Looks through the slots and phrases of a document.
    pub(super) fn new(view: &View<'v>) -> Self {
        let slots = view.statements.frames.iter().flat_map(|frame| &frame.slots);
        let acting = slots
            .filter(|(slot, _)| *slot == property::ACTOR || *slot == property::RECIPIENT)
            .filter_map(|(_, value)| match value {
                Value::Node(Node::Mention(mention)) => Some(*mention),
                _ => None,
            })
            .collect();
        let mut phrases = BTreeMap::new();
        for phrase in &view.statements.phrases {
            phrases.entry(phrase.span).or_insert(phrase);
        }
        Self { acting, phrases }
    }

    fn phrase(&self, view: &View<'_>, mention: usize) -> Option<&'v Phrase> {
        let span = view.statements.mentions.get(mention)?.span;
        self.phrases.get(&span).copied()
    }

    /// The label of a mention's class; `None` where the profile leaves the class out.
    pub(super) fn label(&self, view: &View<'_>, mention: usize) -> Option<String> {
        let entity = entities_of(view, mention).next()?.1;
        if view.profile.plain {
            return Some(local(entity.class).to_owned());
        }
        let phrase = self.phrase(view, mention);
        let members = phrase.filter(|_| entity.class == class::COLLECTIVE).map(|phrase| phrase.class);
        let class = members.filter(|class| *class != class::PERSON).unwrap_or(entity.class);
        let acts = self.acting.contains(&mention) || phrase.is_some_and(|phrase| phrase.acting);
        class_label(view, class, acts)
    }

    /// One entry a mention, the phrases, times and quantities where the profile wants them.
    pub(super) fn entities(&self, view: &View<'_>) -> Vec<EntityRecord> {
        let mut records = Vec::new();
        for (number, mention) in view.statements.mentions.iter().enumerate() {
            let phrase = self.phrase(view, number);
            let kind = phrase.map_or_else(|| kind_of(view, number), |phrase| phrase.kind.into());
            // "Norwegians": the people are the phrase, and their state stands behind it.
            let people = phrase.is_some_and(|phrase| phrase.plural && phrase.class == class::PERSON)
                && entities_of(view, number).next().is_some_and(|(_, entity)| entity.class == class::STATE);
            // "the president of Norway" speaks of a government with the words of the state: one name, one mention.
            let derived = phrase.is_some_and(|phrase| {
                matches!(phrase.class, class::STATE | class::PLACE)
                    && phrase.entity.is_some_and(|entity| !mention.refers_to.contains(&entity))
            });
            let implied = !view.profile.plain && (people || derived);
            if !view.profile.mentions.contains(&kind) || implied {
                continue;
            }
            if let Some(label) = self.label(view, number) {
                let ids: Vec<String> = mention.refers_to.iter().map(|entity| format!("e{entity}")).collect();
                let record = EntityRecord {
                    place: view.place(mention.span),
                    r#type: label,
                    id: ids.join("+"),
                    alts: names(view, number),
                };
                records.push((mention.span, record));
            }
        }
        self.bare_phrases(view, &mut records);
        if view.profile.flat {
            records = longest(records);
        }
        values(view, &mut records);
        records.sort_by(|one, two| (one.0, &one.1.r#type, &one.1.id).cmp(&(two.0, &two.1.r#type, &two.1.id)));
        records.into_iter().map(|(_, record)| record).collect()
    }

    /// The phrases that are no mention of the statements: people of a state and named events always, others where
    /// the profile asks for phrases.
    fn bare_phrases(&self, view: &View<'_>, records: &mut Vec<(Span, EntityRecord)>) {
        if view.profile.plain {
            return;
        }
        let written: BTreeSet<Span> = records.iter().map(|(span, _)| *span).collect();
        for (number, phrase) in self.phrases.values().enumerate() {
            let kind: MentionKind = phrase.kind.into();
            let wanted = view.profile.phrases || matches!(kind, MentionKind::Name | MentionKind::Inner);
            if !wanted || written.contains(&phrase.span) || !view.profile.mentions.contains(&kind) {
                continue;
            }
            let collective = phrase.plural && phrase.class == class::PERSON;
            let class = if collective { class::COLLECTIVE } else { phrase.class };
            let Some(label) = class_label(view, class, phrase.acting) else { continue };
            let place = view.place(phrase.span);
            let id = match (phrase.entity, kind) {
                (Some(entity), _) => format!("e{entity}"),
                (None, MentionKind::Name | MentionKind::Inner) => format!("n{}", place.text.to_lowercase()),
                (None, _) => format!("p{number}"),
            };
            records.push((phrase.span, EntityRecord { place, r#type: label, id, alts: Vec::new() }));
        }
    }
}

/// The profile's label of a class.
fn class_label(view: &View<'_>, class: Term, acts: bool) -> Option<String> {
    let profile = view.profile;
    let acting = profile.acting.get(local(class)).filter(|_| acts);
    acting.or_else(|| profile.entities.get(local(class))).filter(|label| !label.is_empty()).cloned()
}

/// Of records inside one another the longest; the first of those at one place.
fn longest(mut records: Vec<(Span, EntityRecord)>) -> Vec<(Span, EntityRecord)> {
    records.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    records.retain(|(span, _)| {
        let outside = span.end > end;
        end = end.max(span.end);
        outside
    });
    records
}

/// Times and quantities, where the profile has a label for them.
fn values(view: &View<'_>, records: &mut Vec<(Span, EntityRecord)>) {
    let statements = view.statements;
    let mut add = |class: &str, prefix: &str, spans: &mut dyn Iterator<Item = Span>| {
        let Some(label) = view.profile.entities.get(class).filter(|label| !label.is_empty()) else {
            return;
        };
        for (number, span) in spans.enumerate() {
            let (place, id) = (view.place(span), format!("{prefix}{number}"));
            records.push((span, EntityRecord { place, r#type: label.clone(), id, alts: Vec::new() }));
        }
    };
    add("TimeSpan", "t", &mut statements.times.iter().map(|(span, _)| *span));
    add("Quantity", "q", &mut statements.quantities.iter().map(|(span, _)| *span));
}

impl From<PhraseKind> for MentionKind {
    fn from(kind: PhraseKind) -> Self {
        match kind {
            PhraseKind::Name => Self::Name,
            PhraseKind::Adjective => Self::Adjective,
            PhraseKind::Common => Self::Common,
            PhraseKind::Pronoun => Self::Pronoun,
            PhraseKind::Inner => Self::Inner,
        }
    }
}

/// The entities that a mention refers to, with their numbers.
pub(super) fn entities_of<'v>(
    view: &'v View<'_>,
    mention: usize,
) -> impl Iterator<Item = (usize, &'v Entity)> {
    let refers_to = view.statements.mentions.get(mention).map(|mention| mention.refers_to.as_slice());
    let entities = refers_to.unwrap_or_default().iter();
    entities.filter_map(|entity| Some((*entity, view.statements.entities.get(*entity)?)))
}

/// The names of what a mention refers to, but its own words, sorted.
pub(super) fn names(view: &View<'_>, mention: usize) -> Vec<String> {
    let own = view.statements.mentions.get(mention).map(|mention| mention.span.text(&view.document.text));
    let all: BTreeSet<&str> = entities_of(view, mention)
        .flat_map(|(_, entity)| entity.alternatives.iter().map(String::as_str).chain([entity.label.as_str()]))
        .filter(|name| Some(*name) != own)
        .collect();
    all.into_iter().map(str::to_owned).collect()
}

/// What the words of a mention are: a pronoun of the closed list, a name (the words are a name of the entity, or the
/// last of them has a capital), or a common noun.
pub(super) fn kind_of(view: &View<'_>, mention: usize) -> MentionKind {
    let words =
        view.statements.mentions.get(mention).map_or("", |mention| mention.span.text(&view.document.text));
    if PRONOUNS.contains(&words.to_lowercase().as_str()) {
        return MentionKind::Pronoun;
    }
    let is_name = |entity: &Entity| {
        words.starts_with(char::is_uppercase)
            && (entity.label == words || entity.alternatives.contains(words))
    };
    let head = words
        .split_whitespace()
        .take_while(|word| !matches!(*word, "of" | "for" | "in" | "at" | "from" | "to"));
    let named = head.last().is_some_and(|head| head.contains(char::is_uppercase));
    if named || entities_of(view, mention).any(|(_, entity)| is_name(entity)) {
        MentionKind::Name
    } else {
        MentionKind::Common
    }
}

/// The personal, possessive, reflexive, relative and demonstrative pronouns of English.
const PRONOUNS: [&str; 38] = [
    "i",
    "me",
    "my",
    "mine",
    "myself",
    "we",
    "us",
    "our",
    "ours",
    "ourselves",
    "you",
    "your",
    "yours",
    "he",
    "him",
    "his",
    "himself",
    "she",
    "her",
    "hers",
    "herself",
    "it",
    "its",
    "itself",
    "they",
    "them",
    "their",
    "theirs",
    "themselves",
    "who",
    "whom",
    "whose",
    "which",
    "that",
    "this",
    "these",
    "those",
    "one",
];

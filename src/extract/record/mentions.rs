//! The entities of a record: one entry a mention.

use std::collections::BTreeSet;

use serde::Serialize;

use super::PlaceRecord;
use super::View;
use super::profile::MentionKind;
use super::profile::local;
use crate::span::Span;
use crate::statement::Entity;
use crate::statement::Node;
use crate::statement::Value;
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
pub(super) struct Mentions {
    /// Mentions that fill the slot of an actor or recipient.
    acting: BTreeSet<usize>,
}

impl Mentions {
    /// Looks through the slots of a document.
    pub(super) fn new(view: &View<'_>) -> Self {
        let slots = view.statements.frames.iter().flat_map(|frame| &frame.slots);
        let acting = slots
            .filter(|(slot, _)| *slot == property::ACTOR || *slot == property::RECIPIENT)
            .filter_map(|(_, value)| match value {
                Value::Node(Node::Mention(mention)) => Some(*mention),
                _ => None,
            })
            .collect();
        Self { acting }
    }

    /// The label of a mention's class; `None` where the profile leaves the class out.
    pub(super) fn label(&self, view: &View<'_>, mention: usize) -> Option<String> {
        let entity = entities_of(view, mention).next()?.1;
        let profile = view.profile;
        let acting = profile.acting.get(local(entity.class)).filter(|_| self.acting.contains(&mention));
        let label = match acting {
            _ if profile.plain => local(entity.class).to_owned(),
            Some(label) => label.clone(),
            None => profile.entities.get(local(entity.class))?.clone(),
        };
        Some(label).filter(|label| !label.is_empty())
    }

    /// One entry a mention, and the times and quantities where the profile wants them.
    pub(super) fn entities(&self, view: &View<'_>) -> Vec<EntityRecord> {
        let mut records = Vec::new();
        for (number, mention) in view.statements.mentions.iter().enumerate() {
            let kind = kind_of(view, number);
            if !view.profile.mentions.contains(&kind) {
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
        let statements = view.statements;
        let mut values = |class: &str, prefix: &str, spans: &mut dyn Iterator<Item = Span>| {
            let Some(label) = view.profile.entities.get(class).filter(|label| !label.is_empty()) else {
                return;
            };
            for (number, span) in spans.enumerate() {
                let (place, id) = (view.place(span), format!("{prefix}{number}"));
                records.push((span, EntityRecord { place, r#type: label.clone(), id, alts: Vec::new() }));
            }
        };
        values("TimeSpan", "t", &mut statements.times.iter().map(|(span, _)| *span));
        values("Quantity", "q", &mut statements.quantities.iter().map(|(span, _)| *span));
        records.sort_by(|one, two| (one.0, &one.1.r#type, &one.1.id).cmp(&(two.0, &two.1.r#type, &two.1.id)));
        records.into_iter().map(|(_, record)| record).collect()
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

//! What a phrase tells of the thing that it names: its state, its organisation, its type.

use std::ops::Range;

use super::identity::country_entity;
use super::knowledge::Noun;
use super::name::Name;
use crate::extract::draft::Finding;
use crate::extract::draft::Voice;
use crate::extract::reading::Members;
use crate::extract::reading::Reading;
use crate::statement::Node;
use crate::statement::Term;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

impl Reading<'_> {
    /// What a name tells of itself: the state inside "U.S. Navy", the navy of a ship's prefix.
    pub(super) fn attributes_of_name(&mut self, index: usize, mention: usize) {
        let Some(name) = self.names.get(index).cloned() else { return };
        let voice = Self::narrator(self.tree.sentence(name.head));
        if let Some((country, tokens)) = &name.country
            && !tokens.is_empty()
            && *tokens != name.tokens
            && country.is_state
        {
            let state = country_entity(self, country);
            let state = self.draft.mention(self.tree.span(tokens.clone()), &[state]);
            let finding = Finding::new("name.state-inside", 95);
            self.draft.attribute(
                mention,
                (property::AFFILIATED_STATE, Value::Node(Node::Mention(state))),
                &voice,
                finding,
            );
        }
        if let Some(force) = &name.force {
            let entity = self.draft.shared(class::ARMED_FORCE, force);
            if let Some((country, _)) = &name.country {
                let state = country_entity(self, country);
                self.draft.know(entity, property::AFFILIATED_STATE, state);
            }
            let prefix =
                self.draft.mention(self.tree.span(name.tokens.start..name.tokens.start + 1), &[entity]);
            let finding = Finding::new("name.ship-prefix", 95)
                .because(format!("from the prefix \"{}\"", self.tree.word(name.tokens.start)));
            let voice = Self::inferring(&voice);
            self.draft.attribute(
                mention,
                (property::IN_ORGANIZATION, Value::Node(Node::Mention(prefix))),
                &voice,
                finding,
            );
        }
    }

    pub(super) fn affiliate(&mut self, mention: usize, state: usize, head: usize) {
        let voice = Self::narrator(self.tree.sentence(head));
        let finding = Finding::new("phrase.state-inside", 92);
        self.draft.attribute(
            mention,
            (property::AFFILIATED_STATE, Value::Node(Node::Mention(state))),
            &voice,
            finding,
        );
    }

    /// The thing belongs to the organisation named before it.
    fn put_inside(&mut self, mention: usize, organization: usize, voice: &Voice) {
        let finding = Finding::new("phrase.organization-inside", 88);
        let value = Value::Node(Node::Mention(organization));
        self.draft.attribute(mention, (property::IN_ORGANIZATION, value), voice, finding);
    }

    /// Whether what a noun names can belong to the organisation named before it: people and groups do, ships and
    /// aircraft where it is a force ("Airbus jets" are made by it). A body, a building or an idea behind a name mostly bears
    /// that name ("the NATO alliance", "the Ritz hotel"), and a single word that no list knows is mostly no organisation
    /// ("SIM cards", "HIV patients").
    fn may_belong(&self, noun: &Noun, name: &Name, of: Term) -> bool {
        let group = crate::extract::draft::class_group(noun.class);
        let moves = noun.class != class::FACILITY && matches!(of, class::ARMED_FORCE | class::MILITARY_UNIT);
        let known = || self.knowledge.organization(&self.tree.phrase(name.tokens.clone())).is_some();
        (matches!(group, "person" | "group") || group == "asset" && moves)
            && (name.tokens.len() > 1 || known())
    }

    /// What the words before a noun tell: its type, its state, its organisation.
    pub(super) fn phrase_attributes(
        &mut self,
        head: usize,
        tokens: &Range<usize>,
        mention: usize,
        noun: &Noun,
    ) {
        let voice = Self::narrator(self.tree.sentence(head));
        let mut state = None;
        let mut seen = None;
        for token in tokens.start..head {
            let Some(index) = self.name_of(token).filter(|index| seen != Some(*index)) else { continue };
            seen = Some(index);
            // A part of a name is nothing inside the whole.
            if self.name_of(head) == Some(index) {
                continue;
            }
            // "a rebel-held port", "Lisbon-based": the participle says more than that it belongs to it.
            let end = self.names.get(index).map_or(token, |name| name.tokens.end);
            if self.tree.word(end) == "-" && matches!(self.tree.tag(end + 1), "VBN" | "VBD" | "VBG" | "JJ") {
                continue;
            }
            let (Some(name), Some(entity)) =
                (self.names.get(index).cloned(), self.name_entities.get(index).copied())
            else {
                continue;
            };
            let target = self.draft.mention(self.tree.span(name.tokens.clone()), &[entity]);
            let class = self.draft.class(entity);
            if class == class::STATE {
                state = Some((target, entity));
                self.affiliate(mention, target, head);
            } else if crate::extract::draft::class_group(class) == "org" {
                if class == class::ARMED_FORCE {
                    self.arm(mention);
                }
                self.attributes_of_name(index, target);
                if self.may_belong(noun, &name, class) {
                    self.put_inside(mention, target, &voice);
                }
            }
        }
        self.member_of_force(head, mention, state.map(|(_, entity)| entity));
        if crate::extract::draft::class_group(noun.class) == "asset" {
            let kind = self.asset_type(head, tokens, noun);
            let finding = Finding::new("phrase.asset-type", 90);
            self.draft.attribute(
                mention,
                (property::ASSET_TYPE, Value::Node(Node::Concept(kind))),
                &voice,
                finding,
            );
        }
    }

    /// "Dutch marines": members of a force belong to the force of their state.
    fn member_of_force(&mut self, head: usize, mention: usize, state: Option<usize>) {
        let Some(force) = self.words.force_of_member(&self.noun_lemma(head)) else { return };
        let Some(state) = state.or_else(|| self.state_of_forces(head)) else { return };
        let label = format!("{} {force}", self.draft.label(state));
        let entity = self.draft.shared(class::ARMED_FORCE, &label);
        self.draft.know(entity, property::AFFILIATED_STATE, state);
        let target = self.draft.mention(self.tree.span(head..head + 1), &[entity]);
        let finding =
            Finding::new("phrase.members-of-force", 85).because(format!("\"{}\"", self.tree.word(head)));
        let voice = Self::inferring(&Self::narrator(self.tree.sentence(head)));
        let value = Value::Node(Node::Mention(target));
        self.draft.attribute(mention, (property::IN_ORGANIZATION, value), &voice, finding);
    }

    /// What belongs to an armed force is a force.
    fn arm(&mut self, mention: usize) {
        for entity in self.draft.referents(mention).to_vec() {
            let class = self.draft.class(entity);
            self.members.entry(entity).or_insert(Members { class, force: true }).force = true;
        }
    }

    /// The state whose forces are meant: that of the phrase it is coordinated with ("U.S. Navy ships and Marines"),
    /// else of the force named last.
    pub(super) fn state_of_forces(&self, head: usize) -> Option<usize> {
        let first = self.tree.first_conjunct(head);
        let named = self.tree.base_phrase(first).find_map(|token| self.name_of(token));
        let entity = named.and_then(|name| self.name_entities.get(name).copied());
        let from_phrase = entity.and_then(|entity| match self.draft.class(entity) {
            class::STATE => Some(entity),
            _ => self.state_of(entity),
        });
        from_phrase
            .or_else(|| {
                self.history.iter().rev().filter(|(token, _)| *token <= head).find_map(|(_, entity)| {
                    (self.draft.class(*entity) == class::ARMED_FORCE)
                        .then(|| self.state_of(*entity))
                        .flatten()
                })
            })
            .or_else(|| {
                // A ship's prefix tells whose sailors these are.
                self.names.iter().rev().filter(|name| name.head < head && name.force.is_some()).find_map(
                    |name| {
                        let (country, _) = name.country.as_ref()?;
                        self.draft
                            .statements
                            .entities
                            .iter()
                            .position(|entity| entity.class == class::STATE && entity.label == country.label)
                    },
                )
            })
    }

    pub(super) fn state_of(&self, entity: usize) -> Option<usize> {
        let entity = self.draft.statements.entities.get(entity)?;
        entity.known.iter().find(|(known, _)| *known == property::AFFILIATED_STATE).map(|(_, state)| *state)
    }

    /// The type of a thing: the phrase in the singular, without number and state, and the wider type of its noun.
    pub(in crate::extract) fn asset_type(
        &mut self,
        head: usize,
        tokens: &Range<usize>,
        noun: &Noun,
    ) -> usize {
        let lemma = self.tree.lemma(head);
        let designator =
            tokens.clone().find(|token| self.knowledge.designator(self.tree.word(*token)).is_some());
        if let Some(designator) = designator.filter(|designator| *designator != head) {
            let wider: Vec<String> = (designator + 1..=head)
                .filter(|token| self.tree.word(*token) != "-")
                .map(|token| if token == head { lemma.clone() } else { self.tree.lower(token) })
                .collect();
            let wider = self.draft.concept(class::ASSET_TYPE, &wider.join(" "), None);
            let label = self.tree.word(designator).to_owned();
            return self.draft.concept(class::ASSET_TYPE, &label, Some(wider));
        }
        let start = tokens.clone().find(|token| self.names_a_type(*token, head)).unwrap_or(head);
        let front = self.tree.phrase(start..head);
        let label = if front.is_empty() {
            lemma.clone()
        } else if self.tree.token(head.saturating_sub(1)).is_some_and(|token| token.space_after) {
            format!("{front} {lemma}")
        } else {
            format!("{front}{lemma}")
        };
        let wider = match &noun.broader {
            Some(wider) => Some(self.draft.concept(class::ASSET_TYPE, wider, None)),
            None => None,
        };
        if label == lemma {
            return self.draft.concept(class::ASSET_TYPE, &lemma, wider);
        }
        let simple = self.draft.concept(class::ASSET_TYPE, &lemma, wider);
        self.draft.concept(class::ASSET_TYPE, &label, Some(simple))
    }

    pub(super) fn names_a_type(&self, token: usize, head: usize) -> bool {
        let tree = &self.tree;
        let names_owner = self.name_of(token).is_some_and(|name| {
            self.name_entities
                .get(name)
                .is_some_and(|entity| matches!(self.draft.class(*entity), class::STATE | class::ARMED_FORCE))
        });
        token < head
            && !names_owner
            && (matches!(tree.dep(token), "compound" | "nmod")
                || (matches!(tree.tag(token), "VBN" | "NN" | "NNP"))
                || (tree.dep(token) == "amod"
                    && tree.tag(token) == "JJ"
                    && tree.head(token) == head
                    && self.knowledge.noun(&format!("{} {}", tree.lower(token), tree.lemma(head))).is_some())
                || (tree.tag(token) == "JJ"
                    && token + 1 < head
                    && self
                        .knowledge
                        .noun(&format!("{} {}", tree.lower(token + 1), tree.lemma(head)))
                        .is_some()))
            && !matches!(tree.tag(token), "CD" | "DT" | "HYPH")
            && !matches!(tree.lower(token).as_str(), "more" | "another" | "other")
    }

    /// The mention of the state whose forces a phrase names: a state in it, or the state of its force.
    pub(in crate::extract) fn state_behind(&mut self, head: usize) -> Option<usize> {
        let first = self.tree.first_conjunct(head);
        for token in self.tree.base_phrase(head).chain(self.tree.base_phrase(first)) {
            let Some(index) = self.name_of(token) else { continue };
            let Some(name) = self.names.get(index).cloned() else { continue };
            let Some((country, tokens)) =
                name.country.filter(|(country, tokens)| country.is_state && !tokens.is_empty())
            else {
                continue;
            };
            let state = country_entity(self, &country);
            return Some(self.draft.mention(self.tree.span(tokens), &[state]));
        }
        None
    }
}

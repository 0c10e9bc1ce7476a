//! Phrases that fill slots: names, common nouns, groups, pronouns.
//!
//! A common noun becomes an entity only when it fills a slot. A plural or counted noun is a Collective; a definite
//! noun is the thing spoken of before where the head noun or the kind agrees; pronouns are resolved only where one
//! candidate is safe.

use std::ops::Range;

use super::knowledge::Noun;
use super::label::of_phrase;
use crate::extract::draft::Finding;
use crate::extract::event::has;
use crate::extract::reading::Filler;
use crate::extract::reading::Members;
use crate::extract::reading::Reading;
use crate::statement::EntityScope;
use crate::statement::Node;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

impl Reading<'_> {
    /// The fillers of a phrase, coordination shared out. Empty where the phrase is no entity.
    pub(in crate::extract) fn fillers(&mut self, head: usize) -> Vec<Filler> {
        let heads: Vec<usize> = self.tree.conjuncts(head);
        let shared = self.shared_noun(head, &heads);
        heads
            .into_iter()
            .filter_map(|part| match shared {
                Some(noun) if part == head => self.elided(part, noun),
                _ => self.filler(part),
            })
            .collect()
    }

    /// "amber and other stone mines": a bare first word shares the plural noun behind "other".
    fn shared_noun(&self, head: usize, heads: &[usize]) -> Option<usize> {
        let [first, last] = heads else { return None };
        let bare = *first == head
            && self.tree.base_phrase(head).len() == 1
            && matches!(self.tree.tag(head), "NN" | "JJ")
            && self.name_of(head).is_none();
        let other = self.tree.children(*last).iter().any(|child| self.tree.lower(*child) == "other");
        let compound = self.tree.child(*last, &["compound"]).is_some() && self.tree.is_plural(*last);
        (bare && other && compound).then_some(*last)
    }

    /// The thing that a word names together with a noun that it shares.
    fn elided(&mut self, word: usize, shared: usize) -> Option<Filler> {
        let noun = self.noun_of(shared)?;
        let label = format!("{} {}", self.tree.lower(word), self.tree.lower(shared));
        let entity = self.draft.unique(class::COLLECTIVE, &label, EntityScope::Document);
        self.members.insert(entity, Members { class: noun.class, force: noun.force });
        let mention = self.draft.mention(self.tree.span(word..word + 1), &[entity]);
        if crate::extract::draft::class_group(noun.class) == "asset" {
            let simple = self.draft.concept(class::ASSET_TYPE, &self.tree.lemma(shared), None);
            let kind = format!("{} {}", self.tree.lower(word), self.tree.lemma(shared));
            let kind = self.draft.concept(class::ASSET_TYPE, &kind, Some(simple));
            let voice = Self::narrator(self.tree.sentence(word));
            let finding = Finding::new("phrase.shared-noun", 80);
            self.draft.attribute(
                mention,
                (property::ASSET_TYPE, Value::Node(Node::Concept(kind))),
                &voice,
                finding,
            );
        }
        Some(Filler { head: word, mention, class: class::COLLECTIVE })
    }

    /// The filler of one phrase.
    pub(in crate::extract) fn filler(&mut self, head: usize) -> Option<Filler> {
        if let Some(known) = self.fillers.get(&head) {
            return known.clone();
        }
        // Breaks cycles of possessors: while a phrase is being read it is nothing.
        self.fillers.insert(head, None);
        let filler = self.read_filler(head);
        if let Some(filler) = &filler {
            for entity in self.draft.referents(filler.mention).to_vec() {
                let at = self.history.partition_point(|(token, _)| *token <= head);
                self.history.insert(at, (head, entity));
            }
        }
        self.fillers.insert(head, filler.clone());
        filler
    }

    fn read_filler(&mut self, head: usize) -> Option<Filler> {
        if let Some(filler) = self.counted_inside(head) {
            return Some(filler);
        }
        if let Some(index) = self.name_of(head) {
            let name = self.names.get(index)?.clone();
            if name.head == head {
                return self.named(index);
            }
        }
        match self.tree.tag(head) {
            "PRP" | "PRP$" => self.pronoun(head),
            "NN" | "NNS" | "NNP" | "NNPS" => self.noun_phrase(head),
            _ => None,
        }
    }

    /// "tens of thousands of troops", "dozens of ships": the counted noun is the head.
    fn counted_inside(&mut self, head: usize) -> Option<Filler> {
        let at = self.quantities.partition_point(|quantity| quantity.tokens.start <= head).checked_sub(1)?;
        let counted = self.quantities.get(at).filter(|quantity| quantity.tokens.contains(&head))?.head?;
        (counted != head && counted > head).then(|| self.filler(counted)).flatten()
    }

    pub(super) fn named(&mut self, index: usize) -> Option<Filler> {
        let name = self.names.get(index)?.clone();
        let mut entity = self.name_entities.get(index).copied()?;
        let span = self.tree.span(name.tokens.clone());
        if name.demonym {
            if !self.tree.is_noun(name.head) {
                return None;
            }
            // "Russians": people of a state, as a group.
            let label = self.tree.phrase(name.tokens.clone());
            let state = entity;
            entity = self.draft.unique(class::COLLECTIVE, &label, EntityScope::Document);
            self.members.insert(entity, Members { class: class::PERSON, force: false });
            let mention = self.draft.mention(span, &[entity]);
            let state_mention = self.draft.mention(span, &[state]);
            if self.draft.class(state) == class::STATE {
                self.affiliate(mention, state_mention, name.head);
            }
            return Some(Filler { head: name.head, mention, class: class::COLLECTIVE });
        }
        if name.force.is_some() {
            self.members.insert(entity, Members { class: name.class, force: true });
        }
        let mention = self.draft.mention(span, &[entity]);
        self.attributes_of_name(index, mention);
        Some(Filler { head: name.head, mention, class: self.draft.class(entity) })
    }

    fn noun_phrase(&mut self, head: usize) -> Option<Filler> {
        let tokens = self.tree.base_phrase(head);
        let lemma = self.tree.lemma(head);
        if let Some(filler) = self.government(head, &tokens, &lemma) {
            return Some(filler);
        }
        if let Some(filler) = self.border(head, &tokens, &lemma) {
            return Some(filler);
        }
        if let Some(filler) = self.appositive_name(head).or_else(|| self.called_building(head)) {
            return Some(filler);
        }
        let noun = self.noun_entry(head, &tokens)?;
        if matches!(noun.class, class::PLACE) {
            return self.place_noun(head, &tokens);
        }
        let definite = self.is_definite(&tokens);
        if definite
            && noun.class == class::PERSON
            && let Some(filler) = self.holder_of_title(head, &tokens, &lemma)
        {
            return Some(filler);
        }
        if definite && let Some(filler) = self.spoken_of_before(head, &tokens, &lemma, &noun) {
            return Some(filler);
        }
        Some(self.new_thing(head, &tokens, &lemma, &noun))
    }

    /// "the Ringsby mosque": the building that a name before its noun calls.
    fn called_building(&mut self, head: usize) -> Option<Filler> {
        let before = head.checked_sub(1)?;
        let first = self.tree.child(head, &["compound"]).unwrap_or(before);
        let index = self.name_of(before).or_else(|| self.name_of(first))?;
        let name = self.names.get(index)?;
        let start = name.tokens.start;
        let label = format!("{} {}", self.tree.phrase(start..head), self.tree.lemma(head));
        let called = name.class == class::FACILITY && name.label == label && start < head;
        let entity = self.name_entities.get(index).copied().filter(|_| called)?;
        let mention = self.draft.mention(self.tree.span(start..head + 1), &[entity]);
        Some(Filler { head, mention, class: class::FACILITY })
    }

    /// The lexicon's entry of a phrase: the longest compound that it knows, else the head noun; designators
    /// ("F-35 jets") and forces ("Marines") as well.
    pub(super) fn noun_entry(&self, head: usize, tokens: &Range<usize>) -> Option<Noun> {
        let lemma = self.noun_lemma(head);
        if self.is_founded(head)
            && let Some(noun) = self.knowledge.organization_noun(&lemma)
        {
            // A body without a name that somebody sets up for a purpose.
            let class = if noun.class == class::ORGANIZATION { class::WORKING_GROUP } else { noun.class };
            return Some(Noun { class, ..noun });
        }
        let compound = head
            .checked_sub(1)
            .filter(|before| *before >= tokens.start)
            .and_then(|before| self.knowledge.noun(&format!("{} {lemma}", self.tree.lower(before))));
        // "security forces" and "forces" are listed as they are written.
        let written = || {
            let word = self.tree.lower(head);
            let before = head.checked_sub(1).filter(|before| *before >= tokens.start);
            before
                .and_then(|before| self.knowledge.noun(&format!("{} {word}", self.tree.lower(before))))
                .or_else(|| self.knowledge.noun(&word))
        };
        compound.or_else(|| self.knowledge.noun(&lemma)).or_else(written).or_else(|| {
            let kind = tokens.clone().find_map(|token| self.knowledge.designator(self.tree.word(token)))?;
            Some(Noun { class: kind, broader: None, collective: false, force: true })
        })
    }

    /// Whether a noun is the object of a verb of founding.
    fn is_founded(&self, head: usize) -> bool {
        let verb = self.tree.head(head);
        matches!(self.tree.dep(head), "dobj" | "nsubjpass")
            && has(&self.words.founding_verbs, &self.tree.lemma(verb))
    }

    /// The base form of a noun; proper plurals ("Marines") lose their ending as well.
    pub(super) fn noun_lemma(&self, head: usize) -> String {
        if self.tree.tag(head) == "NNPS" {
            super::no_name::singular(self.tree.word(head))
        } else {
            self.tree.lemma(head)
        }
    }

    pub(super) fn is_definite(&self, tokens: &Range<usize>) -> bool {
        tokens.clone().take(2).any(|token| {
            matches!(self.tree.lower(token).as_str(), "the" | "this" | "that" | "these" | "those" | "such")
        })
    }

    /// "the destroyer USS X", "the company Y": a name in apposition right behind is the thing itself.
    fn appositive_name(&mut self, head: usize) -> Option<Filler> {
        if self.tree.is_plural(head) {
            return None;
        }
        let name = self.tree.children_with(head, &["appos"]).into_iter().find(|child| {
            self.name_of(*child).and_then(|name| self.names.get(name)).is_some_and(|name| !name.demonym)
        })?;
        let conjoined = self.tree.children_with(name, &["conj"]).first().copied();
        if conjoined.is_some_and(|conj| self.tree.dep(name) == "appos" && conj < head) {
            return None;
        }
        let class = self.noun_entry(head, &self.tree.base_phrase(head)).map(|noun| noun.class);
        let filler = self.filler(name)?;
        (class.is_none_or(|class| {
            crate::extract::draft::class_group(class) == crate::extract::draft::class_group(filler.class)
        }))
        .then_some(filler)
    }

    fn new_thing(&mut self, head: usize, tokens: &Range<usize>, lemma: &str, noun: &Noun) -> Filler {
        let counted = self.quantity_of(head).cloned();
        let plural = self.tree.is_plural(head) || counted.is_some() || noun.collective;
        let label = of_phrase(&self.tree, &self.knowledge, tokens.clone());
        let of = if plural { class::COLLECTIVE } else { noun.class };
        let entity = self.draft.unique(of, &label, EntityScope::Document);
        self.nouns.insert(entity, lemma.to_owned());
        if plural {
            self.members.insert(entity, Members { class: noun.class, force: noun.force });
        }
        let span = match &counted {
            Some(counted) => self.tree.span(tokens.clone()).cover(counted.span),
            None => self.tree.span(tokens.clone()),
        };
        let mention = self.draft.mention(span, &[entity]);
        let voice = Self::narrator(self.tree.sentence(head));
        if let Some(counted) = counted {
            self.counted.insert(entity, counted.quantity.clone());
            let finding = Finding::new("phrase.count", 92);
            self.draft.attribute(
                mention,
                (property::QUANTITY, Value::Quantity(counted.quantity)),
                &voice,
                finding,
            );
        }
        self.phrase_attributes(head, tokens, mention, noun);
        Filler { head, mention, class: of }
    }

    /// The lexicon's entry of the phrase that ends in a noun.
    pub(in crate::extract) fn noun_of(&self, head: usize) -> Option<Noun> {
        self.noun_entry(head, &self.tree.base_phrase(head))
    }

    /// The lexicon's class of a noun, for rules outside this module.
    pub(in crate::extract) fn class_of_noun(&self, head: usize) -> Option<crate::statement::Term> {
        self.noun_of(head).map(|noun| noun.class)
    }
}

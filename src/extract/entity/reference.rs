//! Phrases that stand for something spoken of elsewhere: governments of states, borders, "the region", holders of titles,
//! pronouns. A link that is not safe is not made; one that is made says why.

use std::ops::Range;

use super::identity::country_entity;
use super::knowledge::Country;
use super::label::of_state;
use super::name::country_before;
use crate::extract::draft::Finding;
use crate::extract::event::has;
use crate::extract::reading::Filler;
use crate::extract::reading::Reading;
use crate::statement::Judgement;
use crate::statement::Node;
use crate::statement::Resolution;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

/// How many pronouns a pronoun may stand for one behind the other.
const CHAIN: usize = 8;

impl Reading<'_> {
    /// "the U.S. government", "the government of Chad", "her government", "the Biden administration".
    pub(super) fn government(&mut self, head: usize, tokens: &Range<usize>, lemma: &str) -> Option<Filler> {
        if !has(&self.words.government_nouns, lemma) {
            return None;
        }
        if self.tree.is_plural(head) {
            return self.both_states(head, tokens);
        }
        let before = head.checked_sub(1).filter(|before| *before >= tokens.start);
        let mut range = before.and_then(|before| country_before(&self.tree, &self.knowledge, before));
        if range.is_none() {
            let object = self.tree.prepositional(head, "of").first().copied();
            range = object.and_then(|object| {
                let name = self.name_of(object).and_then(|name| self.names.get(name))?;
                (name.class == class::STATE).then(|| name.tokens.clone())
            });
        }
        let (state, state_mention, why) = self.governed_state(head, range)?;
        let label = format!("Government of {}", of_state(self.draft.label(state)));
        let entity = self.draft.shared(class::GOVERNMENT, &label);
        self.draft.know(entity, property::JURISDICTION, state);
        let sovereign = self.draft.class(state) == class::STATE;
        if sovereign {
            self.draft.know(entity, property::AFFILIATED_STATE, state);
        }
        let span = self.tree.span(tokens.clone());
        let mention = self.draft.mention(span, &[entity]);
        if let Some(state_mention) = state_mention {
            let voice = Self::narrator(self.tree.sentence(head));
            let both = [property::JURISDICTION, property::AFFILIATED_STATE];
            for property in both.into_iter().take(if sovereign { 2 } else { 1 }) {
                let finding = Finding::new("phrase.government", 95);
                self.draft.attribute(
                    mention,
                    (property, Value::Node(Node::Mention(state_mention))),
                    &voice,
                    finding,
                );
            }
        }
        if let Some(why) = why {
            self.decide(mention, vec![entity], 90, why);
        }
        Some(Filler { head, mention, class: class::GOVERNMENT })
    }

    /// The state of a government: named in the phrase, or that of the person whose government it is.
    pub(super) fn governed_state(
        &mut self,
        head: usize,
        range: Option<Range<usize>>,
    ) -> Option<(usize, Option<usize>, Option<String>)> {
        if let Some(range) = range {
            let country =
                self.knowledge.country(&self.tree.phrase(range.clone())).filter(Country::is_governed)?;
            let state = country_entity(self, &country);
            let mention = self.draft.mention(self.tree.span(range), &[state]);
            return Some((state, Some(mention), None));
        }
        let possessor = self.tree.child(head, &["poss"])?;
        let person = self.filler(possessor)?;
        let person = self.draft.referents(person.mention).first().copied()?;
        let state = self.state_of_person(person)?;
        let (who, of) = (self.draft.label(person), self.draft.label(state));
        let why = format!("the possessor is {who}, who holds a post of {of}");
        Some((state, None, Some(why)))
    }

    pub(super) fn decide(&mut self, mention: usize, refers_to: Vec<usize>, confidence: u8, comment: String) {
        let resolution =
            Resolution { mention, refers_to, judgement: Judgement::Accepted, confidence, comment };
        if !self.draft.statements.resolutions.contains(&resolution) {
            self.draft.statements.resolutions.push(resolution);
        }
    }

    /// The state in whose service a title of this document puts a person.
    pub(super) fn state_of_person(&mut self, person: usize) -> Option<usize> {
        for index in 0..self.titles.len() {
            let title = self.titles.get(index)?.clone();
            let holder =
                self.name_of(title.name_start).and_then(|name| self.name_entities.get(name).copied());
            if holder == Some(person)
                && let Some(range) = title.country
                && let Some(country) = self.knowledge.country(&self.tree.phrase(range))
            {
                return Some(country_entity(self, &country));
            }
        }
        None
    }

    /// "the two governments", "both countries": the two states that the document speaks of most, where only two
    /// stand out.
    pub(super) fn both_states(&mut self, head: usize, tokens: &Range<usize>) -> Option<Filler> {
        let two = tokens.clone().any(|token| matches!(self.tree.lower(token).as_str(), "two" | "both"));
        if !two {
            return None;
        }
        let states = self.leading_states(head)?;
        let mention = self.draft.mention(self.tree.span(tokens.clone()), &states);
        let names: Vec<String> = states.iter().map(|state| self.draft.label(*state).to_owned()).collect();
        self.decide(mention, states, 85, format!("the two states spoken of before: {}", names.join(" and ")));
        Some(Filler { head, mention, class: class::STATE })
    }

    /// The two states mentioned most before a token; `None` where a third is mentioned as often as the second.
    pub(in crate::extract) fn leading_states(&self, before: usize) -> Option<Vec<usize>> {
        let mut counts: Vec<(usize, usize)> = Vec::new();
        for (index, name) in self.names.iter().enumerate() {
            let state = self
                .name_entities
                .get(index)
                .copied()
                .filter(|entity| self.draft.class(*entity) == class::STATE);
            if let Some(state) = state.filter(|_| name.head < before) {
                match counts.iter_mut().find(|(known, _)| *known == state) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((state, 1)),
                }
            }
        }
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        match counts.as_slice() {
            [first, second, rest @ ..] if rest.first().is_none_or(|third| third.1 < second.1) => {
                let mut states = vec![first.0, second.0];
                states.sort_by_key(|state| self.draft.label(*state).to_owned());
                Some(states)
            }
            _ => None,
        }
    }

    /// "the Chad-Sudan border", "the border between A and B"; a bare definite "border" where the document speaks
    /// of two states.
    pub(super) fn border(&mut self, head: usize, tokens: &Range<usize>, lemma: &str) -> Option<Filler> {
        if !has(&self.words.border_nouns, lemma) {
            return None;
        }
        let mut states: Vec<usize> = Vec::new();
        for token in tokens.clone().chain(self.tree.subtree(head)) {
            let state = self.name_of(token).and_then(|name| self.name_entities.get(name).copied());
            if let Some(state) =
                state.filter(|state| self.draft.class(*state) == class::STATE && !states.contains(state))
            {
                states.push(state);
            }
        }
        let told = states.len() == 2;
        let definite = self.is_definite(tokens) || self.tree.child(head, &["poss"]).is_some();
        if states.len() < 2 && definite {
            let leading = self.leading_states(head)?;
            if states.first().is_some_and(|state| !leading.contains(state)) {
                return None;
            }
            states = leading;
        }
        let [first, second] = states.as_slice() else { return None };
        let mut labels = [self.draft.label(*first).to_owned(), self.draft.label(*second).to_owned()];
        labels.sort();
        let entity = self.draft.shared(class::PLACE, &format!("{}-{} border", labels[0], labels[1]));
        let mention = self.draft.mention(self.tree.span(tokens.clone()), &[entity]);
        if !told {
            self.decide(
                mention,
                vec![entity],
                85,
                "the border of the two states that the text speaks of".to_owned(),
            );
        }
        Some(Filler { head, mention, class: class::PLACE })
    }

    /// "the region", "the area": the named region of the same sentence, where there is one.
    pub(super) fn place_noun(&mut self, head: usize, tokens: &Range<usize>) -> Option<Filler> {
        if !self.is_definite(tokens) || !has(&self.words.place_nouns, &self.tree.lemma(head)) {
            return None;
        }
        let sentence = self.tree.sentence_tokens(self.tree.sentence(head));
        let wants_state = self.tree.lemma(head) == "country";
        // "U.S. troops shall leave the country": whose troops they are is not where they are.
        let owner =
            |token: usize| wants_state && matches!(self.tree.dep(token), "compound" | "nmod" | "poss");
        let candidates: Vec<usize> = self
            .names
            .iter()
            .enumerate()
            .filter(|(_, name)| sentence.contains(&name.head) && !name.demonym && !owner(name.head))
            .filter_map(|(index, _)| self.name_entities.get(index).copied())
            .filter(|entity| {
                self.draft.class(*entity) == if wants_state { class::STATE } else { class::PLACE }
            })
            .collect();
        let mut distinct = candidates.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let [place] = distinct.as_slice() else { return None };
        let place = *place;
        // "the capital city", "the Baltic region": words of its own say which, unless they name the place.
        let own =
            tokens.len() > 2 && !has(&self.words.loose_adjectives, &self.tree.lower(head.saturating_sub(1)));
        let named = |token: usize| {
            self.name_of(token)
                .and_then(|name| self.name_entities.get(name))
                .is_some_and(|entity| *entity == place)
        };
        let told = tokens.clone().any(named) || self.tree.prepositional(head, "of").into_iter().any(named);
        if own && !told {
            return None;
        }
        let mention = self.draft.mention(self.tree.span(tokens.clone()), &[place]);
        let reason = format!("the only place of its kind in the sentence is {}", self.draft.label(place));
        self.decide(mention, vec![place], 90, reason);
        Some(Filler { head, mention, class: self.draft.class(place) })
    }

    /// Notes who bears which title, as a title before the name or a noun behind it; under its last word as well.
    pub(in crate::extract) fn read_bearers(&mut self) {
        let mut found: Vec<(String, usize, usize)> = Vec::new();
        for title in self.titles.iter().filter(|title| !title.former && !title.post.is_empty()) {
            let Some(name) = self.name_of(title.name_start) else { continue };
            let last = title.post.end.saturating_sub(1);
            for words in [title.post.clone(), last..last + 1] {
                found.push((self.tree.phrase(words).to_lowercase(), title.name_start, name));
            }
        }
        for (index, name) in self.names.iter().enumerate() {
            for noun in self.tree.children_with(name.head, &["appos"]) {
                found.push((self.tree.lemma(noun), name.tokens.start, index));
            }
        }
        for (words, start, name) in found {
            let entity = self.name_entities.get(name).copied();
            if let Some(entity) = entity.filter(|entity| self.draft.class(*entity) == class::PERSON) {
                self.bearers.entry(words).or_default().push((start, entity));
            }
        }
    }

    /// "the minister": the only person of the document who bears that title.
    pub(super) fn holder_of_title(
        &mut self,
        head: usize,
        tokens: &Range<usize>,
        lemma: &str,
    ) -> Option<Filler> {
        let whole = self.tree.phrase(tokens.start + 1..head + 1).to_lowercase();
        let bare = self.tree.children_with(head, &["prep", "relcl", "appos"]).is_empty();
        if !bare || self.tree.is_plural(head) || !self.knowledge.is_post(lemma) {
            return None;
        }
        let bearers = self.bearers.get(&whole).map(Vec::as_slice).unwrap_or_default();
        let mut before = bearers.iter().filter(|(start, _)| *start < tokens.start).map(|(_, entity)| *entity);
        let holder = before.next()?;
        if before.any(|other| other != holder) {
            return None;
        }
        let mention = self.draft.mention(self.tree.span(tokens.clone()), &[holder]);
        let reason = format!("the only {lemma} spoken of before: {}", self.draft.label(holder));
        self.decide(mention, vec![holder], 85, reason);
        Some(Filler { head, mention, class: class::PERSON })
    }

    /// The person whose quoted words a pronoun of the first person stands in.
    pub(super) fn first_person(&self, pronoun: usize) -> Option<usize> {
        if !matches!(self.tree.lower(pronoun).as_str(), "i" | "me" | "my" | "mine" | "myself") {
            return None;
        }
        let quotation = self.quotation_at(pronoun)?;
        let speaker = self.quote_voices.get(quotation)?.speaker?;
        match self.draft.referents(speaker) {
            [only] if self.draft.class(*only) == class::PERSON => Some(*only),
            _ => None,
        }
    }

    /// A pronoun whose antecedent is settled (`crate::extract::reference`); several where it stands for all of them.
    pub(super) fn pronoun(&mut self, head: usize) -> Option<Filler> {
        if let Some(speaker) = self.first_person(head) {
            let mention = self.draft.mention(self.tree.span(head..head + 1), &[speaker]);
            let reason =
                format!("\"{}\" is who speaks: {}", self.tree.lower(head), self.draft.label(speaker));
            self.decide(mention, vec![speaker], 85, reason);
            return Some(Filler { head, mention, class: class::PERSON });
        }
        let link = self.references.get(&head)?.clone();
        // "its crew, its captain, his ship …": a chain of possessors is followed only so far.
        if self.following >= CHAIN {
            return None;
        }
        self.following += 1;
        let fillers: Vec<Filler> = link.heads.iter().filter_map(|head| self.filler(*head)).collect();
        self.following -= 1;
        let first = fillers.first().filter(|_| fillers.len() == link.heads.len())?;
        let mut entities: Vec<usize> = Vec::new();
        for filler in &fillers {
            entities.extend(self.draft.referents(filler.mention));
        }
        let mention = self.draft.mention(self.tree.span(head..head + 1), &entities);
        let names: Vec<&str> = entities.iter().map(|entity| self.draft.label(*entity)).collect();
        let reason = format!("\"{}\" stands for {}", self.tree.lower(head), names.join(" and "));
        self.decide(mention, entities, link.confidence, reason);
        Some(Filler { head, mention, class: first.class })
    }
}

//! Phrases that stand for something spoken of elsewhere: governments of states, borders, "the region", definite nouns,
//! pronouns. A link that is not safe is not made; one that is made says why.

use std::collections::BTreeSet;
use std::ops::Range;

use super::identity::country_entity;
use super::knowledge::Country;
use super::knowledge::Noun;
use super::label::of_state;
use super::name::country_before;
use crate::extract::draft::Finding;
use crate::extract::draft::class_group;
use crate::extract::event::has;
use crate::extract::reading::Filler;
use crate::extract::reading::Reading;
use crate::statement::Judgement;
use crate::statement::Node;
use crate::statement::Resolution;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

/// How many sentences back a bare noun may stand for a name.
const NEAR: usize = 3;

/// How many pronouns a pronoun may stand for one behind the other.
const CHAIN: usize = 8;

/// How many mentions back it looks: a bound for sentences without end.
const WINDOW: usize = 100;

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

    /// The thing that a definite noun speaks of again: what the same noun named, or a named thing whose name ends in
    /// the noun, or, for a noun of the general kind ("the vessel"), the only named thing of its class nearby.
    pub(super) fn spoken_of_before(
        &mut self,
        head: usize,
        tokens: &Range<usize>,
        lemma: &str,
        noun: &Noun,
    ) -> Option<Filler> {
        if has(&self.words.mass_nouns, lemma) || self.is_told_apart(head, tokens) {
            return None;
        }
        let found = self.same_noun(head, tokens, lemma).or_else(|| {
            let bare = tokens.len() < 3 && !self.tree.is_plural(head);
            if bare { self.named_nearby(tokens.start, lemma, noun) } else { None }
        });
        let entity = found?;
        let mention = self.draft.mention(self.tree.span(tokens.clone()), &[entity]);
        let reason = format!("the {lemma} spoken of before: {}", self.draft.label(entity));
        self.decide(mention, vec![entity], 80, reason);
        Some(Filler { head, mention, class: self.draft.class(entity) })
    }

    /// "the board of Acme", "the website \"Larder\"", "the most seats": words that tell the thing by themselves.
    fn is_told_apart(&self, head: usize, tokens: &Range<usize>) -> bool {
        let most = tokens.clone().any(|token| matches!(self.tree.tag(token), "JJS" | "RBS"));
        let behind = (head + 1..head + 3).find(|token| !matches!(self.tree.word(*token), "\"" | "“"));
        let called = behind.is_some_and(|behind| {
            self.tree.sentence(behind) == self.tree.sentence(head)
                && self.tree.tag(behind) == "NNP"
                && self.name_of(behind) != self.name_of(head)
                && matches!(self.tree.dep(behind), "appos" | "compound" | "nmod")
        });
        let of_name = self.tree.prepositional(head, "of").into_iter().any(|object| {
            let name = self.name_of(object).and_then(|name| self.names.get(name));
            name.is_some_and(|name| class_group(name.class) == "org")
        });
        most || called || of_name
    }

    /// The last thing that the same noun named, with the same word before it where there is one.
    fn same_noun(&self, head: usize, tokens: &Range<usize>, lemma: &str) -> Option<usize> {
        let plural = self.tree.is_plural(head);
        let modifier = (tokens.len() > 2).then(|| self.tree.lower(head.saturating_sub(1)));
        let sentence = self.tree.sentence(tokens.start);
        let before = self.history.iter().rev().filter(|(token, _)| *token < tokens.start);
        let mut all = before.filter(|(_, entity)| {
            let group = self.draft.class(*entity) == class::COLLECTIVE;
            let fits = |modifier: &String| self.draft.label(*entity).to_lowercase().contains(modifier);
            group == plural
                && self.nouns.get(entity).is_some_and(|known| known == lemma)
                && modifier.as_ref().is_none_or(fits)
        });
        let (at, entity) = *all.next()?;
        // Two of one kind in the same sentences: either may be meant.
        let near = |token: usize| self.tree.sentence(token) + 1 >= self.tree.sentence(at).min(sentence);
        let mut others = all.take(WINDOW).take_while(|(token, _)| near(*token));
        (!others.any(|(_, other)| *other != entity)).then_some(entity)
    }

    /// The named thing that a bare noun speaks of, where it is the only one of the last sentences.
    fn named_nearby(&self, before: usize, lemma: &str, noun: &Noun) -> Option<usize> {
        let sentence = self.tree.sentence(before);
        let body = self.knowledge.organization_noun(lemma).map(|noun| noun.class);
        let general = has(&self.words.general_nouns, lemma);
        let (mut by_name, mut by_kind) = (BTreeSet::new(), BTreeSet::new());
        let near = self.history.iter().rev().filter(|(token, _)| *token < before);
        for (_, entity) in
            near.take(WINDOW).take_while(|(token, _)| self.tree.sentence(*token) + NEAR >= sentence)
        {
            let class = self.draft.class(*entity);
            if self.nouns.contains_key(entity) || matches!(class, class::PERSON | class::COLLECTIVE) {
                continue;
            }
            if is_named_so(self.draft.label(*entity), lemma) {
                by_name.insert(*entity);
            }
            let loose = body == Some(class::ORGANIZATION)
                && matches!(class, class::CRIMINAL_ORGANIZATION | class::WORKING_GROUP);
            if general && (class == noun.class || Some(class) == body || loose) {
                by_kind.insert(*entity);
            }
        }
        let chosen = if by_name.is_empty() { by_kind } else { by_name };
        chosen.first().copied().filter(|_| chosen.len() == 1)
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

/// Whether a name's own noun is this one: "Ministry of Trade", "Trade Ministry".
fn is_named_so(label: &str, lemma: &str) -> bool {
    let label = label.to_lowercase();
    let head = label.split(" of ").next().and_then(|head| head.split(" for ").next()).unwrap_or_default();
    head.split(' ').next_back() == Some(lemma)
}

//! Every phrase that speaks of somebody or something, whether or not a claim needs it: names, common nouns, pronouns.
//!
//! A common noun has the class of the lexicon, or of the name that stands in apposition. A pronoun has the class of
//! what it stands for: the noun of its relative clause, the person, body or group spoken of last. Where nothing
//! fits, it is left out.

use std::collections::HashMap;
use std::ops::Range;

use super::event_name;
use super::knowledge::CountryForm;
use crate::extract::draft::class_group;
use crate::extract::reading::Reading;
use crate::statement::Phrase;
use crate::statement::PhraseKind;
use crate::statement::Term;
use crate::vocab::casegraph::class;

/// How many sentences back a pronoun looks for what it stands for.
const REACH: usize = 2;

/// The name of a place has at most so many words.
const INNER_WORDS: usize = 4;

/// A phrase with the token that stands for it.
struct Found {
    head: usize,
    phrase: Phrase,
}

impl Reading<'_> {
    /// The phrases of the document in the order of the text.
    pub(in crate::extract) fn read_phrases(&self) -> Vec<Phrase> {
        let mut found: Vec<Found> = Vec::new();
        for head in 0..self.tree.len() {
            let phrase = match self.tree.tag(head) {
                "PRP" | "PRP$" | "WP" | "WP$" | "WDT" => self.pronoun_phrase(head, &found),
                _ => self.named_phrase(head).or_else(|| self.common_phrase(head)),
            };
            found.extend(phrase.map(|phrase| Found { head, phrase }));
        }
        let mut phrases: Vec<Phrase> = found.into_iter().map(|found| found.phrase).collect();
        phrases.extend(self.event_phrases());
        phrases.extend(self.inner_phrases());
        phrases.sort_by_key(|phrase| (phrase.span, phrase.kind));
        phrases
    }

    fn named_phrase(&self, head: usize) -> Option<Phrase> {
        let index = self.name_of(head)?;
        let name = self.names.get(index).filter(|name| name.head == head)?;
        let people = name.demonym && self.tree.is_noun(head) && self.tree.dep(head) != "compound";
        let entity = self.name_entities.get(index).copied();
        Some(Phrase {
            span: self.tree.span(name.tokens.clone()),
            kind: if name.demonym && !people { PhraseKind::Adjective } else { PhraseKind::Name },
            class: if people { class::PERSON } else { name.class },
            plural: people,
            acting: self.acts(head),
            entity: entity.filter(|_| !people),
        })
    }

    fn common_phrase(&self, head: usize) -> Option<Phrase> {
        if !self.tree.is_noun(head) || self.name_of(head).is_some() || self.is_modifier(head) {
            return None;
        }
        if self.named_events.iter().any(|event| event.contains(&head)) {
            return None;
        }
        let tokens = self.tree.base_phrase(head);
        let noun = self.noun_entry(head, &tokens)?;
        let spoken_of = matches!(class_group(noun.class), "person" | "org" | "place" | "asset");
        if !spoken_of || noun.class == class::ENTITY {
            return None;
        }
        let filler = self.fillers.get(&head).and_then(Option::as_ref);
        let entity = filler.and_then(|filler| self.draft.referents(filler.mention).first().copied());
        let plural = self.tree.is_plural(head) || noun.collective || self.quantity_of(head).is_some();
        Some(Phrase {
            span: self.tree.span(tokens),
            kind: PhraseKind::Common,
            class: noun.class,
            plural,
            acting: self.acts(head),
            entity,
        })
    }

    /// Whether a noun only modifies the noun behind it.
    fn is_modifier(&self, head: usize) -> bool {
        matches!(self.tree.dep(head), "compound" | "nmod" | "amod" | "npadvmod" | "quantmod")
    }

    /// Whether what a word names does something: it is subject, agent, partner, one of those that a subject that
    /// acts includes, or coordinated with one. Who only is something, or has something done to them, does not act.
    fn acts(&self, token: usize) -> bool {
        let first = self.tree.first_conjunct(token);
        let above = self.tree.head(first);
        match self.tree.dep(first) {
            "nsubj" => self.tree.lemma(above) != "be",
            "agent" | "dative" => true,
            "appos" => above != first && self.tree.dep(above) == "nsubj",
            "dobj" => matches!(self.tree.lemma(above).as_str(), "include" | "comprise"),
            "pobj" => {
                matches!(self.tree.lower(above).as_str(), "by" | "with" | "between" | "among" | "including")
            }
            _ => false,
        }
    }

    fn pronoun_phrase(&self, head: usize, found: &[Found]) -> Option<Phrase> {
        let word = self.tree.lower(head);
        let person = (class::PERSON, false, None);
        let (class, plural, entity) = match word.as_str() {
            "i" | "me" | "my" | "myself" | "he" | "him" | "his" | "himself" | "she" | "her" | "hers"
            | "herself" => person,
            "we" | "us" | "our" | "ours" | "ourselves" => (class::ORGANIZATION, true, None),
            "they" | "them" | "their" | "theirs" | "themselves" => antecedent(self, head, found, true)?,
            "it" if self.is_empty_subject(head) => return None,
            "it" | "its" | "itself" => antecedent(self, head, found, false)?,
            "who" | "whom" | "whose" | "which" | "that" => self.relative(head, found)?,
            _ => return None,
        };
        let entity = self.first_person(head).or_else(|| self.stands_for(head)).or(entity);
        let span = self.tree.span(head..head + 1);
        Some(Phrase { span, kind: PhraseKind::Pronoun, class, plural, acting: self.acts(head), entity })
    }

    /// The entity that a pronoun stands for, where it is one and known.
    fn stands_for(&self, pronoun: usize) -> Option<usize> {
        let [head] = self.references.get(&pronoun)?.heads.as_slice() else { return None };
        if let Some(index) = self.name_of(*head) {
            let demonym = self.names.get(index).is_some_and(|name| name.demonym);
            return self.name_entities.get(index).copied().filter(|_| !demonym);
        }
        let filler = self.fillers.get(head)?.as_ref()?;
        match self.draft.referents(filler.mention) {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// "it is raining", "it was said that …": a subject that may stand for nothing.
    fn is_empty_subject(&self, head: usize) -> bool {
        let verb = self.tree.head(head);
        self.tree.dep(head) == "nsubjpass" || self.tree.dep(head) == "nsubj" && self.tree.lemma(verb) == "be"
    }

    /// The noun that the relative clause of a pronoun tells of.
    fn relative(&self, head: usize, found: &[Found]) -> Option<(Term, bool, Option<usize>)> {
        let mut clause = self.tree.head(head);
        for _ in 0..REACH {
            if self.tree.dep(clause) == "relcl" {
                break;
            }
            clause = self.tree.head(clause);
        }
        let noun = self.tree.head(clause);
        let known =
            found.iter().rev().find(|known| known.head == noun && self.tree.dep(clause) == "relcl")?;
        Some((known.phrase.class, known.phrase.plural, known.phrase.entity))
    }

    /// States and places whose names stand inside those of organisations and events.
    fn inner_phrases(&self) -> Vec<Phrase> {
        let bodies = self.names.iter().filter(|name| !name.demonym && class_group(name.class) == "org");
        let events = self.named_events.iter().cloned();
        let mut known = HashMap::new();
        for (name, entity) in self.names.iter().zip(&self.name_entities) {
            known.entry((name.class, name.label.clone())).or_insert(*entity);
        }
        let tokens = bodies.map(|name| name.tokens.clone()).chain(events);
        tokens.flat_map(|tokens| self.places_inside(&tokens, &known)).collect()
    }

    /// At the start of a name, or behind a preposition in it, the longest name of a state or place.
    fn places_inside(&self, tokens: &Range<usize>, known: &HashMap<(Term, String), usize>) -> Vec<Phrase> {
        let mut found = Vec::new();
        let mut start = tokens.start;
        while start < tokens.end {
            let before = start.checked_sub(1).filter(|_| start > tokens.start);
            let begins = before.is_none_or(|before| {
                matches!(self.tree.word(before), "of" | "in" | "for" | "at" | "the" | "and" | "&" | ",")
            });
            let most = (tokens.end - start).min(INNER_WORDS);
            let inner = (1..=most).rev().map(|length| start..start + length).filter(|inner| inner != tokens);
            let ends = |end: usize| end == tokens.end || !self.tree.word(end).starts_with(char::is_lowercase);
            let mut inner = inner.filter(|inner| begins && ends(inner.end));
            let place = inner.find_map(|inner| {
                let (class, label) = self.place_named(&self.tree.phrase(inner.clone()))?;
                Some((inner, class, label))
            });
            let Some((inner, class, label)) = place else {
                start += 1;
                continue;
            };
            start = inner.end;
            found.push(Phrase {
                span: self.tree.span(inner),
                kind: PhraseKind::Inner,
                class,
                plural: false,
                acting: false,
                entity: known.get(&(class, label)).copied(),
            });
        }
        found
    }

    /// The class and label of a state or place that the lists hold under this name, where they leave no doubt.
    fn place_named(&self, words: &str) -> Option<(Term, String)> {
        match self.knowledge.country(words) {
            Some(country) if country.form == CountryForm::Name => {
                Some((if country.is_state { class::STATE } else { class::PLACE }, country.label))
            }
            Some(_) => None,
            None => {
                let place = self.knowledge.place(words).filter(|place| !place.doubtful)?;
                Some((class::PLACE, place.label))
            }
        }
    }

    /// Named events: capitalised ones, and votes with their place.
    fn event_phrases(&self) -> Vec<Phrase> {
        let votes = (0..self.tree.len()).filter_map(|noun| event_name::vote(&self.tree, self.words, noun));
        let all = self.named_events.iter().cloned().chain(votes);
        let phrase = |tokens| Phrase {
            span: self.tree.span(tokens),
            kind: PhraseKind::Name,
            class: class::EVENT,
            plural: false,
            acting: false,
            entity: None,
        };
        all.map(phrase).collect()
    }
}

/// What "they" or "it" stands for: the subject spoken of last that agrees in number, else the last phrase that does.
fn antecedent(
    reading: &Reading<'_>,
    head: usize,
    found: &[Found],
    plural: bool,
) -> Option<(Term, bool, Option<usize>)> {
    let sentence = reading.tree.sentence(head);
    let agrees = |phrase: &Phrase| {
        let group = class_group(phrase.class);
        let body = matches!(group, "org" | "state") && phrase.class != class::EVENT;
        if plural {
            phrase.plural || body && group == "org"
        } else {
            !phrase.plural && (body || group == "asset")
        }
    };
    let candidates = || {
        let near =
            found.iter().rev().take_while(|known| reading.tree.sentence(known.head) + REACH > sentence);
        near.filter(|known| known.phrase.kind != PhraseKind::Adjective && agrees(&known.phrase))
    };
    let subject = candidates().find(|known| known.phrase.acting);
    let known = subject.or_else(|| candidates().next())?;
    Some((known.phrase.class, known.phrase.plural, None))
}

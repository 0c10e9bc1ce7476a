//! Phrases that a pronoun may stand for.

use crate::extract::draft::class_group;
use crate::extract::event::has;
use crate::extract::reading::Reading;
use crate::statement::Number;
use crate::vocab::casegraph::class;

/// What a phrase speaks of, as far as pronouns tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nature {
    Person,
    /// An organisation, which may be "it" or "they".
    Body,
    State,
    Place,
    /// A vessel, an aircraft, a building, a weapon.
    Thing,
    /// Whatever fills no slot.
    Other,
}

/// What the candidate is in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Subject,
    Object,
    Possessor,
    Oblique,
}

/// What tells two candidates apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    /// The entity of a name.
    Entity(usize),
    /// A phrase with a common noun, by the word that stands for it.
    Noun(usize),
    /// Several phrases that are coordinated, by the first.
    Several(usize),
}

/// A phrase that a pronoun may stand for, or an earlier pronoun that does.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// The token where it stands.
    pub(super) at: usize,
    /// The tokens whose fillers it is: those of the phrase that an earlier pronoun stands for.
    pub(super) heads: Vec<usize>,
    pub(super) key: Key,
    pub(super) nature: Nature,
    pub(super) plural: bool,
    /// Whether it is a woman, where that is known.
    pub(super) female: Option<bool>,
    pub(super) role: Role,
    pub(super) is_name: bool,
    pub(super) is_pronoun: bool,
}

impl Reading<'_> {
    /// The candidate that a token stands for by itself.
    pub(super) fn candidate(&self, head: usize) -> Option<Candidate> {
        if !self.tree.is_noun(head) || self.is_time(head) || is_modifier(self.tree.dep(head)) {
            return None;
        }
        let candidate = Candidate {
            at: head,
            heads: vec![head],
            key: Key::Noun(head),
            nature: Nature::Other,
            plural: self.tree.is_plural(head),
            female: None,
            role: self.role(head),
            is_name: false,
            is_pronoun: false,
        };
        if let Some(index) = self.name_of(head) {
            let name = self.names.get(index).filter(|name| name.head == head)?;
            if name.demonym {
                return Some(Candidate { nature: Nature::Person, plural: true, ..candidate });
            }
            let entity = self.name_entities.get(index).copied()?;
            let female = if name.class == class::PERSON { self.gender_of_name(index) } else { None };
            return Some(Candidate {
                key: Key::Entity(entity),
                nature: nature(name.class),
                plural: false,
                female,
                is_name: true,
                ..candidate
            });
        }
        if self.named_events.iter().any(|event| event.contains(&head)) {
            return Some(candidate);
        }
        let Some(noun) = self.noun_of(head) else { return Some(candidate) };
        let counted = self
            .quantity_of(head)
            .is_some_and(|counted| counted.quantity.min.and_then(Number::as_integer) != Some(1));
        Some(Candidate {
            nature: nature(noun.class),
            plural: candidate.plural || noun.collective || counted,
            female: self.gender_of_noun(head),
            ..candidate
        })
    }

    /// "A and B": what "they" may stand for together.
    pub(super) fn coordination(&self, head: usize) -> Option<Candidate> {
        if self.tree.dep(head) == "conj" {
            return None;
        }
        let heads = self.tree.conjuncts(head);
        if heads.len() < 2 || !self.tree.children(head).iter().any(|child| self.tree.lower(*child) == "and") {
            return None;
        }
        let parts: Vec<Candidate> = heads.iter().filter_map(|head| self.candidate(*head)).collect();
        let nature = parts.first()?.nature;
        let alike = parts.len() == heads.len() && parts.iter().all(|part| part.nature == nature);
        alike.then(|| Candidate {
            at: head,
            heads,
            key: Key::Several(head),
            nature,
            plural: true,
            female: None,
            role: self.role(head),
            is_name: parts.iter().all(|part| part.is_name),
            is_pronoun: false,
        })
    }

    /// Whether a token belongs to a time expression.
    pub(in crate::extract) fn is_time(&self, token: usize) -> bool {
        let after = self.times.partition_point(|time| time.tokens.start <= token);
        after
            .checked_sub(1)
            .and_then(|at| self.times.get(at))
            .is_some_and(|time| time.tokens.contains(&token))
    }

    /// What a token is in its clause; a word in apposition or coordination is what the first word is.
    pub(super) fn role(&self, token: usize) -> Role {
        let mut first = token;
        for _ in 0..STEPS {
            if !matches!(self.tree.dep(first), "conj" | "appos") {
                break;
            }
            first = self.tree.head(first);
        }
        match self.tree.dep(first) {
            "nsubj" | "nsubjpass" => Role::Subject,
            "dobj" | "dative" | "attr" => Role::Object,
            "poss" => Role::Possessor,
            _ => Role::Oblique,
        }
    }

    fn gender_of_noun(&self, head: usize) -> Option<bool> {
        let lemma = self.tree.lemma(head);
        if has(&self.words.female_nouns, &lemma) {
            Some(true)
        } else if has(&self.words.male_nouns, &lemma) {
            Some(false)
        } else {
            None
        }
    }

    /// From the form of address, else from the given name, of any mention of the person.
    fn gender_of_name(&self, index: usize) -> Option<bool> {
        let entity = self.name_entities.get(index)?;
        let name = self.names.get(index)?;
        let address = |token: Option<usize>| {
            let word = self.tree.lower(token?);
            let word = word.trim_end_matches('.');
            if has(&self.words.female_titles, word) {
                Some(true)
            } else if has(&self.words.male_titles, word) {
                Some(false)
            } else {
                None
            }
        };
        let start = name.tokens.start;
        address(start.checked_sub(1)).or_else(|| address(Some(start))).or_else(|| {
            let given = self.draft.label(*entity).split(' ').next().unwrap_or_default();
            self.knowledge.is_female(given)
        })
    }
}

/// How far a chain of governors is followed.
pub(super) const STEPS: usize = 24;

fn is_modifier(dep: &str) -> bool {
    matches!(dep, "compound" | "nmod" | "amod" | "npadvmod" | "quantmod")
}

fn nature(of: crate::statement::Term) -> Nature {
    match class_group(of) {
        "person" => Nature::Person,
        "state" => Nature::State,
        "place" => Nature::Place,
        "asset" => Nature::Thing,
        "org" if of != class::ENTITY && of != class::EVENT => Nature::Body,
        _ => Nature::Other,
    }
}

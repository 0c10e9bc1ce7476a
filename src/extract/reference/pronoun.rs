//! Pronouns of the third person and what they stand for.

use std::collections::HashMap;

use super::candidate::Candidate;
use super::candidate::Key;
use super::candidate::Nature;
use super::candidate::Role;
use super::candidate::STEPS;
use crate::extract::event::has;
use crate::extract::reading::Reading;

/// What a pronoun stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct Link {
    /// The tokens that stand for the phrases: several for "they" of "A and B".
    pub(in crate::extract) heads: Vec<usize>,
    /// Whole per cent.
    pub(in crate::extract) confidence: u8,
}

/// How many sentences back a pronoun looks.
const REACH: usize = 2;
/// How many candidates back it looks: a bound for sentences without end.
const WINDOW: usize = 60;
/// How many of a row of subjects are told from an object pronoun.
const PARTIES: usize = 8;

/// The pronouns that agree alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    He,
    She,
    It,
    They,
}

impl Form {
    fn of(word: &str) -> Option<Self> {
        match word {
            "he" | "him" | "his" | "himself" => Some(Self::He),
            "she" | "her" | "hers" | "herself" => Some(Self::She),
            "it" | "its" | "itself" => Some(Self::It),
            "they" | "them" | "their" | "theirs" | "themselves" => Some(Self::They),
            _ => None,
        }
    }

    /// Points that the best candidate must have, and by how many it must lead.
    fn bounds(self) -> (i32, i32) {
        match self {
            Self::He | Self::She => (30, 20),
            Self::It => (70, 30),
            Self::They => (60, 30),
        }
    }
}

/// What the text spoke of so far.
#[derive(Default)]
struct Seen {
    /// The candidates in the order of the text.
    candidates: Vec<Candidate>,
    /// How often it spoke of each entity.
    mentions: HashMap<usize, usize>,
    /// Whether a person is a woman, as an earlier pronoun told.
    genders: HashMap<usize, bool>,
}

impl Reading<'_> {
    /// Settles what the pronouns of the document stand for, from the first to the last.
    pub(in crate::extract) fn read_references(&mut self) {
        let mut seen = Seen::default();
        for token in 0..self.tree.len() {
            let word = self.tree.lower(token);
            let Some(form) = Form::of(&word).filter(|_| self.tree.tag(token).starts_with("PRP")) else {
                seen.candidates.extend(self.coordination(token));
                if let Some(candidate) = self.candidate(token) {
                    if let Key::Entity(entity) = candidate.key {
                        *seen.mentions.entry(entity).or_default() += 1;
                    }
                    seen.candidates.push(candidate);
                }
                continue;
            };
            let Some((mut found, confidence)) = self.antecedent(token, form, &seen) else {
                continue;
            };
            if let Key::Entity(entity) = found.key {
                *seen.mentions.entry(entity).or_default() += 1;
                if matches!(form, Form::He | Form::She) {
                    seen.genders.entry(entity).or_insert(form == Form::She);
                }
            }
            self.references.insert(token, Link { heads: found.heads.clone(), confidence });
            found.at = token;
            found.role = self.role(token);
            found.is_pronoun = true;
            seen.candidates.push(found);
        }
    }

    /// The candidate that stands out, with the confidence that it is the one.
    fn antecedent(&self, pronoun: usize, form: Form, seen: &Seen) -> Option<(Candidate, u8)> {
        if form == Form::It && self.stands_for_nothing(pronoun) {
            return None;
        }
        let sentence = self.tree.sentence(pronoun);
        let known = |word: usize| seen.candidates.iter().rev().take(WINDOW).find(|known| known.at == word);
        let barred: Vec<(usize, Option<&Candidate>)> = self
            .parties_of_clause(pronoun)
            .into_iter()
            .take(PARTIES)
            .map(|word| (word, known(word)))
            .collect();
        let near = seen
            .candidates
            .iter()
            .rev()
            .take(WINDOW)
            .take_while(|candidate| self.tree.sentence(candidate.at) + REACH >= sentence);
        let mut ranked: Vec<(i32, &Candidate)> = Vec::new();
        let mut struck = false;
        for candidate in near {
            let gender = match candidate.key {
                Key::Entity(entity) => candidate.female.or_else(|| seen.genders.get(&entity).copied()),
                _ => candidate.female,
            };
            if !agrees(form, candidate, gender)
                || !self.may_bind(pronoun, candidate)
                || !self.may_tell(pronoun, candidate)
                || form == Form::They && self.is_part(candidate, seen)
            {
                continue;
            }
            if barred.iter().any(|(word, party)| self.names_alike(*word, *party, candidate)) {
                struck = true;
                continue;
            }
            let before = match candidate.key {
                Key::Entity(entity) => {
                    seen.mentions.get(&entity).copied().unwrap_or_default().saturating_sub(1)
                }
                _ => 0,
            };
            let points = self.salience(candidate, pronoun, before);
            match ranked.iter_mut().find(|(_, known)| known.key == candidate.key) {
                Some((best, known)) if *best < points => (*best, *known) = (points, candidate),
                Some(_) => {}
                None => ranked.push((points, candidate)),
            }
        }
        ranked.sort_by_key(|(points, candidate)| std::cmp::Reverse((*points, candidate.at)));
        let (best, candidate) = ranked.first()?;
        let (least, lead) = form.bounds();
        // A part of "A and B" is no rival of both together.
        let rival = ranked.iter().skip(1).find(|(_, rival)| !overlap(candidate, rival));
        let safe = *best >= least && rival.is_none_or(|(points, _)| best - points >= lead);
        // "The guards fired on them": who acts is not meant, and of those left over more than one may be.
        let safe = safe && !(struck && form == Form::They && ranked.len() > 1);
        // "they" of one body is as a rule its people, or somebody else.
        let usable = candidate.nature != Nature::Other && (form != Form::They || candidate.plural);
        (safe && usable).then(|| ((*candidate).clone(), CONFIDENCE))
    }

    /// "it is raining", "it was said that …", "it emerged that …": a subject that may stand for nothing.
    fn stands_for_nothing(&self, pronoun: usize) -> bool {
        if !matches!(self.tree.lower(pronoun).as_str(), "it") {
            return false;
        }
        let verb = self.tree.head(pronoun);
        if self.is_empty_object(pronoun) {
            return true;
        }
        match self.tree.dep(pronoun) {
            "nsubjpass" => self.tree.child(verb, &["ccomp", "xcomp", "acl"]).is_some(),
            "nsubj" => {
                let lemma = self.tree.lemma(verb);
                matches!(lemma.as_str(), "emerge" | "seem" | "appear" | "happen" | "transpire")
                    || has(&self.words.empty_subject_verbs, &lemma)
                        && self
                            .tree
                            .child(verb, &["ccomp", "xcomp", "acomp", "attr", "advcl", "csubj", "oprd"])
                            .is_some()
            }
            "expl" => true,
            _ => false,
        }
    }

    /// "deems it right to talk", "made it clear that": an object that stands for the clause behind it.
    fn is_empty_object(&self, pronoun: usize) -> bool {
        let before = pronoun.checked_sub(1).map(|before| self.tree.lemma(before)).unwrap_or_default();
        let next = pronoun + 1;
        let adjective = if self.tree.tag(next).starts_with("RB") { next + 1 } else { next };
        has(&self.words.empty_object_verbs, &before)
            && self.tree.tag(adjective).starts_with("JJ")
            && !self.tree.is_noun(adjective + 1)
    }

    /// Whether the tree lets a pronoun stand for a phrase: not for the phrase that it is part of, and, as an object,
    /// not for the subject of its own verb.
    fn may_bind(&self, pronoun: usize, candidate: &Candidate) -> bool {
        let word = self.tree.lower(pronoun);
        let reflexive = word.ends_with("self") || word.ends_with("selves");
        let mut at = pronoun;
        for _ in 0..STEPS {
            if candidate.heads.contains(&at) || at == candidate.at {
                return false;
            }
            if !matches!(self.tree.dep(at), "poss" | "pobj" | "prep" | "compound" | "amod" | "appos" | "conj")
            {
                break;
            }
            at = self.tree.head(at);
        }
        let verb = self.tree.head(pronoun);
        let same_clause = self.tree.head(candidate.at) == verb && candidate.role == Role::Subject;
        let object = matches!(self.tree.dep(pronoun), "dobj" | "dative");
        if reflexive {
            return same_clause && object;
        }
        let beside = same_clause && object || self.is_named_beside(verb, pronoun, candidate);
        !beside
    }

    /// The words that stand for who acts on an object pronoun, or is acted on beside it: the pronoun is none of them.
    ///
    /// "The guards fired on them", "We gave the nurses time to wash them": the subject of the verb is named with a verb
    /// above where the verb itself has none.
    fn parties_of_clause(&self, pronoun: usize) -> Vec<usize> {
        let above = self.tree.head(pronoun);
        let reflexive = self.tree.lower(pronoun).contains("sel");
        let verb = match self.tree.dep(pronoun) {
            "dobj" | "dative" => above,
            "pobj" if has(&self.words.object_prepositions, &self.tree.lower(above)) => self.tree.head(above),
            _ => return Vec::new(),
        };
        if reflexive || !self.tree.tag(verb).starts_with("VB") {
            return Vec::new();
        }
        let mut at = verb;
        for _ in 0..STEPS {
            let subjects = self.tree.children_with(at, &["nsubj", "nsubjpass"]);
            if let Some(subject) = subjects.first() {
                return self.tree.conjuncts(*subject);
            }
            let up = self.tree.head(at);
            let goes_on = matches!(
                self.tree.dep(at),
                "conj" | "xcomp" | "pcomp" | "prep" | "acl" | "advcl" | "ccomp" | "dobj"
            );
            if up == at || !goes_on {
                break;
            }
            // "urged the crew to save it": who shall do it is the object above.
            let told = self.tree.children_with(up, &["dobj", "dative"]);
            let told = told.into_iter().filter(|told| *told != at).min();
            if let Some(told) = told.filter(|_| matches!(self.tree.dep(at), "xcomp" | "dobj" | "acl")) {
                return self.tree.conjuncts(told);
            }
            at = up;
        }
        Vec::new()
    }

    /// Whether a word, with the candidate that it is, stands for what another candidate is.
    fn names_alike(&self, word: usize, party: Option<&Candidate>, candidate: &Candidate) -> bool {
        let noun = |head: Option<&usize>| head.map(|head| self.tree.lemma(*head));
        let one = |candidate: &Candidate| candidate.heads.len() == 1 && !candidate.is_name;
        candidate.at == word
            || candidate.heads.contains(&word)
            || party.is_some_and(|party| {
                party.key == candidate.key
                    || overlap(party, candidate)
                    || one(party)
                        && one(candidate)
                        && noun(party.heads.first()) == noun(candidate.heads.first())
            })
    }

    /// "Mills and a group of nurses … They": who is named together with somebody else is not meant alone.
    fn is_part(&self, candidate: &Candidate, seen: &Seen) -> bool {
        if matches!(candidate.key, Key::Several(_)) || candidate.is_pronoun {
            return false;
        }
        let first = self.tree.first_conjunct(candidate.at);
        let joined = self.tree.children(first).iter().any(|child| self.tree.lower(*child) == "and");
        let whole = seen.candidates.iter().rev().take(WINDOW).any(|known| known.key == Key::Several(first));
        joined && self.tree.child(first, &["conj"]).is_some() && !whole
    }

    /// "It attacked Turkey": who is named as another party of the verb is not the pronoun.
    fn is_named_beside(&self, verb: usize, pronoun: usize, candidate: &Candidate) -> bool {
        let Key::Entity(entity) = candidate.key else { return false };
        let names = |token: usize| {
            let name = self.name_of(token).and_then(|name| self.name_entities.get(name));
            token != pronoun && name == Some(&entity)
        };
        let parties = self.tree.children(verb).iter().copied();
        parties
            .flat_map(|child| std::iter::once(child).chain(self.tree.children_with(child, &["pobj"])))
            .any(names)
    }

    /// Whether the verbs of a subject and of an earlier subject go together: who accuses does not deny, and nobody
    /// tells of the own death.
    fn may_tell(&self, pronoun: usize, candidate: &Candidate) -> bool {
        if candidate.role != Role::Subject || self.role(pronoun) != Role::Subject {
            return true;
        }
        let (before, now) = (self.tree.head(candidate.at), self.tree.head(pronoun));
        let (earlier, later) = (self.tree.lemma(before), self.tree.lemma(now));
        let denies = has(&self.words.accusing_verbs, &earlier) && has(&self.words.denying_verbs, &later);
        let dead = has(&self.words.deadly_verbs, &later)
            && self.tree.head(now) == before
            && (self.tree.is_passive(now) || self.tree.child(now, &["dobj"]).is_none())
            && self.words.reporting(&earlier).is_some();
        !denies && !dead
    }
}

/// How sure a link is that is made: the share that is right on texts that the rules were not written on is about
/// this.
const CONFIDENCE: u8 = 80;

fn agrees(form: Form, candidate: &Candidate, female: Option<bool>) -> bool {
    let person = candidate.nature == Nature::Person;
    match form {
        Form::He => person && !candidate.plural && female != Some(true),
        Form::She => person && !candidate.plural && female != Some(false),
        Form::It => !person && !candidate.plural,
        Form::They => candidate.plural || candidate.nature == Nature::Body,
    }
}

fn overlap(one: &Candidate, other: &Candidate) -> bool {
    one.heads.iter().any(|head| other.heads.contains(head))
}

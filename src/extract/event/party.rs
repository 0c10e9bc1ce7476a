//! The party that an act is directed at where no slot of the frame names one: "rejected an Indian proposal",
//! "demanded that Chad withdraw", "threatened to cut aid to Mali", "burned Kurdish homes".
//!
//! Looked for in the complement clause, then behind the object (possessor, a state's adjective, prepositions), the
//! nearest first. The act is told to concern that party, hence it is a recipient with a lower confidence.

use crate::extract::tree::Tree;

/// A token that may name the party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The head of the phrase, or the modifier.
    pub(super) token: usize,
    /// Whether it stands before a noun: "Indian" in "an Indian proposal".
    pub(super) modifier: bool,
}

/// How far a candidate may lie from the trigger: clauses and nouns between them.
const DEPTH: usize = 4;

/// Most candidates that are looked at.
const MOST: usize = 16;

/// Prepositions whose object may be the party.
const TOWARDS: &[&str] =
    &["against", "with", "to", "toward", "towards", "on", "upon", "from", "of", "for", "by", "between"];

/// Prepositions that lead on to a noun whose own prepositions may name it.
const THROUGH: &[&str] = &["in", "about", "over", "at", "into"];

/// The candidates behind a trigger, the best first.
pub(super) fn candidates(tree: &Tree<'_>, trigger: usize) -> Vec<Candidate> {
    let mut search = Search { tree, found: Vec::new() };
    if tree.is_verb(trigger) {
        search.clause(trigger, 0);
    } else {
        search.behind(trigger, 0);
    }
    search.found
}

struct Search<'t, 'a> {
    tree: &'t Tree<'a>,
    found: Vec<Candidate>,
}

impl Search<'_, '_> {
    fn full(&self, depth: usize) -> bool {
        depth > DEPTH || self.found.len() >= MOST
    }

    fn push(&mut self, token: usize, modifier: bool) {
        let candidate = Candidate { token, modifier };
        if !self.found.contains(&candidate) {
            self.found.push(candidate);
        }
    }

    /// What a clause is about: the subject of its complement, its objects, its prepositions.
    fn clause(&mut self, verb: usize, depth: usize) {
        if self.full(depth) {
            return;
        }
        let clauses = self.tree.children_with(verb, &["ccomp", "xcomp"]);
        for clause in &clauses {
            if let Some(subject) = self.tree.child(*clause, &["nsubj", "nsubjpass"]) {
                self.push(subject, false);
                self.behind(subject, depth + 1);
            }
        }
        for object in self.tree.children_with(verb, &["dobj", "dative", "nsubjpass"]) {
            // "refused to move its troops": what belongs to the actor is no other party.
            let own = self.tree.child(object, &["poss"]).is_some_and(|owner| self.tree.tag(owner) == "PRP$");
            if depth > 0 && !own {
                self.push(object, false);
            }
            self.behind(object, depth + 1);
        }
        self.prepositions(verb, depth);
        // "is ready to …": the infinitive hangs under the adjective.
        let complements = self.tree.children_with(verb, &["acomp"]);
        for clause in clauses.into_iter().chain(complements) {
            self.clause(clause, depth + 1);
        }
        for clause in self.tree.children_with(verb, &["advcl"]) {
            // The aim: "to demand …", "to protest against …".
            if self.tree.child(clause, &["aux"]).is_some_and(|aux| self.tree.lower(aux) == "to") {
                self.clause(clause, depth + 1);
            }
        }
    }

    /// The parties that a noun phrase names besides its head.
    fn behind(&mut self, noun: usize, depth: usize) {
        if self.full(depth) {
            return;
        }
        for owner in self.tree.children_with(noun, &["poss"]) {
            self.push(owner, false);
        }
        for modifier in self.tree.children_with(noun, &["amod", "compound", "nmod"]) {
            self.push(modifier, true);
        }
        self.prepositions(noun, depth);
        for clause in self.tree.children_with(noun, &["acl"]) {
            // "a report that X …" is about X and not directed at it.
            if self.tree.child(clause, &["mark"]).is_none() {
                self.clause(clause, depth + 1);
            }
        }
    }

    fn prepositions(&mut self, governor: usize, depth: usize) {
        for prep in self.tree.children_with(governor, &["prep", "dative", "agent"]) {
            let word = self.tree.lower(prep);
            let towards = TOWARDS.contains(&word.as_str());
            if !towards && !THROUGH.contains(&word.as_str()) {
                continue;
            }
            for object in self.tree.children_with(prep, &["pobj"]) {
                if towards {
                    self.push(object, false);
                }
                // "condemned the leak of letters of X": who is named so far away is not the one addressed.
                if depth < 2 || word != "of" {
                    self.behind(object, depth + 1);
                }
            }
        }
    }
}

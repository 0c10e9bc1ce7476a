//! How much a candidate stands out for a pronoun.

use super::candidate::Candidate;
use super::candidate::Role;
use super::candidate::STEPS;
use crate::extract::reading::Reading;

/// A subject stands out most, then an object.
const SUBJECT: i32 = 80;
const OBJECT: i32 = 40;
const POSSESSOR: i32 = 40;
const OBLIQUE: i32 = 30;
/// For a subject or object of a clause that the pronoun's clause is part of: "the ministry said that it …".
const ABOVE: i32 = 50;
/// For the same role as the pronoun's.
const PARALLEL: i32 = 20;
/// A name rather than a noun.
const NAME: i32 = 20;
/// An earlier pronoun of the same form carries its topic on.
const TOPIC: i32 = 35;
/// For each further mention before, up to three.
const AGAIN: i32 = 8;
/// Lost with each sentence between, and with a paragraph between.
const SENTENCE: i32 = 45;
const PARAGRAPH: i32 = 10;

impl Reading<'_> {
    /// The points of a candidate; `mentions` is how often the text spoke of it before.
    pub(super) fn salience(&self, candidate: &Candidate, pronoun: usize, mentions: usize) -> i32 {
        let tree = &self.tree;
        let mut points = match candidate.role {
            Role::Subject => SUBJECT,
            Role::Object => OBJECT,
            Role::Possessor => POSSESSOR,
            Role::Oblique => OBLIQUE,
        };
        let back = tree.sentence(pronoun).saturating_sub(tree.sentence(candidate.at));
        points -= SENTENCE * i32::try_from(back).unwrap_or(i32::MAX / SENTENCE);
        if self.paragraph(pronoun) != self.paragraph(candidate.at) {
            points -= PARAGRAPH;
        }
        let role = self.role(pronoun);
        if role == candidate.role && role == Role::Subject {
            points += PARALLEL;
        }
        if back == 0 && self.is_above(candidate, pronoun) {
            points += ABOVE;
        }
        if candidate.is_name {
            points += NAME;
        }
        if candidate.is_pronoun {
            points += TOPIC;
        }
        points + AGAIN * i32::try_from(mentions.min(3)).unwrap_or_default()
    }

    fn paragraph(&self, token: usize) -> usize {
        self.tree.paragraph(token)
    }

    /// Whether the candidate is subject or object of a clause that the pronoun stands in or that its clause is part
    /// of.
    fn is_above(&self, candidate: &Candidate, pronoun: usize) -> bool {
        if candidate.role != Role::Subject {
            return false;
        }
        let mut subject = candidate.at;
        for _ in 0..STEPS {
            if !matches!(self.tree.dep(subject), "conj" | "appos") {
                break;
            }
            subject = self.tree.head(subject);
        }
        let clause = self.tree.head(subject);
        let mut at = pronoun;
        for _ in 0..STEPS {
            let up = self.tree.head(at);
            if up == at {
                return false;
            }
            at = up;
            if at == clause {
                return true;
            }
        }
        false
    }
}

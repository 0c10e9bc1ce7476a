//! What keeps an assault from being read into a disaster, an accident or a game.

use super::arguments::Argument;
use super::rules::FrameRule;
use super::rules::FrameRules;
use super::words::has;
use crate::extract::draft::class_group;
use crate::extract::reading::Reading;
use crate::vocab::casegraph::class;

impl Reading<'_> {
    /// "The crisis struck the town": a subject that is no actor, no thing and no attack attacks nobody.
    pub(super) fn has_no_agent(
        &mut self,
        rules: &FrameRules,
        trigger: usize,
        arguments: &[Argument],
    ) -> bool {
        let subject = arguments.iter().find(|argument| argument.function == "subject");
        let Some(head) = subject.map(|subject| subject.head).filter(|_| self.tree.is_verb(trigger)) else {
            return false;
        };
        let attack = rules.of_noun(&self.tree.lemma(head)).any(|rule| rule.classes.contains(&class::ASSAULT));
        self.tree.is_noun(head) && !self.tree.is_proper(head) && !attack && self.fillers(head).is_empty()
    }

    /// "terrorists", "forces": a noun of people, bodies or things names no event.
    pub(super) fn is_somebody(&self, trigger: usize) -> bool {
        self.class_of_noun(trigger).is_some_and(|of| {
            matches!(class_group(of), "person" | "org" | "group" | "asset") && of != class::ENTITY
        })
    }

    /// Whether a sentence tells of a game, where goals are attacked and teams are beaten.
    pub(super) fn is_sport(&mut self, trigger: usize) -> bool {
        let sentence = self.tree.sentence(trigger);
        let (tree, words) = (&self.tree, self.words);
        *self.sports.entry(sentence).or_insert_with(|| {
            tree.sentence_tokens(sentence).any(|token| has(&words.sports, &tree.lower(token)))
        })
    }

    /// Whether what harms is no agent: a disaster, an animal, a vehicle that nobody is told to use as a weapon.
    pub(super) fn is_misfortune(&self, arguments: &[Argument]) -> bool {
        arguments.iter().any(|argument| {
            let words = self.words;
            let lemma = self.tree.lemma(argument.head);
            match argument.function.as_str() {
                "subject" | "by" => {
                    has(&words.accidents, &lemma)
                        || has(&words.misfortunes, &lemma)
                        || has(&words.harmless_things, &lemma)
                }
                "in" => has(&words.accidents, &lemma),
                "clause" => {
                    has(&words.misfortune_verbs, &lemma)
                        && self.tree.child(argument.head, &["dobj"]).is_none()
                }
                _ => false,
            }
        })
    }
}

/// Whether a frame tells of harm, which may come without an agent.
pub(super) fn harms(rule: &FrameRule) -> bool {
    const HARM: &[&str] = &["attack", "kill", "injure", "destroy"];
    rule.misfortune || rule.modes.iter().any(|mode| HARM.contains(&mode.as_str()))
}

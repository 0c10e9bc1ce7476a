//! Which arguments of a trigger fill which slots of a frame, and whether that is enough to tell of an event.

use super::arguments::Argument;
use super::arguments::arguments;
use super::arguments::light_verb;
use super::arguments::reliability;
use super::party::candidates;
use super::rules::FrameRule;
use super::words::has;
use crate::extract::reading::Filler;
use crate::extract::reading::Reading;
use crate::statement::Term;
use crate::vocab::casegraph::property;

/// An argument with its fillers and the slot that it fills.
pub(super) struct Filled {
    pub(super) function: String,
    pub(super) property: Term,
    pub(super) fillers: Vec<Filler>,
    pub(super) reliability: f64,
}

/// How sure a party behind the object is: measured on no set, below every direct argument.
const PARTY: f64 = 0.75;

impl Reading<'_> {
    pub(super) fn conditions_hold(&mut self, rule: &FrameRule, arguments: &[Argument]) -> bool {
        rule.when.iter().all(|(function, kinds)| {
            let heads: Vec<usize> = arguments
                .iter()
                .filter(|argument| argument.function == *function)
                .map(|argument| argument.head)
                .collect();
            if kinds.iter().any(|kind| kind == "None") {
                return heads.is_empty();
            }
            if kinds.iter().any(|kind| kind == "Some") {
                return !heads.is_empty();
            }
            heads.into_iter().any(|head| {
                let lemmas: Vec<String> =
                    self.tree.conjuncts(head).into_iter().map(|part| self.tree.lemma(part)).collect();
                let fillers = self.argument_fillers(function, head);
                kinds.iter().any(|kind| {
                    lemmas.contains(kind) || fillers.iter().any(|filler| self.is_kind(filler, kind))
                })
            })
        })
    }

    fn argument_fillers(&mut self, function: &str, head: usize) -> Vec<Filler> {
        if function == "modifier" {
            return self.modifier_filler(head).into_iter().collect();
        }
        self.fillers(head)
    }

    /// A state's adjective, or a name, before an event noun: "Israeli strikes", "NATO summit".
    fn modifier_filler(&mut self, token: usize) -> Option<Filler> {
        let index = self.name_of(token)?;
        let name = self.names.get(index)?.clone();
        let entity = self.name_entities.get(index).copied()?;
        let mention = self.draft.mention(self.tree.span(name.tokens), &[entity]);
        Some(Filler { head: token, mention, class: self.draft.class(entity) })
    }

    pub(super) fn fill(&mut self, rule: &FrameRule, arguments: &[Argument]) -> Vec<Filled> {
        let mut filled: Vec<Filled> = Vec::new();
        for argument in arguments {
            let fillers = self.argument_fillers(&argument.function, argument.head);
            if fillers.is_empty() {
                continue;
            }
            let mut taken = vec![false; fillers.len()];
            for slot in rule.slots.iter().filter(|slot| slot.function == argument.function) {
                let mut fitting = Vec::new();
                for (filler, taken) in fillers.iter().zip(taken.iter_mut()) {
                    if !*taken && slot.kind.as_ref().is_none_or(|kind| self.is_kind(filler, kind)) {
                        *taken = true;
                        fitting.push(filler.clone());
                    }
                }
                if !fitting.is_empty() {
                    let coordinated = if fitting.len() > 1 { reliability("conj") } else { 1.0 };
                    filled.push(Filled {
                        function: argument.function.clone(),
                        property: slot.property,
                        fillers: fitting,
                        reliability: argument.reliability * coordinated,
                    });
                }
            }
        }
        self.fill_place(arguments, &mut filled);
        filled
    }

    /// "Near X, the rebels attacked a post and burned a truck": the second act is there as well.
    pub(super) fn shared_place(&self, trigger: usize) -> Vec<Argument> {
        let first = self.tree.first_conjunct(trigger);
        if first == trigger || !self.tree.is_verb(trigger) || !self.tree.is_verb(first) {
            return Vec::new();
        }
        let mut found = arguments(&self.tree, self.words, first);
        found.retain(|argument| {
            argument.head < first && has(&self.words.place_prepositions, &argument.function)
        });
        found
    }

    /// Where it happened, from any preposition of place that no slot of the frame took.
    fn fill_place(&mut self, arguments: &[Argument], filled: &mut Vec<Filled>) {
        if filled.iter().any(|slot| slot.property == property::PLACE) {
            return;
        }
        for argument in arguments {
            let word = argument.function.strip_prefix("object ").unwrap_or(&argument.function);
            let used =
                filled.iter().any(|slot| slot.fillers.iter().any(|filler| filler.head == argument.head));
            if used || !has(&self.words.place_prepositions, word) {
                continue;
            }
            let fillers: Vec<Filler> = self
                .fillers(argument.head)
                .into_iter()
                .filter(|filler| self.is_kind(filler, "Place"))
                .collect();
            if let Some(filler) = fillers.into_iter().next() {
                filled.push(Filled {
                    function: argument.function.clone(),
                    property: property::PLACE,
                    fillers: vec![filler],
                    reliability: argument.reliability,
                });
                return;
            }
        }
    }

    /// The party that the act is directed at, where no other argument names it.
    pub(super) fn fill_party(&mut self, rule: &FrameRule, trigger: usize, filled: &mut Vec<Filled>) {
        let Some(slot) = rule.slots.iter().find(|slot| slot.function == "party") else { return };
        let named = filled.iter().any(|other| {
            other.property == slot.property
                || (other.property == property::OBJECT
                    && other.fillers.iter().any(|filler| self.is_kind(filler, "Actor")))
        });
        let light = light_verb(&self.tree, self.words, trigger);
        if named {
            return;
        }
        let known: Vec<usize> = filled
            .iter()
            .filter(|other| other.property != property::OBJECT)
            .flat_map(|other| &other.fillers)
            .flat_map(|filler| self.draft.referents(filler.mention).to_vec())
            .collect();
        let mut found = candidates(&self.tree, trigger);
        found.extend(light.into_iter().flat_map(|verb| candidates(&self.tree, verb)));
        for candidate in found {
            let mut fillers = if candidate.modifier {
                self.modifier_filler(candidate.token).into_iter().collect()
            } else {
                self.fillers(candidate.token)
            };
            fillers.retain(|filler| {
                slot.kind.as_ref().is_none_or(|kind| self.is_kind(filler, kind))
                    && !self.draft.referents(filler.mention).iter().any(|entity| known.contains(entity))
            });
            if !fillers.is_empty() {
                filled.push(Filled {
                    function: slot.function.clone(),
                    property: slot.property,
                    fillers,
                    reliability: PARTY,
                });
                return;
            }
        }
    }

    /// A noun that is the head of its phrase, and no part of a name or of another noun ("attack helicopter").
    pub(super) fn stands_alone(&self, trigger: usize) -> bool {
        self.tree.is_noun(trigger)
            && !matches!(self.tree.dep(trigger), "compound" | "nmod" | "amod" | "npadvmod")
    }

    /// A verb needs a party or a thing; a noun needs a party, or a day of its own.
    pub(super) fn is_enough(&self, filled: &[Filled], trigger: usize) -> bool {
        let aim = self.tree.is_verb(trigger)
            && matches!(self.tree.dep(trigger), "advcl" | "acl" | "relcl" | "conj")
            && (self.is_to_clause(trigger) || self.tree.tag(trigger) == "VB");
        let told = filled.iter().any(|slot| {
            // In an aim the actor is only inherited.
            (slot.property == property::ACTOR && !aim)
                || slot.property == property::RECIPIENT
                || slot.property == property::OBJECT
        });
        told || (!self.tree.is_verb(trigger) && self.is_dated(trigger))
    }

    /// "The March 3 meeting": a date stands right before the noun.
    fn is_dated(&self, noun: usize) -> bool {
        let phrase = self.tree.base_phrase(noun);
        self.times.iter().any(|time| {
            time.tokens.start >= phrase.start && time.tokens.end <= phrase.end && time.value.first.is_some()
        })
    }
}

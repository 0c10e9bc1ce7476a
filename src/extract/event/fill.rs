//! Which arguments of a trigger fill which slots of a frame, and whether that is enough to tell of an event.

use super::arguments::Argument;
use super::arguments::arguments;
use super::arguments::light_verb;
use super::arguments::reliability;
use super::party::candidates;
use super::rules::FrameRule;
use super::rules::FrameRules;
use super::words::has;
use crate::extract::draft::class_group;
use crate::extract::reading::Filler;
use crate::extract::reading::Members;
use crate::extract::reading::Reading;
use crate::statement::EntityScope;
use crate::statement::Term;
use crate::vocab::casegraph::class;
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

/// Classes of acts by words.
const SPOKEN: &[Term] = &[
    class::SUPPORT,
    class::REQUEST,
    class::ACCUSE,
    class::REJECT,
    class::THREATEN,
    class::CONSULT,
    class::AGREE,
];

impl Reading<'_> {
    pub(super) fn conditions_hold(&mut self, rule: &FrameRule, arguments: &[Argument]) -> bool {
        rule.when.iter().all(|condition| self.condition_holds(condition, arguments))
            && !rule.unless.iter().any(|condition| self.condition_holds(condition, arguments))
    }

    fn condition_holds(&mut self, (function, kinds): &(String, Vec<String>), arguments: &[Argument]) -> bool {
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
            kinds.iter().any(|kind| match kind.strip_prefix('@') {
                Some(list) => lemmas.iter().any(|lemma| has(self.words.list(list), lemma)),
                None => lemmas.contains(kind) || fillers.iter().any(|filler| self.is_kind(filler, kind)),
            })
        })
    }

    fn argument_fillers(&mut self, function: &str, head: usize) -> Vec<Filler> {
        match function {
            "modifier" => self.modifier_filler(head).into_iter().collect(),
            "infinitive" | "clause" | "content" | "content modal" => Vec::new(),
            _ => self.fillers(head),
        }
    }

    /// A state's adjective, or a name, before an event noun: "Israeli strikes", "NATO summit"; or the kind of people
    /// who do it: "student protests", "rebel attacks".
    fn modifier_filler(&mut self, token: usize) -> Option<Filler> {
        if self.name_of(token).is_none() {
            return self.doers_before(token);
        }
        let index = self.name_of(token)?;
        let name = self.names.get(index)?.clone();
        let entity = self.name_entities.get(index).copied()?;
        let mention = self.draft.mention(self.tree.span(name.tokens), &[entity]);
        Some(Filler { head: token, mention, class: self.draft.class(entity) })
    }

    /// "student protests", "rebel attacks", "police raids": people or a force as the modifier of what they do.
    fn doers_before(&mut self, token: usize) -> Option<Filler> {
        if let Some(known) = self.fillers.get(&token) {
            return known.clone();
        }
        let act = self.tree.head(token);
        let plain = self.tree.dep(token) == "compound"
            && self.tree.tag(token) == "NN"
            && self.tree.child(token, &["compound", "amod", "poss"]).is_none();
        let noun = self.noun_of(token).filter(|_| plain)?;
        let protest = matches!(
            self.tree.lemma(act).as_str(),
            "protest" | "demonstration" | "strike" | "rally" | "march"
        );
        if !(noun.force || self.tree.lower(token) == "police" || (protest && noun.class == class::PERSON)) {
            return None;
        }
        let label = self.tree.lower(token);
        let entity = self.draft.unique(class::COLLECTIVE, &label, EntityScope::Document);
        self.members.insert(entity, Members { class: noun.class, force: noun.force });
        let mention = self.draft.mention(self.tree.span(token..token + 1), &[entity]);
        let filler = Filler { head: token, mention, class: class::COLLECTIVE };
        self.fillers.insert(token, Some(filler.clone()));
        Some(filler)
    }

    pub(super) fn fill(&mut self, rule: &FrameRule, arguments: &[Argument]) -> Vec<Filled> {
        let mut filled: Vec<Filled> = Vec::new();
        for argument in arguments {
            let mut fillers = self.argument_fillers(&argument.function, argument.head);
            fillers.retain(|filler| !self.belongs_elsewhere(argument.head, filler));
            if fillers.is_empty() {
                continue;
            }
            let mut taken = vec![false; fillers.len()];
            for slot in rule.slots.iter().filter(|slot| slot.function == argument.function) {
                let mut fitting = Vec::new();
                for (filler, taken) in fillers.iter().zip(taken.iter_mut()) {
                    let weapon = slot.property != property::INSTRUMENT || !self.is_kind(filler, "Facility");
                    if !*taken && weapon && slot.kind.as_ref().is_none_or(|kind| self.is_kind(filler, kind)) {
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
        self.fill_place(rule, arguments, &mut filled);
        filled
    }

    /// "the militia in Chad and Niger": a place behind a preposition takes the places that follow it with it.
    fn belongs_elsewhere(&self, first: usize, filler: &Filler) -> bool {
        let place = |of: Term| matches!(class_group(of), "place" | "state");
        filler.head > first
            && place(filler.class)
            && self.tree.children_with(first, &["prep"]).into_iter().any(|prep| {
                has(&self.words.place_prepositions, &self.tree.lower(prep))
                    && self.tree.children_with(prep, &["pobj"]).into_iter().any(|object| {
                        object < filler.head
                            && self
                                .name_of(object)
                                .and_then(|name| self.names.get(name))
                                .is_some_and(|name| place(name.class))
                    })
            })
            && self.name_of(first).and_then(|name| self.names.get(name)).is_none_or(|name| !place(name.class))
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
    fn fill_place(&mut self, rule: &FrameRule, arguments: &[Argument], filled: &mut Vec<Filled>) {
        if filled.iter().any(|slot| slot.property == property::PLACE) {
            return;
        }
        // "condemned the raid on the port": where the object is says nothing of where it is spoken of. "met the envoy in
        // Riga", "signed a treaty in Riga": that is where it was.
        let together = rule.modes.iter().any(|mode| mode == "sign")
            || rule.slots.iter().any(|slot| slot.function == "object" && slot.property == property::ACTOR);
        let spoken = !together && rule.classes.first().is_some_and(|of| SPOKEN.contains(of));
        for argument in
            arguments.iter().filter(|argument| !spoken || !argument.function.starts_with("object "))
        {
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
    pub(super) fn fill_party(
        &mut self,
        rules: &FrameRules,
        rule: &FrameRule,
        trigger: usize,
        filled: &mut Vec<Filled>,
    ) {
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
        if rule.classes.first() == Some(&class::AGREE)
            && let Some(act) = self.tree.child(trigger, &["xcomp"])
            && !self.is_friendly(rules, act)
        {
            // "pledged to punish X" is no pledge to X.
            let within = self.tree.subtree(act);
            found.retain(|candidate| !within.contains(&candidate.token));
        }
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

    /// Whether a verb names an act that those whom it concerns welcome.
    fn is_friendly(&self, rules: &FrameRules, verb: usize) -> bool {
        const FRIENDLY: &[Term] = &[
            class::AID,
            class::SUPPORT,
            class::COOPERATE,
            class::CONSULT,
            class::AGREE,
            class::CONCEDE,
            class::RETREAT,
        ];
        let lemma = self.tree.lemma(verb);
        let mut classes = rules.of_verb(&lemma).filter_map(|rule| rule.classes.first());
        classes.any(|of| FRIENDLY.contains(of))
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

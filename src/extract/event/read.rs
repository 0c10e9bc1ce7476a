//! From trigger words to frames with slots, time, modality and claims.

use super::arguments::Argument;
use super::arguments::arguments;
use super::arguments::light_verb;
use super::fill::Filled;
use super::guard::harms;
use super::learned::Proposal;
use super::learned::may_tell;
use super::learned::propose;
use super::modality::is_repeated;
use super::modality::modality;
use super::rules::Bare;
use super::rules::FrameRule;
use super::rules::FrameRules;
use crate::extract::draft::Finding;
use crate::extract::draft::Voice;
use crate::extract::reading::Filler;
use crate::extract::reading::Reading;
use crate::layer::Layer;
use crate::statement::Frame;
use crate::statement::Modality;
use crate::statement::Node;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

/// How sure an event is that a noun alone tells of.
const BARE: f64 = 0.6;

/// From this probability on the layer's kind of event is taken.
const SURE: f64 = 0.5;

/// From this probability on it is taken for a noun without parties.
const SURE_ALONE: f64 = 0.65;

/// Kinds of event that are done to somebody.
const UPON: &[&str] = &["injure", "kill", "kidnap", "arrest", "expel", "release", "rescue"];

/// From this probability of no event on, a noun without parties is none.
const DOUBT: f64 = 0.6;

/// A frame that was read, with what later steps need.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::extract) struct Read {
    /// The frame.
    pub(in crate::extract) frame: usize,
    /// Its trigger token.
    pub(in crate::extract) trigger: usize,
    /// The rule that made it.
    pub(in crate::extract) rule: String,
    /// Whether what moved is at the destination afterwards.
    pub(in crate::extract) presence: bool,
}

impl Reading<'_> {
    /// Reads all frames of the document.
    pub(in crate::extract) fn read_events(&mut self, rules: &FrameRules, triggers: &Layer) {
        for trigger in 0..self.tree.len() {
            if !self.tree.is_verb(trigger) && !self.tree.is_noun(trigger) {
                continue;
            }
            if self.name_of(trigger).is_some() || self.frame_at.contains_key(&trigger) {
                continue;
            }
            let heard = may_tell(&self.tree, trigger).then(|| propose(triggers, &self.tree, rules, trigger));
            if !self.read_trigger(rules, trigger, heard.as_ref())
                && let Some(heard) = heard
            {
                self.read_proposal(rules, trigger, &heard);
            }
        }
    }

    /// Reads the first frame that fits a trigger; tells whether there was one.
    fn read_trigger(&mut self, rules: &FrameRules, trigger: usize, heard: Option<&Proposal>) -> bool {
        let lemma = self.tree.lemma(trigger);
        let verb = self.tree.is_verb(trigger);
        if verb && self.tree.dep(trigger) == "amod" {
            return false;
        }
        let candidates: Vec<&FrameRule> =
            if verb { rules.of_verb(&lemma).collect() } else { rules.of_noun(&lemma).collect() };
        if candidates.is_empty() {
            return false;
        }
        let mut arguments = arguments(&self.tree, self.words, trigger);
        arguments.extend(self.shared_place(trigger));
        let misfortune = candidates.iter().any(|rule| harms(rule)) && self.is_misfortune(&arguments);
        for rule in candidates {
            if verb && !self.second_word_fits(rule, trigger, &lemma) {
                continue;
            }
            let accidental = misfortune && harms(rule);
            let assault = rule.classes.contains(&class::ASSAULT);
            if accidental != rule.misfortune && (rule.misfortune || assault)
                || assault && self.is_sport(trigger)
            {
                continue;
            }
            if !self.conditions_hold(rule, &arguments) || (is_situation(rule) && !self.holds(trigger)) {
                continue;
            }
            let mut filled = self.fill(rule, &arguments);
            self.fill_party(rules, rule, trigger, &mut filled);
            if !self.is_enough(&filled, trigger) {
                let doubted = heard.is_some_and(|heard| heard.none > DOUBT);
                let alone = match rule.bare {
                    Bare::Never => false,
                    Bare::UnlessDoubted => !doubted,
                    Bare::Always => true,
                };
                if !alone || !(verb || self.stands_alone(trigger)) {
                    continue;
                }
            }
            let confidence = confidence(&filled);
            self.write(rule, trigger, &arguments, (filled, confidence));
            return true;
        }
        false
    }

    /// A trigger that no frame holds, of the kind that the layer says.
    fn read_proposal(&mut self, rules: &FrameRules, trigger: usize, heard: &Proposal) {
        let Some(rule) = rules.of_label(&heard.label).filter(|_| heard.probability >= SURE) else { return };
        if !self.tree.is_verb(trigger) && (!self.stands_alone(trigger) || self.is_somebody(trigger)) {
            return;
        }
        let mut arguments = arguments(&self.tree, self.words, trigger);
        arguments.extend(self.shared_place(trigger));
        if rule.classes.contains(&class::ASSAULT)
            && (self.is_sport(trigger)
                || (harms(rule) && self.is_misfortune(&arguments))
                || self.has_no_agent(rules, trigger, &arguments))
        {
            return;
        }
        if !self.conditions_hold(rule, &arguments) {
            return;
        }
        // "the rest injured": an act upon somebody needs whom it is done to.
        let active = self.tree.is_verb(trigger)
            && self.tree.tag(trigger) != "VBN"
            && !arguments.iter().any(|argument| argument.function == "object");
        if active && UPON.contains(&heard.label.as_str()) {
            return;
        }
        let filled = self.fill(rule, &arguments);
        if filled.is_empty() && !self.tree.is_verb(trigger) && heard.probability < SURE_ALONE {
            return;
        }
        if rule.bare == Bare::Never && !self.is_enough(&filled, trigger) {
            return;
        }
        let confidence = percent(heard.probability);
        self.write(rule, trigger, &arguments, (filled, confidence));
    }

    /// Whether a clause says that something is so.
    fn holds(&self, trigger: usize) -> bool {
        matches!(modality(&self.tree, self.words, trigger), Modality::Actual | Modality::Habitual)
    }

    /// "take office", "take over": the verb's object or particle is part of the name.
    fn second_word_fits(&self, rule: &FrameRule, trigger: usize, lemma: &str) -> bool {
        rule.verbs.iter().filter(|(verb, _)| verb == lemma).any(|(_, second)| {
            second.as_ref().is_none_or(|second| {
                // "gave in", but not "gave it in order to …": a particle has no object.
                let particle =
                    matches!(second.as_str(), "in" | "up" | "down" | "out" | "off" | "over" | "away");
                self.tree
                    .children_with(trigger, &["prt", "dobj", "advmod", "prep", "acomp", "oprd"])
                    .into_iter()
                    .filter(|child| {
                        !particle
                            || self.tree.dep(*child) != "prep"
                            || self.tree.child(*child, &["pobj"]).is_none()
                    })
                    .flat_map(|child| {
                        // "put the fleet on alert", "went on strike"
                        let bare =
                            self.tree.children_with(child, &["pobj"]).into_iter().filter(move |object| {
                                self.tree.dep(child) == "prep" && self.tree.children(*object).is_empty()
                            });
                        std::iter::once(child).chain(bare)
                    })
                    .any(|child| self.tree.lemma(child) == *second || self.tree.lower(child) == *second)
            })
        })
    }

    fn write(
        &mut self,
        rule: &FrameRule,
        trigger: usize,
        arguments: &[Argument],
        (filled, confidence): (Vec<Filled>, u8),
    ) {
        let voice = self.voice(trigger);
        let modality = match modality(&self.tree, self.words, trigger) {
            Modality::Actual => rule.modality.unwrap_or(Modality::Actual),
            told => told,
        };
        let groups = self.split_by_mode(rule, filled);
        for (modes, slots) in groups {
            let frame = self.new_frame(rule, trigger, modality, modes);
            for slot in &slots {
                for filler in &slot.fillers {
                    self.draft.slot(frame, slot.property, Value::Node(Node::Mention(filler.mention)));
                }
                if slot.property == property::OBJECT
                    && let [only] = slot.fillers.as_slice()
                {
                    self.count_of(frame, only.head);
                }
            }
            self.count_of_series(trigger, frame, &slots);
            self.state_as_actor(rule, frame, &slots);
            self.add_topics(rule, frame, arguments, &slots);
            // "arrested for theft", "praised for its help": where a frame knows "for", it gives the reason.
            let reason = rule.slots.iter().any(|slot| slot.function == "for");
            // Who is charged or tried is so for something, not to some end.
            if !(reason && rule.classes.contains(&class::COERCE)) {
                self.purposes(trigger, frame, reason);
            }
            if let Some(verb) = light_verb(&self.tree, self.words, trigger) {
                self.purposes(verb, frame, reason);
            }
            let mut finding = Finding::new(format!("frame:{}", rule.name), confidence);
            if let Some(comment) = self.time_comment(trigger) {
                finding = finding.because(comment);
            }
            self.draft.claim_frame(frame, &voice, finding);
            self.frame_at.entry(trigger).or_insert(frame);
            self.reads.push(Read { frame, trigger, rule: rule.name.clone(), presence: rule.presence });
        }
    }

    fn new_frame(
        &mut self,
        rule: &FrameRule,
        trigger: usize,
        modality: Modality,
        modes: Vec<String>,
    ) -> usize {
        let mut classes = rule.classes.clone();
        if is_repeated(&self.tree, self.words, trigger) && !classes.contains(&class::EVENT_SERIES) {
            classes.push(class::EVENT_SERIES);
        }
        let time = self.time_of(trigger, modality);
        self.draft.frame(Frame {
            classes,
            modes,
            slots: Vec::new(),
            time,
            modality: (!is_situation(rule)).then_some(modality),
            trigger: Some(self.tree.span(trigger..trigger + 1)),
            event: 0,
        })
    }

    /// "ships and marines deployed": things of different modes are different events.
    fn split_by_mode(&self, rule: &FrameRule, filled: Vec<Filled>) -> Vec<(Vec<String>, Vec<Filled>)> {
        if rule.modes_by_object.is_empty() {
            return vec![(rule.modes.clone(), filled)];
        }
        let mode_of = |filler: &Filler| {
            rule.modes_by_object
                .iter()
                .find(|(kind, _)| self.is_kind(filler, kind))
                .map(|(_, mode)| mode.clone())
        };
        let mut modes: Vec<Option<String>> = Vec::new();
        for slot in filled.iter().filter(|slot| slot.property == property::OBJECT) {
            for filler in &slot.fillers {
                let mode = mode_of(filler);
                if !modes.contains(&mode) {
                    modes.push(mode);
                }
            }
        }
        if modes.is_empty() {
            modes.push(None);
        }
        modes
            .into_iter()
            .map(|mode| {
                let slots = filled
                    .iter()
                    .map(|slot| Filled {
                        function: slot.function.clone(),
                        property: slot.property,
                        fillers: slot
                            .fillers
                            .iter()
                            .filter(|filler| slot.property != property::OBJECT || mode_of(filler) == mode)
                            .cloned()
                            .collect(),
                        reliability: slot.reliability,
                    })
                    .filter(|slot| !slot.fillers.is_empty())
                    .collect();
                let modes = mode.map_or_else(|| rule.modes.clone(), |mode| vec![mode]);
                (modes, slots)
            })
            .collect()
    }

    /// The reason behind a resolved time, for the claim.
    fn time_comment(&self, trigger: usize) -> Option<String> {
        self.time_at(trigger).and_then(|time| time.comment.clone())
    }

    /// Claims a frame that a rule outside the frame files made.
    pub(in crate::extract) fn claimed_frame(
        &mut self,
        frame: Frame,
        voice: &Voice,
        finding: Finding,
    ) -> usize {
        let index = self.draft.frame(frame);
        self.draft.claim_frame(index, voice, finding);
        index
    }
}

/// Whether a frame tells of what holds and not of what is done.
fn is_situation(rule: &FrameRule) -> bool {
    rule.classes.iter().any(|of| [class::MEMBERSHIP, class::TENURE].contains(of))
}

/// Confidence of a frame: the product of the F scores of the labels on the way from the trigger to its actor,
/// recipient and object (`crate::extract::event::arguments::reliability`), as whole per cent. Where several slots
/// are filled by one phrase it counts once.
fn confidence(slots: &[Filled]) -> u8 {
    let core = |slot: &&Filled| {
        slot.property == property::ACTOR
            || slot.property == property::RECIPIENT
            || slot.property == property::OBJECT
    };
    if !slots.iter().any(|slot| core(&slot)) {
        return percent(BARE);
    }
    let product: f64 = slots.iter().filter(core).map(|slot| slot.reliability).product();
    percent(product)
}

/// A share in 0..=1 as whole per cent.
pub(in crate::extract) fn percent(share: f64) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=100 before")]
    let percent = (share * 100.0).round().clamp(0.0, 100.0) as u8;
    percent
}

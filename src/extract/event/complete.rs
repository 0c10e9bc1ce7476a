//! What a frame gets besides its arguments: counts, the state behind forces, topics.

use super::arguments::Argument;
use super::fill::Filled;
use super::modality::is_repeated;
use super::rules::FrameRule;
use super::words::has;
use crate::extract::reading::Reading;
use crate::statement::Node;
use crate::statement::Number;
use crate::statement::Qualifier;
use crate::statement::Quantity;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

impl Reading<'_> {
    /// How many of its object there are.
    pub(super) fn count_of(&mut self, frame: usize, head: usize) {
        if let Some(quantity) = self.quantity_of(head) {
            let quantity = quantity.quantity.clone();
            self.draft.slot(frame, property::QUANTITY, Value::Quantity(quantity));
        }
    }

    /// "repeatedly" with several things says more than one (`ontology.md` 6.2.17).
    pub(super) fn count_of_series(&mut self, trigger: usize, frame: usize, slots: &[Filled]) {
        let several = slots.iter().any(|slot| {
            slot.property == property::OBJECT
                && slot.fillers.iter().any(|filler| filler.class == class::COLLECTIVE)
        });
        let counted = self
            .draft
            .statements
            .frames
            .get(frame)
            .is_some_and(|frame| frame.slots.iter().any(|(name, _)| *name == property::QUANTITY));
        if several && !counted && is_repeated(&self.tree, self.words, trigger) {
            let quantity = Quantity {
                min: Number::from_integer(2),
                max: None,
                qualifier: Qualifier::MoreThan,
                unit: None,
            };
            self.draft.slot(frame, property::QUANTITY, Value::Quantity(quantity));
        }
    }

    /// Where forces move by themselves, their state is who deploys them.
    pub(super) fn state_as_actor(&mut self, rule: &FrameRule, frame: usize, slots: &[Filled]) {
        if !rule.actor_from_state || slots.iter().any(|slot| slot.property == property::ACTOR) {
            return;
        }
        let heads: Vec<usize> = slots
            .iter()
            .filter(|slot| slot.property == property::OBJECT)
            .flat_map(|slot| slot.fillers.iter().map(|filler| filler.head))
            .collect();
        for head in heads {
            if let Some(mention) = self.state_behind(head) {
                self.draft.slot(frame, property::ACTOR, Value::Node(Node::Mention(mention)));
            }
        }
    }

    /// What it is about: topics of "on", "about" and the like.
    pub(super) fn add_topics(
        &mut self,
        rule: &FrameRule,
        frame: usize,
        arguments: &[Argument],
        slots: &[Filled],
    ) {
        for argument in arguments {
            let used =
                slots.iter().any(|slot| slot.fillers.iter().any(|filler| filler.head == argument.head));
            let wanted = rule
                .slots
                .iter()
                .any(|slot| slot.function == argument.function && slot.property == property::CONTEXT);
            // "praised the efforts to cut pollution": what the efforts are for is the topic.
            let effort =
                has(&self.words.promise_measures, &self.tree.lemma(argument.head))
                    && self.tree.children_with(argument.head, &["acl", "relcl"]).into_iter().any(|clause| {
                        self.is_to_clause(clause) && self.tree.child(clause, &["nsubj"]).is_none()
                    });
            if wanted
                && !used
                && !effort
                && self.times.iter().all(|time| !time.tokens.contains(&argument.head))
            {
                for topic in self.topics(argument.head) {
                    self.draft.slot(frame, property::CONTEXT, Value::Node(Node::Concept(topic)));
                }
            }
        }
    }
}

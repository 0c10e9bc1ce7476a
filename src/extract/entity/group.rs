//! Groups and their named members: "two frigates, the A and the B", "Another tug, the C".

use crate::extract::draft::Finding;
use crate::extract::reading::Filler;
use crate::extract::reading::Members;
use crate::extract::reading::Reading;
use crate::statement::EntityScope;
use crate::statement::Node;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

impl Reading<'_> {
    /// The names that a group's phrase lists behind it: in apposition, or right behind its comma or dash where the
    /// parser hung them elsewhere.
    pub(in crate::extract) fn members_named(&mut self, head: usize) -> Vec<Filler> {
        let Some(first) = self.first_listed(head) else { return Vec::new() };
        let mut found = Vec::new();
        for name in self.tree.conjuncts(first) {
            let is_name = self
                .name_of(name)
                .and_then(|index| self.names.get(index))
                .is_some_and(|name| !name.demonym && name.class != class::STATE);
            if is_name && let Some(filler) = self.filler(name) {
                found.push(filler);
            }
        }
        found
    }

    pub(super) fn first_listed(&self, head: usize) -> Option<usize> {
        if self.name_of(head).is_some() || !self.tree.is_noun(head) {
            return None;
        }
        let appositive = self
            .tree
            .children_with(head, &["appos"])
            .into_iter()
            .find(|child| self.name_of(*child).is_some());
        appositive.or_else(|| {
            // "destroyers, the USS …": comma, article, name right behind the noun.
            let mut at = head + 1;
            if !matches!(self.tree.word(at), "," | "—" | "–" | "-" | ":") {
                return None;
            }
            at += 1;
            if self.tree.lower(at) == "the" {
                at += 1;
            }
            let name = self.name_of(at).and_then(|index| self.names.get(index))?;
            (name.class == class::VESSEL && self.tree.sentence(at) == self.tree.sentence(head))
                .then_some(name.head)
        })
    }

    /// Types and membership of names that a noun introduces.
    pub(in crate::extract) fn read_groups(&mut self) {
        for head in 0..self.tree.len() {
            if self.first_listed(head).is_some() {
                self.read_group(head);
            }
            self.type_before_name(head);
        }
    }

    fn read_group(&mut self, head: usize) {
        let tokens = self.tree.base_phrase(head);
        let Some(noun) = self.noun_of(head) else { return };
        if crate::extract::draft::class_group(noun.class) != "asset" {
            return;
        }
        let members = self.members_named(head);
        let kind = self.asset_type(head, &tokens, &noun);
        let voice = self.voice_of_phrase(head);
        let counted = self.tree.is_plural(head);
        let group = if counted { self.filler(head) } else { None };
        let limit = if counted { members.len() } else { 1 };
        for member in members.into_iter().take(limit) {
            if crate::extract::draft::class_group(member.class) != "asset" {
                continue;
            }
            let finding = Finding::new("group.type-of-member", 85);
            self.draft.attribute(
                member.mention,
                (property::ASSET_TYPE, Value::Node(Node::Concept(kind))),
                &voice,
                finding,
            );
            if let Some(group) = &group {
                let finding = Finding::new("group.member", 85);
                self.draft.attribute(
                    member.mention,
                    (property::PART_OF, Value::Node(Node::Mention(group.mention))),
                    &voice,
                    finding,
                );
            }
        }
    }

    /// "the cruiser USS X": a noun right before a ship's or aircraft's name is its type.
    fn type_before_name(&mut self, token: usize) {
        let Some(index) = self.name_of(token) else { return };
        let Some(name) = self.names.get(index).cloned() else { return };
        if name.tokens.start != token || crate::extract::draft::class_group(name.class) != "asset" {
            return;
        }
        let Some(before) = token
            .checked_sub(1)
            .filter(|before| self.tree.tag(*before) == "NN" && self.name_of(*before).is_none())
        else {
            return;
        };
        if self.tree.sentence(before) != self.tree.sentence(token) {
            return;
        }
        let Some(noun) = self.noun_of(before) else { return };
        if crate::extract::draft::class_group(noun.class) != "asset" {
            return;
        }
        let mut start = before;
        while start > 0
            && matches!(self.tree.dep(start - 1), "compound" | "amod" | "nmod")
            && self.tree.sentence(start - 1) == self.tree.sentence(token)
            && self.name_of(start - 1).is_none()
        {
            start -= 1;
        }
        let kind = self.asset_type(before, &(start..before + 1), &noun);
        let Some(filler) = self.filler(name.head) else { return };
        let voice = self.voice_of_phrase(name.head);
        let finding = Finding::new("group.type-before-name", 90);
        self.draft.attribute(
            filler.mention,
            (property::ASSET_TYPE, Value::Node(Node::Concept(kind))),
            &voice,
            finding,
        );
    }

    fn voice_of_phrase(&mut self, head: usize) -> crate::extract::draft::Voice {
        self.voice(head)
    }

    /// One filler for coordinated people counted together ("4,000 marines and sailors").
    pub(in crate::extract) fn joint_filler(&mut self, head: usize) -> Option<Filler> {
        let conjuncts = self.tree.conjuncts(head);
        let counted = self.quantity_of(head).cloned();
        let (Some(counted), [first, .., last]) = (counted, conjuncts.as_slice()) else {
            return self.filler(head);
        };
        let (first, last) = (*first, *last);
        let label = self.tree.phrase(first..last + 1);
        let span = self.tree.span(first..last + 1).cover(counted.span);
        let single = self.filler(head)?;
        let entity = self.draft.unique(class::COLLECTIVE, &label, EntityScope::Document);
        self.members.insert(entity, Members { class: class::PERSON, force: self.is_kind(&single, "Force") });
        let mention = self.draft.mention(span, &[entity]);
        let voice = self.voice(head);
        let finding = Finding::new("phrase.joint-count", 85);
        self.draft.attribute(
            mention,
            (property::QUANTITY, Value::Quantity(counted.quantity)),
            &voice,
            finding,
        );
        for part in conjuncts {
            let Some(filler) = self.filler(part) else { continue };
            let parts: Vec<Value> = self
                .draft
                .statements
                .claims
                .iter()
                .filter(|claim| claim.about == Node::Mention(filler.mention))
                .filter_map(|claim| claim.statement.clone())
                .filter(|(name, _)| *name == property::IN_ORGANIZATION)
                .map(|(_, value)| value)
                .collect();
            for value in parts {
                let voice = Self::inferring(&voice);
                self.draft.attribute(
                    mention,
                    (property::IN_ORGANIZATION, value),
                    &voice,
                    Finding::new("phrase.joint-force", 80),
                );
            }
        }
        Some(Filler { head, mention, class: class::COLLECTIVE })
    }
}

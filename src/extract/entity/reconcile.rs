//! Counts and names: whether a group of so many has so many named members.
//!
//! "Two trawlers, the A and the B": the names in apposition, behind "including", or that a clause says the group
//! includes, comprises or is, are its members. At the end the number of each counted group is compared with its
//! members, and the outcome is claimed of the group: `agrees`; `open` where fewer are named and the text does not
//! claim to name them all; `disagrees`.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::extract::draft::Finding;
use crate::extract::draft::class_group;
use crate::extract::reading::Filler;
use crate::extract::reading::Reading;
use crate::statement::Node;
use crate::statement::Number;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

/// A list of names that stands for members of a group.
struct List {
    /// The first of the coordinated names.
    first: usize,
    /// Whether it is meant to name them all.
    whole: bool,
    /// Whether a clause or "including" says that they belong to the group; else they stand in apposition.
    told: bool,
}

impl Reading<'_> {
    /// Names that are members of people's and bodies' groups, and of groups of any kind that a clause lists.
    pub(in crate::extract) fn read_members(&mut self) {
        for head in 0..self.tree.len() {
            if !self.tree.is_plural(head) || self.name_of(head).is_some() {
                continue;
            }
            if let Some(list) = self.list_of(head) {
                self.members_of(head, &list);
            }
        }
    }

    fn list_of(&self, head: usize) -> Option<List> {
        let named = |token: usize| self.name_of(token).is_some();
        let below = |token: usize, label: &str| {
            self.tree.children_with(token, &[label]).into_iter().find(|child| named(*child))
        };
        if let Some(first) = self.first_listed(head).filter(|first| *first > head) {
            return Some(List { first, whole: true, told: false });
        }
        // "Two men, A and B" with the names hung as if they were further people: no "and" stands before the first.
        let joined = below(head, "conj").filter(|first| *first > head);
        if let Some(first) = joined.filter(|_| self.tree.child(head, &["cc"]).is_none()) {
            return Some(List { first, whole: true, told: false });
        }
        let including = self.tree.prepositional(head, "including").into_iter().find(|token| named(*token));
        if let Some(first) = including {
            return Some(List { first, whole: false, told: true });
        }
        let verb = self.tree.head(head);
        let (label, whole) = match self.tree.lemma(verb).as_str() {
            "include" => ("dobj", false),
            "comprise" => ("dobj", true),
            "be" => ("attr", true),
            _ => return None,
        };
        let subject = self.tree.dep(head) == "nsubj" && !self.tree.is_negated(verb);
        let first = below(verb, label).filter(|_| subject)?;
        Some(List { first, whole, told: true })
    }

    fn members_of(&mut self, head: usize, list: &List) {
        let Some(kind) = self.noun_of(head).map(|noun| class_group(noun.class)) else { return };
        let names = self.tree.conjuncts(list.first);
        let members: Vec<Filler> = names.iter().filter_map(|name| self.filler(*name)).collect();
        // Every part of the list must be a name of the group's kind, or it is another list than it looks.
        let alike = members.len() == names.len()
            && members
                .iter()
                .all(|member| class_group(member.class) == kind && member.class != class::COLLECTIVE);
        if !alike || !matches!(kind, "person" | "org" | "asset") {
            return;
        }
        let counted = self.quantity_of(head).and_then(|counted| counted.quantity.min);
        let number = i64::try_from(members.len()).ok();
        // Names in apposition to people are often posts and places gone astray: their number has to agree.
        let sure = list.told || counted.and_then(Number::as_integer) == number;
        if kind != "asset" && !sure {
            return;
        }
        self.earlier_group(head);
        let Some(group) = self.filler(head) else { return };
        let Some(entity) = self.draft.referents(group.mention).first().copied() else { return };
        if self.draft.class(entity) != class::COLLECTIVE {
            return;
        }
        if list.whole {
            self.whole_lists.insert(entity);
        }
        let voice = self.voice(head);
        for member in members {
            self.draft.attribute(
                member.mention,
                (property::PART_OF, Value::Node(Node::Mention(group.mention))),
                &voice,
                Finding::new("group.member", 85),
            );
        }
    }

    /// Reads the counted group that a definite plural noun may speak of again, so that it is known.
    fn earlier_group(&mut self, head: usize) {
        if !self.is_definite(&self.tree.base_phrase(head)) {
            return;
        }
        let lemma = self.tree.lemma(head);
        let counted = self.quantities.iter().rev().filter_map(|quantity| quantity.head);
        let earlier = counted.filter(|noun| *noun < head).find(|noun| self.tree.lemma(*noun) == lemma);
        if let Some(earlier) = earlier {
            self.filler(earlier);
        }
    }

    /// Compares the number of each counted group with its named members.
    pub(in crate::extract) fn reconcile_counts(&mut self) {
        let mut members: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let mut told: BTreeMap<usize, (usize, BTreeSet<usize>)> = BTreeMap::new();
        for claim in &self.draft.statements.claims {
            let Some((property::PART_OF, Value::Node(Node::Mention(whole)))) = claim.statement else {
                continue;
            };
            let Node::Mention(part) = claim.about else { continue };
            let (Some(group), Some(member)) =
                (self.draft.referents(whole).first(), self.draft.referents(part).first())
            else {
                continue;
            };
            if self.counted.contains_key(group) {
                members.entry(*group).or_default().insert(*member);
                let (_, evidence) = told.entry(*group).or_insert((whole, BTreeSet::new()));
                evidence.extend(&claim.evidence);
            }
        }
        for (group, members) in members {
            let Some((mention, evidence)) = told.remove(&group) else { continue };
            let Some(counted) = self.counted.get(&group) else { continue };
            let Some(named) = i64::try_from(members.len()).ok().and_then(Number::from_integer) else {
                continue;
            };
            let too_many = counted.max.is_some_and(|max| named > max);
            let too_few = counted.min.is_some_and(|min| named < min);
            let outcome = match (too_many, too_few) {
                (false, false) => "agrees",
                (false, true) if !self.whole_lists.contains(&group) => "open",
                _ => "disagrees",
            };
            let names: Vec<&str> = members.iter().map(|member| self.draft.label(*member)).collect();
            let number = match (counted.min, counted.max) {
                (Some(min), Some(max)) if min == max => min.to_string(),
                (Some(min), Some(max)) => format!("{min} to {max}"),
                (Some(min), None) => format!("at least {min}"),
                (None, Some(max)) => format!("at most {max}"),
                (None, None) => continue,
            };
            let comment = format!("{number} counted, {} named: {}", members.len(), names.join(", "));
            let mut voice = Self::inferring(&Self::narrator(0));
            voice.evidence = evidence.into_iter().collect();
            let finding = Finding::new("group.count-check", 90).because(comment);
            self.draft.attribute(
                mention,
                (property::COUNT_CHECK, Value::Text(outcome.to_owned())),
                &voice,
                finding,
            );
        }
    }
}

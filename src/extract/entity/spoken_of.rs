//! What a definite noun speaks of again: "the vessel", "the board", "the nurses".

use std::collections::BTreeSet;
use std::ops::Range;

use super::knowledge::Noun;
use crate::extract::draft::class_group;
use crate::extract::event::has;
use crate::extract::reading::Filler;
use crate::extract::reading::Reading;
use crate::vocab::casegraph::class;

/// How many sentences back a bare noun may stand for a name.
const NEAR: usize = 3;

/// How many mentions back it looks: a bound for sentences without end.
const WINDOW: usize = 100;

impl Reading<'_> {
    /// The thing that a definite noun speaks of again: what the same noun named, or a named thing whose name ends in
    /// the noun, or, for a noun of the general kind ("the vessel"), the only named thing of its class nearby.
    pub(super) fn spoken_of_before(
        &mut self,
        head: usize,
        tokens: &Range<usize>,
        lemma: &str,
        noun: &Noun,
    ) -> Option<Filler> {
        if has(&self.words.mass_nouns, lemma) || self.is_told_apart(head, tokens) {
            return None;
        }
        let found = self.same_noun(head, tokens, lemma).or_else(|| {
            let bare = tokens.len() < 3 && !self.tree.is_plural(head);
            if bare { self.named_nearby(tokens.start, lemma, noun) } else { None }
        });
        let entity = found?;
        let mention = self.draft.mention(self.tree.span(tokens.clone()), &[entity]);
        let reason = format!("the {lemma} spoken of before: {}", self.draft.label(entity));
        self.decide(mention, vec![entity], 80, reason);
        Some(Filler { head, mention, class: self.draft.class(entity) })
    }

    /// "the board of Acme", "the website \"Larder\"", "the most seats": words that tell the thing by themselves.
    fn is_told_apart(&self, head: usize, tokens: &Range<usize>) -> bool {
        let most = tokens.clone().any(|token| matches!(self.tree.tag(token), "JJS" | "RBS"));
        let behind = (head + 1..head + 3).find(|token| !matches!(self.tree.word(*token), "\"" | "“"));
        let called = behind.is_some_and(|behind| {
            self.tree.sentence(behind) == self.tree.sentence(head)
                && self.tree.tag(behind) == "NNP"
                && self.name_of(behind) != self.name_of(head)
                && matches!(self.tree.dep(behind), "appos" | "compound" | "nmod")
        });
        let of_name = self.tree.prepositional(head, "of").into_iter().any(|object| {
            let name = self.name_of(object).and_then(|name| self.names.get(name));
            name.is_some_and(|name| class_group(name.class) == "org")
        });
        most || called || of_name
    }

    /// The last thing that the same noun named, with the same word before it where there is one.
    fn same_noun(&self, head: usize, tokens: &Range<usize>, lemma: &str) -> Option<usize> {
        let plural = self.tree.is_plural(head);
        let modifier = (tokens.len() > 2).then(|| self.tree.lower(head.saturating_sub(1)));
        let sentence = self.tree.sentence(tokens.start);
        let fits = |entity: usize| {
            let group = self.draft.class(entity) == class::COLLECTIVE;
            let says = |modifier: &String| self.draft.label(entity).to_lowercase().contains(modifier);
            group == plural
                && self.nouns.get(&entity).is_some_and(|known| known == lemma)
                && modifier.as_ref().is_none_or(says)
        };
        let before = || self.history.iter().rev().filter(|(token, _)| *token < tokens.start);
        let (at, entity) = *before().find(|(_, entity)| fits(*entity))?;
        // Two of one kind in the same sentences: either may be meant.
        let near = |token: usize| self.tree.sentence(token) + 1 >= self.tree.sentence(at).min(sentence);
        let others = before().skip_while(|(token, _)| *token > at).take(WINDOW);
        let rival =
            others.take_while(|(token, _)| near(*token)).any(|(_, other)| *other != entity && fits(*other));
        (!rival).then_some(entity)
    }

    /// The named thing that a bare noun speaks of, where it is the only one of the last sentences.
    fn named_nearby(&self, before: usize, lemma: &str, noun: &Noun) -> Option<usize> {
        let sentence = self.tree.sentence(before);
        let body = self.knowledge.organization_noun(lemma).map(|noun| noun.class);
        let general = has(&self.words.general_nouns, lemma);
        let (mut by_name, mut by_kind) = (BTreeSet::new(), BTreeSet::new());
        let near = self.history.iter().rev().filter(|(token, _)| *token < before);
        for (_, entity) in
            near.take(WINDOW).take_while(|(token, _)| self.tree.sentence(*token) + NEAR >= sentence)
        {
            let class = self.draft.class(*entity);
            if self.nouns.contains_key(entity) || matches!(class, class::PERSON | class::COLLECTIVE) {
                continue;
            }
            if is_named_so(self.draft.label(*entity), lemma) {
                by_name.insert(*entity);
            }
            let loose = body == Some(class::ORGANIZATION)
                && matches!(class, class::CRIMINAL_ORGANIZATION | class::WORKING_GROUP);
            if general && (class == noun.class || Some(class) == body || loose) {
                by_kind.insert(*entity);
            }
        }
        let chosen = if by_name.is_empty() { by_kind } else { by_name };
        chosen.first().copied().filter(|_| chosen.len() == 1)
    }
}

/// Whether a name's own noun is this one: "Ministry of Trade", "Trade Ministry".
fn is_named_so(label: &str, lemma: &str) -> bool {
    let label = label.to_lowercase();
    let head = label.split(" of ").next().and_then(|head| head.split(" for ").next()).unwrap_or_default();
    head.split(' ').next_back() == Some(lemma)
}

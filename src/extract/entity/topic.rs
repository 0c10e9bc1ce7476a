//! Topics: what an act or a promise is about, as a concept labelled by the phrase of the text.
//!
//! The label is the noun phrase in lower case, without determiners and possessives, with its prepositional
//! complement; coordinated heads are shared out ("drug and gun smuggling" gives two topics); proper names keep
//! their capitals; the name of a state is written out.

use std::ops::Range;

use super::knowledge::CountryForm;
use super::label::written_out;
use crate::extract::event::has;
use crate::extract::reading::Reading;
use crate::extract::tree::Tree;
use crate::vocab::casegraph::class;

impl Reading<'_> {
    /// The topics that a phrase names, coordination shared out.
    pub(in crate::extract) fn topics(&mut self, head: usize) -> Vec<usize> {
        let mut found = Vec::new();
        for noun in self.tree.conjuncts(head) {
            if !self.tree.is_noun(noun) && !matches!(self.tree.tag(noun), "VBG" | "JJ") {
                continue;
            }
            for label in labels(self, noun) {
                if !label.is_empty() {
                    found.push(self.draft.concept(class::TOPIC, &label, None));
                }
            }
        }
        found
    }

    /// The topic of a verb and its object ("secure the border"), else of the object.
    pub(in crate::extract) fn topics_of_act(&mut self, verb: usize, object: usize) -> Vec<usize> {
        let lemma = self.tree.lemma(verb);
        let Some(noun) = self.words.noun_of_verb.get(&lemma) else { return self.topics(object) };
        let mut found = Vec::new();
        for head in self.tree.conjuncts(object) {
            let phrase = phrase(self, head, false);
            if !phrase.is_empty() {
                found.push(self.draft.concept(class::TOPIC, &format!("{phrase} {noun}"), None));
            }
        }
        found
    }
}

/// A coordinated modifier without a noun of its own shares the noun of the last ("drug and gun smuggling").
fn labels(reading: &Reading<'_>, noun: usize) -> Vec<String> {
    let tree = &reading.tree;
    let shared = tree.children_with(noun, &["conj"]).into_iter().find(|next| {
        tree.tag(noun) == "NN"
            && tree.child(*next, &["compound"]).is_some()
            && adjacent_with_and(tree, noun, *next)
    });
    if let Some(last) = shared {
        return vec![format!("{} {}", tree.lower(noun), tree.lower(last))];
    }
    // The complement stands right behind the noun, under it or under the verb around it.
    let complements: Vec<usize> = Some(noun + 1)
        .into_iter()
        .filter(|prep| {
            tree.dep(*prep) == "prep"
                && matches!(tree.lower(*prep).as_str(), "of" | "in" | "to" | "on" | "against")
        })
        .filter(|prep| {
            tree.head(*prep) == noun || (tree.head(*prep) == tree.head(noun) && tree.lower(*prep) == "in")
        })
        .collect();
    let cooperation = has(&reading.words.cooperation_nouns, &tree.lemma(noun));
    if let Some(field) = tree
        .children_with(noun, &["compound"])
        .last()
        .copied()
        .filter(|field| cooperation && reading.name_of(*field).is_none())
    {
        // "trade cooperation" is about trade.
        return vec![phrase(reading, field, false)];
    }
    let base = phrase(reading, noun, false);
    let Some(prep) = complements.first().copied() else { return vec![base] };
    let Some(object) = tree.child(prep, &["pobj"]) else { return vec![base] };
    tree.conjuncts(object)
        .into_iter()
        .filter(|object| tree.is_noun(*object))
        .map(|object| format!("{base} {} {}", tree.lower(prep), phrase(reading, object, true)))
        .collect()
}

fn adjacent_with_and(tree: &Tree<'_>, first: usize, last: usize) -> bool {
    last.saturating_sub(first) <= 3 && (first + 1..last).any(|token| tree.lower(token) == "and")
}

/// The phrase of a noun, cleaned.
fn phrase(reading: &Reading<'_>, noun: usize, keep_article: bool) -> String {
    let tree = &reading.tree;
    let tokens = tree.base_phrase(noun);
    if let Some(name) = reading.name_of(noun).and_then(|name| reading.names.get(name))
        && name.head == noun
        && !name.demonym
    {
        let article = keep_article
            && tokens.clone().any(|token| tree.lower(token) == "the")
            && name.class == class::PLACE;
        let label = if name.class == class::STATE || (keep_article && name.label.starts_with("United ")) {
            super::label::of_state(&name.label)
        } else if article {
            format!("the {}", name.label)
        } else {
            name.label.clone()
        };
        return label;
    }
    let mut words = Vec::new();
    let mut run: Option<Range<usize>> = None;
    for token in tokens {
        if skipped(tree, token) {
            continue;
        }
        run = Some(run.map_or(token..token + 1, |run| run.start..token + 1));
        let proper = tree.is_proper(token)
            || reading
                .knowledge
                .country(tree.word(token))
                .is_some_and(|country| country.form == CountryForm::Adjective);
        let text = written_out(tree, &reading.knowledge, token..token + 1);
        let text = if proper { text } else { text.to_lowercase() };
        let glued = tree.token(token).is_some_and(|token| !token.space_after);
        words.push((text, glued));
    }
    let mut result = String::new();
    for (text, glued) in words {
        result.push_str(&text);
        if !glued {
            result.push(' ');
        }
    }
    result.trim().to_owned()
}

fn skipped(tree: &Tree<'_>, token: usize) -> bool {
    matches!(tree.tag(token), "DT" | "PDT" | "PRP$" | "_SP" | "," | "``" | "''" | "WDT" | "CD")
        || matches!(tree.dep(token), "poss" | "case")
        || matches!(
            tree.lower(token).as_str(),
            "other" | "respective" | "own" | "such" | "more" | "mutual" | "certain"
        )
}

//! Who holds which post: from titles before names and appositions behind them.

use std::ops::Range;

use super::has;
use super::percent;
use crate::extract::draft::Finding;
use crate::extract::entity::of_state;
use crate::extract::reading::Reading;
use crate::extract::time::Relation;
use crate::statement::Frame;
use crate::statement::Node;
use crate::statement::Precision;
use crate::statement::TimeSpan;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

/// A post as a phrase tells it.
struct Post {
    holder: usize,
    words: Range<usize>,
    organization: Option<usize>,
    former: bool,
    rule: &'static str,
    confidence: u8,
}

impl Reading<'_> {
    /// Reads all posts of the document.
    pub(in crate::extract) fn read_tenures(&mut self) {
        for index in 0..self.titles.len() {
            if let Some(post) = self.title_post(index) {
                self.write_tenure(post);
            }
        }
        for index in 0..self.names.len() {
            if let Some(post) = self.appositive_post(index) {
                self.write_tenure(post);
            }
        }
    }

    fn title_post(&mut self, index: usize) -> Option<Post> {
        let title = self.titles.get(index)?.clone();
        let name = self.name_of(title.name_start).and_then(|name| self.names.get(name)).cloned()?;
        if name.class != class::PERSON || name.tokens.start != title.name_start || title.post.is_empty() {
            return None;
        }
        let words: Vec<&str> = title.post.clone().map(|token| self.tree.word(token)).collect();
        if self.knowledge.is_address(&words) {
            return None;
        }
        let (post, former, elect) = self.qualified(title.post.clone(), name.head);
        if elect {
            return None;
        }
        let holder = self.filler(name.head)?.mention;
        let body = title.organization.and_then(|range| self.body_mention(range));
        let behind = self.state_behind_name(&name.tokens);
        let country = title.country.or(behind);
        let organization = body.or_else(|| country.and_then(|country| self.service_of(country)));
        Some(Post {
            holder,
            words: post,
            organization,
            former: title.former || former,
            rule: "tenure.title-before-name",
            confidence: 92,
        })
    }

    /// The words of a post with those joined to it by a hyphen ("vice-president"), whether it is over ("a retired
    /// general", "former defence ministry spokesman"), and whether it is still to come ("president-elect").
    fn qualified(&self, post: Range<usize>, name: usize) -> (Range<usize>, bool, bool) {
        let mut start = post.start;
        let joined = start.checked_sub(2).filter(|before| {
            self.tree.word(before + 1) == "-"
                && matches!(self.tree.lower(*before).as_str(), "vice" | "deputy" | "co" | "under" | "sub")
        });
        start = joined.unwrap_or(start);
        let phrase = self.tree.base_phrase(name);
        let former = (phrase.start..start).any(|token| has(&self.words.former, &self.tree.lower(token)));
        let elect = post.clone().any(|token| {
            let word = self.tree.lower(token);
            word == "elect" || word.ends_with("-elect") || word == "designate"
        });
        (start..post.end, former, elect)
    }

    /// "NAME, the president of Chad,", "NAME, Chad's foreign minister".
    fn appositive_post(&mut self, index: usize) -> Option<Post> {
        let name = self.names.get(index)?.clone();
        // The phrase stands right behind the name, whatever the parser hung it under.
        if name.class != class::PERSON || self.tree.word(name.tokens.end) != "," {
            return None;
        }
        let noun = self.post_noun_behind(name.tokens.end + 1)?;
        // "NAME, Colonel OTHER": a title of the next in a list.
        let next = self.name_of(noun + 1).and_then(|next| self.names.get(next));
        if next.is_some_and(|next| next.class == class::PERSON) {
            return None;
        }
        let phrase = self.tree.base_phrase(noun);
        let mut words = phrase.clone();
        let mut organization = None;
        let mut former = false;
        while words.start < noun {
            let token = words.start;
            if let Some(index) = self.name_of(token) {
                let name = self.names.get(index)?.clone();
                organization = self.owner(index);
                words.start = name.tokens.end;
                continue;
            }
            let lower = self.tree.lower(token);
            let past = has(&self.words.former, &lower);
            former |= past;
            if matches!(self.tree.tag(token), "DT" | "POS" | "PRP$")
                || past
                || matches!(lower.as_str(), "-" | "current" | "new" | "outgoing" | "incumbent" | "longtime")
            {
                words.start += 1;
            } else {
                break;
            }
        }
        former |= self.is_past_post(noun);
        for preposition in ["of", "at", "for"] {
            let object = self.tree.prepositional(noun, preposition).first().copied();
            let named = object.and_then(|object| self.name_of(object));
            if let Some(named) = named.filter(|_| organization.is_none()) {
                organization = self.owner(named);
            }
        }
        let holder = self.filler(name.head)?.mention;
        let rest: Vec<&str> =
            (words.start..self.tree.len().min(words.start + 8)).map(|token| self.tree.word(token)).collect();
        let end =
            self.knowledge.title(&rest).map_or(noun + 1, |(length, _)| (words.start + length).max(noun + 1));
        Some(Post {
            holder,
            words: words.start..end,
            organization,
            former,
            rule: "tenure.apposition",
            confidence: percent(0.676 * 1.15),
        })
    }

    /// "the mayor of Riga in the 1930s": a time in the past behind a post bounds it.
    fn is_past_post(&self, noun: usize) -> bool {
        let phrase = self.tree.subtree(noun);
        let Some(published) = self.document.published else { return false };
        let first = self.times.partition_point(|time| time.tokens.start <= noun);
        self.times.iter().skip(first).take_while(|time| time.tokens.start < phrase.end).any(|time| {
            time.value.relation != Relation::Since && time.value.last.is_some_and(|last| last < published)
        })
    }

    /// "Prime Minister X of Chad": the state right behind the name.
    fn state_behind_name(&self, name: &Range<usize>) -> Option<Range<usize>> {
        if self.tree.lower(name.end) != "of" {
            return None;
        }
        let after = name.end + 1 + usize::from(self.tree.lower(name.end + 1) == "the");
        let state = self.name_of(after).and_then(|index| self.names.get(index))?;
        (state.class == class::STATE && !state.demonym).then(|| state.tokens.clone())
    }

    /// The noun of a post in the phrase that begins at a token.
    fn post_noun_behind(&self, start: usize) -> Option<usize> {
        let limit = self.tree.sentence_tokens(self.tree.sentence(start)).end;
        let noun = (start..limit.min(start + 8)).find(|token| {
            self.tree.is_noun(*token)
                && self.knowledge.is_post(&self.tree.lower(*token))
                && !self.tree.is_plural(*token)
                && self.tree.base_phrase(*token).start == start
        })?;
        // "secretary general": the head of the phrase bears its complements.
        let head = self.tree.head(noun);
        let compound = self.tree.dep(noun) == "compound"
            && head == noun + 1
            && self.tree.is_noun(head)
            && self.tree.base_phrase(head).start == start;
        let noun = if compound { head } else { noun };
        self.name_of(noun).is_none().then_some(noun)
    }

    /// The organisation of a post from a named owner: a state stands for its government.
    fn owner(&mut self, name: usize) -> Option<usize> {
        let (tokens, class) = self.names.get(name).map(|name| (name.tokens.clone(), name.class))?;
        match class {
            class::STATE => self.service_of(tokens),
            class::PERSON | class::PLACE => None,
            _ => {
                let entity = self.name_entities.get(name).copied()?;
                Some(self.draft.mention(self.tree.span(tokens), &[entity]))
            }
        }
    }

    fn body_mention(&mut self, range: Range<usize>) -> Option<usize> {
        let phrase = self.tree.phrase(range.clone());
        let span = self.tree.span(range);
        if let Some(organization) = self.knowledge.organization(&phrase) {
            let entity = self.draft.shared(organization.class, &organization.label);
            return Some(self.draft.mention(span, &[entity]));
        }
        let body = self.knowledge.body(&phrase)?;
        let entity = self.draft.shared(body.class, &body.label);
        Some(self.draft.mention(span, &[entity]))
    }

    /// The government of a state, as the body of a post whose body is not named (`ontology.md` 6.3.18).
    fn service_of(&mut self, country: Range<usize>) -> Option<usize> {
        let known = self.knowledge.country(&self.tree.phrase(country.clone()));
        let known = known.filter(crate::extract::entity::Country::is_governed)?;
        let state = crate::extract::entity::country_entity(self, &known);
        let label = format!("Government of {}", of_state(self.draft.label(state)));
        let entity = self.draft.shared(class::GOVERNMENT, &label);
        self.draft.know(entity, property::JURISDICTION, state);
        if known.is_state {
            self.draft.know(entity, property::AFFILIATED_STATE, state);
        }
        Some(self.draft.mention(self.tree.span(country), &[entity]))
    }

    fn write_tenure(&mut self, post: Post) {
        let label = self.tree.phrase(post.words.clone());
        if label.is_empty() {
            return;
        }
        let label = capitalised(&label);
        let role = self.draft.shared(class::ROLE, &label);
        let role = self.draft.mention(self.tree.span(post.words.clone()), &[role]);
        let voice = self.voice(post.words.start);
        let time = if post.former {
            self.document
                .published
                .map(|day| TimeSpan { not_after: Some(day), ..TimeSpan::unbounded(Precision::Vague) })
        } else {
            self.time_of_state(post.words.start)
        };
        let mut slots = vec![
            (property::HOLDER, Value::Node(Node::Mention(post.holder))),
            (property::POST, Value::Node(Node::Mention(role))),
        ];
        if let Some(organization) = post.organization {
            slots.push((property::IN_ORGANIZATION, Value::Node(Node::Mention(organization))));
        }
        let frame = Frame {
            classes: vec![class::TENURE],
            modes: Vec::new(),
            slots,
            time,
            modality: None,
            trigger: Some(self.tree.span(post.words)),
            event: 0,
        };
        self.claimed_frame(frame, &voice, Finding::new(post.rule, post.confidence));
    }
}

/// Posts are labelled as written, the first letter a capital ("foreign minister" and "Foreign Minister" are one).
fn capitalised(label: &str) -> String {
    const SMALL: &[&str] = &["of", "for", "and", "the", "in", "to"];
    label
        .split(' ')
        .map(|word| {
            let mut letters = word.chars();
            match letters.next() {
                Some(first) if !SMALL.contains(&word) => first.to_uppercase().chain(letters).collect(),
                _ => word.to_owned(),
            }
        })
        .collect::<Vec<String>>()
        .join(" ")
}

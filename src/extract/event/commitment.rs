//! Promises and intentions: "pledged to …", "measures to …" among commitments, "intend to …".
//!
//! Each act of the list is a commitment of its own, with its topic as context, its aim as purpose, and as content the
//! trend or event that it promises.

use super::has;
use super::percent;
use super::subject::subject;
use crate::extract::draft::Finding;
use crate::extract::draft::Voice;
use crate::extract::reading::Reading;
use crate::statement::Frame;
use crate::statement::Modality;
use crate::statement::Node;
use crate::statement::Term;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

/// What a promise consists of.
struct Promise {
    actors: Vec<usize>,
    modality: Modality,
    voice: Voice,
    confidence: u8,
}

impl Reading<'_> {
    /// Reads all commitments of the document.
    pub(in crate::extract) fn read_commitments(&mut self) {
        for token in 0..self.tree.len() {
            let lemma = self.tree.lemma(token);
            let promise = self.words.promise(&lemma);
            let verb = self.tree.is_verb(token);
            match promise {
                Some(modality) if verb && !self.tree.is_negated(token) => {
                    for clause in self.tree.children_with(token, &["xcomp", "advcl"]) {
                        // "promised not to …" is no promise to act.
                        if self.is_to_clause(clause) && !self.tree.is_negated(clause) {
                            self.promise(token, clause, modality);
                        }
                    }
                }
                Some(modality) if self.tree.is_noun(token) => self.noun_promise(token, modality),
                _ if has(&self.words.promise_measures, &lemma)
                    && self.tree.is_noun(token)
                    && self.promise_before(token) =>
                {
                    self.noun_promise(token, Modality::Committed);
                }
                _ => {}
            }
        }
    }

    fn noun_promise(&mut self, noun: usize, modality: Modality) {
        for clause in self.tree.children_with(noun, &["acl", "relcl"]) {
            if self.is_to_clause(clause) && !self.tree.is_negated(clause) {
                self.promise(noun, clause, modality);
            }
        }
    }

    /// Whether a word of promising stands before a token in its sentence.
    fn promise_before(&self, token: usize) -> bool {
        let sentence = self.tree.sentence_tokens(self.tree.sentence(token));
        (sentence.start..token).any(|before| self.words.promise(&self.tree.lemma(before)).is_some())
    }

    fn promise(&mut self, word: usize, clause: usize, modality: Modality) {
        let actors = self.promising(word);
        if actors.is_empty() {
            return;
        }
        let voice = self.voice(word);
        let promise = Promise { actors, modality, voice, confidence: percent(0.951 * 0.891) };
        for verb in self.infinitives(clause, false) {
            self.promised_act(&promise, verb);
            let object = self.tree.child(verb, &["dobj"]);
            for part in object.map(|object| self.tree.conjuncts(object)).unwrap_or_default() {
                if self.verb_before(part).is_some() {
                    let aims = self.aims_of_nouns(&[part]);
                    self.promised_cooperation(&promise, part, &aims);
                }
            }
        }
    }

    /// Who promises: the subject of the promise, or of the nearest clause around it.
    fn promising(&mut self, word: usize) -> Vec<usize> {
        if let Some(owner) = self.tree.child(word, &["poss"]).filter(|_| self.tree.is_noun(word)) {
            let owners = self.fillers(owner);
            return owners
                .iter()
                .filter(|filler| self.is_kind(filler, "Actor"))
                .map(|filler| filler.mention)
                .collect();
        }
        let mut current = word;
        for _ in 0..self.tree.len() {
            let finite =
                self.tree.is_verb(current) && !self.is_to_clause(current) && self.tree.tag(current) != "VB";
            if (finite || current == word)
                && self.tree.is_verb(current)
                && let Some(argument) = subject(&self.tree, self.words, current, 0)
            {
                let fillers = self.fillers(argument.head);
                let actors: Vec<usize> = fillers
                    .iter()
                    .filter(|filler| self.is_kind(filler, "Actor"))
                    .map(|filler| filler.mention)
                    .collect();
                if !actors.is_empty() {
                    return actors;
                }
            }
            let head = self.tree.head(current);
            if head == current {
                break;
            }
            current = head;
        }
        Vec::new()
    }

    fn promised_act(&mut self, promise: &Promise, verb: usize) {
        let lemma = self.tree.lemma(verb);
        let aims = self.aims_of(verb);
        let Some(object) = self.tree.child(verb, &["dobj"]) else {
            let content = self.frame_at.get(&verb).copied();
            if let Some(content) = content {
                self.write_commitment(
                    promise,
                    &[(property::CONTENT, Value::Node(Node::Frame(content)))],
                    &aims,
                );
            }
            return;
        };
        if let Some(direction) = self.words.directions.get(&lemma) {
            for part in self.tree.conjuncts(object) {
                self.promised_trend(promise, part, direction, &aims);
            }
            return;
        }
        if has(&self.words.cooperation_nouns, &self.tree.lemma(object)) {
            self.promised_cooperation(promise, object, &aims);
            return;
        }
        let mut slots = Vec::new();
        for filler in self.fillers(object) {
            if self.is_kind(&filler, "Thing") || self.is_kind(&filler, "Place") {
                slots.push((property::OBJECT, Value::Node(Node::Mention(filler.mention))));
            }
        }
        for topic in self.topics_of_act(verb, object) {
            slots.push((property::CONTEXT, Value::Node(Node::Concept(topic))));
        }
        if let Some(content) = self.frame_at.get(&verb).or_else(|| self.frame_at.get(&object)).copied() {
            slots.push((property::CONTENT, Value::Node(Node::Frame(content))));
        }
        self.write_commitment(promise, &slots, &aims);
    }

    /// The topics of "to …" under a verb.
    fn aims_of(&mut self, verb: usize) -> Vec<usize> {
        let clauses = self.tree.children_with(verb, &["advcl", "xcomp"]);
        let mut topics = self.topics_of_clauses(&clauses);
        if let Some(object) = self.tree.child(verb, &["dobj"]) {
            let mut parts = self.tree.conjuncts(object);
            parts.retain(|part| self.verb_before(*part).is_none());
            topics.extend(self.aims_of_nouns(&parts));
        }
        topics
    }

    /// The topics of "to …" behind nouns.
    fn aims_of_nouns(&mut self, nouns: &[usize]) -> Vec<usize> {
        let clauses: Vec<usize> = nouns
            .iter()
            .flat_map(|noun| self.tree.children_with(*noun, &["acl", "relcl", "advcl"]))
            .collect();
        self.topics_of_clauses(&clauses)
    }

    /// "to train crews and coordinate patrols": the verb right behind "and" that the parser took for a part of the noun.
    fn verb_before(&self, noun: usize) -> Option<usize> {
        let first = self.tree.children_with(noun, &["compound", "amod", "nmod"]).first().copied()?;
        let and = first.checked_sub(1).is_some_and(|before| self.tree.lower(before) == "and");
        (and && has(&self.words.verbs_before_nouns, &self.tree.lower(first))).then_some(first)
    }

    fn topics_of_clauses(&mut self, clauses: &[usize]) -> Vec<usize> {
        let mut topics = Vec::new();
        for clause in clauses.iter().copied() {
            if self.is_to_clause(clause)
                && let Some(object) = self.tree.child(clause, &["dobj"])
            {
                topics.extend(self.topics_of_act(clause, object));
            }
        }
        topics
    }

    fn promised_trend(&mut self, promise: &Promise, object: usize, direction: &str, aims: &[usize]) {
        for topic in self.topics(object) {
            if self.tree.first_conjunct(object) != object && self.draft.label(topic).is_empty() {
                continue;
            }
            let direction = self.draft.concept(class::TOPIC, direction, None);
            let trend = Frame {
                classes: vec![class::TREND],
                modes: Vec::new(),
                slots: vec![
                    (property::OBJECT, Value::Node(Node::Concept(topic))),
                    (property::VALUE, Value::Node(Node::Concept(direction))),
                ],
                time: None,
                modality: Some(promise.modality),
                trigger: Some(self.tree.span(object..object + 1)),
                event: 0,
            };
            let finding = Finding::new("commitment.trend", promise.confidence);
            let trend = self.claimed_frame(trend, &promise.voice, finding);
            let slots = [
                (property::CONTENT, Value::Node(Node::Frame(trend))),
                (property::CONTEXT, Value::Node(Node::Concept(topic))),
            ];
            self.write_commitment(promise, &slots, aims);
            if self.tree.conjuncts(object).len() > 1 {
                break;
            }
        }
    }

    fn promised_cooperation(&mut self, promise: &Promise, object: usize, aims: &[usize]) {
        let fields: Vec<usize> =
            ["in", "on"].iter().flat_map(|word| self.tree.prepositional(object, word)).collect();
        let mut topics = Vec::new();
        for field in fields {
            topics.extend(self.topics(field));
        }
        let context = if topics.is_empty() { aims.to_vec() } else { topics };
        let mut slots: Vec<(Term, Value)> = promise
            .actors
            .iter()
            .map(|actor| (property::ACTOR, Value::Node(Node::Mention(*actor))))
            .collect();
        slots.extend(aims.iter().map(|aim| (property::PURPOSE, Value::Node(Node::Concept(*aim)))));
        slots.extend(context.iter().map(|topic| (property::CONTEXT, Value::Node(Node::Concept(*topic)))));
        let cooperation = Frame {
            classes: vec![class::COOPERATE],
            modes: Vec::new(),
            slots,
            time: None,
            modality: Some(promise.modality),
            trigger: Some(self.tree.span(object..object + 1)),
            event: 0,
        };
        let finding = Finding::new("commitment.cooperation", promise.confidence);
        let cooperation = self.claimed_frame(cooperation, &promise.voice, finding);
        let mut slots = vec![(property::CONTENT, Value::Node(Node::Frame(cooperation)))];
        slots.extend(context.iter().map(|topic| (property::CONTEXT, Value::Node(Node::Concept(*topic)))));
        self.write_commitment(promise, &slots, aims);
    }

    fn write_commitment(&mut self, promise: &Promise, slots: &[(Term, Value)], aims: &[usize]) {
        if slots.is_empty() {
            return;
        }
        let mut all: Vec<(Term, Value)> = promise
            .actors
            .iter()
            .map(|actor| (property::ACTOR, Value::Node(Node::Mention(*actor))))
            .collect();
        all.extend_from_slice(slots);
        all.extend(aims.iter().map(|aim| (property::PURPOSE, Value::Node(Node::Concept(*aim)))));
        let time = self.document.published.map(|day| crate::statement::TimeSpan {
            starts_by: Some(day),
            ..crate::statement::TimeSpan::unbounded(crate::statement::Precision::Open)
        });
        let frame = Frame {
            classes: vec![class::COMMITMENT],
            modes: Vec::new(),
            slots: all,
            time,
            modality: Some(promise.modality),
            trigger: None,
            event: 0,
        };
        self.claimed_frame(frame, &promise.voice, Finding::new("commitment", promise.confidence));
    }
}

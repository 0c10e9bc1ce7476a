//! Attribution: who says a clause, through whom, and how sure.
//!
//! A clause inside a quotation is Quoted, its speaker the subject of the reporting verb next to the quotation. A
//! clause under a reporting verb, or with "according to", is Reported by the subject, unless that is a news outlet,
//! which only relays. Hedges lower the confidence that a claim can have.

use super::subject::subject;
use crate::extract::draft::Finding;
use crate::extract::draft::Voice;
use crate::extract::reading::Filler;
use crate::extract::reading::Reading;
use crate::statement::EntityScope;
use crate::statement::Speaker;
use crate::statement::Stance;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;

/// Who speaks a quotation.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::extract) struct QuoteVoice {
    /// The speaker's mention.
    pub(in crate::extract) speaker: Option<usize>,
    /// The outlets that relay it.
    pub(in crate::extract) relays: Vec<usize>,
    /// The sentence that names the speaker.
    pub(in crate::extract) sentence: Option<usize>,
    /// The passage of the quotation.
    pub(in crate::extract) passage: usize,
}

/// What a sentence says of its sources.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::extract) struct Sources {
    /// Verbs of saying.
    reporting: Vec<usize>,
    /// The nouns behind "according to".
    according: Vec<usize>,
}

impl Reading<'_> {
    /// The quotation that a token stands in.
    pub(in crate::extract) fn quotation_at(&self, token: usize) -> Option<usize> {
        // The quotations are in the order of the text and do not overlap.
        let span = self.tree.token(token)?.span;
        let at =
            self.quotations.partition_point(|quotation| quotation.span.start <= span.start).checked_sub(1)?;
        self.quotations.get(at).filter(|quotation| quotation.span.contains(span)).map(|_| at)
    }

    /// Finds the speaker of every quotation.
    pub(in crate::extract) fn find_speakers(&mut self) {
        for index in 0..self.quotations.len() {
            let Some(quotation) = self.quotations.get(index).cloned() else { continue };
            let passage = self.draft.quotation(quotation.span);
            let inside = self.tree.tokens_in(quotation.span);
            let mut voice = QuoteVoice { passage, ..QuoteVoice::default() };
            if let Some(last) = inside.end.checked_sub(1).filter(|_| !inside.is_empty()) {
                let first = inside.start;
                let mut sentences = vec![self.tree.sentence(last), self.tree.sentence(first)];
                sentences.dedup();
                for sentence in sentences {
                    if voice.speaker.is_none() {
                        self.speaker_in(sentence, first, last, &mut voice);
                    }
                }
            }
            self.quote_voices.push(voice);
        }
    }

    /// Claims every quotation whose speaker is known: the words as they are, never taken as true.
    pub(in crate::extract) fn claim_quotations(&mut self) {
        for index in 0..self.quotations.len() {
            let (Some(quotation), Some(quote)) =
                (self.quotations.get(index).cloned(), self.quote_voices.get(index).cloned())
            else {
                continue;
            };
            let (Some(speaker), Some(sentence)) = (quote.speaker, quote.sentence) else { continue };
            let words = quotation.span.text(self.tree.text).split_whitespace().collect::<Vec<_>>().join(" ");
            let who =
                self.draft.referents(speaker).first().map(|entity| self.draft.label(*entity).to_owned());
            let label = format!("{}: {}", who.unwrap_or_default(), opening(&words));
            let entity = self.draft.unique(class::STATEMENT, &label, EntityScope::Document);
            let mention = self.draft.mention(quotation.span, &[entity]);
            let mut voice = Self::narrator(sentence);
            self.quoted(index, &mut voice);
            let cues: Vec<(String, u8)> = self
                .tree
                .tokens_in(quotation.span)
                .filter(|token| self.quotation_at(*token) == Some(index))
                .filter_map(|token| {
                    self.words.hedge(&self.tree.lower(token)).map(|ceiling| (self.tree.lower(token), ceiling))
                })
                .collect();
            if cues.is_empty() {
                let value = Value::Text(words);
                self.draft.attribute(
                    mention,
                    (property::VALUE, value),
                    &voice,
                    Finding::new("quotation.words", 90),
                );
                continue;
            }
            for (cue, ceiling) in cues {
                let hedged = Voice { hedge_cue: Some(cue), ceiling, ..voice.clone() };
                let value = Value::Text(words.clone());
                self.draft.attribute(
                    mention,
                    (property::VALUE, value),
                    &hedged,
                    Finding::new("quotation.words", 90),
                );
            }
        }
    }

    /// Looks for the speaker of the quotation `first..=last` in a sentence.
    fn speaker_in(&mut self, sentence: usize, first: usize, last: usize, voice: &mut QuoteVoice) {
        let tokens = self.tree.sentence_tokens(sentence);
        let mut verbs: Vec<usize> = tokens
            .clone()
            .filter(|token| (*token < first || *token > last) && self.quotation_at(*token).is_none())
            .filter(|token| {
                self.tree.is_verb(*token)
                    && (self.words.reporting(&self.tree.lemma(*token)).is_some()
                        || self.tree.lemma(*token) == "read")
            })
            .collect();
        verbs.sort_by_key(|verb| if *verb > last { verb - last } else { first - verb });
        for verb in verbs {
            let Some(filler) = self.speaker_of(verb) else { continue };
            if self.is_outlet(&filler) {
                if !voice.relays.contains(&filler.mention) {
                    voice.relays.push(filler.mention);
                }
            } else if voice.speaker.is_none() {
                voice.speaker = Some(filler.mention);
                voice.sentence = Some(sentence);
            }
        }
        let relays = self.according_to(sentence);
        for filler in relays {
            if self.is_outlet(&filler) && !voice.relays.contains(&filler.mention) {
                voice.relays.push(filler.mention);
            }
        }
        if voice.speaker.is_none() {
            // "X described it as “…”": the clause around the quotation has a subject.
            let verb = std::iter::successors(Some(first), |token| {
                let head = self.tree.head(*token);
                (head != *token).then_some(head)
            })
            .find(|token| (*token < first || *token > last) && self.tree.is_verb(*token));
            if let Some(filler) = verb.and_then(|verb| self.speaker_of(verb))
                && !self.is_outlet(&filler)
            {
                voice.speaker = Some(filler.mention);
                voice.sentence = Some(sentence);
            }
        }
        if voice.speaker.is_none()
            && let Some(relay) = voice.relays.first().copied()
            && first == last
        {
            voice.speaker = Some(relay);
        }
    }

    /// The subject of a reporting verb, also behind it ("read a statement").
    fn speaker_of(&mut self, verb: usize) -> Option<Filler> {
        if let Some(argument) = subject(&self.tree, self.words, verb, 0) {
            return self.fillers(argument.head).into_iter().next();
        }
        let inverted = self.tree.child(verb, &["dobj", "npadvmod", "attr"])?;
        (inverted > verb).then(|| self.filler(inverted)).flatten()
    }

    /// The names behind "according to" in a sentence.
    fn according_to(&mut self, sentence: usize) -> Vec<Filler> {
        let heads = self.sources_of(sentence).according.clone();
        heads.into_iter().filter_map(|head| self.filler(head)).collect()
    }

    /// What a sentence says of its sources, read once.
    fn sources_of(&mut self, sentence: usize) -> &Sources {
        let (tree, words) = (&self.tree, self.words);
        self.sources.entry(sentence).or_insert_with(|| {
            let mut sources = Sources::default();
            for token in tree.sentence_tokens(sentence) {
                if tree.is_verb(token) && tree.lower(token) != "according" {
                    if words.reporting(&tree.lemma(token)).is_some() {
                        sources.reporting.push(token);
                    }
                } else if tree.lower(token) == "according" {
                    let to =
                        tree.children_with(token, &["prep"]).into_iter().find(|to| tree.lower(*to) == "to");
                    sources.according.extend(to.and_then(|to| tree.child(to, &["pobj"])));
                }
            }
            sources
        })
    }

    /// Whether a filler is a news outlet.
    pub(in crate::extract) fn is_outlet(&self, filler: &Filler) -> bool {
        self.draft.referents(filler.mention).iter().any(|entity| {
            self.draft
                .statements
                .entities
                .get(*entity)
                .is_some_and(|entity| entity.also.contains(&class::SOURCE))
        })
    }

    /// The voice in which a clause is told.
    pub(in crate::extract) fn voice(&mut self, trigger: usize) -> Voice {
        let sentence = self.tree.sentence(trigger);
        let mut voice = Self::narrator(sentence);
        if let Some(index) = self.quotation_at(trigger) {
            self.quoted(index, &mut voice);
        } else {
            self.reported(trigger, &mut voice);
        }
        self.relays_of_sentence(sentence, trigger, &mut voice);
        self.hedges(trigger, &mut voice);
        voice
    }

    fn quoted(&self, index: usize, voice: &mut Voice) {
        let Some(quote) = self.quote_voices.get(index) else { return };
        voice.stance = Stance::Quoted;
        voice.relayed_by.clone_from(&quote.relays);
        match quote.speaker {
            Some(speaker) => voice.stated_by = Speaker::Mention(speaker),
            None => voice.ceiling = 60,
        }
        let mut evidence = vec![quote.passage];
        evidence.append(&mut voice.evidence);
        if let Some(sentence) = quote.sentence.filter(|sentence| !evidence.contains(sentence)) {
            evidence.push(sentence);
        }
        voice.evidence = evidence;
    }

    fn reported(&mut self, trigger: usize, voice: &mut Voice) {
        let mut current = trigger;
        for _ in 0..self.tree.len() {
            let above = self.tree.head(current);
            if above == current {
                break;
            }
            let stance =
                self.tree.is_verb(above).then(|| self.words.reporting(&self.tree.lemma(above))).flatten();
            let clause = match self.tree.dep(current) {
                "ccomp" | "parataxis" => true,
                // "denied stealing the boat"
                "xcomp" => stance == Some(Stance::Denied) && self.tree.tag(current) == "VBG",
                // "denied reports that the boat had sunk"
                "dobj" => stance == Some(Stance::Denied) && self.tells_clause(current, trigger),
                _ => false,
            };
            if clause
                && let Some(stance) = stance
                && let Some(argument) = subject(&self.tree, self.words, above, 0)
                && let Some(filler) = self.fillers(argument.head).into_iter().next()
            {
                // "did not say that …" tells nothing, "did not believe that …" denies it.
                let denies =
                    matches!(self.tree.lemma(above).as_str(), "believe" | "think" | "accept" | "agree");
                let stance = match (self.tree.is_negated(above), stance) {
                    (true, Stance::Reported) if denies => Stance::Denied,
                    (true, Stance::Denied) => Stance::Reported,
                    _ => stance,
                };
                self.attribute_to(&filler, stance, voice);
            }
            current = above;
        }
        for filler in self.according_to(self.tree.sentence(trigger)) {
            self.attribute_to(&filler, Stance::Reported, voice);
        }
    }

    /// Whether a noun is told by a clause that holds the trigger: "reports that …".
    fn tells_clause(&self, noun: usize, trigger: usize) -> bool {
        self.tree.children_with(noun, &["acl", "relcl", "ccomp"]).into_iter().any(|clause| {
            self.tree.child(clause, &["mark"]).is_some() && self.tree.subtree(clause).contains(&trigger)
        })
    }

    /// An outlet relays; anybody else speaks, the innermost first.
    fn attribute_to(&self, filler: &Filler, stance: Stance, voice: &mut Voice) {
        if self.is_outlet(filler) {
            if !voice.relayed_by.contains(&filler.mention) {
                voice.relayed_by.push(filler.mention);
            }
        } else if voice.stated_by == Speaker::Narrator && stance != Stance::Asserted {
            voice.stance = stance;
            voice.stated_by = Speaker::Mention(filler.mention);
        }
    }

    /// ", the agency reported" at the end of a sentence holds for all of it, wherever the parser hung it.
    fn relays_of_sentence(&mut self, sentence: usize, trigger: usize, voice: &mut Voice) {
        let reporting = &self.sources_of(sentence).reporting;
        let verbs: Vec<usize> = reporting.iter().copied().filter(|verb| *verb > trigger).collect();
        for verb in verbs {
            let Some(subject) = self.tree.child(verb, &["nsubj"]) else { continue };
            let Some(filler) = self.filler(subject) else { continue };
            if self.is_outlet(&filler) && !voice.relayed_by.contains(&filler.mention) {
                voice.relayed_by.push(filler.mention);
            }
        }
    }

    fn hedges(&self, trigger: usize, voice: &mut Voice) {
        let mut tokens = self.tree.children_with(trigger, &["advmod", "amod", "neg", "aux"]);
        tokens.extend(self.tree.children_with(self.tree.head(trigger), &["advmod"]));
        for token in tokens {
            if let Some(ceiling) = self.words.hedge(&self.tree.lower(token)) {
                voice.hedge_cue.get_or_insert_with(|| self.tree.lower(token));
                voice.ceiling = voice.ceiling.min(ceiling);
            }
        }
    }
}

/// The first words of a quotation, for its label.
fn opening(words: &str) -> String {
    const MOST: usize = 8;
    let mut first: Vec<&str> = words.split(' ').take(MOST + 1).collect();
    let cut = first.len() > MOST;
    first.truncate(MOST);
    let text = first.join(" ");
    if cut { format!("“{text} …”") } else { format!("“{text}”") }
}

//! The named entity recogniser: from left to right, each token begins, continues, ends or is an entity, or is
//! outside of one (spaCy 3.8, `ner.pyx`).

use std::sync::Arc;

use crate::nlp::analysis::EntitySpan;
use crate::nlp::blob::Weights;
use crate::nlp::error::NlpError;
use crate::nlp::labels::Labels;
use crate::nlp::transition::Precomputed;
use crate::nlp::transition::Scorer;
use crate::nlp::transition::best;

/// The kinds of moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    Missing,
    Begin,
    In,
    Last,
    Unit,
    Out,
}

/// The recogniser.
#[derive(Debug)]
pub(super) struct Recognizer {
    scorer: Scorer,
    moves: Vec<(Action, usize)>,
    labels: Labels,
}

/// What the recogniser must know of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TokenFacts {
    /// Whether it is white space.
    pub(super) is_space: bool,
    /// Whether a sentence starts at it.
    pub(super) sentence_start: bool,
}

impl Recognizer {
    /// Takes the weights and the moves.
    pub(super) fn new(weights: &Weights<'_>, moves: &[(String, String)]) -> Result<Self, NlpError> {
        let scorer = Scorer::new(weights, "ner", 3, moves.len())?;
        let mut labels = Labels::default();
        labels.add("");
        let moves = moves
            .iter()
            .map(|(action, label)| {
                let action = match action.as_str() {
                    "M" => Action::Missing,
                    "B" => Action::Begin,
                    "I" => Action::In,
                    "L" => Action::Last,
                    "U" => Action::Unit,
                    "O" => Action::Out,
                    _ => return Err(NlpError::Entry { table: "ner_moves", entry: action.clone() }),
                };
                Ok((action, labels.add(label)))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { scorer, moves, labels })
    }

    /// Computes what all tokens of a batch add to the states.
    pub(super) fn precompute(&self, vectors: &[f32], out: &mut Precomputed) {
        self.scorer.precompute(vectors, out);
    }

    /// Finds the entities of a paragraph, the first token of which is `offset` in the batch. Token numbers of
    /// the result count from the paragraph's first token.
    pub(super) fn recognize(
        &self,
        tokens: &Precomputed,
        offset: usize,
        facts: &[TokenFacts],
    ) -> Vec<EntitySpan> {
        let mut found = Vec::new();
        let mut open: Option<(usize, usize)> = None;
        let mut scores = Vec::new();
        for (token, fact) in facts.iter().enumerate() {
            let next = facts.get(token + 1);
            let features = [
                Some(token + offset),
                open.map(|(start, _)| start + offset),
                open.and_then(|_| token.checked_sub(1)).map(|before| before + offset),
            ];
            self.scorer.score(tokens, features, &mut scores);
            let goes_on = next.is_some_and(|next| !next.sentence_start);
            let choice = best(&scores[..self.moves.len()], |number| {
                let Some((action, label)) = self.moves.get(number) else { return false };
                match action {
                    Action::Missing => false,
                    Action::Begin => open.is_none() && goes_on && !fact.is_space && *label != 0,
                    Action::In => goes_on && open.is_some_and(|(_, known)| known == *label),
                    Action::Last => open.is_some_and(|(_, known)| known == *label),
                    Action::Unit => open.is_none() && !fact.is_space && *label != 0,
                    Action::Out => open.is_none(),
                }
            });
            let Some((action, label)) = choice.and_then(|number| self.moves.get(number)) else { continue };
            match action {
                Action::Begin => open = Some((token, *label)),
                Action::Last => {
                    if let Some((start, label)) = open.take() {
                        found.push(self.span(start, token, label));
                    }
                }
                Action::Unit => found.push(self.span(token, token, *label)),
                Action::In | Action::Out | Action::Missing => {}
            }
        }
        found
    }

    /// An entity from its first to its last token.
    fn span(&self, first: usize, last: usize, label: usize) -> EntitySpan {
        let label: Arc<str> = self.labels.name(label);
        EntitySpan { tokens: first..last + 1, label }
    }
}

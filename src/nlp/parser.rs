//! The dependency parser: arc-eager transitions over a whole paragraph, without beam, with words that may go
//! back to the buffer and arcs that may be replaced (spaCy 3.8, `arc_eager.pyx` and `_state.pxd`; the idea in
//! Honnibal and Johnson, "An Improved Non-monotonic Transition System for Dependency Parsing", 2015).

use crate::nlp::blob::Weights;
use crate::nlp::error::NlpError;
use crate::nlp::labels::Labels;
use crate::nlp::transition::Precomputed;
use crate::nlp::transition::Scorer;
use crate::nlp::transition::best;

/// The kinds of moves, in the order of their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    Shift,
    Reduce,
    Left,
    Right,
    Break,
}

/// The parser.
#[derive(Debug)]
pub(super) struct Parser {
    scorer: Scorer,
    moves: Vec<(Action, usize)>,
    root: usize,
}

/// A parse of a paragraph: head and label of each token.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Parse {
    /// The head's index in the paragraph; a root's is its own.
    pub(super) heads: Vec<usize>,
    /// An index into the dependency labels.
    pub(super) labels: Vec<usize>,
}

impl Parser {
    /// Takes the weights and the moves; their labels go to `labels`.
    pub(super) fn new(
        weights: &Weights<'_>,
        moves: &[(String, String)],
        labels: &mut Labels,
    ) -> Result<Self, NlpError> {
        let scorer = Scorer::new(weights, "parser", 8, moves.len())?;
        let moves = moves
            .iter()
            .map(|(action, label)| {
                let action = match action.as_str() {
                    "S" => Action::Shift,
                    "D" => Action::Reduce,
                    "L" => Action::Left,
                    "R" => Action::Right,
                    "B" => Action::Break,
                    _ => return Err(NlpError::Entry { table: "parser_moves", entry: action.clone() }),
                };
                Ok((action, labels.add(label)))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { scorer, moves, root: labels.add("ROOT") })
    }

    /// Computes what all tokens of a batch add to the states.
    pub(super) fn precompute(&self, vectors: &[f32], out: &mut Precomputed) {
        self.scorer.precompute(vectors, out);
    }

    /// Parses a paragraph of `length` tokens, the first of which is `offset` in the batch.
    pub(super) fn parse(&self, tokens: &Precomputed, offset: usize, length: usize) -> Parse {
        let mut state = State::new(length);
        let mut scores = Vec::new();
        // Every word is shifted, goes back, and is reduced a bounded number of times; the limit is for a model
        // whose weights are not numbers.
        for _ in 0..16 * length + 16 {
            if state.is_final() {
                break;
            }
            let features = state.features().map(|token| token.map(|token| token + offset));
            self.scorer.score(tokens, features, &mut scores);
            let valid = state.valid();
            let choice = best(&scores[..self.moves.len()], |number| {
                self.moves.get(number).is_some_and(|(action, _)| valid[*action as usize])
            });
            let Some((action, label)) = choice.and_then(|number| self.moves.get(number)) else { break };
            state.apply(*action, *label);
        }
        state.finish(self.root)
    }
}

/// The state of a parse.
#[derive(Debug)]
struct State {
    length: usize,
    stack: Vec<usize>,
    /// Words that went back to the buffer, the next one last.
    returned: Vec<usize>,
    /// The first word that was never shifted.
    next: usize,
    heads: Vec<Option<usize>>,
    labels: Vec<usize>,
    /// The child of each word that was attached last, on the left and on the right; and the one before it.
    last_left: Vec<Option<usize>>,
    last_right: Vec<Option<usize>>,
    before: Vec<Option<usize>>,
    unshiftable: Vec<bool>,
    sentence_start: Vec<bool>,
}

impl State {
    fn new(length: usize) -> Self {
        let mut sentence_start = vec![false; length];
        if let Some(first) = sentence_start.first_mut() {
            *first = true;
        }
        Self {
            length,
            stack: Vec::new(),
            returned: Vec::new(),
            next: 0,
            heads: vec![None; length],
            labels: vec![0; length],
            last_left: vec![None; length],
            last_right: vec![None; length],
            before: vec![None; length],
            unshiftable: vec![false; length],
            sentence_start,
        }
    }

    /// The `place`-th word of the stack, from the top.
    fn stacked(&self, place: usize) -> Option<usize> {
        self.stack.len().checked_sub(place + 1).map(|index| self.stack[index])
    }

    /// The `place`-th word of the buffer.
    fn buffered(&self, place: usize) -> Option<usize> {
        match self.returned.len().checked_sub(place + 1) {
            Some(index) => Some(self.returned[index]),
            None => Some(self.next + place - self.returned.len()).filter(|word| *word < self.length),
        }
    }

    fn buffer_length(&self) -> usize {
        self.length - self.next + self.returned.len()
    }

    fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffer_length() == 0
    }

    /// The words that the scorer looks at.
    fn features(&self) -> [Option<usize>; 8] {
        let (buffer, stack) = (self.buffered(0), self.stacked(0));
        [
            buffer,
            self.buffered(1),
            stack,
            self.stacked(1),
            self.stacked(2),
            buffer.and_then(|word| self.last_left[word]),
            stack.and_then(|word| self.last_left[word]),
            stack.and_then(|word| self.last_right[word]),
        ]
    }

    /// Which actions the state allows.
    fn valid(&self) -> [bool; 5] {
        let has_stack = !self.stack.is_empty();
        let buffer = self.buffer_length();
        let first = self.buffered(0);
        let at_start = first.is_some_and(|word| self.sentence_start[word]);
        let shift =
            !has_stack || (buffer >= 2 && !at_start && first.is_some_and(|word| !self.unshiftable[word]));
        let arc = has_stack && buffer > 0 && !at_start;
        let stop = buffer >= 2
            && match (first, self.buffered(1)) {
                (Some(first), Some(second)) => second == first + 1 && !self.sentence_start[second],
                _ => false,
            };
        [shift, has_stack, arc, arc, stop]
    }

    fn apply(&mut self, action: Action, label: usize) {
        match action {
            Action::Shift => self.push(),
            Action::Reduce => {
                if let Some(top) = self.stack.pop()
                    && self.heads[top].is_none()
                    && !self.stack.is_empty()
                {
                    self.unshiftable[top] = true;
                    self.returned.push(top);
                }
            }
            Action::Left => {
                if let (Some(head), Some(child)) = (self.buffered(0), self.stack.pop()) {
                    self.attach(head, child, label);
                    self.unshiftable[head] = false;
                }
            }
            Action::Right => {
                if let (Some(head), Some(child)) = (self.stacked(0), self.buffered(0)) {
                    self.attach(head, child, label);
                    self.push();
                }
            }
            Action::Break => {
                if let Some(word) = self.buffered(1) {
                    self.sentence_start[word] = true;
                }
            }
        }
    }

    fn push(&mut self) {
        let word = self.returned.pop().or_else(|| {
            let word = Some(self.next).filter(|word| *word < self.length);
            self.next += usize::from(word.is_some());
            word
        });
        self.stack.extend(word);
    }

    /// Adds an arc in place of the child's old one. A child whose arc is replaced is always the last of its
    /// head's children on that side: it was on top of the stack ever since.
    fn attach(&mut self, head: usize, child: usize, label: usize) {
        if let Some(old) = self.heads[child] {
            let last = if old > child { &mut self.last_left[old] } else { &mut self.last_right[old] };
            if *last == Some(child) {
                *last = self.before[child];
            }
        }
        let last = if head > child { &mut self.last_left[head] } else { &mut self.last_right[head] };
        self.before[child] = last.replace(child);
        self.heads[child] = Some(head);
        self.labels[child] = label;
    }

    /// The parse; words without head are roots.
    fn finish(self, root: usize) -> Parse {
        let mut labels = self.labels;
        let mut heads = Vec::with_capacity(self.length);
        for (word, (head, label)) in self.heads.iter().zip(&mut labels).enumerate() {
            if head.is_none() {
                *label = root;
            }
            heads.push(head.unwrap_or(word));
        }
        Parse { heads, labels }
    }
}

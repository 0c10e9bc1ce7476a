//! The scorer that parser and entity recogniser share: spaCy's `TransitionBasedParser` without beam.
//!
//! What a feature adds to the hidden layer depends on the feature's place and the token alone, so it is computed
//! for all tokens at once; a state sums a few rows and is scored by one small product.

use crate::nlp::blob::Weights;
use crate::nlp::dense::Packed;
use crate::nlp::dense::Rows;
use crate::nlp::dense::score;
use crate::nlp::error::NlpError;
use crate::nlp::tok2vec::WIDTH;

/// Width of the hidden layer.
const HIDDEN: usize = 64;
/// Hidden width times its two pieces.
const PIECES: usize = 2 * HIDDEN;

/// Scores the moves of a transition system from some features of its state.
#[derive(Debug)]
pub(super) struct Scorer {
    lower: Packed,
    features: Packed,
    bias: [f32; PIECES],
    pad: Vec<[f32; PIECES]>,
    upper: Packed,
}

/// What each token adds at each feature's place.
#[derive(Debug, Default)]
pub(super) struct Precomputed {
    starts: Vec<usize>,
    lower: Vec<f32>,
    rows: Vec<f32>,
}

impl Scorer {
    /// Takes the weights of the system `name` with so many features and moves.
    pub(super) fn new(
        weights: &Weights<'_>,
        name: &str,
        features: usize,
        moves: usize,
    ) -> Result<Self, NlpError> {
        let get = |part: &str, shape: &[usize]| weights.get(&format!("{name}.{part}"), shape);
        let lower = get("lower.weight", &[HIDDEN, WIDTH])?;
        let lower_bias = get("lower.bias", &[HIDDEN])?;
        let feature = get("feature.weight", &[features, HIDDEN, 2, HIDDEN])?;
        let bias = get("feature.bias", &[HIDDEN, 2])?;
        let pad = get("feature.pad", &[features, HIDDEN, 2])?;
        let upper = get("upper.weight", &[moves, HIDDEN])?;
        let upper_bias = get("upper.bias", &[moves])?;
        // In the file the two pieces of a unit stand side by side, here all first pieces come first.
        let apart = |place: usize| place / PIECES * PIECES + place % HIDDEN * 2 + place % PIECES / HIDDEN;
        let order: Vec<usize> = (0..features * PIECES).map(apart).collect();
        Ok(Self {
            lower: Packed::plain(&lower, &lower_bias, WIDTH),
            features: Packed::new(&feature, &[], HIDDEN, &order),
            bias: std::array::from_fn(|place| bias[apart(place)]),
            pad: (0..features)
                .map(|feature| std::array::from_fn(|place| pad[apart(feature * PIECES + place)]))
                .collect(),
            upper: Packed::plain(&upper, &upper_bias, HIDDEN),
        })
    }

    /// Computes what each token adds, from the tokens' vectors.
    pub(super) fn precompute(&self, vectors: &[f32], out: &mut Precomputed) {
        out.starts.clear();
        out.starts.extend((0..vectors.len() / WIDTH).map(|row| row * WIDTH));
        self.lower.linear(Rows { data: vectors, starts: &out.starts }, &mut out.lower);
        for (row, start) in out.starts.iter_mut().enumerate() {
            *start = row * self.lower.width();
        }
        self.features.linear(Rows { data: &out.lower, starts: &out.starts }, &mut out.rows);
    }

    /// Scores the moves of a state. `features` are tokens of the batch or `None`.
    pub(super) fn score<const N: usize>(
        &self,
        tokens: &Precomputed,
        features: [Option<usize>; N],
        scores: &mut Vec<f32>,
    ) {
        scores.resize(self.upper.width(), 0.0);
        let width = self.features.width();
        let mut rows: [&[f32; PIECES]; N] = [&self.bias; N];
        for (place, (row, (token, pad))) in rows.iter_mut().zip(features.iter().zip(&self.pad)).enumerate() {
            let known = token.and_then(|token| tokens.rows.get(token * width + place * PIECES..));
            *row = known.and_then(|rows| rows.first_chunk()).unwrap_or(pad);
        }
        score(&self.bias, &rows, &self.upper, scores);
    }
}

/// The valid move with the highest score, the first of equals.
pub(super) fn best(scores: &[f32], valid: impl Fn(usize) -> bool) -> Option<usize> {
    let mut best: Option<(usize, f32)> = None;
    for (number, score) in scores.iter().enumerate() {
        if best.is_none_or(|(_, highest)| *score > highest) && valid(number) {
            best = Some((number, *score));
        }
    }
    best.map(|(number, _)| number)
}

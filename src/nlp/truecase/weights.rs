//! The weights and the walk along a text.

use super::features::BITS;
use super::features::COUNT;
use super::features::Unit;
use super::features::features;
use super::forms::CASES;
use super::forms::Case;

/// A weight for each feature and case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Weights {
    /// The weights of feature 0 in the order of the cases, then those of feature 1, and so on.
    pub(crate) values: Vec<i8>,
}

/// How many weights there are.
pub(crate) const WEIGHTS: usize = CASES.len() << BITS;

impl Weights {
    /// The sum of the weights of some features for each case.
    pub(crate) fn scores(&self, features: &[u32; COUNT]) -> [i32; 4] {
        let mut sums = [0; 4];
        for feature in features {
            let at = *feature as usize * CASES.len();
            let row = self.values.get(at..at + CASES.len()).unwrap_or_default();
            for (sum, value) in sums.iter_mut().zip(row) {
                *sum += i32::from(*value);
            }
        }
        sums
    }

    /// The case of each word, from left to right; signs have none.
    pub(crate) fn cases(&self, units: &[Unit<'_>]) -> Vec<Option<Case>> {
        walk(units, |features, allowed| best(&self.scores(features), allowed))
    }
}

/// Goes along a text: `choose` gives the case of a word by its features; a mixed form is allowed where one is known.
pub(crate) fn walk(
    units: &[Unit<'_>],
    mut choose: impl FnMut(&[u32; COUNT], bool) -> Case,
) -> Vec<Option<Case>> {
    let mut cases: Vec<Option<Case>> = Vec::with_capacity(units.len());
    let (mut before, mut earlier) = (None, None);
    for (at, unit) in units.iter().enumerate() {
        if unit.begins {
            (before, earlier) = (None, None);
        }
        let case =
            unit.is_word.then(|| choose(&features(units, at, before, earlier), !unit.known.mixed.is_empty()));
        cases.push(case);
        if unit.is_word {
            earlier = before;
            // A capital at the begin of a sentence says nothing about the next word.
            before = if unit.begins && case == Some(Case::Title) { None } else { case };
        }
    }
    cases
}

/// The case with the highest score; of equal ones the first.
pub(crate) fn best(scores: &[i32; 4], mixed_allowed: bool) -> Case {
    let mut chosen = (Case::Lower, i32::MIN);
    for (case, score) in CASES.into_iter().zip(scores) {
        if *score > chosen.1 && (case != Case::Mixed || mixed_allowed) {
            chosen = (case, *score);
        }
    }
    chosen.0
}

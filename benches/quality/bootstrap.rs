//! The bootstrap over documents (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13).
//!
//! Documents are drawn with replacement, as many as there are; a figure is computed from the sum of their counts.
//! The interval is that of the percentiles: 2.5 to 97.5.

const RESAMPLES: usize = 1000;
/// Where the generator starts, the same for each row: two rows of one set are resampled alike.
const SEED: u64 = 20_240_301;

/// What was counted in one document: credit and possible for recall, credit and possible for precision.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts(pub(crate) [f64; 4]);

/// What is computed from counts, in per cent.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Figure {
    F1,
    Precision,
}

/// The figure of documents, given by their places in `counts`.
pub(crate) fn figure(counts: &[Counts], chosen: impl Iterator<Item = usize>, kind: Figure) -> f64 {
    let mut sum = [0.0; 4];
    for place in chosen {
        for (sum, part) in sum.iter_mut().zip(counts[place].0) {
            *sum += part;
        }
    }
    let share = |part: f64, whole: f64| if whole > 0.0 { 100.0 * part / whole } else { 0.0 };
    let [found, possible, right, actual] = sum;
    let (recall, precision) = (share(found, possible), share(right, actual));
    match kind {
        Figure::Precision => precision,
        Figure::F1 if precision + recall > 0.0 => 2.0 * precision * recall / (precision + recall),
        Figure::F1 => 0.0,
    }
}

/// The 95 % interval of the figure of documents.
pub(crate) fn interval(counts: &[Counts], chosen: &[usize], kind: Figure) -> [f64; 2] {
    let mut state = SEED;
    let mut figures: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            let draw: Vec<usize> = chosen.iter().map(|_| chosen[random(&mut state, chosen.len())]).collect();
            figure(counts, draw.into_iter(), kind)
        })
        .collect();
    figures.sort_by(f64::total_cmp);
    [25, 975].map(|part| figures[RESAMPLES * part / 1000])
}

/// A number below `limit` from a linear congruential generator (Knuth's MMIX constants).
fn random(state: &mut u64, limit: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap() % limit
}

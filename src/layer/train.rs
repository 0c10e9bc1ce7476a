//! Fits a layer to labelled examples.

use std::collections::BTreeMap;

use super::features::Features;
use super::linear::Layer;
use super::linear::bucket;
use super::linear::softmax;

/// A labelled example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// What is known of it.
    pub features: Features,
    /// The place of its class among the trainer's.
    pub class: usize,
}

/// How a layer is fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Trainer {
    classes: Vec<String>,
    bits: u32,
    /// Passes over the examples.
    pub epochs: u32,
    /// The first step size.
    pub rate: f32,
    /// Strength of the quadratic penalty on weights, an example.
    pub penalty: f32,
    /// Features of fewer examples are left out.
    pub least_examples: u32,
    /// Where the order of the examples starts from.
    pub seed: u64,
}

impl Trainer {
    /// A trainer with usual settings: 8 passes, rate 0.2, no penalty to speak of, features of at least 2 examples.
    /// A layer has `1 << bits` buckets, and takes a byte for each bucket and class.
    pub fn new(classes: &[&str], bits: u32) -> Self {
        Self {
            classes: classes.iter().map(|class| (*class).to_owned()).collect(),
            bits: bits.clamp(1, 22),
            epochs: 8,
            rate: 0.2,
            penalty: 1e-6,
            least_examples: 2,
            seed: 1,
        }
    }

    /// The layer that fits the examples. Examples of a class that there is not are left out.
    pub fn train(&self, examples: &[Example]) -> Layer {
        let width = self.classes.len();
        let mut seen: BTreeMap<u32, u32> = BTreeMap::new();
        for hash in examples.iter().flat_map(|example| example.features.hashes()) {
            *seen.entry(*hash).or_default() += 1;
        }
        let rows: Vec<(usize, Vec<usize>)> = examples
            .iter()
            .filter(|example| example.class < width)
            .map(|example| {
                let hashes = example.features.hashes().iter();
                let common =
                    hashes.filter(|hash| seen.get(hash).is_some_and(|count| *count >= self.least_examples));
                (example.class, common.map(|hash| bucket(*hash, self.bits)).collect())
            })
            .collect();
        let mut weights = vec![0_f32; width << self.bits];
        let mut squares = vec![1e-2_f32; width << self.bits];
        let mut bias = vec![0_f32; width];
        let mut order: Vec<usize> = (0..rows.len()).collect();
        let mut state = self.seed;
        for _ in 0..self.epochs {
            shuffle(&mut order, &mut state);
            for (class, buckets) in order.iter().filter_map(|place| rows.get(*place)) {
                let mut slopes = bias.clone();
                for bucket in buckets {
                    let row = weights.get(bucket * width..(bucket + 1) * width).unwrap_or_default();
                    for (score, weight) in slopes.iter_mut().zip(row) {
                        *score += weight;
                    }
                }
                softmax(&mut slopes);
                if let Some(slope) = slopes.get_mut(*class) {
                    *slope -= 1.0;
                }
                for (bias, slope) in bias.iter_mut().zip(&slopes) {
                    *bias -= 0.01 * self.rate * slope;
                }
                for bucket in buckets {
                    let range = bucket * width..(bucket + 1) * width;
                    let (Some(row), Some(past)) = (weights.get_mut(range.clone()), squares.get_mut(range))
                    else {
                        continue;
                    };
                    for ((weight, past), slope) in row.iter_mut().zip(past).zip(&slopes) {
                        let slope = slope + self.penalty * *weight;
                        *past += slope * slope;
                        *weight -= self.rate * slope / past.sqrt();
                    }
                }
            }
        }
        Layer::new(self.classes.clone(), self.bits, bias, &weights)
    }
}

/// Fisher and Yates' shuffle with a linear congruential generator (Knuth's MMIX constants).
fn shuffle(order: &mut [usize], state: &mut u64) {
    for last in (1..order.len()).rev() {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let chosen = usize::try_from(*state >> 33).unwrap_or_default() % (last + 1);
        order.swap(last, chosen);
    }
}

#[cfg(test)]
mod tests {
    use super::super::LayerError;
    use super::*;

    fn examples() -> Vec<Example> {
        (0..200_usize)
            .map(|number| {
                let class = usize::from(number % 3 == 0);
                let mut features = Features::default();
                features.add("rest", &(number % 3).to_string());
                features.add("noise", &(number % 7).to_string());
                features.flag("even", number % 2 == 0);
                Example { features, class }
            })
            .collect()
    }

    #[test]
    fn what_can_be_told_apart_is_and_the_same_examples_give_the_same_bytes() {
        let examples = examples();
        let layer = Trainer::new(&["no", "yes"], 8).train(&examples);
        for example in &examples {
            let best = layer.best(&example.features);
            assert_eq!(best.class, example.class);
            assert!(best.probability > 0.9);
            let sum: f32 = layer.probabilities(&example.features).iter().sum();
            assert!((sum - 1.0).abs() < 1e-5);
        }
        assert_eq!(Trainer::new(&["no", "yes"], 8).train(&examples).to_bytes(), layer.to_bytes());
    }

    #[test]
    fn a_file_is_read_back_and_a_damaged_one_is_an_error() {
        let layer = Trainer::new(&["no", "yes"], 8).train(&examples());
        let bytes = layer.to_bytes();
        assert_eq!(Layer::from_bytes(&bytes).as_ref(), Ok(&layer));
        assert_eq!(Layer::from_bytes(b"something"), Err(LayerError::Magic));
        for cut in 8..bytes.len() {
            assert!(Layer::from_bytes(&bytes[..cut]).is_err());
        }
        let mut many = bytes.clone();
        many[12] = 0xff;
        assert!(Layer::from_bytes(&many).is_err());
    }
}

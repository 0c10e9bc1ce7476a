//! The weights, their file, and what they say of an example.

use super::LayerError;
use super::features::Features;

/// The first bytes of a file; the last of them is the version.
const MAGIC: &[u8; 8] = b"CGLAYER\x01";
/// More bits than any layer has.
const MOST_BITS: u32 = 24;

/// A linear classifier over hashed features.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    classes: Vec<String>,
    /// Buckets are the `1 << bits` lowest values of a hash.
    bits: u32,
    bias: Vec<f32>,
    /// What an integer weight of each class is worth.
    scales: Vec<f32>,
    /// One row of classes a bucket.
    weights: Vec<i8>,
}

/// The likeliest class of an example.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Best {
    /// Its place among the classes.
    pub class: usize,
    /// Its probability, from 0 to 1.
    pub probability: f32,
}

impl Layer {
    pub(super) fn new(classes: Vec<String>, bits: u32, bias: Vec<f32>, rows: &[f32]) -> Self {
        let width = classes.len().max(1);
        let mut most = vec![0_f32; width];
        for row in rows.chunks(width) {
            for (most, weight) in most.iter_mut().zip(row) {
                *most = most.max(weight.abs());
            }
        }
        let scales: Vec<f32> = most.iter().map(|most| (most / 127.0).max(f32::MIN_POSITIVE)).collect();
        let weights = rows
            .chunks(width)
            .flat_map(|row| row.iter().zip(&scales).map(|(weight, scale)| rounded(weight / scale)))
            .collect();
        Self { classes, bits, bias, scales, weights }
    }

    /// The classes in the order of the probabilities.
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// The place of a class.
    pub fn class(&self, name: &str) -> Option<usize> {
        self.classes.iter().position(|class| class == name)
    }

    /// The probability of each class; they add up to 1.
    pub fn probabilities(&self, features: &Features) -> Vec<f32> {
        let width = self.classes.len();
        let mut sums = vec![0_i32; width];
        for hash in features.hashes() {
            let bucket = bucket(*hash, self.bits);
            let row = self.weights.get(bucket * width..(bucket + 1) * width).unwrap_or_default();
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += i32::from(*weight);
            }
        }
        let scores = sums.iter().zip(&self.scales).zip(&self.bias);
        #[expect(clippy::cast_precision_loss, reason = "a sum of some hundred bytes fits")]
        let mut scores: Vec<f32> = scores.map(|((sum, scale), bias)| *sum as f32 * scale + bias).collect();
        softmax(&mut scores);
        scores
    }

    /// The likeliest class; of equals the first.
    pub fn best(&self, features: &Features) -> Best {
        let mut best = Best { class: 0, probability: 0.0 };
        for (class, probability) in self.probabilities(features).into_iter().enumerate() {
            if probability > best.probability {
                best = Best { class, probability };
            }
        }
        best
    }

    /// The file: magic, bits, number of classes, then each class's name with its length before it, biases,
    /// scales, and the weights bucket by bucket. Numbers are little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes();
        bytes.extend(self.bits.to_le_bytes());
        bytes.extend(number(self.classes.len()));
        for class in &self.classes {
            bytes.extend(number(class.len()));
            bytes.extend(class.as_bytes());
        }
        for value in self.bias.iter().chain(&self.scales) {
            bytes.extend(value.to_le_bytes());
        }
        bytes.extend(self.weights.iter().map(|weight| weight.to_le_bytes()[0]));
        bytes
    }

    /// Reads a file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LayerError> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(LayerError::Magic)?;
        let bits = number(&mut rest)?;
        let count = number(&mut rest)? as usize;
        if bits > MOST_BITS || count == 0 || count > rest.len() {
            return Err(LayerError::Head(format!("{count} classes, {bits} bits")));
        }
        let mut classes = Vec::with_capacity(count);
        for _ in 0..count {
            let length = number(&mut rest)? as usize;
            let name = taken(&mut rest, length)?;
            let name = std::str::from_utf8(name).map_err(|error| LayerError::Head(error.to_string()))?;
            classes.push(name.to_owned());
        }
        let mut floats = Vec::with_capacity(2 * count);
        for _ in 0..2 * count {
            floats.push(f32::from_bits(number(&mut rest)?));
        }
        let scales = floats.split_off(count);
        let expected = count << bits;
        if rest.len() != expected {
            return Err(LayerError::Length { expected, found: rest.len() });
        }
        let weights = rest.iter().map(|byte| i8::from_le_bytes([*byte])).collect();
        Ok(Self { classes, bits, bias: floats, scales, weights })
    }
}

/// The bucket of a hash.
pub(super) fn bucket(hash: u32, bits: u32) -> usize {
    (hash & ((1_u32 << bits.min(MOST_BITS)) - 1)) as usize
}

/// Makes scores probabilities.
pub(super) fn softmax(scores: &mut [f32]) {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = (*score - most).exp();
        sum += *score;
    }
    for score in scores.iter_mut() {
        *score /= sum;
    }
}

fn rounded(value: f32) -> i8 {
    #[expect(clippy::cast_possible_truncation, reason = "it is between -127 and 127")]
    let whole = value.round().clamp(-127.0, 127.0) as i8;
    whole
}

fn number(rest: &mut &[u8]) -> Result<u32, LayerError> {
    let bytes = taken(rest, 4)?;
    let bytes = <[u8; 4]>::try_from(bytes).map_err(|error| LayerError::Head(error.to_string()))?;
    Ok(u32::from_le_bytes(bytes))
}

fn taken<'a>(rest: &mut &'a [u8], count: usize) -> Result<&'a [u8], LayerError> {
    let (taken, after) =
        rest.split_at_checked(count).ok_or_else(|| LayerError::Head("it ends early".to_owned()))?;
    *rest = after;
    Ok(taken)
}

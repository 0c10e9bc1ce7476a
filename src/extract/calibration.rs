//! From a rule's first estimate to a probability that holds.
//!
//! A claim starts with an estimate of the rule that made it. The calibrated confidence is
//! `1 / (1 + exp(-(intercept + slope · logit(estimate) + offset of the rule)))` (Platt, "Probabilistic outputs for
//! support vector machines", 1999, with one offset a rule), as whole per cent. Slope, intercept and offsets were
//! fitted to claims that were judged one by one against their sentences; they stand in
//! `src/extract/data/calibration.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::event::percent;

/// A calibration file that cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("cannot read calibration `{file}`: {message}")]
#[non_exhaustive]
pub struct CalibrationError {
    /// The file's name.
    pub file: String,
    /// What the TOML reader found, with line and column.
    pub message: String,
}

/// The name of calibration files.
pub(super) const FILE: &str = "calibration.toml";

/// How estimates become probabilities.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Calibration {
    intercept: f64,
    slope: f64,
    /// What is added for a rule, by its name or the first words of it (up to `:` or `.`); the longest counts.
    #[serde(default)]
    rules: BTreeMap<String, f64>,
}

impl Calibration {
    /// Reads a calibration file.
    pub(super) fn parse(name: &str, text: &str) -> Result<Self, CalibrationError> {
        let failure = |message: String| CalibrationError { file: name.to_owned(), message };
        let read: Self = toml::from_str(text).map_err(|error| failure(error.to_string()))?;
        let finite =
            [read.intercept, read.slope].iter().chain(read.rules.values()).all(|value| value.is_finite());
        if !finite || read.slope <= 0.0 {
            return Err(failure("expected finite numbers and a slope above 0".to_owned()));
        }
        Ok(read)
    }

    /// The probability of a claim that `rule` made with `estimate`, both in whole per cent.
    pub(super) fn probability(&self, rule: &str, estimate: u8) -> u8 {
        let estimate = f64::from(estimate.clamp(1, 99)) / 100.0;
        let score = self.intercept + self.slope * (estimate / (1.0 - estimate)).ln() + self.offset(rule);
        percent(1.0 / (1.0 + (-score).exp()))
    }

    fn offset(&self, rule: &str) -> f64 {
        let mut name = rule;
        loop {
            if let Some(offset) = self.rules.get(name) {
                return *offset;
            }
            let Some(end) = name.rfind([':', '.']) else { return 0.0 };
            name = name.get(..end).unwrap_or_default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_of_a_rule_counts() {
        let text = "intercept = 0.0\nslope = 1.0\n[rules]\n\"frame\" = -1.0\n\"frame:learned\" = -2.0\n";
        let calibration = Calibration::parse("test", text).unwrap();
        let probability = |rule| calibration.probability(rule, 50);
        assert_eq!(probability("tenure.title"), 50);
        assert_eq!(probability("frame:meet"), 27);
        assert_eq!(probability("frame:learned.die"), 12);
        assert_eq!(calibration.probability("tenure.title", 90), 90);
    }

    #[test]
    fn numbers_that_are_no_curve_are_refused() {
        for text in [
            "intercept = nan\nslope = 1.0\n",
            "intercept = 0.0\nslope = -1.0\n",
            "intercept = 0.0\nslope = 1.0\n[rules]\nframe = inf\n",
        ] {
            assert!(Calibration::parse("test", text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_built_in_file_gives_shares_that_rise_with_the_estimate() {
        let calibration = Calibration::parse("built in", include_str!("data/calibration.toml")).unwrap();
        let mut last = 0;
        for estimate in 0..=100 {
            let probability = calibration.probability("frame:any", estimate);
            assert!(probability >= last && probability <= 100);
            last = probability;
        }
    }
}

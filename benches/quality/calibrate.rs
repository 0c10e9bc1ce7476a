//! From verdicts of people to a calibration, and how far it holds.
//!
//! The model is that of `src/extract/calibration.rs`: a logistic curve over the rule's first estimate with one offset
//! a rule that was judged often enough. Fitted by gradient ascent on the likelihood with a Gaussian prior on slope
//! (around 1) and offsets (around 0), which keeps rules with few verdicts near the rest.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sha2::Digest as _;
use sha2::Sha256;

/// A claim that was judged.
#[derive(Clone)]
pub(crate) struct Verdict {
    document: String,
    pub(crate) rule: String,
    /// Whole per cent.
    pub(crate) estimate: u8,
    pub(crate) right: bool,
}

/// Verdicts of a file: document, key, rule, first estimate, `right` or `wrong`, with tabs between; a line that
/// starts with `#` is a comment.
pub(crate) fn verdicts(path: &Path) -> Vec<Verdict> {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let read = |line: &str| {
        let [document, _, rule, estimate, verdict, ..] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("`{line}` is no verdict")
        };
        Verdict {
            document: document.to_owned(),
            rule: rule.to_owned(),
            estimate: estimate.parse().unwrap(),
            right: verdict == "right",
        }
    };
    lines.map(read).collect()
}

/// Verdicts from which a rule gets an offset of its own.
const ENOUGH: usize = 12;
/// Weight of the prior: variance of offsets and slope is its inverse.
const PRIOR: f64 = 2.0;
const STEPS: usize = 20_000;
const RATE: f64 = 0.5;

/// A fitted curve.
pub(crate) struct Curve {
    intercept: f64,
    slope: f64,
    rules: BTreeMap<String, f64>,
}

/// A rule's name, then the shorter names that it falls under.
fn names(rule: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(rule), |name| name.rfind([':', '.']).map(|end| &name[..end]))
}

fn logit(estimate: u8) -> f64 {
    let share = f64::from(estimate.clamp(1, 99)) / 100.0;
    (share / (1.0 - share)).ln()
}

impl Curve {
    pub(crate) fn fit(verdicts: &[Verdict]) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for verdict in verdicts {
            for name in names(&verdict.rule) {
                *counts.entry(name).or_default() += 1;
            }
        }
        let rules =
            counts.iter().filter(|(_, count)| **count >= ENOUGH).map(|(name, _)| ((*name).to_owned(), 0.0));
        let mut curve = Self { intercept: 0.0, slope: 1.0, rules: rules.collect() };
        #[allow(clippy::cast_precision_loss, reason = "some hundred verdicts")]
        let share = 1.0 / verdicts.len().max(1) as f64;
        for _ in 0..STEPS {
            let (mut intercept, mut slope) = (0.0, PRIOR * (1.0 - curve.slope));
            let mut offsets: BTreeMap<String, f64> =
                curve.rules.iter().map(|(name, offset)| (name.clone(), -PRIOR * offset)).collect();
            for verdict in verdicts {
                let error = f64::from(u8::from(verdict.right)) - curve.probability(verdict);
                intercept += error;
                slope += error * logit(verdict.estimate);
                if let Some(name) = curve.name(&verdict.rule).map(str::to_owned) {
                    *offsets.get_mut(&name).unwrap() += error;
                }
            }
            curve.intercept += RATE * share * intercept;
            curve.slope += RATE * share * slope;
            for (name, offset) in &mut curve.rules {
                *offset += RATE * share * offsets[name];
            }
        }
        curve
    }

    fn name<'n>(&self, rule: &'n str) -> Option<&'n str> {
        names(rule).find(|name| self.rules.contains_key(*name))
    }

    pub(crate) fn probability(&self, verdict: &Verdict) -> f64 {
        let offset = self.name(&verdict.rule).map_or(0.0, |name| self.rules[name]);
        1.0 / (1.0 + (-(self.intercept + self.slope * logit(verdict.estimate) + offset)).exp())
    }

    /// As `src/extract/data/calibration.toml` holds it.
    pub(crate) fn to_toml(&self) -> String {
        let mut text = format!("intercept = {:.2}\nslope = {:.2}\n\n[rules]\n", self.intercept, self.slope);
        for (name, offset) in &self.rules {
            writeln!(text, "\"{name}\" = {offset:.2}").unwrap();
        }
        text
    }
}

/// Probabilities of verdicts by curves that were fitted to other documents: ten folds of documents.
pub(crate) fn crossed(verdicts: &[Verdict]) -> Vec<(f64, bool)> {
    let fold = |verdict: &Verdict| Sha256::digest(verdict.document.as_bytes())[1] % 10;
    (0..10)
        .flat_map(|number| {
            let (own, others): (Vec<Verdict>, Vec<Verdict>) =
                verdicts.iter().cloned().partition(|verdict| fold(verdict) == number);
            let curve = Curve::fit(&others);
            own.iter().map(|verdict| (curve.probability(verdict), verdict.right)).collect::<Vec<_>>()
        })
        .collect()
}

/// The reliability table (`DeGroot` and Fienberg, "The comparison and evaluation of forecasters", 1983): of the claims
/// that were given about so much, how many are right, with the Wilson interval of 95 %.
pub(crate) fn table(forecasts: &[(f64, bool)]) -> String {
    let mut text =
        "| confidence | claims | mean confidence | right | 95 % interval |\n|---|---|---|---|---|\n"
            .to_owned();
    for (low, high) in [(0, 50), (50, 60), (60, 70), (70, 80), (80, 90), (90, 101)] {
        let bin: Vec<&(f64, bool)> = forecasts
            .iter()
            .filter(|(share, _)| (f64::from(low)..f64::from(high)).contains(&(share * 100.0).round()))
            .collect();
        if bin.is_empty() {
            continue;
        }
        #[allow(clippy::cast_precision_loss, reason = "some hundred verdicts")]
        let (count, right) = (bin.len() as f64, bin.iter().filter(|(_, right)| *right).count() as f64);
        let mean = bin.iter().map(|(share, _)| share).sum::<f64>() / count;
        let (low_bound, high_bound) = wilson(right, count);
        writeln!(
            text,
            "| {low} – {} | {count} | {:.0} | {right} = {:.0} % | {:.0} – {:.0} |",
            high.min(100),
            mean * 100.0,
            right / count * 100.0,
            low_bound * 100.0,
            high_bound * 100.0
        )
        .unwrap();
    }
    text
}

/// Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
fn wilson(right: f64, count: f64) -> (f64, f64) {
    let z = 1.96_f64;
    let share = right / count;
    let middle = share + z * z / (2.0 * count);
    let reach = z * (share * (1.0 - share) / count + z * z / (4.0 * count * count)).sqrt();
    let norm = 1.0 + z * z / count;
    ((middle - reach) / norm, (middle + reach) / norm)
}

//! Quality on the development sets, with intervals.
//!
//! Run with `cargo bench --profile release --bench quality`; the sets are looked for in `../shared/eval`, or
//! where `CASEGRAPH_SHARED` points, and scored by their own scripts (`python3`). Each figure is F1 in per cent:
//! of the open part, of the blind part, and of all documents with the 2.5th and 97.5th percentile of a
//! bootstrap over documents (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13).
//! `CASEGRAPH_BENCH_RESAMPLES` sets the number of resamples.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a bench prints its figures, reads its setting, and may fail loudly"
)]

use std::collections::BTreeMap;
use std::env;
use std::path::Path;
use std::path::PathBuf;

use casegraph::extract::ExtractConfig;
use casegraph::extract::Extractor;
use casegraph::pipeline::Stages;

#[path = "../../tests/sets.rs"]
mod sets;

/// The seed of the resampling.
const SEED: u64 = 20_240_301;

#[path = "calibrate.rs"]
mod calibrate;
#[path = "claims.rs"]
mod claims;
#[path = "../../tests/coreference.rs"]
mod coreference;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.split_first() {
        Some((command, rest)) if command == "sample" => sample(rest),
        Some((command, rest)) if command == "calibrate" => calibration(rest),
        Some((command, rest)) if command == "reliability" => reliability(rest),
        _ => table(),
    }
}

/// The stages with the first estimates of the rules for confidence.
fn uncalibrated() -> Stages {
    let calibration = "intercept = 0.0\nslope = 1.0\n".to_owned();
    let config = ExtractConfig {
        files: vec![("calibration.toml".to_owned(), calibration)],
        ..ExtractConfig::default()
    };
    Stages { extractor: Extractor::new(&config).unwrap(), ..sets::stages() }
}

/// `sample SEED COUNT PATH…`: claims at random as lines of JSON, of documents that are in no blind part.
fn sample(arguments: &[String]) {
    let [seed, count, paths @ ..] = arguments else { panic!("sample SEED COUNT PATH…") };
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let mut claims = claims::claims(&paths, &uncalibrated());
    claims.retain(|claim| !sets::is_blind(&claim.document));
    for claim in claims::sample(claims, seed, count.parse().unwrap()) {
        println!(
            "{}",
            serde_json::json!({
                "key": claim.key, "document": claim.document, "rule": claim.rule,
                "confidence": claim.confidence, "claim": claim.content, "sentence": claim.sentence,
                "before": claim.before,
            })
        );
    }
}

/// `calibrate VERDICTS`: a calibration that fits the verdicts, and how far it holds on documents left out.
fn calibration(arguments: &[String]) {
    let [path] = arguments else { panic!("calibrate VERDICTS") };
    let verdicts = calibrate::verdicts(Path::new(path));
    println!("{}", calibrate::Curve::fit(&verdicts).to_toml());
    println!("{}", calibrate::table(&calibrate::crossed(&verdicts)));
    let mut rules: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for verdict in &verdicts {
        let (right, count) = rules.entry(&verdict.rule).or_default();
        *right += usize::from(verdict.right);
        *count += 1;
    }
    for (rule, (right, count)) in rules {
        println!("{rule:<40} {right:>3} of {count:>3} right");
    }
}

/// `reliability VERDICTS`: how far the built-in calibration holds on verdicts.
fn reliability(arguments: &[String]) {
    let [path] = arguments else { panic!("reliability VERDICTS") };
    let extractor = Extractor::new(&ExtractConfig::default()).unwrap();
    let forecasts: Vec<(f64, bool)> = calibrate::verdicts(Path::new(path))
        .iter()
        .map(|verdict| {
            (f64::from(extractor.confidence(&verdict.rule, verdict.estimate)) / 100.0, verdict.right)
        })
        .collect();
    println!("{}", calibrate::table(&forecasts));
}

fn table() {
    let shared = env::var_os("CASEGRAPH_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let resamples: usize =
        env::var("CASEGRAPH_BENCH_RESAMPLES").map_or(200, |number| number.parse().unwrap());
    let stages = sets::stages();
    println!("| set | row | open part | blind part | all | 95 % interval | P | R | documents | floor |");
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for set in &sets::SETS {
        let Some(reading) = sets::read(set, &shared.join("eval"), &stages) else {
            println!("| {} | skipped: it is not there | | | | | | | | |", set.name);
            continue;
        };
        let all = reading.all();
        let score = |chosen: &[usize]| reading.score(set, chosen).unwrap();
        let (open, blind, whole) = (score(&reading.part(false)), score(&reading.part(true)), score(&all));
        let mut state = SEED;
        let samples: Vec<Vec<sets::Score>> = (0..resamples)
            .map(|_| score(&all.iter().map(|_| random(&mut state, all.len())).collect::<Vec<_>>()))
            .collect();
        for (number, row) in set.rows.iter().enumerate() {
            let mut figures: Vec<f64> = samples.iter().map(|scores| scores[number][2]).collect();
            figures.sort_by(f64::total_cmp);
            let at = |part: usize| figures.get(figures.len() * part / 1000).copied().unwrap_or(f64::NAN);
            let [precision, recall, f1] = whole[number];
            println!(
                "| {} | {} | {:.1} | {:.1} | {f1:.1} | {:.1} – {:.1} | {precision:.1} | {recall:.1} | {} | {:.1} |",
                set.name,
                row.name,
                open[number][2],
                blind[number][2],
                at(25),
                at(975),
                all.len(),
                row.floors[0],
            );
        }
    }
    identity(&shared.join("eval"), &stages);
    let verdicts = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/quality").join(name);
    println!("\nConfidence against verdicts, by curves fitted without the document of each claim:\n");
    println!("{}", calibrate::table(&calibrate::crossed(&calibrate::verdicts(&verdicts("judged.tsv")))));
    println!("Confidence as it is against verdicts on other documents:\n");
    reliability(&[verdicts("unseen.tsv").display().to_string()]);
}

/// The measures of identity inside documents: no resampling, for its figures are no sums over rows of a script.
fn identity(evaluation: &Path, stages: &Stages) {
    for chains in &coreference::CHAINS {
        let Some(documents) = coreference::read(chains, evaluation, stages) else { continue };
        let part = |blind: Option<bool>| {
            coreference::total(
                documents.iter().filter(|read| blind.is_none_or(|part| read.is_blind() == part)),
            )
        };
        let (open, blind, all) = (part(Some(false)), part(Some(true)), part(None));
        let whole = [all.b_cubed, all.lea, all.pronouns].map(coreference::Sum::score);
        for (number, row) in coreference::ROWS.iter().enumerate() {
            let [precision, recall, _] = whole[number];
            println!(
                "| {} | {row} | {:.1} | {:.1} | {:.1} | | {precision:.1} | {recall:.1} | {} | {:.1} |",
                chains.set,
                open.figures()[number],
                blind.figures()[number],
                all.figures()[number],
                documents.len(),
                chains.floors[0][number],
            );
        }
    }
}

/// A number below `limit` from a linear congruential generator (Knuth's MMIX constants).
fn random(state: &mut u64, limit: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap() % limit
}

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

use std::env;
use std::path::Path;
use std::path::PathBuf;

use casegraph::pipeline::Stages;

#[path = "../tests/coreference.rs"]
mod coreference;
#[path = "../tests/sets.rs"]
mod sets;

/// The seed of the resampling.
const SEED: u64 = 20_240_301;

fn main() {
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

//! Quality on the development sets, with intervals.
//!
//! Run with `cargo bench --profile release --bench quality`; the sets are looked for in `../shared/eval`, or
//! where `CASEGRAPH_SHARED` points, and scored by their own scripts (`python3`). Each figure is F1 in per cent, of all
//! documents and of the blind third, with the interval of a bootstrap over documents (`bootstrap.rs`).
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

#[path = "bootstrap.rs"]
mod bootstrap;
#[path = "calibrate.rs"]
mod calibrate;
#[path = "claims.rs"]
mod claims;
#[path = "../../tests/coreference.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod coreference;

use bootstrap::{Counts, Figure};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.split_first() {
        Some((command, rest)) if command == "sample" => sample(rest),
        Some((command, rest)) if command == "links" => links(rest),
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

/// `links PATH…`: the links of pronouns and common nouns as lines of JSON, of documents that are in no blind part.
fn links(paths: &[String]) {
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let links = claims::links(&paths, &sets::stages());
    for [document, reason, words] in links.into_iter().filter(|[document, ..]| !sets::is_blind(document)) {
        println!("{}", serde_json::json!({ "document": document, "reason": reason, "words": words }));
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
    let stages = sets::stages();
    println!("| set | row | documents | all | third not looked at | floors |");
    println!("|---|---|---|---|---|---|");
    for set in &sets::SETS {
        let Some(reading) = sets::read(set, &shared.join("eval"), &stages) else {
            println!("| {} | skipped: it is not there | | | | |", set.name);
            continue;
        };
        let all = reading.all();
        let own = reading.score(set, &all).unwrap();
        for ((row, counts), [_, _, own]) in set.rows.iter().zip(counts(set, &reading)).zip(own) {
            print_row([set.name, row.name], &counts, &reading.part(true), Figure::F1, row.floors);
            let sum = bootstrap::figure(&counts, all.iter().copied(), Figure::F1);
            if (sum - own).abs() > 0.051 {
                println!("| | no sum over documents: the script says {own} | | | | |");
            }
        }
    }
    identity(&shared.join("eval"), &stages);
    let verdicts = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/quality").join(name);
    println!("\nConfidence against verdicts, by curves fitted without the document of each claim:\n");
    println!("{}", calibrate::table(&calibrate::crossed(&calibrate::verdicts(&verdicts("judged.tsv")))));
    println!("Confidence as it is against verdicts on other documents:\n");
    reliability(&[verdicts("unseen.tsv").display().to_string()]);
}

/// What `counts.py` prints of a row: title of the table, label, possible, actual, credit for recall, and for precision.
type Printed = (String, String, f64, f64, f64, f64);

/// The counts of each row of a set, a document each.
fn counts(set: &sets::Set, reading: &sets::Reading) -> Vec<Vec<Counts>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/quality/counts.py");
    let text = reading.run(set, Some(&script), &reading.all()).unwrap();
    let documents: Vec<Vec<Printed>> = serde_json::from_str(&text).unwrap();
    let of_row = |row: &sets::Row| {
        let of_document = |rows: &Vec<Printed>| {
            let found =
                rows.iter().find(|(title, label, ..)| title.starts_with(row.table) && label == row.label);
            found.map_or(Counts::default(), |(_, _, possible, actual, found, right)| {
                Counts([*found, *possible, *right, *actual])
            })
        };
        documents.iter().map(of_document).collect()
    };
    set.rows.iter().map(of_row).collect()
}

fn print_row(names: [&str; 2], counts: &[Counts], blind: &[usize], kind: Figure, floors: [f64; 2]) {
    let all: Vec<usize> = (0..counts.len()).collect();
    let cell = |chosen: &[usize]| {
        let figure = bootstrap::figure(counts, chosen.iter().copied(), kind);
        let [low, high] = bootstrap::interval(counts, chosen, kind);
        format!("{figure:.1} [{low:.1}, {high:.1}]")
    };
    let ([set, row], [floor, blind_floor]) = (names, floors);
    let (whole, part) = (cell(&all), cell(blind));
    println!("| {set} | {row} | {} | {whole} | {part} | {floor:.1}, {blind_floor:.1} |", all.len());
}

/// The measures of identity inside documents.
fn identity(evaluation: &Path, stages: &Stages) {
    for chains in &coreference::CHAINS {
        let Some(documents) = coreference::read(chains, evaluation, stages) else { continue };
        let blind: Vec<usize> = (0..documents.len()).filter(|place| documents[*place].is_blind()).collect();
        let measures: Vec<coreference::Measures> =
            documents.iter().map(coreference::Read::measures).collect();
        for (number, row) in coreference::ROWS.iter().enumerate() {
            let of_row = |all: &coreference::Measures| Counts([all.b_cubed, all.lea, all.pronouns][number].0);
            let counts: Vec<Counts> = measures.iter().map(of_row).collect();
            let kind = if number == 2 { Figure::Precision } else { Figure::F1 };
            print_row([chains.set, row], &counts, &blind, kind, chains.floors.map(|floors| floors[number]));
        }
    }
}

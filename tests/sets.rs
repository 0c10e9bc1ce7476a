//! The development sets: what the program reads in them, scored by the sets' own scripts. The tests hold
//! floors on these figures, and the bench of the same name prints them as a table.
//!
//! A document belongs to the *blind* part of its set when the first byte of SHA-256 of its name is divisible by
//! 3: rules are written on the others, so the gap between both is the measure of over-fitting.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use casegraph::extract::ExtractConfig;
use casegraph::extract::Extractor;
use casegraph::extract::Profile;
use casegraph::extract::write_record;
use casegraph::nlp::Analyzer;
use casegraph::nlp::Truecaser;
use casegraph::pipeline::Config;
use casegraph::pipeline::Stages;
use casegraph::pipeline::extract_documents;
use casegraph::pipeline::open_paths;
use casegraph::store::RunSettings;
use serde_json::Value;
use sha2::Digest as _;
use sha2::Sha256;

/// A figure of a set: a row of a table that its script prints.
pub(crate) struct Row {
    /// How it is called in our table.
    pub(crate) name: &'static str,
    /// What the title of the script's table starts with.
    pub(crate) table: &'static str,
    /// The row's label there.
    pub(crate) label: &'static str,
    /// F1 in per cent that all documents together must reach, and that those of the blind part must reach.
    pub(crate) floors: [f64; 2],
}

const fn row(name: &'static str, table: &'static str, label: &'static str, floors: [f64; 2]) -> Row {
    Row { name, table, label, floors }
}

/// A development set.
pub(crate) struct Set {
    /// Its folder, and its profile.
    pub(crate) name: &'static str,
    /// What its script needs to be told.
    pub(crate) arguments: &'static [&'static str],
    /// The figures that are read.
    pub(crate) rows: &'static [Row],
}

/// All sets.
pub(crate) const SETS: [Set; 6] = [
    Set {
        name: "re3d",
        arguments: &[],
        rows: &[
            row("named: person", "entity mentions, named only", "person (overlap)", [86.5, 82.0]),
            row("named: organisation", "entity mentions, named only", "organisation (overlap)", [79.5, 81.5]),
            row("named: place", "entity mentions, named only", "place (overlap)", [86.0, 89.5]),
            row("all mentions", "entity mentions, all", "TOTAL: overlap + class", [78.0, 79.0]),
            row("relations", "relations", "ALL RELATIONS (coarse class)", [27.0, 23.5]),
        ],
    },
    Set {
        name: "wikievents",
        arguments: &[],
        rows: &[
            row("named entities per document", "entity nodes", "named entities per document", [72.0, 63.5]),
            row("events", "events", "events: class + trigger/argument", [51.0, 43.5]),
            row("arguments", "event arguments", "ALL ARGUMENTS", [30.5, 26.5]),
        ],
    },
    Set {
        name: "plover",
        arguments: &[],
        rows: &[
            row("event type", "PLOVER records", "event type (root)", [72.0, 66.5]),
            row("triple", "PLOVER records", "triple: type + a source + a target", [56.0, 45.0]),
        ],
    },
    Set {
        name: "gumnews",
        arguments: &[],
        rows: &[
            row("date values", "dates", "dates: value (relaxed span)", [86.0, 85.0]),
            row("names", "name mentions", "names: contained+type", [76.0, 75.5]),
        ],
    },
    Set {
        name: "crossner",
        arguments: &[],
        rows: &[
            row("person", "CrossNER", "person, exact", [83.0, 80.0]),
            row("organisation", "CrossNER", "organisation, exact", [78.0, 79.0]),
            row("place", "CrossNER", "place, exact", [75.5, 70.5]),
        ],
    },
    Set {
        name: "muc4",
        arguments: &["--mode", "muc"],
        rows: &[row("all slots", "MUC-4 rules", "ALL SLOTS", [34.5, 34.5])],
    },
];

/// Precision, recall and F1 in per cent.
pub(crate) type Score = [f64; 3];

/// Documents of a set: name, answer, and what the program says.
pub(crate) struct Reading {
    documents: Vec<(String, String, String)>,
    folder: PathBuf,
}

/// The stages as the program uses them.
pub(crate) fn stages() -> Stages {
    Stages {
        truecaser: Truecaser::embedded().unwrap(),
        analyzer: Analyzer::embedded().unwrap(),
        extractor: Extractor::new(&ExtractConfig::default()).unwrap(),
    }
}

fn name_of(line: &str) -> String {
    let record: Value = serde_json::from_str(line).unwrap();
    record["doc"].as_str().unwrap().to_owned()
}

/// Whether the document belongs to the blind part of its set.
pub(crate) fn is_blind(name: &str) -> bool {
    Sha256::digest(name.as_bytes())[0] % 3 == 0
}

/// Reads a set that lies in `evaluation`; `None` where it is not there.
pub(crate) fn read(set: &Set, evaluation: &Path, stages: &Stages) -> Option<Reading> {
    let folder = evaluation.join(set.name);
    let answers = fs::read_to_string(folder.join("gold_dev.jsonl")).ok()?;
    let profile = Profile::builtin(set.name).unwrap();
    let run = RunSettings { program_version: "0".to_owned(), data_digest: "none".to_owned() };
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let config = Config { threads, ..Config::new(run) };
    let mut found = BTreeMap::new();
    let inputs = open_paths(&[folder.join("docs_dev.jsonl")], None);
    extract_documents(
        inputs,
        stages,
        &config,
        &mut |document, statements| {
            let mut line = Vec::new();
            write_record(&mut line, document, statements, Some(&profile))?;
            let line = String::from_utf8(line).unwrap();
            found.insert(name_of(&line), line.trim_end().to_owned());
            Ok(())
        },
        &mut |_| Ok(()),
    )
    .unwrap();
    let documents = answers
        .lines()
        .map(|answer| {
            let name = name_of(answer);
            let said = found.remove(&name).unwrap_or_else(|| format!("{{\"doc\":\"{name}\"}}"));
            (name, answer.to_owned(), said)
        })
        .collect();
    Some(Reading { documents, folder: evaluation.to_owned() })
}

impl Reading {
    /// The places of all documents.
    pub(crate) fn all(&self) -> Vec<usize> {
        (0..self.documents.len()).collect()
    }

    /// The places of the documents in the blind part, or of the others.
    pub(crate) fn part(&self, blind: bool) -> Vec<usize> {
        self.all().into_iter().filter(|place| is_blind(&self.documents[*place].0) == blind).collect()
    }

    /// Scores documents. The rows are those of the set, in their order. `None` where there is no `python3`.
    pub(crate) fn score(&self, set: &Set, chosen: &[usize]) -> Option<Vec<Score>> {
        let tables = tables(&self.run(set, None, chosen)?);
        Some(set.rows.iter().map(|row| tables.score(row)).collect())
    }

    /// What the set's script prints of documents, or what a script prints that is told the path of the set's.
    /// `None` where there is no `python3`.
    pub(crate) fn run(&self, set: &Set, through: Option<&Path>, chosen: &[usize]) -> Option<String> {
        let folder = tempfile::tempdir().unwrap();
        let (mut answers, mut said) = (String::new(), String::new());
        for place in chosen {
            let (_, answer, found) = &self.documents[*place];
            writeln!(answers, "{answer}").unwrap();
            writeln!(said, "{found}").unwrap();
        }
        let paths = [folder.path().join("gold.jsonl"), folder.path().join("said.jsonl")];
        fs::write(&paths[0], answers).unwrap();
        fs::write(&paths[1], said).unwrap();
        let script = self.folder.join(format!("score_{}.py", set.name));
        let output = Command::new("python3")
            .arg("-B")
            .args(through)
            .arg(script)
            .args(&paths)
            .args(set.arguments)
            .output()
            .ok()
            .filter(|output| output.status.success())?;
        Some(String::from_utf8(output.stdout).unwrap())
    }
}

/// Rows with a figure: title of the table, label, score.
struct Tables(Vec<(String, String, Score)>);

fn tables(text: &str) -> Tables {
    let (mut title, mut rows) = (String::new(), Vec::new());
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("== ") {
            name.clone_into(&mut title);
            continue;
        }
        // A label, then gold, pred, match, P, R, F1.
        let cells: Vec<&str> = line.split_whitespace().collect();
        let figures: Vec<f64> = cells.iter().rev().map_while(|cell| cell.parse().ok()).take(6).collect();
        if let [f1, recall, precision, _, _, _] = figures.as_slice() {
            let label = cells[..cells.len() - 6].join(" ");
            rows.push((title.clone(), label, [*precision, *recall, *f1]));
        }
    }
    Tables(rows)
}

impl Tables {
    fn score(&self, row: &Row) -> Score {
        let found =
            self.0.iter().find(|(title, label, _)| title.starts_with(row.table) && label == row.label);
        found.unwrap_or_else(|| panic!("the script prints no row `{}`", row.label)).2
    }
}

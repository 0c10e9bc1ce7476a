//! Quality of the facts as numbers with floors, and every event frame on its own example.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use casegraph::document::Document;
use casegraph::extract::{ExtractConfig, Extractor};
use casegraph::nlp::Analyzer;
use casegraph::query::{AnswerFormat, QueryLimits, on_deep_stack, prefixes, prepare, run, write};
use casegraph::statement::Statements;
use casegraph::store::{GraphStore, RunSettings};

use super::coreference;
use super::sets;

/// Questions of the founding article that must be answered fully right, of 57.
const QUESTIONS_RIGHT: usize = 39;

/// Facts of the founding article that must be covered, of 78.
const FACTS_COVERED: usize = 57;

/// Event frames, of all, whose example must be read by that very frame.
const FRAMES_READ: f64 = 0.99;

fn shared(file: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("CASEGRAPH_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let path = folder.join(file);
    if !path.exists() {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

fn read(
    text: &str,
    published: Option<&str>,
    extractor: &Extractor,
    analyzer: &Analyzer,
) -> (Document, Statements) {
    let document = Document {
        text: text.to_owned(),
        published: published.map(|day| day.parse().unwrap()),
        language: Some("en".to_owned()),
        ..Document::default()
    };
    let statements = extractor.extract(&document, &analyzer.analyze(text));
    (document, statements)
}

/// The rows of a TSV answer as `score_questions.py` compares them.
fn rows(tsv: &str) -> BTreeSet<Vec<String>> {
    let cell = |text: &str| {
        let text = text.trim();
        let inner = text.strip_prefix('"').and_then(|rest| Some(rest.rsplit_once('"')?.0));
        let value =
            inner.map_or_else(|| text.trim_matches(['<', '>']).to_owned(), |it| it.replace("\\\"", "\""));
        value.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
    };
    let lines = tsv.lines().skip(1).filter(|line| !line.trim().is_empty());
    lines.map(|line| line.split('\t').map(cell).collect()).collect()
}

fn answer(question: &str, store: &GraphStore) -> String {
    let (base, rdf) = (store.base().to_owned(), store.rdf());
    let bytes = on_deep_stack(|| {
        let answer = run(prepare(question, &base).unwrap(), rdf, &QueryLimits::default()).unwrap();
        let mut bytes = Vec::new();
        write(answer, AnswerFormat::Tsv, &prefixes(&base), &mut bytes).unwrap();
        bytes
    });
    String::from_utf8(bytes.unwrap()).unwrap()
}

#[test]
fn the_questions_on_the_founding_article_reach_their_floor() {
    let Some(seed) = shared("seed/article.txt").and_then(|path| Some(path.parent()?.to_owned())) else {
        return;
    };
    let extractor = Extractor::new(&ExtractConfig::default()).unwrap();
    let analyzer = Analyzer::embedded().unwrap();
    let text = fs::read_to_string(seed.join("article.txt")).unwrap();
    let read = read(&text, Some("2025-09-08"), &extractor, &analyzer);
    let mut store = GraphStore::in_memory(None).unwrap();
    let run = RunSettings { program_version: "test".to_owned(), data_digest: "test".to_owned() };
    store.ingest(&[read], &run).unwrap();
    let mut questions: Vec<PathBuf> =
        fs::read_dir(seed.join("questions")).unwrap().map(|entry| entry.unwrap().path()).collect();
    questions.retain(|path| path.extension().is_some_and(|extension| extension == "rq"));
    questions.sort();
    let (mut right, mut facts) = (0, BTreeMap::<String, bool>::new());
    for path in &questions {
        let question = fs::read_to_string(path).unwrap();
        let expected = rows(&fs::read_to_string(path.with_extension("tsv")).unwrap());
        let found = rows(&answer(&question, &store));
        right += usize::from(found == expected);
        let named = question.lines().find_map(|line| line.strip_prefix("# facts:")).unwrap_or_default();
        for fact in named.split_whitespace() {
            *facts.entry(fact.to_owned()).or_insert(true) &= expected.is_subset(&found);
        }
    }
    let covered = facts.values().filter(|covered| **covered).count();
    eprintln!(
        "founding article: {right} of {} questions right, {covered} of {} facts",
        questions.len(),
        facts.len()
    );
    assert!(right >= QUESTIONS_RIGHT, "{right} questions right, the floor is {QUESTIONS_RIGHT}");
    assert!(covered >= FACTS_COVERED, "{covered} facts covered, the floor is {FACTS_COVERED}");
}

#[test]
fn every_frame_has_an_example_and_nearly_all_read_it() {
    let extractor = Extractor::new(&ExtractConfig::default()).unwrap();
    let analyzer = Analyzer::embedded().unwrap();
    let (mut all, mut missed) = (0, Vec::new());
    for (name, example) in extractor.frames() {
        all += 1;
        assert!(example.ends_with('.'), "the example of {name} is no sentence: {example}");
        let (_, statements) = read(example, Some("2024-03-01"), &extractor, &analyzer);
        let rule = format!("frame:{name}");
        if !statements.claims.iter().any(|claim| claim.rule == rule) {
            missed.push(format!("{name}: {example}"));
        }
    }
    eprintln!("frames: {} of {all} read their own example; not: {missed:#?}", all - missed.len());
    #[expect(clippy::cast_precision_loss, reason = "a few hundred frames")]
    let share = (all - missed.len()) as f64 / all as f64;
    assert!(share >= FRAMES_READ, "{share:.2} of the frames read their example, the floor is {FRAMES_READ}");
}

#[test]
fn every_claim_stands_on_a_passage_of_the_text() {
    let text = "President Petro Almeida of Chile met “Radio Sur” reporters in Lima on May 3. “We shall sign, perhaps in \
                June,” he said.\n\nThe frigate HMS Thetis – naïve crews, 🚢 and all – is in the Caribbean.";
    let extractor = Extractor::new(&ExtractConfig::default()).unwrap();
    let analyzer = Analyzer::embedded().unwrap();
    let (_, statements) = read(text, None, &extractor, &analyzer);
    assert!(!statements.claims.is_empty());
    for claim in &statements.claims {
        assert!(!claim.evidence.is_empty() && !claim.rule.is_empty() && claim.confidence <= 100);
        for passage in &claim.evidence {
            let span = statements.passages[*passage].span;
            assert!(!text[span.start..span.end].trim().is_empty());
        }
    }
    for mention in &statements.mentions {
        assert!(!text[mention.span.start..mention.span.end].is_empty() && !mention.refers_to.is_empty());
    }
}

#[test]
fn metadata_at_the_top_of_a_file_dates_no_event() {
    let text = "---\ndate: 2023-04-05\n---\n\nPortugal joined the Zollverein on Tuesday.";
    let top = text.find("\n\n").unwrap();
    let document = Document {
        text: text.to_owned(),
        published: Some("2023-04-05".parse().unwrap()),
        language: Some("en".to_owned()),
        unread: vec![casegraph::span::Span::new(0, top)],
        ..Document::default()
    };
    let extractor = Extractor::new(&ExtractConfig::default()).unwrap();
    let statements = extractor.extract(&document, &Analyzer::embedded().unwrap().analyze(&document.prose()));
    // 5 April 2023 was a Wednesday.
    let days: Vec<String> =
        statements.times.iter().filter_map(|(_, time)| Some(time.not_before?.to_string())).collect();
    assert_eq!(days, ["2023-04-04"]);
}

#[test]
fn identity_inside_documents_reaches_its_floors() {
    let Some(evaluation) = shared("eval") else { return };
    let stages = sets::stages();
    let mut short = Vec::new();
    for chains in &coreference::CHAINS {
        let Some(documents) = coreference::read(chains, &evaluation, &stages) else {
            eprintln!("skipped: {} is not in {}", chains.set, evaluation.display());
            continue;
        };
        for (part, name) in ["", ", blind part"].iter().enumerate() {
            let chosen = documents.iter().filter(|document| part == 0 || document.is_blind());
            let figures = coreference::total(chosen).figures();
            for ((row, figure), floor) in coreference::ROWS.iter().zip(figures).zip(chains.floors[part]) {
                eprintln!("{}, {row}{name}: {figure:.1}, floor {floor}", chains.set);
                if figure < floor {
                    short.push(format!("{}, {row}{name}: {figure:.1}, the floor is {floor}", chains.set));
                }
            }
        }
    }
    assert!(short.is_empty(), "{short:#?}");
}

#[test]
fn the_development_sets_reach_their_floors() {
    let Some(evaluation) = shared("eval") else { return };
    let stages = sets::stages();
    let (mut rows, mut short) = (0, Vec::new());
    for set in &sets::SETS {
        let Some(reading) = sets::read(set, &evaluation, &stages) else {
            eprintln!("skipped: {} is not in {}", set.name, evaluation.display());
            continue;
        };
        for (part, chosen) in [reading.all(), reading.part(true)].iter().enumerate() {
            let Some(scores) = reading.score(set, chosen) else {
                eprintln!("skipped: there is no python3 for the scorers");
                return;
            };
            for (row, [_, _, f1]) in set.rows.iter().zip(scores) {
                let (name, floor) = (["", ", blind part"][part], row.floors[part]);
                eprintln!(
                    "{}, {}{name}: {f1} of {} documents, floor {floor}",
                    set.name,
                    row.name,
                    chosen.len()
                );
                rows += 1;
                if f1 < floor {
                    short.push(format!("{}, {}{name}: {f1}, the floor is {floor}", set.name, row.name));
                }
            }
        }
    }
    assert!(rows > 0 && short.is_empty(), "{short:#?}");
}

//! Queries: the shipped examples, the reference questions, and bad queries through the real program.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use casegraph::query::{
    AnswerFormat, QueryError, QueryLimits, Written, examples, on_deep_stack, prefixes, prepare, run, write,
};
use casegraph::vocab::DEFAULT_BASE;
use oxigraph::io::RdfFormat;
use oxigraph::store::Store;

/// The folder of shared test data, where it is present.
fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("CASEGRAPH_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let present = folder.join("seed/gold.trig").is_file();
    if !present {
        eprintln!("skipped: {} is not there", folder.join("seed/gold.trig").display());
    }
    present.then_some(folder)
}

fn reference() -> Option<(Store, PathBuf)> {
    let folder = shared()?;
    let store = Store::new().unwrap();
    store.load_from_slice(RdfFormat::TriG, &fs::read(folder.join("seed/gold.trig")).unwrap()).unwrap();
    Some((store, folder))
}

fn answer(text: &str, store: &Store, format: AnswerFormat) -> Result<(String, Written), QueryError> {
    on_deep_stack(|| {
        let answer = run(prepare(text, DEFAULT_BASE)?, store, &QueryLimits::default())?;
        let mut bytes = Vec::new();
        let written = write(answer, format, &prefixes(DEFAULT_BASE), &mut bytes).unwrap();
        Ok((String::from_utf8(bytes).unwrap(), written))
    })
    .unwrap()
}

/// The rows of a TSV answer as the reference compares them: without RDF dress, case and outer space.
fn rows(tsv: &str) -> BTreeSet<Vec<String>> {
    let cell = |text: &str| {
        let text = text.trim();
        let inner = text.strip_prefix('"').and_then(|rest| Some(rest.rsplit_once('"')?.0));
        let value =
            inner.map_or_else(|| text.trim_matches(['<', '>']).to_owned(), |it| it.replace("\\\"", "\""));
        value.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
    };
    tsv.lines()
        .skip(1)
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.split('\t').map(cell).collect())
        .collect()
}

#[test]
fn the_reference_graph_answers_every_reference_question() {
    let Some((store, folder)) = reference() else { return };
    let mut questions: Vec<_> =
        fs::read_dir(folder.join("seed/questions")).unwrap().map(|entry| entry.unwrap().path()).collect();
    questions.retain(|path| path.extension().is_some_and(|extension| extension == "rq"));
    questions.sort();
    assert!(questions.len() >= 57, "57 questions, found {}", questions.len());
    for question in questions {
        let (tsv, written) =
            answer(&fs::read_to_string(&question).unwrap(), &store, AnswerFormat::Tsv).unwrap();
        assert_eq!(written.ended, None, "{}", question.display());
        let expected = fs::read_to_string(question.with_extension("tsv")).unwrap();
        assert_eq!(rows(&tsv), rows(&expected), "{}", question.display());
    }
}

#[test]
fn every_example_runs_on_an_empty_store_and_answers_on_the_reference_graph() {
    let empty = Store::new().unwrap();
    let reference = reference();
    assert!(examples().len() >= 12);
    for example in examples() {
        assert!(example.question().ends_with('?'), "{}", example.name);
        let (_, written) = answer(example.text, &empty, AnswerFormat::Tsv).unwrap();
        assert_eq!(written, Written::default(), "{}", example.name);
        if let Some((store, _)) = &reference {
            let (_, written) = answer(example.text, store, AnswerFormat::Tsv).unwrap();
            assert_eq!(written.ended, None, "{}", example.name);
            assert!(written.rows > 0, "{}", example.name);
        }
    }
}

#[test]
fn every_example_file_is_shipped() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/queries");
    let files: BTreeSet<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    let shipped: BTreeSet<_> = examples().iter().map(|example| example.name.to_owned()).collect();
    assert_eq!(files, shipped);
}

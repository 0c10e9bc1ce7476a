//! The feeds that are known by their content, through the program: what questions on real samples get as answers.
//!
//! Each question of `tests/fixtures/feeds` names its samples in its second line; the expected rows beside it were read from the samples by
//! hand. Samples of feeds are in `../shared/feeds`, or where `CASEGRAPH_SHARED` points; those of the plain set are in `examples/records/sample`.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use oxigraph::io::RdfFormat;
use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;
use oxigraph::sparql::SparqlEvaluator;
use oxigraph::store::Store;

/// Prefixes that questions use without declaring them.
const PREFIXES: &str = "
PREFIX cg: <https://w3id.org/casegraph/ontology#>
PREFIX m: <https://w3id.org/casegraph/concept/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
";

/// Questions whose answers are not reached, each with the reason. One that is answered fails the suite.
const NOT_REACHED: &[(&str, &str)] = &[
    (
        "ftm/listings",
        "designations of one party by one authority with the same list are one situation in the view",
    ),
    ("stix/attribution", "an event that another record tells of cannot fill a slot yet"),
];

fn samples_folder() -> Option<PathBuf> {
    let shared = std::env::var_os("CASEGRAPH_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let feeds = shared.join("feeds");
    feeds.is_dir().then_some(feeds)
}

/// Ingests files into a store in memory and loads what is written of it.
fn store_of(files: &[PathBuf]) -> Store {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("graph.nq");
    let output = Command::new(env!("CARGO_BIN_EXE_casegraph"))
        .arg("ingest")
        .args(files)
        .args(["--memory", "--max-errors", "1000000", "-o"])
        .arg(&out)
        .output()
        .unwrap();
    assert!(output.status.success(), "{files:?}: {}", String::from_utf8_lossy(&output.stderr));
    let store = Store::new().unwrap();
    store.load_from_slice(RdfFormat::NQuads, &std::fs::read(out).unwrap()).unwrap();
    store
}

fn shown(term: Option<&Term>) -> String {
    match term {
        None => String::new(),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(Term::NamedNode(iri)) => iri.as_str().to_owned(),
        Some(other) => other.to_string(),
    }
}

fn answer(store: &Store, question: &str) -> BTreeSet<Vec<String>> {
    let query = format!("{PREFIXES}{question}");
    let results = SparqlEvaluator::new().parse_query(&query).unwrap().on_store(store).execute().unwrap();
    let QueryResults::Solutions(solutions) = results else { panic!("no SELECT") };
    let variables = solutions.variables().to_vec();
    solutions
        .map(|row| {
            let row = row.unwrap();
            variables.iter().map(|variable| shown(row.get(variable))).collect()
        })
        .collect()
}

fn expected(tsv: &str) -> BTreeSet<Vec<String>> {
    tsv.lines()
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect()
}

#[test]
fn questions_on_samples_of_feeds_get_their_answers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = samples_folder();
    let mut stores: BTreeMap<Vec<PathBuf>, Store> = BTreeMap::new();
    let (mut asked, mut answered, mut skipped) = (0, 0, 0);
    let mut wrong = Vec::new();
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root.join("tests/fixtures/feeds"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    for folder in folders {
        let mut questions: Vec<PathBuf> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "rq"))
            .collect();
        questions.sort();
        for path in questions {
            let question = std::fs::read_to_string(&path).unwrap();
            let names = question.lines().nth(1).unwrap().trim_start_matches("# Sample: ");
            let files: Option<Vec<PathBuf>> = names
                .split(", ")
                .map(|name| {
                    let own = root.join(name.trim_start_matches("../"));
                    if own.exists() { Some(own) } else { shared.as_ref().map(|shared| shared.join(name)) }
                })
                .collect();
            let Some(files) = files else {
                skipped += 1;
                continue;
            };
            let files: Vec<PathBuf> = files
                .into_iter()
                .flat_map(|file| if file.is_dir() { tables_of(&file) } else { vec![file] })
                .collect();
            asked += 1;
            let store = stores.entry(files.clone()).or_insert_with(|| store_of(&files));
            let rows = answer(store, &question);
            let right = expected(&std::fs::read_to_string(path.with_extension("tsv")).unwrap());
            let name = format!(
                "{}/{}",
                folder.file_name().unwrap().to_string_lossy(),
                path.file_stem().unwrap().to_string_lossy()
            );
            let excused = NOT_REACHED.iter().find(|(known, _)| *known == name);
            match (rows == right, excused) {
                (true, None) => answered += 1,
                (true, Some(_)) => wrong.push(format!("{name} is answered: take it from the list")),
                (false, Some((_, reason))) => eprintln!("{name}: not reached: {reason}"),
                (false, None) => wrong.push(format!(
                    "{name}:\n  missing {:?}\n  surplus {:?}",
                    right.difference(&rows).take(5).collect::<Vec<_>>(),
                    rows.difference(&right).take(5).collect::<Vec<_>>()
                )),
            }
        }
    }
    eprintln!("feeds: {answered} of {asked} questions answered, {skipped} skipped (no samples)");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn tables_of(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "csv"))
        .collect();
    files.sort();
    files
}

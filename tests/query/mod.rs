//! Queries: the shipped examples, the reference questions, and bad queries through the real program.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use casegraph::query::{
    AnswerFormat, QueryError, QueryLimits, Written, examples, on_deep_stack, prefixes, prepare, run, write,
};
use casegraph::vocab::DEFAULT_BASE;
use oxigraph::io::RdfFormat;
use oxigraph::store::Store;

mod browse;

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
            // Each sentence of the reference text gave a fact.
            assert_eq!(written.rows > 0, example.name != "silent-sentences", "{}", example.name);
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

/// Calls the real program; `input` goes to its standard input.
fn casegraph(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_casegraph"))
        .args(arguments)
        .env_remove("CASEGRAPH_STORE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The program may refuse its arguments before it reads.
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap_or_default();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Runs a query on a store that does not exist and gives exit code and standard error.
fn refused(query: &str) -> (Option<i32>, String) {
    let output = casegraph(&["query", "--store", "/nonexistent/store", "-"], query);
    assert_eq!(text(&output.stdout), "");
    (output.status.code(), text(&output.stderr))
}

fn assert_refused(query: &str, code: &str) {
    let (exit, message) = refused(query);
    assert_eq!(exit, Some(2), "{message}");
    assert!(message.starts_with(&format!("error[{code}]: ")), "{message}");
    assert!(message.contains("\n  try: "), "{message}");
}

/// A chain of patterns `?v0 <http://e/p> ?v1 . …`.
fn chain(patterns: usize) -> String {
    (0..patterns).map(|at| format!("?v{at} <http://e/p> ?v{} . ", at + 1)).collect::<Vec<_>>().concat()
}

#[test]
fn q1_to_q3_and_q6_nesting_is_refused() {
    let nested = |open: &str, inside: &str, close: &str, levels: usize| {
        format!("{}{inside}{}", open.repeat(levels), close.repeat(levels))
    };
    assert_refused(&format!("SELECT * WHERE {}", nested("{", "?s ?p ?o", "}", 600)), "query-too-deep");
    assert_refused(
        &format!("SELECT * WHERE {{ ?s ?p ?o FILTER({}) }}", nested("(", "1", ")", 1200)),
        "query-too-deep",
    );
    assert_refused(
        &format!("SELECT * WHERE {{ ?s ?p ?o FILTER({}true) }}", "!".repeat(2400)),
        "query-too-deep",
    );
    assert_refused(
        &format!("SELECT * WHERE {{ ?s ?p {} }}", nested("[ <http://e/p> ", "1", " ]", 600)),
        "query-too-deep",
    );
}

#[test]
fn q4_q5_and_q7_flat_chains_are_refused() {
    assert_refused(
        &format!("SELECT * WHERE {{ ?s ?p ?o FILTER(1{}>0) }}", "+1".repeat(1750)),
        "query-too-complex",
    );
    assert_refused(
        &format!("SELECT * WHERE {{ {{?s ?p ?o}}{} }}", " UNION {?s ?p ?o}".repeat(1650)),
        "query-too-complex",
    );
    assert_refused(&format!("SELECT * WHERE {{ {} }}", chain(400)), "query-too-complex");
}

#[test]
fn q12_and_q13_no_other_computer_is_asked() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = format!("http://{}/x", listener.local_addr().unwrap());
    assert_refused(&format!("SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"), "service-disabled");
    assert_refused(
        &format!("SELECT * {{ VALUES ?x {{ <{address}> }} SERVICE SILENT ?x {{ ?s ?p ?o }} }}"),
        "service-disabled",
    );
    assert_refused(
        &format!("PREFIX : <{address}> SELECT * {{ SERVICE: {{ ?s ?p ?o }} }}"),
        "service-disabled",
    );
    assert_refused(&format!("LOAD <{address}>"), "service-disabled");
    assert!(listener.accept().is_err());
}

#[test]
fn q14_and_q16_nothing_is_loaded_or_changed() {
    let folder = tempfile::tempdir().unwrap();
    let canary = folder.path().join("canary");
    fs::write(&canary, "a secret word").unwrap();
    let (exit, message) = refused(&format!("LOAD <file://{}>", canary.display()));
    assert_eq!(exit, Some(2));
    assert!(!message.contains("secret"), "{message}");
    for update in ["DROP ALL", "INSERT DATA { <http://e/s> <http://e/p> 1 }", "delete where { ?s ?p ?o }"] {
        assert_refused(update, "update-refused");
    }
}

#[test]
fn bad_queries_are_told_before_a_missing_store_and_with_their_place() {
    let (exit, message) = refused("SELECT *\nWHERE { ?s ?p }");
    assert_eq!(exit, Some(2));
    assert!(message.starts_with("error[query-syntax]: the query is not SPARQL 1.1: expected"), "{message}");
    assert!(message.contains("\n  where: line 2, column "), "{message}");
    let (exit, message) = refused("ASK {}");
    assert_eq!(exit, Some(2));
    if cfg!(feature = "disk") {
        assert!(message.starts_with("error[no-store]: "), "{message}");
    }
}

#[test]
fn a_query_needs_one_source_and_a_format_that_fits() {
    let store = "/nonexistent/store";
    assert_eq!(casegraph(&["query", "--store", store], "").status.code(), Some(2));
    assert_eq!(casegraph(&["query", "--store", store, "ASK {}", "-f", "x.rq"], "").status.code(), Some(2));
    let output = casegraph(&["query", "--store", store, "--format", "ttl", "SELECT * { ?s ?p ?o }"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).starts_with("error[format-does-not-fit]: `ttl` cannot hold"));
    let output = casegraph(&["query", "--store", store, "--example", "no-such"], "");
    assert!(text(&output.stderr).starts_with("error[no-example]: there is no example `no-such`"));
    let output = casegraph(&["query", "--examples"], "");
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).starts_with("top-events"), "{}", text(&output.stdout));
    let long = " ".repeat(200_000);
    assert!(refused(&long).1.starts_with("error[query-too-long]: "));
}

#[cfg(feature = "disk")]
mod disk {
    use std::path::Path;
    use std::time::{Duration, Instant};

    use casegraph::store::GraphStore;
    use oxigraph::model::{GraphName, Literal, NamedNode, Quad};

    use super::*;

    /// A store with `quads` quads in the view, all with other objects.
    fn store(quads: usize) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let mut store = GraphStore::create_or_open(&folder.path().join("s"), None).unwrap();
        let name = |local: &str| NamedNode::new(format!("http://e/{local}")).unwrap();
        let quads = (0..quads).map(|number| {
            let object = Literal::new_simple_literal(format!("value {number}"));
            Quad::new(name(&format!("s{}", number % 50)), name("p"), object, GraphName::DefaultGraph)
        });
        store.rdf().extend(quads).unwrap();
        store.finish().unwrap();
        folder
    }

    fn query(folder: &Path, more: &[&str], query: &str) -> Output {
        let store = folder.join("s");
        let mut arguments = vec!["query", "--store", store.to_str().unwrap(), "-"];
        arguments.extend(more);
        casegraph(&arguments, query)
    }

    fn assert_limit(output: &Output, codes: &[&str]) {
        let message = text(&output.stderr);
        assert_eq!(output.status.code(), Some(6), "{message}");
        let told = |code: &&str| {
            message.starts_with(&format!("error[{code}]: "))
                || message.contains(&format!("\"code\":\"{code}\""))
        };
        assert!(codes.iter().any(told), "{message}");
    }

    #[test]
    fn q8_memory_is_limited() {
        let folder = store(10);
        let doubling: String = (0..40)
            .map(|at| format!("BIND(CONCAT(?v{at},?v{at}) AS ?v{}) ", at + 1))
            .collect::<Vec<_>>()
            .concat();
        let doubled = format!("SELECT ?v40 {{ BIND('aaaaaaaaaa' AS ?v0) {doubling} }}");
        let output = query(folder.path(), &["--max-memory", "256", "--timeout", "60"], &doubled);
        assert_limit(&output, &["memory-limit"]);
    }

    #[test]
    fn q9_and_q10_time_is_limited() {
        let folder = store(3_000);
        let begun = Instant::now();
        let cross = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";
        assert_limit(&query(folder.path(), &["--timeout", "1"], cross), &["timeout"]);
        let sorted = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f LIMIT 5";
        assert_limit(&query(folder.path(), &["--timeout", "1"], sorted), &["timeout", "memory-limit"]);
        assert!(begun.elapsed() < Duration::from_secs(60));
    }

    #[test]
    fn rows_found_before_a_limit_are_written_and_the_document_is_whole() {
        let folder = store(3_000);
        let distinct = "SELECT DISTINCT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f }";
        let output = query(folder.path(), &["--max-rows", "7"], distinct);
        assert_limit(&output, &["row-limit"]);
        assert_eq!(text(&output.stdout).lines().count(), 8);
        let output = query(folder.path(), &["--max-rows", "7", "--format", "json"], distinct);
        assert_limit(&output, &["row-limit"]);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(json["results"]["bindings"].as_array().unwrap().len(), 7);
        // The first rows come at once, the last pattern never ends.
        let slow = "SELECT ?c { { SELECT ?c { ?a ?b ?c } LIMIT 3 } UNION \
             { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(?c, ?f, ?i) = 'x') } }";
        let output = query(folder.path(), &["--timeout", "2", "--format", "json"], slow);
        assert_limit(&output, &["timeout"]);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(json["results"]["bindings"].as_array().unwrap().len(), 3);
        assert!(text(&output.stderr).contains("--timeout"), "{}", text(&output.stderr));
    }

    #[test]
    fn q15_and_q18_files_are_not_read_and_functions_not_invented() {
        let folder = store(10);
        let canary = folder.path().join("canary");
        fs::write(&canary, "<http://e/s> <http://e/p> \"a secret word\" .").unwrap();
        let from = format!("SELECT ?s ?p ?o FROM <file://{}> WHERE {{ ?s ?p ?o }}", canary.display());
        let output = query(folder.path(), &[], &from);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert_eq!(text(&output.stdout), "?s\t?p\t?o\n");
        let output =
            query(folder.path(), &[], "SELECT * { BIND(<http://www.w3.org/ns/js#eval>('1') AS ?x) }");
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).starts_with("error[unknown-function]: "));
        let regex = "SELECT * { ?a ?b ?c FILTER(REGEX(STR(?a),'((a{0,100}){0,100}){0,100}')) }";
        let output = query(folder.path(), &[], regex);
        assert!(matches!(output.status.code(), Some(0 | 2 | 6)), "{}", text(&output.stderr));
    }

    #[test]
    fn every_format_is_written_and_ask_can_be_an_exit_code() {
        let folder = store(1);
        let out = |format: &str, text_of: &str| {
            let output = query(folder.path(), &["--format", format], text_of);
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
            text(&output.stdout)
        };
        let select = "SELECT ?s ?o { ?s ?p ?o }";
        assert_eq!(out("tsv", select), "?s\t?o\n<http://e/s0>\t\"value 0\"\n");
        assert_eq!(out("csv", select), "s,o\nhttp://e/s0,value 0\n");
        let odd = r#"SELECT ?v { VALUES ?v { "a\r\nb" "say \"x\"\r" "" } }"#;
        assert_eq!(out("csv", odd), "v\n\"a\r\nb\"\n\"say \"\"x\"\"\r\"\n\n");
        assert_eq!(
            out("json", select),
            "{\"head\":{\"vars\":[\"s\",\"o\"]},\"results\":{\"bindings\":[{\"s\":{\"type\":\"uri\",\
             \"value\":\"http://e/s0\"},\"o\":{\"type\":\"literal\",\"value\":\"value 0\"}}]}}\n"
        );
        assert!(out("xml", select).contains("<literal>value 0</literal>"));
        let control = r#"SELECT ?v { VALUES ?v { "a\u001Bb\tc" } }"#;
        assert!(out("xml", control).contains("<literal>a\u{fffd}b"));
        assert_eq!(
            out("table", select),
            "s              o\n─────────────  ───────\n<http://e/s0>  value 0\n"
        );
        let construct = "CONSTRUCT WHERE { ?s ?p ?o }";
        let triple = "<http://e/s0> <http://e/p> \"value 0\" .\n";
        assert_eq!(out("nt", construct), triple);
        assert!(out("ttl", construct).ends_with(triple));
        assert_eq!(text(&query(folder.path(), &[], construct).stdout), triple);
        assert_eq!(out("json", "ASK { ?s ?p ?o }"), "{\"head\":{},\"boolean\":true}\n");
        assert_eq!(query(folder.path(), &["-e"], "ASK { ?s ?p 1 }").status.code(), Some(1));
        assert_eq!(query(folder.path(), &["-e"], "ASK { ?s ?p ?o }").status.code(), Some(0));
        assert!(text(&query(folder.path(), &["--explain"], select).stdout).starts_with('{'));
    }

    #[test]
    fn a_reader_that_goes_away_is_no_error() {
        let folder = store(3_000);
        let store = folder.path().join("s");
        let mut child = Command::new(env!("CARGO_BIN_EXE_casegraph"))
            .args(["query", "--max-rows", "0", "-s", store.to_str().unwrap()])
            .arg("SELECT * { ?a ?b ?c . ?d ?e ?f }")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));
    }
}

//! The store's folder: locks, reopening, the ledger.

use std::fs;

use casegraph::document::Document;
use casegraph::document::Reject;
use casegraph::statement::Statements;
use casegraph::store::DumpFormat;
use casegraph::store::GraphStore;
use casegraph::store::StoreError;

use super::dump;
use super::meeting;
use super::rows;
use super::run;
use super::store_of;

/// A store in a fresh folder with two batches, closed again; its dump.
fn two_batches(folder: &std::path::Path) -> String {
    let mut store = GraphStore::create_or_open(folder, None).unwrap();
    store.ingest(&[meeting("The Island Post").done()], &run()).unwrap();
    store.ingest(&[meeting("Daily Shore").done()], &run()).unwrap();
    store.finish().unwrap();
    dump(&store, DumpFormat::Nq)
}

#[test]
fn a_store_on_disk_is_the_same_graph_as_one_in_memory_and_opens_again() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("news");
    let written = two_batches(&folder);
    let memory = store_of(&[meeting("Daily Shore").done(), meeting("The Island Post").done()]);
    assert_eq!(written, dump(&memory, DumpFormat::Nq));
    let store = GraphStore::open(&folder).unwrap();
    assert_eq!(dump(&store, DumpFormat::Nq), written);
    assert_eq!(store.counts().unwrap(), memory.counts().unwrap());
    let hash = rows(&store, "SELECT ?h { GRAPH ?d { ?d cg:contentHash ?h } } LIMIT 1").remove(0);
    assert!(store.text(&hash).unwrap().unwrap().starts_with("Anna Lind met"));
    drop(store);
    let mut store = GraphStore::create_or_open(&folder, None).unwrap();
    assert_eq!(store.lost_batches(), 0);
    let outcome = store.ingest(&[meeting("Daily Shore").done()], &run()).unwrap();
    assert_eq!((outcome.duplicate, outcome.quads), (1, 0));
}

#[test]
fn a_reader_takes_in_nothing() {
    let folder = tempfile::tempdir().unwrap();
    two_batches(folder.path());
    let mut store = GraphStore::open(folder.path()).unwrap();
    let refused = store.ingest(&[meeting("Third").done()], &run());
    assert!(matches!(refused, Err(StoreError::ReadOnly)));
}

#[test]
fn a_missing_store_is_not_found_and_a_folder_of_other_things_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(GraphStore::open(&folder.path().join("none")), Err(StoreError::NotFound(_))));
    assert!(matches!(GraphStore::open(folder.path()), Err(StoreError::NotFound(_))));
    fs::write(folder.path().join("letter.txt"), "dear").unwrap();
    assert!(matches!(GraphStore::create_or_open(folder.path(), None), Err(StoreError::NotEmpty(_))));
}

#[test]
fn a_writer_excludes_writers_and_readers_and_readers_exclude_writers() {
    let folder = tempfile::tempdir().unwrap();
    let writer = GraphStore::create_or_open(folder.path(), None).unwrap();
    let here = std::process::id();
    for refused in
        [GraphStore::create_or_open(folder.path(), None).err(), GraphStore::open(folder.path()).err()]
    {
        let Some(StoreError::Locked { pid, .. }) = refused else { panic!("expected a lock") };
        assert_eq!(pid, Some(here));
    }
    drop(writer);
    let readers = (GraphStore::open(folder.path()).unwrap(), GraphStore::open(folder.path()).unwrap());
    let Err(StoreError::Locked { pid, .. }) = GraphStore::create_or_open(folder.path(), None) else {
        panic!("expected a lock")
    };
    assert_eq!(pid, None);
    drop(readers);
    assert!(GraphStore::create_or_open(folder.path(), None).is_ok());
}

#[test]
fn a_store_keeps_its_base() {
    let folder = tempfile::tempdir().unwrap();
    drop(GraphStore::create_or_open(folder.path(), Some("https://example.org/a/")).unwrap());
    assert_eq!(GraphStore::create_or_open(folder.path(), None).unwrap().base(), "https://example.org/a/");
    let other = GraphStore::create_or_open(folder.path(), Some("https://example.org/b/"));
    assert!(matches!(other, Err(StoreError::OtherBase { .. })));
}

#[test]
fn a_newer_format_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    two_batches(folder.path());
    fs::write(folder.path().join("store.json"), r#"{"format":99,"base":"https://example.org/"}"#).unwrap();
    let refused = GraphStore::open(folder.path());
    assert!(matches!(refused, Err(StoreError::Format { found: 99, expected: 1, .. })));
}

#[test]
fn the_ledger_names_batches_that_the_graph_has_lost_and_learns_those_that_it_missed() {
    let folder = tempfile::tempdir().unwrap();
    two_batches(folder.path());
    let ledger = folder.path().join("ledger.jsonl");
    let text = fs::read_to_string(&ledger).unwrap();
    assert_eq!(text.lines().count(), 2);
    // Killed between the commit and the ledger: the second line is missing.
    fs::write(&ledger, text.split_inclusive('\n').next().unwrap()).unwrap();
    assert_eq!(GraphStore::create_or_open(folder.path(), None).unwrap().lost_batches(), 0);
    assert_eq!(fs::read_to_string(&ledger).unwrap(), text);
    // A power cut took the graph of all batches.
    fs::remove_dir_all(folder.path().join("oxigraph")).unwrap();
    let mut store = GraphStore::create_or_open(folder.path(), None).unwrap();
    assert_eq!(store.lost_batches(), 2);
    let outcome = store.ingest(&[meeting("Daily Shore").done()], &run()).unwrap();
    assert_eq!(outcome.ingested, 1);
}

#[test]
fn a_policy_file_is_followed_at_the_next_opening() {
    let folder = tempfile::tempdir().unwrap();
    two_batches(folder.path());
    fs::write(folder.path().join("policy.toml"), "min_confidence = 81\n").unwrap();
    assert_eq!(GraphStore::create_or_open(folder.path(), None).unwrap().counts().unwrap().events, 0);
    fs::remove_file(folder.path().join("policy.toml")).unwrap();
    assert_eq!(GraphStore::create_or_open(folder.path(), None).unwrap().counts().unwrap().events, 1);
    fs::write(folder.path().join("policy.toml"), "min_confidence = 200\n").unwrap();
    assert!(matches!(GraphStore::open(folder.path()), Err(StoreError::Policy { .. })));
}

#[test]
fn rejects_are_lines_with_the_fields_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = GraphStore::create_or_open(folder.path(), None).unwrap();
    let line = r#"{"source":"a.jsonl","record":2,"offset_bytes":10,"stage":"document","code":"bad-json","message":"m","sha256":"00","raw_base64":"eA=="}"#;
    let reject: Reject = serde_json::from_str(line).unwrap();
    store.add_rejects(std::slice::from_ref(&reject)).unwrap();
    drop(store);
    let mut store = GraphStore::create_or_open(folder.path(), None).unwrap();
    store.add_rejects(std::slice::from_ref(&reject)).unwrap();
    assert_eq!(fs::read_to_string(folder.path().join("rejects.jsonl")).unwrap(), format!("{line}\n"));
    assert_eq!(store.rejects().unwrap(), [reject]);
}

/// Enough documents for a batch that is written by files.
fn many() -> Vec<(Document, Statements)> {
    (0..60).map(|number| meeting(&format!("Paper {number}")).done()).collect()
}

#[test]
fn a_large_batch_is_the_same_graph_as_many_small_ones() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = GraphStore::create_or_open(folder.path(), None).unwrap();
    let outcome = store.ingest(&many(), &run()).unwrap();
    assert!(outcome.quads > 2_000, "{}", outcome.quads);
    assert_eq!(store.ingest(&many(), &run()).unwrap().quads, 0);
    let mut memory = GraphStore::in_memory(None).unwrap();
    for part in many().chunks(7).rev() {
        memory.ingest(part, &run()).unwrap();
    }
    assert_eq!(dump(&store, DumpFormat::Nq), dump(&memory, DumpFormat::Nq));
    assert_eq!(store.counts().unwrap(), memory.counts().unwrap());
}

#[test]
fn a_large_batch_that_was_cut_off_is_finished_at_the_next_opening() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = GraphStore::create_or_open(folder.path(), None).unwrap();
    store.ingest(&[meeting("The Island Post").done()], &run()).unwrap();
    let early = dump(&store, DumpFormat::Nq);
    let control = format!("{}graph/control", store.base());
    let control = oxigraph::model::NamedNodeRef::new(&control).unwrap();
    let state: Vec<_> = store
        .rdf()
        .quads_for_pattern(None, None, None, Some(control.into()))
        .collect::<Result<_, _>>()
        .unwrap();
    store.ingest(&many(), &run()).unwrap();
    let whole = dump(&store, DumpFormat::Nq);
    let counts = store.counts().unwrap();
    // As if the program had been ended after the files were taken in: the control graph is the old one with
    // the mark, and nothing has been taken out of the view.
    let comment = casegraph::vocab::rdfs::COMMENT;
    let batch = store
        .rdf()
        .quads_for_pattern(None, Some(comment), None, Some(control.into()))
        .map(Result::unwrap)
        .find(|quad| !state.contains(quad) && quad.subject.to_string().contains("/batch/"))
        .unwrap();
    store.rdf().clear_graph(control).unwrap();
    store.rdf().extend(state).unwrap();
    let mark =
        oxigraph::model::Quad::new(batch.subject, casegraph::vocab::rdfs::LABEL, batch.object, control);
    store.rdf().insert(&mark).unwrap();
    drop(store);
    let store = GraphStore::create_or_open(folder.path(), None).unwrap();
    assert_eq!(dump(&store, DumpFormat::Nq), whole);
    assert_eq!(store.counts().unwrap(), counts);
    assert_eq!(fs::read_to_string(folder.path().join("ledger.jsonl")).unwrap().lines().count(), 2);
    assert_ne!(early, whole);
}

#[test]
fn decisions_stand_in_a_text_file_that_people_may_edit() {
    let folder = tempfile::tempdir().unwrap();
    let before = two_batches(folder.path());
    let file = folder.path().join("decisions.txt");
    let mut store = GraphStore::create_or_open(folder.path(), None).unwrap();
    let claims = rows(&store, "SELECT ?c { GRAPH ?g { ?c a cg:Claim } }");
    let line =
        |claim: &str| format!("{{\"claim\":\"claim/{claim}\",\"verdict\":\"reject\",\"why\":\"no\"}}\n");
    store.set_decisions(&line(&claims[0])).unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), line(&claims[0]));
    assert_eq!(store.counts().unwrap().events, 1);
    drop(store);
    // A reader sees that the file was edited and leaves the view as it is; the next writer lets it follow.
    fs::write(&file, format!("# all of it\n{}{}", line(&claims[0]), line(&claims[1]))).unwrap();
    let store = GraphStore::open(folder.path()).unwrap();
    assert!(!store.follows_decisions());
    assert_eq!(store.counts().unwrap().events, 1);
    drop(store);
    let store = GraphStore::create_or_open(folder.path(), None).unwrap();
    assert!(store.follows_decisions());
    assert_eq!(store.counts().unwrap().events, 0);
    drop(store);
    fs::remove_file(&file).unwrap();
    let store = GraphStore::create_or_open(folder.path(), None).unwrap();
    assert_eq!(dump(&store, DumpFormat::Nq), before);
}

#[test]
fn bytes_that_are_no_text_spoil_one_line_of_the_decisions() {
    let folder = tempfile::tempdir().unwrap();
    two_batches(folder.path());
    let line = b"{\"claim\":\"claim/00\",\"verdict\":\"reject\",\"why\":\"no\"}\n";
    fs::write(folder.path().join("decisions.txt"), [&b"\xff\xfe{\n"[..], &line[..]].concat()).unwrap();
    let store = GraphStore::create_or_open(folder.path(), None).unwrap();
    assert_eq!(store.decisions().lines().map(|(line, _)| line).collect::<Vec<_>>(), [2]);
    assert_eq!(store.decision_problems()[0].line, 1);
}

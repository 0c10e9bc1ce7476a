//! Whole runs over a store in memory.

use std::io;
use std::num::NonZeroUsize;
use std::time::Duration;
use std::time::Instant;

use casegraph::document::Defaults;
use casegraph::extract::ExtractConfig;
use casegraph::extract::Extractor;
use casegraph::nlp::Analyzer;
use casegraph::nlp::Truecaser;
use casegraph::pipeline::Config;
use casegraph::pipeline::Event;
use casegraph::pipeline::FileCounts;
use casegraph::pipeline::Input;
use casegraph::pipeline::RunReport;
use casegraph::pipeline::Stages;
use casegraph::pipeline::build;
use casegraph::pipeline::extract_documents;
use casegraph::source::Blob;
use casegraph::source::MediaType;
use casegraph::store::DumpFormat;
use casegraph::store::GraphStore;
use casegraph::store::RunSettings;
use oxigraph::io::RdfFormat;
use oxigraph::io::RdfParser;
use oxigraph::model::NamedNodeRef;
use oxigraph::model::Quad;
use oxigraph::model::Term;

fn stages() -> Stages {
    Stages {
        truecaser: Truecaser::embedded().unwrap(),
        analyzer: Analyzer::embedded().unwrap(),
        extractor: Extractor::new(&ExtractConfig::default()).unwrap(),
    }
}

fn config(threads: usize) -> Config {
    let run = RunSettings { program_version: "0".to_owned(), data_digest: "test".to_owned() };
    Config { threads: NonZeroUsize::new(threads).unwrap(), ..Config::new(run) }
}

fn lines(name: &str, bytes: impl Into<Vec<u8>>) -> Input {
    Input::Blob(Blob::from_bytes(name, MediaType::JsonLines, bytes))
}

fn ingest(store: &mut GraphStore, inputs: Vec<Input>, config: &Config) -> RunReport {
    build(inputs.into_iter(), &stages(), store, config, &mut |_| Ok(())).unwrap()
}

fn dump(store: &GraphStore) -> String {
    let mut bytes = Vec::new();
    store.dump(DumpFormat::Nq, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Short reports of our own, all different, some of them about the same people and places.
fn reports(count: usize) -> Vec<String> {
    const PEOPLE: [&str; 5] = ["Anna Berg", "Tomás Rey", "Li Wei", "Ingrid Holm", "Karim Haddad"];
    const PLACES: [&str; 5] = ["Oslo", "Lisbon", "Nairobi", "Hanoi", "Quito"];
    const ACTS: [&str; 4] = [
        "met the harbour board in",
        "visited a shipyard near",
        "signed an agreement on fishing in",
        "said on Monday that the strike had ended in",
    ];
    (0..count)
        .map(|number| {
            let text = format!(
                "{} {} {}. The talks, number {number}, lasted {} hours.",
                PEOPLE[number % 5],
                ACTS[number % 4],
                PLACES[number / 5 % 5],
                number % 7 + 2
            );
            serde_json::json!({"doc": format!("r-{number}"), "text": text, "date": "2024-05-06",
                "source": "The Harbour Post"})
            .to_string()
        })
        .collect()
}

fn joined(lines: &[String]) -> String {
    lines.iter().map(|line| line.clone() + "\n").collect()
}

#[test]
fn r4_the_same_input_adds_nothing_and_order_threads_and_splits_change_no_byte() {
    let reports = reports(60);
    let mut store = GraphStore::in_memory(None).unwrap();
    let first = ingest(&mut store, vec![lines("a", joined(&reports))], &config(1));
    assert_eq!(first.counts, FileCounts { read: 60, ingested: 60, ..FileCounts::default() });
    assert!(first.quads > 0 && first.analyzed == 60);
    let expected = dump(&store);
    let again = ingest(&mut store, vec![lines("again", joined(&reports))], &config(2));
    assert_eq!(again.counts, FileCounts { read: 60, duplicate: 60, ..FileCounts::default() });
    assert_eq!((again.claims, again.quads, again.analyzed), (0, 0, 0), "known documents cost no analysis");
    assert!(dump(&store) == expected, "the same input again changed the graph");

    let mut backwards = reports.clone();
    backwards.reverse();
    for (row, threads, inputs) in [
        ("2 threads", 2, vec![lines("a", joined(&reports))]),
        ("4 threads, shuffled", 4, vec![lines("b", joined(&backwards))]),
        (
            "7 runs in one",
            1,
            reports
                .chunks(9)
                .enumerate()
                .map(|(n, part)| lines(&format!("part {n}"), joined(part)))
                .collect(),
        ),
    ] {
        let mut store = GraphStore::in_memory(None).unwrap();
        ingest(&mut store, inputs, &config(threads));
        assert!(dump(&store) == expected, "{row}: the graph differs");
    }
    let mut store = GraphStore::in_memory(None).unwrap();
    for part in reports.chunks(9) {
        ingest(&mut store, vec![lines("part", joined(part))], &config(2));
    }
    assert!(dump(&store) == expected, "7 runs: the graph differs");
}

/// Twelve ways to break a record, each with the code it must be rejected with.
fn broken() -> [(Vec<u8>, &'static str); 12] {
    [
        (b"{\"text\": \"caf\xe9\"}".to_vec(), "bad-text"),
        (b"{\"text\": \"half \\ud800 character\"}".to_vec(), "bad-text"),
        (b"{\"text\": \"a \\u0000 in it\"}".to_vec(), "bad-text"),
        (b"{\"text\": \"never closed".to_vec(), "bad-json"),
        (b"{\"text\": \"one\"} trailing".to_vec(), "bad-json"),
        (b"not JSON at all".to_vec(), "bad-json"),
        (b"{\"text\": 1e}".to_vec(), "bad-json"),
        ("[".repeat(5_000).into_bytes(), "too-deep"),
        (b"[\"an\", \"array\"]".to_vec(), "bad-article"),
        (b"{\"text\": {\"nested\": true}}".to_vec(), "bad-article"),
        (b"{\"title\": \"no text\"}".to_vec(), "no-text"),
        (b"{\"text\": \" \\n \"}".to_vec(), "no-text"),
    ]
}

#[test]
fn r5_r6_broken_records_are_accounted_for_and_the_rest_is_ingested() {
    let sound = reports(950);
    let broken = broken();
    let mut input: Vec<u8> = Vec::new();
    let (mut next_sound, mut expected) = (sound.iter(), Vec::new());
    for place in 0..1_000_usize {
        // Every 20th record is broken, at a place that wanders.
        if place % 20 == (place / 20 * 7) % 20 {
            let (bytes, code) = &broken[expected.len() % 12];
            expected.push((place as u64 + 1, input.len() as u64, *code));
            input.extend(bytes);
        } else {
            input.extend(next_sound.next().unwrap().as_bytes());
        }
        input.push(b'\n');
    }
    let mut store = GraphStore::in_memory(None).unwrap();
    let mut files = Vec::new();
    let inputs = vec![lines("mixed.jsonl", input.clone()), lines("clean.jsonl", joined(&sound[..3]))];
    let report = build(inputs.into_iter(), &stages(), &mut store, &config(2), &mut |event| {
        if let Event::Progress { source, counts, done: true, .. } = event {
            files.push((source.to_owned(), counts));
        }
        Ok(())
    })
    .unwrap();
    let mixed = FileCounts { read: 1_000, ingested: 950, duplicate: 0, rejected: 50 };
    let clean = FileCounts { read: 3, ingested: 0, duplicate: 3, rejected: 0 };
    assert_eq!(files, [("mixed.jsonl".to_owned(), mixed), ("clean.jsonl".to_owned(), clean)]);
    assert_eq!(report.counts, FileCounts { read: 1_003, ingested: 950, duplicate: 3, rejected: 50 });
    let rejects = store.rejects().unwrap();
    let found: Vec<(u64, u64, &str)> = rejects
        .iter()
        .map(|reject| (reject.record.unwrap(), reject.offset_bytes.unwrap(), reject.code.as_str()))
        .collect();
    assert_eq!(found, expected);
    for reject in &rejects {
        let start = usize::try_from(reject.offset_bytes.unwrap()).unwrap();
        assert!(input[start..].starts_with(&reject.raw()), "{reject:?}");
        assert_eq!((reject.source.as_str(), reject.stage.as_str()), ("mixed.jsonl", "document"));
    }
    let mut alone = GraphStore::in_memory(None).unwrap();
    ingest(&mut alone, vec![lines("sound", joined(&sound))], &config(2));
    assert!(dump(&store) == dump(&alone), "broken records changed the graph");
}

fn quads(store: &GraphStore) -> Vec<Quad> {
    RdfParser::from_format(RdfFormat::NQuads).for_slice(dump(store).as_bytes()).map(Result::unwrap).collect()
}

fn literals(quads: &[Quad]) -> Vec<&str> {
    quads
        .iter()
        .filter_map(|quad| match &quad.object {
            Term::Literal(literal) => Some(literal.value()),
            _ => None,
        })
        .collect()
}

#[test]
fn a11_a12_hostile_names_ids_and_addresses_stay_values() {
    let name = "x\" . <http://evil/s> <http://evil/p> \"y\n\"\"\"\\";
    let article = serde_json::json!({"text": "The ferry left the harbour on Friday.", "source": name, "title": name,
        "id": "http://e/x> <http://evil/p> <http://evil/o> .", "url": "http://e/x> <http://evil/p> <http://evil/o> ."});
    let mut store = GraphStore::in_memory(None).unwrap();
    let report = ingest(&mut store, vec![lines("a", article.to_string())], &config(1));
    assert_eq!(report.counts.ingested, 1);
    let quads = quads(&store);
    assert!(literals(&quads).contains(&name.trim()), "{:?}", literals(&quads));
    for quad in &quads {
        let terms = [quad.subject.to_string(), quad.predicate.to_string(), quad.graph_name.to_string()];
        assert!(terms.iter().all(|term| !term.starts_with("<http://evil/")), "{quad}");
        assert_ne!(quad.object.to_string(), "<http://evil/o>");
    }
}

#[test]
fn p16_versions_are_kept_and_other_addresses_are_other_documents() {
    let article = |id: &str, url: &str, text: &str| {
        serde_json::json!({"id": id, "url": url, "text": text}).to_string() + "\n"
    };
    let (one, other) = ("The ferry left on Friday.", "The ferry left on Saturday.");
    for (row, second, documents, versions, duplicate) in [
        ("same id, other text", article("1", "https://e.org/1", other), 1, 2, 0),
        ("other id, same text", article("2", "https://e.org/2", one), 2, 2, 0),
        ("all the same", article("1", "https://e.org/1", one), 1, 1, 1),
    ] {
        let mut store = GraphStore::in_memory(None).unwrap();
        let input = article("1", "https://e.org/1", one) + &second;
        let report = ingest(&mut store, vec![lines("a", input)], &config(1));
        let counts = store.counts().unwrap();
        assert_eq!((counts.documents, counts.versions), (documents, versions), "{row}");
        assert_eq!((report.counts.read, report.counts.duplicate), (2, duplicate), "{row}");
    }
}

/// Texts in which bytes, code points and UTF-16 units differ.
fn odd_texts() -> Vec<(MediaType, String)> {
    let prose = "Anna Berg met Tomás Rey in Oslo on Monday. She said: “We agreed on 4,000 tonnes of grain.”";
    vec![
        (MediaType::Text, format!("😀🚢 {prose} 🇳🇴 {prose}")),
        (MediaType::Text, format!("قال الوزير. {prose} \u{202b}שלום\u{202c} {prose}")),
        (MediaType::Text, prose.replace('á', "a\u{301}").repeat(3)),
        (MediaType::Text, prose.replace(". ", ".\r\n\r\n")),
        (
            MediaType::Markdown,
            format!("---\ntitle: É\n---\n# Ä\n\n**Bold é** {prose}\n\n- [{prose}](https://e.org/é)\n"),
        ),
        (MediaType::Html, format!("<p>Caf&eacute; &mdash; {prose}</p><p>&#128512; {prose} &amp; more</p>")),
        (MediaType::Json, serde_json::json!({"text": format!("\u{1f600}\t{prose}")}).to_string()),
    ]
}

#[test]
fn r23_every_quoted_passage_is_the_text_at_its_place() {
    let oa = |name: &str| format!("http://www.w3.org/ns/oa#{name}");
    let mut checked = 0;
    for (media, input) in odd_texts() {
        let mut store = GraphStore::in_memory(None).unwrap();
        let inputs = vec![Input::Blob(Blob::from_bytes("odd", media, input.clone()))];
        ingest(&mut store, inputs, &config(2));
        let quads = quads(&store);
        let value = |subject: &Quad, property: &str| {
            let property = oa(property);
            quads
                .iter()
                .find(|quad| quad.subject == subject.subject && quad.predicate.as_str() == property)
                .and_then(|quad| match &quad.object {
                    Term::Literal(literal) => Some(literal.value().to_owned()),
                    _ => None,
                })
        };
        let hash = literals(&quads).into_iter().find(|text| text.starts_with("sha256:")).map(str::to_owned);
        let text: Vec<char> = store.text(&hash.unwrap()).unwrap().unwrap().chars().collect();
        for quad in quads.iter().filter(|quad| quad.predicate.as_str() == oa("exact")) {
            let place = |property: &str| value(quad, property).unwrap().parse::<usize>().unwrap();
            let found: String = text[place("start")..place("end")].iter().collect();
            assert_eq!(Some(found), value(quad, "exact"), "{media:?}");
            checked += 1;
        }
    }
    assert!(checked >= 14, "only {checked} passages were found");
}

#[test]
fn documents_in_other_languages_are_stored_named_and_give_no_claims() {
    let spanish = "El gobierno anunció el martes que los barcos saldrían del puerto después de la tormenta, según \
        dijo el ministro a los periodistas que esperaban en la capital del país para conocer la noticia.";
    let mut store = GraphStore::in_memory(None).unwrap();
    let line = serde_json::json!({"text": spanish, "doc": "es-1"}).to_string();
    let report = ingest(&mut store, vec![lines("a.jsonl", line)], &config(1));
    assert_eq!((report.counts.ingested, report.claims), (1, 0));
    assert_eq!(report.unsupported_languages.into_iter().collect::<Vec<_>>(), [("es".to_owned(), 1)]);
    assert_eq!(report.unsupported_documents, ["a.jsonl#1 (es)"]);
    assert_eq!(store.counts().unwrap().documents, 1);
}

#[test]
fn r21_files_without_a_record_are_told() {
    let mut store = GraphStore::in_memory(None).unwrap();
    let empty = [("a.jsonl", ""), ("b.jsonl", "\u{feff}"), ("c.jsonl", "\n \r\n")];
    let inputs = empty.iter().map(|(name, text)| lines(name, *text)).collect();
    let report = ingest(&mut store, inputs, &config(1));
    assert_eq!(report.counts, FileCounts::default());
    assert_eq!(report.diagnostics.get("empty-input"), Some(&3));
}

/// Texts that repeat one shape as often as the cap on the length lets them.
fn repetitive_texts() -> Vec<(&'static str, String)> {
    const NAMES: [&str; 10] = [
        "Karim Haddad",
        "Anna Berg",
        "NATO",
        "HMS Thetis",
        "Norway",
        "the Harbour Company",
        "Li Wei",
        "Lisbon",
        "Tomas Rey",
        "K. Haddad",
    ];
    // Pairs of names in an order without a short period.
    let pairs = || (0..8_000_usize).map(|n| (NAMES[n * n / 7 % 10], NAMES[(n / 3 + n * 7) % 10]));
    let repeated =
        |shape: &dyn Fn(&str, &str) -> String| pairs().map(|(a, b)| shape(a, b)).collect::<String>();
    vec![
        ("mentions", repeated(&|a, b| format!("{a} met {b} in Oslo. "))),
        (
            "all different",
            (0..30_000)
                .flat_map(|n| ["Anna B".to_owned(), n.to_string(), "berg met Li Wei. ".to_owned()])
                .collect(),
        ),
        ("a list", format!("The navy met {}.", repeated(&|a, b| format!("{a}, {b}, ")))),
        ("one sentence", repeated(&|a, b| format!("{a} met {b} and ")) + "left."),
        ("quotations", repeated(&|a, b| format!("\"We met {b} in Oslo, perhaps,\" {a} said. "))),
        ("open quotations", repeated(&|a, b| format!("\"{a} said \"{b} left. "))),
        ("titles", repeated(&|a, b| format!("President {a} of Kenya met {b} on May 26, 2024. He left. "))),
        ("promises", repeated(&|a, b| format!("{a} promised to visit {b}, to sell ships and to leave. "))),
        ("numbers", repeated(&|a, b| format!("{a} sent 12 ships and 300 sailors worth $5 million to {b}. "))),
        ("brackets", repeated(&|a, b| format!("{a} ({b}) ("))),
        ("one word", format!("Anna {} Berg", "x".repeat(5_000_000))),
        ("combining marks", format!("Anna e{} Berg", "\u{301}".repeat(1_000_000))),
    ]
}

#[test]
fn a16_texts_of_hundreds_of_thousands_of_mentions_end_soon() {
    let stages = stages();
    for (row, text) in repetitive_texts() {
        let start = Instant::now();
        let blob = Input::Blob(Blob::from_bytes(row, MediaType::Text, text));
        let mut documents = 0;
        let report = extract_documents(
            std::iter::once(blob),
            &stages,
            &config(1),
            &mut |_, _| {
                documents += 1;
                Ok(())
            },
            &mut |_| Ok(()),
        );
        assert_eq!((report.unwrap().counts.ingested, documents), (1, 1), "{row}");
        // A text takes about one second. What grows with the square of its length takes a minute.
        assert!(start.elapsed() < Duration::from_secs(20), "{row} took {:?}", start.elapsed());
    }
}

#[test]
fn extraction_without_a_store_gives_every_document_in_order() {
    let reports = reports(40);
    let mut found = Vec::new();
    let inputs =
        vec![lines("a", joined(&reports[..25])), lines("b", "broken\n"), lines("c", joined(&reports[25..]))];
    let report = extract_documents(
        inputs.into_iter(),
        &stages(),
        &config(4),
        &mut |document, _| {
            found.push(document.id.clone().unwrap());
            Ok(())
        },
        &mut |_| Ok(()),
    )
    .unwrap();
    assert_eq!(found, (0..40).map(|number| format!("r-{number}")).collect::<Vec<_>>());
    assert_eq!(report.counts, FileCounts { read: 41, ingested: 40, duplicate: 0, rejected: 1 });
}

#[test]
fn an_error_of_the_callback_ends_the_run() {
    let mut store = GraphStore::in_memory(None).unwrap();
    let inputs = vec![lines("a", joined(&reports(200)))];
    let outcome = build(inputs.into_iter(), &stages(), &mut store, &config(2), &mut |event| match event {
        Event::Progress { .. } => Err(io::Error::from(io::ErrorKind::BrokenPipe)),
        _ => Ok(()),
    });
    assert!(outcome.is_err());
}

#[test]
fn what_the_user_states_of_date_and_publisher_is_in_the_graph() {
    let mut config = config(1);
    config.defaults = Defaults {
        published: Some(jiff::civil::date(2024, 5, 6)),
        publisher: Some("The Harbour Post".to_owned()),
        ..Defaults::default()
    };
    let mut store = GraphStore::in_memory(None).unwrap();
    let inputs = vec![Input::Blob(Blob::from_bytes("a.txt", MediaType::Text, "The ferry left on Friday."))];
    ingest(&mut store, inputs, &config);
    let quads = quads(&store);
    let published = NamedNodeRef::new_unchecked("https://w3id.org/casegraph/ontology#published");
    assert!(
        quads
            .iter()
            .any(|quad| quad.predicate == published && quad.object.to_string().contains("2024-05-06"))
    );
    assert!(literals(&quads).contains(&"The Harbour Post"));
}

//! Speed of ingest: CPU seconds of the analysis alone against the whole way into a store in memory.
//!
//! Run with `cargo bench --bench ingest`; `CASEGRAPH_BENCH_PARAGRAPHS` sets the number of paragraphs. Input:
//! generated paragraphs, ten to a document. CPU seconds are those of all threads of this process, from
//! `/proc/self/stat`, so that other work on the machine does not count.
//!
//! Then memory (promise: flat): 10,000 documents (`CASEGRAPH_BENCH_DOCUMENTS`), each with people and towns of its own,
//! into a store on disk, with the resident set after each batch.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints its figures, reads its setting, and may fail loudly"
)]

use std::env;
use std::fmt::Write;
use std::fs;
use std::num::NonZeroUsize;
use std::time::Instant;

use casegraph::extract::ExtractConfig;
use casegraph::extract::Extractor;
use casegraph::nlp::Analyzer;
use casegraph::nlp::Truecaser;
use casegraph::pipeline::Config;
#[cfg(feature = "disk")]
use casegraph::pipeline::Event;
use casegraph::pipeline::Input;
use casegraph::pipeline::Stages;
use casegraph::pipeline::build;
use casegraph::pipeline::extract_documents;
use casegraph::source::Blob;
use casegraph::source::MediaType;
use casegraph::store::GraphStore;
use casegraph::store::RunSettings;

const PEOPLE: [&str; 12] = [
    "Anna Berg",
    "Tomás Rey",
    "Li Wei",
    "Ingrid Holm",
    "Karim Haddad",
    "Grace Otieno",
    "Pavel Novak",
    "Rosa Lind",
    "Omar Nasser",
    "Yuki Tanaka",
    "Elena Popescu",
    "John Marsh",
];
const OFFICES: [&str; 6] =
    ["Foreign Minister", "Admiral", "President", "spokesman", "the governor", "Prime Minister"];
const PLACES: [&str; 12] = [
    "Oslo",
    "Lisbon",
    "Nairobi",
    "Hanoi",
    "Quito",
    "Norway",
    "Portugal",
    "Kenya",
    "Vietnam",
    "Ecuador",
    "Manila",
    "the Philippines",
];
const DEEDS: [&str; 8] = [
    "met his counterpart in",
    "signed an agreement on fishing with",
    "announced sanctions against two companies from",
    "said that more than 4,000 soldiers had been sent to",
    "visited a naval base near",
    "accused smugglers of shipping weapons through",
    "promised 12 million dollars in aid to",
    "called for talks with",
];
const CLOSINGS: [&str; 5] = [
    "“We will not accept this,” the minister told reporters.",
    "The navy seized a vessel with 300 kilograms of cocaine on Tuesday.",
    "Protests in the capital ended on Friday after police arrested 25 people.",
    "The talks, which began in early March, will continue next week.",
    "No one was hurt, a spokeswoman for the coast guard said.",
];

fn paragraph(number: usize) -> String {
    let mut text = String::new();
    for sentence in 0..3 {
        // Knuth's multiplicative hashing spreads the numbers, so that hardly two paragraphs are the same.
        let at = (number * 3 + sentence + 1) * 2_654_435_761 % 4_294_967_296;
        let (person, place, deed) = (PEOPLE[at / 7 % 12], PLACES[at / 101 % 12], DEEDS[at / 1_009 % 8]);
        let (office, day) = (OFFICES[at / 10_007 % 6], at / 100_003 % 28 + 1);
        write!(text, "{office} {person} {deed} {place} on {day} May. ").unwrap();
    }
    text + CLOSINGS[number % 5]
}

/// Documents as JSON Lines.
fn documents(paragraphs: usize) -> (Vec<u8>, Vec<String>) {
    let texts: Vec<String> = (0..paragraphs.div_ceil(10))
        .map(|document| (0..10).map(|n| paragraph(document * 10 + n)).collect::<Vec<_>>().join("\n\n"))
        .collect();
    let lines: String = texts
        .iter()
        .map(|text| serde_json::json!({"text": text, "date": "2024-05-30"}).to_string() + "\n")
        .collect();
    (lines.into_bytes(), texts)
}

/// User and system time of this process in seconds: fields 14 and 15 of `/proc/self/stat`, in ticks of 10 ms.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}

fn peak_megabytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

#[cfg(feature = "disk")]
fn resident_megabytes() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}

/// A name that no other number has, in syllables.
#[cfg(feature = "disk")]
fn name(mut number: usize) -> String {
    let mut name = String::new();
    for _ in 0..4 {
        name.push_str(["ba", "ke", "lo", "mi", "nu", "ra", "so", "ti", "ve", "zo"][number % 10]);
        number /= 10;
    }
    name[..1].to_uppercase() + &name[1..]
}

/// Resident memory over a long run into a store on disk.
#[cfg(feature = "disk")]
fn memory(stages: &Stages, config: &Config) {
    let count =
        env::var("CASEGRAPH_BENCH_DOCUMENTS").ok().and_then(|text| text.parse().ok()).unwrap_or(10_000);
    let lines: String = (0..count)
        .map(|number| {
            let (person, place) = (name(number * 7_919 % 10_000), name(number * 104_729 % 10_000));
            let text = format!(
                "Anna {person} met Karim {place} in {place}, Kenya, on Monday. {}",
                paragraph(number)
            );
            serde_json::json!({"id": number.to_string(), "text": text, "date": "2024-05-30"}).to_string()
                + "\n"
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let mut store = GraphStore::create_or_open(&folder.path().join("store"), None).unwrap();
    let input =
        std::iter::once(Input::Blob(Blob::from_bytes("bench", MediaType::JsonLines, lines.into_bytes())));
    let mut resident = Vec::new();
    let report = build(input, stages, &mut store, config, &mut |event| {
        if let Event::Progress { .. } = event {
            resident.push(resident_megabytes());
        }
        Ok(())
    })
    .unwrap();
    let (early, last) = (resident[resident.len() / 5], *resident.last().unwrap());
    println!("{} documents into a store on disk: {} claims", report.analyzed, report.claims);
    println!(
        "resident after a fifth {early:.0} MB, at the end {last:.0} MB: {:.2} (goal: at most 1.15)",
        last / early
    );
    println!("peak {} MB (goal: at most 1024)", peak_megabytes());
}

fn measure<T>(name: &str, work: impl FnOnce() -> T) -> ([f64; 2], T) {
    let (start, before) = (Instant::now(), cpu_seconds());
    let result = work();
    let (cpu, clock) = (cpu_seconds() - before, start.elapsed().as_secs_f64());
    println!("{name:<34} {cpu:>7.2} CPU s   {clock:>7.2} s   peak {} MB", peak_megabytes());
    ([cpu, clock], result)
}

fn main() {
    let count =
        env::var("CASEGRAPH_BENCH_PARAGRAPHS").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000);
    let (lines, texts) = documents(count);
    println!("{count} generated paragraphs in {} documents, {} KB", texts.len(), lines.len() / 1024);
    let stages = Stages {
        truecaser: Truecaser::embedded().unwrap(),
        analyzer: Analyzer::embedded().unwrap(),
        extractor: Extractor::new(&ExtractConfig::default()).unwrap(),
    };
    let mut config =
        Config::new(RunSettings { program_version: "bench".to_owned(), data_digest: String::new() });
    config.threads = NonZeroUsize::MIN;
    let input =
        || std::iter::once(Input::Blob(Blob::from_bytes("bench", MediaType::JsonLines, lines.clone())));
    let (analysis, tokens) = measure("analysis alone", || {
        texts.iter().map(|text| stages.analyzer.analyze(text).tokens.len()).sum::<usize>()
    });
    let (extraction, _) = measure("analysis and extraction", || {
        extract_documents(input(), &stages, &config, &mut |_, _| Ok(()), &mut |_| Ok(())).unwrap()
    });
    let mut store = GraphStore::in_memory(None).unwrap();
    let (whole, report) = measure("ingest into memory", || {
        build(input(), &stages, &mut store, &config, &mut |_| Ok(())).unwrap()
    });
    assert_eq!(report.analyzed, texts.len() as u64, "a document that comes twice is not analysed twice");
    println!("{tokens} tokens, {} claims, {} quads", report.claims, report.quads);
    for (what, figure) in [("CPU time", 0), ("clock, one analysing thread", 1)] {
        println!(
            "{what}: extraction / analysis {:.2}, ingest / analysis {:.2} (goal: at most 2)",
            extraction[figure] / analysis[figure],
            whole[figure] / analysis[figure]
        );
    }
    drop(store);
    #[cfg(feature = "disk")]
    memory(&stages, &config);
}

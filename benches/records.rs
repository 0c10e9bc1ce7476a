//! Speed and memory of a mapping of records: `casegraph map run` from tables and JSON to a file of N-Quads.
//!
//! Run with `cargo bench --profile release --bench records`; `CASEGRAPH_BENCH_ROWS` sets the most rows of events
//! (1,000,000 unless said otherwise). Generator and mapping are `gen_records.py` (`python3`) and `records.rml.ttl` in
//! the folder `bench` of `../shared`, or of the folder that `CASEGRAPH_SHARED` names: about 11 triples a row, a join
//! of a table with JSON, arrays, percent-encoding, a map whose triples repeat.
//!
//! Each run is a process of its own, so that CPU time and peak memory are those of the run. CPU seconds come in steps
//! of 10 ms from the kernel, hence short runs are made several times and divided. A figure is the median of three by
//! CPU time. Goals: CPU time a row, the start of the program taken off, grows by less than a fifth from 10,000 rows
//! on; the file is the same with any number of threads.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a bench prints its figures, reads its setting, and may fail loudly"
)]

use std::env;
use std::fs;
use std::fs::File;
use std::hash::DefaultHasher;
use std::hash::Hasher;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;
use std::time::Instant;

use serde_json::Value;

/// Rows of events, and how many runs make one measurement.
const SIZES: [(u32, u32); 3] = [(10_000, 10), (100_000, 2), (1_000_000, 1)];

/// So few rows that a run is the start of the program and no more.
const START: (u32, u32) = (10, 20);

const THREADS: [u32; 2] = [1, 2];

/// Figures of one run.
#[derive(Clone, Copy)]
struct Figures {
    triples: u64,
    wall_s: f64,
    user_s: f64,
    system_s: f64,
    peak_kib: u64,
}

impl Figures {
    fn cpu_s(&self) -> f64 {
        self.user_s + self.system_s
    }
}

/// User and system time in seconds of all child processes that have ended: fields 16 and 17 of `/proc/self/stat`, in
/// ticks of 10 ms.
fn children_seconds() -> [f64; 2] {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    [13, 14].map(|field| fields[field].parse::<f64>().unwrap() / 100.0)
}

/// The most memory that a process has held so far; `None` when it has ended.
fn peak_kib(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find(|line| line.starts_with("VmHWM:"))?.split_whitespace().nth(1)?.parse().ok()
}

/// Runs the mapping in a folder of records.
fn run(mapping: &Path, folder: &Path, threads: u32, runs: u32) -> Figures {
    let (start, before) = (Instant::now(), children_seconds());
    let (mut triples, mut peak) = (0, 0);
    for _ in 0..runs {
        let mut child = Command::new(env!("CARGO_BIN_EXE_casegraph"))
            .args(["map", "run", "--format", "json", "--output", "out.nq", "--threads"])
            .arg(threads.to_string())
            .arg("--mapping")
            .arg(mapping)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        while child.try_wait().unwrap().is_none() {
            peak = peak.max(peak_kib(child.id()).unwrap_or_default());
            sleep(Duration::from_millis(1));
        }
        let output = child.wait_with_output().unwrap();
        let report = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{report}");
        let report: Value = serde_json::from_str(report.lines().last().unwrap()).unwrap();
        triples = report["quads"].as_u64().unwrap();
    }
    let after = children_seconds();
    let each = |seconds: f64| seconds / f64::from(runs);
    Figures {
        triples,
        wall_s: each(start.elapsed().as_secs_f64()),
        user_s: each(after[0] - before[0]),
        system_s: each(after[1] - before[1]),
        peak_kib: peak,
    }
}

/// The median of three by CPU time.
fn measure(mapping: &Path, folder: &Path, threads: u32, runs: u32) -> Figures {
    let mut all: Vec<Figures> = (0..3).map(|_| run(mapping, folder, threads, runs)).collect();
    all.sort_by(|first, second| first.cpu_s().total_cmp(&second.cpu_s()));
    all[1]
}

fn hash_of(path: &Path) -> u64 {
    let (mut file, mut hasher, mut buffer) =
        (File::open(path).unwrap(), DefaultHasher::new(), vec![0; 1 << 20]);
    loop {
        let read = file.read(&mut buffer).unwrap();
        if read == 0 {
            return hasher.finish();
        }
        hasher.write(&buffer[..read]);
    }
}

/// Writes records into a folder; `false` where there is no `python3`.
fn generate(generator: &Path, rows: u32, folder: &Path) -> bool {
    let status = Command::new("python3")
        .arg(generator)
        .args(["--rows", &rows.to_string(), "--out"])
        .arg(folder)
        .status();
    let Ok(status) = status else { return false };
    assert!(status.success(), "{} failed", generator.display());
    true
}

fn main() {
    let shared = env::var_os("CASEGRAPH_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from)
        .join("bench");
    let (generator, mapping) = (shared.join("gen_records.py"), shared.join("records.rml.ttl"));
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path().join("start");
    if !generator.is_file() || !mapping.is_file() {
        println!("records: skipped: no `gen_records.py` and `records.rml.ttl` in {}", shared.display());
        return;
    }
    if !generate(&generator, START.0, &folder) {
        println!("records: skipped: no `python3`");
        return;
    }
    let (generator, mapping) = (generator.canonicalize().unwrap(), mapping.canonicalize().unwrap());
    let start = measure(&mapping, &folder, 1, START.1);
    println!("start of the program: {:.1} ms CPU", start.cpu_s() * 1000.0);
    println!(
        "     rows  threads     triples   wall s   user s  system s  triples per CPU s  peak MB  CPU µs a row  \
         to 10,000 rows"
    );
    let most: u32 = env::var("CASEGRAPH_BENCH_ROWS").map_or(1_000_000, |rows| rows.parse().unwrap());
    let mut first = [None; THREADS.len()];
    for (rows, runs) in SIZES.into_iter().filter(|(rows, _)| *rows <= most) {
        let folder = temporary.path().join(rows.to_string());
        generate(&generator, rows, &folder);
        let mut hash = None;
        for (threads, first) in THREADS.into_iter().zip(&mut first) {
            let figures = measure(&mapping, &folder, threads, runs);
            let row_us = (figures.cpu_s() - start.cpu_s()) * 1e6 / f64::from(rows);
            println!(
                "{rows:>9}  {threads:>7}  {:>10}  {:>7.3}  {:>7.3}  {:>8.3}  {:>17.0}  {:>7}  {row_us:>12.2}  {:>14.2}",
                figures.triples,
                figures.wall_s,
                figures.user_s,
                figures.system_s,
                figures.triples as f64 / figures.cpu_s(),
                figures.peak_kib / 1024,
                row_us / *first.get_or_insert(row_us),
            );
            let made = hash_of(&folder.join("out.nq"));
            assert_eq!(made, *hash.get_or_insert(made), "the file depends on the number of threads");
        }
        fs::remove_dir_all(&folder).unwrap();
    }
    println!("goal: the last column below 1.20; peak below 300 MB");
}

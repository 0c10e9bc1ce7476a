//! `casegraph map`: check a mapping, run it without a store.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::BufWriter;
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::Subcommand;
use serde_json::json;

use super::console::Console;
use super::failure::{Exit, Failure, exit_code};
use super::progress::ReportFormat;
use crate::mapping::Mapping;
use crate::mapping::MappingError;
use crate::mapping::Partition;
use crate::mapping::Reject;
use crate::mapping::RunReport;
use crate::mapping::RunSettings;
use crate::mapping::Source;
use crate::mapping::Target;

/// Arguments of `map`.
#[derive(Debug, Args)]
pub(super) struct MapArguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Say what is wrong with a mapping, and show what it makes of the first five records.
    Check(CheckArguments),
    /// Execute a mapping: any vocabulary, N-Quads out.
    Run(RunArguments),
}

/// The mapping and what it reads.
#[derive(Debug, Args)]
struct MappingArguments {
    /// The mapping: RML, older RML or R2RML in Turtle; YARRRML where the name ends in `.yml` or `.yaml`.
    #[arg(short, long, value_name = "FILE")]
    mapping: PathBuf,
    /// Base of relative IRIs where a triples map says none of its own.
    #[arg(long, value_name = "IRI")]
    base_iri: Option<String>,
    /// Read FILE where the mapping names NAME; `-` is standard input. May be given several times.
    #[arg(long = "source", value_name = "NAME=FILE", value_parser = named_source)]
    sources: Vec<(String, PathBuf)>,
    /// One more folder that sources and targets may lie in, beside the working directory and the mapping's.
    #[arg(long, value_name = "DIR")]
    input_root: Option<PathBuf>,
}

/// Arguments of `map check`.
#[derive(Debug, Args)]
struct CheckArguments {
    #[command(flatten)]
    mapping: MappingArguments,
}

/// Arguments of `map run`.
#[derive(Debug, Args)]
struct RunArguments {
    #[command(flatten)]
    mapping: MappingArguments,
    /// Where to write: `.nq .nt .ttl .trig`, each with `.gz` if wished, else N-Quads; `-` is standard output.
    #[arg(short, long, value_name = "OUT", default_value = "-")]
    output: PathBuf,
    /// Where to write what was rejected, as JSON lines; default OUT with `.rejects.jsonl` behind it.
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Only part K of N of the records of each source, K from 1.
    #[arg(long, value_name = "K/N", value_parser = partition)]
    partition: Option<Partition>,
    /// Threads that execute; default: as many as there are processors.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// How to report.
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
}

/// How many rejects are told on standard error.
const TOLD: u64 = 10;

/// How many records of each source a check reads.
const PREVIEW: u64 = 5;

fn named_source(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((name, file)) if !name.is_empty() && !file.is_empty() => Ok((name.to_owned(), file.into())),
        _ => Err("expected NAME=FILE".to_owned()),
    }
}

fn partition(text: &str) -> Result<Partition, String> {
    let parts = text.split_once('/').and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
    match parts {
        Some((part, of)) if part >= 1 && part <= of => Ok(Partition { part, of }),
        _ => Err("expected K/N with 1 ≤ K ≤ N, such as 2/8".to_owned()),
    }
}

/// Runs the verb.
pub(super) fn run(arguments: &MapArguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    match &arguments.action {
        Action::Check(arguments) => check(arguments, console),
        Action::Run(arguments) => execute(arguments, console),
    }
}

fn check(arguments: &CheckArguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let mapping = read(&arguments.mapping.mapping)?;
    let mut settings = settings(&arguments.mapping)?;
    settings.most_records = Some(PREVIEW);
    let mut rejects = Vec::new();
    let mut lines = Vec::new();
    let report = mapping
        .preview(&settings, &mut lines, &mut |reject| rejects.push(reject))
        .map_err(|error| failure(&error, &arguments.mapping.mapping))?;
    console.out.write_all(&lines)?;
    for reject in &rejects {
        console.note(&words(reject))?;
    }
    table(&report, console)?;
    console.note(&format!(
        "{} is in order: {} of the first {PREVIEW} records of each source give {} triples",
        arguments.mapping.mapping.display(),
        report.records.iter().map(|(_, count)| count).sum::<u64>(),
        report.all_quads
    ))?;
    Ok(if rejects.is_empty() { Exit::Done } else { Exit::Rejected })
}

fn execute(arguments: &RunArguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let mapping = read(&arguments.mapping.mapping)?;
    let mut settings = settings(&arguments.mapping)?;
    settings.partition = arguments.partition;
    if let Some(threads) = arguments.threads {
        settings.threads = threads;
    }
    let is_stream = arguments.output == Path::new("-");
    let mut letters = DeadLetters::new(arguments, is_stream);
    let mut told = Vec::new();
    let result = {
        let target = if is_stream {
            Target::Stream(Box::new(&mut *console.out))
        } else {
            Target::File(&arguments.output)
        };
        mapping.run(&settings, target, &mut |reject| {
            if (told.len() as u64) < TOLD {
                told.push(words(&reject));
            }
            letters.add(&reject);
        })
    };
    for line in &told {
        console.note(line)?;
    }
    let report = result.map_err(|error| failure(&error, &arguments.mapping.mapping))?;
    let written = letters.finish()?;
    match arguments.format {
        ReportFormat::Json => writeln!(console.err, "{}", summary(&report))?,
        ReportFormat::Text => {
            table(&report, console)?;
            let records: u64 = report.records.iter().map(|(_, count)| count).sum();
            console.note(&format!("{records} records, {} triples", report.all_quads))?;
        }
    }
    if report.rejected == 0 {
        return Ok(Exit::Done);
    }
    let place = written.map(|path| format!(", listed in {}", path.display())).unwrap_or_default();
    console.note(&format!("{} values or records were rejected{place}", report.rejected))?;
    Ok(Exit::Rejected)
}

/// The file of what was rejected; it is made when there is something.
struct DeadLetters {
    path: Option<PathBuf>,
    out: Option<BufWriter<std::fs::File>>,
    failed: Option<std::io::Error>,
}

impl DeadLetters {
    fn new(arguments: &RunArguments, is_stream: bool) -> Self {
        let beside = || {
            let mut name = arguments.output.file_name().unwrap_or_default().to_owned();
            name.push(".rejects.jsonl");
            arguments.output.with_file_name(name)
        };
        let path = arguments.rejects.clone().or_else(|| (!is_stream).then(beside));
        Self { path, out: None, failed: None }
    }

    fn add(&mut self, reject: &Reject) {
        let Some(path) = &self.path else { return };
        if self.failed.is_some() {
            return;
        }
        let out = match &mut self.out {
            Some(out) => Ok(out),
            None => std::fs::File::create(path).map(|file| self.out.insert(BufWriter::new(file))),
        };
        let line = json!({"source": reject.source, "record": reject.record, "stage": "mapping",
            "code": reject.code, "message": reject.message, "field": reject.field, "value": reject.value});
        if let Err(error) = out.and_then(|out| writeln!(out, "{line}")) {
            self.failed = Some(error);
        }
    }

    /// Closes the file; its path, where there is one.
    fn finish(self) -> Result<Option<PathBuf>, Failure> {
        if let Some(error) = self.failed {
            return Err(error.into());
        }
        match self.out {
            Some(mut out) => {
                out.flush()?;
                Ok(self.path)
            }
            None => Ok(None),
        }
    }
}

fn read(path: &Path) -> Result<Mapping, Failure> {
    Mapping::from_path(path).map_err(|error| failure(&error, path))
}

fn settings(arguments: &MappingArguments) -> Result<RunSettings, Failure> {
    let working_directory = std::env::current_dir()?;
    let folder = arguments.mapping.parent().filter(|folder| !folder.as_os_str().is_empty());
    let sources: BTreeMap<String, Source> = arguments
        .sources
        .iter()
        .map(|(name, file)| {
            let source =
                if file == Path::new("-") { Source::StandardInput } else { Source::File(file.clone()) };
            (name.clone(), source)
        })
        .collect();
    Ok(RunSettings {
        base: arguments.base_iri.clone(),
        mapping_directory: folder.map_or_else(|| working_directory.clone(), Path::to_owned),
        working_directory,
        input_root: arguments.input_root.clone(),
        sources,
        partition: None,
        threads: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
        most_records: None,
    })
}

/// A mapping error as one of our failures.
pub(super) fn failure(error: &MappingError, mapping: &Path) -> Failure {
    let (code, exit) = match error {
        MappingError::Source { code, .. } => (*code, exit_code::USAGE),
        MappingError::File { .. } | MappingError::Output(_) => ("io", exit_code::IO),
        MappingError::OutsideRoot { .. } => ("outside-root", exit_code::USAGE),
        _ => ("bad-mapping", exit_code::USAGE),
    };
    if let MappingError::Output(error) = error
        && error.kind() == std::io::ErrorKind::BrokenPipe
    {
        return std::io::Error::from(std::io::ErrorKind::BrokenPipe).into();
    }
    let failure = Failure::from_error(code, exit, error);
    match error {
        MappingError::File { .. } | MappingError::Output(_) => failure,
        _ => failure.with_place(mapping.display().to_string()),
    }
}

/// A reject in one line.
fn words(reject: &Reject) -> String {
    let mut words = format!("{}, record {}", reject.source, reject.record);
    if let Some(field) = &reject.field {
        write!(words, ", `{field}`").unwrap_or_default();
    }
    if let Some(value) = &reject.value {
        write!(words, ": `{value}`").unwrap_or_default();
    }
    write!(words, ": {} [{}]", reject.message, reject.code).unwrap_or_default();
    if let Some(at) = reject.at {
        write!(words, " (mapping line {}, column {})", at.line, at.column).unwrap_or_default();
    }
    words
}

/// The table of rules; one that made nothing is flagged.
fn table(report: &RunReport, console: &mut Console<'_>) -> Result<(), Failure> {
    let rows: Vec<(String, String, String)> = report
        .rules
        .iter()
        .map(|rule| {
            let object = rule.object.as_deref().map(|object| format!(" {object}")).unwrap_or_default();
            (
                format!("{}:{}", rule.at.line, rule.at.column),
                rule.written.to_string(),
                format!("{}{object}", rule.predicate),
            )
        })
        .collect();
    let width = rows.iter().map(|row| row.1.len()).max().unwrap_or_default();
    let place = rows.iter().map(|row| row.0.len()).max().unwrap_or_default();
    let mut map = "";
    for (rule, (at, written, what)) in report.rules.iter().zip(&rows) {
        if rule.map != map {
            map = &rule.map;
            console.note(&format!("  {map}"))?;
        }
        let flag = if rule.made == 0 { "  ← made nothing" } else { "" };
        console.note(&format!("    {at:>place$}  {written:>width$}  {what}{flag}"))?;
    }
    Ok(())
}

fn summary(report: &RunReport) -> serde_json::Value {
    let records: BTreeMap<&str, u64> =
        report.records.iter().map(|(name, count)| (name.as_str(), *count)).collect();
    let rules: Vec<serde_json::Value> = report
        .rules
        .iter()
        .map(|rule| {
            json!({"map": rule.map, "predicate": rule.predicate, "object": rule.object,
                "line": rule.at.line, "column": rule.at.column, "made": rule.made, "written": rule.written})
        })
        .collect();
    json!({"event": "summary", "version": 1, "records": records, "quads": report.all_quads,
        "rejected": report.rejected, "rules": rules})
}

//! `casegraph ingest`.

use std::path::Path;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::arguments::StoreArguments;
use super::console::Console;
use super::failure::{Exit, Failure, exit_code};
use super::feeds;
use super::graph::store_failure;
use super::input::InputArguments;
use super::input::LexiconArguments;
use super::input::ModelArguments;
use super::input::check_paths;
use super::input::config;
use super::input::stages;
use super::interrupt;
use super::progress::Progress;
use super::progress::ReportFormat;
use super::stored::create_or_open;
use super::stored::run_failure;
use super::stored::syntax_of;
use super::stored::write_graph;
use crate::pipeline::RunReport;
use crate::pipeline::build;
use crate::pipeline::build_records;
use crate::pipeline::open_paths;
use crate::store::GraphStore;

/// Arguments of `ingest`.
#[derive(Debug, Args)]
pub(super) struct IngestArguments {
    /// Files, folders (walked in byte order of names), or `-` for standard input.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    store: StoreArguments,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    model: ModelArguments,
    #[command(flatten)]
    lexicons: LexiconArguments,
    /// Take the inputs as structured records and map them with FILE (RML or YARRRML); known feeds need none.
    #[arg(short, long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Keep the graph in memory only, and write it with `-o`.
    #[arg(long)]
    memory: bool,
    /// With `--memory`: where to write the graph (.nq .trig .jsonld .nt .ttl .rdf); `-` is standard output
    /// as N-Quads.
    #[arg(short, long, value_name = "FILE", requires = "memory")]
    output: Option<PathBuf>,
    /// Read and count everything, and change nothing.
    #[arg(long, conflicts_with_all = ["memory", "output"])]
    dry_run: bool,
    /// End with exit code 0 where no more than this many records are rejected.
    #[arg(long, value_name = "N", default_value_t = 0)]
    max_errors: u64,
    /// How to report.
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
}

/// Runs the verb.
pub(super) fn run(arguments: &IngestArguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    check_paths(&arguments.paths)?;
    if arguments.format == ReportFormat::Json && arguments.output.as_deref() == Some(Path::new("-")) {
        let message = "`--format json` and `-o -` both write to standard output";
        return Err(Failure::new("usage", exit_code::USAGE, message).with_hint("give `-o` a file"));
    }
    let syntax = arguments.output.as_deref().map(syntax_of).transpose()?;
    let mut config = config(&arguments.input, &arguments.model, &arguments.lexicons)?;
    config.stop = interrupt::watch()?;
    let stages = stages(&arguments.model, &arguments.lexicons)?;
    let in_memory = arguments.memory || arguments.dry_run;
    let mut store = if in_memory {
        GraphStore::in_memory(None).map_err(|error| store_failure(&error))?
    } else {
        create_or_open(&arguments.store.store)?
    };
    let mut progress = Progress::new(console, arguments.format);
    if arguments.format == ReportFormat::Json {
        let folder = (!in_memory).then(|| arguments.store.store.display().to_string());
        let paths: Vec<String> = arguments.paths.iter().map(|path| path.display().to_string()).collect();
        progress.line(&json!({"event": "started", "version": 1, "store": folder, "paths": paths}))?;
    }
    let (feeds, paths) = feeds::divide(&arguments.paths, arguments.map.as_deref())?;
    let mut report = RunReport::default();
    let mut values = 0;
    for feed in &feeds {
        let (of_feed, rejected) =
            build_records(&feed.input(), stages.extractor.lexicon(), &mut store, &config, &mut |event| {
                progress.tell(&event)
            })
            .map_err(|error| feeds::run_failure(error, feed))?;
        report.add(&of_feed);
        values += rejected;
    }
    if !paths.is_empty() {
        let inputs = open_paths(&paths, arguments.input.media());
        let of_articles = build(inputs, &stages, &mut store, &config, &mut |event| progress.tell(&event))
            .map_err(run_failure)?;
        report.add(&of_articles);
    }
    let where_rejects = if in_memory {
        String::new()
    } else {
        format!(" (casegraph rejects -s {})", arguments.store.store.display())
    };
    progress.summary(&report, &where_rejects)?;
    if arguments.dry_run {
        progress.note("Nothing was written (--dry-run)")?;
    }
    if let (Some(path), Some(syntax)) = (&arguments.output, syntax) {
        write_graph(&store, syntax, path, console)?;
    }
    Ok(exit(report.counts.rejected + values, arguments.max_errors))
}

fn exit(rejected: u64, max_errors: u64) -> Exit {
    if rejected > max_errors { Exit::Rejected } else { Exit::Done }
}

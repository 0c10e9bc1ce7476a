//! `casegraph extract`.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use clap::ValueEnum;

use super::console::Console;
use super::failure::{Exit, Failure, exit_code};
use super::input::InputArguments;
use super::input::LexiconArguments;
use super::input::ModelArguments;
use super::input::check_paths;
use super::input::config;
use super::input::stages;
use super::progress::Progress;
use super::progress::ReportFormat;
use super::stored::run_failure;
use crate::extract::Profile;
use crate::extract::write_record;
use crate::pipeline::extract_documents;
use crate::pipeline::open_paths;

/// Arguments of `extract`.
#[derive(Debug, Args)]
pub(super) struct ExtractArguments {
    /// Files, folders (walked in byte order of names), or `-` for standard input.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// How to write the records.
    #[arg(long, value_enum, default_value_t = RecordFormat::Jsonl)]
    format: RecordFormat,
    /// Select and rename what is written: a built-in profile (re3d wikievents plover gumnews crossner muc4) or
    /// a TOML file.
    #[arg(long, value_name = "NAME|FILE")]
    profile: Option<String>,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    model: ModelArguments,
    #[command(flatten)]
    lexicons: LexiconArguments,
}

/// Formats of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RecordFormat {
    /// One JSON object a line, one line a document.
    Jsonl,
}

/// Runs the verb.
pub(super) fn run(arguments: &ExtractArguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    check_paths(&arguments.paths)?;
    let profile = profile(arguments.profile.as_deref())?;
    let config = config(&arguments.input, &arguments.model, &arguments.lexicons)?;
    let stages = stages(&arguments.model, &arguments.lexicons)?;
    let RecordFormat::Jsonl = arguments.format;
    let Console { out, err, out_is_terminal, err_is_terminal, width, quiet, color } = console;
    let mut nowhere = std::io::sink();
    let mut messages = Console {
        out: &mut nowhere,
        err: *err,
        out_is_terminal: *out_is_terminal,
        err_is_terminal: *err_is_terminal,
        width: *width,
        quiet: *quiet,
        color: *color,
    };
    let mut progress = Progress::new(&mut messages, ReportFormat::Text);
    let inputs = open_paths(&arguments.paths, arguments.input.media());
    let report = extract_documents(
        inputs,
        &stages,
        &config,
        &mut |document, statements| write_record(out, document, statements, profile.as_ref()),
        &mut |event| progress.tell(&event),
    )
    .map_err(run_failure)?;
    progress.languages(&report)?;
    Ok(if report.counts.rejected > 0 { Exit::Rejected } else { Exit::Done })
}

/// The profile with this name, or in this file; without a name the plain one.
fn profile(name: Option<&str>) -> Result<Option<Profile>, Failure> {
    let Some(name) = name else { return Ok(None) };
    if let Some(profile) = Profile::builtin(name) {
        return Ok(Some(profile));
    }
    let text = fs::read_to_string(name).map_err(|error| {
        let names: Vec<&str> = Profile::names().collect();
        Failure::from_error("no-profile", exit_code::USAGE, &error)
            .with_place(name)
            .with_hint(format!("built-in profiles: {}; else name a TOML file", names.join(" ")))
    })?;
    Profile::parse(&text)
        .map(Some)
        .map_err(|error| Failure::from_error("bad-profile", exit_code::USAGE, &error).with_place(name))
}

//! `casegraph analyze`.

use std::path::PathBuf;

use clap::Args;
use clap::ValueEnum;

use super::console::Console;
use super::failure::{Exit, Failure, exit_code};
use super::input::InputArguments;
use super::input::ModelArguments;
use super::input::reject_words;
use crate::document::Decoded;
use crate::document::Decoder;
use crate::document::Limits;
use crate::nlp::write_conllu;
use crate::nlp::write_json;
use crate::pipeline::Input;
use crate::pipeline::open_paths;
use crate::source::Blob;
use crate::source::Skipped;

/// Arguments of `analyze`.
#[derive(Debug, Args)]
pub(super) struct AnalyzeArguments {
    /// A file, or `-` for standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = AnalysisFormat::Conllu)]
    format: AnalysisFormat,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    model: ModelArguments,
}

/// Formats of an analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AnalysisFormat {
    /// CoNLL-U, a sentence a block.
    Conllu,
    /// One JSON object for each document.
    Json,
}

/// Runs the verb.
pub(super) fn run(arguments: &AnalyzeArguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let paths = [arguments.file.clone()];
    let media = arguments.input.media();
    let defaults = arguments.input.defaults()?;
    // What the parser sees of a file is wanted whole, however long it is.
    let limits = Limits { analysed_bytes: usize::MAX, analysed_pieces: usize::MAX, ..Limits::default() };
    super::input::check_paths(&paths)?;
    let analyzer = arguments.model.analyzer()?;
    let threads = arguments.model.threads();
    let mut exit = Exit::Nothing;
    for input in open_paths(&paths, media) {
        let blob = blob(input)?;
        if let Some(note) = &blob.note {
            console.note(&format!("{}: {note}", blob.name))?;
        }
        for decoded in Decoder::new(blob, defaults.clone(), limits) {
            match decoded {
                Decoded::Reject(reject) => {
                    console.note(&reject_words(&reject))?;
                    exit = Exit::Rejected;
                }
                Decoded::Document(document) => {
                    let text = &document.value.text;
                    let analysis = analyzer.analyze_parallel(&document.value.prose(), threads);
                    match arguments.format {
                        AnalysisFormat::Conllu => write_conllu(console.out, text, &analysis)?,
                        AnalysisFormat::Json => {
                            write_json(console.out, text, &analysis)?;
                            writeln!(console.out)?;
                        }
                    }
                    exit = if exit == Exit::Nothing { Exit::Done } else { exit };
                }
            }
        }
    }
    Ok(exit)
}

/// The bytes of an input; what was passed over or refused is an error here, for there is no other input.
fn blob(input: Input) -> Result<Blob, Failure> {
    match input {
        Input::Blob(blob) => Ok(blob),
        Input::Skipped(Skipped(found)) => {
            let reason = found.message.trim_start_matches("passed over: ");
            let failure = Failure::new("unreadable", exit_code::IO, format!("cannot analyse it: {reason}"));
            Err(failure.with_place(found.source))
        }
        Input::Refused(refusal) => {
            let failure = Failure::from_error(refusal.error.code(), exit_code::IO, &refusal.error);
            let failure = failure.with_place(refusal.name);
            Err(match refusal.error.hint() {
                Some(hint) => failure.with_hint(hint),
                None => failure,
            })
        }
    }
}

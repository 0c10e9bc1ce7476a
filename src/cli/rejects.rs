//! `casegraph rejects`.

use std::collections::BTreeMap;
use std::io::Write;

use clap::Args;
use clap::Subcommand;

use super::arguments::StoreArguments;
use super::console::Console;
use super::console::harmless;
use super::failure::{Exit, Failure, exit_code};
use super::graph::open;
use super::graph::store_failure;
use super::input::reject_words;
use super::progress::ReportFormat;
use crate::document::Reject;

/// Arguments of `rejects`.
#[derive(Debug, Args)]
pub(super) struct RejectsArguments {
    /// What to do; without it, `list`.
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    store: StoreArguments,
    /// Only rejects with this code.
    #[arg(long, global = true, value_name = "CODE")]
    code: Option<String>,
    /// How to report.
    #[arg(long, global = true, value_enum, default_value_t)]
    format: ReportFormat,
}

/// What to do with the rejects.
#[derive(Debug, Subcommand)]
enum Action {
    /// One line each, and how many of each code.
    List,
    /// One reject with the beginning of its raw bytes.
    Show {
        /// Its number in the list, from 1.
        number: usize,
    },
    /// All of them as JSON lines with the raw bytes in Base64.
    Export,
}

/// So many characters of the raw bytes are shown.
const SHOWN: usize = 2000;

/// Runs the verb.
pub(super) fn run(arguments: &RejectsArguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let store = open(&arguments.store.store)?;
    let all = store.rejects().map_err(|error| store_failure(&error))?;
    let wanted: Vec<(usize, &Reject)> = (1..)
        .zip(&all)
        .filter(|(_, reject)| arguments.code.as_ref().is_none_or(|code| *code == reject.code))
        .collect();
    match (&arguments.action, arguments.format) {
        (Some(Action::Export), _) | (Some(Action::List) | None, ReportFormat::Json) => {
            wanted.iter().try_for_each(|(_, reject)| write_json(reject, console.out))?;
        }
        (Some(Action::Show { number }), format) => {
            let reject = all.get(number.wrapping_sub(1)).ok_or_else(|| {
                let message = format!("there is no reject {number}; the store has {}", all.len());
                Failure::new("not-found", exit_code::NOTHING, message)
            })?;
            match format {
                ReportFormat::Json => write_json(reject, console.out)?,
                ReportFormat::Text => show(reject, console)?,
            }
        }
        (Some(Action::List) | None, ReportFormat::Text) => list(&wanted, console)?,
    }
    // A search that finds nothing is told from a store without rejects.
    Ok(if wanted.is_empty() && arguments.code.is_some() { Exit::Nothing } else { Exit::Done })
}

fn write_json(reject: &Reject, out: &mut dyn Write) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, reject).map_err(std::io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(())
}

fn list(rejects: &[(usize, &Reject)], console: &mut Console<'_>) -> Result<(), Failure> {
    let mut codes: BTreeMap<&str, u64> = BTreeMap::new();
    for (number, reject) in rejects {
        *codes.entry(&reject.code).or_default() += 1;
        let words = format!("{number:>4}  {}", reject_words(reject));
        let words = if console.out_is_terminal { harmless(&words) } else { words };
        writeln!(console.out, "{words}")?;
    }
    let counts: Vec<String> = codes.iter().map(|(code, count)| format!("{code} {count}")).collect();
    console.note(&match rejects.len() {
        0 => "no rejects".to_owned(),
        count => format!("{count} rejects: {}; `casegraph rejects show N` shows one", counts.join(" · ")),
    })?;
    Ok(())
}

fn show(reject: &Reject, console: &mut Console<'_>) -> Result<(), Failure> {
    let raw = reject.raw();
    let text: String = String::from_utf8_lossy(&raw).chars().take(SHOWN).collect();
    let words = format!(
        "{}\nstage   {}\noffset  {}\nsha256  {}\nraw     {} bytes kept, the first ones:\n{}",
        reject_words(reject),
        reject.stage,
        reject.offset_bytes.map_or_else(|| "-".to_owned(), |offset| format!("{offset} bytes")),
        reject.sha256,
        raw.len(),
        text
    );
    let words = if console.out_is_terminal { harmless(&words) } else { words };
    writeln!(console.out, "{words}")?;
    Ok(())
}

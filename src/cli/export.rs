//! `casegraph export`.

use clap::Args;

use super::arguments::StoreArguments;
use super::console::Console;
use super::failure::{Exit, Failure, exit_code};

/// Arguments of `export`.
#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    #[command(flatten)]
    store: StoreArguments,
}

/// Runs the verb.
pub(super) fn run(_arguments: &ExportArguments, _console: &mut Console<'_>) -> Result<Exit, Failure> {
    Err(Failure::new("not-built", exit_code::BUG, "`export` is not built yet"))
}

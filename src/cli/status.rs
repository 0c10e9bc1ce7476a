//! `casegraph status`.

use clap::Args;

use super::arguments::StoreArguments;
use super::console::Console;
use super::failure::{Exit, Failure, exit_code};

/// Arguments of `status`.
#[derive(Debug, Args)]
pub(super) struct StatusArguments {
    #[command(flatten)]
    store: StoreArguments,
}

/// Runs the verb.
pub(super) fn run(_arguments: &StatusArguments, _console: &mut Console<'_>) -> Result<Exit, Failure> {
    Err(Failure::new("not-built", exit_code::BUG, "`status` is not built yet"))
}

//! `casegraph extract`.

use clap::Args;

use super::console::Console;
use super::failure::{Exit, Failure, exit_code};

/// Arguments of `extract`.
#[derive(Debug, Args)]
pub(super) struct ExtractArguments {}

/// Runs the verb.
pub(super) fn run(_arguments: &ExtractArguments, _console: &mut Console<'_>) -> Result<Exit, Failure> {
    Err(Failure::new("not-built", exit_code::BUG, "`extract` is not built yet"))
}

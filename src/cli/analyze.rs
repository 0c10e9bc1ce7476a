//! `casegraph analyze`.

use clap::Args;

use super::console::Console;
use super::failure::{Exit, Failure, exit_code};

/// Arguments of `analyze`.
#[derive(Debug, Args)]
pub(super) struct AnalyzeArguments {}

/// Runs the verb.
pub(super) fn run(_arguments: &AnalyzeArguments, _console: &mut Console<'_>) -> Result<Exit, Failure> {
    Err(Failure::new("not-built", exit_code::BUG, "`analyze` is not built yet"))
}

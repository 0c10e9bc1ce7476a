//! `casegraph demo`.

use clap::Args;

use super::console::Console;
use super::failure::{Exit, Failure, exit_code};

/// Arguments of `demo`.
#[derive(Debug, Args)]
pub(super) struct DemoArguments {}

/// Runs the verb.
pub(super) fn run(_arguments: &DemoArguments, _console: &mut Console<'_>) -> Result<Exit, Failure> {
    Err(Failure::new("not-built", exit_code::BUG, "`demo` is not built yet"))
}

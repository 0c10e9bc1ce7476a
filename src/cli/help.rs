//! `casegraph help`.

use clap::Args;

use super::console::Console;
use super::failure::{Exit, Failure, exit_code};

/// Arguments of `help`.
#[derive(Debug, Args)]
pub(super) struct HelpArguments {}

/// Runs the verb.
pub(super) fn run(_arguments: &HelpArguments, _console: &mut Console<'_>) -> Result<Exit, Failure> {
    Err(Failure::new("not-built", exit_code::BUG, "`help` is not built yet"))
}

/// What `casegraph` without arguments says.
pub(super) fn first_screen(_console: &mut Console<'_>) -> Result<Exit, Failure> {
    Ok(Exit::Done)
}

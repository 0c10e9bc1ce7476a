//! `casegraph query`.

use clap::Args;

use super::arguments::StoreArguments;
use super::console::Console;
use super::failure::{Exit, Failure, exit_code};

/// Arguments of `query`.
#[derive(Debug, Args)]
pub(super) struct QueryArguments {
    #[command(flatten)]
    store: StoreArguments,
}

/// Runs the verb.
pub(super) fn run(_arguments: &QueryArguments, _console: &mut Console<'_>) -> Result<Exit, Failure> {
    Err(Failure::new("not-built", exit_code::BUG, "`query` is not built yet"))
}

/// Arguments of the hidden verb that evaluates one query in its own process.
#[derive(Debug, Args)]
pub(super) struct EvaluateArguments {}

/// Evaluates one query.
pub(super) fn evaluate(_arguments: &EvaluateArguments, _console: &mut Console<'_>) -> Result<Exit, Failure> {
    Err(Failure::new("not-built", exit_code::BUG, "not built yet"))
}

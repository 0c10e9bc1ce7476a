//! `casegraph facts`.

use clap::Args;

use super::arguments::StoreArguments;
use super::console::Console;
use super::failure::{Exit, Failure, exit_code};

/// Arguments of `facts`.
#[derive(Debug, Args)]
pub(super) struct FactsArguments {
    #[command(flatten)]
    store: StoreArguments,
}

/// Runs the verb.
pub(super) fn run(_arguments: &FactsArguments, _console: &mut Console<'_>) -> Result<Exit, Failure> {
    Err(Failure::new("not-built", exit_code::BUG, "`facts` is not built yet"))
}

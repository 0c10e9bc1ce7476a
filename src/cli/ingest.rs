//! `casegraph ingest`.

use clap::Args;

use super::arguments::StoreArguments;
use super::console::Console;
use super::failure::{Exit, Failure, exit_code};

/// Arguments of `ingest`.
#[derive(Debug, Args)]
pub(super) struct IngestArguments {
    #[command(flatten)]
    store: StoreArguments,
}

/// Runs the verb.
pub(super) fn run(_arguments: &IngestArguments, _console: &mut Console<'_>) -> Result<Exit, Failure> {
    Err(Failure::new("not-built", exit_code::BUG, "`ingest` is not built yet"))
}

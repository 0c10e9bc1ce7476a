//! `casegraph export`.

use std::path::PathBuf;

use clap::Args;

use super::arguments::StoreArguments;
use super::console::Console;
use super::failure::{Exit, Failure};
use super::graph::open;
use super::stored::write_graph;
use crate::store::DumpFormat;

/// Arguments of `export`.
#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    #[command(flatten)]
    store: StoreArguments,
    /// The syntax: nq, trig, jsonld hold all graphs; ttl, nt, rdfxml the view alone.
    #[arg(long, value_name = "SYNTAX", default_value = "nq", value_parser = parse_syntax)]
    format: DumpFormat,
    /// Where to write; `-` is standard output.
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
}

/// Names of the syntaxes, for messages.
const SYNTAXES: &str = "nq, trig, jsonld, ttl, nt or rdfxml";

fn parse_syntax(name: &str) -> Result<DumpFormat, String> {
    DumpFormat::from_name(name).ok_or_else(|| format!("expected {SYNTAXES}"))
}

/// Runs the verb.
pub(super) fn run(arguments: &ExportArguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let store = open(&arguments.store.store)?;
    write_graph(&store, arguments.format, &arguments.output, console)?;
    Ok(Exit::Done)
}

//! The command line as a type.

use std::path::PathBuf;

use clap::Args;
use clap::Parser;
use clap::Subcommand;

use super::analyze::AnalyzeArguments;
use super::console::Color;
use super::coverage::CoverageArguments;
use super::demo::DemoArguments;
use super::draw::DrawArguments;
use super::evaluate::EvaluateArguments;
use super::export::ExportArguments;
use super::extract::ExtractArguments;
use super::facts::FactsArguments;
use super::find::FindArguments;
use super::help::HelpArguments;
use super::ingest::IngestArguments;
use super::judge::JudgeArguments;
use super::map::MapArguments;
use super::query::QueryArguments;
use super::rejects::RejectsArguments;
use super::show::ShowArguments;
use super::status::StatusArguments;

/// Turns news and records into a graph you can question, with the sentence behind every fact.
#[derive(Debug, Parser)]
#[command(name = "casegraph", version, disable_help_subcommand = true, infer_subcommands = false)]
pub(super) struct Arguments {
    /// What to do; without it, a few examples.
    #[command(subcommand)]
    pub(super) verb: Option<Verb>,
    /// Write less to standard error.
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// When to use colour.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub(super) color: Color,
}

/// The store to work on.
#[derive(Debug, Clone, Args)]
pub(super) struct StoreArguments {
    /// The store's folder.
    #[arg(
        short,
        long,
        global = true,
        value_name = "DIR",
        env = "CASEGRAPH_STORE",
        default_value = "casegraph-store"
    )]
    pub(super) store: PathBuf,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Load the sample reports and look around.
    Demo(DemoArguments),
    /// Add files, folders or standard input to a store.
    Ingest(IngestArguments),
    /// Look up entities by any of their names.
    Find(FindArguments),
    /// Show one entity, event or document with its evidence.
    Show(ShowArguments),
    /// List claims, a row each.
    Facts(FactsArguments),
    /// List the sentences that gave no fact, and why.
    Coverage(CoverageArguments),
    /// Accept, reject or correct a claim; the view follows, the evidence stays.
    Judge(JudgeArguments),
    /// Check a mapping of records, or execute it without a store.
    Map(MapArguments),
    /// Run a SPARQL query.
    Query(QueryArguments),
    /// Draw a picture of a part of the graph.
    Draw(DrawArguments),
    /// Write the graph in an RDF syntax.
    Export(ExportArguments),
    /// Counts of a store.
    Status(StatusArguments),
    /// List what was rejected, and why.
    Rejects(RejectsArguments),
    /// Show what the parser saw: tokens, tags, heads, labels, entities.
    Analyze(AnalyzeArguments),
    /// Write the facts of each document, without a store.
    Extract(ExtractArguments),
    /// Explain a verb or a topic: terms, errors, exit-codes, formats.
    Help(HelpArguments),
    /// Evaluate one query in a process of its own (used by `query`).
    #[command(hide = true, name = "evaluate-query")]
    Evaluate(EvaluateArguments),
}

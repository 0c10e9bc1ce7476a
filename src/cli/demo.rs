//! `casegraph demo`: the sample reports, ingested, questioned and drawn.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::path::PathBuf;

use clap::Args;
use oxigraph::model::GraphNameRef;
use oxigraph::model::NamedNodeRef;
use oxigraph::model::Term;

use super::console::Console;
use super::failure::{Exit, Failure, exit_code};
use super::graph::query_failure;
use super::graph::store_failure;
use super::input::InputArguments;
use super::input::LexiconArguments;
use super::input::ModelArguments;
use super::input::config;
use super::input::stages;
use super::progress::Progress;
use super::progress::ReportFormat;
use super::status::graph_words;
use super::stored::create_or_open;
use super::stored::run_failure;
use crate::pipeline::Input;
use crate::pipeline::build;
use crate::query::example;
use crate::source::Blob;
use crate::source::MediaType;
use crate::store::GraphStore;
use crate::vocab::skos;

/// Arguments of `demo`.
#[derive(Debug, Args)]
pub(super) struct DemoArguments {
    /// The folder of the sample store.
    #[arg(short, long, value_name = "DIR", default_value = "casegraph-demo")]
    store: PathBuf,
    #[command(flatten)]
    model: ModelArguments,
}

macro_rules! reports {
    ($($kind:ident $name:literal,)*) => {
        &[$(($name, MediaType::$kind, include_str!(concat!("../../examples/reports/", $name))),)*]
    };
}

/// The sample reports, in byte order of their names.
const REPORTS: &[(&str, MediaType, &str)] = reports! {
    Markdown "aceh-peace.md",
    JsonLines "black-sea-grain.jsonl",
    Markdown "canal-search.md",
    Markdown "captain-rescued.md",
    Markdown "escort-mission.md",
    Markdown "finland-joins.md",
    Markdown "fishing-limits.md",
    Markdown "network-makers-merge.md",
    Markdown "pirate-sentenced.md",
    Html "quake-relief.html",
    Text "shipping-company-listed.txt",
    Markdown "sweden-joins.md",
};

/// The question whose first rows are shown; one of the examples of `query`.
const QUESTION: &str = "top-events";

/// Runs the verb.
pub(super) fn run(arguments: &DemoArguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let folder = arguments.store.display().to_string();
    let subject = fill(arguments, console)?;
    let picture = arguments.store.with_extension(if has_graphviz() { "svg" } else { "dot" });
    let picture = picture.display().to_string();
    let question = example(QUESTION).map_err(|error| query_failure(&error))?;
    section(
        console,
        &format!("casegraph query -s {folder} --example {QUESTION}    # the first five rows of:"),
    )?;
    writeln!(console.out, "# {}", question.question())?;
    follow(console, &["query", &first_rows(question.text), "-s", &folder, "--format", "table"])?;
    if let Some((id, label)) = &subject {
        section(console, &format!("casegraph draw \"{label}\" -s {folder} -o {picture}"))?;
        follow(console, &["draw", id, "-s", &folder, "-o", &picture])?;
    }
    let label = subject.map_or_else(|| "Helsinki".to_owned(), |(_, label)| label);
    writeln!(
        console.out,
        "\nTry next   casegraph find \"{label}\" -s {folder}\n           \
         casegraph show \"{label}\" -s {folder}\n           \
         casegraph facts -s {folder} --format table\n           \
         casegraph ingest my-articles/ -s news"
    )?;
    Ok(Exit::Done)
}

/// Ingests the reports; returns the actor of the most facts to be drawn: id and label.
fn fill(arguments: &DemoArguments, console: &mut Console<'_>) -> Result<Option<(String, String)>, Failure> {
    let lexicons = LexiconArguments::default();
    let config = config(&InputArguments::default(), &arguments.model, &lexicons)?;
    let stages = stages(&arguments.model, &lexicons)?;
    let mut store = create_or_open(&arguments.store)?;
    writeln!(console.out, "Store      {} (sample reports, our own words)", arguments.store.display())?;
    let inputs =
        REPORTS.iter().map(|(name, media, text)| Input::Blob(Blob::from_bytes(*name, *media, *text)));
    let mut progress = Progress::new(console, ReportFormat::Text);
    let report = build(inputs, &stages, &mut store, &config, &mut |event| progress.tell(&event))
        .map_err(run_failure)?;
    let counts = report.counts;
    let total = store.counts().map_err(|error| store_failure(&error))?;
    progress.clear()?;
    writeln!(
        console.out,
        "Reading    {} reports: {} added · {} there already · {} rejected\nGraph      {}",
        counts.read,
        counts.ingested,
        counts.duplicate,
        counts.rejected,
        graph_words(&total)
    )?;
    busiest(&store)
}

/// The organisation or person that most quads of the view point at; the first by its IRI of several.
fn busiest(store: &GraphStore) -> Result<Option<(String, String)>, Failure> {
    let failed = |error: oxigraph::store::StorageError| {
        Failure::from_error("store-damaged", exit_code::DAMAGED, &error)
    };
    let groups = ["org/", "person/"].map(|group| format!("{}{group}", store.base()));
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for quad in store.rdf().quads_for_pattern(None, None, None, Some(GraphNameRef::DefaultGraph)) {
        if let Term::NamedNode(node) = quad.map_err(failed)?.object
            && groups.iter().any(|group| node.as_str().starts_with(group))
        {
            *counts.entry(node.into_string()).or_default() += 1;
        }
    }
    let mut best: Option<(u64, String)> = None;
    for (node, count) in counts {
        if best.as_ref().is_none_or(|(most, _)| count > *most) {
            best = Some((count, node));
        }
    }
    let Some((_, iri)) = best else { return Ok(None) };
    let node = NamedNodeRef::new_unchecked(&iri);
    let pattern = (Some(node.into()), Some(skos::PREF_LABEL), None, Some(GraphNameRef::DefaultGraph));
    let label = store.rdf().quads_for_pattern(pattern.0, pattern.1, pattern.2, pattern.3).next();
    let Some(Term::Literal(label)) = label.transpose().map_err(failed)?.map(|quad| quad.object) else {
        return Ok(None);
    };
    let id = iri.strip_prefix(store.base()).unwrap_or(&iri);
    Ok(Some((id.to_owned(), label.value().to_owned())))
}

/// The query with at most five rows.
fn first_rows(query: &str) -> String {
    let lines = query.trim_end().lines().filter(|line| !line.starts_with("LIMIT "));
    lines.collect::<Vec<_>>().join("\n") + "\nLIMIT 5"
}

fn section(console: &mut Console<'_>, command: &str) -> Result<(), Failure> {
    writeln!(console.out, "\n$ {command}")?;
    console.out.flush()?;
    Ok(())
}

/// Runs another verb as a person would; what it has to say against it is said already.
fn follow(console: &mut Console<'_>, arguments: &[&str]) -> Result<(), Failure> {
    let arguments = ["casegraph"].iter().chain(arguments).map(OsString::from);
    match super::run(arguments, console) {
        exit_code::BUG => Err(Failure::new("bug", exit_code::BUG, "a verb of the demo failed")),
        _ => Ok(()),
    }
}

/// Whether Graphviz's `dot` is on the path.
fn has_graphviz() -> bool {
    let paths = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&paths).any(|folder: PathBuf| is_program(&folder.join("dot")))
}

fn is_program(path: &Path) -> bool {
    path.is_file()
}

//! `casegraph draw`.

use std::fs;
use std::io::BufRead;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use clap::ValueEnum;
use oxigraph::model::NamedNode;
use oxigraph::model::Triple;

use super::arguments::StoreArguments;
use super::console::Console;
use super::evaluation::{Evaluation, Request};
use super::failure::{Exit, Failure, exit_code};
use super::graph;
use crate::network::Named;
use crate::network::Network;
use crate::network::NetworkError;
use crate::network::Projection;
use crate::network::around;
use crate::network::find_by_name;
use crate::network::from_triples;
use crate::query::Answer;
use crate::query::AnswerFormat;
use crate::query::QueryLimits;
use crate::query::check;
use crate::query::receive;
use crate::render::Drawing;
use crate::render::GraphvizError;
use crate::render::MAX_DRAWN;
use crate::render::Picture;
use crate::render::draw;
use crate::render::to_dot;
use crate::store::GraphStore;

/// The program that makes pictures of DOT.
const GRAPHVIZ: &str = "dot";

/// How long a picture may take; 5,000 nodes took 17 s on two cores.
const DEADLINE: Duration = Duration::from_secs(60);

/// Triples that a query may give to a picture.
const MAX_TRIPLES: u64 = 20_000;

/// Candidates that are listed for a name of several nodes.
const MAX_CANDIDATES: usize = 10;

/// Arguments of `draw`.
#[derive(Debug, Args)]
#[command(after_help = "NAME is an id (`person/…`), a full IRI, or a name (case and accents ignored).\n\
    The ending of FILE chooses the format: .dot .svg .png .pdf; all but .dot need Graphviz.")]
pub(super) struct DrawArguments {
    #[command(flatten)]
    store: StoreArguments,
    /// What to draw the picture around.
    #[arg(value_name = "NAME", required_unless_present = "query", conflicts_with = "query")]
    names: Vec<String>,
    /// The sort of picture.
    #[arg(long, value_enum, default_value_t = View::Ego)]
    view: View,
    /// How many steps around NAME.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=6))]
    depth: u8,
    /// The most nodes; the most connected of the inner rings are kept.
    #[arg(long, value_name = "N", default_value_t = 60,
        value_parser = clap::value_parser!(u16).range(2..=MAX_DRAWN as i64))]
    max_nodes: u16,
    /// Draw the triples of a CONSTRUCT query instead.
    #[arg(long, value_name = "SPARQL")]
    query: Option<String>,
    /// Where to write the picture; `-` writes DOT to standard output.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

/// The sorts of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum View {
    /// Who surrounds it, in which role.
    Ego,
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Output {
    Dot,
    Picture(Picture),
}

/// Runs the verb.
pub(super) fn run(arguments: &DrawArguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let output = output(&arguments.output)?;
    // A bad query is told before a missing store.
    if let Some(query) = &arguments.query {
        check(query).map_err(|error| graph::query_failure(&error))?;
    }
    let triples =
        arguments.query.as_ref().map(|query| construct(&arguments.store.store, query)).transpose()?;
    let store = graph::open(&arguments.store.store)?;
    let max_nodes = arguments.max_nodes.into();
    let network = if let Some(triples) = triples {
        from_triples(store.rdf(), &triples, max_nodes)
    } else {
        let roots = roots(arguments, &store)?;
        around(store.rdf(), &roots, Projection { depth: arguments.depth.into(), max_nodes })
    };
    let network = network.map_err(|error| network_failure(&error))?;
    if network.graph.edge_count() == 0 {
        console.note(&nothing(&network))?;
        return Ok(Exit::Nothing);
    }
    let drawing = to_dot(&network, &title(arguments, &network));
    let bytes = match output {
        Output::Dot => drawing.dot.clone().into_bytes(),
        Output::Picture(picture) => {
            draw(GRAPHVIZ, &drawing.dot, picture, DEADLINE).map_err(|error| graphviz_failure(&error))?
        }
    };
    write(arguments, &bytes, console)?;
    console.note(&summary(arguments, &drawing, &network))?;
    Ok(Exit::Done)
}

/// What the ending of the file asks for.
fn output(path: &Path) -> Result<Output, Failure> {
    if path.as_os_str() == "-" {
        return Ok(Output::Dot);
    }
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    match ending.as_deref() {
        Some("dot" | "gv") => Ok(Output::Dot),
        Some("svg") => Ok(Output::Picture(Picture::Svg)),
        Some("png") => Ok(Output::Picture(Picture::Png)),
        Some("pdf") => Ok(Output::Picture(Picture::Pdf)),
        _ => Err(Failure::new(
            "unknown-picture-format",
            exit_code::USAGE,
            format!("cannot draw `{}`: its ending names no format of pictures", path.display()),
        )
        .with_hint("end the file's name in .dot, .svg, .png or .pdf")),
    }
}

/// The nodes that the names stand for.
fn roots(arguments: &DrawArguments, store: &GraphStore) -> Result<Vec<NamedNode>, Failure> {
    let mut roots = Vec::new();
    for name in &arguments.names {
        let found = find_by_name(store.rdf(), store.base(), name).map_err(|error| network_failure(&error))?;
        match found.as_slice() {
            [] => {
                return Err(Failure::new(
                    "nothing-found",
                    exit_code::NOTHING,
                    format!("nothing in the graph is called `{name}`"),
                )
                .with_hint("look the name up with `casegraph find`"));
            }
            [one] => roots.push(one.iri.clone()),
            several => return Err(ambiguous(name, several, store.base())),
        }
    }
    Ok(roots)
}

fn ambiguous(name: &str, candidates: &[Named], base: &str) -> Failure {
    let id = |iri: &NamedNode| iri.as_str().strip_prefix(base).unwrap_or(iri.as_str()).to_owned();
    let list = candidates.iter().take(MAX_CANDIDATES);
    let list = list.map(|it| format!("{} ({}, {})", id(&it.iri), it.label, it.kind.word()));
    let list = list.collect::<Vec<_>>().join("; ");
    let count = candidates.len();
    Failure::new("ambiguous-name", exit_code::USAGE, format!("`{name}` is the name of {count} nodes"))
        .with_hint(format!("name one by its id: {list}"))
}

/// The triples of a query, evaluated in a process of its own.
fn construct(store: &Path, query: &str) -> Result<Vec<Triple>, Failure> {
    let request = Request {
        store,
        text: query,
        format: Some(AnswerFormat::Nt),
        explain: false,
        limits: QueryLimits { max_rows: MAX_TRIPLES, ..QueryLimits::default() },
    };
    let (evaluation, mut rows) = Evaluation::start(&request)?;
    let mut triples = Vec::new();
    let mut base = String::new();
    rows.read_line(&mut base)?;
    // Without a whole header there is no answer; why is for `finish` to say.
    if let Ok(Answer::Triples(answer)) = receive(&mut rows) {
        triples.extend(answer.map_while(Result::ok));
    }
    drop(rows);
    evaluation.finish()?;
    Ok(triples)
}

/// Writes the picture; the file is there whole or not at all.
fn write(arguments: &DrawArguments, bytes: &[u8], console: &mut Console<'_>) -> Result<(), Failure> {
    let path = &arguments.output;
    if path.as_os_str() == "-" {
        console.out.write_all(bytes)?;
        return Ok(());
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".partial");
    let partial = path.with_file_name(name);
    let written = fs::write(&partial, bytes).and_then(|()| fs::rename(&partial, path));
    written.map_err(|error| {
        fs::remove_file(&partial).unwrap_or_default();
        Failure::from(error).with_place(path.display().to_string())
    })
}

fn title(arguments: &DrawArguments, network: &Network) -> String {
    if network.roots.is_empty() {
        return "Result of a query".to_owned();
    }
    let labels = network.roots.iter().filter_map(|root| network.graph.node_weight(*root));
    let labels = labels.map(|node| node.label.as_str()).collect::<Vec<_>>().join(", ");
    match arguments.depth {
        1 => format!("{labels}: what it is joined to"),
        depth => format!("{labels}: what it is joined to in {depth} steps"),
    }
}

fn nothing(network: &Network) -> String {
    if network.roots.is_empty() {
        return "nothing to draw: no triple of the query joins two resources".to_owned();
    }
    "nothing to draw: nothing is joined to it; `casegraph show` tells what is known of it".to_owned()
}

/// `Wrote a.svg (34 nodes, 51 edges; 12 more left out, see --max-nodes)`.
fn summary(arguments: &DrawArguments, drawing: &Drawing, network: &Network) -> String {
    let left_out = match network.left_out.nodes {
        0 => String::new(),
        some => format!("; {some} more left out, see --max-nodes"),
    };
    let output = arguments.output.display();
    let output = if arguments.output.as_os_str() == "-" { "DOT".to_owned() } else { output.to_string() };
    let counted = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let (nodes, lines) = (counted(drawing.nodes, "node"), counted(drawing.lines, "edge"));
    format!("Wrote {output} ({nodes}, {lines}{left_out})")
}

fn network_failure(error: &NetworkError) -> Failure {
    Failure::from_error("store-damaged", exit_code::DAMAGED, error)
}

fn graphviz_failure(error: &GraphvizError) -> Failure {
    match error {
        GraphvizError::Missing => Failure::from_error("graphviz-missing", exit_code::IO, error).with_hint(
            "install it (Debian, Ubuntu: `apt-get install graphviz`; macOS: `brew install graphviz`), or write \
             a `.dot` file, which needs no other program",
        ),
        GraphvizError::Deadline(_) => Failure::from_error("graphviz-timeout", exit_code::LIMIT, error)
            .with_hint("draw fewer nodes with `--max-nodes` or a smaller `--depth`"),
        _ => Failure::from_error("graphviz", exit_code::IO, error),
    }
}

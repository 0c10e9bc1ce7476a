//! `casegraph query`.

use std::fs::File;
use std::io;
use std::io::{BufRead, Read, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use oxigraph::model::Term;

use super::arguments::StoreArguments;
use super::console::{Console, harmless};
use super::evaluation::{Evaluation, Request};
use super::failure::{Exit, Failure, exit_code};
use super::graph::query_failure;
use super::table::Table;
use crate::query::Answer;
use crate::query::AnswerFormat;
use crate::query::MAX_TEXT_BYTES;
use crate::query::QueryError;
use crate::query::QueryLimits;
use crate::query::{check, example, examples, prefixes, receive, shorten, unknown_terms, write};

/// Arguments of `query`.
#[derive(Debug, Args)]
#[command(
    after_help = "Prefixes known without declaration: cg m x g oa prov skos dcterms rdf rdfs owl xsd geo.\n\
    The default graph is the view; GRAPH reaches the evidence. On a terminal the default format is `table`,\n\
    elsewhere `tsv` (`nt` for CONSTRUCT and DESCRIBE)."
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch on the command line")]
pub(super) struct QueryArguments {
    #[command(flatten)]
    store: StoreArguments,
    /// The query; `-` reads it from standard input.
    #[arg(value_name = "SPARQL", conflicts_with_all = ["file", "example", "examples"])]
    text: Option<String>,
    /// Read the query from a file, `-` for standard input.
    #[arg(short, long, value_name = "FILE", conflicts_with_all = ["example", "examples"])]
    file: Option<PathBuf>,
    /// Run a shipped query.
    #[arg(long, value_name = "NAME", conflicts_with = "examples")]
    example: Option<String>,
    /// List the shipped queries.
    #[arg(long)]
    examples: bool,
    /// How to write the answer.
    #[arg(long, value_enum)]
    format: Option<QueryFormat>,
    /// Stop after so many seconds (0 for no limit).
    #[arg(long, value_name = "SECONDS", default_value_t = 10, env = "CASEGRAPH_LIMIT_SECONDS")]
    timeout: u64,
    /// Stop after so many rows (0 for no limit).
    #[arg(long, value_name = "N", default_value_t = 10_000, env = "CASEGRAPH_LIMIT_ROWS")]
    max_rows: u64,
    /// Stop when the query wants more memory, in MiB (0 for no limit).
    #[arg(long, value_name = "MIB", default_value_t = 1_024, env = "CASEGRAPH_LIMIT_MEMORY")]
    max_memory: u64,
    /// End with exit code 1 where the answer of an ASK is false.
    #[arg(short, long)]
    exit_status: bool,
    /// Show all rows of a table on a terminal.
    #[arg(long)]
    all: bool,
    /// Show the plan that the engine chose, as JSON, instead of the answer.
    #[arg(long)]
    explain: bool,
}

/// The formats on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum QueryFormat {
    /// For people.
    Table,
    /// SPARQL 1.1 results, terms as in Turtle.
    Tsv,
    /// SPARQL 1.1 results, plain values.
    Csv,
    /// SPARQL 1.1 results.
    Json,
    /// SPARQL 1.1 results.
    Xml,
    /// N-Triples, for CONSTRUCT and DESCRIBE.
    Nt,
    /// Turtle, for CONSTRUCT and DESCRIBE.
    Ttl,
}

impl QueryFormat {
    fn answer_format(self) -> Option<AnswerFormat> {
        match self {
            Self::Table => None,
            Self::Tsv => Some(AnswerFormat::Tsv),
            Self::Csv => Some(AnswerFormat::Csv),
            Self::Json => Some(AnswerFormat::Json),
            Self::Xml => Some(AnswerFormat::Xml),
            Self::Nt => Some(AnswerFormat::Nt),
            Self::Ttl => Some(AnswerFormat::Ttl),
        }
    }
}

/// Runs the verb.
pub(super) fn run(arguments: &QueryArguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    if arguments.examples {
        return list_examples(console);
    }
    let text = text(arguments)?;
    check(&text).map_err(|error| query_failure(&error))?;
    for (name, nearest) in unknown_terms(&text) {
        let hint = nearest.map(|known| format!("; did you mean `cg:{known}`?")).unwrap_or_default();
        console.note(&format!("`cg:{name}` is no term of the graph (casegraph help terms){hint}"))?;
    }
    let request = Request {
        store: &arguments.store.store,
        text: &text,
        format: arguments.format.and_then(QueryFormat::answer_format),
        explain: arguments.explain,
        limits: QueryLimits {
            timeout_ms: arguments.timeout.saturating_mul(1000),
            max_rows: arguments.max_rows,
            memory_bytes: arguments.max_memory.saturating_mul(1 << 20),
        },
    };
    let (evaluation, mut rows) = Evaluation::start(&request)?;
    match pass_on(arguments, &evaluation, &mut rows, console) {
        Ok(exit) => {
            drop(rows);
            evaluation.finish().map(|()| exit)
        }
        Err(failure) => {
            evaluation.abandon();
            Err(failure)
        }
    }
}

/// Writes what the child says, as far as it goes.
fn pass_on(
    arguments: &QueryArguments,
    evaluation: &Evaluation,
    rows: &mut impl BufRead,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    if arguments.explain {
        io::copy(rows, console.out)?;
        return Ok(Exit::Done);
    }
    let mut base = String::new();
    rows.read_line(&mut base)?;
    // Without a whole header there is no answer; why is for `finish` to say.
    let Ok(answer) = receive(&mut *rows) else { return Ok(Exit::Done) };
    let exit = match answer {
        Answer::Boolean(false) if arguments.exit_status => Exit::Nothing,
        _ => Exit::Done,
    };
    let known = prefixes(base.trim_end());
    match format(arguments, console, &answer) {
        None => table(answer, &known).write(console, arguments.all)?,
        Some(format) if console.out_is_terminal => {
            let mut bytes = Vec::new();
            write(answer, format, &known, &mut bytes)?;
            let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
            evaluation.patient(console.out).write_all(harmless(&text).as_bytes())?;
        }
        Some(format) => {
            write(answer, format, &known, &mut evaluation.patient(console.out))?;
        }
    }
    console.out.flush()?;
    Ok(exit)
}

/// The format asked for, or the default: a table for people, else TSV or N-Triples.
fn format(arguments: &QueryArguments, console: &Console<'_>, answer: &Answer<'_>) -> Option<AnswerFormat> {
    match (arguments.format, answer) {
        (Some(format), _) => format.answer_format(),
        (None, _) if console.out_is_terminal => None,
        (None, Answer::Triples(_)) => Some(AnswerFormat::Nt),
        (None, _) => Some(AnswerFormat::Tsv),
    }
}

fn text(arguments: &QueryArguments) -> Result<String, Failure> {
    if let Some(name) = &arguments.example {
        return example(name).map(|example| example.text.to_owned()).map_err(|error| query_failure(&error));
    }
    match (&arguments.text, &arguments.file) {
        (Some(text), _) if text != "-" => Ok(text.clone()),
        (None, Some(path)) if path.as_os_str() != "-" => {
            let place = path.display().to_string();
            let file = File::open(path).map_err(|error| Failure::from(error).with_place(place.as_str()))?;
            read(file).map_err(|failure| failure.with_place(place))
        }
        (None, None) => Err(Failure::new("no-query", exit_code::USAGE, "there is no query to run")
            .with_hint(
                "give it as an argument, with `-f FILE`, or choose one of `casegraph query --examples`",
            )),
        _ => read(io::stdin()),
    }
}

/// Reads a query, but not much more than a query may have.
fn read(input: impl Read) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    input.take(MAX_TEXT_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_TEXT_BYTES {
        return Err(query_failure(&QueryError::TooLong { bytes: bytes.len() }));
    }
    String::from_utf8(bytes)
        .map_err(|_| Failure::new("query-syntax", exit_code::USAGE, "the query is not UTF-8 text"))
}

/// The answer as a table, IRIs shortened.
fn table(answer: Answer<'_>, prefixes: &[(&'static str, String)]) -> Table {
    let mut table;
    match answer {
        Answer::Boolean(value) => {
            table = Table::new(["answer"]);
            table.push(vec![if value { "yes" } else { "no" }.to_owned()]);
        }
        Answer::Solutions { variables, rows } => {
            table = Table::new(variables.iter().map(|variable| variable.as_str().to_owned()));
            for row in rows.map_while(Result::ok) {
                table.push(
                    row.iter()
                        .map(|term| term.as_ref().map(|term| plain(term, prefixes)).unwrap_or_default())
                        .collect(),
                );
            }
        }
        Answer::Triples(triples) => {
            table = Table::new(["subject", "predicate", "object"]);
            for triple in triples.map_while(Result::ok) {
                let terms = [triple.subject.into(), triple.predicate.into(), triple.object];
                table.push(terms.iter().map(|term| plain(term, prefixes)).collect());
            }
        }
    }
    table
}

/// A term for people.
fn plain(term: &Term, prefixes: &[(&'static str, String)]) -> String {
    match term {
        Term::NamedNode(node) => {
            shorten(node.as_str(), prefixes).unwrap_or_else(|| format!("<{}>", node.as_str()))
        }
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}

fn list_examples(console: &mut Console<'_>) -> Result<Exit, Failure> {
    let width = examples().iter().map(|example| example.name.len()).max().unwrap_or_default();
    for example in examples() {
        writeln!(console.out, "{:width$}  {}", example.name, example.question())?;
    }
    console.note("run one with `casegraph query --example NAME`")?;
    Ok(Exit::Done)
}

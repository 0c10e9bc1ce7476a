//! `casegraph help`: the verbs, one verb, or a topic.

use std::fmt::Write as _;

use clap::Args;
use clap::CommandFactory;

use super::arguments::Arguments;
use super::console::Console;
use super::failure::{Exit, Failure, exit_code};
use super::terms::terms;

/// Arguments of `help`.
#[derive(Debug, Args)]
pub(super) struct HelpArguments {
    /// A verb, or one of: terms, errors, exit-codes, formats.
    #[arg(value_name = "VERB|TOPIC")]
    topic: Option<String>,
}

/// What `casegraph` without arguments says.
const FIRST_SCREEN: &str = "\
casegraph – turn news and records into a graph you can question, with the sentence behind every fact

  casegraph demo                       load the sample reports and look around (a few seconds)
  casegraph ingest articles/ -s news   add your own files: text, Markdown, HTML, JSON, JSON Lines
  casegraph find \"Acme\" -s news        look something up
  casegraph show \"Acme\" -s news        its facts, each with its sentence and who says so
  casegraph facts -s news              all claims, a row each
  casegraph query -s news --examples   questions in SPARQL, ready to run
  casegraph draw \"Acme\" -s news -o acme.svg
                                       a picture of what it is connected to
  casegraph export -s news -o news.nq  the graph as RDF, for other tools
  casegraph help                       everything else; casegraph help terms explains the words
";

const EXIT_CODES: &str = "\
Exit codes
    0  done
    1  nothing found (find, show, draw, coverage, judge --list; ASK false with -e)
    2  usage, or a bad query
    3  finished, some records rejected (see casegraph rejects; --max-errors decides), or lines of decisions.txt
    4  the store is locked by another process
    5  the store is damaged or of another version
    6  a limit was hit (time, memory, rows); what was written is incomplete
    7  input or output failed, disk full
   70  a bug in casegraph
  130  interrupted; the same command finishes the work
";

const FORMATS: &str = "\
Inputs of ingest, extract and analyze (guessed from name and first bytes; --as says it)
  text       one article; UTF-8, UTF-16 with a byte order mark, else windows-1252 with a warning
  markdown   one article; lines between --- at the top give title, date, publisher, url
  html       one page: its main text; title, date and publisher from its metadata
  json       one article, an array of articles, or an object with the array `articles`
  jsonl      one article a line
  Each of these may be compressed by gzip. An article in JSON has the keys text (or body, content), doc (or
  id), url, title, date (or published), source (or publisher); others are ignored.
Outputs of export and ingest --memory -o
  nq trig jsonld     all graphs, with the evidence
  ttl nt rdfxml      the view alone
Outputs of query
  table tsv csv json xml   rows (SELECT, ASK)
  nt ttl                   triples (CONSTRUCT, DESCRIBE)
Outputs of find, facts, coverage: table, csv, json. Of judge: text, json (a line an event).
Outputs of analyze: conllu, json. Of extract: jsonl. Of draw: .dot .svg .png by the ending of -o
";

/// Codes of errors, rejects and warnings: code, meaning.
const CODES: &[(&str, &str)] = &[
    ("bad-article", "a JSON record is not an object with a text (rejected)"),
    ("bad-date", "a date is not a day; it is left out, the document kept"),
    ("bad-decision", "a decision, or a line of decisions.txt, cannot be used, or a later one replaces it"),
    ("bad-field", "a title, id or publisher cannot be used; it is left out, the document kept"),
    ("bad-gzip", "compressed data is broken (rejected)"),
    ("bad-html", "a page cannot be parsed (rejected)"),
    ("bad-iri", "an address is not absolute; it is left out, the document kept"),
    ("bad-json", "a record is not JSON (rejected)"),
    ("bad-lexicon", "a lexicon file does not have the expected form"),
    ("bad-model", "a model file does not have the expected form"),
    ("bad-profile", "a profile does not have the expected form"),
    ("bad-text", "bytes that are not the encoding they should be, a NUL, or half a character (rejected)"),
    ("bomb", "a compressed file unpacks to far more than it should (rejected)"),
    ("bug", "this program failed on a document (rejected); please report it"),
    ("changed-during-read", "a file changed while it was read (rejected)"),
    ("empty-input", "a file of articles holds none"),
    ("encoded-iri", "an address had characters that it may not have; they were percent-encoded"),
    ("guessed-encoding", "a text is not UTF-8; it was read as the encoding named"),
    ("io", "the system refused to read or write"),
    ("long-word", "over-long words are passed over; the text is kept whole"),
    ("no-store", "there is no store in the folder"),
    ("no-text", "a record holds no text (rejected)"),
    ("not-found", "a path or a name is not there"),
    (
        "skipped",
        "a path was passed over: a pipe, a device, a circle of links, a link that leads out of its folder, a hidden file",
    ),
    ("nothing-found", "no name of the store has the text"),
    ("store-damaged", "the store does not have the expected form"),
    ("store-locked", "another process writes to the store"),
    ("store-version", "the store was made by a version with another format"),
    ("text-capped", "a text is very long; it is kept whole, its end is not searched for facts"),
    ("too-deep", "JSON or HTML is nested too deep (rejected)"),
    ("too-few-open-files", "the system allows fewer open files than the store needs"),
    ("too-large", "a record is larger than what is read (rejected)"),
    ("unreadable", "the system refuses to open a file (rejected)"),
    ("unsupported-format", "a kind of file that is not read; the message says what to do (rejected)"),
    ("usage", "the arguments do not fit"),
];

/// Runs the verb.
pub(super) fn run(arguments: &HelpArguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let mut command = Arguments::command();
    let text = match arguments.topic.as_deref() {
        None => {
            format!("{}\nTopics: casegraph help terms|errors|exit-codes|formats\n", command.render_help())
        }
        Some("errors") => errors(),
        Some("exit-codes") => EXIT_CODES.to_owned(),
        Some("formats") => FORMATS.to_owned(),
        Some("terms") => terms()?,
        Some(name) => match command.find_subcommand_mut(name).filter(|verb| !verb.is_hide_set()) {
            Some(verb) => verb.clone().bin_name(format!("casegraph {name}")).render_long_help().to_string(),
            None => return Err(unknown(name, &command)),
        },
    };
    console.out.write_all(text.as_bytes())?;
    Ok(Exit::Done)
}

/// What `casegraph` without arguments says.
pub(super) fn first_screen(console: &mut Console<'_>) -> Result<Exit, Failure> {
    console.out.write_all(FIRST_SCREEN.as_bytes())?;
    Ok(Exit::Done)
}

/// There is no such verb or topic; the nearest one is named.
fn unknown(name: &str, command: &clap::Command) -> Failure {
    let verbs = command.get_subcommands().filter(|verb| !verb.is_hide_set()).map(clap::Command::get_name);
    let nearest = verbs
        .chain(["terms", "errors", "exit-codes", "formats"])
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .min()
        .filter(|(distance, _)| *distance <= 2);
    let failure = Failure::new("usage", exit_code::USAGE, format!("there is no verb or topic `{name}`"));
    failure.with_hint(match nearest {
        Some((_, known)) => format!("did you mean `casegraph help {known}`?"),
        None => "`casegraph help` lists them".to_owned(),
    })
}

fn errors() -> String {
    let mut text = "Codes of errors, rejects and warnings\n".to_owned();
    for (code, meaning) in CODES {
        writeln!(text, "  {code:<20} {meaning}").unwrap_or_default();
    }
    text
}

//! Arguments to calls, errors to words, outcome to exit code.
//!
//! In: the arguments, the streams. Out: an exit code (`casegraph help exit-codes`). One file a verb. Only
//! this module reads the environment and prints; it prints to the handles that it is given.

mod analyze;
mod arguments;
mod claim;
mod console;
mod coverage;
mod demo;
mod document;
mod draw;
mod evaluate;
mod evaluation;
mod export;
mod extract;
mod facts;
mod failure;
mod feeds;
mod find;
mod graph;
mod help;
mod ingest;
mod input;
mod interrupt;
mod judge;
mod map;
mod progress;
mod query;
mod rejects;
mod show;
mod status;
mod stored;
mod table;
mod terms;

use std::env;
use std::ffi::OsString;

use clap::Parser;

use arguments::{Arguments, Verb};
use console::harmless;
pub use console::{Color, Console};
pub use failure::{Exit, Failure};

/// Runs the program with these arguments (the first is its name) and returns its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>, console: &mut Console<'_>) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let as_json = asks_for_json(&arguments);
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error, as_json, console),
    };
    console.quiet = arguments.quiet;
    console.color = match arguments.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => console.color && console.out_is_terminal && !is_plain(),
    };
    // A dumb terminal knows no way to rewrite a line.
    console.err_is_terminal = console.err_is_terminal && !is_dumb();
    let outcome = dispatch(arguments.verb, console).and_then(|exit| {
        console.out.flush()?;
        Ok(exit)
    });
    match outcome {
        Ok(exit) => exit.code(),
        Err(failure) if failure.is_closed_pipe() => 0,
        Err(failure) => tell(&failure, as_json, console),
    }
}

/// Writes a failure, in words or as JSON, and returns its exit code.
fn tell(failure: &Failure, as_json: bool, console: &mut Console<'_>) -> u8 {
    let words = if as_json { failure.to_json().to_string() } else { failure.to_text() };
    let words = if console.err_is_terminal { harmless(&words) } else { words };
    // What was written so far comes first; a message that cannot be written has nowhere else to go.
    console.out.flush().unwrap_or_default();
    writeln!(console.err, "{words}").unwrap_or_default();
    failure.exit
}

/// Whether `--format json` is among the arguments: looked for before they are parsed, so that also what is
/// wrong with them is told as JSON.
fn asks_for_json(arguments: &[OsString]) -> bool {
    arguments.windows(2).any(|pair| matches!(pair, [flag, value] if flag == "--format" && value == "json"))
        || arguments.iter().any(|argument| argument == "--format=json")
}

/// `NO_COLOR` (<https://no-color.org>) set to anything, or a dumb terminal.
fn is_plain() -> bool {
    env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) || is_dumb()
}

fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|terminal| terminal == "dumb")
}

/// What clap has to say: help and version go to standard output, the rest is a usage error.
fn usage(error: &clap::Error, as_json: bool, console: &mut Console<'_>) -> u8 {
    let text = error.render().to_string();
    if !error.use_stderr() {
        console.out.write_all(text.as_bytes()).unwrap_or_default();
        return 0;
    }
    tell(&usage_failure(&text), as_json, console)
}

/// Clap's words as one of our failures: its first paragraph is the message, its tips are what to try.
fn usage_failure(text: &str) -> Failure {
    let text = text.strip_prefix("error: ").unwrap_or(text);
    let (message, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let tips: Vec<&str> = rest.lines().filter_map(|line| line.trim().strip_prefix("tip: ")).collect();
    let hint = match tips.as_slice() {
        [] => "`casegraph help` lists the verbs, `casegraph VERB --help` the flags of one".to_owned(),
        tips => tips.join("; "),
    };
    Failure::new("usage", failure::exit_code::USAGE, message).with_hint(hint)
}

fn dispatch(verb: Option<Verb>, console: &mut Console<'_>) -> Result<Exit, Failure> {
    match verb {
        None => help::first_screen(console),
        Some(Verb::Demo(arguments)) => demo::run(&arguments, console),
        Some(Verb::Ingest(arguments)) => ingest::run(&arguments, console),
        Some(Verb::Find(arguments)) => find::run(&arguments, console),
        Some(Verb::Show(arguments)) => show::run(&arguments, console),
        Some(Verb::Facts(arguments)) => facts::run(&arguments, console),
        Some(Verb::Coverage(arguments)) => coverage::run(&arguments, console),
        Some(Verb::Judge(arguments)) => judge::run(&arguments, console),
        Some(Verb::Map(arguments)) => map::run(&arguments, console),
        Some(Verb::Query(arguments)) => query::run(&arguments, console),
        Some(Verb::Draw(arguments)) => draw::run(&arguments, console),
        Some(Verb::Export(arguments)) => export::run(&arguments, console),
        Some(Verb::Status(arguments)) => status::run(&arguments, console),
        Some(Verb::Rejects(arguments)) => rejects::run(&arguments, console),
        Some(Verb::Analyze(arguments)) => analyze::run(&arguments, console),
        Some(Verb::Extract(arguments)) => extract::run(&arguments, console),
        Some(Verb::Help(arguments)) => help::run(&arguments, console),
        Some(Verb::Evaluate(arguments)) => evaluate::evaluate(&arguments, console),
    }
}

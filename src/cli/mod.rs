//! Arguments to calls, errors to words, outcome to exit code.
//!
//! In: the arguments, the streams. Out: an exit code (`casegraph help exit-codes`). One file a verb. Only
//! this module reads the environment and prints; it prints to the handles that it is given.

mod analyze;
mod arguments;
mod claim;
mod console;
mod demo;
mod document;
mod draw;
mod evaluate;
mod evaluation;
mod export;
mod extract;
mod facts;
mod failure;
mod find;
mod graph;
mod help;
mod ingest;
mod query;
mod rejects;
mod show;
mod status;
mod table;

use std::ffi::OsString;
use std::io::Write;

use clap::Parser;

use arguments::{Arguments, Verb};
pub use console::{Color, Console};
pub use failure::{Exit, Failure};

/// Runs the program with these arguments (the first is its name) and returns its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>, console: &mut Console<'_>) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error, console),
    };
    console.quiet = arguments.quiet;
    console.color = match arguments.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => console.color && console.out_is_terminal,
    };
    let outcome = dispatch(arguments.verb, console).and_then(|exit| {
        console.out.flush()?;
        Ok(exit)
    });
    match outcome {
        Ok(exit) => exit.code(),
        Err(failure) if failure.is_closed_pipe() => 0,
        Err(failure) => {
            // A message that cannot be written has nowhere else to go.
            writeln!(console.err, "{}", failure.to_text()).unwrap_or_default();
            failure.exit
        }
    }
}

/// What clap has to say: help and version go to standard output, the rest is a usage error.
fn usage(error: &clap::Error, console: &mut Console<'_>) -> u8 {
    let text = error.render().to_string();
    let stream: &mut dyn Write = if error.use_stderr() { console.err } else { console.out };
    stream.write_all(text.as_bytes()).unwrap_or_default();
    if error.use_stderr() { failure::exit_code::USAGE } else { 0 }
}

fn dispatch(verb: Option<Verb>, console: &mut Console<'_>) -> Result<Exit, Failure> {
    match verb {
        None => help::first_screen(console),
        Some(Verb::Demo(arguments)) => demo::run(&arguments, console),
        Some(Verb::Ingest(arguments)) => ingest::run(&arguments, console),
        Some(Verb::Find(arguments)) => find::run(&arguments, console),
        Some(Verb::Show(arguments)) => show::run(&arguments, console),
        Some(Verb::Facts(arguments)) => facts::run(&arguments, console),
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

//! The process that evaluates one query: a hidden verb that the host (`super::evaluation`) starts.
//!
//! The query comes on standard input, rows go to standard output as they are found. The process limits its
//! own memory. How it failed goes to standard error as one line of JSON.

use std::io;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::mpsc;
use std::sync::mpsc::SyncSender;
use std::thread;

use clap::Args;
use serde::{Deserialize, Serialize};

use super::console::Console;
use super::failure::{Exit, Failure};
use super::graph;
use crate::query::AnswerFormat;
use crate::query::MAX_TEXT_BYTES;
use crate::query::QueryError;
use crate::query::QueryLimits;
use crate::query::{on_deep_stack, plan, prepare, run, send};
use crate::vocab::DEFAULT_BASE;

/// The name of the hidden verb.
pub(super) const VERB: &str = "evaluate-query";

/// Arguments of the hidden verb that evaluates one query in its own process.
#[derive(Debug, Args)]
pub(super) struct EvaluateArguments {
    /// The store's folder.
    #[arg(long)]
    store: PathBuf,
    /// Rows at most, 0 for any number.
    #[arg(long)]
    max_rows: u64,
    /// Bytes of memory at most, 0 for any number.
    #[arg(long)]
    memory_bytes: u64,
    /// Seconds of processor time at most, 0 for any number.
    #[arg(long)]
    cpu_seconds: u64,
    /// The format that the host will write.
    #[arg(long)]
    format: Option<String>,
    /// Write the plan instead of the answer.
    #[arg(long)]
    explain: bool,
}

/// How the child says what went wrong.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Report {
    pub(super) code: String,
    pub(super) exit: u8,
    pub(super) message: String,
    pub(super) place: Option<String>,
    pub(super) hint: Option<String>,
}

/// Evaluates the query on standard input; rows go to standard output as they are found.
pub(super) fn evaluate(arguments: &EvaluateArguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let mut text = String::new();
    io::stdin().take(MAX_TEXT_BYTES as u64 + 1).read_to_string(&mut text)?;
    let (sender, receiver) = mpsc::sync_channel::<Vec<u8>>(64);
    let text = text.as_str();
    let outcome = thread::scope(|scope| {
        let worker = scope.spawn(move || {
            let mut out = ChannelWriter(sender);
            on_deep_stack(|| evaluate_into(arguments, text, &mut out))
        });
        for chunk in receiver {
            console.out.write_all(&chunk)?;
            console.out.flush()?;
        }
        Ok::<_, io::Error>(worker.join())
    })?;
    let failure = match outcome {
        Ok(Ok(Ok(None))) => return Ok(Exit::Done),
        Ok(Ok(Ok(Some(error))) | Err(error)) => graph::query_failure(&error),
        Ok(Ok(Err(failure))) => failure,
        Err(_) => graph::query_failure(&QueryError::Interrupted),
    };
    let report = Report {
        code: failure.code.to_owned(),
        exit: failure.exit,
        message: failure.message,
        place: failure.place,
        hint: failure.hint,
    };
    let line = serde_json::to_string(&report).map_err(io::Error::from)?;
    writeln!(console.err, "{line}")?;
    Ok(Exit::Limit)
}

fn evaluate_into(
    arguments: &EvaluateArguments,
    text: &str,
    out: &mut dyn Write,
) -> Result<Option<QueryError>, Failure> {
    let refused = |error: QueryError| graph::query_failure(&error);
    // A bad query is told before a missing store; the base of the store only changes what prefixes mean.
    let form = prepare(text, DEFAULT_BASE).map_err(refused)?.form();
    if let Some(format) = arguments.format.as_deref().and_then(AnswerFormat::from_name) {
        format.check(form).map_err(refused)?;
    }
    let store = graph::open(&arguments.store)?;
    limit_resources(arguments.memory_bytes, arguments.cpu_seconds)?;
    let prepared = prepare(text, store.base()).map_err(refused)?;
    if arguments.explain {
        out.write_all(&plan(prepared, store.rdf()).map_err(refused)?)?;
        return Ok(None);
    }
    let limits = QueryLimits { max_rows: arguments.max_rows, ..QueryLimits::default() };
    writeln!(out, "{}", store.base())?;
    Ok(send(run(prepared, store.rdf(), &limits).map_err(refused)?, out)?)
}

/// Limits the address space to what is used now and `memory_bytes` more, and the processor time.
#[cfg(unix)]
fn limit_resources(memory_bytes: u64, cpu_seconds: u64) -> Result<(), Failure> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let lower = |resource, wanted: u64| {
        let maximum = getrlimit(resource).maximum;
        let wanted = maximum.map_or(wanted, |maximum| wanted.min(maximum));
        setrlimit(resource, Rlimit { current: Some(wanted), maximum }).map_err(io::Error::from)
    };
    if memory_bytes > 0 {
        lower(Resource::As, address_space_bytes().saturating_add(memory_bytes))?;
    }
    if cpu_seconds > 0 {
        lower(Resource::Cpu, cpu_seconds)?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn limit_resources(_memory_bytes: u64, _cpu_seconds: u64) -> Result<(), Failure> {
    Ok(())
}

/// The address space in use: `VmSize` of Linux, elsewhere a guess that is large enough.
#[cfg(unix)]
fn address_space_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kibibytes = status
        .lines()
        .find_map(|line| line.strip_prefix("VmSize:"))
        .and_then(|value| value.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    kibibytes.map_or(2 << 30, |kibibytes| kibibytes << 10)
}

/// Hands each write to another thread.
struct ChannelWriter(SyncSender<Vec<u8>>);

impl Write for ChannelWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.send(bytes.to_vec()).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

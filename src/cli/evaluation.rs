//! Hosts the process that evaluates one query.
//!
//! The host starts this program again with a hidden verb, hands it the query on standard input, and reads
//! rows from its standard output while they are found. It ends the child at the deadline, and says what the
//! end of a child means.

use std::io;
use std::io::{BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::evaluate::{Report, VERB};
use super::failure::{Failure, exit_code};
use super::graph;
use crate::query::AnswerFormat;
use crate::query::QueryError;
use crate::query::QueryLimits;

/// What a child is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Request<'a> {
    /// The store's folder.
    pub(super) store: &'a Path,
    /// The query.
    pub(super) text: &'a str,
    /// The format that will be written, `None` for a table.
    pub(super) format: Option<AnswerFormat>,
    /// Whether the plan is wanted instead of the answer.
    pub(super) explain: bool,
    /// The limits.
    pub(super) limits: QueryLimits,
}

/// A child that evaluates.
pub(super) struct Evaluation {
    child: Arc<Mutex<Child>>,
    clock: Arc<Mutex<Clock>>,
    limits: QueryLimits,
    stop: Sender<()>,
    watch: JoinHandle<bool>,
    errors: JoinHandle<String>,
}

/// How long the reader of the output kept the program waiting: that is not the query's time.
struct Clock {
    begun: Instant,
    waited: Duration,
    waiting_since: Option<Instant>,
}

impl Clock {
    fn used(&self) -> Duration {
        let waiting = self.waiting_since.map_or(Duration::ZERO, |since| since.elapsed());
        self.begun.elapsed().saturating_sub(self.waited).saturating_sub(waiting)
    }
}

impl Evaluation {
    /// Starts a child and hands it the query. What it writes is the second value.
    pub(super) fn start(request: &Request<'_>) -> Result<(Self, BufReader<ChildStdout>), Failure> {
        let limits = request.limits;
        let seconds = limits.timeout_ms.div_ceil(1000);
        let mut command = Command::new(std::env::current_exe()?);
        command.arg(VERB).arg("--store").arg(request.store);
        command.arg("--max-rows").arg(limits.max_rows.to_string());
        command.arg("--memory-bytes").arg(limits.memory_bytes.to_string());
        // The host may be killed; then the child ends by itself, a little later.
        command.arg("--cpu-seconds").arg(if seconds == 0 { 0 } else { 2 * seconds + 5 }.to_string());
        if let Some(format) = request.format {
            command.arg("--format").arg(format.name());
        }
        if request.explain {
            command.arg("--explain");
        }
        // Each arena of the GNU allocator reserves address space, which is what is limited.
        command.env("MALLOC_ARENA_MAX", "2");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn()?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        if let Some(mut stdin) = stdin {
            // A child that ended already says why on standard error.
            stdin.write_all(request.text.as_bytes()).unwrap_or_default();
        }
        let Some(stdout) = stdout else {
            return Err(graph::query_failure(&QueryError::Interrupted));
        };
        let errors = thread::spawn(move || {
            let mut text = String::new();
            if let Some(stderr) = stderr {
                stderr.take(1 << 16).read_to_string(&mut text).unwrap_or_default();
            }
            text
        });
        let child = Arc::new(Mutex::new(child));
        let clock = Clock { begun: Instant::now(), waited: Duration::ZERO, waiting_since: None };
        let clock = Arc::new(Mutex::new(clock));
        let (stop, stopped) = mpsc::channel();
        let watch = watch(Arc::clone(&child), Arc::clone(&clock), limits.timeout_ms, stopped);
        Ok((Self { child, clock, limits, stop, watch, errors }, BufReader::new(stdout)))
    }

    /// A writer whose waiting is not counted as the query's time.
    pub(super) fn patient<'a>(&self, out: &'a mut dyn Write) -> impl Write + use<'a> {
        PatientWriter { out, clock: Arc::clone(&self.clock) }
    }

    /// Ends the child, whether or not it is done.
    pub(super) fn abandon(self) {
        kill(&self.child);
        self.finish().unwrap_or_default();
    }

    /// Waits for the child, once its output is read to the end, and says what went wrong.
    pub(super) fn finish(self) -> Result<(), Failure> {
        let status = lock(&self.child).wait()?;
        // The watch may have ended already, at the deadline.
        self.stop.send(()).unwrap_or_default();
        let timed_out = self.watch.join().unwrap_or_default();
        let errors = self.errors.join().unwrap_or_default();
        if timed_out && !status.success() {
            return Err(graph::query_failure(&QueryError::Timeout { limit_ms: self.limits.timeout_ms }));
        }
        match outcome(status, &errors, &self.limits) {
            None => Ok(()),
            Some(failure) => Err(failure),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn kill(child: &Mutex<Child>) {
    // A child that has ended already needs no end.
    lock(child).kill().unwrap_or_default();
}

/// Ends the child at the deadline, unless it is told to stop before. Gives whether it did.
fn watch(
    child: Arc<Mutex<Child>>,
    clock: Arc<Mutex<Clock>>,
    timeout_ms: u64,
    stopped: Receiver<()>,
) -> JoinHandle<bool> {
    thread::spawn(move || {
        if timeout_ms == 0 {
            return false;
        }
        let timeout = Duration::from_millis(timeout_ms);
        loop {
            let left = timeout.saturating_sub(lock(&clock).used());
            if left.is_zero() {
                kill(&child);
                return true;
            }
            match stopped.recv_timeout(left.max(Duration::from_millis(5))) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) | Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    })
}

/// What the end of a child means.
fn outcome(status: ExitStatus, errors: &str, limits: &QueryLimits) -> Option<Failure> {
    let report = errors.lines().find_map(|line| serde_json::from_str::<Report>(line).ok());
    if let Some(report) = report {
        let mut failure = Failure::new(known_code(&report.code), report.exit, report.message);
        failure.place = report.place;
        failure.hint = report.hint;
        return Some(failure);
    }
    if status.success() {
        return None;
    }
    let crashed = errors.contains("panicked at") || errors.contains("overflowed its stack");
    if status.code().is_none() && !crashed && limits.memory_bytes > 0 {
        // An allocation that is refused aborts the process, in our code as in the storage engine's.
        return Some(graph::query_failure(&QueryError::MemoryLimit { limit_bytes: limits.memory_bytes }));
    }
    let last = errors.lines().next().unwrap_or_default();
    let message = format!("the evaluation crashed ({status}): {last}");
    Some(Failure::new("evaluation-interrupted", exit_code::BUG, message))
}

/// The code as a constant of this program.
fn known_code(code: &str) -> &'static str {
    const CODES: [&str; 21] = [
        "query-too-long",
        "query-too-deep",
        "query-too-complex",
        "update-refused",
        "service-disabled",
        "query-syntax",
        "unknown-function",
        "format-does-not-fit",
        "row-limit",
        "timeout",
        "memory-limit",
        "no-store",
        "store-locked",
        "no-disk-storage",
        "store-version",
        "store-damaged",
        "bad-base",
        "bad-policy",
        "folder-not-empty",
        "io",
        "evaluation-interrupted",
    ];
    CODES.into_iter().find(|known| *known == code).unwrap_or("evaluation")
}

struct PatientWriter<'a> {
    out: &'a mut dyn Write,
    clock: Arc<Mutex<Clock>>,
}

impl PatientWriter<'_> {
    fn waiting<T>(&mut self, work: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<T> {
        let since = Instant::now();
        lock(&self.clock).waiting_since = Some(since);
        let result = work(self.out);
        let mut clock = lock(&self.clock);
        clock.waiting_since = None;
        clock.waited += since.elapsed();
        result
    }
}

impl Write for PatientWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting(|out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.waiting(|out| out.flush())
    }
}

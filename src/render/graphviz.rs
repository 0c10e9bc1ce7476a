//! Graphviz as a child process: DOT in by a pipe, the picture out by a pipe.

use std::ffi::OsStr;
use std::io;
use std::io::Read;
use std::io::Write;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use thiserror::Error;

/// What Graphviz is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// Scalable Vector Graphics.
    Svg,
    /// Portable Network Graphics, 144 dots an inch.
    Png,
    /// Portable Document Format.
    Pdf,
}

impl Picture {
    fn argument(self) -> &'static str {
        match self {
            Self::Svg => "-Tsvg",
            Self::Png => "-Tpng",
            Self::Pdf => "-Tpdf",
        }
    }
}

/// Why Graphviz made no picture.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum GraphvizError {
    /// The program is not installed.
    #[error("cannot draw: the program `dot` of the package `graphviz` was not found")]
    Missing,
    /// The program could not be started or spoken to.
    #[error("cannot run `dot`")]
    Run(#[source] io::Error),
    /// The program said that it could not draw.
    #[error("`dot` could not draw the picture: {0}")]
    Refused(String),
    /// The program took too long and was ended.
    #[error("`dot` did not finish the picture in {0} seconds")]
    Deadline(u64),
}

/// Draws DOT text with the program `dot` of this name or path, which is ended at the deadline.
pub fn draw(
    program: impl AsRef<OsStr>,
    dot: &str,
    picture: Picture,
    deadline: Duration,
) -> Result<Vec<u8>, GraphvizError> {
    let mut command = Command::new(program);
    command.arg(picture.argument());
    if picture == Picture::Png {
        command.arg("-Gdpi=144");
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => GraphvizError::Missing,
        _ => GraphvizError::Run(error),
    })?;
    let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (Some(mut input), Some(output), Some(errors)) = pipes else {
        stop(&mut child);
        return Err(GraphvizError::Run(io::Error::other("its pipes could not be opened")));
    };
    let (status, picture, errors) = thread::scope(|scope| {
        // A child that stops reading breaks the pipe; its exit status tells why.
        scope.spawn(move || input.write_all(dot.as_bytes()).unwrap_or_default());
        let output = scope.spawn(move || read_all(output));
        let errors = scope.spawn(move || read_all(errors));
        let status = wait(&mut child, deadline);
        let joined = |reader: thread::ScopedJoinHandle<'_, io::Result<Vec<u8>>>| {
            reader.join().unwrap_or_else(|_| Err(io::Error::other("its output could not be read")))
        };
        (status, joined(output), joined(errors))
    });
    match status.map_err(GraphvizError::Run)? {
        None => Err(GraphvizError::Deadline(deadline.as_secs())),
        Some(true) => picture.map_err(GraphvizError::Run),
        Some(false) => Err(GraphvizError::Refused(first_line(&errors.unwrap_or_default()))),
    }
}

fn read_all(mut pipe: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    pipe.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Waits for the end: whether it succeeded, or nothing at the deadline, when it is ended.
fn wait(child: &mut Child, deadline: Duration) -> io::Result<Option<bool>> {
    let begin = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.success()));
        }
        if begin.elapsed() >= deadline {
            stop(child);
            return Ok(None);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

/// Ends a child; one that has ended already is fine.
fn stop(child: &mut Child) {
    child.kill().unwrap_or_default();
    child.wait().map(|_| ()).unwrap_or_default();
}

fn first_line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("it did not say why");
    line.chars().filter(|character| !character.is_control()).take(300).collect()
}

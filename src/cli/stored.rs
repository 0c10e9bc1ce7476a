//! Makes, fills and writes stores for the verbs.

use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::io::Write;
use std::path::Path;

use super::console::Console;
use super::failure::{Failure, exit_code};
use super::graph::check_open_files;
use super::graph::store_failure;
use crate::pipeline::PipelineError;
use crate::store::DumpFormat;
use crate::store::GraphStore;
use crate::store::StoreError;

/// Opens a store for writing; makes it where there is none.
pub(super) fn create_or_open(folder: &Path) -> Result<GraphStore, Failure> {
    check_open_files()?;
    GraphStore::create_or_open(folder, None).map_err(|error| store_failure(&error))
}

/// Tells an error of a run.
pub(super) fn run_failure(error: PipelineError) -> Failure {
    match error {
        PipelineError::Store(error) => store_failure(&error),
        PipelineError::Io(error) => Failure::from(error),
        PipelineError::Mapping(error) => super::map::failure(&error, Path::new("mapping")),
        PipelineError::Interrupted { .. } => {
            Failure::new("interrupted", exit_code::INTERRUPTED, error.to_string())
                .with_hint("the same command finishes the work")
        }
    }
}

/// Writes the graph to a file, or to standard output for `-`.
pub(super) fn write_graph(
    store: &GraphStore,
    syntax: DumpFormat,
    path: &Path,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    if path == Path::new("-") {
        return store.dump(syntax, console.out).map_err(dump_failure);
    }
    let failed = |error: &io::Error| {
        Failure::from_error("io", exit_code::IO, error).with_place(path.display().to_string())
    };
    let mut file = BufWriter::new(File::create(path).map_err(|error| failed(&error))?);
    store.dump(syntax, &mut file).map_err(dump_failure)?;
    file.flush().map_err(|error| failed(&error))
}

/// A closed pipe is no error of the store.
fn dump_failure(error: StoreError) -> Failure {
    match error {
        StoreError::Output(error) => Failure::from(error),
        error => store_failure(&error),
    }
}

/// The syntax that a file's ending asks for; `-` is N-Quads.
pub(super) fn syntax_of(path: &Path) -> Result<DumpFormat, Failure> {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let name = match ending.as_str() {
        "" if path == Path::new("-") => "nq",
        "rdf" | "xml" => "rdfxml",
        ending => ending,
    };
    DumpFormat::from_name(name).ok_or_else(|| {
        let message = format!("cannot tell the syntax of `{}` from its ending", path.display());
        Failure::new("usage", exit_code::USAGE, message)
            .with_hint("end it in .nq .trig .jsonld .nt .ttl or .rdf")
    })
}

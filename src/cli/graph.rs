//! Opens a store for the verbs that read.

use std::path::Path;

use oxigraph::model::NamedNode;
use oxigraph::store::StorageError;

use super::failure::{Failure, exit_code};
use crate::network::find_by_name;
use crate::query::Browser;
use crate::query::QueryError;
use crate::query::SearchFilter;
use crate::query::class_from_name;
use crate::query::nearest_term;
use crate::store::GraphStore;
use crate::store::StoreError;
use crate::vocab::casegraph::TermKind;

/// Candidates that are listed for a name of several nodes.
const MAX_CANDIDATES: usize = 10;

/// Opens the store in this folder for reading.
pub(super) fn open(folder: &Path) -> Result<GraphStore, Failure> {
    check_open_files()?;
    GraphStore::open(folder).map_err(|error| store_failure(&error))
}

/// So many files the store has open at least.
const OPEN_FILES: u64 = 256;

/// Refuses to work where the system allows too few open files for the store.
pub(super) fn check_open_files() -> Result<(), Failure> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, getrlimit};
        if let Some(allowed) = getrlimit(Resource::Nofile).current.filter(|allowed| *allowed < OPEN_FILES) {
            let message =
                format!("{allowed} open files are allowed, and the store needs {OPEN_FILES} at least");
            return Err(Failure::new("too-few-open-files", exit_code::USAGE, message)
                .with_hint(format!("type `ulimit -n {OPEN_FILES}` first")));
        }
    }
    Ok(())
}

/// A store's error in words, with its exit code.
pub(super) fn store_failure(error: &StoreError) -> Failure {
    let (code, exit) = match error {
        StoreError::NotFound(_) => ("no-store", exit_code::USAGE),
        StoreError::NotEmpty(_) => ("folder-not-empty", exit_code::USAGE),
        StoreError::Locked { .. } => ("store-locked", exit_code::LOCKED),
        StoreError::NoDisk(_) => ("no-disk-storage", exit_code::USAGE),
        StoreError::Policy { .. } => ("bad-policy", exit_code::USAGE),
        StoreError::Decision(_) => ("bad-decision", exit_code::USAGE),
        StoreError::Base(_) | StoreError::OtherBase { .. } => ("bad-base", exit_code::USAGE),
        StoreError::Format { .. } => ("store-version", exit_code::DAMAGED),
        StoreError::Storage(StorageError::Io(_)) => ("io", exit_code::IO),
        StoreError::Form { .. } | StoreError::Storage(_) => ("store-damaged", exit_code::DAMAGED),
        _ => ("io", exit_code::IO),
    };
    let hint = match error {
        StoreError::NotFound(_) => {
            Some("name its folder with `--store DIR`, or make one with `casegraph ingest`")
        }
        StoreError::Locked { .. } => Some("run the command again when the other one has ended"),
        StoreError::NoDisk(_) => Some("build with the default features"),
        _ => None,
    };
    let failure = Failure::from_error(code, exit, error);
    match hint {
        Some(hint) => failure.with_hint(hint),
        None => failure,
    }
}

/// A query's error in words, with its exit code.
pub(super) fn query_failure(error: &QueryError) -> Failure {
    let exit = match error {
        error if error.is_limit() => exit_code::LIMIT,
        error if error.is_usage() => exit_code::USAGE,
        QueryError::Evaluation { .. } => exit_code::DAMAGED,
        _ => exit_code::BUG,
    };
    let mut failure = Failure::new(error.code(), exit, error.to_string());
    if let Some((line, column)) = error.position() {
        failure = failure.with_place(format!("line {line}, column {column}"));
    }
    if let Some(hint) = error.hint() {
        failure = failure.with_hint(hint);
    }
    failure
}

/// The local name of the class that a person means.
pub(super) fn class(name: &str) -> Result<String, Failure> {
    class_from_name(name).map(str::to_owned).ok_or_else(|| {
        Failure::new("no-such-class", exit_code::USAGE, format!("there is no class `{name}`"))
            .with_hint(class_hint(name))
    })
}

/// The class that was probably meant, or where all of them stand.
pub(super) fn class_hint(name: &str) -> String {
    match nearest_term(name, |kind| kind == TermKind::Class) {
        Some(known) => format!("did you mean `{known}`? `casegraph help terms` lists all"),
        None => "see `casegraph help terms`".to_owned(),
    }
}

/// The one node that a name stands for: an id, an IRI or any label.
pub(super) fn one_by_name(store: &GraphStore, name: &str) -> Result<NamedNode, Failure> {
    let found = find_by_name(store.rdf(), store.base(), name)
        .map_err(|error| Failure::from_error("store-damaged", exit_code::DAMAGED, &error))?;
    let browser = Browser::new(store.rdf(), store.base());
    match found.as_slice() {
        [one] => Ok(one.iri.clone()),
        [] => Err(unknown_name(&browser, name)),
        several => {
            let candidates: Vec<String> = several
                .iter()
                .take(MAX_CANDIDATES)
                .map(|named| {
                    format!("{} ({}, {})", browser.id(named.iri.as_str()), named.label, named.kind.word())
                })
                .collect();
            Err(Failure::new("ambiguous-name", exit_code::USAGE, format!("`{name}` is the name of several"))
                .with_hint(format!("give the id: {}", candidates.join(" · "))))
        }
    }
}

/// Nothing has this name: says what has a similar one.
fn unknown_name(browser: &Browser<'_>, name: &str) -> Failure {
    let failure = Failure::new("nothing-found", exit_code::NOTHING, format!("nothing is called `{name}`"));
    let filter = SearchFilter { limit: 3, ..SearchFilter::default() };
    let similar: Vec<String> = browser
        .find(name, &filter)
        .unwrap_or_default()
        .iter()
        .map(|hit| format!("{} ({})", browser.id(&hit.thing.iri), hit.thing.label))
        .collect();
    if similar.is_empty() {
        failure.with_hint("look it up by a part of its name with `casegraph find`")
    } else {
        failure.with_hint(format!("did you mean {}", similar.join(" · ")))
    }
}

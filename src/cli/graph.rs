//! Opens a store for the verbs that read.

use std::path::Path;

use super::failure::{Failure, exit_code};
use crate::query::QueryError;
use crate::store::GraphStore;
use crate::store::StoreError;

/// Opens the store in this folder for reading.
pub(super) fn open(folder: &Path) -> Result<GraphStore, Failure> {
    GraphStore::open(folder).map_err(|error| store_failure(&error))
}

/// A store's error in words, with its exit code.
pub(super) fn store_failure(error: &StoreError) -> Failure {
    let (code, exit, hint) = match error {
        StoreError::NotFound(_) => (
            "no-store",
            exit_code::USAGE,
            Some("name its folder with `--store DIR`, or make one with `casegraph ingest`"),
        ),
        StoreError::Locked { .. } => {
            ("store-locked", exit_code::LOCKED, Some("run the command again when the other one has ended"))
        }
        StoreError::NoDisk(_) => {
            ("no-disk-storage", exit_code::USAGE, Some("build with the default features"))
        }
        StoreError::Format { .. } => ("store-version", exit_code::DAMAGED, None),
        StoreError::Form { .. } | StoreError::Policy { .. } => ("store-damaged", exit_code::DAMAGED, None),
        StoreError::Base(_) | StoreError::OtherBase { .. } | StoreError::NotEmpty(_) => {
            ("bad-base", exit_code::USAGE, None)
        }
        StoreError::Storage(_) => ("store-damaged", exit_code::DAMAGED, None),
        _ => ("io", exit_code::IO, None),
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

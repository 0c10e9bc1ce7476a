//! How a run is done.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::document::Defaults;
use crate::document::Limits;
use crate::store::RunSettings;

/// Settings of a run.
#[derive(Debug, Clone)]
pub struct Config {
    /// Threads that analyse documents.
    pub threads: NonZeroUsize,
    /// What holds where a document does not state its own date, address, publisher or title.
    pub defaults: Defaults,
    /// How much is taken.
    pub limits: Limits,
    /// Most documents in one transaction of the store.
    pub batch_documents: usize,
    /// What the store notes about the run.
    pub run: RunSettings,
    /// Once it is set, the run stores what is read and ends.
    pub stop: Arc<AtomicBool>,
}

impl Config {
    /// The usual settings, for one thread.
    pub fn new(run: RunSettings) -> Self {
        Self {
            threads: NonZeroUsize::MIN,
            defaults: Defaults::default(),
            limits: Limits::default(),
            batch_documents: 256,
            run,
            stop: Arc::default(),
        }
    }
}

//! How changes reach the graph store: a small batch in one transaction, a large one by files.
//!
//! Oxigraph on disk keeps ten keys a quad. Through a transaction each is put into a tree in memory, which
//! costs five times the work of writing sorted files and taking them in (measured: 19,000 against 100,000
//! quads a CPU second). Files are taken in all or none, but they can only add. So a large batch is three steps:
//! a mark that it is on its way, the files, and a transaction with all that is taken out, the control graph and
//! the end of the mark. A store that opens with a mark computes its view and counts anew.

use oxigraph::model::Quad;
use oxigraph::store::Store;

use super::StoreError;

/// Quads from which files are cheaper.
const LARGE: usize = 2_000;

/// All that one batch changes.
#[derive(Debug, Default)]
pub(super) struct Commit {
    /// Quads of evidence, resolution and view that are new.
    pub(super) insert: Vec<Quad>,
    /// Quads that go.
    pub(super) remove: Vec<Quad>,
    /// Quads of the control graph.
    pub(super) control: Vec<Quad>,
    /// The quad that says that the batch is on its way.
    pub(super) mark: Option<Quad>,
}

impl Commit {
    /// Writes a batch so that either all of it is there at the next opening or none of it.
    pub(super) fn write(mut self, rdf: &Store, on_disk: bool) -> Result<(), StoreError> {
        if let Some(mark) = self.mark.take_if(|_| on_disk && self.insert.len() >= LARGE) {
            rdf.insert(&mark)?;
            let mut loader = rdf.bulk_loader().with_num_threads(1).with_max_memory_size_in_megabytes(256);
            loader.load_quads(std::mem::take(&mut self.insert))?;
            loader.commit()?;
            self.remove.push(mark);
        }
        let mut transaction = rdf.start_transaction()?;
        for quad in &self.remove {
            transaction.remove(quad);
        }
        for quad in self.insert.iter().chain(&self.control) {
            transaction.insert(quad);
        }
        transaction.commit()?;
        Ok(())
    }
}

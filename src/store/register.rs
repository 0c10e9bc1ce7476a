//! What a store holds already, asked from other threads.

use oxigraph::model::NamedNode;
use oxigraph::model::QuadRef;
use oxigraph::store::Store;

use super::StoreError;
use super::mint::Mint;
use super::mint::Names;
use crate::document::Document;
use crate::vocab::casegraph::class;
use crate::vocab::rdf;

/// The documents of a store, as far as they are committed. It can be asked while the store is written to.
#[derive(Clone)]
pub struct Register {
    rdf: Store,
    mint: Mint,
}

impl Register {
    pub(super) fn new(rdf: &Store, mint: &Mint) -> Self {
        Self { rdf: rdf.clone(), mint: mint.clone() }
    }

    /// Whether the store has just this document already, text and metadata: giving it to
    /// [`super::GraphStore::ingest`] again would add nothing.
    pub fn knows(&self, document: &Document) -> Result<bool, StoreError> {
        has_version(&self.rdf, &Names::new(&self.mint, document).version)
    }
}

/// Whether a version's graph is there.
pub(super) fn has_version(rdf: &Store, version: &NamedNode) -> Result<bool, StoreError> {
    let quad = QuadRef::new(version.as_ref(), rdf::TYPE, class::DOCUMENT_VERSION, version.as_ref());
    Ok(rdf.contains(quad)?)
}

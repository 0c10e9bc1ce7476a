//! The store as the rest of the program sees it.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use oxigraph::model::Literal;
use oxigraph::model::NamedNode;
use oxigraph::model::Quad;
use oxigraph::model::Term as Object;
use oxigraph::store::Store;
use rustc_hash::{FxBuildHasher, FxHashSet};
use serde::Deserialize;
use serde::Serialize;

use super::batch::{Batch, Changes};
use super::commit::Commit;
use super::decisions::Decisions;
use super::evidence::Input;
use super::folder::Folder;
use super::judge::judged;
use super::judgement::Beliefs;
use super::judgement::Judgements;
use super::known::Known;
use super::ledger::Entry;
use super::mint::Names;
use super::register::Register;
use super::register::has_version;
use super::{Counts, DumpFormat, Mint, Policy, StoreError, dump, evidence, identity, reading};
use crate::document::Document;
use crate::document::Reject;
use crate::resolve::Digest;
use crate::resolve::resolve;
use crate::statement::Statements;
use crate::vocab::DEFAULT_BASE;
use crate::vocab::casegraph::class;
use crate::vocab::prov;
use crate::vocab::rdf;
use crate::vocab::rdfs;

/// What made the statements, for the provenance of claims; nothing of the moment of the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunSettings {
    /// The program's version, such as `0.1.0`.
    pub program_version: String,
    /// A digest of data files and of settings that change facts.
    pub data_digest: String,
}

/// What became of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It is in the store now.
    Ingested,
    /// The store, or the batch before it, has the same text with the same metadata.
    Duplicate,
}

/// What became of one document of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentOutcome {
    /// The input's name as the user gave it.
    pub source: String,
    /// What became of it.
    pub status: Status,
    /// The IRI of its version, which is the name of its graph.
    pub version: NamedNode,
    /// `sha256:` and the digest of its text.
    pub content_hash: String,
    /// Claims that it brought; 0 for a duplicate.
    pub claims: u64,
}

/// What became of a batch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BatchOutcome {
    /// Documents that are in the store now.
    pub ingested: u64,
    /// Documents that were there.
    pub duplicate: u64,
    /// Each document, in the order of the batch.
    pub documents: Vec<DocumentOutcome>,
    /// Claims that were added.
    pub claims: u64,
    /// Quads that were added, less those that were taken out of the view.
    pub quads: u64,
}

/// What the control graph keeps in one literal.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Control {
    pub(super) counts: Counts,
    pub(super) policy: String,
}

/// A graph with its texts, on disk or in memory.
pub struct GraphStore {
    pub(super) rdf: Store,
    pub(super) mint: Mint,
    pub(super) policy: Policy,
    /// The decisions file as it is.
    pub(super) decisions: Decisions,
    /// The judgements that the view follows.
    pub(super) judgements: Judgements,
    pub(super) control: Control,
    pub(super) folder: Option<Folder>,
    reads_only: bool,
    /// Texts and rejects of a store in memory.
    texts: BTreeMap<String, String>,
    rejects: Vec<Reject>,
    pub(super) lost: u64,
    pub(super) known: Known,
}

impl GraphStore {
    /// Opens a store for writing; makes it where there is none. Only one process can do so at a time, and
    /// only while none reads.
    #[cfg(feature = "disk")]
    pub fn create_or_open(folder: &Path, base: Option<&str>) -> Result<Self, StoreError> {
        check_base(base.unwrap_or(DEFAULT_BASE))?;
        let (folder, base) = Folder::create_or_open(folder, base, DEFAULT_BASE)?;
        let rdf = Store::open(folder.graph())?;
        let mut store = Self::new(rdf, &base, Some(folder), false)?;
        store.reconcile()?;
        Ok(store)
    }

    /// Opens a store for writing; makes it where there is none.
    #[cfg(not(feature = "disk"))]
    pub fn create_or_open(folder: &Path, _base: Option<&str>) -> Result<Self, StoreError> {
        Err(StoreError::NoDisk(folder.to_owned()))
    }

    /// Opens a store for reading, beside any number of other readers.
    #[cfg(feature = "disk")]
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let (folder, base) = Folder::open(folder)?;
        let rdf = Store::open_read_only(folder.graph())?;
        Self::new(rdf, &base, Some(folder), true)
    }

    /// Opens a store for reading.
    #[cfg(not(feature = "disk"))]
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        Err(StoreError::NoDisk(folder.to_owned()))
    }

    /// Makes an empty store that lives as long as the value.
    pub fn in_memory(base: Option<&str>) -> Result<Self, StoreError> {
        let base = base.unwrap_or(DEFAULT_BASE);
        check_base(base)?;
        Self::new(Store::new()?, base, None, false)
    }

    fn new(rdf: Store, base: &str, folder: Option<Folder>, reads_only: bool) -> Result<Self, StoreError> {
        let policy = folder.as_ref().map_or_else(|| Ok(Policy::default()), Folder::policy)?;
        let decisions = folder.as_ref().map_or_else(|| Ok(Decisions::default()), Folder::decisions)?;
        let mint = Mint::new(base);
        let mut store = Self {
            rdf,
            mint,
            control: Control { policy: policy.signature(), counts: Counts::default() },
            policy,
            decisions,
            judgements: Judgements::default(),
            folder,
            reads_only,
            texts: BTreeMap::new(),
            rejects: Vec::new(),
            lost: 0,
            known: Known::default(),
        };
        if let Some(control) = store.read_control()? {
            store.control = control;
        }
        store.judgements = store.read_judgements()?;
        Ok(store)
    }

    /// The IRI that all instances start with.
    pub fn base(&self) -> &str {
        self.mint.base()
    }

    /// The graphs.
    pub fn rdf(&self) -> &Store {
        &self.rdf
    }

    /// The policy of the view.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Batches that the ledger knows and the graph does not: lost to a power cut or damage. The same
    /// inputs, given again, bring them back.
    pub fn lost_batches(&self) -> u64 {
        self.lost
    }

    /// What the store holds, for other threads to ask.
    pub fn register(&self) -> Register {
        Register::new(&self.rdf, &self.mint)
    }

    /// Writes a batch: all of it, or none of it. Batches of about 100,000 quads are the fastest on disk.
    pub fn ingest(
        &mut self,
        batch: &[(Document, Statements)],
        run: &RunSettings,
    ) -> Result<BatchOutcome, StoreError> {
        self.check_writable()?;
        let mut known = std::mem::take(&mut self.known);
        let outcome = self.ingest_with(batch, run, &mut known)?;
        self.known = known;
        Ok(outcome)
    }

    fn ingest_with(
        &mut self,
        batch: &[(Document, Statements)],
        run: &RunSettings,
        known: &mut Known,
    ) -> Result<BatchOutcome, StoreError> {
        let mut outcome = BatchOutcome::default();
        let mut counts = self.control.counts.clone();
        let before = counts.quads;
        let mut changes = Batch::new(&self.rdf, &self.mint, known, &self.judgements);
        let beliefs = Beliefs { policy: &self.policy, judgements: &self.judgements };
        let mut arriving = BTreeSet::new();
        let mut seen = BTreeSet::new();
        for (document, statements) in batch {
            let names = Names::new(&self.mint, document);
            let known = has_version(&self.rdf, &names.version)? || seen.contains(&names.version);
            let mut claims = 0;
            if !known {
                if !seen.contains(&names.document) && !self.has_document(&names.document)? {
                    counts.documents += 1;
                }
                seen.insert(names.version.clone());
                seen.insert(names.document.clone());
                counts.versions += 1;
                let input = (document, statements, run, &names);
                claims = add_document(&mut changes, &self.mint, beliefs, input, &mut arriving);
                match &self.folder {
                    Some(folder) => folder.keep_text(digest_of(&names.content_hash), &document.text)?,
                    None => {
                        self.texts.insert(digest_of(&names.content_hash).to_owned(), document.text.clone());
                    }
                }
            }
            outcome.claims += claims;
            outcome.ingested += u64::from(!known);
            outcome.duplicate += u64::from(known);
            outcome.documents.push(DocumentOutcome {
                source: document.source.clone(),
                status: if known { Status::Duplicate } else { Status::Ingested },
                version: names.version,
                content_hash: names.content_hash,
                claims,
            });
        }
        if outcome.ingested > 0 {
            counts.claims += outcome.claims;
            if !arriving.is_empty() {
                changes.insert(self.assessments(&self.judgements, &arriving)?.0);
            }
            let changes = changes.finish(&mut counts)?;
            outcome.quads = counts.quads.saturating_sub(before);
            self.commit(changes, counts, &outcome)?;
        }
        Ok(outcome)
    }

    /// Flushes everything to the disk.
    pub fn finish(&mut self) -> Result<(), StoreError> {
        if let Some(folder) = &self.folder {
            #[cfg(feature = "disk")]
            if !self.reads_only {
                self.rdf.flush()?;
            }
            folder.sync()?;
        }
        Ok(())
    }

    /// Writes the graphs in a syntax; the control graph stays out, since it tells of runs.
    pub fn dump(&self, format: DumpFormat, out: &mut dyn Write) -> Result<(), StoreError> {
        dump::write(&self.rdf, &self.mint, format, out)
    }

    /// The text of a content hash, written as in the graph (`sha256:…`).
    pub fn text(&self, content_hash: &str) -> Result<Option<String>, StoreError> {
        let digest = digest_of(content_hash);
        match &self.folder {
            Some(folder) => folder.text(digest),
            None => Ok(self.texts.get(digest).cloned()),
        }
    }

    /// How much the store holds.
    pub fn counts(&self) -> Result<Counts, StoreError> {
        Ok(self.control.counts.clone())
    }

    /// Lists inputs that could not be used; one that is listed already is not listed twice.
    pub fn add_rejects(&mut self, rejects: &[Reject]) -> Result<(), StoreError> {
        self.check_writable()?;
        if let Some(folder) = &mut self.folder {
            return folder.add_rejects(rejects);
        }
        for reject in rejects {
            if !self.rejects.contains(reject) {
                self.rejects.push(reject.clone());
            }
        }
        Ok(())
    }

    /// Inputs that could not be used, in the order in which they came.
    pub fn rejects(&self) -> Result<Vec<Reject>, StoreError> {
        self.folder.as_ref().map_or_else(|| Ok(self.rejects.clone()), Folder::rejects)
    }

    pub(super) fn check_writable(&self) -> Result<(), StoreError> {
        if self.reads_only { Err(StoreError::ReadOnly) } else { Ok(()) }
    }

    fn has_document(&self, document: &NamedNode) -> Result<bool, StoreError> {
        let (subject, class) = (Some(document.as_ref().into()), Some(class::DOCUMENT.into()));
        Ok(self.rdf.quads_for_pattern(subject, Some(rdf::TYPE), class, None).next().transpose()?.is_some())
    }

    /// Commits a batch with its traces in the control graph, then in the ledger.
    fn commit(&mut self, changes: Changes, counts: Counts, outcome: &BatchOutcome) -> Result<(), StoreError> {
        let mut versions: Vec<&NamedNode> = outcome
            .documents
            .iter()
            .filter(|one| one.status == Status::Ingested)
            .map(|one| &one.version)
            .collect();
        versions.sort_unstable();
        let batch = Digest::new("batch").with_all(versions.iter().map(|version| version.as_str())).hex(32);
        let entry =
            Entry { batch, documents: outcome.ingested, claims: outcome.claims, quads: outcome.quads };
        let node = self.mint.named("batch", &entry.batch);
        let graph = self.mint.graph("control");
        let line = Literal::from(serde_json::to_string(&entry).map_err(std::io::Error::from)?);
        let mut commit = Commit { insert: changes.insert, remove: changes.remove, ..Commit::default() };
        commit.mark = Some(Quad::new(node.clone(), rdfs::LABEL, line.clone(), graph.clone()));
        commit.control.push(Quad::new(node.clone(), rdfs::COMMENT, line, graph.clone()));
        for version in versions {
            commit.control.push(Quad::new(
                version.clone(),
                prov::WAS_GENERATED_BY,
                node.clone(),
                graph.clone(),
            ));
        }
        self.set_control(counts, &mut commit)?;
        commit.write(&self.rdf, self.folder.is_some())?;
        self.folder.as_mut().map_or(Ok(()), |folder| folder.append(&entry))
    }

    pub(super) fn set_control(&mut self, counts: Counts, commit: &mut Commit) -> Result<(), StoreError> {
        let graph = self.mint.graph("control");
        let node = Some(graph.as_ref().into());
        for quad in self.rdf.quads_for_pattern(node, Some(rdfs::COMMENT), None, Some(graph.as_ref().into())) {
            commit.remove.push(quad?);
        }
        self.control = Control { counts, policy: self.policy.signature() };
        let text = serde_json::to_string(&self.control).map_err(std::io::Error::from)?;
        commit.control.push(Quad::new(graph.clone(), rdfs::COMMENT, Literal::from(text), graph));
        Ok(())
    }

    fn read_control(&self) -> Result<Option<Control>, StoreError> {
        let graph = self.mint.graph("control");
        let node = Some(graph.as_ref().into());
        let found =
            self.rdf.quads_for_pattern(node, Some(rdfs::COMMENT), None, Some(graph.as_ref().into())).next();
        Ok(match found.transpose()?.map(|quad| quad.object) {
            Some(Object::Literal(text)) => serde_json::from_str(text.value()).ok(),
            _ => None,
        })
    }
}

/// Adds a document to a batch, and its claims that a person has judged to `arriving`; the number of its claims.
fn add_document(
    batch: &mut Batch<'_>,
    mint: &Mint,
    beliefs: Beliefs<'_>,
    (document, statements, run, names): (&Document, &Statements, &RunSettings, &Names),
    arriving: &mut BTreeSet<NamedNode>,
) -> u64 {
    let resolved = resolve(statements, &names.digest);
    let entities: Vec<NamedNode> = resolved.entities.iter().map(|key| mint.thing(key)).collect();
    let input = Input { mint, names, document, statements, resolved: &resolved, entities: &entities, run };
    let mut evidence = evidence::write(&input);
    let mut identity = identity::write(&input, &evidence);
    deduplicate(&mut evidence.quads);
    deduplicate(&mut identity.references);
    arriving.extend(judged(&evidence.quads, beliefs.judgements, mint));
    batch.add_reading(reading::read(&evidence.quads, &identity.references, mint, beliefs));
    batch.insert(evidence.quads);
    batch.insert(identity.references);
    batch.add_entities(identity.entities);
    evidence.claims
}

/// Takes out quads that stand there before.
fn deduplicate(quads: &mut Vec<Quad>) {
    let mut seen = FxHashSet::with_capacity_and_hasher(quads.len(), FxBuildHasher);
    let keep: Vec<bool> = quads.iter().map(|quad| seen.insert(quad)).collect();
    if keep.contains(&false) {
        let mut keep = keep.into_iter();
        quads.retain(|_| keep.next().unwrap_or(true));
    }
}

/// The digest in a content hash.
fn digest_of(content_hash: &str) -> &str {
    content_hash.strip_prefix("sha256:").unwrap_or(content_hash)
}

fn check_base(base: &str) -> Result<(), StoreError> {
    let valid = NamedNode::new(base).is_ok() && (base.ends_with('/') || base.ends_with('#'));
    if valid { Ok(()) } else { Err(StoreError::Base(base.to_owned())) }
}

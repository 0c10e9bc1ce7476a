//! A document version with what its text speaks of.

use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, Term};

use super::super::error::QueryError;
use super::claim::{Claim, Passage};
use super::graph::{Browser, Thing};
use crate::vocab::casegraph::{class, property};
use crate::vocab::{dcterms, oa, rdf};

/// A place in the text that refers to something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Its first code point, from 0.
    pub start: u64,
    /// The code point after its last.
    pub end: u64,
    /// Its words.
    pub text: String,
    /// What it refers to, each with its most specific class.
    pub things: Vec<(Thing, String)>,
}

/// A version of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentVersion {
    /// Its IRI, the name of its graph.
    pub iri: String,
    /// The IRI of the document.
    pub document: String,
    /// Its title.
    pub title: Option<String>,
    /// The day of publication.
    pub published: Option<String>,
    /// Who published it.
    pub publisher: Vec<Thing>,
    /// Its address.
    pub source: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// `sha256:` and the digest of the text.
    pub content_hash: Option<String>,
    /// What its text speaks of, in order; longer ones first where they begin together.
    pub marks: Vec<Mark>,
    /// Its claims, in order of the text.
    pub claims: Vec<Claim>,
}

impl Browser<'_> {
    /// The versions that an IRI of a version or of a document stands for, in order of publication; none
    /// where it is neither.
    pub fn versions(&self, node: NamedNodeRef<'_>) -> Result<Vec<NamedNode>, QueryError> {
        let graph = Some(GraphNameRef::NamedNode(node));
        if self.nodes(node, rdf::TYPE, graph)?.iter().any(|kind| *kind == class::DOCUMENT_VERSION) {
            return Ok(vec![node.into_owned()]);
        }
        let mut versions = Vec::new();
        for (version, _) in self.subjects(dcterms::IS_VERSION_OF, node, None)? {
            let graph = Some(GraphNameRef::NamedNode(version.as_ref()));
            let published = self.text(version.as_ref(), property::PUBLISHED, graph)?;
            versions.push((published, version));
        }
        versions.sort();
        Ok(versions.into_iter().map(|(_, version)| version).collect())
    }

    /// All versions of the store, in order of their IRIs.
    pub fn all_versions(&self) -> Result<Vec<NamedNode>, QueryError> {
        let versions = self.subjects(rdf::TYPE, class::DOCUMENT_VERSION, None)?;
        Ok(versions.into_iter().map(|(version, _)| version).collect())
    }

    /// The versions that a person may mean: by id or IRI of version or document, else by the id that the source gave,
    /// by address or title.
    pub fn versions_named(&self, name: &str) -> Result<Vec<NamedNode>, QueryError> {
        for iri in [name.to_owned(), format!("{}{name}", self.base())] {
            let Ok(iri) = NamedNode::new(iri) else { continue };
            let versions = self.versions(iri.as_ref())?;
            if !versions.is_empty() {
                return Ok(versions);
            }
        }
        let mut found = Vec::new();
        for version in self.all_versions()? {
            let graph = Some(GraphNameRef::NamedNode(version.as_ref()));
            let mut names = self.objects(version.as_ref(), dcterms::SOURCE, graph)?;
            names.extend(self.objects(version.as_ref(), dcterms::TITLE, graph)?);
            for document in self.nodes(version.as_ref(), dcterms::IS_VERSION_OF, graph)? {
                names.extend(self.objects(document.as_ref(), property::IDENTIFIER, graph)?);
            }
            let is_it = names.iter().any(|found| match found {
                Term::NamedNode(node) => node.as_str() == name,
                Term::Literal(text) => text.value() == name,
                Term::BlankNode(_) => false,
            });
            if is_it {
                found.push(version);
            }
        }
        Ok(found)
    }

    /// The passages of a version, in order: its sentences, and its quotations beside them.
    pub fn passages_of(&self, version: NamedNodeRef<'_>) -> Result<Vec<Passage>, QueryError> {
        let graph = Some(GraphNameRef::NamedNode(version));
        let passages = self.subjects(rdf::TYPE, class::PASSAGE, graph)?;
        let nodes: Vec<NamedNode> = passages.into_iter().map(|(passage, _)| passage).collect();
        self.passages(&nodes, version)
    }

    /// Reads a version.
    pub fn version(&self, version: NamedNodeRef<'_>) -> Result<DocumentVersion, QueryError> {
        let graph = Some(GraphNameRef::NamedNode(version));
        let text = |property| self.text(version, property, graph);
        let document = self.nodes(version, dcterms::IS_VERSION_OF, graph)?;
        let source = self.nodes(version, dcterms::SOURCE, graph)?;
        let mut marks = Vec::new();
        for (mention, _) in self.subjects(rdf::TYPE, class::MENTION, graph)? {
            marks.push(self.mark(mention.as_ref(), version)?);
        }
        marks.sort_by_cached_key(|mark: &Mark| (mark.start, std::cmp::Reverse(mark.end), mark.clone()));
        let mut claims = Vec::new();
        for (claim, _) in self.subjects(rdf::TYPE, class::CLAIM, graph)? {
            claims.push(self.claim(claim.as_ref(), version)?);
        }
        claims.sort_by_cached_key(|claim: &Claim| {
            (claim.evidence.first().map(|passage| passage.start), claim.act(), claim.iri.clone())
        });
        Ok(DocumentVersion {
            iri: version.as_str().to_owned(),
            document: document.first().map_or(version.as_str(), |document| document.as_str()).to_owned(),
            title: text(dcterms::TITLE)?,
            published: text(property::PUBLISHED)?,
            publisher: self.things(&self.nodes(version, property::PUBLISHER, graph)?)?,
            source: source.first().map(|node| node.as_str().to_owned()).or(text(dcterms::SOURCE)?),
            language: text(dcterms::LANGUAGE)?,
            content_hash: text(property::CONTENT_HASH)?,
            marks,
            claims,
        })
    }

    fn mark(&self, mention: NamedNodeRef<'_>, graph: NamedNodeRef<'_>) -> Result<Mark, QueryError> {
        let facts = self.facts(mention, graph)?;
        let number = |property| facts.text(property).and_then(|text| text.parse().ok()).unwrap_or_default();
        let mut things = Vec::new();
        for node in self.nodes(mention, property::REFERS_TO, Some(self.resolution()))? {
            things.push((self.thing(node.as_ref())?, self.class(node.as_ref())?));
        }
        things.sort();
        Ok(Mark {
            start: number(oa::START),
            end: number(oa::END),
            text: facts.text(oa::EXACT).unwrap_or_default(),
            things,
        })
    }
}

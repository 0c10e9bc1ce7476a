//! IRIs from content: the minting rules of the ontology.

use jiff::civil::Date;
use oxigraph::model::NamedNode;

use crate::document::Document;
use crate::resolve::ClassGroup;
use crate::resolve::Digest;
use crate::resolve::Key;
use crate::statement::Quantity;
use crate::statement::TimeSpan;
use crate::vocab::CONCEPT;

/// Mints the IRIs of one store.
#[derive(Debug, Clone)]
pub(super) struct Mint {
    base: String,
}

/// Digits of an IRI that people do not type.
const LONG: usize = 32;
/// Digits after a readable name.
const SHORT: usize = 10;

impl Mint {
    pub(super) fn new(base: &str) -> Self {
        Self { base: base.to_owned() }
    }

    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// `BASE kind/digits`.
    pub(super) fn node(&self, kind: &str, digest: Digest) -> NamedNode {
        self.named(kind, &digest.hex(LONG))
    }

    /// `BASE kind/name`.
    pub(super) fn named(&self, kind: &str, name: &str) -> NamedNode {
        let mut iri = String::with_capacity(self.base.len() + kind.len() + name.len() + 1);
        iri.push_str(&self.base);
        iri.push_str(kind);
        iri.push('/');
        iri.push_str(name);
        NamedNode::new_unchecked(iri)
    }

    /// The IRI of what a key stands for.
    pub(super) fn thing(&self, key: &Key) -> NamedNode {
        if key.group == ClassGroup::Concept {
            return concept(&key.slug);
        }
        let digits = key.digest.get(..SHORT).unwrap_or(&key.digest);
        let name = if key.slug.is_empty() { digits.to_owned() } else { format!("{}-{digits}", key.slug) };
        self.named(key.group.name(), &name)
    }

    /// The group of a thing's IRI; `None` of evidence, values and documents.
    pub(super) fn group(&self, iri: &str) -> Option<ClassGroup> {
        if iri.starts_with(CONCEPT) {
            return Some(ClassGroup::Concept);
        }
        let (kind, _) = iri.strip_prefix(&self.base)?.split_once('/')?;
        if kind == "source" { Some(ClassGroup::Organization) } else { ClassGroup::from_name(kind) }
    }

    /// Whether the IRI is of the kind, such as `frame`.
    pub(super) fn is(&self, kind: &str, iri: &str) -> bool {
        let rest = iri.strip_prefix(&self.base).and_then(|rest| rest.strip_prefix(kind));
        rest.is_some_and(|rest| rest.starts_with('/'))
    }

    /// A graph of the store that is no document graph: `res`, `control`.
    pub(super) fn graph(&self, name: &str) -> NamedNode {
        self.named("graph", name)
    }

    pub(super) fn time(&self, time: &TimeSpan) -> NamedNode {
        let day = |date: Option<Date>| date.map(|date| date.to_string());
        let digest = Digest::new("time")
            .with_optional(day(time.not_before).as_deref())
            .with_optional(day(time.starts_by).as_deref())
            .with_optional(day(time.ends_not_before).as_deref())
            .with_optional(day(time.not_after).as_deref())
            .with(time.precision.term().as_str());
        self.node("time", digest)
    }

    pub(super) fn quantity(&self, quantity: &Quantity) -> NamedNode {
        let digest = Digest::new("quantity")
            .with_optional(quantity.min.map(|number| number.to_string()).as_deref())
            .with_optional(quantity.max.map(|number| number.to_string()).as_deref())
            .with(quantity.qualifier.term().as_str())
            .with_optional(quantity.unit.as_deref());
        self.node("quantity", digest)
    }
}

/// The concept with this local name.
pub(super) fn concept(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{CONCEPT}{name}"))
}

/// The words of a concept's local name.
pub(super) fn concept_label(concept: &NamedNode) -> String {
    concept.as_str().trim_start_matches(CONCEPT).replace('-', " ")
}

/// The digest of the stored text in UTF-8, 64 hexadecimal digits.
pub(super) fn text_digest(text: &str) -> String {
    use sha2::Digest as _;
    let mut hex = String::with_capacity(64);
    for byte in sha2::Sha256::digest(text.as_bytes()) {
        use std::fmt::Write;
        let _infallible = write!(hex, "{byte:02x}");
    }
    hex
}

/// The names of a document and of this version of it.
#[derive(Debug, Clone)]
pub(super) struct Names {
    /// `sha256:` and the digest of the text.
    pub(super) content_hash: String,
    /// The document, whatever its text.
    pub(super) document: NamedNode,
    /// This version, which is the name of its graph too.
    pub(super) version: NamedNode,
    /// The digest in the version's IRI.
    pub(super) digest: String,
}

impl Names {
    /// A structured record is its feed and key. Any other document is its address; without one the id that its publisher gives it; without both its text
    /// and publisher. A version is all that its source says of it.
    pub(super) fn new(mint: &Mint, document: &Document) -> Self {
        let text = text_digest(&document.text);
        let publisher = document.publisher.as_deref();
        let digest = Digest::new("document").with_optional(document.id.as_deref());
        let record = document.record.as_ref().filter(|_| document.id.is_some());
        let digest = match (&document.url, &document.id) {
            _ if record.is_some() => {
                digest.with("record").with_optional(record.map(|record| record.feed.as_str()))
            }
            (Some(url), _) => digest.with("url").with(url),
            (None, Some(_)) => digest.with("publisher").with_optional(publisher),
            (None, None) => digest.with("text").with(&text).with_optional(publisher),
        };
        let document_node = mint.node("document", digest);
        let digest = Digest::new("version")
            .with(document_node.as_str().strip_prefix(mint.base()).unwrap_or_default())
            .with(&text)
            .with_optional(document.published.map(|day| day.to_string()).as_deref())
            .with_optional(publisher)
            .with_optional(document.title.as_deref())
            .with_optional(document.language.as_deref())
            .hex(LONG);
        let version = mint.named("version", &digest);
        Self { content_hash: format!("sha256:{text}"), document: document_node, version, digest }
    }
}

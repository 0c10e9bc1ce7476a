//! A mapping as RDF, each triple with its place in the file it was read from.

use oxigraph::model::NamedNode;
use oxigraph::model::NamedNodeRef;
use oxigraph::model::NamedOrBlankNode;
use oxigraph::model::Term;

/// A place in a mapping file: line and column counted from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position {
    /// Line, from 1; 0 where the place is unknown.
    pub line: u32,
    /// Column in characters, from 1; 0 where the place is unknown.
    pub column: u32,
}

/// One triple of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MappingTriple {
    pub(super) subject: NamedOrBlankNode,
    pub(super) predicate: NamedNode,
    pub(super) object: Term,
    /// Where its object stands.
    pub(super) at: Position,
}

/// The triples of a mapping, in the order of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct MappingGraph {
    /// The triples.
    pub(super) triples: Vec<MappingTriple>,
    /// The base IRI that the file declares, if it does.
    pub(super) base: Option<String>,
}

impl MappingGraph {
    /// Adds a triple.
    pub(super) fn insert(
        &mut self,
        subject: impl Into<NamedOrBlankNode>,
        predicate: impl Into<NamedNode>,
        object: impl Into<Term>,
        at: Position,
    ) {
        self.triples.push(MappingTriple {
            subject: subject.into(),
            predicate: predicate.into(),
            object: object.into(),
            at,
        });
    }

    /// The objects of a subject and predicate, with their places, in the order of the file.
    pub(super) fn objects<'a>(
        &'a self,
        subject: &'a NamedOrBlankNode,
        predicate: NamedNodeRef<'a>,
    ) -> impl Iterator<Item = (&'a Term, Position)> {
        self.triples
            .iter()
            .filter(move |triple| triple.subject == *subject && triple.predicate.as_ref() == predicate)
            .map(|triple| (&triple.object, triple.at))
    }
}

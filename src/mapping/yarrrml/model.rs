//! What a YARRRML file says, with every shortcut undone and every word checked.

use std::collections::BTreeMap;

use oxigraph::model::NamedNode;

use crate::mapping::graph::Position;

use super::template::Style;
use super::template::Template;

/// A data source.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Source {
    pub(super) at: Position,
    pub(super) path: (String, Position),
    pub(super) formulation: (NamedNode, Position),
    pub(super) style: Style,
    pub(super) iterator: Option<(String, Position)>,
    pub(super) delimiter: Option<(String, Position)>,
    pub(super) encoding: Option<(Encoding, Position)>,
}

/// The encoding of a source.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Encoding {
    /// One that RML-IO names.
    Rml(NamedNode),
    /// Another, by its label; only the dialect of a table can say it.
    Label(String),
}

/// A source or target of a mapping: one of the file's, by its name, or one of its own.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Use<T> {
    Named(String),
    Inline(T),
}

/// A place to which triples are written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Target {
    pub(super) at: Position,
    pub(super) path: (String, Position),
    pub(super) serialization: Option<(NamedNode, Position)>,
    pub(super) compression: Option<(NamedNode, Position)>,
}

/// What kind of term a rule makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TermKind {
    Iri,
    Literal,
    Blank,
}

/// How a value comes about.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    /// A constant, a reference or a template.
    Template(Template),
    /// The result of a function.
    Call(Box<Call>),
    /// A new blank node for every record.
    Fresh,
}

/// A rule for terms.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Term {
    pub(super) at: Position,
    pub(super) expression: Expression,
    pub(super) kind: TermKind,
    pub(super) datatype: Option<Box<Term>>,
    pub(super) language: Option<Box<Term>>,
    pub(super) targets: Vec<(Use<Target>, Position)>,
    pub(super) condition: Option<Call>,
}

/// A function with its arguments.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Call {
    pub(super) at: Position,
    pub(super) function: NamedNode,
    pub(super) inputs: Vec<Input>,
}

/// An argument.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Input {
    pub(super) at: Position,
    pub(super) parameter: NamedNode,
    pub(super) value: Term,
}

/// An object: a term, or the subjects of another mapping.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    Term(Term),
    Link(Link),
}

/// A link to another mapping.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link {
    pub(super) at: Position,
    pub(super) mapping: String,
    pub(super) joins: Vec<Join>,
}

/// Two values, one of each side of a link, that must be the same.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Join {
    pub(super) at: Position,
    pub(super) child: Term,
    pub(super) parent: Term,
}

/// Predicates and objects that belong together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) at: Position,
    pub(super) predicates: Vec<Term>,
    pub(super) inverse: Vec<Term>,
    pub(super) objects: Vec<Object>,
    pub(super) graphs: Vec<Term>,
    pub(super) condition: Option<Call>,
}

/// A mapping.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mapping {
    pub(super) at: Position,
    pub(super) name: String,
    pub(super) sources: Vec<(Use<Source>, Position)>,
    pub(super) subjects: Vec<Term>,
    pub(super) graphs: Vec<Term>,
    pub(super) condition: Option<Call>,
    pub(super) entries: Vec<Entry>,
}

/// A whole file, in its order.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) sources: IndexedList<Source>,
    pub(super) targets: IndexedList<Target>,
    pub(super) mappings: IndexedList<Mapping>,
}

/// Things in the order of the file, found by name.
#[derive(Debug)]
pub(super) struct IndexedList<T> {
    pub(super) items: Vec<(String, T)>,
    places: BTreeMap<String, usize>,
}

impl<T> Default for IndexedList<T> {
    fn default() -> Self {
        Self { items: Vec::new(), places: BTreeMap::new() }
    }
}

impl<T> IndexedList<T> {
    pub(super) fn push(&mut self, name: &str, item: T) {
        self.places.insert(name.to_owned(), self.items.len());
        self.items.push((name.to_owned(), item));
    }

    pub(super) fn get(&self, name: &str) -> Option<&T> {
        let (_, item) = self.items.get(*self.places.get(name)?)?;
        Some(item)
    }
}

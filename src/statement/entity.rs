//! What a document speaks of, and where.

use std::collections::BTreeSet;

use super::values::{Judgement, Term};
use super::{Node, Value};
use crate::span::Span;

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PassageKind {
    /// A sentence.
    Sentence,
    /// The words of a quotation without its marks; may span sentences.
    Quotation,
}

/// A piece of text that can be evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its place.
    pub span: Span,
    /// What it is.
    pub kind: PassageKind,
}

/// A place in the text that refers to something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its place.
    pub span: Span,
    /// The entities it refers to: several for a plural ("the two governments").
    pub refers_to: Vec<usize>,
}

/// What the words of a phrase are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PhraseKind {
    /// A name ("Lake Chad", "the Norwegian Red Cross").
    Name,
    /// An adjective that only points at a state or place ("Norwegian").
    Adjective,
    /// A phrase with a common noun as its head ("two patrol boats").
    Common,
    /// A pronoun.
    Pronoun,
    /// The name of a state or place inside another name ("Oslo" in "Oslo City Council").
    Inner,
}

/// A noun phrase or pronoun with the class of what it speaks of, whether or not a claim needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// Its place.
    pub span: Span,
    /// What its words are.
    pub kind: PhraseKind,
    /// The class of one thing of those that it speaks of; `cg:Event` for a named event.
    pub class: Term,
    /// Whether it speaks of several.
    pub plural: bool,
    /// Whether what it speaks of does something in its clause.
    pub acting: bool,
    /// The entity that it refers to, where that is known; index into the document's entities.
    pub entity: Option<usize>,
}

/// How far an entity's identity reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityScope {
    /// The same class group and label elsewhere is the same thing.
    Shared,
    /// The thing is only known inside this document (unnamed groups, quotations, unlocated places).
    Document,
    /// A SKOS concept: its IRI is minted from its label alone, under the concept namespace.
    Concept,
}

/// A typed identifier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier {
    /// The value, such as `MX`.
    pub value: String,
    /// Its datatype in the ontology, such as `cg:Iso3166Code`.
    pub datatype: Term,
}

/// Something that a document speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Most specific class.
    pub class: Term,
    /// Further classes that hold as well, such as `cg:Source` of an outlet.
    pub also: Vec<Term>,
    /// The one preferred label, by the rules of naming.
    pub label: String,
    /// Other names.
    pub alternatives: BTreeSet<String>,
    /// Identifiers from gazetteers.
    pub identifiers: Vec<Identifier>,
    /// How far its identity reaches.
    pub scope: EntityScope,
    /// For a concept: the wider concepts; index into the document's entities. From lexicons, not from the text.
    pub broader: Vec<usize>,
    /// What a gazetteer knows (`cg:partOf`, `cg:affiliatedState`); index into the document's entities.
    pub known: Vec<(Term, usize)>,
}

/// A decision about an identity that owes a reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolution {
    /// The mention that was resolved.
    pub mention: usize,
    /// The entities it was resolved to.
    pub refers_to: Vec<usize>,
    /// What was decided. Only an accepted one is also in the mention's `refers_to`.
    pub judgement: Judgement,
    /// Whole per cent, 0..=100.
    pub confidence: u8,
    /// The reason, in words.
    pub comment: String,
}

impl Entity {
    /// An entity with a class, a label and a scope and nothing else.
    pub fn new(class: Term, label: impl Into<String>, scope: EntityScope) -> Self {
        Self {
            class,
            also: Vec::new(),
            label: label.into(),
            alternatives: BTreeSet::new(),
            identifiers: Vec::new(),
            scope,
            broader: Vec::new(),
            known: Vec::new(),
        }
    }
}

impl From<usize> for Node {
    fn from(frame: usize) -> Self {
        Self::Frame(frame)
    }
}

impl From<super::TimeSpan> for Value {
    fn from(time: super::TimeSpan) -> Self {
        Self::Time(time)
    }
}

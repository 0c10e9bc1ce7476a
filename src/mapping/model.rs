//! A mapping as it is executed: every reference interned in its scope, every name resolved.

use oxigraph::model::Term;

use super::function::Function;
use super::graph::Position;

/// A mapping that can be executed.
#[derive(Debug, Default)]
pub(super) struct Model {
    /// The abstract logical sources, each once: equal ones are one.
    pub(super) sources: Vec<LogicalSource>,
    /// What expressions are evaluated on; sources and nested fields point here.
    pub(super) scopes: Vec<Scope>,
    /// The triples maps, in the order of the file.
    pub(super) maps: Vec<TriplesMap>,
    /// The logical targets.
    pub(super) targets: Vec<Target>,
    /// The base IRI that the mapping file declares.
    pub(super) base: Option<String>,
}

/// A reference of a scope, as the mapping writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) text: String,
    /// Where it is first written.
    pub(super) at: Position,
}

/// How the references of a scope are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Formulation {
    /// Names of columns.
    Csv(Dialect),
    /// `JSONPath`; `lenient` also takes bare member names, as older mappings write them.
    Json { lenient: bool },
    /// `JSONPath` over one JSON text a line.
    JsonLines { lenient: bool },
    /// `XPath` 1.0 with the declared namespaces.
    Xml(Vec<(String, String)>),
    /// Keys of a logical view.
    View,
}

/// How a delimited text is written (CSV on the Web, 5.9 Dialect Descriptions).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    pub(super) quote: Option<u8>,
    pub(super) comment: Option<u8>,
    pub(super) header: bool,
    pub(super) skip_rows: usize,
    pub(super) trim: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { delimiter: b',', quote: Some(b'"'), comment: None, header: true, skip_rows: 0, trim: false }
    }
}

/// What expressions are evaluated on: a kind of item, and the references that they use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scope {
    pub(super) formulation: Formulation,
    pub(super) references: Vec<Reference>,
}

impl Scope {
    pub(super) fn new(formulation: Formulation) -> Self {
        Self { formulation, references: Vec::new() }
    }

    /// The index of a reference, which is added where it is new.
    pub(super) fn intern(&mut self, text: &str, at: Position) -> usize {
        if let Some(index) = self.references.iter().position(|reference| reference.text == text) {
            return index;
        }
        self.references.push(Reference { text: text.to_owned(), at });
        self.references.len() - 1
    }
}

/// An abstract logical source.
#[derive(Debug)]
pub(super) struct LogicalSource {
    /// What people call it: its path, or the node of the view.
    pub(super) name: String,
    pub(super) at: Position,
    /// Index of its scope.
    pub(super) scope: usize,
    pub(super) kind: SourceKind,
}

impl LogicalSource {
    /// A text inside of another record.
    pub(super) fn embedded() -> Self {
        Self {
            name: "field".to_owned(),
            at: Position::default(),
            scope: usize::MAX,
            kind: SourceKind::View(View { on: usize::MAX, fields: Vec::new(), joins: Vec::new() }),
        }
    }

    /// Whether the mapping speaks of it in an older vocabulary.
    pub(super) fn is_legacy(&self) -> bool {
        matches!(&self.kind, SourceKind::File(file) if file.legacy)
    }

    /// Values that count as none.
    pub(super) fn nulls(&self) -> &[String] {
        match &self.kind {
            SourceKind::File(file) => &file.nulls,
            SourceKind::View(_) => &[],
        }
    }
}

#[derive(Debug)]
pub(super) enum SourceKind {
    File(FileSource),
    View(View),
}

/// Where a file lies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Location {
    pub(super) root: Root,
    pub(super) path: String,
}

/// What a relative path starts from (RML-IO, relative path sources).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Root {
    WorkingDirectory,
    MappingDirectory,
    /// The working directory, or else the mapping's folder: the older vocabulary names no root.
    Either,
    /// A folder that the mapping names.
    Folder(String),
}

/// How the bytes of a source or target are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Packing {
    #[default]
    None,
    Gzip,
    Zip,
    TarGzip,
    TarXz,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileSource {
    pub(super) location: Location,
    pub(super) packing: Packing,
    /// A label of the WHATWG encoding standard; UTF-8 where none is said.
    pub(super) encoding: Option<String>,
    /// Values that count as none (`rml:null`).
    pub(super) nulls: Vec<String>,
    pub(super) iterator: Option<(String, Position)>,
    /// Whether the mapping speaks an older vocabulary, in which references that no record has are no error.
    pub(super) legacy: bool,
}

/// A logical view (RML-LV).
#[derive(Debug)]
pub(super) struct View {
    /// The source that it is on.
    pub(super) on: usize,
    pub(super) fields: Vec<Field>,
    pub(super) joins: Vec<ViewJoin>,
}

#[derive(Debug)]
pub(super) struct Field {
    /// Its full name.
    pub(super) name: String,
    /// Evaluated on the parent's items.
    pub(super) expression: Expression,
    /// Nested fields and what they are evaluated on; an expression field has none.
    pub(super) nested: Option<Nested>,
    /// Fields that read the text of this one in another reference formulation.
    pub(super) embedded: Vec<Embedded>,
}

/// A field whose items are in the text of its parent.
#[derive(Debug)]
pub(super) struct Embedded {
    /// Its full name.
    pub(super) name: String,
    pub(super) nested: Nested,
}

#[derive(Debug)]
pub(super) struct Nested {
    /// Index of the scope of the nested fields.
    pub(super) scope: usize,
    /// Whether the items are texts that are parsed anew, because the formulation changes.
    pub(super) parsed: bool,
    pub(super) iterator: Option<(String, Position)>,
    pub(super) fields: Vec<Field>,
}

#[derive(Debug)]
pub(super) struct ViewJoin {
    pub(super) parent: usize,
    pub(super) inner: bool,
    pub(super) conditions: Vec<JoinCondition>,
    /// Name of the new field, and its expression in the parent view.
    pub(super) fields: Vec<(String, Expression)>,
}

/// A rule that makes values from an item (`rml:ExpressionMap`).
#[derive(Debug, Clone)]
pub(super) enum Expression {
    Constant(Term),
    /// Index into the references of the scope.
    Reference(usize),
    Template(Vec<Segment>),
    Function(Box<Call>),
    /// No expression: a blank node of its own for each item.
    Fresh,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Segment {
    Text(String),
    Reference(usize),
}

/// The execution of a function (RML-FNML).
#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) function: &'static Function,
    /// Place of the parameter and value, in the order of the file.
    pub(super) inputs: Vec<(usize, Valued)>,
}

/// An expression that may depend on a condition.
#[derive(Debug, Clone)]
pub(super) struct Valued {
    pub(super) expression: Expression,
    pub(super) condition: Option<Box<Expression>>,
    pub(super) at: Position,
}

/// A rule that makes RDF terms (`rml:TermMap`).
#[derive(Debug, Clone)]
pub(super) struct TermMap {
    pub(super) value: Valued,
    pub(super) kind: TermKind,
    pub(super) targets: Vec<usize>,
    pub(super) gather: Option<Box<Gather>>,
    /// A number of its own in the mapping, for blank nodes.
    pub(super) number: usize,
}

/// What kind of term a term map makes.
#[derive(Debug, Clone)]
pub(super) enum TermKind {
    Iri(Encoding),
    Blank,
    Literal { language: Option<Box<Valued>>, datatype: Option<Box<Valued>> },
}

/// How values become part of an IRI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// `rml:IRI`: all but RFC 3987 `iunreserved` is percent-encoded in templates.
    Iri,
    /// `rml:URI`: all but RFC 3986 `unreserved` is percent-encoded in templates.
    Uri,
    /// `rml:UnsafeIRI`, `rml:UnsafeURI`: nothing is encoded.
    Unsafe,
}

/// A collection or container (RML-CC).
#[derive(Debug, Clone)]
pub(super) struct Gather {
    pub(super) kind: GatherKind,
    pub(super) items: Vec<ObjectMap>,
    pub(super) allow_empty: bool,
    /// Whether several lists are made of the Cartesian product instead of one of all values.
    pub(super) product: bool,
    /// Whether the head is named by an expression.
    pub(super) named: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum GatherKind {
    List,
    Bag,
    Seq,
    Alt,
}

/// What makes objects.
#[derive(Debug, Clone)]
pub(super) enum ObjectMap {
    Term(TermMap),
    /// The subjects of another triples map (`rml:RefObjectMap`).
    Parent(ParentMap),
}

#[derive(Debug, Clone)]
pub(super) struct ParentMap {
    /// Index of the parent triples map.
    pub(super) parent: usize,
    pub(super) conditions: Vec<JoinCondition>,
}

#[derive(Debug, Clone)]
pub(super) struct JoinCondition {
    pub(super) child: Expression,
    pub(super) parent: Expression,
}

/// A triples map.
#[derive(Debug)]
pub(super) struct TriplesMap {
    /// Its IRI, or `_:` and its label.
    pub(super) id: String,
    pub(super) at: Position,
    pub(super) source: usize,
    pub(super) base: Option<String>,
    pub(super) subject: TermMap,
    pub(super) rules: Vec<PredicateObjectMap>,
}

/// A predicate-object map, the classes of a subject map among them.
#[derive(Debug)]
pub(super) struct PredicateObjectMap {
    pub(super) predicates: Vec<TermMap>,
    pub(super) objects: Vec<ObjectMap>,
    /// Its own graphs and those of the subject map.
    pub(super) graphs: Vec<TermMap>,
}

/// A logical target (RML-IO).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Target {
    pub(super) location: Location,
    pub(super) syntax: Option<String>,
    pub(super) packing: Packing,
    pub(super) at: Position,
}

//! The graph as files of the RDF syntaxes, in an order that depends on nothing but the graph.

use std::io::Write;

use oxigraph::io::JsonLdProfileSet;
use oxigraph::io::RdfFormat;
use oxigraph::io::RdfSerializer;
use oxigraph::model::GraphName;
use oxigraph::model::GraphNameRef;
use oxigraph::model::Literal;
use oxigraph::model::NamedNode;
use oxigraph::model::Quad;
use oxigraph::model::Term;
use oxigraph::store::Store;

use super::{Mint, StoreError};
use crate::vocab::CONCEPT;
use crate::vocab::casegraph;
use crate::vocab::dcterms;
use crate::vocab::geo;
use crate::vocab::oa;
use crate::vocab::prov;
use crate::vocab::rdfs;
use crate::vocab::skos;
use crate::vocab::xsd;

/// A syntax of the export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DumpFormat {
    /// N-Quads of all graphs, sorted by bytes, one line a quad.
    Nq,
    /// `TriG` of all graphs.
    Trig,
    /// JSON-LD of all graphs.
    JsonLd,
    /// Turtle of the view.
    Ttl,
    /// N-Triples of the view, sorted by bytes.
    Nt,
    /// RDF/XML of the view.
    RdfXml,
}

impl DumpFormat {
    /// All formats.
    pub const ALL: [Self; 6] = [Self::Nq, Self::Trig, Self::JsonLd, Self::Ttl, Self::Nt, Self::RdfXml];

    /// The format's name on the command line, which is also the usual ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nq => "nq",
            Self::Trig => "trig",
            Self::JsonLd => "jsonld",
            Self::Ttl => "ttl",
            Self::Nt => "nt",
            Self::RdfXml => "rdfxml",
        }
    }

    /// The format with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Whether the format holds the view alone.
    pub fn is_view_only(self) -> bool {
        matches!(self, Self::Ttl | Self::Nt | Self::RdfXml)
    }

    fn syntax(self) -> RdfFormat {
        match self {
            Self::Nq => RdfFormat::NQuads,
            Self::Trig => RdfFormat::TriG,
            Self::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
            Self::Ttl => RdfFormat::Turtle,
            Self::Nt => RdfFormat::NTriples,
            Self::RdfXml => RdfFormat::RdfXml,
        }
    }
}

/// Writes the graphs of a store, the control graph excepted.
pub(super) fn write(
    store: &Store,
    mint: &Mint,
    format: DumpFormat,
    out: &mut dyn Write,
) -> Result<(), StoreError> {
    let graph = format.is_view_only().then_some(GraphNameRef::DefaultGraph);
    let control = GraphName::from(mint.graph("control"));
    let quads = store.quads_for_pattern(None, None, None, graph);
    let quads = quads.filter(|quad| !quad.as_ref().is_ok_and(|quad| quad.graph_name == control));
    if matches!(format, DumpFormat::Nq | DumpFormat::Nt) {
        return write_lines(quads, format, out);
    }
    let mut sorted: Vec<Quad> = quads.collect::<Result<_, _>>()?;
    sorted.sort_by_cached_key(|quad| {
        let predicate = if is_type(&quad.predicate) { "" } else { quad.predicate.as_str() }.to_owned();
        (graph_key(&quad.graph_name), quad.subject.to_string(), predicate, quad.object.to_string())
    });
    let mut serializer = RdfSerializer::from_format(format.syntax());
    for (prefix, namespace) in prefixes(mint) {
        serializer = serializer
            .with_prefix(prefix, namespace)
            .map_err(|_| StoreError::Base(mint.base().to_owned()))?;
    }
    let mut writer = serializer.for_writer(&mut *out);
    for quad in &sorted {
        if format == DumpFormat::RdfXml {
            let quad = Quad { object: xml_term(quad.object.clone()), ..quad.clone() };
            writer.serialize_triple(quad.as_ref())?;
        } else if format.is_view_only() {
            writer.serialize_triple(quad.as_ref())?;
        } else {
            writer.serialize_quad(quad)?;
        }
    }
    writer.finish()?;
    Ok(())
}

/// The term as XML 1.0 can hold it: characters outside of its production `Char` (section 2.2), such as ESC, have
/// no form there, and become U+FFFD.
pub fn xml_term(term: Term) -> Term {
    let is_char = |character: char| {
        matches!(character, '\t' | '\n' | '\r')
            || (character >= ' ' && !matches!(character, '\u{fffe}' | '\u{ffff}'))
    };
    match term {
        Term::Literal(literal) if !literal.value().chars().all(is_char) => {
            let value: String =
                literal.value().chars().map(|it| if is_char(it) { it } else { '\u{fffd}' }).collect();
            match literal.language() {
                Some(language) => Literal::new_language_tagged_literal_unchecked(value, language).into(),
                None => Literal::new_typed_literal(value, literal.datatype().into_owned()).into(),
            }
        }
        term => term,
    }
}

/// Line formats: written to memory once, then sorted as bytes.
fn write_lines(
    quads: impl Iterator<Item = Result<Quad, oxigraph::store::StorageError>>,
    format: DumpFormat,
    out: &mut dyn Write,
) -> Result<(), StoreError> {
    let mut writer = RdfSerializer::from_format(format.syntax()).for_writer(Vec::new());
    for quad in quads {
        let quad = quad?;
        if format.is_view_only() {
            writer.serialize_triple(quad.as_ref())?;
        } else {
            writer.serialize_quad(&quad)?;
        }
    }
    let text = writer.finish()?;
    let mut lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
    lines.sort_unstable();
    for line in lines {
        out.write_all(line)?;
    }
    Ok(())
}

fn is_type(predicate: &NamedNode) -> bool {
    predicate.as_ref() == crate::vocab::rdf::TYPE
}

/// The default graph comes first.
fn graph_key(graph: &GraphName) -> String {
    match graph {
        GraphName::DefaultGraph => String::new(),
        graph => graph.to_string(),
    }
}

fn prefixes(mint: &Mint) -> [(&'static str, &str); 11] {
    [
        ("cg", casegraph::NAMESPACE),
        ("dcterms", dcterms::NAMESPACE),
        ("geo", geo::NAMESPACE),
        ("m", CONCEPT),
        ("oa", oa::NAMESPACE),
        ("prov", prov::NAMESPACE),
        ("rdf", crate::vocab::rdf::NAMESPACE),
        ("rdfs", rdfs::NAMESPACE),
        ("skos", skos::NAMESPACE),
        ("x", mint.base()),
        ("xsd", xsd::NAMESPACE),
    ]
}

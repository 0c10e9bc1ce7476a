//! The syntaxes that results are written in.

use oxigraph::io::{JsonLdProfileSet, RdfFormat};

/// A syntax of RDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::mapping) enum Syntax {
    /// Written as it is made.
    NQuads,
    NTriples,
    /// Written by the store's serialisers.
    Other(RdfFormat),
}

/// The namespace of W3C's file formats.
const FORMATS: &str = "http://www.w3.org/ns/formats/";

impl Syntax {
    /// By the ending of a file name, without `.gz`; N-Quads where it is none that we know.
    pub(in crate::mapping) fn of_ending(ending: &str) -> Self {
        match ending {
            "nt" => Self::NTriples,
            "ttl" => Self::Other(RdfFormat::Turtle),
            "trig" => Self::Other(RdfFormat::TriG),
            _ => Self::NQuads,
        }
    }

    /// By an IRI of <http://www.w3.org/ns/formats/>.
    pub(in crate::mapping) fn of_format(iri: &str) -> Option<Self> {
        match iri.strip_prefix(FORMATS)? {
            "N-Quads" => Some(Self::NQuads),
            "N-Triples" => Some(Self::NTriples),
            "Turtle" => Some(Self::Other(RdfFormat::Turtle)),
            "N3" => Some(Self::Other(RdfFormat::N3)),
            "TriG" => Some(Self::Other(RdfFormat::TriG)),
            "RDF_XML" => Some(Self::Other(RdfFormat::RdfXml)),
            "JSON-LD" => Some(Self::Other(RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() })),
            _ => None,
        }
    }

    /// Whether it can say in which graph a triple is.
    pub(in crate::mapping) fn holds_graphs(self) -> bool {
        match self {
            Self::NQuads => true,
            Self::NTriples => false,
            Self::Other(format) => format.supports_datasets(),
        }
    }
}

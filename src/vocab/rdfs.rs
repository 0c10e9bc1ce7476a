//! Terms of RDF Schema 1.1.

use oxigraph::model::NamedNodeRef;

/// The namespace, prefix `rdfs:`.
pub const NAMESPACE: &str = "http://www.w3.org/2000/01/rdf-schema#";

/// `rdfs:label`
pub const LABEL: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#label");

/// `rdfs:comment`
pub const COMMENT: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#comment");

/// `rdfs:subClassOf`
pub const SUB_CLASS_OF: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#subClassOf");

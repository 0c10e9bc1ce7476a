//! Terms of RDF 1.1.

use oxigraph::model::NamedNodeRef;

/// The namespace, prefix `rdf:`.
pub const NAMESPACE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// `rdf:type`
pub const TYPE: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");

/// `rdf:nil`
pub const NIL: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil");

/// `rdf:first`
pub const FIRST: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#first");

/// `rdf:rest`
pub const REST: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest");

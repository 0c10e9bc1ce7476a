//! The IRIs that a YARRRML file is compiled to: RML, its formats and its tables.

use oxigraph::model::NamedNode;
use oxigraph::model::NamedNodeRef;

/// The namespace of RML-Core and its modules.
const NAMESPACE: &str = "http://w3id.org/rml/";

/// The namespace of serialisations, which RML-IO names for targets.
const FORMATS: &str = "http://www.w3.org/ns/formats/";

/// The reference formulation of JSON Lines: RML has none, so this one is ours.
const JSON_LINES: &str = "https://w3id.org/casegraph/rml#JSONLines";

/// A term of RML by its local name.
pub(super) fn rml(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{NAMESPACE}{name}"))
}

/// A term of CSV on the Web.
pub(super) fn csvw(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://www.w3.org/ns/csvw#{name}"))
}

/// A serialisation.
pub(super) fn format(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{FORMATS}{name}"))
}

/// The reference formulation of JSON Lines.
pub(super) fn json_lines() -> NamedNode {
    NamedNode::new_unchecked(JSON_LINES)
}

/// `rdf:type`, for `a`.
pub(super) const TYPE: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");

//! Terms of PROV-O (W3C Recommendation 2013).

use oxigraph::model::NamedNodeRef;

/// The namespace, prefix `prov:`.
pub const NAMESPACE: &str = "http://www.w3.org/ns/prov#";

/// `prov:Agent`
pub const AGENT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/ns/prov#Agent");
/// `prov:wasAttributedTo`
pub const WAS_ATTRIBUTED_TO: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/ns/prov#wasAttributedTo");
/// `prov:wasGeneratedBy`
pub const WAS_GENERATED_BY: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/ns/prov#wasGeneratedBy");

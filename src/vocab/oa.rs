//! Terms of Web Annotation vocabulary (W3C Recommendation 2017).

use oxigraph::model::NamedNodeRef;

/// The namespace, prefix `oa:`.
pub const NAMESPACE: &str = "http://www.w3.org/ns/oa#";

/// `oa:exact`
pub const EXACT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/ns/oa#exact");

/// `oa:start`
pub const START: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/ns/oa#start");

/// `oa:end`
pub const END: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/ns/oa#end");

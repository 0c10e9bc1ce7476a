//! Terms of `GeoSPARQL` 1.1 (OGC 22-047r1).

use oxigraph::model::NamedNodeRef;

/// The namespace, prefix `geo:`.
pub const NAMESPACE: &str = "http://www.opengis.net/ont/geosparql#";

/// `geo:asWKT`
pub const AS_WKT: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.opengis.net/ont/geosparql#asWKT");

/// `geo:wktLiteral`
pub const WKT_LITERAL: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.opengis.net/ont/geosparql#wktLiteral");

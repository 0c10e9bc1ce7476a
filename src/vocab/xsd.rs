//! Terms of XML Schema datatypes 1.1.

use oxigraph::model::NamedNodeRef;

/// The namespace, prefix `xsd:`.
pub const NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema#";

/// `xsd:date`
pub const DATE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2001/XMLSchema#date");

/// `xsd:integer`
pub const INTEGER: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2001/XMLSchema#integer");

/// `xsd:decimal`
pub const DECIMAL: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2001/XMLSchema#decimal");

/// `xsd:string`
pub const STRING: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2001/XMLSchema#string");

/// `xsd:double`
pub const DOUBLE: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2001/XMLSchema#double");

/// `xsd:boolean`
pub const BOOLEAN: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2001/XMLSchema#boolean");

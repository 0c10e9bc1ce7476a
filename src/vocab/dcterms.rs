//! Terms of DCMI metadata terms.

use oxigraph::model::NamedNodeRef;

/// The namespace, prefix `dcterms:`.
pub const NAMESPACE: &str = "http://purl.org/dc/terms/";

/// `dcterms:isVersionOf`
pub const IS_VERSION_OF: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://purl.org/dc/terms/isVersionOf");

/// `dcterms:language`
pub const LANGUAGE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://purl.org/dc/terms/language");

/// `dcterms:title`
pub const TITLE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://purl.org/dc/terms/title");

/// `dcterms:source`
pub const SOURCE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://purl.org/dc/terms/source");

/// `dcterms:date`
pub const DATE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://purl.org/dc/terms/date");

/// `dcterms:identifier`
pub const IDENTIFIER: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://purl.org/dc/terms/identifier");

/// `dcterms:isPartOf`
pub const IS_PART_OF: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://purl.org/dc/terms/isPartOf");

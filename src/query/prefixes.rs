//! The prefixes that queries and answers know without a declaration.

use crate::vocab;

/// Prefixes and namespaces of a store with this base IRI, in the order they are listed for people: `cg`
/// ontology, `m` concepts, `x` instances, `g` graphs, then the published vocabularies.
pub fn prefixes(base: &str) -> Vec<(&'static str, String)> {
    vec![
        ("cg", vocab::casegraph::NAMESPACE.to_owned()),
        ("m", vocab::CONCEPT.to_owned()),
        ("x", base.to_owned()),
        ("g", format!("{base}graph/")),
        ("oa", vocab::oa::NAMESPACE.to_owned()),
        ("prov", vocab::prov::NAMESPACE.to_owned()),
        ("skos", vocab::skos::NAMESPACE.to_owned()),
        ("dcterms", vocab::dcterms::NAMESPACE.to_owned()),
        ("rdf", vocab::rdf::NAMESPACE.to_owned()),
        ("rdfs", vocab::rdfs::NAMESPACE.to_owned()),
        ("owl", "http://www.w3.org/2002/07/owl#".to_owned()),
        ("xsd", vocab::xsd::NAMESPACE.to_owned()),
        ("geo", vocab::geo::NAMESPACE.to_owned()),
    ]
}

/// The IRI with the longest prefix that leaves a name which needs no escape; `None` where none does.
pub fn shorten(iri: &str, prefixes: &[(&'static str, String)]) -> Option<String> {
    prefixes
        .iter()
        .filter_map(|(prefix, namespace)| {
            Some((*prefix, namespace.len(), iri.strip_prefix(namespace.as_str())?))
        })
        .filter(|(_, _, local)| is_plain(local))
        .max_by_key(|(_, length, _)| *length)
        .map(|(prefix, _, local)| format!("{prefix}:{local}"))
}

/// Whether a local name can stand after a prefix as it is; a slash is let through, since it is only for people.
fn is_plain(local: &str) -> bool {
    !local.is_empty()
        && local.chars().all(|character| character.is_alphanumeric() || matches!(character, '-' | '_' | '/'))
}

#[cfg(test)]
mod tests {
    use super::{prefixes, shorten};

    #[test]
    fn the_longest_namespace_wins() {
        let known = prefixes("https://e.org/id/");
        assert_eq!(shorten("https://e.org/id/person/a-1", &known).as_deref(), Some("x:person/a-1"));
        assert_eq!(shorten("https://e.org/id/graph/res", &known).as_deref(), Some("g:res"));
        assert_eq!(shorten("https://e.org/id/", &known), None);
        assert_eq!(shorten("https://e.org/other", &known), None);
    }
}

//! Looking nodes up by name.

use std::collections::BTreeMap;

use oxigraph::model::GraphNameRef;
use oxigraph::model::NamedNode;
use oxigraph::model::Term;
use oxigraph::store::Store;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::error::NetworkError;
use super::kind::Kind;
use super::rdf::Graph;
use super::rdf::named_subject;
use crate::vocab::skos;

/// A node that a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its IRI.
    pub iri: NamedNode,
    /// Its preferred label.
    pub label: String,
    /// Its kind.
    pub kind: Kind,
}

/// The nodes of the view that a name stands for, by IRI: a full IRI, an id below the base (`person/…`), or
/// any label, case and accents ignored. Entities are preferred to events and situations of the same name,
/// since those are often named after one.
pub fn find_by_name(store: &Store, base: &str, name: &str) -> Result<Vec<Named>, NetworkError> {
    let graph = Graph::new(store);
    for iri in [name.to_owned(), format!("{base}{name}")] {
        let Ok(iri) = NamedNode::new(iri) else { continue };
        if !graph.view(Some(&iri), None, None)?.is_empty() {
            let (label, kind) = (graph.label(&iri)?, graph.kind(&iri)?);
            return Ok(vec![Named { iri, label, kind }]);
        }
    }
    let wanted = folded(name);
    let mut found = BTreeMap::new();
    for predicate in [skos::PREF_LABEL, skos::ALT_LABEL] {
        for quad in store.quads_for_pattern(None, Some(predicate), None, Some(GraphNameRef::DefaultGraph)) {
            let quad = quad?;
            let Term::Literal(label) = &quad.object else { continue };
            if folded(label.value()) != wanted {
                continue;
            }
            let Some(iri) = named_subject(quad.subject) else { continue };
            let (label, kind) = (graph.label(&iri)?, graph.kind(&iri)?);
            found.insert(iri.clone(), Named { iri, label, kind });
        }
    }
    let entities = found.values().any(|named| !is_secondary(named.kind));
    Ok(found.into_values().filter(|named| !entities || !is_secondary(named.kind)).collect())
}

/// Whether a node of this kind gives way to others of the same name.
fn is_secondary(kind: Kind) -> bool {
    kind.is_frame() || matches!(kind, Kind::Topic | Kind::Other)
}

/// A name without case, accents and outer or doubled white space.
fn folded(name: &str) -> String {
    let plain = name.nfd().filter(|character| !is_combining_mark(*character)).collect::<String>();
    plain.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn names_are_compared_without_case_accents_and_spaces() {
        assert_eq!(folded("  Ásta   Þórsdóttir "), folded("asta þorsdottir"));
        assert_ne!(folded("Asta"), folded("Astra"));
    }
}

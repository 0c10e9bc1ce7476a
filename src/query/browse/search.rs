//! Search by name.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::error::QueryError;
use super::classes::{is_a, is_frame};
use super::graph::{Browser, Thing, failed};
use crate::vocab::casegraph::{class, local_name, property};
use crate::vocab::{dcterms, rdf, skos};

/// Hits whose documents are counted; of more, those whose names fit best.
const RANKED: usize = 1_000;

/// Which hits are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchFilter {
    /// Local name of a class that the hit has or is below. Without it, events and situations are left out.
    pub class: Option<String>,
    /// Only what has an event that may touch this day (`YYYY-MM-DD`) or a later one.
    pub after: Option<String>,
    /// Only what has an event that may touch this day or an earlier one.
    pub before: Option<String>,
    /// At most so many hits; 0 is no limit.
    pub limit: usize,
}

/// A hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What was found.
    pub thing: Thing,
    /// Its most specific class.
    pub class: String,
    /// The name that fits, where it is not the preferred one.
    pub matched: Option<String>,
    /// How many documents mention it.
    pub documents: usize,
    /// First and last day of its events, or of its publication for a document.
    pub days: Option<(String, String)>,
}

/// How well a name fits: exactly, at its start, at the start of a word, inside a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    Start,
    Word,
    Inside,
}

/// A text without case, accents and doubled white space.
fn folded(text: &str) -> String {
    let plain: String = text.nfkd().filter(|character| !is_combining_mark(*character)).collect();
    plain.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn fit(name: &str, wanted: &str) -> Option<Fit> {
    if wanted.is_empty() {
        return None;
    }
    let name = folded(name);
    if name == wanted {
        return Some(Fit::Whole);
    }
    let places: Vec<usize> = name.match_indices(wanted).map(|(at, _)| at).collect();
    let word = |at: &usize| {
        name.get(..*at).and_then(|before| before.chars().last()).is_none_or(|last| !last.is_alphanumeric())
    };
    match places.first() {
        None => None,
        Some(0) => Some(Fit::Start),
        Some(_) if places.iter().any(word) => Some(Fit::Word),
        Some(_) => Some(Fit::Inside),
    }
}

impl Browser<'_> {
    /// Entities, and documents by their title, whose names contain `text`, case and accents ignored: best fit
    /// first, then by how many documents mention them, then by label.
    pub fn find(&self, text: &str, filter: &SearchFilter) -> Result<Vec<Found>, QueryError> {
        let wanted = folded(text);
        let mut hits: BTreeMap<NamedNode, (Fit, String)> = BTreeMap::new();
        for (predicate, graph) in [
            (skos::PREF_LABEL, Some(GraphNameRef::DefaultGraph)),
            (skos::ALT_LABEL, Some(GraphNameRef::DefaultGraph)),
            (dcterms::TITLE, None),
        ] {
            for quad in self.store().quads_for_pattern(None, Some(predicate), None, graph) {
                let quad = quad.map_err(failed)?;
                let (NamedOrBlankNode::NamedNode(node), Term::Literal(name)) = (quad.subject, quad.object)
                else {
                    continue;
                };
                let Some(fit) = fit(name.value(), &wanted) else { continue };
                let hit = (fit, name.value().to_owned());
                hits.entry(node).and_modify(|best| *best = best.clone().min(hit.clone())).or_insert(hit);
            }
        }
        self.rank(hits, filter)
    }

    fn rank(
        &self,
        hits: BTreeMap<NamedNode, (Fit, String)>,
        filter: &SearchFilter,
    ) -> Result<Vec<Found>, QueryError> {
        let mut candidates = Vec::new();
        for (node, (fit, name)) in hits {
            let class = self.class(node.as_ref())?;
            let wanted = match &filter.class {
                Some(wanted) => is_a(&class, wanted),
                // Modes and directions are concepts without a class of ours: words, not things.
                None => !class.is_empty() && !is_frame(&class) && is_a(&class, "Entity") || class == "Source",
            };
            if wanted {
                candidates.push((fit, name.chars().count(), name, node, class));
            }
        }
        candidates.sort();
        candidates.truncate(RANKED);
        let mut found = Vec::new();
        for (fit, _, name, node, class) in candidates {
            let hit = self.found(node.as_ref(), class, name)?;
            let days = |at: fn(&(String, String)) -> &String| hit.days.as_ref().map(at);
            let after =
                filter.after.as_ref().is_none_or(|day| days(|days| &days.1).is_some_and(|it| it >= day));
            let before =
                filter.before.as_ref().is_none_or(|day| days(|days| &days.0).is_some_and(|it| it <= day));
            if after && before {
                found.push((fit, std::cmp::Reverse(hit.documents), hit.thing.clone(), hit));
            }
        }
        found.sort_by(|one, other| (one.0, one.1, &one.2).cmp(&(other.0, other.1, &other.2)));
        if filter.limit > 0 {
            found.truncate(filter.limit);
        }
        Ok(found.into_iter().map(|(.., hit)| hit).collect())
    }

    fn found(&self, node: NamedNodeRef<'_>, class: String, name: String) -> Result<Found, QueryError> {
        if class == local_name(class::DOCUMENT_VERSION) {
            let graph = Some(GraphNameRef::NamedNode(node));
            let day = self.text(node, property::PUBLISHED, graph)?;
            let thing = Thing { label: name, iri: node.as_str().to_owned() };
            let days = day.map(|day| (day.clone(), day));
            return Ok(Found { thing, class, matched: None, documents: 1, days });
        }
        let thing = self.thing(node)?;
        let matched = (name != thing.label).then_some(name);
        let documents = self.documents_of(node)?.len();
        Ok(Found { thing, class, matched, documents, days: self.days_of(node)? })
    }

    /// The versions of documents that mention an entity or tell of an event.
    pub(super) fn documents_of(&self, node: NamedNodeRef<'_>) -> Result<BTreeSet<String>, QueryError> {
        let mut documents = BTreeSet::new();
        for referring in self.referring(node)? {
            let quads =
                self.store().quads_for_pattern(Some(referring.as_ref().into()), Some(rdf::TYPE), None, None);
            for quad in quads {
                if let GraphName::NamedNode(graph) = quad.map_err(failed)?.graph_name
                    && graph.as_ref() != self.resolution_node()
                {
                    documents.insert(graph.into_string());
                }
            }
        }
        Ok(documents)
    }

    /// First and last day that the view tells of a node's own time or of the events that it takes part in.
    pub(super) fn days_of(&self, node: NamedNodeRef<'_>) -> Result<Option<(String, String)>, QueryError> {
        let view = Some(GraphNameRef::DefaultGraph);
        let mut nodes = vec![node.into_owned()];
        for quad in self.store().quads_for_pattern(None, None, Some(node.into()), view) {
            if let NamedOrBlankNode::NamedNode(subject) = quad.map_err(failed)?.subject {
                nodes.push(subject);
            }
        }
        let mut days: Option<(String, String)> = None;
        for node in nodes {
            for time in self.nodes(node.as_ref(), property::TIME, view)? {
                let time = self.time(time.as_ref())?;
                let (Some(first), Some(last)) = (time.first(), time.last()) else { continue };
                days = Some(match days {
                    None => (first.to_owned(), last.to_owned()),
                    Some((from, to)) => (from.min(first.to_owned()), to.max(last.to_owned())),
                });
            }
        }
        Ok(days)
    }
}

#[cfg(test)]
mod tests {
    use super::{Fit, fit, folded};

    #[test]
    fn names_fit_whole_at_the_start_of_words_and_inside() {
        let fit = |name, wanted| fit(name, &folded(wanted));
        assert_eq!(fit("Port of Łęba", "PORT OF ŁĘBA"), Some(Fit::Whole));
        assert_eq!(fit("José Ramón", "jose"), Some(Fit::Start));
        assert_eq!(fit("José Ramón", "ramon"), Some(Fit::Word));
        assert_eq!(fit("José Ramón", "amo"), Some(Fit::Inside));
        assert_eq!(fit("banana na", "na"), Some(Fit::Word));
        assert_eq!(fit("José Ramón", "x"), None);
        assert_eq!(fit("José Ramón", "  "), None);
    }
}

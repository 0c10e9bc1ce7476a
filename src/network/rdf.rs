//! Typed reads of the store, by patterns of quads.

use std::cell::RefCell;
use std::collections::HashMap;

use oxigraph::model::GraphNameRef;
use oxigraph::model::Literal;
use oxigraph::model::NamedNode;
use oxigraph::model::NamedNodeRef;
use oxigraph::model::NamedOrBlankNode;
use oxigraph::model::Quad;
use oxigraph::model::Term;
use oxigraph::store::StorageError;
use oxigraph::store::Store;
use sha2::Digest;
use sha2::Sha256;

use super::kind::Kind;
use super::model::State;
use crate::vocab::casegraph;
use crate::vocab::casegraph::property;
use crate::vocab::casegraph::value;
use crate::vocab::rdf;
use crate::vocab::skos;

/// A number for an IRI, valid inside one projection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Id(u32);

/// The store with the IRIs met so far.
pub(super) struct Graph<'a> {
    store: &'a Store,
    interner: RefCell<Interner>,
}

#[derive(Default)]
struct Interner {
    ids: HashMap<NamedNode, Id>,
    iris: Vec<NamedNode>,
    kinds: HashMap<Id, Kind>,
}

impl<'a> Graph<'a> {
    /// Reads this store.
    pub(super) fn new(store: &'a Store) -> Self {
        Self { store, interner: RefCell::default() }
    }

    /// The number of an IRI.
    pub(super) fn id(&self, iri: &NamedNode) -> Id {
        let mut interner = self.interner.borrow_mut();
        if let Some(id) = interner.ids.get(iri) {
            return *id;
        }
        // 2^32 IRIs do not fit into memory, so the number never saturates.
        let id = Id(u32::try_from(interner.iris.len()).unwrap_or(u32::MAX));
        interner.iris.push(iri.clone());
        interner.ids.insert(iri.clone(), id);
        id
    }

    /// The IRI of a number.
    pub(super) fn iri(&self, id: Id) -> NamedNode {
        let interner = self.interner.borrow();
        let found = interner.iris.get(id.0 as usize).cloned();
        found.unwrap_or_else(|| NamedNode::new_unchecked("urn:casegraph:unknown"))
    }

    /// Quads that fit a pattern of the view.
    pub(super) fn view(
        &self,
        subject: Option<&NamedNode>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<&NamedNode>,
    ) -> Result<Vec<Quad>, StorageError> {
        let subject = subject.map(|subject| subject.as_ref().into());
        let object = object.map(|object| object.as_ref().into());
        self.store.quads_for_pattern(subject, predicate, object, Some(GraphNameRef::DefaultGraph)).collect()
    }

    /// Quads that fit a pattern in any named graph.
    pub(super) fn evidence(
        &self,
        subject: Option<&NamedNode>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<&NamedNode>,
    ) -> Result<Vec<Quad>, StorageError> {
        let subject = subject.map(|subject| subject.as_ref().into());
        let object = object.map(|object| object.as_ref().into());
        let quads = self.store.quads_for_pattern(subject, predicate, object, None);
        quads.filter(|quad| !matches!(quad, Ok(quad) if quad.graph_name.is_default_graph())).collect()
    }

    /// The IRIs that the view gives a node for a property, sorted.
    pub(super) fn objects(
        &self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
    ) -> Result<Vec<NamedNode>, StorageError> {
        let quads = self.view(Some(subject), Some(predicate), None)?;
        Ok(sorted(quads.into_iter().filter_map(|quad| named(quad.object)).collect()))
    }

    /// The IRIs that have a node for a property in the view, sorted.
    pub(super) fn subjects(
        &self,
        predicate: NamedNodeRef<'_>,
        object: &NamedNode,
    ) -> Result<Vec<NamedNode>, StorageError> {
        let quads = self.view(None, Some(predicate), Some(object))?;
        Ok(sorted(quads.into_iter().filter_map(|quad| named_subject(quad.subject)).collect()))
    }

    fn literal(
        &self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
    ) -> Result<Option<Literal>, StorageError> {
        let mut literals = Vec::new();
        for quad in self.view(Some(subject), Some(predicate), None)? {
            if let Term::Literal(literal) = quad.object {
                literals.push(literal);
            }
        }
        literals.sort_by(|a, b| a.value().cmp(b.value()).then_with(|| a.language().cmp(&b.language())));
        Ok(literals.into_iter().next())
    }

    /// The text that the view gives a node for a property.
    pub(super) fn text(
        &self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
    ) -> Result<Option<String>, StorageError> {
        Ok(self.literal(subject, predicate)?.map(|literal| literal.value().to_owned()))
    }

    /// The preferred label, else another name that any graph knows, else the last part of the IRI.
    pub(super) fn label(&self, node: &NamedNode) -> Result<String, StorageError> {
        if let Some(label) = self.text(node, skos::PREF_LABEL)? {
            return Ok(label);
        }
        let mut labels = Vec::new();
        for quad in self.evidence(Some(node), Some(skos::PREF_LABEL), None)? {
            if let Term::Literal(literal) = quad.object {
                labels.push(literal.value().to_owned());
            }
        }
        labels.sort_unstable();
        Ok(labels.into_iter().next().unwrap_or_else(|| last_part(node)))
    }

    /// The kind of a node, by its classes in the view.
    pub(super) fn kind(&self, node: &NamedNode) -> Result<Kind, StorageError> {
        let id = self.id(node);
        if let Some(kind) = self.interner.borrow().kinds.get(&id) {
            return Ok(*kind);
        }
        let kind = Kind::of(&self.objects(node, rdf::TYPE)?, node);
        self.interner.borrow_mut().kinds.insert(id, kind);
        Ok(kind)
    }

    /// A quantity as it stands before what it counts: `10 ×`, `more than 4,000`, `tens of thousands of`.
    pub(super) fn quantity(&self, node: &NamedNode) -> Result<Option<String>, StorageError> {
        let min = self.text(node, property::MIN)?.and_then(|text| text.parse::<u64>().ok());
        let max = self.text(node, property::MAX)?.and_then(|text| text.parse::<u64>().ok());
        let qualifier = self.objects(node, property::QUALIFIER)?.into_iter().next();
        let about = qualifier.as_ref().is_some_and(|it| it.as_ref() == value::APPROX);
        let more_than = qualifier.as_ref().is_some_and(|it| it.as_ref() == value::MORE_THAN);
        let magnitude = qualifier.as_ref().is_some_and(|it| it.as_ref() == value::ORDER_OF_MAGNITUDE);
        Ok(match (min, max) {
            (Some(min), Some(max)) if min == max && about => Some(format!("about {}", grouped(min))),
            (Some(min), Some(max)) if min == max => Some(format!("{} ×", grouped(min))),
            (Some(min), _) if magnitude && powers(min).is_some() => powers(min).map(|of| format!("{of} of")),
            (Some(min), Some(max)) => Some(format!("{} to {}", grouped(min), grouped(max))),
            (Some(min), None) if more_than => Some(format!("more than {}", grouped(min.saturating_sub(1)))),
            (Some(min), None) => Some(format!("at least {}", grouped(min))),
            (None, Some(max)) => Some(format!("at most {}", grouped(max))),
            (None, None) => None,
        })
    }

    /// The time of a frame in words, where it is known well enough to be printed beside an act.
    pub(super) fn time(&self, frame: &NamedNode) -> Result<Option<String>, StorageError> {
        let Some(span) = self.objects(frame, property::TIME)?.into_iter().next() else { return Ok(None) };
        let precision = self.objects(&span, property::PRECISION)?.into_iter().next();
        let (Some(begin), Some(precision)) = (self.text(&span, property::NOT_BEFORE)?, precision) else {
            return Ok(None);
        };
        let ends = self.text(&span, property::NOT_AFTER)?.is_some();
        let lasts = self.text(&span, property::STARTS_BY)?.is_some()
            || self.text(&span, property::ENDS_NOT_BEFORE)?.is_some();
        let since = |day: &str| if lasts && !ends { format!("since {day}") } else { day.to_owned() };
        Ok(match precision.as_ref() {
            value::DAY => Some(since(&begin)),
            value::MONTH | value::PART_OF_MONTH => begin.get(..7).map(since),
            value::YEAR => begin.get(..4).map(since),
            value::OPEN if !ends => begin.get(..7).map(|month| format!("since {month}")),
            _ => None,
        })
    }

    /// What the store holds: a digest of its document versions, and the latest day of publication.
    pub(super) fn state(&self) -> Result<State, StorageError> {
        let mut versions = Vec::new();
        for quad in self.evidence(None, Some(property::CONTENT_HASH), None)? {
            versions.push(format!("{} {}\n", quad.subject, quad.object));
        }
        versions.sort_unstable();
        let mut latest: Option<String> = None;
        for quad in self.evidence(None, Some(property::PUBLISHED), None)? {
            if let Term::Literal(day) = quad.object {
                // Days of the usual four-digit years sort as text.
                latest = latest.max(Some(day.value().to_owned()));
            }
        }
        let digest = Sha256::digest(versions.concat().as_bytes());
        // 48 bits, read as one number, are 12 hexadecimal digits.
        let number = digest.iter().take(6).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let digest = format!("{number:012x}");
        Ok(State { digest, latest, documents: versions.len() })
    }
}

/// The IRI of an object, if it is one.
pub(super) fn named(term: Term) -> Option<NamedNode> {
    match term {
        Term::NamedNode(node) => Some(node),
        _ => None,
    }
}

/// The IRI of a subject, if it is one.
pub(super) fn named_subject(subject: NamedOrBlankNode) -> Option<NamedNode> {
    match subject {
        NamedOrBlankNode::NamedNode(node) => Some(node),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

/// The local name of one of our terms, else the last part of the IRI.
pub(super) fn local(node: &NamedNode) -> String {
    let name = casegraph::local_name(node.as_ref());
    if name == node.as_str() { last_part(node) } else { name.to_owned() }
}

/// What follows the last `/` or `#` of an IRI.
pub(super) fn last_part(node: &NamedNode) -> String {
    let iri = node.as_str().trim_end_matches(['/', '#']);
    let part = iri.rsplit(['/', '#']).next().unwrap_or(iri);
    if part.is_empty() { iri.to_owned() } else { part.to_owned() }
}

fn sorted(mut nodes: Vec<NamedNode>) -> Vec<NamedNode> {
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}

/// The words whose least number this is, as `tens of thousands` are 20,000 or more.
fn powers(least: u64) -> Option<&'static str> {
    Some(match least {
        20 => "tens",
        200 => "hundreds",
        2_000 => "thousands",
        20_000 => "tens of thousands",
        200_000 => "hundreds of thousands",
        2_000_000 => "millions",
        _ => return None,
    })
}

/// A number with a comma at every thousand.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut result = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            result.push(',');
        }
        result.push(digit);
    }
    result
}

#[cfg(test)]
mod tests {
    use oxigraph::model::NamedNode;

    use super::{grouped, last_part};

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(4000), "4,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn the_last_part_of_an_iri_is_what_people_read() {
        assert_eq!(last_part(&NamedNode::new_unchecked("http://example.org/a/b#c")), "c");
        assert_eq!(last_part(&NamedNode::new_unchecked("http://example.org/a/")), "a");
        assert_eq!(last_part(&NamedNode::new_unchecked("urn:x")), "urn:x");
    }
}

//! The triples of a CONSTRUCT query as a network.

use std::collections::BTreeMap;

use oxigraph::model::NamedNode;
use oxigraph::model::Term;
use oxigraph::model::Triple;
use oxigraph::store::Store;

use super::around::assemble;
use super::around::describe;
use super::error::NetworkError;
use super::folding::Link;
use super::kind::Kind;
use super::model::LeftOut;
use super::model::Network;
use super::model::Node;
use super::model::Support;
use super::rdf::Graph;
use super::rdf::local;
use super::rdf::named_subject;
use super::words;
use crate::vocab::rdf;
use crate::vocab::rdfs;
use crate::vocab::skos;

/// Lines of literal values that a node shows; more would make cards of nodes.
const MAX_VALUES: usize = 4;

/// The network of these triples: resources as nodes, labelled and typed by the triples where they say so, else
/// by the store; triples between resources as edges; literal values as small print of their subject. Beyond
/// `max_nodes` the nodes with the fewest triples are left out.
pub fn from_triples(store: &Store, triples: &[Triple], max_nodes: usize) -> Result<Network, NetworkError> {
    let graph = Graph::new(store);
    let mut drafts: BTreeMap<NamedNode, Draft> = BTreeMap::new();
    let mut links = Vec::new();
    let mut triples = triples.to_vec();
    triples.sort_by_cached_key(ToString::to_string);
    triples.dedup();
    for triple in triples {
        let Some(subject) = named_subject(triple.subject) else { continue };
        let draft = drafts.entry(subject.clone()).or_default();
        match (triple.predicate.as_ref(), triple.object) {
            (rdf::TYPE, Term::NamedNode(class)) => draft.classes.push(class),
            (skos::PREF_LABEL | rdfs::LABEL, Term::Literal(label)) => {
                draft.label.get_or_insert_with(|| label.value().to_owned());
            }
            (_, Term::Literal(value)) => {
                let property = words::spaced(&local(&triple.predicate));
                draft.values.push(format!("{property}: {}", value.value()));
            }
            (predicate, Term::NamedNode(object)) => {
                draft.weight += 1;
                drafts.entry(object.clone()).or_default().weight += 1;
                links.push(link(subject, words::attribute(predicate), object));
            }
            _ => {}
        }
    }
    let mut ranked = drafts.into_iter().collect::<Vec<_>>();
    ranked.sort_by(|(a, more), (b, less)| less.weight.cmp(&more.weight).then_with(|| a.cmp(b)));
    let left_out = ranked.len().saturating_sub(max_nodes);
    ranked.truncate(max_nodes);
    ranked.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut nodes = Vec::new();
    for (iri, draft) in ranked {
        nodes.push(draft.finish(describe(&graph, &iri)?));
    }
    let mut network = assemble(nodes, links);
    network.left_out = LeftOut { nodes: left_out, cap: max_nodes };
    network.state = graph.state()?;
    Ok(network)
}

/// A node while triples are read.
#[derive(Default)]
struct Draft {
    label: Option<String>,
    classes: Vec<NamedNode>,
    values: Vec<String>,
    weight: usize,
}

impl Draft {
    fn finish(self, mut node: Node) -> Node {
        if let Some(label) = self.label {
            node.label = label;
        }
        let kind = Kind::of(&self.classes, &node.iri);
        if kind != Kind::Other {
            node.kind = kind;
        }
        let more = self.values.len().saturating_sub(MAX_VALUES);
        let mut lines = node.detail.take().into_iter().chain(self.values.into_iter().take(MAX_VALUES));
        let mut detail = lines.by_ref().collect::<Vec<_>>();
        if more > 0 {
            detail.push(format!("and {more} more values"));
        }
        node.detail = if detail.is_empty() { None } else { Some(detail.join("\n")) };
        node
    }
}

fn link(source: NamedNode, words: String, target: NamedNode) -> Link {
    let support = Support::Asserted;
    let (modality, event, backing) = (None, None, Vec::new());
    Link { source, target, words, directed: true, support, modality, conflict: false, event, backing }
}

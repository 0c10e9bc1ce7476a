//! The network around some nodes, ring by ring.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use oxigraph::model::NamedNode;
use oxigraph::model::NamedNodeRef;
use oxigraph::store::StorageError;
use oxigraph::store::Store;
use petgraph::graph::DiGraph;

use super::claims::Claims;
use super::error::NetworkError;
use super::folding::Folding;
use super::folding::Link;
use super::folding::PARTY_SLOTS;
use super::folding::QUIET_SLOTS;
use super::kind::Kind;
use super::model::Edge;
use super::model::Evidence;
use super::model::LeftOut;
use super::model::Modality;
use super::model::Network;
use super::model::Node;
use super::model::Sentence;
use super::model::Support;
use super::rdf::Graph;
use super::words;
use crate::vocab::casegraph::property;
use crate::vocab::rdf;

/// How much of the graph a network takes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct Projection {
    /// Rings around the roots, 1 or more.
    pub depth: usize,
    /// The most nodes; the heaviest of the innermost rings are kept.
    pub max_nodes: usize,
}

impl Default for Projection {
    fn default() -> Self {
        Self { depth: 1, max_nodes: 60 }
    }
}

/// The network around these nodes: what they have to do with others, what those have to do with one another,
/// and so on for as many rings as asked. Nodes that nothing joins to a root are left out.
pub fn around(store: &Store, roots: &[NamedNode], projection: Projection) -> Result<Network, NetworkError> {
    let graph = Graph::new(store);
    let claims = Claims::new(&graph)?;
    let mut roots = roots.to_vec();
    roots.sort_unstable();
    roots.dedup();
    let folding = Folding { graph: &graph, claims: &claims, roots: &roots };
    let mut growth = Growth::new(&folding, projection);
    let mut frontier = roots.clone();
    for ring in 1..=projection.depth {
        frontier = growth.grow(&frontier, ring)?;
    }
    growth.close()?;
    let disputed = claims.disputed()?;
    let mut nodes = Vec::new();
    for (iri, ring) in &growth.rings {
        let mut node = describe(&graph, iri)?;
        node.ring = *ring;
        node.conflicts = disputed.get(&graph.id(iri)).cloned().unwrap_or_default();
        nodes.push(node);
    }
    let links = growth.links.into_values().flatten().collect();
    let mut network = assemble(nodes, links);
    network.roots = network
        .graph
        .node_indices()
        .filter(|index| network.graph.node_weight(*index).is_some_and(|node| roots.contains(&node.iri)))
        .collect();
    network.left_out = LeftOut { nodes: growth.left_out.len(), cap: projection.max_nodes };
    network.state = graph.state()?;
    network.depth = projection.depth;
    Ok(network)
}

/// A network while it grows.
struct Growth<'f, 'l, 'g, 'a> {
    folding: &'f Folding<'l, 'g, 'a>,
    projection: Projection,
    /// The nodes taken in, with their ring.
    rings: BTreeMap<NamedNode, usize>,
    left_out: BTreeSet<NamedNode>,
    /// Links by the frame that they come from; those of attributes by the entity that has them.
    links: BTreeMap<(NamedNode, bool), Vec<Link>>,
}

impl<'f, 'l, 'g, 'a> Growth<'f, 'l, 'g, 'a> {
    fn new(folding: &'f Folding<'l, 'g, 'a>, projection: Projection) -> Self {
        let rings = folding.roots.iter().map(|root| (root.clone(), 0)).collect();
        Self { folding, projection, rings, left_out: BTreeSet::new(), links: BTreeMap::new() }
    }

    /// Reads what touches the frontier and takes in the heaviest nodes beyond it.
    fn grow(&mut self, frontier: &[NamedNode], ring: usize) -> Result<Vec<NamedNode>, StorageError> {
        let mut weights: BTreeMap<NamedNode, usize> = BTreeMap::new();
        for node in frontier {
            for frame in self.frames(node)? {
                self.read(&frame)?;
            }
            if self.folding.graph.kind(node)?.is_frame() {
                self.read(node)?;
            }
            for link in self.folding.attributes(node)? {
                self.add_attribute(link);
            }
        }
        for link in self.links.values().flatten() {
            for (known, new) in [(&link.source, &link.target), (&link.target, &link.source)] {
                if self.rings.contains_key(known) && !self.rings.contains_key(new) {
                    *weights.entry(new.clone()).or_default() += 1;
                }
            }
        }
        let mut ranked = weights.into_iter().collect::<Vec<_>>();
        ranked.sort_by(|(a, more), (b, less)| less.cmp(more).then_with(|| a.cmp(b)));
        let room = self.projection.max_nodes.saturating_sub(self.rings.len());
        let mut taken = Vec::new();
        for (index, (node, _)) in ranked.into_iter().enumerate() {
            if index < room {
                self.rings.insert(node.clone(), ring);
                self.left_out.remove(&node);
                taken.push(node);
            } else {
                self.left_out.insert(node);
            }
        }
        taken.sort_unstable();
        Ok(taken)
    }

    fn read(&mut self, frame: &NamedNode) -> Result<(), StorageError> {
        let key = (frame.clone(), true);
        if !self.links.contains_key(&key) {
            let links = self.folding.links(frame)?;
            self.links.insert(key, links);
        }
        Ok(())
    }

    fn add_attribute(&mut self, link: Link) {
        let links = self.links.entry((link.source.clone(), false)).or_default();
        if !links.iter().any(|known| known.target == link.target && known.words == link.words) {
            links.push(link);
        }
    }

    /// The frames that a node is a party of, by IRI.
    fn frames(&self, node: &NamedNode) -> Result<BTreeSet<NamedNode>, StorageError> {
        let graph = self.folding.graph;
        let quiet: &[NamedNodeRef<'_>] = if self.folding.roots.contains(node) { &QUIET_SLOTS } else { &[] };
        let mut frames = BTreeSet::new();
        for slot in PARTY_SLOTS.iter().chain(quiet) {
            for frame in graph.subjects(*slot, node)? {
                if graph.kind(&frame)?.is_frame() {
                    frames.insert(frame);
                }
            }
        }
        Ok(frames)
    }

    /// Adds what joins nodes that are already in: only frames that two of them share are read.
    fn close(&mut self) -> Result<(), StorageError> {
        let mut shared: BTreeMap<NamedNode, usize> = BTreeMap::new();
        let nodes = self.rings.keys().cloned().collect::<Vec<_>>();
        for node in &nodes {
            for frame in self.frames(node)? {
                *shared.entry(frame).or_default() += 1;
            }
            for link in self.folding.attributes(node)? {
                self.add_attribute(link);
            }
        }
        for (frame, count) in shared {
            if count > 1 {
                self.read(&frame)?;
            }
        }
        Ok(())
    }
}

/// A node with its label, kind and small print.
pub(super) fn describe(graph: &Graph<'_>, iri: &NamedNode) -> Result<Node, StorageError> {
    let kind = graph.kind(iri)?;
    let mut label = if kind == Kind::Topic { words::concept(graph, iri)? } else { graph.label(iri)? };
    if label.trim().is_empty() {
        label = super::rdf::last_part(iri);
    }
    let kinds = words::concepts(graph, iri, property::ASSET_TYPE)?;
    let classes = graph.objects(iri, rdf::TYPE)?;
    let telling = ["ArmedForce", "MilitaryUnit", "CriminalOrganization", "WorkingGroup", "EventSeries"];
    let class = classes.iter().map(super::rdf::local).find(|class| telling.contains(&class.as_str()));
    let detail = if kinds.is_empty() { class.map(|class| words::spaced(&class)) } else { Some(kinds) };
    let count = match graph.objects(iri, property::QUANTITY)?.first() {
        Some(quantity) if kind == Kind::Group => graph.quantity(quantity)?,
        _ => None,
    };
    Ok(Node { iri: iri.clone(), label, kind, detail, count, ring: 0, weight: 0, conflicts: Vec::new() })
}

/// What makes two links one edge.
type Merged = (NamedNode, NamedNode, bool, String, Option<Modality>, Support, bool);

/// Merges links that say the same, numbers sentences, and builds the graph of the nodes (given by IRI).
pub(super) fn assemble(nodes: Vec<Node>, links: Vec<Link>) -> Network {
    let mut graph = DiGraph::new();
    let mut indices = BTreeMap::new();
    for node in nodes {
        let iri = node.iri.clone();
        indices.insert(iri, graph.add_node(node));
    }
    let mut merged: BTreeMap<Merged, Vec<Link>> = BTreeMap::new();
    let mut sentences = BTreeSet::new();
    for link in links {
        if indices.contains_key(&link.source) && indices.contains_key(&link.target) {
            sentences.extend(link.backing.iter().flat_map(|claim| claim.sentences.iter().cloned()));
            let ends = (link.source.clone(), link.target.clone());
            let key = (
                ends.0,
                ends.1,
                link.directed,
                link.words.clone(),
                link.modality,
                link.support,
                link.conflict,
            );
            merged.entry(key).or_default().push(link);
        }
    }
    let sentences = sentences.into_iter().collect::<Vec<Sentence>>();
    for ((source, target, directed, words, modality, support, conflict), links) in merged {
        let (Some(source), Some(target)) = (indices.get(&source), indices.get(&target)) else { continue };
        let count = links.len();
        let mut events = links.iter().filter_map(|link| link.event.clone()).collect::<Vec<_>>();
        events.sort_unstable();
        events.dedup();
        for end in [*source, *target] {
            if let Some(node) = graph.node_weight_mut(end) {
                node.weight += count;
            }
        }
        let evidence = evidence(&links, &sentences);
        graph.add_edge(
            *source,
            *target,
            Edge { words, directed, support, modality, conflict, events, count, evidence },
        );
    }
    let (left_out, state) = Default::default();
    Network { graph, roots: Vec::new(), sentences, left_out, state, depth: 0 }
}

fn evidence(links: &[Link], sentences: &[Sentence]) -> Vec<Evidence> {
    let mut evidence = BTreeSet::new();
    for claim in links.iter().flat_map(|link| &link.backing) {
        for sentence in &claim.sentences {
            if let Ok(sentence) = sentences.binary_search(sentence) {
                let (stance, stated_by) = (claim.stance.clone(), claim.stated_by.clone());
                evidence.insert(Evidence { sentence, stance, confidence: claim.confidence, stated_by });
            }
        }
    }
    evidence.into_iter().collect()
}

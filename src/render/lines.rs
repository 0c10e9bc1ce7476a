//! Parallel edges bundled into lines, and what is written at them.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::text::html;
use super::text::wrap;
use crate::network::Edge;
use crate::network::Network;
use crate::network::Support;

/// Columns of an edge label.
const COLUMNS: usize = 28;

/// Acts that one line lists; the others are in its tooltip.
const MAX_ACTS: usize = 3;

/// Numbers of sentences that one act shows.
const MAX_MARKS: usize = 3;

/// Sentences of a tooltip.
const MAX_TOLD: usize = 12;

/// Edges between the same two nodes that are drawn as one line.
#[derive(Debug)]
pub(super) struct Line<'n> {
    pub(super) source: NodeIndex,
    pub(super) target: NodeIndex,
    pub(super) directed: bool,
    pub(super) support: Support,
    pub(super) conflict: bool,
    edges: Vec<&'n Edge>,
}

/// The lines of a network, by the IRIs of their ends: edges with the same ends, direction, support and
/// conflict share one.
pub(super) fn lines(network: &Network) -> Vec<Line<'_>> {
    let mut bundles = BTreeMap::new();
    for edge in network.graph.edge_references() {
        let weight = edge.weight();
        let key = (edge.source(), edge.target(), !weight.directed, weight.support, weight.conflict);
        bundles.entry(key).or_insert_with(Vec::new).push(weight);
    }
    let mut lines = Vec::new();
    for ((source, target, undirected, support, conflict), edges) in bundles {
        lines.push(Line { source, target, directed: !undirected, support, conflict, edges });
    }
    lines
}

impl Line<'_> {
    /// Facts merged into it.
    pub(super) fn count(&self) -> usize {
        self.edges.iter().map(|edge| edge.count).sum()
    }

    /// `1 + ln(count)`, so that a line of twenty facts is four times as wide as one of one.
    pub(super) fn width(&self) -> String {
        // A count has far fewer digits than a float's 15; more precision is not drawn.
        let count = u32::try_from(self.count()).unwrap_or(u32::MAX);
        format!("{:.1}", 1.0 + f64::from(count).ln())
    }

    /// The inside of its HTML-like label, the heaviest acts first; of a line beside the matter (`beside`) only
    /// the first.
    pub(super) fn label(&self, beside: bool) -> String {
        let (acts, most) = (self.acts(), most(beside));
        let mut rows = Vec::new();
        for Act { words, marks, more_marks } in acts.iter().take(most) {
            let mut marks = marks.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
            marks.push_str(if *more_marks { "…" } else { "" });
            let mut lines = wrap(words, COLUMNS, 2).iter().map(|line| html(line)).collect::<Vec<_>>();
            if let (Some(last), false) = (lines.last_mut(), marks.is_empty()) {
                *last = format!("{last}<font point-size=\"7\"> [{marks}]</font>");
            }
            // Spaces keep the words off the lines that pass by.
            rows.extend(lines.iter().map(|line| format!(" {line} ")));
        }
        if acts.len() > most {
            rows.push(format!(" and {} more ", acts.len() - most));
        }
        rows.join("<br/>")
    }

    /// The numbers of sentences that its label shows.
    pub(super) fn marks(&self, beside: bool) -> BTreeSet<usize> {
        self.acts().iter().take(most(beside)).flat_map(|act| act.marks.iter().copied()).collect()
    }

    /// What is written at it: each act with its modality, count and time, and the numbers of its sentences.
    fn acts(&self) -> Vec<Act> {
        let mut families: BTreeMap<(&str, &str), Vec<&Edge>> = BTreeMap::new();
        for edge in &self.edges {
            let modality = edge.modality.map_or("", |modality| modality.word());
            families.entry((family(&edge.words), modality)).or_default().push(edge);
        }
        let mut families = families.into_iter().collect::<Vec<_>>();
        let count = |edges: &[&Edge]| edges.iter().map(|edge| edge.count).sum::<usize>();
        families.sort_by(|(a, more), (b, less)| count(less).cmp(&count(more)).then_with(|| a.cmp(b)));
        families.into_iter().map(|((family, modality), edges)| act(family, modality, &edges)).collect()
    }

    /// The lines of its tooltip: the acts with their events, then the sentences with who says so.
    pub(super) fn tooltip(&self, network: &Network) -> Vec<String> {
        let mut lines = Vec::new();
        for edge in &self.edges {
            let modality = edge.modality.map_or(String::new(), |modality| format!(" ({})", modality.word()));
            let count = if edge.count > 1 { format!(" ×{}", edge.count) } else { String::new() };
            lines.push(format!("{}{modality}{count}", edge.words));
            for event in &edge.events {
                let time = event.time.as_ref().map_or(String::new(), |time| format!(" ({time})"));
                lines.push(format!("  {}{time}", event.label));
            }
        }
        let told = self.edges.iter().flat_map(|edge| &edge.evidence).collect::<BTreeSet<_>>();
        for evidence in told.iter().take(MAX_TOLD) {
            let Some(sentence) = network.sentences.get(evidence.sentence) else { continue };
            let confidence = evidence.confidence.map_or(String::new(), |it| format!(", confidence {it}"));
            let (number, text) = (evidence.sentence + 1, &sentence.text);
            let (speaker, stance) = (&evidence.stated_by, evidence.stance.to_lowercase());
            lines.push(format!("[{number}] {text} ({speaker}: {stance}{confidence})"));
        }
        if told.is_empty() {
            lines.push("no sentence: reference data or the result of a query".to_owned());
        } else if told.len() > MAX_TOLD {
            lines.push(format!("and {} more sentences", told.len() - MAX_TOLD));
        }
        lines
    }
}

/// One act as a label tells it.
struct Act {
    words: String,
    /// Numbers of its first sentences, from 1.
    marks: Vec<usize>,
    /// Whether it has more sentences than those.
    more_marks: bool,
}

/// How many acts a label shows; of a line beside the matter one.
fn most(beside: bool) -> usize {
    if beside { 1 } else { MAX_ACTS }
}

/// What stands before the colon of `commit: border security`, else the whole.
fn family(words: &str) -> &str {
    words.split_once(": ").map_or(words, |(family, _)| family)
}

/// One act, or several of a family told as one: `commit: border security and 7 more`.
fn act(family: &str, modality: &str, edges: &[&Edge]) -> Act {
    let topics = edges.iter().filter_map(|edge| edge.words.split_once(": ")).map(|(_, topic)| topic);
    let topics = topics.collect::<Vec<_>>();
    let mut words = vec![match topics.as_slice() {
        [] => family.to_owned(),
        [one] => format!("{family}: {one}"),
        [one, other] => format!("{family}: {one}, {other}"),
        [first, rest @ ..] => format!("{family}: {first} and {} more", rest.len()),
    }];
    // A commitment says by itself that it is a promise.
    let plain = modality.is_empty() || (family.starts_with("commit") && modality == "promised");
    if !plain {
        words.push(format!("({modality})"));
    }
    let count = edges.iter().map(|edge| edge.count).sum::<usize>();
    if count > topics.len().max(1) {
        words.push(format!("×{count}"));
    }
    let times = edges.iter().flat_map(|edge| &edge.events).map(|event| event.time.as_deref());
    let times = times.collect::<BTreeSet<_>>();
    if let (1, Some(Some(time))) = (times.len(), times.first()) {
        words.push(format!("· {time}"));
    }
    let numbers = edges.iter().flat_map(|edge| &edge.evidence).map(|evidence| evidence.sentence + 1);
    let numbers = numbers.collect::<BTreeSet<_>>();
    Act {
        words: words.join(" "),
        more_marks: numbers.len() > MAX_MARKS,
        marks: numbers.into_iter().take(MAX_MARKS).collect(),
    }
}

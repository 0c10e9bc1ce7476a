//! Networks as DOT text.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use petgraph::graph::NodeIndex;

use super::lines::Line;
use super::lines::lines;
use super::style::BESIDE;
use super::style::CONFLICT;
use super::style::FAINT;
use super::style::FONT;
use super::style::INK;
use super::style::line;
use super::style::line_word;
use super::style::look;
use super::text::html;
use super::text::quoted;
use super::text::visible;
use super::text::wrap;
use crate::network::Kind;
use crate::network::Network;
use crate::network::Node;
use crate::network::Support;

/// The most nodes that a picture may have; more would not be read, and not be laid out in time.
pub const MAX_DRAWN: usize = 5_000;

/// Up to so many nodes `dot` lays out in a second or two; beyond, `sfdp` does.
const MAX_RANKED: usize = 300;

/// Columns of a node's label.
const COLUMNS: usize = 22;

/// Kinds in one row of the legend.
const LEGEND_ROW: usize = 6;

/// Sentences that the caption prints.
const MAX_SENTENCES: usize = 16;

/// Columns of the caption.
const CAPTION_COLUMNS: usize = 130;

/// A drawing as text, with what was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The DOT text.
    pub dot: String,
    /// Nodes of the network in it; the legend's are not counted.
    pub nodes: usize,
    /// Lines between them; several facts may share one.
    pub lines: usize,
}

/// Writes a network as DOT with this title. Graphviz's `dot` lays it out from left to right: what a root
/// does to others stands to its right, what is done to it to its left.
pub fn to_dot(network: &Network, title: &str) -> Drawing {
    let lines = lines(network);
    let mut writer = Writer { network, text: String::new() };
    writer.text.push_str("digraph casegraph {\n");
    writer.head(title, &lines);
    writer.legend(&lines);
    for (index, node) in network.graph.node_indices().zip(network.graph.node_weights()) {
        writer.node(index, node);
    }
    let sides = sides(network, &lines);
    for line in &lines {
        writer.line(line, &sides);
    }
    writer.text.push_str("}\n");
    Drawing { dot: writer.text, nodes: network.graph.node_count(), lines: lines.len() }
}

/// The nodes that stand left of the roots: those that act on a root, and as many of the others as it takes
/// to fill both sides alike.
fn sides(network: &Network, lines: &[Line<'_>]) -> BTreeSet<NodeIndex> {
    let is_root = |node: &NodeIndex| network.roots.contains(node);
    let (mut left, mut right) = (BTreeSet::new(), BTreeSet::new());
    let mut free = Vec::new();
    for line in lines {
        match (is_root(&line.source), is_root(&line.target)) {
            (true, false) if line.directed => {
                right.insert(line.target);
            }
            (false, true) if line.directed => {
                left.insert(line.source);
            }
            (true, false) => free.push(line.target),
            (false, true) => free.push(line.source),
            _ => {}
        }
    }
    left.retain(|node| !right.contains(node));
    for node in free {
        if !left.contains(&node) && !right.contains(&node) {
            let side = if left.len() < right.len() { &mut left } else { &mut right };
            side.insert(node);
        }
    }
    // The fuller side hands over what it has too much of, from its end.
    while right.len() > left.len() + 1 {
        left.extend(right.pop_last());
    }
    while left.len() > right.len() + 1 {
        right.extend(left.pop_last());
    }
    left
}

struct Writer<'n> {
    network: &'n Network,
    text: String,
}

impl Writer<'_> {
    /// Adds a line; writing to a string cannot fail.
    fn put(&mut self, arguments: std::fmt::Arguments<'_>) {
        self.text.write_fmt(arguments).unwrap_or_default();
        self.text.push('\n');
    }

    fn head(&mut self, title: &str, lines: &[Line<'_>]) {
        let caption = self.caption(title, lines);
        let layout = if self.network.graph.node_count() > MAX_RANKED { "sfdp" } else { "dot" };
        self.put(format_args!(
            "  graph [fontname=\"{FONT}\", fontsize=10, fontcolor=\"{INK}\", layout={layout}, rankdir=LR, \
             nodesep=0.22, ranksep=0.55, splines=true, outputorder=edgesfirst, bgcolor=\"#ffffff\", pad=0.25, \
             labelloc=b, labeljust=l, label=<{caption}>, tooltip={}];",
            quoted(&[title])
        ));
        self.put(format_args!(
            "  node [fontname=\"{FONT}\", fontsize=11, fontcolor=\"#1d242b\", color=\"{INK}\", penwidth=0.8, \
             margin=\"0.12,0.05\", height=0.32];"
        ));
        self.put(format_args!(
            "  edge [fontname=\"{FONT}\", fontsize=9, fontcolor=\"{INK}\", color=\"{INK}\", arrowsize=0.7];"
        ));
    }

    fn node(&mut self, index: NodeIndex, node: &Node) {
        let look = look(node.kind);
        let root = self.network.roots.contains(&index);
        let name = node.count.as_ref().map_or(node.label.clone(), |count| format!("{count} {}", node.label));
        let mut rows = wrap(&name, COLUMNS, 4).iter().map(|row| html(row)).collect::<Vec<_>>();
        if root {
            rows = rows.iter().map(|row| format!("<b>{row}</b>")).collect();
        }
        for line in node.detail.iter().flat_map(|detail| detail.lines()) {
            for row in wrap(line, COLUMNS + 6, 2) {
                rows.push(format!("<font point-size=\"8\" color=\"{FAINT}\">{}</font>", html(&row)));
            }
        }
        for conflict in &node.conflicts {
            for row in wrap(conflict, COLUMNS + 6, 4) {
                rows.push(format!("<font point-size=\"8\" color=\"{CONFLICT}\">{}</font>", html(&row)));
            }
        }
        let color = if node.conflicts.is_empty() { INK } else { CONFLICT };
        let width = if root { "2.2" } else { "0.8" };
        let url = if links(node.iri.as_str()) {
            format!(", URL={}", quoted(&[node.iri.as_str()]))
        } else {
            String::new()
        };
        let tooltip =
            quoted(&[format!("{} ({})", node.label, node.kind.word()), node.iri.as_str().to_owned()]);
        let (number, label) = (index.index(), rows.join("<br/>"));
        self.put(format_args!(
            "  n{number} [label=<{label}>, shape={}, style=\"{}\", margin=\"{}\", fillcolor=\"{}\", \
             color=\"{color}\", penwidth={width}, tooltip={tooltip}{url}];",
            look.shape, look.style, look.margin, look.fill
        ));
    }

    fn line(&mut self, edge: &Line<'_>, left: &BTreeSet<NodeIndex>) {
        let is_root = |node: NodeIndex| self.network.roots.contains(&node);
        // Which end is drawn first decides the side, not the meaning: the arrow follows `dir`.
        let turned = (is_root(edge.source) && left.contains(&edge.target))
            || (is_root(edge.target) && !left.contains(&edge.source) && !is_root(edge.source));
        let (tail, head) = if turned { (edge.target, edge.source) } else { (edge.source, edge.target) };
        let direction = match (edge.directed, turned) {
            (false, _) => "none",
            (true, false) => "forward",
            (true, true) => "back",
        };
        let beside = self.is_beside(edge);
        let color = match (edge.conflict, beside) {
            (true, _) => CONFLICT,
            (false, true) => BESIDE,
            (false, false) => INK,
        };
        let tooltip = quoted(&edge.tooltip(self.network));
        let (label, style) = (edge.label(beside), line(edge.support));
        let width = if beside { "0.8".to_owned() } else { edge.width() };
        self.put(format_args!(
            "  n{} -> n{} [label=<{label}>, dir={direction}, style={style}, color=\"{color}\", fontcolor=\"{color}\", \
             penwidth={width}, tooltip={tooltip}, labeltooltip={tooltip}];",
            tail.index(),
            head.index()
        ));
    }

    /// Whether a line joins two nodes of one ring, which is not what the picture is about.
    fn is_beside(&self, edge: &Line<'_>) -> bool {
        let ring = |node| self.network.graph.node_weight(node).map_or(0, |node| node.ring);
        ring(edge.source) == ring(edge.target) && ring(edge.source) > 0
    }

    /// What is drawn, how much of it, what was left out by which rule, and from which state of the graph.
    fn caption(&self, title: &str, lines: &[Line<'_>]) -> String {
        let network = self.network;
        let (nodes, facts) = (network.graph.node_count(), lines.iter().map(Line::count).sum::<usize>());
        let mut rows =
            vec![String::new(), format!("<font point-size=\"13\"><b>{}</b></font>", html(&visible(title)))];
        let mut counts = format!(
            "{nodes} {}, {} {} for {facts} {}",
            plural(nodes, "node", "nodes"),
            lines.len(),
            plural(lines.len(), "line", "lines"),
            plural(facts, "fact", "facts")
        );
        match (network.left_out.nodes, network.left_out.cap) {
            (0, _) => counts.push_str("; nothing left out"),
            (some, cap) => write!(
                counts,
                "; {some} more left out: at most {cap} nodes are drawn, the most connected of the inner rings first"
            )
            .unwrap_or_default(),
        }
        rows.push(html(&counts));
        let state = &network.state;
        let latest = state.latest.as_ref().map_or(String::new(), |day| format!(", the latest of {day}"));
        rows.push(html(&format!(
            "Graph {} from {} {}{latest}",
            state.digest,
            state.documents,
            plural(state.documents, "document", "documents")
        )));
        rows.extend(self.notes(lines));
        let mut caption = rows.join("<br align=\"left\"/>");
        caption.push_str("<br align=\"left\"/>");
        caption
    }

    /// The sentences of the marks that are seen.
    fn notes(&self, lines: &[Line<'_>]) -> Vec<String> {
        let small = |text: &str| format!("<font point-size=\"8\" color=\"{FAINT}\">{}</font>", html(text));
        let marks = lines.iter().flat_map(|line| line.marks(self.is_beside(line))).collect::<BTreeSet<_>>();
        let mut rows = Vec::new();
        for mark in marks.iter().take(MAX_SENTENCES) {
            let Some(sentence) = self.network.sentences.get(mark.saturating_sub(1)) else { continue };
            let lines = wrap(&format!("[{mark}] {}", sentence.text), CAPTION_COLUMNS, 3);
            rows.extend(lines.iter().map(|line| small(line)));
        }
        let more = self.network.sentences.len().saturating_sub(marks.len().min(MAX_SENTENCES));
        if more > 0 {
            let sentences = plural(more, "sentence", "sentences");
            rows.push(small(&format!("and {more} more {sentences}, in the tooltips of the lines")));
        }
        rows
    }

    /// Only what the picture uses: its kinds of nodes, its lines, and red if there is a conflict.
    fn legend(&mut self, lines: &[Line<'_>]) {
        let used = self.network.graph.node_weights().map(|node| node.kind).collect::<BTreeSet<_>>();
        let kinds = Kind::ALL.into_iter().filter(|kind| used.contains(kind)).collect::<Vec<_>>();
        let mut supports = lines.iter().map(|line| line.support).collect::<BTreeSet<_>>();
        supports.insert(Support::Asserted);
        let conflict = lines.iter().any(|line| line.conflict)
            || self.network.graph.node_weights().any(|node| !node.conflicts.is_empty());
        self.put(format_args!("  subgraph cluster_legend {{"));
        self.put(format_args!(
            "    graph [label=\"\", style=rounded, color=\"#c9d0d6\", margin=6, tooltip=\"legend\"];"
        ));
        self.put(format_args!(
            "    node [fontsize=8, height=0.25, width=0.4, margin=\"0.06,0.03\", penwidth=0.6];"
        ));
        let mut previous: Option<String> = None;
        for (index, kind) in kinds.into_iter().enumerate() {
            let look = look(kind);
            let name = format!("legend_{}", kind.word());
            self.put(format_args!(
                "    {name} [label=\"{}\", shape={}, style=\"{}\", fillcolor=\"{}\", tooltip=\"legend\"];",
                kind.word(),
                look.shape,
                look.style,
                look.fill
            ));
            if let (Some(previous), false) = (previous, index.is_multiple_of(LEGEND_ROW)) {
                self.put(format_args!("    {previous} -> {name} [style=invis];"));
            }
            previous = Some(name);
        }
        let mut samples =
            supports.into_iter().map(|support| (line(support), INK, line_word(support))).collect::<Vec<_>>();
        if conflict {
            samples.push(("solid", CONFLICT, "in conflict"));
        }
        for number in 0..=samples.len() {
            self.put(format_args!(
                "    legend_{number} [label=\"\", shape=point, width=0.03, height=0.03, tooltip=\"legend\"];"
            ));
        }
        for (number, (style, color, word)) in samples.into_iter().enumerate() {
            self.put(format_args!(
                "    legend_{number} -> legend_{} [label=\" {word} \", style={style}, color=\"{color}\", \
                 fontsize=8, arrowhead=none, tooltip=\"legend\"];",
                number + 1
            ));
        }
        self.put(format_args!("  }}"));
    }
}

/// Whether a link to this IRI may be written.
fn links(iri: &str) -> bool {
    let scheme = iri.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
}

fn plural<'w>(count: usize, one: &'w str, many: &'w str) -> &'w str {
    if count == 1 { one } else { many }
}

//! The network as a value.

use oxigraph::model::NamedNode;
use petgraph::graph::DiGraph;
use petgraph::graph::NodeIndex;

use super::kind::Kind;

/// A part of the graph as nodes and edges, ready to be drawn or measured.
#[derive(Debug, Clone)]
pub struct Network {
    /// Nodes ordered by IRI, edges by ends and words. An edge without direction runs from the lesser IRI.
    pub graph: DiGraph<Node, Edge>,
    /// The nodes that the network was drawn around; empty for the triples of a query.
    pub roots: Vec<NodeIndex>,
    /// The sentences that edges point to, by document and place; their number in print is the index plus 1.
    pub sentences: Vec<Sentence>,
    /// What was left out, rule by rule.
    pub left_out: LeftOut,
    /// What the store held.
    pub state: State,
    /// How many rings were asked for; 0 for the triples of a query.
    pub depth: usize,
}

/// A node: an entity, or an event or situation that could not be folded into an edge.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its IRI.
    pub iri: NamedNode,
    /// Its preferred label, else the last part of its IRI.
    pub label: String,
    /// Its kind.
    pub kind: Kind,
    /// What to say in small print under the label: the type of an asset, the sort of an organisation.
    pub detail: Option<String>,
    /// The count of a group as it stands before its label: `10 ×`, `more than 4,000`, `tens of thousands of`.
    pub count: Option<String>,
    /// Steps from the nearest root.
    pub ring: usize,
    /// Events, situations and attributes that join it to the rest of the network.
    pub weight: usize,
    /// Values that sources disagree on, one line each.
    pub conflicts: Vec<String>,
}

/// How well an edge is supported: the best of its claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Support {
    /// At least one source says so in its own voice, or it is reference data.
    Asserted,
    /// Only in the words of others: quoted, reported or relayed.
    Relayed,
    /// Only inferred or implied.
    Inferred,
}

/// What kind of fact an act is, where it is not one that was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// Planned.
    Planned,
    /// Promised.
    Committed,
    /// Intended.
    Intended,
    /// Done again and again.
    Habitual,
    /// Only supposed.
    Hypothetical,
    /// Said not to have happened.
    Negated,
}

impl Modality {
    /// The word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Committed => "promised",
            Self::Intended => "intended",
            Self::Habitual => "habitual",
            Self::Hypothetical => "hypothetical",
            Self::Negated => "not done",
        }
    }
}

/// What joins two nodes, merged over the events that say the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// The words: an act, a post, an attribute.
    pub words: String,
    /// Whether it runs from source to target; both are equal parties otherwise.
    pub directed: bool,
    /// The best support of its claims.
    pub support: Support,
    /// Its modality where it is not actual.
    pub modality: Option<Modality>,
    /// Whether claims behind it contradict each other.
    pub conflict: bool,
    /// The events, situations or attributes merged into it, ordered by IRI; attributes and triples have none.
    pub events: Vec<EventNote>,
    /// How many facts were merged, 1 or more.
    pub count: usize,
    /// The sentences, ordered by number.
    pub evidence: Vec<Evidence>,
}

/// An event or situation behind an edge.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventNote {
    /// Its IRI.
    pub iri: NamedNode,
    /// Its label.
    pub label: String,
    /// Its time in words, where it is known well enough to be printed.
    pub time: Option<String>,
}

/// One claim behind an edge.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// Index into [`Network::sentences`].
    pub sentence: usize,
    /// Stance of the claim, a local name such as `Quoted`.
    pub stance: String,
    /// Confidence in whole per cent, where the claim has one.
    pub confidence: Option<u8>,
    /// Who says so, labels joined by commas.
    pub stated_by: String,
}

/// A sentence of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sentence {
    /// The IRI of the document version.
    pub document: NamedNode,
    /// Offset in code points from 0.
    pub start: u64,
    /// The text.
    pub text: String,
}

/// What a network leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Nodes beyond the cap, the least connected of the outermost ring first.
    pub nodes: usize,
    /// The cap.
    pub cap: usize,
}

/// The state of the store that a network was made from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    /// First 12 hex digits of a digest of all document versions.
    pub digest: String,
    /// The latest publication date, `YYYY-MM-DD`.
    pub latest: Option<String>,
    /// How many document versions there are.
    pub documents: usize,
}

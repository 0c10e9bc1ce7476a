//! Events and situations, and the claims that vouch for them.

use super::entity::{Entity, Identifier, Mention, Passage, Phrase, Resolution};
use super::values::{Modality, Quantity, Stance, Term, TimeSpan};
use crate::span::Span;

/// What a claim is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// An event or situation; index into `frames`.
    Frame(usize),
    /// A mention, hence an attribute of what it refers to; index into `mentions`.
    Mention(usize),
    /// A concept written without a mention; index into `entities`, whose scope is `Concept`.
    Concept(usize),
}

/// What fills a slot or is the value of a claim.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A frame, a mention or a concept.
    Node(Node),
    /// A time.
    Time(TimeSpan),
    /// A quantity.
    Quantity(Quantity),
    /// Words: an evaluation, English unless said otherwise.
    Text(String),
    /// A code under which a register knows an event.
    Identifier(Identifier),
}

/// Who says something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Speaker {
    /// The publisher of the document.
    Narrator,
    /// Somebody in the text; index into `mentions`.
    Mention(usize),
}

/// An event or a situation as one clause tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Its classes, the leading one first ("also typed": Cooperate and Coerce).
    pub classes: Vec<Term>,
    /// Its modes: local names of concepts (`meet`); for a Trend its direction is a `cg:value` slot.
    pub modes: Vec<String>,
    /// Its slots but time and modality, in the order of the text.
    pub slots: Vec<(Term, Value)>,
    /// Its time.
    pub time: Option<TimeSpan>,
    /// Whether it happened; `None` on situations that simply hold.
    pub modality: Option<Modality>,
    /// The word that names it.
    pub trigger: Option<Span>,
    /// The event or situation of this document that it tells of: frames with the same number are the same one.
    pub event: usize,
}

/// Who says what of which node, on which evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// What it is about.
    pub about: Node,
    /// The slot or attribute it narrows to, with its value; `None` vouches for the whole frame.
    pub statement: Option<(Term, Value)>,
    /// How it is put.
    pub stance: Stance,
    /// Who says so.
    pub stated_by: Speaker,
    /// Through whom it came: indices into `mentions`.
    pub relayed_by: Vec<usize>,
    /// The word that weakens or strengthens it ("maybe").
    pub hedge_cue: Option<String>,
    /// Whole per cent, 0..=100.
    pub confidence: u8,
    /// The passages, the most telling one first: indices into `passages`.
    pub evidence: Vec<usize>,
    /// When the value holds, for a claim with a statement.
    pub time: Option<TimeSpan>,
    /// The rule or layer that made it, such as `frame:meet.with`.
    pub rule: String,
    /// Why, where it was inferred.
    pub comment: Option<String>,
}

/// Everything that one document version says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Statements {
    /// Pieces of text that can be evidence: all sentences in order, then the quotations.
    pub passages: Vec<Passage>,
    /// Places that refer to something.
    pub mentions: Vec<Mention>,
    /// What the document speaks of: one entry a thing.
    pub entities: Vec<Entity>,
    /// Events and situations.
    pub frames: Vec<Frame>,
    /// The claims.
    pub claims: Vec<Claim>,
    /// Decisions about identity that owe a reason.
    pub resolutions: Vec<Resolution>,
    /// Time expressions with their place and value, whether or not a frame uses them.
    pub times: Vec<(Span, TimeSpan)>,
    /// Quantities with their place, whether or not a frame uses them.
    pub quantities: Vec<(Span, Quantity)>,
    /// Names, noun phrases and pronouns with what they speak of, in the order of the text.
    pub phrases: Vec<Phrase>,
}

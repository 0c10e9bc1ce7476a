//! The document graph: passages, mentions, frames and claims of one version.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use oxigraph::model::Literal;
use oxigraph::model::NamedNode;
use oxigraph::model::Quad;
use oxigraph::model::Term as Object;

use super::mint::Names;
use super::mint::concept;
use super::values::Values;
use super::{Mint, RunSettings};
use crate::document::Document;
use crate::resolve::Digest;
use crate::resolve::Resolved;
use crate::resolve::narrator_key;
use crate::span::LineIndex;
use crate::span::Span;
use crate::statement::Claim;
use crate::statement::Frame;
use crate::statement::Node;
use crate::statement::Speaker;
use crate::statement::Statements;
use crate::statement::Term;
use crate::statement::Value;
use crate::statement::date_text;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;
use crate::vocab::dcterms;
use crate::vocab::oa;
use crate::vocab::prov;
use crate::vocab::rdf;
use crate::vocab::rdfs;
use crate::vocab::xsd;

/// The graph of one document version, and the names in it that other graphs need.
pub(super) struct Evidence {
    /// The quads of the graph.
    pub(super) quads: Vec<Quad>,
    /// Each mention's IRI, by its index in the statements.
    pub(super) mentions: Vec<NamedNode>,
    /// Each frame's IRI, by its index.
    pub(super) frames: Vec<NamedNode>,
    /// Who publishes.
    pub(super) narrator: NamedNode,
    /// How many claims were written.
    pub(super) claims: u64,
}

/// One document on its way into the store.
pub(super) struct Input<'a> {
    pub(super) mint: &'a Mint,
    pub(super) names: &'a Names,
    pub(super) document: &'a Document,
    pub(super) statements: &'a Statements,
    pub(super) resolved: &'a Resolved,
    /// The IRI of each entity, by its index in the statements.
    pub(super) entities: &'a [NamedNode],
    pub(super) run: &'a RunSettings,
}

/// Writes the graph of a document version.
pub(super) fn write(input: &Input<'_>) -> Evidence {
    let mut writer = Writer::new(input);
    writer.document();
    writer.passages();
    writer.mentions();
    let claims = writer.frames_and_claims();
    let mut quads = writer.quads;
    writer.values.describe(&input.names.version.clone().into(), &mut quads);
    Evidence { quads, mentions: writer.mentions, frames: writer.frames, narrator: writer.narrator, claims }
}

struct Writer<'a> {
    input: &'a Input<'a>,
    index: LineIndex,
    quads: Vec<Quad>,
    values: Values,
    narrator: NamedNode,
    run: NamedNode,
    passages: Vec<NamedNode>,
    mentions: Vec<NamedNode>,
    frames: Vec<NamedNode>,
}

impl<'a> Writer<'a> {
    fn new(input: &'a Input<'a>) -> Self {
        let mint = input.mint;
        let narrator = match &input.document.publisher {
            Some(publisher) => mint.thing(&narrator_key(publisher)),
            None => mint.node("source", Digest::new("source").with(&input.names.content_hash)),
        };
        let run = Digest::new("run").with(&input.run.program_version).with(&input.run.data_digest);
        Self {
            input,
            index: LineIndex::new(&input.document.text),
            quads: Vec::new(),
            values: Values::default(),
            narrator,
            run: mint.node("run", run),
            passages: Vec::new(),
            mentions: Vec::new(),
            frames: Vec::new(),
        }
    }

    fn add(&mut self, subject: &NamedNode, predicate: Term, object: impl Into<Object>) {
        let graph = self.input.names.version.clone();
        self.quads.push(Quad::new(subject.clone(), predicate, object, graph));
    }

    fn document(&mut self) {
        let (names, document) = (self.input.names, self.input.document);
        self.add(&names.document, rdf::TYPE, class::DOCUMENT);
        if let Some(id) = &document.id {
            self.add(&names.document, property::IDENTIFIER, Literal::from(id.as_str()));
        }
        let version = &names.version;
        self.add(version, rdf::TYPE, class::DOCUMENT_VERSION);
        self.add(version, dcterms::IS_VERSION_OF, names.document.clone());
        self.add(version, property::PUBLISHER, self.narrator.clone());
        self.add(version, property::CONTENT_HASH, Literal::from(names.content_hash.as_str()));
        if let Some(day) = document.published {
            self.add(version, property::PUBLISHED, Literal::new_typed_literal(date_text(day), xsd::DATE));
        }
        if let Some(language) = &document.language {
            self.add(version, dcterms::LANGUAGE, Literal::from(language.as_str()));
        }
        if let Some(title) = &document.title {
            self.add(version, dcterms::TITLE, Literal::from(title.as_str()));
        }
        if let Some(record) = &document.record {
            let file = NamedNode::new_unchecked(format!("urn:sha256:{}#{}", record.digest, record.number));
            self.add(version, dcterms::IS_PART_OF, file);
            if record.withdrawn {
                self.add(version, property::WITHDRAWN, Literal::from(true));
            }
        }
        if let Some(url) = &document.url {
            match NamedNode::new(url.as_str()) {
                Ok(url) => self.add(version, dcterms::SOURCE, url),
                Err(_) => self.add(version, dcterms::SOURCE, Literal::from(url.as_str())),
            }
        }
        let (narrator, run) = (self.narrator.clone(), self.run.clone());
        self.add(&narrator, rdf::TYPE, class::SOURCE);
        self.add(&run, rdf::TYPE, class::RUN);
        let settings = self.input.run;
        let label = format!("casegraph {}, data {}", settings.program_version, settings.data_digest);
        self.add(&run, rdfs::LABEL, Literal::from(label));
    }

    fn passages(&mut self) {
        let mut twins = Twins::default();
        for passage in &self.input.statements.passages {
            let kind = format!("{:?}", passage.kind);
            let node = self.anchor("passage", &kind, passage.span, &mut twins);
            self.anchored(&node, class::PASSAGE, passage.span);
            self.passages.push(node);
        }
    }

    fn mentions(&mut self) {
        let mut twins = Twins::default();
        for mention in &self.input.statements.mentions {
            let entity =
                mention.refers_to.first().and_then(|entity| self.input.resolved.entities.get(*entity));
            let kind = entity.map_or("none", |key| key.group.name());
            let node = self.anchor("mention", kind, mention.span, &mut twins);
            self.anchored(&node, class::MENTION, mention.span);
            self.mentions.push(node);
        }
    }

    /// Names a place of the text.
    fn anchor(&self, what: &str, kind: &str, span: Span, twins: &mut Twins) -> NamedNode {
        let digest = Digest::new(what)
            .with(&self.input.names.digest)
            .with_number(span.start)
            .with_number(span.end)
            .with(kind);
        self.input.mint.node(what, twins.apart(digest))
    }

    fn anchored(&mut self, node: &NamedNode, class: Term, span: Span) {
        let text = &self.input.document.text;
        let (start, end) = self.index.code_points(text, span);
        self.add(node, rdf::TYPE, class);
        self.add(node, oa::START, Literal::from(start as u64));
        self.add(node, oa::END, Literal::from(end as u64));
        self.add(node, oa::EXACT, Literal::from(span.text(text)));
    }

    fn frames_and_claims(&mut self) -> u64 {
        let statements = self.input.statements;
        let mut twins = Twins::default();
        for frame in &statements.frames {
            let digest = self.frame_digest(frame);
            let node = self.input.mint.node("frame", twins.apart(digest));
            self.frames.push(node);
        }
        for (frame, node) in statements.frames.iter().zip(self.frames.clone()) {
            self.frame(frame, &node);
        }
        let mut twins = Twins::default();
        let mut claims = 0;
        for claim in &statements.claims {
            claims += u64::from(self.claim(claim, &mut twins).is_some());
        }
        claims
    }

    /// Version, classes, modes, place and sorted slots of a frame. Frames in slots count by what they are
    /// and where, not by their own slots, since slots may run in a circle.
    fn frame_digest(&self, frame: &Frame) -> Digest {
        let head = |frame: &Frame| {
            Digest::new("frame")
                .with(&self.input.names.digest)
                .with_all(frame.classes.iter().map(|class| class.as_str()))
                .with_all(frame.modes.iter().map(String::as_str))
                .with_number(frame.trigger.map_or(usize::MAX, |span| span.start))
        };
        let slots: BTreeSet<(String, String)> = frame
            .slots
            .iter()
            .map(|(slot, value)| {
                let filler = match value {
                    Value::Node(Node::Frame(filler)) => self
                        .input
                        .statements
                        .frames
                        .get(*filler)
                        .map(|filler| head(filler).hex(32))
                        .unwrap_or_default(),
                    value => self.name_of(value),
                };
                (slot.as_str().to_owned(), filler)
            })
            .collect();
        head(frame)
            .with_optional(frame.time.map(|time| self.input.mint.time(&time)).as_ref().map(NamedNode::as_str))
            .with_optional(frame.modality.map(|modality| modality.term().as_str()))
            .with_all(slots.iter().flat_map(|(slot, filler)| [slot.as_str(), filler.as_str()]))
    }

    /// A name of a value that is no frame.
    fn name_of(&self, value: &Value) -> String {
        let node = match value {
            Value::Node(node) => self.node(*node),
            Value::Time(time) => Some(self.input.mint.time(time)),
            Value::Quantity(quantity) => Some(self.input.mint.quantity(quantity)),
            Value::Text(text) => return text.clone(),
            Value::Identifier(identifier) => {
                return format!("{} {}", identifier.datatype.as_str(), identifier.value);
            }
        };
        node.map(NamedNode::into_string).unwrap_or_default()
    }

    fn frame(&mut self, frame: &Frame, node: &NamedNode) {
        for class in &frame.classes {
            self.add(node, rdf::TYPE, *class);
        }
        for mode in &frame.modes {
            self.add(node, property::EVENT_MODE, concept(mode));
        }
        for (slot, value) in &frame.slots {
            if let Some(value) = self.value(value) {
                self.add(node, *slot, value);
            }
        }
        if let Some(time) = &frame.time {
            let time = self.values.time(self.input.mint, time);
            self.add(node, property::TIME, time);
        }
        if let Some(modality) = frame.modality {
            self.add(node, property::MODALITY, modality.term());
        }
    }

    /// The node of a document graph: never a canonical entity.
    fn node(&self, node: Node) -> Option<NamedNode> {
        match node {
            Node::Frame(frame) => self.frames.get(frame).cloned(),
            Node::Mention(mention) => self.mentions.get(mention).cloned(),
            Node::Concept(entity) => self.input.entities.get(entity).cloned(),
        }
    }

    fn value(&mut self, value: &Value) -> Option<Object> {
        Some(match value {
            Value::Node(node) => self.node(*node)?.into(),
            Value::Time(time) => self.values.time(self.input.mint, time).into(),
            Value::Quantity(quantity) => self.values.quantity(self.input.mint, quantity).into(),
            Value::Text(text) => Literal::new_language_tagged_literal_unchecked(text.as_str(), "en").into(),
            Value::Identifier(identifier) => {
                Literal::new_typed_literal(identifier.value.as_str(), identifier.datatype).into()
            }
        })
    }

    fn claim(&mut self, claim: &Claim, twins: &mut Twins) -> Option<()> {
        let about = self.node(claim.about)?;
        let value = match &claim.statement {
            Some((predicate, value)) => Some((*predicate, self.value(value)?)),
            None => None,
        };
        let evidence: Vec<NamedNode> =
            claim.evidence.iter().filter_map(|passage| self.passages.get(*passage).cloned()).collect();
        let speaker = match claim.stated_by {
            Speaker::Narrator => self.narrator.clone(),
            Speaker::Mention(mention) => self.mentions.get(mention)?.clone(),
        };
        let relays: Vec<NamedNode> =
            claim.relayed_by.iter().filter_map(|mention| self.mentions.get(*mention).cloned()).collect();
        let value_text = value.as_ref().map(|(predicate, value)| format!("{predicate} {value}"));
        let digest = Digest::new("claim")
            .with(about.as_str())
            .with_optional(value_text.as_deref())
            .with_all(evidence.iter().map(NamedNode::as_str))
            .with(speaker.as_str())
            .with_all(relays.iter().map(NamedNode::as_str))
            .with(claim.stance.term().as_str());
        let node = self.input.mint.node("claim", twins.apart(digest));
        self.add(&node, rdf::TYPE, class::CLAIM);
        self.add(&node, property::ABOUT, about);
        if let Some((predicate, value)) = value {
            self.add(&node, property::PREDICATE, predicate);
            self.add(&node, property::VALUE, value);
        }
        self.add(&node, property::STANCE, claim.stance.term());
        self.add(&node, property::STATED_BY, speaker);
        for relay in relays {
            self.add(&node, property::RELAYED_BY, relay);
        }
        for passage in evidence {
            self.add(&node, property::EVIDENCE, passage);
        }
        self.claim_details(claim, &node);
        Some(())
    }

    fn claim_details(&mut self, claim: &Claim, node: &NamedNode) {
        if let Some(cue) = &claim.hedge_cue {
            self.add(node, property::HEDGE_CUE, Literal::from(cue.as_str()));
        }
        self.add(node, property::CONFIDENCE, Literal::from(u64::from(claim.confidence)));
        if let Some(time) = &claim.time {
            let time = self.values.time(self.input.mint, time);
            self.add(node, property::TIME, time);
        }
        self.add(node, property::RULE, Literal::from(claim.rule.as_str()));
        self.add(node, property::REPORTED_IN, self.input.names.version.clone());
        self.add(node, prov::WAS_GENERATED_BY, self.run.clone());
        if let Some(comment) = &claim.comment {
            self.add(
                node,
                rdfs::COMMENT,
                Literal::new_language_tagged_literal_unchecked(comment.as_str(), "en"),
            );
        }
    }
}

/// Tells nodes apart whose keys are equal, by their order in the statements.
#[derive(Default)]
struct Twins(BTreeMap<[u8; 32], usize>);

impl Twins {
    fn apart(&mut self, digest: Digest) -> Digest {
        let twin = self.0.entry(digest.clone().bytes()).or_default();
        *twin += 1;
        digest.with_number(*twin - 1)
    }
}

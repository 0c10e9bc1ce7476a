//! The resolution graph: what mentions and frames refer to, and what canonical entities are called.

use oxigraph::model::Literal;
use oxigraph::model::NamedNode;
use oxigraph::model::Quad;
use oxigraph::model::Term as Object;

use super::evidence::{Evidence, Input};
use super::mint::concept;
use crate::resolve::Digest;
use crate::resolve::publisher_label;
use crate::statement::Entity;
use crate::statement::Resolution;
use crate::statement::Term;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;
use crate::vocab::rdf;
use crate::vocab::rdfs;
use crate::vocab::skos;

/// What one document adds to the resolution graph.
pub(super) struct Identity {
    /// What its mentions and frames refer to: quads that no other document has.
    pub(super) references: Vec<Quad>,
    /// What it knows of canonical entities: quads that other documents may have too.
    pub(super) entities: Vec<Quad>,
}

/// Writes what a document adds to the resolution graph.
pub(super) fn write(input: &Input<'_>, evidence: &Evidence) -> Identity {
    let mut writer = Writer { input, graph: input.mint.graph("res"), quads: Vec::new() };
    writer.mentions(evidence);
    writer.frames(evidence);
    for resolution in &input.statements.resolutions {
        writer.resolution(resolution, evidence);
    }
    let references = std::mem::take(&mut writer.quads);
    for (entity, node) in input.statements.entities.iter().zip(input.entities) {
        writer.entity(entity, node);
    }
    writer.modes();
    writer.narrator(&evidence.narrator);
    Identity { references, entities: writer.quads }
}

struct Writer<'a> {
    input: &'a Input<'a>,
    graph: NamedNode,
    quads: Vec<Quad>,
}

impl Writer<'_> {
    fn add(&mut self, subject: &NamedNode, predicate: Term, object: impl Into<Object>) {
        self.quads.push(Quad::new(subject.clone(), predicate, object, self.graph.clone()));
    }

    fn mentions(&mut self, evidence: &Evidence) {
        for (mention, node) in self.input.statements.mentions.iter().zip(&evidence.mentions) {
            for entity in mention.refers_to.iter().filter_map(|entity| self.input.entities.get(*entity)) {
                self.add(node, property::REFERS_TO, entity.clone());
            }
        }
    }

    fn frames(&mut self, evidence: &Evidence) {
        for (key, node) in self.input.resolved.frames.iter().zip(&evidence.frames) {
            self.add(node, property::REFERS_TO, self.input.mint.thing(key));
        }
    }

    fn resolution(&mut self, resolution: &Resolution, evidence: &Evidence) {
        let Some(mention) = evidence.mentions.get(resolution.mention) else { return };
        let candidates: Vec<&NamedNode> =
            resolution.refers_to.iter().filter_map(|entity| self.input.entities.get(*entity)).collect();
        let digest = Digest::new("resolution")
            .with(mention.as_str())
            .with(resolution.judgement.term().as_str())
            .with_all(candidates.iter().map(|candidate| candidate.as_str()));
        let node = self.input.mint.node("resolution", digest);
        self.add(&node, rdf::TYPE, class::RESOLUTION);
        self.add(&node, property::RESOLVES, mention.clone());
        for candidate in candidates {
            self.add(&node, property::REFERS_TO, candidate.clone());
        }
        self.add(&node, property::JUDGEMENT, resolution.judgement.term());
        self.add(&node, property::CONFIDENCE, Literal::from(u64::from(resolution.confidence)));
        self.add(&node, rdfs::COMMENT, english(&resolution.comment));
    }

    fn entity(&mut self, entity: &Entity, node: &NamedNode) {
        self.add(node, rdf::TYPE, entity.class);
        for class in &entity.also {
            self.add(node, rdf::TYPE, *class);
        }
        self.add(node, skos::PREF_LABEL, english(&entity.label));
        for name in entity.alternatives.iter().filter(|name| **name != entity.label) {
            self.add(node, skos::ALT_LABEL, english(name));
        }
        for identifier in &entity.identifiers {
            let literal = Literal::new_typed_literal(identifier.value.as_str(), identifier.datatype);
            self.add(node, property::IDENTIFIER, literal);
        }
        for wider in entity.broader.iter().filter_map(|entity| self.input.entities.get(*entity)) {
            if wider != node {
                self.add(node, skos::BROADER, wider.clone());
            }
        }
        for (predicate, other) in &entity.known {
            if let Some(other) = self.input.entities.get(*other) {
                self.add(node, *predicate, other.clone());
            }
        }
    }

    /// Modes are concepts that need no entity.
    fn modes(&mut self) {
        for mode in self.input.statements.frames.iter().flat_map(|frame| &frame.modes) {
            let node = concept(mode);
            self.add(&node, rdf::TYPE, skos::CONCEPT);
            self.add(&node, skos::PREF_LABEL, english(&mode.replace('-', " ")));
        }
    }

    fn narrator(&mut self, node: &NamedNode) {
        self.add(node, rdf::TYPE, class::SOURCE);
        match &self.input.document.publisher {
            Some(publisher) => {
                let label = publisher_label(publisher);
                self.add(node, skos::PREF_LABEL, english(label));
                if label != publisher {
                    self.add(node, skos::ALT_LABEL, english(publisher));
                }
            }
            None => self.add(node, skos::PREF_LABEL, english("unnamed publisher")),
        }
    }
}

/// Words of the program or of an English text.
pub(super) fn english(text: &str) -> Literal {
    Literal::new_language_tagged_literal_unchecked(text, "en")
}

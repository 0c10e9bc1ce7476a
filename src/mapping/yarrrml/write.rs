//! What a file says → triples of RML.

use oxigraph::model::BlankNode;
use oxigraph::model::Literal;
use oxigraph::model::NamedNode;
use oxigraph::model::NamedOrBlankNode;
use oxigraph::model::Term as RdfTerm;

use crate::mapping::graph::MappingGraph;
use crate::mapping::graph::Position;

use super::error::YarrrmlError;
use super::model::Call;
use super::model::Document;
use super::model::Encoding;
use super::model::Expression;
use super::model::Mapping;
use super::model::Source;
use super::model::Target;
use super::model::Term;
use super::model::TermKind;
use super::model::Use;
use super::names::Names;
use super::rml;
use super::rml::csvw;
use super::template::Style;
use super::template::Template;
use super::template::styled;

/// Greatest number of triples of a mapping. Rules multiply: sources by subjects by predicates and objects.
pub(super) const TRIPLE_LIMIT: usize = 1_000_000;

/// The triples so far, with what the file says.
pub(super) struct Writer<'a> {
    pub(super) names: &'a Names,
    pub(super) document: &'a Document,
    pub(super) graph: MappingGraph,
    serial: usize,
}

/// Where a term stands, as far as its RML depends on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot<'a> {
    /// The node that gets the triple.
    pub(super) node: &'a NamedOrBlankNode,
    /// How the references of its source are written.
    pub(super) style: Style,
}

impl<'a> Writer<'a> {
    pub(super) fn new(names: &'a Names, document: &'a Document) -> Self {
        let graph = MappingGraph { base: names.base().map(str::to_owned), ..MappingGraph::default() };
        Self { names, document, graph, serial: 0 }
    }

    pub(super) fn add(
        &mut self,
        subject: &NamedOrBlankNode,
        predicate: &str,
        object: impl Into<RdfTerm>,
        at: Position,
    ) -> Result<(), YarrrmlError> {
        self.add_with(subject, rml::rml(predicate), object, at)
    }

    fn add_with(
        &mut self,
        subject: &NamedOrBlankNode,
        predicate: NamedNode,
        object: impl Into<RdfTerm>,
        at: Position,
    ) -> Result<(), YarrrmlError> {
        if self.graph.triples.len() >= TRIPLE_LIMIT {
            return Err(YarrrmlError::TooLarge { at, what: "triples of rules", limit: TRIPLE_LIMIT });
        }
        self.graph.insert(subject.clone(), predicate, object, at);
        Ok(())
    }

    /// Says what a node is.
    pub(super) fn class(
        &mut self,
        node: &NamedOrBlankNode,
        class: NamedNode,
        at: Position,
    ) -> Result<(), YarrrmlError> {
        self.add_with(node, rml::TYPE.into_owned(), class, at)
    }

    /// A blank node named by its place, with a number since one place can make several.
    pub(super) fn blank(&mut self, at: Position) -> NamedOrBlankNode {
        self.serial += 1;
        BlankNode::new_unchecked(format!("l{}c{}n{}", at.line, at.column, self.serial)).into()
    }

    /// A new blank node as the value of a property.
    pub(super) fn child(
        &mut self,
        subject: &NamedOrBlankNode,
        predicate: &str,
        at: Position,
    ) -> Result<NamedOrBlankNode, YarrrmlError> {
        let node = self.blank(at);
        self.add(subject, predicate, node.clone(), at)?;
        Ok(node)
    }

    /// The sources and targets that have names.
    pub(super) fn named(&mut self) -> Result<(), YarrrmlError> {
        let document = self.document;
        for (name, source) in &document.sources.items {
            let node = self.names.mint("source", name).into();
            self.source(&node, source)?;
        }
        for (name, target) in &document.targets.items {
            let node = self.names.mint("target", name).into();
            self.target(&node, target)?;
        }
        Ok(())
    }

    /// The logical source of a mapping's source, written if it is its own.
    pub(super) fn source_node(&mut self, source: &Use<Source>) -> Result<NamedOrBlankNode, YarrrmlError> {
        match source {
            Use::Named(name) => Ok(self.names.mint("source", name).into()),
            Use::Inline(source) => {
                let node = self.blank(source.at);
                self.source(&node, source)?;
                Ok(node)
            }
        }
    }

    fn source(&mut self, node: &NamedOrBlankNode, source: &Source) -> Result<(), YarrrmlError> {
        self.class(node, rml::rml("LogicalSource"), source.at)?;
        let place = self.child(node, "source", source.path.1)?;
        if source.delimiter.is_some() || matches!(&source.encoding, Some((Encoding::Label(_), _))) {
            self.table(&place, source)?;
        } else {
            let at = source.path.1;
            self.class(&place, rml::rml("RelativePathSource"), at)?;
            self.add(&place, "root", rml::rml("MappingDirectory"), at)?;
            self.add(&place, "path", Literal::from(source.path.0.as_str()), at)?;
            if let Some((Encoding::Rml(encoding), at)) = &source.encoding {
                self.add(&place, "encoding", encoding.clone(), *at)?;
            }
        }
        let (formulation, at) = &source.formulation;
        self.add(node, "referenceFormulation", formulation.clone(), *at)?;
        if let Some((iterator, at)) = &source.iterator {
            self.add(node, "iterator", Literal::from(iterator.as_str()), *at)?;
        }
        Ok(())
    }

    /// A file whose dialect has to be said: a table of CSV on the Web (RML-IO-Registry).
    fn table(&mut self, place: &NamedOrBlankNode, source: &Source) -> Result<(), YarrrmlError> {
        let at = source.path.1;
        self.class(place, csvw("Table"), at)?;
        self.add_with(place, csvw("url"), Literal::from(source.path.0.as_str()), at)?;
        let dialect = self.blank(at);
        self.add_with(place, csvw("dialect"), dialect.clone(), at)?;
        self.class(&dialect, csvw("Dialect"), at)?;
        if let Some((delimiter, at)) = &source.delimiter {
            self.add_with(&dialect, csvw("delimiter"), Literal::from(delimiter.as_str()), *at)?;
        }
        if let Some((encoding, at)) = &source.encoding {
            let label = match encoding {
                Encoding::Rml(iri) => iri.as_str().rsplit('/').next().unwrap_or_default(),
                Encoding::Label(label) => label,
            };
            self.add_with(&dialect, csvw("encoding"), Literal::from(label), *at)?;
        }
        Ok(())
    }

    fn target(&mut self, node: &NamedOrBlankNode, target: &Target) -> Result<(), YarrrmlError> {
        self.class(node, rml::rml("LogicalTarget"), target.at)?;
        let (path, at) = &target.path;
        let place = self.child(node, "target", *at)?;
        self.class(&place, rml::rml("Target"), *at)?;
        self.class(&place, rml::rml("FilePath"), *at)?;
        self.add(&place, "root", rml::rml("CurrentWorkingDirectory"), *at)?;
        self.add(&place, "path", Literal::from(path.as_str()), *at)?;
        if let Some((serialization, at)) = &target.serialization {
            self.add(node, "serialization", serialization.clone(), *at)?;
        }
        if let Some((compression, at)) = &target.compression {
            self.add(node, "compression", compression.clone(), *at)?;
        }
        Ok(())
    }

    /// A term as the value of `map`, or of `shortcut` if it is a constant with nothing else to say.
    pub(super) fn short_term(
        &mut self,
        spot: Spot<'_>,
        (map, shortcut): (&str, &str),
        term: &Term,
        condition: Option<&Call>,
    ) -> Result<(), YarrrmlError> {
        if condition.is_none()
            && let Some(constant) = constant(term)
            && term.targets.is_empty()
            && term.condition.is_none()
        {
            return self.add(spot.node, shortcut, constant, term.at);
        }
        let node = self.child(spot.node, map, term.at)?;
        self.term(Spot { node: &node, ..spot }, term)?;
        match condition {
            Some(call) => self.condition(Spot { node: &node, ..spot }, call),
            None => Ok(()),
        }
    }

    /// Everything that a term map says.
    pub(super) fn term(&mut self, spot: Spot<'_>, term: &Term) -> Result<(), YarrrmlError> {
        self.expression(spot, term)?;
        if constant(term).is_none() {
            let kind = match term.kind {
                TermKind::Iri => "IRI",
                TermKind::Literal => "Literal",
                TermKind::Blank => "BlankNode",
            };
            self.add(spot.node, "termType", rml::rml(kind), term.at)?;
            if let Some(datatype) = &term.datatype {
                self.short_expression(spot, ("datatypeMap", "datatype"), datatype)?;
            }
            if let Some(language) = &term.language {
                self.short_expression(spot, ("languageMap", "language"), language)?;
            }
        }
        self.rest(spot, term)
    }

    /// A datatype or language: like a term, but its kind goes without saying.
    fn short_expression(
        &mut self,
        spot: Spot<'_>,
        (map, shortcut): (&str, &str),
        term: &Term,
    ) -> Result<(), YarrrmlError> {
        if let Some(constant) = constant(term)
            && term.targets.is_empty()
            && term.condition.is_none()
        {
            return self.add(spot.node, shortcut, constant, term.at);
        }
        let node = self.child(spot.node, map, term.at)?;
        let spot = Spot { node: &node, ..spot };
        self.expression(spot, term)?;
        self.rest(spot, term)
    }

    /// The targets and the condition of a term.
    fn rest(&mut self, spot: Spot<'_>, term: &Term) -> Result<(), YarrrmlError> {
        for (target, at) in &term.targets {
            let node = match target {
                Use::Named(name) => self.names.mint("target", name).into(),
                Use::Inline(target) => {
                    let node = self.blank(target.at);
                    self.target(&node, target)?;
                    node
                }
            };
            self.add(spot.node, "logicalTarget", node, *at)?;
        }
        match &term.condition {
            Some(call) => self.condition(spot, call),
            None => Ok(()),
        }
    }

    /// The expression of a term map, and nothing else.
    fn expression(&mut self, spot: Spot<'_>, term: &Term) -> Result<(), YarrrmlError> {
        if let Some(constant) = constant(term) {
            return self.add(spot.node, "constant", constant, term.at);
        }
        match &term.expression {
            Expression::Fresh => Ok(()),
            Expression::Call(call) => self.call(spot, call),
            Expression::Template(template) => self.template(spot, template, term.at),
        }
    }

    fn template(&mut self, spot: Spot<'_>, template: &Template, at: Position) -> Result<(), YarrrmlError> {
        let (property, text) = match template.reference() {
            Some(reference) => ("reference", styled(reference, spot.style)),
            None => ("template", template.rml(spot.style)),
        };
        self.add(spot.node, property, Literal::from(text), at)
    }

    /// The execution of a function (RML-FNML).
    fn call(&mut self, spot: Spot<'_>, call: &Call) -> Result<(), YarrrmlError> {
        let execution = self.child(spot.node, "functionExecution", call.at)?;
        self.add(&execution, "function", call.function.clone(), call.at)?;
        for input in &call.inputs {
            let node = self.child(&execution, "input", input.at)?;
            self.add(&node, "parameter", input.parameter.clone(), input.at)?;
            if let Some(constant) = constant(&input.value) {
                self.add(&node, "inputValue", constant, input.value.at)?;
            } else {
                let map = self.child(&node, "inputValueMap", input.value.at)?;
                self.expression(Spot { node: &map, ..spot }, &input.value)?;
            }
        }
        Ok(())
    }

    pub(super) fn condition(&mut self, spot: Spot<'_>, call: &Call) -> Result<(), YarrrmlError> {
        let node = self.child(spot.node, "condition", call.at)?;
        self.call(Spot { node: &node, ..spot }, call)
    }

    /// One value of a join: a column or path, or an expression.
    pub(super) fn join_value(
        &mut self,
        spot: Spot<'_>,
        (map, shortcut): (&str, &str),
        term: &Term,
    ) -> Result<(), YarrrmlError> {
        if let Expression::Template(template) = &term.expression
            && let Some(reference) = template.reference()
        {
            let text = styled(reference, spot.style);
            return self.add(spot.node, shortcut, Literal::from(text), term.at);
        }
        let node = self.child(spot.node, map, term.at)?;
        self.expression(Spot { node: &node, ..spot }, term)
    }

    /// How the references of a mapping's source are written.
    pub(super) fn style(&self, source: &Use<Source>) -> Style {
        match source {
            Use::Inline(source) => source.style,
            Use::Named(name) => self.document.sources.get(name).map_or(Style::Plain, |source| source.style),
        }
    }

    /// The triples map of a mapping's source and subject, counted from 0.
    pub(super) fn triples_map(&self, mapping: &Mapping, source: usize, subject: usize) -> NamedNode {
        let iri = self.names.mint("mapping", &mapping.name);
        if mapping.sources.len() == 1 && mapping.subjects.len() == 1 {
            return iri;
        }
        NamedNode::new_unchecked(format!("{}/{}-{}", iri.as_str(), source + 1, subject + 1))
    }
}

/// The RDF term of a term that no record changes. A blank node, or a literal whose datatype or language comes
/// from the record, is no constant.
fn constant(term: &Term) -> Option<RdfTerm> {
    let Expression::Template(template) = &term.expression else { return None };
    let text = template.constant()?;
    match (term.kind, &term.datatype, &term.language) {
        (TermKind::Blank, _, _) => None,
        (TermKind::Iri, _, _) => Some(NamedNode::new(text).ok()?.into()),
        (TermKind::Literal, Some(datatype), _) => match constant(datatype)? {
            RdfTerm::NamedNode(datatype) => Some(Literal::new_typed_literal(text, datatype).into()),
            _ => None,
        },
        (TermKind::Literal, None, Some(language)) => match constant(language)? {
            RdfTerm::Literal(language) => {
                Some(Literal::new_language_tagged_literal(text, language.value()).ok()?.into())
            }
            _ => None,
        },
        (TermKind::Literal, None, None) => Some(Literal::from(text).into()),
    }
}

//! Term maps and the expressions in them (RML-Core, RML-FNML, RML-CC).

use oxigraph::model::NamedNodeRef;
use oxigraph::model::NamedOrBlankNode;
use oxigraph::model::Term;

use super::source::{shown, shown_value};
use super::{Loader, short};
use crate::mapping::function;
use crate::mapping::graph::Position;
use crate::mapping::lexical;
use crate::mapping::model::{
    Call, Encoding, Expression, Gather, GatherKind, Segment, TermKind, TermMap, Valued,
};
use crate::mapping::template::{Piece, split};
use crate::vocab::rdf;
use crate::vocab::rml;

/// The most parts, texts and references, that a template may have.
const MOST_PIECES: usize = 1024;

/// Where the terms of a term map stand in a quad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Subject,
    Predicate,
    Object,
    Graph,
}

impl Place {
    fn properties(self) -> (NamedNodeRef<'static>, NamedNodeRef<'static>) {
        match self {
            Self::Subject => (rml::SUBJECT, rml::SUBJECT_MAP),
            Self::Predicate => (rml::PREDICATE, rml::PREDICATE_MAP),
            Self::Object => (rml::OBJECT, rml::OBJECT_MAP),
            Self::Graph => (rml::GRAPH, rml::GRAPH_MAP),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Predicate => "predicate",
            Self::Object => "object",
            Self::Graph => "graph",
        }
    }

    /// Whether a term can stand here.
    fn allows(self, term: &Term) -> bool {
        match self {
            Self::Object => !matches!(term, Term::BlankNode(_)),
            _ => matches!(term, Term::NamedNode(_)),
        }
    }
}

impl Loader<'_> {
    /// All term maps of a place, constants in short form among them.
    pub(super) fn term_maps(&mut self, node: &NamedOrBlankNode, place: Place, scope: usize) -> Vec<TermMap> {
        let (shortcut, property) = place.properties();
        let mut found = Vec::new();
        for (object, at) in self.all(node, shortcut) {
            if place.allows(&object) {
                found.push(self.constant(object, at));
            } else {
                self.problem(at, format!("`{}` cannot be a {}", shown(&object), place.word()), None);
            }
        }
        for (object, at) in self.all(node, property) {
            let Some(map) = self.resource(&object, at, "a term map") else { continue };
            found.extend(self.term_map(&map, at, place, scope));
        }
        found
    }

    pub(super) fn constant(&mut self, term: Term, at: Position) -> TermMap {
        TermMap {
            value: Valued { expression: Expression::Constant(term), condition: None, at },
            kind: TermKind::Iri(Encoding::Iri),
            targets: Vec::new(),
            gather: None,
            number: self.number(),
        }
    }

    pub(super) fn term_map(
        &mut self,
        node: &NamedOrBlankNode,
        at: Position,
        place: Place,
        scope: usize,
    ) -> Option<TermMap> {
        self.nested(at, |loader| {
            let gather = loader.gather(node, at, place, scope);
            let mut targets = loader.targets(node);
            for property in [rml::LANGUAGE_MAP, rml::DATATYPE_MAP] {
                for (part, _) in loader.all(node, property) {
                    if let Ok(part) = NamedOrBlankNode::try_from(part) {
                        targets.extend(loader.targets(&part));
                    }
                }
            }
            targets.sort_unstable();
            targets.dedup();
            let kind = loader.term_kind((node, at), place, scope, gather.is_some())?;
            let has_expression = [rml::CONSTANT, rml::REFERENCE, rml::TEMPLATE, rml::FUNCTION_EXECUTION]
                .into_iter()
                .any(|property| loader.has(node, property));
            let value = if has_expression || (gather.is_none() && !matches!(kind, TermKind::Blank)) {
                loader.valued(node, at, scope)?
            } else {
                let condition = loader.condition(node, scope);
                Valued { expression: Expression::Fresh, condition, at }
            };
            if let Expression::Constant(term) = &value.expression
                && !place.allows(term)
            {
                loader.problem(at, format!("`{}` cannot be a {}", shown(term), place.word()), None);
            }
            let gather = gather.map(|mut gather| {
                gather.named = has_expression;
                Box::new(gather)
            });
            Some(TermMap { value, kind, targets, gather, number: loader.number() })
        })
    }

    fn term_kind(
        &mut self,
        (node, at): (&NamedOrBlankNode, Position),
        place: Place,
        scope: usize,
        is_gather: bool,
    ) -> Option<TermKind> {
        let language = self.part(node, (rml::LANGUAGE, rml::LANGUAGE_MAP), scope);
        let datatype = self.part(node, (rml::DATATYPE, rml::DATATYPE_MAP), scope);
        if language.is_some() && datatype.is_some() {
            self.problem(at, "a language and a datatype at once (expected one of them)".to_owned(), None);
        }
        self.check_parts(language.as_deref(), datatype.as_deref());
        let is_literal = place == Place::Object
            && !is_gather
            && (self.has(node, rml::REFERENCE)
                || self.has(node, rml::FUNCTION_EXECUTION)
                || language.is_some()
                || datatype.is_some());
        let kind = match self.one(node, rml::TERM_TYPE, at, false) {
            None if is_literal => TermKind::Literal { language, datatype },
            None => TermKind::Iri(Encoding::Iri),
            Some((object, at)) => {
                let Term::NamedNode(iri) = &object else {
                    self.problem(at, format!("the term type `{}` is unknown", shown(&object)), None);
                    return None;
                };
                match iri.as_ref() {
                    rml::IRI => TermKind::Iri(Encoding::Iri),
                    rml::URI => TermKind::Iri(Encoding::Uri),
                    rml::UNSAFE_IRI | rml::UNSAFE_URI => TermKind::Iri(Encoding::Unsafe),
                    rml::BLANK_NODE if place != Place::Predicate => TermKind::Blank,
                    rml::LITERAL if place == Place::Object => TermKind::Literal { language, datatype },
                    _ => {
                        self.problem(
                            at,
                            format!("the term type `{}` cannot be a {}", shown(&object), place.word()),
                            Some("use rml:IRI, rml:URI or, where it may stand, rml:BlankNode or rml:Literal"),
                        );
                        return None;
                    }
                }
            }
        };
        Some(kind)
    }

    fn check_parts(&mut self, language: Option<&Valued>, datatype: Option<&Valued>) {
        if let Some(Valued { expression: Expression::Constant(term), at, .. }) = language
            && !lexical::is_language(&shown_value(term))
        {
            self.problem(
                *at,
                format!("`{}` is no language tag (BCP 47)", shown_value(term)),
                Some("write a tag such as `en` or `pt-BR`"),
            );
        }
        if let Some(Valued { expression: Expression::Constant(term), at, .. }) = datatype
            && !matches!(term, Term::NamedNode(_))
        {
            self.problem(*at, format!("the datatype `{}` is no IRI", shown_value(term)), None);
        }
    }

    /// A language or datatype, constant in short form or a map.
    fn part(
        &mut self,
        node: &NamedOrBlankNode,
        (shortcut, property): (NamedNodeRef<'_>, NamedNodeRef<'_>),
        scope: usize,
    ) -> Option<Box<Valued>> {
        if let Some((object, at)) = self.one(node, shortcut, Position::default(), false) {
            return Some(Box::new(Valued { expression: Expression::Constant(object), condition: None, at }));
        }
        let (object, at) = self.one(node, property, Position::default(), false)?;
        let map = self.resource(&object, at, "an expression map")?;
        self.valued(&map, at, scope).map(Box::new)
    }

    /// An expression map with its condition.
    pub(super) fn valued(&mut self, node: &NamedOrBlankNode, at: Position, scope: usize) -> Option<Valued> {
        self.nested(at, |loader| {
            let condition = loader.condition(node, scope);
            let mut found = Vec::new();
            if let Some((object, at)) = loader.one(node, rml::CONSTANT, at, false) {
                found.push((Expression::Constant(object), at));
            }
            if let Some((reference, at)) = loader.text(node, rml::REFERENCE) {
                found.push((loader.reference(&reference, at, scope), at));
            }
            if let Some((template, at)) = loader.text(node, rml::TEMPLATE) {
                found.push((loader.template(&template, at, scope)?, at));
            }
            if let Some((object, at)) = loader.one(node, rml::FUNCTION_EXECUTION, at, false) {
                let execution = loader.resource(&object, at, "a function execution")?;
                let call = loader.call(&execution, at, scope)?;
                loader.check_return(node, &call, at);
                found.push((Expression::Function(Box::new(call)), at));
            }
            if found.len() > 1 {
                loader.problem(at, "several expressions in one map (expected one)".to_owned(), None);
            }
            let Some((expression, at)) = found.into_iter().next() else {
                loader.problem(
                    at,
                    "no expression (expected `rml:constant`, `rml:reference`, `rml:template` or `rml:functionExecution`)"
                        .to_owned(),
                    None,
                );
                return None;
            };
            Some(Valued { expression, condition, at })
        })
    }

    pub(super) fn reference(&mut self, reference: &str, at: Position, scope: usize) -> Expression {
        let index = self.model.scopes.get_mut(scope).map_or(0, |scope| scope.intern(reference, at));
        Expression::Reference(index)
    }

    fn template(&mut self, template: &str, at: Position, scope: usize) -> Option<Expression> {
        let pieces = match split(template) {
            Ok(pieces) => pieces,
            Err((column, problem)) => {
                self.problem(
                    at,
                    format!("the template `{template}` has {problem}, at its character {column}"),
                    None,
                );
                return None;
            }
        };
        if pieces.len() > MOST_PIECES {
            let found = pieces.len();
            self.problem(at, format!("a template of {found} parts (expected at most {MOST_PIECES})"), None);
            return None;
        }
        let segments = pieces
            .into_iter()
            .map(|piece| match piece {
                Piece::Text(text) => Segment::Text(text),
                Piece::Reference(reference) => match self.reference(&reference, at, scope) {
                    Expression::Reference(index) => Segment::Reference(index),
                    _ => Segment::Text(String::new()),
                },
            })
            .collect();
        Some(Expression::Template(segments))
    }

    fn condition(&mut self, node: &NamedOrBlankNode, scope: usize) -> Option<Box<Expression>> {
        let (object, at) = self.one(node, rml::CONDITION, Position::default(), false)?;
        let map = self.resource(&object, at, "a condition")?;
        self.valued(&map, at, scope).map(|valued| Box::new(valued.expression))
    }

    fn call(&mut self, node: &NamedOrBlankNode, at: Position, scope: usize) -> Option<Call> {
        let (iri, at) = self.constant_of(node, (rml::FUNCTION, rml::FUNCTION_MAP), at)?;
        let Some(function) = function::find(&iri) else {
            if let Some(reason) = function::refusal(&iri) {
                self.problem(at, format!("the function `{iri}` is refused: {reason}"), None);
                return None;
            }
            let hint = function::nearest(&iri).map(|nearest| format!("did you mean `{nearest}`?"));
            self.problem(at, format!("the function `{iri}` is unknown"), hint.as_deref());
            return None;
        };
        let mut inputs = Vec::new();
        for (object, at) in self.all(node, rml::INPUT) {
            let Some(input) = self.resource(&object, at, "an input") else { continue };
            let Some((parameter, at)) = self.constant_of(&input, (rml::PARAMETER, rml::PARAMETER_MAP), at)
            else {
                continue;
            };
            let Some(place) = function.parameter(&parameter) else {
                let hint = function.nearest_parameter(&parameter).map_or_else(
                    || {
                        let known: Vec<&str> = function.parameters.iter().map(|known| known.iri).collect();
                        format!("its parameters are {}", known.join(", "))
                    },
                    |nearest| format!("did you mean `{nearest}`?"),
                );
                let problem = format!("the function `{iri}` has no parameter `{parameter}`");
                self.problem(at, problem, Some(&hint));
                continue;
            };
            let Some(value) = self.part(&input, (rml::INPUT_VALUE, rml::INPUT_VALUE_MAP), scope) else {
                self.problem(at, "the input has no value (`rml:inputValueMap`)".to_owned(), None);
                continue;
            };
            inputs.push((place, *value));
        }
        let given: Vec<usize> = inputs.iter().map(|(place, _)| *place).collect();
        if let Err(error) = function.check(&given) {
            self.problem(at, error.to_string(), None);
            return None;
        }
        Some(Call { function, inputs })
    }

    /// A constant that may be written in short form or as a map.
    fn constant_of(
        &mut self,
        node: &NamedOrBlankNode,
        (shortcut, property): (NamedNodeRef<'_>, NamedNodeRef<'_>),
        at: Position,
    ) -> Option<(String, Position)> {
        if let Some((object, at)) = self.one(node, shortcut, at, false) {
            return Some((shown_value(&object), at));
        }
        let (object, at) = self.one(node, property, at, true)?;
        let map = self.resource(&object, at, "an expression map")?;
        let (object, at) = self.one(&map, rml::CONSTANT, at, false).or_else(|| {
            self.problem(
                at,
                format!("`{}` must be a constant", short(property.as_str())),
                Some("a function that is chosen by the data is not supported"),
            );
            None
        })?;
        Some((shown_value(&object), at))
    }

    /// A named result must be one that the function has.
    fn check_return(&mut self, node: &NamedOrBlankNode, call: &Call, at: Position) {
        if !self.has(node, rml::RETURN) && !self.has(node, rml::RETURN_MAP) {
            return;
        }
        if let Some((name, at)) = self.constant_of(node, (rml::RETURN, rml::RETURN_MAP), at)
            && !call.function.returns(&name)
        {
            self.problem(
                at,
                format!("the function `{}` has no result `{name}`", call.function.iri),
                Some(&format!("its result is `{}`", call.function.result())),
            );
        }
    }

    fn gather(
        &mut self,
        node: &NamedOrBlankNode,
        at: Position,
        place: Place,
        scope: usize,
    ) -> Option<Gather> {
        let (head, at) = self.one(node, rml::GATHER, at, false)?;
        if !matches!(place, Place::Subject | Place::Object) {
            self.problem(at, format!("a collection cannot be a {}", place.word()), None);
        }
        let (kind, kind_at) = self.one(node, rml::GATHER_AS, at, true)?;
        let kind = match shown_value(&kind).strip_prefix(rdf::NAMESPACE) {
            Some("List") => GatherKind::List,
            Some("Bag") => GatherKind::Bag,
            Some("Seq") => GatherKind::Seq,
            Some("Alt") => GatherKind::Alt,
            _ => {
                self.problem(
                    kind_at,
                    format!("`{}` is no collection or container", shown(&kind)),
                    Some("use rdf:List, rdf:Bag, rdf:Seq or rdf:Alt"),
                );
                return None;
            }
        };
        let product = match self.one(node, rml::STRATEGY, at, false) {
            None => false,
            Some((strategy, at)) => {
                let strategy = shown_value(&strategy);
                if ![rml::APPEND, rml::CARTESIAN_PRODUCT].iter().any(|known| known.as_str() == strategy) {
                    self.problem(
                        at,
                        format!("the strategy `{}` is unknown", short(&strategy)),
                        Some("use rml:append or rml:cartesianProduct"),
                    );
                }
                strategy == rml::CARTESIAN_PRODUCT.as_str()
            }
        };
        let allow_empty = self
            .one(node, rml::ALLOW_EMPTY_LIST_AND_CONTAINER, at, false)
            .is_some_and(|(value, _)| matches!(shown_value(&value).as_str(), "true" | "1"));
        let mut items = Vec::new();
        for (member, at) in self.list(&head, at) {
            let Some(map) = self.resource(&member, at, "a term map") else { continue };
            items.extend(self.nested(at, |loader| loader.object_map(&map, at, scope)));
        }
        Some(Gather { kind, items, allow_empty, product, named: false })
    }
}

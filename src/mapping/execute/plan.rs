//! The plan of a run: a rule for each predicate and object, constants written out beforehand.

use oxigraph::model::Term;

use super::encode::push_iri;
use super::terms::Terms;
use crate::mapping::graph::Position;
use crate::mapping::lexical;
use crate::mapping::model::{
    Encoding, Expression, GatherKind, Model, ObjectMap, Segment, TermKind, TermMap, TriplesMap, Valued,
};
use crate::vocab::rml;
use crate::vocab::xsd;

/// How a mapping is executed.
#[derive(Debug)]
pub(in crate::mapping) struct Plan {
    /// For each triples map, in the order of the model.
    pub(in crate::mapping) maps: Vec<MapPlan>,
    /// What joins need of their parents.
    pub(in crate::mapping) tables: Vec<TablePlan>,
    /// What is known of each rule, by its number.
    pub(in crate::mapping) rules: Vec<RuleInfo>,
}

/// What a rule is, for reports.
#[derive(Debug, Clone)]
pub(in crate::mapping) struct RuleInfo {
    /// Index of its triples map.
    pub(in crate::mapping) map: usize,
    pub(in crate::mapping) at: Position,
    /// Its predicate where it is constant, else how it is made.
    pub(in crate::mapping) predicate: String,
    /// The object where it is constant, else `None`.
    pub(in crate::mapping) constant: Option<String>,
    /// References that its predicate, object and graphs use, in the scope of the map's source.
    pub(in crate::mapping) references: Vec<usize>,
    /// Where its quads go; the default target where empty.
    pub(in crate::mapping) targets: Vec<usize>,
}

#[derive(Debug)]
pub(in crate::mapping) struct MapPlan {
    pub(in crate::mapping) source: usize,
    pub(in crate::mapping) subject: TermPlan,
    /// Graphs of the first rule: those of the subject map, for collections in it.
    pub(in crate::mapping) rules: Vec<RulePlan>,
    /// References that the subject uses.
    pub(in crate::mapping) references: Vec<usize>,
    /// Number that stands for the subject map in quads of its own.
    pub(in crate::mapping) rule: usize,
}

#[derive(Debug)]
pub(in crate::mapping) struct RulePlan {
    pub(in crate::mapping) number: usize,
    pub(in crate::mapping) predicate: TermPlan,
    /// The predicate where it is the same for each record.
    pub(in crate::mapping) predicate_term: Option<Terms>,
    pub(in crate::mapping) object: ObjectPlan,
    /// The default graph where empty.
    pub(in crate::mapping) graphs: Vec<TermPlan>,
}

#[derive(Debug)]
pub(in crate::mapping) enum ObjectPlan {
    Term(TermPlan),
    /// The subjects that another map makes of the same record.
    SameRecord(usize),
    /// Subjects of another source, by the join keys of the record.
    Join {
        table: usize,
        keys: Vec<Expression>,
    },
}

impl ObjectPlan {
    /// Whether it makes collections or containers.
    pub(in crate::mapping) fn is_collection(&self) -> bool {
        matches!(self, Self::Term(TermPlan { form: Form::Gather(_), .. }))
    }
}

/// A join's parent side: the subjects of a map by keys.
#[derive(Debug)]
pub(in crate::mapping) struct TablePlan {
    pub(in crate::mapping) parent: usize,
    pub(in crate::mapping) keys: Vec<Expression>,
}

impl TermPlan {
    /// The term where it is the same for each record.
    pub(in crate::mapping) fn constant(&self) -> Option<&[u8]> {
        match &self.form {
            Form::Constant(term) => Some(term),
            _ => None,
        }
    }
}

/// How a term is made.
#[derive(Debug)]
pub(in crate::mapping) struct TermPlan {
    pub(in crate::mapping) form: Form,
    pub(in crate::mapping) base: Option<String>,
    /// A number of its own, for blank nodes.
    pub(in crate::mapping) number: usize,
}

#[derive(Debug)]
pub(in crate::mapping) enum Form {
    /// Written out in N-Triples syntax.
    Constant(Vec<u8>),
    /// `rml:defaultGraph`.
    DefaultGraph,
    Reference {
        reference: usize,
        kind: Kind,
    },
    Template {
        segments: Vec<Piece>,
        kind: Kind,
    },
    /// Functions, conditions, and languages and datatypes that depend on the record.
    General {
        value: Valued,
        kind: TermKind,
    },
    /// A blank node of its own for each record.
    Fresh,
    Gather(GatherPlan),
}

/// A piece of a template, text written out as it stands in the term.
#[derive(Debug)]
pub(in crate::mapping) enum Piece {
    Text(String),
    Reference(usize),
}

/// A kind of term that does not depend on the record.
#[derive(Debug, Clone)]
pub(in crate::mapping) enum Kind {
    /// `sure`: the text begins with an absolute IRI and values are encoded, so the whole is valid.
    Iri {
        encoding: Encoding,
        sure: bool,
    },
    Blank,
    /// A literal with the datatype that the value has by nature.
    Natural,
    /// A literal with what stands behind its closing quotation mark, and its datatype where it is checked.
    Typed {
        suffix: Vec<u8>,
        datatype: Option<lexical::Datatype>,
    },
}

#[derive(Debug)]
pub(in crate::mapping) struct GatherPlan {
    pub(in crate::mapping) kind: GatherKind,
    /// What names the head; `None`: a blank node for each record.
    pub(in crate::mapping) head: Option<Box<TermPlan>>,
    pub(in crate::mapping) items: Vec<ObjectPlan>,
    pub(in crate::mapping) allow_empty: bool,
    pub(in crate::mapping) product: bool,
}

impl Plan {
    /// Plans a run; `base` is used where neither a map nor the file says one.
    pub(in crate::mapping) fn new(model: &Model, base: Option<&str>) -> Self {
        let mut plan = Self { maps: Vec::new(), tables: Vec::new(), rules: Vec::new() };
        for (number, map) in model.maps.iter().enumerate() {
            let planned = plan.map(model, number, map, base);
            plan.maps.push(planned);
        }
        plan
    }

    fn map(&mut self, model: &Model, number: usize, map: &TriplesMap, base: Option<&str>) -> MapPlan {
        let base = map.base.as_deref().or(base).or(model.base.as_deref());
        let subject = self.term(model, &map.subject, base);
        let mut references = Vec::new();
        term_references(&map.subject, &mut references);
        let rule = self.rules.len();
        self.rules.push(RuleInfo {
            map: number,
            at: map.subject.value.at,
            predicate: "subject".to_owned(),
            constant: None,
            references: references.clone(),
            targets: map.subject.targets.clone(),
        });
        let mut rules = Vec::new();
        for pair in &map.rules {
            for predicate in &pair.predicates {
                for object in &pair.objects {
                    for graphs in graph_sets(&pair.graphs) {
                        let place = self.rules.len();
                        self.rules.push(info(number, map, predicate, object, &graphs));
                        let predicate = self.term(model, predicate, base);
                        rules.push(RulePlan {
                            number: place,
                            predicate_term: predicate.constant().map(Terms::of),
                            predicate,
                            object: self.object(model, object, base),
                            graphs: graphs.iter().map(|graph| self.term(model, graph, base)).collect(),
                        });
                    }
                }
            }
        }
        MapPlan { source: map.source, subject, rules, references, rule }
    }

    fn object(&mut self, model: &Model, object: &ObjectMap, base: Option<&str>) -> ObjectPlan {
        match object {
            ObjectMap::Term(term) => ObjectPlan::Term(self.term(model, term, base)),
            ObjectMap::Parent(parent) if parent.conditions.is_empty() => {
                ObjectPlan::SameRecord(parent.parent)
            }
            ObjectMap::Parent(parent) => {
                let keys = parent.conditions.iter().map(|condition| condition.parent.clone()).collect();
                self.tables.push(TablePlan { parent: parent.parent, keys });
                ObjectPlan::Join {
                    table: self.tables.len() - 1,
                    keys: parent.conditions.iter().map(|condition| condition.child.clone()).collect(),
                }
            }
        }
    }

    fn term(&mut self, model: &Model, map: &TermMap, base: Option<&str>) -> TermPlan {
        let plan = |form| TermPlan { form, base: base.map(str::to_owned), number: map.number };
        let Some(gather) = &map.gather else { return plan(simple(&map.value, &map.kind)) };
        let head = gather.named.then(|| Box::new(plan(simple(&map.value, &map.kind))));
        let items = gather.items.iter().map(|item| self.object(model, item, base)).collect();
        plan(Form::Gather(GatherPlan {
            kind: gather.kind,
            head,
            items,
            allow_empty: gather.allow_empty,
            product: gather.product,
        }))
    }
}

/// The graphs of a rule, apart where they have targets of their own.
fn graph_sets(graphs: &[TermMap]) -> Vec<Vec<TermMap>> {
    if graphs.iter().any(|graph| !graph.targets.is_empty()) {
        return graphs.iter().map(|graph| vec![graph.clone()]).collect();
    }
    vec![graphs.to_vec()]
}

fn info(
    map_number: usize,
    map: &TriplesMap,
    predicate: &TermMap,
    object: &ObjectMap,
    graphs: &[TermMap],
) -> RuleInfo {
    let mut targets = map.subject.targets.clone();
    let mut references = Vec::new();
    for term in graphs.iter().chain([predicate]) {
        targets.extend(&term.targets);
        term_references(term, &mut references);
    }
    let constant = match object {
        ObjectMap::Term(term) => {
            targets.extend(&term.targets);
            term_references(term, &mut references);
            match &term.value.expression {
                Expression::Constant(term) => Some(term.to_string()),
                _ => None,
            }
        }
        ObjectMap::Parent(parent) => {
            for condition in &parent.conditions {
                expression_references(&condition.child, &mut references);
            }
            None
        }
    };
    targets.sort_unstable();
    targets.dedup();
    references.sort_unstable();
    references.dedup();
    let predicate_text = match &predicate.value.expression {
        Expression::Constant(Term::NamedNode(iri)) => iri.as_str().to_owned(),
        _ => "made of the data".to_owned(),
    };
    RuleInfo {
        map: map_number,
        at: predicate.value.at,
        predicate: predicate_text,
        constant,
        references,
        targets,
    }
}

/// The references that a term map uses.
fn term_references(term: &TermMap, found: &mut Vec<usize>) {
    valued_references(&term.value, found);
    if let TermKind::Literal { language, datatype } = &term.kind {
        for part in [language, datatype].into_iter().flatten() {
            valued_references(part, found);
        }
    }
    for item in term.gather.iter().flat_map(|gather| &gather.items) {
        if let ObjectMap::Term(term) = item {
            term_references(term, found);
        }
    }
}

fn valued_references(valued: &Valued, found: &mut Vec<usize>) {
    expression_references(&valued.expression, found);
    if let Some(condition) = &valued.condition {
        expression_references(condition, found);
    }
}

fn expression_references(expression: &Expression, found: &mut Vec<usize>) {
    match expression {
        Expression::Reference(index) => found.push(*index),
        Expression::Template(segments) => found.extend(segments.iter().filter_map(|segment| match segment {
            Segment::Reference(index) => Some(*index),
            Segment::Text(_) => None,
        })),
        Expression::Function(call) => {
            for (_, value) in &call.inputs {
                valued_references(value, found);
            }
        }
        Expression::Constant(_) | Expression::Fresh => {}
    }
}

/// The form of a term map without collection.
fn simple(value: &Valued, kind: &TermKind) -> Form {
    let general = || Form::General { value: value.clone(), kind: kind.clone() };
    if value.condition.is_some() {
        return general();
    }
    match &value.expression {
        Expression::Constant(Term::NamedNode(iri)) if iri.as_ref() == rml::DEFAULT_GRAPH => {
            Form::DefaultGraph
        }
        Expression::Constant(term) => match kind {
            TermKind::Literal { language: None, datatype: None } | TermKind::Iri(_) | TermKind::Blank => {
                Form::Constant(written(term))
            }
            TermKind::Literal { .. } => general(),
        },
        Expression::Fresh => Form::Fresh,
        Expression::Function(_) => general(),
        Expression::Reference(reference) => match static_kind(kind, None) {
            Some(kind) => Form::Reference { reference: *reference, kind },
            None => general(),
        },
        Expression::Template(segments) => {
            let first = segments.first().and_then(|segment| match segment {
                Segment::Text(text) => Some(text.as_str()),
                Segment::Reference(_) => None,
            });
            match static_kind(kind, first) {
                Some(kind) => Form::Template { segments: pieces(segments), kind },
                None => general(),
            }
        }
    }
}

fn pieces(segments: &[Segment]) -> Vec<Piece> {
    segments
        .iter()
        .map(|segment| match segment {
            Segment::Text(text) => Piece::Text(text.clone()),
            Segment::Reference(index) => Piece::Reference(*index),
        })
        .collect()
}

/// The kind of term where it does not depend on the record; `prefix` is the constant text that it begins with.
fn static_kind(kind: &TermKind, prefix: Option<&str>) -> Option<Kind> {
    match kind {
        TermKind::Iri(encoding) => Some(Kind::Iri {
            encoding: *encoding,
            sure: *encoding != Encoding::Unsafe && prefix.is_some_and(is_absolute_prefix),
        }),
        TermKind::Blank => Some(Kind::Blank),
        TermKind::Literal { language: None, datatype: None } => Some(Kind::Natural),
        TermKind::Literal { language: Some(language), .. } => {
            match (&language.expression, &language.condition) {
                (Expression::Constant(tag), None) => {
                    Some(Kind::Typed { suffix: format!("\"@{}", text_of(tag)).into_bytes(), datatype: None })
                }
                _ => None,
            }
        }
        TermKind::Literal { datatype: Some(datatype), .. } => {
            match (&datatype.expression, &datatype.condition) {
                (Expression::Constant(iri), None) => Some(typed(&text_of(iri))),
                _ => None,
            }
        }
    }
}

/// A literal of a datatype.
pub(in crate::mapping) fn typed(datatype: &str) -> Kind {
    if datatype == xsd::STRING.as_str() {
        return Kind::Typed { suffix: b"\"".to_vec(), datatype: None };
    }
    let mut suffix = b"\"^^<".to_vec();
    push_iri(datatype, &mut suffix);
    suffix.push(b'>');
    Kind::Typed { suffix, datatype: lexical::Datatype::from_iri(datatype) }
}

/// Whether an IRI that begins so is absolute and valid so far: a scheme, an authority and a slash behind it.
fn is_absolute_prefix(text: &str) -> bool {
    let Some((_, rest)) = text.split_once("://") else { return false };
    rest.contains('/') && oxiri::Iri::parse(text).is_ok()
}

pub(in crate::mapping) fn text_of(term: &Term) -> String {
    match term {
        Term::NamedNode(iri) => iri.as_str().to_owned(),
        Term::Literal(literal) => literal.value().to_owned(),
        Term::BlankNode(node) => node.as_str().to_owned(),
    }
}

/// A constant in N-Triples syntax.
fn written(term: &Term) -> Vec<u8> {
    term.to_string().into_bytes()
}

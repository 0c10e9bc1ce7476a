//! Times and quantities as nodes that are described wherever they are used.

use std::collections::BTreeMap;

use jiff::civil::Date;
use oxigraph::model::GraphName;
use oxigraph::model::Literal;
use oxigraph::model::NamedNode;
use oxigraph::model::Quad;
use oxigraph::model::Term as Object;

use super::Mint;
use crate::statement::Number;
use crate::statement::Precision;
use crate::statement::Quantity;
use crate::statement::Term;
use crate::statement::TimeSpan;
use crate::statement::date_text;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::local_name;
use crate::vocab::casegraph::property;
use crate::vocab::rdf;
use crate::vocab::xsd;

/// Times and quantities that a graph uses.
#[derive(Debug, Default)]
pub(super) struct Values {
    described: BTreeMap<NamedNode, Vec<(Term, Object)>>,
}

impl Values {
    /// The node of a time, which will be described.
    pub(super) fn time(&mut self, mint: &Mint, time: &TimeSpan) -> NamedNode {
        let node = mint.time(time);
        self.described.entry(node.clone()).or_insert_with(|| describe_time(time));
        node
    }

    /// The node of a quantity, which will be described.
    pub(super) fn quantity(&mut self, mint: &Mint, quantity: &Quantity) -> NamedNode {
        let node = mint.quantity(quantity);
        self.described.entry(node.clone()).or_insert_with(|| describe_quantity(quantity));
        node
    }

    /// The descriptions, by node.
    pub(super) fn into_facts(self) -> impl Iterator<Item = (NamedNode, Vec<(NamedNode, Object)>)> {
        self.described.into_iter().map(|(node, facts)| {
            let facts = facts.into_iter().map(|(predicate, object)| (predicate.into_owned(), object));
            (node, facts.collect())
        })
    }

    /// Writes the descriptions.
    pub(super) fn describe(self, graph: &GraphName, quads: &mut Vec<Quad>) {
        for (node, facts) in self.described {
            let quad = |(predicate, object): (Term, Object)| {
                Quad::new(node.clone(), predicate, object, graph.clone())
            };
            quads.extend(facts.into_iter().map(quad));
        }
    }
}

fn describe_time(time: &TimeSpan) -> Vec<(Term, Object)> {
    let mut facts: Vec<(Term, Object)> = vec![(rdf::TYPE, class::TIME_SPAN.into())];
    let bounds = [
        (property::NOT_BEFORE, time.not_before),
        (property::STARTS_BY, time.starts_by),
        (property::ENDS_NOT_BEFORE, time.ends_not_before),
        (property::NOT_AFTER, time.not_after),
    ];
    for (bound, day) in bounds {
        if let Some(day) = day {
            facts.push((bound, Literal::new_typed_literal(date_text(day), xsd::DATE).into()));
        }
    }
    facts.push((property::PRECISION, time.precision.term().into()));
    facts
}

fn describe_quantity(quantity: &Quantity) -> Vec<(Term, Object)> {
    let mut facts: Vec<(Term, Object)> = vec![(rdf::TYPE, class::QUANTITY.into())];
    for (bound, number) in [(property::MIN, quantity.min), (property::MAX, quantity.max)] {
        if let Some(number) = number {
            facts.push((bound, number_literal(number).into()));
        }
    }
    facts.push((property::QUALIFIER, quantity.qualifier.term().into()));
    if let Some(unit) = &quantity.unit {
        facts.push((property::UNIT, Literal::from(unit.as_str()).into()));
    }
    facts
}

fn number_literal(number: Number) -> Literal {
    let datatype = if number.as_integer().is_some() { xsd::INTEGER } else { xsd::DECIMAL };
    Literal::new_typed_literal(number.to_string(), datatype)
}

/// Reads a time back from its description.
pub(super) fn read_time<'a>(facts: impl IntoIterator<Item = (&'a NamedNode, &'a Object)>) -> TimeSpan {
    let mut time = TimeSpan::unbounded(Precision::Vague);
    for (predicate, object) in facts {
        match object {
            Object::Literal(literal) => {
                let day = literal.value().parse::<Date>().ok();
                match predicate.as_ref() {
                    property::NOT_BEFORE => time.not_before = day,
                    property::STARTS_BY => time.starts_by = day,
                    property::ENDS_NOT_BEFORE => time.ends_not_before = day,
                    property::NOT_AFTER => time.not_after = day,
                    _ => {}
                }
            }
            Object::NamedNode(node) => {
                if let Some(precision) = Precision::from_local_name(local_name(node.as_ref())) {
                    time.precision = precision;
                }
            }
            Object::BlankNode(_) => {}
        }
    }
    time
}

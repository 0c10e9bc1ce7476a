//! Mappings → triples maps: one for each pair of a source and a subject.

use oxigraph::model::NamedNode;
use oxigraph::model::NamedOrBlankNode;

use super::error::YarrrmlError;
use super::model::Document;
use super::model::Entry;
use super::model::Expression;
use super::model::Join;
use super::model::Link;
use super::model::Mapping;
use super::model::Object;
use super::model::Source;
use super::model::Term;
use super::model::Use;
use super::read::Errors;
use super::rml;
use super::template::Style;
use super::write::Spot;
use super::write::Writer;

/// One triples map: a mapping with one of its sources and one of its subjects.
#[derive(Clone, Copy)]
struct Rule<'a> {
    mapping: &'a Mapping,
    source: &'a Use<Source>,
    subject: &'a Term,
    /// Numbers of the source and the subject, from 0.
    number: (usize, usize),
}

/// Looks up every name that the file uses.
pub(super) fn check(document: &Document, errors: &mut Errors) {
    for (_, mapping) in &document.mappings.items {
        for (source, at) in &mapping.sources {
            if let Use::Named(name) = source
                && document.sources.get(name).is_none()
            {
                errors.0.push(YarrrmlError::UnknownName { at: *at, kind: "source", name: name.clone() });
            }
        }
        let entries = &mapping.entries;
        let terms = mapping.subjects.iter().chain(&mapping.graphs).chain(entries.iter().flat_map(|entry| {
            let objects = entry.objects.iter().filter_map(|object| match object {
                Object::Term(term) => Some(term),
                Object::Link(_) => None,
            });
            entry.predicates.iter().chain(&entry.inverse).chain(&entry.graphs).chain(objects)
        }));
        for term in terms {
            check_targets(document, term, errors);
        }
        for link in entries.iter().flat_map(|entry| &entry.objects) {
            if let Object::Link(link) = link
                && document.mappings.get(&link.mapping).is_none()
            {
                let name = link.mapping.clone();
                errors.0.push(YarrrmlError::UnknownName { at: link.at, kind: "mapping", name });
            }
        }
    }
}

fn check_targets(document: &Document, term: &Term, errors: &mut Errors) {
    for (target, at) in &term.targets {
        if let Use::Named(name) = target
            && document.targets.get(name).is_none()
        {
            errors.0.push(YarrrmlError::UnknownName { at: *at, kind: "target", name: name.clone() });
        }
    }
    for inner in [&term.datatype, &term.language].into_iter().flatten() {
        check_targets(document, inner, errors);
    }
}

/// Writes everything that the file says.
pub(super) fn write(writer: &mut Writer<'_>) -> Result<(), YarrrmlError> {
    writer.named()?;
    let document = writer.document;
    for (_, mapping) in &document.mappings.items {
        for (source_number, (source, _)) in mapping.sources.iter().enumerate() {
            let source_node = writer.source_node(source)?;
            for (subject_number, subject) in mapping.subjects.iter().enumerate() {
                let rule = Rule { mapping, source, subject, number: (source_number, subject_number) };
                write_rule(writer, rule, &source_node)?;
            }
        }
    }
    Ok(())
}

/// The triples maps of a mapping.
fn rules(mapping: &Mapping) -> impl Iterator<Item = Rule<'_>> {
    mapping.sources.iter().enumerate().flat_map(move |(source_number, (source, _))| {
        mapping.subjects.iter().enumerate().map(move |(subject_number, subject)| Rule {
            mapping,
            source,
            subject,
            number: (source_number, subject_number),
        })
    })
}

impl Rule<'_> {
    fn iri(&self, writer: &Writer<'_>) -> NamedNode {
        writer.triples_map(self.mapping, self.number.0, self.number.1)
    }

    fn style(&self, writer: &Writer<'_>) -> Style {
        writer.style(self.source)
    }
}

fn write_rule(
    writer: &mut Writer<'_>,
    rule: Rule<'_>,
    source_node: &NamedOrBlankNode,
) -> Result<(), YarrrmlError> {
    let iri = rule.iri(writer);
    let node = NamedOrBlankNode::from(iri.clone());
    let style = rule.style(writer);
    writer.class(&node, rml::rml("TriplesMap"), rule.mapping.at)?;
    let source_at = rule.mapping.sources.get(rule.number.0).map_or(rule.mapping.at, |(_, at)| *at);
    writer.add(&node, "logicalSource", source_node.clone(), source_at)?;
    let subject_map = writer.child(&node, "subjectMap", rule.subject.at)?;
    let spot = Spot { node: &subject_map, style };
    writer.term(spot, rule.subject)?;
    for graph in &rule.mapping.graphs {
        writer.short_term(spot, ("graphMap", "graph"), graph, None)?;
    }
    if let Some(call) = &rule.mapping.condition {
        writer.condition(spot, call)?;
    }
    for (number, entry) in rule.mapping.entries.iter().enumerate() {
        write_entry(writer, rule, Spot { node: &node, style }, entry)?;
        if !entry.inverse.is_empty() {
            write_inverse(writer, rule, (entry, number), source_node)?;
        }
    }
    Ok(())
}

fn write_entry(
    writer: &mut Writer<'_>,
    rule: Rule<'_>,
    spot: Spot<'_>,
    entry: &Entry,
) -> Result<(), YarrrmlError> {
    let node = writer.child(spot.node, "predicateObjectMap", entry.at)?;
    let spot = Spot { node: &node, ..spot };
    // A condition of RML belongs to an expression map. The object maps take it; a link has no expression, and an
    // object with a condition of its own has no room, so then the predicate maps do.
    let on_predicates = entry.objects.iter().any(|object| match object {
        Object::Link(_) => true,
        Object::Term(term) => term.condition.is_some(),
    });
    let condition = entry.condition.as_ref();
    for predicate in &entry.predicates {
        let condition = condition.filter(|_| on_predicates);
        writer.short_term(spot, ("predicateMap", "predicate"), predicate, condition)?;
    }
    for object in &entry.objects {
        match object {
            Object::Term(term) => {
                let map = writer.child(spot.node, "objectMap", term.at)?;
                writer.term(Spot { node: &map, ..spot }, term)?;
                if let Some(call) = condition.filter(|_| !on_predicates) {
                    writer.condition(Spot { node: &map, ..spot }, call)?;
                }
            }
            Object::Link(link) => {
                for parent in parents(writer.document, rule, link) {
                    let map = writer.child(spot.node, "objectMap", link.at)?;
                    let parent_iri = parent.iri(writer);
                    let styles = (spot.style, parent.style(writer));
                    write_link(writer, &map, link, (parent_iri, styles, false))?;
                }
            }
        }
    }
    for graph in &entry.graphs {
        writer.short_term(spot, ("graphMap", "graph"), graph, None)?;
    }
    Ok(())
}

/// The triples maps that a link leads to. Without a condition both sides are of the same record, so where the
/// other mapping has this source among others, only that one counts.
fn parents<'a>(document: &'a Document, rule: Rule<'_>, link: &Link) -> Vec<Rule<'a>> {
    let Some(mapping) = document.mappings.get(&link.mapping) else {
        return Vec::new();
    };
    let same: Vec<_> = rules(mapping).filter(|parent| same_source(parent.source, rule.source)).collect();
    if link.joins.is_empty() && !same.is_empty() { same } else { rules(mapping).collect() }
}

fn same_source(one: &Use<Source>, other: &Use<Source>) -> bool {
    match (one, other) {
        (Use::Named(one), Use::Named(other)) => one == other,
        (Use::Inline(one), Use::Inline(other)) => {
            one.path.0 == other.path.0
                && one.formulation.0 == other.formulation.0
                && one.iterator.as_ref().map(|(text, _)| text)
                    == other.iterator.as_ref().map(|(text, _)| text)
        }
        _ => false,
    }
}

/// A reference to another triples map; `turned` if the other mapping has the link.
fn write_link(
    writer: &mut Writer<'_>,
    map: &NamedOrBlankNode,
    link: &Link,
    (parent, (child_style, parent_style), turned): (NamedNode, (Style, Style), bool),
) -> Result<(), YarrrmlError> {
    writer.add(map, "parentTriplesMap", parent, link.at)?;
    for Join { at, child, parent } in &link.joins {
        let (child, parent) = if turned { (parent, child) } else { (child, parent) };
        let join = writer.child(map, "joinCondition", *at)?;
        writer.join_value(Spot { node: &join, style: child_style }, ("childMap", "child"), child)?;
        writer.join_value(Spot { node: &join, style: parent_style }, ("parentMap", "parent"), parent)?;
    }
    Ok(())
}

/// Triples maps of the inverse statements of an entry: RML has no inverse predicate, so the object's rule becomes
/// the subject's and the other way round.
fn write_inverse(
    writer: &mut Writer<'_>,
    rule: Rule<'_>,
    (entry, number): (&Entry, usize),
    source_node: &NamedOrBlankNode,
) -> Result<(), YarrrmlError> {
    if matches!(rule.subject.expression, Expression::Fresh) {
        return Err(YarrrmlError::Conflict {
            at: entry.at,
            first: "an inverse predicate",
            second: "a blank subject without a value",
        });
    }
    let mut made = 0_usize;
    for object in &entry.objects {
        match object {
            Object::Term(term) => {
                made += 1;
                let tail = (number + 1, made);
                let spot = Inverse { subject: term, source_node, style: rule.style(writer), tail };
                let map = inverse_head(writer, rule, entry, spot)?;
                writer.term(Spot { node: &map, style: rule.style(writer) }, rule.subject)?;
                if let Some(call) = &rule.mapping.condition {
                    writer.condition(Spot { node: &map, style: rule.style(writer) }, call)?;
                }
            }
            Object::Link(link) => {
                for parent in parents(writer.document, rule, link) {
                    made += 1;
                    if matches!(parent.subject.expression, Expression::Fresh) {
                        return Err(YarrrmlError::Conflict {
                            at: link.at,
                            first: "an inverse predicate",
                            second: "a link to blank subjects without a value",
                        });
                    }
                    let parent_source = writer.source_node(parent.source)?;
                    let style = parent.style(writer);
                    let tail = (number + 1, made);
                    let spot = Inverse { subject: parent.subject, source_node: &parent_source, style, tail };
                    let map = inverse_head(writer, rule, entry, spot)?;
                    let target = (rule.iri(writer), (style, rule.style(writer)), true);
                    write_link(writer, &map, link, target)?;
                }
            }
        }
    }
    Ok(())
}

/// The subject of inverse statements.
#[derive(Clone, Copy)]
struct Inverse<'a> {
    subject: &'a Term,
    source_node: &'a NamedOrBlankNode,
    style: Style,
    /// Numbers of the entry and of the rule within it, from 1.
    tail: (usize, usize),
}

/// A triples map of inverse statements up to its object map, which is returned empty.
fn inverse_head(
    writer: &mut Writer<'_>,
    rule: Rule<'_>,
    entry: &Entry,
    inverse: Inverse<'_>,
) -> Result<NamedOrBlankNode, YarrrmlError> {
    let (entry_number, made) = inverse.tail;
    let iri = format!("{}/inverse/{entry_number}-{made}", rule.iri(writer).as_str());
    let node = NamedOrBlankNode::from(NamedNode::new_unchecked(iri));
    writer.class(&node, rml::rml("TriplesMap"), entry.at)?;
    writer.add(&node, "logicalSource", inverse.source_node.clone(), entry.at)?;
    let subject_map = writer.child(&node, "subjectMap", inverse.subject.at)?;
    let style = inverse.style;
    writer.term(Spot { node: &subject_map, style }, inverse.subject)?;
    for graph in &rule.mapping.graphs {
        writer.short_term(Spot { node: &subject_map, style }, ("graphMap", "graph"), graph, None)?;
    }
    let pair = writer.child(&node, "predicateObjectMap", entry.at)?;
    let spot = Spot { node: &pair, style };
    for predicate in &entry.inverse {
        writer.short_term(spot, ("predicateMap", "predicate"), predicate, entry.condition.as_ref())?;
    }
    for graph in &entry.graphs {
        writer.short_term(spot, ("graphMap", "graph"), graph, None)?;
    }
    writer.child(&pair, "objectMap", inverse.subject.at)
}

//! Translates the older vocabularies, RML of 2014 and R2RML, into the one that is executed.
//!
//! Most mappings in use are written in them. The words are nearly the same; what differs is written here: the
//! namespaces, sources that are only a path, references without `$.` in JSON, `rr:column`, and functions as
//! triples maps of their own (`FnO` of 2017).

use oxigraph::model::BlankNode;
use oxigraph::model::NamedNode;
use oxigraph::model::NamedNodeRef;
use oxigraph::model::NamedOrBlankNode;
use oxigraph::model::Term;

use super::graph::{MappingGraph, MappingTriple};
use super::load::LEGACY_MARK;
use crate::vocab::rml;

/// The older vocabulary of functions.
const FNML: &str = "http://semweb.mmlab.be/ns/fnml#";

/// `fno:executes` in its two namespaces.
const EXECUTES: [&str; 2] =
    ["https://w3id.org/function/ontology#executes", "http://w3id.org/function/ontology#executes"];

/// Translates where the mapping speaks an older vocabulary; else gives it back.
pub(super) fn translate(graph: MappingGraph) -> MappingGraph {
    let is_old =
        |text: &str| [rml::LEGACY, rml::R2RML, FNML].iter().any(|namespace| text.starts_with(namespace));
    if !graph.triples.iter().any(|triple| is_old(triple.predicate.as_str())) {
        return graph;
    }
    let mut translated = MappingGraph { triples: Vec::new(), base: graph.base.clone() };
    for triple in &graph.triples {
        let predicate = word(&triple.predicate);
        let mut object = triple.object.clone();
        if let Term::NamedNode(iri) = &object {
            object = word(iri).into();
        }
        let mark = predicate.as_ref() == rml::LOGICAL_SOURCE;
        if mark && let Ok(source) = NamedOrBlankNode::try_from(object.clone()) {
            translated.insert(source, LEGACY_MARK.into_owned(), rml::CSV.into_owned(), triple.at);
        }
        translated.triples.push(MappingTriple {
            subject: triple.subject.clone(),
            predicate,
            object,
            at: triple.at,
        });
    }
    functions(&graph, &mut translated);
    translated
}

/// A word of an older vocabulary in the new one.
fn word(iri: &NamedNode) -> NamedNode {
    let text = iri.as_str();
    let local = [rml::LEGACY, rml::R2RML, rml::QUERY_LANGUAGE]
        .iter()
        .find_map(|namespace| text.strip_prefix(namespace));
    match local {
        Some("column") => rml::REFERENCE.into_owned(),
        Some("RefObjectMap") => NamedNode::new_unchecked(format!("{}RefObjectMap", rml::NAMESPACE)),
        Some(local) => NamedNode::new_unchecked(format!("{}{local}", rml::NAMESPACE)),
        None => iri.clone(),
    }
}

/// Functions: `fnml:functionValue [ rr:predicateObjectMap … ]` becomes an execution with inputs.
fn functions(graph: &MappingGraph, translated: &mut MappingGraph) {
    let value = format!("{FNML}functionValue");
    let value = NamedNodeRef::new_unchecked(&value);
    let pairs = format!("{}predicateObjectMap", rml::R2RML);
    let pairs = NamedNodeRef::new_unchecked(&pairs);
    for triple in graph.triples.iter().filter(|triple| triple.predicate.as_ref() == value) {
        let Ok(execution) = NamedOrBlankNode::try_from(triple.object.clone()) else { continue };
        translated.insert(
            triple.subject.clone(),
            rml::FUNCTION_EXECUTION.into_owned(),
            triple.object.clone(),
            triple.at,
        );
        for (pair, at) in graph.objects(&execution, pairs) {
            let Ok(pair) = NamedOrBlankNode::try_from(pair.clone()) else { continue };
            let read = |property: &str| {
                let iri = format!("{}{property}", rml::R2RML);
                graph.objects(&pair, NamedNodeRef::new_unchecked(&iri)).next().map(|(term, _)| term.clone())
            };
            let constant = |property: &str| {
                let map = NamedOrBlankNode::try_from(read(property)?).ok()?;
                let iri = format!("{}constant", rml::R2RML);
                graph.objects(&map, NamedNodeRef::new_unchecked(&iri)).next().map(|(term, _)| term.clone())
            };
            let Some(predicate) = read("predicate").or_else(|| constant("predicateMap")) else { continue };
            let is_function = matches!(&predicate, Term::NamedNode(iri) if EXECUTES.contains(&iri.as_str()));
            if is_function {
                if let Some(function) = read("object").or_else(|| constant("objectMap")) {
                    translated.insert(execution.clone(), rml::FUNCTION.into_owned(), function, at);
                }
                continue;
            }
            let input = BlankNode::new_unchecked(format!("input{}", translated.triples.len()));
            translated.insert(execution.clone(), rml::INPUT.into_owned(), input.clone(), at);
            translated.insert(input.clone(), rml::PARAMETER.into_owned(), predicate, at);
            if let Some(object) = read("objectMap") {
                translated.insert(input.clone(), rml::INPUT_VALUE_MAP.into_owned(), object, at);
            } else if let Some(object) = read("object") {
                translated.insert(input, rml::INPUT_VALUE.into_owned(), object, at);
            }
        }
    }
}

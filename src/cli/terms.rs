//! `casegraph help terms`: the words of the graph, read from the ontology that the program carries.

use std::collections::BTreeMap;
use std::fmt::Write;

use oxigraph::io::RdfFormat;
use oxigraph::io::RdfParser;
use oxigraph::model::Term;

use super::failure::{Failure, exit_code};
use crate::vocab::CONCEPT;
use crate::vocab::casegraph;
use crate::vocab::rdf;
use crate::vocab::rdfs;
use crate::vocab::skos;

/// The ontology: classes, properties, values; and the concepts.
const FILES: [&str; 2] =
    [include_str!("../../ontology/casegraph.ttl"), include_str!("../../ontology/concepts.ttl")];

/// The kinds of terms by their type, in the order in which they are told.
const KINDS: [(&str, &str); 5] = [
    ("http://www.w3.org/2002/07/owl#Class", "Classes"),
    ("http://www.w3.org/2002/07/owl#ObjectProperty", "Properties that lead to a node"),
    ("http://www.w3.org/2002/07/owl#DatatypeProperty", "Properties that lead to a value"),
    ("http://www.w3.org/2002/07/owl#NamedIndividual", "Values"),
    ("http://www.w3.org/2004/02/skos/core#Concept", "Modes, directions, asset types, commodities"),
];

/// What the ontology says of one term, as the help shows it.
#[derive(Debug, Default)]
struct Entry {
    kind: Option<usize>,
    label: String,
    definition: String,
    example: String,
    /// The scheme of a concept or the wider concept, by its last part.
    broader: String,
}

/// All terms with definition and example.
pub(super) fn terms() -> Result<String, Failure> {
    let entries = read()?;
    let mut text = format!(
        "The words of the graph. Prefixes: cg: <{}>, m: <{CONCEPT}>\n\
         Ask with them: casegraph query 'SELECT ?e {{ ?e a cg:Assault }}'; examples: casegraph query --examples\n",
        casegraph::NAMESPACE
    );
    for (at, (_, heading)) in KINDS.iter().enumerate() {
        writeln!(text, "\n{heading}").unwrap_or_default();
        for (name, entry) in entries.iter().filter(|(_, entry)| entry.kind == Some(at)) {
            let label = if entry.label.is_empty() { String::new() } else { format!("{}: ", entry.label) };
            writeln!(text, "  {name:<24} {label}{}", entry.definition).unwrap_or_default();
            if !entry.broader.is_empty() {
                writeln!(text, "  {:<24}   a kind of {}", "", entry.broader).unwrap_or_default();
            }
            if !entry.example.is_empty() {
                writeln!(text, "  {:<24}   e.g. {}", "", entry.example).unwrap_or_default();
            }
        }
    }
    Ok(text)
}

/// The terms in our two namespaces by their short names.
fn read() -> Result<BTreeMap<String, Entry>, Failure> {
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    for file in FILES {
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(file.as_bytes()) {
            let quad = quad.map_err(|error| {
                Failure::new("bug", exit_code::BUG, format!("the built-in ontology cannot be read: {error}"))
            })?;
            let subject = quad.subject.to_string();
            let Some(name) = short(subject.trim_matches(['<', '>'])) else { continue };
            let entry = entries.entry(name).or_default();
            let predicate = quad.predicate.as_ref();
            let about = predicate.as_str().strip_prefix(skos::NAMESPACE).unwrap_or_default();
            match &quad.object {
                Term::Literal(value) if predicate == rdfs::LABEL || about == "prefLabel" => {
                    value.value().clone_into(&mut entry.label);
                }
                Term::Literal(value) if about == "definition" => {
                    value.value().clone_into(&mut entry.definition);
                }
                Term::Literal(value) if about == "example" && entry.example.is_empty() => {
                    value.value().clone_into(&mut entry.example);
                }
                Term::NamedNode(kind) if predicate == rdf::TYPE => {
                    let found = KINDS.iter().position(|(known, _)| *known == kind.as_str());
                    entry.kind = found.or(entry.kind);
                }
                Term::NamedNode(broader) if about == "broader" => {
                    entry.broader = short(broader.as_str()).unwrap_or_default();
                }
                _ => {}
            }
        }
    }
    Ok(entries)
}

fn short(iri: &str) -> Option<String> {
    let own = iri.strip_prefix(casegraph::NAMESPACE).map(|name| format!("cg:{name}"));
    own.or_else(|| iri.strip_prefix(CONCEPT).map(|name| format!("m:{name}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_properties_values_and_modes_are_told_with_examples() {
        let text = terms().unwrap();
        for heading in KINDS.map(|(_, heading)| heading) {
            assert!(text.contains(heading), "{heading}");
        }
        for term in ["cg:Assault ", "cg:actor ", "cg:Quoted ", "m:meet "] {
            let line = text.lines().position(|line| line.trim_start().starts_with(term));
            assert!(line.is_some(), "{term}");
        }
        assert!(text.matches("e.g. ").count() > 100);
    }
}

//! Small files with the RML they mean, written by hand from the specifications.

mod errors;
mod functions;
mod links;
mod places;
mod sources;
mod terms;
mod yaml;

use oxigraph::io::RdfFormat;
use oxigraph::io::RdfParser;
use oxigraph::model::Graph;
use oxigraph::model::Triple;
use oxigraph::model::dataset::CanonicalizationAlgorithm;

use super::YarrrmlError;
use super::read;

const PREFIXES: &str = "
    @prefix rml: <http://w3id.org/rml/> .
    @prefix csvw: <http://www.w3.org/ns/csvw#> .
    @prefix formats: <http://www.w3.org/ns/formats/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    @prefix schema: <http://schema.org/> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    @prefix grel: <http://users.ugent.be/~bjdmeest/function/grel.ttl#> .
    @prefix idlab-fn: <https://w3id.org/imec/idlab/function#> .
    @prefix ex: <http://example.org/> .
    @prefix m: <urn:yarrrml:mapping/> .
    @prefix s: <urn:yarrrml:source/> .
    @prefix t: <urn:yarrrml:target/> .
";

/// What stands before the rules in most tests: a table of ships.
const SHIPS: &str = "
prefixes:
  ex: http://example.org/
sources:
  ships: [ships.csv~csv]
";

/// The RML of [`SHIPS`].
const SHIPS_RML: &str = r#"
    <urn:yarrrml:source/ships> a rml:LogicalSource ;
        rml:source [ a rml:RelativePathSource ; rml:root rml:MappingDirectory ; rml:path "ships.csv" ] ;
        rml:referenceFormulation rml:CSV .
"#;

/// Checks that a file and a graph in Turtle are the same but for the names of blank nodes.
#[track_caller]
fn check(yaml: &str, turtle: &str) {
    let found = match read(yaml) {
        Ok(found) => found,
        Err(errors) => panic!("{}", messages(&errors)),
    };
    let mut actual = Graph::new();
    for triple in &found.triples {
        assert!(triple.at.line > 0 && triple.at.column > 0, "no place: {triple:?}");
        actual.insert(&Triple::new(triple.subject.clone(), triple.predicate.clone(), triple.object.clone()));
    }
    assert_eq!(actual.len(), found.triples.len(), "a triple stands twice");
    let text = format!("{PREFIXES}{turtle}");
    let mut expected: Graph = RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(&text)
        .map(|quad| Triple::from(quad.expect("the expected graph is Turtle")))
        .collect();
    actual.canonicalize(CanonicalizationAlgorithm::Unstable);
    expected.canonicalize(CanonicalizationAlgorithm::Unstable);
    let lines = |graph: &Graph| {
        let mut lines: Vec<_> = graph.iter().map(|triple| triple.to_string()).collect();
        lines.sort();
        lines.join("\n")
    };
    assert!(actual == expected, "\nfound\n{}\nexpected\n{}", lines(&actual), lines(&expected));
}

/// Checks one mapping `ship` of [`SHIPS`] whose keys stand in `yaml`, without indentation: `turtle` is what stands
/// after its logical source.
#[track_caller]
fn check_ship(yaml: &str, turtle: &str) {
    let body = indented(yaml, 4);
    check(
        &format!("{SHIPS}mappings:\n  ship:\n    sources: ships\n{body}"),
        &format!("{SHIPS_RML} m:ship a rml:TriplesMap ; rml:logicalSource s:ships ; {turtle}"),
    );
}

/// Checks predicates and objects of the ship `http://example.org/$(imo)`.
#[track_caller]
fn check_po(yaml: &str, turtle: &str) {
    let body = indented(yaml, 2);
    check_ship(
        &format!("s: ex:$(imo)\npo:\n{body}"),
        &format!(
            r#"rml:subjectMap [ rml:template "http://example.org/{{imo}}" ; rml:termType rml:IRI ] ; {turtle} ."#
        ),
    );
}

/// Checks the errors of a file, each as `line:column message`.
#[track_caller]
fn check_errors(yaml: &str, expected: &[&str]) {
    let Err(errors) = read(yaml) else { panic!("no error") };
    let found: Vec<_> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
}

/// Lines moved to the right.
fn indented(text: &str, spaces: usize) -> String {
    let lines: Vec<_> = text.trim().lines().map(|line| format!("{}{line}\n", " ".repeat(spaces))).collect();
    lines.concat()
}

fn messages(errors: &[YarrrmlError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

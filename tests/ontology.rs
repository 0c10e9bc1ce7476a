//! The ontology, its constants and its context say the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use casegraph::vocab;
use casegraph::vocab::casegraph::{NAMESPACE, TERMS, TermKind};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{
    Graph, Literal, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Quad, Term, TermRef, Triple,
};
use serde_json::{Value, json};

const OWL: &str = "http://www.w3.org/2002/07/owl#";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const SCHEME: &str = "https://w3id.org/casegraph/scheme/";

fn ontology_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology").join(name)
}

fn read(name: &str) -> String {
    std::fs::read_to_string(ontology_file(name)).unwrap()
}

fn turtle(name: &str) -> Graph {
    RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(&read(name))
        .map(|quad| Triple::from(quad.unwrap_or_else(|error| panic!("{name}: {error}"))))
        .collect()
}

fn json_ld(document: &Value) -> Vec<Quad> {
    RdfParser::from_format(RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() })
        .for_slice(&document.to_string())
        .collect::<Result<_, _>>()
        .unwrap_or_else(|error| panic!("{document}: {error}"))
}

fn named(namespace: &str, local: &str) -> NamedNode {
    NamedNode::new(format!("{namespace}{local}")).unwrap()
}

fn objects(graph: &Graph, subject: &NamedNode, predicate: &NamedNode) -> Vec<Term> {
    graph.objects_for_subject_predicate(subject, predicate).map(TermRef::into_owned).collect()
}

/// Subjects with an IRI in `namespace`, each once.
fn subjects(graph: &Graph, namespace: &str) -> BTreeSet<NamedNode> {
    graph
        .iter()
        .filter_map(|triple| match triple.subject {
            NamedOrBlankNodeRef::NamedNode(node) if node.as_str().starts_with(namespace) => {
                Some(node.into_owned())
            }
            _ => None,
        })
        .collect()
}

/// The kind that the ontology gives a term.
fn kind_of(graph: &Graph, term: &NamedNode) -> TermKind {
    let kinds: BTreeSet<TermKind> = objects(graph, term, &rdf::TYPE.into_owned())
        .into_iter()
        .map(|class| match class {
            Term::NamedNode(class) => match class.as_str().trim_start_matches(OWL) {
                "Class" => TermKind::Class,
                "ObjectProperty" | "DatatypeProperty" => TermKind::Property,
                "NamedIndividual" => TermKind::Individual,
                _ if class == rdf::PROPERTY => TermKind::Property,
                _ if class == rdfs::DATATYPE => TermKind::Datatype,
                other => panic!("{term}: unexpected type {other}"),
            },
            other => panic!("{term}: unexpected type {other}"),
        })
        .collect();
    assert_eq!(kinds.len(), 1, "{term} has one kind");
    kinds.into_iter().next().unwrap()
}

/// The terms under `cg:` that these N-Quads use and the ontology lacks. For tests of everything that is written.
pub(crate) fn unknown_terms(nquads: &str) -> BTreeSet<String> {
    let known: BTreeSet<&str> = TERMS.iter().map(|(_, _, term)| term.as_str()).collect();
    let mut unknown = BTreeSet::new();
    for quad in RdfParser::from_format(RdfFormat::NQuads).for_slice(nquads) {
        let quad = quad.unwrap();
        let mut iris = vec![quad.predicate.into_string()];
        match quad.object {
            Term::NamedNode(node) => iris.push(node.into_string()),
            Term::Literal(literal) => iris.push(literal.datatype().as_str().to_owned()),
            Term::BlankNode(_) => {}
        }
        unknown.extend(
            iris.into_iter().filter(|iri| iri.starts_with(NAMESPACE) && !known.contains(iri.as_str())),
        );
    }
    unknown
}

#[test]
fn every_file_parses_and_says_its_origin_and_licence() {
    for name in ["casegraph.ttl", "concepts.ttl", "alignments.ttl"] {
        assert!(turtle(name).len() > 50, "{name}");
        let text = read(name);
        let head: Vec<&str> = text.lines().take(6).collect();
        assert!(head.iter().any(|line| line.starts_with("# Origin")), "{name}");
        assert!(head.iter().any(|line| line.starts_with("# Licence")), "{name}");
    }
}

#[test]
fn every_term_has_its_constant_and_every_constant_its_term_of_the_same_kind() {
    let graph = turtle("casegraph.ttl");
    let written: BTreeMap<NamedNode, TermKind> = subjects(&graph, NAMESPACE)
        .into_iter()
        .map(|term| {
            let kind = kind_of(&graph, &term);
            (term, kind)
        })
        .collect();
    let constants: BTreeMap<NamedNode, TermKind> =
        TERMS.iter().map(|(_, kind, term)| (term.into_owned(), *kind)).collect();
    assert_eq!(written, constants);
    assert_eq!(constants.len(), TERMS.len(), "a term is listed twice");
    for (local, _, term) in TERMS {
        assert_eq!(term.as_str(), format!("{NAMESPACE}{local}"));
    }
}

#[test]
fn every_term_has_one_label_one_definition_and_an_example() {
    let graph = turtle("casegraph.ttl");
    for term in subjects(&graph, NAMESPACE) {
        for predicate in [rdfs::LABEL.into_owned(), named(SKOS, "definition"), named(SKOS, "example")] {
            let found = objects(&graph, &term, &predicate);
            let [Term::Literal(literal)] = &found[..] else {
                panic!("{term} has {} values of {predicate}", found.len())
            };
            assert_eq!(literal.language(), Some("en"), "{term} {predicate}");
            assert!(
                literal.value().trim().len() > 1 || literal.value().parse::<u8>().is_ok(),
                "{term} {predicate}"
            );
        }
    }
}

#[test]
fn definitions_are_sentences_and_no_two_terms_share_one() {
    let mut seen = BTreeMap::new();
    for name in ["casegraph.ttl", "concepts.ttl"] {
        let graph = turtle(name);
        for triple in graph.triples_for_predicate(&named(SKOS, "definition")) {
            let TermRef::Literal(literal) = triple.object else { panic!("{triple}") };
            assert!(literal.value().ends_with('.'), "{triple}");
            // A class and the concept that carries its codes share their definition on purpose.
            let name = triple.subject.to_string().to_lowercase();
            let local = name.rsplit(['#', '/']).next().unwrap().to_owned();
            if let Some(other) = seen.insert(literal.value().to_owned(), local.clone()) {
                assert_eq!(other, local, "one definition: {}", literal.value());
            }
        }
    }
}

#[test]
fn every_property_has_a_domain_and_a_range_and_every_subclass_a_known_parent() {
    let graph = turtle("casegraph.ttl");
    for (_, kind, term) in TERMS {
        let term = term.into_owned();
        match kind {
            TermKind::Property => {
                for predicate in [rdfs::DOMAIN, rdfs::RANGE] {
                    assert_eq!(
                        objects(&graph, &term, &predicate.into_owned()).len(),
                        1,
                        "{term} {predicate}"
                    );
                }
            }
            TermKind::Class => {
                for parent in objects(&graph, &term, &rdfs::SUB_CLASS_OF.into_owned()) {
                    let Term::NamedNode(parent) = parent else { panic!("{term}: {parent}") };
                    let known =
                        TERMS.iter().any(|(_, kind, term)| *kind == TermKind::Class && *term == parent);
                    assert!(known || parent == vocab::skos::CONCEPT, "{term}: {parent}");
                }
            }
            _ => {}
        }
    }
}

/// The members of an RDF list.
fn list<'a>(graph: &'a Graph, mut node: TermRef<'a>) -> Vec<Term> {
    let mut members = Vec::new();
    while let TermRef::BlankNode(cell) = node {
        members.push(graph.object_for_subject_predicate(cell, rdf::FIRST).unwrap().into_owned());
        node = graph.object_for_subject_predicate(cell, rdf::REST).unwrap();
    }
    members
}

#[test]
fn every_value_is_in_the_range_of_exactly_one_property() {
    let graph = turtle("casegraph.ttl");
    let one_of = named(OWL, "oneOf");
    let mut members: Vec<Term> = Vec::new();
    for triple in graph.triples_for_predicate(rdfs::RANGE) {
        if let TermRef::BlankNode(range) = triple.object
            && let Some(values) = graph.object_for_subject_predicate(range, &one_of)
        {
            members
                .extend(list(&graph, values).into_iter().filter(|value| matches!(value, Term::NamedNode(_))));
        }
    }
    let listed: BTreeSet<String> = members.iter().map(ToString::to_string).collect();
    assert_eq!(listed.len(), members.len(), "a value stands in two sets");
    let values: BTreeSet<String> = TERMS
        .iter()
        .filter(|(_, kind, _)| *kind == TermKind::Individual)
        .map(|(_, _, term)| term.to_string())
        .collect();
    assert_eq!(listed, values);
}

#[test]
fn every_name_used_from_our_namespace_is_a_term() {
    for name in ["casegraph.ttl", "concepts.ttl", "alignments.ttl"] {
        let lines: Vec<String> = turtle(name).iter().map(|triple| format!("{triple} .")).collect();
        let nquads = lines.join("\n");
        assert_eq!(unknown_terms(&nquads), BTreeSet::new(), "{name}");
    }
}

#[test]
fn a_term_that_the_ontology_lacks_is_named() {
    let dump = format!(
        "<urn:a> <{NAMESPACE}actor> <urn:b> <urn:g> .\n<urn:a> <{NAMESPACE}actress> \"x\"^^<{NAMESPACE}Kind> <urn:g> .\n\
         <urn:a> {} <{NAMESPACE}Actor> .\n<urn:a> {} <{NAMESPACE}Play> .\n",
        rdf::TYPE,
        rdf::TYPE
    );
    let expected = ["Kind", "Play", "actress"].map(|local| format!("{NAMESPACE}{local}"));
    assert_eq!(unknown_terms(&dump), BTreeSet::from(expected));
}

/// The IRI of a concept by the rule at the head of `concepts.ttl`; labels there are ASCII.
fn concept_iri(label: &str) -> String {
    let spaced: String =
        label.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    format!("{}{}", vocab::CONCEPT, spaced.split_whitespace().collect::<Vec<_>>().join("-"))
}

#[test]
fn a_concept_has_one_scheme_one_preferred_label_and_the_iri_of_that_label() {
    let graph = turtle("concepts.ttl");
    for concept in subjects(&graph, vocab::CONCEPT) {
        let labels = objects(&graph, &concept, &vocab::skos::PREF_LABEL.into_owned());
        let [Term::Literal(label)] = &labels[..] else { panic!("{concept} has {} labels", labels.len()) };
        assert_eq!(concept.as_str(), concept_iri(label.value()), "{concept}");
        assert_eq!(label.language(), Some("en"), "{concept}");
        assert_eq!(objects(&graph, &concept, &vocab::skos::IN_SCHEME.into_owned()).len(), 1, "{concept}");
    }
}

#[test]
fn a_concept_is_a_top_one_or_leads_upwards_to_one_of_its_scheme() {
    let graph = turtle("concepts.ttl");
    let (broader, scheme) = (vocab::skos::BROADER.into_owned(), vocab::skos::IN_SCHEME.into_owned());
    let top = named(SKOS, "topConceptOf");
    for concept in subjects(&graph, vocab::CONCEPT) {
        let mut level = vec![concept.clone()];
        for steps in 0.. {
            assert!(steps < 12, "{concept} leads in a circle");
            level.retain(|node| objects(&graph, node, &top) != objects(&graph, node, &scheme));
            let Some(node) = level.pop() else { break };
            let wider = objects(&graph, &node, &broader);
            assert!(!wider.is_empty(), "{node} is neither top nor has a broader concept");
            for parent in wider {
                let Term::NamedNode(parent) = parent else { panic!("{node}: {parent}") };
                assert_eq!(
                    objects(&graph, &parent, &scheme),
                    objects(&graph, &concept, &scheme),
                    "{concept}"
                );
                level.push(parent);
            }
        }
    }
}

#[test]
fn every_mode_has_a_definition_and_stands_under_the_concept_of_an_event_class() {
    let graph = turtle("concepts.ttl");
    let modes = named(SCHEME, "event-modes");
    let see_also = rdfs::SEE_ALSO.into_owned();
    let mut classes = BTreeSet::new();
    let mut count = 0;
    for triple in graph.triples_for_object(&modes) {
        let NamedOrBlankNodeRef::NamedNode(mode) = triple.subject else { continue };
        if triple.predicate != vocab::skos::IN_SCHEME {
            continue;
        }
        let mode = mode.into_owned();
        count += 1;
        assert_eq!(objects(&graph, &mode, &named(SKOS, "definition")).len(), 1, "{mode}");
        for parent in objects(&graph, &mode, &vocab::skos::BROADER.into_owned()) {
            let Term::NamedNode(parent) = parent else { panic!("{mode}: {parent}") };
            assert_eq!(objects(&graph, &parent, &see_also).len(), 1, "{mode}: {parent}");
        }
        classes.extend(objects(&graph, &mode, &see_also).into_iter().map(|class| class.to_string()));
    }
    let ontology = turtle("casegraph.ttl");
    let event = vocab::casegraph::class::EVENT;
    let expected: BTreeSet<String> = ontology
        .subjects_for_predicate_object(rdfs::SUB_CLASS_OF, event)
        .map(|class| class.to_string())
        .filter(|class| !class.contains("EventSeries"))
        .collect();
    assert_eq!(classes, expected);
    assert!(count > 200, "{count} modes");
}

#[test]
fn the_modes_and_directions_that_the_design_names_are_there() {
    let graph = turtle("concepts.ttl");
    let named_ones = "reaffirm visit meet praise found joint-statement troops weapons assume-office seize designate transfer \
        deport trial military-operation inspect investigate prosecute campaign coordinate share-intelligence destroy \
        kill injure bomb arson kidnap hijack rob arrest charge try convict sentence expel trade buy sell state travel \
        elect appoint resign merge acquire die accident launch publish strike riot demonstrate \
        increase decrease strong-increase strong-decrease record-low record-high stable";
    for slug in named_ones.split_whitespace() {
        let concept = named(vocab::CONCEPT, slug);
        assert_eq!(objects(&graph, &concept, &vocab::skos::PREF_LABEL.into_owned()).len(), 1, "{slug}");
    }
}

#[test]
fn every_mode_of_an_event_frame_is_a_concept_under_a_class_of_that_frame() {
    let graph = turtle("concepts.ttl");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/extract/data/frames");
    let files = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "toml")) {
        let table: toml::Table = std::fs::read_to_string(file).unwrap().parse().unwrap();
        let frames = table.get("frame").and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice);
        for frame in frames {
            let texts = |key: &str| -> Vec<&str> {
                let values = frame.get(key).and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice);
                values.iter().filter_map(toml::Value::as_str).collect()
            };
            let name = frame.get("name").and_then(toml::Value::as_str).unwrap_or_default();
            let wider: Vec<Term> = texts("class").iter().map(|class| concept(class).into()).collect();
            for mode in texts("mode") {
                let known = objects(&graph, &concept(mode), &vocab::skos::PREF_LABEL.into_owned());
                assert_eq!(known.len(), 1, "{}: mode `{mode}` of frame `{name}`", file.display());
                let mut reached = objects(&graph, &concept(mode), &vocab::skos::BROADER.into_owned());
                reached.push(concept(mode).into());
                let fits =
                    texts("class") == ["EventSeries"] || reached.iter().any(|parent| wider.contains(parent));
                assert!(fits, "{}: mode `{mode}` and the class of frame `{name}`", file.display());
            }
        }
    }
}

/// The concept with this label or slug.
fn concept(label: &str) -> NamedNode {
    NamedNode::new(concept_iri(label)).unwrap()
}

/// The folder of shared test data; tests that read it pass silently where it is absent.
#[expect(clippy::disallowed_methods, reason = "the test data may lie elsewhere")]
fn shared() -> PathBuf {
    std::env::var("CASEGRAPH_SHARED")
        .map_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from)
}

#[test]
fn every_notation_is_a_code_of_the_published_table_and_every_code_of_it_has_a_concept() {
    let Ok(table) = std::fs::read(shared().join("eval/plover/CAMEO2PLOVER-2021.txt")) else {
        eprintln!("skipped: no shared test data");
        return;
    };
    let (mut cameo, mut plover) = (BTreeSet::new(), BTreeSet::new());
    for line in String::from_utf8_lossy(&table).lines() {
        let Some((code, rest)) = line.split_once(':') else { continue };
        if code.is_empty() || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        cameo.insert(code.to_owned());
        let mut fields = rest.split('#').next().unwrap_or_default().split(',').map(str::trim);
        let class = fields.next().unwrap_or_default();
        plover.insert(class.to_owned());
        // The table has a context in the place of the mode of 175.
        if let Some(mode) = fields.next().filter(|mode| !mode.is_empty() && *mode != "pro_autocracy") {
            plover.insert(format!("{class}:{mode}"));
        }
    }
    // CAMEO's first two roots have no counterpart in the table.
    cameo.extend(["01", "02"].map(str::to_owned));
    let graph = turtle("concepts.ttl");
    let codes = |datatype: NamedNodeRef<'_>| -> BTreeSet<String> {
        graph
            .triples_for_predicate(vocab::skos::NOTATION)
            .filter_map(|triple| match triple.object {
                TermRef::Literal(literal) if literal.datatype() == datatype => {
                    Some(literal.value().to_owned())
                }
                _ => None,
            })
            .collect()
    };
    let ours = codes(vocab::casegraph::datatype::PLOVER_CODE);
    assert_eq!(ours, plover);
    let ours: BTreeSet<String> = codes(vocab::casegraph::datatype::CAMEO_CODE)
        .into_iter()
        .filter(|code| !(code.starts_with("01") || code.starts_with("02")) || code.len() == 2)
        .collect();
    assert_eq!(ours.difference(&cameo).collect::<Vec<_>>(), Vec::<&String>::new(), "unknown codes");
    // A code that ends in 0 and says only "of this root, not specified" may be left to the root.
    let missing: Vec<&String> =
        cameo.difference(&ours).filter(|code| code.len() == 4 || !code.ends_with('0')).collect();
    assert_eq!(missing, Vec::<&String>::new(), "codes without a concept");
}

fn context() -> Value {
    let document: Value = serde_json::from_str(&read("context.jsonld")).unwrap();
    document["@context"].clone()
}

#[test]
fn the_context_expands_every_class_value_and_datatype_to_its_term() {
    let context = context();
    for (local, kind, term) in TERMS {
        if *kind == TermKind::Property {
            continue;
        }
        let document = json!({"@context": context, "id": "urn:a", "type": local});
        let expected = Triple::new(named("urn:", "a"), rdf::TYPE, *term);
        let found: Vec<Triple> = json_ld(&document).into_iter().map(Triple::from).collect();
        assert_eq!(found, [expected], "{local}");
    }
}

/// A value of a property in JSON by its range, and the term that it must become.
fn sample(graph: &Graph, property: &NamedNode) -> (Value, Term) {
    let range = &objects(graph, property, &rdfs::RANGE.into_owned())[0];
    if let Term::BlankNode(range) = range
        && let Some(values) = graph.object_for_subject_predicate(range, &named(OWL, "oneOf"))
    {
        let first = list(graph, values).into_iter().next().unwrap();
        return match &first {
            Term::NamedNode(value) => (json!(value.as_str().trim_start_matches(NAMESPACE)), first),
            Term::Literal(value) if value.datatype() == xsd::INTEGER => (json!(1), first),
            other => (json!("A"), other.clone()),
        };
    }
    match range {
        Term::NamedNode(datatype) if *datatype == xsd::DATE => {
            (json!("1998-05-04"), Literal::new_typed_literal("1998-05-04", xsd::DATE).into())
        }
        Term::NamedNode(datatype) if *datatype == xsd::INTEGER || *datatype == xsd::DECIMAL => {
            (json!(41), Literal::from(41).into())
        }
        Term::NamedNode(datatype) if *datatype == xsd::STRING || *datatype == rdfs::LITERAL => {
            (json!("words"), Literal::from("words").into())
        }
        Term::NamedNode(truth) if truth.as_str() == "http://www.w3.org/2001/XMLSchema#boolean" => {
            (json!(true), Literal::from(true).into())
        }
        Term::NamedNode(any) if *any == rdfs::RESOURCE => (json!({"id": "urn:b"}), named("urn:", "b").into()),
        Term::NamedNode(any) if *any == rdf::PROPERTY => {
            (json!("place"), vocab::casegraph::property::PLACE.into())
        }
        _ => (json!("urn:b"), named("urn:", "b").into()),
    }
}

#[test]
fn the_context_expands_every_property_with_the_type_of_its_range() {
    let (context, graph) = (context(), turtle("casegraph.ttl"));
    for (local, kind, term) in TERMS {
        if *kind != TermKind::Property {
            continue;
        }
        let (value, expected) = sample(&graph, &term.into_owned());
        let document = json!({"@context": context, "id": "urn:a", *local: value});
        let found: Vec<Triple> = json_ld(&document).into_iter().map(Triple::from).collect();
        assert_eq!(found, [Triple::new(named("urn:", "a"), *term, expected)], "{local}");
    }
}

#[test]
fn the_context_covers_every_reused_property_that_the_ontology_tells_of() {
    let graph = turtle("casegraph.ttl");
    let context = context();
    let iris: BTreeSet<String> = context
        .as_object()
        .unwrap()
        .values()
        .filter_map(|definition| definition.get("@id").and_then(Value::as_str))
        .filter_map(|name| name.split_once(':'))
        .filter_map(|(prefix, local)| Some(format!("{}{local}", context.get(prefix)?.as_str()?)))
        .collect();
    let mut reused = 0;
    for triple in graph.triples_for_predicate(&named(SKOS, "scopeNote")) {
        let NamedOrBlankNodeRef::NamedNode(property) = triple.subject else { panic!("{triple}") };
        assert!(iris.contains(property.as_str()), "{property}");
        reused += 1;
    }
    assert!(reused > 10);
}

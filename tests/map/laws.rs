//! Laws of runs, and readers that no text makes panic.

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroUsize;

use casegraph::mapping::Mapping;
use casegraph::mapping::Partition;
use casegraph::mapping::RunSettings;
use casegraph::mapping::Target;
use oxigraph::io::RdfFormat;
use oxigraph::io::RdfParser;
use oxigraph::model::Term;
use proptest::prelude::*;

use super::PREFIXES;
use super::csv;
use super::json_lines;
use super::map;

/// Lines of N-Quads that a mapping makes of one file, in the order of the run.
fn run(mapping: &Mapping, name: &str, bytes: &[u8], part: Option<(u64, u64)>, threads: usize) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let settings = RunSettings {
        base: None,
        working_directory: folder.path().to_owned(),
        mapping_directory: folder.path().to_owned(),
        input_root: None,
        sources: BTreeMap::new(),
        partition: part.map(|(part, of)| Partition { part, of }),
        threads: NonZeroUsize::new(threads).unwrap(),
        most_records: None,
    };
    let mut out = Vec::new();
    mapping.run(&settings, Target::Stream(Box::new(&mut out)), &mut |_| {}).unwrap();
    String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort();
    lines
}

/// A table with a header.
fn table(rows: &[(String, String)]) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(["key", "name"]).unwrap();
    for (key, name) in rows {
        out.write_record([key, name]).unwrap();
    }
    out.into_inner().unwrap()
}

fn names() -> Mapping {
    let text = map(
        "Ship",
        &csv("ships.csv"),
        "{key}",
        &[("name", r#"rml:reference "name""#), ("same", r#"rml:template "http://example.org/{name}""#)],
    ) + &map("Name", &csv("ships.csv"), "{name}", &[("of", "rml:parentTriplesMap ex:Ship")])
        + r#"ex:Note rml:logicalSource [ rml:source "ships.csv" ; rml:referenceFormulation rml:CSV ] ;
            rml:subjectMap [ rml:termType rml:BlankNode ] ;
            rml:predicateObjectMap [ rml:predicate ex:about ; rml:objectMap [ rml:template "http://example.org/{key}" ] ] ."#;
    Mapping::from_turtle(&format!("{PREFIXES}{text}")).unwrap()
}

fn rows() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec(("[a-d]{1,2}", "[ -~\n]{1,6}"), 0..60)
}

/// So many rows that they are cut into several parts: parts are dealt out by the thousand.
fn many_rows() -> impl Strategy<Value = Vec<(String, String)>> {
    let seeds = prop::collection::vec(("[a-d]{1,2}", "[ -~\n]{1,6}"), 1..20);
    (seeds, 0_usize..5_000).prop_map(|(seeds, count)| {
        let row = |number: usize| {
            let (key, name) = &seeds[number * 7 % seeds.len()];
            (format!("{key}{}", number / 3), name.clone())
        };
        (0..count).map(row).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_are_together_the_whole(rows in many_rows(), of in 1_u64..6, threads in 1_usize..4) {
        let (mapping, bytes) = (names(), table(&rows));
        let whole = sorted(run(&mapping, "ships.csv", &bytes, None, 1));
        let mut parts = Vec::new();
        for part in 1..=of {
            parts.extend(run(&mapping, "ships.csv", &bytes, Some((part, of)), threads));
        }
        let mut parts = sorted(parts);
        parts.dedup();
        prop_assert_eq!(parts, whole);
    }

    #[test]
    fn each_line_is_written_once_and_in_the_same_order_by_any_number_of_threads(rows in rows()) {
        let (mapping, bytes) = (names(), table(&rows));
        let lines = run(&mapping, "ships.csv", &bytes, None, 1);
        prop_assert_eq!(&run(&mapping, "ships.csv", &bytes, None, 4), &lines);
        let mut unique = sorted(lines.clone());
        unique.dedup();
        prop_assert_eq!(unique.len(), lines.len());
    }

    #[test]
    fn rows_in_another_order_make_the_same_set(
        (rows, shuffled) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
    ) {
        let text = map("Ship", &csv("ships.csv"), "{key}", &[("name", r#"rml:reference "name""#)]);
        let mapping = Mapping::from_turtle(&format!("{PREFIXES}{text}")).unwrap();
        let run = |rows: &[(String, String)]| sorted(run(&mapping, "ships.csv", &table(rows), None, 2));
        prop_assert_eq!(run(&shuffled), run(&rows));
    }

    #[test]
    fn a11_what_is_written_reads_back_as_the_same_literals(texts in prop::collection::vec(any::<String>(), 1..20)) {
        let pairs = [("name", r#"rml:reference "$.name""#)];
        let text = map("Ship", &json_lines("ships.jsonl"), "{$.key}", &pairs);
        let mapping = Mapping::from_turtle(&format!("{PREFIXES}{text}")).unwrap();
        let lines: Vec<String> = texts
            .iter()
            .enumerate()
            .map(|(key, name)| format!("{}\n", serde_json::json!({"key": key, "name": name})))
            .collect();
        let written = run(&mapping, "ships.jsonl", lines.concat().as_bytes(), None, 1).join("\n");
        let mut found = Vec::new();
        for quad in RdfParser::from_format(RdfFormat::NQuads).for_slice(written.as_bytes()) {
            let Term::Literal(literal) = quad.unwrap().object else { panic!("no literal") };
            found.push(literal.value().to_owned());
        }
        prop_assert_eq!(found, texts);
    }

    #[test]
    fn a12_keys_make_one_iri_each_which_reads_back(keys in prop::collection::btree_set("\\PC{1,12}", 1..20)) {
        let rows: Vec<(String, String)> = keys.iter().map(|key| (key.clone(), "n".to_owned())).collect();
        let text = map("Ship", &csv("ships.csv"), "{key}", &[("name", r#"rml:reference "name""#)]);
        let mapping = Mapping::from_turtle(&format!("{PREFIXES}{text}")).unwrap();
        let written = run(&mapping, "ships.csv", &table(&rows), None, 1);
        prop_assert_eq!(written.len(), keys.len());
        for quad in RdfParser::from_format(RdfFormat::NQuads).for_slice(written.join("\n").as_bytes()) {
            prop_assert!(quad.unwrap().subject.to_string().starts_with("<http://example.org/"));
        }
    }
}

/// Texts made of pieces that mean something, and of any characters between them.
fn soup(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => prop::sample::select(pieces).prop_map(str::to_owned), 1 => "\\PC{0,3}"];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

const TURTLE: &[&str] = &[
    "ex:M ",
    "rml:logicalSource ",
    "rml:source ",
    "\"a.csv\" ",
    "rml:referenceFormulation ",
    "rml:CSV ",
    "rml:JSONPath ",
    "rml:XPath ",
    "rml:iterator ",
    "\"$[*]\" ",
    "\"//a[\" ",
    "rml:subjectMap ",
    "rml:subject ",
    "rml:template ",
    "\"http://e/{a}{\" ",
    "\"http://e/{a}\" ",
    "rml:reference ",
    "rml:constant ",
    "rml:predicateObjectMap ",
    "rml:predicate ",
    "rml:objectMap ",
    "rml:termType ",
    "rml:IRI ",
    "rml:parentTriplesMap ",
    "rml:joinCondition ",
    "rml:child ",
    "rml:parent ",
    "rml:viewOn ",
    "rml:field ",
    "rml:fieldName ",
    "rml:gather ",
    "rml:gatherAs ",
    "rml:functionExecution ",
    "rml:function ",
    "rml:input ",
    "rml:parameter ",
    "rml:logicalTarget ",
    "rml:path ",
    "grel:toUpperCase ",
    "[ ",
    "] ",
    "( ",
    ") ",
    "; ",
    ", ",
    ". ",
    "\n",
    "\"",
    "<",
    ">",
    "_:b ",
    "a ",
    "^^",
    "@en ",
    "\\u00",
];

const YAML: &[&str] = &[
    "prefixes:\n",
    "mappings:\n",
    "  m:\n",
    "    sources:\n",
    "    s: ",
    "    po:\n",
    "      - ",
    "ex:$(a)",
    "$(",
    ")",
    "[a.csv~csv]",
    "['a.json~jsonpath', '$[*]']",
    "~iri",
    "~lang",
    "ex: http://e/\n",
    "  ",
    "\n",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "&a ",
    "*a ",
    "<<: ",
    "!!str ",
    "function: ",
    "parameters: ",
    "condition:",
    "mapping: ",
    "graphs: ",
    "|\n",
    "'",
    "\"",
    "#",
    "\t",
    "---\n",
    "p: ",
    "o: ",
    "value: ",
    "datatype: ",
    "targets:",
    "authors: ",
    "base: ",
    "external:\n",
    "equal",
    "\u{feff}",
];

const PATHS: &[&str] = &[
    "$",
    "@",
    ".",
    "..",
    "[",
    "]",
    "*",
    "a",
    "'a'",
    "\\\"b\\\"",
    "0",
    "-1",
    ":",
    "?",
    "(",
    ")",
    "&&",
    "||",
    "!",
    "==",
    "<",
    "length",
    "match(@, 'a')",
    ",",
    " ",
    "//",
    "/",
    "@a",
    "text()",
    "::",
    "ancestor",
    "|",
    "count(",
    "é",
    "1e400",
    "\\\\u0041",
    "position()",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_reader_of_turtle_panic(text in soup(TURTLE)) {
        drop(Mapping::from_turtle(&text));
        drop(Mapping::from_turtle(&format!("{PREFIXES}{text}")));
        drop(Mapping::from_turtle(&format!(
            "{PREFIXES}ex:M rml:logicalSource [ rml:source \"a.csv\" ] ; rml:subject ex:s ; rml:predicateObjectMap [ rml:predicate ex:p ; {text} ] ."
        )));
    }

    #[test]
    fn no_text_makes_the_reader_of_yarrrml_panic(text in soup(YAML)) {
        drop(Mapping::from_yarrrml(&text));
        drop(Mapping::from_yarrrml(&format!("mappings:\n  m:\n    sources: [a.csv~csv]\n    s: http://e/$(a)\n    po: {text}")));
    }

    #[test]
    fn no_path_makes_a_run_panic(text in soup(PATHS), formulation in 0_usize..3) {
        let formulation = ["rml:JSONPath", "rml:XPath", "<https://w3id.org/casegraph/rml#JSONLines>"][formulation];
        let text = text.replace('\n', " ");
        let Ok(mapping) = Mapping::from_turtle(&format!(
            "{PREFIXES}ex:M rml:logicalSource [ rml:source \"a\" ; rml:referenceFormulation {formulation} ; rml:iterator \"{text}\" ] ; \
             rml:subject ex:s ; rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ rml:reference \"{text}\" ] ] ."
        )) else { return Ok(()) };
        let folder = tempfile::tempdir().unwrap();
        let source = if formulation == "rml:XPath" { "<a a='1'><b>x</b><a/></a>" } else { r#"{"a": [1, "x", null, {"b": [[]]}]}"# };
        fs::write(folder.path().join("a"), source).unwrap();
        let settings = RunSettings {
            base: None,
            working_directory: folder.path().to_owned(),
            mapping_directory: folder.path().to_owned(),
            input_root: None,
            sources: BTreeMap::new(),
            partition: None,
            threads: NonZeroUsize::MIN,
            most_records: None,
        };
        let mut out = Vec::new();
        drop(mapping.run(&settings, Target::Stream(Box::new(&mut out)), &mut |_| {}));
    }
}

//! What is wrong with a mapping is said with line and column.

use super::Case;
use super::PREFIXES;

/// The text without its mark `«`, and the line and column where that stood.
fn marked(text: &str) -> (String, String) {
    let (before, after) = text.split_once('«').unwrap();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    (format!("{before}{after}"), format!("line {line}, column {column}"))
}

/// A mapping in which «marks the place of the problem, and words of the message.
#[track_caller]
fn says(mapping: &str, words: &[&str]) {
    let (text, place) = marked(&format!("{PREFIXES}{mapping}"));
    let case = Case::new("").with("mapping.ttl", text).with("ships.csv", "imo,name,flag\n1,Aurora,NO\n");
    let case = case.with("ships.json", r#"[{"imo": 1, "name": "Aurora"}]"#);
    let words: Vec<&str> = words.iter().copied().chain([place.as_str()]).collect();
    case.is_refused(&words);
}

const SOURCE: &str = r#"rml:logicalSource [ rml:source "ships.csv" ; rml:referenceFormulation rml:CSV ]"#;
const JSON: &str = r#"rml:logicalSource [ rml:source "ships.json" ; rml:referenceFormulation rml:JSONPath ; rml:iterator "$[*]" ]"#;
const SUBJECT: &str = r#"rml:subjectMap [ rml:template "http://example.org/{imo}" ]"#;

/// A map over the table with an object map on the third line of its own.
fn object(object: &str) -> String {
    format!(
        "ex:Ship {SOURCE} ; {SUBJECT} ;\n  rml:predicateObjectMap [ rml:predicate ex:p ;\n    rml:objectMap [ {object} ] ] ."
    )
}

#[test]
fn a_reference_that_no_record_has_is_answered_with_the_nearest_column() {
    says(
        &object(r#"rml:reference «"nmae""#),
        &["error[bad-mapping]", "no record of `ships.csv` has `nmae`", "did you mean `name`?"],
    );
    says(&object(r#"rml:template «"{owner}""#), &["`owner`", "its columns are imo, name, flag"]);
    says(
        &format!(
            "ex:Ship {JSON} ; {SUBJECT} ;\n rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ rml:reference «\"$.nmae\" ] ] ."
        ),
        &["no record of `ships.json` has `$.nmae`"],
    );
}

#[test]
fn a_template_whose_braces_do_not_match_is_shown_with_the_character() {
    says(&object(r#"rml:template «"http://example.org/{name""#), &["not closed", "character 20"]);
    says(&object(r#"rml:template «"a}b""#), &["closing brace without an opening one", "character 2"]);
    says(&object(r#"rml:template «"{}""#), &["empty reference"]);
}

#[test]
fn a_function_that_is_unknown_is_answered_with_the_nearest() {
    says(
        &object(
            r#"rml:functionExecution [ rml:function «grel:toUperCase ; rml:input [ rml:parameter grel:valueParameter ; rml:inputValueMap [ rml:reference "name" ] ] ]"#,
        ),
        &["toUperCase` is unknown", "toUpperCase`?"],
    );
    says(
        &object(
            r#"rml:functionExecution [ rml:function grel:toUpperCase ; rml:input [ rml:parameter «grel:value ; rml:inputValueMap [ rml:reference "name" ] ] ]"#,
        ),
        &["has no parameter", "its parameters are", "valueParam"],
    );
}

#[test]
fn a_parent_map_that_is_not_there_is_named() {
    says(
        &object("rml:parentTriplesMap «ex:Owner"),
        &["parent triples map", "http://example.org/Owner", "does not exist"],
    );
}

#[test]
fn parents_of_another_source_need_a_join_condition() {
    let owner = r#"ex:Owner rml:logicalSource [ rml:source "owners.csv" ; rml:referenceFormulation rml:CSV ] ; rml:subjectMap [ rml:template "http://example.org/{id}" ] ."#;
    says(
        &format!("{}\n{owner}", object("rml:parentTriplesMap «ex:Owner")),
        &["no join condition", "rml:child"],
    );
}

#[test]
fn each_triples_map_has_one_subject_map() {
    says(
        &format!(
            "ex:Ship {SOURCE} ; {SUBJECT} ;\n  rml:subjectMap «[ rml:template \"http://example.org/x/{{imo}}\" ] ."
        ),
        &["subject"],
    );
    says(
        "ex:Ship rml:logicalSource «[ rml:source \"ships.csv\" ; rml:referenceFormulation rml:CSV ] ; rml:predicateObjectMap [ rml:predicate ex:p ; rml:object \"o\" ] .",
        &["has no subject map", "http://example.org/Ship"],
    );
}

#[test]
fn a_file_without_a_triples_map_is_no_mapping() {
    Case::new("ex:a ex:b ex:c .").is_refused(&["error[bad-mapping]", "no triples map", "YARRRML"]);
    Case::new("").is_refused(&["no triples map"]);
}

#[test]
fn an_error_of_turtle_is_shown_with_its_place() {
    says("ex:Ship ex:p\n  «ex ex:q .", &["error[bad-mapping]"]);
    let case = Case::new("ex:Ship rml:logicalSource [\n").with("ships.csv", "imo\n1\n");
    case.is_refused(&["error[bad-mapping]", "line 3, column 1"]);
}

#[test]
fn paths_that_do_not_compile_are_shown_with_the_language() {
    let json = |iterator: &str, reference: &str| {
        format!(
            "ex:Ship rml:logicalSource [ rml:source \"ships.json\" ; rml:referenceFormulation rml:JSONPath ;\n rml:iterator {iterator} ] ;\n rml:subjectMap [ rml:template \"http://example.org/x\" ] ;\n rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ rml:reference {reference} ] ] ."
        )
    };
    says(&json("\"$[*]\"", "«\"$.a[\""), &["`$.a[` is no JSONPath (RFC 9535)"]);
    says(&json("«\"$.a[?\"", "\"$.name\""), &["the iterator `$.a[?` is no JSONPath (RFC 9535)"]);
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let case = Case::new(&object(
        r#"rml:template "{" ] ] ; rml:predicateObjectMap [ rml:predicate "literal" ; rml:objectMap [ rml:termType ex:Wrong ; rml:reference "name" "#,
    ));
    case.is_refused(&["is not closed", "cannot be a predicate", "the term type"]);
}

#[test]
fn words_that_contradict_each_other_are_refused() {
    says(
        &object(r#"rml:reference "name" ; rml:language «"no language""#),
        &["`no language` is no language tag", "BCP 47"],
    );
    let two = r#"rml:reference "name" ; rml:template "{name}""#;
    let map = format!(
        "ex:Ship {SOURCE} ; {SUBJECT} ;\n rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap «[ {two} ] ] ."
    );
    says(&map, &["several expressions"]);
}

#[test]
fn an_error_of_yarrrml_is_shown_with_its_place_in_the_yaml() {
    for (text, words) in [
        (
            "mappings:\n  ship:\n    sources: [ships.csv~csv]\n    s: «exx:$(imo)\n    po: [[ex:p, x]]\n",
            &["exx"][..],
        ),
        (
            "mappings:\n  ship:\n    sources:\n      - «nowhere\n    s: http://example.org/$(imo)\n",
            &["nowhere"],
        ),
        ("mappings:\n  ship: [\n«", &[]),
    ] {
        let (text, place) = marked(text);
        let case = Case::yarrrml(&text).with("ships.csv", "imo,name\n1,Aurora\n");
        let outcome = case.run(&[]);
        assert_eq!(outcome.code, Some(2), "{}", outcome.said);
        let line = place.split(',').next().unwrap();
        assert!(outcome.said.contains(line), "{place}: {}", outcome.said);
        for word in words {
            assert!(outcome.said.contains(word), "{}", outcome.said);
            assert!(outcome.said.contains(&place), "{place}: {}", outcome.said);
        }
    }
}

//! Mappings that say something wrong: the message and its place.

use super::SHIPS;
use super::check_errors;
use super::read;

/// The errors of one mapping `ship` whose keys start in line 9, column 5.
#[track_caller]
fn ship(keys: &str, expected: &[&str]) {
    let body = super::indented(keys, 4);
    check_errors(&format!("{SHIPS}mappings:\n  ship:\n    sources: ships\n{body}"), expected);
}

/// The errors of the entries of one mapping, which start in line 10, column 9.
#[track_caller]
fn po(entry: &str, expected: &[&str]) {
    let body = super::indented(entry, 2);
    ship(&format!("po:\n{body}"), expected);
}

/// The error of a source that starts in line 2, column 6.
#[track_caller]
fn source(source: &str, expected: &str) {
    check_errors(&format!("sources:\n  x: {source}\nmappings: {{}}\n"), &[expected]);
}

#[test]
fn a_mistyped_key_is_named_with_the_keys_that_may_stand_there() {
    check_errors(
        "mapings: {}",
        &[
            "line 1, column 1: unknown key `mapings` in the file; expected one of `base`, `prefixes`, `authors`, `external`, `sources`, `targets`, `mappings`",
        ],
    );
    ship(
        "subjcts: ex:a",
        &[
            "line 9, column 5: unknown key `subjcts` in a mapping; expected one of `sources`, `targets`, `subjects`, `graphs`, `condition`, `predicateobjects`",
        ],
    );
}

#[test]
fn a_file_has_mappings_and_a_mapping_has_sources() {
    check_errors("prefixes: {}", &["line 1, column 1: the file has no `mappings`"]);
    check_errors(
        "mappings:\n  x:\n    s: ex:a\nprefixes: {ex: 'http://a/'}",
        &["line 2, column 3: a mapping has no `sources`"],
    );
    assert_eq!(
        read("mappings: {x: {s: }}").unwrap_err()[0].hint(),
        Some("name a source, such as `sources: [[vessels.csv~csv]]`")
    );
}

#[test]
fn all_errors_are_told_in_the_order_of_the_file() {
    check_errors(
        "
sources:
  a: [a.csv~cvs]
  b: [b.json~jsonpath]
mappings:
  x:
    sources: [[x.csv~csv]]
    s: foo:$(id)
    po:
      - [bar:p, $(a]
      - [foaf:name, $(a), not a tag~lang]
",
        &[
            "line 3, column 7: `cvs` is not a known reference formulation; expected one of `csv`, `jsonpath`, `jsonl`, `xpath`, `xquery`",
            "line 4, column 6: this source has no `iterator`",
            "line 8, column 8: the prefix `foo` of `foo:` is not declared",
            "line 10, column 10: the prefix `bar` of `bar:p` is not declared",
            "line 11, column 27: `not a tag` is not a language tag",
        ],
    );
}

#[test]
fn sources_that_are_no_local_files_are_refused() {
    let refused = "a source that is no local file cannot be used here";
    source(
        "{access: 'http://localhost/x', type: mysql, referenceFormulation: csv}",
        &format!("line 2, column 43: {refused}"),
    );
    source(
        "{access: db, query: SELECT, referenceFormulation: csv}",
        &format!("line 2, column 26: {refused}"),
    );
    source(
        "{access: 'jdbc:mysql://localhost/x', referenceFormulation: csv}",
        &format!("line 2, column 15: {refused}"),
    );
    source("{access: x, type: sparql}", &format!("line 2, column 24: {refused}"));
    source("['https://example.org/x.csv~csv']", "line 2, column 7: a remote place cannot be used here");
    source("['x.xml~xquery']", "line 2, column 7: the reference formulation `xquery` cannot be used here");
    source(
        "{access: x, type: floppy}",
        "line 2, column 24: `floppy` is not a known type of source; expected one of `localfile`, `remotefile`, `sparql`, `wot`, `oracle`, `mysql`, `hsql`, `postgresql`, `db2`, `informix`, `ingres`, `sapase`, `sapsqlanywhere`, `firebird`, `mssqlserver`, `virtuoso`",
    );
}

#[test]
fn a_source_is_whole() {
    source("{referenceFormulation: csv}", "line 2, column 6: a source has no `access`");
    source("{access: a}", "line 2, column 6: a source has no `referenceFormulation`");
    source("[a.csv]", "line 2, column 7: this source has no `referenceFormulation`");
    source(
        "[a~csv, b, c]",
        "line 2, column 6: a source is a list; expected a list of `path~formulation` and an iterator",
    );
    source("['~csv']", "line 2, column 7: this place has no `access`");
    source("[a~csv, b]", "line 2, column 14: the formulation `csv` and an iterator exclude each other");
    source(
        "{access: a, referenceFormulation: xpath, iterator: /a, delimiter: ;}",
        "line 2, column 72: this formulation and a delimiter exclude each other",
    );
    source(
        "{access: a, referenceFormulation: xpath, iterator: /a, encoding: ebcdic}",
        "line 2, column 71: this encoding cannot be used here",
    );
}

#[test]
fn targets_that_are_no_local_files_are_refused() {
    let target = |text: &str, expected: &str| {
        check_errors(&format!("targets:\n  x: {text}\nmappings: {{}}\n"), &[expected]);
    };
    target(
        "['http://localhost/sparql~sparql']",
        "line 2, column 7: a target that is no local file cannot be used here",
    );
    target("{access: 'http://localhost/x'}", "line 2, column 15: a remote place cannot be used here");
    target(
        "[a.nq~void, nquad]",
        "line 2, column 18: `nquad` is not a known serialization; expected one of `jsonld`, `n3`, `ntriples`, `nquads`, `ldpatch`, `microdata`, `owlxml`, `owlfunctional`, `owlmanchester`, `powder`, `powder-s`, `prov-n`, `prov-xml`, `rdfa`, `rdfjson`, `rdfxml`, `rifxml`, `sparqlxml`, `sparqljson`, `sparqlcsv`, `sparqltsv`, `turtle`, `trig`",
    );
    target(
        "[a.nq~void, nquads, rar]",
        "line 2, column 26: `rar` is not a known compression; expected one of `gzip`, `zip`, `targzip`, `tarxz`",
    );
}

#[test]
fn names_must_be_in_the_file() {
    check_errors(
        "mappings:\n  x:\n    sources: nowhere\n    s: {value: $(a), targets: void}\n    po:\n      - [foaf:knows, {mapping: y}]\n",
        &[
            "line 3, column 14: there is no source `nowhere` in this file",
            "line 4, column 31: there is no target `void` in this file",
            "line 6, column 32: there is no mapping `y` in this file",
        ],
    );
}

#[test]
fn iris_are_checked() {
    po("- [name, $(a)]", &["line 10, column 10: `name` is not an absolute IRI or prefixed name"]);
    po("- [a, Ship]", &["line 10, column 13: `Ship` is not an absolute IRI or prefixed name"]);
    po(
        "- [a, 'ex:big ship']",
        &["line 10, column 13: `http://example.org/big ship` is not an absolute IRI or prefixed name"],
    );
    ship(
        "s: http://example.org/{id}",
        &["line 9, column 8: braces in `http://example.org/{id}`, which no IRI may have"],
    );
    ship(
        "s: http://example.org/{id}/$(x)",
        &["line 9, column 8: braces in `http://example.org/{id}/`, which no IRI may have"],
    );
    check_errors(
        "base: here\nmappings: {}",
        &["line 1, column 7: `here` is not an absolute IRI or prefixed name"],
    );
    check_errors(
        "prefixes: {ex: here}\nmappings: {}",
        &["line 1, column 16: `here` is not an absolute IRI or prefixed name"],
    );
}

#[test]
fn references_are_closed_and_not_empty() {
    ship("s: ex:$(imo", &["line 9, column 8: the reference in `ex:$(imo` is not closed"]);
    ship("s: ex:$()", &["line 9, column 8: a reference in `ex:$()` is empty"]);
}

#[test]
fn entries_have_a_predicate_and_an_object() {
    let shape = "expected a map with `predicates` and `objects`, or a list of a predicate, an object and a datatype or language";

    let message = format!("line 10, column 9: an entry of `predicateobjects` is a list; {shape}");
    po("- [ex:p]", &[&message]);
    po("- {p: ex:p}", &["line 10, column 9: an entry of `predicateobjects` has no `objects`"]);
    po("- {o: ex:p}", &["line 10, column 9: an entry of `predicateobjects` has no `predicates`"]);
    po("- {p: [], o: x}", &["line 10, column 13: a predicate is a list; expected at least one"]);
    po("- [ex:p, []]", &["line 10, column 16: an object is a list; expected at least one"]);
    let message = format!("line 9, column 9: an entry of `predicateobjects` is text; {shape}");
    ship("po: ex:p", &[&message]);
}

#[test]
fn settings_that_exclude_each_other_are_told() {
    po("- [ex:p, $(a)~iri, xsd:date]", &["line 10, column 26: an IRI and a datatype exclude each other"]);
    po("- [ex:p, $(a)~iri, en~lang]", &["line 10, column 26: an IRI and a language exclude each other"]);
    po(
        "- p: ex:p\n  o: {value: $(a), datatype: xsd:date, language: en}",
        &["line 11, column 56: a datatype and a language exclude each other"],
    );
    po(
        "- p: ex:p\n  o: {value: $(a), function: ex:f}",
        &["line 11, column 20: `function` and `value` exclude each other"],
    );
    po(
        "- p: ex:p\n  o: {f: ex:f(a = b), pms: [[c, d]]}",
        &["line 11, column 34: parameters in brackets and `parameters` exclude each other"],
    );
    ship("s: $(a)~literal", &["line 9, column 8: a subject and a literal exclude each other"]);
    po("- [$(a)~blank, b]", &["line 10, column 10: a predicate and a blank node exclude each other"]);
    ship(
        "graphs: {value: $(a), type: literal}",
        &["line 9, column 21: a graph and a literal exclude each other"],
    );
}

#[test]
fn calls_on_one_line_are_checked() {
    let wrong = |call: &str, expected: &str| {
        po(&format!("- p: ex:p\n  o: {{f: '{call}'}}"), &[&format!("line 11, column 16: `{expected}")]);
    };
    wrong("ex:f(a = b", "ex:f(a = b` is not a function call: expected `)` at the end");
    wrong("ex:f(a = b) c", "ex:f(a = b) c` is not a function call: expected nothing after `)`");
    wrong("(a = b)", "(a = b)` is not a function call: expected a name before `(`");
    wrong("ex:f(a)", "a` is not a function call: expected `parameter = value` between the commas");
    wrong("ex:f(a = b, )", "` is not a function call: expected `parameter = value` between the commas");
    wrong("ex:f(= b)", "= b` is not a function call: expected `parameter = value` between the commas");
    wrong("upper", "upper` is not an absolute IRI or prefixed name");
}

#[test]
fn calls_too_deep_are_an_error() {
    let call = format!("{}x{}", "ex:f(a = ".repeat(80), ")".repeat(80));
    po(&format!("- [ex:p, {{f: {call}}}]"), &["line 10, column 20: nested more than 64 levels deep"]);
}

#[test]
fn joins_are_checked() {
    let join = |condition: &str, problem: &str| {
        po(
            &format!("- p: ex:p\n  o: {{mapping: ship, condition: {{f: {condition}}}}}"),
            &[&format!("line 11, column 43: the condition of a link to a mapping {problem}")],
        );
    };
    join("ex:near(a = $(b))", "must be the function `equal`");
    join("equal(str1 = $(a))", "must have two parameters");
    join("equal, pms: [[str1, $(a), s], [str2, $(b), s]]", "compares two values of the same side");
    po(
        "- p: ex:p\n  o: {mapping: ship, condition: {f: equal, pms: [[a, b, x], [c, d]]}}",
        &[
            "line 11, column 63: `x` is not a known side of a link; expected one of `s`, `o`, `subject`, `object`",
        ],
    );
    po("- [ex:p, {f: 'join(equal(a=$(b), c=$(d)))'}]", &["line 10, column 20: `join` has no `mapping`"]);
    po(
        "- p: ex:p\n  o: {f: ex:f, pms: [[a, $(b), s]]}",
        &[
            "line 11, column 32: a function that is no condition of a link and the side of a value exclude each other",
        ],
    );
}

#[test]
fn quoted_triples_are_refused() {
    let refused = "a quoted triple (`quoted`) cannot be used here";
    po("- [ex:p, {quoted: ship}]", &[&format!("line 10, column 16: {refused}")]);
    po("- {p: ex:p, o: [{quotedNonAsserted: ship}]}", &[&format!("line 10, column 23: {refused}")]);
    ship("s: [{quoted: ship}]", &[&format!("line 9, column 9: {refused}")]);
    po(
        "- [ex:p, {f: 'join(quoted=ship, equal(a=$(b), c=$(d)))'}]",
        &[&format!("line 10, column 20: {refused}")],
    );
}

#[test]
fn only_one_condition_of_a_term() {
    ship(
        "condition: [{f: ex:a}, {f: ex:b}]",
        &["line 9, column 16: more than one condition of the same term cannot be used here"],
    );
}

#[test]
fn a_mapping_and_its_subject_cannot_both_have_a_condition() {
    ship(
        "s: {value: ex:$(a), condition: {f: ex:a}}\ncondition: {f: ex:b}",
        &["line 10, column 20: the condition of a mapping and the condition of a subject exclude each other"],
    );
}

#[test]
fn a_long_value_is_cut_in_the_message() {
    let message = format!("line 9, column 8: the reference in `$({}…` is not closed", "é".repeat(118));
    ship(&format!("s: $({}", "é".repeat(5_000)), &[&message]);
}

#[test]
fn every_error_has_its_place_and_most_a_hint() {
    let errors = read("mappings: {x: {sources: [['http://a/b~csv']], s: 'ex:$('}}").unwrap_err();
    assert_eq!(errors.iter().map(|error| error.at().column).collect::<Vec<_>>(), [27, 50]);
    assert_eq!(errors[0].hint(), Some("fetch the file first and give its path"));
    assert_eq!(errors[1].hint(), Some("close it with `)`; write `\\(` and `\\)` for brackets in a name"));
}

//! Sources and targets.

use super::check;
use super::check_po;
use super::check_ship;

/// A mapping with one source of its own, and the logical source it means.
#[track_caller]
fn source(yaml: &str, turtle: &str) {
    check(
        &format!("mappings:\n  x:\n    sources:\n{yaml}\n    s: http://example.org/$(id)\n"),
        &format!(
            r#"m:x a rml:TriplesMap ; rml:logicalSource [ a rml:LogicalSource ; {turtle} ] ;
                rml:subjectMap [ rml:template "http://example.org/{{id}}" ; rml:termType rml:IRI ] ."#
        ),
    );
}

fn file(path: &str) -> String {
    format!(r#"rml:source [ a rml:RelativePathSource ; rml:root rml:MappingDirectory ; rml:path "{path}" ]"#)
}

#[test]
fn a_table_needs_no_iterator() {
    let expected = format!("{} ; rml:referenceFormulation rml:CSV", file("a.csv"));
    source("      - [a.csv~csv]", &expected);
    source("      - a.csv~csv", &expected);
    source("      [a.csv~csv]", &expected);
    source("      access: a.csv\n      referenceFormulation: csv", &expected);
    source("      - access: a.csv\n        type: localfile\n        referenceFormulation: csv", &expected);
    source("      - access: file://a.csv\n        referenceFormulation: csv\n        iterator:", &expected);
}

#[test]
fn xml_has_an_iterator() {
    let expected =
        format!(r#"{} ; rml:referenceFormulation rml:XPath ; rml:iterator "/fleet/ship""#, file("a.xml"));
    source("      - ['a.xml~xpath', /fleet/ship]", &expected);
    source("      ['a.xml~xpath', /fleet/ship]", &expected);
    source("      {access: a.xml, referenceFormulation: xpath, iterator: /fleet/ship}", &expected);
}

#[test]
fn json_lines_have_a_formulation_of_ours() {
    let expected =
        format!("{} ; rml:referenceFormulation <https://w3id.org/casegraph/rml#JSONLines>", file("a.jsonl"));
    check(
        "mappings: {x: {sources: a.jsonl~jsonl, s: 'http://example.org/$(id)'}}",
        &format!(
            r#"m:x a rml:TriplesMap ; rml:logicalSource [ a rml:LogicalSource ; {expected} ] ;
                rml:subjectMap [ rml:template "http://example.org/{{$.id}}" ; rml:termType rml:IRI ] ."#
        ),
    );
}

#[test]
fn a_delimiter_makes_a_table_of_csv_on_the_web() {
    source(
        "      - {access: a.csv, referenceFormulation: csv, delimiter: ;, encoding: utf-16}",
        r#"rml:source [ a csvw:Table ; csvw:url "a.csv" ;
            csvw:dialect [ a csvw:Dialect ; csvw:delimiter ";" ; csvw:encoding "UTF-16" ] ] ;
           rml:referenceFormulation rml:CSV"#,
    );
}

#[test]
fn encodings_of_rml_stand_at_the_source_and_others_in_the_dialect() {
    source(
        "      - {access: a.csv, referenceFormulation: csv, encoding: UTF-8}",
        r#"rml:source [ a rml:RelativePathSource ; rml:root rml:MappingDirectory ; rml:path "a.csv" ;
            rml:encoding rml:UTF-8 ] ; rml:referenceFormulation rml:CSV"#,
    );
    source(
        "      - {access: a.csv, referenceFormulation: csv, encoding: windows-1251}",
        r#"rml:source [ a csvw:Table ; csvw:url "a.csv" ;
            csvw:dialect [ a csvw:Dialect ; csvw:encoding "windows-1251" ] ] ;
           rml:referenceFormulation rml:CSV"#,
    );
}

#[test]
fn a_mapping_with_two_sources_is_two_triples_maps() {
    check(
        "
sources:
  lists: [lists.json~jsonpath, '$.entries[*]']
mappings:
  party:
    sources:
      - lists
      - [old.csv~csv]
    subjects: http://example.org/$(id)
    po: [[foaf:name, $(full name)]]
",
        r#"
        s:lists a rml:LogicalSource ; rml:referenceFormulation rml:JSONPath ; rml:iterator "$.entries[*]" ;
            rml:source [ a rml:RelativePathSource ; rml:root rml:MappingDirectory ; rml:path "lists.json" ] .
        <urn:yarrrml:mapping/party/1-1> a rml:TriplesMap ; rml:logicalSource s:lists ;
            rml:subjectMap [ rml:template "http://example.org/{$.id}" ; rml:termType rml:IRI ] ;
            rml:predicateObjectMap [ rml:predicate foaf:name ;
                rml:objectMap [ rml:reference "$['full name']" ; rml:termType rml:Literal ] ] .
        <urn:yarrrml:mapping/party/2-1> a rml:TriplesMap ;
            rml:logicalSource [ a rml:LogicalSource ; rml:referenceFormulation rml:CSV ;
                rml:source [ a rml:RelativePathSource ; rml:root rml:MappingDirectory ; rml:path "old.csv" ] ] ;
            rml:subjectMap [ rml:template "http://example.org/{id}" ; rml:termType rml:IRI ] ;
            rml:predicateObjectMap [ rml:predicate foaf:name ;
                rml:objectMap [ rml:reference "full name" ; rml:termType rml:Literal ] ] .
        "#,
    );
}

#[test]
fn base_takes_the_place_of_our_names_and_authors_are_read_over() {
    let yaml = "
base: http://example.org/map#
authors:
  - Ann Example <ann@example.org>
mappings:
  war ship:
    source: [[a.csv~csv]]
    subject: http://example.org/$(id)
";
    assert_eq!(super::read(yaml).unwrap().base.as_deref(), Some("http://example.org/map#"));
    check(
        yaml,
        r#"<http://example.org/map#mapping/war%20ship> a rml:TriplesMap ;
            rml:logicalSource [ a rml:LogicalSource ; rml:referenceFormulation rml:CSV ;
                rml:source [ a rml:RelativePathSource ; rml:root rml:MappingDirectory ; rml:path "a.csv" ] ] ;
            rml:subjectMap [ rml:template "http://example.org/{id}" ; rml:termType rml:IRI ] ."#,
    );
    check(
        "base: http://example.org\nmappings: {x: {sources: a~csv, s: ex, }}".replace("s: ex", "s:").as_str(),
        r#"<http://example.org/mapping/x> a rml:TriplesMap ;
            rml:logicalSource [ a rml:LogicalSource ; rml:referenceFormulation rml:CSV ;
                rml:source [ a rml:RelativePathSource ; rml:root rml:MappingDirectory ; rml:path "a" ] ] ;
            rml:subjectMap [ rml:termType rml:BlankNode ] ."#,
    );
}

#[test]
fn a_subject_can_have_targets_of_its_own_and_of_the_file() {
    let head = "
sources: {ships: [ships.csv~csv]}
targets:
  dump: [out/ships.ttl.gz~void, turtle, gzip]
mappings:
  ship:
    sources: ships
";
    let expected = format!(
        r#"{}
        t:dump a rml:LogicalTarget ; rml:serialization formats:Turtle ; rml:compression rml:gzip ;
            rml:target [ a rml:Target, rml:FilePath ; rml:root rml:CurrentWorkingDirectory ;
                rml:path "out/ships.ttl.gz" ] .
        m:ship a rml:TriplesMap ; rml:logicalSource s:ships ;
            rml:subjectMap [ rml:template "http://example.org/{{imo}}" ; rml:termType rml:IRI ;
                rml:logicalTarget t:dump, [ a rml:LogicalTarget ;
                    rml:target [ a rml:Target, rml:FilePath ; rml:root rml:CurrentWorkingDirectory ;
                        rml:path "all.nq" ] ] ] ."#,
        super::SHIPS_RML
    );
    check(
        &format!(
            "{head}    subjects:\n      - value: http://example.org/$(imo)\n        targets:\n          - dump\n          - access: all.nq\n"
        ),
        &expected,
    );
    check(
        &format!("{head}    s: http://example.org/$(imo)\n    targets: [dump, [all.nq~localfile]]\n"),
        &expected,
    );
}

#[test]
fn predicates_objects_graphs_and_languages_can_have_targets() {
    let target = r#"rml:logicalTarget [ a rml:LogicalTarget ; rml:serialization formats:N-Triples ;
        rml:target [ a rml:Target, rml:FilePath ; rml:root rml:CurrentWorkingDirectory ; rml:path "o.nt" ] ]"#;
    check_po(
        "
- p: {value: foaf:name, targets: [o.nt~dcat, ntriples]}
  o:
    value: $(name)
    language: {value: en, target: [[o.nt~dcat, ntriples]]}
  graphs: {value: ex:g, targets: {access: o.nt, type: localfile, serialization: ntriples}}
",
        &format!(
            r#"rml:predicateObjectMap [
                rml:predicateMap [ rml:constant foaf:name ; {target} ] ;
                rml:objectMap [ rml:reference "name" ; rml:termType rml:Literal ;
                    rml:languageMap [ rml:constant "en" ; {target} ] ] ;
                rml:graphMap [ rml:constant ex:g ; {target} ] ]"#
        ),
    );
}

#[test]
fn keys_of_a_mapping_have_shortcuts() {
    for keys in ["mappings", "mapping", "m"] {
        for subject in ["subjects", "subject", "s"] {
            check(
                &format!("{keys}:\n  x:\n    source: a~csv\n    {subject}: http://example.org/x\n"),
                r#"m:x a rml:TriplesMap ; rml:subjectMap [ rml:constant ex:x ] ;
                    rml:logicalSource [ a rml:LogicalSource ; rml:referenceFormulation rml:CSV ;
                    rml:source [ a rml:RelativePathSource ; rml:root rml:MappingDirectory ; rml:path "a" ] ] ."#,
            );
        }
    }
}

#[test]
fn external_references_are_filled_in_everywhere() {
    check(
        r"
external: {year: 2024, kind: Ship}
mappings:
  x:
    sources: [['$(_year)/a.csv~csv']]
    s: http://example.org/$(_year)/$(id)
    po:
      - [a, 'http://example.org/$(_kind)']
      - [foaf:name, $(_kind)]
      - [foaf:nick, $(\_kind)]
      - [foaf:title, $(_other)]
",
        r#"m:x a rml:TriplesMap ;
            rml:logicalSource [ a rml:LogicalSource ; rml:referenceFormulation rml:CSV ;
                rml:source [ a rml:RelativePathSource ; rml:root rml:MappingDirectory ; rml:path "2024/a.csv" ] ] ;
            rml:subjectMap [ rml:template "http://example.org/2024/{id}" ; rml:termType rml:IRI ] ;
            rml:predicateObjectMap [ rml:predicate rdf:type ; rml:objectMap [ rml:constant ex:Ship ] ] ,
                [ rml:predicate foaf:name ; rml:objectMap [ rml:constant "Ship" ] ] ,
                [ rml:predicate foaf:nick ;
                    rml:objectMap [ rml:reference "_kind" ; rml:termType rml:Literal ] ] ,
                [ rml:predicate foaf:title ;
                    rml:objectMap [ rml:reference "_other" ; rml:termType rml:Literal ] ] ."#,
    );
}

#[test]
fn a_mapping_without_predicates_still_has_its_subject() {
    check_ship(
        "s: ex:$(imo)",
        r#"rml:subjectMap [ rml:template "http://example.org/{imo}" ; rml:termType rml:IRI ] ."#,
    );
}

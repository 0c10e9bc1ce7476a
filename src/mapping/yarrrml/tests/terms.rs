//! Subjects, predicates, objects, datatypes, languages and graphs.

use super::check_po;
use super::check_ship;

#[test]
fn predicates_and_objects_have_a_short_and_a_long_form() {
    let expected = r#"rml:predicateObjectMap [ rml:predicate foaf:name ;
        rml:objectMap [ rml:reference "name" ; rml:termType rml:Literal ] ]"#;
    check_po("- [foaf:name, $(name)]", expected);
    check_po("- predicates: foaf:name\n  objects: $(name)", expected);
    check_po("- predicate: foaf:name\n  object: $(name)", expected);
    check_po("- p: foaf:name\n  o: $(name)", expected);
    check_po("- p: foaf:name\n  o: [$(name)]", expected);
    check_po("- p: foaf:name\n  o: {value: $(name)}", expected);
    check_po("- p: foaf:name\n  o: {v: $(name), type: literal}", expected);
    check_po("- p: [foaf:name]\n  o:\n    - v: $(name)~literal", expected);
    check_po("p: foaf:name\no: $(name)", expected);
    check_po("- [http://xmlns.com/foaf/0.1/name, $(name)]", expected);
    check_po("- ['<http://xmlns.com/foaf/0.1/name>', $(name)]", expected);
}

#[test]
fn the_word_a_is_rdf_type_and_its_objects_are_iris() {
    let expected =
        "rml:predicateObjectMap [ rml:predicate rdf:type ; rml:objectMap [ rml:constant schema:Vessel ] ]";
    check_po("- [a, schema:Vessel]", expected);
    check_po("- [rdf:type, schema:Vessel~iri]", expected);
    check_po("- {p: a, o: schema:Vessel}", expected);
    check_po("[a, schema:Vessel]", expected);
    check_po(
        "- [a, ex:$(kind)]",
        r#"rml:predicateObjectMap [ rml:predicate rdf:type ;
            rml:objectMap [ rml:template "http://example.org/{kind}" ; rml:termType rml:IRI ] ]"#,
    );
}

#[test]
fn several_predicates_and_objects_stand_in_one_rule() {
    let expected = r#"rml:predicateObjectMap [ rml:predicate foaf:name, schema:name ;
        rml:objectMap [ rml:reference "a" ; rml:termType rml:Literal ] ,
            [ rml:reference "b" ; rml:termType rml:Literal ] ]"#;
    check_po("- [[foaf:name, schema:name], [$(a), $(b)]]", expected);
    check_po("- p: [foaf:name, schema:name]\n  o: [$(a), $(b)]", expected);
}

#[test]
fn an_object_is_a_literal_unless_it_says_iri() {
    check_po(
        "- [ex:p, ex:flag]\n- [ex:p, ex:flag~iri]\n- [ex:p, $(url)~iri]\n- [ex:p, ex:$(x)~iri]\n- [ex:p, ex:$(x)]",
        r#"rml:predicateObjectMap
            [ rml:predicate ex:p ; rml:objectMap [ rml:constant "ex:flag" ] ] ,
            [ rml:predicate ex:p ; rml:objectMap [ rml:constant ex:flag ] ] ,
            [ rml:predicate ex:p ; rml:objectMap [ rml:reference "url" ; rml:termType rml:IRI ] ] ,
            [ rml:predicate ex:p ;
                rml:objectMap [ rml:template "http://example.org/{x}" ; rml:termType rml:IRI ] ] ,
            [ rml:predicate ex:p ; rml:objectMap [ rml:template "ex:{x}" ; rml:termType rml:Literal ] ]"#,
    );
}

#[test]
fn the_type_of_an_object_has_three_places() {
    let expected = r#"rml:predicateObjectMap [ rml:predicate ex:p ;
        rml:objectMap [ rml:reference "url" ; rml:termType rml:IRI ] ]"#;
    check_po("- [ex:p, $(url)~iri]", expected);
    check_po("- p: ex:p\n  o:\n    value: $(url)\n    type: iri", expected);
    check_po("- p: ex:p\n  o: $(url)\n  type: iri", expected);
}

#[test]
fn a_tilde_that_is_no_type_stays_in_the_value() {
    check_po(
        "- p: ex:p\n  o: {value: 'http://example.org/~ann/$(x)', type: iri}\n- [ex:p, a~b]",
        r#"rml:predicateObjectMap [ rml:predicate ex:p ;
            rml:objectMap [ rml:template "http://example.org/~ann/{x}" ; rml:termType rml:IRI ] ] ,
            [ rml:predicate ex:p ; rml:objectMap [ rml:constant "a~b" ] ]"#,
    );
}

#[test]
fn a_blank_node_can_be_an_object() {
    check_po(
        "- [ex:p, 'port-$(port)~blank']\n- p: ex:p\n  o: {value: $(port), type: blank}",
        r#"rml:predicateObjectMap [ rml:predicate ex:p ;
            rml:objectMap [ rml:template "port-{port}" ; rml:termType rml:BlankNode ] ] ,
            [ rml:predicate ex:p ; rml:objectMap [ rml:reference "port" ; rml:termType rml:BlankNode ] ]"#,
    );
}

#[test]
fn a_datatype_has_a_short_and_a_long_form() {
    let expected = r#"rml:predicateObjectMap [ rml:predicate ex:built ;
        rml:objectMap [ rml:reference "built" ; rml:termType rml:Literal ; rml:datatype xsd:gYear ] ]"#;
    check_po("- [ex:built, $(built), xsd:gYear]", expected);
    check_po("- p: ex:built\n  o:\n    value: $(built)\n    datatype: xsd:gYear", expected);
    check_po("- p: ex:built\n  o: [[$(built), xsd:gYear]]", expected);
    check_po("- p: ex:built\n  o: $(built)\n  datatype: xsd:gYear", expected);
}

#[test]
fn a_language_has_a_short_and_a_long_form() {
    let expected = r#"rml:predicateObjectMap [ rml:predicate foaf:name ;
        rml:objectMap [ rml:reference "name" ; rml:termType rml:Literal ; rml:language "pt-BR" ] ]"#;
    check_po("- [foaf:name, $(name), pt-BR~lang]", expected);
    check_po("- p: foaf:name\n  o:\n    value: $(name)\n    language: pt-BR", expected);
    check_po("- p: foaf:name\n  o: [[$(name), pt-BR~lang]]", expected);
    check_po("- p: foaf:name\n  o: $(name)\n  language: pt-BR", expected);
}

#[test]
fn each_object_can_have_its_own_language_or_datatype() {
    check_po(
        "- p: foaf:name\n  o: [[$(a), en~lang], [$(b), nl~lang], [$(c), xsd:token], $(d)]\n  datatype: xsd:date",
        r#"rml:predicateObjectMap [ rml:predicate foaf:name ; rml:objectMap
            [ rml:reference "a" ; rml:termType rml:Literal ; rml:language "en" ] ,
            [ rml:reference "b" ; rml:termType rml:Literal ; rml:language "nl" ] ,
            [ rml:reference "c" ; rml:termType rml:Literal ; rml:datatype xsd:token ] ,
            [ rml:reference "d" ; rml:termType rml:Literal ; rml:datatype xsd:date ] ]"#,
    );
}

#[test]
fn datatype_and_language_can_come_from_the_record() {
    check_po(
        "- [ex:p, $(x), ex:$(type)]\n- [ex:p, $(x), $(lang)~lang]\n- p: ex:p\n  o: {value: $(x), language: $(lang)}",
        r#"rml:predicateObjectMap
            [ rml:predicate ex:p ; rml:objectMap [ rml:reference "x" ; rml:termType rml:Literal ;
                rml:datatypeMap [ rml:template "http://example.org/{type}" ] ] ] ,
            [ rml:predicate ex:p ; rml:objectMap [ rml:reference "x" ; rml:termType rml:Literal ;
                rml:languageMap [ rml:reference "lang" ] ] ] ,
            [ rml:predicate ex:p ; rml:objectMap [ rml:reference "x" ; rml:termType rml:Literal ;
                rml:languageMap [ rml:reference "lang" ] ] ]"#,
    );
}

#[test]
fn a_constant_takes_its_datatype_or_language_with_it() {
    check_po(
        "- [ex:p, 3, xsd:integer]\n- [ex:p, ship, en~lang]\n- [ex:p, ship, $(lang)~lang]",
        r#"rml:predicateObjectMap
            [ rml:predicate ex:p ; rml:objectMap [ rml:constant 3 ] ] ,
            [ rml:predicate ex:p ; rml:objectMap [ rml:constant "ship"@en ] ] ,
            [ rml:predicate ex:p ; rml:objectMap [ rml:template "ship" ; rml:termType rml:Literal ;
                rml:languageMap [ rml:reference "lang" ] ] ]"#,
    );
}

#[test]
fn predicates_can_be_templates() {
    check_po(
        "- [ex:$(p), $(o)]\n- [$(p), $(o)]",
        r#"rml:predicateObjectMap
            [ rml:predicateMap [ rml:template "http://example.org/{p}" ; rml:termType rml:IRI ] ;
                rml:objectMap [ rml:reference "o" ; rml:termType rml:Literal ] ] ,
            [ rml:predicateMap [ rml:reference "p" ; rml:termType rml:IRI ] ;
                rml:objectMap [ rml:reference "o" ; rml:termType rml:Literal ] ]"#,
    );
}

#[test]
fn subjects_without_a_value_are_blank() {
    let expected = "rml:subjectMap [ rml:termType rml:BlankNode ] ; rml:predicateObjectMap
        [ rml:predicate rdf:type ; rml:objectMap [ rml:constant schema:Vessel ] ] .";
    check_ship("po: [[a, schema:Vessel]]", expected);
    check_ship("s:\npo: [[a, schema:Vessel]]", expected);
    check_ship("s: null\npo: [[a, schema:Vessel]]", expected);
    check_ship("s: ~\npo: [[a, schema:Vessel]]", expected);
    check_ship("s: [null]\npo: [[a, schema:Vessel]]", expected);
    check_ship("s: {value: null}\npo: [[a, schema:Vessel]]", expected);
}

#[test]
fn a_subject_can_be_a_named_blank_node_or_a_reference() {
    check_ship(
        "s: ship$(imo)~blank",
        r#"rml:subjectMap [ rml:template "ship{imo}" ; rml:termType rml:BlankNode ] ."#,
    );
    check_ship(
        "s: {value: $(id), type: blank}",
        r#"rml:subjectMap [ rml:reference "id" ; rml:termType rml:BlankNode ] ."#,
    );
    check_ship("s: $(url)", r#"rml:subjectMap [ rml:reference "url" ; rml:termType rml:IRI ] ."#);
    check_ship("s: ex:Fleet", "rml:subjectMap [ rml:constant ex:Fleet ] .");
}

#[test]
fn a_relative_template_is_left_to_the_base_of_the_run() {
    check_ship("s: ship/$(imo)", r#"rml:subjectMap [ rml:template "ship/{imo}" ; rml:termType rml:IRI ] ."#);
}

#[test]
fn graphs_stand_at_the_mapping_or_at_an_entry() {
    check_ship(
        "s: ex:$(imo)\ngraphs: [ex:ships, 'ex:$(flag)']",
        r#"rml:subjectMap [ rml:template "http://example.org/{imo}" ; rml:termType rml:IRI ;
            rml:graph ex:ships ;
            rml:graphMap [ rml:template "http://example.org/{flag}" ; rml:termType rml:IRI ] ] ."#,
    );
    check_po(
        "- p: foaf:name\n  o: $(name)\n  graph: ex:names",
        r#"rml:predicateObjectMap [ rml:predicate foaf:name ; rml:graph ex:names ;
            rml:objectMap [ rml:reference "name" ; rml:termType rml:Literal ] ]"#,
    );
}

#[test]
fn two_subjects_are_two_triples_maps() {
    super::check(
        &format!("{}mappings: {{ship: {{sources: ships, s: ['ex:$(imo)', 'ex:$(mmsi)']}}}}", super::SHIPS),
        &format!(
            r#"{}
            <urn:yarrrml:mapping/ship/1-1> a rml:TriplesMap ; rml:logicalSource s:ships ;
                rml:subjectMap [ rml:template "http://example.org/{{imo}}" ; rml:termType rml:IRI ] .
            <urn:yarrrml:mapping/ship/1-2> a rml:TriplesMap ; rml:logicalSource s:ships ;
                rml:subjectMap [ rml:template "http://example.org/{{mmsi}}" ; rml:termType rml:IRI ] ."#,
            super::SHIPS_RML
        ),
    );
}

#[test]
fn numbers_and_truth_values_are_text() {
    check_po(
        "- [ex:p, 007]\n- [ex:p, true]\n- [ex:p, 1.50]\n- [ex:p, 'null']",
        r#"rml:predicateObjectMap
            [ rml:predicate ex:p ; rml:objectMap [ rml:constant "007" ] ] ,
            [ rml:predicate ex:p ; rml:objectMap [ rml:constant "true" ] ] ,
            [ rml:predicate ex:p ; rml:objectMap [ rml:constant "1.50" ] ] ,
            [ rml:predicate ex:p ; rml:objectMap [ rml:constant "null" ] ]"#,
    );
}

#[test]
fn an_alias_repeats_a_value() {
    check_po(
        "- &name [foaf:name, $(name)]\n- [schema:name, $(name)]",
        r#"rml:predicateObjectMap
            [ rml:predicate foaf:name ; rml:objectMap [ rml:reference "name" ; rml:termType rml:Literal ] ] ,
            [ rml:predicate schema:name ; rml:objectMap [ rml:reference "name" ; rml:termType rml:Literal ] ]"#,
    );
    check_po(
        "- {p: &p foaf:name, o: $(a)}\n- {p: *p , o: $(b)}",
        r#"rml:predicateObjectMap
            [ rml:predicate foaf:name ; rml:objectMap [ rml:reference "a" ; rml:termType rml:Literal ] ] ,
            [ rml:predicate foaf:name ; rml:objectMap [ rml:reference "b" ; rml:termType rml:Literal ] ]"#,
    );
}

//! Functions and conditions.

use super::check_po;
use super::check_ship;

const UPPER: &str = r#"[ rml:functionExecution [ rml:function grel:toUpperCase ;
    rml:input [ rml:parameter grel:valueParam ; rml:inputValueMap [ rml:reference "name" ] ] ] ;
    rml:termType rml:Literal ]"#;

#[test]
fn a_function_has_a_long_form_a_short_form_and_a_line() {
    let expected = format!("rml:predicateObjectMap [ rml:predicate foaf:name ; rml:objectMap {UPPER} ]");
    for object in [
        "function: grel:toUpperCase\n    parameters:\n      - parameter: grel:valueParam\n        value: $(name)",
        "fn: grel:toUpperCase\n    pms:\n      - pm: grel:valueParam\n        v: $(name)",
        "f: grel:toUpperCase\n    pms:\n      - [grel:valueParam, $(name)]",
        "f: grel:toUpperCase\n    pms: [valueParam, $(name)]",
        "f: grel:toUpperCase(grel:valueParam = $(name))",
        "f: grel:toUpperCase(valueParam=$(name))",
        "f: 'grel:toUpperCase( valueParam = \"$(name)\" )'",
    ] {
        check_po(&format!("- p: foaf:name\n  o:\n    {object}"), &expected);
        check_po(&format!("- p: foaf:name\n  o:\n  - {object}"), &expected);
    }
    check_po("- [foaf:name, {f: grel:toUpperCase(valueParam = $(name))}]", &expected);
}

#[test]
fn a_function_can_have_a_datatype_a_language_and_a_type() {
    let call = "rml:functionExecution [ rml:function ex:f ]";
    check_po(
        "
- p: ex:p
  o: {f: ex:f, datatype: xsd:integer}
- p: ex:p
  o: [[{f: ex:f}, en~lang]]
- p: ex:p
  o: {f: ex:f(), type: iri}
",
        &format!(
            r#"rml:predicateObjectMap
            [ rml:predicate ex:p ; rml:objectMap [ {call} ; rml:termType rml:Literal ; rml:datatype xsd:integer ] ] ,
            [ rml:predicate ex:p ; rml:objectMap [ {call} ; rml:termType rml:Literal ; rml:language "en" ] ] ,
            [ rml:predicate ex:p ; rml:objectMap [ {call} ; rml:termType rml:IRI ] ]"#
        ),
    );
}

#[test]
fn functions_stand_inside_functions() {
    let expected = r#"rml:predicateObjectMap [ rml:predicate foaf:name ; rml:objectMap [
        rml:termType rml:Literal ;
        rml:functionExecution [ rml:function ex:escape ; rml:input
            [ rml:parameter ex:value ; rml:inputValueMap [
                rml:functionExecution [ rml:function grel:toUpperCase ; rml:input
                    [ rml:parameter grel:valueParam ;
                        rml:inputValueMap [ rml:template "{first} {last}" ] ] ] ] ] ,
            [ rml:parameter ex:mode ; rml:inputValue "html" ] ] ] ]"#;
    check_po(
        "
- p: foaf:name
  o:
    function: ex:escape
    parameters:
      - parameter: ex:value
        value:
          function: grel:toUpperCase
          parameters:
            - [grel:valueParam, $(first) $(last)]
      - [ex:mode, html]
",
        expected,
    );
    check_po(
        "
- p: foaf:name
  o:
    f: ex:escape(value = grel:toUpperCase(valueParam = $(first) $(last)), mode = html)
",
        expected,
    );
}

#[test]
fn values_on_one_line_may_hold_commas_and_brackets() {
    check_po(
        r#"- [ex:p, {f: 'ex:f(a = "x, y", b = $(size (m)), c = big (blue), d = ex:x~iri)'}]"#,
        r#"rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ rml:termType rml:Literal ;
            rml:functionExecution [ rml:function ex:f ; rml:input
                [ rml:parameter ex:a ; rml:inputValue "x, y" ] ,
                [ rml:parameter ex:b ; rml:inputValueMap [ rml:reference "size (m)" ] ] ,
                [ rml:parameter ex:c ; rml:inputValue "big (blue)" ] ,
                [ rml:parameter ex:d ; rml:inputValue ex:x ] ] ] ]"#,
    );
}

#[test]
fn a_function_of_a_full_iri_gives_its_namespace_to_its_parameters() {
    check_po(
        "- [ex:p, {f: 'http://example.org/f#go(x = 1)'}]",
        r#"rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ rml:termType rml:Literal ;
            rml:functionExecution [ rml:function <http://example.org/f#go> ; rml:input
                [ rml:parameter <http://example.org/f#x> ; rml:inputValue "1" ] ] ] ]"#,
    );
}

#[test]
fn subjects_predicates_graphs_and_languages_can_be_functions() {
    let call = |name: &str, kind: &str| {
        format!("[ rml:functionExecution [ rml:function ex:{name} ] ; rml:termType rml:{kind} ]")
    };
    check_ship(
        "
s: {function: ex:mint}
graphs: {function: ex:where}
po:
  - p: {function: ex:which}
    o: {value: $(x), language: {function: ex:tongue}}
",
        &format!(
            r#"rml:subjectMap [ rml:functionExecution [ rml:function ex:mint ] ; rml:termType rml:IRI ;
                rml:graphMap {} ] ;
            rml:predicateObjectMap [ rml:predicateMap {} ;
                rml:objectMap [ rml:reference "x" ; rml:termType rml:Literal ; rml:languageMap
                    [ rml:functionExecution [ rml:function ex:tongue ] ] ] ] ."#,
            call("where", "IRI"),
            call("which", "IRI"),
        ),
    );
}

const VALID: &str = r#"rml:condition [ rml:functionExecution [ rml:function ex:isValid ;
    rml:input [ rml:parameter ex:input ; rml:inputValueMap [ rml:reference "imo" ] ] ] ]"#;

#[test]
fn a_condition_of_a_mapping_goes_to_its_subject_map() {
    check_ship(
        "s: ex:$(imo)\ncondition:\n  function: ex:isValid\n  parameters:\n    - [ex:input, $(imo)]",
        &format!(
            r#"rml:subjectMap [ rml:template "http://example.org/{{imo}}" ; rml:termType rml:IRI ; {VALID} ] ."#
        ),
    );
}

#[test]
fn a_condition_of_an_entry_goes_to_its_object_maps() {
    check_po(
        "- p: foaf:name\n  o: [$(name), ship]\n  condition: {f: ex:isValid(input = $(imo))}",
        &format!(
            r#"rml:predicateObjectMap [ rml:predicate foaf:name ;
                rml:objectMap [ rml:reference "name" ; rml:termType rml:Literal ; {VALID} ] ,
                    [ rml:constant "ship" ; {VALID} ] ]"#
        ),
    );
}

#[test]
fn a_condition_of_an_object_is_its_own() {
    check_po(
        "- p: foaf:name\n  o: {v: $(name), condition: [{f: ex:isValid(input = $(imo))}]}\n  condition: {f: ex:isValid(input = $(imo))}",
        &format!(
            r#"rml:predicateObjectMap [
                rml:predicateMap [ rml:constant foaf:name ; {VALID} ] ;
                rml:objectMap [ rml:reference "name" ; rml:termType rml:Literal ; {VALID} ] ]"#
        ),
    );
}

#[test]
fn equal_without_a_prefix_is_a_known_function() {
    check_po(
        "- p: foaf:name\n  o: $(name)\n  condition: {f: 'equal(str1 = $(flag), str2 = RU)'}",
        r#"rml:predicateObjectMap [ rml:predicate foaf:name ;
            rml:objectMap [ rml:reference "name" ; rml:termType rml:Literal ;
                rml:condition [ rml:functionExecution [ rml:function idlab-fn:equal ; rml:input
                    [ rml:parameter grel:valueParam ; rml:inputValueMap [ rml:reference "flag" ] ] ,
                    [ rml:parameter grel:valueParam2 ; rml:inputValue "RU" ] ] ] ] ]"#,
    );
}

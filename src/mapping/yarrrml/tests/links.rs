//! Links to other mappings and inverse predicates.

use super::SHIPS;
use super::SHIPS_RML;
use super::check;
use super::check_errors;

/// A ship and the owner it links to, in another table.
#[track_caller]
fn link(entry: &str, turtle: &str) {
    let body = super::indented(entry, 6);
    check(
        &format!(
            "{SHIPS}mappings:
  owner:
    sources: [[owners.json~jsonpath, '$[*]']]
    s: ex:owner/$(id)
  ship:
    sources: ships
    s: ex:$(imo)
    po:
{body}"
        ),
        &format!(
            r#"{SHIPS_RML}
            m:owner a rml:TriplesMap ; rml:logicalSource _:owners ;
                rml:subjectMap [ rml:template "http://example.org/owner/{{$.id}}" ; rml:termType rml:IRI ] .
            _:owners a rml:LogicalSource ;
                rml:referenceFormulation rml:JSONPath ; rml:iterator "$[*]" ;
                rml:source [ a rml:RelativePathSource ; rml:root rml:MappingDirectory ; rml:path "owners.json" ] .
            m:ship a rml:TriplesMap ; rml:logicalSource s:ships ;
                rml:subjectMap [ rml:template "http://example.org/{{imo}}" ; rml:termType rml:IRI ] ; {turtle}"#
        ),
    );
}

const JOINED: &str = r#"rml:predicateObjectMap [ rml:predicate ex:owner ; rml:objectMap
    [ rml:parentTriplesMap m:owner ;
        rml:joinCondition [ rml:child "owner_id" ; rml:parent "$.id" ] ] ] ."#;

#[test]
fn equal_between_two_mappings_is_a_join() {
    for condition in [
        "{function: equal, parameters: [[str1, $(owner_id), s], [str2, $(id), o]]}",
        "{function: equal, parameters: [[str1, $(id), o], [str2, $(owner_id), s]]}",
        "{function: equal, parameters: [[str1, $(id), o], [str2, $(owner_id)]]}",
        "{function: equal, parameters: [[str1, $(owner_id)], [str2, $(id)]]}",
        "{function: equal, parameters: [{parameter: str1, value: $(owner_id), from: s}, [str2, $(id)]]}",
        "{f: 'equal(str1 = $(owner_id), str2 = $(id))'}",
        "{f: 'equal(str2 = $(id), str1 = $(owner_id))'}",
        "[{f: 'idlab-fn:equal(grel:valueParam = $(owner_id), grel:valueParam2 = $(id))'}]",
    ] {
        link(&format!("- p: ex:owner\n  o: {{mapping: owner, condition: {condition}}}"), JOINED);
    }
}

#[test]
fn join_is_a_function_on_one_line() {
    link(
        "- p: ex:owner\n  o:\n    - function: join(mapping=owner, equal(str1=$(owner_id), str2=$(id)))",
        JOINED,
    );
    link("- [ex:owner, {f: 'join(mapping = owner, equal(str1=$(owner_id), str2=$(id)))'}]", JOINED);
}

#[test]
fn several_conditions_must_all_hold() {
    link(
        "
- p: ex:owner
  o:
    - mapping: owner
      condition:
        - {f: 'equal(str1=$(owner_id), str2=$(id))'}
        - {f: 'equal(str1=$(first) $(last), str2=$(name))'}
",
        r#"rml:predicateObjectMap [ rml:predicate ex:owner ; rml:objectMap [ rml:parentTriplesMap m:owner ;
            rml:joinCondition [ rml:child "owner_id" ; rml:parent "$.id" ] ,
                [ rml:childMap [ rml:template "{first} {last}" ] ; rml:parent "$.name" ] ] ] ."#,
    );
}

#[test]
fn a_link_needs_no_condition() {
    link(
        "- p: ex:owner\n  o: {mapping: owner}",
        "rml:predicateObjectMap [ rml:predicate ex:owner ; rml:objectMap [ rml:parentTriplesMap m:owner ] ] .",
    );
}

#[test]
fn the_condition_of_an_entry_with_a_link_goes_to_its_predicate() {
    link(
        "- p: ex:owner\n  o: [{mapping: owner}, $(x)]\n  condition: {f: ex:ok}",
        r#"rml:predicateObjectMap [
            rml:predicateMap [ rml:constant ex:owner ; rml:condition
                [ rml:functionExecution [ rml:function ex:ok ] ] ] ;
            rml:objectMap [ rml:parentTriplesMap m:owner ] ,
                [ rml:reference "x" ; rml:termType rml:Literal ] ] ."#,
    );
}

#[test]
fn a_link_leads_to_every_triples_map_of_a_mapping() {
    let text = |condition: &str| {
        format!(
            "{SHIPS}
  more: [more.csv~csv]
mappings:
  a: {{sources: [ships, more], s: 'ex:a$(id)'}}
  b:
    sources: ships
    s: ex:b$(id)
    po: [[ex:p, {{mapping: a{condition}}}]]
"
        )
    };
    let rml = |objects: &str| {
        format!(
            r#"{SHIPS_RML}
            s:more a rml:LogicalSource ; rml:referenceFormulation rml:CSV ;
                rml:source [ a rml:RelativePathSource ; rml:root rml:MappingDirectory ; rml:path "more.csv" ] .
            <urn:yarrrml:mapping/a/1-1> a rml:TriplesMap ; rml:logicalSource s:ships ;
                rml:subjectMap [ rml:template "http://example.org/a{{id}}" ; rml:termType rml:IRI ] .
            <urn:yarrrml:mapping/a/2-1> a rml:TriplesMap ; rml:logicalSource s:more ;
                rml:subjectMap [ rml:template "http://example.org/a{{id}}" ; rml:termType rml:IRI ] .
            m:b a rml:TriplesMap ; rml:logicalSource s:ships ;
                rml:subjectMap [ rml:template "http://example.org/b{{id}}" ; rml:termType rml:IRI ] ;
                rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap {objects} ] ."#
        )
    };
    check(&text(""), &rml("[ rml:parentTriplesMap <urn:yarrrml:mapping/a/1-1> ]"));
    let join = r#"rml:joinCondition [ rml:child "x" ; rml:parent "y" ]"#;
    check(
        &text(", condition: {f: 'equal(str1=$(x), str2=$(y))'}"),
        &rml(&format!(
            "[ rml:parentTriplesMap <urn:yarrrml:mapping/a/1-1> ; {join} ] ,
             [ rml:parentTriplesMap <urn:yarrrml:mapping/a/2-1> ; {join} ]"
        )),
    );
}

#[test]
fn an_inverse_predicate_is_a_triples_map_of_its_own() {
    let mut expected = String::from(
        r#"rml:predicateObjectMap [ rml:predicate ex:owner ; rml:graph ex:g ;
            rml:objectMap [ rml:reference "url" ; rml:termType rml:IRI ] ] .
        <urn:yarrrml:mapping/ship/inverse/1-1> a rml:TriplesMap ; rml:logicalSource s:ships ;
            rml:subjectMap [ rml:reference "url" ; rml:termType rml:IRI ] ;
            rml:predicateObjectMap [ rml:predicate ex:owns ; rml:graph ex:g ;
                rml:objectMap [ rml:template "http://example.org/{imo}" ; rml:termType rml:IRI ] ] ."#,
    );
    link("- p: ex:owner\n  i: ex:owns\n  o: $(url)\n  type: iri\n  graphs: ex:g", &expected);
    link(
        "- predicates: ex:owner\n  inversepredicates: [ex:owns]\n  objects: $(url)~iri\n  graphs: ex:g",
        &expected,
    );
    expected = JOINED.to_owned()
        + r#"<urn:yarrrml:mapping/ship/inverse/1-1> a rml:TriplesMap ;
            rml:logicalSource [ a rml:LogicalSource ;
                rml:referenceFormulation rml:JSONPath ; rml:iterator "$[*]" ;
                rml:source [ a rml:RelativePathSource ; rml:root rml:MappingDirectory ;
                    rml:path "owners.json" ] ] ;
            rml:subjectMap [ rml:template "http://example.org/owner/{$.id}" ; rml:termType rml:IRI ] ;
            rml:predicateObjectMap [ rml:predicate ex:owns ; rml:objectMap [ rml:parentTriplesMap m:ship ;
                rml:joinCondition [ rml:child "$.id" ; rml:parent "owner_id" ] ] ] ."#;
    link(
        "- p: ex:owner\n  i: ex:owns\n  o: {mapping: owner, condition: {f: 'equal(str1=$(owner_id), str2=$(id))'}}",
        &expected,
    );
}

#[test]
fn an_inverse_predicate_needs_terms_that_can_be_subjects() {
    let ship = |keys: &str| format!("{SHIPS}mappings:\n  ship:\n    sources: ships\n{keys}\n");
    check_errors(
        &ship("    s: ex:$(imo)\n    po:\n      - {p: ex:a, i: ex:b, o: $(x)}"),
        &["line 11, column 31: an inverse predicate and a literal exclude each other"],
    );
    check_errors(
        &ship("    po:\n      - {p: ex:a, i: ex:b, o: $(x)~iri}"),
        &["line 10, column 9: an inverse predicate and a blank subject without a value exclude each other"],
    );
}

//! Logical views: fields of nested records, joins of views.

use super::Case;

const SHIPS: &str = r#"[
    {"imo": 1, "name": "Aurora", "owners": [{"name": "Berg", "share": 60}, {"name": "Rey", "share": 40}], "calls": ["Oslo", "Kiel"]},
    {"imo": 2, "name": "Boreas", "owners": [], "calls": ["Oslo"]},
    {"imo": 3, "name": "Vega", "calls": []}
]"#;

const SOURCE: &str = r#"rml:viewOn [ a rml:LogicalSource ; rml:source "ships.json" ;
    rml:referenceFormulation rml:JSONPath ; rml:iterator "$[*]" ]"#;

fn field(name: &str, reference: &str) -> String {
    format!(r#"rml:field [ a rml:ExpressionField ; rml:fieldName "{name}" ; rml:reference "{reference}" ]"#)
}

#[test]
fn nested_records_become_rows_with_the_fields_around_them() {
    let mapping = format!(
        r#"ex:View a rml:LogicalView ; {SOURCE} ; {} ;
        rml:field [ a rml:IterableField ; rml:fieldName "owner" ; rml:iterator "$.owners[*]" ; {} ; {} ] .
        ex:Share rml:logicalSource ex:View ;
        rml:subjectMap [ rml:template "http://example.org/share/{{imo}}/{{owner.name}}" ] ;
        rml:predicateObjectMap [ rml:predicate ex:share ; rml:objectMap [ rml:reference "owner.share" ] ] ;
        rml:predicateObjectMap [ rml:predicate ex:number ; rml:objectMap [ rml:reference "owner.#" ] ] ."#,
        field("imo", "$.imo"),
        field("name", "$.name"),
        field("share", "$.share"),
    );
    // RML-LV, index keys: counted from 0, xsd:integer.
    Case::new(&mapping).with("ships.json", SHIPS).makes(&[
        r#"ex:share/1/Berg ex:number "0"^^xsd:integer"#,
        r#"ex:share/1/Berg ex:share "60"^^xsd:integer"#,
        r#"ex:share/1/Rey ex:number "1"^^xsd:integer"#,
        r#"ex:share/1/Rey ex:share "40"^^xsd:integer"#,
    ]);
}

#[test]
fn arrays_of_plain_values_are_iterated_and_an_empty_one_keeps_the_record() {
    let mapping = format!(
        r#"ex:View a rml:LogicalView ; {SOURCE} ; {} ; {} ; {} .
        ex:Ship rml:logicalSource ex:View ;
        rml:subjectMap [ rml:template "http://example.org/{{imo}}" ] ;
        rml:predicateObjectMap [ rml:predicate ex:name ; rml:objectMap [ rml:reference "name" ] ] ;
        rml:predicateObjectMap [ rml:predicate ex:call ; rml:objectMap [ rml:template "http://example.org/port/{{port}}" ] ] ."#,
        field("imo", "$.imo"),
        field("name", "$.name"),
        field("port", "$.calls[*]"),
    );
    Case::new(&mapping).with("ships.json", SHIPS).makes(&[
        "ex:1 ex:call ex:port/Kiel",
        "ex:1 ex:call ex:port/Oslo",
        r#"ex:1 ex:name "Aurora""#,
        "ex:2 ex:call ex:port/Oslo",
        r#"ex:2 ex:name "Boreas""#,
        r#"ex:3 ex:name "Vega""#,
    ]);
}

/// Ships of a table with the names of the sanctions lists that name their owners, by one kind of join.
fn joined(kind: &str) -> Case {
    let table = |name: &str, path: &str, fields: &[&str]| {
        let fields: Vec<String> = fields.iter().map(|name| field(name, name)).collect();
        format!(
            r#"ex:{name} a rml:LogicalView ; rml:viewOn [ a rml:LogicalSource ; rml:source "{path}" ; rml:referenceFormulation rml:CSV ] ; {}"#,
            fields.join(" ; ")
        )
    };
    let mapping = format!(
        r#"{} .
        {} ; {kind} [ rml:parentLogicalView ex:List ; rml:joinCondition [ rml:parent "owner" ; rml:child "owner" ] ; {} ] .
        ex:Ship rml:logicalSource ex:Ships ; rml:subjectMap [ rml:template "http://example.org/{{imo}}" ] ;
        rml:predicateObjectMap [ rml:predicate ex:owner ; rml:objectMap [ rml:reference "owner" ] ] ;
        rml:predicateObjectMap [ rml:predicate ex:listed ; rml:objectMap [ rml:reference "list" ] ] ."#,
        table("List", "list.csv", &["owner", "list"]),
        table("Ships", "ships.csv", &["imo", "owner"]),
        field("list", "list"),
    );
    Case::new(&mapping)
        .with("ships.csv", "imo,owner\n1,Berg\n2,Rey\n3,Berg\n")
        .with("list.csv", "owner,list\nBerg,A\nBerg,B\nLund,A\n")
}

#[test]
fn a_left_join_keeps_records_without_a_parent_and_an_inner_join_does_not() {
    let listed = [
        r#"ex:1 ex:listed "A""#,
        r#"ex:1 ex:listed "B""#,
        r#"ex:1 ex:owner "Berg""#,
        r#"ex:3 ex:listed "A""#,
        r#"ex:3 ex:listed "B""#,
        r#"ex:3 ex:owner "Berg""#,
    ];
    joined("rml:innerJoin").makes(&listed);
    joined("rml:leftJoin").makes(&[&listed[..], &[r#"ex:2 ex:owner "Rey""#]].concat());
}

#[test]
fn a_key_that_the_view_has_not_is_refused_with_its_keys() {
    let mapping = format!(
        r#"ex:View a rml:LogicalView ; {SOURCE} ; {} .
        ex:Ship rml:logicalSource ex:View ; rml:subjectMap [ rml:template "http://example.org/{{imoo}}" ] ;
        rml:predicateObjectMap [ rml:predicate ex:p ; rml:object "o" ] ."#,
        field("imo", "$.imo")
    );
    Case::new(&mapping).with("ships.json", SHIPS).is_refused(&[
        "no key `imoo`",
        "its keys are",
        "imo",
        "line 4",
    ]);
}

//! YARRRML through the program: the same quads as the RML that it means.

use super::Case;

const SHIPS: &str = "imo,name,owner,built\n1,aurora,Berg,2001-02-03\n2,boreas,Rey,2010-11-12\n";
const OWNERS: &str = r#"[{"id": "a", "name": "Berg"}, {"id": "b", "name": "Rey"}]"#;

#[test]
fn tables_joins_functions_and_datatypes_are_executed() {
    let mapping = "
prefixes:
  ex: http://example.org/
mappings:
  ship:
    sources:
      - [ships.csv~csv]
    s: ex:ship/$(imo)
    po:
      - [a, ex:Ship]
      - [ex:built, $(built), xsd:date]
      - [ex:label, $(name), en~lang]
      - p: ex:upper
        o:
          function: grel:toUpperCase
          parameters:
            - [grel:valueParameter, $(name)]
      - p: ex:owner
        o:
          mapping: owner
          condition:
            function: equal
            parameters:
              - [str1, $(owner), s]
              - [str2, $(name), o]
  owner:
    sources:
      - ['owners.json~jsonpath', '$[*]']
    s: ex:owner/$(id)
    po:
      - [ex:name, $(name)]
";
    Case::yarrrml(mapping).with("ships.csv", SHIPS).with("owners.json", OWNERS).makes(&[
        r#"ex:owner/a ex:name "Berg""#,
        r#"ex:owner/b ex:name "Rey""#,
        "ex:ship/1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ex:Ship",
        r#"ex:ship/1 ex:built "2001-02-03"^^xsd:date"#,
        r#"ex:ship/1 ex:label "aurora"@en"#,
        "ex:ship/1 ex:owner ex:owner/a",
        r#"ex:ship/1 ex:upper "AURORA""#,
        "ex:ship/2 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ex:Ship",
        r#"ex:ship/2 ex:built "2010-11-12"^^xsd:date"#,
        r#"ex:ship/2 ex:label "boreas"@en"#,
        "ex:ship/2 ex:owner ex:owner/b",
        r#"ex:ship/2 ex:upper "BOREAS""#,
    ]);
}

#[test]
fn lines_of_json_and_named_graphs_are_executed() {
    let mapping = "
prefixes: {ex: 'http://example.org/'}
mappings:
  event:
    sources: events.jsonl~jsonl
    graphs: ex:graph/$(kind)
    s: ex:event/$(id)
    po:
      - [ex:place, $(place.name)]
      - [ex:actor, 'ex:actor/$(actors[*])~iri']
";
    Case::yarrrml(mapping)
        .with(
            "events.jsonl",
            "{\"id\": 1, \"kind\": \"fire\", \"place\": {\"name\": \"Oslo\"}, \"actors\": [\"A B\", \"C\"]}\n\
             {\"id\": 2, \"kind\": \"storm\", \"place\": null, \"actors\": []}\n",
        )
        .makes(&[
            "ex:event/1 ex:actor ex:actor/A%20B ex:graph/fire",
            "ex:event/1 ex:actor ex:actor/C ex:graph/fire",
            r#"ex:event/1 ex:place "Oslo" ex:graph/fire"#,
        ]);
}

#[test]
fn several_sources_and_values_in_a_list_are_each_meant() {
    let mapping = "
prefixes: {ex: 'http://example.org/'}
mappings:
  ship:
    sources:
      - [a.csv~csv]
      - [b.csv~csv]
    s: ex:$(imo)
    po:
      - [[ex:name, ex:label], [$(name), $(owner)]]
";
    let table = |imo: u8| format!("imo,name,owner\n{imo},N{imo},O{imo}\n");
    let mut expected = Vec::new();
    for imo in [1, 2] {
        for predicate in ["label", "name"] {
            for value in ["N", "O"] {
                expected.push(format!("ex:{imo} ex:{predicate} \"{value}{imo}\""));
            }
        }
    }
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    Case::yarrrml(mapping).with("a.csv", table(1)).with("b.csv", table(2)).makes(&expected);
}

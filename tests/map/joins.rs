//! Objects that are subjects of another triples map.

use std::fmt::Write as _;

use super::Case;
use super::csv;
use super::json;
use super::map;

const OWNERS: &str = "id,name,flag\na,Berg,NO\nb,Rey,PA\nc,Berg,PA\n";

/// Ships whose owners are found by these conditions.
fn owned(conditions: &[(&str, &str)]) -> String {
    let conditions: Vec<String> = conditions
        .iter()
        .map(|(child, parent)| {
            format!(r#" ; rml:joinCondition [ rml:child "{child}" ; rml:parent "{parent}" ]"#)
        })
        .collect();
    let object = format!("rml:parentTriplesMap ex:Owner{}", conditions.concat());
    map("Ship", &csv("ships.csv"), "ship/{imo}", &[("owner", &object)])
        + &map("Owner", &csv("owners.csv"), "owner/{id}", &[])
}

#[test]
fn every_pair_of_child_and_parent_with_equal_keys_is_joined() {
    Case::new(&owned(&[("owner", "name")]))
        .with("ships.csv", "imo,owner\n1,Berg\n2,Rey\n3,nobody\n4,Berg\n5,berg\n")
        .with("owners.csv", OWNERS)
        .makes(&[
            "ex:ship/1 ex:owner ex:owner/a",
            "ex:ship/1 ex:owner ex:owner/c",
            "ex:ship/2 ex:owner ex:owner/b",
            "ex:ship/4 ex:owner ex:owner/a",
            "ex:ship/4 ex:owner ex:owner/c",
        ]);
}

#[test]
fn several_conditions_hold_at_once() {
    // The last row has the same keys when they are written one after the other, and is another pair.
    Case::new(&owned(&[("owner", "name"), ("flag", "flag")]))
        .with("ships.csv", "imo,owner,flag\n1,Berg,NO\n2,Berg,PA\n3,Rey,NO\n4,BergN,O\n")
        .with("owners.csv", OWNERS)
        .makes(&["ex:ship/1 ex:owner ex:owner/a", "ex:ship/2 ex:owner ex:owner/c"]);
}

#[test]
fn keys_with_several_values_join_by_each() {
    let object = r#"rml:parentTriplesMap ex:Owner ; rml:joinCondition [ rml:child "$.owners[*]" ; rml:parent "$.names[*]" ]"#;
    let mapping = map("Ship", &json("ships.json", "$[*]"), "ship/{$.imo}", &[("owner", object)])
        + &map("Owner", &json("owners.json", "$[*]"), "owner/{$.id}", &[]);
    Case::new(&mapping)
        .with("ships.json", r#"[{"imo": 1, "owners": ["Berg", "Rey"]}, {"imo": 2, "owners": []}, {"imo": 3, "owners": ["R."]}, {"imo": 4}]"#)
        .with("owners.json", r#"[{"id": "a", "names": ["Berg", "B."]}, {"id": "b", "names": ["Rey", "R.", "Berg"]}]"#)
        .makes(&[
            "ex:ship/1 ex:owner ex:owner/a",
            "ex:ship/1 ex:owner ex:owner/b",
            "ex:ship/3 ex:owner ex:owner/b",
        ]);
}

#[test]
fn numbers_of_json_join_texts_of_tables() {
    let object =
        r#"rml:parentTriplesMap ex:Owner ; rml:joinCondition [ rml:child "owner" ; rml:parent "$.number" ]"#;
    let mapping = map("Ship", &csv("ships.csv"), "ship/{imo}", &[("owner", object)])
        + &map("Owner", &json("owners.json", "$[*]"), "owner/{$.id}", &[]);
    Case::new(&mapping)
        .with("ships.csv", "imo,owner\n1,12\n2,012\n")
        .with("owners.json", r#"[{"id": "a", "number": 12}, {"id": "b", "number": null}]"#)
        .makes(&["ex:ship/1 ex:owner ex:owner/a"]);
}

#[test]
fn parents_of_the_same_record_need_no_condition() {
    let mapping = map("Ship", &csv("ships.csv"), "ship/{imo}", &[("owner", "rml:parentTriplesMap ex:Owner")])
        + &map("Owner", &csv("ships.csv"), "owner/{owner}", &[("ship", "rml:parentTriplesMap ex:Ship")]);
    Case::new(&mapping).with("ships.csv", "imo,owner\n1,Berg\n2,Rey\n").makes(&[
        "ex:owner/Berg ex:ship ex:ship/1",
        "ex:owner/Rey ex:ship ex:ship/2",
        "ex:ship/1 ex:owner ex:owner/Berg",
        "ex:ship/2 ex:owner ex:owner/Rey",
    ]);
}

#[test]
fn a_join_of_many_with_many_makes_each_quad_once() {
    let (mut ships, mut owners) = ("imo,owner\n".to_owned(), "id,name,flag\n".to_owned());
    for number in 0..300 {
        writeln!(ships, "{},{}", number % 100, number % 3).unwrap();
        writeln!(owners, "{},{},NO", number % 50, number % 3).unwrap();
    }
    let case = Case::new(&owned(&[("owner", "name")])).with("ships.csv", ships).with("owners.csv", owners);
    // 100 and 50 have no factor in common with 3: each ship meets each of the three keys, and so each owner.
    let outcome = case.run(&[]);
    assert_eq!((outcome.code, outcome.quads.len()), (Some(0), 100 * 50), "{}", outcome.said);
}

#[test]
fn an_empty_key_joins_nothing_that_is_null() {
    let source = |path: &str| super::file(path, "rml:CSV", r#"rml:null """#);
    let object =
        r#"rml:parentTriplesMap ex:Owner ; rml:joinCondition [ rml:child "owner" ; rml:parent "name" ]"#;
    let mapping = map("Ship", &source("ships.csv"), "ship/{imo}", &[("owner", object)])
        + &map("Owner", &source("owners.csv"), "owner/{id}", &[]);
    Case::new(&mapping)
        .with("ships.csv", "imo,owner\n1,\n2,Rey\n")
        .with("owners.csv", "id,name\na,\nb,Rey\n")
        .makes(&["ex:ship/2 ex:owner ex:owner/b"]);
}

//! What single values become: nulls, datatypes, IRIs, scripts of the world.

use super::Case;
use super::csv;
use super::file;
use super::json;
use super::json_lines;
use super::map;
use super::ships;

fn reference(name: &str, more: &str) -> String {
    format!(r#"rml:reference "{name}"{more}"#)
}

/// A map over the array in `ships.json` with a pair for each member.
fn members(names: &[&str]) -> String {
    let objects: Vec<String> = names.iter().map(|name| reference(&format!("$.{name}"), "")).collect();
    let pairs: Vec<(&str, &str)> = names
        .iter()
        .zip(&objects)
        .map(|(name, object)| (name.trim_end_matches("[*]"), object.as_str()))
        .collect();
    map("Ship", &json("ships.json", "$[*]"), "{$.imo}", &pairs)
}

#[test]
fn a_field_that_is_absent_or_null_drops_its_own_triple_alone() {
    Case::new(&members(&["name", "flag"]))
        .with(
            "ships.json",
            r#"[{"imo": 1, "name": "Aurora", "flag": null}, {"imo": 2, "flag": "NO"}, {"imo": 3},
               {"imo": 4, "name": null, "flag": "PA"}, {"name": "nobody"}, {"imo": null, "name": "nobody"}]"#,
        )
        .makes(&[r#"ex:1 ex:name "Aurora""#, r#"ex:2 ex:flag "NO""#, r#"ex:4 ex:flag "PA""#]);
}

#[test]
fn an_empty_array_drops_its_own_triple_alone() {
    Case::new(&members(&["alias[*]", "name"]))
        .with(
            "ships.json",
            r#"[{"imo": 1, "name": "Aurora", "alias": []}, {"imo": 2, "name": "Boreas", "alias": ["B", "Bo", "B"]},
               {"imo": 3, "name": "Vega", "alias": [null, "V"]}]"#,
        )
        .makes(&[
            r#"ex:1 ex:name "Aurora""#,
            r#"ex:2 ex:alias "B""#,
            r#"ex:2 ex:alias "Bo""#,
            r#"ex:2 ex:name "Boreas""#,
            r#"ex:3 ex:alias "V""#,
            r#"ex:3 ex:name "Vega""#,
        ]);
}

#[test]
fn values_that_the_source_calls_null_are_none() {
    let source = file("ships.csv", "rml:CSV", r#"rml:null "N/A" ; rml:null "" "#);
    let pairs =
        [("name", r#"rml:reference "name""#), ("flag", r#"rml:template "http://example.org/flag/{flag}""#)];
    Case::new(&map("Ship", &source, "{imo}", &pairs))
        .with("ships.csv", "imo,name,flag\n1,N/A,NO\n2,Aurora,N/A\n3,,\nN/A,nobody,NO\n4,null,n/a\n")
        .makes(&[
            "ex:1 ex:flag ex:flag/NO",
            r#"ex:2 ex:name "Aurora""#,
            "ex:4 ex:flag ex:flag/n%2Fa",
            r#"ex:4 ex:name "null""#,
        ]);
}

#[test]
fn json_numbers_and_booleans_have_their_natural_datatypes() {
    // RML-Core, JSON: integers xsd:integer, other numbers xsd:double in canonical form, Booleans xsd:boolean.
    Case::new(&members(&["a", "b", "c", "d"]))
        .with("ships.json", r#"[{"imo": 1, "a": 12, "b": 2.5, "c": true, "d": "12"}]"#)
        .makes(&[
            r#"ex:1 ex:a "12"^^xsd:integer"#,
            r#"ex:1 ex:b "2.5E0"^^xsd:double"#,
            r#"ex:1 ex:c "true"^^xsd:boolean"#,
            r#"ex:1 ex:d "12""#,
        ]);
}

#[test]
fn big_integers_keep_every_digit() {
    let digits = "123456789012345678901234567890";
    Case::new(&members(&["a", "b"]))
        .with(
            "ships.json",
            format!(r#"[{{"imo": 9007199254740993, "a": {digits}, "b": -9223372036854775809}}]"#),
        )
        .makes(&[
            &format!(r#"ex:9007199254740993 ex:a "{digits}"^^xsd:integer"#),
            r#"ex:9007199254740993 ex:b "-9223372036854775809"^^xsd:integer"#,
        ]);
    Case::new(&map(
        "Ship",
        &csv("ships.csv"),
        "{imo}",
        &[("a", &reference("a", " ; rml:datatype xsd:integer"))],
    ))
    .with("ships.csv", format!("imo,a\n1,{digits}\n"))
    .makes(&[&format!(r#"ex:1 ex:a "{digits}"^^xsd:integer"#)]);
}

#[test]
fn a17_a_value_that_is_not_of_its_datatype_is_rejected_and_its_row_kept() {
    let typed = |name: &str, datatype: &str| reference(name, &format!(" ; rml:datatype xsd:{datatype}"));
    let (date, latitude, amount) =
        (typed("date", "date"), typed("lat", "decimal"), typed("amount", "integer"));
    let pairs = [
        ("date", date.as_str()),
        ("lat", &latitude),
        ("amount", &amount),
        ("name", r#"rml:reference "name""#),
    ];
    let case = Case::new(&map("Event", &csv("events.csv"), "{id}", &pairs)).with(
        "events.csv",
        "id,date,lat,amount,name\n1,9999999-99-99,NaN,1e999,one\n2,-0001-02-30,9.1.1,0x10,two\n\
         3,2024-02-30,1e999,12.0,three\n4,2024-02-29,-91.5,-7,four\n",
    );
    let mut rejects = Vec::new();
    for record in 1..=3 {
        rejects.extend(["date", "lat", "amount"].map(|field| (record, Some(field), "ill-typed")));
    }
    case.makes_and_rejects(
        &[
            r#"ex:1 ex:name "one""#,
            r#"ex:2 ex:name "two""#,
            r#"ex:3 ex:name "three""#,
            r#"ex:4 ex:amount "-7"^^xsd:integer"#,
            r#"ex:4 ex:date "2024-02-29"^^xsd:date"#,
            r#"ex:4 ex:lat "-91.5"^^xsd:decimal"#,
            r#"ex:4 ex:name "four""#,
        ],
        &rejects,
    );
}

#[test]
fn a11_text_that_looks_like_rdf_stays_one_literal() {
    let names =
        ["x\" . <http://evil/s> <http://evil/p> \"y", "two\nlines", "\"\"\"", "\\", "a\tb\r", "\\u0041"];
    let records: Vec<_> =
        names.iter().zip(1..).map(|(name, imo)| serde_json::json!({"imo": imo, "name": name})).collect();
    let case = Case::new(&members(&["name"])).with("ships.json", serde_json::to_string(&records).unwrap());
    assert_eq!(case.run(&[]).code, Some(0));
    let written = case.read("out.nq");
    let found: Vec<String> = oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::NQuads)
        .for_slice(written.as_bytes())
        .map(|quad| match quad.unwrap().object {
            oxigraph::model::Term::Literal(literal) => literal.value().to_owned(),
            other => panic!("{other}"),
        })
        .collect();
    assert_eq!(found, names);
}

#[test]
fn a12_a_key_cannot_leave_its_iri() {
    let keys =
        "id\nhttp://e/x> <http://evil/p> <http://evil/o> .\nhttp://e/{}\na b\n%zz\nx\\y\"z\n../../up?q#f\n";
    let rule = r#"rml:predicateObjectMap [ rml:predicate ex:p ; rml:object "o" ]"#;
    // In a template all but the unreserved characters of RFC 3987 is percent-encoded.
    Case::new(&map("Ship", &csv("ships.csv"), "{id}", &[("p", r#"rml:constant "o""#)]))
        .with("ships.csv", keys)
        .makes(&[
            r#"ex:http%3A%2F%2Fe%2Fx%3E%20%3Chttp%3A%2F%2Fevil%2Fp%3E%20%3Chttp%3A%2F%2Fevil%2Fo%3E%20. ex:p "o""#,
            r#"ex:http%3A%2F%2Fe%2F%7B%7D ex:p "o""#,
            r#"ex:a%20b ex:p "o""#,
            r#"ex:%25zz ex:p "o""#,
            r#"ex:x%5Cy%22z ex:p "o""#,
            r#"ex:..%2F..%2Fup%3Fq%23f ex:p "o""#,
        ]);
    // As it stands it must be an IRI.
    let subject = r#"rml:subjectMap [ rml:reference "id" ; rml:termType rml:IRI ]"#;
    let case = Case::new(&format!("ex:S rml:logicalSource [ {} ] ; {subject} ; {rule} .", csv("ships.csv")))
        .with("ships.csv", format!("{keys}http://example.org/fine\n"));
    let outcome = case.run(&["--base-iri", "http://example.org/"]);
    assert_eq!((outcome.code, outcome.quads.len()), (Some(3), 2), "{:?}", outcome.quads);
    assert!(outcome.said.contains("[bad-iri]"), "{}", outcome.said);
    // Even what is called unsafe stays between its brackets.
    let case = Case::new(&format!(
        "ex:S rml:logicalSource [ {} ] ; {} ; {rule} .",
        csv("ships.csv"),
        subject.replace("rml:IRI", "rml:UnsafeIRI")
    ))
    .with("ships.csv", keys);
    let outcome = case.run(&["--base-iri", "http://example.org/"]);
    let written = case.read("out.nq");
    for line in written.lines() {
        assert_eq!((line.matches('<').count(), line.matches('>').count()), (2, 2), "{line}");
    }
    assert_eq!(outcome.quads.len(), 6, "{}", outcome.said);
}

#[test]
fn a14_cells_that_look_like_formulas_are_kept_as_they_are() {
    let cells = ["=HYPERLINK(\"http://evil\",\"x\")", "+cmd", "-1+1", "@SUM(A1)", "\t=1", "＝1"];
    let rows: Vec<String> = cells
        .iter()
        .zip(1..)
        .map(|(cell, imo)| format!("{imo},\"{}\"\n", cell.replace('"', "\"\"")))
        .collect();
    let expected: Vec<String> = cells
        .iter()
        .zip(1..)
        .map(|(cell, imo)| format!("ex:{imo} ex:name \"{}\"", cell.replace('"', "\\\"").replace('\t', "\\t")))
        .collect();
    let outcome = Case::new(&ships()).with("ships.csv", format!("imo,name\n{}", rows.concat())).run(&[]);
    assert_eq!(outcome.quads, expected);
}

#[test]
fn every_script_is_kept_in_literals_and_in_iris() {
    let names = ["Ålesund", "Черное море", "البحر الأحمر", "東京丸", "🚢 ship", "e\u{301}", "א\u{202e}ב"];
    let rows: Vec<String> = names.iter().map(|name| format!("{name},{name}\n")).collect();
    let mapping = map(
        "Port",
        &csv("ports.csv"),
        "port/{key}",
        &[("name", r#"rml:reference "name" ; rml:language "und""#)],
    );
    let case = Case::new(&mapping).with("ports.csv", format!("key,name\n{}", rows.concat()));
    let outcome = case.run(&[]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    let mut found = Vec::new();
    for quad in oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::NQuads)
        .for_slice(case.read("out.nq").as_bytes())
    {
        let quad = quad.unwrap();
        if let oxigraph::model::Term::Literal(literal) = quad.object {
            found.push((quad.subject.to_string(), literal.value().to_owned()));
        }
    }
    assert_eq!(found.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), names);
    // RFC 3987 `iunreserved` stands as it is; spaces and what gives a direction do not.
    assert_eq!(found[0].0, "<http://example.org/port/Ålesund>");
    assert_eq!(found[1].0, "<http://example.org/port/Черное%20море>");
    assert_eq!(found[3].0, "<http://example.org/port/東京丸>");
    assert_eq!(found[4].0, "<http://example.org/port/🚢%20ship>");
    // `rml:URI` has ASCII alone.
    let mapping = r#"ex:S rml:logicalSource [ rml:source "ports.csv" ; rml:referenceFormulation rml:CSV ] ;
        rml:subjectMap [ rml:template "http://example.org/{key}" ; rml:termType rml:URI ] ;
        rml:predicateObjectMap [ rml:predicate ex:p ; rml:object "o" ] ."#;
    Case::new(mapping)
        .with("ports.csv", "key\n東é🚢\n")
        .makes(&[r#"ex:%E6%9D%B1%C3%A9%F0%9F%9A%A2 ex:p "o""#]);
}

#[test]
fn a_record_of_a_line_that_is_no_json_is_rejected_and_the_others_kept() {
    let pairs = [("name", r#"rml:reference "$.name""#), ("owner", r#"rml:reference "$.owner.name""#)];
    Case::new(&map("Ship", &json_lines("ships.jsonl"), "{$.imo}", &pairs))
        .with(
            "ships.jsonl",
            "{\"imo\": 1, \"name\": \"Aurora\", \"owner\": {\"name\": \"N. Berg\"}}\n\nnot JSON\n{\"imo\": 2, \"name\": \"Bor\n\
             {\"imo\": 3, \"name\": \"Vega\"}",
        )
        .makes_and_rejects(
            &[r#"ex:1 ex:name "Aurora""#, r#"ex:1 ex:owner "N. Berg""#, r#"ex:3 ex:name "Vega""#],
            &[(2, None, "bad-json"), (3, None, "bad-json")],
        );
}

#[test]
fn an_object_where_a_value_is_asked_for_is_rejected() {
    Case::new(&members(&["name", "flag"]))
        .with("ships.json", r#"[{"imo": 1, "name": {"en": "Aurora"}, "flag": "NO"}, {"imo": 2, "name": "Boreas", "flag": "PA"}]"#)
        .makes_and_rejects(
            &[r#"ex:1 ex:flag "NO""#, r#"ex:2 ex:flag "PA""#, r#"ex:2 ex:name "Boreas""#],
            &[(1, Some("$.name"), "no-scalar")],
        );
}

#[test]
fn one_subject_may_have_several_values_and_one_value_several_subjects() {
    Case::new(&ships())
        .with("ships.csv", "imo,name\n1,Aurora\n1,Boreas\n2,Aurora\n1,Aurora\n2,Aurora\n")
        .makes(&[r#"ex:1 ex:name "Aurora""#, r#"ex:1 ex:name "Boreas""#, r#"ex:2 ex:name "Aurora""#]);
}

//! What scripts rely on: outputs, bases, roots, parts, streams and exit codes.

use std::fs;
use std::io::Read;
use std::io::Write;
use std::process::Stdio;

use oxigraph::io::RdfFormat;
use oxigraph::io::RdfParser;

use super::Case;
use super::csv;
use super::map;
use super::ships;
use super::short;
use super::sorted;

const SHIPS: &str = "imo,name\n9000001,Aurora\n9000002,Sea \"Lion\"\n";

const QUADS: [&str; 2] = [r#"ex:9000001 ex:name "Aurora""#, r#"ex:9000002 ex:name "Sea \"Lion\"""#];

#[test]
fn the_ending_of_out_says_its_syntax_and_packing() {
    let case = Case::new(&ships()).with("ships.csv", SHIPS);
    for (name, format) in [
        ("a.nq", RdfFormat::NQuads),
        ("a.nt", RdfFormat::NTriples),
        ("a.ttl", RdfFormat::Turtle),
        ("a.trig", RdfFormat::TriG),
        ("a.unknown", RdfFormat::NQuads),
        ("a", RdfFormat::NQuads),
    ] {
        for packing in ["", ".gz"] {
            let name = format!("{name}{packing}");
            let output = case.command().args(["-o", &name]).output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{name}");
            assert!(output.stdout.is_empty());
            let mut bytes = fs::read(case.path(&name)).unwrap();
            if !packing.is_empty() {
                let packed = std::mem::take(&mut bytes);
                flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).unwrap();
            }
            let quads: Vec<String> = RdfParser::from_format(format)
                .for_slice(&bytes)
                .map(|quad| format!("{} .\n", quad.unwrap()))
                .collect();
            assert_eq!(short(&quads.concat()), sorted(&QUADS), "{name}");
        }
    }
}

#[test]
fn without_an_output_and_with_a_dash_quads_go_to_standard_output() {
    let case = Case::new(&ships()).with("ships.csv", SHIPS);
    for arguments in [&[][..], &["-o", "-"]] {
        let output = case.command().args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(short(&String::from_utf8(output.stdout).unwrap()), sorted(&QUADS));
    }
    let names = fs::read_dir(case.folder.path()).unwrap().count();
    assert_eq!(names, 2, "the mapping and its source alone");
}

#[test]
fn an_output_without_a_quad_is_written_and_replaces_what_was_there() {
    let case = Case::new(&ships()).with("ships.csv", "imo,name\n").with("out.nq", "old");
    let outcome = case.run(&[]);
    assert_eq!((outcome.code, case.read("out.nq").as_str()), (Some(0), ""), "{}", outcome.said);
}

#[test]
fn what_fails_leaves_the_output_of_before() {
    let case = Case::new(&ships()).with("ships.csv", "imo\n1\n").with("out.nq", "old");
    let output = case.command().args(["-o", "out.nq"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(case.read("out.nq"), "old");
    assert!(!case.path("out.nq.part").exists());
}

#[test]
fn each_quad_is_written_once() {
    let row = "imo,name\n1,Aurora\n1,Aurora\n2,Boreas\n1,Aurora\n1,Vega\n";
    let twin = map("Twin", &csv("ships.csv"), "{imo}", &[("name", r#"rml:reference "name""#)]);
    let by_template = map(
        "Template",
        &csv("again.csv"),
        "{imo}",
        &[("name", r#"rml:template "{name}" ; rml:termType rml:Literal"#)],
    );
    Case::new(&format!("{}{twin}{by_template}", ships()))
        .with("ships.csv", row)
        .with("again.csv", row)
        .makes(&[r#"ex:1 ex:name "Aurora""#, r#"ex:1 ex:name "Vega""#, r#"ex:2 ex:name "Boreas""#]);
}

#[test]
fn a_relative_iri_takes_the_base_of_its_map_then_of_the_call_then_of_the_file() {
    let subject = r#"rml:subjectMap [ rml:reference "imo" ; rml:termType rml:IRI ]"#;
    let rule = r#"rml:predicateObjectMap [ rml:predicate ex:p ; rml:object "o" ]"#;
    let text = |base: &str, own: &str| {
        format!("{base} ex:Ship rml:logicalSource [ {} ] ; {own} {subject} ; {rule} .", csv("ships.csv"))
    };
    let (file, own) = ("@base <http://example.org/file/> .", "rml:baseIRI <http://example.org/own/> ;");
    let call = ["--base-iri", "http://example.org/call/"];
    for (base, own, arguments, expected) in [
        (file, own, &call[..], "own"),
        (file, "", &call[..], "call"),
        (file, "", &[][..], "file"),
        ("", "", &call[..], "call"),
    ] {
        let case = Case::new(&text(base, own)).with("ships.csv", "imo\n7\n");
        let outcome = case.run(arguments);
        assert_eq!(outcome.code, Some(0), "{}", outcome.said);
        assert_eq!(outcome.quads, [format!("ex:{expected}/7 ex:p \"o\"")]);
    }
    Case::new(&text("", ""))
        .with("ships.csv", "imo\n7\nhttp://example.org/8\n")
        .makes_and_rejects(&[r#"ex:8 ex:p "o""#], &[(1, Some("imo"), "bad-iri")]);
}

#[test]
fn a_root_is_the_folder_of_the_mapping_or_the_working_directory() {
    let text = |root: &str| {
        let source = super::file("ships.csv", "rml:CSV", &format!("rml:root {root}"));
        map("Ship", &source, "{imo}", &[("name", r#"rml:reference "name""#)])
    };
    for (root, expected) in
        [("rml:MappingDirectory", "Inner"), ("rml:CurrentWorkingDirectory", "Outer"), (r#""deep""#, "Deep")]
    {
        let case = Case::new("").with("ships.csv", "imo,name\n1,Outer\n");
        for (folder, name) in [("inner", "Inner"), ("deep", "Deep")] {
            fs::create_dir(case.path(folder)).unwrap();
            fs::write(case.path(folder).join("ships.csv"), format!("imo,name\n1,{name}\n")).unwrap();
        }
        let mapping = case.path("inner").join("mapping.ttl");
        fs::write(&mapping, format!("{}{}", super::PREFIXES, text(root))).unwrap();
        let case = Case { mapping: "inner/mapping.ttl", ..case };
        case.makes(&[&format!("ex:1 ex:name \"{expected}\"")]);
    }
}

#[test]
fn an_input_root_is_one_more_folder_that_sources_may_lie_in() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("ships.csv");
    fs::write(&file, SHIPS).unwrap();
    let source = csv(file.to_str().unwrap());
    let case = Case::new(&map("Ship", &source, "{imo}", &[("name", r#"rml:reference "name""#)]));
    case.is_refused(&["error[outside-root]"]);
    let outcome = case.run(&["--input-root", data.path().to_str().unwrap()]);
    assert_eq!((outcome.code, outcome.quads), (Some(0), sorted(&QUADS)), "{}", outcome.said);
}

#[test]
fn exit_codes_tell_usage_rejects_and_files_apart() {
    let whole = || Case::new(&ships()).with("ships.csv", SHIPS);
    for (case, arguments, code) in [
        (whole(), &["-o", "out.nq"][..], 0),
        (whole(), &["-o", "out.nq", "--partition", "3/2"], 2),
        (whole(), &["-o", "out.nq", "--partition", "0/2"], 2),
        (whole(), &["-o", "out.nq", "--threads", "0"], 2),
        (whole(), &["-o", "out.nq", "--source", "ships.csv"], 2),
        (Case::new("ex:a ex:b"), &["-o", "out.nq"], 2),
        (Case::new(&ships()).with("ships.csv", "imo,name\n1\n2,Aurora\n"), &["-o", "out.nq"], 3),
        (Case::new(&ships()), &["-o", "out.nq"], 7),
        (whole(), &["-o", "nowhere/out.nq"], 7),
    ] {
        let output = case.command().args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        assert_eq!(said.contains("error["), matches!(code, 2 | 7), "{said}");
    }
    let case = Case { mapping: "nowhere.ttl", ..Case::new("") };
    let outcome = case.run(&[]);
    assert_eq!(outcome.code, Some(7), "{}", outcome.said);
    assert!(outcome.said.contains("nowhere.ttl"), "{}", outcome.said);
}

#[test]
fn a_named_source_is_read_from_a_file_or_from_standard_input() {
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("other.csv");
    fs::write(&file, SHIPS).unwrap();
    let case = Case::new(&ships());
    let outcome = case.run(&["--source", &format!("ships.csv={}", file.display())]);
    assert_eq!((outcome.code, outcome.quads), (Some(0), sorted(&QUADS)), "{}", outcome.said);

    let mut child = case
        .command()
        .args(["--source", "ships.csv=-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(SHIPS.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(short(&String::from_utf8(output.stdout).unwrap()), sorted(&QUADS));
}

/// A table of events with quoted line breaks, so that parts cannot be cut at any line.
fn events(rows: usize) -> String {
    let row = |row: usize| format!("{row},{},\"line one\nof {row}\"\n", row % 7);
    std::iter::once("id,kind,notes\n".to_owned()).chain((0..rows).map(row)).collect()
}

fn event_map() -> String {
    map(
        "Event",
        &csv("events.csv"),
        "event/{id}",
        &[
            ("kind", r#"rml:template "http://example.org/kind/{kind}""#),
            ("notes", r#"rml:reference "notes""#),
        ],
    ) + &map("Kind", &csv("events.csv"), "kind/{kind}", &[("code", r#"rml:reference "kind""#)])
}

#[test]
fn the_parts_of_a_run_are_together_the_whole() {
    let case = Case::new(&event_map()).with("events.csv", events(5_000));
    let whole = case.run(&[]).quads;
    assert_eq!(whole.len(), 2 * 5_000 + 7);
    for parts in [1, 2, 3, 7] {
        let mut union: Vec<String> = (1..=parts)
            .flat_map(|part| {
                let outcome = case.run(&["--partition", &format!("{part}/{parts}")]);
                assert_eq!(outcome.code, Some(0), "{}", outcome.said);
                assert!(parts == 1 || outcome.quads.len() < whole.len());
                outcome.quads
            })
            .collect();
        union.sort();
        union.dedup();
        assert!(union == whole, "{parts} parts");
    }
}

#[test]
fn the_bytes_are_the_same_for_any_number_of_threads() {
    let case = Case::new(&event_map()).with("events.csv", events(20_000));
    let bytes = |threads: &str| {
        let output = case.command().args(["--threads", threads]).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        output.stdout
    };
    let one = bytes("1");
    assert_eq!(one.split(|byte| *byte == b'\n').count(), 40_007 + 1);
    for threads in ["2", "4", "7"] {
        assert!(bytes(threads) == one, "{threads} threads");
    }
}

#[test]
fn what_was_rejected_stands_in_a_file_with_source_record_field_and_value() {
    let built = r#"rml:reference "built" ; rml:datatype xsd:date"#;
    let mapping = map("Ship", &csv("ships.csv"), "{imo}", &[("built", built)]);
    let case = Case::new(&mapping).with("ships.csv", "imo,built\n1,2001-02-03\n2,soon\n3\n4,2001-02-29\n");
    let outcome = case.run(&[]);
    assert_eq!(outcome.code, Some(3), "{}", outcome.said);
    assert_eq!(outcome.quads, [r#"ex:1 ex:built "2001-02-03"^^xsd:date"#]);
    let letters: Vec<serde_json::Value> =
        case.read("out.nq.rejects.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let keys: Vec<&String> = letters[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["source", "record", "stage", "code", "message", "field", "value"]);
    let cells = |name: &str| letters.iter().map(|letter| letter[name].clone()).collect::<Vec<_>>();
    assert_eq!(cells("source"), ["ships.csv"; 3]);
    assert_eq!(cells("record"), [3, 2, 4].map(serde_json::Value::from), "{letters:?}");
    assert_eq!(cells("code"), ["ragged-row", "ill-typed", "ill-typed"]);
    assert_eq!(cells("value"), ["3", "soon", "2001-02-29"]);
    assert_eq!((&letters[0]["field"], &letters[1]["field"]), (&serde_json::Value::Null, &"built".into()));
    assert!(outcome.said.contains("ships.csv, record 2, `built`: `soon`"), "{}", outcome.said);

    let output = case.command().args(["--rejects", "elsewhere.jsonl"]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(case.read("elsewhere.jsonl"), case.read("out.nq.rejects.jsonl"));
}

#[test]
fn no_file_of_rejects_is_made_where_there_are_none() {
    let case = Case::new(&ships()).with("ships.csv", SHIPS);
    case.run(&[]);
    assert!(!case.path("out.nq.rejects.jsonl").exists());
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let case = Case::new(&event_map()).with("events.csv", events(20_000));
    let mut child = case.command().stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 10];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut first).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_full_disk_is_an_error_for_any_number_of_threads() {
    let case = Case::new(&event_map()).with("events.csv", events(50_000));
    for threads in ["1", "4"] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = case.command().args(["--threads", threads]).stdout(full).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(7), "{said}");
        assert!(said.contains("error[io]: cannot write the result"), "{said}");
    }
}

#[test]
fn the_summary_for_programs_is_one_line_of_json() {
    let case = Case::new(&ships()).with("ships.csv", SHIPS);
    let outcome = case.run(&["--format", "json"]);
    let summary: serde_json::Value = serde_json::from_str(&outcome.said).unwrap();
    assert_eq!((&summary["event"], &summary["quads"]), (&"summary".into(), &2.into()));
    assert_eq!((&summary["records"]["ships.csv"], &summary["rejected"]), (&2.into(), &0.into()));
    assert_eq!((&summary["rules"][0]["line"], &summary["rules"][0]["written"]), (&3.into(), &2.into()));
}

#[test]
fn a_rule_that_made_nothing_is_flagged() {
    let pairs =
        [("name", r#"rml:reference "name""#), ("flag", r#"rml:reference "flag" ; rml:datatype xsd:gYear"#)];
    let mapping = map("Ship", &csv("ships.csv"), "{imo}", &pairs);
    let case = Case::new(&mapping).with("ships.csv", "imo,name,flag\n1,Aurora,\n");
    let outcome = case.run(&[]);
    let flagged: Vec<&str> = outcome.said.lines().filter(|line| line.contains("made nothing")).collect();
    assert_eq!(flagged.len(), 1, "{}", outcome.said);
    assert!(flagged[0].contains("4:") && flagged[0].contains("http://example.org/flag"), "{flagged:?}");
}

#[test]
fn named_graphs_are_written_where_the_syntax_can_say_them() {
    let mapping = r#"ex:Ship rml:logicalSource [ rml:source "ships.csv" ; rml:referenceFormulation rml:CSV ] ;
        rml:subjectMap [ rml:template "http://example.org/{imo}" ; rml:graphMap [ rml:template "http://example.org/g/{imo}" ] ] ;
        rml:predicateObjectMap [ rml:predicate ex:name ; rml:objectMap [ rml:reference "name" ] ] ."#;
    let case = Case::new(mapping).with("ships.csv", "imo,name\n1,Aurora\n");
    case.makes(&[r#"ex:1 ex:name "Aurora" ex:g/1"#]);
    for name in ["out.nt", "out.ttl.gz"] {
        let output = case.command().args(["-o", name]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("named graphs") && said.contains(".trig"), "{said}");
        assert!(!case.path(name).exists());
    }
    assert_eq!(case.command().args(["-o", "out.trig"]).output().unwrap().status.code(), Some(0));
}

#[test]
fn a_logical_target_takes_its_quads_from_the_output() {
    let mapping = r#"ex:Ship rml:logicalSource [ rml:source "ships.csv" ; rml:referenceFormulation rml:CSV ] ;
        rml:subjectMap [ rml:template "http://example.org/{imo}" ] ;
        rml:predicateObjectMap [ rml:predicate ex:name ; rml:objectMap [ rml:reference "name" ;
            rml:logicalTarget [ a rml:LogicalTarget ; rml:target [ a rml:RelativePathSource ; rml:path "names.ttl" ] ;
                rml:serialization formats:Turtle ] ] ] ;
        rml:predicateObjectMap [ rml:predicate ex:imo ; rml:objectMap [ rml:reference "imo" ] ] ."#;
    let case = Case::new(mapping).with("ships.csv", "imo,name\n1,Aurora\n");
    case.makes(&[r#"ex:1 ex:imo "1""#]);
    let quads: Vec<String> = RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(case.read("names.ttl").as_bytes())
        .map(|quad| format!("{} .\n", quad.unwrap()))
        .collect();
    assert_eq!(short(&quads.concat()), [r#"ex:1 ex:name "Aurora""#]);
}

#[test]
fn a_check_shows_what_five_records_give_and_writes_nothing() {
    let rows: Vec<String> = (1..=9).map(|row| format!("{row},Ship {row}\n")).collect();
    let case = Case::new(&ships()).with("ships.csv", format!("imo,name\n{}", rows.concat()));
    let check = |case: &Case| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_casegraph"));
        command.current_dir(case.folder.path()).args(["map", "check", "-m", case.mapping]);
        let output = command.stdin(Stdio::null()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), short(&String::from_utf8(output.stdout).unwrap()), said)
    };
    let (code, quads, said) = check(&case);
    assert_eq!((code, quads.len()), (Some(0), 5), "{said}");
    assert!(said.contains("mapping.ttl is in order"), "{said}");
    assert_eq!(fs::read_dir(case.folder.path()).unwrap().count(), 2);

    let (code, _, said) = check(&Case::new(&ships()).with("ships.csv", "imo,name\n1\n"));
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("[ragged-row]"), "{said}");
    let (code, _, said) = check(&Case::new("ex:a ex:b"));
    assert_eq!(code, Some(2), "{said}");
}

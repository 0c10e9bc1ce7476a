//! Mappings and sources that mean harm. Where a row of the table of bad inputs is meant, its name begins the test's.

use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;

use super::Case;
use super::PREFIXES;
use super::csv;
use super::file;
use super::json;
use super::json_lines;
use super::map;
use super::ships;
use super::xml;

/// A word that must never be seen in what a run writes or says.
const SECRET: &str = "Quaternary-Heron-7731";

const NAME: [(&str, &str); 1] = [("name", r#"rml:reference "name""#)];

impl Case {
    /// A run within a limit of memory and of time: exit code and standard error.
    fn limited(&self, mebibytes: u64, seconds: u64) -> (Option<i32>, String) {
        let output = Command::new("sh")
            .args(["-c", "ulimit -v \"$1\"; shift; exec timeout \"$@\"", "sh"])
            .args([(mebibytes * 1024).to_string(), seconds.to_string()])
            .args([env!("CARGO_BIN_EXE_casegraph"), "map", "run", "-m", self.mapping, "-o", "out.nq"])
            .args(["--threads", "2"])
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    /// A run within limits is refused with a code, and no output is left.
    #[track_caller]
    fn is_refused_within(&self, (mebibytes, seconds): (u64, u64), code: &str) {
        let (exit, said) = self.limited(mebibytes, seconds);
        assert_eq!(exit, Some(2), "{}", &said[..said.len().min(1000)]);
        assert!(said.contains(&format!("error[{code}]")), "{}", &said[..said.len().min(1000)]);
        assert!(said.len() < 2_000, "{} bytes are said", said.len());
        let left: Vec<String> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with("out.nq"))
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }

    /// Nothing in the folder but what `except` names holds the secret, nor does what was said.
    #[track_caller]
    fn keeps_the_secret(&self, said: &str) {
        assert!(!said.contains(SECRET), "{said}");
        for entry in fs::read_dir(self.folder.path()).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                let bytes = fs::read(entry.path()).unwrap();
                assert!(!String::from_utf8_lossy(&bytes).contains(SECRET), "{}", entry.path().display());
            }
        }
    }
}

/// A file with the secret, outside of every folder of a case.
fn canary() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("canary.csv");
    fs::write(&path, format!("imo,name\n1,{SECRET}\n")).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

fn fleet() -> String {
    map("Ship", &xml("fleet.xml", "/fleet/ship"), "{@imo}", &NAME)
}

#[test]
fn p1_t3_entities_that_grow_are_never_read() {
    let mut text = "<?xml version=\"1.0\"?>\n<!DOCTYPE fleet [<!ENTITY a0 \"lollollollol\">".to_owned();
    for level in 1..=9 {
        write!(text, "<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10)).unwrap();
    }
    text += "]><fleet><ship imo=\"1\"><name>&a9;</name></ship></fleet>";
    let case = Case::new(&fleet()).with("fleet.xml", text);
    case.is_refused_within((400, 20), "doctype-refused");
    assert!(case.run(&[]).said.contains("line 2, column 1"), "{}", case.run(&[]).said);
}

#[test]
fn p2_t2_external_entities_are_neither_opened_nor_fetched() {
    let (_folder, path) = canary();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    let body = "<fleet><ship imo=\"1\"><name>&x;</name></ship></fleet>";
    for declaration in [
        format!("<!DOCTYPE fleet [<!ENTITY x SYSTEM \"file://{path}\">]>"),
        format!("<!DOCTYPE fleet [<!ENTITY % x SYSTEM \"file://{path}\"> %x;]>"),
        format!("<!DOCTYPE fleet SYSTEM \"http://{address}/x.dtd\">"),
        format!("<!DOCTYPE fleet PUBLIC \"-//X//Y\" \"http://{address}/x.dtd\" [<!ENTITY x \"y\">]>"),
        "<!doctype fleet>".to_owned(),
    ] {
        let case = Case::new(&fleet()).with("fleet.xml", format!("{declaration}{body}"));
        case.is_refused_within((400, 20), "doctype-refused");
        case.keeps_the_secret(&case.run(&[]).said);
    }
    assert_eq!(listener.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
}

#[test]
fn p3_t7_start_tags_without_measure_are_refused() {
    let many =
        |attribute: &dyn Fn(usize) -> String, count: usize| -> String { (0..count).map(attribute).collect() };
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    for (attributes, code) in [
        (many(&|number| format!(" a{number}=\"\""), 1_000_000), "too-large"),
        (many(&|number| format!(" xmlns:a{number}=\"urn:{number}\""), 1_000_000), "too-large"),
        (format!(" a=\"{}\"", "x".repeat(10 << 20)), "too-large"),
        (format!("><name>{deep}</name></ship><ship"), "too-deep"),
    ] {
        Case::new(&fleet())
            .with("fleet.xml", format!("<fleet><ship{attributes} imo=\"1\"/></fleet>"))
            .is_refused_within((600, 30), code);
    }
}

#[test]
fn p4_json_without_a_floor_is_refused_and_the_other_records_kept() {
    for (opening, closing) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", opening.repeat(100_000), closing.repeat(100_000));
        let mapping =
            map("Ship", &json("ships.json", "$[*]"), "{$.imo}", &[("name", r#"rml:reference "$.name""#)]);
        let around =
            |between: &str| format!(r#"[{{"imo": 1, "name": "A"}}, {between}, {{"imo": 3, "name": "C"}}]"#);
        Case::new(&mapping)
            .with("ships.json", around(&format!(r#"{{"imo": 2, "name": {deep}}}"#)))
            .makes_and_rejects(&[r#"ex:1 ex:name "A""#, r#"ex:3 ex:name "C""#], &[(2, None, "too-deep")]);
        // What is not selected is passed over, and its end is not known when it is too deep.
        let inner = map(
            "Ship",
            &json("ships.json", "$.ships[*]"),
            "{$.imo}",
            &[("name", r#"rml:reference "$.name""#)],
        );
        Case::new(&inner)
            .with("ships.json", format!(r#"{{"x": {deep}, "ships": []}}"#))
            .is_refused_within((400, 20), "too-deep");
    }
}

#[test]
fn p4_a_line_of_json_without_a_floor_is_rejected_and_the_others_kept() {
    for opening in ["[", "{\"a\":"] {
        let deep = opening.repeat(100_000);
        Case::new(&map("Ship", &json_lines("ships.jsonl"), "{$.imo}", &[("name", r#"rml:reference "$.name""#)]))
            .with("ships.jsonl", format!("{{\"imo\": 1, \"name\": \"A\"}}\n{{\"imo\": 2, \"name\": {deep}\n{{\"imo\": 3, \"name\": \"C\"}}\n"))
            .makes_and_rejects(&[r#"ex:1 ex:name "A""#, r#"ex:3 ex:name "C""#], &[(2, None, "too-deep")]);
    }
}

#[test]
fn p8_a_quotation_mark_that_is_not_closed_does_not_fill_the_memory() {
    let case = Case::new(&ships()).with("ships.csv", "imo,name\n1,Aurora\n2,\"never closed\n");
    let mut out =
        std::io::BufWriter::new(fs::OpenOptions::new().append(true).open(case.path("ships.csv")).unwrap());
    let line = [b"3,Boreas and more text to fill the line with\n".as_slice(); 1024].concat();
    for _ in 0..=(80 << 20) / line.len() {
        out.write_all(&line).unwrap();
    }
    out.flush().unwrap();
    case.is_refused_within((600, 60), "too-large");
    let said = case.run(&[]).said;
    assert!(said.contains("quotation mark not closed"), "{said}");
}

#[test]
fn p8_a_hundred_thousand_columns_are_refused() {
    let header: Vec<String> = (0..100_000).map(|column| format!("c{column},")).collect();
    let case = Case::new(&ships()).with("ships.csv", format!("imo,name,{}z\n1,Aurora\n", header.concat()));
    case.is_refused_within((400, 20), "bad-header");
}

#[test]
fn p8_a_nul_stays_inside_of_its_literal() {
    let case = Case::new(&ships()).with("ships.csv", "imo,name\n1,a\0b\n");
    let outcome = case.run(&[]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    assert_eq!(outcome.quads, [r#"ex:1 ex:name "a\u0000b""#]);
}

fn packed(compression: &str) -> String {
    let source = file("ships.bin", "rml:CSV", &format!("rml:compression rml:{compression}"));
    map("Ship", &source, "{imo}", &NAME)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn tar(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o644);
    // Written by hand, since the builder refuses such names.
    header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
    header.set_cksum();
    let mut builder = tar::Builder::new(Vec::new());
    builder.append(&header, bytes).unwrap();
    builder.into_inner().unwrap()
}

#[test]
fn p11_t16_packed_zeros_are_a_bomb() {
    // A quoted field of zeros, a thousand times smaller when packed.
    let mut text = b"imo,name\n".to_vec();
    for _ in 0..(96 << 20) / 1024 {
        text.extend_from_slice(b"1,");
        text.resize(text.len() + 1021, b'0');
        text.push(b'\n');
    }
    for (compression, bytes) in
        [("gzip", gzip(&text)), ("targz", gzip(&tar("a.csv", &text))), ("zip", zip(&[("a.csv", &text)]))]
    {
        Case::new(&packed(compression)).with("ships.bin", bytes).is_refused_within((400, 60), "bomb");
    }
}

#[test]
fn p11_t16_names_in_archives_are_never_paths() {
    let text = b"imo,name\n1,Aurora\n";
    for name in ["../../escaped.csv", "/tmp/casegraph-escaped.csv", "..\\escaped.csv", "a/../../escaped.csv"]
    {
        for (compression, bytes) in [("zip", zip(&[(name, text)])), ("targz", gzip(&tar(name, text)))] {
            let outer = Case::new("");
            fs::create_dir_all(outer.path("a/b")).unwrap();
            let folder = outer.path("a/b");
            fs::write(folder.join("mapping.ttl"), format!("{PREFIXES}{}", packed(compression))).unwrap();
            fs::write(folder.join("ships.bin"), bytes).unwrap();
            let output = Command::new(env!("CARGO_BIN_EXE_casegraph"))
                .args(["map", "run", "-m", "mapping.ttl", "-o", "out.nq"])
                .current_dir(&folder)
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            // The name of an entry is a label for messages: whatever it is, its text goes to the output alone.
            assert_eq!(output.status.code(), Some(0), "{compression} {name}: {said}");
            let names = fs::read_dir(&folder).unwrap().count();
            assert_eq!(names, 3, "{compression} {name}");
            assert_eq!(fs::read_dir(outer.folder.path()).unwrap().count(), 2);
            assert!(!Path::new("/tmp/casegraph-escaped.csv").exists());
        }
    }
}

#[test]
fn p11_archives_of_many_files_and_archives_in_archives_are_refused() {
    let text = b"imo,name\n1,Aurora\n";
    let names: Vec<String> = (0..10_001).map(|number| format!("{number}.csv")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), text.as_slice())).collect();
    let mut nested = zip(&[("a.csv", text)]);
    for _ in 0..4 {
        nested = zip(&[("a.zip", &nested)]);
    }
    for (bytes, codes) in [
        (zip(&many), &["bomb", "bad-entry"][..]),
        (zip(&[("a.csv", text), ("b.csv", text)]), &["bad-entry"]),
        (zip(&[]), &["bad-entry", "bad-archive"]),
        (nested, &["bad-text", "bad-mapping", "bad-entry"]),
    ] {
        let case = Case::new(&packed("zip")).with("ships.bin", bytes);
        let (exit, said) = case.limited(400, 30);
        assert_eq!(exit, Some(2), "{said}");
        assert!(codes.iter().any(|code| said.contains(&format!("error[{code}]"))), "{said}");
    }
}

/// A mapping whose source is marked by `«` in what stands on the second line.
#[track_caller]
fn is_outside(case: &Case, words: &[&str]) {
    let outcome = case.run(&[]);
    assert_eq!(outcome.code, Some(2), "{}", outcome.said);
    assert!(!case.path("out.nq").exists() && !case.path("out.nq.part").exists());
    assert!(outcome.said.contains("line 2, column"), "{}", outcome.said);
    for word in words {
        assert!(outcome.said.contains(word), "{}", outcome.said);
    }
    case.keeps_the_secret(&outcome.said);
}

#[test]
fn p12_t17_sources_outside_of_the_roots_are_refused_before_anything_is_written() {
    let (folder, path) = canary();
    let depth = "../".repeat(12);
    let relative = format!("{depth}{}", path.trim_start_matches('/'));
    let link = Case::new(&map("Ship", &csv("link.csv"), "{imo}", &NAME));
    std::os::unix::fs::symlink(&path, link.path("link.csv")).unwrap();
    is_outside(&link, &["error[outside-root]"]);
    let link = Case::new(&map("Ship", &csv("data/canary.csv"), "{imo}", &NAME));
    std::os::unix::fs::symlink(folder.path(), link.path("data")).unwrap();
    is_outside(&link, &["error[outside-root]"]);
    for source in [
        csv(&path),
        csv(&relative),
        csv(&format!("./x/../{relative}")),
        file(&path, "rml:CSV", ""),
        file(&relative, "rml:CSV", "rml:root rml:MappingDirectory"),
        file("canary.csv", "rml:CSV", &format!("rml:root \"{}\"", folder.path().display())),
        super::table(&format!("file://{path}"), r#"csvw:delimiter ",""#),
        super::table(&relative, r#"csvw:delimiter ",""#),
    ] {
        let case = Case::new(&map("Ship", &source, "{imo}", &NAME));
        fs::create_dir(case.path("x")).unwrap();
        is_outside(&case, &["error[outside-root]"]);
    }
}

#[test]
fn p12_t17_nothing_is_fetched_from_the_network() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}/ships.csv", listener.local_addr().unwrap());
    for source in [
        csv(&url),
        file(&url, "rml:CSV", ""),
        super::table(&url, r#"csvw:delimiter ",""#),
        format!(
            "rml:source [ a <http://www.w3.org/ns/dcat#Distribution> ; <http://www.w3.org/ns/dcat#accessURL> <{url}> ] ; rml:referenceFormulation rml:CSV"
        ),
        format!(
            "rml:source [ <http://www.w3.org/ns/hydra/core#entrypoint> <{url}> ] ; rml:referenceFormulation rml:CSV"
        ),
    ] {
        is_outside(&Case::new(&map("Ship", &source, "{imo}", &NAME)), &["error[bad-mapping]"]);
    }
    assert_eq!(listener.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
}

#[test]
fn p12_t17_variables_and_home_folders_are_plain_names() {
    for path in ["$HOME/ships.csv", "${HOME}/ships.csv", "~/ships.csv", "%HOME%/ships.csv", "`id`", "$(id)"] {
        let home = Case::new("").with("ships.csv", format!("imo,name\n1,{SECRET}\n"));
        let case = Case::new(&map("Ship", &csv(path), "{imo}", &NAME));
        let output = case.command().args(["-o", "out.nq"]).env("HOME", home.folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(7), "{path}");
        assert!(!case.path("out.nq").exists());
        case.keeps_the_secret(&String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn p12_t17_targets_outside_of_the_roots_are_refused_before_anything_is_written() {
    let outside = tempfile::tempdir().unwrap();
    let victim = outside.path().join("victim.nq");
    let depth = "../".repeat(12);
    for path in [
        victim.to_str().unwrap().to_owned(),
        format!("{depth}{}", victim.to_str().unwrap().trim_start_matches('/')),
        "link.nq".to_owned(),
    ] {
        let object = format!(
            r#"rml:reference "name" ; rml:logicalTarget [ a rml:LogicalTarget ;
                rml:target [ a rml:RelativePathSource ; rml:path "{path}" ] ; rml:serialization formats:N-Quads ]"#
        );
        let case = Case::new(&map("Ship", &csv("ships.csv"), "{imo}", &[("name", &object)]))
            .with("ships.csv", "imo,name\n1,Aurora\n");
        std::os::unix::fs::symlink(&victim, case.path("link.nq")).unwrap();
        case.is_refused(&["error[outside-root]", "line 4, column"]);
        assert!(!victim.exists());
    }
}

#[test]
fn p12_cyclic_views_and_lists_and_functions_are_refused() {
    let view = |name: &str, on: &str| {
        format!(
            r#"ex:{name} a rml:LogicalView ; rml:viewOn ex:{on} ; rml:field [ rml:fieldName "f" ; rml:reference "f" ] . "#
        )
    };
    let over_view =
        r#"ex:Ship rml:logicalSource ex:A ; rml:subjectMap [ rml:template "http://example.org/{f}" ] ."#;
    Case::new(&format!("{}{}{over_view}", view("A", "B"), view("B", "A")))
        .is_refused(&["rests on itself", "line 2"]);
    let cyclic_call = map("Ship", &csv("ships.csv"), "{imo}", &[("p", "rml:functionExecution ex:Call")])
        + "ex:Call rml:function grel:toUpperCase ; rml:input [ rml:parameter grel:valueParameter ; rml:inputValueMap [ rml:functionExecution ex:Call ] ] .";
    Case::new(&cyclic_call).with("ships.csv", "imo\n1\n").is_refused(&["deep", "line "]);
    let cyclic_list = map(
        "Ship",
        &csv("ships.csv"),
        "{imo}",
        &[("p", "rml:gather ex:L ; rml:gatherAs rdf:List")],
    )
    .replace("rdf:List", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#List>")
        + "ex:L <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> [ rml:reference \"imo\" ] ; <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> ex:L .";
    Case::new(&cyclic_list).with("ships.csv", "imo\n1\n").is_refused(&["comes back to itself", "line "]);
    // Two maps may refer to each other: that is a cycle of the graph, not of the mapping.
    let twins = map("A", &csv("ships.csv"), "a/{imo}", &[("b", "rml:parentTriplesMap ex:B")])
        + &map("B", &csv("ships.csv"), "b/{imo}", &[("a", "rml:parentTriplesMap ex:A")]);
    Case::new(&twins).with("ships.csv", "imo\n1\n").makes(&["ex:a/1 ex:b ex:b/1", "ex:b/1 ex:a ex:a/1"]);
}

#[test]
fn p12_a_template_of_a_million_steps_is_refused() {
    let case = Case::new(&map("Ship", &csv("ships.csv"), &"{imo}".repeat(1_000_000), &NAME))
        .with("ships.csv", "imo,name\n1,Aurora\n");
    case.is_refused_within((600, 20), "bad-mapping");
    assert!(case.run(&[]).said.contains("line "), "{}", case.run(&[]).said);
    let case = Case::new(&map(
        "Ship",
        &csv("ships.csv"),
        "{imo}",
        &[("name", &format!(r#"rml:constant "{}""#, "x".repeat(8 << 20)))],
    ))
    .with("ships.csv", "imo\n1\n");
    let (exit, said) = case.limited(600, 20);
    assert!(matches!(exit, Some(0 | 2)), "{exit:?} {}", &said[..said.len().min(500)]);
}

#[test]
fn p12_t18_regular_expressions_have_a_greatest_size_and_take_linear_time() {
    let call = |regex: &str, of: &str| {
        format!(
            r#"rml:functionExecution [ rml:function grel:string_replace ;
                rml:input [ rml:parameter grel:valueParameter ; rml:inputValueMap [ rml:reference "{of}" ] ] ;
                rml:input [ rml:parameter grel:param_regex ; rml:inputValueMap [ {regex} ] ] ;
                rml:input [ rml:parameter grel:param_replace ; rml:inputValueMap [ rml:constant "-" ] ] ]"#
        )
    };
    let deep = "((a{0,100}){0,100}){0,100}";
    let rows: Vec<String> = (0..3_000).map(|row| format!("{row},{}\n", "a".repeat(40))).collect();
    // Written in the mapping, and as a cell.
    let constant = call(&format!(r#"rml:constant "{deep}""#), "name");
    let case = Case::new(&map("Ship", &csv("ships.csv"), "{imo}", &[("name", &constant)]))
        .with("ships.csv", format!("imo,name\n{}", rows.concat()));
    let (exit, said) = case.limited(400, 30);
    assert!(matches!(exit, Some(2 | 3)), "{exit:?} {said}");
    let cell = call(r#"rml:reference "regex""#, "name");
    let case = Case::new(&map("Ship", &csv("ships.csv"), "{imo}", &[("name", &cell)]))
        .with("ships.csv", format!("imo,name,regex\n1,aaa,\"{deep}\"\n2,bab,a+\n"));
    let (exit, said) = case.limited(400, 30);
    assert_eq!(exit, Some(3), "{said}");
    assert!(case.read("out.nq").contains("/2>") && !case.read("out.nq").contains("/1>"), "{said}");
    // Exponential elsewhere.
    let slow = call(r#"rml:constant "(a*)*b""#, "name");
    let case = Case::new(&map("Ship", &csv("ships.csv"), "{imo}", &[("name", &slow)]))
        .with("ships.csv", format!("imo,name\n1,{}\n", "a".repeat(100_000)));
    assert_eq!(case.limited(400, 30).0, Some(0));
}

#[test]
fn p12_paths_without_measure_are_refused() {
    for path in [
        "$..a".repeat(50),
        format!("$.{}", "a.".repeat(20_000)),
        format!("$[?{}@.a{}]", "(".repeat(5_000), ")".repeat(5_000)),
    ] {
        let path = path.trim_end_matches('.').to_owned();
        let case =
            Case::new(&map("Ship", &json("ships.json", &path), "{$.imo}", &NAME)).with("ships.json", "[]");
        let (exit, said) = case.limited(400, 20);
        assert_eq!(exit, Some(2), "{}", &said[..said.len().min(500)]);
    }
    for path in [
        format!("/a{}", "[a".repeat(5_000)),
        format!("{}1{}", "(".repeat(5_000), ")".repeat(5_000)),
        "//".repeat(20_000),
    ] {
        let case =
            Case::new(&map("Ship", &xml("fleet.xml", &path), "{imo}", &NAME)).with("fleet.xml", "<a/>");
        let (exit, said) = case.limited(400, 20);
        assert_eq!(exit, Some(2), "{}", &said[..said.len().min(500)]);
    }
}

#[test]
fn p13_pipes_devices_folders_and_circles_of_links_are_refused_without_waiting() {
    let case = Case::new(&ships());
    assert!(Command::new("mkfifo").arg(case.path("ships.csv")).status().unwrap().success());
    let (exit, said) = case.limited(400, 10);
    assert!(matches!(exit, Some(2 | 7)) && said.contains("ships.csv"), "{exit:?} {said}");

    let case = Case::new(&ships());
    fs::create_dir(case.path("ships.csv")).unwrap();
    let (exit, said) = case.limited(400, 10);
    assert!(matches!(exit, Some(2 | 7)) && said.contains("ships.csv"), "{exit:?} {said}");

    let case = Case::new(&ships());
    for number in 0..100 {
        let next = format!("link{}", (number + 1) % 100);
        std::os::unix::fs::symlink(next, case.path(&format!("link{number}"))).unwrap();
    }
    std::os::unix::fs::symlink("link0", case.path("ships.csv")).unwrap();
    let (exit, said) = case.limited(400, 10);
    assert!(matches!(exit, Some(2 | 7)) && said.contains("ships.csv"), "{exit:?} {said}");

    let case = Case::new(&ships());
    std::os::unix::fs::symlink("/dev/zero", case.path("ships.csv")).unwrap();
    let (exit, said) = case.limited(400, 10);
    assert_eq!(exit, Some(2), "{said}");
    assert!(said.contains("error[outside-root]"), "{said}");

    let case = Case { mapping: "/dev/zero", ..Case::new("") };
    let (exit, said) = case.limited(400, 20);
    assert!(matches!(exit, Some(2 | 7)), "{exit:?} {said}");
}

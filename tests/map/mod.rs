//! Mappings through the real program: the contract of `map`, messages, what cases mean, hostile inputs, laws.
//!
//! Expected quads follow from RML's specifications, by hand. They are written short: `ex:` and `xsd:` stand for the
//! namespaces, and the full stop is left out.

mod contract;
mod hostile;
mod joins;
mod laws;
mod messages;
mod sources;
mod terms;
mod views;
mod yarrrml;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

use tempfile::TempDir;

/// What stands in the first line of each mapping.
const PREFIXES: &str = "@prefix rml: <http://w3id.org/rml/> . @prefix ex: <http://example.org/> . \
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix csvw: <http://www.w3.org/ns/csvw#> . \
    @prefix grel: <http://users.ugent.be/~bjdmeest/function/grel.ttl#> . \
    @prefix formats: <http://www.w3.org/ns/formats/> .\n";

/// A folder with a mapping and its sources.
struct Case {
    folder: TempDir,
    mapping: &'static str,
}

/// What a run did.
struct Outcome {
    code: Option<i32>,
    /// The quads of `out.nq` in short form, sorted.
    quads: Vec<String>,
    /// Standard error.
    said: String,
}

impl Case {
    /// A mapping in Turtle, without its prefixes.
    fn new(mapping: &str) -> Self {
        let case = Self { folder: tempfile::tempdir().unwrap(), mapping: "mapping.ttl" };
        case.with("mapping.ttl", format!("{PREFIXES}{mapping}"))
    }

    /// A mapping in YARRRML.
    fn yarrrml(mapping: &str) -> Self {
        let case = Self { folder: tempfile::tempdir().unwrap(), mapping: "mapping.yml" };
        case.with("mapping.yml", mapping)
    }

    fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        fs::write(self.path(name), bytes).unwrap();
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The program with `map run -m MAPPING`, in the folder.
    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casegraph"));
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        command.args(["map", "run", "-m", self.mapping]);
        command
    }

    /// `map run -m MAPPING -o out.nq` with further arguments.
    fn run(&self, arguments: &[&str]) -> Outcome {
        let output = self.command().args(["-o", "out.nq"]).args(arguments).output().unwrap();
        self.outcome(&output)
    }

    fn outcome(&self, output: &Output) -> Outcome {
        let written = fs::read_to_string(self.path("out.nq")).unwrap_or_default();
        Outcome {
            code: output.status.code(),
            quads: short(&written),
            said: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    /// The mapping runs without rejects and makes these quads, each once.
    #[track_caller]
    fn makes(&self, expected: &[&str]) {
        let outcome = self.run(&[]);
        assert_eq!(outcome.code, Some(0), "{}", outcome.said);
        assert_eq!(outcome.quads, sorted(expected));
    }

    /// The mapping makes these quads, and each reject has this record, field and code.
    #[track_caller]
    fn makes_and_rejects(&self, expected: &[&str], rejects: &[(u64, Option<&str>, &str)]) {
        let outcome = self.run(&[]);
        assert_eq!(outcome.code, Some(3), "{}", outcome.said);
        assert_eq!(outcome.quads, sorted(expected));
        let letters = self.read("out.nq.rejects.jsonl");
        let letters: Vec<serde_json::Value> =
            letters.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let found: Vec<_> = letters
            .iter()
            .map(|letter| {
                let code = letter["code"].as_str().unwrap();
                (letter["record"].as_u64().unwrap(), letter["field"].as_str(), code)
            })
            .collect();
        assert_eq!(found, rejects, "{}", outcome.said);
    }

    /// The mapping is refused before anything is written.
    #[track_caller]
    fn is_refused(&self, words: &[&str]) {
        let outcome = self.run(&[]);
        assert_eq!(outcome.code, Some(2), "{}", outcome.said);
        assert!(!self.path("out.nq").exists(), "{}", outcome.said);
        for word in words {
            assert!(outcome.said.contains(word), "`{word}` is not in: {}", outcome.said);
        }
    }
}

/// Lines of N-Quads in short form, sorted.
fn short(lines: &str) -> Vec<String> {
    let example = regex::Regex::new(r"<http://example\.org/([^>]*)>").unwrap();
    let xsd = regex::Regex::new(r"<http://www\.w3\.org/2001/XMLSchema#([^>]*)>").unwrap();
    let mut short: Vec<String> = lines
        .lines()
        .map(|line| {
            let line = line.strip_suffix(" .").unwrap();
            xsd.replace_all(&example.replace_all(line, "ex:$1"), "xsd:$1").into_owned()
        })
        .collect();
    short.sort();
    short
}

fn sorted(lines: &[&str]) -> Vec<String> {
    let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    lines.sort();
    lines
}

/// A triples map `ex:NAME`: its logical source, the template of its subject behind `http://example.org/`, and
/// predicates of `ex:` with what stands in their object maps.
fn map(name: &str, source: &str, subject: &str, pairs: &[(&str, &str)]) -> String {
    let mut text = format!(
        "ex:{name} a rml:TriplesMap ; rml:logicalSource [ {source} ] ; \
         rml:subjectMap [ rml:template \"http://example.org/{subject}\" ]"
    );
    for (predicate, object) in pairs {
        write!(
            text,
            " ;\n  rml:predicateObjectMap [ rml:predicate ex:{predicate} ; rml:objectMap [ {object} ] ]"
        )
        .unwrap();
    }
    text + " .\n"
}

fn csv(path: &str) -> String {
    format!(r#"rml:source "{path}" ; rml:referenceFormulation rml:CSV"#)
}

fn json(path: &str, iterator: &str) -> String {
    format!(r#"rml:source "{path}" ; rml:referenceFormulation rml:JSONPath ; rml:iterator "{iterator}""#)
}

fn json_lines(path: &str) -> String {
    format!(r#"rml:source "{path}" ; rml:referenceFormulation <https://w3id.org/casegraph/rml#JSONLines>"#)
}

fn xml(path: &str, iterator: &str) -> String {
    format!(r#"rml:source "{path}" ; rml:referenceFormulation rml:XPath ; rml:iterator "{iterator}""#)
}

/// A source that is described by more than its path.
fn file(path: &str, formulation: &str, more: &str) -> String {
    format!(
        r#"rml:source [ a rml:RelativePathSource ; rml:path "{path}" ; {more} ] ;
           rml:referenceFormulation {formulation}"#
    )
}

/// A table with a dialect of CSV on the Web.
fn table(path: &str, dialect: &str) -> String {
    format!(
        r#"rml:source [ a csvw:Table ; csvw:url "{path}" ; csvw:dialect [ {dialect} ] ] ;
           rml:referenceFormulation rml:CSV"#
    )
}

/// The name column of `ships.csv` by the number in `imo`.
fn ships() -> String {
    map("Ship", &csv("ships.csv"), "{imo}", &[("name", r#"rml:reference "name""#)])
}

//! The cases of RML and its modules, and of the older RML, through the real program.
//!
//! The suite lies in `rml-tests` of the folder that `CASEGRAPH_SHARED` names, else of `../shared`; its README says
//! how cases are laid out and judged.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;

use oxigraph::io::JsonLdProfileSet;
use oxigraph::io::RdfFormat;
use oxigraph::io::RdfParser;
use oxigraph::model::Dataset;
use oxigraph::model::dataset::CanonicalizationAlgorithm;

/// The parts of the suite, with the base IRI where their table says none.
const MODULES: [(&str, Option<&str>); 7] = [
    ("legacy-rml", None),
    ("rml-cc", Some("http://example.com/base/")),
    ("rml-core", Some("http://example.com/")),
    ("rml-fnml", Some("http://example.com/base/")),
    ("rml-io", Some("http://example.com/base/")),
    ("rml-io-registry", Some("http://example.com/base/")),
    ("rml-lv", Some("http://example.com/base/")),
];

/// Cases that do not pass, with the reason. One that passes fails the suite.
const EXCEPTED: &[(&str, &str)] = &[
    (
        "legacy-rml/RMLTC0002g-JSON",
        "names a file that is not there and an iterator that is no JSONPath, yet expects success",
    ),
    ("rml-io/RMLSTC0003", "a source behind SPARQL, which is not read"),
    ("rml-io/RMLSTC0006a", "disputed; a source in a database, which is not read"),
    ("rml-io/RMLSTC0009a", "disputed; its table says error, its folder has an output"),
    ("rml-io/RMLTTC0004a", PLAIN_NUMBERS),
    ("rml-io/RMLTTC0004c", PLAIN_NUMBERS),
    ("rml-io/RMLTTC0004e", "disputed; RDF/JSON, which is not written"),
    ("rml-io/RMLTTC0005b", "disputed; results in UTF-16, which are not written"),
    ("rml-io/RMLTTC0006b", PLAIN_NUMBERS),
    ("rml-io/RMLTTC0006c", PLAIN_NUMBERS),
    ("rml-io/RMLTTC0006d", PLAIN_NUMBERS),
    ("rml-io/RMLTTC0006e", PLAIN_NUMBERS),
    ("rml-io-registry/RMLIOREGTC0012i", "its expected output belongs to another mapping"),
];

const PLAIN_NUMBERS: &str =
    "disputed; expects numbers of JSON as plain strings, against the other cases and RML-Core";

/// What a case expects beside its files.
#[derive(Default)]
struct Row {
    base: Option<String>,
    is_error: bool,
}

/// The rows of a module's table by the name of the case.
fn table(module: &Path) -> BTreeMap<String, Row> {
    let Ok(bytes) = fs::read(module.join("metadata.csv")) else { return BTreeMap::new() };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes.as_slice());
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|column| column == name);
    let (base, is_error) = (column("base_iri"), column("error"));
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        let cell = |column: Option<usize>| column.and_then(|column| record.get(column)).unwrap_or_default();
        let row = Row {
            base: Some(cell(base)).filter(|text| !text.is_empty()).map(str::to_owned),
            is_error: cell(is_error) == "true",
        };
        (record[0].to_owned(), row)
    });
    rows.collect()
}

/// Whether a file of a case is what a run must write.
fn is_expected(name: &str) -> bool {
    name.starts_with("dump") || matches!(name, "default.nq" | "output.nq")
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The bytes of a file, unpacked as its ending says, and its name without that ending.
fn unpacked(path: &Path) -> Result<(Vec<u8>, String), String> {
    let packed = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let name = path.file_name().unwrap().to_str().unwrap();
    let mut bytes = Vec::new();
    let first_of_tar = |tar: &mut dyn Read, bytes: &mut Vec<u8>| {
        let mut archive = tar::Archive::new(tar);
        let mut entries = archive.entries()?;
        entries.next().map_or(Ok(0), |entry| entry?.read_to_end(bytes))
    };
    let packing = [".tar.gz", ".tar.xz", ".gz", ".zip"].into_iter().find(|ending| name.ends_with(ending));
    match packing {
        Some(".tar.gz") => first_of_tar(&mut flate2::read::GzDecoder::new(packed.as_slice()), &mut bytes),
        Some(".tar.xz") => first_of_tar(&mut lzma_rust2::XzReader::new(packed.as_slice(), true), &mut bytes),
        Some(".gz") => flate2::read::MultiGzDecoder::new(packed.as_slice()).read_to_end(&mut bytes),
        Some(_) => zip::ZipArchive::new(std::io::Cursor::new(&packed))
            .and_then(|mut archive| Ok(archive.by_index(0)?.read_to_end(&mut bytes)?))
            .map_err(std::io::Error::other),
        None => {
            bytes = packed;
            Ok(0)
        }
    }
    .map_err(|error| format!("{name}: {error}"))?;
    Ok((bytes, name.strip_suffix(packing.unwrap_or_default()).unwrap_or(name).to_owned()))
}

/// The dataset in a file, its blank nodes named by their place in it.
fn dataset(path: &Path) -> Result<Dataset, String> {
    let (bytes, name) = unpacked(path)?;
    let format = match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "ttl" => RdfFormat::Turtle,
        "n3" => RdfFormat::N3,
        "nt" => RdfFormat::NTriples,
        "trig" => RdfFormat::TriG,
        "jsonld" => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        "rdf" | "xml" => RdfFormat::RdfXml,
        _ => RdfFormat::NQuads,
    };
    let mut dataset = Dataset::new();
    for quad in RdfParser::from_format(format).lenient().for_slice(&bytes) {
        dataset.insert(&quad.map_err(|error| format!("{name}: {error}"))?);
    }
    dataset.canonicalize(CanonicalizationAlgorithm::Unstable);
    Ok(dataset)
}

/// Runs a case in a copy of its folder.
///
/// # Errors
/// What differs from what is expected.
fn judge(case: &Path, row: &Row, base: Option<&str>) -> Result<(), String> {
    let work = tempfile::tempdir().unwrap();
    let (expected, inputs): (Vec<String>, Vec<String>) =
        names(case).into_iter().partition(|name| is_expected(name));
    for name in inputs {
        fs::copy(case.join(&name), work.path().join(&name)).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegraph"));
    command.args(["map", "run", "-m", "mapping.ttl", "-o", "out.nq"]);
    if let Some(base) = row.base.as_deref().or(base) {
        command.args(["--base-iri", base]);
    }
    let output = command.current_dir(work.path()).stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().next().unwrap_or_default();
    let main = expected.iter().find(|name| !name.starts_with("dump"));
    let Some(main) = main.filter(|_| !row.is_error) else {
        return if output.status.success() { Err("expected an error".to_owned()) } else { Ok(()) };
    };
    if !matches!(output.status.code(), Some(0 | 3)) {
        return Err(format!("exit {:?}: {said}", output.status.code()));
    }
    for name in &expected {
        let written = if name == main { "out.nq" } else { name };
        if dataset(&case.join(name))? != dataset(&work.path().join(written))? {
            return Err(format!("{name} differs: {said}"));
        }
    }
    Ok(())
}

/// The folder of the suite, where it is.
fn suite() -> Option<PathBuf> {
    let shared = std::env::var_os("CASEGRAPH_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let suite = shared.join("rml-tests");
    if !suite.is_dir() {
        eprintln!("skipped: {} is not there", suite.display());
        return None;
    }
    Some(suite)
}

#[test]
fn every_case_of_rml_passes_or_is_excepted_with_its_reason() {
    let Some(suite) = suite() else { return };
    let (mut wrong, mut counts) = (Vec::new(), Vec::new());
    for (module, base) in MODULES {
        let folder = suite.join(module);
        if !folder.is_dir() {
            eprintln!("skipped: {module}");
            continue;
        }
        let table = table(&folder);
        let (mut passed, mut excepted, mut total) = (0, 0, 0);
        for name in names(&folder).into_iter().filter(|name| folder.join(name).is_dir()) {
            total += 1;
            let row = table.get(&name);
            let result = judge(&folder.join(&name), row.unwrap_or(&Row::default()), base);
            let reason = EXCEPTED.iter().find(|(case, _)| *case == format!("{module}/{name}"));
            match (result, reason) {
                (Ok(()), None) => {
                    passed += 1;
                    eprintln!("passed    {module}/{name}");
                }
                (Err(found), Some((_, reason))) => {
                    excepted += 1;
                    eprintln!("excepted  {module}/{name}: {reason} ({found})");
                }
                (Err(found), None) => wrong.push(format!("{module}/{name}: {found}")),
                (Ok(()), Some(_)) => wrong.push(format!("{module}/{name} passes and is excepted")),
            }
        }
        counts.push(format!("{module}: {passed} passed, {excepted} excepted, {total} in all"));
    }
    eprintln!("{}", counts.join("\n"));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

//! The house: which module may use which, and the few rules of form that a compiler does not check.
//!
//! The table is law. A new edge is a design decision: change the table in the same commit and say why.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What a module may use beside itself.
struct Module {
    name: &'static str,
    /// Other modules of the crate.
    imports: &'static [&'static str],
    /// Modules of `std` that touch the world: `fs`, `net`, `env`, `process`.
    world: &'static [&'static str],
}

const fn module(
    name: &'static str,
    imports: &'static [&'static str],
    world: &'static [&'static str],
) -> Module {
    Module { name, imports, world }
}

/// The modules in the order in which data flows.
const LAW: &[Module] = &[
    module("span", &[], &[]),
    module("diagnostic", &["span"], &[]),
    module("vocab", &[], &[]),
    module("source", &["diagnostic"], &["fs"]),
    module("document", &["source", "span", "diagnostic"], &[]),
    // Bytes of structured files to single records: unpacking, JSON, XML. `fs`: a ZIP archive is read from its end.
    module("record", &[], &["fs"]),
    // Learned weights over hashed features, for `nlp` (case of letters) and `extract` (classes) alike.
    module("layer", &[], &[]),
    module("nlp", &["document", "span", "layer"], &[]),
    module("statement", &["document", "span", "vocab"], &[]),
    module("extract", &["layer", "nlp", "statement", "document", "span", "vocab", "diagnostic"], &[]),
    // `fs`: sources and targets lie where a mapping says, inside of the folders that it may use.
    module("mapping", &["record", "statement", "vocab"], &["fs"]),
    module("resolve", &["statement", "vocab"], &[]),
    // `span`: evidence is stored as code points, which only the text's line index knows.
    // `process`: the lock file names the process that holds it.
    module("store", &["resolve", "statement", "document", "span", "vocab"], &["fs", "process"]),
    module("query", &["store", "vocab"], &[]),
    module("network", &["store", "vocab"], &[]),
    // `process`: Graphviz's `dot` is started with pipes.
    module("render", &["network"], &["process"]),
    module(
        "pipeline",
        &[
            "source",
            "document",
            "layer",
            "nlp",
            "extract",
            "mapping",
            "statement",
            "resolve",
            "store",
            "span",
            "diagnostic",
            "vocab",
        ],
        &[],
    ),
    module(
        "cli",
        &[
            "span",
            "diagnostic",
            "vocab",
            "source",
            "document",
            "nlp",
            "statement",
            "extract",
            "mapping",
            "resolve",
            "store",
            "query",
            "network",
            "render",
            "pipeline",
        ],
        &["fs", "env", "process"],
    ),
];

/// Crates that are the business of some modules only.
const CRATES: &[(&str, &[&str])] = &[
    ("clap", &["cli"]),
    ("petgraph", &["network", "render"]),
    ("rustix", &["cli"]),
    // `document` checks addresses with it; `nlp`, `source` and `render` know no RDF.
    (
        "oxigraph",
        &[
            "vocab",
            "document",
            "statement",
            "extract",
            "mapping",
            "resolve",
            "store",
            "query",
            "network",
            "pipeline",
            "cli",
        ],
    ),
];

/// Modules that may look at the clock, be it only to end a child that takes too long.
const CLOCK: &[&str] = &["cli", "render"];

/// Inner modules that a module shows as a whole. Others show names by `pub use`.
const OPEN_DOORS: &[(&str, &str)] = &[("extract", "lexicon")];

/// Names of modules that say nothing.
const VAGUE: &[&str] =
    &["util", "utils", "common", "types", "helper", "helpers", "misc", "shared", "prelude"];

/// Lines of a file before its unit tests.
const MOST_LINES: usize = 600;

/// A file of `src/` as the checks see it.
struct SourceFile {
    /// Path below `src`, with `/`.
    path: String,
    /// Its module of the first level; `None` of `lib.rs`, `cli` of `main.rs`.
    module: Option<String>,
    /// Its code: comments, strings and unit tests are blank, line numbers are kept.
    code: String,
    /// Lines before the unit tests.
    lines: usize,
}

impl SourceFile {
    fn new(path: &str, text: &str) -> Self {
        let first = path.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        let module = match first {
            "lib" => None,
            "main" => Some("cli".to_owned()),
            name => Some(name.to_owned()),
        };
        let code = without_tests(&without_words(text));
        let lines = code.trim_end().lines().count();
        Self { path: path.to_owned(), module, code, lines }
    }
}

/// Where a raw string ends that begins at `rest`, `r` or `br` included; `None` where none begins.
fn raw_string(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = after.bytes().take_while(|byte| *byte == b'#').count();
    let body = after.get(hashes..)?.strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let end = body.find(&close)? + close.len();
    Some(rest.len() - body.len() + end)
}

/// Where a string that begins at `rest` with a quotation mark ends.
fn string(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => {
                characters.next();
            }
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Where a block comment that begins at `rest` ends; they nest.
fn block_comment(rest: &str) -> usize {
    let (mut at, mut depth) = (0, 0);
    while at < rest.len() {
        match &rest[at..] {
            inner if inner.starts_with("/*") => (at, depth) = (at + 2, depth + 1),
            inner if inner.starts_with("*/") => {
                (at, depth) = (at + 2, depth - 1);
                if depth == 0 {
                    return at;
                }
            }
            inner => at += inner.chars().next().map_or(1, char::len_utf8),
        }
    }
    rest.len()
}

/// Where a character literal that begins at `rest` ends; `None` where it is a lifetime.
fn character(rest: &str) -> Option<usize> {
    let mut inside = rest.char_indices().skip(1);
    let (_, first) = inside.next()?;
    if first == '\\' {
        inside.next();
        return inside.find(|(_, c)| *c == '\'').map(|(at, _)| at + 1);
    }
    inside.next().filter(|(_, c)| *c == '\'').map(|(at, _)| at + 1)
}

/// The text with comments, strings and characters made blank.
fn without_words(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    let mut in_name = false;
    while let Some(next) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match next {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            'r' | 'b' if !in_name && raw_string(rest).is_some() => raw_string(rest).unwrap_or(1),
            '"' => string(rest),
            '\'' => character(rest).unwrap_or(0),
            _ => 0,
        };
        in_name = next.is_alphanumeric() || next == '_';
        if length == 0 {
            code.push(next);
            at += next.len_utf8();
        } else {
            code.extend(rest[..length].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            at += length;
        }
    }
    code
}

/// The code with each item after `#[cfg(test)]` made blank.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find(MARK) {
        kept.push_str(&rest[..at]);
        let item = &rest[at..];
        let mut depth = 0_usize;
        let end = item
            .char_indices()
            .skip(MARK.len())
            .find_map(|(at, c)| {
                match c {
                    '{' => depth += 1,
                    '}' => {
                        depth -= 1;
                        return (depth == 0).then_some(at + 1);
                    }
                    ';' if depth == 0 => return Some(at + 1),
                    _ => {}
                }
                None
            })
            .unwrap_or(item.len());
        kept.extend(item[..end].chars().filter(|c| *c == '\n'));
        rest = &item[end..];
    }
    kept.push_str(rest);
    kept
}

/// Every `(offset, word)` of the code that follows `prefix`; a name may not go on before it.
fn words_after<'a>(code: &'a str, prefix: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    code.match_indices(prefix).filter_map(move |(at, _)| {
        let before = code[..at].chars().next_back().unwrap_or(' ');
        if before.is_alphanumeric() || before == '_' {
            return None;
        }
        let rest = &code[at + prefix.len()..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        Some((at, &rest[..end]))
    })
}

/// Complaints about one file, each with `path:line`.
struct Complaints<'a> {
    file: &'a SourceFile,
    found: Vec<String>,
}

impl Complaints<'_> {
    fn add(&mut self, offset: usize, what: &str) {
        let line = self.file.code[..offset].matches('\n').count() + 1;
        self.found.push(format!("src/{}:{line}: {what}", self.file.path));
    }
}

/// What is wrong with one file.
fn check(file: &SourceFile) -> Vec<String> {
    let mut complaints = Complaints { file, found: Vec::new() };
    check_form(file, &mut complaints);
    match &file.module {
        None => check_root(file, &mut complaints),
        Some(name) => match LAW.iter().find(|module| module.name == name) {
            None => complaints.add(0, &format!("`{name}` is not in the table of modules")),
            Some(module) => {
                check_imports(file, module, &mut complaints);
                check_world(file, module, &mut complaints);
            }
        },
    }
    complaints.found
}

fn check_form(file: &SourceFile, complaints: &mut Complaints<'_>) {
    for (at, _) in file.code.match_indices("crate::{") {
        complaints.add(at, "`crate::{…}`: write one `use crate::module::Name;` a line");
    }
    for (at, _) in file.code.match_indices("::*") {
        complaints.add(at, "glob import");
    }
    for segment in file.path.trim_end_matches(".rs").split('/') {
        if VAGUE.contains(&segment) {
            complaints.add(0, &format!("a module named `{segment}` says nothing"));
        }
    }
    if file.lines > MOST_LINES {
        complaints.add(0, &format!("{} lines before the unit tests, at most {MOST_LINES}", file.lines));
    }
}

/// `lib.rs` declares the modules of the table in its order and shows nothing else.
fn check_root(file: &SourceFile, complaints: &mut Complaints<'_>) {
    let mut declared = Vec::new();
    for (at, name) in words_after(&file.code, "mod ") {
        if file.code[..at].ends_with("pub ") {
            declared.push(name);
        } else {
            complaints.add(at, "modules of the first level are `pub mod`");
        }
    }
    for (at, _) in words_after(&file.code, "use ") {
        complaints.add(at, "no re-export at the root");
    }
    let expected: Vec<&str> = LAW.iter().map(|module| module.name).collect();
    if declared != expected {
        complaints.add(0, &format!("modules are {declared:?}, in the table {expected:?}"));
    }
}

fn check_imports(file: &SourceFile, module: &Module, complaints: &mut Complaints<'_>) {
    let (own, root) = (module.name, file.path == "main.rs");
    let known = |name: &str| LAW.iter().any(|module| module.name == name);
    let paths = words_after(&file.code, "crate::").map(|path| (path, false));
    // `casegraph` is the crate's name for `main.rs`, and a submodule of `vocab` everywhere else.
    let outer =
        words_after(&file.code, "casegraph::").filter(|(_, name)| known(name)).map(|path| (path, true));
    for ((at, name), is_outer) in paths.chain(outer).filter(|((_, name), _)| !name.is_empty()) {
        if is_outer && !root {
            complaints.add(at, "inside the crate write `crate::`");
        } else if !known(name) {
            complaints.add(at, &format!("`crate::{name}` is no module of the table"));
        } else if name != own && !module.imports.contains(&name) {
            complaints.add(at, &format!("`{own}` may not use `{name}`"));
        }
    }
    if own == "vocab" {
        return;
    }
    for visibility in ["pub mod ", "pub(crate) mod "] {
        for (at, name) in words_after(&file.code, visibility) {
            if !OPEN_DOORS.contains(&(own, name)) {
                complaints.add(at, "a door shows names by `pub use`, its modules are private");
            }
        }
    }
}

fn check_world(file: &SourceFile, module: &Module, complaints: &mut Complaints<'_>) {
    let own = module.name;
    for (at, name) in words_after(&file.code, "std::") {
        let group = file.code[at + "std::".len()..].strip_prefix('{').map(|rest| rest.split(';').next());
        let names: BTreeSet<&str> = match group.flatten() {
            Some(names) => names.split(|c: char| !c.is_alphanumeric() && c != '_').collect(),
            None => BTreeSet::from([name]),
        };
        for world in ["fs", "net", "env", "process"] {
            if names.contains(world) && !module.world.contains(&world) {
                complaints.add(at, &format!("`{own}` may not use `std::{world}`"));
            }
        }
    }
    for clock in ["SystemTime::now", "Instant::now"] {
        for (at, _) in words_after(&file.code, clock) {
            if !CLOCK.contains(&own) {
                complaints.add(at, &format!("`{own}` may not look at the clock"));
            }
        }
    }
    for (name, users) in CRATES {
        for (at, _) in words_after(&file.code, &format!("{name}::")) {
            if !users.contains(&own) {
                complaints.add(at, &format!("`{own}` may not use the crate `{name}`"));
            }
        }
    }
}

/// Paths below `folder` that end in `.rs`, in the order of their bytes.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            found.extend(rust_files(&entry));
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(entry);
        }
    }
    found
}

/// The files that a file with this text declares by `#[cfg(test)] mod name;`, as paths below `src`.
fn test_files(path: &str, text: &str) -> Vec<String> {
    let code = without_words(text);
    let folder = match path.rsplit_once('/') {
        Some((folder, "mod.rs")) => format!("{folder}/"),
        _ if path == "lib.rs" || path == "main.rs" => String::new(),
        _ => format!("{}/", path.trim_end_matches(".rs")),
    };
    code.split("#[cfg(test)]")
        .skip(1)
        .filter_map(|rest| {
            let name = rest.trim_start().strip_prefix("mod ")?;
            let end = name.find(|c: char| !c.is_alphanumeric() && c != '_')?;
            name[end..].starts_with(';').then(|| format!("{folder}{}", &name[..end]))
        })
        .collect()
}

/// Every file of `src/` but those that are unit tests.
fn sources() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let texts: Vec<(String, String)> = rust_files(&root)
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    let tests: BTreeSet<String> = texts.iter().flat_map(|(path, text)| test_files(path, text)).collect();
    texts
        .iter()
        .filter(|(path, _)| {
            let stem = path.trim_end_matches(".rs").trim_end_matches("/mod");
            !tests.iter().any(|test| stem == test || stem.starts_with(&format!("{test}/")))
        })
        .map(|(path, text)| SourceFile::new(path, text))
        .collect()
}

#[test]
fn every_file_keeps_the_law_of_the_house() {
    let files = sources();
    assert!(files.len() > LAW.len(), "src/ was not found");
    let mut report = String::new();
    for complaint in files.iter().flat_map(check) {
        writeln!(report, "{complaint}").unwrap();
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn every_door_has_a_page_of_documentation() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for module in LAW {
        let file = [format!("{}.rs", module.name), format!("{}/mod.rs", module.name)]
            .into_iter()
            .map(|name| root.join(name))
            .find(|path| path.exists())
            .unwrap_or_else(|| panic!("`{}` has no file", module.name));
        assert!(std::fs::read_to_string(&file).unwrap().starts_with("//! "), "{}", file.display());
    }
}

#[test]
fn the_law_has_no_circle() {
    // A module's imports stand before it, hence following imports comes to an end.
    for (at, module) in LAW.iter().enumerate() {
        for import in module.imports {
            assert!(LAW[..at].iter().any(|earlier| earlier.name == *import), "{} uses {import}", module.name);
        }
    }
}

/// The complaints about a text as if it stood at `path`, without the path.
fn complaints(path: &str, text: &str) -> Vec<String> {
    let prefix = format!("src/{path}:");
    check(&SourceFile::new(path, text))
        .into_iter()
        .map(|complaint| complaint.strip_prefix(&prefix).unwrap().to_owned())
        .collect()
}

#[test]
fn a_planted_violation_is_found_with_its_line() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("nlp/tagger.rs", "//! x\nuse crate::vocab::skos;\n", &["2: `nlp` may not use `vocab`"]),
        ("span.rs", "fn a() {\n    crate::store::open()\n}\n", &["2: `span` may not use `store`"]),
        (
            "query/mod.rs",
            "use crate::{store, vocab};\n",
            &["1: `crate::{…}`: write one `use crate::module::Name;` a line"],
        ),
        ("query/mod.rs", "use crate::store::*;\n", &["1: glob import"]),
        ("query/mod.rs", "use crate::GraphStore;\n", &["1: `crate::GraphStore` is no module of the table"]),
        ("query/mod.rs", "use casegraph::store::GraphStore;\n", &["1: inside the crate write `crate::`"]),
        ("document/html.rs", "\nuse std::fs::File;\n", &["2: `document` may not use `std::fs`"]),
        ("document/html.rs", "use std::{fmt, net};\n", &["1: `document` may not use `std::net`"]),
        ("extract/a.rs", "use std::{\n    env,\n};\n", &["1: `extract` may not use `std::env`"]),
        ("network/a.rs", "let a = std::process::id();\n", &["1: `network` may not use `std::process`"]),
        ("store/a.rs", "let now = SystemTime::now();\n", &["1: `store` may not look at the clock"]),
        ("store/a.rs", "use petgraph::Graph;\n", &["1: `store` may not use the crate `petgraph`"]),
        ("store/util.rs", "", &["1: a module named `util` says nothing"]),
        ("store/mod.rs", "pub mod mint;\n", &["1: a door shows names by `pub use`, its modules are private"]),
        ("graph/mod.rs", "", &["1: `graph` is not in the table of modules"]),
    ];
    for (path, text, expected) in cases {
        assert_eq!(complaints(path, text), *expected, "{text}");
    }
}

#[test]
fn words_in_comments_strings_and_unit_tests_break_no_law() {
    let innocent = [
        "// use crate::store::GraphStore;\n",
        "/* crate::store /* ::* */ crate::store */\n",
        "let a = \"crate::store \\\" crate::store\";\n",
        "let a = r#\"crate::store \" crate::store\"#;\n",
        "let a = ['\"', '\\'', '\\u{22}']; // crate::store\n",
        "fn a<'a>(b: &'a str) -> &'a str { b } // crate::store\n",
        "#[cfg(test)]\nmod tests {\n    use super::*;\n    fn a() { std::fs::read(\"\") }\n}\n",
        "#[cfg(test)]\nuse std::fs;\n",
    ];
    for text in innocent {
        assert_eq!(complaints("nlp/tagger.rs", text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_follows_the_unit_tests_of_a_file_is_still_read() {
    let text = "#[cfg(test)]\nmod tests {\n    use super::*;\n}\nuse crate::store::GraphStore;\n";
    assert_eq!(complaints("nlp/tagger.rs", text), ["5: `nlp` may not use `store`"]);
}

#[test]
fn files_that_are_unit_tests_as_a_whole_are_known_by_their_declaration() {
    let text = "mod rules;\n#[cfg(test)]\nmod tests;\n#[cfg(test)]\nmod inner { }\n";
    assert_eq!(test_files("extract/time/mod.rs", text), ["extract/time/tests"]);
    assert_eq!(test_files("extract/time.rs", text), ["extract/time/tests"]);
    assert_eq!(test_files("lib.rs", text), ["tests"]);
}

#[test]
fn a_file_may_have_six_hundred_lines_and_its_unit_tests_do_not_count() {
    let tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", "    fn a() {}\n".repeat(500));
    let most = format!("{}{tests}", "fn a() {}\n".repeat(MOST_LINES));
    assert_eq!(complaints("store/a.rs", &most), Vec::<String>::new());
    let more = "fn a() {}\n".repeat(MOST_LINES + 1);
    assert_eq!(complaints("store/a.rs", &more), ["1: 601 lines before the unit tests, at most 600"]);
}

#[test]
fn the_root_declares_the_modules_of_the_table_and_shows_nothing_else() {
    let declared: String =
        LAW.iter().map(|module| format!("pub mod {};\n", module.name)).collect::<Vec<_>>().concat();
    assert_eq!(complaints("lib.rs", &declared), Vec::<String>::new());
    let shown = format!("{declared}pub use crate::store::GraphStore;\n");
    let line = LAW.len() + 1;
    assert_eq!(complaints("lib.rs", &shown), [format!("{line}: no re-export at the root")]);
    assert_eq!(complaints("lib.rs", "").len(), 1);
}

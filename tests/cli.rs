//! The real program: flags, streams, messages and exit codes.

use std::fs;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use tempfile::TempDir;

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegraph"));
    command.env_remove("CASEGRAPH_STORE").stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).display().to_string()
}

const ARTICLE: &[u8] = b"Anna Berg met Tom Rey in Oslo on Monday. They signed an agreement on fishing.\n";
const MIXED: &[u8] =
    b"{\"doc\": \"one\", \"text\": \"The ferry left.\"}\nnot JSON\n{\"doc\": \"three\", \"text\": \
    \"The ferry came back.\"}\n";

#[test]
fn without_arguments_a_few_examples_are_shown() {
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(err(&output), "");
    let text = out(&output);
    assert_eq!(text.lines().count(), 12, "{text}");
    for verb in ["demo", "ingest", "find", "query", "draw", "help"] {
        assert!(text.contains(&format!("casegraph {verb}")), "{verb}");
    }
}

#[test]
fn a_slip_of_the_pen_is_answered_with_the_nearest_name() {
    for (arguments, code, hint) in [
        (["ingst"].as_slice(), 2, "'ingest'"),
        (&["status", "--formt", "json"], 2, "'--format'"),
        (&["help", "statsu"], 2, "casegraph help status"),
        (&["help", "exit-code"], 2, "casegraph help exit-codes"),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        let text = err(&output);
        assert!(text.starts_with("error[usage]: "), "{text}");
        assert!(text.contains("\n  try: ") && text.contains(hint), "{text}");
        assert_eq!(out(&output), "");
    }
}

#[test]
fn help_explains_verbs_and_topics() {
    for (topic, expected) in [
        (["help"].as_slice(), "ingest"),
        (&["help", "ingest"], "--published"),
        (&["help", "errors"], "unsupported-format"),
        (&["help", "exit-codes"], "records rejected"),
        (&["help", "formats"], "jsonl"),
        (&["ingest", "--help"], "--max-errors"),
        (&["--version"], env!("CARGO_PKG_VERSION")),
    ] {
        let output = run(topic);
        assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""), "{topic:?}");
        assert!(out(&output).contains(expected), "{topic:?}: {}", out(&output));
    }
}

#[test]
fn every_code_of_an_error_is_explained() {
    let explained = out(&run(&["help", "errors"]));
    for code in
        ["bad-json", "bad-text", "too-deep", "bomb", "no-store", "store-locked", "usage", "text-capped"]
    {
        assert!(explained.lines().any(|line| line.trim_start().starts_with(&format!("{code} "))), "{code}");
    }
}

#[test]
fn a_path_that_is_not_there_stops_before_anything_is_done() {
    let output = run(&["ingest", "--memory", "no/such/file.txt"]);
    assert_eq!(output.status.code(), Some(7));
    assert_eq!(
        err(&output),
        "error[not-found]: cannot read `no/such/file.txt`: there is no such file or folder\n  \
         try: check the path; `-` reads standard input\n"
    );
}

#[test]
fn errors_are_json_where_json_was_asked_for() {
    for arguments in [
        ["ingest", "--memory", "no/such/file.txt", "--format", "json"].as_slice(),
        &["ingest", "--format=json", "--no-such-flag", "x"],
        &["status", "--format", "json", "-s", "no/such/store"],
    ] {
        let output = run(arguments);
        let found: serde_json::Value = serde_json::from_str(&err(&output)).unwrap();
        let keys: Vec<&String> = found.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["event", "code", "message", "where", "try", "exit"], "{arguments:?}");
        assert_eq!(found["exit"].as_i64(), output.status.code().map(i64::from), "{arguments:?}");
    }
}

#[test]
fn rejected_records_end_in_exit_code_3_unless_they_are_allowed() {
    let folder = folder(&[("a.jsonl", MIXED)]);
    let file = path(&folder, "a.jsonl");
    let output = run(&["ingest", "--memory", &file]);
    assert_eq!(output.status.code(), Some(3));
    assert!(
        err(&output).contains(&format!("rejected[bad-json]: {file}, record 2: line 2, column 2: ")),
        "{}",
        err(&output)
    );
    assert!(err(&output).contains("3 records: 2 added · 0 already there · 1 rejected"), "{}", err(&output));
    assert_eq!(run(&["ingest", "--memory", &file, "--max-errors", "1"]).status.code(), Some(0));
}

#[test]
fn the_report_as_json_lines_has_its_keys_in_order() {
    let folder = folder(&[("a.jsonl", MIXED), ("b.pdf", b"%PDF-1.4")]);
    let output = run(&["ingest", "--memory", folder.path().to_str().unwrap(), "--format", "json"]);
    assert_eq!((output.status.code(), err(&output).as_str()), (Some(3), ""));
    let lines: Vec<String> = out(&output).lines().map(str::to_owned).collect();
    assert!(lines[0].starts_with("{\"event\":\"started\",\"version\":1,"), "{}", lines[0]);
    let rejected: Vec<&String> =
        lines.iter().filter(|line| line.starts_with("{\"event\":\"rejected\"")).collect();
    assert_eq!(rejected.len(), 2);
    let first: serde_json::Value = serde_json::from_str(rejected[0]).unwrap();
    let keys: Vec<&String> = first.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["event", "source", "record", "offset_bytes", "stage", "code", "message", "sha256"]);
    assert_eq!((first["record"].as_u64(), first["offset_bytes"].as_u64()), (Some(2), Some(42)));
    assert!(
        rejected[1].contains("\"unsupported-format\"") && rejected[1].contains("pdftotext"),
        "{}",
        rejected[1]
    );
    let last = lines.last().unwrap();
    assert!(
        last.starts_with(
            "{\"event\":\"summary\",\"read\":4,\"ingested\":2,\"duplicate\":0,\"rejected\":2,\"claims\":"
        ),
        "{last}"
    );
    assert!(last.contains(",\"quads\":"), "{last}");
}

#[test]
fn a_guessed_kind_is_said_aloud_and_can_be_corrected() {
    let folder = folder(&[("a.json", b"{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n{\"text\":\"Three.\"}\n")]);
    let file = path(&folder, "a.json");
    let output = run(&["ingest", "--memory", &file]);
    let note = format!("{file}: JSON, 1 article per line (guessed from 3 lines; --as jsonl to fix)\n");
    assert!(err(&output).starts_with(&note), "{}", err(&output));
    assert_eq!(output.status.code(), Some(0));
    let output = run(&["ingest", "--memory", &file, "--as", "text", "--quiet"]);
    assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""));
    assert_eq!(run(&["ingest", "--memory", &file, "--as", "pdf"]).status.code(), Some(2));
    assert_eq!(run(&["ingest", "--memory", &file, "--published", "05/06/2024"]).status.code(), Some(2));
}

#[test]
fn standard_input_is_an_input() {
    let mut child = program()
        .args(["extract", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(MIXED).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let docs: Vec<String> = out(&output)
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["doc"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(docs, ["one", "three"]);
    assert!(err(&output).contains("-: JSON, 1 article per line"), "{}", err(&output));
}

#[test]
fn extract_writes_a_line_a_document_also_for_one_without_facts() {
    let folder = folder(&[("a.txt", ARTICLE), ("b.txt", b"12 34\n")]);
    let output = run(&["extract", folder.path().to_str().unwrap(), "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(0));
    let lines: Vec<serde_json::Value> =
        out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1]["doc"], format!("{}#1", path(&folder, "b.txt")));
    assert_eq!(run(&["extract", &path(&folder, "a.txt"), "--profile", "nonesuch"]).status.code(), Some(2));
}

#[test]
fn analyze_writes_what_the_parser_saw() {
    let folder = folder(&[("a.txt", "😀 Anna left.\n\nTom came.\n".as_bytes())]);
    let output = run(&["analyze", &path(&folder, "a.txt"), "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let found: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(found["paragraphs"][1]["start"], 14);
    assert_eq!(found["paragraphs"][1]["tokens"][0]["text"], "Tom");
    let output = run(&["analyze", &path(&folder, "a.txt"), "--format", "conllu"]);
    assert_eq!(out(&output).lines().filter(|line| line.starts_with("# newpar")).count(), 2);
    let pdf = self::folder(&[("a.pdf", b"%PDF-1.4")]);
    let output = run(&["analyze", &path(&pdf, "a.pdf")]);
    assert_eq!(output.status.code(), Some(7));
    assert!(err(&output).starts_with("error[unsupported-format]: a PDF file"), "{}", err(&output));
    assert!(err(&output).contains("\n  try: turn it into text first"), "{}", err(&output));
}

/// The graph of a file with its errors, in a world of its own.
fn graph(file: &str, change: impl FnOnce(&mut Command)) -> (Option<i32>, String, String) {
    let mut command = program();
    command.args(["ingest", "--memory", file, "-o", "-"]);
    change(&mut command);
    let output = command.output().unwrap();
    (output.status.code(), out(&output), err(&output))
}

#[test]
fn r28_the_same_bytes_come_out_in_every_environment() {
    let folder = folder(&[("a.txt", ARTICLE)]);
    let file = path(&folder, "a.txt");
    let expected = graph(&file, |_| ());
    assert_eq!(expected.0, Some(0));
    assert!(expected.1.lines().count() > 10);
    for (name, value) in [
        ("TZ", "Pacific/Kiritimati"),
        ("TZ", "America/Los_Angeles"),
        ("TZ", "UTC"),
        ("TZ", "nonsense"),
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "C"),
        ("LANG", "de_DE.ISO-8859-1"),
        ("COLUMNS", "40"),
        ("COLUMNS", "200"),
        ("HOME", "/nonexistent"),
        ("NO_COLOR", "1"),
        ("TERM", "dumb"),
    ] {
        assert!(
            graph(&file, |command| {
                command.env(name, value);
            }) == expected,
            "{name}={value}"
        );
    }
    assert!(
        graph(&file, |command| {
            command.env_remove("HOME");
        }) == expected,
        "without HOME"
    );
    let elsewhere = self::folder(&[("b.txt", ARTICLE)]);
    let moved = graph("b.txt", |command| {
        command.current_dir(elsewhere.path());
    });
    assert!(moved.1 == expected.1, "the name of the file is in the graph");
    assert!(
        graph(&file, |command| {
            command.args(["--threads", "4"]);
        }) == expected,
        "4 threads"
    );
}

#[test]
fn output_that_is_no_terminal_has_no_escape_sequence() {
    let title = serde_json::json!({"text": "The ferry left.", "title": "\u{1b}]0;pwned\u{7}\u{1b}[2J", "date": "\u{1b}[2J"});
    let folder = folder(&[("a.json", title.to_string().as_bytes())]);
    let output = run(&["ingest", "--memory", &path(&folder, "a.json"), "-o", "-", "--color", "always"]);
    assert_eq!(output.status.code(), Some(0));
    // N-Quads may hold the character as it is; messages on a pipe carry it unchanged, JSON escapes it.
    let output = run(&["ingest", "--memory", &path(&folder, "a.json"), "--format", "json"]);
    assert!(!output.stdout.contains(&0x1b), "{}", out(&output));
    assert!(out(&output).contains("\\u001b[2J"), "{}", out(&output));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = folder(&[("a.jsonl", &MIXED.repeat(400))]);
    let mut child = program()
        .args(["extract", &path(&folder, "a.jsonl"), "--quiet"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 1];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""));
}

#[test]
fn p13_r21_odd_files_among_others_are_told_and_do_not_hang() {
    let folder = folder(&[("a.txt", ARTICLE), ("b.txt", b""), ("c.png", b"\x89PNG\r\n")]);
    let fifo = folder.path().join("d.txt");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("e.txt")).unwrap();
    std::os::unix::fs::symlink("f.txt", folder.path().join("f.txt")).unwrap();
    let start = Instant::now();
    let output = run(&["ingest", "--memory", folder.path().to_str().unwrap()]);
    assert!(start.elapsed() < Duration::from_secs(60));
    assert_eq!(output.status.code(), Some(3));
    let text = err(&output);
    for expected in [
        "b.txt, record 1: there is no text in it",
        "rejected[unsupported-format]: ",
        "d.txt: passed over: it is a pipe",
        "e.txt: passed over: it is a device",
        "f.txt: passed over: its links lead round in a circle",
        "3 records: 1 added · 0 already there · 2 rejected",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
}

#[test]
fn a_broken_model_or_lexicon_folder_is_an_error_with_its_place() {
    let folder = folder(&[("a.txt", ARTICLE), ("model.bin", b"none")]);
    let file = path(&folder, "a.txt");
    let output = run(&["ingest", "--memory", &file, "--model", &path(&folder, "model.bin")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).starts_with("error[bad-model]: "), "{}", err(&output));
    let output = run(&["ingest", "--memory", &file, "--lexicon", &path(&folder, "nowhere")]);
    assert_eq!(output.status.code(), Some(7));
    assert!(err(&output).starts_with("error[unreadable]: "), "{}", err(&output));
}

#[test]
fn the_graph_in_memory_is_written_in_the_syntax_of_the_ending() {
    let folder = folder(&[("a.txt", ARTICLE)]);
    for (name, begins) in
        [("g.nq", "<"), ("g.trig", "@prefix"), ("g.ttl", "@prefix"), ("g.nt", "<"), ("g.rdf", "<?xml")]
    {
        let target = path(&folder, name);
        let output = run(&["ingest", "--memory", &path(&folder, "a.txt"), "-o", &target]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert!(fs::read_to_string(&target).unwrap().starts_with(begins), "{name}");
    }
    let output = run(&["ingest", "--memory", &path(&folder, "a.txt"), "-o", &path(&folder, "g.xyz")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!Path::new(&path(&folder, "g.xyz")).exists());
}

#[test]
fn a_dry_run_counts_and_writes_nothing() {
    let folder = folder(&[("a.jsonl", MIXED)]);
    let store = path(&folder, "store");
    let output = run(&["ingest", "--dry-run", &path(&folder, "a.jsonl"), "-s", &store]);
    assert_eq!(output.status.code(), Some(3));
    assert!(err(&output).contains("2 added"), "{}", err(&output));
    assert!(!PathBuf::from(store).exists());
}

/// A text with a sentence for each reason that a plain text can show.
const SILENT: &[u8] = "Weather and tides\n\nAnna Berg met Tom Rey in Oslo on Monday. Was it worth the journey? The weather seemed \
    pleasant. Somebody visited somebody.\n\n\u{201c}It was a fine and quiet afternoon, and nothing was dear,\u{201d} she \
    said.\n"
    .as_bytes();

#[test]
fn coverage_lists_the_sentences_without_facts_and_why() {
    let folder = folder(&[("a.txt", SILENT)]);
    let output = run(&["coverage", &path(&folder, "a.txt"), "--format", "csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let text = out(&output);
    assert!(text.starts_with("document,start,end,reason,sentence\n"), "{text}");
    for (reason, sentence) in [
        ("no-verb", "Weather and tides"),
        ("question", "Was it worth the journey?"),
        ("no-event-word", "The weather seemed pleasant."),
        ("no-party", "Somebody visited somebody."),
    ] {
        assert!(text.contains(&format!(",{reason},{sentence}\n")), "{reason}: {text}");
    }
    assert!(!text.contains("Anna Berg met"), "{text}");
    let said = err(&output);
    assert!(said.contains("sentences in 1 document gave no fact ("), "{said}");
    let output = run(&["coverage", &path(&folder, "a.txt"), "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let silent = json["silent_sentences"].as_array().unwrap();
    assert_eq!(json["silent"], silent.len());
    assert_eq!(json["sentences"], 6);
    let text = String::from_utf8(SILENT.to_vec()).unwrap();
    for one in silent {
        let (start, end) = (one["start"].as_u64().unwrap(), one["end"].as_u64().unwrap());
        let words: String = text
            .chars()
            .skip(usize::try_from(start).unwrap())
            .take(usize::try_from(end - start).unwrap())
            .collect();
        assert_eq!(words.split_whitespace().collect::<Vec<_>>().join(" "), one["text"].as_str().unwrap());
    }
}

#[test]
fn coverage_tells_languages_and_long_ends_as_one_sentence() {
    let german = "Der Minister reiste am Montag nach Oslo und sprach dort mit den Leuten, die von der Fischerei leben. \
        Er sagte, dass es im nächsten Jahr neue Regeln geben werde, weil die alten nicht mehr zu den Booten passen. \
        Die Fischer waren damit nicht zufrieden und wollen noch in dieser Woche mit ihm über das Geld reden. Auch die \
        Stadt hat schon gesagt, was sie davon hält: Sie will den Hafen nicht ohne Hilfe des Landes ausbauen.";
    let long = format!(
        "{}\n\n{}",
        "Anna Berg met Tom Rey in Oslo on Monday. ".repeat(30),
        "It rained again. ".repeat(90)
    );
    let folder = folder(&[("de.txt", german.as_bytes()), ("long.txt", long.as_bytes())]);
    let output = program()
        .args(["coverage", &path(&folder, "de.txt"), &path(&folder, "long.txt"), "--format", "json"])
        .env("CASEGRAPH_LIMIT_TEXT", "1300")
        .output()
        .unwrap();
    let json: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(json["documents"], 2);
    assert_eq!(json["reasons"]["language"], 1, "{json:#}");
    assert_eq!(json["reasons"]["beyond-limit"], 1, "{json:#}");
}

#[test]
fn coverage_and_judge_say_what_is_missing() {
    let output = run(&["coverage"]);
    assert_eq!(output.status.code(), Some(2));
    let output = run(&["judge", "claim/00", "reject"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("--why"), "{}", err(&output));
    let output = run(&["judge", "claim/00", "reject", "--why", "x", "--store", "/nonexistent/store"]);
    assert_eq!(output.status.code(), Some(2), "{}", err(&output));
    let help = out(&run(&["coverage", "--help"]));
    for reason in
        ["language", "beyond-limit", "not-believed", "question", "no-verb", "quotation", "not-joined"]
    {
        assert!(help.contains(reason), "{reason}: {help}");
    }
}

#[cfg(feature = "disk")]
mod on_disk {
    use super::*;

    #[test]
    fn a_store_is_filled_once_counted_and_exported() {
        let folder = folder(&[("a.jsonl", MIXED), ("b.txt", ARTICLE)]);
        let store = path(&folder, "news");
        let (lines, text) = (path(&folder, "a.jsonl"), path(&folder, "b.txt"));
        let ingest = ["ingest", &lines, &text, "-s", &store, "--published", "2024-05-06"];
        assert_eq!(run(&ingest).status.code(), Some(3));
        let first = run(&["export", "-s", &store]);
        assert_eq!(first.status.code(), Some(0));
        let again = run(&ingest);
        assert!(err(&again).contains("0 added · 3 already there · 1 rejected"), "{}", err(&again));
        assert!(run(&["export", "-s", &store]).stdout == first.stdout);
        let lines: Vec<String> = out(&first).lines().map(str::to_owned).collect();
        assert!(lines.is_sorted(), "sorted by bytes");

        let status = run(&["status", "-s", &store, "--format", "json"]);
        let found: serde_json::Value = serde_json::from_str(&out(&status)).unwrap();
        assert_eq!((found["documents"].as_u64(), found["rejects"]["bad-json"].as_u64()), (Some(3), Some(1)));

        let list = run(&["rejects", "-s", &store]);
        assert!(out(&list).contains("rejected[bad-json]"), "{}", out(&list));
        let export = out(&run(&["rejects", "export", "-s", &store]));
        assert_eq!(export.lines().count(), 1);
        assert!(export.starts_with("{\"source\":"), "{export}");
        let show = run(&["rejects", "show", "1", "-s", &store]);
        assert!(out(&show).ends_with("not JSON\n"), "{}", out(&show));
        assert_eq!(run(&["rejects", "list", "--code", "bomb", "-s", &store]).status.code(), Some(1));
        assert_eq!(run(&["rejects", "show", "2", "-s", &store]).status.code(), Some(1));
    }

    #[test]
    fn a_claim_is_rejected_and_taken_back_and_coverage_says_so() {
        let folder = folder(&[("b.txt", ARTICLE)]);
        let store = path(&folder, "news");
        run(&["ingest", &path(&folder, "b.txt"), "-s", &store, "--published", "2024-05-06"]);
        let before = out(&run(&["export", "-s", &store]));
        let facts = out(&run(&["facts", "-s", &store, "--format", "json"]));
        let facts: serde_json::Value = serde_json::from_str(&facts).unwrap();
        let claims: Vec<&str> =
            facts.as_array().unwrap().iter().map(|fact| fact["claim"].as_str().unwrap()).collect();
        let covered = |folder: &str| {
            let json = out(&run(&["coverage", "--all", "-s", folder, "--format", "json"]));
            let json: serde_json::Value = serde_json::from_str(&json).unwrap();
            (
                json["sentences"].as_u64().unwrap(),
                json["reasons"]["not-believed"].as_u64().unwrap_or_default(),
            )
        };
        assert_eq!(covered(&store), (2, 0));
        for claim in &claims {
            let output =
                run(&["judge", claim, "reject", "--why", "a test", "--by", "A. Reader", "-s", &store]);
            assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        }
        assert!(covered(&store).1 > 0);
        let told = out(&run(&["facts", "-s", &store, "--format", "csv"]));
        assert!(told.contains("rejected by A. Reader (a test)"), "{told}");
        let list = out(&run(&["judge", "--list", "-s", &store]));
        assert_eq!(list.lines().count(), claims.len());
        fs::write(folder.path().join("news/decisions.txt"), "").unwrap();
        let output = run(&["judge", "--apply", "-s", &store]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert_eq!(out(&run(&["export", "-s", &store])), before);
    }

    #[test]
    fn reading_verbs_never_make_a_store() {
        let folder = folder(&[]);
        let store = path(&folder, "none");
        for verb in ["status", "export", "rejects"] {
            let output = run(&[verb, "-s", &store]);
            assert_eq!(output.status.code(), Some(2), "{verb}: {}", err(&output));
            assert!(err(&output).starts_with("error[no-store]: "), "{}", err(&output));
        }
        assert!(!PathBuf::from(store).exists());
    }
}

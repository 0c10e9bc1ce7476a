//! A run that is told to stop.
#![cfg(all(unix, feature = "disk"))]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::thread;
use std::time::Duration;
use std::time::Instant;

fn ingest(store: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_casegraph"))
        .args(["ingest", "-", "--store"])
        .arg(store)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn articles(numbers: std::ops::Range<usize>) -> String {
    numbers.fold(String::new(), |mut lines, number| {
        let text = format!("Anna Berg met Tom Rey in Oslo on {} May 2024.", number % 28 + 1);
        let line = serde_json::json!({"id": number.to_string(), "text": text, "date": "2024-05-30"});
        writeln!(lines, "{line}").unwrap();
        lines
    })
}

/// Exit code, and what was said on standard error.
fn end(child: Child) -> (Option<i32>, String) {
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

fn export(store: &Path) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_casegraph"))
        .args(["export", "--format", "nq", "--store"])
        .arg(store)
        .output()
        .unwrap();
    let mut lines: Vec<String> =
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

#[test]
fn r19_an_interrupted_run_keeps_what_it_read_and_the_same_command_finishes_it() {
    let folder = tempfile::tempdir().unwrap();
    for signal in ["INT", "TERM"] {
        let store = folder.path().join(signal);
        let mut child = ingest(&store);
        let mut input = child.stdin.take().unwrap();
        input.write_all(articles(0..5).as_bytes()).unwrap();
        input.flush().unwrap();
        let patience = Instant::now() + Duration::from_secs(120);
        while !store.exists() {
            assert!(Instant::now() < patience, "the store is not made");
            thread::sleep(Duration::from_millis(20));
        }
        let sent = Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status();
        assert!(sent.unwrap().success());
        // What is still read may be refused: the program is on its way out.
        let _refused = input.write_all(articles(5..300).as_bytes());
        drop(input);
        let (code, said) = end(child);
        assert_eq!(code, Some(130), "{said}");
        assert!(said.contains("error[interrupted]"), "{said}");
        assert!(said.contains("try: the same command finishes the work"), "{said}");
    }
    let graphs = ["INT", "TERM", "whole"].map(|name| {
        let store = folder.path().join(name);
        let mut child = ingest(&store);
        child.stdin.take().unwrap().write_all(articles(0..300).as_bytes()).unwrap();
        let (code, said) = end(child);
        assert_eq!(code, Some(0), "{said}");
        export(&store)
    });
    assert!(graphs[2].len() > 300);
    assert!(graphs[0] == graphs[2] && graphs[1] == graphs[2], "an interruption left its mark");
}

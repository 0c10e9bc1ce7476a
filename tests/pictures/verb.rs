//! `casegraph draw`, through the program.

use std::process::{Command, Output};

fn casegraph(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegraph"));
    command.args(arguments);
    command
}

fn told(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_view_that_does_not_exist_is_refused_with_those_that_do() {
    let output = casegraph(&["draw", "x", "--view", "maze", "-o", "x.dot"]).output().unwrap();
    let (code, message) = told(&output);
    assert_eq!(code, Some(2), "{message}");
    assert!(message.contains("maze") && message.contains("ego"), "{message}");
}

#[test]
fn an_ending_that_names_no_format_is_refused() {
    let output = casegraph(&["draw", "x", "-o", "x.jpeg"]).output().unwrap();
    let (code, message) = told(&output);
    assert_eq!(code, Some(2), "{message}");
    assert!(message.contains(".dot, .svg, .png or .pdf"), "{message}");
}

#[cfg(feature = "disk")]
mod on_disk {
    use std::path::Path;

    use casegraph::store::GraphStore;
    use oxigraph::io::{RdfFormat, RdfParser};
    use tempfile::TempDir;

    use super::super::{BASE, PREFIXES, WORLD};
    use super::{casegraph, told};

    /// A store of the little world, in a folder of its own.
    fn world() -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let mut store = GraphStore::create_or_open(&folder.path().join("s"), Some(BASE)).unwrap();
        let parser = RdfParser::from_format(RdfFormat::TriG);
        let alone = "x:alone a cg:Person ; skos:prefLabel \"Odd One\"@en . x:vik2 a cg:Place ; skos:prefLabel \"VIK\"@en .";
        let text = format!("{PREFIXES}\n{WORLD}\n{alone}");
        store.rdf().load_from_slice(parser, text.as_bytes()).unwrap();
        store.finish().unwrap();
        folder
    }

    fn draw(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
        let mut command = casegraph(&["draw", "--store", "s"]);
        told(&command.args(arguments).current_dir(folder).output().unwrap())
    }

    #[test]
    fn a_picture_is_written_and_counted() {
        let folder = world();
        let (code, message) = draw(folder.path(), &["tove ravn", "-o", "ravn.dot"]);
        assert_eq!((code, message.as_str()), (Some(0), "Wrote ravn.dot (4 nodes, 6 edges)\n"));
        let one = std::fs::read(folder.path().join("ravn.dot")).unwrap();
        // Neither language, time zone nor width of the terminal change a byte.
        let mut command = casegraph(&["draw", "--store", "s", "Tove Ravn", "-o", "-"]);
        command.env("LANG", "tr_TR.UTF-8").env("TZ", "Asia/Kathmandu").env("COLUMNS", "40");
        let again = command.current_dir(folder.path()).output().unwrap();
        assert_eq!(again.stdout, one);
    }

    #[test]
    fn nothing_to_draw_writes_no_file() {
        let folder = world();
        let (code, message) = draw(folder.path(), &["Odd One", "-o", "odd.svg"]);
        assert_eq!(code, Some(1), "{message}");
        let (code, message) = draw(folder.path(), &["Nobody", "-o", "odd.svg"]);
        assert_eq!(code, Some(1), "{message}");
        assert!(!folder.path().join("odd.svg").exists());
    }

    #[test]
    fn a_name_of_several_nodes_is_refused_with_the_candidates() {
        let folder = world();
        let (code, message) = draw(folder.path(), &["Vík", "-o", "vik.dot"]);
        assert_eq!(code, Some(2), "{message}");
        assert!(message.contains("vik (Vik, place); vik2 (VIK, place)"), "{message}");
    }

    #[test]
    fn without_graphviz_the_exit_code_is_7_and_dot_still_works() {
        let folder = world();
        for (file, expected) in [("a.svg", Some(7)), ("a.dot", Some(0))] {
            let mut command = casegraph(&["draw", "--store", "s", "Tove Ravn", "-o", file]);
            let output = command.env("PATH", "").current_dir(folder.path()).output().unwrap();
            let (code, message) = told(&output);
            assert_eq!(code, expected, "{message}");
            if file == "a.svg" {
                assert!(message.contains("apt-get install graphviz"), "{message}");
            }
            assert_eq!(folder.path().join(file).exists(), expected == Some(0));
        }
    }

    #[test]
    fn the_triples_of_a_query_are_drawn() {
        let folder = world();
        let query = "CONSTRUCT { ?a cg:near ?b } WHERE { ?e cg:actor ?a ; cg:recipient ?b }";
        let (code, message) = draw(folder.path(), &["--query", query, "-o", "q.dot"]);
        assert_eq!((code, message.as_str()), (Some(0), "Wrote q.dot (2 nodes, 1 edge)\n"));
        let (code, message) = draw(folder.path(), &["--query", "SELECT * { ?a ?b ?c }", "-o", "r.dot"]);
        assert_eq!(code, Some(2), "{message}");
        let (code, message) =
            draw(folder.path(), &["--query", "CONSTRUCT { ?a ?b ?c } { ?a cg:none ?c, ?b }", "-o", "r.dot"]);
        assert_eq!(code, Some(1), "{message}");
        assert!(!folder.path().join("r.dot").exists());
    }
}

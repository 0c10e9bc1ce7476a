//! Text that is no YAML, or too much of it.

use super::check_errors;
use super::read;

/// Checks that a text gives exactly one error, whose message starts with some text.
#[track_caller]
fn refused(text: &str, start: &str) {
    let errors = read(text).expect_err("an error");
    let message = errors.first().map(ToString::to_string).unwrap_or_default();
    assert!(message.starts_with(start), "{message}");
    assert_eq!(errors.len(), 1);
}

#[test]
fn nothing_is_an_error() {
    for text in ["", "\n\n", "# only\n# comments\n", "---\n", "---\n...\n", "~", "\u{feff}"] {
        refused(text, "line 1, column 1: the file is empty; expected a map with `mappings`");
    }
}

#[test]
fn broken_yaml_is_an_error_with_its_place() {
    refused("mappings: \"open\n", "line 1, column 11: not YAML: ");
    refused("mappings: 'open", "line 1, column 11: not YAML: ");
    refused("mappings: [a, b\n", "line 2, column 1: not YAML: ");
    refused("mappings: {a: b\n", "line 2, column 1: not YAML: ");
    refused("mappings:\n  a: b\n c: d\n", "line 3, column ");
    refused("a: b: c\n", "line 1, column ");
    refused("mappings:\n\tx: y\n", "line 2, column ");
    refused("mappings: *nowhere\n", "line 1, column ");
    refused("%YAML 9.9.9\n---\na\n", "line 1, column ");
    refused("mappings: \"\\q\"\n", "line 1, column ");
    refused("]", "line 1, column 1: not YAML: ");
    refused("a: @b\n", "line 1, column ");
}

#[test]
fn forbidden_characters_are_errors_with_their_place() {
    check_errors("a: b\nc: \0d\n", &["line 2, column 4: the character U+0000 may not stand in YAML"]);
    check_errors("é\u{1b}", &["line 1, column 2: the character U+001B may not stand in YAML"]);
    check_errors("\u{7f}", &["line 1, column 1: the character U+007F may not stand in YAML"]);
}

#[test]
fn deep_nesting_is_an_error() {
    refused(&"[".repeat(10_000), "line 1, column ");
    refused(&"{a: ".repeat(10_000), "line 1, column ");
    refused(&"- ".repeat(10_000), "line 1, column 129: nested more than 64 levels deep");
    let steps: Vec<_> = (0..10_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    refused(&steps.concat(), "line 65, column 65: nested more than 64 levels deep");
    refused(
        &format!("{}{}", "[".repeat(65), "]".repeat(65)),
        "line 1, column 65: nested more than 64 levels",
    );
}

#[test]
fn aliases_that_multiply_are_an_error() {
    let lines = (1..30).map(|step| {
        let aliases = vec![format!("*a{}", step - 1); 10].join(", ");
        format!("a{step}: &a{step} [{aliases}]")
    });
    let text = format!("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n{}", lines.collect::<Vec<_>>().join("\n"));
    refused(&text, "line 5, column 5: ");
    assert!(read(&text).unwrap_err().first().unwrap().to_string().ends_with("more than 200000 values"));
}

#[test]
fn aliases_that_deepen_are_an_error() {
    let lines = (1..100).map(|step| format!("a{step}: &a{step} [*a{}]", step - 1));
    let text = format!("a0: &a0 [x]\n{}", lines.collect::<Vec<_>>().join("\n"));
    refused(&text, "line 64, column 12: nested more than 64 levels deep");
}

#[test]
fn an_alias_inside_its_own_value_is_an_error() {
    refused("mappings: &m {x: *m}\n", "line 1, column 18: this alias stands inside the value it repeats");
}

#[test]
fn a_key_twice_is_an_error() {
    refused(
        "mappings: {}\nmappings: {}\n",
        "line 2, column 1: the key `mappings` stands twice (first in line 1)",
    );
    refused("mappings: {x: {}, x: {}}\n", "line 1, column 19: the key `x` stands twice (first in line 1)");
    refused("mappings: {}\nm: {}\n", "line 2, column 1: the key `m` stands twice (first in line 1)");
}

#[test]
fn keys_are_text() {
    refused("? [a]\n: b\n", "line 1, column 3: a key is a list; expected text");
    refused("? {a: b}\n: c\n", "line 1, column 3: a key is a map; expected text");
    refused("~: a\n", "line 1, column 1: a key is empty; expected text");
}

#[test]
fn a_second_document_is_an_error() {
    refused(
        "mappings: {}\n---\nmappings: {}\n",
        "line 2, column 1: a second YAML document starts here; expected one",
    );
}

#[test]
fn a_file_that_is_no_map_is_an_error() {
    refused("word\n", "line 1, column 1: the file is text; expected a map");
    refused("- a\n- b\n", "line 1, column 1: the file is a list; expected a map");
}

#[test]
fn rules_that_multiply_are_an_error() {
    let many = |word: &str| vec![word; 600].join(", ");
    let text =
        format!("mappings: {{x: {{sources: [{}], s: [{}]}}}}", many("[a~csv]"), many("'http://a/$(b)'"));
    refused(&text, "line 1, column ");
    assert!(read(&text).unwrap_err()[0].to_string().ends_with("more than 1000000 triples of rules"));
}

#[test]
fn any_cut_of_a_file_gives_a_mapping_or_errors() {
    let text = "prefixes: {ex: 'http://example.org/'}\nmappings:\n  x: &x\n    sources: [[a.csv~csv]]\n    s: \"ex:$(id)\"\n    po:\n      - [a, ex:T]\n      - p: ex:p\n        o: {f: 'ex:f(a = $(b), c = ex:g(d = \"e\"))'}\n";
    for end in 0..=text.len() {
        let _unused = read(&text[..end]);
        let _unused = read(&text[end..]);
        for extra in ["(", ")", "$(", "~", "[", "}", "*x", "\t", "\u{0}", ": ", "é"] {
            let _unused = read(&format!("{}{extra}{}", &text[..end], &text[end..]));
        }
    }
}

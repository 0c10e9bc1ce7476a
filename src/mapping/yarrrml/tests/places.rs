//! Places of triples, and the order of output.

use super::read;

/// The place of the triple of a predicate (local name in RML) whose object ends in some text.
#[track_caller]
fn place(yaml: &str, predicate: &str, object: &str) -> (u32, u32) {
    let graph = read(yaml).unwrap();
    let mut found = graph.triples.iter().filter(|triple| {
        triple.predicate.as_str().ends_with(&format!("/{predicate}"))
            && triple.object.to_string().trim_end_matches(['"', '>']).ends_with(object)
    });
    let triple = found.next().expect("the triple");
    (triple.at.line, triple.at.column)
}

const TEXT: &str = "prefixes: {ex: http://example.org/}
mappings:
  ship:
    sources:
      - [ships.csv~csv]
    s: ex:$(imo)
    po:
      - [foaf:name, $(name), en~lang]
      - p: ex:owner
        o:
          function: ex:find(id = $(owner), kind = firm)
";

#[test]
fn each_triple_knows_its_line_and_column() {
    assert_eq!(place(TEXT, "logicalSource", ""), (5, 9));
    assert_eq!(place(TEXT, "path", "ships.csv"), (5, 10));
    assert_eq!(place(TEXT, "template", "{imo}"), (6, 8));
    assert_eq!(place(TEXT, "predicate", "name"), (8, 10));
    assert_eq!(place(TEXT, "reference", "name"), (8, 21));
    assert_eq!(place(TEXT, "language", "en"), (8, 30));
    assert_eq!(place(TEXT, "predicate", "owner"), (9, 12));
    assert_eq!(place(TEXT, "function", "find"), (11, 21));
    assert_eq!(place(TEXT, "inputValue", "firm"), (11, 21));
}

#[test]
fn columns_count_characters() {
    let text = "mappings:\n  x: {sources: a~csv, s: ~, po: [[foaf:name, [Ж€😀, $(a)]]]}\n";
    assert_eq!(place(text, "reference", "a"), (2, 52));
}

#[test]
fn the_same_text_gives_the_same_triples_in_the_same_order() {
    assert_eq!(read(TEXT).unwrap().triples, read(TEXT).unwrap().triples);
}

#[test]
fn triples_stand_in_the_order_of_the_file() {
    let graph = read(TEXT).unwrap();
    let lines: Vec<u32> = graph
        .triples
        .iter()
        .filter(|triple| triple.predicate.as_str().ends_with("predicateObjectMap"))
        .map(|triple| triple.at.line)
        .collect();
    assert_eq!(lines, [8, 9]);
}

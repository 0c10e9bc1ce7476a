//! The language engine against spaCy 3.8 with the same model.

use std::num::NonZeroUsize;

use casegraph::nlp::Analyzer;

#[test]
fn any_number_of_threads_gives_the_same_analysis() {
    let analyzer = Analyzer::embedded().unwrap();
    let paragraph =
        "Ships of the coast guard sailed north on Tuesday, the ministry said. Nobody was hurt.\n\n";
    let text = paragraph.repeat(7) + "One line\nand another.\n\n \n" + paragraph;
    let alone = analyzer.analyze(&text);
    assert_eq!(alone.paragraphs.len(), 9);
    for threads in 1..6 {
        assert_eq!(analyzer.analyze_parallel(&text, NonZeroUsize::new(threads).unwrap()), alone);
    }
}

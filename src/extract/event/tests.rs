//! Who did what to whom, sentence by sentence.

use crate::document::Document;
use crate::extract::ExtractConfig;
use crate::extract::Extractor;
use crate::nlp::Analyzer;
use crate::statement::Node;
use crate::statement::Statements;
use crate::statement::Value;
use crate::vocab::casegraph::NAMESPACE;

/// The frames of a sentence as `Class Modality slot=words …`, sorted.
fn frames(text: &str) -> Vec<String> {
    let extractor = Extractor::new(&ExtractConfig::default()).unwrap();
    let document = Document { text: text.to_owned(), ..Document::default() };
    let statements = extractor.extract(&document, &Analyzer::embedded().unwrap().analyze(text));
    let mut found: Vec<String> =
        (0..statements.frames.len()).map(|frame| shown(text, &statements, frame)).collect();
    found.sort();
    found
}

fn shown(text: &str, statements: &Statements, frame: usize) -> String {
    let frame = &statements.frames[frame];
    let local = |iri: &str| iri.trim_start_matches(NAMESPACE).to_owned();
    let mut words = vec![local(frame.classes[0].as_str())];
    words.extend(frame.modality.map(|modality| local(modality.term().as_str())));
    let slots = frame.slots.iter().filter_map(|(name, value)| match value {
        Value::Node(Node::Mention(mention)) => {
            let span = statements.mentions[*mention].span;
            Some(format!("{}={}", local(name.as_str()), span.text(text)))
        }
        _ => None,
    });
    words.extend(slots);
    words.join(" ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let found = frames(text);
    assert!(found.iter().any(|frame| frame == expected), "{expected} is not among {found:#?}");
}

#[test]
fn the_party_behind_the_object_is_the_recipient() {
    check(
        "Malta rejected a Tunisian proposal.",
        "Reject Actual actor=Malta context=a Tunisian proposal recipient=Tunisian",
    );
    check("Malta praised Tunisia's efforts.", "Support Actual actor=Malta recipient=Tunisia");
    check("Malta threatened to cut aid to Tunisia.", "Threaten Actual actor=Malta recipient=Tunisia");
    check("Malta demanded that Tunisia leave the island.", "Request Actual actor=Malta recipient=Tunisia");
}

#[test]
fn the_pronoun_of_what_is_told_is_the_one_who_tells_it() {
    check(
        "Denmark said it had expelled two Peruvian diplomats.",
        "Sanction Actual actor=Denmark recipient=two Peruvian diplomats",
    );
    check(
        "Denmark said it would expel two Peruvian diplomats.",
        "Sanction Planned actor=Denmark recipient=two Peruvian diplomats",
    );
}

#[test]
fn a_noun_that_names_an_event_needs_no_party() {
    check("The explosion woke the town.", "Assault Actual");
    let words = frames("The attack helicopter landed.");
    assert!(!words.iter().any(|frame| frame.starts_with("Assault")), "{words:#?}");
}

#[test]
fn the_second_act_of_a_clause_is_at_the_place_of_the_first() {
    let found = frames("Near Gao, the rebels attacked a convoy and destroyed two trucks.");
    let there = found.iter().filter(|frame| frame.starts_with("Assault") && frame.contains("place=Gao"));
    assert_eq!(there.count(), 2, "{found:#?}");
}

#[test]
fn a_phrase_tells_where_its_thing_is() {
    check("The governor praised the teachers in Oslo.", "Presence object=the teachers place=Oslo");
}

#[test]
fn a_paper_is_nowhere_and_a_preposition_says_nothing_of_the_nouns_after_it() {
    let found = frames("The mayors signed contracts with the bakers in Quito.");
    assert!(!found.iter().any(|frame| frame.starts_with("Presence object=contracts")), "{found:?}");
    let found = frames("The sailors in Quito and the bakers met.");
    assert!(found.iter().any(|frame| frame == "Presence object=The sailors place=Quito"), "{found:?}");
    assert!(!found.iter().any(|frame| frame.starts_with("Presence object=the bakers")), "{found:?}");
}

#[test]
fn who_commands_a_base_demands_nothing() {
    let found = frames("Anna Berg commands the base.");
    assert!(!found.iter().any(|frame| frame.starts_with("Request")), "{found:?}");
}

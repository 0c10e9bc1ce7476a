//! Phrases of a document: names, adjectives of states, common nouns, pronouns, named events.

use casegraph::document::Document;
use casegraph::extract::{ExtractConfig, Extractor};
use casegraph::nlp::Analyzer;
use casegraph::statement::{Phrase, PhraseKind};
use casegraph::vocab::casegraph::class;

/// The phrases of a text with their words.
fn phrases(text: &str) -> Vec<(String, Phrase)> {
    let extractor = Extractor::new(&ExtractConfig::default()).unwrap();
    let document = Document { text: text.to_owned(), ..Document::default() };
    let statements = extractor.extract(&document, &Analyzer::embedded().unwrap().analyze(text));
    let words = |phrase: &Phrase| phrase.span.text(text).to_owned();
    statements.phrases.into_iter().map(|phrase| (words(&phrase), phrase)).collect()
}

fn phrase(text: &str, words: &str) -> Phrase {
    let found = phrases(text);
    let phrase = found.iter().find(|(known, _)| known == words);
    phrase.unwrap_or_else(|| panic!("`{words}` is not among {found:?}")).1.clone()
}

#[test]
fn a_common_noun_has_the_class_of_what_it_names() {
    let text = "Two patrol boats left the harbour, and local residents watched them.";
    let boats = phrase(text, "Two patrol boats");
    assert_eq!((boats.class, boats.plural, boats.kind), (class::VESSEL, true, PhraseKind::Common));
    let residents = phrase(text, "local residents");
    assert_eq!((residents.class, residents.plural), (class::PERSON, true));
}

#[test]
fn a_pronoun_has_the_class_of_what_it_stands_for() {
    let text = "The ministry opened an office in Riga. It hired engineers who speak Finnish.";
    assert_eq!(phrase(text, "It").class, class::GOVERNMENT_BODY);
    assert_eq!(phrase(text, "who").class, class::PERSON);
}

#[test]
fn an_adjective_of_a_state_is_no_name_and_its_people_are_people() {
    let text = "A Norwegian company invited several Estonians to Oslo.";
    assert_eq!(phrase(text, "Norwegian").kind, PhraseKind::Adjective);
    let people = phrase(text, "Estonians");
    assert_eq!((people.kind, people.class, people.plural), (PhraseKind::Name, class::PERSON, true));
}

#[test]
fn a_state_acts_as_subject_and_not_as_a_place() {
    assert!(phrase("Norway sent two ships to Iceland.", "Norway").acting);
    assert!(!phrase("Norway sent two ships to Iceland.", "Iceland").acting);
    assert!(!phrase("Norway is cold in winter.", "Norway").acting);
}

#[test]
fn the_place_in_the_name_of_an_event_is_no_place() {
    let text = "His grandfather fought in the Crimean War.";
    assert_eq!(phrase(text, "Crimean War").class, class::EVENT);
    assert!(phrases(text).iter().all(|(_, phrase)| phrase.class != class::PLACE));
    let text = "She won the 1994 Swedish general election.";
    assert_eq!(phrase(text, "1994 Swedish general election").class, class::EVENT);
}

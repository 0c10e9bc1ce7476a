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

/// The names of a text, in its order.
fn names(text: &str) -> Vec<String> {
    let named = |(_, phrase): &(String, Phrase)| phrase.kind == PhraseKind::Name;
    phrases(text).into_iter().filter(named).map(|(words, _)| words).collect()
}

#[test]
fn two_names_joined_by_and_are_two_and_one_with_and_inside_is_one() {
    let text = "Uppsala University and University of Bergen signed the plan.";
    assert_eq!(names(text), ["Uppsala University", "University of Bergen"]);
    let text = "The Ministry of Trade, Industry and Energy paid for the new bridge.";
    assert_eq!(names(text), ["Ministry of Trade, Industry and Energy"]);
}

#[test]
fn a_name_ends_at_a_bracket_a_stroke_and_a_comma_of_a_list() {
    let text = "The Northern Fishing Alliance (NFA) met in Bergen.";
    assert_eq!(names(text), ["Northern Fishing Alliance", "NFA", "Bergen"]);
    let text = "They sailed past Kiruna, Lund, and Uppsala.";
    assert_eq!(names(text), ["Kiruna", "Lund", "Uppsala"]);
}

#[test]
fn who_plays_is_no_person() {
    let text = "Everton 2-1 Southampton was the result on Saturday.";
    assert_ne!(phrase(text, "Everton").class, class::PERSON);
    assert_ne!(phrase(text, "Southampton").class, class::PERSON);
}

#[test]
fn a_common_noun_with_of_says_what_the_name_is() {
    assert_eq!(phrase("He grew up in the town of Lund.", "Lund").class, class::PLACE);
    assert_eq!(phrase("Rockets hit the village of Petrovka.", "Petrovka").class, class::PLACE);
    assert_eq!(
        phrase("The Church of Norway chose a new bishop.", "Church of Norway").class,
        class::ORGANIZATION
    );
}

#[test]
fn a_title_in_front_and_letters_of_office_behind_are_no_part_of_a_name() {
    let found = names("Queen Margrethe and the Democrat William Larsen met Jane Miller MP.");
    assert_eq!(found, ["Margrethe", "William Larsen", "Jane Miller"]);
    assert_eq!(names("She studied at Queen Mary University."), ["Queen Mary University"]);
}

#[test]
fn a_government_is_called_after_a_person_and_a_mosque_bears_a_name() {
    let text = "The Larsen administration raised taxes.";
    assert_eq!(phrase(text, "Larsen").class, class::PERSON);
    let text = "Police closed the Brunnby mosque.";
    assert_eq!(phrase(text, "Brunnby").class, class::FACILITY);
}

#[test]
fn a_word_in_capitals_that_labels_a_text_is_no_name() {
    assert_eq!(names("[CORRECTED]\n\nThe storm passed over Bergen."), ["Bergen"]);
    assert_eq!(names("WATCH: The storm passes over Bergen."), ["Bergen"]);
}

#[test]
fn people_belong_to_the_body_named_before_them_and_what_it_makes_does_not() {
    let claims = |text: &str| {
        let extractor = Extractor::new(&ExtractConfig::default()).unwrap();
        let document = Document { text: text.to_owned(), ..Document::default() };
        let statements = extractor.extract(&document, &Analyzer::embedded().unwrap().analyze(text));
        statements.claims.iter().filter(|claim| claim.rule == "phrase.organization-inside").count()
    };
    assert_eq!(claims("The Amnesty International researchers spoke in Rome."), 1);
    for text in [
        "The Volvo trucks were parked outside.",
        "They met at the Ritz hotel.",
        "Two HIV patients were treated.",
        "The NATO alliance grew.",
    ] {
        assert_eq!(claims(text), 0, "{text}");
    }
}

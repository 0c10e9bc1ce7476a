//! Identity inside a document: pronouns, titles, definite nouns, groups and their members, events told twice.

use std::collections::BTreeSet;

use casegraph::document::Document;
use casegraph::extract::{ExtractConfig, Extractor};
use casegraph::nlp::Analyzer;
use casegraph::statement::{Frame, Node, Statements, Value};
use casegraph::vocab::casegraph::property;

fn read(text: &str) -> Statements {
    let extractor = Extractor::new(&ExtractConfig::default()).unwrap();
    let published = Some("2024-05-08".parse().unwrap());
    let document = Document { text: text.to_owned(), published, ..Document::default() };
    extractor.extract(&document, &Analyzer::embedded().unwrap().analyze(text))
}

/// The labels of what the last mention with these words refers to; none where the words are no mention.
fn referents(text: &str, words: &str) -> Vec<String> {
    let statements = read(text);
    let mentions = statements.mentions.iter().filter(|mention| mention.span.text(text) == words);
    let last = mentions.max_by_key(|mention| mention.span.start);
    let entities = last.map_or(&[][..], |mention| mention.refers_to.as_slice());
    entities.iter().map(|entity| statements.entities[*entity].label.clone()).collect()
}

/// The events of the frames with these modes.
fn events(statements: &Statements, mode: &str) -> BTreeSet<usize> {
    let told = |frame: &&Frame| frame.modes.iter().any(|name| name == mode);
    statements.frames.iter().filter(told).map(|frame| frame.event).collect()
}

fn tellings(statements: &Statements, mode: &str) -> usize {
    statements.frames.iter().filter(|frame| frame.modes.iter().any(|name| name == mode)).count()
}

/// The outcome of the count check with its reason.
fn check(text: &str) -> Option<(String, String)> {
    let statements = read(text);
    statements.claims.iter().find_map(|claim| match &claim.statement {
        Some((property::COUNT_CHECK, Value::Text(outcome))) => {
            assert!(matches!(claim.about, Node::Mention(_)));
            Some((outcome.clone(), claim.comment.clone().unwrap_or_default()))
        }
        _ => None,
    })
}

#[test]
fn a_pronoun_that_acts_is_the_subject_before_it_that_agrees() {
    let text = "Erik Lund resigned on Monday. His mother visited him in Oslo. He met Carlos Ruiz on Tuesday.";
    assert_eq!(referents(text, "He"), ["Erik Lund"]);
}

#[test]
fn they_are_the_two_who_were_named_together() {
    let text = "Anna Berg and Carlos Ruiz arrived in Lima on Tuesday. They met President Ama Boateng.";
    assert_eq!(referents(text, "They"), ["Anna Berg", "Carlos Ruiz"]);
}

#[test]
fn it_is_nothing_where_rain_falls_or_an_illness_is_nearer() {
    let text = "The navy of Norway deployed a frigate to Iceland. It rained for two days.";
    assert!(referents(text, "It").is_empty());
    let text = "The ministry in Oslo met experts. The disease is back. It killed two patients on Monday.";
    assert!(referents(text, "It").is_empty());
}

#[test]
fn who_is_named_beside_a_pronoun_or_could_not_say_so_is_not_meant() {
    let text = "Norway seized a Russian trawler. It sued Norway in June.";
    assert!(!referents(text, "It").contains(&"Norway".to_owned()));
    let text = "Kenya accused Uganda of smuggling. It denied the charge.";
    assert!(!referents(text, "It").contains(&"Kenya".to_owned()));
    let text = "Omar Said's father told reporters that he was killed by soldiers.";
    assert!(!referents(text, "he").iter().any(|label| label.contains("father")));
    // Who accuses may go on to do something else, and may tell of others.
    let text = "Kenya accused Uganda of smuggling. It deployed troops to the border.";
    assert_eq!(referents(text, "It"), ["Kenya"]);
    let text = "Anna Berg said she was invited to Riga by the mayor.";
    assert_eq!(referents(text, "she"), ["Anna Berg"]);
}

#[test]
fn a_title_alone_is_the_only_one_who_bears_it() {
    let text =
        "Foreign Minister Jonas Berg met President Ama Boateng in Accra. The minister visited a hospital.";
    assert_eq!(referents(text, "The minister"), ["Jonas Berg"]);
    let text =
        "Foreign Minister Jonas Berg met Defence Minister Ama Boateng. The minister visited a hospital.";
    assert_ne!(referents(text, "The minister"), ["Jonas Berg"]);
    assert_ne!(referents(text, "The minister"), ["Ama Boateng"]);
}

#[test]
fn a_general_noun_speaks_again_of_a_named_thing_and_a_special_one_does_not() {
    let text = "Norway sent the frigate HNoMS Roald to Iceland. The vessel visited Reykjavik on Tuesday.";
    assert_eq!(referents(text, "The vessel"), ["HNoMS Roald"]);
}

#[test]
fn an_event_told_with_fewer_words_is_the_same_event_with_two_claims() {
    let text = "Anna Berg met Carlos Ruiz in Lima on Monday. On Monday Berg met Ruiz.";
    let statements = read(text);
    assert_eq!((tellings(&statements, "meet"), events(&statements, "meet").len()), (2, 1));
}

#[test]
fn a_definite_noun_tells_again_of_the_event_that_its_parties_fit() {
    let text =
        "Anna Berg met Carlos Ruiz in Lima on Monday. The meeting between Berg and Ruiz lasted an hour.";
    let statements = read(text);
    assert_eq!((tellings(&statements, "meet"), events(&statements, "meet").len()), (2, 1));
}

#[test]
fn what_happens_again_or_on_another_day_or_elsewhere_is_another_event() {
    for text in [
        "Anna Berg met Carlos Ruiz in Lima. Berg met Ruiz again in June.",
        "Anna Berg met Carlos Ruiz on Monday. On Tuesday Berg met Ruiz.",
        "Anna Berg met Carlos Ruiz in Lima. Berg met Ruiz in Quito.",
    ] {
        let statements = read(text);
        assert_eq!((tellings(&statements, "meet"), events(&statements, "meet").len()), (2, 2), "{text}");
    }
}

#[test]
fn another_weapon_is_another_attack_and_a_second_post_another_election() {
    let attacks = read("Rebels attacked the port with drones. Rebels attacked the port with rockets.");
    assert_eq!(events(&attacks, "attack").len(), 2);
    let text = "Ahmed Ali was elected mayor of Cairo. Years later Ahmed Ali was elected president of Egypt.";
    let elections = read(text);
    assert_eq!(events(&elections, "elect").len(), tellings(&elections, "elect"));
    assert_eq!(tellings(&elections, "elect"), 2);
}

#[test]
fn a_noun_that_says_more_or_is_plural_may_tell_of_another_event() {
    for text in [
        "Anna Berg met Carlos Ruiz in Lima on Monday. The earlier meeting lasted an hour.",
        "Anna Berg met Carlos Ruiz in Lima on Monday. The meetings lasted an hour.",
        "Anna Berg met Carlos Ruiz in Lima on Monday. The trade meeting lasted an hour.",
    ] {
        let statements = read(text);
        assert_eq!(events(&statements, "meet").len(), tellings(&statements, "meet"), "{text}");
    }
}

#[test]
fn the_number_of_a_group_is_compared_with_its_members() {
    let agrees = check("Two tugs, the MV Anke and the MV Birte, left Hamburg on Monday.");
    assert_eq!(agrees, Some(("agrees".to_owned(), "2 counted, 2 named: MV Anke, MV Birte".to_owned())));
    let open = check("Three tugs, including the MV Anke and the MV Birte, left Hamburg on Monday.");
    assert_eq!(open.unwrap().0, "open");
    let disagrees = check("Three tugs, the MV Anke and the MV Birte, left Hamburg on Monday.");
    assert_eq!(disagrees.unwrap().0, "disagrees");
    assert_eq!(check("Two tugs left Hamburg on Monday."), None);
}

#[test]
fn people_who_are_counted_and_named_belong_to_their_group() {
    let text = "Two men, Erik Lund and Carlos Ruiz, left Lima on Monday.";
    assert_eq!(check(text).unwrap().0, "agrees");
}

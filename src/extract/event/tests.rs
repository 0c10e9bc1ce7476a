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
    for text in ["The envoys signed a treaty in Riga.", "The envoys met the mayor in Riga."] {
        let found = frames(text);
        assert!(
            found.iter().any(|frame| !frame.starts_with("Presence") && frame.contains("place=Riga")),
            "{found:?}"
        );
    }
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

/// The stances of the claims of frames of a class.
fn stances(text: &str, class: &str) -> Vec<String> {
    let extractor = Extractor::new(&ExtractConfig::default()).unwrap();
    let document = Document { text: text.to_owned(), ..Document::default() };
    let statements = extractor.extract(&document, &Analyzer::embedded().unwrap().analyze(text));
    let of_class = |frame: usize| statements.frames[frame].classes[0].as_str().ends_with(class);
    let claims = statements.claims.iter().filter(|claim| claim.statement.is_none());
    claims
        .filter(|claim| matches!(claim.about, Node::Frame(frame) if of_class(frame)))
        .map(|claim| format!("{:?}", claim.stance))
        .collect()
}

#[track_caller]
fn check_none(text: &str, start: &str) {
    let found = frames(text);
    assert!(!found.iter().any(|frame| frame.starts_with(start)), "{start} is among {found:#?}");
}

#[test]
fn what_nobody_does_or_undergoes_did_not_happen() {
    check("No sailors died in Riga.", "Change Negated object=No sailors place=Riga");
    check("The police arrested nobody.", "Coerce Negated actor=The police");
    check(
        "The guards left Riga without attacking the smugglers.",
        "Assault Negated actor=The guards recipient=the smugglers",
    );
    check("No fewer than 12 sailors died.", "Change Actual object=No fewer than 12 sailors");
    check(
        "The guards not only attacked the smugglers but also fled.",
        "Assault Actual actor=The guards recipient=the smugglers",
    );
}

#[test]
fn what_is_denied_is_a_claim_of_the_one_who_denies_it() {
    assert_eq!(stances("The bishop denied reports that Anna Berg had been arrested.", "Coerce"), ["Denied"]);
    assert_eq!(stances("The bishop denied robbing the bank.", "Assault"), ["Denied"]);
    assert_eq!(
        stances("The bishop repeated reports that Anna Berg had been arrested.", "Coerce"),
        ["Asserted"]
    );
}

#[test]
fn what_is_wanted_demanded_feared_or_asked_is_no_fact() {
    let text = "Malta demanded that Tunisia withdraw its troops from Sfax.";
    check(text, "Retreat Intended actor=Tunisia object=its troops origin=Sfax");
    check("The mayor wants Anna Berg arrested.", "Coerce Intended recipient=Anna Berg");
    check(
        "Did the smugglers attack the guards?",
        "Assault Hypothetical actor=the smugglers recipient=the guards",
    );
    check("The guards tried to arrest Anna Berg.", "Coerce Intended actor=The guards recipient=Anna Berg");
    check(
        "A court acquitted Anna Berg of killing a judge.",
        "Assault Hypothetical actor=Anna Berg recipient=a judge",
    );
    check(
        "A court convicted Anna Berg of killing a judge.",
        "Assault Actual actor=Anna Berg recipient=a judge",
    );
    check(
        "The smugglers were forced to withdraw from Sfax.",
        "Retreat Actual actor=The smugglers origin=Sfax",
    );
    check("The army has yet to withdraw from Sfax.", "Retreat Negated actor=The army origin=Sfax");
}

#[test]
fn an_act_that_is_spoken_of_keeps_its_modality() {
    check("The senate will condemn the attack on the guards.", "Assault Actual recipient=the guards");
    check("The talks of the bishops will begin in Riga.", "Consult Planned actor=the bishops");
    check(
        "There is no evidence that the smugglers attacked the guards.",
        "Assault Hypothetical actor=the smugglers recipient=the guards",
    );
}

#[test]
fn what_harms_without_an_agent_is_no_assault() {
    check("A cyclone struck Tonga.", "Change Actual place=Tonga");
    check("A lorry hit a cyclist.", "Change Actual object=a cyclist");
    check("The captain was killed when the boat sank.", "Change Actual object=The captain");
    check("Two nurses were killed by a falling tree.", "Change Actual object=Two nurses");
    check("The captain was killed when the rebels attacked.", "Assault Actual recipient=The captain");
    check("The rebels struck Tonga.", "Assault Actual actor=The rebels recipient=Tonga");
    check_none("The striker shot and attacked the goalkeeper twice.", "Assault");
}

#[test]
fn who_declines_to_speak_rejects_nothing() {
    check_none("The mayor declined to say who had called.", "Reject");
    check_none("The ministry refused to comment.", "Reject");
    check("Tonga refused to sell land to Malta.", "Reject Actual actor=Tonga recipient=Malta");
}

#[test]
fn a_reason_is_no_aim_and_a_promise_is_made_to_no_victim() {
    check("Anna Berg was arrested for murder.", "Coerce Actual recipient=Anna Berg");
    check("Anna Berg was arrested for murder.", "Assault Actual");
    check("Norway pledged to punish Belarus.", "Agree Actual actor=Norway");
    check("Norway pledged to send grain to Yemen.", "Agree Actual actor=Norway recipient=Yemen");
}

#[test]
fn a_month_before_a_name_is_no_part_of_it() {
    check("In March Iceland broke relations with Belize.", "Sanction Actual actor=Iceland recipient=Belize");
}

#[test]
fn people_and_forces_before_what_they_do_are_its_actors() {
    check("Rebel attacks on the guards went on.", "Assault Actual actor=Rebel recipient=the guards");
    check(
        "A raid by the smugglers on the guards failed.",
        "Assault Actual actor=the smugglers recipient=the guards",
    );
}

/// The posts of a text of 1 March 2024, with a star for those held on that day.
fn posts(text: &str) -> Vec<String> {
    let extractor = Extractor::new(&ExtractConfig::default()).unwrap();
    let published = Some("2024-03-01".parse().unwrap());
    let document = Document { text: text.to_owned(), published, ..Document::default() };
    let statements = extractor.extract(&document, &Analyzer::embedded().unwrap().analyze(text));
    let mut found = Vec::new();
    for frame in statements.frames.iter().filter(|frame| frame.classes[0].as_str().ends_with("Tenure")) {
        let trigger = frame.trigger.map(|trigger| trigger.text(text).to_owned()).unwrap_or_default();
        let current = frame.time.is_some_and(|time| time.ends_not_before == published);
        found.push(if current { format!("{trigger}*") } else { trigger });
    }
    found
}

#[test]
fn a_post_that_is_over_is_not_held_today() {
    assert_eq!(posts("President Anna Berg visited Riga."), ["President*"]);
    assert_eq!(posts("Former president Anna Berg visited Riga."), ["president"]);
    assert_eq!(posts("Anna Berg, a retired general, visited Riga."), ["general"]);
    assert_eq!(posts("Anna Berg, the mayor of Riga in 1998, died."), ["mayor"]);
    assert_eq!(posts("President Anna Berg visited Riga in 1998."), ["President"]);
    assert_eq!(posts("Dr. Anna Berg visited Riga."), Vec::<String>::new());
    assert_eq!(posts("Vice-president Anna Berg visited Riga."), ["Vice-president*"]);
}

#[test]
fn a_word_with_another_complement_tells_of_another_act() {
    check_none("The council demonstrated its unity.", "Protest");
    check_none("The mayor conceded that the bridge was unsafe.", "Concede");
    check_none("The guards are seeking to leave Riga.", "Request");
    check("Nurses demonstrated against the ministry.", "Protest Actual actor=Nurses recipient=the ministry");
    check("The bishop returned to Riga.", "Consult Actual actor=The bishop destination=Riga");
}

#[test]
fn what_stands_behind_a_name_is_said_of_that_name() {
    let found = frames("Anna Berg hopes to remain in Oslo.");
    assert!(!found.iter().any(|frame| frame.starts_with("Presence")), "{found:?}");
}

//! Expected records are written by hand from the contract: code points, local names, sorted by place.

use std::collections::BTreeSet;

use jiff::civil::date;
use serde_json::Value as Json;
use serde_json::json;

use super::Profile;
use super::ProfileError;
use super::write_record;
use crate::document::Document;
use crate::span::Span;
use crate::statement::Claim;
use crate::statement::Entity;
use crate::statement::EntityScope;
use crate::statement::Frame;
use crate::statement::Identifier;
use crate::statement::Mention;
use crate::statement::Modality;
use crate::statement::Node;
use crate::statement::Number;
use crate::statement::Passage;
use crate::statement::PassageKind;
use crate::statement::Precision;
use crate::statement::Qualifier;
use crate::statement::Quantity;
use crate::statement::Speaker;
use crate::statement::Stance;
use crate::statement::Statements;
use crate::statement::TimeSpan;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::datatype;
use crate::vocab::casegraph::property;

const TEXT: &str = "Zoë Quill of Norway met five envoys in Oslo on 3 May 2021. “We agree,” Quill said.";

/// The place of the n-th occurrence of some words.
fn at(words: &str, nth: usize) -> Span {
    let (start, _) = TEXT.match_indices(words).nth(nth).unwrap();
    Span::new(start, start + words.len())
}

fn claim(about: Node, stance: Stance, speaker: Speaker, evidence: Vec<usize>) -> Claim {
    Claim {
        about,
        statement: None,
        stance,
        stated_by: speaker,
        relayed_by: Vec::new(),
        hedge_cue: None,
        confidence: 80,
        evidence,
        time: None,
        rule: "test".to_owned(),
        comment: None,
    }
}

fn frame(classes: Vec<crate::statement::Term>, slots: Vec<(crate::statement::Term, usize)>) -> Frame {
    let slots =
        slots.into_iter().map(|(slot, mention)| (slot, Value::Node(Node::Mention(mention)))).collect();
    Frame { classes, modes: Vec::new(), slots, time: None, modality: None, trigger: None, event: 0 }
}

/// A person of a state meets some people at a place: one event, one tenure, one quotation.
fn sample() -> (Document, Statements) {
    let mut person = Entity::new(class::PERSON, "Zoë Quill", EntityScope::Shared);
    person.alternatives = BTreeSet::from(["Quill".to_owned()]);
    person.known = vec![(property::AFFILIATED_STATE, 1)];
    let mut state = Entity::new(class::STATE, "Norway", EntityScope::Shared);
    state.identifiers = vec![Identifier { value: "NO".to_owned(), datatype: datatype::ISO3166_CODE }];
    let group = Entity::new(class::COLLECTIVE, "envoys", EntityScope::Document);
    let mut place = Entity::new(class::PLACE, "Oslo", EntityScope::Shared);
    place.known = vec![(property::PART_OF, 1)];
    let mention = |span, entity| Mention { span, refers_to: vec![entity] };
    let day = date(2021, 5, 3);
    let time = TimeSpan::within(day, day, Precision::Day);
    let mut meeting = frame(
        vec![class::CONSULT],
        vec![(property::ACTOR, 0), (property::RECIPIENT, 2), (property::PLACE, 3)],
    );
    meeting.modes = vec!["meet".to_owned()];
    meeting.modality = Some(Modality::Actual);
    meeting.time = Some(time);
    meeting.trigger = Some(at("met", 0));
    let tenure = frame(vec![class::TENURE], vec![(property::HOLDER, 0), (property::IN_ORGANIZATION, 1)]);
    let agreed = frame(vec![class::AGREE], vec![(property::ACTOR, 4)]);
    let five = Number::from_integer(5);
    let statements = Statements {
        passages: vec![
            Passage { span: Span::new(0, at("“", 0).start - 1), kind: PassageKind::Sentence },
            Passage { span: Span::new(at("“", 0).start, TEXT.len()), kind: PassageKind::Sentence },
            Passage { span: at("We agree,", 0), kind: PassageKind::Quotation },
        ],
        mentions: vec![
            mention(at("Zoë Quill", 0), 0),
            mention(at("Norway", 0), 1),
            mention(at("envoys", 0), 2),
            mention(at("Oslo", 0), 3),
            mention(at("We", 0), 0),
            mention(at("Quill", 1), 0),
        ],
        entities: vec![person, state, group, place],
        frames: vec![meeting, tenure, agreed],
        claims: vec![
            claim(Node::Frame(0), Stance::Asserted, Speaker::Narrator, vec![0]),
            claim(Node::Frame(1), Stance::Asserted, Speaker::Narrator, vec![0]),
            claim(Node::Frame(2), Stance::Quoted, Speaker::Mention(5), vec![2, 1]),
        ],
        resolutions: Vec::new(),
        phrases: Vec::new(),
        times: vec![(at("3 May 2021", 0), time)],
        quantities: vec![(
            at("five", 0),
            Quantity { min: five, max: five, qualifier: Qualifier::Exact, unit: None },
        )],
    };
    let document = Document { source: "a.jsonl#3".to_owned(), text: TEXT.to_owned(), ..Document::default() };
    (document, statements)
}

fn record(profile: &Profile) -> Json {
    let (document, statements) = sample();
    let mut out = Vec::new();
    write_record(&mut out, &document, &statements, Some(profile)).unwrap();
    assert_eq!(out.iter().position(|byte| *byte == b'\n'), Some(out.len() - 1));
    serde_json::from_slice(&out).unwrap()
}

fn builtin(name: &str) -> Profile {
    Profile::builtin(name).unwrap()
}

#[test]
fn without_a_profile_names_are_those_of_the_ontology() {
    let record = record(&Profile::default());
    assert_eq!(record["doc"], "a.jsonl#3");
    assert_eq!(
        record["entities"][0],
        json!({"start": 0, "end": 9, "text": "Zoë Quill", "type": "Person", "id": "e0", "alts": ["Quill"]})
    );
    assert_eq!(record["entities"].as_array().unwrap().len(), 6);
    assert_eq!(
        record["dates"],
        json!([{"start": 47, "end": 57, "text": "3 May 2021", "value": "2021-05-03"}])
    );
    assert_eq!(
        record["quotes"],
        json!([{"source": [{"start": 71, "end": 76, "text": "Quill"}], "cue": [], "content": [{"start": 60, "end": 69, "text": "We agree,"}]}])
    );
    assert_eq!(
        record["relations"],
        json!([{"subject": {"start": 0, "end": 9, "text": "Zoë Quill"}, "object": {"start": 13, "end": 19, "text": "Norway"},
                "type": "Tenure", "role": "inOrganization", "confidence": 80}])
    );
}

#[test]
fn an_event_tells_its_mode_its_speaker_and_its_sentence() {
    let record = record(&Profile::default());
    let event = &record["events"][0];
    assert_eq!(event["type"], "Consult");
    assert_eq!(event["mode"], json!(["meet"]));
    assert_eq!(event["modality"], "Actual");
    assert_eq!(
        (&event["stance"], &event["statedBy"], &event["confidence"]),
        (&json!("Asserted"), &json!("narrator"), &json!(80))
    );
    assert_eq!(event["sentence"], json!({"start": 0, "end": 58}));
    assert_eq!(event["trigger"], json!({"start": 20, "end": 23, "text": "met"}));
    assert_eq!(event["date"], "2021-05-03");
    assert_eq!(event["place"], json!(["Norway", "Oslo"]));
    assert_eq!(
        event["participants"][0],
        json!({"role": "actor", "text": "Zoë Quill", "start": 0, "end": 9, "id": "e0", "alts": ["Quill"], "code": "NOR"})
    );
    let quoted = &record["events"][1];
    assert_eq!((&quoted["stance"], &quoted["statedBy"]), (&json!("Quoted"), &json!("Zoë Quill")));
    assert_eq!(quoted["sentence"], json!({"start": 59, "end": 82}));
}

#[test]
fn every_built_in_profile_is_read() {
    for name in Profile::names() {
        builtin(name);
    }
    assert!(Profile::builtin("other").is_none());
}

#[test]
fn a_profile_renames_and_leaves_out() {
    let re3d = record(&builtin("re3d"));
    let types: Vec<&str> =
        re3d["entities"].as_array().unwrap().iter().map(|entity| entity["type"].as_str().unwrap()).collect();
    assert_eq!(
        types,
        ["Person", "Location", "Quantity", "Organisation", "Location", "Temporal", "Person", "Person"]
    );
    assert!(re3d.get("events").is_none());
    let relations: Vec<(&str, &str, &str)> = re3d["relations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|relation| {
            (
                relation["subject"]["text"].as_str().unwrap(),
                relation["type"].as_str().unwrap(),
                relation["object"]["text"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        relations,
        [
            ("Zoë Quill", "InChargeOf", "Norway"),
            ("Zoë Quill", "CommWith", "envoys"),
            ("Zoë Quill", "CoLocated", "Oslo"),
            ("envoys", "CoLocated", "Oslo"),
        ]
    );
    let gumnews = record(&builtin("gumnews"));
    let names: Vec<&str> = gumnews["entities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entity| entity["text"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Zoë Quill", "Norway", "Oslo", "Quill"]);
}

#[test]
fn plover_has_one_event_a_sentence_with_source_and_target() {
    let plover = record(&builtin("plover"));
    assert_eq!(plover["events"].as_array().unwrap().len(), 2);
    let event = &plover["events"][0];
    assert_eq!(event["type"], "CONSULT");
    let roles: Vec<(&str, &str)> = event["participants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|participant| (participant["role"].as_str().unwrap(), participant["text"].as_str().unwrap()))
        .collect();
    assert_eq!(roles, [("source", "Zoë Quill"), ("target", "envoys")]);
}

#[test]
fn least_confidence_modalities_and_stances_select() {
    let profile = |line: &str| {
        Profile::parse(&format!(
            "write = [\"events\"]\n{line}\n[events]\nConsult = \"talk\"\nAgree = \"yes\"\n"
        ))
        .unwrap()
    };
    let count = |line: &str| record(&profile(line))["events"].as_array().unwrap().len();
    assert_eq!(count(""), 2);
    assert_eq!(count("min_confidence = 81"), 0);
    assert_eq!(count("stances = [\"Quoted\"]"), 1);
    assert_eq!(count("modalities = [\"Planned\"]"), 1);
}

#[test]
fn events_that_agree_in_label_time_and_place_are_one() {
    let events = |lines: &str, tables: &str| {
        let text = format!(
            "write = [\"events\"]\n{lines}\n{tables}\n[roles]\nactor = \"who\"\nrecipient = \"whom\"\n"
        );
        record(&Profile::parse(&text).unwrap())["events"].as_array().unwrap().clone()
    };
    let merge = "merge = [\"type\", \"date\", \"place\"]";
    let same = "[events]\nConsult = \"talk\"\nAgree = \"talk\"";
    assert_eq!(events("", same).len(), 2);
    let merged = events(merge, same);
    assert_eq!(merged.len(), 1);
    assert_eq!((&merged[0]["date"], &merged[0]["place"]), (&json!("2021-05-03"), &json!(["Norway", "Oslo"])));
    assert_eq!(merged[0]["participants"].as_array().unwrap().len(), 2);
    let differ = "[events]\nConsult = \"talk\"\nAgree = \"pact\"";
    assert_eq!(events(merge, differ).len(), 2);
    let general = events(&format!("{merge}\ngeneral = [\"talk\"]"), differ);
    assert_eq!((general.len(), &general[0]["type"]), (1, &json!("pact")));
    let joining = events(merge, "[events]\nConsult = \"talk\"\n[joining]\nAgree = \"talk\"");
    assert_eq!(joining.len(), 1);
    assert!(events(merge, "[joining]\nAgree = \"talk\"").is_empty());
}

#[test]
fn a_profile_that_cannot_be_used_says_where() {
    let message = |text: &str| Profile::parse(text).unwrap_err().to_string();
    assert_eq!(
        message("version = 2"),
        "cannot read the profile, line 1, column 11: `2` is not the version 1"
    );
    assert_eq!(
        message("version = 1\ncolour = 3"),
        "cannot read the profile, line 2, column 1: `colour` is not a key of a profile"
    );
    assert_eq!(
        message("[entities]\nPersons = \"x\""),
        "cannot read the profile, line 2, column 1: `Persons` is not a name of the ontology in the form that this table wants"
    );
    assert_eq!(
        message("stances = [\"Sung\"]"),
        "cannot read the profile, line 1, column 12: `Sung` is not a stance"
    );
    assert!(matches!(Profile::parse("a = [").unwrap_err(), ProfileError::Syntax { line: 1, .. }));
}

#[test]
fn a_document_is_named_by_its_id_or_address_or_place() {
    let name = |document: Document| super::document_name(&document);
    let bare = Document { source: "dir/a.txt".to_owned(), ..Document::default() };
    assert_eq!(name(bare.clone()), "dir/a.txt#1");
    assert_eq!(
        name(Document { url: Some("https://example.org/a".to_owned()), ..bare.clone() }),
        "https://example.org/a"
    );
    assert_eq!(name(Document { id: Some("d7".to_owned()), url: Some("x".to_owned()), ..bare }), "d7");
}

#[test]
fn indices_that_point_nowhere_are_passed_over() {
    let (document, mut statements) = sample();
    statements.entities.clear();
    statements.passages.clear();
    let mut out = Vec::new();
    for name in Profile::names() {
        write_record(&mut out, &document, &statements, Some(&builtin(name))).unwrap();
    }
    write_record(&mut out, &document, &statements, None).unwrap();
    statements.mentions.clear();
    statements.frames.clear();
    write_record(&mut out, &document, &statements, None).unwrap();
}

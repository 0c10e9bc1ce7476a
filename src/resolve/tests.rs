use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::civil::date;
use oxigraph::io::RdfFormat;
use oxigraph::io::RdfParser;
use oxigraph::model::NamedNode;
use oxigraph::model::NamedOrBlankNode;
use oxigraph::model::Term as Object;

use super::*;
use crate::span::Span;
use crate::statement::Entity;
use crate::statement::EntityScope;
use crate::statement::Frame;
use crate::statement::Mention;
use crate::statement::Modality;
use crate::statement::Node;
use crate::statement::Precision;
use crate::statement::Term;
use crate::statement::TimeSpan;
use crate::statement::Value;
use crate::vocab::casegraph::TERMS;
use crate::vocab::casegraph::TermKind;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;
use crate::vocab::rdfs;

fn entity(class: Term, label: &str, scope: EntityScope) -> Entity {
    Entity::new(class, label, scope)
}

/// Statements with one mention an entity, ten bytes apart from `start` on.
fn about(entities: Vec<Entity>, start: usize) -> Statements {
    let mentions = (0..entities.len())
        .map(|index| Mention {
            span: Span::new(start + 10 * index, start + 10 * index + 5),
            refers_to: vec![index],
        })
        .collect();
    Statements { mentions, entities, ..Statements::default() }
}

/// A frame whose slots hold the mentions with the given numbers.
fn frame(class: Term, mode: &str, slots: &[(Term, usize)], day: Option<Date>, event: usize) -> Frame {
    Frame {
        classes: vec![class],
        modes: vec![mode.to_owned()],
        slots: slots.iter().map(|(slot, mention)| (*slot, Value::Node(Node::Mention(*mention)))).collect(),
        time: day.map(|day| TimeSpan::within(day, day, Precision::Day)),
        modality: Some(Modality::Actual),
        trigger: Some(Span::new(event, event + 1)),
        event,
    }
}

fn three() -> Vec<Entity> {
    vec![
        entity(class::PERSON, "Anna Lind", EntityScope::Shared),
        entity(class::PERSON, "Bo Ek", EntityScope::Shared),
        entity(class::PLACE, "Visby", EntityScope::Shared),
    ]
}

const MAY: Date = date(2021, 5, 4);

#[test]
fn slugs_are_lower_case_ascii_with_single_hyphens() {
    for (label, expected) in [
        ("Ramón Núñez", "ramon-nunez"),
        ("U.S. Navy", "us-navy"),
        ("O’Brien & Sons, Ltd.", "obrien-sons-ltd"),
        ("Straße 5", "strasse-5"),
        ("  -- ", ""),
        ("北京", ""),
        ("Mexico–Belize border", "mexico-belize-border"),
    ] {
        assert_eq!(slug(label), expected, "{label}");
    }
    assert!(slug(&"long words ".repeat(40)).len() <= 80);
}

#[test]
fn a_named_thing_has_the_same_key_in_every_document() {
    let one = resolve(&about(three(), 0), "v1");
    let other = resolve(&about(three(), 300), "v2");
    assert_eq!(one.entities, other.entities);
}

#[test]
fn the_class_group_tells_things_of_one_name_apart_and_finer_classes_do_not() {
    let keys = |class| {
        resolve(&about(vec![entity(class, "Georgia", EntityScope::Shared)], 0), "v").entities.remove(0)
    };
    assert_ne!(keys(class::STATE), keys(class::PLACE));
    assert_eq!(keys(class::ORGANIZATION), keys(class::CRIMINAL_ORGANIZATION));
    assert_eq!(keys(class::ORGANIZATION), keys(class::GOVERNMENT));
    assert_eq!(keys(class::VESSEL), keys(class::ASSET));
}

#[test]
fn unnamed_groups_are_kept_apart_by_document_and_by_place() {
    let crowd = || entity(class::COLLECTIVE, "protesters", EntityScope::Document);
    let one = resolve(&about(vec![crowd(), crowd()], 0), "v1").entities;
    let other = resolve(&about(vec![crowd()], 0), "v2").entities;
    assert_ne!(one[0], one[1]);
    assert_ne!(one[0], other[0]);
}

#[test]
fn unmentioned_groups_of_one_name_are_kept_apart_by_their_order() {
    let crowd = || entity(class::COLLECTIVE, "protesters", EntityScope::Document);
    let statements = Statements { entities: vec![crowd(), crowd()], ..Statements::default() };
    let keys = resolve(&statements, "v").entities;
    assert_ne!(keys[0], keys[1]);
}

#[test]
fn concepts_are_their_slug_and_other_scripts_keep_a_digest() {
    let key = |label: &str| {
        resolve(&about(vec![entity(class::TOPIC, label, EntityScope::Concept)], 0), "v").entities.remove(0)
    };
    assert_eq!(key("Border issues").slug, "border-issues");
    assert_eq!(key("Border issues"), key("border Issues"));
    assert_ne!(key("北京"), key("東京"));
    assert_ne!(key("trade with 北京"), key("trade with 東京"));
    assert_ne!(key(&format!("{} one", "word ".repeat(30))), key(&format!("{} two", "word ".repeat(30))));
}

#[test]
fn an_event_of_a_known_day_and_parties_is_shared() {
    let told = |start: usize, version: &str| {
        let mut statements = about(three(), start);
        let slots = [(property::ACTOR, 0), (property::ACTOR, 1), (property::PLACE, 2)];
        statements.frames.push(frame(class::CONSULT, "meet", &slots, Some(MAY), 0));
        resolve(&statements, version).frames.remove(0)
    };
    assert_eq!(told(0, "v1"), told(500, "v2"));
    assert_eq!(told(0, "v1").slug, "meet-anna-lind-bo-ek-2021-05-04");
}

#[test]
fn an_event_without_a_day_or_a_second_party_stays_in_its_document() {
    let told = |slots: &[(Term, usize)], day: Option<Date>, version: &str| {
        let mut statements = about(three(), 0);
        statements.frames.push(frame(class::CONSULT, "meet", slots, day, 0));
        resolve(&statements, version).frames.remove(0)
    };
    let both = [(property::ACTOR, 0), (property::ACTOR, 1)];
    assert_ne!(told(&both, None, "v1"), told(&both, None, "v2"));
    assert_ne!(told(&both[..1], Some(MAY), "v1"), told(&both[..1], Some(MAY), "v2"));
    assert_eq!(told(&both, Some(MAY), "v1"), told(&both, Some(MAY), "v2"));
}

#[test]
fn frames_of_one_event_unite_their_slots() {
    let mut statements = about(three(), 0);
    statements.frames.push(frame(class::CONSULT, "meet", &[(property::ACTOR, 0)], None, 0));
    statements.frames.push(frame(
        class::CONSULT,
        "meet",
        &[(property::ACTOR, 1), (property::PLACE, 2)],
        Some(MAY),
        0,
    ));
    let split = resolve(&statements, "v1").frames;
    assert_eq!(split[0], split[1]);
    let mut whole = about(three(), 0);
    let slots = [(property::ACTOR, 0), (property::ACTOR, 1), (property::PLACE, 2)];
    whole.frames.push(frame(class::CONSULT, "meet", &slots, Some(MAY), 0));
    assert_eq!(split[0], resolve(&whole, "v2").frames[0]);
}

#[test]
fn a_tenure_is_its_holder_post_and_organisation() {
    let entities = || {
        vec![
            entity(class::PERSON, "Anna Lind", EntityScope::Shared),
            entity(class::ROLE, "Minister", EntityScope::Shared),
            entity(class::GOVERNMENT, "Government of Gotland", EntityScope::Shared),
            entity(class::TOPIC, "trade", EntityScope::Concept),
        ]
    };
    let told = |slots: &[(Term, usize)], day, version: &str| {
        let mut statements = about(entities(), 0);
        statements.frames.push(Frame { modes: vec![], ..frame(class::TENURE, "", slots, day, 0) });
        resolve(&statements, version).frames.remove(0)
    };
    let slots =
        [(property::HOLDER, 0), (property::POST, 1), (property::IN_ORGANIZATION, 2), (property::CONTEXT, 3)];
    assert_eq!(told(&slots[..3], Some(MAY), "v1"), told(&slots, None, "v2"));
    assert_ne!(told(&slots[..2], None, "v1"), told(&slots[..3], None, "v1"));
    assert_ne!(told(&slots[..1], None, "v1"), told(&slots[..1], None, "v2"));
}

#[test]
fn an_event_about_an_event_that_is_known_here_only_stays_here() {
    let told = |day: Option<Date>, version: &str| {
        let mut statements = about(three(), 0);
        let slots = [(property::ACTOR, 0), (property::ACTOR, 1)];
        statements.frames.push(frame(class::CONSULT, "meet", &slots, day, 0));
        let mut praise =
            frame(class::SUPPORT, "praise", &[(property::ACTOR, 0), (property::PLACE, 2)], Some(MAY), 1);
        praise.slots.push((property::OBJECT, Value::Node(Node::Frame(0))));
        statements.frames.push(praise);
        resolve(&statements, version).frames.remove(1)
    };
    assert_eq!(told(Some(MAY), "v1"), told(Some(MAY), "v2"));
    assert!(told(None, "v1").local);
    assert_ne!(told(Some(MAY), "v1"), told(Some(date(2021, 5, 3)), "v1"));
}

#[test]
fn a_deed_that_was_not_done_is_another_event() {
    let told = |modality| {
        let mut statements = about(three(), 0);
        let slots = [(property::ACTOR, 0), (property::ACTOR, 1)];
        statements
            .frames
            .push(Frame { modality: Some(modality), ..frame(class::CONSULT, "meet", &slots, Some(MAY), 0) });
        resolve(&statements, "v").frames.remove(0)
    };
    assert_ne!(told(Modality::Actual), told(Modality::Negated));
    assert_eq!(told(Modality::Actual), told(Modality::Planned));
}

#[test]
fn indices_that_point_nowhere_are_passed_over() {
    let mut statements = about(three(), 0);
    statements.mentions[0].refers_to = vec![99];
    let mut odd = frame(class::CONSULT, "meet", &[(property::ACTOR, 77)], None, 0);
    odd.slots.push((property::OBJECT, Value::Node(Node::Frame(55))));
    odd.slots.push((property::CONTEXT, Value::Node(Node::Concept(66))));
    statements.frames.push(odd);
    assert_eq!(resolve(&statements, "v").frames.len(), 1);
}

#[test]
fn the_narrower_of_two_times_is_the_one_that_leaves_fewer_days_open() {
    let within = |first, last, precision| TimeSpan::within(first, last, precision);
    let ascending = [
        within(date(2025, 9, 3), date(2025, 9, 3), Precision::Day),
        within(date(2025, 9, 1), date(2025, 9, 10), Precision::PartOfMonth),
        within(date(2025, 9, 1), date(2025, 9, 30), Precision::Month),
        TimeSpan {
            starts_by: Some(date(2025, 9, 3)),
            ends_not_before: Some(date(2025, 9, 3)),
            ..TimeSpan::unbounded(Precision::Day)
        },
        TimeSpan {
            starts_by: Some(date(2025, 9, 10)),
            ends_not_before: Some(date(2025, 9, 1)),
            ..TimeSpan::unbounded(Precision::PartOfMonth)
        },
    ];
    for (place, one) in ascending.iter().enumerate() {
        for other in &ascending[place..] {
            assert_eq!(narrower(*one, *other), *one, "{one:?} {other:?}");
            assert_eq!(narrower(*other, *one), *one, "{one:?} {other:?}");
        }
    }
}

#[test]
fn a_publisher_is_the_organisation_of_its_name() {
    let agency = entity(class::ORGANIZATION, "Baltic Press", EntityScope::Shared);
    let key = resolve(&about(vec![agency], 0), "v").entities.remove(0);
    assert_eq!(narrator_key("The Baltic Press"), key);
    assert_eq!(narrator_key("Baltic Press"), key);
    assert_eq!(publisher_label("The "), "The ");
}

#[test]
fn the_order_of_classes_is_that_of_the_ontology() {
    let text = include_str!("../../ontology/casegraph.ttl");
    let mut wider: BTreeMap<NamedNode, BTreeSet<NamedNode>> = BTreeMap::new();
    let mut classes: BTreeSet<NamedNode> = TERMS
        .iter()
        .filter(|(_, kind, _)| *kind == TermKind::Class)
        .map(|(_, _, class)| class.into_owned())
        .collect();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(text) {
        let quad = quad.unwrap();
        if let (rdfs::SUB_CLASS_OF, NamedOrBlankNode::NamedNode(narrow), Object::NamedNode(wide)) =
            (quad.predicate.as_ref(), quad.subject, quad.object)
        {
            classes.insert(wide.clone());
            wider.entry(narrow).or_default().insert(wide);
        }
    }
    for narrow in &classes {
        let mut above = BTreeSet::new();
        let mut waiting = vec![narrow];
        while let Some(class) = waiting.pop() {
            for wide in wider.get(class).into_iter().flatten() {
                if above.insert(wide) {
                    waiting.push(wide);
                }
            }
        }
        for wide in &classes {
            assert_eq!(
                is_superclass(wide.as_ref(), narrow.as_ref()),
                above.contains(wide),
                "{wide} of {narrow}"
            );
        }
    }
}

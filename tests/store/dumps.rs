//! Dumps of a store: each reads back as the same quads, and no order of the input changes a byte.

use std::collections::BTreeSet;

use casegraph::document::Document;
use casegraph::statement::EntityScope;
use casegraph::statement::Judgement;
use casegraph::statement::Node;
use casegraph::statement::Precision;
use casegraph::statement::Resolution;
use casegraph::statement::Stance;
use casegraph::statement::Statements;
use casegraph::statement::Term;
use casegraph::statement::TimeSpan;
use casegraph::statement::Value;
use casegraph::store::DumpFormat;
use casegraph::store::GraphStore;
use casegraph::vocab::casegraph::class;
use casegraph::vocab::casegraph::property;
use jiff::civil::date;
use oxigraph::io::RdfFormat;
use oxigraph::io::RdfParser;
use oxigraph::store::Store;
use proptest::prelude::*;

use super::Told;
use super::day;
use super::dump;
use super::meeting;
use super::run;
use super::store_of;

pub(super) fn parse(text: &str, format: DumpFormat) -> Store {
    let syntax = match format {
        DumpFormat::Nq => RdfFormat::NQuads,
        DumpFormat::Trig => RdfFormat::TriG,
        DumpFormat::JsonLd => RdfFormat::from_media_type("application/ld+json").unwrap(),
        DumpFormat::Ttl => RdfFormat::Turtle,
        DumpFormat::Nt => RdfFormat::NTriples,
        DumpFormat::RdfXml => RdfFormat::RdfXml,
    };
    let store = Store::new().unwrap();
    store.load_from_slice(RdfParser::from_format(syntax), text).unwrap();
    store
}

#[test]
fn every_dump_reads_back_as_the_same_quads() {
    let store = store_of(&[meeting("The Island Post").done(), meeting("Daily Shore").done()]);
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<String>>();
    let (all, view) = (lines(&dump(&store, DumpFormat::Nq)), lines(&dump(&store, DumpFormat::Nt)));
    for format in DumpFormat::ALL {
        let back = parse(&dump(&store, format), format);
        let mut again = Vec::new();
        back.dump_to_writer(RdfFormat::NQuads, &mut again).unwrap();
        let expected = if format.is_view_only() { &view } else { &all };
        assert_eq!(&lines(std::str::from_utf8(&again).unwrap()), expected, "{}", format.name());
        assert_eq!(DumpFormat::from_name(format.name()), Some(format));
    }
    let sorted = dump(&store, DumpFormat::Nq);
    assert!(sorted.lines().collect::<Vec<_>>().is_sorted());
}

/// A choice of what a made-up document tells.
#[derive(Debug, Clone)]
struct Choice {
    paper: usize,
    facts: Vec<(usize, usize, usize, usize, usize)>,
}

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    let fact = (0usize..8, 0usize..4, 0usize..4, 0usize..4, 0usize..5);
    let document =
        (0usize..4, prop::collection::vec(fact, 0..5)).prop_map(|(paper, facts)| Choice { paper, facts });
    prop::collection::vec(document, 1..8)
}

/// Documents that overlap in people, events, concepts, times and doubts.
#[expect(clippy::too_many_lines, reason = "a catalogue of what documents may share")]
fn invented(choice: &Choice) -> (Document, Statements) {
    let text = format!("Anna Bo Cia Dag Visby Trade Report {choice:?} ");
    let mut told = Told::new(&text).published(date(2021, 5, 20));
    if choice.paper > 0 {
        told = told.publisher(["", "The Anna Post", "Post", "The Post"][choice.paper]);
    }
    let people = ["Anna", "Bo", "Cia", "Dag"];
    for (kind, who, whom, when, how) in &choice.facts {
        let (one, other) = (people[*who], people[*whom]);
        let class = if how % 2 == 0 { class::ORGANIZATION } else { class::CRIMINAL_ORGANIZATION };
        let one_node = told.mention(one, if *who == 3 { class } else { class::PERSON }, one);
        let other_node = told.mention(other, if *whom == 3 { class } else { class::PERSON }, other);
        let place = told.mention("Visby", class::PLACE, "Visby");
        let topic = told.concept(class::TOPIC, ["trade", "Trade", "report", "Report"][*when]);
        let first = date(2021, 5, 1 + i8::try_from(*when).unwrap());
        let time = match how {
            0 | 1 => Some(day(first)),
            2 => Some(TimeSpan::within(date(2021, 5, 1), date(2021, 5, 31), Precision::Month)),
            3 => Some(TimeSpan { not_before: Some(first), ..TimeSpan::unbounded(Precision::Open) }),
            _ => None,
        };
        let (class, mode, slots): (Term, &str, Vec<(Term, Node)>) = match kind {
            0 | 1 => (
                class::CONSULT,
                "meet",
                vec![(property::ACTOR, one_node), (property::ACTOR, other_node), (property::PLACE, place)],
            ),
            2 => (
                class::SUPPORT,
                "praise",
                vec![
                    (property::ACTOR, one_node),
                    (property::RECIPIENT, other_node),
                    (property::CONTEXT, topic),
                ],
            ),
            3 => (
                class::BILATERAL_RELATION,
                "",
                vec![(property::ACTOR, one_node), (property::ACTOR, other_node)],
            ),
            4 => (class::TENURE, "", vec![(property::HOLDER, one_node), (property::POST, other_node)]),
            _ => (class::COMMITMENT, "", vec![(property::ACTOR, one_node), (property::CONTEXT, topic)]),
        };
        let frame = told.frame(class, mode, &slots, time);
        let claim = told.claim(Node::Frame(frame), None);
        claim.stance = [Stance::Asserted, Stance::Quoted, Stance::Implied, Stance::Asserted][*whom];
        claim.confidence = [90, 60, 90, 40, 70][*how];
        if *kind == 5 {
            told.claim(one_node, Some((property::IN_ORGANIZATION, Value::Node(other_node))));
            let unsure = told.entity(class::PERSON, "Ebba", EntityScope::Shared);
            let known = told.entity(class::STATE, "Sweden", EntityScope::Shared);
            if how % 2 == 0 {
                told.statements.entities[unsure].known = vec![(property::PART_OF, known)];
            }
            told.statements.resolutions.push(Resolution {
                mention: 0,
                refers_to: vec![unsure],
                judgement: Judgement::Unsure,
                confidence: 50,
                comment: "who".into(),
            });
        }
        if *kind == 6 {
            told.mention("Anna", class::PERSON, "Ebba");
            let earlier = Value::Node(Node::Frame(0));
            told.claim(Node::Frame(frame), Some((property::RESULTS_IN, earlier)));
        }
        if *kind == 7 {
            told.claim(Node::Frame(frame), Some((property::TIME, Value::Time(day(first)))));
            told.claim(Node::Frame(frame), Some((property::CONTEXT, Value::Node(topic)))).confidence = 30;
        }
    }
    told.done()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_and_split_of_the_input_change_no_byte(choices in choices(), order in any::<prop::sample::Index>(), cut in 1usize..4) {
        let documents: Vec<_> = choices.iter().map(invented).collect();
        let whole = store_of(&documents);
        let mut shuffled = documents.clone();
        shuffled.rotate_left(order.index(documents.len()));
        shuffled.reverse();
        let mut split = GraphStore::in_memory(None).unwrap();
        for part in shuffled.chunks(cut) {
            split.ingest(part, &run()).unwrap();
        }
        let expected = dump(&whole, DumpFormat::Nq);
        prop_assert_eq!(&dump(&split, DumpFormat::Nq), &expected);
        prop_assert_eq!(split.counts().unwrap(), whole.counts().unwrap());
        prop_assert_eq!(whole.counts().unwrap().quads, expected.lines().count() as u64);
        split.recompute_view().unwrap();
        prop_assert_eq!(&dump(&split, DumpFormat::Nq), &expected);
        prop_assert_eq!(split.counts().unwrap(), whole.counts().unwrap());
        for part in documents.chunks(2) {
            prop_assert_eq!(split.ingest(part, &run()).unwrap().quads, 0);
        }
    }
}

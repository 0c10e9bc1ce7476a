//! `find`, `show` and `facts` on a small graph made by hand: `tests/fixtures/query/small.trig`.

use casegraph::query::{Browser, ClaimFilter, SearchFilter};
use casegraph::vocab::DEFAULT_BASE;
use oxigraph::io::RdfFormat;
use oxigraph::model::NamedNode;
use oxigraph::store::Store;

const GRAPH: &str = include_str!("../fixtures/query/small.trig");

fn store() -> Store {
    let store = Store::new().unwrap();
    store.load_from_slice(RdfFormat::TriG, GRAPH.as_bytes()).unwrap();
    store
}

fn iri(id: &str) -> NamedNode {
    NamedNode::new(format!("{DEFAULT_BASE}{id}")).unwrap()
}

fn found(text: &str, filter: &SearchFilter) -> Vec<String> {
    let store = store();
    let browser = Browser::new(&store, DEFAULT_BASE);
    let found = browser.find(text, filter).unwrap();
    found.iter().map(|hit| format!("{} {} {}", hit.class, hit.thing.label, hit.documents)).collect()
}

#[test]
fn names_are_found_by_parts_without_case_and_accents() {
    let any = SearchFilter::default();
    assert_eq!(found("UNAL", &any), ["Vessel Ünal Sea 1"]);
    assert_eq!(found("lind", &any), ["Person Ada Lind 1", "Organization Lind Lines 0"]);
    assert_eq!(found("tal", &any), ["DocumentVersion Talks in Tallinn 1", "Place Tallinn 1"]);
    assert_eq!(found("nothing of the kind", &any), Vec::<String>::new());
    assert_eq!(found("\") } ; DROP ALL #", &any), Vec::<String>::new());
}

#[test]
fn hits_are_filtered_by_class_and_by_the_days_of_their_events() {
    let class = |class: &str| SearchFilter { class: Some(class.to_owned()), ..SearchFilter::default() };
    assert_eq!(found("l", &class("Person")), ["Person Ada Lind 1"]);
    assert_eq!(found("lind", &class("Event")).len(), 2);
    let days = |after: &str, before: &str| SearchFilter {
        after: Some(after.to_owned()),
        before: Some(before.to_owned()),
        ..SearchFilter::default()
    };
    assert_eq!(found("b", &days("2024-03-03", "2024-03-03")), ["Person Bo Berg 1"]);
    assert_eq!(found("b", &days("2024-03-04", "2024-12-31")), Vec::<String>::new());
    assert_eq!(found("b", &days("2024-01-01", "2024-03-02")), Vec::<String>::new());
}

#[test]
fn each_claim_is_a_row_in_order_of_the_days() {
    let store = store();
    let claims = Browser::new(&store, DEFAULT_BASE).claims(&ClaimFilter::default()).unwrap();
    let rows: Vec<_> = claims
        .iter()
        .map(|claim| {
            (claim.time.to_text(), claim.actors().join(", "), claim.act(), claim.targets().join(", "))
        })
        .collect();
    let row = |cells: [&str; 4]| cells.map(str::to_owned).into();
    let expected: Vec<(String, String, String, String)> = vec![
        row(["2024-03-03", "Ada Lind, Bo Berg", "meet", ""]),
        row(["", "Ada Lind", "agree", "grain"]),
        row(["", "Ünal Sea", "asset type", "ferry"]),
    ];
    assert_eq!(rows, expected);
    let meet = &claims[0];
    assert_eq!(
        (meet.confidence, meet.places(), meet.rule.as_deref()),
        (90, vec!["Tallinn"], Some("frame:meet"))
    );
    assert_eq!((meet.evidence[0].start, meet.evidence[0].end), (0, 48));
    let agree = &claims[1];
    assert_eq!(agree.stated_by[0].label, "Ada Lind");
    assert_eq!(agree.relayed_by[0].label, "Example Agency");
    assert_eq!(
        (agree.stance.as_str(), agree.confidence, agree.hedge.as_deref()),
        ("Quoted", 100, Some("told"))
    );
    assert_eq!(agree.modality.as_deref(), Some("Intended"));
}

#[test]
fn claims_are_filtered_by_class_mode_actor_and_day() {
    let store = store();
    let browser = Browser::new(&store, DEFAULT_BASE);
    let acts = |filter: ClaimFilter| {
        browser.claims(&filter).unwrap().iter().map(casegraph::query::Claim::act).collect::<Vec<_>>()
    };
    let class = |class: &str| ClaimFilter { class: Some(class.to_owned()), ..ClaimFilter::default() };
    assert_eq!(acts(class("Event")), ["meet", "agree"]);
    assert_eq!(acts(class("meet")), ["meet"]);
    assert_eq!(acts(class("Vessel")), ["asset type"]);
    let actor = |id: &str| ClaimFilter { actors: Some(vec![iri(id)]), ..ClaimFilter::default() };
    assert_eq!(acts(actor("person-ada-lind")), ["meet", "agree"]);
    assert_eq!(acts(actor("person-bo-berg")), ["meet"]);
    assert_eq!(acts(actor("place-tallinn")), Vec::<String>::new());
    let after = ClaimFilter { after: Some("2024-03-04".to_owned()), ..ClaimFilter::default() };
    assert_eq!(acts(after), Vec::<String>::new());
}

#[test]
fn a_card_tells_names_facts_and_their_evidence() {
    let store = store();
    let browser = Browser::new(&store, DEFAULT_BASE);
    let card = browser.card(iri("person-ada-lind").as_ref()).unwrap().unwrap();
    assert_eq!((card.class.as_str(), card.names.as_slice()), ("Person", ["Lind".to_owned()].as_slice()));
    let acts: Vec<_> = card.facts.iter().map(|fact| (fact.act.as_str(), fact.origins())).collect();
    assert_eq!(acts, [("meet", 1), ("agree", 1)]);
    let others: Vec<_> =
        card.facts[0].others.iter().map(|slot| (slot.role.as_str(), slot.filler.label.as_str())).collect();
    assert_eq!(others, [("actor", "Bo Berg"), ("place", "Tallinn")]);
    let sea = browser.card(iri("asset-unal-sea").as_ref()).unwrap().unwrap();
    assert_eq!(sea.attributes[0].slot.filler.label, "ferry");
    assert_eq!(sea.attributes[0].claims[0].confidence, 80);
    let event = browser.card(iri("event/meet").as_ref()).unwrap().unwrap();
    assert_eq!((event.time.to_text().as_str(), event.claims.len()), ("2024-03-03", 1));
    assert_eq!(browser.quotes(iri("person-ada-lind").as_ref()).unwrap().len(), 1);
    assert!(browser.card(iri("person-nobody").as_ref()).unwrap().is_none());
}

#[test]
fn a_document_knows_its_marks_and_claims() {
    let store = store();
    let browser = Browser::new(&store, DEFAULT_BASE);
    let versions = browser.versions(iri("document-one").as_ref()).unwrap();
    assert_eq!(versions, [iri("version/one")]);
    let version = browser.version(versions[0].as_ref()).unwrap();
    assert_eq!(version.title.as_deref(), Some("Talks in Tallinn"));
    let text: Vec<char> = include_str!("../fixtures/query/small.txt").chars().collect();
    assert_eq!(version.marks.len(), 6);
    for mark in &version.marks {
        let words = &text[usize::try_from(mark.start).unwrap()..usize::try_from(mark.end).unwrap()];
        assert_eq!(words.iter().collect::<String>(), mark.text);
    }
    assert_eq!(version.claims.len(), 3);
    assert!(browser.versions(iri("person-ada-lind").as_ref()).unwrap().is_empty());
}

#[cfg(feature = "disk")]
mod program {
    use std::fs;

    use casegraph::store::GraphStore;

    use super::super::{casegraph, text};
    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        let mut store = GraphStore::create_or_open(&path, None).unwrap();
        store.rdf().load_from_slice(RdfFormat::TriG, GRAPH.as_bytes()).unwrap();
        store.finish().unwrap();
        drop(store);
        let hash = GRAPH.split("sha256:").nth(1).unwrap().split('"').next().unwrap();
        fs::create_dir_all(path.join("texts").join(&hash[..2])).unwrap();
        let file = path.join("texts").join(&hash[..2]).join(format!("{hash}.txt"));
        fs::write(file, include_str!("../fixtures/query/small.txt")).unwrap();
        folder
    }

    fn call(folder: &tempfile::TempDir, arguments: &[&str]) -> (Option<i32>, String, String) {
        let store = folder.path().join("s");
        let mut all = vec![arguments[0], "--store", store.to_str().unwrap()];
        all.extend(&arguments[1..]);
        let output = casegraph(&all, "");
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    }

    #[test]
    fn find_writes_a_line_a_hit_and_exits_1_without_any() {
        let folder = folder();
        let (exit, out, _) = call(&folder, &["find", "lind"]);
        assert_eq!(exit, Some(0));
        assert_eq!(
            out,
            "  PERSON        Ada Lind     1 doc  2024  person-ada-lind\n  \
             ORGANISATION  Lind Lines  0 docs        org-lind-lines\n"
        );
        let (exit, out, _) = call(&folder, &["find", "berg", "--format", "csv"]);
        assert_eq!(exit, Some(0));
        assert_eq!(
            out,
            "kind,name,documents,first,last,id\nperson,Bo Berg,1,2024-03-03,2024-03-03,person-bo-berg\n"
        );
        let (_, out, _) = call(&folder, &["find", "berg", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(json[0]["id"], "person-bo-berg");
        let (exit, out, message) = call(&folder, &["find", "zebra"]);
        assert_eq!((exit, out.as_str()), (Some(1), ""));
        assert_eq!(message, "error[nothing-found]: nothing is called `zebra`\n");
        assert_eq!(call(&folder, &["find", "x", "--type", "unicorn"]).0, Some(2));
        assert_eq!(call(&folder, &["find", "x", "--after", "2024-3-1"]).0, Some(2));
    }

    #[test]
    fn show_tells_an_entity_an_event_and_a_document() {
        let folder = folder();
        let (exit, out, _) = call(&folder, &["show", "ada lind"]);
        assert_eq!(exit, Some(0));
        assert_eq!(
            out,
            "Ada Lind (person)                                             also: Lind\n  \
               person-ada-lind   1 document\n  \
               meet               with Bo Berg, at Tallinn   2024-03-03   1 origin   confidence 90\n    \
                 \"On 3 March 2024 Ada Lind met Bo Berg in Tallinn.\"   doc version/one, chars 0–48\n      \
                   asserted by Example Times; confidence 90\n  \
               agree (intended)   on grain                                1 origin   confidence 100\n    \
                 \"“We agree on grain,” Lind told the Example Agency.\"   doc version/one, chars 49–99\n    \
                 \"We agree on grain,\"   doc version/one, chars 50–68\n      \
                   quoted by Ada Lind via Example Agency; hedged by \"told\"\n"
        );
        let (exit, out, _) = call(&folder, &["show", "event/meet"]);
        assert_eq!(exit, Some(0));
        assert!(out.starts_with("Ada Lind and Bo Berg meet in Tallinn (2024-03-03) (consult)\n"), "{out}");
        let (_, out, _) = call(&folder, &["show", "event/meet", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(json["claims"][0]["sentence"], "On 3 March 2024 Ada Lind met Bo Berg in Tallinn.");
        for name in ["document-one", "version/one"] {
            let (exit, out, _) = call(&folder, &["show", name]);
            assert_eq!(exit, Some(0));
            assert!(out.contains("\nOn 3 March 2024 Ada Lind met Bo Berg in Tallinn.\n“We agree"), "{out}");
            assert!(out.contains("100–123  Ünal Sea"), "{out}");
        }
        let (_, out, _) = call(&folder, &["show", "version/one", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(json["mentions"][5]["text"], "Ünal Sea");
        assert_eq!(json["claims"].as_array().unwrap().len(), 3);
    }

    #[test]
    fn a_name_of_several_or_of_none_is_told() {
        let folder = folder();
        let (exit, out, message) = call(&folder, &["show", "LIND"]);
        assert_eq!((exit, out.as_str()), (Some(2), ""));
        assert!(message.starts_with("error[ambiguous-name]: `LIND` is the name of several\n"), "{message}");
        assert!(message.contains("person-ada-lind") && message.contains("org-lind-lines"), "{message}");
        let (exit, _, message) = call(&folder, &["show", "berg"]);
        assert_eq!(exit, Some(1));
        assert!(message.contains("did you mean person-bo-berg (Bo Berg)"), "{message}");
        assert_eq!(call(&folder, &["facts", "--actor", "nobody at all"]).0, Some(1));
    }

    #[test]
    fn facts_are_written_as_a_table_csv_and_json() {
        let folder = folder();
        let (exit, out, _) = call(&folder, &["facts", "--format", "csv"]);
        assert_eq!(exit, Some(0));
        assert_eq!(
            out,
            "date,actor,act,target,place,said_by,confidence,sentence,document,judgement\n\
             2024-03-03,\"Ada Lind, Bo Berg\",meet,,Tallinn,Example Times,90,\
             On 3 March 2024 Ada Lind met Bo Berg in Tallinn.,version/one,\n\
             ,Ada Lind,agree (intended),grain,,Ada Lind via Example Agency,100,\
             \"“We agree on grain,” Lind told the Example Agency.\",version/one,\n\
             ,Ünal Sea,asset type,ferry,,Example Times,80,The Ünal Sea left port.,version/one,\n"
        );
        let (_, out, _) = call(&folder, &["facts", "--actor", "Bo Berg", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(json.as_array().unwrap().len(), 1);
        assert_eq!(json[0]["evidence"][0]["end"], 48);
        let (_, out, _) = call(&folder, &["facts", "--type", "consult"]);
        assert_eq!(out.lines().count(), 3, "{out}");
        let (_, out, _) = call(&folder, &["facts", "--limit", "2", "--format", "csv"]);
        assert_eq!(out.lines().count(), 3);
        assert_eq!(call(&folder, &["facts", "--type", "unicorn"]).0, Some(2));
        let (exit, out, _) = call(&folder, &["facts", "--after", "2030-01-01", "--format", "json"]);
        assert_eq!((exit, out.as_str()), (Some(0), "[]\n"));
    }
}

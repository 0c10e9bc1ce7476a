//! Pictures: the network around a node, its DOT, and what Graphviz makes of it.
//!
//! Expected values are counted by hand in the little worlds below, or come from the real `dot`, which must
//! read what we write. Rows A8 to A11 are those of the list of attacks.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use casegraph::network::Kind;
use casegraph::network::Modality;
use casegraph::network::Network;
use casegraph::network::Projection;
use casegraph::network::Support;
use casegraph::network::around;
use casegraph::network::find_by_name;
use casegraph::network::from_triples;
use casegraph::render::Drawing;
use casegraph::render::GraphvizError;
use casegraph::render::Picture;
use casegraph::render::draw;
use casegraph::render::to_dot;
use oxigraph::io::RdfFormat;
use oxigraph::io::RdfParser;
use oxigraph::model::GraphName;
use oxigraph::model::Literal;
use oxigraph::model::NamedNode;
use oxigraph::model::Quad;
use oxigraph::model::Term;
use oxigraph::model::Triple;
use oxigraph::store::Store;

mod verb;

const BASE: &str = "https://example.org/id/";
const CG: &str = "https://w3id.org/casegraph/ontology#";
const PREFIXES: &str = "
    @prefix cg: <https://w3id.org/casegraph/ontology#> .
    @prefix m: <https://w3id.org/casegraph/concept/> .
    @prefix x: <https://example.org/id/> .
    @prefix g: <https://example.org/id/graph/> .
    @prefix v: <https://example.org/id/version/> .
    @prefix oa: <http://www.w3.org/ns/oa#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .";

/// A harbour quarrel: a meeting, a post, an accusation that is only quoted, a place that is only inferred,
/// and a ship whose type is disputed.
const WORLD: &str = r#"
    v:1 {
      v:1 a cg:DocumentVersion ; cg:contentHash "sha256:01" ; cg:published "2021-05-06"^^xsd:date .
      v:s1 oa:exact "Tove Ravn met Ásgeir Holm on 4 May." ; oa:start 0 ; oa:end 35 .
      v:s2 oa:exact "“Holm robbed us,” said Ravn, mayor of Vik." ; oa:start 36 ; oa:end 78 .
      v:q2 oa:exact "Holm robbed us," ; oa:start 37 ; oa:end 52 .
      v:f-meet a cg:Consult ; cg:actor v:m-ravn , v:m-holm ; cg:time x:t-day .
      v:c1 cg:about v:f-meet ; cg:stance cg:Asserted ; cg:statedBy x:gazette ; cg:evidence v:s1 ; cg:confidence 92 .
      v:c2 cg:about v:f-meet ; cg:predicate cg:place ; cg:value v:m-vik ; cg:stance cg:Inferred ;
        cg:statedBy x:gazette ; cg:evidence v:s2 ; cg:confidence 70 .
      v:f-rob a cg:Accuse ; cg:actor v:m-ravn ; cg:recipient v:m-holm .
      v:c3 cg:about v:f-rob ; cg:stance cg:Quoted ; cg:statedBy v:m-ravn ; cg:evidence v:q2 , v:s2 .
      v:f-mayor a cg:Tenure ; cg:holder v:m-ravn ; cg:post v:m-mayor ; cg:inOrganization v:m-council .
      v:c4 cg:about v:f-mayor ; cg:stance cg:Asserted ; cg:statedBy x:gazette ; cg:evidence v:s2 .
      v:c5 cg:about v:m-ship ; cg:predicate cg:assetType ; cg:value m:ferry ; cg:stance cg:Asserted ;
        cg:statedBy x:gazette ; cg:evidence v:s2 .
      v:c6 cg:about v:m-ship ; cg:predicate cg:assetType ; cg:value m:tug-boat ; cg:stance cg:Asserted ;
        cg:statedBy x:gazette ; cg:evidence v:s1 .
      v:f-plan a cg:Consult ; cg:eventMode m:visit ; cg:actor v:m-holm ; cg:destination v:m-vik ; cg:modality cg:Planned .
      v:c7 cg:about v:f-plan ; cg:stance cg:Asserted ; cg:statedBy x:gazette ; cg:evidence v:s1 .
    }
    g:checks { v:c5 cg:conflictsWith v:c6 . v:c6 cg:conflictsWith v:c5 . }
    g:res {
      v:m-ravn cg:refersTo x:ravn . v:m-holm cg:refersTo x:holm . v:m-vik cg:refersTo x:vik .
      v:m-mayor cg:refersTo x:mayor . v:m-council cg:refersTo x:council . v:m-ship cg:refersTo x:ship .
      v:f-meet cg:refersTo x:meet . v:f-rob cg:refersTo x:rob . v:f-mayor cg:refersTo x:tenure .
      v:f-plan cg:refersTo x:plan .
    }
    x:ravn a cg:Person ; skos:prefLabel "Tove Ravn"@en .
    x:holm a cg:Person ; skos:prefLabel "Ásgeir Holm"@en ; skos:altLabel "Holm"@en .
    x:vik a cg:Place ; skos:prefLabel "Vik"@en .
    x:mayor a cg:Role ; skos:prefLabel "mayor"@en .
    x:council a cg:GovernmentBody ; skos:prefLabel "Council of Vik"@en .
    x:gazette a cg:Source ; skos:prefLabel "The Gazette"@en .
    x:ship a cg:Vessel ; skos:prefLabel "MS Sild"@en ; cg:partOf x:fleet ; cg:assetType m:ferry .
    x:fleet a cg:Collective ; skos:prefLabel "boats"@en ; cg:quantity x:q .
    x:q cg:min 4001 ; cg:qualifier cg:moreThan .
    m:ferry a cg:AssetType ; skos:prefLabel "ferry"@en .
    x:meet a cg:Consult ; skos:prefLabel "The meeting"@en ; cg:eventMode m:meet ; cg:actor x:ravn , x:holm ;
      cg:place x:vik ; cg:time x:t-day ; cg:modality cg:Actual .
    x:rob a cg:Accuse ; skos:prefLabel "The accusation"@en ; cg:actor x:ravn ; cg:recipient x:holm ;
      cg:modality cg:Actual .
    x:tenure a cg:Tenure ; skos:prefLabel "Tove Ravn as mayor"@en ; cg:holder x:ravn ; cg:post x:mayor ;
      cg:inOrganization x:council .
    x:plan a cg:Consult ; skos:prefLabel "The journey"@en ; cg:eventMode m:visit ; cg:actor x:holm ; cg:destination x:vik ;
      cg:modality cg:Planned .
    x:t-day cg:notBefore "2021-05-04"^^xsd:date ; cg:notAfter "2021-05-04"^^xsd:date ; cg:precision cg:Day .
"#;

fn load(trig: &str) -> Store {
    let store = Store::new().unwrap();
    let text = format!("{PREFIXES}\n{trig}");
    store.load_from_slice(RdfParser::from_format(RdfFormat::TriG), text.as_bytes()).unwrap();
    store
}

fn node(local: &str) -> NamedNode {
    NamedNode::new(format!("{BASE}{local}")).unwrap()
}

fn ego(store: &Store, local: &str) -> Network {
    around(store, &[node(local)], Projection::default()).unwrap()
}

/// The edges as `from -words-> to`, or `from -words- to` without a direction.
fn edges(network: &Network) -> Vec<String> {
    let graph = &network.graph;
    let edges = graph.edge_indices().map(|index| {
        let (from, to) = graph.edge_endpoints(index).unwrap();
        let edge = &graph[index];
        let arrow = if edge.directed { "->" } else { "-" };
        format!("{} -{}{arrow} {}", graph[from].label, edge.words, graph[to].label)
    });
    let mut edges = edges.collect::<Vec<_>>();
    edges.sort();
    edges
}

/// What `dot` reads: names of nodes, number of edges and the attributes that objects have.
struct Read {
    nodes: BTreeSet<String>,
    edges: usize,
    attributes: BTreeSet<String>,
}

fn dot(arguments: &[&str], dot: &str) -> Option<Vec<u8>> {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let child = Command::new("dot").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        eprintln!("skipped: `dot` of Graphviz is not installed");
        return None;
    };
    child.stdin.take().unwrap().write_all(dot.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "`dot` refuses:\n{dot}");
    Some(output.stdout)
}

/// Reads DOT with the real parser, the legend left out.
fn read(drawing: &Drawing) -> Option<Read> {
    let json = dot(&["-Tdot_json"], &drawing.dot)?;
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let empty = Vec::new();
    let objects = json["objects"].as_array().unwrap_or(&empty);
    let name = |object: &serde_json::Value| object["name"].as_str().unwrap().to_owned();
    let names = objects.iter().map(&name).collect::<Vec<_>>();
    let is_legend = |name: &str| name.starts_with("legend_") || name == "cluster_legend";
    let edges = json["edges"].as_array().unwrap_or(&empty);
    let tail = |edge: &serde_json::Value| {
        let index = usize::try_from(edge["tail"].as_u64().unwrap()).unwrap();
        names[index].clone()
    };
    let attributes = objects.iter().chain(edges).chain([&json]);
    Some(Read {
        attributes: attributes.flat_map(|it| it.as_object().unwrap().keys().cloned()).collect(),
        edges: edges.iter().filter(|edge| !is_legend(&tail(edge))).count(),
        nodes: names.iter().filter(|name| !is_legend(name)).cloned().collect(),
    })
}

fn svg(drawing: &Drawing) -> Option<String> {
    Some(String::from_utf8(dot(&["-Tsvg"], &drawing.dot)?).unwrap())
}

/// All text of an SVG picture, as people see it.
fn drawn_text(svg: &str) -> String {
    let mut text = String::new();
    for part in svg.split("<text ").skip(1) {
        let inner = part.split_once('>').unwrap().1.split("</text>").next().unwrap();
        text.push_str(inner);
        text.push('\n');
    }
    for (entity, character) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#45;", "-"), ("&#160;", " ")]
    {
        text = text.replace(entity, character);
    }
    text.replace("&amp;", "&")
}

/// Two people who meet, one of them with this name and this IRI.
fn meeting_of(name: &str, iri: &str) -> Store {
    let store = load(
        "x:holm a cg:Person ; skos:prefLabel \"Holm\"@en .
         x:meet a cg:Consult ; skos:prefLabel \"The meeting\"@en ; cg:actor x:holm .",
    );
    let person = NamedNode::new(iri).unwrap();
    let add = |subject: &NamedNode, predicate: &str, object: Term| {
        let predicate = NamedNode::new(predicate).unwrap();
        store.insert(&Quad::new(subject.clone(), predicate, object, GraphName::DefaultGraph)).unwrap();
    };
    let rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    add(&person, rdf_type, NamedNode::new(format!("{CG}Person")).unwrap().into());
    add(&person, "http://www.w3.org/2004/02/skos/core#prefLabel", Literal::from(name).into());
    add(&node("meet"), &format!("{CG}actor"), person.clone().into());
    store
}

/// The reference graph of the shared test data, if it is there.
fn reference() -> Option<Store> {
    let shared = std::env::var_os("CASEGRAPH_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let Ok(bytes) = std::fs::read(shared.join("seed/gold.trig")) else {
        eprintln!("skipped: no reference graph in {}", shared.display());
        return None;
    };
    let store = Store::new().unwrap();
    store.load_from_slice(RdfParser::from_format(RdfFormat::TriG), &bytes).unwrap();
    Some(store)
}

#[test]
fn events_posts_and_attributes_become_edges() {
    let store = load(WORLD);
    assert_eq!(
        edges(&ego(&store, "ravn")),
        [
            "Tove Ravn -accuse-> Ásgeir Holm",
            "Tove Ravn -mayor-> Council of Vik",
            "Tove Ravn -meet in-> Vik",
            // The two equal parties stand in the order of their IRIs.
            "Ásgeir Holm -meet in-> Vik",
            "Ásgeir Holm -meet- Tove Ravn",
            "Ásgeir Holm -visit-> Vik",
        ]
    );
    assert_eq!(edges(&ego(&store, "ship")), ["MS Sild -part of-> boats"]);
}

#[test]
fn an_edge_is_as_well_supported_as_its_best_claim() {
    let network = ego(&load(WORLD), "ravn");
    let edge = |words: &str, directed: bool| {
        let mut edges = network.graph.edge_weights();
        edges.find(|edge| edge.words == words && edge.directed == directed).unwrap()
    };
    assert_eq!(edge("meet", false).support, Support::Asserted);
    assert_eq!(edge("accuse", true).support, Support::Relayed);
    assert_eq!(edge("meet in", true).support, Support::Inferred);
    assert_eq!(edge("visit", true).modality, Some(Modality::Planned));
}

#[test]
fn an_edge_names_its_sentences_and_who_says_so() {
    let network = ego(&load(WORLD), "ravn");
    let accusation = network.graph.edge_weights().find(|edge| edge.words == "accuse").unwrap();
    let [evidence] = accusation.evidence.as_slice() else {
        panic!("one sentence, the quotation is inside it")
    };
    let sentence = &network.sentences[evidence.sentence];
    assert_eq!((sentence.start, sentence.text.as_str()), (36, "“Holm robbed us,” said Ravn, mayor of Vik."));
    assert_eq!((evidence.stance.as_str(), evidence.stated_by.as_str()), ("Quoted", "Tove Ravn"));
    let meeting = network.graph.edge_weights().find(|edge| !edge.directed).unwrap();
    assert_eq!(meeting.evidence[0].confidence, Some(92));
    assert_eq!(meeting.events[0].time.as_deref(), Some("2021-05-04"));
}

#[test]
fn a_disputed_attribute_is_told_at_its_node() {
    let network = ego(&load(WORLD), "ship");
    let ship = network.graph.node_weights().find(|node| node.kind == Kind::Vessel).unwrap();
    assert_eq!(ship.conflicts, ["asset type: ferry or tug boat"]);
    let boats = network.graph.node_weights().find(|node| node.kind == Kind::Group).unwrap();
    assert_eq!(boats.count.as_deref(), Some("more than 4,000"));
}

#[test]
fn a_denied_claim_beside_another_is_a_conflict() {
    let denial =
        "v:2 { v:c9 cg:about v:f-rob ; cg:stance cg:Denied ; cg:statedBy v:m-holm ; cg:evidence v:s9 .
        v:s9 oa:exact \"Holm denied it.\" ; oa:start 0 ; oa:end 15 . }";
    let network = ego(&load(&format!("{WORLD}{denial}")), "ravn");
    let conflicts = network.graph.edge_weights().filter(|edge| edge.conflict).map(|edge| edge.words.as_str());
    assert_eq!(conflicts.collect::<Vec<_>>(), ["accuse"]);
    assert!(to_dot(&network, "x").dot.contains("color=\"#c0291f\""));
}

#[test]
fn lines_legend_and_caption_say_what_is_drawn() {
    let network = ego(&load(WORLD), "ravn");
    let drawing = to_dot(&network, "Tove Ravn");
    let line = |part: &str| drawing.dot.lines().find(|line| line.contains(part)).unwrap().to_owned();
    assert!(line("< accuse<").contains("style=dashed"));
    assert!(line("meet · 2021-05-04").contains("dir=none, style=solid"));
    assert!(line("visit (planned)").contains("style=solid"));
    // The tooltip tells the events and the sentence with speaker and confidence.
    let meeting = line("meet · 2021-05-04");
    assert!(
        meeting.contains("[1] Tove Ravn met Ásgeir Holm on 4 May. (The Gazette: asserted, confidence 92)")
    );
    assert!(meeting.contains("The meeting (2021-05-04)"));
    assert!(drawing.dot.contains("subgraph cluster_legend"));
    for word in ["asserted", "quoted or relayed", "inferred"] {
        assert!(drawing.dot.contains(&format!("[label=\" {word} \"")), "{word}");
    }
    assert!(!drawing.dot.contains("in conflict"), "there is none");
    assert!(drawing.dot.contains("4 nodes, 6 lines for 6 facts; nothing left out"));
    assert!(drawing.dot.contains("from 1 document, the latest of 2021-05-06"));
    assert_eq!((drawing.nodes, drawing.lines), (4, 6));
}

#[test]
fn facts_of_one_sort_are_counted_on_one_line() {
    let visits = (1..=20).map(|n| {
        format!("x:e{n} a cg:Consult ; cg:eventMode m:visit ; cg:actor x:a ; cg:destination x:b .\n")
    });
    let store = load(&format!(
        "{} x:a a cg:Person ; skos:prefLabel \"A\" . x:b a cg:Place ; skos:prefLabel \"B\" .",
        visits.collect::<String>()
    ));
    let network = ego(&store, "a");
    assert_eq!(network.graph.edge_weights().map(|edge| edge.count).collect::<Vec<_>>(), [20]);
    let drawing = to_dot(&network, "A");
    // 1 + ln 20 = 3.996
    assert!(drawing.dot.contains("visit ×20") && drawing.dot.contains("penwidth=4.0"));
}

#[test]
fn an_event_of_many_parties_is_a_node() {
    let parties: Vec<String> = (0..9).map(|n| format!("x:p{n}")).collect();
    let person = |it: &String| format!("{it} a cg:State ; skos:prefLabel \"{it}\" .");
    let people = parties.iter().map(person).collect::<Vec<_>>().join("\n");
    let trig = format!(
        "{people} x:pact a cg:Agree ; skos:prefLabel \"The pact\" ; cg:actor {} .",
        parties.join(" , ")
    );
    let network = around(&load(&trig), &[node("p0")], Projection { depth: 2, max_nodes: 60 }).unwrap();
    assert_eq!((network.graph.node_count(), network.graph.edge_count()), (10, 9));
    assert!(network.graph.node_weights().any(|node| node.kind == Kind::Event && node.label == "The pact"));
}

#[test]
fn a_deed_of_the_root_alone_is_a_node_beside_it() {
    let store = load(
        "x:a a cg:Person ; skos:prefLabel \"A\" . x:e a cg:Change ; skos:prefLabel \"A retires\" ; cg:actor x:a .",
    );
    assert_eq!(edges(&ego(&store, "a")), ["A -takes part-> A retires"]);
}

#[test]
fn beyond_the_cap_the_least_connected_are_left_out_and_counted() {
    // x:n5 to x:n29 share one event with the hub, x:n0 to x:n4 two.
    let events = (0..30).map(|n| {
        let one = format!("x:e{n} a cg:Consult ; cg:actor x:hub , x:n{n} . x:n{n} a cg:Person .\n");
        let two = format!("x:f{n} a cg:Aid ; cg:actor x:hub ; cg:recipient x:n{n} .\n");
        if n < 5 { one + &two } else { one }
    });
    let store = load(&format!("x:hub a cg:Person . {}", events.collect::<String>()));
    let network = around(&store, &[node("hub")], Projection { depth: 1, max_nodes: 9 }).unwrap();
    let names = network.graph.node_weights().map(|node| node.label.as_str()).collect::<Vec<_>>();
    // The five heavier ones, then by IRI: n10, n11, n12.
    assert_eq!(names, ["hub", "n0", "n1", "n10", "n11", "n12", "n2", "n3", "n4"]);
    assert_eq!(network.left_out.nodes, 22);
    assert!(to_dot(&network, "hub").dot.contains("22 more left out: at most 9 nodes are drawn"));
}

#[test]
fn rings_are_as_many_as_asked() {
    let chain = (0..5).map(|n| {
        let next = n + 1;
        format!("x:n{n} a cg:Organization ; cg:partOf x:n{next} . x:n{next} a cg:Organization .\n")
    });
    let store = load(&chain.collect::<String>());
    for depth in 1..=3 {
        let network = around(&store, &[node("n0")], Projection { depth, max_nodes: 60 }).unwrap();
        assert_eq!(network.graph.node_count(), depth + 1);
    }
}

#[test]
fn the_same_graph_gives_the_same_bytes_in_any_order() {
    let store = load(WORLD);
    let shuffled = Store::new().unwrap();
    let mut quads = store.iter().collect::<Result<Vec<_>, _>>().unwrap();
    quads.sort_by_key(|quad| std::cmp::Reverse(quad.to_string()));
    for quad in &quads {
        shuffled.insert(quad).unwrap();
    }
    let one = to_dot(&ego(&store, "ravn"), "Tove Ravn");
    assert_eq!(one, to_dot(&ego(&shuffled, "ravn"), "Tove Ravn"));
    assert_eq!(one, to_dot(&ego(&store, "ravn"), "Tove Ravn"));
}

#[test]
fn a_name_that_would_write_dot_is_drawn_and_reveals_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let canary = folder.path().join("canary.svg");
    std::fs::write(&canary, "<svg width=\"9\" height=\"9\"><text>canary-sings</text></svg>").unwrap();
    let canary = canary.display();
    for name in [
        format!("\"]; evil [label=pwn image=\"{canary}\"]; x [label=\""),
        format!("x\", image=\"{canary}\", shapefile=\"{canary}"),
        format!("<img src=\"{canary}\"/>"),
        format!("> ]; evil [image=\"{canary}\"]; x [label=<"),
    ] {
        let drawing = to_dot(&ego(&meeting_of(&name, "https://example.org/id/evil"), "holm"), &name);
        let Some(read) = read(&drawing) else { return };
        assert_eq!((read.nodes.len(), read.edges), (drawing.nodes, drawing.lines), "{name}");
        assert_eq!((drawing.nodes, drawing.lines), (2, 1));
        let allowed = [
            "_gvid",
            "arrowhead",
            "arrowsize",
            "bgcolor",
            "color",
            "dir",
            "directed",
            "edges",
            "fillcolor",
            "fontcolor",
            "fontname",
            "fontsize",
            "head",
            "height",
            "label",
            "labeljust",
            "labelloc",
            "labeltooltip",
            "layout",
            "margin",
            "name",
            "nodes",
            "nodesep",
            "objects",
            "outputorder",
            "pad",
            "penwidth",
            "rankdir",
            "ranksep",
            "shape",
            "splines",
            "strict",
            "style",
            "subgraphs",
            "tail",
            "tooltip",
            "URL",
            "width",
            "_subgraph_cnt",
        ];
        let strange = read.attributes.iter().filter(|it| !allowed.contains(&it.as_str())).collect::<Vec<_>>();
        assert!(strange.is_empty(), "{strange:?}");
        let svg = svg(&drawing).unwrap();
        assert!(!svg.contains("canary-sings") && !svg.contains("<image"), "{name}");
    }
}

#[test]
fn names_are_drawn_literally() {
    for name in [
        "<b>x</b>",
        "<<IMG SRC=\"a\"/>>",
        "\\N\\G\\L",
        "ends in \\",
        "&lt;&amp;#60;",
        "\"\"\" \\\" '",
        "x\" . <y> \"z",
    ] {
        let drawing = to_dot(&ego(&meeting_of(name, "https://example.org/id/evil"), "holm"), "Holm");
        let Some(svg) = svg(&drawing) else { return };
        assert!(drawn_text(&svg).lines().any(|line| line == name), "{name}\n{}", drawn_text(&svg));
    }
}

#[test]
fn control_and_direction_characters_are_seen() {
    let name = "a\u{202e}b\u{7}c\nd\u{0}";
    let drawing = to_dot(&ego(&meeting_of(name, "https://example.org/id/evil"), "holm"), "Holm");
    let Some(svg) = svg(&drawing) else { return };
    let text = drawn_text(&svg).replace('\n', "");
    assert!(text.contains(r"a\u{202e}b\u{7}c") && text.contains(r"d\u{0}"), "{text}");
}

#[test]
fn only_web_addresses_become_links() {
    for iri in ["javascript:alert(1)", "file:///etc/passwd", "urn:x:y", "data:text/html,x"] {
        let store = meeting_of("a\" URL=\"javascript:alert(1)", iri);
        let drawing = to_dot(&ego(&store, "holm"), "Holm");
        let Some(svg) = svg(&drawing) else { return };
        let links = svg.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        assert_eq!(links.collect::<Vec<_>>(), ["https://example.org/id/holm"]);
    }
}

#[test]
fn every_entity_of_the_reference_graph_can_be_drawn() {
    let Some(store) = reference() else { return };
    let classes =
        ["Person", "Organization", "State", "Vessel", "Place", "Collective", "WorkingGroup", "Topic"];
    let mut drawn = 0;
    for class in classes {
        let class = NamedNode::new(format!("{CG}{class}")).unwrap();
        for quad in store.quads_for_pattern(None, None, Some(class.as_ref().into()), None).take(40) {
            let Term::NamedNode(root) = Term::from(quad.unwrap().subject) else { continue };
            let network = around(&store, &[root], Projection::default()).unwrap();
            if network.graph.edge_count() == 0 || drawn >= 40 {
                continue;
            }
            drawn += 1;
            let drawing = to_dot(&network, "reference");
            let Some(read) = read(&drawing) else { return };
            assert_eq!((read.nodes.len(), read.edges), (drawing.nodes, drawing.lines));
            // Nothing stands alone, and every sentence is one of the text.
            let isolated = network
                .graph
                .node_indices()
                .filter(|index| network.graph.neighbors_undirected(*index).next().is_none());
            assert_eq!(isolated.count(), 0);
        }
    }
    assert!(drawn > 20, "only {drawn} entities have a network");
}

#[test]
fn the_triples_of_a_query_are_drawn_with_labels_of_the_store() {
    let store = load(WORLD);
    let triple = |subject: &str, predicate: &str, object: Term| {
        Triple::new(node(subject), NamedNode::new(format!("{CG}{predicate}")).unwrap(), object)
    };
    let triples = [
        triple("ravn", "knowsWell", node("holm").into()),
        triple("ravn", "age", Literal::from(51).into()),
        triple("ravn", "knowsWell", node("holm").into()),
    ];
    let network = from_triples(&store, &triples, 60).unwrap();
    assert_eq!(edges(&network), ["Tove Ravn -knows well-> Ásgeir Holm"]);
    let ravn = network.graph.node_weights().find(|node| node.label == "Tove Ravn").unwrap();
    assert_eq!((ravn.kind, ravn.detail.as_deref()), (Kind::Person, Some("age: 51")));
}

#[test]
fn names_are_found_without_case_and_accents_and_by_id() {
    let store = load(WORLD);
    for name in ["asgeir HOLM", "holm", "https://example.org/id/holm"] {
        let found = find_by_name(&store, BASE, name).unwrap();
        assert_eq!(found.iter().map(|it| it.label.as_str()).collect::<Vec<_>>(), ["Ásgeir Holm"], "{name}");
    }
    assert_eq!(find_by_name(&store, BASE, "nobody").unwrap(), []);
}

#[test]
fn without_graphviz_the_package_is_named() {
    let failure = draw("no-such-program-of-graphviz", "digraph {}", Picture::Svg, Duration::from_secs(5));
    let error = failure.unwrap_err();
    assert!(matches!(error, GraphvizError::Missing));
    assert_eq!(error.to_string(), "cannot draw: the program `dot` of the package `graphviz` was not found");
}

#[cfg(unix)]
#[test]
fn a_picture_that_takes_too_long_is_ended() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("dot");
    std::fs::write(&program, "#!/bin/sh\nexec sleep 30\n").unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let begin = std::time::Instant::now();
    let failure = draw(&program, "digraph {}", Picture::Svg, Duration::from_millis(1500)).unwrap_err();
    assert!(matches!(failure, GraphvizError::Deadline(1)), "{failure}");
    assert!(begin.elapsed() < Duration::from_secs(15));
}

#[test]
fn what_graphviz_says_is_passed_on() {
    match draw("dot", "digraph { a -> ", Picture::Svg, Duration::from_secs(20)) {
        Err(GraphvizError::Refused(message)) => assert!(message.contains("syntax error"), "{message}"),
        Err(GraphvizError::Missing) => eprintln!("skipped: `dot` of Graphviz is not installed"),
        other => panic!("{other:?}"),
    }
}

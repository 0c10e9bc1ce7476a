//! The reference graph of `../shared/seed`, turned into statements and stored: every question that people asked of
//! it must be answerable over what the store writes. Runs where the folder is.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use casegraph::document::Document;
use casegraph::span::Span;
use casegraph::statement::Claim;
use casegraph::statement::Entity;
use casegraph::statement::EntityScope;
use casegraph::statement::Frame;
use casegraph::statement::Identifier;
use casegraph::statement::Judgement;
use casegraph::statement::Mention;
use casegraph::statement::Modality;
use casegraph::statement::Node;
use casegraph::statement::Number;
use casegraph::statement::Passage;
use casegraph::statement::PassageKind;
use casegraph::statement::Precision;
use casegraph::statement::Qualifier;
use casegraph::statement::Quantity;
use casegraph::statement::Resolution;
use casegraph::statement::Speaker;
use casegraph::statement::Stance;
use casegraph::statement::Statements;
use casegraph::statement::TimeSpan;
use casegraph::statement::Value;
use casegraph::vocab::casegraph::local_name;
use casegraph::vocab::casegraph::term;
use casegraph::vocab::skos;
use jiff::civil::date;
use oxigraph::io::RdfFormat;
use oxigraph::io::RdfParser;
use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;
use oxigraph::sparql::SparqlEvaluator;

use super::rows;
use super::store_of;

const CG: &str = "https://w3id.org/casegraph/ontology#";
const ID: &str = "https://w3id.org/casegraph/id/";
const CONCEPT: &str = "https://w3id.org/casegraph/concept/";

/// Predicate (local name) and object of one subject.
type Facts = Vec<(String, Term)>;
/// A graph by subject.
type Graph = BTreeMap<String, Facts>;

fn seed() -> Option<PathBuf> {
    let shared = std::env::var_os("CASEGRAPH_SHARED")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")), PathBuf::from);
    let seed = shared.join("seed");
    seed.join("gold.trig").exists().then_some(seed)
}

fn local(iri: &str) -> String {
    iri.rsplit(['#', '/']).next().unwrap_or(iri).to_owned()
}

fn read(seed: &std::path::Path) -> BTreeMap<String, Graph> {
    let text = fs::read(seed.join("gold.trig")).unwrap();
    let mut graphs: BTreeMap<String, Graph> = BTreeMap::new();
    for quad in RdfParser::from_format(RdfFormat::TriG).for_slice(&text) {
        let quad = quad.unwrap();
        let graph = local(quad.graph_name.to_string().trim_matches(['<', '>']));
        let subject = quad.subject.to_string().trim_matches(['<', '>']).to_owned();
        let predicate = local(quad.predicate.as_str());
        graphs.entry(graph).or_default().entry(subject).or_default().push((predicate, quad.object));
    }
    graphs
}

fn all<'a>(facts: &'a Facts, predicate: &str) -> Vec<&'a Term> {
    facts.iter().filter(|(name, _)| name == predicate).map(|(_, object)| object).collect()
}

fn iri(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        other => panic!("expected an IRI, found {other}"),
    }
}

fn text_of(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        other => panic!("expected a literal, found {other}"),
    }
}

fn one<'a>(facts: &'a Facts, predicate: &str) -> Option<&'a Term> {
    all(facts, predicate).into_iter().next()
}

/// Turns the graphs into statements.
struct Converter {
    article: Graph,
    resolution: Graph,
    view: Graph,
    offsets: Vec<usize>,
    statements: Statements,
    entities: BTreeMap<String, usize>,
    mentions: BTreeMap<String, usize>,
    passages: BTreeMap<String, usize>,
    frames: BTreeMap<String, usize>,
}

impl Converter {
    fn span(&self, facts: &Facts) -> Span {
        let at = |name| self.offsets[text_of(one(facts, name).unwrap()).parse::<usize>().unwrap()];
        Span::new(at("start"), at("end"))
    }

    fn subjects(&self, class: &str) -> Vec<(String, Facts)> {
        let is = |facts: &Facts| all(facts, "type").iter().any(|object| local(&iri(object)) == class);
        let mut found: Vec<(String, Facts)> = self
            .article
            .iter()
            .filter(|(_, facts)| is(facts))
            .map(|(name, facts)| (name.clone(), facts.clone()))
            .collect();
        if class == "Passage" || class == "Mention" {
            found.sort_by_key(|(_, facts)| self.span(facts));
        }
        found
    }

    fn entity(&mut self, name: &str) -> usize {
        if let Some(known) = self.entities.get(name) {
            return *known;
        }
        let concept = name.starts_with(CONCEPT);
        let facts = if concept { self.view.get(name) } else { self.resolution.get(name) }
            .cloned()
            .unwrap_or_default();
        let classes: Vec<String> = all(&facts, "type").into_iter().map(|class| local(&iri(class))).collect();
        let main = classes.iter().find(|class| *class != "Source" && *class != "Concept");
        let class = main.map_or(skos::CONCEPT, |class| term(class).unwrap());
        let label = one(&facts, "prefLabel").map_or_else(|| local(name).replace('-', " "), text_of);
        let scope = match local_name(class) {
            _ if concept => EntityScope::Concept,
            "Collective" | "Statement" => EntityScope::Document,
            _ if label == "nearby" => EntityScope::Document,
            _ => EntityScope::Shared,
        };
        let mut entity = Entity::new(class, label, scope);
        if classes.len() > 1 {
            entity.also = vec![term("Source").unwrap()];
        }
        entity.alternatives = all(&facts, "altLabel").into_iter().map(text_of).collect();
        for identifier in all(&facts, "identifier") {
            if let Term::Literal(literal) = identifier {
                let datatype = term(&local(literal.datatype().as_str())).unwrap();
                entity.identifiers.push(Identifier { value: literal.value().to_owned(), datatype });
            }
        }
        let index = self.statements.entities.len();
        self.statements.entities.push(entity);
        self.entities.insert(name.to_owned(), index);
        let wider: Vec<usize> =
            all(&facts, "broader").into_iter().map(|wider| self.entity(&iri(wider))).collect();
        self.statements.entities[index].broader = wider;
        if !concept {
            let whole: Vec<_> =
                all(&facts, "partOf").into_iter().map(|whole| self.entity(&iri(whole))).collect();
            self.statements.entities[index].known =
                whole.into_iter().map(|whole| (term("partOf").unwrap(), whole)).collect();
        }
        index
    }

    fn time(&self, name: &str) -> TimeSpan {
        let facts = &self.article[name];
        let day = |bound| one(facts, bound).map(|day| text_of(day).parse().unwrap());
        TimeSpan {
            not_before: day("notBefore"),
            starts_by: day("startsBy"),
            ends_not_before: day("endsNotBefore"),
            not_after: day("notAfter"),
            precision: Precision::from_local_name(&local(&iri(one(facts, "precision").unwrap()))).unwrap(),
        }
    }

    fn quantity(&self, name: &str) -> Quantity {
        let facts = &self.article[name];
        let number = |bound| {
            one(facts, bound).map(|number| Number::from_integer(text_of(number).parse().unwrap()).unwrap())
        };
        let qualifier = local(&iri(one(facts, "qualifier").unwrap()));
        Quantity {
            min: number("min"),
            max: number("max"),
            qualifier: Qualifier::from_local_name(&qualifier).unwrap(),
            unit: None,
        }
    }

    fn node(&mut self, name: &str) -> Option<Node> {
        if let Some(frame) = self.frames.get(name) {
            return Some(Node::Frame(*frame));
        }
        if let Some(mention) = self.mentions.get(name) {
            return Some(Node::Mention(*mention));
        }
        name.starts_with(CONCEPT).then(|| Node::Concept(self.entity(name)))
    }

    fn value(&mut self, object: &Term) -> Value {
        match object {
            Term::NamedNode(node) if node.as_str().starts_with(&format!("{ID}time/")) => {
                Value::Time(self.time(node.as_str()))
            }
            Term::NamedNode(node) if node.as_str().starts_with(&format!("{ID}quantity/")) => {
                Value::Quantity(self.quantity(node.as_str()))
            }
            Term::NamedNode(node) => {
                Value::Node(self.node(node.as_str()).unwrap_or_else(|| panic!("what is {node}")))
            }
            other => Value::Text(text_of(other)),
        }
    }

    fn anchors(&mut self) {
        for (name, facts) in self.subjects("Passage") {
            let sentence = local(&name).starts_with('s') && !local(&name).starts_with("st");
            let kind = if sentence { PassageKind::Sentence } else { PassageKind::Quotation };
            self.passages.insert(name, self.statements.passages.len());
            let span = self.span(&facts);
            self.statements.passages.push(Passage { span, kind });
        }
        for (name, facts) in self.subjects("Mention") {
            let referents = self.resolution.get(&name).cloned().unwrap_or_default();
            let refers_to =
                all(&referents, "refersTo").into_iter().map(|entity| self.entity(&iri(entity))).collect();
            self.mentions.insert(name, self.statements.mentions.len());
            let span = self.span(&facts);
            self.statements.mentions.push(Mention { span, refers_to });
        }
    }

    fn all_frames(&mut self) {
        let names: Vec<String> =
            self.article.keys().filter(|name| local(name).starts_with("f-")).cloned().collect();
        for name in &names {
            self.frames.insert(name.clone(), self.frames.len());
        }
        let mut events: BTreeMap<String, usize> = BTreeMap::new();
        for name in names {
            let facts = self.article[&name].clone();
            let event = iri(one(&self.resolution[&name], "refersTo").unwrap());
            let next = events.len();
            let mut frame = Frame {
                classes: Vec::new(),
                modes: Vec::new(),
                slots: Vec::new(),
                time: None,
                modality: None,
                trigger: None,
                event: *events.entry(event).or_insert(next),
            };
            for (predicate, object) in &facts {
                match predicate.as_str() {
                    "type" => frame.classes.push(term(&local(&iri(object))).unwrap()),
                    "eventMode" => frame.modes.push(local(&iri(object))),
                    "time" => frame.time = Some(self.time(&iri(object))),
                    "modality" => frame.modality = Modality::from_local_name(&local(&iri(object))),
                    slot => {
                        let value = self.value(object);
                        frame.slots.push((term(slot).unwrap(), value));
                    }
                }
            }
            self.statements.frames.push(frame);
        }
    }

    fn all_claims(&mut self) {
        for (_, facts) in self.subjects("Claim") {
            let value = all(&facts, "value").into_iter().next().cloned();
            let statement = one(&facts, "predicate").cloned().map(|predicate| {
                let predicate = iri(&predicate);
                let predicate =
                    if predicate.starts_with(CG) { term(&local(&predicate)).unwrap() } else { skos::BROADER };
                (predicate, self.value(&value.unwrap()))
            });
            let speaker = iri(one(&facts, "statedBy").unwrap());
            let text = |name| one(&facts, name).map(text_of);
            let claim = Claim {
                about: self.node(&iri(one(&facts, "about").unwrap())).unwrap(),
                statement,
                stance: Stance::from_local_name(&local(&iri(one(&facts, "stance").unwrap()))).unwrap(),
                stated_by: self
                    .mentions
                    .get(&speaker)
                    .map_or(Speaker::Narrator, |mention| Speaker::Mention(*mention)),
                relayed_by: all(&facts, "relayedBy")
                    .into_iter()
                    .map(|relay| self.mentions[&iri(relay)])
                    .collect(),
                hedge_cue: text("hedgeCue"),
                confidence: text("confidence").map_or(100, |confidence| confidence.parse().unwrap()),
                evidence: all(&facts, "evidence")
                    .into_iter()
                    .map(|passage| self.passages[&iri(passage)])
                    .collect(),
                time: one(&facts, "time").map(|time| self.time(&iri(time))),
                rule: "reference".to_owned(),
                comment: text("comment"),
            };
            self.statements.claims.push(claim);
        }
    }

    fn all_resolutions(&mut self) {
        let names: Vec<String> =
            self.resolution.keys().filter(|name| local(name).starts_with("resolution-")).cloned().collect();
        for name in names {
            let facts = self.resolution[&name].clone();
            let resolution = Resolution {
                mention: self.mentions[&iri(one(&facts, "resolves").unwrap())],
                refers_to: all(&facts, "refersTo")
                    .into_iter()
                    .map(|entity| self.entity(&iri(entity)))
                    .collect(),
                judgement: Judgement::from_local_name(&local(&iri(one(&facts, "judgement").unwrap())))
                    .unwrap(),
                confidence: text_of(one(&facts, "confidence").unwrap()).parse().unwrap(),
                comment: text_of(one(&facts, "comment").unwrap()),
            };
            self.statements.resolutions.push(resolution);
        }
    }
}

fn reference(seed: &std::path::Path) -> (Document, Statements) {
    let text = fs::read_to_string(seed.join("article.txt")).unwrap();
    let mut graphs = read(seed);
    let mut offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
    offsets.push(text.len());
    let mut converter = Converter {
        article: graphs.remove("article").unwrap(),
        resolution: graphs.remove("res").unwrap(),
        view: graphs.remove("DEFAULT").unwrap(),
        offsets,
        statements: Statements::default(),
        entities: BTreeMap::new(),
        mentions: BTreeMap::new(),
        passages: BTreeMap::new(),
        frames: BTreeMap::new(),
    };
    converter.anchors();
    converter.all_frames();
    converter.all_claims();
    converter.all_resolutions();
    let document = Document {
        source: "article.txt".to_owned(),
        text,
        language: Some("en".to_owned()),
        published: Some(date(2025, 9, 8)),
        ..Document::default()
    };
    (document, converter.statements)
}

/// A comparable cell: without RDF dress, in lower case.
fn cell(text: &str) -> String {
    let text = text.trim().trim_matches('"');
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[test]
fn every_question_on_the_reference_graph_has_its_expected_answer() {
    let Some(seed) = seed() else { return };
    let store = store_of(&[reference(&seed)]);
    let mut asked = 0;
    let mut wrong = Vec::new();
    let mut questions: Vec<PathBuf> =
        fs::read_dir(seed.join("questions")).unwrap().map(|entry| entry.unwrap().path()).collect();
    questions.retain(|path| path.extension().is_some_and(|ending| ending == "rq"));
    questions.sort();
    for path in questions {
        let query = fs::read_to_string(&path).unwrap();
        let expected: BTreeSet<Vec<String>> = fs::read_to_string(path.with_extension("tsv"))
            .unwrap()
            .lines()
            .skip(1)
            .filter(|line| !line.trim().is_empty())
            .map(|line| line.split('\t').map(cell).collect())
            .collect();
        let query = SparqlEvaluator::new().parse_query(&query).unwrap();
        let QueryResults::Solutions(found) = query.on_store(store.rdf()).execute().unwrap() else {
            panic!("no rows")
        };
        let actual: BTreeSet<Vec<String>> = found
            .map(|row| {
                let row = row.unwrap();
                row.values()
                    .iter()
                    .map(|value| value.as_ref().map_or_else(String::new, |value| cell(&text_of(value))))
                    .collect()
            })
            .collect();
        asked += 1;
        if actual != expected {
            wrong.push(format!("{}: expected {expected:?}, found {actual:?}", path.display()));
        }
    }
    assert_eq!(asked, 57);
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_node_of_the_reference_view_has_a_class_and_exactly_one_label() {
    let Some(seed) = seed() else { return };
    let store = store_of(&[reference(&seed)]);
    let values = "FILTER NOT EXISTS { ?n a cg:TimeSpan } FILTER NOT EXISTS { ?n a cg:Quantity }";
    let query =
        format!("SELECT ?n {{ ?n ?p ?o {values} FILTER NOT EXISTS {{ ?n skos:prefLabel ?l ; a ?c }} }}");
    assert_eq!(rows(&store, &query), [""; 0]);
    let query = format!("SELECT ?n {{ ?n skos:prefLabel ?l, ?m FILTER(?l != ?m) {values} }}");
    assert_eq!(rows(&store, &query), [""; 0]);
    // Everything that the view points at is described there.
    let query = "SELECT ?p ?o { ?s ?p ?o FILTER(isIRI(?o) && !STRSTARTS(STR(?o), STR(cg:)) && !STRSTARTS(STR(?o), STR(skos:)))
        FILTER NOT EXISTS { ?o a ?c } }";
    assert_eq!(rows(&store, query), [""; 0]);
    // No document node is in the view.
    let query =
        "ASK { VALUES ?c { cg:Document cg:DocumentVersion cg:Mention cg:Passage cg:Claim cg:Run } ?n a ?c }";
    assert_eq!(rows(&store, query), ["false"]);
}

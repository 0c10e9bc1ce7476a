//! The layer of names: person, organization, place, facility, asset, other, none.
//!
//! Material: `meantime`, `gum/other-genres`, `wikigold`, `uner-ewt`, `redocred`, `litbank`. One document in ten is kept
//! back and measured; the layer that is written is fitted to all of them.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use casegraph::document::Document;
use casegraph::extract::ExtractConfig;
use casegraph::extract::Extractor;
use casegraph::layer::Example;
use casegraph::layer::Trainer;
use casegraph::nlp::Analyzer;
use serde_json::Value;

/// The classes in the order of the layer.
const CLASSES: [&str; 7] = ["person", "organization", "place", "facility", "asset", "other", "none"];
/// Bits of the layer.
const BITS: u32 = 17;
/// Where the weights go.
const FILE: &str = "src/extract/data/layers/names.bin";
/// Every document whose number ends in this is kept back.
const KEPT: usize = 7;

/// A text with the places of its names.
#[derive(Default)]
struct Annotated {
    text: String,
    names: Vec<(usize, usize, &'static str)>,
    /// The bytes of each token of each sentence.
    tokens: Vec<Vec<(usize, usize)>>,
}

impl Annotated {
    /// Adds a sentence of tokens, with blanks where print has them.
    fn sentence(&mut self, tokens: &[String]) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        let mut places = Vec::new();
        let mut glued = true;
        for token in tokens {
            let token = match token.as_str() {
                "``" | "''" => "\"",
                "-LRB-" => "(",
                "-RRB-" => ")",
                other => other,
            };
            let closing = matches!(
                token,
                "." | "," | ";" | ":" | "!" | "?" | ")" | "]" | "'s" | "n't" | "%" | "'" | "’s"
            );
            if !glued && !closing {
                self.text.push(' ');
            }
            let start = self.text.len();
            self.text.push_str(token);
            places.push((start, self.text.len()));
            glued = matches!(token, "(" | "[" | "$" | "£");
        }
        self.tokens.push(places);
    }

    /// Adds the name of some tokens of a sentence.
    fn name(&mut self, sentence: usize, first: usize, end: usize, class: &'static str) {
        let places = self.tokens.get(sentence);
        let start = places.and_then(|places| places.get(first));
        let last = places.and_then(|places| places.get(end.wrapping_sub(1)));
        if let (Some(&(mut start, _)), Some(&(_, end))) = (start, last) {
            for article in ["the ", "The ", "a ", "an ", "A "] {
                if self.text[start..end].starts_with(article) {
                    start += article.len();
                    break;
                }
            }
            self.names.push((start, end, class));
        }
    }
}

/// The examples of a document, labelled by the names of its annotation.
fn examples(extractor: &Extractor, analyzer: &Analyzer, annotated: Annotated) -> Vec<Example> {
    let document = Document { source: "train".to_owned(), text: annotated.text, ..Document::default() };
    let analysis = analyzer.analyze(&document.text);
    let candidates = extractor.name_examples(&document, &analysis);
    let label = |start: usize, end: usize| {
        let shared = |(from, to, _): &&(usize, usize, &str)| {
            let both = end.min(*to).saturating_sub(start.max(*from));
            #[expect(clippy::cast_precision_loss, reason = "lengths of names")]
            let part = both as f64 / (end.max(*to) - start.min(*from)) as f64;
            part
        };
        let best = annotated.names.iter().max_by(|one, two| shared(one).total_cmp(&shared(two)));
        best.filter(|name| shared(name) > 0.5).map_or("none", |name| name.2)
    };
    let example = |(span, features): (casegraph::span::Span, _)| {
        let name = label(span.start, span.end);
        Some(Example { features, class: CLASSES.iter().position(|class| *class == name)? })
    };
    candidates.into_iter().filter_map(example).collect()
}

/// Fits the layer, prints how good it is on the documents kept back, and writes it.
#[expect(clippy::needless_pass_by_value, reason = "the form of every recipe")]
pub(crate) fn train(folder: PathBuf) {
    let extractor = Extractor::new(&ExtractConfig::default()).unwrap();
    let analyzer = Analyzer::embedded().unwrap();
    let (mut learnt, mut kept) = (Vec::new(), Vec::new());
    for (number, annotated) in material(&folder).into_iter().enumerate() {
        let found = examples(&extractor, &analyzer, annotated);
        if number % 10 == KEPT { kept.extend(found) } else { learnt.extend(found) }
    }
    // Three short passes did best on the documents kept back; more learn the texts by heart.
    let mut trainer = Trainer::new(&CLASSES, BITS);
    trainer.epochs = 3;
    trainer.rate = 0.1;
    trainer.penalty = 1e-5;
    trainer.least_examples = 3;
    let layer = trainer.train(&learnt);
    println!("{} examples, {} kept back", learnt.len(), kept.len());
    for (place, class) in CLASSES.iter().enumerate() {
        let gold = kept.iter().filter(|example| example.class == place).count();
        let said = kept.iter().filter(|example| layer.best(&example.features).class == place);
        let right = said.clone().filter(|example| example.class == place).count();
        println!("{class}: {gold} in the text, {} said, {right} right", said.count());
    }
    learnt.extend(kept);
    let bytes = trainer.train(&learnt).to_bytes();
    println!("{} bytes to {FILE}", bytes.len());
    fs::write(FILE, bytes).unwrap();
}

/// All documents of the material.
fn material(folder: &Path) -> Vec<Annotated> {
    let mut documents = Vec::new();
    documents.extend(lines(folder, "meantime/meantime.jsonl").iter().map(meantime));
    documents.extend(lines(folder, "gum/other-genres.jsonl").iter().map(gum));
    documents.extend(lines(folder, "redocred/redocred.jsonl").iter().map(redocred));
    documents.extend(lines(folder, "litbank/litbank.jsonl").iter().take(40).map(litbank));
    documents.extend(columns(folder, "wikigold/wikigold.conll.txt", (0, 1)));
    for part in ["dev", "test"] {
        documents.extend(columns(folder, &format!("uner-ewt/en_ewt-ud-{part}.iob2"), (1, 2)));
    }
    documents
}

fn lines(folder: &Path, file: &str) -> Vec<Value> {
    let text = fs::read_to_string(folder.join(file)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn sentences(document: &Value) -> Annotated {
    let mut annotated = Annotated::default();
    for sentence in document["sents"].as_array().unwrap() {
        let tokens: Vec<String> =
            sentence.as_array().unwrap().iter().map(|token| token.as_str().unwrap().to_owned()).collect();
        annotated.sentence(&tokens);
    }
    annotated
}

fn index(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

fn meantime(document: &Value) -> Annotated {
    let mut annotated = sentences(document);
    for mention in document["mentions"].as_object().unwrap().values() {
        let class = match mention[4].as_str().unwrap_or_default() {
            "PER" => "person",
            "ORG" => "organization",
            "LOC" => "place",
            "PRO" => "asset",
            _ => continue,
        };
        let tokens: Vec<usize> = mention[2].as_array().unwrap().iter().map(index).collect();
        if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
            annotated.name(index(&mention[1]), *first, last + 1, class);
        }
    }
    annotated
}

fn gum(document: &Value) -> Annotated {
    let mut annotated = sentences(document);
    for mention in document["mentions"].as_array().unwrap() {
        let class = match mention[3].as_str().unwrap_or_default() {
            "person" => "person",
            "organization" => "organization",
            "place" => "place",
            "object" | "event" | "abstract" => "other",
            _ => continue,
        };
        annotated.name(index(&mention[0]), index(&mention[1]), index(&mention[2]), class);
    }
    annotated
}

fn redocred(document: &Value) -> Annotated {
    let mut annotated = sentences(document);
    for entity in document["ents"].as_array().unwrap() {
        let class = match entity["t"].as_str().unwrap_or_default() {
            "PER" => "person",
            "ORG" => "organization",
            "LOC" => "place",
            "MISC" => "other",
            _ => continue,
        };
        for mention in entity["m"].as_array().unwrap() {
            annotated.name(index(&mention[0]), index(&mention[1]), index(&mention[2]), class);
        }
    }
    annotated
}

fn litbank(document: &Value) -> Annotated {
    let mut annotated = sentences(document);
    for mention in document["mentions"].as_array().unwrap() {
        let class = match mention[3].as_str().unwrap_or_default() {
            "PER" => "person",
            "ORG" => "organization",
            "GPE" | "LOC" => "place",
            "FAC" => "facility",
            "VEH" => "asset",
            _ => continue,
        };
        annotated.name(index(&mention[0]), index(&mention[1]), index(&mention[2]), class);
    }
    annotated
}

/// Documents of one token a line: the columns of word and label. Thirty sentences make a document.
fn columns(folder: &Path, file: &str, (word, label): (usize, usize)) -> Vec<Annotated> {
    let text = fs::read_to_string(folder.join(file)).unwrap();
    let mut documents = Vec::new();
    let mut annotated = Annotated::default();
    for sentence in text.split("\n\n") {
        let rows: Vec<Vec<&str>> = sentence
            .lines()
            .filter(|line| !line.starts_with("# "))
            .map(|line| line.split([' ', '\t']).collect())
            .filter(|row: &Vec<&str>| row.len() > label)
            .collect();
        let tokens: Vec<String> = rows.iter().map(|row| row[word].to_owned()).collect();
        annotated.sentence(&tokens);
        let number = annotated.tokens.len() - 1;
        let mut start = 0;
        while start < rows.len() {
            let kind = |at: usize| {
                rows.get(at).and_then(|row| row[label].split_once('-')).map_or("", |(_, kind)| kind)
            };
            let begins = |at: usize| rows.get(at).is_some_and(|row| row[label].starts_with("B-"));
            let first = kind(start);
            let mut end = start + 1;
            while !first.is_empty() && kind(end) == first && !begins(end) {
                end += 1;
            }
            let class = match first {
                "PER" => Some("person"),
                "ORG" => Some("organization"),
                "LOC" => Some("place"),
                "MISC" => Some("other"),
                _ => None,
            };
            if let Some(class) = class {
                annotated.name(number, start, end, class);
            }
            start = end;
        }
        if annotated.tokens.len() == 30 {
            documents.push(std::mem::take(&mut annotated));
        }
    }
    documents.push(annotated);
    documents
}

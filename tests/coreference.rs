//! Identity inside documents, measured against gold chains: B³ and LEA, and the share of pronouns linked rightly.
//!
//! Gold: the mentions of people, organisations, places and things of two sets. A mention of the program and one of
//! the gold are the same where they have the same head: the word of the span that no other word of it governs. What
//! the program says of a gold mention of another kind (times, events, abstract things), of a relative pronoun, or of an
//! adjective where the set marks none, is left aside.
//!
//! Only chains of two or more mentions count, on both sides; a mention of the program that the gold does not have in
//! such a chain counts against precision. B³: Bagga and Baldwin, "Algorithms for Scoring Coreference Chains", 1998.
//! LEA: Moosavi and Strube, "Which Coreference Evaluation Metric Do You Trust?", 2016. A pronoun ("he", "she", "it",
//! "they" and their forms) is linked rightly where the mention of its chain that stands nearest before it and is no
//! pronoun (else behind it) belongs to its gold chain; one that the gold does not mark is wrong where the set marks all,
//! else left aside.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use casegraph::document::Document;
use casegraph::nlp::Analysis;
use casegraph::pipeline::Stages;
use casegraph::span::Span;
use casegraph::statement::EntityScope;
use casegraph::statement::Statements;
use casegraph::vocab::casegraph::class;
use serde_json::Value;
use sha2::Digest as _;
use sha2::Sha256;

/// A set with gold chains.
pub(crate) struct Chains {
    /// Its folder.
    pub(crate) set: &'static str,
    /// The labels of people, organisations, places and things.
    kinds: &'static [&'static str],
    /// Whether it marks every pronoun that stands for something.
    marks_all: bool,
    /// Tags of words that the set does not mark as mentions.
    unmarked: &'static [&'static str],
    /// Per cent that all documents must reach, and those of the blind part: B³ F1, LEA F1, precision of pronoun links.
    pub(crate) floors: [[f64; 3]; 2],
}

/// The sets with gold chains.
pub(crate) const CHAINS: [Chains; 2] = [
    Chains {
        set: "wikievents",
        kinds: &["PER", "ORG", "GPE", "LOC", "FAC", "WEA", "VEH", "COM"],
        marks_all: false,
        unmarked: &["WP", "WP$", "WDT"],
        floors: [[44.5, 42.0, 78.0], [40.0, 38.0, 92.0]],
    },
    Chains {
        set: "gumnews",
        kinds: &["person", "organization", "place", "object"],
        marks_all: true,
        unmarked: &["WP", "WP$", "WDT", "JJ"],
        floors: [[43.5, 41.5, 84.0], [40.0, 37.5, 78.0]],
    },
];

/// A mention of a document: its head token, its chain.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mention {
    pub(crate) head: usize,
    pub(crate) span: Span,
    pub(crate) chain: String,
}

/// One document: its analysis, the gold and what the program says, both in the order of the text.
pub(crate) struct Read {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) gold: Vec<Mention>,
    /// Heads of gold mentions of kinds that do not count.
    pub(crate) other: BTreeSet<usize>,
    pub(crate) said: Vec<Mention>,
    marks_all: bool,
}

/// What a measure found: credit and possible for recall, credit and possible for precision.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sum(pub(crate) [f64; 4]);

impl Sum {
    fn add(&mut self, other: Self) {
        for (sum, part) in self.0.iter_mut().zip(other.0) {
            *sum += part;
        }
    }

    /// Precision, recall and F1 in per cent.
    pub(crate) fn score(self) -> [f64; 3] {
        let share = |part: f64, whole: f64| if whole > 0.0 { 100.0 * part / whole } else { 0.0 };
        let [found, gold, right, said] = self.0;
        let (precision, recall) = (share(right, said), share(found, gold));
        let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
        [precision, recall, f1]
    }
}

/// Credit and number of mentions of chains against others.
type Score = fn(&[BTreeSet<usize>], &[BTreeSet<usize>]) -> (f64, f64);

/// The measures of some documents.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Measures {
    pub(crate) b_cubed: Sum,
    pub(crate) lea: Sum,
    /// Recall is of the pronouns in gold chains.
    pub(crate) pronouns: Sum,
}

/// The figures that have floors.
pub(crate) const ROWS: [&str; 3] = ["chains, B³ F1", "chains, LEA F1", "pronouns, share of links right"];

impl Measures {
    /// The figures of the rows, in per cent.
    pub(crate) fn figures(self) -> [f64; 3] {
        [self.b_cubed.score()[2], self.lea.score()[2], self.pronouns.score()[0]]
    }
}

/// The pronouns of the third person.
const PRONOUNS: [&str; 17] = [
    "he",
    "him",
    "his",
    "himself",
    "she",
    "her",
    "hers",
    "herself",
    "it",
    "its",
    "itself",
    "they",
    "them",
    "their",
    "theirs",
    "themselves",
    "themself",
];

/// Reads a set; `None` where it is not there.
pub(crate) fn read(chains: &Chains, evaluation: &Path, stages: &Stages) -> Option<Vec<Read>> {
    let folder = evaluation.join(chains.set);
    let gold = fs::read_to_string(folder.join("gold_dev.jsonl")).ok()?;
    let documents = fs::read_to_string(folder.join("docs_dev.jsonl")).ok()?;
    let mut texts = BTreeMap::new();
    for line in documents.lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        texts.insert(record["doc"].as_str().unwrap().to_owned(), record);
    }
    let read = |line: &str| {
        let answer: Value = serde_json::from_str(line).unwrap();
        let name = answer["doc"].as_str().unwrap().to_owned();
        let record = &texts[&name];
        let text = record["text"].as_str().unwrap().to_owned();
        let analysis = stages.analyzer.analyze(&text);
        let published = record["date"].as_str().and_then(|date| date.parse().ok());
        let document = Document { text, published, language: Some("en".to_owned()), ..Document::default() };
        let statements = stages.extractor.extract(&document, &analysis);
        let (gold, other) = gold_mentions(&answer, &document.text, &analysis, chains.kinds);
        let said = said_mentions(&statements, &analysis, chains.unmarked);
        let marks_all = chains.marks_all;
        Read { name, text: document.text, gold, other, said, marks_all }
    };
    Some(gold.lines().map(read).collect())
}

/// The word of a span that no other word of it governs.
fn head(analysis: &Analysis, span: Span) -> Option<usize> {
    let from = analysis.tokens.partition_point(|token| token.span.end <= span.start);
    let to = analysis.tokens.partition_point(|token| token.span.start < span.end);
    (from..to).find(|token| {
        let governor = analysis.tokens[*token].head;
        governor == *token || !(from..to).contains(&governor)
    })
}

fn gold_mentions(
    answer: &Value,
    text: &str,
    analysis: &Analysis,
    kinds: &[&str],
) -> (Vec<Mention>, BTreeSet<usize>) {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let place = |value: &Value| starts[usize::try_from(value.as_u64().unwrap()).unwrap()];
    let (mut gold, mut other) = (Vec::new(), BTreeSet::new());
    for entity in answer["entities"].as_array().unwrap() {
        let span = Span::new(place(&entity["start"]), place(&entity["end"]));
        let Some(head) = head(analysis, span) else { continue };
        if kinds.contains(&entity["type"].as_str().unwrap()) {
            let chain = entity["cluster"].as_str().unwrap().to_owned();
            gold.push(Mention { head, span, chain });
        } else {
            other.insert(head);
        }
    }
    gold.sort();
    (gold, other)
}

/// The mentions that refer to one thing, and the phrases at other places of which it is known what they refer to.
fn said_mentions(statements: &Statements, analysis: &Analysis, unmarked: &[&str]) -> Vec<Mention> {
    let mut found = BTreeMap::new();
    let mentions = statements.mentions.iter().filter_map(|mention| match mention.refers_to.as_slice() {
        [only] => Some((mention.span, *only)),
        _ => None,
    });
    let phrases = statements.phrases.iter().filter_map(|phrase| Some((phrase.span, phrase.entity?)));
    let all: Vec<(Span, usize)> = mentions.chain(phrases).collect();
    let mut wider: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
    for (span, entity) in &all {
        wider.entry(*entity).or_default().push(*span);
    }
    for (span, entity) in all {
        let known = &statements.entities[entity];
        // "hundreds of nurses" and "nurses" are one mention.
        let inside = wider.get(&entity).is_some_and(|spans: &Vec<Span>| {
            spans.iter().any(|other| *other != span && other.contains(span))
        });
        if known.scope != EntityScope::Concept
            && !matches!(known.class, class::ROLE | class::STATEMENT)
            && !inside
            && let Some(head) = head(analysis, span)
            && !unmarked.contains(&&*analysis.tokens[head].tag)
        {
            found.entry(head).or_insert(Mention { head, span, chain: entity.to_string() });
        }
    }
    found.into_values().collect()
}

impl Read {
    /// Whether the document belongs to the blind part.
    pub(crate) fn is_blind(&self) -> bool {
        Sha256::digest(self.name.as_bytes())[0].is_multiple_of(3)
    }

    /// The place in the gold of each mention of the program: the same head, and the closest in length of several.
    pub(crate) fn aligned(&self) -> Vec<Option<usize>> {
        let gold_at = |said: &Mention| {
            let from = self.gold.partition_point(|gold| gold.head < said.head);
            let at_head = self.gold.iter().enumerate().skip(from);
            at_head
                .take_while(|(_, gold)| gold.head == said.head)
                .min_by_key(|(_, gold)| gold.span.len().abs_diff(said.span.len()))
                .map(|(place, _)| place)
        };
        self.said.iter().map(gold_at).collect()
    }

    pub(crate) fn is_pronoun(&self, mention: &Mention) -> bool {
        PRONOUNS.contains(&mention.span.text(&self.text).to_lowercase().as_str())
    }

    /// The measures of this document.
    pub(crate) fn measures(&self) -> Measures {
        let aligned = self.aligned();
        // A mention's key is its place in the gold, or a place behind it where the gold has none.
        let (mut gold, mut said) = (BTreeMap::new(), BTreeMap::new());
        for (place, mention) in self.gold.iter().enumerate() {
            gold.entry(mention.chain.as_str()).or_insert_with(BTreeSet::new).insert(place);
        }
        for (number, mention) in self.said.iter().enumerate() {
            if aligned[number].is_none() && self.other.contains(&mention.head) {
                continue;
            }
            let key = aligned[number].unwrap_or(self.gold.len() + number);
            said.entry(mention.chain.as_str()).or_insert_with(BTreeSet::new).insert(key);
        }
        let linked = |chains: BTreeMap<&str, BTreeSet<usize>>| -> Vec<BTreeSet<usize>> {
            chains.into_values().filter(|chain| chain.len() > 1).collect()
        };
        let (gold, said) = (linked(gold), linked(said));
        let both = |score: Score| {
            let (found, possible) = score(&gold, &said);
            let (right, told) = score(&said, &gold);
            Sum([found, possible, right, told])
        };
        Measures { b_cubed: both(b_cubed), lea: both(lea), pronouns: self.pronouns(&aligned) }
    }

    /// Whether the link of a pronoun is right; `None` where it is the only mention of its chain.
    pub(crate) fn link(&self, aligned: &[Option<usize>], number: usize) -> Option<(usize, bool)> {
        let pronoun = &self.said[number];
        let named = |other: &usize| {
            let other = &self.said[*other];
            other.chain == pronoun.chain && !self.is_pronoun(other)
        };
        let antecedent = (0..number).rev().find(named).or_else(|| (number..self.said.len()).find(named))?;
        let chain = |number: usize| aligned[number].map(|place| &self.gold[place].chain);
        Some((antecedent, chain(number).is_some() && chain(number) == chain(antecedent)))
    }

    fn pronouns(&self, aligned: &[Option<usize>]) -> Sum {
        let mut sum = Sum::default();
        for (number, mention) in self.said.iter().enumerate().filter(|(_, said)| self.is_pronoun(said)) {
            if aligned[number].is_none() && (!self.marks_all || self.other.contains(&mention.head)) {
                continue;
            }
            if let Some((_, right)) = self.link(aligned, number) {
                let credit = f64::from(u8::from(right));
                sum.add(Sum([credit, 0.0, credit, 1.0]));
            }
        }
        let in_chains = self.gold.iter().filter(|mention| self.is_pronoun(mention)).count();
        sum.add(Sum([0.0, f64::from(u32::try_from(in_chains).unwrap()), 0.0, 0.0]));
        sum
    }
}

fn share(chain: &BTreeSet<usize>, other: &BTreeSet<usize>) -> f64 {
    f64::from(u32::try_from(chain.intersection(other).count()).unwrap())
}

fn size(chain: &BTreeSet<usize>) -> f64 {
    f64::from(u32::try_from(chain.len()).unwrap())
}

/// The credit of chains against others, and the number of mentions.
fn b_cubed(chains: &[BTreeSet<usize>], others: &[BTreeSet<usize>]) -> (f64, f64) {
    let credit =
        chains.iter().flat_map(|chain| others.iter().map(|other| share(chain, other).powi(2) / size(chain)));
    (credit.sum(), chains.iter().map(size).sum())
}

/// The share of each chain's links that the others have, weighed by the number of its mentions.
fn lea(chains: &[BTreeSet<usize>], others: &[BTreeSet<usize>]) -> (f64, f64) {
    let links = |mentions: f64| mentions * (mentions - 1.0) / 2.0;
    let credit = chains.iter().map(|chain| {
        let common: f64 = others.iter().map(|other| links(share(chain, other))).sum();
        size(chain) * common / links(size(chain))
    });
    (credit.sum(), chains.iter().map(size).sum())
}

/// The measures of documents together.
pub(crate) fn total<'r>(documents: impl Iterator<Item = &'r Read>) -> Measures {
    let mut total = Measures::default();
    for document in documents {
        let measures = document.measures();
        total.b_cubed.add(measures.b_cubed);
        total.lea.add(measures.lea);
        total.pronouns.add(measures.pronouns);
    }
    total
}

#[test]
fn the_measures_are_those_of_the_papers_by_hand() {
    let chains = |sizes: &[&[usize]]| -> Vec<BTreeSet<usize>> {
        sizes.iter().map(|chain| chain.iter().copied().collect()).collect()
    };
    // Moosavi and Strube 2016, section 4: key {a b c} {d e f g}, response {a b} {c d} {f g h i}.
    let (key, response) = (chains(&[&[0, 1, 2], &[3, 4, 5, 6]]), chains(&[&[0, 1], &[2, 3], &[5, 6, 7, 8]]));
    let ((found, all), (right, told)) = (lea(&key, &response), lea(&response, &key));
    assert!((found / all - 5.0 / 21.0).abs() < 1e-9, "3 of 3 links one, 4 of 6 links one: (1 + 2/3) / 7");
    assert!((right / told - 1.0 / 3.0).abs() < 1e-9, "(2 + 0 + 4/6) / 8");
    let ((found, all), (right, told)) = (b_cubed(&key, &response), b_cubed(&response, &key));
    assert!((found / all - 5.0 / 12.0).abs() < 1e-9, "(5/3 + 5/4) / 7");
    assert!((right / told - 0.5).abs() < 1e-9, "(2 + 1 + 1) / 8");
}

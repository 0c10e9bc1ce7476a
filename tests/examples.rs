//! Entries of the lexicons whose effect is a rule, each on its example sentence: `src/extract/data/examples.tsv`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use casegraph::document::Document;
use casegraph::extract::{ExtractConfig, Extractor};
use casegraph::nlp::Analyzer;
use casegraph::statement::{Modality, Node, Speaker, Stance, Statements, Value, date_text};
use casegraph::vocab::casegraph::{class, local_name, property};

/// What a document says, and its text.
struct Read {
    text: String,
    statements: Statements,
}

impl Read {
    /// Whether an outcome of the file holds: its kind, and the value behind the colon.
    fn holds(&self, outcome: &str) -> bool {
        let Some((kind, value)) = outcome.split_once(':') else { panic!("`{outcome}` is no outcome") };
        match kind {
            "stance" => self.stance(value),
            "modality" => {
                let wanted = Modality::from_local_name(value);
                assert!(wanted.is_some(), "`{value}` is no modality");
                self.statements.frames.iter().any(|frame| frame.modality == wanted)
            }
            "hedge" => self.statements.claims.iter().any(|claim| claim.hedge_cue.as_deref() == Some(value)),
            "trend" => self.trend(value),
            "class" => self.class(value),
            "some" => self.statements.mentions.iter().any(|mention| {
                let mut all = mention.refers_to.iter().map(|entity| self.statements.entities[*entity].class);
                all.any(|class| local_name(class) == value)
            }),
            "post" => self.labels(|term| term == class::ROLE).any(|label| label == value),
            "known" => self.labels(|_| true).any(|label| label == value),
            "no-name" => {
                !self.statements.mentions.iter().any(|mention| mention.span.text(&self.text) == value)
            }
            "link" => self.link(value),
            "no-link" => !self.links().any(|(words, _)| words == value),
            "unit" => {
                self.statements.quantities.iter().any(|(_, found)| found.unit.as_deref() == Some(value))
            }
            "time" => self.time(value),
            _ => panic!("`{kind}` is no kind of outcome"),
        }
    }

    fn labels(&self, fits: impl Fn(casegraph::statement::Term) -> bool) -> impl Iterator<Item = &str> {
        self.statements.entities.iter().filter(move |entity| fits(entity.class)).map(|entity| &*entity.label)
    }

    /// `Reported harbour master`: a claim with this stance of somebody whose mention ends in these words.
    fn stance(&self, value: &str) -> bool {
        let (stance, who) = value.split_once(' ').unwrap_or((value, ""));
        let stance = Stance::from_local_name(stance);
        assert!(stance.is_some(), "`{value}` begins with no stance");
        self.statements.claims.iter().any(|claim| {
            let Speaker::Mention(speaker) = claim.stated_by else { return false };
            let words = self.statements.mentions[speaker].span.text(&self.text);
            Some(claim.stance) == stance && words.ends_with(who)
        })
    }

    fn trend(&self, value: &str) -> bool {
        let direction = |slot: &(casegraph::statement::Term, Value)| {
            let Value::Node(Node::Concept(concept)) = slot.1 else { return false };
            slot.0 == property::VALUE && self.statements.entities[concept].label == value
        };
        let mut trends = self.statements.frames.iter().filter(|frame| frame.classes.contains(&class::TREND));
        trends.any(|frame| frame.slots.iter().any(direction))
    }

    /// `Vessel USS Larkspur`: a mention of these words that refers to something of this class.
    fn class(&self, value: &str) -> bool {
        let (wanted, words) = value.split_once(' ').unwrap();
        self.statements.mentions.iter().any(|mention| {
            let mut all = mention.refers_to.iter().map(|entity| self.statements.entities[*entity].class);
            mention.span.text(&self.text) == words && all.any(|class| local_name(class) == wanted)
        })
    }

    /// The words of each mention whose identity was decided, with the label of what it refers to.
    fn links(&self) -> impl Iterator<Item = (&str, &str)> {
        self.statements.resolutions.iter().flat_map(|resolution| {
            let words = self.statements.mentions[resolution.mention].span.text(&self.text);
            let label = |entity: &usize| &*self.statements.entities[*entity].label;
            resolution.refers_to.iter().map(move |entity| (words, label(entity)))
        })
    }

    /// `them = guards`.
    fn link(&self, value: &str) -> bool {
        let (words, label) = value.split_once(" = ").unwrap();
        self.links().any(|link| link == (words, label))
    }

    /// `2024-02-29` or `2024-02-01/2024-02-29`: the first and last day of a time.
    fn time(&self, value: &str) -> bool {
        let (first, last) = value.split_once('/').unwrap_or((value, value));
        let day = |day: Option<_>| day.map(date_text).unwrap_or_default();
        let mut times = self.statements.times.iter();
        times.any(|(_, time)| day(time.not_before) == first && day(time.not_after) == last)
    }
}

#[test]
fn every_entry_with_an_example_reads_it() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/extract/data/examples.tsv");
    let file = fs::read_to_string(path).unwrap();
    let extractor = Extractor::new(&ExtractConfig::default()).unwrap();
    let analyzer = Analyzer::embedded().unwrap();
    let mut rows = file.lines().filter(|line| !line.starts_with('#'));
    assert_eq!(rows.next(), Some("table\tkey\tsentence\toutcome"));
    let (mut tables, mut short) = (BTreeMap::<&str, usize>::new(), Vec::new());
    for row in rows {
        let [table, key, sentence, outcome] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("`{row}` has not four columns")
        };
        let document = Document {
            text: sentence.to_owned(),
            published: Some("2024-03-01".parse().unwrap()),
            language: Some("en".to_owned()),
            ..Document::default()
        };
        let statements = extractor.extract(&document, &analyzer.analyze(sentence));
        let read = Read { text: document.text, statements };
        *tables.entry(table).or_default() += 1;
        if !outcome.split("; ").all(|part| read.holds(part)) {
            short.push(format!("{table} {key}: `{sentence}` does not give `{outcome}`"));
        }
    }
    eprintln!("examples: {tables:?}, {} in all", tables.values().sum::<usize>());
    assert!(short.is_empty(), "{}", short.join("\n"));
}

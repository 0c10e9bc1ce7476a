//! `casegraph coverage`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use oxigraph::model::NamedNode;
use serde_json::json;

use super::arguments::StoreArguments;
use super::claim::add;
use super::console::Console;
use super::failure::{Exit, Failure, exit_code};
use super::find::ListFormat;
use super::graph;
use super::input::{InputArguments, LexiconArguments, ModelArguments, check_paths, config, stages};
use super::progress::{Progress, ReportFormat};
use super::stored::run_failure;
use super::table::{Table, csv_line};
use crate::document::Document;
use crate::extract::Gap;
use crate::pipeline::Stages;
use crate::pipeline::extract_documents;
use crate::pipeline::open_paths;
use crate::query::Browser;
use crate::query::Claim;
use crate::span::LineIndex;
use crate::span::Span;
use crate::statement::PassageKind;
use crate::statement::Stance;
use crate::statement::Statements;
use crate::store::GraphStore;
use crate::store::Policy;

/// Arguments of `coverage`.
#[derive(Debug, Args)]
#[command(after_long_help = long_help())]
pub(super) struct CoverageArguments {
    /// Documents of the store: an id, an IRI, the id that the source gave, an address or a title. A file, a folder or
    /// `-` is analysed on the spot, without a store.
    #[arg(value_name = "DOC|PATH", required_unless_present = "all")]
    documents: Vec<String>,
    /// All documents of the store.
    #[arg(long, conflicts_with = "documents")]
    all: bool,
    #[command(flatten)]
    store: StoreArguments,
    /// How to write them.
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    format: ListFormat,
    /// In CSV, disarm what a spreadsheet would take for a formula.
    #[arg(long)]
    spreadsheet_safe: bool,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    model: ModelArguments,
    #[command(flatten)]
    lexicons: LexiconArguments,
}

fn long_help() -> String {
    let mut text = "Why a sentence gave no fact; the first reason that holds is told:\n".to_owned();
    for gap in Gap::ALL {
        add(&mut text, format_args!("  {:<14} {}\n", gap.name(), gap.meaning()));
    }
    text + "A text in another language counts as one sentence, and so does the end of a text that is too long."
}

/// A text that ends so many characters after its last sentence was not searched to its end.
const REST: usize = 200;

/// A sentence that gave no fact.
#[derive(Debug, Clone, PartialEq)]
struct Silent {
    document: String,
    /// Code points of the stored text, the end exclusive.
    start: usize,
    end: usize,
    gap: Gap,
    text: String,
}

/// What a run found.
#[derive(Debug, Clone, PartialEq, Default)]
struct Coverage {
    documents: usize,
    sentences: usize,
    silent: Vec<Silent>,
}

/// A document with what is needed to tell its silent sentences.
struct Subject<'a> {
    name: String,
    document: &'a Document,
    sentences: Vec<Span>,
    mentions: Vec<Span>,
    /// Passages of claims, and whether the view believes the claim.
    told: Vec<(Span, bool)>,
}

/// Runs the verb.
pub(super) fn run(arguments: &CoverageArguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let is_path = |name: &String| name == "-" || Path::new(name).exists();
    let from_paths = arguments.documents.iter().any(is_path);
    if from_paths && !arguments.documents.iter().all(is_path) {
        let message = "cannot take paths and documents of a store together";
        return Err(Failure::new("usage", exit_code::USAGE, message).with_hint("run the verb for each"));
    }
    let mut coverage = Coverage::default();
    let exit = if from_paths {
        analyse(arguments, &mut coverage, console)?
    } else {
        let store = graph::open(&arguments.store.store)?;
        let versions = versions(&store, arguments)?;
        let stages = stages(&arguments.model, &arguments.lexicons)?;
        for version in &versions {
            stored(&store, version, (&stages, arguments), &mut coverage)?;
        }
        if coverage.documents == 0 { Exit::Nothing } else { Exit::Done }
    };
    write(&coverage, arguments, console)?;
    Ok(exit)
}

/// The versions that were asked for.
fn versions(store: &GraphStore, arguments: &CoverageArguments) -> Result<Vec<NamedNode>, Failure> {
    let browser = Browser::new(store.rdf(), store.base());
    if arguments.all {
        return browser.all_versions().map_err(|error| graph::query_failure(&error));
    }
    let mut versions = Vec::new();
    for name in &arguments.documents {
        let found = browser.versions_named(name).map_err(|error| graph::query_failure(&error))?;
        if found.is_empty() {
            let message = format!("there is no document `{name}`, neither in the store nor as a file");
            return Err(Failure::new("nothing-found", exit_code::NOTHING, message).with_hint(
                "give an id or IRI, the id that the source gave, an address or a title; `--all` takes all",
            ));
        }
        versions.extend(found);
    }
    Ok(versions)
}

/// Reads files and tells their silent sentences.
fn analyse(
    arguments: &CoverageArguments,
    coverage: &mut Coverage,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let paths: Vec<PathBuf> = arguments.documents.iter().map(PathBuf::from).collect();
    check_paths(&paths)?;
    let config = config(&arguments.input, &arguments.model, &arguments.lexicons)?;
    let stages = stages(&arguments.model, &arguments.lexicons)?;
    let policy = Policy::default();
    let mut nowhere = std::io::sink();
    let mut messages = Console { out: &mut nowhere, err: &mut *console.err, ..*console };
    let mut progress = Progress::new(&mut messages, ReportFormat::Text);
    let inputs = open_paths(&paths, arguments.input.media());
    let report = extract_documents(
        inputs,
        &stages,
        &config,
        &mut |document, statements| {
            coverage.add(&subject(document, statements, &policy), (&stages, arguments));
            Ok(())
        },
        &mut |event| progress.tell(&event),
    )
    .map_err(run_failure)?;
    progress.clear()?;
    Ok(if report.counts.rejected > 0 { Exit::Rejected } else { Exit::Done })
}

fn subject<'a>(document: &'a Document, statements: &Statements, policy: &Policy) -> Subject<'a> {
    let sentences = statements.passages.iter().filter(|passage| passage.kind == PassageKind::Sentence);
    let mut told = Vec::new();
    for claim in &statements.claims {
        let believed = policy.accepts(Some(claim.stance), Some(claim.confidence));
        let passages = claim.evidence.iter().filter_map(|passage| statements.passages.get(*passage));
        told.extend(passages.map(|passage| (passage.span, believed)));
    }
    let mut mentions: Vec<Span> = statements.mentions.iter().map(|mention| mention.span).collect();
    mentions.sort_unstable();
    Subject {
        name: document.id.clone().or_else(|| document.url.clone()).unwrap_or_else(|| document.source.clone()),
        document,
        sentences: sentences.map(|passage| passage.span).collect(),
        mentions,
        told,
    }
}

/// Tells the silent sentences of a version of the store, by the claims that it holds; only the reasons are
/// found by reading the text again.
fn stored(
    store: &GraphStore,
    version: &NamedNode,
    (stages, arguments): (&Stages, &CoverageArguments),
    coverage: &mut Coverage,
) -> Result<(), Failure> {
    let browser = Browser::new(store.rdf(), store.base());
    let failed = |error| graph::query_failure(&error);
    let told = browser.version(version.as_ref()).map_err(failed)?;
    let passages = browser.passages_of(version.as_ref()).map_err(failed)?;
    let text = match &told.content_hash {
        Some(hash) => store.text(hash).map_err(|error| graph::store_failure(&error))?.unwrap_or_default(),
        None => String::new(),
    };
    let offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).chain([text.len()]).collect();
    let place = |code_point: u64| {
        usize::try_from(code_point).ok().and_then(|at| offsets.get(at)).copied().unwrap_or(text.len())
    };
    let span = |start: u64, end: u64| Span::new(place(start), place(end).max(place(start)));
    let mut evidence = Vec::new();
    for claim in &told.claims {
        let believed = is_believed(claim, store.policy());
        evidence.extend(claim.evidence.iter().map(|passage| (span(passage.start, passage.end), believed)));
    }
    let document = Document {
        published: told.published.as_deref().and_then(|day| day.parse().ok()),
        language: told.language.clone(),
        text: text.clone(),
        ..Document::default()
    };
    let sentences = passages.iter().map(|passage| span(passage.start, passage.end)).collect();
    let subject = Subject {
        name: browser.id(&told.iri).to_owned(),
        document: &document,
        sentences: outermost(sentences),
        mentions: told.marks.iter().map(|mark| span(mark.start, mark.end)).collect(),
        told: evidence,
    };
    coverage.add(&subject, (stages, arguments));
    Ok(())
}

/// Sentences without the quotations that lie in them, in order.
fn outermost(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut kept: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match kept.last() {
            // A quotation of several sentences begins inside the first of them and is no sentence.
            Some(last) if span.start < last.end => {}
            _ => kept.push(span),
        }
    }
    kept
}

fn is_believed(claim: &Claim, policy: &Policy) -> bool {
    let stance = Stance::from_local_name(&claim.stance);
    match &claim.judgement {
        Some(judgement) => !judgement.is_rejected() && stance != Some(Stance::Denied),
        None => policy.accepts(stance, Some(claim.confidence)),
    }
}

impl Coverage {
    fn add(&mut self, subject: &Subject<'_>, (stages, arguments): (&Stages, &CoverageArguments)) {
        let Subject { document, sentences, .. } = subject;
        let text = &document.text;
        let index = LineIndex::new(text);
        let push = |silent: &mut Vec<Silent>, span: Span, gap| {
            let (start, end) = index.code_points(text, span);
            let words = span.text(text).split_whitespace().collect::<Vec<_>>().join(" ");
            silent.push(Silent { document: subject.name.clone(), start, end, gap, text: words });
        };
        let first = self.silent.len();
        self.documents += 1;
        self.sentences += sentences.len();
        let mut silent = Vec::new();
        let told = told(sentences, &subject.told);
        for (sentence, told) in sentences.iter().zip(&told) {
            match told {
                Told::Believed => {}
                Told::NotBelieved => push(&mut self.silent, *sentence, Gap::NotBelieved),
                Told::Nothing => silent.push(*sentence),
            }
        }
        if !silent.is_empty() {
            let analysis = stages.analyzer.analyze_parallel(&document.prose(), arguments.model.threads());
            let gaps = stages.extractor.gaps(document, &analysis, &silent, &subject.mentions);
            for (sentence, gap) in silent.into_iter().zip(gaps) {
                push(&mut self.silent, sentence, gap);
            }
        }
        let end = sentences.last().map_or(0, |sentence| sentence.end);
        let rest = Span::new(end, text.len());
        let words = rest.text(text).trim();
        let gap = if document.is_supported() { Gap::BeyondLimit } else { Gap::Language };
        if !words.is_empty() && (gap == Gap::Language || words.chars().nth(REST).is_some()) {
            self.sentences += 1;
            push(&mut self.silent, rest, gap);
        }
        if let Some(own) = self.silent.get_mut(first..) {
            own.sort_by_key(|silent| (silent.start, silent.end));
        }
    }

    /// How many sentences there are for each reason.
    fn reasons(&self) -> BTreeMap<Gap, usize> {
        let mut reasons = BTreeMap::new();
        for silent in &self.silent {
            *reasons.entry(silent.gap).or_default() += 1;
        }
        reasons
    }

    /// The share of sentences that gave no fact, in whole per cent.
    fn share(&self) -> usize {
        (100 * self.silent.len() + self.sentences / 2).checked_div(self.sentences).unwrap_or_default()
    }
}

/// What claims a sentence has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    Nothing,
    NotBelieved,
    Believed,
}

/// What claims each sentence has. Sentences are in order and do not overlap.
fn told(sentences: &[Span], evidence: &[(Span, bool)]) -> Vec<Told> {
    let mut told = vec![Told::Nothing; sentences.len()];
    for (span, believed) in evidence {
        let first = sentences.partition_point(|sentence| sentence.end <= span.start);
        let last = sentences.partition_point(|sentence| sentence.start < span.end);
        let kind = if *believed { Told::Believed } else { Told::NotBelieved };
        for one in told.get_mut(first..last.max(first)).unwrap_or_default() {
            *one = kind.max(*one);
        }
    }
    told
}

fn write(
    coverage: &Coverage,
    arguments: &CoverageArguments,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let row = |silent: &Silent| {
        [
            silent.document.clone(),
            silent.start.to_string(),
            silent.end.to_string(),
            silent.gap.name().to_owned(),
            silent.text.clone(),
        ]
    };
    let columns = ["document", "start", "end", "reason", "sentence"];
    match arguments.format {
        ListFormat::Table => {
            let mut table = Table::new(columns);
            for silent in &coverage.silent {
                table.push(row(silent).to_vec());
            }
            table.write(console, true)?;
        }
        ListFormat::Csv => {
            console.out.write_all(csv_line(&columns, arguments.spreadsheet_safe).as_bytes())?;
            for silent in &coverage.silent {
                let row = row(silent);
                let cells: Vec<&str> = row.iter().map(String::as_str).collect();
                console.out.write_all(csv_line(&cells, arguments.spreadsheet_safe).as_bytes())?;
            }
        }
        ListFormat::Json => {
            let reasons: BTreeMap<&str, usize> =
                coverage.reasons().into_iter().map(|(gap, count)| (gap.name(), count)).collect();
            let silent: Vec<_> = coverage
                .silent
                .iter()
                .map(|silent| {
                    json!({"document": silent.document, "start": silent.start, "end": silent.end,
                        "reason": silent.gap.name(), "text": silent.text})
                })
                .collect();
            let value = json!({"version": 1, "documents": coverage.documents, "sentences": coverage.sentences,
                "silent": coverage.silent.len(), "share": coverage.share(), "reasons": reasons,
                "silent_sentences": silent});
            writeln!(console.out, "{value:#}")?;
        }
    }
    console.note(&summary(coverage))?;
    Ok(())
}

/// The share and the reasons in one line.
fn summary(coverage: &Coverage) -> String {
    let mut words = format!(
        "{} of {} sentences in {} {} gave no fact ({} %)",
        coverage.silent.len(),
        coverage.sentences,
        coverage.documents,
        if coverage.documents == 1 { "document" } else { "documents" },
        coverage.share(),
    );
    let reasons: Vec<String> =
        coverage.reasons().into_iter().map(|(gap, count)| format!("{} {count}", gap.name())).collect();
    if !reasons.is_empty() {
        add(&mut words, format_args!(": {}", reasons.join(" · ")));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_told_by_any_passage_that_touches_it() {
        let sentences = [Span::new(0, 10), Span::new(11, 20), Span::new(21, 30), Span::new(31, 40)];
        let evidence = [(Span::new(5, 15), false), (Span::new(11, 20), true), (Span::new(32, 33), false)];
        assert_eq!(
            told(&sentences, &evidence),
            [Told::NotBelieved, Told::Believed, Told::Nothing, Told::NotBelieved]
        );
    }

    #[test]
    fn quotations_are_no_sentences() {
        let spans = vec![Span::new(0, 10), Span::new(2, 25), Span::new(11, 20), Span::new(21, 30)];
        assert_eq!(outermost(spans), [Span::new(0, 10), Span::new(11, 20), Span::new(21, 30)]);
    }
}

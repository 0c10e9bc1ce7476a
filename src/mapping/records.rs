//! Records with the triples that a mapping makes of each, for evidence.
//!
//! Triples of one record of a file are gathered from all triples maps and views that rest on the file. They are
//! held in memory until all sources are read.

use std::collections::HashMap;

use oxigraph::model::Quad;
use oxttl::NQuadsParser;

use super::door::{Mapping, Reject, RunSettings};
use super::error::MappingError;
use super::execute::{Plan, Problem, Replay, Settings, Writing, Yield, run};
use super::model::{Model, SourceKind};
use super::read::Fields;

/// A record and what a mapping makes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The source as the mapping names it.
    pub source: String,
    /// Its number in the source, from 1.
    pub number: u64,
    /// Names or paths of fields with their values, in the order of the record.
    pub fields: Vec<(String, String)>,
    /// What the mapping makes of it, in the order of its rules.
    pub triples: Vec<RecordTriple>,
}

/// A triple of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordTriple {
    /// The triple.
    pub quad: Quad,
    /// The references that its predicate and object were made of, as the mapping writes them.
    pub references: Vec<String>,
}

/// Gathers what belongs to one record of a file.
struct Gathering<'p> {
    model: &'p Model,
    /// In the order in which they were met.
    records: Vec<Gathered>,
    /// Places by file and fields: one record may be met by several sources.
    places: HashMap<(String, Fields), usize>,
    on_problem: &'p mut dyn FnMut(usize, Problem),
}

struct Gathered {
    file: String,
    /// Its number where it was first met, from 0.
    number: u64,
    fields: Fields,
    /// Lines of N-Quads with their rules, each once.
    lines: Vec<(Box<[u8]>, u32)>,
}

impl Gathering<'_> {
    /// The path of the file that a source rests on.
    fn file(&self, source: usize) -> String {
        let mut root = source;
        for _ in 0..16 {
            match self.model.sources.get(root).map(|source| &source.kind) {
                Some(SourceKind::View(view)) => root = view.on,
                Some(SourceKind::File(file)) => return file.location.path.clone(),
                None => break,
            }
        }
        String::new()
    }
}

impl Writing for Gathering<'_> {
    fn begin(&mut self, _maps: &[usize], _again: bool) {}

    fn quads(&mut self, source: usize, made: &Yield, _replay: &mut Replay<'_>) -> Result<(), MappingError> {
        let file = self.file(source);
        let mut places = HashMap::new();
        for record in &made.fields {
            let next = self.records.len();
            let place = *self.places.entry((file.clone(), record.fields.clone())).or_insert(next);
            if place == next {
                self.records.push(Gathered {
                    file: file.clone(),
                    number: record.base,
                    fields: record.fields.clone(),
                    lines: Vec::new(),
                });
            }
            places.insert(record.record, place);
        }
        for (mark, line) in made.lines() {
            let place = places.get(&mark.record).copied();
            let Some(gathered) = place.and_then(|place| self.records.get_mut(place)) else { continue };
            if !gathered.lines.iter().any(|(known, _)| **known == *line) {
                gathered.lines.push((line.into(), mark.rule));
            }
        }
        Ok(())
    }

    fn collected(&mut self, _rule: u32, _line: &[u8]) -> Result<(), MappingError> {
        Ok(())
    }

    fn problems(&mut self, source: usize, problems: Vec<Problem>) -> Result<(), MappingError> {
        for problem in problems {
            (self.on_problem)(source, problem);
        }
        Ok(())
    }
}

impl Mapping {
    /// Executes the mapping and gives its records, in the order of sources and records. Logical targets are
    /// not written; collections are left out.
    ///
    /// # Errors
    /// A source cannot be read.
    pub fn records(
        &self,
        settings: &RunSettings,
        on_reject: &mut dyn FnMut(Reject),
    ) -> Result<Vec<Record>, MappingError> {
        let files = settings.files();
        let plan = Plan::new(self.model(), settings.base.as_deref());
        self.check_sources(&files)?;
        let mut on_problem = |source: usize, problem: Problem| on_reject(self.reject(&plan, source, problem));
        let mut gathering = Gathering {
            model: self.model(),
            records: Vec::new(),
            places: HashMap::new(),
            on_problem: &mut on_problem,
        };
        let inner = Settings {
            partition: settings.partition,
            threads: settings.threads,
            most_records: settings.most_records,
            keeps_fields: true,
        };
        run(self.model(), &plan, &files, &inner, &mut gathering)?;
        let Gathering { records, .. } = gathering;
        Ok(records.into_iter().map(|gathered| self.record(&plan, gathered)).collect())
    }

    fn record(&self, plan: &Plan, gathered: Gathered) -> Record {
        let triples = gathered
            .lines
            .iter()
            .filter_map(|(line, rule)| {
                let quad = NQuadsParser::new().lenient().for_slice(line).next()?.ok()?;
                Some(RecordTriple { quad, references: self.references(plan, *rule) })
            })
            .collect();
        Record { source: gathered.file, number: gathered.number + 1, fields: gathered.fields, triples }
    }

    /// The references of a rule as the mapping writes them; those of the subject, where the rule has none.
    fn references(&self, plan: &Plan, rule: u32) -> Vec<String> {
        let Some(rule) = plan.rules.get(rule as usize) else { return Vec::new() };
        let Some(map) = plan.maps.get(rule.map) else { return Vec::new() };
        let scope =
            self.model().sources.get(map.source).and_then(|source| self.model().scopes.get(source.scope));
        let used = if rule.references.is_empty() { &map.references } else { &rule.references };
        used.iter()
            .filter_map(|reference| scope?.references.get(*reference))
            .map(|reference| reference.text.clone())
            .collect()
    }
}

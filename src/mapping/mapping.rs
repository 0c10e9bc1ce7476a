//! The door: read a mapping, run it.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use super::error::MappingError;
use super::execute::{Outcome, Partition, Plan, Problem, Settings, missing_reference, run};
use super::graph::Position;
use super::model::{Model, Packing};
use super::output::{Place, Sink, Syntax, Writer};
use super::read::{Files, Source};
use super::{legacy, load, turtle, yarrrml};

/// A mapping that can be executed.
#[derive(Debug)]
pub struct Mapping {
    model: Model,
}

/// Where the results of a run go.
pub enum Target<'w> {
    /// A file; its ending says the syntax: `.nq`, `.nt`, `.ttl`, `.trig`, each with `.gz` if wished, else N-Quads.
    File(&'w Path),
    /// A stream, in N-Quads.
    Stream(Box<dyn Write + 'w>),
}

/// Settings of a run.
#[derive(Debug, Clone)]
pub struct RunSettings {
    /// The base of relative IRIs where the triples map says none; before the mapping file's own.
    pub base: Option<String>,
    /// Where relative paths start, unless the mapping says its own folder.
    pub working_directory: PathBuf,
    /// The folder of the mapping.
    pub mapping_directory: PathBuf,
    /// One more folder that sources and targets may lie in.
    pub input_root: Option<PathBuf>,
    /// What is read for sources, by the path that the mapping writes.
    pub sources: BTreeMap<String, Source>,
    /// Only a part of the records.
    pub partition: Option<Partition>,
    /// Threads that execute, beside the one that reads and the one that writes.
    pub threads: NonZeroUsize,
    /// Read at most so many records of each source, for a preview.
    pub most_records: Option<u64>,
}

impl RunSettings {
    pub(super) fn files(&self) -> Files {
        Files::new(
            &self.working_directory,
            &self.mapping_directory,
            self.input_root.as_deref(),
            self.sources.clone(),
        )
    }
}

/// A value that did not become a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The source as the mapping names it.
    pub source: String,
    /// Number of the record in its source, from 1.
    pub record: u64,
    /// The column, path or key that was asked for, where it is known.
    pub field: Option<String>,
    /// The value, cut to 200 characters.
    pub value: Option<String>,
    /// Stable code word.
    pub code: &'static str,
    /// What was found and what was expected.
    pub message: String,
    /// Where in the mapping the rule stands.
    pub at: Option<Position>,
}

/// What one rule did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleReport {
    /// The triples map.
    pub map: String,
    /// The predicate, or how it is made.
    pub predicate: String,
    /// The object where it is constant.
    pub object: Option<String>,
    /// Where in the mapping it stands.
    pub at: Position,
    /// Quads made, duplicates among them.
    pub made: u64,
    /// Quads written.
    pub written: u64,
}

/// What a run did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunReport {
    /// Records read, by source.
    pub records: Vec<(String, u64)>,
    /// Quads in the default target.
    pub quads: u64,
    /// Quads in all targets.
    pub all_quads: u64,
    /// Values that did not become terms, and records that could not be read.
    pub rejected: u64,
    /// The rules in the order of the mapping.
    pub rules: Vec<RuleReport>,
}

impl Mapping {
    /// Reads a mapping in RML, older RML or R2RML, in Turtle.
    ///
    /// # Errors
    /// All that is wrong with it, with line and column.
    pub fn from_turtle(text: &str) -> Result<Self, MappingError> {
        let graph = legacy::translate(turtle::read(text)?);
        Ok(Self { model: load::load(&graph)? })
    }

    /// Reads a mapping in YARRRML 1.3.
    ///
    /// # Errors
    /// All that is wrong with it, with line and column in the YAML.
    pub fn from_yarrrml(text: &str) -> Result<Self, MappingError> {
        let graph = yarrrml::read(text).map_err(|errors| {
            MappingError::Problems(
                errors
                    .into_iter()
                    .map(|error| {
                        let (at, text) = (error.at(), error.to_string());
                        let place = format!("line {}, column {}: ", at.line, at.column);
                        super::MappingProblem {
                            at,
                            node: String::new(),
                            problem: text.strip_prefix(&place).unwrap_or(&text).to_owned(),
                            hint: error.hint().map(str::to_owned),
                        }
                    })
                    .collect(),
            )
        })?;
        Ok(Self { model: load::load(&graph)? })
    }

    /// Reads a mapping file: YARRRML where its name ends in `.yml` or `.yaml`, else Turtle.
    ///
    /// # Errors
    /// The file cannot be read, or what is wrong with it.
    pub fn from_path(path: &Path) -> Result<Self, MappingError> {
        let mut text = String::new();
        std::fs::File::open(path)
            .and_then(|file| file.take(turtle::MOST_BYTES as u64 + 1).read_to_string(&mut text))
            .map_err(|source| MappingError::File { action: "read", path: path.to_owned(), source })?;
        if text.len() > turtle::MOST_BYTES {
            return Err(MappingError::TooLarge { most: turtle::MOST_BYTES });
        }
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("yml" | "yaml") => Self::from_yarrrml(&text),
            _ => Self::from_turtle(&text),
        }
    }

    /// The paths of the sources as the mapping writes them, in the order of their bytes.
    pub fn source_names(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .model
            .sources
            .iter()
            .filter_map(|source| match &source.kind {
                super::model::SourceKind::File(file) => Some(file.location.path.clone()),
                super::model::SourceKind::View(_) => None,
            })
            .collect();
        names.sort();
        names.dedup();
        names
    }

    pub(super) fn model(&self) -> &Model {
        &self.model
    }

    /// Executes the mapping.
    ///
    /// # Errors
    /// A source cannot be read, a target cannot be written, or no record of a source has what the mapping refers to.
    pub fn run(
        &self,
        settings: &RunSettings,
        target: Target<'_>,
        on_reject: &mut dyn FnMut(Reject),
    ) -> Result<RunReport, MappingError> {
        let files = settings.files();
        let plan = Plan::new(&self.model, settings.base.as_deref());
        self.check_sources(&files)?;
        let sinks = self.sinks(target, &files, &plan)?;
        self.run_into(settings, (&files, &plan), sinks, on_reject)
    }

    /// Executes the mapping on the first records and gives all quads, those of logical targets too, as N-Quads.
    ///
    /// # Errors
    /// As [`Mapping::run`].
    pub fn preview(
        &self,
        settings: &RunSettings,
        out: &mut dyn Write,
        on_reject: &mut dyn FnMut(Reject),
    ) -> Result<RunReport, MappingError> {
        let files = settings.files();
        let mut plan = Plan::new(&self.model, settings.base.as_deref());
        for rule in &mut plan.rules {
            rule.targets.clear();
        }
        self.check_sources(&files)?;
        let stream = Place::Stream(Box::new(out));
        let sink = Sink::open(stream, Syntax::NQuads, Packing::None).map_err(MappingError::Output)?;
        self.run_into(settings, (&files, &plan), vec![sink], on_reject)
    }

    fn run_into(
        &self,
        settings: &RunSettings,
        (files, plan): (&Files, &Plan),
        sinks: Vec<Sink<'_>>,
        on_reject: &mut dyn FnMut(Reject),
    ) -> Result<RunReport, MappingError> {
        let inner = Settings {
            partition: settings.partition,
            threads: settings.threads,
            most_records: settings.most_records,
            keeps_fields: false,
        };
        let mut rejected = 0;
        let mut on_problem = |source: usize, problem: Problem| {
            rejected += 1;
            on_reject(self.reject(plan, source, problem));
        };
        let mut writer = Writer::new(plan, sinks, &mut on_problem);
        let outcome = run(&self.model, plan, files, &inner, &mut writer)?;
        if let Some(error) = missing_reference(&self.model, &outcome)
            && settings.partition.is_none()
            && settings.most_records.is_none()
        {
            return Err(error);
        }
        let (quads, all_quads, written) = writer.finish()?;
        Ok(self.report(plan, &outcome, (quads, all_quads), &written, rejected))
    }

    /// All sources must be there before anything is written.
    pub(super) fn check_sources(&self, files: &Files) -> Result<(), MappingError> {
        for source in &self.model.sources {
            if let super::model::SourceKind::File(file) = &source.kind
                && !files.is_given(&file.location)
            {
                files.source(&file.location).map_err(|error| error.named_at(source.at))?;
            }
        }
        Ok(())
    }

    fn sinks<'w>(
        &self,
        target: Target<'w>,
        files: &Files,
        plan: &Plan,
    ) -> Result<Vec<Sink<'w>>, MappingError> {
        let (place, syntax, packing) = match target {
            Target::Stream(stream) => (Place::Stream(stream), Syntax::NQuads, Packing::None),
            Target::File(path) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let (name, packing) = match name.strip_suffix(".gz") {
                    Some(inner) => (inner.to_owned(), Packing::Gzip),
                    None => (name, Packing::None),
                };
                let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
                (Place::File(path.to_owned()), Syntax::of_ending(ending), packing)
            }
        };
        let mut sinks = vec![Sink::open(place, syntax, packing).map_err(MappingError::Output)?];
        for target in &self.model.targets {
            let path = files.target(&target.location).map_err(|error| error.named_at(target.at))?;
            let syntax = match &target.syntax {
                None => Syntax::NQuads,
                Some(format) => Syntax::of_format(format).ok_or_else(|| {
                    MappingError::Problems(vec![super::MappingProblem {
                        at: target.at,
                        node: String::new(),
                        problem: format!("the serialization `{format}` is not supported"),
                        hint: Some(
                            "use formats:N-Quads, N-Triples, Turtle, TriG, JSON-LD or RDF_XML".to_owned(),
                        ),
                    }])
                })?,
            };
            let shown = path.clone();
            sinks.push(
                Sink::open(Place::File(path), syntax, target.packing)
                    .map_err(|source| MappingError::File { action: "write", path: shown, source })?,
            );
        }
        self.check_graphs(plan, &sinks)?;
        Ok(sinks)
    }

    /// A syntax of triples cannot take quads of a named graph.
    fn check_graphs(&self, plan: &Plan, sinks: &[Sink<'_>]) -> Result<(), MappingError> {
        let mut problems = Vec::new();
        for (map, planned) in self.model.maps.iter().zip(&plan.maps) {
            for rule in planned.rules.iter().filter(|rule| !rule.graphs.is_empty()) {
                let info = plan.rules.get(rule.number);
                let targets = info.map_or(&[][..], |info| &info.targets);
                let mut places: Vec<usize> = targets.iter().map(|target| target + 1).collect();
                if places.is_empty() {
                    places.push(0);
                }
                let fits = places
                    .iter()
                    .filter_map(|place| sinks.get(*place))
                    .all(|sink| sink.syntax().holds_graphs());
                if !fits {
                    problems.push(super::MappingProblem {
                        at: info.map_or(map.at, |info| info.at),
                        node: map.id.clone(),
                        problem: "the result has named graphs, which its syntax cannot say".to_owned(),
                        hint: Some("write N-Quads (`.nq`) or TriG (`.trig`)".to_owned()),
                    });
                }
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(MappingError::Problems(problems)) }
    }

    pub(super) fn reject(&self, plan: &Plan, source: usize, problem: Problem) -> Reject {
        let logical = self.model.sources.get(source);
        let references =
            logical.and_then(|source| self.model.scopes.get(source.scope)).map(|scope| &scope.references);
        Reject {
            source: logical.map(|source| source.name.clone()).unwrap_or_default(),
            record: problem.record + 1,
            field: problem
                .reference
                .and_then(|reference| references.and_then(|all| all.get(reference)))
                .map(|reference| reference.text.clone()),
            value: problem.value,
            code: problem.code,
            message: problem.message,
            at: problem.rule.and_then(|rule| plan.rules.get(rule)).map(|rule| rule.at),
        }
    }

    fn report(
        &self,
        plan: &Plan,
        outcome: &Outcome,
        (quads, all_quads): (u64, u64),
        written: &[u64],
        rejected: u64,
    ) -> RunReport {
        let subjects: Vec<usize> = plan.maps.iter().map(|map| map.rule).collect();
        let rules = plan
            .rules
            .iter()
            .enumerate()
            .filter(|(number, _)| !subjects.contains(number))
            .map(|(number, rule)| RuleReport {
                map: self.model.maps.get(rule.map).map(|map| map.id.clone()).unwrap_or_default(),
                predicate: rule.predicate.clone(),
                object: rule.constant.clone(),
                at: rule.at,
                made: outcome.made.get(number).copied().unwrap_or_default(),
                written: written.get(number).copied().unwrap_or_default(),
            })
            .collect();
        let records = self
            .model
            .sources
            .iter()
            .zip(&outcome.records)
            .filter(|(_, count)| **count > 0)
            .map(|(source, count)| (source.name.clone(), *count))
            .collect();
        RunReport { records, quads, all_quads, rejected, rules }
    }
}

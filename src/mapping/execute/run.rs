//! A run: join tables first, then one pass over each source for all its rules.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::mpsc::sync_channel;

use super::collect::Collections;
use super::item::{Access, fail_on};
use super::machine::{JoinTable, Machine, Yield, join_keys};
use super::plan::Plan;
use super::problem::{Problem, Problems};
use super::render;
use super::terms::Terms;
use super::values::Evaluation;
use crate::mapping::error::MappingError;
use crate::mapping::graph::Position;
use crate::mapping::model::{Model, SourceKind};
use crate::mapping::read::{Batch, Context, Files, Lookup, Records};
use crate::record::JsonTape;

/// A part of the records of each source: `part` of `of`, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partition {
    /// Which part, from 1.
    pub part: u64,
    /// How many parts there are.
    pub of: u64,
}

/// How many records in a row belong to one part.
const STRIPE: u64 = 1024;

impl Partition {
    fn holds(self, record: u64) -> bool {
        self.of <= 1 || (record / STRIPE) % self.of + 1 == self.part
    }
}

/// Settings of a run.
#[derive(Debug, Clone)]
pub(in crate::mapping) struct Settings {
    pub(in crate::mapping) partition: Option<Partition>,
    pub(in crate::mapping) threads: NonZeroUsize,
    /// Read at most so many records of each source.
    pub(in crate::mapping) most_records: Option<u64>,
    /// Whether records are given with their fields.
    pub(in crate::mapping) keeps_fields: bool,
}

/// What a run did.
#[derive(Debug, Default)]
pub(in crate::mapping) struct Outcome {
    /// Records read, by source.
    pub(in crate::mapping) records: Vec<u64>,
    /// Quads that each rule made, before duplicates are left out.
    pub(in crate::mapping) made: Vec<u64>,
    /// References that no record has: source and reference.
    pub(in crate::mapping) missing: Vec<(usize, usize)>,
}

/// What a map made of the records before one, given batch by batch.
pub(in crate::mapping) type Replay<'r> =
    dyn FnMut(usize, u64, &mut dyn FnMut(&Yield)) -> Result<(), MappingError> + 'r;

/// What the writing side of a run does with what was made.
pub(in crate::mapping) trait Writing {
    /// A pass over a source begins; `again`: it can be read a second time.
    fn begin(&mut self, maps: &[usize], again: bool);
    /// Takes quads of one batch, in the order of the records.
    fn quads(&mut self, source: usize, made: &Yield, replay: &mut Replay<'_>) -> Result<(), MappingError>;
    /// Takes a quad of a collection.
    fn collected(&mut self, rule: u32, line: &[u8]) -> Result<(), MappingError>;
    /// Takes what was wrong with records.
    fn problems(&mut self, source: usize, problems: Vec<Problem>) -> Result<(), MappingError>;
}

/// Executes a mapping.
pub(in crate::mapping) fn run(
    model: &Model,
    plan: &Plan,
    files: &Files,
    settings: &Settings,
    out: &mut dyn Writing,
) -> Result<Outcome, MappingError> {
    let mut problems = Vec::new();
    let accesses: Vec<Access> =
        model.scopes.iter().map(|scope| Access::compile(scope, &mut problems)).collect();
    fail_on(problems)?;
    let context = Context { model, accesses: &accesses, files };
    let (tables, seen) = tables(context, plan)?;
    let mut outcome = Outcome {
        records: vec![0; model.sources.len()],
        made: vec![0; plan.rules.len()],
        missing: Vec::new(),
    };
    let mut by_source: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, map) in plan.maps.iter().enumerate() {
        by_source.entry(map.source).or_default().push(number);
    }
    let mut collections = Collections::default();
    for (source, maps) in &by_source {
        let seen = seen.get(source).map_or(&[][..], Vec::as_slice);
        let pass = Pass { context, plan, tables: &tables, seen, source: *source, maps, settings };
        pass.run(out, &mut outcome, &mut collections)?;
    }
    for (rule, line) in collections.quads() {
        if let Some(made) = outcome.made.get_mut(rule as usize) {
            *made += 1;
        }
        out.collected(rule, &line)?;
    }
    Ok(outcome)
}

/// The parents of all joins, and which references of their sources were seen on the way.
type Parents = (Vec<JoinTable>, BTreeMap<usize, Vec<bool>>);

/// Reads the parents of all joins; one pass over each parent's source.
fn tables(context: Context<'_>, plan: &Plan) -> Result<Parents, MappingError> {
    let mut seen = BTreeMap::new();
    let mut tables: Vec<JoinTable> = Vec::new();
    tables.resize_with(plan.tables.len(), JoinTable::default);
    let mut by_source: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, table) in plan.tables.iter().enumerate() {
        if let Some(map) = plan.maps.get(table.parent) {
            by_source.entry(map.source).or_default().push(number);
        }
    }
    for (source, numbers) in by_source {
        let (logical, _) = context.source(source)?;
        let (mut records, lookup) = context.open(source)?;
        let mut tape = JsonTape::new();
        let mut subjects = Terms::default();
        let references = context.model.scopes.get(logical.scope).map_or(0, |scope| scope.references.len());
        let mut present = vec![false; references];
        while let Some(batch) = records.next(&logical.name)? {
            batch.each(&lookup, &mut tape, &mut |number, item| {
                let Ok(item) = item else { return };
                let mut problems = Problems { record: number, ..Problems::default() };
                let (nulls, present) = (logical.nulls(), present.as_mut_slice());
                let mut at = Evaluation { item, nulls, problems: &mut problems, present };
                for table in &numbers {
                    let Some(table_plan) = plan.tables.get(*table) else { continue };
                    let Some(map) = plan.maps.get(table_plan.parent) else { continue };
                    subjects.clear();
                    render::terms(&map.subject, &mut at, &mut subjects);
                    let Some(table) = tables.get_mut(*table) else { continue };
                    for key in join_keys(&table_plan.keys, &mut at) {
                        let found = table.subjects.entry(key.into()).or_default();
                        for subject in subjects.iter() {
                            if !found.iter().any(|known| **known == *subject) {
                                found.push(subject.into());
                            }
                        }
                    }
                }
            });
        }
        seen.insert(source, present);
    }
    Ok((tables, seen))
}

/// One pass over a source.
struct Pass<'p> {
    context: Context<'p>,
    plan: &'p Plan,
    tables: &'p [JoinTable],
    /// Which references were seen when the source was read for joins.
    seen: &'p [bool],
    source: usize,
    maps: &'p [usize],
    settings: &'p Settings,
}

impl Pass<'_> {
    fn run(
        &self,
        out: &mut dyn Writing,
        outcome: &mut Outcome,
        collections: &mut Collections,
    ) -> Result<(), MappingError> {
        let (logical, _) = self.context.source(self.source)?;
        let (records, lookup) = self.context.open(self.source)?;
        let references =
            self.context.model.scopes.get(logical.scope).map_or(0, |scope| scope.references.len());
        let mut present = self.seen.to_vec();
        present.resize(references, false);
        let again = !self.is_stream(self.source, 0);
        out.begin(self.maps, again);
        let mut replay = |map: usize, until: u64, each: &mut dyn FnMut(&Yield)| self.replay(map, until, each);
        let mut take = |made: Yield| -> Result<(), MappingError> {
            for (present, made) in present.iter_mut().zip(&made.present) {
                *present |= made;
            }
            if let Some(count) = outcome.records.get_mut(self.source) {
                *count += made.records;
            }
            for quad in &made.quads {
                if let Some(count) = outcome.made.get_mut(quad.rule as usize) {
                    *count += 1;
                }
            }
            out.quads(self.source, &made, &mut replay)?;
            out.problems(self.source, made.problems)?;
            for fragment in made.fragments {
                collections.add(fragment);
            }
            Ok(())
        };
        if self.settings.threads.get() == 1 {
            self.alone(records, &lookup, references, &mut take)?;
        } else {
            self.together(records, &lookup, references, &mut take)?;
        }
        if outcome.records.get(self.source).is_some_and(|count| *count > 0) {
            let absent = present.iter().enumerate().filter(|(_, present)| !**present);
            outcome.missing.extend(absent.map(|(reference, _)| (self.source, reference)));
        }
        Ok(())
    }

    /// Whether a source, or one that it rests on, can be read only once.
    fn is_stream(&self, source: usize, depth: usize) -> bool {
        let Some(source) = self.context.model.sources.get(source) else { return false };
        match &source.kind {
            SourceKind::File(file) => self.context.files.is_stream(&file.location),
            SourceKind::View(view) => {
                depth > 16
                    || self.is_stream(view.on, depth + 1)
                    || view.joins.iter().any(|join| self.is_stream(join.parent, depth + 1))
            }
        }
    }

    /// Makes the quads of one map anew, of the records before `until`.
    fn replay(&self, map: usize, until: u64, each: &mut dyn FnMut(&Yield)) -> Result<(), MappingError> {
        let (logical, _) = self.context.source(self.source)?;
        let (mut records, lookup) = self.context.open(self.source)?;
        let maps = [map];
        let mut machine = Machine::new(self.plan, self.tables, &maps, logical.nulls(), 0);
        let mut tape = JsonTape::new();
        while let Some(batch) = records.next(&logical.name)? {
            if batch.first >= until {
                break;
            }
            self.execute(&batch, &lookup, &mut machine, &mut tape);
            let mut made = machine.take();
            made.keep_before(until);
            each(&made);
        }
        Ok(())
    }

    fn machine<'l>(&'l self, references: usize, lookup: &'l Lookup<'l>) -> Result<Machine<'l>, MappingError> {
        let (logical, _) = self.context.source(self.source)?;
        let machine = Machine::new(self.plan, self.tables, self.maps, logical.nulls(), references);
        Ok(if self.settings.keeps_fields { machine.keeping_fields(lookup) } else { machine })
    }

    fn alone(
        &self,
        mut records: Records<'_>,
        lookup: &Lookup<'_>,
        references: usize,
        take: &mut dyn FnMut(Yield) -> Result<(), MappingError>,
    ) -> Result<(), MappingError> {
        let (logical, _) = self.context.source(self.source)?;
        let mut machine = self.machine(references, lookup)?;
        let mut tape = JsonTape::new();
        while let Some(batch) = records.next(&logical.name)? {
            self.execute(&batch, lookup, &mut machine, &mut tape);
            take(machine.take())?;
            if self.is_enough(&batch) {
                break;
            }
            records.recycle(batch);
        }
        Ok(())
    }

    /// Reads on this thread's side of a channel, executes on several threads and gives what they make back in
    /// the order of the records.
    fn together(
        &self,
        mut records: Records<'_>,
        lookup: &Lookup<'_>,
        references: usize,
        take: &mut dyn FnMut(Yield) -> Result<(), MappingError>,
    ) -> Result<(), MappingError> {
        let (logical, _) = self.context.source(self.source)?;
        let threads = self.settings.threads.get();
        let (give_batch, batches) = sync_channel::<(u64, Batch)>(threads * 2);
        let (give_yield, yields) = sync_channel::<(u64, Yield)>(threads * 2);
        let (give_back, done) = std::sync::mpsc::channel::<Batch>();
        let batches = Mutex::new(Some(batches));
        std::thread::scope(|scope| {
            let reading = scope.spawn(move || -> Result<(), MappingError> {
                let mut number = 0;
                while let Some(batch) = records.next(&logical.name)? {
                    for batch in done.try_iter() {
                        records.recycle(batch);
                    }
                    let enough = self.is_enough(&batch);
                    if give_batch.send((number, batch)).is_err() || enough {
                        break;
                    }
                    number += 1;
                }
                Ok(())
            });
            for _ in 0..threads {
                let give = give_yield.clone();
                let give_back = give_back.clone();
                let batches = &batches;
                scope.spawn(move || {
                    let Ok(mut machine) = self.machine(references, lookup) else { return };
                    let mut tape = JsonTape::new();
                    loop {
                        let next = batches.lock().ok().and_then(|receiver| receiver.as_ref()?.recv().ok());
                        let Some((number, batch)) = next else { return };
                        self.execute(&batch, lookup, &mut machine, &mut tape);
                        // The reader may have ended before.
                        drop(give_back.send(batch));
                        if give.send((number, machine.take())).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(give_yield);
            let taken = in_order(&yields, take);
            drop(yields);
            // The reader waits for somebody to take its batches, unless there is nobody left who could.
            if let Ok(mut batches) = batches.lock() {
                *batches = None;
            }
            let read = reading.join().unwrap_or(Ok(()));
            taken.and(read)
        })
    }

    fn is_enough(&self, batch: &Batch) -> bool {
        self.settings.most_records.is_some_and(|most| batch.first + 1024 >= most)
    }

    fn execute(&self, batch: &Batch, lookup: &Lookup<'_>, machine: &mut Machine<'_>, tape: &mut JsonTape) {
        batch.each(lookup, tape, &mut |number, item| {
            if self.settings.partition.is_some_and(|partition| !partition.holds(number))
                || self.settings.most_records.is_some_and(|most| number >= most)
            {
                return;
            }
            match item {
                Ok(item) => machine.record(item, number),
                Err(problem) => machine.reject(number, problem),
            }
        });
    }
}

/// Takes numbered yields in the order of their numbers.
fn in_order(
    yields: &std::sync::mpsc::Receiver<(u64, Yield)>,
    take: &mut dyn FnMut(Yield) -> Result<(), MappingError>,
) -> Result<(), MappingError> {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    while let Ok((number, made)) = yields.recv() {
        waiting.insert(number, made);
        while let Some(made) = waiting.remove(&next) {
            take(made)?;
            next += 1;
        }
    }
    Ok(())
}

/// The error of references that no record has, for the first of them.
pub(in crate::mapping) fn missing_reference(model: &Model, outcome: &Outcome) -> Option<MappingError> {
    let is_checked = |source: &usize| {
        model
            .sources
            .get(*source)
            .is_some_and(|source| !source.is_legacy() && !matches!(source.kind, SourceKind::View(_)))
    };
    let (source, reference) = outcome.missing.iter().find(|(source, _)| is_checked(source))?;
    let source = model.sources.get(*source)?;
    let reference = model.scopes.get(source.scope)?.references.get(*reference)?;
    Some(MappingError::MissingReference {
        at: if reference.at == Position::default() { source.at } else { reference.at },
        source_name: source.name.clone(),
        reference: reference.text.clone(),
        hint: String::new(),
    })
}

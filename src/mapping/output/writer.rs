//! Leaves out what was written before and gives the rest to the sinks.

use std::collections::BTreeSet;

use super::seen::Verdict;
use super::{Seen, Sink};
use crate::mapping::error::MappingError;
use crate::mapping::execute::{Plan, Problem, QuadMark, Replay, Writing, Yield};

/// Takes what a run makes: sink 0 is the default target, then come the logical targets.
pub(in crate::mapping) struct Writer<'p, 'w> {
    plan: &'p Plan,
    sinks: Vec<Sink<'w>>,
    seen: Seen,
    /// By rule: whether other maps could make its quads, or it has targets of its own.
    shared: Vec<bool>,
    /// By map: whether no two of its rules can make the same quad of one subject.
    distinct: Vec<bool>,
    on_problem: &'w mut dyn FnMut(usize, Problem),
    /// Quads written by rule.
    pub(in crate::mapping) written: Vec<u64>,
    /// Lines of the batch that wait to be written as one piece: from, to, quads.
    waiting: (usize, usize, u64),
    scratch: Vec<u8>,
}

/// The quads of one record and map: marks, and where their lines lie.
struct Group<'y> {
    map: usize,
    record: u64,
    marks: &'y [QuadMark],
    start: usize,
    bytes: &'y [u8],
    /// Whether the bytes are those of the batch.
    in_batch: bool,
}

impl<'p, 'w> Writer<'p, 'w> {
    pub(in crate::mapping) fn new(
        plan: &'p Plan,
        sinks: Vec<Sink<'w>>,
        on_problem: &'w mut dyn FnMut(usize, Problem),
    ) -> Self {
        let shared = plan.shared();
        let distinct = plan
            .maps
            .iter()
            .map(|map| {
                let mut seen = BTreeSet::new();
                map.rules
                    .iter()
                    .filter(|rule| !shared.get(rule.number).copied().unwrap_or(true))
                    .all(|rule| rule.predicate.constant().is_some_and(|term| seen.insert(term)))
            })
            .collect();
        Self {
            plan,
            sinks,
            seen: Seen::new(plan.maps.len()),
            distinct,
            on_problem,
            written: vec![0; plan.rules.len()],
            shared,
            waiting: (0, 0, 0),
            scratch: Vec::new(),
        }
    }

    /// Closes all sinks; the quads that went to the default target and to all.
    pub(in crate::mapping) fn finish(self) -> Result<(u64, u64, Vec<u64>), MappingError> {
        let (mut first, mut all) = (0, 0);
        for (number, sink) in self.sinks.into_iter().enumerate() {
            let quads = sink.finish().map_err(MappingError::Output)?;
            all += quads;
            if number == 0 {
                first = quads;
            }
        }
        Ok((first, all, self.written))
    }

    fn is_shared(&self, rule: u32) -> bool {
        self.shared.get(rule as usize).copied().unwrap_or(true)
    }

    fn write(&mut self, line: &[u8], rule: u32) -> Result<(), MappingError> {
        if let Some(written) = self.written.get_mut(rule as usize) {
            *written += 1;
        }
        self.sinks.first_mut().map_or(Ok(()), |sink| sink.lines(line, 1)).map_err(MappingError::Output)
    }

    /// A quad that other maps could make too, or that goes to targets of its own.
    fn write_shared(&mut self, line: &[u8], rule: u32) -> Result<(), MappingError> {
        let targets = self.plan.rules.get(rule as usize).map_or(&[][..], |rule| &rule.targets);
        let mut is_written = false;
        if targets.is_empty() {
            if self.seen.is_new_shared(line, 0) {
                return self.write(line, rule);
            }
            return Ok(());
        }
        for target in targets {
            if self.seen.is_new_shared(line, target + 1)
                && let Some(sink) = self.sinks.get_mut(target + 1)
            {
                sink.lines(line, 1).map_err(MappingError::Output)?;
                is_written = true;
            }
        }
        if is_written && let Some(written) = self.written.get_mut(rule as usize) {
            *written += 1;
        }
        Ok(())
    }

    /// Lets the lines of a group wait behind those that wait, if they follow them.
    fn wait(&mut self, group: &Group<'_>, length: usize, quads: u64) -> Result<(), MappingError> {
        let (from, to, waiting) = self.waiting;
        if to == group.start {
            self.waiting = (from, to + length, waiting + quads);
            return Ok(());
        }
        self.flush(group.bytes)?;
        self.waiting = (group.start, group.start + length, quads);
        Ok(())
    }

    /// Writes the lines that wait.
    fn flush(&mut self, bytes: &[u8]) -> Result<(), MappingError> {
        let (from, to, quads) = std::mem::take(&mut self.waiting);
        let lines = bytes.get(from..to).unwrap_or_default();
        if lines.is_empty() {
            return Ok(());
        }
        self.sinks.first_mut().map_or(Ok(()), |sink| sink.lines(lines, quads)).map_err(MappingError::Output)
    }

    fn group(&mut self, group: &Group<'_>, replay: &mut Replay<'_>) -> Result<(), MappingError> {
        if group.marks.iter().any(|mark| self.is_shared(mark.rule)) {
            return self.divided(group, replay);
        }
        let end = group.marks.last().map_or(group.start, |mark| mark.end);
        let lines = group.bytes.get(group.start..end).unwrap_or_default();
        self.own(group, lines, replay)
    }

    /// Writes the shared quads of a group and goes on with the others.
    fn divided(&mut self, group: &Group<'_>, replay: &mut Replay<'_>) -> Result<(), MappingError> {
        let mut own = std::mem::take(&mut self.scratch);
        own.clear();
        let mut marks = Vec::new();
        for (mark, line) in group.lines() {
            if self.is_shared(mark.rule) {
                self.write_shared(line, mark.rule)?;
            } else {
                own.extend_from_slice(line);
                marks.push(QuadMark { end: own.len(), ..*mark });
            }
        }
        if !marks.is_empty() {
            let rest = Group { marks: &marks, start: 0, bytes: &own, in_batch: false, ..*group };
            self.own(&rest, &own, replay)?;
        }
        self.scratch = own;
        Ok(())
    }

    /// Quads that only this map can make.
    fn own(&mut self, group: &Group<'_>, lines: &[u8], replay: &mut Replay<'_>) -> Result<(), MappingError> {
        let subject = subject_of(lines);
        let one_subject = group.marks.first().is_some_and(|mark| mark.one_subject)
            || group.lines().all(|(_, line)| line.starts_with(subject));
        let verdict = if one_subject { self.seen.group(group.map, subject, lines) } else { Verdict::Mixed };
        match verdict {
            Verdict::Known => Ok(()),
            Verdict::New if self.is_free_of_repeats(group) => {
                for mark in group.marks {
                    if let Some(written) = self.written.get_mut(mark.rule as usize) {
                        *written += 1;
                    }
                }
                let quads = group.marks.len() as u64;
                if group.in_batch {
                    return self.wait(group, lines.len(), quads);
                }
                self.sinks
                    .first_mut()
                    .map_or(Ok(()), |sink| sink.lines(lines, quads))
                    .map_err(MappingError::Output)
            }
            Verdict::New => {
                let mut written: Vec<&[u8]> = Vec::new();
                let mut many = BTreeSet::new();
                for (mark, line) in group.lines() {
                    let is_new = if group.marks.len() <= 32 {
                        let is_new = !written.contains(&line);
                        written.push(line);
                        is_new
                    } else {
                        many.insert(line)
                    };
                    if is_new {
                        self.write(line, mark.rule)?;
                    }
                }
                Ok(())
            }
            Verdict::Mixed => self.mixed(group, replay),
        }
    }

    /// Whether no two quads of a group can be equal.
    fn is_free_of_repeats(&self, group: &Group<'_>) -> bool {
        self.distinct.get(group.map).copied().unwrap_or(false)
            && group.marks.windows(2).all(|pair| match pair {
                [first, second] => first.rule != second.rule,
                _ => true,
            })
    }

    fn mixed(&mut self, group: &Group<'_>, replay: &mut Replay<'_>) -> Result<(), MappingError> {
        if !self.seen.has_quads(group.map) {
            self.seen.remember_quads(group.map);
            let (seen, shared) = (&mut self.seen, &self.shared);
            replay(group.map, group.record, &mut |made| {
                for (mark, line) in made.lines() {
                    if !shared.get(mark.rule as usize).copied().unwrap_or(true) {
                        seen.is_new_quad(group.map, line);
                    }
                }
            })?;
        }
        for (mark, line) in group.lines() {
            if self.seen.is_new_quad(group.map, line) {
                self.write(line, mark.rule)?;
            }
        }
        Ok(())
    }
}

impl Group<'_> {
    fn lines(&self) -> impl Iterator<Item = (&QuadMark, &[u8])> {
        let mut from = self.start;
        self.marks.iter().map(move |mark| {
            let line = self.bytes.get(from..mark.end).unwrap_or_default();
            from = mark.end;
            (mark, line)
        })
    }
}

/// The subject of a line and the blank behind it.
fn subject_of(line: &[u8]) -> &[u8] {
    let end = line.iter().position(|byte| *byte == b' ').map_or(line.len(), |at| at + 1);
    line.get(..end).unwrap_or_default()
}

impl Writing for Writer<'_, '_> {
    fn begin(&mut self, maps: &[usize], again: bool) {
        if !again {
            for map in maps {
                self.seen.remember_quads(*map);
            }
        }
    }

    fn quads(&mut self, _source: usize, made: &Yield, replay: &mut Replay<'_>) -> Result<(), MappingError> {
        let map_of = |rule: u32| self.plan.rules.get(rule as usize).map_or(0, |rule| rule.map);
        let (mut first, mut start) = (0, 0);
        while let Some(mark) = made.quads.get(first) {
            let map = map_of(mark.rule);
            let rest = made.quads.get(first..).unwrap_or_default();
            let length = rest
                .iter()
                .position(|other| other.record != mark.record || map_of(other.rule) != map)
                .unwrap_or(rest.len());
            let marks = rest.get(..length).unwrap_or_default();
            let group = Group { map, record: mark.record, marks, start, bytes: &made.bytes, in_batch: true };
            self.group(&group, replay)?;
            start = marks.last().map_or(start, |mark| mark.end);
            first += length.max(1);
        }
        self.flush(&made.bytes)
    }

    fn collected(&mut self, rule: u32, line: &[u8]) -> Result<(), MappingError> {
        self.write_shared(line, rule)
    }

    fn problems(&mut self, source: usize, problems: Vec<Problem>) -> Result<(), MappingError> {
        for problem in problems {
            (self.on_problem)(source, problem);
        }
        Ok(())
    }
}

//! Executes the rules of the triples maps of a source on its records.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::encode::digest;
use super::fields::fields_of;
use super::item::Item;
use super::plan::{Form, GatherPlan, ObjectPlan, Plan, RulePlan, TermPlan};
use super::problem::{Problem, Problems};
use super::render;
use super::terms::Terms;
use super::values::{Evaluation, MOST_VALUES};
use crate::mapping::model::{Expression, GatherKind};
use crate::mapping::read::Lookup;

/// Subjects of the parent of a join, by their keys.
#[derive(Debug, Default)]
pub(in crate::mapping) struct JoinTable {
    pub(in crate::mapping) subjects: Subjects,
}

impl JoinTable {
    /// Appends the subjects of a key.
    fn find(&self, key: &[u8], out: &mut Terms) {
        for subject in self.subjects.get(key).into_iter().flatten() {
            out.push(subject);
        }
    }
}

/// What some records made.
#[derive(Debug, Default)]
pub(in crate::mapping) struct Yield {
    /// Quads, each a line of N-Quads.
    pub(in crate::mapping) bytes: Vec<u8>,
    pub(in crate::mapping) quads: Vec<QuadMark>,
    /// Members of collections, gathered at the end where they have a name.
    pub(in crate::mapping) fragments: Vec<Fragment>,
    pub(in crate::mapping) problems: Vec<Problem>,
    /// Which references of the scope some record has.
    pub(in crate::mapping) present: Vec<bool>,
    pub(in crate::mapping) records: u64,
    /// The records with their fields, where they are asked for.
    pub(in crate::mapping) fields: Vec<RecordFields>,
}

/// A record as people read it.
#[derive(Debug, Clone, Default)]
pub(in crate::mapping) struct RecordFields {
    /// Its number in the source, from 0.
    pub(in crate::mapping) record: u64,
    /// The number of the record of the file that it was made of, from 0.
    pub(in crate::mapping) base: u64,
    /// Names or paths of fields with their values, in the order of the record.
    pub(in crate::mapping) fields: Vec<(String, String)>,
}

impl Yield {
    /// Leaves out what records from `until` on made; records are in order.
    pub(in crate::mapping) fn keep_before(&mut self, until: u64) {
        let kept = self.quads.partition_point(|quad| quad.record < until);
        self.quads.truncate(kept);
    }

    /// The quads with the text of their lines.
    pub(in crate::mapping) fn lines(&self) -> impl Iterator<Item = (&QuadMark, &[u8])> {
        let mut from = 0;
        self.quads.iter().map(move |quad| {
            let line = self.bytes.get(from..quad.end).unwrap_or_default();
            from = quad.end;
            (quad, line)
        })
    }
}

/// A quad of a yield.
#[derive(Debug, Clone, Copy)]
pub(in crate::mapping) struct QuadMark {
    /// Where its line ends; it begins where the one before ends.
    pub(in crate::mapping) end: usize,
    pub(in crate::mapping) rule: u32,
    /// Whether the record has one subject in its map, so that all quads of both begin with the same.
    pub(in crate::mapping) one_subject: bool,
    /// Its record, from 0.
    pub(in crate::mapping) record: u64,
}

/// Members of a collection or container that one record gives.
#[derive(Debug, Clone)]
pub(in crate::mapping) struct Fragment {
    pub(in crate::mapping) kind: GatherKind,
    pub(in crate::mapping) head: Box<[u8]>,
    /// Empty: the default graph.
    pub(in crate::mapping) graph: Box<[u8]>,
    pub(in crate::mapping) members: Vec<Box<[u8]>>,
    pub(in crate::mapping) rule: u32,
}

/// Where a term is made: the record, the graphs of its quads and the rule that asks for it.
#[derive(Clone, Copy)]
struct Spot<'t, 'a> {
    item: Item<'a>,
    graphs: &'t Terms,
    rule: usize,
}

/// Join keys with the subjects that have them.
type Subjects = HashMap<Box<[u8]>, Vec<Box<[u8]>>, FxBuildHasher>;

/// Executes rules on records; one for each thread.
pub(in crate::mapping) struct Machine<'p> {
    plan: &'p Plan,
    tables: &'p [JoinTable],
    /// The triples maps of the source.
    maps: &'p [usize],
    nulls: &'p [String],
    /// Whether records are kept with their fields, and what the fields of a row are called.
    keeps_fields: Option<&'p Lookup<'p>>,
    made: Yield,
    problems: Problems,
    subjects: Terms,
    predicates: Terms,
    objects: Terms,
    graphs: Terms,
    /// A key of a join.
    key: Vec<u8>,
}

impl<'p> Machine<'p> {
    pub(in crate::mapping) fn new(
        plan: &'p Plan,
        tables: &'p [JoinTable],
        maps: &'p [usize],
        nulls: &'p [String],
        references: usize,
    ) -> Self {
        Self {
            plan,
            tables,
            maps,
            nulls,
            keeps_fields: None,
            made: Yield { present: vec![false; references], ..Yield::default() },
            problems: Problems::default(),
            subjects: Terms::default(),
            predicates: Terms::default(),
            objects: Terms::default(),
            graphs: Terms::default(),
            key: Vec::new(),
        }
    }

    /// Keeps the fields of each record.
    pub(in crate::mapping) fn keeping_fields(mut self, lookup: &'p Lookup<'p>) -> Self {
        self.keeps_fields = Some(lookup);
        self
    }

    /// Takes what was made since the last time.
    pub(in crate::mapping) fn take(&mut self) -> Yield {
        self.made.problems = std::mem::take(&mut self.problems.found);
        let fresh = Yield { present: vec![false; self.made.present.len()], ..Yield::default() };
        std::mem::replace(&mut self.made, fresh)
    }

    /// Notes something that is wrong with a record as a whole.
    pub(in crate::mapping) fn reject(&mut self, record: u64, problem: Problem) {
        self.problems.record = record;
        self.problems.rule = None;
        self.problems.add(problem);
        self.made.records += 1;
    }

    /// Executes all rules on a record; its number counts from 0 in the source.
    pub(in crate::mapping) fn record(&mut self, item: Item<'_>, number: u64) {
        self.problems.record = number;
        self.made.records += 1;
        if let Some(lookup) = self.keeps_fields {
            self.made.fields.push(fields_of(item, number, lookup));
        }
        let plan = self.plan;
        for map in self.maps {
            let Some(map) = plan.maps.get(*map) else { continue };
            self.problems.rule = Some(map.rule);
            let mut subjects = std::mem::take(&mut self.subjects);
            subjects.clear();
            let no_graphs = Terms::default();
            let first_graphs =
                self.subject_graphs(map.rules.first().map(|rule| rule.graphs.as_slice()), item);
            let graphs = first_graphs.as_ref().unwrap_or(&no_graphs);
            self.terms(&map.subject, Spot { item, graphs, rule: map.rule }, &mut subjects);
            if !subjects.is_empty() {
                for rule in &map.rules {
                    self.problems.rule = Some(rule.number);
                    self.rule(rule, item, &subjects);
                }
            }
            self.subjects = subjects;
        }
    }

    /// Graphs for collections in a subject map.
    fn subject_graphs(&mut self, graphs: Option<&[TermPlan]>, item: Item<'_>) -> Option<Terms> {
        let graphs = graphs.filter(|graphs| !graphs.is_empty())?;
        let mut found = Terms::default();
        for graph in graphs {
            render::terms(graph, &mut self.evaluation(item), &mut found);
        }
        Some(found)
    }

    fn rule(&mut self, rule: &'p RulePlan, item: Item<'_>, subjects: &Terms) {
        let mut predicates = std::mem::take(&mut self.predicates);
        let mut objects = std::mem::take(&mut self.objects);
        let mut graphs = std::mem::take(&mut self.graphs);
        predicates.clear();
        objects.clear();
        graphs.clear();
        for graph in &rule.graphs {
            render::terms(graph, &mut self.evaluation(item), &mut graphs);
        }
        if rule.graphs.is_empty() || !graphs.is_empty() {
            if rule.predicate_term.is_none() {
                render::terms(&rule.predicate, &mut self.evaluation(item), &mut predicates);
            }
            let predicates = rule.predicate_term.as_ref().unwrap_or(&predicates);
            if !predicates.is_empty() && graphs.len() > 1 && rule.object.is_collection() {
                // Each graph has heads of its own.
                for graph in graphs.iter() {
                    let mut alone = Terms::default();
                    alone.push(graph);
                    objects.clear();
                    let spot = Spot { item, graphs: &alone, rule: rule.number };
                    self.object(&rule.object, spot, &mut objects);
                    self.write(spot, [subjects, predicates, &objects]);
                }
            } else if !predicates.is_empty() {
                let spot = Spot { item, graphs: &graphs, rule: rule.number };
                self.object(&rule.object, spot, &mut objects);
                self.write(spot, [subjects, predicates, &objects]);
            }
        }
        self.predicates = predicates;
        self.objects = objects;
        self.graphs = graphs;
    }

    fn write(&mut self, spot: Spot<'_, '_>, [subjects, predicates, objects]: [&Terms; 3]) {
        let record = self.problems.record;
        let rule = u32::try_from(spot.rule).unwrap_or(u32::MAX);
        let graphs = spot.graphs;
        let one_subject = subjects.len() == 1;
        for subject in subjects.iter() {
            for predicate in predicates.iter() {
                for object in objects.iter() {
                    let mut line = |graph: &[u8]| {
                        push_quad(&mut self.made.bytes, [subject, predicate, object, graph]);
                        let end = self.made.bytes.len();
                        self.made.quads.push(QuadMark { end, rule, one_subject, record });
                    };
                    if graphs.is_empty() {
                        line(b"");
                    } else {
                        graphs.iter().for_each(&mut line);
                    }
                }
            }
        }
    }

    fn evaluation<'s, 'a>(&'s mut self, item: Item<'a>) -> Evaluation<'s, 'a> {
        Evaluation { item, nulls: self.nulls, problems: &mut self.problems, present: &mut self.made.present }
    }

    fn object(&mut self, object: &'p ObjectPlan, spot: Spot<'_, '_>, out: &mut Terms) {
        match object {
            ObjectPlan::Term(term) => self.terms(term, spot, out),
            ObjectPlan::SameRecord(map) => {
                if let Some(map) = self.plan.maps.get(*map) {
                    self.terms(&map.subject, spot, out);
                }
            }
            ObjectPlan::Join { table, keys } => self.join(*table, keys, spot.item, out),
        }
    }

    fn join(&mut self, table: usize, keys: &[Expression], item: Item<'_>, out: &mut Terms) {
        let Some(table) = self.tables.get(table) else { return };
        let [Expression::Reference(reference)] = keys else {
            for key in join_keys(keys, &mut self.evaluation(item)) {
                table.find(&key, out);
            }
            return;
        };
        // One reference, mostly with one value: its key is written into a buffer that is used again.
        let mut first = std::mem::take(&mut self.key);
        first.clear();
        let mut others: Vec<Vec<u8>> = Vec::new();
        self.evaluation(item).reference(*reference, &mut |cell| {
            if first.is_empty() {
                push_key(cell.text, &mut first);
            } else {
                others.push(key_of(cell.text));
            }
        });
        if !others.is_empty() {
            others.push(first.clone());
            others.sort_unstable();
            others.dedup();
            others.iter().take_while(|_| others.len() <= MOST_VALUES).for_each(|key| table.find(key, out));
        } else if !first.is_empty() {
            table.find(&first, out);
        }
        self.key = first;
    }

    fn terms(&mut self, plan: &'p TermPlan, spot: Spot<'_, '_>, out: &mut Terms) {
        match &plan.form {
            Form::Gather(gather) => self.gather((plan, gather), spot, out),
            _ => render::terms(plan, &mut self.evaluation(spot.item), out),
        }
    }

    /// Makes collections or containers: their heads are the terms, their members go into fragments.
    fn gather(
        &mut self,
        (plan, gather): (&'p TermPlan, &'p GatherPlan),
        spot: Spot<'_, '_>,
        out: &mut Terms,
    ) {
        let graphs = spot.graphs;
        let mut lists: Vec<Vec<Box<[u8]>>> = Vec::new();
        for object in &gather.items {
            let mut terms = Terms::default();
            self.object(object, spot, &mut terms);
            lists.push(terms.iter().map(Box::from).collect());
        }
        let lists = if gather.product { product(&lists) } else { vec![lists.concat()] };
        for (number, members) in lists.into_iter().enumerate() {
            if members.is_empty() && !gather.allow_empty {
                continue;
            }
            if members.is_empty() && gather.kind == GatherKind::List {
                out.push(NIL);
                continue;
            }
            let mut heads = Terms::default();
            if let Some(head) = &gather.head {
                let mut named = Terms::default();
                render::terms(head, &mut self.evaluation(spot.item), &mut named);
                for head in named.iter() {
                    heads.push(&in_graph(head, graphs));
                }
            } else {
                let key = format!("{}\u{0}{}\u{0}{number}", plan.number, self.problems.record);
                let head = format!("_:g{}", digest(key.as_bytes()));
                heads.push(&in_graph(head.as_bytes(), graphs));
            }
            for head in heads.iter() {
                out.push(head);
                self.fragment(gather.kind, head, spot, &members);
            }
        }
    }

    fn fragment(&mut self, kind: GatherKind, head: &[u8], spot: Spot<'_, '_>, members: &[Box<[u8]>]) {
        let (graphs, rule) = (spot.graphs, spot.rule);
        let mut add = |graph: &[u8]| {
            self.made.fragments.push(Fragment {
                kind,
                head: head.into(),
                graph: graph.into(),
                members: members.to_vec(),
                rule: u32::try_from(rule).unwrap_or(u32::MAX),
            });
        };
        if graphs.is_empty() {
            add(b"");
        } else {
            graphs.iter().for_each(&mut add);
        }
    }
}

/// The head of a collection in a named graph: a blank node is another one in each graph.
fn in_graph(head: &[u8], graphs: &Terms) -> Vec<u8> {
    match graphs.iter().next() {
        Some(graph) if !graph.is_empty() && head.starts_with(b"_:") => {
            [head, b"_", digest(graph).as_bytes()].concat()
        }
        _ => head.to_vec(),
    }
}

/// `rdf:nil`
pub(in crate::mapping) const NIL: &[u8] = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>";

/// Appends a line of N-Quads; an empty graph is the default graph.
#[inline]
pub(in crate::mapping) fn push_quad(out: &mut Vec<u8>, terms: [&[u8]; 4]) {
    out.reserve(terms.iter().map(|term| term.len() + 1).sum::<usize>() + 2);
    for term in terms {
        if !term.is_empty() {
            out.extend_from_slice(term);
            out.push(b' ');
        }
    }
    out.extend_from_slice(b".\n");
}

/// The Cartesian product of lists, at most [`MOST_VALUES`] of them.
fn product(lists: &[Vec<Box<[u8]>>]) -> Vec<Vec<Box<[u8]>>> {
    let mut made: Vec<Vec<Box<[u8]>>> = vec![Vec::new()];
    for list in lists {
        if made.len().saturating_mul(list.len()) > MOST_VALUES {
            break;
        }
        made = made
            .iter()
            .flat_map(|head| {
                list.iter().map(move |member| {
                    let mut longer = head.clone();
                    longer.push(member.clone());
                    longer
                })
            })
            .collect();
    }
    made
}

fn key_of(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() + 8);
    push_key(text, &mut key);
    key
}

/// Appends a value of a join key with its length before it.
fn push_key(text: &str, key: &mut Vec<u8>) {
    key.extend_from_slice(&(text.len() as u64).to_le_bytes());
    key.extend_from_slice(text.as_bytes());
}

/// The keys of a record in a join: all combinations of the values of the conditions, each value with its
/// length before it, so that no two combinations are the same bytes.
pub(in crate::mapping) fn join_keys(keys: &[Expression], at: &mut Evaluation<'_, '_>) -> Vec<Vec<u8>> {
    let mut made = vec![Vec::new()];
    for key in keys {
        let mut values: Vec<Vec<u8>> =
            at.expression(key, None).into_iter().map(|cell| key_of(&cell.text)).collect();
        values.sort_unstable();
        values.dedup();
        if made.len().saturating_mul(values.len()) > MOST_VALUES {
            return Vec::new();
        }
        made = made
            .iter()
            .flat_map(|head| values.iter().map(move |value| [head.as_slice(), value].concat()))
            .collect();
    }
    made
}

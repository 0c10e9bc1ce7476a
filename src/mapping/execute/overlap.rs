//! Which rules of different triples maps can make the same quad.
//!
//! Two rules are disjoint where predicates, subjects, objects or graphs cannot be equal: different constants,
//! different kinds of terms, or IRIs that begin differently. Only rules that are not proven disjoint share a
//! set of the quads that were made; all others need to look at their own map's subjects alone.

use super::plan::{Form, Kind, MapPlan, ObjectPlan, Piece, Plan, RulePlan, TermPlan};

impl Plan {
    /// For each rule, whether another triples map could make the same quads.
    pub(in crate::mapping) fn shared(&self) -> Vec<bool> {
        let mut shared = vec![false; self.rules.len()];
        for (number, first) in self.maps.iter().enumerate() {
            for second in self.maps.iter().skip(number + 1) {
                if subjects_differ(&first.subject, &second.subject) {
                    continue;
                }
                self.compare(first, second, &mut shared);
            }
        }
        for (rule, shared) in self.rules.iter().zip(&mut shared) {
            // The same quad may go to different targets: each target sees to it by itself.
            *shared |= !rule.targets.is_empty();
        }
        shared
    }

    fn compare(&self, first: &MapPlan, second: &MapPlan, shared: &mut [bool]) {
        for a in &first.rules {
            for b in second.rules.iter().filter(|b| self.overlap(a, b)) {
                for number in [a.number, b.number] {
                    if let Some(shared) = shared.get_mut(number) {
                        *shared = true;
                    }
                }
            }
        }
    }

    fn overlap(&self, a: &RulePlan, b: &RulePlan) -> bool {
        !terms_differ(&a.predicate, &b.predicate)
            && !self.objects_differ(&a.object, &b.object)
            && !graphs_differ(&a.graphs, &b.graphs)
    }

    fn objects_differ(&self, a: &ObjectPlan, b: &ObjectPlan) -> bool {
        match (self.object_term(a), self.object_term(b)) {
            (Some(a), Some(b)) => terms_differ(a, b),
            _ => false,
        }
    }

    fn object_term<'s>(&'s self, object: &'s ObjectPlan) -> Option<&'s TermPlan> {
        let map = match object {
            ObjectPlan::Term(term) => return Some(term),
            ObjectPlan::SameRecord(map) => *map,
            ObjectPlan::Join { table, .. } => self.tables.get(*table)?.parent,
        };
        self.maps.get(map).map(|map| &map.subject)
    }
}

fn subjects_differ(a: &TermPlan, b: &TermPlan) -> bool {
    terms_differ(a, b)
}

fn graphs_differ(a: &[TermPlan], b: &[TermPlan]) -> bool {
    match (a, b) {
        ([], []) => false,
        ([], others) | (others, []) => others.iter().all(|graph| {
            !matches!(graph.form, Form::DefaultGraph) && !matches!(graph.form, Form::General { .. })
        }),
        (a, b) => a.iter().all(|a| b.iter().all(|b| terms_differ(a, b))),
    }
}

/// Whether two terms can never be equal.
fn terms_differ(a: &TermPlan, b: &TermPlan) -> bool {
    let (Some(a), Some(b)) = (shape(&a.form), shape(&b.form)) else { return false };
    let common = a.start.len().min(b.start.len());
    if a.start.get(..common) != b.start.get(..common) {
        return true;
    }
    if a.whole && a.start.len() < b.start.len() || b.whole && b.start.len() < a.start.len() {
        return true;
    }
    match (&a.end, &b.end) {
        (Some(a), Some(b)) => a != b,
        _ => false,
    }
}

/// What is known of the bytes of a term.
struct Shape {
    /// How it begins.
    start: Vec<u8>,
    /// Whether that is all of it.
    whole: bool,
    /// What stands behind the closing quotation mark of a literal, where that is known.
    end: Option<Vec<u8>>,
}

fn shape(form: &Form) -> Option<Shape> {
    match form {
        Form::Constant(term) => Some(Shape { start: term.clone(), whole: true, end: literal_end(term) }),
        Form::DefaultGraph => Some(Shape { start: Vec::new(), whole: true, end: None }),
        Form::Reference { kind, .. } => Some(kind_shape(kind, "")),
        Form::Template { segments, kind } => {
            let first = match segments.first() {
                Some(Piece::Text(text)) => text.as_str(),
                _ => "",
            };
            Some(kind_shape(kind, first))
        }
        Form::Fresh => Some(Shape { start: b"_:f".to_vec(), whole: false, end: None }),
        Form::General { .. } | Form::Gather(_) => None,
    }
}

fn kind_shape(kind: &Kind, prefix: &str) -> Shape {
    let start = match kind {
        Kind::Iri { sure: true, .. } => format!("<{prefix}").into_bytes(),
        Kind::Iri { .. } => b"<".to_vec(),
        Kind::Blank => b"_:".to_vec(),
        Kind::Natural | Kind::Typed { .. } => b"\"".to_vec(),
    };
    let end = match kind {
        Kind::Typed { suffix, .. } => Some(suffix.clone()),
        _ => None,
    };
    Shape { start, whole: false, end }
}

/// What stands from the closing quotation mark of a literal on.
fn literal_end(term: &[u8]) -> Option<Vec<u8>> {
    if term.first() != Some(&b'"') {
        return None;
    }
    let at = term.iter().rposition(|byte| *byte == b'"')?;
    term.get(at..).map(<[u8]>::to_vec)
}

//! Collections and containers whose members come from several records (RML-CC).

use std::collections::BTreeMap;

use super::encode::digest;
use super::machine::{Fragment, NIL, push_quad};
use crate::mapping::model::GatherKind;

const FIRST: &[u8] = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#first>";
const REST: &[u8] = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest>";
const TYPE: &[u8] = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// What makes two fragments parts of one collection.
type Key = (GatherKind, Box<[u8]>, Box<[u8]>);

/// The rule that asks for a collection, and its members.
type Members = (u32, Vec<Box<[u8]>>);

/// Members by collection, in the order of the records.
#[derive(Debug, Default)]
pub(in crate::mapping) struct Collections {
    members: BTreeMap<Key, Members>,
}

impl Collections {
    /// Adds the members that one record gives.
    pub(in crate::mapping) fn add(&mut self, fragment: Fragment) {
        let key = (fragment.kind, fragment.head, fragment.graph);
        self.members.entry(key).or_insert_with(|| (fragment.rule, Vec::new())).1.extend(fragment.members);
    }

    /// The quads of all collections, each with the number of its rule.
    pub(in crate::mapping) fn quads(self) -> Vec<(u32, Vec<u8>)> {
        let mut quads = Vec::new();
        for ((kind, head, graph), (rule, members)) in self.members {
            let mut add = |terms: [&[u8]; 3]| {
                let [subject, predicate, object] = terms;
                let mut line = Vec::new();
                push_quad(&mut line, [subject, predicate, object, &graph]);
                quads.push((rule, line));
            };
            match kind {
                GatherKind::List => list(&head, &graph, &members, &mut add),
                GatherKind::Bag => container("Bag", &head, &members, &mut add),
                GatherKind::Seq => container("Seq", &head, &members, &mut add),
                GatherKind::Alt => container("Alt", &head, &members, &mut add),
            }
        }
        quads
    }
}

/// A list: the head is its first cell, the others are blank nodes named by head, graph and place.
fn list(head: &[u8], graph: &[u8], members: &[Box<[u8]>], add: &mut dyn FnMut([&[u8]; 3])) {
    let cell = |place: usize| -> Vec<u8> {
        if place == 0 {
            return head.to_vec();
        }
        let key = [head, b"\0", graph, b"\0", place.to_string().as_bytes()].concat();
        format!("_:l{}", digest(&key)).into_bytes()
    };
    for (place, member) in members.iter().enumerate() {
        let here = cell(place);
        add([&here, FIRST, member]);
        let rest = if place + 1 == members.len() { NIL.to_vec() } else { cell(place + 1) };
        add([&here, REST, &rest]);
    }
}

fn container(class: &str, head: &[u8], members: &[Box<[u8]>], add: &mut dyn FnMut([&[u8]; 3])) {
    add([head, TYPE, format!("<{RDF}{class}>").as_bytes()]);
    for (place, member) in members.iter().enumerate() {
        add([head, format!("<{RDF}_{}>", place + 1).as_bytes(), member]);
    }
}

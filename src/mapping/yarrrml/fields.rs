//! A map read key by key, with the spellings that the specification allows and a check for keys nobody read.

use crate::mapping::graph::Position;

use super::error::YarrrmlError;
use super::tree::Key;
use super::tree::Node;
use super::tree::Value;

/// A key: its name and the shortcuts of the specification ("Shortcuts", "Keys").
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// The full name.
    pub(super) name: &'static str,
    /// Other spellings.
    pub(super) others: &'static [&'static str],
}

const fn word(name: &'static str, others: &'static [&'static str]) -> Word {
    Word { name, others }
}

pub(super) const ACCESS: Word = word("access", &[]);
pub(super) const AUTHORS: Word = word("authors", &["author", "a"]);
pub(super) const BASE: Word = word("base", &[]);
pub(super) const COMPRESSION: Word = word("compression", &[]);
pub(super) const CONDITION: Word = word("condition", &["conditions"]);
pub(super) const CONTENT_TYPE: Word = word("contentType", &[]);
pub(super) const CREDENTIALS: Word = word("credentials", &[]);
pub(super) const DATATYPE: Word = word("datatype", &[]);
pub(super) const DELIMITER: Word = word("delimiter", &[]);
pub(super) const ENCODING: Word = word("encoding", &[]);
pub(super) const EXTERNAL: Word = word("external", &[]);
pub(super) const FROM: Word = word("from", &[]);
pub(super) const FUNCTION: Word = word("function", &["fn", "f"]);
pub(super) const GRAPHS: Word = word("graphs", &["graph"]);
pub(super) const INVERSE: Word = word("inversepredicates", &["inversepredicate", "i"]);
pub(super) const ITERATOR: Word = word("iterator", &[]);
pub(super) const LANGUAGE: Word = word("language", &[]);
pub(super) const MAPPING: Word = word("mapping", &[]);
pub(super) const MAPPINGS: Word = word("mappings", &["mapping", "m"]);
pub(super) const OBJECTS: Word = word("objects", &["object", "o"]);
pub(super) const OPERATION_TYPE: Word = word("operationType", &[]);
pub(super) const PARAMETER: Word = word("parameter", &["pm"]);
pub(super) const PARAMETERS: Word = word("parameters", &["pms"]);
pub(super) const PREDICATE_OBJECTS: Word = word("predicateobjects", &["predicateobject", "po"]);
pub(super) const PREDICATES: Word = word("predicates", &["predicate", "p"]);
pub(super) const PREFIXES: Word = word("prefixes", &[]);
pub(super) const QUERY: Word = word("query", &[]);
pub(super) const QUERY_FORMULATION: Word = word("queryFormulation", &[]);
pub(super) const QUOTED: Word = word("quoted", &["quotedNonAsserted"]);
pub(super) const REFERENCE_FORMULATION: Word = word("referenceFormulation", &[]);
pub(super) const SECURITY: Word = word("security", &[]);
pub(super) const SERIALIZATION: Word = word("serialization", &[]);
pub(super) const SOURCES: Word = word("sources", &["source"]);
pub(super) const SUBJECTS: Word = word("subjects", &["subject", "s"]);
pub(super) const TARGETS: Word = word("targets", &["target"]);
pub(super) const TYPE: Word = word("type", &[]);
pub(super) const VALUE: Word = word("value", &["v"]);

/// A map of the file with the keys that may stand in it.
pub(super) struct Fields<'a> {
    /// Where the map starts.
    pub(super) at: Position,
    place: &'static str,
    entries: &'a [(Key, Node)],
}

impl<'a> Fields<'a> {
    /// Opens a map, in words `place`, whose keys are all in `allowed` and stand in one spelling each.
    pub(super) fn open(node: &'a Node, place: &'static str, allowed: &[Word]) -> Result<Self, YarrrmlError> {
        let entries = entries(node, place)?;
        let mut seen: Vec<(&str, Position)> = Vec::new();
        for (key, _) in entries {
            let known = allowed.iter().find(|word| word.is(&key.text));
            let Some(word) = known else {
                let expected = listed(allowed.iter().map(|word| word.name));
                return Err(YarrrmlError::UnknownKey { at: key.at, key: key.text.clone(), place, expected });
            };
            if let Some((_, first)) = seen.iter().find(|(name, _)| *name == word.name) {
                return Err(YarrrmlError::DuplicateKey { at: key.at, key: key.text.clone(), first: *first });
            }
            seen.push((word.name, key.at));
        }
        Ok(Self { at: node.at, place, entries })
    }

    /// The value of a key, if the key is there and its value is not empty.
    pub(super) fn get(&self, word: Word) -> Option<&'a Node> {
        self.raw(word).filter(|node| !node.is_null())
    }

    /// The value of a key, even an empty one.
    pub(super) fn raw(&self, word: Word) -> Option<&'a Node> {
        self.entries.iter().find(|(key, _)| word.is(&key.text)).map(|(_, node)| node)
    }

    /// The value of a key that must be there.
    pub(super) fn need(&self, word: Word) -> Result<&'a Node, YarrrmlError> {
        self.get(word).ok_or(YarrrmlError::MissingKey { at: self.at, place: self.place, key: word.name })
    }
}

impl Word {
    /// Whether a key is this word.
    pub(super) fn is(self, key: &str) -> bool {
        key == self.name || self.others.contains(&key)
    }
}

/// Whether a map has a key.
pub(super) fn has(node: &Node, word: Word) -> bool {
    matches!(&node.value, Value::Map(entries) if entries.iter().any(|(key, _)| word.is(&key.text)))
}

/// The entries of a map of any keys.
pub(super) fn entries<'a>(node: &'a Node, place: &'static str) -> Result<&'a [(Key, Node)], YarrrmlError> {
    match &node.value {
        Value::Map(entries) => Ok(entries),
        _ => Err(shape(node, place, "a map")),
    }
}

/// The text of a scalar.
pub(super) fn text<'a>(node: &'a Node, place: &'static str) -> Result<&'a str, YarrrmlError> {
    match &node.value {
        Value::Text(text) => Ok(text),
        _ => Err(shape(node, place, "text")),
    }
}

/// One value or several: the items of a list, or the value itself.
pub(super) fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        Value::Null => &[],
        _ => std::slice::from_ref(node),
    }
}

/// The error of a value of the wrong kind.
pub(super) fn shape(node: &Node, place: &'static str, expected: &'static str) -> YarrrmlError {
    YarrrmlError::Shape { at: node.at, place, found: node.found(), expected }
}

/// Words in backticks, parted by commas.
pub(super) fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// The value of a closed list that a word stands for.
pub(super) fn choose<T: Copy>(
    at: Position,
    word: &str,
    kind: &'static str,
    list: &[(&'static str, T)],
) -> Result<T, YarrrmlError> {
    list.iter().find(|(name, _)| *name == word).map(|(_, value)| *value).ok_or_else(|| {
        YarrrmlError::UnknownWord {
            at,
            word: word.to_owned(),
            kind,
            expected: listed(list.iter().map(|(name, _)| *name)),
        }
    })
}

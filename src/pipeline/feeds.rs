//! Feeds that are known by their content, with the mappings that are built in.
//!
//! What a feed is known by stands in `ontology/mappings/feeds.toml`, the mappings and their tables beside it.

use std::collections::BTreeMap;

use regex::Regex;
use serde::Deserialize;
use serde_json::Value;

use crate::mapping::Source;

macro_rules! texts {
    ($($name:literal,)*) => {
        /// The mappings and tables by the paths that they have in `ontology/mappings`.
        const TEXTS: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../ontology/mappings/", $name))),)*];
    };
}

texts! {
    "acled-deleted.rml.ttl",
    "acled.rml.ttl",
    "ftm-delta.rml.ttl",
    "ftm.rml.ttl",
    "gdelt.rml.ttl",
    "misp-event.rml.ttl",
    "misp.rml.ttl",
    "plain.rml.ttl",
    "stix.rml.ttl",
    "ucdp-json.rml.ttl",
    "ucdp.rml.ttl",
    "tables/acled-events.csv",
    "tables/acled-parties.csv",
    "tables/acled-roles.csv",
    "tables/cameo-events.csv",
    "tables/cameo-state-names.csv",
    "tables/cameo-states.csv",
    "tables/event-modes.csv",
    "tables/fips-states.csv",
    "tables/ftm-schemata.csv",
    "tables/gw-states.csv",
    "tables/iso-numeric.csv",
    "tables/kinds.csv",
    "tables/misp-galaxies.csv",
    "tables/misp-objects.csv",
    "tables/stix-identities.csv",
    "tables/stix-relationships.csv",
    "tables/stix-types.csv",
    "tables/ucdp-precision.csv",
    "tables/ucdp-violence.csv",
}

/// What feeds are known by.
const FEEDS: &str = include_str!("../../ontology/mappings/feeds.toml");

/// A feed with a built-in mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFeed {
    /// Its name.
    pub name: String,
    /// The mapping's text, in Turtle.
    pub mapping: &'static str,
    /// The names of the files that it is made of; empty where it is one file, which the mapping calls `feed`.
    pub files: Vec<String>,
}

/// The tables that the built-in mappings read, by the paths that they name.
pub fn feed_tables() -> BTreeMap<String, Source> {
    TEXTS
        .iter()
        .filter(|(name, _)| name.starts_with("tables/"))
        .map(|(name, text)| ((*name).to_owned(), Source::Text(text)))
        .collect()
}

#[derive(Debug, Deserialize)]
struct Feeds {
    feed: Vec<Signs>,
}

/// What one form of a feed is known by.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signs {
    name: String,
    mapping: String,
    #[serde(default)]
    columns: Vec<String>,
    #[serde(default)]
    fields: usize,
    #[serde(default)]
    patterns: Vec<String>,
    #[serde(default)]
    members: Vec<String>,
    #[serde(default)]
    of: BTreeMap<String, String>,
    #[serde(default)]
    files: Vec<String>,
}

/// Knows feeds by their content.
#[derive(Debug)]
pub struct FeedGuide {
    signs: Vec<Signs>,
}

impl FeedGuide {
    /// The feeds that are built in; none where their list cannot be read, which a test rules out.
    pub fn embedded() -> Self {
        Self { signs: toml::from_str::<Feeds>(FEEDS).map(|feeds| feeds.feed).unwrap_or_default() }
    }

    /// The feed that a file is, by its name and its first bytes.
    pub fn recognise(&self, file: &str, head: &[u8]) -> Option<KnownFeed> {
        let text = String::from_utf8_lossy(head);
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let first = text.lines().next().unwrap_or_default();
        let object = first_object(text);
        let signs = self.signs.iter().find(|signs| {
            signs.is_delimited(first)
                || object.as_ref().is_some_and(|object| signs.is_object(object))
                || signs.files.iter().any(|name| name == file)
        })?;
        let mapping = TEXTS.iter().find(|(name, _)| *name == signs.mapping)?;
        Some(KnownFeed { name: signs.name.clone(), mapping: mapping.1, files: signs.files.clone() })
    }
}

impl Signs {
    fn is_delimited(&self, line: &str) -> bool {
        if self.fields > 0 {
            let cells: Vec<&str> = line.split('\t').collect();
            return cells.len() == self.fields
                && self
                    .patterns
                    .iter()
                    .zip(&cells)
                    .all(|(pattern, cell)| Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(cell)));
        }
        if self.columns.is_empty() {
            return false;
        }
        [',', ';', '\t'].iter().any(|delimiter| {
            let names: Vec<&str> = line.split(*delimiter).map(|name| name.trim().trim_matches('"')).collect();
            self.columns.iter().all(|column| names.contains(&column.as_str()))
        })
    }

    fn is_object(&self, object: &Members) -> bool {
        !self.members.is_empty()
            && self.members.iter().all(|member| object.names.contains(member))
            && self.of.iter().all(|(member, value)| object.values.get(member) == Some(value))
    }
}

/// The members of the first object of a JSON text of which only the beginning is at hand.
#[derive(Debug, Default)]
struct Members {
    /// Names, those of objects in it with a dot.
    names: Vec<String>,
    /// Texts by name.
    values: BTreeMap<String, String>,
}

/// How many bytes of a JSON text are looked through.
const LOOKED_AT: usize = 1024 * 1024;

/// Reads the members of the first object, also where the text is cut off.
fn first_object(text: &str) -> Option<Members> {
    if !text.starts_with(['{', '[']) {
        return None;
    }
    let line = text.lines().next().unwrap_or_default();
    if let Ok(Value::Object(object)) = serde_json::from_str::<Value>(line) {
        return Some(of_value(&Value::Object(object)));
    }
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        let first = match &value {
            Value::Array(items) => items.first()?,
            other => other,
        };
        return Some(of_value(first));
    }
    Some(scanned(text))
}

fn of_value(value: &Value) -> Members {
    let mut members = Members::default();
    for (name, value) in value.as_object().into_iter().flatten() {
        members.names.push(name.clone());
        match value {
            Value::String(text) => drop(members.values.insert(name.clone(), text.clone())),
            Value::Object(inner) => {
                members.names.extend(inner.keys().map(|inner| format!("{name}.{inner}")));
            }
            Value::Array(items) => {
                let first = items.first().and_then(Value::as_object);
                members.names.extend(
                    first.into_iter().flat_map(|first| first.keys()).map(|inner| format!("{name}.{inner}")),
                );
            }
            _ => {}
        }
    }
    members
}

/// Scans the names at the first two levels of objects of a text that is cut off.
fn scanned(text: &str) -> Members {
    let mut members = Members::default();
    let mut path: Vec<Option<String>> = Vec::new();
    let mut name: Option<String> = None;
    let mut depth = 0_usize;
    let mut characters = text.char_indices().take_while(|(at, _)| *at < LOOKED_AT).peekable();
    while let Some((_, character)) = characters.next() {
        match character {
            '"' => {
                let mut word = String::new();
                while let Some((_, inner)) = characters.next() {
                    match inner {
                        '\\' => drop(characters.next()),
                        '"' => break,
                        other => word.push(other),
                    }
                }
                while characters.next_if(|(_, next)| next.is_whitespace()).is_some() {}
                let is_name = characters.next_if(|(_, next)| *next == ':').is_some();
                let outer: Vec<&str> = path.iter().flatten().map(String::as_str).collect();
                if is_name {
                    if outer.len() <= 1 && depth <= 3 {
                        members.names.push([outer.as_slice(), &[word.as_str()]].concat().join("."));
                    }
                    name = Some(word);
                } else if let Some(name) = name.take()
                    && outer.is_empty()
                {
                    members.values.entry(name).or_insert(word);
                }
            }
            '{' | '[' => {
                depth += 1;
                path.push(name.take());
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                path.pop();
            }
            _ => {}
        }
    }
    members
}

#[cfg(test)]
mod tests {
    use super::{FEEDS, FeedGuide, Feeds, TEXTS, scanned};

    #[test]
    fn the_list_of_feeds_can_be_read_and_its_mappings_are_there() {
        let feeds: Feeds = toml::from_str(FEEDS).unwrap();
        for signs in feeds.feed {
            assert!(TEXTS.iter().any(|(name, _)| *name == signs.mapping), "{}", signs.mapping);
        }
    }

    #[test]
    fn all_built_in_mappings_can_be_loaded() {
        for (name, text) in TEXTS.iter().filter(|(name, _)| !name.starts_with("tables/")) {
            crate::mapping::Mapping::from_turtle(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }

    #[test]
    fn feeds_are_known_by_their_beginning() {
        let guide = FeedGuide::embedded();
        let name = |file: &str, head: &str| guide.recognise(file, head.as_bytes()).map(|feed| feed.name);
        assert_eq!(
            name("a.jsonl", "{\"id\":\"x\",\"schema\":\"Vessel\",\"properties\":{}}\n{").unwrap(),
            "ftm"
        );
        assert_eq!(
            name("b.json", "{\"type\": \"bundle\",\n \"id\": \"bundle--1\", \"objects\": [{\"type\"")
                .unwrap(),
            "stix"
        );
        assert_eq!(
            name("b.json", "{\"type\": \"report\",\n \"id\": \"r--1\", \"objects\": [{\"type\""),
            None
        );
        assert_eq!(
            name("c.csv", "id,year,type_of_violence,dyad_name,where_prec,date_prec,best,high,low\n").unwrap(),
            "ucdp"
        );
        assert_eq!(name("events.csv", "id,kind\n").unwrap(), "plain");
        assert_eq!(name("news.jsonl", "{\"title\":\"x\",\"text\":\"y\"}\n"), None);
        assert_eq!(name("news.txt", "A ship sailed."), None);
    }

    #[test]
    fn names_are_found_in_a_text_that_is_cut_off() {
        let members = scanned("{\"Event\": {\"info\": \"x\", \"Attribute\": [{\"a\": 1}, {\"b");
        assert!(members.names.contains(&"Event".to_owned()));
        assert!(members.names.contains(&"Event.info".to_owned()));
    }
}

//! Base forms of words by rules and word lists (spaCy's rule lemmatizer for English; the lists are `WordNet`'s).

use std::collections::HashMap;

use crate::nlp::blob::LemmaTable;
use crate::nlp::characters::Characters;

/// The lemma tables.
#[derive(Debug)]
pub(super) struct Lemmatizer {
    tables: HashMap<String, Table>,
}

/// The tables of a part of speech.
#[derive(Debug)]
struct Table {
    index: Lines,
    exceptions: Lines,
    rules: Vec<(String, String)>,
}

/// Sorted lines of one text.
#[derive(Debug)]
struct Lines {
    text: String,
    starts: Vec<u32>,
}

impl Lines {
    fn new(text: String) -> Self {
        let mut starts = vec![0];
        starts.extend(
            text.bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == b'\n')
                .filter_map(|(place, _)| u32::try_from(place + 1).ok()),
        );
        Self { text, starts }
    }

    fn line(&self, number: usize) -> Option<&str> {
        let start = *self.starts.get(number)? as usize;
        let end = self.starts.get(number + 1).map_or(self.text.len(), |next| *next as usize - 1);
        self.text.get(start..end)
    }

    /// The rest, after a tab, of the line whose first field is `key`.
    fn find(&self, key: &str) -> Option<&str> {
        let number = self.starts.partition_point(|start| {
            let line = self.text.get(*start as usize..).unwrap_or_default();
            line.split(['\t', '\n']).next().unwrap_or_default() < key
        });
        let line = self.line(number)?;
        let (field, rest) = line.split_once('\t').unwrap_or((line, ""));
        (field == key && !key.is_empty()).then_some(rest)
    }

    fn contains(&self, key: &str) -> bool {
        self.find(key).is_some()
    }
}

impl Lemmatizer {
    /// Keeps the tables.
    pub(super) fn new(tables: Vec<LemmaTable>) -> Self {
        let tables = tables
            .into_iter()
            .map(|table| {
                let LemmaTable { pos, index, exceptions, rules } = table;
                (pos, Table { index: Lines::new(index), exceptions: Lines::new(exceptions), rules })
            })
            .collect();
        Self { tables }
    }

    /// The base form of `word` with a part of speech and features.
    pub(super) fn lemma(&self, word: &str, pos: &str, morph: &str, characters: &Characters) -> String {
        let pos = pos.to_lowercase();
        if matches!(pos.as_str(), "" | "eol" | "space") || is_base_form(&pos, morph) {
            return word.to_lowercase();
        }
        let Some(table) = self.tables.get(&pos) else {
            return if pos == "propn" { word.to_owned() } else { word.to_lowercase() };
        };
        let lower = word.to_lowercase();
        let mut forms: Vec<String> = Vec::new();
        let mut unknown = None;
        for (old, new) in &table.rules {
            let Some(stem) = lower.strip_suffix(old.as_str()) else { continue };
            let form = format!("{stem}{new}");
            if form.is_empty() {
                continue;
            }
            if table.index.contains(&form) {
                forms.insert(0, form);
            } else if characters.all_alpha(&form) {
                unknown.get_or_insert(form);
            } else {
                forms.push(form);
            }
        }
        // Each exception goes before what is there, so the last one that is new comes first.
        for form in table.exceptions.find(&lower).into_iter().flat_map(|rest| rest.split('\t')) {
            if !forms.iter().any(|known| known == form) {
                forms.insert(0, form.to_owned());
            }
        }
        forms.into_iter().next().or(unknown).unwrap_or_else(|| word.to_owned())
    }
}

/// Whether features say that a word is in its base form already.
fn is_base_form(pos: &str, morph: &str) -> bool {
    let get = |name: &str| {
        morph
            .split('|')
            .find_map(|feature| feature.split_once('=').filter(|(key, _)| *key == name))
            .map(|(_, v)| v)
    };
    match pos {
        "noun" if get("Number") == Some("Sing") => true,
        "verb"
            if get("VerbForm") == Some("Fin") && get("Tense") == Some("Pres") && get("Number").is_none() =>
        {
            true
        }
        _ => matches!(get("VerbForm"), Some("Inf" | "None")) || get("Degree") == Some("Pos"),
    }
}

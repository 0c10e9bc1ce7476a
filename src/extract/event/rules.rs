//! Event frames as data: which words name which event, and which of their dependents fill which slot.
//!
//! The files lie in `src/extract/data/frames/` and are TOML (an analyst adds a file of the same form with
//! `--lexicon DIR`). An entry:
//!
//! ```toml
//! [[frame]]
//! name = "seize"                      # the rule's name on every claim that it makes
//! class = ["Coerce"]                  # classes of the ontology, the leading one first
//! mode = ["seize"]                    # modes: concepts of ontology/concepts.ttl
//! verbs = ["seize", "take over"]      # base forms; a second word is a particle, or an object noun
//! nouns = ["seizure"]                 # event nouns
//! subject = ["actor:Actor"]           # who does it: the slot, and what may fill it
//! object = ["object:Asset", "recipient:Actor"]
//! from = ["recipient:Actor", "origin:Place"]
//! when = { object = ["Asset"] }       # the rule applies only with these arguments
//! example = "The coast guard seized two trawlers."
//! ```
//!
//! Argument names are functions: `subject` and `object` are those of the active clause, whatever the voice;
//! `indirect`; `possessor` (`'s`), `modifier` (a noun or adjective before a noun); `party` is who the act is
//! directed at where no other slot says so (`party.rs`); `governor` is the verb whose subject a noun is; `infinitive`
//! the act behind "to", `clause` the verb of a clause of time or manner, `content` that of what is said and `content modal` its modal (these for conditions only); every other name is a
//! preposition. `bare = "always"` lets a word tell of an
//! event without parties, `"unless-doubted"` if the layer of triggers does not doubt it; `when` takes `None` (no such
//! argument) and `Some` (any) as well, a word, or `@list`, a list of `words.toml`; `unless` is its opposite: one such
//! argument and the frame does not apply. `misfortune = true` is a frame of what harms without an agent; frames of
//! Assault apply to nothing of that kind. A filler kind after the colon is a class of the ontology or one of `Actor`,
//! `People`, `Force`,
//! `Thing`, `Place`, `Event`, `Words` (`crate::extract::entity` tells what they hold).

use std::collections::BTreeMap;
use std::collections::HashMap;

use serde::Deserialize;

use crate::statement::Modality;
use crate::statement::Term;
use crate::vocab::casegraph;

/// What a frame file gets wrong.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// The file is not of the form above.
    #[error("cannot read frames `{file}`: {message}")]
    Syntax {
        /// The file's name.
        file: String,
        /// What the TOML reader found, with line and column.
        message: String,
    },
    /// A name is not a term of the ontology.
    #[error("cannot use frame `{frame}` of `{file}`: `{name}` is not a {expected} of the ontology")]
    UnknownTerm {
        /// The file's name.
        file: String,
        /// The frame's name.
        frame: String,
        /// What was found.
        name: String,
        /// What was expected.
        expected: &'static str,
    },
    /// A frame names no word.
    #[error("cannot use frame `{frame}` of `{file}`: it has neither `verbs` nor `nouns` nor `label`")]
    NoWords {
        /// The file's name.
        file: String,
        /// The frame's name.
        frame: String,
    },
}

/// A slot that an argument may fill.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SlotRule {
    /// The argument's function.
    pub(crate) function: String,
    /// The property.
    pub(crate) property: Term,
    /// What may fill it; `None` takes anything that is an entity.
    pub(crate) kind: Option<String>,
}

/// Whether a frame's word tells of an event without parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Bare {
    /// It needs a party.
    #[default]
    Never,
    /// It does unless the layer of triggers doubts it: "attack" is an illness as well.
    UnlessDoubted,
    /// It does: "explosion".
    Always,
}

/// One frame.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FrameRule {
    /// Its name, unique over all files.
    pub(crate) name: String,
    /// Its classes.
    pub(crate) classes: Vec<Term>,
    /// Its modes.
    pub(crate) modes: Vec<String>,
    /// Its verbs: base form and, where needed, a particle or object noun.
    pub(crate) verbs: Vec<(String, Option<String>)>,
    /// Its nouns.
    pub(crate) nouns: Vec<String>,
    /// Its slots, in the order in which they are tried.
    pub(crate) slots: Vec<SlotRule>,
    /// Conditions: a function and the kinds of which its filler must be one.
    pub(crate) when: Vec<(String, Vec<String>)>,
    /// Conditions that must not hold.
    pub(crate) unless: Vec<(String, Vec<String>)>,
    /// Whether it tells of what harms without an agent.
    pub(crate) misfortune: bool,
    /// Whether the thing that moves is at the destination afterwards.
    pub(crate) presence: bool,
    /// Whether the state of the forces that move is the actor where none is told.
    pub(crate) actor_from_state: bool,
    /// Modes by what the object is: kind and mode; objects of different modes are different events.
    pub(crate) modes_by_object: Vec<(String, String)>,
    /// The kind of event that the learned layer of triggers proposes, in place of words.
    pub(crate) label: Option<String>,
    /// Whether the word alone, without parties, tells of an event.
    pub(crate) bare: Bare,
    /// What the event is where the clause says nothing else: `Habitual` for what goes on.
    pub(crate) modality: Option<Modality>,
    /// A sentence that shows it.
    pub(crate) example: String,
}

/// All frames, by word.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct FrameRules {
    /// The frames in the order of the files.
    pub(crate) rules: Vec<FrameRule>,
    verbs: HashMap<String, Vec<usize>>,
    nouns: HashMap<String, Vec<usize>>,
}

/// A file as serde reads it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    frame: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    class: Vec<String>,
    #[serde(default)]
    mode: Vec<String>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    when: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    unless: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    misfortune: bool,
    #[serde(default)]
    presence: bool,
    #[serde(default)]
    actor_from_state: bool,
    #[serde(default)]
    bare: Bare,
    label: Option<String>,
    #[serde(default)]
    modes_by_object: Vec<(String, String)>,
    modality: Option<String>,
    #[serde(default)]
    example: String,
    #[serde(flatten)]
    arguments: toml::Table,
}

/// Functions that are looked for before prepositions, in this order.
const LEADING: [&str; 5] = ["subject", "object", "indirect", "possessor", "modifier"];

impl FrameRules {
    /// Reads one more file; an entry with the name of an earlier one replaces it.
    ///
    /// # Errors
    /// The first thing in the file that is not of the form in the module's page.
    pub(crate) fn read(&mut self, file: &str, text: &str) -> Result<(), FrameError> {
        let parsed: File = toml::from_str(text)
            .map_err(|error| FrameError::Syntax { file: file.to_owned(), message: error.to_string() })?;
        for entry in parsed.frame {
            let rule = rule(file, entry)?;
            match self.rules.iter_mut().find(|known| known.name == rule.name) {
                Some(known) => *known = rule,
                None => self.rules.push(rule),
            }
        }
        self.index();
        Ok(())
    }

    /// The frames that a verb may name, in the order of the files.
    pub(crate) fn of_verb(&self, lemma: &str) -> impl Iterator<Item = &FrameRule> {
        self.verbs.get(lemma).into_iter().flatten().filter_map(|index| self.rules.get(*index))
    }

    /// The frames that a noun may name, in the order of the files.
    pub(crate) fn of_noun(&self, lemma: &str) -> impl Iterator<Item = &FrameRule> {
        self.nouns.get(lemma).into_iter().flatten().filter_map(|index| self.rules.get(*index))
    }

    /// The frame of a kind of event that the learned layer proposes.
    pub(crate) fn of_label(&self, label: &str) -> Option<&FrameRule> {
        self.rules.iter().find(|rule| rule.label.as_deref() == Some(label))
    }

    fn index(&mut self) {
        self.verbs.clear();
        self.nouns.clear();
        for (index, rule) in self.rules.iter().enumerate() {
            for (verb, _) in &rule.verbs {
                let list = self.verbs.entry(verb.clone()).or_default();
                if !list.contains(&index) {
                    list.push(index);
                }
            }
            for noun in &rule.nouns {
                self.nouns.entry(noun.clone()).or_default().push(index);
            }
        }
    }
}

fn rule(file: &str, entry: Entry) -> Result<FrameRule, FrameError> {
    if entry.verbs.is_empty() && entry.nouns.is_empty() && entry.label.is_none() {
        return Err(FrameError::NoWords { file: file.to_owned(), frame: entry.name });
    }
    let unknown = |name: &str, expected| FrameError::UnknownTerm {
        file: file.to_owned(),
        frame: entry.name.clone(),
        name: name.to_owned(),
        expected,
    };
    let classes = entry
        .class
        .iter()
        .map(|name| casegraph::term(name).ok_or_else(|| unknown(name, "class")))
        .collect::<Result<Vec<_>, _>>()?;
    let mut slots = Vec::new();
    for (function, value) in sorted_arguments(&entry.arguments) {
        let fillers: Vec<&str> = match value {
            toml::Value::String(filler) => vec![filler.as_str()],
            toml::Value::Array(list) => list.iter().filter_map(toml::Value::as_str).collect(),
            _ => return Err(unknown(function, "argument (a string or a list of strings)")),
        };
        for filler in fillers {
            let (property, kind) =
                filler.split_once(':').map_or((filler, None), |(name, kind)| (name, Some(kind)));
            let property = casegraph::term(property).ok_or_else(|| unknown(property, "property"))?;
            slots.push(SlotRule { function: function.to_owned(), property, kind: kind.map(str::to_owned) });
        }
    }
    let modality = match &entry.modality {
        Some(name) => Some(Modality::from_local_name(name).ok_or_else(|| unknown(name, "modality"))?),
        None => None,
    };
    let verbs = entry
        .verbs
        .iter()
        .map(|verb| match verb.split_once(' ') {
            Some((verb, rest)) => (verb.to_owned(), Some(rest.to_owned())),
            None => (verb.clone(), None),
        })
        .collect();
    Ok(FrameRule {
        classes,
        slots,
        verbs,
        name: entry.name,
        modes: entry.mode,
        nouns: entry.nouns,
        when: entry.when.into_iter().collect(),
        unless: entry.unless.into_iter().collect(),
        misfortune: entry.misfortune,
        modality,
        bare: entry.bare,
        label: entry.label,
        presence: entry.presence,
        actor_from_state: entry.actor_from_state,
        modes_by_object: entry.modes_by_object,
        example: entry.example,
    })
}

fn sorted_arguments(arguments: &toml::Table) -> Vec<(&str, &toml::Value)> {
    let mut sorted: Vec<_> = arguments.iter().map(|(name, value)| (name.as_str(), value)).collect();
    sorted
        .sort_by_key(|(name, _)| LEADING.iter().position(|leading| leading == name).unwrap_or(LEADING.len()));
    sorted
}

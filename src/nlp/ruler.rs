//! Attribute rules: tag, word and dependency to part of speech, features and some lemmas (spaCy's
//! `attribute_ruler`).
//!
//! All rules are matched on what tagger and parser gave; then they are applied in their order, so that the later
//! rule wins.

use std::collections::HashMap;
use std::sync::Arc;

use regex::Regex;

use crate::nlp::blob::ConditionTable;
use crate::nlp::blob::RuleTable;
use crate::nlp::error::NlpError;
use crate::nlp::labels::Labels;

/// The rules, compiled for the model's tags and labels.
#[derive(Debug)]
pub(super) struct Ruler {
    rules: Vec<Rule>,
    /// By tag: the rules that a token with the tag can be changed by, in order.
    by_tag: Vec<Vec<usize>>,
    /// Conditions on the lower-case word.
    words: Vec<WordCondition>,
    names: Labels,
}

/// What a rule's set of names says of a token.
#[derive(Debug, Clone, PartialEq)]
struct WordCondition {
    kind: String,
    operands: Vec<String>,
}

/// A rule.
#[derive(Debug)]
struct Rule {
    pattern: Vec<Conditions>,
    index: usize,
    set: Changes,
}

/// The conditions on one token: by number of tag and of label, the word conditions, white space.
#[derive(Debug, Default)]
struct Conditions {
    tags: Option<Vec<bool>>,
    labels: Option<Vec<bool>>,
    words: Vec<usize>,
    space: Option<bool>,
}

/// What rules change, as indices of [`Ruler::name`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// The tag.
    pub(super) tag: Option<usize>,
    /// The part of speech.
    pub(super) pos: Option<usize>,
    /// The features.
    pub(super) morph: Option<usize>,
    /// The lemma.
    pub(super) lemma: Option<usize>,
    /// The dependency label.
    pub(super) label: Option<usize>,
}

/// What the rules ask of a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject<'a> {
    /// The number of its tag.
    pub(super) tag: usize,
    /// The number of its dependency label.
    pub(super) label: usize,
    /// Which word conditions its word meets: [`Ruler::word_mask`].
    pub(super) words: &'a [bool],
    /// Whether it is white space.
    pub(super) is_space: bool,
}

impl Ruler {
    /// Compiles the rules.
    pub(super) fn new(table: &[RuleTable], tags: &[Arc<str>], labels: &[Arc<str>]) -> Result<Self, NlpError> {
        let mut names = Labels::default();
        names.add("");
        let mut words = Vec::new();
        let mut rules = Vec::with_capacity(table.len());
        for rule in table {
            let pattern = rule
                .pattern
                .iter()
                .map(|token| compile(token, tags, labels, &mut words))
                .collect::<Result<Vec<_>, _>>()?;
            if rule.index >= pattern.len() {
                return Err(NlpError::Entry { table: "ruler", entry: rule.index.to_string() });
            }
            rules.push(Rule { pattern, index: rule.index, set: changes(&rule.set, &mut names)? });
        }
        let by_tag = (0..tags.len())
            .map(|tag| {
                let fits = |rule: &Rule| {
                    let target = rule.pattern.get(rule.index).and_then(|target| target.tags.as_ref());
                    target.is_none_or(|tags| tags.get(tag) == Some(&true))
                };
                (0..rules.len()).filter(|number| rules.get(*number).is_some_and(fits)).collect()
            })
            .collect();
        Ok(Self { rules, by_tag, words, names })
    }

    /// The name with an index of [`Changes`].
    pub(super) fn name(&self, index: usize) -> Arc<str> {
        self.names.name(index)
    }

    /// Which word conditions a lower-case word meets.
    pub(super) fn word_mask(&self, lower: &str, expressions: &mut Expressions) -> Box<[bool]> {
        self.words
            .iter()
            .map(|condition| match condition.kind.as_str() {
                "IN" => condition.operands.iter().any(|operand| operand == lower),
                "NOT_IN" => !condition.operands.iter().any(|operand| operand == lower),
                _ => condition.operands.iter().all(|operand| expressions.is_match(operand, lower)),
            })
            .collect()
    }

    /// What the rules change at the token `token` of a paragraph.
    pub(super) fn changes<'a>(
        &self,
        token: usize,
        subject: impl Fn(usize) -> Option<Subject<'a>>,
    ) -> Changes {
        let mut result = Changes::default();
        let Some(own) = subject(token) else { return result };
        for rule in
            self.by_tag.get(own.tag).into_iter().flatten().filter_map(|number| self.rules.get(*number))
        {
            // The target's own conditions first: they fail fastest.
            if !rule.pattern.get(rule.index).is_some_and(|conditions| conditions.hold(own)) {
                continue;
            }
            let Some(start) = token.checked_sub(rule.index) else { continue };
            let others = rule.pattern.iter().enumerate().filter(|(place, _)| *place != rule.index);
            let mut others = others.map(|(place, conditions)| (subject(start + place), conditions));
            if others.all(|(subject, conditions)| subject.is_some_and(|subject| conditions.hold(subject))) {
                result.overlay(rule.set);
            }
        }
        result
    }
}

impl Changes {
    /// Puts later changes over these.
    fn overlay(&mut self, later: Self) {
        self.tag = later.tag.or(self.tag);
        self.pos = later.pos.or(self.pos);
        self.morph = later.morph.or(self.morph);
        self.lemma = later.lemma.or(self.lemma);
        self.label = later.label.or(self.label);
    }
}

impl Conditions {
    fn hold(&self, subject: Subject<'_>) -> bool {
        self.words.iter().all(|word| subject.words.get(*word) == Some(&true))
            && self.tags.as_ref().is_none_or(|tags| tags.get(subject.tag) == Some(&true))
            && self.labels.as_ref().is_none_or(|labels| labels.get(subject.label) == Some(&true))
            && self.space.is_none_or(|space| space == subject.is_space)
    }
}

/// Compiles the conditions on one token.
fn compile(
    token: &[ConditionTable],
    tags: &[Arc<str>],
    labels: &[Arc<str>],
    words: &mut Vec<WordCondition>,
) -> Result<Conditions, NlpError> {
    let mut conditions = Conditions::default();
    for (attribute, kind, operands) in token {
        let unknown = || NlpError::Entry { table: "ruler", entry: format!("{attribute} {kind}") };
        let test = |names: &[Arc<str>]| match kind.as_str() {
            "IN" => Ok(names.iter().map(|name| operands.iter().any(|operand| **operand == **name)).collect()),
            "NOT_IN" => {
                Ok(names.iter().map(|name| !operands.iter().any(|operand| **operand == **name)).collect())
            }
            _ => Err(unknown()),
        };
        match attribute.as_str() {
            "TAG" => conditions.tags = Some(test(tags)?),
            "DEP" => conditions.labels = Some(test(labels)?),
            "LOWER" => {
                for pattern in operands.iter().filter(|_| kind == "REGEX") {
                    Regex::new(pattern).map_err(|_| unknown())?;
                }
                let condition = WordCondition { kind: kind.clone(), operands: operands.clone() };
                let number = words.iter().position(|known| *known == condition).unwrap_or_else(|| {
                    words.push(condition);
                    words.len() - 1
                });
                conditions.words.push(number);
            }
            "IS_SPACE" => conditions.space = Some(operands.iter().any(|operand| operand == "True")),
            _ => return Err(unknown()),
        }
    }
    Ok(conditions)
}

/// Compiles what a rule changes.
fn changes(set: &HashMap<String, String>, names: &mut Labels) -> Result<Changes, NlpError> {
    if let Some(unknown) =
        set.keys().find(|key| !matches!(key.as_str(), "TAG" | "POS" | "MORPH" | "LEMMA" | "DEP"))
    {
        return Err(NlpError::Entry { table: "ruler", entry: unknown.clone() });
    }
    let mut get = |key: &str| set.get(key).map(|value| names.add(value));
    Ok(Changes {
        tag: get("TAG"),
        pos: get("POS"),
        morph: get("MORPH"),
        lemma: get("LEMMA"),
        label: get("DEP"),
    })
}

/// Regular expressions of rules, compiled when first asked.
#[derive(Debug, Default)]
pub(super) struct Expressions {
    compiled: Vec<(String, Option<Regex>)>,
}

impl Expressions {
    /// Whether `text` matches `pattern`.
    fn is_match(&mut self, pattern: &str, text: &str) -> bool {
        let number = self.compiled.iter().position(|(known, _)| known == pattern).unwrap_or_else(|| {
            self.compiled.push((pattern.to_owned(), Regex::new(pattern).ok()));
            self.compiled.len() - 1
        });
        self.compiled
            .get(number)
            .and_then(|(_, regex)| regex.as_ref())
            .is_some_and(|regex| regex.is_match(text))
    }
}

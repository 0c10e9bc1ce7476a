//! What was wrong with single records.

use super::values::excerpt;

/// Something that a record has and that cannot become a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::mapping) struct Problem {
    /// Stable code word.
    pub(in crate::mapping) code: &'static str,
    /// What was found and what was expected.
    pub(in crate::mapping) message: String,
    /// The value, cut to 200 characters.
    pub(in crate::mapping) value: Option<String>,
    /// The reference that has it, as an index into the scope of the source.
    pub(in crate::mapping) reference: Option<usize>,
    /// Number of the rule that asked for it.
    pub(in crate::mapping) rule: Option<usize>,
    /// Number of the record, from 0.
    pub(in crate::mapping) record: u64,
}

impl Problem {
    pub(in crate::mapping) fn new(code: &'static str, message: String) -> Self {
        Self { code, message, value: None, reference: None, rule: None, record: 0 }
    }

    pub(in crate::mapping) fn with_value(mut self, value: &str) -> Self {
        self.value = Some(excerpt(value).into_owned());
        self
    }

    pub(in crate::mapping) fn of_reference(mut self, reference: Option<usize>) -> Self {
        self.reference = reference;
        self
    }
}

/// The problems of some records, each with its record and rule.
#[derive(Debug, Default)]
pub(in crate::mapping) struct Problems {
    pub(in crate::mapping) found: Vec<Problem>,
    pub(in crate::mapping) record: u64,
    pub(in crate::mapping) rule: Option<usize>,
}

impl Problems {
    pub(in crate::mapping) fn add(&mut self, mut problem: Problem) {
        problem.record = self.record;
        problem.rule = self.rule;
        self.found.push(problem);
    }
}

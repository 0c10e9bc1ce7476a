//! The decisions file: what people judged of claims, a line a decision.
//!
//! `decisions.txt` in the store's folder is plain text, made to be read, edited and kept under version control.
//! A line is a JSON object:
//!
//! ```json
//! {"claim":"claim/0f3a…","verdict":"correct","corrections":{"place":"place/riga-77c1e09b3a"},"why":"the other harbour","by":"A. Reader","date":"2024-05-06"}
//! ```
//!
//! `claim` is the id or IRI of a claim, `verdict` one of `accept`, `reject`, `correct`; `why` is asked for, `by` and
//! `date` are not. `corrections` are property → value, or a list of values; an empty value takes out what was read.
//! Empty lines and lines that begin with `#` are passed over. Of several decisions on one claim the last holds. A
//! line that cannot be read is told with its number, and the rest goes on.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use serde::Serialize;
use serde_json::Value;

/// What a person decided about a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is so: it enters the view however sure the program was.
    Accept,
    /// It is not so, or does not stand in the text: it leaves the view.
    Reject,
    /// It is so but for some values, which the decision gives.
    Correct,
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// The claim's id (`claim/…`) or IRI.
    pub claim: String,
    /// What was decided.
    pub verdict: Verdict,
    /// The values that hold instead of those read, by property; an empty list takes out what was read.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub corrections: BTreeMap<String, Vec<String>>,
    /// The reason.
    pub why: String,
    /// Who decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// On which day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

/// What is wrong with a line of the decisions file, or with a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionProblem {
    /// The line, from 1.
    pub line: usize,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// What to do.
    pub hint: String,
    /// The line of a later decision on the same claim, which holds instead: no damage, but worth saying.
    pub replaced_by: Option<usize>,
}

/// The decisions of a store, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    text: String,
    lines: Vec<(usize, Decision)>,
    problems: Vec<DecisionProblem>,
}

/// A line before it is known to be right. Unknown keys are ignored.
#[derive(Deserialize)]
struct Line {
    claim: String,
    verdict: Verdict,
    #[serde(default)]
    corrections: BTreeMap<String, Value>,
    why: String,
    by: Option<String>,
    date: Option<String>,
}

const FORM: &str = "an object with `claim`, `verdict` and `why`, on one line";

impl Decisions {
    /// Reads the file's text.
    pub fn parse(text: &str) -> Self {
        let mut decisions = Self { text: text.to_owned(), ..Self::default() };
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim().trim_start_matches('\u{feff}');
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match parse_line(line) {
                Ok(decision) => decisions.lines.push((number, decision)),
                Err((found, expected)) => decisions.problems.push(DecisionProblem {
                    line: number,
                    found,
                    expected,
                    hint: "correct the line or delete it, then run `casegraph judge --apply`".to_owned(),
                    replaced_by: None,
                }),
            }
        }
        decisions
    }

    /// The file as it is.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The decisions with the numbers of their lines, from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &Decision)> {
        self.lines.iter().map(|(number, decision)| (*number, decision))
    }

    /// The lines that cannot be read.
    pub fn problems(&self) -> &[DecisionProblem] {
        &self.problems
    }

    /// The text with one more decision at its end.
    ///
    /// # Errors
    /// What was found and what was expected, where the decision could not be read back.
    pub fn with(&self, decision: &Decision) -> Result<String, DecisionProblem> {
        let line = decision.to_line();
        let mut text = self.text.clone();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        let number = text.lines().count() + 1;
        match parse_line(&line) {
            Ok(_) => Ok(text + &line + "\n"),
            Err((found, expected)) => Err(DecisionProblem {
                line: number,
                found,
                expected,
                hint: "`casegraph judge --help` shows the form".to_owned(),
                replaced_by: None,
            }),
        }
    }

    /// The text without the decision on this line; `None` where there is none.
    pub fn without(&self, number: usize) -> Option<String> {
        let known = self.lines.iter().any(|(line, _)| *line == number)
            || self.problems.iter().any(|problem| problem.line == number);
        let lines = (1..).zip(self.text.split_inclusive('\n'));
        known.then(|| lines.filter(|(line, _)| *line != number).map(|(_, line)| line).collect())
    }
}

impl Decision {
    /// The line of the file, without its line break.
    pub fn to_line(&self) -> String {
        let mut object = serde_json::to_value(self).unwrap_or_default();
        if let Some(Value::Object(corrections)) = object.get_mut("corrections") {
            for values in corrections.values_mut() {
                *values = match values.as_array().map(Vec::as_slice) {
                    Some([]) => Value::from(""),
                    Some([one]) => one.clone(),
                    _ => continue,
                };
            }
        }
        object.to_string()
    }
}

/// The decision on a line; else what was found and what was expected.
fn parse_line(line: &str) -> Result<Decision, (String, String)> {
    let wrong = |found: String, expected: &str| (found, expected.to_owned());
    if line.contains('\u{fffd}') {
        return Err(wrong("bytes that are not UTF-8".to_owned(), FORM));
    }
    let line: Line = serde_json::from_str(line).map_err(|error| {
        let words = error.to_string();
        let words = words.split(" at line ").next().unwrap_or_default();
        wrong(format!("a line of another form (column {}: {words})", error.column()), FORM)
    })?;
    if line.why.trim().is_empty() {
        return Err(wrong("an empty `why`".to_owned(), "a reason in words"));
    }
    if let Some(date) = line.date.as_ref().filter(|date| date.parse::<Date>().is_err() || date.len() != 10) {
        return Err(wrong(format!("the date `{date}`"), "a day as YYYY-MM-DD"));
    }
    if (line.verdict == Verdict::Correct) == line.corrections.is_empty() {
        let found = if line.corrections.is_empty() { "no `corrections`" } else { "`corrections`" };
        return Err(wrong(found.to_owned(), "`corrections` with the verdict `correct`, and only there"));
    }
    let mut corrections = BTreeMap::new();
    for (property, value) in line.corrections {
        let values = match value {
            Value::String(value) if value.is_empty() => Vec::new(),
            Value::String(value) => vec![value],
            Value::Array(values) if values.iter().all(Value::is_string) => {
                values.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            other => return Err(wrong(format!("`{property}`: {other}"), "a text or a list of texts")),
        };
        corrections.insert(property, values);
    }
    Ok(Decision {
        claim: line.claim,
        verdict: line.verdict,
        corrections,
        why: line.why,
        by: line.by.filter(|name| !name.trim().is_empty()),
        date: line.date,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCEPT: &str = r#"{"claim":"claim/0a","verdict":"accept","why":"seen there","by":"A. Reader"}"#;

    #[test]
    fn what_was_written_is_read_back() {
        let decision = Decision {
            claim: "claim/0b".to_owned(),
            verdict: Verdict::Correct,
            corrections: BTreeMap::from([
                ("actor".to_owned(), vec!["org/a-1".to_owned(), "org/b-2".to_owned()]),
                ("place".to_owned(), Vec::new()),
                ("time".to_owned(), vec!["2024-05".to_owned()]),
            ]),
            why: "the ferry, not\nthe tanker".to_owned(),
            by: None,
            date: Some("2024-05-06".to_owned()),
        };
        let text = Decisions::parse(ACCEPT).with(&decision).unwrap();
        let read = Decisions::parse(&text);
        assert_eq!(read.problems(), []);
        assert_eq!(read.lines().nth(1), Some((2, &decision)));
        assert_eq!(read.without(2).unwrap(), format!("{ACCEPT}\n"));
        assert_eq!(read.without(3), None);
    }

    #[test]
    fn a_damaged_line_is_told_and_the_rest_goes_on() {
        let text = format!(
            "# judged in May\n\n{ACCEPT}\nnot json\n{}\n{}\n{}\n{}\n{ACCEPT}\n",
            r#"{"claim":"claim/0a","verdict":"perhaps","why":"x"}"#,
            r#"{"claim":"claim/0a","verdict":"reject","why":" "}"#,
            r#"{"claim":"claim/0a","verdict":"reject","why":"x","date":"May"}"#,
            r#"{"claim":"claim/0a","verdict":"correct","why":"x"}"#,
        );
        let read = Decisions::parse(&text);
        assert_eq!(read.lines().map(|(line, _)| line).collect::<Vec<_>>(), [3, 9]);
        assert_eq!(read.problems().iter().map(|problem| problem.line).collect::<Vec<_>>(), [4, 5, 6, 7, 8]);
        let found: Vec<&str> = read.problems().iter().map(|problem| problem.found.as_str()).collect();
        assert!(found[1].contains("unknown variant `perhaps`"), "{found:?}");
        assert_eq!(&found[2..], ["an empty `why`", "the date `May`", "no `corrections`"]);
    }
}

//! A record as a text: one line a field, each a passage that can be evidence.

use crate::span::Span;
use crate::statement::Passage;
use crate::statement::PassageKind;

/// The text of a record and where its fields stand in it.
pub(super) struct RecordText {
    pub(super) text: String,
    lines: Vec<Line>,
}

struct Line {
    /// The field's name, indices of arrays as `[*]`.
    name: String,
    whole: Span,
    value: Span,
}

impl RecordText {
    /// Writes `name: value` for each field.
    pub(super) fn new(fields: &[(String, String)]) -> Self {
        let mut text = String::new();
        let mut lines = Vec::new();
        for (name, value) in fields {
            let start = text.len();
            text.push_str(name);
            text.push_str(": ");
            let from = text.len();
            text.push_str(value);
            let end = text.len();
            text.push('\n');
            lines.push(Line {
                name: starred(name),
                whole: Span::new(start, end),
                value: Span::new(from, end),
            });
        }
        Self { text, lines }
    }

    /// Its lines as passages, in their order.
    pub(super) fn passages(&self) -> Vec<Passage> {
        self.lines.iter().map(|line| Passage { span: line.whole, kind: PassageKind::Sentence }).collect()
    }

    /// The lines that references of a mapping point at, by their numbers; where none does, those whose
    /// value is `value`.
    pub(super) fn lines(&self, references: &[String], value: &str) -> Vec<usize> {
        let wanted: Vec<String> = references.iter().map(|reference| plain(reference)).collect();
        let mut found: Vec<usize> = (0..)
            .zip(&self.lines)
            .filter(|(_, line)| wanted.contains(&line.name))
            .map(|(number, _)| number)
            .collect();
        // Of an array only the items that have the value count.
        let exact: Vec<usize> =
            found.iter().copied().filter(|number| self.value(*number).contains(value)).collect();
        if !exact.is_empty() && !value.is_empty() {
            found = exact;
        }
        if found.is_empty() && !value.is_empty() {
            found = (0..self.lines.len()).filter(|number| self.value(*number) == value).collect();
        }
        found
    }

    fn value(&self, number: usize) -> &str {
        self.lines.get(number).map_or("", |line| line.value.text(&self.text))
    }

    /// Where `value` stands in a line; all of the line's value where it does not stand there.
    pub(super) fn place(&self, number: usize, value: &str) -> Option<Span> {
        let line = self.lines.get(number)?;
        let text = line.value.text(&self.text);
        let found = if value.is_empty() { None } else { text.find(value) };
        let span = found
            .map_or(line.value, |at| Span::new(line.value.start + at, line.value.start + at + value.len()));
        Some(if span.start < span.end { span } else { line.whole })
    }
}

/// A path of a field with `[*]` for each index.
fn starred(name: &str) -> String {
    let mut starred = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('[') {
        starred.push_str(before);
        match after.split_once(']') {
            Some((index, behind)) if index.bytes().all(|byte| byte.is_ascii_digit()) => {
                starred.push_str("[*]");
                rest = behind;
            }
            _ => {
                starred.push('[');
                rest = after;
            }
        }
    }
    starred.push_str(rest);
    starred
}

/// A reference of a mapping as the path of a field: `JSONPath` without its root, names in brackets with dots.
fn plain(reference: &str) -> String {
    let Some(path) = reference.strip_prefix('$') else { return reference.to_owned() };
    let path = path.replace("['", ".").replace("']", "");
    starred(path.trim_start_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::{RecordText, plain, starred};

    #[test]
    fn references_and_fields_meet() {
        assert_eq!(starred("a.b[0].c[12]"), "a.b[*].c[*]");
        assert_eq!(plain("$.a['b c'][*]"), "a.b c[*]");
        assert_eq!(plain("$[3].x"), "[*].x");
        assert_eq!(plain("event_type"), "event_type");
    }

    #[test]
    fn a_value_is_found_in_its_line() {
        let fields = [("name".to_owned(), "Aina".to_owned()), ("flag[0]".to_owned(), "NO".to_owned())];
        let text = RecordText::new(&fields);
        assert_eq!(text.text, "name: Aina\nflag[0]: NO\n");
        let lines = text.lines(&["$.flag[*]".to_owned()], "NO");
        assert_eq!(lines, [1]);
        assert_eq!(text.place(1, "NO").unwrap().text(&text.text), "NO");
        assert_eq!(text.lines(&[], "Aina"), [0]);
    }
}

//! Templates: constant text with `$(reference)` in it (specification, section "Template").

use crate::mapping::graph::Position;

use super::error::YarrrmlError;
use super::names::Names;

/// A piece of a template.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// Constant text, escapes undone.
    Text(String),
    /// What stands inside `$(…)`, escapes undone.
    Reference(String),
}

/// How the references of a source are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// As they stand: columns, paths of XML.
    Plain,
    /// Paths of RFC 9535: `name` means `$.name`.
    JsonPath,
}

/// A template. Two texts never stand side by side, and none is empty.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Template {
    /// The pieces in order.
    pub(super) parts: Vec<Part>,
}

impl Template {
    /// Reads a template and fills in external references.
    pub(super) fn read(names: &Names, at: Position, value: &str) -> Result<Self, YarrrmlError> {
        let mut template = Self::default();
        let mut rest = value;
        while let Some((before, after)) = rest.split_once("$(") {
            template.push_text(&unescaped(before));
            let open = || YarrrmlError::OpenReference { at, value: value.to_owned() };
            let (inner, tail) = enclosed(after).ok_or_else(open)?;
            template
                .push_reference(names, inner)
                .ok_or_else(|| YarrrmlError::EmptyReference { at, value: value.to_owned() })?;
            rest = tail;
        }
        template.push_text(&unescaped(rest));
        Ok(template)
    }

    fn push_text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.parts.last_mut() {
            Some(Part::Text(last)) => last.push_str(text),
            _ => self.parts.push(Part::Text(text.to_owned())),
        }
    }

    /// `$(_name)` is external where the file gives it a value; `$(\_name)` never is.
    fn push_reference(&mut self, names: &Names, inner: &str) -> Option<()> {
        if inner.trim().is_empty() {
            return None;
        }
        if let Some(value) = names.external(inner) {
            self.push_text(value);
            return Some(());
        }
        let inner = if inner.starts_with("\\_") { inner.get(1..)? } else { inner };
        self.parts.push(Part::Reference(unescaped(inner)));
        Some(())
    }

    /// The text of a template without references.
    pub(super) fn constant(&self) -> Option<String> {
        match self.parts.as_slice() {
            [] => Some(String::new()),
            [Part::Text(text)] => Some(text.clone()),
            _ => None,
        }
    }

    /// The reference of a template that is nothing else.
    pub(super) fn reference(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [Part::Reference(reference)] => Some(reference),
            _ => None,
        }
    }

    /// The template with the prefix of its first text written out.
    pub(super) fn expanded(mut self, names: &Names, at: Position) -> Result<Self, YarrrmlError> {
        if let Some(Part::Text(text)) = self.parts.first_mut() {
            *text = names.expand(at, text)?;
        }
        Ok(self)
    }

    /// The template in the syntax of RML-Core, "Template-valued expression maps": references in braces, and
    /// braces and backslashes of text and references escaped.
    pub(super) fn rml(&self, style: Style) -> String {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => escape(text, &mut out),
                Part::Reference(reference) => {
                    out.push('{');
                    escape(&styled(reference, style), &mut out);
                    out.push('}');
                }
            }
        }
        out
    }
}

fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        if matches!(character, '{' | '}' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
}

/// Text with `\(` and `\)` as brackets; other backslashes stay.
fn unescaped(text: &str) -> String {
    text.replace("\\(", "(").replace("\\)", ")")
}

/// Splits at the bracket that closes a reference: pairs inside are skipped, escaped ones do not count.
pub(super) fn enclosed(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (index, character) in text.char_indices() {
        match character {
            '\\' if !escaped => {
                escaped = true;
                continue;
            }
            '(' if !escaped => depth += 1,
            ')' if !escaped && depth == 0 => return Some((text.get(..index)?, text.get(index + 1..)?)),
            ')' if !escaped => depth -= 1,
            _ => {}
        }
        escaped = false;
    }
    None
}

/// A reference as its source wants it. In YARRRML a field of a JSON record is `$(name)`, but a path of RFC 9535
/// starts at the root: `$.name`, or `$['first name']` where the name is no short one (RFC 9535, section 2.5.1).
pub(super) fn styled(reference: &str, style: Style) -> String {
    if style == Style::Plain || reference.starts_with('$') {
        return reference.to_owned();
    }
    // `@`, the current item of other dialects, is the root of the record here; `@id` is a field.
    let reference = match reference.strip_prefix('@') {
        Some(rest) if rest.is_empty() || rest.starts_with(['.', '[']) => {
            rest.strip_prefix('.').unwrap_or(rest)
        }
        _ => reference,
    };
    let mut out = String::from("$");
    if reference.is_empty() {
        return out;
    }
    for segment in segments(reference) {
        let bracket = segment.find('[').unwrap_or(segment.len());
        let (name, brackets) = segment.split_at(bracket);
        if name == "*" || is_short_name(name) {
            out.push('.');
            out.push_str(name);
        } else if !name.is_empty() {
            out.push_str("['");
            out.push_str(&name.replace('\\', "\\\\").replace('\'', "\\'"));
            out.push_str("']");
        } else if brackets.is_empty() {
            // Between the two dots of `a..b`: the next name brings the second.
            out.push('.');
        }
        out.push_str(brackets);
    }
    out
}

/// Splits at dots outside brackets.
fn segments(reference: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    reference
        .split(move |character: char| {
            match character {
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            character == '.' && depth == 0
        })
        .collect()
}

fn is_short_name(name: &str) -> bool {
    let first = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
    let mut characters = name.chars();
    characters.next().is_some_and(first) && characters.all(|c| first(c) || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at() -> Position {
        Position { line: 1, column: 1 }
    }

    fn rml(value: &str) -> String {
        Template::read(&Names::default(), at(), value).unwrap().rml(Style::Plain)
    }

    #[test]
    fn references_stand_in_braces() {
        assert_eq!(rml("http://example.org/ship/$(imo)"), "http://example.org/ship/{imo}");
        assert_eq!(rml("$(a)$(b)"), "{a}{b}");
        assert_eq!(rml("plain"), "plain");
        assert_eq!(rml(""), "");
    }

    #[test]
    fn braces_and_backslashes_are_escaped_for_rml() {
        assert_eq!(rml("{x}\\$(a{b})"), "\\{x\\}\\\\{a\\{b\\}}");
    }

    #[test]
    fn brackets_in_a_reference_may_be_escaped_or_in_pairs() {
        assert_eq!(rml("$(weight \\(kg\\))"), "{weight (kg)}");
        assert_eq!(rml("$(weight (kg))"), "{weight (kg)}");
        assert_eq!(rml("$(left \\()-$(right \\))"), "{left (}-{right )}");
    }

    #[test]
    fn an_escaped_bracket_makes_no_reference() {
        assert_eq!(rml("$\\(a)"), "$(a)");
    }

    #[test]
    fn open_and_empty_references_are_errors() {
        let read = |value: &str| Template::read(&Names::default(), at(), value);
        assert_eq!(read("a$(b"), Err(YarrrmlError::OpenReference { at: at(), value: "a$(b".to_owned() }));
        assert_eq!(read("$( )"), Err(YarrrmlError::EmptyReference { at: at(), value: "$( )".to_owned() }));
        assert!(read("$(a\\)").is_err());
    }

    #[test]
    fn a_field_name_becomes_a_json_path() {
        let path = |reference: &str| styled(reference, Style::JsonPath);
        assert_eq!(path("name"), "$.name");
        assert_eq!(path("owner.name"), "$.owner.name");
        assert_eq!(path("ships[*].imo"), "$.ships[*].imo");
        assert_eq!(path("first name"), "$['first name']");
        assert_eq!(path("imo-number"), "$['imo-number']");
        assert_eq!(path("it's"), "$['it\\'s']");
        assert_eq!(path("[0].x"), "$[0].x");
        assert_eq!(path("a['b.c'].d"), "$.a['b.c'].d");
        assert_eq!(path("a..b"), "$.a..b");
        assert_eq!(path("a.*"), "$.a.*");
        assert_eq!(path("Größe"), "$.Größe");
        assert_eq!(path("2nd"), "$['2nd']");
        assert_eq!(path("$.a"), "$.a");
        assert_eq!(path("$"), "$");
        assert_eq!(path("@"), "$");
        assert_eq!(path("@.a"), "$.a");
        assert_eq!(path("@[0]"), "$[0]");
        assert_eq!(path("@id"), "$['@id']");
    }
}

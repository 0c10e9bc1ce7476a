//! Values of a record, borrowed from its text.

use std::ops::Range;

use serde_json::Map;
use serde_json::Number;
use serde_json::Value;

use super::tape::JsonTape;
use super::tape::Kind;
use super::tape::Node;

/// The type of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonType {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number, of any size.
    Number,
    /// A string.
    Text,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// A value of a record, free to copy.
#[derive(Debug, Clone, Copy)]
pub(crate) struct JsonValue<'t> {
    tape: &'t JsonTape,
    text: &'t str,
    at: u32,
    node: Node,
}

impl<'t> JsonValue<'t> {
    /// The value at index `at` of the tape of `text`.
    pub(super) fn new(tape: &'t JsonTape, text: &'t str, at: u32) -> Self {
        let node = tape.node(at).unwrap_or(Node { kind: Kind::Null, start: 0, end: 0, link: 0 });
        Self { tape, text, at, node }
    }

    /// The type of the value.
    pub(crate) fn json_type(self) -> JsonType {
        match self.node.kind {
            Kind::Null => JsonType::Null,
            Kind::True | Kind::False => JsonType::Boolean,
            Kind::Number => JsonType::Number,
            Kind::Plain | Kind::Escaped => JsonType::Text,
            Kind::Array => JsonType::Array,
            Kind::Object => JsonType::Object,
        }
    }

    /// The value as it is written in the record.
    pub(crate) fn raw(self) -> &'t str {
        self.text.get(self.raw_range()).unwrap_or_default()
    }

    /// The bytes of the record that the value takes, end exclusive.
    pub(crate) fn raw_range(self) -> Range<usize> {
        self.node.start as usize..self.node.end as usize
    }

    /// The characters of a string.
    pub(crate) fn as_text(self) -> Option<&'t str> {
        match self.node.kind {
            Kind::Plain => {
                self.text.get(self.node.start as usize + 1..(self.node.end as usize).saturating_sub(1))
            }
            Kind::Escaped => Some(self.tape.unescaped(self.node.link)),
            _ => None,
        }
    }

    /// The characters of a string, or a number or Boolean as it is written; none of `null`, arrays and objects.
    pub(crate) fn scalar_text(self) -> Option<&'t str> {
        match self.node.kind {
            Kind::True | Kind::False | Kind::Number => Some(self.raw()),
            _ => self.as_text(),
        }
    }

    /// The items of an array; none of anything else.
    pub(crate) fn items(self) -> JsonItems<'t> {
        self.inside(Kind::Array)
    }

    /// The members of an object in their order, a name that occurs twice twice; none of anything else.
    pub(crate) fn members(self) -> impl Iterator<Item = (&'t str, JsonValue<'t>)> {
        let mut inside = self.inside(Kind::Object);
        std::iter::from_fn(move || {
            let name = inside.next()?;
            Some((name.as_text()?, inside.next()?))
        })
    }

    /// Calls `visit` for the value of each member of an object with this name.
    pub(super) fn visit_named(self, name: &str, mut visit: impl FnMut(JsonValue<'t>)) {
        if self.node.kind != Kind::Object {
            return;
        }
        let mut at = self.at + 1;
        while at < self.node.link {
            let Some(key) = self.tape.node(at) else { return };
            let found = match key.kind {
                // Lengths first: most names differ in it.
                Kind::Plain if (key.end - key.start) as usize != name.len() + 2 => false,
                Kind::Plain => {
                    let inside = key.start as usize + 1..key.end as usize - 1;
                    self.text.as_bytes().get(inside) == Some(name.as_bytes())
                }
                _ => self.tape.unescaped(key.link) == name,
            };
            let value = Self::new(self.tape, self.text, at + 1);
            if found {
                visit(value);
            }
            at = value.after();
        }
    }

    fn inside(self, kind: Kind) -> JsonItems<'t> {
        let end = if self.node.kind == kind { self.node.link } else { 0 };
        JsonItems { tape: self.tape, text: self.text, at: self.at + 1, end }
    }

    /// The index on the tape after this value and all inside it.
    fn after(self) -> u32 {
        match self.node.kind {
            Kind::Array | Kind::Object => self.node.link,
            _ => self.at + 1,
        }
    }

    /// The value for a library that wants a tree. Of members with one name the last counts, numbers become the nearest
    /// that fits 64 bits.
    pub(crate) fn to_tree(self) -> Value {
        match self.node.kind {
            Kind::Null => Value::Null,
            Kind::True => Value::Bool(true),
            Kind::False => Value::Bool(false),
            Kind::Number => nearest(self.raw()),
            Kind::Plain | Kind::Escaped => Value::String(self.as_text().unwrap_or_default().to_owned()),
            Kind::Array => Value::Array(self.items().map(Self::to_tree).collect()),
            Kind::Object => {
                let members = self.members().map(|(name, value)| (name.to_owned(), value.to_tree()));
                Value::Object(members.collect::<Map<_, _>>())
            }
        }
    }
}

/// The number nearest to the one written as `text`. `serde_json` itself reads fractions less exactly than the standard library.
fn nearest(text: &str) -> Value {
    if let Ok(number) = text.parse::<u64>() {
        return Value::from(number);
    }
    if let Ok(number) = text.parse::<i64>() {
        return Value::from(number);
    }
    let number = text.parse().unwrap_or(0.0_f64).clamp(f64::MIN, f64::MAX);
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

/// The items of an array.
#[derive(Debug, Clone)]
pub(crate) struct JsonItems<'t> {
    tape: &'t JsonTape,
    text: &'t str,
    at: u32,
    end: u32,
}

impl<'t> Iterator for JsonItems<'t> {
    type Item = JsonValue<'t>;

    fn next(&mut self) -> Option<JsonValue<'t>> {
        if self.at >= self.end {
            return None;
        }
        let value = JsonValue::new(self.tape, self.text, self.at);
        self.at = value.after();
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_have_a_text_and_the_rest_has_none() {
        let mut tape = JsonTape::new();
        let value = tape.parse(br#"["a\"b", 1.10, true, null, [], {}]"#).unwrap();
        let texts: Vec<_> = value.items().map(JsonValue::scalar_text).collect();
        assert_eq!(texts, [Some("a\"b"), Some("1.10"), Some("true"), None, None, None]);
        let raw: Vec<_> = value.items().map(JsonValue::raw).collect();
        assert_eq!(raw, [r#""a\"b""#, "1.10", "true", "null", "[]", "{}"]);
    }

    #[test]
    fn nested_values_do_not_leak_into_their_parents() {
        let mut tape = JsonTape::new();
        let value = tape.parse(br#"[[1,[2,3]],{"a":[4]},5]"#).unwrap();
        let raw: Vec<_> = value.items().map(JsonValue::raw).collect();
        assert_eq!(raw, ["[1,[2,3]]", r#"{"a":[4]}"#, "5"]);
        assert_eq!(value.members().count(), 0);
    }

    #[test]
    fn a_tree_is_what_serde_json_reads() {
        let text = r#"{"a":[1,-2,18446744073709551615,2.5,"x\u00e9",null,true,false],"b":{"c":{}}}"#;
        let expected: Value = serde_json::from_str(text).unwrap();
        assert_eq!(JsonTape::new().parse(text.as_bytes()).unwrap().to_tree(), expected);
        assert_eq!(JsonTape::new().parse(b"-1e999").unwrap().to_tree(), Value::from(f64::MIN));
    }
}

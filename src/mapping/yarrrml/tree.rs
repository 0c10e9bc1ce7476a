//! YAML text → a tree of values, each with its place.
//!
//! The events of `saphyr-parser` are put together without recursion. Aliases are filled in at once, and every
//! value they add counts, so a file whose aliases repeat each other is refused before it grows.

use std::collections::BTreeMap;

use saphyr_parser::Event;
use saphyr_parser::Marker;
use saphyr_parser::Parser;
use saphyr_parser::ScalarStyle;

use crate::mapping::graph::Position;

use super::error::YarrrmlError;

/// Greatest number of lists and maps inside each other. YARRRML itself needs about ten; nested functions more.
pub(super) const DEPTH_LIMIT: usize = 64;

/// Greatest number of values after aliases are filled in.
pub(super) const VALUE_LIMIT: usize = 200_000;

/// A value with the place where it starts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) at: Position,
    pub(super) value: Value,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// A scalar; numbers and truth values are text here.
    Text(String),
    List(Vec<Node>),
    /// Keys are unique.
    Map(Vec<(Key, Node)>),
}

/// A key with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Key {
    pub(super) at: Position,
    pub(super) text: String,
}

impl Node {
    /// The kind of value, in words.
    pub(super) fn found(&self) -> &'static str {
        match self.value {
            Value::Null => "empty",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }

    /// Whether nothing stands here.
    pub(super) fn is_null(&self) -> bool {
        self.value == Value::Null
    }
}

/// Reads one YAML document.
pub(super) fn read(text: &str) -> Result<Node, YarrrmlError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    check_characters(text)?;
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| YarrrmlError::Syntax {
            at: position(error.marker()),
            message: error.info().to_owned(),
        })?;
        builder.event(event, position(&span.start))?;
    }
    match builder.root {
        Some(node) if !node.is_null() => Ok(node),
        _ => Err(YarrrmlError::Empty { at: Position { line: 1, column: 1 } }),
    }
}

/// The parser stops at NUL as if the text ended there, so forbidden characters are looked for first.
fn check_characters(text: &str) -> Result<(), YarrrmlError> {
    let mut at = Position { line: 1, column: 1 };
    for character in text.chars() {
        match character {
            '\n' => at = Position { line: at.line.saturating_add(1), column: 1 },
            '\t' | '\r' => at.column = at.column.saturating_add(1),
            '\0'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}' => {
                return Err(YarrrmlError::Character { at, code: u32::from(character) });
            }
            _ => at.column = at.column.saturating_add(1),
        }
    }
    Ok(())
}

fn position(marker: &Marker) -> Position {
    Position {
        line: u32::try_from(marker.line()).unwrap_or(u32::MAX),
        column: u32::try_from(marker.col()).unwrap_or(u32::MAX).saturating_add(1),
    }
}

/// A list or map that is not closed yet.
struct Frame {
    at: Position,
    anchor: usize,
    height: usize,
    open: Open,
}

enum Open {
    List(Vec<Node>),
    Map(OpenMap),
}

#[derive(Default)]
struct OpenMap {
    entries: Vec<(Key, Node)>,
    /// Places of the keys so far.
    seen: BTreeMap<String, Position>,
    /// A key whose value has not come yet.
    pending: Option<Key>,
}

impl OpenMap {
    fn add(&mut self, node: Node) -> Result<(), YarrrmlError> {
        if let Some(key) = self.pending.take() {
            self.entries.push((key, node));
            return Ok(());
        }
        let (at, found) = (node.at, node.found());
        let Value::Text(text) = node.value else { return Err(YarrrmlError::KeyNotText { at, found }) };
        if let Some(first) = self.seen.insert(text.clone(), at) {
            return Err(YarrrmlError::DuplicateKey { at, key: text, first });
        }
        self.pending = Some(Key { at, text });
        Ok(())
    }
}

/// A finished value that aliases may repeat.
struct Anchored {
    node: Node,
    values: usize,
    height: usize,
}

#[derive(Default)]
struct Builder {
    stack: Vec<Frame>,
    anchors: BTreeMap<usize, Anchored>,
    documents: usize,
    values: usize,
    root: Option<Node>,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, at: Position) -> Result<(), YarrrmlError> {
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(YarrrmlError::SecondDocument { at });
                }
                Ok(())
            }
            Event::Scalar(text, style, anchor, _) => {
                let null =
                    style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let value = if null { Value::Null } else { Value::Text(text.into_owned()) };
                self.count(1, at)?;
                self.finish(Node { at, value }, anchor, 0)
            }
            Event::SequenceStart(anchor, _) => self.open(at, anchor, Open::List(Vec::new())),
            Event::MappingStart(anchor, _) => self.open(at, anchor, Open::Map(OpenMap::default())),
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Alias(anchor) => self.alias(anchor, at),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn count(&mut self, values: usize, at: Position) -> Result<(), YarrrmlError> {
        self.values = self.values.saturating_add(values);
        if self.values > VALUE_LIMIT {
            return Err(YarrrmlError::TooLarge { at, what: "values", limit: VALUE_LIMIT });
        }
        Ok(())
    }

    fn open(&mut self, at: Position, anchor: usize, open: Open) -> Result<(), YarrrmlError> {
        self.count(1, at)?;
        if self.stack.len() >= DEPTH_LIMIT {
            return Err(YarrrmlError::TooDeep { at, limit: DEPTH_LIMIT });
        }
        self.stack.push(Frame { at, anchor, height: 0, open });
        Ok(())
    }

    fn close(&mut self) -> Result<(), YarrrmlError> {
        let Some(frame) = self.stack.pop() else { return Ok(()) };
        let value = match frame.open {
            Open::List(items) => Value::List(items),
            Open::Map(map) => Value::Map(map.entries),
        };
        self.finish(Node { at: frame.at, value }, frame.anchor, frame.height + 1)
    }

    fn alias(&mut self, anchor: usize, at: Position) -> Result<(), YarrrmlError> {
        let Some(anchored) = self.anchors.get(&anchor) else {
            return Err(YarrrmlError::CyclicAlias { at });
        };
        let (values, height) = (anchored.values, anchored.height);
        if self.stack.len() + height > DEPTH_LIMIT {
            return Err(YarrrmlError::TooDeep { at, limit: DEPTH_LIMIT });
        }
        self.values = self.values.saturating_add(values);
        if self.values > VALUE_LIMIT {
            return Err(YarrrmlError::TooLarge { at, what: "values", limit: VALUE_LIMIT });
        }
        let node = anchored.node.clone();
        self.finish(node, 0, height)
    }

    /// Puts a finished value of a height (0 for a scalar) where it belongs.
    fn finish(&mut self, node: Node, anchor: usize, height: usize) -> Result<(), YarrrmlError> {
        if anchor > 0 {
            let values = size(&node);
            // The copy that is kept for later counts as well.
            self.count(values, node.at)?;
            self.anchors.insert(anchor, Anchored { node: node.clone(), values, height });
        }
        let Some(frame) = self.stack.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        frame.height = frame.height.max(height);
        match &mut frame.open {
            Open::List(items) => {
                items.push(node);
                Ok(())
            }
            Open::Map(map) => map.add(node),
        }
    }
}

/// Number of values in a tree; recursion ends at [`DEPTH_LIMIT`].
fn size(node: &Node) -> usize {
    1 + match &node.value {
        Value::Null | Value::Text(_) => 0,
        Value::List(items) => items.iter().map(size).sum(),
        Value::Map(entries) => entries.iter().map(|(_, node)| size(node)).sum(),
    }
}

//! Places in a text.
//!
//! Inside the program a place is a [`Span`] of bytes of a UTF-8 text. What leaves the program (graph, JSON,
//! messages) counts Unicode code points from 0, or lines and columns from 1: [`LineIndex`] converts.

use std::ops::Range;

/// A half-open range of bytes, from 0, on character boundaries of the text it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// Makes the span `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The text of the span; empty where the span does not fit `text`.
    pub fn text(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// Converts byte offsets of one text to code points and to lines and columns.
#[derive(Debug, Clone, PartialEq)]
pub struct LineIndex {
    /// Byte offset and code point at every `STEP` bytes, at the next character boundary.
    checkpoints: Vec<(usize, usize)>,
    /// Byte offset of each line's first byte.
    lines: Vec<usize>,
}

/// Distance of two checkpoints in bytes.
const STEP: usize = 128;

impl LineIndex {
    /// Reads a text once.
    pub fn new(text: &str) -> Self {
        let mut checkpoints = vec![(0, 0)];
        let mut lines = vec![0];
        let mut next = STEP;
        for (count, (offset, character)) in text.char_indices().enumerate() {
            if offset >= next {
                checkpoints.push((offset, count));
                next = offset + STEP;
            }
            if character == '\n' {
                lines.push(offset + 1);
            }
        }
        Self { checkpoints, lines }
    }

    /// The number of code points before the byte `offset` of `text`, the text this index was made from.
    pub fn code_point(&self, text: &str, offset: usize) -> usize {
        let at = self.checkpoints.partition_point(|(byte, _)| *byte <= offset).saturating_sub(1);
        let (byte, count) = self.checkpoints.get(at).copied().unwrap_or_default();
        count + text.get(byte..offset).map_or(0, |part| part.chars().count())
    }

    /// The span as code points `(start, end)`, end exclusive.
    pub fn code_points(&self, text: &str, span: Span) -> (usize, usize) {
        (self.code_point(text, span.start), self.code_point(text, span.end))
    }

    /// Line and column of a byte offset, both counted from 1, the column in code points.
    pub fn line_column(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= offset).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or_default();
        (line, self.code_point(text, offset).saturating_sub(self.code_point(text, start)) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_count_characters_and_not_bytes() {
        let text = format!("{}é‘x’ naïve", "a".repeat(300));
        let index = LineIndex::new(&text);
        for (count, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(index.code_point(&text, offset), count);
        }
    }

    #[test]
    fn lines_and_columns_count_from_one() {
        let text = "ab\ncdé\n\nf";
        let index = LineIndex::new(text);
        assert_eq!(index.line_column(text, 0), (1, 1));
        assert_eq!(index.line_column(text, 3), (2, 1));
        assert_eq!(index.line_column(text, 7), (2, 4));
        assert_eq!(index.line_column(text, 9), (4, 1));
    }
}

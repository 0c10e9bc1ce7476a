//! Paragraphs of a text.

use crate::nlp::characters::Characters;
use crate::span::Span;

/// Finds the paragraphs: maximal runs of lines that are not blank, without white space at their ends.
pub(super) fn paragraphs(text: &str, characters: &Characters) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<Span> = None;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let (start, end) = characters.trim(line);
        if start < end {
            let line = Span::new(offset + start, offset + end);
            open = Some(open.map_or(line, |span| span.cover(line)));
        } else {
            found.extend(open.take());
        }
        offset += line.len();
    }
    found.extend(open);
    found
}

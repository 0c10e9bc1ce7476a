//! An analysis as JSON, version 1.

use std::io;

use serde::Serialize;

use crate::nlp::analysis::Analysis;
use crate::span::LineIndex;
use crate::span::Span;

/// A whole text.
#[derive(Debug, Serialize)]
struct Document<'a> {
    version: u32,
    paragraphs: Vec<Paragraph<'a>>,
}

/// A paragraph; places count code points of the text from 0, ends exclusive.
#[derive(Debug, Serialize)]
struct Paragraph<'a> {
    start: usize,
    end: usize,
    tokens: Vec<Word<'a>>,
}

/// A token; `head` counts the paragraph's tokens from 0.
#[derive(Debug, Serialize)]
struct Word<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    norm: &'a str,
    tag: &'a str,
    pos: &'a str,
    morph: &'a str,
    lemma: &'a str,
    head: usize,
    dep: &'a str,
    sent_start: bool,
    ent: String,
}

/// Writes the analysis of `text` as one line of JSON, without a line break at its end.
pub fn write_json(out: &mut dyn io::Write, text: &str, analysis: &Analysis) -> io::Result<()> {
    let index = LineIndex::new(text);
    let places = |span: Span| index.code_points(text, span);
    let mut entities = entity_marks(analysis).into_iter();
    let paragraphs = analysis
        .paragraphs
        .iter()
        .map(|(range, span)| {
            let (start, end) = places(*span);
            let words = analysis.tokens.get(range.clone()).unwrap_or_default().iter().map(|token| {
                let (start, end) = places(token.span);
                Word {
                    text: token.span.text(text),
                    start,
                    end,
                    norm: &token.norm,
                    tag: &token.tag,
                    pos: &token.pos,
                    morph: &token.morph,
                    lemma: &token.lemma,
                    head: token.head.saturating_sub(range.start),
                    dep: &token.dep,
                    sent_start: token.sent_start,
                    ent: entities.next().unwrap_or_default(),
                }
            });
            Paragraph { start, end, tokens: words.collect() }
        })
        .collect();
    serde_json::to_writer(out, &Document { version: 1, paragraphs }).map_err(io::Error::from)
}

/// The entity mark of each token: `B-LABEL`, `I-LABEL`, or `O-`.
pub(super) fn entity_marks(analysis: &Analysis) -> Vec<String> {
    let mut marks = vec!["O-".to_owned(); analysis.tokens.len()];
    for entity in &analysis.entities {
        for (place, mark) in marks.get_mut(entity.tokens.clone()).into_iter().flatten().enumerate() {
            *mark = format!("{}-{}", if place == 0 { 'B' } else { 'I' }, entity.label);
        }
    }
    marks
}

//! Words, numbers and marks of a text, for the recognisers that work on characters.
//!
//! Dates and numbers are regular, and a tokenizer made for parsing cuts them in many ways
//! (`2025-09-03`, `10-day`, `$5bn`). The recognisers therefore read the text in the small alphabet below,
//! which does not depend on any model, and say at the end which tokens their places cover.

use std::ops::Range;

use crate::nlp::Analysis;
use crate::span::Span;

/// What a lexeme is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LexemeKind {
    /// A run of letters, or letters with full stops between (`p.m.`, `U.S.`).
    Word,
    /// A run of digits, with separators of thousands or one decimal point.
    Number,
    /// Any other character that is not white space.
    Mark,
}

/// One word, number or mark.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lexeme<'t> {
    /// Its place.
    pub(super) span: Span,
    /// What it is.
    pub(super) kind: LexemeKind,
    /// Its text.
    pub(super) text: &'t str,
    /// Its text in lower case, without full stops when it is a word.
    pub(super) lower: String,
    /// Whether it follows the one before without white space.
    pub(super) glued: bool,
    /// Whether a blank line lies before it, or the start of the text.
    pub(super) paragraph: bool,
    /// Whether a line break lies before it, or the start of the text.
    pub(super) line: bool,
}

/// The lexemes of a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lexemes<'t> {
    items: Vec<Lexeme<'t>>,
}

impl<'t> Lexemes<'t> {
    /// Reads a text.
    pub(super) fn new(text: &'t str) -> Self {
        let mut items: Vec<Lexeme<'t>> = Vec::new();
        let (mut at, mut breaks, mut glued) = (0, 2, false);
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let first = rest.chars().next().unwrap_or_default();
            if first.is_whitespace() {
                breaks += usize::from(first == '\n');
                glued = false;
                at += first.len_utf8();
                continue;
            }
            let after_stop = at.checked_sub(1).and_then(|before| text.as_bytes().get(before)) == Some(&b'.');
            let (kind, length) = measure(rest, first, after_stop);
            let piece = rest.get(..length).unwrap_or(rest);
            let mut lower = piece.to_lowercase();
            if kind == LexemeKind::Word {
                lower.retain(|character| character != '.');
            }
            let span = Span::new(at, at + piece.len());
            items.push(Lexeme {
                span,
                kind,
                text: piece,
                lower,
                glued,
                paragraph: breaks > 1,
                line: breaks > 0,
            });
            at = span.end;
            breaks = 0;
            glued = true;
        }
        Self { items }
    }

    /// The number of lexemes.
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// The lexeme at an index.
    pub(super) fn get(&self, index: usize) -> Option<&Lexeme<'t>> {
        self.items.get(index)
    }

    /// The word at an index in lower case; empty where there is none.
    pub(super) fn word(&self, index: usize) -> &str {
        self.get(index).filter(|item| item.kind == LexemeKind::Word).map_or("", |item| &item.lower)
    }

    /// The digits at an index as written; empty where there is no number.
    pub(super) fn number(&self, index: usize) -> &str {
        self.get(index).filter(|item| item.kind == LexemeKind::Number).map_or("", |item| item.text)
    }

    /// The mark at an index.
    pub(super) fn mark(&self, index: usize) -> Option<char> {
        self.get(index).filter(|item| item.kind == LexemeKind::Mark)?.text.chars().next()
    }

    /// Whether the lexeme at an index follows the one before without white space.
    pub(super) fn glued(&self, index: usize) -> bool {
        self.get(index).is_some_and(|item| item.glued)
    }

    /// Whether a hyphen or dash stands at an index.
    pub(super) fn dash(&self, index: usize) -> bool {
        self.mark(index).is_some_and(|mark| matches!(mark, '-' | '\u{2010}'..='\u{2014}'))
    }

    /// Whether the words `words` stand from an index on.
    pub(super) fn words(&self, index: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.word(index + offset) == *word)
    }

    /// Whether the word at an index begins with a capital letter.
    pub(super) fn capital(&self, index: usize) -> bool {
        self.get(index).is_some_and(|item| item.text.starts_with(char::is_uppercase))
    }

    /// Whether a paragraph begins at an index, or the text ends.
    pub(super) fn paragraph(&self, index: usize) -> bool {
        self.get(index).is_none_or(|item| item.paragraph)
    }

    /// The place that the lexemes of a range cover.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let start = self.get(range.start).map_or(0, |item| item.span.start);
        let end = self.get(range.end.saturating_sub(1)).map_or(start, |item| item.span.end);
        Span::new(start, end)
    }
}

/// Kind and length in bytes of the lexeme at the start of `rest`; `after_stop`, whether it is glued to a full stop,
/// as in `15.09.2001`, where no decimal part follows.
fn measure(rest: &str, first: char, after_stop: bool) -> (LexemeKind, usize) {
    if first.is_ascii_digit() {
        (LexemeKind::Number, number_length(rest.as_bytes(), after_stop))
    } else if first.is_alphabetic() {
        let dotted = dotted_length(rest);
        let plain = rest.find(|character: char| !character.is_alphabetic()).unwrap_or(rest.len());
        (LexemeKind::Word, dotted.max(plain))
    } else {
        (LexemeKind::Mark, first.len_utf8())
    }
}

/// The length of `U.S.`, `p.m.` and their like; 0 for anything else.
fn dotted_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut length = 0;
    while bytes.get(length).is_some_and(u8::is_ascii_alphabetic) && bytes.get(length + 1) == Some(&b'.') {
        length += 2;
    }
    if length >= 4 { length } else { 0 }
}

/// The length of a number with separators of thousands (`4,000`) or a decimal part (`1.5`, `1,500.25`).
fn number_length(bytes: &[u8], after_stop: bool) -> usize {
    let run = |from: usize| {
        bytes.get(from..).map_or(0, |rest| rest.iter().take_while(|byte| byte.is_ascii_digit()).count())
    };
    let mut length = run(0);
    if length <= 3 {
        while bytes.get(length) == Some(&b',') && run(length + 1) == 3 {
            length += 4;
        }
    }
    let decimals = run(length + 1);
    if bytes.get(length) == Some(&b'.') && decimals > 0 && !after_stop {
        let end = length + 1 + decimals;
        let another = bytes.get(end) == Some(&b'.') && run(end + 1) > 0;
        if !another {
            return end;
        }
    }
    length
}

/// The tokens that a place touches; empty, at the right position, where it touches none.
pub(super) fn tokens_of(analysis: &Analysis, span: Span) -> Range<usize> {
    let start = analysis.tokens.partition_point(|token| token.span.end <= span.start);
    let end = analysis.tokens.partition_point(|token| token.span.start < span.end);
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::Lexemes;

    fn check(text: &str, expected: &str) {
        let lexemes = Lexemes::new(text);
        let joined: Vec<&str> = (0..lexemes.len()).filter_map(|at| Some(lexemes.get(at)?.text)).collect();
        assert_eq!(joined.join("|"), expected);
    }

    #[test]
    fn numbers_keep_their_separators_and_dates_do_not() {
        check("4,000 men", "4,000|men");
        check("1,234.5", "1,234.5");
        check("May 3,2021.", "May|3|,|2021|.");
        check("15.09.2001", "15|.|09|.|2001");
        check("2025-09-03", "2025|-|09|-|03");
        check("12345,678", "12345|,|678");
    }

    #[test]
    fn dotted_letters_are_one_word() {
        check("5 p.m. in the U.S. on Sept. 3", "5|p.m.|in|the|U.S.|on|Sept|.|3");
    }

    #[test]
    fn marks_stand_alone_and_know_whether_they_are_glued() {
        let lexemes = Lexemes::new("a 10-day trip\n\nThen");
        assert!(lexemes.dash(2) && lexemes.glued(2) && lexemes.glued(3) && !lexemes.glued(4));
        assert!(lexemes.paragraph(0) && lexemes.paragraph(5) && !lexemes.paragraph(4));
    }
}

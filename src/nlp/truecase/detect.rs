//! Which paragraphs lack case.

use super::forms::Forms;
use super::pieces::Piece;

/// What a paragraph lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lack {
    /// All letters are capitals: `FERRY SINKS OFF BERGEN`.
    All,
    /// Each word of weight begins with a capital: `Ferry Sinks Off Norwegian Coast`.
    Headline,
}

/// Share of capitals among the letters from which a paragraph counts as written in capitals, per cent.
const CAPITALS: usize = 85;
/// Words of a paragraph in capitals that stands in an ordinary text; fewer may be a name or a dateline.
const LEAST_WORDS: usize = 4;
/// Words of a headline, at least and at most.
const HEADLINE: std::ops::RangeInclusive<usize> = 5..=20;
/// Words of a headline that are known to be written small, at least.
const LEAST_SMALL: usize = 3;
/// Letters of a word from which a headline gives it a capital.
const LONG: usize = 5;

/// The letters of a text and how many of them are capitals.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Letters {
    capitals: usize,
    all: usize,
}

impl Letters {
    /// Counts the letters that have a case.
    pub(super) fn count(text: &str) -> Self {
        let mut letters = Self::default();
        for letter in text.chars().filter(|letter| letter.is_uppercase() || letter.is_lowercase()) {
            letters.all += 1;
            letters.capitals += usize::from(letter.is_uppercase());
        }
        letters
    }

    /// Whether nearly all are capitals.
    pub(super) fn are_capitals(self) -> bool {
        self.all > 0 && self.capitals * 100 >= self.all * CAPITALS
    }
}

/// The paragraphs of a text: runs of lines that are not blank, as ranges of bytes.
pub(super) fn paragraphs(text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let end = offset + line.len();
        if line.trim().is_empty() {
            found.extend(open.take());
        } else {
            open = Some((open.map_or(offset, |(start, _)| start), end));
        }
        offset = end;
    }
    found.extend(open);
    found
}

/// What a paragraph lacks; `in_capitals` says whether its whole text is in capitals.
pub(super) fn lack(text: &str, pieces: &[Piece], forms: &Forms, in_capitals: bool) -> Option<Lack> {
    let words = || pieces.iter().filter(|piece| piece.is_word);
    if Letters::count(text).are_capitals() {
        let long = words().filter(|word| word.end - word.start > 1).count();
        return (in_capitals || long >= LEAST_WORDS).then_some(Lack::All);
    }
    is_headline(text, pieces, forms).then_some(Lack::Headline)
}

/// Whether a paragraph is one line of words with capitals, some of which are no names.
fn is_headline(text: &str, pieces: &[Piece], forms: &Forms) -> bool {
    let line = text.trim();
    if line.contains('\n') || line.ends_with(['.', ':', ';', ',']) {
        return false;
    }
    let words = || {
        pieces
            .iter()
            .filter(|piece| piece.is_word)
            .filter_map(|piece| Some((piece, text.get(piece.start..piece.end)?)))
    };
    let has_capital = |word: &str| word.starts_with(|letter: char| !letter.is_lowercase());
    let written_small = |word: &str| matches!(forms.find(&word.to_lowercase()).title, b'0' | b'1' | b'2');
    let count = words().count();
    HEADLINE.contains(&count)
        && words().all(|(_, word)| word.chars().count() < LONG || has_capital(word))
        && words().filter(|(piece, word)| !piece.begins && has_capital(word) && written_small(word)).count()
            >= LEAST_SMALL
}

//! What of a text the analysis passes over because of its size.

use super::decoder::Limits;
use crate::span::Span;

/// Finds what is too much in `text`: the end beyond the limits, and over-long words. The places are in order.
pub(super) fn excess(text: &str, limits: &Limits) -> Excess {
    let end = cut(text, pieces_end(text, limits.analysed_pieces).min(limits.analysed_bytes));
    let mut excess = Excess { spans: Vec::new(), capped: end < text.len(), long_words: 0 };
    let read = Span::new(0, end).text(text);
    let mut start = 0;
    for (at, character) in read.char_indices().chain([(end, ' ')]) {
        if character.is_whitespace() {
            if at - start > limits.word_bytes {
                excess.spans.push(Span::new(start, at));
                excess.long_words += 1;
            }
            start = at + character.len_utf8();
        }
    }
    if excess.capped {
        excess.spans.push(Span::new(end, text.len()));
    }
    excess
}

/// Where the first `limit` words and punctuation marks end: about as many tokens will be found there.
fn pieces_end(text: &str, limit: usize) -> usize {
    let (mut pieces, mut in_word) = (0_usize, false);
    for (at, character) in text.char_indices() {
        let is_word = character.is_alphanumeric() || !character.is_ascii() && !character.is_whitespace();
        let begins = is_word && !in_word || !is_word && !character.is_whitespace();
        in_word = is_word;
        pieces += usize::from(begins);
        if pieces > limit {
            return at;
        }
    }
    text.len()
}

/// What is too much in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Excess {
    pub(super) spans: Vec<Span>,
    pub(super) capped: bool,
    pub(super) long_words: usize,
}

/// Where to cut a text of more than `limit` bytes: after the last blank line of the second half, else after
/// the last blank of it, else at the limit.
fn cut(text: &str, limit: usize) -> usize {
    if text.len() <= limit {
        return text.len();
    }
    let end = floor(text, limit);
    let head = Span::new(0, end).text(text);
    let half = limit / 2;
    let paragraph = head.rfind("\n\n").filter(|at| *at >= half).map(|at| at + 2);
    let blank = || head.rfind([' ', '\n']).filter(|at| *at >= half).map(|at| at + 1);
    paragraph.or_else(blank).unwrap_or(end)
}

/// Marks of footnotes right behind a word: "[12]", "[note 3]", "[citation needed]". The places are in order.
pub(super) fn footnotes(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for (start, _) in text.match_indices('[') {
        let before = Span::new(0, start).text(text);
        let inside = Span::new(start + 1, text.len()).text(text);
        let behind_word =
            before.ends_with(|last: char| !last.is_whitespace() && !matches!(last, '[' | '(' | '“'));
        let mut letters = inside.bytes().take(LONGEST_MARK);
        let Some(length) = letters.position(|letter| letter == b']').filter(|_| behind_word) else {
            continue;
        };
        if is_mark(Span::new(0, length).text(inside)) {
            found.push(Span::new(start, start + length + 2));
        }
    }
    found
}

/// A mark of a footnote has fewer bytes than this.
const LONGEST_MARK: usize = 24;

fn is_mark(inside: &str) -> bool {
    let number = inside.strip_prefix("note ").or_else(|| inside.strip_prefix("nb ")).unwrap_or(inside);
    (1..=3).contains(&number.len()) && number.bytes().all(|digit| digit.is_ascii_digit())
        || matches!(inside, "citation needed" | "clarification needed" | "better source needed")
}

/// The last character boundary at or before `limit`.
pub(super) fn floor(text: &str, limit: usize) -> usize {
    (0..=limit.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// Joins two ordered lists of places into one, ordered and not overlapping.
pub(super) fn join(one: &[Span], other: &[Span]) -> Vec<Span> {
    let mut all: Vec<Span> = one.iter().chain(other).copied().filter(|span| !span.is_empty()).collect();
    all.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(all.len());
    for span in all {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excess_within(text: &str, analysed_bytes: usize, analysed_pieces: usize) -> Excess {
        excess(text, &Limits { analysed_bytes, analysed_pieces, word_bytes: 100, ..Limits::default() })
    }

    #[test]
    fn a_long_text_is_cut_at_a_paragraph() {
        let text = "One two three four.\n\nFive six seven.";
        let found = excess_within(text, 30, 100);
        assert!(found.capped);
        assert_eq!(found.spans, [Span::new(21, text.len())]);
    }

    #[test]
    fn without_blanks_it_is_cut_on_a_character_boundary() {
        let text = "é".repeat(20);
        assert_eq!(excess_within(&text, 11, 100).spans, [Span::new(10, 40)]);
    }

    #[test]
    fn a_text_of_marks_is_cut_by_their_number() {
        let text = "- ".repeat(50);
        assert_eq!(excess_within(&text, 1000, 10).spans, [Span::new(20, 100)]);
        assert!(!excess_within("one two-three, four", 1000, 6).capped);
    }

    #[test]
    fn over_long_words_are_passed_over() {
        let text = format!("A {} ship e{} left", "x".repeat(11), "\u{301}".repeat(10));
        let found = excess(&text, &Limits { word_bytes: 10, ..Limits::default() });
        assert_eq!(found.long_words, 2);
        assert_eq!(found.spans, [Span::new(2, 13), Span::new(19, 40)]);
    }

    #[test]
    fn marks_of_footnotes_are_found_behind_words() {
        let text = "Ida Holm[12] won in 1998.[3][note 4] It was close.[citation needed]";
        let found: Vec<&str> = footnotes(text).iter().map(|span| span.text(text)).collect();
        assert_eq!(found, ["[12]", "[3]", "[note 4]", "[citation needed]"]);
        assert!(footnotes("The [12] ships, their crew[s], a list[2024] and “[1]”; an open[3").is_empty());
    }

    #[test]
    fn joined_places_do_not_overlap() {
        let one = [Span::new(0, 5), Span::new(9, 12)];
        let other = [Span::new(3, 7), Span::new(7, 8), Span::new(20, 20)];
        assert_eq!(join(&one, &other), [Span::new(0, 8), Span::new(9, 12)]);
    }
}

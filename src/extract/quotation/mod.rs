//! Quotations, by characters.
//!
//! In: the text and its paragraphs. Out: the places between quotation marks, nested ones included, in the order
//! of their first byte. Marks known: `"`, `“ ”`, `„ “`, `« »`, `‹ ›`, `‘ ’` and `'` where it is no apostrophe.
//!
//! A quotation that goes over several paragraphs repeats its opening mark at each of them and closes once: it is
//! one [`Quotation`]; the same holds for lines. A mark that is never closed ends with its paragraph, or with the
//! first line of it that ends a sentence. Who speaks is not decided here.

use crate::span::Span;

/// A quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct Quotation {
    /// The words inside the marks.
    pub(in crate::extract) span: Span,
    /// The words with their marks; without a closing mark it ends where the words end.
    pub(in crate::extract) outer: Span,
    /// What it looks like.
    pub(in crate::extract) kind: QuotationKind,
    /// How many quotations it lies in: 0 for one that the text itself quotes.
    pub(in crate::extract) depth: usize,
    /// Whether a closing mark was found.
    pub(in crate::extract) closed: bool,
}

/// What a quotation looks like; a guess by form, for callers with a parse to overrule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::extract) enum QuotationKind {
    /// What somebody says.
    Speech,
    /// A few words inside a sentence of the text, taken from somebody or put at a distance.
    Fragment,
    /// A title or a name: every word but the small ones has a capital.
    Title,
}

/// An opening mark that waits for its closing mark.
struct Open {
    at: usize,
    mark: Mark,
    /// Where the words begin.
    inner: usize,
}

/// The families of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Straight,
    Curly,
    Low,
    Guillemet,
    SingleGuillemet,
    Single,
    SingleStraight,
}

/// What a character does at its place.
enum Role {
    Opens(Mark),
    Closes(&'static [Mark]),
    /// Begins a quotation though the one before has no end.
    Restarts(Mark),
    Either(Mark),
    Nothing,
}

/// How deep quotations may be nested; further marks are passed over, so that no text costs more than linear time.
const DEPTH: usize = 16;

/// Finds the quotations of a text. `paragraphs` are the places of its paragraphs in order.
pub(in crate::extract) fn recognize(text: &str, paragraphs: &[Span]) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let resumed = resume(text, *paragraph, &mut open);
        scan(text, *paragraph, resumed, &mut open, &mut found);
        let next = paragraphs.get(number + 1);
        let goes_on = next.is_some_and(|next| opens_again(text, *next, &open));
        if !goes_on {
            close_all(text, paragraph.end, &mut open, &mut found);
        }
    }
    found.sort_by_key(|quotation| (quotation.outer.start, std::cmp::Reverse(quotation.outer.end)));
    let mut around: Vec<Span> = Vec::new();
    for quotation in &mut found {
        while around.last().is_some_and(|outer| !outer.contains(quotation.outer)) {
            around.pop();
        }
        quotation.depth = around.len();
        around.push(quotation.outer);
    }
    found
}

/// Whether the next paragraph begins with the mark of the outermost open quotation.
fn opens_again(text: &str, next: Span, open: &[Open]) -> bool {
    let first = next.text(text).trim_start().chars().next();
    open.first().is_some_and(|open| first.is_some_and(|first| same_mark(open.mark, first)))
}

/// Whether a character opens quotations of a family of double marks.
fn same_mark(mark: Mark, first: char) -> bool {
    matches!((mark, first), (Mark::Straight, '"') | (Mark::Curly, '“') | (Mark::Guillemet, '«'))
}

/// Ends the open quotations because a new one begins at `at`: with the line they are on, if it is another one; a
/// mark on the same line was no opening mark.
fn end_before(text: &str, at: usize, open: &mut Vec<Open>, found: &mut Vec<Quotation>) {
    let other_line = open.first().is_some_and(|first| Span::new(first.inner, at).text(text).contains('\n'));
    if other_line {
        close_all(text, at, open, found);
    }
    open.clear();
}

/// The byte after the repeated opening mark of a paragraph that goes on with a quotation; else its first byte.
fn resume(text: &str, paragraph: Span, open: &mut Vec<Open>) -> usize {
    let part = paragraph.text(text);
    let blank = part.len() - part.trim_start().len();
    open.truncate(1);
    match part.trim_start().chars().next() {
        Some(first) if !open.is_empty() => paragraph.start + blank + first.len_utf8(),
        _ => paragraph.start,
    }
}

/// Reads the marks of one paragraph from a byte on.
fn scan(text: &str, paragraph: Span, from: usize, open: &mut Vec<Open>, found: &mut Vec<Quotation>) {
    let part = Span::new(from, paragraph.end).text(text);
    let mut before =
        text.get(..from).and_then(|head| head.chars().next_back()).filter(|_| from > paragraph.start);
    for (offset, character) in part.char_indices() {
        let at = from + offset;
        let after = text.get(at + character.len_utf8()..paragraph.end).and_then(|rest| rest.chars().next());
        let role = role(character, before, after, open);
        let closing = Span::new(at, at + character.len_utf8());
        match role {
            Role::Restarts(mark) => {
                end_before(text, at, open, found);
                open.push(Open { at, mark, inner: closing.end });
            }
            Role::Opens(_) | Role::Either(_) if open.len() >= DEPTH => {}
            Role::Opens(mark) => open.push(Open { at, mark, inner: at + character.len_utf8() }),
            Role::Either(mark) => {
                if !close(text, closing, &[mark], open, found) {
                    open.push(Open { at, mark, inner: at + character.len_utf8() });
                }
            }
            Role::Closes(marks) => {
                close(text, closing, marks, open, found);
            }
            Role::Nothing => {}
        }
        before = Some(character);
    }
}

/// What a character does: a single mark between letters is an apostrophe.
fn role(character: char, before: Option<char>, after: Option<char>, open: &[Open]) -> Role {
    let word_before = before.is_some_and(char::is_alphanumeric);
    let word_after = after.is_some_and(char::is_alphanumeric);
    let space_before = before.is_none_or(|before| before.is_whitespace() || "([{-–—/“\"«‘'".contains(before));
    let is_open = |mark: Mark| open.iter().any(|open| open.mark == mark);
    match character {
        '"' | '“' | '«'
            if before == Some('\n') && open.first().is_some_and(|open| same_mark(open.mark, character)) =>
        {
            Role::Nothing
        }
        '"' if space_before && after.is_some_and(|after| !after.is_whitespace()) => {
            if is_open(Mark::Straight) { Role::Restarts(Mark::Straight) } else { Role::Opens(Mark::Straight) }
        }
        '"' if !space_before && !is_open(Mark::Straight) && !is_open(Mark::Curly) => Role::Nothing,
        '"' => Role::Either(Mark::Straight),
        '“' if is_open(Mark::Low) => Role::Closes(&[Mark::Low]),
        '“' => Role::Opens(Mark::Curly),
        '”' => Role::Closes(&[Mark::Curly, Mark::Low, Mark::Straight]),
        '„' => Role::Opens(Mark::Low),
        '«' => Role::Opens(Mark::Guillemet),
        '»' => Role::Closes(&[Mark::Guillemet]),
        '‹' => Role::Opens(Mark::SingleGuillemet),
        '›' => Role::Closes(&[Mark::SingleGuillemet]),
        '‘' if space_before && word_after => Role::Opens(Mark::Single),
        '’' if !word_after && is_open(Mark::Single) => Role::Closes(&[Mark::Single]),
        '\'' if space_before && word_after && !word_before => Role::Opens(Mark::SingleStraight),
        '\'' if !word_after && is_open(Mark::SingleStraight) => Role::Closes(&[Mark::SingleStraight]),
        _ => Role::Nothing,
    }
}

/// Closes the innermost open quotation of one of `marks` with the mark at `closing`; what was opened inside it and not closed is dropped.
/// A single mark closes nothing outside of a double one.
fn close(
    text: &str,
    closing: Span,
    marks: &[Mark],
    open: &mut Vec<Open>,
    found: &mut Vec<Quotation>,
) -> bool {
    let Some(position) = open.iter().rposition(|open| marks.contains(&open.mark)) else { return false };
    let Some(start) = open.get(position) else { return false };
    let is_single = |mark: Mark| matches!(mark, Mark::Single | Mark::SingleStraight | Mark::SingleGuillemet);
    let through_double =
        open.get(position + 1..).is_some_and(|inner| inner.iter().any(|open| !is_single(open.mark)));
    if is_single(start.mark) && through_double {
        return false;
    }
    let span = Span::new(start.inner, closing.start);
    let outer = Span::new(start.at, closing.end);
    let elision = is_single(start.mark) && is_elision(span.text(text));
    open.truncate(position);
    if !span.text(text).trim().is_empty() && !elision {
        found.push(Quotation { span, outer, kind: kind(text, span), depth: 0, closed: true });
    }
    true
}

/// Whether single marks around `inner` are apostrophes after all: `'90s and the miners'`.
fn is_elision(inner: &str) -> bool {
    inner.starts_with(|first: char| first.is_ascii_digit())
        || inner.starts_with("em ")
        || inner.starts_with("tis ")
        || inner.starts_with("til ")
}

/// Ends the quotations that are still open with the paragraph; single marks are then apostrophes.
fn close_all(text: &str, end: usize, open: &mut Vec<Open>, found: &mut Vec<Quotation>) {
    for open in open.drain(..) {
        if matches!(open.mark, Mark::Single | Mark::SingleStraight) {
            continue;
        }
        let span = Span::new(open.inner, line_end(text, open.inner, end));
        if !span.text(text).trim().is_empty() {
            let outer = Span::new(open.at, span.end);
            found.push(Quotation { span, outer, kind: kind(text, span), depth: 0, closed: false });
        }
    }
}

/// The end of the first line after `from` that ends a sentence, at most `end`.
fn line_end(text: &str, from: usize, end: usize) -> usize {
    let part = Span::new(from, end).text(text);
    let lines = part.match_indices('\n').map(|(offset, _)| offset);
    let ends = |offset: &usize| {
        part.get(..*offset).is_some_and(|line| line.trim_end().ends_with(['.', '!', '?', '…', '”', '"']))
    };
    let last = part.trim_end().len();
    from + lines.filter(|offset| *offset < last).find(ends).unwrap_or(last)
}

/// The look of a quotation.
fn kind(text: &str, span: Span) -> QuotationKind {
    let inner = span.text(text).trim();
    let words: Vec<&str> = inner.split_whitespace().collect();
    let ends = inner.ends_with(['.', '!', '?', ',', '…']);
    let small = |word: &str| {
        matches!(
            word,
            "a" | "an"
                | "the"
                | "of"
                | "and"
                | "in"
                | "on"
                | "to"
                | "for"
                | "at"
                | "by"
                | "or"
                | "with"
                | "from"
        )
    };
    let capitals = words
        .iter()
        .filter(|word| word.starts_with(|first: char| first.is_uppercase() || first.is_numeric()))
        .count();
    let others = words.iter().filter(|word| !small(word)).count();
    if !ends && capitals == others && capitals > 0 && words.len() <= 10 && (capitals > 1 || words.len() == 1)
    {
        return QuotationKind::Title;
    }
    let sentence = inner.starts_with(char::is_uppercase) && ends;
    if words.len() <= 4 && !sentence { QuotationKind::Fragment } else { QuotationKind::Speech }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The quotations as `depth:words`, of a text whose paragraphs are parted by blank lines.
    fn check(text: &str, expected: &[&str]) {
        let mut paragraphs = Vec::new();
        let mut at = 0;
        for part in text.split("\n\n") {
            paragraphs.push(Span::new(at, at + part.len()));
            at += part.len() + 2;
        }
        let found: Vec<String> = recognize(text, &paragraphs)
            .iter()
            .map(|quotation| format!("{}:{}", quotation.depth, quotation.span.text(text)))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn straight_and_curly_marks_and_guillemets_enclose_words() {
        check("She said \"we leave\" and \"we stay\".", &["0:we leave", "0:we stay"]);
        check("“We leave,” she said, “and soon.”", &["0:We leave,", "0:and soon."]);
        check("Il a dit «non» et „doch“.", &["0:non", "0:doch"]);
    }

    #[test]
    fn a_quotation_may_hold_several_sentences_and_another_quotation() {
        check(
            "“We go. We told him ‘stay here’ twice.” He left.",
            &["0:We go. We told him ‘stay here’ twice.", "1:stay here"],
        );
        check("\"They yelled 'get out' at us.\"", &["0:They yelled 'get out' at us.", "1:get out"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check("The ministers’ plan isn’t new, said O’Neil’s aide in the ’90s.", &[]);
        check("The miners' union won't sign, and it's the '80s again for the ships' crews.", &[]);
        check("“The ministers’ plan isn’t ours.”", &["0:The ministers’ plan isn’t ours."]);
    }

    #[test]
    fn a_mark_repeated_at_each_paragraph_is_one_quotation() {
        check("“We start.\n\n“We end.” He left.", &["0:We start.\n\n“We end."]);
        check("\"We start.\n\n\"We end.\" He left.", &["0:We start.\n\n\"We end."]);
        check("\"We start.\n\"We end.\" He left.", &["0:We start.\n\"We end."]);
    }

    #[test]
    fn a_mark_without_its_partner_ends_with_the_paragraph() {
        check("He said “we go.\n\nThe rest is quiet.", &["0:we go."]);
        check("A stray ” mark and a stray\" one.", &[]);
        check("He said “we go.\nThe rest is quiet. “No”, she said.", &["0:we go.", "0:No"]);
        check("He said \"we go.\nThe rest is quiet. \"No\", she said.", &["0:we go.", "0:No"]);
        check("A 5\" pipe and \"words\" here.", &["0:words"]);
    }

    #[test]
    fn titles_and_fragments_are_told_from_speech() {
        let kinds = |text: &str| {
            recognize(text, &[Span::new(0, text.len())]).iter().map(|found| found.kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds("The film “The Long Way Home” opened."), [QuotationKind::Title]);
        assert_eq!(kinds("a so-called “safe zone” there"), [QuotationKind::Fragment]);
        assert_eq!(kinds("“We are ready to talk,” he said."), [QuotationKind::Speech]);
    }
}

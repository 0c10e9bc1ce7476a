//! What a number counts, and numbers that count nothing.

use std::ops::Range;

use super::super::lexeme::Lexemes;
use super::super::lexeme::tokens_of;
use super::number::magnitude;
use crate::nlp::Analysis;
use crate::span::Span;

/// The counted noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    /// Its token, where the analysis has one.
    pub(super) token: Option<usize>,
    /// Whether the parse says so.
    pub(super) parsed: bool,
}

/// Least number of a plural magnitude: "tens of thousands" gives 20,000; and the lexeme after it. A plural is at
/// least two of its kind.
pub(super) fn magnitudes(lexemes: &Lexemes<'_>, at: usize) -> Option<(i64, usize)> {
    let few = match lexemes.word(at) {
        "several" => 1,
        "a" if lexemes.word(at + 1) == "few" => 2,
        _ => 0,
    };
    if few > 0 {
        let factor = magnitude(lexemes.word(at + few)).filter(|factor| *factor != 12)?;
        return Some((i64::try_from(factor).ok()?.checked_mul(2)?, at + few + 1));
    }
    let mut low = 2_i64;
    let mut next = at;
    loop {
        let factor = match lexemes.word(next) {
            "tens" => 10,
            "dozens" => 12,
            "scores" => 20,
            "hundreds" => 100,
            "thousands" => 1_000,
            "millions" => 1_000_000,
            "billions" => 1_000_000_000,
            "trillions" => 1_000_000_000_000,
            _ => break,
        };
        low = low.checked_mul(factor)?;
        next += 1;
        let of = lexemes.word(next) == "of";
        if !of || !matches!(lexemes.word(next + 1), "thousands" | "millions" | "billions" | "trillions") {
            break;
        }
        next += 1;
    }
    let scores_of_people = lexemes.word(at) != "scores" && lexemes.word(at) != "tens"
        || lexemes.word(next) == "of"
        || next > at + 1;
    (next > at && scores_of_people).then_some((low, next))
}

/// The least power of ten above a number.
pub(super) fn ceiling(low: i64) -> Option<i64> {
    let mut power = 1_i64;
    while power <= low {
        power = power.checked_mul(10)?;
    }
    Some(power)
}

/// Whether the number at `at` names something instead of counting: a designator, an ordinal, an age, a list
/// number, a part of an address or of a score.
pub(super) fn is_name(lexemes: &Lexemes<'_>, at: usize, end: usize, money: bool) -> bool {
    if money {
        return false;
    }
    let digits = !lexemes.number(at).is_empty();
    let before = at.checked_sub(1);
    let word = before.map_or("", |before| lexemes.word(before));
    let mark = before.and_then(|before| lexemes.mark(before));
    let glued = lexemes.glued(at);
    let glued_before =
        glued && (!word.is_empty() || before.is_some_and(|before| !lexemes.number(before).is_empty()));
    let joined_before = glued
        && before.is_some_and(|before| lexemes.glued(before))
        && mark
            .is_some_and(|mark| matches!(mark, '-' | '–' | '/' | '.' | '_' | ':' | '@' | '=' | '\'' | '’'));
    let sign_before = glued
        && mark.is_some_and(|mark| matches!(mark, '#' | '№' | '§' | '/' | '[' | '@' | '=' | '\'' | '’'));
    let ordinal = lexemes.glued(end) && matches!(lexemes.word(end), "st" | "nd" | "rd" | "th" | "s");
    let letters_after = digits
        && lexemes.glued(end)
        && !lexemes.word(end).is_empty()
        && super::units::after(lexemes, end, false).is_none();
    let digits_after = lexemes.glued(end)
        && lexemes.glued(end + 1)
        && matches!(lexemes.mark(end), Some('/' | ':' | '.' | ','))
        && !lexemes.number(end + 1).is_empty();
    let list = lexemes.get(at).is_some_and(|item| item.line)
        && matches!(lexemes.mark(end), Some('.' | ')'))
        && digits;
    let angle = |mark: Option<char>| mark.is_some_and(|mark| matches!(mark, '°' | 'º' | '′' | '″'));
    let coordinate =
        angle(lexemes.mark(end)) && !matches!(lexemes.word(end + 1), "c" | "f") || glued && angle(mark);
    glued_before
        || coordinate
        || joined_before
        || sign_before
        || ordinal
        || letters_after
        || digits_after
        || list
        || is_age(lexemes, at, end)
        || is_designated(lexemes, at, end, digits)
}

/// "aged 34", "34-year-old", "34 years old", "Smith, 34,".
fn is_age(lexemes: &Lexemes<'_>, at: usize, end: usize) -> bool {
    let before = at.checked_sub(1);
    let aged = before.is_some_and(|before| matches!(lexemes.word(before), "aged" | "age" | "ages"));
    let unit = end + usize::from(lexemes.dash(end));
    let years = matches!(
        lexemes.word(unit),
        "year" | "years" | "month" | "months" | "day" | "days" | "week" | "weeks"
    );
    let old = years && lexemes.word(unit + 1 + usize::from(lexemes.dash(unit + 1))) == "old";
    let name = at.checked_sub(2).is_some_and(|name| lexemes.capital(name));
    let apposed = name
        && before.is_some_and(|before| lexemes.mark(before) == Some(','))
        && matches!(lexemes.mark(end), Some(',' | ')' | '.' | ';'));
    aged || old || apposed
}

/// Whether the parse hangs the number on a proper noun before it: "Task Force 50".
pub(super) fn follows_its_name(analysis: &Analysis, span: Span) -> bool {
    let tokens = tokens_of(analysis, span);
    let number = tokens.clone().next_back().and_then(|at| analysis.tokens.get(at));
    number.filter(|number| matches!(&*number.dep, "nummod" | "appos")).is_some_and(|number| {
        number.head.checked_add(1) == Some(tokens.start)
            && analysis.tokens.get(number.head).is_some_and(|head| head.tag.starts_with("NNP"))
    })
}

/// "Flight 370", "Article 5", "No. 5", "Boeing 747", "Group of 7" (no: that counts).
fn is_designated(lexemes: &Lexemes<'_>, at: usize, end: usize, digits: bool) -> bool {
    let Some(mut before) = at.checked_sub(1).filter(|_| !lexemes.paragraph(at)) else { return false };
    if lexemes.mark(before) == Some('.') && lexemes.glued(before) && before > 0 {
        before -= 1;
        if !matches!(lexemes.word(before), "no" | "nos" | "p" | "pp" | "vol" | "art" | "sec" | "ch" | "fig") {
            return false;
        }
    }
    let word = lexemes.word(before);
    let listed = DESIGNATED.contains(&word);
    if listed && !matches!(word, "no") {
        return true;
    }
    // In a text in capitals a capital tells nothing.
    let shouted = |at: usize| {
        lexemes.get(at).is_some_and(|item| item.text.len() > 1 && item.text.chars().all(char::is_uppercase))
    };
    let followed = lexemes.get(end).is_some_and(|next| {
        !next.line && (next.text.starts_with(char::is_lowercase) || (shouted(end) && shouted(before)))
    });
    let bound = super::bounds::before(lexemes, at).0 != super::bounds::Bound::Exact;
    let proper = digits
        && !bound
        && lexemes.capital(before)
        && lexemes.get(before).is_some_and(|item| !item.line && before > 0);
    proper && !followed
}

/// The counted noun of the lexemes `range`.
pub(super) fn head(
    lexemes: &Lexemes<'_>,
    analysis: &Analysis,
    range: &Range<usize>,
    span: Span,
) -> Option<Head> {
    let tokens = tokens_of(analysis, span);
    let parsed = tokens.clone().rev().find_map(|at| {
        let token = analysis.tokens.get(at)?;
        let counts = matches!(&*token.dep, "nummod" | "quantmod" | "compound" | "amod" | "nmod")
            && !tokens.contains(&token.head);
        let head = analysis.tokens.get(token.head).filter(|head| counts && head.tag.starts_with("NN"))?;
        (head.span.start >= span.end && head.span.start - span.end < 120).then_some(token.head)
    });
    if parsed.is_some() {
        return Some(Head { token: parsed, parsed: true });
    }
    let of = usize::from(lexemes.word(range.end) == "of");
    let mut at = range.end + of;
    at += usize::from(
        of == 1 && matches!(lexemes.word(at), "the" | "its" | "their" | "his" | "her" | "these" | "those"),
    );
    at +=
        usize::from(matches!(lexemes.word(at), "more" | "other" | "additional" | "new" | "further" | "such"));
    noun_after(lexemes, analysis, at)
}

/// The last word of the noun phrase that starts at `at`: by tags where there are any, else its first word.
fn noun_after(lexemes: &Lexemes<'_>, analysis: &Analysis, at: usize) -> Option<Head> {
    let mut best = None;
    for next in at..at + 6 {
        let Some(item) = lexemes.get(next).filter(|item| !item.paragraph) else { break };
        let token = tokens_of(analysis, item.span).start;
        let tag = analysis
            .tokens
            .get(token)
            .filter(|token| token.span.overlaps(item.span))
            .map_or("", |token| &token.tag);
        match tag {
            "" => {
                let lower =
                    item.text.starts_with(char::is_alphabetic) && item.text.starts_with(char::is_lowercase);
                let noun = lower && !is_function_word(&item.lower) && !item.lower.ends_with("ly");
                let known = analysis.tokens.get(token).is_some_and(|token| token.span.overlaps(item.span));
                return noun.then_some(Head { token: known.then_some(token), parsed: false });
            }
            "NN" | "NNS" | "NNP" | "NNPS" => best = Some(Head { token: Some(token), parsed: false }),
            "JJ" | "JJR" | "JJS" | "VBN" | "VBG" | "HYPH" | "CD" | "``" | "''" | "POS" => {
                if best.is_some() && tag != "HYPH" && tag != "POS" {
                    break;
                }
            }
            _ => break,
        }
    }
    best
}

/// Whether a word cannot be a counted noun.
fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.contains(&word)
}

/// Whether a number without a noun stands for things: "12 were killed", "killing 12", "at least 30 dead", "ten of them".
pub(super) fn stands_for_things(lexemes: &Lexemes<'_>, analysis: &Analysis, range: &Range<usize>) -> bool {
    let tokens = tokens_of(analysis, lexemes.span(range));
    let argument = analysis
        .tokens
        .get(tokens)
        .unwrap_or_default()
        .iter()
        .any(|token| &*token.tag == "CD" && matches!(&*token.dep, "nsubj" | "nsubjpass" | "dobj"));
    if argument {
        return true;
    }
    let next = lexemes.word(range.end);
    let before = range.start.checked_sub(1).map_or("", |before| lexemes.word(before));
    let subject = matches!(
        next,
        "were"
            | "are"
            | "have"
            | "had"
            | "was"
            | "of"
            | "dead"
            | "others"
            | "more"
            | "injured"
            | "wounded"
            | "killed"
            | "missing"
            | "died"
    );
    let object = matches!(
        before,
        "killing"
            | "killed"
            | "kills"
            | "injuring"
            | "injured"
            | "injures"
            | "wounding"
            | "wounded"
            | "wounds"
            | "leaving"
            | "left"
            | "arresting"
            | "arrested"
            | "detaining"
            | "detained"
            | "kill"
            | "injure"
            | "wound"
            | "arrest"
    );
    subject || object
}

/// Words that cannot be counted.
const FUNCTION_WORDS: [&str; 69] = [
    "of", "in", "on", "at", "to", "from", "by", "for", "with", "and", "or", "but", "is", "was", "are",
    "were", "be", "been", "has", "have", "had", "that", "which", "who", "as", "than", "the", "a", "an",
    "this", "it", "he", "she", "they", "we", "not", "if", "when", "while", "after", "before", "since",
    "during", "into", "over", "under", "between", "against", "through", "because", "will", "would", "can",
    "could", "may", "might", "should", "said", "per", "so", "then", "there", "where", "s", "t", "his", "her",
    "its", "their",
];

/// Nouns before a number that names.
const DESIGNATED: [&str; 68] = [
    "flight",
    "article",
    "articles",
    "resolution",
    "section",
    "chapter",
    "page",
    "pages",
    "no",
    "nos",
    "number",
    "route",
    "highway",
    "room",
    "channel",
    "version",
    "phase",
    "stage",
    "type",
    "mark",
    "model",
    "unit",
    "level",
    "grade",
    "act",
    "title",
    "rule",
    "size",
    "class",
    "apollo",
    "platform",
    "gate",
    "area",
    "zone",
    "sector",
    "block",
    "building",
    "district",
    "ward",
    "appendix",
    "annex",
    "figure",
    "table",
    "step",
    "line",
    "episode",
    "season",
    "volume",
    "part",
    "terminal",
    "pier",
    "reactor",
    "tower",
    "interstate",
    "p",
    "pp",
    "vol",
    "art",
    "sec",
    "ch",
    "fig",
    "operation",
    "exercise",
    "paragraph",
    "clause",
    "week",
    "day",
    "round",
];

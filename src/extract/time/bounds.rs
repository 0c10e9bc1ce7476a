//! The words around a time expression that make it a bound, and ranges of two expressions.

use super::super::lexeme::Lexemes;
use super::expression::Found;
use super::value::Relation;

/// Words that may stand between a preposition and the time.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "around"
            | "about"
            | "at"
            | "least"
            | "approximately"
            | "roughly"
            | "some"
            | "on"
            | "in"
            | "late"
            | "early"
            | "just"
            | "shortly"
    )
}

/// The relation that the words before `start` make.
pub(super) fn relation(lexemes: &Lexemes<'_>, start: usize) -> Relation {
    let mut at = start;
    for _ in 0..3 {
        let Some(before) = at.checked_sub(1).filter(|_| !lexemes.paragraph(at)) else {
            return Relation::Within;
        };
        let found = match lexemes.word(before) {
            "since" => Relation::Since,
            "from" | "between" => Relation::RangeStart,
            "until" | "till" | "through" => Relation::Until,
            "by" => Relation::By,
            "before" => Relation::Before,
            "after" | "following" => Relation::After,
            "to" if before > 0 && lexemes.word(before - 1) == "prior" => Relation::Before,
            "of" if before > 0 && lexemes.word(before - 1) == "ahead" => Relation::Before,
            "than" if before > 0 && lexemes.word(before - 1) == "later" => Relation::By,
            "than" if before > 0 && lexemes.word(before - 1) == "earlier" => Relation::Since,
            word if is_filler(word) => {
                at = before;
                continue;
            }
            _ => Relation::Within,
        };
        return found;
    }
    Relation::Within
}

/// Whether what stands between two expressions makes them the ends of a range.
pub(super) fn joins(lexemes: &Lexemes<'_>, first: &Found, second: &Found, relation: Relation) -> bool {
    let between = first.range.end..second.range.start;
    let from = lexemes.word(first.range.start.wrapping_sub(1));
    let words: Vec<&str> =
        between.clone().map(|at| lexemes.word(at)).filter(|word| !is_filler(word) || *word == "to").collect();
    match (between.len(), words.as_slice()) {
        (1, [""]) => lexemes.dash(between.start),
        (1..=3, ["to" | "through" | "until" | "till"]) => relation == Relation::RangeStart || from != "to",
        (1..=3, ["and"]) => relation == Relation::RangeStart && from == "between",
        _ => false,
    }
}

/// Whether "present", "now" or "today" ends a range that begins with an expression which ends at `end`.
pub(super) fn goes_on(lexemes: &Lexemes<'_>, end: usize) -> bool {
    let onwards = matches!(lexemes.word(end), "onward" | "onwards" | "on");
    let to = lexemes.dash(end) || matches!(lexemes.word(end), "to" | "until" | "till");
    let the = usize::from(lexemes.word(end + 1) == "the");
    onwards || to && matches!(lexemes.word(end + 1 + the), "present" | "now" | "today")
}

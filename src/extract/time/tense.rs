//! Whether a clause tells of the past or of the future, for dates that do not say it themselves.

use super::super::lexeme::LexemeKind;
use super::super::lexeme::Lexemes;
use super::super::lexeme::tokens_of;
use crate::nlp::Analysis;

/// The time that a clause tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    Unknown,
}

/// How far to look, in lexemes.
const REACH: usize = 25;

/// The tense of the nearest cue before `at`, else of the nearest after it, in the same sentence.
pub(super) fn tense_at(lexemes: &Lexemes<'_>, analysis: &Analysis, at: usize) -> Tense {
    let before = (at.saturating_sub(REACH)..at).rev().take_while(|index| !ends_sentence(lexemes, *index));
    let after = (at..lexemes.len().min(at + REACH)).take_while(|index| !ends_sentence(lexemes, *index));
    before
        .map(|index| cue(lexemes, analysis, index))
        .find(|tense| *tense != Tense::Unknown)
        .or_else(|| after.map(|index| cue(lexemes, analysis, index)).find(|tense| *tense != Tense::Unknown))
        .unwrap_or(Tense::Unknown)
}

/// The lexeme where the sentence of `at` starts.
pub(super) fn sentence_start(lexemes: &Lexemes<'_>, at: usize) -> usize {
    (at.saturating_sub(400)..at)
        .rev()
        .find(|index| ends_sentence(lexemes, *index) || lexemes.paragraph(index + 1))
        .map_or(0, |index| index + 1)
}

/// Whether a sentence ends with the lexeme at `index`.
fn ends_sentence(lexemes: &Lexemes<'_>, index: usize) -> bool {
    let mark = lexemes.mark(index);
    if matches!(mark, Some('!' | '?' | ';')) {
        return true;
    }
    let abbreviation = index.checked_sub(1).is_some_and(|before| {
        lexemes.word(before).len() <= 4 && lexemes.capital(before) && lexemes.glued(index)
    });
    mark == Some('.')
        && !lexemes.glued(index + 1)
        && (lexemes.paragraph(index + 1) || lexemes.capital(index + 1))
        && !abbreviation
}

/// What one lexeme says about the tense: by its tag where there is one, else by its form.
fn cue(lexemes: &Lexemes<'_>, analysis: &Analysis, index: usize) -> Tense {
    let Some(item) = lexemes.get(index).filter(|item| item.kind == LexemeKind::Word) else {
        return Tense::Unknown;
    };
    match item.lower.as_str() {
        "will" | "shall" | "ll" | "wo" | "scheduled" | "upcoming" | "slated" | "plans" | "planned"
        | "expected" | "expects" | "intends" | "due" | "tomorrow" => return Tense::Future,
        "was" | "were" | "had" | "did" | "said" | "told" => return Tense::Past,
        "has" | "have" if lexemes.word(index + 1) != "to" => return Tense::Past,
        "be" if lexemes.word(index.wrapping_sub(1)) == "to" => {
            let is = matches!(lexemes.word(index.wrapping_sub(2)), "is" | "are");
            return if is { Tense::Future } else { Tense::Unknown };
        }
        _ => {}
    }
    let tokens = tokens_of(analysis, item.span);
    let tag = analysis
        .tokens
        .get(tokens.start)
        .filter(|token| token.span == item.span)
        .map_or("", |token| &token.tag);
    match tag {
        "VBD" => Tense::Past,
        "" if item.lower.len() > 4 && item.lower.ends_with("ed") => Tense::Past,
        _ => Tense::Unknown,
    }
}

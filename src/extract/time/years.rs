//! Rules for years, decades and centuries.

use super::super::lexeme::Lexemes;
use super::dates::digits;
use super::dates::ordinal;
use super::dates::plain_year;
use super::expression::Form;
use super::expression::Found;
use super::words;

/// "the 19th century", "the twentieth century", "the 5th century BC".
pub(super) fn century(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let (number, next) = ordinal(lexemes, at)?;
    let next = next + usize::from(lexemes.dash(next));
    if lexemes.word(next) != "century" {
        return None;
    }
    let number = i16::try_from(number).ok()?;
    let (before_christ, end) = era(lexemes, next + 1);
    let form = Form::Century(if before_christ { -number } else { number - 1 });
    Some(Found::new(at..end, form, "time:century"))
}

/// "BC", "BCE" (true), "AD", "CE" or nothing (false); where it ends.
fn era(lexemes: &Lexemes<'_>, at: usize) -> (bool, usize) {
    match lexemes.get(at).map(|item| item.text.trim_end_matches('.').replace('.', "")).as_deref() {
        Some("BC" | "BCE") => (true, at + 1),
        Some("AD" | "CE") => (false, at + 1),
        _ => (false, at),
    }
}

/// "the 1950s", "1950's", "the '90s", "the nineties".
pub(super) fn decade(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    if let Some(tens) = words::decade_word(lexemes.word(at)) {
        let article = at
            .checked_sub(1)
            .is_some_and(|before| matches!(lexemes.word(before), "the" | "early" | "late" | "mid"));
        return article.then(|| Found::new(at..at + 1, Form::Decade(1900 + tens), "time:decade"));
    }
    if lexemes.mark(at).is_some_and(|mark| matches!(mark, '\'' | '’' | '‘')) {
        let tens = digits(lexemes, at + 1, 2..=2).filter(|tens| tens % 10 == 0)?;
        let plural = lexemes.word(at + 2) == "s" && lexemes.glued(at + 1) && lexemes.glued(at + 2);
        let start = if tens >= 30 { 1900 + tens } else { 2000 + tens };
        return plural.then(|| Found::new(at..at + 3, Form::Decade(start), "time:decade"));
    }
    let start = digits(lexemes, at, 4..=4).filter(|year| year % 10 == 0 && (1000..=2999).contains(year))?;
    let apostrophe =
        lexemes.mark(at + 1).is_some_and(|mark| matches!(mark, '\'' | '’')) && lexemes.glued(at + 1);
    let s = at + 1 + usize::from(apostrophe);
    if lexemes.word(s) != "s" || !lexemes.glued(s) || apostrophe && start % 100 != 0 && start < 1500 {
        return None;
    }
    let possessive = apostrophe
        && lexemes.get(s + 1).is_some_and(|next| next.text.starts_with(char::is_alphabetic))
        && at.checked_sub(1).is_some_and(|before| lexemes.word(before) != "the");
    let form = if possessive { Form::Year(start) } else { Form::Decade(start) };
    let form =
        if start % 100 == 0 && start < 1900 && !possessive { Form::Century(start / 100) } else { form };
    Some(Found::new(at..s + 1, form, if possessive { "time:year" } else { "time:decade" }))
}

/// "2021", "2015-16", "347 AD", "c. 347", "(1806)".
pub(super) fn year(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    if let Some(found) = year_of_an_era(lexemes, at) {
        return Some(found);
    }
    let (year, end) = plain_year(lexemes, at)?;
    if !year_in_context(lexemes, at, year) {
        return None;
    }
    let glued_dash = lexemes.mark(end).is_some_and(|mark| matches!(mark, '-' | '–' | '/'))
        && lexemes.glued(end)
        && lexemes.glued(end + 1);
    if glued_dash
        && let Some(short) = digits(lexemes, end + 1, 2..=2)
        && (!lexemes.glued(end + 2) || lexemes.word(end + 2).is_empty())
    {
        let last = year - year % 100 + short;
        if last > year && last - year <= 60 {
            return Some(Found::new(at..end + 2, Form::Years(year, last), "time:years"));
        }
    }
    Some(Found::new(at..end, Form::Year(year), "time:year"))
}

/// "347 AD", "44 BC", "AD 70", "c. 347".
fn year_of_an_era(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    if let Some(year) = digits(lexemes, at, 1..=4) {
        let (before_christ, end) = era(lexemes, at + 1);
        if end > at + 1 {
            let form = Form::Year(if before_christ { 1 - year } else { year });
            return Some(Found::new(at..end, form, "time:year"));
        }
        let circa = at.checked_sub(2).is_some_and(|before| {
            matches!(lexemes.word(before), "c" | "ca") && lexemes.mark(at - 1) == Some('.')
        }) || at.checked_sub(1).is_some_and(|before| lexemes.word(before) == "circa");
        return (circa && year >= 100).then(|| Found::new(at..at + 1, Form::Year(year), "time:year"));
    }
    let (_, next) = era(lexemes, at);
    let year = (next > at).then(|| digits(lexemes, next, 2..=4)).flatten()?;
    let form = Form::Year(if lexemes.word(at).starts_with('b') { 1 - year } else { year });
    Some(Found::new(at..next + 1, form, "time:year"))
}

/// Whether what stands around four digits says that they are a year.
fn year_in_context(lexemes: &Lexemes<'_>, at: usize, year: i16) -> bool {
    let counted =
        lexemes.get(at + 1).is_some_and(|next| !next.line) && words::is_counted(lexemes.word(at + 1));
    let Some(before) = at.checked_sub(1) else { return !counted };
    let word = lexemes.word(before);
    if counted || glued_to_a_number(lexemes, at) {
        return false;
    }
    let spaced_range =
        lexemes.dash(at + 1) && plain_year(lexemes, at + 2).is_some_and(|(last, _)| last > year);
    if spaced_range || NO_YEAR_AFTER.contains(&word) {
        return spaced_range;
    }
    if (1850..=2060).contains(&year) {
        return true;
    }
    let plural = |word: &str| word.len() > 3 && (word.ends_with('s') || word.ends_with("ren"));
    let next = lexemes.word(at + 1);
    let counts = matches!(word, "of" | "the" | "to" | "and" | "or" | "by" | "in" | "about" | "around")
        && (plural(next) && !lexemes.capital(at + 1) || next.is_empty() && word == "the");
    let marked = lexemes.mark(before);
    let life = marked == Some('.')
        && before
            .checked_sub(1)
            .is_some_and(|word| matches!(lexemes.word(word), "b" | "d" | "m" | "r" | "fl" | "est"));
    life || !counts && YEAR_AFTER.contains(&word)
        || marked.is_some_and(|mark| matches!(mark, '(' | ',' | '[' | '-' | '–' | '—' | ';' | '“' | '"'))
}

/// Whether digits at `at` are a part of something larger: an amount of money, a time, a name such as `XJ-2000`.
fn glued_to_a_number(lexemes: &Lexemes<'_>, at: usize) -> bool {
    let after = lexemes.glued(at + 1) && matches!(lexemes.mark(at + 1), Some(':' | '%' | '_' | '@'));
    let Some(before) = at.checked_sub(1).filter(|_| lexemes.glued(at)) else { return after };
    let Some(mark) = lexemes.mark(before) else { return true };
    let sign = matches!(mark, '$' | '€' | '£' | '#' | '№' | ':' | '+' | '.' | '=' | '%' | '/' | '_');
    let stem = before
        .checked_sub(1)
        .filter(|_| mark == '-' && lexemes.glued(before))
        .map_or("", |stem| lexemes.word(stem));
    let part = matches!(stem, "" | "mid" | "pre" | "post" | "early" | "late");
    after || sign || !part
}

/// Words before a number that is no year.
const NO_YEAR_AFTER: [&str; 20] = [
    "no",
    "number",
    "room",
    "flight",
    "page",
    "article",
    "resolution",
    "section",
    "than",
    "least",
    "nearly",
    "almost",
    "approximately",
    "roughly",
    "some",
    "exactly",
    "only",
    "route",
    "highway",
    "over",
];

/// Words before a number that is a year even where a year of our time would not need them.
const YEAR_AFTER: [&str; 24] = [
    "in", "since", "by", "from", "until", "till", "to", "during", "of", "before", "after", "circa", "around",
    "about", "between", "and", "or", "early", "late", "mid", "the", "born", "died", "year",
];

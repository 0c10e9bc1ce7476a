//! Rules for dates of the calendar: days, months and their parts, quarters, seasons.

use super::super::lexeme::Lexemes;
use super::expression::Form;
use super::expression::Found;
use super::expression::YearForm;
use super::words;
use super::years::century;
use super::years::decade;
use super::years::year;

/// The first rule for calendar dates that fits at `at`, most specific first.
pub(super) fn find(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    iso_day(lexemes, at)
        .or_else(|| numeric_day(lexemes, at))
        .or_else(|| weekday_and_day(lexemes, at))
        .or_else(|| month_day(lexemes, at))
        .or_else(|| day_month(lexemes, at))
        .or_else(|| part_of(lexemes, at))
        .or_else(|| month(lexemes, at))
        .or_else(|| holiday(lexemes, at))
        .or_else(|| day_alone(lexemes, at))
        .or_else(|| fraction(lexemes, at))
        .or_else(|| fiscal(lexemes, at))
        .or_else(|| season(lexemes, at))
        .or_else(|| century(lexemes, at))
        .or_else(|| decade(lexemes, at))
        .or_else(|| year(lexemes, at))
}

/// A number of at most `digits` digits, without separators.
pub(super) fn digits(
    lexemes: &Lexemes<'_>,
    at: usize,
    width: std::ops::RangeInclusive<usize>,
) -> Option<i16> {
    let text = lexemes.number(at);
    (width.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// A day of the month, and the lexeme after it and its ordinal ending.
fn day_number(lexemes: &Lexemes<'_>, at: usize) -> Option<(i8, usize)> {
    let day = digits(lexemes, at, 1..=2).filter(|day| (1..=31).contains(day))?;
    let ending = usize::from(lexemes.glued(at + 1) && words::is_ordinal_ending(lexemes.word(at + 1)));
    let end = at + 1 + ending;
    let goes_on = lexemes.glued(end)
        && (!lexemes.word(end).is_empty() || matches!(lexemes.mark(end), Some(':' | '%' | '/')));
    (!goes_on).then_some((i8::try_from(day).ok()?, end))
}

/// A month with a capital, and the lexeme after it and its full stop.
fn month_name(lexemes: &Lexemes<'_>, at: usize) -> Option<(i8, usize)> {
    let month = lexemes.capital(at).then(|| words::month(lexemes.word(at))).flatten()?;
    let dot = words::is_abbreviation(lexemes.word(at)) && lexemes.mark(at + 1) == Some('.');
    Some((month, at + 1 + usize::from(dot && lexemes.glued(at + 1))))
}

/// A year of four digits that stands alone.
pub(super) fn plain_year(lexemes: &Lexemes<'_>, at: usize) -> Option<(i16, usize)> {
    let year = digits(lexemes, at, 4..=4).filter(|year| (1000..=2999).contains(year))?;
    let glued_word = lexemes.glued(at + 1) && !lexemes.word(at + 1).is_empty();
    (!glued_word).then_some((year, at + 1))
}

/// The year after a month or day: ", 2021", "of 2021", "of that year", "last year"; where it ends.
pub(super) fn year_after(lexemes: &Lexemes<'_>, at: usize) -> (YearForm, usize) {
    if lexemes.paragraph(at) {
        return (YearForm::None, at);
    }
    let skipped =
        usize::from(lexemes.mark(at) == Some(',') || lexemes.word(at) == "of" || lexemes.word(at) == "in");
    if let Some((year, end)) = plain_year(lexemes, at + skipped).filter(|_| !lexemes.paragraph(at + skipped))
    {
        return (YearForm::Given(year), end);
    }
    let skipped = usize::from(lexemes.word(at) == "of");
    if let Some(year) =
        digits(lexemes, at + skipped, 3..=3).filter(|_| lexemes.word(at + skipped + 1).is_empty())
    {
        return (YearForm::Given(year), at + skipped + 1);
    }
    let skipped = usize::from(matches!(lexemes.word(at), "of" | "in"));
    let the = usize::from(lexemes.word(at + skipped) == "the");
    let from = at + skipped + the;
    let form = match lexemes.word(from) {
        "this" => YearForm::Deictic(0),
        "last" => YearForm::Deictic(-1),
        "next" if the == 0 => YearForm::Deictic(1),
        "that" | "same" => YearForm::Referring(0),
        "following" | "next" => YearForm::Referring(1),
        "previous" | "preceding" => YearForm::Referring(-1),
        _ => return (YearForm::None, at),
    };
    let same = usize::from(lexemes.word(from) == "that" && lexemes.word(from + 1) == "same");
    if lexemes.word(from + 1 + same) == "year" {
        return (form, from + 2 + same);
    }
    (YearForm::None, at)
}

/// A day with its year.
fn full_day(year: i16, month: i16, day: i16) -> Option<Form> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Some(Form::Day { year: YearForm::Given(year), month, day, weekday: None })
}

/// `2025-09-03`, `2025/09/03`.
fn iso_day(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let year = digits(lexemes, at, 4..=4)?;
    let separator = lexemes.mark(at + 1).filter(|mark| matches!(mark, '-' | '/' | '.'))?;
    let month = digits(lexemes, at + 2, 1..=2).filter(|month| (1..=12).contains(month))?;
    let day = digits(lexemes, at + 4, 1..=2).filter(|day| (1..=31).contains(day))?;
    let joined = lexemes.mark(at + 3) == Some(separator) && (1..5).all(|offset| lexemes.glued(at + offset));
    if !joined || lexemes.glued(at + 5) && lexemes.mark(at + 5) == Some(separator) {
        return None;
    }
    let form = full_day(year, month, day)?;
    Some(Found::new(at..at + 5, form, "time:iso-day"))
}

/// `03/12/2020`, `15.09.2001`, `3-12-2020`.
fn numeric_day(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let first = digits(lexemes, at, 1..=2)?;
    let separator = lexemes.mark(at + 1).filter(|mark| matches!(mark, '-' | '/' | '.'))?;
    let second = digits(lexemes, at + 2, 1..=2)?;
    let year = digits(lexemes, at + 4, 4..=4)?;
    let joined = lexemes.mark(at + 3) == Some(separator) && (1..5).all(|offset| lexemes.glued(at + offset));
    if !joined || lexemes.glued(at) {
        return None;
    }
    let (month, day, comment) = match (first, second) {
        (13.., _) => (second, first, None),
        (_, 13..) => (first, second, None),
        _ if first == second => (first, second, None),
        _ if separator == '.' => {
            (second, first, Some("read as day.month.year, as it is written with full stops"))
        }
        _ => (first, second, Some("ambiguous: read as month/day/year, as American English writes it")),
    };
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let form = full_day(year, month, day)?;
    Some(Found { comment, ..Found::new(at..at + 5, form, "time:numeric-day") })
}

/// "Tuesday, March 3, 2021", "Friday 3 March", "Monday (March 3)".
fn weekday_and_day(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let (named, plural) = words::weekday(lexemes.word(at)).filter(|_| lexemes.capital(at))?;
    if plural {
        return None;
    }
    let mut next = at + 1;
    while matches!(lexemes.mark(next), Some(',' | '.' | '(')) || lexemes.word(next) == "the" {
        next += 1;
    }
    if lexemes.paragraph(next) || next > at + 4 {
        return None;
    }
    let mut found = month_day(lexemes, next).or_else(|| day_month(lexemes, next))?;
    if let Form::Day { weekday, .. } = &mut found.form {
        *weekday = Some(named);
    }
    Some(Found { range: at..found.range.end, ..found })
}

/// "March 3", "Sept. 11, 2001", "March 3-5, 2021", "April 3rd".
fn month_day(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let (month, next) = month_name(lexemes, at)?;
    let next = next + usize::from(lexemes.word(next) == "the");
    let (day, end) = day_number(lexemes, next).filter(|_| !lexemes.paragraph(next))?;
    if lexemes.dash(end)
        && let Some((last, end)) = day_number(lexemes, end + 1).filter(|(last, _)| *last > day)
    {
        let (year, end) = year_after(lexemes, end);
        let form = Form::Days { year, month, days: (day, last) };
        return Some(Found::new(at..end, form, "time:month-days"));
    }
    let (year, end) = year_after(lexemes, end);
    Some(Found::new(at..end, Form::Day { year, month, day, weekday: None }, "time:month-day"))
}

/// "3 March 2021", "the 3rd of March", "3-5 March".
fn day_month(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    if lexemes.glued(at)
        && lexemes.mark(at.wrapping_sub(1)).is_none_or(|mark| !matches!(mark, '(' | '[' | '“' | '"'))
    {
        return None;
    }
    let (day, end) = day_number(lexemes, at)?;
    let range = lexemes.dash(end).then(|| day_number(lexemes, end + 1)).flatten();
    let last = range.filter(|(last, _)| *last > day);
    let next = last.map_or(end, |(_, end)| end);
    let of = usize::from(lexemes.word(next) == "of");
    let (month, end) = month_name(lexemes, next + of).filter(|_| !lexemes.paragraph(next))?;
    if of == 1 && end == next + of {
        return None;
    }
    let (year, end) = year_after(lexemes, end);
    let (form, rule) = match last {
        Some((last, _)) => (Form::Days { year, month, days: (day, last) }, "time:day-month"),
        None => (Form::Day { year, month, day, weekday: None }, "time:day-month"),
    };
    Some(Found::new(at..end, form, rule))
}

/// "early September 2025", "mid-2010", "the end of March", "late 1950s", "early this year", "late last week".
fn part_of(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let part = words::part(lexemes.word(at))?;
    let noun = matches!(lexemes.word(at), "beginning" | "start" | "end" | "close" | "middle");
    let mut next = at + 1;
    if lexemes.dash(next) {
        next += 1;
    }
    if noun && lexemes.word(next) != "of" {
        return None;
    }
    while matches!(lexemes.word(next), "of" | "in" | "the") {
        next += 1;
    }
    if lexemes.paragraph(next) || next > at + 3 {
        return None;
    }
    let inner = month_form(lexemes, next)
        .or_else(|| decade(lexemes, next))
        .or_else(|| century(lexemes, next))
        .or_else(|| season(lexemes, next))
        .or_else(|| part_year(lexemes, next))
        .or_else(|| super::deictic::stretch_of_calendar(lexemes, next))
        .or_else(|| the_unit(lexemes, next, noun))?;
    let bound = (1..4).filter_map(|back| at.checked_sub(back)).any(|before| lexemes.word(before) == "by");
    let part = if part == words::Part::End && bound { words::Part::Close } else { part };
    Some(Found::new(at..inner.range.end, Form::Part(part, Box::new(inner.form)), "time:part"))
}

/// The year of "mid-2010", "the start of 2014"; not that of "the start of the 2014 tour".
fn part_year(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let (year, end) = plain_year(lexemes, at)?;
    let article = at.checked_sub(1).is_some_and(|before| lexemes.word(before) == "the");
    (!article).then(|| Found::new(at..end, Form::Year(year), "time:part"))
}

/// "(the end of the) year": the current one.
fn the_unit(lexemes: &Lexemes<'_>, at: usize, noun: bool) -> Option<Found> {
    let (unit, plural) = words::unit(lexemes.word(at))?;
    let long =
        matches!(unit, words::Unit::Month | words::Unit::Year | words::Unit::Week | words::Unit::Decade);
    (noun && long && !plural).then(|| Found::new(at..at + 1, Form::Deictic { unit, shift: 0 }, "time:part"))
}

/// A month with or without a year, whatever stands before it.
fn month_form(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let (month, end) = month_name(lexemes, at)?;
    let (year, end) = year_after(lexemes, end);
    Some(Found::new(at..end, Form::Month { year, month }, "time:month"))
}

/// "March 2021", "since January", "the September meeting".
fn month(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let found = month_form(lexemes, at)?;
    let Form::Month { year, .. } = found.form else { return None };
    (year != YearForm::None || month_stands_alone(lexemes, at, found.range.end)).then_some(found)
}

/// Whether the words around a bare month say that it is one, and no name or verb.
fn month_stands_alone(lexemes: &Lexemes<'_>, at: usize, end: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| lexemes.word(before));
    let word = lexemes.word(at);
    let leads = matches!(
        before,
        "in" | "since"
            | "by"
            | "from"
            | "until"
            | "till"
            | "during"
            | "of"
            | "for"
            | "before"
            | "after"
            | "this"
            | "last"
            | "next"
            | "each"
            | "every"
            | "through"
            | "throughout"
            | "between"
            | "around"
            | "about"
            | "mid"
            | "early"
            | "late"
            | "previous"
            | "following"
            | "coming"
    );
    let article =
        matches!(before, "the" | "a" | "an" | "his" | "her" | "its" | "their" | "our" | "to" | "and" | "or");
    let next_is_name =
        lexemes.capital(end) && !lexemes.paragraph(end) && lexemes.get(end).is_some_and(|next| !next.line);
    let person = matches!(word, "may" | "april" | "june" | "august" | "jan")
        && (next_is_name || before == "of" || before == "for" || before == "by" || before == "about");
    if words::is_abbreviation(word) && end == at + 1 && word != "may" {
        return leads && word.len() > 3;
    }
    (leads && !person)
        || (article && !next_is_name && !matches!(word, "may" | "april" | "june" | "august"))
        || (article && matches!(before, "the" | "a" | "an" | "and" | "to") && !next_is_name && word != "may")
        || matches!(lexemes.word(end), "is" | "was")
            && !matches!(word, "may" | "april" | "june" | "august" | "march")
}

/// "Christmas Day 1999", "New Year's Eve": feasts that lie on one day of every year.
fn holiday(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let possessive =
        lexemes.mark(at + 1).is_some_and(|mark| matches!(mark, '\'' | '’')) && lexemes.word(at + 2) == "s";
    let second = if possessive { at + 3 } else { at + 1 };
    let (month, day) =
        words::holiday(lexemes.word(at), lexemes.word(second)).filter(|_| lexemes.capital(at))?;
    let (year, end) = year_after(lexemes, second + 1);
    Some(Found::new(at..end, Form::Day { year, month, day, weekday: None }, "time:holiday"))
}

/// "(on) the 18th": a day of the month told of before.
fn day_alone(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let on = at
        .checked_sub(1)
        .is_some_and(|before| matches!(lexemes.word(before), "on" | "until" | "by" | "since"));
    let (day, end) = day_number(lexemes, at + 1).filter(|(_, end)| *end == at + 3)?;
    let next = lexemes.get(end);
    let ends = next.is_none_or(|next| next.line || !next.text.starts_with(char::is_alphanumeric))
        || matches!(
            lexemes.word(end),
            "and" | "when" | "the" | "he" | "she" | "they" | "it" | "to" | "at" | "in"
        );
    (on && lexemes.word(at) == "the" && ends)
        .then(|| Found::new(at..end, Form::DayOfMonth(day), "time:day-of-month"))
}

/// "the third quarter of 2024", "Q3 2024", "the first half of this year".
fn fraction(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    if lexemes.word(at) == "q" && lexemes.glued(at + 1) {
        let number = digits(lexemes, at + 1, 1..=1).filter(|number| (1..=4).contains(number))?;
        let (year, end) = year_after(lexemes, at + 2);
        let form = Form::Fraction { number: i8::try_from(number).ok()?, of: 4, year };
        return Some(Found::new(at..end, form, "time:quarter"));
    }
    let (number, next) = ordinal(lexemes, at)?;
    let of: i8 = match lexemes.word(next) {
        "quarter" => 4,
        "half" => 2,
        _ => return None,
    };
    let (year, end) = year_after(lexemes, next + 1);
    let of_the_year = lexemes.words(next + 1, &["of", "the", "year"]);
    if of == 2 && lexemes.words(next + 1, &["of", "the"]) {
        let inner = century(lexemes, next + 3).or_else(|| decade(lexemes, next + 3));
        let part = if number == 1 { words::Part::FirstHalf } else { words::Part::SecondHalf };
        if let Some(inner) = inner.filter(|_| number <= 2) {
            return Some(Found::new(
                at..inner.range.end,
                Form::Part(part, Box::new(inner.form)),
                "time:part",
            ));
        }
    }
    if year == YearForm::None && !of_the_year && of != 4 {
        return None;
    }
    let number = i8::try_from(number).ok().filter(|number| *number <= of)?;
    let end = if of_the_year { next + 4 } else { end };
    Some(Found::new(at..end, Form::Fraction { number, of, year }, "time:quarter"))
}

/// An ordinal in a word or in digits, and the lexeme after it.
pub(super) fn ordinal(lexemes: &Lexemes<'_>, at: usize) -> Option<(i32, usize)> {
    if let Some(number) = digits(lexemes, at, 1..=2) {
        let ending = lexemes.glued(at + 1) && words::is_ordinal_ending(lexemes.word(at + 1));
        return ending.then_some((i32::from(number), at + 2));
    }
    let word = lexemes.word(at);
    if word == "twenty" && lexemes.dash(at + 1) {
        return words::ordinal_word(lexemes.word(at + 2)).map(|unit| (20 + unit, at + 3));
    }
    words::ordinal_word(word).map(|number| (number, at + 1))
}

/// "fiscal year 2024", "fiscal 2024", "FY2024", "FY 24".
fn fiscal(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let next = match lexemes.word(at) {
        "fiscal" | "financial" if lexemes.word(at + 1) == "year" => at + 2,
        "fiscal" | "fy" => at + 1,
        _ => return None,
    };
    let (year, end) = plain_year(lexemes, next).or_else(|| {
        let short = digits(lexemes, next, 2..=2).filter(|_| lexemes.word(at) == "fy")?;
        Some((2000 + short, next + 1))
    })?;
    let comment = Some(
        "fiscal years differ by country: the bounds cover those that begin from April to the next April",
    );
    Some(Found { comment, ..Found::new(at..end, Form::Fiscal(year), "time:fiscal-year") })
}

/// "the summer of 2012", "winter 2020", "last summer", "this spring"; not "spring" or "fall" alone.
fn season(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let shift = match lexemes.word(at) {
        "last" => Some(YearForm::Deictic(-1)),
        "this" => Some(YearForm::Deictic(0)),
        "next" => Some(YearForm::Deictic(1)),
        _ => None,
    };
    let told = match (lexemes.word(at), lexemes.word(at + 1)) {
        ("that", _) => Some((YearForm::Referring(0), 1)),
        ("the", "following") => Some((YearForm::After, 2)),
        _ => None,
    };
    if let Some((year, skipped)) = told
        && let Some(season) = words::season(lexemes.word(at + skipped))
    {
        return Some(Found::new(at..at + skipped + 1, Form::Season { season, year }, "time:season"));
    }
    let word = at + usize::from(shift.is_some());
    let season = words::season(lexemes.word(word))?;
    let (stated, end) = year_after(lexemes, word + 1);
    if let Some(year) = shift {
        return Some(Found::new(at..word + 1, Form::Season { season, year }, "time:season"));
    }
    let before = at.checked_sub(1).map_or("", |before| lexemes.word(before));
    let two_before = at.checked_sub(2).map_or("", |before| lexemes.word(before));
    let alone = before == "the" && matches!(two_before, "in" | "during" | "over" | "since" | "until" | "by")
        || matches!(before, "in" | "during" | "since" | "until" | "by") && lexemes.word(word) != "fall";
    (stated != YearForm::None || alone)
        .then(|| Found::new(at..end, Form::Season { season, year: stated }, "time:season"))
}

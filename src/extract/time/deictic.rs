//! Rules for times that count from the day of the report or from the date told of before, and for
//! lengths, repetitions and times of day.

use super::super::lexeme::Lexemes;
use super::super::quantity::numeral;
use super::expression::Count;
use super::expression::Direction;
use super::expression::Form;
use super::expression::Found;
use super::expression::YearForm;
use super::words;
use super::words::Unit;

/// The first rule that fits at `at`.
pub(super) fn find(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    clock(lexemes, at)
        .or_else(|| distance(lexemes, at))
        .or_else(|| before_or_after(lexemes, at))
        .or_else(|| set(lexemes, at))
        .or_else(|| stretch(lexemes, at))
        .or_else(|| stretch_of_calendar(lexemes, at))
        .or_else(|| referring(lexemes, at))
        .or_else(|| weekday(lexemes, at))
        .or_else(|| day_word(lexemes, at))
        .or_else(|| vague(lexemes, at))
        .or_else(|| duration(lexemes, at))
}

/// "last week", "this year", "next month", "this September" is not here but in the rule of months.
pub(super) fn stretch_of_calendar(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let shift = match lexemes.word(at) {
        "this" | "current" => 0,
        "last" | "past" => -1,
        "next" | "coming" => 1,
        _ => return None,
    };
    let the = at.checked_sub(1).is_some_and(|before| lexemes.word(before) == "the");
    if shift == 1 && the && lexemes.word(at) == "next" {
        return None;
    }
    let next = at + 1 + usize::from(lexemes.word(at + 1) == "calendar");
    if let Some(month) = words::month(lexemes.word(next)).filter(|_| lexemes.capital(next)) {
        let year = match shift {
            0 => YearForm::Deictic(0),
            -1 => YearForm::Nearest(Direction::Back),
            _ => YearForm::Nearest(Direction::Forward),
        };
        return Some(Found::new(at..next + 1, Form::Month { year, month }, "time:month"));
    }
    let (unit, plural) = words::unit(lexemes.word(next))?;
    let (unit, shift) = match (unit, shift) {
        (Unit::Minute | Unit::Hour, _) | (Unit::Night | Unit::Day, 1) => return None,
        (_, _) if plural => return None,
        (Unit::Night | Unit::Day, -1) => (Unit::Day, -1),
        (Unit::Night, shift) => (Unit::Day, shift),
        (Unit::Day, 0) if lexemes.word(at) == "this" => return None,
        other => other,
    };
    Some(Found::new(at..next + 1, Form::Deictic { unit, shift }, "time:deictic"))
}

/// "yesterday", "today", "tonight", "tomorrow", "yesterday evening", "the day before yesterday".
fn day_word(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let far = lexemes.words(at, &["day", "before", "yesterday"])
        || lexemes.words(at, &["day", "after", "tomorrow"]);
    let word = if far { at + 2 } else { at };
    let shift = match lexemes.word(word) {
        "yesterday" => -1,
        "today" | "tonight" => 0,
        "tomorrow" => 1,
        _ => return None,
    };
    let end = word + 1 + usize::from(day_part(lexemes, word + 1));
    let shift = if far { shift * 2 } else { shift };
    Some(Found::new(at..end, Form::Deictic { unit: Unit::Day, shift }, "time:deictic"))
}

/// Whether a part of a day stands at `at`.
fn day_part(lexemes: &Lexemes<'_>, at: usize) -> bool {
    matches!(lexemes.word(at), "morning" | "afternoon" | "evening" | "night") && !lexemes.paragraph(at)
}

/// "Tuesday", "last Tuesday", "next Friday", "Thursday night", "on Sundays".
fn weekday(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let shift = match lexemes.word(at) {
        "last" | "past" => Some(-1),
        "this" => Some(0),
        "next" | "coming" | "following" => Some(1),
        _ => None,
    };
    let name = at + usize::from(shift.is_some());
    let word = lexemes.word(name);
    let (day, plural) = words::weekday(word).filter(|_| lexemes.capital(name) && word.len() > 5)?;
    if plural {
        return Some(Found::new(at..name + 1, Form::Set, "time:set"));
    }
    let before = at.checked_sub(1).map_or("", |before| lexemes.word(before));
    let named = matches!(
        before,
        "bloody"
            | "black"
            | "good"
            | "super"
            | "palm"
            | "ash"
            | "easter"
            | "holy"
            | "maundy"
            | "cyber"
            | "giving"
    );
    let end = name + 1;
    let title = shift.is_none()
        && lexemes.capital(end)
        && lexemes.get(end).is_some_and(|next| !next.line)
        && !matches!(
            before,
            "on" | "by" | "until" | "since" | "from" | "late" | "early" | "after" | "before"
        );
    if named || title {
        return None;
    }
    let the_13th = lexemes.word(end) == "the" && !lexemes.number(end + 1).is_empty();
    let show = day_part(lexemes, end) && lexemes.capital(end);
    if the_13th || show {
        return None;
    }
    let end = end + usize::from(day_part(lexemes, end));
    Some(Found::new(at..end, Form::Weekday { day, shift }, "time:weekday"))
}

/// A count of units: "three weeks", "a year", "a few days"; the unit and where it ends.
fn counted_unit(lexemes: &Lexemes<'_>, at: usize) -> Option<(Count, Unit, usize)> {
    let (count, next) = if matches!(lexemes.word(at), "few" | "several" | "couple" | "recent" | "many") {
        (Count::Few, at + 1)
    } else if matches!(lexemes.word(at), "a" | "an") && matches!(lexemes.word(at + 1), "few" | "couple") {
        (Count::Few, at + 2)
    } else if matches!(lexemes.word(at), "a" | "an") && words::unit(lexemes.word(at + 1)).is_some() {
        (Count::Exactly(1), at + 1)
    } else {
        let number = numeral(lexemes, at, false)?;
        (Count::Exactly(number.whole()?), number.end)
    };
    let next = next + usize::from(lexemes.word(next) == "of");
    let next = next + usize::from(matches!(lexemes.word(next), "more" | "full" | "short" | "long"));
    let next = next + usize::from(lexemes.dash(next) && lexemes.glued(next));
    let (unit, _) = words::unit(lexemes.word(next)).filter(|_| !lexemes.paragraph(next))?;
    Some((count, unit, next + 1))
}

/// "three weeks ago", "two days earlier", "a year later", "in two days' time", "five days from now".
fn distance(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let (count, unit, end) = counted_unit(lexemes, at)?;
    let (direction, referring, length) = match lexemes.word(end) {
        "ago" => (Direction::Back, false, 1),
        "earlier" | "before" | "previously" | "prior" => (Direction::Back, true, 1),
        "later" | "after" | "afterwards" => (Direction::Forward, true, 1),
        "from" if lexemes.word(end + 1) == "now" => (Direction::Forward, false, 2),
        _ => return None,
    };
    let open = matches!(lexemes.word(end), "before" | "after" | "prior");
    let followed = open
        && (!lexemes.word(end + 1).is_empty() || !lexemes.number(end + 1).is_empty())
        && !matches!(lexemes.word(end + 1), "he" | "she" | "they" | "it");
    if followed {
        return None;
    }
    let form = Form::Distance { count, unit, direction, referring };
    Some(Found::new(at..end + length, form, "time:distance"))
}

/// "the day before", "the year after", "the night before" at the end of a phrase.
fn before_or_after(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let article = at.checked_sub(1).is_some_and(|before| lexemes.word(before) == "the");
    let (unit, plural) = words::unit(lexemes.word(at)).filter(|_| article)?;
    let shift = match lexemes.word(at + 1) {
        "before" => -1,
        "after" => 1,
        _ => return None,
    };
    let ends = lexemes
        .get(at + 2)
        .is_none_or(|next| next.line || matches!(next.text, "," | "." | ";" | ")" | "”" | "\""));
    let unit = if unit == Unit::Night { Unit::Day } else { unit };
    (ends && !plural).then(|| Found::new(at..at + 2, Form::Referring { unit, shift }, "time:referring"))
}

/// "the past 30 days", "the last few months", "the next five years", "recent weeks", "the past decade".
fn stretch(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let the = usize::from(lexemes.word(at) == "the");
    let word = lexemes.word(at + the);
    let (direction, next) = match word {
        "past" | "last" | "previous" | "preceding" => (Direction::Back, at + the + 1),
        "next" | "coming" | "following" => (Direction::Forward, at + the + 1),
        "recent" => (Direction::Back, at + the),
        _ => return None,
    };
    let referring = matches!(word, "previous" | "preceding" | "following");
    let counted = counted_unit(lexemes, next)
        .filter(|_| word != "recent" || words::unit(lexemes.word(next + 1)).is_some());
    if let Some((count, unit, end)) = counted {
        if lexemes.word(end) == "of" {
            return None;
        }
        let form = Form::Stretch { count, unit, direction, referring };
        return Some(Found::new(at..end, form, "time:stretch"));
    }
    let (unit, plural) = words::unit(lexemes.word(next))?;
    let (count, allowed) = match (plural, the, word) {
        (true, _, "recent") | (true, 1, "coming" | "past" | "last") => (Count::Few, true),
        (false, 1, "past") => {
            (Count::Exactly(1), matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Decade))
        }
        (false, 1, "last") => (Count::Exactly(1), matches!(unit, Unit::Decade)),
        _ => (Count::Few, false),
    };
    allowed.then(|| {
        Found::new(at..next + 1, Form::Stretch { count, unit, direction, referring }, "time:stretch")
    })
}

/// "that year", "the same day", "the following month", "the previous week", "that night".
fn referring(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    if matches!(lexemes.word(at), "earlier" | "later") && lexemes.words(at + 1, &["in", "the"]) {
        let (unit, plural) = words::unit(lexemes.word(at + 3))?;
        let long = matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century);
        return (long && !plural)
            .then(|| Found::new(at..at + 4, Form::Referring { unit, shift: 0 }, "time:referring"));
    }
    let that = matches!(lexemes.word(at), "that");
    let the = lexemes.word(at) == "the";
    let same = usize::from(that && lexemes.word(at + 1) == "same");
    let shift = match lexemes.word(at + 1) {
        _ if that => 0,
        "same" if the => 0,
        "following" | "next" if the => 1,
        "previous" | "preceding" if the => -1,
        _ => return None,
    };
    let next = at + 1 + usize::from(!that) + same;
    let (unit, plural) = words::unit(lexemes.word(next))?;
    if plural || matches!(unit, Unit::Minute | Unit::Hour | Unit::Quarter) {
        return None;
    }
    let unit = if unit == Unit::Night { Unit::Day } else { unit };
    Some(Found::new(at..next + 1, Form::Referring { unit, shift }, "time:referring"))
}

/// "5:30 p.m.", "22:30", "5pm", "6:00am", "noon", "midnight".
fn clock(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    match lexemes.word(at) {
        "noon" | "midday" | "midnight"
            if lexemes.capital(at) && !lexemes.get(at).is_some_and(|item| item.line) =>
        {
            return None;
        }
        "noon" | "midday" => {
            return Some(Found::new(at..at + 1, Form::Clock { hour: 12, minute: 0 }, "time:clock"));
        }
        "midnight" => return Some(Found::new(at..at + 1, Form::Clock { hour: 0, minute: 0 }, "time:clock")),
        _ => {}
    }
    let hour: i8 = lexemes.number(at).parse().ok().filter(|hour| (0..=24).contains(hour))?;
    let colon = lexemes.mark(at + 1) == Some(':') && lexemes.glued(at + 1) && lexemes.glued(at + 2);
    let minute: Option<i8> = colon
        .then(|| lexemes.number(at + 2))
        .filter(|text| text.len() == 2)
        .and_then(|text| text.parse().ok());
    let next = if minute.is_some() { at + 3 } else { at + 1 };
    let (half, end) = match lexemes.word(next) {
        "am" => (Some(0), next + 1),
        "pm" => (Some(12), next + 1),
        _ => (None, next),
    };
    let zone = usize::from(matches!(
        lexemes.get(end).map(|item| item.text),
        Some("GMT" | "UTC" | "EST" | "EDT" | "CET" | "ET" | "PT")
    ));
    if minute.is_none() && half.is_none() || minute.is_some_and(|minute| minute > 59) || lexemes.glued(at) {
        return None;
    }
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour % 12 + half,
        None => hour % 24,
    };
    Some(Found::new(at..end + zone, Form::Clock { hour, minute: minute.unwrap_or(0) }, "time:clock"))
}

/// "every week", "each year", "daily", "regularly", "twice a month".
fn set(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let found = |end| Some(Found::new(at..end, Form::Set, "time:set"));
    match lexemes.word(at) {
        "every" | "each" => {
            let other = usize::from(matches!(lexemes.word(at + 1), "other" | "single" | "few"));
            let (next, numbered) = match numeral(lexemes, at + 1 + other, false) {
                Some(number) => (number.end, true),
                None => (at + 1 + other, false),
            };
            let (unit, plural) = words::unit(lexemes.word(next))
                .or_else(|| words::weekday(lexemes.word(next)).map(|(_, plural)| (Unit::Day, plural)))
                .or_else(|| {
                    words::month(lexemes.word(next))
                        .filter(|_| lexemes.capital(next))
                        .map(|_| (Unit::Month, false))
                })?;
            (plural == (numbered || lexemes.word(at + 1) == "few") || unit == Unit::Week)
                .then(|| found(next + 1))?
        }
        "daily" | "weekly" | "monthly" | "yearly" | "annually" | "quarterly" | "nightly" | "hourly"
            if !lexemes.capital(at) || at == 0 =>
        {
            found(at + 1)
        }
        "regularly" | "repeatedly" | "routinely" | "habitually" => found(at + 1),
        "once" | "twice" | "times" if matches!(lexemes.word(at + 1), "a" | "per") => {
            words::unit(lexemes.word(at + 2)).filter(|(_, plural)| !plural)?;
            found(at + 3)
        }
        _ => None,
    }
}

/// "recently", "now", "soon", "in recent times".
fn vague(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let direction = match lexemes.word(at) {
        "recently" | "lately" | "formerly" | "previously" => -1,
        "now" | "currently" | "nowadays" => 0,
        "soon" => 1,
        _ => return None,
    };
    Some(Found::new(at..at + 1, Form::Vague(direction), "time:vague"))
}

/// "three years", "10-day", "six-month-long", "two and a half hours"; not an age ("34-year-old").
fn duration(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let before = at.checked_sub(1).map_or("", |before| lexemes.word(before));
    if let Some((unit, true)) = words::unit(lexemes.word(at)) {
        let length =
            matches!(before, "for" | "take" | "takes" | "took" | "taken" | "last" | "lasted" | "within");
        return length.then(|| Found::new(at..at + 1, Form::Length(unit), "time:duration"));
    }
    let (millionths, next) = match numeral(lexemes, at, false) {
        Some(number) => (number.millionths, number.end),
        None if matches!(lexemes.word(at), "a" | "an") => (1_000_000, at + 1),
        None => return None,
    };
    let single = numeral(lexemes, at, false).is_none();
    let next = next + usize::from(lexemes.dash(next) && lexemes.glued(next));
    let next = next + usize::from(matches!(lexemes.word(next), "more" | "full" | "consecutive" | "straight"));
    let (unit, _) = words::unit(lexemes.word(next)).filter(|_| !lexemes.paragraph(next))?;
    if single && !matches!(before, "for" | "over" | "within" | "in" | "after") {
        return None;
    }
    let one_day = lexemes.words(at, &["one", "day"])
        && !matches!(before, "for" | "in" | "within" | "of" | "after" | "over" | "last" | "least");
    if one_day {
        return None;
    }
    let after = next + 1 + usize::from(lexemes.dash(next + 1));
    if matches!(lexemes.word(after), "old" | "olds") {
        return None;
    }
    let end = if lexemes.dash(next + 1) && lexemes.word(after) == "long" { after + 1 } else { next + 1 };
    Some(Found::new(at..end, Form::Duration { millionths, unit }, "time:duration"))
}

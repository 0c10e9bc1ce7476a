//! Stretches of the Gregorian calendar, used proleptically; years before Christ count as in ISO 8601 (0 is 1 BC).

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::civil::Weekday;

use super::words::Part;
use super::words::Season;
use super::words::Unit;
use crate::statement::Precision;

/// A stretch of days with the way it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stretch {
    /// First day; `None` where the text leaves it open.
    pub(super) first: Option<Date>,
    /// Last day.
    pub(super) last: Option<Date>,
    /// ISO 8601.
    pub(super) text: String,
    /// How precise it is.
    pub(super) precision: Precision,
}

impl Stretch {
    /// A stretch with two ends, written in the shortest way.
    pub(super) fn new(first: Date, last: Date) -> Self {
        let text = iso(first, last);
        Self { first: Some(first), last: Some(last), text, precision: precision(first, last) }
    }
}

/// The shortest ISO 8601 form of a stretch: year, month, day, or an interval of months or days.
pub(in crate::extract) fn iso(first: Date, last: Date) -> String {
    if first == last {
        day_text(first)
    } else if year(first.year()).is_some_and(|whole| whole == (first, last)) {
        year_text(first.year())
    } else if month(first.year(), first.month()).is_some_and(|whole| whole == (first, last)) {
        month_text(first)
    } else if first.day() == 1 && last == last.last_of_month() && days_between(first, last) < 366 {
        format!("{}/{}", month_text(first), month_text(last))
    } else {
        format!("{}/{}", day_text(first), day_text(last))
    }
}

/// A month as `YYYY-MM`.
fn month_text(day: Date) -> String {
    format!("{}-{:02}", year_text(day.year()), day.month())
}

/// A year with four digits.
fn year_text(year: i16) -> String {
    if year < 0 { format!("-{:04}", -i32::from(year)) } else { format!("{year:04}") }
}

/// A day as `YYYY-MM-DD`.
pub(super) fn day_text(day: Date) -> String {
    format!("{}-{:02}-{:02}", year_text(day.year()), day.month(), day.day())
}

/// How precise a stretch is.
pub(super) fn precision(first: Date, last: Date) -> Precision {
    if first == last {
        Precision::Day
    } else if month(first.year(), first.month()).is_some_and(|whole| whole == (first, last)) {
        Precision::Month
    } else if days_between(first, last) < 27 {
        Precision::PartOfMonth
    } else {
        Precision::Year
    }
}

/// The number of days from one day to another.
fn days_between(first: Date, last: Date) -> i32 {
    first.until(last).map_or(i32::MAX, |span| span.get_days())
}

/// A day, if there is one.
pub(super) fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// First and last day of a month.
pub(super) fn month(year: i16, month: i8) -> Option<(Date, Date)> {
    let first = day(year, month, 1)?;
    Some((first, first.last_of_month()))
}

/// First and last day of a year.
pub(super) fn year(year: i16) -> Option<(Date, Date)> {
    Some((day(year, 1, 1)?, day(year, 12, 31)?))
}

/// First and last day of a run of years.
pub(super) fn years(first: i16, last: i16) -> Option<(Date, Date)> {
    Some((day(first, 1, 1)?, day(last, 12, 31)?))
}

/// The days that both readings of a season cover, the meteorological and the astronomical one of the
/// northern half of the globe: "summer" is June to September. Winter begins in the year it is named by.
pub(super) fn season(season: Season, year: i16) -> Option<(Date, Date)> {
    let (from, to, next) = match season {
        Season::Spring => (3, 6, 0),
        Season::Summer => (6, 9, 0),
        Season::Autumn => (9, 12, 0),
        Season::Winter => (12, 3, 1),
    };
    Some((day(year, from, 1)?, month(year.checked_add(next)?, to)?.1))
}

/// A part of a stretch. Month: days 1–10, 11–20, 21–end. Decade: years 0–4, 4–6, 5–9. Anything else: thirds by
/// months (early in a year is January to April).
pub(super) fn part(part: Part, (first, last): (Date, Date)) -> Option<(Date, Date)> {
    let length = last.year().checked_sub(first.year())?;
    if part == Part::Close {
        return Some((last, last));
    }
    if let Part::FirstHalf | Part::SecondHalf = part {
        let half = length / 2;
        let middle = first.year().checked_add(half)?;
        let first_half = part == Part::FirstHalf;
        return if first_half {
            years(first.year(), middle)
        } else {
            years(middle.checked_add(1)?, last.year())
        };
    }
    let whole_month = month(first.year(), first.month()) == Some((first, last));
    if whole_month {
        let (from, to) = match part {
            Part::Early | Part::FirstHalf => (1, 10),
            Part::Middle => (11, 20),
            Part::Late | Part::End | Part::Close | Part::SecondHalf => (21, last.day()),
        };
        return Some((day(first.year(), first.month(), from)?, day(first.year(), first.month(), to)?));
    }
    if length == 9 {
        let (from, to) = match part {
            Part::Early | Part::FirstHalf => (0, 4),
            Part::Middle => (4, 6),
            Part::Late | Part::SecondHalf => (5, 9),
            Part::End | Part::Close => (8, 9),
        };
        return years(first.year().checked_add(from)?, first.year().checked_add(to)?);
    }
    if length == 99 {
        let (from, to) = match part {
            Part::Early | Part::FirstHalf => (0, 33),
            Part::Middle => (34, 66),
            Part::Late | Part::SecondHalf => (67, 99),
            Part::End | Part::Close => (90, 99),
        };
        return years(first.year().checked_add(from)?, first.year().checked_add(to)?);
    }
    if year(first.year()) == Some((first, last)) {
        let (from, to) = match part {
            Part::Early | Part::FirstHalf => (1, 4),
            Part::Middle => (5, 8),
            Part::Late | Part::SecondHalf => (9, 12),
            Part::End | Part::Close => (12, 12),
        };
        return Some((day(first.year(), from, 1)?, month(first.year(), to)?.1));
    }
    let days = days_between(first, last);
    let (from, to) = match part {
        Part::Early | Part::FirstHalf => (0, days / 3),
        Part::Middle => (days / 3, days * 2 / 3),
        Part::Late | Part::SecondHalf => (days * 2 / 3, days),
        Part::End | Part::Close => (days, days),
    };
    Some((add(first, Unit::Day, from)?, add(first, Unit::Day, to)?))
}

/// The stretch of the calendar of one unit around a day, moved by a number of units.
pub(super) fn around(base: Date, unit: Unit, shift: i32) -> Option<(Date, Date)> {
    let moved = add(base, unit, shift)?;
    Some(match unit {
        Unit::Minute | Unit::Hour | Unit::Day | Unit::Night => (moved, moved),
        Unit::Week => {
            let first = monday(moved)?;
            (first, add(first, Unit::Day, 6)?)
        }
        Unit::Fortnight => {
            let first = monday(moved)?;
            (first, add(first, Unit::Day, 13)?)
        }
        Unit::Weekend => {
            let first = add(monday(moved)?, Unit::Day, 5)?;
            (first, add(first, Unit::Day, 1)?)
        }
        Unit::Month => month(moved.year(), moved.month())?,
        Unit::Quarter => fraction((moved.month() + 2) / 3, 4, moved.year())?,
        Unit::Year => year(moved.year())?,
        Unit::Decade => decade(moved.year())?,
        Unit::Century => century(moved.year().div_euclid(100))?,
    })
}

/// The ten years that a year lies in.
pub(super) fn decade(year: i16) -> Option<(Date, Date)> {
    let first = year.checked_sub(year.rem_euclid(10))?;
    years(first, first.checked_add(9)?)
}

/// The century of ISO 8601 (5.2.2.1): its years share all but their last two digits.
pub(super) fn century(number: i16) -> Option<(Date, Date)> {
    let first = number.checked_mul(100)?;
    years(first, first.checked_add(99)?)
}

/// The n-th part of a year that is cut into equal parts.
pub(super) fn fraction(number: i8, of: i8, year: i16) -> Option<(Date, Date)> {
    let months = 12_i8.checked_div(of)?;
    let first = number.checked_sub(1)?.checked_mul(months)?.checked_add(1)?;
    Some((day(year, first, 1)?, month(year, first.checked_add(months)?.checked_sub(1)?)?.1))
}

/// The Monday of a day's week.
fn monday(date: Date) -> Option<Date> {
    add(date, Unit::Day, -i32::from(date.weekday().to_monday_zero_offset()))
}

/// A day moved by a number of units; `None` outside of the calendar.
pub(super) fn add(date: Date, unit: Unit, count: i32) -> Option<Date> {
    let years = |factor: i32| count.checked_mul(factor).filter(|years| years.abs() < 19_000);
    let span = match unit {
        Unit::Minute => return Some(date),
        Unit::Hour => (count / 24).days(),
        Unit::Day | Unit::Night if count.abs() < 4_000_000 => count.days(),
        Unit::Week | Unit::Weekend if count.abs() < 500_000 => count.weeks(),
        Unit::Fortnight if count.abs() < 250_000 => (count * 2).weeks(),
        Unit::Month if count.abs() < 190_000 => count.months(),
        Unit::Quarter if count.abs() < 60_000 => (count * 3).months(),
        Unit::Year => years(1)?.years(),
        Unit::Decade => years(10)?.years(),
        Unit::Century => years(100)?.years(),
        _ => return None,
    };
    date.checked_add(span).ok()
}

/// The nearest such day of the week: before (−1) or after (1) a day, that day itself included when `itself`.
pub(super) fn weekday(base: Date, day: Weekday, forward: bool, itself: bool) -> Option<Date> {
    let distance =
        if forward { i32::from(base.weekday().until(day)) } else { -i32::from(base.weekday().since(day)) };
    let distance = match distance {
        0 if !itself && forward => 7,
        0 if !itself => -7,
        other => other,
    };
    add(base, Unit::Day, distance)
}

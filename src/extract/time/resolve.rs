//! From forms to days of the calendar.
//!
//! What counts from "now" counts from the day of the report: the dateline of the text, else the day of
//! publication, else the latest day that the text states. A year that is not stated comes from the text's own
//! dates where they agree with the day of the report, and from that day otherwise. A text that mostly tells of
//! other years (a life, a history) is a narrative: there the nearest date before the expression counts.

use jiff::civil::Date;
use jiff::civil::Weekday;

use super::calendar;
use super::calendar::Stretch;
use super::context::Context;
use super::context::Days;
use super::context::nearest_year;
use super::expression::Count;
use super::expression::Direction;
use super::expression::Form;
use super::expression::Found;
use super::expression::YearForm;
use super::tense::Tense;
use super::value::TimeKind;
use super::words::Unit;
use crate::statement::Number;
use crate::statement::Precision;

/// A resolved form.
pub(super) struct Resolved {
    /// What kind of time it is.
    pub(super) kind: TimeKind,
    /// Its stretch.
    pub(super) stretch: Stretch,
    /// What was inferred.
    pub(super) comment: Option<String>,
}

/// The place of a form in its text.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// Its first lexeme.
    pub(super) at: usize,
    /// The first lexeme of its sentence.
    pub(super) sentence: usize,
    /// The tense of its clause.
    pub(super) tense: Tense,
}

/// Days, and why they are meant.
type Reasoned = (Days, Option<String>);

/// Resolves the forms of one text in their order.
pub(super) struct Resolver {
    context: Context,
    /// The stretch told of before.
    told: Option<Days>,
    /// The single day told of before.
    told_day: Option<Date>,
}

/// The reason for what counts from the text and not from the report.
const TOLD: &str = "counted from the date told of before";

impl Resolver {
    /// A resolver at the start of a text.
    pub(super) fn new(context: Context) -> Self {
        Self { context, told: None, told_day: None }
    }

    /// Resolves one form; forms must come in the order of the text.
    pub(super) fn resolve(&mut self, found: &Found, place: Place) -> Resolved {
        let mut resolved = self.form(&found.form, place);
        if resolved.comment.is_none() {
            resolved.comment = found.comment.map(str::to_owned);
        }
        if let Some(days) = resolved.stretch.first.zip(resolved.stretch.last) {
            self.told = Some(days);
            self.told_day = if days.0 == days.1 { Some(days.0) } else { self.told_day };
        }
        resolved
    }

    /// The day "now", in a narrative the first day told of before.
    fn now(&self) -> Option<Date> {
        let told = self.told.filter(|_| self.context.narrative);
        told.map(|(first, _)| first).or(self.context.today)
    }

    /// Why something counts from `now`.
    fn reason_of_now(&self) -> String {
        match self.told {
            Some(_) if self.context.narrative => TOLD.to_owned(),
            _ => format!("counted from {}", self.context.today_source),
        }
    }

    /// Resolves a form at a lexeme.
    fn form(&self, form: &Form, place: Place) -> Resolved {
        match form {
            Form::Set => unplaced(TimeKind::Set, String::new()),
            Form::Duration { millionths, unit } => {
                unplaced(TimeKind::Duration, duration_text(*millionths, *unit))
            }
            Form::Length(unit) => {
                unplaced(TimeKind::Duration, duration_text(1_000_000, *unit).replace('1', "X"))
            }
            Form::Vague(direction) => vague(*direction),
            Form::Deictic { unit: Unit::Day, shift: 0 }
                if self.context.narrative || place.tense == Tense::Unknown =>
            {
                vague(0)
            }
            Form::Clock { hour, minute } => self.clock(*hour, *minute),
            Form::Stretch { count, unit, direction, referring } => {
                let base = if *referring { self.told.map(|told| told.0) } else { self.now() };
                self.stretch(base, *count, *unit, *direction)
            }
            Form::Distance { count: Count::Few, unit, direction, referring } => match self.now() {
                Some(end) if !referring => {
                    placed(open_ended(end, *unit, *direction), Some(self.reason_of_now()))
                }
                _ => unplaced(TimeKind::Vague, String::new()),
            },
            _ => match self.days(form, place) {
                Some(((first, last), comment)) => placed(Stretch::new(first, last), comment),
                None => unplaced(TimeKind::Vague, String::new()),
            },
        }
    }

    /// First and last day of a form, with the reason for what was inferred.
    fn days(&self, form: &Form, place: Place) -> Option<Reasoned> {
        match form {
            Form::Day { year, month, day, weekday } => {
                let days = |year| calendar::day(year, *month, *day).map(|day| (day, day));
                let found = self.dated(*year, place, days)?;
                let other = weekday
                    .filter(|_| *year == YearForm::None)
                    .and_then(|named| year_of(named, found.0.0, days));
                Some(other.unwrap_or(found))
            }
            Form::DayOfMonth(day) => {
                let told = self
                    .told
                    .filter(|(first, last)| (first.year(), first.month()) == (last.year(), last.month()))?;
                let found = calendar::day(told.0.year(), told.0.month(), *day)?;
                Some(((found, found), Some("month taken from the date told of before".to_owned())))
            }
            Form::Days { year, month, days } => self.dated(*year, place, |year| {
                Some((calendar::day(year, *month, days.0)?, calendar::day(year, *month, days.1)?))
            }),
            Form::Month { year, month } => self.dated(*year, place, |year| calendar::month(year, *month)),
            Form::Season { season, year } => self.dated(*year, place, |year| calendar::season(*season, year)),
            Form::Fraction { number, of, year } => {
                self.dated(*year, place, |year| calendar::fraction(*number, *of, year))
            }
            Form::Part(part, inner) => {
                let (days, comment) = self.days(inner, place)?;
                Some((calendar::part(*part, days)?, comment))
            }
            Form::Deictic { unit, shift } => self.deictic(*unit, *shift, place),
            Form::Weekday { day, shift } => self.weekday(*day, *shift, place.tense),
            Form::Referring { unit, shift } => self.referring(*unit, *shift),
            Form::Distance { count: Count::Exactly(count), unit, direction, referring } => {
                let count = if *direction == Direction::Back { count.checked_neg()? } else { *count };
                let found = self.distance(count, *unit, *referring)?;
                // What is told in the past is not to come.
                let ahead = *referring && self.context.today.is_some_and(|today| found.0.0 > today);
                (!ahead || place.tense != Tense::Past).then_some(found)
            }
            _ => stated_days(form).map(|days| (days, None)),
        }
    }

    /// "this week", "last month", "yesterday".
    fn deictic(&self, unit: Unit, shift: i32, place: Place) -> Option<Reasoned> {
        let now = self.now()?;
        let early = now.weekday().to_monday_zero_offset() < 4;
        let past_weekend = unit == Unit::Weekend && shift == 0 && place.tense == Tense::Past && early;
        let days = calendar::around(now, unit, if past_weekend { -1 } else { shift })?;
        let whole_year = unit == Unit::Year && !self.context.narrative;
        let reason = if whole_year {
            self.context.counted_year(days.0.year(), place.at)
        } else {
            self.reason_of_now()
        };
        Some((days, Some(reason)))
    }

    /// "Tuesday", "last Tuesday", "next Friday".
    fn weekday(&self, day: Weekday, shift: Option<i8>, tense: Tense) -> Option<Reasoned> {
        let now = self.now()?;
        let (forward, itself) = match (shift, tense) {
            (Some(-1), _) => (false, false),
            (Some(0), tense) => (tense != Tense::Past, true),
            (Some(_), _) => (true, false),
            (None, Tense::Future) => (true, true),
            (None, _) => (self.context.narrative, true),
        };
        let found = calendar::weekday(now, day, forward, itself)?;
        Some(((found, found), Some(self.reason_of_now())))
    }

    /// The day that a length of days or weeks "earlier" counts from: one that was told of.
    fn base_of(&self, unit: Unit) -> Option<Date> {
        match unit {
            Unit::Minute | Unit::Hour => None,
            Unit::Day | Unit::Night | Unit::Week | Unit::Weekend | Unit::Fortnight => self.told_day,
            _ => self.told.map(|told| told.0),
        }
    }

    /// "that year", "the next day".
    fn referring(&self, unit: Unit, shift: i32) -> Option<Reasoned> {
        Some((calendar::around(self.base_of(unit)?, unit, shift)?, Some(TOLD.to_owned())))
    }

    /// "three weeks ago", "two days later".
    fn distance(&self, count: i32, unit: Unit, referring: bool) -> Option<Reasoned> {
        let (base, reason) = if referring {
            (self.base_of(unit)?, TOLD.to_owned())
        } else {
            (self.now()?, self.reason_of_now())
        };
        let moved = calendar::add(base, unit, count)?;
        let grain = if matches!(unit, Unit::Decade | Unit::Century) { Unit::Year } else { unit };
        Some((calendar::around(moved, grain, 0)?, Some(reason)))
    }

    /// Days in a year that may have to be found.
    fn dated(&self, form: YearForm, place: Place, days: impl Fn(i16) -> Option<Days>) -> Option<Reasoned> {
        let (year, comment) = match form {
            YearForm::Given(year) => (year, None),
            YearForm::Deictic(shift) => {
                let year = self.now()?.year().checked_add(shift)?;
                (year, Some(self.context.counted_year(year, place.at)))
            }
            YearForm::Referring(shift) => {
                let told = self.told.map(|(first, _)| first).or(self.context.today)?;
                let year = told.year().checked_add(shift)?;
                (year, Some(format!("year {year} {TOLD}")))
            }
            YearForm::After => {
                let told = self.told?.1;
                let year = nearest_year(told, Tense::Future, &days);
                (year, Some(format!("year {year} {TOLD}")))
            }
            YearForm::Nearest(direction) => {
                let tense = if direction == Direction::Back { Tense::Past } else { Tense::Future };
                let year = nearest_year(self.now()?, tense, &days);
                (year, Some(self.context.counted_year(year, place.at)))
            }
            YearForm::None => {
                let (year, reason) =
                    self.context.unstated_year(place.at, place.sentence, place.tense, &days)?;
                (year, Some(reason))
            }
        };
        Some((days(year)?, comment))
    }

    /// A time of day: on the day told of before, if that is one.
    fn clock(&self, hour: i8, minute: i8) -> Resolved {
        let time = format!("T{hour:02}:{minute:02}");
        let Some(day) = self.told_day else { return unplaced(TimeKind::TimeOfDay, time) };
        let mut stretch = Stretch::new(day, day);
        stretch.text.push_str(&time);
        let comment = Some("on the day told of before".to_owned());
        Resolved { kind: TimeKind::TimeOfDay, stretch, comment }
    }

    /// "the past 30 days", "the next five years".
    fn stretch(&self, base: Option<Date>, count: Count, unit: Unit, direction: Direction) -> Resolved {
        let Some(base) = base else { return unplaced(TimeKind::Vague, String::new()) };
        let Count::Exactly(count) = count else {
            return placed(open_ended(base, unit, direction), Some(self.reason_of_now()));
        };
        let count = if direction == Direction::Back { count.checked_neg() } else { Some(count) };
        match count.and_then(|count| calendar::add(base, unit, count)) {
            Some(other) => placed(Stretch::new(base.min(other), base.max(other)), Some(self.reason_of_now())),
            None => unplaced(TimeKind::Vague, String::new()),
        }
    }
}

/// The same day in the nearest year in which it falls on a day of the week; `None` where it does so already.
fn year_of(named: Weekday, found: Date, days: impl Fn(i16) -> Option<Days>) -> Option<Reasoned> {
    if found.weekday() == named {
        return None;
    }
    [-1, 1, -2, 2, -3, 3, -4, 4, -5, 5].into_iter().find_map(|offset| {
        let year = found.year().checked_add(offset)?;
        let days = days(year).filter(|(day, _)| day.weekday() == named)?;
        Some((days, Some(format!("year {year} taken from the day of the week"))))
    })
}

/// The days of a form that states them in full.
fn stated_days(form: &Form) -> Option<Days> {
    match form {
        Form::Year(year) => calendar::year(*year),
        Form::Years(first, last) => calendar::years(*first, *last),
        Form::Decade(year) => calendar::decade(*year),
        Form::Century(number) => calendar::century(*number),
        Form::Fiscal(year) => {
            Some((calendar::day(year.checked_sub(1)?, 4, 1)?, calendar::day(year.checked_add(1)?, 3, 31)?))
        }
        _ => None,
    }
}

/// A stretch of which only the end at `now` is known, written as finely as its unit.
fn open_ended(now: Date, unit: Unit, direction: Direction) -> Stretch {
    let grain = match unit {
        Unit::Month | Unit::Quarter => Unit::Month,
        Unit::Year | Unit::Decade | Unit::Century => Unit::Year,
        _ => Unit::Day,
    };
    let end =
        calendar::around(now, grain, 0).map_or_else(String::new, |(first, last)| calendar::iso(first, last));
    match direction {
        Direction::Back => {
            Stretch { first: None, last: Some(now), text: format!("/{end}"), precision: Precision::Open }
        }
        Direction::Forward => {
            Stretch { first: Some(now), last: None, text: format!("{end}/"), precision: Precision::Open }
        }
    }
}

/// A time with its place in the calendar.
fn placed(stretch: Stretch, comment: Option<String>) -> Resolved {
    Resolved { kind: TimeKind::Calendar, stretch, comment }
}

/// A time without a place in the calendar.
fn unplaced(kind: TimeKind, text: String) -> Resolved {
    let stretch = Stretch { first: None, last: None, text, precision: Precision::Vague };
    Resolved { kind, stretch, comment: None }
}

/// Past (−1), present (0) or future (1) without bounds.
fn vague(direction: i8) -> Resolved {
    let text = match direction {
        -1 => "PAST_REF",
        0 => "PRESENT_REF",
        _ => "FUTURE_REF",
    };
    unplaced(TimeKind::Vague, text.to_owned())
}

/// A duration in ISO 8601, such as `P3Y` or `PT12H`; parts of units are decimals.
fn duration_text(millionths: i128, unit: Unit) -> String {
    let (prefix, letter, factor) = match unit {
        Unit::Minute => ("PT", 'M', 1),
        Unit::Hour => ("PT", 'H', 1),
        Unit::Day | Unit::Night => ("P", 'D', 1),
        Unit::Weekend => ("P", 'D', 2),
        Unit::Week => ("P", 'W', 1),
        Unit::Fortnight => ("P", 'W', 2),
        Unit::Month => ("P", 'M', 1),
        Unit::Quarter => ("P", 'M', 3),
        Unit::Year => ("P", 'Y', 1),
        Unit::Decade => ("P", 'Y', 10),
        Unit::Century => ("P", 'Y', 100),
    };
    let amount = millionths.saturating_mul(factor);
    i64::try_from(amount).map_or_else(
        |_| String::new(),
        |amount| format!("{prefix}{}{letter}", Number::from_millionths(amount)),
    )
}

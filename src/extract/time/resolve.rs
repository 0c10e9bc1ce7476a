//! From forms to days of the calendar.
//!
//! What counts from "now" counts from the day of the report: the dateline of the text, else the day of
//! publication, else the latest day that the text states. A year that is not stated comes from the text's own
//! dates where they agree with the day of the report, and from that day otherwise. A text that mostly tells of
//! other years (a life, a history) is a narrative: there the nearest date before the expression counts.

use jiff::civil::Date;

use super::super::lexeme::Lexemes;
use super::calendar;
use super::calendar::Stretch;
use super::expression::Count;
use super::expression::Direction;
use super::expression::Form;
use super::expression::Found;
use super::expression::YearForm;
use super::tense::Tense;
use super::value::Anchor;
use super::value::TimeKind;
use super::words::Unit;
use crate::statement::Precision;

/// A date that the text states with its year.
struct Stated {
    at: usize,
    year: i16,
    /// The day, where month and day are stated as well.
    day: Option<Date>,
    /// Whether the month is stated.
    month: bool,
    text: String,
}

/// A resolved form.
pub(super) struct Resolved {
    /// What kind of time it is.
    pub(super) kind: TimeKind,
    /// Its stretch.
    pub(super) stretch: Stretch,
    /// What was inferred.
    pub(super) comment: Option<String>,
}

/// Resolves the forms of one text in their order.
pub(super) struct Resolver {
    stated: Vec<Stated>,
    /// The day "now".
    today: Option<Date>,
    /// Where `today` comes from, in words.
    today_source: &'static str,
    narrative: bool,
    /// The stretch told of before.
    told: Option<(Date, Date)>,
    /// Lexeme where the sentence of the form being resolved starts.
    sentence: usize,
}

impl Resolver {
    /// Looks through the forms of a text for what it states.
    pub(super) fn new(lexemes: &Lexemes<'_>, text: &str, found: &[Found], anchor: &Anchor) -> Self {
        let stated: Vec<Stated> = found
            .iter()
            .filter_map(|item| {
                let day = match item.form {
                    Form::Day { year: YearForm::Given(year), month, day } => calendar::day(year, month, day),
                    _ => None,
                };
                Some(Stated {
                    at: item.range.start,
                    year: item.stated_year()?,
                    day,
                    month: !matches!(item.form, Form::Year(_)),
                    text: lexemes.span(&item.range).text(text).to_owned(),
                })
            })
            .collect();
        let (today, today_source) = report_day(lexemes, found, &stated, anchor);
        let narrative = is_narrative(&stated, today);
        Self { stated, today, today_source, narrative, told: None, sentence: 0 }
    }

    /// Resolves one form; forms must come in the order of the text.
    pub(super) fn resolve(&mut self, found: &Found, sentence: usize, tense: Tense) -> Resolved {
        self.sentence = sentence;
        let mut resolved = self.form(&found.form, found.range.start, tense);
        if resolved.comment.is_none() {
            resolved.comment = found.comment.map(str::to_owned);
        }
        let told = resolved.stretch.first.zip(resolved.stretch.last);
        if resolved.kind == TimeKind::Calendar && told.is_some() {
            self.told = told;
        }
        resolved
    }

    /// The day "now", in a narrative the last day told of before.
    fn now(&self) -> Option<Date> {
        if self.narrative { self.told.map(|(first, _)| first).or(self.today) } else { self.today }
    }

    /// Resolves a form at a lexeme.
    fn form(&self, form: &Form, at: usize, tense: Tense) -> Resolved {
        match form {
            Form::Set => unplaced(TimeKind::Set, String::new()),
            Form::Duration { millionths, unit } => {
                unplaced(TimeKind::Duration, duration_text(*millionths, *unit))
            }
            Form::Vague(direction) => {
                let text = match direction {
                    -1 => "PAST_REF",
                    0 => "PRESENT_REF",
                    _ => "FUTURE_REF",
                };
                unplaced(TimeKind::Vague, text.to_owned())
            }
            Form::Clock { hour, minute } => self.clock(*hour, *minute),
            Form::Stretch { count, unit, direction, referring } => {
                self.stretch(*count, *unit, *direction, *referring)
            }
            Form::Distance { count: Count::Few, direction, .. } => {
                let end = self.now();
                placed(open_ended(end, *direction), None)
            }
            _ => match self.days(form, at, tense) {
                Some(((first, last), comment)) => placed(Stretch::new(first, last), comment),
                None => unplaced(TimeKind::Vague, String::new()),
            },
        }
    }

    /// First and last day of a form, with the reason for what was inferred.
    fn days(&self, form: &Form, at: usize, tense: Tense) -> Option<((Date, Date), Option<String>)> {
        let plain = |days: Option<(Date, Date)>| days.map(|days| (days, None));
        match form {
            Form::Day { year, month, day } => self.dated(*year, at, tense, |year| {
                Some((calendar::day(year, *month, *day)?, calendar::day(year, *month, *day)?))
            }),
            Form::Days { year, month, days } => self.dated(*year, at, tense, |year| {
                Some((calendar::day(year, *month, days.0)?, calendar::day(year, *month, days.1)?))
            }),
            Form::Month { year, month } => self.dated(*year, at, tense, |year| calendar::month(year, *month)),
            Form::Season { season, year } => {
                self.dated(*year, at, tense, |year| calendar::season(*season, year))
            }
            Form::Fraction { number, of, year } => {
                self.dated(*year, at, tense, |year| calendar::fraction(*number, *of, year))
            }
            Form::Year(year) => plain(calendar::year(*year)),
            Form::Years(first, last) => plain(calendar::years(*first, *last)),
            Form::Decade(year) => plain(calendar::decade(*year)),
            Form::Century(number) => plain(calendar::century(*number)),
            Form::Fiscal(year) => plain(Some((
                calendar::day(year.checked_sub(1)?, 4, 1)?,
                calendar::day(year.checked_add(1)?, 3, 31)?,
            ))),
            Form::Part(part, inner) => {
                let (days, comment) = self.days(inner, at, tense)?;
                Some((calendar::part(*part, days)?, comment))
            }
            Form::Deictic { unit, shift } => {
                let days = calendar::around(self.now()?, *unit, *shift)?;
                Some((days, self.reason("", at, days.0)))
            }
            Form::Weekday { day, shift } => {
                let now = self.now()?;
                let found = match (shift, tense) {
                    (Some(-1), _) => calendar::weekday(now, *day, false, false)?,
                    (Some(0), _) => calendar::weekday(now, *day, tense != Tense::Past, true)?,
                    (Some(_), _) => calendar::weekday(now, *day, true, false)?,
                    (None, Tense::Future) => calendar::weekday(now, *day, true, true)?,
                    (None, _) => calendar::weekday(now, *day, self.narrative, true)?,
                };
                Some(((found, found), self.reason("", at, found)))
            }
            Form::Referring { unit, shift } => {
                let told = self.told.or(self.today.map(|day| (day, day)))?;
                let base = if *shift > 0 && *unit == Unit::Day { told.1 } else { told.0 };
                Some((
                    calendar::around(base, *unit, *shift)?,
                    Some("counted from the date told of before".to_owned()),
                ))
            }
            Form::Distance { count: Count::Exactly(count), unit, direction, referring } => {
                let told = self.told.map(|(first, _)| first).filter(|_| *referring);
                let base = told.or(self.now())?;
                let count = if *direction == Direction::Back { count.checked_neg()? } else { *count };
                let unit = if *unit == Unit::Decade || *unit == Unit::Century {
                    return plain(calendar::around(calendar::add(base, *unit, count)?, Unit::Year, 0));
                } else {
                    *unit
                };
                let reason = if told.is_some() {
                    Some("counted from the date told of before".to_owned())
                } else {
                    self.reason("", at, base)
                };
                Some((calendar::around(base, unit, count)?, reason))
            }
            _ => None,
        }
    }

    /// Days in a year that may have to be found.
    fn dated(
        &self,
        form: YearForm,
        at: usize,
        tense: Tense,
        days: impl Fn(i16) -> Option<(Date, Date)>,
    ) -> Option<((Date, Date), Option<String>)> {
        let told = self.told.map(|(first, _)| first.year());
        let (year, comment) = match form {
            YearForm::Given(year) => (year, None),
            YearForm::Deictic(shift) => {
                let year = self.now()?.year().checked_add(shift)?;
                (year, self.reason("year ", at, calendar::day(year, 1, 1)?))
            }
            YearForm::Referring(shift) => {
                let year = told.or(self.today.map(Date::year))?.checked_add(shift)?;
                (year, Some(format!("year {year} counted from the date told of before")))
            }
            YearForm::Nearest(direction) => {
                let tense = if direction == Direction::Back { Tense::Past } else { Tense::Future };
                let year = adjust(self.now()?, self.now()?.year(), tense, &days);
                (year, Some(format!("year {year} counted from {}", self.today_source)))
            }
            YearForm::None => self.unstated_year(at, tense, &days)?,
        };
        Some((days(year)?, comment))
    }

    /// The year of a date without one, and why.
    fn unstated_year(
        &self,
        at: usize,
        tense: Tense,
        days: &impl Fn(i16) -> Option<(Date, Date)>,
    ) -> Option<(i16, Option<String>)> {
        let before = self.stated.iter().rev().find(|stated| stated.at < at);
        let near = before.filter(|stated| {
            self.narrative || self.today.is_none() || stated.at >= self.sentence && stated.month
        });
        if let Some(stated) = near {
            return Some((stated.year, Some(format!("year {} taken from “{}”", stated.year, stated.text))));
        }
        let Some(today) = self.today else {
            let stated = self.stated.first()?;
            return Some((stated.year, Some(format!("year {} taken from “{}”", stated.year, stated.text))));
        };
        let year = adjust(today, today.year(), tense, days);
        let witness = self.witness(year, at);
        Some((
            year,
            Some(witness.map_or_else(
                || format!("year {year} taken from {}", self.today_source),
                |text| format!("year {year} taken from “{text}”"),
            )),
        ))
    }

    /// The nearest stated date of a year: before the place, else after it.
    fn witness(&self, year: i16, at: usize) -> Option<&str> {
        let of_year = |stated: &&Stated| stated.year == year && stated.at != at;
        let before = self.stated.iter().rev().filter(of_year).find(|stated| stated.at < at);
        before.or_else(|| self.stated.iter().find(of_year)).map(|stated| stated.text.as_str())
    }

    /// Why a deictic expression means what it does.
    fn reason(&self, what: &str, at: usize, day: Date) -> Option<String> {
        if self.narrative && self.told.is_some() {
            return Some("counted from the date told of before".to_owned());
        }
        let witness = self.witness(day.year(), at).filter(|_| self.today_source == PUBLICATION);
        Some(match witness {
            Some(text) if !what.is_empty() => {
                format!("{what}{} counted from {}, as in “{text}”", day.year(), self.today_source)
            }
            _ => format!("counted from {}", self.today_source),
        })
    }

    /// A time of day: on the day told of before, if that is one.
    fn clock(&self, hour: i8, minute: i8) -> Resolved {
        let time = format!("T{hour:02}:{minute:02}");
        let day = self.told.filter(|(first, last)| first == last).map(|(first, _)| first);
        match day {
            Some(day) => {
                let mut stretch = Stretch::new(day, day);
                stretch.text.push_str(&time);
                Resolved {
                    kind: TimeKind::TimeOfDay,
                    stretch,
                    comment: Some("on the day told of before".to_owned()),
                }
            }
            None => unplaced(TimeKind::TimeOfDay, time),
        }
    }

    /// "the past 30 days", "the next five years".
    fn stretch(&self, count: Count, unit: Unit, direction: Direction, referring: bool) -> Resolved {
        let told = self
            .told
            .filter(|_| referring)
            .map(|(first, last)| if direction == Direction::Back { first } else { last });
        let Some(base) = told.or(self.now()) else { return unplaced(TimeKind::Vague, String::new()) };
        let comment = Some(if told.is_some() {
            "counted from the date told of before".to_owned()
        } else {
            format!("counted from {}", self.today_source)
        });
        let Count::Exactly(count) = count else { return placed(open_ended(Some(base), direction), comment) };
        let count = if direction == Direction::Back { -count } else { count };
        match calendar::add(base, unit, count) {
            Some(other) => placed(Stretch::new(base.min(other), base.max(other)), comment),
            None => unplaced(TimeKind::Vague, String::new()),
        }
    }
}

/// Where `today` comes from when the run gives it.
const PUBLICATION: &str = "the day of publication";

/// The day "now" of a text, and where it comes from.
fn report_day(
    lexemes: &Lexemes<'_>,
    found: &[Found],
    stated: &[Stated],
    anchor: &Anchor,
) -> (Option<Date>, &'static str) {
    if let Some(day) = anchor.content {
        return (Some(day), "the day of the report");
    }
    let dateline = found.iter().take_while(|item| item.range.start < 60).find(|item| {
        matches!(item.form, Form::Day { year: YearForm::Given(_), .. })
            && lexemes.get(item.range.start).is_some_and(|first| first.line)
            && lexemes.get(item.range.end).is_none_or(|next| next.line)
    });
    let day = dateline.and_then(|item| stated.iter().find(|stated| stated.at == item.range.start)?.day);
    if let Some(day) = day {
        return (Some(day), "the dateline");
    }
    match anchor.published {
        Some(day) => (Some(day), PUBLICATION),
        None => (stated.iter().filter_map(|stated| stated.day).max(), "the latest day that the text states"),
    }
}

/// Whether a text mostly tells of other years than that of the report.
fn is_narrative(stated: &[Stated], today: Option<Date>) -> bool {
    let Some(today) = today else { return true };
    let of_months: Vec<&Stated> = stated.iter().filter(|stated| stated.month).collect();
    let near = of_months
        .iter()
        .filter(|stated| (i32::from(stated.year) - i32::from(today.year())).abs() <= 1)
        .count();
    of_months.len() >= 3 && near * 3 < of_months.len()
}

/// The year near `base` that fits the tense: the latest past one, the next one, or the nearest.
fn adjust(today: Date, base: i16, tense: Tense, days: &impl Fn(i16) -> Option<(Date, Date)>) -> i16 {
    let Some((first, last)) = days(base) else { return base };
    match tense {
        Tense::Past if first > today => base.saturating_sub(1),
        Tense::Future if last < today => base.saturating_add(1),
        Tense::Past | Tense::Future => base,
        Tense::Unknown => {
            let distance = |year: i16| {
                days(year).map_or(i32::MAX, |(first, _)| {
                    today.until(first).map_or(i32::MAX, |span| span.get_days().abs())
                })
            };
            [base, base.saturating_sub(1), base.saturating_add(1)]
                .into_iter()
                .min_by_key(|year| distance(*year))
                .unwrap_or(base)
        }
    }
}

/// A stretch of which only the end at `now` is known.
fn open_ended(now: Option<Date>, direction: Direction) -> Stretch {
    let text = match (now, direction) {
        (Some(day), Direction::Back) => format!("/{}", calendar::day_text(day)),
        (Some(day), Direction::Forward) => format!("{}/", calendar::day_text(day)),
        (None, _) => String::new(),
    };
    let (first, last) = if direction == Direction::Back { (None, now) } else { (now, None) };
    Stretch { first, last, text, precision: Precision::Open }
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

/// A duration in ISO 8601, such as `P3Y` or `PT12H`; half units where ISO allows them.
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
    match i64::try_from(amount).map(crate::statement::Number::from_millionths) {
        Ok(number) => format!("{prefix}{number}{letter}"),
        Err(_) => String::new(),
    }
}

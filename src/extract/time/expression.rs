//! Forms of time expressions, before the calendar is asked.

use std::ops::Range;

use jiff::civil::Weekday;

use super::words::{Part, Season, Unit};

/// How the year of a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearForm {
    /// It is not.
    None,
    /// As a number.
    Given(i16),
    /// "this year", "last year", "next year": years after that of the anchor.
    Deictic(i16),
    /// "that year", "the following year": years after that of the date told of before.
    Referring(i16),
    /// "the following autumn": the first one after the date told of before.
    After,
    /// "last September", "next May": the latest one before the anchor, or the first after it.
    Nearest(Direction),
}

/// How a count of units is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    /// As a number.
    Exactly(i32),
    /// "a few", "several", "recent".
    Few,
}

/// Past or future.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Back,
    Forward,
}

/// What a time expression says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Form {
    /// "3 March 2021", "Tuesday, March 3".
    Day { year: YearForm, month: i8, day: i8, weekday: Option<Weekday> },
    /// "(on) the 18th": of the month told of before.
    DayOfMonth(i8),
    /// "March 3-5".
    Days { year: YearForm, month: i8, days: (i8, i8) },
    /// "May and June 1981" as one stretch, "March 2021".
    Month { year: YearForm, month: i8 },
    /// "2021"; negative years are before Christ, `0` is 1 BC.
    Year(i16),
    /// "2015-16".
    Years(i16, i16),
    /// "the 1950s".
    Decade(i16),
    /// "the 19th century": the number of its years without the last two digits (18).
    Century(i16),
    /// "early September", "mid-2010".
    Part(Part, Box<Form>),
    /// "summer 2012".
    Season { season: Season, year: YearForm },
    /// "the third quarter of 2024", "Q3 2024"; a quarter is a fourth, a half a second.
    Fraction { number: i8, of: i8, year: YearForm },
    /// "fiscal year 2024".
    Fiscal(i16),
    /// "Tuesday": weeks after the nearest one (−1 last, 1 next), `None` where tense decides.
    Weekday { day: Weekday, shift: Option<i8> },
    /// "this week", "last month", "yesterday": units after that of the anchor.
    Deictic { unit: Unit, shift: i32 },
    /// "that year", "the next day": units after that of the date told of before.
    Referring { unit: Unit, shift: i32 },
    /// "three weeks ago", "in two days".
    Distance { count: Count, unit: Unit, direction: Direction, referring: bool },
    /// "the past 30 days", "the next five years".
    Stretch { count: Count, unit: Unit, direction: Direction, referring: bool },
    /// "5:30 p.m.".
    Clock { hour: i8, minute: i8 },
    /// "three years", "10-day"; the count in millionths.
    Duration { millionths: i128, unit: Unit },
    /// "(for) years".
    Length(Unit),
    /// "every week", "Sundays", "regularly".
    Set,
    /// "recently" (−1), "now" (0), "soon" (1).
    Vague(i8),
}

/// A form found in the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// The lexemes.
    pub(super) range: Range<usize>,
    /// What they say.
    pub(super) form: Form,
    /// The rule.
    pub(super) rule: &'static str,
    /// What the rule had to decide.
    pub(super) comment: Option<&'static str>,
}

impl Found {
    /// A form without a remark.
    pub(super) fn new(range: Range<usize>, form: Form, rule: &'static str) -> Self {
        Self { range, form, rule, comment: None }
    }

    /// The year that the form states in full.
    pub(super) fn stated_year(&self) -> Option<i16> {
        stated_year(&self.form)
    }
}

/// The year that a form states in full.
fn stated_year(form: &Form) -> Option<i16> {
    match form {
        Form::Day { year: YearForm::Given(year), .. }
        | Form::Days { year: YearForm::Given(year), .. }
        | Form::Month { year: YearForm::Given(year), .. }
        | Form::Season { year: YearForm::Given(year), .. }
        | Form::Fraction { year: YearForm::Given(year), .. }
        | Form::Year(year) => Some(*year),
        Form::Part(_, inner) => stated_year(inner),
        _ => None,
    }
}

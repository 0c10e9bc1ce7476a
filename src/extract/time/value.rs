//! What a time expression means.

use std::ops::Range;

use jiff::civil::Date;

use crate::span::Span;
use crate::statement::Precision;
use crate::statement::TimeSpan;

/// The day that deictic expressions ("yesterday") count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::extract) struct Anchor {
    /// The day of publication, where it is known.
    pub(in crate::extract) published: Option<Date>,
    /// The day the text speaks from, where the caller knows it better than by the day of publication (a
    /// dateline outside of the text). A dateline in the text is found without it.
    pub(in crate::extract) content: Option<Date>,
}

/// What kind of time an expression names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::extract) enum TimeKind {
    /// A stretch of the calendar: day, month, decade, "last week", "the past 30 days".
    Calendar,
    /// A time of day, with its day where that is known.
    TimeOfDay,
    /// A length without a place in the calendar ("for three years").
    Duration,
    /// A repetition ("every week", "regularly").
    Set,
    /// Past, present or future without bounds ("recently").
    Vague,
}

/// The word around an expression that makes it a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::extract) enum Relation {
    /// In, on, during, at, or nothing.
    Within,
    /// Since; from, without an end.
    Since,
    /// From, with the end of the range in the next expression; between, likewise.
    RangeStart,
    /// To, with the start of the range in the expression before.
    RangeEnd,
    /// Until.
    Until,
    /// By.
    By,
    /// Before.
    Before,
    /// After.
    After,
}

/// The value of a time expression.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::extract) struct TimeValue {
    /// What kind of time it is.
    pub(in crate::extract) kind: TimeKind,
    /// The expression alone, without the words around it: ISO 8601 (`2025-09-03`, `2025-09`, `2025`, interval
    /// `a/b`, `/b`, duration `P3Y`) or a TIMEX3 token (`PAST_REF`); empty where it could not be resolved.
    pub(in crate::extract) text: String,
    /// The first day of the stretch.
    pub(in crate::extract) first: Option<Date>,
    /// The last day of the stretch.
    pub(in crate::extract) last: Option<Date>,
    /// How precise the expression is.
    pub(in crate::extract) precision: Precision,
    /// The bound that the words around it make.
    pub(in crate::extract) relation: Relation,
    /// First and last day of the other end, for the ends of a range.
    pub(in crate::extract) other_end: Option<(Date, Date)>,
    /// Whether it says that something happens again and again.
    pub(in crate::extract) habitual: bool,
}

/// A time expression in the text.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::extract) struct TimeExpression {
    /// Its place, without the preposition.
    pub(in crate::extract) span: Span,
    /// The tokens it covers.
    pub(in crate::extract) tokens: Range<usize>,
    /// What it means.
    pub(in crate::extract) value: TimeValue,
    /// The rule that found it, such as `time:month-day`.
    pub(in crate::extract) rule: &'static str,
    /// Why it means that, where something was inferred: `year 2025 taken from “early September 2025”`.
    pub(in crate::extract) comment: Option<String>,
}

/// How the thing that a time belongs to is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::extract) enum Told {
    /// As done: an event that is over by the day of the report.
    Done,
    /// As holding: a state; told of a day, it has begun by its end and does not end before its begin.
    Holds,
    /// As going to happen or as generally true: the day of the report is no bound.
    Open,
}

impl TimeExpression {
    /// The stretch of the calendar that the expression itself names, whatever words stand around it: what
    /// `Statements::times` holds. Without bounds for lengths and for days that nothing dates; `None` for
    /// repetitions and for words such as "now" and "recently".
    pub(in crate::extract) fn stretch(&self) -> Option<TimeSpan> {
        let value = &self.value;
        let names_none =
            value.kind == TimeKind::Set || value.kind == TimeKind::Vague && !value.text.is_empty();
        (!names_none).then_some(TimeSpan {
            not_before: value.first,
            not_after: value.last,
            ..TimeSpan::unbounded(value.precision)
        })
    }
}

/// The time of an event or state at which `expression` stands.
///
/// `published` is the day of the report: what is told as done is over by then, unless something tighter is
/// said, and a state told without an end is taken to have begun by then.
pub(in crate::extract) fn to_time_span(
    expression: &TimeExpression,
    told: Told,
    published: Option<Date>,
) -> TimeSpan {
    let value = &expression.value;
    let mut span = TimeSpan::unbounded(value.precision);
    let (Some(first), Some(last)) = (value.first.or(value.last), value.last.or(value.first)) else {
        return capped(TimeSpan { precision: Precision::Vague, ..span }, told, published);
    };
    match value.relation {
        Relation::Within if told == Told::Holds => {
            (span.starts_by, span.ends_not_before) = (Some(last), value.first);
        }
        Relation::Within => (span.not_before, span.not_after) = (value.first, value.last),
        Relation::Since => {
            (span.not_before, span.starts_by) = (Some(first), Some(last));
            span.precision = Precision::Open;
            return span;
        }
        Relation::RangeStart | Relation::RangeEnd => {
            let other = value.other_end.unwrap_or((first, last));
            let (start, end) = if first <= other.0 { ((first, last), other) } else { (other, (first, last)) };
            (span.not_before, span.not_after) = (Some(start.0), Some(end.1));
            if told == Told::Holds {
                (span.starts_by, span.ends_not_before) = (Some(start.1), Some(end.0));
            }
        }
        Relation::Until if told == Told::Holds => {
            (span.ends_not_before, span.not_after) = (Some(first), Some(last));
            span.precision = Precision::Open;
        }
        Relation::Until | Relation::By => {
            span.not_after = Some(last);
            span.precision = Precision::Open;
        }
        Relation::Before => {
            span.not_after = first.yesterday().ok();
            span.precision = Precision::Open;
        }
        Relation::After => {
            span.not_before = Some(first);
            span.precision = Precision::Open;
        }
    }
    capped(span, told, published)
}

/// Puts the day of the report as the last day of what is told as done. Days, months and parts of a month stay as they
/// are told: the text bounds them tightly enough, and a cut would claim a precision that it does not have.
fn capped(mut span: TimeSpan, told: Told, published: Option<Date>) -> TimeSpan {
    let tight = matches!(span.precision, Precision::Day | Precision::PartOfMonth | Precision::Month);
    let Some(day) = published.filter(|_| told == Told::Done && !(tight && span.not_after.is_some())) else {
        return span;
    };
    if span.not_before.is_some_and(|first| first > day) {
        return span;
    }
    span.not_after = Some(span.not_after.map_or(day, |last| last.min(day)));
    span
}

//! Times: finds the time expressions of a text and places them in the calendar.
//!
//! In: the text, its analysis (tags help with tense where there are any; no parse is needed) and the day of
//! publication. Out: [`TimeExpression`]s in the order of the text, not overlapping, each with an ISO 8601 value,
//! its first and last day, its precision, the bound that the words around it make and the reason for what was
//! inferred. [`to_time_span`] turns one into the four bounds of the ontology.
//!
//! Follows ISO 8601 for values and TIMEX3 (ISO 24617-1) for what counts as an expression, but keeps both ends
//! of a range as two expressions that know each other. Leaves out times named by events ("the war years") and
//! feasts ("Easter").

mod bounds;
mod calendar;
mod context;
mod dates;
mod deictic;
mod expression;
mod resolve;
mod tense;
mod value;
mod words;
mod years;

#[cfg(test)]
mod quality;
#[cfg(test)]
mod tests;

pub(in crate::extract) use calendar::iso;
pub(in crate::extract) use value::{
    Anchor, Relation, TimeExpression, TimeKind, TimeValue, Told, to_time_span,
};

use super::lexeme::Lexemes;
use super::lexeme::tokens_of;
use crate::nlp::Analysis;
use crate::span::Span;
use context::Context;
use expression::Form;
use expression::Found;
use expression::YearForm;
use jiff::civil::Date;
use resolve::Place;
use resolve::Resolver;

/// Finds the time expressions of a text.
pub(in crate::extract) fn recognize(text: &str, analysis: &Analysis, anchor: &Anchor) -> Vec<TimeExpression> {
    let lexemes = Lexemes::new(text);
    let mut found = scan(&lexemes);
    share_years(&lexemes, &mut found);
    let mut resolver = Resolver::new(Context::new(&lexemes, text, &found, anchor));
    let mut expressions: Vec<TimeExpression> = Vec::with_capacity(found.len());
    for item in &found {
        let start = item.range.start;
        let tense = tense::tense_at(&lexemes, analysis, start);
        let place = Place { at: start, sentence: tense::sentence_start(&lexemes, start), tense };
        let resolved = resolver.resolve(item, place);
        let span = lexemes.span(&item.range);
        let mut relation = bounds::relation(&lexemes, start);
        if relation == Relation::Within && bounds::goes_on(&lexemes, item.range.end) {
            relation = Relation::Since;
        }
        if relation == Relation::RangeStart && matches!(item.form, Form::Days { .. } | Form::Years(..)) {
            relation = Relation::Within;
        }
        let value = TimeValue {
            kind: resolved.kind,
            text: resolved.stretch.text,
            first: resolved.stretch.first,
            last: resolved.stretch.last,
            precision: resolved.stretch.precision,
            relation,
            other_end: None,
            habitual: item.form == Form::Set,
        };
        let tokens = tokens_of(analysis, span);
        expressions.push(TimeExpression { span, tokens, value, rule: item.rule, comment: resolved.comment });
    }
    join_ranges(&lexemes, &found, &mut expressions);
    join_clocks(text, analysis, expressions)
}

/// Finds the forms of a text from left to right, the longest rule first.
fn scan(lexemes: &Lexemes<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lexemes.len() {
        match dates::find(lexemes, at).or_else(|| deictic::find(lexemes, at)) {
            Some(item) => {
                at = item.range.end.max(at + 1);
                found.push(item);
            }
            None => at += 1,
        }
    }
    found
}

/// Gives the year of the second of two joined dates to the first: "between May and June 1981".
fn share_years(lexemes: &Lexemes<'_>, found: &mut [Found]) {
    for at in (1..found.len()).rev() {
        let Some([first, second]) = found.get_mut(at - 1..=at) else { continue };
        let gap = first.range.end..second.range.start;
        let joined = gap.len() <= 2
            && gap.clone().all(|at| {
                lexemes.dash(at)
                    || matches!(lexemes.word(at), "to" | "and" | "or" | "through" | "until")
                    || lexemes.mark(at) == Some(',')
            });
        let given = match second.form {
            Form::Day { year, .. } | Form::Days { year, .. } | Form::Month { year, .. } => year,
            _ => YearForm::None,
        };
        if !joined || gap.is_empty() || !matches!(given, YearForm::Given(_)) {
            continue;
        }
        if let Form::Day { year, .. } | Form::Days { year, .. } | Form::Month { year, .. } = &mut first.form
            && *year == YearForm::None
        {
            *year = given;
        }
    }
}

/// Tells the two ends of each range of each other; a "from" without an end becomes a "since".
fn join_ranges(lexemes: &Lexemes<'_>, found: &[Found], expressions: &mut [TimeExpression]) {
    for at in 0..expressions.len() {
        let pair = found.get(at).zip(found.get(at + 1));
        let relation = expressions.get(at).map_or(Relation::Within, |item| item.value.relation);
        let joined = pair.is_some_and(|(first, second)| bounds::joins(lexemes, first, second, relation));
        let Some([first, second]) = expressions.get_mut(at..(at + 2).min(found.len())) else {
            settle(expressions.get_mut(at));
            continue;
        };
        let days = |item: &TimeExpression| -> Option<(Date, Date)> { item.value.first.zip(item.value.last) };
        match (days(first), days(second)) {
            (Some(start), Some(end)) if joined && start.0 <= end.0 => {
                first.value.other_end = Some(end);
                second.value.other_end = Some(start);
                first.value.relation = Relation::RangeStart;
                second.value.relation = Relation::RangeEnd;
            }
            _ => settle(expressions.get_mut(at)),
        }
    }
}

/// Makes a range without its other end a "since".
fn settle(expression: Option<&mut TimeExpression>) {
    if let Some(item) = expression
        && item.value.relation == Relation::RangeStart
        && item.value.other_end.is_none()
    {
        item.value.relation = Relation::Since;
    }
}

/// Joins a time of day with the day beside it: "5 p.m. on Friday", "Friday at 5 p.m.".
fn join_clocks(text: &str, analysis: &Analysis, expressions: Vec<TimeExpression>) -> Vec<TimeExpression> {
    let mut joined: Vec<TimeExpression> = Vec::with_capacity(expressions.len());
    for item in expressions {
        match joined.last_mut() {
            Some(before) if is_beside(text, before, &item) => {
                let (clock, day) = if item.value.kind == TimeKind::TimeOfDay {
                    (&item, &*before)
                } else {
                    (&*before, &item)
                };
                let time =
                    clock.value.text.find('T').and_then(|at| clock.value.text.get(at..)).unwrap_or_default();
                let mut value = day.value.clone();
                value.text.push_str(time);
                value.kind = TimeKind::TimeOfDay;
                let span: Span = before.span.cover(item.span);
                let comment = day.comment.clone();
                *before = TimeExpression {
                    span,
                    tokens: tokens_of(analysis, span),
                    value,
                    rule: "time:clock",
                    comment,
                };
            }
            _ => joined.push(item),
        }
    }
    joined
}

/// Whether one of two neighbours is a time of day and the other the day it belongs to.
fn is_beside(text: &str, first: &TimeExpression, second: &TimeExpression) -> bool {
    let clocks =
        [first, second].map(|item| item.value.kind == TimeKind::TimeOfDay && !item.value.text.is_empty());
    let day = if clocks[0] { second } else { first };
    let between = Span::new(first.span.end, second.span.start).text(text);
    let words = Lexemes::new(between);
    let near = (0..words.len()).all(|at| {
        matches!(words.word(at), "at" | "on" | "the" | "around" | "about") || words.mark(at) == Some(',')
    });
    clocks[0] != clocks[1]
        && day.value.kind == TimeKind::Calendar
        && day.value.first.is_some()
        && day.value.first == day.value.last
        && words.len() <= 2
        && near
        && !between.contains('\n')
}

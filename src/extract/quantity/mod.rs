//! Quantities: how many things, how much money, which measure.
//!
//! In: the text, its analysis (used for the counted noun where it has a parse) and the times found in it, which
//! are no quantities. Out: [`QuantityExpression`]s in the order of the text with bounds as the ontology wants
//! them: "more than 4,000" of things is 4,001 or more, "tens of thousands" is 20,000 to 99,999.
//!
//! A number is left out where it names and does not count: designators (`F-35`, `Flight 370`), ordinals, ages,
//! list numbers, scores, numbers in addresses. "several" and "many" are no numbers.

mod bounds;
mod count;
mod number;
mod units;

#[cfg(test)]
mod tests;

pub(in crate::extract) use number::numeral;

use std::ops::Range;

use super::lexeme::Lexemes;
use super::lexeme::tokens_of;
use super::time::TimeExpression;
use crate::nlp::Analysis;
use crate::span::Span;
use crate::statement::Number;
use crate::statement::Qualifier;
use crate::statement::Quantity;
use bounds::Bound;
use number::Numeral;

/// A quantity in the text.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::extract) struct QuantityExpression {
    /// Its place: bound words, number and unit, without the counted noun.
    pub(in crate::extract) span: Span,
    /// The tokens it covers.
    pub(in crate::extract) tokens: Range<usize>,
    /// What it means.
    pub(in crate::extract) quantity: Quantity,
    /// The token of the counted noun, or of the thing measured ("5 kg of gold").
    pub(in crate::extract) head: Option<usize>,
}

/// A quantity in lexemes, before the counted noun is sought.
struct Found {
    range: Range<usize>,
    quantity: Quantity,
    /// Whether it may stand without a counted noun.
    sure: bool,
    /// Whether it is a bare "one", which needs a parse to be told from the pronoun.
    bare_one: bool,
}

/// Finds the quantities of a text. `times` are the time expressions of the same text.
pub(in crate::extract) fn recognize(
    text: &str,
    analysis: &Analysis,
    times: &[TimeExpression],
) -> Vec<QuantityExpression> {
    let lexemes = Lexemes::new(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < lexemes.len() {
        let start = lexemes.get(at).map_or(text.len(), |item| item.span.start);
        if let Some(time) = covering(times, start) {
            at = (at + 1..lexemes.len())
                .find(|next| lexemes.get(*next).is_some_and(|item| item.span.start >= time.end))
                .unwrap_or(lexemes.len());
            continue;
        }
        let Some(item) = quantity_at(&lexemes, at) else {
            at += 1;
            continue;
        };
        at = item.range.end.max(at + 1);
        let span = lexemes.span(&item.range);
        let head = count::head(&lexemes, analysis, &item.range, span);
        let overlaps = covering(times, span.end.saturating_sub(1)).is_some();
        let counts = item.sure || head.is_some() || count::stands_for_things(&lexemes, analysis, &item.range);
        let one = !item.bare_one || head.is_some_and(|head| head.parsed);
        if !overlaps && counts && one && !count::follows_its_name(analysis, span) {
            let tokens = tokens_of(analysis, span);
            found.push(QuantityExpression {
                span,
                tokens,
                quantity: item.quantity,
                head: head.and_then(|head| head.token),
            });
        }
    }
    found
}

/// The time expression that covers a byte.
fn covering(times: &[TimeExpression], start: usize) -> Option<Span> {
    let after = times.partition_point(|time| time.span.end <= start);
    times.get(after).map(|time| time.span).filter(|span| span.start <= start)
}

/// The quantity whose number starts at `at`.
fn quantity_at(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    if let Some(found) = magnitude_only(lexemes, at) {
        return Some(found);
    }
    let money = units::money_before(lexemes, at);
    let number = numeral(lexemes, at, money.is_some())?;
    if count::is_name(lexemes, at, number.end, money.is_some()) {
        return None;
    }
    let range = second_number(lexemes, at, number, money.is_some());
    let last = range.unwrap_or(number);
    let (after, end) =
        bounds::after(lexemes, last.end).map_or((None, last.end), |(bound, end)| (Some(bound), end));
    let large = last.millionths >= 1_000_000_000_000;
    let unit = if money.is_some() { None } else { units::after(lexemes, end, large) };
    let start = money.map_or(at, |(_, start)| start);
    let (before, start) = bounds::before(lexemes, start);
    let between = range.is_some() && lexemes.word(start.wrapping_sub(1)) == "between";
    let start = start - usize::from(between);
    let end = unit.map_or(end, |unit| unit.end);
    let code = money.map(|(code, _)| code).or(unit.map(|unit| unit.code));
    let bound = if before == Bound::Exact { after.unwrap_or(before) } else { before };
    let bare_one = number.bare_one && code.is_none() && bound == Bound::Exact;
    let quantity = bounded(number, range, bound, code)?;
    let separated = lexemes.number(at).contains(',') || number.magnitude;
    let sure =
        code.is_some() || separated || bound != Bound::Exact && bound != Bound::About && range.is_none();
    Some(Found { range: start..end, quantity, sure, bare_one })
}

/// The second number of a range: "10 to 15", "10-15", "between 5 and 7", "two or three".
fn second_number(lexemes: &Lexemes<'_>, at: usize, first: Numeral, money: bool) -> Option<Numeral> {
    let next = first.end;
    let between = at.checked_sub(1).is_some_and(|before| lexemes.word(before) == "between")
        || money
            && (2..4)
                .any(|back| at.checked_sub(back).is_some_and(|before| lexemes.word(before) == "between"));
    let joined = lexemes.dash(next)
        || matches!(lexemes.word(next), "to" | "or")
        || between && lexemes.word(next) == "and";
    if !joined || lexemes.paragraph(next) {
        return None;
    }
    let sign = usize::from(
        money && lexemes.mark(next + 1).is_some() && units::money_before(lexemes, next + 2).is_some(),
    );
    let mut second = numeral(lexemes, next + 1 + sign, money)?;
    if second.millionths <= first.millionths || second.bare_one {
        return None;
    }
    second.end = second.end.max(next + 1);
    Some(second)
}

/// The quantity of one number or a range under a bound.
fn bounded(first: Numeral, second: Option<Numeral>, bound: Bound, code: Option<&str>) -> Option<Quantity> {
    let unit = code.map(str::to_owned);
    let value = first.value()?;
    if let Some(second) = second {
        let scaled = scale_like(first, second);
        let (min, max) = (Some(scaled), second.value());
        return Some(Quantity { min, max, qualifier: Qualifier::Approx, unit });
    }
    let whole = unit.is_none().then(|| value.as_integer()).flatten();
    let next =
        |step: i64| whole.and_then(|number| Number::from_integer(number.checked_add(step)?)).or(Some(value));
    let (min, max, qualifier) = match bound {
        Bound::Exact => (Some(value), Some(value), Qualifier::Exact),
        Bound::About => (Some(value), Some(value), Qualifier::Approx),
        Bound::Above => (next(1), None, Qualifier::MoreThan),
        Bound::AtLeast => (Some(value), None, Qualifier::MoreThan),
        Bound::Below => (None, next(-1), Qualifier::LessThan),
        Bound::AtMost => (None, Some(value), Qualifier::LessThan),
    };
    Some(Quantity { min, max, qualifier, unit })
}

/// The first number of a range, with the magnitude of the second where it has none of its own
/// ("5 to 7 million" is five million to seven).
fn scale_like(first: Numeral, second: Numeral) -> Number {
    let plain = first.millionths < 1_000_000_000;
    let factor = [1_000_000_000_000, 1_000_000_000, 1_000_000, 1_000].into_iter().find(|factor| {
        second.millionths % (factor * 1_000_000 / 10) == 0 && second.millionths / (factor * 1_000_000) >= 1
    });
    let own = Number::from_millionths(i64::try_from(first.millionths).unwrap_or(i64::MAX));
    match factor.filter(|_| plain && second.magnitude) {
        Some(factor) => first
            .millionths
            .checked_mul(factor)
            .and_then(|value| i64::try_from(value).ok())
            .map_or(own, Number::from_millionths),
        None => own,
    }
}

/// "tens of thousands", "dozens", "hundreds of", "several hundred", "a few thousand".
fn magnitude_only(lexemes: &Lexemes<'_>, at: usize) -> Option<Found> {
    let (low, end) = count::magnitudes(lexemes, at)?;
    let high = match lexemes.word(at) {
        "dozens" | "scores" => 100,
        _ => count::ceiling(low)?,
    };
    let quantity = Quantity {
        min: Number::from_integer(low),
        max: Number::from_integer(high.checked_sub(1)?),
        qualifier: Qualifier::OrderOfMagnitude,
        unit: None,
    };
    let money =
        units::after(lexemes, end + usize::from(lexemes.word(end) == "of"), true).filter(|unit| unit.money);
    let (bound, start) = bounds::before(lexemes, at);
    let start = if bound == Bound::About { start } else { at };
    let (end, unit) = money.map_or((end, None), |unit| (unit.end, Some(unit.code.to_owned())));
    Some(Found { range: start..end, quantity: Quantity { unit, ..quantity }, sure: true, bare_one: false })
}

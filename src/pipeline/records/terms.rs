//! What the triples of a record mean: which subjects are things, which are events and situations, times, numbers.

use jiff::civil::Date;
use oxigraph::model::Literal;
use oxigraph::model::NamedNodeRef;

use crate::resolve::is_superclass;
use crate::statement::Number;
use crate::statement::Precision;
use crate::statement::Term;
use crate::statement::TimeSpan;
use crate::vocab::casegraph::NAMESPACE;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::term;

/// A term of the ontology by its IRI.
pub(super) fn own_term(iri: NamedNodeRef<'_>) -> Option<Term> {
    term(iri.as_str().strip_prefix(NAMESPACE)?)
}

/// Whether a class is one of events and situations.
pub(super) fn is_frame(of: Term) -> bool {
    [class::EVENT, class::SITUATION].into_iter().any(|wide| of == wide || is_superclass(wide, of))
}

/// Whether a class is one of things that have a name.
pub(super) fn is_entity(of: Term) -> bool {
    of == class::ENTITY || of == class::SOURCE || is_superclass(class::ENTITY, of)
}

/// The time that one literal says: a day, a month, a year, or the day of a moment.
pub(super) fn time(literal: &Literal) -> Option<TimeSpan> {
    let text = literal.value();
    let digits = text.strip_prefix('-').unwrap_or(text);
    match (literal.datatype().as_str().rsplit('#').next().unwrap_or_default(), digits.len()) {
        ("gYear", _) | ("string", 4) => within(&format!("{text}-01-01"), Precision::Year),
        ("gYearMonth", _) | ("string", 7) => within(&format!("{text}-01"), Precision::Month),
        _ => within(text.get(..10)?, Precision::Day),
    }
}

fn within(first: &str, precision: Precision) -> Option<TimeSpan> {
    let first: Date = first.parse().ok()?;
    let last = match precision {
        Precision::Year => first.last_of_year(),
        Precision::Month => first.last_of_month(),
        _ => first,
    };
    Some(TimeSpan::within(first, last, precision))
}

/// A day.
pub(super) fn day(literal: &Literal) -> Option<Date> {
    literal.value().get(..10)?.parse().ok()
}

/// A number with at most six decimal places.
pub(super) fn number(literal: &Literal) -> Option<Number> {
    let text = literal.value();
    if let Ok(whole) = text.parse::<i64>() {
        return Number::from_integer(whole);
    }
    let (whole, part) = text.split_once('.')?;
    if part.is_empty() || part.len() > 6 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    let whole: i64 = whole.parse().ok()?;
    let part: i64 = format!("{part:0<6}").parse().ok()?;
    Some(Number::from_millionths(whole.checked_mul(1_000_000)?.checked_add(sign * part)?))
}

/// Whether a literal is the code or the name of a country.
pub(super) fn is_country(literal: &Literal) -> bool {
    literal.datatype() == crate::vocab::casegraph::datatype::ISO3166_CODE
}

#[cfg(test)]
mod tests {
    use oxigraph::model::Literal;
    use oxigraph::model::NamedNode;

    use super::{number, time};

    fn typed(value: &str, datatype: &str) -> Literal {
        Literal::new_typed_literal(
            value,
            NamedNode::new_unchecked(format!("http://www.w3.org/2001/XMLSchema#{datatype}")),
        )
    }

    #[test]
    fn a_month_and_a_year_have_their_days_as_bounds() {
        let bounds = |value, datatype| {
            let span = time(&typed(value, datatype)).unwrap();
            (span.not_before.unwrap().to_string(), span.not_after.unwrap().to_string())
        };
        assert_eq!(bounds("2024-02", "gYearMonth"), ("2024-02-01".to_owned(), "2024-02-29".to_owned()));
        assert_eq!(bounds("1999", "gYear"), ("1999-01-01".to_owned(), "1999-12-31".to_owned()));
        assert_eq!(bounds("2024-05-16T10:00:00Z", "dateTime").0, "2024-05-16");
        assert!(time(&typed("9999999-99-99", "date")).is_none());
    }

    #[test]
    fn numbers_keep_six_places() {
        assert_eq!(number(&typed("-0.5", "decimal")).unwrap().to_string(), "-0.5");
        assert_eq!(number(&typed("12", "integer")).unwrap().to_string(), "12");
        assert!(number(&typed("1e999", "double")).is_none());
    }
}

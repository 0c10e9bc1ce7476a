//! Times and numbers of an event or situation, gathered from the triples of a record.

use jiff::civil::Date;
use oxigraph::model::Literal;

use super::terms::{day, number, time};
use crate::statement::Number;
use crate::statement::Precision;
use crate::statement::Qualifier;
use crate::statement::Quantity;
use crate::statement::Term;
use crate::statement::TimeSpan;
use crate::vocab::casegraph::property;

/// Times and numbers of a frame while they are gathered.
#[derive(Default)]
pub(super) struct Parts {
    whole: Option<TimeSpan>,
    bounds: [Option<Date>; 4],
    pub(super) precision: Option<Precision>,
    exact: Option<Number>,
    min: Option<Number>,
    max: Option<Number>,
    pub(super) qualifier: Option<Qualifier>,
    pub(super) unit: Option<String>,
}

impl Parts {
    pub(super) fn take_time(&mut self, predicate: Term, literal: &Literal) -> bool {
        if predicate == property::TIME {
            self.whole = time(literal);
            return self.whole.is_some();
        }
        let place =
            [property::NOT_BEFORE, property::STARTS_BY, property::ENDS_NOT_BEFORE, property::NOT_AFTER]
                .iter()
                .position(|known| *known == predicate);
        let found = day(literal);
        match place.and_then(|place| self.bounds.get_mut(place)) {
            Some(bound) if found.is_some() => {
                *bound = found;
                true
            }
            _ => false,
        }
    }

    pub(super) fn take_number(&mut self, predicate: Term, literal: &Literal) -> bool {
        let found = number(literal);
        match predicate {
            property::MIN => self.min = found,
            property::MAX => self.max = found,
            _ => self.exact = found,
        }
        found.is_some()
    }

    pub(super) fn time(&self) -> Option<TimeSpan> {
        let [not_before, starts_by, ends_not_before, not_after] = self.bounds;
        let has_bounds = self.bounds.iter().any(Option::is_some);
        let mut span = match self.whole {
            Some(span) => span,
            None if has_bounds => {
                let closed = not_before.is_some() && not_after.is_some();
                TimeSpan::unbounded(if closed { Precision::PartOfMonth } else { Precision::Open })
            }
            None => return None,
        };
        span.not_before = not_before.or(span.not_before);
        span.starts_by = starts_by.or(span.starts_by);
        span.ends_not_before = ends_not_before.or(span.ends_not_before);
        span.not_after = not_after.or(span.not_after);
        span.precision = self.precision.unwrap_or(match (span.not_before, span.not_after) {
            (Some(first), Some(last)) if first == last => Precision::Day,
            (Some(first), Some(last)) if self.whole.is_none() && first.year() == last.year() => {
                if first.month() == last.month() { Precision::PartOfMonth } else { Precision::Year }
            }
            (Some(_), Some(_)) if self.whole.is_none() => Precision::Open,
            _ => span.precision,
        });
        Some(span)
    }

    pub(super) fn quantity(self) -> Option<Quantity> {
        let (min, max) = match (self.exact, self.min, self.max) {
            (Some(exact), None, None) => (Some(exact), Some(exact)),
            (None, None, None) => return None,
            (_, min, max) => (min, max),
        };
        let qualifier =
            self.qualifier.unwrap_or(if min == max { Qualifier::Exact } else { Qualifier::Approx });
        Some(Quantity { min, max, qualifier, unit: self.unit })
    }
}

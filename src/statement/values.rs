//! Closed value sets, times and quantities.

use jiff::civil::Date;
use oxigraph::model::NamedNodeRef;

use crate::vocab::casegraph::local_name;
use crate::vocab::casegraph::value;

/// A class, property or value of the ontology.
pub type Term = NamedNodeRef<'static>;

macro_rules! value_set {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $constant:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// The term of the ontology.
            pub fn term(self) -> Term {
                match self { $(Self::$variant => value::$constant,)* }
            }

            /// The value with this local name.
            pub fn from_local_name(name: &str) -> Option<Self> {
                [$(Self::$variant,)*].into_iter().find(|value| local_name(value.term()) == name)
            }
        }
    };
}

value_set! {
    /// How a claim is put.
    Stance {
        /// The narrator says it in their own voice.
        Asserted = ASSERTED,
        /// It stands in a quotation.
        Quoted = QUOTED,
        /// Somebody's words in indirect speech.
        Reported = REPORTED,
        /// Suggested, not said.
        Implied = IMPLIED,
        /// Concluded by the program from what is said.
        Inferred = INFERRED,
        /// Somebody says that it is not so.
        Denied = DENIED,
    }
}

value_set! {
    /// Whether the thing told of happened, or how it is meant.
    Modality {
        /// It happened or holds.
        Actual = ACTUAL,
        /// It is scheduled.
        Planned = PLANNED,
        /// Somebody promised it.
        Committed = COMMITTED,
        /// Somebody means to do it.
        Intended = INTENDED,
        /// It happens again and again.
        Habitual = HABITUAL,
        /// It might happen or have happened.
        Hypothetical = HYPOTHETICAL,
        /// It did not happen.
        Negated = NEGATED,
    }
}

value_set! {
    /// How precise a time is.
    Precision {
        /// A day.
        Day = DAY,
        /// Several days inside a month.
        PartOfMonth = PART_OF_MONTH,
        /// A month.
        Month = MONTH,
        /// A year or a part of it longer than a month.
        Year = YEAR,
        /// The text leaves one side free ("since", "after").
        Open = OPEN,
        /// The text gives no bound, only the document does.
        Vague = VAGUE,
    }
}

value_set! {
    /// How the number of a quantity is meant.
    Qualifier {
        /// Just so many.
        Exact = EXACT,
        /// More than so many.
        MoreThan = MORE_THAN,
        /// Fewer than so many.
        LessThan = LESS_THAN,
        /// About so many.
        Approx = APPROX,
        /// Only the order of magnitude is said ("tens of thousands").
        OrderOfMagnitude = ORDER_OF_MAGNITUDE,
    }
}

value_set! {
    /// What was decided about an identity.
    Judgement {
        /// Taken as true.
        Accepted = ACCEPTED,
        /// Taken as false.
        Rejected = REJECTED,
        /// Waiting for a person.
        Unsure = UNSURE,
    }
}

/// A time with up to four bounds: it begins between `not_before` and `starts_by`, and ends between
/// `ends_not_before` and `not_after`. All days are inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeSpan {
    /// It does not begin before this day.
    pub not_before: Option<Date>,
    /// It has begun by this day.
    pub starts_by: Option<Date>,
    /// It does not end before this day.
    pub ends_not_before: Option<Date>,
    /// It is over by this day.
    pub not_after: Option<Date>,
    /// How precise the text is.
    pub precision: Precision,
}

impl TimeSpan {
    /// A time inside `first..=last`.
    pub fn within(first: Date, last: Date, precision: Precision) -> Self {
        Self { not_before: Some(first), not_after: Some(last), ..Self::unbounded(precision) }
    }

    /// A time of which nothing is known.
    pub fn unbounded(precision: Precision) -> Self {
        Self { not_before: None, starts_by: None, ends_not_before: None, not_after: None, precision }
    }
}

/// A decimal number with six places, as an integer of millionths, so that equal numbers are equal bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(i64);

/// Millionths in one.
const ONE: i64 = 1_000_000;

impl Number {
    /// A whole number; `None` beyond about 9.2 million millions.
    pub fn from_integer(value: i64) -> Option<Self> {
        value.checked_mul(ONE).map(Self)
    }

    /// A number in millionths.
    pub fn from_millionths(value: i64) -> Self {
        Self(value)
    }

    /// The number in millionths.
    pub fn millionths(self) -> i64 {
        self.0
    }

    /// The number where it is whole.
    pub fn as_integer(self) -> Option<i64> {
        (self.0 % ONE == 0).then_some(self.0 / ONE)
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, part) = (self.0 / ONE, (self.0 % ONE).unsigned_abs());
        let sign = if self.0 < 0 && whole == 0 { "-" } else { "" };
        if part == 0 {
            write!(formatter, "{whole}")
        } else {
            let digits = format!("{part:06}");
            write!(formatter, "{sign}{whole}.{}", digits.trim_end_matches('0'))
        }
    }
}

/// A number of things, or an amount of a unit, with bounds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity {
    /// At least so many.
    pub min: Option<Number>,
    /// At most so many.
    pub max: Option<Number>,
    /// How the number is meant.
    pub qualifier: Qualifier,
    /// ISO 4217 code of money, UCUM code of a measure (`kg`, `km`, `%`); `None` counts things.
    pub unit: Option<String>,
}

/// A day as `xsd:date` writes it: four digits of the year or more, a minus before Christ, where year 0 is 1 BC (XML
/// Schema 1.1 part 2, 3.3.9).
pub fn date_text(day: Date) -> String {
    let sign = if day.year() < 0 { "-" } else { "" };
    format!("{sign}{:04}-{:02}-{:02}", day.year().unsigned_abs(), day.month(), day.day())
}

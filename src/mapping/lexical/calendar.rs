//! Dates, times and durations, with the calendar: `2023-02-29` is not valid.

/// What remains of a lexical form; each method reads one field off its beginning.
#[derive(Clone, Copy)]
struct Rest<'a>(&'a [u8]);

/// A year of any length, as far as the calendar needs it.
#[derive(Clone, Copy)]
struct Year {
    is_leap: bool,
}

impl<'a> Rest<'a> {
    /// Reads one byte.
    fn byte(self, expected: u8) -> Option<Self> {
        match self.0 {
            [first, rest @ ..] if *first == expected => Some(Self(rest)),
            _ => None,
        }
    }

    /// Reads two digits of a number from `min` to `max`.
    fn two(self, min: u8, max: u8) -> Option<(u8, Self)> {
        match self.0 {
            [tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..] => {
                let number = (tens - b'0') * 10 + (ones - b'0');
                (min <= number && number <= max).then_some((number, Self(rest)))
            }
            _ => None,
        }
    }

    /// Reads as many digits as there are, and says how many.
    fn digits(self) -> (&'a [u8], Self) {
        let count = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = self.0.split_at_checked(count).unwrap_or((self.0, &[]));
        (digits, Self(rest))
    }

    /// Reads a year: four digits, or more without a zero before them.
    fn year(self) -> Option<(Year, Self)> {
        let (digits, rest) = self.byte(b'-').unwrap_or(self).digits();
        if digits.len() < 4 || (digits.len() > 4 && digits.first() == Some(&b'0')) {
            return None;
        }
        // The calendar repeats after 400 years, and 10,000 is a multiple of 400: the last four digits say all.
        let last =
            digits.iter().rev().take(4).rev().fold(0_u16, |year, digit| year * 10 + u16::from(digit - b'0'));
        let is_leap = last % 4 == 0 && (last % 100 != 0 || last % 400 == 0);
        Some((Year { is_leap }, rest))
    }

    /// Reads a month.
    fn month(self) -> Option<(u8, Self)> {
        self.two(1, 12)
    }

    /// Reads a year, a month and a day that the month has.
    fn date(self) -> Option<Self> {
        let (year, rest) = self.year()?;
        let (month, rest) = rest.byte(b'-')?.month()?;
        Some(rest.byte(b'-')?.two(1, last_day(month, year.is_leap))?.1)
    }

    /// Reads a time of day; 24:00:00 is the end of the day.
    fn time(self) -> Option<Self> {
        let (hour, rest) = self.two(0, 24)?;
        let (minute, rest) = rest.byte(b':')?.two(0, 59)?;
        let (second, rest) = rest.byte(b':')?.two(0, 59)?;
        let (fraction, rest) = match rest.byte(b'.') {
            None => (&[] as &[u8], rest),
            Some(rest) => {
                let (digits, rest) = rest.digits();
                if digits.is_empty() {
                    return None;
                }
                (digits, rest)
            }
        };
        let is_end = minute == 0 && second == 0 && fraction.iter().all(|digit| *digit == b'0');
        (hour < 24 || is_end).then_some(rest)
    }

    /// Reads a timezone: `Z`, or hours and minutes up to 14:00.
    fn timezone(self) -> Option<Self> {
        if let Some(rest) = self.byte(b'Z') {
            return Some(rest);
        }
        let (hour, rest) = self.byte(b'+').or_else(|| self.byte(b'-'))?.two(0, 14)?;
        Some(rest.byte(b':')?.two(0, if hour == 14 { 0 } else { 59 })?.1)
    }

    /// Whether nothing is left, or a timezone.
    fn ends(self) -> bool {
        self.0.is_empty() || self.timezone().is_some_and(|rest| rest.0.is_empty())
    }
}

/// The last day of a month.
fn last_day(month: u8, is_leap: bool) -> u8 {
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Whether this is an `xsd:date`.
pub(super) fn is_date(bytes: &[u8]) -> bool {
    Rest(bytes).date().is_some_and(Rest::ends)
}

/// Whether this is an `xsd:dateTime`.
pub(super) fn is_date_time(bytes: &[u8]) -> bool {
    split_date_time(bytes).is_some_and(Rest::ends)
}

/// Whether this is an `xsd:dateTimeStamp`: an `xsd:dateTime` with a timezone.
pub(super) fn is_date_time_stamp(bytes: &[u8]) -> bool {
    split_date_time(bytes).is_some_and(|rest| !rest.0.is_empty() && rest.ends())
}

/// Reads a date and a time off the beginning.
fn split_date_time(bytes: &[u8]) -> Option<Rest<'_>> {
    Rest(bytes).date()?.byte(b'T')?.time()
}

/// Whether this is an `xsd:time`.
pub(super) fn is_time(bytes: &[u8]) -> bool {
    Rest(bytes).time().is_some_and(Rest::ends)
}

/// Whether this is an `xsd:gYear`.
pub(super) fn is_year(bytes: &[u8]) -> bool {
    Rest(bytes).year().is_some_and(|(_, rest)| rest.ends())
}

/// Whether this is an `xsd:gYearMonth`.
pub(super) fn is_year_month(bytes: &[u8]) -> bool {
    Rest(bytes).year().and_then(|(_, rest)| rest.byte(b'-')?.month()).is_some_and(|(_, rest)| rest.ends())
}

/// Whether this is an `xsd:gMonthDay`; February has 29 days, as the year is not known.
pub(super) fn is_month_day(bytes: &[u8]) -> bool {
    after(bytes, b"--")
        .and_then(Rest::month)
        .and_then(|(month, rest)| rest.byte(b'-')?.two(1, last_day(month, true)))
        .is_some_and(|(_, rest)| rest.ends())
}

/// Whether this is an `xsd:gMonth`.
pub(super) fn is_month(bytes: &[u8]) -> bool {
    after(bytes, b"--").and_then(Rest::month).is_some_and(|(_, rest)| rest.ends())
}

/// Whether this is an `xsd:gDay`.
pub(super) fn is_day(bytes: &[u8]) -> bool {
    after(bytes, b"---").and_then(|rest| rest.two(1, 31)).is_some_and(|(_, rest)| rest.ends())
}

/// What stands after a prefix.
fn after<'a>(bytes: &'a [u8], prefix: &[u8]) -> Option<Rest<'a>> {
    bytes.strip_prefix(prefix).map(Rest)
}

/// The fields that a duration may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fields {
    /// Years and months.
    year_month: bool,
    /// Days, and the time of a day.
    day_time: bool,
}

impl Fields {
    /// The fields of `xsd:duration`.
    pub(super) const ALL: Self = Self { year_month: true, day_time: true };
    /// The fields of `xsd:yearMonthDuration`.
    pub(super) const YEAR_MONTH: Self = Self { year_month: true, day_time: false };
    /// The fields of `xsd:dayTimeDuration`.
    pub(super) const DAY_TIME: Self = Self { year_month: false, day_time: true };
}

/// Whether this is a duration with some of the fields, at least one, each once and in order.
pub(super) fn is_duration(bytes: &[u8], fields: Fields) -> bool {
    let rest = Rest(bytes);
    let Some(rest) = rest.byte(b'-').unwrap_or(rest).byte(b'P') else {
        return false;
    };
    let days: &[u8] = match fields {
        Fields { year_month: true, day_time: true } => b"YMD",
        Fields { year_month: true, .. } => b"YM",
        Fields { .. } => b"D",
    };
    let Some((count, rest)) = designated(rest, days) else {
        return false;
    };
    let Some(time) = rest.byte(b'T') else {
        return count > 0 && rest.0.is_empty();
    };
    fields.day_time && designated(time, b"HMS").is_some_and(|(count, rest)| count > 0 && rest.0.is_empty())
}

/// Reads numbers, each before one of the letters, in the order of the letters; how many there are.
fn designated<'a>(mut rest: Rest<'a>, mut letters: &[u8]) -> Option<(usize, Rest<'a>)> {
    let mut count = 0;
    loop {
        let (digits, mut after) = rest.digits();
        if digits.is_empty() {
            return Some((count, rest));
        }
        let has_fraction = match after.byte(b'.') {
            None => false,
            Some(point) => {
                let (digits, behind) = point.digits();
                if digits.is_empty() {
                    return None;
                }
                after = behind;
                true
            }
        };
        let [letter, behind @ ..] = after.0 else {
            return None;
        };
        if has_fraction && *letter != b'S' {
            return None;
        }
        let place = letters.iter().position(|other| other == letter)?;
        letters = letters.get(place + 1..)?;
        rest = Rest(behind);
        count += 1;
    }
}

//! Functions of dates and times.

use jiff::Span;
use jiff::Unit;
use jiff::civil::Date;
use jiff::civil::DateTime;
use jiff::civil::Time;

use crate::mapping::lexical;

use super::FunctionError;
use super::call::Call;
use super::call::Output;
use super::call::Value;
use super::call::one;
use super::call::whole;
use super::parameter::MOMENT;
use super::parameter::MOMENT2;
use super::parameter::NUMBER;
use super::parameter::UNIT;
use super::parameter::VALUE;
use super::pattern;
use super::pattern::Fields;
use super::table::DATE;
use super::table::Function;
use super::table::NUMBER as NUMBER_OUT;
use super::table::Parameter;
use super::xsd;

const PATTERNS: Parameter =
    Parameter::new(grel!("param_string_pattern"), &[grel!("p_string_pattern")]).many();
const FORMATS: Parameter = Parameter::new(own!("format"), &[own!("pattern")]).many();
const SECONDS: Parameter =
    Parameter::new(own!("seconds"), &[own!("value"), grel!("valueParam"), grel!("valueParameter")]);
const STR_DATE: Parameter = Parameter::new(idlab!("_strDate"), &[idlab!("strDate")]);
const PATTERN: Parameter = Parameter::new(idlab!("_pattern"), &[idlab!("pattern")]);
const LANGUAGE: Parameter = Parameter::new(idlab!("_lang"), &[idlab!("lang")]);

/// The functions of this file.
pub(super) static FUNCTIONS: &[Function] = &[
    Function::new(grel!("date_toDate"), &[VALUE, PATTERNS.optional()], DATE, to_date)
        .also(&[grel!("toDate"), grel!("string_toDate")]),
    Function::new(own!("parseDate"), &[VALUE, FORMATS], DATE, to_date),
    Function::new(own!("parsePartialDate"), &[VALUE, FORMATS.optional()], DATE, to_partial_date),
    Function::new(own!("epochDate"), &[SECONDS], DATE, |call| {
        Ok(vec![Value::typed(date_text(epoch(call)?.date()), xsd!("date"))])
    }),
    Function::new(own!("epochDateTime"), &[SECONDS], DATE, |call| {
        Ok(vec![Value::typed(format!("{}Z", date_time_text(epoch(call)?)), xsd!("dateTime"))])
    }),
    Function::new(idlab!("normalizeDate"), &[STR_DATE, PATTERN], DATE, normalize_date),
    Function::new(idlab!("normalizeDateWithLang"), &[STR_DATE, PATTERN, LANGUAGE], DATE, |call| {
        check_language(call)?;
        normalize_date(call)
    }),
    Function::new(idlab!("normalizeDateTime"), &[STR_DATE, PATTERN], DATE, normalize_date_time),
    Function::new(idlab!("normalizeDateTimeWithLang"), &[STR_DATE, PATTERN, LANGUAGE], DATE, |call| {
        check_language(call)?;
        normalize_date_time(call)
    }),
    Function::new(grel!("date_inc"), &[MOMENT, NUMBER, UNIT.optional()], DATE, increase),
    Function::new(grel!("date_diff"), &[MOMENT, MOMENT2, UNIT], NUMBER_OUT, difference),
    Function::new(grel!("date_datePart"), &[MOMENT, UNIT], NUMBER_OUT, part),
];

/// Reads the first argument by one of the patterns at a place, the first that gives what is wanted.
fn by_pattern<T>(call: &Call<'_>, place: usize, get: fn(&Fields) -> Option<T>) -> Result<T, FunctionError> {
    let value = call.required(0)?;
    let patterns = call.list(place);
    for pattern in patterns {
        if let Some(unknown) = pattern::unknown(&pattern.text) {
            let expected = format!("a date pattern (`{unknown}` has no meaning in it)");
            return Err(call.wrong(place, &pattern.text, expected));
        }
    }
    let found = patterns.iter().find_map(|pattern| get(&pattern::read(&pattern.text, value)?));
    found.ok_or_else(|| {
        let written: Vec<_> = patterns.iter().map(|pattern| format!("`{}`", pattern.text)).collect();
        call.wrong(0, value, format!("a date (expected {})", written.join(" or ")))
    })
}

fn to_date(call: &Call<'_>) -> Output {
    let date = if call.list(1).is_empty() {
        moment(call, 0)?.date_time.date()
    } else {
        by_pattern(call, 1, Fields::date)?
    };
    Ok(vec![Value::typed(date_text(date), xsd!("date"))])
}

/// A year, a month or a day, as exact as the text is.
fn to_partial_date(call: &Call<'_>) -> Output {
    let value = call.required(0)?;
    if !call.list(1).is_empty() {
        return Ok(vec![by_pattern(call, 1, partial)?]);
    }
    for datatype in [xsd!("gYear"), xsd!("gYearMonth"), xsd!("date")] {
        if lexical::is_valid(datatype, value) == Some(true) {
            return Ok(vec![Value::typed(value, datatype)]);
        }
    }
    Err(call.wrong(0, value, "a date (expected `yyyy`, `yyyy-MM` or `yyyy-MM-dd`)"))
}

fn partial(fields: &Fields) -> Option<Value> {
    if fields.has_day() {
        return Some(Value::typed(date_text(fields.date()?), xsd!("date")));
    }
    // The first day of the month is only there to judge the month.
    let first = Date::new(fields.year?, fields.month.unwrap_or(1), 1).ok()?;
    let text = date_text(first);
    let without_day = text.strip_suffix("-01")?;
    Some(match fields.month {
        Some(_) => Value::typed(without_day, xsd!("gYearMonth")),
        None => Value::typed(without_day.strip_suffix("-01")?, xsd!("gYear")),
    })
}

fn normalize_date(call: &Call<'_>) -> Output {
    one(date_text(by_pattern(call, 1, Fields::date)?))
}

fn normalize_date_time(call: &Call<'_>) -> Output {
    let date_time = by_pattern(call, 1, |fields| Some(DateTime::from_parts(fields.date()?, fields.time()?)))?;
    one(date_time_text(date_time))
}

/// Refuses all languages but English.
fn check_language(call: &Call<'_>) -> Result<(), FunctionError> {
    let language = call.required(2)?;
    let primary = language.split('-').next().unwrap_or_default();
    if primary.eq_ignore_ascii_case("en") {
        return Ok(());
    }
    Err(call.wrong(2, language, "a language with built-in names (expected `en`)"))
}

/// The moment so many seconds after 1970-01-01T00:00:00; a fraction is cut off downwards.
fn epoch(call: &Call<'_>) -> Result<DateTime, FunctionError> {
    let too_large = || call.too_large("the years -9999 to 9999");
    let floor = call.decimal(0)?.decimal.checked_floor().ok_or_else(too_large)?;
    let seconds: i64 = floor.to_string().parse().map_err(|_| too_large())?;
    let span = Span::new().try_seconds(seconds).map_err(|_| too_large())?;
    DateTime::constant(1970, 1, 1, 0, 0, 0, 0).checked_add(span).map_err(|_| too_large())
}

/// A date in the form of XSD.
fn date_text(date: Date) -> String {
    let sign = if date.year() < 0 { "-" } else { "" };
    format!("{sign}{:04}-{:02}-{:02}", date.year().unsigned_abs(), date.month(), date.day())
}

/// A date and time in the form of XSD, without timezone.
fn date_time_text(moment: DateTime) -> String {
    let date = date_text(moment.date());
    let text = format!("{date}T{:02}:{:02}:{:02}", moment.hour(), moment.minute(), moment.second());
    if moment.subsec_nanosecond() == 0 {
        return text;
    }
    let fraction = format!(".{:09}", moment.subsec_nanosecond());
    text + fraction.trim_end_matches('0')
}

/// An `xsd:date` or `xsd:dateTime` of the years -9999 to 9999.
struct Moment<'a> {
    date_time: DateTime,
    has_time: bool,
    /// The timezone as it is written, or nothing.
    zone: &'a str,
}

impl Moment<'_> {
    /// The moment in UTC; without timezone it is taken to be in UTC.
    fn utc(&self) -> Option<DateTime> {
        let (hours, minutes) = self.zone.get(1..).and_then(|zone| zone.split_once(':')).unwrap_or(("0", "0"));
        let minutes = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
        let sign = if self.zone.starts_with('-') { 1 } else { -1 };
        self.date_time.checked_add(Span::new().try_minutes(sign * minutes).ok()?).ok()
    }
}

/// Reads the argument at a place.
fn moment<'a>(call: &Call<'a>, place: usize) -> Result<Moment<'a>, FunctionError> {
    let text = call.required(place)?;
    parse_moment(text).ok_or_else(|| {
        call.wrong(
            place,
            text,
            "a date (expected `yyyy-MM-dd` or `yyyy-MM-ddTHH:mm:ss` of the years -9999 to 9999)",
        )
    })
}

fn parse_moment(text: &str) -> Option<Moment<'_>> {
    let has_time = lexical::is_valid(xsd!("dateTime"), text)?;
    if !has_time && !lexical::is_valid(xsd!("date"), text)? {
        return None;
    }
    let zone = if text.ends_with('Z') { 1 } else { 6 };
    let (local, zone) = text.split_at_checked(text.len().checked_sub(zone)?)?;
    let has_zone = zone == "Z" || (zone.starts_with(['+', '-']) && zone.contains(':'));
    let (local, zone) = if has_zone { (local, zone) } else { (text, "") };
    let (date, time) = local.split_once('T').unwrap_or((local, "00:00:00"));
    let mut parts = date.rsplitn(3, '-');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let mut parts = clock.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next()?);
    // Fractions beyond nanoseconds are cut off.
    let nanosecond: i32 = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    let date_time = if hour == "24" {
        DateTime::from_parts(date.tomorrow().ok()?, Time::midnight())
    } else {
        let time = Time::new(hour.parse().ok()?, minute.parse().ok()?, second.parse().ok()?, nanosecond);
        DateTime::from_parts(date, time.ok()?)
    };
    Some(Moment { date_time, has_time, zone })
}

/// A unit of time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Measure {
    Years,
    Months,
    /// A number of nanoseconds.
    Nanoseconds(i64),
}

/// The nanoseconds of a second.
const SECOND: i64 = 1_000_000_000;
/// The nanoseconds of a day.
const DAY: i64 = 86_400 * SECOND;

/// The unit at a place; hours if it is left out, as in GREL.
fn measure(call: &Call<'_>, place: usize) -> Result<Measure, FunctionError> {
    Ok(match call.text(place).unwrap_or("hours") {
        "years" | "year" => Measure::Years,
        "months" | "month" => Measure::Months,
        "weeks" | "week" | "w" => Measure::Nanoseconds(7 * DAY),
        "days" | "day" | "d" => Measure::Nanoseconds(DAY),
        "hours" | "hour" | "h" => Measure::Nanoseconds(3600 * SECOND),
        "minutes" | "minute" | "min" => Measure::Nanoseconds(60 * SECOND),
        "seconds" | "second" | "sec" | "s" => Measure::Nanoseconds(SECOND),
        "milliseconds" | "ms" | "S" => Measure::Nanoseconds(1_000_000),
        "nanos" | "nano" | "n" => Measure::Nanoseconds(1),
        other => {
            let units = "a unit of time (expected `years`, `months`, `weeks`, `days`, `hours`, `minutes`, `seconds` \
                         or `milliseconds`)";
            return Err(call.wrong(place, other, units));
        }
    })
}

/// A date stays a date unless it is moved by a part of a day. A day that a month lacks is its last one.
fn increase(call: &Call<'_>) -> Output {
    let too_large = || call.too_large("the years -9999 to 9999");
    let moment = moment(call, 0)?;
    let number = call.integer(1)?;
    let measure = measure(call, 2)?;
    let span = match measure {
        Measure::Years => Span::new().try_years(number),
        Measure::Months => Span::new().try_months(number),
        Measure::Nanoseconds(length) if length % DAY == 0 => {
            Span::new().try_days(number.checked_mul(length / DAY).ok_or_else(too_large)?)
        }
        Measure::Nanoseconds(length) if length >= SECOND => {
            Span::new().try_seconds(number.checked_mul(length / SECOND).ok_or_else(too_large)?)
        }
        Measure::Nanoseconds(length) => {
            Span::new().try_nanoseconds(number.checked_mul(length).ok_or_else(too_large)?)
        }
    };
    let moved = span.and_then(|span| moment.date_time.checked_add(span)).map_err(|_| too_large())?;
    let is_date = !moment.has_time && !matches!(measure, Measure::Nanoseconds(length) if length % DAY != 0);
    Ok(vec![if is_date {
        Value::typed(date_text(moved.date()) + moment.zone, xsd!("date"))
    } else {
        Value::typed(date_time_text(moved) + moment.zone, xsd!("dateTime"))
    }])
}

/// How many whole units the first is after the second.
fn difference(call: &Call<'_>) -> Output {
    let too_large = || call.too_large("the years -9999 to 9999");
    let first = moment(call, 0)?.utc().ok_or_else(too_large)?;
    let second = moment(call, 1)?.utc().ok_or_else(too_large)?;
    let span = |unit| second.until((unit, first)).map_err(|_| too_large());
    match measure(call, 2)? {
        Measure::Years => whole(span(Unit::Year)?.get_years()),
        Measure::Months => whole(span(Unit::Month)?.get_months()),
        Measure::Nanoseconds(length) => whole(first.duration_since(second).as_nanos() / i128::from(length)),
    }
}

/// A part of a date: months count from 1. `time` is milliseconds since 1970.
fn part(call: &Call<'_>) -> Output {
    let moment = moment(call, 0)?;
    let local = moment.date_time;
    match call.required(1)? {
        "years" | "year" => whole(local.year()),
        "months" | "month" => whole(local.month()),
        "days" | "day" | "d" => whole(local.day()),
        "weekday" => {
            let weekday = usize::try_from(local.weekday().to_monday_zero_offset()).unwrap_or_default();
            one(pattern::WEEKDAYS.get(weekday).copied().unwrap_or_default())
        }
        "hours" | "hour" | "h" => whole(local.hour()),
        "minutes" | "minute" | "min" => whole(local.minute()),
        "seconds" | "second" | "sec" | "s" => whole(local.second()),
        "milliseconds" | "ms" | "S" => whole(local.subsec_nanosecond() / 1_000_000),
        "nanos" | "nano" | "n" => whole(local.subsec_nanosecond()),
        "time" => {
            let utc = moment.utc().ok_or_else(|| call.too_large("the years -9999 to 9999"))?;
            whole(utc.duration_since(DateTime::constant(1970, 1, 1, 0, 0, 0, 0)).as_millis())
        }
        other => {
            let parts = "a part of a date (expected `years`, `months`, `days`, `weekday`, `hours`, `minutes`, \
                         `seconds`, `milliseconds`, `nanos` or `time`)";
            Err(call.wrong(1, other, parts))
        }
    }
}

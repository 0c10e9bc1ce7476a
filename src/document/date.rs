//! Dates as articles state them.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The day that a text states: `YYYY-MM-DD` with or without a time (ISO 8601, RFC 3339), `YYYYMMDD`,
/// `YYYY/MM/DD`, `8 September 2025`, `Mon, 08 Sep 2025 10:00:00 GMT` (RFC 5322), `September 8, 2025`. The day
/// is taken as it stands; no time zone is applied. `None` for all else, also for days that do not exist and
/// for dates such as 03/04/2025 that can be read in two ways.
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() > 64 || !text.is_ascii() {
        return None;
    }
    numeric(text).or_else(|| in_words(text))
}

fn numeric(text: &str) -> Option<Date> {
    let (year, rest) = number(text, 4)?;
    let mark = rest.chars().next().filter(|mark| matches!(mark, '-' | '/'));
    let (month, rest) = number(after(rest, mark)?, 2)?;
    let (day, rest) = number(after(rest, mark)?, 2)?;
    (rest.is_empty() || rest.starts_with(['T', 't', ' '])).then(|| date(year, month, day))?
}

/// What follows the mark, where there is one.
fn after(text: &str, mark: Option<char>) -> Option<&str> {
    mark.map_or(Some(text), |mark| text.strip_prefix(mark))
}

/// Exactly `digits` digits at the start, and the rest.
fn number(text: &str, digits: usize) -> Option<(i16, &str)> {
    let (head, rest) = text.split_at_checked(digits)?;
    if !head.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((head.parse().ok()?, rest))
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    if year < 1 {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn in_words(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split([' ', ',', '-']).filter(|word| !word.is_empty()).collect();
    let words = match words.first() {
        Some(first) if is_weekday(first) => words.get(1..)?,
        _ => words.as_slice(),
    };
    let [one, two, year, ..] = words else { return None };
    let (year, rest) = number(year, 4)?;
    if !rest.is_empty() {
        return None;
    }
    match (month(one), month(two)) {
        (Some(month), None) => date(year, month, day(two)?),
        (None, Some(month)) => date(year, month, day(one)?),
        _ => None,
    }
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    word.len() >= 3 && DAYS.iter().any(|day| day.starts_with(&word))
}

fn month(word: &str) -> Option<i16> {
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    if word.len() < 3 {
        return None;
    }
    let at = MONTHS
        .iter()
        .position(|month| month.starts_with(&word) || word == "sept" && *month == "september")?;
    i16::try_from(at + 1).ok()
}

fn day(word: &str) -> Option<i16> {
    let digits = word.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    if digits.is_empty() || digits.len() > 2 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_forms_of_one_day_are_read() {
        let expected = Some(jiff::civil::date(2025, 9, 8));
        for text in [
            "2025-09-08",
            " 2025-09-08 ",
            "2025-09-08T23:59:59-07:00",
            "2025-09-08 10:00",
            "20250908",
            "2025/09/08",
            "8 September 2025",
            "08 Sep 2025",
            "Mon, 08 Sep 2025 10:00:00 GMT",
            "Monday, 8 September 2025",
            "September 8, 2025",
            "Sept. 8, 2025",
            "Sep 8th, 2025",
            "08-Sep-2025",
        ] {
            assert_eq!(parse_date(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_day_or_two_days_is_refused() {
        for text in [
            "",
            "9999999-99-99",
            "-0001-02-30",
            "0000-01-01",
            "2025-02-30",
            "2025-13-01",
            "2025-09",
            "2025",
            "03/04/2025",
            "yesterday",
            "8 2025 September",
            "2025-09-08garbage",
            "２０２５-09-08",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}

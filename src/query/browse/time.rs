//! Times for people.

use serde::Serialize;

/// A time by its bounds, each `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Time {
    /// It begins on this day or later.
    pub not_before: Option<String>,
    /// It has begun by this day.
    pub starts_by: Option<String>,
    /// It ends on this day or later.
    pub ends_not_before: Option<String>,
    /// It has ended by this day.
    pub not_after: Option<String>,
    /// Local name of the precision.
    pub precision: Option<String>,
}

impl Time {
    /// The first day that it may or must touch, for sorting and filters.
    pub fn first(&self) -> Option<&str> {
        self.not_before.as_deref().or(self.starts_by.as_deref()).or(self.last_bound())
    }

    /// The last day that it may or must touch.
    pub fn last(&self) -> Option<&str> {
        self.last_bound().or(self.starts_by.as_deref()).or(self.not_before.as_deref())
    }

    fn last_bound(&self) -> Option<&str> {
        self.not_after.as_deref().or(self.ends_not_before.as_deref())
    }

    /// Whether it may touch a day from `after` on and a day up to `before`; a time without any bound does
    /// only where nothing is asked.
    pub fn is_between(&self, after: Option<&str>, before: Option<&str>) -> bool {
        after.is_none_or(|day| self.last().is_some_and(|last| last >= day || self.is_open()))
            && before.is_none_or(|day| self.first().is_some_and(|first| first <= day))
    }

    /// Whether it may go on: nothing says that it has ended.
    fn is_open(&self) -> bool {
        self.not_after.is_none() && self.starts_by.is_some()
    }

    /// The time in a few characters: a day, a month, a year, a span, `since …`, `by …`.
    pub fn to_text(&self) -> String {
        let begin = self.not_before.as_deref();
        match (begin.or(self.starts_by.as_deref()), self.last_bound()) {
            (Some(first), Some(last)) => span(first, last),
            (Some(first), None) if begin.is_some() => format!("since {first}"),
            (Some(first), None) | (None, Some(first)) => format!("by {first}"),
            (None, None) => String::new(),
        }
    }
}

/// Two days as one text; whole months and years are shortened.
fn span(first: &str, last: &str) -> String {
    if first == last {
        return first.to_owned();
    }
    if let (Some(year), Some(other)) = (first.strip_suffix("-01-01"), last.strip_suffix("-12-31")) {
        return if year == other { year.to_owned() } else { format!("{year}–{other}") };
    }
    match (first.strip_suffix("-01"), last.rsplit_once('-')) {
        (Some(month), Some((other, day))) if month == other && is_last_day(month, day) => month.to_owned(),
        _ => format!("{first}–{last}"),
    }
}

/// Whether the day is the last of the month `YYYY-MM`.
fn is_last_day(month: &str, day: &str) -> bool {
    let Ok(date) = format!("{month}-{day}").parse::<jiff::civil::Date>() else { return false };
    date.last_of_month() == date
}

#[cfg(test)]
mod tests {
    use super::Time;

    fn time(bounds: [&str; 4]) -> Time {
        let [not_before, starts_by, ends_not_before, not_after] =
            bounds.map(|day| (!day.is_empty()).then(|| day.to_owned()));
        Time { not_before, starts_by, ends_not_before, not_after, precision: None }
    }

    #[test]
    fn times_are_told_shortly() {
        assert_eq!(time(["2024-02-03", "", "", "2024-02-03"]).to_text(), "2024-02-03");
        assert_eq!(time(["2024-02-01", "", "", "2024-02-29"]).to_text(), "2024-02");
        assert_eq!(time(["2024-02-01", "", "", "2024-02-28"]).to_text(), "2024-02-01–2024-02-28");
        assert_eq!(time(["2024-01-01", "", "", "2024-12-31"]).to_text(), "2024");
        assert_eq!(time(["2020-01-01", "", "", "2023-12-31"]).to_text(), "2020–2023");
        assert_eq!(time(["2024-02-01", "", "", ""]).to_text(), "since 2024-02-01");
        assert_eq!(time(["", "2024-02-01", "", ""]).to_text(), "by 2024-02-01");
        assert_eq!(time(["", "", "", "2024-02-01"]).to_text(), "by 2024-02-01");
        assert_eq!(time(["", "2024-02-01", "2024-03-01", ""]).to_text(), "2024-02-01–2024-03-01");
        assert_eq!(time(["", "", "", ""]).to_text(), "");
    }

    #[test]
    fn filters_keep_what_may_touch_the_days() {
        let march = time(["2024-03-01", "", "", "2024-03-31"]);
        assert!(march.is_between(Some("2024-03-31"), None) && !march.is_between(Some("2024-04-01"), None));
        assert!(march.is_between(None, Some("2024-03-01")) && !march.is_between(None, Some("2024-02-29")));
        let since = time(["2024-03-01", "2024-03-31", "", ""]);
        assert!(since.is_between(Some("2030-01-01"), None) && !since.is_between(None, Some("2024-01-01")));
        assert!(time(["", "", "", ""]).is_between(None, None));
        assert!(!time(["", "", "", ""]).is_between(Some("2024-01-01"), None));
    }
}

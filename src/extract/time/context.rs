//! What a text states about its time, and the year of a date that has none.

use jiff::civil::Date;

use super::super::lexeme::Lexemes;
use super::calendar;
use super::expression::Form;
use super::expression::Found;
use super::expression::YearForm;
use super::tense::Tense;
use super::value::Anchor;

/// First and last day.
pub(super) type Days = (Date, Date);

/// A date that the text states with its year.
struct Stated {
    at: usize,
    year: i16,
    /// The day, where month and day are stated as well.
    day: Option<Date>,
    /// Whether more than the year is stated.
    fine: bool,
    text: String,
}

/// What the whole text says about its time.
pub(super) struct Context {
    stated: Vec<Stated>,
    /// The day "now".
    pub(super) today: Option<Date>,
    /// Where `today` comes from, in words.
    pub(super) today_source: &'static str,
    /// Whether the text mostly tells of other years than that of the report.
    pub(super) narrative: bool,
}

/// Where `today` comes from when the run gives it.
const PUBLICATION: &str = "the day of publication";

/// Where `today` comes from when the text has a line with its date.
const DATELINE: &str = "the dateline";

/// How many stated dates are looked through for a witness, so that a table of years costs linear time.
const WITNESSES: usize = 200;

impl Context {
    /// Looks through the forms of a text.
    pub(super) fn new(lexemes: &Lexemes<'_>, text: &str, found: &[Found], anchor: &Anchor) -> Self {
        let stated: Vec<Stated> = found
            .iter()
            .filter_map(|item| {
                let day = match item.form {
                    Form::Day { year: YearForm::Given(year), month, day, .. } => {
                        calendar::day(year, month, day)
                    }
                    _ => None,
                };
                Some(Stated {
                    at: item.range.start,
                    year: item.stated_year()?,
                    day,
                    fine: !matches!(item.form, Form::Year(_)),
                    text: lexemes.span(&item.range).text(text).to_owned(),
                })
            })
            .collect();
        let (today, today_source) = report_day(lexemes, found, &stated, anchor);
        let narrative = is_narrative(&stated, today, today_source == DATELINE);
        Self { stated, today, today_source, narrative }
    }

    /// The year of a date without one at lexeme `at`, in a sentence that starts at lexeme `sentence`, and why.
    /// `days` gives the days of the date in a year.
    pub(super) fn unstated_year(
        &self,
        at: usize,
        sentence: usize,
        tense: Tense,
        days: &impl Fn(i16) -> Option<Days>,
    ) -> Option<(i16, String)> {
        let before = self.stated.partition_point(|stated| stated.at < at).checked_sub(1);
        let before = before.and_then(|index| self.stated.get(index));
        let near = before
            .filter(|stated| self.narrative || self.today.is_none() || stated.at >= sentence && stated.fine);
        let stated = near.or(self.stated.first().filter(|_| self.today.is_none()));
        if let Some(stated) = stated {
            return Some((stated.year, format!("year {} taken from “{}”", stated.year, stated.text)));
        }
        let today = self.today?;
        let year = nearest_year(today, tense, days);
        let reason = match self.witness(year, at) {
            Some(text) => format!("year {year} taken from “{text}”"),
            None => format!("year {year} taken from {}", self.today_source),
        };
        Some((year, reason))
    }

    /// The words for a year that counts from `today`: with the text's own date of that year, where it has one.
    pub(super) fn counted_year(&self, year: i16, at: usize) -> String {
        match self.witness(year, at).filter(|_| self.today_source == PUBLICATION) {
            Some(text) => format!("year {year} counted from {}, as in “{text}”", self.today_source),
            None => format!("year {year} counted from {}", self.today_source),
        }
    }

    /// The nearest stated date of a year: before the place, else after it.
    fn witness(&self, year: i16, at: usize) -> Option<&str> {
        let split = self.stated.partition_point(|stated| stated.at < at);
        let (before, after) = self.stated.split_at_checked(split)?;
        let of_year = |stated: &&Stated| stated.year == year && stated.at != at;
        let found = before.iter().rev().take(WITNESSES).find(of_year);
        found.or_else(|| after.iter().take(WITNESSES).find(of_year)).map(|stated| stated.text.as_str())
    }
}

/// The day "now" of a text, and where it comes from: what the caller knows, a line near the top that holds a
/// full date and nothing else, the day of publication, the latest day that the text states.
fn report_day(
    lexemes: &Lexemes<'_>,
    found: &[Found],
    stated: &[Stated],
    anchor: &Anchor,
) -> (Option<Date>, &'static str) {
    if let Some(day) = anchor.content {
        return (Some(day), "the day of the report");
    }
    let dateline = found.iter().take_while(|item| item.range.start < 60).find(|item| {
        matches!(item.form, Form::Day { year: YearForm::Given(_), .. })
            && lexemes.get(item.range.start).is_some_and(|first| first.line)
            && lexemes.get(item.range.end).is_none_or(|next| next.line)
    });
    let day = dateline.and_then(|item| stated.iter().find(|stated| stated.at == item.range.start)?.day);
    if let Some(day) = day {
        return (Some(day), DATELINE);
    }
    match anchor.published {
        Some(day) => (Some(day), PUBLICATION),
        None => (stated.iter().filter_map(|stated| stated.day).max(), "the latest day that the text states"),
    }
}

/// Whether a text mostly tells of other years than that of the report: of three or more dates with a month fewer
/// than a third lie within a year of it, or of six or more years fewer than a fifth. A text with a dateline is a
/// report even where it looks far back or ahead.
fn is_narrative(stated: &[Stated], today: Option<Date>, dateline: bool) -> bool {
    let Some(today) = today else { return true };
    let near = |stated: &&Stated| (i32::from(stated.year) - i32::from(today.year())).abs() <= 1;
    let fine = stated.iter().filter(|stated| stated.fine);
    let (fine_near, fine) = (fine.clone().filter(near).count(), fine.count());
    let all_near = stated.iter().filter(near).count();
    let years = !dateline && stated.len() >= 6 && all_near * 5 < stated.len();
    fine >= 3 && fine_near * 3 < fine || years
}

/// The year in which a date fits the tense: the latest past one, the next one, or the nearest.
pub(super) fn nearest_year(today: Date, tense: Tense, days: &impl Fn(i16) -> Option<Days>) -> i16 {
    let base = today.year();
    let Some((first, last)) = days(base) else { return base };
    match tense {
        Tense::Past if first > today => base.saturating_sub(1),
        Tense::Future if last < today => base.saturating_add(1),
        Tense::Past | Tense::Future => base,
        Tense::Unknown => {
            let distance = |year: i16| {
                let (first, last) = days(year)?;
                let day = if last < today { last } else { first.max(today.min(last)) };
                Some(today.until(day).map_or(i32::MAX, |span| span.get_days().abs()))
            };
            [base, base.saturating_sub(1), base.saturating_add(1)]
                .into_iter()
                .min_by_key(|year| distance(*year).unwrap_or(i32::MAX))
                .unwrap_or(base)
        }
    }
}

//! Expected values are read off a calendar. 8 September 2025 is a Monday, 14 July 2021 a Wednesday.

use jiff::civil::Date;
use jiff::civil::date;

use super::Anchor;
use super::TimeExpression;
use super::Told;
use super::recognize;
use super::to_time_span;
use crate::nlp::Analysis;
use crate::statement::Precision;
use crate::statement::TimeSpan;

/// The expressions of a text that was published on a day.
fn find(text: &str, published: Option<Date>) -> Vec<TimeExpression> {
    recognize(text, &Analysis::default(), &Anchor { published, content: None })
}

/// The expressions of a text as `words=value`, published on Monday, 8 September 2025.
fn check(text: &str, expected: &[&str]) {
    check_on(text, Some(date(2025, 9, 8)), expected);
}

fn check_on(text: &str, published: Option<Date>, expected: &[&str]) {
    let found: Vec<String> = find(text, published)
        .iter()
        .map(|found| format!("{}={}", found.span.text(text), found.value.text))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn full_dates_are_read_in_every_usual_order() {
    check("He left on March 3, 2021.", &["March 3, 2021=2021-03-03"]);
    check(
        "He left on 3 March 2021 or the 4th of May, 2020.",
        &["3 March 2021=2021-03-03", "4th of May, 2020=2020-05-04"],
    );
    check("Log of 2021-03-03 and 2021/03/04.", &["2021-03-03=2021-03-03", "2021/03/04=2021-03-04"]);
    check("On Wednesday, July 14, 2021, it rained.", &["Wednesday, July 14, 2021=2021-07-14"]);
    check("The Feb. 29, 2024 vote", &["Feb. 29, 2024=2024-02-29"]);
    check("signed 25/12/2020 in Oslo", &["25/12/2020=2020-12-25"]);
}

#[test]
fn a_date_in_digits_with_two_readings_says_so() {
    let text = "signed 03/12/2020 in Oslo";
    let found = find(text, None);
    assert_eq!(found[0].value.text, "2020-03-12");
    assert!(found[0].comment.as_deref().unwrap().starts_with("ambiguous"));
    check("signed 03.12.2020 in Bonn", &["03.12.2020=2020-12-03"]);
}

#[test]
fn days_that_do_not_exist_have_no_value() {
    check("On February 30, 2021 nothing happened.", &["February 30, 2021="]);
    check("Ratio 45/77/2020 or 9/11.", &[]);
}

#[test]
fn months_years_and_their_parts_are_stretches() {
    check("early September 2025", &["early September 2025=2025-09-01/2025-09-10"]);
    check("in mid-March 2024", &["mid-March 2024=2024-03-11/2024-03-20"]);
    check("late February 2024", &["late February 2024=2024-02-21/2024-02-29"]);
    check("in October 2024 and in 1999", &["October 2024=2024-10", "1999=1999"]);
    check("early 2020", &["early 2020=2020-01/2020-04"]);
    check("by the end of March 2024", &["end of March 2024=2024-03-31"]);
    check("the third quarter of 2024", &["third quarter of 2024=2024-07/2024-09"]);
    check("in Q1 2023", &["Q1 2023=2023-01/2023-03"]);
    check("the summer of 2019", &["summer of 2019=2019-06/2019-09"]);
    check(
        "the 1990s and the late 1980s",
        &["1990s=1990-01-01/1999-12-31", "late 1980s=1985-01-01/1989-12-31"],
    );
    check("the 19th century", &["19th century=1800-01-01/1899-12-31"]);
    check("the second half of the 20th century", &["second half of the 20th century=1950-01-01/1999-12-31"]);
    check("in 44 BC and AD 70", &["44 BC=-0043", "AD 70=0070"]);
    check("the 2015-16 season", &["2015-16=2015-01-01/2016-12-31"]);
    check("in fiscal year 2024", &["fiscal year 2024=2023-04-01/2025-03-31"]);
}

#[test]
fn what_counts_from_now_counts_from_the_day_of_publication() {
    check("He arrived yesterday.", &["yesterday=2025-09-07"]);
    check(
        "He said today that he left the day before yesterday.",
        &["today=2025-09-08", "day before yesterday=2025-09-06"],
    );
    check("It was sold last week.", &["last week=2025-09-01/2025-09-07"]);
    check("It will open next month.", &["next month=2025-10"]);
    check("They met three weeks ago.", &["three weeks ago=2025-08-18/2025-08-24"]);
    check("It was built ten years ago.", &["ten years ago=2015"]);
    check("He fell ill over the past 30 days.", &["the past 30 days=2025-08-09/2025-09-08"]);
    check("It was quiet in the past few months.", &["the past few months=/2025-09"]);
    check("Late last year they moved.", &["Late last year=2024-09/2024-12"]);
}

#[test]
fn a_day_of_the_week_is_the_latest_one_unless_the_clause_tells_of_the_future() {
    check("They met on Friday.", &["Friday=2025-09-05"]);
    check("They will meet on Friday.", &["Friday=2025-09-12"]);
    check("They met last Monday.", &["last Monday=2025-09-01"]);
    check("They met on Thursday night.", &["Thursday night=2025-09-04"]);
    check("The Sunday Times reported on Bloody Sunday and Friday the 13th.", &[]);
}

#[test]
fn a_date_without_year_takes_the_year_of_the_document() {
    let text = "They agreed in early September 2025. The September 3 meeting was short.";
    let found = find(text, Some(date(2025, 9, 8)));
    assert_eq!(found[1].value.text, "2025-09-03");
    assert_eq!(found[1].comment.as_deref(), Some("year 2025 taken from “early September 2025”"));
    let alone = find("They talked on November 20.", Some(date(2025, 9, 8)));
    assert_eq!(alone[0].value.text, "2024-11-20");
    assert_eq!(alone[0].comment.as_deref(), Some("year 2024 taken from the day of publication"));
    check("They will meet on November 20.", &["November 20=2025-11-20"]);
    check("The vote was on Thursday, December 14.", &["Thursday, December 14=2023-12-14"]);
    check("Since January it has grown.", &["January=2025-01"]);
    check("They moved in December.", &["December=2024-12"]);
}

#[test]
fn a_text_without_a_day_of_publication_dates_itself() {
    check_on("In May 2019 he came. On June 2 he left.", None, &["May 2019=2019-05", "June 2=2019-06-02"]);
    check_on("It happened yesterday.", None, &["yesterday="]);
    check_on(
        "Wednesday, July 14, 2021\n\nIt burned yesterday.",
        Some(date(2022, 1, 1)),
        &["Wednesday, July 14, 2021=2021-07-14", "yesterday=2021-07-13"],
    );
}

#[test]
fn a_life_is_told_by_its_own_dates() {
    let text = "Born in May 1901, she left in June 1920. On July 4 she sailed. Two years later she wrote. \
                That same year, in March 1930, she won.";
    check(
        text,
        &[
            "May 1901=1901-05",
            "June 1920=1920-06",
            "July 4=1920-07-04",
            "Two years later=1922",
            "That same year=1922",
            "March 1930=1930-03",
        ],
    );
}

#[test]
fn what_refers_back_counts_from_the_date_before() {
    check(
        "They met on May 3, 2024. The next day they signed.",
        &["May 3, 2024=2024-05-03", "The next day=2024-05-04"],
    );
    check("It began in 2019 and ended the following year.", &["2019=2019", "the following year=2020"]);
    check(
        "They met on May 3, 2024 and again two days later.",
        &["May 3, 2024=2024-05-03", "two days later=2024-05-05"],
    );
    // Nothing is told of that it could count from.
    check("The garrison fell. A day later the town burned.", &["A day later="]);
    check("The garrison fell. A year earlier it had been relieved.", &["A year earlier="]);
    check("He came on May 3, 2024 and left on the 18th.", &["May 3, 2024=2024-05-03", "the 18th=2024-05-18"]);
}

#[test]
fn ranges_keep_both_ends() {
    let text = "He ruled from 2004 to 2009.";
    let found = find(text, None);
    let span = to_time_span(&found[0], Told::Holds, None);
    let expected = TimeSpan {
        not_before: Some(date(2004, 1, 1)),
        starts_by: Some(date(2004, 12, 31)),
        ends_not_before: Some(date(2009, 1, 1)),
        not_after: Some(date(2009, 12, 31)),
        precision: Precision::Year,
    };
    assert_eq!(span, expected);
    assert_eq!(to_time_span(&found[1], Told::Holds, None), expected);
    check("March 3-5, 2021", &["March 3-5, 2021=2021-03-03/2021-03-05"]);
    check("between May and June 1981", &["May=1981-05", "June 1981=1981-06"]);
}

#[test]
fn times_of_day_stay_with_their_day() {
    check("They met on Friday at 5:30 p.m. in Rome.", &["Friday at 5:30 p.m.=2025-09-05T17:30"]);
    check("At 10 a.m. on May 3, 2024 it opened.", &["10 a.m. on May 3, 2024=2024-05-03T10:00"]);
}

#[test]
fn lengths_and_repetitions_have_no_place_in_the_calendar() {
    check("for three years and a 10-day trip", &["three years=P3Y", "10-day=P10D"]);
    check("for years", &["years=PXY"]);
    check("so that one day he may return", &[]);
    check("two and a half hours", &["two and a half hours=PT2.5H"]);
    let found = find("They meet regularly, every week, on Sundays.", None);
    assert!(found.len() == 3 && found.iter().all(|found| found.value.habitual));
    check("a 34-year-old man", &[]);
}

#[test]
fn words_that_only_look_like_times_are_left_alone() {
    check("You may go, Theresa May said. April Jones will march.", &[]);
    check("They have 2000 troops and paid $1999 for 1500 seats.", &[]);
    check("The XJ-2000 flew on Flight 1999 with more than 2020 others.", &[]);
}

#[test]
fn the_words_before_a_time_make_its_bounds() {
    let published = Some(date(2025, 9, 8));
    let span = |text: &str, told| to_time_span(&find(text, published)[0], told, published);
    let bounds = |span: TimeSpan| [span.not_before, span.starts_by, span.ends_not_before, span.not_after];
    let since = span("It has grown since January.", Told::Done);
    assert_eq!(bounds(since), [Some(date(2025, 1, 1)), Some(date(2025, 1, 31)), None, None]);
    assert_eq!(since.precision, Precision::Open);
    let year = span("It was listed this year.", Told::Done);
    assert_eq!(bounds(year), [Some(date(2025, 1, 1)), None, None, Some(date(2025, 9, 8))]);
    assert_eq!(year.precision, Precision::Year);
    let recent = span("It recently moved.", Told::Done);
    assert_eq!(
        (bounds(recent), recent.precision),
        ([None, None, None, Some(date(2025, 9, 8))], Precision::Vague)
    );
    let after = span("after September 3", Told::Done);
    assert_eq!(bounds(after), [Some(date(2025, 9, 3)), None, None, Some(date(2025, 9, 8))]);
    let before = span("before March 2024", Told::Done);
    assert_eq!(bounds(before), [None, None, None, Some(date(2024, 2, 29))]);
    let until = span("until June 2024", Told::Holds);
    assert_eq!(bounds(until), [None, None, Some(date(2024, 6, 1)), Some(date(2024, 6, 30))]);
    let holds = span("in early September 2025", Told::Holds);
    assert_eq!(bounds(holds), [None, Some(date(2025, 9, 10)), Some(date(2025, 9, 1)), None]);
    let plan = span("It will open by May 2026.", Told::Open);
    assert_eq!(bounds(plan), [None, None, None, Some(date(2026, 5, 31))]);
}

#[test]
fn no_text_stops_the_recogniser() {
    for text in [
        "",
        "99999999999999999999 centuries ago",
        "the 99th century",
        "9999-12-31 and the next day",
        "in 0000",
        "the past 2000000000 weeks",
        "FY",
        "'",
        "the end of the end of the end",
    ] {
        drop(find(text, Some(Date::MAX)));
        drop(find(text, Some(Date::MIN)));
    }
}

//! Functions of dates and times.

use super::check;
use super::check_error;
use super::check_typed;

#[track_caller]
fn parse(value: &str, formats: &[&str], expected: &str) {
    check_typed("cg:parseDate", &[("grel:valueParam", &[value]), ("cg:format", formats)], (expected, "date"));
}

#[track_caller]
fn refuse(value: &str, format: &str) {
    check_error(
        "cg:parseDate",
        &[("grel:valueParam", &[value]), ("cg:format", &[format])],
        &format!(
            "cannot call `cg:parseDate`, parameter `grel:valueParam`: `{value}` is not a date (expected `{format}`)"
        ),
    );
}

#[test]
fn a_date_is_read_by_its_pattern() {
    parse("20240229", &["yyyyMMdd"], "2024-02-29");
    parse("29 February 2024", &["dd MMMM yyyy"], "2024-02-29");
    parse("29 FEB 2024", &["dd MMMM yyyy"], "2024-02-29");
    parse("1-Sept-07", &["d-MMM-yy"], "2007-09-01");
    parse("3/12/1999", &["d/M/yyyy"], "1999-12-03");
    parse("12/3/1999", &["M/d/yyyy"], "1999-12-03");
    parse("0044-03-15", &["yyyy-MM-dd"], "0044-03-15");
    parse("Thursday, 29 Feb 2024", &["EEEE, d MMM uuuu"], "2024-02-29");
    parse("Thu Feb 29 2024", &["EEE MMM d yyyy"], "2024-02-29");
    parse("2024-02-29T10:11:12.345+05:30", &["yyyy-MM-dd'T'HH:mm:ss.SSSXXX"], "2024-02-29");
    parse("2024-02-29 11:12 pm Z", &["yyyy-MM-dd hh:mm a X"], "2024-02-29");
    parse("o'clock 2024 1 2", &["'o''clock' yyyy M d"], "2024-01-02");
    parse("x' 2024 1 2", &["'x''' yyyy M d"], "2024-01-02");
    parse("' 2024 1 2", &["'' yyyy M d"], "2024-01-02");
    parse("29.02.2024", &["%d.%m.%Y"], "2024-02-29");
    parse("5 March 70", &["%e %B %y"], "1970-03-05");
}

#[test]
fn two_digits_are_a_year_from_1969_to_2068() {
    parse("01-Jan-68", &["dd-MMM-yy"], "2068-01-01");
    parse("01-Jan-69", &["dd-MMM-yy"], "1969-01-01");
    parse("01-Jan-00", &["dd-MMM-yy"], "2000-01-01");
    parse("01-Jan-99", &["dd-MMM-yy"], "1999-01-01");
}

#[test]
fn the_first_pattern_that_fits_is_taken() {
    parse("13/12/1999", &["MM/dd/yyyy", "dd/MM/yyyy"], "1999-12-13");
    parse("12/11/1999", &["MM/dd/yyyy", "dd/MM/yyyy"], "1999-12-11");
    check_error(
        "cg:parseDate",
        &[("grel:valueParam", &["yesterday"]), ("cg:format", &["yyyyMMdd"]), ("cg:format", &["d.M.yyyy"])],
        "cannot call `cg:parseDate`, parameter `grel:valueParam`: `yesterday` is not a date (expected `yyyyMMdd` or \
         `d.M.yyyy`)",
    );
}

#[test]
fn what_does_not_fit_is_refused() {
    refuse("20230229", "yyyyMMdd");
    refuse("2024022", "yyyyMMdd");
    refuse("202402299", "yyyyMMdd");
    refuse("5/3/2020", "dd/MM/yyyy");
    refuse(" 5/3/2020", "d/M/yyyy");
    refuse("Friday, 29 Feb 2024", "EEEE, d MMM yyyy");
    refuse("29 Febber 2024", "d MMM yyyy");
    refuse("٢٩ Feb 2024", "d MMM yyyy");
    refuse("2024", "yyyy");
    refuse("", "yyyyMMdd");
    check("cg:parseDate", &[("grel:valueParam", &[]), ("cg:format", &["yyyy"])], &[]);
}

#[test]
fn a_pattern_without_meaning_is_refused() {
    let refuse = |pattern: &str, part: &str| {
        check_error(
            "cg:parseDate",
            &[("grel:valueParam", &["x"]), ("cg:format", &[pattern])],
            &format!(
                "cannot call `cg:parseDate`, parameter `cg:format`: `{pattern}` is not a date pattern (`{part}` has \
                 no meaning in it)"
            ),
        );
    };
    refuse("YYYY-MM-dd", "YYYY");
    refuse("yyy", "yyy");
    refuse("yyyy 'of", "'");
    refuse("%Y-%q", "%q");
    refuse("%Y-%", "%");
}

#[test]
fn a_partial_date_stays_partial() {
    let partial =
        |value, expected| check_typed("cg:parsePartialDate", &[("grel:valueParam", &[value])], expected);
    partial("2024", ("2024", "gYear"));
    partial("2024-05", ("2024-05", "gYearMonth"));
    partial("2024-05-06", ("2024-05-06", "date"));
    let by = |value, format, expected| {
        check_typed(
            "cg:parsePartialDate",
            &[("grel:valueParam", &[value]), ("cg:format", &[format])],
            expected,
        );
    };
    by("05/2024", "MM/yyyy", ("2024-05", "gYearMonth"));
    by("c. 1944", "'c. 'yyyy", ("1944", "gYear"));
    by("6.5.2024", "d.M.yyyy", ("2024-05-06", "date"));
    check_error(
        "cg:parsePartialDate",
        &[("grel:valueParam", &["2024-13"])],
        "cannot call `cg:parsePartialDate`, parameter `grel:valueParam`: `2024-13` is not a date (expected `yyyy`, \
         `yyyy-MM` or `yyyy-MM-dd`)",
    );
}

#[test]
fn other_vocabularies_parse_too() {
    let date = |arguments: &[(&str, &[&str])], expected| {
        check_typed("grel:date_toDate", arguments, (expected, "date"));
    };
    date(
        &[("grel:valueParameter", &["Nov-09-2009"]), ("grel:p_string_pattern", &["MMM-dd-yyyy"])],
        "2009-11-09",
    );
    date(&[("grel:valueParameter", &["2009-11-09T01:02:03Z"])], "2009-11-09");
    check(
        "idlab:normalizeDate",
        &[("idlab:strDate", &["20 April 2022"]), ("idlab:pattern", &["dd MMMM yyyy"])],
        &["2022-04-20"],
    );
    check(
        "idlab:normalizeDateTime",
        &[("idlab:strDate", &["20220420 12:05 AM"]), ("idlab:pattern", &["yyyyMMdd hh:mm a"])],
        &["2022-04-20T00:05:00"],
    );
    check(
        "idlab:normalizeDateWithLang",
        &[
            ("idlab:strDate", &["20 April 2022"]),
            ("idlab:pattern", &["dd MMMM yyyy"]),
            ("idlab:lang", &["en-GB"]),
        ],
        &["2022-04-20"],
    );
    check_error(
        "idlab:normalizeDateWithLang",
        &[
            ("idlab:strDate", &["20 avril 2022"]),
            ("idlab:pattern", &["dd MMMM yyyy"]),
            ("idlab:lang", &["fr"]),
        ],
        "cannot call `idlab:normalizeDateWithLang`, parameter `idlab:_lang`: `fr` is not a language with built-in \
         names (expected `en`)",
    );
}

#[test]
fn seconds_are_counted_from_1970() {
    // 1,394,775,004 s is 2014-03-14T05:30:04Z (GREL manual, `datePart` of `time`).
    check_typed("cg:epochDateTime", &[("cg:seconds", &["1394775004"])], ("2014-03-14T05:30:04Z", "dateTime"));
    check_typed("cg:epochDate", &[("cg:seconds", &["1394775004.9"])], ("2014-03-14", "date"));
    check_typed("cg:epochDate", &[("cg:seconds", &["0"])], ("1970-01-01", "date"));
    check_typed("cg:epochDate", &[("cg:seconds", &["-1"])], ("1969-12-31", "date"));
    check_error(
        "cg:epochDate",
        &[("cg:seconds", &["99999999999999"])],
        "cannot call `cg:epochDate`: the result for `99999999999999` does not fit in the years -9999 to 9999",
    );
}

#[test]
fn a_date_is_moved() {
    let inc = |date, number, unit, expected| {
        check_typed(
            "grel:date_inc",
            &[("grel:p_date_d", &[date]), ("grel:p_dec_n", &[number]), ("grel:p_string_unit", &[unit])],
            expected,
        );
    };
    inc("2024-01-31", "1", "months", ("2024-02-29", "date"));
    inc("2024-02-29", "-1", "year", ("2023-02-28", "date"));
    inc("2024-02-28Z", "2", "days", ("2024-03-01Z", "date"));
    inc("2024-02-28", "1", "weeks", ("2024-03-06", "date"));
    inc("2024-02-28", "25", "hours", ("2024-02-29T01:00:00", "dateTime"));
    inc("2024-02-28T23:59:59.5+01:00", "1", "s", ("2024-02-29T00:00:00.5+01:00", "dateTime"));
    inc("2024-02-28T24:00:00", "1", "ms", ("2024-02-29T00:00:00.001", "dateTime"));
    inc("-0044-03-15", "1", "day", ("-0044-03-16", "date"));
    check_error(
        "grel:date_inc",
        &[("grel:p_date_d", &["9999-12-31"]), ("grel:p_dec_n", &["1"]), ("grel:p_string_unit", &["day"])],
        "cannot call `grel:date_inc`: the result for `9999-12-31` does not fit in the years -9999 to 9999",
    );
    check_error(
        "grel:date_inc",
        &[("grel:p_date_d", &["12/13/1999"]), ("grel:p_dec_n", &["1"]), ("grel:p_string_unit", &["day"])],
        "cannot call `grel:date_inc`, parameter `grel:param_date_d`: `12/13/1999` is not a date (expected \
         `yyyy-MM-dd` or `yyyy-MM-ddTHH:mm:ss` of the years -9999 to 9999)",
    );
}

#[test]
fn dates_are_apart() {
    let diff = |first, second, unit, expected| {
        check_typed(
            "grel:date_diff",
            &[
                ("grel:p_datetime_d", &[first]),
                ("grel:p_datetime_d2", &[second]),
                ("grel:p_string_timeunit", &[unit]),
            ],
            (expected, "integer"),
        );
    };
    // GREL manual: November 2011 is 104 weeks after November 2009.
    diff("2011-11-01", "2009-11-01", "weeks", "104");
    diff("2009-11-01", "2011-11-01", "years", "-2");
    diff("2024-03-01", "2024-02-28", "days", "2");
    diff("2024-03-30", "2024-01-31", "months", "1");
    diff("2024-01-01T00:00:00+01:00", "2023-12-31T23:00:00Z", "seconds", "0");
    diff("2024-01-01T00:00:00-05:30", "2024-01-01T00:00:00Z", "minutes", "330");
    diff("2024-01-02", "2024-01-01T00:00:01", "days", "0");
}

#[test]
fn a_date_has_parts() {
    let part = |unit, expected| {
        check(
            "grel:date_datePart",
            &[("grel:p_date_d", &["2014-03-14T05:30:04.000789Z"]), ("grel:p_string_unit", &[unit])],
            &[expected],
        );
    };
    part("years", "2014");
    part("month", "3");
    part("days", "14");
    part("weekday", "Friday");
    part("hours", "5");
    part("min", "30");
    part("s", "4");
    part("ms", "0");
    part("nanos", "789000");
    part("time", "1394775004000");
}

//! Expected values are from XSD 1.1 part 2 (the section is named) or RFC 5646.

use super::canonical;
use super::is_language_tag;
use super::is_valid;

mod laws;

/// Asserts which texts are valid and which are not.
fn check(local: &str, valid: &[&str], invalid: &[&str]) {
    let datatype = format!("http://www.w3.org/2001/XMLSchema#{local}");
    for lexical in valid {
        assert_eq!(is_valid(&datatype, lexical), Some(true), "xsd:{local} `{lexical}`");
    }
    for lexical in invalid {
        assert_eq!(is_valid(&datatype, lexical), Some(false), "xsd:{local} `{lexical}`");
    }
}

#[test]
fn a_boolean_is_a_word_or_a_digit() {
    check("boolean", &["true", "false", "1", "0"], &["", "TRUE", "yes", "01", " true"]);
}

#[test]
fn a_decimal_has_digits_on_one_side_of_the_point() {
    check(
        "decimal",
        &["0", "-1", "+1.50", ".5", "5.", "-.5", "00012.340", "99999999999999999999999999999999.9"],
        &["", ".", "+", "-.", "1.2.3", "1e3", "INF", "1,000", " 1", "1 ", "--1", "+-1"],
    );
}

#[test]
fn a_double_has_an_exponent_or_is_special() {
    let valid = ["1", "-1.5", "1e3", "1.0E-7", ".5e+1", "5.E0", "INF", "-INF", "+INF", "NaN", "1e999"];
    let invalid =
        ["", "e3", "1e", "1e+", "1e1.5", "inf", "Infinity", "nan", "+NaN", "-NaN", "1d", "0x1", "1_0"];
    check("double", &valid, &invalid);
    check("float", &valid, &invalid);
}

#[test]
fn an_integer_may_have_any_number_of_digits() {
    check(
        "integer",
        &["0", "-0", "+7", "007", "123456789012345678901234567890123456789012345678901234567890"],
        &["", "+", "-", "1.0", "1e3", "٣", "1 2", "\u{2212}1"],
    );
}

#[test]
fn a_derived_integer_has_a_range() {
    check(
        "long",
        &["9223372036854775807", "-9223372036854775808"],
        &["9223372036854775808", "-9223372036854775809"],
    );
    check("int", &["2147483647", "-2147483648", "+000002147483647"], &["2147483648", "-2147483649"]);
    check("short", &["32767", "-32768"], &["32768", "-32769"]);
    check("byte", &["127", "-128"], &["128", "-129"]);
    check("unsignedLong", &["18446744073709551615", "0", "-0"], &["18446744073709551616", "-1"]);
    check("unsignedInt", &["4294967295"], &["4294967296", "-1"]);
    check("unsignedShort", &["65535"], &["65536", "-1"]);
    check("unsignedByte", &["255", "+0"], &["256", "-1"]);
    check("nonNegativeInteger", &["0", "-0", "99999999999999999999999"], &["-1"]);
    check("positiveInteger", &["1", "+99999999999999999999999"], &["0", "-0", "00", "-1"]);
    check("nonPositiveInteger", &["0", "+0", "-99999999999999999999999"], &["1", "99999999999999999999999"]);
    check(
        "negativeInteger",
        &["-1", "-99999999999999999999999"],
        &["0", "-0", "1", "99999999999999999999999"],
    );
}

#[test]
fn a_date_is_in_the_calendar() {
    check(
        "date",
        &[
            "2024-02-29",
            "2000-02-29",
            "0000-02-29",
            "-0004-02-29",
            "12024-02-29",
            "1999-12-31Z",
            "1999-12-31-14:00",
        ],
        &[
            "2023-02-29",
            "1900-02-29",
            "12023-02-29",
            "2024-04-31",
            "2024-00-10",
            "2024-13-10",
            "2024-01-00",
            "2024-1-1",
            "24-01-01",
            "02024-01-01",
            "+2024-01-01",
            "2024-01-01T00:00:00",
            "2024-01-01+14:01",
            "2024-01-01z",
            "9999999-99-99",
            "-0001-02-30",
            "12/13/1999",
            "",
            "２０２４-01-01",
        ],
    );
}

#[test]
fn a_date_and_time_ends_at_24_hours() {
    check(
        "dateTime",
        &["2024-02-29T23:59:59", "2024-02-29T00:00:00.123456789012Z", "2024-02-29T24:00:00.000+05:30"],
        &[
            "2024-02-29",
            "2024-02-29 10:00:00",
            "2024-02-29T24:00:01",
            "2024-02-29T24:00:00.001",
            "2024-02-29T25:00:00",
            "2024-02-29T10:60:00",
            "2024-02-29T10:00:60",
            "2024-02-29T10:00",
            "2024-02-29T10:00:00.",
            "2024-02-29T10:00:00+0530",
            "2024-02-30T10:00:00",
        ],
    );
    check("dateTimeStamp", &["2024-02-29T10:00:00Z", "2024-02-29T10:00:00-13:59"], &["2024-02-29T10:00:00"]);
    check(
        "time",
        &["10:00:00", "24:00:00", "10:00:00.5-05:00"],
        &["10:00", "24:00:00.5", "1:00:00", "10:00:00ZZ"],
    );
}

#[test]
fn parts_of_dates_have_their_own_forms() {
    check("gYear", &["2024", "-0001", "12024", "2024Z"], &["24", "02024", "2024-01"]);
    check("gYearMonth", &["2024-12", "2024-01+01:00"], &["2024-13", "2024-1", "2024"]);
    check("gMonthDay", &["--02-29", "--12-31Z"], &["--02-30", "--13-01", "-02-29", "--04-31"]);
    check("gMonth", &["--12", "--01Z"], &["--13", "12", "--12--"]);
    check("gDay", &["---31", "---01-05:00"], &["---32", "---00", "--31"]);
}

#[test]
fn a_duration_has_fields_in_order() {
    check(
        "duration",
        &["P1Y", "-P1Y2M3DT4H5M6.7S", "PT0S", "P0D", "PT36H", "P1YT1S", "P1M", "PT1M"],
        &[
            "P", "PT", "P1", "1Y", "P1YT", "P1D2M", "P1.5Y", "PT1.S", "PT.5S", "P1S", "PT1Y", "P1Y1Y",
            "+P1Y", "P-1Y",
        ],
    );
    check("yearMonthDuration", &["P1Y", "-P14M", "P1Y2M"], &["P1D", "P1YT1S", "P", "PT1M"]);
    check("dayTimeDuration", &["P1D", "-PT1.5S", "P1DT2H3M4S"], &["P1Y", "P1M", "P1DT", "P1Y1D"]);
}

#[test]
fn a_binary_text_is_whole_octets() {
    check("hexBinary", &["", "0fB7"], &["0", "0g", "0f b7"]);
    check(
        "base64Binary",
        &["", "Zg==", "Zm8=", "Zm9v", "Z m 9 v", "Zm9v Zg= ="],
        &[
            "Z", "Zg=", "Zh==", "Zm9=", "Zg===", "====", "Zm9v ", " Zm9v", "Zm  9v", "Zg==Zg==", "Zm9-",
            "Zg===",
        ],
    );
}

#[test]
fn texts_and_names_have_their_characters() {
    check("string", &["", " a\tb\n", "\u{1}", "😀"], &["\0", "a\u{FFFE}", "\u{FFFF}"]);
    check("normalizedString", &["", " a  b "], &["a\tb", "a\n", "a\r"]);
    check("token", &["", "a b"], &[" a", "a ", "a  b", "a\tb"]);
    check("anyURI", &["", "http://example.org/é", "a b", "../x#y"], &[" http://example.org/", "a\n"]);
    check("language", &["en", "de-CH-1996", "x-12345678"], &["", "en_US", "e1", "abcdefghi", "en-", "-en"]);
    check("Name", &["a:b", "_a.b-c", "été"], &["", "1a", "-a", "a b"]);
    check("NCName", &["a", "été"], &["a:b", "1a"]);
    check("ID", &["a"], &["a:b"]);
    check("NMTOKEN", &["1a:b", "-"], &["", "a b", "a/b"]);
    check("QName", &["a", "a:b"], &["a:b:c", ":a", "a:", "1:a"]);
}

#[test]
fn other_datatypes_are_not_known() {
    for datatype in [
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
        "http://www.opengis.net/ont/geosparql#wktLiteral",
        "http://www.w3.org/2001/XMLSchema#anyAtomicType",
        "http://www.w3.org/2001/XMLSchema#NMTOKENS",
        "http://www.w3.org/2001/XMLSchema#Date",
        "date",
        "",
    ] {
        assert_eq!(is_valid(datatype, "1"), None, "{datatype}");
    }
}

/// Asserts a canonical form; `None` is no canonical form.
fn check_canonical(local: &str, lexical: &str, expected: Option<&str>) {
    let datatype = format!("http://www.w3.org/2001/XMLSchema#{local}");
    assert_eq!(canonical(&datatype, lexical).as_deref(), expected, "xsd:{local} `{lexical}`");
}

#[test]
fn a_canonical_integer_has_no_zeros_before_it() {
    for (lexical, expected) in
        [("7", "7"), ("+007", "7"), ("-0", "0"), ("-0010", "-10"), ("000", "0"), ("-5", "-5")]
    {
        check_canonical("integer", lexical, Some(expected));
    }
    check_canonical("byte", "+0127", Some("127"));
    check_canonical("byte", "128", None);
}

#[test]
fn a_canonical_decimal_that_is_whole_has_no_point() {
    for (lexical, expected) in [
        ("1.0", "1"),
        ("-1.50", "-1.5"),
        (".5", "0.5"),
        ("-.5", "-0.5"),
        ("5.", "5"),
        ("-0.00", "0"),
        ("+012.340", "12.34"),
        ("0.1", "0.1"),
        ("3.14", "3.14"),
        ("100", "100"),
        ("0.0", "0"),
    ] {
        check_canonical("decimal", lexical, Some(expected));
    }
}

#[test]
fn a_canonical_double_has_an_exponent() {
    for (lexical, expected) in [
        ("1.0e2", "1.0E2"),
        ("100", "1.0E2"),
        ("0", "0.0E0"),
        ("-0", "-0.0E0"),
        ("123.456", "1.23456E2"),
        ("0.001", "1.0E-3"),
        ("+INF", "INF"),
        ("-INF", "-INF"),
        ("NaN", "NaN"),
        ("1e999", "INF"),
        ("0.1", "1.0E-1"),
    ] {
        check_canonical("double", lexical, Some(expected));
    }
    check_canonical("float", "16777217", Some("1.6777216E7"));
    check_canonical("double", "inf", None);
}

#[test]
fn a_canonical_boolean_is_a_word() {
    check_canonical("boolean", "1", Some("true"));
    check_canonical("boolean", "0", Some("false"));
    check_canonical("boolean", "True", None);
}

#[test]
fn language_tags_follow_the_grammar() {
    for tag in [
        "en",
        "DE",
        "zh-Hant-TW",
        "sl-rozaj-biske",
        "de-1996",
        "zh-cmn-Hans-CN",
        "es-419",
        "en-a-bbb-x-a-ccc",
        "x-whatever",
        "i-klingon",
        "en-GB-oed",
        "sgn-BE-FR",
        "art-lojban",
        "zh-min-nan",
        "de-DE-u-co-phonebk",
        "aaaaaaaa",
        "hy-Latn-IT-arevela",
    ] {
        assert!(is_language_tag(tag), "{tag}");
    }
    for tag in [
        "",
        "e",
        "en-",
        "-en",
        "en--US",
        "en_US",
        "english language",
        "abcdefghi",
        "de-419-DE",
        "a-DE",
        "en-a",
        "en-a-bb-a-cc",
        "de-1996-1996",
        "x-",
        "x",
        "en-x",
        "é",
        "i-none",
        "spanish-espanol99",
    ] {
        assert!(!is_language_tag(tag), "{tag}");
    }
}

//! Laws over generated texts.

use proptest::prelude::*;

use super::call;
use crate::mapping::function::pattern;

const VALUE: &str = "grel:valueParameter";

/// The one text that a function gives.
fn text(name: &str, arguments: &[(&str, &[&str])]) -> String {
    call(name, arguments).unwrap().pop().unwrap().text
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_escaped_can_be_restored(value in "([ -~é€😀\\n\\t]|\\PC){0,20}") {
        for mode in ["html", "xml", "url", "csv", "javascript"] {
            let mode: (&str, &[&str]) = ("grel:modeParameter", &[mode]);
            let escaped = text("grel:escape", &[(VALUE, &[&value]), mode]);
            prop_assert_eq!(text("grel:string_unescape", &[(VALUE, &[&escaped]), mode]), value.clone());
        }
        let encoded = text("cg:base64Encode", &[(VALUE, &[&value])]);
        prop_assert_eq!(text("cg:base64Decode", &[(VALUE, &[&encoded])]), value.clone());
    }

    #[test]
    fn what_is_split_can_be_joined(value in "[ab,é]{0,12}", separator in "[a,é]{1,2}") {
        let parts = call("grel:string_split", &[(VALUE, &[&value]), ("grel:p_string_sep", &[&separator])]).unwrap();
        let parts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        let joined = text("grel:array_join", &[("grel:p_array_a", &parts), ("grel:p_string_sep", &[&separator])]);
        prop_assert_eq!(joined, value);
    }

    #[test]
    fn a_literal_and_an_escaped_expression_replace_the_same(value in "[ab.*]{0,12}", find in "[ab.*]{1,2}") {
        let replacement: (&str, &[&str]) = ("grel:p_string_replace", &["-"]);
        let literal = text("grel:string_replace", &[(VALUE, &[&value]), ("grel:p_string_find", &[&find]), replacement]);
        let regex = regex::escape(&find);
        let regular = text("grel:string_replace", &[(VALUE, &[&value]), ("grel:p_string_regex", &[&regex]), replacement]);
        prop_assert_eq!(literal, regular);
    }

    #[test]
    fn a_date_is_read_as_it_was_written(year in 1_i16..=9999, month in 1_i8..=12, day in 1_i8..=28) {
        let written = format!("{year:04}-{month:02}-{day:02}");
        for (value, format) in [
            (format!("{year:04}{month:02}{day:02}"), "yyyyMMdd"),
            (format!("{day}.{month}.{year}"), "d.M.y"),
            (format!("{day:02}/{month:02}/{year:04}"), "%d/%m/%Y"),
        ] {
            let found = text("cg:parseDate", &[("grel:valueParam", &[&value]), ("cg:format", &[format])]);
            prop_assert_eq!(&found, &written);
        }
        let epoch = text("grel:date_datePart", &[("grel:p_date_d", &[&written]), ("grel:p_string_unit", &["time"])]);
        let seconds = epoch.parse::<i64>().unwrap() / 1000;
        prop_assert_eq!(text("cg:epochDate", &[("cg:seconds", &[&seconds.to_string()])]), written);
    }

    #[test]
    fn any_pattern_reads_any_text(pattern in "([yuMLdEHhmsSaXxZ%']{1,5}|\\PC){0,8}", value in "\\PC{0,16}") {
        let _ = pattern::unknown(&pattern);
        if let Some(fields) = pattern::read(&pattern, &value) {
            let _ = (fields.date(), fields.time());
        }
    }
}

//! Laws over generated texts, and agreement with oxsdatatypes, which Oxigraph reads values with.

use std::str::FromStr;

use oxsdatatypes as oxsd;
use proptest::prelude::*;

use crate::mapping::lexical::canonical;
use crate::mapping::lexical::is_valid;

const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

fn valid(local: &str, lexical: &str) -> bool {
    is_valid(&format!("{XSD}{local}"), lexical) == Some(true)
}

/// The value as a float, where zero has no sign.
fn bits(lexical: &str) -> u32 {
    (lexical.parse::<f32>().unwrap() + 0.0).to_bits()
}

fn parses<T: FromStr>(lexical: &str) -> bool {
    lexical.parse::<T>().is_ok()
}

/// Texts near the forms of dates and times, with years of four digits.
const DATE: &str = "-?[012][0-9]{3}-[01]?[0-9]-[0-3]?[0-9]";
const TIME: &str = "[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{0,3})?";
const ZONE: &str = "(Z|[+-][01][0-9]:[0-6][0-9]|)";

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn numbers_agree_with_oxsdatatypes(lexical in "[+-]?[0-9]{0,4}(\\.[0-9]{0,4})?([eE][+-]?[0-9]{0,2})?") {
        prop_assert_eq!(valid("integer", &lexical), parses::<oxsd::Integer>(&lexical));
        prop_assert_eq!(valid("decimal", &lexical), parses::<oxsd::Decimal>(&lexical));
        prop_assert_eq!(valid("double", &lexical), parses::<oxsd::Double>(&lexical));
        prop_assert_eq!(valid("boolean", &lexical), parses::<oxsd::Boolean>(&lexical));
    }

    #[test]
    fn dates_agree_with_oxsdatatypes(date in DATE, zone in ZONE) {
        let lexical = format!("{date}{zone}");
        prop_assert_eq!(valid("date", &lexical), parses::<oxsd::Date>(&lexical));
    }

    #[test]
    fn times_agree_with_oxsdatatypes(date in DATE, time in TIME, zone in ZONE) {
        let lexical = format!("{date}T{time}{zone}");
        prop_assert_eq!(valid("dateTime", &lexical), parses::<oxsd::DateTime>(&lexical));
        let lexical = format!("{time}{zone}");
        prop_assert_eq!(valid("time", &lexical), parses::<oxsd::Time>(&lexical));
    }

    #[test]
    fn durations_agree_with_oxsdatatypes(lexical in "-?P([0-9]Y)?([0-9]M)?([0-9]D)?(T([0-9]H)?([0-9]M)?([0-9](\\.[0-9])?S)?)?") {
        // The grammar asks for a field after `T`; oxsdatatypes does not.
        prop_assume!(!lexical.ends_with('T'));
        prop_assert_eq!(valid("duration", &lexical), parses::<oxsd::Duration>(&lexical));
        prop_assert_eq!(valid("yearMonthDuration", &lexical), parses::<oxsd::YearMonthDuration>(&lexical));
        prop_assert_eq!(valid("dayTimeDuration", &lexical), parses::<oxsd::DayTimeDuration>(&lexical));
    }

    #[test]
    fn any_text_is_judged(lexical in "\\PC{0,12}", local in "[a-zA-Z]{1,18}") {
        let _ = valid(&local, &lexical);
        for local in ["date", "dateTime", "duration", "double", "base64Binary", "QName", "gMonthDay", "byte"] {
            let _ = valid(local, &lexical);
        }
        let _ = crate::mapping::lexical::is_language_tag(&lexical);
    }

    #[test]
    fn a_canonical_form_is_valid_and_canonical_and_of_the_same_value(
        lexical in "[+-]?[0-9]{0,6}(\\.[0-9]{0,4})?([eE][+-]?[0-9]{1,2})?",
    ) {
        for local in ["integer", "decimal", "double", "float"] {
            let datatype = format!("{XSD}{local}");
            let Some(form) = canonical(&datatype, &lexical) else {
                prop_assert!(!valid(local, &lexical));
                continue;
            };
            prop_assert!(valid(local, &form), "{} {}", local, form);
            prop_assert_eq!(canonical(&datatype, &form), Some(form.clone()));
            prop_assert_eq!(bits(&form), bits(&lexical));
        }
    }
}

//! Streams of records, and the law that they equal the whole text read at once.

use std::io::Read;

use proptest::prelude::*;
use serde_json::Value;

use super::JsonPath;
use super::JsonRecords;
use super::JsonTape;
use super::JsonValue;
use super::source::tests::Drip;
use crate::record::RecordError;

fn records(reader: impl Read, path: &str, max_bytes: usize) -> Vec<Result<String, RecordError>> {
    let mut records = JsonRecords::new(reader, &JsonPath::compile(path).unwrap()).with_max_bytes(max_bytes);
    let mut buffer = Vec::new();
    let mut found = Vec::new();
    loop {
        match records.next_into(&mut buffer) {
            Ok(true) => found.push(Ok(String::from_utf8(buffer.clone()).unwrap())),
            Ok(false) => return found,
            Err(error) => found.push(Err(error)),
        }
    }
}

/// Records, and errors as `code at line:column`.
fn written(found: Vec<Result<String, RecordError>>) -> Vec<String> {
    let written = found.into_iter().map(|record| {
        record.unwrap_or_else(|error| {
            let place = error.place().unwrap();
            format!("{} at {}:{}", error.code(), place.line, place.column)
        })
    });
    written.collect()
}

fn check(text: &str, path: &str, expected: &[&str]) {
    assert_eq!(written(records(text.as_bytes(), path, 1 << 20)), expected, "{path} of {text}");
    assert_eq!(
        written(records(Drip(text.as_bytes()), path, 1 << 20)),
        expected,
        "{path} of {text}, byte by byte"
    );
}

#[test]
fn records_come_in_the_order_of_the_text() {
    check(r#" [ {"a":1} , [2], "x]\"" ,3,null ] "#, "$[*]", &[r#"{"a":1}"#, "[2]", r#""x]\"""#, "3", "null"]);
    check(r#"{"b":0,"a":{"b":[1,{"c":"}"}]},"z":[]}"#, "$.a.b[*]", &["1", r#"{"c":"}"}"#]);
    check(r#"{"x":{"n":1},"y":[2],"z":3}"#, "$.*", &[r#"{"n":1}"#, "[2]", "3"]);
    check(r#"[{"x":[1,2]},{"y":[3]},{"x":[4]},5]"#, "$[*].x[*]", &["1", "2", "4"]);
    check(r#" {"a": [1]} "#, "$", &[r#"{"a": [1]}"#]);
    check(r#"{"\u0061":[1],"a":[2]}"#, "$.a[*]", &["1", "2"]);
    check("[]", "$[*]", &[]);
    check("7", "$", &["7"]);
    check(r#""\\""#, "$", &[r#""\\""#]);
}

#[test]
fn steps_that_meet_another_type_select_nothing() {
    check(r#"{"a":[1,2]}"#, "$[*].b", &[]);
    check(r#"[{"a":1}]"#, "$.a", &[]);
    check(r#"{"a":"text"}"#, "$.a[*]", &[]);
    check("17", "$[*]", &[]);
}

#[test]
fn general_iterators_read_the_whole_text() {
    check("[{\"a\":1.50},\n{\"b\":2},{\"a\":3}]", "$[?@.a]", &[r#"{"a":1.50}"#, r#"{"a":3}"#]);
    check("[1,2,3]", "$[::-1]", &["3", "2", "1"]);
    check(r#"{"x":[{"y":1}],"y":2}"#, "$..y", &["2", "1"]);
    check("[1,2", "$[0]", &["bad-json at 1:5"]);
}

#[test]
fn what_is_not_selected_is_checked_as_well() {
    check("{\"x\":[1,\n01],\"a\":[1]}", "$.a[*]", &["bad-json at 2:2"]);
    check(r#"{"x":tru,"a":[1]}"#, "$.a[*]", &["bad-json at 1:6"]);
    check(r#"{"x":[1,],"a":[1]}"#, "$.a[*]", &["bad-json at 1:9"]);
    check(r#"{"x":"\ud800"}"#, "$.a[*]", &["bad-text at 1:7"]);
    check(r#"{"x":"\q"}"#, "$.a[*]", &["bad-json at 1:7"]);
    check(r#"{"x":1-2}"#, "$.a[*]", &["bad-json at 1:7"]);
    check("{\"x\":\"a\tb\"}", "$.a[*]", &["bad-json at 1:8"]);
    check(r#"{"x":{"y":-"#, "$.a", &["bad-json at 1:12"]);
    let deep = format!("{{\"x\":{}", "[".repeat(100_000));
    check(&deep, "$.a[*]", &["too-deep at 1:133"]);
}

#[test]
fn a_text_that_ends_early_or_late_is_an_error_after_its_records() {
    check("[1,2", "$[*]", &["1", "2", "bad-json at 1:5"]);
    check("[1 2]", "$[*]", &["1", "bad-json at 1:4"]);
    check("[1]\n x", "$[*]", &["1", "bad-json at 2:2"]);
    check("", "$[*]", &["bad-json at 1:1"]);
    check("", "$", &["bad-json at 1:1"]);
    check("[1,]", "$[*]", &["1", "bad-json at 1:4"]);
    check("[{\"a\":1},{\"a\":", "$[*]", &["{\"a\":1}", "bad-json at 1:15"]);
    check("[\"a\nb\"]", "$[*]", &["bad-json at 1:4"]);
    check("{\"a\" 1}", "$.a", &["bad-json at 1:6"]);
    check("{1:1}", "$.a", &["bad-json at 1:2"]);
}

#[test]
fn a_record_too_deep_or_too_large_costs_no_other() {
    let deep = format!("[1,{}{},2]", "[".repeat(1000), "]".repeat(1000));
    check(&deep, "$[*]", &["1", "too-deep at 1:4", "2"]);
    let found = written(records(br#"[1,["0123456789"],2]"#.as_slice(), "$[*]", 8));
    assert_eq!(found, ["1", "too-large at 1:4", "2"]);
    let fits = format!("[{}{}]", "[".repeat(127), "]".repeat(127));
    assert_eq!(records(fits.as_bytes(), "$[*]", 999).len(), 1);
    assert!(records(fits.as_bytes(), "$[*]", 999).iter().all(Result::is_ok));
}

#[test]
fn places_of_records_are_those_of_the_file() {
    for path in ["$[*]", "$[0,1]"] {
        let mut records =
            JsonRecords::new("[1,\n  \"é\", {\"a\":x}]".as_bytes(), &JsonPath::compile(path).unwrap());
        let mut buffer = Vec::new();
        if path == "$[*]" {
            assert!(records.next_into(&mut buffer).unwrap() && records.next_into(&mut buffer).unwrap());
            assert_eq!(records.place().to_string(), "line 2, column 3 (byte 6)");
            assert!(records.next_into(&mut buffer).unwrap());
            let error = JsonTape::new().parse(&buffer).unwrap_err().moved(records.place());
            assert_eq!(
                error.to_string(),
                "line 2, column 13 (byte 17): this is not JSON: found `x`, expected a value"
            );
        } else {
            assert_eq!(
                records.next_into(&mut buffer).unwrap_err().to_string(),
                "line 2, column 13 (byte 17): this is not JSON: found `x`, expected a value"
            );
            assert!(!records.next_into(&mut buffer).unwrap());
        }
    }
}

/// Any JSON value of moderate size.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9_f64).prop_map(Value::from),
        r#"[a-c"\\/\[\]{},:é😀 \n\t]{0,12}"#.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(r#"[ab"\\é]{0,2}"#, inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// `value` as text, with spaces where they may be.
fn text_of(value: &Value, pretty: bool) -> String {
    if pretty { serde_json::to_string_pretty(value).unwrap() } else { value.to_string() }
}

const PATHS: [&str; 8] = ["$", "$[*]", "$.*", "$.a", "$.a[*]", "$[*].a", "$[*][*]", "$.a.b[*].*"];

proptest! {
    #[test]
    fn streamed_records_equal_the_values_of_the_whole_text(value in value(), pretty: bool, which in 0..PATHS.len()) {
        let text = text_of(&value, pretty);
        let path = PATHS[which];
        let mut tape = JsonTape::new();
        let mut found = Vec::new();
        JsonPath::compile(path).unwrap().values(tape.parse(text.as_bytes()).unwrap(), &mut found);
        let expected: Vec<_> = found.iter().map(|value| value.raw().to_owned()).collect();
        let streamed: Vec<_> = records(text.as_bytes(), path, 1 << 20).into_iter().map(Result::unwrap).collect();
        prop_assert_eq!(&streamed, &expected);
        let dripped: Vec<_> = records(Drip(text.as_bytes()), path, 1 << 20).into_iter().map(Result::unwrap).collect();
        prop_assert_eq!(&dripped, &expected);
    }

    #[test]
    fn a_tape_holds_what_serde_json_reads(value in value(), pretty: bool) {
        let text = text_of(&value, pretty);
        prop_assert_eq!(JsonTape::new().parse(text.as_bytes()).unwrap().to_tree(), value);
    }

    #[test]
    fn any_bytes_are_read_or_refused_alike_by_tape_and_serde_json(text in r#"[\[\]{},:"\\a-f0-2u. \-+eE]{0,24}"#) {
        let ours = JsonTape::new().parse(text.as_bytes()).map(JsonValue::to_tree).is_ok();
        let lone = text.contains("\\ud") || text.contains("\\u0000");
        prop_assert!(lone || ours == serde_json::from_str::<Value>(&text).is_ok() || text.contains(['e', 'E']), "{}", text);
    }

    #[test]
    fn paths_follow_the_tape_as_the_library_follows_a_tree(value in value(), which in 0..PATHS.len()) {
        let text = value.to_string();
        let mut tape = JsonTape::new();
        let mut found = Vec::new();
        JsonPath::compile(PATHS[which]).unwrap().values(tape.parse(text.as_bytes()).unwrap(), &mut found);
        let ours: Vec<_> = found.into_iter().map(JsonValue::to_tree).collect();
        let theirs = serde_json_path::JsonPath::parse(PATHS[which]).unwrap();
        let theirs: Vec<_> = theirs.query(&value).all().into_iter().cloned().collect();
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn any_bytes_stream_without_panic(bytes in prop::collection::vec(prop::sample::select(br#"[]{},:"\a1- t"#.to_vec()), 0..40)) {
        for path in ["$[*]", "$.a[*]", "$"] {
            let whole = written(records(bytes.as_slice(), path, 64));
            prop_assert_eq!(whole, written(records(Drip(&bytes), path, 64)));
        }
    }
}

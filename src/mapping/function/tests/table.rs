//! The table: names, combinations of values, refusals and suggestions.

use std::collections::HashSet;

use super::super::Arguments;
use super::super::FunctionError;
use super::super::Value;
use super::super::find;
use super::super::nearest;
use super::super::refusal;
use super::super::table::all;
use super::super::table::names;
use super::check;
use super::check_error;
use super::iri;

#[test]
fn no_name_is_given_twice() {
    let mut seen = HashSet::new();
    for function in all() {
        for name in names(function) {
            assert!(seen.insert(name), "{name}");
            assert_eq!(find(name).map(|found| found.iri), Some(function.iri));
            assert_eq!(refusal(name), None, "{name}");
        }
        let mut parameters = HashSet::new();
        for parameter in function.parameters {
            for name in std::iter::once(&parameter.iri).chain(parameter.aliases) {
                assert!(parameters.insert(*name), "{name} of {}", function.iri);
            }
        }
    }
}

#[test]
fn the_page_of_the_module_names_each_function() {
    let page = include_str!("../mod.rs");
    for function in all() {
        let local = function.iri.rsplit('#').next().unwrap();
        assert!(page.contains(&format!("{local}`")), "{local}");
    }
}

#[test]
fn each_function_stands_missing_and_odd_arguments() {
    for function in all() {
        for odd in
            ["", "0", "-1", "9223372036854775807", "true", "é", "\u{0}", "%", "2024-02-29", "(", "days"]
        {
            let mut arguments = Arguments::new(function);
            drop(function.call(&arguments));
            for place in 0..function.parameters.len() {
                arguments.push(place, [Value::text(odd)]);
            }
            drop(function.call(&arguments));
            let mut arguments = Arguments::new(function);
            for place in 0..=function.parameters.len() {
                arguments.push(place, []);
            }
            drop(function.call(&arguments));
        }
    }
}

#[test]
fn an_unknown_name_has_a_near_one() {
    assert_eq!(
        nearest(&iri("grel:toUppercase2")),
        Some("http://users.ugent.be/~bjdmeest/function/grel.ttl#toUpperCase")
    );
    assert_eq!(
        nearest(&iri("grel:string_lenght")),
        Some("http://users.ugent.be/~bjdmeest/function/grel.ttl#string_length")
    );
    assert_eq!(nearest(&iri("grel:unknown_func")), None);
    let function = find(&iri("grel:toUpperCase")).unwrap();
    assert_eq!(
        function.nearest_parameter(&iri("grel:valuePram")),
        Some("http://users.ugent.be/~bjdmeest/function/grel.ttl#valueParam")
    );
    assert_eq!(function.parameter(&iri("grel:unknownParam")), None);
    assert!(find("https://users.ugent.be/~bjdmeest/function/grel.ttl#toUpperCase").is_some());
    assert!(function.returns(&iri("grel:stringOut")));
    assert!(!function.returns(&iri("grel:unknownOut")));
    assert_eq!(function.result(), iri("grel:stringOut"));
}

#[test]
fn what_needs_a_clock_or_chance_is_refused_with_a_reason() {
    assert!(find(&iri("grel:date_now")).is_none());
    assert_eq!(
        refusal(&iri("grel:date_now")),
        Some("the same input must give the same graph, so a mapping has no clock")
    );
    assert_eq!(
        refusal(&iri("old:random")),
        Some("the same input must give the same graph, so a mapping has no chance")
    );
    assert_eq!(refusal(&iri("grel:toUpperCase")), None);
}

#[test]
fn lists_are_combined_in_order() {
    check(
        "idlab:concat",
        &[("idlab:str", &["a", "b"]), ("idlab:otherStr", &["1", "2"])],
        &["a1", "a2", "b1", "b2"],
    );
    let many = vec!["x"; 400];
    check_error(
        "idlab:concat",
        &[("idlab:str", &many), ("idlab:otherStr", &many)],
        "cannot call `idlab:concat`: its lists have 160000 combinations (expected at most 100000)",
    );
}

#[test]
fn a_result_is_limited() {
    let (long, longer) = ("a".repeat(10_000), "b".repeat(10_000));
    let too_large = |name: &str| {
        format!("cannot call `{name}`: the result for `{}…` does not fit in 16 MiB", "a".repeat(60))
    };
    check_error(
        "grel:string_replace",
        &[("grel:valueParam", &[&long]), ("grel:param_find", &["a"]), ("grel:param_replace", &[&longer])],
        &too_large("grel:string_replace"),
    );
    check_error(
        "grel:string_replace",
        &[
            ("grel:valueParam", &[&long]),
            ("grel:param_regex", &["a+"]),
            ("grel:param_replace", &[&"$0".repeat(10_000)]),
        ],
        &too_large("grel:string_replace"),
    );
    let list = vec![long.as_str(); 10_000];
    check_error("grel:array_join", &[("grel:param_a", &list)], &too_large("grel:array_join"));
    check_error(
        "idlab:concat",
        &[("idlab:str", &list), ("idlab:otherStr", &["b"])],
        &too_large("idlab:concat"),
    );
}

#[test]
fn a_missing_parameter_is_an_error() {
    let function = find(&iri("grel:string_startsWith")).unwrap();
    assert_eq!(
        function.check(&[0]),
        Err(FunctionError::Missing {
            function: "http://users.ugent.be/~bjdmeest/function/grel.ttl#string_startsWith",
            parameter: "http://users.ugent.be/~bjdmeest/function/grel.ttl#param_string_sub",
        })
    );
    assert_eq!(function.check(&[0, 1]), Ok(()));
    check_error(
        "grel:toUpperCase",
        &[],
        "cannot call `grel:toUpperCase`: parameter `grel:valueParam` is missing",
    );
}

#[test]
fn numbers_by_datatype_are_equal_by_value() {
    let function = find(&iri("idlab:equal")).unwrap();
    let mut arguments = Arguments::new(function);
    arguments.push(0, [Value::typed("1.0", "http://www.w3.org/2001/XMLSchema#decimal")]);
    arguments.push(1, [Value::typed("1", "http://www.w3.org/2001/XMLSchema#integer")]);
    assert_eq!(
        function.call(&arguments).unwrap(),
        [Value::typed("true", "http://www.w3.org/2001/XMLSchema#boolean")]
    );
}

#[test]
fn a_long_value_is_shortened_in_messages() {
    check_error(
        "grel:boolean_not",
        &[("grel:bool_b", &[&"é".repeat(100)])],
        &format!(
            "cannot call `grel:boolean_not`, parameter `grel:param_b`: `{}…` is not a boolean (expected `true` or `false`)",
            "é".repeat(60)
        ),
    );
}

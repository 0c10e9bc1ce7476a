//! Functions of lists, of truth and of null.

use super::check;
use super::check_error;
use super::check_typed;

const VALUE: &str = "grel:valueParameter";

#[test]
fn a_list_is_taken_apart() {
    const LIST: (&str, &[&str]) = ("grel:p_array_a", &["al", "Joe", "Bob", "Joe", "Al"]);
    let index = |name: &str, from, to: &[&str], expected: &[&str]| {
        let mut arguments: Vec<(&str, &[&str])> = vec![LIST, ("grel:param_int_i_from", from)];
        if !to.is_empty() {
            arguments.push(("grel:param_int_i_opt_to", to));
        }
        check(name, &arguments, expected);
    };
    index("grel:array_get", &["1"], &[], &["Joe"]);
    index("grel:array_get", &["-1"], &[], &["Al"]);
    index("grel:array_get", &["-6"], &[], &[]);
    index("grel:array_get", &["5"], &[], &[]);
    index("grel:array_get", &["1"], &["3"], &["Joe", "Bob"]);
    index("grel:array_slice", &["3"], &[], &["Joe", "Al"]);
    index("grel:array_slice", &["3"], &["99"], &["Joe", "Al"]);
    index("grel:array_slice", &["9"], &[], &[]);
    check("grel:array_uniques", &[LIST], &["al", "Joe", "Bob", "Al"]);
    check("grel:array_reverse", &[("grel:param_a", &["0", "1", "2"])], &["2", "1", "0"]);
    check("grel:array_sort", &[("grel:param_a", &["al", "Joe", "Bob", "jim"])], &["Bob", "Joe", "al", "jim"]);
    check(
        "grel:array_join",
        &[("grel:param_a", &["and", "or", "not"]), ("grel:p_string_sep", &["/"])],
        &["and/or/not"],
    );
    check_typed("grel:array_length", &[LIST], ("5", "integer"));
    check_typed("grel:array_size", &[("grel:param_a", &[])], ("0", "integer"));
    check("idlab:listContainsElement", &[("idlab:list", &["a", "b"]), ("idlab:str", &["b"])], &["true"]);
}

#[test]
fn truth_is_calculated() {
    let of = |name: &str, values, expected: &[&str]| check(name, &[("grel:param_rep_b", values)], expected);
    of("grel:boolean_and", &["true", "1", "TRUE"], &["true"]);
    of("grel:boolean_and", &["true", "0"], &["false"]);
    of("grel:boolean_or", &["false", "true"], &["true"]);
    of("grel:boolean_xor", &["true", "true"], &["false"]);
    of("grel:boolean_xor", &["true", "false"], &["true"]);
    of("grel:boolean_and", &[], &[]);
    check("grel:boolean_and", &[("grel:bool_array_b", &["true"]), ("grel:bool_array_b", &[])], &[]);
    check("grel:boolean_not", &[("grel:bool_b", &["false"])], &["true"]);
    check_error(
        "grel:boolean_not",
        &[("grel:bool_b", &["maybe"])],
        "cannot call `grel:boolean_not`, parameter `grel:param_b`: `maybe` is not a boolean (expected `true` or `false`)",
    );
}

#[test]
fn a_condition_chooses() {
    let choose = |name: &str, condition, expected: &[&str]| {
        check(
            name,
            &[("grel:bool_b", condition), ("grel:any_true", &["y"]), ("grel:any_false", &["n"])],
            expected,
        );
    };
    choose("grel:controls_if", &["true"], &["y"]);
    choose("grel:controls_if", &["0"], &["n"]);
    choose("grel:controls_if", &[], &[]);
    choose("mk:controls_if_cast", &["Off"], &["n"]);
    choose("mk:controls_if_cast", &[], &["n"]);
    choose("mk:controls_if_cast", &["something"], &["y"]);
    check("fns:IF", &[("fns:boolParameter", &["false"]), ("fns:expressionParameter", &["x"])], &[]);
    check(
        "grel:controls_if",
        &[("grel:bool_b", &["true"]), ("grel:any_true", &[]), ("grel:any_false", &["n"])],
        &[],
    );
    let true_condition = |condition, expected: &[&str]| {
        check("idlab:trueCondition", &[("idlab:strBoolean", condition), ("idlab:str", &["x"])], expected);
    };
    true_condition(&["true"], &["x"]);
    true_condition(&["false"], &[]);
    true_condition(&[], &[]);
    let decide = |value, expected: &[&str]| {
        check(
            "idlab:decide",
            &[("idlab:str", value), ("idlab:expectedStr", &["A"]), ("idlab:result", &["x"])],
            expected,
        );
    };
    decide(&["A"], &["x"]);
    decide(&["B"], &[]);
}

#[test]
fn null_is_seen_where_it_is_asked_for() {
    let of = |name: &str, value: &[&str], expected| check(name, &[("grel:param_any_e", value)], &[expected]);
    of("grel:controls_isNull", &[], "true");
    of("grel:controls_isNull", &[""], "false");
    of("grel:isNotNull", &[], "false");
    of("grel:controls_isBlank", &[" "], "true");
    of("grel:controls_isBlank", &[], "true");
    of("grel:isNonBlank", &["a"], "true");
    of("grel:isNumeric", &["-1.5e3"], "true");
    of("grel:isNumeric", &["1,5"], "false");
    of("grel:isNumeric", &[], "false");
    of("grel:isNumeric", &["123456789012345678901234567890"], "true");
    of("grel:isNumeric", &["NaN"], "false");
    check("fns:isNotNull", &[("fns:parameter", &["x"])], &["true"]);
    check("idlab:isNull", &[("idlab:_str", &[])], &["true"]);
    check("grel:other_coalesce", &[("grel:p_any_rep_e", &[]), ("grel:p_any_rep_e", &["b", "c"])], &["b"]);
    check("cg:firstNonEmpty", &[("cg:values", &[]), ("cg:values", &[" "]), ("cg:values", &["b"])], &["b"]);
    check("cg:firstNonEmpty", &[("cg:values", &[])], &[]);
    check("grel:toUpperCase", &[(VALUE, &[])], &[]);
    check("grel:toUpperCase", &[(VALUE, &[""])], &[""]);
}

#[test]
fn values_are_compared() {
    let of = |name: &str, a, b, expected: &[&str]| {
        check(name, &[("grel:valueParam", a), ("grel:valueParameter2", b)], expected);
    };
    of("idlab:equal", &["A"], &["A"], &["true"]);
    of("idlab:equal", &["A"], &["a"], &["false"]);
    of("idlab:equal", &["1"], &["1.0"], &["false"]);
    of("idlab:notEqual", &["A"], &["B"], &["true"]);
    of("idlab:equal", &["A"], &[], &[]);
    // RML-FNML, "Multivalue processing": one result for each value, in order.
    of("idlab:notEqual", &["1", "0", "5"], &["0"], &["true", "false", "true"]);
    check(
        "idlab:stringContainsOtherString",
        &[("idlab:str", &["a,bc"]), ("idlab:otherStr", &["b"]), ("idlab:delimiter", &[","])],
        &["false"],
    );
    let in_range = |value, expected| {
        check(
            "idlab:inRange",
            &[("idlab:p_test", &[value]), ("idlab:p_from", &["1"]), ("idlab:p_to", &["2"])],
            &[expected],
        );
    };
    in_range("1", "true");
    in_range("1.99", "true");
    in_range("2", "false");
}

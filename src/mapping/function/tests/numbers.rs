//! Functions of numbers.

use super::check_error;
use super::check_typed;

const NUMBER: &str = "grel:p_dec_n";

#[track_caller]
fn one(name: &str, number: &str, expected: (&str, &str)) {
    check_typed(name, &[(NUMBER, &[number])], expected);
}

#[track_caller]
fn two(name: &str, a: &str, b: &str, expected: (&str, &str)) {
    check_typed(name, &[(NUMBER, &[a]), ("grel:param_n2", &[b])], expected);
}

#[test]
fn numbers_are_rounded() {
    one("grel:math_round", "2.5", ("3", "decimal"));
    one("grel:math_round", "-2.5", ("-2", "decimal"));
    one("grel:math_round", "-2.51", ("-3", "decimal"));
    one("grel:math_round", "7", ("7", "integer"));
    one("grel:math_floor", "-3.7", ("-4", "decimal"));
    one("grel:math_ceil", "-3.7", ("-3", "decimal"));
    one("grel:math_ceil", "1.2e1", ("12", "decimal"));
    one("grel:math_abs", "-6", ("6", "integer"));
}

#[test]
fn arithmetic_is_exact() {
    check_typed("grel:array_sum", &[("grel:p_array_a", &["0.1", "0.2"])], ("0.3", "decimal"));
    check_typed("grel:array_sum", &[("grel:p_array_a", &["2", "1", "0", "3"])], ("6", "integer"));
    two("grel:math_minus", "1", "0.9", ("0.1", "decimal"));
    two("grel:math_multiply", "1.1", "1.1", ("1.21", "decimal"));
    two("grel:math_min", "3", "10", ("3", "integer"));
    two("grel:math_max", "3", "10.0", ("10", "decimal"));
    two("grel:math_quotient", "-7", "2", ("-3", "integer"));
    check_typed("grel:math_mod", &[("grel:p_int_i", &["74"]), ("grel:p_int_i2", &["9"])], ("2", "integer"));
    check_typed("grel:math_mod", &[("grel:p_int_i", &["-7"]), ("grel:p_int_i2", &["2"])], ("-1", "integer"));
    check_typed("grel:string_toNumber", &[("grel:p_any_e", &[" 007.50"])], ("7.5", "decimal"));
}

#[test]
fn a_power_has_a_whole_exponent() {
    let pow = |base, exponent, expected| {
        check_typed("grel:math_pow", &[(NUMBER, &[base]), ("grel:p_any_exp", &[exponent])], expected);
    };
    pow("2", "10", ("1024", "integer"));
    pow("1.5", "2", ("2.25", "decimal"));
    pow("2", "-2", ("0.25", "decimal"));
    pow("5", "0", ("1", "integer"));
    pow("-1", "9223372036854775807", ("-1", "integer"));
    pow("-1", "-9223372036854775808", ("1", "decimal"));
    pow("1", "1000000", ("1", "integer"));
    pow("0", "1000000", ("0", "integer"));
    let fails = |base, exponent, expected| {
        check_error("grel:math_pow", &[(NUMBER, &[base]), ("grel:p_any_exp", &[exponent])], expected);
    };
    fails("10", "100", "cannot call `grel:math_pow`: the result for `10` does not fit in a decimal");
    fails("0", "-1", "cannot call `grel:math_pow`: the result for `0` does not fit in a decimal");
    fails(
        "2",
        "0.5",
        "cannot call `grel:math_pow`, parameter `grel:param_dec_n_exp`: `0.5` is not a whole number",
    );
}

#[test]
fn what_is_no_number_is_an_error() {
    check_error(
        "grel:math_abs",
        &[(NUMBER, &["123456789012345678901234567890"])],
        "cannot call `grel:math_abs`, parameter `grel:param_dec_n`: `123456789012345678901234567890` is not a number \
         of at most 20 digits and 18 more after the point",
    );
    check_error(
        "grel:math_abs",
        &[(NUMBER, &["1,5"])],
        "cannot call `grel:math_abs`, parameter `grel:param_dec_n`: `1,5` is not a number",
    );
    check_error(
        "grel:math_round",
        &[(NUMBER, &["1e999"])],
        "cannot call `grel:math_round`, parameter `grel:param_dec_n`: `1e999` is not a number of at \
         most 20 digits and 18 more after the point",
    );
    check_error(
        "grel:math_mod",
        &[("grel:p_int_i", &["1"]), ("grel:p_int_i2", &["0"])],
        "cannot call `grel:math_mod`, parameter `grel:param_int_i2`: `0` is not a number other than zero",
    );
    check_error(
        "grel:math_multiply",
        &[(NUMBER, &["100000000000000000000"]), ("grel:param_n2", &["100000000000000000000"])],
        "cannot call `grel:math_multiply`: the result for `100000000000000000000` does not fit in a decimal",
    );
}

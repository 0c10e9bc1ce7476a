//! Functions of numbers, exact in decimals.

use oxsdatatypes::Decimal;

use super::FunctionError;
use super::call::Call;
use super::call::Number;
use super::call::Output;
use super::parameter::ANYTHING;
use super::parameter::NUMBER;
use super::parameter::NUMBER2;
use super::parameter::WHOLE;
use super::parameter::WHOLE2;
use super::table::Function;
use super::table::NUMBER as NUMBER_OUT;
use super::table::Parameter;

const EXPONENT: Parameter = Parameter::new(grel!("param_dec_n_exp"), &[grel!("p_any_exp")]);

/// The greatest exponent of a power: no decimal but -1, 0 and 1 has a greater one.
const EXPONENT_MAX: i64 = 127;

/// The functions of this file.
pub(super) static FUNCTIONS: &[Function] = &[
    Function::new(grel!("string_toNumber"), &[ANYTHING], NUMBER_OUT, |call| {
        Ok(vec![call.to_decimal(0, call.required(0)?.trim())?.to_value()])
    })
    .also(&[grel!("toNumber")]),
    Function::new(grel!("math_abs"), &[NUMBER], NUMBER_OUT, |call| one_number(call, Decimal::checked_abs)),
    Function::new(grel!("math_floor"), &[NUMBER], NUMBER_OUT, |call| {
        one_number(call, Decimal::checked_floor)
    }),
    Function::new(grel!("math_ceil"), &[NUMBER], NUMBER_OUT, |call| one_number(call, Decimal::checked_ceil)),
    Function::new(grel!("math_round"), &[NUMBER], NUMBER_OUT, |call| one_number(call, round)),
    Function::new(grel!("math_min"), &[NUMBER, NUMBER2], NUMBER_OUT, |call| {
        two_numbers(call, |a, b| Some(if b < a { b } else { a }))
    }),
    Function::new(grel!("math_max"), &[NUMBER, NUMBER2], NUMBER_OUT, |call| {
        two_numbers(call, |a, b| Some(if b > a { b } else { a }))
    }),
    Function::new(grel!("math_minus"), &[NUMBER, NUMBER2], NUMBER_OUT, |call| {
        two_numbers(call, Decimal::checked_sub)
    })
    .also(&[grel!("math_subtract"), grel!("minus")]),
    Function::new(grel!("math_multiply"), &[NUMBER, NUMBER2], NUMBER_OUT, |call| {
        two_numbers(call, Decimal::checked_mul)
    }),
    Function::new(grel!("math_mod"), &[WHOLE, WHOLE2], NUMBER_OUT, |call| {
        divisor(call)?;
        two_numbers(call, Decimal::checked_rem)
    }),
    Function::new(grel!("math_quotient"), &[NUMBER, NUMBER2], NUMBER_OUT, |call| {
        divisor(call)?;
        // The quotient of what is left when the remainder is taken away is whole and exact.
        two_numbers(call, |a, b| a.checked_sub(a.checked_rem(b)?)?.checked_div(b))
    }),
    Function::new(grel!("math_pow"), &[NUMBER, EXPONENT], NUMBER_OUT, pow),
];

/// To the nearest whole number; the greater one of two equally near.
fn round(number: Decimal) -> Option<Decimal> {
    let floor = number.checked_floor()?;
    let is_up = number.checked_sub(floor)? >= Decimal::new(5, 1).ok()?;
    if is_up { floor.checked_add(1) } else { Some(floor) }
}

fn one_number(call: &Call<'_>, operation: fn(Decimal) -> Option<Decimal>) -> Output {
    let Number { decimal, is_integer } = call.decimal(0)?;
    let decimal = operation(decimal).ok_or_else(|| call.too_large("a decimal"))?;
    Ok(vec![Number { decimal, is_integer }.to_value()])
}

fn two_numbers(call: &Call<'_>, operation: fn(Decimal, Decimal) -> Option<Decimal>) -> Output {
    let (a, b) = (call.decimal(0)?, call.decimal(1)?);
    let decimal = operation(a.decimal, b.decimal).ok_or_else(|| call.too_large("a decimal"))?;
    Ok(vec![Number { decimal, is_integer: a.is_integer && b.is_integer }.to_value()])
}

/// Refuses zero as the second number.
fn divisor(call: &Call<'_>) -> Result<(), FunctionError> {
    if call.decimal(1)?.decimal == Decimal::default() {
        return Err(call.wrong(1, call.required(1)?, "a number other than zero"));
    }
    Ok(())
}

/// Whole exponents only: roots are not exact.
fn pow(call: &Call<'_>) -> Output {
    let base = call.decimal(0)?;
    let exponent = call.integer(1)?;
    let one = Decimal::from(1);
    let is_unit =
        base.decimal == one || base.decimal == Decimal::from(-1) || base.decimal == Decimal::default();
    let times = match exponent.unsigned_abs() {
        // Only whether it is even matters for these.
        times if is_unit && times > 2 => 1 + (times + 1) % 2,
        times => times,
    };
    if times > EXPONENT_MAX.unsigned_abs() {
        return Err(call.too_large("a decimal"));
    }
    let mut power = one;
    for _ in 0..times {
        power = power.checked_mul(base.decimal).ok_or_else(|| call.too_large("a decimal"))?;
    }
    if exponent < 0 {
        power = one.checked_div(power).ok_or_else(|| call.too_large("a decimal"))?;
    }
    Ok(vec![Number { decimal: power, is_integer: base.is_integer && exponent >= 0 }.to_value()])
}

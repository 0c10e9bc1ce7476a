//! Functions of truth and of null.

use super::call::Call;
use super::call::Number;
use super::call::Output;
use super::call::is_numeric;
use super::call::texts;
use super::call::truth;
use super::parameter::ANYTHING;
use super::parameter::CONDITION;
use super::parameter::CONDITIONS;
use super::parameter::DELIMITER;
use super::parameter::OTHER_STR;
use super::parameter::STR;
use super::parameter::VALUE;
use super::parameter::VALUE2;
use super::table::ANY;
use super::table::BOOLEAN;
use super::table::Function;
use super::table::Parameter;
use super::text::separator;

const IF_TRUE: Parameter =
    Parameter::new(grel!("param_true"), &[grel!("any_true"), fns!("expressionParameter")]);
const IF_FALSE: Parameter = Parameter::new(grel!("param_false"), &[grel!("any_false")]).optional();
const STR_BOOLEAN: Parameter = Parameter::new(idlab!("_strBoolean"), &[idlab!("strBoolean")]);
const EXPECTED: Parameter = Parameter::new(idlab!("_expectedStr"), &[idlab!("expectedStr")]);
const RESULT: Parameter = Parameter::new(idlab!("_result"), &[idlab!("result")]);
const TEST: Parameter = Parameter::new(idlab!("_test"), &[idlab!("p_test"), idlab!("test")]);
const LOWER: Parameter = Parameter::new(idlab!("_from"), &[idlab!("p_from"), idlab!("from")]).optional();
const UPPER: Parameter = Parameter::new(idlab!("_to"), &[idlab!("p_to"), idlab!("to")]).optional();

/// The functions of this file.
pub(super) static FUNCTIONS: &[Function] = &[
    Function::new(grel!("boolean_and"), &[CONDITIONS], BOOLEAN, |call| {
        truth(count(call)? == call.list(0).len())
    }),
    Function::new(grel!("boolean_or"), &[CONDITIONS], BOOLEAN, |call| truth(count(call)? > 0)),
    Function::new(grel!("boolean_xor"), &[CONDITIONS], BOOLEAN, |call| truth(count(call)? == 1)),
    Function::new(grel!("boolean_not"), &[CONDITION], BOOLEAN, |call| truth(!call.boolean(0)?)),
    Function::new(grel!("controls_if"), &[CONDITION, IF_TRUE, IF_FALSE], ANY, |call| {
        if call.text(0).is_none() {
            return Ok(Vec::new());
        }
        choose(call, call.boolean(0)?)
    })
    .also(&[grel!("if"), fns!("IF")])
    .seeing_null(),
    Function::new(morph!("controls_if_cast"), &[CONDITION, IF_TRUE, IF_FALSE], ANY, |call| {
        let text = call.text(0).unwrap_or_default();
        choose(call, !["", "false", "no", "off", "0"].iter().any(|word| text.eq_ignore_ascii_case(word)))
    })
    .seeing_null(),
    Function::new(grel!("controls_isNull"), &[ANYTHING], BOOLEAN, |call| truth(call.value(0).is_none()))
        .also(&[grel!("isNull"), idlab!("isNull"), fns!("isNull")])
        .seeing_null(),
    Function::new(grel!("controls_isNotNull"), &[ANYTHING], BOOLEAN, |call| truth(call.value(0).is_some()))
        .also(&[grel!("isNotNull"), idlab!("isNotNull"), fns!("isNotNull")])
        .seeing_null(),
    Function::new(grel!("controls_isBlank"), &[ANYTHING], BOOLEAN, |call| truth(is_blank(call)))
        .also(&[grel!("isBlank")])
        .seeing_null(),
    Function::new(grel!("controls_isNonBlank"), &[ANYTHING], BOOLEAN, |call| truth(!is_blank(call)))
        .also(&[grel!("isNonBlank")])
        .seeing_null(),
    Function::new(grel!("controls_isNumeric"), &[ANYTHING], BOOLEAN, |call| {
        truth(call.text(0).is_some_and(is_numeric))
    })
    .also(&[grel!("isNumeric")])
    .seeing_null(),
    Function::new(idlab!("equal"), &[VALUE, VALUE2], BOOLEAN, |call| truth(are_equal(call)?)).also(&[
        idlab!("equals"),
        fns!("equals"),
        fns!("equal"),
    ]),
    Function::new(idlab!("notEqual"), &[VALUE, VALUE2], BOOLEAN, |call| truth(!are_equal(call)?)).also(&[
        idlab!("notEquals"),
        fns!("notEquals"),
        fns!("notEqual"),
    ]),
    Function::new(idlab!("trueCondition"), &[STR_BOOLEAN, STR], ANY, |call| {
        if call.boolean(0)? { Ok(call.value(1).cloned().into_iter().collect()) } else { Ok(Vec::new()) }
    }),
    Function::new(idlab!("decide"), &[STR, EXPECTED, RESULT], ANY, |call| {
        texts((call.required(0)? == call.required(1)?).then_some(call.required(2)?))
    }),
    Function::new(idlab!("stringContainsOtherString"), &[STR, OTHER_STR, DELIMITER], BOOLEAN, |call| {
        let (value, other) = (call.required(0)?, call.required(1)?);
        truth(value.split(separator(call, 2)?).any(|part| part == other))
    }),
    Function::new(idlab!("inRange"), &[TEST, LOWER, UPPER], BOOLEAN, in_range),
];

/// How many of the conditions are true.
fn count(call: &Call<'_>) -> Result<usize, super::FunctionError> {
    let mut count = 0;
    for value in call.list(0) {
        count += usize::from(call.to_boolean(0, &value.text)?);
    }
    Ok(count)
}

/// The value for true or for false; none if that one is null or not given.
#[expect(clippy::unnecessary_wraps, reason = "the result of a body")]
fn choose(call: &Call<'_>, is_true: bool) -> Output {
    Ok(call.value(if is_true { 1 } else { 2 }).cloned().into_iter().collect())
}

fn is_blank(call: &Call<'_>) -> bool {
    call.text(0).is_none_or(|text| text.trim().is_empty())
}

/// Equal as texts, or by value if both are numbers by datatype (SPARQL 1.1, section 17.3).
fn are_equal(call: &Call<'_>) -> Result<bool, super::FunctionError> {
    let (first, second) = (call.required(0)?, call.required(1)?);
    if first == second {
        return Ok(true);
    }
    let (Some(a), Some(b)) = (call.value(0), call.value(1)) else {
        return Ok(false);
    };
    if !a.is_number() || !b.is_number() {
        return Ok(false);
    }
    Ok(match (Number::parse(first), Number::parse(second)) {
        (Some(a), Some(b)) => a.decimal == b.decimal,
        _ => false,
    })
}

/// Whether a number is in a range that includes its beginning and not its end.
fn in_range(call: &Call<'_>) -> Output {
    let number = call.decimal(0)?.decimal;
    let is_after = call.text(1).is_none() || call.decimal(1)?.decimal <= number;
    let is_before = call.text(2).is_none() || number < call.decimal(2)?.decimal;
    truth(is_after && is_before)
}

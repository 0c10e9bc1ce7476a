//! Functions of lists.

use std::collections::HashSet;

use super::call::Call;
use super::call::Number;
use super::call::Output;
use super::call::one;
use super::call::truth;
use super::call::whole;
use super::parameter::ARRAY;
use super::parameter::FROM;
use super::parameter::SEPARATOR;
use super::parameter::STR;
use super::parameter::TO;
use super::table::ANY;
use super::table::BOOLEAN;
use super::table::Function;
use super::table::LIST;
use super::table::NUMBER;
use super::table::Parameter;
use super::table::TEXT;
use super::text::place;

const IDLAB_LIST: Parameter = Parameter::new(idlab!("_list"), &[idlab!("list")]).many();
const OBJECTS: Parameter = Parameter::new(
    grel!("param_any_rep_e"),
    &[
        grel!("p_any_rep_e"),
        grel!("param_any_e"),
        grel!("p_any_e"),
        grel!("valueParam"),
        grel!("valueParameter"),
    ],
)
.many();
const VALUES: Parameter =
    Parameter::new(own!("values"), &[own!("value"), grel!("valueParam"), grel!("valueParameter")]).many();

/// The functions of this file.
pub(super) static FUNCTIONS: &[Function] = &[
    Function::new(grel!("array_get"), &[ARRAY, FROM, TO], LIST, get),
    Function::new(grel!("array_slice"), &[ARRAY, FROM, TO], LIST, slice),
    Function::new(grel!("array_join"), &[ARRAY, SEPARATOR.optional()], TEXT, join).also(&[grel!("join")]),
    Function::new(grel!("array_length"), &[ARRAY], NUMBER, |call| whole(call.list(0).len()))
        .also(&[grel!("array_size")])
        .seeing_null(),
    Function::new(grel!("array_reverse"), &[ARRAY], LIST, |call| {
        Ok(call.list(0).iter().rev().cloned().collect())
    }),
    Function::new(grel!("array_sort"), &[ARRAY], LIST, |call| {
        let mut values = call.list(0).to_vec();
        values.sort_by(|a, b| a.text.cmp(&b.text));
        Ok(values)
    }),
    Function::new(grel!("array_uniques"), &[ARRAY], LIST, |call| {
        let mut seen = HashSet::new();
        Ok(call.list(0).iter().filter(|value| seen.insert(value.text.as_str())).cloned().collect())
    })
    .also(&[grel!("uniques")]),
    Function::new(grel!("array_sum"), &[ARRAY], NUMBER, sum).also(&[grel!("math_sum"), grel!("sum")]),
    Function::new(idlab!("listContainsElement"), &[IDLAB_LIST, STR], BOOLEAN, |call| {
        let element = call.required(1)?;
        truth(call.list(0).iter().any(|value| value.text == element))
    }),
    Function::new(grel!("other_coalesce"), &[OBJECTS], ANY, |call| {
        Ok(call.list(0).first().cloned().into_iter().collect())
    })
    .also(&[grel!("coalesce"), grel!("controls_coalesce")])
    .seeing_null(),
    Function::new(own!("firstNonEmpty"), &[VALUES], ANY, |call| {
        Ok(call.list(0).iter().find(|value| !value.text.trim().is_empty()).cloned().into_iter().collect())
    })
    .seeing_null(),
];

/// The values from one index up to another that is not included; negative ones count from the end.
fn slice(call: &Call<'_>) -> Output {
    let values = call.list(0);
    let from = place(call.integer(1)?, values.len());
    let to = call.optional_integer(2)?.map_or(values.len(), |to| place(to, values.len())).min(values.len());
    Ok(values.get(from..to).unwrap_or_default().to_vec())
}

/// One value, or a slice if the second index is given.
fn get(call: &Call<'_>) -> Output {
    if call.text(2).is_some() {
        return slice(call);
    }
    let (values, index) = (call.list(0), call.integer(1)?);
    let magnitude = usize::try_from(index.unsigned_abs()).unwrap_or(usize::MAX);
    let place = if index < 0 { values.len().checked_sub(magnitude) } else { Some(magnitude) };
    Ok(place.and_then(|place| values.get(place)).cloned().into_iter().collect())
}

fn join(call: &Call<'_>) -> Output {
    one(call.join(call.list(0).iter(), call.text(1).unwrap_or_default())?)
}

fn sum(call: &Call<'_>) -> Output {
    let mut sum = Number { decimal: 0.into(), is_integer: true };
    for value in call.list(0) {
        let number = call.to_decimal(0, &value.text)?;
        sum.decimal = sum.decimal.checked_add(number.decimal).ok_or_else(|| call.too_large("a decimal"))?;
        sum.is_integer &= number.is_integer;
    }
    Ok(vec![sum.to_value()])
}

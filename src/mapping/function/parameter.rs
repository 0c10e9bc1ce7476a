//! The parameters that functions share, with the names that mappings use.

use super::table::Parameter;

/// A value.
pub(super) const VALUE: Parameter = Parameter::new(
    grel!("valueParam"),
    &[grel!("valueParameter"), grel!("valueParam1"), grel!("valueParameter1"), fns!("parameter")],
);
/// A second value.
pub(super) const VALUE2: Parameter =
    Parameter::new(grel!("valueParam2"), &[grel!("valueParameter2"), fns!("compared")]);
/// Whatever there is.
pub(super) const ANYTHING: Parameter = Parameter::new(
    grel!("param_any_e"),
    &[
        grel!("p_any_e"),
        grel!("valueParam"),
        grel!("valueParameter"),
        idlab!("_str"),
        idlab!("str"),
        fns!("parameter"),
    ],
);
/// A list.
pub(super) const ARRAY: Parameter =
    Parameter::new(grel!("param_a"), &[grel!("p_array_a"), grel!("valueParam"), grel!("valueParameter")])
        .many();
/// What separates parts.
pub(super) const SEPARATOR: Parameter = Parameter::new(grel!("param_string_sep"), &[grel!("p_string_sep")]);
/// A text within a text.
pub(super) const PART: Parameter =
    Parameter::new(grel!("param_string_sub"), &[grel!("string_sub"), grel!("p_string_sub")]);
/// What is sought.
pub(super) const FIND: Parameter = Parameter::new(grel!("param_find"), &[grel!("p_string_find")]);
/// What is put in its place.
pub(super) const REPLACEMENT: Parameter =
    Parameter::new(grel!("param_replace"), &[grel!("p_string_replace")]);
/// A regular expression.
pub(super) const REGEX: Parameter =
    Parameter::new(grel!("param_regex"), &[grel!("p_string_regex"), own!("regex")]);
/// The first index.
pub(super) const FROM: Parameter = Parameter::new(grel!("p_int_i_from"), &[grel!("param_int_i_from")]);
/// The index after the last.
pub(super) const TO: Parameter =
    Parameter::new(grel!("p_int_i_opt_to"), &[grel!("param_int_i_opt_to")]).optional();
/// A number.
pub(super) const NUMBER: Parameter = Parameter::new(grel!("param_dec_n"), &[grel!("p_dec_n")]);
/// A second number.
pub(super) const NUMBER2: Parameter =
    Parameter::new(grel!("param_dec_n2"), &[grel!("param_n2"), grel!("p_dec_n2")]);
/// A whole number.
pub(super) const WHOLE: Parameter = Parameter::new(grel!("param_int_i"), &[grel!("p_int_i")]);
/// A second whole number.
pub(super) const WHOLE2: Parameter = Parameter::new(grel!("param_int_i2"), &[grel!("p_int_i2")]);
/// A boolean.
pub(super) const CONDITION: Parameter =
    Parameter::new(grel!("param_b"), &[grel!("bool_b"), fns!("boolParameter")]);
/// Booleans.
pub(super) const CONDITIONS: Parameter =
    Parameter::new(grel!("bool_array_b"), &[grel!("param_rep_b"), grel!("param_b"), grel!("bool_b")]).whole();
/// A date, or a date and time.
pub(super) const MOMENT: Parameter = Parameter::new(
    grel!("param_date_d"),
    &[grel!("p_date_d"), grel!("param_datetime_d"), grel!("p_datetime_d")],
);
/// A second one.
pub(super) const MOMENT2: Parameter = Parameter::new(
    grel!("param_datetime_d2"),
    &[grel!("p_datetime_d2"), grel!("param_date_d2"), grel!("p_date_d2")],
);
/// A unit of time.
pub(super) const UNIT: Parameter = Parameter::new(
    grel!("param_string_unit"),
    &[grel!("p_string_unit"), grel!("param_string_timeunit"), grel!("p_string_timeunit")],
);
/// A text, as the `IDLab` functions call it.
pub(super) const STR: Parameter = Parameter::new(idlab!("_str"), &[idlab!("str")]);
/// Another text.
pub(super) const OTHER_STR: Parameter = Parameter::new(idlab!("_otherStr"), &[idlab!("otherStr")]);
/// What separates parts, as the `IDLab` functions call it.
pub(super) const DELIMITER: Parameter = Parameter::new(idlab!("_delimiter"), &[idlab!("delimiter")]);

//! The table: functions and their parameters, and how they are found by IRI.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::FunctionError;
use super::call;
use super::call::Arguments;
use super::call::Call;
use super::call::Output;
use super::call::Value;
use super::date;
use super::encoding;
use super::escape;
use super::list;
use super::logic;
use super::number;
use super::regular;
use super::text;

/// The namespace that the `IDLab` functions had before.
const OLD_IDLAB: &str = "http://example.com/idlab/function/";

/// The namespace that they have now.
const IDLAB: &str = idlab!("");

/// The host of the GREL vocabulary, with the scheme by which some mappings name it.
const SECURE_GREL: &str = "https://users.ugent.be/";

/// How alike two IRIs must be for one to be suggested for the other, by normalised edit distance (0..=1).
const LIKENESS: f64 = 0.75;

/// A parameter of a function.
#[derive(Debug, Clone, Copy)]
pub(in crate::mapping) struct Parameter {
    /// Its IRI.
    pub(in crate::mapping) iri: &'static str,
    /// Other IRIs by which mappings name it.
    pub(super) aliases: &'static [&'static str],
    /// Whether it takes a list as a whole.
    pub(in crate::mapping) many: bool,
    /// Whether a mapping must give it.
    pub(in crate::mapping) required: bool,
    /// Whether one input without value, of several that make the list, leaves the function without result.
    pub(super) strict: bool,
}

impl Parameter {
    /// A parameter of one value that must be given.
    pub(super) const fn new(iri: &'static str, aliases: &'static [&'static str]) -> Self {
        Self { iri, aliases, many: false, required: true, strict: false }
    }

    /// The same, but it may be left out.
    pub(super) const fn optional(self) -> Self {
        Self { required: false, ..self }
    }

    /// The same, but it takes a list.
    pub(super) const fn many(self) -> Self {
        Self { many: true, ..self }
    }

    /// The same, but it takes a list of which each input must have a value.
    pub(super) const fn whole(self) -> Self {
        Self { many: true, strict: true, ..self }
    }

    fn is_named(&self, iri: &str) -> bool {
        self.iri == iri || self.aliases.contains(&iri)
    }
}

/// What a function gives: the IRIs by which mappings name the result.
pub(super) type Returns = &'static [&'static str];

/// A text.
pub(super) const TEXT: Returns = &[
    grel!("stringOut"),
    grel!("stringOutput"),
    idlab!("_stringOut"),
    idlab!("stringOut"),
    ANY_OUT,
    ANY_PREDICATE,
];
/// A boolean.
pub(super) const BOOLEAN: Returns = &[
    grel!("output_bool"),
    grel!("o_bool"),
    idlab!("_boolOut"),
    idlab!("o_boolOut"),
    fns!("boolOut"),
    ANY_OUT,
    ANY_PREDICATE,
];
/// A number.
pub(super) const NUMBER: Returns = &[
    grel!("output_number"),
    grel!("o_number"),
    grel!("output_decimal"),
    grel!("o_decimal"),
    grel!("stringOut"),
    grel!("stringOutput"),
    ANY_OUT,
    ANY_PREDICATE,
];
/// A list.
pub(super) const LIST: Returns = &[
    grel!("output_array"),
    grel!("o_array"),
    idlab!("_listOut"),
    idlab!("listOut"),
    grel!("stringOut"),
    grel!("stringOutput"),
    ANY_OUT,
    ANY_PREDICATE,
];
/// A date, or a date and time.
pub(super) const DATE: Returns = &[
    grel!("output_date"),
    grel!("o_date"),
    grel!("output_datetime"),
    grel!("o_datetime"),
    grel!("stringOut"),
    grel!("stringOutput"),
    idlab!("_stringOut"),
    idlab!("stringOut"),
    ANY_OUT,
    ANY_PREDICATE,
];
/// Whatever is given to it.
pub(super) const ANY: Returns = &[
    ANY_OUT,
    ANY_PREDICATE,
    grel!("stringOut"),
    grel!("stringOutput"),
    idlab!("_stringOut"),
    idlab!("stringOut"),
];

const ANY_OUT: &str = grel!("output_any");
const ANY_PREDICATE: &str = grel!("o_any");

/// A function that mappings can call.
#[derive(Debug)]
pub(in crate::mapping) struct Function {
    /// Its IRI.
    pub(in crate::mapping) iri: &'static str,
    /// Other IRIs by which mappings name it.
    aliases: &'static [&'static str],
    /// Its parameters; arguments are given by place in this list.
    pub(in crate::mapping) parameters: &'static [Parameter],
    returns: Returns,
    /// Whether it is called though an argument has no value.
    pub(super) sees_null: bool,
    pub(super) body: fn(&Call<'_>) -> Output,
}

impl Function {
    /// A function that gives no value if an argument has none.
    pub(super) const fn new(
        iri: &'static str,
        parameters: &'static [Parameter],
        returns: Returns,
        body: fn(&Call<'_>) -> Output,
    ) -> Self {
        Self { iri, aliases: &[], parameters, returns, sees_null: false, body }
    }

    /// The same with other names.
    pub(super) const fn also(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    /// The same, but it is called though an argument has no value.
    pub(super) const fn seeing_null(self) -> Self {
        Self { sees_null: true, ..self }
    }

    /// The place, from 0, of a parameter in [`Function::parameters`].
    pub(in crate::mapping) fn parameter(&self, iri: &str) -> Option<usize> {
        let iri = current(iri);
        self.parameters.iter().position(|parameter| parameter.is_named(&iri))
    }

    /// The parameter whose IRI is nearest to one that the function does not have, if one is near.
    pub(in crate::mapping) fn nearest_parameter(&self, iri: &str) -> Option<&'static str> {
        nearest_of(
            &current(iri),
            self.parameters.iter().flat_map(|parameter| {
                std::iter::once(parameter.iri).chain(parameter.aliases.iter().copied())
            }),
        )
    }

    /// Whether the function has a result of this name.
    pub(in crate::mapping) fn returns(&self, iri: &str) -> bool {
        self.returns.contains(&current(iri).as_ref())
    }

    /// The name of its result, for messages.
    pub(in crate::mapping) fn result(&self) -> &'static str {
        self.returns.first().copied().unwrap_or_default()
    }

    /// Whether the parameters at these places, from 0, are all that must be given: to be asked once, when a
    /// mapping is loaded.
    pub(in crate::mapping) fn check(&self, given: &[usize]) -> Result<(), FunctionError> {
        for (place, parameter) in self.parameters.iter().enumerate() {
            if parameter.required && !given.contains(&place) {
                return Err(FunctionError::Missing { function: self.iri, parameter: parameter.iri });
            }
        }
        Ok(())
    }

    /// Calls the function. No result is an empty list.
    pub(in crate::mapping) fn call(
        &'static self,
        arguments: &Arguments,
    ) -> Result<Vec<Value>, FunctionError> {
        call::call(self, arguments)
    }
}

/// All functions, a list a file.
static FUNCTIONS: [&[Function]; 8] = [
    text::FUNCTIONS,
    regular::FUNCTIONS,
    escape::FUNCTIONS,
    encoding::FUNCTIONS,
    list::FUNCTIONS,
    logic::FUNCTIONS,
    number::FUNCTIONS,
    date::FUNCTIONS,
];

/// The functions by IRI. It is only asked, never listed: its order has no effect.
static BY_IRI: LazyLock<HashMap<&'static str, &'static Function>> =
    LazyLock::new(|| all().flat_map(|function| names(function).map(move |name| (name, function))).collect());

/// All functions, in the order of the table.
pub(super) fn all() -> impl Iterator<Item = &'static Function> {
    FUNCTIONS.into_iter().flatten()
}

/// The names of a function.
pub(super) fn names(function: &'static Function) -> impl Iterator<Item = &'static str> {
    std::iter::once(function.iri).chain(function.aliases.iter().copied())
}

/// The function of an IRI.
pub(in crate::mapping) fn find(iri: &str) -> Option<&'static Function> {
    BY_IRI.get(current(iri).as_ref()).copied()
}

/// The IRI of the function nearest to one that is not known, if one is near.
pub(in crate::mapping) fn nearest(iri: &str) -> Option<&'static str> {
    nearest_of(&current(iri), all().flat_map(names))
}

/// An IRI in the vocabulary as it is now.
pub(super) fn current(iri: &str) -> std::borrow::Cow<'_, str> {
    if let Some(local) = iri.strip_prefix(OLD_IDLAB) {
        return format!("{IDLAB}{local}").into();
    }
    match iri.strip_prefix(SECURE_GREL) {
        Some(path) => format!("http://users.ugent.be/{path}").into(),
        None => iri.into(),
    }
}

/// The local name of an IRI.
fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

/// The candidate nearest to an IRI by its local name, in any case; the first of those equally near.
fn nearest_of(iri: &str, candidates: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let wanted = local(iri).to_lowercase();
    let mut best: Option<(f64, &'static str)> = None;
    for candidate in candidates {
        let likeness = strsim::normalized_damerau_levenshtein(&wanted, &local(candidate).to_lowercase());
        if likeness >= LIKENESS && best.is_none_or(|(other, _)| likeness > other) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

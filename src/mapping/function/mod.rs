//! Built-in functions of mappings: a closed table, each a pure function of its arguments.
//!
//! **In:** the IRI of a function and a list of values for each of its parameters. **Out:** a list of values,
//! empty for no value, or an error that names function, parameter, value found and value expected.
//!
//! **Standard:** [RML-FNML](https://w3id.org/rml/fnml/spec), with functions described in
//! [FnO](https://w3id.org/function/spec/). Names, parameters and meanings are those of the GREL vocabulary
//! (prefix `grel:`, `http://users.ugent.be/~bjdmeest/function/grel.ttl#`) with the
//! [manual of GREL](https://openrefine.org/docs/manual/grelfunctions), and of the `IDLab` functions (prefix
//! `idlab-fn:`, `https://w3id.org/imec/idlab/function#`; the older `http://example.com/idlab/function/` is
//! read too). Prefix `cg:` is `https://w3id.org/casegraph/rml#`, `mk:` is
//! `https://github.com/morph-kgc/morph-kgc/function/built-in.ttl#`, `fns:` is the prefix of the examples of
//! the RML-FNML specification, `http://example.com/fns#`.
//!
//! # Null and lists
//!
//! A parameter that the mapping gives and for which a record has no value makes the result empty, whether it is
//! required or not, but for the functions marked "sees null" below. A parameter marked `*` takes a list. For
//! others a list is taken value by value, in order, the last parameter fastest (RML-FNML, "Multivalue
//! processing"). An input of a parameter marked `+` that has no value makes the result empty; of one marked
//! `*`, it adds nothing to the list. `?` marks a parameter that may be left out.
//!
//! # Functions
//!
//! Parameters may be named by the IRI of the parameter (`grel:valueParam`) or of its predicate
//! (`grel:valueParameter`), with or without the underscore of `IDLab` (`idlab-fn:_str`, `idlab-fn:str`).
//! The prefix of a function says where it comes from; a name in brackets has the prefix before it.
//! A result "number" is an `xsd:integer` if all arguments are integers, else an `xsd:decimal`, as in SPARQL.
//!
//! | function (also) | parameters | result |
//! |---|---|---|
//! | `grel:toUpperCase`, `toLowerCase` | `valueParam` | text |
//! | `grel:string_toTitlecase` (`toTitleCase`) | `valueParam` | text, words with a capital |
//! | `grel:string_trim` (`trim`, `string_strip`) | `valueParam` | text without white space at its ends |
//! | `grel:string_chomp` | `valueParam`, `param_string_sep` | text without the separator at its end |
//! | `grel:string_length` (`length`) | `valueParam` | integer, in characters |
//! | `grel:string_toString` | `param_any_e` | text |
//! | `grel:string_substring` (`string_sub`, `string_slice`) | `valueParam`, `p_int_i_from`, `p_int_i_opt_to?` | text; from 0, negative from the end; empty if `from` is after the end |
//! | `grel:string_startsWith`, `string_endsWith`, `string_contains` | `valueParam`, `param_string_sub` | boolean |
//! | `grel:string_indexOf`, `string_lastIndexOf` | `valueParam`, `param_string_sub` | integer from 0, or -1 |
//! | `grel:string_replace` (`replace`) | `valueParam`, `param_find?` or `param_regex?`, `param_replace` | text; `$1` and `${name}` are groups of the regex |
//! | `grel:string_replaceChars` | `valueParam`, `param_find`, `param_replace` | text, characters exchanged |
//! | `grel:string_split` (`split`, `mk:string_split_explode`) | `valueParam`, `param_string_sep?` or `param_regex?` | list |
//! | `grel:string_smartSplit` | `valueParam`, `param_opt_sep?` | list; quotes are heeded |
//! | `grel:string_splitByLengths` | `valueParam`, `param_int_i`, `param_int_i2?`, `param_int_rep_i*?` | list |
//! | `grel:string_partition`, `string_rpartition` | `valueParam`, `param_fragment`, `param_bool_opt_b?` | list of three, or of two |
//! | `grel:string_match` | `valueParam`, `param_regex` | groups of a match of the whole text; the text if the regex has none; empty if no match |
//! | `grel:string_find` | `valueParam`, `param_regex` | all matches |
//! | `grel:string_diff` | `valueParam`, `valueParam2` | what differs of the second |
//! | `grel:string_concat` (`concat`, `mk:concat`) | `valueParam+`, `valueParam2+?`, `param_string_sep?` | text |
//! | `grel:string_fingerprint` | `valueParam` | sorted words without case, marks and repetition |
//! | `grel:string_toNumber` | `param_any_e` | number |
//! | `grel:escape`, `string_unescape` (`string_escape`, `unescape`) | `valueParam`, `modeParam` | text; mode `html`, `xml`, `url`, `csv` or `javascript` |
//! | `grel:string_md5`, `string_sha1`, `cg:sha256` (`grel:string_sha256`, `mk:hash`) | `valueParam` | hexadecimal text of the UTF-8 bytes |
//! | `grel:array_get`, `array_slice` | `param_a*`, `p_int_i_from`, `p_int_i_opt_to?` | one value, a list |
//! | `grel:array_join` | `param_a*`, `param_string_sep?` | text |
//! | `grel:array_length` (`array_size`) | `param_a*` | integer; sees null: 0 |
//! | `grel:array_reverse`, `array_sort`, `array_uniques` | `param_a*` | list |
//! | `grel:array_sum` (`math_sum`) | `param_a*` | number |
//! | `grel:boolean_and`, `boolean_or`, `boolean_xor` | `bool_array_b+` | boolean; `xor`: exactly one is true |
//! | `grel:boolean_not` | `param_b` | boolean |
//! | `grel:controls_if` (`fns:IF`) | `param_b`, `param_true`, `param_false?` | the value; sees null in the values |
//! | `mk:controls_if_cast` | as `controls_if` | false are the empty text, `false`, `no`, `off`, `0` and null |
//! | `grel:controls_isNull`, `controls_isNotNull` (`isNull`, `isNotNull`, in `fns:` too), `idlab-fn:isNull` | `param_any_e` | boolean; sees null |
//! | `grel:controls_isBlank`, `controls_isNonBlank` (`isBlank`, `isNonBlank`) | `param_any_e` | boolean; null and white space are blank |
//! | `grel:controls_isNumeric` (`isNumeric`) | `param_any_e` | boolean; null is not |
//! | `grel:other_coalesce` (`coalesce`) | `param_any_rep_e*` | the first value; sees null |
//! | `grel:math_abs`, `math_floor`, `math_ceil`, `math_round` | `param_dec_n` | number; a half rounds up |
//! | `grel:math_min`, `math_max`, `math_minus`, `math_multiply` | `param_dec_n`, `param_dec_n2` | number |
//! | `grel:math_mod` | `param_int_i`, `param_int_i2` | number with the sign of the first |
//! | `grel:math_pow` | `param_dec_n`, `param_dec_n_exp` | number; whole exponents only |
//! | `grel:math_quotient` | `param_dec_n`, `param_dec_n2` | the whole part of the quotient |
//! | `grel:date_toDate` (`toDate`) | `valueParam`, `param_string_pattern*?` | `xsd:date` |
//! | `grel:date_inc` | `param_date_d`, `param_dec_n`, `param_string_unit?` | date or dateTime as given |
//! | `grel:date_diff` | `param_datetime_d`, `param_datetime_d2`, `param_string_timeunit` | integer: first minus second, whole units |
//! | `grel:date_datePart` | `param_date_d`, `param_string_unit` | integer; `weekday` gives its English name |
//! | `idlab-fn:equal`, `notEqual` (`fns:equals`, `notEquals`) | `grel:valueParam`, `grel:valueParam2` | boolean; by value if both are numbers by datatype |
//! | `idlab-fn:trueCondition` | `strBoolean`, `str` | the text if true, else empty |
//! | `idlab-fn:decide` | `str`, `expectedStr`, `result` | the result if equal, else empty |
//! | `idlab-fn:inRange` | `test`, `from?`, `to?` | boolean; from included, to excluded |
//! | `idlab-fn:stringContainsOtherString` | `str`, `otherStr`, `delimiter` | boolean: the other is one of the parts |
//! | `idlab-fn:listContainsElement` | `list*`, `str` | boolean |
//! | `idlab-fn:concat` | `str`, `otherStr`, `delimiter?` | text |
//! | `idlab-fn:concatSequence` | `seq+`, `delimiter?` | text |
//! | `idlab-fn:slugify` | `str` | small letters and digits with hyphens between |
//! | `idlab-fn:toUpperCaseURL` | `str` | text in capitals, `http://` before it if there is no scheme |
//! | `idlab-fn:normalizeDate`, `normalizeDateTime` | `strDate`, `pattern` | `yyyy-MM-dd`, `yyyy-MM-ddTHH:mm:ss` |
//! | `idlab-fn:normalizeDateWithLang`, `normalizeDateTimeWithLang` | `strDate`, `pattern`, `lang` | the same; English only |
//! | `idlab-fn:alwaysReturnsABC` | none | `ABC`, for conformance cases |
//! | `cg:parseDate` | `valueParam`, `format*` | `xsd:date`; the first pattern that fits |
//! | `cg:parsePartialDate` | `valueParam`, `format*?` | `xsd:gYear`, `xsd:gYearMonth` or `xsd:date` |
//! | `cg:epochDate`, `cg:epochDateTime` | `seconds` | `xsd:date`, `xsd:dateTime` in UTC |
//! | `cg:firstNonEmpty` | `values*` | the first value that is not blank; sees null |
//! | `cg:regexExtract` | `valueParam`, `regex`, `group?` | the group (0: the match) of the first match |
//! | `cg:splitAndTrim` | `valueParam`, `separator` | list without white space and empty parts |
//! | `cg:base64Encode`, `cg:base64Decode` | `valueParam` | text; UTF-8 |
//!
//! # Date patterns
//!
//! Letters as in Java: `yyyy` `yy` `y` (or `u`), `MM` `M` `MMM` `MMMM` (or `L`), `dd` `d`, `EEE` `EEEE`, `HH`
//! `H`, `hh` `h` with `a`, `mm` `m`, `ss` `s`, `S` (a fraction), `X` `XX` `XXX` `Z` (an offset), text in `'…'`.
//! A pattern with `%` is read as one of `strptime`. Names of months and days are English, in any case, short or
//! full. Two-digit years follow [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/strptime.html):
//! 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068. The whole text must fit the pattern.
//!
//! # Invariants
//!
//! - The result depends on the arguments alone: no clock, no randomness, no locale, no file, no network. What
//!   would need one is refused by name with the reason ([`refusal`]).
//! - Arithmetic is exact, in decimals of 18 fractional digits; what does not fit is an error.
//! - A call gives at most 16 MiB of text, so no chain of calls fills the memory.
//! - Regular expressions run in linear time ([`regex`], no look-around), compiled ones are limited to 1 MiB.
//!
//! # Left out on purpose
//!
//! - `idlab-fn:lookup` and `lookupWithDelimiter` read a file: a join with a logical source does that.
//! - `math_ln`, `math_log`, `math_exp` and the trigonometric functions: their last digit differs between
//!   machines. `string_phonetic`, `string_reinterpret`, and the functions of HTML, XML and JSON documents.
//!
//! # Example
//!
//! ```text
//! let function = function::find("http://users.ugent.be/~bjdmeest/function/grel.ttl#toUpperCase")?;
//! let mut arguments = Arguments::new(function);
//! let place = function.parameter("http://users.ugent.be/~bjdmeest/function/grel.ttl#valueParameter")?;
//! arguments.push(place, [Value::text("Venus")]);
//! assert_eq!(function.call(&arguments)?, [Value::text("VENUS")]);
//! ```

use thiserror::Error;

/// An IRI in the GREL vocabulary.
macro_rules! grel {
    ($name:literal) => {
        concat!("http://users.ugent.be/~bjdmeest/function/grel.ttl#", $name)
    };
}

/// An IRI in the vocabulary of the `IDLab` functions.
macro_rules! idlab {
    ($name:literal) => {
        concat!("https://w3id.org/imec/idlab/function#", $name)
    };
}

/// An IRI among our own functions.
macro_rules! own {
    ($name:literal) => {
        concat!("https://w3id.org/casegraph/rml#", $name)
    };
}

/// An IRI of the examples of the specification of RML-FNML.
macro_rules! fns {
    ($name:literal) => {
        concat!("http://example.com/fns#", $name)
    };
}

/// An IRI of the built-in functions of Morph-KGC.
macro_rules! morph {
    ($name:literal) => {
        concat!("https://github.com/morph-kgc/morph-kgc/function/built-in.ttl#", $name)
    };
}

mod call;
mod date;
mod encoding;
mod escape;
mod list;
mod logic;
mod number;
mod parameter;
mod pattern;
mod refused;
mod regular;
mod table;
#[cfg(test)]
mod tests;
mod text;

pub(super) use call::Arguments;
pub(super) use call::Value;
pub(super) use refused::refusal;
pub(super) use table::Function;
pub(super) use table::find;
pub(super) use table::nearest;

/// The namespace of XSD datatypes.
macro_rules! xsd {
    ($name:literal) => {
        concat!("http://www.w3.org/2001/XMLSchema#", $name)
    };
}
use xsd;

/// Why a function gives no result.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub(super) enum FunctionError {
    /// A value is not of the kind that the parameter takes.
    #[error("cannot call `{function}`, parameter `{parameter}`: `{found}` is not {expected}")]
    Value {
        /// The function.
        function: &'static str,
        /// The parameter.
        parameter: &'static str,
        /// The value, shortened.
        found: String,
        /// What the parameter takes, with its article.
        expected: String,
    },
    /// A parameter that the function requires is not given.
    #[error("cannot call `{function}`: parameter `{parameter}` is missing")]
    Missing {
        /// The function.
        function: &'static str,
        /// The parameter.
        parameter: &'static str,
    },
    /// The result is too large, is not a number or is not a date that can be written.
    #[error("cannot call `{function}`: the result for `{found}` does not fit in {expected}")]
    Range {
        /// The function.
        function: &'static str,
        /// The first argument, shortened.
        found: String,
        /// What the result should fit in.
        expected: &'static str,
    },
    /// Parameters that take one value have lists whose combinations are too many.
    #[error("cannot call `{function}`: its lists have {found} combinations (expected at most {limit})")]
    Combinations {
        /// The function.
        function: &'static str,
        /// How many combinations there are.
        found: usize,
        /// How many there may be.
        limit: usize,
    },
}

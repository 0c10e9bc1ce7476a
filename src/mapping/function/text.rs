//! Functions of texts, without regular expressions.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::FunctionError;
use super::call::Call;
use super::call::Output;
use super::call::one;
use super::call::texts;
use super::call::truth;
use super::call::whole;
use super::parameter::ANYTHING;
use super::parameter::DELIMITER;
use super::parameter::FIND;
use super::parameter::FROM;
use super::parameter::OTHER_STR;
use super::parameter::PART;
use super::parameter::REPLACEMENT;
use super::parameter::SEPARATOR;
use super::parameter::STR;
use super::parameter::TO;
use super::parameter::VALUE;
use super::parameter::VALUE2;
use super::parameter::WHOLE;
use super::parameter::WHOLE2;
use super::table::BOOLEAN;
use super::table::Function;
use super::table::LIST;
use super::table::NUMBER;
use super::table::Parameter;
use super::table::TEXT;

const FRAGMENT: Parameter = Parameter::new(grel!("param_fragment"), &[grel!("p_fragment")]);
const OMIT: Parameter = Parameter::new(grel!("param_bool_opt_b"), &[grel!("p_bool_opt_b")]).optional();
const MORE_WHOLES: Parameter =
    Parameter::new(grel!("param_int_rep_i"), &[grel!("p_rep_i")]).optional().many();
const SMART_SEPARATOR: Parameter = Parameter::new(
    grel!("param_opt_sep"),
    &[grel!("p_opt_sep"), grel!("param_string_sep"), grel!("p_string_sep")],
)
.optional();
const SEQUENCE: Parameter = Parameter::new(idlab!("_seq"), &[idlab!("seq")]).whole();
const OWN_SEPARATOR: Parameter =
    Parameter::new(own!("separator"), &[grel!("param_string_sep"), grel!("p_string_sep")]);

/// The functions of this file.
pub(super) static FUNCTIONS: &[Function] = &[
    Function::new(grel!("toUpperCase"), &[VALUE], TEXT, |call| one(call.required(0)?.to_uppercase()))
        .also(&[grel!("toUppercase"), grel!("string_toUppercase"), grel!("string_toUpperCase")]),
    Function::new(grel!("toLowerCase"), &[VALUE], TEXT, |call| one(call.required(0)?.to_lowercase()))
        .also(&[grel!("toLowercase"), grel!("string_toLowercase"), grel!("string_toLowerCase")]),
    Function::new(grel!("string_toTitlecase"), &[VALUE], TEXT, |call| one(to_title_case(call.required(0)?)))
        .also(&[grel!("toTitleCase"), grel!("toTitlecase"), grel!("string_toTitleCase")]),
    Function::new(grel!("string_trim"), &[VALUE], TEXT, |call| one(call.required(0)?.trim())).also(&[
        grel!("trim"),
        grel!("string_strip"),
        grel!("strip"),
    ]),
    Function::new(grel!("string_chomp"), &[VALUE, SEPARATOR], TEXT, chomp).also(&[grel!("chomp")]),
    Function::new(grel!("string_length"), &[VALUE], NUMBER, |call| whole(call.required(0)?.chars().count()))
        .also(&[grel!("length"), grel!("stringLength")]),
    Function::new(grel!("string_toString"), &[ANYTHING], TEXT, |call| one(call.required(0)?))
        .also(&[grel!("toString")]),
    Function::new(grel!("string_substring"), &[VALUE, FROM, TO], TEXT, substring).also(&[
        grel!("substring"),
        grel!("string_sub"),
        grel!("string_slice"),
        grel!("string_get"),
    ]),
    Function::new(grel!("string_startsWith"), &[VALUE, PART], BOOLEAN, |call| {
        truth(call.required(0)?.starts_with(call.required(1)?))
    })
    .also(&[grel!("startsWith")]),
    Function::new(grel!("string_endsWith"), &[VALUE, PART], BOOLEAN, |call| {
        truth(call.required(0)?.ends_with(call.required(1)?))
    })
    .also(&[grel!("endsWith")]),
    Function::new(grel!("string_contains"), &[VALUE, PART], BOOLEAN, |call| {
        truth(call.required(0)?.contains(call.required(1)?))
    })
    .also(&[grel!("contains")]),
    Function::new(grel!("string_indexOf"), &[VALUE, PART], NUMBER, |call| {
        let value = call.required(0)?;
        index(value, value.find(call.required(1)?))
    })
    .also(&[grel!("indexOf")]),
    Function::new(grel!("string_lastIndexOf"), &[VALUE, PART], NUMBER, |call| {
        let value = call.required(0)?;
        index(value, value.rfind(call.required(1)?))
    })
    .also(&[grel!("lastIndexOf")]),
    Function::new(grel!("string_replaceChars"), &[VALUE, FIND, REPLACEMENT], TEXT, replace_characters)
        .also(&[grel!("replaceChars")]),
    Function::new(grel!("string_smartSplit"), &[VALUE, SMART_SEPARATOR], LIST, smart_split)
        .also(&[grel!("smartSplit")]),
    Function::new(
        grel!("string_splitByLengths"),
        &[VALUE, WHOLE, WHOLE2.optional(), MORE_WHOLES],
        LIST,
        split_by_lengths,
    )
    .also(&[grel!("splitByLengths")]),
    Function::new(grel!("string_partition"), &[VALUE, FRAGMENT, OMIT], LIST, |call| {
        partition(call, call.required(0)?.split_once(call.required(1)?))
    })
    .also(&[grel!("partition")]),
    Function::new(grel!("string_rpartition"), &[VALUE, FRAGMENT, OMIT], LIST, |call| {
        partition(call, call.required(0)?.rsplit_once(call.required(1)?))
    })
    .also(&[grel!("rpartition")]),
    Function::new(grel!("string_diff"), &[VALUE, VALUE2], TEXT, difference),
    Function::new(
        grel!("string_concat"),
        &[VALUE.whole(), VALUE2.whole().optional(), SEPARATOR.optional()],
        TEXT,
        |call| one(call.join(call.list(0).iter().chain(call.list(1)), call.text(2).unwrap_or_default())?),
    )
    .also(&[grel!("concat"), morph!("concat")]),
    Function::new(grel!("string_fingerprint"), &[VALUE], TEXT, |call| one(fingerprint(call.required(0)?)))
        .also(&[grel!("fingerprint")]),
    Function::new(idlab!("concat"), &[STR, OTHER_STR, DELIMITER.optional()], TEXT, |call| {
        one([call.required(0)?, call.text(2).unwrap_or_default(), call.required(1)?].concat())
    }),
    Function::new(idlab!("concatSequence"), &[SEQUENCE, DELIMITER.optional()], TEXT, |call| {
        one(call.join(call.list(0).iter(), call.text(1).unwrap_or_default())?)
    }),
    Function::new(idlab!("slugify"), &[STR], TEXT, |call| one(slug(call.required(0)?))),
    Function::new(idlab!("toUpperCaseURL"), &[STR], TEXT, |call| one(upper_case_url(call.required(0)?))),
    Function::new(idlab!("alwaysReturnsABC"), &[], TEXT, |_| one("ABC")),
    Function::new(own!("splitAndTrim"), &[VALUE, OWN_SEPARATOR], LIST, |call| {
        let (value, separator) = (call.required(0)?, separator(call, 1)?);
        texts(value.split(separator).map(str::trim).filter(|part| !part.is_empty()))
    }),
];

/// The separator at a place, which must not be empty: between all characters there is an empty text.
pub(super) fn separator<'a>(call: &Call<'a>, place: usize) -> Result<&'a str, FunctionError> {
    match call.required(place)? {
        "" => Err(call.wrong(place, "", "a separator of at least one character")),
        separator => Ok(separator),
    }
}

/// Each word with a capital, the rest in small letters; words are separated by white space.
fn to_title_case(text: &str) -> String {
    let mut title = String::with_capacity(text.len());
    let mut is_start = true;
    for character in text.chars() {
        if is_start {
            title.extend(character.to_uppercase());
        } else {
            title.extend(character.to_lowercase());
        }
        is_start = character.is_whitespace();
    }
    title
}

fn chomp(call: &Call<'_>) -> Output {
    let value = call.required(0)?;
    one(value.strip_suffix(call.required(1)?).unwrap_or(value))
}

/// A place among `length` things: a negative one counts from the end.
pub(super) fn place(index: i64, length: usize) -> usize {
    let magnitude = usize::try_from(index.unsigned_abs()).unwrap_or(usize::MAX);
    if index < 0 { length.saturating_sub(magnitude) } else { magnitude }
}

/// No value if it begins after the end; an empty text if it begins at the end.
fn substring(call: &Call<'_>) -> Output {
    let value = call.required(0)?;
    let length = value.chars().count();
    let from = place(call.integer(1)?, length);
    let to = call.optional_integer(2)?.map_or(length, |to| place(to, length));
    if from > length {
        return Ok(Vec::new());
    }
    one(value.chars().skip(from).take(to.saturating_sub(from)).collect::<String>())
}

/// A place in bytes as one in characters, or -1.
fn index(value: &str, found: Option<usize>) -> Output {
    match found.and_then(|end| value.get(..end)) {
        Some(before) => whole(before.chars().count()),
        None => whole(-1),
    }
}

fn replace_characters(call: &Call<'_>) -> Output {
    let (value, find, replacement) = (call.required(0)?, call.required(1)?, call.required(2)?);
    let replacements: Vec<char> = replacement.chars().collect();
    if replacements.len() != find.chars().count() {
        let expected = format!("a text of {} characters, one for each that is sought", find.chars().count());
        return Err(call.wrong(2, replacement, expected));
    }
    let replaced = |character| match find.chars().position(|sought| sought == character) {
        Some(place) => replacements.get(place).copied().unwrap_or(character),
        None => character,
    };
    one(value.chars().map(replaced).collect::<String>())
}

/// Parts between separators, where a part in quotes may have separators and doubled quotes in it. Without
/// separator it is a tab if there is one, else a comma.
fn smart_split(call: &Call<'_>) -> Output {
    let value = call.required(0)?;
    let separator = match call.text(1) {
        Some(_) => separator(call, 1)?,
        None if value.contains('\t') => "\t",
        None => ",",
    };
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut is_quoted = false;
    let mut rest = value;
    while let Some(character) = rest.chars().next() {
        if character == '"' && is_quoted && rest.starts_with("\"\"") {
            part.push('"');
            rest = rest.get(2..).unwrap_or_default();
        } else if character == '"' && (is_quoted || part.is_empty()) {
            is_quoted = !is_quoted;
            rest = rest.get(1..).unwrap_or_default();
        } else if let (false, Some(after)) = (is_quoted, rest.strip_prefix(separator)) {
            parts.push(std::mem::take(&mut part));
            rest = after;
        } else {
            part.push(character);
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
        }
    }
    parts.push(part);
    texts(parts)
}

fn split_by_lengths(call: &Call<'_>) -> Output {
    let mut lengths = vec![call.integer(1)?];
    lengths.extend(call.optional_integer(2)?);
    for value in call.list(3) {
        lengths.push(value.text.parse().map_err(|_| call.wrong(3, &value.text, "a whole number"))?);
    }
    let mut characters = call.required(0)?.chars();
    let mut parts: Vec<String> = Vec::new();
    for length in lengths {
        let length = usize::try_from(length)
            .map_err(|_| call.wrong(1, &length.to_string(), "a length of at least 0"))?;
        parts.push(characters.by_ref().take(length).collect());
    }
    texts(parts)
}

fn partition(call: &Call<'_>, split: Option<(&str, &str)>) -> Output {
    let omits = call.text(2).is_some() && call.boolean(2)?;
    match (split, omits) {
        (Some((before, after)), true) => texts([before, after]),
        (Some((before, after)), false) => texts([before, call.required(1)?, after]),
        (None, true) => texts([call.required(0)?, ""]),
        (None, false) => texts([call.required(0)?, "", ""]),
    }
}

/// What the second text has from the first character that differs.
fn difference(call: &Call<'_>) -> Output {
    let (first, second) = (call.required(0)?, call.required(1)?);
    let common: usize =
        first.chars().zip(second.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    one(second.get(common..).unwrap_or_default())
}

/// Small letters without marks: `É` is `e`.
fn plain(text: &str) -> String {
    text.nfkd().filter(|character| !is_combining_mark(*character)).collect::<String>().to_lowercase()
}

/// The words without case, marks and punctuation, sorted, each once.
fn fingerprint(text: &str) -> String {
    let plain: String = plain(text).chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).collect();
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

/// ASCII letters and digits, with one hyphen for all else between them.
fn slug(text: &str) -> String {
    plain(text)
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// A URL in capitals; one without scheme gets `http://`.
fn upper_case_url(url: &str) -> String {
    let upper = url.to_uppercase();
    if upper.starts_with("HTTP://") || upper.starts_with("HTTPS://") {
        upper
    } else {
        format!("http://{upper}")
    }
}

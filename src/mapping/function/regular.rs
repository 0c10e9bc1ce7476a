//! Functions with regular expressions, and those where a text can be given instead of one.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use regex::Captures;
use regex::Regex;
use regex::RegexBuilder;

use super::FunctionError;
use super::call::Call;
use super::call::Output;
use super::call::one;
use super::call::texts;
use super::parameter::FIND;
use super::parameter::REGEX;
use super::parameter::REPLACEMENT;
use super::parameter::SEPARATOR;
use super::parameter::VALUE;
use super::table::Function;
use super::table::LIST;
use super::table::Parameter;
use super::table::TEXT;
use super::text::separator;

/// The greatest size of a compiled regular expression, and of its cache, in bytes.
const SIZE_BYTES: usize = 1 << 20;

/// How many compiled regular expressions a thread keeps.
const KEPT: usize = 32;

const OWN_REGEX: Parameter = Parameter::new(own!("regex"), &[grel!("param_regex"), grel!("p_string_regex")]);
const GROUP: Parameter = Parameter::new(own!("group"), &[]).optional();

/// The functions of this file.
pub(super) static FUNCTIONS: &[Function] = &[
    Function::new(
        grel!("string_replace"),
        &[VALUE, FIND.optional(), REGEX.optional(), REPLACEMENT],
        TEXT,
        replace,
    )
    .also(&[grel!("replace"), grel!("stringReplace")]),
    Function::new(grel!("string_split"), &[VALUE, SEPARATOR.optional(), REGEX.optional()], LIST, split)
        .also(&[grel!("split"), morph!("string_split_explode")]),
    Function::new(grel!("string_match"), &[VALUE, REGEX], LIST, match_whole).also(&[grel!("match")]),
    Function::new(grel!("string_find"), &[VALUE, REGEX], LIST, |call| {
        let regex = compile(call, 1)?;
        texts(regex.find_iter(call.required(0)?).map(|found| found.as_str()))
    })
    .also(&[grel!("find")]),
    Function::new(own!("regexExtract"), &[VALUE, OWN_REGEX, GROUP], TEXT, extract),
];

thread_local! {
    /// Compiled regular expressions by their text, the one used last at the end.
    static CACHE: RefCell<Vec<(String, Rc<Regex>)>> = const { RefCell::new(Vec::new()) };
}

/// The regular expression at a place, compiled once as long as it is among the last used.
fn compile(call: &Call<'_>, place: usize) -> Result<Rc<Regex>, FunctionError> {
    let pattern = call.required(place)?;
    cached(pattern).map_err(|expected| call.wrong(place, pattern, expected))
}

/// The same, but it must match the whole text.
fn compile_whole(call: &Call<'_>, place: usize) -> Result<Rc<Regex>, FunctionError> {
    let pattern = call.required(place)?;
    // Compiled alone first: `a)(b` is no regular expression, though `^(?:a)(b)$` is one.
    cached(pattern)
        .and_then(|_| cached(&format!(r"\A(?:{pattern})\z")))
        .map_err(|expected| call.wrong(place, pattern, expected))
}

/// A compiled regular expression from the cache, or what would be expected of its text.
fn cached(pattern: &str) -> Result<Rc<Regex>, String> {
    CACHE.with_borrow_mut(|cache| {
        if let Some(place) = cache.iter().position(|(kept, _)| kept == pattern) {
            let entry = cache.remove(place);
            let regex = Rc::clone(&entry.1);
            cache.push(entry);
            return Ok(regex);
        }
        let regex = RegexBuilder::new(pattern)
            .size_limit(SIZE_BYTES)
            .dfa_size_limit(SIZE_BYTES)
            .build()
            .map_err(|error| expected(&error))?;
        if cache.len() >= KEPT {
            drop(cache.remove(0));
        }
        let regex = Rc::new(regex);
        cache.push((pattern.to_owned(), Rc::clone(&regex)));
        Ok(regex)
    })
}

/// What a regular expression is expected to be, after an error; the last line of the error is its reason.
fn expected(error: &regex::Error) -> String {
    if let regex::Error::CompiledTooBig(_) = error {
        return "a regular expression of at most 1 MiB when compiled".to_owned();
    }
    let text = error.to_string();
    let reason = text.lines().last().unwrap_or_default().trim_start_matches("error: ");
    format!("a regular expression ({reason})")
}

/// Replaces a text, or all matches of a regular expression.
fn replace(call: &Call<'_>) -> Output {
    let (value, replacement) = (call.required(0)?, call.required(3)?);
    if call.text(2).is_none() {
        let find = call.required(1)?;
        // Between all characters there is an empty text: it is not sought.
        let found = value.match_indices(find).filter(|(_, found)| !found.is_empty());
        return one(splice(
            call,
            value,
            found.map(|(start, found)| start..start + found.len()),
            replacement,
        )?);
    }
    let regex = compile(call, 2)?;
    if replacement.contains('$') {
        one(expand(call, value, &regex, &braced(replacement))?)
    } else {
        one(splice(call, value, regex.find_iter(value).map(|found| found.range()), replacement)?)
    }
}

/// Puts a text in the place of others, which are in order.
fn splice(
    call: &Call<'_>,
    value: &str,
    found: impl Iterator<Item = Range<usize>>,
    replacement: &str,
) -> Result<String, FunctionError> {
    let mut result = String::with_capacity(value.len());
    let mut end = 0;
    for found in found {
        result.push_str(value.get(end..found.start).unwrap_or_default());
        result.push_str(replacement);
        call.check_length(result.len())?;
        end = found.end;
    }
    result.push_str(value.get(end..).unwrap_or_default());
    Ok(result)
}

/// Puts a text with groups in it in the place of all matches.
fn expand(call: &Call<'_>, value: &str, regex: &Regex, replacement: &str) -> Result<String, FunctionError> {
    let mut result = String::with_capacity(value.len());
    let mut end = 0;
    for captures in regex.captures_iter(value) {
        let Some(found) = captures.get(0) else {
            continue;
        };
        result.push_str(value.get(end..found.start()).unwrap_or_default());
        // Each two bytes of the replacement may name a group, and no group is longer than the match.
        let longest = replacement.len().saturating_add(found.len().saturating_mul(replacement.len() / 2));
        call.check_length(result.len().saturating_add(longest))?;
        captures.expand(replacement, &mut result);
        end = found.end();
    }
    result.push_str(value.get(end..).unwrap_or_default());
    Ok(result)
}

/// Puts the digits after a dollar sign in braces, so that `$1st` is the first group and `st`.
fn braced(replacement: &str) -> String {
    let mut braced = String::with_capacity(replacement.len() + 2);
    let mut characters = replacement.chars().peekable();
    while let Some(character) = characters.next() {
        braced.push(character);
        if character != '$' {
            continue;
        }
        if let Some(dollar) = characters.next_if_eq(&'$') {
            braced.push(dollar);
        } else if characters.peek().is_some_and(char::is_ascii_digit) {
            braced.push('{');
            while let Some(digit) = characters.next_if(char::is_ascii_digit) {
                braced.push(digit);
            }
            braced.push('}');
        }
    }
    braced
}

/// The parts between separators, or between matches.
fn split(call: &Call<'_>) -> Output {
    let value = call.required(0)?;
    if call.text(2).is_none() {
        return texts(value.split(separator(call, 1)?));
    }
    let regex = compile(call, 2)?;
    texts(regex.split(value))
}

/// The groups of a match of the whole text.
fn match_whole(call: &Call<'_>) -> Output {
    let regex = compile_whole(call, 1)?;
    match regex.captures(call.required(0)?) {
        None => Ok(Vec::new()),
        Some(captures) if captures.len() == 1 => one(group(&captures, 0)),
        Some(captures) => texts((1..captures.len()).map(|place| group(&captures, place))),
    }
}

/// A group; one that did not take part in the match is empty.
fn group<'a>(captures: &Captures<'a>, place: usize) -> &'a str {
    captures.get(place).map_or("", |found| found.as_str())
}

/// One group of the first match, or nothing.
fn extract(call: &Call<'_>) -> Output {
    let regex = compile(call, 1)?;
    let last = regex.captures_len().saturating_sub(1);
    let place = match call.text(2) {
        None => last.min(1),
        Some(text) => text.parse().ok().filter(|place| *place <= last).ok_or_else(|| {
            call.wrong(2, text, format!("a group of the expression (expected 0 to {last})"))
        })?,
    };
    let found = regex.captures(call.required(0)?).and_then(|captures| captures.get(place));
    texts(found.map(|found| found.as_str()))
}

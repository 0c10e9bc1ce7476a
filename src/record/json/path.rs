//! `JSONPath`: RFC 9535 and nothing else.
//!
//! Plain paths, those of names, indices and wildcards, are followed on the tape. All others (filters, slices, several
//! selectors, `..`) are evaluated on a tree by `serde_json_path`, and the places that they give are looked up on the tape.

use super::steps::Step;
use super::steps::is_shorthand;
use super::steps::plain_steps;
use super::steps::write_name;
use super::value::JsonType;
use super::value::JsonValue;
use crate::record::error::PathError;
use crate::record::error::name_found;

/// Bytes of a path that are read.
const MAX_PATH_BYTES: usize = 16 << 10;

/// Levels of brackets in a path.
const MAX_PATH_DEPTH: usize = 16;

/// Descendant segments (`..`) in a path; each may multiply the number of nodes by the depth of the record.
const MAX_DESCENDANTS: usize = 4;

/// Characters that make a reference without `$` something else than the name of a member.
const NOT_IN_NAMES: [char; 12] = ['.', '[', ']', '*', '\'', '"', '$', '?', '(', ')', '\\', '@'];

/// A compiled path.
#[derive(Debug, Clone)]
pub(crate) struct JsonPath {
    form: Form,
}

#[derive(Debug, Clone)]
enum Form {
    Plain(Vec<Step>),
    General(serde_json_path::JsonPath),
}

impl JsonPath {
    /// Compiles a query of RFC 9535.
    pub(crate) fn compile(text: &str) -> Result<Self, PathError> {
        if text.len() > MAX_PATH_BYTES {
            return Err(wrong(text, MAX_PATH_BYTES, format!("a path of at most {MAX_PATH_BYTES} bytes")));
        }
        if !text.starts_with('$') {
            return Err(PathError { hint: suggestion(text), ..wrong(text, 0, "`$`".to_owned()) });
        }
        if let Some(steps) = plain_steps(text) {
            return Ok(Self { form: Form::Plain(steps) });
        }
        refuse_costly(text)?;
        match serde_json_path::JsonPath::parse(text) {
            Ok(query) => Ok(Self { form: Form::General(query) }),
            Err(error) => {
                Err(wrong(text, place_of(text, error.position()), "a path as RFC 9535 defines it".to_owned()))
            }
        }
    }

    /// Compiles a reference as older mappings write it: a query of RFC 9535, or the bare name of a member such as
    /// `name` or `first name`, which stands for `$['first name']`. A name with a dot, bracket, quote, `*`, `@` or `$` is
    /// no bare name, since other tools read paths of various kinds in it.
    pub(crate) fn compile_reference(text: &str) -> Result<Self, PathError> {
        if text.is_empty()
            || text.len() > MAX_PATH_BYTES
            || text.contains(NOT_IN_NAMES)
            || text.contains(char::is_control)
        {
            return Self::compile(text);
        }
        Ok(Self { form: Form::Plain(vec![Step::Name(text.into())]) })
    }

    /// The steps, where the path can be followed in a stream: names and wildcards alone.
    pub(super) fn streaming_steps(&self) -> Option<&[Step]> {
        match &self.form {
            Form::Plain(steps) if !steps.iter().any(|step| matches!(step, Step::Index(_))) => Some(steps),
            _ => None,
        }
    }

    /// Appends the values that the path selects in `value` to `found`, in the order of RFC 9535.
    ///
    /// Of members with one name a plain path selects each, a general one the last.
    pub(crate) fn values<'t>(&self, value: JsonValue<'t>, found: &mut Vec<JsonValue<'t>>) {
        match &self.form {
            Form::Plain(steps) => follow(steps, value, found),
            Form::General(query) => {
                let tree = value.to_tree();
                found.extend(query.query_located(&tree).locations().filter_map(|path| look_up(path, value)));
            }
        }
    }
}

fn follow<'t>(steps: &[Step], value: JsonValue<'t>, found: &mut Vec<JsonValue<'t>>) {
    let Some((step, rest)) = steps.split_first() else {
        found.push(value);
        return;
    };
    match step {
        Step::Name(name) => {
            value.visit_named(name, |member| follow(rest, member, found));
        }
        Step::Wildcard => {
            value.items().for_each(|item| follow(rest, item, found));
            value.members().for_each(|member| follow(rest, member.1, found));
        }
        Step::Index(index) => {
            if let Some(item) = item_at(value, *index) {
                follow(rest, item, found);
            }
        }
    }
}

/// The item at an index that may count from the end.
fn item_at(value: JsonValue<'_>, index: i64) -> Option<JsonValue<'_>> {
    if value.json_type() != JsonType::Array {
        return None;
    }
    let from_start = if index < 0 { i64::try_from(value.items().count()).ok()? + index } else { index };
    let from_start = usize::try_from(from_start).ok()?;
    value.items().nth(from_start)
}

/// The value on the tape at a place that was found in the tree.
fn look_up<'t>(path: &serde_json_path::NormalizedPath<'_>, value: JsonValue<'t>) -> Option<JsonValue<'t>> {
    path.iter().try_fold(value, |value, element| match element {
        serde_json_path::PathElement::Name(name) => {
            value.members().filter(|member| member.0 == *name).last().map(|member| member.1)
        }
        serde_json_path::PathElement::Index(index) => value.items().nth(*index),
    })
}

/// Refuses paths that would nest a parser too deeply or multiply nodes without bound.
fn refuse_costly(text: &str) -> Result<(), PathError> {
    let mut quote = None;
    let mut escaped = false;
    let (mut depth, mut descendants, mut previous) = (0_usize, 0_usize, ' ');
    for (at, character) in text.char_indices() {
        match (quote, character) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), _) => quote = (open != character).then_some(open),
            (None, '\'' | '"') => quote = Some(character),
            (None, '[' | '(') => depth += 1,
            (None, ']' | ')') => depth = depth.saturating_sub(1),
            (None, '.') if previous == '.' => descendants += 1,
            _ => {}
        }
        previous = character;
        if depth > MAX_PATH_DEPTH {
            return Err(wrong(text, at, format!("at most {MAX_PATH_DEPTH} levels of brackets")));
        }
        if descendants > MAX_DESCENDANTS {
            return Err(wrong(text, at, format!("at most {MAX_DESCENDANTS} segments with `..`")));
        }
    }
    Ok(())
}

/// The byte where a path goes wrong: the place that the parser names, or the one after the longest plain beginning.
fn place_of(text: &str, named: usize) -> usize {
    // Every beginning is tried, so that only so many are.
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]).take(1000);
    let plain = ends.filter(|end| text.get(..*end).is_some_and(|head| plain_steps(head).is_some())).last();
    named.max(plain.unwrap_or(0)).min(text.len())
}

fn wrong(text: &str, at: usize, expected: String) -> PathError {
    PathError {
        language: "JSONPath",
        path: text.to_owned(),
        offset: text.get(..at).unwrap_or(text).chars().count(),
        found: name_found(text.as_bytes(), at),
        expected,
        hint: None,
    }
}

/// What may have been meant by a path without `$`.
fn suggestion(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("write `$` for the whole record".to_owned());
    }
    let shorthand = format!("$.{text}");
    if plain_steps(&shorthand).is_some() {
        return Some(format!("write `{shorthand}`"));
    }
    let bracketed = format!("${text}");
    if plain_steps(&bracketed).is_some() {
        return Some(format!("write `{bracketed}`"));
    }
    let mut quoted = "$".to_owned();
    write_name(text, &mut quoted);
    (!is_shorthand(text) && !text.contains(char::is_control))
        .then(|| format!("write `{quoted}` for a member of this name"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::json::JsonTape;

    const BOOKS: &str = r#"{"store":{"book":[{"t":"A","p":8.95,"x":null},{"t":"B","p":12.10},{"t":"C","p":8}],"b i":{"t":"D"}},"n":1.50}"#;

    fn selected(path: &str, text: &str) -> Vec<String> {
        let mut tape = JsonTape::new();
        let mut found = Vec::new();
        JsonPath::compile(path).unwrap().values(tape.parse(text.as_bytes()).unwrap(), &mut found);
        found.iter().map(|value| value.raw().to_owned()).collect()
    }

    fn check(path: &str, expected: &[&str]) {
        assert_eq!(selected(path, BOOKS), expected, "{path}");
    }

    #[test]
    fn plain_paths_select_names_indices_and_wildcards() {
        check("$", &[BOOKS]);
        check("$.n", &["1.50"]);
        check("$.store.book[*].t", &[r#""A""#, r#""B""#, r#""C""#]);
        check("$.store['b i'].t", &[r#""D""#]);
        check("$.store.*.t", &[r#""D""#]);
        check("$.store.book[1].p", &["12.10"]);
        check("$.store.book[-1].p", &["8"]);
        check("$.store.book[0].*", &[r#""A""#, "8.95", "null"]);
    }

    #[test]
    fn steps_that_meet_another_type_select_nothing() {
        check("$.n.a", &[]);
        check("$.n[*]", &[]);
        check("$.n[0]", &[]);
        check("$.store[0]", &[]);
        check("$.store.book.t", &[]);
        check("$.store.book[3]", &[]);
        check("$.store.book[-4]", &[]);
        check("$.absent", &[]);
    }

    #[test]
    fn general_paths_select_by_filters_slices_and_descent_and_keep_the_text_of_numbers() {
        check("$..p", &["8.95", "12.10", "8"]);
        check("$.store.book[?@.p < 10].t", &[r#""A""#, r#""C""#]);
        check("$.store.book[1:].p", &["12.10", "8"]);
        check("$.store.book[0]['t','p']", &[r#""A""#, "8.95"]);
        check("$.store.book[?@.t == 'B'].p", &["12.10"]);
        check("$.store.book[?length(@.t) == 1 && !@.x].t", &[r#""B""#, r#""C""#]);
        check("$.store.book[::-1].p", &["8", "12.10", "8.95"]);
    }

    #[test]
    fn each_member_of_a_name_that_occurs_twice_is_taken() {
        assert_eq!(selected("$.a", r#"{"a":1,"b":2,"a":3}"#), ["1", "3"]);
        assert_eq!(selected("$['a'][0]", r#"{"a":[1],"a":[3]}"#), ["1", "3"]);
    }

    fn refuse(path: &str, offset: usize, hint: Option<&str>) {
        let error = JsonPath::compile(path).unwrap_err();
        assert_eq!((error.offset, error.hint.as_deref()), (offset, hint), "{error}");
    }

    #[test]
    fn a_wrong_path_is_refused_where_it_goes_wrong() {
        refuse("name", 0, Some("write `$.name`"));
        refuse("a.b", 0, Some("write `$.a.b`"));
        refuse("[*]", 0, Some("write `$[*]`"));
        refuse("first name", 0, Some("write `$['first name']` for a member of this name"));
        refuse("", 0, Some("write `$` for the whole record"));
        refuse("$.students[*]]", 13, None);
        refuse("$.é.1", 4, None);
        refuse("$.a ", 3, None);
        refuse(
            "???dflidjsgfldfsnglds",
            0,
            Some("write `$['???dflidjsgfldfsnglds']` for a member of this name"),
        );
        assert_eq!(
            JsonPath::compile("$.students[*]]").unwrap_err().to_string(),
            "the JSONPath `$.students[*]]` is wrong at character 14: found `]`, expected a path as RFC 9535 defines it"
        );
    }

    #[test]
    fn paths_that_nest_or_multiply_too_much_are_refused() {
        for path in [
            "$[?".to_owned() + &"(".repeat(50_000),
            "$[?".repeat(200),
            "$".to_owned() + &"..*".repeat(9),
            ".".repeat(20_000),
        ] {
            assert!(JsonPath::compile(&path).is_err());
        }
        assert!(JsonPath::compile("$..a..b['....']").is_ok());
        let nested = format!("$[?{}@.a{}]", "(".repeat(15), ")".repeat(15));
        assert!(JsonPath::compile(&nested).is_ok());
    }

    #[test]
    fn references_of_older_mappings_may_be_bare_names() {
        let mut tape = JsonTape::new();
        let value = tape.parse(br##"{"first name":1,"name":2,"a.b":3,"#":4}"##).unwrap();
        for (reference, expected) in [("first name", "1"), ("name", "2"), ("$.name", "2"), ("#", "4")] {
            let mut found = Vec::new();
            JsonPath::compile_reference(reference).unwrap().values(value, &mut found);
            assert_eq!(found.iter().map(|value| value.raw()).collect::<Vec<_>>(), [expected]);
        }
        for reference in ["a.b", "", "a[*]", "$.", "@.a"] {
            assert!(JsonPath::compile_reference(reference).is_err(), "{reference}");
        }
    }
}

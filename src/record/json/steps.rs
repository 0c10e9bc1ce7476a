//! Plain paths: chains of single names, indices and wildcards, read by RFC 9535 section 2.3 and 2.5.1.

use super::text::unescape;

/// One segment of a plain path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// The members of an object with this name.
    Name(Box<str>),
    /// All items or members' values.
    Wildcard,
    /// One item, from 0, or from -1 at the end.
    Index(i64),
}

/// The largest index: what a double holds exactly (RFC 7493 section 2.2).
const MAX_INDEX: i64 = (1 << 53) - 1;

/// The steps of `path`, or none if it is not plain or not valid.
pub(super) fn plain_steps(path: &str) -> Option<Vec<Step>> {
    let mut rest = path.strip_prefix('$')?;
    let mut steps = Vec::new();
    loop {
        let segment = trimmed(rest);
        if segment.is_empty() {
            // White space may stand between segments, not after the last one.
            return rest.is_empty().then_some(steps);
        }
        let (step, after) = match segment.strip_prefix('.') {
            Some(name) => shorthand(name)?,
            None => bracketed(segment)?,
        };
        steps.push(step);
        rest = after;
    }
}

/// Without the white space that RFC 9535 allows between tokens.
fn trimmed(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\n', '\r'])
}

/// `name` or `*` after a dot.
fn shorthand(text: &str) -> Option<(Step, &str)> {
    if let Some(rest) = text.strip_prefix('*') {
        return Some((Step::Wildcard, rest));
    }
    let end = text.find(|character| !is_name_character(character)).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end)?;
    is_shorthand(name).then(|| (Step::Name(name.into()), rest))
}

/// Whether `name` may follow a dot as it is.
pub(super) fn is_shorthand(name: &str) -> bool {
    !name.is_empty()
        && name.chars().all(is_name_character)
        && !name.starts_with(|first: char| first.is_ascii_digit())
}

fn is_name_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_' || !character.is_ascii()
}

/// One selector in brackets.
fn bracketed(text: &str) -> Option<(Step, &str)> {
    let inside = trimmed(text.strip_prefix('[')?);
    let (step, rest) = match inside.chars().next()? {
        '*' => (Step::Wildcard, inside.get(1..)?),
        quote @ ('\'' | '"') => quoted(inside.get(1..)?, quote)?,
        _ => index(inside)?,
    };
    Some((step, trimmed(rest).strip_prefix(']')?))
}

/// A name up to its closing `quote`.
fn quoted(text: &str, quote: char) -> Option<(Step, &str)> {
    let mut escaped = false;
    let mut end = None;
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\0'..=' ' if character != ' ' => return None,
            _ if character == quote => {
                end = Some(at);
                break;
            }
            _ => {}
        }
    }
    let end = end?;
    let (raw, rest) = (text.get(..end)?, text.get(end + 1..)?);
    let mut name = String::new();
    if quote == '"' {
        unescape(raw, &mut name).ok()?;
    } else {
        // In single quotes `\'` is an escape and `\"` is none.
        for (part, between) in raw.split("\\\\").zip(std::iter::once("").chain(std::iter::repeat("\\"))) {
            if part.contains("\\\"") {
                return None;
            }
            name.push_str(between);
            unescape(&part.replace("\\'", "'"), &mut name).ok()?;
        }
    }
    Some((Step::Name(name.into()), rest))
}

/// An integer without a leading zero or a negative zero.
fn index(text: &str) -> Option<(Step, &str)> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let length = digits.find(|character: char| !character.is_ascii_digit()).unwrap_or(digits.len());
    let (number, rest) = text.split_at_checked(text.len() - digits.len() + length)?;
    if length == 0 || (digits.starts_with('0') && number != "0") {
        return None;
    }
    let index: i64 = number.parse().ok()?;
    (index.abs() <= MAX_INDEX).then_some((Step::Index(index), rest))
}

/// Where a step leads in a normalized path (RFC 9535 section 2.7).
pub(super) fn write_name(name: &str, path: &mut String) {
    path.push_str("['");
    for character in name.chars() {
        match character {
            '\u{8}' => path.push_str("\\b"),
            '\t' => path.push_str("\\t"),
            '\n' => path.push_str("\\n"),
            '\u{c}' => path.push_str("\\f"),
            '\r' => path.push_str("\\r"),
            '\'' => path.push_str("\\'"),
            '\\' => path.push_str("\\\\"),
            '\0'..' ' => {
                let number = u32::from(character);
                path.push_str("\\u00");
                path.extend(
                    [number >> 4, number & 15].into_iter().filter_map(|digit| char::from_digit(digit, 16)),
                );
            }
            _ => path.push(character),
        }
    }
    path.push_str("']");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Step {
        Step::Name(text.into())
    }

    fn check(path: &str, expected: &[Step]) {
        assert_eq!(plain_steps(path).as_deref(), Some(expected), "{path}");
        assert!(serde_json_path::JsonPath::parse(path).is_ok(), "{path} is valid elsewhere");
    }

    #[test]
    fn names_wildcards_and_indices_are_plain() {
        check("$", &[]);
        check("$.a.b", &[name("a"), name("b")]);
        check("$['a b'][\"c\"]", &[name("a b"), name("c")]);
        check("$.a[*].é_1", &[name("a"), Step::Wildcard, name("é_1")]);
        check("$.*[ 0 ][-1]", &[Step::Wildcard, Step::Index(0), Step::Index(-1)]);
        check("$ .a\n['b']", &[name("a"), name("b")]);
        check(
            r#"$['it\'s']["q\"q"]['a\\b']['\\\'']"#,
            &[name("it's"), name("q\"q"), name("a\\b"), name("\\'")],
        );
        check(r"$['\u00e9']", &[name("é")]);
        check("$['']", &[name("")]);
        check("$['\"']", &[name("\"")]);
    }

    #[test]
    fn a_pair_of_surrogates_is_one_character() {
        assert_eq!(plain_steps(r"$['\ud83d\ude00']"), Some(vec![name("😀")]));
    }

    #[test]
    fn everything_else_is_left_to_the_general_form() {
        for path in [
            "",
            "a",
            "$.",
            "$..a",
            "$.1a",
            "$.a b",
            "$. a",
            "$.a ",
            "$[",
            "$[]",
            "$[01]",
            "$[-0]",
            "$['a]",
            "$['a','b']",
            "$[0:1]",
            "$[?@.a]",
            "$.a-b",
            "$[a]",
            r#"$['\"']"#,
            r#"$["\'"]"#,
            r"$['\q']",
            r"$['\ud800']",
            "$['a\nb']",
            "$[9007199254740992]",
            "$[*]]",
            "$ ",
        ] {
            assert_eq!(plain_steps(path), None, "{path}");
        }
    }

    #[test]
    fn normalized_names_escape_what_the_standard_says() {
        let mut path = "$".to_owned();
        write_name("a'b\\c\n\u{b}\u{1f}\"é", &mut path);
        assert_eq!(path, r#"$['a\'b\\c\n\u000b\u001f"é']"#);
    }
}

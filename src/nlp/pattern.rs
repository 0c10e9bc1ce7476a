//! Regular expressions as text: taking look-around out, splitting alternatives.

/// How groups with look-around begin.
const LOOK_AROUND: [&str; 4] = ["(?=", "(?!", "(?<=", "(?<!"];

/// The pattern without its look-ahead and look-behind groups: it matches wherever the pattern does.
pub(super) fn without_look_around(pattern: &str) -> String {
    let mut kept = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(character) = rest.chars().next() {
        let length = if LOOK_AROUND.iter().any(|opening| rest.starts_with(opening)) {
            group_length(rest)
        } else {
            let length = unit_length(rest, character);
            kept.push_str(rest.get(..length).unwrap_or_default());
            length
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    kept
}

/// The length of one character, escape or class at the start of `rest`.
fn unit_length(rest: &str, character: char) -> usize {
    match character {
        '\\' => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
        '[' => class_length(rest),
        other => other.len_utf8(),
    }
}

/// The length of the class that `rest` begins with.
fn class_length(rest: &str) -> usize {
    let mut escaped = false;
    for (place, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ']' => return place + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of the group that `rest` begins with.
fn group_length(rest: &str) -> usize {
    let mut depth = 0;
    let mut place = 0;
    while let Some(character) = rest.get(place..).and_then(|rest| rest.chars().next()) {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        place += unit_length(rest.get(place..).unwrap_or_default(), character);
        if depth == 0 {
            break;
        }
    }
    place
}

/// The alternatives of a pattern that are not inside a group.
pub(super) fn alternatives(pattern: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut place = 0;
    while let Some(character) = pattern.get(place..).and_then(|rest| rest.chars().next()) {
        let rest = pattern.get(place..).unwrap_or_default();
        if character == '|' {
            found.push(pattern.get(start..place).unwrap_or_default());
            start = place + 1;
        }
        place += if character == '(' { group_length(rest) } else { unit_length(rest, character) };
    }
    found.push(pattern.get(start..).unwrap_or_default());
    found
}

/// What a pattern that begins with a look-behind looks for there, and the pattern without it.
pub(super) fn split_look_behind(pattern: &str) -> (Option<&str>, &str) {
    let opening = "(?<=";
    if !pattern.starts_with(opening) {
        return (None, pattern);
    }
    let (group, body) = pattern.split_at_checked(group_length(pattern)).unwrap_or((pattern, ""));
    (group.get(opening.len()..group.len() - 1), body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_around_is_cut_out_and_nothing_else() {
        for (pattern, expected) in [
            (r"(?<=[0-9])\+$|'s$", r"\+$|'s$"),
            (r"^\+(?![0-9])|^\(", r"^\+|^\("),
            (r"(?<=[a-z)\]])\.(?=[A-Z(])|(?:x|y)", r"\.|(?:x|y)"),
            (r"a(?!(?:10|127)(?:\.\d{1,3}){3})b", "ab"),
        ] {
            assert_eq!(without_look_around(pattern), expected);
        }
    }

    #[test]
    fn alternatives_in_groups_and_classes_are_not_split() {
        assert_eq!(
            alternatives(r"a|(?:b|c)|[|(]|\||(?<=x|y)z"),
            ["a", "(?:b|c)", "[|(]", r"\|", "(?<=x|y)z"]
        );
    }

    #[test]
    fn a_look_behind_is_split_off_the_start() {
        assert_eq!(split_look_behind(r"(?<=°[FfCcKk])\.$"), (Some("°[FfCcKk]"), r"\.$"));
        assert_eq!(split_look_behind("a(?<=b)"), (None, "a(?<=b)"));
    }
}

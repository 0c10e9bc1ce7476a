//! String templates (RML-Core, template-valued expression maps).

/// A piece of a template text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Reference(String),
}

/// Splits a template: references stand in braces; a backslash escapes braces and backslashes.
///
/// A backslash before any other character is an error of the specification; it is kept as it stands inside
/// references, because `JSONPath` and `XPath` have uses of their own for it.
///
/// # Errors
/// The offset in characters, from 1, with what is wrong.
pub(super) fn split(template: &str) -> Result<Vec<Piece>, (usize, String)> {
    let mut pieces = Vec::new();
    let mut current = String::new();
    let mut open: Option<usize> = None;
    let mut characters = template.chars().enumerate().peekable();
    while let Some((at, character)) = characters.next() {
        match (character, open) {
            ('\\', _) => match characters.next_if(|(_, next)| matches!(next, '{' | '}' | '\\')) {
                Some((_, escaped)) => current.push(escaped),
                None => current.push('\\'),
            },
            ('{', None) => {
                if !current.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut current)));
                }
                open = Some(at);
            }
            ('{', Some(_)) => {
                return Err((at + 1, "a brace inside of a reference (expected `\\{`)".to_owned()));
            }
            ('}', Some(_)) if current.trim().is_empty() => {
                return Err((at + 1, "an empty reference (expected a name in the braces)".to_owned()));
            }
            ('}', Some(_)) => {
                pieces.push(Piece::Reference(std::mem::take(&mut current)));
                open = None;
            }
            ('}', None) => {
                return Err((at + 1, "a closing brace without an opening one (expected `\\}`)".to_owned()));
            }
            _ => current.push(character),
        }
    }
    if let Some(at) = open {
        return Err((at + 1, "a brace that is not closed".to_owned()));
    }
    if !current.is_empty() {
        pieces.push(Piece::Text(current));
    }
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::{Piece, split};

    fn check(template: &str, expected: &str) {
        let shown: Vec<String> = split(template)
            .unwrap()
            .into_iter()
            .map(|piece| match piece {
                Piece::Text(text) => format!("'{text}'"),
                Piece::Reference(reference) => format!("<{reference}>"),
            })
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn references_stand_in_braces() {
        check("http://e/{a}/{$.b[*]}x", "'http://e/' <a> '/' <$.b[*]> 'x'");
        check("plain", "'plain'");
    }

    #[test]
    fn a_backslash_escapes_braces_and_itself() {
        check(r"\{\{\{ \\o/ {Title} \\o/ \}\}\}", r"'{{{ \o/ ' <Title> ' \o/ }}}'");
        check(r"{a\{b\}}", "<a{b}>");
        check(r"{@['a\.b']}", r"<@['a\.b']>");
    }

    #[test]
    fn braces_that_do_not_match_are_errors() {
        for (template, at) in [("a{b", 2), ("a}b", 2), ("{a{b}", 3), ("{}", 2)] {
            assert_eq!(split(template).unwrap_err().0, at, "{template}");
        }
    }
}

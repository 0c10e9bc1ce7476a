//! The words of an `XPath` expression: `XPath` 1.0 section 3.7.

/// A word. Operators that look like names are told apart by what stands before them.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// One of `( ) [ ] . .. @ , :: / // | + - = != < <= > >=`, or `*`, `and`, `or`, `div`, `mod` as an operator.
    Symbol(&'static str),
    /// A string in quotes.
    Text(String),
    /// A number.
    Number(f64),
    /// `*` in the place of a name.
    AnyName,
    /// `prefix:*`.
    AnyIn(String),
    /// A name, perhaps with a prefix.
    Name(Option<String>, String),
    /// `$name`.
    Variable,
}

/// A word that cannot be read: the byte where it begins, and what is expected there.
pub(super) type Unreadable = (usize, &'static str);

const SYMBOLS: [&str; 20] = [
    "..", "::", "//", "!=", "<=", ">=", "(", ")", "[", "]", ".", "@", ",", "/", "|", "+", "-", "=", "<", ">",
];

/// The words of `text`, each with the byte where it begins.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, Unreadable> {
    let mut found: Vec<(usize, Token)> = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        at += rest.len() - trimmed.len();
        if trimmed.is_empty() {
            return Ok(found);
        }
        let operator = found.last().is_some_and(|(_, before)| ends_operand(before));
        let (token, length) = token(trimmed, operator).map_err(|(more, expected)| (at + more, expected))?;
        found.push((at, token));
        at += length;
    }
}

/// Whether a name or `*` after this word is an operator.
fn ends_operand(before: &Token) -> bool {
    match before {
        Token::Symbol(symbol) => matches!(*symbol, ")" | "]" | "." | ".."),
        _ => true,
    }
}

fn token(text: &str, operator: bool) -> Result<(Token, usize), Unreadable> {
    let first = text.chars().next().unwrap_or(' ');
    let second = text.as_bytes().get(1).copied().unwrap_or(b' ');
    match first {
        '"' | '\'' => {
            let inside = text.get(1..).unwrap_or_default();
            let length = inside.find(first).ok_or((text.len(), "the closing quote"))?;
            Ok((Token::Text(inside.get(..length).unwrap_or_default().to_owned()), length + 2))
        }
        '0'..='9' => Ok(number(text)),
        '.' if second.is_ascii_digit() => Ok(number(text)),
        '$' => {
            let name = text.get(1..).unwrap_or_default();
            let length = name
                .find(|character| !is_name_character(character) && character != ':')
                .unwrap_or(name.len());
            Ok((Token::Variable, 1 + length))
        }
        '*' if operator => Ok((Token::Symbol("*"), 1)),
        '*' => Ok((Token::AnyName, 1)),
        _ if is_name_start(first) => name(text, operator),
        _ => match SYMBOLS.iter().find(|symbol| text.starts_with(**symbol)) {
            Some(symbol) => Ok((Token::Symbol(symbol), symbol.len())),
            None => Err((0, "a word of XPath 1.0")),
        },
    }
}

fn number(text: &str) -> (Token, usize) {
    let mut points = 0;
    let end = text.find(|character: char| {
        points += usize::from(character == '.');
        !(character.is_ascii_digit() || character == '.' && points == 1)
    });
    let length = end.unwrap_or(text.len());
    let number = text.get(..length).and_then(|digits| digits.parse().ok()).unwrap_or(f64::NAN);
    (Token::Number(number), length)
}

fn name(text: &str, operator: bool) -> Result<(Token, usize), Unreadable> {
    let first = ncname(text);
    if operator {
        return match ["and", "or", "div", "mod"].into_iter().find(|word| *word == first) {
            Some(word) => Ok((Token::Symbol(word), word.len())),
            None => Err((0, "an operator")),
        };
    }
    let rest = text.get(first.len()..).unwrap_or_default();
    let Some(after) = rest.strip_prefix(':').filter(|after| !after.starts_with(':')) else {
        return Ok((Token::Name(None, first.to_owned()), first.len()));
    };
    if after.starts_with('*') {
        return Ok((Token::AnyIn(first.to_owned()), first.len() + 2));
    }
    let second = ncname(after);
    if second.is_empty() {
        return Err((first.len() + 1, "a name or `*` after the prefix"));
    }
    Ok((Token::Name(Some(first.to_owned()), second.to_owned()), first.len() + 1 + second.len()))
}

/// The name without a colon that `text` begins with.
fn ncname(text: &str) -> &str {
    if !text.starts_with(is_name_start) {
        return "";
    }
    let end = text.find(|character| !is_name_character(character)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Letters as Namespaces in XML 1.0 (production `NCName`) has them.
fn is_name_start(character: char) -> bool {
    matches!(character, 'A'..='Z' | 'a'..='z' | '_'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

fn is_name_character(character: char) -> bool {
    is_name_start(character)
        || matches!(character, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[Token]) {
        let found: Vec<_> = tokens(text).unwrap().into_iter().map(|(_, token)| token).collect();
        assert_eq!(found, expected, "{text}");
    }

    fn name(text: &str) -> Token {
        Token::Name(None, text.to_owned())
    }

    #[test]
    fn names_and_stars_are_operators_after_an_operand_alone() {
        check("div div mod", &[name("div"), Token::Symbol("div"), name("mod")]);
        check("* * *", &[Token::AnyName, Token::Symbol("*"), Token::AnyName]);
        check("@*", &[Token::Symbol("@"), Token::AnyName]);
        check("a-b - c", &[name("a-b"), Token::Symbol("-"), name("c")]);
        check(
            "(or)or(and)",
            &[
                Token::Symbol("("),
                name("or"),
                Token::Symbol(")"),
                Token::Symbol("or"),
                Token::Symbol("("),
                name("and"),
                Token::Symbol(")"),
            ],
        );
    }

    #[test]
    fn prefixes_axes_numbers_and_strings_are_told_apart() {
        check("p:a", &[Token::Name(Some("p".into()), "a".into())]);
        check("p:*", &[Token::AnyIn("p".into())]);
        check("self::a", &[name("self"), Token::Symbol("::"), name("a")]);
        check("1.5", &[Token::Number(1.5)]);
        check(".5", &[Token::Number(0.5)]);
        check("'it\"s'", &[Token::Text("it\"s".into())]);
        check("..//.", &[Token::Symbol(".."), Token::Symbol("//"), Token::Symbol(".")]);
        assert_eq!(tokens("a b"), Err((2, "an operator")));
        assert_eq!(tokens("a['b"), Err((4, "the closing quote")));
        assert_eq!(tokens("é !"), Err((3, "a word of XPath 1.0")));
        assert_eq!(tokens("a:"), Err((2, "a name or `*` after the prefix")));
    }
}

//! Splits the text of a query into tokens, by the terminals of SPARQL 1.1, section 19.8.

/// What a token is, as far as the guard needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A bare word: a keyword, a function's name, `a`, `true`.
    Word,
    /// `{`, `(` or `[`.
    Open,
    /// `}`, `)` or `]`.
    Close,
    /// An operator of an expression or of a property path.
    Operator,
    /// `.`, `;`, `,` and whatever is no token of SPARQL.
    Punctuation,
    /// A variable, literal, IRI, prefixed name, blank node or language tag.
    Term,
}

/// A token with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// What it is.
    pub(super) kind: TokenKind,
    /// Its text.
    pub(super) text: &'a str,
    /// Its first byte.
    pub(super) offset: usize,
}

/// The tokens of a query, without white space and comments. It never fails: what is no token of SPARQL
/// becomes punctuation, and the parser says what is wrong.
#[derive(Debug, Clone)]
pub(super) struct Tokens<'a> {
    text: &'a str,
    offset: usize,
}

impl<'a> Tokens<'a> {
    /// The tokens of this text.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, offset: 0 }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.offset..).unwrap_or_default()
    }

    fn skip_space_and_comments(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            let comment = trimmed.starts_with('#');
            let skipped = if comment { trimmed.find(['\n', '\r']).unwrap_or(trimmed.len()) } else { 0 };
            self.offset += rest.len() - trimmed.len() + skipped;
            if !comment {
                return;
            }
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_space_and_comments();
        let rest = self.rest();
        let first = rest.chars().next()?;
        let (kind, length) = measure(rest, first);
        let offset = self.offset;
        self.offset += length;
        Some(Token { kind, text: rest.get(..length).unwrap_or_default(), offset })
    }
}

/// Kind and length in bytes of the token at the start of `rest`, whose first character is `first`.
fn measure(rest: &str, first: char) -> (TokenKind, usize) {
    match first {
        '{' | '(' | '[' => (TokenKind::Open, 1),
        '}' | ')' | ']' => (TokenKind::Close, 1),
        '"' | '\'' => (TokenKind::Term, string_length(rest, first)),
        '<' => match iri_length(rest) {
            Some(length) => (TokenKind::Term, length),
            None => (TokenKind::Operator, operator_length(rest)),
        },
        '?' | '$' => match name_length(rest.get(1..).unwrap_or_default()) {
            0 => (TokenKind::Operator, 1),
            length => (TokenKind::Term, 1 + length),
        },
        '@' => (TokenKind::Term, 1 + name_length(rest.get(1..).unwrap_or_default())),
        ':' => (TokenKind::Term, prefixed_length(rest)),
        '0'..='9' => (TokenKind::Term, number_length(rest)),
        '|' | '&' | '=' | '!' | '>' | '+' | '-' | '*' | '/' | '^' | '~' => {
            (TokenKind::Operator, operator_length(rest))
        }
        _ if is_name(first) => word_or_name(rest),
        _ => (TokenKind::Punctuation, first.len_utf8()),
    }
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Length of the run of characters of a variable's name.
fn name_length(rest: &str) -> usize {
    rest.find(|character| !is_name(character) && character != '\u{b7}').unwrap_or(rest.len())
}

fn number_length(rest: &str) -> usize {
    rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len())
}

/// A bare word, or a name with a prefix (`cg:actor`, `_:node`).
fn word_or_name(rest: &str) -> (TokenKind, usize) {
    let word = rest.find(|character| !is_name(character) && character != '-').unwrap_or(rest.len());
    let prefix =
        rest.find(|character| !is_name(character) && !matches!(character, '-' | '.')).unwrap_or(rest.len());
    if rest.get(prefix..).is_some_and(|rest| rest.starts_with(':')) {
        return (TokenKind::Term, prefix + prefixed_length(rest.get(prefix..).unwrap_or_default()));
    }
    (TokenKind::Word, word)
}

/// Length of `:local`, with the escapes that a local name may hold.
fn prefixed_length(rest: &str) -> usize {
    let mut length = 1;
    let mut characters = rest.get(1..).unwrap_or_default().chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some(escaped) => length += 1 + escaped.len_utf8(),
                None => return length,
            },
            '.' if !characters
                .peek()
                .is_some_and(|next| is_name(*next) || matches!(next, ':' | '%' | '\\')) =>
            {
                return length;
            }
            _ if is_name(character) || matches!(character, '-' | ':' | '%' | '.') => {
                length += character.len_utf8();
            }
            _ => return length,
        }
    }
    length
}

/// Length of a string in one of the four forms of quotes; of one that is not closed, up to the end of its
/// line or, if it is long, of the text.
fn string_length(rest: &str, quote: char) -> usize {
    let triple = if quote == '"' { "\"\"\"" } else { "'''" };
    let long = rest.starts_with(triple);
    let mut offset = if long { 3 } else { 1 };
    while let Some(inside) = rest.get(offset..).filter(|inside| !inside.is_empty()) {
        if long && inside.starts_with(triple) {
            return offset + 3;
        }
        let character = inside.chars().next().unwrap_or_default();
        if !long && character == quote {
            return offset + 1;
        }
        if !long && matches!(character, '\n' | '\r') {
            return offset;
        }
        offset += character.len_utf8();
        if character == '\\' {
            offset += rest.get(offset..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        }
    }
    rest.len()
}

/// Length of an IRI between angle brackets, `None` where the bracket is an operator.
fn iri_length(rest: &str) -> Option<usize> {
    let end = rest.get(1..)?.find(|character| {
        matches!(character, '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`') || character <= ' '
    })?;
    rest.get(1 + end..)?.starts_with('>').then_some(end + 2)
}

fn operator_length(rest: &str) -> usize {
    if ["||", "&&", "!=", "<=", ">=", "^^"].iter().any(|operator| rest.starts_with(operator)) { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::{TokenKind, Tokens};

    fn texts(query: &str) -> Vec<&str> {
        Tokens::new(query).map(|token| token.text).collect()
    }

    #[test]
    fn brackets_and_operators_in_strings_iris_and_comments_are_not_seen() {
        assert_eq!(
            texts("ASK{?s <http://e/a{b>  '(' ; a \"\"\"[\n\"[\"\"\" .#}}}\n}"),
            [
                "ASK",
                "{",
                "?s",
                "<",
                "http:",
                "/",
                "/",
                "e",
                "/",
                "a",
                "{",
                "b",
                ">",
                "'('",
                ";",
                "a",
                "\"\"\"[\n\"[\"\"\"",
                ".",
                "}"
            ]
        );
        assert_eq!(texts("<http://e/(a)+b#c> 'it\\'s ('"), ["<http://e/(a)+b#c>", "'it\\'s ('"]);
    }

    #[test]
    fn names_with_prefixes_and_variables_are_terms() {
        let query = "?service $x cg:actor/skos:prefLabel _:b1 :a.b. x:person\\/a-1 @en-GB";
        let terms: Vec<_> = Tokens::new(query)
            .filter(|token| token.kind == TokenKind::Term)
            .map(|token| token.text)
            .collect();
        assert_eq!(
            terms,
            ["?service", "$x", "cg:actor", "skos:prefLabel", "_:b1", ":a.b", "x:person\\/a-1", "@en"]
        );
    }

    #[test]
    fn comparison_is_an_operator_where_no_iri_can_be() {
        assert_eq!(texts("?a<?b && ?c >= 1.5"), ["?a", "<", "?b", "&&", "?c", ">=", "1", ".", "5"]);
        assert_eq!(texts("a? !b|^c*"), ["a", "?", "!", "b", "|", "^", "c", "*"]);
    }

    #[test]
    fn a_string_that_is_not_closed_ends_with_its_line() {
        assert_eq!(texts("'a ((\n)"), ["'a ((", ")"]);
        assert_eq!(texts("'''a ((\n)"), ["'''a ((\n)"]);
        assert_eq!(texts("'a\\"), ["'a\\"]);
    }
}

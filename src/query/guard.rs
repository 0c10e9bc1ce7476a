//! What is refused before the parser sees it.
//!
//! Nesting recurses in the parser and in the planner, and flat chains do as well (`1+1+1+…` is a left-deep
//! tree), so operators are counted along with brackets. The guard reads tokens only; where SPARQL's grammar
//! lets a `<` be read in two ways it may count less than the parser sees. Hence it is the first of three
//! nets: the parser runs on a stack that no text of [`MAX_TEXT_BYTES`] can exhaust, and what it made is
//! measured exactly (`super::prepare`).

use super::error::QueryError;
use super::lexer::{Token, TokenKind, Tokens};

/// The longest query in bytes.
pub const MAX_TEXT_BYTES: usize = 64 * 1024;
/// How deep brackets and prefix operators may be nested.
pub const MAX_DEPTH: usize = 128;
/// How many operators, groups, filters and bindings a query may have.
pub const MAX_OPERATORS: usize = 512;
/// How many alternatives `UNION` may join.
pub const MAX_UNION_ARMS: usize = 256;
/// How many triple patterns and property paths a query may have.
pub const MAX_PATTERNS: usize = 128;

/// Words that make the tree one level deeper and bring no bracket of their own that is counted.
const GROUP_WORDS: [&str; 6] = ["FILTER", "BIND", "AS", "ASC", "DESC", "IN"];
/// Words that begin an update.
const UPDATE_WORDS: [&str; 9] =
    ["INSERT", "DELETE", "DROP", "CLEAR", "CREATE", "COPY", "MOVE", "ADD", "WITH"];

/// Refuses a query whose text is too long, too deep or too complex to be parsed and planned in little time,
/// and one that is an update or asks other computers.
pub fn check(text: &str) -> Result<(), QueryError> {
    if text.len() > MAX_TEXT_BYTES {
        return Err(QueryError::TooLong { bytes: text.len() });
    }
    let mut guard = Guard { text, ..Guard::default() };
    for token in Tokens::new(text) {
        guard.see(token)?;
    }
    Ok(())
}

#[derive(Default)]
struct Guard<'a> {
    text: &'a str,
    /// Open brackets.
    depth: usize,
    /// Prefix operators in a row.
    prefixes: usize,
    operators: usize,
    unions: usize,
    /// Whether a query's or update's verb was seen.
    begun: bool,
    /// Whether the last token can end an operand, so that `-` and `!` after it are no prefixes.
    after_operand: bool,
    /// Inside the data of `VALUES`: the depth outside of it.
    values: Option<usize>,
    /// `VALUES` was read, its data not yet.
    values_begun: bool,
}

impl Guard<'_> {
    fn see(&mut self, token: Token<'_>) -> Result<(), QueryError> {
        match token.kind {
            TokenKind::Open => self.open(token)?,
            TokenKind::Close => {
                self.depth = self.depth.saturating_sub(1);
                if self.values.is_some_and(|outside| self.depth <= outside) {
                    self.values = None;
                }
            }
            TokenKind::Operator => self.operator(token)?,
            TokenKind::Word => self.word(token)?,
            TokenKind::Punctuation | TokenKind::Term => {}
        }
        if token.kind != TokenKind::Operator {
            self.prefixes = 0;
        }
        self.after_operand = matches!(token.kind, TokenKind::Close | TokenKind::Term);
        Ok(())
    }

    fn open(&mut self, token: Token<'_>) -> Result<(), QueryError> {
        if self.values_begun && token.text == "{" {
            self.values_begun = false;
            self.values = Some(self.depth);
        }
        self.depth += 1;
        if self.depth + self.prefixes > MAX_DEPTH {
            return Err(QueryError::TooDeep { position: Some(self.position(token)) });
        }
        if self.values.is_none() {
            self.count_operator(token)?;
        }
        Ok(())
    }

    fn operator(&mut self, token: Token<'_>) -> Result<(), QueryError> {
        if !self.after_operand && matches!(token.text, "!" | "-" | "+" | "^") {
            self.prefixes += 1;
            if self.depth + self.prefixes > MAX_DEPTH {
                return Err(QueryError::TooDeep { position: Some(self.position(token)) });
            }
        } else {
            self.prefixes = 0;
        }
        self.count_operator(token)
    }

    fn word(&mut self, token: Token<'_>) -> Result<(), QueryError> {
        let word = token.text.to_ascii_uppercase();
        // The parser wants no space after a keyword: `SERVICESILENT` is one word here and two there.
        if word.contains("SERVICE") {
            return Err(QueryError::Service { position: Some(self.position(token)) });
        }
        if !self.begun {
            if word == "LOAD" {
                return Err(QueryError::Load { position: self.position(token) });
            }
            if UPDATE_WORDS.contains(&word.as_str()) {
                return Err(QueryError::Update { verb: word, position: self.position(token) });
            }
            self.begun = !matches!(word.as_str(), "BASE" | "PREFIX" | "VERSION");
        }
        match word.as_str() {
            "UNION" => {
                self.unions += 1;
                if self.unions >= MAX_UNION_ARMS {
                    return Err(self.too_complex("alternatives of `UNION`", MAX_UNION_ARMS, token));
                }
            }
            "VALUES" => self.values_begun = true,
            word if GROUP_WORDS.contains(&word) => self.count_operator(token)?,
            _ => {}
        }
        Ok(())
    }

    fn count_operator(&mut self, token: Token<'_>) -> Result<(), QueryError> {
        self.operators += 1;
        if self.operators > MAX_OPERATORS {
            return Err(self.too_complex("operators and groups", MAX_OPERATORS, token));
        }
        Ok(())
    }

    fn too_complex(&self, what: &'static str, limit: usize, token: Token<'_>) -> QueryError {
        QueryError::TooComplex { what, limit, position: Some(self.position(token)) }
    }

    fn position(&self, token: Token<'_>) -> (usize, usize) {
        let before = self.text.get(..token.offset).unwrap_or_default();
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        (before.matches('\n').count() + 1, before.get(line..).unwrap_or_default().chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    fn code(query: &str) -> &'static str {
        check(query).map_or_else(|error| error.code(), |()| "fine")
    }

    #[test]
    fn nesting_is_refused_from_level_129_on() {
        let groups = |levels: usize| format!("ASK {}?s ?p ?o{}", "{".repeat(levels), "}".repeat(levels));
        assert_eq!(code(&groups(128)), "fine");
        assert_eq!(code(&groups(129)), "query-too-deep");
        assert_eq!(code(&format!("ASK {{ FILTER({}true) }}", "!".repeat(200))), "query-too-deep");
        assert_eq!(code(&format!("ASK {{ FILTER({}1) }}", "-".repeat(200))), "query-too-deep");
    }

    #[test]
    fn flat_chains_are_counted() {
        assert_eq!(code(&format!("ASK {{ FILTER(1{} > 0) }}", "+1".repeat(400))), "fine");
        assert_eq!(code(&format!("ASK {{ FILTER(1{} > 0) }}", "+1".repeat(600))), "query-too-complex");
        let arms = |arms: usize| format!("ASK {{ {} }}", vec!["{?s ?p ?o}"; arms].join(" UNION "));
        assert_eq!(code(&arms(256)), "fine");
        assert_eq!(code(&arms(257)), "query-too-complex");
        assert_eq!(code(&format!("ASK {{ {} }}", "FILTER(true)".repeat(300))), "query-too-complex");
        assert_eq!(code(&format!("ASK {{ ?s {} ?o }}", vec!["<p>"; 600].join("/"))), "query-too-complex");
    }

    #[test]
    fn long_lists_of_values_are_no_operators() {
        let rows = "(<http://e/a+b> -1)".repeat(900);
        assert_eq!(code(&format!("ASK {{ VALUES (?a ?b) {{ {} }} }}", rows.replace('-', ""))), "fine");
        let names = (0..2000).map(|number| format!("'name {number}'")).collect::<Vec<_>>().join(", ");
        assert_eq!(code(&format!("ASK {{ FILTER(?x IN ({names})) }}")), "fine");
    }

    #[test]
    fn updates_and_other_computers_are_refused_under_any_spelling() {
        assert_eq!(code("PREFIX a: <http://e/> insert data { <a:b> <a:b> 1 }"), "update-refused");
        assert_eq!(code("DROP ALL"), "update-refused");
        assert_eq!(code("LOAD SILENT <file:///etc/hostname>"), "service-disabled");
        assert_eq!(code("ASK { service <http://e/> { ?s ?p ?o } }"), "service-disabled");
        assert_eq!(code("ASK { ?s ?p true.SERVICESILENT?x{} }"), "service-disabled");
        assert_eq!(code("ASK { ?service a cg:Service ; cg:name 'SERVICE <x> {}' } # SERVICE"), "fine");
        assert_eq!(code("SELECT ?delete { ?delete a <http://e/DROP> }"), "fine");
    }

    #[test]
    fn text_beyond_64_kib_is_refused() {
        assert_eq!(code(&" ".repeat(64 * 1024)), "fine");
        assert_eq!(code(&" ".repeat(64 * 1024 + 1)), "query-too-long");
    }
}

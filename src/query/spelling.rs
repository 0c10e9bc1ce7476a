//! Terms of our vocabulary that a person probably meant.

use super::lexer::TokenKind;
use super::lexer::Tokens;
use crate::vocab::casegraph::TERMS;
use crate::vocab::casegraph::TermKind;
use crate::vocab::casegraph::term;

/// Most slips of the pen between two spellings: letters missing, too many, wrong or swapped.
const SLIPS: usize = 2;

/// The term of our vocabulary whose name comes nearest, letters' case heeded only where two come equally near.
pub fn nearest_term(name: &str, wanted: impl Fn(TermKind) -> bool) -> Option<&'static str> {
    let lower = name.to_lowercase();
    TERMS
        .iter()
        .filter(|(_, kind, _)| wanted(*kind))
        .map(|(local, _, _)| (strsim::damerau_levenshtein(&lower, &local.to_lowercase()), *local))
        .filter(|(distance, local)| *distance <= SLIPS && *distance * 2 < local.len())
        .min_by_key(|(distance, local)| (*distance, strsim::damerau_levenshtein(name, local), *local))
        .map(|(_, local)| local)
}

/// The names behind `cg:` in a query that are no terms of our vocabulary, each once and with the nearest one. A query
/// that says itself what `cg:` stands for is not looked at.
pub fn unknown_terms(query: &str) -> Vec<(&str, Option<&'static str>)> {
    let terms: Vec<&str> =
        Tokens::new(query).filter(|token| token.kind == TokenKind::Term).map(|token| token.text).collect();
    if terms.contains(&"cg:") {
        return Vec::new();
    }
    let mut unknown = Vec::new();
    for name in terms.into_iter().filter_map(|text| text.strip_prefix("cg:")) {
        if term(name).is_none() && !unknown.iter().any(|(known, _)| *known == name) {
            unknown.push((name, nearest_term(name, |_| true)));
        }
    }
    unknown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_answered_with_the_nearest_term() {
        assert_eq!(nearest_term("Consutl", |kind| kind == TermKind::Class), Some("Consult"));
        assert_eq!(nearest_term("persn", |kind| kind == TermKind::Class), Some("Person"));
        assert_eq!(nearest_term("xyzzy", |_| true), None);
        let query = "SELECT * { ?e cg:actr ?a ; cg:place ?p ; a cg:Zzzzzz . ?f cg:actr ?b }";
        assert_eq!(unknown_terms(query), [("actr", Some("actor")), ("Zzzzzz", None)]);
        assert!(unknown_terms("PREFIX cg: <http://example.org/> SELECT * { ?e cg:actr ?a }").is_empty());
    }
}

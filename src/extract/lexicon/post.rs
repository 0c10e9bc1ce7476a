//! Titles at the head of a row of tokens, ministerial posts of any field included.

use super::LexiconError;
use super::index::without_article;
use super::phrase::Phrases;
use super::table::{Row, Table, Text};
use super::title::{PostBody, TitleKind, TitleMatch};

/// A field of ministries and ministers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Portfolio {
    /// The field as in `Ministry of …`, such as `Foreign Affairs`.
    pub(super) portfolio: Text,
    /// The field as before `Ministry` or `Minister`, such as `Foreign`.
    pub(super) short: Vec<Text>,
}

impl Portfolio {
    /// The phrases it is found by: the field without an article, and its short forms.
    pub(super) fn phrases(&self) -> Vec<Text> {
        let bare = Text::Owned(without_article(&self.portfolio).to_owned());
        std::iter::once(bare).chain(self.short.iter().cloned()).collect()
    }
}

const COLUMNS: [&str; 2] = ["portfolio", "short"];

/// Reads `portfolios.tsv`.
pub(super) fn read(table: Table<'_>) -> Result<Vec<Portfolio>, LexiconError> {
    let portfolio =
        |row: Row<'_, 2>| Ok(Portfolio { portfolio: row.required(0)?, short: row.list(1).collect() });
    table.rows(&COLUMNS)?.map(|row| portfolio(row?)).collect()
}

/// Words before a post that keep it the same kind of post.
const GRADES: [&str; 11] = [
    "Deputy",
    "Vice",
    "First",
    "Second",
    "Senior",
    "Assistant",
    "Acting",
    "Interim",
    "Junior",
    "Shadow",
    "Parliamentary",
];

/// Nouns of posts that take a field before them or after `of`, `for`.
const NOUNS: [&str; 6] =
    ["Minister", "Secretary", "Undersecretary", "Commissioner", "Under-Secretary", "Vice-Minister"];

/// A post of a field: `Deputy Foreign Minister`, `Health Secretary`, `Minister of Foreign Affairs`, `Minister for Europe`.
pub(super) fn of_field(tokens: &[&str], portfolios: &Phrases<Portfolio>) -> Option<TitleMatch> {
    let grades = tokens.iter().take_while(|token| GRADES.contains(token)).count();
    let rest = tokens.get(grades..)?;
    let (length, portfolio) = field_first(rest, portfolios).or_else(|| noun_first(rest, portfolios))?;
    let words = tokens.get(..grades + length)?;
    Some(TitleMatch {
        length: words.len(),
        kind: TitleKind::Post,
        before_name: true,
        body: Some(PostBody::Ministry),
        post: Some(words.join(" ").replace(" - ", "-")),
        portfolio: Some(portfolio),
    })
}

/// `Foreign Minister`: the field, then the noun.
fn field_first(tokens: &[&str], portfolios: &Phrases<Portfolio>) -> Option<(usize, String)> {
    let length = portfolios.longest_at(tokens, 0)?.length;
    let noun = tokens.get(length)?;
    let field = tokens.get(..length)?.join(" ");
    NOUNS.contains(noun).then_some((length + 1, field))
}

/// `Minister of Foreign Affairs`: the noun, then the field. A field with `the` counts as the field.
fn noun_first(tokens: &[&str], portfolios: &Phrases<Portfolio>) -> Option<(usize, String)> {
    let [noun, "of" | "for", rest @ ..] = tokens else { return None };
    if !NOUNS.contains(noun) {
        return None;
    }
    let article = usize::from(rest.first() == Some(&"the"));
    let end = article + portfolios.longest_at(rest, article)?.length;
    Some((2 + end, rest.get(article..end)?.join(" ")))
}

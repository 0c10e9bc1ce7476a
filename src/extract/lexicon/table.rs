//! Tables of tab-separated fields with notes, the one format of all lexicons.

use std::borrow::Cow;

use super::LexiconError;
use super::index::Placing;

/// A piece of a lexicon: borrowed from the binary, or owned where a user's file was read.
pub type Text = Cow<'static, str>;

/// How a field becomes a [`Text`]: borrowed for built-in tables, copied for given ones.
type Keep<'t> = fn(&'t str) -> Text;

/// A table that is about to be read.
#[derive(Clone, Copy)]
pub(super) struct Table<'t> {
    /// The file's name, for messages.
    pub(super) file: &'t str,
    /// Whether its entries go before those of the same name.
    pub(super) placing: Placing,
    text: &'t str,
    keep: Keep<'t>,
}

/// One line of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'t, const N: usize> {
    file: &'t str,
    line: usize,
    columns: &'static [&'static str; N],
    fields: [&'t str; N],
    keep: Keep<'t>,
}

/// The separator of lists inside a field.
const LIST: char = '|';

impl Table<'static> {
    /// A table that is part of the program.
    pub(super) fn embedded(file: &'static str, text: &'static str) -> Self {
        Self { file, text, placing: Placing::Last, keep: Cow::Borrowed }
    }
}

impl<'t> Table<'t> {
    /// A table that a user gives.
    pub(super) fn given(file: &'t str, text: &'t str) -> Self {
        Self { file, text, placing: Placing::First, keep: |field| Cow::Owned(field.to_owned()) }
    }

    /// The lines of the table, after its header was compared with `columns`.
    pub(super) fn rows<const N: usize>(
        self,
        columns: &'static [&'static str; N],
    ) -> Result<impl Iterator<Item = Result<Row<'t, N>, LexiconError>>, LexiconError> {
        let mut lines = self
            .text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
        let (number, header) = lines.next().unwrap_or((0, ""));
        if !header.split('\t').eq(columns.iter().copied()) {
            return Err(LexiconError::Header {
                file: self.file.to_owned(),
                line: number + 1,
                found: header.replace('\t', "|"),
                expected: columns.join("|"),
            });
        }
        Ok(lines.map(move |(number, line)| self.row(columns, number + 1, line)))
    }

    fn row<const N: usize>(
        self,
        columns: &'static [&'static str; N],
        line: usize,
        text: &'t str,
    ) -> Result<Row<'t, N>, LexiconError> {
        let mut fields = [""; N];
        let mut found = 0;
        let mut start = 0;
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\t').map(|(at, _)| at);
        for end in ends.chain([text.len()]) {
            if let (Some(slot), Some(field)) = (fields.get_mut(found), text.get(start..end)) {
                *slot = field;
            }
            found += 1;
            start = end + 1;
        }
        if found != N {
            return Err(LexiconError::Fields { file: self.file.to_owned(), line, found, expected: N });
        }
        Ok(Row { file: self.file, line, columns, fields, keep: self.keep })
    }
}

impl<'t, const N: usize> Row<'t, N> {
    /// The field of a column as it stands.
    pub(super) fn str(&self, column: usize) -> &'t str {
        self.fields.get(column).copied().unwrap_or_default().trim()
    }

    /// The field of a column, kept.
    pub(super) fn text(&self, column: usize) -> Text {
        (self.keep)(self.str(column))
    }

    /// The field of a column, kept; `None` where it is empty.
    pub(super) fn optional(&self, column: usize) -> Option<Text> {
        let field = self.str(column);
        (!field.is_empty()).then(|| (self.keep)(field))
    }

    /// The field of a column, which must not be empty.
    pub(super) fn required(&self, column: usize) -> Result<Text, LexiconError> {
        self.optional(column).ok_or_else(|| self.error(column, "a value"))
    }

    /// The members of a list.
    pub(super) fn list(&self, column: usize) -> impl Iterator<Item = Text> + use<'t, N> {
        let keep = self.keep;
        self.str(column).split(LIST).map(str::trim).filter(|member| !member.is_empty()).map(keep)
    }

    /// Whether a list holds `member`.
    pub(super) fn has(&self, column: usize, member: &str) -> bool {
        let field = self.str(column);
        !field.is_empty() && field.split(LIST).any(|found| found.trim() == member)
    }

    /// The field of a column by a function that names what it expects.
    pub(super) fn parse<T>(
        &self,
        column: usize,
        expected: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, LexiconError> {
        read(self.str(column)).ok_or_else(|| self.error(column, expected))
    }

    /// The field of a column by a function that names what it expects; `None` where the field is empty.
    pub(super) fn parse_optional<T>(
        &self,
        column: usize,
        expected: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, LexiconError> {
        if self.str(column).is_empty() { Ok(None) } else { self.parse(column, expected, read).map(Some) }
    }

    fn error(&self, column: usize, expected: &str) -> LexiconError {
        LexiconError::Value {
            file: self.file.to_owned(),
            line: self.line,
            column: self.columns.get(column).copied().unwrap_or_default(),
            found: self.str(column).to_owned(),
            expected: expected.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [&str; 2] = ["word", "number"];

    fn read(text: &str) -> Result<Vec<(String, u8)>, LexiconError> {
        Table::given("t.tsv", text)
            .rows(&COLUMNS)?
            .map(|row| {
                let row = row?;
                let number = row.parse(1, "a number of 0 to 255", |field| field.parse().ok())?;
                Ok((row.required(0)?.into_owned(), number))
            })
            .collect()
    }

    #[test]
    fn notes_and_empty_lines_are_passed_over() {
        assert_eq!(
            read("# note\n\nword\tnumber\na\t1\n# b\t2\nc\t3\n").unwrap(),
            [("a".into(), 1), ("c".into(), 3)]
        );
    }

    #[test]
    fn a_wrong_header_is_named_with_its_line() {
        let error = read("# note\nword\tcount\n").unwrap_err().to_string();
        assert_eq!(
            error,
            "cannot read lexicon `t.tsv`, line 2: the header is `word|count` (expected `word|number`)"
        );
    }

    #[test]
    fn a_missing_field_is_named_with_its_line() {
        let error = read("word\tnumber\na\n").unwrap_err().to_string();
        assert_eq!(error, "cannot read lexicon `t.tsv`, line 2: 1 fields (expected 2, separated by tabs)");
    }

    #[test]
    fn a_wrong_value_is_named_with_line_and_column() {
        let error = read("word\tnumber\na\t1\nb\t300\n").unwrap_err().to_string();
        let expected = "cannot read lexicon `t.tsv`, line 3, column `number`: found `300` (expected a number of 0 to 255)";
        assert_eq!(error, expected);
    }
}

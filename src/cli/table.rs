//! Tables for people, and CSV for programs.

use std::io;
use std::io::Write;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::console::{Console, harmless};

/// Rows shown on a terminal before the rest is left out.
const SHOWN_ROWS: usize = 40;
/// The least width that a column is cut to.
const LEAST_WIDTH: usize = 8;
/// Columns between two columns.
const GAP: usize = 2;

/// Rows of text under a header.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Columns whose cells end at the right side: numbers.
    right: Vec<bool>,
}

impl Table {
    /// A table with these columns.
    pub(super) fn new(header: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let header: Vec<String> = header.into_iter().map(Into::into).collect();
        Self { right: vec![true; header.len()], header, rows: Vec::new() }
    }

    /// Adds a row. A column is set to the right where all its cells are numbers.
    pub(super) fn push(&mut self, row: Vec<String>) {
        for (right, cell) in self.right.iter_mut().zip(&row) {
            *right &= cell.is_empty() || cell.parse::<f64>().is_ok();
        }
        self.rows.push(row);
    }

    /// Writes the table: to a terminal fitted to its width, with at most 40 rows unless `all`, and a line
    /// that says how many; elsewhere whole.
    pub(super) fn write(&self, console: &mut Console<'_>, all: bool) -> io::Result<()> {
        let terminal = console.out_is_terminal;
        let shown = if all || !terminal { self.rows.len() } else { self.rows.len().min(SHOWN_ROWS) };
        let rows = self.rows.get(..shown).unwrap_or_default();
        let lines: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| flat(cell)).collect()).collect();
        let header: Vec<String> = self.header.iter().map(|cell| flat(cell)).collect();
        let mut widths: Vec<usize> = header.iter().map(|cell| cell.width()).collect();
        for line in &lines {
            for (width, cell) in widths.iter_mut().zip(line) {
                *width = (*width).max(cell.width());
            }
        }
        if terminal {
            fit(&mut widths, console.width);
        }
        if !header.is_empty() {
            self.write_line(console.out, &header, &widths)?;
            let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
            self.write_line(console.out, &rule, &widths)?;
        }
        for line in &lines {
            self.write_line(console.out, line, &widths)?;
        }
        if terminal {
            let note = footer(shown, self.rows.len());
            writeln!(console.out, "{note}")?;
        }
        Ok(())
    }

    fn write_line(&self, out: &mut dyn Write, cells: &[String], widths: &[usize]) -> io::Result<()> {
        let mut line = String::new();
        for ((cell, width), right) in cells.iter().zip(widths).zip(&self.right) {
            let cell = cut(cell, *width);
            let pad = " ".repeat(width.saturating_sub(cell.width()));
            let (before, after) = if *right { (pad.as_str(), "") } else { ("", pad.as_str()) };
            if !line.is_empty() {
                line.push_str(&" ".repeat(GAP));
            }
            line.extend([before, cell.as_str(), after]);
        }
        writeln!(out, "{}", line.trim_end())
    }
}

/// How many rows there are, and how to see those left out.
fn footer(shown: usize, total: usize) -> String {
    match total {
        1 => "1 row".to_owned(),
        total if shown < total => {
            format!("{} of {} rows (--all for the rest)", thousands(shown), thousands(total))
        }
        total => format!("{} rows", thousands(total)),
    }
}

/// A number with commas between groups of three digits.
pub(super) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut result = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            result.push(',');
        }
        result.push(digit);
    }
    result
}

/// The text on one line, with nothing in it that steers a terminal.
fn flat(cell: &str) -> String {
    harmless(&cell.replace(['\n', '\r', '\t'], " "))
}

/// The text, its end replaced by `…` where it is wider than `width`.
pub(super) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut result = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += character.width().unwrap_or_default();
        if used > width {
            break;
        }
        result.push(character);
    }
    result.push('…');
    result
}

/// Narrows the widest columns until the row fits into `total`.
fn fit(widths: &mut [usize], total: usize) {
    let gaps = GAP * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > total {
        match widths.iter_mut().max() {
            Some(widest) if *widest > LEAST_WIDTH => *widest -= 1,
            _ => return,
        }
    }
}

/// One line of CSV (RFC 4180, but with `\n`). With `safe`, a cell that a spreadsheet would take for a
/// formula gets an apostrophe in front.
pub(super) fn csv_line(cells: &[&str], safe: bool) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| csv_cell(cell, safe)).collect();
    cells.join(",") + "\n"
}

fn csv_cell(cell: &str, safe: bool) -> String {
    // Full-width forms are taken for the plain ones by some spreadsheets.
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let cell = if safe && formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::{Console, Table, csv_line, thousands};

    fn written(table: &Table, terminal: bool, width: usize) -> String {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console {
            out: &mut out,
            err: &mut err,
            out_is_terminal: terminal,
            err_is_terminal: false,
            width,
            quiet: false,
            color: false,
        };
        table.write(&mut console, false).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_stand_to_the_right_and_nothing_is_cut_off_terminal() {
        let mut table = Table::new(["name", "n"]);
        table.push(vec!["a long name indeed, that goes on".to_owned(), "7".to_owned()]);
        table.push(vec!["b\nc".to_owned(), "12".to_owned()]);
        assert_eq!(
            written(&table, false, 20),
            "name                               n\n\
             ────────────────────────────────  ──\n\
             a long name indeed, that goes on   7\n\
             b c                               12\n"
        );
    }

    #[test]
    fn a_terminal_gets_its_width_and_a_count() {
        let mut table = Table::new(["name", "n"]);
        table.push(vec!["a long name indeed, that goes on".to_owned(), "7".to_owned()]);
        assert_eq!(
            written(&table, true, 16),
            "name           n\n─────────────  ─\na long name …  7\n1 row\n"
        );
        for _ in 0..4_999 {
            table.push(vec!["x".to_owned(), "1".to_owned()]);
        }
        assert!(written(&table, true, 80).ends_with("\n40 of 5,000 rows (--all for the rest)\n"));
        assert_eq!(written(&table, false, 80).lines().count(), 5_002);
    }

    #[test]
    fn control_characters_are_shown_and_not_obeyed() {
        let mut table = Table::new(["name"]);
        table.push(vec!["a\u{1b}[2J".to_owned()]);
        assert!(written(&table, true, 80).contains("a\\u{1b}[2J"));
    }

    #[test]
    fn csv_quotes_what_must_be_and_is_safe_on_demand() {
        assert_eq!(csv_line(&["a,b", "say \"x\"", "-1", ""], false), "\"a,b\",\"say \"\"x\"\"\",-1,\n");
        assert_eq!(csv_line(&["=1+1", "@x", "＝x", "a=b"], true), "'=1+1,'@x,'＝x,a=b\n");
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(thousands(7), "7");
        assert_eq!(thousands(5_000), "5,000");
        assert_eq!(thousands(1_234_567), "1,234,567");
    }
}

//! `casegraph find`.

use clap::{Args, ValueEnum};
use serde_json::json;
use unicode_width::UnicodeWidthStr;

use super::arguments::StoreArguments;
use super::claim::{add, json_lines, parse_date};
use super::console::{Console, harmless};
use super::failure::{Exit, Failure, exit_code};
use super::graph;
use super::table::{csv_line, cut, thousands};
use crate::query::Browser;
use crate::query::Found;
use crate::query::SearchFilter;
use crate::query::kind_word;

/// Arguments of `find`.
#[derive(Debug, Args)]
pub(super) struct FindArguments {
    #[command(flatten)]
    store: StoreArguments,
    /// A part of a name; case and accents do not matter.
    text: String,
    /// Only of this class or one below it: person, organisation, place, asset, event …
    #[arg(long = "type", value_name = "CLASS")]
    class: Option<String>,
    /// Only what has an event on this day or later.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    after: Option<String>,
    /// Only what has an event on this day or earlier.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    before: Option<String>,
    /// At most so many (0 for all).
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// How to write them.
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    format: ListFormat,
    /// In CSV, disarm what a spreadsheet would take for a formula.
    #[arg(long)]
    spreadsheet_safe: bool,
}

/// The formats of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// For people.
    Table,
    /// Comma-separated values.
    Csv,
    /// A JSON array.
    Json,
}

/// Runs the verb.
pub(super) fn run(arguments: &FindArguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let filter = SearchFilter {
        class: arguments.class.as_deref().map(graph::class).transpose()?,
        after: arguments.after.clone(),
        before: arguments.before.clone(),
        limit: arguments.limit,
    };
    let store = graph::open(&arguments.store.store)?;
    let browser = Browser::new(store.rdf(), store.base());
    let found = browser.find(&arguments.text, &filter).map_err(|error| graph::query_failure(&error))?;
    let text = match arguments.format {
        ListFormat::Table => lines(&browser, &found, console),
        ListFormat::Csv => csv(&browser, &found, arguments.spreadsheet_safe),
        ListFormat::Json => json_lines(&found.iter().map(|hit| to_json(&browser, hit)).collect::<Vec<_>>()),
    };
    console.out.write_all(text.as_bytes())?;
    if found.is_empty() {
        let message = format!("nothing is called `{}`", arguments.text);
        return Err(Failure::new("nothing-found", exit_code::NOTHING, message));
    }
    Ok(Exit::Done)
}

/// A line a hit: kind, name, documents, years, id.
fn lines(browser: &Browser<'_>, found: &[Found], console: &Console<'_>) -> String {
    let rows: Vec<[String; 5]> = found
        .iter()
        .map(|hit| {
            let documents = if hit.documents == 1 { "doc" } else { "docs" };
            [
                kind_word(&hit.class).to_uppercase(),
                harmless(&hit.thing.label.replace(['\n', '\t'], " ")),
                format!("{} {documents}", thousands(hit.documents)),
                years(hit),
                browser.id(&hit.thing.iri).to_owned(),
            ]
        })
        .collect();
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or_default()
    };
    let [kind, mut name, documents, span, id] = [0, 1, 2, 3, 4].map(width);
    if console.out_is_terminal {
        let rest = 2 + kind + documents + span + id + 8;
        name = name.min(console.width.saturating_sub(rest).max(12));
    }
    let mut text = String::new();
    for [a, b, c, d, e] in &rows {
        let b = cut(b, name);
        let pad = |cell: &str, width: usize| " ".repeat(width.saturating_sub(cell.width()));
        add(
            &mut text,
            format_args!(
                "  {a}{}  {b}{}  {}{c}  {d}{}  {e}\n",
                pad(a, kind),
                pad(&b, name),
                pad(c, documents),
                pad(d, span)
            ),
        );
    }
    text
}

/// The first and the last year of its events.
fn years(hit: &Found) -> String {
    let year = |day: &str| day.rsplitn(3, '-').nth(2).unwrap_or(day).to_owned();
    match &hit.days {
        None => String::new(),
        Some((first, last)) if year(first) == year(last) => year(first),
        Some((first, last)) => format!("{}–{}", year(first), year(last)),
    }
}

fn csv(browser: &Browser<'_>, found: &[Found], safe: bool) -> String {
    let mut text = csv_line(&["kind", "name", "documents", "first", "last", "id"], safe);
    for hit in found {
        let (first, last) = hit.days.clone().unwrap_or_default();
        text += &csv_line(
            &[
                &kind_word(&hit.class),
                &hit.thing.label,
                &hit.documents.to_string(),
                &first,
                &last,
                browser.id(&hit.thing.iri),
            ],
            safe,
        );
    }
    text
}

fn to_json(browser: &Browser<'_>, hit: &Found) -> serde_json::Value {
    json!({
        "kind": kind_word(&hit.class),
        "name": hit.thing.label,
        "matched": hit.matched,
        "documents": hit.documents,
        "first": hit.days.as_ref().map(|days| &days.0),
        "last": hit.days.as_ref().map(|days| &days.1),
        "id": browser.id(&hit.thing.iri),
        "iri": hit.thing.iri,
    })
}

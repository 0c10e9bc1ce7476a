//! `casegraph status`.

use std::collections::BTreeMap;

use clap::Args;
use serde_json::json;

use super::arguments::StoreArguments;
use super::console::Console;
use super::failure::{Exit, Failure};
use super::graph::open;
use super::graph::store_failure;
use super::progress::ReportFormat;
use super::table::thousands;
use crate::store::Counts;

/// Arguments of `status`.
#[derive(Debug, Args)]
pub(super) struct StatusArguments {
    #[command(flatten)]
    store: StoreArguments,
    /// How to report.
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
}

/// Runs the verb.
pub(super) fn run(arguments: &StatusArguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let folder = arguments.store.store.display().to_string();
    let store = open(&arguments.store.store)?;
    let counts = store.counts().map_err(|error| store_failure(&error))?;
    let mut rejects: BTreeMap<String, u64> = BTreeMap::new();
    for reject in store.rejects().map_err(|error| store_failure(&error))? {
        *rejects.entry(reject.code).or_default() += 1;
    }
    let lost = store.lost_batches();
    if arguments.format == ReportFormat::Json {
        let line = json!({"version": 1, "store": folder, "base": store.base(), "documents": counts.documents,
            "versions": counts.versions, "entities": counts.entities, "events": counts.events,
            "situations": counts.situations, "claims": counts.claims, "quads": counts.quads,
            "rejects": rejects, "lost_batches": lost});
        writeln!(console.out, "{line}")?;
        return Ok(Exit::Done);
    }
    writeln!(console.out, "Store      {folder}")?;
    writeln!(console.out, "Documents  {} ({} versions)", counts.documents, counts.versions)?;
    writeln!(console.out, "Graph      {}", graph_words(&counts))?;
    writeln!(console.out, "Quads      {}", counts.quads)?;
    let words: Vec<String> = rejects.iter().map(|(code, count)| format!("{count} {code}")).collect();
    match words.as_slice() {
        [] => writeln!(console.out, "Rejects    none")?,
        words => writeln!(console.out, "Rejects    {} (casegraph rejects -s {folder})", words.join(" · "))?,
    }
    if lost > 0 {
        writeln!(console.out, "Lost       {lost} batches; the same ingest commands bring them back")?;
    }
    Ok(Exit::Done)
}

/// Class groups of the store with the words for people.
const GROUPS: [(&str, &str, &str); 6] = [
    ("person", "person", "people"),
    ("org", "organisation", "organisations"),
    ("state", "state", "states"),
    ("place", "place", "places"),
    ("asset", "asset", "assets"),
    ("group", "group", "groups"),
];

/// What the view holds, in one line.
pub(super) fn graph_words(counts: &Counts) -> String {
    let mut words: Vec<String> = GROUPS
        .iter()
        .filter_map(|(group, one, many)| counts.entities.get(*group).map(|count| number(*count, one, many)))
        .collect();
    words.push(number(counts.events, "event", "events"));
    words.push(number(counts.situations, "situation", "situations"));
    words.push(format!("{}, each with its sentence", number(counts.claims, "fact", "facts")));
    words.join(" · ")
}

/// A number with its noun, thousands set apart.
fn number(count: u64, one: &str, many: &str) -> String {
    let digits = thousands(usize::try_from(count).unwrap_or(usize::MAX));
    format!("{digits} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable_and_agree_with_their_nouns() {
        assert_eq!(number(1, "person", "people"), "1 person");
        assert_eq!(number(0, "event", "events"), "0 events");
        assert_eq!(number(1_234_567, "fact", "facts"), "1,234,567 facts");
        assert_eq!(number(123, "fact", "facts"), "123 facts");
    }
}

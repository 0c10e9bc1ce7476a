//! The ledger: a line a batch, each with a check over itself and the line before.
//!
//! The graph store may lose its last batches when the machine loses power. The ledger is how that is
//! noticed: a batch that stands in it and not in the store is lost, and the same command brings it back.

use serde::Deserialize;
use serde::Serialize;

use crate::resolve::Digest;

/// One batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// The batch's name: the last step of its IRI.
    pub(super) batch: String,
    /// Versions that it brought.
    pub(super) documents: u64,
    /// Claims that it brought.
    pub(super) claims: u64,
    /// Quads that it added.
    pub(super) quads: u64,
}

/// A line of the ledger.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    #[serde(flatten)]
    entry: Entry,
    check: String,
}

/// The entries of a ledger up to the first line that is damaged or cut off, the check of the last of
/// them, and the length in bytes of the part that is whole.
pub(super) fn read(text: &str) -> (Vec<Entry>, String, usize) {
    let (mut entries, mut check, mut whole) = (Vec::new(), String::new(), 0);
    for line in text.split_inclusive('\n') {
        let Ok(parsed) = serde_json::from_str::<Line>(line.trim_end_matches('\n')) else { break };
        if !line.ends_with('\n') || parsed.check != check_of(&parsed.entry, &check) {
            break;
        }
        check = parsed.check;
        entries.push(parsed.entry);
        whole += line.len();
    }
    (entries, check, whole)
}

/// The line of an entry with its line break, and its check.
pub(super) fn line(entry: &Entry, previous: &str) -> Result<(String, String), serde_json::Error> {
    let check = check_of(entry, previous);
    let mut line = serde_json::to_string(&Line { entry: entry.clone(), check: check.clone() })?;
    line.push('\n');
    Ok((line, check))
}

fn check_of(entry: &Entry, previous: &str) -> String {
    Digest::new("ledger")
        .with(previous)
        .with(&entry.batch)
        .with_all(
            [entry.documents, entry.claims, entry.quads]
                .map(|number| number.to_string())
                .iter()
                .map(String::as_str),
        )
        .hex(16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger() -> (String, Vec<Entry>) {
        let (mut text, mut check, mut entries) = (String::new(), String::new(), Vec::new());
        for number in 0..3 {
            let entry = Entry { batch: format!("b{number}"), documents: number, claims: 2, quads: 30 };
            let (line, next) = line(&entry, &check).unwrap();
            text.push_str(&line);
            check = next;
            entries.push(entry);
        }
        (text, entries)
    }

    #[test]
    fn a_ledger_reads_back_as_written() {
        let (text, entries) = ledger();
        let (read, _, whole) = read(&text);
        assert_eq!(read, entries);
        assert_eq!(whole, text.len());
    }

    #[test]
    fn a_torn_or_changed_line_ends_the_ledger() {
        let (text, entries) = ledger();
        let (torn, ..) = read(&text[..text.len() - 5]);
        assert_eq!(torn, entries[..2]);
        let (changed, ..) = read(&text.replacen("\"claims\":2", "\"claims\":3", 1));
        assert_eq!(changed, []);
    }
}

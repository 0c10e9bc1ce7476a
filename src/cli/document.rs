//! A document as `casegraph show` shows it: its text with what it speaks of, and its facts.

use oxigraph::model::NamedNode;
use serde_json::{Value, json};

use super::claim::{add, claim_json, json_lines, labels, named, who_says};
use super::console::{Console, harmless};
use super::failure::{Exit, Failure};
use super::graph;
use super::table::Table;
use crate::query::Browser;
use crate::query::DocumentVersion;
use crate::query::Mark;
use crate::query::kind_word;
use crate::store::GraphStore;

/// Shows all versions of a document.
pub(super) fn show(
    store: &GraphStore,
    versions: &[NamedNode],
    json: bool,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let browser = Browser::new(store.rdf(), store.base());
    let mut values = Vec::new();
    for version in versions {
        let version = browser.version(version.as_ref()).map_err(|error| graph::query_failure(&error))?;
        let text = match &version.content_hash {
            Some(hash) => store.text(hash).map_err(|error| graph::store_failure(&error))?,
            None => None,
        }
        .unwrap_or_default();
        if json {
            values.push(document_json(&browser, &version, &text));
        } else {
            write(&browser, &version, &text, console)?;
        }
    }
    match values.as_slice() {
        [] => {}
        [one] => writeln!(console.out, "{one:#}")?,
        several => console.out.write_all(json_lines(several).as_bytes())?,
    }
    Ok(Exit::Done)
}

fn write(
    browser: &Browser<'_>,
    version: &DocumentVersion,
    text: &str,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let title = version.title.as_deref().unwrap_or("untitled document");
    let mut head = format!("{title} (document)\n  {}\n", browser.id(&version.iri));
    let published = version.published.as_deref().unwrap_or("undated");
    add(&mut head, format_args!("  published {published} by {}\n", labels(&version.publisher)));
    if let Some(source) = &version.source {
        add(&mut head, format_args!("  {source}\n"));
    }
    if let Some(language) = version.language.as_deref().filter(|language| *language != "en") {
        add(&mut head, format_args!("  language {language}: no facts are read from it\n"));
    }
    let body = if console.out_is_terminal {
        let style = if console.color { Style::Underlined } else { Style::Bracketed };
        head = harmless(&head);
        marked(text, &version.marks, style)
    } else {
        text.to_owned()
    };
    writeln!(console.out, "{head}\n{}\n", body.trim_end())?;
    let mut table = Table::new(["chars", "actor", "act", "target", "date", "said_by", "confidence"]);
    for claim in &version.claims {
        let chars = claim.evidence.first().map(|passage| format!("{}–{}", passage.start, passage.end));
        table.push(vec![
            chars.unwrap_or_default(),
            claim.actors().join(", "),
            claim.act(),
            claim.targets().join(", "),
            claim.time.to_text(),
            who_says(claim),
            claim.confidence.to_string(),
        ]);
    }
    table.write(console, true)?;
    Ok(())
}

/// How marks are shown inside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// Underlined, the kind after it.
    Underlined,
    /// `⟦words|kind⟧`.
    Bracketed,
}

/// The text with its marks; of marks that overlap the one that begins first, and of those the longest.
/// Control characters of the text are made harmless.
fn marked(text: &str, marks: &[Mark], style: Style) -> String {
    let offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).chain([text.len()]).collect();
    let offset = |code_point: u64| {
        usize::try_from(code_point).ok().and_then(|at| offsets.get(at)).copied().unwrap_or(text.len())
    };
    let mut result = String::new();
    let mut done = 0;
    for mark in marks {
        let (start, end) = (offset(mark.start), offset(mark.end));
        if start < done || start >= end {
            continue;
        }
        let kinds: Vec<String> = mark.things.iter().map(|(_, class)| kind_word(class)).collect();
        let Some(kind) = kinds.first() else { continue };
        let words = harmless(text.get(start..end).unwrap_or_default());
        result += &harmless(text.get(done..start).unwrap_or_default());
        match style {
            Style::Underlined => {
                add(&mut result, format_args!("\u{1b}[4m{words}\u{1b}[24m\u{1b}[2m|{kind}\u{1b}[22m"));
            }
            Style::Bracketed => add(&mut result, format_args!("⟦{words}|{kind}⟧")),
        }
        done = end;
    }
    result += &harmless(text.get(done..).unwrap_or_default());
    result
}

fn document_json(browser: &Browser<'_>, version: &DocumentVersion, text: &str) -> Value {
    let marks: Vec<Value> = version
        .marks
        .iter()
        .map(|mark| {
            let things: Vec<Value> = mark
                .things
                .iter()
                .map(|(thing, class)| {
                    let mut value = named(browser, thing);
                    if let Value::Object(fields) = &mut value {
                        fields.insert("kind".to_owned(), kind_word(class).into());
                    }
                    value
                })
                .collect();
            json!({"start": mark.start, "end": mark.end, "text": mark.text, "refers_to": things})
        })
        .collect();
    json!({
        "id": browser.id(&version.document),
        "version": browser.id(&version.iri),
        "title": version.title,
        "published": version.published,
        "publisher": labels(&version.publisher),
        "url": version.source,
        "language": version.language,
        "content_hash": version.content_hash,
        "text": text,
        "mentions": marks,
        "claims": version.claims.iter().map(|claim| claim_json(browser, claim)).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::{Mark, Style, marked};
    use crate::query::Thing;

    fn mark(start: u64, end: u64, class: &str) -> Mark {
        let thing = Thing { label: "x".to_owned(), iri: "x".to_owned() };
        Mark { start, end, text: String::new(), things: vec![(thing, class.to_owned())] }
    }

    #[test]
    fn marks_stand_around_their_words_and_do_not_overlap() {
        let text = "Ærø met Bo Berg\u{7}.";
        let marks =
            [mark(0, 3, "Place"), mark(8, 15, "Person"), mark(8, 10, "Person"), mark(90, 95, "Person")];
        assert_eq!(marked(text, &marks, Style::Bracketed), "⟦Ærø|place⟧ met ⟦Bo Berg|person⟧\\u{7}.");
    }
}

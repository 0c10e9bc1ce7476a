//! `casegraph show`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clap::{Args, ValueEnum};
use oxigraph::model::NamedNode;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::arguments::StoreArguments;
use super::claim::{add, claim_json, named, slot_json, who_says};
use super::console::{Console, harmless};
use super::document;
use super::failure::{Exit, Failure};
use super::graph;
use crate::query::Browser;
use crate::query::Card;
use crate::query::Claim;
use crate::query::ClaimJudgement;
use crate::query::Fact;
use crate::query::Slot;
use crate::query::kind_word;

/// Arguments of `show`.
#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    #[command(flatten)]
    store: StoreArguments,
    /// An id (`person/…`, `event/…`, `document/…`), a full IRI, or a name.
    name: String,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = ShowFormat::Text)]
    format: ShowFormat,
    /// With each sentence the id of its claim, for `judge`.
    #[arg(long)]
    claims: bool,
    /// Only what it is quoted as saying.
    #[arg(long)]
    quotes: bool,
}

/// The formats of `show`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ShowFormat {
    /// For people.
    Text,
    /// One JSON object.
    Json,
}

/// Whether the ids of claims stand beside their sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ids {
    Shown,
    Hidden,
}

/// Where the other names begin on the first line, if the name is short enough.
const NAMES_COLUMN: usize = 62;

/// Runs the verb.
pub(super) fn run(arguments: &ShowArguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let store = graph::open(&arguments.store.store)?;
    let browser = Browser::new(store.rdf(), store.base());
    let failed = |error| graph::query_failure(&error);
    for iri in [arguments.name.clone(), format!("{}{}", store.base(), arguments.name)] {
        let Ok(iri) = NamedNode::new(iri) else { continue };
        let versions = browser.versions(iri.as_ref()).map_err(failed)?;
        if !versions.is_empty() {
            let json = arguments.format == ShowFormat::Json;
            return document::show(&store, &versions, json, console);
        }
    }
    let node = graph::one_by_name(&store, &arguments.name)?;
    let Some(mut card) = browser.card(node.as_ref()).map_err(failed)? else {
        return Ok(Exit::Nothing);
    };
    if arguments.quotes {
        card.claims = browser.quotes(node.as_ref()).map_err(failed)?;
        card.facts.clear();
        card.attributes.clear();
    }
    let text = match arguments.format {
        ShowFormat::Json => format!("{:#}\n", card_json(&browser, &card)),
        ShowFormat::Text => {
            let ids = if arguments.claims { Ids::Shown } else { Ids::Hidden };
            card_text(&browser, &card, ids)
        }
    };
    let text = if console.out_is_terminal { harmless(&text) } else { text };
    console.out.write_all(text.as_bytes())?;
    Ok(Exit::Done)
}

/// The card for people: names, then a line a fact and under it its sentences.
fn card_text(browser: &Browser<'_>, card: &Card, ids: Ids) -> String {
    let mut text = format!("{} ({})", one_line(&card.thing.label), kind_word(&card.class));
    if !card.names.is_empty() {
        let gap = NAMES_COLUMN.saturating_sub(text.width()).max(2);
        let names = card.names.iter().map(|name| one_line(name)).collect::<Vec<_>>().join(", ");
        add(&mut text, format_args!("{}also: {names}", " ".repeat(gap)));
    }
    text.push('\n');
    let documents = if card.documents.len() == 1 { "document" } else { "documents" };
    add(
        &mut text,
        format_args!("  {}   {} {documents}\n", browser.id(&card.thing.iri), card.documents.len()),
    );
    for (kind, value) in &card.identifiers {
        add(&mut text, format_args!("  {kind}  {value}\n"));
    }
    let time = card.time.to_text();
    if !time.is_empty() {
        add(&mut text, format_args!("  when  {time}\n"));
    }
    let mut lines = Vec::new();
    for attribute in &card.attributes {
        let head = [words(&attribute.slot.role), one_line(&attribute.slot.filler.label), String::new()];
        let mut head = Head::new(head);
        if let Some(best) = attribute.claims.iter().map(|claim| claim.confidence).max() {
            head.sure = format!("confidence {best}");
        }
        lines.push((head, attribute.claims.as_slice()));
    }
    for fact in &card.facts {
        lines.push((fact_head(fact), fact.claims.as_slice()));
    }
    write_lines(browser, &lines, ids, &mut text);
    write_claims(browser, &card.claims, ids, &mut text);
    text
}

/// The columns of a fact's line.
struct Head {
    /// What is done, with or towards whom, when.
    cells: [String; 3],
    /// How many origins.
    origins: String,
    /// How sure.
    sure: String,
}

impl Head {
    fn new(cells: [String; 3]) -> Self {
        Self { cells, origins: String::new(), sure: String::new() }
    }
}

fn fact_head(fact: &Fact) -> Head {
    let act = match fact.modality.as_deref() {
        None | Some("Actual") => fact.act.clone(),
        Some(modality) => format!("{} ({})", fact.act, modality.to_lowercase()),
    };
    let mut head = Head::new([act, others(fact), fact.time.to_text()]);
    let origins = fact.origins();
    head.origins = format!("{origins} {}", if origins == 1 { "origin" } else { "origins" });
    head.sure = format!("confidence {}", fact.confidence());
    head
}

/// The other participants with the words that join them: `with Ada Example, in Riga`.
fn others(fact: &Fact) -> String {
    let acts = fact.roles.iter().any(|role| role == "actor" || role == "holder");
    let mut groups: BTreeMap<(usize, &str), Vec<String>> = BTreeMap::new();
    for Slot { role, filler } in &fact.others {
        let (place, word) = joining(role, acts);
        groups.entry((place, word)).or_default().push(one_line(&filler.label));
    }
    let groups = groups.into_iter().map(|((_, word), names)| {
        let names = names.join(" and ");
        if word.is_empty() { names } else { format!("{word} {names}") }
    });
    groups.collect::<Vec<_>>().join(", ")
}

/// Where a role stands in the line, and the word before it.
fn joining(role: &str, acts: bool) -> (usize, &'static str) {
    match role {
        "actor" | "holder" if acts => (1, "with"),
        "actor" | "holder" => (0, "by"),
        "of" => (0, ""),
        "object" => (2, ""),
        "value" => (3, ""),
        "quantity" => (4, "counting"),
        "recipient" => (5, "towards"),
        "post" => (6, "as"),
        "inOrganization" => (7, "in"),
        "content" => (8, "about"),
        "context" => (9, "on"),
        "place" => (10, "at"),
        "origin" => (11, "from"),
        "destination" => (12, "to"),
        "instrument" => (13, "by means of"),
        "purpose" => (14, "for"),
        "subEventOf" => (15, "as part of"),
        "resultsIn" => (16, "leading to"),
        _ => (17, "and"),
    }
}

/// Writes the facts in columns, under each the sentences.
fn write_lines(browser: &Browser<'_>, lines: &[(Head, &[Claim])], ids: Ids, text: &mut String) {
    let width = |at: usize| {
        let cells = lines.iter().filter_map(|(head, _)| head.cells.get(at));
        cells.map(|cell| cell.width()).max().unwrap_or_default().min(48)
    };
    let widths = [width(0), width(1), width(2)];
    for (head, claims) in lines {
        let mut line = String::from(" ");
        let padded = head.cells.iter().zip(widths).filter(|(_, width)| *width > 0);
        for (cell, width) in padded.chain([(&head.origins, 0), (&head.sure, 0)]) {
            if width > 0 || !cell.is_empty() {
                add(&mut line, format_args!(" {cell}{}  ", " ".repeat(width.saturating_sub(cell.width()))));
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
        write_claims(browser, claims, ids, text);
    }
}

/// Writes the sentences of claims, each once, with who says so.
fn write_claims(browser: &Browser<'_>, claims: &[Claim], ids: Ids, text: &mut String) {
    let mut written = Vec::new();
    for claim in claims {
        let mut line = String::new();
        for passage in &claim.evidence {
            let (start, end) = (passage.start, passage.end);
            let document = browser.id(&claim.version);
            let words = one_line(&passage.text);
            writeln!(line, "    \"{words}\"   doc {document}, chars {start}–{end}").unwrap_or_default();
        }
        let mut notes = vec![format!("{} by {}", claim.stance.to_lowercase(), who_says(claim))];
        if claim.confidence < 100 {
            notes.push(format!("confidence {}", claim.confidence));
        }
        notes.extend(claim.hedge.iter().map(|hedge| format!("hedged by \"{hedge}\"")));
        notes.extend(claim.comment.iter().cloned());
        notes.extend(claim.judgement.iter().map(ClaimJudgement::words));
        if ids == Ids::Shown {
            notes.push(browser.id(&claim.iri).to_owned());
        }
        writeln!(line, "      {}", notes.join("; ")).unwrap_or_default();
        if !written.contains(&line) {
            text.push_str(&line);
            written.push(line);
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A local name as words.
fn words(role: &str) -> String {
    let mut words = String::new();
    for character in role.chars() {
        if character.is_uppercase() {
            words.push(' ');
        }
        words.extend(character.to_lowercase());
    }
    words
}

fn card_json(browser: &Browser<'_>, card: &Card) -> Value {
    let claims = |claims: &[Claim]| claims.iter().map(|claim| claim_json(browser, claim)).collect::<Vec<_>>();
    let attributes: Vec<Value> = card
        .attributes
        .iter()
        .map(|attribute| {
            let mut value = slot_json(browser, &attribute.slot);
            if let Value::Object(fields) = &mut value {
                fields.insert("claims".to_owned(), claims(&attribute.claims).into());
            }
            value
        })
        .collect();
    let facts: Vec<Value> = card.facts.iter().map(|fact| fact_json(browser, fact)).collect();
    let identifiers: Vec<Value> =
        card.identifiers.iter().map(|(kind, value)| json!({"type": kind, "value": value})).collect();
    json!({
        "id": browser.id(&card.thing.iri),
        "iri": card.thing.iri,
        "kind": kind_word(&card.class),
        "class": card.class,
        "label": card.thing.label,
        "names": card.names,
        "identifiers": identifiers,
        "documents": card.documents.iter().map(|iri| browser.id(iri)).collect::<Vec<_>>(),
        "date": card.time.to_text(),
        "time": card.time,
        "attributes": attributes,
        "facts": facts,
        "claims": claims(&card.claims),
    })
}

fn fact_json(browser: &Browser<'_>, fact: &Fact) -> Value {
    json!({
        "act": fact.act,
        "about": named(browser, &fact.thing),
        "class": fact.class,
        "modality": fact.modality,
        "roles": fact.roles,
        "others": fact.others.iter().map(|slot| slot_json(browser, slot)).collect::<Vec<_>>(),
        "date": fact.time.to_text(),
        "time": fact.time,
        "origins": fact.origins(),
        "confidence": fact.confidence(),
        "claims": fact.claims.iter().map(|claim| claim_json(browser, claim)).collect::<Vec<_>>(),
    })
}

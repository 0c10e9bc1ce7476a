//! Claims in words and as JSON, for the verbs that show them.

use std::fmt;
use std::fmt::Write as _;

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::query::Browser;
use crate::query::Claim;
use crate::query::ClaimJudgement;
use crate::query::Slot;
use crate::query::Thing;

/// Appends formatted words to a text.
pub(super) fn add(text: &mut String, words: fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    text.write_fmt(words).unwrap_or_default();
}

/// A day on the command line.
pub(super) fn parse_date(text: &str) -> Result<String, String> {
    let expected = || format!("`{text}` is no day (expected YYYY-MM-DD)");
    if text.len() != 10 {
        return Err(expected());
    }
    text.parse::<Date>().map(|date| date.to_string()).map_err(|_| expected())
}

/// The labels as one text.
pub(super) fn labels(things: &[Thing]) -> String {
    things.iter().map(|thing| thing.label.as_str()).collect::<Vec<_>>().join(", ")
}

/// Who says it and through whom: `Ada Example via Example Agency`.
pub(super) fn who_says(claim: &Claim) -> String {
    let mut text = labels(&claim.stated_by);
    if !claim.relayed_by.is_empty() {
        text.push_str(" via ");
        text.push_str(&labels(&claim.relayed_by));
    }
    text
}

/// The words of the evidence, pieces apart by ` … `; a quotation inside its sentence stands for itself.
pub(super) fn sentence(claim: &Claim) -> String {
    let pieces: Vec<&str> = claim
        .evidence
        .iter()
        .filter(|passage| {
            !claim
                .evidence
                .iter()
                .any(|other| other != *passage && other.start <= passage.start && passage.end <= other.end)
        })
        .map(|passage| passage.text.as_str())
        .collect();
    pieces.join(" … ")
}

fn things(browser: &Browser<'_>, things: &[Thing]) -> Vec<Value> {
    things.iter().map(|thing| named(browser, thing)).collect()
}

/// A thing as JSON: its id (`null` for a value) and its label.
pub(super) fn named(browser: &Browser<'_>, thing: &Thing) -> Value {
    let id = (!thing.iri.is_empty()).then(|| browser.id(&thing.iri));
    json!({"id": id, "label": thing.label})
}

/// A slot as JSON.
pub(super) fn slot_json(browser: &Browser<'_>, slot: &Slot) -> Value {
    let id = (!slot.filler.iri.is_empty()).then(|| browser.id(&slot.filler.iri));
    json!({"role": slot.role, "id": id, "label": slot.filler.label})
}

fn judgement_json(browser: &Browser<'_>, judgement: &ClaimJudgement) -> Value {
    let corrections: Vec<Value> = judgement.corrections.iter().map(|slot| slot_json(browser, slot)).collect();
    json!({"judgement": judgement.judgement, "why": judgement.why, "by": judgement.by, "date": judgement.date,
        "corrections": corrections})
}

/// A claim as JSON, keys in the order of the columns of `facts`, then the rest.
pub(super) fn claim_json(browser: &Browser<'_>, claim: &Claim) -> Value {
    let evidence: Vec<Value> = claim
        .evidence
        .iter()
        .map(|passage| json!({"start": passage.start, "end": passage.end, "text": passage.text}))
        .collect();
    let slots: Vec<Value> = claim.slots.iter().map(|slot| slot_json(browser, slot)).collect();
    json!({
        "date": claim.time.to_text(),
        "actor": claim.actors(),
        "act": claim.act(),
        "target": claim.targets(),
        "place": claim.places(),
        "said_by": things(browser, &claim.stated_by),
        "relayed_by": things(browser, &claim.relayed_by),
        "stance": claim.stance,
        "confidence": claim.confidence,
        "sentence": sentence(claim),
        "claim": browser.id(&claim.iri),
        "about": named(browser, &claim.about),
        "class": claim.class,
        "modes": claim.modes,
        "modality": claim.modality,
        "time": claim.time,
        "slots": slots,
        "statement": claim.statement.as_ref().map(|slot| slot_json(browser, slot)),
        "hedge": claim.hedge,
        "rule": claim.rule,
        "comment": claim.comment,
        "judgement": claim.judgement.as_ref().map(|judgement| judgement_json(browser, judgement)),
        "evidence": evidence,
        "document": browser.id(&claim.document),
        "version": browser.id(&claim.version),
        "title": claim.title,
        "publisher": things(browser, &claim.publisher),
        "published": claim.published,
    })
}

/// A list as JSON: an array with a line an item.
pub(super) fn json_lines(items: &[Value]) -> String {
    if items.is_empty() {
        return "[]\n".to_owned();
    }
    let lines: Vec<String> = items.iter().map(Value::to_string).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::parse_date;

    #[test]
    fn a_day_has_four_two_and_two_digits() {
        assert_eq!(parse_date("2024-02-29").as_deref(), Ok("2024-02-29"));
        for bad in ["2024-2-9", "2023-02-29", "20240229", "yesterday", "2024-02-29T10", ""] {
            assert!(parse_date(bad).is_err(), "{bad}");
        }
    }
}

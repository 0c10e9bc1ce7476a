//! Dates of an open news set against their answers: a number with a floor.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::Value;

use super::Anchor;
use super::TimeKind;
use super::recognize;
use crate::nlp::Analyzer;
use crate::span::LineIndex;

/// The folder with the shared test data, where it is there.
fn shared() -> Option<PathBuf> {
    let given = std::env::var_os("CASEGRAPH_SHARED").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    folder.is_dir().then_some(folder)
}

/// Precision, recall and F1 of `(matched, predicted, gold)`.
fn f1(matched: usize, predicted: usize, gold: usize) -> f64 {
    2.0 * f64::from(u32::try_from(matched).unwrap()) / f64::from(u32::try_from(predicted + gold).unwrap())
}

#[test]
fn dates_of_the_open_news_set_reach_their_floor() {
    let Some(folder) = shared().map(|folder| folder.join("eval/gumnews")) else { return };
    let lines = |name: &str| -> Vec<Value> {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let analyzer = Analyzer::embedded().unwrap();
    let mut output = String::new();
    let (mut matched, mut predicted, mut gold) = (0, 0, 0);
    for (document, answer) in lines("docs_dev.jsonl").iter().zip(lines("gold_dev.jsonl")) {
        assert_eq!(document["doc"], answer["doc"]);
        let text = document["text"].as_str().unwrap();
        let published = document["date"].as_str().and_then(|date| date.parse().ok());
        let index = LineIndex::new(text);
        let times = recognize(text, &analyzer.analyze(text), &Anchor { published, content: None });
        let mut dates = Vec::new();
        for time in &times {
            if !matches!(time.value.kind, TimeKind::Calendar | TimeKind::TimeOfDay)
                || time.value.first.or(time.value.last).is_none()
            {
                continue;
            }
            let (start, end) = index.code_points(text, time.span);
            dates.push(serde_json::json!({"start": start, "end": end, "text": time.span.text(text), "value": time.value.text,
                "rule": time.rule, "comment": time.comment}));
        }
        let expected = answer["dates"].as_array().cloned().unwrap_or_default();
        matched += expected.iter().filter(|want| dates.iter().any(|date| same_value(date, want))).count();
        predicted += dates.len();
        gold += expected.len();
        writeln!(output, "{}", serde_json::json!({"doc": document["doc"], "dates": dates})).unwrap();
    }
    if let Some(path) = std::env::var_os("CASEGRAPH_PREDICTIONS") {
        std::fs::write(path, output).unwrap();
    }
    let reached = f1(matched, predicted, gold);
    assert!(
        reached >= 0.85,
        "F1 of dates fell to {reached:.3} ({matched} of {gold} with {predicted} predicted)"
    );
}

/// Whether a predicted date overlaps a wanted one and has its value.
fn same_value(date: &Value, want: &Value) -> bool {
    let overlap =
        date["start"].as_u64() < want["end"].as_u64() && want["start"].as_u64() < date["end"].as_u64();
    let day = |value: &Value| {
        value["value"].as_str().unwrap_or_default().split('T').next().unwrap_or_default().to_owned()
    };
    overlap && day(date) == day(want)
}

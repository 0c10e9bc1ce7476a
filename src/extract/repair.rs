//! Repairs of trees where the model is known to slip.
//!
//! "Near Sarajevo, two shells …": a preposition with a capital at the start of a sentence is taken for the first word
//! of a name. It becomes a preposition again, and the name its object.

use std::borrow::Cow;
use std::sync::Arc;

use crate::nlp::Analysis;

/// Prepositions of place that are never the first word of a name that a comma follows.
const PREPOSITIONS: &[&str] = &["Near", "Outside", "Inside", "Around", "Along", "Across", "Throughout"];

/// The analysis with its slips repaired; the same where there are none.
pub(super) fn repaired<'a>(text: &str, analysis: &'a Analysis) -> Cow<'a, Analysis> {
    let mut result = Cow::Borrowed(analysis);
    for sentence in &analysis.sentences {
        let first = sentence.tokens.clone().find(|token| {
            analysis.tokens.get(*token).is_some_and(|token| !token.span.text(text).trim().is_empty())
        });
        if let Some(first) = first
            && let Some(name) = misread_name(text, analysis, first)
        {
            split(result.to_mut(), first, name);
        }
    }
    result
}

/// The head of the name that a preposition at the start of a sentence was drawn into.
fn misread_name(text: &str, analysis: &Analysis, first: usize) -> Option<usize> {
    let token = analysis.tokens.get(first)?;
    let drawn = &*token.tag == "NNP" && &*token.dep == "compound" && token.head > first;
    if !drawn || !PREPOSITIONS.contains(&token.span.text(text)) {
        return None;
    }
    let name = analysis.tokens.get(token.head)?;
    let proper = analysis.tokens.get(first + 1..=token.head)?.iter().all(|word| &*word.tag == "NNP");
    let comma = analysis.tokens.get(token.head + 1).is_some_and(|next| next.span.text(text) == ",");
    (proper && comma && name.head > token.head).then_some(token.head)
}

/// Makes the first word a preposition of the clause and the name its object.
fn split(analysis: &mut Analysis, first: usize, name: usize) {
    let Some(governor) = analysis.tokens.get(name).map(|token| token.head) else { return };
    if let Some(word) = analysis.tokens.get_mut(first) {
        word.tag = Arc::from("IN");
        word.pos = Arc::from("ADP");
        word.morph = Arc::from("");
        word.lemma = Arc::from(word.lemma.to_lowercase());
        word.dep = Arc::from("prep");
        word.head = governor;
    }
    if let Some(word) = analysis.tokens.get_mut(name) {
        word.dep = Arc::from("pobj");
        word.head = first;
    }
    for entity in &mut analysis.entities {
        if entity.tokens.start == first {
            entity.tokens.start = first + 1;
            entity.label = Arc::from("GPE");
        }
    }
    analysis.entities.retain(|entity| !entity.tokens.is_empty());
    for chunk in &mut analysis.noun_chunks {
        if chunk.start == first {
            chunk.start = first + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::repaired;
    use crate::nlp::Analyzer;

    #[test]
    fn a_preposition_at_the_start_is_no_part_of_a_name() {
        let text = "Near Gao, two shells hit a barge.";
        let analysis = Analyzer::embedded().unwrap().analyze(text);
        let analysis = repaired(text, &analysis);
        assert_eq!((&*analysis.tokens[0].dep, &*analysis.tokens[1].dep), ("prep", "pobj"));
        assert_eq!(analysis.tokens[1].head, 0);
    }
}

//! Expected bounds are worked out by hand from the rules of the ontology (section 6.2).

use super::recognize;
use crate::extract::time::Anchor;
use crate::extract::time::recognize as recognize_times;
use crate::nlp::Analysis;
use crate::nlp::Token;
use crate::span::Span;
use std::sync::Arc;

/// A stream of bare tokens: runs of letters and digits, and single marks.
fn analysis(text: &str) -> Analysis {
    let mut analysis = Analysis::default();
    let mut start = None;
    let empty: Arc<str> = Arc::from("");
    let push = |tokens: &mut Vec<Token>, from: usize, to: usize| {
        let head = tokens.len();
        tokens.push(Token {
            span: Span::new(from, to),
            space_after: false,
            norm: Arc::clone(&empty),
            lemma: Arc::clone(&empty),
            tag: Arc::clone(&empty),
            pos: Arc::clone(&empty),
            morph: Arc::clone(&empty),
            dep: Arc::clone(&empty),
            head,
            sent_start: false,
        });
    };
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        if character.is_alphanumeric() {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            push(&mut analysis.tokens, from, at);
        }
        if !character.is_whitespace() {
            push(&mut analysis.tokens, at, at + character.len_utf8());
        }
    }
    analysis
}

/// The quantities as `words [min..max qualifier unit] head`.
fn check(text: &str, expected: &[&str]) {
    let analysis = analysis(text);
    let times = recognize_times(text, &analysis, &Anchor::default());
    let found: Vec<String> = recognize(text, &analysis, &times)
        .iter()
        .map(|found| {
            let bound = |number: Option<crate::statement::Number>| {
                number.map_or(String::new(), |number| number.to_string())
            };
            let head = found
                .head
                .and_then(|head| analysis.tokens.get(head))
                .map_or("-", |token| token.span.text(text));
            format!(
                "{} [{}..{} {}{}] {head}",
                found.span.text(text),
                bound(found.quantity.min),
                bound(found.quantity.max),
                found.quantity.qualifier.term().as_str().rsplit('#').next().unwrap_or_default(),
                found.quantity.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn counts_are_exact_and_name_what_they_count() {
    check(
        "They freed 55 prisoners and twelve guards.",
        &["55 [55..55 exact] prisoners", "twelve [12..12 exact] guards"],
    );
    check(
        "A dozen boats and 1,250 crates arrived.",
        &["A dozen [12..12 exact] boats", "1,250 [1250..1250 exact] crates"],
    );
}

#[test]
fn words_before_the_number_make_bounds() {
    check("more than 4,000 sailors", &["more than 4,000 [4001.. moreThan] sailors"]);
    check("at least 30 dead", &["at least 30 [30.. moreThan] dead"]);
    check("fewer than 10 boats", &["fewer than 10 [..9 lessThan] boats"]);
    check("up to 200 tanks", &["up to 200 [..200 lessThan] tanks"]);
    check("no fewer than 7 ships", &["no fewer than 7 [7.. moreThan] ships"]);
    check("nearly 600 families", &["nearly 600 [600..600 approx] families"]);
    check("an estimated two thousand people", &["an estimated two thousand [2000..2000 approx] people"]);
    check("40 or more drones", &["40 or more [40.. moreThan] drones"]);
}

#[test]
fn plural_magnitudes_say_only_the_order() {
    check("tens of thousands of soldiers", &["tens of thousands [20000..99999 orderOfMagnitude] soldiers"]);
    check("hundreds of homes", &["hundreds [200..999 orderOfMagnitude] homes"]);
    check("dozens of arrests", &["dozens [24..99 orderOfMagnitude] arrests"]);
    check("several thousand marchers", &["several thousand [2000..9999 orderOfMagnitude] marchers"]);
    check("The total is now 6,602.", &["6,602 [6602..6602 exact] -"]);
    check("several marchers and many others", &[]);
}

#[test]
fn two_numbers_make_a_range() {
    check("10 to 15 boats", &["10 to 15 [10..15 approx] boats"]);
    check("between 5 and 7 guards", &["between 5 and 7 [5..7 approx] guards"]);
    check("5 to 7 million votes", &["5 to 7 million [5000000..7000000 approx] votes"]);
    check("20-30 trucks", &["20-30 [20..30 approx] trucks"]);
}

#[test]
fn money_has_its_iso_code() {
    check("It cost $1.5 million.", &["$1.5 million [1500000..1500000 exact USD] -"]);
    check(
        "It cost US$20bn and A$3m.",
        &["US$20bn [20000000000..20000000000 exact USD] -", "A$3m [3000000..3000000 exact AUD] -"],
    );
    check("They owe 40 million euros.", &["40 million euros [40000000..40000000 exact EUR] -"]);
    check("more than €500", &["more than €500 [500.. moreThan EUR] -"]);
    check("3,000 Mexican pesos", &["3,000 Mexican pesos [3000..3000 exact MXN] -"]);
}

#[test]
fn measures_have_their_ucum_code() {
    check("12 kg of gold", &["12 kg [12..12 exact kg] gold"]);
    check("It fell by 4.5 per cent, or 7%.", &["4.5 per cent [4.5..4.5 exact %] -", "7% [7..7 exact %] -"]);
    check("a 300-mile border", &["300-mile [300..300 exact [mi_i]] border"]);
    check("90 miles per hour", &["90 miles per hour [90..90 exact [mi_i]/h] -"]);
    check("five metric tons of rice", &["five metric tons [5..5 exact t] rice"]);
}

#[test]
fn names_dates_ages_and_lists_are_no_quantities() {
    check("F-35 and T-72 and a Boeing 747.", &[]);
    check("Flight 370 left Gate 12.", &[]);
    check("On 3 March 2021 and in 1999 the 5th fleet sailed.", &[]);
    check("Ann Lee, 34, met a 12-year-old boy aged 12.", &[]);
    check("1. First\n2. Second", &[]);
    check("They won 3-1 at 10:30 on channel 4 under Resolution 1701.", &[]);
    check("at 33°47′N 44.5°E", &[]);
    check("See https://example.org/a/42/b or 10.0.0.1.", &[]);
}

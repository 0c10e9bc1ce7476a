//! Trains the model that gives words their case back: `src/nlp/data/truecase.bin`.
//!
//!     cargo bench --bench truecase -- PRIOR.json GAZETTEERS OUT.bin TEXT…
//!
//! PRIOR.json is `en_lexeme_prob.json` of spacy-lookups-data 1.0.5 (MIT), unpacked: word form → log probability.
//! GAZETTEERS is `src/extract/data`. Each TEXT is a file of mixed-case text: JSON lines with `tok` or `sents`, columns
//! (`.conll.txt`), or `gap` tables (`.tsv`). Everything is deterministic. Every twentieth block of 20 sentences is held back;
//! the card on standard output says how many of its words get the right case.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a trainer at the console")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "counts and clamped numbers far below the limits; names of files as the sets have them"
)]
#![allow(clippy::indexing_slicing, missing_docs, reason = "a trainer at the console")]

#[path = "../../src/nlp/truecase/features.rs"]
mod features;
#[path = "../../src/nlp/truecase/forms.rs"]
mod forms;
#[path = "../../src/nlp/truecase/pieces.rs"]
mod pieces;
#[path = "../../src/nlp/truecase/weights.rs"]
mod weights;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;

use crate::features::COUNT;
use crate::features::units;
use crate::forms::CASES;
use crate::forms::Case;
use crate::forms::Forms;
use crate::pieces::Piece;
use crate::pieces::pieces;
use crate::weights::WEIGHTS;
use crate::weights::Weights;
use crate::weights::best;
use crate::weights::walk;

/// Passes over the texts.
const PASSES: usize = 5;
/// Forms rarer than this log probability are not in the table.
const RAREST: f64 = -17.2;
/// What a form that is not listed counts as.
const FLOOR: f64 = -19.5;
/// Features seen less often get no weight.
const LEAST: u32 = 3;
/// The magic number of the file; the last byte is its version.
const MAGIC: &[u8; 8] = b"CGCASE\0\x01";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let [prior, gazetteers, out, texts @ ..] = arguments.as_slice() else {
        println!("usage: truecase PRIOR.json GAZETTEERS OUT.bin TEXT…");
        return;
    };
    let table = table(prior, gazetteers);
    let forms = Forms::new(table.clone());
    let sentences: Vec<Sample> = texts.iter().flat_map(|path| read(path)).filter_map(sample).collect();
    let (held, taught): (Vec<_>, Vec<_>) =
        sentences.into_iter().enumerate().partition(|(number, _)| number / 20 % 20 == 7);
    let weights = train(&taught, &forms);
    card(&held, &forms, &weights);
    write(out, &table, &weights);
}

/// A sentence in lower case with the case of each word.
struct Sample {
    lower: String,
    pieces: Vec<Piece>,
    cases: Vec<Option<Case>>,
    text: String,
}

fn sample(text: String) -> Option<Sample> {
    let pieces = pieces(&text);
    let words = || pieces.iter().filter(|piece| piece.is_word);
    let cases: Vec<Option<Case>> =
        pieces.iter().map(|piece| piece.is_word.then(|| case(&text[piece.start..piece.end]))).collect();
    let counted = cases.iter().flatten().count();
    let low = cases.iter().flatten().filter(|case| **case == Case::Lower).count();
    let lower = lower(&text);
    // Headlines, shouting and text without capitals teach nothing.
    let taught =
        counted >= 4 && low * 10 >= counted * 3 && low < counted || low * 2 > counted && low < counted;
    (words().count() > 3 && taught && lower.len() == text.len()).then_some(Sample {
        lower,
        pieces,
        cases,
        text,
    })
}

/// The text with every letter in lower case whose length in bytes stays.
fn lower(text: &str) -> String {
    text.chars()
        .map(|letter| {
            let mut lower = letter.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) if one.len_utf8() == letter.len_utf8() => one,
                _ => letter,
            }
        })
        .collect()
}

fn case(word: &str) -> Case {
    let letters: Vec<char> = word.chars().filter(|letter| letter.is_alphabetic()).collect();
    let upper = letters.iter().filter(|letter| letter.is_uppercase()).count();
    let first = letters.first().is_some_and(|letter| letter.is_uppercase());
    match upper {
        0 => Case::Lower,
        _ if first && upper == 1 => Case::Title,
        _ if upper == letters.len() => Case::Upper,
        _ => Case::Mixed,
    }
}

/// The sentences of a file as texts.
fn read(path: &str) -> Vec<String> {
    let text = fs::read_to_string(path).expect("the file of texts");
    if path.ends_with(".tsv") {
        return text.lines().skip(1).filter_map(|line| line.split('\t').nth(1)).map(tidy).collect();
    }
    if path.ends_with(".conll.txt") {
        let words = |block: &str| {
            let words: Vec<&str> = block.lines().filter_map(|line| line.split(' ').next()).collect();
            tidy(&words.join(" "))
        };
        return text.split("\n\n").map(words).collect();
    }
    let mut found = Vec::new();
    for line in text.lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        let words = |list: &serde_json::Value| {
            let words: Vec<&str> = list.as_array().unwrap().iter().filter_map(|word| word.as_str()).collect();
            tidy(&words.join(" "))
        };
        if record["tok"].is_array() {
            found.push(words(&record["tok"]));
        } else if let Some(sentences) = record["sents"].as_array() {
            found.extend(sentences.iter().map(words));
        }
    }
    found
}

/// Signs of treebanks as in print.
fn tidy(text: &str) -> String {
    text.replace("-LRB-", "(")
        .replace("-RRB-", ")")
        .replace("-LSB-", "[")
        .replace("-RSB-", "]")
        .replace("``", "\"")
        .replace("''", "\"")
        .replace(" n't", "n't")
        .replace(" '", "'")
        .replace(" .", ".")
}

/// What is gathered about a word.
#[derive(Default, Clone)]
struct Counts {
    lower: Option<f64>,
    title: Option<f64>,
    upper: Option<f64>,
    mixed: Option<(f64, String)>,
    list: Option<u8>,
}

/// The table of forms.
fn table(prior: &str, gazetteers: &str) -> String {
    let forms: BTreeMap<String, f64> =
        serde_json::from_str(&fs::read_to_string(prior).expect("the prior")).expect("JSON");
    let mut words: BTreeMap<String, Counts> = BTreeMap::new();
    for (form, probability) in &forms {
        if form.chars().count() < 2 || !form.chars().all(char::is_alphabetic) || form.len() > 24 {
            continue;
        }
        let entry = words.entry(form.to_lowercase()).or_default();
        match case(form) {
            Case::Lower => entry.lower = Some(*probability),
            Case::Title => entry.title = Some(*probability),
            Case::Upper => entry.upper = Some(*probability),
            Case::Mixed => {
                if entry.mixed.as_ref().is_none_or(|(known, _)| known < probability) {
                    entry.mixed = Some((*probability, form.clone()));
                }
            }
        }
    }
    words.retain(|_, counts| {
        let all = [counts.lower, counts.title, counts.upper, counts.mixed.as_ref().map(|mixed| mixed.0)];
        all.iter().flatten().any(|probability| *probability > RAREST)
    });
    for (file, column, sign) in [
        ("given_names", 0, b'g'),
        ("cities", 0, b'p'),
        ("cities", 1, b'p'),
        ("regions", 0, b'p'),
        ("regions", 1, b'p'),
        ("countries", 2, b'p'),
        ("countries", 4, b'p'),
        ("countries", 5, b'p'),
        ("countries", 6, b'p'),
        ("countries", 7, b'p'),
        ("organizations", 0, b'o'),
        ("organizations", 1, b'o'),
        ("agencies", 0, b'o'),
        ("agencies", 1, b'o'),
        ("armed_groups", 0, b'o'),
        ("armed_groups", 1, b'o'),
    ] {
        let text = fs::read_to_string(format!("{gazetteers}/{file}.tsv")).expect("a gazetteer");
        for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let cell = line.split('\t').nth(column).unwrap_or_default();
            for name in cell.split('|') {
                for piece in pieces(name).into_iter().filter(|piece| piece.is_word) {
                    list(&mut words, &name[piece.start..piece.end], sign);
                }
            }
        }
    }
    let mut table = String::new();
    for (word, counts) in words {
        writeln!(table, "{word}\t{}", value(&counts)).unwrap();
    }
    table
}

/// Marks a word of a name.
fn list(words: &mut BTreeMap<String, Counts>, word: &str, sign: u8) {
    let lower = word.to_lowercase();
    if word.chars().count() < 2 || lower.len() != word.len() {
        return;
    }
    let case = case(word);
    let entry = words.entry(lower).or_default();
    let sign = match (case, entry.list) {
        (Case::Lower, _) => return,
        (Case::Upper, None) => sign.to_ascii_uppercase(),
        (Case::Upper, Some(known)) => known,
        (_, Some(b'p')) if sign == b'g' => b'b',
        (_, Some(b'g')) if sign == b'p' => b'b',
        (_, Some(known)) if known != b'o' && !known.is_ascii_uppercase() => known,
        _ => sign,
    };
    entry.list = Some(sign);
    if case == Case::Mixed && entry.mixed.is_none() && entry.lower.is_none() && entry.title.is_none() {
        entry.mixed = Some((FLOOR, word.to_owned()));
    }
}

/// The signs of a word in the table.
fn value(counts: &Counts) -> String {
    let log = |value: Option<f64>| value.unwrap_or(FLOOR);
    let bucket = |difference: f64| {
        let step = (difference / 1.2).round().clamp(-4.0, 4.0);
        char::from(b"012345678"[(step + 4.0) as usize])
    };
    let (lower, title, upper) = (log(counts.lower), log(counts.title), log(counts.upper));
    let listed = counts.lower.is_some() || counts.title.is_some() || counts.upper.is_some();
    let (one, two) =
        if listed { (bucket(title - lower), bucket(upper - lower.max(title))) } else { ('-', '-') };
    let mixed = counts
        .mixed
        .as_ref()
        .filter(|(probability, _)| *probability + 0.5 > lower.max(title).max(upper) || !listed);
    let form = mixed.map_or("", |(_, form)| form.as_str());
    format!("{one}{two}{}{form}", char::from(counts.list.unwrap_or(b'-')))
}

/// An averaged perceptron: sums of weights and of weights times the time of change, whole numbers throughout.
fn train(taught: &[(usize, Sample)], forms: &Forms) -> Weights {
    let mut now = vec![0_i32; WEIGHTS];
    let mut past = vec![0_i64; WEIGHTS];
    let mut seen = vec![0_u32; WEIGHTS / CASES.len()];
    let mut time = 1_i64;
    for pass in 0..PASSES {
        let mut wrong = 0_u32;
        for (_, sample) in taught {
            let units = units(&sample.lower, &sample.pieces, forms);
            let mut number = 0;
            let words: Vec<usize> = (0..units.len()).filter(|at| units[*at].is_word).collect();
            walk(&units, |features, allowed| {
                let at = words[number];
                number += 1;
                let want = target(sample, at, units[at].known.mixed);
                if units[at].begins {
                    return want;
                }
                let mut sums = [0_i32; 4];
                for feature in features {
                    if pass == 0 {
                        seen[*feature as usize] += 1;
                    }
                    for (case, sum) in sums.iter_mut().enumerate() {
                        *sum += now[*feature as usize * CASES.len() + case];
                    }
                }
                let got = best(&sums, allowed);
                time += 1;
                if got != want {
                    wrong += 1;
                    change(&mut now, &mut past, features, want, time);
                    change_back(&mut now, &mut past, features, got, time);
                }
                // Half of the time the model walks on its own answer, so that it learns to live with it.
                if time % 2 == 0 { got } else { want }
            });
        }
        println!("pass {pass}: {wrong} wrong");
    }
    let mean: Vec<f64> =
        now.iter().zip(&past).map(|(now, past)| f64::from(*now) - *past as f64 / time as f64).collect();
    let mut sizes: Vec<f64> = mean.iter().map(|value| value.abs()).filter(|value| *value > 0.0).collect();
    sizes.sort_by(f64::total_cmp);
    let largest = sizes.get(sizes.len().saturating_sub(1) * 999 / 1000).copied().unwrap_or(1.0);
    let values = mean.iter().enumerate().map(|(at, value)| {
        let rare = seen[at / CASES.len()] < LEAST;
        if rare { 0 } else { (value / largest * 127.0).round().clamp(-127.0, 127.0) as i8 }
    });
    Weights { values: values.collect() }
}

fn change(now: &mut [i32], past: &mut [i64], features: &[u32; COUNT], case: Case, time: i64) {
    shift(now, past, features, case, (1, time));
}

fn change_back(now: &mut [i32], past: &mut [i64], features: &[u32; COUNT], case: Case, time: i64) {
    shift(now, past, features, case, (-1, time));
}

fn shift(now: &mut [i32], past: &mut [i64], features: &[u32; COUNT], case: Case, by: (i32, i64)) {
    let label = CASES.iter().position(|other| *other == case).unwrap();
    for feature in features {
        let at = *feature as usize * CASES.len() + label;
        now[at] += by.0;
        past[at] += i64::from(by.0) * by.1;
    }
}

/// The case to learn: a mixed form only where the table has it.
fn target(sample: &Sample, at: usize, mixed: &str) -> Case {
    let piece = sample.pieces[at];
    let form = &sample.text[piece.start..piece.end];
    match sample.cases[at].unwrap_or(Case::Lower) {
        Case::Upper if form.chars().count() == 1 => Case::Title,
        Case::Mixed if form == mixed => Case::Mixed,
        Case::Mixed if form.starts_with(char::is_uppercase) => Case::Title,
        Case::Mixed => Case::Lower,
        case => case,
    }
}

/// How many words of the held-back part come out right.
fn card(held: &[(usize, Sample)], forms: &Forms, weights: &Weights) {
    let (mut words, mut right, mut low, mut frequent) = (0_usize, 0, 0, 0);
    let mut confusion: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (_, sample) in held {
        let units = units(&sample.lower, &sample.pieces, forms);
        let cases = weights.cases(&units);
        for (at, unit) in units.iter().enumerate() {
            let Some(got) = cases[at].filter(|_| !unit.begins) else { continue };
            let want = target(sample, at, unit.known.mixed);
            let top = match unit.known {
                known if !known.mixed.is_empty() => Case::Mixed,
                known if known.upper > b'4' => Case::Upper,
                known if known.title > b'4' || known.title == b'-' => Case::Title,
                _ => Case::Lower,
            };
            words += 1;
            right += usize::from(got == want);
            low += usize::from(want == Case::Lower);
            frequent += usize::from(top == want);
            let place = |case: Case| CASES.iter().position(|other| *other == case).unwrap();
            *confusion.entry((place(want), place(got))).or_default() += 1;
        }
    }
    let share = |count: usize| 100.0 * count as f64 / words as f64;
    println!("held back: {words} words that begin no sentence");
    println!(
        "right: model {:.2} %, lower case {:.2} %, most frequent {:.2} %",
        share(right),
        share(low),
        share(frequent)
    );
    for ((want, got), count) in confusion {
        println!("{:?} read as {:?}: {count}", CASES[want], CASES[got]);
    }
}

/// Writes the file: magic number, lengths and zlib streams of the table and of the weights.
fn write(path: &str, table: &str, weights: &Weights) {
    let bytes: Vec<u8> = weights.values.iter().map(|value| value.to_le_bytes()[0]).collect();
    let mut file = MAGIC.to_vec();
    for part in [table.as_bytes(), &bytes] {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(part).unwrap();
        let packed = packer.finish().unwrap();
        file.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
        file.extend(u32::try_from(part.len()).unwrap().to_le_bytes());
        println!("part of {} bytes, packed {}", part.len(), packed.len());
        file.extend(packed);
    }
    fs::write(path, file).expect("the model file");
}

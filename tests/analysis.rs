//! The language engine against spaCy 3.8 with the same model.
//!
//! `fixtures/analysis/golden.py` wrote what spaCy says: in full for paragraphs of our own, as a digest a paragraph
//! for texts that are not part of this repository and are compared where they are.

use std::num::NonZeroUsize;
use std::path::Path;
use std::path::PathBuf;
use std::sync::LazyLock;

use casegraph::nlp::Analysis;
use casegraph::nlp::Analyzer;
use casegraph::nlp::NlpError;
use casegraph::nlp::write_conllu;
use casegraph::nlp::write_json;
use serde_json::Value;
use serde_json::json;
use sha2::Digest;
use sha2::Sha256;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::embedded().unwrap());

/// At least so many of 10,000 paragraphs of others' texts must be analysed as spaCy does.
const FLOOR: usize = 9_990;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/analysis")
}

/// What `golden.py` writes of a paragraph.
fn dump(text: &str, analysis: &Analysis, paragraph: usize) -> Value {
    let (range, _) = &analysis.paragraphs[paragraph];
    let mut marks = vec!["O-".to_owned(); analysis.tokens.len()];
    for entity in &analysis.entities {
        for token in entity.tokens.clone() {
            marks[token] = format!("I-{}", entity.label);
        }
        marks[entity.tokens.start] = format!("B-{}", entity.label);
    }
    let tokens: Vec<Value> = range
        .clone()
        .map(|number| {
            let token = &analysis.tokens[number];
            json!([
                token.span.text(text),
                &*token.norm,
                &*token.tag,
                &*token.pos,
                &*token.morph,
                &*token.lemma,
                token.head - range.start,
                &*token.dep,
                u8::from(token.sent_start),
                marks[number]
            ])
        })
        .collect();
    let chunks = analysis.noun_chunks.iter().filter(|chunk| range.contains(&chunk.start));
    let chunks: Vec<Value> =
        chunks.map(|chunk| json!([chunk.start - range.start, chunk.end - range.start])).collect();
    json!([tokens, chunks])
}

#[test]
fn paragraphs_of_our_own_are_analysed_as_spacy_does() {
    let text = std::fs::read_to_string(fixtures().join("paragraphs.txt")).unwrap();
    let golden = std::fs::read_to_string(fixtures().join("golden.jsonl")).unwrap();
    let golden: Vec<Value> = golden.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let analysis = ANALYZER.analyze(&text);
    assert!(golden.len() >= 400);
    assert_eq!(analysis.paragraphs.len(), golden.len());
    for (number, expected) in golden.iter().enumerate() {
        let paragraph = analysis.paragraphs[number].1.text(&text);
        assert_eq!(&dump(&text, &analysis, number), expected, "paragraph {number}: {paragraph}");
    }
}

#[test]
fn texts_of_others_are_analysed_as_spacy_does() {
    let shared = std::env::var_os("CASEGRAPH_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let digests = std::fs::read_to_string(fixtures().join("digests.tsv")).unwrap();
    let (mut same, mut all) = (0, 0);
    for line in digests.lines() {
        let [set, step, digests] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let path = shared.join("eval").join(set).join("docs_dev.jsonl");
        let Ok(documents) = std::fs::read_to_string(&path) else {
            eprintln!("skipped: no texts at {}", path.display());
            continue;
        };
        let texts = documents.lines().filter(|line| !line.trim().is_empty()).step_by(step.parse().unwrap());
        let found = texts.flat_map(|line| {
            let document: Value = serde_json::from_str(line).unwrap();
            let text = document["text"].as_str().unwrap().to_owned();
            let analysis = ANALYZER.analyze(&text);
            (0..analysis.paragraphs.len())
                .map(|paragraph| {
                    let line = dump(&text, &analysis, paragraph).to_string();
                    let hash = Sha256::digest(line);
                    let [a, b, c, d, ..]: [u8; 32] = hash.into();
                    format!("{a:02x}{b:02x}{c:02x}{d:02x}")
                })
                .collect::<Vec<_>>()
        });
        let found: Vec<String> = found.collect();
        let expected: Vec<&str> = digests.split(' ').collect();
        assert_eq!(found.len(), expected.len(), "{set}: paragraphs");
        let agreeing = found.iter().zip(&expected).filter(|(found, expected)| found == expected).count();
        eprintln!("{set}: {agreeing} of {} paragraphs agree", expected.len());
        same += agreeing;
        all += expected.len();
    }
    assert!(same * 10_000 >= all * FLOOR, "{same} of {all} paragraphs agree");
}

/// The first paragraphs of our own, at most `bytes` bytes of them.
fn some_paragraphs(bytes: usize) -> String {
    let text = std::fs::read_to_string(fixtures().join("paragraphs.txt")).unwrap();
    let end = text.match_indices("\n\n").map(|(place, _)| place).take_while(|place| *place < bytes).last();
    text[..end.unwrap()].to_owned()
}

#[test]
fn any_number_of_threads_gives_the_same_analysis() {
    let text = some_paragraphs(8_000);
    let alone = ANALYZER.analyze(&text);
    for threads in [1, 2, 3, 7] {
        assert_eq!(ANALYZER.analyze_parallel(&text, NonZeroUsize::new(threads).unwrap()), alone);
    }
}

#[test]
fn a_paragraph_is_analysed_alike_whatever_stands_around_it() {
    let text = some_paragraphs(2_000);
    let whole = ANALYZER.analyze(&text);
    for (number, (_, span)) in whole.paragraphs.iter().enumerate() {
        let paragraph = span.text(&text);
        assert_eq!(dump(paragraph, &ANALYZER.analyze(paragraph), 0), dump(&text, &whole, number));
    }
}

#[test]
fn a_text_without_words_gives_an_empty_analysis() {
    for text in ["", " ", "\n\n \t\r\n\u{a0}"] {
        assert_eq!(ANALYZER.analyze(text), Analysis::default());
    }
}

#[test]
fn every_token_of_hostile_text_is_there_and_in_its_place() {
    for text in [
        "a".repeat(20_000),
        "(".repeat(3_000),
        "a.b,".repeat(2_000),
        "http://".repeat(500),
        "(".repeat(20_000),
        "x!".repeat(20_000),
        ".".repeat(100_000),
        "Dr. Low met 3 men in Graz. ".repeat(1_500),
        "\u{0}\u{1}\u{7f} \u{feff}x\u{301}\u{300} \u{202e}abc".to_owned(),
        "x\n".repeat(3_000),
        "ßİǅﬁ \u{10ffff}\u{e000} 1²³½ ١٢٣".to_owned(),
    ] {
        let analysis = ANALYZER.analyze(&text);
        let mut last = 0;
        for token in &analysis.tokens {
            assert!(text[last..token.span.start].chars().all(char::is_whitespace));
            assert!(!token.span.is_empty());
            assert!(token.head < analysis.tokens.len());
            last = token.span.end;
        }
        assert!(text[last..].trim().is_empty());
    }
}

#[test]
fn a_file_that_is_no_model_is_refused_with_the_reason() {
    let message = |bytes: &[u8]| Analyzer::from_bytes(bytes).map(|_| ()).unwrap_err().to_string();
    let start = "cannot read the language model: ";
    assert_eq!(
        message(b"Dear reader"),
        format!("{start}the first bytes are not those of a model file of this version")
    );
    assert_eq!(message(b"CGNLP\0\0\x01\x05\0"), format!("{start}it has 10 bytes, expected 16"));
    let model =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/nlp/data/en_core_web_sm-3.8.0.bin"))
            .unwrap();
    assert!(message(&model[..model.len() - 1]).starts_with(&format!("{start}it has ")));
    let mut damaged = model;
    damaged[100] ^= 0xff;
    assert!(matches!(Analyzer::from_bytes(&damaged), Err(NlpError::Unpack(_) | NlpError::Tables(_))));
}

/// Written by hand after the contract of `analyze` (head of a root, places in code points, white space kept).
#[test]
fn json_counts_code_points_and_heads_by_paragraph() {
    let text = "é.\n\n\nShe met\nAna in Cork.";
    let mut out = Vec::new();
    write_json(&mut out, text, &ANALYZER.analyze(text)).unwrap();
    let made: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(made["version"], 1);
    let [_, second] = made["paragraphs"].as_array().unwrap().as_slice() else { panic!("two paragraphs") };
    assert_eq!((&second["start"], &second["end"]), (&json!(5), &json!(25)));
    let texts: Vec<_> = second["tokens"].as_array().unwrap().iter().map(|token| &token["text"]).collect();
    assert_eq!(json!(texts), json!(["She", "met", "\n", "Ana", "in", "Cork", "."]));
    let line = String::from_utf8(out).unwrap();
    let met = r#"{"text":"met","start":9,"end":12,"norm":"met","tag":"VBD","pos":"VERB","morph":"Tense=Past|VerbForm=Fin","lemma":"meet","head":1,"dep":"ROOT","sent_start":false,"ent":"O-"}"#;
    assert!(line.contains(met), "{line}");
    assert_eq!(second["tokens"][5]["ent"], "B-LOC");
}

/// Written by hand after the format's page, labels as spaCy gives them; the white-space token is left out.
#[test]
fn conllu_counts_heads_in_the_sentence_and_leaves_white_space_out() {
    let text = "She met\nAna in Cork. It rained.\n\nGood.";
    let mut out = Vec::new();
    write_conllu(&mut out, text, &ANALYZER.analyze(text)).unwrap();
    let made = String::from_utf8(out).unwrap();
    let expected = "\
# newpar
# sent_id = 1
# text = She met Ana in Cork.
1\tShe\tshe\tPRON\tPRP\tCase=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs\t2\tnsubj\t_\t_
2\tmet\tmeet\tVERB\tVBD\tTense=Past|VerbForm=Fin\t0\tROOT\t_\t_
3\tAna\tAna\tPROPN\tNNP\tNumber=Sing\t2\tdobj\t_\t_
4\tin\tin\tADP\tIN\t_\t2\tprep\t_\t_
5\tCork\tCork\tPROPN\tNNP\tNumber=Sing\t4\tpobj\t_\tNER=B-LOC|SpaceAfter=No
6\t.\t.\tPUNCT\t.\tPunctType=Peri\t2\tpunct\t_\t_

# sent_id = 2
# text = It rained.
1\tIt\tit\tPRON\tPRP\tCase=Nom|Gender=Neut|Number=Sing|Person=3|PronType=Prs\t2\tnsubj\t_\t_
2\trained\train\tVERB\tVBD\tTense=Past|VerbForm=Fin\t0\tROOT\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\tPunctType=Peri\t2\tpunct\t_\t_

# newpar
# sent_id = 3
# text = Good.
";
    assert!(made.starts_with(expected), "{made}");
}

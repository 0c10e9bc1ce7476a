//! The layer of event triggers: which verbs and nouns tell of which kind of event.
//!
//! Material: MAVEN (every word without a mark is a negative), GENEVA (marked words only: what it leaves unmarked is
//! unknown), `PropBank` over the weblogs and newsgroups of EWT (every verb and noun without a listed roleset is a
//! negative). Every tenth sentence is kept back for the figures.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use casegraph::extract::{ExtractConfig, Extractor};
use casegraph::layer::{Example, Layer, Trainer};
use casegraph::nlp::Analyzer;
use serde_json::Value;

/// A kind of event and what it is called in MAVEN and GENEVA, and in `PropBank`.
type Kind = (&'static str, &'static [&'static str], &'static [&'static str]);

/// The kinds, as `src/extract/data/frames/learned.toml` labels them.
const KINDS: &[Kind] = &[
    ("none", &[], &[]),
    (
        "attack",
        &["Attack", "Terrorism", "Violence", "Besieging"],
        &["attack.01", "bomb.01", "invade.01", "raid.01", "assault.01", "explode.01", "detonate.01"],
    ),
    ("clash", &["Hostile_encounter"], &["fight.01", "war.01", "battle.01", "clash.01", "combat.01"]),
    ("shoot", &["Use_firearm"], &["shoot.02", "shoot.03", "fire.01"]),
    ("capture", &["Conquering"], &["occupy.01", "conquer.01", "capture.01"]),
    ("destroy", &["Destroying", "Damaging"], &["destroy.01", "damage.01", "demolish.01"]),
    ("kill", &["Killing"], &["kill.01", "murder.01", "assassinate.01", "massacre.01", "execute.02"]),
    ("injure", &["Bodily_harm"], &["injure.01", "wound.01", "hurt.01", "torture.01"]),
    ("kidnap", &["Kidnapping"], &["kidnap.01", "abduct.01", "hijack.01"]),
    ("rob", &["Robbery", "Theft"], &["rob.01", "steal.01", "loot.01"]),
    ("operation", &["Military_operation"], &[]),
    ("arrest", &["Arrest", "Prison"], &["arrest.01", "detain.01", "imprison.01", "jail.01"]),
    (
        "trial",
        &["Legal_rulings"],
        &["convict.01", "sentence.01", "try.02", "charge.05", "indict.01", "acquit.01"],
    ),
    ("investigate", &["Criminal_investigation"], &["investigate.01"]),
    ("expel", &["Extradition"], &["expel.01", "deport.01", "extradite.01"]),
    ("surrender", &["Surrendering"], &["surrender.01"]),
    ("release", &["Releasing"], &["release.01", "free.01"]),
    ("warn", &["Warning"], &["warn.01", "threaten.01"]),
    ("sign", &["Sign_agreement", "Ratification"], &["ratify.01"]),
    ("agree", &["Commitment"], &["agree.01", "promise.01", "pledge.01"]),
    ("meet", &["Come_together"], &["meet.03"]),
    ("talk", &["Communication"], &["talk.01", "negotiate.01", "discuss.01"]),
    ("support", &["Supporting"], &["support.01", "endorse.01", "praise.01"]),
    ("cooperate", &["Collaboration"], &["cooperate.01", "collaborate.01"]),
    (
        "trade",
        &["Commerce_sell", "Commerce_buy", "Exchange"],
        &["buy.01", "sell.01", "trade.01", "export.01"],
    ),
    ("aid", &["Assistance", "Supply"], &["donate.01", "assist.01", "aid.01"]),
    ("rescue", &["Rescuing"], &["rescue.01", "evacuate.01"]),
    ("request", &["Request"], &["demand.01", "request.01", "urge.01", "ask.02"]),
    ("accuse", &["Suspicion"], &["accuse.01", "blame.01", "condemn.01", "criticize.01", "denounce.01"]),
    ("reject", &[], &["reject.01", "refuse.01", "veto.01"]),
    ("protest", &["Protest"], &["protest.01", "demonstrate.02"]),
    ("sanction", &["Rewards_and_punishments"], &["sanction.02", "ban.01"]),
    ("die", &["Death"], &["die.01", "death.01"]),
    ("accident", &["Incident"], &["crash.01"]),
    ("disaster", &["Catastrophe"], &[]),
    ("office", &["Change_of_leadership"], &["resign.01", "succeed.02"]),
    ("elect", &["Choosing"], &["elect.01", "appoint.01", "nominate.01"]),
    ("join", &["Becoming_a_member"], &["join.01"]),
    ("merge", &["Cause_to_amalgamate"], &["merge.01"]),
    ("publish", &["Publishing"], &["publish.01"]),
];

/// Words of a mark that can mean a yes or a no, and what they are.
const SIDES: &[(&str, &[(&str, &str)])] = &[
    (
        "Agree_or_refuse_to_act",
        &[
            ("refus", "reject"),
            ("declin", "reject"),
            ("reject", "reject"),
            ("agree", "agree"),
            ("accept", "agree"),
        ],
    ),
    (
        "Judgment_communication",
        &[
            ("accus", "accuse"),
            ("critic", "accuse"),
            ("condemn", "accuse"),
            ("denounc", "accuse"),
            ("blam", "accuse"),
            ("prais", "support"),
            ("commend", "support"),
        ],
    ),
];

/// What the words of a sentence are marked with: token and name; and whether other words are negatives.
struct Marked {
    words: Vec<String>,
    marks: BTreeMap<usize, String>,
    negatives: bool,
}

/// Fits the layer and tells its figures.
#[expect(clippy::needless_pass_by_value, reason = "all recipes have one form")]
pub(crate) fn train(folder: PathBuf) {
    let extractor = Extractor::new(&ExtractConfig::default()).unwrap();
    let analyzer = Analyzer::embedded().unwrap();
    let classes: Vec<&str> = KINDS.iter().map(|(name, _, _)| *name).collect();
    let (mut learn, mut kept) = (Vec::new(), Vec::new());
    for (number, sentence) in read(&folder).iter().enumerate() {
        let found = examples(sentence, &classes, &extractor, &analyzer);
        if number % 10 == 9 {
            kept.extend(found);
        } else {
            learn.extend(found);
        }
    }
    println!("{} examples to learn from, {} kept back", learn.len(), kept.len());
    let mut trainer = Trainer::new(&classes, 15);
    trainer.epochs = 6;
    trainer.rate = 0.1;
    trainer.penalty = 2e-5;
    let layer = trainer.train(&learn);
    report(&layer, &kept);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/extract/data/layers/triggers.bin");
    fs::write(&file, layer.to_bytes()).unwrap();
    println!("{}: {} bytes", file.display(), layer.to_bytes().len());
}

fn read(folder: &Path) -> Vec<Marked> {
    let mut found = Vec::new();
    for (file, negatives) in [("maven/maven-part.jsonl", true), ("geneva/geneva.jsonl", false)] {
        for value in lines(&folder.join(file)) {
            let marks = value["ev"].as_array().unwrap().iter();
            let marks = marks.map(|mark| (number(&mark[1]), mark[0].as_str().unwrap().to_owned())).collect();
            found.push(Marked { words: words(&value), marks, negatives });
        }
    }
    for file in ["propbank-ewt/weblog.jsonl", "propbank-ewt/newsgroup.jsonl"] {
        for value in lines(&folder.join(file)) {
            let frames = value["frames"].as_array().unwrap().iter();
            let marks =
                frames.map(|frame| (number(&frame[1][0]), frame[0].as_str().unwrap().to_owned())).collect();
            found.push(Marked { words: words(&value), marks, negatives: true });
        }
    }
    found
}

fn lines(file: &Path) -> Vec<Value> {
    let text = fs::read_to_string(file).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn words(value: &Value) -> Vec<String> {
    value["tok"].as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// The sentence as text, read by the engine; a word's mark is that of the token that begins where it does.
fn examples(sentence: &Marked, classes: &[&str], extractor: &Extractor, analyzer: &Analyzer) -> Vec<Example> {
    let mut text = String::new();
    let mut begins = BTreeMap::new();
    for (index, word) in sentence.words.iter().enumerate() {
        if !text.is_empty()
            && !matches!(word.as_str(), "," | "." | ")" | ":" | ";" | "'s" | "n't" | "?" | "!")
        {
            text.push(' ');
        }
        begins.insert(text.len(), index);
        text.push_str(word);
    }
    let features = extractor.trigger_features(&text, &analyzer.analyze(&text));
    let mut found = Vec::new();
    for (span, features) in features {
        let mark = begins.get(&span.start).and_then(|word| sentence.marks.get(word));
        let label = mark.and_then(|mark| kind(mark, &text[span.start..span.end]));
        if label.is_none() && !sentence.negatives && mark.is_none() {
            continue;
        }
        let label = label.unwrap_or("none");
        found.push(Example { features, class: classes.iter().position(|class| *class == label).unwrap() });
    }
    found
}

fn kind(mark: &str, word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    if let Some((_, sides)) = SIDES.iter().find(|(name, _)| *name == mark) {
        return sides.iter().find(|(start, _)| word.starts_with(start)).map(|(_, kind)| *kind);
    }
    let named = KINDS.iter().find(|(_, types, rolesets)| types.contains(&mark) || rolesets.contains(&mark));
    named.map(|(kind, _, _)| *kind)
}

fn report(layer: &Layer, kept: &[Example]) {
    for threshold in [0.0, 0.5, 0.6, 0.7, 0.8] {
        let (mut right, mut proposed, mut marked) = (0, 0, 0);
        for example in kept {
            let best = layer.best(&example.features);
            let says = best.class != 0 && best.probability >= threshold;
            marked += usize::from(example.class != 0);
            proposed += usize::from(says);
            right += usize::from(says && best.class == example.class);
        }
        let share = |of: usize, all: usize| 100 * of / all.max(1);
        println!(
            "from {threshold}: {right} of {proposed} proposed are right ({} %), of {marked} marked ({} %)",
            share(right, proposed),
            share(right, marked)
        );
    }
    for (class, (name, _, _)) in KINDS.iter().enumerate().skip(1) {
        let of = |wanted: &dyn Fn(usize, usize) -> bool| {
            kept.iter().filter(|one| wanted(one.class, layer.best(&one.features).class)).count()
        };
        println!(
            "  {name}: {} marked, {} proposed, {} right",
            of(&|gold, _| gold == class),
            of(&|_, told| told == class),
            of(&|gold, told| gold == class && told == class)
        );
    }
}

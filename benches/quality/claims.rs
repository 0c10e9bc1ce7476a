//! Claims as a person judges them: what is claimed, beside the sentence it was read in.

use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use casegraph::document::Document;
use casegraph::pipeline::Config;
use casegraph::pipeline::Stages;
use casegraph::pipeline::extract_documents;
use casegraph::pipeline::open_paths;
use casegraph::span::Span;
use casegraph::statement::Claim;
use casegraph::statement::Frame;
use casegraph::statement::Modality;
use casegraph::statement::Node;
use casegraph::statement::PassageKind;
use casegraph::statement::Speaker;
use casegraph::statement::Statements;
use casegraph::statement::TimeSpan;
use casegraph::statement::Value;
use casegraph::statement::date_text;
use casegraph::store::RunSettings;
use casegraph::vocab::casegraph::local_name;
use sha2::Digest as _;
use sha2::Sha256;

/// A claim with what is needed to judge it.
pub(crate) struct Shown {
    /// The name of the document.
    pub(crate) document: String,
    /// Twelve hexadecimal digits over the document's name, the places and the content of the claim: a verdict
    /// on it holds as long as they are the same.
    pub(crate) key: String,
    pub(crate) rule: String,
    pub(crate) confidence: u8,
    pub(crate) content: String,
    pub(crate) sentence: String,
    /// The sentence before.
    pub(crate) before: String,
}

/// All claims that the program makes in files or folders of documents.
pub(crate) fn claims(paths: &[PathBuf], stages: &Stages) -> Vec<Shown> {
    let mut found = Vec::new();
    read(paths, stages, &mut |writer| {
        found.extend(writer.statements.claims.iter().map(|claim| writer.shown(claim)));
    });
    found
}

/// All links of pronouns and common nouns to what the document spoke of before: the document, the reason, the words with
/// what stands around them.
pub(crate) fn links(paths: &[PathBuf], stages: &Stages) -> Vec<[String; 3]> {
    let mut found = Vec::new();
    read(paths, stages, &mut |writer| {
        for resolution in &writer.statements.resolutions {
            let span = writer.statements.mentions[resolution.mention].span;
            let text = &writer.document.text;
            let from = text[..span.start].char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
            let to =
                text[span.end..].char_indices().nth(AROUND / 4).map_or(text.len(), |(at, _)| span.end + at);
            let parts =
                [Span::new(from, span.start), span, Span::new(span.end, to)].map(|span| writer.text(span));
            let [before, words, behind] = parts;
            found.push([writer.name(), resolution.comment.clone(), format!("{before} [[{words}]] {behind}")]);
        }
    });
    found
}

/// How many characters are shown before a link.
const AROUND: usize = 400;

fn read(paths: &[PathBuf], stages: &Stages, each: &mut dyn FnMut(&Writer<'_>)) {
    let run = RunSettings { program_version: "0".to_owned(), data_digest: "none".to_owned() };
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let config = Config { threads, ..Config::new(run) };
    extract_documents(
        open_paths(paths, None),
        stages,
        &config,
        &mut |document, statements| {
            each(&Writer { document, statements });
            Ok(())
        },
        &mut |_| Ok(()),
    )
    .unwrap();
}

struct Writer<'a> {
    document: &'a Document,
    statements: &'a Statements,
}

impl Writer<'_> {
    fn name(&self) -> String {
        self.document.id.clone().unwrap_or_else(|| self.document.source.clone())
    }

    fn shown(&self, claim: &Claim) -> Shown {
        let document = self.name();
        let content = self.content(claim);
        let place = claim.evidence.first().map(|passage| self.statements.passages[*passage].span);
        let mut key = format!("{document}\n{content}\n{place:?}");
        if let Node::Frame(frame) = claim.about {
            write!(key, "{:?}", self.statements.frames[frame].trigger).unwrap();
        }
        let digest = Sha256::digest(key.as_bytes());
        let sentences: Vec<Span> = self
            .statements
            .passages
            .iter()
            .filter(|passage| passage.kind == PassageKind::Sentence)
            .map(|passage| passage.span)
            .collect();
        let of_claim: Vec<Span> =
            claim.evidence.iter().map(|passage| self.statements.passages[*passage].span).collect();
        let start = of_claim.iter().map(|span| span.start).min().unwrap_or(0);
        let before = sentences.iter().filter(|span| span.end <= start).max_by_key(|span| span.end);
        Shown {
            document,
            key: format!("{:012x}", digest[..6].iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte))),
            rule: claim.rule.clone(),
            confidence: claim.confidence,
            content,
            sentence: of_claim.iter().map(|span| self.text(*span)).collect::<Vec<_>>().join(" … "),
            before: before.map(|span| self.text(*span)).unwrap_or_default(),
        }
    }

    fn text(&self, span: Span) -> String {
        span.text(&self.document.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn content(&self, claim: &Claim) -> String {
        let about = match claim.about {
            Node::Frame(frame) => self.frame(&self.statements.frames[frame]),
            node => self.node(node),
        };
        let statement = claim
            .statement
            .as_ref()
            .map(|(predicate, value)| format!(" — {} = {}", local_name(*predicate), self.value(value)));
        let speaker = match claim.stated_by {
            Speaker::Narrator => "the report".to_owned(),
            Speaker::Mention(mention) => self.mention(mention),
        };
        format!("{about}{}  [{:?} by {speaker}]", statement.unwrap_or_default(), claim.stance)
    }

    fn frame(&self, frame: &Frame) -> String {
        let classes: Vec<&str> = frame.classes.iter().map(|class| local_name(*class)).collect();
        let mut text = classes.join("+");
        if !frame.modes.is_empty() {
            write!(text, "/{}", frame.modes.join("/")).unwrap();
        }
        if let Some(modality) = frame.modality.filter(|modality| *modality != Modality::Actual) {
            write!(text, " ({modality:?})").unwrap();
        }
        if let Some(trigger) = frame.trigger {
            write!(text, " at \"{}\"", self.text(trigger)).unwrap();
        }
        for (slot, value) in &frame.slots {
            write!(text, "; {}: {}", local_name(*slot), self.value(value)).unwrap();
        }
        if let Some(time) = &frame.time {
            write!(text, "; time: {}", span(time)).unwrap();
        }
        text
    }

    fn node(&self, node: Node) -> String {
        match node {
            Node::Frame(frame) => {
                let frame = &self.statements.frames[frame];
                let class = frame.classes.first().map_or("", |class| local_name(*class));
                let trigger = frame.trigger.map(|trigger| self.text(trigger)).unwrap_or_default();
                format!("<{class} \"{trigger}\">")
            }
            Node::Mention(mention) => self.mention(mention),
            Node::Concept(entity) => self.statements.entities[entity].label.clone(),
        }
    }

    fn mention(&self, mention: usize) -> String {
        let mention = &self.statements.mentions[mention];
        let things: Vec<String> = mention
            .refers_to
            .iter()
            .map(|entity| {
                let entity = &self.statements.entities[*entity];
                format!("{} {}", local_name(entity.class), entity.label)
            })
            .collect();
        format!("\"{}\" ({})", self.text(mention.span), things.join(", "))
    }

    fn value(&self, value: &Value) -> String {
        match value {
            Value::Node(node) => self.node(*node),
            Value::Time(time) => span(time),
            Value::Quantity(quantity) => format!("{quantity:?}"),
            Value::Text(text) => format!("`{text}`"),
            Value::Identifier(identifier) => format!("`{}`", identifier.value),
        }
    }
}

fn span(time: &TimeSpan) -> String {
    let day = |day: Option<_>| day.map_or_else(|| "…".to_owned(), date_text);
    let bounds = [time.not_before, time.starts_by, time.ends_not_before, time.not_after].map(day);
    format!("{} {:?}", bounds.join(" / "), time.precision)
}

/// `count` claims at random: those with the lowest digests of seed and key.
pub(crate) fn sample(mut claims: Vec<Shown>, seed: &str, count: usize) -> Vec<Shown> {
    claims.sort_by_cached_key(|claim| Sha256::digest(format!("{seed}\n{}", claim.key).as_bytes()));
    claims.truncate(count);
    claims
}

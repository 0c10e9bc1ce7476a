//! Joins the parts of the engine: paragraphs in batches through all networks, results in order.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;
use std::thread;

use crate::nlp::analysis::Analysis;
use crate::nlp::analysis::EntitySpan;
use crate::nlp::analysis::Sentence;
use crate::nlp::analysis::Token;
use crate::nlp::chunks::Node;
use crate::nlp::chunks::noun_chunks;
use crate::nlp::error::NlpError;
use crate::nlp::model::Model;
use crate::nlp::paragraphs::paragraphs;
use crate::nlp::parser::Parse;
use crate::nlp::recognizer::TokenFacts;
use crate::nlp::ruler::Subject;
use crate::nlp::session::Network;
use crate::nlp::session::RawToken;
use crate::nlp::session::Session;
use crate::nlp::tok2vec::Buffers;
use crate::nlp::transition::Precomputed;
use crate::nlp::tree::Edges;
use crate::nlp::tree::edges;
use crate::span::Span;

/// The model that is built in.
static EMBEDDED: &[u8] = include_bytes!("data/en_core_web_sm-3.8.0.bin");

/// Tokens that go through the networks together, at least, if there are so many.
const BATCH: usize = 256;

/// The most tokens of a document. A longer paragraph goes to the networks in parts, for memory's sake: each token
/// needs about 7 KB there.
const MOST_TOKENS: usize = 8_192;

/// Finds sentences, words, their classes and dependencies, and named entities in English text.
#[derive(Debug)]
pub struct Analyzer {
    model: Model,
}

/// Buffers that are used again from batch to batch.
#[derive(Debug, Default)]
struct Workspace {
    session: Session,
    buffers: Buffers,
    vectors: Vec<f32>,
    scores: Vec<f32>,
    parser: Precomputed,
    recognizer: Precomputed,
}

/// Documents that go through the networks together.
#[derive(Debug, Default)]
struct Batch {
    documents: Vec<Document>,
    tokens: Vec<RawToken>,
}

/// What the networks see as one text: a paragraph, or a part of one that is too long.
#[derive(Debug)]
struct Document {
    length: usize,
    /// The paragraph's place, if this is its last part.
    paragraph: Option<Span>,
}

impl Analyzer {
    /// The analyzer with the model that is built in.
    pub fn embedded() -> Result<Self, NlpError> {
        Self::from_bytes(EMBEDDED)
    }

    /// The analyzer with a model file that `src/nlp/data/convert.py` made.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NlpError> {
        Ok(Self { model: Model::read(bytes)? })
    }

    /// Analyses all paragraphs of a text.
    pub fn analyze(&self, text: &str) -> Analysis {
        self.analyze_spans(text, &paragraphs(text, &self.model.characters))
    }

    /// Analyses all paragraphs of a text on several threads; the result is that of [`Analyzer::analyze`].
    pub fn analyze_parallel(&self, text: &str, threads: NonZeroUsize) -> Analysis {
        let spans = paragraphs(text, &self.model.characters);
        let share = text.len() / threads;
        let parts = shares(&spans, share);
        if parts.len() < 2 {
            return self.analyze_spans(text, &spans);
        }
        let results: Vec<_> = thread::scope(|scope| {
            let handles: Vec<_> = parts
                .iter()
                .map(|part| (*part, scope.spawn(move || self.analyze_spans(text, part))))
                .collect();
            handles.into_iter().map(|(part, handle)| (part, handle.join())).collect()
        });
        let mut whole = Analysis::default();
        for (part, result) in results {
            // A thread ends early only if the system kills it; its part is then done here.
            append(&mut whole, result.unwrap_or_else(|_| self.analyze_spans(text, part)));
        }
        whole
    }

    /// Analyses some paragraphs on this thread.
    fn analyze_spans(&self, text: &str, spans: &[Span]) -> Analysis {
        let mut workspace = Workspace::default();
        let mut analysis = Analysis::default();
        let mut batch = Batch::default();
        let mut tokens = Vec::new();
        for span in spans {
            if batch.tokens.is_empty() {
                workspace.session.trim();
            }
            tokens.clear();
            workspace.session.tokenize(&self.model, text, *span, &mut tokens);
            let mut rest = tokens.as_slice();
            while !rest.is_empty() {
                let (document, after) = rest.split_at(document_length(text, rest));
                batch.tokens.extend_from_slice(document);
                let paragraph = after.is_empty().then_some(*span);
                batch.documents.push(Document { length: document.len(), paragraph });
                if batch.tokens.len() >= BATCH {
                    self.analyze_batch(text, &mut batch, &mut workspace, &mut analysis);
                }
                rest = after;
            }
        }
        self.analyze_batch(text, &mut batch, &mut workspace, &mut analysis);
        analysis
    }

    /// Runs the networks over a batch, adds the results to `analysis`, and empties the batch.
    fn analyze_batch(
        &self,
        text: &str,
        batch: &mut Batch,
        workspace: &mut Workspace,
        analysis: &mut Analysis,
    ) {
        let Workspace { session, buffers, vectors, scores, parser, recognizer } = workspace;
        let model = &self.model;
        let lengths: Vec<usize> = batch.documents.iter().map(|document| document.length).collect();
        let mut encode = |network: Network, vectors: &mut Vec<f32>| {
            session.mix(model, &batch.tokens, network, buffers);
            let tok2vec = match network {
                Network::Shared => &model.tok2vec,
                Network::Entities => &model.entity_tok2vec,
            };
            let mixed = batch.tokens.iter().map(|token| session.mixed(token, network));
            tok2vec.encode(&lengths, mixed, buffers, vectors);
        };
        encode(Network::Shared, vectors);
        let mut tags = Vec::with_capacity(batch.tokens.len());
        model.tagger.tag(vectors, scores, &mut tags);
        model.parser.precompute(vectors, parser);
        encode(Network::Entities, vectors);
        model.recognizer.precompute(vectors, recognizer);
        let mut offset = 0;
        for document in &batch.documents {
            let range = offset..offset + document.length;
            let tokens = batch.tokens.get(range.clone()).unwrap_or_default();
            let tags = tags.get(range).unwrap_or_default();
            self.finish(&Part { text, offset, tokens, tags, parser, recognizer }, session, analysis);
            if let Some(span) = document.paragraph {
                let first = analysis.paragraphs.last().map_or(0, |(before, _)| before.end);
                analysis.paragraphs.push((first..analysis.tokens.len(), span));
            }
            offset += document.length;
        }
        batch.documents.clear();
        batch.tokens.clear();
    }

    /// Parses a document, finds its entities, and adds it to `analysis`.
    fn finish(&self, part: &Part<'_>, session: &mut Session, analysis: &mut Analysis) {
        let Part { text, offset, tokens, parser, recognizer, .. } = *part;
        let model = &self.model;
        let is_space = |token: usize| {
            let word = tokens.get(token).and_then(|token| session.word(token.word));
            word.is_some_and(|word| word.is_space)
        };
        let mut parse = model.parser.parse(parser, offset, tokens.len());
        let mut tree = edges(&parse.heads);
        if parse.labels.iter().any(|label| model.decorations.is_decorated(*label)) {
            model.decorations.resolve(&mut parse, &tree, is_space);
            tree = edges(&parse.heads);
        }
        let facts: Vec<_> = (0..tokens.len())
            .map(|token| TokenFacts { is_space: is_space(token), sentence_start: tree.starts[token] })
            .collect();
        let first = analysis.tokens.len();
        let entities = model.recognizer.recognize(recognizer, offset, &facts);
        for number in 0..tokens.len() {
            let mut token = self.token(part, &parse, number, session);
            token.head += first;
            token.sent_start = tree.starts[number];
            analysis.tokens.push(token);
        }
        add_phrases(text, first, &tree, analysis);
        analysis.entities.extend(entities.into_iter().map(|entity| EntitySpan {
            tokens: first + entity.tokens.start..first + entity.tokens.end,
            label: entity.label,
        }));
    }

    /// A token with what tagger, parser, attribute rules and lemmatizer say; its head counts the document's
    /// tokens.
    fn token(&self, part: &Part<'_>, parse: &Parse, number: usize, session: &mut Session) -> Token {
        let model = &self.model;
        let Part { tokens, tags, .. } = *part;
        let changes = model.ruler.changes(number, |other| {
            let word = session.word(tokens.get(other)?.word)?;
            let (tag, label) = (*tags.get(other)?, *parse.labels.get(other)?);
            Some(Subject { tag, label, words: &word.words, is_space: word.is_space })
        });
        let name = |changed: Option<usize>| changed.map(|changed| model.ruler.name(changed));
        let (pos, morph) = (changes.pos.unwrap_or_default(), changes.morph.unwrap_or_default());
        let raw = tokens[number];
        Token {
            span: raw.span,
            space_after: raw.space_after,
            norm: session.word(raw.word).map(|word| Arc::clone(&word.norm)).unwrap_or_default(),
            lemma: name(changes.lemma).unwrap_or_else(|| session.lemma(model, raw.word, pos, morph)),
            tag: name(changes.tag)
                .or_else(|| model.tagger.tags().get(tags[number]).cloned())
                .unwrap_or_default(),
            pos: model.ruler.name(pos),
            morph: model.ruler.name(morph),
            dep: name(changes.label).unwrap_or_else(|| model.labels.name(parse.labels[number])),
            head: parse.heads[number],
            sent_start: false,
        }
    }
}

/// A document of a batch.
struct Part<'a> {
    text: &'a str,
    /// Its first token in the batch.
    offset: usize,
    tokens: &'a [RawToken],
    /// The numbers of their tags.
    tags: &'a [usize],
    parser: &'a Precomputed,
    recognizer: &'a Precomputed,
}

/// How many of some tokens make up the next document: all, or as many as may be up to the end of a line or
/// sentence.
fn document_length(text: &str, tokens: &[RawToken]) -> usize {
    if tokens.len() <= MOST_TOKENS {
        return tokens.len();
    }
    let ends = |token: &RawToken| {
        matches!(token.span.text(text), "." | "!" | "?") || token.span.text(text).contains('\n')
    };
    tokens.iter().take(MOST_TOKENS).rposition(ends).map_or(MOST_TOKENS, |last| last + 1)
}

/// Adds sentences and base noun phrases of the tokens from `first` on.
fn add_phrases(text: &str, first: usize, tree: &Edges, analysis: &mut Analysis) {
    let tokens = analysis.tokens.get(first..).unwrap_or_default();
    let nodes: Vec<Node<'_>> = tokens
        .iter()
        .zip(&tree.left)
        .map(|(token, left)| Node {
            pos: &token.pos,
            dep: &token.dep,
            head: token.head - first,
            left_edge: *left,
        })
        .collect();
    analysis
        .noun_chunks
        .extend(noun_chunks(&nodes).into_iter().map(|chunk| first + chunk.start..first + chunk.end));
    let mut start = 0;
    for end in 1..=tokens.len() {
        if tokens.get(end).is_none_or(|token| token.sent_start) {
            let part = tokens.get(start..end).unwrap_or_default();
            analysis
                .sentences
                .push(Sentence { tokens: first + start..first + end, span: visible(text, part) });
            start = end;
        }
    }
}

/// The place of some tokens without white space at the ends.
fn visible(text: &str, tokens: &[Token]) -> Span {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return Span::default() };
    let whole = first.span.cover(last.span);
    let shown = whole.text(text);
    let start = whole.start + (shown.len() - shown.trim_start().len());
    Span::new(start, start + shown.trim().len())
}

/// Divides paragraphs into runs of about `share` bytes each.
fn shares(spans: &[Span], share: usize) -> Vec<&[Span]> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut bytes = 0;
    for (number, span) in spans.iter().enumerate() {
        bytes += span.len();
        if bytes >= share {
            parts.extend(spans.get(start..=number));
            start = number + 1;
            bytes = 0;
        }
    }
    parts.extend(spans.get(start..).filter(|rest| !rest.is_empty()));
    parts
}

/// Adds the analysis of later paragraphs.
fn append(whole: &mut Analysis, part: Analysis) {
    let first = whole.tokens.len();
    let shift = |range: Range<usize>| first + range.start..first + range.end;
    whole.paragraphs.extend(part.paragraphs.into_iter().map(|(tokens, span)| (shift(tokens), span)));
    whole.tokens.extend(part.tokens.into_iter().map(|token| Token { head: first + token.head, ..token }));
    let sentences = part.sentences.into_iter();
    whole.sentences.extend(sentences.map(|sentence| Sentence { tokens: shift(sentence.tokens), ..sentence }));
    let entities = part.entities.into_iter();
    whole.entities.extend(entities.map(|entity| EntitySpan { tokens: shift(entity.tokens), ..entity }));
    whole.noun_chunks.extend(part.noun_chunks.into_iter().map(shift));
}

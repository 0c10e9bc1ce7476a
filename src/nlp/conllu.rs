//! An analysis in CoNLL-U (<https://universaldependencies.org/format.html>).

use std::io;
use std::ops::Range;

use crate::nlp::analysis::Analysis;
use crate::nlp::json::entity_marks;

/// Writes the analysis of `text`: a sentence a block, `# newpar` before the first of a paragraph. White-space
/// tokens are left out; what hangs on one hangs on the token's own head instead.
pub fn write_conllu(out: &mut dyn io::Write, text: &str, analysis: &Analysis) -> io::Result<()> {
    let marks = entity_marks(analysis);
    let mut paragraphs = analysis.paragraphs.iter().map(|(range, _)| range.start).peekable();
    let mut new_paragraph = false;
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        while paragraphs.next_if(|start| *start <= sentence.tokens.start).is_some() {
            new_paragraph = true;
        }
        let words = Words::new(text, analysis, sentence.tokens.clone());
        if words.visible.is_empty() {
            continue;
        }
        if new_paragraph {
            writeln!(out, "# newpar")?;
            new_paragraph = false;
        }
        writeln!(out, "# sent_id = {}", number + 1)?;
        writeln!(out, "# text = {}", one_line(sentence.span.text(text)))?;
        for (place, token) in words.visible.iter().enumerate() {
            words.write(out, place, *token, marks.get(*token).map_or("O-", String::as_str))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The tokens of a sentence that are not white space.
struct Words<'a> {
    text: &'a str,
    analysis: &'a Analysis,
    visible: Vec<usize>,
}

impl<'a> Words<'a> {
    fn new(text: &'a str, analysis: &'a Analysis, tokens: Range<usize>) -> Self {
        let is_visible =
            |token: &usize| analysis.tokens.get(*token).is_some_and(|token| &*token.tag != "_SP");
        Self { text, analysis, visible: tokens.filter(is_visible).collect() }
    }

    /// The head of a token in the sentence, counted from 1; 0 for a root.
    fn head(&self, token: usize) -> usize {
        let mut at = token;
        // No chain of heads is longer than the text.
        for _ in 0..self.analysis.tokens.len() {
            let Some(head) = self.analysis.tokens.get(at).map(|token| token.head) else { return 0 };
            if head == at {
                return 0;
            }
            if let Ok(place) = self.visible.binary_search(&head) {
                return place + 1;
            }
            at = head;
        }
        0
    }

    /// Writes a token's line.
    fn write(&self, out: &mut dyn io::Write, place: usize, number: usize, mark: &str) -> io::Result<()> {
        let Some(token) = self.analysis.tokens.get(number) else { return Ok(()) };
        let next = self.analysis.tokens.get(number + 1);
        let joined = next.is_some_and(|next| next.span.start == token.span.end && &*next.tag != "_SP");
        let mut misc: Vec<String> = Vec::new();
        if mark != "O-" {
            misc.push(format!("NER={mark}"));
        }
        if joined {
            misc.push("SpaceAfter=No".to_owned());
        }
        let fields = [
            (place + 1).to_string(),
            field(token.span.text(self.text)),
            field(&token.lemma),
            field(&token.pos),
            field(&token.tag),
            field(&token.morph),
            self.head(number).to_string(),
            field(&token.dep),
            "_".to_owned(),
            field(&misc.join("|")),
        ];
        writeln!(out, "{}", fields.join("\t"))
    }
}

/// A field: never empty, without tabs and line breaks.
fn field(text: &str) -> String {
    if text.is_empty() { "_".to_owned() } else { one_line(text) }
}

/// A text with blanks in the place of tabs and line breaks.
fn one_line(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

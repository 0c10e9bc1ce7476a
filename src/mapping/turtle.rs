//! Reads a mapping in Turtle and keeps where each triple stands.
//!
//! The parser tells triples but not their places. It is fed the file byte by byte: when a triple comes out,
//! its object ended at most a few bytes before, so the last place of the object's text before that is its
//! place. A mapping is small; each byte costs well under a microsecond.

use oxigraph::model::Term;
use oxttl::TurtleParser;

use super::error::MappingError;
use super::graph::{MappingGraph, MappingTriple, Position};

/// The base of relative IRIs in a mapping that declares none.
const BASE: &str = "https://w3id.org/casegraph/mapping/";

/// The longest mapping file that is read, in bytes.
pub(super) const MOST_BYTES: usize = 16 * 1024 * 1024;

/// So many bytes may come one by one before there is a triple.
const WHOLE: usize = 64 * 1024;

/// How far before the end of a triple the text of its object is looked for, in bytes.
const REACH: usize = 4096;

/// Reads Turtle (W3C Recommendation 2014).
pub(super) fn read(text: &str) -> Result<MappingGraph, MappingError> {
    if text.len() > MOST_BYTES {
        return Err(MappingError::TooLarge { most: MOST_BYTES });
    }
    let mut lines = Lines::new(text);
    let mut parser = TurtleParser::new()
        .with_base_iri(BASE)
        .map_err(|error| MappingError::Syntax { at: Position::default(), message: error.to_string() })?
        .low_level();
    let mut graph = MappingGraph::default();
    let (mut fed, mut last) = (0, 0);
    while let Some(next) = text.as_bytes().get(fed..fed + step(fed - last).min(text.len() - fed)) {
        if next.is_empty() {
            break;
        }
        parser.extend_from_slice(next);
        fed += next.len();
        let known = graph.triples.len();
        take(&mut parser, text, fed, &mut lines, &mut graph)?;
        if graph.triples.len() > known {
            last = fed;
        }
    }
    parser.end();
    take(&mut parser, text, text.len(), &mut lines, &mut graph)?;
    graph.base = parser.base_iri().filter(|base| *base != BASE).map(str::to_owned);
    Ok(graph)
}

/// How many bytes are fed at once when so many have given no triple. The parser reads an unfinished token again each
/// time, so a text of megabytes must come in ever larger pieces; what is a triple then has its place nearly right.
fn step(without_triple: usize) -> usize {
    if without_triple < WHOLE { 1 } else { without_triple / 64 }
}

fn take(
    parser: &mut oxttl::turtle::LowLevelTurtleParser,
    text: &str,
    end: usize,
    lines: &mut Lines<'_>,
    graph: &mut MappingGraph,
) -> Result<(), MappingError> {
    while let Some(result) = parser.parse_next() {
        let triple = result.map_err(|error| {
            let start = error.location().start;
            let number = |value: u64| u32::try_from(value + 1).unwrap_or(u32::MAX);
            MappingError::Syntax {
                at: Position { line: number(start.line), column: number(start.column) },
                message: error.message().to_owned(),
            }
        })?;
        let at = lines.position(place(text, end, &triple.object));
        graph.triples.push(MappingTriple {
            subject: triple.subject,
            predicate: triple.predicate,
            object: triple.object,
            at,
        });
    }
    Ok(())
}

/// Where the text of an object begins that ends before `end`.
fn place(text: &str, end: usize, object: &Term) -> usize {
    let mut from = end.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let Some(before) = text.get(from..end) else { return end };
    let needle = match object {
        Term::NamedNode(node) => local_part(node.as_str()),
        Term::Literal(literal) => literal.value().lines().next().unwrap_or_default(),
        Term::BlankNode(_) => "[",
    };
    let found = if needle.is_empty() { None } else { before.rfind(needle) };
    let at = found.map_or(before.trim_end().len(), |at| word_start(before, at));
    from + at.min(before.len())
}

/// The start of the token that `at` lies in: a prefix, an angle bracket or a quotation mark stands before it.
fn word_start(text: &str, at: usize) -> usize {
    text.get(..at)
        .and_then(|before| before.rfind(|c: char| c.is_whitespace() || matches!(c, '[' | '(' | ',' | ';')))
        .map_or(0, |at| at + 1)
        .min(at)
}

/// The part of an IRI behind its last separator.
fn local_part(iri: &str) -> &str {
    iri.rsplit(['#', '/', ':']).find(|part| !part.is_empty()).unwrap_or(iri)
}

/// Turns offsets into lines and columns; offsets mostly rise.
struct Lines<'a> {
    text: &'a str,
    line: u32,
    start: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, line: 1, start: 0 }
    }

    fn position(&mut self, offset: usize) -> Position {
        if offset < self.start {
            (self.line, self.start) = (1, 0);
        }
        while let Some(next) = self.text.get(self.start..offset).and_then(|rest| rest.find('\n')) {
            self.line = self.line.saturating_add(1);
            self.start += next + 1;
        }
        let column = self.text.get(self.start..offset).map_or(0, |part| part.chars().count());
        Position { line: self.line, column: u32::try_from(column + 1).unwrap_or(u32::MAX) }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    fn places(text: &str) -> Vec<(String, u32, u32)> {
        let graph = read(text).unwrap();
        graph.triples.iter().map(|t| (t.object.to_string(), t.at.line, t.at.column)).collect()
    }

    #[test]
    fn a_triple_stands_where_its_object_stands() {
        let text = "@prefix e: <http://e/> .\ne:a e:b \"x y\" ;\n   e:c <http://e/d> ,\n e:f .\n";
        assert_eq!(
            places(text),
            [
                ("\"x y\"".to_owned(), 2, 9),
                ("<http://e/d>".to_owned(), 3, 8),
                ("<http://e/f>".to_owned(), 4, 2),
            ]
        );
    }

    #[test]
    fn a_wrong_file_says_the_place() {
        let error = read("@prefix e: <http://e/> .\ne:a e:b f:c .\n").unwrap_err();
        assert!(error.to_string().contains("line 2, column 9"), "{error}");
    }

    #[test]
    fn only_a_declared_base_counts() {
        assert_eq!(read("<#a> <#b> <#c> .").unwrap().base, None);
        assert_eq!(read("@base <http://b/> . <a> <b> <c> .").unwrap().base.unwrap(), "http://b/");
    }
}

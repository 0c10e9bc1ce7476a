//! An answer on its way from the process that evaluates to the one that writes.
//!
//! The first line names the form and the columns, separated by tabs; then comes a line a row: its terms in
//! the syntax of N-Triples, separated by tabs, nothing for an unbound variable. No tab and no line break
//! stands inside a term, so an answer that was cut off anywhere is read up to its last whole row. Each line
//! begins with its kind, so that a row without columns is a line as well.

use std::io;
use std::io::{BufRead, Write};
use std::str::FromStr;

use oxigraph::model::{NamedOrBlankNode, Term, Triple, Variable};

use super::answer::{Answer, Row};
use super::error::QueryError;

const SOLUTIONS: &str = "solutions";
const BOOLEAN: &str = "boolean";
const TRIPLES: &str = "triples";
const ROW: &str = "row";

/// Writes an answer for [`receive`], a write a row. The error that ends the rows early is what is returned
/// inside.
pub fn send(answer: Answer<'_>, out: &mut dyn Write) -> io::Result<Option<QueryError>> {
    match answer {
        Answer::Boolean(value) => {
            send_line(out, BOOLEAN, [Some(value)].into_iter())?;
        }
        Answer::Solutions { variables, rows } => {
            send_line(out, SOLUTIONS, variables.iter().map(|variable| Some(variable.as_str())))?;
            for row in rows {
                match row {
                    Ok(row) => send_line(out, ROW, row.iter().map(Option::as_ref))?,
                    Err(error) => return Ok(Some(error)),
                }
            }
        }
        Answer::Triples(triples) => {
            send_line(out, TRIPLES, std::iter::empty::<Option<&Term>>())?;
            for triple in triples {
                match triple {
                    Ok(Triple { subject, predicate, object }) => {
                        let terms = [subject.into(), predicate.into(), object];
                        send_line(out, ROW, terms.iter().map(Some::<&Term>))?;
                    }
                    Err(error) => return Ok(Some(error)),
                }
            }
        }
    }
    Ok(None)
}

fn send_line<T: ToString>(
    out: &mut dyn Write,
    kind: &str,
    cells: impl Iterator<Item = Option<T>>,
) -> io::Result<()> {
    let mut line = kind.to_owned();
    for cell in cells {
        line.push('\t');
        line.push_str(&cell.map(|cell| cell.to_string()).unwrap_or_default());
    }
    line.push('\n');
    out.write_all(line.as_bytes())?;
    out.flush()
}

/// Reads what [`send`] wrote. An answer that was cut off ends after its last whole row; whether it was cut
/// off is for the caller to find out, who knows how the process that evaluates has ended.
pub fn receive<'a>(mut input: impl BufRead + 'a) -> Result<Answer<'a>, QueryError> {
    let header = read_line(&mut input)?.ok_or(QueryError::Interrupted)?;
    let mut cells = header.split('\t');
    match cells.next() {
        Some(BOOLEAN) => match cells.next() {
            Some("true") => Ok(Answer::Boolean(true)),
            Some("false") => Ok(Answer::Boolean(false)),
            _ => Err(QueryError::Interrupted),
        },
        Some(SOLUTIONS) => {
            let variables: Result<Vec<_>, _> = cells.map(Variable::new).collect();
            let variables = variables.map_err(|_| QueryError::Interrupted)?;
            let width = variables.len();
            let rows = lines(input).map(move |line| parse_row(&line?, width));
            Ok(Answer::Solutions { variables, rows: Box::new(rows) })
        }
        Some(TRIPLES) => Ok(Answer::Triples(Box::new(lines(input).map(|line| parse_triple(&line?))))),
        _ => Err(QueryError::Interrupted),
    }
}

fn lines(mut input: impl BufRead) -> impl Iterator<Item = Result<String, QueryError>> {
    std::iter::from_fn(move || read_line(&mut input).transpose())
}

/// The next whole line without its end; `None` at the end of the input, also inside a line.
fn read_line(input: &mut impl BufRead) -> Result<Option<String>, QueryError> {
    let mut line = Vec::new();
    input.read_until(b'\n', &mut line).map_err(|_| QueryError::Interrupted)?;
    if line.pop() != Some(b'\n') {
        return Ok(None);
    }
    String::from_utf8(line).map(Some).map_err(|_| QueryError::Interrupted)
}

fn parse_row(line: &str, width: usize) -> Result<Row, QueryError> {
    let mut cells = line.split('\t');
    if cells.next() != Some(ROW) {
        return Err(QueryError::Interrupted);
    }
    let row: Row = cells
        .map(|cell| match cell {
            "" => Ok(None),
            cell => Term::from_str(cell).map(Some),
        })
        .collect::<Result<_, _>>()
        .map_err(|_| QueryError::Interrupted)?;
    if row.len() == width { Ok(row) } else { Err(QueryError::Interrupted) }
}

fn parse_triple(line: &str) -> Result<Triple, QueryError> {
    let mut terms = parse_row(line, 3)?.into_iter();
    let (Some(Some(subject)), Some(Some(Term::NamedNode(predicate))), Some(Some(object))) =
        (terms.next(), terms.next(), terms.next())
    else {
        return Err(QueryError::Interrupted);
    };
    let subject: NamedOrBlankNode = match subject {
        Term::NamedNode(node) => node.into(),
        Term::BlankNode(node) => node.into(),
        Term::Literal(_) => return Err(QueryError::Interrupted),
    };
    Ok(Triple { subject, predicate, object })
}

#[cfg(test)]
mod tests {
    use oxigraph::model::{BlankNode, Literal, NamedNode, Triple, Variable, vocab::xsd};

    use super::{Answer, QueryError, Row, receive, send};

    fn rows() -> Vec<Row> {
        vec![
            vec![Some(Literal::new_simple_literal("a\tb\n\"c\"\\ \u{1}").into()), None],
            vec![None, Some(NamedNode::new_unchecked("http://e/é?q=(1)").into())],
            vec![
                Some(Literal::new_language_tagged_literal("héllo", "en-gb").unwrap().into()),
                Some(Literal::new_typed_literal("12", xsd::INTEGER).into()),
            ],
            vec![Some(BlankNode::new_unchecked("b0").into()), Some(Literal::new_simple_literal("").into())],
        ]
    }

    fn sent(columns: &[&str], rows: Vec<Row>) -> Vec<u8> {
        let variables = columns.iter().map(|name| Variable::new_unchecked(*name)).collect();
        let mut bytes = Vec::new();
        let rows = Box::new(rows.into_iter().map(Ok));
        assert_eq!(send(Answer::Solutions { variables, rows }, &mut bytes).unwrap(), None);
        bytes
    }

    fn received(bytes: &[u8]) -> Vec<Row> {
        match receive(bytes).unwrap() {
            Answer::Solutions { rows, .. } => rows.map(Result::unwrap).collect(),
            _ => panic!("no rows"),
        }
    }

    #[test]
    fn what_is_sent_is_received() {
        assert_eq!(received(&sent(&["a", "b"], rows())), rows());
        assert_eq!(received(&sent(&[], vec![vec![], vec![]])), vec![Vec::new(), Vec::new()]);
        assert_eq!(received(&sent(&["a"], vec![vec![None]])), vec![vec![None]]);
    }

    #[test]
    fn an_answer_cut_off_anywhere_gives_its_whole_rows() {
        let bytes = sent(&["a", "b"], rows());
        let header = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        for cut in header..bytes.len() {
            let whole = bytes[header..cut].split(|byte| *byte == b'\n').count() - 1;
            assert_eq!(received(&bytes[..cut]), rows()[..whole]);
        }
        assert!(matches!(receive(&bytes[..header - 1]), Err(QueryError::Interrupted)));
    }

    #[test]
    fn triples_and_booleans_are_received() {
        let name = NamedNode::new_unchecked("http://e/a");
        let triple = Triple::new(name.clone(), name, Literal::new_simple_literal("x y"));
        let mut bytes = Vec::new();
        send(Answer::Triples(Box::new([Ok(triple.clone())].into_iter())), &mut bytes).unwrap();
        let Answer::Triples(triples) = receive(bytes.as_slice()).unwrap() else { panic!("no triples") };
        assert_eq!(triples.map(Result::unwrap).collect::<Vec<_>>(), [triple]);
        let mut bytes = Vec::new();
        send(Answer::Boolean(true), &mut bytes).unwrap();
        assert!(matches!(receive(bytes.as_slice()), Ok(Answer::Boolean(true))));
    }
}

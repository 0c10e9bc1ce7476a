//! Writes an answer in the result formats of the W3C.

use std::io;
use std::io::Write;

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};

use super::answer::{Answer, Rows, Triples};
use super::error::QueryError;
use super::prepare::Form;
use crate::store::xml_term;
use oxigraph::model::Variable;

/// The formats of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerFormat {
    /// [SPARQL 1.1 Query Results TSV](https://www.w3.org/TR/sparql11-results-csv-tsv/): terms as in Turtle.
    Tsv,
    /// [SPARQL 1.1 Query Results CSV](https://www.w3.org/TR/sparql11-results-csv-tsv/): plain values, with `\n` at the end of a line as in all
    /// output of this program.
    Csv,
    /// [SPARQL 1.1 Query Results JSON](https://www.w3.org/TR/sparql11-results-json/).
    Json,
    /// [SPARQL Query Results XML](https://www.w3.org/TR/rdf-sparql-XMLres/).
    Xml,
    /// [N-Triples](https://www.w3.org/TR/n-triples/).
    Nt,
    /// [Turtle](https://www.w3.org/TR/turtle/).
    Ttl,
}

impl AnswerFormat {
    /// The format of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Tsv, Self::Csv, Self::Json, Self::Xml, Self::Nt, Self::Ttl]
            .into_iter()
            .find(|format| format.name() == name)
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tsv => "tsv",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Nt => "nt",
            Self::Ttl => "ttl",
        }
    }

    /// Refuses a format that cannot hold what a query of this form gives.
    pub fn check(self, form: Form) -> Result<(), QueryError> {
        let expected = match (form, self) {
            (Form::Triples, Self::Nt | Self::Ttl) => return Ok(()),
            (Form::Triples, _) => "triples: `nt`, `ttl` or `table`",
            (_, Self::Nt | Self::Ttl) => "rows: `tsv`, `csv`, `json`, `xml` or `table`",
            _ => return Ok(()),
        };
        Err(QueryError::Format { format: self.name(), expected })
    }
}

/// How much was written, and why not all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// Rows or triples.
    pub rows: u64,
    /// Why the answer ends early; what was written is whole in itself.
    pub ended: Option<QueryError>,
}

/// Writes an answer. Where the rows end in an error the document is closed properly and the error is part of
/// what is returned. `prefixes` are declared in Turtle.
pub fn write(
    answer: Answer<'_>,
    format: AnswerFormat,
    prefixes: &[(&'static str, String)],
    out: &mut dyn Write,
) -> io::Result<Written> {
    match answer {
        Answer::Boolean(value) => {
            serializer(format).serialize_boolean_to_writer(&mut *out, value)?;
            if matches!(
                format,
                AnswerFormat::Tsv | AnswerFormat::Csv | AnswerFormat::Json | AnswerFormat::Xml
            ) {
                out.write_all(b"\n")?;
            }
            Ok(Written { rows: 1, ended: None })
        }
        Answer::Solutions { variables, rows } if format == AnswerFormat::Csv => {
            write_rows(&variables, rows, format, &mut LineFeeds { out, quoted: false })
        }
        Answer::Solutions { variables, rows } => write_rows(&variables, rows, format, out),
        Answer::Triples(triples) => write_triples(triples, format, prefixes, out),
    }
}

/// Makes the CRLF that ends a line of CSV a line feed. Line ends in a value stay: such a value is quoted.
struct LineFeeds<'a> {
    out: &'a mut dyn Write,
    quoted: bool,
}

impl Write for LineFeeds<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let quoted = &mut self.quoted;
        let kept: Vec<u8> = bytes
            .iter()
            .copied()
            .filter(|byte| {
                *quoted ^= *byte == b'"';
                *quoted || *byte != b'\r'
            })
            .collect();
        self.out.write_all(&kept)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn serializer(format: AnswerFormat) -> QueryResultsSerializer {
    QueryResultsSerializer::from_format(match format {
        AnswerFormat::Csv => QueryResultsFormat::Csv,
        AnswerFormat::Json => QueryResultsFormat::Json,
        AnswerFormat::Xml => QueryResultsFormat::Xml,
        AnswerFormat::Tsv | AnswerFormat::Nt | AnswerFormat::Ttl => QueryResultsFormat::Tsv,
    })
}

fn write_rows(
    variables: &[Variable],
    rows: Rows<'_>,
    format: AnswerFormat,
    out: &mut dyn Write,
) -> io::Result<Written> {
    let mut written = Written::default();
    let mut writer = serializer(format).serialize_solutions_to_writer(&mut *out, variables.to_vec())?;
    for row in rows {
        match row {
            Ok(row) => {
                let row = if format == AnswerFormat::Xml {
                    row.into_iter().map(|term| term.map(xml_term)).collect()
                } else {
                    row
                };
                let bound = variables.iter().zip(&row);
                writer.serialize(bound.filter_map(|(variable, term)| Some((variable, term.as_ref()?))))?;
                written.rows += 1;
            }
            Err(error) => {
                written.ended = Some(error);
                break;
            }
        }
    }
    writer.finish()?;
    if matches!(format, AnswerFormat::Json | AnswerFormat::Xml) {
        out.write_all(b"\n")?;
    }
    Ok(written)
}

fn write_triples(
    triples: Triples<'_>,
    format: AnswerFormat,
    prefixes: &[(&'static str, String)],
    out: &mut dyn Write,
) -> io::Result<Written> {
    let mut written = Written::default();
    let mut serializer = if format == AnswerFormat::Ttl {
        let mut serializer = RdfSerializer::from_format(RdfFormat::Turtle);
        for (prefix, namespace) in prefixes {
            serializer = serializer.with_prefix(*prefix, namespace.as_str()).map_err(io::Error::other)?;
        }
        serializer
    } else {
        RdfSerializer::from_format(RdfFormat::NTriples)
    }
    .for_writer(&mut *out);
    for triple in triples {
        match triple {
            Ok(triple) => {
                serializer.serialize_triple(&triple)?;
                written.rows += 1;
            }
            Err(error) => {
                written.ended = Some(error);
                break;
            }
        }
    }
    serializer.finish()?;
    Ok(written)
}

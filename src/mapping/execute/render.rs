//! From a record to terms in N-Triples syntax (RML-Core, generated RDF term of a term map).

use super::cell::{Cell, Natural};
use super::encode::{digest, push_encoded, push_escaped, push_iri, push_label};
use super::plan::{Form, Kind, Piece, TermPlan, typed};
use super::problem::Problem;
use super::terms::Terms;
use super::values::Evaluation;
use crate::mapping::lexical;
use crate::mapping::model::{Encoding, Expression, TermKind, Valued};

/// Makes the terms of a term map for one record; collections are the business of the caller.
pub(in crate::mapping) fn terms(plan: &TermPlan, at: &mut Evaluation<'_, '_>, out: &mut Terms) {
    match &plan.form {
        Form::Constant(term) => out.push(term),
        Form::DefaultGraph => out.push(b""),
        Form::Reference { reference, kind } => {
            let mut problems = Vec::new();
            at.reference(*reference, &mut |cell| {
                if let Err(problem) = push(cell, kind, plan, out) {
                    problems.push(problem.of_reference(Some(*reference)));
                }
            });
            for problem in problems {
                at.problems.add(problem);
            }
        }
        Form::Template { segments, kind } => template(segments, kind, plan, at, out),
        Form::General { value, kind } => general(value, kind, plan, at, out),
        Form::Fresh => {
            let label = digest(format!("{}\u{0}{}", plan.number, at.problems.record).as_bytes());
            out.push(format!("_:f{label}").as_bytes());
        }
        Form::Gather(_) => {}
    }
}

/// Appends a term made of one value.
fn push(cell: Cell<'_>, kind: &Kind, plan: &TermPlan, out: &mut Terms) -> Result<(), Problem> {
    match kind {
        Kind::Iri { encoding, .. } => return push_checked(&cell.lexical(), *encoding, plan, out),
        Kind::Blank => push_label(&cell.lexical(), out.buffer()),
        Kind::Natural => push_natural(cell, out),
        Kind::Typed { suffix, datatype } => {
            if let Some(datatype) = datatype
                && !datatype.is_valid(cell.text)
            {
                return ill_typed(cell.text, suffix);
            }
            // A number of the format takes the canonical form of the datatype; a text stays as it is.
            let is_number = matches!(cell.natural, Natural::Integer | Natural::Double);
            let canonical = datatype.filter(|_| is_number);
            let canonical = canonical.and_then(|datatype| datatype.canonical(cell.text));
            let buffer = out.buffer();
            buffer.push(b'"');
            push_escaped(canonical.as_deref().unwrap_or(cell.text), buffer);
            buffer.extend_from_slice(suffix);
        }
    }
    out.close();
    Ok(())
}

/// A value that is not in the lexical space of its datatype; an empty one counts as none.
fn ill_typed(text: &str, suffix: &[u8]) -> Result<(), Problem> {
    if text.is_empty() {
        return Ok(());
    }
    let suffix = String::from_utf8_lossy(suffix);
    let short = suffix.rsplit(['#', '/']).next().unwrap_or_default().trim_end_matches('>');
    Err(Problem::new("ill-typed", format!("expected a value of datatype `{short}`")).with_value(text))
}

fn push_natural(cell: Cell<'_>, out: &mut Terms) {
    let buffer = out.buffer();
    buffer.push(b'"');
    push_escaped(&cell.lexical(), buffer);
    buffer.push(b'"');
    if let Some(datatype) = cell.natural.datatype() {
        buffer.extend_from_slice(b"^^<");
        buffer.extend_from_slice(datatype.as_bytes());
        buffer.push(b'>');
    }
}

/// Appends an IRI after checking it; a relative one stands behind the base.
fn push_checked(value: &str, encoding: Encoding, plan: &TermPlan, out: &mut Terms) -> Result<(), Problem> {
    if value.is_empty() {
        return Ok(());
    }
    let whole;
    let iri = if is_absolute(value) {
        value
    } else if let Some(base) = &plan.base {
        whole = format!("{base}{value}");
        whole.as_str()
    } else {
        return Err(Problem::new(
            "bad-iri",
            "a relative IRI without a base (expected an absolute IRI, `rml:baseIRI` or `--base-iri`)"
                .to_owned(),
        )
        .with_value(value));
    };
    let valid = match encoding {
        Encoding::Unsafe => is_absolute(iri),
        Encoding::Iri => oxiri::Iri::parse(iri).is_ok(),
        Encoding::Uri => iri.is_ascii() && oxiri::Iri::parse(iri).is_ok(),
    };
    if !valid {
        return Err(Problem::new(
            "bad-iri",
            "no valid IRI (expected an absolute IRI; a template percent-encodes values)".to_owned(),
        )
        .with_value(value));
    }
    let buffer = out.buffer();
    buffer.push(b'<');
    push_iri(iri, buffer);
    buffer.push(b'>');
    out.close();
    Ok(())
}

/// Whether a text begins with a scheme (RFC 3986, 3.1).
fn is_absolute(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// Fills a template with single values in place; several values take the general way.
fn template(segments: &[Piece], kind: &Kind, plan: &TermPlan, at: &mut Evaluation<'_, '_>, out: &mut Terms) {
    let direct = matches!(kind, Kind::Iri { sure: true, .. });
    let encoding = match kind {
        Kind::Iri { encoding, .. } => Some(*encoding),
        _ => None,
    };
    if direct {
        out.buffer().push(b'<');
    }
    for segment in segments {
        let mut count = 0_usize;
        match segment {
            Piece::Text(text) => {
                out.buffer().extend_from_slice(text.as_bytes());
                continue;
            }
            Piece::Reference(reference) => at.reference(*reference, &mut |cell| {
                if encoding.is_some() && cell.text.is_empty() {
                    return;
                }
                count += 1;
                if count == 1 {
                    match encoding {
                        Some(Encoding::Unsafe) | None => out.buffer().extend_from_slice(cell.text.as_bytes()),
                        Some(encoding) => push_encoded(cell.text, encoding, out.buffer()),
                    }
                }
            }),
        }
        if count != 1 {
            out.undo();
            if count > 1 {
                several(segments, kind, plan, at, out);
            }
            return;
        }
    }
    if direct {
        out.buffer().push(b'>');
        out.close();
        return;
    }
    let text = String::from_utf8_lossy(out.open_text()).into_owned();
    out.undo();
    if let Err(problem) = push_made(&text, kind, plan, out) {
        at.problems.add(problem.of_reference(first_reference(segments)));
    }
}

fn first_reference(segments: &[Piece]) -> Option<usize> {
    segments.iter().find_map(|segment| match segment {
        Piece::Reference(index) => Some(*index),
        Piece::Text(_) => None,
    })
}

/// A template whose references have several values.
fn several(segments: &[Piece], kind: &Kind, plan: &TermPlan, at: &mut Evaluation<'_, '_>, out: &mut Terms) {
    let encoding = match kind {
        Kind::Iri { encoding, .. } => Some(*encoding),
        _ => None,
    };
    let expression = Expression::Template(
        segments
            .iter()
            .map(|segment| match segment {
                Piece::Text(text) => crate::mapping::model::Segment::Text(text.clone()),
                Piece::Reference(index) => crate::mapping::model::Segment::Reference(*index),
            })
            .collect(),
    );
    for cell in at.expression(&expression, encoding) {
        if let Err(problem) = push_made(&cell.text, kind, plan, out) {
            at.problems.add(problem.of_reference(first_reference(segments)));
        }
    }
}

/// Appends a term made of the text of a filled template.
fn push_made(text: &str, kind: &Kind, plan: &TermPlan, out: &mut Terms) -> Result<(), Problem> {
    push(Cell { text, natural: Natural::Text }, kind, plan, out)
}

/// Terms with functions, conditions, or a language or datatype that depends on the record.
fn general(value: &Valued, kind: &TermKind, plan: &TermPlan, at: &mut Evaluation<'_, '_>, out: &mut Terms) {
    let encoding = match kind {
        TermKind::Iri(encoding) => Some(*encoding),
        _ => None,
    };
    if let Expression::Constant(term) = &value.expression
        && matches!(
            kind,
            TermKind::Iri(_) | TermKind::Blank | TermKind::Literal { language: None, datatype: None }
        )
    {
        if !at.valued(value, None).is_empty() {
            out.push(term.to_string().as_bytes());
        }
        return;
    }
    let reference = match &value.expression {
        Expression::Reference(index) => Some(*index),
        _ => None,
    };
    let cells = at.valued(value, encoding);
    let kinds = kinds(kind, plan.base.as_deref(), at);
    for cell in &cells {
        for kind in &kinds {
            if let Err(problem) = push(cell.as_cell(), kind, plan, out) {
                at.problems.add(problem.of_reference(reference));
            }
        }
    }
}

/// The kinds of term that a record asks for: one for each language or datatype.
fn kinds(kind: &TermKind, base: Option<&str>, at: &mut Evaluation<'_, '_>) -> Vec<Kind> {
    match kind {
        TermKind::Iri(encoding) => vec![Kind::Iri { encoding: *encoding, sure: false }],
        TermKind::Blank => vec![Kind::Blank],
        TermKind::Literal { language: Some(language), .. } => {
            let mut found = Vec::new();
            for tag in at.valued(language, None) {
                if lexical::is_language(&tag.text) {
                    let suffix = format!("\"@{}", tag.text).into_bytes();
                    found.push(Kind::Typed { suffix, datatype: None });
                } else {
                    let message = "no language tag (expected BCP 47, such as `en`)".to_owned();
                    at.problems.add(Problem::new("bad-language", message).with_value(&tag.text));
                }
            }
            found
        }
        TermKind::Literal { datatype: Some(datatype), .. } => {
            let encoding = matches!(datatype.expression, Expression::Template(_)).then_some(Encoding::Iri);
            let mut found = Vec::new();
            for iri in at.valued(datatype, encoding) {
                let whole = match base {
                    Some(base) if !is_absolute(&iri.text) => format!("{base}{}", iri.text),
                    _ => iri.text.to_string(),
                };
                if is_absolute(&whole) && oxiri::Iri::parse(whole.as_str()).is_ok() {
                    found.push(typed(&whole));
                } else {
                    let message = "no datatype (expected an absolute IRI)".to_owned();
                    at.problems.add(Problem::new("bad-iri", message).with_value(&iri.text));
                }
            }
            found
        }
        TermKind::Literal { .. } => vec![Kind::Natural],
    }
}

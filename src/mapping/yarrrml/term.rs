//! Terms: subjects, predicates, objects, graphs, datatypes, languages and the values of parameters.

use super::error::YarrrmlError;
use super::fields;
use super::fields::Fields;
use super::fields::Word;
use super::function;
use super::model::Call;
use super::model::Expression;
use super::model::Term;
use super::model::TermKind;
use super::names::Names;
use super::names::is_language;
use super::rml;
use super::target;
use super::template::Part;
use super::template::Template;
use super::tree::Node;
use super::tree::Value;
use crate::mapping::graph::Position;

/// What a term is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Subject,
    Predicate,
    Object,
    /// An object of `a`: a class unless it says otherwise.
    Class,
    Graph,
    Datatype,
    Language,
    /// A value of a parameter or of a join.
    Value,
}

impl Role {
    /// The kind of a term that does not say it.
    pub(super) fn kind(self) -> TermKind {
        match self {
            Self::Subject | Self::Predicate | Self::Class | Self::Graph | Self::Datatype => TermKind::Iri,
            Self::Object | Self::Language | Self::Value => TermKind::Literal,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Subject => "a subject",
            Self::Predicate => "a predicate",
            Self::Object | Self::Class => "an object",
            Self::Graph => "a graph",
            Self::Datatype => "a datatype",
            Self::Language => "a language",
            Self::Value => "a value",
        }
    }

    fn allows(self, kind: TermKind) -> bool {
        match self {
            Self::Object | Self::Class | Self::Value => true,
            Self::Subject | Self::Graph => kind != TermKind::Literal,
            Self::Predicate | Self::Datatype => kind == TermKind::Iri,
            Self::Language => kind == TermKind::Literal,
        }
    }
}

/// The words of `type` and after `~`.
const KINDS: &[(&str, TermKind)] = &[
    ("iri", TermKind::Iri),
    ("literal", TermKind::Literal),
    ("blank", TermKind::Blank),
    ("blanknode", TermKind::Blank),
];

/// The keys of a term.
pub(super) const KEYS: &[Word] = &[
    fields::VALUE,
    fields::FUNCTION,
    fields::PARAMETERS,
    fields::TYPE,
    fields::DATATYPE,
    fields::LANGUAGE,
    fields::TARGETS,
    fields::CONDITION,
];

/// The keys of a value of a parameter.
const VALUE_KEYS: &[Word] = &[fields::VALUE, fields::FUNCTION, fields::PARAMETERS, fields::TYPE];

/// Reads a term: text, or a map with `value` or `function`.
pub(super) fn read(names: &Names, node: &Node, role: Role) -> Result<Term, YarrrmlError> {
    read_as(names, node, (role, role.kind()))
}

/// Reads a term that is of a kind unless it says otherwise itself.
pub(super) fn read_as(
    names: &Names,
    node: &Node,
    (role, kind): (Role, TermKind),
) -> Result<Term, YarrrmlError> {
    if fields::has(node, fields::QUOTED) {
        return Err(quoted(node.at));
    }
    match &node.value {
        Value::Text(text) => read_text_as(names, node.at, text, (role, kind)),
        Value::Map(_) => {
            let keys = if role == Role::Value { VALUE_KEYS } else { KEYS };
            read_map(names, &Fields::open(node, role.words(), keys)?, (role, kind))
        }
        Value::Null | Value::List(_) => {
            Err(fields::shape(node, role.words(), "text, or a map with `value` or `function`"))
        }
    }
}

/// The error of a quoted triple.
pub(super) fn quoted(at: Position) -> YarrrmlError {
    YarrrmlError::Unsupported {
        at,
        what: "a quoted triple (`quoted`)",
        hint: "give the statement an IRI of its own and describe that",
    }
}

/// Reads a term of text, with its `~iri`.
pub(super) fn read_text(names: &Names, at: Position, text: &str, role: Role) -> Result<Term, YarrrmlError> {
    read_text_as(names, at, text, (role, role.kind()))
}

/// Reads a term of text whose kind stands elsewhere, unless the text has its own.
fn read_text_as(
    names: &Names,
    at: Position,
    text: &str,
    (role, kind): (Role, TermKind),
) -> Result<Term, YarrrmlError> {
    let own = text
        .rsplit_once('~')
        .and_then(|(value, word)| Some((value, KINDS.iter().find(|(name, _)| *name == word)?.1)));
    let (text, kind) = own.unwrap_or((text, kind));
    of_text(names, at, text, (role, kind))
}

/// A literal of text as it stands.
pub(super) fn literal(names: &Names, at: Position, text: &str) -> Result<Term, YarrrmlError> {
    of_text(names, at, text, (Role::Value, TermKind::Literal))
}

/// The term of a call.
pub(super) fn of_call(call: Call, role: Role) -> Term {
    plain(call.at, Expression::Call(Box::new(call)), role.kind())
}

/// A blank node for every record.
pub(super) fn fresh(at: Position) -> Term {
    plain(at, Expression::Fresh, TermKind::Blank)
}

fn plain(at: Position, expression: Expression, kind: TermKind) -> Term {
    Term { at, expression, kind, datatype: None, language: None, targets: Vec::new(), condition: None }
}

fn of_text(
    names: &Names,
    at: Position,
    text: &str,
    (role, kind): (Role, TermKind),
) -> Result<Term, YarrrmlError> {
    if !role.allows(kind) {
        return Err(YarrrmlError::Conflict { at, first: role.words(), second: kind.words() });
    }
    let mut template = Template::read(names, at, text)?;
    if kind == TermKind::Iri {
        if role == Role::Predicate && template.constant().as_deref() == Some("a") {
            template = Template { parts: vec![Part::Text(rml::TYPE.as_str().to_owned())] };
        }
        template = checked_iri(names, at, template)?;
    }
    match (role, template.constant()) {
        (Role::Language, Some(tag)) if !is_language(&tag) => {
            Err(YarrrmlError::NotALanguage { at, value: tag })
        }
        _ => Ok(plain(at, Expression::Template(template), kind)),
    }
}

/// Writes out the prefix of an IRI; a constant one must be absolute, and braces are a sign of RML's own templates.
fn checked_iri(names: &Names, at: Position, template: Template) -> Result<Template, YarrrmlError> {
    if let Some(constant) = template.constant() {
        let iri = names.iri(at, &constant)?;
        return Ok(Template { parts: vec![Part::Text(iri.into_string())] });
    }
    let template = template.expanded(names, at)?;
    for part in &template.parts {
        match part {
            Part::Text(text) if text.contains('{') => {
                return Err(YarrrmlError::Braces { at, value: text.clone() });
            }
            Part::Text(text) if text.contains(['{', '}', ' ', '<', '>', '"', '|', '^', '`', '\\']) => {
                return Err(YarrrmlError::NotAnIri { at, value: text.clone() });
            }
            Part::Text(_) | Part::Reference(_) => {}
        }
    }
    Ok(template)
}

impl TermKind {
    fn words(self) -> &'static str {
        match self {
            Self::Iri => "an IRI",
            Self::Literal => "a literal",
            Self::Blank => "a blank node",
        }
    }
}

/// Reads a term of a map.
fn read_map(names: &Names, map: &Fields<'_>, (role, kind): (Role, TermKind)) -> Result<Term, YarrrmlError> {
    let kind = map.get(fields::TYPE).map_or(Ok(kind), read_kind)?;
    let mut term = match (map.raw(fields::VALUE), map.get(fields::FUNCTION)) {
        (Some(value), Some(_)) => {
            return Err(YarrrmlError::Conflict { at: value.at, first: "`function`", second: "`value`" });
        }
        (None, Some(_)) => called(names, map, kind)?,
        (Some(node), None) => match &node.value {
            Value::Null if role == Role::Subject => fresh(node.at),
            Value::Map(_) => called(names, &Fields::open(node, "`value`", function::KEYS)?, kind)?,
            _ => read_as(names, node, (role, kind))?,
        },
        (None, None) if role == Role::Subject => fresh(map.at),
        (None, None) => return map.need(fields::VALUE).map(|node| fresh(node.at)),
    };
    if !role.allows(term.kind) {
        return Err(YarrrmlError::Conflict { at: term.at, first: role.words(), second: term.kind.words() });
    }
    if let Some(node) = map.get(fields::DATATYPE) {
        set_datatype(names, &mut term, node)?;
    }
    if let Some(node) = map.get(fields::LANGUAGE) {
        set_language(names, &mut term, node)?;
    }
    if let Some(node) = map.get(fields::TARGETS) {
        term.targets = target::uses(names, node)?;
    }
    if let Some(node) = map.get(fields::CONDITION) {
        term.condition = Some(condition(names, node)?);
    }
    Ok(term)
}

/// The term of the function of a map.
fn called(names: &Names, map: &Fields<'_>, kind: TermKind) -> Result<Term, YarrrmlError> {
    let call = function::resolve(names, &function::read(map)?)?;
    Ok(plain(call.at, Expression::Call(Box::new(call)), kind))
}

/// A word of `type`.
pub(super) fn read_kind(node: &Node) -> Result<TermKind, YarrrmlError> {
    fields::choose(node.at, fields::text(node, "the type of a term")?, "type of term", KINDS)
}

/// Gives a literal its datatype.
pub(super) fn set_datatype(names: &Names, term: &mut Term, node: &Node) -> Result<(), YarrrmlError> {
    check_literal(term, node.at, "a datatype")?;
    if term.language.is_some() {
        return Err(YarrrmlError::Conflict { at: node.at, first: "a language", second: "a datatype" });
    }
    term.datatype = Some(Box::new(read(names, node, Role::Datatype)?));
    Ok(())
}

/// Gives a literal its language; `~lang` may follow.
pub(super) fn set_language(names: &Names, term: &mut Term, node: &Node) -> Result<(), YarrrmlError> {
    check_literal(term, node.at, "a language")?;
    if term.datatype.is_some() {
        return Err(YarrrmlError::Conflict { at: node.at, first: "a datatype", second: "a language" });
    }
    let language = match &node.value {
        Value::Text(text) => {
            let text = text.strip_suffix("~lang").unwrap_or(text);
            of_text(names, node.at, text, (Role::Language, TermKind::Literal))?
        }
        _ => read(names, node, Role::Language)?,
    };
    term.language = Some(Box::new(language));
    Ok(())
}

fn check_literal(term: &Term, at: Position, second: &'static str) -> Result<(), YarrrmlError> {
    match term.kind {
        TermKind::Literal => Ok(()),
        kind => Err(YarrrmlError::Conflict { at, first: kind.words(), second }),
    }
}

/// The function of a condition (specification, section "Conditions").
pub(super) fn condition(names: &Names, node: &Node) -> Result<Call, YarrrmlError> {
    match fields::items(node) {
        [one] => {
            let map = Fields::open(one, "a condition", function::KEYS)?;
            function::resolve(names, &function::read(&map)?)
        }
        _ => Err(YarrrmlError::Unsupported {
            at: node.at,
            what: "more than one condition of the same term",
            hint: "put them together with a function such as `grel:boolean_and`",
        }),
    }
}

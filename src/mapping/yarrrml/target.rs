//! Targets (specification, section "Targets").

use crate::mapping::graph::Position;

use super::error::YarrrmlError;
use super::fields;
use super::fields::Fields;
use super::fields::Word;
use super::model::Target;
use super::model::Use;
use super::names::Names;
use super::names::filled;
use super::rml;
use super::source::local;
use super::tree::Node;
use super::tree::Value;

const KEYS: &[Word] = &[fields::TYPE, fields::ACCESS, fields::SERIALIZATION, fields::COMPRESSION];

/// What a target is, with whether it is a file here. The examples of the specification call a local dump `void`
/// or `dcat`.
const TYPES: &[(&str, bool)] =
    &[("localfile", true), ("void", true), ("dcat", true), ("sparql", false), ("sd", false)];

/// Serialisations with their names in <http://www.w3.org/ns/formats/>.
const SERIALIZATIONS: &[(&str, &str)] = &[
    ("jsonld", "JSON-LD"),
    ("n3", "N3"),
    ("ntriples", "N-Triples"),
    ("nquads", "N-Quads"),
    ("ldpatch", "LD_Patch"),
    ("microdata", "microdata"),
    ("owlxml", "OWL_XML"),
    ("owlfunctional", "OWL_Functional"),
    ("owlmanchester", "OWL_Manchester"),
    ("powder", "POWDER"),
    ("powder-s", "POWDER-S"),
    ("prov-n", "PROV-N"),
    ("prov-xml", "PROV-XML"),
    ("rdfa", "RDFa"),
    ("rdfjson", "RDF_JSON"),
    ("rdfxml", "RDF_XML"),
    ("rifxml", "RIF_XML"),
    ("sparqlxml", "SPARQL_Results_XML"),
    ("sparqljson", "SPARQL_Results_JSON"),
    ("sparqlcsv", "SPARQL_Results_CSV"),
    ("sparqltsv", "SPARQL_Results_TSV"),
    ("turtle", "Turtle"),
    ("trig", "TriG"),
];

/// Compressions with their names in RML-IO.
const COMPRESSIONS: &[(&str, &str)] =
    &[("gzip", "gzip"), ("zip", "zip"), ("targzip", "targz"), ("tarxz", "tarxz")];

/// The targets of a term: names, targets of its own, or a list of either.
pub(super) fn uses(names: &Names, node: &Node) -> Result<Vec<(Use<Target>, Position)>, YarrrmlError> {
    // `[dump.ttl~void, turtle]` is one target.
    let shortcut = matches!(&node.value, Value::List(items) if items.first().is_some_and(|item| {
        matches!(&item.value, Value::Text(text) if is_shortcut(text))
    }));
    let items = if shortcut { std::slice::from_ref(node) } else { fields::items(node) };
    items
        .iter()
        .map(|item| {
            Ok(match &item.value {
                Value::Text(text) if !is_shortcut(text) => (Use::Named(text.clone()), item.at),
                _ => (Use::Inline(read(names, item)?), item.at),
            })
        })
        .collect()
}

/// Whether text is a path with `~` and a type of target.
fn is_shortcut(text: &str) -> bool {
    text.rsplit_once('~').is_some_and(|(_, word)| TYPES.iter().any(|(name, _)| *name == word))
}

/// One target: a map, or the shortcut `[path~type, serialization, compression]`.
pub(super) fn read(names: &Names, node: &Node) -> Result<Target, YarrrmlError> {
    match &node.value {
        Value::Map(_) => {
            let map = Fields::open(node, "a target", KEYS)?;
            if let Some(node) = map.get(fields::TYPE) {
                check_type(node.at, fields::text(node, "the type of a target")?)?;
            }
            let access = map.need(fields::ACCESS)?;
            let path = filled(names, access, "`access`")?;
            let rest = (map.get(fields::SERIALIZATION), map.get(fields::COMPRESSION));
            finish(node.at, (&path, access.at), rest)
        }
        Value::List(items) if (1..=3).contains(&items.len()) => read_shortcut(names, node.at, items),
        Value::Text(_) => read_shortcut(names, node.at, std::slice::from_ref(node)),
        _ => Err(fields::shape(
            node,
            "a target",
            "a map, or a list of `path~type`, serialization and compression",
        )),
    }
}

fn read_shortcut(names: &Names, at: Position, items: &[Node]) -> Result<Target, YarrrmlError> {
    let Some(access) = items.first() else {
        return Err(YarrrmlError::MissingKey { at, place: "this target", key: "access" });
    };
    let text = filled(names, access, "the path of a target")?;
    let path = match text.rsplit_once('~') {
        Some((path, word)) => {
            check_type(access.at, word)?;
            path
        }
        None => &text,
    };
    finish(at, (path, access.at), (items.get(1), items.get(2)))
}

fn check_type(at: Position, word: &str) -> Result<(), YarrrmlError> {
    if fields::choose(at, word, "type of target", TYPES)? {
        return Ok(());
    }
    Err(YarrrmlError::Unsupported {
        at,
        what: "a target that is no local file",
        hint: "write to a file and load it into the endpoint",
    })
}

fn finish(
    at: Position,
    (path, path_at): (&str, Position),
    (serialization, compression): (Option<&Node>, Option<&Node>),
) -> Result<Target, YarrrmlError> {
    let path = (local(path_at, path)?, path_at);
    let serialization = serialization
        .filter(|node| !node.is_null())
        .map(|node| {
            let word = fields::text(node, "a serialization")?;
            let name = fields::choose(node.at, word, "serialization", SERIALIZATIONS)?;
            Ok((rml::format(name), node.at))
        })
        .transpose()?;
    let compression = compression
        .filter(|node| !node.is_null())
        .map(|node| {
            let word = fields::text(node, "a compression")?;
            Ok((rml::rml(fields::choose(node.at, word, "compression", COMPRESSIONS)?), node.at))
        })
        .transpose()?;
    Ok(Target { at, path, serialization, compression })
}

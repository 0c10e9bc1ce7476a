//! Base IRI, prefixes and external references: what a word of the file stands for.

use std::collections::BTreeMap;

use oxigraph::model::NamedNode;

use crate::mapping::graph::Position;

use super::error::YarrrmlError;
use super::fields;
use super::fields::Fields;
use super::tree::Node;

/// Where IRIs of triples maps, sources and targets start when the file has no `base`.
pub(super) const DEFAULT_BASE: &str = "urn:yarrrml:";

/// The initial context of `RDFa` 1.1 (<https://www.w3.org/2011/rdfa-context/rdfa-1.1>), which the specification
/// predefines, and the four prefixes that mappings with functions need.
const PREDEFINED: &[(&str, &str)] = &[
    ("as", "https://www.w3.org/ns/activitystreams#"),
    ("cat", "http://www.w3.org/ns/dcat#"),
    ("cc", "http://creativecommons.org/ns#"),
    ("cnt", "http://www.w3.org/2008/content#"),
    ("csvw", "http://www.w3.org/ns/csvw#"),
    ("ctag", "http://commontag.org/ns#"),
    ("dc", "http://purl.org/dc/terms/"),
    ("dc11", "http://purl.org/dc/elements/1.1/"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("dqv", "http://www.w3.org/ns/dqv#"),
    ("duv", "https://www.w3.org/ns/duv#"),
    ("earl", "http://www.w3.org/ns/earl#"),
    ("fno", "https://w3id.org/function/ontology#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("gldp", "http://www.w3.org/ns/people#"),
    ("gr", "http://purl.org/goodrelations/v1#"),
    ("grddl", "http://www.w3.org/2003/g/data-view#"),
    ("grel", "http://users.ugent.be/~bjdmeest/function/grel.ttl#"),
    ("ht", "http://www.w3.org/2006/http#"),
    ("ical", "http://www.w3.org/2002/12/cal/icaltzd#"),
    ("idlab-fn", "https://w3id.org/imec/idlab/function#"),
    ("jsonld", "http://www.w3.org/ns/json-ld#"),
    ("ldp", "http://www.w3.org/ns/ldp#"),
    ("ma", "http://www.w3.org/ns/ma-ont#"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("odrl", "http://www.w3.org/ns/odrl/2/"),
    ("og", "http://ogp.me/ns#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("ptr", "http://www.w3.org/2009/pointers#"),
    ("qb", "http://purl.org/linked-data/cube#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfa", "http://www.w3.org/ns/rdfa#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("rev", "http://purl.org/stuff/rev#"),
    ("rif", "http://www.w3.org/2007/rif#"),
    ("rml", "http://w3id.org/rml/"),
    ("role", "http://www.w3.org/1999/xhtml/vocab#role"),
    ("rr", "http://www.w3.org/ns/r2rml#"),
    ("schema", "http://schema.org/"),
    ("sd", "http://www.w3.org/ns/sparql-service-description#"),
    ("sioc", "http://rdfs.org/sioc/ns#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("skosxl", "http://www.w3.org/2008/05/skos-xl#"),
    ("sosa", "http://www.w3.org/ns/sosa/"),
    ("ssn", "http://www.w3.org/ns/ssn/"),
    ("time", "http://www.w3.org/2006/time#"),
    ("v", "http://rdf.data-vocabulary.org/#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("void", "http://rdfs.org/ns/void#"),
    ("wdr", "http://www.w3.org/2007/05/powder#"),
    ("wdrs", "http://www.w3.org/2007/05/powder-s#"),
    ("xhv", "http://www.w3.org/1999/xhtml/vocab#"),
    ("xml", "http://www.w3.org/XML/1998/namespace"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Schemes that start an IRI when no prefix of that name is declared. Any other word before the first colon is
/// taken for a prefix that somebody forgot to declare.
const SCHEMES: &[&str] = &[
    "did", "doi", "file", "ftp", "geo", "http", "https", "info", "mailto", "ni", "sip", "tag", "tel", "urn",
];

/// What the words of one file stand for.
#[derive(Debug, Default)]
pub(super) struct Names {
    base: Option<String>,
    prefixes: BTreeMap<String, String>,
    external: BTreeMap<String, String>,
}

impl Names {
    /// Reads `base`, `prefixes` and `external`.
    pub(super) fn read(root: &Fields<'_>) -> Result<Self, YarrrmlError> {
        let mut names = Self {
            prefixes: PREDEFINED.iter().map(|(p, n)| ((*p).to_owned(), (*n).to_owned())).collect(),
            ..Self::default()
        };
        if let Some(node) = root.get(fields::BASE) {
            let base = fields::text(node, "`base`")?.trim();
            absolute(node.at, base)?;
            absolute(node.at, &mint(base, "mapping", "x"))?;
            names.base = Some(base.to_owned());
        }
        if let Some(node) = root.get(fields::PREFIXES) {
            for (key, node) in fields::entries(node, "`prefixes`")? {
                let namespace = fields::text(node, "the namespace of a prefix")?.trim();
                absolute(node.at, namespace)?;
                let prefix = key.text.strip_suffix(':').unwrap_or(&key.text);
                names.prefixes.insert(prefix.to_owned(), namespace.to_owned());
            }
        }
        if let Some(node) = root.get(fields::EXTERNAL) {
            for (key, node) in fields::entries(node, "`external`")? {
                let value = fields::text(node, "the value of an external reference")?;
                names.external.insert(key.text.clone(), value.to_owned());
            }
        }
        Ok(names)
    }

    /// The base that the file declares.
    pub(super) fn base(&self) -> Option<&str> {
        self.base.as_deref()
    }

    /// The value of an external reference, named with its underscore as in `$(_city)`.
    pub(super) fn external(&self, reference: &str) -> Option<&str> {
        self.external.get(reference.strip_prefix('_')?).map(String::as_str)
    }

    /// Plain text with its external references filled in; all else stays as it is.
    pub(super) fn fill(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("$(_") {
            out.push_str(before);
            let value = after.split_once(')').and_then(|(name, tail)| Some((self.external.get(name)?, tail)));
            rest = if let Some((value, tail)) = value {
                out.push_str(value);
                tail
            } else {
                out.push_str("$(_");
                after
            };
        }
        out.push_str(rest);
        out
    }

    /// The start of an IRI with its prefix written out; text without a prefix stays as it is.
    pub(super) fn expand(&self, at: Position, text: &str) -> Result<String, YarrrmlError> {
        let Some((prefix, local)) = text.split_once(':') else { return Ok(text.to_owned()) };
        if local.starts_with("//") {
            return Ok(text.to_owned());
        }
        if let Some(namespace) = self.prefixes.get(prefix) {
            return Ok(format!("{namespace}{local}"));
        }
        let prefix_like = prefix.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+'));
        if prefix_like && !SCHEMES.contains(&prefix.to_ascii_lowercase().as_str()) {
            let (prefix, value) = (prefix.to_owned(), text.to_owned());
            return Err(YarrrmlError::UnknownPrefix { at, prefix, value });
        }
        Ok(text.to_owned())
    }

    /// A constant IRI: a full one or a prefixed name.
    pub(super) fn iri(&self, at: Position, text: &str) -> Result<NamedNode, YarrrmlError> {
        let text = text.trim();
        let text = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')).unwrap_or(text);
        let expanded = self.expand(at, text)?;
        NamedNode::new(&expanded).map_err(|_| {
            if expanded.contains('{') {
                YarrrmlError::Braces { at, value: expanded }
            } else {
                YarrrmlError::NotAnIri { at, value: expanded }
            }
        })
    }

    /// The IRI of a thing of the file, such as `urn:yarrrml:mapping/vessel`.
    pub(super) fn mint(&self, kind: &str, name: &str) -> NamedNode {
        NamedNode::new_unchecked(mint(self.base.as_deref().unwrap_or(DEFAULT_BASE), kind, name))
    }
}

fn absolute(at: Position, text: &str) -> Result<(), YarrrmlError> {
    match NamedNode::new(text) {
        Ok(_) => Ok(()),
        Err(_) => Err(YarrrmlError::NotAnIri { at, value: text.to_owned() }),
    }
}

/// The base, a slash where it needs one, the kind and the name.
fn mint(base: &str, kind: &str, name: &str) -> String {
    let slash = if base.ends_with(['/', '#', ':', '?', '=', '&']) { "" } else { "/" };
    format!("{base}{slash}{kind}/{}", encoded(name))
}

/// A name as one segment of an IRI: all but the unreserved characters of RFC 3987 as percent triplets.
fn encoded(name: &str) -> String {
    let mut out = String::new();
    let mut buffer = [0; 4];
    for character in name.chars() {
        if character.is_alphanumeric() || matches!(character, '-' | '.' | '_' | '~') {
            out.push(character);
        } else {
            for byte in character.encode_utf8(&mut buffer).bytes() {
                out.push('%');
                for digit in [byte >> 4, byte & 15] {
                    out.extend(
                        char::from_digit(u32::from(digit), 16).map(|digit| digit.to_ascii_uppercase()),
                    );
                }
            }
        }
    }
    out
}

/// Whether text may be a language tag: BCP 47 letters and digits in groups of 1 to 8.
pub(super) fn is_language(text: &str) -> bool {
    oxigraph::model::Literal::new_language_tagged_literal("", text).is_ok()
}

/// The text of a scalar with its external references filled in.
pub(super) fn filled(names: &Names, node: &Node, place: &'static str) -> Result<String, YarrrmlError> {
    fields::text(node, place).map(|text| names.fill(text))
}

//! Logical sources (RML-Core, RML-IO, RML-IO-Registry).

use oxigraph::model::NamedNodeRef;
use oxigraph::model::NamedOrBlankNode;
use oxigraph::model::Term;

use super::{Loader, short};
use crate::mapping::graph::Position;
use crate::mapping::model::{
    Dialect, FileSource, Formulation, Location, LogicalSource, Packing, Root, Scope, SourceKind,
};
use crate::vocab::rml;

/// The namespace of CSV on the Web.
const CSVW: &str = "http://www.w3.org/ns/csvw#";

impl Loader<'_> {
    /// The index of a logical source or view; equal ones have one index.
    pub(super) fn logical_source(&mut self, node: &NamedOrBlankNode, at: Position) -> Option<usize> {
        if let Some(index) = self.source_of.get(node) {
            return Some(*index);
        }
        let index = if self.has(node, rml::VIEW_ON) {
            self.logical_view(node, at)?
        } else {
            let (file, formulation) = self.file_source(node, at)?;
            let known = self.model.sources.iter().position(|source| {
                let scope = self.model.scopes.get(source.scope);
                matches!(&source.kind, SourceKind::File(known)
                    if known.location == file.location
                        && known.packing == file.packing
                        && known.encoding == file.encoding
                        && known.nulls == file.nulls
                        && known.iterator.as_ref().map(|i| &i.0) == file.iterator.as_ref().map(|i| &i.0))
                    && scope.is_some_and(|scope| scope.formulation == formulation)
            });
            known.unwrap_or_else(|| {
                let source_name = file.location.path.clone();
                self.add_source(source_name, at, formulation, SourceKind::File(file))
            })
        };
        self.source_of.insert(node.clone(), index);
        Some(index)
    }

    pub(super) fn add_source(
        &mut self,
        source_name: String,
        at: Position,
        formulation: Formulation,
        kind: SourceKind,
    ) -> usize {
        let scope = self.add_scope(formulation);
        self.model.sources.push(LogicalSource { name: source_name, at, scope, kind });
        self.model.sources.len() - 1
    }

    pub(super) fn add_scope(&mut self, formulation: Formulation) -> usize {
        self.model.scopes.push(Scope::new(formulation));
        self.model.scopes.len() - 1
    }

    fn file_source(&mut self, node: &NamedOrBlankNode, at: Position) -> Option<(FileSource, Formulation)> {
        let (source, source_at) = self.one(node, rml::SOURCE, at, true)?;
        let lenient = self.has(node, LEGACY_MARK);
        let mut formulation = self.formulation(node, at, lenient)?;
        let mut file = match &source {
            Term::Literal(path) if !self.local(path.value(), source_at) => return None,
            Term::Literal(path) => FileSource {
                location: Location { root: Root::Either, path: path.value().to_owned() },
                packing: Packing::None,
                encoding: None,
                nulls: Vec::new(),
                iterator: None,
                legacy: false,
            },
            other => {
                let access = self.resource(other, source_at, "a source")?;
                self.access(&access, source_at, &mut formulation)?
            }
        };
        file.iterator = self.text(node, rml::ITERATOR);
        file.legacy = lenient;
        Some((file, formulation))
    }

    /// The reference formulation of a logical source or field.
    pub(super) fn formulation(
        &mut self,
        node: &NamedOrBlankNode,
        at: Position,
        lenient: bool,
    ) -> Option<Formulation> {
        let Some((object, at)) = self.one(node, rml::REFERENCE_FORMULATION, at, false) else {
            return Some(Formulation::Csv(Dialect::default()));
        };
        if let Term::NamedNode(iri) = &object {
            match iri.as_ref() {
                rml::CSV => return Some(Formulation::Csv(Dialect::default())),
                rml::JSON_PATH => return Some(Formulation::Json { lenient }),
                rml::JSON_LINES => return Some(Formulation::JsonLines { lenient }),
                rml::XPATH => return Some(Formulation::Xml(Vec::new())),
                _ => {}
            }
        }
        if let Some(formulation) = self.resource(&object, at, "a reference formulation")
            && (self.is_a(&formulation, rml::XPATH_REFERENCE_FORMULATION)
                || self.has(&formulation, rml::NAMESPACE_TERM))
        {
            let namespaces = self.namespaces(&formulation);
            return Some(Formulation::Xml(namespaces));
        }
        self.problem(
            at,
            format!("the reference formulation `{}` is not supported", shown(&object)),
            Some("use rml:CSV, rml:JSONPath, rml:XPath or <https://w3id.org/casegraph/rml#JSONLines>"),
        );
        None
    }

    fn namespaces(&mut self, formulation: &NamedOrBlankNode) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for (object, at) in self.all(formulation, rml::NAMESPACE_TERM) {
            let Some(node) = self.resource(&object, at, "a namespace") else { continue };
            let prefix = self.text(&node, rml::NAMESPACE_PREFIX);
            let url = self.one(&node, rml::NAMESPACE_URL, at, true);
            if let (Some((prefix, _)), Some((url, _))) = (prefix, url) {
                let url = match url {
                    Term::Literal(literal) => literal.value().to_owned(),
                    Term::NamedNode(iri) => iri.as_str().to_owned(),
                    Term::BlankNode(_) => continue,
                };
                found.push((prefix, url));
            }
        }
        found.sort();
        found
    }

    /// How a source or target is reached: a path, or a description of CSV on the Web.
    fn access(
        &mut self,
        node: &NamedOrBlankNode,
        at: Position,
        formulation: &mut Formulation,
    ) -> Option<FileSource> {
        let mut nulls: Vec<String> = self
            .all(node, rml::NULL)
            .into_iter()
            .filter_map(|(object, _)| match object {
                Term::Literal(literal) => Some(literal.value().to_owned()),
                _ => None,
            })
            .collect();
        let mut encoding = self.encoding(node);
        let packing = self.packing(node);
        if let Some((url, url_at)) = self.csvw_one(node, "url") {
            if let Formulation::Csv(dialect) = formulation {
                *dialect = self.dialect(node, &mut encoding);
            }
            for (object, _) in self.all(node, csvw("null").as_ref()) {
                if let Term::Literal(literal) = object {
                    nulls.push(literal.value().to_owned());
                }
            }
            let url = shown_value(&url);
            if !self.local(&url, url_at) {
                return None;
            }
            let location = file_location(&url);
            return Some(FileSource {
                location,
                packing,
                encoding,
                nulls: sorted(nulls),
                iterator: None,
                legacy: false,
            });
        }
        let location = self.location(node, at)?;
        Some(FileSource { location, packing, encoding, nulls: sorted(nulls), iterator: None, legacy: false })
    }

    /// The path of a source or target.
    pub(super) fn location(&mut self, node: &NamedOrBlankNode, at: Position) -> Option<Location> {
        for (vocabulary, property) in [
            ("http://www.w3.org/ns/dcat#", "accessURL"),
            ("http://www.w3.org/ns/dcat#", "downloadURL"),
            ("http://rdfs.org/ns/void#", "dataDump"),
        ] {
            let iri = format!("{vocabulary}{property}");
            if let Some((object, at)) = self.all(node, NamedNodeRef::new_unchecked(&iri)).into_iter().next() {
                let url = shown_value(&object);
                return self.local(&url, at).then(|| file_location(&url));
            }
        }
        let Some((path, path_at)) = self.text(node, rml::PATH) else {
            self.problem(
                at,
                "this source or target is no file (expected `rml:path`)".to_owned(),
                Some("databases, SPARQL endpoints and web addresses are not read: export to a file first"),
            );
            return None;
        };
        if path.trim().is_empty() {
            self.problem(path_at, "the path is empty".to_owned(), None);
            return None;
        }
        if !self.local(&path, path_at) {
            return None;
        }
        let root = match self.one(node, rml::ROOT, at, false) {
            None => Root::WorkingDirectory,
            Some((Term::NamedNode(root), _)) if root.as_ref() == rml::CURRENT_WORKING_DIRECTORY => {
                Root::WorkingDirectory
            }
            Some((Term::NamedNode(root), _)) if root.as_ref() == rml::MAPPING_DIRECTORY => {
                Root::MappingDirectory
            }
            Some((Term::Literal(folder), _)) => Root::Folder(folder.value().to_owned()),
            Some((other, at)) => {
                self.problem(
                    at,
                    format!("the root `{}` is unknown", shown(&other)),
                    Some("use rml:CurrentWorkingDirectory, rml:MappingDirectory or a folder in quotation marks"),
                );
                return None;
            }
        };
        Some(Location { root, path })
    }

    /// Whether a path or address is that of a file; an address of the network is a problem.
    fn local(&mut self, path: &str, at: Position) -> bool {
        let is_remote = path.split_once("://").is_some_and(|(scheme, _)| {
            !scheme.eq_ignore_ascii_case("file") && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        if is_remote {
            self.problem(
                at,
                format!("`{path}` would be fetched from the network (expected a file)"),
                Some("the program works offline: save the data as a file and name its path"),
            );
        }
        !is_remote
    }

    pub(super) fn encoding(&mut self, node: &NamedOrBlankNode) -> Option<String> {
        let (object, _) = self.one(node, rml::ENCODING, Position::default(), false)?;
        let value = shown_value(&object);
        Some(value.strip_prefix(rml::NAMESPACE).unwrap_or(&value).to_owned())
    }

    pub(super) fn packing(&mut self, node: &NamedOrBlankNode) -> Packing {
        let Some((object, at)) = self.one(node, rml::COMPRESSION, Position::default(), false) else {
            return Packing::None;
        };
        let value = shown_value(&object);
        match value.strip_prefix(rml::NAMESPACE).unwrap_or(&value) {
            "none" => Packing::None,
            "gzip" => Packing::Gzip,
            "zip" => Packing::Zip,
            "targz" | "targzip" => Packing::TarGzip,
            "tarxz" => Packing::TarXz,
            other => {
                self.problem(
                    at,
                    format!("the compression `{other}` is unknown"),
                    Some("use rml:none, rml:gzip, rml:zip, rml:targz or rml:tarxz"),
                );
                Packing::None
            }
        }
    }

    fn dialect(&mut self, node: &NamedOrBlankNode, encoding: &mut Option<String>) -> Dialect {
        let mut dialect = Dialect::default();
        let Some((object, at)) = self.csvw_one(node, "dialect") else { return dialect };
        let Some(node) = self.resource(&object, at, "a dialect") else { return dialect };
        if let Some((value, at)) = self.csvw_one(&node, "delimiter") {
            dialect.delimiter = self.byte(&value, at).unwrap_or(b',');
        }
        if let Some((value, at)) = self.csvw_one(&node, "quoteChar") {
            dialect.quote = match &value {
                Term::Literal(literal) if literal.value().is_empty() => None,
                _ => self.byte(&value, at).or(Some(b'"')),
            };
        }
        if let Some((value, at)) = self.csvw_one(&node, "commentPrefix") {
            dialect.comment = self.byte(&value, at);
        }
        let is = |term: &Term, words: [&str; 2]| words.contains(&shown_value(term).as_str());
        if let Some((value, _)) = self.csvw_one(&node, "header") {
            dialect.header = !is(&value, ["false", "0"]);
        }
        if let Some((value, _)) = self.csvw_one(&node, "trim") {
            dialect.trim = is(&value, ["true", "1"]);
        }
        if let Some((value, at)) = self.csvw_one(&node, "skipRows") {
            dialect.skip_rows = shown_value(&value).parse().unwrap_or_else(|_| {
                self.problem(at, "`csvw:skipRows` is no whole number".to_owned(), None);
                0
            });
        }
        if let Some((value, _)) = self.csvw_one(&node, "encoding")
            && encoding.is_none()
        {
            *encoding = Some(shown_value(&value));
        }
        dialect
    }

    fn csvw_one(&mut self, node: &NamedOrBlankNode, property: &str) -> Option<(Term, Position)> {
        self.one(node, csvw(property).as_ref(), Position::default(), false)
    }

    fn byte(&mut self, value: &Term, at: Position) -> Option<u8> {
        let text = shown_value(value);
        match text.as_bytes() {
            [byte] => Some(*byte),
            _ if text == "\\t" => Some(b'\t'),
            _ => {
                self.problem(at, format!("`{text}` is not one ASCII character"), None);
                None
            }
        }
    }
}

/// The mark that translation of the older vocabulary leaves on its logical sources.
pub(in crate::mapping) const LEGACY_MARK: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/casegraph/rml#legacy");

fn csvw(property: &str) -> oxigraph::model::NamedNode {
    oxigraph::model::NamedNode::new_unchecked(format!("{CSVW}{property}"))
}

/// The path of a `file:` address or of a bare path.
fn file_location(url: &str) -> Location {
    let path = url.strip_prefix("file://").or_else(|| url.strip_prefix("file:")).unwrap_or(url);
    Location { root: Root::Either, path: path.to_owned() }
}

fn sorted(mut values: Vec<String>) -> Vec<String> {
    values.sort();
    values.dedup();
    values
}

/// The IRI or the text of a term.
pub(super) fn shown_value(term: &Term) -> String {
    match term {
        Term::NamedNode(iri) => iri.as_str().to_owned(),
        Term::Literal(literal) => literal.value().to_owned(),
        Term::BlankNode(node) => format!("_:{}", node.as_str()),
    }
}

/// A term for people.
pub(super) fn shown(term: &Term) -> String {
    match term {
        Term::NamedNode(iri) => short(iri.as_str()),
        other => shown_value(other),
    }
}

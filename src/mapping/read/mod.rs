//! Records of the sources, in batches.

mod files;
mod table;
mod view;

use std::collections::VecDeque;
use std::io::Read;

use csv::StringRecord;

pub(in crate::mapping) use files::Files;
pub use files::Source;
pub(in crate::mapping) use table::Table;
pub(in crate::mapping) use view::ViewRows;

use super::error::MappingError;
use super::execute::{Access, Item, OwnedCell, Problem, json_path};
use super::model::{FileSource, Formulation, LogicalSource, Model, Packing, SourceKind};
use crate::record::Compression;
use crate::record::JsonLines;
use crate::record::JsonPath;
use crate::record::JsonRecords;
use crate::record::JsonTape;
use crate::record::RecordError;
use crate::record::XPath;
use crate::record::XmlDocument;
use crate::record::XmlItem;

/// How many records a batch has at most.
const BATCH_RECORDS: usize = 1024;

/// How many bytes of records a batch has before it is closed.
const BATCH_BYTES: usize = 256 * 1024;

/// One record as values of references.
#[derive(Debug, Clone, Default)]
pub(in crate::mapping) struct Row {
    /// Number of the record of the file that it was made of, from 0.
    pub(in crate::mapping) base: u64,
    /// The values of each reference of the scope.
    pub(in crate::mapping) cells: Vec<Vec<OwnedCell>>,
}

/// Some records of a source.
#[derive(Debug, Default)]
pub(in crate::mapping) struct Batch {
    /// Number of the first record, from 0.
    pub(in crate::mapping) first: u64,
    pub(in crate::mapping) content: Content,
    /// Records that cannot be read, among those of the batch.
    pub(in crate::mapping) rejects: Vec<(u64, Problem)>,
}

#[derive(Debug)]
pub(in crate::mapping) enum Content {
    Csv(Vec<StringRecord>),
    /// JSON texts, one behind the other, and where each ends.
    Json {
        bytes: Vec<u8>,
        ends: Vec<usize>,
    },
    Rows(Vec<Row>),
}

impl Default for Content {
    fn default() -> Self {
        Self::Rows(Vec::new())
    }
}

impl Content {
    fn len(&self) -> usize {
        match self {
            Self::Csv(records) => records.len(),
            Self::Json { ends, .. } => ends.len(),
            Self::Rows(rows) => rows.len(),
        }
    }
}

/// What the references of a source are looked up with.
#[derive(Debug)]
pub(in crate::mapping) struct Lookup<'p> {
    pub(in crate::mapping) access: &'p Access,
    /// Where the references stand in the records of a table.
    pub(in crate::mapping) columns: Vec<Option<usize>>,
    /// The names of the columns of a table.
    pub(in crate::mapping) header: Vec<String>,
}

impl Batch {
    /// Gives each record as an item with its number; a text that is no JSON is given as a problem.
    pub(in crate::mapping) fn each(
        &self,
        lookup: &Lookup<'_>,
        tape: &mut JsonTape,
        each: &mut dyn FnMut(u64, Result<Item<'_>, Problem>),
    ) {
        for (number, problem) in &self.rejects {
            each(*number, Err(problem.clone()));
        }
        match &self.content {
            Content::Csv(records) => {
                for (number, record) in (self.first..).zip(records) {
                    if self.is_rejected(number) {
                        continue;
                    }
                    each(number, Ok(Item::Csv { columns: &lookup.columns, record }));
                }
            }
            Content::Json { bytes, ends } => {
                let Access::Json { paths, lenient } = lookup.access else { return };
                let mut from = 0;
                for (number, end) in (self.first..).zip(ends) {
                    let text = bytes.get(from..*end).unwrap_or_default();
                    from = *end;
                    if self.is_rejected(number) {
                        continue;
                    }
                    match tape.parse(text) {
                        Ok(value) => each(number, Ok(Item::Json { paths, value, lenient: *lenient })),
                        Err(error) => each(number, Err(Problem::new(error.code(), error.to_string()))),
                    }
                }
            }
            Content::Rows(rows) => {
                for (number, row) in (self.first..).zip(rows) {
                    each(number, Ok(Item::Row { cells: &row.cells, base: row.base }));
                }
            }
        }
    }

    fn is_rejected(&self, number: u64) -> bool {
        !self.rejects.is_empty() && self.rejects.iter().any(|(rejected, _)| *rejected == number)
    }
}

/// Reads the records of a source.
pub(in crate::mapping) enum Records<'p> {
    Table(Box<Table>),
    Json {
        records: JsonSource,
        next: u64,
    },
    View(Box<ViewRows<'p>>),
    /// Rows that are held in memory.
    Rows {
        rows: VecDeque<Row>,
        next: u64,
    },
}

/// JSON texts of a file.
pub(in crate::mapping) enum JsonSource {
    Document(Box<JsonRecords<Box<dyn Read + Send>>>),
    Lines(Box<JsonLines<Box<dyn Read + Send>>>),
}

impl JsonSource {
    fn next_into(&mut self, buffer: &mut Vec<u8>) -> Result<bool, RecordError> {
        match self {
            Self::Document(records) => records.next_into(buffer),
            Self::Lines(lines) => lines.next_into(buffer),
        }
    }

    /// Whether there may be records behind one that was an error.
    fn goes_on(&self) -> bool {
        match self {
            Self::Document(records) => records.goes_on(),
            Self::Lines(lines) => lines.goes_on(),
        }
    }
}

/// What sources need to be read.
#[derive(Debug, Clone, Copy)]
pub(in crate::mapping) struct Context<'p> {
    pub(in crate::mapping) model: &'p Model,
    pub(in crate::mapping) accesses: &'p [Access],
    pub(in crate::mapping) files: &'p Files,
}

impl<'p> Context<'p> {
    /// Opens a source.
    pub(in crate::mapping) fn open(self, number: usize) -> Result<(Records<'p>, Lookup<'p>), MappingError> {
        let (source, access) = self.source(number)?;
        let mut lookup = Lookup { access, columns: Vec::new(), header: Vec::new() };
        let file = match &source.kind {
            SourceKind::View(view) => {
                let rows = ViewRows::open(self, view, access)?;
                return Ok((Records::View(Box::new(rows)), lookup));
            }
            SourceKind::File(file) => file,
        };
        let scope = self.model.scopes.get(source.scope);
        let records = match scope.map(|scope| &scope.formulation) {
            Some(Formulation::Csv(dialect)) => {
                let reader = self.files.open_unchecked(file, &source.name)?;
                let table = Table::open(reader, dialect, source)?;
                let references = scope.map_or(&[][..], |scope| &scope.references);
                lookup.columns = table.columns(references, source)?;
                lookup.header = table.names();
                Records::Table(Box::new(table))
            }
            Some(Formulation::Json { lenient }) => {
                let path = iterator(file, source, *lenient)?;
                let reader = self.files.open(file, &source.name)?;
                let records = JsonRecords::new(reader, &path);
                Records::Json { records: JsonSource::Document(Box::new(records)), next: 0 }
            }
            Some(Formulation::JsonLines { .. }) => {
                let reader = self.files.open(file, &source.name)?;
                Records::Json { records: JsonSource::Lines(Box::new(JsonLines::new(reader))), next: 0 }
            }
            _ => return self.open_xml(source, file, access).map(|records| (records, lookup)),
        };
        Ok((records, lookup))
    }

    pub(in crate::mapping) fn source(
        self,
        number: usize,
    ) -> Result<(&'p LogicalSource, &'p Access), MappingError> {
        let source = self.model.sources.get(number);
        let access = source.and_then(|source| self.accesses.get(source.scope));
        source.zip(access).ok_or_else(|| MappingError::NoSource { name: number.to_string() })
    }

    /// Whether a source is an XML document.
    pub(in crate::mapping) fn is_xml(self, number: usize) -> bool {
        matches!(self.source(number), Ok((_, Access::Xml(_))))
    }

    fn open_xml(
        self,
        source: &LogicalSource,
        file: &FileSource,
        access: &'p Access,
    ) -> Result<Records<'p>, MappingError> {
        let references = self.model.scopes.get(source.scope).map_or(0, |scope| scope.references.len());
        let mut rows = VecDeque::new();
        self.each_xml(source, file, access, &mut |item| {
            let cells = (0..references)
                .map(|reference| {
                    let mut cells = Vec::new();
                    if !item.visit(reference, &[], &mut |cell| cells.push(cell.to_owned())) {
                        return None;
                    }
                    Some(cells)
                })
                .map(Option::unwrap_or_default)
                .collect();
            rows.push_back(Row { base: rows.len() as u64, cells });
        })?;
        Ok(Records::Rows { rows, next: 0 })
    }

    /// Gives each item of an XML document; the document is held in memory.
    pub(in crate::mapping) fn each_xml(
        self,
        source: &LogicalSource,
        file: &FileSource,
        access: &'p Access,
        each: &mut dyn FnMut(Item<'_>),
    ) -> Result<(), MappingError> {
        let Access::Xml(paths) = access else { return Ok(()) };
        let namespaces = match self.model.scopes.get(source.scope).map(|scope| &scope.formulation) {
            Some(Formulation::Xml(namespaces)) => namespaces.as_slice(),
            _ => &[],
        };
        let (text, at) = file.iterator.clone().unwrap_or_else(|| ("/".to_owned(), source.at));
        let iterator = x_path(&text, namespaces).map_err(|problem| {
            MappingError::Problems(vec![super::error::MappingProblem {
                at,
                node: source.name.clone(),
                problem: format!("the iterator `{text}` is no XPath 1.0: {problem}"),
                hint: None,
            }])
        })?;
        let mut text = String::new();
        self.files
            .open(file, &source.name)?
            .read_to_string(&mut text)
            .map_err(|error| broken(&source.name, &error))?;
        let document = XmlDocument::parse(&text).map_err(|error| unreadable(&source.name, &error))?;
        let unreadable = |error| unreadable(&source.name, &error);
        let items = iterator.select(&document.root()).map_err(unreadable)?;
        if !items.is_empty() {
            for node in items.iter().filter_map(XmlItem::as_node) {
                each(Item::Xml { paths, node });
            }
            return Ok(());
        }
        // Nothing has these names in these namespaces. Documents change the addresses of their namespaces and
        // mappings forget them: look again by the names alone.
        let local = |text: &str| XPath::compile_by_local_names(text).ok();
        let paths: Option<Vec<XPath>> = paths.iter().map(|path| local(path.text())).collect();
        if let (Some(iterator), Some(paths)) = (local(iterator.text()), paths) {
            let items = iterator.select(&document.root()).map_err(unreadable)?;
            for node in items.iter().filter_map(XmlItem::as_node) {
                each(Item::Xml { paths: &paths, node });
            }
        }
        Ok(())
    }
}

/// An `XPath` with the namespaces of its formulation.
pub(in crate::mapping) fn x_path(text: &str, namespaces: &[(String, String)]) -> Result<XPath, String> {
    let namespaces: Vec<(&str, &str)> =
        namespaces.iter().map(|(prefix, iri)| (prefix.as_str(), iri.as_str())).collect();
    XPath::compile(text, &namespaces).map_err(|error| error.to_string())
}

/// The error of a stream, which may be one of what it unpacks or decodes.
pub(in crate::mapping) fn broken(name: &str, error: &std::io::Error) -> MappingError {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<RecordError>()) {
        Some(error) => unreadable(name, error),
        None => MappingError::Source { source_name: name.to_owned(), code: "io", message: error.to_string() },
    }
}

/// The iterator of a JSON source; the whole document where none is said.
fn iterator(file: &FileSource, source: &LogicalSource, lenient: bool) -> Result<JsonPath, MappingError> {
    let (text, at) = file.iterator.clone().unwrap_or_else(|| ("$".to_owned(), source.at));
    json_path(&text, lenient).map_err(|problem| {
        MappingError::Problems(vec![super::error::MappingProblem {
            at,
            node: source.name.clone(),
            problem: format!("the iterator `{text}` is no JSONPath (RFC 9535): {problem}"),
            hint: None,
        }])
    })
}

impl Records<'_> {
    /// Takes a batch back whose records are done, to use their memory again.
    pub(in crate::mapping) fn recycle(&mut self, batch: Batch) {
        if let (Self::Table(table), Content::Csv(records)) = (self, batch.content) {
            table.recycle(records);
        }
    }

    /// The next records, in their order; `None` at the end.
    pub(in crate::mapping) fn next(&mut self, name: &str) -> Result<Option<Batch>, MappingError> {
        match self {
            Self::Table(table) => table.next(name),
            Self::View(rows) => rows.next(),
            Self::Rows { rows, next } => {
                let taken: Vec<Row> = rows.drain(..rows.len().min(BATCH_RECORDS)).collect();
                let first = *next;
                *next += taken.len() as u64;
                let is_empty = taken.is_empty();
                let batch = Batch { first, content: Content::Rows(taken), rejects: Vec::new() };
                Ok((!is_empty).then_some(batch))
            }
            Self::Json { records, next } => {
                let mut batch = Batch { first: *next, ..Batch::default() };
                let (mut bytes, mut ends, mut buffer) = (Vec::new(), Vec::new(), Vec::new());
                while ends.len() < BATCH_RECORDS && bytes.len() < BATCH_BYTES {
                    match records.next_into(&mut buffer) {
                        Ok(true) => bytes.extend_from_slice(&buffer),
                        Ok(false) => break,
                        Err(error) if records.goes_on() => {
                            let problem = Problem::new(error.code(), error.to_string());
                            batch.rejects.push((batch.first + ends.len() as u64, problem));
                        }
                        Err(error) => return Err(unreadable(name, &error)),
                    }
                    ends.push(bytes.len());
                }
                *next += ends.len() as u64;
                batch.content = Content::Json { bytes, ends };
                Ok((batch.content.len() > 0).then_some(batch))
            }
        }
    }
}

/// The error of a source that cannot be read any further.
pub(in crate::mapping) fn unreadable(name: &str, error: &RecordError) -> MappingError {
    let hint = error.hint().map(|hint| format!("; hint: {hint}")).unwrap_or_default();
    MappingError::Source {
        source_name: name.to_owned(),
        code: error.code(),
        message: format!("{error}{hint}"),
    }
}

impl From<Packing> for Compression {
    fn from(packing: Packing) -> Self {
        match packing {
            Packing::None => Self::None,
            Packing::Gzip => Self::Gzip,
            Packing::Zip => Self::Zip,
            Packing::TarGzip => Self::TarGzip,
            Packing::TarXz => Self::TarXz,
        }
    }
}

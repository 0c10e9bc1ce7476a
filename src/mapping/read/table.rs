//! Delimited text: CSV and TSV (RFC 4180, CSV on the Web dialects).

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use csv::{Reader, ReaderBuilder, StringRecord, Trim};

use super::{BATCH_RECORDS, Batch, Content};
use crate::mapping::error::MappingError;
use crate::mapping::execute::Problem;
use crate::mapping::model::{Dialect, LogicalSource, Reference};

/// The longest record, in bytes.
const MOST_RECORD_BYTES: usize = 64 * 1024 * 1024;

/// The most columns that a table may have.
const MOST_COLUMNS: usize = 16_384;

/// The records of a table.
pub(in crate::mapping) struct Table {
    reader: Reader<Metered>,
    budget: Arc<AtomicUsize>,
    header: StringRecord,
    next: u64,
    /// Records that are done.
    spare: Vec<StringRecord>,
}

/// A reader that refuses to go on when a record does not end.
struct Metered {
    inner: Box<dyn Read + Send>,
    budget: Arc<AtomicUsize>,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let left = self.budget.load(Ordering::Relaxed);
        if left == 0 {
            return Err(std::io::Error::other(TooLarge));
        }
        let read = self.inner.read(buffer)?;
        self.budget.store(left.saturating_sub(read), Ordering::Relaxed);
        Ok(read)
    }
}

/// A record that does not end.
#[derive(Debug, thiserror::Error)]
#[error("a record is longer than 64 MiB: is a quotation mark not closed?")]
struct TooLarge;

impl Table {
    /// Opens a table and reads its header.
    pub(in crate::mapping) fn open(
        reader: Box<dyn Read + Send>,
        dialect: &Dialect,
        source: &LogicalSource,
    ) -> Result<Self, MappingError> {
        let budget = Arc::new(AtomicUsize::new(MOST_RECORD_BYTES));
        let mut builder = ReaderBuilder::new();
        builder
            .delimiter(dialect.delimiter)
            .has_headers(false)
            .flexible(true)
            .comment(dialect.comment)
            .trim(if dialect.trim { Trim::All } else { Trim::None })
            .buffer_capacity(128 * 1024);
        match dialect.quote {
            Some(quote) => builder.quote(quote),
            None => builder.quoting(false),
        };
        let metered = Metered { inner: reader, budget: Arc::clone(&budget) };
        let mut table = Self {
            reader: builder.from_reader(metered),
            budget,
            header: StringRecord::new(),
            next: 0,
            spare: Vec::new(),
        };
        for _ in 0..dialect.skip_rows {
            table.read(&source.name)?;
        }
        if dialect.header {
            table.header = table.read(&source.name)?.unwrap_or_default();
            table.check_header(source)?;
        }
        Ok(table)
    }

    fn check_header(&self, source: &LogicalSource) -> Result<(), MappingError> {
        let wrong =
            |message| MappingError::Source { source_name: source.name.clone(), code: "bad-header", message };
        if self.header.len() > MOST_COLUMNS {
            return Err(wrong(format!("{} columns (expected at most {MOST_COLUMNS})", self.header.len())));
        }
        let mut names: Vec<&str> = self.header.iter().filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        match names.windows(2).find(|pair| pair.first() == pair.last()) {
            Some(pair) => Err(wrong(format!(
                "two columns are called `{}` (expected different names)",
                pair.first().copied().unwrap_or_default()
            ))),
            None => Ok(()),
        }
    }

    /// Where references stand; a name that is no column is an error.
    pub(in crate::mapping) fn columns(
        &self,
        references: &[Reference],
        source: &LogicalSource,
    ) -> Result<Vec<Option<usize>>, MappingError> {
        references
            .iter()
            .map(|reference| {
                let place = self.place(&reference.text);
                if place.is_none() && !source.is_legacy() {
                    return Err(MappingError::MissingReference {
                        at: reference.at,
                        source_name: source.name.clone(),
                        reference: reference.text.clone(),
                        hint: self.hint(&reference.text),
                    });
                }
                Ok(place)
            })
            .collect()
    }

    /// The names of its columns.
    pub(in crate::mapping) fn names(&self) -> Vec<String> {
        self.header.iter().map(str::to_owned).collect()
    }

    fn place(&self, name: &str) -> Option<usize> {
        if self.header.is_empty() {
            // Without a header columns are called `_col.1`, `_col.2` … (CSV on the Web, 8).
            let number: usize = name.strip_prefix("_col.")?.parse().ok()?;
            return number.checked_sub(1);
        }
        self.header.iter().position(|column| column == name)
    }

    fn hint(&self, name: &str) -> String {
        if self.header.is_empty() {
            return "; hint: the table has no header, its columns are `_col.1`, `_col.2` …".to_owned();
        }
        let nearest = self
            .header
            .iter()
            .map(|column| (strsim::damerau_levenshtein(&column.to_lowercase(), &name.to_lowercase()), column))
            .min();
        match nearest {
            Some((distance, column)) if distance <= 2 => format!("; hint: did you mean `{column}`?"),
            _ => format!(
                "; hint: its columns are {}",
                self.header.iter().take(30).collect::<Vec<_>>().join(", ")
            ),
        }
    }

    /// Gives the records of a table that stands in a field of another record.
    ///
    /// # Errors
    /// What is wrong with the table.
    pub(in crate::mapping) fn embedded(
        reader: Box<dyn Read + Send>,
        dialect: &Dialect,
        references: &[Reference],
        each: &mut dyn FnMut(&[Option<usize>], &StringRecord),
    ) -> Result<(), String> {
        let source = LogicalSource::embedded();
        let mut table = Self::open(reader, dialect, &source).map_err(|error| error.to_string())?;
        let columns: Vec<Option<usize>> =
            references.iter().map(|reference| table.place(&reference.text)).collect();
        while let Some(record) = table.read(&source.name).map_err(|error| error.to_string())? {
            each(&columns, &record);
        }
        Ok(())
    }

    fn read(&mut self, name: &str) -> Result<Option<StringRecord>, MappingError> {
        let mut record = StringRecord::new();
        Ok(self.read_into(&mut record, name)?.then_some(record))
    }

    fn read_into(&mut self, record: &mut StringRecord, name: &str) -> Result<bool, MappingError> {
        self.budget.store(MOST_RECORD_BYTES, Ordering::Relaxed);
        self.reader.read_record(record).map_err(|error| {
            let place = error.position().map(|at| format!("line {}: ", at.line())).unwrap_or_default();
            let (code, message) = match error.kind() {
                csv::ErrorKind::Io(error) => match error.get_ref() {
                    Some(inner) if inner.is::<TooLarge>() => ("too-large", inner.to_string()),
                    _ => return super::broken(name, error),
                },
                _ => ("bad-text", error.to_string()),
            };
            MappingError::Source { source_name: name.to_owned(), code, message: format!("{place}{message}") }
        })
    }

    /// Takes records back that are done, to use their memory again.
    pub(in crate::mapping) fn recycle(&mut self, records: Vec<StringRecord>) {
        if self.spare.len() < 4 * BATCH_RECORDS {
            self.spare.extend(records);
        }
    }

    /// The next records; one that has too few or too many fields is rejected.
    pub(in crate::mapping) fn next(&mut self, name: &str) -> Result<Option<Batch>, MappingError> {
        let mut batch = Batch { first: self.next, ..Batch::default() };
        let mut records = Vec::with_capacity(BATCH_RECORDS);
        while records.len() < BATCH_RECORDS {
            let mut record = self.spare.pop().unwrap_or_default();
            if !self.read_into(&mut record, name)? {
                break;
            }
            if !self.header.is_empty() && record.len() != self.header.len() {
                let line = record.position().map_or(0, csv::Position::line);
                batch.rejects.push((
                    self.next + records.len() as u64,
                    Problem::new(
                        "ragged-row",
                        format!(
                            "line {line} has {} fields (expected {} as in the header)",
                            record.len(),
                            self.header.len()
                        ),
                    )
                    .with_value(&record.iter().collect::<Vec<_>>().join(",")),
                ));
            }
            records.push(record);
        }
        self.next += records.len() as u64;
        let is_empty = records.is_empty();
        batch.content = Content::Csv(records);
        Ok((!is_empty).then_some(batch))
    }
}

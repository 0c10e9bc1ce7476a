//! Rows of logical views (RML-LV).
//!
//! A view reads its source record by record. The fields of a record make rows: the values of sibling fields are
//! combined, an iterable field gives the rows of its items. A field without value gives a row with null. Joins
//! look the rows up in a table of the parent view, which is held in memory.

use std::collections::HashMap;
use std::io::Cursor;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::{BATCH_RECORDS, Batch, Content, Context, Lookup, Records, Row, Table};
use crate::mapping::error::MappingError;
use crate::mapping::execute::{
    Access, Evaluation, Item, MOST_VALUES, Natural, OwnedCell, Problem, Problems, fields_of, join_keys,
    json_path,
};
use crate::mapping::load::keys;
use crate::mapping::model::{Embedded, Expression, Field, Formulation, Nested, SourceKind, View};
use crate::record::JsonTape;
use crate::record::XmlItem;

/// A row by the keys of the view; `None` is null.
type KeyedRow = Vec<Option<OwnedCell>>;

/// How deep views may rest on views.
const DEEPEST: usize = 16;

/// Reads the rows of a view.
pub(in crate::mapping) struct ViewRows<'p> {
    context: Context<'p>,
    view: &'p View,
    records: Records<'p>,
    lookup: Lookup<'p>,
    name: &'p str,
    nulls: &'p [String],
    joins: Vec<Joined>,
    /// For each reference of the view's scope, its place in a keyed row.
    order: Vec<usize>,
    /// How many keys the view's own fields have.
    own: usize,
    waiting: std::collections::VecDeque<Row>,
    rejects: Vec<Problem>,
    next: u64,
}

/// The parent side of a join: values of the joined fields by key.
struct Joined {
    rows: HashMap<Vec<u8>, Vec<Vec<Option<OwnedCell>>>, FxBuildHasher>,
}

impl<'p> ViewRows<'p> {
    /// Opens a view: its source, and the tables of its joins.
    pub(in crate::mapping) fn open(
        context: Context<'p>,
        view: &'p View,
        access: &'p Access,
    ) -> Result<Self, MappingError> {
        Self::open_at(context, view, access, 0)
    }

    fn open_at(
        context: Context<'p>,
        view: &'p View,
        access: &'p Access,
        depth: usize,
    ) -> Result<Self, MappingError> {
        let (source, _) = context.source(view.on)?;
        if depth > DEEPEST {
            return Err(MappingError::NoSource { name: source.name.clone() });
        }
        let (source_access, is_xml) = (context.source(view.on)?.1, context.is_xml(view.on));
        let (records, lookup) = if is_xml {
            let rows = std::collections::VecDeque::new();
            (
                Records::Rows { rows, next: 0 },
                Lookup { access: source_access, columns: Vec::new(), header: Vec::new() },
            )
        } else {
            context.open(view.on)?
        };
        let all = view.keys();
        let order = match access {
            Access::Keys(names) => names
                .iter()
                .map(|name| all.iter().position(|key| key == name).unwrap_or(usize::MAX))
                .collect(),
            _ => Vec::new(),
        };
        let mut joins = Vec::with_capacity(view.joins.len());
        for join in &view.joins {
            joins.push(Joined::new(context, join)?);
        }
        let mut rows = Self {
            context,
            view,
            records,
            lookup,
            name: &source.name,
            nulls: source.nulls(),
            joins,
            order,
            own: keys(&view.fields).len(),
            waiting: std::collections::VecDeque::new(),
            rejects: Vec::new(),
            next: 0,
        };
        if is_xml {
            rows.expand_xml(source_access)?;
        }
        Ok(rows)
    }

    /// Expands all items of an XML document at once, while it is in memory.
    fn expand_xml(&mut self, access: &'p Access) -> Result<(), MappingError> {
        let (source, _) = self.context.source(self.view.on)?;
        let SourceKind::File(file) = &source.kind else { return Ok(()) };
        let mut fields = Fields { context: self.context, nulls: self.nulls, problems: Problems::default() };
        let mut keyed = Vec::new();
        let mut next = 0;
        self.context.each_xml(source, file, access, &mut |item| {
            fields.problems.record = next;
            let origin =
                self.context.keeps_fields.then(|| Arc::new(fields_of(item, next, &self.lookup).fields));
            for mut row in fields.rows(&self.view.fields, item) {
                row.insert(0, Some(number(usize::try_from(next).unwrap_or(usize::MAX))));
                keyed.push((next, origin.clone(), row));
            }
            next += 1;
        })?;
        self.rejects.append(&mut fields.problems.found);
        for (base, origin, row) in keyed {
            self.join(base, origin.as_ref(), row);
        }
        Ok(())
    }

    /// The next rows.
    pub(in crate::mapping) fn next(&mut self) -> Result<Option<Batch>, MappingError> {
        while self.waiting.len() < BATCH_RECORDS {
            let Some(batch) = self.records.next(self.name)? else { break };
            self.expand(&batch);
        }
        let rows: Vec<Row> = self.waiting.drain(..self.waiting.len().min(BATCH_RECORDS)).collect();
        let first = self.next;
        self.next += rows.len() as u64;
        let rejects = std::mem::take(&mut self.rejects).into_iter().map(|problem| (first, problem)).collect();
        let batch = Batch { first, content: Content::Rows(rows), rejects };
        Ok((batch.content.len() > 0 || !batch.rejects.is_empty()).then_some(batch))
    }

    fn expand(&mut self, batch: &Batch) {
        let mut tape = JsonTape::new();
        let mut fields = Fields { context: self.context, nulls: self.nulls, problems: Problems::default() };
        let mut keyed = Vec::new();
        batch.each(&self.lookup, &mut tape, &mut |number, item| match item {
            Err(problem) => fields.problems.add(problem),
            Ok(item) => {
                fields.problems.record = number;
                let (base, origin) = match item {
                    Item::Row { base, origin: Some(origin), .. } => (base, Some(Arc::clone(origin))),
                    Item::Row { base, .. } => (base, None),
                    _ => (number, None),
                };
                let origin = origin.or_else(|| {
                    let fields = || Arc::new(fields_of(item, number, &self.lookup).fields);
                    self.context.keeps_fields.then(fields)
                });
                let index = OwnedCell { text: number.to_string().into(), natural: Natural::Integer };
                for mut row in fields.rows(&self.view.fields, item) {
                    row.insert(0, Some(index.clone()));
                    keyed.push((base, origin.clone(), row));
                }
            }
        });
        self.rejects.append(&mut fields.problems.found);
        for (base, origin, row) in keyed {
            self.join(base, origin.as_ref(), row);
        }
    }

    /// Extends a row by the joins and lets it wait.
    fn join(&mut self, base: u64, origin: Option<&Arc<super::Fields>>, row: KeyedRow) {
        let mut rows = vec![row];
        for (join, joined) in self.view.joins.iter().zip(&self.joins) {
            let mut longer = Vec::new();
            for row in rows {
                let cells: Vec<Vec<OwnedCell>> =
                    row.iter().take(self.own).map(|cell| cell.iter().cloned().collect()).collect();
                let conditions: Vec<Expression> =
                    join.conditions.iter().map(|condition| condition.child.clone()).collect();
                let mut problems = Problems::default();
                let mut evaluation = Evaluation {
                    item: Item::Row { cells: &cells, base, origin },
                    nulls: &[],
                    problems: &mut problems,
                    present: &mut [],
                };
                let matches: Vec<&Vec<Option<OwnedCell>>> = join_keys(&conditions, &mut evaluation)
                    .iter()
                    .filter_map(|key| joined.rows.get(key))
                    .flatten()
                    .collect();
                if matches.is_empty() && !join.inner {
                    let mut row = row;
                    row.extend(std::iter::repeat_n(None, join.fields.len() * 2));
                    longer.push(row);
                    continue;
                }
                for (index, found) in matches.into_iter().enumerate() {
                    let mut row = row.clone();
                    for cell in found {
                        let index = OwnedCell { text: index.to_string().into(), natural: Natural::Integer };
                        row.push(cell.clone());
                        row.push(Some(index));
                    }
                    longer.push(row);
                }
            }
            rows = longer;
        }
        for row in rows {
            let cells = self
                .order
                .iter()
                .map(|place| row.get(*place).cloned().flatten().into_iter().collect())
                .collect();
            self.waiting.push_back(Row { base, cells, origin: origin.cloned() });
        }
    }
}

impl Joined {
    fn new(context: Context<'_>, join: &crate::mapping::model::ViewJoin) -> Result<Self, MappingError> {
        let (source, _) = context.source(join.parent)?;
        let (mut records, lookup) = context.open(join.parent)?;
        let nulls = source.nulls();
        let conditions: Vec<Expression> =
            join.conditions.iter().map(|condition| condition.parent.clone()).collect();
        let mut rows: HashMap<Vec<u8>, Vec<Vec<Option<OwnedCell>>>, FxBuildHasher> = HashMap::default();
        let mut tape = JsonTape::new();
        while let Some(batch) = records.next(&source.name)? {
            batch.each(&lookup, &mut tape, &mut |_, item| {
                let Ok(item) = item else { return };
                let mut problems = Problems::default();
                let mut at = Evaluation { item, nulls, problems: &mut problems, present: &mut [] };
                let found = combinations(
                    join.fields.iter().map(|(_, expression)| at.expression(expression, None)).collect(),
                );
                for key in join_keys(&conditions, &mut at) {
                    rows.entry(key).or_default().extend(found.iter().cloned());
                }
            });
        }
        Ok(Self { rows })
    }
}

/// All combinations of lists of values; an empty list counts as one null.
fn combinations(lists: Vec<Vec<OwnedCell>>) -> Vec<Vec<Option<OwnedCell>>> {
    let mut made: Vec<Vec<Option<OwnedCell>>> = vec![Vec::new()];
    for list in lists {
        let values: Vec<Option<OwnedCell>> =
            if list.is_empty() { vec![None] } else { list.into_iter().map(Some).collect() };
        if made.len().saturating_mul(values.len()) > MOST_VALUES {
            return Vec::new();
        }
        made = made
            .iter()
            .flat_map(|row| {
                values.iter().map(move |value| {
                    let mut longer = row.clone();
                    longer.push(value.clone());
                    longer
                })
            })
            .collect();
    }
    made
}

/// Makes rows of the fields of one record.
struct Fields<'p> {
    context: Context<'p>,
    nulls: &'p [String],
    problems: Problems,
}

impl Fields<'_> {
    /// The rows of sibling fields: cells in the order of the keys.
    fn rows(&mut self, fields: &[Field], item: Item<'_>) -> Vec<KeyedRow> {
        let mut rows: Vec<KeyedRow> = vec![Vec::new()];
        for field in fields {
            let parts = self.field(field, item);
            if rows.len().saturating_mul(parts.len()) > MOST_VALUES {
                let message = format!("a record has more than {MOST_VALUES} rows in the view");
                self.problems.add(Problem::new("too-many-values", message));
                return Vec::new();
            }
            rows = rows
                .iter()
                .flat_map(|row| parts.iter().map(move |part| [row.as_slice(), part.as_slice()].concat()))
                .collect();
        }
        rows
    }

    /// The parts of rows that one field makes: its value, its index, and those of its nested fields.
    fn field(&mut self, field: &Field, item: Item<'_>) -> Vec<KeyedRow> {
        let Some(nested) = &field.nested else {
            let values = self.evaluation(item).expression(&field.expression, None);
            if values.is_empty() {
                let width = keys(std::slice::from_ref(field)).len().saturating_sub(1);
                return vec![vec![None; width]];
            }
            let mut parts = Vec::new();
            for (index, cell) in values.into_iter().enumerate() {
                let mut made = vec![vec![Some(cell.clone()), Some(number(index))]];
                for embedded in &field.embedded {
                    let inner = self.embedded(&cell.text, embedded);
                    made = made
                        .iter()
                        .flat_map(|row| {
                            inner.iter().map(move |part| [row.as_slice(), part.as_slice()].concat())
                        })
                        .collect();
                }
                parts.append(&mut made);
            }
            return parts;
        };
        let mut parts = Vec::new();
        let mut next = 0;
        self.items(&field.expression, nested, item, &mut |fields, item| {
            for row in fields.rows(&nested.fields, item) {
                let mut part = vec![None, Some(number(next))];
                part.extend(row);
                parts.push(part);
            }
            next += 1;
        });
        if parts.is_empty() {
            let width = keys(std::slice::from_ref(field)).len().saturating_sub(1);
            parts.push(vec![None; width]);
        }
        parts
    }

    /// The parts of rows that the items in a text make.
    fn embedded(&mut self, text: &str, embedded: &Embedded) -> Vec<KeyedRow> {
        let nested = &embedded.nested;
        let mut parts = Vec::new();
        let mut next = 0;
        if let Some(access) = self.context.accesses.get(nested.scope) {
            self.parsed(text, nested, access, &mut |fields, item| {
                for row in fields.rows(&nested.fields, item) {
                    let mut part = vec![None, Some(number(next))];
                    part.extend(row);
                    parts.push(part);
                }
                next += 1;
            });
        }
        if parts.is_empty() {
            parts.push(vec![None; keys(&nested.fields).len() + 1]);
        }
        parts
    }

    fn evaluation<'s, 'a>(&'s mut self, item: Item<'a>) -> Evaluation<'s, 'a> {
        Evaluation { item, nulls: self.nulls, problems: &mut self.problems, present: &mut [] }
    }

    /// Gives the items of an iterable field.
    fn items(
        &mut self,
        expression: &Expression,
        nested: &Nested,
        item: Item<'_>,
        each: &mut dyn FnMut(&mut Self, Item<'_>),
    ) {
        let context = self.context;
        let Some(access) = context.accesses.get(nested.scope) else { return };
        if nested.parsed {
            for text in self.evaluation(item).expression(expression, None) {
                self.parsed(&text.text, nested, access, each);
            }
            return;
        }
        let Expression::Reference(reference) = expression else {
            let message = "an iterable field needs a reference".to_owned();
            self.problems.add(Problem::new("bad-field", message));
            return;
        };
        match (item, access) {
            (Item::Json { paths: outer, value, .. }, Access::Json { paths, lenient }) => {
                let mut found = Vec::new();
                if let Some(path) = outer.get(*reference) {
                    path.values(value, &mut found);
                }
                for value in self.iterate(found, nested) {
                    each(self, Item::Json { paths, value, lenient: *lenient });
                }
            }
            (Item::Xml { paths: outer, node }, Access::Xml(paths)) => {
                let found = outer.get(*reference).map(|path| path.select(&XmlItem::Node(node)));
                for node in found.into_iter().flatten().flatten().filter_map(|item| item.as_node()) {
                    each(self, Item::Xml { paths, node });
                }
            }
            _ => {
                let message = "this format has no items inside of items (expected JSON or XML)".to_owned();
                self.problems.add(Problem::new("bad-field", message));
            }
        }
    }

    /// Applies the iterator of a field.
    fn iterate<'v>(
        &mut self,
        found: Vec<crate::record::JsonValue<'v>>,
        nested: &Nested,
    ) -> Vec<crate::record::JsonValue<'v>> {
        let Some((iterator, _)) = &nested.iterator else { return found };
        match json_path(iterator, false) {
            Ok(path) => {
                let mut items = Vec::new();
                for value in found {
                    path.values(value, &mut items);
                }
                items
            }
            Err(problem) => {
                let message = format!("the iterator `{iterator}` is no JSONPath (RFC 9535): {problem}");
                self.problems.add(Problem::new("bad-field", message));
                Vec::new()
            }
        }
    }

    /// Gives the items of a text that is parsed in another formulation.
    fn parsed(
        &mut self,
        text: &str,
        nested: &Nested,
        access: &Access,
        each: &mut dyn FnMut(&mut Self, Item<'_>),
    ) {
        let context = self.context;
        let Some(scope) = context.model.scopes.get(nested.scope) else { return };
        match (&scope.formulation, access) {
            (Formulation::Csv(dialect), Access::Columns(_)) => {
                let reader = Box::new(Cursor::new(text.as_bytes().to_vec()));
                let result = Table::embedded(reader, dialect, &scope.references, &mut |columns, record| {
                    each(self, Item::Csv { columns, record });
                });
                if let Err(message) = result {
                    self.problems.add(Problem::new("bad-field", message).with_value(text));
                }
            }
            (Formulation::Json { .. } | Formulation::JsonLines { .. }, Access::Json { paths, lenient }) => {
                let mut tape = JsonTape::new();
                match tape.parse(text.as_bytes()) {
                    Ok(value) => {
                        for value in self.iterate(vec![value], nested) {
                            each(self, Item::Json { paths, value, lenient: *lenient });
                        }
                    }
                    Err(error) => {
                        self.problems.add(Problem::new(error.code(), error.to_string()).with_value(text));
                    }
                }
            }
            _ => {
                let message = "this reference formulation cannot be nested in another one".to_owned();
                self.problems.add(Problem::new("bad-field", message));
            }
        }
    }
}

fn number(index: usize) -> OwnedCell {
    OwnedCell { text: index.to_string().into(), natural: Natural::Integer }
}

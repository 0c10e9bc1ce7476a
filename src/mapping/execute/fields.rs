//! A record as names and values, for people and as evidence.

use super::item::{Access, Item};
use super::machine::RecordFields;
use crate::mapping::read::Lookup;
use crate::record::JsonType;
use crate::record::JsonValue;
use crate::record::XmlItem;

/// The most fields of a record that are kept.
const MOST_FIELDS: usize = 10_000;

/// The fields of a record, in its own order.
pub(in crate::mapping) fn fields_of(item: Item<'_>, record: u64, lookup: &Lookup<'_>) -> RecordFields {
    let mut base = record;
    let mut fields = Vec::new();
    match item {
        Item::Csv { record, .. } => {
            for (place, value) in record.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
                let name = lookup.header.get(place).cloned();
                fields.push((name.unwrap_or_else(|| format!("_col.{}", place + 1)), value.to_owned()));
            }
        }
        Item::Json { value, .. } => flatten(value, &mut String::new(), &mut fields),
        Item::Xml { paths, node } => {
            for path in paths {
                for item in path.select(&XmlItem::Node(node)).unwrap_or_default() {
                    fields.push((path.text().to_owned(), item.string_value().into_owned()));
                }
            }
        }
        Item::Row { base: of, origin: Some(origin), .. } => {
            base = of;
            fields.clone_from(origin);
        }
        Item::Row { cells, base: of, origin: None } => {
            base = of;
            let names: Vec<&str> = match lookup.access {
                Access::Keys(names) | Access::Columns(names) => names.iter().map(String::as_str).collect(),
                Access::Xml(paths) => paths.iter().map(crate::record::XPath::text).collect(),
                Access::Json { .. } => Vec::new(),
            };
            for (name, cells) in names.into_iter().zip(cells) {
                fields.extend(cells.iter().map(|cell| (name.to_owned(), cell.text.to_string())));
            }
        }
    }
    RecordFields { record, base, fields }
}

/// The scalars of a JSON value with their paths: `a.b[0].c`.
fn flatten(value: JsonValue<'_>, path: &mut String, fields: &mut Vec<(String, String)>) {
    if fields.len() >= MOST_FIELDS {
        return;
    }
    let length = path.len();
    match value.json_type() {
        JsonType::Null => {}
        JsonType::Object => {
            for (name, member) in value.members() {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name);
                flatten(member, path, fields);
                path.truncate(length);
            }
        }
        JsonType::Array => {
            for (index, item) in value.items().enumerate() {
                path.push('[');
                path.push_str(&index.to_string());
                path.push(']');
                flatten(item, path, fields);
                path.truncate(length);
            }
        }
        _ => {
            let text = value.scalar_text().unwrap_or_default();
            fields.push((path.clone(), text.to_owned()));
        }
    }
}

//! Tables that JSON holds column by column: as a list for each, or an object by number, or as names beside a
//! list of rows.

use serde_json::{Map, Value};

use super::record::{TEXT, usual_names};
use crate::config::ReadConfig;

/// The rows of a table, if the object is one that is written column by column: lists of one length, objects
/// with the same keys, or names of columns beside a list of rows.
pub(super) fn rows_of_columns(
    object: &Map<String, Value>,
    config: &ReadConfig,
) -> Option<Vec<Value>> {
    if let (Some(Value::Array(columns)), Some(Value::Array(rows))) =
        (object.get("columns"), object.get("data"))
        && rows.iter().all(Value::is_array)
    {
        let names: Vec<&str> = columns.iter().filter_map(Value::as_str).collect();
        let rows = rows.iter().filter_map(Value::as_array);
        return Some(
            rows.map(|cells| row(names.iter().copied().zip(cells)))
                .collect(),
        );
    }
    let stated = config.fields.get("text").map_or("text", String::as_str);
    let text = object
        .get(stated)
        .or_else(|| object.get(usual_text(object)?))?;
    let length = length_of(text)?;
    if object
        .values()
        .any(|column| length_of(column) != Some(length))
    {
        return None;
    }
    let cells = |value: &'_ Value| -> Vec<Value> {
        match value {
            Value::Array(items) => items.clone(),
            Value::Object(items) => items.values().cloned().collect(),
            _ => Vec::new(),
        }
    };
    let columns: Vec<(&str, Vec<Value>)> = object
        .iter()
        .map(|(name, column)| (name.as_str(), cells(column)))
        .collect();
    let rows = (0..length).map(|number| {
        row(columns
            .iter()
            .filter_map(|(name, cells)| Some((*name, cells.get(number)?))))
    });
    Some(rows.collect())
}

/// The rows of a table, if the items are one: lists, of which the first has the names of the columns, and
/// among them that of a text.
pub(super) fn rows_with_header(items: &[Value], config: &ReadConfig) -> Option<Vec<Value>> {
    let (Value::Array(header), rows) = items.split_first()? else {
        return None;
    };
    let names: Option<Vec<&str>> = header.iter().map(Value::as_str).collect();
    let names = names?;
    let stated = config.fields.get("text").map_or("text", String::as_str);
    let has_text = names.contains(&stated) || !usual_names(names.iter().copied())[TEXT].is_empty();
    let cells: Option<Vec<&Vec<Value>>> = rows.iter().map(Value::as_array).collect();
    let is_table = has_text && names.len() > 1 && !rows.is_empty();
    let rows = cells.filter(|_| is_table)?.into_iter();
    Some(
        rows.map(|cells| row(names.iter().copied().zip(cells)))
            .collect(),
    )
}

fn row<'a>(cells: impl Iterator<Item = (&'a str, &'a Value)>) -> Value {
    let cells = cells.map(|(name, value)| (name.to_owned(), value.clone()));
    Value::Object(cells.collect())
}

/// How many cells a column has, if it is one: a list of single values, or an object of them by number.
fn length_of(column: &Value) -> Option<usize> {
    let is_cell = |value: &Value| !value.is_object();
    match column {
        Value::Array(items) => {
            (!items.is_empty() && items.iter().all(is_cell)).then_some(items.len())
        }
        Value::Object(items) => {
            let is_number = |key: &String| key.bytes().all(|byte| byte.is_ascii_digit());
            let is_column =
                !items.is_empty() && items.values().all(is_cell) && items.keys().all(is_number);
            is_column.then_some(items.len())
        }
        _ => None,
    }
}

/// The name of the field that is usually the text, if there is one.
pub(super) fn usual_text(object: &Map<String, Value>) -> Option<&str> {
    usual_names(object.keys().map(String::as_str))[TEXT]
        .first()
        .copied()
}

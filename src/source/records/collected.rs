//! Where the records of a JSON file stand.
//!
//! Takes the values of a file, gives its records: the values themselves; the items of a list, also one
//! far below the top (`{"response": {"results": [...]}}`), if it is the only one with texts; the values
//! of an object of records (`{"1": {...}, "2": {...}}`); the rows of a table that is written as a list, or
//! an object, for each column. A path of the settings (`text = "response.docs.body"`) says which list.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::columns::{rows_of_columns, rows_with_header, usual_text};
use super::nested::{at, has, is_record};
use super::presets::Preset;
use crate::config::ReadConfig;

/// How many items of a list are asked for a text before it is taken for a list of something else.
const ASKED: usize = 200;
/// How many objects and lists inside one another are looked through.
const DEEPEST: usize = 6;
/// What a wrapper says of a request, which is no text of a document.
const NO_TEXT: [&str; 2] = ["message", "status"];
/// Where a record holds the answers to it, and what a preset calls the path to their list.
const REPLIES: &str = "replies";
/// What a preset calls the name of the channel around records, and where a record keeps it.
const CHANNEL: &str = "channel";
/// Where the key of a record in an object of records is kept.
const KEY: &str = "key";

/// The records among the values of a file.
///
/// # Errors
/// The reason, if several lists may be the one of the records.
pub(super) fn records_of(values: Vec<Value>, config: &ReadConfig) -> Result<Vec<Value>, String> {
    let mut records = Vec::new();
    for value in values {
        match value {
            Value::Object(object) => records_of_object(object, config, &mut records)?,
            Value::Array(items) if has_record(&items, config) => records.extend(items),
            Value::Array(items) if is_table(&items, config, &mut records) => {}
            value @ Value::Array(_) => records_below(value, config, &mut records)?,
            other => records.push(other),
        }
    }
    Ok(with_replies(records, config))
}

/// Whether the items are the rows of a table with a header; its rows are then records.
fn is_table(items: &[Value], config: &ReadConfig, records: &mut Vec<Value>) -> bool {
    let rows = rows_with_header(items, config);
    let is_table = rows.is_some();
    records.extend(rows.into_iter().flatten());
    is_table
}

/// The records, each with the answers to it that it holds.
fn with_replies(records: Vec<Value>, config: &ReadConfig) -> Vec<Value> {
    let mut all = Vec::with_capacity(records.len());
    for record in records {
        let replies = record.as_object().map(|record| replies(record, config));
        all.push(record);
        all.extend(replies.into_iter().flatten());
    }
    all
}

/// The answers inside a record, where a platform has them there.
fn replies(record: &Map<String, Value>, config: &ReadConfig) -> Vec<Value> {
    if !record.get(REPLIES).is_some_and(Value::is_object) {
        return Vec::new();
    }
    let preset = Preset::of(config, &|path| has(record, path));
    let paths = preset.into_iter().flat_map(|preset| preset.paths(REPLIES));
    let lists = paths.flat_map(|path| at(record, path));
    let items = lists.filter_map(Value::as_array).flatten();
    items.filter(|item| item.is_object()).cloned().collect()
}

fn records_of_object(
    object: Map<String, Value>,
    config: &ReadConfig,
    records: &mut Vec<Value>,
) -> Result<(), String> {
    if let Some(rows) = rows_of_columns(&object, config) {
        records.extend(rows);
        return Ok(());
    }
    let is_wrapper = usual_text(&object).is_some_and(|name| NO_TEXT.contains(&name));
    if !is_wrapper && is_single(&object, config) {
        records.push(Value::Object(object));
        return Ok(());
    }
    if is_map(&object, config) {
        take_map(object, records);
        return Ok(());
    }
    records_below(Value::Object(object), config, records)
}

/// Whether the object itself is a record, and none of its lists is what the settings name.
fn is_single(object: &Map<String, Value>, config: &ReadConfig) -> bool {
    let is_path = config
        .fields
        .get("text")
        .is_some_and(|path| path.contains('.'));
    let lists = || {
        let mut paths = BTreeSet::new();
        for (name, value) in object {
            find_lists(value, name, config, 1, &mut paths);
        }
        paths
    };
    let has_usual_text = usual_text(object).is_some_and(|name| has_letters(&object[name]));
    if is_path {
        return is_record(object, config) && lists_on_way(object, config).is_none();
    }
    has_usual_text || is_record(object, config) && lists().is_empty()
}

fn has_letters(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => items.iter().any(|item| !item.is_null()),
        _ => false,
    }
}

fn has_record(items: &[Value], config: &ReadConfig) -> bool {
    let mut objects = items.iter().take(ASKED).filter_map(Value::as_object);
    // What is no object is told as such, item by item.
    let are_plain = !items
        .iter()
        .take(ASKED)
        .any(|item| item.is_object() || item.is_array());
    are_plain || objects.any(|object| is_single(object, config))
}

/// Whether an object holds records under their keys.
fn is_map(object: &Map<String, Value>, config: &ReadConfig) -> bool {
    let records = object.values().filter_map(Value::as_object);
    object.len() > 1
        && object.values().all(Value::is_object)
        && records
            .clone()
            .take(ASKED)
            .any(|record| is_record(record, config))
        && records
            .take(ASKED)
            .filter(|record| is_record(record, config))
            .count()
            * 2
            > object.len().min(ASKED)
}

/// Takes the records out of an object of records, each with its key.
fn take_map(object: Map<String, Value>, records: &mut Vec<Value>) {
    for (key, mut value) in object {
        if let Value::Object(record) = &mut value {
            record.entry(KEY).or_insert(Value::String(key));
        }
        records.push(value);
    }
}

/// Takes the first object of records below an object; gives the object back if there is none.
fn take_map_below(
    mut object: Map<String, Value>,
    config: &ReadConfig,
    depth: usize,
    records: &mut Vec<Value>,
) -> Option<Map<String, Value>> {
    if is_map(&object, config) {
        take_map(object, records);
        return None;
    }
    if depth < DEEPEST {
        for value in object.values_mut() {
            let Value::Object(inner) = value else {
                continue;
            };
            *inner = take_map_below(std::mem::take(inner), config, depth + 1, records)?;
        }
    }
    Some(object)
}

/// The records of the one list below a value that has texts.
fn records_below(
    value: Value,
    config: &ReadConfig,
    records: &mut Vec<Value>,
) -> Result<(), String> {
    let mut paths = BTreeSet::new();
    let stated = value
        .as_object()
        .and_then(|object| lists_on_way(object, config));
    if let Some(path) = stated {
        paths.insert(path);
    } else {
        find_lists(&value, "", config, 0, &mut paths);
    }
    if paths.len() > 1 {
        let object = value.as_object();
        let known = object.and_then(|object| {
            let mut paths = paths.iter();
            paths.find(|path| is_list_of_preset(object, path, config))
        });
        if let Some(path) = known.cloned() {
            paths = BTreeSet::from([path]);
        }
    }
    let mut found = paths.iter();
    match (found.next(), found.next()) {
        (None, _) => match value {
            Value::Array(items) => records.extend(items),
            Value::Object(object) => {
                let rest = take_map_below(object, config, 0, records);
                records.extend(rest.map(Value::Object));
            }
            value => records.push(value),
        },
        (Some(path), None) => {
            let channel = channel_of(&value, path, config);
            take_items(value, path, channel, records);
        }
        (Some(first), Some(_)) => {
            let names: Vec<String> = paths
                .iter()
                .take(8)
                .map(|path| format!("`{path}`"))
                .collect();
            return Err(format!(
                "several lists contain texts ({}); choose one, as in --field text={first}.text",
                names.join(", ")
            ));
        }
    }
    Ok(())
}

/// Whether a preset has its records there, and the first of them is one of its.
fn is_list_of_preset(object: &Map<String, Value>, path: &str, config: &ReadConfig) -> bool {
    let mut lists = at(object, path).into_iter().filter_map(Value::as_array);
    let first = lists.find_map(|items| items.iter().find_map(Value::as_object));
    let preset = first.and_then(|record| Preset::of(config, &|path| has(record, path)));
    preset.is_some_and(|preset| preset.paths("records").any(|known| known == path))
}

/// The path to the list that the stated path of the text goes through.
fn lists_on_way(object: &Map<String, Value>, config: &ReadConfig) -> Option<String> {
    let text = config.fields.get("text")?;
    let mut object = object;
    let mut end = 0;
    for name in text.split('.') {
        end += name.len() + usize::from(end > 0);
        match object.get(name)? {
            Value::Array(items) if items.iter().any(Value::is_object) => {
                return text.get(..end).map(ToOwned::to_owned);
            }
            Value::Object(inner) => object = inner,
            _ => return None,
        }
    }
    None
}

/// Collects the paths of lists of records; lists on the way have no name of their own.
fn find_lists(
    value: &Value,
    path: &str,
    config: &ReadConfig,
    depth: usize,
    paths: &mut BTreeSet<String>,
) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(items) => {
            let mut objects = items.iter().take(ASKED).filter_map(Value::as_object);
            if objects.any(|object| is_record(object, config)) {
                paths.insert(path.to_owned());
            } else {
                for item in items.iter().take(ASKED) {
                    find_lists(item, path, config, depth + 1, paths);
                }
            }
        }
        Value::Object(object) => {
            for (name, value) in object {
                let dot = if path.is_empty() { "" } else { "." };
                find_lists(
                    value,
                    &format!("{path}{dot}{name}"),
                    config,
                    depth + 1,
                    paths,
                );
            }
        }
        _ => {}
    }
}

/// Takes the items of the lists at a path out of a value. `channel` is where the object that holds a list
/// names the channel of its items.
fn take_items(value: Value, path: &str, channel: Option<&str>, records: &mut Vec<Value>) {
    match value {
        Value::Array(items) if path.is_empty() => {
            for item in items {
                match item {
                    Value::Array(_) => take_items(item, "", channel, records),
                    item => records.push(item),
                }
            }
        }
        Value::Array(items) => {
            let items = items.into_iter();
            items.for_each(|item| take_items(item, path, channel, records));
        }
        Value::Object(mut object) if !path.is_empty() => {
            let named = channel.and_then(|channel| at(&object, channel).first().copied().cloned());
            let (name, rest) = path.split_once('.').unwrap_or((path, ""));
            let whole = object.remove(path).map(|value| (value, ""));
            let found = whole.or_else(|| object.remove(name).map(|value| (value, rest)));
            if let Some((value, rest)) = found {
                let first = records.len();
                take_items(value, rest, channel, records);
                if let (true, Some(name)) = (rest.is_empty(), named) {
                    name_channel(&mut records[first..], &name);
                }
            }
        }
        // An item that stands alone instead of in a list.
        Value::Object(object) => records.push(Value::Object(object)),
        _ => {}
    }
}

/// Writes into records which channel they are from.
fn name_channel(records: &mut [Value], name: &Value) {
    for record in records.iter_mut().filter_map(Value::as_object_mut) {
        record.entry(CHANNEL).or_insert_with(|| name.clone());
    }
}

/// Where a preset finds the name of the channel in the object around its records.
fn channel_of(value: &Value, path: &str, config: &ReadConfig) -> Option<&'static str> {
    let mut lists = at(value.as_object()?, path)
        .into_iter()
        .filter_map(Value::as_array);
    let first = lists.find_map(|items| items.iter().find_map(Value::as_object))?;
    let preset = Preset::of(config, &|path| has(first, path))?;
    preset.paths(CHANNEL).next()
}

#[cfg(test)]
mod tests;

//! What a value of JSON comes to as one field: lists of parts joined, things by their names.

use serde_json::{Map, Value};

use super::record::{TEXT, usual_names};

/// Names of the text of a piece, and of the name of a thing, the surest first.
const TEXT_OF_PIECE: [&str; 5] = ["text", "content", "value", "body", "html"];
const NAME_OF_THING: [&str; 6] = ["name", "title", "screen_name", "username", "handle", "id"];

/// The value of a known field under one of its usual names in an object.
pub(super) fn usual_value(object: &Map<String, Value>, role: usize) -> Option<String> {
    let names = usual_names(object.keys().map(String::as_str));
    let mut names = names[role].iter();
    names.find_map(|name| value_of(&[object.get(*name)?], role))
}

/// What values come to as one field.
pub(super) fn value_of(values: &[&Value], role: usize) -> Option<String> {
    let is_text = role == TEXT;
    let values = values.iter();
    let mut values = values.filter_map(|value| {
        if is_text {
            joined(value)
        } else {
            name_of(value)
        }
    });
    if is_text {
        let all: Vec<String> = values.collect();
        return (!all.is_empty()).then(|| all.join("\n\n"));
    }
    values.next()
}

/// A value, or the first that has one of a list, or the name of the thing that it describes.
fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => items.iter().find_map(name_of),
        Value::Object(object) => {
            let wrapped = object
                .iter()
                .next()
                .filter(|(name, _)| name.starts_with('$'));
            let wrapped = wrapped.and_then(|(_, value)| name_of(value));
            let mut names = NAME_OF_THING.iter();
            wrapped.or_else(|| names.find_map(|name| single(object.get(*name)?)))
        }
        value => single(value),
    }
}

/// A text, also one in parts.
fn joined(value: &Value) -> Option<String> {
    let items = match value {
        Value::Array(items) => items,
        Value::Object(object) => {
            let mut names = TEXT_OF_PIECE.iter();
            return names.find_map(|name| joined(object.get(*name)?));
        }
        value => return single(value),
    };
    let parts: Vec<String> = items.iter().filter_map(joined).collect();
    // Pieces of one text have their blanks with them; paragraphs have none around them.
    let is_blank = |c: char| c.is_whitespace();
    let is_cut = |part: &String| part.starts_with(is_blank) || part.ends_with(is_blank);
    let is_mixed = items.iter().any(Value::is_string) && items.iter().any(Value::is_object);
    let between = if is_mixed || parts.iter().any(is_cut) {
        ""
    } else {
        "\n\n"
    };
    let text = parts.join(between);
    (!text.trim().is_empty()).then_some(text)
}

/// A single value as text; `None` for null, lists, objects and empty text.
pub(super) fn single(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => (!text.trim().is_empty()).then(|| text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

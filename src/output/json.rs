//! JSON that several files of an output have: the schema of a table, and how JSON is laid out.

use serde_json::{Value, json};

use crate::model::TableSpec;

/// The columns of a table with their types and meaning, as a Table Schema.
pub(super) fn schema(spec: &TableSpec) -> Value {
    let fields = spec.columns.iter().map(|column| {
        json!({
            "name": column.name,
            "type": column.kind.name(),
            "description": column.meaning,
        })
    });
    let mut schema = json!({ "fields": fields.collect::<Vec<_>>() });
    // A cell of a primary key must not be missing.
    if spec.has_open_key() {
        schema["uniqueKeys"] = json!([spec.key]);
    } else {
        schema["primaryKey"] = json!(spec.key);
    }
    schema["missingValues"] = json!([""]);
    schema
}

/// JSON with two blanks a level and a line end behind it.
pub(super) fn pretty(value: &Value) -> String {
    // A `Value` always has a JSON form.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

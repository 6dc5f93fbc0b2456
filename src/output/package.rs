//! `datapackage.json`: every table with its columns, types and meaning, as Data Package v2.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Written;
use super::graphs::GraphFile;
use crate::model::{Table, hex};

/// The description of the tables and graphs that were written.
pub(super) fn datapackage(
    tables: &[Table<'_>],
    written: &[Written],
    graphs: &[GraphFile],
) -> String {
    let of_tables = tables.iter().zip(written);
    let of_tables = of_tables.map(|(table, written)| resource(table, written));
    let resources: Vec<Value> = of_tables.chain(graphs.iter().map(graph)).collect();
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "refrain-output",
        "title": "What a set of sources keeps repeating",
        "description": "Written by refrain. run.json holds the version, the settings and the hash of the input; summary.md is for reading.",
        "resources": resources,
    });
    pretty(&package)
}

fn resource(table: &Table<'_>, written: &Written) -> Value {
    let spec = &table.spec;
    let fields: Vec<Value> = spec
        .columns
        .iter()
        .map(|column| {
            json!({
                "name": column.name,
                "type": column.kind.name(),
                "description": column.meaning,
            })
        })
        .collect();
    json!({
        "name": spec.name,
        "path": written.file,
        "type": "table",
        "title": format!("One row: {}", spec.row),
        "description": format!("Rows are ordered {}.", spec.order),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": written.bytes,
        "hash": format!("sha256:{}", written.sha256),
        "schema": {
            "fields": fields,
            "primaryKey": spec.key,
            "missingValues": [""],
        },
    })
}

fn graph(file: &GraphFile) -> Value {
    json!({
        "name": file.name,
        "path": file.name,
        "title": file.title,
        "mediatype": file.mediatype,
        "encoding": "utf-8",
        "bytes": file.text.len(),
        "hash": format!("sha256:{}", hex(&Sha256::digest(&file.text))),
    })
}

/// JSON with two blanks a level and a line end behind it.
pub(super) fn pretty(value: &Value) -> String {
    // A `Value` always has a JSON form.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

//! `datapackage.json`: every table with its columns, types and meaning, as Data Package v2.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Written;
use super::formats::{self, FormatFile};
use super::graphs::GraphFile;
use super::json::{pretty, schema};
use crate::config::OutputConfig;
use crate::model::{TABLES_VERSION, Table, TableId, TableSpec, hex};
use crate::tables::declaration;

const ABOUT: &str = "Written by refrain. run.json records the version, the settings and the hash of the input; summary.md is a readable summary.";

/// What is said of CSV that was written for spreadsheets.
const FOR_EXCEL: &str = "CSV files are written for spreadsheets: with a byte-order mark, and with ' before text that begins with = + - @, a tab or a line break.";

/// The description of the tables, graphs and other files that were written: `written` has the CSV files of
/// the tables, if `output` has them written.
pub(super) fn datapackage(
    tables: &[Table<'_>],
    written: &[Written],
    graphs: &[GraphFile],
    others: &[FormatFile],
    output: &OutputConfig,
) -> String {
    let of_tables = tables
        .iter()
        .zip(written)
        .map(|(table, written)| resource(table, written));
    let of_others = others.iter().map(|file| {
        let mut resource = formats::resource(file);
        // Where there is no CSV file, the columns are described here.
        let table = file.table.filter(|_| !output.csv);
        if let Some(table) = table.and_then(|id| tables.iter().find(|table| table.spec.name == id))
        {
            resource["name"] = json!(table.spec.name);
            resource["schema"] = schema(&table.spec);
        }
        resource
    });
    let resources: Vec<Value> = of_tables
        .chain(graphs.iter().map(graph))
        .chain(of_others)
        .collect();
    let description = if output.excel {
        format!("{ABOUT} {FOR_EXCEL}")
    } else {
        ABOUT.to_owned()
    };
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "refrain-output",
        "title": "Recurring words, phrases and concepts in a corpus",
        "description": description,
        "tables_version": TABLES_VERSION,
        "resources": resources,
    });
    pretty(&package)
}

fn resource(table: &Table<'_>, written: &Written) -> Value {
    let mut resource = descriptor(&table.spec);
    resource["bytes"] = json!(written.bytes);
    resource["hash"] = json!(format!("sha256:{}", written.sha256));
    // The schema is long, and stands last.
    resource["schema"] = schema(&table.spec);
    resource
}

/// What is known of a table without its rows, but for its columns.
fn descriptor(spec: &TableSpec) -> Value {
    json!({
        "name": spec.name,
        "path": spec.path("csv"),
        "type": "table",
        "title": format!("One row: {}", spec.row),
        "description": format!("Rows are sorted {}.", spec.order),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
    })
}

/// All tables there are, described as in `datapackage.json`, with the group and the time of writing.
#[must_use]
pub fn described_tables() -> String {
    let resources = TableId::ALL.into_iter().map(|id| {
        let spec = declaration(id);
        let mut resource = descriptor(&spec);
        resource["group"] = json!(id.group());
        resource["written"] = json!(id.written().in_words());
        resource["schema"] = schema(&spec);
        resource
    });
    let resources: Vec<Value> = resources.collect();
    pretty(&json!({ "tables_version": TABLES_VERSION, "resources": resources }))
}

fn graph(file: &GraphFile) -> Value {
    json!({
        "name": file.name,
        "path": file.path(),
        "title": file.title,
        "mediatype": file.mediatype,
        "encoding": "utf-8",
        "bytes": file.text.len(),
        "hash": format!("sha256:{}", hex(&Sha256::digest(&file.text))),
    })
}

//! The folder of a sample for validation, with a sheet for each coder, and that of its scores.

#[cfg(feature = "xlsx")]
mod workbook;

use std::path::Path;

use serde_json::{Value, json};

use super::claim::claim;
use super::excel::write_excel_csv;
use super::json::pretty;
use super::staging::Staging;
use super::texts::check_new_folder;
use crate::analyze::Validation;
use crate::error::{Error, Result};
use crate::model::{Cell, Column, TABLES_VERSION, Table, TableSpec, ValidationKey};
use crate::progress::Observer;
use crate::report::{CodingSheet, coding_page, sample_plan, validation_report};
use crate::source::{PROGRAM, RECORD_FILE};

/// The file of the key.
const KEY_FILE: &str = "key.json";

/// The report of scores.
const SCORES_FILE: &str = "validation.md";

/// Writes a sample into a folder that must be new or empty: coded sheets are never written over.
///
/// # Errors
/// [`Error::Write`], [`Error::Page`] or [`Error::Interrupted`]; nothing is written then.
pub fn write_sample(folder: &Path, key: &ValidationKey, observer: &dyn Observer) -> Result<()> {
    check_new_folder(folder)?;
    let mut staging = Staging::new(claim(folder, false)?, false);
    let text = serde_json::to_value(key).map_err(|error| Error::write(folder, error.into()))?;
    staging.text(KEY_FILE, &pretty(&text))?;
    staging.text("plan.md", &sample_plan(key))?;
    for coder in &key.coders {
        observer.check()?;
        let sheet = CodingSheet::new(key, coder);
        let name = format!("coders/{coder}");
        let table = sheet_table(&sheet);
        // `file` makes no folders, `text` does.
        staging.text(&format!("{name}.html"), &coding_page(&sheet, coder)?)?;
        staging.file(&format!("{name}.csv"), observer, |_, out, check| {
            write_excel_csv(&table, out, check).map(drop)
        })?;
        #[cfg(feature = "xlsx")]
        staging.file(&format!("{name}.xlsx"), observer, |folder, out, _| {
            workbook::write_sheet(&sheet, folder, out)
        })?;
    }
    staging.swap_whole()
}

/// The columns of a sheet.
const COLUMNS: [(&str, &str); 8] = [
    ("id", "Id of the unit; leave it as it is"),
    ("coder", "Who codes"),
    ("question", "What is asked"),
    ("before", "The neighbour before the unit, as context"),
    ("text", "The unit"),
    ("after", "The neighbour behind it"),
    ("answer", "yes, no or unsure"),
    ("note", "Anything that you want to remember"),
];

/// The cells of a row of a sheet, in the order of its columns.
fn cells<'a>(sheet: &'a CodingSheet<'_>, row: usize) -> [&'a str; COLUMNS.len()] {
    let item = sheet.items[row];
    [
        &item.id,
        sheet.coder,
        &sheet.questions[item.concept].question,
        &item.before,
        &item.text,
        &item.after,
        "",
        "",
    ]
}

fn sheet_table<'a>(sheet: &'a CodingSheet<'_>) -> Table<'a> {
    let columns: Vec<Column> = COLUMNS
        .iter()
        .map(|&(name, meaning)| Column::string(name, meaning))
        .collect();
    let spec = TableSpec {
        name: "sheet",
        row: "a unit to code",
        columns: columns.into(),
        key: vec!["id".into()],
        order: "at random",
    };
    Table::by_row(spec, sheet.items.len(), move |row, out| {
        out.row(&cells(sheet, row).map(Cell::Text));
    })
}

/// Writes the tables and the report of a validation, over an earlier one.
///
/// # Errors
/// [`Error::NotOurs`] if the folder holds other things, unless `force` is set; [`Error::Write`];
/// [`Error::Interrupted`].
pub fn write_scores(
    folder: &Path,
    force: bool,
    scored: &Validation,
    tables: &[Table<'_>],
    observer: &dyn Observer,
) -> Result<()> {
    let mut staging = Staging::new(claim(folder, force)?, force);
    let mut rows = serde_json::Map::new();
    for table in tables {
        let written = staging.table(table, false, observer)?;
        rows.insert(written.file, json!(table.row_count()));
    }
    staging.text(SCORES_FILE, &validation_report(scored))?;
    let mut files: Vec<Value> = rows.keys().map(|file| json!(file)).collect();
    files.extend([json!(SCORES_FILE), json!(RECORD_FILE)]);
    let key = &scored.key;
    let record = json!({
        "program": PROGRAM,
        "version": env!("CARGO_PKG_VERSION"),
        "tables_version": TABLES_VERSION,
        "validation": {
            "sample": key.sample,
            "input_sha256": key.input_sha256,
            "codebook": key.codebook,
            "codebook_sha256": key.codebook_sha256,
            "coders": scored.coders,
        },
        "rows": rows,
        "files": files,
    });
    staging.text(RECORD_FILE, &pretty(&record))?;
    staging.swap()
}

//! What is written besides CSV: takes the same tables and the matrix, gives files for other programs.
//!
//! Files of each kind hold what the CSV files hold, cell by cell; what does not fit is reported.

#[cfg(any(feature = "parquet", feature = "xlsx"))]
mod cells;
mod matrix_market;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "xlsx")]
pub(super) mod workbook;

use serde_json::{Value, json};

use super::Written;
use super::staging::Staging;
use crate::analyze::Results;
use crate::config::{OutputConfig, OutputFormat};
use crate::error::Result;
use crate::model::Table;
use crate::progress::Observer;
#[cfg(feature = "xlsx")]
use workbook::{Cut, MOST_ROWS};

/// What a buffered write takes at once.
#[cfg(any(feature = "parquet", feature = "xlsx"))]
const BUFFER: usize = 256 << 10;

/// Described as a file, not as a table of the format `parquet`: the validator of Data Packages reads
/// those by way of pandas, where whole numbers with missing values are none.
#[cfg(feature = "parquet")]
const APACHE_PARQUET: &str = "apache-parquet";

#[cfg(feature = "xlsx")]
const WORKBOOK: &str = "tables.xlsx";
const MATRIX: &str = "tables/document_term.mtx";

/// A file that was written besides CSV.
pub(super) struct FormatFile {
    /// The file itself.
    pub(super) written: Written,
    format: &'static str,
    mediatype: &'static str,
    title: String,
    description: String,
    /// The name of the table that the file holds alone.
    pub(super) table: Option<&'static str>,
}

/// Writes the files of the formats that the settings ask for.
///
/// # Errors
/// As those of [`Staging::file`].
#[cfg_attr(
    not(any(feature = "parquet", feature = "xlsx")),
    expect(unused_variables, reason = "the matrix needs no tables")
)]
pub(super) fn write(
    staging: &mut Staging,
    results: &Results,
    tables: &[Table<'_>],
    config: &OutputConfig,
    observer: &dyn Observer,
) -> Result<Vec<FormatFile>> {
    let mut files = Vec::new();
    #[cfg(feature = "parquet")]
    if config.formats.contains(&OutputFormat::Parquet) {
        for table in tables {
            files.push(parquet_file(staging, table, observer)?);
        }
    }
    #[cfg(feature = "xlsx")]
    if config.formats.contains(&OutputFormat::Xlsx) {
        let kind = config.table_kind();
        files.push(workbook_file(staging, (tables, kind), observer)?);
    }
    if config.formats.contains(&OutputFormat::MatrixMarket) {
        files.push(matrix_file(staging, results, observer)?);
    }
    Ok(files)
}

#[cfg(feature = "parquet")]
fn parquet_file(
    staging: &mut Staging,
    table: &Table<'_>,
    observer: &dyn Observer,
) -> Result<FormatFile> {
    let spec = &table.spec;
    let written = staging.file(&spec.path("parquet"), observer, |_, out, check| {
        parquet::write_parquet(table, out, check).map(drop)
    })?;
    Ok(FormatFile {
        written,
        format: APACHE_PARQUET,
        mediatype: "application/vnd.apache.parquet",
        title: format!("One row: {}", spec.row),
        description: format!("The rows and columns of {}, with its types.", spec.name),
        table: Some(spec.name),
    })
}

#[cfg(feature = "xlsx")]
fn workbook_file(
    staging: &mut Staging,
    (tables, kind): (&[Table<'_>], &str),
    observer: &dyn Observer,
) -> Result<FormatFile> {
    let mut cuts = Vec::new();
    let written = staging.file(WORKBOOK, observer, |folder, out, check| {
        cuts = workbook::write_workbook((tables, kind), folder, out, check)?;
        Ok(())
    })?;
    let cuts: Vec<String> = cuts.iter().map(|cut| in_words(cut, kind)).collect();
    for cut in &cuts {
        observer.note(cut);
    }
    let about = "One sheet for each table; the first sheet lists the tables, the second describes the columns.";
    let parts = std::iter::once(about.to_owned()).chain(cuts);
    Ok(FormatFile {
        written,
        format: "xlsx",
        mediatype: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        title: "All tables as an Excel workbook".to_owned(),
        description: parts.collect::<Vec<_>>().join(" "),
        table: None,
    })
}

/// What of a table is not in the workbook, and where all of it is.
#[cfg(feature = "xlsx")]
fn in_words(cut: &Cut, kind: &str) -> String {
    let (table, rows) = (cut.table, cut.rows);
    let file = format!("{table}.{kind} has all");
    if cut.kept < rows {
        return format!(
            "{WORKBOOK} holds the first {MOST_ROWS} of the {rows} rows of {table}; {file}."
        );
    }
    let cells = cut.cells;
    format!("{WORKBOOK} cuts the ends of {cells} long texts of {table}; {file}.")
}

fn matrix_file(
    staging: &mut Staging,
    results: &Results,
    observer: &dyn Observer,
) -> Result<FormatFile> {
    let written = staging.file(MATRIX, observer, |_, out, check| {
        matrix_market::write_matrix(results, out, check).map(drop)
    })?;
    Ok(FormatFile {
        written,
        format: "mtx",
        mediatype: "text/plain",
        title: "The document-term matrix (Matrix Market): occurrences of terms".to_owned(),
        description: "document_term_rows and document_term_columns describe its rows and columns."
            .to_owned(),
        table: None,
    })
}

/// The description of a file for `datapackage.json`.
pub(super) fn resource(file: &FormatFile) -> Value {
    let written = &file.written;
    json!({
        "name": written.file.rsplit_once('/').map_or(&*written.file, |(_, name)| name),
        "path": written.file,
        "title": file.title,
        "description": file.description,
        "format": file.format,
        "mediatype": file.mediatype,
        "bytes": written.bytes,
        "hash": format!("sha256:{}", written.sha256),
    })
}

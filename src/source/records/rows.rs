//! Rows of tables, one a document; and spreadsheets, which are tables.
//!
//! The first row names the columns. Rows are numbered by the line they begin on (in a spreadsheet
//! by the row).

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::super::{Origin, Read, Sink, skip};
#[cfg(feature = "sheets")]
use super::super::{foreign, formats};
use super::record::{Fields, Roles, document, no_text};
use crate::config::ReadConfig;
#[cfg(feature = "sheets")]
use crate::model::Skipped;
use crate::model::{DocumentInfo, Encoding, Format, Numbered, Place, ReadingDoubt};

/// The reason for a table that is a header only.
pub(super) const NO_ROWS: &str = "the table has no rows below its header";
/// How many columns of a sheet behind its header are taken.
#[cfg(feature = "sheets")]
const MOST_UNNAMED: usize = 1_000;

/// Some rows of a table.
#[derive(Debug)]
pub(in super::super) struct Rows {
    pub(super) table: Arc<TableHead>,
    pub(super) rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug)]
pub(super) struct Row {
    /// The line it begins on, or the row of its sheet.
    pub(super) number: u64,
    cells: Vec<String>,
    /// Characters put in for bytes that are no UTF-8.
    replaced: u32,
}

impl Row {
    /// From the cells of a table that is said to be UTF-8.
    /// `lines_before` is added to the number of its line.
    pub(super) fn of_bytes(record: &csv::ByteRecord, lines_before: u64) -> Self {
        let mut replaced = 0;
        let cells = record.iter().map(|cell| match std::str::from_utf8(cell) {
            Ok(cell) => cell.to_owned(),
            Err(_) => {
                let text = String::from_utf8_lossy(cell).into_owned();
                replaced += text.matches(char::REPLACEMENT_CHARACTER).count() as u32;
                text
            }
        });
        Self {
            cells: cells.collect(),
            number: record.position().map_or(0, csv::Position::line) + lines_before,
            replaced,
        }
    }
}

/// What all rows of a table share.
#[derive(Debug)]
pub(super) struct TableHead {
    origin: Origin,
    columns: Vec<Arc<str>>,
    roles: Roles,
    format: Format,
    encoding: Encoding,
    /// What is doubtful of how it was decoded.
    doubts: Vec<String>,
}

impl TableHead {
    /// From the header row.
    ///
    /// # Errors
    /// The reason, if no column holds texts.
    pub(super) fn new(
        origin: &Origin,
        header: impl Iterator<Item = String>,
        format: Format,
        (encoding, doubts): (Encoding, Vec<String>),
        config: &ReadConfig,
    ) -> Result<Arc<Self>, String> {
        let columns: Vec<Arc<str>> = header
            .zip(1..)
            .map(|(name, place)| match name.trim() {
                "" => Arc::from(format!("column_{place}")),
                name => Arc::from(name),
            })
            .collect();
        let names = columns.iter().map(AsRef::as_ref);
        let roles = Roles::find(&names, config);
        if !roles.has_text() {
            return Err(no_text(names, config).replacen("field", "column", 1));
        }
        Ok(Arc::new(Self {
            origin: origin.clone(),
            columns,
            roles,
            format,
            encoding,
            doubts,
        }))
    }
}

impl Rows {
    /// Hands each row's document, or the reason for none, to `sink`. Rows of a sheet may end before its
    /// last column.
    pub(in super::super) fn read(self, config: &ReadConfig, sink: &mut dyn Sink) {
        let table = &self.table;
        let is_sheet = table.format == Format::Spreadsheet;
        for Row {
            number,
            mut cells,
            replaced,
        } in self.rows
        {
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if is_sheet && cells.len() < table.columns.len() {
                cells.resize(table.columns.len(), String::new());
            }
            let size: usize = cells.iter().map(String::len).sum();
            let outcome = if cells.len() == table.columns.len() {
                let mut info = table.info(number, &cells);
                info.encoding.replaced += replaced;
                let fields: Fields = table.columns.iter().cloned().zip(cells).collect();
                document(fields, info, &table.roles, &table.origin, config)
            } else {
                let reason = format!(
                    "this row has {} cells, but the header has {}",
                    cells.len(),
                    table.columns.len()
                );
                Err((String::new(), reason))
            };
            sink.take(match outcome {
                Ok(document) => Read::Document(document),
                Err((id, reason)) => {
                    let mut row = skip(&table.origin.path, Some(number), Some(size as u64), reason);
                    row.doc_id = id;
                    if is_sheet {
                        row.numbered = Numbered::Row;
                    }
                    Read::Skipped(row)
                }
            });
        }
    }
}

impl TableHead {
    fn info(&self, number: u64, cells: &[String]) -> DocumentInfo {
        let mut hash = Sha256::new();
        for cell in cells {
            hash.update((cell.len() as u64).to_le_bytes());
            hash.update(cell);
        }
        let place = Place {
            path: self.origin.path.clone(),
            line: Some(number),
        };
        let size = cells.iter().map(|cell| cell.len() as u64).sum();
        let mut info = DocumentInfo::new(place, self.format, size, hash.finalize().into());
        info.encoding = self.encoding;
        // Letters of ASCII are the same in all encodings that are mistaken for one another.
        if !cells.iter().all(|cell| cell.is_ascii()) {
            let doubts = self.doubts.iter();
            doubts.for_each(|note| info.doubt(ReadingDoubt::Encoding, note));
        }
        info
    }
}

/// The rows of a spreadsheet: those of every sheet with a column of texts; for another sheet the reason for
/// none. Where there are several, the name of the sheet stands behind that of the file.
///
/// # Errors
/// The row of the file, with the reasons, if no sheet has a column of texts.
#[cfg(feature = "sheets")]
pub(in super::super) fn rows_of_sheets(
    origin: &Origin,
    bytes: Vec<u8>,
    config: &ReadConfig,
) -> Result<Vec<Result<Rows, Skipped>>, Skipped> {
    let size = bytes.len() as u64;
    let skipped = |reason| skip(&origin.path, None, Some(size), reason);
    let sheets = foreign::sheets(bytes, config).map_err(skipped)?;
    let is_one = sheets.len() == 1;
    let (mut tables, mut reasons) = (Vec::new(), Vec::new());
    for (name, rows) in sheets {
        let sheet = match is_one {
            true => origin.clone(),
            false => Origin {
                path: format!("{}/{name}", origin.path).into(),
                metadata: origin.metadata.clone(),
            },
        };
        match rows_of_sheet(&sheet, rows, config) {
            Ok(rows) => tables.push(Ok(rows)),
            Err(reason) => {
                reasons.push(format!("sheet `{name}`: {reason}"));
                tables.push(Err(skip(&sheet.path, None, None, reason)));
            }
        }
    }
    if !tables.iter().any(Result::is_ok) {
        return Err(skipped(reasons.join("; ")));
    }
    Ok(tables)
}

#[cfg(feature = "sheets")]
fn rows_of_sheet(
    origin: &Origin,
    rows: Vec<formats::SheetRow>,
    config: &ReadConfig,
) -> Result<Rows, String> {
    let widest = rows.iter().map(|(_, cells)| cells.len()).max();
    let mut rows = rows.into_iter();
    let (_, mut header) = rows.next().unwrap_or_default();
    // Notes are often put beside a table, in columns without a name.
    let width = widest.unwrap_or(0).min(header.len() + MOST_UNNAMED);
    header.resize(width.max(header.len()), String::new());
    let decoded = (Encoding::OF_FORMAT, Vec::new());
    let table = TableHead::new(
        origin,
        header.into_iter(),
        Format::Spreadsheet,
        decoded,
        config,
    )?;
    let rows: Vec<Row> = rows
        .map(|(number, cells)| Row {
            number: number.into(),
            cells,
            replaced: 0,
        })
        .collect();
    if rows.is_empty() {
        return Err(NO_ROWS.to_owned());
    }
    Ok(Rows { table, rows })
}

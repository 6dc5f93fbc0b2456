//! An Excel workbook: takes all tables, gives a file with a sheet for each, and before them a sheet that
//! lists them and one that says what their columns mean.
//!
//! Rows wait in temporary files of the library, which lie in the folder of the output and have no name,
//! so little is held. Sheets are made in parallel and put together in order.

mod contents;
mod sheet;

use std::io::{self, BufWriter, Write};
use std::path::Path;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use crate::model::Table;
use crate::output::formats::BUFFER;
use crate::output::in_order::Check;
use crate::parallel;
use crate::parser_guard::caught_or;
use sheet::Sheet;

pub(super) use sheet::MOST_ROWS;
pub(in crate::output) use sheet::cell_text;

/// The message where the library gives up.
const GAVE_UP: &str =
    "the workbook could not be written; check that there is space for temporary files";

/// What of a table is not in the workbook.
pub(super) struct Cut {
    /// The table.
    pub(super) table: &'static str,
    /// All its rows.
    pub(super) rows: usize,
    /// Rows that are in the workbook.
    pub(super) kept: usize,
    /// Cells whose text was too long for a sheet.
    pub(super) cells: usize,
}

/// Writes the workbook of these tables; gives what did not fit. `folder` takes the temporary files.
///
/// # Errors
/// What `out` and the disk say; `check` is asked often and can stop the writing.
pub(super) fn write_workbook(
    (tables, kind): (&[Table<'_>], &str),
    folder: &Path,
    out: &mut (impl Write + Send),
    check: &Check<'_>,
) -> io::Result<Vec<Cut>> {
    // The library panics where a temporary file can't be written.
    let written = caught_or(GAVE_UP, || Ok(write((tables, kind), folder, out, check)));
    written.map_err(io::Error::other)?
}

fn write(
    (tables, kind): (&[Table<'_>], &str),
    folder: &Path,
    out: &mut (impl Write + Send),
    check: &Check<'_>,
) -> io::Result<Vec<Cut>> {
    let mut workbook = Workbook::new();
    workbook.set_tempdir(folder).map_err(failed)?;
    workbook.set_properties(&properties().map_err(failed)?);
    // One after the other: of two threads that are the first to use a format, each gives it a number.
    let headed = tables.iter().map(|table| {
        let worksheet = workbook.new_worksheet_with_constant_memory();
        Sheet::headed(table, worksheet.map_err(failed)?).map_err(failed)
    });
    let headed = headed.collect::<io::Result<Vec<_>>>()?;
    let sheets = parallel::map_items(headed.into_iter().zip(tables), |_, (sheet, table)| {
        let sheet = caught_or(GAVE_UP, || Ok(sheet.filled(table, check)));
        sheet.map_err(io::Error::other)?
    });
    let sheets = sheets.into_iter().collect::<io::Result<Vec<_>>>()?;
    let cuts: Vec<Cut> = tables
        .iter()
        .zip(&sheets)
        .map(|(table, sheet)| Cut {
            table: table.spec.name,
            rows: table.row_count(),
            kept: sheet.rows,
            cells: sheet.cut_cells,
        })
        .collect();
    workbook.push_worksheet(contents::list((tables, kind), &cuts).map_err(failed)?);
    workbook.push_worksheet(contents::columns(tables).map_err(failed)?);
    for sheet in sheets {
        workbook.push_worksheet(sheet.worksheet);
    }
    check()?;
    let mut out = BufWriter::with_capacity(BUFFER, out);
    workbook.save_to_writer(&mut out).map_err(failed)?;
    out.flush()?;
    Ok(cuts
        .into_iter()
        .filter(|cut| cut.kept < cut.rows || cut.cells > 0)
        .collect())
}

pub(in crate::output) fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error,
        other => io::Error::other(other),
    }
}

/// Properties that are the same on any day, so that the same tables give the same bytes.
pub(in crate::output) fn properties() -> Result<DocProperties, XlsxError> {
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties =
        DocProperties::new().set_title("Recurring words, phrases and concepts in a corpus");
    Ok(properties
        .set_comment("Written by refrain")
        .set_creation_datetime(&date))
}

/// How the first row of a sheet looks.
fn heading() -> Format {
    Format::new().set_bold().set_align(FormatAlign::Top)
}

/// The colour of the tab of a sheet in which something is cut.
const CUT_COLOUR: Color = Color::RGB(0x00E6_9F00);

/// The names of the columns, bold, above what scrolls and can be filtered.
pub(in crate::output) fn set_heading(
    sheet: &mut Worksheet,
    names: &[&str],
    rows: usize,
) -> Result<(), XlsxError> {
    let format = heading();
    for (column, name) in (0..).zip(names) {
        sheet.write_string_with_format(0, column, *name, &format)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    if let Some(last) = names.len().checked_sub(1) {
        sheet.autofilter(0, 0, rows as u32, last as u16)?;
    }
    Ok(())
}

//! A coding sheet as a workbook, whose answers are chosen from a list.

use std::io::{self, Write};
use std::path::Path;

use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Workbook, XlsxError};

use super::{COLUMNS, cells};
use crate::output::formats::workbook::{cell_text, failed, properties, set_heading};
use crate::parser_guard::caught_or;
use crate::report::CodingSheet;

/// The message where the library gives up.
const GAVE_UP: &str =
    "the workbook could not be written; check that there is space for temporary files";

/// The answers of the list.
const ANSWERS: [&str; 3] = ["yes", "no", "unsure"];

/// The widths of the columns, in characters.
const WIDTHS: [f64; COLUMNS.len()] = [16.0, 10.0, 28.0, 40.0, 60.0, 40.0, 10.0, 24.0];

/// Writes the workbook of a sheet; `folder` takes temporary files.
///
/// # Errors
/// What `out` and the disk say.
pub(super) fn write_sheet(
    sheet: &CodingSheet<'_>,
    folder: &Path,
    out: &mut (impl Write + Send),
) -> io::Result<()> {
    let bytes = caught_or(GAVE_UP, || Ok(made(sheet, folder)));
    let bytes = bytes.map_err(io::Error::other)?.map_err(failed)?;
    out.write_all(&bytes)
}

fn made(sheet: &CodingSheet<'_>, folder: &Path) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_tempdir(folder)?;
    let title = format!("Coding sheet of {}", sheet.coder);
    workbook.set_properties(&properties()?.set_title(title));
    let page = workbook.add_worksheet();
    page.set_name("coding")?;
    let names = COLUMNS.map(|(name, _)| name);
    set_heading(page, &names, sheet.items.len())?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (column, width) in (0..).zip(WIDTHS) {
        page.set_column_width(column, width)?;
    }
    for (row, place) in (1..).zip(0..sheet.items.len()) {
        for (column, text) in (0..).zip(cells(sheet, place)) {
            page.write_string_with_format(row, column, cell_text(text), &wrapped)?;
        }
    }
    let answer = COLUMNS.iter().position(|&(name, _)| name == "answer");
    if let (Some(column), Ok(last @ 1..)) = (answer, u32::try_from(sheet.items.len())) {
        let list = DataValidation::new().allow_list_strings(&ANSWERS)?;
        page.add_data_validation(1, column as u16, last, column as u16, &list)?;
    }
    add_definitions(&mut workbook, sheet)?;
    workbook.save_to_buffer()
}

/// The questions with the definitions of their concepts, on a sheet of their own.
fn add_definitions(workbook: &mut Workbook, sheet: &CodingSheet<'_>) -> Result<(), XlsxError> {
    let page = workbook.add_worksheet();
    page.set_name("definitions")?;
    set_heading(page, &["question", "definition"], sheet.questions.len())?;
    page.set_column_width(0, 40)?;
    page.set_column_width(1, 100)?;
    for (row, question) in (1..).zip(&sheet.questions) {
        page.write_string(row, 0, cell_text(&question.question))?;
        page.write_string(row, 1, cell_text(question.definition))?;
    }
    Ok(())
}

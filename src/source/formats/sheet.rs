//! Spreadsheets: .xlsx, .xlsb, .ods and .xls.
//!
//! Takes the bytes of the file, gives the cells of its sheets that are shown and not empty, as
//! text: dates as ISO 8601, numbers as a person would write them. The first row that holds
//! something is the header; empty rows, and empty columns before the first, are left out.

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Reader, SheetVisible, Sheets, open_workbook_auto_from_rs};

use super::package::{OLE, Package};
use super::sheet_bounds::check_part;
use crate::order::Arrange as _;
use crate::parser_guard::caught;

/// How many cells are taken at most, empty ones between others included.
const MOST_CELLS: usize = 20_000_000;

/// A row with its number in the sheet, from 1. Cells behind its last with content are left out.
pub(crate) type SheetRow = (u32, Vec<String>);

/// A sheet: its name, and its rows that are not empty, the header first.
pub(crate) type Sheet = (String, Vec<SheetRow>);

/// The sheets of a spreadsheet that are shown and hold something, in their order.
///
/// # Errors
/// If the file is damaged, encrypted, too large, no spreadsheet, or empty.
pub(crate) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, String> {
    caught(|| convert(bytes))
}

fn convert(bytes: &[u8]) -> Result<Vec<Sheet>, String> {
    // The reader of workbooks unpacks without a bound.
    if is_old(bytes) {
        check_old(bytes)?;
    } else {
        Package::open(bytes)?.check(check_part)?;
    }
    let mut workbook =
        open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| describe(&error))?;
    let sheets = workbook.sheets_metadata().to_vec();
    let shown = sheets
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible);
    let mut tables = Vec::new();
    for sheet in shown {
        let rows = rows_of(&mut workbook, &sheet.name)?;
        if !rows.is_empty() {
            tables.push((sheet.name.clone(), rows));
        }
    }
    if tables.is_empty() {
        return Err("it has no cell with content".to_owned());
    }
    Ok(tables)
}

/// Whether it is a compound file, as old workbooks are, and new ones under a password.
fn is_old(bytes: &[u8]) -> bool {
    cfg!(feature = "ole") && bytes.starts_with(OLE)
}

#[cfg(feature = "ole")]
fn check_old(bytes: &[u8]) -> Result<(), String> {
    super::old_sheet::check(bytes, MOST_CELLS)
}

#[cfg(not(feature = "ole"))]
fn check_old(_: &[u8]) -> Result<(), String> {
    Ok(())
}

fn describe(error: &calamine::Error) -> String {
    let error = error.to_string();
    if error.to_lowercase().contains("password") {
        "encrypted; save it without a password".to_owned()
    } else {
        format!(
            "damaged, or not a spreadsheet ({error}); open it in its own program and save it as CSV"
        )
    }
}

/// A cell that is not empty.
struct Cell {
    row: u32,
    column: usize,
    text: String,
}

fn rows_of(workbook: &mut Sheets<Cursor<&[u8]>>, sheet: &str) -> Result<Vec<SheetRow>, String> {
    let mut cells = Vec::new();
    let mut add = |(row, column): (u32, u32), text: String| {
        if !text.is_empty() {
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            cells.push(Cell { row, column, text });
        }
        check_size(cells.len())
    };
    if let Sheets::Xlsx(workbook) = workbook {
        // Cell by cell, since two cells far apart would make a huge table.
        let failed = |error| describe(&calamine::Error::Xlsx(error));
        let mut reader = workbook.worksheet_cells_reader(sheet).map_err(failed)?;
        while let Some(cell) = reader.next_cell().map_err(failed)? {
            add(
                cell.get_position(),
                written(&cell.get_value().clone().into()),
            )?;
        }
    } else {
        let range = workbook
            .worksheet_range(sheet)
            .map_err(|error| describe(&error))?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let from =
                |first: u32, by: usize| first.saturating_add(u32::try_from(by).unwrap_or(u32::MAX));
            add(
                (from(first_row, row), from(first_column, column)),
                written(value),
            )?;
        }
    }
    table(cells)
}

fn check_size(cells: usize) -> Result<(), String> {
    if cells > MOST_CELLS {
        let most = MOST_CELLS / 1_000_000;
        return Err(format!(
            "it has more than {most} million cells; save it as CSV"
        ));
    }
    Ok(())
}

/// Puts cells into rows; the sheet may list them in any order.
fn table(mut cells: Vec<Cell>) -> Result<Vec<SheetRow>, String> {
    cells.arrange_by_key(|cell| (cell.row, cell.column));
    let first_column = cells.iter().map(|cell| cell.column).min().unwrap_or(0);
    let mut rows: Vec<SheetRow> = Vec::new();
    let mut last_row = None;
    let mut size = 0;
    for cell in cells {
        if last_row != Some(cell.row) {
            last_row = Some(cell.row);
            rows.push((cell.row.saturating_add(1), Vec::new()));
        }
        let column = cell.column - first_column;
        if let Some((_, row)) = rows.last_mut() {
            size += (column + 1).saturating_sub(row.len());
            check_size(size)?;
            row.resize(column, String::new());
            row.push(cell.text);
        }
    }
    Ok(rows)
}

/// A cell's value as text.
fn written(value: &Data) -> String {
    match value {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DurationIso(text) => text.trim().to_owned(),
        Data::DateTimeIso(date) => date.trim_end_matches("T00:00:00").to_owned(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => written_number(*number),
        Data::Bool(is_true) => is_true.to_string(),
        Data::DateTime(date) => written_date(date),
    }
}

/// Spreadsheets count to 15 digits and show no more.
fn written_number(number: f64) -> String {
    let rounded = format!("{number:.14e}").parse().unwrap_or(number);
    // No minus before a zero.
    format!("{}", rounded + 0.0)
}

fn written_date(date: &ExcelDateTime) -> String {
    let seconds = (date.as_f64() * 86_400.0).round();
    if date.is_duration() {
        let sign = if seconds < 0.0 { "-" } else { "" };
        let seconds = seconds.abs();
        let (hours, minutes) = ((seconds / 3600.0).floor(), (seconds / 60.0).floor() % 60.0);
        return format!("{sign}{hours:02}:{minutes:02}:{:02}", seconds % 60.0);
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if (0.0..1.0).contains(&date.as_f64()) {
        time
    } else if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{time}")
    }
}

// The workbooks of these tests are made by the crate that writes them.
#[cfg(test)]
#[cfg(feature = "xlsx")]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime as Date, Format, Workbook};

    use super::*;

    /// The rows of the first sheet.
    fn first_rows(bytes: &[u8]) -> Result<Vec<SheetRow>, String> {
        sheets(bytes).map(|sheets| sheets.into_iter().next().unwrap_or_default().1)
    }

    fn row(number: u32, cells: &[&str]) -> SheetRow {
        (number, cells.iter().map(|&cell| cell.to_owned()).collect())
    }
    use crate::source::formats::package::zipped;

    fn workbook(
        fill: impl FnOnce(&mut Workbook) -> Result<(), rust_xlsxwriter::XlsxError>,
    ) -> Vec<u8> {
        let mut workbook = Workbook::new();
        fill(&mut workbook).expect("filled");
        workbook.save_to_buffer().expect("a workbook")
    }

    #[test]
    fn cells_are_written_as_a_person_would() {
        let date = Format::new().set_num_format("yyyy-mm-dd");
        let time = Format::new().set_num_format("yyyy-mm-dd hh:mm");
        let span = Format::new().set_num_format("[h]:mm:ss");
        let bytes = workbook(|workbook| {
            let sheet = workbook.add_worksheet();
            for (column, name) in ["text", "date", "number", "share", "is", "span"]
                .iter()
                .enumerate()
            {
                sheet.write(2, u16::try_from(column).expect("small") + 1, *name)?;
            }
            sheet.write(4, 1, " Mill & wind ")?;
            sheet.write_with_format(4, 2, &Date::from_ymd(2015, 12, 16)?, &date)?;
            sheet.write(4, 3, 2017)?;
            sheet.write(4, 4, 0.1 + 0.2)?;
            sheet.write(4, 5, true)?;
            sheet.write_with_format(4, 6, 1.25, &span)?;
            sheet.write(5, 1, "Short")?;
            sheet.write_with_format(
                5,
                2,
                &Date::from_ymd(2015, 12, 16)?.and_hms(8, 30, 0)?,
                &time,
            )?;
            Ok(())
        });
        assert_eq!(
            first_rows(&bytes).expect("rows"),
            [
                row(3, &["text", "date", "number", "share", "is", "span"]),
                row(
                    5,
                    &[
                        "Mill & wind",
                        "2015-12-16",
                        "2017",
                        "0.3",
                        "true",
                        "30:00:00"
                    ]
                ),
                row(6, &["Short", "2015-12-16T08:30:00"]),
            ]
        );
    }

    #[test]
    fn the_first_sheet_shown_that_holds_something_is_taken() {
        let bytes = workbook(|workbook| {
            workbook.add_worksheet();
            workbook
                .add_worksheet()
                .set_hidden(true)
                .write(0, 0, "hidden")?;
            workbook
                .add_worksheet()
                .set_active(true)
                .write(0, 0, "text")?
                .write(1, 0, "Mill")?;
            Ok(())
        });
        assert_eq!(
            first_rows(&bytes).expect("rows"),
            [row(1, &["text"]), row(2, &["Mill"])]
        );
    }

    #[test]
    fn cells_far_apart_make_no_huge_table() {
        let bytes = workbook(|workbook| {
            let sheet = workbook.add_worksheet();
            sheet.write(0, 0, "a")?.write(1_048_575, 16_383, "b")?;
            Ok(())
        });
        let rows = first_rows(&bytes).expect("rows");
        let widths = rows.iter().map(|(number, cells)| (*number, cells.len()));
        assert_eq!(widths.collect::<Vec<_>>(), [(1, 1), (1_048_576, 16_384)]);
    }

    #[test]
    fn what_can_not_be_read_is_told() {
        let empty = workbook(|workbook| {
            workbook.add_worksheet();
            Ok(())
        });
        assert!(
            first_rows(&empty)
                .expect_err("empty")
                .starts_with("it has no cell")
        );
        let bytes = workbook(|workbook| {
            workbook.add_worksheet().write(0, 0, "text")?;
            Ok(())
        });
        for length in (0..bytes.len()).step_by(97) {
            assert!(first_rows(&bytes[..length]).is_err(), "cut at {length}");
        }
        assert!(first_rows(b"a,b\n1,2\n").is_err());
        let old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0";
        assert!(
            first_rows(old)
                .expect_err("refused")
                .starts_with(if cfg!(feature = "ole") {
                    "damaged"
                } else {
                    "an old Office"
                })
        );
        let bomb = zipped(&[("xl/workbook.xml", &" ".repeat(12 << 20))]);
        assert!(first_rows(&bomb).expect_err("refused").contains("ZIP bomb"));
        let broken = zipped(&[
            ("xl/workbook.xml", "<workbook><sheets>"),
            ("xl/_rels/workbook.xml.rels", "<x"),
        ]);
        assert!(first_rows(&broken).is_err());
    }

    #[test]
    fn numbers_lose_noise_only() {
        for (number, text) in [
            (12.0, "12"),
            (-0.0, "0"),
            (1.5e-7, "0.00000015"),
            (-3.25, "-3.25"),
            (1e15, "1000000000000000"),
        ] {
            assert_eq!(written_number(number), text);
        }
    }
}

//! A sheet of the workbook: takes a table, gives its rows as numbers and text, as far as they fit.

use std::borrow::Cow;
use std::io;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{CUT_COLOUR, failed, set_heading};
use crate::model::{Cell, ColumnType, Table};
use crate::output::formats::cells::{each_cell, plain_text};
use crate::output::in_order::Check;

/// The most rows of a sheet. Excel takes 1,048,576, but nobody reads so many, and a workbook of them
/// opens in minutes.
pub(in crate::output::formats) const MOST_ROWS: usize = 100_000;

/// The most UTF-16 units of a cell, by the limits of Excel.
const MOST_UNITS: usize = 32_767;

/// The largest whole number whose digits Excel keeps.
const LARGEST_WHOLE: u64 = 999_999_999_999_999;

/// Rows between two checks.
const BLOCK_ROWS: usize = 4_096;

/// A sheet that is made.
pub(super) struct Sheet {
    pub(super) worksheet: Worksheet,
    /// Rows below the heading.
    pub(super) rows: usize,
    /// Cells whose text was too long.
    pub(super) cut_cells: usize,
}

impl Sheet {
    /// A sheet with its heading, for as many rows of a table as fit.
    pub(super) fn headed(table: &Table<'_>, worksheet: Worksheet) -> Result<Self, XlsxError> {
        let mut sheet = Self {
            worksheet,
            rows: table.row_count().min(MOST_ROWS),
            cut_cells: 0,
        };
        sheet.head(table)?;
        Ok(sheet)
    }

    /// Writes the rows below the heading.
    pub(super) fn filled(mut self, table: &Table<'_>, check: &Check<'_>) -> io::Result<Self> {
        for start in (0..self.rows).step_by(BLOCK_ROWS) {
            check()?;
            self.fill(table, start, self.rows.min(start + BLOCK_ROWS))
                .map_err(failed)?;
        }
        if self.rows < table.row_count() || self.cut_cells > 0 {
            self.worksheet.set_tab_color(CUT_COLOUR);
        }
        Ok(self)
    }

    fn head(&mut self, table: &Table<'_>) -> Result<(), XlsxError> {
        self.worksheet.set_name(table.spec.name)?;
        let columns = &table.spec.columns;
        let names: Vec<&str> = columns.iter().map(|column| &*column.name).collect();
        set_heading(&mut self.worksheet, &names, self.rows)?;
        for (place, column) in (0..).zip(columns.iter()) {
            let least = match column.kind {
                ColumnType::String => 22,
                ColumnType::Integer | ColumnType::Number => 10,
            };
            // Room for the arrow of the filter.
            let width = least.max(column.name.chars().count() + 4);
            self.worksheet
                .set_column_width(place, width.min(40) as f64)?;
        }
        Ok(())
    }

    fn fill(&mut self, table: &Table<'_>, start: usize, end: usize) -> Result<(), XlsxError> {
        // Below the heading; the first cell of each row goes one down.
        let mut row = start as u32;
        let mut result = Ok(());
        each_cell(table, start..end, &mut |column, cell| {
            row += u32::from(column == 0);
            if result.is_ok() {
                result = self.cell(row, column as u16, cell);
            }
        });
        result
    }

    fn cell(&mut self, row: u32, column: u16, cell: &Cell<'_>) -> Result<(), XlsxError> {
        let number = match cell {
            Cell::Text(text) => return self.text(row, column, text),
            Cell::Stated(text) => match text.parse::<f64>() {
                Ok(number) if number.abs() <= LARGEST_WHOLE as f64 => number,
                _ => return self.text(row, column, text),
            },
            Cell::Count(count) if *count <= LARGEST_WHOLE => *count as f64,
            Cell::Count(count) => return self.text(row, column, &count.to_string()),
            Cell::Number(number) if number.is_finite() => *number,
            Cell::Number(_) | Cell::Missing | Cell::Entry { .. } => return Ok(()),
        };
        self.worksheet.write_number(row, column, number + 0.0)?;
        Ok(())
    }

    fn text(&mut self, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        let text = printable(text);
        let shown = fitting(&text);
        self.cut_cells += usize::from(shown.len() < text.len());
        // As a string it is never run, whatever it begins with.
        self.worksheet.write_string(row, column, shown)?;
        Ok(())
    }
}

/// Text without what XML can't hold.
fn printable(text: &str) -> Cow<'_, str> {
    let text = plain_text(text);
    let is_bad =
        |c: char| (c < ' ' && c != '\t' && c != '\n') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    if text.contains(is_bad) {
        text.replace(is_bad, "\u{FFFD}").into()
    } else {
        text
    }
}

/// A text as a cell can show it.
pub(in crate::output) fn cell_text(text: &str) -> String {
    fitting(&printable(text)).to_owned()
}

/// As much of a text as fits in a cell.
fn fitting(text: &str) -> &str {
    if text.len() <= MOST_UNITS {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > MOST_UNITS
    });
    end.map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_takes_what_fits_and_can_be_shown() {
        assert_eq!(
            printable("a\rb\tc\nd\u{1}\u{FFFF}"),
            "a b\tc\nd\u{FFFD}\u{FFFD}"
        );
        let long = "é".repeat(MOST_UNITS + 1);
        assert_eq!(fitting(&long).chars().count(), MOST_UNITS);
        // Each takes two units, and none is cut in half.
        let pairs = "😀".repeat(MOST_UNITS);
        assert_eq!(fitting(&pairs).chars().count(), MOST_UNITS / 2);
        assert_eq!(fitting("short"), "short");
    }
}

//! A table for a person: a header, columns aligned, no wider than the terminal.

use std::io::{self, Write};

use super::columns::{cut_end, harmless, isolated, padding, width};

/// Blanks between two columns.
const GAP: usize = 2;
/// The narrowest that a column of text gets.
const NARROWEST_TEXT: usize = 12;

/// A column of a sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct SheetColumn {
    header: &'static str,
    is_number: bool,
}

/// A column of text; it is cut where the terminal is too narrow.
pub(super) const fn text(header: &'static str) -> SheetColumn {
    SheetColumn {
        header,
        is_number: false,
    }
}

/// A column of numbers, aligned on the right.
pub(super) const fn number(header: &'static str) -> SheetColumn {
    SheetColumn {
        header,
        is_number: true,
    }
}

/// Rows of cells. Where not all columns fit, the last are left out.
#[derive(Debug)]
pub(super) struct Sheet {
    /// The columns, the most important first.
    pub(super) columns: Vec<SheetColumn>,
    /// The rows, a cell for each column.
    pub(super) rows: Vec<Vec<String>>,
}

impl Sheet {
    /// Prints header and rows; nothing if there is no row.
    pub(super) fn print(
        &self,
        terminal_width: usize,
        has_colors: bool,
        out: &mut impl Write,
    ) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let widths = self.widths(terminal_width);
        let headers = self.columns.iter().map(|column| column.header.to_owned());
        let header = self.line(&headers.collect::<Vec<_>>(), &widths);
        if has_colors {
            writeln!(out, "\x1b[1m{header}\x1b[0m")?;
        } else {
            writeln!(out, "{header}")?;
        }
        for row in &self.rows {
            writeln!(out, "{}", self.line(row, &widths))?;
        }
        out.flush()
    }

    /// The widths of the columns that fit, from the first.
    fn widths(&self, terminal_width: usize) -> Vec<usize> {
        let needed = |at: usize| {
            let cells = self.rows.iter().map(|row| width(&row[at]));
            cells.chain([width(self.columns[at].header)]).max()
        };
        let places = 0..self.columns.len();
        let mut widths: Vec<usize> = places.map(|at| needed(at).unwrap_or(0)).collect();
        let excess = |widths: &[usize]| {
            let all = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
            all.saturating_sub(terminal_width)
        };
        for at in (0..widths.len()).filter(|&at| !self.columns[at].is_number) {
            let full = widths[at];
            let least = full.min(NARROWEST_TEXT);
            widths[at] = full.saturating_sub(excess(&widths)).max(least);
        }
        while widths.len() > 2 && excess(&widths) > 0 {
            widths.pop();
        }
        widths
    }

    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let mut line = String::new();
        for ((cell, column), &columns) in cells.iter().zip(&self.columns).zip(widths) {
            let safe = harmless(cell);
            let shown = cut_end(&safe, columns);
            let blanks = padding(&shown, columns);
            let shown = isolated(&shown);
            if column.is_number {
                line.push_str(&blanks);
                line.push_str(&shown);
            } else {
                line.push_str(&shown);
                line.push_str(&blanks);
            }
            line.push_str(&" ".repeat(GAP));
        }
        line.truncate(line.trim_end().len());
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(columns: usize) -> String {
        let row = |cells: [&str; 4]| cells.map(ToOwned::to_owned).to_vec();
        let sheet = Sheet {
            columns: vec![
                number("rank"),
                text("word"),
                number("count"),
                text("source"),
            ],
            rows: vec![
                row(["1", "sovereignty", "1,234", "ministry of foreign affairs"]),
                row(["2", "主权", "7", "a"]),
            ],
        };
        let mut bytes = Vec::new();
        sheet.print(columns, false, &mut bytes).expect("memory");
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn columns_are_aligned_by_display_width() {
        assert_eq!(
            printed(80),
            "rank  word         count  source\n\
             \x20  1  sovereignty  1,234  ministry of foreign affairs\n\
             \x20  2  主权             7  a\n"
        );
    }

    #[test]
    fn text_is_cut_and_columns_are_left_out_where_the_terminal_is_narrow() {
        assert_eq!(
            printed(40),
            "rank  word         count  source\n\
             \x20  1  sovereignty  1,234  ministry of f…\n\
             \x20  2  主权             7  a\n"
        );
        assert_eq!(
            printed(24),
            "rank  word         count\n\
             \x20  1  sovereignty  1,234\n\
             \x20  2  主权             7\n"
        );
    }
}

//! CSV that a spreadsheet opens by a double click: takes a table, gives CSV with a byte-order mark, in
//! which no text is run as a formula. It alters data, so it is written only when asked for.

use std::io::{self, Write};

use super::csv::CsvRows;
use super::in_order::{Check, in_order};
use crate::model::{Cell, ColumnType, RowWriter, Table};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// As [`super::write_csv`], with a byte-order mark, and a `'` before text that begins like a formula.
///
/// # Errors
/// What `out` says; `check` is asked before each block and can stop the writing.
pub fn write_excel_csv(
    table: &Table<'_>,
    out: &mut (impl Write + Send),
    check: &Check<'_>,
) -> io::Result<u64> {
    let columns = &table.spec.columns;
    let is_text = |column: &ColumnType| *column == ColumnType::String;
    let header: Vec<Cell<'_>> = columns
        .iter()
        .map(|column| (&*column.name).into())
        .collect();
    let mut head = BYTE_ORDER_MARK.to_vec();
    let all = vec![true; columns.len()];
    Guarded::new(&all, &mut head).row(&header);
    out.write_all(&head)?;
    let text: Vec<bool> = columns.iter().map(|column| is_text(&column.kind)).collect();
    in_order(
        table.row_count(),
        |rows, block| table.write_plain_rows(rows, &mut Guarded::new(&text, block)),
        |block| out.write_all(block),
        check,
    )?;
    Ok(table.row_count() as u64)
}

/// Whether a spreadsheet may take this text for a formula (OWASP, CSV injection).
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Appends rows as CSV, with a `'` before what may be run.
struct Guarded<'a> {
    /// By column: whether it holds text; numbers may begin with a sign.
    text: &'a [bool],
    rows: CsvRows<'a>,
}

impl<'a> Guarded<'a> {
    fn new(text: &'a [bool], out: &'a mut Vec<u8>) -> Self {
        Self {
            text,
            rows: CsvRows::new(&[], out),
        }
    }
}

impl RowWriter for Guarded<'_> {
    fn row(&mut self, cells: &[Cell<'_>]) {
        let guarded: Vec<Option<String>> = cells
            .iter()
            .zip(self.text)
            .map(|(cell, is_text)| match cell {
                Cell::Text(text) if *is_text && is_formula(text) => Some(format!("'{text}")),
                _ => None,
            })
            .collect();
        let safe: Vec<Cell<'_>> = cells
            .iter()
            .zip(&guarded)
            .map(|(cell, guarded)| guarded.as_ref().map_or(*cell, Cell::from))
            .collect();
        self.rows.row(&safe);
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::model::{Column, Dictionary, TableSpec};

    #[test]
    fn text_is_guarded_and_numbers_are_not() {
        let spec = TableSpec {
            name: "t",
            row: "a row",
            columns: Cow::Owned(vec![Column::string("=a", ""), Column::number("b", "")]),
            key: vec!["=a".into()],
            order: "",
        };
        let texts = ["=1+1", "+1", "-x", "@a", "\tx", "\ry", "a=b", "-"];
        let table = Table::by_row(spec, texts.len(), |row, out| {
            out.row(&[Cell::entry(0, row), "-0.5".into()]);
        });
        let table = table.with([Dictionary::new(texts.len(), |entry, out| {
            out.row(&[texts[entry].into()]);
        })]);
        let mut bytes = Vec::new();
        write_excel_csv(&table, &mut bytes, &|| Ok(())).expect("memory");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "\u{FEFF}'=a,b");
        let first = lines[1..].iter().map(|line| line.trim_end_matches(",-0.5"));
        let expected = ["'=1+1", "'+1", "'-x", "'@a", "'\tx", "' y", "a=b", "'-"];
        assert_eq!(first.collect::<Vec<_>>(), expected);
    }
}

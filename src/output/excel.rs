//! CSV that a spreadsheet opens by a double click: takes a table, gives CSV with a byte-order mark, in
//! which no text is run as a formula. It alters data, so it is written only when asked for.

use std::borrow::Cow;
use std::io::{self, Write};

use super::csv::CsvRows;
use super::in_order::{Check, in_order};
use crate::model::{Cell, RowWriter, Table};

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
    let names = columns.iter().map(|column| guarded(&column.name));
    let names: Vec<Cow<'_, str>> = names.collect();
    let mut head = BYTE_ORDER_MARK.to_vec();
    CsvRows::new(&[], &mut head).head(names.iter().map(AsRef::as_ref));
    out.write_all(&head)?;
    in_order(
        table.row_count(),
        |rows, block| table.write_plain_rows(rows, &mut Guarded(CsvRows::new(&[], block))),
        |block| out.write_all(block),
        check,
    )?;
    Ok(table.row_count() as u64)
}

/// Whether a spreadsheet may take this text for a formula (OWASP, CSV injection).
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// The text with a `'` before it, if it may be run.
fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Appends rows as CSV, with a `'` before text that may be run; numbers may begin with a sign.
struct Guarded<'a>(CsvRows<'a>);

impl RowWriter for Guarded<'_> {
    fn row(&mut self, cells: &[Cell<'_>]) {
        let texts: Vec<Option<Cow<'_, str>>> = cells
            .iter()
            .map(|cell| match cell {
                Cell::Text(text) => Some(guarded(text)),
                _ => None,
            })
            .collect();
        let safe: Vec<Cell<'_>> = cells
            .iter()
            .zip(&texts)
            .map(|(cell, text)| text.as_deref().map_or(*cell, Cell::from))
            .collect();
        self.0.row(&safe);
    }
}

#[cfg(test)]
mod tests {
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
            out.row(&[Cell::entry(0, row), (-0.5).into()]);
        });
        let table = table.with([Dictionary::new(texts.len(), |entry, out| {
            out.row(&[texts[entry].into()]);
        })]);
        let mut bytes = Vec::new();
        write_excel_csv(&table, &mut bytes, &|| Ok(())).expect("memory");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "\u{FEFF}\"'=a\",b");
        let first = lines[1..]
            .iter()
            .map(|line| line.trim_end_matches(",-0.5").trim_matches('"'));
        let expected = ["'=1+1", "'+1", "'-x", "'@a", "'\tx", "' y", "a=b", "'-"];
        assert_eq!(first.collect::<Vec<_>>(), expected);
    }
}

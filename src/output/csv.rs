//! CSV: RFC 4180, LF, shortest round-trip numbers, missing values as empty cells.
//!
//! Text is always in quotes, numbers never are. So a column is quoted as a whole or not at all, by its type:
//! a cell of text fills a column of text (`Scalar`), and programs that guess the dialect from the first
//! rows, such as DuckDB, meet no other one further down. Rows are written straight into bytes.

use std::io::{self, Write};

use memchr::memchr2_iter;

use super::entries::Entries;
use super::in_order::{Check, in_order};
use crate::model::{Cell, RowWriter, Table};

/// Writes a table, header first; gives the number of rows. Rows are formatted in parallel and
/// written in order, in blocks.
///
/// # Errors
/// What `out` says; `check` is asked before each block and can stop the writing.
pub fn write_csv(
    table: &Table<'_>,
    out: &mut (impl Write + Send),
    check: &Check<'_>,
) -> io::Result<u64> {
    let columns = table.spec.columns.iter();
    let mut head = Vec::new();
    CsvRows::new(&[], &mut head).head(columns.map(|column| &*column.name));
    out.write_all(&head)?;
    let entries: Vec<Entries> = table.dictionaries.iter().map(Entries::of).collect();
    in_order(
        table.row_count(),
        |rows, block| table.write_rows(rows, &mut CsvRows::new(&entries, block)),
        |block| out.write_all(block),
        check,
    )?;
    Ok(table.row_count() as u64)
}

/// The lines of the rows that `write` writes, of no table in particular.
#[cfg(feature = "worker")]
#[must_use]
pub fn csv_of_rows(write: &mut dyn FnMut(&mut dyn RowWriter)) -> Vec<u8> {
    let mut lines = Vec::new();
    write(&mut CsvRows::new(&[], &mut lines));
    lines
}

/// The header line of columns with these names.
#[cfg(feature = "worker")]
#[must_use]
pub fn csv_of_names(names: &[String]) -> Vec<u8> {
    let mut line = Vec::new();
    CsvRows::new(&[], &mut line).head(names.iter().map(String::as_str));
    line
}

/// Appends rows as CSV to bytes.
pub(super) struct CsvRows<'a> {
    /// The dictionaries of the table.
    entries: &'a [Entries],
    out: &'a mut Vec<u8>,
    integers: itoa::Buffer,
    numbers: zmij::Buffer,
    /// The number written last, with its length and bytes: the same often comes in many rows.
    last: (f64, usize, [u8; 32]),
}

impl<'a> CsvRows<'a> {
    pub(super) fn new(entries: &'a [Entries], out: &'a mut Vec<u8>) -> Self {
        Self {
            entries,
            out,
            integers: itoa::Buffer::new(),
            numbers: zmij::Buffer::new(),
            last: (f64::NAN, 0, [0; 32]),
        }
    }

    /// Appends the header: plain names as they are.
    pub(super) fn head<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        for name in names {
            let is_plain = |c: char| c == '_' || c.is_alphanumeric();
            if name.chars().all(is_plain) && !name.is_empty() {
                self.out.extend_from_slice(name.as_bytes());
                self.out.push(b',');
            } else {
                self.text(name);
            }
        }
        self.end_row();
    }

    fn end_row(&mut self) {
        if let Some(end) = self.out.last_mut() {
            *end = b'\n';
        }
    }

    /// Appends these cells, each with a comma behind it.
    pub(super) fn cells(&mut self, cells: &[Cell<'_>]) {
        for cell in cells {
            match *cell {
                Cell::Text(text) => self.text(text),
                Cell::Stated(number) => {
                    self.out.extend_from_slice(number.as_bytes());
                    self.out.push(b',');
                }
                Cell::Count(count) => self.count(count),
                Cell::Number(number) if number.is_finite() => self.number(number),
                Cell::Number(_) | Cell::Missing => self.out.push(b','),
                Cell::Entry { dictionary, entry } => {
                    let entries = self.entries.get(dictionary);
                    debug_assert!(entries.is_some(), "no dictionary {dictionary}");
                    if let Some(entries) = entries {
                        entries.append(entry, self.out);
                    }
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        // A missing value, which programs tell from text by its lack of quotes.
        if text.is_empty() {
            self.out.push(b',');
            return;
        }
        self.out.push(b'"');
        self.inside_quotes(text.as_bytes());
        self.out.extend_from_slice(b"\",");
    }

    /// Appends text with its quotes doubled; a lone CR would be a line end to some readers even inside
    /// quotes, so a blank stands for it.
    fn inside_quotes(&mut self, text: &[u8]) {
        let mut copied = 0;
        for at in memchr2_iter(b'"', b'\r', text) {
            self.out.extend_from_slice(&text[copied..at]);
            let instead: &[u8] = if text[at] == b'"' { b"\"\"" } else { b" " };
            self.out.extend_from_slice(instead);
            copied = at + 1;
        }
        self.out.extend_from_slice(&text[copied..]);
    }

    fn count(&mut self, count: u64) {
        if count < 10 {
            self.out.extend_from_slice(&[b'0' + count as u8, b',']);
        } else {
            let digits = self.integers.format(count);
            self.out.extend_from_slice(digits.as_bytes());
            self.out.push(b',');
        }
    }

    fn number(&mut self, number: f64) {
        let (last, length, bytes) = &mut self.last;
        // Minus zero equals zero, and is zero to every reader.
        if number != *last {
            let digits = self
                .numbers
                .format_finite(if number == 0.0 { 0.0 } else { number });
            let digits = digits.as_bytes();
            bytes[..digits.len()].copy_from_slice(digits);
            bytes[digits.len()] = b',';
            (*last, *length) = (number, digits.len() + 1);
        }
        let end = self.out.len() + *length;
        self.out.extend_from_slice(bytes);
        self.out.truncate(end);
    }
}

impl RowWriter for CsvRows<'_> {
    fn row(&mut self, cells: &[Cell<'_>]) {
        let start = self.out.len();
        self.cells(cells);
        if self.out.len() - start <= 1 {
            // An empty line would be no row.
            self.out.truncate(start);
            self.out.extend_from_slice(b"\"\",");
        }
        self.end_row();
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::*;
    use crate::model::{Column, Dictionary, TableSpec};

    fn spec() -> TableSpec {
        TableSpec {
            name: "t",
            row: "a row",
            columns: Cow::Owned(vec![Column::string("a", ""), Column::number("b", "")]),
            key: Vec::new(),
            order: "",
        }
    }

    #[test]
    fn cells_are_quoted_and_numbers_are_short() {
        let table = Table::new(spec(), 4, |rows, out| {
            for row in rows {
                out.row(&match row {
                    0 => ["x, \"y\"".into(), 0.1.into()],
                    1 => ["line\nend".into(), f64::NAN.into()],
                    2 => ["".into(), (-0.0).into()],
                    _ => ["a\rb".into(), 1e-12.into()],
                });
            }
        });
        let mut bytes = Vec::new();
        let rows = write_csv(&table, &mut bytes, &|| Ok(())).expect("memory");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert_eq!(rows, 4);
        assert_eq!(
            text,
            "a,b\n\"x, \"\"y\"\"\",0.1\n\"line\nend\",\n,0.0\n\"a b\",1e-12\n"
        );
    }

    #[test]
    fn entries_stand_for_their_cells() {
        let words = [
            "a,b",
            "",
            "a word that is longer than what is copied at once",
        ];
        let pairs = Dictionary::new(3, |entry, out| out.row(&[words[entry].into(), 0.5.into()]));
        let table = Table::new(spec(), 4, |rows, out| {
            for row in rows {
                out.row(&[Cell::entry(0, row % 3)]);
            }
        });
        let mut bytes = Vec::new();
        write_csv(&table.with([pairs]), &mut bytes, &|| Ok(())).expect("memory");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let long = words[2];
        assert_eq!(
            text,
            format!("a,b\n\"a,b\",0.5\n,0.5\n\"{long}\",0.5\n\"a,b\",0.5\n")
        );
    }

    /// A cell that owns what it holds.
    #[derive(Debug, Clone)]
    enum Owned {
        Text(String),
        Count(u64),
        Number(f64),
        Missing,
    }

    impl Owned {
        fn cell(&self) -> Cell<'_> {
            match self {
                Self::Text(text) => text.into(),
                Self::Count(count) => (*count).into(),
                Self::Number(number) => (*number).into(),
                Self::Missing => Cell::Missing,
            }
        }

        /// The text that the `csv` crate gives back.
        fn plain(&self) -> String {
            match self {
                Self::Text(text) => text.replace('\r', " "),
                Self::Count(count) => count.to_string(),
                Self::Number(number) if !number.is_finite() => String::new(),
                Self::Number(number) if *number == 0.0 => "0.0".to_owned(),
                Self::Number(number) => zmij::Buffer::new().format_finite(*number).to_owned(),
                Self::Missing => String::new(),
            }
        }
    }

    fn cell() -> impl Strategy<Value = Owned> {
        prop_oneof![
            "[a-c ,\"\r\n'#;é\\\\]{0,12}".prop_map(Owned::Text),
            any::<String>().prop_map(Owned::Text),
            any::<u64>().prop_map(Owned::Count),
            (0..40_u64).prop_map(Owned::Count),
            any::<f64>().prop_map(Owned::Number),
            (-3..12_i32).prop_map(|number| Owned::Number(number.into())),
            Just(Owned::Number(-0.0)),
            Just(Owned::Missing),
        ]
    }

    proptest! {
        #[test]
        fn the_csv_crate_reads_what_is_written(
            rows in prop::collection::vec(prop::collection::vec(cell(), 1..6), 0..12),
        ) {
            let mut bytes = Vec::new();
            let mut out = CsvRows::new(&[], &mut bytes);
            for row in &rows {
                out.row(&row.iter().map(Owned::cell).collect::<Vec<_>>());
            }
            let mut reader = csv::ReaderBuilder::new();
            let reader = reader.flexible(true).has_headers(false).from_reader(&*bytes);
            let read = reader.into_records().map(|row| {
                let row = row.expect("UTF-8");
                row.iter().map(ToOwned::to_owned).collect::<Vec<_>>()
            });
            let plain = rows.iter().map(|row| row.iter().map(Owned::plain).collect::<Vec<_>>());
            prop_assert_eq!(read.collect::<Vec<_>>(), plain.collect::<Vec<_>>());
        }

        #[test]
        fn text_is_quoted_and_numbers_are_not(cell in cell()) {
            let mut bytes = Vec::new();
            CsvRows::new(&[], &mut bytes).row(&[Cell::Count(1), cell.cell()]);
            let is_text = matches!(&cell, Owned::Text(text) if !text.is_empty());
            prop_assert_eq!(bytes.starts_with(b"1,\""), is_text);
        }

        #[test]
        fn entries_are_written_as_plain_cells_are(
            cells in prop::collection::vec(prop::collection::vec(cell(), 2..=2), 1..5),
            rows in prop::collection::vec((0..5_usize, cell(), 0..5_usize), 0..30),
        ) {
            let (cells, rows) = (&cells, &rows);
            let table = || {
                let entries = cells.len();
                let table = Table::new(spec(), rows.len(), move |range, out| {
                    for (first, cell, last) in &rows[range] {
                        let at = |entry: &usize| Cell::entry(0, entry % entries);
                        out.row(&[at(first), cell.cell(), at(last)]);
                    }
                });
                table.with([Dictionary::new(entries, move |entry, out: &mut dyn RowWriter| {
                    out.row(&cells[entry].iter().map(Owned::cell).collect::<Vec<_>>());
                })])
            };
            let mut bytes = Vec::new();
            write_csv(&table(), &mut bytes, &|| Ok(())).expect("memory");
            let mut expected = b"a,b\n".to_vec();
            let mut plain = CsvRows::new(&[], &mut expected);
            table().write_plain_rows(0..rows.len(), &mut plain);
            prop_assert_eq!(String::from_utf8(bytes), String::from_utf8(expected));
        }
    }
}

//! CSV: RFC 4180, LF, shortest round-trip numbers, missing values as empty cells.

use std::io::{self, Write};

use rayon::prelude::*;

use crate::model::{Cell, RowWriter, Table};

/// Collects rows as CSV bytes.
pub struct CsvRows {
    writer: csv::Writer<Vec<u8>>,
    integers: itoa::Buffer,
    numbers: zmij::Buffer,
    rows: u64,
}

impl Default for CsvRows {
    fn default() -> Self {
        let writer = csv::WriterBuilder::new()
            .flexible(true)
            .from_writer(Vec::new());
        Self {
            writer,
            integers: itoa::Buffer::new(),
            numbers: zmij::Buffer::new(),
            rows: 0,
        }
    }
}

impl CsvRows {
    /// The bytes of the rows so far and how many rows there are.
    ///
    /// # Errors
    /// None in practice: the bytes are in memory.
    pub fn finish(self) -> io::Result<(Vec<u8>, u64)> {
        let bytes = self
            .writer
            .into_inner()
            .map_err(|error| error.into_error())?;
        Ok((bytes, self.rows))
    }

    fn cell(&mut self, cell: &Cell<'_>) -> csv::Result<()> {
        match *cell {
            Cell::Text(text) if text.contains('\r') => {
                // A lone CR would be a line end to some readers even inside quotes.
                self.writer.write_field(text.replace('\r', " "))
            }
            Cell::Text(text) => self.writer.write_field(text),
            Cell::Count(count) => self.writer.write_field(self.integers.format(count)),
            Cell::Number(number) if number.is_finite() => {
                // Minus zero is zero to every reader.
                let number = if number == 0.0 { 0.0 } else { number };
                self.writer.write_field(self.numbers.format_finite(number))
            }
            Cell::Number(_) | Cell::Missing => self.writer.write_field(""),
        }
    }
}

impl RowWriter for CsvRows {
    fn row(&mut self, cells: &[Cell<'_>]) {
        self.rows += 1;
        let written = cells
            .iter()
            .try_for_each(|cell| self.cell(cell))
            .and_then(|()| self.writer.write_record(None::<&[u8]>));
        debug_assert!(written.is_ok(), "writing to memory does not fail");
    }
}

/// Writes a table, header first; gives the number of rows. Blocks are formatted in parallel and
/// written in order.
///
/// # Errors
/// What `out` says; `check` is asked between batches and can stop the writing.
pub fn write_csv(
    table: &Table<'_>,
    out: &mut impl Write,
    check: &dyn Fn() -> io::Result<()>,
) -> io::Result<u64> {
    let header: Vec<Cell<'_>> = table
        .spec
        .columns
        .iter()
        .map(|column| Cell::Text(&column.name))
        .collect();
    let mut head = CsvRows::default();
    head.row(&header);
    out.write_all(&head.finish()?.0)?;
    let batch = 8 * rayon::current_num_threads();
    let mut rows = 0;
    for start in (0..table.block_count()).step_by(batch) {
        check()?;
        let end = table.block_count().min(start + batch);
        let blocks: Vec<io::Result<(Vec<u8>, u64)>> = (start..end)
            .into_par_iter()
            .map(|block| {
                let mut rows = CsvRows::default();
                table.write_block(block, &mut rows);
                rows.finish()
            })
            .collect();
        for block in blocks {
            let (bytes, count) = block?;
            out.write_all(&bytes)?;
            rows += count;
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::model::{Column, TableSpec};

    #[test]
    fn cells_are_quoted_and_numbers_are_short() {
        let spec = TableSpec {
            name: "t",
            row: "a row",
            columns: Cow::Owned(vec![Column::string("a", ""), Column::number("b", "")]),
            key: &["a"],
            order: "",
        };
        let table = Table::blocks(spec, 3, |block, out| match block {
            0 => out.row(&["x, \"y\"".into(), 0.1.into()]),
            1 => out.row(&["line\nend".into(), f64::NAN.into()]),
            _ => {
                out.row(&["".into(), (-0.0).into()]);
                out.row(&["a\rb".into(), 1e-12.into()]);
            }
        });
        let mut bytes = Vec::new();
        let rows = write_csv(&table, &mut bytes, &|| Ok(())).expect("memory");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert_eq!(rows, 4);
        assert_eq!(
            text,
            "a,b\n\"x, \"\"y\"\"\",0.1\n\"line\nend\",\n,0.0\na b,1e-12\n"
        );
    }
}

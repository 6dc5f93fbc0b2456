//! A table declared once: its name, columns, meaning and order, and a way to write its rows.
//!
//! Every reader of a table (CSV, `datapackage.json`, the documentation) goes by the same
//! [`TableSpec`]. Any range of rows can be asked for, so a table of millions of rows is never held as
//! cells and is written in parallel. Cells that many rows share stand in dictionaries, so a writer
//! can bring each entry into its own form once.

mod field;
mod typed;

use std::borrow::Cow;
use std::ops::Range;

pub(crate) use field::row;
pub use field::{CellBuffer, ColumnRef, Field, Naming, Scalar, rename};
pub(crate) use typed::table;
pub use typed::{
    ColumnsOf, Lookup, Rows, Shared, Shelf, TableBuilder, TableDef, TypedTable, declared,
    declared_spec,
};

/// Where the file of a table of this name is in an output folder; `kind` is `csv` or `parquet`.
#[must_use]
pub fn table_path(name: &str, kind: &str) -> String {
    format!("tables/{name}.{kind}")
}

/// The type of a column, in the words of the Data Package standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// A floating-point number in shortest round-trip form.
    Number,
}

impl ColumnType {
    /// The name in a Table Schema.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
        }
    }
}

/// A column: name, type and meaning.
#[derive(Debug, Clone)]
pub struct Column {
    /// snake_case name, the cell of the header row.
    pub name: Cow<'static, str>,
    /// Type of its cells; a missing value is an empty cell.
    pub kind: ColumnType,
    /// What a cell says, with its unit.
    pub meaning: Cow<'static, str>,
    /// Whether a row may have nothing to say here.
    pub can_be_missing: bool,
}

impl Column {
    /// A text column.
    #[must_use]
    pub const fn string(name: &'static str, meaning: &'static str) -> Self {
        Self::of(name, ColumnType::String, meaning)
    }

    /// A column of whole numbers.
    #[must_use]
    pub const fn integer(name: &'static str, meaning: &'static str) -> Self {
        Self::of(name, ColumnType::Integer, meaning)
    }

    /// A column of floating-point numbers.
    #[must_use]
    pub const fn number(name: &'static str, meaning: &'static str) -> Self {
        Self::of(name, ColumnType::Number, meaning)
    }

    const fn of(name: &'static str, kind: ColumnType, meaning: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            kind,
            meaning: Cow::Borrowed(meaning),
            can_be_missing: false,
        }
    }
}

/// The declaration of a table.
#[derive(Debug, Clone)]
pub struct TableSpec {
    /// Name; the file is this with `.csv`.
    pub name: &'static str,
    /// What one row is.
    pub row: &'static str,
    /// Columns, in the order of the file.
    pub columns: Cow<'static, [Column]>,
    /// The columns that together tell rows apart.
    pub key: Vec<Cow<'static, str>>,
    /// The order of the rows, in words.
    pub order: &'static str,
}

impl TableSpec {
    /// The file name of the table.
    #[must_use]
    pub fn file(&self) -> String {
        format!("{}.csv", self.name)
    }

    /// Where its file of this kind, `csv` or `parquet`, is in an output folder.
    #[must_use]
    pub fn path(&self, kind: &str) -> String {
        table_path(self.name, kind)
    }

    /// Whether a column of the key may be missing, which one of a primary key must not.
    #[must_use]
    pub fn has_open_key(&self) -> bool {
        let mut columns = self.columns.iter();
        columns.any(|column| column.can_be_missing && self.key.contains(&column.name))
    }
}

/// One cell to be written, or several that stand in a dictionary of the table.
#[derive(Debug, Clone, Copy)]
pub enum Cell<'a> {
    /// Text; empty text is a missing value. It fills a column of text, and no other one.
    Text(&'a str),
    /// A number in the spelling of the input; empty, it is a missing value.
    Stated(&'a str),
    /// A whole number.
    Count(u64),
    /// A number; what is not finite is a missing value.
    Number(f64),
    /// A missing value.
    Missing,
    /// All cells of an entry of a [`Dictionary`] of the table.
    Entry {
        /// The dictionary, by its place in the table.
        dictionary: usize,
        /// The entry, by its place in the dictionary.
        entry: usize,
    },
}

impl Cell<'_> {
    /// The cells of this entry of this dictionary of the table.
    #[must_use]
    pub fn entry(dictionary: usize, entry: usize) -> Self {
        Self::Entry { dictionary, entry }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Cell<'_> {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<u32> for Cell<'_> {
    fn from(count: u32) -> Self {
        Self::Count(u64::from(count))
    }
}

impl From<usize> for Cell<'_> {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<f64> for Cell<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Missing, Into::into)
    }
}

/// Receives the rows of a table, cell by cell.
pub trait RowWriter {
    /// Writes one row. Its length, with the cells of its entries, is that of the table's columns.
    fn row(&mut self, cells: &[Cell<'_>]);
}

type WriteEntry<'a> = Box<dyn Fn(usize, &mut dyn RowWriter) + Sync + 'a>;
type WriteRows<'a> = Box<dyn Fn(Range<usize>, &mut dyn RowWriter) + Sync + 'a>;

/// Cells that rows of a table share, such as a term with its label: one entry is the cells of one or
/// more neighbouring columns.
pub struct Dictionary<'a> {
    entries: usize,
    write: WriteEntry<'a>,
}

impl<'a> Dictionary<'a> {
    /// A dictionary of `entries` entries; `write` writes the cells of one as one row, none of which
    /// is itself an entry.
    pub fn new(entries: usize, write: impl Fn(usize, &mut dyn RowWriter) + Sync + 'a) -> Self {
        Self {
            entries,
            write: Box::new(write),
        }
    }

    /// Number of entries.
    #[must_use]
    pub fn entry_count(&self) -> usize {
        self.entries
    }

    /// Writes the cells of an entry as one row.
    pub fn write_entry(&self, entry: usize, out: &mut dyn RowWriter) {
        (self.write)(entry, out);
    }
}

/// A table ready to be written: its declaration and its rows.
pub struct Table<'a> {
    /// The declaration.
    pub spec: TableSpec,
    /// The dictionaries that rows refer to.
    pub dictionaries: Vec<Dictionary<'a>>,
    rows: usize,
    write: WriteRows<'a>,
}

impl<'a> Table<'a> {
    /// A table of `rows` rows; `write` writes some of them, and does so on the calling thread.
    pub fn new(
        spec: TableSpec,
        rows: usize,
        write: impl Fn(Range<usize>, &mut dyn RowWriter) + Sync + 'a,
    ) -> Self {
        Self {
            spec,
            dictionaries: Vec::new(),
            rows,
            write: Box::new(write),
        }
    }

    /// A table of rows that are independent of each other; `write` writes one of them.
    pub fn by_row(
        spec: TableSpec,
        rows: usize,
        write: impl Fn(usize, &mut dyn RowWriter) + Sync + 'a,
    ) -> Self {
        Self::new(spec, rows, move |rows, out| {
            for row in rows {
                write(row, out);
            }
        })
    }

    /// The table with the dictionaries that its rows refer to.
    #[must_use]
    pub fn with(mut self, dictionaries: impl IntoIterator<Item = Dictionary<'a>>) -> Self {
        self.dictionaries.extend(dictionaries);
        self
    }

    /// Number of rows.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.rows
    }

    /// Writes these rows, in their order; `out` looks up entries of dictionaries.
    pub fn write_rows(&self, rows: Range<usize>, out: &mut dyn RowWriter) {
        (self.write)(rows, out);
    }

    /// As [`Table::write_rows`], with entries of dictionaries replaced by their cells.
    pub fn write_plain_rows(&self, rows: Range<usize>, out: &mut dyn RowWriter) {
        let dictionaries = &self.dictionaries;
        self.write_rows(rows, &mut Plain { dictionaries, out });
    }
}

/// Replaces entries by their cells.
struct Plain<'a, 'd> {
    dictionaries: &'a [Dictionary<'d>],
    out: &'a mut dyn RowWriter,
}

impl RowWriter for Plain<'_, '_> {
    fn row(&mut self, cells: &[Cell<'_>]) {
        let place = |cell: &Cell<'_>| match *cell {
            Cell::Entry { dictionary, entry } => Some((dictionary, entry)),
            _ => None,
        };
        let entries = cells.iter().enumerate();
        let mut entries = entries.filter_map(|(at, cell)| Some((at, place(cell)?)));
        let Some((at, (dictionary, entry))) = entries.next() else {
            return self.out.row(cells);
        };
        // One after the other: an entry's cells live only while it is written.
        let (before, after) = (&cells[..at], &cells[at + 1..]);
        let out = &mut *self;
        let found = out.dictionaries.get(dictionary);
        debug_assert!(found.is_some(), "no dictionary {dictionary}");
        if let Some(found) = found {
            found.write_entry(entry, &mut Splice { before, after, out });
        }
    }
}

/// Puts the cells of an entry between those before and after it.
struct Splice<'a, 'c, 'p, 'd> {
    before: &'a [Cell<'c>],
    after: &'a [Cell<'c>],
    out: &'a mut Plain<'p, 'd>,
}

impl RowWriter for Splice<'_, '_, '_, '_> {
    fn row(&mut self, cells: &[Cell<'_>]) {
        self.out.row(&[self.before, cells, self.after].concat());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows as text, cells parted by a bar.
    #[derive(Default)]
    struct Shown(Vec<String>);

    impl RowWriter for Shown {
        fn row(&mut self, cells: &[Cell<'_>]) {
            let shown = cells.iter().map(|cell| match cell {
                Cell::Text(text) | Cell::Stated(text) => (*text).to_owned(),
                Cell::Count(count) => count.to_string(),
                Cell::Number(number) => format!("{number:?}"),
                Cell::Missing => "-".to_owned(),
                Cell::Entry { .. } => "an entry".to_owned(),
            });
            self.0.push(shown.collect::<Vec<_>>().join("|"));
        }
    }

    #[test]
    fn entries_are_replaced_by_their_cells() {
        let spec = TableSpec {
            name: "t",
            row: "a row",
            columns: Cow::Borrowed(&[]),
            key: Vec::new(),
            order: "",
        };
        let names = Dictionary::new(2, |entry, out| {
            out.row(&[["a", "b"][entry].into(), entry.into()]);
        });
        let halves = Dictionary::new(9, |entry, out| out.row(&[(entry as f64 / 2.0).into()]));
        let table = Table::new(spec, 3, |rows, out| {
            for row in rows {
                let name = Cell::entry(0, row % 2);
                out.row(&[name, Cell::Missing, Cell::entry(1, row), name, row.into()]);
            }
        });
        let table = table.with([names, halves]);
        let mut shown = Shown::default();
        table.write_plain_rows(1..3, &mut shown);
        assert_eq!(shown.0, ["b|1|-|0.5|b|1|1", "a|0|-|1.0|a|0|2"]);
    }
}

//! A table declared once: its name, columns, meaning and order, and a way to write its rows.
//!
//! Every reader of a table (CSV, `datapackage.json`, the documentation) goes by the same
//! [`TableSpec`]. Rows are written block by block straight into bytes, so a table of millions of
//! rows is never held as cells, and blocks can be formatted in parallel.

use std::borrow::Cow;

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
    pub key: &'static [&'static str],
    /// The order of the rows, in words.
    pub order: &'static str,
}

impl TableSpec {
    /// The file name of the table.
    #[must_use]
    pub fn file(&self) -> String {
        format!("{}.csv", self.name)
    }
}

/// One cell to be written.
#[derive(Debug, Clone, Copy)]
pub enum Cell<'a> {
    /// Text; empty text is a missing value.
    Text(&'a str),
    /// A whole number.
    Count(u64),
    /// A number; what is not finite is a missing value.
    Number(f64),
    /// A missing value.
    Missing,
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
    /// Writes one row. Its length is that of the table's columns.
    fn row(&mut self, cells: &[Cell<'_>]);
}

type WriteBlock<'a> = Box<dyn Fn(usize, &mut dyn RowWriter) + Sync + 'a>;

/// A table ready to be written: its declaration and its rows in blocks.
pub struct Table<'a> {
    /// The declaration.
    pub spec: TableSpec,
    blocks: usize,
    write: WriteBlock<'a>,
}

impl<'a> Table<'a> {
    /// A table of `blocks` blocks; `write` writes the rows of one of them.
    pub fn blocks(
        spec: TableSpec,
        blocks: usize,
        write: impl Fn(usize, &mut dyn RowWriter) + Sync + 'a,
    ) -> Self {
        Self {
            spec,
            blocks,
            write: Box::new(write),
        }
    }

    /// Number of blocks.
    #[must_use]
    pub fn block_count(&self) -> usize {
        self.blocks
    }

    /// Writes the rows of one block. Blocks in their order are the table in its order.
    pub fn write_block(&self, block: usize, out: &mut dyn RowWriter) {
        (self.write)(block, out);
    }
}

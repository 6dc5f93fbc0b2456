//! A table of typed rows, and the entries that many of its rows share.
//!
//! Takes a declaration ([`TableDef`]) and a way to make its rows, gives them as structs one after the
//! other, or as a [`Table`] of cells for the writers. Cells that many rows have in common stand on a
//! [`Shelf`], so a writer brings each of them into its form once.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

use super::field::{CellBuffer, ColumnRef, Field, Naming};
use super::{Cell, Column, Dictionary, RowWriter, Table, TableSpec, WriteRows};
use crate::model::TableId;

/// How many rows are made at a time for those who read them one after the other.
const BATCH: usize = 256;

/// The declaration of a table.
pub trait TableDef: Sized + 'static {
    /// Which table it is.
    const ID: TableId;
    /// What one row is.
    const ROW: &'static str;
    /// The order of the rows, in words.
    const ORDER: &'static str;
    /// A row.
    type Row<'a>: Field;

    /// The columns that together tell rows apart.
    fn key(columns: &ColumnsOf<Self>) -> Vec<ColumnRef<Self>>;

    /// The handles of the columns.
    #[must_use]
    fn columns() -> ColumnsOf<Self> {
        <Self::Row<'static> as Field>::columns(0)
    }
}

/// The handles of the columns of a table.
pub type ColumnsOf<T> = <<T as TableDef>::Row<'static> as Field>::Columns<T>;

/// The columns of a table as they are declared, without those that differ from corpus to corpus.
#[must_use]
pub fn declared<T: TableDef>() -> Vec<Column> {
    let mut columns = Vec::new();
    <T::Row<'static> as Field>::declare(Naming::Declared, &mut columns);
    columns
}

/// A table as it is declared, without the columns that differ from corpus to corpus.
#[must_use]
pub fn declared_spec<T: TableDef>() -> TableSpec {
    let columns = declared::<T>();
    let key = T::key(&T::columns());
    let key = key.iter().map(|column| columns[column.at()].name.clone());
    TableSpec {
        name: T::ID.name(),
        row: T::ROW,
        key: key.collect(),
        columns: columns.into(),
        order: T::ORDER,
    }
}

/// Declares a table: its name in the program, what a row is, its key and its order.
macro_rules! table {
    (
        $(#[$doc:meta])*
        $table:ident of $row:ty,
        row: $one:literal,
        key: [$($($key:ident).+),+ $(,)?],
        order: $order:literal $(,)?
    ) => {
        $(#[$doc])*
        #[doc = concat!("One row: ", $one, ". Rows are ordered ", $order, ".")]
        #[derive(Debug, Clone, Copy)]
        pub struct $table;

        impl $crate::model::TableDef for $table {
            const ID: $crate::model::TableId = $crate::model::TableId::$table;
            const ROW: &'static str = $one;
            const ORDER: &'static str = $order;
            type Row<'a> = $row;

            fn key(
                columns: &$crate::model::ColumnsOf<Self>,
            ) -> Vec<$crate::model::ColumnRef<Self>> {
                vec![$(columns.$($key).+),+]
            }
        }
    };
}

pub(crate) use table;

/// Entries that rows share, found by their numbers, such as the ids and sources of documents.
pub trait Lookup: Copy + Sync {
    /// One or more neighbouring cells.
    type Entry: Field;

    /// Number of entries.
    fn count(&self) -> usize;

    /// An entry.
    fn entry(&self, at: usize) -> Self::Entry;
}

/// The entries of a table's dictionary.
#[derive(Debug, Clone, Copy)]
pub struct Shelf<L> {
    lookup: L,
    dictionary: usize,
}

impl<L: Copy> Shelf<L> {
    /// A cell, or several, of this entry.
    pub fn entry(self, entry: usize) -> Shared<L> {
        Shared { shelf: self, entry }
    }
}

/// An entry that other rows may have too.
#[derive(Clone, Copy)]
pub struct Shared<L> {
    shelf: Shelf<L>,
    entry: usize,
}

impl<L: Lookup> Shared<L> {
    /// What the entry is.
    #[must_use]
    pub fn get(&self) -> L::Entry {
        self.shelf.lookup.entry(self.entry)
    }
}

impl<L: Lookup> fmt::Debug for Shared<L>
where
    L::Entry: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

impl<L: Lookup> Field for Shared<L> {
    type Columns<T> = <L::Entry as Field>::Columns<T>;
    const WIDTH: usize = <L::Entry as Field>::WIDTH;

    fn columns<T>(first: usize) -> Self::Columns<T> {
        <L::Entry as Field>::columns(first)
    }

    fn declare(naming: Naming, columns: &mut Vec<Column>) {
        <L::Entry as Field>::declare(naming, columns);
    }

    #[inline]
    fn fill<'c>(&'c self, cells: &mut CellBuffer<'c>) {
        cells.push(Cell::entry(self.shelf.dictionary, self.entry));
    }

    fn each_cell(&self, each: &mut dyn FnMut(Cell<'_>)) {
        self.get().each_cell(each);
    }
}

/// An entry of one column, or a missing cell.
impl<L: Lookup> Field for Option<Shared<L>> {
    type Columns<T> = <L::Entry as Field>::Columns<T>;
    const WIDTH: usize = <L::Entry as Field>::WIDTH;

    fn columns<T>(first: usize) -> Self::Columns<T> {
        <L::Entry as Field>::columns(first)
    }

    fn declare(naming: Naming, columns: &mut Vec<Column>) {
        let first = columns.len();
        <L::Entry as Field>::declare(naming, columns);
        for column in &mut columns[first..] {
            column.can_be_missing = true;
        }
    }

    fn fill<'c>(&'c self, cells: &mut CellBuffer<'c>) {
        const {
            assert!(
                <L::Entry as Field>::WIDTH == 1,
                "what can be missing is one column"
            )
        };
        match self {
            Some(shared) => shared.fill(cells),
            None => cells.push(Cell::Missing),
        }
    }

    fn each_cell(&self, each: &mut dyn FnMut(Cell<'_>)) {
        match self {
            Some(shared) => shared.each_cell(each),
            None => each(Cell::Missing),
        }
    }
}

/// Receives the rows of a table.
pub struct Rows<'s, R> {
    target: Target<'s, R>,
}

/// Who the rows are for.
enum Target<'s, R> {
    Writer(&'s mut dyn RowWriter),
    Reader(&'s mut Vec<R>),
}

impl<R: Field> Rows<'_, R> {
    /// Takes the next row.
    #[inline]
    pub fn push(&mut self, row: R) {
        match &mut self.target {
            Target::Writer(out) => {
                let mut cells = CellBuffer::new();
                row.fill(&mut cells);
                out.row(&cells);
            }
            Target::Reader(rows) => rows.push(row),
        }
    }
}

type MakeRows<'a, R> = Box<dyn Fn(Range<usize>, &mut Rows<'_, R>) + Sync + 'a>;

/// A table with typed rows.
pub struct TypedTable<'a, T: TableDef> {
    extra: Vec<Column>,
    dictionaries: Vec<Dictionary<'a>>,
    rows: usize,
    make: MakeRows<'a, T::Row<'a>>,
}

impl<'a, T: TableDef> TypedTable<'a, T> {
    /// Number of rows.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.rows
    }

    /// The rows, in the order of the table.
    pub fn rows(&self) -> impl Iterator<Item = T::Row<'a>> + '_ {
        (0..self.rows).step_by(BATCH).flat_map(|first| {
            let mut batch = Vec::with_capacity(BATCH);
            let end = self.rows.min(first + BATCH);
            let target = Target::Reader(&mut batch);
            (self.make)(first..end, &mut Rows { target });
            batch
        })
    }

    fn spec(&self) -> TableSpec {
        let mut spec = declared_spec::<T>();
        spec.columns.to_mut().extend(self.extra.iter().cloned());
        spec
    }

    /// The table as cells, for those who write it.
    #[must_use]
    pub fn into_cells(self) -> Table<'a> {
        let spec = self.spec();
        let make = self.make;
        let write: WriteRows<'a> = Box::new(move |rows, out| {
            let target = Target::Writer(out);
            make(rows, &mut Rows { target });
        });
        Table {
            spec,
            dictionaries: self.dictionaries,
            rows: self.rows,
            write,
        }
    }
}

/// Puts a table together.
pub struct TableBuilder<'a, T> {
    extra: Vec<Column>,
    dictionaries: Vec<Dictionary<'a>>,
    table: PhantomData<fn() -> T>,
}

impl<T: TableDef> Default for TableBuilder<'_, T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a, T: TableDef> TableBuilder<'a, T> {
    /// A table without rows yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            extra: Vec::new(),
            dictionaries: Vec::new(),
            table: PhantomData,
        }
    }

    /// Entries that its rows share.
    pub fn shelf<L: Lookup + 'a>(&mut self, lookup: L) -> Shelf<L> {
        let dictionary = self.dictionaries.len();
        let write = move |entry: usize, out: &mut dyn RowWriter| {
            let row = lookup.entry(entry);
            let mut cells = CellBuffer::new();
            row.fill(&mut cells);
            out.row(&cells);
        };
        self.dictionaries
            .push(Dictionary::new(lookup.count(), write));
        Shelf { lookup, dictionary }
    }

    /// Columns behind those of the declaration, which differ from corpus to corpus.
    #[must_use]
    pub fn with_columns(mut self, columns: Vec<Column>) -> Self {
        self.extra = columns;
        self
    }

    /// A table of so many rows; `make` makes a range of them, in their order.
    pub fn rows(
        self,
        rows: usize,
        make: impl Fn(Range<usize>, &mut Rows<'_, T::Row<'a>>) + Sync + 'a,
    ) -> TypedTable<'a, T> {
        TypedTable {
            extra: self.extra,
            dictionaries: self.dictionaries,
            rows,
            make: Box::new(make),
        }
    }

    /// A table of rows that are independent of each other; `make` makes one of them.
    pub fn by_row(
        self,
        rows: usize,
        make: impl Fn(usize) -> T::Row<'a> + Sync + 'a,
    ) -> TypedTable<'a, T> {
        self.rows(rows, move |range, out| {
            for row in range {
                out.push(make(row));
            }
        })
    }
}

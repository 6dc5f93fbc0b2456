//! Rows of a table as single cells: takes a range of rows, hands on each cell with its column, those of
//! dictionaries among them.

use std::ops::Range;

use crate::model::{Cell, Dictionary, RowWriter, Table};

/// Calls `take` for each cell of these rows, in the order of rows and columns.
pub(super) fn each_cell(
    table: &Table<'_>,
    rows: Range<usize>,
    take: &mut dyn FnMut(usize, &Cell<'_>),
) {
    let dictionaries = &table.dictionaries;
    let mut cells = Cells {
        dictionaries,
        column: 0,
        take,
    };
    table.write_rows(rows, &mut cells);
}

struct Cells<'a, 'd> {
    dictionaries: &'a [Dictionary<'d>],
    /// The column of the next cell.
    column: usize,
    take: &'a mut dyn FnMut(usize, &Cell<'_>),
}

impl Cells<'_, '_> {
    fn add(&mut self, cells: &[Cell<'_>]) {
        for cell in cells {
            if let Cell::Entry { dictionary, entry } = *cell {
                let entries = self.dictionaries.get(dictionary);
                debug_assert!(entries.is_some(), "no dictionary {dictionary}");
                if let Some(entries) = entries {
                    entries.write_entry(entry, &mut OfEntry(self));
                }
            } else {
                (self.take)(self.column, cell);
                self.column += 1;
            }
        }
    }
}

impl RowWriter for Cells<'_, '_> {
    fn row(&mut self, cells: &[Cell<'_>]) {
        self.column = 0;
        self.add(cells);
    }
}

/// Takes the cells of an entry, which go on where those of its row have come to.
struct OfEntry<'c, 'a, 'd>(&'c mut Cells<'a, 'd>);

impl RowWriter for OfEntry<'_, '_, '_> {
    fn row(&mut self, cells: &[Cell<'_>]) {
        self.0.add(cells);
    }
}

/// Text as CSV has it: a lone CR would be a line end there.
pub(super) fn plain_text(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('\r') {
        text.replace('\r', " ").into()
    } else {
        text.into()
    }
}

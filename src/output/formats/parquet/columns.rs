//! Rows turned into columns: takes a table and some of its rows, gives the values of each column.

use std::ops::Range;

use bytes::Bytes;

use crate::model::{Cell, ColumnType, Table};
use crate::output::formats::cells::{each_cell, plain_text};

/// The values of a column in some rows, those that are there.
pub(super) enum Values {
    /// Texts one behind the other, and where each ends.
    Text(Bytes, Vec<usize>),
    /// Whole numbers.
    Whole(Vec<i64>),
    /// Numbers.
    Number(Vec<f64>),
}

/// A column in some rows.
pub(super) struct ColumnPart {
    pub(super) values: Values,
    /// By row: 1 where there is a value, 0 where it is missing.
    pub(super) levels: Vec<i16>,
}

/// Some rows, by column.
pub(super) struct Part {
    pub(super) columns: Vec<ColumnPart>,
    /// About how many bytes the values take.
    pub(super) bytes: usize,
}

impl Part {
    /// The columns of these rows.
    pub(super) fn of(table: &Table<'_>, rows: Range<usize>) -> Self {
        let columns = table.spec.columns.iter();
        let mut columns: Vec<Growing> = columns.map(|column| Growing::new(column.kind)).collect();
        each_cell(table, rows, &mut |column, cell| {
            debug_assert!(column < columns.len(), "a row is too long");
            if let Some(column) = columns.get_mut(column) {
                column.add(cell);
            }
        });
        let columns: Vec<ColumnPart> = columns.into_iter().map(Growing::finish).collect();
        let bytes = columns.iter().map(ColumnPart::bytes).sum();
        Self { columns, bytes }
    }
}

impl ColumnPart {
    fn bytes(&self) -> usize {
        let values = match &self.values {
            Values::Text(bytes, ends) => bytes.len() + 8 * ends.len(),
            Values::Whole(numbers) => 8 * numbers.len(),
            Values::Number(numbers) => 8 * numbers.len(),
        };
        values + 2 * self.levels.len()
    }
}

/// A column that takes cells.
struct Growing {
    kind: ColumnType,
    text: Vec<u8>,
    ends: Vec<usize>,
    whole: Vec<i64>,
    numbers: Vec<f64>,
    levels: Vec<i16>,
}

impl Growing {
    fn new(kind: ColumnType) -> Self {
        Self {
            kind,
            text: Vec::new(),
            ends: Vec::new(),
            whole: Vec::new(),
            numbers: Vec::new(),
            levels: Vec::new(),
        }
    }

    fn add(&mut self, cell: &Cell<'_>) {
        let is_there = match self.kind {
            ColumnType::String => self.add_text(cell),
            ColumnType::Integer => push_some(&mut self.whole, whole(cell)),
            ColumnType::Number => push_some(&mut self.numbers, number(cell)),
        };
        self.levels.push(is_there.into());
    }

    fn add_text(&mut self, cell: &Cell<'_>) -> bool {
        match cell {
            Cell::Text(text) if !text.is_empty() => {
                self.text.extend_from_slice(plain_text(text).as_bytes());
            }
            Cell::Count(count) => self.text.extend_from_slice(count.to_string().as_bytes()),
            other => {
                debug_assert!(is_missing(other), "a number in a column of text");
                return false;
            }
        }
        self.ends.push(self.text.len());
        true
    }

    fn finish(self) -> ColumnPart {
        let values = match self.kind {
            ColumnType::String => Values::Text(self.text.into(), self.ends),
            ColumnType::Integer => Values::Whole(self.whole),
            ColumnType::Number => Values::Number(self.numbers),
        };
        ColumnPart {
            values,
            levels: self.levels,
        }
    }
}

fn push_some<T>(values: &mut Vec<T>, value: Option<T>) -> bool {
    let is_there = value.is_some();
    values.extend(value);
    is_there
}

fn is_missing(cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Text(text) | Cell::Stated(text) => text.is_empty(),
        Cell::Number(number) => !number.is_finite(),
        _ => matches!(cell, Cell::Missing),
    }
}

/// A cell of a column of whole numbers.
fn whole(cell: &Cell<'_>) -> Option<i64> {
    let number = match cell {
        Cell::Count(count) => i64::try_from(*count).ok(),
        Cell::Stated(text) => text.parse().ok(),
        _ => None,
    };
    debug_assert!(number.is_some() || is_missing(cell), "no whole number");
    number
}

/// A cell of a column of numbers; minus zero is zero, as in CSV.
fn number(cell: &Cell<'_>) -> Option<f64> {
    let number = match cell {
        Cell::Number(number) => Some(*number),
        Cell::Count(count) => Some(*count as f64),
        Cell::Stated(text) => text.parse().ok(),
        _ => None,
    }
    .filter(|number: &f64| number.is_finite());
    debug_assert!(number.is_some() || is_missing(cell), "no number");
    number.map(|number| number + 0.0)
}

//! Rows of tables as Arrow columns, and columns of whole numbers.
//!
//! Takes the cells of any table, gives batches with a column for each of the table's; takes such batches, gives
//! the rows again. Missing values are nulls.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use arrow_array::builder::{Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{Array, ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field};
use refrain::model::{Cell, Column, ColumnType, RowWriter, Table};

use super::stream::Outgoing;

/// How many rows go into one batch.
const BATCH: usize = 1 << 14;

/// The fields of columns, all of which may have missing values.
pub(super) fn fields_of(columns: &[Column]) -> Vec<Field> {
    let kind = |column: &Column| match column.kind {
        ColumnType::String => DataType::Utf8,
        ColumnType::Integer => DataType::Int64,
        ColumnType::Number => DataType::Float64,
    };
    let columns = columns.iter();
    columns
        .map(|column| Field::new(column.name.clone(), kind(column), true))
        .collect()
}

/// A column that grows.
enum Growing {
    Text(StringBuilder),
    Count(Int64Builder),
    Number(Float64Builder),
}

impl Growing {
    fn push(&mut self, cell: Cell<'_>) {
        match (self, cell) {
            (Self::Text(text), Cell::Text(value) | Cell::Stated(value)) if !value.is_empty() => {
                text.append_value(value)
            }
            (Self::Count(count), Cell::Count(value)) => count.append_value(value as i64),
            (Self::Number(number), Cell::Number(value)) if value.is_finite() => {
                number.append_value(value);
            }
            (Self::Text(text), _) => text.append_null(),
            (Self::Count(count), _) => count.append_null(),
            (Self::Number(number), _) => number.append_null(),
        }
    }

    fn take(&mut self) -> ArrayRef {
        match self {
            Self::Text(text) => Arc::new(text.finish()),
            Self::Count(count) => Arc::new(count.finish()),
            Self::Number(number) => Arc::new(number.finish()),
        }
    }
}

/// Rows on their way into batches.
struct Batches(Vec<Growing>);

impl RowWriter for Batches {
    fn row(&mut self, cells: &[Cell<'_>]) {
        for (column, cell) in self.0.iter_mut().zip(cells) {
            column.push(*cell);
        }
    }
}

/// Writes all rows of a table whose columns the stream has.
pub(super) fn write_table(table: &Table<'_>, outgoing: &mut Outgoing) -> Result<()> {
    let columns = table.spec.columns.iter();
    let columns = columns.map(|column| match column.kind {
        ColumnType::String => Growing::Text(StringBuilder::new()),
        ColumnType::Integer => Growing::Count(Int64Builder::new()),
        ColumnType::Number => Growing::Number(Float64Builder::new()),
    });
    let mut batches = Batches(columns.collect());
    for start in (0..table.row_count()).step_by(BATCH) {
        let end = table.row_count().min(start + BATCH);
        table.write_plain_rows(start..end, &mut batches);
        outgoing.write(batches.0.iter_mut().map(Growing::take).collect())?;
    }
    Ok(())
}

/// Hands the rows of a batch to `out`; the text in the columns that `states_numbers` says of is that of
/// numbers.
pub(super) fn write_batch(
    batch: &RecordBatch,
    states_numbers: &[bool],
    out: &mut dyn RowWriter,
) -> Result<()> {
    for row in 0..batch.num_rows() {
        let cells = batch.columns().iter().zip(states_numbers);
        let cells = cells.map(|(column, &is_number)| match cell_of(column, row)? {
            Cell::Text(number) if is_number => Ok(Cell::Stated(number)),
            cell => Ok(cell),
        });
        out.row(&cells.collect::<Result<Vec<Cell<'_>>>>()?);
    }
    Ok(())
}

fn cell_of(column: &ArrayRef, row: usize) -> Result<Cell<'_>> {
    let column = column.as_any();
    if let Some(text) = column.downcast_ref::<StringArray>() {
        return Ok(match text.is_null(row) {
            true => Cell::Missing,
            false => Cell::Text(text.value(row)),
        });
    }
    if let Some(count) = column.downcast_ref::<Int64Array>() {
        return Ok(match count.is_null(row) {
            true => Cell::Missing,
            false => Cell::Count(u64::try_from(count.value(row))?),
        });
    }
    let number = column.downcast_ref::<Float64Array>();
    let number = number.context("a column is neither text nor numbers")?;
    Ok(match number.is_null(row) {
        true => Cell::Missing,
        false => Cell::Number(number.value(row)),
    })
}

/// Columns of whole numbers, none missing, that grow row by row.
pub(super) struct Numbers<const N: usize> {
    columns: [Vec<i64>; N],
}

impl<const N: usize> Numbers<N> {
    pub(super) fn new() -> Self {
        Self {
            columns: std::array::from_fn(|_| Vec::new()),
        }
    }

    /// Adds a row, and writes what there is if it is enough for a batch.
    pub(super) fn push(&mut self, row: [i64; N], outgoing: &mut Outgoing) -> std::io::Result<()> {
        for (column, value) in self.columns.iter_mut().zip(row) {
            column.push(value);
        }
        if self.columns[0].len() >= 4 * BATCH {
            self.flush(outgoing)?;
        }
        Ok(())
    }

    /// Writes what there is.
    pub(super) fn flush(&mut self, outgoing: &mut Outgoing) -> std::io::Result<()> {
        if self.columns[0].is_empty() {
            return Ok(());
        }
        let columns = self.columns.iter_mut().map(std::mem::take);
        let columns = columns.map(|column| Arc::new(Int64Array::from(column)) as ArrayRef);
        outgoing.write(columns.collect())
    }
}

//! Parquet: takes a table, gives a file with the types of its declaration, missing values as nulls.
//!
//! Rows are taken block by block and written as groups, so a table of millions of rows is never held.
//! Blocks are turned into columns in parallel, then the columns of a group are encoded in parallel;
//! where a group ends depends on the rows alone, so threads change no byte.

mod columns;

use std::io::{self, BufWriter, Write};
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::{ColumnCloseResult, ColumnWriter, get_column_writer};
use parquet::data_type::ByteArray;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedFileWriter, SerializedPageWriter, TrackedWrite};
use parquet::schema::types::{ColumnDescPtr, Type};
use rayon::prelude::*;

use crate::model::{ColumnType, Table, TableSpec};
use crate::output::in_order::Check;
use crate::output::package::schema;
use columns::{ColumnPart, Part, Values};

/// Rows that one thread turns into columns at a time.
const BLOCK_ROWS: usize = 4_096;

/// Blocks that are made at the same time, whatever the threads.
const BLOCKS: usize = 8;

/// A group ends when it has so many bytes or rows: large enough to be read fast, small enough to be
/// held.
const GROUP_BYTES: usize = 32 << 20;
const GROUP_ROWS: usize = 1 << 18;

/// What a buffered write takes at once.
const BUFFER: usize = 256 << 10;

/// Writes a table; gives the number of rows.
///
/// # Errors
/// What `out` says; `check` is asked before each block and can stop the writing.
pub(super) fn write_parquet(
    table: &Table<'_>,
    out: &mut (impl Write + Send),
    check: &Check<'_>,
) -> io::Result<u64> {
    let schema = Arc::new(columns_of(&table.spec).map_err(failed)?);
    let properties = Arc::new(properties(&table.spec));
    let out = BufWriter::with_capacity(BUFFER, out);
    let mut writer = SerializedFileWriter::new(out, schema, properties).map_err(failed)?;
    let (mut next, mut group) = (0, Group::default());
    while next < table.row_count() {
        check()?;
        let end = table.row_count().min(next + BLOCKS * BLOCK_ROWS);
        let starts: Vec<usize> = (next..end).step_by(BLOCK_ROWS).collect();
        let blocks = starts.into_par_iter();
        let blocks = blocks.map(|start| Part::of(table, start..end.min(start + BLOCK_ROWS)));
        group.parts.par_extend(blocks);
        group.rows += end - next;
        next = end;
        if group.is_full() || next == table.row_count() {
            std::mem::take(&mut group)
                .write(&mut writer)
                .map_err(failed)?;
        }
    }
    let mut out = writer.into_inner().map_err(failed)?;
    out.flush()?;
    Ok(table.row_count() as u64)
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(cause) => *cause,
            Err(cause) => io::Error::other(cause),
        },
        other => io::Error::other(other),
    }
}

/// The columns of a table as Parquet declares them.
fn columns_of(spec: &TableSpec) -> Result<Type> {
    let columns = spec.columns.iter().map(|column| {
        let builder = match column.kind {
            ColumnType::String => Type::primitive_type_builder(&column.name, Physical::BYTE_ARRAY)
                .with_logical_type(Some(LogicalType::String))
                .with_converted_type(ConvertedType::UTF8),
            ColumnType::Integer => Type::primitive_type_builder(&column.name, Physical::INT64),
            ColumnType::Number => Type::primitive_type_builder(&column.name, Physical::DOUBLE),
        };
        let column = builder.with_repetition(Repetition::OPTIONAL).build()?;
        Ok(Arc::new(column))
    });
    let columns = columns.collect::<Result<Vec<_>>>()?;
    Type::group_type_builder(spec.name)
        .with_fields(columns)
        .build()
}

/// How a table is written; the meaning of its columns goes along, as in `datapackage.json`.
fn properties(spec: &TableSpec) -> WriterProperties {
    let about = [
        ("title", format!("One row: {}", spec.row)),
        ("description", format!("Rows are ordered {}.", spec.order)),
        ("table_schema", schema(spec).to_string()),
    ];
    let about = about.map(|(key, value)| KeyValue::new(key.to_owned(), value));
    WriterProperties::builder()
        .set_created_by(format!("refrain version {}", env!("CARGO_PKG_VERSION")))
        .set_compression(Compression::ZSTD(Default::default()))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_key_value_metadata(Some(about.to_vec()))
        .build()
}

/// The rows of a group that is being gathered.
#[derive(Default)]
struct Group {
    parts: Vec<Part>,
    rows: usize,
}

impl Group {
    fn is_full(&self) -> bool {
        let bytes: usize = self.parts.iter().map(|part| part.bytes).sum();
        bytes >= GROUP_BYTES || self.rows >= GROUP_ROWS
    }

    fn write<W: Write + Send>(self, writer: &mut SerializedFileWriter<W>) -> Result<()> {
        let columns = writer.schema_descr().columns().to_vec();
        let properties = writer.properties().clone();
        let encoded = columns.into_par_iter().enumerate();
        let encoded = encoded.map(|(place, column)| {
            let parts = self.parts.iter().map(|part| &part.columns[place]);
            encode(column, properties.clone(), parts)
        });
        let encoded = encoded.collect::<Result<Vec<_>>>()?;
        let mut group = writer.next_row_group()?;
        for (bytes, column) in encoded {
            group.append_column(&bytes, column)?;
        }
        group.close()?;
        Ok(())
    }
}

/// A column of a group, as bytes of the file.
fn encode<'a>(
    column: ColumnDescPtr,
    properties: WriterPropertiesPtr,
    parts: impl Iterator<Item = &'a ColumnPart>,
) -> Result<(Bytes, ColumnCloseResult)> {
    let mut sink = TrackedWrite::new(Vec::new());
    let pages = Box::new(SerializedPageWriter::new(&mut sink));
    let mut writer = get_column_writer(column, properties, pages);
    for part in parts {
        write_part(&mut writer, part)?;
    }
    let closed = writer.close()?;
    Ok((sink.into_inner()?.into(), closed))
}

fn write_part(writer: &mut ColumnWriter<'_>, part: &ColumnPart) -> Result<()> {
    let levels = Some(part.levels.as_slice());
    match (writer, &part.values) {
        (ColumnWriter::ByteArrayColumnWriter(writer), Values::Text(bytes, ends)) => {
            let starts = std::iter::once(0).chain(ends.iter().copied());
            let texts = starts
                .zip(ends)
                .map(|(start, &end)| bytes.slice(start..end));
            let texts: Vec<ByteArray> = texts.map(ByteArray::from).collect();
            writer.write_batch(&texts, levels, None)?;
        }
        (ColumnWriter::Int64ColumnWriter(writer), Values::Whole(numbers)) => {
            writer.write_batch(numbers, levels, None)?;
        }
        (ColumnWriter::DoubleColumnWriter(writer), Values::Number(numbers)) => {
            writer.write_batch(numbers, levels, None)?;
        }
        _ => debug_assert!(false, "a column of another type"),
    }
    Ok(())
}

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

use crate::model::{ColumnType, Table, TableSpec};
use crate::output::formats::BUFFER;
use crate::output::in_order::Check;
use crate::output::json::schema;
use crate::parallel;
use columns::{ColumnPart, Part, Values};

/// Rows that one thread turns into columns at a time.
const BLOCK_ROWS: usize = 4_096;

/// Blocks that are made at the same time, whatever the threads.
const BLOCKS: usize = 8;

/// A group ends when it has so many bytes or rows: large enough to be read fast, small enough to be
/// held.
const GROUP_BYTES: usize = 32 << 20;
const GROUP_ROWS: usize = 1 << 18;

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
        group.parts.extend(parallel::map_items(starts, |_, start| {
            Part::of(table, start..end.min(start + BLOCK_ROWS))
        }));
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
    let fields = spec.columns.iter().map(|column| {
        let builder = match column.kind {
            ColumnType::String => Type::primitive_type_builder(&column.name, Physical::BYTE_ARRAY)
                .with_logical_type(Some(LogicalType::String))
                .with_converted_type(ConvertedType::UTF8),
            ColumnType::Integer => Type::primitive_type_builder(&column.name, Physical::INT64),
            ColumnType::Number => Type::primitive_type_builder(&column.name, Physical::DOUBLE),
        };
        let field = builder.with_repetition(Repetition::OPTIONAL).build()?;
        Ok(Arc::new(field))
    });
    Type::group_type_builder(spec.name)
        .with_fields(fields.collect::<Result<Vec<_>>>()?)
        .build()
}

/// How a table is written; the meaning of its columns goes along, as in `datapackage.json`.
fn properties(spec: &TableSpec) -> WriterProperties {
    let about = [
        ("title", format!("One row: {}", spec.row)),
        ("description", format!("Rows are sorted {}.", spec.order)),
        ("table_schema", schema(spec).to_string()),
    ]
    .map(|(key, value)| KeyValue::new(key.to_owned(), value));
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
        let encoded = parallel::map_items(columns, |place, column| {
            let parts = self.parts.iter().map(|part| &part.columns[place]);
            encode(column, properties.clone(), parts)
        });
        let mut group = writer.next_row_group()?;
        for encoded in encoded {
            let (bytes, column) = encoded?;
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

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    use parquet::record::Field;

    use super::*;
    use crate::model::{Cell, Column, Dictionary};

    const NAMES: [&str; 3] = ["a", "", "c\rd"];

    /// A table of a text and a number from a dictionary, a whole number, and metadata that is one.
    fn table(rows: usize) -> Table<'static> {
        let spec = TableSpec {
            name: "t",
            row: "a row",
            columns: Cow::Owned(vec![
                Column::integer("n", "Number of the passage"),
                Column::string("name", ""),
                Column::number("half", ""),
                Column::integer("stated", ""),
            ]),
            key: Vec::new(),
            order: "by n",
        };
        let table = Table::by_row(spec, rows, |row, out| {
            let stated = ["-7", ""][row % 2];
            out.row(&[row.into(), Cell::entry(0, row % 3), Cell::Stated(stated)]);
        });
        table.with([Dictionary::new(3, |entry, out| {
            let half = [f64::NAN, -0.0, 0.5][entry];
            out.row(&[NAMES[entry].into(), half.into()]);
        })])
    }

    fn written(rows: usize, threads: usize) -> Vec<u8> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let mut bytes = Vec::new();
        let result = pool
            .expect("a pool")
            .install(|| write_parquet(&table(rows), &mut bytes, &|| Ok(())));
        assert_eq!(result.expect("memory"), rows as u64);
        bytes
    }

    #[test]
    fn rows_come_back_from_every_group() {
        let rows = GROUP_ROWS + 3;
        let bytes = written(rows, 3);
        assert_eq!(bytes, written(rows, 1));
        let reader = SerializedFileReader::new(Bytes::from(bytes)).expect("Parquet");
        assert_eq!(reader.num_row_groups(), 2);
        let found = reader.get_row_iter(None).expect("rows").enumerate();
        let found = found.map(|(at, row)| {
            let row = row.expect("a row").into_columns();
            let cells = row.into_iter().map(|(_, cell)| cell);
            (at, cells.collect::<Vec<_>>())
        });
        let mut count = 0;
        for (at, cells) in found {
            let name = [
                Field::Str("a".to_owned()),
                Field::Null,
                Field::Str("c d".to_owned()),
            ];
            let half = [Field::Null, Field::Double(0.0), Field::Double(0.5)];
            let stated = [Field::Long(-7), Field::Null];
            let expected = [
                Field::Long(at as i64),
                name[at % 3].clone(),
                half[at % 3].clone(),
                stated[at % 2].clone(),
            ];
            assert_eq!(cells, expected);
            count += 1;
        }
        assert_eq!(count, rows);
    }

    #[test]
    fn a_table_without_rows_has_its_columns() {
        let reader = SerializedFileReader::new(Bytes::from(written(0, 1))).expect("Parquet");
        let schema = reader.metadata().file_metadata().schema_descr();
        assert_eq!((schema.num_columns(), reader.num_row_groups()), (4, 0));
    }

    #[test]
    fn a_check_that_fails_stops_it() {
        let stop = || Err(io::ErrorKind::Interrupted.into());
        let error = write_parquet(&table(9), &mut Vec::new(), &stop).expect_err("stopped");
        assert_eq!(error.kind(), io::ErrorKind::Interrupted);
    }
}

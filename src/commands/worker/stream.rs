//! Arrow streams in and out, with what both sides must agree on.
//!
//! Takes and gives batches. The metadata of a stream's schema has the version of the format and the name of
//! what segments depend on: version of refrain, settings before the freeze. A stream that was cut reads as
//! one that ended, so its end mark is asked for.

use std::collections::HashMap;
use std::io::{self, Read, Stdout, Write as _};
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow, ensure};
use arrow_array::{Array, ArrayRef, BinaryArray, Int64Array, RecordBatch};
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{DataType, Field, Schema, SchemaRef};

/// The version of what streams hold.
const PROTOCOL: &str = "2";
/// The mark at the end of a stream: eight bytes.
const END_MARK: u64 = 8;

/// What stands in the metadata of a stream's schema.
pub(super) type Metadata = HashMap<String, String>;

/// The keys of metadata.
pub(super) const PROTOCOL_KEY: &str = "refrain.protocol";
/// The version of refrain, for people.
pub(super) const VERSION_KEY: &str = "refrain.version";
/// What segments depend on beside their documents.
pub(super) const SEGMENTS_KEY: &str = "refrain.segments";
/// The settings as TOML.
pub(super) const SETTINGS_KEY: &str = "refrain.settings";
/// The key of a set of records, in hexadecimal digits.
pub(super) const RECORDS_KEY: &str = "refrain.records";

/// The metadata of a stream about segments of this name.
pub(super) fn metadata_for(segments: String) -> Metadata {
    Metadata::from([
        (PROTOCOL_KEY.to_owned(), PROTOCOL.to_owned()),
        (VERSION_KEY.to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
        (SEGMENTS_KEY.to_owned(), segments),
    ])
}

/// A value of metadata.
pub(super) fn stated<'a>(metadata: &'a Metadata, key: &str) -> Result<&'a str> {
    let value = metadata.get(key).map(String::as_str);
    value.with_context(|| format!("the stream does not state `{key}`"))
}

/// Fails if segments of the stream depend on anything else than those of this filter.
pub(super) fn check_segments(metadata: &Metadata, own: &str) -> Result<()> {
    let other = stated(metadata, SEGMENTS_KEY)?;
    ensure!(
        other == own,
        "this is refrain {}, and its segments under these settings are {own}; the stream is about {other}, made by refrain {} or under other settings: use one version of refrain on all machines, and the same settings",
        env!("CARGO_PKG_VERSION"),
        metadata.get(VERSION_KEY).map_or("?", String::as_str),
    );
    Ok(())
}

/// Counts what is read.
pub(super) struct Counted<R> {
    inner: R,
    read: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read += read as u64;
        Ok(read)
    }
}

/// A stream that is read.
pub(super) struct Incoming<R: Read> {
    reader: StreamReader<Counted<R>>,
    /// What its schema states.
    pub(super) metadata: Metadata,
}

impl<R: Read> Incoming<R> {
    /// Opens a stream; it must have these columns.
    pub(super) fn open(inner: R, columns: &[(&str, DataType)]) -> Result<Self> {
        let reader = StreamReader::try_new(Counted { inner, read: 0 }, None)
            .context("standard input is no Arrow stream")?;
        let schema = reader.schema();
        let metadata: Metadata = schema.metadata().clone().into();
        let protocol = stated(&metadata, PROTOCOL_KEY)?;
        ensure!(
            protocol == PROTOCOL,
            "the stream has format {protocol}, and this filter (refrain {}) reads format {PROTOCOL}: use one version of refrain on all machines",
            env!("CARGO_PKG_VERSION"),
        );
        for (name, kind) in columns {
            let found = schema.field_with_name(name).map(Field::data_type);
            ensure!(
                found.is_ok_and(|found| found == kind),
                "the stream has no column `{name}` of type {kind}"
            );
        }
        Ok(Self { reader, metadata })
    }

    /// The names of the columns.
    pub(super) fn names(&self) -> Vec<String> {
        let schema = self.reader.schema();
        let fields = schema.fields().iter();
        fields.map(|field| field.name().clone()).collect()
    }

    /// The next batch; none at the end mark.
    pub(super) fn next(&mut self) -> Result<Option<RecordBatch>> {
        let before = self.reader.get_ref().read;
        match self.reader.next() {
            Some(batch) => Ok(Some(batch.context("standard input: a batch is damaged")?)),
            None if self.reader.get_ref().read - before == END_MARK => Ok(None),
            None => Err(anyhow!(
                "standard input ended without the end mark of an Arrow stream: whoever writes it was cut off"
            )),
        }
    }
}

/// A column of bytes.
pub(super) fn bytes_of<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a BinaryArray> {
    let column = batch.column_by_name(name);
    let column = column.and_then(|column| column.as_any().downcast_ref());
    column.with_context(|| format!("no column `{name}` of bytes"))
}

/// A column of whole numbers.
pub(super) fn numbers_of<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a Int64Array> {
    let column = batch.column_by_name(name);
    let column = column.and_then(|column| column.as_any().downcast_ref());
    column.with_context(|| format!("no column `{name}` of whole numbers"))
}

/// The stream on standard output.
pub(super) struct Outgoing {
    schema: SchemaRef,
    writer: StreamWriter<io::BufWriter<Stdout>>,
}

impl Outgoing {
    /// Begins a stream with these columns, none of which has missing values.
    pub(super) fn begin(columns: &[(&str, DataType)], metadata: Metadata) -> Result<Self> {
        let fields = columns.iter();
        let fields = fields.map(|(name, kind)| Field::new(*name, kind.clone(), false));
        Self::of_fields(fields.collect(), metadata)
    }

    /// Begins a stream with these columns.
    pub(super) fn of_fields(fields: Vec<Field>, metadata: Metadata) -> Result<Self> {
        let schema: SchemaRef = Arc::new(Schema::new_with_metadata(fields, metadata));
        let stdout = io::BufWriter::new(io::stdout());
        let writer = StreamWriter::try_new(stdout, &schema)?;
        Ok(Self { schema, writer })
    }

    /// Writes a batch and sends it on its way.
    pub(super) fn write(&mut self, columns: Vec<ArrayRef>) -> io::Result<()> {
        let batch = RecordBatch::try_new(self.schema.clone(), columns);
        let written = batch.and_then(|batch| self.writer.write(&batch));
        written.map_err(io::Error::other)?;
        self.writer.get_mut().flush()
    }

    /// Writes a batch without rows, which says that work goes on.
    pub(super) fn beat(&mut self) -> io::Result<()> {
        let batch = RecordBatch::new_empty(self.schema.clone());
        self.writer.write(&batch).map_err(io::Error::other)?;
        self.writer.get_mut().flush()
    }

    /// Writes the end mark.
    pub(super) fn end(mut self) -> Result<()> {
        self.writer.finish()?;
        self.writer.get_mut().flush()?;
        Ok(())
    }
}

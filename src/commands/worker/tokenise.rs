//! The mode `tokenise`: a stream of units, files or records in, a stream of packed segments out.
//!
//! One batch is in memory at a time, and one segment. The place of each unit goes to standard error before it
//! is read, so that whoever finds this process dead knows at which document.

use std::io::{self, BufReader, Write as _};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use arrow_array::{ArrayRef, BinaryArray, Int64Array, RecordBatch};
use arrow_schema::DataType;
use refrain::corpus::{PackedSegment, UnitPacker};
use refrain::reader_process::ReaderProcesses;
use refrain::source::{ContentKey, UnitUnpacker};
use refrain::store::Storage;

use super::list::{damaged, key_of_records, settings_in};
use super::stream::{
    Incoming, Outgoing, RECORDS_KEY, SEGMENTS_KEY, bytes_of, metadata_for, stated,
};

/// How often a reader that has nothing to give says that it is alive.
const BEAT: Duration = Duration::from_secs(2);
/// The place of records that come from no file.
const RECORDS_PLACE: &str = "records";

/// The columns of segments.
fn columns() -> [(&'static str, DataType); 5] {
    [
        ("pack", DataType::Binary),
        ("units", DataType::Binary),
        ("documents", DataType::Int64),
        ("skipped", DataType::Int64),
        ("tokens", DataType::Int64),
    ]
}

/// Segments on their way out.
struct Segments {
    outgoing: Outgoing,
    last: Instant,
}

impl Segments {
    /// Takes a segment, or that reading goes on.
    fn take(&mut self, pack: Option<PackedSegment>) -> io::Result<()> {
        let Some(pack) = pack else {
            if self.last.elapsed() >= BEAT {
                self.last = Instant::now();
                self.outgoing.beat()?;
            }
            return Ok(());
        };
        self.last = Instant::now();
        let number = |value: u64| Arc::new(Int64Array::from(vec![value as i64])) as ArrayRef;
        self.outgoing.write(vec![
            Arc::new(BinaryArray::from_vec(vec![&pack.bytes])),
            Arc::new(BinaryArray::from_vec(vec![&pack.units])),
            number(pack.documents.into()),
            number(pack.skipped.into()),
            number(pack.tokens),
        ])
    }
}

/// Reads what standard input lists.
pub(super) fn tokenise(readers: ReaderProcesses) -> Result<()> {
    let input = BufReader::with_capacity(1 << 16, io::stdin());
    let mut incoming = Incoming::open(input, &[])?;
    let mut config = settings_in(&incoming.metadata)?;
    config.read.readers = readers;
    let segments_name = stated(&incoming.metadata, SEGMENTS_KEY)?.to_owned();
    let records = match incoming.metadata.contains_key(RECORDS_KEY) {
        true => Some(key_of_records(&incoming.metadata)?),
        false => None,
    };
    let storage = Storage::default();
    let unpacker = UnitUnpacker::new(&config.read)?;
    let mut packer = UnitPacker::new(config.reading(), &storage);
    let mut segments = Segments {
        outgoing: Outgoing::begin(&columns(), metadata_for(segments_name))?,
        last: Instant::now(),
    };
    while let Some(batch) = incoming.next()? {
        match records {
            Some(key) => read_records(&batch, key, &mut packer, &mut segments)?,
            None => read_units(&batch, &unpacker, &mut packer, &mut segments)?,
        }
    }
    if let Some(last) = packer.finish()? {
        segments.take(Some(last))?;
    }
    segments.outgoing.end()
}

fn read_units(
    batch: &RecordBatch,
    unpacker: &UnitUnpacker,
    packer: &mut UnitPacker<'_>,
    segments: &mut Segments,
) -> Result<()> {
    let (keys, units) = (bytes_of(batch, "key")?, bytes_of(batch, "unit")?);
    // The bytes of files that Spark has read.
    let contents = match batch.column_by_name("content") {
        Some(_) => Some(bytes_of(batch, "content")?),
        None => None,
    };
    for row in 0..batch.num_rows() {
        let key = ContentKey::from_bytes(keys.value(row).try_into()?);
        let unit = unpacker.unpack(units.value(row)).ok_or_else(damaged)?;
        let place = unit.place();
        note(&format!("reading {place}"));
        let mut sink = |pack| segments.take(pack);
        let read = match contents {
            Some(contents) => {
                let bytes = contents.value(row).to_owned();
                packer.read_bytes(unpacker, (&unit, bytes), key, &mut sink)
            }
            None if unit.is_within_reach() => packer.read(&unit, key, &mut sink),
            None => bail!(
                "{place}: this machine does not see the file; the inputs must lie where all machines see them under the same path"
            ),
        };
        read.with_context(|| place.to_string())?;
    }
    Ok(())
}

fn read_records(
    batch: &RecordBatch,
    key: ContentKey,
    packer: &mut UnitPacker<'_>,
    segments: &mut Segments,
) -> Result<()> {
    let records = bytes_of(batch, "record")?;
    for record in records.iter().flatten() {
        // The number of a record would say nothing: rows of a data frame have no order.
        packer.read_record(record, (RECORDS_PLACE, 0), key, &mut |pack| {
            segments.take(pack)
        })?;
    }
    Ok(())
}

/// Writes a line to standard error; if that is closed, nobody wants to know.
fn note(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

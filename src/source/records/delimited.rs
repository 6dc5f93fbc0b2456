//! Tables as text, with commas, semicolons or tabs between cells, in parts of some rows.
//!
//! A table that is not in UTF-8 is decoded as a whole; any other is streamed.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, Read as _};
use std::sync::Arc;

use super::super::limit::over_limit;
use super::super::metadata::delimiter;
use super::super::unpack::{Budget, Content};
use super::super::{LARGEST_DOCUMENT, Origin, decode_records, skip};
use super::rows::{NO_ROWS, Row, Rows, TableHead};
use crate::config::ReadConfig;
use crate::model::{Encoding, Format, Skipped};

/// How many bytes of cells one worker takes at a time.
const ROWS: usize = 1 << 20;
/// How much of a table is looked at for its encoding and delimiter.
const SAMPLE: u64 = 1 << 20;

/// A table as text.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct DelimitedFile<'a> {
    pub(in super::super) origin: &'a Origin,
    /// Whether tabs stand between its cells, whatever it looks like.
    pub(in super::super) is_tabbed: bool,
    pub(in super::super) config: &'a ReadConfig,
}

/// Takes some rows of a table, or the reason why there are none, and the bytes that they take; says
/// whether to go on.
type RowSink<'a> = &'a mut dyn FnMut(Result<Rows, Skipped>, usize) -> bool;

impl DelimitedFile<'_> {
    /// Hands the rows to `sink`, until it says `false`.
    ///
    /// # Errors
    /// If the table can't be read; a row that can't be understood ends it with a skipped row.
    pub(in super::super) fn read(
        self,
        content: Content<'_>,
        budget: &Budget,
        sink: RowSink<'_>,
    ) -> io::Result<()> {
        let mut reader = content.reader(budget);
        let mut sample = Vec::new();
        (&mut reader).take(SAMPLE).read_to_end(&mut sample)?;
        let is_whole = (sample.len() as u64) < SAMPLE;
        // A character may be cut at the end of the sample.
        let is_utf8 = match std::str::from_utf8(&sample) {
            Ok(_) => true,
            Err(error) => !is_whole && error.error_len().is_none(),
        };
        if is_utf8 && !self.config.forces_encoding() && !is_whole {
            let unmarked = sample.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&sample);
            let (layout, table) = self.layout(unmarked, (VALID_UTF_8, Vec::new()));
            let stream = io::Cursor::new(table).chain(reader);
            return self.read_rows(stream, layout, sink);
        }
        let whole = Content::Stream(&mut io::Cursor::new(sample).chain(reader))
            .into_bytes(LARGEST_DOCUMENT)?;
        match decode_records(whole, self.config) {
            Ok((text, encoding, doubts)) => {
                let (layout, table) = self.layout(text.as_bytes(), (encoding, doubts));
                self.read_rows(table, layout, sink)
            }
            Err(reason) => {
                sink(Err(self.skipped(None, reason)), 0);
                Ok(())
            }
        }
    }

    /// How the table is written, and where it begins: a first line `sep=;`, which Excel writes and
    /// reads, is no part of it.
    fn layout(self, text: &[u8], decoded: Decoded) -> (Layout, &[u8]) {
        let stated = text.strip_prefix(b"sep=").and_then(|rest| {
            let (&separator, rest) = rest.split_first()?;
            let end = rest.iter().position(|byte| *byte == b'\n')?;
            let is_line = rest[..end].trim_ascii().is_empty();
            is_line.then_some((separator, &rest[end + 1..]))
        });
        let (stated, table) = stated.map_or((None, text), |(stated, rest)| (Some(stated), rest));
        let separator = match stated {
            Some(separator) => separator,
            None if self.is_tabbed => b'\t',
            None => delimiter(&String::from_utf8_lossy(table)),
        };
        // A record is said to begin before the LF of a CR LF, on the line before its own.
        let first_end = memchr::memchr(b'\n', table);
        let ends_in_two = first_end.is_some_and(|end| table[..end].ends_with(b"\r"));
        let layout = Layout {
            separator,
            lines_before: u64::from(stated.is_some()) + u64::from(ends_in_two),
            decoded,
        };
        (layout, table)
    }

    /// Reads the rows of decoded text.
    fn read_rows(self, text: impl io::Read, layout: Layout, sink: RowSink<'_>) -> io::Result<()> {
        let (quotes, since_row) = (Cell::new(0), Cell::new(0));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(layout.separator)
            .flexible(true)
            .from_reader(Quotes {
                inner: text,
                count: &quotes,
                since_row: &since_row,
            });
        let names = reader.byte_headers().map_err(io_error)?;
        let table = match self.head(names, layout.decoded) {
            Ok(table) => table,
            Err(row) => {
                sink(Err(row), 0);
                return Ok(());
            }
        };
        let mut waiting = Waiting::new(table);
        let mut is_empty = true;
        let mut record = csv::ByteRecord::new();
        let end = loop {
            match reader.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break Ok(()),
                Err(error) => break Err(io_error(error)),
            }
            since_row.set(0);
            is_empty &= record.iter().all(<[u8]>::is_empty);
            // The last row waits: it may turn out to hold the rest of the table.
            if waiting.bytes >= ROWS && !waiting.hand_on(sink) {
                return Ok(());
            }
            waiting.bytes += record.as_slice().len();
            waiting
                .rows
                .push(Row::of_bytes(&record, layout.lines_before));
        };
        let is_open = end.is_ok() && quotes.get() % 2 == 1;
        if let Some(last) = waiting.rows.pop_if(|_| is_open) {
            sink(
                Err(self.skipped(Some(last.number), OPEN_QUOTE.to_owned())),
                0,
            );
        }
        if is_empty && end.is_ok() {
            sink(Err(self.skipped(None, NO_ROWS.to_owned())), 0);
        }
        if !waiting.rows.is_empty() {
            waiting.hand_on(sink);
        }
        end
    }

    /// What all rows share, by the names of the columns.
    fn head(self, names: &csv::ByteRecord, decoded: Decoded) -> Result<Arc<TableHead>, Skipped> {
        let names = names.iter().map(String::from_utf8_lossy);
        let names = names.map(Cow::into_owned);
        TableHead::new(self.origin, names, Format::Csv, decoded, self.config)
            .map_err(|reason| self.skipped(None, reason))
    }

    fn skipped(self, line: Option<u64>, reason: String) -> Skipped {
        skip(&self.origin.path, line, None, reason)
    }
}

/// How a table was decoded, and what is doubtful of it.
type Decoded = (Encoding, Vec<String>);

/// How a table is written.
#[derive(Debug)]
struct Layout {
    /// What stands between cells.
    separator: u8,
    /// What is to be added to the numbers of lines.
    lines_before: u64,
    decoded: Decoded,
}

/// The encoding of a table whose beginning is valid UTF-8.
const VALID_UTF_8: Encoding = Encoding {
    name: "utf-8",
    known_by: "valid",
    replaced: 0,
};

/// Rows that wait until there are enough of them for a part.
struct Waiting {
    table: Arc<TableHead>,
    rows: Vec<Row>,
    /// Bytes of their cells.
    bytes: usize,
}

impl Waiting {
    fn new(table: Arc<TableHead>) -> Self {
        Self {
            table,
            rows: Vec::new(),
            bytes: 0,
        }
    }

    /// Hands the rows to `sink`; gives whether to go on.
    fn hand_on(&mut self, sink: RowSink<'_>) -> bool {
        let rows = Rows {
            table: self.table.clone(),
            rows: std::mem::take(&mut self.rows),
        };
        sink(Ok(rows), std::mem::take(&mut self.bytes))
    }
}

/// Why the last row of a table is not read.
const OPEN_QUOTE: &str = "a quotation mark on this line or below opens a cell that is never closed, so the rest of the table was read as one cell; close it, or double the mark if it is part of the text";

/// Counts the quotation marks that go through it, and the bytes since the last row; a row that
/// takes in more than a document may be long ends the table.
struct Quotes<'a, R> {
    inner: R,
    count: &'a Cell<u64>,
    since_row: &'a Cell<u64>,
}

impl<R: io::Read> io::Read for Quotes<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let quotes = memchr::memchr_iter(b'"', &buffer[..read]).count() as u64;
        self.count.set(self.count.get() + quotes);
        self.since_row.set(self.since_row.get() + read as u64);
        if self.since_row.get() > LARGEST_DOCUMENT {
            return Err(over_limit(
                "refused: a row is longer than any document; a quotation mark may not be closed",
            ));
        }
        Ok(read)
    }
}

fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests;

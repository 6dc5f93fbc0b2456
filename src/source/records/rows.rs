//! Tables: one row a document, with commas, semicolons or tabs between cells, or a spreadsheet.
//!
//! The first row names the columns. Rows are numbered by the line they begin on (in a spreadsheet
//! by the row). A table that is not in UTF-8 is decoded as a whole; any other is streamed.

use std::cell::Cell;
use std::io::{self, Read as _};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::super::formats::{self, Kind};
use super::super::metadata::delimiter;
use super::super::open::Part;
use super::super::unpack::{Budget, Content};
use super::super::{LARGEST_DOCUMENT, Origin, Read, Sink, decode_text, skip};
use super::record::{Fields, Roles, document, no_text};
use crate::config::ReadConfig;
use crate::model::{DocumentInfo, Encoding, Format, Place};

/// How many bytes of cells one worker takes at a time.
const ROWS: usize = 1 << 20;
/// How much of a table tells its encoding and delimiter.
const SAMPLE: u64 = 1 << 20;

/// Some rows of a table.
#[derive(Debug)]
pub(in super::super) struct Rows {
    table: Arc<TableHead>,
    rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug)]
struct Row {
    /// The line it begins on, or the row of its sheet.
    number: u64,
    cells: Vec<String>,
    /// Characters put in for bytes that are no UTF-8.
    replaced: u32,
}

impl Row {
    /// From the cells of a table that is told to be UTF-8.
    fn of_bytes(record: &csv::ByteRecord) -> Self {
        let mut replaced = 0;
        let cells = record.iter().map(|cell| match std::str::from_utf8(cell) {
            Ok(cell) => cell.to_owned(),
            Err(_) => {
                let text = String::from_utf8_lossy(cell).into_owned();
                replaced += text.matches(char::REPLACEMENT_CHARACTER).count() as u32;
                text
            }
        });
        Self {
            cells: cells.collect(),
            number: record.position().map_or(0, csv::Position::line),
            replaced,
        }
    }
}

/// What all rows of a table share.
#[derive(Debug)]
struct TableHead {
    origin: Origin,
    columns: Vec<Arc<str>>,
    roles: Roles,
    format: Format,
    encoding: Encoding,
}

impl TableHead {
    /// From the header row.
    ///
    /// # Errors
    /// The reason, if no column holds texts.
    fn new(
        origin: &Origin,
        header: impl Iterator<Item = String>,
        format: Format,
        encoding: Encoding,
        config: &ReadConfig,
    ) -> Result<Arc<Self>, String> {
        let columns: Vec<Arc<str>> = header
            .zip(1..)
            .map(|(name, place)| match name.trim() {
                "" => Arc::from(format!("column_{place}")),
                name => Arc::from(name),
            })
            .collect();
        let names = columns.iter().map(AsRef::as_ref);
        let roles = Roles::find(&names, config);
        if !roles.has_text() {
            return Err(no_text(names, config).replacen("field", "column", 1));
        }
        Ok(Arc::new(Self {
            origin: origin.clone(),
            columns,
            roles,
            format,
            encoding,
        }))
    }
}

impl Rows {
    /// Hands each row's document, or the reason for none, to `sink`.
    pub(in super::super) fn read(self, config: &ReadConfig, sink: &mut dyn Sink) {
        let table = &self.table;
        for Row {
            number,
            cells,
            replaced,
        } in self.rows
        {
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let size: usize = cells.iter().map(String::len).sum();
            let outcome = if cells.len() == table.columns.len() {
                let mut info = table.info(number, &cells);
                info.encoding.replaced += replaced;
                let fields: Fields = table.columns.iter().cloned().zip(cells).collect();
                document(fields, info, &table.roles, &table.origin, config)
            } else {
                let reason = format!(
                    "this row has {} cells where the header has {}",
                    cells.len(),
                    table.columns.len()
                );
                Err((String::new(), reason))
            };
            sink.take(match outcome {
                Ok(document) => Read::Document(document),
                Err((id, reason)) => {
                    let mut row = skip(&table.origin.path, Some(number), Some(size as u64), reason);
                    row.doc_id = id;
                    Read::Skipped(row)
                }
            });
        }
    }
}

impl TableHead {
    fn info(&self, number: u64, cells: &[String]) -> DocumentInfo {
        let mut hash = Sha256::new();
        for cell in cells {
            hash.update((cell.len() as u64).to_le_bytes());
            hash.update(cell);
        }
        let place = Place {
            path: self.origin.path.clone(),
            line: Some(number),
        };
        let size = cells.iter().map(|cell| cell.len() as u64).sum();
        let mut info = DocumentInfo::new(place, self.format, size, hash.finalize().into());
        info.encoding = self.encoding;
        info
    }
}

/// Takes parts of a table with the bytes they have, until it says `false`.
type PartSink<'a> = dyn FnMut(Part, usize) -> bool + 'a;

/// A table of text.
pub(in super::super) struct CsvTable<'a> {
    /// The file that it is.
    pub(in super::super) origin: &'a Origin,
    /// Whether its cells stand between tabs.
    pub(in super::super) kind: Kind,
    /// How it is read.
    pub(in super::super) config: &'a ReadConfig,
}

impl CsvTable<'_> {
    /// Hands the rows to `sink`.
    ///
    /// # Errors
    /// If the table can't be read; a row that can't be understood ends it with a skipped row.
    pub(in super::super) fn each_part(
        &self,
        content: Content<'_>,
        budget: &Budget,
        sink: &mut PartSink<'_>,
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
            let without_mark = sample
                .strip_prefix(b"\xEF\xBB\xBF")
                .unwrap_or(&sample)
                .to_vec();
            let encoding = Encoding {
                name: "utf-8",
                known_by: "valid",
                replaced: 0,
            };
            let separator = self.separator(&without_mark);
            let stream = io::Cursor::new(without_mark).chain(reader);
            return self.each_row(stream, separator, encoding, sink);
        }
        let mut whole = io::Cursor::new(sample).chain(reader);
        let bytes = Content::Stream(&mut whole).into_bytes(LARGEST_DOCUMENT)?;
        match decode_text(bytes, false, self.config) {
            Ok((text, encoding, _)) => {
                let separator = self.separator(text.as_bytes());
                self.each_row(text.as_bytes(), separator, encoding, sink)
            }
            Err(reason) => {
                sink(self.skipped(None, &reason), 0);
                Ok(())
            }
        }
    }

    fn separator(&self, sample: &[u8]) -> u8 {
        if matches!(self.kind, Kind::Tsv) {
            b'\t'
        } else {
            delimiter(&String::from_utf8_lossy(sample))
        }
    }

    fn skipped(&self, line: Option<u64>, reason: &str) -> Part {
        Part::Skipped(skip(&self.origin.path, line, None, reason.to_owned()))
    }

    fn each_row(
        &self,
        text: impl io::Read,
        separator: u8,
        encoding: Encoding,
        sink: &mut PartSink<'_>,
    ) -> io::Result<()> {
        let (quotes, since_row) = (Cell::new(0), Cell::new(0));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .from_reader(Quotes {
                inner: text,
                count: &quotes,
                since_row: &since_row,
            });
        let header = reader.byte_headers().map_err(io_error)?;
        let names = header
            .iter()
            .map(|cell| String::from_utf8_lossy(cell).into_owned());
        let table = match TableHead::new(self.origin, names, Format::Csv, encoding, self.config) {
            Ok(table) => table,
            Err(reason) => {
                sink(self.skipped(None, &reason), 0);
                return Ok(());
            }
        };
        let mut waiting = WaitingRows::new(table);
        let mut is_empty = true;
        let mut record = csv::ByteRecord::new();
        let end = loop {
            match reader.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break Ok(()),
                Err(error) => break Err(io_error(error)),
            }
            since_row.set(0);
            is_empty = false;
            // The last row waits: it may turn out to hold the rest of the table.
            if waiting.bytes >= ROWS && !waiting.hand_over(sink) {
                return Ok(());
            }
            waiting.push(&record);
        };
        let is_open = end.is_ok() && quotes.get() % 2 == 1;
        if let Some(last) = waiting.rows.pop_if(|_| is_open) {
            sink(self.skipped(Some(last.number), OPEN_QUOTE), 0);
        }
        if is_empty && end.is_ok() {
            sink(self.skipped(None, "no row below its header"), 0);
        }
        if !waiting.rows.is_empty() {
            waiting.hand_over(sink);
        }
        end
    }
}

/// Rows of a table that wait until they are worth a part.
struct WaitingRows {
    table: Arc<TableHead>,
    rows: Vec<Row>,
    /// Bytes of their cells.
    bytes: usize,
}

impl WaitingRows {
    fn new(table: Arc<TableHead>) -> Self {
        Self {
            table,
            rows: Vec::new(),
            bytes: 0,
        }
    }

    fn push(&mut self, record: &csv::ByteRecord) {
        self.bytes += record.as_slice().len();
        self.rows.push(Row::of_bytes(record));
    }

    /// Hands all of them over; gives whether more are wanted.
    fn hand_over(&mut self, sink: &mut PartSink<'_>) -> bool {
        let rows = Rows {
            table: self.table.clone(),
            rows: std::mem::take(&mut self.rows),
        };
        sink(Part::Rows(rows), std::mem::take(&mut self.bytes))
    }
}

/// Why the last row of a table is not read.
const OPEN_QUOTE: &str = "a quotation mark on this line or after it opens a cell and nothing closes it, so that the rest of the table stands in one cell; close it, or double it where it is part of the text";

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
            let message =
                "refused: a row longer than any document; a quotation mark may not be closed";
            return Err(io::Error::other(message));
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

/// Cuts a spreadsheet into parts: every sheet with a column of texts. Where there are several, the
/// name of the sheet stands behind that of the file.
pub(in super::super) fn parts_of_sheet(
    origin: &Origin,
    bytes: &[u8],
    config: &ReadConfig,
) -> Vec<Part> {
    let size = bytes.len() as u64;
    let skipped = |reason| vec![Part::Skipped(skip(&origin.path, None, Some(size), reason))];
    let sheets = match formats::sheets(bytes) {
        Ok(sheets) => sheets,
        Err(reason) => return skipped(reason),
    };
    let is_one = sheets.len() == 1;
    let (mut parts, mut reasons) = (Vec::new(), Vec::new());
    for (name, rows) in sheets {
        let origin = match is_one {
            true => origin.clone(),
            false => Origin {
                path: format!("{}/{name}", origin.path).into(),
                metadata: origin.metadata.clone(),
            },
        };
        match rows_of_sheet(&origin, rows, config) {
            Ok(rows) => parts.push(Part::Rows(rows)),
            Err(reason) => reasons.push(format!("sheet `{name}`: {reason}")),
        }
    }
    if parts.is_empty() {
        return skipped(reasons.join("; "));
    }
    parts
}

fn rows_of_sheet(
    origin: &Origin,
    rows: Vec<Vec<String>>,
    config: &ReadConfig,
) -> Result<Rows, String> {
    let mut rows = rows.into_iter();
    let header = rows.next().unwrap_or_default();
    let width = header.len();
    let format = Format::Spreadsheet;
    let header = header.into_iter();
    let table = TableHead::new(origin, header, format, Encoding::OF_FORMAT, config)?;
    // Rows of a sheet may end before its last column.
    let rows = rows.zip(2..).map(|(mut cells, number)| {
        cells.resize(width, String::new());
        Row {
            number,
            cells,
            replaced: 0,
        }
    });
    Ok(Rows {
        table,
        rows: rows.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8], kind: Kind) -> Vec<String> {
        let config = ReadConfig::default();
        let budget = Budget::new(1);
        let mut out = Vec::new();
        let origin = Origin {
            path: "t.csv".into(),
            metadata: None,
        };
        let content = Content::Memory(text.to_vec());
        let table = CsvTable {
            origin: &origin,
            kind,
            config: &config,
        };
        let read = table.each_part(content, &budget, &mut |part, _| {
            match part {
                Part::Rows(rows) => rows.read(&config, &mut |read| {
                    out.push(match read {
                        Read::Document(document) => {
                            format!(
                                "{} {}={}",
                                document.info.place, document.info.source, document.text
                            )
                        }
                        Read::Skipped(row) => format!("{}: {}", row.place, row.reason),
                    });
                }),
                Part::Skipped(row) => out.push(match row.place.line {
                    Some(_) => format!("{}: {}", row.place, row.reason),
                    None => row.reason,
                }),
                _ => {}
            }
            true
        });
        read.expect("memory can be read");
        out
    }

    #[test]
    fn each_row_is_a_document_on_the_line_where_it_begins() {
        let text = b"\xEF\xBB\xBFoutlet,Body\nA,\"one\ntwo\"\nB,three\n,\nC\nD,\n";
        assert_eq!(
            read(text, Kind::Csv),
            [
                "t.csv:2 A=one\ntwo",
                "t.csv:4 B=three",
                "t.csv:6: this row has 1 cells where the header has 2",
                "t.csv:7: empty text",
            ]
        );
    }

    #[test]
    fn a_quote_that_nothing_closes_is_told_where_it_opens() {
        let rows = read(b"source,text\nA,one\nB,\"two\nC,three\n", Kind::Csv);
        assert_eq!(rows.len(), 2);
        assert!(rows[0].starts_with("t.csv:3: a quotation mark"), "{rows:?}");
        assert_eq!(rows[1], "t.csv:2 A=one");
    }

    #[test]
    fn tabs_and_semicolons_part_cells() {
        assert_eq!(
            read(b"source\ttext\nA\tb, c\n", Kind::Tsv),
            ["t.csv:2 A=b, c"]
        );
        assert_eq!(
            read(b"source;text\nA;b, c\n", Kind::Csv),
            ["t.csv:2 A=b, c"]
        );
    }

    #[test]
    fn a_table_without_a_column_of_texts_says_what_it_has() {
        let reasons = read(b"country,gdp\nChad,1\n", Kind::Csv);
        assert_eq!(
            reasons,
            [
                "no column `text` with a text (it has: country, gdp); name the field, as in --field text=body"
            ]
        );
    }

    #[test]
    fn a_large_table_is_streamed_in_parts() {
        let mut text = String::from("id,text\n");
        for number in 0..200_000 {
            text.push_str(&format!("{number},wörter und mehr\n"));
        }
        let rows = read(text.as_bytes(), Kind::Csv);
        assert_eq!(rows.len(), 200_000);
        assert_eq!(rows[199_999], "t.csv:200001 t=wörter und mehr");
    }
}

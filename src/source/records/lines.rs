//! JSON Lines: one record a line, each a document.
//!
//! Takes a range of a file, or lines out of a stream; gives the documents of the lines that begin
//! in it. A line that is no record is skipped with its number, and the next is read.

use std::fs::File;
use std::io::{BufRead, BufReader, Read as _, Seek, SeekFrom};
use std::sync::Arc;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::super::limit::unreadable;
use super::super::{ContentKey, Origin, Read, RecordsUnit, Sink, decode_text, skip};
use super::joined::single;
use super::nested::flat;
use super::record::{Fields, NoRecord, Roles, document};
use crate::config::ReadConfig;
use crate::model::{DocumentInfo, Encoding, Format, Place, RawDocument, ReadingDoubt};

/// The longest line taken as a record, in bytes.
pub(in super::super) const LONGEST_LINE: u64 = 256 << 20;
/// How many bytes of a file of records one worker takes at a time.
pub(in super::super) const RECORDS_CHUNK: u64 = 4 << 20;

/// Why a line is not read.
pub(in super::super) fn too_long() -> String {
    format!(
        "the line is longer than {} MiB and was not read as a record",
        LONGEST_LINE >> 20
    )
}

impl RecordsUnit {
    /// Reads the unit's lines; gives how many there are.
    pub(in super::super) fn read(&self, config: &ReadConfig, sink: &mut dyn Sink) -> u64 {
        let result = File::open(&self.path)
            .and_then(|file| self.lines(BufReader::with_capacity(1 << 18, file), config, sink));
        result.unwrap_or_else(|error| {
            sink.take(Read::Skipped(skip(
                &self.origin.path,
                None,
                None,
                unreadable(&error),
            )));
            0
        })
    }

    fn lines(
        &self,
        mut reader: impl BufRead + Seek,
        config: &ReadConfig,
        sink: &mut dyn Sink,
    ) -> std::io::Result<u64> {
        let mut position = self.range.start;
        if position > 0 {
            // The line that holds the byte before the range belongs to the range before. It may go
            // on beyond this one, and is looked for no further.
            reader.seek(SeekFrom::Start(position - 1))?;
            let most = self.range.end - position + 1;
            let passed = (&mut reader).take(most).skip_until(b'\n')? as u64;
            position += passed.saturating_sub(1);
        }
        let mut parser = Parser::new(&self.origin, config);
        let mut line = Vec::new();
        let mut number = 0;
        while position < self.range.end {
            line.clear();
            let read = (&mut reader)
                .take(LONGEST_LINE)
                .read_until(b'\n', &mut line)? as u64;
            if read == 0 {
                break;
            }
            number += 1;
            position += read;
            if read == LONGEST_LINE && !line.ends_with(b"\n") {
                // The line reaches far beyond the range: nothing else begins in it.
                sink.take(Read::Skipped(skip(
                    &self.origin.path,
                    Some(number),
                    None,
                    too_long(),
                )));
                break;
            }
            let is_first = number == 1 && self.range.start == 0;
            parser.read(&line, number, is_first, sink);
        }
        Ok(number)
    }
}

/// Whole lines of a file.
#[derive(Debug)]
pub(in super::super) struct Lines {
    pub(in super::super) origin: Origin,
    /// The number of the first.
    pub(in super::super) first: u64,
    pub(in super::super) bytes: Vec<u8>,
    /// The encoding they were decoded from, if they were.
    pub(in super::super) decoded: Option<Arc<DecodedLines>>,
}

/// How the lines of a file were decoded.
#[derive(Debug)]
pub(in super::super) struct DecodedLines {
    pub(in super::super) encoding: Encoding,
    /// What is doubtful of it.
    pub(in super::super) doubts: Vec<String>,
}

impl Lines {
    /// Hands each line's document, or the reason for none, to `sink`.
    pub(in super::super) fn read(self, config: &ReadConfig, sink: &mut dyn Sink) {
        let mut parser = Parser::new(&self.origin, config);
        parser.decoded = self.decoded;
        let lines = self.bytes.split_inclusive(|&byte| byte == b'\n');
        for (line, number) in lines.zip(self.first..) {
            parser.read(line, number, number == 1, sink);
        }
    }
}

/// Reads one record after another; records of one make look up their fields once.
pub(super) struct Parser<'a> {
    origin: &'a Origin,
    config: &'a ReadConfig,
    decoded: Option<Arc<DecodedLines>>,
    names: Vec<Arc<str>>,
    roles: Roles,
}

impl<'a> Parser<'a> {
    pub(super) fn new(origin: &'a Origin, config: &'a ReadConfig) -> Self {
        Self {
            origin,
            config,
            decoded: None,
            names: Vec::new(),
            roles: Roles::default(),
        }
    }

    fn read(&mut self, line: &[u8], number: u64, is_first: bool, sink: &mut dyn Sink) {
        let line = line.trim_ascii();
        let mark = line.strip_prefix(b"\xEF\xBB\xBF").filter(|_| is_first);
        let line = mark.unwrap_or(line);
        if line.is_empty() {
            return;
        }
        let sha256 = Sha256::digest(line).into();
        let key = || ContentKey::new(&sha256, self.origin, &self.decoded);
        if sink.begin(&key, Some(number)) {
            return;
        }
        sink.take(match self.parse(line, number, sha256) {
            Ok(document) => Read::Document(document),
            Err((id, reason)) => {
                let mut row = skip(
                    &self.origin.path,
                    Some(number),
                    Some(line.len() as u64),
                    reason,
                );
                row.doc_id = id;
                Read::Skipped(row)
            }
        });
        sink.end();
    }

    /// A line's document, or its id (as far as known) and the reason why there is none.
    fn parse(
        &mut self,
        line: &[u8],
        number: u64,
        sha256: [u8; 32],
    ) -> Result<RawDocument, NoRecord> {
        let nameless = |reason| (String::new(), reason);
        let decoded;
        let (text, encoding, notes) = match std::str::from_utf8(line) {
            Ok(text) if self.decoded.is_some() || !self.config.forces_encoding() => {
                let decoded = self.decoded.as_deref();
                let encoding = decoded.map_or(Encoding::OF_FORMAT, |decoded| decoded.encoding);
                let doubts = decoded.filter(|_| !text.is_ascii());
                let doubts = doubts.map(|decoded| decoded.doubts.clone());
                (text, encoding, doubts.unwrap_or_default())
            }
            _ => {
                let (text, encoding, notes) =
                    decode_text(line.to_vec(), false, self.config).map_err(nameless)?;
                decoded = text;
                (decoded.as_str(), encoding, notes)
            }
        };
        let object: Map<String, Value> =
            serde_json::from_str(text).map_err(|error| nameless(not_a_record(&error)))?;
        let place = Place {
            path: self.origin.path.clone(),
            line: Some(number),
        };
        let mut info = DocumentInfo::new(place, Format::JsonLines, line.len() as u64, sha256);
        info.encoding = encoding;
        notes
            .iter()
            .for_each(|note| info.doubt(ReadingDoubt::Encoding, note));
        self.document(object, info)
    }

    /// The document of an object, wherever it stands.
    pub(super) fn document(
        &mut self,
        object: Map<String, Value>,
        info: DocumentInfo,
    ) -> Result<RawDocument, NoRecord> {
        if object
            .values()
            .any(|value| value.is_object() || value.is_array())
        {
            let (fields, roles) = flat(object, self.config)?;
            return document(fields, info, &roles, self.origin, self.config);
        }
        let is_known = self.names.len() == object.len()
            && self
                .names
                .iter()
                .zip(object.keys())
                .all(|(a, b)| **a == **b);
        if !is_known {
            self.names = object.keys().map(|name| Arc::from(name.as_str())).collect();
            let names = self.names.iter().map(AsRef::as_ref);
            self.roles = Roles::find(&names, self.config);
        }
        let values = object.into_iter().map(|(_, value)| value);
        let fields: Fields = self
            .names
            .iter()
            .cloned()
            .zip(values.map(text_of))
            .collect();
        document(fields, info, &self.roles, self.origin, self.config)
    }
}

/// Why a record is no record; where in the line, since the line itself is named elsewhere.
fn not_a_record(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or(&message);
    format!(
        "expected one JSON object per line: {what}, at column {}",
        error.column()
    )
}

/// A single value as text; empty for any other.
fn text_of(value: Value) -> String {
    match value {
        Value::String(text) => text,
        value => single(&value).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests;

//! JSON Lines: one record a line, each a document.
//!
//! Takes a range of a file, gives the documents of the lines that begin in it. Fields are `id`,
//! `source`, `date`, `title`, `text` and `language`, or what the settings map them to; further
//! fields that hold a single value are kept as metadata.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read as _, Seek, SeekFrom};
use std::sync::Arc;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::stated::{Origins, Stated};
use super::{Read, RecordsOrigin, RecordsUnit, source_of, without_ending};
use crate::config::ReadConfig;
use crate::model::{DocumentInfo, Format, Place, RawDocument, Skipped};

/// The longest line taken as a record, in bytes.
const LONGEST_LINE: u64 = 1 << 30;

impl RecordsUnit {
    /// Reads the unit's lines; gives how many there are.
    pub(super) fn read(&self, config: &ReadConfig, sink: &mut dyn FnMut(Read)) -> u64 {
        let result = match &self.origin {
            RecordsOrigin::File(path) => File::open(path)
                .and_then(|file| self.lines(BufReader::with_capacity(1 << 18, file), config, sink)),
            RecordsOrigin::Memory(bytes) => self.lines(Cursor::new(bytes.as_ref()), config, sink),
        };
        result.unwrap_or_else(|error| {
            sink(Read::Skipped(
                self.skip(None, format!("cannot be read: {error}")),
            ));
            0
        })
    }

    fn lines(
        &self,
        mut reader: impl BufRead + Seek,
        config: &ReadConfig,
        sink: &mut dyn FnMut(Read),
    ) -> std::io::Result<u64> {
        let mut position = self.range.start;
        let mut line = Vec::new();
        if position > 0 {
            // The line that holds the byte before the range belongs to the range before.
            reader.seek(SeekFrom::Start(position - 1))?;
            position += reader.skip_until(b'\n')? as u64 - 1;
        }
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
                position += reader.skip_until(b'\n')? as u64;
                sink(Read::Skipped(
                    self.skip(Some(number), "line longer than 1 GiB".to_owned()),
                ));
                continue;
            }
            if !line.trim_ascii().is_empty() {
                sink(self.record(&line, number, config));
            }
        }
        Ok(number)
    }

    fn record(&self, line: &[u8], number: u64, config: &ReadConfig) -> Read {
        let line = line.trim_ascii();
        let is_first = number == 1 && self.range.start == 0;
        let mark = line.strip_prefix(b"\xEF\xBB\xBF").filter(|_| is_first);
        let line = mark.unwrap_or(line);
        match self.parse(line, number, config) {
            Ok(document) => Read::Document(document),
            Err((id, reason)) => {
                let mut skipped = self.skip(Some(number), reason);
                skipped.doc_id = id;
                skipped.bytes = Some(line.len() as u64);
                Read::Skipped(skipped)
            }
        }
    }

    /// A record's document, or its id (as far as known) and the reason why there is none.
    fn parse(
        &self,
        line: &[u8],
        number: u64,
        config: &ReadConfig,
    ) -> Result<RawDocument, (String, String)> {
        let text = std::str::from_utf8(line).map_err(|error| {
            (
                String::new(),
                format!("not UTF-8 at byte {} of the line", error.valid_up_to()),
            )
        })?;
        let mut fields: Map<String, Value> =
            serde_json::from_str(text).map_err(|error| (String::new(), not_a_record(&error)))?;
        let name = |field: &str| {
            config
                .fields
                .get(field)
                .map_or(field, String::as_str)
                .to_owned()
        };
        let mut take = |field: &str| fields.shift_remove(&name(field)).and_then(text_of);
        let doc_id = take("id").unwrap_or_default();
        let Some(text) = take("text") else {
            let reason = format!("the record has no field `{}` with a text", name("text"));
            return Err((doc_id, reason));
        };
        if text.trim().is_empty() {
            return Err((doc_id, "empty text".to_owned()));
        }
        let mut own = Stated::default();
        for field in ["source", "date", "title", "language"] {
            own.set(field, &take(field).unwrap_or_default());
        }
        keep_further(fields, &mut own);
        let mut info = DocumentInfo {
            doc_id,
            place: Place {
                path: self.place.clone(),
                line: Some(number),
            },
            source: source_of(&self.place).to_owned(),
            date: String::new(),
            title: String::new(),
            format: Format::JsonLines,
            encoding: "utf-8",
            bytes: line.len() as u64,
            sha256: Sha256::digest(line).into(),
            language: None,
            extra: Vec::new(),
        };
        let path = config.path.read(without_ending(&self.place));
        let path = path.map(Stated::without_id);
        let origins = Origins {
            sidecar: self.metadata.as_deref(),
            own: Some(&own),
            path: path.as_ref(),
            ..Origins::default()
        };
        origins.fill(&mut info, config.date_order);
        Ok(RawDocument { info, text })
    }

    fn skip(&self, line: Option<u64>, reason: String) -> Skipped {
        Skipped {
            doc_id: String::new(),
            place: Place {
                path: self.place.clone(),
                line,
            },
            source: source_of(&self.place).to_owned(),
            bytes: None,
            reason,
        }
    }
}

/// Keeps the fields of a record that have no meaning of their own, by name.
fn keep_further(fields: Map<String, Value>, own: &mut Stated) {
    let further: BTreeMap<_, _> = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name, text_of(value)?)))
        .collect();
    for (name, value) in further {
        own.keep(&Arc::from(name), &value);
    }
}

/// Why a line is no record; where in the line, since the line itself is named elsewhere.
fn not_a_record(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or(&message);
    format!(
        "not a JSON object on one line: {what}, at column {}",
        error.column()
    )
}

/// A single value as text; `None` for null, lists, objects and empty text.
fn text_of(value: Value) -> Option<String> {
    match value {
        Value::String(text) => (!text.is_empty()).then_some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads `text` cut into ranges of `chunk` bytes: (line in its range, id or reason).
    fn read(text: &str, chunk: usize) -> Vec<String> {
        let bytes: Arc<[u8]> = text.as_bytes().into();
        let mut out = Vec::new();
        for start in (0..text.len()).step_by(chunk) {
            let unit = RecordsUnit {
                origin: RecordsOrigin::Memory(bytes.clone()),
                place: "records.jsonl".into(),
                metadata: None,
                range: start as u64..(start + chunk).min(text.len()) as u64,
            };
            unit.read(&ReadConfig::default(), &mut |read| {
                out.push(match read {
                    Read::Document(document) => {
                        format!("{}={}", document.info.doc_id, document.text)
                    }
                    Read::Skipped(skipped) => skipped.reason,
                });
            });
        }
        out
    }

    #[test]
    fn every_line_is_read_once_wherever_the_ranges_are_cut() {
        let text = "\u{feff}{\"id\":1,\"text\":\"a\"}\n\n{\"id\":\"b\",\"text\":\"é\"}\r\n{\"text\":\"c\"}";
        let whole = read(text, text.len());
        assert_eq!(whole, ["1=a", "b=é", "=c"]);
        for chunk in 1..text.len() {
            assert_eq!(read(text, chunk), whole, "ranges of {chunk} bytes");
        }
    }

    #[test]
    fn a_bad_record_is_skipped_with_a_reason() {
        let reasons = read("{\"id\":\"x\"}\n{broken\n{\"text\":\" \"}\n[1]\n", 1000);
        assert_eq!(reasons[0], "the record has no field `text` with a text");
        assert!(
            reasons[1].starts_with("not a JSON object on one line: key must be a string"),
            "{}",
            reasons[1]
        );
        assert_eq!(reasons[2], "empty text");
        assert!(reasons[3].starts_with("not a JSON object"));
    }

    #[test]
    fn fields_can_be_mapped_and_further_ones_are_kept() {
        let mut config = ReadConfig::default();
        config.fields.insert("text".into(), "body".into());
        config.fields.insert("source".into(), "outlet".into());
        let line = br#"{"body":"t","outlet":"O","country":"Chad","n":3,"tags":["x"],"date":null}"#;
        let unit = RecordsUnit {
            origin: RecordsOrigin::Memory(line.to_vec().into()),
            place: "r.jsonl".into(),
            metadata: None,
            range: 0..line.len() as u64,
        };
        let document = unit.parse(line, 1, &config).expect("a document");
        assert_eq!(
            (document.text.as_str(), document.info.source.as_str()),
            ("t", "O")
        );
        assert_eq!(document.info.date, "");
        let extra: Vec<_> = document
            .info
            .extra
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .collect();
        assert_eq!(extra, [("country", "Chad"), ("n", "3")]);
    }
}

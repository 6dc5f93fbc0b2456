//! JSON files: one object, or a list of objects, each a document.
//!
//! Where the records of a file stand, `collected.rs` finds out. Several values one after another are read
//! as a list. Records are numbered from 1.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::super::{Origin, Read, Sink, decode_records, skip};
use super::collected::records_of;
use super::lines::Parser;
use crate::config::ReadConfig;
use crate::model::{DocumentInfo, Encoding, Format, Numbered, Place, ReadingDoubt, Skipped};

/// How many objects one worker takes at a time.
const VALUES: usize = 1000;

/// The objects of a JSON file, in parts.
///
/// # Errors
/// The row of the file, with the reason, if it has none.
pub(in super::super) fn values_of_json(
    origin: &Origin,
    bytes: Vec<u8>,
    config: &ReadConfig,
) -> Result<Vec<Values>, Skipped> {
    let size = bytes.len() as u64;
    let skipped = |reason| skip(&origin.path, None, Some(size), reason);
    let (text, encoding, doubts) = decode_records(bytes, config).map_err(skipped)?;
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(behind_assignment(&text)).into_iter() {
        values.push(value.map_err(|error| skipped(format!("not JSON: {error}")))?);
    }
    let records = records_of(values, config).map_err(skipped)?;
    if records.is_empty() {
        let reason =
            "it contains no records; expected an object with a text, or a list of such objects";
        return Err(skipped(reason.to_owned()));
    }
    let mut parts = Vec::new();
    let mut records = records.into_iter().peekable();
    let mut first = 1;
    while records.peek().is_some() {
        let values: Vec<Value> = records.by_ref().take(VALUES).collect();
        let next = first + values.len() as u64;
        parts.push(Values {
            origin: origin.clone(),
            first,
            values,
            encoding,
            doubts: doubts.clone(),
        });
        first = next;
    }
    Ok(parts)
}

/// The value that a script assigns to a name, as in the archive of an account of Twitter:
/// `window.YTD.tweets.part0 = [...]`; else the whole text.
fn behind_assignment(text: &str) -> &str {
    let begun = text.trim_start();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '$' | ' ');
    let assigned = begun.trim_start_matches(is_name).strip_prefix('=');
    let is_assigned = begun.starts_with(char::is_alphabetic);
    assigned.filter(|_| is_assigned).unwrap_or(text)
}

/// Objects of a JSON file.
#[derive(Debug)]
pub(in super::super) struct Values {
    origin: Origin,
    /// The number of the first.
    first: u64,
    values: Vec<Value>,
    encoding: Encoding,
    /// What is doubtful of how the file was decoded.
    doubts: Vec<String>,
}

impl Values {
    /// Hands each object's document, or the reason for none, to `sink`.
    pub(in super::super) fn read(self, config: &ReadConfig, sink: &mut dyn Sink) {
        let origin = &self.origin;
        let mut parser = Parser::new(origin, config);
        for (value, number) in self.values.into_iter().zip(self.first..) {
            let written = value.to_string();
            let place = Place {
                path: origin.path.clone(),
                line: Some(number),
            };
            let hash = Sha256::digest(written.as_bytes()).into();
            let size = written.len() as u64;
            let mut info = DocumentInfo::new(place, Format::Json, size, hash);
            info.encoding = self.encoding;
            if !written.is_ascii() {
                let doubts = self.doubts.iter();
                doubts.for_each(|note| info.doubt(ReadingDoubt::Encoding, note));
            }
            let outcome = match value {
                Value::Object(object) => parser.document(object, info),
                _ => Err((
                    String::new(),
                    "expected an object with named fields".to_owned(),
                )),
            };
            sink.take(match outcome {
                Ok(document) => Read::Document(document),
                Err((id, reason)) => {
                    let mut row = skip(&origin.path, Some(number), None, reason);
                    row.doc_id = id;
                    row.numbered = Numbered::Record;
                    Read::Skipped(row)
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let config = ReadConfig::default();
        let mut out = Vec::new();
        let origin = Origin {
            path: "a.json".into(),
            metadata: None,
        };
        match values_of_json(&origin, text.as_bytes().to_vec(), &config) {
            Ok(parts) => parts.into_iter().for_each(|values| {
                values.read(&config, &mut |read| {
                    out.push(match read {
                        Read::Document(document) => document.text,
                        Read::Skipped(row) => format!("{}: {}", row.place, row.reason),
                    });
                });
            }),
            Err(row) => out.push(row.reason.into_string()),
        }
        out
    }

    #[test]
    fn one_object_a_list_and_a_list_inside_an_object() {
        assert_eq!(read(r#"{"text": "a", "tags": [{"x": 1}]}"#), ["a"]);
        assert_eq!(read(r#"[{"text": "a"}, {"body": "b"}]"#), ["a", "b"]);
        assert_eq!(read(r#"{"n": 2, "articles": [{"text": "a"}]}"#), ["a"]);
        assert_eq!(read("{\"text\": \"a\"}\n\n{\"text\": \"b\"}"), ["a", "b"]);
    }

    #[test]
    fn a_table_may_be_lists_below_a_header() {
        let table = r#"[["date", "body"], ["2015-12-16", "a"], ["2015-12-17", "b"]]"#;
        assert_eq!(read(table), ["a", "b"]);
        assert_eq!(read(r#"[["x", "y"], ["1", "2"]]"#).len(), 2);
    }

    #[test]
    fn records_may_stand_by_key_below_others() {
        let inside = r#"{"n": 2, "news": {"a": {"text": "a"}, "b": {"text": "b"}}}"#;
        assert_eq!(read(inside), ["a", "b"]);
    }

    #[test]
    fn a_script_may_assign_the_records() {
        let archive = r#"window.YTD.tweet.part0 = [{"tweet": {"full_text": "a", "id_str": "1"}}]"#;
        assert_eq!(read(archive), ["a"]);
    }

    #[test]
    fn what_is_no_record_is_told() {
        assert_eq!(read("[]").len(), 1);
        assert_eq!(
            read(r#"[{"text": "a"}, 3]"#)[1],
            "a.json:2: expected an object with named fields"
        );
        assert!(read("[{]")[0].starts_with("not JSON: "));
    }
}

//! Documents and files that a program hands over, instead of names of files.
//!
//! Takes what the program says of each document, gives the same as a record with these fields; takes the
//! bytes of a file or of its lines, or a stream of them, gives the same as the file.

use std::io;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::batch::Batch;
use super::opening::Opening;
use super::records::{Lines, Roles, document};
use super::unpack::{Budget, Content, Source};
use super::{FileUnit, MetadataRows, Origin, Read, Sink, skip};
use crate::config::ReadConfig;
use crate::model::{DocumentInfo, Format, Place};

/// What stands for the file in `documents.csv`, and the source of documents that name none.
const PLACE: &str = "memory";

/// A document that a program hands over: names and values of its fields, the text among them.
#[derive(Debug, Clone, Default)]
pub struct GivenDocument {
    /// Names and values, as those of a record.
    pub fields: Vec<(Arc<str>, String)>,
}

impl GivenDocument {
    /// Hands the document, or the reason why it is none, to `sink`; `number` is its place among all,
    /// from 1.
    pub fn read(self, number: u64, config: &ReadConfig, sink: &mut dyn Sink) {
        let origin = Origin {
            path: PLACE.into(),
            metadata: None,
        };
        let mut hash = Sha256::new();
        for (name, value) in &self.fields {
            hash.update(format!("{}:{name}{}:", name.len(), value.len()));
            hash.update(value);
        }
        let bytes: usize = self.fields.iter().map(|(_, value)| value.len()).sum();
        let place = Place {
            path: origin.path.clone(),
            line: Some(number),
        };
        let info = DocumentInfo::new(place, Format::Memory, bytes as u64, hash.finalize().into());
        let roles = Roles::find(&self.fields.iter().map(|(name, _)| name.as_ref()), config);
        sink.take(match document(self.fields, info, &roles, &origin, config) {
            Ok(document) => Read::Document(document),
            Err((id, reason)) => {
                let mut row = skip(PLACE, Some(number), Some(bytes as u64), reason);
                row.doc_id = id;
                Read::Skipped(row)
            }
        });
    }
}

/// Reads lines of JSON, each a record, of which the first has this number; they stand at `place`. Hands
/// each document, or the reason for none, to `sink`.
pub fn read_record_lines(
    place: &str,
    first: u64,
    bytes: Vec<u8>,
    config: &ReadConfig,
    sink: &mut dyn Sink,
) {
    let origin = Origin {
        path: place.into(),
        metadata: None,
    };
    let lines = Lines {
        origin,
        first,
        bytes,
        decoded: None,
    };
    lines.read(config, sink);
}

/// Reads the bytes of a file named `name`, and hands each document, or the reason for none, to `sink`.
pub fn read_bytes(name: &str, bytes: Vec<u8>, config: &ReadConfig, sink: &mut dyn Sink) {
    let size = bytes.len() as u64;
    let budget = Budget::new(size.max(1));
    open(
        (name, size),
        &budget,
        config,
        (sink, |opening| {
            opening.open(name, Content::Memory(bytes), 0);
        }),
    );
}

/// Reads a stream as the file `name`, and hands each document, or the reason for none, to `sink`. Of web
/// archives, JSON Lines and tables in UTF-8, packed or not, no more than a batch of documents is held at a
/// time; other files are held whole.
pub fn read_stream(
    name: &str,
    stream: &mut dyn io::Read,
    config: &ReadConfig,
    sink: &mut dyn Sink,
) {
    let budget = Budget::new(1);
    let mut source = Source {
        inner: stream,
        budget: &budget,
    };
    open(
        (name, 0),
        &budget,
        config,
        (sink, |opening| {
            opening.open(name, Content::Stream(&mut source), 0);
        }),
    );
}

/// Reads the bytes of a file of XML named `name` as if it were too large for memory: some of its repeated
/// elements at a time.
///
/// # Errors
/// If nothing repeats in it, or no documents.
pub fn read_in_stretches(
    name: &str,
    bytes: &[u8],
    config: &ReadConfig,
    sink: &mut dyn Sink,
) -> io::Result<()> {
    let size = bytes.len() as u64;
    let budget = Budget::new(size.max(1));
    let mut result = Ok(());
    open(
        (name, size),
        &budget,
        config,
        (sink, |opening| {
            result = opening.stretches(name, bytes);
        }),
    );
    result
}

/// Opens a file of this name and size by `read_all`, and reads what that gives.
fn open(
    (name, size): (&str, u64),
    budget: &Budget,
    config: &ReadConfig,
    (sink, read_all): (&mut dyn Sink, impl FnOnce(&mut Opening<'_>)),
) {
    let unit = FileUnit {
        path: None,
        place: name.into(),
        bytes: size,
        is_collection: false,
        metadata: MetadataRows::default(),
        selection: Arc::default(),
    };
    let mut read = |batch: Batch| {
        batch.read(config, sink);
        true
    };
    let mut opening = Opening::new(&unit, budget, config, &mut read);
    read_all(&mut opening);
    opening.flush(size);
}

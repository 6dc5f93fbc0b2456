//! The way in: the only folder that reads files.
//!
//! Takes the inputs as named, gives [`Unit`]s of work in a fixed order (by path, never by what the
//! file system happens to list first), and from each unit [`RawDocument`]s, or [`Skipped`] rows
//! with a reason. A bad file never stops the others.

// This is the door in: the methods that `clippy.toml` forbids elsewhere are allowed here.
#![allow(clippy::disallowed_methods)]

mod decode;
mod discover;
mod front_matter;
mod metadata;
mod path_template;
mod records;
mod settings;
mod stated;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::config::ReadConfig;
use crate::model::{DocumentInfo, Format, Place, RawDocument, Skipped};

pub use discover::{Discovery, discover};
pub use path_template::PathTemplate;
pub use settings::{
    NamedText, PROGRAM, RECORD_FILE, find_codebook, find_settings, read_named, written_files,
};
pub(crate) use stated::DATE_AS_STATED;
use stated::Origins;
pub use stated::Stated;

/// The largest file taken as one document, in bytes. Token positions are 32-bit.
const LARGEST_DOCUMENT: u64 = 1 << 31;

/// A piece of the input that one worker reads alone.
#[derive(Debug, Clone)]
pub enum Unit {
    /// A file that is one document.
    File(FileUnit),
    /// A range of a file of records, one a line. It owns the lines that begin in the range.
    Records(RecordsUnit),
}

/// A file that is one document.
#[derive(Debug, Clone)]
pub struct FileUnit {
    path: PathBuf,
    place: Place,
    format: Format,
    bytes: u64,
    metadata: Option<Arc<Stated>>,
}

/// A range of a file (or of standard input) that holds one record a line.
#[derive(Debug, Clone)]
pub struct RecordsUnit {
    origin: RecordsOrigin,
    place: Arc<str>,
    metadata: Option<Arc<Stated>>,
    range: Range<u64>,
}

/// Where records are read from.
#[derive(Debug, Clone)]
enum RecordsOrigin {
    File(PathBuf),
    Memory(Arc<[u8]>),
}

/// What reading gives: a document, or a reason why there is none.
#[derive(Debug)]
pub enum Read {
    /// A document.
    Document(RawDocument),
    /// Something that can't be a document.
    Skipped(Skipped),
}

impl Unit {
    /// Size in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        match self {
            Self::File(unit) => unit.bytes,
            Self::Records(unit) => unit.range.end - unit.range.start,
        }
    }

    /// The file of records this is a range of. Its lines are numbered from the range's start, so
    /// ranges of one file are put in order before their numbers mean anything.
    #[must_use]
    pub fn records_place(&self) -> Option<&Arc<str>> {
        match self {
            Self::File(_) => None,
            Self::Records(unit) => Some(&unit.place),
        }
    }

    /// Whether the unit begins a file, so that its lines are numbered from 1.
    #[must_use]
    pub fn is_first(&self) -> bool {
        match self {
            Self::File(_) => true,
            Self::Records(unit) => unit.range.start == 0,
        }
    }

    /// Reads the unit and hands each document, or the reason for none, to `sink`.
    /// Gives the number of lines the unit owns (0 for a whole file).
    pub fn read(&self, config: &ReadConfig, sink: &mut dyn FnMut(Read)) -> u64 {
        match self {
            Self::File(unit) => {
                sink(unit.read(config));
                0
            }
            Self::Records(unit) => unit.read(config, sink),
        }
    }
}

impl FileUnit {
    fn read(&self, config: &ReadConfig) -> Read {
        let result = if self.bytes >= LARGEST_DOCUMENT {
            Err("larger than 2 GiB; split it into documents".to_owned())
        } else {
            std::fs::read(&self.path).map_err(|error| format!("cannot be read: {error}"))
        };
        match result.and_then(|bytes| self.decode(bytes, config)) {
            Ok(document) => Read::Document(document),
            Err(reason) => {
                let path = config.path.read(without_ending(&self.place.path));
                let source = self.origins(None, path.as_ref()).source();
                Read::Skipped(Skipped {
                    doc_id: without_ending(&self.place.path).to_owned(),
                    source: source.unwrap_or_else(|| source_of(&self.place.path).to_owned()),
                    place: self.place.clone(),
                    bytes: Some(self.bytes),
                    reason,
                })
            }
        }
    }

    fn decode(&self, bytes: Vec<u8>, config: &ReadConfig) -> Result<RawDocument, String> {
        let sha256 = Sha256::digest(&bytes).into();
        let size = bytes.len() as u64;
        let decoded = decode::decode(bytes)?;
        let mut text = decoded.text;
        let mut info = DocumentInfo {
            doc_id: without_ending(&self.place.path).to_owned(),
            place: self.place.clone(),
            source: source_of(&self.place.path).to_owned(),
            date: String::new(),
            title: String::new(),
            format: self.format,
            encoding: decoded.encoding,
            bytes: size,
            sha256,
            language: None,
            extra: Vec::new(),
        };
        let own = match self.format {
            Format::Markdown => take_front_matter(&mut text)?,
            _ => None,
        };
        let path = config.path.read(without_ending(&self.place.path));
        self.origins(own.as_ref(), path.as_ref())
            .fill(&mut info, config.date_order);
        Ok(RawDocument { info, text })
    }

    fn origins<'a>(&'a self, own: Option<&'a Stated>, path: Option<&'a Stated>) -> Origins<'a> {
        Origins {
            sidecar: self.metadata.as_deref(),
            own,
            path,
            ..Origins::default()
        }
    }
}

/// Takes front matter off a text, if there is any, and gives what it states.
fn take_front_matter(text: &mut String) -> Result<Option<Stated>, String> {
    let Some((stated, start)) = front_matter::front_matter(text) else {
        return Ok(None);
    };
    text.drain(..start);
    if text.trim().is_empty() {
        return Err("empty: holds front matter only".to_owned());
    }
    Ok(Some(stated))
}

/// The path without the ending of its last part.
pub(crate) fn without_ending(path: &str) -> &str {
    let name_start = path.rfind('/').map_or(0, |slash| slash + 1);
    match path[name_start..].rfind('.') {
        Some(dot) if dot > 0 => &path[..name_start + dot],
        _ => path,
    }
}

/// The source a path stands for: its first folder, or the file itself at the top level.
pub(crate) fn source_of(path: &str) -> &str {
    path.split_once('/')
        .map_or_else(|| without_ending(path), |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_folder_is_the_source_and_a_file_at_the_top_is_its_own() {
        assert_eq!(source_of("agency/2015/report.txt"), "agency");
        assert_eq!(source_of("letter.v2.txt"), "letter.v2");
        assert_eq!(without_ending("a.b/c"), "a.b/c");
        assert_eq!(without_ending("a/.hidden"), "a/.hidden");
        assert_eq!(without_ending("a/b.tar.txt"), "a/b.tar");
    }
}

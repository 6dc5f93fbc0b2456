//! The way in: the only folder that reads files.
//!
//! Takes the inputs as named, gives [`Unit`]s of work in a fixed order (by path, never by what the
//! file system happens to list first). A unit opens into [`Batch`]es, the files of an archive or
//! the records of a table among them, and a batch gives [`RawDocument`]s, or [`Skipped`] rows with
//! a reason. A bad file never stops the others.

// This is the door in: the methods that `clippy.toml` forbids elsewhere are allowed here.
#![allow(clippy::disallowed_methods)]

mod batch;
mod coding_sheet;
mod damaged;
mod decode;
mod discover;
mod file_endings;
mod file_kind;
mod foreign;
mod formats;
mod front_matter;
#[cfg(feature = "archives")]
mod gz_members;
mod limit;
mod listing;
mod memory;
mod metadata;
mod open;
mod opening;
#[cfg(feature = "worker")]
mod packed_unit;
mod path_metadata;
mod records;
mod run_output;
mod select;
mod settings;
mod split;
mod stated_document;
mod stretch;
mod unpack;
mod web_archive;
mod whole;
mod word_lists;
mod xml_cutter;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::clean::Stated;
use crate::config::ReadConfig;
use crate::error::Error;
use crate::model::{Encoding, Numbered, Place, RawDocument, Skipped};
use crate::sorted::SortedMap;
use decode::Hints;
use select::Selection;

pub use batch::Batch;
pub use coding_sheet::{ANSWER_COLUMN, read_coding_sheet, read_validation_key};
pub use discover::{Discovery, TextSize, discover, labels as input_labels};
pub use foreign::serve_reader;
pub use memory::{GivenDocument, read_bytes, read_in_stretches, read_record_lines, read_stream};
#[cfg(feature = "worker")]
pub use packed_unit::UnitUnpacker;
pub(crate) use path_metadata::path_fits;
pub use records::presets;
pub use run_output::{RunOutput, StoredRows, StoredTable};
pub use settings::{
    CACHE_MARK, NamedText, PROGRAM, RECORD_FILE, find_codebook, find_settings, is_there,
    read_codebook, read_named,
};
pub(crate) use settings::{is_file_of_at_most, written_files};
pub use word_lists::read_word_lists;

/// The largest file taken as one document, in bytes: a hundred times the longest book.
const LARGEST_DOCUMENT: u64 = 512 << 20;

/// A piece of the input that can be opened on its own.
#[derive(Debug, Clone)]
pub enum Unit {
    /// A file: a document, a table of records, or an archive of files.
    File(FileUnit),
    /// A range of a file of records, one a line. It owns the lines that begin in the range.
    Records(RecordsUnit),
}

/// A file, or standard input.
#[derive(Debug, Clone)]
pub struct FileUnit {
    /// Where it is; `None` is standard input.
    path: Option<PathBuf>,
    place: Arc<str>,
    bytes: u64,
    /// Whether its name says that it holds many documents.
    is_collection: bool,
    metadata: MetadataRows,
    /// Chooses among the files inside, if it is an archive.
    #[cfg_attr(
        not(feature = "archives"),
        expect(dead_code, reason = "it chooses the files in archives")
    )]
    selection: Arc<Selection>,
}

/// What `metadata.csv` says of a file, and of the files inside it if it is an archive.
#[derive(Debug, Clone, Default)]
struct MetadataRows {
    of_file: Option<Arc<Stated>>,
    inside: Arc<SortedMap<String, Arc<Stated>>>,
}

/// A range of a file that holds one record a line.
#[derive(Debug, Clone)]
pub struct RecordsUnit {
    path: PathBuf,
    origin: Origin,
    range: Range<u64>,
}

/// The file that a document comes from.
#[derive(Debug, Clone)]
struct Origin {
    /// Its path below the input.
    path: Arc<str>,
    /// What `metadata.csv` says of it.
    metadata: Option<Arc<Stated>>,
}

/// What reading gives: a document, or a reason why there is none.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all are documents, and each is taken at once"
)]
pub enum Read {
    /// A document.
    Document(RawDocument),
    /// Something that can't be a document.
    Skipped(Skipped),
}

/// What a document, or what holds some, is known by: a hash of its bytes and of all that decides what
/// it comes to, but for the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ContentKey([u8; 16]);

impl ContentKey {
    /// The key of these bytes, which [`ContentKey::to_bytes`] gave.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The key as bytes.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0
    }

    #[cfg(test)]
    pub(crate) fn of_bytes(bytes: &[u8]) -> Self {
        let origin = Origin {
            path: "".into(),
            metadata: None,
        };
        Self::new(&Sha256::digest(bytes).into(), &origin, &())
    }

    /// The key of bytes with this SHA-256, in a file; `more` is what else there is to know.
    fn new(sha256: &[u8; 32], origin: &Origin, more: &dyn std::fmt::Debug) -> Self {
        let mut hash = Sha256::new_with_prefix(sha256);
        hash.update(format!("{}\0{:?}\0{more:?}", origin.path, origin.metadata));
        let mut key = [0; 16];
        key.copy_from_slice(&hash.finalize()[..16]);
        Self(key)
    }
}

/// Takes what is read. Any closure that takes a [`Read`] is one.
pub trait Sink {
    /// Takes a document, or the reason for none.
    fn take(&mut self, read: Read);

    /// Asked before content is looked into: whether what it comes to is known already, and so need
    /// not be read. If not, all that is taken until [`Sink::end`] comes from it. `line` is where it
    /// stands, if it is a line.
    fn begin(&mut self, _key: &dyn Fn() -> ContentKey, _line: Option<u64>) -> bool {
        false
    }

    /// What began last has been read.
    fn end(&mut self) {}

    /// What began last was not read for a reason that may be gone another time.
    fn forget(&mut self) {}
}

impl<F: FnMut(Read)> Sink for F {
    fn take(&mut self, read: Read) {
        self(read);
    }
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

    /// Whether the unit holds many documents, so that its batches are worth many workers.
    #[must_use]
    pub fn is_collection(&self) -> bool {
        matches!(self, Self::File(unit) if unit.is_collection)
    }

    /// The file of records this is a range of. Its lines are numbered from the range's start, so
    /// ranges of one file are put in order before their numbers mean anything.
    #[must_use]
    pub fn records_place(&self) -> Option<&Arc<str>> {
        match self {
            Self::File(_) => None,
            Self::Records(unit) => Some(&unit.origin.path),
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
    pub fn read(&self, config: &ReadConfig, sink: &mut dyn Sink) -> u64 {
        match self {
            Self::File(unit) => {
                unit.open(config, &mut |batch| {
                    batch.read(config, sink);
                    true
                });
                0
            }
            Self::Records(unit) => unit.read(config, sink),
        }
    }

    /// Opens the unit and hands its batches to `sink`, one after another, until it says `false`.
    pub fn open(&self, config: &ReadConfig, sink: &mut dyn FnMut(Batch) -> bool) {
        if let Self::File(unit) = self {
            unit.open(config, sink);
        }
    }
}

/// Decodes bytes as the settings ask; gives the text, its encoding, and what the user should know.
fn decode_text(
    bytes: Vec<u8>,
    is_markup: bool,
    config: &ReadConfig,
) -> Result<(String, Encoding, Vec<String>), String> {
    decode_stated(bytes, None, is_markup, config)
}

/// As [`decode_text`], of bytes whose encoding is stated beside them.
fn decode_stated(
    bytes: Vec<u8>,
    stated: Option<&str>,
    is_markup: bool,
    config: &ReadConfig,
) -> Result<(String, Encoding, Vec<String>), String> {
    let (text, encoding, notes, _) = decoded(bytes, stated, is_markup, config)?;
    Ok((text, encoding, notes))
}

/// Decodes a file of records; gives the text, its encoding, and what is doubtful of that. What counts
/// places in the whole file is said of none of its records.
fn decode_records(
    bytes: Vec<u8>,
    config: &ReadConfig,
) -> Result<(String, Encoding, Vec<String>), String> {
    let (text, encoding, mut notes, of_encoding) = decoded(bytes, None, false, config)?;
    notes.truncate(of_encoding);
    Ok((text, encoding, notes))
}

fn decoded(
    bytes: Vec<u8>,
    stated: Option<&str>,
    is_markup: bool,
    config: &ReadConfig,
) -> Result<(String, Encoding, Vec<String>, usize), String> {
    let forced = forced_encoding(config);
    let hints = Hints {
        forced: forced.as_ref(),
        stated,
        is_markup,
    };
    let decoded = decode::decode(bytes, &hints)?;
    let encoding = Encoding {
        name: decoded.encoding,
        known_by: decoded.known_by.name(),
        replaced: decoded.replaced,
    };
    Ok((decoded.text, encoding, decoded.notes, decoded.of_encoding))
}

/// The encoding with these names, if they are names of ours.
pub(crate) fn encoding_named(name: &str, known_by: &str, replaced: u32) -> Option<Encoding> {
    let known = decode::KnownBy::ALL.map(decode::KnownBy::name).into_iter();
    let mut known = known.chain([Encoding::OF_FORMAT.known_by]);
    Some(Encoding {
        name: decode::table_name(name)?,
        known_by: known.find(|known| *known == known_by)?,
        replaced,
    })
}

/// The encoding that the user says every text is in.
fn forced_encoding(config: &ReadConfig) -> Option<decode::ForcedEncoding> {
    let label = config.forces_encoding().then_some(&config.encoding)?;
    // A wrong name has been refused by `check_settings`.
    decode::forced(label).ok()
}

/// Checks the settings of reading that only this folder can check: the names of the encoding
/// and of the preset.
///
/// # Errors
/// [`crate::Error::Setting`] if there is none of that name.
pub fn check_settings(config: &ReadConfig) -> crate::Result<()> {
    if config.forces_encoding() {
        decode::forced(&config.encoding)
            .map_err(|message| Error::setting("read.encoding", message))?;
    }
    records::check_preset(config)
}

/// The row of something that is no document.
fn skip(path: &str, line: Option<u64>, bytes: Option<u64>, reason: String) -> Skipped {
    let place = Place {
        path: path.into(),
        line,
    };
    Skipped {
        doc_id: match line {
            None => place.without_ending().to_owned(),
            Some(_) => String::new(),
        },
        source: place.source().to_owned(),
        place,
        numbered: Numbered::Line,
        bytes,
        reason: reason.into(),
    }
}

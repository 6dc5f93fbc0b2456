//! The way in: the only folder that reads files.
//!
//! Takes the inputs as named, gives [`Unit`]s of work in a fixed order (by path, never by what the
//! file system happens to list first). A unit opens into [`Batch`]es, the files of an archive or
//! the records of a table among them, and a batch gives [`RawDocument`]s, or [`Skipped`] rows with
//! a reason. A bad file never stops the others.

// This is the door in: the methods that `clippy.toml` forbids elsewhere are allowed here.
#![allow(clippy::disallowed_methods)]

// Not all that it tells has a taker yet.
mod decode;
mod discover;
mod formats;
mod front_matter;
mod metadata;
mod open;
mod path_template;
mod records;
mod select;
mod settings;
mod unpack;
mod whole;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::clean::Stated;
use crate::config::ReadConfig;
use crate::model::{Encoding, Place, RawDocument, Skipped};
use decode::Hints;
use select::Selection;

pub use discover::{Discovery, discover};
pub use open::Batch;
pub use path_template::PathTemplate;
pub use settings::{
    NamedText, PROGRAM, RECORD_FILE, find_codebook, find_settings, read_named, written_files,
};

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
    metadata: Metadata,
    /// Chooses among the files inside, if it is an archive.
    selection: Arc<Selection>,
}

/// What `metadata.csv` says of a file, and of the files inside it if it is an archive.
#[derive(Debug, Clone, Default)]
struct Metadata {
    own: Option<Arc<Stated>>,
    inside: Arc<BTreeMap<String, Arc<Stated>>>,
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
    pub fn read(&self, config: &ReadConfig, sink: &mut dyn FnMut(Read)) -> u64 {
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
    let forced = forced_encoding(config);
    let hints = Hints {
        forced: forced.as_ref(),
        is_markup,
        ..Hints::default()
    };
    let decoded = decode::decode(bytes, &hints)?;
    let encoding = Encoding {
        name: decoded.encoding,
        known_by: decoded.known_by.name(),
        replaced: decoded.replaced,
    };
    Ok((decoded.text, encoding, decoded.notes))
}

/// The encoding that the user says every text is in.
fn forced_encoding(config: &ReadConfig) -> Option<decode::ForcedEncoding> {
    let label = config.forces_encoding().then_some(&config.encoding)?;
    // A wrong name was refused with the settings.
    decode::forced(label).ok()
}

/// Whether this is the name of an encoding that can be read.
///
/// # Errors
/// What names there are.
pub(crate) fn check_encoding(label: &str) -> Result<(), String> {
    decode::forced(label).map(|_| ())
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
        bytes,
        reason,
    }
}

/// Why a file can't be read, for the user.
fn unreadable(error: &std::io::Error) -> String {
    let message = error.to_string();
    // Our own limits speak for themselves.
    if error.get_ref().is_some()
        && (message.starts_with("refused") || message.starts_with("larger"))
    {
        message
    } else {
        format!("cannot be read: {message}")
    }
}

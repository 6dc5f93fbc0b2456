//! What can stop a run. One bad document never does; it becomes a skipped row.
//!
//! Every message names the file, the line where there is one, what was expected and what to do.

use std::io;
use std::path::{Path, PathBuf};

use bytesize::ByteSize;

/// Why a run stopped before its output was in place.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An input, or a file of settings, can't be read.
    #[error("{}: {}\n  {hint}", path.display(), in_words(source))]
    Read {
        /// What was to be read.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
        /// What to do.
        hint: &'static str,
    },
    /// Nothing in the input is a document.
    #[error(
        "{inputs}: no documents found\n  refrain reads text, web pages, XML, JSON, tables, office documents, PDF, mail, subtitles and e-books, in folders and archives\n  it skips hidden files and those that --include and --exclude leave out"
    )]
    NoDocuments {
        /// The inputs, as named.
        inputs: String,
    },
    /// There were documents, and every one of them was left out.
    #[error(
        "{inputs}: no document could be analysed; files and records skipped: {skipped}\n{reasons}"
    )]
    AllSkipped {
        /// The inputs, as named.
        inputs: String,
        /// How many were found.
        skipped: usize,
        /// The first reasons, a line each.
        reasons: String,
    },
    /// A setting has a value that it can't have.
    #[error("{origin}: {message}")]
    Setting {
        /// The file and line, or the flag.
        origin: String,
        /// What is wrong, and what is expected.
        message: String,
    },
    /// A codebook or metadata file can't be understood.
    #[error("{}:{line}: {message}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong, and what is expected.
        message: String,
    },
    /// The output folder holds something that refrain did not write.
    #[error(
        "{}: the folder exists but was not written by refrain (it has no run.json written by refrain)\n  choose another folder with -o, or add --force to write into this one",
        path.display()
    )]
    NotOurs {
        /// The folder.
        path: PathBuf,
    },
    /// Another run writes into the output folder.
    #[error(
        "{}: another run of refrain is writing here\n  wait until it has ended, or choose another place with -o; nothing was written",
        path.display()
    )]
    Busy {
        /// The folder, or the file.
        path: PathBuf,
    },
    /// The output can't be written; what was there before is untouched.
    #[error("{}: {source}\n  nothing was written; earlier output is unchanged", path.display())]
    Write {
        /// What was to be written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The machine has not what the run takes.
    #[error(
        "not enough {what}{}: about {} needed, {} free\n  {advice}; nothing was written",
        place(path), ByteSize(*needed).display().iec(), ByteSize(*available).display().iec()
    )]
    TooLittle {
        /// `memory` or `disk`.
        what: &'static str,
        /// The folder that the output goes into; empty if there is none.
        path: PathBuf,
        /// Bytes that are expected to be needed.
        needed: u64,
        /// Bytes that are free.
        available: u64,
        /// What to do.
        advice: &'static str,
    },
    /// The temporary file of a corpus larger than memory can't be written or read.
    #[error(
        "{}: the temporary file of the corpus: {source}\n  free space on this disk, or choose an output folder on another disk with -o; earlier output is unchanged",
        path.display()
    )]
    Spill {
        /// The folder it is in.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The corpus has more distinct words or separators than ids.
    #[error(
        "the corpus has more than 2^31 distinct {what}; split it and analyse the parts separately"
    )]
    TooLarge {
        /// What there are too many of.
        what: &'static str,
    },
    /// A source has more tokens than its counts can hold.
    #[error(
        "the source `{source_name}` has more than 2^32 tokens; divide its documents by another metadata column (--group-by), or split the corpus and analyse the parts separately"
    )]
    SourceTooLarge {
        /// The source.
        source_name: String,
    },
    /// The page of the report can't be made.
    #[error(
        "report.html: {message}\n  nothing was written; to run without the report, use --no-report"
    )]
    Page {
        /// What the template said.
        message: String,
    },
    /// Segments that other processes made cannot be used.
    #[error("{message}\n  read the documents again; nothing was written")]
    Segments {
        /// What is wrong.
        message: String,
    },
    /// The user asked to stop.
    #[error("stopped; earlier output is unchanged")]
    Interrupted,
}

/// What the system said of a file, without the number of its error.
#[must_use]
pub(crate) fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// The words for where something is missing.
fn place(path: &Path) -> String {
    if path.as_os_str().is_empty() {
        String::new()
    } else {
        format!(" for {}", path.display())
    }
}

impl Error {
    /// A read error with advice that fits its kind.
    #[must_use]
    pub fn read(path: &Path, source: io::Error) -> Self {
        let hint = match source.kind() {
            io::ErrorKind::NotFound if path == Path::new("input") => {
                "name the folder of your documents; without a name, refrain reads the folder `input`"
            }
            io::ErrorKind::NotFound => "check the name",
            io::ErrorKind::PermissionDenied => {
                "change its permissions so that you can read it, or leave it out"
            }
            _ => "check the disk and the name",
        };
        Self::Read {
            path: path.to_owned(),
            source,
            hint,
        }
    }

    /// A write error at this path.
    #[must_use]
    pub fn write(path: &Path, source: io::Error) -> Self {
        Self::Write {
            path: path.to_owned(),
            source,
        }
    }

    /// A setting with a value it can't have.
    #[must_use]
    pub fn setting(origin: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Setting {
            origin: origin.into(),
            message: message.into(),
        }
    }

    /// Whether what the user typed or set is at fault, rather than the run.
    #[must_use]
    pub fn is_usage(&self) -> bool {
        match self {
            Self::Setting { .. } | Self::Malformed { .. } => true,
            Self::Read { source, .. } => source.kind() == io::ErrorKind::NotFound,
            _ => false,
        }
    }

    /// The kind of the error in one word, for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Read { .. } => "read",
            Self::NoDocuments { .. } => "no_documents",
            Self::AllSkipped { .. } => "all_skipped",
            Self::Setting { .. } => "setting",
            Self::Malformed { .. } => "malformed",
            Self::NotOurs { .. } => "not_ours",
            Self::Busy { .. } => "busy",
            Self::Write { .. } => "write",
            Self::TooLittle { .. } => "too_little",
            Self::Spill { .. } => "spill",
            Self::TooLarge { .. } | Self::SourceTooLarge { .. } => "too_large",
            Self::Page { .. } => "page",
            Self::Segments { .. } => "segments",
            Self::Interrupted => "interrupted",
        }
    }
}

/// The result of anything that can stop a run.
pub type Result<T> = std::result::Result<T, Error>;

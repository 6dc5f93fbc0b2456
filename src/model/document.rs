//! A document on its way: as read, as cleaned, or as passed over with a reason.

use std::fmt;
use std::sync::Arc;

use crate::model::Language;

/// Where a document came from: a whole file, or one record (line) of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path below the input, with `/` between folders; `-` for standard input.
    pub path: Arc<str>,
    /// Line of the record, from 1, where the file holds many documents.
    pub line: Option<u64>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.path),
            None => f.write_str(&self.path),
        }
    }
}

/// The format a document was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown; its markup is taken off.
    Markdown,
    /// A record of a JSON Lines file.
    JsonLines,
}

impl Format {
    /// The name used in `documents.csv`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::JsonLines => "jsonl",
        }
    }
}

/// What is known of a document besides its text.
#[derive(Debug, Clone)]
pub struct DocumentInfo {
    /// Wished-for id: the path without its ending, or the record's own id. The freeze makes it unique.
    pub doc_id: String,
    /// Where the document stands.
    pub place: Place,
    /// The source (outlet, author, country ...) that the document counts for.
    pub source: String,
    /// Date, ISO 8601 to the year, the month or the day as it is stated; empty when unknown.
    pub date: String,
    /// Title as the metadata state it; empty when unknown.
    pub title: String,
    /// Format it was read from.
    pub format: Format,
    /// Encoding it was read in.
    pub encoding: &'static str,
    /// Size in bytes: of the file, or of the record's line.
    pub bytes: u64,
    /// SHA-256 of those bytes.
    pub sha256: [u8; 32],
    /// Language stated by the metadata.
    pub language: Option<Language>,
    /// Further metadata, as name and value.
    pub extra: Vec<(Arc<str>, String)>,
}

/// A document as `source/` hands it on: facts and decoded text with all its markup.
#[derive(Debug, Clone)]
pub struct RawDocument {
    /// What is known of it.
    pub info: DocumentInfo,
    /// The text as it stands in the file, without byte-order mark.
    pub text: String,
}

/// A document as `clean/` hands it on: paragraphs of plain text, a blank line between them.
#[derive(Debug, Clone)]
pub struct Document {
    /// What is known of it.
    pub info: DocumentInfo,
    /// Plain text. A blank line ends a paragraph; any other line end is a space.
    pub text: String,
}

/// A document (or a file that holds none) that is left out of every count, and why.
#[derive(Debug, Clone)]
pub struct Skipped {
    /// Wished-for id, as for a document.
    pub doc_id: String,
    /// Where it stands.
    pub place: Place,
    /// The source it would have counted for.
    pub source: String,
    /// Size in bytes, where known.
    pub bytes: Option<u64>,
    /// Why it is left out, in words for the user.
    pub reason: String,
}

impl Skipped {
    /// The row for a document that was read but can't be analysed.
    #[must_use]
    pub fn of(info: DocumentInfo, reason: String) -> Self {
        Self {
            doc_id: info.doc_id,
            place: info.place,
            source: info.source,
            bytes: Some(info.bytes),
            reason,
        }
    }
}

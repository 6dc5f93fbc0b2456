//! A file is read in batches, which workers take from one another: what a batch is, and how it is read.

use super::records::{Lines, Rows, Values};
use super::stretch::Stretch;
use super::web_archive::WebPage;
use super::whole::WholeFile;
use super::{Read, Sink};
use crate::config::ReadConfig;
use crate::model::Skipped;

/// How many bytes of documents or records make a batch.
pub(super) const BATCH: usize = 2 << 20;

/// Parts of a file that one worker reads alone.
#[derive(Debug)]
pub struct Batch {
    pub(super) parts: Vec<Part>,
    pub(super) bytes: u64,
}

/// A part of a file that stands on its own.
#[derive(Debug)]
pub(super) enum Part {
    /// A file, or one of an archive, that is a document.
    Whole(WholeFile),
    /// Elements of a large file of XML.
    Stretch(Stretch),
    /// Records, one a line.
    Lines(Lines),
    /// Rows of a table.
    Rows(Rows),
    /// Objects of a JSON file.
    Values(Values),
    /// A page of a web archive.
    Page(Box<WebPage>),
    /// No document.
    Skipped(Skipped),
}

impl Batch {
    /// Bytes of the file that were read to make it.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Hands each document of the batch, or the reason for none, to `sink`.
    pub fn read(self, config: &ReadConfig, sink: &mut dyn Sink) {
        for part in self.parts {
            match part {
                Part::Whole(file) => file.read(config, sink),
                Part::Stretch(stretch) => stretch.read(config, sink),
                Part::Lines(lines) => lines.read(config, sink),
                Part::Rows(rows) => rows.read(config, sink),
                Part::Values(values) => values.read(config, sink),
                Part::Page(page) => page.read(config, sink),
                Part::Skipped(row) => sink.take(Read::Skipped(row)),
            }
        }
    }
}

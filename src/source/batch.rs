//! A file is read in batches, which workers take from one another: what a batch is, and how it is read.

use std::fs::File;
use std::io;
use std::path::Path;

use super::limit::unreadable;
use super::opening::Opening;
use super::records::{Lines, Rows, Values};
use super::unpack::{Budget, Content, Source};
use super::whole::WholeFile;
use super::{FileUnit, Read, Sink, skip};
use crate::config::ReadConfig;
use crate::model::Skipped;
use crate::parser_guard::caught;

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
    /// Records, one a line.
    Lines(Lines),
    /// Rows of a table.
    Rows(Rows),
    /// Objects of a JSON file.
    Values(Values),
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
                Part::Lines(lines) => lines.read(config, sink),
                Part::Rows(rows) => rows.read(config, sink),
                Part::Values(values) => values.read(config, sink),
                Part::Skipped(row) => sink.take(Read::Skipped(row)),
            }
        }
    }
}

impl FileUnit {
    /// Hands the file's batches to `sink`, until it says `false`.
    pub(super) fn open(&self, config: &ReadConfig, sink: &mut dyn FnMut(Batch) -> bool) {
        let budget = Budget::new(self.bytes.max(1));
        let mut standard_input = Source {
            inner: io::stdin(),
            budget: &budget,
        };
        let mut opening = Opening::new(self, &budget, config, sink);
        let content = match &self.path {
            Some(path) => self.content(path),
            None => Ok(Content::Stream(&mut standard_input)),
        };
        let opened = match content {
            Ok(content) => caught(|| {
                opening.open(&self.place, content, 0);
                Ok(())
            }),
            Err(error) => Err(unreadable(&error)),
        };
        if let Err(reason) = opened {
            let row = skip(&self.place, None, Some(self.bytes), reason);
            opening.push(Part::Skipped(row), 0);
        }
        opening.flush(self.bytes);
    }

    fn content<'c>(&self, path: &Path) -> io::Result<Content<'c>> {
        let file = File::open(path)?;
        if self.is_collection || self.bytes > BATCH as u64 {
            return Ok(Content::File(file));
        }
        // One more than it had when it was listed, so that a file that grows is read to its end.
        let mut bytes = Vec::with_capacity(self.bytes as usize + 1);
        // Taken as a plain reader, it is not asked for its size again.
        io::Read::read_to_end(&mut io::Read::take(&file, u64::MAX), &mut bytes)?;
        Ok(Content::Memory(bytes))
    }
}

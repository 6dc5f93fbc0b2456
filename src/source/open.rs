//! Opens a unit that is a file, or standard input, and hands on its batches.

use std::fs::File;
use std::io;
use std::path::Path;

use super::batch::{BATCH, Batch, Part};
use super::limit::unreadable;
use super::opening::Opening;
use super::unpack::{Budget, Content, Source};
use super::{FileUnit, skip};
use crate::config::ReadConfig;
use crate::parser_guard::caught;

impl FileUnit {
    /// Hands the file's batches to `sink`, until it says `false`.
    pub(super) fn open(&self, config: &ReadConfig, sink: &mut dyn FnMut(Batch) -> bool) {
        let budget = Budget::new(self.bytes.max(1));
        let mut standard_input = Source {
            inner: io::stdin(),
            budget: &budget,
        };
        let content = match &self.path {
            Some(path) => self.content(path),
            None => Ok(Content::Stream(&mut standard_input)),
        };
        self.open_content(content, &budget, config, sink);
    }

    /// As [`Self::open`], for a file whose bytes have been read already.
    #[cfg(feature = "worker")]
    pub(super) fn open_bytes(
        &self,
        bytes: Vec<u8>,
        config: &ReadConfig,
        sink: &mut dyn FnMut(Batch) -> bool,
    ) {
        let budget = Budget::new(self.bytes.max(1));
        self.open_content(Ok(Content::Memory(bytes)), &budget, config, sink);
    }

    fn open_content(
        &self,
        content: io::Result<Content<'_>>,
        budget: &Budget,
        config: &ReadConfig,
        sink: &mut dyn FnMut(Batch) -> bool,
    ) {
        let mut opening = Opening::new(self, budget, config, sink);
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

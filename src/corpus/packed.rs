//! Segments on their way to another process: units are read into packs.
//!
//! Takes units one after another, in one thread; gives packs of bounded size, each with the units that are
//! in it. `recall.rs` makes segments of them again.

use std::io;

use super::segment_builder::SegmentBuilder;
use crate::config::ReadingSettings;
use crate::source::{Batch, ContentKey, Unit, UnitUnpacker, read_record_lines};
use crate::store::{CachedContent, Storage, pack};

/// The symbols of a pack of usual size: 4 MiB.
const LARGEST_PACK: usize = 1 << 20;

/// A segment as bytes.
#[derive(Debug)]
pub struct PackedSegment {
    /// The segment, sealed by a hash.
    pub bytes: Vec<u8>,
    /// The units that are in it, whole or in part: for each a key, and the number of its lines (of a range
    /// of records; else 0) as a little-endian number.
    pub units: Vec<u8>,
    /// Its documents.
    pub documents: u32,
    /// Its rows of what is no document.
    pub skipped: u32,
    /// Tokens of its documents.
    pub tokens: u64,
}

/// Takes packs; `None` says that reading goes on.
pub type PackSink<'a> = &'a mut dyn FnMut(Option<PackedSegment>) -> io::Result<()>;

/// Reads units into packs, in one thread.
pub struct UnitPacker<'a> {
    settings: ReadingSettings<'a>,
    builder: SegmentBuilder<'a>,
    contents: Vec<CachedContent>,
    units: Vec<u8>,
}

impl<'a> UnitPacker<'a> {
    /// A packer for these settings; `storage` is one without cache and file.
    #[must_use]
    pub fn new(settings: ReadingSettings<'a>, storage: &'a Storage) -> Self {
        Self {
            settings,
            builder: SegmentBuilder::new(settings, storage),
            contents: Vec::new(),
            units: Vec::new(),
        }
    }

    /// Reads a unit, and hands on a pack whenever one is full.
    ///
    /// # Errors
    /// Those of `sink`, and if a pack cannot be made.
    pub fn read(&mut self, unit: &Unit, key: ContentKey, sink: PackSink<'_>) -> io::Result<()> {
        if unit.records_place().is_some() {
            let mut start = self.builder.place();
            let lines = unit.read(self.settings.read, &mut self.builder);
            self.note(key, &mut start, lines);
            return self.hand_on(sink);
        }
        let read = self.settings.read;
        self.read_batches(key, sink, |batches| unit.open(read, batches))
    }

    /// As [`Self::read`], for a unit whose bytes came with it.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_bytes(
        &mut self,
        units: &UnitUnpacker,
        (unit, bytes): (&Unit, Vec<u8>),
        key: ContentKey,
        sink: PackSink<'_>,
    ) -> io::Result<()> {
        let read = self.settings.read;
        self.read_batches(key, sink, |batches| {
            units.open_bytes(unit, bytes, read, batches);
        })
    }

    /// Reads the batches that `open` gives.
    fn read_batches(
        &mut self,
        key: ContentKey,
        sink: PackSink<'_>,
        open: impl FnOnce(&mut dyn FnMut(Batch) -> bool),
    ) -> io::Result<()> {
        let mut start = self.builder.place();
        let mut outcome = Ok(());
        open(&mut |batch: Batch| {
            batch.read(self.settings.read, &mut self.builder);
            outcome = if self.is_full() {
                self.note(key, &mut start, 0);
                start = (0, 0);
                self.hand_on(sink)
            } else {
                sink(None)
            };
            outcome.is_ok()
        });
        self.note(key, &mut start, 0);
        outcome
    }

    /// Reads a record, a line of JSON at `place`, of a set of records with this key.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_record(
        &mut self,
        record: &[u8],
        (place, number): (&str, u64),
        key: ContentKey,
        sink: PackSink<'_>,
    ) -> io::Result<()> {
        let mut start = self.builder.place();
        let read = self.settings.read;
        read_record_lines(place, number, record.to_owned(), read, &mut self.builder);
        match self.contents.last_mut() {
            Some(last) if last.key == key => {
                let (documents, skipped) = self.builder.place();
                (last.documents.end, last.skipped.end) = (documents, skipped);
            }
            _ => self.note(key, &mut start, 0),
        }
        self.hand_on(sink)
    }

    /// The last pack, if anything is left.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn finish(mut self) -> io::Result<Option<PackedSegment>> {
        if self.contents.is_empty() {
            return Ok(None);
        }
        self.cut().map(Some)
    }

    fn is_full(&self) -> bool {
        self.builder.symbols() >= LARGEST_PACK
    }

    /// Notes that what was read since `start` comes from the unit of this key.
    fn note(&mut self, key: ContentKey, start: &mut (u32, u32), lines: u64) {
        let end = self.builder.place();
        self.contents.push(CachedContent {
            key,
            documents: start.0..end.0,
            skipped: start.1..end.1,
        });
        self.units.extend(key.to_bytes());
        self.units.extend(lines.to_le_bytes());
        *start = end;
    }

    /// Hands on a pack if there is a full one, and else that reading goes on.
    fn hand_on(&mut self, sink: PackSink<'_>) -> io::Result<()> {
        let full = if self.is_full() {
            Some(self.cut()?)
        } else {
            None
        };
        sink(full)
    }

    fn cut(&mut self) -> io::Result<PackedSegment> {
        let read = self.builder.cut();
        let segment = read.map(|read| read.segment).unwrap_or_default();
        let contents = std::mem::take(&mut self.contents);
        let bytes = pack(&segment, &contents)
            .ok_or_else(|| io::Error::other("a segment could not be packed"))?;
        let tokens = segment
            .documents
            .iter()
            .map(|document| u64::from(document.tokens));
        Ok(PackedSegment {
            bytes,
            units: std::mem::take(&mut self.units),
            documents: segment.documents.len() as u32,
            skipped: segment.skipped.len() as u32,
            tokens: tokens.sum(),
        })
    }
}

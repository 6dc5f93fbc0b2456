//! Segments on their way between processes: units are read into packs here, and packs become segments
//! there.
//!
//! Takes units one after another, gives packs of bounded size ([`UnitPacker`]); takes packs in any order,
//! and the units that are wanted of them, gives the segments that reading these units would have given
//! ([`UnitRecall`]).

use std::io;
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::reading::{number_lines, without_origins};
use super::segment_builder::{ReadSegment, RecordRange, SegmentBuilder};
use crate::config::ReadingSettings;
use crate::source::{Batch, ContentKey, Unit, UnitUnpacker, read_record_lines};
use crate::store::{CachedContent, Storage, pack, unpack};
use crate::tokenize::Segment;

/// The symbols of a pack of usual size: 4 MiB.
const LARGEST_PACK: usize = 1 << 20;
/// Bytes of a key, and of a number of lines behind it.
const KEY: usize = 16;
const UNIT: usize = KEY + 8;

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
        let mut start = self.builder.place();
        if unit.records_place().is_some() {
            let lines = unit.read(self.settings.read, &mut self.builder);
            self.note(key, &mut start, lines);
            return self.hand_on(sink);
        }
        let mut outcome = Ok(());
        unit.open(self.settings.read, &mut |batch: Batch| {
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

    /// Reads a file of these bytes at `place`, if `files` chooses it.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_file(
        &mut self,
        files: &UnitUnpacker,
        (place, bytes): (&str, Vec<u8>),
        key: ContentKey,
        sink: PackSink<'_>,
    ) -> io::Result<()> {
        let mut start = self.builder.place();
        files.read_file(place, bytes, self.settings.read, &mut self.builder);
        self.note(key, &mut start, 0);
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

/// A unit that is wanted of packs.
#[derive(Debug, Clone)]
pub struct WantedUnit {
    /// Its key.
    pub key: ContentKey,
    /// The file, if it is a range of a file of records.
    pub records: Option<Arc<str>>,
    /// Whether its file begins with it.
    pub is_first: bool,
}

/// Collects the segments of wanted units.
pub struct UnitRecall<'a> {
    units: &'a [WantedUnit],
    storage: &'a Storage,
    places: HashMap<ContentKey, usize, FixedState>,
    /// By unit: the run of which its packs are, once one came.
    runs: Vec<Option<u32>>,
    read: Vec<ReadSegment>,
}

impl<'a> UnitRecall<'a> {
    /// For these units, in the order of their paths.
    #[must_use]
    pub fn new(units: &'a [WantedUnit], storage: &'a Storage) -> Self {
        let places = units.iter().enumerate();
        Self {
            units,
            storage,
            places: places.map(|(place, unit)| (unit.key, place)).collect(),
            runs: vec![None; units.len()],
            read: Vec::new(),
        }
    }

    /// Takes a pack of a run; `units` is what was written beside it. What is in packs of an earlier run is
    /// not taken again. Gives whether the pack is sound.
    #[must_use]
    pub fn add(&mut self, run: u32, bytes: &[u8], units: &[u8]) -> bool {
        let Some((mut segment, contents)) = unpack(bytes) else {
            return false;
        };
        if contents.len() * UNIT != units.len() {
            return false;
        }
        let documents = std::mem::take(&mut segment.documents);
        let skipped = std::mem::take(&mut segment.skipped);
        let mut ranges = Vec::new();
        let mut is_wanted = false;
        for (content, line_bytes) in contents.iter().zip(units.chunks_exact(UNIT)) {
            let Some(place) = self.place_of(content.key, run) else {
                continue;
            };
            is_wanted = true;
            let before = (segment.documents.len(), segment.skipped.len());
            let of_unit = &documents[range(&content.documents)];
            segment.documents.extend_from_slice(of_unit);
            segment
                .skipped
                .extend_from_slice(&skipped[range(&content.skipped)]);
            let unit = &self.units[place];
            if let Some(file) = &unit.records {
                ranges.push(RecordRange {
                    unit: place,
                    file: file.clone(),
                    lines: lines(line_bytes),
                    is_first: unit.is_first,
                    documents: before.0..segment.documents.len(),
                    skipped: before.1..segment.skipped.len(),
                    cache_hits: 0..0,
                });
            }
        }
        if is_wanted {
            let symbols = segment.symbols.take();
            segment.symbols = self.storage.keep_symbols(symbols);
            self.read.push(ReadSegment {
                segment,
                contents: Vec::new(),
                cache_hits: Vec::new(),
                ranges,
            });
        }
        true
    }

    /// The place of a wanted unit, unless it came from another run.
    fn place_of(&mut self, key: ContentKey, run: u32) -> Option<usize> {
        let place = *self.places.get(&key)?;
        let of_unit = self.runs[place].get_or_insert(run);
        (*of_unit == run).then_some(place)
    }

    /// The segments, or the places of the units that were in no pack.
    ///
    /// # Errors
    /// The places of missing units among those that are wanted.
    pub fn finish(mut self) -> Result<Vec<Segment>, Vec<usize>> {
        let places = self.runs.iter().enumerate();
        let missing: Vec<usize> = places
            .filter(|(_, run)| run.is_none())
            .map(|(place, _)| place)
            .collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        number_lines(&mut self.read, &|_| 0);
        Ok(without_origins(self.read))
    }
}

fn range(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// The number of lines behind a key.
fn lines(unit: &[u8]) -> u64 {
    let bytes = unit.get(KEY..).and_then(|bytes| bytes.try_into().ok());
    bytes.map_or(0, u64::from_le_bytes)
}

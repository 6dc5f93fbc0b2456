//! Segments from another process: packs become what reading their units would have given.
//!
//! Takes packs in any order, and the units that are wanted of them; gives segments.

use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::reading::{number_lines, without_origins};
use super::segment_builder::{ReadSegment, RecordRange};
use crate::source::ContentKey;
use crate::store::{Storage, unpack};
use crate::tokenize::Segment;

/// Bytes of a key, and of a number of lines behind it.
const KEY: usize = 16;
const UNIT: usize = KEY + 8;

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
    /// For each segment its pack, by its place among those that came, and the documents taken from it.
    taken: Vec<(usize, Vec<u32>)>,
    packs: usize,
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
            taken: Vec::new(),
            packs: 0,
        }
    }

    /// Takes a pack of a run; `units` is what was written beside it. What is in packs of an earlier run is
    /// not taken again. Gives whether the pack is sound.
    #[must_use]
    pub fn add(&mut self, run: u32, bytes: &[u8], units: &[u8]) -> bool {
        let number = self.packs;
        self.packs += 1;
        let Some((mut segment, contents)) = unpack(bytes) else {
            return false;
        };
        if contents.len() * UNIT != units.len() {
            return false;
        }
        let documents = std::mem::take(&mut segment.documents);
        let skipped = std::mem::take(&mut segment.skipped);
        let mut ranges = Vec::new();
        let mut taken: Vec<u32> = Vec::new();
        let mut is_wanted = false;
        for (content, line_bytes) in contents.iter().zip(units.chunks_exact(UNIT)) {
            let Some(place) = self.place_of(content.key, run) else {
                continue;
            };
            is_wanted = true;
            let before = (segment.documents.len(), segment.skipped.len());
            let of_unit = &documents[range(&content.documents)];
            segment.documents.extend_from_slice(of_unit);
            taken.extend(content.documents.clone());
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
            self.taken.push((number, taken));
        }
        true
    }

    /// The place of a wanted unit, unless it came from another run.
    fn place_of(&mut self, key: ContentKey, run: u32) -> Option<usize> {
        let place = *self.places.get(&key)?;
        let of_unit = self.runs[place].get_or_insert(run);
        (*of_unit == run).then_some(place)
    }

    /// For each segment that [`Self::finish`] gives: its pack, by its place among those that came, and
    /// which of its documents are in the segment.
    #[must_use]
    pub fn taken(&self) -> Vec<(usize, Vec<u32>)> {
        self.taken.clone()
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

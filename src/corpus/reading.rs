//! Units of input to segments, by all workers at once.
//!
//! Workers take the next task as they get free, and each fills segments of its own: which document is
//! in which segment depends on chance, and nothing that is made of segments does. Files of records
//! are read in ranges; a table or an archive is unpacked by one thread for all workers.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

use rayon::prelude::*;

use super::segment_builder::{ReadSegment, SegmentBuilder};
use crate::config::ReadingSettings;
use crate::error::Result;
use crate::model::{Numbered, Place, Skipped};
use crate::parallel;
use crate::progress::Observer;
use crate::source::{Batch, GivenDocument, Unit};
use crate::store::{CacheHit, CachedContent, Storage};
use crate::tokenize::Segment;

/// The most bytes of input that a worker takes at a time.
const LARGEST_TASK: u64 = 4 << 20;

/// Reads, cleans and tokenises all units; gives segments, and what the user should know of the
/// cache.
///
/// # Errors
/// [`crate::Error::Interrupted`] only.
pub fn read_segments(
    units: &[Unit],
    settings: ReadingSettings<'_>,
    mut storage: Storage,
    observer: &dyn Observer,
) -> Result<(Vec<Segment>, Vec<String>)> {
    let threads = rayon::current_num_threads();
    let worker = Worker {
        settings,
        storage: &storage,
        observer,
    };
    let (tasks, next) = (tasks(units, threads), AtomicUsize::new(0));
    let by_worker = parallel::map(threads, |_| worker.work(units, &tasks, &next));
    settings.read.readers.rest();
    observer.check()?;
    let mut read: Vec<ReadSegment> = by_worker.into_iter().flatten().collect();
    let Some(mut cache) = storage.cache.take() else {
        number_lines(&mut read, &|_| 0);
        return Ok((without_origins(read), Vec::new()));
    };
    let new: Vec<(&Segment, &[CachedContent])> = read
        .iter()
        .map(|part| (&part.segment, part.contents.as_slice()))
        .collect();
    cache.write(&new);
    number_lines(&mut read, &|hit| cache.count(hit));
    let hits: Vec<CacheHit> = read
        .iter()
        .flat_map(|part| &part.cache_hits)
        .copied()
        .collect();
    let (mut cached, warnings) = cache.into_segments(&hits);
    if storage.spill.is_some() {
        parallel::for_each(&mut cached, |_, segment| {
            let symbols = segment.symbols.take();
            segment.symbols = storage.keep_symbols(symbols);
        });
    }
    let mut segments = without_origins(read);
    segments.append(&mut cached);
    Ok((segments, warnings))
}

/// Cleans and tokenises documents that a program hands over, as they come from `documents`, which one
/// thread at a time asks for the next.
pub fn read_given(
    documents: impl Iterator<Item = GivenDocument> + Send,
    settings: ReadingSettings<'_>,
) -> Vec<Segment> {
    let storage = Storage::default();
    let new_builder = || SegmentBuilder::new(settings, &storage);
    let segments = (1..).zip(documents).par_bridge().fold(
        || (Vec::new(), new_builder()),
        |(mut segments, mut builder), (number, document)| {
            document.read(number, settings.read, &mut builder);
            segments.extend(builder.is_full().then(|| builder.cut()).flatten());
            (segments, builder)
        },
    );
    let read = segments
        .flat_map_iter(|(segments, mut builder)| segments.into_iter().chain(builder.cut()))
        .collect();
    without_origins(read)
}

/// The segments alone.
pub(super) fn without_origins(read: Vec<ReadSegment>) -> Vec<Segment> {
    read.into_iter().map(|part| part.segment).collect()
}

/// Groups whole files until they are worth a task, as ranges of units; a collection or a range of
/// records is a task of its own.
fn tasks(units: &[Unit], threads: usize) -> Vec<std::ops::Range<usize>> {
    let total: u64 = units.iter().map(Unit::bytes).sum();
    let target = (total / (16 * threads as u64)).clamp(1 << 16, LARGEST_TASK);
    let mut tasks = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (index, unit) in units.iter().enumerate() {
        let alone = unit.is_collection() || unit.records_place().is_some();
        if index > start && (alone || bytes >= target) {
            tasks.push(start..index);
            (start, bytes) = (index, 0);
        }
        bytes += if alone { LARGEST_TASK } else { unit.bytes() };
    }
    if start < units.len() {
        tasks.push(start..units.len());
    }
    tasks
}

/// A worker, with what every worker needs.
#[derive(Clone, Copy)]
struct Worker<'a> {
    settings: ReadingSettings<'a>,
    storage: &'a Storage,
    observer: &'a dyn Observer,
}

impl Worker<'_> {
    /// One worker's way: task after task, until none is left or the user stops it.
    fn work(
        self,
        units: &[Unit],
        tasks: &[std::ops::Range<usize>],
        next: &AtomicUsize,
    ) -> Vec<ReadSegment> {
        let mut segments = Vec::new();
        let mut builder = SegmentBuilder::new(self.settings, self.storage);
        while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
            for (unit, place) in units[task.clone()].iter().zip(task.clone()) {
                if self.observer.is_cancelled() {
                    return Vec::new();
                }
                if unit.is_collection() {
                    segments.extend(self.read_collection(unit));
                } else {
                    builder.read(unit, place, self.observer);
                }
                if builder.is_full() {
                    segments.extend(builder.cut());
                }
            }
        }
        segments.extend(builder.cut());
        segments
    }

    /// Opens an archive or a table in a thread of its own, which only reads and unpacks, and hands
    /// what comes out to the workers, a batch at a time.
    fn read_collection(self, unit: &Unit) -> Vec<ReadSegment> {
        let threads = rayon::current_num_threads();
        let (sender, batches) = sync_channel::<Batch>(threads);
        let read = self.settings.read;
        let new_builder = || SegmentBuilder::new(self.settings, self.storage);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                unit.open(read, &mut |batch| {
                    !self.observer.is_cancelled() && sender.send(batch).is_ok()
                });
            });
            let batches = Mutex::new(batches);
            let by_worker = parallel::map(threads, |_| {
                let (mut segments, mut builder) = (Vec::new(), new_builder());
                loop {
                    let next = parallel::locked(&batches).recv();
                    let Ok(batch) = next else { break };
                    let (before, bytes) = (builder.seen(), batch.bytes());
                    batch.read(read, &mut builder);
                    self.observer.advance(builder.seen() - before, bytes);
                    segments.extend(builder.is_full().then(|| builder.cut()).flatten());
                }
                segments.extend(builder.cut());
                segments
            });
            by_worker.into_iter().flatten().collect()
        })
    }
}

/// Turns line numbers within ranges into line numbers within files, and gives a file of records
/// that holds none a row that says so. `count` tells how many documents and rows the cache has for
/// some content.
pub(super) fn number_lines(segments: &mut [ReadSegment], count: &dyn Fn(&CacheHit) -> usize) {
    let mut places: Vec<(usize, usize, usize)> = segments
        .iter()
        .enumerate()
        .flat_map(|(segment, read)| {
            let ranges = read.ranges.iter().enumerate();
            ranges.map(move |(place, range)| (range.unit, segment, place))
        })
        .collect();
    places.sort_unstable();
    let (mut lines_before, mut rows_so_far) = (0, 0);
    for (index, &(_, segment, range)) in places.iter().enumerate() {
        if segments[segment].ranges[range].is_first {
            (lines_before, rows_so_far) = (0, 0);
        }
        let (lines, rows) = shift(&mut segments[segment], range, lines_before, count);
        (lines_before, rows_so_far) = (lines_before + lines, rows_so_far + rows);
        let next = places
            .get(index + 1)
            .map(|&(_, segment, range)| &segments[segment].ranges[range]);
        if next.is_none_or(|next| next.is_first) && rows_so_far == 0 {
            let path = segments[segment].ranges[range].file.clone();
            segments[segment].segment.skipped.push(no_record(path));
        }
    }
}

/// Adds the lines before a range to the numbers of its own; gives how many lines it has, and how
/// many documents and rows.
fn shift(
    read: &mut ReadSegment,
    range: usize,
    lines_before: u64,
    count: &dyn Fn(&CacheHit) -> usize,
) -> (u64, usize) {
    let range = &read.ranges[range];
    let shift = |line: &mut Option<u64>| *line = line.map(|line| line + lines_before);
    let documents = &mut read.segment.documents[range.documents.clone()];
    for document in documents.iter_mut() {
        shift(&mut document.info.place.line);
    }
    let skipped = &mut read.segment.skipped[range.skipped.clone()];
    for row in skipped.iter_mut() {
        shift(&mut row.place.line);
    }
    let hits = &mut read.cache_hits[range.cache_hits.clone()];
    for hit in hits.iter_mut() {
        shift(&mut hit.line);
    }
    let cached: usize = hits.iter().map(count).sum();
    (range.lines, documents.len() + skipped.len() + cached)
}

/// The row of a file of records that holds none.
fn no_record(path: std::sync::Arc<str>) -> Skipped {
    let place = Place { path, line: None };
    Skipped {
        doc_id: String::new(),
        source: place.source().to_owned(),
        place,
        numbered: Numbered::Line,
        bytes: None,
        reason: "it contains no records".into(),
    }
}

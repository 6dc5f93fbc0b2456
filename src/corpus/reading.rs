//! Units of input to segments, by all workers at once.
//!
//! Workers take the next task as they get free, and each fills segments of its own: which document is
//! in which segment depends on chance, and nothing that is made of segments does. Files of records
//! are read in ranges; a table or an archive is unpacked by one thread for all workers.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

use rayon::prelude::*;

use super::growing::{Growing, Keep};
use super::segment::Segment;
use crate::config::Config;
use crate::error::Result;
use crate::model::{Place, Skipped, Symbols};
use crate::progress::Observer;
use crate::source::{Batch, Unit};
use crate::store::{Made, Recalled};

/// The most bytes of input that a worker takes at a time.
const LARGEST_TASK: u64 = 4 << 20;

/// Reads, cleans and tokenises all units; gives segments, and what the user should know of the
/// cache.
///
/// # Errors
/// [`crate::Error::Interrupted`] only.
pub fn read_segments(
    units: &[Unit],
    config: &Config,
    mut keep: Keep,
    observer: &dyn Observer,
) -> Result<(Vec<Segment>, Vec<String>)> {
    let threads = rayon::current_num_threads();
    let reading = Reading {
        config,
        keep: &keep,
        observer,
    };
    let (tasks, next) = (tasks(units, threads), AtomicUsize::new(0));
    let segments: Vec<Vec<Segment>> = (0..threads)
        .into_par_iter()
        .with_max_len(1)
        .map(|_| reading.work(units, &tasks, &next))
        .collect();
    observer.check()?;
    let mut segments: Vec<Segment> = segments.into_iter().flatten().collect();
    let Some(mut cache) = keep.cache.take() else {
        number_lines(&mut segments, &|_| 0);
        return Ok((segments, Vec::new()));
    };
    let new: Vec<(&Segment, &[Made])> = segments.iter().map(|own| (own, &*own.made)).collect();
    cache.keep(&new);
    number_lines(&mut segments, &|recalled| cache.count(recalled));
    let recalled: Vec<Recalled> = segments
        .iter_mut()
        .flat_map(|segment| std::mem::take(&mut segment.recalled))
        .collect();
    let (mut known, warnings) = cache.into_segments(&recalled);
    if let Some(spill) = &keep.spill {
        known.par_iter_mut().for_each(|segment| {
            let symbols = segment.symbols.take();
            segment.symbols = Symbols::stored(spill.clone(), &symbols);
        });
    }
    segments.append(&mut known);
    Ok((segments, warnings))
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

/// What every worker needs.
#[derive(Clone, Copy)]
struct Reading<'a> {
    config: &'a Config,
    keep: &'a Keep,
    observer: &'a dyn Observer,
}

impl Reading<'_> {
    /// One worker's way: task after task, until none is left or the user stops it.
    fn work(
        self,
        units: &[Unit],
        tasks: &[std::ops::Range<usize>],
        next: &AtomicUsize,
    ) -> Vec<Segment> {
        let mut segments = Vec::new();
        let mut growing = Growing::new(self.config, self.keep);
        while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
            for (unit, place) in units[task.clone()].iter().zip(task.clone()) {
                if self.observer.is_cancelled() {
                    return Vec::new();
                }
                if unit.is_collection() {
                    segments.extend(self.read_collection(unit));
                } else {
                    growing.read(unit, place, self.observer);
                }
                if growing.is_full() {
                    segments.extend(growing.cut());
                }
            }
        }
        segments.extend(growing.cut());
        segments
    }

    /// Opens an archive or a table in a thread of its own, which only reads and unpacks, and hands
    /// what comes out to the workers, a batch at a time.
    fn read_collection(self, unit: &Unit) -> Vec<Segment> {
        let (sender, batches) = sync_channel::<Batch>(rayon::current_num_threads());
        std::thread::scope(|scope| {
            scope.spawn(move || {
                unit.open(&self.config.read, &mut |batch| {
                    !self.observer.is_cancelled() && sender.send(batch).is_ok()
                });
            });
            batches
                .into_iter()
                .par_bridge()
                .fold(
                    || (Vec::new(), Growing::new(self.config, self.keep)),
                    |(mut segments, mut growing), batch| {
                        let (before, bytes) = (growing.seen(), batch.bytes());
                        batch.read(&self.config.read, &mut growing);
                        self.observer.advance(growing.seen() - before, bytes);
                        segments.extend(growing.is_full().then(|| growing.cut()).flatten());
                        (segments, growing)
                    },
                )
                .flat_map_iter(|(segments, mut growing)| segments.into_iter().chain(growing.cut()))
                .collect()
        })
    }
}

/// Turns line numbers within ranges into line numbers within files, and gives a file of records
/// that holds none a row that says so. `count` tells how many documents and rows the cache has for
/// some content.
fn number_lines(segments: &mut [Segment], count: &dyn Fn(&Recalled) -> usize) {
    let spans = segments.iter().enumerate().flat_map(|(segment, own)| {
        let spans = own.spans.iter().enumerate();
        spans.map(move |(span, own)| (own.unit, segment, span))
    });
    let mut spans: Vec<(usize, usize, usize)> = spans.collect();
    spans.sort_unstable();
    let (mut before, mut found) = (0, 0);
    for (index, &(_, segment, span)) in spans.iter().enumerate() {
        if segments[segment].spans[span].is_first {
            (before, found) = (0, 0);
        }
        let (lines, documents) = shift(&mut segments[segment], span, before, count);
        (before, found) = (before + lines, found + documents);
        let next = spans
            .get(index + 1)
            .map(|&(_, segment, span)| &segments[segment].spans[span]);
        if next.is_none_or(|next| next.is_first) && found == 0 {
            let path = segments[segment].spans[span].file.clone();
            segments[segment].skipped.push(no_record(path));
        }
    }
}

/// Adds the lines before a span to the numbers of its own; gives how many lines it has, and how
/// many documents and rows.
fn shift(
    segment: &mut Segment,
    span: usize,
    before: u64,
    count: &dyn Fn(&Recalled) -> usize,
) -> (u64, usize) {
    let span = &segment.spans[span];
    let shift = |line: &mut Option<u64>| *line = line.map(|line| line + before);
    let documents = &mut segment.documents[span.documents.clone()];
    documents
        .iter_mut()
        .for_each(|own| shift(&mut own.info.place.line));
    let skipped = &mut segment.skipped[span.skipped.clone()];
    skipped
        .iter_mut()
        .for_each(|own| shift(&mut own.place.line));
    let recalled = &mut segment.recalled[span.recalled.clone()];
    recalled.iter_mut().for_each(|own| shift(&mut own.line));
    let known: usize = recalled.iter().map(count).sum();
    (span.lines, documents.len() + skipped.len() + known)
}

/// The row of a file of records that holds none.
fn no_record(path: std::sync::Arc<str>) -> Skipped {
    let place = Place { path, line: None };
    Skipped {
        doc_id: String::new(),
        source: place.source().to_owned(),
        place,
        bytes: None,
        reason: "no record in it".to_owned(),
    }
}

//! A worker's own segment while it still grows.
//!
//! Takes what is read, document by document; gives a [`ReadSegment`] when it is large enough or nothing
//! is left. What a cache knows is noted instead of read.

use std::ops::Range;
use std::sync::Arc;

use crate::clean::clean;
use crate::config::ReadingSettings;
use crate::model::Skipped;
use crate::progress::Observer;
use crate::source::{ContentKey, Read, Sink, Unit};
use crate::store::{CacheHit, CachedContent, Storage};
use crate::tokenize::{Segment, Tokenized, TokenizedDocument, Tokenizer};

/// The symbols of a segment of usual size: 16 MiB.
const LARGEST_SEGMENT: usize = 4 << 20;

/// A range of a file of records, and what of a segment comes from it. Its lines are numbered from
/// its own beginning at first.
#[derive(Debug)]
pub(super) struct RecordRange {
    /// Its place among all units.
    pub(super) unit: usize,
    pub(super) file: Arc<str>,
    /// How many lines it owns.
    pub(super) lines: u64,
    /// Whether the file begins with it.
    pub(super) is_first: bool,
    pub(super) documents: Range<usize>,
    pub(super) skipped: Range<usize>,
    pub(super) cache_hits: Range<usize>,
}

/// A segment as a worker read it, with what is needed until all are read.
#[derive(Debug)]
pub(super) struct ReadSegment {
    pub(super) segment: Segment,
    /// What its documents and rows come from, where a cache is to know.
    pub(super) contents: Vec<CachedContent>,
    /// What the cache knew, and so is not in the segment.
    pub(super) cache_hits: Vec<CacheHit>,
    /// The ranges of files of records that went into it.
    pub(super) ranges: Vec<RecordRange>,
}

/// A segment that still grows.
pub(super) struct SegmentBuilder<'a> {
    settings: ReadingSettings<'a>,
    storage: &'a Storage,
    tokenizer: Tokenizer,
    documents: Vec<TokenizedDocument>,
    skipped: Vec<Skipped>,
    /// The content at hand, and the documents and rows there were before it.
    begun: Option<(ContentKey, u32, u32)>,
    contents: Vec<CachedContent>,
    cache_hits: Vec<CacheHit>,
    ranges: Vec<RecordRange>,
}

impl<'a> SegmentBuilder<'a> {
    pub(super) fn new(settings: ReadingSettings<'a>, storage: &'a Storage) -> Self {
        let language = settings.tokenize.forced_language();
        Self {
            settings,
            storage,
            tokenizer: Tokenizer::new(language, settings.needs_copies()),
            documents: Vec::new(),
            skipped: Vec::new(),
            begun: None,
            contents: Vec::new(),
            cache_hits: Vec::new(),
            ranges: Vec::new(),
        }
    }

    /// Reads a unit, which stands at this place among all units.
    pub(super) fn read(&mut self, unit: &Unit, place: usize, observer: &dyn Observer) {
        let before = self.seen();
        let [documents, skipped, cache_hits] = self.lengths();
        let lines = unit.read(self.settings.read, self);
        observer.advance(self.seen() - before, unit.bytes());
        let Some(file) = unit.records_place() else {
            return;
        };
        let [documents_end, skipped_end, cache_hits_end] = self.lengths();
        self.ranges.push(RecordRange {
            unit: place,
            file: file.clone(),
            lines,
            is_first: unit.is_first(),
            documents: documents..documents_end,
            skipped: skipped..skipped_end,
            cache_hits: cache_hits..cache_hits_end,
        });
    }

    fn lengths(&self) -> [usize; 3] {
        [
            self.documents.len(),
            self.skipped.len(),
            self.cache_hits.len(),
        ]
    }

    /// Whether it is large enough to be a segment. The larger a segment is, the fewer words are new
    /// to it; so it ends only where it may have to leave memory.
    pub(super) fn is_full(&self) -> bool {
        self.tokenizer.symbols() >= LARGEST_SEGMENT
    }

    /// How many symbols it has.
    #[cfg(feature = "worker")]
    pub(super) fn symbols(&self) -> usize {
        self.tokenizer.symbols()
    }

    /// How many documents and rows it has.
    #[cfg(feature = "worker")]
    pub(super) fn place(&self) -> (u32, u32) {
        (self.documents.len() as u32, self.skipped.len() as u32)
    }

    /// The segment so far, if there is anything in it; goes on with an empty one.
    pub(super) fn cut(&mut self) -> Option<ReadSegment> {
        if self.lengths() == [0; 3] && self.ranges.is_empty() {
            return None;
        }
        let next = Self::new(self.settings, self.storage);
        Some(std::mem::replace(self, next).finish())
    }

    /// Documents so far; what the cache knew counts as one.
    pub(super) fn seen(&self) -> u64 {
        (self.documents.len() + self.cache_hits.len()) as u64
    }

    fn finish(self) -> ReadSegment {
        let Tokenized {
            symbols,
            vocabularies,
            separators,
        } = self.tokenizer.finish();
        let segment = Segment {
            symbols: self.storage.keep_symbols(symbols),
            vocabularies,
            separators,
            documents: self.documents,
            skipped: self.skipped,
        };
        ReadSegment {
            segment,
            contents: self.contents,
            cache_hits: self.cache_hits,
            ranges: self.ranges,
        }
    }
}

impl Sink for SegmentBuilder<'_> {
    /// Cleans and tokenises what was read.
    fn take(&mut self, read: Read) {
        match read {
            Read::Document(raw) => {
                let document = clean(raw, self.settings.read, self.settings.boilerplate);
                match self.tokenizer.tokenize(document) {
                    Ok(document) => self.documents.push(document),
                    Err(row) => self.skipped.push(row),
                }
            }
            Read::Skipped(row) => self.skipped.push(row),
        }
    }

    fn begin(&mut self, key: &dyn Fn() -> ContentKey, line: Option<u64>) -> bool {
        let Some(cache) = &self.storage.cache else {
            return false;
        };
        let key = key();
        if let Some(hit) = cache.find(&key, line) {
            self.cache_hits.push(hit);
            return true;
        }
        self.begun = Some((key, self.documents.len() as u32, self.skipped.len() as u32));
        false
    }

    fn end(&mut self) {
        if let Some((key, documents, skipped)) = self.begun.take() {
            self.contents.push(CachedContent {
                key,
                documents: documents..self.documents.len() as u32,
                skipped: skipped..self.skipped.len() as u32,
            });
        }
    }

    fn forget(&mut self) {
        self.begun = None;
    }
}

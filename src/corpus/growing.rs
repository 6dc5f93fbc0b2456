//! A worker's own segment while it still grows.
//!
//! Takes what is read, document by document; gives a [`Segment`] when it is large enough or nothing
//! is left. What a cache knows is noted instead of read.

use std::ops::Range;
use std::sync::Arc;

use super::segment::Segment;
use crate::clean::clean;
use crate::config::Config;
use crate::model::{Skipped, Symbols};
use crate::progress::Observer;
use crate::source::{ContentKey, Read, Sink, Unit};
use crate::store::{Cache, Made, Recalled, Spill};
use crate::tokenize::{Tokenized, TokenizedDocument, Tokenizer};

/// The symbols of a segment of usual size: 16 MiB.
const LARGEST_SEGMENT: usize = 4 << 20;

/// Where segments are kept outside memory, if anywhere.
#[derive(Debug, Default)]
pub struct Keep {
    /// Segments of earlier runs, and of this one for the next.
    pub cache: Option<Cache>,
    /// Takes the symbols, where they don't fit into memory.
    pub spill: Option<Arc<Spill>>,
}

/// A range of a file of records, and what of a segment comes from it. Its lines are numbered from
/// its own beginning at first.
#[derive(Debug)]
pub(super) struct Span {
    /// Its place among all units.
    pub(super) unit: usize,
    pub(super) file: Arc<str>,
    /// How many lines it owns.
    pub(super) lines: u64,
    /// Whether the file begins with it.
    pub(super) is_first: bool,
    pub(super) documents: Range<usize>,
    pub(super) skipped: Range<usize>,
    pub(super) recalled: Range<usize>,
}

/// A segment that still grows.
pub(super) struct Growing<'a> {
    config: &'a Config,
    keep: &'a Keep,
    pub(super) tokenizer: Tokenizer,
    pub(super) documents: Vec<TokenizedDocument>,
    skipped: Vec<Skipped>,
    /// The content at hand, and the documents and rows there were before it.
    begun: Option<(ContentKey, u32, u32)>,
    made: Vec<Made>,
    recalled: Vec<Recalled>,
    spans: Vec<Span>,
}

impl<'a> Growing<'a> {
    pub(super) fn new(config: &'a Config, keep: &'a Keep) -> Self {
        let signs = config.copies.is_on() || !config.boilerplate.keep;
        Self {
            config,
            keep,
            tokenizer: Tokenizer::new(config.tokenize.forced_language(), signs),
            documents: Vec::new(),
            skipped: Vec::new(),
            begun: None,
            made: Vec::new(),
            recalled: Vec::new(),
            spans: Vec::new(),
        }
    }

    /// Reads a unit, which stands at this place among all units.
    pub(super) fn read(&mut self, unit: &Unit, place: usize, observer: &dyn Observer) {
        let before = self.seen();
        let [documents, skipped, recalled] = self.lengths();
        let lines = unit.read(&self.config.read, self);
        observer.advance(self.seen() - before, unit.bytes());
        let Some(file) = unit.records_place() else {
            return;
        };
        let [documents_end, skipped_end, recalled_end] = self.lengths();
        self.spans.push(Span {
            unit: place,
            file: file.clone(),
            lines,
            is_first: unit.is_first(),
            documents: documents..documents_end,
            skipped: skipped..skipped_end,
            recalled: recalled..recalled_end,
        });
    }

    fn lengths(&self) -> [usize; 3] {
        [
            self.documents.len(),
            self.skipped.len(),
            self.recalled.len(),
        ]
    }

    /// Whether it is large enough to be a segment. The larger a segment is, the fewer words are new
    /// to it; so it ends only where it may have to leave memory.
    pub(super) fn is_full(&self) -> bool {
        self.tokenizer.symbols() >= LARGEST_SEGMENT
    }

    /// The segment so far, if there is anything in it; goes on with an empty one.
    pub(super) fn cut(&mut self) -> Option<Segment> {
        let lengths = self.lengths();
        if lengths == [0; 3] && self.spans.is_empty() {
            return None;
        }
        let next = Self::new(self.config, self.keep);
        Some(std::mem::replace(self, next).finish())
    }

    /// Documents so far; what was recalled counts as one.
    pub(super) fn seen(&self) -> u64 {
        (self.documents.len() + self.recalled.len()) as u64
    }

    pub(super) fn finish(self) -> Segment {
        let Tokenized {
            mut symbols,
            vocabularies,
            separators,
        } = self.tokenizer.finish();
        let symbols = match &self.keep.spill {
            Some(spill) => Symbols::stored(spill.clone(), &symbols),
            None => {
                symbols.shrink_to_fit();
                Symbols::Held(symbols)
            }
        };
        Segment {
            symbols,
            vocabularies,
            separators,
            documents: self.documents,
            skipped: self.skipped,
            made: self.made,
            recalled: self.recalled,
            spans: self.spans,
        }
    }
}

impl Sink for Growing<'_> {
    /// Cleans and tokenises what was read.
    fn take(&mut self, read: Read) {
        match read {
            Read::Document(raw) => {
                let document = clean(raw, &self.config.read, &self.config.boilerplate);
                match self.tokenizer.tokenize(document) {
                    Ok(document) => self.documents.push(document),
                    Err(row) => self.skipped.push(row),
                }
            }
            Read::Skipped(row) => self.skipped.push(row),
        }
    }

    fn begin(&mut self, key: &dyn Fn() -> ContentKey, line: Option<u64>) -> bool {
        let Some(cache) = &self.keep.cache else {
            return false;
        };
        let key = key();
        if let Some(recalled) = cache.find(&key, line) {
            self.recalled.push(recalled);
            return true;
        }
        self.begun = Some((key, self.documents.len() as u32, self.skipped.len() as u32));
        false
    }

    fn end(&mut self) {
        if let Some((key, documents, skipped)) = self.begun.take() {
            self.made.push(Made {
                key,
                documents: documents..self.documents.len() as u32,
                skipped: skipped..self.skipped.len() as u32,
            });
        }
    }
}

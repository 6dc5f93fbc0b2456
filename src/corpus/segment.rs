//! Segments: immutable pieces of tokenised corpus, made in parallel and shared with nobody.

use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use rayon::prelude::*;

use crate::clean::clean;
use crate::config::Config;
use crate::error::Result;
use crate::model::{Place, Skipped, Symbols};
use crate::progress::Observer;
use crate::source::{Batch, ContentKey, Read, Sink, Unit};
use crate::store::{Cache, Made, Recalled, Spill};
use crate::tokenize::{LocalVocabulary, Strings, Tokenized, TokenizedDocument, Tokenizer};

/// The most bytes of input in a segment of whole files.
const LARGEST_TASK: u64 = 4 << 20;

/// A piece of tokenised corpus with its own vocabulary.
#[derive(Debug, Default)]
pub struct Segment {
    /// The symbols of its documents.
    pub symbols: Symbols,
    /// Words by language, by local number.
    pub vocabularies: Vec<LocalVocabulary>,
    /// Separators by local number: a byte for the boundary, then the text.
    pub separators: Strings,
    /// Its documents, in the order of reading.
    pub documents: Vec<TokenizedDocument>,
    /// What was left out, in the order of reading.
    pub skipped: Vec<Skipped>,
    /// What its documents and rows were made from, where a cache wants to know.
    made: Vec<Made>,
    /// What the cache knew.
    recalled: Vec<Recalled>,
    /// If it is a range of a file of records: the file, how many lines it owns, and whether it is
    /// the first range.
    records: Option<(Arc<str>, u64, bool)>,
}

/// Where segments are kept outside memory, if anywhere.
#[derive(Debug, Default)]
pub struct Keep {
    /// Segments of earlier runs, and of this one for the next.
    pub cache: Option<Cache>,
    /// Takes the symbols, where they don't fit into memory.
    pub spill: Option<Arc<Spill>>,
}

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
    let tasks = tasks(units, rayon::current_num_threads());
    let segments = tasks
        .into_par_iter()
        .map(|task| {
            observer.check()?;
            let reading = Reading {
                config,
                keep: &keep,
                observer,
            };
            Ok(match task {
                [unit] if unit.is_collection() => reading.read_collection(unit),
                units => vec![reading.read_segment(units)],
            })
        })
        .collect::<Result<Vec<_>>>()?;
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

/// Groups whole files until they are worth a task; a collection or a range of records is a task of
/// its own.
fn tasks(units: &[Unit], threads: usize) -> Vec<&[Unit]> {
    let total: u64 = units.iter().map(Unit::bytes).sum();
    let target = (total / (8 * threads as u64)).clamp(1 << 18, LARGEST_TASK);
    let mut tasks = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (index, unit) in units.iter().enumerate() {
        let alone = unit.is_collection() || unit.records_place().is_some();
        if index > start && (alone || bytes >= target) {
            tasks.push(&units[start..index]);
            (start, bytes) = (index, 0);
        }
        bytes += if alone { LARGEST_TASK } else { unit.bytes() };
    }
    if start < units.len() {
        tasks.push(&units[start..]);
    }
    tasks
}

/// What every task needs.
#[derive(Clone, Copy)]
struct Reading<'a> {
    config: &'a Config,
    keep: &'a Keep,
    observer: &'a dyn Observer,
}

impl Reading<'_> {
    fn read_segment(self, units: &[Unit]) -> Segment {
        let mut growing = Growing::new(self.config, self.keep);
        let mut records = None;
        for unit in units {
            if self.observer.is_cancelled() {
                break;
            }
            let before = growing.seen();
            let lines = unit.read(&self.config.read, &mut growing);
            records = unit
                .records_place()
                .map(|place| (place.clone(), lines, unit.is_first()));
            self.observer.advance(growing.seen() - before, unit.bytes());
        }
        Segment {
            records,
            ..growing.finish()
        }
    }

    /// Opens an archive or a table in a thread of its own, which only reads and unpacks, and hands
    /// what comes out to the workers. A segment a batch, in the order of the batches.
    fn read_collection(self, unit: &Unit) -> Vec<Segment> {
        let (sender, batches) = sync_channel::<Batch>(rayon::current_num_threads());
        let mut segments: Vec<(usize, Segment)> = std::thread::scope(|scope| {
            scope.spawn(move || {
                unit.open(&self.config.read, &mut |batch| {
                    !self.observer.is_cancelled() && sender.send(batch).is_ok()
                });
            });
            batches
                .into_iter()
                .enumerate()
                .par_bridge()
                .map(|(number, batch)| {
                    let mut growing = Growing::new(self.config, self.keep);
                    let bytes = batch.bytes();
                    batch.read(&self.config.read, &mut growing);
                    self.observer.advance(growing.seen(), bytes);
                    (number, growing.finish())
                })
                .collect()
        });
        segments.sort_unstable_by_key(|(number, _)| *number);
        segments.into_iter().map(|(_, segment)| segment).collect()
    }
}

/// A segment that still grows.
struct Growing<'a> {
    config: &'a Config,
    keep: &'a Keep,
    tokenizer: Tokenizer,
    documents: Vec<TokenizedDocument>,
    skipped: Vec<Skipped>,
    /// The content at hand, and the documents and rows there were before it.
    begun: Option<(ContentKey, u32, u32)>,
    made: Vec<Made>,
    recalled: Vec<Recalled>,
}

impl<'a> Growing<'a> {
    fn new(config: &'a Config, keep: &'a Keep) -> Self {
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
        }
    }

    /// Documents so far; what was recalled counts as one.
    fn seen(&self) -> u64 {
        (self.documents.len() + self.recalled.len()) as u64
    }

    fn finish(self) -> Segment {
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
            records: None,
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

impl Segment {
    /// A segment of documents that were read before.
    pub(crate) fn of_parts(
        symbols: Symbols,
        vocabularies: Vec<LocalVocabulary>,
        separators: Strings,
        documents: Vec<TokenizedDocument>,
        skipped: Vec<Skipped>,
    ) -> Self {
        Self {
            symbols,
            vocabularies,
            separators,
            documents,
            skipped,
            ..Self::default()
        }
    }

    /// Whether there are symbols of documents that are not in it any more.
    pub(super) fn holds_unused(&self) -> bool {
        let documents = self.documents.iter().map(|document| document.symbols.len());
        documents.sum::<usize>() != self.symbols.len()
    }

    /// The place of the vocabulary that numbers a document's words.
    #[must_use]
    pub fn vocabulary_of(&self, document: &TokenizedDocument) -> Option<usize> {
        let mut locals = self.vocabularies.iter();
        locals.position(|local| local.detected == document.detected)
    }

    /// The text of some symbols of a document, blanks folded.
    #[must_use]
    pub fn text(&self, document: &TokenizedDocument, symbols: Range<usize>) -> String {
        let own = self.vocabulary_of(document);
        let own = own.map(|own| &self.vocabularies[own].surfaces);
        let symbols = self.symbols.read(symbols);
        let mut out = String::new();
        for (index, symbol) in symbols.iter().enumerate() {
            let piece = match (symbol.as_word(), symbol.as_separator(), own) {
                (Some(word), _, Some(own)) => own.get(word.0),
                (_, Some(separator), _) => &self.separators.get(separator)[1..],
                _ => &[],
            };
            out.push_str(&String::from_utf8_lossy(piece));
            let next_is_word = symbols
                .get(index + 1)
                .is_some_and(|next| next.as_word().is_some());
            if symbol.as_word().is_some() && next_is_word {
                out.push(' ');
            }
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Turns line numbers within ranges into line numbers within files, and gives a file of records
/// that holds none a row that says so.
/// `count` tells how many documents and rows the cache has for some content.
fn number_lines(segments: &mut [Segment], count: &dyn Fn(&Recalled) -> usize) {
    let (mut before, mut found) = (0, 0);
    for index in 0..segments.len() {
        let is_last = match segments.get(index + 1).map(|next| &next.records) {
            Some(Some((.., is_first))) => *is_first,
            _ => true,
        };
        let segment = &mut segments[index];
        let Some((place, lines, is_first)) = &segment.records else {
            continue;
        };
        if *is_first {
            (before, found) = (0, 0);
        }
        let shift = |place: &mut Place| place.line = place.line.map(|line| line + before);
        segment
            .documents
            .iter_mut()
            .for_each(|document| shift(&mut document.info.place));
        segment
            .skipped
            .iter_mut()
            .for_each(|skipped| shift(&mut skipped.place));
        for recalled in &mut segment.recalled {
            recalled.line = recalled.line.map(|line| line + before);
        }
        before += lines;
        found += segment.documents.len() + segment.skipped.len();
        found += segment.recalled.iter().map(count).sum::<usize>();
        if is_last && found == 0 {
            let place = Place {
                path: place.clone(),
                line: None,
            };
            segment.skipped.push(Skipped {
                doc_id: String::new(),
                source: place.source().to_owned(),
                place,
                bytes: None,
                reason: "no record in it".to_owned(),
            });
        }
    }
}

#[cfg(test)]
use crate::model::DocumentInfo;

#[cfg(test)]
impl Segment {
    /// A segment of records with an id, a date and an English text.
    pub(crate) fn of_texts(texts: &[(&str, &str, &str)]) -> Self {
        let mut tokenizer = Tokenizer::new(crate::model::Language::from_tag("en"), true);
        let mut documents = Vec::new();
        for (line, (id, date, text)) in (1..).zip(texts) {
            let place = Place {
                path: "records.jsonl".into(),
                line: Some(line),
            };
            let format = crate::model::Format::JsonLines;
            let mut info = DocumentInfo::new(place, format, text.len() as u64, [0; 32]);
            info.doc_id = (*id).to_owned();
            info.source = "s".to_owned();
            info.date = (*date).to_owned();
            let text = (*text).to_owned();
            let document = tokenizer.tokenize(crate::model::Document {
                info,
                text,
                left_out: Vec::new(),
            });
            documents.push(document.expect("words"));
        }
        let (config, keep) = (Config::default(), Keep::default());
        let growing = Growing {
            tokenizer,
            documents,
            ..Growing::new(&config, &keep)
        };
        growing.finish()
    }
}

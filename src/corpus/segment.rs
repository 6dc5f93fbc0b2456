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
use crate::source::{Batch, Read, Unit};
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
    /// If it is a range of a file of records: the file, how many lines it owns, and whether it is
    /// the first range.
    records: Option<(Arc<str>, u64, bool)>,
}

/// Reads, cleans and tokenises all units; segments come in the order of the units.
///
/// # Errors
/// [`crate::Error::Interrupted`] only.
pub fn read_segments(
    units: &[Unit],
    config: &Config,
    observer: &dyn Observer,
) -> Result<Vec<Segment>> {
    let tasks = tasks(units, rayon::current_num_threads());
    let segments = tasks
        .into_par_iter()
        .map(|task| {
            observer.check()?;
            Ok(match task {
                [unit] if unit.is_collection() => read_collection(unit, config, observer),
                units => vec![read_segment(units, config, observer)],
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let mut segments: Vec<Segment> = segments.into_iter().flatten().collect();
    number_lines(&mut segments);
    Ok(segments)
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

fn read_segment(units: &[Unit], config: &Config, observer: &dyn Observer) -> Segment {
    let mut growing = Growing::new(config);
    let mut records = None;
    for unit in units {
        if observer.is_cancelled() {
            break;
        }
        let before = growing.documents.len();
        let lines = unit.read(&config.read, &mut |read| growing.add(read, config));
        records = unit
            .records_place()
            .map(|place| (place.clone(), lines, unit.is_first()));
        let documents = (growing.documents.len() - before) as u64;
        observer.advance(documents, unit.bytes());
    }
    Segment {
        records,
        ..growing.finish()
    }
}

/// Opens an archive or a table in a thread of its own, which only reads and unpacks, and hands what
/// comes out to the workers. A segment a batch, in the order of the batches.
fn read_collection(unit: &Unit, config: &Config, observer: &dyn Observer) -> Vec<Segment> {
    let (sender, batches) = sync_channel::<Batch>(rayon::current_num_threads());
    let mut segments: Vec<(usize, Segment)> = std::thread::scope(|scope| {
        scope.spawn(move || {
            unit.open(&config.read, &mut |batch| {
                !observer.is_cancelled() && sender.send(batch).is_ok()
            });
        });
        batches
            .into_iter()
            .enumerate()
            .par_bridge()
            .map(|(number, batch)| {
                let mut growing = Growing::new(config);
                let bytes = batch.bytes();
                batch.read(&config.read, &mut |read| growing.add(read, config));
                observer.advance(growing.documents.len() as u64, bytes);
                (number, growing.finish())
            })
            .collect()
    });
    segments.sort_unstable_by_key(|(number, _)| *number);
    segments.into_iter().map(|(_, segment)| segment).collect()
}

/// A segment that still grows.
struct Growing {
    tokenizer: Tokenizer,
    documents: Vec<TokenizedDocument>,
    skipped: Vec<Skipped>,
}

impl Growing {
    fn new(config: &Config) -> Self {
        let signs = config.copies.is_on() || !config.boilerplate.keep;
        Self {
            tokenizer: Tokenizer::new(config.tokenize.forced_language(), signs),
            documents: Vec::new(),
            skipped: Vec::new(),
        }
    }

    /// Cleans and tokenises what was read.
    fn add(&mut self, read: Read, config: &Config) {
        match read {
            Read::Document(raw) => {
                let document = clean(raw, &config.read, &config.boilerplate);
                match self.tokenizer.tokenize(document) {
                    Ok(document) => self.documents.push(document),
                    Err(row) => self.skipped.push(row),
                }
            }
            Read::Skipped(row) => self.skipped.push(row),
        }
    }

    fn finish(self) -> Segment {
        let Tokenized {
            mut symbols,
            vocabularies,
            separators,
        } = self.tokenizer.finish();
        symbols.shrink_to_fit();
        Segment {
            symbols: Symbols::Held(symbols),
            vocabularies,
            separators,
            documents: self.documents,
            skipped: self.skipped,
            records: None,
        }
    }
}

impl Segment {
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
fn number_lines(segments: &mut [Segment]) {
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
        before += lines;
        found += segment.documents.len() + segment.skipped.len();
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
    pub(super) fn of_texts(texts: &[(&str, &str, &str)]) -> Self {
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
        let growing = Growing {
            tokenizer,
            documents,
            skipped: Vec::new(),
        };
        growing.finish()
    }
}

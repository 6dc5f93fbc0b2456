//! The occurrences of phrases: by source, inside longer ones, and by the forms they were seen as.

use super::super::source_tally::{TaskTallies, by_source};
use super::super::{Counts, FastMap, SourceTask};
use super::grams::Grams;
use super::streams::Stream;
use super::{LONGEST, NONE, SourceTally, Tally};
use crate::model::{Corpus, DocId};
use crate::parallel::{self, by_worker};

/// What all tasks add up to.
pub(super) struct Tallies {
    /// By place.
    pub(super) total: Vec<Tally>,
    /// By source.
    pub(super) by_source: Vec<Vec<SourceTally>>,
    /// Phrases of several words in spellings not all of which are the usual ones, sorted.
    pub(super) variants: Vec<VariantCount>,
}

/// A phrase as a sequence of spelled words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Variant {
    pub(super) place: u32,
    /// The surfaces that stand for the spelling of its words, then [`NONE`].
    pub(super) surfaces: [u32; LONGEST],
}

/// Occurrences of a variant.
#[derive(Debug, Clone, Copy)]
pub(super) struct VariantCount {
    pub(super) variant: Variant,
    pub(super) count: u64,
}

/// What phrases are counted by.
#[derive(Clone, Copy)]
pub(super) struct Counting<'a> {
    pub(super) counts: &'a Counts,
    pub(super) grams: &'a Grams,
    /// By surface: whether it stands for the most frequent spelling of the most frequent form of its term.
    pub(super) usual: &'a [bool],
}

/// What a worker adds up.
struct Worker<'a> {
    by: Counting<'a>,
    tallies: TaskTallies,
    /// By place: occurrences inside longer phrases, of all tasks.
    nested: Vec<u64>,
    variants: FastMap<Variant, u64>,
}

/// Counts the phrases in all tasks.
pub(super) fn tally(
    corpus: &Corpus,
    tasks: &[SourceTask],
    streams: &[Stream],
    by: Counting<'_>,
) -> Tallies {
    let workers = by_worker(
        tasks.len(),
        || Worker::new(by),
        |worker, task| {
            worker.single_terms(&tasks[task].documents);
            if let Some(stream) = streams.get(task) {
                worker.stream(&tasks[task].documents, stream);
            }
            worker.tallies.end_task(task);
        },
    );
    let mut total = vec![Tally::default(); by.grams.phrases.len()];
    let (mut by_task, mut variants) = (Vec::new(), Vec::new());
    for worker in workers {
        for (tally, nested) in total.iter_mut().zip(worker.nested) {
            tally.nested += nested;
        }
        by_task.extend(worker.tallies.into_tasks());
        let counted = worker.variants.into_iter();
        variants.extend(counted.map(|(variant, count)| VariantCount { variant, count }));
    }
    let by_source = by_source(corpus.sources.len(), tasks, by_task);
    for in_source in by_source.iter().flatten() {
        let tally = &mut total[in_source.place as usize];
        tally.count += u64::from(in_source.count);
        tally.df += in_source.df;
        tally.sources += 1;
    }
    Tallies {
        total,
        by_source,
        variants: summed(variants),
    }
}

/// Adds up the counts of the same variants; sorted by variant.
fn summed(mut variants: Vec<VariantCount>) -> Vec<VariantCount> {
    parallel::sort_by(&mut variants, |a, b| a.variant.cmp(&b.variant));
    variants.dedup_by(|next, kept| {
        let is_same = next.variant == kept.variant;
        if is_same {
            kept.count += next.count;
        }
        is_same
    });
    variants
}

impl<'a> Worker<'a> {
    fn new(by: Counting<'a>) -> Self {
        let phrases = by.grams.phrases.len();
        Self {
            by,
            tallies: TaskTallies::new(phrases),
            nested: vec![0; phrases],
            variants: FastMap::default(),
        }
    }

    /// Phrases of one word are words, whose counts by document are known.
    fn single_terms(&mut self, documents: &[DocId]) {
        for &document in documents {
            for (term, n) in self.by.counts.matrix.row(document) {
                let number = self.by.grams.single[term.index()];
                let place = self.by.grams.place.get(number as usize);
                if let Some(&place) = place.filter(|&&place| place != NONE) {
                    self.tallies.add(place, n, document);
                }
            }
        }
    }

    /// Phrases of several words, and all that stand inside of those.
    fn stream(&mut self, documents: &[DocId], stream: &Stream) {
        // No phrase that begins before the token at hand ends after this. Chains end where a
        // phrase must end, so nothing reaches from one into the next.
        let mut reach = 0;
        let mut from = 0;
        for (&document, &to) in documents.iter().zip(&stream.ends) {
            for start in from..to {
                let deepest = stream.deepest[start] as usize;
                let longest = usize::from(self.by.grams.longest[deepest]);
                if longest > 0 {
                    self.phrases(document, stream, start, reach);
                    reach = reach.max(start + longest);
                }
            }
            from = to;
        }
    }

    /// All phrases that begin at a token.
    fn phrases(&mut self, document: DocId, stream: &Stream, start: usize, reach: usize) {
        let mut number = stream.deepest[start];
        let longest = usize::from(self.by.grams.longest[number as usize]);
        loop {
            let place = self.by.grams.place[number as usize];
            let shorter = self.by.grams.parts(number);
            if place != NONE {
                let length = usize::from(self.by.grams.longest[number as usize]);
                let is_nested = length < longest || start + length <= reach;
                self.nested[place as usize] += u64::from(is_nested);
                if shorter.is_some() {
                    self.tallies.add(place, 1, document);
                    self.variant(place, stream, start, length);
                }
            }
            match shorter {
                Some((first, _)) => number = first,
                None => break,
            }
        }
    }

    /// Counts the spellings of a phrase unless all are the usual ones.
    fn variant(&mut self, place: u32, stream: &Stream, start: usize, length: usize) {
        let mut surfaces = [NONE; LONGEST];
        let mut is_usual = true;
        for (slot, index) in surfaces.iter_mut().zip(start..start + length) {
            let surface = stream.surface(index);
            *slot = surface.0;
            is_usual &= self.by.usual[surface.index()];
        }
        if !is_usual {
            let variant = Variant { place, surfaces };
            *self.variants.entry(variant).or_insert(0) += 1;
        }
    }
}

//! The occurrences of phrases: by source, inside longer ones, and by the forms they were seen as.

use rayon::prelude::*;

use super::super::{Counts, FastMap, SourceTask, by_worker};
use super::grams::Grams;
use super::streams::Stream;
use super::{LONGEST, NONE, SourceTally, Tally};
use crate::model::{Corpus, DocId};

/// What all tasks add up to.
pub(super) struct Tallies {
    /// By place.
    pub(super) total: Vec<Tally>,
    /// By source.
    pub(super) by_source: Vec<Vec<SourceTally>>,
    /// Phrases of several words in forms not all of which are the usual ones, sorted.
    pub(super) variants: Vec<VariantCount>,
}

/// A phrase as a sequence of forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Variant {
    pub(super) place: u32,
    /// The forms, then [`NONE`].
    pub(super) forms: [u32; LONGEST],
}

/// Occurrences of a variant.
#[derive(Debug, Clone, Copy)]
pub(super) struct VariantCount {
    pub(super) variant: Variant,
    pub(super) count: u64,
}

/// What a worker adds up.
struct Worker<'a> {
    counts: &'a Counts,
    grams: &'a Grams,
    usual: &'a [bool],
    /// By place: the occurrences and documents of the task at hand; zeros after it.
    own: Vec<Own>,
    touched: Vec<u32>,
    /// By place: occurrences inside longer phrases, of all tasks.
    nested: Vec<u64>,
    variants: FastMap<Variant, u64>,
    /// By task: what occurs in it.
    found: Vec<(usize, Vec<SourceTally>)>,
}

#[derive(Clone, Copy)]
struct Own {
    count: u32,
    df: u32,
    /// The document it was seen in last.
    last: u32,
}

const UNSEEN: Own = Own {
    count: 0,
    df: 0,
    last: u32::MAX,
};

/// Counts the phrases in all tasks.
pub(super) fn tally(
    corpus: &Corpus,
    counts: &Counts,
    tasks: &[SourceTask],
    streams: &[Stream],
    grams: &Grams,
    usual: &[bool],
) -> Tallies {
    let workers = by_worker(
        tasks.len(),
        || Worker::new(counts, grams, usual),
        |worker, task| {
            worker.single_terms(&tasks[task].documents);
            if let Some(stream) = streams.get(task) {
                worker.stream(&tasks[task].documents, stream);
            }
            worker.end_task(task);
        },
    );
    let mut total = vec![Tally::default(); grams.phrases.len()];
    let (mut found, mut variants) = (Vec::new(), Vec::new());
    for worker in workers {
        for (tally, nested) in total.iter_mut().zip(worker.nested) {
            tally.nested += nested;
        }
        found.extend(worker.found);
        let counted = worker.variants.into_iter();
        variants.extend(counted.map(|(variant, count)| VariantCount { variant, count }));
    }
    let by_source = by_source(corpus, tasks, found);
    for found in by_source.iter().flatten() {
        let tally = &mut total[found.place as usize];
        tally.count += u64::from(found.count);
        tally.df += found.df;
        tally.sources += 1;
    }
    variants.par_sort_unstable_by_key(|found| found.variant);
    variants.dedup_by(|next, kept| {
        let is_same = next.variant == kept.variant;
        if is_same {
            kept.count += next.count;
        }
        is_same
    });
    Tallies {
        total,
        by_source,
        variants,
    }
}

/// Puts together the tasks of each source.
fn by_source(
    corpus: &Corpus,
    tasks: &[SourceTask],
    found: Vec<(usize, Vec<SourceTally>)>,
) -> Vec<Vec<SourceTally>> {
    let mut by_source: Vec<Vec<SourceTally>> = vec![Vec::new(); corpus.sources.len()];
    for (task, found) in found {
        let own = &mut by_source[tasks[task].source.index()];
        if own.is_empty() {
            *own = found;
        } else {
            own.extend(found);
        }
    }
    by_source.par_iter_mut().for_each(|found| {
        found.sort_unstable_by_key(|found| found.place);
        found.dedup_by(|next, kept| {
            let is_same = next.place == kept.place;
            if is_same {
                kept.count += next.count;
                kept.df += next.df;
            }
            is_same
        });
        found.shrink_to_fit();
    });
    by_source
}

impl<'a> Worker<'a> {
    fn new(counts: &'a Counts, grams: &'a Grams, usual: &'a [bool]) -> Self {
        Self {
            counts,
            grams,
            usual,
            own: vec![UNSEEN; grams.phrases.len()],
            touched: Vec::new(),
            nested: vec![0; grams.phrases.len()],
            variants: FastMap::default(),
            found: Vec::new(),
        }
    }

    /// Phrases of one word are words, whose counts by document are known.
    fn single_terms(&mut self, documents: &[DocId]) {
        for &document in documents {
            for (term, n) in self.counts.matrix.row(document) {
                let number = self.grams.single[term.index()];
                let place = self.grams.place.get(number as usize);
                if let Some(&place) = place.filter(|&&place| place != NONE) {
                    self.add(place, n, document);
                }
            }
        }
    }

    fn add(&mut self, place: u32, n: u32, document: DocId) {
        let own = &mut self.own[place as usize];
        if own.count == 0 {
            self.touched.push(place);
        }
        own.count += n;
        own.df += u32::from(own.last != document.0);
        own.last = document.0;
    }

    /// Phrases of several words, and all that stand inside of those.
    fn stream(&mut self, documents: &[DocId], stream: &Stream) {
        // No phrase that begins before the token at hand ends after this. Chains end where a
        // phrase must end, so nothing reaches from one into the next.
        let mut reach = 0;
        let mut from = 0;
        for (&document, &to) in documents.iter().zip(&stream.ends) {
            for start in from..to {
                let deepest = stream.deepest[start];
                let longest = usize::from(self.grams.longest[deepest as usize]);
                if longest > 0 {
                    self.phrases(document, stream, start, deepest, reach);
                    reach = reach.max(start + longest);
                }
            }
            from = to;
        }
    }

    /// All phrases that begin at a token.
    fn phrases(
        &mut self,
        document: DocId,
        stream: &Stream,
        start: usize,
        deepest: u32,
        reach: usize,
    ) {
        let longest = usize::from(self.grams.longest[deepest as usize]);
        let mut number = deepest;
        loop {
            let place = self.grams.place[number as usize];
            let shorter = self.grams.parts(number);
            if place != NONE {
                let length = usize::from(self.grams.longest[number as usize]);
                let is_nested = length < longest || start + length <= reach;
                self.nested[place as usize] += u64::from(is_nested);
                if shorter.is_some() {
                    self.add(place, 1, document);
                    self.variant(place, stream, start, length);
                }
            }
            match shorter {
                Some((first, _)) => number = first,
                None => break,
            }
        }
    }

    /// Counts the forms of a phrase unless all are the usual ones.
    fn variant(&mut self, place: u32, stream: &Stream, start: usize, length: usize) {
        let mut forms = [NONE; LONGEST];
        let mut is_usual = true;
        for (own, index) in forms.iter_mut().zip(start..start + length) {
            let form = stream.form(index);
            *own = form.0;
            is_usual &= self.usual[form.index()];
        }
        if !is_usual {
            *self.variants.entry(Variant { place, forms }).or_insert(0) += 1;
        }
    }

    /// Takes out what was counted in a task, and leaves zeros.
    fn end_task(&mut self, task: usize) {
        let own = &mut self.own;
        let found = self.touched.drain(..).map(|place| {
            let own = std::mem::replace(&mut own[place as usize], UNSEEN);
            SourceTally {
                place,
                df: own.df,
                count: own.count,
            }
        });
        self.found.push((task, found.collect()));
    }
}

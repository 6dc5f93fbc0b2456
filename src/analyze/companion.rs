//! The company of concepts: key phrases that stand in the same sentences as a concept's hits.

use std::ops::Range;

use crate::count::{Occurrence, Occurrences, PhraseFinder, TaskOccurrences, by_worker};
use crate::model::HitPlace;
use crate::stats::Contingency;

/// A key phrase that keeps company with a concept.
#[derive(Debug, Clone, Copy)]
pub struct Companion {
    /// The phrase, by its number in the finder.
    pub phrase: u32,
    /// Sentences with both, the concept, the phrase, and all.
    pub table: Contingency,
    /// Log-likelihood G².
    pub log_likelihood: f64,
}

/// The strongest companions of each of `concepts` concepts, by log-likelihood, at most `most` each.
///
/// `hits` are in the order of documents and tokens. A phrase counts in a sentence only where it
/// does not overlap a hit of the concept; companions stand together more often than expected, and
/// in at least two sentences.
#[must_use]
pub fn companions(
    finder: &PhraseFinder,
    occurrences: &Occurrences,
    hits: &[HitPlace],
    concepts: usize,
    most: usize,
) -> Vec<Vec<Companion>> {
    let counted = by_worker(
        occurrences.tasks.len(),
        || (Sums::empty(concepts, finder.phrases()), Scratch::default()),
        |(sums, scratch), task| {
            let found = &occurrences.tasks[task];
            sums.sentences += found.sentences;
            for (id, sentences) in found.documents() {
                let own = HitPlace::in_document(hits, id);
                sums.add_document(found, sentences, own, scratch);
            }
        },
    );
    let none = Sums::empty(concepts, finder.phrases());
    let sums = counted.into_iter().map(|(sums, _)| sums);
    let mut sums = sums.fold(none, Sums::add);
    let sentences = HitPlace::sentences(hits, concepts);
    for (own, sentences) in sums.concepts.iter_mut().zip(sentences) {
        own.sentences = sentences;
    }
    (0..concepts)
        .map(|concept| sums.strongest(concept, most))
        .collect()
}

/// What a worker keeps between sentences.
#[derive(Default)]
struct Scratch {
    phrases: Vec<u32>,
    hits: Vec<HitPlace>,
}

/// Sentences, by what they hold.
struct Sums {
    sentences: u64,
    /// By phrase.
    phrases: Vec<u64>,
    concepts: Vec<ConceptSums>,
}

/// Sentences that hold a concept, by phrase.
#[derive(Clone)]
struct ConceptSums {
    sentences: u64,
    /// Those with the phrase apart from the concept.
    both: Vec<u64>,
    /// Those in which the phrase only overlaps the concept.
    overlapping: Vec<u64>,
}

fn add(sums: &mut [u64], others: Vec<u64>) {
    sums.iter_mut()
        .zip(others)
        .for_each(|(sum, other)| *sum += other);
}

impl Sums {
    fn empty(concepts: usize, phrases: usize) -> Self {
        let none = vec![0; phrases];
        let concept = ConceptSums {
            sentences: 0,
            both: none.clone(),
            overlapping: none.clone(),
        };
        Self {
            sentences: 0,
            phrases: none,
            concepts: vec![concept; concepts],
        }
    }

    fn add(mut self, other: Self) -> Self {
        self.sentences += other.sentences;
        add(&mut self.phrases, other.phrases);
        for (own, other) in self.concepts.iter_mut().zip(other.concepts) {
            add(&mut own.both, other.both);
            add(&mut own.overlapping, other.overlapping);
        }
        self
    }

    /// Counts the phrases in a document's sentences that hold any; `hits` are those in it.
    fn add_document(
        &mut self,
        found: &TaskOccurrences,
        sentences: Range<usize>,
        mut hits: &[HitPlace],
        scratch: &mut Scratch,
    ) {
        for place in sentences {
            let sentence = found.sentence(place);
            let passed = hits.iter().take_while(|hit| hit.start < sentence.start);
            hits = &hits[passed.count()..];
            let own = hits.iter().take_while(|hit| hit.start < sentence.end);
            let (own, rest) = hits.split_at(own.count());
            hits = rest;
            self.add_sentence(found.found(place..place + 1), own, scratch);
        }
    }

    fn add_sentence(&mut self, found: &[Occurrence], hits: &[HitPlace], scratch: &mut Scratch) {
        let Scratch {
            phrases,
            hits: sorted,
        } = scratch;
        phrases.clear();
        phrases.extend(found.iter().map(|o| o.phrase()));
        phrases.sort_unstable();
        phrases.dedup();
        for &phrase in &*phrases {
            self.phrases[phrase as usize] += 1;
        }
        sorted.clear();
        sorted.extend(hits);
        sorted.sort_unstable_by_key(|hit| (hit.concept, hit.start));
        for hits in sorted.chunk_by(|a, b| a.concept == b.concept) {
            let sums = &mut self.concepts[hits[0].concept];
            // Hits of a concept do not overlap, so the last that begins before the end decides.
            let is_apart = |o: &Occurrence| {
                let before = hits.partition_point(|hit| hit.start < o.end());
                before == 0 || hits[before - 1].end <= o.start()
            };
            for &phrase in &*phrases {
                let mut own = found.iter().filter(|o| o.phrase() == phrase);
                let counts = if own.any(is_apart) {
                    &mut sums.both
                } else {
                    &mut sums.overlapping
                };
                counts[phrase as usize] += 1;
            }
        }
    }

    fn strongest(&self, concept: usize, most: usize) -> Vec<Companion> {
        let own = &self.concepts[concept];
        let found = (0..self.phrases.len()).filter_map(|phrase| {
            let table = Contingency {
                both: own.both[phrase],
                first: own.sentences,
                second: self.phrases[phrase] - own.overlapping[phrase],
                total: self.sentences,
            };
            let is_company = table.both >= 2 && table.both as f64 > table.expected();
            let log_likelihood = table.log_likelihood().filter(|_| is_company)?;
            Some(Companion {
                phrase: phrase as u32,
                table,
                log_likelihood,
            })
        });
        let mut found: Vec<Companion> = found.collect();
        found.sort_by(|a, b| {
            let order = b.log_likelihood.total_cmp(&a.log_likelihood);
            order
                .then(b.table.both.cmp(&a.table.both))
                .then(a.phrase.cmp(&b.phrase))
        });
        found.truncate(most);
        found
    }
}

//! The company of concepts: key phrases that stand in the same sentences as a concept's hits.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::count::{Occurrence, PhraseFinder};
use crate::model::{Boundary, Corpus, DocId, TokenBuffer};
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

/// A hit of a concept: document, first token, token after the last, and the concept, from 0.
pub type HitPlace = (DocId, u32, u32, usize);

/// The strongest companions of each of `concepts` concepts, by log-likelihood, at most `most` each.
///
/// `hits` are in the order of documents and tokens. A phrase counts in a sentence only where it
/// does not overlap a hit of the concept; companions stand together more often than expected, and
/// in at least two sentences.
#[must_use]
pub fn companions(
    corpus: &Corpus,
    finder: &PhraseFinder,
    hits: &[HitPlace],
    concepts: usize,
    most: usize,
) -> Vec<Vec<Companion>> {
    let ids: Vec<DocId> = corpus.ids().collect();
    let sums = ids
        .par_chunks(64)
        .fold(
            || (Sums::empty(concepts, finder.phrases()), Scratch::default()),
            |(mut sums, mut scratch), ids| {
                for &id in ids {
                    let from = hits.partition_point(|hit| hit.0 < id);
                    let to = hits.partition_point(|hit| hit.0 <= id);
                    sums.add_document(corpus, finder, id, &hits[from..to], &mut scratch);
                }
                (sums, scratch)
            },
        )
        .map(|(sums, _)| sums)
        .reduce(|| Sums::empty(concepts, finder.phrases()), Sums::add);
    (0..concepts)
        .map(|concept| sums.strongest(concept, most))
        .collect()
}

/// What a worker keeps between documents.
#[derive(Default)]
struct Scratch {
    tokens: TokenBuffer,
    found: Vec<Occurrence>,
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
            own.sentences += other.sentences;
            add(&mut own.both, other.both);
            add(&mut own.overlapping, other.overlapping);
        }
        self
    }

    fn add_document(
        &mut self,
        corpus: &Corpus,
        finder: &PhraseFinder,
        id: DocId,
        hits: &[HitPlace],
        scratch: &mut Scratch,
    ) {
        let Scratch { tokens, found } = scratch;
        corpus.read_tokens(id, tokens);
        finder.find(corpus, tokens, found);
        let (mut found, mut hits) = (found.as_slice(), hits);
        for sentence in tokens.units(Boundary::Sentence) {
            let end = sentence.end as u32;
            let (inside, later) = found.split_at(found.partition_point(|o| o.start < end));
            let (own, rest) = hits.split_at(hits.partition_point(|hit| hit.1 < end));
            (found, hits) = (later, rest);
            self.add_sentence(inside, own);
        }
    }

    fn add_sentence(&mut self, found: &[Occurrence], hits: &[HitPlace]) {
        self.sentences += 1;
        let phrases: BTreeSet<u32> = found.iter().map(|o| o.phrase).collect();
        for &phrase in &phrases {
            self.phrases[phrase as usize] += 1;
        }
        let mut by_concept: BTreeMap<usize, Vec<(u32, u32)>> = BTreeMap::new();
        for &(_, start, end, concept) in hits {
            by_concept.entry(concept).or_default().push((start, end));
        }
        for (concept, hits) in by_concept {
            let sums = &mut self.concepts[concept];
            sums.sentences += 1;
            // Hits of a concept do not overlap, so the last that begins before the end decides.
            let is_apart = |o: &&Occurrence| {
                let before = hits.partition_point(|hit| hit.0 < o.end);
                before == 0 || hits[before - 1].1 <= o.start
            };
            let apart: BTreeSet<u32> = found.iter().filter(is_apart).map(|o| o.phrase).collect();
            for &phrase in &phrases {
                let counts = if apart.contains(&phrase) {
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

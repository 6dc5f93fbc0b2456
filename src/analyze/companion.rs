//! The company of concepts: key phrases that stand in the same sentences as a concept's hits.

use std::cmp::Reverse;

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

/// Where hits of a concept stand: document, first token, token after the last.
pub type HitPlace = (DocId, u32, u32);

/// The strongest companions of a concept, by log-likelihood, at most `most` of them.
///
/// `hits` are in document order. A phrase counts in a sentence only where it does not overlap a
/// hit; companions stand together more often than expected, and in at least two sentences.
#[must_use]
pub fn companions(
    corpus: &Corpus,
    finder: &PhraseFinder,
    hits: &[HitPlace],
    most: usize,
) -> Vec<Companion> {
    let ids: Vec<DocId> = corpus.ids().collect();
    let sums = ids
        .par_chunks(32)
        .map_init(Scratch::default, |scratch, ids| {
            let mut sums = Sums::empty(finder.phrases());
            for &id in ids {
                let from = hits.partition_point(|hit| hit.0 < id);
                let to = hits.partition_point(|hit| hit.0 <= id);
                sums.add_document(corpus, finder, id, &hits[from..to], scratch);
            }
            sums
        })
        .reduce(|| Sums::empty(finder.phrases()), Sums::add);
    let mut found: Vec<Companion> = (0..finder.phrases())
        .filter_map(|phrase| {
            let table = Contingency {
                both: sums.both[phrase],
                first: sums.concept,
                second: sums.phrases[phrase],
                total: sums.sentences,
            };
            let is_company = table.both >= 2 && table.both as f64 > table.expected();
            let log_likelihood = table.log_likelihood().filter(|_| is_company)?;
            Some(Companion {
                phrase: phrase as u32,
                table,
                log_likelihood,
            })
        })
        .collect();
    found.sort_by(|a, b| {
        let order = b.log_likelihood.total_cmp(&a.log_likelihood);
        order
            .then(Reverse(a.table.both).cmp(&Reverse(b.table.both)))
            .then(a.phrase.cmp(&b.phrase))
    });
    found.truncate(most);
    found
}

/// What a worker keeps between documents.
#[derive(Default)]
struct Scratch {
    tokens: TokenBuffer,
    found: Vec<Occurrence>,
}

struct Sums {
    sentences: u64,
    concept: u64,
    phrases: Vec<u64>,
    both: Vec<u64>,
}

impl Sums {
    fn empty(phrases: usize) -> Self {
        Self {
            sentences: 0,
            concept: 0,
            phrases: vec![0; phrases],
            both: vec![0; phrases],
        }
    }

    fn add(mut self, other: Self) -> Self {
        self.sentences += other.sentences;
        self.concept += other.concept;
        self.phrases
            .iter_mut()
            .zip(other.phrases)
            .for_each(|(a, b)| *a += b);
        self.both
            .iter_mut()
            .zip(other.both)
            .for_each(|(a, b)| *a += b);
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
        let mut apart: Vec<u32> = Vec::new();
        for sentence in tokens.units(Boundary::Sentence) {
            let (start, end) = (sentence.start as u32, sentence.end as u32);
            let here = |from: u32| start <= from && from < end;
            let own: Vec<&HitPlace> = hits.iter().filter(|hit| here(hit.1)).collect();
            apart.clear();
            apart.extend(
                found
                    .iter()
                    .filter(|o| here(o.start))
                    .filter(|o| !own.iter().any(|hit| o.start < hit.2 && hit.1 < o.end))
                    .map(|o| o.phrase),
            );
            apart.sort_unstable();
            apart.dedup();
            self.sentences += 1;
            self.concept += u64::from(!own.is_empty());
            for &phrase in &apart {
                self.phrases[phrase as usize] += 1;
                self.both[phrase as usize] += u64::from(!own.is_empty());
            }
        }
    }
}

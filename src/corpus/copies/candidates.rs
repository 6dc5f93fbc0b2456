//! Which heads a document may be a copy of, from the samples of their shingles.
//!
//! An inverted index from shingles to the heads whose sample holds them. Shingles of one
//! document only, nearly all of most corpora, are left out of it. A shingle leads to the last
//! [`MOST_LISTED`] heads that have it, so that text which thousands of documents share
//! costs no more than other text; their own shingles still lead to the others.

use std::cmp::Reverse;

use rayon::slice::ParallelSliceMut as _;

use crate::order::begins;
use crate::parallel;
use crate::tokenize::{Signature, TokenizedDocument};

/// The most heads that a shingle leads to.
const MOST_LISTED: usize = 32;
/// The least part of the smaller sample that a candidate shares, as 1 in so many. With every fourth word
/// replaced a quarter of the shingles is left; the comparison word by word decides.
const LEAST_SHARED: usize = 12;
/// The most documents that a shingle makes its document central to.
const MOST_COVERED: u64 = 32;

/// How many bits there are for each sampled shingle when recurring ones are looked for.
const BITS_A_SHINGLE: usize = 8;

/// Finds candidates among the heads so far.
pub(super) struct Candidates<'a> {
    documents: &'a [&'a TokenizedDocument],
    /// Shingles that are in several samples, of all documents one after another.
    shared: Vec<u32>,
    /// Where the shared shingles of each document end.
    ends: Vec<usize>,
    /// Representatives by shared shingle, the latest last.
    listed: Vec<Vec<u32>>,
    /// Shingles shared with the document at hand, by head; zero between documents.
    matches: Vec<u32>,
    /// How much of each document other documents have, too: an estimate, in shingles.
    covered: Vec<u64>,
}

impl<'a> Candidates<'a> {
    /// Prepares the index for documents that come in this order.
    pub(super) fn new(documents: &'a [&'a TokenizedDocument]) -> Self {
        let mut places = places_of_recurring(documents);
        places.par_sort_unstable();
        let recurring = || {
            let by_shingle = places.chunk_by(|a, b| a.0 == b.0);
            by_shingle.filter(|same| same.len() > 1)
        };
        let mut ends = vec![0; documents.len()];
        for &(_, document) in recurring().flatten() {
            ends[document as usize] += 1;
        }
        let mut shared = vec![0; begins(&mut ends)];
        let mut covered = vec![0; documents.len()];
        let mut shingles = 0;
        for same in recurring() {
            add_covered(documents, same, &mut covered);
            for &(_, document) in same {
                let end = &mut ends[document as usize];
                shared[*end] = shingles;
                *end += 1;
            }
            shingles += 1;
        }
        Self {
            documents,
            ends,
            shared,
            listed: vec![Vec::new(); shingles as usize],
            matches: vec![0; documents.len()],
            covered,
        }
    }

    /// The documents in the order in which they may lead a cluster: those first of which most is in
    /// others, so that a text comes before what was cut from it or made of it.
    pub(super) fn order(&self) -> Vec<usize> {
        let covered = |document: usize| Reverse(self.covered[document]);
        parallel::sorted(self.documents.len(), |a, b| {
            (covered(a), a).cmp(&(covered(b), b))
        })
    }

    fn shared_of(&self, document: usize) -> &[u32] {
        let start = document
            .checked_sub(1)
            .map_or(0, |before| self.ends[before]);
        &self.shared[start..self.ends[document]]
    }

    /// The heads that share most with a document, the best first; at most `most`.
    pub(super) fn of(&mut self, document: usize, most: usize) -> Vec<usize> {
        let mut matches = std::mem::take(&mut self.matches);
        let mut touched: Vec<usize> = Vec::new();
        for &shingle in self.shared_of(document) {
            for &head in &self.listed[shingle as usize] {
                let head = head as usize;
                if matches[head] == 0 {
                    touched.push(head);
                }
                matches[head] += 1;
            }
        }
        let mut candidates: Vec<(usize, usize, usize)> = Vec::new();
        for other in touched {
            let shared = std::mem::take(&mut matches[other]) as usize;
            let size = self.smaller_sample(document, other);
            let is_candidate = shared * LEAST_SHARED >= size && self.is_of_length(document, other);
            if is_candidate {
                candidates.push((other, shared, size));
            }
        }
        self.matches = matches;
        // By the part shared, compared as fractions; then in the order of the documents.
        candidates.sort_unstable_by(|a, b| (b.1 * a.2).cmp(&(a.1 * b.2)).then(a.0.cmp(&b.0)));
        candidates.truncate(most);
        candidates.into_iter().map(|(other, ..)| other).collect()
    }

    /// The size of the smaller of two samples, both cut to the lower limit.
    fn smaller_sample(&self, a: usize, b: usize) -> usize {
        let signature = |number: usize| -> &Signature { &self.documents[number].signature };
        let (a, b) = (signature(a), signature(b));
        let limit = a.limit.min(b.limit);
        a.size_under(limit).min(b.size_under(limit))
    }

    /// Whether neither document is longer than five of the other.
    fn is_of_length(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.documents[a].tokens, self.documents[b].tokens);
        a.max(b) / 5 <= a.min(b)
    }

    /// Lets later documents be copies of this one.
    pub(super) fn add(&mut self, document: usize) {
        let start = document
            .checked_sub(1)
            .map_or(0, |before| self.ends[before]);
        for &shingle in &self.shared[start..self.ends[document]] {
            let listed = &mut self.listed[shingle as usize];
            if listed.len() == MOST_LISTED {
                listed.remove(0);
            }
            listed.push(document as u32);
        }
    }
}

/// Counts a shingle of several samples for each of their documents: how many others have it, and how
/// many shingles it stands for where the two samples are as dense as each other.
fn add_covered(documents: &[&TokenizedDocument], same: &[(u64, u32)], covered: &mut [u64]) {
    let shift = |document: u32| documents[document as usize].signature.limit.leading_zeros();
    let mut by_shift = [0_u64; u64::BITS as usize + 1];
    for &(_, document) in same {
        by_shift[shift(document) as usize] += 1;
    }
    let most = by_shift.iter().rposition(|count| *count > 0).unwrap_or(0);
    for &(_, document) in same {
        let own = shift(document) as usize;
        let denser: u64 = by_shift[..=own].iter().sum();
        let others = (own + 1..=most).map(|shift| by_shift[shift] << shift.min(32));
        let all = ((denser - 1) << own.min(32)) + others.sum::<u64>();
        let limit = MOST_COVERED << own.min(32);
        covered[document as usize] += all.min(limit);
    }
}

/// The shingles that may be in several samples, with the document. Nearly all others are left out: a
/// bit for each shingle, which few share with another, tells whether it came before.
fn places_of_recurring(documents: &[&TokenizedDocument]) -> Vec<(u64, u32)> {
    let samples = || (0..).zip(documents.iter().map(|document| &*document.signature.sample));
    let all: usize = samples().map(|(_, sample)| sample.len()).sum();
    let bits = (all * BITS_A_SHINGLE).next_power_of_two().max(64);
    // The top bits of a sampled hash are zero.
    let bit = |hash: u64| {
        let place = hash as usize & (bits - 1);
        (place / 64, 1 << (place % 64))
    };
    let (mut once, mut again) = (vec![0_u64; bits / 64], vec![0_u64; bits / 64]);
    for (_, sample) in samples() {
        for (word, bit) in sample.iter().map(|&hash| bit(hash)) {
            again[word] |= once[word] & bit;
            once[word] |= bit;
        }
    }
    let mut places = Vec::new();
    for (number, sample) in samples() {
        let recurring = sample.iter().filter(|&&hash| {
            let (word, bit) = bit(hash);
            again[word] & bit != 0
        });
        places.extend(recurring.map(|&hash| (hash, number)));
    }
    places
}

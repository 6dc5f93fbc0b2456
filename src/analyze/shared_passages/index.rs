//! The index of shared shingles: which runs of five words stand in several documents, and where.
//!
//! Takes the words of the compared documents, gives the places of each shingle that at least two of
//! them hold. A bit for each shingle, which some share with another, tells first whether it came
//! before, so that of the many that stand once few are ever stored; the rest are sorted, a part of
//! them at a time. Memory and time are linear in the words.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::slice::ParallelSliceMut as _;

use super::compared::Compared;
use crate::parallel::by_worker;
use crate::tokenize::{mix, shingles};

/// How many bits there are for each shingle when recurring ones are looked for.
const BITS_A_SHINGLE: usize = 8;
/// In how many parts, by their hash, shingles are sorted: a power of two. So many times the words
/// are read, and so much less is held.
const PARTS: u64 = 8;
/// The most places of a shingle in one document.
const MOST_IN_DOCUMENT: usize = 4;

/// Marks the first place of a shingle, which is in the earliest document.
const FIRST: u32 = 1 << 31;

/// A place of a shingle.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShinglePlace {
    /// Rank of the document.
    pub(super) rank: u32,
    /// The first word, with [`FIRST`].
    word: u32,
}

impl ShinglePlace {
    /// The first word of the shingle in the document.
    pub(super) fn word(self) -> u32 {
        self.word & !FIRST
    }

    fn is_first(self) -> bool {
        self.word & FIRST != 0
    }
}

/// The shared shingles.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Places of one shingle after another, each in the order of documents and words.
    places: Vec<ShinglePlace>,
    /// By rank, where its entries in `of_document` begin; then where the last ones end.
    starts: Vec<usize>,
    /// The places of each document in `places`.
    of_document: Vec<u32>,
}

impl Index {
    pub(super) fn new(compared: &Compared) -> Self {
        let recurring = Recurring::new(compared);
        let mut places = Vec::new();
        for part in 0..PARTS {
            add_shared(recurring.places(compared, part), &mut places);
        }
        drop(recurring);
        let mut starts = vec![0; compared.len() + 1];
        for place in &places {
            starts[place.rank as usize + 1] += 1;
        }
        for rank in 0..compared.len() {
            starts[rank + 1] += starts[rank];
        }
        let mut of_document = vec![0; places.len()];
        let mut next = starts.clone();
        for (number, place) in (0..).zip(&places) {
            let next = &mut next[place.rank as usize];
            of_document[*next] = number;
            *next += 1;
        }
        Self {
            places,
            starts,
            of_document,
        }
    }

    /// Each place of the document with this rank, and the places of its shingle before it, the
    /// nearest first.
    pub(super) fn of_document(
        &self,
        rank: usize,
    ) -> impl Iterator<Item = (ShinglePlace, impl Iterator<Item = ShinglePlace>)> {
        let numbers = &self.of_document[self.starts[rank]..self.starts[rank + 1]];
        numbers.iter().map(|&number| {
            let place = self.places[number as usize];
            (place, self.before(number as usize))
        })
    }

    fn before(&self, mut number: usize) -> impl Iterator<Item = ShinglePlace> {
        std::iter::from_fn(move || {
            if self.places[number].is_first() {
                return None;
            }
            number -= 1;
            Some(self.places[number])
        })
    }
}

/// Adds the places of those shingles that several documents hold.
fn add_shared(mut shingles: Vec<(u64, u32, u32)>, places: &mut Vec<ShinglePlace>) {
    shingles.par_sort_unstable();
    for same in shingles.chunk_by(|a, b| a.0 == b.0) {
        let (Some(first), Some(last)) = (same.first(), same.last()) else {
            continue;
        };
        if first.1 == last.1 {
            continue;
        }
        let start = places.len();
        for in_document in same.chunk_by(|a, b| a.1 == b.1) {
            let taken = in_document.iter().take(MOST_IN_DOCUMENT);
            places.extend(taken.map(|&(_, rank, word)| ShinglePlace { rank, word }));
        }
        places[start].word |= FIRST;
    }
}

/// Which shingles may stand more than once.
struct Recurring {
    /// A bit for each hash.
    again: Vec<AtomicU64>,
}

impl Recurring {
    fn new(compared: &Compared) -> Self {
        let bits = (compared.word_count() * BITS_A_SHINGLE)
            .next_power_of_two()
            .max(64);
        let zeros = || (0..bits / 64).map(|_| AtomicU64::new(0)).collect();
        let (once, again): (Vec<AtomicU64>, _) = (zeros(), zeros());
        let recurring = Self { again };
        // Bits are only ever set, so what comes out does not depend on who comes first.
        by_worker(compared.len(), Vec::new, |hashes, rank| {
            for hash in hashed(compared.words(rank), hashes) {
                let (place, bit) = recurring.bit(hash);
                if once[place].fetch_or(bit, Ordering::Relaxed) & bit != 0 {
                    recurring.again[place].fetch_or(bit, Ordering::Relaxed);
                }
            }
        });
        recurring
    }

    fn bit(&self, hash: u64) -> (usize, u64) {
        let place = hash as usize & (64 * self.again.len() - 1);
        (place / 64, 1 << (place % 64))
    }

    /// The places of a part of these shingles: hash, rank, word.
    fn places(&self, compared: &Compared, part: u64) -> Vec<(u64, u32, u32)> {
        let workers = by_worker(
            compared.len(),
            || (Vec::new(), Vec::new()),
            |(hashes, places), rank| {
                for (word, hash) in (0..FIRST).zip(hashed(compared.words(rank), hashes)) {
                    // The lower bits chose the place in the table.
                    if hash.rotate_left(PARTS.trailing_zeros()) % PARTS == part {
                        let (place, bit) = self.bit(hash);
                        if self.again[place].load(Ordering::Relaxed) & bit != 0 {
                            places.push((hash, rank as u32, word));
                        }
                    }
                }
            },
        );
        let by_worker = workers.into_iter().map(|(_, places)| places);
        by_worker.collect::<Vec<_>>().concat()
    }
}

/// The hashes of the shingles of a document.
fn hashed(words: &[u32], hashes: &mut Vec<u64>) -> impl Iterator<Item = u64> {
    hashes.clear();
    hashes.extend(words.iter().map(|&word| mix(u64::from(word) + 1)));
    shingles(hashes)
}

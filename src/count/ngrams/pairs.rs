//! Counts of pairs of n-grams: roughly in a small table, and exactly in hash tables by shard.

use std::borrow::Cow;

use rayon::slice::ParallelSliceMut as _;

use super::NONE;
use super::pair_table::PairTable;
use crate::order::Arrange as _;
use crate::parallel;

/// Counters of a byte that several pairs may share: never below the count of a pair, up to
/// the number that is enough.
#[derive(Debug)]
pub(super) struct PairFilter {
    cells: Vec<u8>,
    shift: u32,
    enough: u8,
}

/// 2^64 over the golden ratio: multiplying by it spreads keys over the upper bits.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

#[inline]
fn spread(pair: u64, shift: u32) -> usize {
    (pair.wrapping_mul(SPREAD) >> shift) as usize
}

impl PairFilter {
    /// A filter for a corpus of so many tokens and pairs that occur `least` times.
    pub(super) fn new(tokens: u64, least: u32) -> Self {
        let bits = (tokens / 2).max(1).ilog2().clamp(10, 23);
        Self {
            cells: vec![0; 1 << bits],
            shift: 64 - bits,
            enough: u8::try_from(least).unwrap_or(u8::MAX),
        }
    }

    #[inline]
    pub(super) fn add(&mut self, pair: u64) {
        if let Some(cell) = self.cells.get_mut(spread(pair, self.shift)) {
            *cell += u8::from(*cell < self.enough);
        }
    }

    /// Whether the pair may be frequent.
    #[inline]
    pub(super) fn passes(&self, pair: u64) -> bool {
        let cell = self.cells.get(spread(pair, self.shift));
        cell.is_some_and(|&cell| cell >= self.enough)
    }

    /// Keeps what has a pair that may be frequent. Whether it may decides nothing but where the next one
    /// is put, so a processor need not guess it.
    pub(super) fn keep<T: Copy>(&self, all: &mut Vec<T>, pair_of: impl Fn(&T) -> u64) {
        let mut kept = 0;
        for number in 0..all.len() {
            let one = all[number];
            all[kept] = one;
            kept += usize::from(self.passes(pair_of(&one)));
        }
        all.truncate(kept);
    }

    /// The sum of filters of one size.
    pub(super) fn sum(filters: Vec<Self>) -> Option<Self> {
        const BLOCK: usize = 1 << 16;
        let mut filters = filters.into_iter();
        let mut sum = filters.next()?;
        for other in filters {
            let blocks = sum.cells.chunks_mut(BLOCK).zip(other.cells.chunks(BLOCK));
            parallel::for_each(blocks, |_, (cells, other)| {
                for (cell, other) in cells.iter_mut().zip(other) {
                    *cell = cell.saturating_add(*other);
                }
            });
        }
        Some(sum)
    }
}

/// Shards of the hash tables, so that those of several workers are added up in parallel.
const SHARD_BITS: u32 = 4;

/// What stands for a token that begins no pair: no pair has this number.
pub(super) const NO_PAIR: u32 = 0;

/// Exact counts of pairs. Pairs are numbered in the order in which they come, from 1.
#[derive(Debug)]
pub(super) struct PairCounts {
    shards: Vec<PairTable>,
    /// The highest number.
    last: u32,
}

impl Default for PairCounts {
    fn default() -> Self {
        Self {
            shards: vec![PairTable::default(); 1 << SHARD_BITS],
            last: NO_PAIR,
        }
    }
}

#[inline]
fn shard_of(pair: u64) -> usize {
    spread(pair, 64 - SHARD_BITS)
}

impl PairCounts {
    /// Counts a pair, and gives its number here.
    #[inline]
    pub(super) fn add(&mut self, pair: u64) -> u32 {
        let Some(shard) = self.shards.get_mut(shard_of(pair)) else {
            return NO_PAIR;
        };
        let number = shard.add(pair, 1, self.last + 1);
        self.last = self.last.max(number);
        number
    }

    /// The pairs that occur at least `least` times in all of these together, sorted, with their
    /// occurrences.
    pub(super) fn frequent(counted: &[Self], least: u32) -> Vec<(u64, u32)> {
        let frequent = parallel::map(1 << SHARD_BITS, |shard| {
            let mut shards: Vec<&PairTable> =
                counted.iter().map(|counts| &counts.shards[shard]).collect();
            shards.arrange_by_key(|shard| shard.len());
            let largest = shards.pop();
            let mut sum = Cow::Borrowed(largest?);
            for shard in shards.into_iter().filter(|shard| shard.len() > 0) {
                let sum = sum.to_mut();
                shard.pairs().for_each(|slot| {
                    sum.add(slot.pair, slot.count, slot.number);
                });
            }
            let frequent = sum.pairs().filter(|slot| slot.count >= least);
            Some(frequent.map(|slot| (slot.pair, slot.count)).collect())
        });
        let frequent: Vec<Vec<(u64, u32)>> = frequent.into_iter().flatten().collect();
        let mut frequent = frequent.concat();
        frequent.par_sort_unstable();
        frequent
    }

    /// By the number of a pair here: its place among these pairs, counted from `first`, or [`NONE`].
    pub(super) fn places(&self, frequent: &[(u64, u32)], first: u32) -> Vec<u32> {
        let mut places = vec![NONE; self.last as usize + 1];
        for (&(pair, _), place) in frequent.iter().zip(first..) {
            if let Some(slot) = self.shards[shard_of(pair)].get(pair) {
                places[slot.number as usize] = place;
            }
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_lets_every_frequent_pair_pass() {
        let filters = (0..2).map(|_| {
            let mut filter = PairFilter::new(0, 4);
            for pair in 0..500_u64 {
                (0..2 + pair % 2).for_each(|_| filter.add(pair << 32));
            }
            filter
        });
        let sum = PairFilter::sum(filters.collect()).expect("filters");
        // Each pair occurs 4 or 6 times.
        assert!((0..500_u64).all(|pair| sum.passes(pair << 32)));
        let mut many: Vec<u64> = (0..500).map(|pair| pair << 32).collect();
        sum.keep(&mut many, |&pair| pair);
        assert_eq!(many.len(), 500);
        let mut few = PairFilter::new(0, 4);
        (0..3).for_each(|_| few.add(9));
        assert!(!few.passes(9));
        few.add(9);
        assert!(few.passes(9));
        let mut some = vec![9, 8 << 32, 9, 7 << 32];
        few.keep(&mut some, |&pair| pair);
        assert_eq!(some, [9, 9]);
    }

    #[test]
    fn frequent_pairs_are_those_of_all_workers_together() {
        let mut counted = vec![PairCounts::default(), PairCounts::default()];
        for (worker, pairs) in [[7, 7, 8, 9], [7, 9, 9, 6]].iter().enumerate() {
            for &pair in pairs {
                counted[worker].add(pair);
            }
        }
        let frequent = PairCounts::frequent(&counted, 3);
        assert_eq!(frequent, [(7, 3), (9, 3)]);
        // The first worker met 7, 8, 9 and the second 7, 9, 6.
        assert_eq!(counted[0].places(&frequent, 40), [NONE, 40, NONE, 41]);
        assert_eq!(counted[1].places(&frequent, 40), [NONE, 40, 41, NONE]);
        assert_eq!(counted[1].add(9), 2);
    }
}

//! The first appearances of passages, by what they say.
//!
//! Takes passages in the order of time, gives for each the earliest passage that it is like: one of
//! those with which it shares most runs of five words. The same words always lead to the same passage.

use std::cmp::Reverse;

use super::common::CommonWords;
use crate::count::FastMap;
use crate::tokenize::{mix, shingles};

/// The least likeness of a passage to the first appearance.
const LEAST_LIKENESS: f64 = 0.7;
/// The most first appearances that a run of words leads to, the earliest.
const MOST_LISTED: usize = 256;
/// The most of them that a passage is compared with.
const MOST_COMPARED: usize = 32;

/// The first appearances so far, numbered as they come.
#[derive(Debug, Default)]
pub(super) struct Leaders {
    /// The words of each.
    words: Vec<Vec<u32>>,
    /// Those with a shingle, in order.
    listed: FastMap<u64, Vec<u32>>,
    /// Shingles shared with the passage at hand, by first appearance; zero between passages.
    shared: Vec<u32>,
    hashes: Vec<u64>,
    common: CommonWords,
}

impl Leaders {
    /// The earliest first appearance that a passage is like in both of its documents; itself in the
    /// earlier one, if there is none.
    pub(super) fn leader(&mut self, earlier: &[u32], later: &[u32]) -> u32 {
        self.hashes.clear();
        let words = earlier.iter().map(|&word| mix(u64::from(word)));
        self.hashes.extend(words);
        let mut candidates = self.candidates();
        candidates.sort_unstable();
        let common = &mut self.common;
        let found = candidates.into_iter().find(|&number| {
            let leader = &self.words[number as usize];
            [earlier, later]
                .iter()
                .all(|words| common.likeness(leader, words) >= LEAST_LIKENESS)
        });
        found.unwrap_or_else(|| self.add(earlier))
    }

    /// The first appearances that share most shingles with the passage at hand.
    fn candidates(&mut self) -> Vec<u32> {
        let mut touched = Vec::new();
        for shingle in shingles(&self.hashes) {
            for &number in self.listed.get(&shingle).into_iter().flatten() {
                let shared = &mut self.shared[number as usize];
                if *shared == 0 {
                    touched.push(number);
                }
                *shared += 1;
            }
        }
        let shared = touched.iter().map(|&number| {
            let shared = std::mem::take(&mut self.shared[number as usize]);
            (Reverse(shared), number)
        });
        let mut shared: Vec<(Reverse<u32>, u32)> = shared.collect();
        if shared.len() > MOST_COMPARED {
            shared.select_nth_unstable(MOST_COMPARED);
            shared.truncate(MOST_COMPARED);
        }
        shared.into_iter().map(|(_, number)| number).collect()
    }

    fn add(&mut self, words: &[u32]) -> u32 {
        let number = self.words.len() as u32;
        for shingle in shingles(&self.hashes) {
            let listed = self.listed.entry(shingle).or_default();
            if listed.len() < MOST_LISTED && listed.last() != Some(&number) {
                listed.push(number);
            }
        }
        self.words.push(words.to_vec());
        self.shared.push(0);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_leads_to_the_earliest_that_it_is_like() {
        let text: Vec<u32> = (0..20).collect();
        let change = |from: u32, to: u32| -> Vec<u32> {
            let changed = |word: u32| {
                if (from..to).contains(&word) {
                    word + 100
                } else {
                    word
                }
            };
            text.iter().map(|&word| changed(word)).collect()
        };
        let mut leaders = Leaders::default();
        assert_eq!(leaders.leader(&text, &text), 0);
        assert_eq!(leaders.leader(&text, &change(0, 4)), 0);
        // Each as like the one before as may be, but no longer like the first.
        assert_eq!(leaders.leader(&change(0, 5), &change(0, 10)), 1);
        assert_eq!(leaders.leader(&change(0, 5), &change(0, 5)), 0);
        assert_eq!(leaders.leader(&change(0, 10), &change(0, 10)), 1);
        let others: Vec<u32> = (50..70).collect();
        assert_eq!(leaders.leader(&others, &others), 2);
    }
}

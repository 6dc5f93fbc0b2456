//! Passages that two documents share, from the shingles that they share.
//!
//! Takes the words of two documents and the places of shared shingles, gives alignments that are long
//! and alike enough. Shingles that follow each other on a diagonal are one run of the same words; each
//! run, the longest first, is extended on both sides, unless an alignment has it already.

use std::cmp::Reverse;
use std::ops::Range;

use super::extend::{DROP, Extension, Reach};
use crate::config::ReuseConfig;
use crate::model::SHINGLE;

/// The penalties that are tried, the mildest first, until an alignment is alike enough. The last goes
/// over no changed word at all.
const PENALTIES: [i32; 4] = [1, 2, 3, DROP + 1];

/// A shingle that a document shares with an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seed {
    /// Rank of the earlier document.
    pub(super) rank: u32,
    /// How far the place in the later document lies behind that in the earlier one, modulo 2^32.
    pub(super) diagonal: u32,
    /// The first word, in the later document.
    pub(super) word: u32,
}

/// A passage in two documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alignment {
    /// Its words in the earlier document.
    pub(super) earlier: Range<usize>,
    /// Its words in the later document.
    pub(super) later: Range<usize>,
    /// Words that are the same.
    pub(super) matches: u32,
    /// Pairs of words, and words without a partner.
    pub(super) columns: u32,
}

impl Alignment {
    fn identity(&self) -> f64 {
        f64::from(self.matches) / f64::from(self.columns)
    }

    fn words(&self) -> usize {
        self.earlier.len().max(self.later.len())
    }

    fn contains(&self, run: &Run) -> bool {
        let is_inside =
            |range: &Range<usize>, start| range.start <= start && start + run.length <= range.end;
        is_inside(&self.earlier, run.earlier) && is_inside(&self.later, run.later)
    }
}

/// How many words two ranges have in common.
pub(super) fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Words that follow each other in both documents.
#[derive(Debug)]
struct Run {
    earlier: usize,
    later: usize,
    length: usize,
}

/// Aligns documents; a worker reuses one.
#[derive(Debug, Default)]
pub(super) struct Aligner {
    extension: Extension,
    runs: Vec<Run>,
    /// Alignments of the pair at hand, those that are too short or unlike too.
    tried: Vec<Alignment>,
}

impl Aligner {
    /// The passages of two documents, by where they begin in the later one. `seeds` are those of the
    /// pair, in order.
    pub(super) fn align(
        &mut self,
        earlier: &[u32],
        later: &[u32],
        seeds: &[Seed],
        config: &ReuseConfig,
    ) -> Vec<Alignment> {
        self.join(seeds);
        self.runs
            .sort_by_key(|run| (Reverse(run.length), run.later, run.earlier));
        self.tried.clear();
        let runs = std::mem::take(&mut self.runs);
        for run in &runs {
            let words = later.get(run.later..run.later + run.length);
            let others = earlier.get(run.earlier..run.earlier + run.length);
            // Another sequence may have the same hash.
            let is_same = words.is_some() && words == others;
            if is_same && !self.tried.iter().any(|alignment| alignment.contains(run)) {
                let alignment = self.extend(earlier, later, run, config.identity);
                self.tried.push(alignment);
            }
        }
        self.runs = runs;
        let good = self.tried.iter().filter(|alignment| {
            alignment.words() >= config.shortest as usize && alignment.identity() >= config.identity
        });
        without_overlaps(good.cloned().collect())
    }

    /// Joins seeds on one diagonal that leave no word out between them.
    fn join(&mut self, seeds: &[Seed]) {
        self.runs.clear();
        let mut before: Option<&Seed> = None;
        for seed in seeds {
            let follows = before.is_some_and(|before| {
                before.diagonal == seed.diagonal && seed.word - before.word <= SHINGLE as u32
            });
            match self.runs.last_mut().filter(|_| follows) {
                Some(run) => run.length = seed.word as usize + SHINGLE - run.later,
                None => self.runs.push(Run {
                    earlier: seed.word.wrapping_sub(seed.diagonal) as usize,
                    later: seed.word as usize,
                    length: SHINGLE,
                }),
            }
            before = Some(seed);
        }
    }

    /// Extends a run on both sides; with as mild a penalty as leaves it alike enough.
    fn extend(&mut self, earlier: &[u32], later: &[u32], run: &Run, least: f64) -> Alignment {
        let mut alignment = self.extend_with(earlier, later, run, PENALTIES[0]);
        for penalty in &PENALTIES[1..] {
            if alignment.identity() >= least {
                break;
            }
            alignment = self.extend_with(earlier, later, run, *penalty);
        }
        alignment
    }

    fn extend_with(
        &mut self,
        earlier: &[u32],
        later: &[u32],
        run: &Run,
        penalty: i32,
    ) -> Alignment {
        let (before_a, behind_a) = (
            &earlier[..run.earlier],
            &earlier[run.earlier + run.length..],
        );
        let (before_b, behind_b) = (&later[..run.later], &later[run.later + run.length..]);
        let left: Reach = self.extension.reach(
            (before_a.len(), |i| before_a[before_a.len() - 1 - i]),
            (before_b.len(), |i| before_b[before_b.len() - 1 - i]),
            penalty,
        );
        let right: Reach = self.extension.reach(
            (behind_a.len(), |i| behind_a[i]),
            (behind_b.len(), |i| behind_b[i]),
            penalty,
        );
        let around =
            |start: usize, left: usize, right: usize| start - left..start + run.length + right;
        Alignment {
            earlier: around(run.earlier, left.first, right.first),
            later: around(run.later, left.second, right.second),
            matches: run.length as u32 + left.matches + right.matches,
            columns: run.length as u32 + left.columns + right.columns,
        }
    }
}

/// Of passages that overlap by more than half in one of the documents, the one with the most words in
/// common: a place in one document is listed with one place of the other.
fn without_overlaps(mut alignments: Vec<Alignment>) -> Vec<Alignment> {
    alignments.sort_by_key(|alignment| {
        (
            Reverse(alignment.matches),
            alignment.columns,
            alignment.later.start,
            alignment.earlier.start,
        )
    });
    let mut kept: Vec<Alignment> = Vec::new();
    for alignment in alignments {
        let is_half = |a: &Range<usize>, b: &Range<usize>| 2 * overlap(a, b) > a.len().min(b.len());
        let is_new = !kept.iter().any(|other| {
            is_half(&alignment.earlier, &other.earlier) || is_half(&alignment.later, &other.later)
        });
        if is_new {
            kept.push(alignment);
        }
    }
    kept.sort_by_key(|alignment| (alignment.later.start, alignment.earlier.start));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shingles of two texts, all with all.
    fn seeds(earlier: &[u32], later: &[u32]) -> Vec<Seed> {
        let mut seeds = Vec::new();
        for (word, run) in (0..).zip(later.windows(SHINGLE)) {
            for (other, shingle) in (0_u32..).zip(earlier.windows(SHINGLE)) {
                if run == shingle {
                    let diagonal = u32::wrapping_sub(word, other);
                    seeds.push(Seed {
                        rank: 0,
                        diagonal,
                        word,
                    });
                }
            }
        }
        seeds.sort_unstable();
        seeds
    }

    fn align(earlier: &[u32], later: &[u32], shortest: u32) -> Vec<Alignment> {
        let config = ReuseConfig {
            shortest,
            ..ReuseConfig::default()
        };
        Aligner::default().align(earlier, later, &seeds(earlier, later), &config)
    }

    #[test]
    fn a_changed_a_dropped_and_an_added_word_do_not_end_a_passage() {
        let earlier: Vec<u32> = (100..130).chain(0..30).collect();
        let mut later: Vec<u32> = (200..240).chain(0..30).collect();
        later[40 + 7] = 999;
        later.remove(40 + 14);
        later.insert(40 + 21, 998);
        later.extend(300..310);
        let alignments = align(&earlier, &later, 12);
        let expected = Alignment {
            earlier: 30..60,
            later: 40..70,
            matches: 28,
            columns: 31,
        };
        assert_eq!(alignments, [expected]);
    }

    #[test]
    fn a_passage_is_long_enough_in_the_document_where_it_is_longer() {
        let earlier: Vec<u32> = (0..12).collect();
        let mut later = earlier.clone();
        later.remove(6);
        assert_eq!(align(&earlier, &later, 12).len(), 1);
        assert!(align(&earlier, &later, 13).is_empty());
        assert!(align(&earlier[..11], &later, 12).is_empty());
    }

    #[test]
    fn a_passage_that_comes_twice_is_listed_once() {
        let earlier: Vec<u32> = (0..20).collect();
        let later: Vec<u32> = (0..20).chain(50..60).chain(0..20).collect();
        assert_eq!(align(&earlier, &later, 12).len(), 1);
    }

    #[test]
    fn loose_words_around_a_passage_do_not_make_it_too_unlike() {
        // Every other word is the same before and behind twelve that all are.
        let earlier: Vec<u32> = (0..72).collect();
        let changed = |word: u32| {
            if word.is_multiple_of(2) {
                word + 1000
            } else {
                word
            }
        };
        let later: Vec<u32> = (0..72)
            .map(|w| if (30..42).contains(&w) { w } else { changed(w) })
            .collect();
        let alignments = align(&earlier, &later, 12);
        assert_eq!(alignments.len(), 1);
        assert!(alignments[0].identity() >= 0.7 && alignments[0].words() >= 12);
    }
}

//! How much of their words two documents share, exactly.

use std::ops::Range;

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use super::Place;
use crate::model::SHINGLE;
use crate::tokenize::{Segment, shingles};

/// How much of a text is its beginning, or its end: one word of so many.
const EDGE: usize = 20;
/// How much of a text was taken out from within, at least: one word of so many.
const LEAST_WITHIN: usize = 8;

/// Compares documents word by word; keeps the words of the last representative.
pub(super) struct Comparison<'a> {
    segments: &'a [Segment],
    least: f64,
    representative: Option<Place>,
    first: Vec<u64>,
    second: Vec<u64>,
}

impl<'a> Comparison<'a> {
    /// A comparison that calls documents copies from this similarity on.
    pub(super) fn new(segments: &'a [Segment], least: f64) -> Self {
        Self {
            segments,
            least,
            representative: None,
            first: Vec::new(),
            second: Vec::new(),
        }
    }

    /// The similarity of two documents, if they are copies: the part of the shorter one's words
    /// that stand in shared runs. The same words must be more than half of the longer one, or the
    /// shorter one must be the longer one cut ([`is_cut`]).
    pub(super) fn similarity(&mut self, representative: Place, document: Place) -> Option<f64> {
        if self.representative.replace(representative) != Some(representative) {
            read_words(self.segments, representative, &mut self.first);
        }
        read_words(self.segments, document, &mut self.second);
        let (mut shorter, mut longer) = (&self.first, &self.second);
        if shorter.len() > longer.len() {
            (shorter, longer) = (longer, shorter);
        }
        let shared = shared_words(shorter, longer);
        let similarity = shared as f64 / shorter.len() as f64;
        let is_copy = 2 * shared > longer.len() || is_cut(shorter, longer, shared);
        (similarity >= self.least && is_copy).then_some(similarity)
    }
}

fn read_words(segments: &[Segment], (segment, document): Place, words: &mut Vec<u64>) {
    let segment = &segments[segment];
    let document = &segment.documents[document];
    match segment.vocabulary_of(document) {
        Some(vocabulary) => {
            let symbols = segment.symbols.read(document.symbols.clone());
            segment.vocabularies[vocabulary].read_hashes(&symbols, words);
        }
        None => words.clear(),
    }
}

/// How many words of the first text stand in a run of [`SHINGLE`] or more words that the second
/// has too.
fn shared_words(words: &[u64], others: &[u64]) -> usize {
    shared_runs(words, others).map(|run| run.len()).sum()
}

/// Where runs of [`SHINGLE`] or more words of the first text stand that the second has too; runs may touch.
fn shared_runs(words: &[u64], others: &[u64]) -> impl Iterator<Item = Range<usize>> {
    let others: HashSet<u64, FixedState> = shingles(others).collect();
    let mut covered = 0;
    let starts = shingles(words).enumerate();
    let shared = starts.filter(move |(_, shingle)| others.contains(shingle));
    shared.map(move |(start, _)| {
        let run = start.max(covered)..start + SHINGLE;
        covered = run.end;
        run
    })
}

/// Whether the shorter text is what was left when the longer one was cut: four fifths of it stand there and
/// make up a third or more, and what is missing was taken out from the end, from the beginning, or, an
/// eighth at least, from within. An item that a longer article quotes has other text before and after it.
fn is_cut(shorter: &[u64], longer: &[u64], shared: usize) -> bool {
    if shared * 5 < shorter.len() * 4 || shared * 3 < longer.len() {
        return false;
    }
    let (mut within, mut first, mut end) = (0, longer.len(), 0);
    for run in shared_runs(longer, shorter) {
        first = first.min(run.start);
        within += run.start.saturating_sub(end.max(first));
        end = run.end;
    }
    let edge = longer.len() / EDGE;
    first <= edge || longer.len() - end <= edge || within * LEAST_WITHIN >= longer.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_count_in_shared_runs_of_five() {
        assert_eq!(
            shared_words(&[1, 2, 3, 4, 5, 6, 9], &[0, 1, 2, 3, 4, 5, 6]),
            6
        );
        assert_eq!(
            shared_words(&[1, 2, 3, 4, 9, 5, 6, 7, 8], &[1, 2, 3, 4, 5, 6, 7, 8]),
            0
        );
        let (first, second) = ([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]);
        assert_eq!(
            shared_words(&[first, second].concat(), &[second, first].concat()),
            10
        );
        assert_eq!(shared_words(&[1, 2, 3, 4], &[1, 2, 3, 4]), 0);
    }

    proptest! {
        /// Against a comparison of every run with every run.
        #[test]
        fn shared_words_are_those_of_a_plain_comparison(
            words in prop::collection::vec(0_u64..3, 0..40),
            others in prop::collection::vec(0_u64..3, 0..40),
        ) {
            let mut is_shared = vec![false; words.len()];
            for (start, run) in words.windows(5).enumerate() {
                if others.windows(5).any(|other| other == run) {
                    is_shared[start..start + 5].fill(true);
                }
            }
            let expected = is_shared.iter().filter(|shared| **shared).count();
            prop_assert_eq!(shared_words(&words, &others), expected);
        }
    }
}

//! The score of a candidate before the corpus is asked, as a logarithm put together from tables.
//!
//! Most candidates of a long document occur once and are not put forward. Powers and roots of all of
//! them would take most of the time, while everything that their logarithms are made from is a small
//! whole number.

use libm::log2;

use super::candidates::Candidates;
use crate::stats::DocumentPhraseFacts;
use crate::stats::document_phrase::{COHESION, NESTED, WORDS};

/// Numbers whose logarithms are kept.
const KEPT: u32 = 1 << 12;
/// First tokens whose logarithms are kept; more than a document of 100 pages has.
const KEPT_POSITIONS: u32 = 1 << 16;

/// The tables.
#[derive(Debug)]
pub(super) struct Estimate {
    /// Of whole numbers.
    logs: Vec<f64>,
    /// Of the part that the first token has in the score, as far as was needed.
    positions: Vec<f64>,
    /// Of the part that the length has.
    lengths: [f64; 6],
}

impl Default for Estimate {
    fn default() -> Self {
        let length = |words| log2(DocumentPhraseFacts::length_weight_of(words));
        Self {
            logs: (0..KEPT).map(|n| log2(f64::from(n.max(1)))).collect(),
            positions: Vec::new(),
            lengths: [0, 1, 2, 3, 4, 5].map(length),
        }
    }
}

impl Estimate {
    /// More than an estimate may be off: it is a sum of some ten numbers below a hundred.
    pub(super) const ERROR: f64 = 1e-9;

    fn log(&self, n: u32) -> f64 {
        let kept = self.logs.get(n as usize);
        kept.copied().unwrap_or_else(|| log2(f64::from(n)))
    }

    fn position(&mut self, first: u32) -> f64 {
        let log = |first| log2(DocumentPhraseFacts::position_of(first));
        if first >= KEPT_POSITIONS {
            return log(first);
        }
        let known = self.positions.len() as u32;
        self.positions.extend((known..=first).map(log));
        self.positions[first as usize]
    }

    /// The logarithm of what the document says of a candidate, but for a factor that is the same for
    /// all.
    pub(super) fn of(&mut self, candidates: &Candidates<'_>, node: u32) -> f64 {
        let candidate = &candidates.nodes[node as usize];
        let counts = candidates.word_counts(node);
        self.of_counts(candidate.n, candidate.alone(), candidate.first, counts)
    }

    /// [`Estimate::of`] of what occurs so often, from this token on, with words that do.
    fn of_counts(
        &mut self,
        n: u32,
        alone: u32,
        first: u32,
        counts: impl Iterator<Item = u32>,
    ) -> f64 {
        let (mut words, mut sum, mut logs) = (0, 0, 0.0);
        for n in counts {
            words += 1;
            sum += n;
            logs += self.log(n);
        }
        let cohesion = self.log(n) - logs / f64::from(words);
        let mean = self.log(sum) - self.log(words);
        0.5 * self.log(alone * NESTED + n)
            + self.lengths[words as usize]
            + self.position(first)
            + COHESION * cohesion
            + WORDS * mean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts in the tables and beyond them; the factor that is left out is √20.
    #[test]
    fn an_estimate_is_the_logarithm_of_the_score() {
        let mut estimate = Estimate::default();
        let cases: [(u32, u32, u32, &[u32]); 4] = [
            (1, 1, 0, &[1]),
            (3, 2, 250, &[3, 7]),
            (1, 0, 70_000, &[4, 9, 5]),
            (5000, 4000, 12, &[6000, 5100, 5000, 9000]),
        ];
        for (n, alone, first, counts) in cases {
            let words = counts.len() as u32;
            let share = f64::from(words);
            let counted = || counts.iter().map(|&n| f64::from(n));
            let facts = DocumentPhraseFacts {
                words,
                n,
                alone,
                first,
                word_mean: counted().sum::<f64>() / share,
                word_geometric_mean: libm::pow(counted().product(), 1.0 / share),
            };
            let estimated = estimate.of_counts(n, alone, first, counts.iter().copied());
            let expected = log2(facts.in_document()) + 0.5 * log2(20.0);
            assert!((estimated - expected).abs() < Estimate::ERROR / 2.0);
        }
    }
}

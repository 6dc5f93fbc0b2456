//! Leaves aside candidates that are surely even, before anything costly is computed for them.
//!
//! Takes counts, says whether their conservative log ratio is 0 and their p-value high.

use crate::stats::Keyness;

/// Tells at little cost which counts are even, for one target and reference.
pub(super) struct Evenness {
    /// The chi-squared from which counts are never taken for even.
    least: f64,
    /// Logarithms of the tail, and of the shares of target and reference of all tokens.
    tail: f64,
    target: f64,
    reference: f64,
}

impl Evenness {
    pub(super) fn new(counts: Keyness, least: f64, tail: f64) -> Self {
        let [n1, n2] = [counts.target_size, counts.reference_size].map(|size| size as f64);
        Self {
            least,
            tail: libm::log(tail),
            target: libm::log(n1 / (n1 + n2)),
            reference: libm::log(n2 / (n1 + n2)),
        }
    }

    /// Whether counts are so even that their chi-squared is below the least, so that G² is below twice
    /// that (the Kullback-Leibler divergence is at most the chi-squared one), and that their
    /// conservative log ratio is 0. `bound` is the chi-squared up to which that is sure.
    #[inline]
    pub(super) fn is_even(&self, counts: Keyness, bound: f64) -> bool {
        let Some(chi2) = counts.chi2().filter(|chi2| *chi2 < self.least) else {
            return false;
        };
        if counts.target == 0 {
            counts.reference as f64 * self.reference > self.tail
        } else if counts.reference == 0 {
            counts.target as f64 * self.target > self.tail
        } else {
            chi2 < bound
        }
    }
}

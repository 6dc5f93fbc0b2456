//! The rank-sum test of Wilcoxon (1945), Mann and Whitney (1947): whether the values of one sample tend
//! to be higher, or lower, than those of another.
//!
//! Corpora are compared by it with a value for each document, so that words are not taken for
//! independent of each other (Kilgarriff 2001; Lijffijt et al. 2016).

use crate::order::Arrange as _;
use libm::erfc;

/// The ranks of all values of both samples, from 1. Equal values share the mean of their ranks. Ranks
/// are doubled, so that they are whole.
#[derive(Debug, Clone)]
pub struct Ranks {
    /// Twice the rank, by value.
    pub doubled: Vec<u64>,
    /// Twice the rank of 0, of which there may be many that are not listed.
    pub zero: u64,
    /// All values, zeros included.
    count: u64,
    /// The sum of t³ - t over the groups of t equal values.
    ties: f64,
}

impl Ranks {
    /// Ranks values above 0 among so many zeros.
    #[must_use]
    pub fn new(values: &[f64], zeros: u64) -> Self {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.arrange_by(|&a, &b| values[a].total_cmp(&values[b]));
        let cubes = |t: u64| (t as f64) * (t as f64) * (t as f64) - t as f64;
        let mut ranks = Self {
            doubled: vec![0; values.len()],
            zero: zeros + 1,
            count: zeros,
            ties: cubes(zeros),
        };
        for equal in order.chunk_by(|&a, &b| values[a].total_cmp(&values[b]).is_eq()) {
            let t = equal.len() as u64;
            for &value in equal {
                ranks.doubled[value] = 2 * ranks.count + t + 1;
            }
            ranks.count += t;
            ranks.ties += cubes(t);
        }
        ranks
    }

    /// The probability, two-sided, of a sum of ranks as far from its mean or farther without a
    /// difference, from 0 to 1: `size` values have the doubled ranks that sum up to `doubled_sum`. Normal
    /// approximation with correction for ties and for continuity. `None` if a sample has fewer
    /// than two values, or if all values are equal.
    #[must_use]
    pub fn p(&self, doubled_sum: u64, size: u64) -> Option<f64> {
        let others = self.count.checked_sub(size)?;
        if size < 2 || others < 2 {
            return None;
        }
        let [n1, n2, n] = [size, others, self.count].map(|count| count as f64);
        let variance = n1 * n2 / 12.0 * (n + 1.0 - self.ties / (n * (n - 1.0)));
        let distance = (doubled_sum as f64 - n1 * (n + 1.0)).abs() / 2.0;
        let z = (distance - 0.5).max(0.0) / variance.max(0.0).sqrt();
        z.is_finite()
            .then(|| erfc(z * std::f64::consts::FRAC_1_SQRT_2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two-sided p of the first sample among both, zeros listed or not.
    fn p(first: &[f64], second: &[f64]) -> Option<f64> {
        let all: Vec<f64> = first.iter().chain(second).copied().collect();
        let above: Vec<f64> = all.iter().copied().filter(|value| *value > 0.0).collect();
        let ranks = Ranks::new(&above, (all.len() - above.len()) as u64);
        let listed = first.iter().filter(|value| **value > 0.0).count();
        let sum: u64 = ranks.doubled.iter().take(listed).sum();
        let zeros = (first.len() - listed) as u64;
        ranks.p(sum + zeros * ranks.zero, first.len() as u64)
    }

    /// `scipy.stats.mannwhitneyu(a, b, method="asymptotic").pvalue`, SciPy 1.17.1.
    #[test]
    fn as_scipy_has_it() {
        let near = |found: Option<f64>, expected: f64| {
            let found = found.expect("a test");
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        };
        let (a, b) = (
            [0.0, 0.0, 1.5, 2.25, 3.0, 3.0],
            [0.0, 0.0, 0.0, 0.0, 1.5, 0.5, 3.0, 0.25],
        );
        near(p(&a, &b), 0.279_508_541_569_426_95);
        near(p(&b, &a), 0.279_508_541_569_426_95);
        let (a, b) = ([1.0, 2.0, 3.0, 4.0, 5.5], [2.5, 6.0, 7.0, 8.0, 9.0, 10.0]);
        near(p(&a, &b), 0.035_763_766_590_977_89);
        let (a, b) = (
            [0.0, 0.0, 0.0, 0.0, 2.5, 7.0],
            [0.0, 0.5, 4.0, 4.0, 9.0, 11.0, 12.0],
        );
        near(p(&a, &b), 0.065_831_836_285_251_66);
    }

    #[test]
    fn no_test_without_values_that_differ() {
        assert_eq!(p(&[1.0], &[2.0, 3.0]), None);
        assert_eq!(p(&[1.0, 2.0], &[3.0]), None);
        assert_eq!(p(&[1.0, 1.0], &[1.0, 1.0]), None);
        assert_eq!(p(&[0.0, 0.0], &[0.0, 0.0]), None);
        assert_eq!(p(&[1.0, 2.0], &[1.0, 2.0]), Some(1.0));
    }
}

//! Whether an item is more, or less, frequent in some texts than in others: a permutation test whose
//! unit is the text, not the word.
//!
//! Takes texts of different lengths with their occurrences, gives a two-sided p-value at the cost of a
//! few sums. Words of a text are not independent of each other (Kilgarriff 2001; Lijffijt et al. 2016),
//! so tests on counts of words, such as G², find differences between any two halves of a corpus. Rank
//! tests of rates find them between long and short texts: in short ones a rate is 0, or high.
//!
//! Each text has a residual, (h - p·L) / √(L·(1 + c²·p·L)): h are its occurrences, L its tokens, p the rate
//! in all texts and c² their overdispersion ([`RateSums::overdispersion`]). It is the residual of Pearson
//! under the negative binomial distribution, whose variance does not depend on the length. The sum of
//! those of the target is compared with that of as many texts drawn from all without replacement. The
//! mean, variance and skewness of that sum are exact, its tails those of a Pearson distribution of
//! type III (K. Pearson 1895; as P. W. Mielke and K. J. Berry, "Permutation methods", 2007, use it).

use libm::{pow, sqrt};

use super::RateSums;
use super::distributions::{gamma_above, gamma_below, normal_tails};

/// Gives residuals of texts, if the item were as frequent in all texts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Residual {
    /// The rate per token.
    rate: f64,
    /// By how much the variance of a text grows with each token, relative to chance.
    excess: f64,
}

/// The sums of residuals, of their squares and of their cubes.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct ResidualSums {
    /// Of how many texts.
    texts: f64,
    sums: [f64; 3],
}

impl Residual {
    /// That of an item in all texts together; `None` if it does not occur.
    #[must_use]
    pub fn of(all: &RateSums) -> Option<Self> {
        let rate = all.rate(1.0).filter(|rate| *rate > 0.0)?;
        Some(Self {
            rate,
            excess: rate * all.overdispersion().unwrap_or(0.0),
        })
    }

    /// The residual of a text of so many tokens, at least one.
    #[inline]
    #[must_use]
    pub fn of_text(self, hits: f64, tokens: f64) -> f64 {
        (hits - self.rate * tokens) / sqrt(tokens * (1.0 + self.excess * tokens))
    }
}

impl ResidualSums {
    /// Adds a text.
    #[inline]
    pub fn add(&mut self, residual: f64) {
        self.add_alike(residual, 1.0);
    }

    /// Adds so many texts of the same residual.
    #[inline]
    pub fn add_alike(&mut self, residual: f64, texts: f64) {
        self.texts += texts;
        self.add_powers(residual, texts);
    }

    /// Puts another residual in the place of one that was added.
    #[inline]
    pub fn replace(&mut self, added: f64, residual: f64) {
        self.add_powers(added, -1.0);
        self.add_powers(residual, 1.0);
    }

    #[inline]
    fn add_powers(&mut self, residual: f64, times: f64) {
        let square = residual * residual;
        self.sums[0] += times * residual;
        self.sums[1] += times * square;
        self.sums[2] += times * square * residual;
    }

    /// The sums of both.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let [a, b, c] = self.sums;
        let [d, e, f] = other.sums;
        Self {
            texts: self.texts + other.texts,
            sums: [a + d, b + e, c + f],
        }
    }

    /// Tests texts that are among these: their residuals sum up to `target`. `None` if there are
    /// fewer than two of them, or of the others, or if no text differs from another.
    #[must_use]
    pub fn test(&self, target: &Self) -> Option<TextTest> {
        let (all, few) = (self.texts, target.texts);
        let others = all - few;
        if few < 2.0 || others < 2.0 {
            return None;
        }
        let [mean, square, cube] = self.sums.map(|sum| sum / all);
        let variance = square - mean * mean;
        if variance <= 1e-12 * square {
            return None;
        }
        let third = cube - mean * (3.0 * square - 2.0 * mean * mean);
        let of_sum = few * others / (all - 1.0) * variance;
        let skewness =
            few * others * (others - few) * third / ((all - 1.0) * (all - 2.0)) / pow(of_sum, 1.5);
        let z = (target.sums[0] - few * mean) / sqrt(of_sum);
        Some(TextTest {
            p: pearson_tails(z, skewness),
            is_more: z > 0.0,
        })
    }
}

/// What a test of texts comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextTest {
    /// The probability of a difference as large or larger, in either direction, if the texts were parted
    /// at random; above 0.
    pub p: f64,
    /// Whether the item is more frequent in the target.
    pub is_more: bool,
}

/// The parts of a Pearson distribution of type III with mean 0, variance 1 and this skewness that are
/// farther from 0 than `z`.
fn pearson_tails(z: f64, skewness: f64) -> f64 {
    // Nearer to the normal distribution than doubles tell.
    if skewness.abs() < 1e-3 {
        return normal_tails(z).max(f64::MIN_POSITIVE);
    }
    let shape = 4.0 / (skewness * skewness);
    let reach = z.abs() * sqrt(shape);
    let both = gamma_above(shape, shape + reach) + gamma_below(shape, shape - reach);
    both.clamp(f64::MIN_POSITIVE, 1.0)
}

#[cfg(test)]
mod tests {
    use super::super::{HitSums, LengthSums};
    use super::*;

    /// Texts as (occurrences, tokens), the target first.
    fn test(target: &[(u64, u64)], others: &[(u64, u64)]) -> Option<TextTest> {
        let (mut lengths, mut hits) = (LengthSums::default(), HitSums::default());
        for &(n, tokens) in target.iter().chain(others) {
            lengths.add(tokens);
            if n > 0 {
                hits.add(n, tokens);
            }
        }
        let residual = Residual::of(&RateSums { lengths, hits })?;
        let sums = |texts: &[(u64, u64)]| {
            let mut sums = ResidualSums::default();
            let of = |&(n, tokens): &(u64, u64)| residual.of_text(n as f64, tokens as f64);
            texts.iter().map(of).for_each(|residual| sums.add(residual));
            sums
        };
        let of_target = sums(target);
        of_target.plus(sums(others)).test(&of_target)
    }

    /// Against all partitions, counted by a program in Python: 30 of C(12, 5) = 792 are as far from even
    /// or farther in the first example, 67 in the second, 320 of 1820 in the third.
    #[test]
    fn as_all_partitions_have_it() {
        let near = |found: Option<TextTest>, expected: f64, is_more| {
            let found = found.expect("a test");
            assert!((found.p - expected).abs() < 0.03, "{found:?} {expected}");
            assert_eq!(found.is_more, is_more);
        };
        let target = [(3, 900), (2, 1100), (2, 400), (3, 1500), (0, 300)];
        let others = [
            (1, 800),
            (0, 300),
            (2, 1500),
            (1, 1000),
            (0, 500),
            (2, 900),
            (0, 700),
        ];
        near(test(&target, &others), 30.0 / 792.0, true);
        near(test(&others, &target), 30.0 / 792.0, false);
        let target = [(3, 900), (3, 1100), (2, 400), (2, 1500), (1, 300)];
        let others = [
            (1, 800),
            (1, 300),
            (0, 1500),
            (4, 1000),
            (0, 500),
            (0, 900),
            (0, 700),
        ];
        near(test(&target, &others), 67.0 / 792.0, true);
        let target = [(0, 1000), (1, 2000), (0, 500), (0, 900)];
        let others = [
            (9, 1000),
            (0, 400),
            (2, 700),
            (1, 900),
            (0, 1200),
            (3, 1000),
            (1, 300),
            (2, 2500),
            (0, 800),
            (1, 1000),
            (4, 1100),
            (0, 600),
        ];
        near(test(&target, &others), 320.0 / 1820.0, false);
    }

    #[test]
    fn no_test_without_texts_that_differ() {
        let (some, more) = ([(1, 100), (2, 200)], [(1, 100), (3, 300)]);
        assert_eq!(test(&some, &more), None);
        assert_eq!(test(&some[..1], &[(0, 50), (9, 300)]), None);
        assert_eq!(test(&[(0, 50), (9, 300)], &some[..1]), None);
        assert_eq!(test(&[(0, 50), (0, 60)], &[(0, 50), (0, 60)]), None);
    }

    /// Sixteen occurrences in one text of twelve are no difference between two dozens of texts.
    #[test]
    fn one_text_is_no_evidence() {
        let mut target = [(0, 200); 12];
        target[4] = (16, 216);
        let found = test(&target, &[(0, 200); 12]).expect("a test");
        assert!(found.p > 0.2, "{found:?}");
        let spread = [(2, 202); 12];
        let found = test(&spread, &[(0, 200); 12]).expect("a test");
        assert!(found.p < 1e-4, "{found:?}");
    }
}

//! Keyness: how much more, or less, frequent an item is in a target corpus than in a reference.
//!
//! Names as in the comparison of tools by M. Scott, P. Rayson, A. Hardie and S. Evert: a and b are
//! the occurrences in target and reference, N1 and N2 the tokens of each, N = N1 + N2, and
//! E = (a+b)·N1/N is what the target would hold if there were no difference.

use libm::{erfc, log, log2};

use super::Contingency;
use super::beta::{beta_below, beta_quantile};
use crate::order::Arrange as _;

/// The level of the interval of [`Keyness::conservative_log_ratio`], before it is divided by the
/// number of candidates.
pub const LEVEL: f64 = 0.05;

/// The counts of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keyness {
    /// Occurrences in the target (a).
    pub target: u64,
    /// Occurrences in the reference (b).
    pub reference: u64,
    /// Tokens of the target (N1), not 0.
    pub target_size: u64,
    /// Tokens of the reference (N2), not 0.
    pub reference_size: u64,
}

impl Keyness {
    /// Log-likelihood ratio G² over all four cells (Dunning 1993), from 0. It says how sure the
    /// difference is, not how large.
    #[must_use]
    pub fn g2(self) -> f64 {
        let table = Contingency {
            both: self.target,
            first: self.target_size,
            second: self.target + self.reference,
            total: self.target_size + self.reference_size,
        };
        table.log_likelihood().unwrap_or(0.0)
    }

    /// G² over the two cells of occurrences (Rayson and Garside 2000), 2·[a·ln(a/E1) + b·ln(b/E2)],
    /// as the log-likelihood calculator of UCREL has it.
    #[must_use]
    pub fn g2_two_cells(self) -> f64 {
        let [a, b, n1, n2] = self.numbers();
        let share = (a + b) / (n1 + n2);
        let part = |observed: f64, size: f64| {
            if observed > 0.0 {
                observed * log(observed / (size * share))
            } else {
                0.0
            }
        };
        (2.0 * (part(a, n1) + part(b, n2))).max(0.0)
    }

    /// Pearson's chi-squared, N·(ad-bc)² / ((a+b)(c+d)(a+c)(b+d)), without correction, from 0.
    /// `None` if all tokens are the item.
    #[must_use]
    pub fn chi2(self) -> Option<f64> {
        let [a, b, n1, n2] = self.numbers();
        let (c, d) = (n1 - a, n2 - b);
        let below = (a + b) * (c + d) * n1 * n2;
        let difference = a * d - b * c;
        (below > 0.0).then(|| (n1 + n2) * difference * difference / below)
    }

    /// The probability of a G² as high or higher without a difference: chi-squared distribution, one
    /// degree of freedom. From 0 to 1.
    #[must_use]
    pub fn p(self) -> f64 {
        erfc((self.g2() / 2.0).sqrt())
    }

    /// Log ratio (Hardie 2014) with 0.5 added to all counts, log2[(a+.5)/(N1+.5)] -
    /// log2[(b+.5)/(N2+.5)]: 1 is twice as frequent, -1 half.
    #[must_use]
    pub fn log_ratio(self) -> f64 {
        let [a, b, n1, n2] = self.numbers();
        log2((a + 0.5) / (n1 + 0.5)) - log2((b + 0.5) / (n2 + 0.5))
    }

    /// Conservative log ratio, LRC (Evert 2022): the bound, nearer to 0, of an interval for the log
    /// ratio, and 0 if the interval holds 0. The interval is that of Clopper and Pearson for a of
    /// a + b, at the level 1 - 0.05/`candidates` (Bonferroni).
    #[must_use]
    pub fn conservative_log_ratio(self, candidates: u64) -> f64 {
        let [a, b, n1, n2] = self.numbers();
        let tail = LEVEL / candidates.max(1) as f64 / 2.0;
        let even = n1 / (n1 + n2);
        if self.is_surely_even(tail) {
            return 0.0;
        }
        let log_ratio = |share: f64| log2(n2 / n1 * share / (1.0 - share));
        // The bound lies on the same side of `even` as a share that is as unlikely as the tail.
        if a * n2 > b * n1 && beta_below(even, a, b + 1.0) < tail {
            log_ratio(beta_quantile(tail, a, b + 1.0))
        } else if a * n2 < b * n1 && beta_below(1.0 - even, b, a + 1.0) < tail {
            log_ratio(1.0 - beta_quantile(tail, b, a + 1.0))
        } else {
            0.0
        }
    }

    /// Rules out quickly most of what the interval would: the tail of a binomial distribution has at
    /// least exp(-D)/√(8np(1-p)) (R. Ash, "Information Theory", 1990, lemma 4.7.2), where 2D is G² over
    /// two cells.
    fn is_surely_even(self, tail: f64) -> bool {
        let [a, b, ..] = self.numbers();
        if a == 0.0 || b == 0.0 {
            return false;
        }
        let least = -self.g2_two_cells() / 2.0 - 0.5 * log(8.0 * a * b / (a + b));
        least > log(tail)
    }

    /// %DIFF (Gabrielatos and Marchi 2011), 100·(p1-p2)/p2 with p the relative frequencies. `None`
    /// if the reference does not hold the item.
    #[must_use]
    pub fn percent_difference(self) -> Option<f64> {
        let [a, b, n1, n2] = self.numbers();
        (self.reference > 0).then(|| 100.0 * (a / n1 - b / n2) / (b / n2))
    }

    /// Bayesian information criterion (Wilson 2013), G² - ln N: above 10 is very strong evidence of a
    /// difference, below 0 evidence against one.
    #[must_use]
    pub fn bic(self) -> f64 {
        let [.., n1, n2] = self.numbers();
        self.g2() - log(n1 + n2)
    }

    fn numbers(self) -> [f64; 4] {
        [
            self.target,
            self.reference,
            self.target_size,
            self.reference_size,
        ]
        .map(|count| count as f64)
    }
}

/// How p-values of many tests are adjusted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Adjustment {
    /// Benjamini and Hochberg (1995): the expected share of false ones among those below a limit.
    #[default]
    BenjaminiHochberg,
    /// Holm (1979): the chance that any one below a limit is false.
    Holm,
}

impl Adjustment {
    /// Adjusts the lowest p-values of so many tests, in place; each stays between itself and 1. The
    /// values that are not given must be above what those given become.
    pub fn adjust(self, values: &mut [f64], tests: usize) {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.arrange_by(|&a, &b| values[a].total_cmp(&values[b]));
        match self {
            Self::BenjaminiHochberg => {
                let mut least = 1.0_f64;
                for (rank, &index) in order.iter().enumerate().rev() {
                    least = least.min(values[index] * tests as f64 / (rank + 1) as f64);
                    values[index] = least;
                }
            }
            Self::Holm => {
                let mut most = 0.0_f64;
                for (rank, &index) in order.iter().enumerate() {
                    most = most.max(values[index] * (tests - rank) as f64).min(1.0);
                    values[index] = most;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: Keyness = Keyness {
        target: 40,
        reference: 10,
        target_size: 1000,
        reference_size: 2000,
    };

    #[track_caller]
    fn near(value: f64, expected: f64) {
        assert!(
            (value - expected).abs() < 1e-9 * expected.abs().max(1.0),
            "{value} {expected}"
        );
    }

    /// As R has them (`chisq.test` without correction, `pchisq`), and UCREL's calculator.
    #[test]
    fn measures_of_the_example() {
        near(EXAMPLE.g2(), 46.791_895_031_846);
        near(EXAMPLE.chi2().expect("tokens"), 49.830_508_474_576_3);
        near(EXAMPLE.log_ratio(), 2.947_172_041_55);
        near(EXAMPLE.p() * 1e12, 7.893_920_604_967_42);
        near(EXAMPLE.percent_difference().expect("a reference"), 700.0);
        assert!((EXAMPLE.g2_two_cells() - 45.958_0).abs() < 1e-4);
        assert!((EXAMPLE.bic() - 38.785_5).abs() < 1e-4);
    }

    #[test]
    fn conservative_log_ratios() {
        assert!((EXAMPLE.conservative_log_ratio(1) - 1.975_078).abs() < 1e-6);
        assert!((EXAMPLE.conservative_log_ratio(1000) - 1.071_174).abs() < 1e-6);
        let of = |target, reference| Keyness {
            target,
            reference,
            ..EXAMPLE
        };
        assert!(of(3, 2).conservative_log_ratio(1).abs() < f64::EPSILON);
        assert!((of(5, 0).conservative_log_ratio(1) - 0.873_980).abs() < 1e-6);
    }

    #[test]
    fn target_and_reference_are_mirrored() {
        let mirrored = Keyness {
            target: EXAMPLE.reference,
            reference: EXAMPLE.target,
            target_size: EXAMPLE.reference_size,
            reference_size: EXAMPLE.target_size,
        };
        let (one, other) = (
            EXAMPLE.conservative_log_ratio(10),
            mirrored.conservative_log_ratio(10),
        );
        assert!((one + other).abs() < 1e-12);
        assert!((EXAMPLE.log_ratio() + mirrored.log_ratio()).abs() < 1e-12);
        assert!((EXAMPLE.g2() - mirrored.g2()).abs() < 1e-12);
        assert!(
            mirrored
                .percent_difference()
                .is_some_and(|percent| percent < 0.0)
        );
    }

    /// The quick rule never gives 0 where the interval does not hold 0.
    #[test]
    fn what_is_ruled_out_quickly_is_even() {
        let mut ruled_out = 0;
        for target in 0..60 {
            for reference in 0..60 {
                let counts = Keyness {
                    target,
                    reference,
                    ..EXAMPLE
                };
                for tail in [0.025, 0.025 / 1000.0] {
                    if counts.is_surely_even(tail) {
                        let [a, b, n1, n2] = counts.numbers();
                        let even = n1 / (n1 + n2);
                        assert!(beta_below(even, a, b + 1.0) >= tail);
                        assert!(beta_below(1.0 - even, b, a + 1.0) >= tail);
                        ruled_out += 1;
                    }
                }
            }
        }
        assert!(ruled_out > 1000, "{ruled_out}");
    }

    /// R's `p.adjust` on the same values.
    #[test]
    fn adjusted_values() {
        let values = [0.01, 0.04, 0.03, 0.5, 0.02];
        let adjusted = |adjustment: Adjustment| {
            let mut adjusted = values;
            adjustment.adjust(&mut adjusted, values.len());
            adjusted
        };
        let check = |values: [f64; 5], expected: [f64; 5]| {
            let pairs = values.iter().zip(expected);
            pairs.for_each(|(value, expected)| near(*value, expected));
        };
        check(
            adjusted(Adjustment::BenjaminiHochberg),
            [0.05, 0.05, 0.05, 0.5, 0.05],
        );
        check(adjusted(Adjustment::Holm), [0.05, 0.09, 0.09, 0.5, 0.08]);
        // The highest need not be known.
        let mut lowest = [0.01, 0.02];
        Adjustment::Holm.adjust(&mut lowest, 5);
        assert!((lowest[0] - 0.05).abs() < 1e-12 && (lowest[1] - 0.08).abs() < 1e-12);
    }

    #[test]
    fn p_values_are_those_of_one_degree_of_freedom() {
        // A G² of 3.841459 has 5 %.
        assert!((erfc((3.841_458_820_694_124_f64 / 2.0).sqrt()) - 0.05).abs() < 1e-12);
        assert!(EXAMPLE.p() > 0.0 && EXAMPLE.p() < 1e-10);
    }
}

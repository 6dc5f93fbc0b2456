//! Association of two items from a 2x2 table of units that hold one, the other, both or neither.
//!
//! Formulas as in S. Evert, "Corpora and collocations" (2008), P. Rychlý, "A
//! lexicographer-friendly association score" (2008) for logDice, and S. Gries, "50-something years
//! of work on collocations" (2013) for ΔP. Where the counts leave a measure undefined there is none.

use libm::{erfc, log, log2};

/// A 2x2 table given by its joint count, its two marginals and its total, in units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contingency {
    /// Units that hold both items (O, O11).
    pub both: u64,
    /// Units that hold the first (f1, R1).
    pub first: u64,
    /// Units that hold the second (f2, C1).
    pub second: u64,
    /// All units (N).
    pub total: u64,
}

impl Contingency {
    /// Units expected to hold both if the items were independent: E = f1·f2/N.
    #[must_use]
    pub fn expected(self) -> f64 {
        self.first as f64 * self.second as f64 / self.total as f64
    }

    /// Pointwise mutual information, log2(O/E). `None` when O is 0.
    #[must_use]
    pub fn pmi(self) -> Option<f64> {
        (self.both > 0).then(|| log2(self.both as f64 / self.expected()))
    }

    /// Normalised PMI (Bouma 2009), ln(O/E) / -ln(O/N), from -1 to 1; -1 when O is 0.
    ///
    /// `None` when every unit holds both, where it is 0/0.
    #[must_use]
    pub fn npmi(self) -> Option<f64> {
        if self.both == 0 {
            return Some(-1.0);
        }
        let observed = self.both as f64;
        (self.both < self.total)
            .then(|| log(observed / self.expected()) / -log(observed / self.total as f64))
    }

    /// Log-likelihood ratio G² over all four cells (Dunning 1993), 2·Σ O·ln(O/E), from 0.
    ///
    /// `None` if the counts are no 2x2 table (a marginal above the total, or less than O).
    #[must_use]
    pub fn log_likelihood(self) -> Option<f64> {
        let only_first = self.first.checked_sub(self.both)?;
        let only_second = self.second.checked_sub(self.both)?;
        let neither = self.total.checked_sub(self.first + only_second)?;
        let (rest_first, rest_second) = (self.total - self.first, self.total - self.second);
        let total = self.total as f64;
        let part = |observed: u64, row: u64, column: u64| {
            if observed == 0 {
                return 0.0;
            }
            let observed = observed as f64;
            observed * log(observed * total / (row as f64 * column as f64))
        };
        let sum = part(self.both, self.first, self.second)
            + part(only_first, self.first, rest_second)
            + part(only_second, rest_first, self.second)
            + part(neither, rest_first, rest_second);
        // Rounding can leave a tiny negative sum where observed and expected agree.
        Some((2.0 * sum).max(0.0))
    }

    /// t-score, (O-E)/√O. `None` when O is 0.
    #[must_use]
    pub fn t_score(self) -> Option<f64> {
        let observed = self.both as f64;
        (self.both > 0).then(|| (observed - self.expected()) / observed.sqrt())
    }

    /// logDice, 14 + log2(2·O/(f1+f2)), at most 14. `None` when O is 0.
    #[must_use]
    pub fn log_dice(self) -> Option<f64> {
        let dice = 2.0 * self.both as f64 / (self.first + self.second) as f64;
        (self.both > 0).then(|| 14.0 + log2(dice))
    }

    /// MI², log2(O²/E): PMI that does not favour rare items as much. `None` when O is 0.
    #[must_use]
    pub fn mi2(self) -> Option<f64> {
        self.powered_pmi(2.0)
    }

    /// MI³, log2(O³/E) (Daille 1994). `None` when O is 0.
    #[must_use]
    pub fn mi3(self) -> Option<f64> {
        self.powered_pmi(3.0)
    }

    fn powered_pmi(self, power: f64) -> Option<f64> {
        let observed = log2(self.both as f64);
        (self.both > 0).then(|| power * observed - log2(self.expected()))
    }

    /// MI.log-f, log2(O/E)·ln(O+1), as in Sketch Engine. `None` when O is 0.
    #[must_use]
    pub fn mi_log_f(self) -> Option<f64> {
        Some(self.pmi()? * log(self.both as f64 + 1.0))
    }

    /// z-score, (O-E)/√E. `None` when E is 0.
    #[must_use]
    pub fn z_score(self) -> Option<f64> {
        let expected = self.expected();
        (expected > 0.0).then(|| (self.both as f64 - expected) / expected.sqrt())
    }

    /// Simple log-likelihood of the one cell, 2·(O·ln(O/E) - (O-E)), from 0. `None` when E is 0.
    #[must_use]
    pub fn simple_log_likelihood(self) -> Option<f64> {
        let (observed, expected) = (self.both as f64, self.expected());
        let part = if self.both == 0 {
            0.0
        } else {
            observed * log(observed / expected)
        };
        (expected > 0.0).then(|| (2.0 * (part - (observed - expected))).max(0.0))
    }

    /// Dice coefficient, 2·O/(f1+f2), from 0 to 1. `None` if neither occurs.
    #[must_use]
    pub fn dice(self) -> Option<f64> {
        share(2 * self.both, self.first + self.second)
    }

    /// Jaccard coefficient, O/(f1+f2-O), from 0 to 1. `None` if neither occurs.
    #[must_use]
    pub fn jaccard(self) -> Option<f64> {
        share(
            self.both,
            (self.first + self.second).checked_sub(self.both)?,
        )
    }

    /// Minimum sensitivity, min(O/f1, O/f2) (Pedersen and Bruce 1996), from 0 to 1. `None` if one
    /// does not occur.
    #[must_use]
    pub fn min_sensitivity(self) -> Option<f64> {
        Some(share(self.both, self.first)?.min(share(self.both, self.second)?))
    }

    /// ΔP of the second given the first, O/f1 - (f2-O)/(N-f1), from -1 to 1: by how much the first
    /// raises the chance of the second. `None` if one side is empty.
    #[must_use]
    pub fn delta_p_second(self) -> Option<f64> {
        let others = share(
            self.second.checked_sub(self.both)?,
            self.total.checked_sub(self.first)?,
        );
        Some(share(self.both, self.first)? - others?)
    }

    /// ΔP of the first given the second, O/f2 - (f1-O)/(N-f2), from -1 to 1.
    #[must_use]
    pub fn delta_p_first(self) -> Option<f64> {
        self.turned().delta_p_second()
    }

    /// The same table with the second item first.
    #[must_use]
    pub fn turned(self) -> Self {
        Self {
            first: self.second,
            second: self.first,
            ..self
        }
    }

    /// λ, the logarithm of the odds ratio, ln(ad/bc) with 0.5 added to each cell, and its z-score,
    /// λ/√Σ(1/cell): what quanteda's `textstat_collocations` gives for pairs (Blaheta and Johnson
    /// 2001). `None` if the counts are no 2x2 table.
    #[must_use]
    pub fn lambda(self) -> Option<(f64, f64)> {
        let (lambda, error) = self.lambda_and_error()?;
        Some((lambda, lambda / error))
    }

    /// λ and its standard error.
    fn lambda_and_error(self) -> Option<(f64, f64)> {
        let only_first = self.first.checked_sub(self.both)?;
        let only_second = self.second.checked_sub(self.both)?;
        let neither = self.total.checked_sub(self.first + only_second)?;
        let [a, b, c, d] =
            [self.both, only_first, only_second, neither].map(|cell| cell as f64 + 0.5);
        let lambda = log(a) - log(b) - log(c) + log(d);
        Some((lambda, (1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d).sqrt()))
    }

    /// How far the association of two items here is from that in another table: the difference of
    /// the two λ, by its standard error z, and the probability of such a z or a larger one, on either
    /// side, without a difference (B. Woolf, "On estimating the relation between blood group and
    /// disease", 1955). `None` if either is no 2x2 table.
    #[must_use]
    pub fn difference(self, other: Self) -> Option<Difference> {
        let (lambda, own_error) = self.lambda_and_error()?;
        let (others, others_error) = other.lambda_and_error()?;
        let error = (own_error * own_error + others_error * others_error).sqrt();
        let z = (lambda - others) / error;
        Some(Difference {
            lambda: lambda - others,
            z,
            p: erfc(z.abs() / std::f64::consts::SQRT_2),
        })
    }
}

/// How far two associations are from each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// Difference of the logarithms of the odds ratios; above 0 if the first is the stronger one.
    pub lambda: f64,
    /// By its standard error.
    pub z: f64,
    /// Probability of such a difference where there is none, 0 to 1.
    pub p: f64,
}

/// A share of a whole; none of nothing.
fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(value: Option<f64>, expected: f64) {
        let value = value.expect("defined");
        assert!((value - expected).abs() < 1e-5, "{value} is not {expected}");
    }

    /// The worked vector O=30, f1=100, f2=200, N=10000, recomputed independently.
    #[test]
    fn the_measures_reproduce_the_worked_vector() {
        let table = Contingency {
            both: 30,
            first: 100,
            second: 200,
            total: 10_000,
        };
        assert!((table.expected() - 2.0).abs() < 1e-12);
        close(table.pmi(), 3.906_891);
        close(table.npmi(), 0.466_170);
        close(table.log_likelihood(), 119.618_31);
        close(table.t_score(), 5.112_08);
        close(table.log_dice(), 11.678_072);
        close(table.mi2(), 8.813_78);
        close(table.mi3(), 13.720_67);
        close(table.mi_log_f(), 3.906_891 * 3.433_987_2);
        close(table.z_score(), 19.798_99);
        close(table.simple_log_likelihood(), 106.483_01);
        close(table.dice(), 0.2);
        close(table.jaccard(), 0.111_111);
        close(table.min_sensitivity(), 0.15);
        close(table.delta_p_second(), 0.282_828);
        close(table.delta_p_first(), 0.142_857);
        close(table.lambda().map(|(lambda, _)| lambda), 3.206_399);
        close(table.lambda().map(|(_, z)| z), 13.935_710);
    }

    /// The same counts with windows of ten tokens: the first marginal is ten times as large.
    #[test]
    fn windows_enter_by_their_tokens() {
        let table = Contingency {
            both: 30,
            first: 1_000,
            second: 200,
            total: 10_000,
        };
        assert!((table.expected() - 20.0).abs() < 1e-12);
        close(table.pmi(), 0.584_963);
        close(table.t_score(), 1.825_742);
        close(table.z_score(), 2.236_068);
        close(table.log_dice(), 14.0 + log2(60.0 / 1_200.0));
    }

    #[test]
    fn nothing_is_infinite_at_the_edges() {
        let never = Contingency {
            both: 0,
            first: 3,
            second: 4,
            total: 10,
        };
        assert_eq!(
            (never.pmi(), never.t_score(), never.log_dice()),
            (None, None, None)
        );
        assert_eq!(never.npmi(), Some(-1.0));
        assert!(never.log_likelihood().is_some_and(f64::is_finite));
        assert_eq!((never.mi3(), never.mi_log_f()), (None, None));
        assert!(
            never
                .lambda()
                .is_some_and(|(lambda, z)| lambda.is_finite() && z < 0.0)
        );
        let nothing = Contingency {
            both: 0,
            first: 0,
            second: 0,
            total: 10,
        };
        assert_eq!((nothing.z_score(), nothing.dice()), (None, None));
        assert_eq!(
            (nothing.delta_p_first(), nothing.min_sensitivity()),
            (None, None)
        );
        let always = Contingency {
            both: 5,
            first: 5,
            second: 5,
            total: 5,
        };
        assert_eq!((always.npmi(), always.log_likelihood()), (None, Some(0.0)));
        assert_eq!(always.log_dice(), Some(14.0));
        let impossible = Contingency {
            both: 5,
            first: 4,
            second: 5,
            total: 5,
        };
        assert_eq!(impossible.log_likelihood(), None);
    }

    /// Cells 30, 70, 170, 9730 and 10, 90, 190, 9710 with 0.5 added, by hand.
    #[test]
    fn associations_are_compared_by_their_odds_ratios() {
        let table = |both| Contingency {
            both,
            first: 100,
            second: 200,
            total: 10_000,
        };
        let found = table(30).difference(table(10)).expect("tables");
        let lambda = |a: f64, b: f64, c: f64, d: f64| (a * d / (b * c)).ln();
        let expected = lambda(30.5, 70.5, 170.5, 9730.5) - lambda(10.5, 90.5, 190.5, 9710.5);
        assert!((found.lambda - expected).abs() < 1e-12);
        let cells = [30.5, 70.5, 170.5, 9730.5, 10.5, 90.5, 190.5, 9710.5];
        let error = cells.iter().map(|cell| 1.0 / cell).sum::<f64>().sqrt();
        assert!((found.z - expected / error).abs() < 1e-12);
        assert!(found.p > 0.0 && found.p < 0.001);
        let same = table(30).difference(table(30)).expect("tables");
        assert!(same.lambda.abs() < 1e-12 && (same.p - 1.0).abs() < 1e-12);
    }

    #[test]
    fn independent_items_have_no_association() {
        let table = Contingency {
            both: 2,
            first: 10,
            second: 20,
            total: 100,
        };
        close(table.pmi(), 0.0);
        close(table.log_likelihood(), 0.0);
    }
}

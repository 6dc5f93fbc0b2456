//! Association of two items from a 2x2 table of units that hold one, the other, both or neither.
//!
//! Formulas as in S. Evert, "Corpora and collocations" (2008), and P. Rychlý, "A
//! lexicographer-friendly association score" (2008) for logDice.

use libm::{log, log2};

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

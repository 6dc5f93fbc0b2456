//! Shares and totals estimated from a stratified sample, with intervals that keep a width where no error
//! was seen.
//!
//! The sample is of units whose automatic code is known for all of the population; `yes` is the code that
//! people gave. A group holds units with the same automatic code, from one stratum or several. All estimates
//! are sums over groups, which are sampled independently:
//!
//! - The share of yes in a group is Hájek's estimator, Σ w y / Σ w with w = N / n of the stratum (J. Hájek,
//!   1971; C.-E. Särndal, B. Swensson and J. Wretman, Model Assisted Survey Sampling, 1992, sections 5.7 and
//!   10.3). Its variance is that of the linearised estimator with the finite population correction; in it,
//!   the share in a stratum is drawn towards that of its group, so that a stratum of three units without an
//!   error is not taken for a stratum without errors.
//! - Its interval is Wilson's at the effective sample size p(1-p) / variance, shortened for few degrees of
//!   freedom (E. L. Korn and B. I. Graubard, 1998; C. Franco and others, 2019). Where all answers are the
//!   same, the effective size is Kish's, (Σw)² / Σw².
//!
//! Sums and ratios of such estimates are in `estimate.rs`.

use libm::sqrt;

use super::bootstrap::Interval;
use super::distributions::{NORMAL_975, t_975};
use super::estimate::Estimate;

/// The units that a stratum gives its group, as far as they belong to a domain.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Coded units.
    pub coded: u64,
    /// Coded units that are yes.
    pub yes: u64,
    /// Units of the population for each coded unit of the stratum.
    pub weight: f64,
}

/// How many answers of its group's share a stratum is drawn by.
const PRIOR: f64 = 2.0;

/// A share of a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The share, 0 to 1.
    pub value: f64,
    /// The size of the simple random sample that would say as much; infinite if all units were coded.
    pub effective: f64,
}

impl Share {
    /// The share in whole strata, whose samples have the sizes that the plan gave them; `None` if nothing was
    /// coded.
    #[must_use]
    pub fn of_strata(cells: &[Cell]) -> Option<Self> {
        Self::of(cells, false)
    }

    /// The share in a domain that cuts through strata: how many of a sample lie in it is chance.
    #[must_use]
    pub fn of_domain(cells: &[Cell]) -> Option<Self> {
        Self::of(cells, true)
    }

    fn of(cells: &[Cell], is_domain: bool) -> Option<Self> {
        let cells: Vec<&Cell> = cells.iter().filter(|cell| cell.coded > 0).collect();
        let sum = |of: &dyn Fn(&Cell) -> f64| cells.iter().map(|cell| of(cell)).sum::<f64>();
        let size = sum(&|cell| cell.coded as f64 * cell.weight);
        if size <= 0.0 {
            return None;
        }
        let value = (sum(&|cell| cell.yes as f64 * cell.weight) / size).min(1.0);
        let spread = |cell: &Cell| {
            let within = shrunken(cell, value);
            let between = if is_domain { within - value } else { 0.0 };
            within * (1.0 - within) + between * between
        };
        let reach = |cell: &Cell| cell.coded as f64 * cell.weight * (cell.weight - 1.0).max(0.0);
        let kish = size * size / sum(&reach);
        let variance = sum(&|cell| reach(cell) * spread(cell)) / (size * size);
        let is_mixed = value > 0.0 && value < 1.0 && variance > 0.0;
        let effective = if is_mixed {
            value * (1.0 - value) / variance
        } else {
            kish
        };
        let degrees = sum(&|cell| (cell.coded - 1) as f64).max(1.0);
        let shorter = NORMAL_975 / t_975(degrees);
        Some(Self {
            value,
            effective: effective * shorter * shorter,
        })
    }

    /// Wilson's interval (E. B. Wilson, 1927) of 95 %.
    #[must_use]
    pub fn interval(&self) -> Interval {
        if self.effective.is_infinite() {
            return Interval {
                low: self.value,
                high: self.value,
            };
        }
        let square = NORMAL_975 * NORMAL_975;
        let (n, p) = (self.effective.max(f64::MIN_POSITIVE), self.value);
        let middle = (p + square / (2.0 * n)) / (1.0 + square / n);
        let inside = p * (1.0 - p) / n + square / (4.0 * n * n);
        let reach = NORMAL_975 / (1.0 + square / n) * sqrt(inside);
        Interval {
            low: (middle - reach).clamp(0.0, p),
            high: (middle + reach).clamp(p, 1.0),
        }
    }
}

/// The share of yes in a stratum, as if it had [`PRIOR`] more answers that divide as in its group.
pub(super) fn shrunken(cell: &Cell, of_group: f64) -> f64 {
    (cell.yes as f64 + PRIOR * of_group) / (cell.coded as f64 + PRIOR)
}

impl Share {
    /// The number of units that are yes, of so many that this is the share of.
    #[must_use]
    pub fn total(&self, units: u64) -> Estimate {
        Estimate::from(self).times(units as f64)
    }
}

impl From<&Share> for Estimate {
    fn from(share: &Share) -> Self {
        Self {
            value: share.value,
            interval: share.interval(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
    }

    fn cell(coded: u64, yes: u64, weight: f64) -> Cell {
        Cell { coded, yes, weight }
    }

    /// Strata of 100 and 900 units, ten coded of each, 8 and 5 yes: (80 + 450) / 1000.
    #[test]
    fn shares_are_weighted_by_strata() {
        let share = Share::of_strata(&[cell(10, 8, 10.0), cell(10, 5, 90.0)]).expect("a share");
        near(share.value, 0.53);
        // By hand: shares of (8 + 1.06) / 12 and (5 + 1.06) / 12, reach 10·10·9 and 10·90·89.
        let (a, b) = (9.06 / 12.0, 6.06 / 12.0);
        let variance = (900.0 * a * (1.0 - a) + 80_100.0 * b * (1.0 - b)) / 1e6;
        let t = NORMAL_975 / t_975(18.0);
        near(share.effective, 0.53 * 0.47 / variance * t * t);
        assert_eq!(Share::of_strata(&[cell(0, 0, 3.0)]), None);
    }

    /// `statsmodels.stats.proportion.proportion_confint(method="wilson")`, statsmodels 0.15.
    #[test]
    fn intervals_are_wilsons() {
        let interval = |value, effective| Share { value, effective }.interval();
        let found = interval(0.85, 200.0);
        near(found.low, 0.793_944_207_158_333_4);
        near(found.high, 0.892_864_064_377_58);
        let none = interval(0.0, 97.0);
        near(none.low, 0.0);
        near(none.high, 0.038_094_042_525_947_71);
        let all = interval(0.4, f64::INFINITY);
        assert!(all.low.to_bits() == all.high.to_bits());
    }

    #[test]
    fn no_error_seen_is_not_no_error() {
        let share = Share::of_strata(&[cell(3, 3, 40.0), cell(20, 20, 5.0)]).expect("a share");
        let interval = share.interval();
        near(share.value, 1.0);
        assert!(interval.low < 0.9 && interval.high > 0.999, "{interval:?}");
        // Coded in full there is nothing left to doubt.
        let full = Share::of_strata(&[cell(3, 3, 1.0)]).expect("a share");
        near(full.interval().low, 1.0);
    }
}

//! Numbers with intervals, and sums and ratios of them.
//!
//! The variance of a sum, or of a ratio after it is made linear, is put together from the distances of the
//! estimates to the ends of their own intervals (MOVER: G. Y. Zou and A. Donner, 2008; A. Donner and G. Y. Zou,
//! 2012), so that the result keeps their skewness and no end leaves the possible range.

use libm::sqrt;

use super::bootstrap::Interval;
use super::distributions::NORMAL_975;

/// How far a 95 % interval of the normal distribution reaches on each side.
#[must_use]
pub fn normal_reach(standard_error: f64) -> f64 {
    NORMAL_975 * standard_error
}

/// A number with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// The 95 % interval.
    pub interval: Interval,
}

impl Estimate {
    /// A number that is known.
    #[must_use]
    pub fn known(value: f64) -> Self {
        Self {
            value,
            interval: Interval {
                low: value,
                high: value,
            },
        }
    }

    /// The number times a factor, 0 or more.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        self.map(|value| value * factor)
    }

    /// What a rising function makes of the number and the ends of its interval.
    #[must_use]
    pub fn map(self, rising: impl Fn(f64) -> f64) -> Self {
        Self {
            value: rising(self.value),
            interval: Interval {
                low: rising(self.interval.low),
                high: rising(self.interval.high),
            },
        }
    }

    /// As [`Estimate::map`], for a falling function.
    #[must_use]
    pub fn map_falling(self, falling: impl Fn(f64) -> f64) -> Self {
        Self {
            value: falling(self.value),
            interval: Interval {
                low: falling(self.interval.high),
                high: falling(self.interval.low),
            },
        }
    }

    /// The sum of two independent estimates.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let value = self.value + other.value;
        let reach = |a: f64, b: f64| sqrt(a * a + b * b);
        let down = |estimate: &Self| estimate.value - estimate.interval.low;
        let up = |estimate: &Self| estimate.interval.high - estimate.value;
        Self {
            value,
            interval: Interval {
                low: value - reach(down(&self), down(&other)),
                high: value + reach(up(&self), up(&other)),
            },
        }
    }

    /// The ratio to an independent estimate, neither below 0. `None` if that is 0; the upper end is infinite
    /// if that may be 0.
    #[must_use]
    pub fn ratio_to(self, other: Self) -> Option<Self> {
        if other.value <= 0.0 {
            return None;
        }
        let (a, b) = (self, other);
        let product = a.value * b.value;
        let end = |of_a: f64, of_b: f64| {
            let (left, right) = (of_a * (2.0 * a.value - of_a), of_b * (2.0 * b.value - of_b));
            (
                left,
                right,
                sqrt((product * product - left * right).max(0.0)),
            )
        };
        let (left, _, root) = end(a.interval.low, b.interval.high);
        let low = if left > 0.0 {
            left / (product + root)
        } else {
            0.0
        };
        let (_, right, root) = end(a.interval.high, b.interval.low);
        let high = if right > 0.0 {
            (product + root) / right
        } else {
            f64::INFINITY
        };
        let value = a.value / b.value;
        Some(Self {
            value,
            interval: Interval {
                low: low.min(value),
                high: high.max(value),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
    }

    /// The example of one by the other: 10 (8 to 13) and 4 (3 to 6).
    #[test]
    fn sums_and_ratios_recover_variances() {
        let of = |value, low, high| Estimate {
            value,
            interval: Interval { low, high },
        };
        let (a, b) = (of(10.0, 8.0, 13.0), of(4.0, 3.0, 6.0));
        let sum = a.plus(b);
        near(sum.interval.low, 14.0 - sqrt(5.0));
        near(sum.interval.high, 14.0 + sqrt(13.0));
        let ratio = a.ratio_to(b).expect("a ratio");
        // Donner and Zou's formula as printed, (40 ∓ √(1600 - l u (20 - l)(8 - u))) / (u (8 - u)).
        near(
            ratio.interval.low,
            (40.0 - sqrt(1600.0 - 48.0 * 24.0)) / 12.0,
        );
        near(
            ratio.interval.high,
            (40.0 + sqrt(1600.0 - 39.0 * 35.0)) / 15.0,
        );
        let nothing = of(0.0, 0.0, 2.0).ratio_to(b).expect("a ratio");
        near(nothing.interval.low, 0.0);
        assert!(nothing.interval.high > 0.3);
        assert_eq!(a.ratio_to(Estimate::known(0.0)), None);
        let open = a.ratio_to(of(1.0, 0.0, 2.5)).expect("a ratio");
        assert!(open.interval.high.is_infinite());
    }
}

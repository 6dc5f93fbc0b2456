//! The bootstrap: how far a number would stray if other documents of the same kind had been read.
//!
//! Takes a seed and the values that resamples gave; gives draws and the interval of percentiles (Efron
//! and Tibshirani 1993, chapter 13; Davison and Hinkley 1997, chapters 2 and 5). The same seed and name
//! give the same draws on every machine.

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng as _, SeedableRng as _};

/// The level of an [`Interval`].
pub const INTERVAL_LEVEL: f64 = 0.95;

/// The units (documents) from which on an interval is given: of fewer, resamples take so few values
/// that their percentiles are much too near to each other.
pub const LEAST_UNITS: usize = 5;

/// The percentiles between which the middle 95 % of the resamples lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The 2.5th percentile.
    pub low: f64,
    /// The 97.5th percentile, not below `low`.
    pub high: f64,
}

impl Interval {
    /// The interval of some values, whose order it changes; `None` without values.
    #[must_use]
    pub fn of(values: &mut [f64]) -> Option<Self> {
        let tail = (1.0 - INTERVAL_LEVEL) / 2.0;
        Some(Self {
            low: quantile(values, tail)?,
            high: quantile(values, 1.0 - tail)?,
        })
    }
}

/// The quantile of type 7 of Hyndman and Fan (1996), as R and NumPy have it by default: linear between
/// the values around place (n-1)·p, counted from 0. Changes the order of the values.
fn quantile(values: &mut [f64], p: f64) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    let place = last as f64 * p;
    let below = place as usize;
    let above = (below + 1).min(last);
    let (before, at, _) = values.select_nth_unstable_by(above, f64::total_cmp);
    let upper = *at;
    let lower = before.iter().copied().max_by(f64::total_cmp);
    let lower = lower.filter(|_| below < above).unwrap_or(upper);
    Some(lower + (place - below as f64) * (upper - lower))
}

/// Names a sample, so that its draws depend on nothing but the seed, its name and the resample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleKey(u64);

impl SampleKey {
    /// The key of a sample of a kind, such as a source, under a seed.
    #[must_use]
    pub fn new(seed: u64, kind: &str, name: &str) -> Self {
        let start = fnv(0xcbf2_9ce4_8422_2325, &seed.to_le_bytes());
        let kind = fnv(fnv(start, kind.as_bytes()), &[0]);
        Self(fnv(kind, name.as_bytes()))
    }

    /// Draws as many units as `weights` has, with replacement, and says how often each was drawn. The
    /// chances of two units differ by less than n in 2^32.
    pub fn draw(self, resample: u64, weights: &mut [u32]) {
        let mut generator = Pcg64Mcg::seed_from_u64(fnv(self.0, &resample.to_le_bytes()));
        weights.fill(0);
        let units = weights.len() as u64;
        for _ in 0..units {
            let unit = (u64::from(generator.next_u32()) * units) >> 32;
            weights[unit as usize] += 1;
        }
    }
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo), continued from a state.
fn fnv(state: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(state, |state, &byte| {
        (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `numpy.percentile(values, [2.5, 97.5])`, NumPy 2.4.6.
    #[test]
    fn percentiles() {
        let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-9, "{found}");
        let check = |values: &mut [f64], low: f64, high: f64| {
            let interval = Interval::of(values).expect("values");
            near(interval.low, low);
            near(interval.high, high);
        };
        check(&mut [7.0, 1.0, 5.0, 3.0], 1.15, 6.85);
        check(&mut [9.0, 2.0], 2.175, 8.825);
        let mut uneven = [0.5, 12.25, 3.0, 3.0, 8.75, 1.125, 40.0];
        check(&mut uneven, 0.593_75, 35.8375);
        let mut values: Vec<f64> = (0..1000).rev().map(f64::from).collect();
        check(&mut values, 24.975, 974.025);
        check(&mut [2.0], 2.0, 2.0);
        assert_eq!(Interval::of(&mut []), None);
    }

    #[test]
    fn draws_depend_on_seed_name_and_resample_only() {
        let draw = |seed, name, resample| {
            let mut weights = [9; 50];
            SampleKey::new(seed, "source", name).draw(resample, &mut weights);
            assert_eq!(weights.iter().sum::<u32>(), 50);
            weights
        };
        assert_eq!(draw(1, "a", 3), draw(1, "a", 3));
        for other in [draw(2, "a", 3), draw(1, "b", 3), draw(1, "a", 4)] {
            assert_ne!(draw(1, "a", 3), other);
        }
    }

    /// The draws of a unit have mean 1 and variance 1 - 1/n.
    #[test]
    fn draws_are_even() {
        let (key, mut weights) = (SampleKey::new(1, "", ""), [0; 10]);
        let (mut sum, mut squares) = ([0_u32; 10], 0_u32);
        for resample in 0..10_000 {
            key.draw(resample, &mut weights);
            for (sum, weight) in sum.iter_mut().zip(weights) {
                *sum += weight;
                squares += weight * weight;
            }
        }
        assert!(sum.iter().all(|sum| sum.abs_diff(10_000) < 400), "{sum:?}");
        assert!((f64::from(squares) / 100_000.0 - 1.9).abs() < 0.03);
    }
}

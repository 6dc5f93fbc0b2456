//! Intervals, and draws for tests by permutation and for the bootstrap.
//!
//! Takes a seed and the values that draws gave; gives draws and the interval of percentiles (Efron and
//! Tibshirani 1993, chapter 13; Davison and Hinkley 1997, chapters 2 and 5). The same seed and name give
//! the same draws on every machine.

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng as _, SeedableRng as _};

/// The level of an [`Interval`].
pub const INTERVAL_LEVEL: f64 = 0.95;

/// The units (texts) from which on an interval is given: of fewer, hardly anything is known of how
/// texts differ.
pub const LEAST_UNITS: usize = 5;

/// The ends of an interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end, not below `low`.
    pub high: f64,
}

impl Interval {
    /// The interval between the 2.5th and the 97.5th percentile of some values, whose order it changes; `None` without values.
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

/// Names a sample, so that its draws depend on nothing but the seed, its name and their number.
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

    /// Puts values into an order that depends on the key and the draw (Fisher and Yates 1938; Durstenfeld
    /// 1964). The chances of two orders differ by less than n in 2^32.
    pub fn shuffle<T>(self, draw: u64, values: &mut [T]) {
        let mut generator = self.generator(draw);
        for last in (1..values.len()).rev() {
            values.swap(last, below(&mut generator, last + 1));
        }
    }

    /// Draws values with replacement. The chances of two values differ by less than n in 2^32.
    pub fn draw_from(self, draw: u64, values: &[f64], drawn: &mut [f64]) {
        let mut generator = self.generator(draw);
        for value in drawn {
            *value = values[below(&mut generator, values.len())];
        }
    }

    /// Draws numbers below `end` with replacement, likewise.
    pub fn draw_numbers(self, draw: u64, end: usize, drawn: &mut [usize]) {
        let mut generator = self.generator(draw);
        for number in drawn {
            *number = below(&mut generator, end);
        }
    }

    /// A number below `end`, or 0. The chances of two numbers differ by less than `end` in 2^64.
    #[must_use]
    pub fn number_below(self, draw: u64, end: u64) -> u64 {
        let drawn = self.generator(draw).next_u64();
        ((u128::from(drawn) * u128::from(end)) >> 64) as u64
    }

    fn generator(self, draw: u64) -> Pcg64Mcg {
        Pcg64Mcg::seed_from_u64(fnv(self.0, &draw.to_le_bytes()))
    }
}

/// A number below `end`.
fn below(generator: &mut Pcg64Mcg, end: usize) -> usize {
    ((u64::from(generator.next_u32()) * end as u64) >> 32) as usize
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
    fn draws_depend_on_seed_name_and_number_only() {
        let values: Vec<f64> = (0..50).map(f64::from).collect();
        let draw = |seed, name, number| {
            let key = SampleKey::new(seed, "source", name);
            let (mut shuffled, mut drawn) = (values.clone(), values.clone());
            key.shuffle(number, &mut shuffled);
            key.draw_from(number, &values, &mut drawn);
            let mut sorted = shuffled.clone();
            sorted.sort_by(f64::total_cmp);
            assert_eq!(sorted, values);
            (shuffled, drawn)
        };
        assert_eq!(draw(1, "a", 3), draw(1, "a", 3));
        for other in [draw(2, "a", 3), draw(1, "b", 3), draw(1, "a", 4)] {
            assert_ne!(draw(1, "a", 3), other);
        }
    }

    /// Each value is drawn as often as the others, and stands in each place as often.
    #[test]
    fn draws_are_even() {
        let values: Vec<f64> = (0..10).map(f64::from).collect();
        let key = SampleKey::new(1, "", "");
        let (mut first, mut drawn) = ([0_u32; 10], [0_u32; 10]);
        let (mut order, mut draws) = (values.clone(), values.clone());
        for number in 0..10_000 {
            key.shuffle(number, &mut order);
            first[order[0] as usize] += 1;
            key.draw_from(number, &values, &mut draws);
            draws.iter().for_each(|value| drawn[*value as usize] += 1);
        }
        assert!(first.iter().all(|n| n.abs_diff(1000) < 150), "{first:?}");
        assert!(drawn.iter().all(|n| n.abs_diff(10_000) < 400), "{drawn:?}");
    }
}

//! Where series change their level.
//!
//! Takes series of one length, in the order of time, gives the change point of A. N. Pettitt ("A
//! non-parametric approach to the change-point problem", 1979) of each, with its p-value by permutation.
//! What is left of the values without the change may be autocorrelated; the statistic is divided by
//! √((1 + r)/(1 - r)), r its autocorrelation at lag one if that is above 0. Pettitt's approximation,
//! 2·exp(-6K²/(n³ + n²)), is not used: simulations (`simulations/pettitt.rs`) show it three times as high
//! as the p-value of 8 to 12 values, twice as high of 30, 1.5 times of 80, and three to six times where
//! many values are equal.

use libm::sqrt;

use super::LEVEL;
use super::bootstrap::{Interval, SampleKey};
use super::permutation::{LANES, Row, Tested, inflation, larger, tested};

/// The most draws for the place of a change.
const PLACES: u32 = 200;

/// A change of level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The place of the first value after it.
    pub place: usize,
    /// The first and last place where it may be, at 95 %, by drawing the values before and after it
    /// again; none of a change with a p of [`LEVEL`] or more.
    pub range: Option<[usize; 2]>,
    /// The probability of as large a change without one, above 0.
    pub p: f64,
}

/// The changes of level of series of one length, by so many draws; `None` without draws, of fewer than
/// [`super::LEAST_PERIODS`] values, or if all are the same.
#[must_use]
pub fn changes(series: &[&[f64]], key: SampleKey, draws: u32) -> Vec<Option<Change>> {
    let of_one = |tested: Option<Tested<usize>>| {
        let Tested {
            ranks, found, p, ..
        } = tested?;
        let is_sure = p < LEVEL;
        let range = is_sure.then(|| where_it_may_be(&ranks, found, (key, draws)));
        Some(Change {
            place: found,
            range: range.flatten(),
            p,
        })
    };
    let tested = tested(series, (key, draws), change_of, &largest_steps);
    tested.into_iter().map(of_one).collect()
}

/// The place of the change, and K, less for autocorrelation.
fn change_of(ranks: &[f64]) -> (usize, f64) {
    let (after, size) = largest_step(ranks);
    let rest = [&ranks[..after], &ranks[after..]].map(|part| {
        let mean = part.iter().sum::<f64>() / part.len() as f64;
        part.iter().map(|value| value - mean).collect::<Vec<f64>>()
    });
    (after, size / sqrt(inflation(&rest.concat())))
}

/// Pettitt's approximation of the p-value.
#[cfg(test)]
pub(super) fn approximated(values: &[f64]) -> Option<f64> {
    let (_, k) = change_of(&super::permutation::varied(values, 1)?);
    let n = values.len() as f64;
    Some((2.0 * libm::exp(-6.0 * k * k / (n * n * n + n * n))).min(1.0))
}

/// The places of the change if the ranks before and after it are drawn again, at 95 %.
fn where_it_may_be(
    ranks: &[f64],
    after: usize,
    (key, draws): (SampleKey, u32),
) -> Option<[usize; 2]> {
    let parts = ranks.split_at(after);
    let mut again = ranks.to_vec();
    let mut places: Vec<f64> = Vec::with_capacity(draws.min(PLACES) as usize);
    for draw in 0..draws.min(PLACES) {
        let (before, behind) = again.split_at_mut(after);
        // Draws that the permutations do not use.
        let draw = 2 * u64::from(draw) + (1 << 40);
        key.draw_from(draw, parts.0, before);
        key.draw_from(draw + 1, parts.1, behind);
        let mean = again.iter().sum::<f64>() / again.len() as f64;
        again.iter_mut().for_each(|rank| *rank -= mean);
        places.push(largest_step(&again).0 as f64);
    }
    let Interval { low, high } = Interval::of(&mut places)?;
    Some([low.floor() as usize, high.ceil() as usize])
}

/// The place before which ranks are lowest, or highest, in sum, and how far from even: Pettitt's K.
fn largest_step(ranks: &[f64]) -> (usize, f64) {
    let (mut sum, mut best) = (0.0, (1, 0.0));
    for (at, rank) in ranks[..ranks.len() - 1].iter().enumerate() {
        sum += rank;
        let size = 2.0_f64 * f64::abs(sum);
        if size > best.1 + 1e-9 {
            best = (at + 1, size);
        }
    }
    best
}

/// Pettitt's K of ranks in some order.
fn largest_steps(rows: &[Row], order: &[u32]) -> Row {
    let (mut sums, mut best) = ([0.0_f64; LANES], [0.0; LANES]);
    for &at in order {
        let row = &rows[at as usize];
        for lane in 0..LANES {
            sums[lane] += row[lane];
            best[lane] = larger(best[lane], sums[lane].abs());
        }
    }
    best.map(|size| 2.0 * size)
}

#[cfg(test)]
mod tests {
    use super::super::permutation::varied;
    use super::*;

    fn key() -> SampleKey {
        SampleKey::new(1, "trend", "test")
    }

    fn change(values: &[f64], draws: u32) -> Option<Change> {
        changes(&[values], key(), draws)[0]
    }

    /// K by hand, as |2 Σ ranks up to t - t(n + 1)|: ranks 1 to 6 before and 7 to 14 behind give
    /// |42 - 90| = 48 at t = 6.
    #[test]
    fn the_step_is_where_ranks_part() {
        let values = [
            3.0, 1.0, 6.0, 2.0, 5.0, 4.0, 9.0, 13.0, 7.0, 12.0, 8.0, 14.0, 10.0, 11.0,
        ];
        let (after, size) = largest_step(&varied(&values, 1).expect("values that differ"));
        assert_eq!(after, 6);
        assert!((size - 48.0).abs() < 1e-9, "{size}");
        let found = change(&values, 999).expect("a change");
        assert_eq!((found.place, found.p < 0.05), (6, true), "{found:?}");
        let [from, to] = found.range.expect("a range");
        assert!(from <= 6 && (6..14).contains(&to), "{found:?}");
        assert_eq!(found, change(&values, 999).expect("a change"));
    }

    #[test]
    fn nothing_of_few_values_or_without_draws() {
        assert_eq!(change(&[1.0, 2.0, 3.0], 99), None);
        assert_eq!(change(&[2.0; 12], 99), None);
        assert_eq!(change(&[2.0, 1.0].repeat(6), 0), None);
    }
}

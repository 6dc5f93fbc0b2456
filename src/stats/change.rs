//! Where a series changes its level, and whether it turns.
//!
//! Takes values in the order of time, gives the change point of A. N. Pettitt ("A non-parametric approach to
//! the change-point problem", 1979) and a turning point, as in the umbrella tests of G. A. Mack and D. A. Wolfe
//! (1981), with p-values by permutation. What is left of the values without the change may be
//! autocorrelated; the statistics are divided by √((1 + r)/(1 - r)), r its autocorrelation at lag one if
//! that is above 0. The same draws give the same numbers on every machine.

use libm::sqrt;

use super::LEVEL;
use super::bootstrap::{Interval, SampleKey};
use super::trend::{LEAST_PERIODS, ranks};

/// How many draws as large as the value end a test.
const ENOUGH: u32 = 10;
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

/// A turn from rising to falling, or from falling to rising.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turn {
    /// The place of the last value before it.
    pub place: usize,
    /// Whether the values rise before it.
    pub is_hump: bool,
    /// The probability of as clear a turn without one, above 0.
    pub p: f64,
}

/// The change of level of a series, by so many draws; `None` without draws, of fewer than
/// [`LEAST_PERIODS`] values, or if all are the same.
#[must_use]
pub fn change(values: &[f64], key: SampleKey, draws: u32) -> Option<Change> {
    let ranks = varied(values, draws)?;
    let (after, size) = largest_step(&ranks);
    let parts = [&ranks[..after], &ranks[after..]];
    let rest = parts.map(|part| {
        let mean = part.iter().sum::<f64>() / part.len() as f64;
        part.iter().map(|value| value - mean).collect::<Vec<f64>>()
    });
    let size = size / sqrt(inflation(&rest.concat()));
    let p = p_of_draws(&ranks, size, (key, draws), |shuffled| {
        largest_step(shuffled).1
    });
    let is_sure = p < LEVEL;
    Some(Change {
        place: after,
        range: is_sure
            .then(|| where_it_may_be(&ranks, after, (key, draws)))
            .flatten(),
        p,
    })
}

/// The places of the change if the ranks before and after it are drawn again, at 95 %.
fn where_it_may_be(
    ranks: &[f64],
    after: usize,
    (key, draws): (SampleKey, u32),
) -> Option<[usize; 2]> {
    let parts = ranks.split_at(after);
    let mut again = ranks.to_vec();
    let mut places: Vec<f64> = Vec::with_capacity(draws as usize);
    for draw in 0..draws.min(PLACES) {
        let (before, behind) = again.split_at_mut(after);
        // Draws that the permutations do not use.
        let draw = 2 * u64::from(draw) + (1 << 40);
        key.draw_from(draw, parts.0, before);
        key.draw_from(draw + 1, parts.1, behind);
        places.push(largest_step(&again).0 as f64);
    }
    let Interval { low, high } = Interval::of(&mut places)?;
    Some([low.floor() as usize, high.ceil() as usize])
}

/// The share of permutations whose statistic is as large as this one or larger. Draws end early, when
/// enough of them are as large (J. Besag and P. Clifford, "Sequential Monte Carlo p-values", 1991): so
/// a high p-value costs few draws.
fn p_of_draws(
    ranks: &[f64],
    size: f64,
    (key, draws): (SampleKey, u32),
    statistic: impl Fn(&[f64]) -> f64,
) -> f64 {
    let mut shuffled = ranks.to_vec();
    let mut as_large = 0;
    for draw in 0..draws {
        key.shuffle(draw.into(), &mut shuffled);
        as_large += u32::from(statistic(&shuffled) >= size);
        if as_large == ENOUGH {
            return f64::from(ENOUGH) / (f64::from(draw) + 1.0);
        }
    }
    (f64::from(as_large) + 1.0) / (f64::from(draws) + 1.0)
}

/// The turn of a series, by so many draws; `None` as for [`change`].
#[must_use]
pub fn turn(values: &[f64], key: SampleKey, draws: u32) -> Option<Turn> {
    let ranks = varied(values, draws)?;
    let turns = Turns::of(&ranks);
    let (place, is_hump, size) = turns.clearest(&ranks);
    let rest = [&ranks[..=place], &ranks[place + 1..]]
        .map(without_line)
        .concat();
    let size = size / sqrt(inflation(&rest));
    Some(Turn {
        place,
        is_hump,
        p: p_of_draws(&ranks, size, (key, draws), |shuffled| {
            turns.clearest(shuffled).2
        }),
    })
}

/// The ranks of values that differ and can be drawn.
fn varied(values: &[f64], draws: u32) -> Option<Vec<f64>> {
    let differ = values
        .windows(2)
        .any(|pair| pair[0].total_cmp(&pair[1]).is_ne());
    (differ && draws > 0 && values.len() >= LEAST_PERIODS).then(|| ranks(values))
}

/// The place before which ranks are lowest, or highest, in sum, and how far from even: Pettitt's K.
fn largest_step(ranks: &[f64]) -> (usize, f64) {
    let mean = ranks.iter().sum::<f64>() / ranks.len() as f64;
    let (mut sum, mut best) = (0.0, (1, 0.0));
    for (at, rank) in ranks[..ranks.len() - 1].iter().enumerate() {
        sum += rank - mean;
        let size = 2.0_f64 * f64::abs(sum);
        if size > best.1 + 1e-9 {
            best = (at + 1, size);
        }
    }
    best
}

/// Looks for the clearest turn in series of the same ranks, in whatever order.
struct Turns {
    /// The fewest values of a part.
    least: usize,
    mean: f64,
    /// By number of values: one over the standard error of a score. The spread of the ranks is that of all.
    scale: Vec<f64>,
}

impl Turns {
    /// Parts have a quarter of the values, and four or more.
    fn of(ranks: &[f64]) -> Self {
        let n = ranks.len();
        let mean = (n as f64 + 1.0) / 2.0;
        let spread: f64 = ranks.iter().map(|rank| (rank - mean) * (rank - mean)).sum();
        let spread = spread / (n as f64 - 1.0);
        let scale = (0..n).map(|number| {
            let m = number as f64;
            sqrt(12.0 / (spread * m * (m * m - 1.0)))
        });
        Self {
            least: (n / 4).max(4),
            mean,
            scale: scale.collect(),
        }
    }

    /// The place up to which ranks rise and behind which they fall, or the reverse, most clearly: the
    /// lesser of the standardised scores of both parts.
    fn clearest(&self, ranks: &[f64]) -> (usize, bool, f64) {
        let (n, least) = (ranks.len(), self.least);
        // The sum of ranks, and that of ranks times places, of all and up to each place.
        let sums_with = |(sum, weighted): (f64, f64), (at, rank): (usize, &f64)| {
            let rank = rank - self.mean;
            (sum + rank, weighted + rank * at as f64)
        };
        let all = ranks.iter().enumerate().fold((0.0, 0.0), sums_with);
        let before = ranks[..least].iter().enumerate();
        let mut sums = before.fold((0.0, 0.0), sums_with);
        let score = |(sum, weighted): (f64, f64), from: usize, to: usize| {
            let middle = (from + to - 1) as f64 / 2.0;
            (weighted - middle * sum) * self.scale[to - from]
        };
        let mut best = (least - 1, true, 0.0);
        for (end, next) in ranks.iter().enumerate().take(n - least + 1).skip(least) {
            let before = score(sums, 0, end);
            let behind = score((all.0 - sums.0, all.1 - sums.1), end, n);
            for (is_hump, size) in [(true, before.min(-behind)), (false, (-before).min(behind))] {
                if size > best.2 + 1e-9 {
                    best = (end - 1, is_hump, size);
                }
            }
            sums = sums_with(sums, (end, next));
        }
        best
    }
}

/// What is left of values without their least-squares line.
fn without_line(values: &[f64]) -> Vec<f64> {
    let n = values.len() as f64;
    let (middle, mean) = ((n - 1.0) / 2.0, values.iter().sum::<f64>() / n);
    let weighted = values.iter().enumerate();
    let product: f64 = weighted
        .map(|(at, value)| (at as f64 - middle) * (value - mean))
        .sum();
    let slope = product * 12.0 / (n * (n * n - 1.0));
    let rest = values.iter().enumerate();
    rest.map(|(at, value)| value - mean - slope * (at as f64 - middle))
        .collect()
}

/// (1 + r)/(1 - r) for the autocorrelation r at lag one, if that is above 0; at most 19.
fn inflation(rest: &[f64]) -> f64 {
    let whole: f64 = rest.iter().map(|value| value * value).sum();
    let next: f64 = rest.windows(2).map(|pair| pair[0] * pair[1]).sum();
    if whole <= 0.0 {
        return 1.0;
    }
    let r = (next / whole).clamp(0.0, 0.9);
    (1.0 + r) / (1.0 - r)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SampleKey {
        SampleKey::new(1, "trend", "test")
    }

    /// K by hand, as |2 Σ ranks up to t - t(n + 1)|: ranks 1 to 6 before and 7 to 14 behind give
    /// |42 - 90| = 48 at t = 6.
    #[test]
    fn the_step_is_where_ranks_part() {
        let values = [
            3.0, 1.0, 6.0, 2.0, 5.0, 4.0, 9.0, 13.0, 7.0, 12.0, 8.0, 14.0, 10.0, 11.0,
        ];
        let (after, size) = largest_step(&ranks(&values));
        assert_eq!(after, 6);
        assert!((size - 48.0).abs() < 1e-9, "{size}");
        let found = change(&values, key(), 999).expect("a change");
        assert_eq!((found.place, found.p < 0.05), (6, true), "{found:?}");
        let [from, to] = found.range.expect("a range");
        assert!(from <= 6 && (6..14).contains(&to), "{found:?}");
        assert_eq!(found, change(&values, key(), 999).expect("a change"));
    }

    #[test]
    fn a_hump_rises_and_falls() {
        let up = [1.0, 2.1, 3.0, 4.2, 5.1, 6.0];
        let down = [5.2, 4.1, 3.1, 2.0, 1.1, 0.0];
        let hump = [up, down].concat();
        let dip: Vec<f64> = hump.iter().map(|value| 9.0 - value).collect();
        let found = turn(&hump, key(), 999).expect("a turn");
        assert!(found.is_hump && found.p < 0.05, "{found:?}");
        assert!((4..=6).contains(&found.place), "{found:?}");
        assert!(!turn(&dip, key(), 999).expect("a turn").is_hump);
        let rise: Vec<f64> = (0..12).map(f64::from).collect();
        assert!(turn(&rise, key(), 999).expect("a turn").p > 0.3);
    }

    #[test]
    fn nothing_of_few_values_or_without_draws() {
        assert_eq!(change(&[1.0, 2.0, 3.0], key(), 99), None);
        assert_eq!(change(&[2.0; 12], key(), 99), None);
        assert_eq!(turn(&[2.0, 1.0].repeat(6), key(), 0), None);
    }
}

//! Where series turn, from rising to falling or the reverse.
//!
//! Takes series of one length, in the order of time, gives the clearest turning point of each, as in the
//! umbrella tests of G. A. Mack and D. A. Wolfe (1981), with its p-value by permutation; as for changes,
//! autocorrelation makes it larger.

use libm::sqrt;

use super::bootstrap::SampleKey;
use super::permutation::{LANES, Row, Tested, inflation, larger, tested};

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

/// The turns of series of one length, by so many draws; `None` as for [`super::change::changes`].
#[must_use]
pub fn turns(series: &[&[f64]], key: SampleKey, draws: u32) -> Vec<Option<Turn>> {
    let turns = Turns::of(series.first().map_or(0, |values| values.len()));
    let find = |ranks: &[f64]| {
        let (place, is_hump, size) = turns.clearest(ranks);
        let rest = [&ranks[..=place], &ranks[place + 1..]].map(without_line);
        ((place, is_hump), size / sqrt(inflation(&rest.concat())))
    };
    let of_one = |tested: Option<Tested<(usize, bool)>>| {
        let Tested { found, p, .. } = tested?;
        let (place, is_hump) = found;
        Some(Turn { place, is_hump, p })
    };
    let sizes = |rows: &[Row], order: &[u32]| turns.sizes(rows, order);
    let tested = tested(series, (key, draws), find, &sizes);
    tested.into_iter().map(of_one).collect()
}

/// Looks for the clearest turn in series of one length.
struct Turns {
    /// The fewest values of a part.
    least: usize,
    /// By number of values: one over the standard error of a score, if the spread of the ranks were 1.
    scale: Vec<f64>,
}

impl Turns {
    /// Parts have a quarter of the values, and four or more.
    fn of(n: usize) -> Self {
        let scale = (0..=n).map(|number| {
            let m = number as f64;
            sqrt(12.0 / (m * (m * m - 1.0)))
        });
        Self {
            least: (n / 4).max(4),
            scale: scale.collect(),
        }
    }

    /// The place up to which ranks rise and behind which they fall, or the reverse, most clearly: the
    /// lesser of the standardised scores of both parts.
    fn clearest(&self, ranks: &[f64]) -> (usize, bool, f64) {
        let n = ranks.len();
        // The sum of ranks, and that of ranks times places, up to each place; that of all ranks is 0.
        let all = ranks.iter().enumerate();
        let all: f64 = all.map(|(at, rank)| rank * at as f64).sum();
        let (mut sum, mut weighted) = (0.0, 0.0);
        let mut best = (self.least - 1, true, 0.0);
        for (end, rank) in ranks
            .iter()
            .enumerate()
            .take((n + 1).saturating_sub(self.least))
        {
            if end >= self.least {
                let [before, behind] = self.middles(end, n);
                let before = (weighted - before.0 * sum) * before.1;
                let behind = (all - weighted + behind.0 * sum) * behind.1;
                for (is_hump, size) in [(true, before.min(-behind)), (false, behind.min(-before))] {
                    if size > best.2 + 1e-9 {
                        best = (end - 1, is_hump, size);
                    }
                }
            }
            sum += rank;
            weighted += rank * end as f64;
        }
        best
    }

    /// The middle and the scale of the parts before and behind a place.
    fn middles(&self, end: usize, n: usize) -> [(f64, f64); 2] {
        [(0, end), (end, n)].map(|(from, to)| {
            let middle = (from + to - 1) as f64 / 2.0;
            (middle, self.scale[to - from])
        })
    }

    /// How clear the clearest turns of ranks in some order are.
    fn sizes(&self, rows: &[Row], order: &[u32]) -> Row {
        let mut all = [0.0_f64; LANES];
        for (place, &at) in order.iter().enumerate() {
            let row = &rows[at as usize];
            for lane in 0..LANES {
                all[lane] += row[lane] * place as f64;
            }
        }
        let (mut sums, mut weighted) = ([0.0_f64; LANES], [0.0_f64; LANES]);
        let mut best = [0.0; LANES];
        let n = order.len();
        for (end, &at) in order
            .iter()
            .enumerate()
            .take((n + 1).saturating_sub(self.least))
        {
            if end >= self.least {
                let [before, behind] = self.middles(end, n);
                for lane in 0..LANES {
                    let before = (weighted[lane] - before.0 * sums[lane]) * before.1;
                    let behind = (all[lane] - weighted[lane] + behind.0 * sums[lane]) * behind.1;
                    // Both rise, or both fall: the lesser is below 0.
                    let hump = -larger(-before, behind);
                    let dip = -larger(before, -behind);
                    best[lane] = larger(best[lane], larger(hump, dip));
                }
            }
            let row = &rows[at as usize];
            for lane in 0..LANES {
                sums[lane] += row[lane];
                weighted[lane] += row[lane] * end as f64;
            }
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

#[cfg(test)]
mod tests {
    use super::super::permutation::{side_by_side, varied};
    use super::*;

    fn turn(values: &[f64], draws: u32) -> Option<Turn> {
        turns(&[values], SampleKey::new(1, "trend", "test"), draws)[0]
    }

    #[test]
    fn a_hump_rises_and_falls() {
        let up = [1.0, 2.1, 3.0, 4.2, 5.1, 6.0];
        let down = [5.2, 4.1, 3.1, 2.0, 1.1, 0.0];
        let hump = [up, down].concat();
        let dip: Vec<f64> = hump.iter().map(|value| 9.0 - value).collect();
        let found = turn(&hump, 999).expect("a turn");
        assert!(found.is_hump && found.p < 0.05, "{found:?}");
        assert!((4..=6).contains(&found.place), "{found:?}");
        assert!(!turn(&dip, 999).expect("a turn").is_hump);
        let rise: Vec<f64> = (0..12).map(f64::from).collect();
        assert!(turn(&rise, 999).expect("a turn").p > 0.3);
    }

    /// In the order in which they stand, and backwards, as for one series alone.
    #[test]
    fn sizes_side_by_side_are_those_of_each() {
        let series: [&[f64]; 3] = [
            &[1.0, 5.0, 2.0, 8.0, 9.0, 7.0, 3.0, 6.0, 4.0, 0.5],
            &[0.0, 0.0, 3.0, 0.0, 2.0, 2.5, 0.0, 0.0, 1.0, 0.0],
            &[9.0, 8.0, 6.0, 2.0, 1.0, 0.5, 3.0, 4.0, 7.0, 7.5],
        ];
        let ranks = series.map(|values| varied(values, 1).expect("values that differ"));
        let turns = Turns::of(10);
        let rows = side_by_side(ranks.iter().map(Vec::as_slice));
        let forward: Vec<u32> = (0..10).collect();
        let sizes = turns.sizes(&rows, &forward);
        for (ranks, size) in ranks.iter().zip(sizes) {
            assert!((turns.clearest(ranks).2 - size).abs() < 1e-12, "{size}");
        }
        let backwards: Vec<u32> = (0..10).rev().collect();
        let sizes = turns.sizes(&rows, &backwards);
        for (ranks, size) in ranks.iter().zip(sizes) {
            let reversed: Vec<f64> = ranks.iter().rev().copied().collect();
            assert!((turns.clearest(&reversed).2 - size).abs() < 1e-12, "{size}");
        }
    }

    #[test]
    fn nothing_of_few_values_or_without_draws() {
        assert_eq!(turn(&[1.0, 2.0, 3.0], 99), None);
        assert_eq!(turn(&[2.0; 12], 99), None);
        assert_eq!(turn(&[2.0, 1.0].repeat(6), 0), None);
    }
}

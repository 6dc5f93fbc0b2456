//! Permutation tests of many series of one length, which share their permutations.
//!
//! Takes series, a statistic of each, and the same statistic of permuted series; gives the share of
//! permutations whose statistic is as large. Permutations depend on the key, the length and the draw, so
//! a p-value is the same whichever series are tested together. Eight series are permuted at a time,
//! side by side, so that a processor adds up several of them with one instruction.

use super::bootstrap::SampleKey;
use super::trend::{LEAST_PERIODS, ranks};

/// How many series stand side by side.
pub(super) const LANES: usize = 8;
/// How many draws as large as the value end a test.
const ENOUGH: u32 = 10;
/// The permutations that are made at a time.
const ROUND: u32 = 64;

/// A value of each of [`LANES`] series.
pub(super) type Row = [f64; LANES];

/// A statistic of series whose values stand in rows, taken in some order of the rows.
pub(super) type Statistic<'a> = &'a dyn Fn(&[Row], &[u32]) -> Row;

/// A series that is being permuted.
struct Permuted<'a> {
    place: usize,
    values: &'a [f64],
    /// Its statistic.
    size: f64,
    as_large: u32,
    p: Option<f64>,
}

/// A series with what was found in it.
pub(super) struct Tested<T> {
    /// From their mean.
    pub(super) ranks: Vec<f64>,
    pub(super) found: T,
    /// The size of what was found.
    size: f64,
    pub(super) p: f64,
}

/// Tests those of the series that vary: `find` gives what is found in ranks, with its size, and `sizes`
/// the sizes in permuted ranks.
pub(super) fn tested<T>(
    series: &[&[f64]],
    (key, draws): (SampleKey, u32),
    find: impl Fn(&[f64]) -> (T, f64),
    sizes: Statistic<'_>,
) -> Vec<Option<Tested<T>>> {
    let untested = series.iter().map(|values| {
        let ranks = varied(values, draws)?;
        let (found, size) = find(&ranks);
        // Sums in another order may differ in their last bits.
        let size = size * (1.0 - 1e-12);
        let p = 1.0;
        Some(Tested {
            ranks,
            found,
            size,
            p,
        })
    });
    let mut all: Vec<Option<Tested<T>>> = untested.collect();
    let varying = all.iter().flatten();
    let varying: Vec<(&[f64], f64)> = varying
        .map(|one| (one.ranks.as_slice(), one.size))
        .collect();
    let p_values = p_values(&varying, (key, draws), sizes);
    for (one, p) in all.iter_mut().flatten().zip(p_values) {
        one.p = p;
    }
    all
}

/// The ranks of values that differ and can be drawn, from their mean.
pub(super) fn varied(values: &[f64], draws: u32) -> Option<Vec<f64>> {
    let differ = values
        .windows(2)
        .any(|pair| pair[0].total_cmp(&pair[1]).is_ne());
    let mean = (values.len() as f64 + 1.0) / 2.0;
    let from_mean = || ranks(values).into_iter().map(|rank| rank - mean).collect();
    (differ && draws > 0 && values.len() >= LEAST_PERIODS).then(from_mean)
}

/// The share of permutations whose statistic is as large as that of the series or larger, for series of
/// one length, each with its statistic. Draws end early, when enough of them are as large (J. Besag and
/// P. Clifford, "Sequential Monte Carlo p-values", 1991): so a high p-value costs few draws.
fn p_values(
    series: &[(&[f64], f64)],
    (key, draws): (SampleKey, u32),
    statistic: Statistic<'_>,
) -> Vec<f64> {
    let mut p_values = vec![1.0; series.len()];
    let all = series.iter().enumerate();
    let mut open: Vec<Permuted<'_>> = all
        .map(|(place, &(values, size))| Permuted {
            place,
            values,
            size,
            as_large: 0,
            p: None,
        })
        .collect();
    let length = series.first().map_or(0, |(values, _)| values.len());
    let mut order: Vec<u32> = (0..length as u32).collect();
    let mut drawn = 0;
    while drawn < draws && !open.is_empty() {
        let behind = draws.min(drawn + ROUND);
        let orders: Vec<Vec<u32>> = (drawn..behind)
            .map(|draw| {
                key.shuffle(draw.into(), &mut order);
                order.clone()
            })
            .collect();
        for block in open.chunks_mut(LANES) {
            draw_on(block, drawn, &orders, statistic);
        }
        open.retain(|series| match series.p {
            Some(p) => {
                p_values[series.place] = p;
                false
            }
            None => true,
        });
        drawn = behind;
    }
    for series in open {
        p_values[series.place] = (f64::from(series.as_large) + 1.0) / (f64::from(draws) + 1.0);
    }
    p_values
}

/// Permutes some series in these orders, the first of which is that of the draw `first`.
fn draw_on(block: &mut [Permuted<'_>], first: u32, orders: &[Vec<u32>], statistic: Statistic<'_>) {
    let rows = side_by_side(block.iter().map(|series| series.values));
    for (draw, order) in (first..).zip(orders) {
        for (series, found) in block.iter_mut().zip(statistic(&rows, order)) {
            if series.p.is_none() && found >= series.size {
                series.as_large += 1;
                if series.as_large == ENOUGH {
                    series.p = Some(f64::from(ENOUGH) / (f64::from(draw) + 1.0));
                }
            }
        }
        if block.iter().all(|series| series.p.is_some()) {
            return;
        }
    }
}

/// Rows with a value of each series; 0 where there are fewer than [`LANES`].
pub(super) fn side_by_side<'a>(series: impl Iterator<Item = &'a [f64]>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (lane, values) in series.take(LANES).enumerate() {
        rows.resize(rows.len().max(values.len()), [0.0; LANES]);
        for (row, value) in rows.iter_mut().zip(values) {
            row[lane] = *value;
        }
    }
    rows
}

/// Unlike [`f64::max`] a single instruction.
#[inline]
pub(super) fn larger(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}

/// (1 + r)/(1 - r) for the autocorrelation r at lag one, if that is above 0; at most 19.
pub(super) fn inflation(rest: &[f64]) -> f64 {
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

    fn first_value(rows: &[Row], order: &[u32]) -> Row {
        rows[order[0] as usize]
    }

    fn test(series: &[(&[f64], f64)], draws: u32) -> Vec<f64> {
        let key = SampleKey::new(1, "test", "");
        p_values(series, (key, draws), &first_value)
    }

    /// The first of five values is 5 in one permutation of five, and 4 or 5 in two.
    #[test]
    fn the_share_of_permutations_as_large() {
        let values = [1.0, 2.0, 3.0, 4.0, 5.0];
        let many: Vec<(&[f64], f64)> = [5.0, 4.0, 6.0, 1.0].map(|size| (&values[..], size)).into();
        let found = test(&many, 2000);
        assert!((found[0] - 0.2).abs() < 0.15, "{found:?}");
        assert!(found[1] >= found[0] && found[1] < 0.8, "{found:?}");
        assert!((found[2] - 1.0 / 2001.0).abs() < 1e-12, "{found:?}");
        assert!((found[3] - 1.0).abs() < 1e-12, "{found:?}");
    }

    #[test]
    fn a_p_value_is_the_same_in_any_company() {
        let rising: Vec<f64> = (0..30).map(f64::from).collect();
        let falling: Vec<f64> = rising.iter().map(|value| 29.0 - value).collect();
        let series: Vec<(&[f64], f64)> = (0..21)
            .map(|number| match number % 2 {
                0 => (&rising[..], f64::from(number) + 9.0),
                _ => (&falling[..], f64::from(number) + 9.5),
            })
            .collect();
        let together = test(&series, 300);
        for (one, p) in series.iter().zip(together) {
            assert_eq!(test(&[*one], 300), [p]);
        }
        assert!(test(&[], 300).is_empty());
    }
}

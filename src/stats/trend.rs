//! Trends of a series of rates: a slope with its interval, and a rank test that allows for
//! autocorrelation.
//!
//! Takes times and values, at most one for each time; gives the slope of Theil (1950) and Sen (1968) and
//! the test of Mann (1945) and Kendall (1975), with the variance that K. H. Hamed and A. R. Rao ("A modified
//! Mann-Kendall trend test for autocorrelated data", 1998) give for autocorrelated values.

use libm::sqrt;

use super::bootstrap::Interval;
use super::distributions::{NORMAL_975, normal_tails};

/// The fewest values of which a trend is given.
pub const LEAST_PERIODS: usize = 8;

/// The trend of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// The median of the slopes between any two values, per unit of time.
    pub slope: f64,
    /// Its interval at 95 %, by the variance of the test.
    pub interval: Interval,
    /// Kendall's tau-a: from -1, falling throughout, to 1, rising throughout.
    pub tau: f64,
    /// Two-sided p of the test, above 0.
    pub p: f64,
    /// How many times as large autocorrelation makes the variance, from 1.
    pub inflation: f64,
}

/// The trend of values at ascending times; `None` of fewer than [`LEAST_PERIODS`], or if all are the
/// same.
#[must_use]
pub fn trend(times: &[f64], values: &[f64]) -> Option<Trend> {
    let count = values.len();
    if count < LEAST_PERIODS || times.len() != count {
        return None;
    }
    let variance = variance(values)?;
    let slopes = slopes(times, values);
    let slope = median(&slopes);
    let inflation = inflation(times, values, slope);
    let deviation = sqrt(variance * inflation);
    let score = score(values);
    let z = (score.abs() - 1.0).max(0.0) / deviation;
    let pairs = slopes.len() as f64;
    let reach = NORMAL_975 * deviation;
    // Sen's places, counted from 1, rounded outwards.
    let last = slopes.len() - 1;
    let low = (((pairs - reach) / 2.0).floor().max(1.0) as usize - 1).min(last);
    let high = (((pairs + reach) / 2.0 + 1.0).ceil() as usize - 1).min(last);
    Some(Trend {
        slope,
        interval: Interval {
            low: slopes[low],
            high: slopes[high],
        },
        tau: score / pairs,
        p: normal_tails(z).max(f64::MIN_POSITIVE),
        inflation,
    })
}

/// Pairs that rise less pairs that fall.
fn score(values: &[f64]) -> f64 {
    let mut score = 0_i64;
    for (at, later) in values.iter().enumerate() {
        for earlier in &values[..at] {
            score += i64::from(later > earlier) - i64::from(later < earlier);
        }
    }
    score as f64
}

/// The variance of the score of independent values, with correction for ties; `None` if it is 0.
fn variance(values: &[f64]) -> Option<f64> {
    let of = |t: f64| t * (t - 1.0) * (2.0 * t + 5.0);
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let equal = sorted.chunk_by(|a, b| a.total_cmp(b).is_eq());
    let ties: f64 = equal.map(|equal| of(equal.len() as f64)).sum();
    let variance = (of(values.len() as f64) - ties) / 18.0;
    (variance > 0.0).then_some(variance)
}

/// The slopes between any two values, in their order.
fn slopes(times: &[f64], values: &[f64]) -> Vec<f64> {
    let mut slopes = Vec::with_capacity(values.len() * (values.len() - 1) / 2);
    for at in 0..values.len() {
        for before in 0..at {
            slopes.push((values[at] - values[before]) / (times[at] - times[before]));
        }
    }
    slopes.sort_unstable_by(f64::total_cmp);
    slopes
}

/// The median of values in their order, the mean of the two in the middle of an even number; 0 of none.
fn median(values: &[f64]) -> f64 {
    let middle = values.len() / 2;
    match values.len() {
        0 => 0.0,
        odd if odd % 2 == 1 => values[middle],
        _ => 0.5 * (values[middle - 1] + values[middle]),
    }
}

/// How autocorrelation of the ranks, after the slope is taken away, changes the variance: formula 10 of
/// Hamed and Rao, from the lags whose autocorrelation is significant at 5 %. Autocorrelation that would make
/// the variance smaller is left aside.
fn inflation(times: &[f64], values: &[f64], slope: f64) -> f64 {
    let level: Vec<f64> = times
        .iter()
        .zip(values)
        .map(|(time, value)| value - slope * time)
        .collect();
    let ranks = ranks(&level);
    let n = ranks.len() as f64;
    let mean = (n + 1.0) / 2.0;
    let product = |lag: usize| -> f64 {
        let pairs = ranks.iter().zip(&ranks[lag..]);
        pairs.map(|(a, b)| (a - mean) * (b - mean)).sum()
    };
    let whole = product(0);
    if whole <= 0.0 {
        return 1.0;
    }
    let bound = NORMAL_975 / sqrt(n);
    let of_lag = |lag: usize| {
        let (i, correlation) = (lag as f64, product(lag) / whole);
        match correlation.abs() > bound {
            true => (n - i) * (n - i - 1.0) * (n - i - 2.0) * correlation,
            false => 0.0,
        }
    };
    let sum: f64 = (1..ranks.len()).map(of_lag).sum();
    (1.0 + 2.0 / (n * (n - 1.0) * (n - 2.0)) * sum).max(1.0)
}

/// Ranks from 1; equal values share the mean of theirs.
pub(super) fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for equal in order.chunk_by(|&a, &b| values[a].total_cmp(&values[b]).is_eq()) {
        let rank = before as f64 + (equal.len() as f64 + 1.0) / 2.0;
        equal.iter().for_each(|&at| ranks[at] = rank);
        before += equal.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[f64], expected: [f64; 4]) {
        let times: Vec<f64> = (0..values.len()).map(|at| at as f64).collect();
        let found = trend(&times, values).expect("a trend");
        let found = [found.slope, found.tau, found.p, found.inflation];
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-9, "{found} {expected}");
        }
    }

    /// `pymannkendall` 1.4.3: `hamed_rao_modification_test`, and `original_test` where no lag is
    /// significant.
    #[test]
    fn as_pymannkendall_has_it() {
        let rising = [2.0, 2.5, 2.2, 3.1, 3.0, 3.6, 3.3, 4.0, 4.4, 4.1, 4.9, 5.0];
        check(
            &rising,
            [
                4.0 / 15.0,
                0.878_787_878_787_878_8,
                0.000_092_818_981_336_950_66,
                1.0,
            ],
        );
        let waves = [
            1.03, 1.21, 1.5, 1.94, 2.31, 2.66, 2.87, 2.92, 2.78, 2.63, 2.35, 2.12, 2.04, 2.16,
            2.43, 2.81, 3.3, 3.72, 4.05, 4.27,
        ];
        check(
            &waves,
            [
                0.11933333333333339,
                0.5789473684210527,
                0.008003080004081564,
                1.7782878248252207,
            ],
        );
        let falling = [5.0, 5.0, 4.0, 6.0, 5.0, 3.0, 3.0, 4.0, 2.0, 2.0, 3.0, 1.0];
        check(
            &falling,
            [
                -1.0 / 3.0,
                -0.636_363_636_363_636_4,
                0.004_036_742_309_150_965,
                1.0,
            ],
        );
    }

    /// By hand: of 45 slopes the 11th and the 35th, as 1.96 √125 = 21.9; `scipy.stats.theilslopes`, which
    /// rounds inwards, has 5/7 and 1.2.
    #[test]
    fn intervals_of_slopes() {
        let values = [1.0, 3.0, 2.0, 5.0, 4.0, 7.0, 6.0, 9.0, 8.0, 10.0];
        let times: Vec<f64> = (0..10).map(f64::from).collect();
        let found = trend(&times, &values).expect("a trend");
        assert!((found.inflation - 1.0).abs() < f64::EPSILON, "{found:?}");
        assert!((found.interval.low - 0.6).abs() < 1e-9, "{found:?}");
        assert!((found.interval.high - 1.2).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn no_trend_of_few_values_or_of_one() {
        let times: Vec<f64> = (0..9).map(f64::from).collect();
        assert_eq!(trend(&times, &[2.0; 9]), None);
        assert_eq!(trend(&times[..7], &times[..7]), None);
    }
}

//! Simulations behind the choice of interval, as tests that print a table:
//! `cargo test --release -- --ignored intervals_cover --nocapture`.
//!
//! Texts have unequal lengths (log-normal, σ 0.7); their true rates are equal, or gamma, or log-normal,
//! with a coefficient of variation of 1 or 2; hits are Poisson given the rate.

#![allow(clippy::print_stdout, reason = "the tables are what the tests are for")]

mod pettitt;

use libm::{cos, erfc, exp, log, pow, sqrt};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng as _, SeedableRng as _};

use super::distributions::{NORMAL_975, t_975};
use super::{HitSums, Interval, LengthSums, RateSums, difference_interval};

struct Draw(Pcg64Mcg);

impl Draw {
    /// Above 0 and below 1.
    fn uniform(&mut self) -> f64 {
        (f64::from(self.0.next_u32()) + 0.5) / 4_294_967_296.0
    }

    fn normal(&mut self) -> f64 {
        let (a, b) = (self.uniform(), self.uniform());
        sqrt(-2.0 * log(a)) * cos(2.0 * std::f64::consts::PI * b)
    }

    /// Gamma of scale 1 (Marsaglia and Tsang 2000).
    fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.gamma(shape + 1.0) * pow(self.uniform(), 1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / sqrt(9.0 * d);
        loop {
            let (x, u) = (self.normal(), self.uniform());
            let v = (1.0 + c * x) * (1.0 + c * x) * (1.0 + c * x);
            if v > 0.0 && log(u) < 0.5 * x * x + d - d * v + d * log(v) {
                return d * v;
            }
        }
    }

    fn poisson(&mut self, mean: f64) -> u64 {
        if mean > 20.0 {
            return self.poisson(20.0) + self.poisson(mean - 20.0);
        }
        let (mut product, mut n) = (self.uniform(), 0);
        while product > exp(-mean) {
            product *= self.uniform();
            n += 1;
        }
        n
    }

    fn below(&mut self, end: usize) -> usize {
        ((u64::from(self.0.next_u32()) * end as u64) >> 32) as usize
    }
}

/// How true rates differ between texts.
#[derive(Clone, Copy, Debug)]
enum Rates {
    Equal,
    Gamma(f64),
    LogNormal(f64),
}

/// Texts as (hits, tokens) of a mean of `mean` hits.
fn texts(draw: &mut Draw, number: usize, mean: f64, rates: Rates) -> Vec<(u64, u64)> {
    let mut one = || {
        let tokens = exp(6.5 + 0.7 * draw.normal()).max(20.0).round();
        let rate = match rates {
            Rates::Equal => 1.0,
            Rates::Gamma(cv) => draw.gamma(1.0 / (cv * cv)) * cv * cv,
            Rates::LogNormal(cv) => {
                let variance = log(1.0 + cv * cv);
                exp(sqrt(variance) * draw.normal() - variance / 2.0)
            }
        };
        (draw.poisson(rate * mean * tokens / 850.0), tokens as u64)
    };
    (0..number).map(|_| one()).collect()
}

fn sums(texts: &[(u64, u64)]) -> RateSums {
    let (mut lengths, mut hits) = (LengthSums::default(), HitSums::default());
    for &(n, tokens) in texts {
        lengths.add(tokens);
        if n > 0 {
            hits.add(n, tokens);
        }
    }
    RateSums { lengths, hits }
}

/// The rate and the standard error of its logarithm, by linearisation, not below that of chance.
fn linear(texts: &[(u64, u64)]) -> (f64, f64) {
    let [hits, tokens] = texts
        .iter()
        .fold([0.0, 0.0], |[h, t], &(n, l)| [h + n as f64, t + l as f64]);
    let rate = hits / tokens;
    let squares: f64 = texts
        .iter()
        .map(|&(n, l)| pow(n as f64 - rate * l as f64, 2.0))
        .sum();
    let n = texts.len() as f64;
    let variance = squares * n / (n - 1.0) / (hits * hits);
    (rate, sqrt(variance.max(1.0 / hits)))
}

fn quantile(values: &mut [f64], p: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values[((values.len() - 1) as f64 * p).round() as usize]
}

fn normal_below(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

/// The normal quantile, by halving.
fn normal_quantile(p: f64) -> f64 {
    let (mut low, mut high) = (-4.0, 4.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if normal_below(middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// Percentile, BCa and studentised bootstrap of the rate.
fn bootstraps(draw: &mut Draw, texts: &[(u64, u64)]) -> [(f64, f64); 3] {
    const RESAMPLES: usize = 599;
    let (rate, error) = linear(texts);
    let (mut rates, mut scores) = (Vec::new(), Vec::new());
    for _ in 0..RESAMPLES {
        let again: Vec<(u64, u64)> = texts
            .iter()
            .map(|_| texts[draw.below(texts.len())])
            .collect();
        if again.iter().all(|(n, _)| *n == 0) {
            rates.push(0.0);
            continue;
        }
        let (of_again, error) = linear(&again);
        rates.push(of_again);
        scores.push(log(of_again / rate) / error);
    }
    let lower = rates.iter().filter(|value| **value < rate).count() as f64;
    let equal = rates
        .iter()
        .filter(|value| (**value - rate).abs() < 1e-15)
        .count() as f64;
    let share = ((lower + equal / 2.0) / RESAMPLES as f64).clamp(0.002, 0.998);
    let bias = normal_quantile(share);
    let without: Vec<f64> = (0..texts.len())
        .map(|left_out| {
            let rest: Vec<(u64, u64)> = texts
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != left_out)
                .map(|(_, text)| *text)
                .collect();
            sums(&rest).rate(1.0).unwrap_or(0.0)
        })
        .collect();
    let mean = without.iter().sum::<f64>() / without.len() as f64;
    let power = |p: f64| {
        without
            .iter()
            .map(|value| pow(mean - value, p))
            .sum::<f64>()
    };
    let acceleration = power(3.0) / (6.0 * pow(power(2.0), 1.5)).max(1e-300);
    let shifted = |z: f64| normal_below(bias + (bias + z) / (1.0 - acceleration * (bias + z)));
    let percentile = (quantile(&mut rates, 0.025), quantile(&mut rates, 0.975));
    let bca = (
        quantile(&mut rates, shifted(-NORMAL_975)),
        quantile(&mut rates, shifted(NORMAL_975)),
    );
    let studentised = (
        rate * exp(-quantile(&mut scores, 0.975) * error),
        rate * exp(-quantile(&mut scores, 0.025) * error),
    );
    [percentile, bca, studentised]
}

const NUMBERS: [usize; 5] = [5, 8, 12, 20, 50];
const KINDS: [Rates; 5] = [
    Rates::Equal,
    Rates::Gamma(1.0),
    Rates::Gamma(2.0),
    Rates::LogNormal(1.0),
    Rates::LogNormal(2.0),
];

#[test]
#[ignore = "a simulation that takes a minute in a release build"]
fn intervals_cover() {
    println!("coverage of 95 % intervals, in percent, and lower ends of 0");
    println!(
        "| rates | mean hits | texts | chosen | log-t | percentile | BCa | studentised | zeros |"
    );
    for kind in KINDS {
        for mean in [1.0, 5.0, 30.0] {
            for number in NUMBERS {
                row_of_coverage(kind, mean, number);
            }
        }
    }
}

fn row_of_coverage(kind: Rates, mean: f64, number: usize) {
    const RUNS: usize = 2000;
    let mut draw = Draw(Pcg64Mcg::seed_from_u64(7));
    let (truth, mut covered, mut runs, mut zeros) = (mean / 850.0, [0; 5], 0, 0);
    while runs < RUNS {
        let sample = texts(&mut draw, number, mean, kind);
        let Some(chosen) = sums(&sample).interval(1.0) else {
            continue;
        };
        runs += 1;
        zeros += usize::from(chosen.low <= 0.0);
        let (rate, error) = linear(&sample);
        let reach = exp(t_975(number as f64 - 1.0) * error);
        let [percentile, bca, studentised] = bootstraps(&mut draw, &sample);
        let ends = [
            (chosen.low, chosen.high),
            (rate / reach, rate * reach),
            percentile,
            bca,
            studentised,
        ];
        for (covered, (low, high)) in covered.iter_mut().zip(ends) {
            *covered += usize::from(low <= truth && truth <= high);
        }
    }
    let shares = covered.map(|n| format!("{:.1}", 100.0 * n as f64 / RUNS as f64));
    println!(
        "| {kind:?} | {mean} | {number} | {} | {zeros} |",
        shares.join(" | ")
    );
    let [chosen, ..] = covered;
    if !matches!(kind, Rates::LogNormal(_)) {
        assert!(
            (0.905..0.99).contains(&(chosen as f64 / RUNS as f64)),
            "{kind:?} {mean} {number}"
        );
    }
}

#[test]
#[ignore = "a simulation that takes some seconds in a release build"]
fn intervals_of_differences_cover() {
    println!("coverage of 95 % intervals of differences, the second group of 100 texts");
    println!("| rates | mean hits | texts | covers |");
    for kind in KINDS {
        for number in NUMBERS {
            let (mut draw, mut covered, mut runs) = (Draw(Pcg64Mcg::seed_from_u64(9)), 0, 0);
            while runs < 4000 {
                let groups = [(number, 5.0), (100, 2.0)];
                let sums = groups.map(|(number, mean)| sums(&texts(&mut draw, number, mean, kind)));
                let [Some(a), Some(b)] = sums.map(|sums| sums.interval(1.0)) else {
                    continue;
                };
                let rates = sums.map(|sums| sums.rate(1.0).unwrap_or(0.0));
                let Interval { low, high } = difference_interval(rates, [a, b]);
                runs += 1;
                covered += usize::from(low <= 3.0 / 850.0 && 3.0 / 850.0 <= high);
            }
            println!(
                "| {kind:?} | 5 and 2 | {number} | {:.1} |",
                covered as f64 / 40.0
            );
        }
    }
}

//! Agreement of coders: Krippendorff's alpha, Cohen's kappa and percentage agreement, for categories without
//! an order.
//!
//! Takes the answers to each unit, missing ones left out; gives coefficients of which 1 is full agreement and
//! 0 what chance alone would give.

use super::bootstrap::{Interval, SampleKey};

/// Categories that are told apart at most.
pub const MOST_CATEGORIES: usize = 8;

/// How often each category was chosen for a unit.
pub type Answers = [u32; MOST_CATEGORIES];

/// Krippendorff's alpha for nominal data (K. Krippendorff, Content Analysis, 2004, chapter 11; "Computing
/// Krippendorff's Alpha-Reliability", 2011). Units with fewer than two answers do not count. `None` without
/// a unit that has two, or if all answers are the same: without variation there is nothing to agree on.
#[must_use]
pub fn nominal_alpha(units: &[Answers]) -> Option<f64> {
    alpha(units.iter())
}

fn alpha<'a>(units: impl Iterator<Item = &'a Answers>) -> Option<f64> {
    let mut totals = [0.0_f64; MOST_CATEGORIES];
    let (mut answers, mut matches) = (0.0, 0.0);
    for unit in units {
        let number: u32 = unit.iter().sum();
        if number < 2 {
            continue;
        }
        let number = f64::from(number);
        answers += number;
        for (total, &chosen) in totals.iter_mut().zip(unit) {
            let chosen = f64::from(chosen);
            *total += chosen;
            matches += chosen * (chosen - 1.0) / (number - 1.0);
        }
    }
    let squares: f64 = totals.iter().map(|total| total * total).sum();
    let by_chance = answers * answers - squares;
    (by_chance > 0.0).then(|| 1.0 - (answers - 1.0) * (answers - matches) / by_chance)
}

/// The share of pairs of answers to one unit that are the same, of all such pairs; `None` without any.
#[must_use]
pub fn pair_agreement(units: &[Answers]) -> Option<f64> {
    let pairs = |answers: u64| answers * answers.saturating_sub(1);
    let of = |unit: &Answers| pairs(unit.iter().map(|&chosen| u64::from(chosen)).sum());
    let all: u64 = units.iter().map(of).sum();
    let chosen = units.iter().flatten();
    let same: u64 = chosen.map(|&chosen| pairs(u64::from(chosen))).sum();
    (all > 0).then(|| same as f64 / all as f64)
}

/// The 95 % interval of [`nominal_alpha`]: percentiles of `draws` bootstrap samples of the units (A. Zapf and
/// others, "Measuring inter-rater reliability for nominal data", 2016). Samples without variation are left
/// out. `None` where alpha is, or if fewer than half of the samples have one.
#[must_use]
pub fn alpha_interval(units: &[Answers], key: SampleKey, draws: u32) -> Option<Interval> {
    nominal_alpha(units)?;
    let paired = units.iter().filter(|unit| unit.iter().sum::<u32>() > 1);
    let paired: Vec<&Answers> = paired.collect();
    let mut alphas = Vec::with_capacity(draws as usize);
    let mut chosen = vec![0; paired.len()];
    for draw in 0..u64::from(draws) {
        key.draw_numbers(draw, paired.len(), &mut chosen);
        alphas.extend(alpha(chosen.iter().map(|&unit| paired[unit])));
    }
    (alphas.len() * 2 > draws as usize).then(|| Interval::of(&mut alphas))?
}

/// Two coders' answers to the units that both coded: by the category of the first and that of the second.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct PairedAnswers(pub [[u64; MOST_CATEGORIES]; MOST_CATEGORIES]);

impl PairedAnswers {
    /// Units that both coded.
    #[must_use]
    pub fn units(&self) -> u64 {
        self.0.iter().flatten().sum()
    }

    /// The share of the units with the same answer; `None` without units.
    #[must_use]
    pub fn agreement(&self) -> Option<f64> {
        let same: u64 = (0..MOST_CATEGORIES).map(|at| self.0[at][at]).sum();
        (self.units() > 0).then(|| same as f64 / self.units() as f64)
    }

    /// Cohen's kappa (J. Cohen, "A Coefficient of Agreement for Nominal Scales", 1960). `None` without units,
    /// or if both gave one and the same answer to all.
    #[must_use]
    pub fn kappa(&self) -> Option<f64> {
        let observed = self.agreement()?;
        let units = self.units() as f64;
        let by_chance = (0..MOST_CATEGORIES).map(|at| {
            let first: u64 = self.0[at].iter().sum();
            let second: u64 = self.0.iter().map(|row| row[at]).sum();
            first as f64 / units * (second as f64 / units)
        });
        let by_chance: f64 = by_chance.sum();
        let room = 1.0 - by_chance;
        (room > 1e-12).then(|| (observed - by_chance) / room)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: Option<f64>, expected: f64) {
        let found = found.expect("a coefficient");
        assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
    }

    /// The units of coders' answers in rows, a dot where there is none.
    fn units(coders: &[&str]) -> Vec<Answers> {
        let rows: Vec<Vec<char>> = coders.iter().map(|row| row.chars().collect()).collect();
        let unit = |at: usize| {
            let mut answers = [0; MOST_CATEGORIES];
            for category in rows.iter().filter_map(|row| row[at].to_digit(10)) {
                answers[category as usize] += 1;
            }
            answers
        };
        (0..rows[0].len()).map(unit).collect()
    }

    /// Krippendorff's data of four coders and twelve units (2011), alpha 0.743; digits by the Python package
    /// krippendorff 0.9.
    #[test]
    fn alpha_of_the_published_examples() {
        let four = units(&[
            "123321412...",
            "1233224125.3",
            ".3332342251.",
            "12332441251.",
        ]);
        near(nominal_alpha(&four), 0.743_421_052_631_579);
        // Two coders and binary data (2011, section A): 0.095.
        let two = units(&["0100000010", "1110010000"]);
        near(nominal_alpha(&two), 0.095_238_095_238_095_26);
        near(pair_agreement(&two), 0.6);
    }

    #[test]
    fn alpha_without_variation_or_pairs_is_missing() {
        assert_eq!(nominal_alpha(&units(&["1111", "1111"])), None);
        assert_eq!(nominal_alpha(&units(&["10..", "..01"])), None);
        assert_eq!(nominal_alpha(&[]), None);
        near(nominal_alpha(&units(&["1010", "1010"])), 1.0);
    }

    #[test]
    fn the_interval_of_alpha_is_drawn_by_units() {
        let rows = ["01".repeat(40), "01".repeat(36) + "10101010"];
        let units = units(&[&rows[0], &rows[1]]);
        let key = SampleKey::new(1, "alpha", "");
        let interval = alpha_interval(&units, key, 1000).expect("an interval");
        let alpha = nominal_alpha(&units).expect("alpha");
        assert!(interval.low < alpha && alpha < interval.high);
        assert!(interval.low > 0.6 && interval.high <= 1.0, "{interval:?}");
        assert_eq!(alpha_interval(&units, key, 1000), Some(interval));
    }

    /// `sklearn.metrics.cohen_kappa_score`, scikit-learn 1.9, and the table of 50 proposals with 20, 5, 10
    /// and 15 in its cells, kappa 0.4.
    #[test]
    fn kappa_of_known_tables() {
        let mut pairs = PairedAnswers::default();
        (pairs.0[1][1], pairs.0[1][0]) = (20, 5);
        (pairs.0[0][1], pairs.0[0][0]) = (10, 15);
        near(pairs.kappa(), 0.4);
        near(pairs.agreement(), 0.7);
        let mut three = PairedAnswers::default();
        for (a, b) in [(2, 0), (0, 0), (2, 2), (2, 2), (0, 0), (1, 2)] {
            three.0[a][b] += 1;
        }
        near(three.kappa(), 0.428_571_428_571_428_6);
        assert_eq!(PairedAnswers::default().kappa(), None);
        let mut same = PairedAnswers::default();
        same.0[1][1] = 9;
        assert_eq!(same.kappa(), None);
        near(same.agreement(), 1.0);
    }
}

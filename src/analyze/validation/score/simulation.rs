//! A simulation with a known truth: how far corrected rates are off, and how often intervals cover.

use super::tests::{domain, item, key, row, stratum};
use super::*;
use crate::model::{CodeGroup, DomainKind, SampledConcept, Stratum};
use crate::stats::{SampleKey, allocate, sample};

/// A unit of the simulated population.
#[derive(Clone, Copy)]
struct Unit {
    source: usize,
    period: usize,
    class: usize,
    is_yes: bool,
}

const SOURCES: [&str; 2] = ["east", "west"];
const PERIODS: usize = 10;
const CLASSES: usize = 4;

/// 40,000 sentences of two sources and ten years. The codebook finds two patterns, of which one is often
/// wrong, more so in one source; and it misses many units.
fn population() -> Vec<Unit> {
    let draws = SampleKey::new(7, "population", "");
    let number = |place: u64| draws.number_below(place, 1_000_000) as f64 / 1e6;
    (0..40_000_u64)
        .map(|place| {
            let source = usize::from(number(4 * place) < 0.4);
            let period = (number(4 * place + 1) * PERIODS as f64) as usize;
            let growth = 1.0 + 0.05 * period as f64;
            let shares = [[0.05, 0.02, 0.15], [0.03, 0.05, 0.2]][source];
            let bounds = [shares[0] * growth, shares[0] * growth + shares[1]];
            let class = match number(4 * place + 2) {
                drawn if drawn < bounds[0] => 0,
                drawn if drawn < bounds[1] => 1,
                drawn if drawn < bounds[1] + shares[2] => 2,
                _ => 3,
            };
            let right = [[0.92, 0.6, 0.22, 0.012], [0.85, 0.3, 0.3, 0.02]][source][class];
            Unit {
                source,
                period,
                class,
                is_yes: number(4 * place + 3) < right,
            }
        })
        .collect()
}

/// What is estimated, from the units that are yes (or that have a hit).
fn truths(population: &[Unit], is_counted: impl Fn(&Unit) -> bool) -> [f64; 4] {
    let share = |of: &dyn Fn(&Unit) -> bool| {
        let all = population.iter().filter(|unit| of(unit)).count() as f64;
        let counted = population
            .iter()
            .filter(|unit| of(unit) && is_counted(unit));
        counted.count() as f64 / all
    };
    let east = share(&|unit| unit.source == 0);
    let slope: f64 = (0..PERIODS)
        .map(|period| share(&|unit| unit.period == period) * (period as f64 - 4.5) / 82.5)
        .sum();
    [
        share(&|_| true),
        east,
        east - share(&|unit| unit.source == 1),
        slope,
    ]
}

/// The strata of a population, class by class and in each by source, with the units of each.
fn strata(population: &[Unit], size: u64) -> Vec<(Stratum, Vec<Unit>)> {
    let groups = [
        CodeGroup::Hit,
        CodeGroup::Hit,
        CodeGroup::Near,
        CodeGroup::Rest,
    ];
    let of = |class: usize, source: usize| -> Vec<Unit> {
        let units = population
            .iter()
            .filter(|unit| unit.class == class && unit.source == source);
        units.copied().collect()
    };
    let parts = (0..CLASSES).map(|class| [of(class, 0), of(class, 1)]);
    let parts: Vec<[Vec<Unit>; 2]> = parts.collect();
    let units = |part: &[Vec<Unit>; 2]| (part[0].len() + part[1].len()) as u64;
    let mut sizes = allocate(size, &[units(&parts[0]), units(&parts[1])], 2);
    sizes.extend([size / 2, size - size / 2]);
    let mut strata = Vec::new();
    for (class, (part, size)) in parts.into_iter().zip(sizes).enumerate() {
        let drawn = allocate(size, &[part[0].len() as u64, part[1].len() as u64], 2);
        let pattern = (class < 2).then_some(class);
        strata.extend(part.into_iter().zip(drawn).map(|(part, drawn)| {
            let units = part.len() as u64;
            (stratum(groups[class], pattern, units, drawn), part)
        }));
    }
    strata
}

/// The key of the population, without items.
fn simulated(population: &[Unit], strata: &[(Stratum, Vec<Unit>)]) -> ValidationKey {
    let mut domains = vec![domain(DomainKind::Corpus, "all", population.len() as u64)];
    let mut groups = vec![[0; 3]; 1 + SOURCES.len() + PERIODS];
    for unit in population {
        for at in [0, 1 + unit.source, 1 + SOURCES.len() + unit.period] {
            groups[at][unit.class.saturating_sub(1)] += 1;
        }
    }
    let units = |at: usize| groups[at].iter().sum();
    domains.extend((0..2).map(|at| domain(DomainKind::Source, SOURCES[at], units(1 + at))));
    domains
        .extend((0..PERIODS).map(|at| domain(DomainKind::Period, &at.to_string(), units(3 + at))));
    let concept = SampledConcept {
        name: "concept".to_owned(),
        definition: None,
        patterns: Vec::new(),
        strata: strata.iter().map(|(stratum, _)| stratum.clone()).collect(),
        domain_units: groups,
    };
    key(domains, concept, Vec::new())
}

/// Draws, codes without error, and scores.
fn draw_and_score(key: &ValidationKey, strata: &[(Stratum, Vec<Unit>)], seed: u64) -> Validation {
    let mut key = key.clone();
    let mut rows = Vec::new();
    for (place, (stratum, units)) in strata.iter().enumerate() {
        let drawn = sample(
            units.len(),
            stratum.drawn as usize,
            seed * 100 + place as u64,
        );
        for unit in drawn.into_iter().map(|at| units[at]) {
            let (source, period) = (SOURCES[unit.source], unit.period.to_string());
            rows.push(row(rows.len(), "anna", unit.is_yes));
            key.items
                .push(item(key.items.len(), place, source, &period));
        }
    }
    score(key, &rows, 0)
}

/// What the simulation looks at.
const NAMES: [&str; 7] = [
    "rate",
    "rate of east",
    "difference",
    "slope",
    "precision",
    "recall",
    "F1",
];

/// The estimates of [`NAMES`].
fn estimates(scored: &Validation) -> Vec<Estimate> {
    let (scores, rates) = (&scored.concepts[0], &scored.rates);
    let found = [
        rates[0].corrected,
        rates[1].corrected,
        rates[1].difference,
        scored.trends.first().map(|trend| trend.corrected),
        scores.precision,
        scores.recall,
        scores.f1,
    ];
    found
        .into_iter()
        .map(|estimate| estimate.expect("an estimate"))
        .collect()
}

/// The true values of [`NAMES`].
fn all_truths(population: &[Unit]) -> Vec<f64> {
    let count =
        |of: &dyn Fn(&Unit) -> bool| population.iter().filter(|unit| of(unit)).count() as f64;
    let found = count(&|unit| has_hit(unit) && unit.is_yes);
    let (hits, yes) = (count(&has_hit), count(&|unit| unit.is_yes));
    let of_codebook = [found / hits, found / yes, 2.0 * found / (hits + yes)];
    [
        truths(population, |unit| unit.is_yes).as_slice(),
        &of_codebook,
    ]
    .concat()
}

fn has_hit(unit: &Unit) -> bool {
    unit.class < 2
}

/// Prints the bias of each estimate, the standard error of that bias, and the coverage of its interval:
/// `cargo test --release --lib -- --ignored --nocapture corrected_rates_cover`
#[test]
#[ignore = "a simulation of some seconds, which prints its table"]
fn corrected_rates_cover_the_truth() {
    const DRAWS: u64 = 2000;
    let population = population();
    let counted = truths(&population, has_hit);
    let truth = all_truths(&population);
    println!(
        "{:>14} {:>5} {:>9} {:>9} {:>8} {:>8} {:>9}",
        "", "size", "truth", "counted", "bias", "noise", "coverage"
    );
    for size in [97, 385] {
        let strata = strata(&population, size);
        let key = simulated(&population, &strata);
        let scored: Vec<Vec<Estimate>> = (0..DRAWS)
            .map(|seed| estimates(&draw_and_score(&key, &strata, seed)))
            .collect();
        for (at, (name, truth)) in NAMES.iter().zip(&truth).enumerate() {
            let mean = scored.iter().map(|found| found[at].value).sum::<f64>() / DRAWS as f64;
            let squares = scored.iter().map(|found| (found[at].value - mean).powi(2));
            let error = squares.sum::<f64>().sqrt() / DRAWS as f64;
            let (bias, noise) = ((mean - truth) / truth.abs(), error / truth.abs());
            let covers = |found: &&Vec<Estimate>| {
                let interval = found[at].interval;
                interval.low <= *truth && *truth <= interval.high
            };
            let coverage = scored.iter().filter(covers).count() as f64 / DRAWS as f64;
            let naive = counted
                .get(at)
                .map_or_else(String::new, |naive| format!("{naive:.5}"));
            println!(
                "{name:>14} {size:>5} {truth:>9.5} {naive:>9} {:>7.2}% {:>7.2}% {:>8.1}%",
                bias * 100.0,
                noise * 100.0,
                coverage * 100.0
            );
            if at < 2 {
                assert!(
                    (counted[at] / truth - 1.0).abs() > 0.15,
                    "counting is not far off"
                );
                assert!(
                    bias.abs() < 0.02 && (0.93..=0.975).contains(&coverage),
                    "{name}"
                );
            }
        }
    }
}

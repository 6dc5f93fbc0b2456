//! Trends of concepts corrected for the codebook's errors.
//!
//! The slope of the share of a concept over periods is a sum over units, Σ b y with
//! b = (t - t̄) / Σ (t - t̄)² / N_t, so the difference estimator takes it as it takes totals:
//! Σ b c + Σ_s w b (y - c). Its variance is that of stratified sampling, Σ N² (1 - n/N) s² / n, where s² is
//! the variance of b (y - c) in a stratum. So that strata without an error seen add to it, shares of errors
//! are drawn towards that of their group, of which half an error more is supposed.

use libm::sqrt;

use super::CorrectedTrend;
use super::decide::{Decided, has_hit};
use crate::model::{CodeGroup, DomainKind, ValidationKey};
use crate::sorted::SortedMap;
use crate::stats::{Cell, Estimate, Interval, normal_reach};

/// The least periods of a trend.
const LEAST_PERIODS: usize = 3;

/// The trends of all concepts.
pub(super) fn trends(
    key: &ValidationKey,
    decided: &Decided,
    cells: &[Vec<Cell>],
) -> Vec<CorrectedTrend> {
    let weights = slope_weights(key);
    if weights.len() < LEAST_PERIODS {
        return Vec::new();
    }
    let concepts = cells.iter().enumerate();
    let trends = concepts.filter_map(|(concept, cells)| {
        let is_coded = |group: CodeGroup| {
            let strata = key.concepts[concept].strata.iter().zip(cells);
            let mut of_group = strata
                .filter(|(stratum, _)| stratum.group == group)
                .peekable();
            of_group.peek().is_none() || of_group.any(|(_, cell)| cell.coded > 0)
        };
        let is_known = CodeGroup::ALL.into_iter().all(is_coded);
        is_known.then(|| of_concept(key, decided, (concept, cells), &weights))
    });
    trends.collect()
}

/// By name of a period with units: its place among the domains and the weight of its units in the slope.
fn slope_weights(key: &ValidationKey) -> SortedMap<&str, (usize, f64)> {
    let domains = key.domains.iter().enumerate();
    let periods = domains.filter(|(_, domain)| domain.kind == DomainKind::Period);
    let periods: Vec<_> = (0_u32..)
        .map(f64::from)
        .zip(periods)
        .filter(|(_, (_, domain))| domain.units > 0)
        .collect();
    let mean = periods.iter().map(|(time, _)| time).sum::<f64>() / periods.len().max(1) as f64;
    let squares: f64 = periods
        .iter()
        .map(|(time, _)| (time - mean) * (time - mean))
        .sum();
    let weights = periods.iter().map(|(time, (at, domain))| {
        let weight = (time - mean) / squares / domain.units as f64;
        (&*domain.name, (*at, weight))
    });
    weights.collect()
}

/// What is known of b (y - c) in a stratum.
#[derive(Default, Clone, Copy)]
struct Residuals {
    sum: f64,
    errors: u64,
    /// The sum of b² over coded units.
    squares: f64,
}

fn of_concept(
    key: &ValidationKey,
    decided: &Decided,
    (place, cells): (usize, &[Cell]),
    weights: &SortedMap<&str, (usize, f64)>,
) -> CorrectedTrend {
    let concept = &key.concepts[place];
    let counted: f64 = weights
        .iter()
        .map(|(_, &(at, weight))| concept.domain_units[at][CodeGroup::Hit as usize] as f64 * weight)
        .sum();
    let mut strata = vec![Residuals::default(); cells.len()];
    let mut groups = [[0.0_f64; 2]; 3];
    for (_, item, is_yes) in decided.of(key, place) {
        let weight = item.period.as_deref().and_then(|name| weights.get(name));
        let weight = weight.map_or(0.0, |&(_, weight)| weight);
        let is_error = is_yes != has_hit(key, item);
        let residuals = &mut strata[item.stratum];
        residuals.squares += weight * weight;
        let group = &mut groups[concept.strata[item.stratum].group as usize];
        group[0] += 1.0;
        if is_error {
            residuals.errors += 1;
            residuals.sum += if is_yes { weight } else { -weight };
            group[1] += 1.0;
        }
    }
    let (mut correction, mut variance) = (0.0, 0.0);
    for ((cell, residuals), stratum) in cells.iter().zip(&strata).zip(&concept.strata) {
        if cell.coded == 0 {
            continue;
        }
        let (coded, units) = (cell.coded as f64, stratum.units as f64);
        let [all, errors] = groups[stratum.group as usize];
        let of_group = (errors + 0.5) / (all + 1.0);
        let share = (residuals.errors as f64 + 2.0 * of_group) / (coded + 2.0);
        let mean = residuals.sum / coded;
        let spread = (residuals.squares / coded * share - mean * mean).max(0.0);
        correction += units * mean;
        variance += units * units * (1.0 - coded / units).max(0.0) * spread / coded;
    }
    let value = counted + correction;
    let reach = normal_reach(sqrt(variance));
    CorrectedTrend {
        concept: place,
        periods: weights.len(),
        counted,
        corrected: Estimate {
            value,
            interval: Interval {
                low: value - reach,
                high: value + reach,
            },
        },
    }
}

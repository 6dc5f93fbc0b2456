//! How well each pattern finds its concept, and what the concept would be without it.

use super::decide::Decided;
use super::{Advice, ConceptScores, PatternScores};
use crate::model::ValidationKey;
use crate::order::Arrange as _;
use crate::sorted::SortedMap;
use crate::stats::{Cell, Estimate, Share};

/// Fewer coded units than this say nothing of a pattern.
const LEAST_CODED: u64 = 5;

/// The coded units of a pattern, by stratum.
#[derive(Default)]
struct PatternCells {
    all: SortedMap<usize, Cell>,
    alone: SortedMap<usize, Cell>,
}

/// The patterns of all concepts; of each, those without which F1 is highest come first.
pub(super) fn patterns(
    key: &ValidationKey,
    decided: &Decided,
    concepts: &[ConceptScores],
) -> Vec<PatternScores> {
    let mut rows = Vec::new();
    for scores in concepts {
        let place = scores.concept;
        let patterns = &key.concepts[place].patterns;
        let mut cells: Vec<PatternCells> = Vec::new();
        cells.resize_with(patterns.len(), PatternCells::default);
        let settled: Vec<_> = decided.of(key, place).collect();
        let mut coded = vec![0_u64; key.concepts[place].strata.len()];
        settled
            .iter()
            .for_each(|(_, item, _)| coded[item.stratum] += 1);
        for &(_, item, is_yes) in &settled {
            let units = key.concepts[place].strata[item.stratum].units;
            let weight = units as f64 / coded[item.stratum] as f64;
            for &pattern in &item.patterns {
                add(&mut cells[pattern].all, item.stratum, weight, is_yes);
                if item.patterns.len() == 1 {
                    add(&mut cells[pattern].alone, item.stratum, weight, is_yes);
                }
            }
        }
        let of_concept = cells.into_iter().enumerate();
        let mut of_concept: Vec<PatternScores> = of_concept
            .map(|(pattern, cells)| of_pattern(key, scores, pattern, &cells))
            .collect();
        of_concept.arrange_by(|a, b| {
            let gain = |row: &PatternScores| row.f1_without.unwrap_or(f64::NEG_INFINITY);
            let by_gain = f64::total_cmp(&gain(b), &gain(a));
            by_gain.then(a.pattern.cmp(&b.pattern))
        });
        rows.extend(of_concept);
    }
    rows
}

fn add(cells: &mut SortedMap<usize, Cell>, stratum: usize, weight: f64, is_yes: bool) {
    let cell = cells.or_insert_with(stratum, Cell::default);
    cell.weight = weight;
    cell.coded += 1;
    cell.yes += u64::from(is_yes);
}

/// The share of yes in some cells.
fn share(cells: &SortedMap<usize, Cell>) -> Option<Share> {
    let cells: Vec<Cell> = cells.iter().map(|(_, cell)| *cell).collect();
    Share::of_domain(&cells)
}

fn of_pattern(
    key: &ValidationKey,
    scores: &ConceptScores,
    place: usize,
    cells: &PatternCells,
) -> PatternScores {
    let pattern = &key.concepts[scores.concept].patterns[place];
    let sum = |of: fn(&Cell) -> u64| cells.all.iter().map(|(_, cell)| of(cell)).sum::<u64>();
    let coded = sum(|cell| cell.coded);
    let precision = share(&cells.all);
    let alone = share(&cells.alone).map(|share| pattern.alone as f64 * share.value);
    let f1 = scores.f1.map(|f1| f1.value);
    let f1_without = match pattern.alone {
        0 => f1,
        units => alone.and_then(|lost| without(scores, units, lost)),
    };
    let is_better_without = f1_without.zip(f1).is_some_and(|(without, f1)| without > f1);
    let estimate = precision.as_ref().map(Estimate::from);
    let advice = match estimate {
        Some(_) if coded < LEAST_CODED && coded < pattern.units => Advice::Unknown,
        Some(share) if share.interval.high < 0.5 && is_better_without => Advice::Drop,
        Some(share) if share.value < 0.5 || is_better_without => Advice::Check,
        Some(_) => Advice::Keep,
        None => Advice::Unknown,
    };
    PatternScores {
        concept: scores.concept,
        pattern: place,
        coded,
        yes: sum(|cell| cell.yes),
        precision: estimate,
        f1_without,
        f1,
        advice,
    }
}

/// F1 of a concept without so many units with a hit, of which so many are rightly found.
fn without(scores: &ConceptScores, units: u64, lost: f64) -> Option<f64> {
    let hits = scores.hit_units as f64;
    let (precision, rate) = (scores.precision?.value, scores.rate?.value);
    let found = hits * precision - lost;
    let sum = hits - units as f64 + rate * scores.units as f64;
    (sum > 0.0).then(|| (2.0 * found / sum).max(0.0))
}

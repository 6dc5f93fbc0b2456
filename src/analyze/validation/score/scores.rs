//! Precision, recall and F1 of concepts.
//!
//! With N units that have a hit, TP of them rightly, and M units that were missed, precision is TP / N,
//! recall 1 / (1 + M / TP), and F1 is 2 / (1 + (N + M) / TP): both rise and fall with a ratio of independent
//! totals, whose interval becomes theirs.

use super::ConceptScores;
use super::decide::{Decided, has_hit};
use crate::model::{CodeGroup, SampledConcept, ValidationKey};
use crate::stats::{Cell, Estimate, Share};

/// By concept and stratum: what was coded.
pub(super) fn cells(key: &ValidationKey, decided: &Decided) -> Vec<Vec<Cell>> {
    let of_concept = |concept: usize| {
        let strata = &key.concepts[concept].strata;
        let mut cells = vec![Cell::default(); strata.len()];
        for (_, item, is_yes) in decided.of(key, concept) {
            cells[item.stratum].coded += 1;
            cells[item.stratum].yes += u64::from(is_yes);
        }
        for (cell, stratum) in cells.iter_mut().zip(strata) {
            cell.weight = stratum.units as f64 / (cell.coded.max(1)) as f64;
        }
        cells
    };
    (0..key.concepts.len()).map(of_concept).collect()
}

/// The cells of a group of strata.
pub(super) fn of_group(concept: &SampledConcept, cells: &[Cell], group: CodeGroup) -> Vec<Cell> {
    let strata = concept.strata.iter().zip(cells);
    let strata = strata.filter(|(stratum, _)| stratum.group == group);
    strata.map(|(_, cell)| *cell).collect()
}

/// The units that people say yes to in each group; `None` of a group with units, none of them coded.
pub(super) fn totals(
    concept: &SampledConcept,
    cells: &[Cell],
    units: [u64; 3],
) -> [Option<Estimate>; 3] {
    CodeGroup::ALL.map(|group| {
        let units = units[group as usize];
        if units == 0 {
            return Some(Estimate::known(0.0));
        }
        let share = Share::of_strata(&of_group(concept, cells, group))?;
        Some(share.total(units))
    })
}

pub(super) fn of_concept(
    key: &ValidationKey,
    decided: &Decided,
    cells: &[Cell],
    place: usize,
) -> ConceptScores {
    let concept = &key.concepts[place];
    let units = concept.domain_units[0];
    let all: u64 = units.iter().sum();
    let hit_units = units[CodeGroup::Hit as usize];
    let [found, near, rest] = totals(concept, cells, units);
    let missed = near.zip(rest).map(|(near, rest)| near.plus(rest));
    let precision = Share::of_strata(&of_group(concept, cells, CodeGroup::Hit));
    let missed_for_found = missed
        .zip(found)
        .and_then(|(missed, found)| missed.ratio_to(found));
    let others = missed.map(|missed| missed.plus(Estimate::known(hit_units as f64)));
    let others_for_found = others
        .zip(found)
        .and_then(|(others, found)| others.ratio_to(found));
    let mut coded = [[0; 2]; 2];
    let mut settled = 0;
    for (_, item, is_yes) in decided.of(key, place) {
        coded[usize::from(is_yes)][usize::from(has_hit(key, item))] += 1;
        settled += 1;
    }
    let items = &decided.of_concept[place];
    let answered = items
        .iter()
        .filter(|&&item| !decided.answers[item].is_empty());
    let is_open = |item: &&usize| decided.codes[**item].is_none();
    ConceptScores {
        concept: place,
        units: all,
        hit_units,
        drawn: items.len() as u64,
        coded,
        undecided: answered.filter(is_open).count() as u64,
        precision: precision.as_ref().map(Estimate::from),
        recall: missed_for_found.map(|ratio| ratio.map_falling(|ratio| 1.0 / (1.0 + ratio))),
        f1: others_for_found.map(|ratio| ratio.map_falling(|ratio| 2.0 / (1.0 + ratio))),
        rate: found
            .zip(missed)
            .filter(|_| all > 0 && settled > 0)
            .map(|(found, missed)| found.plus(missed).times(1.0 / all as f64)),
        shared: 0,
        agreement: None,
        alpha: None,
        alpha_interval: None,
    }
}
